"""The catalogue of programs on screen: the list, the page of one, its form, and what is shipped to be taken over."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan
from ....domain.angka import angka_kiriman
from ....domain.aturan_baca import muat
from ....domain.peran import boleh, sebutan
from ....domain.pesan import kalimat
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_wilayah
from ....ui.tampil import rupiah
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan
from ...kependudukan.layar.sambungan import CARI
from .. import bawaan, format_laporan, katalog, katalog_aturan, periksa
from .. import program as dibaca
from ..katalog import Pilihan
from ..ukuran import UKURAN
from . import alur_gambar
from .aturan_kalimat import Kamus
from .katalog_cari import cari_program
from .katalog_formulir import PILIHAN, FormulirProgram

TAMPAK = 300
"""So many programs are listed; hundreds of villages may have made their own."""
KEADAAN = {"aktif": "Dipakai", "tidak": "Tidak dipakai", "semua": "Semua"}
MILIK = {"sendiri": "Milik kantor ini", "atas": "Dari tingkat atas", "bawah": "Dari tingkat bawah"}


class LayarProgram(HalamanDesa):
    """The programs, the same at every level; each office changes its own."""

    sumber, ikon = "program", "buku"
    aksi = {"baru": "tambah", "buat": "tambah", "ubah": "ubah", "simpan": "ubah", "aktif": "ubah", "bawaan": "tambah",
            "pasang": "tambah"}  # fmt: skip

    @expose("/")
    def index(self):
        """All programs, narrowed by what the address says."""
        node, kata = host.node(), request.args
        minta = {nama: kata.get(nama, "")[:100] for nama in ("cari", "sifat", "pendanaan", "sasaran", "milik")}
        pilihan = Pilihan(**minta, keadaan=kata.get("keadaan") if kata.get("keadaan") in KEADAAN else "aktif")
        semua = katalog.semua(node, pilihan)
        return self.render(
            "sid_bantuan/bantuan/program_daftar.html", semua=semua[:TAMPAK], banyak=len(semua),
            pilihan=pilihan, PILIHAN=PILIHAN, KEADAAN=KEADAAN,
            MILIK=MILIK, kosong=not semua and pilihan == Pilihan(), penerima=_penerima(node),
            boleh_tambah=self.boleh("tambah"), tersedia=len(bawaan.tersedia(node)), **_kata(node),
        )  # fmt: skip

    @expose("/<kode>")
    def buka(self, kode):
        """One program: what it is, its steps, its rules, its quotas."""
        node = host.node()
        satu = katalog.satu(node, kode, request.args.get("milik", ""))
        if satu is None:
            return self.tidak_ada(kode)
        semua = dibaca.semua(node)
        hari = date.today()
        aturan = aturan_terbaca(node, satu, semua)
        if hitung := bool(request.args.get("hitung")) or level(node.code) == "desa":
            hitung_dampak(node, satu.kode, aturan, semua)
        return self.render(
            "sid_bantuan/bantuan/program.html", program=satu, aturan=aturan, hitung=hitung,
            alur=alur_gambar.susun(satu, contoh_desa(node)), kuota=ringkas_kuota(node, satu, hari.year),
            penerima=_penerima(node)(satu), UKURAN=UKURAN, PENETAP=bantuan.PENETAP,
            boleh_ubah=katalog.boleh_ubah(node, host.operator(), satu),
            boleh_aturan=satu.milik == node.code and boleh_di_sini("aturan", "ubah"),
            boleh_kuota=boleh(host.operator(), "kuota", "lihat", node.code), laporan=_laporan(node, satu), **_kata(node),
        )  # fmt: skip

    # ---- one's own

    @expose("/baru")
    def baru(self):
        """An empty program."""
        return self._gambar(FormulirProgram(host.node(), None))

    @expose("/baru", methods=["POST"])
    def buat(self):
        """Add it."""
        return self._terima(FormulirProgram(host.node(), None, request.form))

    @expose("/<kode>/ubah")
    def ubah(self, kode):
        """This office's own program, to be changed."""
        satu = self._milik(kode)
        return self._gambar(FormulirProgram(host.node(), satu)) if isinstance(satu, dibaca.ProgramBantuan) else satu

    @expose("/<kode>/ubah", methods=["POST"])
    def simpan(self, kode):
        """Keep what was changed."""
        satu = self._milik(kode)
        if not isinstance(satu, dibaca.ProgramBantuan):
            return satu
        return self._terima(FormulirProgram(host.node(), satu, request.form))

    @expose("/<kode>/aktif", methods=["POST"])
    def aktif(self, kode):
        """Offer it, or no longer."""
        aktif = request.form.get("aktif") == "1"
        try:
            baris = katalog.aktifkan(host.node(), host.operator(), kode, aktif)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".index"))
        segarkan(host.node())
        flash(f"{baris.nama} {'dipakai lagi' if aktif else 'tidak lagi dipakai untuk penerima baru'}.", "success")
        return redirect(url_for(".buka", kode=kode))

    # ---- what is shipped

    @expose("/bawaan")
    def bawaan(self):
        """What can be taken over."""
        node = host.node()
        return self.render("sid_bantuan/bantuan/program_bawaan.html", semua=bawaan.tersedia(node), **_kata(node))

    @expose("/bawaan", methods=["POST"])
    def pasang(self):
        """Take over what was ticked."""
        baru = bawaan.pasang(host.node(), host.operator(), request.form.getlist("kode"))
        segarkan(host.node())
        if not baru:
            flash("Belum ada program yang dipilih.", "warning")
            return redirect(url_for(".bawaan"))
        flash(f"{len(baru)} program diambil dan dapat Anda ubah. Cocokkan besaran dan aturannya.", "success")
        return redirect(url_for(".index"))

    # ---- what they share

    def _milik(self, kode: str):
        """This office's own program, or the page that says why not."""
        satu = katalog.satu(host.node(), kode, host.node().code)
        if satu is not None:
            return satu
        if katalog.satu(host.node(), kode) is None:
            return self.tidak_ada(kode)
        return self.ditolak(422, *kalimat("program_bukan_milik"))

    def tidak_ada(self, apa: str):
        """The page for a program that is not there."""
        return self.ditolak(404, *kalimat("program_tidak_ada", kode=apa))

    def _terima(self, formulir: FormulirProgram):
        """Store what was sent, or draw the form with another row."""
        kelompok = formulir.ubah_bentuk(request.form.get("aksi", ""))
        if kelompok:
            formulir.versi = formulir.dilihat
            return self._gambar(formulir)
        kode = formulir.program.kode if formulir.program else ""
        try:
            isi = formulir.isi()
            versi = angka_kiriman(formulir.dilihat) if kode else None
            baris = katalog.simpan(host.node(), host.operator(), isi, kode, versi)
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
            if any(satu.kode == "program_sudah_berubah" for satu in salah.kesalahan):
                return self._gambar(formulir, 422, formulir.beda(FormulirProgram(host.node(), formulir.program)))
            formulir.versi = formulir.dilihat
            return self._gambar(formulir, 422)
        segarkan(host.node())
        flash("Program tersimpan." if kode else "Program dibuat. Lanjutkan dengan aturannya.", "success")
        for kata in komponen_dipakai(host.node(), formulir.program, isi) if formulir.program else ():
            flash(kata, "warning")
        if any(sampai == date.today() for sampai, _ in dibaca.dari_baris(baris).tahap_dahulu):
            flash(
                "Tahap yang baru berlaku bagi usulan mulai besok; usulan yang sudah ada tetap menurut tahap lamanya.",
                "info",
            )
        return redirect(url_for(".buka", kode=baris.kode))

    def _gambar(self, formulir: FormulirProgram, status: int = 200, tersimpan=()):
        contoh = {"desa": contoh_desa(host.node()), "kecamatan": "35.22.01", "kabupaten": "35.22"}
        peran = {
            tingkat: {satu: sebutan(satu, contoh[tingkat]) for satu in katalog.peran_tahap(tingkat)}
            for tingkat in katalog.TINGKAT
        }
        isi = self.render(
            "sid_bantuan/bantuan/program_ubah.html", f=formulir, program=formulir.program, PILIHAN=PILIHAN, peran=peran,
            UKURAN=UKURAN, paling_banyak=katalog.PALING_BANYAK, LAJUR=alur_gambar.LAJUR, tingkat=level(host.node().code),
            tersimpan=tersimpan,
        )  # fmt: skip
        return isi, status


