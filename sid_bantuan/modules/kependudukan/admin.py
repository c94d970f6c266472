"""The lists of the population and their forms, in the village and, read only, above it."""

from collections.abc import Iterator

from flask import current_app, url_for
from peewee import JOIN, fn

from ... import host
from ...domain import kode
from ...domain.sebutan import sebutan
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import level
from ...domain.wilayah_nama import nama_wilayah
from ...sync.local import drain
from ...ui.dasar import TampilanDasar
from ...ui.formulir import Anak, Rujukan
from ...ui.galat import Berubah, Ditolak
from ...ui.saring import Saring, SaringKode, SaringWilayah
from . import sampah
from .actions import simpan_penduduk
from .admin_cari import cari_keluarga, cari_penduduk
from .admin_kolom import (
    SaringTempat,
    baca_peringatan,
    baca_verval,
    kolom_alamat,
    kolom_keadaan,
    kolom_kelamin,
    kolom_keluarga,
    kolom_kode,
    kolom_nomor,
    kolom_peringatan,
    kolom_umur,
    kolom_verval,
    saring_peringatan,
    saring_umur,
    saring_verval,
)
from .kesalahan import DataDitolak, SudahBerubah
from .tables import RECORDS, Kelompok, KelompokAnggota, Keluarga, Lingkungan, Penduduk, RumahTangga

JENIS = {one.name: one for one in RECORDS}
SEGERA = 200
"""How many changed records are worked off right after storing, so that warnings stand there when the list returns."""


def _orang(row: Penduduk) -> str:
    """A resident among namesakes: name, birth date, the last digits of the NIK."""
    lahir = f"lahir {teks_tanggal(row.tanggal_lahir)}" if row.tanggal_lahir else ""
    nik = f"NIK …{row.nik[-4:]}" if row.nik else "belum ada NIK"
    return " · ".join(part for part in (row.nama, lahir, nik) if part)


def _kartu(row: Keluarga) -> str:
    return " · ".join(part for part in (str(row), row.alamat) if part)


RUJUKAN = {
    "keluarga": Rujukan(Keluarga, (Keluarga.no_kk,), _kartu, lambda query, teks: cari_keluarga(query, teks, True)),
    "lingkungan": Rujukan(Lingkungan, (Lingkungan.dusun, Lingkungan.rw, Lingkungan.rt)),
    "rumah_tangga": Rujukan(RumahTangga, (RumahTangga.nomor, RumahTangga.catatan)),
    "penduduk": Rujukan(Penduduk, (Penduduk.nama,), _orang, lambda query, teks: cari_penduduk(query, teks, True)),
}


class _dengan_kata:
    """Within: what the actions refuse comes out as a form shows it."""

    def __enter__(self):
        return self

    def __exit__(self, _kind, error, _trace):
        if isinstance(error, DataDitolak):
            raise Ditolak(*((one.kolom, f"{one.judul}. {one.saran}".strip()) for one in error.kesalahan)) from error
        if isinstance(error, SudahBerubah):
            raise Berubah(error.beda[0].kolom, error.beda[0].versi) from error
        return False


def _of_another_table(sortable) -> bool:
    return isinstance(sortable, tuple) and isinstance(sortable[1], tuple)


class TampilanDesa(TampilanDasar):
    """What these lists share: refusals in the words of the actions, the recycle bin, the place above the village."""

    dari = {"kepala": "nama_kepala", "anggota": "anggota_banyak"}
    halaman = ""
    """The endpoint of a record's own page, in a village."""

    def __init__(self, code: str, **kwargs):
        self.di_desa = level(code) == "desa"
        if not self.di_desa:
            self.column_list = (*self.column_list, "wilayah")
            self.column_filters = (SaringWilayah(self.jenis.model, nama_wilayah), *(self.column_filters or ()))
            # By a column of another table a whole regency would have to be joined first.
            self.column_sortable_list = tuple(one for one in self.column_sortable_list if not _of_another_table(one))
        self.column_labels = {"wilayah": "Desa/Kelurahan", "verval": "Verval", "peringatan": "Peringatan"} | (
            self.column_labels or {}
        )
        super().__init__(**kwargs)

    def tautan(self, row):
        if self.di_desa and self.halaman in current_app.view_functions:
            return url_for(self.halaman, id=row.id)
        return super().tautan(row)

    def buang(self, ids):
        with _dengan_kata():
            sampah.buang(host.node(), host.operator(), self.sumber, ids)
        self.sesudah_simpan()

    def buang_anak(self, anak, ids):
        with _dengan_kata():
            sampah.buang(host.node(), host.operator(), anak.nama, ids)

    def sesudah_simpan(self):
        drain(host.node(), SEGERA)


