"""A sheet of any shape, from the drop to the result: its columns understood, every line shown with its fate, then taken."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import PurePath
from typing import ClassVar

from flask import flash, jsonify, redirect, request, send_file, url_for
from flask_admin import expose

from .... import host
from ....sync.files import MOST
from ....sync.local import drain, waiting
from ....ui.ekspor import XLSX
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import HalamanDesa, sampaikan
from ...lampid.layar.unduhan import EXCEL, ingat
from .. import tabel_luar
from ..tabel_luar import Arti, TabelLuar

SEHALAMAN = 100
_BARU = (pekerjaan.MENUNGGU, pekerjaan.SIAP, pekerjaan.TERPUTUS, pekerjaan.GAGAL)
Kerja = Callable[..., pekerjaan.Hasil]
"""``(node, meta, tabel, peta, maju)`` for looking through, with ``operator`` before ``maju`` for taking."""


class UnggahTabel(HalamanDesa):
    """Give ``kerja`` (the kind of work), ``arti``, ``TAB``, ``rencana`` and ``terapkan``; ``baca_form`` says what is asked."""

    kerja: ClassVar[str]
    arti: ClassVar[Mapping[str, Arti]]
    TAB: ClassVar[dict[str, tuple[str, str]]]
    """Fate -> (its heading, tone); what needs a look first."""
    DIAMBIL: ClassVar[tuple[str, ...]]
    """The fates that are stored."""
    kata: ClassVar[dict[str, str]]
    """``ambil``: the button; ``selesai``: what was done; ``kembali``: the name of the first page; ``sisa``: the download."""
    rencana: ClassVar[Kerja]
    terapkan: ClassVar[Kerja]
    aksi = dict.fromkeys(("unggah", "kolom", "ambil", "batal", "ulangi"), "impor")

    def baca_form(self) -> dict:
        """What was said beside the file, as JSON holds it. Raises ``DataDitolak``."""
        raise NotImplementedError

    def kunci(self, meta: Mapping) -> str:
        """Under which name the meaning of the columns is remembered."""
        raise NotImplementedError

    def rincian_kepala(self, meta: Mapping) -> list[tuple[str, str]]:
        """What was said beside the file, in words."""
        raise NotImplementedError

    def akibat(self, banyak: Mapping[str, int]) -> str:
        """What taking it does beside storing its lines, in words; empty where nothing."""
        return ""

    @expose("/unggah", methods=["POST"])
    def unggah(self):
        """Take the file in and look through it."""
        berkas = request.files.get("berkas")
        isi = berkas.read(MOST + 1) if berkas and berkas.filename else b""
        if not isi or len(isi) > MOST:
            terlalu = f"Berkas lebih besar dari {MOST // 2**20} MB. Pecah lembarnya menjadi beberapa berkas."
            flash(terlalu if isi else "Pilih berkas Excel (.xlsx) atau CSV yang berisi.", "error")
            return self._awal()
        try:
            meta = self.baca_form()
        except DataDitolak as salah:
            sampaikan(salah)
            return self._awal()
        node = host.node()
        nama = PurePath(berkas.filename.replace("\\", "/")).name
        id = pekerjaan.buat(node, host.operator(), self.kerja, nama, isi, {"meta": meta})
        self._periksa(node, id, isi, meta, None)
        return redirect(url_for(".buka", id=id))

    def _awal(self):
        return redirect(url_for(".index", **{nama: isi for nama, isi in request.form.items() if nama != "sid_token"}))

    def _periksa(self, node, id: str, isi: bytes, meta: dict, peta: dict | None) -> None:
        pekerjaan.mulai(node, id, _BARU, "periksa", _kerja_periksa(type(self), isi, meta, self.kunci(meta), peta))

    @expose("/<id>")
    def buka(self, id):
        """One upload: how far it is, what would be taken, or what was."""
        node, kerja = host.node(), self._kerja(id)
        if kerja is None:
            return self.tidak_ada("Unggahan ini")
        baris = pekerjaan.rincian(node, id) if not kerja.berjalan else []
        banyak = {nama: sum(satu["nasib"] == nama for satu in baris) for nama in self.TAB}
        tab = request.args.get("tab") or next((nama for nama in self.TAB if banyak[nama]), next(iter(self.TAB)))
        dipilih = [satu for satu in baris if satu["nasib"] == tab]
        halaman = self.halaman_ke()
        return self.render(
            "sid_bantuan/bantuan/unggah_satu.html", kerja=kerja, tab=tab, banyak=banyak, TAB=self.TAB, kata=self.kata,
            baris=dipilih[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], halaman=halaman, arti=self.arti,
            halaman_akhir=-(-len(dipilih) // SEHALAMAN) or 1, boleh_impor=self.boleh("impor"),
            diambil=sum(banyak[nama] for nama in self.DIAMBIL), akibat=self.akibat(banyak),
            kepala=self.rincian_kepala(kerja.isi.get("meta") or {}),
        )  # fmt: skip

    def _kerja(self, id: str) -> pekerjaan.Pekerjaan | None:
        kerja = pekerjaan.baca(host.node(), id)
        return kerja if kerja is not None and kerja.jenis == self.kerja else None

    @expose("/<id>/keadaan")
    def keadaan(self, id):
        """How far it is, for the page that waits."""
        kerja = self._kerja(id)
        if kerja is None:
            return jsonify(berjalan=False), 404
        return jsonify(kerja.kemajuan)

    @expose("/<id>/kolom", methods=["POST"])
    def kolom(self, id):
        """What the columns mean, as somebody who knows the sheet says; remembered for the next one of its kind."""
        node, kerja = host.node(), self._kerja(id)
        isi = pekerjaan.berkas(node, id) if kerja else None
        if isi is None:
            return self.tidak_ada("Unggahan ini")
        judul = kerja.isi.get("judul", [])
        peta = tabel_luar.peta_kiriman(request.form, self.arti, len(judul))
        if salah := _salah_peta(peta, judul, self.arti):
            flash(salah, "error")
            return redirect(url_for(".buka", id=id))
        meta = kerja.isi["meta"]
        tabel_luar.ingat(node, self.kunci(meta), judul, peta)
        self._periksa(node, id, isi, meta, peta)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/ambil", methods=["POST"])
    def ambil(self, id):
        """Take what was shown."""
        node, kerja = host.node(), self._kerja(id)
        isi = pekerjaan.berkas(node, id) if kerja else None
        if isi is None or "peta" not in kerja.isi:
            return self.tidak_ada("Unggahan ini")
        tugas = _kerja_ambil(type(self), isi, kerja.isi, host.operator())
        pekerjaan.mulai(node, id, (pekerjaan.SIAP,), "ambil", tugas)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/ulangi", methods=["POST"])
    def ulangi(self, id):
        """Look through the same file again, after an interruption."""
        node, kerja = host.node(), self._kerja(id)
        isi = pekerjaan.berkas(node, id) if kerja else None
        if isi is None or "meta" not in kerja.isi:
            return self.tidak_ada("Unggahan ini")
        self._periksa(node, id, isi, kerja.isi["meta"], None)
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/batal", methods=["POST"])
    def batal(self, id):
        """Leave it: the uploaded file is forgotten."""
        kerja = self._kerja(id)
        if kerja is not None and kerja.berjalan:
            flash("Unggahan ini sedang dikerjakan; tunggu sampai selesai.", "error")
            return redirect(url_for(".buka", id=id))
        if kerja is not None:
            pekerjaan.hapus(host.node(), id)
            flash("Unggahan dibatalkan dan berkasnya dihapus. Tidak ada data yang berubah.", "success")
        return redirect(url_for(".index"))

    @expose("/<id>/sisa.xlsx")
    def unduh(self, id):
        """The lines that were not taken, as they came, each with its reason."""
        node, kerja = host.node(), self._kerja(id)
        isi = pekerjaan.berkas(node, id, "hasil") if kerja else None
        if isi is None:
            return self.tidak_ada("Lembar ini")
        ingat(EXCEL, self.sumber, node.code, f"Sisa unggahan {kerja.judul}")
        nama = f"{PurePath(kerja.judul).stem}-sisa.xlsx"
        return send_file(BytesIO(isi), mimetype=XLSX, as_attachment=True, download_name=nama)


def _salah_peta(peta: Mapping[str, int], judul, arti: Mapping[str, Arti]) -> str:
    if kurang := tabel_luar.kurang(peta, arti):
        return f"Kolom {', '.join(arti[nama].judul for nama in kurang)} belum dipilih."
    ganda = [judul[ke] for ke in set(peta.values()) if list(peta.values()).count(ke) > 1]
    return f"Kolom «{ganda[0]}» dipilih untuk dua isian." if ganda else ""


def _kerja_periksa(jenis, isi: bytes, meta: dict, kunci: str, peta: dict | None) -> pekerjaan.Kerja:
    """The work of looking through: nothing is stored but the preview."""

    def kerja(node, maju):
        tabel = _baca(isi, jenis.arti)
        dipakai = peta or tabel_luar.peta(node, kunci, tabel.judul, jenis.arti)
        dasar = {
            "meta": meta,
            "judul": list(tabel.judul),
            "peta": dipakai,
            "contoh": [list(satu) for satu in tabel.baris[:3]],
        }
        if kurang := tabel_luar.kurang(dipakai, jenis.arti):
            return pekerjaan.Hasil(pekerjaan.SIAP, "", dasar | {"kurang": kurang}, rincian=[])
        return _isi(dasar, _tolak_jadi_gagal(jenis.rencana, node, meta, tabel, dipakai, maju))

    return kerja


def _kerja_ambil(jenis, isi: bytes, dasar: dict, operator) -> pekerjaan.Kerja:
    """The work of taking it, then what follows from it."""

    def kerja(node, maju):
        tabel = _baca(isi, jenis.arti)
        hasil = _tolak_jadi_gagal(jenis.terapkan, node, dasar["meta"], tabel, dasar["peta"], operator, maju)
        semua = waiting(node)
        while sisa := drain(node):
            maju("Menyusun keadaan dan peringatan", max(semua - sisa, 0), semua)
        return _isi({nama: dasar[nama] for nama in ("meta", "judul", "peta")}, hasil)

    return kerja


def _isi(dasar: dict, hasil: pekerjaan.Hasil) -> pekerjaan.Hasil:
    hasil.isi = dasar | hasil.isi
    return hasil


def _tolak_jadi_gagal(kerja: Kerja, *isi):
    try:
        return kerja(*isi)
    except DataDitolak as salah:
        raise pekerjaan.Gagal(" ".join(f"{satu.judul}. {satu.saran}" for satu in salah.kesalahan)) from salah


def _baca(isi: bytes, arti: Mapping[str, Arti]) -> TabelLuar:
    return _tolak_jadi_gagal(tabel_luar.baca, isi, arti)
