"""Village meetings: who came, what was decided about whom, the decision of the head that follows, and what both cause."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import usulan as alur
from ...domain.bantuan import ARAH
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import is_kelurahan, level
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from . import usulan, usulan_kini, usulan_langkah
from .tables_usulan import Musdes, UsulanBantuan

UNSUR = {
    "pemerintah": "Pemerintah desa",
    "bpd": "Badan Permusyawaratan Desa",
    "rt_rw": "Ketua RT dan RW",
    "lembaga": "LPM, PKK, dan lembaga lain",
    "tokoh": "Tokoh masyarakat dan agama",
    "perempuan": "Wakil perempuan",
    "warga_miskin": "Wakil warga miskin",
    "pendamping": "Pendamping dan relawan",
    "lainnya": "Undangan lain",
}
"""Whom a meeting is made of."""
UNSUR_KELURAHAN = {"pemerintah": "Pemerintah kelurahan", "bpd": "Forum warga kelurahan"}
"""The words a kelurahan has for them."""
TEKS = ("nomor", "tgl", "jam", "tempat", "perihal", "program", "putaran_id", "pimpinan", "notulis", "undangan")
DAFTAR = ("hadir", "keputusan", "nama_lampiran")
KOLOM_NAMA = ("arah", "nama", "nik", "alamat", "alasan", "usulan_id")
MASUK, KELUAR = "masuk", "keluar"


def unsur(code: str) -> dict[str, str]:
    """The elements of a meeting in the words of this place."""
    return UNSUR | UNSUR_KELURAHAN if is_kelurahan(code) else UNSUR


@dataclass(frozen=True)
class Isi:
    """What the JSON columns of a meeting hold: who came, sentences, names with their direction."""

    hadir: list[dict]
    keputusan: list[str]
    nama: list[dict]

    def per_arah(self, arah: str) -> list[dict]:
        """The names of one direction, in their order."""
        return [satu for satu in self.nama if satu.get("arah") == arah]


def isi(baris: Musdes) -> Isi:
    """The lists of a meeting."""
    return Isi(*(json.loads(getattr(baris, nama) or "[]") for nama in DAFTAR))


def ambil(node, id: str) -> Musdes:
    """The meeting of this village with this id. Raises ``DataDitolak``."""
    ada = rekam.ambil(node.catalog["musdes"], id, node.code) if id else None
    if ada is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "musyawarah"})])
    return ada


def simpan(node, operator: Operator, baru: Mapping, id: str | None = None, versi: int | None = None) -> Musdes:
    """Enter a meeting, or change one that is not closed. ``baru``: columns of ``TEKS`` and lists of ``DAFTAR``.

    Raises ``DataDitolak``; ``SudahBerubah`` where somebody else changed it since ``versi``.
    """
    with rekam.transaksi(node):
        tipe = node.catalog["musdes"]
        lama = rekam.ambil(tipe, id, node.code) if id else None
        if lama is not None and lama.selesai:
            raise DataDitolak([Kesalahan("musdes_selesai")])
        bersih = rapikan(tipe, {nama: nilai for nama, nilai in baru.items() if nama in TEKS})
        if "undangan" in bersih:
            bersih["undangan"] = bersih["undangan"] or 0
        bersih |= {nama: _tulis(nama, baru[nama]) for nama in DAFTAR if nama in baru}
        salah = [*_salah(tipe, bersih, lama), *_salah_hadir(baru.get("hadir") or ())]
        nama = baru.get("nama_lampiran") or ()
        if salah := [*salah, *_salah_nama(nama), *_di_tempat_lain(node, nama, id)]:
            raise DataDitolak(salah)
        if lama is None:
            baris = rekam.tambah(tipe, id or new_id(), node.code, bersih | {"oleh": operator.nama[:100], "pada": now()})
            rekam.jejak(node, operator, "tambah", "musdes", baris, baris.perihal)
        else:
            _tolak_bila_berubah(node, lama, bersih, versi)
            baris = _ubah(node, operator, lama, bersih)
        _kaitkan(node, baris)
        return baris


def _salah(tipe, bersih: dict, lama) -> list[Kesalahan]:
    return salah_kolom(tipe, bersih | ({} if lama else {"oleh": "-", "pada": now()}), lama)


def _salah_hadir(hadir: Sequence[Mapping]) -> list[Kesalahan]:
    """Who stands twice would be counted twice for the quorum."""
    siapa = [(_rapi(satu.get("nama")), _rapi(satu.get("jabatan"))) for satu in hadir]
    ganda = sorted(satu for satu, kali in Counter(siapa).items() if satu[0] and kali > 1)
    return [Kesalahan("musdes_hadir_ganda", "hadir", isi={"nama": nama}) for nama, _ in ganda]


def _rapi(teks: str | None) -> str:
    return " ".join((teks or "").upper().split())


def _di_tempat_lain(node, nama: Sequence[Mapping], id: str | None) -> list[Kesalahan]:
    """Proposals that another meeting has on its annex whose minutes are open: two would decide about one."""
    ids = [satu["usulan_id"] for satu in nama if satu.get("usulan_id")]
    lain = (
        UsulanBantuan.select(UsulanBantuan.nama, Musdes.perihal, Musdes.tgl)
        .join(Musdes, on=(Musdes.id == UsulanBantuan.musdes_id))
        .where(UsulanBantuan.id.in_(ids), Musdes.wilayah == node.code, Musdes.selesai == 0, Musdes.id != (id or ""))
    )
    return [
        Kesalahan("musdes_nama_lain", "nama_lampiran", isi={"nama": siapa, "perihal": perihal, "tgl": teks_tanggal(tgl)})
        for siapa, perihal, tgl in lain.order_by(UsulanBantuan.nama).tuples()
    ]  # fmt: skip


def _salah_nama(nama: Sequence[Mapping]) -> list[Kesalahan]:
    salah = []
    kali = Counter(
        (satu.get("usulan_id") or satu.get("nik") or (satu.get("nama"), satu.get("alamat"))) for satu in nama
    )
    for satu in nama:
        kunci = satu.get("usulan_id") or satu.get("nik") or (satu.get("nama"), satu.get("alamat"))
        if kali.pop(kunci, 1) > 1:
            salah.append(Kesalahan("musdes_nama_ganda", "nama_lampiran", isi={"nama": satu["nama"]}))
        if satu.get("arah") not in ARAH:
            salah.append(Kesalahan("musdes_arah_kosong", "nama_lampiran", isi={"nama": satu["nama"]}))
    return salah


def _tulis(nama: str, semua: Sequence) -> str | None:
    """A list as it is stored; lines without a name or a word are left out."""
    if nama == "keputusan":
        bersih: list = [" ".join(satu.split()) for satu in semua if satu.strip()]
    else:
        kolom = KOLOM_NAMA if nama == "nama_lampiran" else ("unsur", "nama", "jabatan")
        bersih = [{kunci: " ".join(str(satu[kunci]).split()) for kunci in kolom if satu.get(kunci)}
                  for satu in semua if (satu.get("nama") or "").strip()]  # fmt: skip
    return json.dumps(bersih, ensure_ascii=False) if bersih else None


def _tolak_bila_berubah(node, lama: Musdes, bersih: dict, versi: int | None) -> None:
    sekarang, ada = rekam.versi(node, lama.id), rekam.nilai(lama)
    beda = {nama: (nilai, ada.get(nama)) for nama, nilai in bersih.items() if nilai != ada.get(nama)}
    if versi is not None and sekarang != versi and beda:
        raise SudahBerubah([Beda("musdes", lama.id, str(lama), sekarang, beda)])


def _ubah(node, operator: Operator, baris: Musdes, baru: Mapping, catatan: str | None = None) -> Musdes:
    sebelum = rekam.nilai(baris)
    if rekam.ubah(baris, baru):
        teks = [{nama: rekam.sebagai_teks(satu) for nama, satu in ini.items()} for ini in (sebelum, rekam.nilai(baris))]
        rekam.jejak(node, operator, "ubah", "musdes", baris, baris.perihal, sebelum=teks[0], sesudah=teks[1],
                    catatan=catatan)  # fmt: skip
    return baris


def _kaitkan(node, baris: Musdes) -> None:
    """Proposals whose names are annexed name the meeting; it takes none of their steps back."""
    nama = {satu["usulan_id"] for satu in isi(baris).nama if satu.get("usulan_id")}
    milik = UsulanBantuan.select().where(UsulanBantuan.node == node.code)
    for satu in milik.where((UsulanBantuan.musdes_id == baris.id) | UsulanBantuan.id.in_(list(nama))):
        if satu.id in nama:
            rekam.ubah(satu, {"musdes_id": baris.id})
        elif satu.musdes_id == baris.id:
            rekam.ubah(satu, {"musdes_id": None})


# ---- closing it, and what follows


def kuorum(baris: Musdes) -> bool | None:
    """Whether more than half of those invited came; None where nobody wrote down how many were."""
    return len(isi(baris).hadir) * 2 > baris.undangan if baris.undangan else None


def tutup(node, operator: Operator, id: str, versi: int | None = None) -> Musdes:
    """Close the minutes as they stood at ``versi``: they say who came and what was decided, and change no more.

    Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        baris = ambil(node, id)
        if baris.selesai:
            return baris
        ada, salah = isi(baris), _berubah(node, baris, versi)
        if not ada.hadir:
            salah.append(Kesalahan("musdes_tanpa_hadir", "hadir"))
        elif kuorum(baris) is False:
            hitung = {"hadir": len(ada.hadir), "undangan": baris.undangan}
            salah.append(Kesalahan("musdes_tidak_kuorum", "hadir", isi=hitung))
        if not ada.keputusan:
            salah.append(Kesalahan("musdes_tanpa_keputusan", "keputusan"))
        if baris.tgl > date.today():
            salah.append(Kesalahan("tanggal_belum_terjadi", "tgl"))
        if salah:
            raise DataDitolak(salah)
        return _ubah(node, operator, baris, {"selesai": 1}, "Berita acara ditutup")


