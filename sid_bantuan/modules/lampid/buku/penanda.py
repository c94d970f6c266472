"""Who signs a place's books: their offices are known, their names are kept here once somebody wrote them."""

from ....domain.sebutan import sebutan
from ....domain.tanggal import panjang
from ....domain.wilayah import is_kelurahan, level
from ....domain.wilayah_nama import nama_wilayah
from ....sync.engine import Engine
from .kepala import hari_buku
from .lembar import Penanda, TandaTangan

KIRI, KANAN = 1, 2
"""At the left who has seen it, at the right who made it."""


def biasa(wilayah: str) -> tuple[Penanda, Penanda]:
    """The offices that sign at this level, without names."""
    kepala = sebutan(wilayah).kepala
    if level(wilayah) == "desa":
        return Penanda(kepala), Penanda("Sekretaris Kelurahan" if is_kelurahan(wilayah) else "Sekretaris Desa")
    if level(wilayah) == "kecamatan":
        return Penanda(kepala), Penanda("Wali Data Kecamatan")
    return Penanda("Kepala Dinas"), Penanda("Wali Data Kabupaten")


def penanda(engine: Engine, wilayah: str, selain_itu: tuple[Penanda, Penanda] | None = None) -> tuple[Penanda, Penanda]:
    """Who signs this place's books, as kept; where nobody wrote anything ``selain_itu``, else the usual offices."""
    ada = {
        sisi: Penanda(jabatan, nama or "", nip or "")
        for sisi, jabatan, nama, nip in engine.run(
            "SELECT sisi, jabatan, nama, nip FROM sb_penanda_tangan WHERE wilayah = ?", (wilayah,)
        )
    }
    kiri, kanan = selain_itu or biasa(wilayah)
    return ada.get(KIRI, kiri), ada.get(KANAN, kanan)


def simpan(engine: Engine, wilayah: str, kiri: Penanda, kanan: Penanda) -> None:
    """Keep who signs; an empty office stands for the usual one."""
    isi = [
        (wilayah, sisi, (satu.jabatan or usual.jabatan)[:100], satu.nama[:100] or None, satu.nip[:40] or None)
        for sisi, satu, usual in zip((KIRI, KANAN), (kiri, kanan), biasa(wilayah), strict=True)
    ]
    engine.upsert("sb_penanda_tangan", ("wilayah", "sisi", "jabatan", "nama", "nip"), "wilayah,sisi", isi)


def tanda_tangan(
    engine: Engine, wilayah: str, bulan: str, selain_itu: tuple[Penanda, Penanda] | None = None
) -> TandaTangan:
    """The block below a book: place and day, and both sides. ``selain_itu``: who signs where nobody was written down."""
    tempat = nama_wilayah(wilayah).removeprefix("Kabupaten ").removeprefix("Kota ")
    return TandaTangan(tempat, panjang(hari_buku(bulan)), *penanda(engine, wilayah, selain_itu))
