"""A long book becomes a PDF in the background: its page shows how far it is, may be left, and is found again."""

from io import BytesIO

from flask import jsonify, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain.lampid import sebut_bulan
from ....domain.peran import boleh
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan import pekerjaan
from ..buku import daftar, pdf

JENIS = "buku"
BANYAK = 1_200
"""Rows up to which a PDF is made while one waits: well under two seconds."""


class HalamanKerja:
    """Mix into the page of the books."""

    def mulai_pdf(self, node, minta) -> str:
        """Begin to make a PDF; the id of the work."""
        judul = f"{minta.buku.nama}, {nama_pendek(minta.wilayah)}, {sebut_bulan(minta.bulan)}"
        id = pekerjaan.buat(node, host.operator(), JENIS, judul)
        kerja = kerja_pdf(minta.buku.kode, minta.wilayah, minta.bulan, self.lengkap(minta.wilayah), minta.kertas)
        pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "pdf", kerja)
        return id

    @expose("/kerja/<id>")
    def kerja(self, id):
        """How far it is, and the file once it is there."""
        satu = self._milik(id)
        if satu is None:
            return self.ditolak(404, "Berkas ini tidak ada lagi", "Buka bukunya dan unduh sekali lagi.")
        return self.render(
            "sid_bantuan/buku/kerja.html", kerja=satu, alamat_keadaan=url_for(".keadaan", id=id),
            boleh_ambil=self._boleh_ambil(satu),
        )  # fmt: skip

    @expose("/kerja/<id>/keadaan")
    def keadaan(self, id):
        """The same for the page that waits."""
        satu = self._milik(id)
        if satu is None:
            return jsonify(berjalan=False), 404
        return jsonify(satu.kemajuan)

    @expose("/kerja/<id>/buku.pdf")
    def berkas(self, id):
        """The file."""
        satu = self._milik(id)
        isi = pekerjaan.berkas(host.node(), id, "hasil") if satu and self._boleh_ambil(satu) else None
        if isi is None:
            return self.ditolak(404, "Berkas ini tidak ada lagi", "Buka bukunya dan unduh sekali lagi.")
        nama = f"{satu.isi['berkas']}.pdf"
        return send_file(BytesIO(isi), mimetype="application/pdf", as_attachment=True, download_name=nama)

    def _milik(self, id: str):
        """The work, if it is the making of a book."""
        satu = pekerjaan.baca(host.node(), id)
        return satu if satu is not None and satu.jenis == JENIS else None

    @staticmethod
    def _boleh_ambil(satu: pekerjaan.Pekerjaan) -> bool:
        """Whether this person may have it: a file with whole NIK is for those whose task they are."""
        wilayah, orang = satu.isi.get("wilayah"), host.operator()
        if not satu.ada_hasil or not boleh(orang, "buku", "ekspor", wilayah):
            return False
        return not satu.isi["lengkap"] or boleh(orang, "penduduk", "lihat_nik", wilayah)


def kerja_pdf(kode: str, wilayah: str, bulan: str, lengkap: bool, kertas: str) -> pekerjaan.Kerja:
    """The work: read the book, then set it."""

    def kerja(node, maju):
        maju("Menyusun daftar", 0, 0)
        lembar = daftar.susun(node.engine, daftar.BUKU[kode], wilayah, bulan, lengkap=lengkap)
        baris = f"{lembar.tabel.semua:,}".replace(",", ".")
        maju(f"Menata {baris} baris menjadi halaman", 0, 0)
        isi = {"wilayah": wilayah, "bulan": bulan, "buku": kode, "lengkap": lengkap, "berkas": lembar.berkas}
        return pekerjaan.Hasil(isi=isi, berkas=pdf.tulis(lembar, kertas))

    return kerja
