"""Proposals and their steps, statements, village meetings, and the rounds in which the national list is renewed."""

from ...domain import bantuan
from ...sync.fields import DayField, HexField, MomentField, NumberField, ProseField, WordField
from ...sync.record import Record, RecordType
from .tables_dasar import KODE, Subjek, one_of


class UsulanBantuan(Subjek):
    """Somebody is proposed for a program. Its state follows from its steps, which several levels write."""

    lewat = WordField(12, check=one_of(("desa", "warga", "musdes")), default="desa")
    tahun = NumberField(least=2000, most=2200)
    tgl_usul = DayField()
    alasan = WordField(500, null=True)
    telepon = WordField(20, null=True)
    dokumen = ProseField(null=True)
    """JSON: names of the documents that are there, beside the files attached."""
    musdes_id = HexField(null=True)
    untuk_orang_id = HexField(null=True)
    """The deceased, where a death entitles and ``orang_id`` is the heir."""
    menggantikan_id = HexField(null=True)
    sumber = WordField(120, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_usulan_bantuan"


class UsulanLangkah(Record):
    """One step of a proposal: who did what at which level and why. Only added to."""

    usulan_id = HexField()
    tahap = NumberField(most=50, default=0)
    """The step of the program it answers, counted from 1; 0: none of them."""
    langkah = WordField(16, check=one_of(bantuan.LANGKAH_USULAN))
    dinilai = WordField(64, null=True)
    """The content hash of the proposal it judges: an edit afterwards takes it back."""
    alasan = WordField(20, null=True)
    catatan = WordField(500, null=True)
    pemberitahu = WordField(100, null=True)
    """Who tells the applicant, and on which day he did."""
    diberitahukan_pada = DayField(null=True)
    nomor_keputusan = WordField(100, null=True)
    oleh = WordField(100)
    jabatan = WordField(100, null=True)
    pada = MomentField()

    class Meta:
        table_name = "sb_usulan_langkah"


class Pernyataan(Record):
    """Who declared what, when: a head of RT or RW, a volunteer with his decree, or an SPTJM where there was no musdes."""

    jenis = WordField(12, check=one_of(bantuan.PERNYATAAN))
    untuk_jenis = WordField(20, null=True)
    untuk_id = HexField(null=True)
    nama = WordField(100)
    jabatan = WordField(100, null=True)
    nomor_sk = WordField(100, null=True)
    isi = WordField(1_000)
    tgl_pernyataan = DayField()
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_pernyataan"


class Musdes(Record):
    """A village meeting: who came, what was decided; its berita acara and the decision of the head that follows."""

    nomor = WordField(100, null=True)
    tgl = DayField()
    jam = WordField(5, null=True)
    tempat = WordField(150)
    perihal = WordField(200)
    program = WordField(KODE, null=True)
    putaran_id = HexField(null=True)
    pimpinan = WordField(100)
    notulis = WordField(100, null=True)
    undangan = NumberField(most=2_000, default=0)
    hadir = ProseField(null=True)
    """JSON: [{unsur, nama, jabatan}]."""
    keputusan = ProseField(null=True)
    """JSON: sentences, in order."""
    nama_lampiran = ProseField(null=True)
    """JSON: [{arah, nama, nik, alamat, alasan}], the names annexed, as decided."""
    nomor_keputusan = WordField(100, null=True)
    """The decision of the head of the village, its day, and who signed."""
    tgl_keputusan = DayField(null=True)
    penandatangan = WordField(100, null=True)
    selesai = NumberField(most=1, default=0)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_musdes"

    def __str__(self):
        return self.perihal


class Putaran(Record):
    """A round in which every village of the area reviews the list: opened above, closed by each village."""

    nama = WordField(100)
    daftar = WordField(KODE, default=bantuan.DTSEN)
    """Which list: ``DTSEN`` or a program."""
    mulai = DayField()
    batas = DayField()
    keadaan = WordField(8, check=one_of(("buka", "tutup")), default="buka")
    keterangan = WordField(500, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_putaran"

    def __str__(self):
        return self.nama


class PutaranUsulan(Subjek):
    """One name of a village in a round: proposed in, proposed out, or kept. ``program``: the list."""

    putaran_id = HexField()
    arah = WordField(8, check=one_of(bantuan.ARAH))
    alasan = WordField(20, null=True)
    catatan = WordField(250, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_putaran_usulan"


class PutaranKiriman(Record):
    """One version of what a village handed in for a round: kept for ever, whatever it hands in later."""

    putaran_id = HexField()
    versi = NumberField(least=1)
    masuk = NumberField()
    keluar = NumberField()
    tetap = NumberField()
    isi_sha256 = HexField(max_length=64)
    """Over all its lines in order."""
    musdes_id = HexField(null=True)
    sptjm_id = HexField(null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_putaran_kiriman"


class PutaranBaris(Subjek):
    """One line of a version that was handed in. Never changed."""

    kiriman_id = HexField()
    arah = WordField(8, check=one_of(bantuan.ARAH))
    alasan = WordField(20, null=True)
    catatan = WordField(250, null=True)

    class Meta:
        table_name = "sb_putaran_baris"


class TandaTerima(Record):
    """A level above confirms which version it has: number, sum, moment."""

    kiriman_id = HexField()
    isi_sha256 = HexField(max_length=64)
    pada = MomentField()

    class Meta:
        table_name = "sb_tanda_terima"


RECORDS = (
    RecordType("putaran", Putaran),
    RecordType("musdes", Musdes),
    RecordType("usulan_bantuan", UsulanBantuan),
    RecordType("usulan_langkah", UsulanLangkah),
    RecordType("pernyataan", Pernyataan),
    RecordType("putaran_usulan", PutaranUsulan),
    RecordType("putaran_kiriman", PutaranKiriman),
    RecordType("putaran_baris", PutaranBaris),
    RecordType("tanda_terima", TandaTerima),
)
