"""Kinds of letters, their wording by version, the letters themselves and every step they took."""

from ...domain import surat
from ...sync.fields import DayField, HexField, JsonField, MomentField, NumberField, ProseField, WordField
from ...sync.record import Record, RecordType


def _one_of(words):
    return lambda value: None if value in words else "kode_tak_dikenal"


class JenisSurat(Record):
    """One kind of letter, as data an office may change. What is shipped is in the package until somebody changes it."""

    kode = WordField(40)
    """Its lasting name, as ``keterangan_domisili``; a village's own row takes the place of the shipped one."""
    nama = WordField(100)
    klasifikasi = WordField(20)
    """Permendagri 83/2022."""
    klasifikasi_lama = WordField(20, null=True)
    pola_nomor = WordField(80, null=True)
    deret = WordField(40, null=True)
    """The counter it is numbered by: letters with one ``deret`` share one; empty: the village's own general one."""
    berlaku_hari = NumberField(most=3_650, null=True)
    subjek = WordField(12, check=_one_of(("penduduk", "keluarga", "umum")))
    penandatangan = WordField(16, check=_one_of(("kepala_desa", "sekretaris", "pernyataan")))
    mengetahui_camat = NumberField(most=1, default=0)
    peristiwa = WordField(16, null=True)
    """The kind of event it belongs to (lahir, mati, pindah); then the two make each other."""
    untuk_keadaan = WordField(40, null=True)
    """Status dasar it may be issued for, apart by a space; empty: the living only."""
    bidang = JsonField([{"nama": str, "judul": str}])
    """JSON: its fields in order: [{nama, judul, tipe, wajib, bantuan, pilihan, isi_awal}]."""
    syarat = JsonField(list, null=True)
    """JSON: documents to bring: [{nama, wajib}]."""
    aktif = NumberField(most=1, default=1)

    class Meta:
        table_name = "sb_jenis_surat"

    def __str__(self):
        return self.nama


