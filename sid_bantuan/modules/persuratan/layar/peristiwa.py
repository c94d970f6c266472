"""The event of a letter: what the letter says stands, the rest is asked as on the event's own form, with what it changes."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode, lampid
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from ...kependudukan.layar.dasar import HalamanRekam, sampaikan, segarkan, tautan
from ...lampid.layar import akibat
from ...lampid.layar.formulir_hidup import Kelahiran, Kematian
from ...lampid.layar.formulir_keluarga import HUBUNGAN
from ...lampid.layar.formulir_pindah import Pindah
from ...lampid.layar.medan import Bagian
from ...lampid.layar.sasaran import Sasaran, baca_sasaran, keterangan
from .. import jenis as jenis_surat
from .. import surat as draf
from .. import tautan as alur_peristiwa
from ..peristiwa_surat import SAMA, mutasi_surat
from .dasar import sebut_isian

PELAPOR = "sid_bantuan/lampid/bagian_pelapor.html"


class DariSurat:
    """Mix into a form of an event: what its letter says is not asked again."""

    centang, pilihan_cepat = "", False

    def __init__(self, node, surat, sasaran: Sasaran, kiriman=None):
        self.surat = surat
        super().__init__(node, sasaran, kiriman)

    @property
    def isian_surat(self) -> dict:
        return draf.isian(self.surat)

    @property
    def dari_surat(self) -> set[str]:
        """The fields the letter answers; its kind may have had some taken out by the office."""
        milik = {satu.nama for satu in jenis_surat.satu(self.node, self.surat.kode).bidang}
        return milik & {*SAMA[self.jenis]} | ({"nomor_surat"} if self.surat.nomor else set())

    @property
    def semua_bagian(self):
        sudah = self.dari_surat
        sisa = [
            Bagian(satu.judul, ditanya, PELAPOR if satu.templat == PELAPOR and "pelapor" not in sudah else "")
            for satu in super().semua_bagian
            if (ditanya := tuple(m for m in satu.medan if m.nama not in sudah and not m.nama.startswith("bayi.")))
        ]
        return (*self.bagian_lain, *sisa)

    bagian_lain: tuple[Bagian, ...] = ()

    @property
    def medan(self):
        return [satu for bagian in self.semua_bagian for satu in bagian.medan]

    def awal(self):
        self._menurut_surat()
        self.usulkan_susunan()

    def dari(self, kiriman):
        super().dari(kiriman)
        self._menurut_surat()
        if not any(self.hubungan.values()):
            self.usulkan_susunan()

    def _menurut_surat(self) -> None:
        self.ikut = {self.surat.penduduk_id}

    def kirim(self, operator, isi, salah):
        pilihan = self.pilihan(isi, salah)
        return alur_peristiwa.catat(self.node, operator, self.surat.id, isi=isi[""], **pilihan)

    def pilihan(self, isi: dict, salah: list) -> dict:
        """What only this form knows: who heads those who stay, and what they are to him."""
        kepala, hubungan, temuan = self.susunan_tinggal()
        salah += temuan
        return {"kepala_baru": kepala, "hubungan": hubungan}


class KematianSurat(DariSurat, Kematian):
    """The death a letter tells of."""


class KelahiranSurat(DariSurat, Kelahiran):
    """The birth a letter tells of, into its mother's family."""

    def pilihan(self, isi, salah):
        return {}


class PindahSurat(DariSurat, Pindah):
    """The move a letter tells of, of those it names."""

    def _menurut_surat(self):
        self.ikut = {self.surat.penduduk_id, *self.isian_surat.get("pengikut", ())}
        self.lawan["cakupan"] = str(self.isian_surat.get("cakupan", ""))

    @property
    def dalam_desa(self) -> bool:
        return self.isian_surat.get("cakupan") == lampid.DALAM_DESA

    @property
    def bagian_lain(self):
        return (Bagian("Tujuan di dalam desa", self.kartu),) if self.dalam_desa else ()

    def pilihan(self, isi, salah):
        kartu = self._kartu_baru(isi["kartu"], salah) if self.dalam_desa else None
        return super().pilihan(isi, salah) | {"kartu": kartu}


FORMULIR = {lampid.MATI: KematianSurat, lampid.LAHIR: KelahiranSurat, lampid.PINDAH: PindahSurat}


