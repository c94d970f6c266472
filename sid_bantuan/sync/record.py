"""A record type: what the tables declare, read once for triggers, hash, wire and checks."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import msgspec
from peewee import DatabaseProxy, ForeignKeyField, Model

from .fields import ProseField, WordField, id_field

database = DatabaseProxy()
"""The database of this process's node; the screens' models are bound to it."""

_pack = msgspec.msgpack.Encoder().encode
GONE = bytes(16)
"""The content hash of a deleted row."""


class Record(Model):
    """Base of every synced table. Only the author (``node``) ever changes a row.

    ``wilayah`` is the area the row concerns and decides where it travels. ``lain`` holds,
    as JSON, columns that a newer version sent and this one does not know yet.
    """

    id = id_field()
    node = WordField(13)
    wilayah = WordField(13)
    lain = ProseField(null=True)

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True


FRAME = ("id", "node", "wilayah", "lain")


@dataclass(frozen=True, slots=True)
class Column:
    """One content column: its name in the table and on the wire, its kind, its check."""

    name: str
    kind: str
    required: bool
    field: object

    def faults(self, values: Sequence, kinds: set[type] | None = None) -> dict:
        """The distinct values that may not be stored, each with the code of its problem.

        Distinct values are checked once: a column of codes costs next to nothing. ``kinds``: the types of the
        values, where they are known.
        """
        bad: dict = {}
        wanted = int if self.kind == "int" else str
        if self.fine_at_a_glance(values, kinds or set(map(type, values)), wanted):
            return bad
        for value in set(values):
            if value is None:
                if self.required:
                    bad[value] = "wajib_diisi"
            elif type(value) is not wanted or (wanted is str and "\0" in value):
                bad[value] = "bentuk_salah"  # PostgreSQL holds no NUL
            elif wanted is int and not -(2**31) <= value < 2**31:
                bad[value] = "di_luar_batas"
            elif problem := self.field.fault(value):
                bad[value] = problem
        return bad

    def fine_at_a_glance(self, values: Sequence, kinds: set[type], wanted: type) -> bool:
        """Whether plain text is sure to be right by its kinds and greatest length alone."""
        if kinds == {type(None)}:
            return not self.required
        if kinds - {wanted} and (self.required or kinds - {wanted, type(None)}):
            return False
        if not getattr(self.field, "only_length", False):
            return False
        text = [value for value in values if value]
        return max(map(len, text), default=0) <= self.field.max_length and "\0" not in "".join(text)


def _column(model_field) -> Column:
    kind_of = model_field.rel_field if isinstance(model_field, ForeignKeyField) else model_field
    if not hasattr(kind_of, "kind"):
        raise TypeError(f"{model_field.model.__name__}.{model_field.name}: pakai kolom dari sync.fields")
    return Column(model_field.column_name, kind_of.kind, not model_field.null, kind_of)


@dataclass(frozen=True, eq=False)
class RecordType:
    """One synced table.

    ``verified``: its rows stand in the steward's queue. ``patient``: its rows are not sent while rows this node
    had lost are still on their way back to it. Columns are held in the order of their names, which is the order
    the content hash is taken in.
    """

    name: str
    model: type[Record]
    verified: bool = False
    patient: bool = False
    columns: tuple[Column, ...] = field(init=False)
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self):
        fields = [f for f in self.model._meta.sorted_fields if f.column_name not in FRAME]
        columns = tuple(sorted(map(_column, fields), key=lambda column: column.name))
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "names", tuple(column.name for column in columns))

    @property
    def table(self) -> str:
        return self.model._meta.table_name


def content_hashes(
    names: Sequence[str],
    columns: Sequence[Sequence],
    extra: Sequence[str | None],
    deleted: Sequence[int],
    kinds: Sequence[set[type]] | None = None,
) -> list[bytes]:
    """The content hash of each row of a batch given column by column; ``names`` in sorted order.

    BLAKE2b-128 over the named values that are present, so that a column added later leaves
    the hash of rows without it unchanged. ``kinds``: the types in each column, where they are known.
    """
    kinds = kinds or [set(map(type, values)) for values in columns]
    present = [
        (name, _canonical(values, kind))
        for name, values, kind in zip(names, columns, kinds, strict=True)
        if kind - {type(None)}
    ]
    shape = _shape(tuple(name for name, _ in present))
    rows = zip(*(values for _, values in present), strict=True) if present else [()] * len(extra)
    found = []
    for row, more, gone in zip(rows, extra, deleted, strict=True):
        if gone:
            found.append(GONE)
            continue
        packed = _pack(shape(*row))
        if packed[0] == _WIDE and packed[1] == 0 and packed[2] < 16:
            packed = bytes((_NARROW | packed[2],)) + packed[3:]  # as a mapping of so few would say how many it has
        if more:
            unknown = {name: canonical(value) for name, value in json.loads(more).items()}
            packed = _pack(dict(sorted((msgspec.msgpack.decode(packed) | unknown).items())))
        found.append(blake2b(packed, digest_size=16).digest())
    return found


_WIDE, _NARROW = 0xDE, 0x80
"""MessagePack's heads of a mapping of up to 65,535 and of up to 15: a shape of 16 names writes the first however few it has."""


