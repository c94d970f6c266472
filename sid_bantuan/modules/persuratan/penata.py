"""Setting letters as PDF by Typst: one compile for as many as are printed together, the same bytes each time."""

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst


@cache
def _huruf() -> "typst.Fonts":
    """The fonts the typesetter brings along: nothing of the system is asked, so every PC sets alike."""
    import typst  # 7 MB, for processes that print

    return typst.Fonts(include_system_fonts=False)


@cache
def _susunan(ke: int) -> bytes:
    return files("sid_bantuan.modules.persuratan").joinpath(f"surat_{ke}.typ").read_bytes()


def tata(halaman: Sequence[dict], hari: date, judul: str, susunan: int = 1) -> bytes:
    """The PDF of these letters. ``hari``: the day it says it was made on, so that no clock is in it."""
    dibuat = (hari - date(1970, 1, 1)).days * 86_400
    return _penata(susunan).compile(sys_inputs=_isi(halaman, judul), timestamp=dibuat, pdf_tags=False)


def gambar(halaman: Sequence[dict], judul: str, susunan: int = 1, titik: int = 110) -> list[bytes]:
    """The same as pictures (PNG), one for each page, ``titik`` dots to an inch: to read on a screen, phones included."""
    hasil = _penata(susunan).compile(sys_inputs=_isi(halaman, judul), format="png", ppi=titik)
    return [hasil] if isinstance(hasil, bytes) else list(hasil)


def _penata(susunan: int) -> "typst.Compiler":
    import typst

    return typst.Compiler(_susunan(susunan), font_paths=_huruf(), ignore_system_fonts=True)


def _isi(halaman: Sequence[dict], judul: str) -> dict[str, str]:
    return {"isi": json.dumps({"surat": list(halaman), "judul": judul}, ensure_ascii=False)}


def tergambar(svg: str) -> bool:
    """Whether the typesetter can draw the picture inside this SVG: one that is cut off would fail every letter."""
    import typst

    penata = typst.Compiler(b'#image(bytes(sys.inputs.gambar), format: "svg")', ignore_system_fonts=True)
    try:
        return re.search(rb"/Subtype\s*/Image\b", penata.compile(sys_inputs={"gambar": svg})) is not None
    except typst.TypstError:
        return False
