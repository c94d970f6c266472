"""Events, the lines of the population books, closed months, what comes from above and what is answered."""

RECORDS = """
CREATE TABLE sb_mutasi_masuk (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jenis VARCHAR(16) NOT NULL, keadaan VARCHAR(8) NOT NULL, mutasi_id VARCHAR(32), tgl_peristiwa DATE NOT NULL,
    tgl_lapor DATE NOT NULL, keluarga TEXT, orang TEXT, rincian TEXT, lawan_wilayah VARCHAR(13),
    keterangan VARCHAR(500), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_usulan_data (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    paket VARCHAR(32) NOT NULL, untuk_id VARCHAR(32), nik VARCHAR(16), nama VARCHAR(100) NOT NULL,
    isi TEXT NOT NULL, sumber VARCHAR(120) NOT NULL, tanggal_data DATE, keadaan VARCHAR(8) NOT NULL,
    oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_mutasi (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    jenis VARCHAR(16) NOT NULL, tgl_peristiwa DATE NOT NULL, tgl_lapor DATE NOT NULL, bulan VARCHAR(7) NOT NULL,
    keadaan VARCHAR(8) NOT NULL, alasan_batal VARCHAR(200), keluarga_id VARCHAR(32), pelapor VARCHAR(100),
    nik_pelapor VARCHAR(16), hubungan_pelapor VARCHAR(60), nomor_surat VARCHAR(60), keterangan VARCHAR(500),
    tempat VARCHAR(100), jam VARCHAR(5), sebab VARCHAR(100), penentu INTEGER, akta VARCHAR(40),
    tempat_dilahirkan INTEGER, jenis_kelahiran INTEGER, penolong INTEGER, anak_ke INTEGER, berat_gram INTEGER,
    panjang_cm INTEGER, yang_pindah INTEGER, cakupan INTEGER, alasan_pindah INTEGER, lawan_wilayah VARCHAR(13),
    lawan_alamat VARCHAR(200), masuk_id VARCHAR(32), ubahan TEXT, sumber VARCHAR(120), oleh VARCHAR(100) NOT NULL,
    pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_mutasi_orang (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    mutasi_id VARCHAR(32) NOT NULL, bulan VARCHAR(7) NOT NULL, baris VARCHAR(8) NOT NULL, arah INTEGER NOT NULL,
    penduduk_id VARCHAR(32) NOT NULL, orang_id VARCHAR(32) NOT NULL, nama VARCHAR(100) NOT NULL, nik VARCHAR(16),
    tempat_lahir VARCHAR(100), tanggal_lahir DATE, dusun VARCHAR(60) NOT NULL, jenis_kelamin INTEGER NOT NULL,
    kewarganegaraan INTEGER NOT NULL, kepala INTEGER NOT NULL, dalam INTEGER NOT NULL, lawan_wilayah VARCHAR(13)
);
CREATE TABLE sb_penyesuaian (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    bulan VARCHAR(7) NOT NULL, alasan VARCHAR(20) NOT NULL, arah INTEGER NOT NULL, jumlah INTEGER NOT NULL,
    dusun VARCHAR(60) NOT NULL, jenis_kelamin INTEGER NOT NULL, kewarganegaraan INTEGER NOT NULL,
    kepala INTEGER NOT NULL, orang TEXT NOT NULL, nama VARCHAR(100), mutasi_id VARCHAR(32),
    keterangan VARCHAR(200), oleh VARCHAR(100), pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_penduduk_sementara (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    nama VARCHAR(100) NOT NULL, jenis_kelamin INTEGER NOT NULL, nomor_identitas VARCHAR(45),
    tempat_lahir VARCHAR(100), tanggal_lahir DATE, pekerjaan VARCHAR(100), kewarganegaraan INTEGER NOT NULL,
    keturunan VARCHAR(60), datang_dari VARCHAR(200), maksud VARCHAR(200), nama_didatangi VARCHAR(100),
    alamat_didatangi VARCHAR(200), tgl_datang DATE NOT NULL, tgl_pergi DATE, keterangan VARCHAR(200)
);
CREATE TABLE sb_tanggapan (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    untuk_jenis VARCHAR(20) NOT NULL, untuk_id VARCHAR(32) NOT NULL, keputusan VARCHAR(8) NOT NULL,
    alasan VARCHAR(200), hasil_id VARCHAR(32), oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE TABLE sb_tutup_buku (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    bulan VARCHAR(7) NOT NULL, saldo TEXT NOT NULL, oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
);
CREATE INDEX sb_mutasi_bulan ON sb_mutasi (wilayah, bulan, jenis);
CREATE INDEX sb_mutasi_keluarga ON sb_mutasi (keluarga_id);
CREATE INDEX sb_mutasi_masuk_id ON sb_mutasi (masuk_id);
CREATE INDEX sb_mutasi_orang_mutasi ON sb_mutasi_orang (mutasi_id);
CREATE INDEX sb_mutasi_orang_penduduk ON sb_mutasi_orang (penduduk_id);
CREATE INDEX sb_mutasi_orang_orang ON sb_mutasi_orang (orang_id);
CREATE INDEX sb_mutasi_orang_buku ON sb_mutasi_orang
    (wilayah, bulan, baris, dusun, jenis_kelamin, kewarganegaraan, kepala, dalam, lawan_wilayah, arah);
CREATE INDEX sb_penyesuaian_buku ON sb_penyesuaian
    (wilayah, bulan, alasan, dusun, jenis_kelamin, kewarganegaraan, kepala, arah, jumlah);
CREATE INDEX sb_penyesuaian_mutasi ON sb_penyesuaian (mutasi_id);
CREATE INDEX sb_tutup_buku_bulan ON sb_tutup_buku (wilayah, bulan);
CREATE INDEX sb_penduduk_sementara_datang ON sb_penduduk_sementara (wilayah, tgl_datang);
CREATE INDEX sb_mutasi_masuk_desa ON sb_mutasi_masuk (wilayah, keadaan, jenis);
CREATE INDEX sb_mutasi_masuk_mutasi ON sb_mutasi_masuk (mutasi_id);
CREATE INDEX sb_usulan_data_desa ON sb_usulan_data (wilayah, keadaan, paket);
CREATE INDEX sb_usulan_data_untuk ON sb_usulan_data (untuk_id);
CREATE INDEX sb_tanggapan_untuk ON sb_tanggapan (untuk_id);
CREATE TABLE sb_terhitung (penduduk_id VARCHAR(32) NOT NULL PRIMARY KEY, wilayah VARCHAR(13) NOT NULL,
    dusun VARCHAR(60) NOT NULL, jenis_kelamin INTEGER NOT NULL, kewarganegaraan INTEGER NOT NULL,
    kepala INTEGER NOT NULL){rowless};
CREATE TABLE sb_hitung_ulang (wilayah VARCHAR(13) NOT NULL PRIMARY KEY);
"""

