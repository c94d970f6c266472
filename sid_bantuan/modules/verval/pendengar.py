"""A verdict is announced to the modules that want to act on it; verval knows none of them."""

from collections.abc import Callable, Sequence

Pendengar = Callable[[object, str, Sequence[str]], None]
"""``fn(node, jenis, ids)``: called in the transaction of a verdict given or taken back; what it raises undoes it."""

_PENDENGAR: list[Pendengar] = []


def dengar(pendengar: Pendengar) -> None:
    """Have a function called after each verdict; subscribing twice is subscribing once."""
    if pendengar not in _PENDENGAR:
        _PENDENGAR.append(pendengar)


def umumkan(node, jenis: str, ids: Sequence[str]) -> None:
    """Tell every subscriber on which records of one type verdicts were given or taken back."""
    for pendengar in _PENDENGAR:
        pendengar(node, jenis, ids)
