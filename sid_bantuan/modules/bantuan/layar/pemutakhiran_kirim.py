"""Handing in at the village: the question, the versions with their receipts, and what each of them says."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.bantuan import ARAH
from ....domain.tanggal import baca_tanggal
from ....domain.wilayah_nama import nama_pendek
from ....ui.tampil import nomor_tersamar
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, sampaikan, segarkan
from ...lampid.layar import unduhan
from .. import putaran, putaran_daftar, putaran_kirim, putaran_lembar
from ..putaran_kerja import sebut_alasan
from ..tables_usulan import PutaranKiriman
from .pemutakhiran import NADA, berubah, sisa_hari

SEHALAMAN = 100


class LayarKiriman(HalamanRekam):
    """What a village hands in for a round, and handed in before."""

    sumber, ikon, daftar = "putaran_kiriman", "ganti", "sidb_pemutakhiran.index"
    aksi = {"serahkan": "tambah", "unduh": "lihat"}

    @expose("/<id>/serahkan", methods=["GET", "POST"])
    def serahkan(self, id):
        """The question before handing in, with its ground; and doing it."""
        if request.method == "GET":
            return self._tanya(id)
        node = host.node()
        try:
            kiriman, baru = putaran_kirim.serahkan(
                node, host.operator(), id, request.form.get("musdes", ""), self._sptjm(request.form),
                dilihat=request.form.get("sidik", ""),
            )  # fmt: skip
        except DataDitolak as salah:
            if not any(satu.kolom for satu in salah.kesalahan):
                sampaikan(salah)
            return self._tanya(id, salah.kesalahan)
        segarkan(node)
        jumlah = kiriman.masuk + kiriman.keluar + kiriman.tetap
        if baru:
            kata = f"Versi {kiriman.versi} diserahkan: {jumlah} baris. Tanda terimanya muncul di sini setelah terkirim."
            flash(kata, "success")
        else:
            flash(f"Isinya sama dengan versi {kiriman.versi}, jadi tidak dibuat versi baru.", "info")
        return redirect(url_for("sidb_pemutakhiran.buka", id=id, _anchor="versi"))

    @staticmethod
    def _sptjm(isi) -> putaran_kirim.Sptjm | None:
        if isi.get("musdes"):
            return None
        tgl, salah = baca_tanggal(isi.get("sptjm_tgl"))
        if salah or tgl is None:
            raise DataDitolak([Kesalahan(salah or "wajib_diisi", "sptjm_tgl")])
        return putaran_kirim.Sptjm(
            isi.get("sptjm_nama", ""), isi.get("sptjm_jabatan", ""), isi.get("sptjm_nomor", ""), tgl
        )

    def _tanya(self, id: str, salah=()):
        node = host.node()
        if (satu := putaran.satu(node, id)) is None:
            return self.tidak_ada("Putaran")
        daftar, versi = putaran_daftar.susun(node, satu, date.today()), putaran_kirim.versi(node, id)
        gagal = bool(versi) and versi[0].gagal
        return self.render(
            "sid_bantuan/bantuan/pemutakhiran_serah.html", putaran=satu, daftar=daftar, isi=request.form, sisa=sisa_hari(satu),
            musdes=putaran_kirim.musdes(node, satu), salah={one.kolom: one for one in reversed(list(salah))},
            terakhir=putaran_kirim.terakhir(node, id), berubah=gagal or berubah(node, satu, daftar), gagal=gagal, arah=ARAH,
            hari=date.today(), sidik=putaran_kirim.sidik_daftar(satu, daftar.semua),
            boleh_serah=self.boleh("tambah") and satu.keadaan == putaran.BUKA, lewat=date.today() > satu.batas,
            nama_daftar=putaran.nama_daftar(node, satu.daftar),
        ), 422 if salah else 200  # fmt: skip

    @expose("/versi/<kiriman_id>")
    def versi(self, kiriman_id):
        """The lines of one version, and what it changed against the one before."""
        node, arah, halaman = host.node(), request.args.get("arah", ""), self.halaman_ke()
        kiriman = PutaranKiriman.get_or_none(PutaranKiriman.id == kiriman_id)
        if kiriman is None or kiriman.wilayah != node.code or (satu := putaran.satu(node, kiriman.putaran_id)) is None:
            return self.tidak_ada("Versi")
        arah = arah if arah in ARAH else ""
        jumlah = {"": kiriman.masuk + kiriman.keluar + kiriman.tetap} | {nama: getattr(kiriman, nama) for nama in ARAH}
        versi = putaran_kirim.versi(node, kiriman.putaran_id)
        return self.render(
            "sid_bantuan/bantuan/pemutakhiran_versi.html", putaran=satu, kiriman=kiriman, arah=arah, semua_arah=ARAH,
            jumlah=jumlah, versi=next(one for one in versi if one.kiriman.id == kiriman_id), terakhir=versi[0].kiriman.versi,
            rows=putaran_kirim.baris(kiriman_id, arah, (halaman - 1) * SEHALAMAN, SEHALAMAN), halaman=halaman, nada=NADA,
            halaman_akhir=-(-jumlah[arah] // SEHALAMAN) or 1, sebut_alasan=sebut_alasan,
            beda=putaran_kirim.beda(node, kiriman), lengkap=boleh_di_sini("penetapan", "lihat_nik"),
        )  # fmt: skip

    @expose("/versi/<kiriman_id>/unduh.xlsx")
    def unduh(self, kiriman_id):
        """The lines of one version as an Excel sheet."""
        node = host.node()
        kiriman = PutaranKiriman.get_or_none(PutaranKiriman.id == kiriman_id)
        if kiriman is None or kiriman.wilayah != node.code or (satu := putaran.satu(node, kiriman.putaran_id)) is None:
            return self.tidak_ada("Versi")
        if not boleh_di_sini("putaran_usulan", "ekspor"):
            return self.tidak_berhak()
        lengkap = boleh_di_sini("penetapan", "lihat_nik")
        lembar = putaran_lembar.versi(
            satu, kiriman, putaran_kirim.baris(kiriman_id), str if lengkap else nomor_tersamar
        )
        label = f"{satu.nama}, versi {kiriman.versi}, {nama_pendek(node.code)}"
        return unduhan.unduh(lembar, unduhan.EXCEL, "putaran_kiriman", node.code, label)
