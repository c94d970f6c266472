"""Requests at the counter: who asks for what, what is still missing, and the letter made of it."""

import json

from flask import flash, redirect, request, url_for
from flask_admin import expose
from markupsafe import Markup

from .... import host
from ....domain import surat as kata
from ....ui.saring import Saring
from ....ui.tampil import lencana, tanggal
from ...kependudukan import rekam
from ...kependudukan.admin_dasar import TampilanDesa
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, sampaikan, segarkan, tautan
from ...kependudukan.tables import Penduduk
from .. import jenis, permohonan
from ..kekurangan import kekurangan
from ..tables import RECORDS, PermohonanSurat
from .daftar import pilihan_jenis
from .dasar import sebut_isian
from .tentang_orang import tentang

_JENIS = next(satu for satu in RECORDS if satu.name == "permohonan_surat")
NADA = {permohonan.LENGKAP: "menunggu", permohonan.KURANG: "perlu_perbaikan", permohonan.DIPROSES: "info",
        permohonan.SELESAI: "valid", permohonan.DITOLAK: "ditolak"}  # fmt: skip
"""State of a request -> kind of badge."""
TERBUKA = (permohonan.LENGKAP, permohonan.KURANG)


class TampilanPermohonan(TampilanDesa):
    """The requests of the village."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "antrean", "Permohonan", "sidb_permohonan.buka"
    terima = frozenset({"ekspor"})
    kolom_utama = "nama"
    teks_cari = "Nama pemohon atau warganya"
    kosong = (
        "Belum ada permohonan",
        "Tekan Catat permohonan, cari orangnya, pilih suratnya, centang berkas yang dibawa.",
    )
    column_list = ("nama", "kode", "keadaan", "kurang", "pada")
    column_searchable_list = (PermohonanSurat.nama,)
    column_sortable_list = ("nama", "pada")
    column_default_sort = ("pada", True)
    column_labels = {"kode": "Surat", "keadaan": "Keadaan", "kurang": "Belum ada", "pada": "Diterima", "lewat": "Lewat",
                     "telepon": "Telepon", "alasan": "Alasan ditolak", "oleh": "Dicatat oleh"}  # fmt: skip
    kelas_kolom = {"pada": "nomor"}
    column_export_list = ("pada", "nama", "telepon", "kode", "keadaan", "kurang", "alasan", "oleh")
    column_details_list = column_export_list
    list_template = "sid_bantuan/surat/daftar_permohonan.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            Saring("keadaan", "Keadaan", PermohonanSurat.keadaan, pilihan=kata.PERMOHONAN),
            Saring("jenis", "Jenis surat", PermohonanSurat.kode, pilihan=pilihan_jenis),
        )
        self.column_formatters = {
            "kode": lambda _v, _c, row, _n: _untuk(row),
            "keadaan": lambda _v, _c, row, _n: lencana(NADA[row.keadaan], kata.PERMOHONAN[row.keadaan]),
            "kurang": lambda _v, _c, row, _n: _belum(row),
            "pada": lambda _v, _c, row, _n: tanggal(row.pada),
        }
        self.column_formatters_export = self.column_formatters | {
            "kode": lambda _v, _c, row, _n: f"{row.nama_jenis} untuk {row.warga}" if row.warga else row.nama_jenis,
            "keadaan": lambda _v, _c, row, _n: kata.PERMOHONAN[row.keadaan],
        }
        super().__init__(code, **kwargs)

    def nama_baris(self, row):
        return f"{row.nama}, {row.nama_jenis}"

    def lengkapi(self, rows):
        nama = pilihan_jenis()
        warga = dict(
            Penduduk.select(Penduduk.id, Penduduk.nama)
            .where(Penduduk.id.in_([row.penduduk_id for row in rows if row.penduduk_id]))
            .tuples()
        )
        for row in rows:
            row.nama_jenis = nama.get(row.kode, row.kode)
            ini = warga.get(row.penduduk_id, "")
            row.warga = ini if ini != row.nama else ""

    def cari(self, query, teks):
        """By who asked, or by whom the letter is about."""
        for kata_cari in teks[:100].split()[:8]:
            warga = Penduduk.select(Penduduk.id).where(Penduduk.nama.contains(kata_cari))
            query = query.where(PermohonanSurat.nama.contains(kata_cari) | PermohonanSurat.penduduk_id.in_(warga))
        return query


def _untuk(row) -> Markup:
    """The letter, and for whom where another asked for it."""
    lain = Markup('<span class="baris-dua">untuk {}</span>').format(row.warga) if row.warga else ""
    return Markup("{}{}").format(row.nama_jenis, lain)


def _belum(minta: PermohonanSurat) -> str:
    return ", ".join(json.loads(minta.kurang or "[]")) if minta.keadaan == permohonan.KURANG else ""


class HalamanPermohonan(HalamanRekam):
    """One request."""

    sumber, ikon, daftar = "permohonan_surat", "antrean", "sidb_daftar_permohonan.index_view"
    aksi = {"lengkapi": "ubah", "buatkan": "ubah", "tolak": "ubah"}

    @expose("/<id>")
    def buka(self, id):
        """Who asks for what, what is missing, what became of it."""
        minta = self._ambil(id)
        return self._gambar(minta) if minta else self.tidak_ada("Permohonan ini")

    @expose("/<id>/lengkapi", methods=["POST"])
    def lengkapi(self, id):
        """Say anew which documents are there."""
        return self._kerjakan(id, lambda: self._simpan_berkas(id))

    @expose("/<id>/surat", methods=["POST"])
    def buatkan(self, id):
        """The letter, with one click; ``meski``: although documents are missing."""
        if not boleh_di_sini("surat", "tambah"):
            return self.tidak_berhak()
        return self._kerjakan(id, lambda: self._surat(id))

    @expose("/<id>/tolak", methods=["POST"])
    def tolak(self, id):
        """Decline it, with the reason."""
        minta, alasan = self._ambil(id), request.form.get("alasan", "")
        try:
            permohonan.tolak(host.node(), host.operator(), id, alasan)
        except DataDitolak as salah:
            if minta and any(satu.kolom == "alasan" for satu in salah.kesalahan):
                return self._gambar(minta, alasan, salah.kesalahan[0]), 422
            return self._kerjakan(id, lambda: permohonan.ambil(host.node(), id))
        segarkan(host.node())
        flash("Permohonan ditolak; alasannya tercatat.", "success")
        return redirect(url_for(".buka", id=id))

    def _simpan_berkas(self, id: str) -> str:
        minta = permohonan.lengkapi(host.node(), host.operator(), id, request.form.getlist("dibawa"))
        lengkap = minta.keadaan == permohonan.LENGKAP
        flash("Persyaratan lengkap; suratnya dapat dibuat." if lengkap else "Kelengkapan tersimpan.", "success")
        return url_for(".buka", id=id)

    @staticmethod
    def _surat(id: str) -> str:
        surat = permohonan.buatkan(host.node(), host.operator(), id, bool(request.form.get("meski")))
        return url_for("sidb_surat.ubah", id=surat.id) if surat.keadaan == kata.DRAF else tautan("surat", surat.id)

    def _kerjakan(self, id: str, kerja):
        """Do it and go on; what is refused is told on the request's own page."""
        if self._ambil(id) is None:
            return self.tidak_ada("Permohonan ini")
        try:
            ke = kerja()
        except DataDitolak as salah:
            sampaikan(salah)
            ke = url_for(".buka", id=id)
        segarkan(host.node())
        return redirect(ke)

    @staticmethod
    def _ambil(id: str):
        node = host.node()
        return rekam.ambil(node.catalog["permohonan_surat"], id, node.code)

    def _gambar(self, minta: PermohonanSurat, alasan: str = "", salah=None):
        node = host.node()
        orang = rekam.ambil(node.catalog["penduduk"], minta.penduduk_id or "", node.code)
        terbuka, satu = minta.keadaan in TERBUKA, _jenis(node, minta.kode)
        surat = rekam.ambil(node.catalog["surat"], minta.surat_id or "", node.code)
        return self.render(
            "sid_bantuan/surat/permohonan.html", minta=minta, jenis=satu, orang=orang, tentang=tentang(node, orang),
            keadaan=kata.PERMOHONAN[minta.keadaan], nada=NADA[minta.keadaan], isian=sebut_isian(node, minta),
            dibawa=set(json.loads(minta.dibawa or "[]")), kurang=json.loads(minta.kurang or "[]"), surat=surat,
            kekurangan=kekurangan(node, minta.kode, minta.penduduk_id) if terbuka and satu else [],
            terbuka=terbuka and self.boleh("ubah"), alasan=alasan, salah=salah, tautan=tautan,
        )  # fmt: skip


def _jenis(node, kode: str):
    """The kind that is asked for; None where its office took it away since."""
    try:
        return jenis.satu(node, kode)
    except DataDitolak:
        return None
