"""Making a letter: for whom, which kind, the form filled from the register, what it would look like."""

from flask import flash, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import lampid
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, segarkan, tautan
from ...lampid.layar.sasaran import ORANG, cari_sasaran
from ...lampid.layar.tujuan import desa_sekabupaten
from .. import alur, cetak, jenis
from .. import tautan as alur_peristiwa
from ..kekurangan import salah_keadaan
from .dasar import gudang, isi_pdf, kalimat
from .formulir import FormulirSurat
from .tentang_orang import tentang


class BuatSurat(HalamanDesa):
    """The way from somebody at the counter to a letter that was handed in."""

    sumber, ikon, di_menu = "surat", "tambah", False
    aksi = dict.fromkeys(("index", "cari", "isi", "simpan", "pratinjau", "dari_peristiwa"), "tambah")

    @expose("/")
    def index(self):
        """The search for a resident; once he is known, the kinds of letter."""
        if pilih := request.args.get("pilih", "").removeprefix(f"{ORANG}:"):
            return redirect(url_for(".index", orang=pilih))
        node, id = host.node(), request.args.get("orang", "")
        orang = _warga(node, id)
        if id and orang is None:
            return self.tidak_ada("Penduduk")
        if orang is None:
            return self._cari(node)
        kelompok: dict[str, list] = {}
        for satu in jenis.semua(node):
            if satu.subjek != "umum":
                salah = salah_keadaan(satu, orang)
                kelompok.setdefault(satu.kelompok, []).append((satu, salah[0] if salah else None))
        return self.render("sid_bantuan/surat/pilih_jenis.html", orang=orang, kelompok=kelompok)

    def _cari(self, node):
        teks = " ".join(request.args.get("cari", "").split())[:100]
        umum = [satu for satu in jenis.semua(node) if satu.subjek == "umum"]
        return self.render(
            "sid_bantuan/surat/cari_orang.html", teks=teks, calon=_calon(node, teks) if teks else [], umum=umum
        )

    @expose("/cari")
    def cari(self):
        """Who fits the words typed so far, as ``[[value, words], …]``."""
        teks = request.args.get("query", "").strip()[:100]
        ada = _calon(host.node(), teks) if teks else []
        return jsonify([[satu.nilai, f"{satu.nama} · {satu.keterangan}"] for satu in ada])

    @expose("/<kode>")
    def isi(self, kode):
        """The form, started with what the register says."""
        formulir = self._formulir(kode)
        return formulir if isinstance(formulir, tuple) else gambar(self, formulir)

    @expose("/<kode>", methods=["POST"])
    def simpan(self, kode):
        """Keep it as a draft, or hand it in; or show the form again with everything that was typed."""
        formulir = self._formulir(kode, request.form)
        return formulir if isinstance(formulir, tuple) else terima(self, formulir)

    @expose("/<kode>/pratinjau", methods=["POST"])
    def pratinjau(self, kode):
        """The page it would be, marked as not valid; nothing is stored."""
        formulir = self._formulir(kode, request.form)
        if isinstance(formulir, tuple):
            return formulir
        try:
            isi = cetak.pratinjau(
                host.node(), kode, formulir.orang and formulir.orang.id, formulir.teks, store=gudang()
            )
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))
        return isi_pdf(isi, f"pratinjau {kode}")

    @expose("/peristiwa/<id>", methods=["POST"])
    def dari_peristiwa(self, id):
        """The letter of an event, begun with what the event says."""
        node = host.node()
        try:
            surat = alur_peristiwa.dari_peristiwa(node, host.operator(), id, request.form.get("kode") or None)
        except DataDitolak as salah:
            return self.ditolak(409, *kalimat(salah))
        segarkan(node)
        return redirect(url_for("sidb_surat.buka", id=surat.id))

    def _formulir(self, kode: str, kiriman=None):
        """The form, or the answer for what is not there or cannot be made."""
        node, id = host.node(), request.args.get("orang", "")
        try:
            satu = jenis.satu(node, kode)
        except DataDitolak as salah:
            return self.ditolak(404, *kalimat(salah))
        orang = _warga(node, id)
        if orang is None and (id or satu.subjek != "umum"):
            return self.tidak_ada("Penduduk")
        if orang is not None and (salah := salah_keadaan(satu, orang)):
            return self.ditolak(409, salah[0].judul, salah[0].saran)
        return FormulirSurat(node, satu, orang, kiriman=kiriman)


def _warga(node, id: str):
    return rekam.ambil(node.catalog["penduduk"], id, node.code) if id else None


def _calon(node, teks: str) -> list:
    """Those who live here first, then those who died or left: some letters are about them."""
    return [*cari_sasaran(node, teks, ORANG), *cari_sasaran(node, teks, ORANG, hidup=False)]


# ---- shared with the page that changes a draft


def gambar(view, formulir: FormulirSurat, status: int = 200):
    """The form as a page."""
    isi = view.render(
        "sid_bantuan/surat/formulir.html", f=formulir, tautan=tautan, desa_sekabupaten=desa_sekabupaten(host.node().code),
        boleh_ajukan=boleh_di_sini("surat_pengajuan", "ubah"), tentang=tentang(host.node(), formulir.orang),
        boleh_minta=formulir.surat is None and boleh_di_sini("permohonan_surat", "tambah"),
        tercatat=_tercatat(formulir), peristiwa=lampid.PERISTIWA,
    )  # fmt: skip
    return isi, status


def _tercatat(formulir: FormulirSurat) -> list:
    """The latest events this letter may be begun from, so that nothing recorded is typed again."""
    if formulir.surat is not None or formulir.orang is None:
        return []
    ada = alur_peristiwa.peristiwa_tanpa_surat(host.node(), formulir.jenis, formulir.orang.id)
    return sorted(ada, key=lambda satu: satu.tgl_peristiwa, reverse=True)[:3]


def terima(view, formulir: FormulirSurat):
    """Store what was sent: as a draft, handed in, or with one more person in a list."""
    node, operator, aksi = host.node(), host.operator(), request.form.get("aksi", "draf")
    if aksi == "lagi":
        return gambar(view, formulir)
    try:
        if aksi == "permohonan" and formulir.surat is None and boleh_di_sini("permohonan_surat", "tambah"):
            return _minta(formulir)
        surat = formulir.simpan(operator)
        segarkan(node)
        if aksi == "ajukan":
            alur.ajukan(node, operator, surat.id)
    except DataDitolak as salah:
        formulir.tunjukkan(salah)
        return gambar(view, formulir, 422)
    except SudahBerubah as salah:
        formulir.tunjukkan_beda(salah)
        return gambar(view, formulir, 409)
    flash("Surat diajukan." if aksi == "ajukan" else "Draf tersimpan.", "success")
    return redirect(url_for("sidb_surat.buka", id=surat.id))


def _minta(formulir: FormulirSurat):
    """Only a request, which waits for its documents or for its turn."""
    minta = formulir.catat_permohonan(host.operator())
    segarkan(host.node())
    flash("Permohonan tercatat.", "success")
    return redirect(url_for("sidb_permohonan.buka", id=minta.id))
