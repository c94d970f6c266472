"""Apply: rows that arrive are compared with what is held, then stored, refused or set against each other.

The many ordinary rows go in one pass of bulk statements; a row with anything unusual about
it takes the careful road, one at a time. Both obey the same rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from . import penolakan
from .arrive import NO_AUTHOR, NO_RIGHT, Batch, arrive, arrive_row, refusal, whole_rows
from .confirm import release
from .conflict import close_known, set_against
from .freeze import forget_damaged, name_one
from .node import Held, Link, Node
from .wire import GIVEN_BACK, LINEAGE, RETURN, RIVAL, Result, Row, Rows, kept

_ROW = ("id", "type", "node", "wilayah", "rev", "deleted", "stale", "h", "v")


@dataclass(frozen=True, slots=True)
class Arrived:
    """The rows just stored, each made whole only for an effect that looks at it."""

    batch: Batch
    chosen: list[int]

    def __iter__(self):
        return (self.batch.row(at) for at in self.chosen)


def apply_rows(node: Node, link: Link, rows: Rows) -> list[Result]:
    """Apply a batch of ordinary rows; the results name only rows not simply accepted."""
    record_type = node.catalog.get(rows.type)
    if record_type is None:
        return _answers(apply_row(node, link, row) for row in whole_rows(rows))
    batch = arrive(record_type, rows)
    held = node.held(batch.ids, link.peer)
    faults = batch.faults()
    rights = {
        pair: refusal(node, link, rows.type, *pair, "") for pair in set(zip(batch.authors, batch.wilayahs, strict=True))
    }
    simple, same, careful = [], [], []
    for at, row_id in enumerate(batch.ids):
        before = held.get(row_id)
        if at in faults or rights[batch.authors[at], batch.wilayahs[at]]:
            careful.append(at)
        elif before is None or _simple(before, batch, at):
            simple.append(at)
        elif before.v == batch.v[at] and not before.refused:
            same.append(at)
        else:
            careful.append(at)
    store(node, link, batch, simple, held)
    _settled(node, link, batch, same)
    return _answers(apply_row(node, link, batch.row(at), faults.get(at)) for at in careful)


def _answers(results: Iterable[Result | None]) -> list[Result]:
    return [result for result in results if result is not None]


def _simple(before: Held, batch: Batch, at: int) -> bool:
    """The everyday update: the very version this node holds has grown, in the same frame."""
    return (
        not before.refused
        and before.v == batch.bases[at]
        and before.rev < batch.revs[at]
        and (before.type, before.node, before.wilayah)
        == (batch.record_type.name, batch.authors[at], batch.wilayahs[at])
    )


def _settled(node: Node, link: Link, batch: Batch, same: list[int]) -> None:
    """Rows both ends hold alike need neither asking nor sending."""
    if same:
        ids = [batch.ids[at] for at in same]
        _unwant(node, link.peer, ids)
        node.engine.many(
            "DELETE FROM sb_pending WHERE peer = ? AND type = ? AND id = ? AND rev = ?",
            [(link.peer, batch.record_type.name, batch.ids[at], batch.revs[at]) for at in same],
        )


def _unwant(node: Node, peer: str, ids: list[str]) -> None:
    if node.engine.one("SELECT 1 FROM sb_wanted WHERE peer = ? LIMIT 1", (peer,)):
        node.engine.many("DELETE FROM sb_wanted WHERE peer = ? AND id = ?", [(peer, row_id) for row_id in ids])


def apply_row(node: Node, link: Link, row: Row, fault: tuple[str, str] | None = None) -> Result | None:
    """Apply one row with every rule; None means it is held now, exactly so."""
    why = refusal(node, link, row.type, row.node, row.wilayah, row.kind)
    if row.node == node.code:
        name_one(node, row.id)  # a row edited since it was last named would be compared by its old name
    held = _whole(node, link.peer, row.id)
    if held and (held.type, held.node, held.wilayah) != (row.type, row.node, row.wilayah):
        why = NO_RIGHT
    if why == NO_RIGHT or (why == NO_AUTHOR and row.kind in GIVEN_BACK):
        return Result(row.id, "refused", why)
    asked = _asked(node, link.peer, row.id)
    if held and held.v == row.v:
        return _held_already(node, link, row, held)
    if row.kind == RIVAL or (row.kind == RETURN and (link.role == "down" or not asked)):
        return set_against(node, link, row)
    if why is None and fault is None:
        fault = fault_of(node, row)
    if why or fault:
        return _refuse(node, link, row, held, (why, "") if why else fault)
    if held and not _grew_from(row, held):
        if row.kind == RETURN:
            return set_against(node, link, row)
        return Result(row.id, "conflict", row=node.received(row.id, link.peer))
    store(node, link, arrive_row(node.catalog[row.type], row), [0], {row.id: held} if held else {}, row)
    return None


def _whole(node: Node, peer: str, row_id: str) -> Held | None:
    """What this node has of a row, unless it rotted on this disk: nobody is shown that as a version."""
    held = node.held([row_id], peer).get(row_id)
    if held and held.accepted and not held.refused and forget_damaged(node, row_id):
        return node.held([row_id], peer).get(row_id)
    return held


def _asked(node: Node, peer: str, row_id: str) -> bool:
    return node.engine.one("SELECT 1 FROM sb_wanted WHERE peer = ? AND id = ?", (peer, row_id)) is not None


def fault_of(node: Node, row: Row) -> tuple[str, str] | None:
    """The first (code, column) that keeps this node from storing a row of a type it knows."""
    if row.deleted:
        return None
    faults = arrive_row(node.catalog[row.type], row).faults()
    if row.node == node.code:
        # Its own author wrote it, good or bad, and must be able to hold it again to mend it.
        faults = {at: fault for at, fault in faults.items() if fault[0] in node.engine.cannot_hold}
    return faults.get(0)


def _grew_from(row: Row, held: Held) -> bool:
    """Compare and set: the row names the version held here as its base."""
    return held.v is None or (held.rev < row.rev and row.base == held.v)


def _held_already(node: Node, link: Link, row: Row, held: Held) -> Result | None:
    _unwant(node, link.peer, [row.id])
    _learn_lineage(node, row)
    if held.refused:
        return Result(row.id, "refused", held.code, held.column or "")
    if row.kind != RIVAL:
        node.engine.run(
            "DELETE FROM sb_pending WHERE peer = ? AND type = ? AND id = ? AND rev = ?",
            (link.peer, row.type, row.id, row.rev),
        )
    return None


def _learn_lineage(node: Node, row: Row) -> None:
    """Its author says what his version grew from: what was held back for his word goes on, though he be refused."""
    if row.kind == LINEAGE:
        node.remember((row.id, v) for v in row.history)
        release(node, row.id)


def _refuse(node: Node, link: Link, row: Row, held: Held | None, why: tuple[str, str]) -> Result:
    """Keep the row whole and say why; it counts as received, so it holds up nothing."""
    if held and not _grew_from(row, held):
        return Result(row.id, "conflict", row=node.received(row.id, link.peer))
    code, column = why
    node.digest.move(row.node, row.wilayah, row.id, held.v if held else None, row.v, peers=(link.peer,))
    if held and held.v and not held.refused:
        node.remember([(row.id, held.v)])
    node.remember([(row.id, row.v)])
    _learn_lineage(node, row)
    row.kind = ""
    node.keep_refused(row, link.peer, code, column)
    _unwant(node, link.peer, [row.id])
    penolakan.tell(node, link, row, code, column)
    return Result(row.id, "refused", code, column)


def store(
    node: Node, link: Link, batch: Batch, chosen: list[int], held: dict[str, Held], special: Row | None = None
) -> None:
    """Store the chosen rows of a batch and mark them for every peer they route to but the one they came from."""
    if not chosen:
        return
    _write(node, batch, chosen)
    if special is None and not held:
        marks = _first_seen(node, link, batch, chosen)
    else:
        marks = _in_place_of(node, link, batch, chosen, held, special)
    returning = special is not None and special.kind == RETURN
    if returning and special.node == node.code:
        close_known(node, special.id)
    _drop_marks_of_sender(node, link, batch.record_type.name, [batch.ids[at] for at in chosen], returning)
    node.mark_many(marks)
    if effect := node.catalog.effects.get(batch.record_type.name):
        effect(node, Arrived(batch, chosen))


def _first_seen(node: Node, link: Link, batch: Batch, chosen: list[int]) -> list[tuple]:
    """Count rows this node had nothing of, and say for whom to mark them: a first load is all of these."""
    name, groups = batch.record_type.name, {}
    for at in chosen:
        groups.setdefault((batch.authors[at], batch.wilayahs[at]), []).append(at)
    marks = []
    for (author, wilayah), members in groups.items():
        node.digest.add_many(author, wilayah, [batch.ids[at] for at in members], [batch.v[at] for at in members])
        for peer in node.routed(author, wilayah, besides=link.peer):
            marks += [(peer, name, batch.ids[at], batch.revs[at], None, "") for at in members]
    return marks


def _in_place_of(
    node: Node, link: Link, batch: Batch, chosen: list[int], held: dict[str, Held], special: Row | None
) -> list[tuple]:
    """Count rows in place of what was held, keep the old versions in the history, and say for whom to mark them."""
    name = batch.record_type.name
    marks, old = [], [(special.id, v) for v in special.history] if special else []
    for at in chosen:
        row_id, author, wilayah = batch.ids[at], batch.authors[at], batch.wilayahs[at]
        before = held.get(row_id)
        accepted = before.accepted if before else None
        if accepted:
            old.append((row_id, accepted))
        _count(node, link, batch, at, before, accepted)
        peers = node.routed(author, wilayah, besides=link.peer)
        marks += [(peer, name, row_id, batch.revs[at], accepted, "") for peer in peers]
    node.remember(old)
    return marks


def _write(node: Node, batch: Batch, chosen: list[int]) -> None:
    """The rows themselves and their state, behind the apply flag."""
    record_type, engine = batch.record_type, node.engine
    all_of_them = len(chosen) == len(batch.ids)
    rows = zip(batch.ids, batch.authors, batch.wilayahs, batch.lain, *batch.columns, strict=True)
    rows = list(rows) if all_of_them else [row for at, row in enumerate(rows) if at in set(chosen)]
    gone = [batch.ids[at] for at in chosen if batch.deleted[at]]
    if gone:
        dead = set(gone)
        rows = [row for row in rows if row[0] not in dead]
    with engine.applying():
        engine.upsert(record_type.table, ("id", "node", "wilayah", "lain", *record_type.names), "id", rows)
        if gone:
            engine.many(f"DELETE FROM {record_type.table} WHERE id = ?", [(row_id,) for row_id in gone])
    state = zip(
        batch.ids, [record_type.name] * len(batch.ids), batch.authors, batch.wilayahs, batch.revs, batch.deleted,
        [0] * len(batch.ids), batch.h, batch.v, strict=True,
    )  # fmt: skip
    state = list(state)
    engine.upsert("sb_row", _ROW, "id", state if all_of_them else [state[at] for at in chosen])


def _count(node: Node, link: Link, batch: Batch, at: int, before: Held | None, accepted: bytes | None) -> None:
    """Count a row in place of what was held; a refused version that grew from it goes on counting on its own link."""
    frame = batch.authors[at], batch.wilayahs[at], batch.ids[at]
    peers = None
    if before and before.refused:
        _forgive(node, *frame, link.peer, before.v, accepted)
    elif before and before.aside:
        peer, _, v = before.aside
        if _held_before(node, batch.ids[at], batch.v[at]):
            peers = [one.peer for one in node.links() if one.peer != peer]
        else:
            # Of another line, for all this node knows: it goes back to its author, who will see both.
            refused = node.engine.value("SELECT isi FROM sb_refused_in WHERE id = ?", (batch.ids[at],))
            set_against(node, node.link(peer), kept(bytes(refused), Row))
            _forgive(node, *frame, peer, v, accepted)
    node.digest.move(*frame, accepted, batch.v[at], peers)


def _held_before(node: Node, row_id: str, v: bytes) -> bool:
    return node.engine.one("SELECT 1 FROM sb_history WHERE id = ? AND v = ?", (row_id, v)) is not None


def _forgive(
    node: Node, author: str, wilayah: str, row_id: str, peer: str, refused: bytes, accepted: bytes | None
) -> None:
    """A better version of a refused row came: on the link that brought it the accepted one counts again."""
    node.digest.move(author, wilayah, row_id, refused, accepted, peers=(peer,))
    node.engine.run("DELETE FROM sb_refused_in WHERE id = ?", (row_id,))
    penolakan.withdraw(node, row_id)


def _drop_marks_of_sender(node: Node, link: Link, name: str, ids: list[str], returning: bool) -> None:
    engine = node.engine
    _unwant(node, link.peer, ids)
    if engine.one("SELECT 1 FROM sb_pending WHERE peer = ? AND type = ? LIMIT 1", (link.peer, name)):
        engine.many(
            "DELETE FROM sb_pending WHERE peer = ? AND type = ? AND id = ?",
            [(link.peer, name, row_id) for row_id in ids],
        )
    if not returning and engine.one("SELECT 1 FROM sb_rival WHERE peer = ? LIMIT 1", (link.peer,)):
        engine.many("DELETE FROM sb_rival WHERE peer = ? AND id = ?", [(link.peer, row_id) for row_id in ids])
