"""The kinds of column a record may have.

A column is declared once, as a field of a peewee model; the wire format, the content hash
and the check at the receiver are read off that declaration. ``kind`` says how a value
travels: ``hex`` as raw bytes, ``text``, ``int`` and ``date`` (ISO text) as they are.
"""

from collections.abc import Callable
from datetime import date

from peewee import CharField, DateField, FixedCharField, IntegerField, SmallIntegerField, TextField

from ..domain.bentuk import berbentuk
from ..domain.ids import new_id

Fault = str | None


class HexField(FixedCharField):
    """An id or a hash: 32 lower-case hex digits."""

    kind = "hex"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)
        super().__init__(*args, **kwargs)

    def fault(self, value: str) -> Fault:
        """Hex columns travel as raw bytes of a fixed width, so only the width can be wrong."""
        return None if len(value) == self.max_length else "bentuk_salah"


def id_field() -> HexField:
    """The primary key every record has."""
    return HexField(primary_key=True, default=new_id)


class WordField(CharField):
    """One line of text with a greatest length, optionally held to a check of the domain."""

    kind = "text"

    def __init__(self, max_length: int = 100, *, check: Callable[[str], Fault] | None = None, **kwargs):
        self.check_text = check
        self.only_length = check is None
        super().__init__(max_length=max_length, **kwargs)

    def fault(self, value: str) -> Fault:
        if len(value) > self.max_length:
            return "terlalu_panjang"
        return self.check_text(value) if self.check_text else None


class ProseField(TextField):
    """Free text; the greatest length only keeps one row from filling a message."""

    kind = "text"
    max_length = 20_000

    def fault(self, value: str) -> Fault:
        return "terlalu_panjang" if len(value) > self.max_length else None


class JsonField(ProseField):
    """JSON as text, held to a shape (``domain.bentuk``): whoever reads it later need not fear what another office sent."""

    def __init__(self, bentuk, **kwargs):
        self.bentuk = bentuk
        super().__init__(**kwargs)

    def fault(self, value: str) -> Fault:
        return super().fault(value) or (None if berbentuk(value, self.bentuk) else "bentuk_salah")


class CodeField(SmallIntegerField):
    """A value of an official code list. ``codes`` maps each allowed number to its words."""

    kind = "int"

    def __init__(self, codes: dict[int, str], **kwargs):
        self.codes = codes
        kwargs.setdefault("null", True)
        super().__init__(choices=list(codes.items()), **kwargs)

    def fault(self, value: int) -> Fault:
        return None if value in self.codes else "kode_tak_dikenal"


class NumberField(IntegerField):
    """A whole number within bounds; money is in whole rupiah."""

    kind = "int"

    def __init__(self, *, least: int = 0, most: int = 2**31 - 1, **kwargs):
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def fault(self, value: int) -> Fault:
        return None if self.least <= value <= self.most else "di_luar_batas"


class DayField(DateField):
    """A calendar day; ISO text on the wire and in the hash."""

    kind = "date"

    def fault(self, value: str) -> Fault:
        try:
            date.fromisoformat(value)
        except ValueError:
            return "tanggal_mustahil"
        return None if len(value) == 10 else "tanggal_mustahil"


class MomentField(CharField):
    """A moment as ISO text in UTC (``2026-11-21T07:30:00Z``): shown to people, never used for order."""

    kind = "text"

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    def fault(self, value: str) -> Fault:
        return None if len(value) <= 20 else "terlalu_panjang"