class TemplatSurat(Record):
    """One version of a wording or of the letterhead. Never changed: a change is a new version."""

    kode = WordField(40)
    """The kind of letter it words, or ``kop`` for the letterhead of the office."""
    versi = NumberField(least=1)
    judul = WordField(120, null=True)
    isi = ProseField()
    """The wording with placeholders; for ``kop`` JSON: lines, logo (sha256 of an attached picture), paper, margins."""
    bawaan = NumberField(most=1, default=0)
    """1 where it only keeps what the package shipped on the day a letter took it; an office's own wording goes first."""
    catatan = WordField(200, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_templat_surat"


class Surat(Record):
    """One letter: what it says, who it is about as he was that day, its number once it has one."""

    kode = WordField(40)
    judul = WordField(120)
    keadaan = WordField(16, check=_one_of(surat.KEADAAN), default=surat.DRAF)
    penduduk_id = HexField(null=True)
    orang_id = HexField(null=True)
    nik = WordField(16, null=True)
    nama = WordField(100)
    isian = JsonField({})
    """JSON: the values of its fields."""
    beku = JsonField({"nilai": {}, "susunan": int}, null=True, column_name="data")
    """JSON: the resident's (and family's) data the wording took, frozen when it got its number."""
    templat_id = HexField(null=True)
    """The version of the wording of its day; with ``kop_id`` and ``data`` it is the same PDF for ever."""
    kop_id = HexField(null=True)
    kertas = WordField(4, check=_one_of(surat.KERTAS), default="F4")
    deret = WordField(40, null=True)
    tahun = NumberField(least=2000, most=2200, null=True)
    urut = NumberField(least=1, null=True)
    nomor = WordField(100, null=True)
    tgl_surat = DayField(null=True)
    berlaku_sampai = DayField(null=True)
    penandatangan = WordField(100, null=True)
    jabatan_penandatangan = WordField(100, null=True)
    """With ``a.n.`` and the office where somebody signs for another."""
    mengetahui_camat = NumberField(most=1, default=0)
    tanda = WordField(40, null=True)
    """The secret in the QR code: who holds the paper can have it checked, who guesses cannot."""
    bukti = WordField(90, null=True)
    """The village's Ed25519 signature in that code, by its key of that day: proves the letter before it has arrived."""
    isi_sha256 = HexField(max_length=64, null=True)
    """SHA-256 over all that the page shows, as issued: what the same letter must come out as, for ever."""
    mutasi_id = HexField(null=True)
    """The event it belongs to; the two say the same."""
    ditandai = WordField(40, null=True)
    """Why somebody must look at it again, in a code of the catalogue of words: its event was cancelled or changed."""
    permohonan_id = HexField(null=True)
    alasan_batal = WordField(200, null=True)
    oleh = WordField(100)
    pada = MomentField()

    @property
    def perihal(self) -> str:
        """Its title as it stands within a sentence and in a list."""
        return surat.sebut_judul(self.judul)

    class Meta:
        table_name = "sb_surat"

    def __str__(self):
        return self.nomor or self.judul


class SuratLangkah(Record):
    """One step of a letter: who did what to it when, and why it was returned. Only added to."""

    surat_id = HexField()
    langkah = WordField(16, check=_one_of(surat.LANGKAH))
    tanda = WordField(40, null=True)
    """The letter's ``tanda`` when the step was taken: a step of the camat counts only for the content he saw."""
    alasan = WordField(300, null=True)
    oleh = WordField(100)
    jabatan = WordField(100, null=True)
    nip = WordField(30, null=True)
    pada = MomentField()

    class Meta:
        table_name = "sb_surat_langkah"


class PermohonanSurat(Record):
    """Somebody asks for a letter, at the counter; ``lewat`` leaves room for other ways to ask."""

    kode = WordField(40)
    penduduk_id = HexField(null=True)
    nama = WordField(100)
    lewat = WordField(12, check=_one_of(("loket", "warga")), default="loket")
    keadaan = WordField(12, check=_one_of(surat.PERMOHONAN))
    isian = JsonField({}, null=True)
    kurang = JsonField([str], null=True)
    """JSON: names of documents still missing."""
    dibawa = JsonField([str], null=True)
    """JSON: names of documents that were brought."""
    surat_id = HexField(null=True)
    alasan = WordField(200, null=True)
    telepon = WordField(20, null=True)
    oleh = WordField(100, null=True)
    pada = MomentField()

    class Meta:
        table_name = "sb_permohonan_surat"


class SuratMasuk(Record):
    """A letter the office received: the agenda of letters in."""

    tahun = NumberField(least=2000, most=2200)
    urut = NumberField(least=1)
    tgl_terima = DayField()
    nomor = WordField(100, null=True)
    tgl_surat = DayField(null=True)
    pengirim = WordField(150)
    perihal = WordField(250)
    disposisi = WordField(250, null=True)
    oleh = WordField(100)

    class Meta:
        table_name = "sb_surat_masuk"

    def __str__(self):
        return self.perihal


class PejabatSurat(Record):
    """Who signs as what, from when to when, and for whom while somebody is away."""

    jabatan = WordField(16, check=_one_of(("kepala_desa", "sekretaris", "camat")))
    nama = WordField(100)
    nip = WordField(30, null=True)
    sebutan = WordField(100)
    """The office as it stands under the signature: Kepala Desa Luwihaji, a.n. Kepala Desa Sekretaris Desa."""
    atas_nama = NumberField(most=1, default=0)
    mulai = DayField()
    sampai = DayField(null=True)

    class Meta:
        table_name = "sb_pejabat_surat"

    def __str__(self):
        return self.nama


RECORDS = (
    RecordType("jenis_surat", JenisSurat),
    RecordType("templat_surat", TemplatSurat),
    RecordType("pejabat_surat", PejabatSurat),
    RecordType("permohonan_surat", PermohonanSurat),
    RecordType("surat", Surat),
    RecordType("surat_langkah", SuratLangkah),
    RecordType("surat_masuk", SuratMasuk),
)
