"""Freeze: turn marks into rows that travel. Hashes are computed here, once per version."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress

from .calm import no_collection
from .node import Node
from .record import RecordType, content_hashes, version
from .wire import MOST_TOGETHER, RIVAL, Row, Rows, column_out, kept, narrow

_HEAD = 9
NOT_IN_CONFLICT = "NOT EXISTS (SELECT 1 FROM sb_conflict k WHERE k.id = p.id)"
PRESENT = "(s.deleted = 1 OR t.id IS NOT NULL)"
"""A row that vanished unseen by any trigger is not sent as an empty one: the night check asks for it back."""


def freeze_rows(node: Node, peer: str, limit: int, returning: bool = False) -> list[Rows]:
    """Up to ``limit`` ordinary pending rows for a peer, grouped by type in catalog order.

    Rows in conflict wait for the operator; others go on. ``returning``: patient types wait as well.
    """
    frozen, marked = [], node.marked(peer)
    for record_type in node.catalog:
        if limit <= 0:
            break
        if record_type.name not in marked or (returning and record_type.patient):
            continue
        for rows in _in_parts(node, record_type, peer, limit):
            frozen.append(rows)
            limit -= len(rows)
    return frozen


def _in_parts(node: Node, record_type: RecordType, peer: str, limit: int) -> Iterator[Rows]:
    """Pending rows of one type, so many laid out at a time that memory does not grow with the message."""
    last = ""
    while limit > 0:
        found = _pending(node, record_type, peer, min(limit, MOST_TOGETHER), last)
        sound = _undamaged(node, record_type, found)
        if sound:
            yield _rows(node, record_type, sound)
        if len(found) < MOST_TOGETHER:
            return
        last, limit = found[-1][0], limit - len(sound)


def _undamaged(node: Node, record_type: RecordType, found: list[tuple]) -> list[tuple]:
    """The rows that are still what they are called. A copy that rotted on this disk would overwrite good ones elsewhere.

    Only copies are looked at: what an author's own table says is his row, whoever wrote it there.
    """
    copies = [row for row in found if row[1] != node.code and not row[4]]
    if not copies:
        return found
    _, _, _, _, deleted, _, _, _, lain, *data = zip(*copies, strict=True)
    damaged = {
        row[0]
        for row, h in zip(copies, content_hashes(record_type.names, data, lain, deleted), strict=True)
        if version(record_type.name, row[0], row[3], 0, h) != bytes(row[7])
    }
    return [row for row in found if row[0] not in damaged or not forget_damaged(node, row[0])]


def forget_damaged(node: Node, row_id: str) -> bool:
    """Whether a copy rotted on this disk or vanished from it. It is then held no longer: a peer sends it anew."""
    author, wilayah, rev, v = node.engine.one("SELECT node, wilayah, rev, v FROM sb_row WHERE id = ?", (row_id,))
    row = node.row(row_id)
    if author == node.code or (row and row.v == bytes(v)):
        return False
    aside = node.engine.value("SELECT peer FROM sb_refused_in WHERE id = ? AND rev > ?", (row_id, rev))
    peers = [link.peer for link in node.links() if link.peer != aside]
    node.digest.move(author, wilayah, row_id, bytes(v), None, peers)
    node.forget(row_id)
    return True


def _pending(node: Node, record_type: RecordType, peer: str, limit: int, after: str) -> list[tuple]:
    waiting = f"p.peer = ? AND p.type = ? AND p.id > ? AND p.held = 0 AND p.kind = '' AND {NOT_IN_CONFLICT}"
    params = [peer, record_type.name, after]
    ids = _lock(node, f"FROM sb_pending p JOIN sb_row s ON s.id = p.id WHERE {waiting} ORDER BY p.id", params, limit)
    if ids is not None:
        chosen, more = node.engine.ids(ids)
        waiting, params = f"{waiting} AND p.id IN ({chosen})", [*params, *more]
    columns = node.engine.select_list(record_type.columns, "t")
    return node.engine.run(
        f"SELECT p.id, s.node, s.wilayah, s.rev, s.deleted, s.stale, p.base, s.v, t.lain, {columns}"
        f" FROM sb_pending p JOIN sb_row s ON s.id = p.id LEFT JOIN {record_type.table} t ON t.id = p.id"
        f" WHERE {waiting} AND {PRESENT} ORDER BY p.id LIMIT ?",
        (*params, limit),
    )


def _lock(node: Node, chosen: str, params: list, limit: int) -> list[str] | None:
    """Where the office writes at the same time, hold the rows before they are read; None where it cannot.

    In one statement PostgreSQL would join the content of its snapshot to the ``rev`` of a row edited since:
    the edit would be named with the old content and never travel. Rows the office holds just now wait.
    """
    if node.engine.one_writer:
        return None
    return [
        row[0] for row in node.engine.run(f"SELECT s.id {chosen} LIMIT ? FOR UPDATE OF s SKIP LOCKED", (*params, limit))
    ]


def _rows(node: Node, record_type: RecordType, found: list[tuple]) -> Rows:
    ids, authors, wilayahs, revs, deleted, stale, bases, versions, lain, *data = (
        zip(*found, strict=True) if found else [()] * (_HEAD + len(record_type.names))
    )
    if any(stale):
        _name_versions(node, record_type, stale, ids, authors, wilayahs, revs, deleted, versions, lain, data)
    return Rows.packed(
        [column_out(column.kind, values) for column, values in zip(record_type.columns, data, strict=True)],
        type=record_type.name,
        names=list(record_type.names),
        ids=bytes.fromhex("".join(ids)),
        nodes=narrow(list(authors)),
        wilayahs=narrow(list(wilayahs)),
        revs=narrow(list(revs)),
        deleted=narrow(list(deleted)),
        bases=narrow([None if base is None else bytes(base) for base in bases]),
        lain=narrow(list(lain)),
    )


def _name(node: Node, record_type: RecordType, found: list[tuple]) -> None:
    ids, authors, wilayahs, revs, deleted, stale, _, versions, lain, *data = zip(*found, strict=True)
    _name_versions(node, record_type, stale, ids, authors, wilayahs, revs, deleted, versions, lain, data)


def _name_versions(node, record_type, stale, ids, authors, wilayahs, revs, deleted, versions, lain, data) -> None:
    """Compute and store ``h`` and ``v`` of the rows whose content changed since they were last named."""
    if not all(stale):
        ids, authors, wilayahs, revs, deleted, versions, lain = (
            tuple(compress(values, stale)) for values in (ids, authors, wilayahs, revs, deleted, versions, lain)
        )
        data = [tuple(compress(values, stale)) for values in data]
    hashes = content_hashes(record_type.names, data, lain, deleted)
    named = [
        (h, version(record_type.name, row_id, rev, gone, h), row_id, rev)
        for row_id, rev, gone, h in zip(ids, revs, deleted, hashes, strict=True)
    ]
    old, new = [], defaultdict(lambda: ([], []))
    for author, wilayah, before, (_, v, row_id, _) in zip(authors, wilayahs, versions, named, strict=True):
        if before:
            old.append((row_id, bytes(before)))
            node.digest.move(author, wilayah, row_id, bytes(before), v)
        else:
            of_one, versions_of_one = new[author, wilayah]
            of_one.append(row_id)
            versions_of_one.append(v)
    for (author, wilayah), (of_one, versions_of_one) in new.items():
        node.digest.add_many(author, wilayah, of_one, versions_of_one)
    node.engine.many("UPDATE sb_row SET h = ?, v = ?, stale = 0 WHERE id = ? AND rev = ?", named)
    node.remember(old)


def freshen(node: Node) -> None:
    """Name the versions of every row changed since it was last named, in slices.

    Needed before two sides are compared; ordinary exchanges name only what they send.
    """
    for record_type in _unnamed_types(node):
        while found := _unnamed(node, record_type):
            _name(node, record_type, found)


def name_ahead(node: Node, limit: int) -> None:
    """Name some of the rows that will be sent next, while the line is busy with those sent now."""
    with no_collection(), node.engine.transaction():
        node.begin_step()
        for record_type in _unnamed_types(node):
            while limit > 0 and (found := _unnamed(node, record_type)):
                _name(node, record_type, found)
                limit -= len(found)
        node.digest.flush()


def _unnamed_types(node: Node) -> list[RecordType]:
    changed = node.unnamed()
    return [record_type for record_type in node.catalog if record_type.name in changed]


def _unnamed(node: Node, record_type: RecordType) -> list[tuple]:
    stale, params = "s.stale = 1 AND s.type = ?", [record_type.name]
    ids = _lock(node, f"FROM sb_row s WHERE {stale}", params, 2_000)
    if ids is not None:
        chosen, more = node.engine.ids(ids)
        stale, params = f"{stale} AND s.id IN ({chosen})", [*params, *more]
    columns = node.engine.select_list(record_type.columns, "t")
    return node.engine.run(
        f"SELECT s.id, s.node, s.wilayah, s.rev, s.deleted, s.stale, NULL, s.v, t.lain, {columns}"
        f" FROM sb_row s LEFT JOIN {record_type.table} t ON t.id = s.id WHERE {stale} AND {PRESENT} LIMIT 2000",
        params,
    )


def freeze_special(node: Node, peer: str, limit: int) -> list[Row]:
    """Rivals on their way to the author, then rows that go with their history: before ordinary ones."""
    special = []
    for (data,) in node.engine.run("SELECT isi FROM sb_rival WHERE peer = ? AND sent = 0 LIMIT ?", (peer, limit)):
        row = kept(bytes(data), Row)
        row.kind = RIVAL
        special.append(row)
    marked = node.engine.run(
        "SELECT p.id, p.base, p.kind FROM sb_pending p WHERE p.peer = ? AND p.kind <> '' AND p.held = 0"
        f" AND {NOT_IN_CONFLICT} ORDER BY p.id LIMIT ?",
        (peer, limit - len(special)),
    )
    for row_id, base, kind in marked:
        name_one(node, row_id)
        row = node.received(row_id, peer)
        if row is None or row.v != node.held([row_id], peer)[row_id].v:
            forget_damaged(node, row_id)
            continue
        row.kind, row.base, row.history = kind, base and bytes(base), node.history(row_id)
        special.append(row)
    return special


def name_one(node: Node, row_id: str) -> None:
    """Name the version of one row if it was changed since it was last named."""
    if node.engine.value("SELECT stale FROM sb_row WHERE id = ?", (row_id,)):
        freshen(node)
