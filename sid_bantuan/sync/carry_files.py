"""The child's side of file transfer: resume where the parent stopped, chunk by chunk."""

import logging

from ..domain.problems import Problem
from . import files
from .courier import Courier, Unreachable
from .files import CHUNK, Store
from .server import FILES

log = logging.getLogger("sid_bantuan.files")


def carry_up(courier: Courier, store: Store, policy_bytes: int) -> int:
    """Send every content that is asked for or small enough; how many arrived whole. Raises ``Unreachable``.

    One the parent will not take (its record was refused there) waits for the next round and holds up no other.
    """
    done = 0
    for sha256 in files.to_send(courier.node, policy_bytes):
        content = store.read(sha256)
        if content is None:
            continue
        try:
            whole = _send(courier, sha256, content)
        except Problem as error:
            log.warning("Berkas %s belum diterima di atas: %s", sha256[:12], error)
            continue
        if whole:
            files.sent(courier.node, sha256)
            done += 1
    return done


def _send(courier: Courier, sha256: str, content: bytes) -> bool:
    held = _number(courier.file("GET", f"{FILES}{sha256}/ada"))
    while held < len(content):
        chunk = content[held : held + CHUNK]
        now = _number(courier.file("PUT", f"{FILES}{sha256}/{held}", chunk))
        if now <= held:
            return False
        held = now
    return True


def bring_down(courier: Courier, store: Store) -> int:
    """Fetch back the contents of this node's own file records that are not here (a rebuilt PC); how many came."""
    done = 0
    rows = courier.node.engine.run("SELECT DISTINCT sha256, ukuran FROM sb_berkas WHERE node = ?", (courier.node.code,))
    for sha256, size in rows:
        while not store.whole(sha256):
            at = store.held(sha256)
            chunk = courier.file("GET", f"{FILES}{sha256}/{at}")
            if not chunk:
                break
            store.put(sha256, at, chunk, size)
        done += store.whole(sha256)
    return done


def _number(body: bytes) -> int:
    try:
        return int(body)
    except ValueError as error:
        raise Unreachable("Jawaban tentang berkas tidak dikenal.") from error
