"""The road: what sync needs, the population, verval, files; and what a node derives for itself."""

SYNC = """
CREATE TABLE sb_node (satu INTEGER NOT NULL PRIMARY KEY, kode VARCHAR(13) NOT NULL, kunci {blob} NOT NULL,
    triggers VARCHAR(32), dibuat VARCHAR(20) NOT NULL);
CREATE TABLE sb_apply (aktif INTEGER NOT NULL);
INSERT INTO sb_apply (aktif) VALUES (0);
CREATE TABLE sb_link (peer VARCHAR(13) NOT NULL PRIMARY KEY, role VARCHAR(4) NOT NULL, url VARCHAR(300),
    state VARCHAR(10) NOT NULL DEFAULT 'ready', mode VARCHAR(10) NOT NULL DEFAULT '', epoch INTEGER NOT NULL DEFAULT 1,
    no INTEGER NOT NULL DEFAULT 0, chain {blob}, own_key {blob}, peer_key {blob}, old_key {blob}, next_key {blob}, frozen {blob}, reply {blob},
    results {blob}, receipt {blob}, walk {blob}, heal INTEGER NOT NULL DEFAULT 0, batch INTEGER NOT NULL DEFAULT 500,
    skew INTEGER, equal_at VARCHAR(20), contact VARCHAR(20), success VARCHAR(20), problem VARCHAR(40), problem_at VARCHAR(20),
    peer_pending INTEGER, peer_version VARCHAR(20));
CREATE TABLE sb_message (peer VARCHAR(13) NOT NULL, epoch INTEGER NOT NULL, no INTEGER NOT NULL, hash {blob} NOT NULL,
    PRIMARY KEY (peer, epoch, no));
CREATE TABLE sb_row (id VARCHAR(32) NOT NULL PRIMARY KEY, type VARCHAR(20) NOT NULL, node VARCHAR(13) NOT NULL,
    wilayah VARCHAR(13) NOT NULL, rev INTEGER NOT NULL, deleted INTEGER NOT NULL, stale INTEGER NOT NULL, h {blob},
    v {blob}){rowless};
CREATE INDEX sb_row_stale ON sb_row (type, id) WHERE stale = 1;
CREATE TABLE sb_pending (peer VARCHAR(13) NOT NULL, type VARCHAR(20) NOT NULL, id VARCHAR(32) NOT NULL, rev INTEGER NOT NULL,
    base {blob}, kind VARCHAR(6) NOT NULL DEFAULT '', held INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (peer, type, id)){rowless};
CREATE INDEX sb_pending_special ON sb_pending (peer, id) WHERE kind <> '';
CREATE TABLE sb_history (id VARCHAR(32) NOT NULL, v {blob} NOT NULL, PRIMARY KEY (id, v)){rowless};
CREATE TABLE sb_conflict (id VARCHAR(32) NOT NULL, v {blob} NOT NULL, type VARCHAR(20) NOT NULL, peer VARCHAR(13) NOT NULL,
    isi {blob} NOT NULL, direct INTEGER NOT NULL, urut INTEGER NOT NULL, pada VARCHAR(20) NOT NULL, PRIMARY KEY (id, v));
CREATE TABLE sb_rival (peer VARCHAR(13) NOT NULL, id VARCHAR(32) NOT NULL, type VARCHAR(20) NOT NULL, v {blob} NOT NULL,
    isi {blob} NOT NULL, sent INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (peer, id));
CREATE TABLE sb_wanted (peer VARCHAR(13) NOT NULL, id VARCHAR(32) NOT NULL, PRIMARY KEY (peer, id));
CREATE TABLE sb_refused_in (id VARCHAR(32) NOT NULL PRIMARY KEY, peer VARCHAR(13) NOT NULL, type VARCHAR(20) NOT NULL,
    node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, rev INTEGER NOT NULL, v {blob} NOT NULL, code VARCHAR(40) NOT NULL,
    kolom VARCHAR(40), isi {blob} NOT NULL, pada VARCHAR(20) NOT NULL);
CREATE TABLE sb_refused_out (id VARCHAR(32) NOT NULL PRIMARY KEY, type VARCHAR(20) NOT NULL, rev INTEGER NOT NULL,
    code VARCHAR(40) NOT NULL, kolom VARCHAR(40), pada VARCHAR(20) NOT NULL);
CREATE TABLE sb_digest (peer VARCHAR(13) NOT NULL, near INTEGER NOT NULL, bucket INTEGER NOT NULL, total {blob} NOT NULL,
    jumlah INTEGER NOT NULL, PRIMARY KEY (peer, near, bucket));
CREATE TABLE sb_enrolment (peer VARCHAR(13) NOT NULL PRIMARY KEY, code_id VARCHAR(12) NOT NULL, secret VARCHAR(80) NOT NULL,
    berlaku_sampai INTEGER NOT NULL, salah INTEGER NOT NULL DEFAULT 0, used {blob}, reply {blob});
"""

