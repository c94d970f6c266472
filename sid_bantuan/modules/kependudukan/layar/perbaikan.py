"""The list of returned records: the steward's words, the way to the field, and an answer back."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ...verval.efek import tanggapi
from ...verval.tables import SELESAI, TERBUKA
from .dasar import HalamanDesa, tautan
from .tugas import jumlah_tugas, perlu_diperbaiki

SEHALAMAN = 50


class PerluDiperbaiki(HalamanDesa):
    """Records the kecamatan or kabupaten returned; mending one sends it back to the queue by itself."""

    sumber, ikon = "perbaikan", "pensil"
    aksi = {"jawab": "ubah"}

    @expose("/")
    def index(self):
        """Open ones, or those already mended."""
        keadaan = SELESAI if request.args.get("keadaan") == SELESAI else TERBUKA
        halaman = self.halaman_ke()
        node = host.node()
        jumlah = jumlah_tugas(node)
        return self.render(
            "sid_bantuan/desa/perbaikan.html",
            tugas=perlu_diperbaiki(node, keadaan, SEHALAMAN, (halaman - 1) * SEHALAMAN),
            jumlah=jumlah,
            keadaan=keadaan,
            halaman=halaman,
            halaman_akhir=-(-jumlah[keadaan] // SEHALAMAN) or 1,
            tautan=tautan,
            boleh_jawab=self.boleh("ubah"),
        )

    @expose("/<id>/tanggapan", methods=["POST"])
    def jawab(self, id):
        """Answer the steward: "the NIK is right, see the photo"."""
        try:
            ada = tanggapi(host.node(), host.operator(), id, request.form.get("tanggapan", ""))
        except ValueError as salah:
            flash(str(salah), "error")
            return redirect(url_for(".index"))
        if not ada:
            return self.tidak_ada("Perbaikan ini")
        flash("Tanggapan tersimpan dan ikut terkirim ke kecamatan.", "success")
        return redirect(url_for(".index"))
