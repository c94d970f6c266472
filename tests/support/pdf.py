"""A PDF as a person sees it: its pages as pictures and as text."""

import struct
import zlib
from pathlib import Path

import pypdfium2
import zxingcpp


class Pdf:
    """``teks(0)``: what the first page says; ``gambar(0, path)``: its picture, and the share of it that is not white."""

    def __init__(self, isi: bytes):
        self.buku = pypdfium2.PdfDocument(isi)

    def __len__(self) -> int:
        return len(self.buku)

    def ukuran(self, ke: int = 0) -> tuple[int, int]:
        """Width and height of a page in whole millimetres."""
        return tuple(round(satu / 72 * 25.4) for satu in self.buku[ke].get_size())

    def teks(self, ke: int = 0) -> str:
        """The words of a page, lines joined by spaces."""
        return " ".join(self.buku[ke].get_textpage().get_text_bounded().split())

    def gambar(self, ke: int = 0, path: Path | None = None, scale: float = 1.6) -> float:
        """Draw a page; the picture is kept where ``path`` is given."""
        peta = self.buku[ke].render(scale=scale, grayscale=True)
        abu = bytes(peta.buffer)
        baris = [abu[y * peta.stride : y * peta.stride + peta.width] for y in range(peta.height)]
        if path:
            path.write_bytes(_png(peta.width, peta.height, baris))
        gelap = sum(len(satu) - satu.count(255) for satu in baris)
        return gelap / (peta.width * peta.height)

    def lebar_tulisan(self, ke: int = 0) -> tuple[float, float]:
        """Where the words of a page begin at the left and end at the right, in millimetres from its left side."""
        tulisan = self.buku[ke].get_textpage()
        kotak = [tulisan.get_charbox(satu) for satu in range(tulisan.count_chars())]
        tergambar = [satu for satu in kotak if satu[2] > satu[0]]
        return min(satu[0] for satu in tergambar) / 72 * 25.4, max(satu[2] for satu in tergambar) / 72 * 25.4

    def rupa(self, ke: int = 0) -> bytes:
        """A page as drawn, point by point: two that look alike are equal."""
        return bytes(self.buku[ke].render(scale=1, grayscale=True).buffer)

    def qr(self, ke: int = 0) -> list[str]:
        """What the QR codes on a page say, read off its picture as a phone reads them off the paper."""
        peta = self.buku[ke].render(scale=3, grayscale=True)
        abu = bytes(peta.buffer)
        baris = b"".join(abu[y * peta.stride : y * peta.stride + peta.width] for y in range(peta.height))
        gambar = memoryview(baris).cast("B", (peta.height, peta.width))
        return [satu.text for satu in zxingcpp.read_barcodes(gambar, formats=zxingcpp.BarcodeFormat.QRCode)]


def _png(lebar: int, tinggi: int, baris: list[bytes]) -> bytes:
    bagian = (
        (b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(b"\0" + satu for satu in baris))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi)) for nama, isi in bagian
    )
