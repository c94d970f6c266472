"""The menu of aid in a village, and what a kecamatan and a kabupaten have of it."""

from .layar import penerima_menu, putaran_menu, salur_menu, sisipan_atas, usulan_menu
from .layar.aturan import LayarAturan
from .layar.katalog import LayarProgram
from .layar.kuota import LayarKuota
from .layar.matriks import LayarMatriks

__all__ = ["atas", "desa", "katalog", "sisipan_atas"]
BANTUAN = "Bantuan"


def desa(code: str, category: str | None = None) -> list:
    """Every view of a village, in the order of the menu; under one heading where ``category`` names it."""
    di = category or BANTUAN
    return [
        *penerima_menu.desa(code, di),
        *usulan_menu.desa(code, di),
        *salur_menu.desa(code, di),
        *putaran_menu.desa(code, di),
        *katalog(di),
    ]


def atas(code: str) -> list:
    """Every view of a kecamatan or kabupaten, in the order of the menu."""
    return [
        *penerima_menu.atas(code, BANTUAN),
        *usulan_menu.atas(code, BANTUAN),
        *salur_menu.atas(code, BANTUAN),
        *putaran_menu.atas(code, BANTUAN),
        *katalog(BANTUAN),
    ]


def katalog(category: str) -> list:
    """The programs, their rules and quotas: the same at every level."""
    return [
        LayarProgram("Program bantuan", category=category, endpoint="sidb_program", url="program"),
        LayarMatriks("Matriks aturan", category=category, endpoint="sidb_matriks_aturan", url="matriks-aturan"),
        LayarKuota("Kuota", category=category, endpoint="sidb_kuota", url="kuota"),
        LayarAturan("Aturan", category=category, endpoint="sidb_aturan", url="aturan"),
    ]
