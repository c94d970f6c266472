"""Conflicts: two versions of one row with no common line. Neither is dropped; an operator settles it.

A relay that meets a rival passes it on toward the author; at the author it opens a conflict.
"""

from ..domain.wilayah import within
from .arrive import arrive_row
from .freeze import freshen
from .node import Link, Node
from .schema import now
from .triggers import LOCAL
from .wire import LINEAGE, RIVAL, Result, Row, keep, kept


def set_against(node: Node, link: Link, row: Row) -> Result | None:
    """Set a version against the one held: a conflict at the author, a rival on its way elsewhere."""
    direct = row.kind != RIVAL
    row.kind, row.base = "", None
    if row.node == node.code:
        _open(node, link, row, direct)
    else:
        hop = _toward(node, row.node)
        if hop:
            node.engine.upsert(
                "sb_rival", ("peer", "id", "type", "v", "isi", "sent"), "peer,id",
                [(hop, row.id, row.type, row.v, keep(row), 0)],
            )  # fmt: skip
    node.engine.run("DELETE FROM sb_wanted WHERE peer = ? AND id = ?", (link.peer, row.id))
    return None


def _open(node: Node, link: Link, row: Row, direct: bool) -> None:
    if node.row(row.id) and row.v in node.history(row.id):
        _tell_lineage(node, link, row, direct)
        return
    order = (node.engine.value("SELECT max(urut) FROM sb_conflict") or 0) + 1
    node.engine.upsert(
        "sb_conflict", ("id", "v", "type", "peer", "isi", "direct", "urut", "pada"), "id,v",
        [(row.id, row.v, row.type, link.peer, keep(row), int(direct), order, now())],
    )  # fmt: skip


def _tell_lineage(node: Node, link: Link, row: Row, direct: bool) -> None:
    """The author's own row grew from this version, or an operator has chosen already: asking again would never end.

    A direct peer is sent the row on what it holds. A relay does not know that the one grew from
    the other, or it would have said so itself: it is sent the row with its history.
    """
    if not direct:
        rev, v = node.engine.one("SELECT rev, v FROM sb_row WHERE id = ?", (row.id,))
        node.mark(link.peer, row.type, row.id, rev, v and bytes(v), LINEAGE)


def _toward(node: Node, author: str) -> str | None:
    """The peer that is one step nearer to the author."""
    for link in node.links():
        if link.role == "down" and within(author, link.peer):
            return link.peer
    return next((link.peer for link in node.links() if link.role == "up"), None)


def conflicts(node: Node, row_id: str | None = None) -> list[tuple[Row | None, list[Row]]]:
    """Each open conflict: this node's own version (None if it has none) and its rivals, oldest first."""
    chosen = ("WHERE id = ?", (row_id,)) if row_id else ("", ())
    found: dict[str, list[Row]] = {}
    for conflicted, data in node.engine.run(f"SELECT id, isi FROM sb_conflict {chosen[0]} ORDER BY urut", chosen[1]):
        found.setdefault(conflicted, []).append(kept(bytes(data), Row))
    return [(node.row(conflicted), rivals) for conflicted, rivals in found.items()]


def settle(node: Node, row_id: str, content: dict | None) -> None:
    """Write what the operator chose (None: the row is to be gone) on top of every version.

    The new revision is above all; only a rival that a direct peer holds changes what that
    peer is told as base.
    """
    with node.engine.transaction():
        node.begin_step()
        freshen(node)
        own, rivals = next(iter(conflicts(node, row_id)))
        direct = node.engine.run(
            "SELECT peer, v FROM sb_conflict WHERE id = ? AND direct = 1 ORDER BY urut", (row_id,)
        )
        top = max([row.rev for row in rivals] + ([own.rev] if own else []))
        node.remember((row_id, row.v) for row in rivals)
        _overwrite(node, rivals[-1], content, top + 1)
        for peer, v in direct:
            node.engine.run("UPDATE sb_pending SET base = ? WHERE peer = ? AND id = ?", (v, peer, row_id))
        node.engine.run("DELETE FROM sb_conflict WHERE id = ?", (row_id,))
        node.digest.flush()


def _overwrite(node: Node, like: Row, content: dict | None, rev: int) -> None:
    """The author's own row set to this content at this revision, marked for every peer it routes to."""
    record_type, engine = node.catalog[like.type], node.engine
    v = engine.value("SELECT v FROM sb_row WHERE id = ?", (like.id,))
    with engine.applying():
        if content is None:
            engine.run(f"DELETE FROM {record_type.table} WHERE id = ?", (like.id,))
        else:
            row = Row(like.type, like.id, like.node, like.wilayah, rev, content=content)
            batch = arrive_row(record_type, row)
            values = (row.id, row.node, row.wilayah, batch.lain[0], *(column[0] for column in batch.columns))
            engine.upsert(record_type.table, ("id", "node", "wilayah", "lain", *record_type.names), "id", [values])
    engine.upsert(
        "sb_row", ("id", "type", "node", "wilayah", "rev", "deleted", "stale"), "id",
        [(like.id, like.type, like.node, like.wilayah, rev, int(content is None), 1)],
    )  # fmt: skip
    for peer in node.routed(like.node, like.wilayah):
        engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev, base) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (peer, type, id) DO UPDATE SET rev = excluded.rev",
            (peer, like.type, like.id, rev, v if peer != LOCAL else None),
        )
