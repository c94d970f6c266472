"""B.1, the main register of residents, and B.5, the register of identity and family cards: one row per resident."""

from datetime import date

from ....domain.lampid import DATANG, KEMBALI, LAHIR, sebut_bulan
from ....domain.tanggal import teks_tanggal
from ....domain.wilayah_nama import nama_wilayah
from ....sync.engine import Engine
from .. import bulan as bulan_buku
from ..hari import hari_ini
from .kepala import berkas, kepala_judul
from .lembar import KANAN, TENGAH, Kolom, Lembar, Sel, Tabel, teks
from .pilihan import Rekam
from .warga import Warga, keterangan, samar, tempat_tanggal, warga

KOLOM_INDUK = (
    Kolom("Nomor urut", lebar=6, rata=KANAN),
    Kolom("Nama lengkap/panggilan", lebar=22),
    Kolom("Jenis kelamin", lebar=7, rata=TENGAH),
    Kolom("Status perkawinan", lebar=10),
    Kolom("Tempat dan tanggal lahir", (Kolom("Tempat", lebar=12), Kolom("Tanggal", lebar=10))),
    Kolom("Agama", lebar=8),
    Kolom("Pendidikan terakhir", lebar=15),
    Kolom("Pekerjaan", lebar=15),
    Kolom("Dapat membaca huruf", lebar=8),
    Kolom("Kewarga-negaraan", lebar=8, rata=TENGAH),
    Kolom("Alamat lengkap", lebar=26),
    Kolom("Kedudukan dalam keluarga", lebar=11),
    Kolom("Nomor NIK", lebar=16),
    Kolom("Nomor KK", lebar=16),
    Kolom("Ket.", lebar=11),
)
KOLOM_KTP_KK = (
    Kolom("Nomor urut", lebar=6, rata=KANAN),
    Kolom("Nomor KK", lebar=16),
    Kolom("Nama lengkap", lebar=20),
    Kolom("NIK", lebar=16),
    Kolom("Jenis kelamin", lebar=7, rata=TENGAH),
    Kolom("Tempat/tanggal lahir", lebar=15),
    Kolom("Gol. darah", lebar=5, rata=TENGAH),
    Kolom("Agama", lebar=7),
    Kolom("Pendidikan", lebar=12),
    Kolom("Pekerjaan", lebar=12),
    Kolom("Alamat", lebar=20),
    Kolom("Status perkawinan", lebar=10),
    Kolom("Tempat dan tanggal dikeluarkan", lebar=12),
    Kolom("Status hubungan keluarga", lebar=9),
    Kolom("Kewarga-negaraan", lebar=8, rata=TENGAH),
    Kolom("Orang tua", (Kolom("Ayah", lebar=13), Kolom("Ibu", lebar=13))),
    Kolom("Tanggal mulai tinggal di desa", lebar=10),
    Kolom("Ket.", lebar=9),
)
HALAMAN = 100
"""Rows of a page on screen."""
_TIDAK_DICATAT = "Kolom 10 (dapat membaca huruf) tidak ada pada kartu keluarga; isi dengan tangan."


def susun(
    engine: Engine, wilayah: str, bulan: str, *, lengkap: bool = False, mulai: int = 0, banyak: int | None = None
) -> Lembar:
    """B.1. ``lengkap``: with whole NIK and No KK; ``mulai`` and ``banyak``: a page of it."""
    orang, semua = warga(engine, wilayah, bulan, mulai, banyak)
    baris = [_induk(nomor, satu, lengkap) for nomor, satu in enumerate(orang, mulai + 1)]
    return _lembar("B.1", "Buku Induk Penduduk", wilayah, bulan, KOLOM_INDUK, baris, semua, mulai, (_TIDAK_DICATAT,))


