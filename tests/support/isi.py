"""Small contents of each kind a record may have attached, and some that only pretend."""

import struct
import zlib


def png(lebar: int = 2, tinggi: int = 2, abu: int = 128) -> bytes:
    """A whole grey PNG."""
    baris = (b"\0" + bytes([abu]) * lebar) * tinggi
    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 0, 0, 0, 0)
    bagian = ((b"IHDR", kepala), (b"IDAT", zlib.compress(baris)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi)) for nama, isi in bagian
    )


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40 + b"\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + b"\x00" * 18
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
HTML = b"<!doctype html><script>document.title='tertipu'</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00"
