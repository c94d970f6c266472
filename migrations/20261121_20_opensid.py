"""What an OpenSID database was read as: its numbers and ours, what was last read, its programs of aid. Nothing here travels."""

TABLES = """
CREATE TABLE sb_opensid (
    tabel VARCHAR(24) NOT NULL, nomor BIGINT NOT NULL, id VARCHAR(32), hash VARCHAR(32) NOT NULL, induk BIGINT,
    isi TEXT, PRIMARY KEY (tabel, nomor)
){rowless};
CREATE TABLE sb_opensid_keadaan (kunci VARCHAR(24) NOT NULL PRIMARY KEY, isi TEXT NOT NULL);
CREATE TABLE sb_opensid_program (
    nomor BIGINT NOT NULL PRIMARY KEY, nama VARCHAR(100), sasaran INTEGER, keterangan VARCHAR(500), mulai DATE,
    selesai DATE, status INTEGER, asal_dana VARCHAR(30), hash VARCHAR(32) NOT NULL, isi TEXT NOT NULL
);
CREATE TABLE sb_opensid_peserta (
    nomor BIGINT NOT NULL PRIMARY KEY, program BIGINT NOT NULL, sasaran INTEGER, peserta VARCHAR(30) NOT NULL,
    nomor_kartu VARCHAR(60), penduduk_id VARCHAR(32), untuk_jenis VARCHAR(20), untuk_id VARCHAR(32),
    hash VARCHAR(32) NOT NULL, isi TEXT NOT NULL
);
CREATE INDEX sb_opensid_induk ON sb_opensid (tabel, induk);
CREATE INDEX sb_opensid_id ON sb_opensid (id);
CREATE INDEX sb_opensid_peserta_program ON sb_opensid_peserta (program);
CREATE INDEX sb_opensid_peserta_untuk ON sb_opensid_peserta (untuk_id);
CREATE INDEX sb_opensid_peserta_penduduk ON sb_opensid_peserta (penduduk_id)
"""


def up(migrator, db):
    """Create the tables."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    for statement in TABLES.format(rowless=" WITHOUT ROWID" if sqlite else "").split(";\n"):
        db.execute_sql(statement)


def down(migrator, db):
    """Drop them; a later import then knows its residents again by their ids, NIK and names."""
    for table in ("sb_opensid_peserta", "sb_opensid_program", "sb_opensid_keadaan", "sb_opensid"):
        db.execute_sql(f"DROP TABLE IF EXISTS {table}")
