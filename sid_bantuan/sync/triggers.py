"""The triggers: no path to a row (ORM, bulk, cascade, console) goes unmarked or unguarded.

Each write of the author raises ``rev``, calls the frozen hash stale, and marks the row
pending for every peer its ``wilayah`` routes to and for this node's own derivations (peer
``''``), in the writer's transaction. Others' rows can only be stored by ``apply``.
"""

from hashlib import blake2b

from .. import __version__
from ..domain.wilayah import level
from .authors import AUTHORS
from .engine import Engine, SqliteEngine
from .record import Catalog, RecordType

LOCAL = ""
"""The peer that stands for this node's own derived tables."""

NOT_AUTHOR = "sid_bantuan: baris ini milik penulis lain"
FIXED = "sid_bantuan: id, node dan wilayah tidak dapat diubah"
BAD_SHAPE = "sid_bantuan: id harus 32 angka heksadesimal kecil dan wilayah harus kode Kemendagri"
TOO_LONG = "sid_bantuan: isi baris terlalu panjang"
LONGEST = 200_000
"""Letters in one row: more would fill a message by itself and hold up every other row."""


def install(engine: Engine, catalog: Catalog, code: str) -> bool:
    """Put this version's triggers in place; False where this very version's are already."""
    statements = [sql for one in catalog for sql in _for(engine, one, code)]
    stamp = blake2b("\n".join([__version__, *statements]).encode(), digest_size=16).hexdigest()
    with engine.transaction():
        if engine.value("SELECT triggers FROM sb_node") == stamp:
            return False
        for statement in statements:
            engine.run(statement)
        engine.run("UPDATE sb_node SET triggers = ?", (stamp,))
    return True


def _for(engine: Engine, record_type: RecordType, code: str) -> list[str]:
    make = _sqlite if isinstance(engine, SqliteEngine) else _postgres
    return make(record_type, code, level(code) in AUTHORS[record_type.name])


def _mark(record_type: RecordType, row: str) -> str:
    """The statements that mark one change; ``row`` is NEW or OLD."""
    name = record_type.name
    touching = (
        f"l.role = 'up' OR l.peer = {row}.wilayah"
        f" OR substr({row}.wilayah, 1, length(l.peer) + 1) = l.peer || '.'"
        f" OR substr(l.peer, 1, length({row}.wilayah) + 1) = {row}.wilayah || '.'"
    )
    return f"""
  INSERT INTO sb_pending (peer, type, id, rev, base)
    SELECT l.peer, '{name}', {row}.id, COALESCE(s.rev, 0) + 1, s.v
    FROM (SELECT peer FROM sb_link l WHERE {touching} UNION ALL SELECT '{LOCAL}') l
    LEFT JOIN sb_row s ON s.id = {row}.id WHERE 1 = 1
    ON CONFLICT (peer, type, id) DO UPDATE SET rev = excluded.rev;
  INSERT INTO sb_row (id, type, node, wilayah, rev, deleted, stale)
    VALUES ({row}.id, '{name}', {row}.node, {row}.wilayah, 1, {int(row == "OLD")}, 1)
    ON CONFLICT (id) DO UPDATE SET rev = sb_row.rev + 1, deleted = excluded.deleted, stale = 1;"""


def _foreign(record_type: RecordType, code: str, may_author: bool, row: str) -> str:
    """True where the row is not this node's to write."""
    if not may_author:
        return "1 = 1"
    return (
        f"{row}.node <> '{code}' OR NOT ({row}.wilayah = '{code}' OR {row}.wilayah LIKE '{code}.%') OR EXISTS ("
        f"SELECT 1 FROM sb_row s WHERE s.id = {row}.id"
        f" AND (s.node <> '{code}' OR s.type <> '{record_type.name}' OR s.wilayah <> {row}.wilayah))"
    )


def _long(record_type: RecordType) -> str:
    """True where the texts of a row are longer than any message could carry."""
    texts = ["lain", *(column.name for column in record_type.columns if column.kind == "text")]
    return " + ".join(f"COALESCE(LENGTH(NEW.{name}), 0)" for name in texts) + f" > {LONGEST}"


def _hold(row: str) -> str:
    """PostgreSQL: take the row's state before marking, or a mark could count from a ``rev`` that has moved on."""
    return f"PERFORM 1 FROM sb_row WHERE id = {row}.id FOR UPDATE;"


