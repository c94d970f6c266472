"""Above the villages: what each village's books held as each month ended, so that no book adds up every line anew.

And the moves between villages told from their index alone.
"""

TABLES = """
CREATE TABLE sb_saldo_desa (wilayah VARCHAR(13) NOT NULL, bulan VARCHAR(7) NOT NULL,
    wni_l INTEGER NOT NULL, wni_l_kk INTEGER NOT NULL, wni_p INTEGER NOT NULL, wni_p_kk INTEGER NOT NULL,
    wna_l INTEGER NOT NULL, wna_l_kk INTEGER NOT NULL, wna_p INTEGER NOT NULL, wna_p_kk INTEGER NOT NULL,
    PRIMARY KEY (wilayah, bulan)){rowless};
CREATE TABLE sb_saldo_ulang (wilayah VARCHAR(13) NOT NULL PRIMARY KEY);
INSERT INTO sb_saldo_ulang (wilayah) SELECT wilayah FROM sb_mutasi_orang WHERE {above}
    UNION SELECT wilayah FROM sb_penyesuaian WHERE {above};
DROP INDEX sb_mutasi_orang_lawan;
CREATE INDEX sb_mutasi_orang_lawan ON sb_mutasi_orang
    (wilayah, lawan_wilayah, bulan, orang_id, baris, dalam, arah) WHERE lawan_wilayah IS NOT NULL
"""
ABOVE = "EXISTS (SELECT 1 FROM sb_node WHERE length(kode) < 13)"
BEFORE = """
DROP TABLE sb_saldo_ulang;
DROP TABLE sb_saldo_desa;
DROP INDEX sb_mutasi_orang_lawan;
CREATE INDEX sb_mutasi_orang_lawan ON sb_mutasi_orang (wilayah, lawan_wilayah, bulan, orang_id)
    WHERE lawan_wilayah IS NOT NULL
"""


def up(migrator, db):
    """Create the tables; the villages that are here already are added up when everything else is derived."""
    rowless = " WITHOUT ROWID" if type(migrator).__name__ == "SqliteMigrator" else ""
    for statement in TABLES.format(rowless=rowless, above=ABOVE).split(";\n"):
        db.execute_sql(statement)


def down(migrator, db):
    """Drop them, everything in them follows from the lines; and narrow the index again."""
    for statement in BEFORE.split(";\n"):
        db.execute_sql(statement)
