"""What one round did and could not do: counts, and what people should look at."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from ...domain.pesan import kalimat

DIBACA, BARU, UBAH, TETAP, HAPUS, TAHAN = "dibaca", "baru", "ubah", "tetap", "hapus", "tahan"
PERISTIWA, BATAL = "peristiwa", "batal"

BAGIAN = {
    "tweb_wil_clusterdesa": "Dusun, RW, dan RT",
    "tweb_keluarga": "Keluarga",
    "tweb_rtm": "Rumah tangga",
    "tweb_penduduk": "Penduduk",
    "log_penduduk": "Peristiwa",
    "log_keluarga": "Peristiwa keluarga",
    "kelompok": "Kelompok",
    "kelompok_anggota": "Anggota kelompok",
    "program": "Program bantuan",
    "program_peserta": "Peserta program bantuan",
}
"""The source's tables, as the offices call what is in them."""


class Temuan(NamedTuple):
    """One thing to look at: which row there, whose, which column, why, and what stands there and here."""

    tabel: str
    nomor: int
    nama: str
    kolom: str
    kode: str
    di_sana: str = ""
    di_sini: str = ""

    @property
    def judul(self) -> str:
        return kalimat(self.kode)[0]

    @property
    def saran(self) -> str:
        return kalimat(self.kode)[1]


@dataclass
class Laporan:
    """The account of one round. ``hitung``: (table, what became of it) -> how many.

    ``sisa``: (what, how many, why) of what is not read at all.
    """

    hitung: Counter = field(default_factory=Counter)
    temuan: list[Temuan] = field(default_factory=list)
    sisa: list[tuple[str, int, str]] = field(default_factory=list)

    def tambah(self, tabel: str, apa: str, banyak: int = 1) -> None:
        if banyak:
            self.hitung[tabel, apa] += banyak

    def lihat(self, tabel: str, nomor: int, nama: str, kolom: str, kode: str, di_sana="", di_sini="") -> None:
        """Something that cannot be settled without a person."""
        self.temuan.append(Temuan(tabel, nomor, nama, kolom, kode, str(di_sana or ""), str(di_sini or "")))

    @property
    def berubah(self) -> int:
        """How many rows here changed by it."""
        return sum(banyak for (_, apa), banyak in self.hitung.items() if apa in (BARU, UBAH, HAPUS, PERISTIWA, BATAL))

    def kalimat(self) -> str:
        """The round in one line, for the log."""
        orang = {apa: self.hitung["tweb_penduduk", apa] for apa in (DIBACA, BARU, UBAH, HAPUS)}
        peristiwa, batal = self.hitung["log_penduduk", PERISTIWA], self.hitung["log_penduduk", BATAL]
        bagian = [
            f"{orang[DIBACA]} penduduk dibaca",
            "tidak ada yang berubah" if not self.berubah else f"{orang[BARU]} baru, {orang[UBAH]} berubah",
        ]
        bagian += [f"{orang[HAPUS]} dihapus"] if orang[HAPUS] else []
        bagian += [f"{peristiwa} peristiwa dicatat"] if peristiwa else []
        bagian += [f"{batal} peristiwa dibatalkan"] if batal else []
        bagian += [f"{len(self.temuan)} perlu dilihat"] if self.temuan else []
        return ", ".join(bagian) + "."
