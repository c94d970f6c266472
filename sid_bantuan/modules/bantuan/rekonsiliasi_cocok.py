"""Whose line of one list is whose of the other: by NIK, by a NIK he once had, by family card and name, by name and birth.

Pure: two lists in, pairs out, in one pass over each.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

MASUK, KELUAR = "masuk", "keluar"
KOLOM = ("nama", "nik", "no_kk")
"""What two lines about one person are compared by."""


@dataclass(frozen=True, slots=True)
class Baris:
    """A line of either list. ``orang``: who is meant, where that is known; ``arah`` "" on the agency's list."""

    id: str
    nama: str
    nik: str | None = None
    no_kk: str | None = None
    orang: str | None = None
    lahir: str | None = None
    arah: str = ""

    @property
    def diharapkan(self) -> bool:
        """Whether the agency's list should have it."""
        return self.arah != KELUAR

    def nilai(self, kolom: str) -> str:
        """A value as two lists compare it."""
        return eja(self.nama) if kolom == "nama" else getattr(self, kolom) or ""


@lru_cache(maxsize=65_536)
def eja(nama: str) -> str:
    """A name without what lists write differently: case, dots, spaces."""
    return " ".join(re.findall(r"\w+", nama.upper()))


_ORANG: tuple[Callable[[Baris], object], ...] = (lambda satu: satu.nik, lambda satu: satu.orang)
_TANDA: tuple[Callable[[Baris], object], ...] = (
    lambda satu: satu.nik and (satu.nik, eja(satu.nama)),
    *_ORANG,
    lambda satu: satu.no_kk and (satu.no_kk, eja(satu.nama)),
    lambda satu: satu.lahir and (satu.lahir, eja(satu.nama)),
)
"""What two lines are matched by, the surest first: of two with one NIK the one with the same name."""


@dataclass(frozen=True)
class Pasangan:
    """What came of it. ``sana``: the agency's line -> ours. ``ganda``: a further line there about one of ours."""

    sana: Mapping[str, Baris]
    ganda: Mapping[str, Baris]
    tanpa: tuple[Baris, ...]
    """Ours that nothing there is about."""


def pasangkan(sini: Sequence[Baris], sana: Sequence[Baris]) -> Pasangan:
    """Find for each line there the line here it is about; each line here is found once, what is more is a double."""
    dapat: dict[str, Baris] = {}
    terpakai: set[str] = set()
    for tanda in _TANDA:
        bebas = _menurut(tanda, (satu for satu in sini if satu.id not in terpakai))
        for satu in sana:
            if satu.id in dapat or not (kunci := tanda(satu)) or not bebas.get(kunci):
                continue
            dapat[satu.id] = ini = bebas[kunci].pop(0)
            terpakai.add(ini.id)
    return Pasangan(
        dapat, _ganda(sini, [satu for satu in sana if satu.id not in dapat]),
        tuple(satu for satu in sini if satu.id not in terpakai),
    )  # fmt: skip


def _menurut(tanda, baris: Iterable[Baris]) -> dict[object, list[Baris]]:
    hasil: dict[object, list[Baris]] = defaultdict(list)
    for satu in baris:
        if kunci := tanda(satu):
            hasil[kunci].append(satu)
    return hasil


def _ganda(sini: Sequence[Baris], sisa: Sequence[Baris]) -> dict[str, Baris]:
    """Lines left over there that are about somebody whose line was found already."""
    hasil: dict[str, Baris] = {}
    for tanda in _ORANG if sisa else ():
        kenal = _menurut(tanda, sini)
        for satu in sisa:
            if satu.id not in hasil and (kunci := tanda(satu)) and kenal.get(kunci):
                hasil[satu.id] = kenal[kunci][0]
    return hasil


def beda(sini: Baris, sana: Baris) -> tuple[tuple[str, str, str], ...]:
    """(column, here, there) of what both say and say differently."""
    return tuple(
        (kolom, getattr(sini, kolom), getattr(sana, kolom))
        for kolom in KOLOM
        if sini.nilai(kolom) and sana.nilai(kolom) and sini.nilai(kolom) != sana.nilai(kolom)
    )
