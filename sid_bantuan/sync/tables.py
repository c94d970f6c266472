"""The mechanism's own record types: refusals told to the author, and the list of files."""

from .fields import HexField, MomentField, NumberField, WordField
from .record import Record, RecordType


class Penolakan(Record):
    """A level above refused a version of a row; the author's operator reads why and mends it."""

    jenis = WordField(20)
    rekam_id = HexField()
    versi = HexField()
    kode = WordField(40)
    kolom = WordField(40, null=True)
    pada = MomentField()

    class Meta:
        table_name = "sb_penolakan"


class Berkas(Record):
    """A file (photo, scan, minutes) by the hash of its content; the bytes travel apart.

    ``jenis``: what it shows, in a word of ``domain.isi_berkas``. ``untuk_jenis`` and ``untuk_id`` name its record.
    """

    jenis = WordField(20, null=True)
    sha256 = HexField(max_length=64)
    nama = WordField(150)
    mime = WordField(80)
    ukuran = NumberField()
    untuk_jenis = WordField(20, null=True)
    untuk_id = HexField(null=True)

    class Meta:
        table_name = "sb_berkas"

    def __str__(self):
        return self.nama


RECORDS = (RecordType("penolakan", Penolakan), RecordType("berkas", Berkas))
