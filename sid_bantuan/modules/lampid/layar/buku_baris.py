"""Header and rows of a sheet as HTML: a register has thousands of cells, too many to ask a template for each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from ..buku.lembar import Kepala, Sel, Tabel, Tata, teks

_HARI = re.compile(r"\b\d\d-\d\d-\d{4}\b")
NOL = '<span class="nol">–</span>'
Tautan = Callable[[Sel], str | None]


@dataclass(frozen=True)
class Gambar:
    """Draws tables whose numbers lead to where ``tautan`` says."""

    tautan: Tautan

    def baris(self, tabel: Tabel, semua: Sequence[Sequence]) -> Markup:
        """Rows of a table; whatever people wrote is escaped, once, in ``_isi``."""
        awal, tautan = _awal(tabel.tata), self.tautan
        hasil = []
        for satu in semua:
            hasil.append("<tr>")
            for mulai, sel in zip(awal, satu, strict=True):
                hasil += (mulai, _isi(sel, tautan), "</td>")
            hasil.append("</tr>\n")
        return Markup("".join(hasil))

    @staticmethod
    def kepala(tabel: Tabel) -> Markup:
        """The header of a table, with the row of column numbers where it has one."""
        return _kepala(tabel.tata, tabel.bernomor)


@lru_cache(64)
def _awal(tata: Tata) -> tuple[str, ...]:
    """How the cells of each column begin."""
    return tuple(f'<td class="{_kelas(tata, ke)}">' for ke in range(len(tata.daun)))


def _kelas(tata: Tata, ke: int) -> str:
    """How a column looks: its side, how wide it is at least, whether a group begins there, whether it names the row."""
    kolom = tata.daun[ke]
    return " ".join(filter(None, (kolom.rata, f"l{min(5, int(kolom.lebar // 5))}", _letak(tata, ke))))


def _letak(tata: Tata, ke: int) -> str:
    return " ".join(kata for kata, ada in (("batas", ke in tata.batas), ("nama", ke == tata.kolom_nama)) if ada)


@lru_cache(64)
def _kepala(tata: Tata, bernomor: bool) -> Markup:
    baris = [f"<tr>{''.join(_sel_kepala(sel, tata) for sel in satu)}</tr>" for satu in tata.kepala]
    if bernomor:
        nomor = (f'<td class="{_letak(tata, ke)}">{ke + 1}</td>' for ke in range(len(tata.daun)))
        baris.append(f'<tr class="nomor-kolom" aria-hidden="true">{"".join(nomor)}</tr>')
    return Markup("\n".join(baris))


def _sel_kepala(satu: Kepala, tata: Tata) -> str:
    tinggi = f' rowspan="{satu.tinggi}"' if satu.tinggi > 1 else ""
    lebar = f' colspan="{satu.lebar}"' if satu.lebar > 1 else ""
    kelas = _letak(tata, satu.kolom)
    return f'<th scope="col"{tinggi}{lebar} class="{kelas}">{_berpatah(str(escape(satu.teks)))}</th>'


def _isi(sel, tautan: Tautan) -> str:
    """What stands in one cell, as safe HTML."""
    if not isinstance(sel, Sel):
        return NOL if sel == 0 else _aman(sel)
    if sel.bagian:
        return "".join(f'<span class="bagian">{_isi(satu, tautan)}</span>' for satu in sel.bagian)
    if sel.nilai == 0:
        return NOL
    url = tautan(sel) if sel.nilai != "" else None
    return f'<a href="{escape(url)}">{_aman(sel.nilai)}</a>' if url else _aman(sel.nilai)


def _aman(nilai) -> str:
    return teks(nilai) if type(nilai) is int else _berpatah(str(escape(teks(nilai))))


def _berpatah(kata: str) -> str:
    """Where words may break in a narrow column: after a stroke, as in the number of a letter; never within a day."""
    kata = kata.replace("/", "/<wbr>")
    return _HARI.sub(r'<span class="utuh">\g<0></span>', kata) if len(kata) > 10 and "-" in kata else kata
