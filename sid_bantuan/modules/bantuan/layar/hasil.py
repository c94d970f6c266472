"""What came of the aid, on screen: three numbers with the names behind them, per place, program and desil."""

import time
from datetime import date

from flask import abort, current_app, request, url_for
from flask_admin import expose

from .... import host
from ....domain.bantuan import DTSEN
from ....domain.peran import boleh
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ....ui.tampil import nomor_tersamar
from ...kependudukan.layar.sambungan import alamat_rekam
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from .. import hasil, hasil_jumlah, hasil_lembar
from .. import program as katalog
from ..hasil import JENIS, Minta, Satu
from ..ukuran import DIDATA, UKURAN

SEHALAMAN = 100
INGAT = 600
"""Seconds the figures of more than one village are kept."""
_KUNCI = "sidb_hasil"
TAHUN = {1: "Setahun terakhir", 2: "Dua tahun terakhir", 3: "Tiga tahun terakhir", 5: "Lima tahun terakhir"}
RUPIAH = (500_000, 1_000_000, 2_000_000, 5_000_000)
ARTI = {
    hasil.TETAP: "Menerima paling sedikit {rupiah}, atau dua program sekaligus, sedangkan {ukuran} tidak naik.",
    hasil.BELUM: "Sampai desil {desil}, tidak ditolak aturan, dan belum menerima apa pun.",
    hasil.SALAH: "Sedang menerima, tetapi melanggar aturan programnya atau di atas desil {desil}.",
}