class PeristiwaSurat(HalamanRekam):
    """From a letter to its event, with one look at what will change."""

    sumber, ikon, daftar = "mutasi", "peristiwa", "sidb_daftar_surat.index_view"
    aksi = dict.fromkeys(("isi", "simpan", "akibat", "kaitkan"), "tambah")

    @expose("/<id>")
    def isi(self, id):
        """What the letter says, what is still asked, what will change."""
        formulir = self._formulir(id)
        return formulir if isinstance(formulir, tuple) else self._gambar(formulir)

    @expose("/<id>", methods=["POST"])
    def simpan(self, id):
        """Record it; or show the form again with what is wrong."""
        formulir = self._formulir(id, request.form)
        if isinstance(formulir, tuple):
            return formulir
        if request.form.get("periksa"):
            return self._gambar(formulir)
        try:
            mutasi = formulir.catat(host.operator())
        except DataDitolak as salah:
            formulir.tunjukkan(salah.kesalahan)
            return self._gambar(formulir), 422
        except SudahBerubah:
            flash("Data keluarga ini baru saja diubah orang lain. Periksa lagi, lalu simpan.", "error")
            return self._gambar(formulir), 409
        segarkan(host.node())
        flash(akibat.tersimpan(host.node(), mutasi), "success")
        return redirect(url_for("sidb_mutasi.buka", id=mutasi.id))

    @expose("/<id>/akibat", methods=["POST"])
    def akibat(self, id):
        """What recording it would change, as a part of the page."""
        formulir = self._formulir(id, request.form)
        if isinstance(formulir, tuple):
            return formulir
        hasil = akibat.coba(formulir, host.operator())
        return self.render("sid_bantuan/lampid/akibat.html", akibat=hasil)

    @expose("/<id>/kaitkan", methods=["POST"])
    def kaitkan(self, id):
        """Tie the letter to an event that was recorded by itself."""
        node = host.node()
        if rekam.ambil(node.catalog["surat"], id, node.code) is None:
            return self.tidak_ada("Surat ini")
        try:
            mutasi = alur_peristiwa.kaitkan(node, host.operator(), id, request.form.get("mutasi", ""))
        except DataDitolak as salah:
            sampaikan(salah)
        else:
            segarkan(node)
            flash(f"Surat ini sekarang milik peristiwa {lampid.PERISTIWA[mutasi.jenis].lower()} itu.", "success")
        return redirect(url_for("sidb_surat.buka", id=id))

    def _formulir(self, id, kiriman=None):
        """The form, or the answer where this letter's event cannot be recorded from here."""
        node = host.node()
        surat = rekam.ambil(node.catalog["surat"], id, node.code)
        if surat is None:
            return self.tidak_ada("Surat ini")
        kelas = kelas_surat(node, surat)
        if kelas is None:
            return self.ditolak(409, "Surat ini tidak dapat menjadi peristiwa", "Catat peristiwanya dari LAMPID.")
        if ada := mutasi_surat(node, surat):
            return redirect(url_for("sidb_mutasi.buka", id=ada.id)), 302
        sasaran = self._sasaran(node, kelas, surat)
        if sasaran is None or (sebab := kelas.tak_mungkin(sasaran)) or not kelas.terjangkau(sasaran):
            sebab = kelas.kurang if sasaran is None or not sebab else sebab
            return self.ditolak(409, f"{lampid.PERISTIWA[kelas.jenis]} belum dapat dicatat dari surat ini", sebab)
        return kelas(node, surat, sasaran, kiriman)

    @staticmethod
    def _sasaran(node, kelas, surat) -> Sasaran | None:
        orang = rekam.ambil(node.catalog["penduduk"], surat.penduduk_id or "", node.code)
        if orang is None:
            return None
        keluarga = kelas.perlu_kk and orang.keluarga_id
        return baca_sasaran(node, {"kk": orang.keluarga_id} if keluarga else {"orang": orang.id})

    def _gambar(self, f):
        node, id = host.node(), f.surat.id
        return self.render(
            "sid_bantuan/surat/peristiwa.html", f=f, surat=f.surat, menurut=sebut_isian(node, f.surat), hubungan=HUBUNGAN,
            keterangan=keterangan, status_dasar=kode.daftar("status_dasar"), tautan=tautan,
            akibat=akibat.coba(f, host.operator()), alamat=url_for(".simpan", id=id), alamat_akibat=url_for(".akibat", id=id),
        )  # fmt: skip


def kelas_surat(node, surat):
    """The form of the event a letter's kind belongs to; None where it belongs to none, or the letter is cancelled."""
    try:
        satu = jenis_surat.satu(node, surat.kode)
    except DataDitolak:
        return None
    return FORMULIR.get(satu.peristiwa) if surat.keadaan != "batal" else None
