"""What the QR code carries: where to look, and the village's signature, good before the letter has arrived there.

The kecamatan holds each village's public key from its enrolment, and the keys a village had before.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from . import setelan
from .tables import Surat

_AWAL = "sid-bantuan surat 1"
"""Keeps these signatures apart from those of the sync, which the same key makes."""


@dataclass(frozen=True)
class Bukti:
    """Whether one of the village's keys signed this. ``kunci_lama``: one it no longer uses, and until when it did."""

    sah: bool
    kunci_lama: bool = False
    sampai: str = ""


def _pesan(desa: str, nomor: str, tanggal: date | str, tanda: str) -> bytes:
    return "\0".join((_AWAL, desa, nomor, str(tanggal), tanda)).encode()


def bukti(node, surat: Surat) -> str:
    """The signature of this village over a numbered letter, as 86 letters of base64url."""
    kunci = node.engine.value("SELECT own_key FROM sb_link WHERE role = 'up' AND own_key IS NOT NULL")
    kunci = kunci or node.engine.value("SELECT kunci FROM sb_node")
    tertanda = Ed25519PrivateKey.from_private_bytes(bytes(kunci)).sign(
        _pesan(surat.wilayah, surat.nomor, surat.tgl_surat, surat.tanda)
    )
    return urlsafe_b64encode(tertanda).decode().rstrip("=")


def alamat_dasar(node) -> str:
    """Where letters of this office are checked: the address that was chosen, or the server it sends to."""
    if setelan.sekarang.alamat_cek:
        return setelan.sekarang.alamat_cek.rstrip("/")
    return (node.engine.value("SELECT url FROM sb_link WHERE role = 'up'") or "").rstrip("/")


def alamat_cek(node, surat: Surat, dasar: str | None = None) -> str:
    """The address in the QR code; empty where no server checks letters. ``dasar``: as it was on the day of issue."""
    dasar = alamat_dasar(node) if dasar is None else dasar
    if not dasar or not surat.tanda:
        return ""
    isi = urlencode({"n": surat.nomor, "t": surat.tgl_surat.strftime("%Y%m%d"), "b": surat.bukti}, safe="/")
    return f"{dasar}/cek/{surat.wilayah}/{surat.tanda}?{isi}"


def periksa_bukti(node, desa: str, nomor: str, tanggal: date | str, tanda: str, bukti: str) -> Bukti:
    """Whether a village's key signed this, at the node that holds its keys. Never raises for what strangers send.

    A key the village no longer uses still proves what it signed; who stole an old PC could sign with it
    too, so ``kunci_lama`` is said.
    """
    try:
        tertanda = urlsafe_b64decode(bukti + "=" * (-len(bukti) % 4))
        pesan = _pesan(desa, nomor, tanggal, tanda)
    except ValueError:
        return Bukti(False)
    cocok = [(lama, sampai) for kunci, lama, sampai in _kunci(node, desa) if _sah(kunci, tertanda, pesan)]
    return min((Bukti(True, *satu) for satu in cocok), key=lambda satu: satu.kunci_lama, default=Bukti(False))


def _kunci(node, desa: str) -> list[tuple[bytes, bool, str]]:
    """(key, no longer used, until when) of a village, always at least one: unknown places take as long to answer."""
    link = node.engine.one("SELECT peer_key, next_key FROM sb_link WHERE peer = ? AND role = 'down'", (desa,))
    semua = [(bytes(satu), False, "") for satu in link or () if satu]
    for kunci, sampai in node.engine.run("SELECT kunci, sampai FROM sb_kunci_lama WHERE peer = ?", (desa,)):
        semua.append((bytes(kunci), True, sampai))
    return semua or [(_TAK_ADA, False, "")]


_TAK_ADA = Ed25519PrivateKey.generate().public_key().public_bytes_raw()


def _sah(kunci: bytes, tertanda: bytes, pesan: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(kunci).verify(tertanda, pesan)
    except (InvalidSignature, ValueError):
        return False
    return True
