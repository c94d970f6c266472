"""Files by the hash of their content: kept once, sent in chunks that resume, asked for from above.

The record (``berkas``) travels like any other; the bytes follow only when a level above asks
for them or the office's policy sends small ones along. A file is whole or it is not there.
"""

import hashlib
import os
import re
from pathlib import Path

from ..domain.problems import Problem
from ..domain.wilayah import touches, within
from .moment import now
from .node import Link, Node

CHUNK = 64 * 1024
MOST = 20 * 2**20
HERE, ABOVE = 1, 2
"""Who asked for a content: this office for itself, or the level above, to which it then goes on."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Store:
    """The contents one installation holds, in a folder beside its database."""

    def __init__(self, node: Node, folder: Path):
        self.node, self.folder = node, Path(folder) / "berkas"

    def path(self, sha256: str) -> Path:
        """Where a content is kept. Raises ``Problem`` for anything but a hash: it becomes a path."""
        if not _SHA256.fullmatch(sha256):
            raise Problem("unreadable", "bukan sidik berkas")
        return self.folder / sha256[:2] / sha256

    def add(self, content: bytes) -> str:
        """Keep a content; its hash. Raises ``ValueError`` for one that is too large."""
        if len(content) > MOST:
            raise ValueError(f"Berkas terlalu besar; paling besar {MOST // 2**20} MB.")
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.path(sha256).exists():
            self._place(sha256, content)
        self._note(sha256, len(content), whole=True)
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """The content, or None where it is not here (yet)."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def held(self, sha256: str) -> int:
        """How many bytes of a content are here; all of them once it is whole."""
        whole = self.path(sha256)
        for path in (whole, whole.with_suffix(".part")):
            if path.exists():
                return path.stat().st_size
        return 0

    def whole(self, sha256: str) -> bool:
        """Whether the content is here in full."""
        return self.path(sha256).exists()

    def ask(self, sha256: str) -> None:
        """Ask for a content: the child it comes from is told with the next exchange."""
        size = self.node.engine.value("SELECT ukuran FROM sb_berkas WHERE sha256 = ?", (sha256,))
        if size is None:
            raise Problem("unknown_node", "berkas tidak dikenal")
        self._note(sha256, size, whole=self.whole(sha256))
        self.node.engine.run(
            "UPDATE sb_berkas_isi SET diminta = ? WHERE sha256 = ? AND lengkap = 0 AND diminta = 0", (HERE, sha256)
        )

    def put(self, sha256: str, offset: int, chunk: bytes, size: int) -> int:
        """Take the next chunk; how many bytes are here now. A chunk elsewhere than at the end changes nothing."""
        part = self.path(sha256).with_suffix(".part")
        if self.whole(sha256) or offset != self.held(sha256):
            return self.held(sha256)
        if offset + len(chunk) > size:
            raise Problem("too_large")
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            file.write(chunk)
        if offset + len(chunk) == size:
            self._finish(sha256, part)
        return self.held(sha256)

    def lacking(self, sha256: str, size: int) -> None:
        """Note that the level above has not got this content either."""
        self._note(sha256, size, whole=False)

    def forget(self, sha256: str) -> None:
        """Remove a content that no record names any more."""
        self.node.engine.run("DELETE FROM sb_berkas_isi WHERE sha256 = ?", (sha256,))
        for path in (self.path(sha256), self.path(sha256).with_suffix(".part")):
            path.unlink(missing_ok=True)

    def _finish(self, sha256: str, part: Path) -> None:
        content = part.read_bytes()
        part.unlink()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Problem("unreadable", "isi berkas tidak cocok dengan sidiknya; dikirim ulang dari awal")
        self._place(sha256, content)
        self._note(sha256, len(content), whole=True)

    def _place(self, sha256: str, content: bytes) -> None:
        """Write beside, flush to disk, then rename: a power cut leaves a whole file or none."""
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)

    def _note(self, sha256: str, size: int, whole: bool) -> None:
        self.node.engine.run(
            "INSERT INTO sb_berkas_isi (sha256, ukuran, lengkap, pada) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET lengkap = excluded.lengkap",
            (sha256, size, int(whole), now()),
        )


def wanted_from(node: Node, peer: str, most: int = 50) -> list[str]:
    """Contents this node was asked for that come from below this child."""
    rows = node.engine.run(
        "SELECT DISTINCT i.sha256, b.node FROM sb_berkas_isi i JOIN sb_berkas b ON b.sha256 = i.sha256"
        " WHERE i.diminta > 0 AND i.lengkap = 0"
    )
    return [sha256 for sha256, author in rows if within(author, peer)][:most]


def missing(node: Node, store: Store) -> list[tuple[str, int]]:
    """(hash, size) of this node's own contents that are not here, and may still be above."""
    rows = node.engine.run(
        "SELECT DISTINCT b.sha256, b.ukuran, i.lengkap FROM sb_berkas b LEFT JOIN sb_berkas_isi i ON i.sha256 = b.sha256"
        " WHERE b.node = ?",
        (node.code,),
    )
    return [(sha256, size) for sha256, size, whole in rows if whole != 0 and not store.whole(sha256)]


def note_wanted(node: Node, wanted: list[str]) -> None:
    """The parent asks for these; what is not here is asked for further below."""
    for sha256 in wanted:
        size = node.engine.value("SELECT ukuran FROM sb_berkas WHERE sha256 = ?", (sha256,))
        if size is not None:
            node.engine.run(
                "INSERT INTO sb_berkas_isi (sha256, ukuran, lengkap, diminta, terkirim, pada) VALUES (?, ?, 0, ?, 0, ?)"
                " ON CONFLICT (sha256) DO UPDATE SET diminta = excluded.diminta, terkirim = 0",
                (sha256, size, ABOVE, now()),
            )


def to_send(node: Node, policy_bytes: int) -> list[str]:
    """Contents to carry up now: asked for, or own ones no larger than the policy lets along."""
    rows = node.engine.run(
        "SELECT DISTINCT i.sha256 FROM sb_berkas_isi i JOIN sb_berkas b ON b.sha256 = i.sha256"
        " WHERE i.lengkap = 1 AND i.terkirim = 0 AND (i.diminta = ? OR i.ukuran <= ?)",
        (ABOVE, policy_bytes),
    )
    return [row[0] for row in rows]


def sent(node: Node, sha256: str) -> None:
    """The parent has it whole."""
    node.engine.run("UPDATE sb_berkas_isi SET terkirim = 1, diminta = 0 WHERE sha256 = ?", (sha256,))


def size_for(node: Node, link: Link, sha256: str, downward: bool) -> int:
    """The size of a content this link may carry. Raises ``Problem`` where its record says nothing of it.

    Up: its record was authored below the child. Down: its record concerns the child's area.
    """
    for author, wilayah, size in node.engine.run(
        "SELECT node, wilayah, ukuran FROM sb_berkas WHERE sha256 = ?", (sha256,)
    ):
        if touches(wilayah, link.peer) if downward else within(author, link.peer):
            return min(size, MOST)
    raise Problem("unknown_node", "berkas tidak dikenal")
