"""The steward's verdicts and the village's answers to them."""

from ...sync.fields import HexField, MomentField, WordField
from ...sync.record import Record, RecordType

VALID, PERLU_PERBAIKAN = "valid", "perlu_perbaikan"
PUTUSAN = {VALID: "Valid", PERLU_PERBAIKAN: "Perlu perbaikan"}
TERBUKA, SELESAI = "terbuka", "selesai"


def _one_of(words):
    return lambda value: None if value in words else "kode_tak_dikenal"


class Verval(Record):
    """A verdict on one content of one record: it lapses when that content changes.

    Authored by the kecamatan or the kabupaten, about the village's ``wilayah``.
    """

    jenis = WordField(20)
    rekam_id = HexField()
    hash_dinilai = HexField()
    putusan = WordField(16, check=_one_of(PUTUSAN))
    alasan = WordField(40, null=True)
    pesan = WordField(500, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_verval"


class Perbaikan(Record):
    """The village's side of a returned record: seen, answered, mended. Follows from one verdict."""

    verval_id = HexField()
    jenis = WordField(20)
    rekam_id = HexField()
    keadaan = WordField(16, check=_one_of({TERBUKA, SELESAI}), default=TERBUKA)
    tanggapan = WordField(500, null=True)
    oleh = WordField(100, null=True)
    pada = MomentField(null=True)

    class Meta:
        table_name = "sb_perbaikan"


RECORDS = (RecordType("verval", Verval), RecordType("perbaikan", Perbaikan))