RECORDS = """
CREATE TABLE sb_penolakan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jenis VARCHAR(20) NOT NULL, rekam_id VARCHAR(32) NOT NULL, versi VARCHAR(32) NOT NULL,
    kode VARCHAR(40) NOT NULL, kolom VARCHAR(40), pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_berkas (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    sha256 VARCHAR(64) NOT NULL, nama VARCHAR(150) NOT NULL, mime VARCHAR(80) NOT NULL,
    ukuran INTEGER NOT NULL, untuk_jenis VARCHAR(20), untuk_id VARCHAR(32)
);
CREATE TABLE sb_lingkungan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    dusun VARCHAR(60) NOT NULL, rw VARCHAR(5) NOT NULL, rt VARCHAR(5) NOT NULL
);
CREATE TABLE sb_keluarga (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    no_kk VARCHAR(16), alamat VARCHAR(200), lingkungan_id VARCHAR(32), tanggal_cetak_kk DATE,
    sumber VARCHAR(120)
);
CREATE TABLE sb_rumah_tangga (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    nomor VARCHAR(30), lingkungan_id VARCHAR(32), catatan VARCHAR(200)
);
CREATE TABLE sb_penduduk (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    orang_id VARCHAR(32) NOT NULL, nik VARCHAR(16), keadaan_nik INTEGER NOT NULL, nama VARCHAR(100) NOT NULL,
    jenis_kelamin INTEGER NOT NULL, tempat_lahir VARCHAR(100), tanggal_lahir DATE, keluarga_id VARCHAR(32),
    hubungan_keluarga INTEGER, rumah_tangga_id VARCHAR(32), hubungan_rumah_tangga INTEGER, agama INTEGER,
    pendidikan_kk INTEGER, pendidikan_sedang INTEGER, pekerjaan INTEGER, status_kawin INTEGER,
    kewarganegaraan INTEGER, nik_ayah VARCHAR(16), nama_ayah VARCHAR(100), nik_ibu VARCHAR(16),
    nama_ibu VARCHAR(100), golongan_darah INTEGER, akta_lahir VARCHAR(40), paspor VARCHAR(45),
    paspor_berlaku_sampai DATE, kitas VARCHAR(45), akta_kawin VARCHAR(40), tanggal_kawin DATE,
    akta_cerai VARCHAR(40), tanggal_cerai DATE, cacat INTEGER, sakit_menahun INTEGER, cara_kb INTEGER,
    hamil INTEGER, ktp_el INTEGER, status_rekam INTEGER, alamat_sekarang VARCHAR(200),
    status_penduduk INTEGER, status_dasar INTEGER NOT NULL, suku VARCHAR(150), tag_ktp VARCHAR(17),
    asuransi INTEGER, no_asuransi VARCHAR(100), lintang VARCHAR(24), bujur VARCHAR(24), telepon VARCHAR(20),
    foto VARCHAR(64), sumber VARCHAR(120)
);
CREATE TABLE sb_kelompok (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    nama VARCHAR(100) NOT NULL, kategori VARCHAR(60), nomor_sk VARCHAR(60), keterangan TEXT
);
CREATE TABLE sb_kelompok_anggota (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kelompok_id VARCHAR(32), penduduk_id VARCHAR(32), jabatan VARCHAR(60)
);
CREATE TABLE sb_penggabungan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    orang_lama VARCHAR(32) NOT NULL, orang_tetap VARCHAR(32) NOT NULL, nik_lama VARCHAR(16),
    alasan VARCHAR(200) NOT NULL
);
CREATE TABLE sb_verval (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jenis VARCHAR(20) NOT NULL, rekam_id VARCHAR(32) NOT NULL, hash_dinilai VARCHAR(32) NOT NULL,
    putusan VARCHAR(16) NOT NULL, alasan VARCHAR(40), pesan VARCHAR(500), oleh VARCHAR(100) NOT NULL,
    pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_perbaikan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    verval_id VARCHAR(32) NOT NULL, jenis VARCHAR(20) NOT NULL, rekam_id VARCHAR(32) NOT NULL,
    keadaan VARCHAR(16) NOT NULL, tanggapan VARCHAR(500), oleh VARCHAR(100), pada VARCHAR(20)
);
CREATE INDEX sb_keluarga_no_kk ON sb_keluarga (no_kk, id);
CREATE INDEX sb_keluarga_lingkungan ON sb_keluarga (lingkungan_id);
CREATE INDEX sb_keluarga_urut ON sb_keluarga (wilayah, no_kk, id);
CREATE INDEX sb_penduduk_nik ON sb_penduduk (nik);
CREATE INDEX sb_penduduk_keluarga ON sb_penduduk (keluarga_id);
CREATE INDEX sb_penduduk_orang ON sb_penduduk (orang_id);
CREATE INDEX sb_penduduk_urut ON sb_penduduk (wilayah, nama, id);
CREATE INDEX sb_penduduk_nama ON sb_penduduk (nama, id);
CREATE INDEX sb_kelompok_anggota_kelompok ON sb_kelompok_anggota (kelompok_id);
CREATE INDEX sb_kelompok_anggota_penduduk ON sb_kelompok_anggota (penduduk_id);
CREATE INDEX sb_verval_rekam ON sb_verval (rekam_id, pada);
CREATE INDEX sb_perbaikan_verval ON sb_perbaikan (verval_id);
CREATE INDEX sb_perbaikan_rekam ON sb_perbaikan (rekam_id);
CREATE INDEX sb_penolakan_rekam ON sb_penolakan (rekam_id);
CREATE INDEX sb_berkas_sha256 ON sb_berkas (sha256);
CREATE INDEX sb_berkas_untuk ON sb_berkas (untuk_id);
"""

