"""The day the books take for today: the clock's, unless a history is written as if day by day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

_SEOLAH: ContextVar[date | None] = ContextVar("hari_buku", default=None)


def hari_ini() -> date:
    """Today, as the books take it."""
    return _SEOLAH.get() or date.today()


@contextmanager
def seolah(hari: date) -> Iterator[None]:
    """Within: events are recorded and residents counted as if this were today. For samples and histories taken over."""
    sebelum = _SEOLAH.set(hari)
    try:
        yield
    finally:
        _SEOLAH.reset(sebelum)
