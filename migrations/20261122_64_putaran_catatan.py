"""The words beside a reason go up with the line they are about: "lainnya" alone says nothing above."""

TRIGGERS = ("sb_putaran_baris_insert", "sb_putaran_baris_update", "sb_putaran_baris_delete")


def up(migrator, db):
    """Add the column; the triggers of this version are put in place after the migrations."""
    db.execute_sql("ALTER TABLE sb_putaran_baris ADD COLUMN catatan VARCHAR(250)")


def down(migrator, db):
    """Drop it. SQLite refuses while a trigger reads it; the version that runs next installs its own."""
    if type(migrator).__name__ == "SqliteMigrator":
        for name in TRIGGERS:
            db.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        db.execute_sql("UPDATE sb_node SET triggers = NULL")
    db.execute_sql("ALTER TABLE sb_putaran_baris DROP COLUMN catatan")