class LayarHasil(Bertempat, HalamanDasar):
    """Welfare over time against aid received."""

    sumber, ikon = "penerima", "grafik"
    aksi = {"unduh": "ekspor", "unduh_ringkas": "ekspor"}

    @expose("/")
    def index(self):
        """The three numbers, per place and program, and families by desil."""
        wilayah, tahun, minta = self._minta()
        temuan, desil, program, ubah = self._hitung(wilayah, minta)
        tempat = {} if level(wilayah) == "desa" else _per_tempat(wilayah, temuan)
        return self.render(
            "sid_bantuan/bantuan/hasil.html", wilayah=wilayah, minta=minta, tahun=tahun, pilihan_tahun=TAHUN, jenis=JENIS,
            jumlah={jenis: len(semua) for jenis, semua in temuan.items()}, desil=desil, program=program, per_tempat=tempat,
            semua_program=_program(), nama_ukuran={nama: UKURAN[nama].judul for nama in DIDATA}, arti=ARTI, rupiah=RUPIAH,
            tempat=jejak_tempat(wilayah, self.area()), bawahan=di_bawah(wilayah), tempat_pendek=nama_pendek,
            alamat=_alamat(wilayah, tahun, minta), ada=any(satu.keluarga for satu in desil) or bool(program),
            boleh_unduh=self.boleh("ekspor", wilayah),
            ubah=ubah, grafik_desil=_grafik([f"Desil {satu.desil}" for satu in desil], [satu.dibantu for satu in desil],
                                            [satu.keluarga - satu.dibantu for satu in desil]),
            grafik_ubah=_grafik([satu.kata for satu in ubah], [satu.dibantu for satu in ubah], [satu.tidak for satu in ubah]),
        )  # fmt: skip

    @expose("/nama")
    def nama(self):
        """The families one number counts."""
        wilayah, tahun, minta = self._minta()
        jenis, halaman = self._jenis(), self.halaman_ke()
        semua = self._cari(wilayah, minta, jenis)
        rows = semua[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN]
        return self.render(
            "sid_bantuan/bantuan/hasil_nama.html", jenis=jenis, judul=JENIS[jenis], rows=rows, jumlah=len(semua), halaman=halaman,
            halaman_akhir=-(-len(semua) // SEHALAMAN) or 1, nama=hasil.nama(host.node(), [satu.subjek for satu in rows]),
            program=_program(), wilayah=wilayah, minta=minta, ukuran=UKURAN[minta.ukuran], tempat_pendek=nama_pendek,
            alamat=_alamat(wilayah, tahun, minta), di_desa=level(wilayah) == "desa", tautan=alamat_rekam,
            lengkap=boleh(host.operator(), "penerima", "lihat_nik", wilayah), boleh_unduh=self.boleh("ekspor", wilayah),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The same families as an Excel sheet."""
        wilayah, _, minta = self._minta("ekspor")
        jenis = self._jenis()
        semua = self._cari(wilayah, minta, jenis)
        nama = hasil.nama(host.node(), [satu.subjek for satu in semua])
        tulis = str if boleh(host.operator(), "penerima", "lihat_nik", wilayah) else nomor_tersamar
        lembar = hasil_lembar.susun(semua, nama, _program(), wilayah, minta, jenis, tulis)
        return unduhan.unduh(lembar, unduhan.EXCEL, "penerima", wilayah, f"{JENIS[jenis]}, {nama_pendek(wilayah)}")

    @expose("/ringkas.xlsx")
    def unduh_ringkas(self):
        """The numbers of the first page as an Excel sheet."""
        wilayah, _, minta = self._minta("ekspor")
        temuan, desil, program, ubah = self._hitung(wilayah, minta)
        lembar = hasil_lembar.ringkas(_per_tempat(wilayah, temuan), desil, program, ubah, _program(), wilayah, minta)
        return unduhan.unduh(lembar, unduhan.EXCEL, "penerima", wilayah, f"Hasil bantuan, {nama_pendek(wilayah)}")

    @staticmethod
    def _jenis() -> str:
        jenis = request.args.get("jenis", "")
        return jenis if jenis in JENIS else abort(404)

    def _minta(self, aksi: str = "lihat") -> tuple[str, int, Minta]:
        isi, hari = request.args, date.today()
        tahun, rupiah = isi.get("tahun", 2, type=int), isi.get("rupiah", hasil.PALING_SEDIKIT, type=int)
        tahun, ukuran, program = tahun if tahun in TAHUN else 2, isi.get("ukuran", ""), isi.get("program", "")
        dari = date(hari.year - tahun, hari.month, min(hari.day, 28))
        minta = Minta(
            dari, hari, program if program in _program() else "", min(max(isi.get("desil", 4, type=int), 1), 10),
            ukuran if ukuran in DIDATA else "desil", rupiah if rupiah in RUPIAH else hasil.PALING_SEDIKIT,
        )  # fmt: skip
        return self.tempat(isi.get("wilayah"), aksi), tahun, minta

    def _hitung(self, wilayah: str, minta: Minta):
        """Everything the first page shows; of more than one village it is kept for some minutes."""
        ingatan = current_app.extensions.setdefault(_KUNCI, {})
        saat, ada = ingatan.get((wilayah, minta), (0.0, None))
        if level(wilayah) == "desa" or ada is None or time.monotonic() - saat > INGAT or "segar" in request.args:
            node = host.node()
            temuan = {jenis: hasil.cari(node, wilayah, minta, jenis) for jenis in JENIS}
            ada = (temuan, hasil.per_desil(node, wilayah, minta.program),
                   hasil_jumlah.per_program(node, wilayah, minta, temuan[hasil.SALAH]),
                   hasil_jumlah.perubahan(node, wilayah, minta))  # fmt: skip
            if level(wilayah) != "desa":
                ingatan[wilayah, minta] = (time.monotonic(), ada)
        return ada

    def _cari(self, wilayah: str, minta: Minta, jenis: str) -> list[Satu]:
        if level(wilayah) == "desa":
            return hasil.cari(host.node(), wilayah, minta, jenis)
        return self._hitung(wilayah, minta)[0][jenis]


def _grafik(kata: list[str], dibantu: list[int], belum: list[int]) -> dict:
    """What a chart draws: stacked bars, aided and not."""
    return {"kata": kata, "dibantu": dibantu, "belum": belum}


def _per_tempat(wilayah: str, temuan: dict[str, list[Satu]]) -> dict[str, dict[str, int]]:
    """What lies directly inside the area, or the village itself, with its three numbers."""
    return hasil.hitung(temuan, {"kabupaten": 2}.get(level(wilayah), 3))


def _program() -> dict[str, str]:
    """Kode -> name of the programs somebody can get."""
    return {kode: satu.nama for kode, satu in katalog.semua(host.node()).items() if satu.perorangan and kode != DTSEN}


def _alamat(wilayah: str, tahun: int, minta: Minta):
    """``(endpoint, more…)`` -> an address that keeps what is asked for."""
    dasar = {"wilayah": wilayah, "tahun": tahun, "program": minta.program or None, "desil": minta.desil,
             "ukuran": minta.ukuran, "rupiah": minta.rupiah}  # fmt: skip

    def alamat(endpoint: str, **lain) -> str:
        return url_for(endpoint, **dasar | lain)

    return alamat
