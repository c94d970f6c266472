"""Setting letters as PDF by Typst: one compile for as many as are printed together, the same bytes each time."""

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst


@cache
def _huruf() -> "typst.Fonts":
    """The fonts the typesetter brings along: nothing of the system is asked, so every PC sets alike."""
    import typst  # 7 MB, for processes that print

    return typst.Fonts(include_system_fonts=False)


@cache
def _berkas(nama: str) -> bytes:
    return files("sid_bantuan.modules.persuratan").joinpath(f"{nama}.typ").read_bytes()


def _susunan(ke: int) -> bytes:
    return _berkas(f"surat_{ke}")


def tata(halaman: Sequence[tuple[int, dict]], hari: date, judul: str) -> bytes:
    """The PDF of these letters, each with its layout. ``hari``: the day it says it was made on, so that no clock is in it."""
    dibuat = (hari - date(1970, 1, 1)).days * 86_400
    sumber, masukan = _masukan(halaman, judul)
    return _penata(sumber).compile(sys_inputs=masukan, timestamp=dibuat, pdf_tags=False)


def gambar(halaman: Sequence[tuple[int, dict]], judul: str, titik: int = 110) -> list[bytes]:
    """The same as pictures (PNG), one for each page, ``titik`` dots to an inch: to read on a screen, phones included."""
    sumber, masukan = _masukan(halaman, judul)
    hasil = _penata(sumber).compile(sys_inputs=masukan, format="png", ppi=titik)
    return [hasil] if isinstance(hasil, bytes) else list(hasil)


def _penata(sumber: bytes) -> "typst.Compiler":
    import typst

    return typst.Compiler(sumber, font_paths=_huruf(), ignore_system_fonts=True)


def _masukan(halaman: Sequence[tuple[int, dict]], judul: str) -> tuple[bytes, dict[str, str]]:
    """What is compiled and what it is given. Letters of one layout are compiled by that layout alone, so their bytes
    do not depend on there being others."""
    bagian = [(ke, [satu for _, satu in grup]) for ke, grup in groupby(halaman, itemgetter(0))]
    isi = [(ke, json.dumps({"surat": surat, "judul": judul}, ensure_ascii=False)) for ke, surat in bagian]
    if len(isi) == 1:
        return _susunan(isi[0][0]), {"isi": isi[0][1]}
    semua = [{"susunan": _susunan(ke).decode(), "isi": satu} for ke, satu in isi]
    return _berkas("beberapa"), {"bagian": json.dumps(semua, ensure_ascii=False)}


def tergambar(svg: str) -> bool:
    """Whether the typesetter can draw the picture inside this SVG: one that is cut off would fail every letter."""
    import typst

    penata = typst.Compiler(b'#image(bytes(sys.inputs.gambar), format: "svg")', ignore_system_fonts=True)
    try:
        return re.search(rb"/Subtype\s*/Image\b", penata.compile(sys_inputs={"gambar": svg})) is not None
    except typst.TypstError:
        return False
