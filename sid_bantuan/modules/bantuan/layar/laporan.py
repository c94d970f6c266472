"""Reports of aid on screen: choose one, its program and period; the first lines as they will be, and the files."""

from datetime import date
from io import BytesIO

from flask import request, send_file
from flask_admin import expose

from .... import host
from ....domain import masa
from ....domain.peran import boleh
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan.layar.dasar import HalamanDesa
from ...lampid.buku.lembar import teks
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, di_bawah, jejak_tempat
from .. import format_laporan, laporan_lembar
from .. import program as katalog
from ..format_laporan import BAWAAN, Bentuk
from ..laporan_isi import SUMBER, Minta
from ..tables_salur import Penyaluran

BERMASA = ("penyaluran", "kumulatif", "desa")
CONTOH = 12


class LayarLaporan(Bertempat, HalamanDesa):
    """The reports agencies ask for, drawn by their forms."""

    sumber, ikon = "penerima", "cetak"
    aksi = {"unduh": "ekspor"}

    @expose("/")
    def index(self):
        """Every form, the bank's files apart."""
        semua = list(format_laporan.semua(host.node()).values())
        return self.render(
            "sid_bantuan/bantuan/laporan_daftar.html", laporan=[satu for satu in semua if not satu.bank],
            berkas=[satu for satu in semua if satu.bank], SUMBER=SUMBER, milik=sebut_milik, boleh_format=boleh_format(),
        )  # fmt: skip

    @expose("/<kode>")
    def buka(self, kode):
        """One report: what it is asked for, and its first lines."""
        node, bentuk = host.node(), format_laporan.semua(host.node()).get(kode)
        if bentuk is None:
            return self.tidak_ada("Laporan ini")
        minta = self._minta(bentuk)
        wilayah = minta.wilayah
        lembar = laporan_lembar.lembar(node, bentuk, minta, date.today(), self._lengkap(wilayah), CONTOH)
        return self.render(
            "sid_bantuan/bantuan/laporan.html", bentuk=bentuk, minta=minta, lembar=lembar, teks=teks, SUMBER=SUMBER,
            program=_program(node), semua_masa=_masa(minta.program), bermasa=bentuk.isi in BERMASA, sebut_masa=masa.sebut,
            milik=sebut_milik, boleh_format=boleh_format(), boleh_unduh=self.boleh("ekspor", wilayah),
            tempat=jejak_tempat(wilayah, self.area()), bawahan=di_bawah(wilayah), alamat=_alamat(minta),
        )  # fmt: skip

    @expose("/<kode>/unduh")
    def unduh(self, kode):
        """The report as Excel, PDF, or the bare table as CSV; a bank's form is always the bare table."""
        node, bentuk = host.node(), format_laporan.semua(host.node()).get(kode)
        if bentuk is None:
            return self.tidak_ada("Laporan ini")
        minta, jadi = self._minta(bentuk, "ekspor"), request.args.get("jadi", "xlsx")
        lengkap = self._lengkap(minta.wilayah)
        lembar = laporan_lembar.lembar(node, bentuk, minta, date.today(), lengkap)
        if jadi == "csv" or bentuk.bank:
            akhir = "csv" if jadi == "csv" else "xlsx"
            isi = laporan_lembar.polos(node, bentuk, minta, akhir == "xlsx", lengkap)
            unduhan.ingat(akhir.upper(), "penerima", minta.wilayah, lembar.berkas)
            return send_file(BytesIO(isi), as_attachment=True, download_name=f"{lembar.berkas}.{akhir}")
        bentuk_berkas = unduhan.PDF if jadi == "pdf" else unduhan.EXCEL
        return unduhan.unduh(lembar, bentuk_berkas, "penerima", minta.wilayah, kertas=bentuk.kertas.lower())

    def _minta(self, bentuk: Bentuk, aksi: str = "lihat") -> Minta:
        """What the address asks for; without a program the form's own, without a period the latest."""
        node, args = host.node(), request.args
        program = _program(node)
        kode = args.get("program", bentuk.program)
        kode = kode if kode in program else ""
        ada = _masa(kode)
        waktu = args.get("masa", ada[0] if ada else "")
        waktu = waktu if bentuk.isi in BERMASA and masa.is_masa(waktu) else ""
        return Minta(self.tempat(args.get("wilayah"), aksi), kode, waktu)

    @staticmethod
    def _lengkap(wilayah: str) -> bool:
        return boleh(host.operator(), "penerima", "lihat_nik", wilayah)


def _alamat(minta: Minta) -> dict:
    return {"program": minta.program, "masa": minta.masa or None, "wilayah": minta.wilayah}


def _program(node) -> dict:
    return {kode: satu for kode, satu in katalog.semua(node).items() if satu.perorangan}


def _masa(program: str) -> list[str]:
    """The periods there are disbursements of, the latest first."""
    pilih = Penyaluran.select(Penyaluran.masa).where(Penyaluran.keadaan != "dibatalkan").distinct()
    if program:
        pilih = pilih.where(Penyaluran.program == program)
    return sorted({satu.masa for satu in pilih}, key=masa.rentang, reverse=True)


def boleh_format() -> bool:
    """Whether the person at the screen may change forms here."""
    return boleh(host.operator(), "format_laporan", "ubah", host.node().code)


def sebut_milik(bentuk: Bentuk) -> str:
    """Whose form it is, in words."""
    if bentuk.milik == BAWAAN:
        return "Bawaan"
    return "Milik kantor ini" if bentuk.milik == host.node().code else f"Dari {nama_pendek(bentuk.milik)}"
