"""The menu of accounts, disbursements and reports."""

from .penyaluran import LayarPenyaluran
from .rekening import LayarRekening

__all__ = ["atas", "desa"]


def desa(code: str, category: str) -> list:
    """The views of a village."""
    return [
        LayarRekening("Rekening", category=category, endpoint="sidb_rekening", url="rekening"),
        LayarPenyaluran("Penyaluran", category=category, endpoint="sidb_penyaluran", url="penyaluran"),
    ]


def atas(code: str, category: str) -> list:
    """The views of a kecamatan or kabupaten."""
    return desa(code, category)
