"""Whether JSON that another office wrote has the shape its readers rely on."""

import json
from collections.abc import Mapping

APA_SAJA = object
"""Any value."""
TEKS, BILANGAN = frozenset((str, type(None))), frozenset((int, type(None)))
TUNGGAL = frozenset((str, int, float, type(None)))
"""Text or nothing, a number or nothing, anything that is neither list nor object."""
LAIN = "*"
"""In a shape: the keys that are not named."""


def berbentuk(teks: str, bentuk) -> bool:
    """Whether the text is JSON of this shape.

    A shape is a type, or several as a frozenset; ``[shape]``, a list of such; ``(shape, shape)``, a list of exactly
    these; ``{name: shape}``, an object, where a name that ends in ``?`` may be left out, and others are nobody's
    concern unless ``LAIN`` says how they look.
    """
    try:
        return _cocok(json.loads(teks), bentuk)
    except (ValueError, RecursionError):
        return False


def _cocok(nilai, bentuk) -> bool:
    if isinstance(bentuk, type):
        return isinstance(nilai, bentuk)
    if isinstance(bentuk, frozenset):
        return isinstance(nilai, tuple(bentuk))
    if isinstance(bentuk, list):
        return isinstance(nilai, list) and all(_cocok(satu, bentuk[0]) for satu in nilai)
    if isinstance(bentuk, tuple):
        return isinstance(nilai, list) and len(nilai) == len(bentuk) and all(map(_cocok, nilai, bentuk))
    return isinstance(nilai, dict) and _objek(nilai, bentuk)


def _objek(nilai: Mapping, bentuk: Mapping) -> bool:
    bernama = {nama.rstrip("?"): satu for nama, satu in bentuk.items() if nama != LAIN}
    if any(nama not in nilai for nama in bentuk if not nama.endswith("?") and nama != LAIN):
        return False
    lain = bentuk.get(LAIN, APA_SAJA)
    return all(_cocok(satu, bernama.get(nama, lain)) for nama, satu in nilai.items())
