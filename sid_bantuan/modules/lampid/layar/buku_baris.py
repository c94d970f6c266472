"""The rows of a sheet as HTML: a register has thousands of cells, too many to ask a template for each."""

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from ..buku.lembar import Sel, Tabel, teks

NOL = Markup('<span class="nol">–</span>')


def baris(tabel: Tabel, semua: Sequence[Sequence], tautan: Callable[[Sel], str | None]) -> Markup:
    """Rows of a table, each number a link to where ``tautan`` says; whatever people wrote is escaped."""
    kelas = [_kelas(tabel, ke) for ke in range(len(tabel.daun))]
    return Markup("").join(
        Markup("<tr>{}</tr>\n").format(
            Markup("").join(
                Markup('<td class="{}">{}</td>').format(kelas[ke], _isi(sel, tautan)) for ke, sel in enumerate(satu)
            )
        )
        for satu in semua
    )


def _kelas(tabel: Tabel, ke: int) -> str:
    """How a column looks: its side, how wide it is at least, whether a group begins there, whether it names the row."""
    kolom = tabel.daun[ke]
    kata = [kolom.rata, f"l{min(5, int(kolom.lebar // 5))}"]
    if ke in tabel.batas:
        kata.append("batas")
    if ke == tabel.kolom_nama:
        kata.append("nama")
    return " ".join(kata)


def _isi(sel, tautan: Callable[[Sel], str | None]) -> Markup:
    if not isinstance(sel, Sel):
        return NOL if sel == 0 and isinstance(sel, int) else escape(teks(sel))
    if sel.bagian:
        return Markup("").join(
            Markup('<span class="bagian">{}</span>').format(_isi(satu, tautan)) for satu in sel.bagian
        )
    if sel.nilai == 0 or sel.nilai == "":
        return NOL if sel.nilai == 0 else Markup("")
    url = tautan(sel)
    return Markup('<a href="{}">{}</a>').format(url, sel.teks) if url else escape(sel.teks)
