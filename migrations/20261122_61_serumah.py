"""Families of one house, for rules that ask for aid of a house: most residents are in none, so only the others are kept."""


def up(migrator, db):
    """Add the index."""
    db.execute_sql("CREATE INDEX sb_penduduk_rumah ON sb_penduduk (rumah_tangga_id) WHERE rumah_tangga_id IS NOT NULL")


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP INDEX sb_penduduk_rumah")
