"""The books of a village of 5,000 after ten years of events, against the bare SQL they are made of; and those above."""

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.lampid import bulan_sesudah
from sid_bantuan.domain.wilayah_nama import bawahan
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.kependudukan.cli import impor_penduduk
from sid_bantuan.modules.lampid import hitung, saldo
from sid_bantuan.modules.lampid.buku import daftar, jumlah, pdf, xlsx
from sid_bantuan.modules.lampid.bulan import bulan_ini
from sid_bantuan.sync.engine import Engine
from sid_bantuan.sync.node import Node

from .bahan import VILLAGE, clock, drop_triggers, node, say, sheet
from .layar import PASSWORD, masuk

PEOPLE, YEARS, TIMES = 5_000, 10, 100
FRAME = "/akun/kata-sandi"
"""A signed-in page with nothing of its own: what every page pays before it shows anything."""
PAGE = "_halaman"
"""What ends the name of a whole page: through the application, signed in, with the connection a server gives it."""
REGENCY = "35.22"
A_MONTH = {"lahir": 5, "mati": 3, "datang": 5, "pindah": 5, "hilang": 1}
"""Lines of a month, as many as such a village sees; beside them two pairs between dusun and three of new heads."""


def measure(folder: Path, _rows: int, people: int) -> Iterator[dict]:
    """Median milliseconds of a book and of its page, with the ratio to its bare SQL; seconds of B.1 as PDF and Excel."""
    place = Path(tempfile.mkdtemp(dir=folder))
    village = node(str(place / "desa.db"), VILLAGE)
    engine, month = village.engine, bulan_ini()
    impor_penduduk(village, sheet(folder, PEOPLE), place / "hasil.xlsx")
    drop_triggers(engine)
    long = list(_long(engine, month))
    _ten_years(engine, VILLAGE, month)
    _closed(village)
    client = _client(engine, place)
    lines = engine.value("SELECT COUNT(*) FROM sb_mutasi_orang") + engine.value("SELECT COUNT(*) FROM sb_penyesuaian")
    rounds = {
        "bare": lambda: bare_sql(engine, VILLAGE, month),
        "b3": lambda: daftar.susun(engine, daftar.BUKU["b3"], VILLAGE, month),
        f"b3{PAGE}": lambda: _page(client, "/buku/?buku=b3"),
        "kosong": lambda: _page(client, FRAME),
        "lampid": lambda: daftar.susun(engine, daftar.BUKU["lampid"], VILLAGE, month),
    }
    engine.database.close()
    with engine.serving():
        found = _in_turn(engine, rounds)
    bare, frame = found.pop("bare"), found.pop("kosong")
    yield {
        "name": "buku_bingkai",
        "ms": round(frame, 2),
        "b3_over_frame_ratio": round((found[f"b3{PAGE}"] - frame) / bare, 2),
    }
    for label, took in found.items():
        yield {
            "name": f"buku_{label}", "people": PEOPLE, "lines": lines, "ms": round(took, 2), "bare_ms": round(bare, 2),
            "ratio": round(took / bare, 2),
        }  # fmt: skip
    yield from long
    yield from _above(place, people, month)


def bare_sql(engine: Engine, area: str, month: str, per: str = "dusun") -> None:
    """What a B.3 cannot do without: the sums of every line, and the adjustments by reason."""
    di, isi = jumlah.syarat_wilayah(area)
    engine.run(jumlah.sql_awal(per, di), (*isi, "", month) * 2)
    di, isi = jumlah.syarat_desa(engine, area)
    engine.run(jumlah.sql_gerak(per, di), (*isi, month) * 2)
    engine.run(jumlah.sql_penyesuaian(di), (*isi, month))


def _long(engine: Engine, month: str) -> Iterator[dict]:
    """B.1 of everybody: read, set, written."""
    with clock() as read:
        register = daftar.susun(engine, daftar.BUKU["b1"], VILLAGE, month, lengkap=True)
    busy = time.process_time()
    with clock() as set_:
        size = len(pdf.tulis(register))
    busy = time.process_time() - busy
    with clock() as written:
        xlsx.tulis(register, BytesIO())
    yield {
        "name": "buku_b1", "rows": len(register.tabel.baris), "read_s": round(read(), 2), "pdf_s": round(set_(), 2),
        "pdf_cpu_s": round(busy, 2), "pdf_kb": size // 1024, "xlsx_s": round(written(), 2),
    }  # fmt: skip


