"""Arrive: what came over the wire, laid out as this node's tables hold it, and checked.

Nothing here is believed: hashes are computed from the content, rights follow from the key
that signed, and a sender of another version may know columns this node does not.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.wilayah import is_code, touches, within
from .authors import may_author
from .node import Link, Node
from .record import RecordType, content_hashes, version
from .wire import COLUMN_NAME, GIVEN_BACK, Row, Rows, Unreadable, column_in

NO_RIGHT = "bukan_wilayahnya"
NO_AUTHOR = "bukan_penulisnya"
UNKNOWN_TYPE = "jenis_tak_dikenal"
_NAME = re.compile(COLUMN_NAME)
_PLAIN = frozenset({str, int, bytes, float, type(None)})


@dataclass(slots=True)
class Batch:
    """Rows of one known type in this node's column order; every list has one entry a row."""

    record_type: RecordType
    ids: list[str]
    authors: list[str]
    wilayahs: list[str]
    revs: list[int]
    deleted: list[int]
    bases: list[bytes | None]
    lain: list[str | None]
    columns: list[list]
    h: list[bytes]
    v: list[bytes]
    kinds: list[set[type]] | None = None
    """The types in each column, where they were looked at already."""

    def row(self, at: int) -> Row:
        """One row of the batch, whole."""
        names = self.record_type.names
        content = {name: column[at] for name, column in zip(names, self.columns, strict=True) if column[at] is not None}
        if self.lain[at]:
            content |= json.loads(self.lain[at])
        return Row(
            self.record_type.name, self.ids[at], self.authors[at], self.wilayahs[at], self.revs[at], self.deleted[at],
            {} if self.deleted[at] else content, base=self.bases[at],
        )  # fmt: skip

    def faults(self) -> dict[int, tuple[str, str]]:
        """Row number -> (code, column) of the first value that may not be stored."""
        live = [at for at, gone in enumerate(self.deleted) if not gone]
        whole = len(live) == len(self.ids)
        kinds = (whole and self.kinds) or [None] * len(self.columns)
        found: dict[int, tuple[str, str]] = {}
        for column, values, kind in zip(self.record_type.columns, self.columns, kinds, strict=True):
            bad = column.faults(values if whole else [values[at] for at in live], kind)
            if bad:
                for at in live:
                    if values[at] in bad:
                        found.setdefault(at, (bad[values[at]], column.name))
        return found


def arrive(record_type: RecordType, rows: Rows) -> Batch:
    """Lay out rows of a known type. Raises ``Unreadable`` for rows out of shape."""
    data, kinds = sound(rows)
    ids = rows.id_list()
    parts = (rows.nodes, rows.wilayahs, rows.revs, rows.deleted, rows.bases, rows.lain)
    authors, wilayahs, revs, deleted, bases, lain = map(rows.spread, parts)
    h = content_hashes(rows.names, data, lain, deleted, kinds)
    name = record_type.name
    v = [version(name, *frame) for frame in zip(ids, revs, deleted, h, strict=True)]
    if tuple(rows.names) == record_type.names and not any(lain):
        columns = data
    else:
        columns, lain = _fit(record_type, rows.names, data, lain)
        kinds = None
    return Batch(record_type, ids, authors, wilayahs, revs, deleted, bases, lain, columns, h, v, kinds)


def sound(rows: Rows) -> tuple[list[list], list[set[type]]]:
    """The columns of a batch as the tables hold them, and the types in each.

    Raises ``Unreadable`` unless its parts fit together and hold plain values.
    """
    count, found = len(rows), rows.columns()
    parts = (rows.nodes, rows.wilayahs, rows.revs, rows.deleted, rows.bases, rows.lain)
    columns = [values for values in found if values is not None]
    if not count or len(rows.ids) % 16 or len(set(rows.id_list())) != count:
        raise Unreadable("id baris rusak atau berulang")
    if any(len(part) not in (1, count) for part in parts) or any(len(values) != count for values in columns):
        raise Unreadable("baris tidak sama panjang")
    if rows.names != sorted(set(rows.names)) or len(rows.names) != len(found):
        raise Unreadable("kolom tidak urut")
    for text in set(rows.lain) - {None}:
        _unknown(text)
    kinds = [_plain(values) if values is not None else {type(None)} for values in found]
    data = [column_in(values, count, bytes in kind) for values, kind in zip(found, kinds, strict=True)]
    return data, [(kind - {bytes}) | {str} if bytes in kind else kind for kind in kinds]


