"""The five nodes of the demo, with their true codes and names, each in a folder and on a port of its own."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..catalog import CATALOG
from ..domain.ids import new_id
from ..domain.peran import Operator, sebutan
from ..domain.wilayah import level, parent
from ..domain.wilayah_nama import nama_wilayah
from ..settings import template
from ..sync.engine import open_database
from ..sync.node import Node
from ..sync.record import database
from ..sync.schema import prepare

KABUPATEN, KECAMATAN = "35.22", "35.22.01"
DESA = ("35.22.01.2001", "35.22.01.2002", "35.22.01.2003")
DI_HOST = DESA[2]
"""The village whose module lives inside another application, as in an existing SID."""
SEMUA = (KABUPATEN, KECAMATAN, *DESA)
_PENANDA = ".demo-sid-bantuan"
PENGGUNA = {
    "desa": (
        ("siti", "Siti Aminah", "operator"),
        ("lestari", "Sri Lestari", "sekretaris"),
        ("darto", "Sudarto", "kepala_desa"),
    ),
    "kecamatan": (
        ("sri", "Sri Wahyuni", "wali_data"),
        ("camat", "Bambang Hermanto", "camat"),
        ("admin", "Agus", "admin"),
    ),
    "kabupaten": (
        ("rina", "Rina Kartika", "wali_data"),
        ("wati", "Wati Handayani", "pengelola_program"),
        ("admin", "Agus", "admin"),
    ),
}
"""Level -> (user name, name, role) of those who sign in; what the demo does before is done under their names."""


@dataclass(frozen=True)
class Tempat:
    """Where one node of the demo keeps its files and which port it serves on."""

    kode: str
    folder: Path
    port: int

    @property
    def nama(self) -> str:
        return nama_wilayah(self.kode)

    @property
    def config(self) -> Path:
        return self.folder / "sid-bantuan.toml"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return str(self.folder / "sid_bantuan.db")


def siapkan(folder: Path, port: int, menit: int = 1) -> dict[str, Tempat]:
    """Fresh folders and settings for all nodes. Raises ``FileExistsError`` for a folder that is not a demo's."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _PENANDA).exists():
            raise FileExistsError(f"Folder {folder} sudah berisi hal lain. Pilih folder lain dengan --folder.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _PENANDA).touch()
    found = {}
    for kode, satu in zip(SEMUA, _ports(port, len(SEMUA)), strict=True):
        tempat = Tempat(kode, folder / kode, satu)
        tempat.folder.mkdir()
        isi = template(kode, data_folder=".", server_port=satu, sinkron_setiap_menit=menit)
        tempat.config.write_text(isi, encoding="utf-8")
        found[kode] = tempat
    return found


def _ports(first: int, count: int) -> list[int]:
    """Free loopback ports, from ``first`` upward."""
    found, port = [], first
    while len(found) < count:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
        port += 1
    return found


@contextmanager
def sebagai(tempat: Tempat) -> Iterator[Node]:
    """Be this node for a while: its database open, the models bound to it."""
    chosen = open_database(tempat.database)
    before = database.obj
    database.initialize(chosen)
    try:
        yield Node(prepare(chosen, tempat.kode, CATALOG), tempat.kode, CATALOG)
    finally:
        chosen.close()
        database.initialize(before)


def induk(tempat: dict[str, Tempat], kode: str) -> Tempat:
    """The node above."""
    return tempat[parent(kode)]


def petugas(node: Node, peran: str) -> Operator:
    """Who does the work of this role in this office."""
    nama = next((nama for _, nama, satu in PENGGUNA[level(node.code)] if satu == peran), sebutan(peran, node.code))
    return Operator(new_id(), nama, frozenset({peran}), node.code)
