"""What came of the aid, on screen: three numbers with the names behind them, per place, program and desil."""

from datetime import date

from flask import abort, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.bantuan import DTSEN
from ....domain.peran import boleh
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ....ui.tampil import nomor_tersamar
from ...kependudukan import pekerjaan
from ...kependudukan.layar.sambungan import alamat_rekam
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from .. import hasil, hasil_lembar, hasil_ringkas, per_desa
from .. import program as katalog
from ..hasil import JENIS, Minta
from ..segar import desa as desa_di
from ..ukuran import DIDATA, UKURAN
from . import lembar_latar
from .lembar_latar import LembarLatar

SEHALAMAN = 100
TAHUN = {1: "Setahun terakhir", 2: "Dua tahun terakhir", 3: "Tiga tahun terakhir", 5: "Lima tahun terakhir"}
RUPIAH = (500_000, 1_000_000, 2_000_000, 5_000_000)
ARTI = {
    hasil.TETAP: "Menerima paling sedikit {rupiah}, atau dua program sekaligus, sedangkan {ukuran} tidak naik.",
    hasil.BELUM: "Sampai desil {desil}, tidak ditolak aturan, dan belum menerima apa pun.",
    hasil.SALAH: "Sedang menerima, tetapi melanggar aturan programnya atau di atas desil {desil}.",
}


