"""Moves whose other end is known, found without a walk through every line: who is between two villages."""


def up(migrator, db):
    """Add the index; it holds only the lines of such moves."""
    db.execute_sql(
        "CREATE INDEX sb_mutasi_orang_lawan ON sb_mutasi_orang (wilayah, lawan_wilayah, bulan, orang_id)"
        " WHERE lawan_wilayah IS NOT NULL"
    )


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP INDEX sb_mutasi_orang_lawan")
