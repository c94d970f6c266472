"""The menu of a village: its own pages around the lists, the same inside a host and standalone."""

from collections.abc import Sequence

from . import layar
from .admin import views as daftar

WARGA, KERJA = "Data warga", "Pekerjaan"


def desa(code: str, category: str | None = None, lain: Sequence = ()) -> list:
    """Every view of a village in the order of the menu, those of ``lain`` after its lists.

    All stand under one heading where ``category`` names it.
    """
    return [*layar.awal(category), *daftar(code, category or WARGA), *lain, *layar.akhir(category or KERJA)]
