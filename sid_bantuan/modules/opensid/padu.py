"""Three sides of one column: what OpenSID says now, what it said last, what stands here. Pure."""

from collections.abc import Mapping

OPENSID, SINI = "opensid", "sini"
"""``--utamakan``: whose value holds where both sides changed it, or in everything but what is new. Without it, what
was edited here stays and the rest follows OpenSID."""

_BELUM_PERNAH = object()


def padukan(
    kini: Mapping, baru: Mapping, dasar: Mapping | None, utamakan: str | None = None
) -> tuple[dict, dict[str, tuple]]:
    """``(columns to change here, columns that differ and stay: {name: (there, here)})``.

    ``dasar``: what the source said when it was last read; None where it is compared for the first time.
    """
    ubah, beda = {}, {}
    for nama, sana in baru.items():
        sini = kini.get(nama)
        lama = _BELUM_PERNAH if dasar is None else dasar.get(nama)
        if sana in (sini, lama) or (dasar is None and (sana is None or _sekata(sana, sini))):
            continue
        if _diambil(sini, lama, utamakan):
            ubah[nama] = sana
        else:
            beda[nama] = (sana, sini)
    return ubah, beda


def _diambil(sini, lama, utamakan: str | None) -> bool:
    if sini is None or utamakan == OPENSID:
        return True
    return (sini == lama or _sekata(sini, lama)) and utamakan != SINI


def _sekata(satu, lain) -> bool:
    """Whether two texts differ by capitals and blanks alone, as two programs write one name."""
    return isinstance(satu, str) and isinstance(lain, str) and satu.casefold().split() == lain.casefold().split()
