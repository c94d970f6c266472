"""Letters the office received: the list, the form, and the page of one with its scan."""

from datetime import date

from flask import request, url_for
from flask_admin import expose

from .... import host
from ....domain.ids import new_id
from ....ui.saring import Saring
from ....ui.simpan import isi, tolak_bila_berubah
from ...kependudukan import rekam
from ...kependudukan.admin_dasar import TampilanDesa, dengan_kata
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.berkas import kartu_berkas
from ...kependudukan.layar.dasar import HalamanRekam
from .. import agenda
from ..surat_masuk import catat
from ..tables import RECORDS, SuratMasuk

_JENIS = next(satu for satu in RECORDS if satu.name == "surat_masuk")
BELUM, SUDAH = "belum", "sudah"


class TampilanSuratMasuk(TampilanDesa):
    """The agenda of letters in as a list that is searched and filled."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "kotak", "Surat masuk", "sidb_surat_masuk.buka"
    terima = frozenset({"tambah", "ubah", "ekspor"})
    kolom_utama = "perihal"
    teks_cari = "Pengirim, perihal, atau nomor"
    kosong = (
        "Belum ada surat masuk",
        "Catat setiap surat yang diterima kantor; nomor agendanya diberikan sendiri, pindaiannya dilampirkan sesudahnya.",
    )
    column_list = ("urut", "perihal", "pengirim", "nomor", "tgl_terima", "disposisi")
    column_searchable_list = (SuratMasuk.perihal, SuratMasuk.pengirim, SuratMasuk.nomor)
    column_sortable_list = ("urut", "tgl_terima", "pengirim")
    column_default_sort = [("tahun", True), ("urut", True)]
    label_daftar = {"urut": "No agenda", "nomor": "Nomor surat", "tgl_terima": "Diterima"}
    kelas_kolom = {"urut": "kanan", "tgl_terima": "nomor"}
    form_kelompok = (
        ("Suratnya", ("pengirim", "perihal", "nomor", "tgl_surat")),
        ("Agenda", ("tgl_terima", "disposisi")),
    )
    form_columns = tuple(nama for _judul, semua in form_kelompok for nama in semua)
    form_args = {"tgl_terima": {"default": date.today}}
    column_export_list = (
        "tahun",
        "urut",
        "tgl_terima",
        "pengirim",
        "nomor",
        "tgl_surat",
        "perihal",
        "disposisi",
        "oleh",
    )
    column_details_list = column_export_list

    def __init__(self, code: str, **kwargs):
        self.column_labels = {"urut": "Nomor agenda", "nomor": "Nomor surat", "tahun": "Tahun", "oleh": "Dicatat oleh"}
        self.column_filters = (
            Saring("tahun", "Tahun", pilihan=_tahun, syarat=lambda tahun: SuratMasuk.tahun == int(tahun)),
            Saring("disposisi", "Disposisi", pilihan={BELUM: "Belum ada", SUDAH: "Sudah ada"},
                   syarat=lambda pilih: SuratMasuk.disposisi.is_null(pilih == BELUM)),
        )  # fmt: skip
        super().__init__(code, **kwargs)

    def nama_baris(self, row):
        return row.perihal

    def id_baru(self):
        """What was sent stays the same letter until it is stored; then the next form is another."""
        diminta = request.form.get("id", "")
        return new_id() if self._tercatat(diminta) else rekam.id_formulir(host.node(), "surat_masuk", diminta)

    def simpan(self, values, row_id, versi):
        """Through the module's own action, which numbers it; never over what a colleague changed meanwhile.

        A form that is sent again, after going back, is the letter it made, not a second one.
        """
        node = host.node()
        with dengan_kata(), rekam.transaksi(node):
            if row_id is not None:
                tolak_bila_berubah(node, rekam.ambil(self.jenis, row_id, node.code), row_id, values, versi)
            elif lama := self._tercatat(request.form.get("id", "")):
                if isi(lama) | values != isi(lama):
                    raise DataDitolak([Kesalahan("surat_masuk_sudah_dicatat", isi={"urut": lama.urut})])
                return lama
            return catat(node, host.operator(), values, row_id or self.id_baru())

    def _tercatat(self, id: str) -> SuratMasuk | None:
        """The letter this form has made already."""
        return rekam.ambil(self.jenis, id, host.node().code)

    def _sesudah(self, row, back):
        """To its page, where the scan is attached; or to the next letter of the pile."""
        lagi = super()._sesudah(row, "")
        return lagi or url_for(self.halaman, id=row.id)


class HalamanSuratMasuk(HalamanRekam):
    """One letter that came."""

    sumber, ikon, daftar = "surat_masuk", "kotak", "sidb_daftar_surat_masuk.index_view"

    @expose("/<id>")
    def buka(self, id):
        """The letter as the agenda has it, with its scan."""
        node = host.node()
        surat = rekam.ambil(node.catalog["surat_masuk"], id, node.code)
        if surat is None:
            return self.tidak_ada("Surat masuk ini")
        return self.render(
            "sid_bantuan/surat/surat_masuk.html", surat=surat, berkas=kartu_berkas(node, "surat_masuk", id),
            boleh_ubah=self.boleh("ubah"), boleh_tambah=self.boleh("tambah"),
        )  # fmt: skip


def _tahun() -> dict[str, str]:
    return {str(tahun): str(tahun) for tahun in agenda.tahun_ada(host.node(), agenda.MASUK, date.today())}
