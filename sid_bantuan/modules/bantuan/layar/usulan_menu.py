"""The pages of proposals and village meetings in the menu of each level."""

from . import sisipan_usulan
from .musdes import HalamanMusdes
from .musdes_daftar import TampilanMusdes
from .usulan import HalamanUsulan
from .usulan_baru import BuatUsulan
from .usulan_daftar import TampilanUsulan
from .usulan_peringkat import LayarPeringkat

__all__ = ["atas", "desa", "sisipan_usulan"]


def desa(code: str, category: str) -> list:
    """Those of a village."""
    return [
        *_daftar(code, category, "Usulan bantuan"),
        TampilanMusdes(
            code, name="Musyawarah", category=category, endpoint="sidb_daftar_musdes", url="daftar-musyawarah"
        ),
        HalamanUsulan("Usulan", category=category, endpoint="sidb_usulan_bantuan", url="usulan-bantuan"),
        BuatUsulan("Usulan baru", category=category, endpoint="sidb_buat_usulan", url="buat-usulan"),
        HalamanMusdes("Musyawarah", category=category, endpoint="sidb_musdes", url="musyawarah"),
    ]


def atas(code: str, category: str) -> list:
    """Those of a kecamatan or kabupaten, beside its queue."""
    return _daftar(code, category, "Daftar usulan")


def _daftar(code: str, category: str, nama: str) -> list:
    return [
        TampilanUsulan(code, name=nama, category=category, endpoint="sidb_daftar_usulan", url="daftar-usulan-bantuan"),
        LayarPeringkat("Daftar tunggu", category=category, endpoint="sidb_peringkat_usulan", url="daftar-tunggu"),
    ]
