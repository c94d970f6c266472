"""Virtual accounts on screen: who needs one, what was asked of the bank, and its answer read back."""

from collections import Counter
from datetime import date
from io import BytesIO

from flask import current_app, flash, redirect, request, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan
from ....domain.peran import boleh
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.ekspor import XLSX
from ....ui.tampil import nomor, nomor_tersamar
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, sampaikan, segarkan, tautan
from ...lampid.layar import unduhan
from .. import bank, format_laporan, laporan_lembar, rekening, salur_calon
from ..laporan_isi import Minta
from ..tables_salur import Rekening
from .berkas_bank import TERIMA, BerkasBank, lembaran
from .kantor import SeluruhKantor

BERKAS = BerkasBank("balasan_rekening", bank.ARTI_REKENING)
TAB = {
    "belum": "Belum punya",
    "diminta": "Diminta",
    "terbit": "Terbit",
    "ditolak": "Ditolak bank",
    "ditutup": "Ditutup",
}
NADA = {"diminta": "menunggu", "terbit": "valid", "ditolak": "ditolak", "ditutup": "netral"}
NADA_HASIL = {"terbit": "valid", "ditolak": "ditolak", "sama": "netral", "beda": "peringatan", "tak_dikenal": "peringatan",
              "tak_jelas": "peringatan", "ganda": "peringatan"}  # fmt: skip
HIDUP = ("diminta", "terbit")
"""Accounts that still rest on their ground."""
SEHALAMAN = 200


class LayarRekening(SeluruhKantor, HalamanDesa):
    """Accounts of the programs this office pays out."""

    sumber, ikon = "rekening", "bantuan"
    aksi = {"minta": "tambah", "unduh": "ekspor", "urungkan": "ubah", "tutup": "ubah", "balasan": "impor",
            "periksa": "impor", "peta": "impor", "terapkan": "impor"}  # fmt: skip

    @expose("/")
    def index(self):
        """One program: who needs an account, or those in one state."""
        node = host.node()
        program = salur_calon.dapat_disalurkan(node)
        kode = request.args.get("program", "")
        kode = kode if kode in program else next(iter(program), "")
        tab = request.args.get("tab", "")
        tab = tab if tab in TAB else "belum"
        area = self.area()
        belum = (
            [satu for satu in rekening.belum(node, kode, date.today()) if within(satu.wilayah, area)] if kode else []
        )
        semua = [satu for satu in _semua(node, kode) if within(satu.wilayah, area)] if kode else []
        jumlah = Counter(satu.keadaan for satu in semua) | Counter(belum=len(belum))
        halaman, dipilih = (
            self.halaman_ke(),
            belum if tab == "belum" else [satu for satu in semua if satu.keadaan == tab],
        )
        return self.render(
            "sid_bantuan/bantuan/rekening.html", program=program, kode=kode, tab=tab, TAB=TAB, jumlah=jumlah,
            rows=dipilih[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], halaman=halaman,
            halaman_akhir=max(1, -(-len(dipilih) // SEHALAMAN)),
            batal=rekening.surat_batal(node, [satu.surat_id for satu in semua if satu.keadaan in HIDUP]),
            permintaan=rekening.permintaan(node, kode), bank=_bank(node), boleh_minta=self.boleh("tambah"),
            boleh_ubah=self.boleh("ubah"), boleh_impor=self.boleh("impor"), boleh_unduh=self.boleh("ekspor") and lengkap(),
            TERIMA=TERIMA, **kata(),
        )  # fmt: skip

    # ---- asking

    @expose("/minta", methods=["POST"])
    def minta(self):
        """Ask for those that are ticked."""
        node, kode = host.node(), request.form.get("program", "")
        try:
            hasil = rekening.minta(
                node, host.operator(), kode, request.form.getlist("rowid"), request.form.get("bank", ""), date.today()
            )
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".index", program=kode))
        segarkan(node)
        flash(
            f"{hasil.jumlah} rekening diminta dengan nomor {hasil.nama}. Unduh berkasnya dan serahkan ke bank.",
            "success",
        )
        if hasil.dilewati:
            nama = ", ".join(satu.nama for satu in hasil.dilewati[:5])
            flash(f"Belum diminta karena belum ada surat pengganti KTP-el: {nama}.", "warning")
        return redirect(url_for(".index", program=kode, tab="diminta"))

    @expose("/permintaan/<nama>/unduh")
    def unduh(self, nama):
        """The file for the bank, as Excel or CSV."""
        node = host.node()
        ada = next((satu for satu in rekening.permintaan(node) if satu[0] == nama), None)
        if ada is None:
            return self.tidak_ada("Permintaan ini")
        if not lengkap():  # the bank needs them whole
            return self.tidak_berhak()
        bentuk, excel = _bentuk(node, ada[2]), request.args.get("bentuk") != "csv"
        isi = laporan_lembar.polos(node, bentuk, Minta(node.code, ada[1], permintaan=nama), excel)
        unduhan.ingat("Excel" if excel else "CSV", "rekening", node.code, nama)
        return send_file(BytesIO(isi), XLSX if excel else "text/csv", True, f"{nama}.{'xlsx' if excel else 'csv'}")

    @expose("/permintaan/<nama>/urungkan", methods=["POST"])
    def urungkan(self, nama):
        """Take back what the bank has not answered."""
        jumlah = rekening.urungkan(host.node(), host.operator(), nama)
        flash(f"{jumlah} permintaan rekening diurungkan." if jumlah else "Semuanya sudah dijawab bank.",
              "success" if jumlah else "warning")  # fmt: skip
        return redirect(url_for(".index", program=request.form.get("program", "")))

    @expose("/<id>/tutup", methods=["POST"])
    def tutup(self, id):
        """Close one account."""
        kode = request.form.get("program", "")
        try:
            satu = rekening.tutup(host.node(), host.operator(), id, request.form.get("alasan", ""))
            flash(f"Rekening {satu.nama} ditutup. Rekening baru dapat diminta.", "success")
        except DataDitolak as salah:
            sampaikan(salah)
        return redirect(url_for(".index", program=kode, tab="terbit"))

    # ---- the answer

    @expose("/balasan", methods=["POST"])
    def balasan(self):
        """Take the bank's answer in; nothing is stored yet."""
        kode = request.form.get("program", "")
        id = BERKAS.terima(program=kode)
        return redirect(url_for(".periksa", id=id) if id else url_for(".index", program=kode))

    @expose("/balasan/<id>")
    def periksa(self, id):
        """What the answer says, line by line, and what of it would be taken over."""
        dibuka = BERKAS.buka(id)
        if dibuka is None:
            return self.tidak_ada("Berkas ini")
        kode = dibuka.tentang["program"]
        semua = [] if dibuka.kurang else bank.cocokkan_rekening(host.node(), dibuka.tabel, dibuka.peta, kode)
        jumlah = Counter(satu.hasil for satu in semua)
        pilih = request.args.get("hasil", "")
        return self.render(
            "sid_bantuan/bantuan/rekening_balasan.html", dibuka=dibuka, kode=kode, jumlah=jumlah, pilih=pilih,
            **lembaran([satu for satu in semua if pilih in ("", satu.hasil)], self.halaman_ke()),
            HASIL=bank.HASIL_REKENING, NADA=NADA_HASIL,
            ARTI=bank.ARTI_REKENING, siap=jumlah["terbit"] + jumlah["ditolak"], boleh_impor=self.boleh("impor"), **kata(),
        )  # fmt: skip

    @expose("/balasan/<id>/kolom", methods=["POST"])
    def peta(self, id):
        """Which column means what."""
        if (dibuka := BERKAS.buka(id)) is None:
            return self.tidak_ada("Berkas ini")
        BERKAS.simpan_peta(dibuka)
        return redirect(url_for(".periksa", id=id))

    @expose("/balasan/<id>/terapkan", methods=["POST"])
    def terapkan(self, id):
        """Take over what is certain."""
        dibuka, node = BERKAS.buka(id), host.node()
        if dibuka is None:
            return self.tidak_ada("Berkas ini")
        if dibuka.kurang:
            return redirect(url_for(".periksa", id=id))
        kode = dibuka.tentang["program"]
        semua = bank.cocokkan_rekening(node, dibuka.tabel, dibuka.peta, kode)
        hasil = bank.terapkan_rekening(node, host.operator(), semua)
        segarkan(node)
        flash(f"{hasil['terbit']} rekening terbit, {hasil['ditolak']} ditolak bank.", "success")
        if sisa := sum(satu.hasil in ("beda", "tak_dikenal", "tak_jelas", "ganda") for satu in semua):
            flash(f"{sisa} baris lain tidak diambil; daftarnya tetap dapat dilihat di bawah.", "warning")
            return redirect(url_for(".periksa", id=id))
        BERKAS.selesai(id)
        return redirect(url_for(".index", program=kode, tab="terbit"))


