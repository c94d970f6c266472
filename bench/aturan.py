"""All shipped rules over a whole kabupaten, against SQL somebody wrote by hand for the very same rules."""

import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.domain.wilayah_nama import bawahan
from sid_bantuan.modules.bantuan import bawaan, hari_kerja, periksa, program, segar
from sid_bantuan.sync.engine import SqliteEngine
from sid_bantuan.sync.node import Node

from .bahan import clock, node, say

REGENCY, TIMES = "35.22", 3
HARI = date(2026, 11, 21)
PANGSA = {
    "PKH": 0.12,
    "BPNT": 0.18,
    "BPNTD": 0.03,
    "SEMBAKO-APBD": 0.05,
    "BLT-DD": 0.06,
    "BST": 0.08,
    "ASN-PEDULI": 0.02,
    "ALADIN-RTLH": 0.01,
}
"""How many families in a hundred receive each; numbers of the order the kabupaten has."""


def measure(folder: Path, _rows: int, people: int) -> Iterator[dict]:
    """SQLite: seconds for all rules over everybody, the ratio to hand-written SQL, and one resident at the counter."""
    address = str(Path(tempfile.mkdtemp(dir=folder)) / "kabupaten.db")
    yield from _ukur(node(address, REGENCY), people, "sqlite")


def measure_postgres(_folder: Path, _rows: int, people: int) -> Iterator[dict]:
    """The same on PostgreSQL."""
    from tests.support import tools
    from tests.support.postgres import PostgresServer

    server = PostgresServer(tools.POSTGRES.find())
    try:
        satu = node(server.create(), REGENCY)
        yield from _ukur(satu, people, "postgres")
        satu.engine.database.close()
    finally:
        server.stop()


def _ukur(kabupaten: Node, people: int, engine: str) -> Iterator[dict]:
    isi(kabupaten, people)
    tangan = sql_tangan(kabupaten)
    rasio, jumlah_kami, jumlah_tangan = {}, 0.0, 0.0
    for kode, teks in tangan.items():
        kami, biasa = _bergantian(
            lambda kode=kode: kami_satu(kabupaten, kode), lambda teks=teks: tangan_satu(kabupaten, teks)
        )
        if kami_satu(kabupaten, kode) != tangan_satu(kabupaten, teks):
            raise RuntimeError(f"{kode}: jawaban aturan dan jawaban SQL tangan berbeda")
        rasio[kode] = round(kami / biasa, 2)
        jumlah_kami += kami
        jumlah_tangan += biasa
    with clock() as took:
        periksa.per_wilayah(kabupaten, HARI)
    sekali = took()
    siapa = kabupaten.engine.value("SELECT id FROM sb_penduduk ORDER BY id LIMIT 1 OFFSET 999")
    loket = _tengah(lambda: periksa.semua(kabupaten, siapa, HARI))
    yield {
        "name": f"aturan_{engine}", "people": people, "programs": len(program.semua(kabupaten)),
        "rules": sum(map(len, program.aturan(kabupaten).values())), "seconds": round(jumlah_kami, 2),
        "hand_seconds": round(jumlah_tangan, 2), "ratio": round(jumlah_kami / jumlah_tangan, 2), "per_program": rasio,
        "one_pass_seconds": round(sekali, 2), "counter_ms": round(loket * 1000, 2),
    }  # fmt: skip


def _bergantian(kami: Callable, biasa: Callable) -> tuple[float, float]:
    """Medians of both, taken in turns: what the machine does meanwhile hits both alike."""
    waktu: tuple[list, list] = ([], [])
    for _ in range(TIMES):
        for kerja, catat in zip((kami, biasa), waktu, strict=True):
            with clock() as took:
                kerja()
            catat.append(took())
    return statistics.median(waktu[0]), statistics.median(waktu[1])


def _tengah(kerja: Callable) -> float:
    kerja()
    lama = []
    for _ in range(15):
        with clock() as took:
            kerja()
        lama.append(took())
    return statistics.median(lama)


def kami_satu(kabupaten: Node, kode: str) -> dict:
    """Village -> (refused, open), by the compiled rules."""
    return {desa: satu[1:] for (desa, _), satu in periksa.per_wilayah(kabupaten, HARI, (kode,)).items()}


def tangan_satu(kabupaten: Node, teks: str) -> dict:
    """The same by the statement written by hand."""
    rows = kabupaten.engine.run(
        "SELECT wilayah, COUNT(CASE WHEN jawab = 1 THEN 1 END), COUNT(CASE WHEN jawab = 2 THEN 1 END)"
        f" FROM (SELECT p.wilayah, {teks} AS jawab FROM sb_penduduk p WHERE p.status_dasar = 1) AS s GROUP BY wilayah"
    )
    return {desa: (int(tolak), int(buka)) for desa, tolak, buka in rows}


