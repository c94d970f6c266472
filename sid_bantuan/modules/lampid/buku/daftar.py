"""Every book: what it is called, for which levels it is made, how it is put together."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ....domain.wilayah import level
from ....domain.wilayah_nama import bawahan
from ....sync.engine import Engine
from . import bulanan, induk, mutasi, rekap, sementara
from .lembar import Lembar
from .penanda import tanda_tangan
from .pilihan import syarat_wilayah


@dataclass(frozen=True)
class Buku:
    """``berhalaman``: one row per resident, shown page by page; ``bernik``: it holds NIK; ``di_atas``: summed above, too."""

    kode: str
    sebutan: str
    nama: str
    susun: Callable[..., Lembar]
    berhalaman: bool = False
    bernik: bool = False
    di_atas: bool = False


BUKU = {
    satu.kode: satu
    for satu in (
        Buku("b3", "B.3 Rekapitulasi", "Buku Rekapitulasi Jumlah Penduduk", rekap.susun, di_atas=True),
        Buku("lampid", "Laporan LAMPID", "Laporan bulanan LAMPID", bulanan.susun, di_atas=True),
        Buku("b1", "B.1 Induk", "Buku Induk Penduduk", induk.susun, berhalaman=True, bernik=True),
        Buku("b2", "B.2 Mutasi", "Buku Mutasi Penduduk", mutasi.susun),
        Buku("b4", "B.4 Sementara", "Buku Penduduk Sementara", sementara.susun, bernik=True),
        Buku("b5", "B.5 KTP dan KK", "Buku KTP dan KK", induk.susun_ktp_kk, berhalaman=True, bernik=True),
    )
}
"""The books in the order they are asked for."""


def untuk(wilayah: str) -> list[Buku]:
    """The books of an area: above the villages only those that are sums."""
    return [satu for satu in BUKU.values() if satu.di_atas or level(wilayah) == "desa"]


def susun(
    engine: Engine,
    buku: Buku,
    wilayah: str,
    bulan: str,
    *,
    lengkap: bool = False,
    mulai: int = 0,
    banyak: int | None = None,
) -> Lembar:
    """One book of an area and month, with who signs it. ``mulai`` and ``banyak``: only a page of a long one."""
    lain: dict = {"lengkap": lengkap} if buku.bernik else {}
    if buku.berhalaman:
        lain |= {"mulai": mulai, "banyak": banyak}
    lembar = buku.susun(engine, wilayah, bulan, **lain)
    catatan = (*lembar.catatan, *_keadaan(engine, wilayah, bulan))
    return replace(lembar, catatan=catatan, tanda_tangan=tanda_tangan(engine, wilayah, bulan))


def ditutup(engine: Engine, wilayah: str, bulan: str) -> bool:
    """Whether a village closed this month, so that its numbers can't change any more."""
    return (
        engine.one("SELECT 1 FROM sb_tutup_buku WHERE wilayah = ? AND bulan >= ? LIMIT 1", (wilayah, bulan)) is not None
    )


def _keadaan(engine: Engine, wilayah: str, bulan: str) -> tuple[str, ...]:
    """What a reader must know of how final the numbers are."""
    if level(wilayah) == "desa":
        selesai = ditutup(engine, wilayah, bulan)
        return () if selesai else ("Buku bulan ini belum ditutup; angkanya masih dapat berubah.",)
    di, isi = syarat_wilayah(wilayah)
    sudah = engine.value(f"SELECT COUNT(DISTINCT wilayah) FROM sb_tutup_buku WHERE {di} AND bulan >= ?", (*isi, bulan))
    kecamatan = [wilayah] if level(wilayah) == "kecamatan" else [kode for kode, _ in bawahan(wilayah)]
    semua = sum(len(bawahan(kode)) for kode in kecamatan)
    if sudah >= semua:
        return ("Semua desa/kelurahan sudah menutup buku bulan ini.",)
    return (f"{sudah} dari {semua} desa/kelurahan sudah menutup buku bulan ini; angka yang lain masih dapat berubah.",)
