"""One simulated installation: a store, the program running on it, its line up."""

from sid_bantuan.sync.conflict import conflicts
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.wire import Row, kept

from .ledger import WORD, word
from .line import Line
from .stores import upgrade
from .versions import CATALOGS


class Place:
    """A node of the world. ``version`` is that of its program; a backup may be older."""

    def __init__(self, world, code: str, version: int, store):
        self.world, self.code, self.version, self.store = world, code, version, store
        self.engine = store.engine
        self.engine.fuse = world.fuse
        self.went_well = 0
        self.start()

    def start(self) -> None:
        """Start the program anew on what its disk holds."""
        self.node = Node(self.engine, self.code, CATALOGS[self.version])
        self.courier = Courier(self.node, Line(self.world, self), self.world.clock)

    def upgrade(self) -> None:
        """Install the newer version."""
        self.version = 1
        upgrade(self.store.engine, self.code, 1)
        self.start()

    def backup(self) -> tuple:
        return self.version, self.store.backup(), frozenset(self.engine.seen)

    def restore(self, backup: tuple) -> None:
        """Put an old backup back, under the program as it is now."""
        version, data, seen = backup
        self.store.restore(data)
        self.engine.seen = set(seen)
        self.version = max(version, self.version)
        if version < self.version:
            upgrade(self.store.engine, self.code, self.version)
        self.start()

    # ---- what it holds

    def words(self, record_type: str) -> list[tuple[str, str, str, str]]:
        """(id, node, wilayah, word) of each live row of a type."""
        if self.node.catalog.get(record_type) is None:
            return []
        table = self.node.catalog[record_type].table
        rows = self.engine.run(f"SELECT id, node, wilayah, {WORD[record_type]} FROM {table} ORDER BY id")
        return [(row_id, node, area, found or f"born-{row_id}") for row_id, node, area, found in rows]

    def state(self) -> dict[str, tuple]:
        """id -> (type, node, wilayah, rev, deleted, v) of every row it accepted."""
        rows = self.engine.run("SELECT id, type, node, wilayah, rev, deleted, v FROM sb_row")
        return {row_id: (*rest, v and bytes(v)) for row_id, *rest, v in rows}

    def all_words(self) -> dict[str, set[str]]:
        """id -> every word of the row this place holds anywhere: accepted, refused, in conflict, passing through."""
        found: dict[str, set[str]] = {}
        for record_type in WORD:
            for row_id, _, _, one in self.words(record_type):
                found.setdefault(row_id, set()).add(one)
        for row_id, state in self.state().items():
            if state[4]:
                found.setdefault(row_id, set()).add(word(state[0], row_id, state[3], 1, {}))
        for row in self.kept_rows():
            if row.type in WORD:
                found.setdefault(row.id, set()).add(word(row.type, row.id, row.rev, row.deleted, row.content))
        return found

    def kept_rows(self) -> list[Row]:
        """Rows held whole beside the tables."""
        sql = "SELECT isi FROM sb_conflict UNION ALL SELECT isi FROM sb_rival UNION ALL SELECT isi FROM sb_refused_in"
        return [kept(bytes(data), Row) for (data,) in self.engine.run(sql)]

    def conflicts(self) -> list[tuple[Row | None, list[Row]]]:
        return conflicts(self.node)