class TampilanPenduduk(TampilanDesa):
    """Residents."""

    jenis, ikon, sebutan_satu, halaman = JENIS["penduduk"], "orang", "Penduduk", "sidb_orang.buka"
    kolom_utama = "nama"
    teks_cari = "Nama, NIK, atau No KK"
    kosong = ("Belum ada penduduk", "Tambah satu keluarga lewat KK, atau impor lembar Excel penduduk.")
    muat = (Penduduk.keluarga, Keluarga.lingkungan)
    column_list = ("nama", "jenis_kelamin", "umur", "nik", "keluarga.no_kk", "verval")
    column_searchable_list = (Penduduk.nama, Penduduk.nik)
    column_sortable_list = (
        "nama", "nik", "jenis_kelamin", ("umur", "tanggal_lahir"), ("keluarga.no_kk", (Penduduk.keluarga, Keluarga.no_kk)),
    )  # fmt: skip
    column_default_sort = "nama"
    saring_awal = {"status_dasar": str(kode.HIDUP)}
    label_daftar = {"jenis_kelamin": "L/P", "verval": "Verval dan peringatan"}
    column_labels = {"keluarga.no_kk": "No KK", "keluarga.lingkungan": "Dusun/RW/RT", "umur": "Umur",
                     "keluarga": "Keluarga", "rumah_tangga": "Rumah tangga"}  # fmt: skip
    kelas_kolom = {"nik": "nomor", "keluarga.no_kk": "nomor", "umur": "kanan", "verval": "ringkas"}
    column_formatters = {
        "nik": kolom_nomor("nik"), "keluarga.no_kk": kolom_keluarga, "umur": kolom_umur,
        "jenis_kelamin": kolom_kelamin, "verval": kolom_keadaan, "peringatan": kolom_peringatan,
    }  # fmt: skip
    column_formatters_export = column_formatters | {"keluarga.no_kk": kolom_nomor("no_kk"), "verval": kolom_verval}
    column_formatters_detail = column_formatters_export | {"jenis_kelamin": kolom_kode("jenis_kelamin")}
    column_export_list = (
        "nama", "nik", "keluarga.no_kk", "hubungan_keluarga", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "umur",
        "agama", "pendidikan_kk", "pekerjaan", "status_kawin", "keluarga.alamat", "keluarga.lingkungan", "status_dasar",
        "verval", "peringatan", "wilayah",
    )  # fmt: skip
    column_details_list = (
        "nama", "nik", "keadaan_nik", "keluarga.no_kk", "hubungan_keluarga", "jenis_kelamin", "tempat_lahir",
        "tanggal_lahir", "umur", "agama", "status_kawin", "pendidikan_kk", "pendidikan_sedang", "pekerjaan",
        "kewarganegaraan", "nama_ayah", "nama_ibu", "golongan_darah", "keluarga.alamat", "keluarga.lingkungan",
        "alamat_sekarang", "status_penduduk", "status_dasar", "ktp_el", "verval", "peringatan", "sumber", "wilayah",
    )  # fmt: skip
    form_kelompok = (
        ("Identitas", ("nama", "nik", "keadaan_nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama",
                       "status_kawin", "kewarganegaraan", "golongan_darah")),
        ("Keluarga", ("keluarga", "hubungan_keluarga", "rumah_tangga", "hubungan_rumah_tangga", "nama_ayah", "nik_ayah",
                      "nama_ibu", "nik_ibu")),
        ("Pendidikan dan pekerjaan", ("pendidikan_kk", "pendidikan_sedang", "pekerjaan")),
        ("Tempat tinggal dan kontak", ("alamat_sekarang", "status_penduduk", "telepon", "suku", "lintang", "bujur")),
        ("Dokumen", ("akta_lahir", "akta_kawin", "tanggal_kawin", "akta_cerai", "tanggal_cerai", "paspor",
                     "paspor_berlaku_sampai", "kitas", "ktp_el", "status_rekam", "tag_ktp")),
        ("Kesehatan dan jaminan", ("cacat", "sakit_menahun", "hamil", "cara_kb", "asuransi", "no_asuransi")),
    )  # fmt: skip
    form_columns = tuple(name for _heading, names in form_kelompok for name in names)
    rujukan = {"keluarga": RUJUKAN["keluarga"], "rumah_tangga": RUJUKAN["rumah_tangga"]}

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            Saring("status_dasar", "Status", Penduduk.status_dasar, Penduduk.status_dasar.codes),
            *((SaringTempat(Keluarga.lingkungan, Penduduk.keluarga),) if level(code) == "desa" else ()),
            SaringKode("jenis_kelamin", "Jenis kelamin", Penduduk.jenis_kelamin, kosong=False),
            saring_umur(),
            saring_verval(Penduduk, "penduduk"),
            saring_peringatan(Penduduk),
            SaringKode("keadaan_nik", "NIK", Penduduk.keadaan_nik, kosong=False),
            SaringKode("hubungan", "Hubungan dalam keluarga", Penduduk.hubungan_keluarga),
            SaringKode("agama", "Agama", Penduduk.agama),
            SaringKode("pendidikan", "Pendidikan dalam KK", Penduduk.pendidikan_kk),
            SaringKode("pekerjaan", "Pekerjaan", Penduduk.pekerjaan),
            SaringKode("kawin", "Status perkawinan", Penduduk.status_kawin),
            SaringKode("cacat", "Cacat", Penduduk.cacat),
        )
        super().__init__(code, **kwargs)

    def cari(self, query, teks):
        return cari_penduduk(query, teks, self.boleh("lihat_nik"))

    def lengkapi(self, rows):
        baca_verval(rows)
        baca_peringatan(rows)

    def simpan(self, values, row_id, versi):
        with _dengan_kata():
            return simpan_penduduk(host.node(), host.operator(), values, row_id, versi)


