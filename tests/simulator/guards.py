"""Each guard of the protocol, and the protocol without it: a seed must then end badly.

``without(name)`` takes one guard out of the real code. Guards against hostile peers, which
no honest history shows, have their attacks in ``tests/test_serangan.py``.
"""

import itertools
import os
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from sid_bantuan.modules.verval import efek
from sid_bantuan.sync import apply, confirm, digest, exchange, freeze
from sid_bantuan.sync.engine import PostgresEngine, SqliteEngine
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.wire import ANY_BASE

_out_of_turn = exchange._out_of_turn


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


def nonce():
    """Two messages of the same content are the same."""
    return [patch.object(exchange, "os", SimpleNamespace(urandom=bytes))]


def receipt():
    """Any signed answer confirms what was sent."""
    return [patch.object(exchange, "_answers", lambda reply, frozen: True)]


def base_comparison():
    """Keep the greater rev."""
    return [
        patch.object(apply, "_grew_from", lambda row, held: held.rev < row.rev),
        patch.object(apply, "_simple", lambda before, batch, at: not before.refused and before.rev < batch.revs[at]),
    ]


def nothing_held_base():
    """A row sent to somebody who has nothing may overwrite what he has."""

    def grew(row, held):
        return held.rev < row.rev and row.base in (held.v, ANY_BASE, None)

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


GUARDS = {
    one.__name__: one
    for one in (
        exchange_number,
        hash_chain,
        message_log,
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
