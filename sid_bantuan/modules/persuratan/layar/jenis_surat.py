"""The kinds of letter as this village words and numbers them: editor with preview, every version, number pattern."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from .. import jenis, nomor, setelan, templat
from ..data_surat import dikenal
from .dasar import isi_pdf, kalimat, per_bidang
from .jenis_ubah import UbahJenis, contoh_halaman


class LayarJenisSurat(UbahJenis, HalamanDesa):
    """The kinds, and the page of each."""

    sumber, ikon = "jenis_surat", "berkas"
    aksi = {"simpan_naskah": "tambah", "pratinjau": "tambah", "simpan_nomor": "ubah", "baru": "tambah",
            "buat": "tambah", "ubah": "ubah", "simpan_jenis": "ubah", "aktif": "ubah", "bawaan": "ubah"}  # fmt: skip

    @expose("/")
    def index(self):
        """All kinds by group, each with whose wording it has."""
        node = host.node()
        kelompok: dict[str, list] = {}
        for satu in jenis.semua(node, aktif=False):
            kelompok.setdefault(satu.kelompok, []).append((satu, templat.terdekat(node, satu.kode)))
        return self.render("sid_bantuan/surat/semua_jenis.html", kelompok=kelompok, boleh_tambah=self.boleh("tambah"))

    @expose("/<kode>")
    def buka(self, kode):
        """One kind; with ``versi=<id>`` the editor holds that earlier wording."""
        return self._gambar(kode)

    @expose("/<kode>/naskah", methods=["POST"])
    def simpan_naskah(self, kode):
        """Keep a new version of the wording."""
        node, isi = host.node(), request.form.get("isi", "")
        judul, catatan = request.form.get("judul", ""), request.form.get("catatan", "").strip()
        try:
            baru = templat.simpan(node, host.operator(), kode, isi, judul, catatan)
        except DataDitolak as salah:
            return self._gambar(kode, {"isi": isi, "judul": judul, "catatan": catatan}, salah)
        segarkan(node)
        flash(f"Naskah versi {baru.versi} berlaku bagi surat yang dibuat sejak sekarang.", "success")
        return redirect(url_for(".buka", kode=kode))

    @expose("/<kode>/pratinjau", methods=["POST"])
    def pratinjau(self, kode):
        """The wording that is being written, with a resident of the register as an example."""
        node = host.node()
        try:
            isi = contoh_halaman(node, kode, request.form.get("isi", ""))
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))
        return isi_pdf(isi, f"pratinjau {kode}")

    @expose("/<kode>/nomor", methods=["POST"])
    def simpan_nomor(self, kode):
        """Keep the number pattern of this kind; empty takes the village's own again."""
        node = host.node()
        teks = {nama: request.form.get(nama, "").strip() for nama in ("pola_nomor", "deret")}
        try:
            jenis.satu(node, kode)  # an address nobody linked to makes no new kind
            jenis.simpan(node, host.operator(), kode, {nama: nilai or None for nama, nilai in teks.items()})
        except DataDitolak as salah:
            return self._gambar(kode, teks, salah)
        segarkan(node)
        flash("Penomoran tersimpan; nomor yang sudah diberikan tidak berubah.", "success")
        return redirect(url_for(".buka", kode=kode))

    def _gambar(self, kode: str, teks: dict | None = None, salah: DataDitolak | None = None):
        node = host.node()
        try:
            satu = jenis.satu(node, kode)
        except DataDitolak as tidak_ada:
            return self.ditolak(404, *kalimat(tidak_ada))
        riwayat, berlaku = templat.riwayat(node, kode), templat.berlaku(node, kode)
        minta = request.args.get("versi", "")
        pilih = next((ini for ini in riwayat if minta and (ini.id or "bawaan") == minta), None) or berlaku
        awal = {"isi": pilih.isi, "judul": pilih.judul, "pola_nomor": satu.pola_nomor or "", "deret": satu.deret or ""}
        isi = self.render(
            "sid_bantuan/surat/jenis.html",
            jenis=satu,
            teks=awal | (teks or {}),
            salah=per_bidang(salah.kesalahan) if salah else {},
            kesalahan=salah.kesalahan if salah else (),
            riwayat=riwayat,
            berlaku=berlaku,
            pilih=pilih,
            kata=sorted(
                dikenal(satu).items(), key=lambda ini: (not ini[0].startswith("isian."), "." in ini[0], ini[0])
            ),
            pola_biasa=setelan.sekarang.pola_nomor,
            contoh=nomor.susun(node, satu, date.today(), 1),
            boleh_ubah=self.boleh("ubah"),
            nama_tempat=nama_pendek,
        )
        return isi, 422 if salah else 200
