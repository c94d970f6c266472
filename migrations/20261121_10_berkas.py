"""Files by content: what this node holds of each, who asked for it, what was sent up."""

SQL = """
CREATE TABLE sb_berkas_isi (sha256 VARCHAR(64) NOT NULL PRIMARY KEY, ukuran INTEGER NOT NULL, lengkap INTEGER NOT NULL,
    diminta INTEGER NOT NULL DEFAULT 0, terkirim INTEGER NOT NULL DEFAULT 0, pada VARCHAR(20) NOT NULL)
"""


def up(migrator, db):
    """Create the list of contents."""
    db.execute_sql(SQL)


def down(migrator, db):
    """Drop it; the files themselves stay in their folder."""
    db.execute_sql("DROP TABLE IF EXISTS sb_berkas_isi")