def sound_row(row: Row) -> None:
    """Raise ``Unreadable`` unless a row that came whole holds plain values."""
    _plain(list(row.content.values()))


def _plain(values: Iterable) -> set[type]:
    """Text, whole numbers of 64 bits, bytes, or nothing; which of them. A fraction is let through to be refused by itself."""
    kinds = set(map(type, values))
    if not kinds <= _PLAIN:
        raise Unreadable("nilai kolom bukan teks atau angka")
    if (
        int in kinds
        and max(values if kinds == {int} else (value for value in values if value.__class__ is int)) >= 2**63
    ):
        raise Unreadable("angka terlalu besar")
    return kinds


def _unknown(text: str) -> None:
    """Columns this node does not know, as the sender keeps them."""
    try:
        found = json.loads(text)
        text.encode()
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Unreadable("kolom tambahan rusak") from error
    if not isinstance(found, dict) or not all(map(_NAME.fullmatch, found)):
        raise Unreadable("kolom tambahan rusak")
    _plain(list(found.values()))


def arrive_row(record_type: RecordType, row: Row) -> Batch:
    """One whole row as a batch of one."""
    names = sorted(row.content)
    columns, lain = _fit(record_type, names, [[row.content[name]] for name in names], [None])
    return Batch(
        record_type, [row.id], [row.node], [row.wilayah], [row.rev], [row.deleted], [row.base], lain, columns,
        [row.h], [row.v],
    )  # fmt: skip


def _fit(record_type: RecordType, names: list[str], data: list[list], lain: list[str | None]):
    """Known columns to their place, unknown ones into ``lain``: absent is not lost."""
    count = len(lain)
    columns = [[None] * count for _ in record_type.names]
    place = {name: at for at, name in enumerate(record_type.names)}
    left = []
    for at in range(count):
        content = {name: values[at] for name, values in zip(names, data, strict=True) if values[at] is not None}
        content |= json.loads(lain[at]) if lain[at] else {}
        unknown = {}
        for name, value in content.items():
            if name in place:
                columns[place[name]][at] = value
            else:
                unknown[name] = value
        left.append(json.dumps(dict(sorted(unknown.items())), ensure_ascii=False) if unknown else None)
    return columns, left


def whole_rows(rows: Rows) -> list[Row]:
    """Rows of a type this node does not know, kept whole until it does. Raises ``Unreadable``."""
    data, _ = sound(rows)
    parts = [rows.spread(part) for part in (rows.nodes, rows.wilayahs, rows.revs, rows.deleted, rows.bases, rows.lain)]
    found = []
    for at, (row_id, author, wilayah, rev, gone, base, more) in enumerate(zip(rows.id_list(), *parts, strict=True)):
        content = {name: values[at] for name, values in zip(rows.names, data, strict=True) if values[at] is not None}
        content |= json.loads(more) if more else {}
        found.append(Row(rows.type, row_id, author, wilayah, rev, gone, {} if gone else content, base=base))
    return found


def in_place(node: Node, link: Link, author: str, wilayah: str, kind: str) -> bool:
    """Whether a row of this author about this area may come over this link at all.

    From a child: its own side, or (as a copy given back) rows from above about its area.
    From the parent: rows from above about this area, or this side's own rows given back.
    Nobody writes about an area outside his own.
    """
    if not (is_code(author) and is_code(wilayah) and within(wilayah, author)):
        return False
    if link.role == "down":
        if kind in GIVEN_BACK:
            return touches(wilayah, link.peer) and not within(author, link.peer)
        return within(author, link.peer)
    if kind in GIVEN_BACK:
        return within(author, node.code)
    return within(node.code, author) and author != node.code and touches(wilayah, node.code)


def refusal(node: Node, link: Link, row_type: str, author: str, wilayah: str, kind: str) -> str | None:
    """Why this link may not bring such a row, or None.

    ``NO_RIGHT`` rows are outside the link altogether and are not kept; the others count as
    received, so they are kept whole and told.
    """
    if not in_place(node, link, author, wilayah, kind):
        return NO_RIGHT
    if node.catalog.get(row_type) is None:
        return UNKNOWN_TYPE
    return None if may_author(row_type, author, wilayah) else NO_AUTHOR
