"""Programs, their rules and quotas, and who receives: what the village writes and what lists of agencies say.

A program is named by its ``kode`` wherever it is referred to, for rows arrive in any order. Where two levels
have one of the same ``kode``, the higher level's counts. A person is named by ``orang_id``, a family by the
id of its record; names and numbers beside them are as they were that day.
"""

from ...domain import bantuan
from ...sync.fields import DayField, HexField, MomentField, NumberField, ProseField, WordField
from ...sync.record import Record, RecordType
from .tables_dasar import KODE, MASA, Subjek, one_of
from .tables_salur import RECORDS as SALUR
from .tables_usulan import RECORDS as USULAN


class Program(Record):
    """One program of aid, as data its level edits and that flows down."""

    kode = WordField(KODE)
    nama = WordField(120)
    singkatan = WordField(30)
    prioritas_ke = NumberField(least=1, most=17, null=True)
    """Its place among the 17 priority programs, where a source attests it."""
    sifat = WordField(12, check=one_of(bantuan.SIFAT))
    sasaran = WordField(16, check=one_of(bantuan.SASARAN))
    bentuk = WordField(12, check=one_of(bantuan.BENTUK))
    nilai = NumberField(null=True)
    """Rupiah each time, or how many of ``satuan``."""
    satuan = WordField(60, null=True)
    kali_setahun = NumberField(most=12, default=12)
    pendanaan = WordField(16, check=one_of(bantuan.PENDANAAN))
    instansi = WordField(100, null=True)
    penetap = WordField(12, check=one_of(bantuan.PENETAP), default="desa")
    basi_hari = NumberField(least=1, most=3_650, null=True)
    """After so many days a list of an agency no longer tells; then rules that ask it cannot tell either."""
    karena_kematian = NumberField(most=1, default=0)
    """1 where a death entitles: it does not end by one."""
    berkuota = NumberField(most=1, default=1)
    """1 where nobody is enrolled beyond a quota that was set; 0: no quota is asked for."""
    empat_mata = NumberField(most=1, default=0)
    """1 where nobody may verify what he himself entered."""
    komponen = ProseField(null=True)
    """JSON: [{kode, nama, nilai}]."""
    tahap = ProseField(null=True)
    """JSON, in order: [{nama, tingkat, peran, instansi, dokumen: [], hari, pemberitahu, hari_memberitahu}]."""
    peringkat = ProseField(null=True)
    """JSON: how the waiting list is ordered: {komponen: [{ukuran, bobot, naik}], penentu: "tgl_usul"}."""
    format_laporan = WordField(KODE, null=True)
    dasar_hukum = WordField(250, null=True)
    keterangan = ProseField(null=True)
    mulai = DayField(null=True)
    sampai = DayField(null=True)
    aktif = NumberField(most=1, default=1)

    class Meta:
        table_name = "sb_program"

    def __str__(self):
        return self.nama


class Aturan(Record):
    """One rule of a program: ``syarat`` is the condition of ``domain.aturan`` under which it speaks."""

    program = WordField(KODE)
    kode = WordField(KODE)
    efek = WordField(12, check=one_of(("tolak", "peringatkan")))
    syarat = ProseField()
    alasan = WordField(250)
    dasar_hukum = WordField(250, null=True)
    berlaku_dari = DayField(null=True)
    berlaku_sampai = DayField(null=True)
    urutan = NumberField(default=0)

    class Meta:
        table_name = "sb_aturan"

    def __str__(self):
        return self.alasan


