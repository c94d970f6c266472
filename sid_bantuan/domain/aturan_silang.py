"""The rules of all programs held against each other: who refuses whom, and what among them cannot be meant so.

Pure. Conditions are compared by their meaning (``aturan_arti``); what is too tangled to follow is left alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from .aturan import (
    BERTINDIH,
    KELUARGA,
    SERUMAH,
    TOLAK,
    Aturan,
    Bukan,
    Menerima,
    SalahSatu,
    Semua,
    Syarat,
    Ukuran,
    bagian,
)
from .aturan_arti import menyiratkan, mustahil, selalu

MENOLAK, BERSYARAT, MEMPERINGATKAN, MENSYARATKAN = "menolak", "bersyarat", "memperingatkan", "mensyaratkan"
MUSTAHIL, SELALU, BUNTU, SALING_KUNCI, TERTUTUP, CELAH, ASING, KOMPONEN_ASING, SALAH_SASARAN = (
    "mustahil", "selalu", "buntu", "saling_kunci", "tertutup", "celah", "asing", "komponen_asing", "salah_sasaran",
)  # fmt: skip

BERSAMA = (KELUARGA, SERUMAH)
"""Whose aid is a family's as a whole."""


@dataclass(frozen=True, slots=True)
class Hubungan:
    """What a rule of one program says of receiving another."""

    tanda: str
    aturan: Aturan


@dataclass(frozen=True, slots=True)
class Temuan:
    """Something in the rules that cannot be meant so. ``dari``, ``sampai``: the days a gap covers."""

    jenis: str
    program: str
    aturan: tuple[Aturan, ...]
    lain: str = ""
    dari: date | None = None
    sampai: date | None = None


# ---- who refuses whom


def pasangan(
    aturan: Iterable[Aturan], hari: date, keluarga: Collection[str] = frozenset()
) -> dict[tuple[str, str], list[Hubungan]]:
    """(program, program received) -> what the rules in force that day say of it.

    ``keluarga``: the programs families receive; a rule about the family says nothing of the others. Empty: of any.
    """
    hasil: dict[tuple[str, str], list[Hubungan]] = {}
    for satu in aturan:
        if satu.berlaku(hari):
            for lain, tanda in _disebut(satu, keluarga).items():
                hasil.setdefault((satu.program, lain), []).append(Hubungan(tanda, satu))
    return hasil


def _disebut(aturan: Aturan, keluarga: Collection[str] = frozenset()) -> dict[str, str]:
    """The programs a rule speaks of, each with what it says."""
    hasil: dict[str, str] = {}
    for terima, lurus in _penerimaan(aturan.syarat, True):
        semua = terima.program & frozenset(keluarga) if keluarga and terima.siapa in BERSAMA else terima.program
        for program in semua:
            tanda = _tanda(aturan, terima, program, lurus)
            if hasil.get(program) != MENOLAK:
                hasil[program] = tanda
    return hasil


def _tanda(aturan: Aturan, terima: Menerima, program: str, lurus: bool) -> str:
    if aturan.efek != TOLAK:
        return MEMPERINGATKAN
    if not lurus:
        return MENSYARATKAN
    cukup = Menerima(frozenset({program}), frozenset(), terima.siapa, frozenset({"aktif"}), BERTINDIH)
    return MENOLAK if menyiratkan(cukup, aturan.syarat) else BERSYARAT


def _penerimaan(syarat: Syarat, lurus: bool) -> Iterable[tuple[Menerima, bool]]:
    match syarat:
        case Semua(isi) | SalahSatu(isi):
            for satu in isi:
                yield from _penerimaan(satu, lurus)
        case Bukan(isi):
            yield from _penerimaan(isi, not lurus)
        case Menerima():
            yield syarat, lurus


# ---- what cannot be meant so


def periksa(
    aturan: Sequence[Aturan], komponen: Mapping[str, Iterable[str]], keluarga: Collection[str] = frozenset()
) -> list[Temuan]:
    """Everything found. ``komponen``: each program there is -> its components; ``keluarga`` as for ``pasangan``."""
    per_program: dict[str, list[Aturan]] = {}
    for satu in aturan:
        per_program.setdefault(satu.program, []).append(satu)
    hasil: list[Temuan] = []
    for program, milik in per_program.items():
        hasil += _sendiri(program, milik, komponen)
        hasil += _salah_sasaran(program, milik, keluarga)
        hasil += _buntu(program, milik)
        hasil += _tertutup(program, milik)
        hasil += _celah(program, milik)
    return [*hasil, *_saling_kunci(aturan)]


def _sendiri(program: str, aturan: Sequence[Aturan], komponen: Mapping[str, Iterable[str]]) -> Iterable[Temuan]:
    for satu in aturan:
        if mustahil(satu.syarat):
            yield Temuan(MUSTAHIL, program, (satu,))
        elif satu.efek == TOLAK and selalu(satu.syarat):
            yield Temuan(SELALU, program, (satu,))
        for jenis, lain in sorted(_asing(satu, komponen)):
            yield Temuan(jenis, program, (satu,), lain)


