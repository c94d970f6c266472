"""Tables others send: Excel or CSV of any shape, with the meaning of each column guessed, corrected and remembered."""

import codecs
import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError

from ...domain.angka import angka_kiriman
from ..kependudukan.buku_excel import BukuTerlaluBesar, buka_buku
from ..kependudukan.kesalahan import DataDitolak, Kesalahan

BATAS_BARIS = 100_000
_LEBAR = 250
"""No table has more columns; what stands beyond is no part of it."""
_KEPALA = 12
"""The heading stands within the first so many rows."""


_PEMISAH = ";,\t|"
_OLE = b"\xd0\xcf\x11\xe0"
_BUKAN_TABEL = re.compile(r"\s*(%PDF|<|\{\\rtf|\x89PNG)", re.IGNORECASE)
"""Files of another kind renamed; banks also give web pages as ``.xls``."""
_UANG = re.compile(
    r"(?:rp\.?|idr)?(?:(?P<ribuan>[0-9]{1,3}(?P<titik>[.,])[0-9]{3}(?:(?P=titik)[0-9]{3})*)|(?P<polos>[0-9]+))(?:[.,]0{1,2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TabelLuar:
    """Headings and rows as text; ``nomor`` is each row's number in the sheet."""

    judul: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    nomor: tuple[int, ...]


@dataclass(frozen=True)
class Arti:
    """What a column can mean: its name for people, the headings it is known by, and whether nothing works without it."""

    judul: str
    dikenal: tuple[str, ...]
    wajib: bool = False


def baca(isi: bytes, arti: Mapping[str, Arti], lembar: str = "") -> TabelLuar:
    """The table in a file; the heading is the row whose cells say most to us. Raises ``DataDitolak``."""
    semua = _excel(isi, arti, lembar) if isi.startswith(b"PK\x03\x04") else _csv(isi, arti)
    awal = max(range(min(_KEPALA, len(semua))), key=lambda ke: (_dikenal(semua[ke], arti), -ke), default=0)
    if not semua or not any(map(any, semua[awal + 1 :])):
        raise DataDitolak([Kesalahan("berkas_tabel_tanpa_baris", "berkas")])
    if len(semua) - awal - 1 > BATAS_BARIS:
        kata = {"jumlah": len(semua) - awal - 1, "batas": BATAS_BARIS}
        raise DataDitolak([Kesalahan("berkas_terlalu_panjang", "berkas", isi=kata)])
    lebar = min(max(map(len, semua[awal:])), _LEBAR)
    semua = [satu[:lebar] for satu in semua]
    judul = [*semua[awal], *[""] * (lebar - len(semua[awal]))]
    judul = tuple(satu or f"Kolom {ke}" for ke, satu in enumerate(judul, 1))
    rows = [
        (nomor, (*satu, *[""] * (lebar - len(satu))))
        for nomor, satu in enumerate(semua[awal + 1 :], awal + 2)
        if any(satu)
    ]
    return TabelLuar(judul, tuple(satu for _, satu in rows), tuple(nomor for nomor, _ in rows))


def _dikenal(baris: Sequence[str], arti: Mapping[str, Arti]) -> int:
    return sum(any(_sama(sel, satu) or _memuat(sel, satu) for satu in arti.values()) for sel in baris if sel)


def _excel(isi: bytes, arti: Mapping[str, Arti], lembar: str) -> list[list[str]]:
    """The sheet asked for, else the one whose heading says most to us: banks put a cover before it, or leave sheets empty."""
    semua = lembar_excel(isi)
    return semua.get(lembar) or max(semua.values(), key=lambda satu: (_mengerti(satu, arti), bool(satu)), default=[])


def lembar_excel(isi: bytes) -> dict[str, list[list[str]]]:
    """Every sheet of an Excel file by its name, its cells as text. Raises ``DataDitolak``."""
    try:
        buku = buka_buku(isi)
        return {
            nama: [
                [teks(sel) for sel in satu] for satu in buku.get_sheet_by_name(nama).to_python(skip_empty_area=False)
            ]
            for nama in buku.sheet_names
        }
    except BukuTerlaluBesar as besar:
        kode = "berkas_terlalu_lebar" if besar.sel else "berkas_terlalu_besar"
        raise DataDitolak([Kesalahan(kode, "berkas", isi={"sel": besar.sel})]) from besar
    except (CalamineError, OSError, ValueError) as rusak:
        raise DataDitolak([Kesalahan("berkas_tabel_tak_terbaca", "berkas")]) from rusak


def _teks_berkas(isi: bytes) -> str:
    """The text of a file in whichever encoding offices' programs save."""
    if isi[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return isi.decode("utf-16", "replace")
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        return isi.decode("cp1252", "replace")


def _csv(isi: bytes, arti: Mapping[str, Arti]) -> list[list[str]]:
    kata = _teks_berkas(isi)
    if "\0" in kata or not kata.strip() or _BUKAN_TABEL.match(kata):
        kode = "berkas_tabel_xls_lama" if isi.startswith(_OLE) else "berkas_tabel_tak_terbaca"
        raise DataDitolak([Kesalahan(kode, "berkas")])
    try:
        awal = "\n".join(kata.splitlines()[: 2 * _KEPALA])
        pemisah = max(_PEMISAH, key=lambda satu: (_mengerti(_pisah(awal, satu), arti), awal.count(satu)))
        return _pisah(kata, pemisah)
    except csv.Error as rusak:
        raise DataDitolak([Kesalahan("berkas_tabel_tak_terbaca", "berkas")]) from rusak


def _pisah(kata: str, pemisah: str) -> list[list[str]]:
    return [
        [sel.strip().removeprefix("'") for sel in satu] for satu in csv.reader(io.StringIO(kata), delimiter=pemisah)
    ]


def _mengerti(semua: Sequence[Sequence[str]], arti: Mapping[str, Arti]) -> int:
    """How many headings its best row has that mean something."""
    return max((_dikenal(satu, arti) for satu in semua[:_KEPALA]), default=0)


class AngkaTerpotong(str):
    """A cell's number whose last digits Excel may have put noughts for: it keeps fifteen."""

    __slots__ = ()


def _terpotong(sel: float) -> bool:
    return abs(sel) >= 2**53 or (abs(sel) >= 10**15 and sel % 10 == 0)


def teks(sel) -> str:
    """A cell as text: whole numbers without a fraction, days as ISO."""
    if isinstance(sel, bool) or sel is None:
        return "" if sel is None else str(sel)
    if isinstance(sel, float) and sel.is_integer():
        angka = str(int(sel))
        return AngkaTerpotong(angka) if _terpotong(sel) else angka
    if isinstance(sel, datetime):
        return sel.date().isoformat()
    if isinstance(sel, date):
        return sel.isoformat()
    return " ".join(str(sel).split()).removeprefix("'")


# ---- what the columns mean


def peta(node, kunci: str, judul: Sequence[str], arti: Mapping[str, Arti]) -> dict[str, int]:
    """Meaning -> position of its column: as it was chosen for such headings before, else as they read."""
    diingat = json.loads(node.engine.value("SELECT isi FROM sb_peta_kolom WHERE kunci = ?", (kunci,)) or "{}")
    ke = {_rapi(satu): nomor for nomor, satu in reversed(list(enumerate(judul)))}
    hasil = {nama: ke[kolom] for nama, kolom in diingat.items() if nama in arti and kolom in ke}
    # A heading that says exactly that goes before one that only has the word in it.
    for cocok in (_sama, _memuat):
        for nama, satu in arti.items():
            for nomor, kolom in enumerate(judul):
                if nama not in hasil and nomor not in hasil.values() and cocok(kolom, satu):
                    hasil[nama] = nomor
    return hasil


def peta_kiriman(form: Mapping, arti: Mapping[str, Arti], banyak: int) -> dict[str, int]:
    """Meaning -> column as it was chosen on the page of a table with so many columns."""
    dipilih = {nama: angka_kiriman(form.get(f"kolom_{nama}", "")) for nama in arti}
    return {nama: ke for nama, ke in dipilih.items() if ke is not None and ke < banyak}


def ingat(node, kunci: str, judul: Sequence[str], peta: Mapping[str, int]) -> None:
    """Remember which heading means what."""
    isi = json.dumps({nama: _rapi(judul[ke]) for nama, ke in peta.items()}, ensure_ascii=False)
    node.engine.upsert("sb_peta_kolom", ("kunci", "isi"), "kunci", [(kunci[:80], isi)])


def kurang(peta: Mapping[str, int], arti: Mapping[str, Arti]) -> list[str]:
    """The meanings nothing works without that no column has."""
    return [nama for nama, satu in arti.items() if satu.wajib and nama not in peta]


def _rapi(judul: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", judul.lower()).strip()


def _sama(judul: str, arti: Arti) -> bool:
    return _rapi(judul) in arti.dikenal


def _memuat(judul: str, arti: Arti) -> bool:
    kata = _rapi(judul)
    bernama = kata.startswith("nama") == any(satu.startswith("nama") for satu in arti.dikenal)
    return bernama and any(len(satu) > 5 and satu in kata for satu in arti.dikenal)


def jumlah_uang(kata: str) -> int | None:
    """Whole rupiah in a cell: ``600000``, ``600.000``, ``Rp600.000,00``, ``600,000.00``. None for what is no such amount:
    a fraction of a rupiah, a negative one, ``6E+05``."""
    cocok = _UANG.fullmatch(re.sub(r"\s", "", kata).removesuffix(",-"))
    angka = re.sub(r"[.,]", "", cocok["ribuan"] or cocok["polos"]) if cocok else ""
    return int(angka) if angka and len(angka) <= 12 else None
