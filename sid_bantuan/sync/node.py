"""A node: one place's database, seen by the sync. The stages of an exchange work on it."""

import json
from collections.abc import Iterable, Sequence

import msgspec

from ..domain.wilayah import touches, within
from .digest import Digest
from .engine import Engine
from .moment import now
from .record import Catalog, RecordType
from .triggers import LOCAL
from .wire import Row, keep, kept


class Link(msgspec.Struct):
    """This node's end of the line to one peer: its parent (``up``) or a child (``down``)."""

    peer: str
    role: str
    url: str | None
    state: str
    mode: str
    epoch: int
    no: int
    chain: bytes | None
    own_key: bytes | None
    peer_key: bytes | None
    old_key: bytes | None
    next_key: bytes | None
    frozen: bytes | None
    reply: bytes | None
    results: bytes | None
    receipt: bytes | None
    walk: bytes | None
    batch: int

    def routes(self, code: str, author: str, wilayah: str) -> bool:
        """Whether a row of this author about this area travels over this link from node ``code``."""
        if self.role == "up":
            return within(author, code)
        return touches(wilayah, self.peer) and not within(author, self.peer)


_FIELDS = tuple(field for field in Link.__struct_fields__)
_SELECT = f"SELECT {', '.join(_FIELDS)} FROM sb_link"


class Held(msgspec.Struct):
    """What a node has of a row, seen from one link: as last accepted, or as last received there and refused."""

    type: str
    node: str
    wilayah: str
    rev: int
    v: bytes | None
    refused: bool = False
    accepted: bytes | None = None
    code: str = ""
    column: str | None = None
    aside: tuple[str, int, bytes] | None = None
    """(peer, rev, version) of a newer version that another link brought and this node refused."""


