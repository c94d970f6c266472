"""What an event causes elsewhere is announced: the modules concerned subscribe, this one knows none of them."""

from collections.abc import Callable, Sequence

from .tables import Mutasi, MutasiOrang

TERCATAT, DIBATALKAN = "mutasi", "mutasi_batal"
"""An event was recorded; an event was cancelled."""

Pendengar = Callable[[object, Mutasi, Sequence[MutasiOrang]], None]
"""``fn(node, mutasi, orang)``: called in the transaction of the event, with its lines; what it raises undoes the event."""

_PENDENGAR: dict[str, list[Pendengar]] = {TERCATAT: [], DIBATALKAN: []}


def dengar(nama: str, pendengar: Pendengar) -> None:
    """Have a function called at each such announcement; subscribing twice is subscribing once."""
    if pendengar not in _PENDENGAR[nama]:
        _PENDENGAR[nama].append(pendengar)


def umumkan(node, nama: str, mutasi: Mutasi, orang: Sequence[MutasiOrang]) -> None:
    """Tell every subscriber, in the order they subscribed."""
    for pendengar in _PENDENGAR[nama]:
        pendengar(node, mutasi, orang)
