"""Lists and search at the size of a regency, against the bare indexed query for the same rows."""

import re
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.wilayah_nama import bawahan
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.kependudukan.cari import cari
from sid_bantuan.modules.kependudukan.cli import impor_penduduk
from sid_bantuan.sync.engine import Engine
from sid_bantuan.sync.node import Node

from .bahan import clock, drop_triggers, node, say, sheet

REGENCY, ONE_VILLAGE, TIMES = "35.22", 40_000, 15
PASSWORD = "mangga-manis-77"


def measure(folder: Path, _rows: int, people: int) -> Iterator[dict]:
    """Median milliseconds of pages and of searches; ``ratio`` to the bare query that finds the same rows."""
    regency = _regency(Path(tempfile.mkdtemp(dir=folder)), folder, people)
    engine = regency.engine
    client = _client(regency, folder)
    name, nik, card = engine.one(
        "SELECT p.nama, p.nik, k.no_kk FROM sb_penduduk p JOIN sb_keluarga k ON k.id = p.keluarga_id"
        " WHERE p.nik IS NOT NULL AND k.no_kk IS NOT NULL LIMIT 1 OFFSET 777"
    )
    key = engine.value("SELECT teks FROM sb_cari WHERE nik = ?", (nik,)).split()[0]
    part = name.split()[0].lower()
    first = "SELECT * FROM sb_penduduk WHERE status_dasar = 1 ORDER BY nama, id LIMIT 50"
    by_key = "SELECT * FROM sb_penduduk WHERE nik = ?"
    match = (
        "SELECT p.* FROM sb_cari_teks t JOIN sb_cari c ON c.urut = t.rowid JOIN sb_penduduk p ON p.id = c.id"
        " WHERE sb_cari_teks MATCH ? LIMIT 50"
    )
    family = "SELECT p.* FROM sb_keluarga k JOIN sb_penduduk p ON p.keluarga_id = k.id WHERE k.no_kk = ?"
    village = engine.value("SELECT wilayah FROM sb_penduduk LIMIT 1 OFFSET 5000")
    in_village = "SELECT * FROM sb_penduduk WHERE wilayah = ? AND status_dasar = 1 ORDER BY nama, id LIMIT 50"
    count = engine.value("SELECT count(*) FROM sb_penduduk")
    rounds = (
        ("daftar_pertama", lambda: _page(client, "/penduduk/?flt_status_dasar=1"), lambda: engine.run(first)),
        (
            "daftar_desa",
            lambda: _page(client, f"/penduduk/?flt_status_dasar=1&flt_wilayah={village}"),
            lambda: engine.run(in_village, (village,)),
        ),
        (
            "daftar_cari_nama",
            lambda: _page(client, f"/penduduk/?flt_status_dasar=1&search={part}"),
            lambda: engine.run(match, (f'"{key}"',)),
        ),
        ("cari_nik", lambda: _found(regency, nik), lambda: engine.run(by_key, (nik,))),
        ("cari_no_kk", lambda: _found(regency, card), lambda: engine.run(family, (card,))),
        ("cari_nama", lambda: _found(regency, name), lambda: engine.run(match, (f'"{key}"',))),
        ("antrean", lambda: _page(client, "/antrean/"), lambda: engine.run(_QUEUE)),
        ("statistik_agama", lambda: _page(client, "/statistik/?isi=agama&segar=1"), lambda: engine.run(_BY_RELIGION)),
        (
            "statistik_desa",
            lambda: _page(client, f"/statistik/?isi=agama&wilayah={village}"),
            lambda: engine.run(_BY_RELIGION.replace("WHERE", "WHERE wilayah = ? AND"), (village,)),
        ),
    )
    for label, ours, bare in rounds:
        took, plain = _median(ours), _median(bare)
        yield {
            "name": f"layar_{label}", "people": count, "ms": round(took, 2), "bare_ms": round(plain, 2),
            "ratio": round(took / plain, 1),
        }  # fmt: skip


