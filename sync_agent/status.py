"""The state of sync in a few true numbers, for people and for programs."""

from datetime import datetime

from sid_bantuan.domain.problems import KINDS
from sid_bantuan.sync.node import Node


def status(node: Node) -> dict:
    """Code, parent, pending, refused, conflicts, last success and problem; JSON-ready."""
    engine = node.engine
    one = engine.one(
        "SELECT peer, state, mode, epoch, no, success, equal_at, problem, problem_at, skew FROM sb_link WHERE role = 'up'"
    )
    names = ("peer", "state", "mode", "epoch", "no", "success", "equal_at", "problem", "problem_at", "skew")
    found = {"node": node.code, "upstream": dict(zip(names, one, strict=True)) if one else None}
    found["pending"] = node.pending(one[0]) if one else 0
    found["refused"] = engine.value("SELECT count(*) FROM sb_refused_out")
    found["conflicts"] = engine.value("SELECT count(DISTINCT id) FROM sb_conflict")
    children = engine.run(
        "SELECT peer, state, contact, equal_at, peer_pending, problem FROM sb_link WHERE role = 'down' ORDER BY peer"
    )
    keys = ("peer", "state", "contact", "equal_at", "peer_pending", "problem")
    found["children"] = [
        dict(zip(keys, child, strict=True)) | {"pending": node.pending(child[0])} for child in children
    ]
    return found


def sentences(found: dict) -> list[str]:
    """The same in Indonesian."""
    lines = []
    upstream = found["upstream"]
    if upstream:
        lines.append(f"{found['node']} → {upstream['peer']}: {found['pending']} data menunggu.")
        lines.append(
            f"Berhasil terakhir: {_waktu(upstream['success']) or 'belum pernah'}. "
            f"Terbukti sama: {_waktu(upstream['equal_at']) or 'belum'}."
        )
        if upstream["problem"]:
            lines.append(f"Masalah sejak {_waktu(upstream['problem_at'])}: {KINDS[upstream['problem']].hint}")
    elif not found["children"]:
        lines.append(f"{found['node']}: belum didaftarkan ke server mana pun.")
    if found["refused"]:
        lines.append(f"{found['refused']} data ditolak; buka halaman Sinkronisasi untuk memperbaikinya.")
    if found["conflicts"]:
        lines.append(f"{found['conflicts']} data berselisih; buka halaman Sinkronisasi untuk memilih.")
    for child in found["children"]:
        lines.append(
            f"{child['peer']}: kontak terakhir {_waktu(child['contact']) or 'belum pernah'}, {child['pending']} menunggu turun."
        )
    return lines


def _waktu(moment: str | None) -> str:
    """A recorded moment in this office's own time, as the courier's log writes it."""
    return f"{datetime.fromisoformat(moment).astimezone():%d-%m-%Y %H.%M}" if moment else ""
