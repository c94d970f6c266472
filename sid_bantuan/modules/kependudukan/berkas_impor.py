"""Opening a population sheet: what is wrong with the file is said before a single row is read."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ...domain.pesan import kalimat
from . import buku_excel
from .kolom import AKHIR, LEMBAR, WAJIB, Kolom, cari_kolom

BATAS_BARIS = 200_000
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_BARIS_JUDUL = 10
"""So many known headings in one row make it the heading row."""


class BerkasDitolak(ValueError):
    """The file cannot be taken at all; nothing was read from it and nothing stored."""

    def __init__(self, kode: str, **isi):
        self.kode, self.isi = kode, isi
        self.judul, self.saran = kalimat(kode, **isi)
        super().__init__(f"{self.judul}. {self.saran}")


@dataclass(frozen=True)
class Lembar:
    """The data rows of one sheet. ``kolom``: position -> what it holds; ``rumus``: cells (row, position) with formulas."""

    berkas: str
    nama: str
    kolom: dict[int, Kolom]
    nomor: Sequence[int]
    baris: Sequence[Sequence]
    rumus: frozenset[tuple[int, int]] = frozenset()
    diabaikan: tuple[str, ...] = ()


def buka(berkas: Path | str | bytes | BinaryIO, nama: str = "") -> Lembar:
    """Read the population sheet of an .xlsx or .xlsm file; raises ``BerkasDitolak`` with what to do."""
    isi = _isi(berkas)
    nama = nama or (Path(berkas).name if isinstance(berkas, (str, Path)) else "berkas.xlsx")
    with _arsip(isi) as arsip:
        lembar, judul, semua = _pilih_lembar(isi)
        kolom, diabaikan = _kolom(semua[judul])
        nomor, baris = _data(semua, judul)
        if not baris:
            raise BerkasDitolak("berkas_tanpa_data", lembar=lembar)
        if len(baris) > BATAS_BARIS:
            raise BerkasDitolak("berkas_terlalu_panjang", jumlah=len(baris), batas=BATAS_BARIS)
        rumus = frozenset(_rumus(arsip, lembar, kolom))
    return Lembar(nama, lembar, kolom, nomor, baris, rumus, diabaikan)


def _isi(berkas: Path | str | bytes | BinaryIO) -> bytes:
    if isinstance(berkas, bytes):
        return berkas
    return Path(berkas).read_bytes() if isinstance(berkas, (str, Path)) else berkas.read()


def _arsip(isi: bytes) -> zipfile.ZipFile:
    """The file as an archive, once it is sure to be a whole, open, sensible workbook."""
    if not isi:
        raise BerkasDitolak("berkas_kosong")
    if isi.startswith(_OLE):
        raise BerkasDitolak("berkas_bersandi" if "EncryptedPackage".encode("utf-16-le") in isi else "berkas_xls_lama")
    if not isi.startswith(_ZIP):
        raise BerkasDitolak("berkas_bukan_excel")
    try:
        arsip = zipfile.ZipFile(BytesIO(isi))
    except zipfile.BadZipFile as rusak:
        raise BerkasDitolak("berkas_rusak") from rusak
    if "xl/workbook.xml" not in arsip.namelist():
        raise BerkasDitolak("berkas_bukan_excel")
    try:
        buku_excel.periksa_arsip(arsip)
    except buku_excel.BukuTerlaluBesar as besar:
        raise BerkasDitolak("berkas_terlalu_lebar" if besar.sel else "berkas_terlalu_besar", sel=besar.sel) from besar
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as rusak:
        raise BerkasDitolak("berkas_rusak") from rusak
    return arsip


def _pilih_lembar(isi: bytes) -> tuple[str, int, list[list]]:
    """The sheet with the population's headings, where its heading row is, and all its rows."""
    hilang, berisi = WAJIB, False
    try:
        buku = CalamineWorkbook.from_filelike(BytesIO(isi))
        for nama in sorted(buku.sheet_names, key=lambda nama: nama != LEMBAR):
            baris = buku.get_sheet_by_name(nama).to_python(skip_empty_area=False)
            berisi = berisi or any(any(satu) for satu in baris)
            for ke, satu in enumerate(baris[:_BARIS_JUDUL]):
                kurang = _kurang(satu)
                if not kurang:
                    return nama, ke, baris
                hilang = min(hilang, kurang, key=len)
    except PasswordError as sandi:
        raise BerkasDitolak("berkas_bersandi") from sandi
    except (CalamineError, OSError, ValueError) as rusak:
        raise BerkasDitolak("berkas_rusak") from rusak
    if not berisi:
        raise BerkasDitolak("berkas_kosong")
    raise BerkasDitolak("berkas_tanpa_kolom", daftar=", ".join(hilang))


