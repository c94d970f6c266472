"""Who signs a place's books, as it was last written at this node; kept here, never sent."""


def up(migrator, db):
    """Create the table."""
    db.execute_sql(
        "CREATE TABLE sb_penanda_tangan (wilayah VARCHAR(13) NOT NULL, sisi INTEGER NOT NULL, jabatan VARCHAR(100) NOT NULL,"
        " nama VARCHAR(100), nip VARCHAR(40), PRIMARY KEY (wilayah, sisi))"
    )


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP TABLE sb_penanda_tangan")
