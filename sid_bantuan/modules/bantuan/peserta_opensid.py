"""OpenSID's sheet of participants, both ways, and the programs of aid a followed OpenSID has, taken over as recipients.

Everybody taken over comes through the one door of enrolment: rules and quotas hold for him as at the counter.
"""

import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from ...domain import bantuan, kode
from ...domain.peran import Operator
from ...domain.tanggal import baca_tanggal, teks_tanggal
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import pendaftaran, penetapan
from . import program as katalog
from .laporan_isi import Minta, baris
from .laporan_lembar import TEKS_AMAN
from .pendaftaran import Pendaftaran
from .penetapan_baca import Baris
from .program import ProgramBantuan
from .tabel_luar import lembar_excel

AKHIR = "###"
KOLOM = ("Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat")
SASARAN = {bantuan.ORANG: 1, bantuan.KELUARGA: 2, bantuan.RUMAH_TANGGA: 3, bantuan.KELOMPOK: 4}
ASAL_DANA = {
    "apbn": "Pusat", "provinsi": "Provinsi", "apbd": "Kab/Kota", "dana_desa": "Dana Desa", "non_anggaran": "Lain-lain (Hibah)",
}  # fmt: skip


@dataclass(frozen=True)
class Peserta:
    """One participant as written there. ``peserta``: NIK, No KK or another number, by what the program is for."""

    nomor: int
    peserta: str
    nik: str
    nama: str
    penduduk_id: str | None = None


@dataclass(frozen=True)
class LembarPeserta:
    """A sheet, or a program of a followed OpenSID: what it says of itself, and its participants."""

    nama: str
    mulai: date | None
    sampai: date | None
    peserta: tuple[Peserta, ...]


@dataclass(frozen=True)
class Tawar:
    """One participant beside the register: ``siap``, ``sudah`` (receives it here already), ``tidak_dikenal``."""

    peserta: Peserta
    hasil: str
    penduduk_id: str | None = None
    nama: str = ""


HASIL = {
    "siap": "Dapat didaftarkan",
    "sudah": "Sudah penerima di sini",
    "tidak_dikenal": "Tidak ditemukan di data warga",
}


# ---- out


def tulis(node, program: ProgramBantuan) -> bytes:
    """The sheet of a program's active recipients in this village, as OpenSID reads it."""
    hasil = io.BytesIO()
    with xlsxwriter.Workbook(hasil, TEKS_AMAN) as buku:
        halaman = buku.add_worksheet("Program")
        for ke, (judul, isi) in enumerate(_program(program)):
            halaman.write_string(ke, 0, judul)
            (halaman.write_number if isinstance(isi, int) else halaman.write_string)(ke, 1, isi)
        halaman = buku.add_worksheet("Peserta")
        for ke, satu in enumerate([KOLOM, *_peserta(node, program), (AKHIR,)]):
            for kolom, sel in enumerate(satu):
                halaman.write_string(ke, kolom, sel)
    return hasil.getvalue()


def _program(program: ProgramBantuan) -> list[tuple]:
    return [
        ("ID", ""), ("Nama", program.nama), ("Sasaran", SASARAN.get(program.sasaran, 1)),
        ("Keterangan", program.keterangan or ""), ("Asal Dana", ASAL_DANA[program.pendanaan]),
        ("Awal", teks_tanggal(program.mulai or date(date.today().year, 1, 1))),
        ("Akhir", teks_tanggal(program.sampai or date(date.today().year, 12, 31))),
    ]  # fmt: skip


def _peserta(node, program: ProgramBantuan) -> list[tuple]:
    semua = baris(node, "penerima", Minta(node.code, program.kode, keadaan=bantuan.AKTIF))
    return [
        (satu["no_kk" if program.keluarga else "nik"] or "", satu["rekening"] or "", satu["nik"] or "", satu["nama"],
         satu["tempat_lahir"] or "", teks_tanggal(satu["tanggal_lahir"]) if satu["tanggal_lahir"] else "", satu["alamat_lengkap"])
        for satu in sorted(semua, key=lambda satu: satu["nama"])
    ]  # fmt: skip


