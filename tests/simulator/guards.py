"""Each guard of the protocol, and the protocol without it: a seed must then end badly.

``without(name)`` takes one guard out of the real code. Guards against hostile peers, which
no honest history shows, have their attacks in ``tests/test_serangan.py``.
"""

import itertools
import os
import sys
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from sid_bantuan.modules.verval import efek
from sid_bantuan.sync import apply, confirm, conflict, digest, enrol, exchange, freeze, schema
from sid_bantuan.sync.arrive import arrive_row
from sid_bantuan.sync.engine import PostgresEngine, SqliteEngine
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.signature import new_key

_out_of_turn, _history, _held = exchange._out_of_turn, Node.history, Node.held


def _turn(verdict):
    """``_out_of_turn`` with another verdict on requests of this epoch."""

    def out_of_turn(node, link, request, name):
        if request.epoch != link.epoch or link.state != exchange.READY:
            return _out_of_turn(node, link, request, name)
        return verdict(node, link, request, name)

    return patch.object(exchange, "_out_of_turn", out_of_turn)


def exchange_number():
    """Whatever fits the chain is the next one."""
    return [_turn(lambda node, link, request, name: None if request.chain == link.chain else "behind")]


def hash_chain():
    """A number is enough."""

    def verdict(node, link, request, name):
        if request.no == link.no + 1:
            return None
        return _out_of_turn(node, link, request, name)

    return [_turn(verdict)]


def message_log():
    """Only the last message is known by its hash."""

    def verdict(node, link, request, name):
        problem = _out_of_turn(node, link, request, name)
        return "stopped" if problem == "late" else problem

    return [_turn(verdict)]


def territory():
    """Who signed a request may send any row."""
    return [patch.object(apply, "refusal", lambda node, link, *row: None)]


def nonce():
    """Two messages of the same content are the same."""
    return [patch.object(exchange, "os", SimpleNamespace(urandom=bytes))]


def receipt():
    """Any signed answer confirms what was sent."""
    return [patch.object(exchange, "_answers", lambda reply, frozen: True)]


def base_comparison():
    """Keep the greater rev."""
    return [
        patch.object(apply, "_grew_from", lambda row, held: held.v is None or held.rev < row.rev),
        patch.object(apply, "_simple", lambda before, batch, at: not before.refused and before.rev < batch.revs[at]),
    ]


def nothing_held_base():
    """A row sent to somebody who has nothing may overwrite what he has."""

    def grew(row, held):
        return held.v is None or (held.rev < row.rev and row.base in (held.v, None))

    return [patch.object(apply, "_grew_from", grew)]


def version_history():
    """Only the present version is known."""
    return [
        patch.object(Node, "remember", lambda self, versions: None),
        patch.object(Node, "history", lambda self, row_id: []),
    ]


def derived_effect_ids():
    """Each arrival of a cause gets an effect of its own."""
    numbers = itertools.count(1)
    return [patch.object(efek, "derived_id", lambda *cause: f"{next(numbers):030x}{os.getpid() % 256:02x}")]


def digests():
    """Nobody compares."""
    return [
        patch.object(digest, "root", lambda engine, peer, near: b""),
        patch.object(digest, "buckets", lambda engine, peer, near: [bytes(20)] * digest.BUCKETS),
    ]


def conflicted_rows_wait():
    """The author sends a row on while its operator still looks at two versions."""
    return [patch.object(freeze, "NOT_IN_CONFLICT", "1 = 1")]


def relay_holds_back():
    """A relay goes on sending its own row against a rival."""
    return [patch.object(confirm, "_held_back", lambda node, held, mark, rev: 0)]


def wanted_list():
    """A returning row is taken whether it was asked for or not."""
    return [patch.object(apply, "_asked", lambda node, peer, row_id: True)]


