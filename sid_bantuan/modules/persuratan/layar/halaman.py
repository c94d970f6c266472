"""The page of one letter: what it says, where it stands, who did what when, and what may be done with it now."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import lampid
from ....domain import surat as kata
from ....domain.pesan import kalimat as kalimat_pesan
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, sampaikan, segarkan, tautan
from .. import alur
from .. import surat as draf
from .. import tautan as alur_peristiwa
from ..cetak import pdf
from ..kekurangan import kekurangan
from ..peristiwa_surat import mutasi_surat
from .daftar import cetak_surat
from .dasar import NADA, SELESAI, TOMBOL, belum_diisi, gudang, isi_pdf, kalimat, sebut_isian, sebut_keadaan
from .formulir import dari_surat
from .pembuatan import gambar, terima
from .peristiwa import kelas_surat
from .tte import TandaTanganElektronik

LANGKAH = {
    alur.AJUKAN: alur.ajukan, alur.PERIKSA: alur.periksa, alur.TANDA_TANGAN: alur.tanda_tangani,
    alur.SERAHKAN: alur.serahkan,
}  # fmt: skip
BERALASAN = {alur.KEMBALIKAN: alur.kembalikan, alur.BATALKAN: alur.batalkan}
IKON = {"ajukan": "kanan", "periksa": "centang", "tanda_tangan": "pensil", "mengetahui": "centang",
        "kembalikan": "kembali", "batalkan": "silang", "cetak": "cetak", "serahkan": "surat"}  # fmt: skip


class HalamanSurat(TandaTanganElektronik, HalamanRekam):
    """One letter."""

    sumber, ikon, daftar = "surat", "surat", "sidb_daftar_surat.index_view"
    aksi = {"ubah": "ubah", "simpan": "ubah", "langkah": "ubah", "lihat_pdf": "ekspor", "cetak": "ekspor",
            "tte": "ubah", "pdf_tte": "ekspor"}  # fmt: skip

    @expose("/<id>")
    def buka(self, id):
        """The letter, to read; every step so far."""
        surat = self._ambil(id)
        return self._gambar(surat) if surat else self.tidak_ada("Surat ini")

    def _ambil(self, id: str):
        node = host.node()
        return rekam.ambil(node.catalog["surat"], id, node.code)

    def _gambar(self, surat, alasan: str = "", salah: dict | None = None, status: int = 200):
        node = host.node()
        dapat_diubah = surat.keadaan in draf.DAPAT_DIUBAH
        tindakan = alur.tindakan(node, host.operator(), surat)
        riwayat = alur.riwayat(surat.id)
        isi = self.render(
            "sid_bantuan/surat/surat.html",
            surat=surat,
            keadaan=sebut_keadaan(surat.keadaan),
            nada=NADA[surat.keadaan],
            isian=sebut_isian(node, surat),
            riwayat=riwayat,
            dikembalikan=_alasan_terakhir(surat, riwayat),
            langkah=kata.LANGKAH,
            ikon=IKON,
            tindakan=[(satu, TOMBOL[satu]) for satu in tindakan if satu in TOMBOL],
            beralasan=[satu for satu in tindakan if satu in BERALASAN],
            kekurangan=kekurangan(node, surat.kode, surat.penduduk_id, surat.id) if dapat_diubah else [],
            kosong=belum_diisi(node, surat) if dapat_diubah else [],
            ditandai=kalimat_pesan(surat.ditandai) if surat.ditandai else None,
            dapat_diubah=dapat_diubah and self.boleh("ubah"),
            boleh_cetak=self.boleh("ekspor"),
            tautan=tautan,
            catat_peristiwa=self._peristiwa(node, surat),
            lepas=self._lepas(node, surat),
            alasan=alasan,
            salah=salah or {},
            **self.isi_tte(node, surat),
        )
        return isi, status

    @staticmethod
    def _peristiwa(node, surat) -> str:
        """The name of the event that can be recorded of this letter now; empty where there is none."""
        ada = kelas_surat(node, surat) if boleh_di_sini("mutasi", "tambah") else None
        return "" if ada is None or mutasi_surat(node, surat) else lampid.PERISTIWA[ada.jenis].lower()

    @staticmethod
    def _lepas(node, surat) -> list:
        """Events recorded by themselves that this letter can be tied to."""
        return alur_peristiwa.peristiwa_lepas(node, surat) if kelas_surat(node, surat) else []

    # ---- steps

    @expose("/<id>/langkah", methods=["POST"])
    def langkah(self, id):
        """Take one step with it; ``kembali=tanda_tangan`` leads back to what waits for the signature."""
        node, operator, nama = host.node(), host.operator(), request.form.get("langkah", "")
        alasan, surat = request.form.get("alasan", ""), self._ambil(id)
        if surat is None:
            return self.tidak_ada("Surat ini")
        if nama not in LANGKAH and nama not in BERALASAN:
            return self.ditolak(
                400, "Langkah ini tidak dikenal", "Muat ulang halaman, lalu tekan tombolnya sekali lagi."
            )
        try:
            surat = (
                BERALASAN[nama](node, operator, id, alasan) if nama in BERALASAN else LANGKAH[nama](node, operator, id)
            )
        except DataDitolak as salah:
            if nama in BERALASAN and any(satu.kolom == "alasan" for satu in salah.kesalahan):
                return self._gambar(self._ambil(id), alasan, {nama: salah.kesalahan[0]}, 422)
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        segarkan(node)
        nomor = f" dengan nomor {surat.nomor}." if nama == alur.TANDA_TANGAN else ""
        flash(f"{SELESAI[nama]}{nomor}", "success")
        return redirect(self._sesudah(id))

    def _sesudah(self, id: str) -> str:
        if request.form.get("kembali") == "tanda_tangan":
            return url_for("sidb_tanda_tangan.index")
        return url_for(".buka", id=id)

    # ---- the draft

    @expose("/<id>/ubah")
    def ubah(self, id):
        """The form of a draft, or of a letter that was returned."""
        return self._formulir(id)

    @expose("/<id>/ubah", methods=["POST"])
    def simpan(self, id):
        """Store it, or show it again with what is wrong."""
        return self._formulir(id, request.form)

    def _formulir(self, id, kiriman=None):
        node, surat = host.node(), self._ambil(id)
        if surat is None:
            return self.tidak_ada("Surat ini")
        if surat.keadaan not in draf.DAPAT_DIUBAH:
            return self.ditolak(409, *kalimat_pesan("surat_tidak_dapat_diubah", **draf.sebut(surat)))
        formulir = dari_surat(node, surat, kiriman)
        return gambar(self, formulir) if kiriman is None else terima(self, formulir)

    # ---- the paper

    @expose("/<id>/surat.pdf")
    def lihat_pdf(self, id):
        """The letter as it is or would be printed, to look at."""
        surat = self._ambil(id)
        if surat is None:
            return self.tidak_ada("Surat ini")
        try:
            return isi_pdf(pdf(host.node(), [id], gudang()), (surat.nomor or surat.judul).replace("/", "-"))
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))

    @expose("/<id>/cetak", methods=["POST"])
    def cetak(self, id):
        """The same to be printed, which is written down."""
        return cetak_surat(self, [id]) if self._ambil(id) else self.tidak_ada("Surat ini")


def _alasan_terakhir(surat, riwayat):
    """Why it was returned, where it waits to be mended."""
    if surat.keadaan != kata.DIKEMBALIKAN:
        return None
    return next((satu for satu in reversed(riwayat) if satu.langkah == "kembalikan"), None)
