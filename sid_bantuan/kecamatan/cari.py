"""The search page above the villages: as in a village, leading to the steward's sheet, a letter or a program of aid."""

from functools import partial

from flask import redirect, request
from flask_admin import expose

from .. import host
from ..domain import kode
from ..domain.peran import boleh
from ..domain.wilayah_nama import nama_pendek
from ..modules.bantuan.layar.katalog_cari import cari_program
from ..modules.kependudukan import cari
from ..modules.kependudukan.layar.sambungan import Temuan
from ..modules.persuratan.layar.cari_nomor import bernomor, temuan
from ..modules.persuratan.tables import Surat
from ..ui.saring import in_area
from .monitoring import HalamanAtas

BANYAK = 40


class LayarCari(HalamanAtas):
    """Search by NIK, No KK, part of a name, the number of a letter or a program, in the operator's own area."""

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
        lain = self._surat(teks) + cari_program(host.node(), teks)
        if not hasil and len(lain) == 1 and lain[0].tepat:
            return redirect(lain[0].alamat)
        return self.render(
            "sid_bantuan/desa/cari.html", teks=teks, hasil=hasil[:BANYAK], lain=lain, lebih=len(hasil) > BANYAK,
            tautan=self._tautan, lengkap=self.boleh("lihat_nik"), status_dasar=kode.daftar("status_dasar"),
            hidup=kode.HIDUP, boleh_tambah=False, sebut_tempat=nama_pendek,
        )  # fmt: skip

    def _surat(self, teks: str) -> list[Temuan]:
        """The villages' letters that bear this number or a part of it. Those without one are the village's own business."""
        if not boleh(host.operator(), "surat", "lihat", self.area()):
            return []
        alamat = partial(self.get_url, "sidb_daftar_surat.details_view")
        sendiri = [] if self.area() == host.node().code else [in_area(Surat, self.area())]
        semua = bernomor(Surat, teks, *sendiri)
        hasil = [temuan(satu, teks, lambda id: alamat(id=id), nama_pendek(satu.wilayah)) for satu in semua]
        return sorted(hasil, key=lambda satu: not satu.tepat)

    def _tautan(self, jenis: str, id: str) -> str:
        return self.get_url("sidb_antrean.nilai", id=id, wilayah=self.area())
