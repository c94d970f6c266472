"""The parent's door: bytes in, signed bytes out. The web framework only carries them.

Who asks is decided by the key that signed, looked up by the code in the request; nothing
in a body is believed before that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from ..domain.problems import Problem
from . import enrol, exchange, signature
from .files import CHUNK, Store, size_for
from .node import Link, Node
from .wire import Unreadable, message_hash

FILES = "/sync/v1/berkas/"
ENROL, EXCHANGE, REOPEN = "/sync/v1/enrol", "/sync/v1/exchange", "/sync/v1/reopen"


@dataclass
class Answer:
    """A reply as the transport carries it."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def serve(node: Node, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Answer one POST of a child. Every problem is a signed answer too, so a stranger cannot stop a village."""
    try:
        if path == ENROL:
            return Answer(200, {}, enrol.welcome(node, body))
        link = authenticate(node, "POST", path, headers, body)
        if path == REOPEN:
            return _signed(node, 200, enrol.reopen(node, link.peer, body), "-")
        reply, epoch, no = exchange.answer(node, link.peer, body)
        return _signed(node, 200, reply, enrol.write_receipt(link.peer, epoch, no, reply))
    except Unreadable as error:
        return problem(node, Problem("unreadable", str(error)), body)
    except Problem as error:
        return problem(node, error, body)


def serve_file(node: Node, store: Store, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Answer one request about a file: ``…/<sha256>/ada`` how much is here, ``…/<sha256>/<offset>`` take or give a chunk."""
    try:
        link = authenticate(node, method, path, headers, body)
        sha256, at = path.removeprefix(FILES).split("/")
        if at == "ada":
            size_for(node, link, sha256, downward=False)
            return _signed(node, 200, str(store.held(sha256)).encode(), "-")
        if method == "PUT":
            size = size_for(node, link, sha256, downward=False)
            return _signed(node, 200, str(store.put(sha256, int(at), body, size)).encode(), "-")
        size_for(node, link, sha256, downward=True)
        return _signed(node, 200, (store.read(sha256) or b"")[int(at) : int(at) + CHUNK], "-")
    except ValueError:
        return problem(node, Problem("unreadable", "alamat berkas"), body)
    except Problem as error:
        return problem(node, error, body)


def authenticate(node: Node, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Link:
    """The link whose key signed this request. Raises ``Problem``."""
    peer = next((value for name, value in headers.items() if name.lower() == "sb-node"), "")
    link = node.link(peer) if peer else None
    if link is None or link.role != "down" or not link.peer_key:
        raise Problem("unknown_node")
    try:
        signature.verify_request(link.peer_key, method, path, headers, body)
    except Problem as error:
        if error.code == "signature" and link.next_key:
            signature.verify_request(link.next_key, method, path, headers, body)
            node.set_link(peer, peer_key=link.next_key, next_key=None)
            return node.link(peer)
        if error.code == "signature" and link.old_key:
            signature.verify_request(link.old_key, method, path, headers, body)
            raise Problem("epoch_old") from error
        raise
    return link


def problem(node: Node, error: Problem, body: bytes) -> Answer:
    """A refusal as it travels: code, detail, and the hash of the request it refuses."""
    told = {"code": error.code, "detail": error.detail, "request": message_hash(body).hex()}
    return _signed(node, error.kind.status, msgspec.json.encode(told), "-")


def _signed(node: Node, status: int, body: bytes, receipt: str) -> Answer:
    private = bytes(node.engine.value("SELECT kunci FROM sb_node"))
    return Answer(status, signature.sign_reply(private, node.code, status, body, receipt), body)