def _semua(node, kode: str) -> list[Rekening]:
    pilih = (Rekening.node == node.code) & (Rekening.program == kode)
    return list(Rekening.select().where(pilih).order_by(Rekening.nama, Rekening.id))


def _bank(node) -> list[str]:
    """The banks that have a form of their own, and those that were asked before."""
    bentuk = [satu.bank for satu in format_laporan.semua(node).values() if satu.sumber == "rekening" and satu.bank]
    dulu = [satu[0] for satu in node.engine.run("SELECT DISTINCT bank FROM sb_rekening WHERE node = ?", (node.code,))]
    return list(dict.fromkeys([*dulu, *bentuk]))


def _bentuk(node, nama_bank: str) -> format_laporan.Bentuk:
    """The form of this bank's file; the shipped one for a bank without its own."""
    semua = [satu for satu in format_laporan.semua(node).values() if satu.sumber == "rekening" and satu.bank]
    cocok = [satu for satu in semua if satu.bank.lower() == nama_bank.lower()]
    return (cocok or [format_laporan.semua(node).get("bank-rekening") or format_laporan.bawaan()["bank-rekening"]])[0]


def lengkap() -> bool:
    """Whether the person at the screen sees whole NIKs of his area."""
    orang = host.operator()
    return orang is not None and boleh(orang, "penerima", "lihat_nik", orang.wilayah)


def kata() -> dict:
    """What the pages of accounts and disbursements say values with; numbers in full for those whose task it is."""
    return {
        "nomor": nomor if lengkap() else nomor_tersamar, "bantuan": bantuan, "NADA_REKENING": NADA,
        "nama_tempat": nama_pendek, "di_desa": level(host.node().code) == "desa", "tautan": tautan,
        "alamat_surat": alamat_surat,
    }  # fmt: skip


def alamat_surat(penduduk_id: str | None) -> str | None:
    """Where the letter in place of the KTP-el is made for this resident, in a village."""
    if not penduduk_id or "sidb_buat_surat.isi" not in current_app.view_functions:
        return None
    if not boleh(host.operator(), "surat", "tambah", host.node().code):
        return None
    return url_for("sidb_buat_surat.isi", kode=rekening.SURAT_PENGGANTI, orang=penduduk_id)
