"""The menu of accounts, disbursements and reports; importing it adds their parts to the pages they stand on."""

from . import sisipan_salur
from .format_laporan import LayarFormat
from .laporan import LayarLaporan
from .penyaluran import LayarPenyaluran
from .peserta_opensid import LayarPeserta
from .rekening import LayarRekening
from .salur_jumlah import LayarJumlahPenyaluran

__all__ = ["atas", "desa", "sisipan_salur"]


def desa(code: str, category: str) -> list:
    """The views of a village."""
    peserta = LayarPeserta("Peserta OpenSID", category=category, endpoint="sidb_peserta_opensid", url="peserta-opensid")
    return [*_bersama(category), peserta]


def atas(code: str, category: str) -> list:
    """The views of a kecamatan or kabupaten."""
    jumlah = LayarJumlahPenyaluran(
        "Jumlah penyaluran", category=category, endpoint="sidb_jumlah_penyaluran", url="jumlah-penyaluran"
    )
    return [jumlah, *_bersama(category)]


def _bersama(category: str) -> list:
    return [
        LayarRekening("Rekening", category=category, endpoint="sidb_rekening", url="rekening"),
        LayarPenyaluran("Penyaluran", category=category, endpoint="sidb_penyaluran", url="penyaluran"),
        LayarLaporan("Laporan bantuan", category=category, endpoint="sidb_laporan_bantuan", url="laporan-bantuan"),
        LayarFormat("Bentuk laporan", category=category, endpoint="sidb_format_laporan", url="format-laporan"),
    ]
