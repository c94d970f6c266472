"""Reconciliation on screen: per village the counts, behind each the names, with the version a difference stems from."""

from datetime import date

from flask import abort, jsonify, redirect, request
from flask_admin import expose

from .... import host
from ....domain.bantuan import ARAH
from ....domain.peran import boleh
from ....domain.pesan import nama_kolom
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ....ui.tampil import nomor, nomor_tersamar
from ...kependudukan import pekerjaan
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, jejak_tempat
from .. import per_desa, putaran, rekonsiliasi_lembar, rekonsiliasi_ringkas
from ..rekonsiliasi import JENIS, SAMA, SELISIH
from ..rekonsiliasi_ringkas import BERBEDA, LAMA
from ..tables_usulan import Putaran
from . import lembar_latar
from .lembar_latar import LembarLatar

SEHALAMAN = 100
NADA = {"sama": "valid", "hilang": "perlu_perbaikan", "masih": "perlu_perbaikan", "asing": "peringatan",
        "beda": "info", "ganda": "peringatan"}  # fmt: skip
PILIHAN = {"": "Semua", BERBEDA: "Yang berbeda", **JENIS, LAMA: "Berasal dari versi lama"}


class LayarRekonsiliasi(LembarLatar, Bertempat, HalamanDasar):
    """What was handed in against the agency's list."""

    sumber, sumber_lembar, ikon = "putaran", "putaran_usulan", "gabung"
    aksi = {"unduh": "lihat"}

    @expose("/")
    def index(self):
        """Every village of the area with its counts; of one village also the names. Over many first how far they are."""
        semua = [satu for satu in putaran.semua(host.node()) if self._menyangkut(satu)]
        if not semua:
            return self.render("sid_bantuan/bantuan/rekonsiliasi.html", putaran=None, semua=(), rows=())
        satu, wilayah = self._minta(semua)
        rekon, kerja, pada = self._ambil(satu, wilayah, "segar" in request.args)
        if "segar" in request.args and kerja is not None:
            return redirect(self.get_url(".index", putaran=satu.id, wilayah=wilayah))
        if rekon is None:
            return self._menunggu(satu, wilayah, kerja)
        return self.render(
            "sid_bantuan/bantuan/rekonsiliasi.html", putaran=satu, semua=semua, wilayah=wilayah, jenis=JENIS, selisih=SELISIH,
            rows=[one for one in rekon if one.versi or one.di_sana or len(rekon) == 1], sama=SAMA, lama=LAMA,
            belum=sum(not one.versi for one in rekon), nama_daftar=putaran.nama_daftar(host.node(), satu.daftar),
            tempat=jejak_tempat(wilayah, self.area()), tempat_pendek=nama_pendek, berbeda=BERBEDA, pada=pada, dihitung=kerja,
            boleh_unduh=self._boleh_unduh(wilayah), latar=per_desa.banyak(wilayah),
            banyak=len(rekon) > 1 or level(wilayah) != "desa",
        )  # fmt: skip

    @expose("/keadaan/<id>")
    def keadaan(self, id):
        """How far the work is, for the page that waits."""
        kerja = pekerjaan.baca(host.node(), id)
        if kerja is None or kerja.jenis != rekonsiliasi_ringkas.KERJA:
            return jsonify(berjalan=False), 404
        return jsonify(kerja.kemajuan)

    def _menunggu(self, satu: Putaran, wilayah: str, kerja):
        """The page that follows the work until the numbers are there."""
        return self.render("sid_bantuan/bantuan/rekonsiliasi_hitung.html", kerja=kerja, putaran=satu, wilayah=wilayah,
                           tempat=nama_pendek(wilayah))  # fmt: skip

    @expose("/nama")
    def nama(self):
        """The names behind one number, each with what differs and why; over many villages village by village."""
        satu, wilayah = self._minta()
        jenis, halaman = request.args.get("jenis", ""), self.halaman_ke()
        rekon, kerja, _ = self._ambil(satu, wilayah)
        if rekon is None:
            return self._menunggu(satu, wilayah, kerja)
        banyak = sum(rekonsiliasi_ringkas.jumlah(one, jenis) for one in rekon)
        rows = rekonsiliasi_ringkas.nama(host.node(), satu, rekon, jenis, (halaman - 1) * SEHALAMAN, SEHALAMAN)
        return self.render(
            "sid_bantuan/bantuan/rekonsiliasi_nama.html", putaran=satu, wilayah=wilayah, jumlah=banyak, jenis=JENIS,
            rows=rows, halaman=halaman, tempat_pendek=nama_pendek, nada=NADA,
            halaman_akhir=-(-banyak // SEHALAMAN) or 1, minta={"putaran": satu.id, "wilayah": wilayah, "jenis": jenis},
            judul=_judul(jenis), di_desa=level(wilayah) == "desa", arah=ARAH, nama_kolom=nama_kolom, nilai=self._nilai(wilayah),
            boleh_unduh=self._boleh_unduh(wilayah), latar=per_desa.banyak(wilayah), pilihan=PILIHAN,
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The same names as an Excel sheet; over many villages it is made beside the page."""
        satu, wilayah = self._minta()
        if not self._boleh_unduh(wilayah):
            return self.inaccessible_callback("unduh")
        rekon, kerja, _ = self._ambil(satu, wilayah)
        if rekon is None:
            return self._menunggu(satu, wilayah, kerja)
        lengkap = boleh(host.operator(), "penetapan", "lihat_nik", wilayah)
        jenis, label = request.args.get("jenis", BERBEDA), f"Rekonsiliasi {satu.nama}, {nama_pendek(wilayah)}"

        def susun(node, maju):
            maju("Membandingkan nama per desa", 0, 0)
            rows = rekonsiliasi_ringkas.nama(node, satu, rekon, jenis)
            return rekonsiliasi_lembar.susun(satu, wilayah, rows, date.today(), str if lengkap else nomor_tersamar)

        if per_desa.banyak(wilayah):
            kunci = f"{jenis} {wilayah} {satu.id} {lengkap}"
            return self.mulai_lembar(
                lembar_latar.Minta(label, wilayah, "putaran_usulan", "penetapan" * lengkap, kunci, susun)
            )
        return unduhan.unduh(susun(host.node(), lambda *_: None), unduhan.EXCEL, "putaran_kiriman", wilayah, label)

    # ---- what is asked for

    def _menyangkut(self, satu: Putaran) -> bool:
        return within(satu.wilayah, self.area()) or within(self.area(), satu.wilayah)

    def _minta(self, semua: list[Putaran] | None = None) -> tuple[Putaran, str]:
        wilayah, id = self.tempat(request.args.get("wilayah")), request.args.get("putaran", "")
        if semua is not None and not id:
            return semua[0], wilayah
        satu = putaran.satu(host.node(), id)
        if satu is None or not self._menyangkut(satu):
            abort(404)
        return satu, wilayah

    def _boleh_unduh(self, wilayah: str) -> bool:
        return boleh(host.operator(), "putaran_usulan", "ekspor", wilayah)

    @staticmethod
    def _ambil(satu: Putaran, wilayah: str, segar: bool = False):
        return rekonsiliasi_ringkas.ambil(host.node(), host.operator(), satu, wilayah, segar)

    @staticmethod
    def _nilai(wilayah: str):
        """How a value is shown: numbers masked for whoever needs no full ones."""
        lengkap = boleh(host.operator(), "penetapan", "lihat_nik", wilayah)

        def nilai(kolom: str, isi: str | None) -> str:
            if kolom in ("nik", "no_kk"):
                return (nomor if lengkap else nomor_tersamar)(isi)
            return isi or ""

        return nilai


def _judul(jenis: str) -> str:
    return PILIHAN[jenis] if jenis and jenis in PILIHAN else "Semua nama"
