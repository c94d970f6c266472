"""An office makes a kind of letter, changes one, switches one off: the pages of the editor, mixed into those of the kinds."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode as kode_daftar
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import sampaikan, segarkan
from ...kependudukan.tables import Penduduk
from .. import cetak, jenis, jenis_sendiri
from . import jenis_formulir as f
from .dasar import gudang, isi_pdf, kalimat
from .jenis_formulir import FormulirJenis


class _Kembalikan(Exception):
    """Leaves the transaction so that nothing of a preview stays."""


class UbahJenis:
    """Mix into the page of the kinds."""

    @expose("/baru")
    def baru(self):
        """An empty kind."""
        return self._gambar_jenis(FormulirJenis(host.node(), None))

    @expose("/baru", methods=["POST"])
    def buat(self):
        """Add it; its wording comes next."""
        formulir = FormulirJenis(host.node(), None, request.form)
        return self._terima(formulir, lambda isi: jenis_sendiri.buat(host.node(), host.operator(), isi))

    @expose("/<kode>/ubah")
    def ubah(self, kode):
        """What a kind asks for and how long it holds."""
        satu = self._satu(kode)
        return self._gambar_jenis(FormulirJenis(host.node(), satu)) if isinstance(satu, jenis.Jenis) else satu

    @expose("/<kode>/ubah", methods=["POST"])
    def simpan_jenis(self, kode):
        """Keep this office's own version of it."""
        satu = self._satu(kode)
        if not isinstance(satu, jenis.Jenis):
            return satu
        formulir = FormulirJenis(host.node(), satu, request.form)
        return self._terima(formulir, lambda isi: self._simpan_jenis(formulir, isi))

    @staticmethod
    def _simpan_jenis(formulir: FormulirJenis, isi: dict) -> str:
        if formulir.dilihat != formulir.versi:
            raise DataDitolak([Kesalahan("surat_jenis_sudah_berubah")])
        jenis_sendiri.simpan(host.node(), host.operator(), formulir.jenis.kode, isi)
        return formulir.jenis.kode

    @expose("/<kode>/aktif", methods=["POST"])
    def aktif(self, kode):
        """Offer it at the counter, or no more; one more press takes it back."""
        aktif = request.form.get("aktif") == "1"
        try:
            nama = jenis.satu(host.node(), kode).nama
            jenis.simpan(host.node(), host.operator(), kode, {"aktif": int(aktif)})
        except DataDitolak as salah:
            return self.ditolak(404, *kalimat(salah))
        segarkan(host.node())
        flash(f"{nama} {'dipakai lagi' if aktif else 'tidak lagi ditawarkan di loket'}.", "success")
        return redirect(url_for(".buka", kode=kode))

    @expose("/<kode>/bawaan", methods=["POST"])
    def bawaan(self, kode):
        """Take the shipped definition again."""
        try:
            jenis_sendiri.kembali_bawaan(host.node(), host.operator(), kode)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".index" if salah.kesalahan[0].kolom == "kode" else ".buka", kode=kode))
        segarkan(host.node())
        flash("Isian, persyaratan, dan ketentuannya kembali seperti bawaan; naskahnya tidak berubah.", "success")
        return redirect(url_for(".buka", kode=kode))

    # ---- what they share

    def _satu(self, kode: str):
        """The kind, or the page that says there is none."""
        try:
            return jenis.satu(host.node(), kode)
        except DataDitolak as salah:
            return self.ditolak(404, *kalimat(salah))

    def _terima(self, formulir: FormulirJenis, simpan):
        """Store what was sent, show what it would look like, or only another shape of the form."""
        aksi = request.form.get("aksi", "")
        if formulir.ubah_bentuk(aksi):
            formulir.versi = formulir.dilihat
            return self._gambar_jenis(formulir)
        try:
            if aksi == "pratinjau":
                return isi_pdf(_pratinjau(simpan, formulir.isi()), f"pratinjau {formulir.teks['nama']}")
            kode = simpan(formulir.isi())
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
            if not any(satu.kode == "surat_jenis_sudah_berubah" for satu in salah.kesalahan):
                formulir.versi = formulir.dilihat
            return self._gambar_jenis(formulir, 422)
        segarkan(host.node())
        flash("Jenis surat tersimpan." if formulir.jenis else "Jenis surat ditambahkan. Periksa naskahnya.", "success")
        return redirect(url_for(".buka", kode=kode))

    def _gambar_jenis(self, formulir: FormulirJenis, status: int = 200):
        isi = self.render(
            "sid_bantuan/surat/jenis_ubah.html", f=formulir, jenis=formulir.jenis, subjek=f.SUBJEK, tipe=f.SEBUT_TIPE,
            penandatangan=f.penandatangan(host.node().code),
            keadaan=f.SEBUT_KEADAAN, bila_ada=f.BILA_ADA, paling_banyak=f.PALING_BANYAK,
            bawaan=formulir.jenis is not None and formulir.jenis.kode in jenis.bawaan() and not formulir.jenis.bawaan,
        )  # fmt: skip
        return isi, status


def _pratinjau(simpan, isi: dict) -> bytes:
    """A page of the kind as it would be, found by storing it and taking it back."""
    node, hasil = host.node(), b""
    try:
        with node.engine.transaction():
            kode = simpan(isi)
            hasil = contoh_halaman(node, kode)
            raise _Kembalikan
    except _Kembalikan:
        return hasil


def contoh_halaman(node, kode: str, naskah: str | None = None, kop=None, store=None) -> bytes:
    """A page of a kind with a resident of the register and something in every field.

    ``naskah``, ``kop``: a wording or a letterhead that is still being written.
    """
    satu = jenis.satu(node, kode)
    orang = contoh_orang(satu)
    if orang is None and satu.subjek != "umum":
        raise DataDitolak([Kesalahan("surat_tanpa_contoh")])
    isian = jenis_sendiri.contoh_isian(node, satu, orang)
    return cetak.pratinjau(node, kode, orang, isian, naskah, kop, store or gudang())


def contoh_orang(satu: jenis.Jenis) -> str | None:
    """Somebody the kind fits, to fill an example with."""
    keadaan = satu.untuk_keadaan or (kode_daftar.HIDUP,)
    orang = Penduduk.select().where(Penduduk.status_dasar.in_(keadaan), Penduduk.wilayah == host.node().code)
    ada = orang.order_by(Penduduk.id).first()
    return ada.id if ada else None