DERIVED = """
CREATE TABLE sb_peringatan (id VARCHAR(32) NOT NULL, kode VARCHAR(40) NOT NULL, kolom VARCHAR(40) NOT NULL DEFAULT '',
    jenis VARCHAR(20) NOT NULL, wilayah VARCHAR(13) NOT NULL, bobot INTEGER NOT NULL, isi VARCHAR(500),
    PRIMARY KEY (id, kode, kolom)){rowless};
CREATE INDEX sb_peringatan_wilayah ON sb_peringatan (wilayah, kode);
CREATE TABLE sb_cari (id VARCHAR(32) NOT NULL PRIMARY KEY, jenis VARCHAR(20) NOT NULL, wilayah VARCHAR(13) NOT NULL,
    nik VARCHAR(16), no_kk VARCHAR(16), lahir VARCHAR(10), teks VARCHAR(300) NOT NULL);
CREATE INDEX sb_cari_kembar ON sb_cari (teks, lahir);
CREATE TABLE sb_antrean (id VARCHAR(32) NOT NULL PRIMARY KEY, jenis VARCHAR(20) NOT NULL, wilayah VARCHAR(13) NOT NULL,
    keadaan VARCHAR(16) NOT NULL, risiko INTEGER NOT NULL DEFAULT 0, peringatan INTEGER NOT NULL DEFAULT 0,
    hash VARCHAR(32), verval_id VARCHAR(32), masuk VARCHAR(20) NOT NULL);
CREATE INDEX sb_antrean_urut ON sb_antrean (keadaan, wilayah, risiko, id);
CREATE INDEX sb_antrean_risiko ON sb_antrean (keadaan, risiko, id);
CREATE TABLE sb_tempat_sampah (id VARCHAR(32) NOT NULL PRIMARY KEY, kelompok VARCHAR(32) NOT NULL, jenis VARCHAR(20) NOT NULL,
    wilayah VARCHAR(13) NOT NULL, label VARCHAR(150) NOT NULL, isi TEXT NOT NULL, oleh VARCHAR(100) NOT NULL,
    pada VARCHAR(20) NOT NULL);
"""


def up(migrator, db):
    """Create every table on SQLite and PostgreSQL alike."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    # A local table under its only key: WITHOUT ROWID keeps one B-tree instead of two.
    words = {"blob": "BLOB" if sqlite else "BYTEA", "rowless": " WITHOUT ROWID" if sqlite else ""}
    for statement in (SYNC + RECORDS + DERIVED).format(**words).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(migrator, db):
    """Drop every table this migration made. The data in them is gone."""
    for line in (SYNC + RECORDS + DERIVED).splitlines():
        if line.startswith("CREATE TABLE "):
            db.execute_sql(f"DROP TABLE IF EXISTS {line.split()[2]}")