def _above(place: Path, people: int, month: str) -> Iterator[dict]:
    """The kabupaten's B.3 over every line of all its villages."""
    regency = node(str(place / "kabupaten.db"), REGENCY)
    engine = regency.engine
    drop_triggers(engine)
    villages = [desa for kecamatan, _ in bawahan(REGENCY) for desa, _ in bawahan(kecamatan)]
    for number, village in enumerate(villages[: max(1, people // 3_100)]):
        if number % 100 == 0:
            say(f"sepuluh tahun peristiwa, desa ke-{number + 1}")
        _ten_years(engine, village, month, people=3_100)
    saldo.bangun(engine, [village for (village,) in engine.run("SELECT DISTINCT wilayah FROM sb_mutasi_orang")])
    engine.run("ANALYZE")
    lines = engine.value("SELECT COUNT(*) FROM sb_mutasi_orang")
    for area in (REGENCY, villages[0].rpartition(".")[0]):
        took = _median(lambda area=area: daftar.susun(engine, daftar.BUKU["b3"], area, month), 3)
        bare = _median(lambda area=area: bare_sql(engine, area, month, "wilayah"), 3)
        yield {
            "name": "buku_b3_atas", "area": area, "lines": lines, "ms": round(took, 1), "bare_ms": round(bare, 1),
            "ratio": round(took / bare, 2),
        }  # fmt: skip
    engine.database.close()


def _ten_years(engine: Engine, village: str, last: str, people: int = PEOPLE) -> None:
    """Lines of ten years before ``last``: what the import counted goes to their beginning, then events month by month."""
    first, pick = bulan_sesudah(last, -12 * YEARS), random.Random(village)
    places = [row[0] for row in engine.run("SELECT DISTINCT dusun FROM sb_penyesuaian")] or [
        "KRAJAN",
        "NGASEM",
        "SUMBER",
    ]
    with engine.transaction():
        if engine.run("SELECT 1 FROM sb_penyesuaian WHERE wilayah = ? LIMIT 1", (village,)):
            engine.run("UPDATE sb_penyesuaian SET bulan = ? WHERE wilayah = ?", (first, village))
        else:
            engine.many(_ADJUSTMENT, list(_first_data(village, first, places, people)))
        engine.many(
            _LINE,
            [row for n in range(12 * YEARS + 1) for row in _month(village, bulan_sesudah(first, n), places, pick)],
        )
        engine.many(_CLOSING, [(new_id(), village, village, bulan_sesudah(first, n)) for n in range(12 * YEARS)])


_LINE = (
    "INSERT INTO sb_mutasi_orang (id, node, wilayah, mutasi_id, bulan, baris, arah, penduduk_id, orang_id, nama, dusun,"
    " jenis_kelamin, kewarganegaraan, kepala, dalam, lawan_wilayah)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'WARGA', ?, ?, 1, ?, ?, ?)"
)
_ADJUSTMENT = (
    "INSERT INTO sb_penyesuaian (id, node, wilayah, bulan, alasan, arah, jumlah, dusun, jenis_kelamin, kewarganegaraan,"
    " kepala, orang, pada) VALUES (?, ?, ?, ?, 'data_awal', 1, ?, ?, ?, 1, ?, '', '2026-01-01T00:00:00Z')"
)
_CLOSING = (
    "INSERT INTO sb_tutup_buku (id, node, wilayah, bulan, saldo, oleh, pada)"
    " VALUES (?, ?, ?, ?, '[]', 'Siti', '2026-01-01T00:00:00Z')"
)


def _closed(village: Node) -> None:
    """The months were closed with what their lines add up to, as closing them one by one would have."""
    months = [month for (month,) in village.engine.run("SELECT bulan FROM sb_tutup_buku")]
    with village.engine.transaction():
        village.engine.many(
            "UPDATE sb_tutup_buku SET saldo = ? WHERE bulan = ?",
            [(json.dumps(hitung.saldo(village, month)), month) for month in months],
        )


def _first_data(village: str, month: str, places: list[str], people: int) -> Iterator[tuple]:
    for place in places:
        for sex in (1, 2):
            for head, share in ((1, 0.15), (0, 0.35)):
                count = min(500, int(people * share / len(places)))
                yield new_id(), village, village, month, count, place, sex, head


def _month(village: str, month: str, places: list[str], pick: random.Random) -> Iterator[tuple]:
    def line(kind: str, arah: int, sex: int, head: int = 0, place: str = "", inside: int = 0) -> tuple:
        place = place or pick.choice(places)
        return (
            new_id(),
            village,
            village,
            "0" * 32,
            month,
            kind,
            arah,
            new_id(),
            new_id(),
            place,
            sex,
            head,
            inside,
            None,
        )

    for kind, times in A_MONTH.items():
        for _ in range(times):
            arah = 1 if kind in ("lahir", "datang") else -1
            yield line(kind, arah, pick.choice((1, 2)), int(pick.random() < 0.2))
    for _ in range(2):
        sex = pick.choice((1, 2))
        yield line("pindah", -1, sex, inside=1)
        yield line("datang", 1, sex, inside=1)
    for _ in range(3):
        place, sex = pick.choice(places), pick.choice((1, 2))
        yield line("susunan", -1, sex, 0, place)
        yield line("susunan", 1, sex, 1, place)
    yield from _neighbour(village, line("pindah", -1, pick.choice((1, 2))), f"{village[:8]}.{pick.randint(2001, 2005)}")


def _neighbour(village: str, left: tuple, other: str) -> Iterator[tuple]:
    """Somebody leaves for a village of the same kecamatan, where he is written down the same month."""
    yield (*left[:-1], other)
    if other != village:
        yield (new_id(), other, other, left[3], left[4], "datang", 1, new_id(), left[8], *left[9:-1], village)


def _client(engine: Engine, place: Path):
    """A browser of the village's, signed in."""
    app = create_app(engine, VILLAGE, CATALOG, place)
    tambah_pengguna(engine, VILLAGE, "siti", "Siti", ["operator"], sandi=PASSWORD, ganti=False)
    return masuk(app.test_client(), "siti")


def _page(client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.location}")


def _in_turn(engine: Engine, rounds: dict[str, Callable], times: int = TIMES) -> dict[str, float]:
    """Median milliseconds of each, taken in turn: what else the machine does falls on all alike."""
    found: dict[str, list[float]] = {name: [] for name in rounds}
    for _ in range(times):
        for name, work in rounds.items():
            connected = nullcontext() if name.endswith(PAGE) else engine.database.connection_context()
            with connected, clock() as took:
                work()
            found[name].append(took() * 1000)
    return {name: statistics.median(seen) for name, seen in found.items()}


def _median(work: Callable, times: int) -> float:
    work()
    found = []
    for _ in range(times):
        with clock() as took:
            work()
        found.append(took() * 1000)
    return statistics.median(found)
