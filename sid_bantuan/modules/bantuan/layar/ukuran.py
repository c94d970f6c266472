"""Measures of a family or a resident: what is known over time beside what was paid out, and writing one down."""

from flask import current_app, flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.tanggal import baca_tanggal
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, sampaikan, segarkan, tautan
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from ...kependudukan.tables import Penduduk
from .. import ukuran_catat
from ..ukuran import DIDATA, UKURAN

HALAMAN = "sidb_ukuran.buka"
RINGKAS = 3
"""How many measures the family's page shows."""


class LayarUkuran(HalamanRekam):
    """Welfare of one family or resident."""

    sumber, ikon, daftar = "ukuran", "grafik", "sidb_keluarga.index_view"
    aksi = {"catat": "tambah", "hapus": "ubah"}

    @expose("/<jenis>/<id>")
    def buka(self, jenis, id):
        """What is known, and the form."""
        return self._gambar(jenis, id)

    @expose("/<jenis>/<id>", methods=["POST"])
    def catat(self, jenis, id):
        """Write a measure down."""
        isi, node = request.form, host.node()
        per, rusak = baca_tanggal(isi.get("per_tanggal"))
        try:
            if rusak:
                raise DataDitolak([Kesalahan(rusak, "per_tanggal")])
            ukuran_catat.catat(
                node,
                host.operator(),
                jenis,
                id,
                isi.get("ukuran", ""),
                isi.get("nilai", ""),
                per,
                isi.get("sumber", ""),
            )
        except DataDitolak as salah:
            return self._gambar(jenis, id, salah.kesalahan)
        segarkan(node)
        flash("Ukuran dicatat.", "success")
        return redirect(url_for(".buka", jenis=jenis, id=id))

    @expose("/<jenis>/<id>/hapus", methods=["POST"])
    def hapus(self, jenis, id):
        """Take a slip back."""
        node = host.node()
        try:
            if ukuran_catat.hapus(node, host.operator(), request.form.get("ukuran_id", "")):
                flash("Ukuran itu dihapus.", "success")
        except DataDitolak as salah:
            sampaikan(salah)
        segarkan(node)
        return redirect(url_for(".buka", jenis=jenis, id=id))

    def _gambar(self, jenis: str, id: str, salah=()):
        node = host.node()
        if (siapa := ukuran_catat.subjek(node, jenis, id)) is None:
            return self.tidak_ada("Keluarga atau warga")
        return self.render(
            "sid_bantuan/bantuan/ukuran.html", jenis=jenis, id=id, nama=siapa[1], riwayat=ukuran_catat.riwayat(node, siapa[:1]),
            diterima=ukuran_catat.diterima(node, siapa[:1]), ukuran=UKURAN, didata=DIDATA, isi=request.form, tautan=tautan,
            salah={satu.kolom: satu for satu in reversed(list(salah))}, boleh_catat=self.boleh("tambah"),
            boleh_hapus=self.boleh("ubah"), sini=node.code,
        ), 422 if salah else 200  # fmt: skip


def di_keluarga(node, keluarga_id: str) -> Sisipan | None:
    """On the family's page: the latest measures, and the way to all of them."""
    if not boleh_di_sini("ukuran", "lihat") or HALAMAN not in current_app.view_functions:
        return None
    isi = {
        "riwayat": ukuran_catat.riwayat(node, [keluarga_id])[:RINGKAS], "ukuran": UKURAN,
        "diterima": ukuran_catat.diterima(node, [keluarga_id])[:RINGKAS], "boleh_catat": boleh_di_sini("ukuran", "tambah"),
        "alamat": url_for(HALAMAN, jenis="keluarga", id=keluarga_id),
    }  # fmt: skip
    return Sisipan("sid_bantuan/bantuan/sisipan_ukuran.html", isi)


def di_orang(_node, orang: Penduduk) -> Sisipan | None:
    """From a resident without a family the way to his own measures."""
    if orang.keluarga_id or not boleh_di_sini("ukuran", "tambah") or HALAMAN not in current_app.view_functions:
        return None
    return Sisipan(
        "sid_bantuan/bantuan/sisipan_ukuran_orang.html", {"alamat": url_for(HALAMAN, jenis="penduduk", id=orang.id)}
    )


sisipkan("kk.atas", di_keluarga)
sisipkan("orang.aksi", di_orang)