def _laporan(node, satu) -> dict[str, str]:
    """The form this program's reports go by, in words; and its code, where it is here to be opened."""
    bentuk = format_laporan.semua(node).get(satu.format_laporan)
    return {"nama": bentuk.nama if bentuk else satu.format_laporan or "", "kode": bentuk.kode if bentuk else ""}


def _kata(node) -> dict:
    return {
        "bantuan": bantuan,
        "hari": date.today(),
        "besaran": lambda satu: alur_gambar.besaran(satu, rupiah),
        "kedudukan": lambda satu: katalog.kedudukan(node, satu),
        "nama_tempat": nama_wilayah,
    }


def komponen_dipakai(node, lama: dibaca.ProgramBantuan, isi: dict) -> list[str]:
    """Of components taken out of a program: who still receives them, in words. Rules that name them are told in the matrix."""
    hilang = {satu.kode: satu.nama for satu in lama.komponen}
    for satu in isi["komponen"]:
        hilang.pop(satu["kode"], None)
    hasil = []
    for kode, nama in hilang.items():
        banyak = node.engine.value(
            "SELECT COUNT(*) FROM sb_ikut WHERE program = ? AND komponen = ? AND keadaan = ?",
            (lama.tertulis, kode, bantuan.AKTIF),
        )
        if banyak:
            hasil.append(
                f"Komponen {nama} dihapus, tetapi {banyak} orang masih tercatat menerimanya. Periksa penerimanya."
            )
    return hasil


