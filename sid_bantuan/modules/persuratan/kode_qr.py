"""QR codes and pictures as SVG for the typesetter."""

import re
from base64 import b64encode

from ...domain.isi_berkas import jenis_isi

TEPI = 2
"""Modules left white around the code; the page gives it the rest."""
_GELAP, _BATAS = re.compile(rb"\0+"), re.Match.span
_GARIS = [f"h{panjang}v1h-{panjang}z" for panjang in range(178)]
"""A dark run of so many modules; the largest code is 177 wide. Written once: a letter has a thousand of them."""


def qr_svg(teks: str) -> str:
    """A QR code of this text; a seventh of it may be soiled."""
    import zxingcpp  # 2 MB, for processes that print

    gambar = zxingcpp.create_barcode(teks, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(add_quiet_zones=False)
    abu, banyak = bytes(memoryview(gambar)), gambar.shape[1]
    sisi = banyak + 2 * TEPI
    garis = "".join(
        [
            f"M{awal + TEPI} {y}{_GARIS[akhir - awal]}"
            for y, baris in enumerate((abu[ke : ke + banyak] for ke in range(0, len(abu), banyak)), TEPI)
            for awal, akhir in map(_BATAS, _GELAP.finditer(baris))
        ]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {sisi} {sisi}" width="{sisi}" height="{sisi}">'
        f'<path fill="#fff" d="M0 0h{sisi}v{sisi}h-{sisi}z"/><path d="{garis}"/></svg>'
    )


def gambar_svg(isi: bytes) -> str:
    """A PNG or JPEG inside an SVG, as tall as wide at most: the typesetter takes it without a file."""
    data = f"data:{jenis_isi(isi)};base64,{b64encode(isi).decode()}"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 110" width="100" height="110">'
        f'<image width="100" height="110" href="{data}"/></svg>'
    )
