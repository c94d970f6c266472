"""Corrections of disbursements: what the bank paid otherwise than listed, and what was found after the report."""

TABLE = """CREATE TABLE sb_pembetulan_salur (
    id VARCHAR(32) NOT NULL PRIMARY KEY, node VARCHAR(13) NOT NULL, wilayah VARCHAR(13) NOT NULL, lain TEXT,
    penyaluran_id VARCHAR(32) NOT NULL, baris_id VARCHAR(32) NOT NULL, ke INTEGER NOT NULL,
    dari_keadaan VARCHAR(14) NOT NULL, dari_nilai BIGINT NOT NULL, keadaan VARCHAR(14) NOT NULL, nilai BIGINT NOT NULL,
    tgl DATE, bukti VARCHAR(100), alasan VARCHAR(200) NOT NULL, oleh VARCHAR(100) NOT NULL, pada VARCHAR(20) NOT NULL
)"""


def up(migrator, db):
    """Create the table."""
    db.execute_sql(TABLE)
    db.execute_sql("CREATE INDEX sb_pembetulan_salur_baris ON sb_pembetulan_salur (baris_id, ke)")
    db.execute_sql("CREATE INDEX sb_pembetulan_salur_daftar ON sb_pembetulan_salur (penyaluran_id)")


def down(migrator, db):
    """Drop it. What was corrected is gone."""
    db.execute_sql("DROP TABLE IF EXISTS sb_pembetulan_salur")
