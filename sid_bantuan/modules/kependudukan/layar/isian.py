"""What operators type, read into values: a number or some letters of a code, a day with or without dashes."""

import re
from collections.abc import Mapping
from datetime import date

from ....domain import kode
from ....domain.angka import baca_angka
from ....domain.nik import baca_nik, baca_no_kk
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....sync.fields import CodeField, DayField
from ..kesalahan import Kesalahan

_DELAPAN_ANGKA = re.compile(r"\d{8}")
_NOMOR = re.compile(r"([0-9]{1,9})(?:\s.*)?")


def baca_kode(teks: str, codes: Mapping[int, str]) -> tuple[int | None, str | None]:
    """A code by its number, its words, or enough letters to tell it from the others: ``(code, fault)``."""
    teks = " ".join(teks.split())
    if not teks:
        return None, None
    if nomor := _NOMOR.fullmatch(teks):
        satu = int(nomor[1])
        return (satu, None) if satu in codes else (None, "kode_tak_dikenal")
    persis = kode.dari_kata(dict(codes), teks)
    if persis is not None:
        return persis, None
    kecil = teks.lower()
    for cocok in (str.startswith, str.__contains__):
        ada = [satu for satu, kata in codes.items() if cocok(kata.lower(), kecil)]
        if ada:
            return (ada[0], None) if len(ada) == 1 else (None, "kode_belum_jelas")
    return None, "kode_tak_dikenal"


def baca_bulat(teks: str) -> tuple[int | None, str | None]:
    """A whole number: ``(number, fault)``."""
    try:
        return baca_angka(teks), None
    except ValueError:
        return None, "bukan_angka"


def baca_hari(teks: str) -> tuple[date | None, str | None]:
    """A day: 21-11-2026, or the same eight digits without anything between."""
    teks = teks.strip()
    if _DELAPAN_ANGKA.fullmatch(teks):
        teks = f"{teks[:2]}-{teks[2:4]}-{teks[4:]}"
    return baca_tanggal(teks)


def baca(field, teks: str) -> tuple[object, str | None]:
    """The value of what was typed for a column: ``(value, fault)``."""
    if isinstance(field, CodeField):
        return baca_kode(teks, field.codes)
    if isinstance(field, DayField):
        return baca_hari(teks)
    if field.column_name == "nik":
        return baca_nik(teks)
    if field.column_name == "no_kk":
        return baca_no_kk(teks)
    return " ".join(teks.split()) or None, None


def baca_semua(model, teks: Mapping[str, str], baris: str = "") -> tuple[dict, list[Kesalahan]]:
    """Every column that was typed, as values; what cannot be read is a fault at its column."""
    isi, salah = {}, []
    for nama, satu in teks.items():
        isi[nama], temuan = baca(model._meta.columns[nama], satu)
        if temuan:
            salah.append(Kesalahan(temuan, nama, baris, {"isian": satu}))
    return isi, salah


def tulis(field, nilai) -> str:
    """A value as it stands in a form: ``3 Istri``, ``21-11-2026``; nothing for none."""
    if nilai is None:
        return ""
    if isinstance(field, CodeField):
        return f"{nilai} {field.codes[nilai]}" if nilai in field.codes else str(nilai)
    if isinstance(field, DayField):
        return teks_tanggal(nilai)
    return str(nilai)


def tulis_semua(model, isi: Mapping, kolom) -> dict[str, str]:
    """The named columns as they stand in a form."""
    return {nama: tulis(model._meta.columns[nama], isi.get(nama)) for nama in kolom}


def tampil(field, nilai) -> str:
    """A value for reading: the words of a code without its number."""
    if isinstance(field, CodeField):
        return field.codes.get(nilai, str(nilai)) if nilai is not None else ""
    return tulis(field, nilai)
