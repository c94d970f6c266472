"""The menu of recipients; importing it adds their parts to the pages they stand on."""

from . import sisipan_penerima
from .boleh import LayarBoleh
from .daftar_luar import LayarDaftarLuar
from .penerima import HalamanPenerima
from .penerima_atas import HalamanPenerimaAtas
from .penerima_baru import DaftarkanPenerima
from .penerima_daftar import TampilanPenerima
from .penerima_desa import LayarPenerimaDesa
from .penerima_unggah import UnggahPenerima

__all__ = ["atas", "desa", "sisipan_penerima"]


def desa(code: str, category: str) -> list:
    """The views of a village."""
    return [
        LayarBoleh("Boleh menerima apa", category=category, endpoint="sidb_boleh", url="boleh"),
        _daftar(code, category),
        _luar(category),
        DaftarkanPenerima("Daftarkan", category=category, endpoint="sidb_daftarkan", url="daftarkan-penerima"),
        UnggahPenerima("Unggah penerima", category=category, endpoint="sidb_unggah_penerima", url="unggah-penerima"),
        HalamanPenerima("Penerima", category=category, endpoint="sidb_penerima", url="penerima"),
    ]


def atas(code: str, category: str) -> list:
    """The views of a kecamatan or kabupaten."""
    return [
        LayarPenerimaDesa(
            "Penerima per wilayah", category=category, endpoint="sidb_penerima_desa", url="penerima-wilayah"
        ),
        _daftar(code, category),
        _luar(category),
        HalamanPenerimaAtas("Penerima", category=category, endpoint="sidb_penerima", url="penerima"),
    ]


def _daftar(code: str, category: str) -> TampilanPenerima:
    return TampilanPenerima(
        code, name="Penerima", category=category, endpoint="sidb_daftar_penerima", url="daftar-penerima"
    )


def _luar(category: str) -> LayarDaftarLuar:
    return LayarDaftarLuar("Daftar instansi", category=category, endpoint="sidb_daftar_luar", url="daftar-instansi")