LINES = ("sb_mutasi_orang", "sb_penyesuaian")
CLOSED = "sid_bantuan: buku bulan itu sudah ditutup"
COUNT_THOSE_WHO_ARE_HERE = (
    "INSERT INTO sb_hitung_ulang (wilayah) SELECT kode FROM sb_node WHERE length(kode) = 13"
    " AND EXISTS (SELECT 1 FROM sb_penduduk WHERE sb_penduduk.wilayah = sb_node.kode)"
)
"""A village that had residents before it had books: the books are read anew, and take them in."""
MAY_CHANGE = ("keadaan", "alasan_batal", "ubahan", "lain")
"""What may still be said of an event whose month is closed: that it was cancelled, which the books of a later month show."""


def up(migrator, db):
    """Create the tables, and what keeps a closed month closed whatever path a write takes."""
    sqlite = type(migrator).__name__ == "SqliteMigrator"
    for statement in RECORDS.format(rowless=" WITHOUT ROWID" if sqlite else "").split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    for statement in _sqlite(_fixed(db)) if sqlite else _postgres(_fixed(db)):
        db.execute_sql(statement)
    db.execute_sql(COUNT_THOSE_WHO_ARE_HERE)


def _fixed(db) -> list[str]:
    """The columns of an event that are in print once its month is closed."""
    return [column.name for column in db.get_columns("sb_mutasi") if column.name not in MAY_CHANGE]


