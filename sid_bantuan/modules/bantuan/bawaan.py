"""The programs that are shipped: data an office takes over with a click and then changes as its own."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...domain.ids import derived_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from .tables import Program

_USUAL = {"kali_setahun": 12, "penetap": "desa", "karena_kematian": 0, "berkuota": 1, "empat_mata": 0, "aktif": 1}
_JSON = ("komponen", "tahap", "peringkat")


@dataclass(frozen=True)
class Bawaan:
    """One shipped program. ``isi``: the columns of its row; ``aturan``: those of its rules, in their order."""

    kode: str
    nama: str
    isi: dict
    aturan: tuple[dict, ...] = ()

    @property
    def prioritas(self) -> bool:
        """Whether it is nothing but a place among the 17 priority programs."""
        return "prioritas_ke" in self.isi


@cache
def semua() -> dict[str, Bawaan]:
    """Every shipped program by its kode: aid first, by name; then the priority places in their order."""
    folder = files("sid_bantuan.data").joinpath("bantuan")
    ada = [_baca(satu.read_text(encoding="utf-8")) for satu in folder.iterdir() if satu.name.endswith(".toml")]
    urut = sorted(ada, key=lambda satu: (satu.isi.get("prioritas_ke", 0), satu.nama.lower()))
    return {satu.kode: satu for satu in urut}


def _baca(teks: str) -> Bawaan:
    isi = _USUAL | tomllib.loads(teks)
    aturan = tuple(_aturan(ke, isi["kode"], satu) for ke, satu in enumerate(isi.pop("aturan", ()), 1))
    isi["keterangan"] = " ".join(isi.get("keterangan", "").split()) or None
    isi |= {nama: bagian(isi[nama]) for nama in _JSON if nama in isi}
    return Bawaan(isi["kode"], isi["nama"], isi, aturan)


def bagian(nilai) -> str | None:
    """Components, steps or an order of waiting as they are stored: alike for alike, with nothing that is empty."""
    if isinstance(nilai, list):
        nilai = [{kata: isi for kata, isi in satu.items() if isi not in (None, "", [], ())} for satu in nilai]
    return json.dumps(nilai, ensure_ascii=False, sort_keys=True) if nilai else None


def _aturan(ke: int, program: str, isi: dict) -> dict:
    return isi | {"program": program, "urutan": ke, "syarat": json.dumps(isi["syarat"], ensure_ascii=False)}


def tersedia(node) -> list[Bawaan]:
    """What is shipped and neither this node nor a level above it has."""
    ada = _dipunyai(node)
    return [satu for satu in semua().values() if satu.kode not in ada]


def _dipunyai(node) -> set[str]:
    pilih = Program.select(Program.kode, Program.wilayah)
    return {satu.kode for satu in pilih if node.code.startswith(satu.wilayah)}


def pasang(node, operator: Operator, kode: Iterable[str]) -> list[Program]:
    """Take over these shipped programs with their rules, as this node's own for its area; the ones that are new here.

    Twice is once: what is here already, changed or not, or at a level above, is left as it is.
    """
    with rekam.transaksi(node):
        ada = _dipunyai(node)
        return [_pasang(node, operator, satu) for satu in map(semua().get, kode) if satu and satu.kode not in ada]


def _pasang(node, operator: Operator, satu: Bawaan) -> Program:
    tipe = node.catalog["program"]
    baris = rekam.tambah(tipe, id_program(node, satu.kode), node.code, satu.isi)
    for isi in satu.aturan:
        rekam.tambah(node.catalog["aturan"], id_aturan(node, satu.kode, isi["kode"]), node.code, isi)
    rekam.jejak(node, operator, "tambah", "program", baris, baris.nama, sesudah=satu.isi, catatan="bawaan")
    return baris


def id_program(node, kode: str) -> str:
    """The id of this node's own row of a program: one kode, one row."""
    return derived_id("program", node.code, kode)


def id_aturan(node, program: str, kode: str) -> str:
    """The id of this node's own row of a rule."""
    return derived_id("aturan", node.code, program, kode)


def dikenal() -> set[str]:
    """The kodes of all shipped programs: a rule may name one that is not taken over yet."""
    return set(semua())
