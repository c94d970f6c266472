"""Handing in: the list as decided becomes a version, frozen with its sum; a later one stands beside it for ever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import putaran as putaran_
from . import putaran_daftar, putaran_kerja
from .putaran_daftar import KELUAR, MASUK, TETAP, Nama
from .tables_usulan import Musdes, Pernyataan, Putaran, PutaranBaris, PutaranKiriman, TandaTerima
from .tanda_terima import ISI, MILIK, sidik

ISI_SPTJM = (
    "Bertanggung jawab mutlak atas kebenaran daftar usulan {daftar} {nama}, yang disusun tanpa musyawarah desa, dan bersedia"
    " mempertanggungjawabkannya."
)


@dataclass(frozen=True)
class Sptjm:
    """The statement that stands in for a meeting: who declares, in which office, by which number, on which day."""

    nama: str
    jabatan: str
    nomor: str
    tgl: date


@dataclass(frozen=True)
class Versi:
    """A version with the receipts of the levels above.

    ``keliru``: receipts of something else than was handed in. ``ditolak``: rows of it that a level above would not store.
    """

    kiriman: PutaranKiriman
    terima: tuple[TandaTerima, ...]
    musdes: Musdes | None = None
    sptjm: Pernyataan | None = None
    keliru: tuple[TandaTerima, ...] = ()
    ditolak: int = 0

    @property
    def gagal(self) -> bool:
        """Whether it cannot arrive as it was handed in: only another version can."""
        return bool(self.keliru or self.ditolak)

    @property
    def jumlah(self) -> int:
        """How many lines it has."""
        return self.kiriman.masuk + self.kiriman.keluar + self.kiriman.tetap


def isi_baris(putaran: Putaran, nama: Nama) -> tuple:
    """What is handed in of a name, in the order of ``ISI``."""
    return (nama.hasil, nama.alasan or None, nama.catatan or None, putaran.daftar, nama.orang_id, nama.keluarga_id,
            nama.nik, nama.no_kk, nama.nama, nama.alamat, nama.komponen)  # fmt: skip


def sidik_daftar(putaran: Putaran, semua: Iterable[Nama]) -> str:
    """The sum of what would be handed in."""
    return sidik(isi_baris(putaran, satu) for satu in semua)


def serahkan(
    node, operator: Operator, putaran_id: str, musdes_id: str = "", sptjm: Sptjm | None = None, hari: date | None = None,
    dilihat: str = "",
) -> tuple[PutaranKiriman, bool]:  # fmt: skip
    """Hand in the list as it is decided: (version, whether it is a new one). The same content makes none, unless the
    last version did not arrive as it was.

    Founded on a village meeting, or on a statement where there was none. ``dilihat``: the sum of what the page showed,
    for nobody hands in what he has not seen. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        putaran = putaran_kerja.terbuka(node, operator, putaran_id, sumber="putaran_kiriman")
        semua = putaran_daftar.susun(node, putaran, hari or date.today()).semua
        if not semua:
            raise DataDitolak([Kesalahan("putaran_kosong")])
        jumlah = sidik_daftar(putaran, semua)
        lama = terakhir(node, putaran_id)
        if dilihat not in ("", jumlah):
            raise DataDitolak([Kesalahan("putaran_daftar_berubah")])
        if lama is not None and lama.isi_sha256 == jumlah and not versi(node, putaran_id)[0].gagal:
            return lama, False
        dasar = _dasar(node, operator, putaran, musdes_id, sptjm)
        return _simpan(node, operator, putaran, semua, jumlah, lama.versi + 1 if lama else 1, dasar), True


