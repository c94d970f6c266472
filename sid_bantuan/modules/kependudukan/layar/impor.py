"""Import: drop the sheet, see what would be taken, take it, download the rest to mend."""

from io import BytesIO
from pathlib import PurePath

from flask import flash, jsonify, redirect, request, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain.peran import Operator
from ....sync.files import MOST
from ....sync.local import drain, waiting
from .. import impor, pekerjaan
from ..berkas_impor import BerkasDitolak
from ..cocok_impor import BARU, TETAP, TOLAK, UBAH
from ..hasil_impor import perubahan, tulis_hasil
from ..isian_impor import Baris, teks, temuan_teks
from .dasar import HalamanDesa

JENIS = "impor"
SEHALAMAN = 100
INGAT = "peringatan"
TAB = {
    TOLAK: "Ditolak",
    INGAT: "Dengan peringatan",
    UBAH: "Berubah",
    BARU: "Baru",
    TETAP: "Sudah sama",
}
"""The fates of rows as the page lists them, what needs work first."""


class Impor(HalamanDesa):
    """The population sheet, from the drop to the result."""

    sumber, ikon = "impor", "impor"
    aksi = {"unggah": "impor", "ambil": "impor", "ulangi": "impor", "batal": "impor"}

    @expose("/")
    def index(self):
        """Where to drop a sheet, and what became of the last ones."""
        semua = pekerjaan.daftar(host.node(), JENIS)
        return self.render("sid_bantuan/desa/impor.html", semua=semua, boleh_impor=self.boleh("impor"), terbesar=MOST)

    @expose("/unggah", methods=["POST"])
    def unggah(self):
        """Take the file in and start looking through it."""
        berkas = request.files.get("berkas")
        isi = berkas.read(MOST + 1) if berkas and berkas.filename else b""
        if not isi or len(isi) > MOST:
            terlalu = f"Berkas lebih besar dari {MOST // 2**20} MB. Pecah lembarnya menjadi beberapa berkas."
            flash(terlalu if isi else "Pilih berkas Excel (.xlsx) yang berisi.", "error")
            return redirect(url_for(".index"))
        node = host.node()
        nama = PurePath(berkas.filename.replace("\\", "/")).name
        id = pekerjaan.buat(node, host.operator(), JENIS, nama, isi)
        self._periksa(node, id, nama, isi)
        return redirect(url_for(".buka", id=id))

    def _periksa(self, node, id: str, nama: str, isi: bytes) -> None:
        dari = (pekerjaan.MENUNGGU, pekerjaan.TERPUTUS, pekerjaan.GAGAL)
        pekerjaan.mulai(node, id, dari, "periksa", kerja_periksa(isi, nama))

    @expose("/<id>")
    def buka(self, id):
        """One import: how far it is, what it would take, or what it took."""
        node = host.node()
        kerja = pekerjaan.baca(node, id)
        if kerja is None or kerja.jenis != JENIS:
            return self.tidak_ada("Impor ini")
        baris = pekerjaan.rincian(node, id) if not kerja.berjalan else []
        per_tab = {nama: [satu for satu in baris if _masuk(satu, nama)] for nama in TAB}
        tab = request.args.get("tab") or next((nama for nama in TAB if per_tab[nama]), BARU)
        dipilih = per_tab.get(tab, [])
        halaman = self.halaman_ke()
        return self.render(
            "sid_bantuan/desa/impor_satu.html",
            kerja=kerja,
            tab=tab,
            semua_tab=[(nama, judul, len(per_tab[nama])) for nama, judul in TAB.items()],
            baris=dipilih[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN],
            halaman=halaman,
            halaman_akhir=-(-len(dipilih) // SEHALAMAN) or 1,
            boleh_impor=self.boleh("impor"),
        )

    @expose("/<id>/keadaan")
    def keadaan(self, id):
        """How far it is, for the page that waits."""
        kerja = pekerjaan.baca(host.node(), id)
        if kerja is None:
            return jsonify(berjalan=False), 404
        return jsonify(kerja.kemajuan)

    @expose("/<id>/ambil", methods=["POST"])
    def ambil(self, id):
        """Take what was shown."""
        node = host.node()
        kerja = pekerjaan.baca(node, id)
        isi = pekerjaan.berkas(node, id)
        if kerja is None or isi is None:
            return self.tidak_ada("Impor ini")
        pekerjaan.mulai(node, id, (pekerjaan.SIAP,), "ambil", kerja_ambil(isi, kerja.judul, host.operator()))
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/ulangi", methods=["POST"])
    def ulangi(self, id):
        """Look through the same file again, after an interruption."""
        node = host.node()
        kerja = pekerjaan.baca(node, id)
        isi = pekerjaan.berkas(node, id)
        if kerja is None or isi is None:
            return self.tidak_ada("Impor ini")
        self._periksa(node, id, kerja.judul, isi)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/batal", methods=["POST"])
    def batal(self, id):
        """Leave it: the uploaded file is forgotten."""
        pekerjaan.hapus(host.node(), id)
        flash("Impor dibatalkan dan berkasnya dihapus. Tidak ada data yang berubah.", "success")
        return redirect(url_for(".index"))

    @expose("/<id>/hasil.xlsx")
    def unduh(self, id):
        """The result sheet: what to mend, ready to be imported again."""
        node = host.node()
        kerja = pekerjaan.baca(node, id)
        isi = pekerjaan.berkas(node, id, "hasil") if kerja and kerja.jenis == JENIS else None
        if isi is None:
            return self.tidak_ada("Lembar hasil")
        nama = f"{PurePath(kerja.judul).stem}-hasil.xlsx"
        return send_file(BytesIO(isi), as_attachment=True, download_name=nama)


def kerja_periksa(isi: bytes, nama: str) -> pekerjaan.Kerja:
    """The work of looking through a sheet: nothing is stored but the preview."""

    def kerja(node, maju):
        lembar = _baca(isi, nama)
        rencana = impor.rencanakan(node, lembar, maju)
        return _hasil(node, rencana, pekerjaan.SIAP)

    return kerja


def kerja_ambil(isi: bytes, nama: str, operator: Operator) -> pekerjaan.Kerja:
    """The work of taking a sheet: one transaction, then what follows from it."""

    def kerja(node, maju):
        rencana = impor.terapkan(node, _baca(isi, nama), operator, maju)
        semua = waiting(node)
        while sisa := drain(node):
            maju("Menyusun pencarian dan peringatan", semua - sisa, semua)
        return _hasil(node, rencana, pekerjaan.SELESAI)

    return kerja


def _baca(isi: bytes, nama: str):
    try:
        return impor.baca(isi, nama)
    except BerkasDitolak as ditolak:
        raise pekerjaan.Gagal(str(ditolak)) from ditolak


def _hasil(node, rencana: impor.Rencana, keadaan: str) -> pekerjaan.Hasil:
    lembar = BytesIO()
    tulis_hasil(rencana, lembar, node.code)
    isi = dict(rencana.jumlah()) | {
        "baris": len(rencana.baris),
        "keluarga_baru": len(rencana.keluarga_baru),
        "diabaikan": list(rencana.lembar.diabaikan),
    }
    nama = next(ke for ke, kolom in rencana.lembar.kolom.items() if kolom.nama == "nama")
    rincian = [_ringkas(satu, nama) for satu in rencana.baris]
    return pekerjaan.Hasil(keadaan, "", isi, lembar.getvalue(), rincian)


def _ringkas(baris: Baris, nama: int) -> dict:
    """A row as the page shows it; ``nama``: where the sheet has the name."""
    satu = {"nomor": baris.nomor, "nama": teks(baris.sel[nama]) or "(tanpa nama)", "tindakan": baris.tindakan}
    for kunci, temuan in (("tolak", baris.tolak), ("ingat", baris.ingat)):
        if temuan:
            satu[kunci] = list(temuan_teks(temuan))
    if baris.perubahan:
        satu["perubahan"] = perubahan(baris).split("\n")
    if baris.tindakan != TOLAK:
        satu["id"] = baris.id
    return satu


def _masuk(satu: dict, tab: str) -> bool:
    if tab == INGAT:
        return "ingat" in satu and satu["tindakan"] != TOLAK
    return satu["tindakan"] == tab
