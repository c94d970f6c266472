"""Digests: a proof in a few bytes that two ends of a link hold the same rows.

A link has two sides: *near*, the rows authored at the child or below it, and *far*, the
rows authored above that touch the child's area. Each end keeps, per side, 256 buckets of
(sum of ``v`` mod 2^128, count), moved along with every row. A sum, not XOR: pairs do not cancel.
"""

from collections import defaultdict
from collections.abc import Sequence

from ..domain.wilayah import touches, within
from .wire import message_hash

BUCKETS = 256
_MODULUS = 1 << 128


def bucket(row_id: str) -> int:
    """The tail of a UUIDv7 is random, so it spreads rows evenly."""
    return int(row_id[-2:], 16)


class Digest:
    """The moves of one transaction, gathered in memory and written once by ``flush``."""

    def __init__(self, engine, code: str, links):
        self.engine = engine
        self._areas = [(link.peer, code if link.role == "up" else link.peer) for link in links]
        self._sides: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self._moves: dict = defaultdict(dict)

    def sides(self, node: str, wilayah: str) -> list[tuple[str, int]]:
        """The (peer, near) sides a row of this author about this area belongs to."""
        key = (node, wilayah)
        if key not in self._sides:
            self._sides[key] = [(peer, int(within(node, area))) for peer, area in self._areas if touches(wilayah, area)]
        return self._sides[key]

    def move(self, node: str, wilayah: str, row_id: str, old: bytes | None, new: bytes | None, peers=None) -> None:
        """Exchange one version for another on every side the row is in, or only towards ``peers``."""
        at = int(row_id[-2:], 16)
        total = (int.from_bytes(new) if new else 0) - (int.from_bytes(old) if old else 0)
        count = bool(new) - bool(old)
        for side in self.sides(node, wilayah):
            if peers is None or side[0] in peers:
                moves = self._moves[side]
                held = moves.get(at)
                moves[at] = (total, count) if held is None else (held[0] + total, held[1] + count)

    def add_many(self, node: str, wilayah: str, ids: Sequence[str], versions: Sequence[bytes]) -> None:
        """Count rows that were not there before, all of one author about one area."""
        added: dict[int, list[int]] = defaultdict(list)
        for row_id, v in zip(ids, versions, strict=True):
            added[int(row_id[-2:], 16)].append(int.from_bytes(v))
        for side in self.sides(node, wilayah):
            moves = self._moves[side]
            for at, values in added.items():
                total, count = moves.get(at, (0, 0))
                moves[at] = (total + sum(values), count + len(values))

    def flush(self) -> None:
        """Write the moves."""
        for (peer, near), moves in self._moves.items():
            held = dict(self._read(peer, near))
            rows = []
            for at, (total, count) in moves.items():
                before, number = held.get(at, (0, 0))
                rows.append((peer, near, at, ((before + total) % _MODULUS).to_bytes(16), number + count))
            self.engine.upsert("sb_digest", ("peer", "near", "bucket", "total", "jumlah"), "peer,near,bucket", rows)
        self._moves.clear()

    def _read(self, peer: str, near: int):
        rows = self.engine.run("SELECT bucket, total, jumlah FROM sb_digest WHERE peer = ? AND near = ?", (peer, near))
        return ((at, (int.from_bytes(total), count)) for at, total, count in rows)


def buckets(engine, peer: str, near: bool) -> list[bytes]:
    """The 256 bucket digests of one side, 20 bytes each: sum and count."""
    sums = [bytes(20)] * BUCKETS
    rows = engine.run("SELECT bucket, total, jumlah FROM sb_digest WHERE peer = ? AND near = ?", (peer, int(near)))
    for at, total, count in rows:
        sums[at] = bytes(total) + count.to_bytes(4)
    return sums


def root(engine, peer: str, near: bool) -> bytes:
    """One hash over a side's buckets."""
    return message_hash(b"".join(buckets(engine, peer, near)))


def recompute(node, peer: str) -> bool:
    """Rebuild a link's digests from the rows themselves; True where they were right already.

    Run when a link is made and every night: a digest that drifted would hide a difference.
    """
    engine = node.engine
    before = (buckets(engine, peer, True), buckets(engine, peer, False))
    engine.run("DELETE FROM sb_digest WHERE peer = ?", (peer,))
    digest = Digest(engine, node.code, [link for link in node.links() if link.peer == peer])
    refused = {
        row_id: (rev, bytes(v))
        for row_id, rev, v in engine.run("SELECT id, rev, v FROM sb_refused_in WHERE peer = ?", (peer,))
    }
    for row_id, author, wilayah, rev, v in engine.run("SELECT id, node, wilayah, rev, v FROM sb_row"):
        late = refused.pop(row_id, None)
        counted = late[1] if late and late[0] > rev else v
        if counted is not None:
            digest.move(author, wilayah, row_id, None, bytes(counted))
    for row_id in refused:
        author, wilayah, v = engine.one("SELECT node, wilayah, v FROM sb_refused_in WHERE id = ?", (row_id,))
        digest.move(author, wilayah, row_id, None, bytes(v))
    digest.flush()
    return before == (buckets(engine, peer, True), buckets(engine, peer, False))
