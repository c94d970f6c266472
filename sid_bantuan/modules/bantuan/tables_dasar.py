"""What the tables of aid share: checks, lengths, and whom a row is about."""

from ...sync.fields import HexField, ProseField, WordField
from ...sync.record import Record


def one_of(words):
    """A check: the value is one of these words."""
    return lambda value: None if value in words else "kode_tak_dikenal"


KODE = 40
MASA = 7
"""A period of disbursement: ``2026``, ``2026-S1``, ``2026-T3`` or ``2026-11``."""


class Subjek(Record):
    """Whom something of aid is about: the person, his family, and both as they were written that day."""

    program = WordField(KODE)
    orang_id = HexField(null=True)
    """Who receives, or who looks after it for the family (pengurus)."""
    keluarga_id = HexField(null=True)
    nik = WordField(16, null=True)
    no_kk = WordField(16, null=True)
    nama = WordField(100)
    alamat = WordField(200, null=True)
    komponen = ProseField(null=True)
    """JSON: [{kode, orang_id}], the parts of the program and whose they are."""

    def __str__(self):
        return self.nama
