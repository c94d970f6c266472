"""The names of Indonesia's regions by Kemendagri code, from the list the package ships."""

import csv
import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from .wilayah import is_kelurahan, parent

_LAMA = {"54": "Timor Timur"}
"""Provinces that are no more, but whose numbers live on in NIKs that were issued then."""


def _semua() -> Iterator[list[str]]:
    with (
        files("sid_bantuan.data").joinpath("wilayah.csv.gz").open("rb") as raw,
        gzip.open(raw, "rt", encoding="utf-8") as text,
    ):
        rows = csv.reader(text)
        next(rows)
        yield from rows


@cache
def _atas() -> dict[str, str]:
    """Provinces and kabupaten/kota: half a thousand names, kept."""
    return _LAMA | {kode: nama for kode, nama in _semua() if len(kode) <= 5}


@lru_cache(maxsize=8)
def _kabupaten(kode: str) -> dict[str, str]:
    """Every name inside one kabupaten; the whole country would cost a village PC 15 MB."""
    return {satu: nama for satu, nama in _semua() if satu.startswith(f"{kode}.")}


def nama_wilayah(kode: str) -> str:
    """The bare name of a place (``Ngraho``); a kabupaten or kota bears its kind. Unknown: the code itself."""
    if len(kode) <= 5:
        return _atas().get(kode, kode)
    return _kabupaten(kode[:5]).get(kode, kode)


def nama_pendek(kode: str) -> str:
    """A place with its kind: ``Desa Ngraho``, ``Kelurahan Jetak``, ``Kecamatan Ngraho``, ``Kabupaten Bojonegoro``."""
    if len(kode) <= 5:
        return nama_wilayah(kode)
    if len(kode) == 8:
        return f"Kecamatan {nama_wilayah(kode)}"
    return f"{'Kelurahan' if is_kelurahan(kode) else 'Desa'} {nama_wilayah(kode)}"


def nama_lengkap(kode: str) -> str:
    """A place and what it lies in, up to the kabupaten: ``Desa Ngraho, Kecamatan Ngraho, Kabupaten Bojonegoro``."""
    parts = []
    while len(kode) >= 5:
        parts.append(nama_pendek(kode))
        kode = parent(kode)
    return ", ".join(parts)


def bawahan(kode: str) -> list[tuple[str, str]]:
    """The places directly inside a kabupaten or kecamatan, ``(code, bare name)`` by code."""
    depth = kode.count(".") + 1
    return sorted(
        satu for satu in _kabupaten(kode[:5]).items() if satu[0].startswith(f"{kode}.") and satu[0].count(".") == depth
    )


def dikenal(kode: str) -> bool:
    """Whether the list has this code. New places appear before lists do, so this only ever warns."""
    return (kode in _atas()) if len(kode) <= 5 else kode in _kabupaten(kode[:5])