class TampilanKeluarga(TampilanDesa):
    """Families. They are added and changed on the KK screen, all at once."""

    jenis, ikon, sebutan_satu, halaman = JENIS["keluarga"], "keluarga", "Keluarga", "sidb_kk.buka"
    terima = frozenset({"ekspor"})
    kolom_utama = "no_kk"
    teks_cari = "No KK, kepala keluarga, atau alamat"
    kosong = ("Belum ada keluarga", "Tambah kartu keluarga pertama, atau impor lembar Excel penduduk.")
    muat = (Keluarga.lingkungan,)
    column_list = ("no_kk", "kepala", "anggota", "alamat", "verval")
    column_searchable_list = (Keluarga.no_kk, Keluarga.alamat)
    column_sortable_list = ("no_kk", "alamat")
    column_default_sort = "no_kk"
    column_labels = {"kepala": "Kepala keluarga", "anggota": "Anggota", "lingkungan": "Dusun/RW/RT"}
    kelas_kolom = {"no_kk": "nomor", "anggota": "kanan"}
    column_formatters = {
        "no_kk": kolom_nomor("no_kk"), "alamat": kolom_alamat, "verval": kolom_keadaan, "peringatan": kolom_peringatan,
    }  # fmt: skip
    column_formatters_export = column_formatters | {
        "alamat": lambda _v, _c, row, _n: row.alamat or "", "verval": kolom_verval,
    }  # fmt: skip
    column_formatters_detail = column_formatters | {"verval": kolom_verval}
    label_daftar = {"verval": "Verval dan peringatan"}
    column_export_list = ("no_kk", "kepala", "anggota", "alamat", "lingkungan", "tanggal_cetak_kk", "verval", "peringatan",
                          "wilayah")  # fmt: skip
    column_details_list = ("no_kk", "kepala", "anggota", "alamat", "tanggal_cetak_kk", "verval", "peringatan", "sumber")
    details_template = "sid_bantuan/rincian_keluarga.html"
    list_template = "sid_bantuan/daftar_keluarga.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            *((SaringTempat(Keluarga.lingkungan),) if level(code) == "desa" else ()),
            saring_verval(Keluarga, "keluarga"),
            saring_peringatan(Keluarga),
        )
        super().__init__(code, **kwargs)

    def cari(self, query, teks):
        return cari_keluarga(query, teks, self.boleh("lihat_nik"))

    def lengkapi(self, rows):
        baca_verval(rows)
        baca_peringatan(rows)
        hidup = list(hidup_di(Penduduk.keluarga, rows))
        for row in rows:
            milik = [one for one in hidup if one.__data__["keluarga"] == row.id]
            row.anggota_hidup, row.anggota_banyak = milik, len(milik)
            row.nama_kepala = next((o.nama for o in milik if o.hubungan_keluarga == kode.KEPALA_KELUARGA), "")


