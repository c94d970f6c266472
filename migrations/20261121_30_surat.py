"""Letters: their kinds, wordings by version, who signs, requests, letters out and in, and the counters."""

TABLES = """
CREATE TABLE sb_jenis_surat (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, nama VARCHAR(100) NOT NULL, klasifikasi VARCHAR(20) NOT NULL,
    klasifikasi_lama VARCHAR(20), pola_nomor VARCHAR(80), deret VARCHAR(40), berlaku_hari INTEGER,
    subjek VARCHAR(12) NOT NULL, penandatangan VARCHAR(16) NOT NULL, mengetahui_camat INTEGER NOT NULL,
    peristiwa VARCHAR(16), untuk_keadaan VARCHAR(40), bidang TEXT NOT NULL, syarat TEXT, aktif INTEGER NOT NULL
);
CREATE TABLE sb_templat_surat (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, versi INTEGER NOT NULL, judul VARCHAR(120), isi TEXT NOT NULL,
    bawaan INTEGER NOT NULL, catatan VARCHAR(200), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_pejabat_surat (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jabatan VARCHAR(16) NOT NULL, nama VARCHAR(100) NOT NULL, nip VARCHAR(30), sebutan VARCHAR(100) NOT NULL,
    atas_nama INTEGER NOT NULL, mulai DATE NOT NULL, sampai DATE
);
CREATE TABLE sb_permohonan_surat (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, penduduk_id VARCHAR(32), nama VARCHAR(100) NOT NULL, lewat VARCHAR(12) NOT NULL,
    keadaan VARCHAR(12) NOT NULL, isian TEXT, kurang TEXT, dibawa TEXT, surat_id VARCHAR(32),
    alasan VARCHAR(200), telepon VARCHAR(20), oleh VARCHAR(100), pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_surat (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, judul VARCHAR(120) NOT NULL, keadaan VARCHAR(16) NOT NULL, penduduk_id VARCHAR(32),
    orang_id VARCHAR(32), nik VARCHAR(16), nama VARCHAR(100) NOT NULL, isian TEXT NOT NULL, data TEXT,
    templat_id VARCHAR(32), kop_id VARCHAR(32), kertas VARCHAR(4) NOT NULL, deret VARCHAR(40), tahun INTEGER,
    urut INTEGER, nomor VARCHAR(100), tgl_surat DATE, berlaku_sampai DATE, penandatangan VARCHAR(100),
    jabatan_penandatangan VARCHAR(100), mengetahui_camat INTEGER NOT NULL, tanda VARCHAR(40),
    bukti VARCHAR(90), isi_sha256 VARCHAR(64), mutasi_id VARCHAR(32), ditandai VARCHAR(40), permohonan_id VARCHAR(32), alasan_batal VARCHAR(200),
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_surat_langkah (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    surat_id VARCHAR(32) NOT NULL, langkah VARCHAR(16) NOT NULL, tanda VARCHAR(40), alasan VARCHAR(300),
    oleh VARCHAR(100) NOT NULL, jabatan VARCHAR(100), nip VARCHAR(30), pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_surat_masuk (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    tahun INTEGER NOT NULL, urut INTEGER NOT NULL, tgl_terima DATE NOT NULL, nomor VARCHAR(100), tgl_surat DATE,
    pengirim VARCHAR(150) NOT NULL, perihal VARCHAR(250) NOT NULL, disposisi VARCHAR(250),
    oleh VARCHAR(100) NOT NULL
);
CREATE INDEX sb_jenis_surat_kode ON sb_jenis_surat (kode, wilayah);
CREATE INDEX sb_templat_surat_kode ON sb_templat_surat (kode, wilayah, versi);
CREATE INDEX sb_permohonan_surat_keadaan ON sb_permohonan_surat (wilayah, keadaan, pada);
CREATE INDEX sb_surat_buku ON sb_surat (wilayah, tahun, deret, urut);
CREATE INDEX sb_surat_keadaan ON sb_surat (wilayah, keadaan, pada);
CREATE INDEX sb_surat_tanda ON sb_surat (tanda);
CREATE INDEX sb_surat_penduduk ON sb_surat (penduduk_id);
CREATE INDEX sb_surat_mutasi ON sb_surat (mutasi_id);
CREATE INDEX sb_surat_hitung ON sb_surat (wilayah, kode, tgl_surat, keadaan);
CREATE INDEX sb_surat_langkah_surat ON sb_surat_langkah (surat_id);
CREATE INDEX sb_surat_masuk_buku ON sb_surat_masuk (wilayah, tahun, urut);
CREATE TABLE sb_deret_surat (wilayah VARCHAR(13) NOT NULL, deret VARCHAR(40) NOT NULL, tahun INTEGER NOT NULL,
    terakhir INTEGER NOT NULL, PRIMARY KEY (wilayah, deret, tahun)){rowless};
CREATE TABLE sb_kunci_lama (peer VARCHAR(13) NOT NULL, kunci {blob} NOT NULL, sampai VARCHAR(20) NOT NULL,
    PRIMARY KEY (peer, kunci)){rowless};
"""

OLD_KEYS_SQLITE = """CREATE TRIGGER sb_link_kunci_lama AFTER UPDATE OF peer_key ON sb_link
WHEN OLD.peer_key IS NOT NULL AND NEW.peer_key IS NOT OLD.peer_key BEGIN
  INSERT INTO sb_kunci_lama (peer, kunci, sampai) VALUES (OLD.peer, OLD.peer_key, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
    ON CONFLICT (peer, kunci) DO UPDATE SET sampai = excluded.sampai;
END"""
OLD_KEYS_POSTGRES = """
CREATE FUNCTION sb_link_kunci_lama() RETURNS trigger LANGUAGE plpgsql AS $sb$
BEGIN
  IF OLD.peer_key IS NOT NULL AND NEW.peer_key IS DISTINCT FROM OLD.peer_key THEN
    INSERT INTO sb_kunci_lama (peer, kunci, sampai)
      VALUES (OLD.peer, OLD.peer_key, to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      ON CONFLICT (peer, kunci) DO UPDATE SET sampai = excluded.sampai;
  END IF;
  RETURN NULL;
END $sb$;
CREATE TRIGGER sb_link_kunci_lama AFTER UPDATE ON sb_link FOR EACH ROW EXECUTE FUNCTION sb_link_kunci_lama()
"""
"""The key a village signed its letters by stays known after it has changed, whatever path the change took."""


def up(migrator, db):
    """Create the tables, and have the keys that villages no longer use remembered."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    words = {"rowless": " WITHOUT ROWID", "blob": "BLOB"} if sqlite else {"rowless": "", "blob": "BYTEA"}
    for statement in TABLES.format(**words).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.execute_sql(OLD_KEYS_SQLITE if sqlite else OLD_KEYS_POSTGRES)


def down(migrator, db):
    """Drop every table this migration made. The letters in them are gone."""
    if type(migrator).__name__ == "SqliteMigrator":
        db.execute_sql("DROP TRIGGER sb_link_kunci_lama")
    else:
        db.execute_sql("DROP TRIGGER sb_link_kunci_lama ON sb_link")
        db.execute_sql("DROP FUNCTION sb_link_kunci_lama()")
    for line in TABLES.splitlines():
        if line.startswith("CREATE TABLE "):
            db.execute_sql(f"DROP TABLE IF EXISTS {line.split()[2]}")
