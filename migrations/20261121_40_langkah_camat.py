"""The steps an office itself took: the camat's answers among the hundred thousands of steps of his villages."""


def up(migrator, db):
    """Add the index."""
    db.execute_sql("CREATE INDEX sb_surat_langkah_node ON sb_surat_langkah (node, pada)")


def down(migrator, db):
    """Drop it."""
    db.execute_sql("DROP INDEX sb_surat_langkah_node")
