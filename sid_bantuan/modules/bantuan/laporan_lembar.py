"""A report drawn by its form: a sheet to be read, printed and signed, or the bare table a bank's program reads."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

from ...domain import masa
from ...domain.tanggal import hari_setempat, panjang, teks_tanggal
from ...domain.wilayah_nama import nama_pendek, nama_wilayah
from ..lampid.buku import penanda as penanda_buku
from ..lampid.buku.lembar import Kolom, Lembar, Penanda, Tabel, TandaTangan
from ..lampid.buku.warga import samar
from . import program as katalog
from .format_laporan import Bentuk, KolomLaporan
from .laporan_isi import ISI, Minta, baris, pembetulan_masa
from .salur_dasar import DISIAPKAN, MENUNGGU

TEKS_AMAN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
"""What a workbook is opened with, so that a text stays the text it is."""
PEMISAH = ";,|\t"
_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def isi_tabel(node, bentuk: Bentuk, minta: Minta, lengkap: bool = True) -> list[list]:
    """The cells of a report in the order of its columns. ``lengkap``: whether numbers of people are shown whole."""
    minta = _disaring(bentuk, minta)
    semua = baris(node, bentuk.isi, minta)
    if bentuk.bank and bentuk.isi == "penyaluran":
        semua = [satu for satu in semua if satu["penyaluran"] != DISIAPKAN and satu["pembuat"] == node.code]
    rows = sorted(semua, key=lambda satu: _kunci(satu, bentuk.urut))
    return [
        [_sel(satu, kolom, ke, lengkap) for kolom in bentuk.kolom]
        for ke, satu in enumerate(rows, 1)
    ]  # fmt: skip


def _disaring(bentuk: Bentuk, minta: Minta) -> Minta:
    """What is asked for, with what the form itself holds fixed.

    A list a bank pays by has only who still waits: sent again after some were paid, it would pay them again.
    """
    keadaan = minta.keadaan or str(bentuk.saring.get("keadaan") or "")
    if bentuk.bank and bentuk.isi == "penyaluran":
        keadaan = keadaan or MENUNGGU
    return Minta(minta.wilayah, minta.program, minta.masa, keadaan, minta.permintaan, minta.penyaluran_id)


def _kunci(satu: Mapping, urut: str) -> tuple:
    nama = [kata.strip() for kata in (urut or "wilayah,nama").split(",")]
    nilai = (satu.get({"wilayah": "kode_wilayah"}.get(kata, kata)) for kata in [*nama, "nama", "nik"])
    return tuple((ini is None, ini if isinstance(ini, int) else 0, str(ini or "").lower()) for ini in nilai)


def _sel(satu: Mapping, kolom: KolomLaporan, ke: int, lengkap: bool):
    if kolom.tetap is not None:
        return kolom.tetap
    if kolom.isi == "no":
        return ke
    nilai = satu.get(kolom.isi)
    nik = kolom.isi in ("nik", "no_kk") or (kolom.isi == "nomor_dasar" and satu.get("dasar") == "NIK")
    return samar(nilai, False) if nik and not lengkap else ("" if nilai is None else nilai)


def lembar(node, bentuk: Bentuk, minta: Minta, hari: date, lengkap: bool = True, banyak: int | None = None) -> Lembar:
    """The report as a sheet; with ``banyak`` only its first rows, as a preview."""
    rows, isi = isi_tabel(node, bentuk, minta, lengkap), ISI[bentuk.isi]
    program = katalog.satu(node, minta.program) if minta.program else None
    satuan = program.satuan if program and program.bentuk != "tunai" else None
    kolom = tuple(
        Kolom(_judul(satu.judul, satuan), lebar=satu.lebar, rata=isi[satu.isi].rata if satu.isi in isi else "kiri")
        for satu in bentuk.kolom
    )
    judul = kepala(node, bentuk, minta, hari)
    tabel = Tabel(kolom, rows[:banyak], _kaki(bentuk, rows), jumlah=len(rows))
    berkas = " ".join(("-".join(judul[:1]), nama_pendek(minta.wilayah), minta.masa)).strip().replace("/", "-")[:120]
    sebutan = program.singkatan if program else "Bantuan"
    return Lembar(sebutan, judul, tabel, berkas, tanda_tangan=_tanda_tangan(node, bentuk, minta, hari),
                  tambahan=_pembetulan(node, bentuk, minta),
                  lebar=sum(satu.lebar for satu in bentuk.kolom) > 90)  # fmt: skip


def _pembetulan(node, bentuk: Bentuk, minta: Minta) -> tuple[Tabel, ...]:
    """Below a period's lines: what it puts right of periods before it."""
    semua = pembetulan_masa(node, minta) if bentuk.isi == "penyaluran" and minta.masa else []
    if not semua:
        return ()
    kolom = (
        Kolom("No", lebar=5, rata="kanan"), Kolom("Nama", lebar=24), Kolom("Masa", lebar=16), Kolom("Pembetulan", lebar=30),
        Kolom("Selisih diterima", lebar=13, rata="kanan"), Kolom("Alasan dan pencatat", lebar=30),
    )  # fmt: skip
    rows = [
        [ke, satu.nama, masa.sebut(satu.masa), " menjadi ".join((satu.kata[0], satu.kata[1].lower())), satu.selisih,
         f"{satu.alasan} ({satu.oleh}, {teks_tanggal(hari_setempat(satu.pada)) or '-'})"]
        for ke, satu in enumerate(semua, 1)
    ]  # fmt: skip
    kaki = ["", "Jumlah", "", "", sum(satu.selisih for satu in semua), ""]
    return (Tabel(kolom, rows, (kaki,), "Pembetulan masa sebelumnya", bernomor=False),)


