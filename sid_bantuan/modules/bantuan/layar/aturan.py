"""The rules of a program on screen: written row by row or as JSON, tried before they are stored."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan
from ....domain.angka import angka_kiriman
from ....domain.aturan_baca import AturanSalah
from ....domain.pesan import kalimat
from ....ui.formulir import VERSION
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanDesa, sampaikan, segarkan
from .. import katalog, katalog_aturan, periksa
from .. import program as dibaca
from ..program import KELOMPOK
from ..ukuran import UKURAN
from . import aturan_formulir as f
from .aturan_formulir import FormulirAturan
from .aturan_kalimat import MASA, MILIK_UKURAN, SIAPA, Kamus
from .aturan_temuan import temuan

EFEK = {"tolak": "Menolak", "peringatkan": "Memperingatkan saja, tidak menolak"}


class LayarAturan(HalamanDesa):
    """One rule of this office's own program. Only the program's page leads here."""

    sumber, ikon, di_menu = "aturan", "perisai", False
    aksi = {"baru": "tambah", "buat": "tambah", "ubah": "ubah", "simpan": "ubah", "urut": "ubah", "akhiri": "ubah",
            "hapus": "hapus"}  # fmt: skip

    @expose("/")
    def index(self):
        """Rules are read on the page of their program, and all together in the matrix."""
        return redirect(url_for("sidb_matriks_aturan.index"))

    @expose("/<program>/baru")
    def baru(self, program):
        """An empty rule."""
        return self._buka(program, "", None)

    @expose("/<program>/baru", methods=["POST"])
    def buat(self, program):
        """Try it, or add it."""
        return self._buka(program, "", request.form)

    @expose("/<program>/<kode>")
    def ubah(self, program, kode):
        """A rule that is there."""
        return self._buka(program, kode, None)

    @expose("/<program>/<kode>", methods=["POST"])
    def simpan(self, program, kode):
        """Try the changed rule, or store it."""
        return self._buka(program, kode, request.form)

    @expose("/<program>/<kode>/urut", methods=["POST"])
    def urut(self, program, kode):
        """One place up or down."""
        arah = -1 if request.form.get("arah") == "naik" else 1
        return self._kerjakan(program, lambda: katalog_aturan.geser(host.node(), host.operator(), program, kode, arah))

    @expose("/<program>/<kode>/akhiri", methods=["POST"])
    def akhiri(self, program, kode):
        """From today on it no longer speaks."""

        def kerja():
            katalog_aturan.akhiri(host.node(), host.operator(), program, kode, date.today(), _dilihat())
            flash("Aturan tidak berlaku lagi mulai hari ini; catatannya tetap ada.", "success")

        return self._kerjakan(program, kerja, kode)

    @expose("/<program>/<kode>/hapus", methods=["POST"])
    def hapus(self, program, kode):
        """Take it out."""

        def kerja():
            katalog_aturan.hapus(host.node(), host.operator(), program, kode, _dilihat())
            flash("Aturan dihapus.", "success")

        return self._kerjakan(program, kerja, kode)

    # ---- what they share

    def _kerjakan(self, program: str, kerja, kode: str = ""):
        try:
            kerja()
        except DataDitolak as salah:
            if kode and any(satu.kode == "program_sudah_berubah" for satu in salah.kesalahan):
                flash(
                    "Aturan ini baru saja diubah orang lain; belum ada yang diakhiri atau dihapus. Baca dulu.",
                    "warning",
                )
                return redirect(url_for(".ubah", program=program, kode=kode))
            sampaikan(salah)
            return redirect(url_for("sidb_program.index"))
        segarkan(host.node())
        return redirect(url_for("sidb_program.buka", kode=program, _anchor="aturan"))

    def _buka(self, program: str, kode: str, kiriman):
        """The form of a rule, and what became of what was sent."""
        node = host.node()
        punya, baris = katalog.satu(node, program, node.code), katalog_aturan.milik(node, program, kode)
        if punya is None:
            ada = katalog.satu(node, program)
            return self.ditolak(422, *kalimat("program_bukan_milik")) if ada else self.ditolak(
                404, *kalimat("program_tidak_ada", kode=program)
            )  # fmt: skip
        if kode and baris is None and kiriman is None:
            return self.ditolak(404, *kalimat("aturan_tidak_ada"))
        formulir = FormulirAturan(node, baris, kiriman)
        if kiriman is None:
            return self._gambar(punya, formulir)
        if kode and baris is None:
            formulir.tunjukkan(DataDitolak([Kesalahan("aturan_baru_dihapus")]))
            return self._gambar(punya, formulir, status=422)
        formulir.versi = formulir.dilihat
        aksi = kiriman.get("aksi", "")
        if formulir.ubah_bentuk(aksi):
            return self._gambar(punya, formulir)
        return self._coba(punya, formulir) if aksi == "coba" else self._simpan(punya, formulir)

    def _simpan(self, punya, formulir: FormulirAturan):
        node, lama = host.node(), formulir.aturan
        versi = angka_kiriman(formulir.dilihat) if lama else None
        try:
            isi = formulir.isi()
            baris = katalog_aturan.simpan(node, host.operator(), punya.kode, isi, lama.kode if lama else "", versi)
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
            self._periksa_syarat(formulir)
            if any(satu.kode == "program_sudah_berubah" for satu in salah.kesalahan):
                formulir.versi = FormulirAturan(node, lama).versi
                tersimpan = Kamus(dibaca.semua(node)).aturan(lama)
                return self._gambar(punya, formulir, tersimpan=tersimpan, status=422)
            return self._gambar(punya, formulir, status=422)
        segarkan(node)
        flash("Aturan tersimpan dan berlaku di semua jalan pendaftaran.", "success")
        for satu in tentang(node, dibaca.di_sini(node), baris.__data__):
            flash(f"{satu['judul']}. {satu['saran']}", "warning")
        return redirect(url_for("sidb_program.buka", kode=punya.kode, _anchor="aturan"))

    @staticmethod
    def _periksa_syarat(formulir: FormulirAturan) -> None:
        """Tell what is wrong in the condition beside what is wrong elsewhere: everything at once."""
        try:
            katalog_aturan.periksa(formulir.syarat(), katalog_aturan.dikenal(host.node()))
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
        except AturanSalah as keliru:
            formulir.tunjukkan_syarat(keliru)

    def _coba(self, punya, formulir: FormulirAturan):
        """What the rule as it is written would do today; nothing is stored."""
        node = host.node()
        try:
            syarat = formulir.syarat()
            katalog_aturan.periksa(syarat, katalog_aturan.dikenal(node))
            dampak = periksa.dampak(node, punya.kode, katalog_aturan.yang_ada(syarat, dibaca.semua(node)))
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
            return self._gambar(punya, formulir, status=422)
        except AturanSalah as keliru:
            formulir.tunjukkan_syarat(keliru)
            return self._gambar(punya, formulir, status=422)
        semua = dibaca.di_sini(node)
        hal = tentang(node, semua, formulir.sebagai_baris(punya.kode, syarat))
        return self._gambar(punya, formulir, dampak=dampak, kata=Kamus(semua).kalimat(syarat), temuan=hal)

    def _gambar(self, punya, formulir: FormulirAturan, status: int = 200, **lain):
        semua = dibaca.di_sini(host.node())
        komponen = {satu.kode: satu.nama for ini in semua.values() for satu in ini.komponen}
        isi = self.render(
            "sid_bantuan/bantuan/aturan.html", f=formulir, program=punya, EFEK=EFEK, GABUNG=f.GABUNG, MACAM=f.MACAM,
            SIAPA=SIAPA, MASA=MASA, MILIK_UKURAN=MILIK_UKURAN, KEADAAN=bantuan.KEADAAN_PENERIMA, UKURAN=UKURAN, komponen=komponen,
            pilih_program=self._pilihan(semua, punya, formulir),
            KELOMPOK=KELOMPOK, paling_banyak=f.PALING_BANYAK, boleh_hapus=self.boleh("hapus"), **lain,
        )  # fmt: skip
        return isi, status

    @staticmethod
    def _pilihan(semua, punya, formulir: FormulirAturan) -> dict[str, str]:
        """The programs a condition may name: those with recipients, its own too, and what the rule names already."""
        pilih = {kode: satu.singkatan for kode, satu in semua.items() if satu.perorangan}
        pilih[punya.kode] = f"{punya.singkatan} (program ini sendiri)"
        disebut = {kode for satu in formulir.baris for nama in ("program", "kecuali") for kode in satu[nama]}
        return pilih | {kode: kode for kode in sorted(disebut - pilih.keys() - KELOMPOK.keys())}


def _dilihat() -> int | None:
    """The version the page was drawn at."""
    return angka_kiriman(request.form.get(VERSION, ""))


def tentang(node, semua, baris) -> list[dict]:
    """What in one rule cannot be meant so beside all others. ``baris``: its columns, stored or not."""
    ini = dibaca.dari_aturan(baris, semua)
    lain = [
        satu
        for milik in dibaca.aturan(node, semua).values()
        for satu in milik
        if (satu.program, satu.kode) != (ini.program, ini.kode)
    ]
    return temuan([*lain, ini], semua, (ini.program, ini.kode))
