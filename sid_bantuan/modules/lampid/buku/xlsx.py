"""A sheet as an Excel file: merged headers, print set-up, numbers as numbers, and text that is never a formula."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

import xlsxwriter

from .lembar import KANAN, TENGAH, Lembar, Penanda, Tabel, nilai
from .lembar import teks as tertulis

A4, FOLIO = 9, 14
"""Excel's paper numbers; F4 as offices use it is Excel's Folio, 8.5 by 13 inches."""
KERTAS = {"f4": FOLIO, "a4": A4}
_PILIHAN = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_ANGKA = "#,##0;-#,##0;-"


def tulis(lembar: Lembar, tujuan: str | BinaryIO, kertas: str = "f4") -> None:
    """Write the file. Rows go out as they come, so that memory does not grow with the list."""
    with xlsxwriter.Workbook(tujuan, _PILIHAN) as buku:
        _Penulis(buku, lembar, kertas).semua()


class _Penulis:
    """Writes strictly from top to bottom: constant memory forgets a row once the next one has begun."""

    def __init__(self, buku: xlsxwriter.Workbook, lembar: Lembar, kertas: str):
        self.lembar = lembar
        self.halaman = buku.add_worksheet(_nama_halaman(lembar.sebutan))
        self.daun = lembar.tabel.daun
        self.lebar = len(self.daun)
        self.baris = 0
        garis = {"border": 1, "valign": "vcenter"}
        self.gaya = {
            "judul": buku.add_format({"bold": True, "align": "center", "font_size": 12}),
            "kepala": buku.add_format(
                garis | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E3F1EE"}
            ),
            "nomor": buku.add_format(garis | {"align": "center", "italic": True, "font_size": 8}),
            "kiri": buku.add_format(garis | {"text_wrap": True}),
            "tengah": buku.add_format(garis | {"align": "center"}),
            "kanan": buku.add_format(garis | {"align": "right", "num_format": _ANGKA}),
            "kiri_kaki": buku.add_format(garis | {"bold": True, "text_wrap": True}),
            "kanan_kaki": buku.add_format(garis | {"bold": True, "align": "right", "num_format": _ANGKA}),
            "tebal": buku.add_format({"bold": True}),
            "catatan": buku.add_format({"italic": True, "font_size": 9}),
            "tanda": buku.add_format({"align": "center"}),
            "nama": buku.add_format({"align": "center", "bold": True, "underline": 1}),
        }
        self._cetak(kertas)

    def semua(self) -> None:
        """Title, table, further tables, notes, signatures."""
        for kolom, satu in enumerate(self.daun):
            self.halaman.set_column(kolom, kolom, max(4, satu.lebar * 1.1))
        for judul in self.lembar.judul:
            self._gabung(0, self.lebar - 1, judul.upper(), "judul")
        self.baris += 1
        awal = self.baris
        self._tabel(self.lembar.tabel, utama=True)
        akhir_kepala = awal + self.lembar.tabel.tinggi_kepala
        self.halaman.freeze_panes(akhir_kepala + 1, 2 if self.lebar > 6 else 1)
        self.halaman.repeat_rows(awal, akhir_kepala)
        for satu in self.lembar.tambahan:
            self.baris += 1
            self.halaman.write_string(self.baris, 1, satu.judul, self.gaya["tebal"])
            self.baris += 1
            self._tabel(satu)
        self.baris += 1
        for kata in self.lembar.catatan:
            self.halaman.write_string(self.baris, 1, kata, self.gaya["catatan"])
            self.baris += 1
        self._tanda_tangan()

    def _cetak(self, kertas: str) -> None:
        self.halaman.set_paper(KERTAS[kertas])
        if self.lembar.lebar:
            self.halaman.set_landscape()
        self.halaman.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.halaman.fit_to_pages(1, 0)
        self.halaman.center_horizontally()
        self.halaman.set_footer(f"&L&8{_bersih(self.lembar.berkas)}&R&8Halaman &P dari &N")

    def _tabel(self, tabel: Tabel, utama: bool = False) -> None:
        """Header, numbers, rows, footers. A further table stands in the columns its own widths would fill."""
        tempat = list(range(self.lebar + 1)) if utama else self._tempat(tabel)
        self._kepala(tabel, tempat)
        if tabel.bernomor:
            for ke in range(len(tabel.daun)):
                self._sel(tempat[ke], tempat[ke + 1], ke + 1, "nomor")
            self.baris += 1
        for baris in tabel.baris:
            self._isi(tabel, tempat, baris, "")
        if not tabel.baris:
            self._isi(
                tabel, tempat, ["", "Nihil", *[""] * (len(tabel.daun) - 2)] if len(tabel.daun) > 1 else ["Nihil"], ""
            )
        for baris in tabel.kaki:
            self._isi(tabel, tempat, baris, "_kaki")

    def _tempat(self, tabel: Tabel) -> list[int]:
        """Where the columns of a further table begin among those of the main one, and where the last ends."""
        tempat, ke = [1], 1
        for satu in tabel.daun:
            perlu, ada = satu.lebar, 0.0
            while ada < perlu * 0.8 and (ke < self.lebar or not ada):
                ada += self.daun[ke].lebar if ke < self.lebar else 8
                ke += 1
            tempat.append(ke)
        return tempat

    def _kepala(self, tabel: Tabel, tempat: list[int]) -> None:
        """Merged by hand: the library's own call would write the lower rows of a span before the upper row is done."""
        for kepala in tabel.kepala:
            for satu in kepala:
                kiri, kanan = tempat[satu.kolom], tempat[satu.kolom + satu.lebar] - 1
                for kolom in range(kiri, kanan + 1):
                    self.halaman.write_string(
                        self.baris, kolom, satu.teks if kolom == kiri else "", self.gaya["kepala"]
                    )
                if kanan > kiri or satu.tinggi > 1:
                    self.halaman.merge.append([self.baris, kiri, self.baris + satu.tinggi - 1, kanan])
            for atas in (satu for lebih in tabel.kepala[: kepala[0].baris] for satu in lebih):
                if atas.baris + atas.tinggi > kepala[0].baris:
                    for kolom in range(tempat[atas.kolom], tempat[atas.kolom + atas.lebar]):
                        self.halaman.write_blank(self.baris, kolom, None, self.gaya["kepala"])
            self.baris += 1

    def _isi(self, tabel: Tabel, tempat: list[int], baris: Sequence, kaki: str) -> None:
        for ke, (kolom, sel) in enumerate(zip(tabel.daun, baris, strict=True)):
            gaya = "tengah" if kolom.rata == TENGAH else ("kanan" if kolom.rata == KANAN else "kiri") + kaki
            self._sel(tempat[ke], tempat[ke + 1], nilai(sel), gaya)
        self.baris += 1

    def _sel(self, kiri: int, kanan: int, isi, gaya: str) -> None:
        """One cell of a table, over as many columns as it has."""
        rupa = self.gaya[gaya]
        if isinstance(isi, int):
            self.halaman.write_number(self.baris, kiri, isi, rupa)
        elif isi is None or isi == "":
            self.halaman.write_blank(self.baris, kiri, None, rupa)
        else:
            self.halaman.write_string(self.baris, kiri, tertulis(isi) if isinstance(isi, date) else str(isi), rupa)
        for kolom in range(kiri + 1, kanan):
            self.halaman.write_blank(self.baris, kolom, None, rupa)
        if kanan - kiri > 1:
            self.halaman.merge.append([self.baris, kiri, self.baris, kanan - 1])

    def _gabung(self, kiri: int, kanan: int, teks: str, gaya: str) -> None:
        self.halaman.write_string(self.baris, kiri, teks, self.gaya[gaya])
        if kanan > kiri:
            self.halaman.merge.append([self.baris, kiri, self.baris, kanan])
        self.baris += 1

    def _tanda_tangan(self) -> None:
        tanda = self.lembar.tanda_tangan
        if tanda is None:
            return
        self.baris += 1
        self._dua("Mengetahui,", f"{tanda.tempat}, {tanda.tanggal}", "tanda")
        self._dua(tanda.kiri.jabatan, tanda.kanan.jabatan, "tanda")
        self.baris += 3
        self._dua(_nama(tanda.kiri), _nama(tanda.kanan), "nama")
        if tanda.kiri.nip or tanda.kanan.nip:
            self._dua(_nip(tanda.kiri), _nip(tanda.kanan), "tanda")

    def _dua(self, kiri: str, kanan: str, gaya: str) -> None:
        """Something at the left, something at the right, each over a third of the sheet."""
        sepertiga = max(1, self.lebar // 3)
        for mulai, teks in ((0, kiri), (self.lebar - sepertiga, kanan)):
            self.halaman.write_string(self.baris, mulai, teks, self.gaya[gaya])
            if sepertiga > 1:
                self.halaman.merge.append([self.baris, mulai, self.baris, mulai + sepertiga - 1])
        self.baris += 1


def _nama(satu: Penanda) -> str:
    return satu.nama or "(" + "." * 40 + ")"


def _nip(satu: Penanda) -> str:
    return f"NIP {satu.nip}" if satu.nip else ""


def _bersih(teks: str) -> str:
    """``&`` begins a command in the footer of a printed page."""
    return teks.replace("&", "dan")[:120]


def _nama_halaman(nama: str) -> str:
    return "".join(huruf for huruf in nama if huruf not in "[]:*?/\\'")[:31] or "Lembar"
