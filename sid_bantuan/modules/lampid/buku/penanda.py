"""Who signs a place's books: their offices are known, their names are kept here once somebody wrote them."""

from collections.abc import Callable
from datetime import date

from ....domain.sebutan import sebutan
from ....domain.tanggal import panjang
from ....domain.wilayah import is_kelurahan, level
from ....domain.wilayah_nama import nama_wilayah
from ....sync.engine import Engine
from .kepala import hari_buku
from .lembar import Penanda, TandaTangan

KIRI, KANAN = 1, 2
"""At the left who has seen it, at the right who made it."""
Pengisi = Callable[[Engine, str, date], tuple[Penanda | None, Penanda | None]]
_PENGISI: list[Pengisi] = []


def isikan(pengisi: Pengisi) -> None:
    """Let another module name who signs a place's books on a day, where nobody was written down for them."""
    if pengisi not in _PENGISI:
        _PENGISI.append(pengisi)


def biasa(wilayah: str) -> tuple[Penanda, Penanda]:
    """The offices that sign at this level, without names."""
    kepala = sebutan(wilayah).kepala
    if level(wilayah) == "desa":
        return Penanda(kepala), Penanda("Sekretaris Kelurahan" if is_kelurahan(wilayah) else "Sekretaris Desa")
    if level(wilayah) == "kecamatan":
        return Penanda(kepala), Penanda("Wali Data Kecamatan")
    return Penanda("Kepala Dinas"), Penanda("Wali Data Kabupaten")


def selain_itu(engine: Engine, wilayah: str, hari: date) -> tuple[Penanda, Penanda]:
    """Who signs on a day where nobody was written down: whom another module names, else the offices without names."""
    kiri, kanan = biasa(wilayah)
    for pengisi in _PENGISI:
        satu, dua = pengisi(engine, wilayah, hari)
        kiri, kanan = satu or kiri, dua or kanan
    return kiri, kanan


def penanda(engine: Engine, wilayah: str, lain: tuple[Penanda, Penanda] | None = None) -> tuple[Penanda, Penanda]:
    """Who signs this place's books, as kept; where nobody wrote anything ``lain``, else the offices without names."""
    ada = {
        sisi: Penanda(jabatan, nama or "", nip or "")
        for sisi, jabatan, nama, nip in engine.run(
            "SELECT sisi, jabatan, nama, nip FROM sb_penanda_tangan WHERE wilayah = ?", (wilayah,)
        )
    }
    kiri, kanan = lain or biasa(wilayah)
    return ada.get(KIRI, kiri), ada.get(KANAN, kanan)


def simpan(engine: Engine, wilayah: str, kiri: Penanda, kanan: Penanda) -> None:
    """Keep who signs; an empty office stands for the usual one."""
    isi = [
        (wilayah, sisi, (satu.jabatan or usual.jabatan)[:100], satu.nama[:100] or None, satu.nip[:40] or None)
        for sisi, satu, usual in zip((KIRI, KANAN), (kiri, kanan), biasa(wilayah), strict=True)
    ]
    engine.upsert("sb_penanda_tangan", ("wilayah", "sisi", "jabatan", "nama", "nip"), "wilayah,sisi", isi)


def tanda_tangan(engine: Engine, wilayah: str, bulan: str) -> TandaTangan:
    """The block below a book: place and day, and both sides."""
    tempat, hari = nama_wilayah(wilayah).removeprefix("Kabupaten ").removeprefix("Kota "), hari_buku(bulan)
    return TandaTangan(tempat, panjang(hari), *penanda(engine, wilayah, selain_itu(engine, wilayah, hari)))
