"""One round of sync, whoever asks for it: the agent on its schedule or the operator's button.

A file lock keeps two rounds of one installation apart; what happened is one Indonesian sentence.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ..domain.problems import Problem
from .carry_files import bring_down, carry_up
from .courier import Courier, Tally, Unreachable
from .files import Store
from .local import drain_all
from .node import Node
from .schema import now
from .transport import Http


@dataclass(frozen=True)
class Round:
    """What one round did. ``again``: whether trying later may help by itself."""

    ok: bool
    sentence: str
    tally: Tally
    seconds: float
    again: bool = True


class Running(Exception):
    """Another round of this installation is under way."""


def run(node: Node, folder: Path, timeout: float = 60, url: str = "", policy_bytes: int = 0) -> Round:
    """Exchange until nothing moves, then carry files. Raises ``Running`` where a round is under way already."""
    try:
        with FileLock(folder / "sinkron.lock", timeout=0):
            return _run(node, folder, timeout, url, policy_bytes)
    except Timeout as error:
        raise Running("Sinkronisasi sedang berjalan.") from error


def _run(node: Node, folder: Path, timeout: float, url: str, policy_bytes: int) -> Round:
    began, tally = time.monotonic(), Tally()
    link = node.parent()
    if link is None or not link.own_key:
        return Round(
            False, "Belum didaftarkan. Minta kode pendaftaran lalu jalankan: sync-agent enroll", tally, 0, False
        )
    courier = Courier(node, Http(url or link.url, timeout))
    try:
        drain_all(node)  # what the office's own changes cause goes along at once
        tally = courier.sync(tally=tally)
        drain_all(node)
        carry_up(courier, Store(node, folder), policy_bytes)
        bring_down(courier, Store(node, folder))
    except Unreachable as error:
        _line_down(node, link.peer)
        return Round(False, f"{error} {waiting(node, link.peer)}", tally, time.monotonic() - began)
    except Problem as error:
        return Round(False, error.kind.hint, tally, time.monotonic() - began, error.kind.again)
    return Round(True, _sentence(tally), tally, time.monotonic() - began)


def _line_down(node: Node, peer: str) -> None:
    """Note since when the line has been down; the first success forgets it."""
    if node.engine.value("SELECT problem FROM sb_link WHERE peer = ?", (peer,)) is None:
        node.set_link(peer, problem="unreachable", problem_at=now())


def waiting(node: Node, peer: str) -> str:
    """How much waits, in words."""
    count = node.pending(peer)
    return f"{_number(count)} data menunggu dan tetap aman." if count else "Tidak ada data yang menunggu."


def _sentence(tally: Tally) -> str:
    parts = [f"Terkirim {_number(tally.up)}, diterima {_number(tally.down)}"]
    if tally.refused:
        parts.append(f"ditolak {_number(tally.refused)}")
    if tally.conflicts:
        parts.append(f"berselisih {_number(tally.conflicts)}")
    end = "Terbukti sama dengan server." if tally.equal else f"{_number(tally.pending)} masih menunggu."
    return f"{', '.join(parts)}. {end}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