def susun_ktp_kk(
    engine: Engine, wilayah: str, bulan: str, *, lengkap: bool = False, mulai: int = 0, banyak: int | None = None
) -> Lembar:
    """B.5, as ``susun``."""
    orang, semua = warga(engine, wilayah, bulan, mulai, banyak)
    sejak = _mulai_tinggal(engine, [satu.id for satu in orang])
    tempat = nama_wilayah(wilayah[:5]).removeprefix("Kabupaten ").removeprefix("Kota ")
    baris = [
        _ktp_kk(nomor, satu, lengkap, tempat, sejak.get(satu.id, "")) for nomor, satu in enumerate(orang, mulai + 1)
    ]
    judul = "Buku Kartu Tanda Penduduk dan Buku Kartu Keluarga"
    return _lembar("B.5", judul, wilayah, bulan, KOLOM_KTP_KK, baris, semua, mulai, ())


def _lembar(sebutan, judul, wilayah, bulan, kolom, baris, semua, mulai, catatan) -> Lembar:
    return Lembar(
        sebutan, (*kepala_judul(judul, wilayah), f"Keadaan akhir {sebut_bulan(bulan)}", *_menurut(bulan)),
        Tabel(kolom, baris, jumlah=semua, mulai=mulai), berkas(sebutan, wilayah, bulan),
        catatan=(*catatan, f"Yang tercantum {teks(semua)} jiwa, sama dengan jumlah akhir bulan pada Buku B.3."),
    )  # fmt: skip


def _menurut(bulan: str) -> tuple[str, ...]:
    """Over a month that is past: who stands in it is of that month, what is said of each is of today."""
    if bulan == bulan_buku.bulan_ini():
        return ()
    return (f"Alamat, pekerjaan, dan keterangan lain setiap orang menurut data tanggal {teks_tanggal(hari_ini())}",)


def _induk(nomor: int, satu: Warga, lengkap: bool) -> list:
    return [
        nomor, _nama(satu), satu.jk, satu.kata("status_kawin"), satu.tempat_lahir or "", teks_tanggal(satu.tanggal_lahir),
        satu.kata("agama"), satu.kata("pendidikan_kk"), satu.kata("pekerjaan"), "", satu.wn, satu.alamat_lengkap,
        satu.kata("hubungan_keluarga"), samar(satu.nik, lengkap), samar(satu.no_kk, lengkap), keterangan(satu),
    ]  # fmt: skip


def _ktp_kk(nomor: int, satu: Warga, lengkap: bool, tempat: str, sejak: str) -> list:
    dikeluarkan = tempat_tanggal(tempat, satu.tanggal_cetak_kk) if satu.tanggal_cetak_kk else ""
    return [
        nomor, samar(satu.no_kk, lengkap), _nama(satu), samar(satu.nik, lengkap), satu.jk, satu.lahir,
        satu.kata("golongan_darah"), satu.kata("agama"), satu.kata("pendidikan_kk"), satu.kata("pekerjaan"),
        satu.alamat_lengkap, satu.kata("status_kawin"), dikeluarkan, satu.kata("hubungan_keluarga"), satu.wn,
        satu.nama_ayah or "", satu.nama_ibu or "", sejak, keterangan(satu),
    ]  # fmt: skip


def _nama(satu: Warga) -> Sel:
    return Sel(satu.nama, Rekam(satu.id) if satu.keadaan_nik is not None else None)


def _mulai_tinggal(engine: Engine, ids: list[str]) -> dict[str, str]:
    """Since when each lives here, where an event tells: the last time he was born, came or returned."""
    pilih, isi = engine.ids(ids)
    baris = engine.run(
        "SELECT o.penduduk_id, m.tgl_peristiwa FROM sb_mutasi_orang o JOIN sb_mutasi m ON m.id = o.mutasi_id"
        f" WHERE o.penduduk_id IN ({pilih}) AND o.baris IN (?, ?, ?) AND o.dalam = 0 ORDER BY m.tgl_peristiwa, o.id",
        (*isi, LAHIR, DATANG, KEMBALI),
    )
    return {id: teks_tanggal(hari if not isinstance(hari, date) else hari.isoformat()) for id, hari in baris}