# ---- by hand: 1 refused, 2 open, 0 allowed


def sql_tangan(kabupaten: Node) -> dict[str, str]:
    """Each shipped program that refuses anybody, as somebody who knows the tables would write it."""
    semua = program.semua(kabupaten)
    reguler = [kode for kode, satu in semua.items() if satu.sifat == "reguler" and satu.perorangan]
    ada = [kode for kode, satu in semua.items() if satu.perorangan and kode != "ASN-PEDULI"]
    desil = "(SELECT u.nilai FROM sb_ukuran_kini u WHERE u.subjek = p.keluarga_id AND u.nama = 'desil')"
    lahan = desil.replace("desil", "luas_lahan")
    dari = "EXISTS (SELECT 1 FROM sb_ikut i WHERE i.program = 'PRAKERJA' AND i.keadaan = 'aktif'"
    prakerja = (
        f"{dari} AND i.orang = p.orang_id AND {_MASA})"
        f" OR {dari} AND i.keluarga = p.keluarga_id AND i.orang IS NOT NULL AND {_MASA})"
    )
    return {
        "BLT-DD": _tangan(
            f"{_keluarga({*reguler, 'PKH', 'BPNT'})} OR {prakerja}", [*reguler, "PKH", "BPNT", "PRAKERJA"]
        ),
        "BST": _tangan(_keluarga({*reguler, "PKH"}), [*reguler, "PKH"]),
        "SEMBAKO-APBD": _tangan(_keluarga({*reguler, "PKH", "BPNT"}), [*reguler, "PKH", "BPNT"]),
        "BPNTD": _tangan(_keluarga({"BPNT"}), ["BPNT"]),
        "ASN-PEDULI": _tangan(_keluarga(ada), ada),
        "NUTRISI-BUMIL": _tangan(
            "p.jenis_kelamin = 1 OR EXISTS (SELECT 1 FROM sb_ikut i WHERE i.orang = p.orang_id AND i.program = 'PKH'"
            f" AND i.komponen = 'hamil' AND i.keadaan = 'aktif' AND {_MASA})",
            ["PKH"],
        ),
        "ALADIN-RTLH": _tangan(_serumah("ALADIN-RTLH"), ["ALADIN-RTLH"]),
        "BPNT": f"CASE WHEN {_keluarga({'BPNTD'})} THEN 1 WHEN {desil} >= 6 THEN 1 WHEN {desil} IS NULL THEN 2 ELSE 0 END",
        "PKH": f"(SELECT CASE WHEN d >= 5 THEN 1 WHEN d IS NULL THEN 2 ELSE 0 END FROM (SELECT {desil} AS d) AS x)",
        "KARTU-PETANI": f"(SELECT CASE WHEN d >= 20000 THEN 1 WHEN d IS NULL THEN 2 ELSE 0 END FROM (SELECT {lahan} AS d) AS x)",
    }


_MASA = f"(i.sampai IS NULL OR i.sampai >= '{HARI}')"


def _keluarga(kode) -> str:
    daftar = ", ".join(f"'{satu}'" for satu in sorted(kode))
    return (
        f"EXISTS (SELECT 1 FROM sb_ikut i WHERE i.keluarga = p.keluarga_id AND i.orang IS NULL AND i.program IN ({daftar})"
        f" AND i.keadaan = 'aktif' AND {_MASA})"
    )


def _serumah(kode: str) -> str:
    ada = f"i.orang IS NULL AND i.program = '{kode}' AND i.keadaan IN ('aktif', 'ditangguhkan')"
    return (
        f"EXISTS (SELECT 1 FROM sb_ikut i WHERE i.keluarga = p.keluarga_id AND {ada}) OR EXISTS (SELECT 1 FROM sb_penduduk a"
        f" JOIN sb_ikut i ON i.keluarga = a.keluarga_id WHERE a.rumah_tangga_id = p.rumah_tangga_id AND {ada})"
    )


def _tangan(tolak: str, daftar) -> str:
    kode = ", ".join(f"'{satu}'" for satu in sorted(set(daftar)))
    basi = f"EXISTS (SELECT 1 FROM sb_segar s WHERE s.wilayah = p.wilayah AND s.program IN ({kode}) AND s.sampai < '{HARI}')"
    return f"CASE WHEN {tolak} THEN 1 WHEN {basi} THEN 2 ELSE 0 END"


