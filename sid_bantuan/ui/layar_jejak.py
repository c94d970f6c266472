"""The audit log as a page: who did what, the newest first; values only for those who may see them."""

from flask import current_app, request, url_for
from flask_admin import expose

from .. import host, jejak
from ..domain.angka import angka_kiriman
from ..domain.peran import boleh
from ..domain.pesan import nama_kolom
from ..domain.wilayah_nama import nama_pendek
from .dasar import HalamanDasar

BANYAK = 50
HALAMAN = {
    "penduduk": ("sidb_orang.buka", "sidb_antrean.nilai"),
    "keluarga": ("sidb_kk.buka", "sidb_antrean.nilai"),
    "mutasi": ("sidb_mutasi.buka", "sidb_antrean.nilai"),
    "surat": ("sidb_surat.buka", "sidb_daftar_surat.details_view"),
}
"""Record type -> the endpoints that may show it: in a village its own pages, above it the steward's sheet."""


class LayarJejak(HalamanDasar):
    """Entries page by page, filtered by action and person; it offers nothing that could change one."""

    sumber = "jejak"
    ikon = "jejak"

    @expose("/")
    def index(self):
        engine, saring = host.host().engine, {name: request.args.get(name, "") for name in ("aksi", "oleh", "rekam")}
        sampai = request.args.get("sampai", "")
        rows = jejak.baca(
            engine, aksi=saring["aksi"], oleh_id=saring["oleh"], rekam_id=saring["rekam"],
            sampai=angka_kiriman(sampai), banyak=BANYAK + 1,
        )  # fmt: skip
        return self.render(
            "sid_bantuan/jejak.html", rows=rows[:BANYAK], lanjut=rows[BANYAK - 1].id if len(rows) > BANYAK else None,
            saring=saring, aksi=jejak.AKSI, orang=jejak.orang(engine), nama_kolom=nama_kolom,
            boleh_isi=self._boleh_isi, sebut_tempat=nama_pendek,
            halaman=self._halaman,
        )  # fmt: skip

    @staticmethod
    def _halaman(satu: jejak.Jejak) -> str | None:
        """The page of the record an entry is about, where this application has one."""
        for endpoint in HALAMAN.get(satu.jenis, ()):
            if satu.rekam_id and endpoint in current_app.view_functions:
                return url_for(endpoint, id=satu.rekam_id)
        return None

    @staticmethod
    def _boleh_isi(satu: jejak.Jejak) -> bool:
        """An admin keeps the log but reads no resident: he sees which columns changed, not from what to what."""
        return boleh(host.operator(), satu.jenis, "lihat", satu.wilayah)