class LayarHasil(LembarLatar, Bertempat, HalamanDasar):
    """Welfare over time against aid received."""

    sumber, sumber_lembar, ikon = "penerima", "penerima", "grafik"
    aksi = {"unduh": "ekspor", "unduh_ringkas": "ekspor"}

    @expose("/")
    def index(self):
        """The three numbers, per place and program, and families by desil; over many villages first how far they are."""
        wilayah, tahun, minta = self._minta()
        ringkas, kerja = self._ringkas(wilayah, tahun, minta, "segar" in request.args)
        if "segar" in request.args and kerja is not None:
            return redirect(_alamat(wilayah, tahun, minta)(".index"))
        if ringkas is None:
            return self._menunggu(wilayah, tahun, minta, kerja)
        return self.render(
            "sid_bantuan/bantuan/hasil.html", wilayah=wilayah, minta=minta, tahun=tahun, pilihan_tahun=TAHUN, jenis=JENIS,
            jumlah=ringkas.jumlah, desil=ringkas.desil, program=ringkas.program, ubah=ringkas.ubah, pada=ringkas.pada,
            per_tempat=_per_tempat(wilayah, ringkas) if level(wilayah) != "desa" else {}, dihitung=kerja,
            semua_program=_program(), nama_ukuran={nama: UKURAN[nama].judul for nama in DIDATA}, arti=ARTI, rupiah=RUPIAH,
            tempat=jejak_tempat(wilayah, self.area()), bawahan=di_bawah(wilayah), tempat_pendek=nama_pendek,
            alamat=_alamat(wilayah, tahun, minta), boleh_unduh=self.boleh("ekspor", wilayah),
            ada=any(satu.keluarga for satu in ringkas.desil) or bool(ringkas.program),
            grafik_desil=_grafik([f"Desil {satu.desil}" for satu in ringkas.desil], [satu.dibantu for satu in ringkas.desil],
                                 [satu.keluarga - satu.dibantu for satu in ringkas.desil]),
            grafik_ubah=_grafik([satu.kata for satu in ringkas.ubah], [satu.dibantu for satu in ringkas.ubah],
                                [satu.tidak for satu in ringkas.ubah]),
        )  # fmt: skip

    def _menunggu(self, wilayah: str, tahun: int, minta: Minta, kerja):
        """The page that follows the work until the numbers are there."""
        return self.render("sid_bantuan/bantuan/hasil_hitung.html", kerja=kerja, minta=minta,
                           tempat=jejak_tempat(wilayah, self.area()), alamat=_alamat(wilayah, tahun, minta))  # fmt: skip

    @expose("/keadaan/<id>")
    def keadaan(self, id):
        """How far the work is, for the page that waits."""
        kerja = pekerjaan.baca(host.node(), id)
        if kerja is None or kerja.jenis != hasil_ringkas.KERJA:
            return jsonify(berjalan=False), 404
        return jsonify(kerja.kemajuan)

    @expose("/nama")
    def nama(self):
        """The families one number counts; over many villages village by village."""
        wilayah, tahun, minta = self._minta()
        jenis, halaman = self._jenis(), self.halaman_ke()
        mulai = (halaman - 1) * SEHALAMAN
        if per_desa.banyak(wilayah):
            ringkas, kerja = self._ringkas(wilayah, tahun, minta)
            if ringkas is None:
                return self._menunggu(wilayah, tahun, minta, kerja)
            jumlah = ringkas.jumlah[jenis]
            rows = hasil_ringkas.nama(host.node(), ringkas, minta, jenis, mulai, SEHALAMAN)
        else:
            semua = hasil.cari(host.node(), wilayah, minta, jenis)
            jumlah, rows = len(semua), semua[mulai : mulai + SEHALAMAN]
        return self.render(
            "sid_bantuan/bantuan/hasil_nama.html", jenis=jenis, judul=JENIS[jenis], rows=rows, jumlah=jumlah, halaman=halaman,
            halaman_akhir=-(-jumlah // SEHALAMAN) or 1, nama=hasil.nama(host.node(), [satu.subjek for satu in rows]),
            program=_program(), wilayah=wilayah, minta=minta, ukuran=UKURAN[minta.ukuran], tempat_pendek=nama_pendek,
            alamat=_alamat(wilayah, tahun, minta), di_desa=level(wilayah) == "desa", tautan=alamat_rekam,
            lengkap=boleh(host.operator(), "penerima", "lihat_nik", wilayah), boleh_unduh=self.boleh("ekspor", wilayah),
            latar=per_desa.banyak(wilayah),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The same families as an Excel sheet; over many villages it is made beside the page."""
        wilayah, _, minta = self._minta("ekspor")
        jenis, program = self._jenis(), _program()
        lengkap = boleh(host.operator(), "penerima", "lihat_nik", wilayah)
        label = f"{JENIS[jenis]}, {nama_pendek(wilayah)}"

        def susun(node, maju):
            return _lembar_nama(node, maju, program, wilayah, minta, jenis, str if lengkap else nomor_tersamar)

        if per_desa.banyak(wilayah):
            kunci = f"{jenis} {wilayah} {minta} {lengkap}"
            return self.mulai_lembar(lembar_latar.Minta(label, wilayah, "penerima", "penerima" * lengkap, kunci, susun))
        return unduhan.unduh(susun(host.node(), lambda *_: None), unduhan.EXCEL, "penerima", wilayah, label)

    @expose("/ringkas.xlsx")
    def unduh_ringkas(self):
        """The numbers of the first page as an Excel sheet."""
        wilayah, tahun, minta = self._minta("ekspor")
        ringkas, kerja = self._ringkas(wilayah, tahun, minta)
        if ringkas is None:
            return self._menunggu(wilayah, tahun, minta, kerja)
        lembar = hasil_lembar.ringkas(
            _per_tempat(wilayah, ringkas), ringkas.desil, ringkas.program, ringkas.ubah, _program(), wilayah, minta
        )
        return unduhan.unduh(lembar, unduhan.EXCEL, "penerima", wilayah, f"Hasil bantuan, {nama_pendek(wilayah)}")

    @staticmethod
    def _ringkas(wilayah: str, tahun: int, minta: Minta, segar: bool = False):
        return hasil_ringkas.ambil(host.node(), host.operator(), wilayah, minta, tahun, segar)

    @staticmethod
    def _jenis() -> str:
        jenis = request.args.get("jenis", "")
        return jenis if jenis in JENIS else abort(404)

    def _minta(self, aksi: str = "lihat") -> tuple[str, int, Minta]:
        isi, hari = request.args, date.today()
        tahun, rupiah = isi.get("tahun", 2, type=int), isi.get("rupiah", hasil.PALING_SEDIKIT, type=int)
        tahun, ukuran, program = tahun if tahun in TAHUN else 2, isi.get("ukuran", ""), isi.get("program", "")
        minta = Minta(
            hasil_ringkas.hari(tahun, hari), hari, program if program in _program() else "",
            min(max(isi.get("desil", 4, type=int), 1), 10),
            ukuran if ukuran in DIDATA else "desil", rupiah if rupiah in RUPIAH else hasil.PALING_SEDIKIT,
        )  # fmt: skip
        return self.tempat(isi.get("wilayah"), aksi), tahun, minta


def _lembar_nama(node, maju, program, wilayah: str, minta: Minta, jenis: str, nomor):
    """The sheet of all families of one kind, read village by village."""
    semua, nama, desa = [], {}, desa_di(wilayah)
    for ke, kode in enumerate(desa, 1):
        milik = hasil.cari(node, kode, minta, jenis)
        nama |= hasil.nama(node, [satu.subjek for satu in milik])
        semua += milik
        maju("Menyusun nama per desa", ke, len(desa))
    return hasil_lembar.susun(semua, nama, program, wilayah, minta, jenis, nomor)


def _grafik(kata: list[str], dibantu: list[int], belum: list[int]) -> dict:
    """What a chart draws: stacked bars, aided and not."""
    return {"kata": kata, "dibantu": dibantu, "belum": belum}


def _per_tempat(wilayah: str, ringkas: hasil_ringkas.Ringkas) -> dict[str, dict[str, int]]:
    """What lies directly inside the area, or the village itself, with its three numbers."""
    return ringkas.per_tempat({"kabupaten": 2}.get(level(wilayah), 3))


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
