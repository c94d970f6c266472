"""The population in figures: chart and table of one statistic at a time, for a village or any area above."""

import time
from datetime import date

from flask import abort, current_app, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode
from ....domain.peran import boleh
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ...kependudukan.layar.sambungan import alamat_rekam
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from ..hitung import ISI, WILAYAH, Baris, hitung
from ..lembar import NAMA_TEMPAT, UMUR_TEMPAT, grafik, lembar, persen
from ..orang import orang

SEHALAMAN = 100
INGAT = 600
"""Seconds a kabupaten's figures are kept: a scan of 1.3 million residents takes a second or two."""
_KUNCI = "sidb_statistik"


def hari_ini() -> date:
    """The day the figures are of."""
    return date.today()


class LayarStatistik(Bertempat, HalamanDasar):
    """Population pyramid, religion, education, occupation, by place."""

    sumber, ikon = "statistik", "grafik"
    aksi = {"unduh": "ekspor"}

    @expose("/")
    def index(self):
        """One statistic, as chart and table."""
        wilayah, isi = self._minta()
        baris, pada = self._baris(wilayah, isi), hari_ini()
        return self.render(
            "sid_bantuan/statistik/statistik.html", isi=isi, semua=ISI, wilayah=wilayah, baris=baris, pada=pada,
            grafik=grafik(isi, baris), tempat=jejak_tempat(wilayah, self.area()), bawahan=di_bawah(wilayah),
            jumlah=sum(satu.jumlah for satu in baris), persen=persen, boleh_unduh=self.boleh("ekspor", wilayah),
            tautan=self._penaut(wilayah, isi), nama_tempat=NAMA_TEMPAT[level(wilayah)], umur_tempat=UMUR_TEMPAT,
            laki=sum(satu.laki for satu in baris), perempuan=sum(satu.perempuan for satu in baris),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The table as an Excel sheet."""
        wilayah, isi = self._minta("ekspor")
        lembaran = lembar(isi, self._baris(wilayah, isi), wilayah, hari_ini())
        return unduhan.unduh(lembaran, unduhan.EXCEL, "statistik", wilayah)

    @expose("/nama")
    def nama(self):
        """The people one line counts."""
        wilayah, isi = self._minta()
        if not boleh(host.operator(), "penduduk", "lihat", wilayah):
            abort(403)
        halaman, jk = max(1, request.args.get("halaman", 1, type=int)), request.args.get("jk", type=int)
        jk = jk if jk in (kode.LAKI_LAKI, kode.PEREMPUAN) else None
        kunci, mulai = request.args.get("kunci", ""), (halaman - 1) * SEHALAMAN
        try:
            semua, jumlah = orang(host.node().engine, wilayah, isi, kunci, hari_ini(), jk, mulai, SEHALAMAN)
        except ValueError:
            abort(404)
        return self.render(
            "sid_bantuan/statistik/nama.html", isi=isi, judul=self._judul(wilayah, isi, kunci, jk), baris=semua, jumlah=jumlah,
            wilayah=wilayah, halaman=halaman, halaman_akhir=max(1, -(-jumlah // SEHALAMAN)), mulai=mulai, kunci=kunci, jk=jk,
            lengkap=boleh(host.operator(), "penduduk", "lihat_nik", wilayah), alamat_orang=_alamat_orang,
            nama_isi=ISI[isi], di_desa=level(host.node().code) == "desa", tempat_pendek=nama_pendek,
        )  # fmt: skip

    def _minta(self, aksi: str = "lihat") -> tuple[str, str]:
        isi = request.args.get("isi", "")
        return self.tempat(request.args.get("wilayah"), aksi), isi if isi in ISI else next(iter(ISI))

    def _baris(self, wilayah: str, isi: str) -> list[Baris]:
        """The figures; a kabupaten's are kept for some minutes."""
        node, pada = host.node(), hari_ini()
        if level(wilayah) != "kabupaten":
            return hitung(node.engine, wilayah, isi, pada)
        ingatan = current_app.extensions.setdefault(_KUNCI, {})
        saat, hari, ada = ingatan.get((wilayah, isi), (0.0, None, None))
        if hari != pada or time.monotonic() - saat > INGAT or "segar" in request.args:
            ada = hitung(node.engine, wilayah, isi, pada)
            ingatan[wilayah, isi] = (time.monotonic(), pada, ada)
        return ada

    def _penaut(self, wilayah: str, isi: str):
        """Line -> the address of its people; of a place above the villages, of its own statistics."""
        melihat = boleh(host.operator(), "penduduk", "lihat", wilayah)

        def tautan(baris: Baris, jk: int | None = None) -> str | None:
            if isi == WILAYAH and level(wilayah) != "desa":
                return url_for(".index", isi=isi, wilayah=baris.kunci)
            return url_for(".nama", isi=isi, wilayah=wilayah, kunci=baris.kunci, jk=jk) if melihat else None

        return tautan

    def _judul(self, wilayah: str, isi: str, kunci: str, jk: int | None) -> str:
        kata = next((satu.kata for satu in self._baris(wilayah, isi) if satu.kunci == kunci), None) or abort(404)
        siapa = f", {kode.daftar('jenis_kelamin')[jk].lower()}" if jk else ""
        return f"{ISI[isi]}: {kata}{siapa}"


def _alamat_orang(satu) -> str | None:
    if level(host.node().code) == "desa":
        return alamat_rekam("penduduk", satu.id)
    lihat = boleh(host.operator(), "antrean", "lihat", satu.wilayah)
    return url_for("sidb_antrean.nilai", id=satu.id) if lihat else None