def _dasar(node, operator: Operator, putaran: Putaran, musdes_id: str, sptjm: Sptjm | None) -> dict:
    """What the version is founded on."""
    if musdes_id:
        if musdes_id not in {satu.id for satu in musdes(node, putaran)}:
            raise DataDitolak([Kesalahan("putaran_musdes_tidak_ada", "musdes")])
        return {"musdes_id": musdes_id, "sptjm_id": None}
    if sptjm is None:
        raise DataDitolak([Kesalahan("putaran_dasar_wajib", "musdes")])
    salah = [
        Kesalahan("terlalu_panjang" if teks.strip() else "wajib_diisi", kolom)
        for kolom, teks in (("sptjm_nama", sptjm.nama), ("sptjm_jabatan", sptjm.jabatan))
        if not 0 < len(teks.strip()) <= 100
    ]
    if len(sptjm.nomor) > 100:
        salah.append(Kesalahan("terlalu_panjang", "sptjm_nomor"))
    if sptjm.tgl > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "sptjm_tgl"))
    if salah:
        raise DataDitolak(salah)
    isi = {
        "jenis": "sptjm", "untuk_jenis": "putaran", "untuk_id": putaran.id, "nama": sptjm.nama.strip(),
        "jabatan": sptjm.jabatan.strip(), "nomor_sk": sptjm.nomor.strip() or None,
        "isi": ISI_SPTJM.format(daftar=putaran.daftar, nama=putaran.nama), "tgl_pernyataan": sptjm.tgl,
        "oleh": operator.nama[:100], "pada": now(),
    }  # fmt: skip
    return {"musdes_id": None, "sptjm_id": rekam.tambah(node.catalog["pernyataan"], new_id(), node.code, isi).id}


def _simpan(node, operator, putaran: Putaran, semua: Sequence[Nama], jumlah: str, versi: int, dasar: dict):
    hitung = {arah: sum(satu.hasil == arah for satu in semua) for arah in (MASUK, KELUAR, TETAP)}
    isi = {"putaran_id": putaran.id, "versi": versi, **hitung, "isi_sha256": jumlah, **dasar,
           "oleh": operator.nama[:100], "pada": now()}  # fmt: skip
    kiriman = rekam.tambah(node.catalog["putaran_kiriman"], new_id(), node.code, isi)
    node.engine.many(
        f"INSERT INTO sb_putaran_baris (id, node, wilayah, kiriman_id, {', '.join(ISI)})"
        f" VALUES (?, ?, ?, ?, {', '.join('?' * len(ISI))})",
        [(new_id(), node.code, node.code, kiriman.id, *isi_baris(putaran, satu)) for satu in semua],
    )
    rekam.jejak(
        node, operator, "tambah", "putaran_kiriman", kiriman, label=f"{putaran.nama}, versi {versi}",
        catatan=f"{len(semua)} baris, sidik {jumlah[:12]}",
    )  # fmt: skip
    return kiriman


def musdes(node, putaran: Putaran) -> list[Musdes]:
    """The village meetings a version can be founded on: finished, of this round or none, since it began; latest first."""
    pilih = (Musdes.selesai == 1) & (Musdes.node == node.code)
    milik = (Musdes.putaran_id == putaran.id) | (
        Musdes.putaran_id.is_null() & (Musdes.tgl >= putaran.mulai)
        & (Musdes.program.is_null() | (Musdes.program == putaran.daftar))
    )  # fmt: skip
    return list(Musdes.select().where(pilih & milik).order_by(Musdes.tgl.desc(), Musdes.id.desc()))


def awal_musdes(node, putaran_id: str) -> dict[str, str]:
    """What the form of a meeting about a round starts with; nothing where there is no such round."""
    putaran = putaran_.satu(node, putaran_id)
    return {"putaran_id": putaran.id, "perihal": f"Pemutakhiran {putaran.nama}"} if putaran else {}


def nama_lampiran(node, putaran_id: str) -> list[dict]:
    """The names of a round that are proposed in and out, as a meeting annexes them: out first, then in."""
    putaran = putaran_.satu(node, putaran_id)
    semua = putaran_daftar.susun(node, putaran, date.today()).semua if putaran else ()
    return [
        {"arah": satu.arah, "nama": satu.nama, "nik": satu.nik or "", "alamat": satu.alamat or "",
         "alasan": putaran_kerja.sebut_alasan(satu.arah, satu.alasan, satu.catatan)}
        for satu in semua if satu.arah in (KELUAR, MASUK)
    ]  # fmt: skip


# ---- what was handed in


def terakhir(node, putaran_id: str, wilayah: str = "") -> PutaranKiriman | None:
    """The last version of a village."""
    pilih = (PutaranKiriman.putaran_id == putaran_id) & (PutaranKiriman.wilayah == (wilayah or node.code))
    urut = (PutaranKiriman.versi.desc(), PutaranKiriman.id.desc())
    return PutaranKiriman.select().where(pilih).order_by(*urut).first()


