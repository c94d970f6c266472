"""Recipients from an Excel or CSV sheet: what rules and quota say of every line, enrolling those allowed, the rest told."""

import logging
from datetime import date

from flask import request
from flask_admin import expose

from .... import host
from ....domain.ids import new_id
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....sync.files import MOST
from ....ui.ekspor import tulis
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import penerima_lembar as lembar
from ..penerima_lembar import (
    BELUM_PASTI,
    DITOLAK,
    ORANG_LAIN,
    PENUH,
    SALAH,
    SEBUT,
    SUDAH,
    TERDAFTAR,
    TERDAFTAR_JUGA,
    TIDAK_DI_SINI,
    TIDAK_DITEMUKAN,
)
from .sisipan_penerima import pilihan_daftar
from .unggah import UnggahTabel

log = logging.getLogger("sid_bantuan.unggah_penerima")
JENIS = "unggah_penerima"
TERHENTI = (
    "Terhenti di tengah; sebagian baris mungkin sudah terdaftar. Periksa lagi berkas yang sama, lalu daftarkan:"
    " yang sudah terdaftar dikenali dan tidak terdaftar dua kali."
)


def _rencana(node, meta: dict, tabel, peta: dict, maju) -> pekerjaan.Hasil:
    return _hasil(tabel, _baris(node, meta, tabel, peta, maju), pekerjaan.SIAP)


def _baris(node, meta: dict, tabel, peta: dict, maju=None) -> list[lembar.Baris]:
    mulai = date.fromisoformat(meta["mulai"])
    return lembar.rencanakan(node, meta["program"], tabel, peta, mulai, maju, meta["kunci"])


def _terapkan(node, meta: dict, tabel, peta: dict, operator, maju) -> pekerjaan.Hasil:
    semua = _baris(node, meta, tabel, peta)
    try:
        lembar.daftarkan(node, operator, meta["program"], semua, meta["kunci"], meta["sumber"], maju)
    except Exception as rusak:
        log.exception("Unggahan penerima %s terhenti", meta["kunci"])
        raise pekerjaan.Gagal(TERHENTI) from rusak
    return _hasil(tabel, semua, pekerjaan.SELESAI)


def _hasil(tabel, semua, keadaan: str) -> pekerjaan.Hasil:
    sisa = [satu for satu in semua if satu.nasib not in TERDAFTAR_JUGA]
    rincian = [
        {
            "nomor": satu.nomor, "nama": satu.nama or "(tanpa nama)", "tempat": "", "nasib": satu.nasib,
            "kata": satu.kata, "penerima": satu.penerima, "penduduk": satu.penduduk,
        }
        for satu in semua
    ]  # fmt: skip
    return pekerjaan.Hasil(keadaan, "", {"baris": len(semua)}, _sisa(tabel, sisa) if sisa else None, rincian)


def _sisa(tabel, sisa) -> bytes:
    rows = ([*satu.sel, SEBUT[satu.nasib], "; ".join(satu.kata)] for satu in sisa)
    with tulis([*tabel.judul, "Hasil", "Alasan"], rows, "Belum terdaftar") as file:
        return file.read()


class UnggahPenerima(UnggahTabel):
    """The sheet of recipients, from the drop to the result."""

    sumber, ikon, kerja, di_menu = "penerima", "impor", JENIS, False
    arti = lembar.ARTI
    aksi = UnggahTabel.aksi | dict.fromkeys(("index", "buka", "unduh", "keadaan"), "impor")
    TAB = {
        TIDAK_DITEMUKAN: ("Tidak ditemukan", "gawat"),
        ORANG_LAIN: ("NIK orang lain", "gawat"),
        DITOLAK: ("Ditolak aturan", "gawat"),
        PENUH: ("Kuota penuh", "gawat"),
        SALAH: ("Tidak terbaca", "gawat"),
        TIDAK_DI_SINI: ("Meninggal atau pindah", "gawat"),
        SUDAH: ("Sudah menerima", "menunggu"),
        BELUM_PASTI: ("Belum pasti", "menunggu"),
        TERDAFTAR: ("Dapat didaftarkan", "baik"),
    }
    DIAMBIL = TERDAFTAR_JUGA
    kata = {
        "ambil": "Daftarkan", "selesai": "Lembar ini sudah didaftarkan.", "kembali": "Unggah penerima",
        "sisa": "Unduh yang belum terdaftar", "baris": "penerima terdaftar",
    }  # fmt: skip
    rencana, terapkan = staticmethod(_rencana), staticmethod(_terapkan)

    @expose("/")
    def index(self):
        """The form, and the last uploads."""
        return self.render(
            "sid_bantuan/bantuan/penerima_unggah.html", program=pilihan_daftar(host.node()), ketik=request.args, terbesar=MOST,
            kerja=pekerjaan.daftar(host.node(), JENIS), hari=teks_tanggal(date.today()),
        )  # fmt: skip

    def baca_form(self):
        form = request.form
        mulai, salah = baca_tanggal(form.get("mulai", "").strip() or None)
        if mulai is None:
            raise DataDitolak([Kesalahan(salah or "wajib_diisi", "mulai")])
        program = lembar.program_terbuka(host.node(), form.get("program", ""))
        return {
            "program": program.kode, "nama": program.nama, "mulai": mulai.isoformat(), "kunci": new_id(),
            "sumber": " ".join(form.get("sumber", "").split())[:120],
        }  # fmt: skip

    def kunci(self, meta):
        return "penerima"

    def rincian_kepala(self, meta):
        if not meta:
            return []
        return [("Program", meta["nama"]), ("Mulai", teks_tanggal(meta["mulai"])), ("Sumber", meta["sumber"])]
