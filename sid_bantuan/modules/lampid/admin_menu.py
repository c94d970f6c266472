"""The menu of births, deaths and moves, and of the books that follow from them."""

from ..statistik.layar.statistik import LayarStatistik
from .layar.buku import LayarBuku
from .layar.daftar import TampilanPeristiwa
from .layar.masuk import LayarMasuk
from .layar.mutasi import HalamanMutasi
from .layar.pencatatan import Pencatatan
from .layar.sementara import TampilanSementara
from .layar.tutup_buku import LayarTutupBuku
from .layar.usulan import LayarUsulan

PERISTIWA = "Peristiwa (LAMPID)"


def desa(code: str, category: str | None = None) -> list:
    """Every view of a village, in the order of the menu; under one heading where ``category`` names it."""
    di = category or PERISTIWA
    return [
        TampilanPeristiwa(code, name="Peristiwa", category=di, endpoint="sidb_peristiwa"),
        LayarMasuk("Dari kecamatan", category=di, endpoint="sidb_masuk", url="dari-kecamatan"),
        LayarUsulan("Usulan data", category=di, endpoint="sidb_usulan", url="usulan-data"),
        TampilanSementara(code, name="Penduduk sementara", category=di, endpoint="sidb_sementara"),
        Pencatatan("Catat peristiwa", category=di, endpoint="sidb_catat"),
        HalamanMutasi("Peristiwa", category=di, endpoint="sidb_mutasi"),
        LayarBuku("Buku penduduk", category=di, endpoint="sidb_buku"),
        LayarTutupBuku("Tutup buku", category=di, endpoint="sidb_tutup_buku"),
        LayarStatistik("Statistik", category=di, endpoint="sidb_statistik"),
    ]
