"""The address of an OpenSID database: read from what was typed, shown without its password."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from ...domain.pesan import kalimat

VARIABEL_SANDI = "SID_BANTUAN_OPENSID_SANDI"
"""The environment variable that may hold the password, so that it stands on no command line."""


class SumberGagal(Exception):
    """The source cannot be read; nothing was written here. ``sementara``: trying again later may help."""

    def __init__(self, kode: str, sementara: bool = False, **isi):
        self.kode, self.sementara = kode, sementara
        self.judul, self.saran = kalimat(kode, **isi)
        super().__init__(f"{self.judul}. {self.saran}")


@dataclass(frozen=True)
class Alamat:
    """Where the database is and who asks. Printed, it names everything but the password."""

    host: str
    port: int
    pengguna: str
    sandi: str = field(repr=False)
    basis_data: str
    soket: str = ""

    def __str__(self) -> str:
        return f"{self.pengguna}@{self.soket or f'{self.host}:{self.port}'}/{self.basis_data}"


def baca_alamat(teks: str, lingkungan: Mapping[str, str] = os.environ) -> Alamat:
    """``mysql://user:password@host:port/database`` (``?socket=/path`` for a local one); ``SumberGagal`` if it is not.

    Signs like ``@`` in the password are written as ``%40``; without a password in it, the variable's is taken.
    """
    try:
        bagian = urlsplit(teks.strip())
        port = bagian.port or 3306
    except ValueError:
        raise SumberGagal("opensid_alamat_salah") from None
    basis_data = unquote(bagian.path.strip("/"))
    if bagian.scheme not in ("mysql", "mariadb") or not bagian.username or not basis_data or "/" in basis_data:
        raise SumberGagal("opensid_alamat_salah")
    sandi = lingkungan.get(VARIABEL_SANDI, "") if bagian.password is None else unquote(bagian.password)
    soket = parse_qs(bagian.query).get("socket", [""])[0]
    return Alamat(bagian.hostname or "localhost", port, unquote(bagian.username), sandi, basis_data, soket)
