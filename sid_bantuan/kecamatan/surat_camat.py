"""Letters the camat takes note of: those that wait, one to read, hand on to him, take note of or give back."""

import json
import re
from base64 import b64encode
from datetime import date

from flask import abort, flash, redirect, request
from flask_admin import expose

from .. import host, jejak
from ..domain import surat as kata
from ..domain.alasan import untuk
from ..domain.wilayah import within
from ..domain.wilayah_nama import nama_pendek
from ..modules.kependudukan.kesalahan import DataDitolak
from ..modules.kependudukan.layar.dasar import sampaikan
from ..modules.persuratan import alur, camat, cetak, jenis, pejabat
from ..modules.persuratan.layar.dasar import NADA, gudang, isi_pdf, kalimat
from ..modules.persuratan.layar.pejabat import LayarPejabat
from ..modules.persuratan.tables import Surat
from ..sync.local import drain
from .monitoring import HalamanAtas

SEGERA = 200
ALASAN = untuk("surat")
_ID = re.compile(r"[0-9a-f]{32}")


class LayarMengetahui(HalamanAtas):
    """What waits for the camat, the oldest first; and one letter as it is printed."""

    sumber, ikon = "surat_mengetahui", "surat"
    aksi = {"teruskan": "tambah", "kembalikan": "tambah", "ketahui": "ubah"}

    @expose("/")
    def index(self):
        """The list, and what was answered last."""
        node, semua = host.node(), self._menunggu()
        return self.render(
            "sid_bantuan/kecamatan/mengetahui.html", semua=semua, disiapkan=camat.disiapkan(node, semua),
            terakhir=camat.terakhir(node), boleh_siapkan=self.boleh("tambah"),
            hari=_hari, penanda=pejabat.aktif(node, "camat", date.today()), langkah=kata.LANGKAH,
            keadaan=kata.KEADAAN, nada=NADA, KEMBALIKAN=camat.KEMBALIKAN, boleh_ubah=self.boleh("ubah"),
        )  # fmt: skip

    @expose("/<id>")
    def buka(self, id: str):
        """One letter: its pages to read, what it went through, and the camat's answer."""
        return self._gambar(self._surat(id, "lihat"))

    @expose("/<id>/surat.pdf")
    def lihat_pdf(self, id: str):
        """The letter as a PDF, to be kept or printed; who opened it is written down."""
        surat = self._surat(id, "lihat")
        try:
            isi = cetak.pdf(host.node(), [surat.id], gudang())
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))
        self._catat_dibaca(surat, "PDF")
        return isi_pdf(isi, (surat.nomor or surat.judul).replace("/", "-"))

    @expose("/<id>/teruskan", methods=["POST"])
    def teruskan(self, id: str):
        """Hand it on to the camat, as the page showed it."""
        return self._langkah(self._surat(id, "tambah"), camat.teruskan, "diteruskan ke camat.")

    @expose("/<id>/ketahui", methods=["POST"])
    def ketahui(self, id: str):
        """Take note of it, as the page showed it."""
        surat = self._surat(id, "ubah")
        return self._langkah(surat, camat.ketahui, f"diketahui camat. {nama_pendek(surat.wilayah)} menerbitkannya.")

    def _langkah(self, surat: Surat, lakukan, kabar: str):
        try:
            lakukan(host.node(), host.operator(), surat.id, request.form.get("tanda", ""))
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(self.get_url(".buka", id=surat.id))
        return self._sesudah(f"Surat {surat.nomor} {kabar}")

    @expose("/<id>/kembalikan", methods=["POST"])
    def kembalikan(self, id: str):
        """Give it back with a reason: one of the list, the office's own words, or both."""
        surat, isi = self._surat(id, "tambah"), request.form
        terpilih, pesan = isi.get("alasan", ""), " ".join(isi.get("pesan", "").split())
        judul = next((satu.judul for satu in ALASAN if satu.kode == terpilih), "")
        alasan = f"{judul}: {pesan}" if judul and pesan else judul or pesan
        try:
            camat.kembalikan(host.node(), host.operator(), id, alasan, isi.get("tanda", ""))
        except DataDitolak as salah:
            satu = salah.kesalahan[0]
            if satu.kolom != "alasan":
                sampaikan(salah)
                return redirect(self.get_url(".buka", id=id))
            return self._gambar(surat, satu, terpilih, isi.get("pesan", "")), 422
        return self._sesudah(f"Surat {surat.nomor} dikembalikan ke {nama_pendek(surat.wilayah)} dengan alasannya.")

    # ---- parts

    def _menunggu(self) -> list[Surat]:
        """Those that wait, the oldest first; before them, for the camat, what was checked for him, for a steward the rest."""
        area, milik_camat = self.area(), self.boleh("ubah")
        semua = [satu for satu in camat.menunggu(host.node()) if within(satu.wilayah, area)]
        siap = camat.disiapkan(host.node(), semua)
        return sorted(semua, key=lambda satu: (satu.id in siap) is not milik_camat)

    def _surat(self, id: str, aksi: str) -> Surat:
        """A letter that asks for the camat and has its number; 404 where there is none, 403 where it is not his."""
        surat = Surat.get_or_none(Surat.id == id) if _ID.fullmatch(id) else None
        if (
            surat is None
            or not surat.mengetahui_camat
            or surat.urut is None
            or not within(surat.wilayah, host.node().code)
        ):
            abort(404)
        if not self.boleh(aksi, surat.wilayah):
            abort(403)
        return surat

    def _gambar(self, surat: Surat, salah=None, terpilih: str = "", pesan: str = ""):
        node = host.node()
        halaman, halangan = self._halaman(surat)
        jawaban = camat.jawaban(node, surat)
        menunggu = surat.keadaan == kata.MENGETAHUI and jawaban is None
        lain = [satu for satu in self._menunggu() if satu.id != surat.id]
        boleh_ubah = menunggu and self.boleh("ubah", surat.wilayah)
        return self.render(
            "sid_bantuan/kecamatan/mengetahui_satu.html", surat=surat, halaman=halaman, halangan=halangan,
            keadaan=kata.KEADAAN[surat.keadaan], pokok=_pokok(node, surat), nada=NADA[surat.keadaan], langkah=kata.LANGKAH,
            riwayat=alur.riwayat(surat.id), jawaban=jawaban, menunggu=menunggu, KEMBALIKAN=camat.KEMBALIKAN,
            penanda=pejabat.aktif(node, "camat", date.today()), boleh_ubah=boleh_ubah,
            boleh_siapkan=menunggu and self.boleh("tambah", surat.wilayah),
            diteruskan=camat.disiapkan(node, [surat]).get(surat.id) if menunggu else None,
            alasan=ALASAN, milik_kantor=camat.alasan_kantor(node), salah=salah, terpilih=terpilih, pesan_lama=pesan,
            berikut=lain[0] if lain else None, sisa=len(lain), hari=_hari,
        )  # fmt: skip

    def _halaman(self, surat: Surat) -> tuple[list[str], tuple[str, str] | None]:
        """The pages as addresses of pictures within the page itself; or why they cannot be shown."""
        try:
            semua = cetak.gambar(host.node(), surat, gudang())
        except DataDitolak as salah:
            return [], kalimat(salah)
        self._catat_dibaca(surat, "Di layar")
        return [f"data:image/png;base64,{b64encode(satu).decode()}" for satu in semua], None

    @staticmethod
    def _catat_dibaca(surat: Surat, bentuk: str) -> None:
        """The letter bears a full NIK, so that it was read is on record."""
        jejak.catat(
            host.node().engine, host.operator(), jejak.LIHAT_BERKAS, "surat", surat.id, surat.wilayah,
            label=f"{surat.judul} {surat.nomor}", catatan=bentuk,
        )  # fmt: skip

    def _sesudah(self, kabar: str):
        """On to the next letter that waits for whoever is at the screen, or back to the list."""
        drain(host.node(), SEGERA)
        flash(kabar, "success")
        lain = self._menunggu()
        if not self.boleh("ubah"):
            siap = camat.disiapkan(host.node(), lain)
            lain = [satu for satu in lain if satu.id not in siap]
        return redirect(self.get_url(".buka", id=lain[0].id) if lain else self.get_url(".index"))


def _pokok(node, surat: Surat) -> list[tuple[str, str]]:
    """The fields of a letter as they stand on the paper, for who reads it on a phone."""
    nilai = json.loads(surat.beku or "{}").get("nilai", {})
    try:
        bidang = jenis.satu(node, surat.kode).bidang
    except DataDitolak:
        return []
    semua = ((satu.judul, nilai.get(f"isian.{satu.nama}")) for satu in bidang)
    return [(judul, teks) for judul, teks in semua if isinstance(teks, str) and teks]


def _hari(surat: Surat) -> int:
    """How many days a letter has waited since its village signed it."""
    return max(0, (date.today() - surat.tgl_surat).days)


class LayarPejabatCamat(LayarPejabat):
    """Who signs as camat, and who stands in for him."""

    def _gambar(self, teks: dict, lama, salah: dict | None = None):
        node = host.node()
        aktif = pejabat.aktif(node, "camat", date.today())
        return self.render(
            "sid_bantuan/surat/pejabat.html", semua=pejabat.semua(node), aktif={aktif.id} if aktif else set(), teks=teks,
            lama=lama, salah=salah or {}, jabatan={"camat": "Camat"}, boleh_ubah=self.boleh("ubah"),
        )  # fmt: skip
