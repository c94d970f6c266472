"""What aid adds to other pages: what a resident and a family get, his timeline, what waits on the first page."""

from collections.abc import Sequence
from datetime import date

from flask import current_app, url_for

from ....domain import bantuan as kata
from ....domain import kode
from ....domain.ids import new_id
from ....domain.tanggal import teks_tanggal
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.riwayat import Butir
from ...kependudukan.layar.sambungan import HALAMAN, NAMA, RIWAYAT, Sisipan, alamat_rekam, sisipkan
from ...kependudukan.tables import Penduduk
from .. import atribut
from .. import program as katalog
from ..periksa_ulang import PERINGATAN
from ..tables import Penerima, PenerimaLangkah
from .penerima_dasar import NADA, NADA_GOLONGAN

BANYAK = 60
RINGKAS = "sid_bantuan/bantuan/sisipan_ringkas.html"


def milik_orang(node, orang: Penduduk) -> Sisipan | None:
    """On a resident's page: all aid of him and of his family, and the way to what he may get."""
    if not boleh_di_sini("penerima", "lihat"):
        return None
    semua = atribut.orang(node, orang.orang_id, orang.keluarga_id)
    sisipan = _ringkas(semua, url_for("sidb_boleh.buka", id=orang.id), "Bantuan", False)
    if orang.status_dasar == kode.HIDUP and boleh_di_sini("penerima", "tambah"):
        sisipan.isi.update(
            orang=orang.id, program=pilihan_daftar(node), hari=teks_tanggal(date.today()), id=new_id()
        )  # fmt: skip
    return sisipan


def pilihan_daftar(node) -> dict[str, str]:
    """The programs somebody can be enrolled in here."""
    semua = katalog.semua(node).items()
    return {nama: satu.nama for nama, satu in semua if satu.terbuka(date.today()) and satu.penetap != "luar"}


def milik_keluarga(node, keluarga_id: str) -> Sisipan | None:
    """On the family card: all aid of the family and of each of its people."""
    if not boleh_di_sini("penerima", "lihat"):
        return None
    semua = atribut.keluarga(node, keluarga_id)
    return _ringkas(semua, None, "Bantuan keluarga ini", True) if semua else None


def di_samping_surat(node, orang: Penduduk) -> Sisipan | None:
    """Beside a letter's form: what he and his family get."""
    if not boleh_di_sini("penerima", "lihat"):
        return None
    semua = [
        satu for satu in atribut.orang(node, orang.orang_id, orang.keluarga_id) if satu.golongan != atribut.DITOLAK
    ]
    return Sisipan("sid_bantuan/bantuan/sisipan_surat.html", _isi(semua, None, "Bantuan", False))


def _ringkas(semua: Sequence, alamat: str | None, judul: str, bernama: bool) -> Sisipan:
    return Sisipan(RINGKAS, _isi(semua, alamat, judul, bernama))


def _isi(semua: Sequence, alamat: str | None, judul: str, bernama: bool) -> dict:
    return {
        "semua": semua, "alamat": alamat, "judul": judul, "NADA": NADA_GOLONGAN, "SEBUT": atribut.SEBUT,
        "tautan": alamat_rekam, "bernama": bernama,
    }  # fmt: skip


# ---- the timeline


def riwayat_bantuan(node, orang: Penduduk) -> list[Butir]:
    """What became of a resident's aid: enrolled, changed, ended; and when lists began to name him."""
    if not boleh_di_sini("penerima", "lihat"):
        return []
    program = katalog.semua(node)
    milik = (Penerima.orang_id == orang.orang_id) & (Penerima.wilayah == node.code)
    butir = []
    for satu in Penerima.select().where(milik).limit(BANYAK):
        nama = program[satu.program].singkatan if satu.program in program else satu.program
        butir += [_butir(satu, nama, langkah) for langkah in _langkah(satu)]
    return [*butir, *_dari_daftar(node, orang, program)]


def _dari_daftar(node, orang: Penduduk, program) -> list[Butir]:
    """Since when lists of agencies name him or his family."""
    chosen, params = node.engine.ids([orang.keluarga_id] if orang.keluarga_id else [])
    rows = node.engine.run(
        "SELECT DISTINCT t.program, t.mulai, t.sampai, t.sumber, t.nama FROM sb_ikut i JOIN sb_penetapan t ON t.id = i.sumber"
        f" WHERE (i.orang = ? OR i.keluarga IN ({chosen})) AND i.ke = 0 AND t.program <> ?",
        (orang.orang_id, *params, kata.DTSEN),
    )
    return [
        Butir(
            str(mulai)[:10], f"Bantuan: {program[nama].singkatan if nama in program else nama}, menurut daftar",
            sumber, "bantuan", f"Atas nama {siapa}" + (f", sampai {teks_tanggal(str(sampai)[:10])}" if sampai else ""),
        )
        for nama, mulai, sampai, sumber, siapa in rows
    ]  # fmt: skip


def _langkah(satu: Penerima) -> list:
    semua = list(PenerimaLangkah.select().where(PenerimaLangkah.penerima_id == satu.id).limit(BANYAK))
    return semua or [satu]