def contoh_desa(node) -> str:
    """A village whose words are used where a page speaks of villages in general."""
    return node.code if level(node.code) == "desa" else "35.22.01.2001"


def hitung_dampak(node, kode: str, aturan: list[dict], semua) -> None:
    """Add to each rule in force whom it meets today; one that cannot be read is left without."""
    for satu in aturan:
        if satu["berlaku"]:
            with suppress(ValueError, TypeError):
                isi = katalog_aturan.yang_ada(muat(satu["baris"].syarat), semua)
                satu["dampak"] = periksa.dampak(node, kode, isi)


def jumlah_penerima(node) -> dict[str, int]:
    """Program as it is called here -> how many receive it now, a family counted once."""
    rows = node.engine.run(
        "SELECT program, wilayah, COUNT(*) FROM sb_ikut WHERE ke = 0 AND keadaan = ? GROUP BY program, wilayah",
        (bantuan.AKTIF,),
    )
    semua, hasil = dibaca.semua(node), Counter()
    for kode, wilayah, jumlah in rows:
        hasil[dibaca.kunci(semua, kode, wilayah)] += int(jumlah)
    return hasil


def _penerima(node) -> Callable[[dibaca.ProgramBantuan], int]:
    """How many receive a program; of one that a row above takes the place of nobody does."""
    ada = jumlah_penerima(node)
    return lambda satu: ada.get(dibaca.sebutan(satu.tertulis, satu.milik, node.code), 0)


def ringkas_kuota(node, program: dibaca.ProgramBantuan, tahun: int) -> dict | None:
    """The quota of a program this year over all villages it is for; None where none was set."""
    jumlah, terpakai, lebih, desa = node.engine.one(
        "SELECT SUM(jumlah), SUM(terpakai), SUM(lebih), COUNT(*) FROM sb_kuota_pakai WHERE program = ? AND tahun = ?"
        " AND (wilayah = ? OR wilayah LIKE ?)",
        (program.tertulis, tahun, program.milik, f"{program.milik}.%"),
    )
    if not desa:
        return None
    return {"tahun": tahun, "jumlah": int(jumlah), "terpakai": int(terpakai), "lebih": int(lebih), "desa": desa}


def aturan_terbaca(node, program: dibaca.ProgramBantuan, semua) -> list[dict]:
    """The rules of a program in their order, in words."""
    kamus = Kamus(semua)
    return [kamus.aturan(satu) for satu in katalog_aturan.semua(node, program)]


CARI.append(cari_program)