# ---- in


def baca(isi: bytes) -> LembarPeserta:
    """A sheet of OpenSID. Raises ``DataDitolak``."""
    lembar = lembar_excel(isi)
    peserta = next((rows for nama, rows in lembar.items() if nama.strip().lower() == "peserta"), None)
    if peserta is None:
        raise DataDitolak([Kesalahan("peserta_tanpa_lembar", "berkas")])
    tentang = {
        row[0].strip().lower(): row[1].strip()
        for nama, rows in lembar.items() if nama.strip().lower() == "program"
        for row in rows if len(row) > 1
    }  # fmt: skip
    awal = next((ke for ke, row in enumerate(peserta) if row and row[0].strip().lower() == "peserta"), -1)
    semua = []
    for ke, row in enumerate(peserta[awal + 1 :], awal + 2):
        if AKHIR in (sel.strip() for sel in row[:2]):
            break
        if any(row):
            nomor, _, nik, nama = (sel.strip() for sel in [*row, *[""] * 4][:4])
            semua.append(Peserta(ke, nomor, nik, nama))
    return LembarPeserta(
        tentang.get("nama", ""),
        baca_tanggal(tentang.get("awal"))[0],
        baca_tanggal(tentang.get("akhir"))[0],
        tuple(semua),
    )


def program_opensid(node) -> list[tuple]:
    """The programs of the OpenSID this village follows: (number, name, target, from, until, participants)."""
    return node.engine.run(
        "SELECT p.nomor, p.nama, p.sasaran, CAST(p.mulai AS TEXT), CAST(p.selesai AS TEXT),"
        " (SELECT COUNT(*) FROM sb_opensid_peserta s WHERE s.program = p.nomor) FROM sb_opensid_program p ORDER BY p.nama"
    )


def dari_opensid(node, nomor: int) -> LembarPeserta | None:
    """One of them with its participants, who are matched with the register already."""
    ada = node.engine.one("SELECT nama, mulai, selesai FROM sb_opensid_program WHERE nomor = ?", (nomor,))
    if ada is None:
        return None
    peserta = []
    for ke, tertulis, penduduk, isi in node.engine.run(
        "SELECT nomor, peserta, penduduk_id, isi FROM sb_opensid_peserta WHERE program = ? ORDER BY nomor", (nomor,)
    ):
        kartu = json.loads(isi or "{}")
        nik, nama = str(kartu.get("kartu_nik") or ""), str(kartu.get("kartu_nama") or "")
        peserta.append(Peserta(ke, tertulis, nik, nama, penduduk))
    return LembarPeserta(ada[0] or "", katalog.hari(ada[1]), katalog.hari(ada[2]), tuple(peserta))


def cocokkan(node, program: ProgramBantuan, semua: Sequence[Peserta]) -> list[Tawar]:
    """Each participant beside the register: by his id, his NIK, or the No KK of his family (then its head)."""
    warga, kepala = _warga(node), _kepala(node)
    sudah = {
        satu[0]
        for satu in node.engine.run(
            "SELECT penduduk FROM sb_ikut WHERE program = ? AND ke = 0 AND keadaan IN (?, ?)",
            (program.kode, *bantuan.MEMAKAI_KUOTA),
        )
    }
    hasil, dilihat = [], set()
    for satu in semua:
        id = satu.penduduk_id if satu.penduduk_id in warga["id"] else None
        id = id or warga["nik"].get(satu.nik) or warga["nik"].get(satu.peserta) or kepala.get(satu.peserta)
        keadaan = "tidak_dikenal" if id is None else "sudah" if id in sudah or id in dilihat else "siap"
        hasil.append(Tawar(satu, keadaan, id, warga["id"].get(id, "")))
        dilihat.add(id)
    return hasil


