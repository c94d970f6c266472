"""What was paid and what was measured, by village: read for one village at a time, of hundreds."""


def up(migrator, db):
    """Add the indexes."""
    db.execute_sql("CREATE INDEX sb_penyaluran_baris_desa ON sb_penyaluran_baris (wilayah, penyaluran_id)")
    db.execute_sql("CREATE INDEX sb_ukuran_desa ON sb_ukuran (wilayah, nama, subjek)")


def down(migrator, db):
    """Drop them."""
    db.execute_sql("DROP INDEX sb_ukuran_desa")
    db.execute_sql("DROP INDEX sb_penyaluran_baris_desa")
