"""What waits for the signature, made for a phone: the gist of each letter, sign it or give it back."""

from flask_admin import expose

from .... import host
from ....domain import surat as kata
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, tautan
from .. import alur, setelan
from ..kekurangan import kekurangan
from ..tables import Surat
from .dasar import sebut_isian

BANYAK = 20


class MenungguTandaTangan(HalamanDesa):
    """The letters that wait for the signature, the oldest first."""

    sumber, ikon = "surat", "pensil"

    def is_visible(self):
        """In the menu of those who may sign."""
        if boleh_di_sini("surat_tanda_tangan", "ubah") or boleh_di_sini("surat_tanda_tangan_wakil", "ubah"):
            return True
        return setelan.sekarang.operator_mencatat and boleh_di_sini("surat_pengajuan", "ubah")

    @expose("/")
    def index(self):
        """One card a letter."""
        node, operator = host.node(), host.operator()
        pilih = Surat.select().where(Surat.keadaan == kata.DITANDATANGANI, Surat.wilayah == node.code)
        surat = [
            {
                "surat": satu,
                "isian": sebut_isian(node, satu),
                "tindakan": alur.tindakan(node, operator, satu),
                "kekurangan": kekurangan(node, satu.kode, satu.penduduk_id, satu.id),
                "diajukan": next((ini for ini in alur.riwayat(satu.id) if ini.langkah == alur.AJUKAN), None),
            }
            for satu in pilih.order_by(Surat.pada, Surat.id).limit(BANYAK)
        ]
        return self.render(
            "sid_bantuan/surat/tanda_tangan.html", semua=surat, banyak=pilih.count(), tautan=tautan,
            boleh_lihat=self.boleh("ekspor"),
        )  # fmt: skip