def _butir(satu: Penerima, nama: str, langkah) -> Butir:
    alasan = kata.ALASAN_PENERIMA.get(langkah.alasan or "", "")
    terdaftar = langkah.pada == satu.pada
    judul = f"Bantuan: {nama}, {'terdaftar' if terdaftar else kata.KEADAAN_PENERIMA[langkah.keadaan].lower()}"
    masa = f"Sejak {teks_tanggal(satu.mulai)}" if terdaftar else ""
    keterangan = ". ".join(bagian for bagian in (masa, alasan, langkah.catatan) if bagian)
    alamat = alamat_rekam("penerima", satu.id) or ""
    return Butir(langkah.pada, judul, langkah.oleh, "bantuan", keterangan, nada=NADA[langkah.keadaan], tautan=alamat)


# ---- the first page


def menunggu_di_beranda(node) -> Sisipan | None:
    """Recipients somebody must look at: a family without who looks after its aid, the dead and moved, rules broken."""
    if not boleh_di_sini("penerima", "ubah"):
        return None
    sebab = _sebab(node)
    ganti, hilang = sebab.pop(kata.GANTI_PENGURUS, 0), sum(sebab.values())
    semua = [
        (ganti, "bantuan keluarga perlu pengurus baru", _daftar(flt_sebab=kata.GANTI_PENGURUS)),
        (hilang, "penerima meninggal, pindah, atau tidak tercatat lagi", _daftar(flt_tanda="hilang")),
        (_ditegur(node), "penerima bertentangan dengan aturan", _daftar(flt_tanda="aturan")),
    ]
    isi = {"semua": [satu for satu in semua if satu[0] and satu[2]]}
    return Sisipan("sid_bantuan/bantuan/sisipan_tunggu.html", isi) if isi["semua"] else None


def angka_di_beranda(node) -> Sisipan | None:
    """How many receive what the village itself writes down."""
    if not boleh_di_sini("penerima", "lihat"):
        return None
    rows = node.engine.run(
        "SELECT asal, keadaan, COUNT(*) FROM sb_ikut WHERE ke = 0 AND program <> ? AND (sampai IS NULL OR sampai >= ?)"
        " GROUP BY asal, keadaan",
        (kata.DTSEN, date.today().isoformat()),
    )
    jumlah = {(asal, keadaan): banyak for asal, keadaan, banyak in rows}
    if not jumlah:
        return None
    angka = [
        (jumlah.get(("penerima", kata.AKTIF), 0), "Penerima dicatat desa", _daftar(flt_keadaan=kata.AKTIF), "baik"),
        (
            jumlah.get(("penerima", kata.DITANGGUHKAN), 0),
            "Ditangguhkan",
            _daftar(flt_keadaan=kata.DITANGGUHKAN),
            "menunggu",
        ),
        (jumlah.get(("penetapan", kata.AKTIF), 0), "Dari daftar instansi", _alamat("sidb_daftar_luar.index"), None),
        (_ditegur(node), "Bertentangan dengan aturan", _daftar(flt_tanda="aturan"), "gawat"),
    ]
    return Sisipan("sid_bantuan/bantuan/sisipan_angka.html", {"angka": angka})


def _sebab(node) -> dict[str, int]:
    return dict(
        node.engine.run(
            "SELECT i.sebab, COUNT(*) FROM sb_ikut i WHERE i.asal = 'penerima' AND i.ke = 0 AND i.sebab IS NOT NULL"
            " GROUP BY i.sebab"
        )
    )


def _ditegur(node) -> int:
    return node.engine.value(
        "SELECT COUNT(*) FROM sb_penerima p WHERE p.id IN (SELECT id FROM sb_peringatan WHERE kode = ?)"
        " OR p.id IN (SELECT untuk_id FROM sb_putusan)",
        (PERINGATAN,),
    )


def _daftar(**saring) -> str | None:
    return _alamat("sidb_daftar_penerima.index_view", **saring)


def _alamat(endpoint: str, **isi) -> str | None:
    return url_for(endpoint, **isi) if endpoint in current_app.view_functions else None


def nama_penerima(node, ids: Sequence[str]) -> dict[str, str]:
    """Recipients by name and program, where other pages name a record."""
    return _nama(node, "sb_penerima", ids)


def nama_penetapan(node, ids: Sequence[str]) -> dict[str, str]:
    """The same of lines of lists."""
    return _nama(node, "sb_penetapan", ids)


def _nama(node, tabel: str, ids: Sequence[str]) -> dict[str, str]:
    chosen, params = node.engine.ids(list(ids))
    rows = node.engine.run(f"SELECT id, nama, program FROM {tabel} WHERE id IN ({chosen})", params)
    return {id: f"{nama}, {program}" for id, nama, program in rows}


HALAMAN |= {"penerima": "sidb_penerima.buka", "penetapan": "sidb_daftar_luar.baris"}
NAMA |= {"penerima": nama_penerima, "penetapan": nama_penetapan}
RIWAYAT.append(riwayat_bantuan)
sisipkan("orang.atas", milik_orang)
sisipkan("kk.atas", milik_keluarga)
sisipkan("surat.tentang", di_samping_surat)
sisipkan("beranda.tunggu", menunggu_di_beranda)
sisipkan("beranda.angka", angka_di_beranda)
