"""The numbers of what came of the aid, village by village, and their sum over an area.

Over hundreds of villages they take a while: they are worked out in the background, kept, and answer for every place
inside the area they were worked out for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from ...domain.peran import Operator
from ...domain.wilayah import within
from ...domain.wilayah_nama import nama_pendek
from ..kependudukan import pekerjaan
from . import hasil, hasil_jumlah
from . import program as katalog
from .hasil import JENIS, SALAH, Minta, PerDesil
from .hasil_jumlah import ARAH, PerProgram, Perubahan
from .program import ProgramBantuan
from .segar import desa as desa_di

KERJA = "hasil_bantuan"
BANYAK = 10
"""From how many villages on the numbers are worked out in the background."""
SEHARI = timedelta(1)
"""How long they are kept before they are worked out again."""


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


def banyak(area: str) -> bool:
    """Whether an area has so many villages that nobody can wait for its numbers."""
    return len(desa_di(area)) >= BANYAK


def susun(node, area: str, minta: Minta, maju: pekerjaan.Maju | None = None) -> list[list]:
    """Each village of the area with its numbers, as JSON holds them; ``maju`` is told after each."""
    semua, program, rows = desa_di(area), katalog.semua(node), []
    for ke, kode in enumerate(semua, 1):
        rows.append([kode, _desa(node, kode, minta, program)])
        if maju is not None:
            maju("Menghitung per desa", ke, len(semua))
    return rows


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


def tersimpan(node, area: str, minta: Minta, tahun: int) -> tuple[Ringkas | None, pekerjaan.Pekerjaan | None]:
    """The latest numbers worked out for an area that holds this one; and the work that is under way, on whatever, or
    failed on just that."""
    semua = pekerjaan.daftar(node, KERJA)
    sama = [satu for satu in semua if satu.isi.get("minta") == kunci(minta, tahun) and within(area, satu.isi["area"])]
    ada = next((satu for satu in sama if satu.keadaan == pekerjaan.SELESAI), None)
    kerja = next((satu for satu in semua if satu.berjalan), None)
    if kerja is None and sama and sama[0].keadaan == pekerjaan.GAGAL:
        kerja = sama[0]
    return ada and gabung(pekerjaan.rincian(node, ada.id), area, ada.pada), kerja


def usang(ringkas: Ringkas) -> bool:
    """Whether kept numbers are so old that they are worked out again."""
    try:
        pada = datetime.fromisoformat(ringkas.pada)
    except ValueError:
        return True
    return datetime.now(UTC) - pada > SEHARI


def kunci(minta: Minta, tahun: int) -> list:
    """What is asked for, whatever day it is."""
    return [tahun, minta.program, minta.desil, minta.ukuran, minta.rupiah]


def hitung(node, operator: Operator, area: str, minta: Minta, tahun: int) -> str:
    """Work the numbers of an area out in the background; the id of the work."""
    isi = {"minta": kunci(minta, tahun), "area": area}
    id = pekerjaan.buat(node, operator, KERJA, f"Hasil bantuan {nama_pendek(area)}", isi=isi)

    def kerja(node_kerja, maju) -> pekerjaan.Hasil:
        return pekerjaan.Hasil(isi=isi, rincian=susun(node_kerja, area, minta, maju))

    pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "hitung", kerja)
    return id


# ---- names


def nama(node, ringkas: Ringkas, minta: Minta, jenis: str, mulai: int, banyak: int) -> list[hasil.Satu]:
    """A page of those whom a number counts, village by village, each in the order of its own."""
    dapat: list[hasil.Satu] = []
    for kode, angka in sorted(ringkas.tempat.items()):
        if mulai >= angka[jenis]:
            mulai -= angka[jenis]
            continue
        dapat += hasil.cari(node, kode, minta, jenis)[mulai : mulai + banyak - len(dapat)]
        mulai = 0
        if len(dapat) >= banyak:
            break
    return dapat


def hari(tahun: int, sampai: date) -> date:
    """So many years before a day."""
    return date(sampai.year - tahun, sampai.month, min(sampai.day, 28))
