"""The views of rounds, reconciliation and outcome, as the menu of aid takes them in."""

from . import putaran_sisipan as putaran_sisipan
from .pemutakhiran import LayarPemutakhiran
from .pemutakhiran_kirim import LayarKiriman
from .putaran_atas import LayarPutaran
from .rekonsiliasi import LayarRekonsiliasi


def desa(_code: str, category: str) -> list:
    """Of a village."""
    return [
        LayarPemutakhiran("Pemutakhiran", category=category, endpoint="sidb_pemutakhiran", url="pemutakhiran"),
        LayarKiriman("Penyerahan", category=category, endpoint="sidb_pemutakhiran_kirim", url="pemutakhiran-kirim"),
        _rekonsiliasi(category),
    ]


def atas(_code: str, category: str) -> list:
    """Of a kecamatan or a kabupaten."""
    return [
        LayarPutaran("Putaran", category=category, endpoint="sidb_putaran", url="putaran"),
        _rekonsiliasi(category),
    ]


def _rekonsiliasi(category: str) -> LayarRekonsiliasi:
    return LayarRekonsiliasi("Rekonsiliasi", category=category, endpoint="sidb_rekonsiliasi", url="rekonsiliasi")
