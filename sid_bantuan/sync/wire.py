"""What travels: messages as msgpack, rows column by column, packed with zstd.

Column order is worth more than the codec: equal neighbours vanish. The hashes ``h`` and
``v`` do not travel; the receiver computes them from what arrived, so it never has to
believe them.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Annotated, Any, Literal

import msgspec
import zstandard
from msgspec import Meta

from .record import content_hash, some, version

PROTOCOL = 1
"""2026-11-21: first protocol."""

MOST_PACKED = 8 * 2**20
MOST_UNPACKED = 64 * 2**20
NO_COMMON = b"X" * 16
"""A base that is no version: the two sides share no history of the row."""


RIVAL = "rival"
"""A version set against the one its author holds, passed on toward him."""
RETURN = "return"
"""A row given back to the side it was written on, because that side asked for it."""
GIVEN_BACK = frozenset({RIVAL, RETURN})
LINEAGE = "line"
"""An ordinary row, sent whole so that the peer learns which versions it grew from."""


_HEX = re.compile("[0-9a-f]+")


class TooLarge(ValueError):
    """A message of so many rows would not be read; fewer have to go at a time."""


# What a message may look like at all; msgspec holds to it while decoding.
Id = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
TypeName = Annotated[str, Meta(pattern=r"\A[a-z][a-z_]{0,19}\Z")]
COLUMN_NAME = r"\A[a-z][a-z0-9_]{0,62}\Z"
ColumnName = Annotated[str, Meta(pattern=COLUMN_NAME)]
Place = Annotated[str, Meta(max_length=13)]
Rev = Annotated[int, Meta(ge=1, le=2**30)]
Bit = Annotated[int, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Version = Annotated[bytes, Meta(min_length=16, max_length=16)]
Base = Annotated[bytes, Meta(max_length=16)] | None
Word = Annotated[str, Meta(max_length=20)]
Short = Annotated[str, Meta(max_length=40)]
Buckets = Annotated[list[Annotated[int, Meta(ge=0, le=255)]], Meta(max_length=256)]
Hash = Annotated[bytes, Meta(max_length=64)]
Digests = Annotated[list[Annotated[bytes, Meta(min_length=20, max_length=20)]], Meta(max_length=256)]


class Unreadable(ValueError):
    """The bytes are not a message of this protocol (cut off, or somebody else's page)."""


Columns = list[list | None]
MOST_TOGETHER = 4_000
"""So many rows are laid out in memory at a time, however many a message carries."""


class Row(msgspec.Struct, omit_defaults=True):
    """One version of one row, whole, whatever the schema of its sender. ``content`` has no None."""

    type: TypeName
    id: Id
    node: Place
    wilayah: Place
    rev: Rev
    deleted: Bit = 0
    content: dict[ColumnName, Any] = {}
    kind: Literal["", "rival", "return", "line"] = ""
    base: Base = None
    history: list[Version] = []

    @property
    def v(self) -> bytes:
        return version(self.type, self.id, self.rev, self.deleted, content_hash(self.content, self.deleted))

    @property
    def h(self) -> bytes:
        return content_hash(self.content, self.deleted)


class Rows(msgspec.Struct, array_like=True):
    """Up to ``MOST_TOGETHER`` ordinary rows of one type, column by column. A list of one stands for every row.

    The content stays packed until it is looked at, so that a message of many such parts costs its reader
    the memory of one.
    """

    type: TypeName
    names: list[ColumnName]
    ids: bytes
    nodes: list[Place]
    wilayahs: list[Place]
    revs: list[Rev]
    deleted: list[Bit]
    bases: list[Base]
    lain: list[str | None]
    data: msgspec.Raw

    @classmethod
    def packed(cls, columns: Columns, **head) -> "Rows":
        """Rows with their content as it travels."""
        return cls(**head, data=msgspec.Raw(_encode(columns)))

    def columns(self) -> Columns:
        """The content, a list a column, None where no row has a value. Raises ``Unreadable``."""
        try:
            return _decoders[Columns].decode(self.data)
        except msgspec.MsgspecError as error:
            raise Unreadable(str(error)) from error

    def __len__(self):
        return len(self.ids) // 16

    def id_list(self) -> list[str]:
        text = self.ids.hex()
        return [text[at : at + 32] for at in range(0, len(text), 32)]

    def spread(self, values: list) -> list:
        """The list at full length."""
        return values * len(self) if len(values) == 1 else values


class Result(msgspec.Struct, array_like=True):
    """What became of one row that was not simply accepted.

    ``refused``: kept whole, for the reason ``code`` (and ``column``). ``conflict``: the peer
    holds ``row``. ``shown``: a row given back is on its way to its author's operator.
    """

    id: Id
    kind: Literal["refused", "conflict", "shown"]
    code: Short = ""
    column: Short = ""
    row: Row | None = None


class Listed(msgspec.Struct, array_like=True):
    """One row as a side holds it, for comparing: version and earlier versions."""

    id: Id
    type: TypeName
    rev: Rev
    v: Version
    history: list[Version]


class Want(msgspec.Struct, array_like=True):
    """A row the other side is asked to send back, on this base."""

    id: Id
    type: TypeName
    base: Base


class Walk(msgspec.Struct, omit_defaults=True):
    """The part of a message that compares two sides bucket by bucket."""

    near: Digests = []
    far: Digests = []
    done_near: Buckets = []
    done_far: Buckets = []
    buckets: Buckets = []
    far_buckets: Buckets = []
    listing: list[Listed] = []
    want: list[Want] = []
    left: Count = 0


class Request(msgspec.Struct, omit_defaults=True):
    """One numbered message of the child."""

    protocol: int
    version: Word
    sender: Place
    epoch: Count
    no: Count
    chain: Hash
    nonce: Hash
    time: Short
    mode: Literal["", "compare", "want"] = ""
    take: Count = 500
    rows: list[Rows] = []
    special: list[Row] = []
    results: list[Result] = []
    idle: bool = False
    near: Hash = b""
    far: Hash = b""
    pending: Count = 0
    next_key: Hash = b""
    walk: Walk | None = None


class Reply(msgspec.Struct, omit_defaults=True):
    """The parent's answer to exactly one request; signed, it is the receipt."""

    protocol: int
    version: Word
    epoch: Count
    no: Count
    request: Hash
    time: Short
    rows: list[Rows] = []
    special: list[Row] = []
    results: list[Result] = []
    idle: bool = False
    near: Hash = b""
    far: Hash = b""
    heal: bool = False
    walk: Walk | None = None
    files: list[str] = []


_encode = msgspec.msgpack.Encoder().encode
_decoders = {kind: msgspec.msgpack.Decoder(kind) for kind in (Request, Reply, Row, Walk, list[Result], Columns)}


def pack(message) -> bytes:
    """The bytes of a message, compressed. Raises ``TooLarge`` for what no receiver would read."""
    plain = _encode(message)
    data = zstandard.ZstdCompressor(level=3).compress(plain)
    if len(plain) > MOST_UNPACKED or len(data) > MOST_PACKED:
        raise TooLarge(len(plain))
    return data


def unpack(data: bytes, kind):
    """The message in these bytes. Raises ``Unreadable``; never inflates past the limit."""
    try:
        if len(data) > MOST_PACKED or not 0 <= zstandard.frame_content_size(data) <= MOST_UNPACKED:
            raise Unreadable("terlalu besar")
        plain = zstandard.ZstdDecompressor().decompress(data, max_output_size=MOST_UNPACKED)
        return _decoders[kind].decode(plain)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise Unreadable(str(error)) from error


def keep(thing) -> bytes:
    """A row or part of a message as it is kept in a table."""
    return _encode(thing)


def kept(data: bytes, kind):
    """What ``keep`` kept."""
    return _decoders[kind].decode(data)


def message_hash(data: bytes) -> bytes:
    """The name of a message: what chains, receipts and the message log hold."""
    return blake2b(data, digest_size=16).digest()


def narrow(values: list) -> list:
    """A list of one where all are equal."""
    return values[:1] if values and values.count(values[0]) == len(values) else values


def column_out(kind: str, values: Sequence) -> list | None:
    """A column as it travels; None where no row has a value. Hex travels as bytes, odd values as they are."""
    if not some(values):
        return None
    if kind != "hex":
        return list(values)
    try:
        if _HEX.fullmatch("".join(filter(None, values))):
            return [value if value is None else bytes.fromhex(value) for value in values]
    except (TypeError, ValueError):
        pass  # one odd value may not hold up its neighbours
    return [_hex_out(value) for value in values]


def _hex_out(value):
    whole = value.__class__ is str and len(value) % 2 == 0 and _HEX.fullmatch(value)
    return bytes.fromhex(value) if whole else value


def column_in(values: list | None, count: int, packed: bool) -> list:
    """A column as the tables hold it: bytes, where there are any (``packed``), become hex text."""
    if values is None:
        return [None] * count
    if packed:
        return [value.hex() if value.__class__ is bytes else value for value in values]
    return values