def _judul(judul: str, satuan: str | None) -> str:
    """A heading of amounts, where goods are counted and not rupiah."""
    return judul.replace("(Rp)", f"({satuan})") if satuan else judul


def kepala(node, bentuk: Bentuk, minta: Minta, hari: date) -> tuple[str, ...]:
    """The lines above, with what the request says put in; one that comes out empty is left out."""
    program = katalog.satu(node, minta.program) if minta.program else None
    isi = {
        "program": program.nama if program else "Bantuan", "masa": masa.sebut(minta.masa) if minta.masa else "",
        "wilayah": nama_pendek(minta.wilayah), "tahun": minta.masa[:4] or hari.year, "tanggal": panjang(hari),
    }  # fmt: skip
    baris_kepala = (_isi_kata(satu, isi) for satu in bentuk.kepala or (bentuk.nama, "{wilayah}"))
    return tuple(satu for satu in baris_kepala if satu.strip(" ,")) or (bentuk.nama,)


def _isi_kata(kata: str, isi: Mapping) -> str:
    for nama, nilai in isi.items():
        kata = kata.replace("{" + nama + "}", str(nilai))
    return " ".join(kata.split()).removesuffix("Sampai dengan").strip()


def _kaki(bentuk: Bentuk, rows: Sequence[Sequence]) -> tuple[list, ...]:
    """The sums, where there is something to sum."""
    isi = ISI[bentuk.isi]
    dijumlah = [satu.isi in isi and isi[satu.isi].dijumlah for satu in bentuk.kolom]
    if not any(dijumlah) or not rows:
        return ()
    kaki = [sum(row[ke] for row in rows if isinstance(row[ke], int)) if ini else "" for ke, ini in enumerate(dijumlah)]
    if False in dijumlah:
        kaki[min((ke for ke, ini in enumerate(dijumlah) if not ini and bentuk.kolom[ke].isi != "no"), default=0)] = (
            "Jumlah"
        )
    return (kaki,)


def _tanda_tangan(node, bentuk: Bentuk, minta: Minta, hari: date) -> TandaTangan:
    """Who signs: as the form says, else whoever signs this place's books."""
    kiri, kanan = penanda_buku.penanda(node.engine, minta.wilayah)
    sebut = [Penanda(satu.get("sebutan") or biasa.jabatan, satu.get("nama") or "", satu.get("nip") or "")
             for satu, biasa in zip(bentuk.penanda, (kiri, kanan), strict=False)]  # fmt: skip
    kiri, kanan = [*sebut, *(kiri, kanan)[len(sebut) :]][:2]
    tempat = nama_wilayah(minta.wilayah).removeprefix("Kabupaten ").removeprefix("Kota ")
    return TandaTangan(tempat, panjang(hari), kiri, kanan)


# ---- files for a bank: nothing but headings and rows


def polos(node, bentuk: Bentuk, minta: Minta, excel: bool, lengkap: bool = True) -> bytes:
    """The bare table as Excel or CSV, whole numbers and days as the bank's program reads them."""
    rows = [[_polos(sel) for sel in satu] for satu in isi_tabel(node, bentuk, minta, lengkap)]
    judul = [[satu.judul for satu in bentuk.kolom]] if bentuk.saring.get("berjudul", 1) else []
    if not excel:
        tulis = io.StringIO()
        pemisah = str(bentuk.saring.get("pemisah") or ";")[:1]
        csv.writer(tulis, delimiter=pemisah if pemisah in PEMISAH else ";", lineterminator="\r\n").writerows(
            [_tanpa_rumus(sel) for sel in satu] for satu in [*judul, *rows]
        )
        return tulis.getvalue().encode("utf-8-sig")
    hasil = io.BytesIO()
    with xlsxwriter.Workbook(hasil, TEKS_AMAN) as buku:
        halaman = buku.add_worksheet("Data")
        for ke, satu in enumerate(bentuk.kolom):
            halaman.set_column(ke, ke, max(6, satu.lebar))
        for ke, satu in enumerate([*judul, *rows]):
            for kolom, sel in enumerate(satu):
                (halaman.write_number if isinstance(sel, int) else halaman.write_string)(ke, kolom, sel)
    return hasil.getvalue()


def _polos(sel):
    if isinstance(sel, date):
        return teks_tanggal(sel)
    return sel if isinstance(sel, int) else str(sel if sel is not None else "")


def _tanpa_rumus(sel):
    """A text that begins like a formula would be run by the spreadsheet that opens it."""
    return f"'{sel}" if isinstance(sel, str) and sel[:1] in _RUMUS and sel.strip(" -") else sel
