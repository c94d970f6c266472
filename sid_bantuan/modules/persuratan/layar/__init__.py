"""The village's screens of letters; importing them adds their parts to the pages they stand on."""

from . import sisipan

__all__ = ["sisipan"]
