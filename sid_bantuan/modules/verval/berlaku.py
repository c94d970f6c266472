"""Which verdict holds for the present content of a record: said once, in SQL, for every reader."""

from ...sync.engine import Engine, SqliteEngine


def hex_sql(engine: Engine, column: str) -> str:
    """A binary column as lower-case hex, as ``hash_dinilai`` holds it."""
    return f"lower(hex({column}))" if isinstance(engine, SqliteEngine) else f"encode({column}, 'hex')"


def winner_sql(content_hash: str, row_id: str) -> str:
    """A subquery: the id of the verdict that holds for this content, or NULL.

    Of several on the same content the higher level's wins (a shorter code is higher up),
    then the later one.
    """
    return (
        f"(SELECT w.id FROM sb_verval w WHERE w.rekam_id = {row_id} AND w.hash_dinilai = {content_hash}"
        " ORDER BY length(w.node), w.pada DESC, w.id DESC LIMIT 1)"
    )
