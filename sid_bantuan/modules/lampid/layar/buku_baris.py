"""The rows of a sheet as HTML: a register has thousands of cells, too many to ask a template for each."""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from ..buku.lembar import Sel, Tabel, teks

NOL = '<span class="nol">–</span>'
Tautan = Callable[[Sel], str | None]


def baris(tabel: Tabel, semua: Sequence[Sequence], tautan: Tautan) -> Markup:
    """Rows of a table, each number a link to where ``tautan`` says; whatever people wrote is escaped, once, in ``_isi``."""
    awal = [f'<td class="{_kelas(tabel, ke)}">' for ke in range(len(tabel.daun))]
    hasil = []
    for satu in semua:
        hasil.append("<tr>")
        for kepala, sel in zip(awal, satu, strict=True):
            hasil += (kepala, _isi(sel, tautan), "</td>")
        hasil.append("</tr>\n")
    return Markup("".join(hasil))


def _kelas(tabel: Tabel, ke: int) -> str:
    """How a column looks: its side, how wide it is at least, whether a group begins there, whether it names the row."""
    kolom = tabel.daun[ke]
    kata = [kolom.rata, f"l{min(5, int(kolom.lebar // 5))}"]
    if ke in tabel.batas:
        kata.append("batas")
    if ke == tabel.kolom_nama:
        kata.append("nama")
    return " ".join(kata)


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
    return str(escape(teks(nilai)))
