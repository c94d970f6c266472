"""What the steward's desk keeps beside the queue: counts, judged contents, bulk decisions, own reasons, notes on villages."""

TABLES = """
CREATE TABLE sb_antrean_desa (wilayah VARCHAR(13) NOT NULL, jenis VARCHAR(20) NOT NULL, keadaan VARCHAR(16) NOT NULL,
    jumlah INTEGER NOT NULL, berperingatan INTEGER NOT NULL, PRIMARY KEY (wilayah, jenis, keadaan)){rowless};
CREATE INDEX sb_antrean_lama ON sb_antrean (keadaan, wilayah, masuk);
CREATE INDEX sb_antrean_verval ON sb_antrean (verval_id);
CREATE INDEX sb_peringatan_kode ON sb_peringatan (kode, id);
CREATE TABLE sb_dinilai (rekam_id VARCHAR(32) NOT NULL, hash VARCHAR(32) NOT NULL, isi {blob} NOT NULL,
    PRIMARY KEY (rekam_id, hash)){rowless};
CREATE TABLE sb_penilaian (id VARCHAR(32) NOT NULL PRIMARY KEY, saringan VARCHAR(500) NOT NULL, jumlah INTEGER NOT NULL,
    keadaan VARCHAR(10) NOT NULL, contoh TEXT, dilihat INTEGER NOT NULL DEFAULT 0, putusan VARCHAR(16),
    alasan VARCHAR(40), pesan VARCHAR(500),
    oleh_id VARCHAR(64) NOT NULL, oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL);
CREATE INDEX sb_penilaian_oleh ON sb_penilaian (oleh_id, pada);
CREATE TABLE sb_penilaian_isi (penilaian_id VARCHAR(32) NOT NULL, rekam_id VARCHAR(32) NOT NULL,
    jenis VARCHAR(20) NOT NULL, hash VARCHAR(32) NOT NULL,
    hasil VARCHAR(10) NOT NULL DEFAULT 'menunggu', verval_id VARCHAR(32),
    PRIMARY KEY (penilaian_id, rekam_id)){rowless};
CREATE INDEX sb_penilaian_isi_hasil ON sb_penilaian_isi (penilaian_id, hasil, rekam_id);
CREATE TABLE sb_alasan (teks VARCHAR(500) NOT NULL PRIMARY KEY, dipakai INTEGER NOT NULL,
    terakhir VARCHAR(20) NOT NULL);
CREATE TABLE sb_desa (wilayah VARCHAR(13) NOT NULL PRIMARY KEY, operator VARCHAR(100), telepon VARCHAR(20),
    sasaran INTEGER, sumber VARCHAR(120), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL);
"""


def up(migrator, db):
    """Create the tables and the indexes the queue is read by."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    words = {"blob": "BLOB" if sqlite else "BYTEA", "rowless": " WITHOUT ROWID" if sqlite else ""}
    for statement in TABLES.format(**words).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(migrator, db):
    """Drop what this migration made. Verdicts stay; bulk decisions lose their undo."""
    for index in ("sb_antrean_lama", "sb_antrean_verval", "sb_peringatan_kode"):
        db.execute_sql(f"DROP INDEX IF EXISTS {index}")
    for line in TABLES.splitlines():
        if line.startswith("CREATE TABLE "):
            db.execute_sql(f"DROP TABLE IF EXISTS {line.split()[2]}")
