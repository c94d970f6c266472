"""The world's own eyes and clock inside the product: what may never happen is noted the moment it does."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

from sid_bantuan.sync import apply, courier, exchange, moment, reconcile
from sid_bantuan.sync.arrive import whole_rows

from . import seal
from .ledger import WORD, word_of
from .world import World

TERRITORY = frozenset({"bukan_wilayahnya", "bukan_penulisnya"})


@contextmanager
def living(world: World, most_rows: int = 6, most_listed: int = 8, real_signatures: bool = False):
    """Within: acks are noted, the clock is virtual, batches and listings are small enough to need many."""
    with ExitStack() as stack:
        stack.enter_context(patch.multiple(courier, FEWEST=1, MOST=most_rows))
        stack.enter_context(patch.object(reconcile, "MOST_LISTED", most_listed))
        stack.enter_context(patch.object(moment, "datetime", _clock(world)))
        for one in Eyes(world).patches():
            stack.enter_context(one)
        for one in () if real_signatures else seal.quick():
            stack.enter_context(one)
        yield world


def _clock(world: World):
    class VirtualTime:
        @staticmethod
        def now(zone=UTC):
            world.seconds += not world.dead_clocks
            return datetime(2026, 11, 21, tzinfo=zone) + timedelta(
                seconds=0 if world.dead_clocks else int(world.seconds)
            )

    return VirtualTime


class Eyes:
    """Each method makes, from a function of the product, one that does the same and looks."""

    def __init__(self, world: World):
        self.world = world

    def patches(self) -> Iterator:
        """The real functions under these eyes."""
        for module, name, eye in (
            (reconcile, "start", self.start),
            (exchange, "confirm", self.confirm),
            (exchange, "_apply", self.apply_all),
            (apply, "refusal", self.refusal),
            (apply, "store", self.store),
        ):
            yield patch.object(module, name, eye(getattr(module, name)))

    def start(self, start):
        def looking(node, link):
            self.world.note("walks")
            if not self.world.disasters:
                self.world.fault("the ends differed though nothing but the line failed", node.code, link.peer)
            start(node, link)

        return looking

    def refusal(self, refusal):
        def looking(node, link, *row):
            why = refusal(node, link, *row)
            if why in TERRITORY and not self.world.under_attack:
                self.world.fault("an honest row was refused", node.code, link.peer, why, *row)
            return why

        return looking

    def apply_all(self, apply_all):
        """The real one; and once it is committed, this installation has seen these versions."""

        def looking(node, link, message):
            self._look_for_damage(node, link, message)
            results = apply_all(node, link, message)
            seen = {row.v for row in _rows_of(message)}
            for ever in (node.engine.seen, self.world.seen_at.setdefault(node.code, set())):
                node.engine.on_commit.append(lambda ever=ever: ever.update(seen))
            return results

        return looking

    def _look_for_damage(self, node, link, message) -> None:
        for row in (*_rows_of(message), *(one.row for one in message.results if one.row)):
            if row.type in WORD and row.content.get(WORD[row.type]) == "RUSAK":
                self.world.fault("a damaged copy travelled", link.peer, node.code, row.type, row.id)

    def store(self, store):
        """The real one; but a row that claims to have grown from the one held must have, and no edit is run over."""

        def looking(node, link, batch, chosen, held, special=None):
            for at in chosen:
                before = held.get(batch.ids[at])
                if before and before.accepted and before.type in WORD:
                    self._look_at_overwritten(node, link, batch.row(at), before)
            store(node, link, batch, chosen, held, special)
            held_now = {batch.v[at] for at in chosen}
            node.engine.on_commit.append(lambda: node.engine.held_once.update(held_now))

        return looking

    def _look_at_overwritten(self, node, link, row, before) -> None:
        old = node.row(row.id)
        counts = row.node == node.code or (before.accepted == row.base and old and old.v == row.base)
        if old and counts and not self.world.ledger.holds(word_of(row), word_of(old)):
            self.world.fault("overwritten unseen", node.code, link.peer, row.type, row.id, word_of(old), word_of(row))

    def confirm(self, confirm):
        """The real one; and once it is committed, what was acknowledged may never be lost."""

        def looking(node, link, rows, special, results):
            confirm(node, link, rows, special, results)
            answered = {result.id: result for result in results}
            for row in _rows_of(SimpleNamespace(rows=rows, special=special)):
                self._look_at_confirmed(node, link, row, answered.get(row.id))

        return looking

    def _look_at_confirmed(self, node, link, row, answer) -> None:
        world = self.world
        if row.v not in (world.seen_at.get(link.peer, ()) if link.role == "up" else world.sender_saw):
            world.fault("a receipt for what was never received", node.code, link.peer, row.type, row.id)
        for happened in (row.kind, answer and answer.kind):
            if happened:
                world.note(f"row: {happened}")
        clashed = row.kind or (answer and answer.kind == "conflict")
        if clashed and not world.disasters:
            world.fault("versions clashed though nothing but the line failed", node.code, link.peer, row.type, row.id)
        if answer and answer.code in TERRITORY:
            world.fault("an honest row was refused", link.peer, node.code, row.type, row.node, row.kind, answer.code)
        self._require(node, link, row, answer)

    def _require(self, node, link, row, answer) -> None:
        """What an author was told is safe may never be lost, unless no disk holds it any more."""
        world = self.world
        told = (
            row.node == node.code and row.type in WORD and row.kind == "" and not (answer and answer.kind == "conflict")
        )
        if told and (row.id not in world.rotten or world.held_somewhere(row.id, word_of(row))):
            required = (row.id, word_of(row), f"acknowledged by {link.peer}")
            node.engine.on_commit.append(lambda: world.ledger.require(*required))


def _rows_of(message) -> list:
    return [row for batch in message.rows for row in whole_rows(batch)] + list(message.special)
