"""Why an action was refused: what, where on the screen, and which other record stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ...domain.pesan import kalimat


@dataclass(frozen=True)
class Kesalahan:
    """One fault. ``baris`` names the row of a screen with many rows; ``rekam`` is the other record (type, id)."""

    kode: str
    kolom: str = ""
    baris: str = ""
    isi: dict = field(default_factory=dict)
    rekam: tuple[str, str] | None = None

    @property
    def judul(self) -> str:
        return kalimat(self.kode, **self.isi)[0]

    @property
    def saran(self) -> str:
        return kalimat(self.kode, **self.isi)[1]

    def pada(self, baris: str) -> "Kesalahan":
        """The same fault, on a row of a screen."""
        return replace(self, baris=baris)


class DataDitolak(ValueError):
    """Nothing was stored; every fault found is told at once."""

    def __init__(self, kesalahan: Iterable[Kesalahan]):
        self.kesalahan = tuple(kesalahan)
        super().__init__("; ".join(f"{satu.kolom or '-'}: {satu.judul}" for satu in self.kesalahan))


@dataclass(frozen=True)
class Beda:
    """One record that somebody else changed meanwhile: per column what was typed and what is stored now."""

    jenis: str
    id: str
    label: str
    versi: int | None
    kolom: dict[str, tuple]
    baris: str = ""

    @property
    def terhapus(self) -> bool:
        """Whether the record is gone altogether."""
        return self.versi is None


class SudahBerubah(RuntimeError):
    """A lost update, refused: what was on the screen is not what is stored any more."""

    def __init__(self, beda: Iterable[Beda]):
        self.beda = tuple(beda)
        super().__init__("Sudah diubah orang lain: " + ", ".join(satu.label for satu in self.beda))
