"""The steps of a program as a flowchart: lanes by level, boxes in their order, lines between them."""

from dataclasses import dataclass, replace
from itertools import pairwise

from ....domain import bantuan
from ....domain.peran import sebutan
from ..katalog import TINGKAT
from ..program import ProgramBantuan, Tahap

AWAL, LANGKAH, AKHIR = "awal", "langkah", "akhir"
LAJUR = {"desa": "Desa/kelurahan", "kecamatan": "Kecamatan", "kabupaten": "Kabupaten", "luar": "Instansi lain"}
_CONTOH = {"kecamatan": "35.22.01", "kabupaten": "35.22"}
_PENETAPAN = {
    "desa": ("desa", "Ditetapkan desa", "Dengan nomor dan tanggal keputusannya."),
    "kabupaten": ("kabupaten", "Ditetapkan kabupaten", "Namanya turun ke desa sebagai penerima."),
    "luar": ("luar", "Ditetapkan instansi lain", "Daftar penerimanya dimasukkan sebagai daftar instansi."),
}


@dataclass(frozen=True)
class Kotak:
    """One box: where it stands and what is read in it. ``lajur``: its lane, from 0."""

    macam: str
    nama: str
    tingkat: str
    lajur: int = 0
    ke: int = 0
    pelaku: str = ""
    dokumen: tuple[str, ...] = ()
    waktu: str = ""
    penolakan: str = ""
    """What happens where it refuses: who tells the applicant, within which time."""


@dataclass(frozen=True)
class Alur:
    """The whole chart: the lanes it uses and its boxes from top to bottom."""

    lajur: tuple[str, ...]
    kotak: tuple[Kotak, ...]

    @property
    def garis(self) -> list[tuple[int, int]]:
        """The lanes each line leads from and to, in hundredths of a lane, one line above each box but the first."""
        tengah = [satu.lajur * 100 + 50 for satu in self.kotak]
        return list(pairwise(tengah))


def susun(program: ProgramBantuan, desa: str) -> Alur:
    """The chart of a program's steps. ``desa``: a village whose words for its offices are used."""
    akhir = _PENETAPAN[program.penetap]
    asal = program.tahap[0].tingkat if program.tahap else "desa"
    kotak = [Kotak(AWAL, "Usulan diajukan", asal, pelaku=f"Di {LAJUR[asal].lower()}")]
    kotak += [_langkah(ke, satu, desa) for ke, satu in enumerate(program.tahap, 1)]
    kotak.append(Kotak(AKHIR, akhir[1], akhir[0], pelaku=akhir[2]))
    dipakai = [satu for satu in LAJUR if any(satu == ini.tingkat for ini in kotak)]
    return Alur(
        tuple(LAJUR[satu] for satu in dipakai),
        tuple(replace(satu, lajur=dipakai.index(satu.tingkat)) for satu in kotak),
    )


def _langkah(ke: int, tahap: Tahap, desa: str) -> Kotak:
    tingkat = tahap.tingkat if tahap.tingkat in TINGKAT else "desa"
    peran = " atau ".join(sebutan(satu, _CONTOH.get(tingkat, desa)) for satu in tahap.peran)
    pelaku = f"{tahap.instansi} ({peran})" if tahap.instansi and peran else tahap.instansi or peran
    waktu = f"paling lama {tahap.hari} hari kerja" if tahap.hari else "batas waktu belum diisi"
    return Kotak(LANGKAH, tahap.nama, tingkat, 0, ke, pelaku, tahap.dokumen, waktu, _penolakan(tahap))


def _penolakan(tahap: Tahap) -> str:
    if not tahap.pemberitahu:
        return "Belum ditentukan siapa yang memberi tahu pemohon."
    batas = (
        f"paling lambat {tahap.hari_memberitahu} hari kerja" if tahap.hari_memberitahu else "batas waktu belum diisi"
    )
    return f"{tahap.pemberitahu} memberi tahu pemohon beserta alasannya, {batas}."


def besaran(program: ProgramBantuan, rupiah) -> str:
    """What is given each time, in words; ``rupiah`` writes money."""
    kali = bantuan.KALI.get(program.kali_setahun, f"{program.kali_setahun} kali setahun").lower()
    if program.nilai is None:
        return f"Menurut komponen, {kali}" if program.komponen else f"Belum diisi, {kali}"
    satuan = rupiah(program.nilai) if not program.satuan else f"{program.nilai} {program.satuan}"
    return f"{satuan}, {kali}"
