"""The steward's queue, derived: one row per living record from below, with its state and its risk.

``sb_antrean`` and the counts in ``sb_antrean_desa`` are never edited; ``segarkan`` rebuilds
the rows of the given records from ``sb_row``, ``sb_verval`` and ``sb_peringatan``.
"""

from collections.abc import Sequence

from ...domain.wilayah import level
from ...sync.engine import Engine, SqliteEngine
from ...sync.schema import now
from .berlaku import hex_sql, winner_sql
from .isi import simpan_isi
from .tables import PERLU_PERBAIKAN

MENUNGGU = "menunggu"
_KUNCI = 0x5B_A1
"""PostgreSQL: counts move by differences, so only one transaction at a time may move them."""


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Refresh what changed records, or changed verdicts on them, mean for the queue."""
    if level(node.code) == "desa":
        return
    record_type = node.catalog.get(type_name)
    if type_name == "verval":
        segarkan(node, _dinilai(node.engine, ids))
    elif record_type is not None and record_type.verified:
        segarkan(node, ids)


def _dinilai(engine: Engine, ids: Sequence[str]) -> list[str]:
    """The records these verdicts judge; a verdict that is gone is found where it held."""
    chosen, params = engine.ids(ids)
    return [
        row[0]
        for row in engine.run(
            f"SELECT rekam_id FROM sb_verval WHERE id IN ({chosen})"
            f" UNION SELECT id FROM sb_antrean WHERE verval_id IN ({chosen})",
            (*params, *params),
        )
    ]


def segarkan(node, ids: Sequence[str]) -> None:
    """Rebuild the queue's rows of these records, within the caller's transaction."""
    engine = node.engine
    if not ids:
        return
    if not isinstance(engine, SqliteEngine):
        engine.run("SELECT pg_advisory_xact_lock(?)", (_KUNCI,))
    before = _hitung(engine, ids)
    _buang(engine, ids)
    _tulis(engine, node.catalog, ids)
    _pindahkan(engine, before, _hitung(engine, ids))
    _simpan_yang_dikembalikan(node, ids)


def _hitung(engine: Engine, ids: Sequence[str]) -> dict[tuple, tuple[int, int]]:
    """(village, type, state) -> (rows, rows with warnings), of these records only."""
    chosen, params = engine.ids(ids)
    rows = engine.run(
        "SELECT wilayah, jenis, keadaan, COUNT(*), SUM(CASE WHEN peringatan > 0 THEN 1 ELSE 0 END)"
        f" FROM sb_antrean WHERE id IN ({chosen}) GROUP BY wilayah, jenis, keadaan",
        params,
    )
    return {row[:3]: (row[3], row[4]) for row in rows}


def _pindahkan(engine: Engine, before: dict, after: dict) -> None:
    moved = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, (0, 0)), after.get(key, (0, 0))
        if old != new:
            moved.append((*key, new[0] - old[0], new[1] - old[1]))
    if moved:
        engine.many(
            "INSERT INTO sb_antrean_desa (wilayah, jenis, keadaan, jumlah, berperingatan) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (wilayah, jenis, keadaan) DO UPDATE SET jumlah = sb_antrean_desa.jumlah + excluded.jumlah,"
            " berperingatan = sb_antrean_desa.berperingatan + excluded.berperingatan",
            moved,
        )


def _buang(engine: Engine, ids: Sequence[str]) -> None:
    chosen, params = engine.ids(ids)
    engine.run(
        f"DELETE FROM sb_antrean WHERE id IN ({chosen})"
        " AND NOT EXISTS (SELECT 1 FROM sb_row r WHERE r.id = sb_antrean.id AND r.deleted = 0)",
        params,
    )


def _tulis(engine: Engine, catalog, ids: Sequence[str]) -> None:
    """One statement for all rows; rows that stay as they are cost no write."""
    chosen, params = engine.ids(ids)
    verified = ", ".join(f"'{one.name}'" for one in catalog if one.verified)
    content = hex_sql(engine, "r.h")
    engine.run(
        f"""
INSERT INTO sb_antrean AS a (id, jenis, wilayah, keadaan, risiko, peringatan, hash, verval_id, masuk)
SELECT b.id, b.type, b.wilayah, COALESCE(v.putusan, '{MENUNGGU}'),
    (SELECT COALESCE(SUM(p.bobot), 0) FROM sb_peringatan p WHERE p.id = b.id),
    (SELECT COUNT(*) FROM sb_peringatan p WHERE p.id = b.id),
    b.hash, v.id, COALESCE(v.pada, ?)
FROM (SELECT r.id, r.type, r.wilayah, {content} AS hash,
        {winner_sql(content, "r.id")} AS menang
    FROM sb_row r WHERE r.id IN ({chosen}) AND r.deleted = 0 AND r.type IN ({verified})) b
LEFT JOIN sb_verval v ON v.id = b.menang WHERE 1 = 1
{_PERBARUI}""",
        (now(), *params),
    )


_PERBARUI = """ON CONFLICT (id) DO UPDATE SET
    masuk = CASE WHEN a.keadaan = excluded.keadaan AND COALESCE(a.verval_id, '') = COALESCE(excluded.verval_id, '')
        THEN a.masuk ELSE excluded.masuk END,
    keadaan = excluded.keadaan, risiko = excluded.risiko, peringatan = excluded.peringatan, hash = excluded.hash,
    verval_id = excluded.verval_id
WHERE a.keadaan <> excluded.keadaan OR a.risiko <> excluded.risiko OR a.peringatan <> excluded.peringatan
    OR COALESCE(a.hash, '') <> COALESCE(excluded.hash, '')
    OR COALESCE(a.verval_id, '') <> COALESCE(excluded.verval_id, '')"""
"""``masuk`` is when the row came into its present state: a change while waiting keeps its place."""


def _simpan_yang_dikembalikan(node, ids: Sequence[str]) -> None:
    """Keep what another level judged and returned, to show later what the village changed."""
    engine = node.engine
    chosen, params = engine.ids(ids)
    returned: dict[str, list[str]] = {}
    for row_id, jenis in engine.run(
        f"SELECT id, jenis FROM sb_antrean WHERE id IN ({chosen}) AND keadaan = ?", (*params, PERLU_PERBAIKAN)
    ):
        returned.setdefault(jenis, []).append(row_id)
    for jenis, rows in returned.items():
        simpan_isi(node, jenis, rows)
