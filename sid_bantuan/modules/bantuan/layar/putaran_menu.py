"""The views of rounds, reconciliation and outcome, as the menu of aid takes them in."""

from . import putaran_sisipan as putaran_sisipan
from .hasil import LayarHasil
from .pemutakhiran import LayarPemutakhiran
from .pemutakhiran_kirim import LayarKiriman
from .putaran_atas import LayarPutaran
from .rekonsiliasi import LayarRekonsiliasi
from .ukuran import LayarUkuran


def desa(_code: str, category: str) -> list:
    """Of a village."""
    return [
        LayarPemutakhiran("Pemutakhiran", category=category, endpoint="sidb_pemutakhiran", url="pemutakhiran"),
        LayarKiriman("Penyerahan", category=category, endpoint="sidb_pemutakhiran_kirim", url="pemutakhiran-kirim"),
        *_bersama(category),
        LayarUkuran("Kesejahteraan", category=category, endpoint="sidb_ukuran", url="kesejahteraan"),
    ]


def atas(_code: str, category: str) -> list:
    """Of a kecamatan or a kabupaten."""
    return [
        LayarPutaran("Pemutakhiran", category=category, endpoint="sidb_putaran", url="putaran"),
        *_bersama(category),
    ]


def _bersama(category: str) -> list:
    return [
        LayarRekonsiliasi("Rekonsiliasi", category=category, endpoint="sidb_rekonsiliasi", url="rekonsiliasi"),
        LayarHasil("Hasil bantuan", category=category, endpoint="sidb_hasil", url="hasil-bantuan"),
    ]
