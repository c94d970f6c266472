"""The lists of the population and their forms, in the village and, read only, above it."""

from ... import host
from ...domain import kode
from ...domain.wilayah import level
from ...ui.saring import Saring, SaringKode
from ...ui.tampil import nomor, nomor_tersamar
from .actions import simpan_penduduk
from .admin_cari import cari_keluarga, cari_penduduk
from .admin_dasar import JENIS, RUJUKAN, TampilanDesa, dengan_kata, hidup_di
from .admin_kelompok import TampilanKelompok, TampilanLingkungan, TampilanRumahTangga
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
from .tables import Keluarga, Penduduk


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
        with dengan_kata():
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
    column_formatters_detail = column_formatters_export | {"no_kk": kolom_nomor("no_kk")}
    label_daftar = {"verval": "Verval dan peringatan"}
    column_export_list = ("no_kk", "kepala", "anggota", "alamat", "lingkungan", "tanggal_cetak_kk", "verval", "peringatan",
                          "wilayah")  # fmt: skip
    column_details_list = (
        "no_kk",
        "kepala",
        "anggota",
        "alamat",
        "lingkungan",
        "tanggal_cetak_kk",
        "verval",
        "peringatan",
        "sumber",
    )
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

    def nama_baris(self, row):
        if not row.no_kk:
            return f"Keluarga {row.nama_kepala}".strip()
        return nomor(row.no_kk) if self.boleh("lihat_nik", row.wilayah) else nomor_tersamar(row.no_kk)

    def lengkapi(self, rows):
        baca_verval(rows)
        baca_peringatan(rows)
        hidup = list(hidup_di(Penduduk.keluarga, rows))
        for row in rows:
            milik = [one for one in hidup if one.__data__["keluarga"] == row.id]
            row.anggota_hidup, row.anggota_banyak = milik, len(milik)
            row.nama_kepala = next((o.nama for o in milik if o.hubungan_keluarga == kode.KEPALA_KELUARGA), "")


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
