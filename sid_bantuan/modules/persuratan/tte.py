"""The hook for certified electronic signatures by BSrE: the shape of its e-sign API, off unless an office sets it up.

It needs an account of the institution and its server on the institution's network. The passphrase is the
signer's own: it is passed on and kept nowhere.
"""

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Callable

from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import setelan

BATAS_DETIK = 60
TIDAK_KELUAR = frozenset({"127.0.0.1", "::1", "localhost"})
"""A server (or the tunnel to one) on this very computer."""
Pengirim = Callable[[str, dict[str, str], bytes], tuple[int, bytes]]
"""``kirim(url, headers, body) -> (status, body)``; raises ``OSError`` where nobody answers."""


def dipakai() -> bool:
    """Whether this office has set it up."""
    return bool(setelan.sekarang.bsre_url)


def aman(url: str) -> bool:
    """Whether a passphrase may travel there: encrypted, or not leaving this computer."""
    ke = urllib.parse.urlsplit(url)
    return ke.scheme == "https" or (ke.scheme == "http" and ke.hostname in TIDAK_KELUAR)


def tanda_tangani(pdf: bytes, nik: str, frasa: str, kirim: Pengirim | None = None, akun=None) -> bytes:
    """The PDF with an invisible certified signature of this NIK. Raises ``DataDitolak``; nothing is stored.

    ``akun``: ``url``, ``pengguna`` and ``sandi`` of the institution, else those of the settings.
    """
    umum = setelan.sekarang
    url, *masuk = (
        (akun.url, akun.pengguna, akun.sandi) if akun else (umum.bsre_url, umum.bsre_pengguna, umum.bsre_sandi)
    )
    if not url:
        raise DataDitolak([Kesalahan("tte_tidak_dipakai")])
    if not aman(url):
        raise DataDitolak([Kesalahan("tte_alamat_terbuka")])
    isi, jenis = _formulir({"nik": nik, "passphrase": frasa, "tampilan": "invisible"}, pdf)
    kunci = b64encode(":".join(masuk).encode()).decode()
    try:
        status, jawab = (kirim or _kirim)(
            f"{url}/api/sign/pdf", {"Authorization": f"Basic {kunci}", "Content-Type": jenis}, isi
        )
    except OSError as error:
        raise DataDitolak([Kesalahan("tte_tak_terjangkau")]) from error
    if status != 200:
        raise DataDitolak([Kesalahan("tte_ditolak", isi={"pesan": _pesan(status, jawab)})])
    if not jawab.startswith(b"%PDF-"):
        raise DataDitolak([Kesalahan("tte_bukan_pdf")])
    return jawab


def _formulir(isian: dict[str, str], pdf: bytes) -> tuple[bytes, str]:
    """multipart/form-data of fields and the file, and its content type."""
    batas = secrets.token_hex(16)
    bagian = [
        f'--{batas}\r\nContent-Disposition: form-data; name="{nama}"\r\n\r\n{nilai}\r\n'.encode()
        for nama, nilai in isian.items()
    ]
    kepala = f'--{batas}\r\nContent-Disposition: form-data; name="file"; filename="surat.pdf"\r\n'
    bagian += [f"{kepala}Content-Type: application/pdf\r\n\r\n".encode(), pdf, f"\r\n--{batas}--\r\n".encode()]
    return b"".join(bagian), f"multipart/form-data; boundary={batas}"


class _TidakPindah(urllib.request.HTTPRedirectHandler):
    """The account goes to the server that was set up, and to no other it points at."""

    def redirect_request(self, *_args):
        return None


_pengirim = urllib.request.build_opener(_TidakPindah)


def _kirim(url: str, kepala: dict[str, str], isi: bytes) -> tuple[int, bytes]:
    try:
        minta = urllib.request.Request(url, isi, kepala, method="POST")
        with _pengirim.open(minta, timeout=BATAS_DETIK) as jawab:
            return jawab.status, jawab.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def _pesan(status: int, jawab: bytes) -> str:
    """What the server says of its refusal, in one short line."""
    try:
        isi = json.loads(jawab)
        kata = isi.get("error") or isi.get("message") or ""
    except (ValueError, AttributeError):
        kata = ""
    return " ".join(str(kata).split())[:150] or f"galat {status}"
