"""What a village chooses about its books. One process serves one node, so the choice is the process's."""

from dataclasses import dataclass

LAPOR, PERISTIWA = "lapor", "peristiwa"
SATU_KLIK, OTOMATIS = "satu_klik", "otomatis"


@dataclass
class Setelan:
    """``bulan_hitung``: an event counts in the month it is reported, or in the month it happened while that is open.

    ``mutasi_masuk``: what comes from above waits for a click, or is recorded by itself.
    """

    bulan_hitung: str = LAPOR
    mutasi_masuk: str = SATU_KLIK


sekarang = Setelan()


def pasang(bulan_hitung: str = LAPOR, mutasi_masuk: str = SATU_KLIK) -> None:
    """Make these the choices of this process."""
    sekarang.bulan_hitung, sekarang.mutasi_masuk = bulan_hitung, mutasi_masuk
