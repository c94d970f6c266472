"""The letterhead of the village: its lines, address, paper and logo; every change is a new version."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.surat import KERTAS
from ....ui.sajikan import sajikan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, segarkan
from .. import kop
from .dasar import gudang, per_bidang


class LayarKop(HalamanDesa):
    """The letterhead new letters take."""

    sumber, ikon = "templat_surat", "gambar"
    aksi = {"simpan": "tambah"}

    @expose("/")
    def index(self):
        """The letterhead as it stands."""
        ini = kop.berlaku(host.node())
        return self._gambar({"baris": "\n".join(ini.baris), "alamat": ini.alamat, "kontak": ini.kontak,
                             "kertas": ini.kertas}, ini)  # fmt: skip

    @expose("/", methods=["POST"])
    def simpan(self):
        """Keep a new version; letters that were issued keep theirs."""
        node, teks = host.node(), {nama: request.form.get(nama, "") for nama in ("baris", "alamat", "kontak", "kertas")}
        isi = {"baris": tuple(teks["baris"].splitlines()), "kertas": teks["kertas"]}
        isi |= {nama: " ".join(teks[nama].split()) for nama in ("alamat", "kontak")}
        if request.form.get("tanpa_logo"):
            isi["logo"] = None
        berkas = request.files.get("logo")
        logo = berkas.read(kop.LOGO_PALING_BESAR + 1) if berkas and berkas.filename else None
        try:
            kop.simpan(node, host.operator(), isi, logo, gudang())
        except DataDitolak as salah:
            return self._gambar(teks, kop.berlaku(node), per_bidang(salah.kesalahan)), 422
        segarkan(node)
        flash("Kop surat tersimpan; surat yang sudah terbit tetap memakai kop pada harinya.", "success")
        return redirect(url_for(".index"))

    @expose("/logo")
    def logo(self):
        """The picture of the letterhead."""
        sidik, simpanan = kop.berlaku(host.node()).logo, gudang()
        jawab = sajikan(simpanan.read(sidik), "logo") if sidik and simpanan.whole(sidik) else None
        return jawab or self.tidak_ada("Logo")

    def _gambar(self, teks: dict, ini, salah: dict | None = None):
        return self.render(
            "sid_bantuan/surat/kop.html", teks=teks, kop=ini, salah=salah or {}, kertas=KERTAS,
            boleh_ubah=self.boleh("tambah"),
        )  # fmt: skip
