"""Letters in figures: per kind and month, chart and table, for a village or any area above."""

import time
from datetime import date

from flask import abort, current_app, request, url_for
from flask_admin import expose

from .... import host
from ....domain import surat as kata
from ....domain.peran import boleh
from ....domain.tanggal import BULAN
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from .. import statistik
from .dasar import NADA

SEHALAMAN = 100
INGAT = 600
"""Seconds a kabupaten's figures are kept: a quarter of a million letters take a second."""
_KUNCI = "sidb_statistik_surat"
KEADAAN = {"": statistik.DIHITUNG} | {nama: (nilai,) for nilai, nama in statistik.KEADAAN.items()}
"""What can be asked for behind a number -> the states that are meant."""


class LayarStatistikSurat(Bertempat, HalamanDasar):
    """Letters per kind and month, and per place."""

    sumber, ikon = "statistik", "grafik"
    aksi = {"unduh": "ekspor"}

    @expose("/")
    def index(self):
        """The figures of one year, as chart and tables."""
        wilayah, tahun = self._minta()
        baris, per_tempat = self._hitung(wilayah, tahun)
        bulan = statistik.per_bulan(baris)
        return self.render(
            "sid_bantuan/surat/statistik.html", wilayah=wilayah, tahun=tahun, baris=baris, per_bulan=bulan,
            semua_tahun=statistik.tahun_ada(host.node().engine, date.today()), bulan=BULAN, jumlah=sum(bulan),
            per_tempat=per_tempat, tempat=jejak_tempat(wilayah, self.area()),
            bawahan=di_bawah(wilayah), grafik={"kata": [nama[:3] for nama in BULAN], "angka": bulan},
            nama_tempat=statistik.NAMA_TEMPAT.get(level(wilayah)), boleh_unduh=self.boleh("ekspor", wilayah),
            boleh_nama=boleh(host.operator(), "surat", "lihat", wilayah),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The tables as an Excel sheet."""
        wilayah, tahun = self._minta("ekspor")
        lembar = statistik.lembar(*self._hitung(wilayah, tahun), wilayah, tahun, date.today())
        return unduhan.unduh(lembar, unduhan.EXCEL, "statistik", wilayah)

    @expose("/nama")
    def nama(self):
        """The letters one number counts."""
        wilayah, tahun = self._minta()
        if not boleh(host.operator(), "surat", "lihat", wilayah):
            abort(403)
        bulan, kode, keadaan = request.args.get("bulan", 0, type=int), request.args.get("kode", "")[:40], ""
        if request.args.get("keadaan", "") in KEADAAN:
            keadaan = request.args.get("keadaan", "")
        bulan, halaman = bulan if 0 <= bulan <= 12 else 0, self.halaman_ke()
        rows, jumlah = statistik.surat_terhitung(
            host.node().engine, wilayah, tahun, bulan, kode, KEADAAN[keadaan], (halaman - 1) * SEHALAMAN, SEHALAMAN
        )
        return self.render(
            "sid_bantuan/surat/statistik_nama.html", rows=rows, jumlah=jumlah, wilayah=wilayah, tahun=tahun, halaman=halaman,
            judul=self._judul(kode, bulan, tahun, keadaan), halaman_akhir=max(1, -(-jumlah // SEHALAMAN)), nada=NADA,
            alamat=_alamat, kata=kata.KEADAAN, di_desa=level(wilayah) == "desa", tempat_pendek=nama_pendek,
            sebut_judul=kata.sebut_judul,
            minta={"wilayah": wilayah, "tahun": tahun, "bulan": bulan, "kode": kode, "keadaan": keadaan},
        )  # fmt: skip

    def _minta(self, aksi: str = "lihat") -> tuple[str, int]:
        hari = date.today()
        tahun = request.args.get("tahun", hari.year, type=int)
        ada = statistik.tahun_ada(host.node().engine, hari)
        return self.tempat(request.args.get("wilayah"), aksi), tahun if tahun in ada else hari.year

    @staticmethod
    def _hitung(wilayah: str, tahun: int) -> tuple[list[statistik.PerJenis], list[statistik.PerTempat]]:
        """The figures; a kabupaten's are kept for some minutes."""
        node, ingatan = host.node(), current_app.extensions.setdefault(_KUNCI, {})
        saat, ada = ingatan.get((wilayah, tahun), (0.0, None))
        if ada is None or time.monotonic() - saat > INGAT or "segar" in request.args:
            ada = statistik.baris_jenis(node, wilayah, tahun), statistik.baris_tempat(node.engine, wilayah, tahun)
            if level(wilayah) == "kabupaten":
                ingatan[wilayah, tahun] = (time.monotonic(), ada)
        return ada

    @staticmethod
    def _judul(kode: str, bulan: int, tahun: int, keadaan: str) -> str:
        apa = statistik.nama_jenis(host.node()).get(kode, kode) if kode else "Semua surat"
        sebut = {"batal": ", dibatalkan", "menunggu_camat": ", menunggu camat", "terbit": ", terbit"}.get(keadaan, "")
        return f"{apa}, {f'{BULAN[bulan - 1]} ' if bulan else ''}{tahun}{sebut}"


def _alamat(id: str) -> str | None:
    """The page of a letter: its own in a village, its line of the list above."""
    for endpoint in ("sidb_surat.buka", "sidb_daftar_surat.details_view"):
        if endpoint in current_app.view_functions:
            return url_for(endpoint, id=id)
    return None
