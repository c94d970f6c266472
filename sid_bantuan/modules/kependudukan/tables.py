"""The population's tables. Names are the offices' own; codes are those of the official lists."""

from peewee import ForeignKeyField

from ...domain import kode
from ...domain.nik import nik_fault, no_kk_fault
from ...sync.fields import CodeField, DayField, HexField, ProseField, WordField
from ...sync.record import Record, RecordType


def _link(model, **kwargs):
    """A reference without a constraint: copies arrive in any order, so order must not block."""
    return ForeignKeyField(model, null=True, constraints=[], **kwargs)


class Lingkungan(Record):
    """A place inside the village: dusun, RW and RT; RW and RT are empty for the dusun itself."""

    dusun = WordField(60, default="")
    rw = WordField(5, default="")
    rt = WordField(5, default="")

    class Meta:
        table_name = "sb_lingkungan"

    def __str__(self):
        parts = [self.dusun and f"Dusun {self.dusun}", self.rt and f"RT {self.rt}", self.rw and f"RW {self.rw}"]
        return " ".join(part for part in parts if part) or "-"


class Keluarga(Record):
    """A family as its card (KK) names it. The number changes when the head does; the id does not."""

    no_kk = WordField(16, null=True, check=no_kk_fault)
    alamat = WordField(200, null=True)
    lingkungan = _link(Lingkungan, column_name="lingkungan_id", backref="keluarga")
    tanggal_cetak_kk = DayField(null=True)
    sumber = WordField(120, null=True)

    class Meta:
        table_name = "sb_keluarga"

    def __str__(self):
        return self.no_kk or "Belum ada No KK"


class RumahTangga(Record):
    """People who live and eat together; may hold several families."""

    nomor = WordField(30, null=True)
    lingkungan = _link(Lingkungan, column_name="lingkungan_id", backref="rumah_tangga")
    catatan = WordField(200, null=True)

    class Meta:
        table_name = "sb_rumah_tangga"

    def __str__(self):
        return self.nomor or "Rumah tangga tanpa nomor"


class Penduduk(Record):
    """A resident as this village writes him. The person himself is ``orang_id``, given once."""

    orang_id = HexField()
    nik = WordField(16, null=True, check=nik_fault)
    keadaan_nik = CodeField(kode.KEADAAN_NIK, null=False, default=kode.NIK_ADA)
    nama = WordField(100)
    jenis_kelamin = CodeField(kode.daftar("jenis_kelamin"), null=False)
    tempat_lahir = WordField(100, null=True)
    tanggal_lahir = DayField(null=True)
    keluarga = _link(Keluarga, column_name="keluarga_id", backref="anggota")
    hubungan_keluarga = CodeField(kode.daftar("hubungan_keluarga"))
    rumah_tangga = _link(RumahTangga, column_name="rumah_tangga_id", backref="anggota")
    hubungan_rumah_tangga = CodeField({1: "Kepala rumah tangga", 2: "Anggota"})
    agama = CodeField(kode.daftar("agama"))
    pendidikan_kk = CodeField(kode.daftar("pendidikan_kk"))
    pendidikan_sedang = CodeField(kode.daftar("pendidikan_sedang"))
    pekerjaan = CodeField(kode.daftar("pekerjaan"))
    status_kawin = CodeField(kode.daftar("status_kawin"))
    kewarganegaraan = CodeField(kode.daftar("kewarganegaraan"), default=1)
    nik_ayah = WordField(16, null=True)
    nama_ayah = WordField(100, null=True)
    nik_ibu = WordField(16, null=True)
    nama_ibu = WordField(100, null=True)
    golongan_darah = CodeField(kode.daftar("golongan_darah"))
    akta_lahir = WordField(40, null=True)
    paspor = WordField(45, null=True)
    paspor_berlaku_sampai = DayField(null=True)
    kitas = WordField(45, null=True)
    akta_kawin = WordField(40, null=True)
    tanggal_kawin = DayField(null=True)
    akta_cerai = WordField(40, null=True)
    tanggal_cerai = DayField(null=True)
    cacat = CodeField(kode.daftar("cacat"))
    sakit_menahun = CodeField(kode.daftar("sakit_menahun"))
    cara_kb = CodeField(kode.daftar("cara_kb") | {8: "Lainnya (kode lama)"})
    hamil = CodeField(kode.daftar("hamil"))
    ktp_el = CodeField(kode.KTP_EL)
    status_rekam = CodeField(kode.status_rekam())
    alamat_sekarang = WordField(200, null=True)
    status_penduduk = CodeField(kode.daftar("status_penduduk"), default=1)
    status_dasar = CodeField(kode.daftar("status_dasar"), null=False, default=kode.HIDUP)
    suku = WordField(150, null=True)
    tag_ktp = WordField(17, null=True)
    asuransi = CodeField(kode.daftar("asuransi"))
    no_asuransi = WordField(100, null=True)
    lintang = WordField(24, null=True)
    bujur = WordField(24, null=True)
    telepon = WordField(20, null=True)
    foto = WordField(64, null=True)
    sumber = WordField(120, null=True)

    class Meta:
        table_name = "sb_penduduk"

    def __str__(self):
        return self.nama


class Kelompok(Record):
    """A group of residents: farmers, posyandu, arisan."""

    nama = WordField(100)
    kategori = WordField(60, null=True)
    nomor_sk = WordField(60, null=True)
    keterangan = ProseField(null=True)

    class Meta:
        table_name = "sb_kelompok"

    def __str__(self):
        return self.nama


class KelompokAnggota(Record):
    """A resident's place in a group."""

    kelompok = _link(Kelompok, column_name="kelompok_id", backref="anggota")
    penduduk = _link(Penduduk, column_name="penduduk_id", backref="kelompok")
    jabatan = WordField(60, null=True)

    class Meta:
        table_name = "sb_kelompok_anggota"


class Penggabungan(Record):
    """The decision that two records are one person: ``orang_lama`` is ``orang_tetap`` from now on."""

    orang_lama = HexField()
    orang_tetap = HexField()
    nik_lama = WordField(16, null=True)
    alasan = WordField(200)

    class Meta:
        table_name = "sb_penggabungan"


RECORDS = (
    RecordType("lingkungan", Lingkungan),
    RecordType("keluarga", Keluarga, verified=True),
    RecordType("rumah_tangga", RumahTangga),
    RecordType("penduduk", Penduduk, verified=True),
    RecordType("kelompok", Kelompok),
    RecordType("kelompok_anggota", KelompokAnggota),
    RecordType("penggabungan", Penggabungan),
)
