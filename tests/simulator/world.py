"""The world: a kabupaten, two kecamatan, three villages, their people, and what can happen to them."""

import random
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sid_bantuan.domain.problems import Problem
from sid_bantuan.domain.wilayah import level, parent
from sid_bantuan.sync import apply, courier, enrol, exchange, reconcile, schema
from sid_bantuan.sync.arrive import whole_rows
from sid_bantuan.sync.courier import Unreachable
from sid_bantuan.sync.local import drain

from .disasters import DISASTERS
from .ledger import WORD, Ledger, word_of
from .line import serve
from .office import Office
from .place import Place
from .stores import Crash, SqliteStore

REGENCY = "35.22"
DISTRICTS = ("35.22.01", "35.22.02")
VILLAGES = ("35.22.01.2001", "35.22.01.2002", "35.22.02.2001")
CODES = (REGENCY, *DISTRICTS, *VILLAGES)
ENROL_AGAIN = frozenset({"stopped", "late", "epoch_old", "signature", "unknown_node"})
TERRITORY = frozenset({"bukan_wilayahnya", "bukan_penulisnya"})


class World:
    """One history. ``disasters``: which kinds may happen besides a bad line and power cuts."""

    codes = CODES

    def __init__(self, seed: int, disasters=DISASTERS, *, line=0.12, power=0.01, bad=0.1, new_store=SqliteStore):
        self.random = random.Random(seed)
        self.line, self.power, self.bad = line, power, bad
        self.disasters = sorted(disasters)
        self.new_store = new_store
        self.quiet = False
        self.ledger = Ledger()
        self.notes: Counter = Counter()
        self.faults: list[tuple] = []
        self.late: list[tuple] = []
        self.past_answers: dict[str, list] = {}
        self.backups: list[tuple[str, tuple]] = []
        self.clones: list[Place] = []
        self.seconds = 0.0
        self.places = {code: self.make_place(code) for code in CODES}

    # ---- chance

    def chance(self, what: str) -> bool:
        """Whether this fault of the line happens now."""
        return not self.quiet and self.random.random() < self.line * {"portal": 0.3, "mixed up": 0.5}.get(what, 1)

    def fuse(self, moment: str) -> None:
        if not self.quiet and self.random.random() < self.power:
            self.notes[f"power cut {moment} commit"] += 1
            raise Crash(moment)

    def clock(self) -> float:
        """Virtual seconds: each look at the clock takes as long as the line feels like."""
        self.seconds += self.random.choice((0.01, 0.5, 4.0, 20.0))
        return self.seconds

    def new_id(self) -> str:
        return f"{self.random.getrandbits(128):032x}"

    def note(self, what: str) -> None:
        self.notes[what] += 1

    def fault(self, *what) -> None:
        """Something happened that may never happen."""
        self.faults.append(what)

    # ---- places

    def make_place(self, code: str, version: int | None = None) -> Place:
        version = self.random.randrange(2) if version is None else version
        return Place(self, code, version, self.new_store(code, version))

    def parent(self, child: str) -> Place:
        return self.places[parent(child)]

    def children(self) -> list[str]:
        return [*DISTRICTS, *VILLAGES]

    def enrol(self, place: Place) -> bool:
        """A code is read out over the telephone, typed in, and tried until the line lets it through."""
        upstream = self.parent(place.code)
        self.note("enrolments")
        for _ in range(20):
            try:
                code = enrol.issue_code(upstream.node, place.code)
                for _ in range(5):
                    if self._introduce(place, upstream, code):
                        self.present(place)
                        return True
            except Crash:
                upstream.start()
        return False

    def _introduce(self, place: Place, upstream: Place, code: str) -> bool:
        try:
            place.courier.enrol(upstream.code, "http://server", code)
        except (Unreachable, Problem):
            return False
        except Crash:
            place.start()
            return False
        return True

    def present(self, place: Place) -> None:
        """What an author holds when it enrols may not get lost in the comparing."""
        for row_id, (kind, node, *_rest) in place.state().items():
            if node == place.code and kind in WORD:
                self.ledger.require(row_id, word_of(place.node.row(row_id)), f"present at {place.code}")

    # ---- steps

    def play(self, steps: int) -> None:
        """Live through so many steps, all faults on."""
        for code in self.children():
            self.enrol(self.places[code])
        for _ in range(steps):
            self.step()

    def step(self) -> None:
        kind = self.random.choices(("edit", "sync", "derive", "late", "backup", "disaster", "clone"), (34, 46, 4, 4, 4, 4, 4))[0]
        getattr(self, f"_{kind}")(self.random.choice(list(self.places.values())))

    def _edit(self, place: Place) -> None:
        self.guarded(place, lambda: Office(self, place).act())

    def _sync(self, place: Place) -> None:
        if place.code != REGENCY:
            self.sync(place, self.random.choice((1, 1, 2, 5)))

    def _derive(self, place: Place) -> None:
        self.guarded(place, lambda: drain(place.node, 3))

    def _late(self, place: Place) -> None:
        """A message of long ago arrives once more; nobody waits for its answer."""
        if self.late:
            child, path, headers, body = self.late.pop(self.random.randrange(len(self.late)))
            try:
                serve(self, child, path, headers, body)
            except Crash:
                pass

    def _backup(self, place: Place) -> None:
        self.backups.append((place.code, place.backup()))
        del self.backups[:-12]

    def _disaster(self, place: Place) -> None:
        if self.disasters:
            name = self.random.choice(self.disasters)
            if DISASTERS[name](self):
                self.note(name)
                self.forget_gone()

    def _clone(self, place: Place) -> None:
        """A cloned installation goes on living; now and then people change over to it."""
        if not self.clones:
            return
        copy = self.random.choice(self.clones)
        chosen = self.random.random()
        if chosen < 0.4:
            self._edit(copy)
        elif chosen < 0.9:
            self.sync(copy, 1)
        else:
            self.clones.remove(copy)
            self.clones.append(self.places[copy.code])
            self.places[copy.code] = copy

    def guarded(self, place: Place, act) -> None:
        """Do it; if the power fails, the place starts again."""
        try:
            act()
        except Crash:
            place.start()

    def sync(self, place: Place, most: int) -> None:
        """Let a courier work; people enrol again when they are told to, sooner or later."""
        try:
            place.courier.sync(most)
        except Crash:
            place.start()
        except Unreachable:
            pass
        except Problem as problem:
            self.note(f"told: {problem.code}")
            if problem.code in ENROL_AGAIN and (self.quiet or self.random.random() < 0.5):
                self.enrol(place)

    def operators(self) -> int:
        """Everybody settles the conflicts shown to him; how many there were."""
        settled = sum(Office(self, place).settle_all() for place in self.places.values())
        self.notes["conflicts settled"] += settled
        return settled

    def forget_gone(self) -> None:
        held: dict[str, set[str]] = {}
        for place in (*self.places.values(), *self.clones):
            for row_id, words in place.all_words().items():
                held.setdefault(row_id, set()).update(words)
        self.notes["gone with all its holders"] += self.ledger.forget_gone(held)