_BY_RELIGION = (
    "SELECT agama, jenis_kelamin, COUNT(*) FROM sb_penduduk"
    " WHERE status_dasar = 1 AND COALESCE(status_penduduk, 1) <> 2 GROUP BY 1, 2"
)
_QUEUE = "SELECT * FROM sb_antrean WHERE keadaan = 'menunggu' ORDER BY risiko DESC, id DESC LIMIT 50"


def _median(work: Callable) -> float:
    work()
    found = []
    for _ in range(TIMES):
        with clock() as took:
            work()
        found.append(took() * 1000)
    return statistics.median(found)


def _found(regency: Node, words: str) -> None:
    if not cari(regency, words):
        raise RuntimeError("pencarian tidak menemukan apa pun")


def _page(client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.location}")


def _client(regency: Node, folder: Path):
    """A browser of the steward's, signed in."""
    app = create_app(regency.engine, REGENCY, CATALOG, folder)
    tambah_pengguna(regency.engine, REGENCY, "rina", "Rina", ["wali_data"], sandi=PASSWORD, ganti=False)
    return masuk(app.test_client(), "rina")


def masuk(client, nama: str):
    """The same browser, signed in."""
    token = re.search(r'name="sid_token"[^>]*value="([^"]+)"', client.get("/masuk").get_data(as_text=True))[1]
    client.post("/masuk", data={"sid_token": token, "nama_pengguna": nama, "password": PASSWORD})
    return client


def _regency(place: Path, folder: Path, people: int) -> Node:
    """A kabupaten's database: one village's rows, repeated for village after village under other ids."""
    from .bahan import VILLAGE

    village = node(str(place / "desa.db"), VILLAGE)
    say("mengimpor satu desa")
    impor_penduduk(village, sheet(folder, ONE_VILLAGE), place / "hasil.xlsx")
    village.engine.database.close()
    regency = node(str(place / "kabupaten.db"), REGENCY)
    drop_triggers(regency.engine)
    regency.engine.run("ATTACH DATABASE ? AS sumber", (str(place / "desa.db"),))
    villages = [desa for kecamatan, _ in bawahan(REGENCY) for desa, _ in bawahan(kecamatan)]
    for times in range(-(-people // ONE_VILLAGE)):
        say(f"menyalin desa ke-{times + 1}")
        _copy(regency.engine, times, villages[times])
    regency.engine.run("INSERT INTO sb_cari_teks (sb_cari_teks) VALUES ('rebuild')")
    regency.engine.run("ANALYZE")
    return regency


_IDS = {"id", "keluarga_id", "orang_id", "lingkungan_id", "rumah_tangga_id"}
_COPIED = ("sb_penduduk", "sb_keluarga", "sb_lingkungan", "sb_row", "sb_cari", "sb_peringatan")


def _copy(engine: Engine, times: int, village: str) -> None:
    """All rows once more: ids differ in two digits, the rest of the world stays the same."""
    with engine.transaction():
        for table in _COPIED:
            names = [column.name for column in engine.database.get_columns(table) if column.name != "urut"]
            values = [_value(name, times, village) for name in names]
            engine.run(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM sumber.{table}")
        engine.run(
            "INSERT INTO sb_antrean (id, jenis, wilayah, keadaan, risiko, peringatan, hash, masuk)"
            " SELECT id, type, wilayah, 'menunggu', abs(random() % 3), 0, lower(hex(id)), '2026-01-01T00:00:00Z'"
            " FROM sb_row WHERE wilayah = ? AND type IN ('penduduk', 'keluarga')",
            (village,),
        )


def _value(name: str, times: int, village: str) -> str:
    if name in _IDS:
        return f"substr({name}, 1, 14) || '{times:02x}' || substr({name}, 17)"
    return f"'{village}'" if name in ("wilayah", "node") else name
