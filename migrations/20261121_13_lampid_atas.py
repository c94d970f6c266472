"""What the desk above the villages finds events by: its own queue, and people by NIK in the lines of the books."""

INDEXES = {
    "sb_antrean_mutasi": "sb_antrean (keadaan, wilayah, masuk) WHERE jenis = 'mutasi'",
    "sb_mutasi_orang_nik": "sb_mutasi_orang (nik) WHERE nik IS NOT NULL",
}


def up(migrator, db):
    """Create the indexes. The first holds events only, so that a first load of residents pays nothing for it."""
    for name, what in INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON {what}")


def down(migrator, db):
    """Drop the indexes; nothing else changes."""
    for name in INDEXES:
        db.execute_sql(f"DROP INDEX IF EXISTS {name}")
