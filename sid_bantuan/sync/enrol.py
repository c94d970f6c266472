"""Enrolment: a one-time code, read out over the telephone, ties a child's new key to its parent.

The code itself never travels; both sides prove they know it. Enrolling again (a new PC, a
restored backup, a clone that was stopped) opens a new epoch, in which both sides are
compared from the start and the old installation's key is worth nothing.
"""

import hmac
import secrets
import time
from hashlib import blake2b
from typing import Annotated

import msgspec

from ..domain.problems import Problem
from ..domain.wilayah import parent
from . import digest, reconcile, wire
from .exchange import READY
from .node import Node
from .signature import new_key, public_key, verify_reply
from .wire import Walk, keep, message_hash

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MOST_WRONG = 10
DAY = 86_400
Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class Hello(msgspec.Struct):
    """The child introduces its key."""

    node: wire.Place
    key: Key
    epoch: wire.Count
    mac: wire.Hash = b""


class Welcome(msgspec.Struct):
    """The parent accepts it and introduces its own."""

    node: wire.Place
    key: Key
    epoch: wire.Count
    mac: wire.Hash = b""


class Reopen(msgspec.Struct):
    """A child shows a restored parent the last receipt it signed."""

    node: wire.Place
    epoch: wire.Count
    status: int
    receipt: dict[str, str]


class Reopened(msgspec.Struct):
    """The parent opened a new epoch."""

    request: wire.Hash
    epoch: wire.Count


# ---- the parent


def issue_code(node: Node, child: str, days: int = 7) -> str:
    """A fresh code for one child, shown once; it replaces an earlier one. Raises ``ValueError`` for a foreign child."""
    if parent(child) != node.code:
        raise ValueError(f"{child} bukan wilayah langsung di bawah {node.code}.")
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    with node.engine.transaction():
        node.engine.upsert(
            "sb_enrolment", ("peer", "code_id", "secret", "berlaku_sampai", "salah", "used", "reply"), "peer",
            [(child, code[:4], _secret(code).hex(), int(time.time()) + days * DAY, 0, None, None)],
        )  # fmt: skip
    return code


def welcome(node: Node, body: bytes) -> bytes:
    """Answer a child's introduction; a repeat of the same one gets the same answer."""
    hello = _decode(body, Hello)
    with node.engine.transaction():
        outcome = _welcome(node, hello, body)
    if isinstance(outcome, Problem):
        raise outcome
    return outcome


def _welcome(node: Node, hello: Hello, body: bytes) -> bytes | Problem:
    row = node.engine.one(
        "SELECT secret, berlaku_sampai, salah, used, reply FROM sb_enrolment WHERE peer = ?", (hello.node,)
    )
    if row is None:
        return Problem("unknown_node")
    secret, until, wrong, used, reply = row
    if used is not None and bytes(used) == message_hash(body):
        return bytes(reply)
    if used is not None or until < time.time() or wrong >= MOST_WRONG:
        return Problem("code_expired")
    if not hmac.compare_digest(hello.mac, _mac(bytes.fromhex(secret), hello)):
        node.engine.run("UPDATE sb_enrolment SET salah = salah + 1 WHERE peer = ?", (hello.node,))
        return Problem("code_wrong")
    link = node.link(hello.node)
    epoch = max(hello.epoch, link.epoch if link else 0) + 1
    private = bytes(node.engine.value("SELECT kunci FROM sb_node"))
    answer = Welcome(node.code, public_key(private), epoch)
    answer.mac = _mac(bytes.fromhex(secret), answer, hello.key)
    open_epoch(
        node, hello.node, "down", epoch, own_key=private, peer_key=hello.key, old_key=link.peer_key if link else None
    )
    node.engine.run(
        "UPDATE sb_enrolment SET used = ?, reply = ? WHERE peer = ?", (message_hash(body), keep(answer), hello.node)
    )
    return keep(answer)


def reopen(node: Node, peer: str, body: bytes) -> bytes:
    """Open a new epoch for a child that holds a receipt of an exchange this database no longer knows."""
    claim = _decode(body, Reopen)
    with node.engine.transaction():
        link = node.link(peer, lock=True)
        again = node.engine.value(
            "SELECT hash FROM sb_message WHERE peer = ? AND epoch = ? AND no = 0", (peer, link.epoch)
        )
        if again is None or bytes(again) != message_hash(body):
            verify_reply(public_key(link.own_key), claim.status, claim.receipt, None)
            shown = read_receipt(claim.receipt)
            known = (link.epoch, link.no)
            beyond = (
                shown[1:3] > known or (shown[1:3] == known and shown[3] != link.chain.hex()) or claim.epoch > link.epoch
            )
            if link.state != READY or shown[0] != peer or not beyond:
                raise Problem("stopped" if link.state != READY else "epoch_old")
            epoch = max(link.epoch, claim.epoch) + 1
            open_epoch(node, peer, "down", epoch)
            node.engine.run(
                "INSERT INTO sb_message (peer, epoch, no, hash) VALUES (?, ?, 0, ?)", (peer, epoch, message_hash(body))
            )
            return keep(Reopened(message_hash(body), epoch))
        return keep(Reopened(message_hash(body), link.epoch))


