"""The menu of a village: its own pages around the lists, the same inside a host and standalone."""

from . import layar
from .admin import views as daftar

WARGA, KERJA = "Data warga", "Pekerjaan"


def desa(code: str, category: str | None = None) -> list:
    """Every view of a village in the order of the menu; under one heading where ``category`` names it."""
    return [*layar.awal(category), *daftar(code, category or WARGA), *layar.akhir(category or KERJA)]
