"""The answer to an import as a workbook: what to mend, ready to be imported again, and what became of every row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from ...domain.pesan import nama_kolom
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_lengkap
from .cocok_impor import BARU, TETAP, TOLAK, UBAH, kelompokkan
from .impor import Rencana
from .isian_impor import Baris, Temuan, teks, temuan_teks
from .kolom import AKHIR, LEMBAR, Kolom

SEBUTAN = {BARU: "Diambil (baru)", UBAH: "Diambil (berubah)", TETAP: "Sudah sama", TOLAK: "Ditolak"}
_AMAN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_NOMOR = ("nik", "no_kk", "ayah_nik", "ibu_nik", "rw", "rt")
_PANJANG = 32_767
_PETUNJUK = (
    f"Perbaiki sel berwarna pada lembar «{LEMBAR}», simpan, lalu impor berkas ini kembali.",
    "Baris yang sudah diambil boleh dibiarkan: impor ulang tidak mengubah yang sudah sama.",
    "Kolom «hasil» dan «keterangan» hanya untuk dibaca dan diabaikan saat diimpor.",
)


def tulis_hasil(rencana: Rencana, tujuan: Path | str | BinaryIO, kode_desa: str) -> None:
    """Write the workbook: a summary, the rows to mend as a population sheet, and every row with its fate."""
    with xlsxwriter.Workbook(tujuan, _AMAN) as buku:
        gaya = {
            "tebal": buku.add_format({"bold": True}),
            "judul": buku.add_format({"bold": True, "bg_color": "#E3F1EE", "text_wrap": True}),
            "teks": buku.add_format({"num_format": "@"}),
            "hari": buku.add_format({"num_format": "dd-mm-yyyy"}),
            "angka": buku.add_format({"num_format": "0"}),
            TOLAK: buku.add_format({"bg_color": "#F8D7D3", "num_format": "@"}),
            "ingat": buku.add_format({"bg_color": "#FCEFC7", "num_format": "@"}),
        }
        _ringkasan(buku.add_worksheet("Ringkasan"), rencana, kode_desa, gaya)
        _perbaiki(buku.add_worksheet(LEMBAR), rencana, gaya)
        _semua(buku.add_worksheet("Semua Baris"), rencana, gaya)


def hasil(baris: Baris) -> str:
    """What became of a row, in words."""
    sebutan = SEBUTAN[baris.tindakan]
    return f"{sebutan}, dengan peringatan" if baris.ingat and baris.tindakan != TOLAK else sebutan


def keterangan(baris: Baris) -> str:
    """Everything there is to say about a row: why refused, warnings, and for a refused row nothing else."""
    return "\n".join(temuan_teks([*baris.tolak, *baris.ingat]))


def perubahan(baris: Baris) -> str:
    """What changed, column by column, before and after."""
    return "\n".join(f"{nama_kolom(nama)}: {_nilai(lama)} → {_nilai(baru)}" for nama, lama, baru in baris.perubahan)


def _nilai(nilai) -> str:
    if nilai is None or nilai == "":
        return "(kosong)"
    isi = str(nilai)
    return teks_tanggal(isi) if len(isi) == 10 and isi[4] == "-" and isi[7] == "-" else isi


def _ringkasan(lembar, rencana: Rencana, kode_desa: str, gaya: dict) -> None:
    jumlah = rencana.jumlah()
    isi = [
        ("Hasil impor penduduk", ""),
        ("Desa/Kelurahan", f"{nama_lengkap(kode_desa)} ({kode_desa})"),
        ("Berkas", rencana.berkas),
        ("Lembar", rencana.lembar.nama),
        ("Tanggal", teks_tanggal(date.today())),
        ("Baris dibaca", len(rencana.baris)),
        *((SEBUTAN[tindakan], jumlah[tindakan]) for tindakan in SEBUTAN),
        ("Diambil dengan peringatan", jumlah["peringatan"]),
        ("Keluarga baru", len(rencana.keluarga_baru)),
        ("Kolom yang tidak dikenal", ", ".join(rencana.lembar.diabaikan) or "tidak ada"),
        *(("", satu) for satu in _PETUNJUK),
    ]
    lembar.set_column(0, 0, 28)
    lembar.set_column(1, 1, 90)
    for nomor, (nama, nilai) in enumerate(isi):
        lembar.write_string(nomor, 0, nama, gaya["tebal"])
        _tulis_sel(lembar, nomor, 1, nilai, gaya)


def _perbaiki(lembar, rencana: Rencana, gaya: dict) -> None:
    """The refused rows and those taken with warnings, as they were in the file."""
    kolom = sorted(rencana.lembar.kolom.items())
    for ke, (_, satu) in enumerate(kolom):
        lembar.set_column(ke, ke, 18, gaya["teks"] if satu.nama in _NOMOR else None)
    lembar.set_column(len(kolom), len(kolom), 24)
    lembar.set_column(len(kolom) + 1, len(kolom) + 1, 90)
    lembar.freeze_panes(1, 0)
    for ke, nama in enumerate([*(satu.nama for _, satu in kolom), "hasil", "keterangan"]):
        lembar.write_string(0, ke, nama, gaya["judul"])
    nomor = 0
    for nomor, baris in enumerate(_perlu_dilihat(rencana.baris), 1):
        _tulis_asal(lembar, nomor, baris, kolom, gaya)
    lembar.write_string(nomor + 1, 1, AKHIR)


def _perlu_dilihat(semua: Sequence[Baris]) -> Iterable[Baris]:
    """Families with refused rows first. One without No KK comes whole: what keeps it together is its rows."""
    kelompok = sorted(kelompokkan(semua), key=lambda anggota: anggota[0].nomor)
    for menolak in (True, False):
        for anggota in kelompok:
            if any(baris.tindakan == TOLAK for baris in anggota) is menolak:
                utuh = menolak and anggota[0].no_kk is None
                yield from (baris for baris in anggota if utuh or baris.tolak or baris.ingat)


def _tulis_asal(lembar, nomor: int, baris: Baris, kolom: list[tuple[int, Kolom]], gaya: dict) -> None:
    warna = _warna(baris.ingat, "ingat") | _warna(baris.tolak, TOLAK)
    for ke, (posisi, satu) in enumerate(kolom):
        dipakai = warna.get(satu.nama) or warna.get(satu.tujuan)
        _tulis_sel(lembar, nomor, ke, baris.sel[posisi], gaya, gaya[dipakai] if dipakai else None)
    lembar.write_string(nomor, len(kolom), hasil(baris))
    lembar.write_string(nomor, len(kolom) + 1, keterangan(baris)[:_PANJANG])


def _warna(temuan: Iterable[Temuan], nama: str) -> dict[str, str]:
    return {satu.kolom: nama for satu in temuan if satu.kolom}


def _semua(lembar, rencana: Rencana, gaya: dict) -> None:
    judul = ("baris", "nama", "nik", "no_kk", "hasil", "keterangan", "perubahan")
    for ke, (nama, lebar) in enumerate(zip(judul, (8, 30, 20, 20, 28, 80, 60), strict=True)):
        lembar.set_column(ke, ke, lebar)
        lembar.write_string(0, ke, nama, gaya["judul"])
    lembar.freeze_panes(1, 0)
    posisi = {satu.nama: ke for ke, satu in rencana.lembar.kolom.items()}
    for nomor, baris in enumerate(rencana.baris, 1):
        asal = [teks(baris.sel[posisi[nama]]) for nama in ("nama", "nik", "no_kk")]
        lembar.write_number(nomor, 0, baris.nomor)
        for ke, isi in enumerate([*asal, hasil(baris), keterangan(baris), perubahan(baris)], 1):
            _tulis_sel(lembar, nomor, ke, isi, gaya)
    if rencana.baris:
        lembar.autofilter(0, 0, len(rencana.baris), len(judul) - 1)


def _tulis_sel(lembar, nomor: int, ke: int, isi, gaya: dict, format=None) -> None:
    """A cell as it was: text stays text, a number stays a number, so that damage is not hidden by rewriting it."""
    if isi is None or isi == "":
        if format:
            lembar.write_blank(nomor, ke, None, format)
    elif isinstance(isi, (date, datetime)):
        lembar.write_datetime(nomor, ke, isi, gaya["hari"])
    elif isinstance(isi, (int, float)) and not isinstance(isi, bool) and isfinite(isi):
        lembar.write_number(nomor, ke, isi, gaya["angka"] if float(isi).is_integer() else format)
    else:
        lembar.write_string(nomor, ke, (isi.isoformat() if isinstance(isi, time) else str(isi))[:_PANJANG], format)
