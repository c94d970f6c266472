"""The bank's side of a disbursement: the list it pays by, and its file of what it paid laid beside ours."""

from collections import Counter
from datetime import date
from io import BytesIO

from flask import flash, redirect, request, send_file, url_for
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from .... import host
from ....ui.ekspor import XLSX
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import sampaikan, segarkan
from ...lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from ...lampid.layar import unduhan
from .. import bank_bayar, format_laporan, laporan_lembar, salur_betul
from ..laporan_isi import Minta
from ..salur_dasar import DIRILIS, DISIAPKAN, MENUNGGU, ambil, baris, jumlah, sebut
from .berkas_bank import TERIMA, BerkasBank, lembaran
from .penyaluran_betul import kunci
from .rekening import kata, lengkap

BERKAS = BerkasBank("berkas_bayar", bank_bayar.ARTI_BAYAR)
NADA_HASIL = {"sama": "valid", "gagal": "ditolak", "beda_nilai": "peringatan", "tidak_ada": "peringatan",
              "tak_dikenal": "peringatan", "ganda": "peringatan", "tak_jelas": "peringatan", "tercatat": "netral"}  # fmt: skip


class BerkasPenyaluran:
    """Mixed into the page of disbursements."""

    aksi = dict.fromkeys(("unggah", "cocok", "peta", "terapkan"), "impor") | dict.fromkeys(
        ("daftar_bayar", "unduh_cocok"), "ekspor"
    )

    def kata_bank(self) -> dict:
        """What the page of one disbursement needs for the bank's files."""
        bentuk = [
            satu for satu in format_laporan.semua(host.node()).values() if satu.sumber == "penyaluran" and satu.bank
        ]
        return {"bentuk_bank": bentuk, "TERIMA": TERIMA}

    @expose("/<id>/bank")
    def daftar_bayar(self, id):
        """The list the bank pays by."""
        node, satu = host.node(), ambil(host.node(), id)
        bentuk = format_laporan.semua(node).get(request.args.get("format", "bank-penyaluran"))
        if satu is None or bentuk is None or bentuk.isi != "penyaluran":
            return self.tidak_ada("Penyaluran atau bentuk berkas ini")
        if not lengkap():  # a list with numbers blacked out pays nobody
            return self.tidak_berhak()
        if satu.keadaan != DIRILIS or not jumlah(node, id)[MENUNGGU][0]:
            belum = "Penyaluran ini belum dirilis, jadi belum ada daftar yang dibayar bank."
            habis = "Tidak ada penerima yang menunggu dibayar. Yang akan dibayar ulang, kembalikan dulu ke menunggu."
            flash(belum if satu.keadaan == DISIAPKAN else habis, "warning")
            return redirect(url_for(".buka", id=id))
        excel, nama = request.args.get("bentuk") != "csv", sebut(node, satu)
        isi = laporan_lembar.polos(node, bentuk, Minta(node.code, satu.program, satu.masa, penyaluran_id=id), excel)
        unduhan.ingat("Excel" if excel else "CSV", "penyaluran", node.code, f"Daftar bayar {nama}")
        return send_file(
            BytesIO(isi), XLSX if excel else "text/csv", True, f"Daftar bayar {nama}.{'xlsx' if excel else 'csv'}"
        )

    @expose("/<id>/berkas-bank", methods=["POST"])
    def unggah(self, id):
        """Take the bank's file in; nothing is marked yet."""
        kerja = BERKAS.terima(penyaluran=id)
        return redirect(url_for(".cocok", id=id, kerja=kerja) if kerja else url_for(".buka", id=id))

    @expose("/<id>/berkas-bank/<kerja>")
    def cocok(self, id, kerja):
        """The bank's lines beside ours, and what of them would be marked."""
        return self.tampil_cocok(id, kerja, request.args)

    def tampil_cocok(self, id: str, kerja: str, saring: MultiDict, ketik: MultiDict | None = None):
        """That page; ``ketik``: what was ticked and typed for a decision that was refused, to be kept."""
        node, satu, dibuka = host.node(), ambil(host.node(), id), self.buka_berkas(id, kerja)
        if satu is None or dibuka is None:
            return self.tidak_ada("Berkas ini")
        semua, pilih = self.cocokkan(id, dibuka), saring.get("hasil", "")
        jumlah = Counter(ini.hasil for ini in semua)
        return self.render(
            "sid_bantuan/bantuan/penyaluran_cocok.html", satu=satu, dibuka=dibuka, jumlah=jumlah, pilih=pilih,
            HASIL=bank_bayar.HASIL_BAYAR, NADA=NADA_HASIL,
            ARTI=bank_bayar.ARTI_BAYAR, siap=jumlah["sama"] + jumlah["gagal"], nama=sebut(node, satu), kerja=kerja,
            bisa=satu.node == node.code and satu.keadaan == "dirilis" and self.boleh("impor"),
            boleh_unduh=self.boleh("ekspor"), PUTUSAN=salur_betul.PUTUSAN, DIPUTUSKAN=salur_betul.DIPUTUSKAN, kunci=kunci,
            hari=date.today(), tanpa_status="keadaan" not in dibuka.peta, ketik=ketik or MultiDict(), **kata(),
            **lembaran([ini for ini in semua if pilih in ("", ini.hasil)], self.halaman_ke(saring)),
        )  # fmt: skip

    def cocokkan(self, id: str, dibuka) -> list[bank_bayar.Cocok]:
        """The bank's lines beside those of the list."""
        node, satu = host.node(), ambil(host.node(), id)
        if dibuka.kurang or satu is None:
            return []
        return bank_bayar.cocokkan_bayar(dibuka.tabel, dibuka.peta, baris(id), bank_bayar.bukti_terpakai(node, satu))

    @expose("/<id>/berkas-bank/<kerja>/kolom", methods=["POST"])
    def peta(self, id, kerja):
        """Which column means what."""
        if (dibuka := self.buka_berkas(id, kerja)) is None:
            return self.tidak_ada("Berkas ini")
        BERKAS.simpan_peta(dibuka)
        return redirect(url_for(".cocok", id=id, kerja=kerja))

    @expose("/<id>/berkas-bank/<kerja>/terapkan", methods=["POST"])
    def terapkan(self, id, kerja):
        """Mark what is certain."""
        node, dibuka = host.node(), self.buka_berkas(id, kerja)
        if dibuka is None:
            return self.tidak_ada("Berkas ini")
        semua = self.cocokkan(id, dibuka)
        try:
            hasil = bank_bayar.terapkan_bayar(node, host.operator(), id, semua, date.today())
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        segarkan(node)
        flash(f"Menurut bank {hasil['sama']} sudah diterima dan {hasil['gagal']} gagal.", "success")
        if sisa := sum(ini.hasil not in ("sama", "gagal", "tercatat") for ini in semua):
            flash(
                f"{sisa} baris tidak cocok dan belum ditandai. Centang di bawah lalu putuskan, atau unduh daftarnya.",
                "warning",
            )
            return redirect(url_for(".cocok", id=id, kerja=kerja))
        BERKAS.selesai(kerja)
        return redirect(url_for(".buka", id=id))

    @staticmethod
    def buka_berkas(id: str, kerja: str):
        """The file as it was uploaded for this disbursement; one of another month pays nobody here."""
        dibuka = BERKAS.buka(kerja)
        return dibuka if dibuka is not None and dibuka.tentang.get("penyaluran") == id else None

    @expose("/<id>/berkas-bank/<kerja>/unduh.xlsx")
    def unduh_cocok(self, id, kerja):
        """The comparison as an Excel sheet."""
        node, satu, dibuka = host.node(), ambil(host.node(), id), self.buka_berkas(id, kerja)
        if satu is None or dibuka is None:
            return self.tidak_ada("Berkas ini")
        lembar = lembar_cocok(sebut(node, satu), dibuka.nama, self.cocokkan(id, dibuka))
        return unduhan.unduh(lembar, unduhan.EXCEL, "penyaluran", node.code)


