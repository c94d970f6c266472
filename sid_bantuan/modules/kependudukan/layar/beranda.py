"""The village's first screen: what waits for you, most urgent first; then the register in a few true numbers."""

from flask import current_app, url_for
from flask_admin import expose

from .... import host
from ....domain.kode import HIDUP
from ...verval.tables import TERBUKA
from .. import pekerjaan
from . import impor, tugas
from .dasar import HalamanDesa, boleh_di_sini, tautan
from .sambungan import sisipan

SEBAGIAN = 6
"""How many returned records are shown here with their words; the rest is one click on."""


class Beranda(HalamanDesa):
    """What an operator sees first."""

    sumber, ikon = "beranda", "beranda"

    @expose("/")
    def index(self):
        """Tasks, then numbers, then warnings by kind."""
        node = host.node()
        jumlah = tugas.jumlah_tugas(node)
        return self.render(
            "sid_bantuan/desa/beranda.html",
            dikembalikan=tugas.perlu_diperbaiki(node, batas=SEBAGIAN) if boleh_di_sini("perbaikan", "lihat") else [],
            jumlah_dikembalikan=jumlah[TERBUKA],
            ditolak=tugas.ditolak(node, SEBAGIAN),
            jumlah_ditolak=tugas.jumlah_ditolak(node),
            bentrok=tugas.jumlah_bentrok(node),
            impor=self._impor(node),
            angka=tugas.angka_warga(node),
            verval=tugas.angka_verval(node),
            peringatan=tugas.jumlah_peringatan(node),
            aksi_lain=sisipan("beranda.aksi", node),
            tunggu_lain=sisipan("beranda.tunggu", node),
            angka_lain=sisipan("beranda.angka", node),
            tautan=tautan,
            daftar=_daftar,
            warga=_warga,
            boleh_tambah=boleh_di_sini("keluarga", "tambah"),
            boleh_impor=boleh_di_sini("impor", "impor"),
        )

    def _impor(self, node) -> list[pekerjaan.Pekerjaan]:
        """Imports that wait for the operator's word, run, or were interrupted."""
        if not boleh_di_sini("impor", "lihat"):
            return []
        semua = pekerjaan.daftar(node, impor.JENIS, 3)
        return [satu for satu in semua if satu.berjalan or satu.keadaan in (pekerjaan.SIAP, pekerjaan.TERPUTUS)]


def _daftar(endpoint: str, **saringan) -> str | None:
    """The list of names behind a number, where this application has that list."""
    nama = f"{endpoint}.index_view"
    return url_for(nama, **saringan) if nama in current_app.view_functions else None


def _warga(**saringan) -> str | None:
    """The list behind a number of this page, which counts those who live here."""
    return _daftar("sidb_penduduk", flt_status_dasar=HIDUP, **saringan)