class Node:
    """One installation. ``catalog`` says which record types it knows."""

    def __init__(self, engine: Engine, code: str, catalog: Catalog):
        self.engine, self.code, self.catalog = engine, code, catalog
        self._links: list[Link] | None = None
        self.digest: Digest | None = None
        self.sent: tuple | None = None
        """The bytes of the request last frozen by this object, and the request itself."""

    # ---- links

    def links(self) -> list[Link]:
        """Every link of this node, as read at the start of the current step."""
        if self._links is None:
            self._links = [self._link(row) for row in self.engine.run(f"{_SELECT} ORDER BY peer")]
        return self._links

    def link(self, peer: str, lock: bool = False) -> Link | None:
        """One link as it stands now; ``lock`` keeps a second worker from the same step."""
        tail = " FOR UPDATE" if lock and self.engine.blob == "BYTEA" else ""
        row = self.engine.one(f"{_SELECT} WHERE peer = ?{tail}", (peer,))
        return self._link(row) if row else None

    def parent(self) -> Link | None:
        """The link up, where this node is enrolled."""
        row = self.engine.one(f"{_SELECT} WHERE role = 'up'")
        return self._link(row) if row else None

    @staticmethod
    def _link(row: Sequence) -> Link:
        return Link(*(bytes(value) if isinstance(value, memoryview) else value for value in row))

    def set_link(self, peer: str, **values) -> None:
        """Write some fields of a link."""
        names = ", ".join(f"{name} = ?" for name in values)
        self.engine.run(f"UPDATE sb_link SET {names} WHERE peer = ?", (*values.values(), peer))
        self._links = None

    def begin_step(self) -> None:
        """A new transaction has begun: be the only step of this node, forget what was read of the links."""
        self.engine.begin_step()
        self._links = None
        self.digest = Digest(self.engine, self.code, self.links())

    # ---- rows

    def held(self, ids: Sequence[str], peer: str) -> dict[str, Held]:
        """What this node has of these rows, as *received* from this peer: a refused version counts where it is newer."""
        if not ids:
            return {}
        chosen, params = self.engine.ids(ids)
        found = {
            row_id: Held(kind, author, wilayah, rev, v and bytes(v), accepted=v and bytes(v))
            for row_id, kind, author, wilayah, rev, v in self.engine.run(
                f"SELECT id, type, node, wilayah, rev, v FROM sb_row WHERE id IN ({chosen})", params
            )
        }
        refused = self.engine.run(
            f"SELECT id, peer, type, node, wilayah, rev, v, code, kolom FROM sb_refused_in WHERE id IN ({chosen})",
            params,
        )
        for row_id, sender, kind, author, wilayah, rev, v, code, column in refused:
            before = found.get(row_id) or Held(kind, author, wilayah, 0, None)
            if rev <= before.rev:
                continue
            if sender == peer:
                found[row_id] = Held(kind, author, wilayah, rev, bytes(v), True, before.accepted, code, column)
            else:
                before.aside = (sender, rev, bytes(v))
                found[row_id] = before
        return found

    def row(self, row_id: str) -> Row | None:
        """One row as this node accepted it, whole; None also where it vanished from its table unseen."""
        meta = self.engine.one("SELECT type, node, wilayah, rev, deleted FROM sb_row WHERE id = ?", (row_id,))
        if meta is None:
            return None
        record_type = self.catalog[meta[0]]
        content = {} if meta[4] else self._content(record_type, row_id)
        if content is None:
            return None
        return Row(meta[0], row_id, meta[1], meta[2], meta[3], meta[4], content)

    def received(self, row_id: str, peer: str) -> Row | None:
        """One row as last received from this peer: the refused version where that is newer."""
        accepted = self.row(row_id)
        refused = self.engine.one("SELECT rev, isi FROM sb_refused_in WHERE id = ? AND peer = ?", (row_id, peer))
        if refused and (accepted is None or refused[0] > accepted.rev):
            return kept(bytes(refused[1]), Row)
        return accepted

    def content(self, record_type: RecordType, row_id: str) -> dict:
        """The present values of a row by name, unknown columns among them; empty where there is no such row."""
        return self._content(record_type, row_id) or {}

    def _content(self, record_type: RecordType, row_id: str) -> dict | None:
        columns = self.engine.select_list(record_type.columns, "t")
        found = self.engine.one(f"SELECT t.lain, {columns} FROM {record_type.table} t WHERE t.id = ?", (row_id,))
        if found is None:
            return None
        known = {name: value for name, value in zip(record_type.names, found[1:], strict=True) if value is not None}
        return known | json.loads(found[0]) if found[0] else known

    def history(self, row_id: str) -> list[bytes]:
        """Every version of a row this node has held."""
        rows = self.engine.run("SELECT v FROM sb_history WHERE id = ?", (row_id,))
        current = self.engine.value("SELECT v FROM sb_row WHERE id = ?", (row_id,))
        return [bytes(row[0]) for row in rows] + ([bytes(current)] if current else [])

    def remember(self, versions: Iterable[tuple[str, bytes]]) -> None:
        """Keep versions in the history for good."""
        versions = list(versions)
        if versions:
            self.engine.many("INSERT INTO sb_history (id, v) VALUES (?, ?) ON CONFLICT DO NOTHING", versions)

    # ---- marks

    def mark(self, peer: str, kind: str, row_id: str, rev: int, base: bytes | None, special: str = "", force=False):
        """Mark one row pending for a peer; an earlier mark keeps its base unless ``force``."""
        self.mark_many([(peer, kind, row_id, rev, base, special)], force)

    def mark_many(self, marks: Sequence[tuple], force: bool = False) -> None:
        """Mark many: (peer, type, id, rev, base, kind) each."""
        if marks:
            tail = ", base = excluded.base" if force else ""
            self.engine.many(
                "INSERT INTO sb_pending (peer, type, id, rev, base, kind) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (peer, type, id) DO UPDATE SET rev = excluded.rev, held = 0, kind = excluded.kind" + tail,
                marks,
            )

    def touch(self, row_id: str, deleted: int = 0) -> None:
        """Count an own row as changed though no trigger saw it change."""
        meta = self.engine.one("SELECT type, node, wilayah, rev, v FROM sb_row WHERE id = ?", (row_id,))
        kind, author, wilayah, rev, v = meta
        self.engine.run("UPDATE sb_row SET rev = ?, deleted = ?, stale = 1 WHERE id = ?", (rev + 1, deleted, row_id))
        marks = [(peer, kind, row_id, rev + 1, v and bytes(v), "") for peer in self.routed(author, wilayah)]
        self.mark_many(marks)

    def forget(self, row_id: str) -> None:
        """Forget a damaged row: the digests, computed anew, then differ and the peers send it back."""
        kind = self.engine.value("SELECT type FROM sb_row WHERE id = ?", (row_id,))
        with self.engine.applying():
            self.engine.run(f"DELETE FROM {self.catalog[kind].table} WHERE id = ?", (row_id,))
        for table in ("sb_row", "sb_pending", "sb_history"):
            self.engine.run(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def routed(self, author: str, wilayah: str, besides: str = "") -> list[str]:
        """The peers a row of this author about this area travels to, and this node's own derivations."""
        peers = [one.peer for one in self.links() if one.peer != besides and one.routes(self.code, author, wilayah)]
        return [*peers, LOCAL]

    def idle(self, peer: str) -> bool:
        """Whether nothing waits to be sent to this peer."""
        return (
            self.engine.one(
                "SELECT 1 FROM sb_pending WHERE peer = ? UNION ALL SELECT 1 FROM sb_rival WHERE peer = ? AND sent = 0 LIMIT 1",
                (peer, peer),
            )
            is None
        )

    def marked(self, peer: str) -> set[str]:
        """The types with rows that wait for this peer: asked once, where asking each of fifty costs more than the rows."""
        return self._types_with("SELECT MIN(p.id) FROM sb_pending p WHERE p.peer = ? AND p.type = t.name", peer)

    def unnamed(self) -> set[str]:
        """The types with rows changed since their versions were last named."""
        return self._types_with("SELECT MIN(s.id) FROM sb_row s WHERE s.stale = 1 AND s.type = t.name")

    def _types_with(self, first: str, *params: str) -> set[str]:
        """The types of which ``first``, one seek in an index, finds a row."""
        names = ", ".join(f"('{one.name}')" for one in self.catalog)
        rows = self.engine.run(f"WITH t (name) AS (VALUES {names}) SELECT t.name, ({first}) FROM t", params)
        return {name for name, found in rows if found is not None}

    def pending(self, peer: str) -> int:
        """How many rows wait for this peer."""
        return self.engine.value("SELECT count(*) FROM sb_pending WHERE peer = ?", (peer,))

    # ---- refusals

    def keep_refused(self, row: Row, peer: str, code: str, column: str | None) -> None:
        """Keep a refused row whole; it counts as received until a better version comes."""
        self.engine.upsert(
            "sb_refused_in",
            ("id", "peer", "type", "node", "wilayah", "rev", "v", "code", "kolom", "isi", "pada"),
            "id",
            [(row.id, peer, row.type, row.node, row.wilayah, row.rev, row.v, code, column, keep(row), now())],
        )