_SHAPES = ("[0-9][0-9].[0-9][0-9]", ".[0-9][0-9]", ".[0-9][0-9][0-9][0-9]")
_AREA = " OR ".join(f"NEW.wilayah GLOB '{''.join(_SHAPES[:levels])}'" for levels in (1, 2, 3))
_SQLITE_SHAPE = f"length(NEW.id) <> 32 OR NEW.id GLOB '*[^0-9a-f]*' OR NOT ({_AREA})"
_POSTGRES_SHAPE = r"NEW.id !~ '^[0-9a-f]{32}$' OR NEW.wilayah !~ '^\d\d\.\d\d(|\.\d\d|\.\d\d\.\d{4})$'"


def _sqlite(record_type: RecordType, code: str, may_author: bool) -> list[str]:
    table = record_type.table
    own = "(SELECT aktif FROM sb_apply) = 0"
    changed = " OR ".join(
        f"NEW.{name} IS NOT OLD.{name}" for name in ("id", "node", "wilayah", "lain", *record_type.names)
    )
    statements = []
    for action, row, when in (
        ("INSERT", "NEW", own),
        ("UPDATE", "NEW", f"{own} AND ({changed})"),
        ("DELETE", "OLD", own),
    ):
        fixed = ""
        if action == "UPDATE":
            fixed = (
                f"\n  SELECT RAISE(ABORT, '{FIXED}')"
                " WHERE NEW.id <> OLD.id OR NEW.node <> OLD.node OR NEW.wilayah <> OLD.wilayah;"
            )
        if action == "INSERT":
            fixed = f"\n  SELECT RAISE(ABORT, '{BAD_SHAPE}') WHERE {_SQLITE_SHAPE};"
        if action != "DELETE":
            fixed += f"\n  SELECT RAISE(ABORT, '{TOO_LONG}') WHERE {_long(record_type)};"
        statements += [
            f"DROP TRIGGER IF EXISTS {table}_{action.lower()}",
            f"CREATE TRIGGER {table}_{action.lower()} AFTER {action} ON {table} WHEN {when} BEGIN{fixed}\n"
            f"  SELECT RAISE(ABORT, '{NOT_AUTHOR}') WHERE {_foreign(record_type, code, may_author, row)};"
            f"{_mark(record_type, row)}\nEND",
        ]
    return statements


def _postgres(record_type: RecordType, code: str, may_author: bool) -> list[str]:
    table = record_type.table
    body = f"""
CREATE OR REPLACE FUNCTION {table}_tandai() RETURNS trigger LANGUAGE plpgsql AS $sb$
BEGIN
  IF current_setting('sid_bantuan.apply', true) = '1' THEN RETURN NULL; END IF;
  IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'sid_bantuan: pakai DELETE, bukan TRUNCATE'; END IF;
  IF TG_OP = 'DELETE' THEN
    IF {_foreign(record_type, code, may_author, "OLD")} THEN RAISE EXCEPTION '{NOT_AUTHOR}'; END IF;
    {_hold("OLD")}{_mark(record_type, "OLD")}
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NULL; END IF;
    IF NEW.id <> OLD.id OR NEW.node <> OLD.node OR NEW.wilayah <> OLD.wilayah THEN RAISE EXCEPTION '{FIXED}'; END IF;
  END IF;
  IF TG_OP = 'INSERT' AND ({_POSTGRES_SHAPE}) THEN RAISE EXCEPTION '{BAD_SHAPE}'; END IF;
  IF {_long(record_type)} THEN RAISE EXCEPTION '{TOO_LONG}'; END IF;
  IF {_foreign(record_type, code, may_author, "NEW")} THEN RAISE EXCEPTION '{NOT_AUTHOR}'; END IF;
  {_hold("NEW")}{_mark(record_type, "NEW")}
  RETURN NULL;
END $sb$"""
    return [
        body,
        f"DROP TRIGGER IF EXISTS {table}_baris ON {table}",
        f"CREATE TRIGGER {table}_baris AFTER INSERT OR UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_tandai()",
        f"DROP TRIGGER IF EXISTS {table}_kosongkan ON {table}",
        f"CREATE TRIGGER {table}_kosongkan BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_tandai()",
    ]
