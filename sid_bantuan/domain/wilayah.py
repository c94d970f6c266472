"""Kemendagri region codes as addresses and territories: ``35.22.01.2001`` lies in ``35.22``."""

import re
from functools import lru_cache

LEVELS = {2: "kabupaten", 3: "kecamatan", 4: "desa"}
_CODE = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?")


@lru_cache(4096)
def is_code(text: str) -> bool:
    """Whether the text has the shape of a kabupaten, kecamatan or village code."""
    return _CODE.fullmatch(text) is not None


def level(code: str) -> str:
    """``kabupaten``, ``kecamatan`` or ``desa`` (a kelurahan is the same level as a desa)."""
    return LEVELS[code.count(".") + 1]


def within(code: str, area: str) -> bool:
    """Whether ``code`` is ``area`` or lies inside it. A prefix of digits is not enough."""
    return code == area or code.startswith(area + ".")


def touches(one: str, other: str) -> bool:
    """Whether two areas share ground: one lies within the other."""
    return within(one, other) or within(other, one)


def parent(code: str) -> str:
    """The code one level up: the kecamatan of a village, the kabupaten of a kecamatan."""
    return code.rpartition(".")[0]


def is_kelurahan(code: str) -> bool:
    """Village numbers 1xxx are kelurahan, 2xxx are desa."""
    return level(code) == "desa" and code.rpartition(".")[2].startswith("1")
