"""Excel files from outside, opened only once they are sure not to unfold beyond what a machine can hold.

A sheet is read into a rectangle around all its cells, so one stray cell at its far end asks for hundreds of
gigabytes, which ends the whole process and not only the request.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineWorkbook

BATAS_BUKA = 600 * 2**20
"""Bytes a file may unfold to."""
BATAS_SEL = 15_000_000
"""Cells the rectangle of a sheet may have: 200,000 rows of 75 columns."""
_SEL = re.compile(rb"""\br=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_BARIS = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]{1,7})["']""")
_TANPA_TEMPAT = re.compile(rb"""<(?:\w+:)?c(?![^>]*\br=)[\s>/]""")
_POTONG, _SISA = 2**20, 2**10


class BukuDitolak(ValueError):
    """The file is no workbook that can be opened."""


class BukuTerlaluBesar(BukuDitolak):
    """It would unfold too far. ``sel``: the last cell of the sheet that is too wide, where that is why."""

    def __init__(self, sel: str = ""):
        self.sel = sel
        super().__init__(sel or "terlalu besar")


def buka_buku(isi: bytes) -> CalamineWorkbook:
    """The workbook in these bytes. Raises ``BukuDitolak``, and what ``CalamineWorkbook`` raises."""
    try:
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            if "xl/workbook.xml" not in arsip.namelist():
                raise BukuDitolak("bukan buku kerja")
            periksa_arsip(arsip)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as rusak:
        raise BukuDitolak(str(rusak)) from rusak
    return CalamineWorkbook.from_filelike(BytesIO(isi))


def periksa_arsip(arsip: zipfile.ZipFile) -> None:
    """Raise ``BukuTerlaluBesar`` for a workbook that would unfold too far."""
    if sum(satu.file_size for satu in arsip.infolist()) > BATAS_BUKA:
        raise BukuTerlaluBesar
    for nama in arsip.namelist():
        if nama.startswith("xl/worksheets/") and nama.endswith(".xml"):
            _periksa_lembar(arsip, nama)


def _periksa_lembar(arsip: zipfile.ZipFile, nama: str) -> None:
    baris, kolom, tanpa = 0, "A", False
    for potong in _potongan(arsip, nama):
        semua = _SEL.findall(potong)
        baris = max(baris, max(map(int, {satu for _, satu in semua}), default=0))
        kolom = max([kolom, *(satu.decode().upper() for satu in {satu for satu, _ in semua})], key=_urutan)
        tanpa = tanpa or _TANPA_TEMPAT.search(potong) is not None
        if tanpa:
            baris = max(baris, max(map(int, _BARIS.findall(potong)), default=0))
    if baris * _urutan(kolom) > BATAS_SEL:
        raise BukuTerlaluBesar(f"{kolom}{baris}")


def _potongan(arsip: zipfile.ZipFile, nama: str) -> Iterator[bytes]:
    """A member piece by piece, each beginning with the end of the one before."""
    sisa = b""
    with arsip.open(nama) as berkas:
        while potong := berkas.read(_POTONG):
            yield sisa + potong
            sisa = potong[-_SISA:]


def _urutan(kolom: str) -> int:
    """A column's number, ``A`` the first."""
    nomor = 0
    for huruf in kolom:
        nomor = nomor * 26 + ord(huruf) - 64
    return nomor
