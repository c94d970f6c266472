"""What a file shows (photo, KTP-el, KK, certificate): whoever judges a record looks for one of them."""

TRIGGERS = ("sb_berkas_insert", "sb_berkas_update", "sb_berkas_delete")


def up(migrator, db):
    """Add the column; the triggers of this version are put in place after the migrations."""
    db.execute_sql("ALTER TABLE sb_berkas ADD COLUMN jenis VARCHAR(20)")


def down(migrator, db):
    """Drop it. SQLite refuses while a trigger reads it; the version that runs next installs its own."""
    if type(migrator).__name__ == "SqliteMigrator":
        for name in TRIGGERS:
            db.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        db.execute_sql("UPDATE sb_node SET triggers = NULL")
    db.execute_sql("ALTER TABLE sb_berkas DROP COLUMN jenis")
