"""Letters by a part of their number, for the search box above hundreds of villages: read from this index alone."""


def up(migrator, db):
    """Add the index."""
    db.execute_sql("CREATE INDEX sb_surat_nomor ON sb_surat (nomor, wilayah, id)")


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP INDEX sb_surat_nomor")
