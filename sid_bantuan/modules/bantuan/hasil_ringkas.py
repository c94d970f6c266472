"""The numbers of what came of the aid, village by village, and their sum over an area.

Over hundreds of villages they take a while: they are worked out in the background, kept, and answer for every place
inside the area they were worked out for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...domain.peran import Operator
from ...domain.wilayah import within
from ..kependudukan.pekerjaan import Pekerjaan
from . import hasil, hasil_jumlah, per_desa
from . import program as katalog
from .hasil import JENIS, SALAH, Minta, PerDesil
from .hasil_jumlah import ARAH, PerProgram, Perubahan
from .program import ProgramBantuan

KERJA = "hasil_bantuan"


@dataclass(frozen=True)
class Ringkas:
    """Village -> kind -> how many; families by desil, programs, who rose or fell. ``pada``: the moment of an old answer."""

    tempat: Mapping[str, Mapping[str, int]]
    desil: tuple[PerDesil, ...]
    program: tuple[PerProgram, ...]
    ubah: tuple[Perubahan, ...]
    pada: str = ""

    @property
    def jumlah(self) -> dict[str, int]:
        """Kind -> how many in all."""
        return {jenis: sum(satu[jenis] for satu in self.tempat.values()) for jenis in JENIS}

    def per_tempat(self, ke: int) -> dict[str, dict[str, int]]:
        """Place -> kind -> how many; ``ke``: how many dots the code of a place has. Where nothing was found is left out."""
        hitung: dict[str, Counter] = {}
        for kode, satu in sorted(self.tempat.items()):
            if any(satu.values()):
                hitung.setdefault(".".join(kode.split(".")[: ke + 1]), Counter()).update(satu)
        return {kode: {jenis: satu[jenis] for jenis in JENIS} for kode, satu in hitung.items()}


def susun(node, area: str, minta: Minta) -> list[list]:
    """Each village of the area with its numbers."""
    return per_desa.semua(node, area, _satu(node, minta))


def _satu(node, minta: Minta) -> per_desa.Satu:
    program = katalog.semua(node)
    return lambda milik, kode: _desa(milik, kode, minta, program)


def _desa(node, kode: str, minta: Minta, program: Mapping[str, ProgramBantuan]) -> dict:
    minta = replace(minta, program=katalog.sempitkan(node, minta.program, kode)[0])
    bahan = hasil.Bahan(node.engine, kode, minta)
    temuan = {jenis: hasil.cari(node, kode, minta, jenis, bahan) for jenis in JENIS}
    return {
        "jumlah": {jenis: len(satu) for jenis, satu in temuan.items()},
        "desil": [[satu.keluarga, satu.dibantu] for satu in hasil.per_desil(node, kode, minta.program)],
        "program": {
            katalog.kunci(program, satu.kode, kode): [satu.penerima, satu.rupiah, satu.salah]
            for satu in hasil_jumlah.per_program(node, kode, minta, temuan[SALAH])
        },
        "ubah": [[satu.dibantu, satu.tidak] for satu in hasil_jumlah.perubahan(node, kode, minta, bahan)],
    }


def gabung(rows: Iterable[Sequence], area: str, pada: str = "") -> Ringkas:
    """The numbers of the villages of an area together."""
    milik = [(kode, isi) for kode, isi in rows if within(kode, area)]
    program: dict[str, list[int]] = {}
    for _, isi in milik:
        for kode, angka in isi["program"].items():
            program[kode] = _tambah([program.get(kode, [0, 0, 0]), angka])
    return Ringkas(
        {kode: isi["jumlah"] for kode, isi in milik},
        tuple(PerDesil(ke, *_tambah(isi["desil"][ke - 1] for _, isi in milik)) for ke in range(1, 11)),
        tuple(PerProgram(kode, *angka) for kode, angka in sorted(program.items())),
        tuple(Perubahan(arah, *_tambah(isi["ubah"][ke] for _, isi in milik)) for ke, arah in enumerate(ARAH)),
        pada,
    )


def _tambah(semua: Iterable[Sequence[int]]) -> list[int]:
    return [sum(satu) for satu in zip(*semua, strict=True)] or [0, 0]


# ---- kept


def ambil(
    node, operator: Operator, area: str, minta: Minta, tahun: int, segar: bool = False
) -> tuple[Ringkas | None, Pekerjaan | None]:
    """The numbers of an area, or None while they are worked out for the first time; and the work that is under way."""
    if not per_desa.banyak(area):
        return gabung(susun(node, area, minta), area), None
    kunci = (tahun, minta.program, minta.desil, minta.ukuran, minta.rupiah)  # whatever day it is
    ada, kerja = per_desa.ambil(node, operator, KERJA, kunci, area, _satu(node, minta), "Hasil bantuan", segar=segar)
    return ada and gabung(ada.rows, area, ada.pada), kerja


# ---- names


def nama(node, ringkas: Ringkas, minta: Minta, jenis: str, mulai: int, banyak: int) -> list[hasil.Satu]:
    """A page of those whom a number counts, village by village, each in the order of its own."""
    angka = [(kode, satu[jenis]) for kode, satu in sorted(ringkas.tempat.items())]
    return per_desa.halaman(angka, mulai, banyak, lambda kode: hasil.cari(node, kode, minta, jenis))


def hari(tahun: int, sampai: date) -> date:
    """So many years before a day."""
    return date(sampai.year - tahun, sampai.month, min(sampai.day, 28))
