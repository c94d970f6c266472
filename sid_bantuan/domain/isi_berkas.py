"""What a file really is, by its first bytes: its name and the type a browser claims prove nothing."""

import re
import unicodedata
from pathlib import PurePath

JPEG, PNG, WEBP, PDF = "image/jpeg", "image/png", "image/webp", "application/pdf"

AKHIRAN = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", PDF: ".pdf"}
"""Every type that is taken in and shown, and the ending its name gets."""

GAMBAR = frozenset({JPEG, PNG, WEBP})

JENIS = {
    "foto": "Foto",
    "ktp": "KTP-el",
    "kk": "Kartu Keluarga",
    "akta": "Akta",
    "surat": "Surat",
    "lainnya": "Lainnya",
}
"""What a file shows -> what the office calls it."""

PANJANG_NAMA = 150
_TANPA_ARTI = re.compile(r'[\\/:*?"<>|]+')


def jenis_isi(isi: bytes) -> str | None:
    """The type of a content, one of ``AKHIRAN``; None for everything else."""
    if isi.startswith(b"\xff\xd8\xff"):
        return JPEG
    if isi.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if isi[:4] == b"RIFF" and isi[8:12] == b"WEBP":
        return WEBP
    return PDF if isi.startswith(b"%PDF-") else None


def nama_rapi(nama: str, mime: str) -> str:
    """A file's name without folders and control characters, with the ending its content calls for."""
    polos = unicodedata.normalize("NFC", PurePath(nama.replace("\\", "/")).name)
    polos = "".join(satu for satu in polos if unicodedata.category(satu)[0] != "C")
    pokok = " ".join(_TANPA_ARTI.sub(" ", PurePath(polos).stem).split()).strip(". ")
    akhiran = AKHIRAN.get(mime, "")
    return (pokok or "berkas")[: PANJANG_NAMA - len(akhiran)] + akhiran


def sebutan_jenis(jenis: str | None) -> str:
    """What the office calls a file of this kind; one that a newer version named is still a file."""
    return JENIS.get(jenis or "lainnya", "Lainnya")
