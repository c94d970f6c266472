"""What travels: messages as msgpack, rows column by column, packed with zstd.

Column order is worth more than the codec: equal neighbours vanish. The hashes ``h`` and
``v`` do not travel; the receiver computes them from what arrived, so it never has to
believe them.
"""

from collections.abc import Sequence
from hashlib import blake2b

import msgspec
import zstandard

from .record import content_hash, first_of, some, version

PROTOCOL = 1
"""2026-11-21: first protocol."""

MOST_PACKED = 8 * 2**20
MOST_UNPACKED = 64 * 2**20
ANY_BASE = b"*"
"""The base a relay names when it does not know its peer's version: then the greater rev stores."""
NO_COMMON = b"X" * 16
"""A base that is no version: the two sides share no history of the row."""


RIVAL = "rival"
"""A version set against the one its author holds, passed on toward him."""
RETURN = "return"
"""A row given back to the side it was written on, because that side asked for it."""
GIVEN_BACK = frozenset({RIVAL, RETURN})
LINEAGE = "line"
"""An ordinary row, sent whole so that the peer learns which versions it grew from."""


class Unreadable(ValueError):
    """The bytes are not a message of this protocol (cut off, or somebody else's page)."""


class Row(msgspec.Struct, omit_defaults=True):
    """One version of one row, whole, whatever the schema of its sender. ``content`` has no None."""

    type: str
    id: str
    node: str
    wilayah: str
    rev: int
    deleted: int = 0
    content: dict = {}
    kind: str = ""
    base: bytes | None = None
    history: list[bytes] = []

    @property
    def v(self) -> bytes:
        return version(self.type, self.id, self.rev, self.deleted, content_hash(self.content, self.deleted))

    @property
    def h(self) -> bytes:
        return content_hash(self.content, self.deleted)


class Rows(msgspec.Struct, array_like=True):
    """Many ordinary rows of one type, column by column. A list of one stands for every row."""

    type: str
    names: list[str]
    ids: bytes
    nodes: list[str]
    wilayahs: list[str]
    revs: list[int]
    deleted: list[int]
    bases: list[bytes | None]
    lain: list[str | None]
    data: list[list | None]

    def __len__(self):
        return len(self.ids) // 16

    def id_list(self) -> list[str]:
        text = self.ids.hex()
        return [text[at : at + 32] for at in range(0, len(text), 32)]

    def spread(self, values: list) -> list:
        """The list at full length."""
        return values * len(self) if len(values) == 1 else values


class Result(msgspec.Struct, array_like=True):
    """What became of one row that was not simply accepted."""

    id: str
    kind: str
    code: str = ""
    column: str = ""
    row: Row | None = None


class Listed(msgspec.Struct, array_like=True):
    """One row as a side holds it, for comparing: version and earlier versions."""

    id: str
    type: str
    rev: int
    v: bytes
    history: list[bytes]


class Want(msgspec.Struct, array_like=True):
    """A row the other side is asked to send back, on this base."""

    id: str
    type: str
    base: bytes | None


class Walk(msgspec.Struct, omit_defaults=True):
    """The part of a message that compares two sides bucket by bucket."""

    near: list[bytes] = []
    far: list[bytes] = []
    done_near: list[int] = []
    done_far: list[int] = []
    buckets: list[int] = []
    far_buckets: list[int] = []
    listing: list[Listed] = []
    want: list[Want] = []
    left: int = 0


class Request(msgspec.Struct, omit_defaults=True):
    """One numbered message of the child."""

    protocol: int
    version: str
    sender: str
    epoch: int
    no: int
    chain: bytes
    nonce: bytes
    time: str
    mode: str = ""
    take: int = 500
    rows: list[Rows] = []
    special: list[Row] = []
    results: list[Result] = []
    idle: bool = False
    near: bytes = b""
    far: bytes = b""
    pending: int = 0
    next_key: bytes = b""
    walk: Walk | None = None


class Reply(msgspec.Struct, omit_defaults=True):
    """The parent's answer to exactly one request; signed, it is the receipt."""

    protocol: int
    version: str
    epoch: int
    no: int
    request: bytes
    time: str
    rows: list[Rows] = []
    special: list[Row] = []
    results: list[Result] = []
    idle: bool = False
    near: bytes = b""
    far: bytes = b""
    heal: bool = False
    walk: Walk | None = None
    files: list[str] = []


_encode = msgspec.msgpack.Encoder().encode
_decoders = {kind: msgspec.msgpack.Decoder(kind) for kind in (Request, Reply, Row, Walk, list[Result])}


def pack(message) -> bytes:
    """The bytes of a message, compressed."""
    return zstandard.ZstdCompressor(level=3).compress(_encode(message))


def unpack(data: bytes, kind):
    """The message in these bytes. Raises ``Unreadable``; never inflates past the limit."""
    try:
        if len(data) > MOST_PACKED or zstandard.frame_content_size(data) > MOST_UNPACKED:
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
    """A column as it travels; None where no row has a value."""
    if not some(values):
        return None
    if kind == "hex":
        return [value if value is None else bytes.fromhex(value) for value in values]
    return list(values)


def column_in(values: list | None, count: int) -> list:
    """A column as the tables hold it: bytes become hex text."""
    if values is None:
        return [None] * count
    if first_of(values).__class__ is bytes:
        return [value.hex() if value.__class__ is bytes else value for value in values]
    return values
