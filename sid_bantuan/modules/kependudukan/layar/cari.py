"""The search page behind the one box: who fits, and why he fits."""

from flask import redirect, request
from flask_admin import expose

from .... import host
from ....domain import kode
from .. import cari
from .dasar import HalamanDesa, boleh_di_sini, tautan
from .sambungan import CARI

BANYAK = 40


class Cari(HalamanDesa):
    """Search by NIK, No KK or part of a name."""

    sumber, ikon, di_menu = "penduduk", "cari", False

    @expose("/")
    def index(self):
        """The results; a whole number that is one record's own opens that record."""
        teks = " ".join(request.args.get("q", "").split())[:100]
        hasil = cari.cari(host.node(), teks, BANYAK + 1) if teks else []
        if satu := _tepat(teks, hasil):
            return redirect(tautan(satu.jenis, satu.id))
        lain = [satu for sumber in CARI for satu in sumber(host.node(), teks)] if teks else []
        if not hasil and len(lain) == 1 and lain[0].tepat:
            return redirect(lain[0].alamat)
        return self.render(
            "sid_bantuan/desa/cari.html",
            teks=teks,
            hasil=hasil[:BANYAK],
            lain=lain,
            lebih=len(hasil) > BANYAK,
            tautan=tautan,
            lengkap=self.boleh("lihat_nik"),
            status_dasar=kode.daftar("status_dasar"),
            hidup=kode.HIDUP,
            boleh_tambah=boleh_di_sini("keluarga", "tambah"),
        )


def _tepat(teks: str, hasil: list[cari.Hasil]) -> cari.Hasil | None:
    """The one record whose own number this is; a family's members do not make it many."""
    angka = "".join(huruf for huruf in teks if huruf.isdigit())
    sendiri = [satu for satu in hasil if angka and angka == (satu.no_kk if satu.jenis == "keluarga" else satu.nik)]
    return sendiri[0] if len(angka) == 16 and len(sendiri) == 1 else None
