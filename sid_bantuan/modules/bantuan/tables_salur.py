"""Money and goods on their way: accounts at the bank, disbursements and their lines, formats of reports."""

from ...domain import bantuan, masa
from ...sync.fields import DayField, HexField, MomentField, NumberField, ProseField, WordField
from ...sync.record import Record, RecordType
from .tables_dasar import KODE, MASA, one_of


class Rekening(Record):
    """A virtual account asked of the bank for one recipient, on the ground of his NIK or of a letter's number."""

    program = WordField(KODE)
    untuk_id = HexField()
    """The ``penerima`` or ``penetapan``."""
    orang_id = HexField(null=True)
    nama = WordField(100)
    bank = WordField(60)
    dasar = WordField(8, check=one_of(bantuan.DASAR_REKENING))
    nomor_dasar = WordField(100)
    surat_id = HexField(null=True)
    nomor = WordField(40, null=True)
    keadaan = WordField(10, check=one_of(bantuan.KEADAAN_REKENING), default="diminta")
    alasan = WordField(200, null=True)
    permintaan = WordField(60, null=True)
    """The file it was asked with."""
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_rekening"


class Penyaluran(Record):
    """One disbursement of a program in a place for a period."""

    program = WordField(KODE)
    masa = WordField(MASA, check=lambda teks: None if masa.is_masa(teks) else "kode_tak_dikenal")
    tgl = DayField()
    keadaan = WordField(12, check=one_of(bantuan.KEADAAN_PENYALURAN), default="disiapkan")
    cara = WordField(20, check=one_of(("rekening", "tunai", "barang")), default="rekening")
    nilai = NumberField(null=True)
    satuan = WordField(60, null=True)
    nomor_sk = WordField(100, null=True)
    dirilis_pada = DayField(null=True)
    dilaporkan_pada = DayField(null=True)
    keterangan = WordField(250, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_penyaluran"

    def __str__(self):
        return f"Penyaluran {self.program} {self.masa}"


class PenyaluranBaris(Record):
    """What one recipient gets in one disbursement, and what became of it."""

    penyaluran_id = HexField()
    untuk_id = HexField()
    orang_id = HexField(null=True)
    nik = WordField(16, null=True)
    nama = WordField(100)
    rekening = WordField(40, null=True)
    nilai = NumberField()
    keadaan = WordField(14, check=one_of(bantuan.KEADAAN_BARIS), default="menunggu")
    alasan = WordField(200, null=True)
    tgl = DayField(null=True)
    bukti = WordField(100, null=True)
    """The bank's reference, or who took it for him."""
    oleh = WordField(100)

    class Meta:
        table_name = "sb_penyaluran_baris"


class PembetulanSalur(Record):
    """A line of a disbursement put right, with the report it is told in.

    That is its own while it is not reported, for what the bank paid otherwise than listed; else that of a later period.
    """

    penyaluran_id = HexField()
    """In whose report it stands."""
    baris_id = HexField()
    ke = NumberField()
    """Which correction of this line it is, from 1 on."""
    dari_keadaan = WordField(14, check=one_of(bantuan.KEADAAN_BARIS))
    dari_nilai = NumberField()
    keadaan = WordField(14, check=one_of(bantuan.KEADAAN_BARIS))
    nilai = NumberField()
    tgl = DayField(null=True)
    bukti = WordField(100, null=True)
    alasan = WordField(200)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_pembetulan_salur"


class FormatLaporan(Record):
    """The form of a report an agency asks for: columns, order, headings, filters, who signs."""

    kode = WordField(KODE)
    nama = WordField(120)
    sumber = WordField(20, check=one_of(("penerima", "penyaluran", "usulan", "rekening")))
    program = WordField(KODE, null=True)
    kolom = ProseField()
    """JSON: [{judul, isi, lebar}]."""
    saring = ProseField(null=True)
    urut = WordField(100, null=True)
    kepala = ProseField(null=True)
    """JSON: lines above the table."""
    penanda = ProseField(null=True)
    """JSON: [{sebutan, nama, nip}]."""
    kertas = WordField(4, default="F4")
    aktif = NumberField(most=1, default=1)

    class Meta:
        table_name = "sb_format_laporan"

    def __str__(self):
        return self.nama


RECORDS = (
    RecordType("format_laporan", FormatLaporan),
    RecordType("rekening", Rekening),
    RecordType("penyaluran", Penyaluran),
    RecordType("penyaluran_baris", PenyaluranBaris),
    RecordType("pembetulan_salur", PembetulanSalur),
)
