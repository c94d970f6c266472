"""Confirm: a receipt came; clear each mark whose row has not moved on since it was sent."""

from .arrive import arrive, sound_row
from .conflict import set_against
from .moment import now
from .node import Link, Node
from .wire import RETURN, RIVAL, Result, Row, Rows


def confirm(node: Node, link: Link, rows: list[Rows], special: list[Row], results: list[Result]) -> None:
    """Settle what was sent over a link with what the peer answered."""
    answers = {result.id: result for result in results}
    for row in special:
        _confirm_special(node, link, row, answers.get(row.id))
    for batch in rows:
        _confirm_batch(node, link, batch, answers)


def _confirm_batch(node: Node, link: Link, batch: Rows, answers: dict[str, Result]) -> None:
    ids = batch.id_list()
    sent = dict(zip(ids, batch.spread(batch.revs), strict=True))
    here = [answers[row_id] for row_id in ids if row_id in answers]
    clashes = {result.id: result for result in here if result.kind == "conflict"}
    cleared = [(row_id, rev) for row_id, rev in sent.items() if row_id not in clashes]
    node.engine.clear_marks(link.peer, batch.type, cleared)
    _forget_refusals(node, batch.type, sent, here)
    for result in here:
        if result.kind == "refused":
            _note_refusal(node, batch.type, result, sent[result.id])
    for result in clashes.values():
        _conflicted(node, link, result, sent[result.id])
    _unwant(node, link.peer, cleared)
    _rebase(node, link.peer, batch, {row_id for row_id, _ in cleared})


def _unwant(node: Node, peer: str, cleared: list[tuple]) -> None:
    if node.engine.one("SELECT 1 FROM sb_wanted WHERE peer = ? LIMIT 1", (peer,)):
        node.engine.many("DELETE FROM sb_wanted WHERE peer = ? AND id = ?", [(peer, row_id) for row_id, _ in cleared])


def _rebase(node: Node, peer: str, batch: Rows, cleared: set[str]) -> None:
    """Marks that remain are of rows edited since: what the peer holds now is the version sent."""
    chosen, params = node.engine.ids(list(cleared))
    moved_on = node.engine.run(
        f"SELECT id FROM sb_pending WHERE peer = ? AND type = ? AND id IN ({chosen})", (peer, batch.type, *params)
    )
    if moved_on:
        left = {row[0] for row in moved_on}
        arrived = arrive(node.catalog[batch.type], batch)
        bases = [
            (v, peer, batch.type, row_id) for row_id, v in zip(arrived.ids, arrived.v, strict=True) if row_id in left
        ]
        node.engine.many("UPDATE sb_pending SET base = ?, kind = '' WHERE peer = ? AND type = ? AND id = ?", bases)


def _conflicted(node: Node, link: Link, result: Result, rev: int) -> None:
    """The peer holds another line of the row: keep both, and build on the peer's from now on."""
    held = result.row
    if held is None or not _same_row(node, result.id, held):
        return
    sound_row(held)
    v = held.v
    mark = node.engine.one("SELECT rev FROM sb_pending WHERE peer = ? AND id = ?", (link.peer, result.id))
    set_against(node, link, held)
    if mark:
        wait = _held_back(node, held, mark[0], rev)
        node.engine.run(
            "UPDATE sb_pending SET base = ?, held = ? WHERE peer = ? AND id = ?", (v, wait, link.peer, result.id)
        )


def _same_row(node: Node, row_id: str, answered: Row) -> bool:
    """A peer may hold another version of what was sent, but not another row."""
    frame = node.engine.one("SELECT type, node, wilayah FROM sb_row WHERE id = ?", (row_id,))
    return answered.id == row_id and tuple(frame or ()) == (answered.type, answered.node, answered.wilayah)


def _held_back(node: Node, held: Row, mark: int, rev: int) -> int:
    """A relay waits with its own version for the author's next; what came from him since goes on."""
    return int(held.node != node.code and mark == rev)


def release(node: Node, row_id: str) -> None:
    """The author holds what this relay holds: what was held back for his word goes on."""
    node.engine.run("UPDATE sb_pending SET held = 0 WHERE id = ?", (row_id,))


def _note_refusal(node: Node, record_type: str, result: Result, rev: int) -> None:
    node.engine.upsert(
        "sb_refused_out", ("id", "type", "rev", "code", "kolom", "pada"), "id",
        [(result.id, record_type, rev, result.code, result.column or None, now())],
    )  # fmt: skip


def _forget_refusals(node: Node, record_type: str, sent: dict[str, int], here: list[Result]) -> None:
    """An accepted version ends the refusal of the one before."""
    if node.engine.one("SELECT 1 FROM sb_refused_out WHERE type = ? LIMIT 1", (record_type,)):
        refused = {result.id for result in here}
        accepted = [(row_id, rev) for row_id, rev in sent.items() if row_id not in refused]
        node.engine.many("DELETE FROM sb_refused_out WHERE id = ? AND rev <= ?", accepted)


def _confirm_special(node: Node, link: Link, row: Row, result: Result | None) -> None:
    engine = node.engine
    if row.kind == RIVAL:
        engine.run("UPDATE sb_rival SET sent = 1 WHERE peer = ? AND id = ? AND v = ?", (link.peer, row.id, row.v))
        return
    if result and result.kind == "conflict":
        _conflicted(node, link, result, row.rev)
        return
    if result and result.kind == "refused":
        _note_refusal(node, row.type, result, row.rev)
    if row.kind == RETURN and result is None:
        release(node, row.id)
    engine.run("DELETE FROM sb_wanted WHERE peer = ? AND id = ?", (link.peer, row.id))
    engine.run(
        "DELETE FROM sb_pending WHERE peer = ? AND id = ? AND (rev = ? OR kind = ?)",
        (link.peer, row.id, row.rev, RETURN),
    )
    engine.run("UPDATE sb_pending SET base = ?, kind = '' WHERE peer = ? AND id = ?", (row.v, link.peer, row.id))
