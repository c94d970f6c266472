"""One exchange per number: the main road of the sync, both ends in one file.

The child freezes request *n*, the parent answers it with reply *n*, the child takes the
reply. Each step is one transaction; each message is frozen before it leaves, names the
message before it, and is sent again byte for byte until it is answered.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime

from .. import __version__
from ..domain.problems import Problem
from . import digest, files, reconcile, signature
from .apply import apply_row, apply_rows
from .arrive import sound_row
from .calm import no_collection
from .confirm import confirm
from .freeze import freeze_rows, freeze_special
from .moment import now
from .node import Link, Node
from .wire import PROTOCOL, Reply, Request, Result, TooLarge, Unreadable, Walk, keep, kept, message_hash, pack, unpack

READY, STOPPED = "ready", "stopped"
MOST_TAKEN = 20_000
"""Rows that go down with one reply at most, whatever a child asks for."""


# ---- the child


def make_request(node: Node, peer: str) -> bytes:
    """The request to send now: the frozen one if it is still unanswered, else a new one, frozen."""
    with no_collection(), node.engine.transaction():
        node.begin_step()
        link = node.link(peer, lock=True)
        if link.state == STOPPED:
            raise Problem("stopped")
        if link.frozen:
            return link.frozen
        request, data = _fitting(link.batch, lambda limit: _request(node, link, limit))
        node.set_link(peer, frozen=data)
        node.sent = (data, request)
    return data


def sent_request(node: Node, data: bytes) -> Request:
    """The request in these bytes; the one just made need not be read back."""
    made, request = node.sent or (None, None)
    return request if made == data else unpack(data, Request)


def _fitting(limit: int, make: Callable[[int], Request | Reply]) -> tuple[Request | Reply, bytes]:
    """The message and its bytes, with as many rows as a receiver will read: texts can be long."""
    while True:
        message = make(limit)
        try:
            return message, pack(message)
        except TooLarge:
            if limit == 1:
                raise
            limit = max(1, limit // 4)


def _request(node: Node, link: Link, limit: int) -> Request:
    request = Request(
        protocol=PROTOCOL, version=__version__, sender=node.code, epoch=link.epoch, no=link.no + 1, chain=link.chain,
        nonce=os.urandom(8), time=now(), mode=link.mode, take=link.batch,
        results=kept(link.results, list[Result]) if link.results else [],
    )  # fmt: skip
    if link.mode:
        request.walk = reconcile.ask(node, link)
    else:
        request.special = freeze_special(node, link.peer, limit)
        request.rows = freeze_rows(node, link.peer, limit - len(request.special), reconcile.taking_back(link))
    node.digest.flush()
    request.next_key = signature.public_key(link.next_key) if link.next_key else b""
    request.idle = node.idle(link.peer)
    request.pending = node.pending(link.peer)
    request.far = digest.root(node.engine, link.peer, False)
    return request


def take_reply(node: Node, peer: str, data: bytes, receipt: bytes | None = None) -> Reply | None:
    """Take the parent's reply: clear marks, store what came down, note what to answer next.

    None where nothing was waiting for a reply. Raises ``Unreadable`` for bytes that do not
    answer the frozen request: an answer of long ago is no receipt.
    """
    with no_collection(), node.engine.transaction():
        node.begin_step()
        link = node.link(peer, lock=True)
        if not link.frozen:
            return None
        reply = unpack(data, Reply)
        if not _answers(reply, link.frozen):
            raise Unreadable("balasan untuk pesan lain")
        request = sent_request(node, link.frozen)
        confirm(node, link, request.rows, request.special, reply.results)
        results = _apply(node, link, reply)
        files.note_wanted(node, reply.files)
        node.digest.flush()
        node.set_link(
            peer, no=reply.no, chain=message_hash(data), frozen=None, results=keep(results), receipt=receipt,
            success=now(), contact=now(), problem=None, peer_version=reply.version, skew=_skew(reply.time),
        )  # fmt: skip
        if request.next_key:
            node.set_link(peer, own_key=link.next_key, next_key=None)
        if link.mode:
            reconcile.proceed(node, link, reply.walk or Walk())
        else:
            if reconcile.taking_back(link) and not reply.special:
                node.set_link(peer, walk=None)
            _prove_equal(node, link, reply)
    return reply


def _answers(reply: Reply, frozen: bytes) -> bool:
    """Whether the parent answers this very request: only then it is a receipt."""
    return reply.request == message_hash(frozen)


def _prove_equal(node: Node, link: Link, reply: Reply) -> None:
    """With nothing under way, equal roots prove equal rows; unequal ones start a walk."""
    if reply.heal:
        reconcile.start(node, link)
    elif node.idle(link.peer):
        if reply.near != digest.root(node.engine, link.peer, True):
            reconcile.start(node, link)
        elif reply.idle:
            node.set_link(link.peer, equal_at=now())


def _apply(node: Node, link: Link, message: Request | Reply) -> list[Result]:
    for row in message.special:
        sound_row(row)
    results = [result for row in message.special if (result := apply_row(node, link, row))]
    for rows in message.rows:
        results += apply_rows(node, link, rows)
    return results


def _skew(theirs: str) -> int | None:
    """How many seconds this clock is behind the peer's; shown to people, never used for order."""
    try:
        at = datetime.strptime(theirs, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return max(-(2**31), min(2**31 - 1, round((at - datetime.now(UTC)).total_seconds())))


# ---- the parent


def answer(node: Node, peer: str, data: bytes) -> tuple[bytes, int, int]:
    """The reply to a child's request whose signature has been checked, and its (epoch, no). Raises ``Problem``."""
    request = unpack(data, Request)
    if request.sender != peer:
        raise Problem("signature", "pengirim bukan pemilik kunci")
    with no_collection(), node.engine.transaction():
        node.begin_step()
        outcome = _answer(node, node.link(peer, lock=True), request, data)
    if isinstance(outcome, Problem):
        raise outcome
    return outcome, request.epoch, request.no


def _answer(node: Node, link: Link, request: Request, data: bytes) -> bytes | Problem:
    name = message_hash(data)
    problem = _out_of_turn(node, link, request, name)
    if problem == "same":
        return link.reply
    if problem:
        node.set_link(
            link.peer, problem=problem, problem_at=now(), **({"state": STOPPED} if problem == "stopped" else {})
        )
        return Problem(problem)
    if link.reply:
        before = unpack(link.reply, Reply)
        confirm(node, link, before.rows, before.special, request.results)
    reply = Reply(
        protocol=PROTOCOL, version=__version__, epoch=link.epoch, no=request.no, request=name, time=now(),
        results=_apply(node, link, request),
    )  # fmt: skip
    take = max(1, min(request.take, MOST_TAKEN))
    reply, answered = _fitting(take, lambda limit: _fill(node, link, request, reply, limit))
    if request.next_key:
        node.set_link(link.peer, next_key=request.next_key)
    node.engine.run(
        "INSERT INTO sb_message (peer, epoch, no, hash) VALUES (?, ?, ?, ?)", (link.peer, link.epoch, request.no, name)
    )
    node.set_link(
        link.peer, no=request.no, chain=message_hash(answered), reply=answered, contact=now(), success=now(), problem=None,
        peer_pending=request.pending, peer_version=request.version, skew=_skew(request.time),
    )  # fmt: skip
    return answered


def _out_of_turn(node: Node, link: Link, request: Request, name: bytes) -> str | None:
    """Whether this request is not the next one: a code of ``KINDS``, or ``same`` for a plain repeat."""
    if request.protocol != PROTOCOL:
        return "protocol"
    if request.epoch < link.epoch:
        return "epoch_old"
    if request.epoch > link.epoch:
        return "behind"
    if link.state == STOPPED:
        return "stopped"
    if request.no <= link.no:
        known = node.engine.value(
            "SELECT hash FROM sb_message WHERE peer = ? AND epoch = ? AND no = ?", (link.peer, link.epoch, request.no)
        )
        if known is None or bytes(known) != name:
            return "stopped"
        return "same" if request.no == link.no else "late"
    if request.no > link.no + 1 or request.chain != link.chain:
        return "behind"
    return None


def _fill(node: Node, link: Link, request: Request, reply: Reply, limit: int) -> Reply:
    """What goes down with a reply: rows, or the parent's part of a walk; and the proof of equality."""
    if request.mode:
        reply.walk = reconcile.answer(node, link, request.mode, request.walk or Walk())
    else:
        reply.special = freeze_special(node, link.peer, limit)
        reply.rows = freeze_rows(node, link.peer, limit - len(reply.special))
    node.digest.flush()
    reply.idle = node.idle(link.peer)
    reply.near = digest.root(node.engine, link.peer, True)
    reply.files = files.wanted_from(node, link.peer)
    at_rest = not request.mode and reply.idle and request.idle and not reply.rows and not reply.special and link.reply
    if at_rest:
        equal = request.far == digest.root(node.engine, link.peer, False)
        reply.heal = not equal
        if equal and not request.rows:
            node.set_link(link.peer, equal_at=now())
    return reply
