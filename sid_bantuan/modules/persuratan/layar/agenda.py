"""The agenda books on screen: letters out and in, by year and month; as Excel and as PDF ready to sign."""

from dataclasses import dataclass
from datetime import date

from flask import request, url_for
from flask_admin import expose

from .... import host
from ....domain.lampid import NAMA_BULAN, is_bulan
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan.layar.dasar import HalamanDesa
from ...lampid.layar import unduhan
from ...lampid.layar.buku_baris import Gambar
from .. import agenda, kop
from ..agenda import KELUAR, MASUK, NAMA, SEBUTAN, Masa

HALAMAN = 100


@dataclass(frozen=True)
class Permintaan:
    """What is asked for: which book, of when, which page."""

    buku: str
    masa: Masa
    halaman: int

    def alamat(self, **lain) -> dict:
        """What stands in the address; ``lain`` replaces."""
        isi = {"buku": self.buku, "tahun": self.masa.tahun, "bulan": self.masa.bulan[5:]} | lain
        return {nama: nilai for nama, nilai in isi.items() if nilai not in (None, "")}


class LayarAgenda(HalamanDesa):
    """The two agenda books of the village."""

    sumber, ikon = "surat", "buku"
    aksi = {"unduh_xlsx": "ekspor", "unduh_pdf": "ekspor"}

    def _minta(self) -> Permintaan:
        """What this request asks for; rubbish becomes the book of this year."""
        buku = MASUK if request.values.get("buku") == MASUK else KELUAR
        ada = agenda.tahun_ada(host.node(), buku, date.today())
        tahun = request.values.get("tahun", 0, type=int)
        tahun = tahun if tahun in ada else ada[0]
        bulan = f"{tahun}-{request.values.get('bulan', '')}"
        return Permintaan(buku, Masa(tahun, bulan if is_bulan(bulan) else ""), self.halaman_ke())

    @expose("/")
    def index(self):
        """One book, a page of it."""
        minta, node = self._minta(), host.node()
        lembar = agenda.susun(node, minta.buku, minta.masa, (minta.halaman - 1) * HALAMAN, HALAMAN)
        ke = "sidb_surat.buka" if minta.buku == KELUAR else "sidb_surat_masuk.buka"
        return self.render(
            "sid_bantuan/surat/agenda.html", minta=minta, lembar=lembar, buku=SEBUTAN,
            tahun=agenda.tahun_ada(node, minta.buku, date.today()), nama_bulan=NAMA_BULAN,
            gambar=Gambar(lambda sel: url_for(ke, id=sel.pilihan.id)),
            halaman_akhir=max(1, -(-lembar.tabel.semua // HALAMAN)), boleh_unduh=self.boleh("ekspor"),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh_xlsx(self):
        """The whole book as an Excel sheet."""
        return self._unduh(unduhan.EXCEL)

    @expose("/unduh.pdf", methods=["POST"])
    def unduh_pdf(self):
        """The whole book as a PDF ready to sign."""
        return self._unduh(unduhan.PDF)

    def _unduh(self, bentuk: str):
        minta, node = self._minta(), host.node()
        lembar = agenda.susun(node, minta.buku, minta.masa)
        label = f"{NAMA[minta.buku]} {nama_pendek(node.code)}, {minta.masa.sebut.lower()}"
        return unduhan.unduh(lembar, bentuk, "surat", node.code, label, _kertas())


def _kertas() -> str:
    """The paper this office's letters are printed on."""
    return kop.berlaku(host.node()).kertas.lower()
