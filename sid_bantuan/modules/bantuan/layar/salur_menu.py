"""The menu of accounts, disbursements and reports."""

from .format_laporan import LayarFormat
from .laporan import LayarLaporan
from .penyaluran import LayarPenyaluran
from .rekening import LayarRekening

__all__ = ["atas", "desa"]


def desa(code: str, category: str) -> list:
    """The views of a village."""
    return [
        LayarRekening("Rekening", category=category, endpoint="sidb_rekening", url="rekening"),
        LayarPenyaluran("Penyaluran", category=category, endpoint="sidb_penyaluran", url="penyaluran"),
        LayarLaporan("Laporan bantuan", category=category, endpoint="sidb_laporan_bantuan", url="laporan-bantuan"),
        LayarFormat("Bentuk laporan", category=category, endpoint="sidb_format_laporan", url="format-laporan"),
    ]


def atas(code: str, category: str) -> list:
    """The views of a kecamatan or kabupaten."""
    return desa(code, category)
