"""The day up to which aid was judged by the calendar: rules begin and end, and so does aid, without any row changing."""


def up(migrator, db):
    """One row, written when the node is first at rest."""
    db.execute_sql("CREATE TABLE sb_aturan_hari (hari VARCHAR(10) NOT NULL)")


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP TABLE sb_aturan_hari")
