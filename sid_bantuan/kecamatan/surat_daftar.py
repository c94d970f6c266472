"""The villages' letters above them: number, day, kind, for whom, where they stand; not what they say."""

from ..domain import surat as kata
from ..modules.persuratan.layar.daftar import TampilanSurat
from ..modules.persuratan.tables import Surat


class TampilanSuratAtas(TampilanSurat):
    """Every letter that has its number. Drafts are the village's own business."""

    list_template = "sid_bantuan/daftar.html"
    kosong = ("Belum ada surat", "Surat tampak di sini setelah ditandatangani di desa dan dikirim.")
    column_default_sort = ("tgl_surat", True)
    column_list = ("nama", "judul", "keadaan", "tgl_surat")
    column_sortable_list = ("tgl_surat",)
    column_export_list = (
        "nomor", "tgl_surat", "judul", "nama", "keadaan", "berlaku_sampai", "penandatangan", "jabatan_penandatangan",
        "wilayah",
    )  # fmt: skip
    column_details_list = (*column_export_list[:-1], "alasan_batal", "wilayah")

    def __init__(self, code: str, **kwargs):
        super().__init__(code, **kwargs)
        for satu in self.column_filters:
            if satu.kunci == "keadaan":
                satu._pilihan = {
                    nama: kata.KEADAAN[nama] for nama in (kata.TERBIT, kata.MENGETAHUI, kata.DIKEMBALIKAN, kata.BATAL)
                }

    def pilih(self):
        return super().pilih().where(Surat.urut.is_null(False))

    def is_action_allowed(self, name):
        return False
