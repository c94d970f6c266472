"""The recycle bin's page: what was deleted, by whom, and the way back."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....sync.files import Store
from .. import gabung, sampah
from ..kesalahan import DataDitolak
from .dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan, tautan
from .sambungan import HALAMAN

SEHALAMAN = 30
SEBUTAN = {
    "penduduk": "Penduduk", "keluarga": "Kartu keluarga", "rumah_tangga": "Rumah tangga", "kelompok": "Kelompok",
    "kelompok_anggota": "Keanggotaan", "berkas": "Berkas", "lingkungan": "Dusun/RW/RT",
}  # fmt: skip


class TempatSampah(HalamanDesa):
    """Deleted records in the groups they were deleted in."""

    sumber, ikon = "sampah", "sampah"
    aksi = {"pulihkan": "ubah", "batal_gabung": "ubah", "hapus_selamanya": "hapus"}

    @expose("/")
    def index(self):
        """The latest groups first."""
        halaman = self.halaman_ke()
        kelompok, jumlah = sampah.daftar(host.node(), SEHALAMAN, (halaman - 1) * SEHALAMAN)
        return self.render(
            "sid_bantuan/desa/sampah.html",
            kelompok=kelompok,
            jumlah=jumlah,
            halaman=halaman,
            halaman_akhir=-(-jumlah // SEHALAMAN) or 1,
            sebutan=SEBUTAN,
            lengkap=boleh_di_sini("penduduk", "lihat_nik"),
            boleh_ubah=self.boleh("ubah"),
            boleh_hapus=self.boleh("hapus"),
        )

    @expose("/pulihkan", methods=["POST"])
    def pulihkan(self):
        """Bring a group back."""
        return self._kembali(lambda node, satu: sampah.pulihkan(node, host.operator(), satu[0].kelompok))

    @expose("/batal-gabung", methods=["POST"])
    def batal_gabung(self):
        """Undo a merge: the merged record comes back with all that was its own."""
        return self._kembali(lambda node, satu: gabung.batalkan(node, host.operator(), _digabung(satu).id))

    @expose("/hapus-selamanya", methods=["POST"])
    def hapus_selamanya(self):
        """Empty a group for good, or everything that was asked for."""
        node = host.node()
        gudang = Store(node, host.host().folder)
        dipilih = request.form.getlist("kelompok")
        jumlah = sum(sampah.hapus_selamanya(node, host.operator(), satu, gudang) for satu in dipilih)
        flash(f"{jumlah} data dihapus selamanya.", "success")
        return redirect(url_for(".index"))

    def _kembali(self, kembalikan):
        node = host.node()
        satu = sampah.isi_kelompok(node, request.form.get("kelompok", ""))
        try:
            catatan = kembalikan(node, satu) if satu else []
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".index"))
        segarkan(node)
        flash("Sudah kembali seperti semula." if satu else "Sudah dipulihkan sebelumnya.", "success")
        for kata in catatan:
            flash(kata, "warning")
        utama = next((bagian for bagian in satu if bagian.jenis in HALAMAN), None)
        return redirect(tautan(utama.jenis, utama.id) if utama else url_for(".index"))


def _digabung(isi: list[sampah.Isi]) -> sampah.Isi:
    """The merged record of its group; the rest of the group are its memberships."""
    return next((satu for satu in isi if satu.gabung), isi[0])
