"""The answer to a compiled sheet as a workbook: what is proposed to whom, and what was not sent and why."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from ...domain.pesan import nama_kolom
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_lengkap, nama_pendek
from ..kependudukan.cocok_impor import BARU
from ..kependudukan.isian_impor import teks, temuan_teks
from .usulan_cocok import SAMA, TAK_COCOK, TOLAK, UBAH, RencanaUsulan, Usul
from .usulan_kata import sebut, sebut_beda

SEBUTAN = {
    UBAH: "Diusulkan (perubahan)",
    BARU: "Diusulkan (warga baru)",
    SAMA: "Sudah sama",
    TAK_COCOK: "Tidak cocok dengan siapa pun",
    TOLAK: "Tidak dapat dibaca",
}
_AMAN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_PANJANG = 32_767


def tulis_hasil_usulan(rencana: RencanaUsulan, tujuan: Path | str | BinaryIO, kode_wilayah: str) -> None:
    """Write the workbook: a summary, the counts of each village, and every row with what became of it."""
    with xlsxwriter.Workbook(tujuan, _AMAN) as buku:
        tebal = buku.add_format({"bold": True})
        judul = buku.add_format({"bold": True, "bg_color": "#E3F1EE", "text_wrap": True})
        _ringkasan(buku.add_worksheet("Ringkasan"), rencana, kode_wilayah, tebal)
        _per_desa(buku.add_worksheet("Per Desa"), rencana, judul)
        _semua(buku.add_worksheet("Semua Baris"), rencana, judul)


def keterangan(satu: Usul) -> str:
    """Why a row was not sent; empty for one that was."""
    return "\n".join(temuan_teks(satu.temuan))


def perubahan(satu: Usul) -> list[str]:
    """What a row proposes, a line for each column."""
    if satu.tindakan == BARU:
        return [f"{nama_kolom(nama)}: {sebut(nama, baru)}" for nama, _, baru in satu.beda]
    return [sebut_beda(*satu_beda) for satu_beda in satu.beda]


def _ringkasan(lembar, rencana: RencanaUsulan, kode_wilayah: str, tebal) -> None:
    jumlah = rencana.jumlah()
    isi = [
        ("Hasil pencocokan data untuk diusulkan", ""),
        ("Wilayah", f"{nama_lengkap(kode_wilayah)} ({kode_wilayah})"),
        ("Berkas", rencana.lembar.berkas),
        ("Lembar", rencana.lembar.nama),
        ("Tanggal", teks_tanggal(date.today())),
        ("Baris dibaca", len(rencana.semua)),
        *((SEBUTAN[tindakan], jumlah[tindakan]) for tindakan in SEBUTAN),
        ("Kolom yang tidak dikenal", ", ".join(rencana.lembar.diabaikan) or "tidak ada"),
        ("", "Status dasar tidak pernah diusulkan, dan sel kosong tidak mengosongkan apa pun."),
    ]
    lembar.set_column(0, 0, 34)
    lembar.set_column(1, 1, 80)
    for nomor, (nama, nilai) in enumerate(isi):
        lembar.write_string(nomor, 0, nama, tebal)
        _sel(lembar, nomor, 1, nilai)


def _per_desa(lembar, rencana: RencanaUsulan, judul) -> None:
    _kepala(lembar, ("desa", "kode", "perubahan", "warga baru", "sudah sama"), (30, 16, 12, 12, 12), judul)
    for nomor, (desa, jumlah) in enumerate(rencana.per_desa().items(), 1):
        for ke, isi in enumerate((nama_pendek(desa), desa, jumlah[UBAH], jumlah[BARU], jumlah[SAMA])):
            _sel(lembar, nomor, ke, isi)


def _semua(lembar, rencana: RencanaUsulan, judul) -> None:
    nama = ("baris", "nama", "nik", "no_kk", "desa", "hasil", "keterangan", "perubahan")
    _kepala(lembar, nama, (8, 28, 20, 20, 26, 28, 60, 60), judul)
    posisi = {satu.nama: ke for ke, satu in rencana.lembar.kolom.items()}
    for nomor, satu in enumerate(rencana.semua, 1):
        asal = [teks(satu.baris.sel[posisi[kolom]]) for kolom in ("nama", "nik", "no_kk")]
        desa = nama_pendek(satu.desa) if satu.desa else ""
        isi = (satu.baris.nomor, *asal, desa, SEBUTAN[satu.tindakan], keterangan(satu), "\n".join(perubahan(satu)))
        for ke, nilai in enumerate(isi):
            _sel(lembar, nomor, ke, nilai)
    if rencana.semua:
        lembar.autofilter(0, 0, len(rencana.semua), len(nama) - 1)


def _kepala(lembar, nama: Sequence[str], lebar: Sequence[int], judul) -> None:
    for ke, (satu, selebar) in enumerate(zip(nama, lebar, strict=True)):
        lembar.set_column(ke, ke, selebar)
        lembar.write_string(0, ke, satu, judul)
    lembar.freeze_panes(1, 0)


def _sel(lembar, nomor: int, ke: int, isi) -> None:
    if isinstance(isi, int):
        lembar.write_number(nomor, ke, isi)
    else:
        lembar.write_string(nomor, ke, isi[:_PANJANG])