def _salah_sasaran(program: str, aturan: Sequence[Aturan], keluarga: Collection[str]) -> Iterable[Temuan]:
    """A rule asks what the family receives of a program that is given to persons."""
    for satu in aturan if keluarga else ():
        for terima in bagian(satu.syarat):
            milik_keluarga = isinstance(terima, Menerima) and terima.siapa in BERSAMA and terima.program
            if milik_keluarga and not terima.program & frozenset(keluarga):
                yield Temuan(SALAH_SASARAN, program, (satu,), min(terima.program))


def _asing(aturan: Aturan, komponen: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Programs a rule names that are not there, and components none of the programs it names has."""
    hasil = set()
    for satu in bagian(aturan.syarat):
        if isinstance(satu, Menerima):
            ada = {kata for kode in satu.program or komponen for kata in komponen.get(kode, ())}
            hasil |= {(ASING, kode) for kode in satu.program - komponen.keys() - {"-"}}
            hasil |= {(KOMPONEN_ASING, kata) for kata in satu.komponen - ada}
    return hasil


def _buntu(program: str, aturan: Sequence[Aturan]) -> Iterable[Temuan]:
    """Two rules in force together, one of which always refuses: nobody can ever be enrolled."""
    for satu, lain in combinations([ini for ini in aturan if ini.efek == TOLAK], 2):
        sendiri = selalu(satu.syarat) or selalu(lain.syarat)
        if not sendiri and _bersama(satu, lain) and selalu(SalahSatu((satu.syarat, lain.syarat))):
            yield Temuan(BUNTU, program, (satu, lain))


def _saling_kunci(aturan: Sequence[Aturan]) -> Iterable[Temuan]:
    """One program asks for another to be received, which in turn refuses whoever receives the first."""
    menolak = [satu for satu in aturan if satu.efek == TOLAK]
    for satu, lain in product(menolak, menolak):
        if satu.program == lain.program or not _bersama(satu, lain):
            continue
        perlu, tolak = _disebut(satu).get(lain.program), _disebut(lain).get(satu.program)
        if perlu == MENSYARATKAN and tolak in (MENOLAK, BERSYARAT):
            yield Temuan(SALING_KUNCI, satu.program, (satu, lain), lain.program)


def _tertutup(program: str, aturan: Sequence[Aturan]) -> Iterable[Temuan]:
    """A rule that says nothing another of the same program does not say already; of two alike the later one."""
    for ke, satu in enumerate(aturan):
        for lain_ke, lain in enumerate(aturan):
            if ke == lain_ke or mustahil(satu.syarat) or not _meliputi(lain, satu):
                continue
            sama = _meliputi(satu, lain)
            if not sama or lain_ke < ke:
                yield Temuan(TERTUTUP, program, (satu, lain))
                break


def _meliputi(luas: Aturan, sempit: Aturan) -> bool:
    """Whether the first speaks, at least as strongly, whenever the second does."""
    return (
        (luas.efek == TOLAK or sempit.efek != TOLAK)
        and (luas.berlaku_dari or date.min) <= (sempit.berlaku_dari or date.min)
        and (luas.berlaku_sampai or date.max) >= (sempit.berlaku_sampai or date.max)
        and menyiratkan(sempit.syarat, luas.syarat)
    )


def _celah(program: str, aturan: Sequence[Aturan]) -> Iterable[Temuan]:
    """A rule ends, and the next about the same begins only days later."""
    for satu in aturan:
        if satu.berlaku_sampai is None:
            continue
        sejenis = [lain for lain in aturan if lain is not satu and lain.efek == satu.efek and _sepokok(satu, lain)]
        besok = satu.berlaku_sampai + timedelta(days=1)
        if any(lain.berlaku(besok) for lain in sejenis):
            continue
        nanti = [lain for lain in sejenis if lain.berlaku_dari and lain.berlaku_dari > besok]
        if nanti:
            lanjut = min(nanti, key=lambda lain: lain.berlaku_dari)
            yield Temuan(CELAH, program, (satu, lanjut), "", besok, lanjut.berlaku_dari - timedelta(days=1))


def _sepokok(satu: Aturan, lain: Aturan) -> bool:
    """Whether two rules speak of the same things: the same programs, received or not, and the same measures."""
    return _pokok(satu) == _pokok(lain)


def _pokok(aturan: Aturan) -> frozenset:
    ukuran = {satu.nama for satu in bagian(aturan.syarat) if isinstance(satu, Ukuran)}
    return frozenset(ukuran | {(satu.program, lurus) for satu, lurus in _penerimaan(aturan.syarat, True)})


def _bersama(satu: Aturan, lain: Aturan) -> bool:
    """Whether there is a day on which both are in force."""
    mulai = max(satu.berlaku_dari or date.min, lain.berlaku_dari or date.min)
    return mulai <= min(satu.berlaku_sampai or date.max, lain.berlaku_sampai or date.max)
