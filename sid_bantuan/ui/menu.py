"""The main menu as HTML: it stands on every page, so its lines, dozens of them, are put together here, not by templates."""

from functools import lru_cache

from markupsafe import Markup, escape

from .tampil import ikon

NL = "\n"


def gambar(items, view) -> Markup:
    """What of Flask-Admin's menu this person may open, by category; the entry of ``view`` is marked."""
    baris = []
    for item in items:
        if item.is_category():
            if anak := item.get_children():
                baris.append(f'<li class="menu-bagian"><span>{escape(item.name)}</span></li>')
                baris += (_butir(satu, view) for satu in anak)
        elif item.is_accessible() and item.is_visible():
            baris.append(_butir(item, view))
    return Markup(f'<nav class="menu">\n<ul>\n{NL.join(baris)}\n</ul>\n</nav>')


def _butir(item, view) -> str:
    gambar = item.get_icon_value() if item.get_icon_type() == "sid" else "titik"
    return _tulis(item.get_url(), str(item.name), gambar, item.is_active(view))


@lru_cache(1_000)
def _tulis(url: str, nama: str, gambar: str, di_sini: bool) -> str:
    kini = ' aria-current="page"' if di_sini else ""
    return f'<li><a href="{escape(url)}"{kini}>{ikon(gambar)}<span>{escape(nama)}</span></a></li>'
