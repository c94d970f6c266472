"""A sheet as offices print it: title, grouped header, numbered columns, rows, footers, signatures.

It says what stands where, not how it is drawn: the screen, Excel and PDF each draw the same sheet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from ....domain.tanggal import teks_tanggal

KIRI, TENGAH, KANAN = "kiri", "tengah", "kanan"


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell. ``pilihan`` names the people behind a number; ``bagian`` are the parts of a cell that has several."""

    nilai: object = ""
    pilihan: object = None
    bagian: tuple["Sel", ...] = ()

    @property
    def teks(self) -> str:
        """What is read: parts apart by a semicolon."""
        return "; ".join(satu.teks for satu in self.bagian) if self.bagian else teks(self.nilai)


@dataclass(frozen=True)
class Kolom:
    """One column, or a group of them under one heading. ``lebar`` of a single column is in characters."""

    judul: str
    anak: tuple["Kolom", ...] = ()
    lebar: float = 6
    rata: str = KIRI

    @property
    def daun(self) -> tuple["Kolom", ...]:
        """The single columns it is made of, from left to right."""
        return tuple(satu for anak in self.anak for satu in anak.daun) if self.anak else (self,)

    @property
    def dalamnya(self) -> int:
        return 1 + max((satu.dalamnya for satu in self.anak), default=0)


@dataclass(frozen=True, slots=True)
class Kepala:
    """One cell of the header: where it begins and how many rows and columns it spans, from 0."""

    teks: str
    baris: int
    kolom: int
    tinggi: int
    lebar: int


@dataclass(frozen=True)
class Tabel:
    """Columns and rows. A row is a sequence of ``Sel`` or of plain values, one for each single column.

    ``bernomor``: the row of column numbers below the header. ``jumlah``: how many rows there are in all, where
    ``baris`` holds only a page of them.
    """

    kolom: tuple[Kolom, ...]
    baris: Sequence[Sequence]
    kaki: Sequence[Sequence] = ()
    judul: str = ""
    bernomor: bool = True
    jumlah: int | None = None
    mulai: int = 0
    """How many rows come before ``baris``."""

    @cached_property
    def tata(self) -> "Tata":
        return tata(tuple(self.kolom))

    @property
    def daun(self) -> tuple[Kolom, ...]:
        return self.tata.daun

    @property
    def tinggi_kepala(self) -> int:
        return len(self.tata.kepala)

    @property
    def kepala(self) -> tuple[tuple[Kepala, ...], ...]:
        """The header row by row, from left to right."""
        return self.tata.kepala

    @property
    def batas(self) -> frozenset[int]:
        """Where a group of the first header row begins: a stronger line is drawn there."""
        return self.tata.batas

    @property
    def kolom_nama(self) -> int:
        """The column that names a row and stays in sight: the widest of the first three."""
        return self.tata.kolom_nama

    @property
    def semua(self) -> int:
        """How many rows there are, with those of other pages."""
        return len(self.baris) if self.jumlah is None else self.jumlah


@dataclass(frozen=True, eq=False)
class Tata:
    """How the columns of a sheet lie: the same for every month and place, so worked out once."""

    daun: tuple[Kolom, ...]
    kepala: tuple[tuple[Kepala, ...], ...]
    batas: frozenset[int]
    kolom_nama: int


@lru_cache(256)
def tata(kolom: tuple[Kolom, ...]) -> Tata:
    """The layout of these columns."""
    daun = tuple(satu for ini in kolom for satu in ini.daun)
    tinggi = max(satu.dalamnya for satu in kolom)
    semua = sorted(_kepala(kolom, 0, 0, tinggi), key=lambda satu: (satu.baris, satu.kolom))
    kepala = tuple(tuple(satu for satu in semua if satu.baris == ke) for ke in range(tinggi))
    batas = frozenset(satu.kolom for satu in kepala[0] if satu.kolom)
    return Tata(daun, kepala, batas, max(range(min(3, len(daun))), key=lambda ke: daun[ke].lebar))


@dataclass(frozen=True)
class Penanda:
    """Who signs: his office, his name where it is known, and a number below it (NIP)."""

    jabatan: str
    nama: str = ""
    nip: str = ""


@dataclass(frozen=True)
class TandaTangan:
    """Place and day, who has seen it at the left and who made it at the right."""

    tempat: str
    tanggal: str
    kiri: Penanda
    kanan: Penanda


@dataclass(frozen=True)
class Lembar:
    """A whole sheet. ``sebutan`` is what people call it for short (``B.3``), ``berkas`` a file name without its ending."""

    sebutan: str
    judul: tuple[str, ...]
    tabel: Tabel
    berkas: str
    tambahan: tuple[Tabel, ...] = ()
    catatan: tuple[str, ...] = ()
    tanda_tangan: TandaTangan | None = None
    lebar: bool = field(default=True)
    """Whether it is printed on the long side."""


def _kepala(kolom: Sequence[Kolom], baris: int, mulai: int, tinggi: int) -> Iterator[Kepala]:
    for satu in kolom:
        lebar = len(satu.daun)
        yield Kepala(satu.judul, baris, mulai, 1 if satu.anak else tinggi - baris, lebar)
        yield from _kepala(satu.anak, baris + 1, mulai, tinggi)
        mulai += lebar


def nilai(sel) -> object:
    """The bare value of a cell, however it was given."""
    if isinstance(sel, Sel):
        return sel.teks if sel.bagian else sel.nilai
    return sel


def teks(nilai) -> str:
    """A value as the paper shows it: dots in numbers, a dash for none, days day first."""
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, date):
        return teks_tanggal(nilai)
    if isinstance(nilai, int):
        return f"{nilai:,}".replace(",", ".") if nilai else "-"
    return str(nilai)


def bertanda(banyak: int) -> str:
    """A change with its sign: ``+3``, ``−1.204``."""
    return f"{'+' if banyak > 0 else '−'}{teks(abs(banyak))}"
