"""What a place calls itself: a kelurahan has a lurah and a muskel, and no Dana Desa."""

from dataclasses import dataclass

from .wilayah import is_kelurahan, level


@dataclass(frozen=True, slots=True)
class Sebutan:
    """The words of one level. ``dana`` is None where the place has no village fund."""

    tingkat: str
    kepala: str
    musyawarah: str
    musyawarah_singkat: str
    keputusan: str
    bawahan: str
    dana: str | None = None


_DESA = Sebutan("Desa", "Kepala Desa", "Musyawarah Desa", "musdes", "Keputusan Kepala Desa", "Dusun", "Dana Desa")
_KELURAHAN = Sebutan("Kelurahan", "Lurah", "Musyawarah Kelurahan", "muskel", "Keputusan Lurah", "Lingkungan")
_KECAMATAN = Sebutan("Kecamatan", "Camat", "Rapat Koordinasi Kecamatan", "rakor", "Keputusan Camat", "Desa/Kelurahan")
_KABUPATEN = Sebutan("Kabupaten", "Bupati", "Rapat Koordinasi Kabupaten", "rakor", "Keputusan Bupati", "Kecamatan")


def sebutan(code: str) -> Sebutan:
    """The words for the place of this code."""
    if is_kelurahan(code):
        return _KELURAHAN
    return {"desa": _DESA, "kecamatan": _KECAMATAN, "kabupaten": _KABUPATEN}[level(code)]