def versi(node, putaran_id: str, wilayah: str = "") -> list[Versi]:
    """Every version of a village with its receipts and what it is founded on, the last one first."""
    pilih = (PutaranKiriman.putaran_id == putaran_id) & (PutaranKiriman.wilayah == (wilayah or node.code))
    semua = list(PutaranKiriman.select().where(pilih).order_by(PutaranKiriman.versi.desc(), PutaranKiriman.id.desc()))
    ids = [satu.id for satu in semua]
    terima = list(TandaTerima.select().where(TandaTerima.kiriman_id.in_(ids)).order_by(TandaTerima.node.desc()))
    rapat, nyata = (
        {satu.id: satu for satu in jenis.select().where(jenis.id.in_(dasar), jenis.wilayah == (wilayah or node.code))}
        for jenis, dasar in ((Musdes, [one.musdes_id for one in semua]), (Pernyataan, [one.sptjm_id for one in semua]))
    )
    tolak = _ditolak(node, ids)
    return [
        Versi(satu, tuple(one for one in terima if one.kiriman_id == satu.id and one.isi_sha256 == satu.isi_sha256),
              rapat.get(satu.musdes_id), nyata.get(satu.sptjm_id),
              tuple(one for one in terima if one.kiriman_id == satu.id and one.isi_sha256 != satu.isi_sha256),
              tolak.get(satu.id, 0))
        for satu in semua
    ]  # fmt: skip


def _ditolak(node, kiriman: Sequence[str]) -> dict[str, int]:
    """Version -> how many of its rows a level above refused."""
    chosen, params = node.engine.ids(kiriman)
    return dict(
        node.engine.run(
            "SELECT k.id, COUNT(*) FROM sb_putaran_kiriman k JOIN sb_refused_out r ON r.id = k.id OR r.id IN"
            f" (SELECT b.id FROM sb_putaran_baris b WHERE {MILIK}) WHERE k.id IN ({chosen}) GROUP BY k.id",
            params,
        )
    )


def baris(kiriman_id: str, arah: str = "", mulai: int = 0, banyak: int = 0) -> list[PutaranBaris]:
    """The lines of a version by name; ``arah``: only those; ``banyak``: that many of them."""
    milik = PutaranKiriman.select(PutaranKiriman.wilayah).where(PutaranKiriman.id == kiriman_id)
    pilih = (PutaranBaris.kiriman_id == kiriman_id) & PutaranBaris.wilayah.in_(milik)
    if arah:
        pilih &= PutaranBaris.arah == arah
    semua = PutaranBaris.select().where(pilih).order_by(PutaranBaris.nama, PutaranBaris.id)
    return list(semua.limit(banyak).offset(mulai) if banyak else semua)


@dataclass(frozen=True)
class Beda:
    """One name that a version says otherwise than the one before; ``lama`` or ``baru`` empty: it is not in that one."""

    nama: str
    nik: str | None
    lama: str
    baru: str


def beda(node, kiriman: PutaranKiriman) -> list[Beda]:
    """What a version changed against the one before it, by name; nothing for the first."""
    pilih = (PutaranKiriman.putaran_id == kiriman.putaran_id) & (PutaranKiriman.wilayah == kiriman.wilayah)
    urut = (PutaranKiriman.versi.desc(), PutaranKiriman.id.desc())
    lama = PutaranKiriman.select().where(pilih & (PutaranKiriman.versi < kiriman.versi)).order_by(*urut).first()
    if lama is None:
        return []
    dulu, kini = _arah(node, lama.id), _arah(node, kiriman.id)
    hasil = [
        Beda(*kunci[:2], dulu.get(kunci, ""), kini.get(kunci, ""))
        for kunci in dulu.keys() | kini.keys()
        if dulu.get(kunci) != kini.get(kunci)
    ]
    return sorted(hasil, key=lambda satu: (satu.nama, satu.nik or ""))


def _arah(node, kiriman_id: str) -> dict[tuple, str]:
    rows = node.engine.run(
        "SELECT b.nama, b.nik, b.no_kk, b.orang_id, b.arah FROM sb_putaran_kiriman k JOIN sb_putaran_baris b"
        f" ON {MILIK} WHERE k.id = ? ORDER BY b.id",
        (kiriman_id,),
    )
    return {satu[:4]: satu[4] for satu in map(tuple, rows)}