def _closed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM sb_tutup_buku t WHERE t.wilayah = {row}.wilayah AND t.bulan >= {row}.bulan)"


def _sqlite(fixed: list[str]) -> list[str]:
    own, refuse = "(SELECT aktif FROM sb_apply) = 0", f"BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in fixed)
    statements = []
    for table in LINES:
        for action, when in (
            ("INSERT", _closed("NEW")),
            ("UPDATE", f"({_closed('NEW')} OR {_closed('OLD')})"),
            ("DELETE", _closed("OLD")),
        ):
            statements.append(
                f"CREATE TRIGGER {table}_tutup_{action.lower()} BEFORE {action} ON {table}"
                f" WHEN {own} AND {when} {refuse}"
            )
    statements += [
        f"CREATE TRIGGER sb_mutasi_tutup_insert BEFORE INSERT ON sb_mutasi WHEN {own} AND {_closed('NEW')} {refuse}",
        "CREATE TRIGGER sb_mutasi_tutup_update BEFORE UPDATE ON sb_mutasi"
        f" WHEN {own} AND ({_closed('NEW')} OR {_closed('OLD')}) AND ({changed}) {refuse}",
        f"CREATE TRIGGER sb_mutasi_tutup_delete BEFORE DELETE ON sb_mutasi WHEN {own} AND {_closed('OLD')} {refuse}",
        f"CREATE TRIGGER sb_tutup_buku_tutup_update BEFORE UPDATE ON sb_tutup_buku WHEN {own} {refuse}",
        f"CREATE TRIGGER sb_tutup_buku_tutup_delete BEFORE DELETE ON sb_tutup_buku WHEN {own} {refuse}",
    ]
    return statements


def _postgres(fixed: list[str]) -> list[str]:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in fixed)
    body = """
CREATE FUNCTION sb_buku_tutup() RETURNS trigger LANGUAGE plpgsql AS $sb$
BEGIN
  IF current_setting('sid_bantuan.apply', true) = '1' THEN RETURN COALESCE(NEW, OLD); END IF;
  IF TG_TABLE_NAME = 'sb_tutup_buku' THEN RAISE EXCEPTION '{closed_words}'; END IF;
  IF TG_OP <> 'DELETE' AND {closed_new} THEN
    {unless_new} RAISE EXCEPTION '{closed_words}'; {end_new}
  END IF;
  IF TG_OP <> 'INSERT' AND {closed_old} THEN
    {unless_old} RAISE EXCEPTION '{closed_words}'; {end_old}
  END IF;
  RETURN COALESCE(NEW, OLD);
END $sb$"""
    words = {"closed_words": CLOSED, "closed_new": _closed("NEW"), "closed_old": _closed("OLD")}
    plain = {"unless_new": "", "end_new": "", "unless_old": "", "end_old": ""}
    event = {
        "unless_new": f"IF TG_OP = 'INSERT' OR {changed} THEN",
        "unless_old": f"IF TG_OP = 'DELETE' OR {changed} THEN",
        "end_new": "END IF;",
        "end_old": "END IF;",
    }
    statements = [
        body.format(**words, **plain),
        body.format(**words, **event).replace("sb_buku_tutup()", "sb_mutasi_tutup()"),
    ]
    for table in (*LINES, "sb_tutup_buku", "sb_mutasi"):
        actions = "UPDATE OR DELETE" if table == "sb_tutup_buku" else "INSERT OR UPDATE OR DELETE"
        function = "sb_mutasi_tutup" if table == "sb_mutasi" else "sb_buku_tutup"
        statements.append(
            f"CREATE TRIGGER {table}_tutup BEFORE {actions} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    return statements


def down(migrator, db):
    """Drop every table this migration made. The data in them is gone."""
    for line in RECORDS.splitlines():
        if line.startswith("CREATE TABLE "):
            db.execute_sql(f"DROP TABLE IF EXISTS {line.split()[2]}")
    if type(migrator).__name__ != "SqliteMigrator":
        db.execute_sql("DROP FUNCTION IF EXISTS sb_buku_tutup()")
        db.execute_sql("DROP FUNCTION IF EXISTS sb_mutasi_tutup()")