def hidup_di(link, rows) -> Iterator[Penduduk]:
    """The living people of these families or households, in the order of the card; one query."""
    if not rows:
        return iter(())
    query = Penduduk.select().where(link.in_([row.id for row in rows]), Penduduk.status_dasar == kode.HIDUP)
    return iter(query.order_by(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir, Penduduk.id))


class TampilanRumahTangga(TampilanDesa):
    """Households: people who live and eat together."""

    jenis, ikon, sebutan_satu = JENIS["rumah_tangga"], "rumah", "Rumah tangga"
    kolom_utama = "nomor"
    teks_cari = "Nomor atau catatan"
    kosong = ("Belum ada rumah tangga", "Buat satu, lalu pilih penduduk yang tinggal dan makan bersama di dalamnya.")
    muat = (RumahTangga.lingkungan,)
    column_list = ("nomor", "kepala", "anggota", "lingkungan", "catatan")
    column_searchable_list = (RumahTangga.nomor, RumahTangga.catatan)
    column_sortable_list = ("nomor",)
    column_default_sort = "nomor"
    column_labels = {"nomor": "Nomor", "kepala": "Kepala rumah tangga", "anggota": "Anggota", "lingkungan": "Dusun/RW/RT",
                     "catatan": "Catatan", "hubungan_rumah_tangga": "Kedudukan"}  # fmt: skip
    kelas_kolom = {"anggota": "kanan"}
    column_details_list = column_list
    details_template = "sid_bantuan/rincian_keluarga.html"
    form_columns = ("nomor", "lingkungan", "catatan")
    rujukan = {"lingkungan": RUJUKAN["lingkungan"]}
    anak = (
        Anak(JENIS["penduduk"], "rumah_tangga", ("hubungan_rumah_tangga",), "Anggota rumah tangga", "Anggota",
             wajib=("hubungan_rumah_tangga",), pilih=RUJUKAN["penduduk"]),
    )  # fmt: skip

    def __init__(self, code: str, **kwargs):
        self.column_filters = (SaringTempat(RumahTangga.lingkungan),) if level(code) == "desa" else ()
        super().__init__(code, **kwargs)

    def lengkapi(self, rows):
        hidup = list(hidup_di(Penduduk.rumah_tangga, rows))
        for row in rows:
            milik = [one for one in hidup if one.__data__["rumah_tangga"] == row.id]
            row.anggota_hidup, row.anggota_banyak = milik, len(milik)
            row.nama_kepala = next((one.nama for one in milik if one.hubungan_rumah_tangga == 1), "")


class TampilanKelompok(TampilanDesa):
    """Groups of residents with their members."""

    jenis, ikon, sebutan_satu = JENIS["kelompok"], "kelompok", "Kelompok"
    kolom_utama = "nama"
    teks_cari = "Nama, kategori, atau nomor SK"
    kosong = ("Belum ada kelompok", "Buat kelompok, misalnya kelompok tani atau posyandu, lalu pilih anggotanya.")
    column_list = ("nama", "kategori", "anggota", "nomor_sk", "keterangan")
    column_searchable_list = (Kelompok.nama, Kelompok.kategori, Kelompok.nomor_sk)
    column_sortable_list = ("nama", "kategori", "nomor_sk")
    column_default_sort = "nama"
    column_labels = {"nama": "Nama kelompok", "kategori": "Kategori", "anggota": "Anggota", "nomor_sk": "Nomor SK",
                     "keterangan": "Keterangan", "penduduk": "Nama anggota", "jabatan": "Jabatan"}  # fmt: skip
    kelas_kolom = {"anggota": "kanan"}
    column_details_list = column_list
    details_template = "sid_bantuan/rincian_keluarga.html"
    form_columns = ("nama", "kategori", "nomor_sk", "keterangan")
    anak = (
        Anak(JENIS["kelompok_anggota"], "kelompok", ("penduduk", "jabatan"), "Anggota", "Anggota", wajib=("penduduk",),
             rujukan={"penduduk": RUJUKAN["penduduk"]}),
    )  # fmt: skip

    def lengkapi(self, rows):
        query = (
            KelompokAnggota.select(KelompokAnggota, Penduduk)
            .join(Penduduk, JOIN.LEFT_OUTER, on=(KelompokAnggota.penduduk == Penduduk.id), attr="penduduk")
            .where(KelompokAnggota.kelompok.in_([row.id for row in rows]))
            .order_by(KelompokAnggota.id)
        )
        members = list(query) if rows else []
        for row in rows:
            row.keanggotaan = [one for one in members if one.__data__["kelompok"] == row.id]
            row.anggota_banyak = len(row.keanggotaan)
            row.anggota_hidup = [one.__rel__["penduduk"] for one in row.keanggotaan if one.__rel__.get("penduduk")]