@lru_cache(maxsize=256)
def _shape(names: tuple[str, ...]) -> Callable:
    """What packs like a mapping of these names without those that are None: made in C, several times as fast."""
    fields = [(f"f{at}", object, None) for at in range(len(names))]
    renamed = dict(zip((field[0] for field in fields), names, strict=True))
    return msgspec.defstruct("Shape", fields, omit_defaults=True, gc=False, rename=renamed)


def content_hash(content: dict, deleted: int) -> bytes:
    """The content hash of one row given as name -> value."""
    if deleted:
        return GONE
    names = sorted(name for name, value in content.items() if value is not None)
    values = [canonical(content[name]) for name in names]
    return blake2b(_pack(dict(zip(names, values, strict=True))), digest_size=16).digest()


def some(values: Sequence) -> bool:
    """Whether a column has any value at all."""
    return values.count(None) < len(values)


def _canonical(values: Sequence, kinds: set[type]) -> Sequence:
    """Values as they are hashed; a column of plain ASCII is seen to need nothing in one pass.

    Each value by itself: what a neighbour holds may not change a row's hash, however odd it is.
    """
    if not kinds & {str, bytes} or (kinds <= {str, type(None)} and "".join(filter(None, values)).isascii()):
        return values
    return [canonical(value) for value in values]


def canonical(value):
    """Text in NFC; bytes (a BLOB put into a text column) as the hex text they arrive as."""
    if value.__class__ is str:
        return unicodedata.normalize("NFC", value)
    return value.hex() if value.__class__ is bytes else value


def version(record_type: str, row_id: str, rev: int, deleted: int, content: bytes) -> bytes:
    """The name of one version of a row: 16 bytes over type, id, rev, deleted and content hash."""
    head = f"{record_type}\0{row_id}\0{rev}\0{deleted}\0".encode()
    return blake2b(head + content, digest_size=16).digest()


class Catalog:
    """The record types a node knows, by name, and who wants to hear of their changes."""

    def __init__(
        self, types: Iterable[RecordType], effects: dict | None = None, derived: Sequence = (), at_rest: Sequence = ()
    ):
        self.types = {one.name: one for one in types}
        self.effects = effects or {}
        """Type name -> ``effect(node, rows)``, run in the transaction that stores arriving rows."""
        self.derived = tuple(derived)
        """``derive(node, type name, ids)``: rebuilds what this node derives from changed rows."""
        self.at_rest = tuple(at_rest)
        """``fn(node)``: called when everything is derived; for what can only be done once all rows are here."""

    def __getitem__(self, name: str) -> RecordType:
        return self.types[name]

    def __iter__(self):
        return iter(self.types.values())

    def get(self, name: str) -> RecordType | None:
        return self.types.get(name)
