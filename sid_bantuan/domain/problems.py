"""One catalogue of what can go wrong between two nodes: code, HTTP status, try again or not.

The words for the person at the desk are in ``domain.pesan``; here is what programs act on.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of problem. ``again``: the same request may succeed later, unchanged."""

    status: int
    again: bool
    hint: str


KINDS = {
    "unreadable": Kind(400, True, "Pesan tidak utuh. Jaringan mungkin terputus di tengah jalan; akan dicoba lagi."),
    "unreachable": Kind(503, True, "Server tidak dapat dihubungi. Data tetap aman menunggu dan akan dikirim sendiri."),
    "unknown_node": Kind(404, False, "Kode wilayah ini belum terdaftar. Minta kode pendaftaran kepada kecamatan."),
    "signature": Kind(401, False, "Tanda tangan tidak cocok. Daftarkan ulang komputer ini dengan kode baru."),
    "epoch_old": Kind(
        409,
        False,
        "Pemasangan ini sudah digantikan oleh yang lain. Bila ini komputer yang benar, "
        "minta kode baru dan daftarkan ulang.",
    ),
    "stopped": Kind(
        409,
        False,
        "Ada dua salinan dari pemasangan ini, sehingga pengiriman dihentikan. Pastikan hanya "
        "satu komputer yang dipakai, lalu daftarkan ulang dengan kode baru.",
    ),
    "late": Kind(
        409,
        False,
        "Basis data ini tampaknya dipulihkan dari cadangan lama. Daftarkan ulang dengan kode baru; "
        "data akan dicocokkan kembali.",
    ),
    "behind": Kind(409, True, "Server dipulihkan dari cadangan. Keduanya akan dicocokkan kembali dengan sendirinya."),
    "protocol": Kind(426, False, "Versi aplikasi terlalu berbeda. Perbarui aplikasi; data tetap aman menunggu."),
    "code_wrong": Kind(403, False, "Kode pendaftaran salah. Periksa kembali hurufnya."),
    "code_expired": Kind(403, False, "Kode pendaftaran sudah tidak berlaku atau sudah dipakai. Minta kode baru."),
    "busy": Kind(503, True, "Server sedang melayani banyak desa. Akan dicoba lagi sebentar."),
    "too_large": Kind(413, False, "Kiriman terlalu besar."),
}


class Problem(Exception):
    """A refusal of a whole message, by its code in ``KINDS``."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail, self.kind = code, detail, KINDS[code]