class TampilanLingkungan(TampilanDesa):
    """Places inside the village: dusun, RW, RT."""

    jenis, ikon, sebutan_satu = JENIS["lingkungan"], "peta", "Dusun/RW/RT"
    dari = {"keluarga": "banyak_keluarga", "jiwa": "banyak_jiwa"}
    kolom_utama = "dusun"
    teks_cari = "Dusun, RW, atau RT"
    kosong = ("Belum ada dusun, RW, dan RT", "Tambahkan satu per satu, atau impor penduduk: tempatnya ikut dibuat.")
    column_list = ("dusun", "rw", "rt", "keluarga", "jiwa")
    column_searchable_list = (Lingkungan.dusun, Lingkungan.rw, Lingkungan.rt)
    column_sortable_list = ("dusun", "rw", "rt")
    column_default_sort = [("dusun", False), ("rw", False), ("rt", False)]
    column_labels = {"keluarga": "Keluarga", "jiwa": "Jiwa"}
    kelas_kolom = {"keluarga": "kanan", "jiwa": "kanan"}
    column_details_list = column_list
    form_columns = ("dusun", "rw", "rt")

    def __init__(self, code: str, **kwargs):
        self.column_labels = (
            {"dusun": sebutan(code).bawahan} | self.column_labels if level(code) == "desa" else self.column_labels
        )
        super().__init__(code, **kwargs)

    def lengkapi(self, rows):
        if not rows:
            return
        ids = [row.id for row in rows]
        query = (
            Keluarga.select(Keluarga.lingkungan, fn.COUNT(Keluarga.id.distinct()), fn.COUNT(Penduduk.id))
            .join(
                Penduduk,
                JOIN.LEFT_OUTER,
                on=((Penduduk.keluarga == Keluarga.id) & (Penduduk.status_dasar == kode.HIDUP)),
            )
            .where(Keluarga.lingkungan.in_(ids), Keluarga.wilayah.in_({row.wilayah for row in rows}))
            .group_by(Keluarga.lingkungan)
        )
        found = {place: (families, people) for place, families, people in query.tuples()}
        for row in rows:
            row.banyak_keluarga, row.banyak_jiwa = found.get(row.id, (0, 0))

    def simpan(self, values, row_id, versi):
        """One place once: the same dusun, RW and RT again is refused."""
        values = {name: value or "" for name, value in values.items()}
        if not any(values.values()):
            raise Ditolak(("dusun", "Isi dusun, RW, atau RT."))
        same = Lingkungan.select().where(
            Lingkungan.wilayah == host.host().code, Lingkungan.id != (row_id or ""),
            *(getattr(Lingkungan, name) == value for name, value in values.items()),
        )  # fmt: skip
        if same.exists():
            raise Ditolak(("rt", "Tempat ini sudah ada di daftar."))
        return super().simpan(values, row_id, versi)


VIEWS = (
    (TampilanPenduduk, "Penduduk"),
    (TampilanKeluarga, "Keluarga"),
    (TampilanRumahTangga, "Rumah tangga"),
    (TampilanKelompok, "Kelompok"),
    (TampilanLingkungan, "Dusun, RW, RT"),
)


def views(code: str, category: str | None = None) -> list[TampilanDesa]:
    """The lists of the population for a node of this code, in the order of the menu."""
    return [view(code, name=name, category=category) for view, name in VIEWS]
