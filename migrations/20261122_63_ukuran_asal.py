"""Which record the latest of a measure comes from: when that one is taken back, the one before counts again."""


def up(migrator, db):
    """Add the column, filled where a measure was written down; what a list says fills it when its line comes next."""
    db.execute_sql("ALTER TABLE sb_ukuran_kini ADD COLUMN asal VARCHAR(32)")
    db.execute_sql(
        "UPDATE sb_ukuran_kini SET asal = (SELECT MAX(u.id) FROM sb_ukuran u WHERE u.subjek = sb_ukuran_kini.subjek"
        " AND u.nama = sb_ukuran_kini.nama AND u.per_tanggal = sb_ukuran_kini.per_tanggal)"
    )
    db.execute_sql("CREATE INDEX sb_ukuran_kini_asal ON sb_ukuran_kini (asal)")


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP INDEX sb_ukuran_kini_asal")
    db.execute_sql("ALTER TABLE sb_ukuran_kini DROP COLUMN asal")
