"""Many records at once: fix what is meant, look through a random sample, decide, watch it being carried out."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import abort, flash, jsonify, redirect, request
from flask_admin import expose

from .. import host
from ..domain.alasan import untuk
from ..domain.angka import angka_kiriman
from ..modules.verval import massal
from ..modules.verval.alasan import milik_kantor
from ..modules.verval.daftar import TANPA, cacah, satu
from ..modules.verval.putusan import PutusanSalah, TidakBerhak
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from .antrean import POTONGAN, HalamanAntrean
from .lembar import lembar


class LayarSekaligus(HalamanAntrean):
    """The road of one bulk decision; each page of it has an address, so it can be left and found again."""

    aksi = {"siapkan": "verval", "contoh": "verval", "mulai": "verval", "langkah": "verval", "urungkan": "verval"}

    def is_visible(self):
        return False

    @expose("/")
    def index(self):
        rows = [one for one in massal.terakhir(host.node()) if self.boleh("lihat", one.saringan.wilayah)]
        return self.render("sid_bantuan/kecamatan/sekaligus.html", rows=rows)

    @expose("/siapkan", methods=["POST"])
    def siapkan(self):
        """Valid for all without warnings, or back for all the filter finds."""
        saringan = self.saringan()
        if request.form.get("putusan") == VALID:
            saringan = saringan.dengan(tanda=TANPA, kode="")
        if not cacah(host.node(), saringan).jumlah:
            flash("Tidak ada data yang cocok dengan saringan ini.", "info")
            return redirect(self.get_url("sidb_antrean.index", **saringan.alamat()))
        try:
            baru = massal.siapkan(host.node(), host.operator(), saringan)
        except TidakBerhak:
            abort(403)
        return redirect(self.get_url(".satu", id=baru.id, putusan=request.form.get("putusan", VALID)))

    @expose("/<id>")
    def satu(self, id: str):
        node, penilaian = host.node(), self._baca(id)
        if penilaian.keadaan != massal.DISIAPKAN:
            return self.render(
                "sid_bantuan/kecamatan/sekaligus_jalan.html", penilaian=penilaian, hasil=massal.ringkas(node, id),
                BATAL=massal.BATAL, JALAN=massal.JALAN, SELESAI=massal.SELESAI,
            )  # fmt: skip
        if request.args.get("putusan") == PERLU_PERBAIKAN:
            return self._alasan(penilaian)
        return self._contoh(penilaian)

    def _alasan(self, penilaian: massal.Penilaian, isi: Mapping[str, str] = MappingProxyType({})):
        """Why all of them go back: empty, or as it was filled."""
        return self.render(
            "sid_bantuan/kecamatan/sekaligus_kembali.html", penilaian=penilaian, usulan=isi.get("alasan"),
            pesan_lama=isi.get("pesan", ""), alasan=untuk(penilaian.saringan.jenis or "penduduk"),
            milik_kantor=milik_kantor(host.node().engine),
        )  # fmt: skip

    def _contoh(self, penilaian: massal.Penilaian):
        """The next of the sample, or the question whether all are to be valid."""
        node, urutan = host.node(), penilaian.dilihat
        while urutan < len(penilaian.contoh):
            row = satu(node, penilaian.contoh[urutan])
            if row is not None:
                return self.render(
                    "sid_bantuan/kecamatan/sekaligus_contoh.html", penilaian=penilaian, urutan=urutan + 1,
                    saringan=penilaian.saringan, berikut=None, sisa=None, alasan=untuk(row.jenis), usulan=None,
                    milik_kantor=milik_kantor(node.engine), **lembar(node, row, self.lengkap(row)),
                )  # fmt: skip
            urutan += 1
            massal.sudah_dilihat(node, penilaian.id, urutan)
        return self.render("sid_bantuan/kecamatan/sekaligus_yakin.html", penilaian=massal.baca(node, penilaian.id))

    @expose("/<id>/contoh", methods=["POST"])
    def contoh(self, id: str):
        penilaian = self._baca(id)
        urutan = angka_kiriman(request.form.get("urutan"))
        if urutan is not None and urutan <= len(penilaian.contoh):
            massal.sudah_dilihat(host.node(), id, urutan)
        return redirect(self.get_url(".satu", id=id))

    @expose("/<id>/mulai", methods=["POST"])
    def mulai(self, id: str):
        form, penilaian = request.form, self._baca(id)
        try:
            massal.mulai(
                host.node(), host.operator(), penilaian, form.get("putusan", ""), form.get("alasan"), form.get("pesan")
            )
        except PutusanSalah as error:
            flash(str(error), "error")
            if form.get("putusan") == PERLU_PERBAIKAN and penilaian.keadaan == massal.DISIAPKAN:
                return self._alasan(penilaian, form), 422
            return redirect(self.get_url(".satu", id=id))
        return redirect(self.get_url(".satu", id=id))

    @expose("/<id>/langkah", methods=["POST"])
    def langkah(self, id: str):
        penilaian = self._baca(id)
        if penilaian.keadaan == massal.JALAN:
            massal.langkah(host.node(), host.operator(), penilaian)
        return self._sampai_mana(id)

    @expose("/<id>/urungkan", methods=["POST"])
    def urungkan(self, id: str):
        penilaian = self._baca(id)
        if penilaian.keadaan in (massal.JALAN, massal.SELESAI, massal.BATAL):
            massal.urungkan(host.node(), host.operator(), penilaian)
        return self._sampai_mana(id)

    def _sampai_mana(self, id: str):
        hasil, penilaian = massal.ringkas(host.node(), id), self._baca(id)
        membatalkan = penilaian.keadaan == massal.BATAL
        left = hasil.get("dinilai" if membatalkan else "menunggu", 0)
        if request.headers.get(POTONGAN):
            return jsonify(sisa=left, jumlah=penilaian.jumlah, hasil=hasil)
        return redirect(self.get_url(".satu", id=id))

    def _baca(self, id: str) -> massal.Penilaian:
        """The bulk decision; 404 where there is none, 403 where its area is not this person's."""
        found = massal.baca(host.node(), id)
        if found is None:
            abort(404)
        if not self.boleh("verval", found.saringan.wilayah):
            abort(403)
        return found
