"""QR codes and pictures as SVG for the typesetter."""

from base64 import b64encode
from itertools import groupby

import segno

from ...domain.isi_berkas import jenis_isi

_MASK = 3
"""Any mask can be read. Trying all eight, as the standard suggests for beauty, costs more than setting the page."""


def qr_svg(teks: str) -> str:
    """A QR code of this text, with the quiet margin readers ask for; a sixth of it may be soiled."""
    kode = segno.make(teks, error="m", mask=_MASK, micro=False, boost_error=False)
    tepi, sisi = 2, len(kode.matrix) + 4
    garis = "".join(_garis(y + tepi, baris, tepi) for y, baris in enumerate(kode.matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sisi} {sisi}" width="{sisi}" height="{sisi}">'
        f'<path fill="#fff" d="M0 0h{sisi}v{sisi}h-{sisi}z"/><path d="{garis}"/></svg>'
    )


def _garis(y: int, baris, tepi: int) -> str:
    """The dark runs of one row, each a rectangle of height one."""
    x, hasil = tepi, []
    for gelap, deret in groupby(baris):
        panjang = sum(1 for _ in deret)
        if gelap:
            hasil.append(f"M{x} {y}h{panjang}v1h-{panjang}z")
        x += panjang
    return "".join(hasil)


def gambar_svg(isi: bytes) -> str:
    """A PNG or JPEG inside an SVG, as tall as wide at most: the typesetter takes it without a file."""
    data = f"data:{jenis_isi(isi)};base64,{b64encode(isi).decode()}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 110" width="100" height="110">'
        f'<image width="100" height="110" href="{data}"/></svg>'
    )
