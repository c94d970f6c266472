"""Official code lists, as the offices use them, read once from the package's data."""

import csv
from functools import cache
from importlib.resources import files


@cache
def daftar(nama: str) -> dict[int, str]:
    """One code list: number -> words. Unknown name: ``FileNotFoundError``."""
    return {int(row["id"]): row["nama"] for row in _rows(nama)}


@cache
def status_rekam() -> dict[int, str]:
    """The stored value of KTP-el recording is its own column of the list, not its row number."""
    return {int(row["status_rekam"]): row["nama"] for row in _rows("status_ktp")}


def _rows(nama: str) -> list[dict[str, str]]:
    with files("sid_bantuan.data").joinpath(f"kode/{nama}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


KTP_EL = {1: "BELUM", 2: "KTP-EL", 3: "KIA"}
KEADAAN_NIK = {1: "ADA", 2: "BELUM ADA NIK", 3: "TIDAK DITEMUKAN DI DUKCAPIL"}
NIK_ADA, NIK_BELUM_ADA, NIK_TIDAK_DITEMUKAN = 1, 2, 3

KEPALA_KELUARGA, ISTRI, ANAK = 1, 3, 4
LAKI_LAKI, PEREMPUAN = 1, 2
HIDUP, MATI, PINDAH, HILANG, PERGI, TIDAK_VALID = 1, 2, 3, 4, 6, 9