# ---- a kabupaten


def isi(kabupaten: Node, people: int, seed: int = 7) -> None:
    """So many residents in families of three, the shipped programs, aid and ranks; lists partly out of date."""
    acak, engine = random.Random(seed), kabupaten.engine
    desa = [satu for kecamatan, _ in bawahan(REGENCY) for satu, _ in bawahan(kecamatan)]
    say(f"membuat {people} penduduk")
    _tanpa_pemicu(kabupaten)
    bawaan.pasang(kabupaten, Operator("1", "Bench", frozenset({"pengelola_program"}), REGENCY), bawaan.semua())
    keluarga = [(new_id(), desa[ke * len(desa) * 3 // max(people, 3) % len(desa)]) for ke in range(-(-people // 3))]
    _salin(kabupaten, "sb_penduduk", _PENDUDUK, _penduduk(acak, keluarga, people))
    say("mencatat bantuan dan peringkat")
    _salin(kabupaten, "sb_ikut", _IKUT, _bantuan(acak, keluarga))
    _salin(
        kabupaten, "sb_ukuran_kini", ("subjek", "nama", "nilai", "per_tanggal", "sumber"), _peringkat(acak, keluarga)
    )
    with engine.transaction():
        segar.susun(kabupaten)
        engine.run("UPDATE sb_segar SET sampai = '2027-01-01' WHERE wilayah >= ?", (desa[len(desa) // 10],))
        hari_kerja.siapkan(kabupaten, HARI)
    engine.run("ANALYZE")


_PENDUDUK = ("id", "node", "wilayah", "orang_id", "nama", "keadaan_nik", "jenis_kelamin", "tanggal_lahir", "keluarga_id",
             "hubungan_keluarga", "rumah_tangga_id", "pekerjaan", "hamil", "status_dasar")  # fmt: skip
_IKUT = ("sumber", "ke", "asal", "program", "komponen", "orang", "keluarga", "wilayah", "keadaan", "mulai", "sampai")


def _penduduk(acak: random.Random, keluarga: list, people: int) -> Iterator[tuple]:
    for ke in range(people):
        kk, desa = keluarga[ke // 3]
        id, lahir = new_id(), HARI - timedelta(acak.randrange(1, 30_000))
        yield (id, desa, desa, id, f"WARGA {ke}", 1, acak.choice((1, 2)), lahir.isoformat(), kk, 1 + ke % 3,
               _rumah(ke), acak.randrange(1, 90), acak.choice((1, 2, 2, 2)), 1 if acak.random() < 0.97 else 2)  # fmt: skip


def _rumah(ke: int) -> str | None:
    """Of five families two share a house; the others are in none that was written down."""
    lima, kelima = divmod(ke // 3, 5)
    return f"{lima:032x}" if kelima < 2 else None


def _bantuan(acak: random.Random, keluarga: list) -> Iterator[tuple]:
    for kk, desa in keluarga:
        for kode, pangsa in PANGSA.items():
            if acak.random() < pangsa:
                keadaan = "aktif" if acak.random() < 0.95 else "nonaktif"
                sampai = "2026-06-30" if acak.random() < 0.05 else None
                yield new_id(), 0, "penerima", kode, None, None, kk, desa, keadaan, "2026-01-01", sampai


def _peringkat(acak: random.Random, keluarga: list) -> Iterator[tuple]:
    for kk, _ in keluarga:
        if acak.random() < 0.8:
            yield kk, "desil", acak.randrange(1, 11), "2026-10-01", "DTSEN"
        if acak.random() < 0.05:
            yield kk, "luas_lahan", acak.randrange(500, 60_000), "2026-03-01", "Desa"


def _tanpa_pemicu(kabupaten: Node) -> None:
    engine = kabupaten.engine
    if isinstance(engine, SqliteEngine):
        from .bahan import drop_triggers

        drop_triggers(engine)
    else:
        engine.run("SET session_replication_role = replica")


def _salin(kabupaten: Node, tabel: str, kolom: tuple, rows: Iterator[tuple]) -> None:
    engine = kabupaten.engine
    with engine.transaction():
        if isinstance(engine, SqliteEngine):
            engine.many(f"INSERT INTO {tabel} ({', '.join(kolom)}) VALUES ({', '.join('?' * len(kolom))})", rows)
            return
        with engine.connection.cursor() as cursor, cursor.copy(f"COPY {tabel} ({', '.join(kolom)}) FROM STDIN") as copy:
            for satu in rows:
                copy.write_row(satu)
