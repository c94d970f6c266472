"""The state of sync in one true line, as it stands on every page."""

from dataclasses import dataclass

from ..domain.problems import KINDS
from ..domain.wilayah import level, parent
from ..sync.node import Node
from .tampil import angka, jam

_ENOUGH = 10_000
"""Marks are counted up to here: the line is on every page, and more is simply "many"."""


@dataclass(frozen=True, slots=True)
class Garis:
    """``nada``: tenang, menunggu or gangguan (the words say it too)."""

    teks: str
    nada: str


def garis(node: Node) -> Garis | None:
    """What a person wants to know of sync: all sent and when, or how many wait and since when. None at the top."""
    link = node.engine.one(
        "SELECT peer, state, success, problem, problem_at FROM sb_link WHERE role = 'up' ORDER BY peer LIMIT 1"
    )
    if link is None:
        if level(node.code) == "kabupaten":
            return None
        return Garis(f"Belum terhubung ke {level(parent(node.code))}", "menunggu")
    peer, state, success, problem, problem_at = link
    waiting = node.engine.value(
        "SELECT count(*) FROM (SELECT 1 FROM sb_pending WHERE peer = ? LIMIT ?) t", (peer, _ENOUGH + 1)
    )
    known = KINDS.get(problem)
    if state == "stopped" or (known and not known.again):
        return Garis("Pengiriman berhenti, perlu ditangani", "gangguan")
    if problem:
        why = (
            f"akan dicoba lagi, sejak {jam(problem_at)}"
            if known and problem != "unreachable"
            else f"jaringan putus sejak {jam(problem_at)}"
        )
        return Garis(f"{_many(waiting)}, {why}", "gangguan")
    if waiting:
        last = f", terakhir terkirim {jam(success)}" if success else ""
        return Garis(_many(waiting) + last, "menunggu")
    return Garis(f"Terkirim semua, {jam(success)}" if success else "Terkirim semua", "tenang")


def _many(waiting: int) -> str:
    if not waiting:
        return "Tidak ada yang menunggu dikirim"
    return f"{f'Lebih dari {angka(_ENOUGH)}' if waiting > _ENOUGH else angka(waiting)} menunggu dikirim"
