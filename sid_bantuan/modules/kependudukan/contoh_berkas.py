"""Invented villages written as the sheet operators know: data, ``###``, and a second sheet with the codes."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter

from ...domain import kode
from ...domain.wilayah_nama import nama_wilayah
from .contoh import BENIH, JUMLAH, desa_contoh
from .contoh_cacat import KADAR, Kadar
from .kolom import AKHIR, LEMBAR, NAMA

_AMAN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_DAFTAR = (
    ("sex", "jenis_kelamin"), ("agama_id", "agama"), ("pendidikan_kk_id", "pendidikan_kk"),
    ("pendidikan_sedang_id", "pendidikan_sedang"), ("pekerjaan_id", "pekerjaan"), ("status_kawin", "status_kawin"),
    ("kk_level", "hubungan_keluarga"), ("warganegara_id", "kewarganegaraan"), ("golongan_darah_id", "golongan_darah"),
    ("cacat_id", "cacat"), ("cara_kb_id", "cara_kb"), ("hamil", "hamil"), ("status_dasar", "status_dasar"),
    ("id_asuransi", "asuransi"),
)  # fmt: skip


def tulis_desa(
    kode_desa: str, folder: Path, jumlah: int = JUMLAH, benih: int = BENIH, kadar: Kadar = KADAR
) -> tuple[Path, int]:
    """Write one village's sheet into a folder; the file and the number of rows."""
    baris = desa_contoh(kode_desa, jumlah, benih, kadar)
    nama = nama_wilayah(kode_desa).lower().replace(" ", "-").replace("'", "")
    tujuan = folder / f"penduduk-{kode_desa}-{nama}.xlsx"
    tulis_lembar(tujuan, baris, Random(f"{benih}:{kode_desa}:tulis"))
    return tujuan, len(baris)


def tulis_lembar(tujuan: Path, baris: Iterable[dict], acak: Random | None = None) -> None:
    """Write rows (column name -> value) as the 43-column sheet; dates are written the ways offices do."""
    with xlsxwriter.Workbook(tujuan, _AMAN) as buku:
        tebal, hari = buku.add_format({"bold": True}), buku.add_format({"num_format": "dd-mm-yyyy"})
        lembar = buku.add_worksheet(LEMBAR)
        lembar.set_column(0, len(NAMA) - 1, 18)
        lembar.freeze_panes(1, 0)
        lembar.write_row(0, 0, NAMA, tebal)
        nomor = 0
        for nomor, orang in enumerate(baris, 1):
            _tulis_baris(lembar, nomor, orang, hari, acak)
        lembar.write_string(nomor + 1, 1, AKHIR)
        _lembar_kode(buku, tebal)


def _tulis_baris(lembar, nomor: int, orang: dict, hari, acak: Random | None) -> None:
    for ke, nama in enumerate(NAMA):
        isi = orang.get(nama)
        if isi is None or isi == "":
            continue
        if isinstance(isi, str):
            lembar.write_string(nomor, ke, isi)
        elif isinstance(isi, date):
            _tulis_tanggal(lembar, nomor, ke, isi, hari, acak)
        else:
            lembar.write_number(nomor, ke, isi)


def _tulis_tanggal(lembar, nomor: int, ke: int, isi: date, hari, acak: Random | None) -> None:
    nasib = acak.random() if acak else 0.0
    if nasib < 0.75 or isi.year < 1901:
        lembar.write_string(nomor, ke, isi.isoformat())
    elif nasib < 0.9:
        lembar.write_string(nomor, ke, f"{isi:%d-%m-%Y}" if nasib < 0.85 else f"{isi:%d/%m/%Y}")
    else:
        lembar.write_datetime(nomor, ke, isi, hari)


def _lembar_kode(buku, tebal) -> None:
    lembar = buku.add_worksheet("Kode Data")
    lembar.write_row(0, 0, ("kolom", "kode", "arti"), tebal)
    nomor = 1
    for kolom, daftar in _DAFTAR:
        for angka, arti in kode.daftar(daftar).items():
            lembar.write_row(nomor, 0, (kolom, angka, arti))
            nomor += 1
