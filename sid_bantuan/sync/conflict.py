"""Conflicts: two versions of one row with no common line. Neither is dropped; an operator settles it.

A relay that meets a rival passes it on toward the author; at the author it opens a conflict.
"""

from ..domain.wilayah import within
from . import penolakan
from .arrive import arrive_row
from .freeze import name_one
from .moment import now
from .node import Link, Node
from .triggers import LOCAL
from .wire import LINEAGE, RIVAL, Result, Row, keep, kept

ALONE = {"penolakan": penolakan.stands}
"""What a node wrote without anybody's hand it also settles so: type -> the content that is to stand, or None."""


def set_against(node: Node, link: Link, row: Row) -> Result:
    """Set a version against the one held: a conflict at the author, a rival on its way elsewhere.

    The answer says that it is in good hands, and that its author does not hold it (yet).
    """
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
    return Result(row.id, "shown")


def _open(node: Node, link: Link, row: Row, direct: bool) -> None:
    own = node.row(row.id)
    if own and row.v in node.history(row.id):
        _tell_lineage(node, link, row, direct)
        return
    if decide := ALONE.get(row.type):
        _settle(node, row.id, decide(node, own, row), [(row, link.peer, direct)])
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


def close_known(node: Node, row_id: str) -> None:
    """Close conflicts over versions that turned out to be this node's own line."""
    known = [(row_id, v) for v in node.history(row_id)]
    node.engine.many("DELETE FROM sb_conflict WHERE id = ? AND v = ?", known)


def settle(node: Node, row_id: str, content: dict | None) -> None:
    """Write what the operator chose (None: the row is to be gone) on top of every version.

    Raises ``KeyError`` where nothing is in conflict.
    """
    with node.engine.transaction():
        node.begin_step()
        found = node.engine.run("SELECT isi, peer, direct FROM sb_conflict WHERE id = ? ORDER BY urut", (row_id,))
        if not found:
            raise KeyError(row_id)
        name_one(node, row_id)
        _settle(node, row_id, content, [(kept(bytes(data), Row), peer, bool(direct)) for data, peer, direct in found])
        node.engine.run("DELETE FROM sb_conflict WHERE id = ?", (row_id,))
        node.digest.flush()


def _settle(node: Node, row_id: str, content: dict | None, rivals: list[tuple[Row, str, bool]]) -> None:
    """The new revision is above all; only a rival that a direct peer holds changes the base that peer is told."""
    own = node.engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,)) or 0
    node.remember((row_id, row.v) for row, _, _ in rivals)
    _overwrite(node, rivals[-1][0], content, max(own, *(row.rev for row, _, _ in rivals)) + 1)
    for row, peer, direct in rivals:
        if direct:
            node.engine.run("UPDATE sb_pending SET base = ? WHERE peer = ? AND id = ?", (row.v, peer, row_id))


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
