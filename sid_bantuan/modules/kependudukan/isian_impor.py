"""From cells to values, column by column: what cannot be read is refused or left out, and told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...domain import kode
from ...domain.nama import kunci_nama
from ...domain.nik import baca_nik, baca_no_kk
from ...domain.pesan import kalimat
from ...domain.tanggal import baca_tanggal
from ...sync.fields import CodeField, DayField
from .berkas_impor import Lembar
from .kolom import KOLOM
from .tables import Keluarga, Lingkungan, Penduduk


class Temuan(NamedTuple):
    """One thing found in a row: its code, the sheet's column, and what fills its words."""

    kode: str
    kolom: str
    isi: dict = {}


@dataclass(slots=True)
class Baris:
    """One row of the sheet: read, judged, and (once planned) what becomes of it.

    ``isi`` holds what the row says of the resident by our columns, ``tempat`` (dusun, RW,
    RT). ``tindakan`` is one of ``baru``, ``ubah``, ``tetap``, ``tolak``; ``perubahan`` lists
    (column, before, after).
    """

    nomor: int
    sel: Sequence
    isi: dict
    no_kk: str | None = None
    alamat: str | None = None
    tempat: tuple[str, str, str] = ("", "", "")
    tolak: list[Temuan] = field(default_factory=list)
    ingat: list[Temuan] = field(default_factory=list)
    tindakan: str = ""
    id: str = ""
    keluarga_id: str | None = None
    perubahan: list[tuple] = field(default_factory=list)
    _kunci: tuple[str, str, str] | None = None

    @property
    def kunci(self) -> tuple[str, str, str]:
        """What a row without NIK is recognised by, as it stands in the sheet: No KK, the name's key, birth date."""
        if self._kunci is None:
            self._kunci = self.no_kk or "", kunci_nama(self.isi.get("nama", "")), self.isi.get("tanggal_lahir") or ""
        return self._kunci


_GALAT = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"))
_KOSONG = frozenset(("", "-", "--", "."))
_MENOLAK = frozenset(("nik", "no_kk", "nama", "sex", "tanggallahir"))
"""A cell of these columns that cannot be read refuses its row; of the others it is left out, with a warning."""
_KELUARGA = ("no_kk", "alamat", "dusun", "rw", "rt")
"""Columns that say where the family is, not who the person is."""

Pembaca = Callable[[object], tuple[object, str | None]]


def baca_baris(lembar: Lembar) -> list[Baris]:
    """Every row of the sheet, read; faults and warnings of single cells noted on it."""
    dibaca = {kolom.nama: _baca_kolom(lembar, ke, PEMBACA[kolom.nama]) for ke, kolom in lembar.kolom.items()}
    nilai = {nama: isi for nama, (isi, _) in dibaca.items()}
    kosong = [None] * len(lembar.baris)
    tentang = [(kolom.tujuan, nilai[kolom.nama]) for kolom in lembar.kolom.values() if kolom.nama not in _KELUARGA]
    nama = [tujuan for tujuan, _ in tentang]
    semua = [
        Baris(nomor, sel, {tujuan: satu for tujuan, satu in zip(nama, isi, strict=True) if satu is not None})
        for nomor, sel, isi in zip(
            lembar.nomor, lembar.baris, zip(*(isi for _, isi in tentang), strict=True), strict=True
        )
    ]
    for baris, no_kk, alamat, *tempat in zip(semua, *(nilai.get(nama, kosong) for nama in _KELUARGA), strict=True):
        baris.no_kk, baris.alamat = no_kk, alamat
        baris.tempat = tuple(satu or "" for satu in tempat)
    _catat_temuan(semua, dibaca, lembar)
    return semua


def _baca_kolom(lembar: Lembar, ke: int, baca: Pembaca) -> tuple[list, list[tuple[int, str]]]:
    """One column's values, and (row, fault) of what could not be read. Each distinct cell is read once."""
    semua = [baris[ke] for baris in lembar.baris]
    dibaca = {sel: _baca_sel(sel, baca) for sel in set(semua)}
    salah = {sel: temuan for sel, (_, temuan) in dibaca.items() if temuan}
    nilai = {sel: isi for sel, (isi, _) in dibaca.items()}
    tempat = [(urut, salah[sel]) for urut, sel in enumerate(semua) if sel in salah] if salah else []
    return [nilai[sel] for sel in semua], tempat


