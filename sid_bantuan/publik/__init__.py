"""Pages anybody may open, without a login: one question each, answered with no more than is needed."""

from .cek import blueprint

__all__ = ["blueprint"]
