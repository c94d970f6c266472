"""Identities that are made where the record is made, with no one to ask."""

import os
import time
from hashlib import blake2b


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


def derived_id(*cause: str) -> str:
    """The one id that follows from a cause, so that its second arrival makes nothing new."""
    digest = bytearray(blake2b("\0".join(cause).encode(), digest_size=16).digest())
    digest[6] = 0x80 | digest[6] & 0x0F
    digest[8] = 0x80 | digest[8] & 0x3F
    return digest.hex()
