"""The list of recipients: as written, and as they stand today by what the register and the rules say."""

from collections.abc import Sequence
from datetime import date

from flask import current_app, request, url_for
from flask_admin.actions import action
from peewee import Table

from .... import host
from ....domain import bantuan as kata
from ....ui.saring import Saring
from ...kependudukan import rekam
from ...kependudukan.admin_dasar import TampilanDesa
from ...kependudukan.layar.dasar import boleh_di_sini
from .. import program as katalog
from ..periksa_ulang import PERINGATAN
from ..tables import RECORDS, Penerima, PutusanAturan
from .penerima_dasar import NADA, baca_kini, kolom_keadaan, kolom_nama, kolom_nik, kolom_teguran

_JENIS = next(satu for satu in RECORDS if satu.name == "penerima")
IKUT = Table("sb_ikut", ("sumber", "ke", "asal", "program", "keadaan", "sebab", "wilayah", "penduduk"))
PERINGATAN_ADA = Table("sb_peringatan", ("id", "kode"))
BANYAK = 200
"""So many are changed at once: a page of the list."""
HILANG = tuple(satu for satu in kata.SEBAB if satu != kata.GANTI_PENGURUS)
TANDA = {"aturan": "Bertentangan dengan aturan", "hilang": "Meninggal, pindah, atau tidak tercatat lagi"}
DIGANTI, MENGGANTIKAN = "diganti", "menggantikan"