class Kuota(Record):
    """How many places a village (``wilayah``) has in a program in a year, and by which decision."""

    program = WordField(KODE)
    tahun = NumberField(least=2000, most=2200)
    jumlah = NumberField()
    ditetapkan_pada = DayField(null=True)
    nomor_sk = WordField(100, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_kuota"


class Penerima(Subjek):
    """Somebody who receives, as the village wrote it down."""

    keadaan = WordField(16, check=one_of(bantuan.KEADAAN_PENERIMA), default=bantuan.AKTIF)
    alasan = WordField(20, check=one_of(bantuan.ALASAN_PENERIMA), null=True)
    catatan = WordField(250, null=True)
    mulai = DayField()
    sampai = DayField(null=True)
    tahun = NumberField(least=2000, most=2200)
    """The year of the quota whose place it holds."""
    tgl_pengajuan = DayField(null=True)
    posisi_berkas = WordField(100, null=True)
    usulan_id = HexField(null=True)
    menggantikan_id = HexField(null=True)
    """The recipient whose place it took."""
    nomor_sk = WordField(100, null=True)
    sumber = WordField(120, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_penerima"


class PenerimaLangkah(Record):
    """One change of a recipient's state: who, why, when. Only added to."""

    penerima_id = HexField()
    keadaan = WordField(16, check=one_of(bantuan.KEADAAN_PENERIMA))
    alasan = WordField(20, check=one_of(bantuan.ALASAN_PENERIMA), null=True)
    catatan = WordField(250, null=True)
    nik = WordField(16, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_penerima_langkah"


class DaftarLuar(Record):
    """One list of an agency as it was taken in: what it covers (``wilayah``) and what day it tells of."""

    program = WordField(KODE)
    """A program, or ``DTSEN``."""
    masa = WordField(MASA, null=True)
    per_tanggal = DayField()
    sumber = WordField(120)
    nama_berkas = WordField(200, null=True)
    jumlah = NumberField(default=0)
    keadaan = WordField(10, check=one_of(("berlaku", "dicabut")), default="berlaku")
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_daftar_luar"


class Penetapan(Subjek):
    """One line of an agency's list, kept as it came even where nobody here has that NIK. ``wilayah``: the village."""

    daftar_id = HexField()
    """The list that names it last; a line no newer list names has ended."""
    keadaan = WordField(16, check=one_of(bantuan.KEADAAN_PENERIMA), default=bantuan.AKTIF)
    mulai = DayField()
    sampai = DayField(null=True)
    per_tanggal = DayField()
    sumber = WordField(120)
    desil = NumberField(least=1, most=10, null=True)
    rincian = ProseField(null=True)
    """JSON: the other columns of the list, by their heading."""

    class Meta:
        table_name = "sb_penetapan"


class PutusanAturan(Record):
    """What a rule says of an enrolment, found at a level above: a flag that flows back, never an edit."""

    untuk_jenis = WordField(20, check=one_of(("penerima", "penetapan", "usulan_bantuan")))
    untuk_id = HexField()
    program = WordField(KODE)
    aturan = WordField(KODE)
    hasil = WordField(12, check=one_of(("ditolak", "belum_pasti")))
    alasan = WordField(250)
    bukti = ProseField(null=True)
    """JSON: [{program, nama, wilayah, mulai, sampai, asal, sumber, per_tanggal}]."""
    pada = MomentField()

    class Meta:
        table_name = "sb_putusan"


class UkuranWarga(Record):
    """A measure of a person or a family somebody took: desil, land, income; dated, with its source."""

    subjek = HexField()
    """``orang_id``, or the id of the family's record."""
    nama = WordField(KODE)
    nilai = NumberField()
    per_tanggal = DayField()
    sumber = WordField(120)
    oleh = WordField(100)

    class Meta:
        table_name = "sb_ukuran"


class HariLibur(Record):
    """A day that is no working day beside Saturdays and Sundays."""

    tanggal = DayField()
    nama = WordField(100)

    class Meta:
        table_name = "sb_hari_libur"


RECORDS = (
    RecordType("program", Program),
    RecordType("aturan", Aturan),
    RecordType("kuota", Kuota),
    RecordType("hari_libur", HariLibur),
    RecordType("daftar_luar", DaftarLuar),
    RecordType("ukuran", UkuranWarga),
    *USULAN,
    RecordType("penetapan", Penetapan),
    RecordType("penerima", Penerima, verified=True),
    RecordType("penerima_langkah", PenerimaLangkah),
    RecordType("putusan", PutusanAturan),
    *SALUR,
)
