"""What the lists of the population share: how records are referred to, refused, thrown away and shown above the village."""

from collections.abc import Iterator

from flask import current_app, url_for

from ... import host
from ...domain import kode
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import level
from ...domain.wilayah_nama import nama_wilayah
from ...sync.local import drain
from ...ui.dasar import TampilanDasar
from ...ui.formulir import Rujukan
from ...ui.galat import Berubah, Ditolak
from ...ui.saring import SaringWilayah
from . import sampah
from .admin_cari import cari_keluarga, cari_penduduk
from .kesalahan import DataDitolak, SudahBerubah
from .tables import RECORDS, Keluarga, Lingkungan, Penduduk, RumahTangga

JENIS = {one.name: one for one in RECORDS}
SEGERA = 200
"""How many changed records are worked off right after storing, so that warnings stand there when the list returns."""


def _orang(row: Penduduk) -> str:
    """A resident among namesakes: name, birth date, the last digits of the NIK."""
    lahir = f"lahir {teks_tanggal(row.tanggal_lahir)}" if row.tanggal_lahir else ""
    nik = f"NIK …{row.nik[-4:]}" if row.nik else "belum ada NIK"
    return " · ".join(part for part in (row.nama, lahir, nik) if part)


def _kartu(row: Keluarga) -> str:
    return " · ".join(part for part in (str(row), row.alamat) if part)


RUJUKAN = {
    "keluarga": Rujukan(Keluarga, (Keluarga.no_kk,), _kartu, lambda query, teks: cari_keluarga(query, teks, True)),
    "lingkungan": Rujukan(Lingkungan, (Lingkungan.dusun, Lingkungan.rw, Lingkungan.rt)),
    "rumah_tangga": Rujukan(RumahTangga, (RumahTangga.nomor, RumahTangga.catatan)),
    "penduduk": Rujukan(Penduduk, (Penduduk.nama,), _orang, lambda query, teks: cari_penduduk(query, teks, True)),
}


class dengan_kata:
    """Within: what the actions refuse comes out as a form shows it."""

    def __enter__(self):
        return self

    def __exit__(self, _kind, error, _trace):
        if isinstance(error, DataDitolak):
            raise Ditolak(*((one.kolom, f"{one.judul}. {one.saran}".strip()) for one in error.kesalahan)) from error
        if isinstance(error, SudahBerubah):
            raise Berubah(error.beda[0].kolom, error.beda[0].versi) from error
        return False


def _of_another_table(sortable) -> bool:
    return isinstance(sortable, tuple) and isinstance(sortable[1], tuple)


class TampilanDesa(TampilanDasar):
    """What these lists share: refusals in the words of the actions, the recycle bin, the place above the village."""

    dari = {"kepala": "nama_kepala", "anggota": "anggota_banyak"}
    halaman = ""
    """The endpoint of a record's own page, in a village."""

    def __init__(self, code: str, **kwargs):
        self.di_desa = level(code) == "desa"
        if not self.di_desa:
            self.column_list = (*self.column_list, "wilayah")
            self.column_filters = (SaringWilayah(self.jenis.model, nama_wilayah), *(self.column_filters or ()))
            # By a column of another table a whole regency would have to be joined first.
            self.column_sortable_list = tuple(one for one in self.column_sortable_list if not _of_another_table(one))
        self.column_labels = {"wilayah": "Desa/Kelurahan", "verval": "Verval", "peringatan": "Peringatan"} | (
            self.column_labels or {}
        )
        super().__init__(**kwargs)

    def tautan(self, row):
        if self.di_desa and self.halaman in current_app.view_functions:
            return url_for(self.halaman, id=row.id)
        return super().tautan(row)

    def buang(self, ids):
        with dengan_kata():
            sampah.buang(host.node(), host.operator(), self.sumber, ids)
        self.sesudah_simpan()

    def buang_anak(self, anak, ids):
        with dengan_kata():
            sampah.buang(host.node(), host.operator(), anak.nama, ids)

    def sesudah_simpan(self):
        drain(host.node(), SEGERA)


def hidup_di(link, rows) -> Iterator[Penduduk]:
    """The living people of these families or households, in the order of the card; one query."""
    if not rows:
        return iter(())
    query = Penduduk.select().where(link.in_([row.id for row in rows]), Penduduk.status_dasar == kode.HIDUP)
    return iter(query.order_by(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir, Penduduk.id))
