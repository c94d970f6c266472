"""The waiting list in the order its program declares: measures with their weights, then what decides between equals.

Everybody concerned sees the same list with each part of the score: what was measured, its weight, its points.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan as kata
from . import hari_kerja, ukuran, usulan, usulan_kini
from .program import ProgramBantuan
from .tables_usulan import UsulanBantuan

PENENTU = {"tgl_usul": "Tanggal usul", "nama": "Nama"}
"""What may decide between equals beside a measure; the earlier or the first in the alphabet goes first."""


@dataclass(frozen=True)
class Bagian:
    """One part of a score. ``nilai`` None: nobody measured it, so it counts like the lowest on this list."""

    judul: str
    satuan: str
    nilai: int | None
    sebut: str
    bobot: int
    poin: int


@dataclass(frozen=True)
class Urutan:
    """One place on the list: the proposal, its points, of what they are made, what decides between equals."""

    ke: int
    usulan: UsulanBantuan
    poin: int
    bagian: tuple[Bagian, ...]
    penentu: str


@dataclass(frozen=True)
class Cara:
    """How a program orders its list: (measure, weight, smaller first) in order, and what decides between equals."""

    komponen: tuple[tuple[str, int, bool], ...]
    penentu: str


def cara(program: ProgramBantuan) -> Cara:
    """The declared ranking; what names no measure is left out, and without any the earlier proposal goes first."""
    isi = program.peringkat
    daftar = isi.get("komponen")
    semua = [
        satu
        for satu in (daftar if isinstance(daftar, list) else ())
        if isinstance(satu, dict) and isinstance(satu.get("ukuran"), str) and satu["ukuran"] in ukuran.UKURAN
        and isinstance(satu.get("bobot", 1), int)
    ]  # fmt: skip
    komponen = tuple((satu["ukuran"], satu.get("bobot") or 1, bool(satu.get("naik"))) for satu in semua)
    penentu = isi.get("penentu")
    return Cara(komponen, penentu if isinstance(penentu, str) and penentu in PENENTU else "tgl_usul")


def susun(
    node, program: ProgramBantuan, wilayah: str, tahun: int, keadaan: Sequence[str] = (kata.DAFTAR_TUNGGU,)
) -> list[Urutan]:
    """The list of a village: who waits since this year or longer, the first to get a place first."""
    semua = _menunggu(node, program.kode, wilayah, tahun, keadaan)
    bagaimana = cara(program)
    nilai = _nilai(node, [satu for satu, *_ in bagaimana.komponen], semua)
    terendah = [_terendah(satu, ke, nilai) for ke, satu in enumerate(bagaimana.komponen)]
    isi = []
    for satu in semua:
        bagian = tuple(
            _bagian(komponen, nilai[satu.id][ke], terendah[ke]) for ke, komponen in enumerate(bagaimana.komponen)
        )
        isi.append((satu, sum(ini.poin for ini in bagian), bagian))
    isi.sort(key=lambda satu: (-satu[1], _kunci(satu[0], bagaimana.penentu), satu[0].tgl_usul, satu[0].id))
    return [Urutan(ke, satu, poin, bagian, bagaimana.penentu) for ke, (satu, poin, bagian) in enumerate(isi, 1)]


def _menunggu(node, kode: str, wilayah: str, tahun: int, keadaan: Sequence[str]) -> list[UsulanBantuan]:
    marks = ", ".join("?" * len(keadaan))
    ids = node.engine.run(
        "SELECT usulan_id FROM sb_usulan_kini WHERE wilayah = ? AND program = ? AND tahun <= ?"
        f" AND keadaan IN ({marks})",
        (wilayah, kode, tahun, *keadaan),
    )
    return list(UsulanBantuan.select().where(UsulanBantuan.id.in_([id for (id,) in ids])))


def _nilai(node, nama: Sequence[str], semua: Sequence[UsulanBantuan]) -> dict[str, tuple]:
    """The measures of whom each proposal is about, as known today; of who was merged since, those of whom he was merged into."""
    kosong = (None,) * len(nama)
    if not nama or not semua:
        return {satu.id: kosong for satu in semua}
    siapa = {satu.id: satu.orang_id for satu in semua if satu.orang_id}
    tahu = _terukur(node, nama, siapa.values())
    gabung = {
        satu.id: orang.orang_id
        for satu in semua
        if satu.orang_id and (satu.orang_id, satu.wilayah) not in tahu
        and (orang := usulan.warga(satu.orang_id, satu.wilayah))
    }  # fmt: skip
    tahu |= _terukur(node, nama, gabung.values()) if gabung else {}
    siapa |= gabung
    return {satu.id: tahu.get((siapa.get(satu.id), satu.wilayah), kosong) for satu in semua}


def _terukur(node, nama: Sequence[str], orang: Iterable[str]) -> dict[tuple[str, str], tuple]:
    """(person, village) -> his measures."""
    hari_kerja.siapkan(node, date.today())
    rumus = ukuran.sql(node.engine, date.today())
    kolom = ", ".join(rumus[satu] for satu in nama)
    pilih, isi = node.engine.ids(list(orang))
    return {
        (id, wilayah): nilai
        for id, wilayah, *nilai in node.engine.run(
            f"SELECT p.orang_id, p.wilayah, {kolom} FROM sb_penduduk p WHERE p.orang_id IN ({pilih})", isi
        )
    }


def _poin(komponen: tuple, nilai: int) -> int:
    _nama, bobot, naik = komponen
    return -bobot * nilai if naik else bobot * nilai


def _terendah(komponen: tuple, ke: int, nilai: dict[str, tuple]) -> int:
    return min((_poin(komponen, satu[ke]) for satu in nilai.values() if satu[ke] is not None), default=0)


def _bagian(komponen: tuple, nilai: int | None, terendah: int) -> Bagian:
    nama, bobot, _naik = komponen
    ukur = ukuran.UKURAN[nama]
    sebut = "belum diukur" if nilai is None else (ukur.pilihan or {}).get(nilai, f"{nilai} {ukur.satuan}".strip())
    return Bagian(ukur.judul, ukur.satuan, nilai, sebut, bobot, terendah if nilai is None else _poin(komponen, nilai))


def _kunci(satu: UsulanBantuan, penentu: str):
    return satu.nama.lower() if penentu == "nama" else satu.tgl_usul


def sebut_cara(bagaimana: Cara) -> str:
    """The declared ranking in a sentence."""
    bagian = [
        f"{ukuran.UKURAN[nama].judul}, bobot {bobot}, yang {'kecil' if naik else 'besar'} didahulukan"
        for nama, bobot, naik in bagaimana.komponen
    ]
    penentu = PENENTU[bagaimana.penentu].lower()
    if not bagian:
        return f"{penentu.capitalize()} yang lebih dulu didahulukan."
    return f"{'; '.join(bagian)}. Bila nilainya sama, {penentu} yang lebih dulu."


def tempat(node, baris: UsulanBantuan, program: ProgramBantuan) -> tuple[int, int] | None:
    """Which place a proposal has on its list, and how many wait; None where it does not wait."""
    kini = usulan_kini.baca(node, [baris.id]).get(baris.id)
    if kini is None or kini.keadaan != kata.DAFTAR_TUNGGU:
        return None
    semua = susun(node, program, baris.wilayah, max(baris.tahun, date.today().year))
    return next((satu.ke for satu in semua if satu.usulan.id == baris.id), 0), len(semua)
