"""Whole numbers typed into forms: one reader, one way of telling what is wrong with them."""

from ...domain.angka import TERBESAR, AngkaTerlaluBesar, baca_angka
from .kesalahan import Kesalahan


def angka_isian(
    teks: str | None, kolom: str, salah: list[Kesalahan], paling: int = TERBESAR, baris: str = ""
) -> int | None:
    """The number; None where nothing is written, or where it cannot be read and ``salah`` now says why."""
    try:
        return baca_angka(teks or "", paling)
    except AngkaTerlaluBesar as besar:
        kata = f"{besar.paling:,}".replace(",", ".")
        salah.append(Kesalahan("angka_terlalu_besar", kolom, baris, {"paling": kata}))
    except ValueError:
        salah.append(Kesalahan("bukan_angka", kolom, baris))
    return None
