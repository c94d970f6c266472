"""OpenSID's participants on screen: taken over as recipients of a program here, or taken along as its sheet."""

from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import PurePath

from flask import flash, redirect, request, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan
from ....domain.angka import angka_kiriman
from ....domain.tanggal import baca_tanggal
from ....sync.files import MOST
from ....ui.ekspor import XLSX
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan
from ...lampid.layar import unduhan
from .. import peserta_opensid as peserta
from .. import program as katalog
from ..peserta_opensid import LembarPeserta
from .berkas_bank import lembaran
from .rekening import kata

JENIS = "peserta_opensid"
NADA = {"siap": "valid", "sudah": "netral", "tidak_dikenal": "peringatan"}


class LayarPeserta(HalamanDesa):
    """Participants in and out."""

    sumber, ikon = "penerima", "impor"
    aksi = {"unggah": "impor", "daftarkan": "tambah", "unduh": "ekspor"}

    @expose("/")
    def index(self):
        """Where participants can come from, and the sheets that can be taken along."""
        node = host.node()
        program = [satu for satu in katalog.semua(node).values() if satu.perorangan]
        jumlah = dict(node.engine.run(
            "SELECT program, COUNT(*) FROM sb_ikut WHERE ke = 0 AND keadaan = ? GROUP BY program", (bantuan.AKTIF,)))  # fmt: skip
        return self.render(
            "sid_bantuan/bantuan/peserta.html", program=program, jumlah=jumlah, opensid=peserta.program_opensid(node),
            boleh_impor=self.boleh("impor"), **kata(),
            boleh_unduh=self.boleh("ekspor") and boleh_di_sini("penerima", "lihat_nik"),
        )  # fmt: skip

    @expose("/unduh/<kode>")
    def unduh(self, kode):
        """The sheet of one program."""
        node = host.node()
        program = katalog.satu(node, kode)
        if program is None:
            return self.tidak_ada("Program ini")
        if not boleh_di_sini("penerima", "lihat_nik"):  # OpenSID knows people by their NIK
            return self.tidak_berhak()
        unduhan.ingat("Excel", "penerima", node.code, f"Peserta {program.singkatan} untuk OpenSID")
        isi = BytesIO(peserta.tulis(node, program))
        return send_file(isi, XLSX, True, f"peserta-{program.kode.partition('@')[0].lower()}.xlsx")

    @expose("/unggah", methods=["POST"])
    def unggah(self):
        """Take a sheet in; nobody is enrolled yet."""
        berkas = request.files.get("berkas")
        isi = berkas.read(MOST + 1) if berkas and berkas.filename else b""
        if not isi or len(isi) > MOST:
            flash("Pilih lembar peserta OpenSID (.xlsx) yang berisi.", "error")
            return redirect(url_for(".index"))
        try:
            peserta.baca(isi)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".index"))
        nama = PurePath(berkas.filename.replace("\\", "/")).name
        id = pekerjaan.buat(host.node(), host.operator(), JENIS, nama, isi)
        return redirect(url_for(".periksa", asal=f"berkas-{id}"))

    @expose("/periksa/<asal>")
    def periksa(self, asal):
        """Each participant beside the register, for the program chosen."""
        node, ada = host.node(), self._buka(asal)
        if ada is None:
            return self.tidak_ada("Lembar peserta ini")
        lembar, nama = ada
        pilihan = {kode: satu for kode, satu in katalog.semua(node).items() if satu.perorangan}
        program = pilihan.get(request.args.get("program", "")) or _mirip(pilihan, lembar.nama)
        semua = peserta.cocokkan(node, program, lembar.peserta) if program else []
        pilih = request.args.get("hasil", "")
        return self.render(
            "sid_bantuan/bantuan/peserta_periksa.html", asal=asal, lembar=lembar, nama=nama, program=pilihan, satu=program,
            **lembaran([ini for ini in semua if pilih in ("", ini.hasil)], self.halaman_ke()),
            jumlah=Counter(ini.hasil for ini in semua),
            HASIL=peserta.HASIL, NADA=NADA, pilih=pilih, mulai=lembar.mulai or date(date.today().year, 1, 1),
            boleh_daftar=self._boleh(program), **kata(),
        )  # fmt: skip

    @expose("/periksa/<asal>", methods=["POST"])
    def daftarkan(self, asal):
        """Enrol those that are ready."""
        node, ada, form = host.node(), self._buka(asal), request.form
        program = katalog.satu(node, form.get("program", ""))
        if ada is None or program is None:
            return self.tidak_ada("Lembar atau program ini")
        (mulai, keliru), (sampai, keliru_akhir) = baca_tanggal(form.get("mulai")), baca_tanggal(form.get("sampai"))
        if mulai is None or keliru or keliru_akhir:
            flash("Tanggal mulai atau sampai tidak terbaca. Isi seperti 01-01-2026.", "error")
            return redirect(url_for(".periksa", asal=asal, program=program.kode))
        if not self._boleh(program):
            return self.tidak_berhak()
        semua, sumber = peserta.cocokkan(node, program, ada[0].peserta), f"OpenSID: {ada[1]}"
        try:
            if program.penetap == "luar":
                return self._catat_daftar(asal, program, semua, mulai, sumber)
            jumlah, gagal = peserta.daftarkan(node, host.operator(), program, semua, mulai, sampai, sumber)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".periksa", asal=asal, program=program.kode))
        segarkan(node)
        flash(f"{jumlah['terdaftar']} peserta didaftarkan sebagai penerima {program.singkatan}.", "success")
        for nama, alasan in gagal[:10]:
            flash(f"{nama} tidak didaftarkan: {alasan}.", "warning")
        if len(gagal) > 10:
            flash(f"{len(gagal) - 10} lainnya juga tidak didaftarkan.", "warning")
        return redirect(url_for(".periksa", asal=asal, program=program.kode))

    def _catat_daftar(self, asal: str, program, semua, mulai: date, sumber: str):
        """Where an agency says who receives: the village's part of its list, in the place of the one before."""
        jumlah = peserta.sebagai_daftar(host.node(), host.operator(), program, semua, mulai, sumber, date.today())
        segarkan(host.node())
        flash(f"Dicatat sebagai daftar {program.singkatan}: {jumlah['baru']} baru, {jumlah['ubah']} berubah,"
              f" {jumlah['tetap']} tetap, {jumlah['berakhir']} berakhir.", "success")  # fmt: skip
        return redirect(url_for(".periksa", asal=asal, program=program.kode))

    def _boleh(self, program) -> bool:
        """Whether this person may take them over: an agency's list is for whoever keeps those."""
        if program is not None and program.penetap == "luar":
            return boleh_di_sini("daftar_luar", "impor")
        return self.boleh("tambah")

    @staticmethod
    def _buka(asal: str) -> tuple[LembarPeserta, str] | None:
        """What an address names: an uploaded sheet or a program of the OpenSID that is followed; and its name."""
        node, (apa, _, id) = host.node(), asal.partition("-")
        if apa == "opensid" and (nomor := angka_kiriman(id)) is not None:
            lembar = peserta.dari_opensid(node, nomor)
            return (lembar, lembar.nama) if lembar else None
        kerja = pekerjaan.baca(node, id)
        isi = pekerjaan.berkas(node, id) if kerja is not None and kerja.jenis == JENIS else None
        return (peserta.baca(isi), kerja.judul) if isi is not None else None


def _mirip(pilihan: dict, nama: str):
    """The program whose name or kode stands in the sheet's name; else the first."""
    cari = nama.lower()
    cocok = [satu for satu in pilihan.values() if satu.nama.lower() in cari or satu.singkatan.lower() in cari]
    return next(iter([*cocok, *pilihan.values()]), None)
