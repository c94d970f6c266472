"""Names of many villages become an Excel sheet in the background: its page shows how far it is and may be left."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from flask import jsonify, redirect, send_file, url_for
from flask_admin import expose

from .... import host
from ....domain.peran import boleh
from ....ui.ekspor import XLSX
from ...kependudukan import pekerjaan
from ...lampid.buku import xlsx
from ...lampid.buku.lembar import Lembar
from ...lampid.layar import unduhan

JENIS = "lembar_bantuan"
TERBANYAK = 1_040_000
"""Rows of one sheet: Excel's own end, less what stands above and below them."""


@dataclass(frozen=True)
class Minta:
    """What is to be made. ``sumber``: whose export it is; ``nik``: whose NIK stand in it whole, empty where none do;
    ``kunci``: what tells it from others."""

    judul: str
    wilayah: str
    sumber: str
    nik: str
    kunci: str
    susun: Callable[[object, pekerjaan.Maju], Lembar]
    """``(node, maju)`` -> the sheet; runs in a thread of its own."""


class LembarLatar:
    """Mix into a page that has such a sheet; ``sumber_lembar``: what its files may be about."""

    sumber_lembar: str

    def mulai_lembar(self, minta: Minta):
        """Begin, or go on to the same sheet that is being made already."""
        node = host.node()
        sama = (
            satu for satu in pekerjaan.daftar(node, JENIS) if satu.berjalan and satu.isi.get("kunci") == minta.kunci
        )
        if ada := next(sama, None):
            return redirect(url_for(".lembar", id=ada.id))
        isi = {"sumber": minta.sumber, "wilayah": minta.wilayah, "nik": minta.nik, "kunci": minta.kunci}
        id = pekerjaan.buat(node, host.operator(), JENIS, minta.judul, isi=isi)
        pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "xlsx", _kerja(minta, isi))
        return redirect(url_for(".lembar", id=id))

    @expose("/lembar/<id>")
    def lembar(self, id):
        """How far it is, and the file once it is there."""
        if (satu := self._lembar_boleh(id)) is None:
            return self._lembar_tiada()
        return self.render(
            "sid_bantuan/bantuan/lembar_kerja.html", kerja=satu, alamat_keadaan=url_for(".lembar_keadaan", id=id)
        )

    @expose("/lembar/<id>/keadaan")
    def lembar_keadaan(self, id):
        """The same for the page that waits."""
        if (satu := self._lembar_boleh(id)) is None:
            return jsonify(berjalan=False), 404
        return jsonify(satu.kemajuan)

    @expose("/lembar/<id>/unduh.xlsx")
    def lembar_berkas(self, id):
        """The file."""
        satu = self._lembar_boleh(id)
        isi = pekerjaan.berkas(host.node(), id, "hasil") if satu else None
        if isi is None:
            return self._lembar_tiada()
        unduhan.ingat(unduhan.EXCEL, satu.isi["sumber"], satu.isi["wilayah"], satu.judul)
        nama = f"{satu.isi['berkas']}.xlsx"
        return send_file(BytesIO(isi), mimetype=XLSX, as_attachment=True, download_name=nama)

    def _lembar_boleh(self, id: str) -> pekerjaan.Pekerjaan | None:
        """The making of a sheet of this page, if this person may take that along; whole NIK are for those whose task they are."""
        satu, orang = pekerjaan.baca(host.node(), id), host.operator()
        if satu is None or satu.jenis != JENIS or satu.isi["sumber"] != self.sumber_lembar:
            return None
        dapat = boleh(orang, satu.isi["sumber"], "ekspor", satu.isi["wilayah"])
        nik = not satu.isi["nik"] or boleh(orang, satu.isi["nik"], "lihat_nik", satu.isi["wilayah"])
        return satu if dapat and nik else None

    def _lembar_tiada(self):
        return self.ditolak(404, "Lembar ini tidak ada lagi", "Buka daftarnya dan unduh sekali lagi.")


def _kerja(minta: Minta, isi: dict) -> pekerjaan.Kerja:
    def kerja(node, maju):
        lembar = minta.susun(node, maju)
        if lembar.tabel.semua > TERBANYAK:
            raise pekerjaan.Gagal(
                "Barisnya lebih banyak daripada yang muat dalam satu lembar Excel. Unduh per kecamatan."
            )
        maju(f"Menulis {lembar.tabel.semua:,} baris".replace(",", "."), 0, 0)
        tujuan = BytesIO()
        xlsx.tulis(lembar, tujuan, "a4")
        return pekerjaan.Hasil(isi=isi | {"berkas": lembar.berkas}, berkas=tujuan.getvalue())

    return kerja
