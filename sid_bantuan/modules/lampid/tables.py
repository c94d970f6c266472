"""Events, the lines they write into the books, what comes from above, and the month that is closed."""

from ...domain import kode, lampid
from ...domain.bentuk import APA_SAJA, BILANGAN, LAIN, TEKS, TUNGGAL
from ...sync.fields import CodeField, DayField, HexField, JsonField, MomentField, NumberField, ProseField, WordField
from ...sync.record import Record, RecordType
from ..kependudukan.tables import Penduduk

BERLAKU, BATAL = "berlaku", "batal"
MENUNGGU, DICABUT = "menunggu", "dicabut"
DITERIMA, DITOLAK = "diterima", "ditolak"
PEMBERITAHUAN = "pemberitahuan"


def _one_of(words):
    return lambda value: None if value in words else "kode_tak_dikenal"


def _month(value):
    return None if lampid.is_bulan(value) else "tanggal_mustahil"


UBAHAN = [{"id": str, "jenis": str, "kolom?": {LAIN: (APA_SAJA, APA_SAJA)}}]
ORANG = [
    {
        "nama": str, "orang_id?": TEKS, "nik?": TEKS, "penduduk_id?": TEKS, "keluarga_id?": TEKS, "tanggal_lahir?": TEKS,
        "jenis_kelamin?": BILANGAN, "hubungan_keluarga?": BILANGAN, LAIN: TUNGGAL,
    }
]  # fmt: skip
KARTU = {"id?": TEKS, "no_kk?": TEKS, "alamat?": TEKS, LAIN: TUNGGAL}
USULAN = {
    f"{satu.column_name}?": BILANGAN if isinstance(satu, (CodeField, NumberField)) else TEKS
    for satu in Penduduk._meta.sorted_fields
} | {f"{nama}?": TEKS for nama in ("no_kk", "alamat", "dusun", "rw", "rt")}
"""A resident as he may be proposed: his columns, and those of his card."""


