"""Above the villages: each village's balance at the end of each month that has lines, kept so that books open at once.

Derived, local, and rebuilt at will: ``derive`` notes the villages whose lines changed, ``at_rest`` adds these up anew
from all their lines. A village that still waits for that is read from its lines, so what a book shows is never behind.
Villages keep none: their own lines are few, and every event would have to rewrite it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ...domain.wilayah import level
from ...sync.engine import Engine, SqliteEngine
from ...sync.triggers import LOCAL
from .hitung import BARIS

KOLOM = ("wni_l", "wni_l_kk", "wni_p", "wni_p_kk", "wna_l", "wna_l_kk", "wna_p", "wna_p_kk")
"""Members and heads of families apart, in the order of ``buku.jumlah.Jumlah``."""
GOLONGAN = tuple((jk, wn, kepala) for wn in (1, 2) for jk in (1, 2) for kepala in (0, 1))
"""(sex, citizenship, head or not) of each of these columns."""
_KUNCI = 0x5B_5A  # one at a time adds up, on PostgreSQL: two would insert the same months


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Note the villages whose lines changed, moved or went."""
    if type_name in BARIS and level(node.code) != "desa":
        chosen, params = node.engine.ids(ids)
        node.engine.run(
            f"INSERT INTO sb_saldo_ulang (wilayah) SELECT DISTINCT wilayah FROM sb_row WHERE id IN ({chosen})"
            " ORDER BY wilayah ON CONFLICT DO NOTHING",
            params,
        )


def at_rest(node) -> None:
    """Add up the villages that were noted, once nothing else waits to be derived."""
    if level(node.code) == "desa" or not (ulang := _tercatat(node.engine)):
        return
    if not isinstance(node.engine, SqliteEngine):
        node.engine.run("SELECT pg_advisory_xact_lock(?)", (_KUNCI,))
    # The note goes first: whoever notes the village again while it is added up must not have his note taken away.
    node.engine.many("DELETE FROM sb_saldo_ulang WHERE wilayah = ?", [(desa,) for desa in ulang])
    bangun(node.engine, ulang)


def bangun(engine: Engine, desa: Iterable[str]) -> None:
    """Add these villages up anew from their lines."""
    for satu in desa:
        engine.run("DELETE FROM sb_saldo_desa WHERE wilayah = ?", (satu,))
        engine.many(
            f"INSERT INTO sb_saldo_desa (wilayah, bulan, {', '.join(KOLOM)}) VALUES ({', '.join('?' * 10)})",
            [(satu, bulan, *saldo) for bulan, saldo in _per_bulan(engine, satu)],
        )


def _per_bulan(engine: Engine, desa: str) -> Iterable[tuple[str, list[int]]]:
    """(month, balance at its end) of each month with lines, in order."""
    sel = "jenis_kelamin, kewarganegaraan, kepala"
    gerak: dict[str, list[int]] = defaultdict(lambda: [0] * len(KOLOM))
    for bulan, jk, wn, kepala, banyak in engine.run(
        f"SELECT bulan, {sel}, SUM(arah) FROM sb_mutasi_orang WHERE wilayah = ? GROUP BY bulan, {sel}"
        f" UNION ALL SELECT bulan, {sel}, SUM(arah * jumlah) FROM sb_penyesuaian WHERE wilayah = ? GROUP BY bulan, {sel}",
        (desa, desa),
    ):
        gerak[bulan][letak(jk, wn, kepala)] += int(banyak)
    saldo = [0] * len(KOLOM)
    for bulan in sorted(gerak):
        saldo = [lama + baru for lama, baru in zip(saldo, gerak[bulan], strict=True)]
        yield bulan, saldo


def letak(jenis_kelamin: int, kewarganegaraan: int, kepala: int) -> int:
    """Which column counts a resident of this kind: who holds both citizenships counts as Indonesian."""
    return (kewarganegaraan == 2) * 4 + (jenis_kelamin == 2) * 2 + kepala


def _tercatat(engine: Engine) -> list[str]:
    return [satu[0] for satu in engine.run("SELECT wilayah FROM sb_saldo_ulang ORDER BY wilayah")]


# ---- reading


def belum_dijumlah(engine: Engine) -> set[str]:
    """The villages whose kept balances are behind their lines: noted, or changed and not even derived yet."""
    jenis = ", ".join("?" * len(BARIS))
    menunggu = engine.run(
        "SELECT DISTINCT r.wilayah FROM sb_pending p JOIN sb_row r ON r.id = p.id"
        f" WHERE p.peer = ? AND p.type IN ({jenis})",
        (LOCAL, *BARIS),
    )
    return {*_tercatat(engine), *(satu[0] for satu in menunggu)}


def sebelum(engine: Engine, area: str, bulan: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    """(village, balance as this month begins) of the villages of an area, as kept: three seeks each."""
    batas = "SELECT MIN(wilayah) FROM sb_saldo_desa WHERE wilayah < ? AND wilayah >"
    kolom = ", ".join(f"s.{nama}" for nama in KOLOM)
    for desa, *saldo in engine.run(
        f"WITH RECURSIVE t (w) AS ({batas} ? UNION ALL SELECT ({batas} t.w) FROM t WHERE t.w IS NOT NULL)"
        f" SELECT t.w, {kolom} FROM t JOIN sb_saldo_desa s ON s.wilayah = t.w AND s.bulan ="
        " (SELECT MAX(m.bulan) FROM sb_saldo_desa m WHERE m.wilayah = t.w AND m.bulan < ?) WHERE t.w IS NOT NULL",
        (f"{area}/", f"{area}.", f"{area}/", bulan),
    ):
        yield desa, tuple(saldo)