# ---- the world's own eyes and clock inside the product

_world: World | None = None
_confirm, _answer, _take_reply = exchange.confirm, exchange.answer, exchange.take_reply


@contextmanager
def living(world: World, most_rows: int = 6, most_listed: int = 8):
    """Within: acks are noted, the clock is virtual, batches and listings are small enough to need many."""
    global _world
    before = (courier.FEWEST, courier.MOST, reconcile.MOST_LISTED, schema.datetime, exchange.confirm, apply.refusal)
    real_refusal = apply.refusal

    def refusal(node, link, *row):
        why = real_refusal(node, link, *row)
        if why in TERRITORY:
            world.fault("an honest row was refused", node.code, link.peer, why, *row)
        return why

    _world = world
    courier.FEWEST, courier.MOST, reconcile.MOST_LISTED = 1, most_rows, most_listed
    schema.datetime, exchange.confirm, apply.refusal = _VirtualTime, _noting_confirm, refusal
    try:
        yield world
    finally:
        (courier.FEWEST, courier.MOST, reconcile.MOST_LISTED, schema.datetime, exchange.confirm, apply.refusal) = before
        _world = None


class _VirtualTime:
    @staticmethod
    def now(zone=UTC):
        _world.seconds += 1
        return datetime(2026, 11, 21, tzinfo=zone) + timedelta(seconds=int(_world.seconds))


def _noting_confirm(node, link, rows, special, results):
    """The real confirm; and once it is committed, what was acknowledged may never be lost."""
    _confirm(node, link, rows, special, results)
    answered = {result.id: result for result in results}
    sent = [row for batch in rows for row in whole_rows(batch)] + list(special)
    world = _world
    for row in sent:
        answer = answered.get(row.id)
        for happened in (row.kind, answer and answer.kind):
            if happened:
                world.note(f"row: {happened}")
        if answer and answer.code in TERRITORY:
            world.fault("an honest row was refused", link.peer, node.code, row.type, row.node, row.kind, answer.code)
        if row.node == node.code and row.type in WORD and row.kind == "" and (answer is None or answer.kind != "conflict"):
            told = (row.id, word_of(row), f"acknowledged by {link.peer}")
            node.engine.on_commit.append(lambda told=told: world.ledger.require(*told))


def level_of(place: Place) -> str:
    return level(place.code)
