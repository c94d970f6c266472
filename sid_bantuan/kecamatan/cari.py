"""The search page above the villages: the same search as in a village, leading to the steward's sheet."""

from flask import redirect, request
from flask_admin import expose

from .. import host
from ..domain import kode
from ..domain.wilayah_nama import nama_pendek
from ..modules.kependudukan import cari
from .monitoring import HalamanAtas

BANYAK = 40


class LayarCari(HalamanAtas):
    """Search by NIK, No KK or part of a name, in the operator's own area."""

    sumber, ikon = "penduduk", "cari"

    def is_visible(self):
        return False

    @expose("/")
    def index(self):
        teks = " ".join(request.args.get("q", "").split())[:100]
        hasil = cari.cari(host.node(), teks, BANYAK + 1, self.area()) if teks else []
        angka = "".join(huruf for huruf in teks if huruf.isdigit())
        if len(angka) == 16 and len(hasil) == 1:
            return redirect(self._tautan(hasil[0].jenis, hasil[0].id))
        return self.render(
            "sid_bantuan/desa/cari.html", teks=teks, hasil=hasil[:BANYAK], lebih=len(hasil) > BANYAK,
            tautan=self._tautan, lengkap=self.boleh("lihat_nik"), status_dasar=kode.daftar("status_dasar"),
            hidup=kode.HIDUP, boleh_tambah=False, sebut_tempat=nama_pendek,
        )  # fmt: skip

    def _tautan(self, jenis: str, id: str) -> str:
        return self.get_url("sidb_antrean.nilai", id=id, wilayah=self.area())
