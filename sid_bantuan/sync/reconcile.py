"""Reconcile: find where two sides differ, bucket by bucket, and turn that into marks and wants.

No row moves here; ordinary exchanges move them afterwards. The author's side decides each
row by its history: what the peer holds is an older version of mine (send mine), mine is an
older version of the peer's (take it back), or neither (a conflict).
"""

from collections.abc import Iterable

from ..domain.wilayah import touches, within
from . import digest
from .freeze import freshen
from .node import Link, Node
from .wire import NO_COMMON, RETURN, Listed, Unreadable, Walk, Want, keep, kept

COMPARE, WANT = "compare", "want"
MOST_LISTED = 4_000


def start(node: Node, link: Link) -> None:
    """Begin a walk at the child; ordinary rows wait until it is done."""
    node.engine.run("DELETE FROM sb_wanted WHERE peer = ?", (link.peer,))
    node.set_link(link.peer, mode=COMPARE, walk=keep(Walk()))


def ask(node: Node, link: Link) -> Walk:
    """The child's part of its next request: its digests, or its decisions on what was listed."""
    freshen(node)
    node.digest.flush()
    walk = kept(link.walk, Walk)
    if link.mode == COMPARE:
        return Walk(
            near=digest.buckets(node.engine, link.peer, True), far=digest.buckets(node.engine, link.peer, False),
            done_near=walk.done_near, done_far=walk.done_far,
        )  # fmt: skip
    return Walk(
        want=_decide(node, link, True, walk.listing, walk.buckets),
        far_buckets=walk.far_buckets,
        listing=_listing(node, link, False, walk.far_buckets),
    )


def answer(node: Node, link: Link, mode: str, asked: Walk) -> Walk:
    """The parent's part of its reply."""
    freshen(node)
    node.digest.flush()
    if mode == COMPARE:
        return _compare(node, link, asked)
    _give(node, link, asked.want)
    return Walk(want=_decide(node, link, False, asked.listing, asked.far_buckets))


def proceed(node: Node, link: Link, answered: Walk) -> None:
    """The child takes the parent's part and moves on, until no bucket is left."""
    walk = kept(link.walk, Walk)
    if link.mode == COMPARE:
        if not answered.buckets and not answered.far_buckets:
            _finish(node, link)
            return
        answered.done_near, answered.done_far = walk.done_near, walk.done_far
        node.set_link(link.peer, mode=WANT, walk=keep(answered))
        return
    _give(node, link, answered.want)
    if walk.left:
        done = Walk(done_near=walk.done_near + walk.buckets, done_far=walk.done_far + walk.far_buckets)
        node.set_link(link.peer, mode=COMPARE, walk=keep(done))
    else:
        _finish(node, link)


def _finish(node: Node, link: Link) -> None:
    """The walk is done. A ``walk`` that stays says that rows are on their way back: see ``taking_back``."""
    asked = node.engine.one("SELECT 1 FROM sb_wanted WHERE peer = ? LIMIT 1", (link.peer,))
    node.set_link(link.peer, mode="", walk=keep(Walk()) if asked else None)


def taking_back(link: Link) -> bool:
    """Whether what this node asked back after a walk is still arriving: until a reply brings none of it.

    So long patient types wait: a restored village must hear which months of its books are closed before it adds to them.
    """
    return not link.mode and link.walk is not None


def _compare(node: Node, link: Link, asked: Walk) -> Walk:
    if len(asked.near) != digest.BUCKETS or len(asked.far) != digest.BUCKETS:
        raise Unreadable("sidik tidak lengkap")
    if not asked.done_near and not asked.done_far:
        node.engine.run("DELETE FROM sb_wanted WHERE peer = ?", (link.peer,))
    near, near_left = _differing(digest.buckets(node.engine, link.peer, True), asked.near, asked.done_near)
    # The child lists the far side, so its counts say how much fits.
    far, far_left = _differing(asked.far, digest.buckets(node.engine, link.peer, False), asked.done_far)
    listing = _listing(node, link, True, near)
    return Walk(buckets=near, far_buckets=far, listing=listing, left=near_left + far_left)


