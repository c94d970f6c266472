"""What people wrote and were told is safe: every content by a word of its own, and what it grew from."""

from sid_bantuan.sync.wire import Row

WORD = {
    "lingkungan": "dusun",
    "keluarga": "alamat",
    "penduduk": "nama",
    "kelompok": "nama",
    "berkas": "nama",
    "verval": "pesan",
    "perbaikan": "tanggapan",
}
"""The column of each type that carries the word."""


def word(record_type: str, row_id: str, rev: int, deleted: int, content: dict) -> str:
    """The word of one version: its content's, or the name of this very deletion."""
    if deleted:
        return f"gone-{row_id}-{rev}"
    return content.get(WORD[record_type]) or f"born-{row_id}"


def word_of(row: Row) -> str:
    return word(row.type, row.id, row.rev, row.deleted, row.content)


class Ledger:
    """Which word grew from which, and which may never be lost any more."""

    def __init__(self):
        self.count = 0
        self.grown: dict[str, set[str]] = {}
        self.required: dict[tuple[str, str], str] = {}

    def new_word(self, kind: str, *seen: str) -> str:
        """A fresh word whose writer had these before his eyes."""
        self.count += 1
        fresh = f"{kind}{self.count}"
        self.grow(fresh, *seen)
        return fresh

    def grow(self, later: str, *seen: str) -> None:
        roots = self.grown.setdefault(later, set())
        for one in seen:
            if one != later:
                roots |= {one} | self.grown.get(one, set())

    def holds(self, later: str, wanted: str) -> bool:
        """Whether what stands now was written by someone who had seen the wanted word."""
        return wanted == later or wanted in self.grown.get(later, ())

    def require(self, row_id: str, wanted: str, why: str) -> None:
        self.required.setdefault((row_id, wanted), why)

    def forget_present(self, code: str) -> None:
        """What a node merely had when it enrolled may go when its disk goes."""
        self.required = {key: why for key, why in self.required.items() if why != f"present at {code}"}

    def forget_gone(self, held: dict[str, set[str]]) -> int:
        """Drop what no living database holds any more: it is gone with its disks, the protocol did not lose it."""
        gone = [
            (row_id, wanted)
            for row_id, wanted in self.required
            if not any(self.holds(one, wanted) for one in held.get(row_id, ()))
        ]
        for key in gone:
            del self.required[key]
        return len(gone)
