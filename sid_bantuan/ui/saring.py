"""Filters of a list. They live in the address (``flt_<kunci>=value``), so a list can be sent to a colleague."""

from collections.abc import Callable, Iterable, Mapping

from flask_admin.contrib.peewee.filters import BasePeeweeFilter

from .. import host
from ..domain.wilayah import is_code, level, within


class Saring(BasePeeweeFilter):
    """One choice of a list of values. ``syarat(value)`` gives the peewee condition; default: the column equals it.

    ``pilihan`` maps value -> words, or is a function that returns such a mapping; without it any text is taken.
    """

    def __init__(self, kunci: str, nama: str, column=None, pilihan=None, syarat: Callable | None = None):
        super().__init__(column, nama)
        self.kunci, self.key_name = kunci, kunci
        self._pilihan, self._syarat = pilihan, syarat

    def pilihan(self) -> Mapping[str, str] | None:
        """Value -> words, as the page offers them now."""
        found = self._pilihan() if callable(self._pilihan) else self._pilihan
        return {str(value): words for value, words in found.items()} if found is not None else None

    def kata(self, value: str) -> str:
        """The words for a chosen value."""
        return (self.pilihan() or {}).get(value, value)

    def validate(self, value):
        found = self.pilihan()
        return 0 < len(value) <= 200 and (found is None or value in found)

    def clean(self, value):
        return value

    def apply(self, query, value):
        value = self.clean(value)
        return query.where(self._syarat(value) if self._syarat else self.column == value)

    def operation(self):
        return "adalah"


class SaringKode(Saring):
    """A value of an official code list, or that it is still empty."""

    KOSONG = "kosong"

    def __init__(self, kunci: str, nama: str, column, kosong: bool = True):
        codes = {str(number): words for number, words in column.codes.items()}
        super().__init__(kunci, nama, column, codes | ({self.KOSONG: "(belum diisi)"} if kosong else {}))

    def apply(self, query, value):
        return query.where(self.column.is_null() if value == self.KOSONG else self.column == int(value))


class SaringWilayah(Saring):
    """Only what lies in one kecamatan or village below this node."""

    def __init__(self, model, nama_tempat: Callable[[str], str]):
        super().__init__("wilayah", "Wilayah", model.wilayah)
        self.model, self.nama_tempat = model, nama_tempat

    def pilihan(self):
        here = host.host().code
        found = {}
        for code in villages(self.model):
            if level(here) == "kabupaten":
                above = code.rpartition(".")[0]
                found.setdefault(above, f"Kecamatan {self.nama_tempat(above)}")
            found[code] = f"{self.nama_tempat(code)} ({code})"
        return found

    def validate(self, value):
        return is_code(value) and within(value, host.host().code)

    def kata(self, value):
        return self.nama_tempat(value)

    def apply(self, query, value):
        return query.where(in_area(self.model, value))


def in_area(model, code: str):
    """The condition that a row concerns this area; written as a range, so that the index answers it."""
    if level(code) == "desa":
        return model.wilayah == code
    return (model.wilayah == code) | ((model.wilayah > f"{code}.") & (model.wilayah < f"{code}/"))


def villages(model) -> Iterable[str]:
    """The areas that have rows, in order: one index seek each, however many rows there are."""
    table = model._meta.table_name
    rows = host.node().engine.run(
        f"WITH RECURSIVE t (w) AS (SELECT MIN(wilayah) FROM {table} UNION ALL"
        f" SELECT (SELECT MIN(wilayah) FROM {table} WHERE wilayah > t.w) FROM t WHERE t.w IS NOT NULL)"
        " SELECT w FROM t WHERE w IS NOT NULL"
    )
    return [row[0] for row in rows]
