"""Identities that are made where the record is made, with no one to ask."""

import os
import re
import time
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock

_ID = re.compile(r"[0-9a-f]{32}")


_lock = Lock()
_last = (0, 0)
"""The millisecond and the count within it of the id this process made last."""
_BACK = 10_000


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 32 lower-case hex digits, greater than every id this process made before.

    The leading milliseconds keep neighbours in time neighbours in the index, and the count behind them keeps what one
    action made in the order it made it. Between installations they are never read as an order of events, because a
    village PC's clock may be dead.
    """
    milliseconds, count = _next(time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF)
    tail = bytearray(os.urandom(8))
    tail[0] = 0x80 | tail[0] & 0x3F
    return f"{milliseconds:012x}7{count:03x}{tail.hex()}"


def _next(now: int) -> tuple[int, int]:
    """The moment and the count of the next id. A clock that is set back by seconds is waited out, not followed."""
    global _last
    with _lock:
        moment, count = _last
        if moment - _BACK < now <= moment:
            _last = (moment, count + 1) if count < 0xFFF else (moment + 1, 0)
        else:
            _last = (now, int.from_bytes(os.urandom(1)))
        return _last


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
