"""Disbursements in figures above the villages: by program and place, every number with its names."""

from datetime import date

from flask import request
from flask_admin import expose

from .... import host
from ....domain import bantuan, masa
from ....domain.peran import boleh
from ....domain.tanggal import panjang
from ....domain.wilayah import level
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan.layar.dasar import HalamanDesa
from ...lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from .. import program as katalog
from .. import salur_jumlah
from ..salur_jumlah import TEMPAT, Baris, Saring
from .penyaluran import NADA_BARIS
from .rekening import kata

SEHALAMAN = 100


class LayarJumlahPenyaluran(Bertempat, HalamanDesa):
    """What was paid out in an area, and what is released and not reported yet."""

    sumber, ikon = "penyaluran", "grafik"
    aksi = {"unduh": "ekspor"}

    @expose("/")
    def index(self):
        """By program and by place."""
        saring, node = self._saring(), host.node()
        tahun, semua_masa = salur_jumlah.waktu_ada(node)
        program, tempat = self._hitung(saring)
        return self.render(
            "sid_bantuan/bantuan/salur_jumlah.html", saring=saring, tahun=tahun, semua_masa=semua_masa, program=program,
            per_tempat=tempat, jumlah=salur_jumlah.jumlahkan(program), nama_tempat_ini=TEMPAT.get(level(saring.wilayah)),
            tempat=jejak_tempat(saring.wilayah, self.area()), bawahan=di_bawah(saring.wilayah), sebut_masa=masa.sebut,
            pilihan=_nama_program(node), belum=salur_jumlah.belum_lapor(node, saring.wilayah),
            pembetulan=salur_jumlah.pembetulan(node, saring), boleh_unduh=self.boleh("ekspor", saring.wilayah),
            boleh_nama=boleh(host.operator(), "penerima", "lihat", saring.wilayah),
            **kata(),
        )  # fmt: skip

    @expose("/nama")
    def nama(self):
        """The names one number counts."""
        saring, node, halaman = self._saring(), host.node(), self.halaman_ke()
        keadaan = request.args.get("keadaan", "")
        keadaan = keadaan if keadaan in bantuan.KEADAAN_BARIS else ""
        rows, jumlah = salur_jumlah.nama(node, saring, keadaan, (halaman - 1) * SEHALAMAN, SEHALAMAN)
        return self.render(
            "sid_bantuan/bantuan/salur_nama.html", rows=rows, jumlah=jumlah, saring=saring, keadaan=keadaan, halaman=halaman,
            halaman_akhir=max(1, -(-jumlah // SEHALAMAN)), NADA=NADA_BARIS, nama_program=_nama_program(node),
            sebut_masa=masa.sebut, **kata(),
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def unduh(self):
        """The tables as an Excel sheet."""
        saring = self._saring("ekspor")
        lembar = susun(saring, *self._hitung(saring), date.today())
        return unduhan.unduh(lembar, unduhan.EXCEL, "penyaluran", saring.wilayah)

    def _saring(self, aksi: str = "lihat") -> Saring:
        args, node = request.args, host.node()
        waktu, program = args.get("waktu", ""), args.get("program", "")
        if "waktu" not in args:
            waktu = next(iter(salur_jumlah.waktu_ada(node)[0]), "")
        return Saring(
            self.tempat(args.get("wilayah"), aksi), waktu if masa.is_masa(waktu) else "",
            program if program in katalog.semua(node) else "",
        )  # fmt: skip

    @staticmethod
    def _hitung(saring: Saring) -> tuple[list[Baris], list[Baris]]:
        node = host.node()
        return salur_jumlah.per_program(node, saring, _nama_program(node)), salur_jumlah.per_tempat(node, saring)


def _nama_program(node) -> dict[str, str]:
    return {kode: satu.nama for kode, satu in katalog.semua(node).items()}


def susun(saring: Saring, program: list[Baris], tempat: list[Baris], hari: date) -> Lembar:
    """The sheet: by program, and below it by place."""
    judul = ("Jumlah penyaluran bantuan", nama_pendek(saring.wilayah),
             masa.sebut(saring.waktu) if saring.waktu else "Semua masa", f"Keadaan {panjang(hari)}")  # fmt: skip
    tambahan = (_tabel(tempat, TEMPAT[level(saring.wilayah)]),) if tempat else ()
    berkas = f"Jumlah penyaluran {nama_pendek(saring.wilayah)} {saring.waktu}".strip()
    return Lembar("Penyaluran", judul, _tabel(program, "Program"), berkas, tambahan=tambahan)


def _tabel(semua: list[Baris], judul: str) -> Tabel:
    angka = {"lebar": 13, "rata": KANAN}
    kolom = (Kolom("No", lebar=5, rata=KANAN), Kolom(judul, lebar=34), Kolom("Seluruhnya", **angka),
             *(Kolom(nama, **angka) for nama in bantuan.KEADAAN_BARIS.values()),
             Kolom("Nilai (Rp)", lebar=18, rata=KANAN), Kolom("Nilai diterima (Rp)", lebar=18, rata=KANAN))  # fmt: skip

    def baris(ke, satu: Baris) -> list:
        return [ke, satu.nama, satu.semua, *satu.jumlah.values(), satu.seluruhnya, satu.nilai["dibayar"]]

    rows = [baris(ke, satu) for ke, satu in enumerate(semua, 1)]
    return Tabel(kolom, rows, (baris("", salur_jumlah.jumlahkan(semua)),), f"Menurut {judul.lower()}", bernomor=False)
