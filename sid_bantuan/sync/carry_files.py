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
    """Fetch back the contents of this node's own file records that are not here; how many came. Raises ``Unreachable``.

    So a rebuilt PC, or one whose folder was lost, gets back what had gone up. What the parent has not either is asked
    for once.
    """
    return sum(_fetch(courier, store, sha256, size) for sha256, size in files.missing(courier.node, store))


def _fetch(courier: Courier, store: Store, sha256: str, size: int) -> bool:
    while not store.whole(sha256):
        at = store.held(sha256)
        try:
            chunk = courier.file("GET", f"{FILES}{sha256}/{at}")
        except Problem as error:
            if error.code != "unknown_node":
                raise
            chunk = b""  # not even its record is above
        if not chunk:
            store.lacking(sha256, size)
            return False
        store.put(sha256, at, chunk, size)
    return True


def _number(body: bytes) -> int:
    try:
        return int(body)
    except ValueError as error:
        raise Unreachable("Jawaban tentang berkas tidak dikenal.") from error
