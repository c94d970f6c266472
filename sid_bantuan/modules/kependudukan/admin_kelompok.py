"""Households, groups and places: lists with their forms, members inside the form."""

from peewee import JOIN, fn

from ... import host
from ...domain import kode
from ...domain.sebutan import sebutan
from ...domain.wilayah import level
from ...ui.formulir import Anak
from ...ui.galat import Ditolak
from .admin_dasar import JENIS, RUJUKAN, TampilanDesa, hidup_di
from .admin_kolom import SaringTempat
from .tables import Kelompok, KelompokAnggota, Keluarga, Lingkungan, Penduduk, RumahTangga


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

    jenis, ikon, sebutan_satu = JENIS["lingkungan"], "peta", "Tempat"
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
