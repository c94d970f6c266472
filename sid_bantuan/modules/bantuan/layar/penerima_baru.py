"""Enrolling one resident: what the program says of him at once, its components, the days, and the one door."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode
from ....domain.ids import new_id
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanDesa, segarkan, tautan
from ...kependudukan.tables import Penduduk
from ...lampid.layar.sasaran import keterangan
from .. import boleh, penerima
from .. import program as katalog
from ..pendaftaran import DITOLAK, PENUH, SUDAH, TERDAFTAR, Hasil, Pendaftaran, daftarkan
from .boleh import terganti
from .penerima_dasar import warga

HARI = ("mulai", "sampai", "tgl_pengajuan")
TEKS = {"nomor_sk": 100, "sumber": 120, "posisi_berkas": 100, "catatan": 250}
"""Fields of words and how long they may be."""
AKHIR = {
    PENUH: ("Kuota sudah penuh", "Nonaktifkan dulu penerima yang tidak lagi berhak, atau usulkan supaya masuk daftar tunggu."),
    DITOLAK: ("Tidak dapat didaftarkan", "Alasannya tampak di bawah ini."),
    SUDAH: ("Sudah menerima program ini", "Satu orang atau keluarga tidak menerima program yang sama dua kali."),
}  # fmt: skip


class DaftarkanPenerima(HalamanDesa):
    """The form of one enrolment."""

    sumber, ikon, di_menu = "penerima", "tambah", False
    aksi = dict.fromkeys(("index", "sebaris", "isi", "simpan"), "tambah")

    @expose("/")
    def index(self):
        """Whom it is for is asked first."""
        return redirect(url_for("sidb_boleh.index"))

    @expose("/", methods=["POST"])
    def sebaris(self):
        """The one line on a resident's page: program and first day."""
        return self.simpan(request.form.get("program", ""))

    @expose("/<kode>")
    def isi(self, kode):
        """The form, with the answers of the rules above it."""
        awal = {"id": new_id(), "mulai": teks_tanggal(date.today())}
        return self._gambar(kode, awal, (), None)

    @expose("/<kode>", methods=["POST"])
    def simpan(self, kode):
        """Enrol him; or the form again, with what keeps him out and everything that was typed."""
        node, orang, lama = host.node(), warga(request.form.get("orang", "")), terganti()
        if orang is None:
            return self.tidak_ada("Penduduk")
        if katalog.satu(node, kode) is None:
            return self.tidak_ada("Program ini")
        try:
            isi = self._baca(kode, orang)
            masuk = (
                penerima.gantikan(node, host.operator(), lama.id, isi)
                if lama
                else daftarkan(node, host.operator(), isi)
            )
        except DataDitolak as salah:
            return self._gambar(kode, request.form, salah.kesalahan, None), 422
        if masuk.hasil != TERDAFTAR:
            return self._gambar(kode, request.form, (), masuk), 409
        segarkan(node)
        flash(f"{orang.nama} terdaftar sebagai penerima {masuk.jawaban.program.singkatan}.", "success")
        return redirect(url_for("sidb_penerima.buka", id=masuk.penerima.id))

    def _baca(self, kode: str, orang: Penduduk) -> Pendaftaran:
        """What was typed. Raises ``DataDitolak`` with every fault."""
        form, salah, isi = request.form, [], {}
        for nama in HARI:
            isi[nama], kurang = baca_tanggal(form.get(nama, "").strip() or None)
            salah += [Kesalahan(kurang, nama)] if kurang else []
        if isi["mulai"] is None and not salah:
            salah.append(Kesalahan("wajib_diisi", "mulai"))
        for nama, batas in TEKS.items():
            isi[nama] = " ".join(form.get(nama, "").split()) or None
            salah += [Kesalahan("terlalu_panjang", nama)] if len(isi[nama] or "") > batas else []
        if salah:
            raise DataDitolak(salah)
        id = rekam.id_formulir(host.node(), "penerima", form.get("id", ""))
        return Pendaftaran(kode, orang.id, komponen=tuple(self._komponen(kode, orang)), id=id, **isi)

    def _komponen(self, kode: str, orang: Penduduk) -> list[dict]:
        """The ticked components with whose they are: ``komponen=kode:penduduk_id``. Who is none of the family any more
        is told, never left out unseen."""
        anggota = {satu.id: satu.orang_id for satu in _anggota(orang)}
        pilih = [satu.rpartition(":")[::2] for satu in request.form.getlist("komponen")]
        return [{"kode": apa, "orang_id": anggota.get(siapa, siapa)} for apa, siapa in pilih]

    def _gambar(self, kode: str, ketik, salah, masuk: Hasil | None):
        node = host.node()
        orang = warga(request.values.get("orang", ""))
        program = katalog.satu(node, kode)
        if orang is None:
            return self.tidak_ada("Penduduk")
        if program is None:
            return self.tidak_ada("Program ini")
        dipilih = request.form.getlist("komponen")
        return self.render(
            "sid_bantuan/bantuan/penerima_baru.html", orang=orang, program=program, lama=terganti(), ketik=ketik,
            jawaban=boleh.satu(node, orang.id, kode), anggota=_anggota(orang), dipilih=dipilih, tautan=tautan,
            salah={satu.kolom: satu for satu in reversed(list(salah))}, akhir=AKHIR.get(masuk.hasil) if masuk else None,
            keterangan=keterangan, SEBUT=boleh.SEBUT,
        )  # fmt: skip


def _anggota(orang: Penduduk) -> list[Penduduk]:
    """The living of his family, himself first: whose a component may be."""
    if not orang.keluarga_id:
        return [orang]
    semua = Penduduk.select().where(Penduduk.keluarga == orang.keluarga_id, Penduduk.status_dasar == kode.HIDUP)
    return sorted(semua, key=lambda satu: (satu.id != orang.id, satu.hubungan_keluarga or 99, satu.id))