def _kurang(judul: Sequence) -> list[str]:
    """The columns nobody can do without that this row, taken for the headings, does not name."""
    ada = {kolom.nama for kolom in map(cari_kolom, (sel for sel in judul if isinstance(sel, str))) if kolom}
    return [nama for nama in WAJIB if nama not in ada]


def _kolom(judul: Sequence) -> tuple[dict[int, Kolom], tuple[str, ...]]:
    """Which position holds what, and the headings that mean nothing to us."""
    dipakai, diabaikan = {}, []
    for ke, sel in enumerate(judul):
        kolom = cari_kolom(sel)
        if kolom is None:
            diabaikan += [str(sel).strip()] if sel not in ("", None) else []
        elif kolom in dipakai.values():
            raise BerkasDitolak("berkas_kolom_ganda", nama=str(sel).strip())
        else:
            dipakai[ke] = kolom
    return dipakai, tuple(diabaikan)


def _data(semua: list[list], judul: int) -> tuple[list[int], list[list]]:
    """The rows between the heading and ``###`` that hold anything, with their numbers in the sheet."""
    nomor, baris = [], []
    for ke, satu in enumerate(semua[judul + 1 :], judul + 2):
        if AKHIR in satu or any(sel.__class__ is str and sel.strip() == AKHIR for sel in satu[:8]):
            break
        if any(sel != "" and sel is not None for sel in satu):
            nomor.append(ke)
            baris.append(satu)
    return nomor, baris


_SEL_RUMUS = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[\s/>]')
_POTONG, _SISA = 2**20, 2**10


def _rumus(arsip: zipfile.ZipFile, lembar: str, kolom: dict[int, Kolom]) -> Iterator[tuple[int, int]]:
    """The cells of our columns that hold a formula: their value is only what some program last computed."""
    jalur = _jalur(arsip, lembar)
    if jalur is None:
        return
    sisa = b""
    with arsip.open(jalur) as xml:
        while potong := xml.read(_POTONG):
            potong = sisa + potong
            if b"<f" in potong:
                for huruf, nomor in _SEL_RUMUS.findall(potong):
                    if (ke := _posisi(huruf)) in kolom:
                        yield int(nomor), ke
            sisa = potong[-_SISA:]


def _posisi(huruf: bytes) -> int:
    ke = 0
    for satu in huruf:
        ke = ke * 26 + satu - 64
    return ke - 1


_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _jalur(arsip: zipfile.ZipFile, lembar: str) -> str | None:
    """Where in the archive a sheet is kept."""
    try:
        buku = ElementTree.fromstring(arsip.read("xl/workbook.xml"))
        rujukan = ElementTree.fromstring(arsip.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return None
    rid = next((satu.get(_RID) for satu in buku.iterfind("m:sheets/m:sheet", _NS) if satu.get("name") == lembar), None)
    tujuan = next((satu.get("Target", "") for satu in rujukan if satu.get("Id") == rid), "")
    jalur = tujuan.removeprefix("/") if tujuan.startswith("/") else f"xl/{tujuan}"
    return jalur if jalur in arsip.namelist() else None
