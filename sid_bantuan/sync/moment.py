"""The clock on the wall: for people to read, never for order."""

from datetime import UTC, datetime


def now() -> str:
    """This moment in UTC, for people to read."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
