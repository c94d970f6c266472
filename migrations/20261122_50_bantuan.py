"""Aid: programs, rules, quotas, proposals, recipients, lists of agencies, disbursement, and what is derived of them."""

TABLES = """
CREATE TABLE sb_program (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, nama VARCHAR(120) NOT NULL, singkatan VARCHAR(30) NOT NULL, prioritas_ke INTEGER,
    sifat VARCHAR(12) NOT NULL, sasaran VARCHAR(16) NOT NULL, bentuk VARCHAR(12) NOT NULL, nilai BIGINT,
    satuan VARCHAR(60), kali_setahun INTEGER NOT NULL, pendanaan VARCHAR(16) NOT NULL, instansi VARCHAR(100),
    penetap VARCHAR(12) NOT NULL, basi_hari INTEGER, karena_kematian INTEGER NOT NULL, berkuota INTEGER NOT NULL,
    empat_mata INTEGER NOT NULL, komponen TEXT, tahap TEXT, peringkat TEXT, format_laporan VARCHAR(40),
    dasar_hukum VARCHAR(250), keterangan TEXT, mulai DATE, sampai DATE, aktif INTEGER NOT NULL
);
CREATE TABLE sb_aturan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, kode VARCHAR(40) NOT NULL, efek VARCHAR(12) NOT NULL, syarat TEXT NOT NULL,
    alasan VARCHAR(250) NOT NULL, dasar_hukum VARCHAR(250), berlaku_dari DATE, berlaku_sampai DATE,
    urutan INTEGER NOT NULL
);
CREATE TABLE sb_kuota (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, tahun INTEGER NOT NULL, jumlah BIGINT NOT NULL, ditetapkan_pada DATE,
    nomor_sk VARCHAR(100), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_hari_libur (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    tanggal DATE NOT NULL, nama VARCHAR(100) NOT NULL
);
CREATE TABLE sb_daftar_luar (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, masa VARCHAR(7), per_tanggal DATE NOT NULL, sumber VARCHAR(120) NOT NULL,
    nama_berkas VARCHAR(200), jumlah BIGINT NOT NULL, keadaan VARCHAR(10) NOT NULL, oleh VARCHAR(100) NOT NULL,
    pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_ukuran (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    subjek VARCHAR(32) NOT NULL, nama VARCHAR(40) NOT NULL, nilai BIGINT NOT NULL, per_tanggal DATE NOT NULL,
    sumber VARCHAR(120) NOT NULL, oleh VARCHAR(100) NOT NULL
);
CREATE TABLE sb_putaran (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    nama VARCHAR(100) NOT NULL, daftar VARCHAR(40) NOT NULL, mulai DATE NOT NULL, batas DATE NOT NULL,
    keadaan VARCHAR(8) NOT NULL, keterangan VARCHAR(500), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_musdes (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    nomor VARCHAR(100), tgl DATE NOT NULL, jam VARCHAR(5), tempat VARCHAR(150) NOT NULL,
    perihal VARCHAR(200) NOT NULL, program VARCHAR(40), putaran_id VARCHAR(32), pimpinan VARCHAR(100) NOT NULL,
    notulis VARCHAR(100), undangan INTEGER NOT NULL, hadir TEXT, keputusan TEXT, nama_lampiran TEXT,
    nomor_keputusan VARCHAR(100), tgl_keputusan DATE, penandatangan VARCHAR(100), selesai INTEGER NOT NULL,
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_usulan_bantuan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, orang_id VARCHAR(32), keluarga_id VARCHAR(32), nik VARCHAR(16), no_kk VARCHAR(16),
    nama VARCHAR(100) NOT NULL, alamat VARCHAR(200), komponen TEXT, lewat VARCHAR(12) NOT NULL,
    tahun INTEGER NOT NULL, tgl_usul DATE NOT NULL, alasan VARCHAR(500), telepon VARCHAR(20), dokumen TEXT,
    musdes_id VARCHAR(32), untuk_orang_id VARCHAR(32), menggantikan_id VARCHAR(32), sumber VARCHAR(120),
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_usulan_langkah (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    usulan_id VARCHAR(32) NOT NULL, tahap INTEGER NOT NULL, langkah VARCHAR(16) NOT NULL, dinilai VARCHAR(64),
    alasan VARCHAR(20), catatan VARCHAR(500), pemberitahu VARCHAR(100), diberitahukan_pada DATE,
    nomor_keputusan VARCHAR(100), oleh VARCHAR(100) NOT NULL, jabatan VARCHAR(100), pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_pernyataan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jenis VARCHAR(12) NOT NULL, untuk_jenis VARCHAR(20), untuk_id VARCHAR(32), nama VARCHAR(100) NOT NULL,
    jabatan VARCHAR(100), nomor_sk VARCHAR(100), isi VARCHAR(1000) NOT NULL, tgl_pernyataan DATE NOT NULL,
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_putaran_usulan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, orang_id VARCHAR(32), keluarga_id VARCHAR(32), nik VARCHAR(16), no_kk VARCHAR(16),
    nama VARCHAR(100) NOT NULL, alamat VARCHAR(200), komponen TEXT, putaran_id VARCHAR(32) NOT NULL,
    arah VARCHAR(8) NOT NULL, alasan VARCHAR(20), catatan VARCHAR(250), oleh VARCHAR(100) NOT NULL,
    pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_putaran_kiriman (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    putaran_id VARCHAR(32) NOT NULL, versi INTEGER NOT NULL, masuk INTEGER NOT NULL, keluar INTEGER NOT NULL,
    tetap INTEGER NOT NULL, isi_sha256 VARCHAR(64) NOT NULL, musdes_id VARCHAR(32), sptjm_id VARCHAR(32),
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_putaran_baris (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, orang_id VARCHAR(32), keluarga_id VARCHAR(32), nik VARCHAR(16), no_kk VARCHAR(16),
    nama VARCHAR(100) NOT NULL, alamat VARCHAR(200), komponen TEXT, kiriman_id VARCHAR(32) NOT NULL,
    arah VARCHAR(8) NOT NULL, alasan VARCHAR(20)
);
CREATE TABLE sb_tanda_terima (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kiriman_id VARCHAR(32) NOT NULL, isi_sha256 VARCHAR(64) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_penetapan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, orang_id VARCHAR(32), keluarga_id VARCHAR(32), nik VARCHAR(16), no_kk VARCHAR(16),
    nama VARCHAR(100) NOT NULL, alamat VARCHAR(200), komponen TEXT, daftar_id VARCHAR(32) NOT NULL,
    keadaan VARCHAR(16) NOT NULL, mulai DATE NOT NULL, sampai DATE, per_tanggal DATE NOT NULL,
    sumber VARCHAR(120) NOT NULL, desil INTEGER, rincian TEXT
);
CREATE TABLE sb_penerima (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, orang_id VARCHAR(32), keluarga_id VARCHAR(32), nik VARCHAR(16), no_kk VARCHAR(16),
    nama VARCHAR(100) NOT NULL, alamat VARCHAR(200), komponen TEXT, keadaan VARCHAR(16) NOT NULL, alasan VARCHAR(20),
    catatan VARCHAR(250), mulai DATE NOT NULL, sampai DATE, tahun INTEGER NOT NULL, tgl_pengajuan DATE,
    posisi_berkas VARCHAR(100), usulan_id VARCHAR(32), menggantikan_id VARCHAR(32), nomor_sk VARCHAR(100),
    sumber VARCHAR(120), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_penerima_langkah (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    penerima_id VARCHAR(32) NOT NULL, keadaan VARCHAR(16) NOT NULL, alasan VARCHAR(20), catatan VARCHAR(250),
    nik VARCHAR(16), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_putusan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    untuk_jenis VARCHAR(20) NOT NULL, untuk_id VARCHAR(32) NOT NULL, program VARCHAR(40) NOT NULL,
    aturan VARCHAR(40) NOT NULL, hasil VARCHAR(12) NOT NULL, alasan VARCHAR(250) NOT NULL, bukti TEXT,
    pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_format_laporan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    kode VARCHAR(40) NOT NULL, nama VARCHAR(120) NOT NULL, sumber VARCHAR(20) NOT NULL, program VARCHAR(40),
    kolom TEXT NOT NULL, saring TEXT, urut VARCHAR(100), kepala TEXT, penanda TEXT, kertas VARCHAR(4) NOT NULL,
    aktif INTEGER NOT NULL
);
CREATE TABLE sb_rekening (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, untuk_id VARCHAR(32) NOT NULL, orang_id VARCHAR(32), nama VARCHAR(100) NOT NULL,
    bank VARCHAR(60) NOT NULL, dasar VARCHAR(8) NOT NULL, nomor_dasar VARCHAR(100) NOT NULL, surat_id VARCHAR(32),
    nomor VARCHAR(40), keadaan VARCHAR(10) NOT NULL, alasan VARCHAR(200), permintaan VARCHAR(60),
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_penyaluran (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    program VARCHAR(40) NOT NULL, masa VARCHAR(7) NOT NULL, tgl DATE NOT NULL, keadaan VARCHAR(12) NOT NULL,
    cara VARCHAR(20) NOT NULL, nilai BIGINT, satuan VARCHAR(60), nomor_sk VARCHAR(100), dirilis_pada DATE,
    dilaporkan_pada DATE, keterangan VARCHAR(250), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_penyaluran_baris (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    penyaluran_id VARCHAR(32) NOT NULL, untuk_id VARCHAR(32) NOT NULL, orang_id VARCHAR(32), nik VARCHAR(16),
    nama VARCHAR(100) NOT NULL, rekening VARCHAR(40), nilai BIGINT NOT NULL, keadaan VARCHAR(14) NOT NULL,
    alasan VARCHAR(200), tgl DATE, bukti VARCHAR(100), oleh VARCHAR(100) NOT NULL
);
CREATE INDEX sb_program_kode ON sb_program (kode, wilayah);
CREATE INDEX sb_aturan_program ON sb_aturan (program, urutan);
CREATE INDEX sb_kuota_desa ON sb_kuota (wilayah, program, tahun);
CREATE INDEX sb_daftar_luar_program ON sb_daftar_luar (program, per_tanggal);
CREATE INDEX sb_ukuran_subjek ON sb_ukuran (subjek, nama, per_tanggal);
CREATE INDEX sb_usulan_bantuan_desa ON sb_usulan_bantuan (wilayah, program, tahun);
CREATE INDEX sb_usulan_bantuan_orang ON sb_usulan_bantuan (orang_id);
CREATE INDEX sb_usulan_bantuan_keluarga ON sb_usulan_bantuan (keluarga_id);
CREATE INDEX sb_usulan_langkah_usulan ON sb_usulan_langkah (usulan_id);
CREATE INDEX sb_pernyataan_untuk ON sb_pernyataan (untuk_id);
CREATE INDEX sb_putaran_usulan_putaran ON sb_putaran_usulan (putaran_id, wilayah, arah);
CREATE INDEX sb_putaran_kiriman_putaran ON sb_putaran_kiriman (putaran_id, wilayah, versi);
CREATE INDEX sb_putaran_baris_kiriman ON sb_putaran_baris (kiriman_id);
CREATE INDEX sb_tanda_terima_kiriman ON sb_tanda_terima (kiriman_id);
CREATE INDEX sb_penetapan_desa ON sb_penetapan (wilayah, program, nama);
CREATE INDEX sb_penetapan_nik ON sb_penetapan (nik);
CREATE INDEX sb_penetapan_orang ON sb_penetapan (orang_id);
CREATE INDEX sb_penetapan_daftar ON sb_penetapan (daftar_id);
CREATE INDEX sb_penerima_desa ON sb_penerima (wilayah, program, nama);
CREATE INDEX sb_penerima_orang ON sb_penerima (orang_id);
CREATE INDEX sb_penerima_keluarga ON sb_penerima (keluarga_id);
CREATE INDEX sb_penerima_nik ON sb_penerima (nik);
CREATE INDEX sb_penerima_usulan ON sb_penerima (usulan_id);
CREATE INDEX sb_penerima_langkah_penerima ON sb_penerima_langkah (penerima_id);
CREATE INDEX sb_putusan_untuk ON sb_putusan (untuk_id);
CREATE INDEX sb_rekening_untuk ON sb_rekening (untuk_id);
CREATE INDEX sb_penyaluran_program ON sb_penyaluran (wilayah, program, masa);
CREATE INDEX sb_penyaluran_baris_penyaluran ON sb_penyaluran_baris (penyaluran_id);
CREATE INDEX sb_penyaluran_baris_untuk ON sb_penyaluran_baris (untuk_id);
"""
"""The records that travel."""