def mark_revision():
    """A receipt clears the mark of a row edited since."""

    def clear(self, peer, record_type, sent):
        self.many(
            "DELETE FROM sb_pending WHERE peer = ? AND type = ? AND id = ?",
            [(peer, record_type, one) for one, _ in sent],
        )

    return [patch.object(kind, "clear_marks", clear) for kind in (SqliteEngine, PostgresEngine)]


# ---- found necessary by this simulator


def author_gets_bad_rows_back():
    """An author who lost them is refused his own bad values like a stranger's."""

    def fault_of(node, row):
        return None if row.deleted else arrive_row(node.catalog[row.type], row).faults().get(0)

    return [patch.object(apply, "fault_of", fault_of)]


def edits_named_before_comparing():
    """A row edited since it was last sent is compared by its old name."""
    return [patch.object(apply, "name_one", lambda node, row_id: None)]


def author_knows_settled_rivals():
    """Every rival opens a choice, also one the author has had or chosen over."""

    def history(self, row_id):
        return [] if sys._getframe(1).f_code.co_name == "_open" else _history(self, row_id)

    return [patch.object(Node, "history", history)]


def lineage_told():
    """A relay that cannot place an old copy is told nothing."""
    return [patch.object(conflict, "_tell_lineage", lambda node, link, row, direct: None)]


def refused_seen_from_its_link():
    """A refused version stands for the row on every link."""

    def held(self, ids, peer):
        found = _held(self, ids, peer)
        for one in found.values():
            if one.aside:
                one.rev, one.v, one.refused = one.aside[1], one.aside[2], True
        return found

    return [patch.object(Node, "held", held)]


def refused_rows_of_another_line_go_back():
    """What comes beside a refused version of a row is taken for what that version grew from."""
    return [patch.object(apply, "_held_before", lambda node, row_id, v: True)]


def held_back_until_author_holds_it():
    """A relay waits for its author's next version, though he holds the one it holds back."""
    return [patch.object(module, "release", lambda node, row_id: None) for module in (apply, confirm)]


def known_rivals_closed():
    """A choice stays open over a version that turned out to be the author's own."""
    return [patch.object(apply, "close_known", lambda node, row_id: None)]


def far_side_heals():
    """The parent does not say that the far side differs."""
    fill = exchange._fill

    def silent(*asked):
        reply = fill(*asked)
        reply.heal = False
        return reply

    return [patch.object(exchange, "_fill", silent)]


def vanished_rows_not_sent():
    """A row that vanished unseen goes out as an empty one."""
    return [patch.object(freeze, "PRESENT", "1 = 1")]


def damaged_copies_forgotten():
    """A copy that rotted on a relay's disk is passed on as its author's."""
    return [patch.object(module, "forget_damaged", lambda node, row_id: False) for module in (freeze, apply)]


def adopted_after_update():
    """What the older version kept aside stays there."""
    return [patch.object(schema, "adopt", lambda engine, code, catalog: None)]


def key_change_goes_on():
    """Changing the key again while a change is under way starts over."""
    return [patch.object(enrol, "change_key", lambda node, upstream: node.set_link(upstream, next_key=new_key()))]


GUARDS = {
    one.__name__: one
    for one in (
        exchange_number,
        hash_chain,
        message_log,
        territory,
        nonce,
        receipt,
        base_comparison,
        nothing_held_base,
        version_history,
        derived_effect_ids,
        digests,
        conflicted_rows_wait,
        relay_holds_back,
        wanted_list,
        mark_revision,
        author_gets_bad_rows_back,
        edits_named_before_comparing,
        author_knows_settled_rivals,
        lineage_told,
        refused_seen_from_its_link,
        refused_rows_of_another_line_go_back,
        held_back_until_author_holds_it,
        known_rivals_closed,
        far_side_heals,
        vanished_rows_not_sent,
        damaged_copies_forgotten,
        adopted_after_update,
        key_change_goes_on,
    )
}


@contextmanager
def without(*names: str):
    """Within: the code runs without these guards."""
    with ExitStack() as stack:
        for name in names:
            for one in GUARDS[name]():
                stack.enter_context(one)
        yield
