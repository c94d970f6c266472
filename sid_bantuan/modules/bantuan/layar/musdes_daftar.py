"""The list of village meetings."""

from .... import host
from ....ui.saring import Saring
from ....ui.tampil import lencana
from ...kependudukan.admin_dasar import TampilanDesa
from .. import musdes
from ..tables_usulan import RECORDS, Musdes
from .usulan_dasar import pilihan_program, singkatan

_JENIS = next(satu for satu in RECORDS if satu.name == "musdes")
TERBUKA, DITUTUP, DIPUTUSKAN = "terbuka", "ditutup", "diputuskan"
KEADAAN = {TERBUKA: "Berita acara terbuka", DITUTUP: "Menunggu keputusan", DIPUTUSKAN: "Sudah ada keputusan"}
NADA = {TERBUKA: "netral", DITUTUP: "menunggu", DIPUTUSKAN: "valid"}
_SYARAT = {
    TERBUKA: lambda: Musdes.selesai == 0,
    DITUTUP: lambda: (Musdes.selesai == 1) & Musdes.nomor_keputusan.is_null(),
    DIPUTUSKAN: lambda: Musdes.nomor_keputusan.is_null(False),
}


def keadaan(baris: Musdes) -> str:
    """Whether its minutes are open, closed, or followed by a decision."""
    if baris.nomor_keputusan:
        return DIPUTUSKAN
    return DITUTUP if baris.selesai else TERBUKA


class TampilanMusdes(TampilanDesa):
    """The meetings of the village."""

    jenis, ikon, sebutan_satu, halaman = _JENIS, "keluarga", "Musyawarah", "sidb_musdes.buka"
    terima = frozenset({"ekspor"})
    kolom_utama = "perihal"
    teks_cari = "Perihal atau nomor"
    kosong = ("Belum ada musyawarah", "Catat musyawarah desa beserta daftar hadir, keputusan, dan nama yang dibahas.")
    column_list = ("perihal", "tgl", "program", "hadir", "selesai")
    column_searchable_list = (Musdes.perihal, Musdes.nomor, Musdes.nomor_keputusan)
    column_sortable_list = ("tgl",)
    column_default_sort = ("tgl", True)
    column_labels = {"perihal": "Perihal", "tgl": "Tanggal", "program": "Program", "hadir": "Hadir", "selesai": "Keadaan",
                     "nomor": "Nomor berita acara", "nomor_keputusan": "Nomor keputusan", "tempat": "Tempat",
                     "pimpinan": "Pimpinan"}  # fmt: skip
    kelas_kolom = {"tgl": "nomor", "hadir": "nomor"}
    column_export_list = ("tgl", "perihal", "nomor", "tempat", "pimpinan", "hadir", "nomor_keputusan", "selesai")
    column_details_list = column_export_list
    list_template = "sid_bantuan/bantuan/musdes_daftar.html"

    def __init__(self, code: str, **kwargs):
        self.column_filters = (
            Saring("program", "Program", Musdes.program, pilihan=pilihan_program),
            Saring("keadaan", "Keadaan", pilihan=KEADAAN, syarat=lambda pilih: _SYARAT[pilih]()),
        )
        self.column_formatters = {
            "program": lambda _v, _c, row, _n: row.nama_program,
            "hadir": lambda _v, _c, row, _n: _hadir(row),
            "selesai": lambda _v, _c, row, _n: lencana(NADA[keadaan(row)], KEADAAN[keadaan(row)]),
        }
        self.column_formatters_export = self.column_formatters | {
            "selesai": lambda _v, _c, row, _n: KEADAAN[keadaan(row)]
        }
        super().__init__(code, **kwargs)

    def nama_baris(self, row):
        return row.perihal

    def lengkapi(self, rows):
        nama = singkatan(rows)
        for row in rows:
            row.nama_program = nama.get(row.id, "")

    @property
    def boleh_catat(self) -> bool:
        """Whether the person at the screen may enter a meeting."""
        return self.boleh("tambah", host.node().code)


def _hadir(row: Musdes) -> str:
    hadir = len(musdes.isi(row).hadir)
    return f"{hadir} dari {row.undangan}" if row.undangan else f"{hadir} orang"
