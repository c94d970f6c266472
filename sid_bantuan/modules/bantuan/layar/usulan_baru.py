"""Proposing somebody: found by a few letters, told at once what the rules say of every program, then a short form."""

from datetime import date

from flask import flash, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan as kata
from ....domain import kode
from ....domain import usulan as alur
from ....domain.ids import new_id
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, segarkan, tautan
from ...kependudukan.tables import Penduduk
from ...lampid.layar.sasaran import ORANG, cari_sasaran, keterangan
from ...persuratan.layar.dasar import kalimat
from .. import periksa, pernyataan, usulan, usulan_kini, usulan_langkah, usulan_tanda
from ..program import semua
from .usulan_dasar import NADA_ATURAN, SEBUT_ATURAN
from .usulan_formulir import FormulirUsulan

TANPA = "tanpa"
"""In an address, in place of a resident: somebody the register does not have."""
URUT = {"boleh": 0, "belum_pasti": 1, "ditolak": 2}


class BuatUsulan(HalamanDesa):
    """The way from a name to a proposal that was handed in."""

    sumber, ikon, di_menu = "usulan_bantuan", "tambah", False
    aksi = dict.fromkeys(("index", "cari", "isi", "simpan"), "tambah") | {
        "ubah": "ubah", "simpan_ubah": "ubah", "dokumen": "ubah", "pernyataan": "ubah", "simpan_pernyataan": "ubah",
    }  # fmt: skip

    @expose("/")
    def index(self):
        """The search for a resident; once he is known, every program with what its rules say of him."""
        id = request.args.get("pilih", "").removeprefix(f"{ORANG}:") or request.args.get("orang", "")
        if id and (untuk := request.args.get("untuk")):
            return redirect(url_for(".ubah", id=untuk, orang=id))
        if not id:
            return self._cari()
        if id == TANPA:
            pilihan = [satu for satu in semua(host.node()).values() if satu.terbuka(date.today())]
            return self.render("sid_bantuan/bantuan/usulan_program.html", orang=None, pilihan=pilihan, TANPA=TANPA)
        orang = self._warga(id)
        if orang is None:
            return self.tidak_ada("Penduduk")
        semua_jawaban = [_karena_kematian(satu, orang) for satu in periksa.semua(host.node(), id, date.today())]
        jawaban = sorted(semua_jawaban, key=lambda satu: (bool(satu.menerima), URUT[satu.hasil]))
        return self.render(
            "sid_bantuan/bantuan/usulan_program.html", orang=orang, keterangan=keterangan(orang), jawaban=jawaban,
            nada=NADA_ATURAN, sebut=SEBUT_ATURAN, tautan=tautan, TANPA=TANPA, keadaan=kata.KEADAAN_USULAN,
            berjalan=usulan_tanda.berjalan(host.node(), orang, date.today().year),
        )  # fmt: skip

    def _cari(self):
        teks = " ".join(request.args.get("cari", "").split())[:100]
        calon = cari_sasaran(host.node(), teks, ORANG) if teks else []
        return self.render("sid_bantuan/bantuan/usulan_cari.html", teks=teks, calon=calon, TANPA=TANPA,
                           untuk=request.args.get("untuk"))  # fmt: skip

    @expose("/cari")
    def cari(self):
        """Who fits the words typed so far, as ``[[value, words], …]``."""
        teks = request.args.get("query", "").strip()[:100]
        ada = cari_sasaran(host.node(), teks, ORANG) if teks else []
        return jsonify([[satu.nilai, f"{satu.nama} · {satu.keterangan}"] for satu in ada])

    @staticmethod
    def _warga(id: str):
        node = host.node()
        return rekam.ambil(node.catalog["penduduk"], id, node.code) if id else None

    # ---- the form

    @expose("/<program>")
    def isi(self, program):
        """The form, started with what the register says."""
        formulir = self._formulir(program)
        return formulir if isinstance(formulir, tuple) else self._gambar(formulir)

    @expose("/<program>", methods=["POST"])
    def simpan(self, program):
        """Keep it as a draft, or hand it in; or show the form again with everything that was typed."""
        formulir = self._formulir(program, request.form)
        if isinstance(formulir, tuple):
            return formulir
        return self._sudah(formulir.id) or self._terima(formulir)

    def _sudah(self, id: str):
        """To the proposal, where this form was sent before and handed in: pressed twice, or gone back to."""
        if self._usulan(id) is None or usulan_kini.posisi(host.node(), id)[0].keadaan == kata.DRAF:
            return None
        flash("Usulan ini sudah diajukan. Bila isinya perlu dibetulkan, tekan Ubah isi.", "info")
        return redirect(url_for("sidb_usulan_bantuan.buka", id=id))

    def _formulir(self, program: str, kiriman=None):
        """The form, or the answer for what cannot be proposed."""
        id = request.args.get("orang", "")
        try:
            satu = usulan.program_terbuka(program, host.node().code)
        except DataDitolak as salah:
            return self.ditolak(404, *kalimat(salah))
        orang = self._warga(id)
        if orang is None and id != TANPA:
            return self.tidak_ada("Penduduk")
        return FormulirUsulan(host.node(), satu, orang, kiriman=kiriman)

    @expose("/ubah/<id>")
    def ubah(self, id):
        """The form of a proposal that is still open."""
        return self._ubah(id)

    @expose("/ubah/<id>", methods=["POST"])
    def simpan_ubah(self, id):
        """Store it, or show it again with what is wrong."""
        return self._ubah(id, request.form)

    def _ubah(self, id: str, kiriman=None):
        node, baris = host.node(), self._usulan(id)
        if baris is None:
            return self.tidak_ada("Usulan ini")
        if usulan_kini.posisi(node, id)[0].keadaan in alur.SELESAI:
            return self.ditolak(
                409, "Usulan ini sudah selesai, jadi tidak dapat diubah", "Buat usulan baru bila perlu."
            )
        program = usulan_kini.program_usulan(baris.program, baris.wilayah)
        if program is None:
            return self.ditolak(
                409, "Programnya belum ada di sini", "Tunggu sampai sinkronisasi selesai, lalu coba lagi."
            )
        orang = usulan.warga(baris.orang_id, node.code)
        if pilih := request.args.get("orang", ""):
            orang = self._warga(pilih) or orang
        formulir = FormulirUsulan(node, program, orang, baris, kiriman)
        return self._gambar(formulir) if kiriman is None else self._terima(formulir)

    @staticmethod
    def _usulan(id: str):
        node = host.node()
        ada = rekam.ambil(node.catalog["usulan_bantuan"], id, node.code)
        return ada if ada and ada.node == node.code else None

    def _gambar(self, formulir: FormulirUsulan, status: int = 200):
        jawaban = formulir.orang and periksa.untuk(
            host.node(), formulir.program.kode, formulir.dinilai, date.today(), ahli_waris=formulir.ahli_waris
        )
        di = usulan_kini.posisi(host.node(), formulir.lama.id)[0] if formulir.lama else None
        isi = self.render(
            "sid_bantuan/bantuan/usulan_formulir.html", f=formulir, jawaban=jawaban, nada=NADA_ATURAN, sebut=SEBUT_ATURAN,
            tautan=tautan, keterangan=keterangan, TANPA=TANPA, dinilai=bool(di and di.rantai),
        )  # fmt: skip
        return isi, status

    def _terima(self, formulir: FormulirUsulan):
        node, operator, ajukan = host.node(), host.operator(), request.form.get("aksi") == "ajukan"
        try:
            baris = formulir.simpan(operator)
            segarkan(node)
            if ajukan:
                usulan_langkah.ambil(node, operator, baris.id, alur.AJUKAN)
                segarkan(node)
        except DataDitolak as salah:
            if formulir.lama is None and (sudah := self._sudah(formulir.id)):
                return sudah
            formulir.tunjukkan(salah)
            if formulir.lama is None:
                formulir.lama = self._usulan(formulir.id)
                formulir.versi = rekam.versi(node, formulir.id) if formulir.lama else None
            return self._gambar(formulir, 422)
        except SudahBerubah as salah:
            formulir.tunjukkan_beda(salah)
            return self._gambar(formulir, 409)
        flash("Usulan diajukan." if ajukan else "Usulan tersimpan sebagai draf.", "success")
        return redirect(url_for("sidb_usulan_bantuan.buka", id=baris.id))

    # ---- on the proposal's own page

    @expose("/<id>/dokumen", methods=["POST"])
    def dokumen(self, id):
        """Say which documents are there."""
        if self._usulan(id) is None:
            return self.tidak_ada("Usulan ini")
        try:
            usulan.lengkapi(host.node(), host.operator(), id, request.form.getlist("dokumen"))
        except DataDitolak as salah:
            return self.ditolak(409, *kalimat(salah))
        segarkan(host.node())
        flash("Kelengkapan dokumen tersimpan.", "success")
        return redirect(url_for("sidb_usulan_bantuan.buka", id=id) + "#dokumen")

    @expose("/<id>/pernyataan")
    def pernyataan(self, id):
        """The form of a statement about a proposal."""
        return self._pernyataan(id, {"tgl_pernyataan": teks_tanggal(date.today()), "id": new_id()})

    @expose("/<id>/pernyataan", methods=["POST"])
    def simpan_pernyataan(self, id):
        """Keep what somebody declared; or show the form again with everything that was typed."""
        node, isi = host.node(), request.form
        if not boleh_di_sini("pernyataan", "tambah"):
            return self.tidak_berhak()
        hari, keliru = baca_tanggal(isi.get("tgl_pernyataan", ""))
        milik = rekam.id_formulir(node, "pernyataan", isi.get("id", ""))
        try:
            if keliru:
                raise DataDitolak([Kesalahan(keliru, "tgl_pernyataan")])
            bersih = dict(isi.items()) | {"tgl_pernyataan": hari}
            pernyataan.catat(node, host.operator(), bersih, ("usulan_bantuan", id), milik)
        except DataDitolak as salah:
            return self._pernyataan(id, isi, salah)
        flash("Pernyataan tercatat.", "success")
        return redirect(url_for("sidb_usulan_bantuan.buka", id=id) + "#pernyataan")

    def _pernyataan(self, id: str, isi, salah: DataDitolak | None = None):
        if not boleh_di_sini("pernyataan", "tambah"):
            return self.tidak_berhak()
        node = host.node()
        baris = rekam.ambil(node.catalog["usulan_bantuan"], id, node.code)
        if baris is None:
            return self.tidak_ada("Usulan ini")
        halaman = self.render(
            "sid_bantuan/bantuan/pernyataan.html", usulan=baris, isi=isi, jenis=kata.PERNYATAAN,
            salah={satu.kolom: satu for satu in reversed(salah.kesalahan)} if salah else {},
        )  # fmt: skip
        return halaman, 422 if salah else 200


def _karena_kematian(jawaban: periksa.Jawaban, orang: Penduduk) -> periksa.Jawaban:
    """Where a death entitles, the rules ask about the deceased of the family, not about his heir."""
    if not jawaban.program.karena_kematian or not orang.keluarga_id:
        return jawaban
    mati = Penduduk.select().where(Penduduk.keluarga == orang.keluarga_id, Penduduk.status_dasar == kode.MATI)
    node = host.node()
    semua_jawaban = [
        periksa.untuk(node, jawaban.program.kode, satu.id, date.today(), ahli_waris=orang.id)
        for satu in mati.order_by(Penduduk.id)
    ]
    return min(filter(None, semua_jawaban), key=lambda satu: URUT[satu.hasil], default=jawaban)