def _warga(node) -> dict[str, dict[str, str]]:
    rows = node.engine.run(
        "SELECT id, nik, nama FROM sb_penduduk WHERE wilayah = ? AND status_dasar = ?", (node.code, kode.HIDUP)
    )
    return {"id": {id: nama for id, _, nama in rows}, "nik": {nik: id for id, nik, _ in rows if nik}}


def _kepala(node) -> dict[str, str]:
    return dict(
        node.engine.run(
            "SELECT k.no_kk, p.id FROM sb_keluarga k JOIN sb_penduduk p ON p.keluarga_id = k.id WHERE k.wilayah = ?"
            " AND k.no_kk IS NOT NULL AND p.hubungan_keluarga = 1 AND p.status_dasar = ?",
            (node.code, kode.HIDUP),
        )
    )


def daftarkan(
    node,
    operator: Operator,
    program: ProgramBantuan,
    semua: Sequence[Tawar],
    mulai: date,
    sampai: date | None,
    sumber: str,
) -> tuple[Counter, list[tuple[str, str]]]:
    """Enrol all that are ready; how many of each outcome, and who was not enrolled and why. Raises ``DataDitolak``."""
    jumlah: Counter = Counter()
    gagal = []
    for satu in semua:
        if satu.hasil != "siap":
            continue
        isi = Pendaftaran(program.kode, satu.penduduk_id, mulai, sampai, sumber=sumber[:120])
        hasil = pendaftaran.daftarkan(node, operator, isi)
        jumlah[hasil.hasil] += 1
        if hasil.hasil == pendaftaran.PENUH:
            gagal.append((satu.nama, "Kuota sudah penuh"))
        elif hasil.hasil == pendaftaran.DITOLAK:
            gagal.append((satu.nama, "; ".join(_alasan(hasil.jawaban)) or "Ditolak aturan"))
    return jumlah, gagal


def sebagai_daftar(
    node, operator: Operator, program: ProgramBantuan, semua: Sequence[Tawar], mulai: date, sumber: str, hari: date
) -> dict[str, int]:
    """Take them over as this village's part of an agency's list, those nobody here has the number of among them.

    How many are new, changed, the same, and have ended, for the list takes the place of the one before. Raises
    ``DataDitolak``, also where a level above keeps this list.
    """
    kepala = penetapan.Kepala(program.kode, hari, sumber[:120], node.code)
    penetapan.periksa_kepala(node, kepala)
    warga = _nomor(node, [satu.penduduk_id for satu in semua if satu.penduduk_id])
    rows = [_baris(satu, warga.get(satu.penduduk_id, (None, None, "")), node.code, mulai) for satu in semua]
    _, rencana = penetapan.terapkan(node, operator, kepala, [satu for satu in rows if satu.nama])
    return rencana.jumlah()


def _nomor(node, ids: Sequence[str]) -> dict[str, tuple]:
    """Resident -> (NIK, No KK, name) as the register has them."""
    pilih, params = node.engine.ids(ids)
    return {
        row[0]: tuple(row[1:])
        for row in node.engine.run(
            "SELECT p.id, p.nik, k.no_kk, p.nama FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
            f" WHERE p.id IN ({pilih})",
            params,
        )
    }


def _baris(satu: Tawar, warga: tuple, wilayah: str, mulai: date) -> Baris:
    nik, no_kk, nama = warga
    tertulis = satu.peserta.nik if len(satu.peserta.nik) == 16 and satu.peserta.nik.isdecimal() else None
    isi = dict.fromkeys(("alamat", "desil", "komponen", "rincian")) | {
        "nik": nik or tertulis, "no_kk": no_kk, "nama": (nama or satu.peserta.nama).upper()[:100],
        "keadaan": bantuan.AKTIF, "mulai": mulai,
    }  # fmt: skip
    return Baris(satu.peserta.nomor, (), isi["nama"], isi, wilayah)


def _alasan(jawaban) -> list[str]:
    return [
        str(alasan) for alasan in (getattr(satu, "alasan", "") for satu in getattr(jawaban, "aturan", ())) if alasan
    ]
