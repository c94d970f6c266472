"""The audit log: rows are only ever added, and the database itself holds to that."""

TABLE = """CREATE TABLE sb_jejak (
    id {serial}, pada VARCHAR(20) NOT NULL, oleh_id VARCHAR(64) NOT NULL,
    oleh VARCHAR(100) NOT NULL, peran VARCHAR(100) NOT NULL, aksi VARCHAR(20) NOT NULL, jenis VARCHAR(20) NOT NULL,
    rekam_id VARCHAR(32), wilayah VARCHAR(13) NOT NULL, label VARCHAR(150), perubahan TEXT, catatan VARCHAR(300)
)"""

INDEXES = (
    "CREATE INDEX sb_jejak_rekam ON sb_jejak (rekam_id, id)",
    "CREATE INDEX sb_jejak_oleh ON sb_jejak (oleh_id, id)",
    "CREATE INDEX sb_jejak_aksi ON sb_jejak (aksi, id)",
)

REFUSED = "sid_bantuan: jejak tidak dapat diubah atau dihapus"

SQLITE = tuple(
    f"CREATE TRIGGER sb_jejak_{action.lower()} BEFORE {action} ON sb_jejak BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    for action in ("UPDATE", "DELETE")
)

POSTGRES = (
    f"CREATE OR REPLACE FUNCTION sb_jejak_tetap() RETURNS trigger LANGUAGE plpgsql AS $sb$"
    f" BEGIN RAISE EXCEPTION '{REFUSED}'; END $sb$",
    "CREATE TRIGGER sb_jejak_tetap BEFORE UPDATE OR DELETE OR TRUNCATE ON sb_jejak"
    " FOR EACH STATEMENT EXECUTE FUNCTION sb_jejak_tetap()",
)


def up(migrator, db):
    """Create the log with the triggers that keep it append-only."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    # A number, not a UUID: the log's own order must hold within a millisecond, and it never leaves this node.
    serial = "INTEGER PRIMARY KEY" if sqlite else "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    for statement in (TABLE.format(serial=serial), *INDEXES, *(SQLITE if sqlite else POSTGRES)):
        db.execute_sql(statement)


def down(migrator, db):
    """Drop the log. What it told is gone."""
    db.execute_sql("DROP TABLE IF EXISTS sb_jejak")
    if type(migrator).__name__ != "SqliteMigrator":
        db.execute_sql("DROP FUNCTION IF EXISTS sb_jejak_tetap()")
