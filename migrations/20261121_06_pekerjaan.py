"""Long work of an installation (an import, a sync by hand): its state outlives the page and the process."""

TABLE = """CREATE TABLE sb_pekerjaan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, jenis VARCHAR(20) NOT NULL, wilayah VARCHAR(13) NOT NULL,
    judul VARCHAR(150) NOT NULL, keadaan VARCHAR(12) NOT NULL, tahap VARCHAR(20) NOT NULL, pesan VARCHAR(500), isi TEXT,
    berkas {blob}, hasil {blob}, rincian {blob},
    oleh_id VARCHAR(64) NOT NULL, oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL,
    diubah VARCHAR(20) NOT NULL
)"""


def up(migrator, db):
    """Create the table of long work."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    db.execute_sql(TABLE.format(blob="BLOB" if sqlite else "BYTEA"))
    db.execute_sql("CREATE INDEX sb_pekerjaan_jenis ON sb_pekerjaan (jenis, id)")


def down(migrator, db):
    """Drop it. Results not yet downloaded are gone."""
    db.execute_sql("DROP TABLE IF EXISTS sb_pekerjaan")
