"""The time of day at a place: Indonesia has three zones, and the code of an office tells which is its own."""

WITA = frozenset(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"))
WIT = frozenset(("81", "82", "91", "92", "93", "94", "95", "96", "97"))


def zona_waktu(kode: str) -> str:
    """The zone of a place as POSIX writes it, which needs no table of zones: ``WIB-7`` is seven hours ahead of UTC."""
    provinsi = kode[:2]
    return "WITA-8" if provinsi in WITA else "WIT-9" if provinsi in WIT else "WIB-7"
