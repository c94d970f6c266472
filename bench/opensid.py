"""Import of an OpenSID database with ten years of events against reading the same rows with the driver alone."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pymysql

from sid_bantuan.modules.opensid.alamat import Alamat, baca_alamat
from sid_bantuan.modules.opensid.putar import putar
from tests.support import tools
from tests.support.mariadb import MariadbServer
from tests.support.opensid import Opensid, isi_desa

from .bahan import VILLAGE, clock, node, peak_mb, say

PEOPLE = 5_000
READ = ("tweb_wil_clusterdesa", "tweb_keluarga", "tweb_penduduk", "log_penduduk")


def measure(folder: Path, _rows: int, _people: int) -> Iterator[dict]:
    """The whole round (read, match, write rows and books, derive) as a ratio to ``SELECT *`` of the same tables."""
    server = MariadbServer(tools.MARIADB.find())
    try:
        say(f"mengisi OpenSID dengan {PEOPLE} penduduk")
        source = Opensid(server)
        made = isi_desa(source, PEOPLE)
        address = baca_alamat(source.alamat())
        with clock() as bare:
            _read(address)
        desa = node(str(Path(tempfile.mkdtemp(dir=folder)) / "desa.db"), VILLAGE)
        say("mengimpor")
        with clock() as took:
            putar(desa, address)
        say("membaca lagi")
        with clock() as again:
            second = putar(desa, address)
        desa.engine.database.close()
    finally:
        server.stop()
    yield {
        "name": "opensid", "rows": made["penduduk"], "events": made["peristiwa"], "seconds": round(took(), 2),
        "bare_read_seconds": round(bare(), 2), "ratio": round(took() / bare(), 1), "round_seconds": round(again(), 2),
        "round_ratio": round(again() / bare(), 1), "round_changed": second.berubah, "memory_mb": peak_mb(),
    }  # fmt: skip


def _read(address: Alamat) -> None:
    with pymysql.connect(
        host=address.host, port=address.port, user=address.pengguna, password=address.sandi, database=address.basis_data
    ) as link, link.cursor() as cursor:  # fmt: skip
        for table in READ:
            cursor.execute(f"SELECT * FROM {table}")
            cursor.fetchall()
