"""Reconciliation on screen: per village the counts, behind each the names, with the version a difference stems from."""

import time
from datetime import date

from flask import abort, current_app, request
from flask_admin import expose

from .... import host
from ....domain.bantuan import ARAH
from ....domain.peran import boleh
from ....domain.pesan import nama_kolom
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ....ui.tampil import nomor, nomor_tersamar
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, jejak_tempat
from .. import putaran, rekonsiliasi, rekonsiliasi_lembar
from ..rekonsiliasi import JENIS, SAMA, SELISIH, Rekon, Temuan
from ..tables_usulan import Putaran

SEHALAMAN = 100
INGAT = 600
"""Seconds the comparison of more than one village is kept."""
PALING_BANYAK = 8
"""How many comparisons are kept: that of a kabupaten has a line for everybody on the list."""
_KUNCI = "sidb_rekonsiliasi"
NADA = {"sama": "valid", "hilang": "perlu_perbaikan", "masih": "perlu_perbaikan", "asing": "peringatan",
        "beda": "info", "ganda": "peringatan"}  # fmt: skip
LAMA, BERBEDA = "lama", "berbeda"
PILIHAN = {"": "Semua", BERBEDA: "Yang berbeda", **JENIS, LAMA: "Berasal dari versi lama"}


class LayarRekonsiliasi(Bertempat, HalamanDasar):
    """What was handed in against the agency's list."""

    sumber, ikon = "putaran", "gabung"
    aksi = {"unduh": "lihat"}

    @expose("/")
    def index(self):
        """Every village of the area with its counts; of one village also the names."""
        semua = [satu for satu in putaran.semua(host.node()) if self._menyangkut(satu)]
        if not semua:
            return self.render("sid_bantuan/bantuan/rekonsiliasi.html", putaran=None, semua=(), rows=())
        satu, wilayah = self._minta(semua)
        rekon = self._susun(satu, wilayah)
        return self.render(
            "sid_bantuan/bantuan/rekonsiliasi.html", putaran=satu, semua=semua, wilayah=wilayah, jenis=JENIS, selisih=SELISIH,
            rows=[one for one in rekon if one.versi or one.di_sana or len(rekon) == 1], sama=SAMA, lama=LAMA,
            belum=sum(not one.versi for one in rekon), nama_daftar=putaran.nama_daftar(host.node(), satu.daftar),
            tempat=jejak_tempat(wilayah, self.area()), tempat_pendek=nama_pendek, berbeda=BERBEDA,
            boleh_unduh=self._boleh_unduh(wilayah), banyak=len(rekon) > 1 or level(wilayah) != "desa",
        )  # fmt: skip

    @expose("/nama")
    def nama(self):
        """The names behind one number, each with what differs and why."""
        satu, wilayah = self._minta()
        jenis, halaman = request.args.get("jenis", ""), self.halaman_ke()
        rows = self._nama(satu, wilayah, jenis)
        return self.render(
            "sid_bantuan/bantuan/rekonsiliasi_nama.html", putaran=satu, wilayah=wilayah, jumlah=len(rows), jenis=JENIS,
            rows=rows[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], halaman=halaman, tempat_pendek=nama_pendek, nada=NADA,
            halaman_akhir=-(-len(rows) // SEHALAMAN) or 1, minta={"putaran": satu.id, "wilayah": wilayah, "jenis": jenis},
            judul=_judul(jenis), di_desa=level(wilayah) == "desa", arah=ARAH, nama_kolom=nama_kolom, nilai=self._nilai(wilayah),
            boleh_unduh=self._boleh_unduh(wilayah), pilihan=PILIHAN,
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The same names as an Excel sheet."""
        satu, wilayah = self._minta()
        if not self._boleh_unduh(wilayah):
            return self.inaccessible_callback("unduh")
        tulis = str if boleh(host.operator(), "penetapan", "lihat_nik", wilayah) else nomor_tersamar
        rows = self._nama(satu, wilayah, request.args.get("jenis", BERBEDA))
        lembar = rekonsiliasi_lembar.susun(satu, wilayah, rows, date.today(), tulis)
        label = f"Rekonsiliasi {satu.nama}, {nama_pendek(wilayah)}"
        return unduhan.unduh(lembar, unduhan.EXCEL, "putaran_kiriman", wilayah, label)

    # ---- what is asked for

    def _menyangkut(self, satu: Putaran) -> bool:
        return within(satu.wilayah, self.area()) or within(self.area(), satu.wilayah)

    def _minta(self, semua: list[Putaran] | None = None) -> tuple[Putaran, str]:
        wilayah, id = self.tempat(request.args.get("wilayah")), request.args.get("putaran", "")
        if semua is not None and not id:
            return semua[0], wilayah
        satu = putaran.satu(host.node(), id)
        if satu is None or not self._menyangkut(satu):
            abort(404)
        return satu, wilayah

    def _boleh_unduh(self, wilayah: str) -> bool:
        return boleh(host.operator(), "putaran_usulan", "ekspor", wilayah)

    @staticmethod
    def _susun(satu: Putaran, wilayah: str) -> list[Rekon]:
        """The comparison; of more than one village it is kept for some minutes, unless something came in since."""
        node, hari = host.node(), date.today()
        if level(wilayah) == "desa":
            return rekonsiliasi.susun(node, satu, wilayah, hari)
        ingatan = current_app.extensions.setdefault(_KUNCI, {})
        kunci = (satu.id, wilayah, rekonsiliasi.keadaan(node, satu))
        saat, ada = ingatan.get(kunci, (0.0, None))
        if ada is None or time.monotonic() - saat > INGAT or "segar" in request.args:
            ada = rekonsiliasi.susun(node, satu, wilayah, hari)
            ingatan[kunci] = (time.monotonic(), ada)
            while len(ingatan) > PALING_BANYAK:
                ingatan.pop(next(iter(ingatan)), None)
        return ada

    def _nama(self, satu: Putaran, wilayah: str, jenis: str) -> list[tuple[Rekon, Temuan]]:
        semua = [
            (rekon, temuan) for rekon in self._susun(satu, wilayah) for temuan in rekon.temuan if _cocok(temuan, jenis)
        ]
        return sorted(semua, key=lambda satu: (satu[0].wilayah, satu[1].nama))

    @staticmethod
    def _nilai(wilayah: str):
        """How a value is shown: numbers masked for whoever needs no full ones."""
        lengkap = boleh(host.operator(), "penetapan", "lihat_nik", wilayah)

        def nilai(kolom: str, isi: str | None) -> str:
            if kolom in ("nik", "no_kk"):
                return (nomor if lengkap else nomor_tersamar)(isi)
            return isi or ""

        return nilai


def _cocok(temuan: Temuan, jenis: str) -> bool:
    if jenis == LAMA:
        return bool(temuan.dari_versi)
    if jenis == BERBEDA:
        return temuan.jenis != SAMA
    return jenis not in JENIS or temuan.jenis == jenis


def _judul(jenis: str) -> str:
    return PILIHAN[jenis] if jenis and jenis in PILIHAN else "Semua nama"
