"""The users of a node with its own login, failed attempts, and the secrets that sign sessions."""

TABLES = """
CREATE TABLE sb_pengguna (id VARCHAR(32) NOT NULL PRIMARY KEY, nama_pengguna VARCHAR(40) NOT NULL UNIQUE,
    nama VARCHAR(100) NOT NULL, telepon VARCHAR(20), kata_sandi VARCHAR(255) NOT NULL, aktif INTEGER NOT NULL,
    penanda VARCHAR(64) NOT NULL UNIQUE, peran VARCHAR(100) NOT NULL, wilayah VARCHAR(13) NOT NULL,
    ganti_sandi INTEGER NOT NULL, wajib_kode INTEGER NOT NULL DEFAULT 0, cara_kode VARCHAR(20), rahasia_kode TEXT,
    hitungan_kode INTEGER, masuk_terakhir VARCHAR(20), dibuat VARCHAR(20) NOT NULL, dibuat_oleh VARCHAR(100) NOT NULL);
CREATE TABLE sb_percobaan (kunci VARCHAR(80) NOT NULL PRIMARY KEY, gagal INTEGER NOT NULL, sejak VARCHAR(20) NOT NULL,
    sampai VARCHAR(20));
CREATE TABLE sb_rahasia (nama VARCHAR(20) NOT NULL PRIMARY KEY, isi VARCHAR(200) NOT NULL);
"""


def up(migrator, db):
    """Create the tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(migrator, db):
    """Drop them: nobody can sign in any more."""
    for name in ("sb_pengguna", "sb_percobaan", "sb_rahasia"):
        db.execute_sql(f"DROP TABLE IF EXISTS {name}")
