"""Certified electronic signatures: what this office set up for BSrE, and signing an issued letter with the passphrase."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....ui.sajikan import sajikan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from .. import tte_surat
from .dasar import gudang, per_bidang

MEDAN = ("url", "pengguna")


class LayarTte(HalamanDesa):
    """What this office set up; off until somebody switches it on."""

    sumber, ikon, di_menu = "pejabat_surat", "kunci", False
    aksi = {"index": "ubah", "simpan": "ubah"}

    @expose("/")
    def index(self):
        """The form; what is secret is never shown again."""
        ini = tte_surat.baca(host.host().folder)
        return self._gambar({nama: getattr(ini, nama) for nama in (*MEDAN, "pakai", "nik")}, ini)

    @expose("/", methods=["POST"])
    def simpan(self):
        """Keep it on this computer."""
        teks = {nama: request.form.get(nama, "").strip() for nama in MEDAN}
        nik = {nama: request.form.get(tte_surat.kolom_nik(nama), "") for nama in tte_surat.penanda_tangan(host.node())}
        teks |= {"pakai": request.form.get("pakai") == "1", "nik": nik}
        folder = host.host().folder
        try:
            isi = teks | {"sandi": request.form.get("sandi", "")}
            baru = tte_surat.simpan(host.node(), host.operator(), folder, isi)
        except DataDitolak as salah:
            return self._gambar(teks, tte_surat.baca(folder), per_bidang(salah.kesalahan)), 422
        flash(f"Tersimpan. Tanda tangan elektronik {'dipakai' if baru.pakai else 'tidak dipakai'}.", "success")
        return redirect(url_for(".index"))

    def _gambar(self, teks: dict, ini, salah: dict | None = None):
        return self.render(
            "sid_bantuan/surat/tte.html", teks=teks, ada_sandi=bool(ini.sandi), salah=salah or {},
            orang=tte_surat.penanda_tangan(host.node()), kolom_nik=tte_surat.kolom_nik,
        )  # fmt: skip


class TandaTanganElektronik:
    """Mix into the page of a letter: signing it through BSrE, and the signed PDF."""

    @expose("/<id>/tte", methods=["POST"])
    def tte(self, id):
        """Pass the passphrase on, keep the answer; the passphrase is kept nowhere."""
        surat = self._ambil(id)
        if surat is None:
            return self.tidak_ada("Surat ini")
        node, folder = host.node(), host.host().folder
        try:
            tte_surat.bubuhkan(node, host.operator(), gudang(), folder, id, request.form.get("frasa", ""))
        except DataDitolak as salah:
            return self._gambar(surat, salah={"tte": salah.kesalahan[0]}, status=422)
        segarkan(node)
        flash("Surat ditandatangani secara elektronik. PDF-nya tersimpan bersama surat ini.", "success")
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/surat-tte.pdf")
    def pdf_tte(self, id):
        """The PDF as BSrE gave it back."""
        surat = self._ambil(id)
        berkas = tte_surat.berkas_surat(surat) if surat else None
        isi = gudang().read(berkas.sha256) if berkas else None
        return sajikan(isi, berkas.nama) if isi else self.tidak_ada("PDF bertanda tangan elektronik")

    @staticmethod
    def isi_tte(node, surat) -> dict:
        """What the page of a letter says of it: whether it waits for a signature, whether it has one."""
        folder = host.host().folder
        return {
            "boleh_tte": tte_surat.boleh(node, host.operator(), surat, folder),
            "nik_tte": tte_surat.baca(folder).nik.get(surat.penandatangan or "", ""),
            "ada_tte": surat.tanda and tte_surat.berkas_surat(surat) is not None,
        }
