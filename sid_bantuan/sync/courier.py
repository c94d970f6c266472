"""The child's side of the door: send what is frozen until it is answered, act on what comes back."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import msgspec

from ..domain.problems import KINDS, Problem
from . import enrol, exchange, signature
from .freeze import name_ahead
from .moment import now
from .node import Link, Node
from .reconcile import taking_back
from .server import ENROL, EXCHANGE, REOPEN, Answer
from .wire import Reply, Request, Unreadable, message_hash

FEWEST, MOST = 50, 20_000
MOST_STILL = 1_000
"""Comparing a kabupaten's whole link takes a few dozen exchanges; what compares longer is left to the next round."""
AIM_SECONDS = 5.0
"""A frozen batch cannot shrink, so its size follows what the line carried last."""
STEADY, QUICK_SECONDS = 4_000, 1.5
"""Beyond so many rows only where they take so short: a line that fails later must still get the frozen ones through."""


class Unreachable(Exception):
    """The line is down, or what answered is not the parent. Worth trying again later."""


class OtherServer(Unreachable):
    """Whoever answered speaks our protocol under another key: the server may have been replaced."""


class Transport(Protocol):
    """Anything that can carry a request to the parent. ``apart``: it only waits meanwhile, so a thread may."""

    apart: bool = False

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer; raises ``Unreachable``."""


@dataclass
class Tally:
    """What one sync moved."""

    exchanges: int = 0
    up: int = 0
    down: int = 0
    refused: int = 0
    conflicts: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    pending: int = 0
    equal: bool = False


class Courier:
    """Carries a node's pending rows to its parent and the answers back."""

    def __init__(self, node: Node, transport: Transport, clock: Callable[[], float] = time.monotonic):
        self.node, self.transport, self.clock = node, transport, clock

    def enrol(self, upstream: str, url: str, code: str) -> None:
        """Introduce this installation with a one-time code. Raises ``Problem`` or ``Unreachable``."""
        body = enrol.hello(self.node, upstream, url, code)
        answer = self.transport.send("POST", ENROL, {}, body)
        if answer.status != 200:
            raise _told(answer)
        enrol.take_welcome(self.node, upstream, code, answer.body)

    def sync(self, most: int = 100_000, tally: Tally | None = None) -> Tally:
        """Exchange until nothing moves any more, either way; ``tally`` counts on while it runs."""
        tally = tally if tally is not None else Tally()
        still = 0
        while tally.exchanges < most and still < MOST_STILL:
            moved = tally.up + tally.down
            if not self.step(tally):
                break
            still = still + 1 if tally.up + tally.down == moved else 0
        link = self._link()
        tally.pending = self.node.pending(link.peer)
        equal_at = self.node.engine.value("SELECT equal_at FROM sb_link WHERE peer = ?", (link.peer,))
        tally.equal = bool(equal_at) and not tally.pending and not link.mode
        return tally

    def step(self, tally: Tally | None = None) -> bool:
        """One exchange; whether another one is worth making at once."""
        tally = tally if tally is not None else Tally()
        link = self._link()
        began = self.clock()
        body = exchange.make_request(self.node, link.peer)
        answer = self._exchange(link, body)
        if answer.status != 200:
            return self._refused(link, body, answer)
        receipt = msgspec.msgpack.encode(answer.headers)
        try:
            reply = exchange.take_reply(self.node, link.peer, answer.body, receipt)
        except Unreadable as error:
            raise Unreachable("Jawaban server bukan untuk kiriman ini; akan dicoba lagi.") from error
        request = exchange.sent_request(self.node, body)
        _count(tally, request, reply, len(body), len(answer.body))
        self._pace(link, request, reply, self.clock() - began)
        waited = taking_back(link) and self.node.pending(link.peer)
        return bool(request.mode or _moved(request) or _moved(reply) or self._link().mode or waited)

    def _exchange(self, link: Link, body: bytes) -> Answer:
        """Post a request; where the parent is another process, prepare the next rows while it works."""
        request = exchange.sent_request(self.node, body)
        if not getattr(self.transport, "apart", False) or sum(map(len, request.rows)) < link.batch:
            return self._post(link, EXCHANGE, body)
        with ThreadPoolExecutor(1) as beside:
            answer = beside.submit(self._post, link, EXCHANGE, body)
            name_ahead(self.node, link.batch)
            return answer.result()

    def _link(self) -> Link:
        link = self.node.parent()
        if link is None or not link.own_key:
            raise Problem("unknown_node", "belum didaftarkan")
        return link

    def file(self, method: str, path: str, body: bytes = b"") -> bytes:
        """One signed request about a file; the body of its answer. Raises ``Problem`` or ``Unreachable``."""
        answer = self._post(self._link(), path, body, method)
        if answer.status != 200:
            raise _told(answer, message_hash(body))
        return answer.body

    def _post(self, link: Link, path: str, body: bytes, method: str = "POST") -> Answer:
        headers = signature.sign_request(link.own_key, self.node.code, method, path, body)
        answer = self.transport.send(method, path, headers, body)
        try:
            signature.verify_reply(link.peer_key, answer.status, answer.headers, answer.body)
        except Problem as error:
            raise _not_the_parent(error, answer) from error
        answer.headers = {name: value for name, value in answer.headers.items() if name.lower() in _SIGNED}
        return answer

    def _refused(self, link: Link, body: bytes, answer: Answer) -> bool:
        """Act on a signed refusal of our request; whether to go on at once."""
        error = _told(answer, message_hash(body))
        if self.node.link(link.peer).frozen != body:
            return True  # another round of this installation has got further meanwhile
        self.node.set_link(link.peer, problem=error.code, problem_at=now())
        if error.code == "behind" and self._reopen(link):
            return True
        if not error.kind.again or error.code == "behind":
            self.node.set_link(link.peer, state=exchange.STOPPED)
        raise error

    def _reopen(self, link: Link) -> bool:
        shown = enrol.show_receipt(self.node, link.peer)
        if shown is None:
            return False
        answer = self._post(link, REOPEN, shown)
        if answer.status != 200:
            return False
        enrol.take_reopened(self.node, link.peer, shown, answer.body)
        return True

    def _pace(self, link: Link, request: Request, reply: Reply, seconds: float) -> None:
        rows = sum(map(len, request.rows)) + sum(map(len, reply.rows))
        if rows < link.batch // 2 and seconds < AIM_SECONDS:
            return
        rate = max(rows, 1) / max(seconds, 0.01)
        wanted = int(max(min(STEADY, rate * AIM_SECONDS), rate * QUICK_SECONDS))
        batch = max(FEWEST, min(MOST, wanted, link.batch * 4))
        if batch != link.batch:
            self.node.set_link(link.peer, batch=batch)