LOCAL = """
CREATE TABLE sb_ikut (sumber VARCHAR(32) NOT NULL, ke INTEGER NOT NULL, asal VARCHAR(10) NOT NULL,
    program VARCHAR(40) NOT NULL, komponen VARCHAR(40), orang VARCHAR(32), keluarga VARCHAR(32),
    penduduk VARCHAR(32), wilayah VARCHAR(13) NOT NULL, keadaan VARCHAR(16) NOT NULL, mulai DATE NOT NULL, sampai DATE, sebab VARCHAR(20),
    PRIMARY KEY (sumber, ke)){rowless};
CREATE INDEX sb_ikut_orang ON sb_ikut (orang, program, keadaan);
CREATE INDEX sb_ikut_keluarga ON sb_ikut (keluarga, program, keadaan);
CREATE INDEX sb_ikut_penduduk ON sb_ikut (penduduk);
CREATE INDEX sb_ikut_desa ON sb_ikut (wilayah, program, keadaan);
CREATE TABLE sb_segar (program VARCHAR(40) NOT NULL, wilayah VARCHAR(13) NOT NULL, sampai VARCHAR(10) NOT NULL,
    PRIMARY KEY (wilayah, program)){rowless};
CREATE TABLE sb_ukuran_kini (subjek VARCHAR(32) NOT NULL, nama VARCHAR(40) NOT NULL, nilai BIGINT NOT NULL,
    per_tanggal DATE NOT NULL, sumber VARCHAR(120) NOT NULL, PRIMARY KEY (subjek, nama)){rowless};
CREATE TABLE sb_kuota_pakai (wilayah VARCHAR(13) NOT NULL, program VARCHAR(40) NOT NULL, tahun INTEGER NOT NULL,
    jumlah BIGINT NOT NULL, terpakai BIGINT NOT NULL, lebih BIGINT NOT NULL, PRIMARY KEY (wilayah, program, tahun),
    CONSTRAINT sb_kuota_cukup CHECK (terpakai >= 0 AND terpakai <= jumlah)){rowless};
CREATE TABLE sb_nik_kenal (nik VARCHAR(16) NOT NULL, orang VARCHAR(32) NOT NULL, PRIMARY KEY (nik, orang)){rowless};
CREATE INDEX sb_nik_kenal_orang ON sb_nik_kenal (orang);
CREATE TABLE sb_usulan_kini (usulan_id VARCHAR(32) NOT NULL PRIMARY KEY, wilayah VARCHAR(13) NOT NULL,
    program VARCHAR(40) NOT NULL, tahun INTEGER NOT NULL, keadaan VARCHAR(16) NOT NULL, tahap INTEGER NOT NULL,
    giliran VARCHAR(12), alasan VARCHAR(20), langkah_id VARCHAR(32), sejak VARCHAR(20), batas DATE,
    diberi_tahu INTEGER NOT NULL){rowless};
CREATE INDEX sb_usulan_kini_desa ON sb_usulan_kini (wilayah, program, keadaan);
CREATE INDEX sb_usulan_kini_giliran ON sb_usulan_kini (giliran, keadaan, wilayah);
CREATE TABLE sb_hari_kerja (tanggal DATE NOT NULL PRIMARY KEY, ke INTEGER NOT NULL){rowless};
CREATE TABLE sb_peta_kolom (kunci VARCHAR(80) NOT NULL PRIMARY KEY, isi TEXT NOT NULL){rowless};
"""
"""What each node derives for itself. A place of a quota is held by the CHECK: no path enrols beyond it."""


def up(migrator, db):
    """Create the tables."""
    words = {"rowless": " WITHOUT ROWID"} if type(migrator).__name__ == "SqliteMigrator" else {"rowless": ""}
    for statement in (TABLES + LOCAL.format(**words)).split(";\n"):
        if statement.strip():
            db.execute_sql(statement)


def down(migrator, db):
    """Drop every table this migration made. What is recorded of aid is gone."""
    for line in (TABLES + LOCAL).splitlines():
        if line.startswith("CREATE TABLE "):
            db.execute_sql(f"DROP TABLE IF EXISTS {line.split()[2]}")
