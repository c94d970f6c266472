"""What the village's own pages share."""

import logging
from typing import ClassVar

from flask import current_app, flash, redirect, url_for
from flask_admin import expose

from .... import host
from ....domain.peran import boleh
from ....domain.pesan import kalimat_tersimpan
from ....domain.wilayah_nama import nama_pendek
from ....sync.local import drain
from ....ui.dasar import HalamanDasar
from ..kesalahan import DataDitolak
from .sambungan import alamat_rekam

log = logging.getLogger("sid_bantuan.layar")

SEGERA = 200
"""How many changed records a page works off at once, so that a warning stands there when it is drawn again."""

tautan = alamat_rekam


class HalamanDesa(HalamanDasar):
    """A page of the village. ``di_menu``: whether the menu leads to it, or only other pages do."""

    di_menu: ClassVar[bool] = True

    def is_visible(self):
        return self.di_menu

    def render(self, template, **isi):
        return super().render(template, sebut_tempat=nama_pendek, **isi)

    def tidak_ada(self, apa: str):
        """The page for a record that is not there (any more)."""
        return self.ditolak(
            404, f"{apa} tidak ditemukan", "Mungkin sudah dihapus. Cari lagi, atau lihat Tempat sampah."
        )

    def tidak_berhak(self):
        """The page for a right on another resource that is missing."""
        return self.inaccessible_callback("")


class HalamanRekam(HalamanDesa):
    """The page of one record: only other pages lead to it; its bare address leads to the list."""

    di_menu, daftar = False, "sidb_penduduk.index_view"

    @expose("/")
    def index(self):
        """The list, or the first page where this application has no such list."""
        ada = self.daftar in current_app.view_functions
        return redirect(url_for(self.daftar if ada else "sidb_beranda.index"))


def boleh_di_sini(sumber: str, aksi: str) -> bool:
    """Whether the person at the screen may do this in this village."""
    return boleh(host.operator(), sumber, aksi, host.node().code)


def segarkan(node) -> None:
    """Derive warnings and search from what was just stored; a fault there must not look as if nothing was saved."""
    try:
        drain(node, SEGERA)
    except Exception:
        log.exception("Peringatan dan pencarian belum dapat disusun; akan dicoba lagi")


def peringatan(node, ids: list[str]) -> dict[str, list[dict]]:
    """The stored warnings of these records, heaviest first, in words."""
    pilih, isi = node.engine.ids(ids)
    hasil: dict[str, list[dict]] = {}
    for id, kode, kolom, bobot, teks in node.engine.run(
        f"SELECT id, kode, kolom, bobot, isi FROM sb_peringatan WHERE id IN ({pilih}) ORDER BY bobot DESC, kode", isi
    ):
        judul, saran = kalimat_tersimpan(kode, teks)
        hasil.setdefault(id, []).append({"kode": kode, "kolom": kolom, "bobot": bobot, "judul": judul, "saran": saran})
    return hasil


def sampaikan(salah: DataDitolak) -> None:
    """Tell a refusal on the next page."""
    for satu in salah.kesalahan:
        flash(f"{satu.judul}. {satu.saran}".strip(), "error")
