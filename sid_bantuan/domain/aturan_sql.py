"""A condition of ``aturan`` as one SQL predicate: the same answer for one person and for a whole kabupaten.

SQL's own three values are the rule's: TRUE, FALSE, and NULL where something is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from .aturan import (
    ANGGOTA,
    KELUARGA,
    ORANG,
    PERNAH,
    SERUMAH,
    Bukan,
    Menerima,
    SalahSatu,
    Semua,
    Syarat,
    Ukuran,
    tahun_lalu,
)


@dataclass(frozen=True, slots=True)
class Letak:
    """Where the predicate finds things.

    ``orang``, ``keluarga``, ``wilayah``: expressions of the row asked about; ``ukuran``: one for each measure.
    ``ikut``: a table of (program, komponen, orang, keluarga, keadaan, mulai, sampai), dates as ISO text or DATE;
    ``basi``: one of (program, wilayah), lists that are out of date. ``serumah``: (table ``a``, the family of a row of it,
    its condition) giving who lives in the same house; ``dinilai``: the ``sumber`` of the enrolment that is judged, empty
    where none is. ``anggota``: a table with its condition giving the other living members of the family,
    ``ukuran_anggota`` the measures of one of them.
    """

    orang: str
    keluarga: str
    wilayah: str
    ukuran: Mapping[str, str]
    ikut: str
    basi: str
    serumah: tuple[str, str, str] = ("", "", "")
    dinilai: str = ""
    anggota: str = ""
    ukuran_anggota: Mapping[str, str] = field(default_factory=dict)


def susun(syarat: Syarat, letak: Letak, mulai: date, sampai: date | None) -> tuple[str, list]:
    """``(predicate, parameters)`` for aid from ``mulai`` to ``sampai``; ``?`` marks a parameter."""
    match syarat:
        case Semua(isi):
            return _gabung(" AND ", isi, letak, mulai, sampai)
        case SalahSatu(isi):
            return _gabung(" OR ", _satukan(isi), letak, mulai, sampai)
        case Bukan(isi):
            teks, nilai = susun(isi, letak, mulai, sampai)
            return f"NOT ({teks})", nilai
        case Ukuran():
            sendiri = _ukuran(syarat, letak.ukuran[syarat.nama])
            return sendiri if syarat.siapa == ORANG else _anggota(syarat, letak, *sendiri)
        case Menerima():
            return _menerima(syarat, letak, mulai, sampai)


def _gabung(kata: str, isi, letak: Letak, mulai: date, sampai: date | None) -> tuple[str, list]:
    bagian = [susun(satu, letak, mulai, sampai) for satu in isi]
    return kata.join(f"({teks})" for teks, _ in bagian), [satu for _, nilai in bagian for satu in nilai]


def _satukan(isi: Iterable[Syarat]) -> list[Syarat]:
    """Alternatives that ask for aid of different programs in one and the same way, asked at once.

    ``A or B`` is the same as ``one of A, B``: true where one is there, open where none is and one of their lists is
    out of date. No program named means any, which takes in the others.
    """
    serupa: dict[tuple, list[Menerima]] = {}
    hasil: list[Syarat] = []
    for satu in isi:
        if isinstance(satu, Menerima) and satu.banyak == 1:
            serupa.setdefault((satu.komponen, satu.siapa, satu.keadaan, satu.masa, satu.tahun), []).append(satu)
        else:
            hasil.append(satu)
    for bagian in serupa.values():
        program = (
            frozenset()
            if any(not satu.program for satu in bagian)
            else frozenset().union(*(satu.program for satu in bagian))
        )
        hasil.append(replace(bagian[0], program=program))
    return hasil


def _ukuran(syarat: Ukuran, kolom: str) -> tuple[str, list]:
    if syarat.pilihan:
        return f"{kolom} IN ({_tanda(syarat.pilihan)})", sorted(syarat.pilihan)
    batas = [(">=", syarat.paling_sedikit), ("<=", syarat.paling_banyak)]
    ada = [(tanda, nilai) for tanda, nilai in batas if nilai is not None]
    return " AND ".join(f"{kolom} {tanda} ?" for tanda, _ in ada), [nilai for _, nilai in ada]


def _anggota(syarat: Ukuran, letak: Letak, sendiri: str, nilai: list) -> tuple[str, list]:
    """True where it holds for him or any of them, open where of none it does and of one it is not known."""
    dia, _ = _ukuran(syarat, letak.ukuran_anggota[syarat.nama])
    return (
        f"CASE WHEN {sendiri} OR EXISTS (SELECT 1 FROM {letak.anggota} AND ({dia})) THEN TRUE"
        f" WHEN ({sendiri}) IS NULL OR EXISTS (SELECT 1 FROM {letak.anggota} AND ({dia}) IS NULL) THEN NULL ELSE FALSE END",
        nilai * 4,
    )


def _menerima(syarat: Menerima, letak: Letak, mulai: date, sampai: date | None) -> tuple[str, list]:
    cocok, nilai = [], []
    for kolom, ada in (("program", syarat.program), ("komponen", syarat.komponen), ("keadaan", syarat.keadaan)):
        if ada:
            cocok.append(f"i.{kolom} IN ({_tanda(ada)})")
            nilai += sorted(ada)
    for satu, hari in _waktu(syarat, mulai, sampai):
        cocok.append(satu)
        nilai.append(hari.isoformat())
    if letak.dinilai and syarat.banyak == 1:
        cocok.append(f"i.sumber <> {letak.dinilai}")
    program = sorted(syarat.program)
    basi = f"b.wilayah = {letak.wilayah}" + (f" AND b.program IN ({_tanda(program)})" if program else "")
    milik, hitung = _milik(syarat, letak), "i.orang" if syarat.siapa == ANGGOTA else "i.program"
    if syarat.sendiri:
        cocok.append(f"{hitung} <> {letak.orang}" if syarat.siapa == ANGGOTA else f"{hitung} <> ?")
        nilai += [] if syarat.siapa == ANGGOTA else [syarat.sendiri]
    ada = " OR ".join(_ada(syarat, hitung, dari, " AND ".join([satu, *cocok])) for dari, satu in milik)
    return (
        f"CASE WHEN {ada} THEN TRUE WHEN EXISTS (SELECT 1 FROM {letak.basi} b WHERE {basi}) THEN NULL ELSE FALSE END",
        [*nilai * len(milik), *program],
    )


def _milik(syarat: Menerima, letak: Letak) -> list[tuple[str, str]]:
    """(tables, condition) for whose aid it is, of which one suffices: asked apart, for each has its index."""
    ikut, sendiri = f"{letak.ikut} i", _MILIKNYA[syarat.siapa].format(letak=letak)
    if syarat.siapa != SERUMAH:
        return [(ikut, sendiri)]
    tabel, keluarga, serumah = letak.serumah
    if syarat.banyak == 1:
        return [(ikut, sendiri), (f"{tabel}, {ikut}", f"{serumah} AND i.keluarga = {keluarga} AND i.orang IS NULL")]
    lain = f"i.keluarga IN (SELECT {keluarga} FROM {tabel} WHERE {serumah}) AND i.orang IS NULL"
    return [(ikut, f"(({sendiri}) OR ({lain}))")]


def _waktu(syarat: Menerima, mulai: date, sampai: date | None) -> list[tuple[str, date]]:
    """The conditions on the days of aid, each with its day."""
    if syarat.masa == PERNAH:
        return [("(i.sampai IS NULL OR i.sampai > ?)", tahun_lalu(mulai, syarat.tahun))] if syarat.tahun else []
    berakhir = [("i.mulai <= ?", sampai)] if sampai is not None else []
    return [("(i.sampai IS NULL OR i.sampai >= ?)", mulai), *berakhir]


def _ada(syarat: Menerima, hitung: str, dari: str, cocok: str) -> str:
    if syarat.banyak == 1:
        return f"EXISTS (SELECT 1 FROM {dari} WHERE {cocok})"
    lain = syarat.banyak - bool(syarat.sendiri)
    return f"(SELECT COUNT(DISTINCT {hitung}) FROM {dari} WHERE {cocok}) >= {lain}"


_MILIKNYA = {
    ORANG: "i.orang = {letak.orang}",
    KELUARGA: "i.keluarga = {letak.keluarga} AND i.orang IS NULL",
    ANGGOTA: "i.keluarga = {letak.keluarga} AND i.orang IS NOT NULL",
    SERUMAH: "i.keluarga = {letak.keluarga} AND i.orang IS NULL",
}


def _tanda(isi) -> str:
    return ", ".join("?" * len(isi))