class Mutasi(Record):
    """One event as it was reported: a family that moves is one event with a line for each who moves."""

    jenis = WordField(16, check=_one_of(lampid.PERISTIWA))
    tgl_peristiwa = DayField()
    tgl_lapor = DayField()
    bulan = WordField(7, check=_month)
    """The month of the books it counts in."""
    keadaan = WordField(8, check=_one_of((BERLAKU, BATAL)), default=BERLAKU)
    alasan_batal = WordField(200, null=True)
    keluarga_id = HexField(null=True)
    pelapor = WordField(100, null=True)
    nik_pelapor = WordField(16, null=True)
    hubungan_pelapor = WordField(60, null=True)
    nomor_surat = WordField(60, null=True)
    keterangan = WordField(500, null=True)
    # Kematian dan kelahiran
    tempat = WordField(100, null=True)
    jam = WordField(5, null=True)
    sebab = WordField(100, null=True)
    penentu = CodeField(lampid.PENENTU_KEMATIAN)
    akta = WordField(40, null=True)
    tempat_dilahirkan = CodeField(lampid.TEMPAT_DILAHIRKAN)
    jenis_kelahiran = CodeField(lampid.JENIS_KELAHIRAN)
    penolong = CodeField(lampid.PENOLONG_KELAHIRAN)
    anak_ke = NumberField(least=1, most=30, null=True)
    berat_gram = NumberField(least=200, most=9_000, null=True)
    panjang_cm = NumberField(least=15, most=80, null=True)
    # Pindah dan datang
    yang_pindah = CodeField(lampid.YANG_PINDAH)
    cakupan = CodeField(lampid.CAKUPAN_PINDAH)
    alasan_pindah = CodeField(lampid.ALASAN_PINDAH)
    lawan_wilayah = WordField(13, null=True)
    """The other place, where its code is known: where they go, or where they come from."""
    lawan_alamat = WordField(200, null=True)
    masuk_id = HexField(null=True)
    """The ``mutasi_masuk`` this event was taken from."""
    ubahan = JsonField(UBAHAN, null=True)
    """JSON: each row the event changed or made, column by column with both values, so that it can be undone."""
    sumber = WordField(120, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_mutasi"

    def __str__(self):
        return lampid.PERISTIWA.get(self.jenis, self.jenis)


class MutasiOrang(Record):
    """One line of the books: one person, added or taken away by an event, as he was on that day.

    ``arah`` 0 names somebody the event is about whose count it leaves alone: he moved within one dusun, or was
    not counted anyway. Sums take no notice of it; a list of names behind a number leaves it out.
    """

    mutasi_id = HexField()
    bulan = WordField(7, check=_month)
    baris = WordField(8, check=_one_of((*lampid.ARAH, lampid.SUSUNAN)))
    arah = NumberField(least=-1, most=1)
    penduduk_id = HexField()
    orang_id = HexField()
    nama = WordField(100)
    nik = WordField(16, null=True)
    tempat_lahir = WordField(100, null=True)
    tanggal_lahir = DayField(null=True)
    dusun = WordField(60, default="")
    jenis_kelamin = CodeField(kode.daftar("jenis_kelamin"), null=False)
    kewarganegaraan = CodeField(kode.daftar("kewarganegaraan"), null=False)
    kepala = NumberField(most=1)
    dalam = NumberField(most=1, default=0)
    """1 where the other half of the pair is in this very village."""
    lawan_wilayah = WordField(13, null=True)

    class Meta:
        table_name = "sb_mutasi_orang"

    def __str__(self):
        return self.nama


class Penyesuaian(Record):
    """A change of the count that is no event: so many residents of one kind, and who they are."""

    bulan = WordField(7, check=_month)
    alasan = WordField(20, check=_one_of(lampid.ALASAN_PENYESUAIAN))
    arah = NumberField(least=-1, most=1)
    jumlah = NumberField(least=1, most=500)
    dusun = WordField(60, default="")
    jenis_kelamin = CodeField(kode.daftar("jenis_kelamin"), null=False)
    kewarganegaraan = CodeField(kode.daftar("kewarganegaraan"), null=False)
    kepala = NumberField(most=1)
    orang = ProseField()
    """The ids of the residents, apart by a space."""
    nama = WordField(100, null=True)
    """The name where it is one person, who may be gone from the register."""
    mutasi_id = HexField(null=True)
    keterangan = WordField(200, null=True)
    oleh = WordField(100, null=True)
    pada = MomentField()

    class Meta:
        table_name = "sb_penyesuaian"


class TutupBuku(Record):
    """A month that is closed: no line of it or of an earlier one is written, changed or taken away any more."""

    bulan = WordField(7, check=_month)
    saldo = JsonField([[APA_SAJA]])
    """JSON: [[dusun, jenis_kelamin, kewarganegaraan, kepala, jumlah], ...] as the month closed."""
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_tutup_buku"


class PendudukSementara(Record):
    """Somebody who stays for a while and is not counted: book B.4."""

    nama = WordField(100)
    jenis_kelamin = CodeField(kode.daftar("jenis_kelamin"), null=False)
    nomor_identitas = WordField(45, null=True)
    tempat_lahir = WordField(100, null=True)
    tanggal_lahir = DayField(null=True)
    pekerjaan = WordField(100, null=True)
    kewarganegaraan = CodeField(kode.daftar("kewarganegaraan"), null=False, default=1)
    keturunan = WordField(60, null=True)
    datang_dari = WordField(200, null=True)
    maksud = WordField(200, null=True)
    nama_didatangi = WordField(100, null=True)
    alamat_didatangi = WordField(200, null=True)
    tgl_datang = DayField()
    tgl_pergi = DayField(null=True)
    keterangan = WordField(200, null=True)

    class Meta:
        table_name = "sb_penduduk_sementara"

    def __str__(self):
        return self.nama


class MutasiMasuk(Record):
    """From above: an event that waits at the village ``wilayah``, or the news of what became of one it sent."""

    jenis = WordField(16, check=_one_of((lampid.LAHIR, lampid.MATI, lampid.PINDAH, lampid.DATANG, PEMBERITAHUAN)))
    keadaan = WordField(8, check=_one_of((MENUNGGU, DICABUT)), default=MENUNGGU)
    mutasi_id = HexField(null=True)
    """The event it follows from, where a village recorded one."""
    tgl_peristiwa = DayField()
    tgl_lapor = DayField()
    keluarga = JsonField(KARTU, null=True)
    """JSON: the family card as far as it is known (no_kk, alamat, dusun, rw, rt)."""
    orang = JsonField(ORANG, null=True)
    """JSON: a list of residents, each with the columns of ``penduduk`` that are known, ``orang_id`` among them."""
    rincian = JsonField({LAIN: TUNGGAL}, null=True)
    """JSON: further columns of the event (sebab, akta, lawan_alamat and so on)."""
    lawan_wilayah = WordField(13, null=True)
    keterangan = WordField(500, null=True)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_mutasi_masuk"

    def __str__(self):
        return lampid.PERISTIWA.get(self.jenis, "Pemberitahuan")


class UsulanData(Record):
    """What a level above holds of a resident and the village may take or decline; it changes nothing by itself."""

    paket = HexField()
    """The compilation it came with; proposals are taken or declined by it."""
    untuk_id = HexField(null=True)
    """The resident's record it would change; empty where it proposes a new one."""
    nik = WordField(16, null=True)
    nama = WordField(100)
    isi = JsonField(USULAN | {LAIN: TUNGGAL})
    """JSON: column of ``penduduk`` -> proposed value."""
    sumber = WordField(120)
    tanggal_data = DayField(null=True)
    keadaan = WordField(8, check=_one_of((MENUNGGU, DICABUT)), default=MENUNGGU)
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_usulan_data"

    def __str__(self):
        return self.nama


class Tanggapan(Record):
    """The village's answer to one ``mutasi_masuk`` or ``usulan_data``; its id follows from what it answers."""

    untuk_jenis = WordField(20)
    untuk_id = HexField()
    keputusan = WordField(8, check=_one_of((DITERIMA, DITOLAK)))
    alasan = WordField(200, null=True)
    hasil_id = HexField(null=True)
    """The event or the resident that came of it."""
    oleh = WordField(100)
    pada = MomentField()

    class Meta:
        table_name = "sb_tanggapan"


RECORDS = (
    RecordType("mutasi_masuk", MutasiMasuk),
    RecordType("usulan_data", UsulanData),
    # Patient: after a restored backup the closings come back first.
    RecordType("mutasi", Mutasi, verified=True, patient=True),
    RecordType("mutasi_orang", MutasiOrang, patient=True),
    RecordType("penyesuaian", Penyesuaian, patient=True),
    RecordType("penduduk_sementara", PendudukSementara),
    RecordType("tanggapan", Tanggapan),
    # Last: a month closes over lines that are already there.
    RecordType("tutup_buku", TutupBuku),
)
