"""The world: a kabupaten, two kecamatan, three villages, their people, and what can happen to them."""

import random
from collections import Counter
from collections.abc import Collection
from contextlib import suppress

from sid_bantuan.domain.problems import Problem
from sid_bantuan.domain.wilayah import parent
from sid_bantuan.sync import enrol
from sid_bantuan.sync.courier import OtherServer, Unreachable
from sid_bantuan.sync.local import drain
from sync_agent.check import check

from .disasters import DISASTERS, FORGETFUL
from .ledger import WORD, Ledger, word_of
from .line import serve
from .office import Office
from .place import Place
from .stores import Crash, SqliteStore

REGENCY = "35.22"
DISTRICTS = ("35.22.01", "35.22.02")
VILLAGES = ("35.22.01.2001", "35.22.01.2002", "35.22.02.2001")
CODES = (REGENCY, *DISTRICTS, *VILLAGES)
ENROL_AGAIN = frozenset({"stopped", "late", "epoch_old", "signature", "unknown_node", "other server"})

EVERYDAY = {
    "edit": 34,
    "sync": 46,
    "derive": 4,
    "settle": 3,
    "late": 4,
    "backup": 4,
    "disaster": 4,
    "clone": 4,
    "key": 1,
    "night": 2,
}
"""What happens, and how often."""


class World:
    """One history. ``disasters``: which kinds may happen besides a bad line and power cuts."""

    codes = CODES

    def __init__(
        self, seed, disasters=DISASTERS, *, line=0.12, power=0.01, bad=0.1, what_happens=None, new_store=SqliteStore
    ):
        # A stream each, so that one commit more in the code does not give every seed another history.
        self.random, self.weather, self.power_cuts, self.ids = (
            random.Random(f"{seed} {what}") for what in ("people", "weather", "power", "ids")
        )
        self.line, self.power, self.bad = line, power, bad
        self.disasters, self.what_happens = sorted(disasters), EVERYDAY | (what_happens or {})
        self.parents_forget = bool(FORGETFUL & set(disasters))
        self.new_store = new_store
        self.quiet = self.under_attack = False
        self.ledger = Ledger()
        self.notes: Counter = Counter()
        self.faults: list[tuple] = []
        self.late: list[tuple] = []
        self.past_answers: dict[str, list] = {}
        self.backups: list[tuple[str, tuple]] = []
        self.clones: list[Place] = []
        self.sender_saw: Collection[bytes] = ()
        """What the installation whose request a parent is answering had received when it sent it."""
        self.seen_at: dict[str, set[bytes]] = {}
        self.rotten: set[str] = set()
        self.seconds = 0.0
        self.dead_clocks = self.random.random() < 0.3
        self.places = {code: self.make_place(code) for code in CODES}

    # ---- chance

    def chance(self, what: str) -> bool:
        """Whether this fault of the line happens now."""
        return not self.quiet and self.weather.random() < self.line * {"portal": 0.3, "mixed up": 0.5}.get(what, 1)

    def fuse(self, moment: str) -> None:
        if not self.quiet and self.power_cuts.random() < self.power:
            self.notes[f"power cut {moment} commit"] += 1
            raise Crash(moment)

    def clock(self) -> float:
        """Virtual seconds: each look at the clock takes as long as the line feels like."""
        self.seconds += self.weather.choice((0.01, 0.5, 4.0, 20.0))
        return self.seconds

    def new_id(self) -> str:
        return f"{self.ids.getrandbits(128):032x}"

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
                        self.forget_twins(place.code)
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
            row = place.node.row(row_id) if node == place.code and kind in WORD else None
            if row:
                self.ledger.require(row_id, word_of(row), f"present at {place.code}")

    # ---- steps

    def play(self, steps: int) -> None:
        """Live through so many steps, all faults on."""
        for code in self.children():
            self.enrol(self.places[code])
        for _ in range(steps):
            self.step()

    def step(self) -> None:
        """One thing happens somewhere."""
        kind = self.random.choices(list(self.what_happens), list(self.what_happens.values()))[0]
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
            with suppress(Crash):
                serve(self, *self.late.pop(self.random.randrange(len(self.late))))

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

    def _settle(self, place: Place) -> None:
        """Somebody looks at the conflicts shown to him, in the middle of it all."""
        self.guarded(place, lambda: self.notes.update({"conflicts settled": Office(self, place).settle_all()}))

    def _night(self, place: Place) -> None:
        """The courier's check of the installation against itself."""
        self.guarded(place, lambda: check(place.node))

    def _key(self, place: Place) -> None:
        """The office changes its key, as it should now and then."""
        link = place.node.parent()
        if link and link.own_key:
            enrol.change_key(place.node, link.peer)

    def guarded(self, place: Place, act) -> None:
        """Do it; if the power fails, the place starts again."""
        try:
            act()
        except Crash:
            place.start()

    def sync(self, place: Place, most: int) -> None:
        """Let a courier work; people enrol again when they are told to, sooner or later."""
        try:
            self._went_well(place, place.courier.sync(most).exchanges)
        except Crash:
            place.start()
        except OtherServer:
            self._told(place, "other server")
        except Unreachable:
            pass
        except Problem as problem:
            self._told(place, problem.code)

    def _went_well(self, place: Place, exchanges: int) -> None:
        """Of two copies of one installation only one gets past its second exchange; the other is told."""
        place.went_well += exchanges
        for twin in (*self.clones, self.places[place.code]):
            if twin is not place and twin.code == place.code and min(place.went_well, twin.went_well) > 1:
                self.fault("two copies went unnoticed", place.code)

    def forget_twins(self, code: str) -> None:
        """Somebody was told, or enrolled, or the parent forgot: count their exchanges anew."""
        for place in (*self.clones, *self.places.values()):
            if code in (place.code, parent(place.code)):
                place.went_well = 0

    def _told(self, place: Place, code: str) -> None:
        self.note(f"told: {code}")
        self.forget_twins(place.code)
        if not self.disasters and code != "unreadable":
            self.fault("told though nothing but the line failed", place.code, code)
        if code in ENROL_AGAIN and (self.quiet or self.weather.random() < 0.5):
            self.enrol(place)

    def operators(self) -> int:
        """Everybody settles the conflicts shown to him; how many there were."""
        settled = sum(Office(self, place).settle_all() for place in self.places.values())
        self.notes["conflicts settled"] += settled
        return settled

    def forget_gone(self) -> None:
        """What no disk holds any more was lost by the disks."""
        self.notes["gone with all its holders"] += self.ledger.forget_gone(self._held())

    def held_somewhere(self, row_id: str, wanted: str) -> bool:
        return any(self.ledger.holds(one, wanted) for one in self._held().get(row_id, ()))

    def _held(self) -> dict[str, set[str]]:
        held: dict[str, set[str]] = {}
        for place in (*self.places.values(), *self.clones):
            for row_id, words in place.all_words().items():
                held.setdefault(row_id, set()).update(words)
        return held
