"""Identities that are made where the record is made, with no one to ask."""

import os
import re
import time
from datetime import UTC, datetime
from hashlib import blake2b

_ID = re.compile(r"[0-9a-f]{32}")


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 32 lower-case hex digits.

    The leading milliseconds keep neighbours in time neighbours in the index; they are
    never read as an order of events, because a village PC's clock may be dead.
    """
    milliseconds = time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF
    tail = bytearray(os.urandom(10))
    tail[0] = 0x70 | tail[0] & 0x0F
    tail[2] = 0x80 | tail[2] & 0x3F
    return f"{milliseconds:012x}{tail.hex()}"


def made_at(id: str) -> str:
    """When an id of ``new_id`` was made, as ISO text in UTC and as its maker's clock had it: to show, never to compare.

    Empty for any other id.
    """
    milliseconds = int(id[:12], 16)
    if id[12] != "7" or milliseconds >= _YEAR_3000:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_YEAR_3000 = 32_503_680_000_000


def is_id(text: str) -> bool:
    """Whether this can be the id of a record: what a browser sends may be anything."""
    return _ID.fullmatch(text) is not None


def derived_id(*cause: str) -> str:
    """The one id that follows from a cause, so that its second arrival makes nothing new."""
    digest = bytearray(blake2b("\0".join(cause).encode(), digest_size=16).digest())
    digest[6] = 0x80 | digest[6] & 0x0F
    digest[8] = 0x80 | digest[8] & 0x3F
    return digest.hex()