_SIGNED = frozenset({"content-digest", "signature", "signature-input", "sb-receipt"})


def _not_the_parent(error: Problem, answer: Answer) -> Unreachable:
    """What to tell of an answer the parent did not sign. Only a person can say whether its server was replaced."""
    if error.code == "unreadable":
        return Unreachable("Jawaban server terputus di tengah jalan.")
    if "signature-input" in map(str.lower, answer.headers):
        return OtherServer(
            "Server menjawab dengan kunci lain. Tanyakan kepada kecamatan; bila servernya diganti, daftarkan ulang."
        )
    return Unreachable("Yang menjawab bukan server tujuan (mungkin halaman masuk Wi-Fi).")


def _moved(message: Request | Reply) -> bool:
    return bool(message.rows or message.special or message.results)


def _count(tally: Tally, request: Request, reply: Reply, up: int, down: int) -> None:
    tally.exchanges += 1
    tally.up += sum(map(len, request.rows)) + len(request.special)
    tally.down += sum(map(len, reply.rows)) + len(reply.special)
    tally.refused += sum(result.kind == "refused" for result in reply.results)
    tally.conflicts += sum(result.kind == "conflict" for result in reply.results)
    tally.bytes_up += up
    tally.bytes_down += down


def _told(answer: Answer, request: bytes | None = None) -> Problem:
    """The problem an answer tells of; only one about our own request counts."""
    try:
        told = msgspec.json.decode(answer.body, type=dict)
    except msgspec.MsgspecError:
        told = {}
    if told.get("code") not in KINDS or (request is not None and told.get("request") != request.hex()):
        raise Unreachable(f"Jawaban tidak dikenal (HTTP {answer.status}).")
    return Problem(told["code"], str(told.get("detail", "")))