def _berubah(node, baris: Musdes, versi: int | None, kolom: str = "") -> list[Kesalahan]:
    """That somebody changed the meeting since the page was drawn; None: whoever asks has just read it."""
    lama = versi is not None and versi != rekam.versi(node, baris.id)
    return [Kesalahan("musdes_berubah", kolom)] if lama else []


def putuskan(
    node, operator: Operator, id: str, nomor_keputusan: str, tgl_keputusan: date | None, penandatangan: str,
    versi: int | None = None,
) -> Musdes:  # fmt: skip
    """Write down the decision of the head of the village that follows a closed meeting. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        baris = ambil(node, id)
        if not baris.selesai:
            raise DataDitolak([Kesalahan("musdes_belum_selesai")])
        bersih = {"nomor_keputusan": " ".join(nomor_keputusan.split()) or None, "tgl_keputusan": tgl_keputusan,
                  "penandatangan": " ".join(penandatangan.split()) or None}  # fmt: skip
        salah = [Kesalahan("wajib_diisi", nama) for nama, nilai in bersih.items() if not nilai]
        salah += salah_kolom(node.catalog["musdes"], bersih, baris)
        if not salah and not baris.tgl <= tgl_keputusan <= date.today():
            kode = "tanggal_belum_terjadi" if tgl_keputusan > date.today() else "keputusan_sebelum_musdes"
            salah.append(Kesalahan(kode, "tgl_keputusan"))
        if not salah and any(getattr(baris, nama) != nilai for nama, nilai in bersih.items()):
            salah = _berubah(node, baris, versi, "nomor_keputusan")
        if salah:
            raise DataDitolak(salah)
        return _ubah(node, operator, baris, bersih, "Keputusan dicatat")


@dataclass(frozen=True)
class Penerapan:
    """What became of the annexed proposals: names by what happened, and (name, why) of those left as they are."""

    maju: tuple[str, ...] = ()
    tunggu: tuple[str, ...] = ()
    ditolak: tuple[str, ...] = ()
    tetap: tuple[tuple[str, str], ...] = ()


def terapkan(node, operator: Operator, id: str) -> Penerapan:
    """Take the steps that are this operator's with every annexed proposal: on with those put in, refused who was left out.

    What stands in the way of one holds up no other. Raises ``DataDitolak`` while the meeting is not closed.
    """
    with rekam.transaksi(node):
        baris = ambil(node, id)
        if not baris.selesai:
            raise DataDitolak([Kesalahan("musdes_belum_selesai")])
        hasil: dict[str, list] = {"maju": [], "tunggu": [], "ditolak": [], "tetap": []}
        for satu in isi(baris).nama:
            if satu.get("usulan_id"):
                jadi, kata = _terapkan_satu(node, operator, baris, satu)
                hasil[jadi].append((satu["nama"], kata) if jadi == "tetap" else satu["nama"])
        return Penerapan(**{nama: tuple(semua) for nama, semua in hasil.items()})


def _terapkan_satu(node, operator: Operator, baris: Musdes, satu: Mapping) -> tuple[str, str]:
    id, jadi = satu["usulan_id"], ("tetap", "bukan giliran Anda, atau sudah selesai")
    try:
        # Several stages may be one person's.
        for _ in range(len(usulan_kini.posisi(node, id)[1])):
            di, tahap = usulan_kini.posisi(node, id)
            dapat = usulan_langkah.tindakan(node, operator, usulan.ambil(node, id), di, tahap)
            pilih = {MASUK: usulan_langkah.POSITIF, KELUAR: (alur.TOLAK,)}.get(satu.get("arah", ""), ())
            langkah = next((ini for ini in dapat if ini in pilih), None)
            if langkah is None or di.giliran != level(node.code) or di.keadaan == alur.DAFTAR_TUNGGU:
                break
            ini = _langkah(node, operator, baris, satu, langkah, di, tahap)
            jadi = ({alur.TOLAK: "ditolak", alur.TUNGGU: "tunggu"}.get(ini.langkah, "maju"), "")
    except (DataDitolak, TypeError) as salah:
        return "tetap", str(salah) if isinstance(salah, DataDitolak) else "usulannya sudah tidak ada"
    return jadi


def _langkah(node, operator: Operator, baris: Musdes, satu: Mapping, langkah: str, di, tahap):
    """One step by the meeting, which is itself the document of minutes and, with its number, the decision."""
    sendiri = ("berita acara", "keputusan") if baris.nomor_keputusan else ("berita acara",)
    ada = [nama for nama in usulan_langkah.dokumen_tahap(di, tahap) if nama.lower().startswith(sendiri)]
    isi_langkah = {"nomor_keputusan": baris.nomor_keputusan}
    if langkah == alur.TOLAK:
        isi_langkah = {"alasan": "lainnya", "catatan": satu.get("alasan") or f"Keputusan {baris.perihal}"}
    return usulan_langkah.ambil(
        node, operator, satu["usulan_id"], langkah, dokumen=[*usulan.dokumen(usulan.ambil(node, satu["usulan_id"])), *ada],
        **isi_langkah,
    )  # fmt: skip


def calon(node, baris: Musdes | None, program: str | None) -> list[UsulanBantuan]:
    """Proposals of the village that wait for a step of the village, and are on no other open meeting's annex."""
    ids = [
        id
        for (id,) in node.engine.run(
            "SELECT usulan_id FROM sb_usulan_kini WHERE wilayah = ? AND giliran = 'desa' AND keadaan IN (?, ?)",
            (node.code, alur.DIAJUKAN, alur.DIVERIFIKASI),
        )
    ]
    pilih = UsulanBantuan.select().where(UsulanBantuan.id.in_(ids), UsulanBantuan.node == node.code)
    if program:
        pilih = pilih.where(UsulanBantuan.program == program)
    terbuka = {id for (id,) in Musdes.select(Musdes.id).where(Musdes.selesai == 0).tuples()} - {baris and baris.id}
    return [satu for satu in pilih.order_by(UsulanBantuan.nama, UsulanBantuan.id) if satu.musdes_id not in terbuka]


def baris_nama(satu: UsulanBantuan) -> dict:
    """A proposal as a line of the annex."""
    return {"arah": MASUK, "nama": satu.nama, "nik": satu.nik or "", "alamat": satu.alamat or "",
            "alasan": satu.alasan or "", "usulan_id": satu.id}  # fmt: skip
