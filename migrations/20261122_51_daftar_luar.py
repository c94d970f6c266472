"""What a list of an agency changed, kept where it was taken in: how much, and what stood there before, to undo it."""

TABLES = """
CREATE TABLE sb_daftar_hasil (daftar_id VARCHAR(32) NOT NULL PRIMARY KEY, baru BIGINT NOT NULL, tetap BIGINT NOT NULL,
    ubah BIGINT NOT NULL, berakhir BIGINT NOT NULL, disisihkan BIGINT NOT NULL){rowless};
CREATE TABLE sb_daftar_ingat (daftar_id VARCHAR(32) NOT NULL, penetapan_id VARCHAR(32) NOT NULL, isi TEXT,
    PRIMARY KEY (daftar_id, penetapan_id)){rowless};
"""


def up(migrator, db):
    """Create both; the second holds only what the last list of each program changed."""
    words = {"rowless": " WITHOUT ROWID"} if type(migrator).__name__ == "SqliteMigrator" else {"rowless": ""}
    for statement in TABLES.format(**words).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(migrator, db):
    """Drop them: what was taken in stays, but can no longer be undone."""
    for name in ("sb_daftar_ingat", "sb_daftar_hasil"):
        db.execute_sql(f"DROP TABLE IF EXISTS {name}")
