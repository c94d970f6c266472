"""Moves between villages: which wait for whom, and since when."""

from flask import request
from flask_admin import expose

from .. import host
from ..domain.wilayah import is_code, within
from ..modules.lampid import masuk_jalan
from .monitoring import HalamanAtas
from .ringkasan import hari_sejak, tempat

BANYAK = 50
TAB = {
    "berjalan": ("Perlu diikuti", masuk_jalan.BERJALAN),
    "selesai": ("Selesai", ("diterima", "diteruskan")),
    "gugur": ("Dicabut dan dibatalkan", ("dicabut", "batal")),
}
"""The lists of the page: what somebody still has to do something about comes first."""
LENCANA = {"diterima": "valid", "ditolak": "perlu_perbaikan", "dikembalikan": "perlu_perbaikan", "menunggu": "info",
           "belum_dinilai": "menunggu"}  # fmt: skip


class LayarPindah(HalamanAtas):
    """Each move between two villages of the kabupaten, from the report to the arrival."""

    sumber, ikon = "mutasi_masuk", "pindah"

    @expose("/")
    def index(self):
        node, area = host.node(), self.area()
        tab = request.args.get("tab") if request.args.get("tab") in TAB else "berjalan"
        letak = request.args.get("letak", "")
        desa = request.args.get("wilayah", "")
        desa = desa if is_code(desa) and within(desa, area) and desa != area else ""
        halaman = max(1, request.args.get("halaman", 1, type=int))
        jumlah = masuk_jalan.hitung(node, area, desa)
        dipilih = (letak,) if letak in TAB[tab][1] else TAB[tab][1]
        banyak = sum(jumlah[satu] for satu in dipilih)
        semua_tab = [(nama, kata, sum(jumlah[satu] for satu in isi)) for nama, (kata, isi) in TAB.items()]
        return self.render(
            "sid_bantuan/kecamatan/pindah.html",
            rows=masuk_jalan.perpindahan(node, area, dipilih, desa, BANYAK, (halaman - 1) * BANYAK),
            jumlah=jumlah, banyak=banyak, tab=tab, semua_tab=semua_tab,
            pilihan=TAB[tab][1], letak=letak if letak in TAB[tab][1] else "", desa=desa,
            sebut=masuk_jalan.LETAK, lencana=LENCANA, hari_sejak=hari_sejak, halaman=halaman,
            halaman_akhir=-(-banyak // BANYAK) or 1,
            tempat=[(one.kode, one.nama) for one in tempat(node, area, "nama") if one.ada],
        )  # fmt: skip
