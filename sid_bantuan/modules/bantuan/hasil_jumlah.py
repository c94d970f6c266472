"""What came of the aid, in numbers: who rose, stayed or fell, with aid and without; and each program's share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.bantuan import AKTIF, DTSEN
from . import salur_uang
from .hasil import Bahan, Minta, Satu, di_dalam

NAIK, SAMA, TURUN = "naik", "sama", "turun"
ARAH = {NAIK: "Membaik", SAMA: "Tetap", TURUN: "Memburuk"}


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One direction: how many families (or persons) went there that got aid, and how many that got none."""

    arah: str
    dibantu: int
    tidak: int

    @property
    def kata(self) -> str:
        """What it is called."""
        return ARAH[self.arah]

    @property
    def jumlah(self) -> int:
        """Both together."""
        return self.dibantu + self.tidak


def perubahan(node, area: str, minta: Minta, bahan: Bahan | None = None) -> list[Perubahan]:
    """Of whom two measures are known on different days: the first against the last."""
    bahan = bahan or Bahan(node.engine, area, minta)
    dapat = bahan.uang.keys() | bahan.banyak.keys()
    banyak = {arah: [0, 0] for arah in ARAH}
    for siapa, (_, ukur) in bahan.ukuran.items():
        (awal_per, awal), (akhir_per, akhir) = ukur[0], ukur[-1]
        if awal_per != akhir_per:
            arah = NAIK if akhir > awal else TURUN if akhir < awal else SAMA
            banyak[arah][siapa not in dapat] += 1
    return [Perubahan(arah, *banyak[arah]) for arah in ARAH]


@dataclass(frozen=True, slots=True)
class PerProgram:
    """One program: how many get it, what was paid out between the days, how many of them should not get it."""

    kode: str
    penerima: int
    rupiah: int
    salah: int


def per_program(node, area: str, minta: Minta, salah: Sequence[Satu]) -> list[PerProgram]:
    """Every program somebody in the area gets; ``salah``: what ``cari`` found of that kind."""
    di, isi = di_dalam(area, "i.wilayah")
    penerima = dict(
        node.engine.run(
            f"SELECT i.program, COUNT(*) FROM sb_ikut i WHERE {di} AND i.ke = 0 AND i.keadaan = ? AND i.program <> ?"
            " GROUP BY i.program",
            (*isi, AKTIF, DTSEN),
        )
    )
    di, isi = di_dalam(area, "b.wilayah")
    antara = (minta.dari.isoformat(), minta.sampai.isoformat())
    uang = salur_uang.per(node.engine, "s.program", "", f"{di} AND s.tgl >= ? AND s.tgl <= ?", (*isi, *antara))
    tidak = Counter(satu.program for satu in salah)
    return [
        PerProgram(kode_program, penerima.get(kode_program, 0), uang.get(kode_program, 0), tidak[kode_program])
        for kode_program in sorted({*penerima, *uang})
    ]