class TampilanPenerima(TampilanDesa):
    """The recipients of the village; above it those of all villages."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "bantuan", "Penerima", "sidb_penerima.buka"
    terima = frozenset({"ekspor", "ubah"})
    can_edit = False
    """Not row by row in a form of columns: each change has its page and its reason."""
    aksi = TampilanDesa.aksi | {"action_view": "ubah"}
    kolom_utama = "nama"
    teks_cari = "Nama, NIK, atau No KK"
    kosong = (
        "Belum ada penerima",
        "Daftarkan dari halaman penduduknya, lewat Boleh menerima apa, atau unggah lembar Excel.",
    )
    column_list = ("nama", "program", "keadaan", "teguran", "mulai", "posisi_berkas")
    column_searchable_list = (Penerima.nama, Penerima.nik, Penerima.no_kk)
    column_sortable_list = ("nama", "mulai")
    column_default_sort = ("nama", False)
    column_labels = {
        "program": "Program", "keadaan": "Keadaan", "teguran": "Peringatan", "tertulis": "Keadaan menurut catatan desa",
        "sebab": "Sebab", "alasan": "Alasan", "catatan": "Catatan", "tahun": "Tahun kuota",
    }  # fmt: skip
    label_daftar = {"posisi_berkas": "Berkas di"}
    kelas_kolom = {"mulai": "nomor"}
    column_export_list = (
        "program", "nama", "nik", "no_kk", "alamat", "keadaan", "sebab", "tertulis", "alasan", "catatan", "mulai",
        "sampai", "tahun", "tgl_pengajuan", "posisi_berkas", "nomor_sk", "teguran",
    )  # fmt: skip
    column_details_list = column_export_list
    list_template = "sid_bantuan/bantuan/penerima_daftar.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = saringan()
        if code.count(".") < 3:
            self.column_export_list = ("wilayah", *self.column_export_list)
        self.column_formatters = {
            "nama": kolom_nama, "program": _program, "keadaan": kolom_keadaan, "teguran": kolom_teguran,
            "nik": kolom_nik("nik"), "no_kk": kolom_nik("no_kk"), "sebab": _sebab, "tertulis": _tertulis,
            "alasan": _alasan,
        }  # fmt: skip
        self.column_formatters_export = self.column_formatters
        self.column_formatters_detail = self.column_formatters | {"nama": lambda _v, _c, row, _n: row.nama}
        super().__init__(code, **kwargs)

    def lengkapi(self, rows):
        """What follows from the register and the rules, for all rows of a page at once."""
        baca_kini(rows)

    def is_action_allowed(self, name):
        return name == "keadaan" and self.di_desa and boleh_di_sini("penerima", "ubah")

    @action("keadaan", "Ubah keadaan terpilih")
    def action_keadaan(self, ids):
        """The same state and reason for all that were ticked; nothing happens before it is confirmed."""
        return halaman_banyak(self, ids[:BANYAK])

    def tautan(self, row):
        """His page, at every level."""
        return url_for(self.halaman, id=row.id)

    def nama_baris(self, row):
        return row.nama

    def tombol(self) -> list[tuple[str, str, str]]:
        """The ways to enrol somebody: (address, words, icon)."""
        if not self.di_desa or not boleh_di_sini("penerima", "tambah"):
            return []
        semua = (
            ("sidb_boleh.index", "Daftarkan penerima", "tambah"),
            ("sidb_unggah_penerima.index", "Unggah Excel", "ekspor"),
        )
        return [(url_for(ke), teks, ikon) for ke, teks, ikon in semua if ke in current_app.view_functions]


def halaman_banyak(view, ids: Sequence[str], salah=(), gagal=(), versi=None):
    """The names that were ticked, each at the version it was seen in, under one form.

    ``versi``: as they were sent, where nothing was done yet: what a colleague changed meanwhile is told when it is.
    """
    node = host.node()
    dipilih = Penerima.select().where(Penerima.id.in_(list(ids)), Penerima.wilayah == node.code)
    rows = sorted(dipilih, key=lambda satu: (satu.nama, satu.id))
    baca_kini(rows)
    return view.render(
        "sid_bantuan/bantuan/penerima_banyak.html", rows=rows,
        versi=versi or rekam.versi_banyak(node, [row.id for row in rows]),
        kata=kata, NADA=NADA, salah={satu.kolom: satu for satu in salah}, gagal=gagal, ketik=request.form,
    )  # fmt: skip


def saringan() -> tuple[Saring, ...]:
    """What the list is narrowed by."""
    return (
        Saring("program", "Program", pilihan=pilihan_program, syarat=lambda kode: katalog.pilih(host.node(), Penerima, kode)),
        Saring("keadaan", "Keadaan", pilihan=kata.KEADAAN_PENERIMA, syarat=lambda nilai: _kini(IKUT.keadaan == nilai)),
        Saring("sebab", "Sebab", pilihan=kata.SEBAB, syarat=lambda nilai: _kini(IKUT.sebab == nilai)),
        Saring("tanda", "Peringatan", pilihan=TANDA, syarat=_bertanda),
        Saring("tahun", "Tahun kuota", pilihan=_tahun, syarat=lambda nilai: Penerima.tahun == int(nilai)),
        Saring("alasan", "Alasan tertulis", Penerima.alasan, pilihan=kata.ALASAN_PENERIMA),
        Saring("ganti", "Penggantian", pilihan={DIGANTI: "Sudah digantikan", MENGGANTIKAN: "Menggantikan orang lain"},
               syarat=_pengganti),
    )  # fmt: skip


def _kini(syarat):
    """Those who stand so today."""
    return Penerima.id.in_(IKUT.select(IKUT.sumber).where((IKUT.ke == 0) & (IKUT.asal == "penerima") & syarat))


def _bertanda(nilai: str):
    return _kini(IKUT.sebab.in_(HILANG)) if nilai == "hilang" else _ditegur()


def _ditegur():
    """Those a rule speaks against, here or from above."""
    sini = PERINGATAN_ADA.select(PERINGATAN_ADA.id).where(PERINGATAN_ADA.kode == PERINGATAN)
    return Penerima.id.in_(sini) | Penerima.id.in_(PutusanAturan.select(PutusanAturan.untuk_id))


def _pengganti(nilai: str):
    if nilai == MENGGANTIKAN:
        return Penerima.menggantikan_id.is_null(False)
    baru = Penerima.alias()
    return Penerima.id.in_(baru.select(baru.menggantikan_id).where(baru.menggantikan_id.is_null(False)))


def pilihan_program() -> dict[str, str]:
    """The programs somebody may receive here, and those that still have recipients."""
    node = host.node()
    semua = katalog.semua(node)
    ada = {kode: satu.singkatan for kode, satu in semua.items() if satu.perorangan and satu.penetap != "luar"}
    dipakai = {
        katalog.kunci(semua, *satu) for satu in node.engine.run("SELECT DISTINCT program, wilayah FROM sb_penerima")
    }
    return ada | {kode: semua[kode].singkatan if kode in semua else kode for kode in sorted(dipakai)}


def _tahun() -> dict[str, str]:
    tahun = {satu[0] for satu in host.node().engine.run("SELECT DISTINCT tahun FROM sb_penerima")}
    return {str(satu): str(satu) for satu in sorted(tahun | {date.today().year}, reverse=True)}


def _program(_view, _context, row, _name):
    return row.nama_program


def _sebab(_view, _context, row, _name):
    return kata.SEBAB.get(row.sebab or "", "")


def _tertulis(_view, _context, row, _name):
    return kata.KEADAAN_PENERIMA[row.keadaan]


def _alasan(_view, _context, row, _name):
    return kata.ALASAN_PENERIMA.get(row.alasan or "", "")