def _differing(lister: list[bytes], other: list[bytes], done: list[int]) -> tuple[list[int], int]:
    """Buckets that differ, as many as the lister's rows fit one message, and how many are left after them."""
    chosen, rows, left, passed = [], 0, 0, set(done)
    for at, (listed, held) in enumerate(zip(lister, other, strict=True)):
        if listed == held or at in passed:
            continue
        rows += int.from_bytes(listed[16:])
        if chosen and rows > MOST_LISTED:
            left += 1
        else:
            chosen.append(at)
    return chosen, left


def _side(node: Node, link: Link, near: bool, buckets: Iterable[int]) -> dict[str, tuple[str, int, bytes]]:
    """id -> (type, rev, v) of one side of the link, as received, in some buckets."""
    area = node.code if link.role == "up" else link.peer
    tails = [f"{at:02x}" for at in buckets]
    if not tails:
        return {}
    marks = ", ".join("?" * len(tails))
    found: dict[str, tuple[str, int, bytes]] = {}
    held = node.engine.run(
        f"SELECT id, type, node, wilayah, rev, v FROM sb_row WHERE v IS NOT NULL AND substr(id, 31, 2) IN ({marks})",
        tails,
    )
    refused = node.engine.run(
        f"SELECT id, type, node, wilayah, rev, v FROM sb_refused_in WHERE peer = ? AND substr(id, 31, 2) IN ({marks})",
        [link.peer, *tails],
    )
    for row_id, kind, author, wilayah, rev, v in [*held, *refused]:
        if within(author, area) == near and touches(wilayah, area) and rev > found.get(row_id, ("", 0))[1]:
            found[row_id] = (kind, rev, bytes(v))
    return found


def _listing(node: Node, link: Link, near: bool, buckets: Iterable[int]) -> list[Listed]:
    side = _side(node, link, near, buckets)
    earlier: dict[str, list[bytes]] = {}
    chosen, params = node.engine.ids(list(side))
    for row_id, v in node.engine.run(f"SELECT id, v FROM sb_history WHERE id IN ({chosen})", params) if side else ():
        earlier.setdefault(row_id, []).append(bytes(v))
    return [Listed(row_id, kind, rev, v, earlier.get(row_id, [])) for row_id, (kind, rev, v) in side.items()]


def _decide(node: Node, link: Link, near: bool, listing: list[Listed], buckets: Iterable[int]) -> list[Want]:
    """The author's side decides: marks for what to send, wants for what to take back."""
    mine = _side(node, link, near, buckets)
    theirs = {listed.id: listed for listed in listing}
    want, marks, settled = [], [], []
    for row_id, (kind, rev, v) in mine.items():
        listed = theirs.get(row_id)
        if listed is None:
            marks.append((link.peer, kind, row_id, rev, None, ""))
        elif listed.v == v:
            settled.append((link.peer, row_id))
        elif listed.v in node.history(row_id):
            marks.append((link.peer, kind, row_id, rev, listed.v, ""))
        elif v in listed.history:
            settled.append((link.peer, row_id))
            want.append(Want(row_id, kind, v))
        else:
            want.append(Want(row_id, kind, NO_COMMON))
    want += [Want(row_id, listed.type, None) for row_id, listed in theirs.items() if row_id not in mine]
    node.mark_many(marks, force=True)
    if settled:
        node.engine.many("DELETE FROM sb_pending WHERE peer = ? AND id = ?", settled)
    if want:
        node.engine.many(
            "INSERT INTO sb_wanted (peer, id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(link.peer, one.id) for one in want],
        )
    return want


def _give(node: Node, link: Link, wanted: list[Want]) -> None:
    """Mark the rows the author's side asked for as returning to it; what is not of its side stays here."""
    area, near = (node.code, False) if link.role == "up" else (link.peer, True)
    marks = []
    for want in wanted:
        row = node.received(want.id, link.peer)
        if row is not None and within(row.node, area) == near and touches(row.wilayah, area):
            marks.append((link.peer, row.type, row.id, row.rev, want.base, RETURN))
    node.mark_many(marks, force=True)