def lembar_cocok(nama: str, berkas: str, semua: list[bank_bayar.Cocok]) -> Lembar:
    """The reconciliation as a sheet, what needs a look first."""
    uang = {"lebar": 14, "rata": KANAN}
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Hasil", lebar=22), Kolom("Nama", lebar=26), Kolom("Nomor rekening", lebar=18),
        Kolom("Menurut daftar (Rp)", **uang), Kolom("Menurut bank (Rp)", **uang),
        Kolom("Baris berkas", lebar=8, rata=KANAN), Kolom("Keterangan", lebar=28),
    )  # fmt: skip
    urut = sorted(semua, key=lambda satu: (satu.hasil in ("sama", "tercatat"), satu.hasil, satu.nama))
    rows = [
        [ke, bank_bayar.HASIL_BAYAR[satu.hasil], satu.nama, satu.rekening, satu.baris.nilai if satu.baris else "",
         satu.nilai if satu.nilai is not None else "", satu.nomor_baris or "", satu.alasan]
        for ke, satu in enumerate(urut, 1)
    ]  # fmt: skip
    judul = (f"Pencocokan penyaluran {nama} dengan berkas bank", berkas)
    return Lembar("Pencocokan bank", judul, Tabel(kolom, rows), f"Pencocokan bank {nama}")