# ---- the child


def hello(node: Node, upstream: str, url: str, code: str) -> bytes:
    """The introduction to send; the key in it is kept first, so trying again sends the same bytes."""
    with node.engine.transaction():
        node.engine.run(
            "INSERT INTO sb_link (peer, role, url, epoch) VALUES (?, 'up', ?, 0)"
            " ON CONFLICT (peer) DO UPDATE SET url = excluded.url",
            (upstream, url),
        )
        link = node.link(upstream)
        private = link.old_key or new_key()
        node.set_link(upstream, old_key=private)
    message = Hello(node.code, public_key(private), link.epoch)
    message.mac = _mac(_secret(code), message)
    return keep(message)


def take_welcome(node: Node, upstream: str, code: str, body: bytes) -> None:
    """Take the parent's answer: its key is trusted because it knew the code. Raises ``Problem``.

    Only an answer to the very key introduced last counts; an older one speaks of a key that is gone.
    """
    answer = _decode(body, Welcome)
    with node.engine.transaction():
        private = node.link(upstream).old_key
        known = private and _mac(_secret(code), answer, public_key(private))
        if answer.node != upstream or not known or not hmac.compare_digest(answer.mac, known):
            raise Problem("code_wrong", "jawaban tidak mengenal kode")
        open_epoch(node, upstream, "up", answer.epoch, own_key=private, peer_key=answer.key, old_key=None)


def show_receipt(node: Node, upstream: str) -> bytes | None:
    """The message that shows a restored parent its own last receipt; None where there is none."""
    link = node.link(upstream)
    if not link.receipt:
        return None
    return keep(Reopen(node.code, link.epoch, 200, msgspec.msgpack.decode(link.receipt)))


def take_reopened(node: Node, upstream: str, sent: bytes, body: bytes) -> None:
    """Start over in the epoch the parent opened; every row is compared, none is lost."""
    answer = _decode(body, Reopened)
    if answer.request != message_hash(sent):
        raise Problem("unreadable", "balasan untuk pesan lain")
    with node.engine.transaction():
        link = node.link(upstream, lock=True)
        if answer.epoch > link.epoch:
            open_epoch(node, upstream, "up", answer.epoch, receipt=link.receipt)


def change_key(node: Node, upstream: str) -> None:
    """Have the next request announce a new key, signed by the old one; both are good until the new one is used.

    A change already under way goes on: the key on its way to the parent must stay the one kept here.
    """
    node.engine.run("UPDATE sb_link SET next_key = ? WHERE peer = ? AND next_key IS NULL", (new_key(), upstream))


# ---- both


def open_epoch(node: Node, peer: str, role: str, epoch: int, **keys) -> None:
    """Set this end of a link to the start of an epoch; the child begins by comparing."""
    node.engine.run(
        "INSERT INTO sb_link (peer, role, epoch) VALUES (?, ?, ?) ON CONFLICT (peer) DO NOTHING", (peer, role, epoch)
    )
    nothing = ("frozen", "reply", "results", "receipt", "problem", "next_key")
    values = dict.fromkeys(nothing) | keys
    node.set_link(
        peer, role=role, epoch=epoch, no=0, chain=b"E%d" % epoch, state=READY,
        mode=reconcile.COMPARE if role == "up" else "", walk=keep(Walk()) if role == "up" else None, **values,
    )  # fmt: skip
    node.engine.run("DELETE FROM sb_wanted WHERE peer = ?", (peer,))
    node.begin_step()
    digest.recompute(node, peer)


def write_receipt(peer: str, epoch: int, no: int, reply: bytes) -> str:
    """The text of a receipt, signed in the reply's headers."""
    return f"{peer} {epoch} {no} {message_hash(reply).hex()}"


def read_receipt(headers: dict[str, str]) -> tuple[str, int, int, str]:
    """(peer, epoch, no, reply hash) of a receipt."""
    text = next((value for name, value in headers.items() if name.lower() == "sb-receipt"), "")
    try:
        peer, epoch, no, reply = text.split()
        return peer, int(epoch), int(no), reply
    except ValueError as error:
        raise Problem("signature", "tanda terima rusak") from error


def _decode(body: bytes, kind):
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise Problem("unreadable", str(error)) from error


def _secret(code: str) -> bytes:
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return blake2b(plain.encode(), digest_size=32, person=b"sb-enrol").digest()


def _mac(secret: bytes, message: Hello | Welcome, answered: bytes = b"") -> bytes:
    kind = type(message).__name__
    text = f"{kind} {message.node} {message.key.hex()} {message.epoch} {answered.hex()}"
    return blake2b(text.encode(), key=secret, digest_size=16).digest()