def _baca_sel(sel, baca: Pembaca) -> tuple[object, str | None]:
    if sel is None or sel == "":
        return baca("")
    if sel.__class__ is str and sel in _GALAT:
        return None, "sel_rumus"
    return baca(sel)


def _catat_temuan(semua: list[Baris], dibaca: dict, lembar: Lembar) -> None:
    for nama, (_, salah) in dibaca.items():
        for urut, temuan in salah:
            if nama in _MENOLAK or temuan in ("sel_rumus", "terlalu_panjang"):
                semua[urut].tolak.append(Temuan(temuan, nama))
            else:
                posisi = next(ke for ke, kolom in lembar.kolom.items() if kolom.nama == nama)
                semua[urut].ingat.append(
                    Temuan("nilai_tidak_dipakai", nama, {"nilai": _pendek(semua[urut].sel[posisi])})
                )
    urutan = {nomor: urut for urut, nomor in enumerate(lembar.nomor)} if lembar.rumus else {}
    for nomor, ke in sorted(lembar.rumus):
        if nomor in urutan:
            semua[urutan[nomor]].tolak.append(Temuan("sel_rumus", lembar.kolom[ke].nama))


def _pendek(sel) -> str:
    return teks(sel)[:60]


# ---- readers: cell -> (value or None, fault or None)


def teks(sel) -> str:
    """A cell as text: whole numbers without ``.0``, runs of blanks made one."""
    if isinstance(sel, float) and sel.is_integer():
        sel = int(sel)
    return " ".join(str(sel).split())


def _pembaca_teks(panjang: int) -> Pembaca:
    def baca(sel):
        isi = teks(sel)
        if isi in _KOSONG:
            return None, None
        return (None, "terlalu_panjang") if len(isi) > panjang else (isi, None)

    return baca


def _pembaca_kode(codes: dict[int, str]) -> Pembaca:
    def baca(sel):
        isi = teks(sel)
        if isi in _KOSONG or isi == "0":
            return None, None
        nomor = int(isi) if isi.isdecimal() and len(isi) < 5 else kode.dari_kata(codes, isi)
        return (nomor, None) if nomor in codes else (None, "kode_tak_dikenal")

    return baca


def _baca_nama(sel):
    nama, salah = _pembaca_teks(Penduduk.nama.max_length)(sel)
    return nama, salah or (None if nama else "nama_kosong")


def _baca_kelamin(sel):
    nomor, salah = _pembaca_kode(kode.daftar("jenis_kelamin"))(sel)
    return nomor, salah or (None if nomor else "jenis_kelamin_kosong")


def _baca_hari(sel):
    hari, salah = baca_tanggal(sel)
    return (hari.isoformat() if hari else None), salah


def _baca_rt(sel):
    """RT and RW as three digits, however they were written: 1, 01, RW 001."""
    isi = teks(sel)
    angka = "".join(huruf for huruf in isi if huruf.isdecimal())
    if angka:
        return (f"{int(angka):03}", None) if len(angka) <= 5 and int(angka) else (None, None)
    return (None, None) if isi in _KOSONG else (isi.upper()[: Lingkungan.rt.max_length], None)


_KHUSUS: dict[str, Pembaca] = {
    "nik": baca_nik,
    "no_kk": baca_no_kk,
    "nama": _baca_nama,
    "sex": _baca_kelamin,
    "ayah_nik": baca_nik,
    "ibu_nik": baca_nik,
    "rw": _baca_rt,
    "rt": _baca_rt,
    "alamat": _pembaca_teks(Keluarga.alamat.max_length),
    "dusun": _pembaca_teks(Lingkungan.dusun.max_length),
}


def _pembaca(nama: str, tujuan: str) -> Pembaca:
    if nama in _KHUSUS:
        return _KHUSUS[nama]
    kolom = Penduduk._meta.columns[tujuan]
    if isinstance(kolom, CodeField):
        return _pembaca_kode(kolom.codes)
    return _baca_hari if isinstance(kolom, DayField) else _pembaca_teks(kolom.max_length)


PEMBACA: dict[str, Pembaca] = {kolom.nama: _pembaca(kolom.nama, kolom.tujuan) for kolom in KOLOM}
"""How each column of the sheet is read, by its name in row 1; village software names its own columns the same."""


def temuan_teks(temuan: Iterable[Temuan]) -> Iterator[str]:
    """Findings as sentences an operator reads, each with its column."""
    for satu in temuan:
        judul, saran = kalimat(satu.kode, **satu.isi)
        yield f"{satu.kolom}: {judul}. {saran}" if satu.kolom else f"{judul}. {saran}"
