"""Rules of aid as data: read once (``aturan_baca``), then answered for one person here and for everybody by ``aturan_sql``.

A condition is a tree of JSON that an office edits; it has three values, as SQL has: True, False, and None
where a fact it needs is not known or a list it asks is out of date. A rule speaks where its condition holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

ORANG, KELUARGA, ANGGOTA, SERUMAH = "orang", "keluarga", "anggota", "serumah"
SIAPA = (ORANG, KELUARGA, ANGGOTA, SERUMAH)
"""Whose aid: his own, his family's, that of its members, that of the families of his house."""
BERTINDIH, PERNAH = "bertindih", "pernah"
MASA = (BERTINDIH, PERNAH)
KEADAAN = ("aktif", "ditangguhkan", "nonaktif", "tidak_layak")
TOLAK, PERINGATKAN = "tolak", "peringatkan"
BOLEH, DITOLAK, BELUM_PASTI = "boleh", "ditolak", "belum_pasti"


@dataclass(frozen=True, slots=True)
class Menerima:
    """Aid received by somebody. Empty ``program``: any; empty ``komponen``: with or without one.

    ``tahun``: of what was ever received only that of so many years before; ``banyak``: at least so many people
    (``anggota``) or programs. ``sendiri``: the rule's program where what is judged is one of those counted, be it
    granted by then or not: the fifth is refused, not enrolled and then found to be one too many.
    """

    program: frozenset[str] = frozenset()
    komponen: frozenset[str] = frozenset()
    siapa: str = ORANG
    keadaan: frozenset[str] = frozenset({"aktif"})
    masa: str = BERTINDIH
    tahun: int | None = None
    banyak: int = 1
    sendiri: str = ""


@dataclass(frozen=True, slots=True)
class Ukuran:
    """A measure within bounds (both inclusive), or one of a few values. ``siapa`` ``anggota``: of him or of any of his family."""

    nama: str
    paling_sedikit: int | None = None
    paling_banyak: int | None = None
    pilihan: frozenset[int] = frozenset()
    siapa: str = ORANG


@dataclass(frozen=True, slots=True)
class Semua:
    isi: tuple["Syarat", ...]


@dataclass(frozen=True, slots=True)
class SalahSatu:
    isi: tuple["Syarat", ...]


@dataclass(frozen=True, slots=True)
class Bukan:
    isi: "Syarat"


Syarat = Menerima | Ukuran | Semua | SalahSatu | Bukan


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule of a program: whom it refuses (or warns of), why, on what ground, and since when."""

    kode: str
    program: str
    syarat: Syarat
    efek: str = TOLAK
    alasan: str = ""
    dasar_hukum: str = ""
    berlaku_dari: date | None = None
    berlaku_sampai: date | None = None

    def berlaku(self, hari: date) -> bool:
        return (self.berlaku_dari or hari) <= hari <= (self.berlaku_sampai or hari)


@dataclass(frozen=True, slots=True)
class Ikut:
    """One span of aid somebody has or had. ``orang`` None: the family's as a whole. ``sampai`` None: without end.

    ``rekam``: the record it stands in.
    """

    program: str
    keluarga: str | None
    orang: str | None
    keadaan: str
    mulai: date
    sampai: date | None = None
    komponen: str | None = None
    sumber: str = ""
    per: date | None = None
    rekam: str = ""


@dataclass(frozen=True, slots=True)
class Fakta:
    """What is known of one person: measures, all aid of him and of his family's, lists that are out of date.

    ``serumah``: the families that live in his house beside his own; ``dinilai``: the record of aid that is judged;
    ``anggota``: the measures of each other living member of his family.
    """

    orang: str
    keluarga: str | None
    ukuran: Mapping[str, int | None]
    ikut: Sequence[Ikut] = ()
    basi: Collection[str] = frozenset()
    serumah: Collection[str] = frozenset()
    dinilai: str = ""
    anggota: Sequence[Mapping[str, int | None]] = ()


@dataclass(frozen=True, slots=True)
class Putusan:
    """``boleh``, ``ditolak`` or ``belum_pasti``, with the rules that say so and the facts they rest on."""

    hasil: str
    aturan: tuple[Aturan, ...] = ()
    peringatan: tuple[Aturan, ...] = ()
    bukti: tuple[Ikut, ...] = ()


# ---- answering for one person


def berlaku_bagi(syarat: Syarat, fakta: Fakta, mulai: date, sampai: date | None) -> bool | None:
    """Whether the condition holds for aid from ``mulai`` to ``sampai``; None where that is not known."""
    match syarat:
        case Semua(isi):
            return _dan(berlaku_bagi(satu, fakta, mulai, sampai) for satu in isi)
        case SalahSatu(isi):
            return _atau(berlaku_bagi(satu, fakta, mulai, sampai) for satu in isi)
        case Bukan(isi):
            nilai = berlaku_bagi(isi, fakta, mulai, sampai)
            return None if nilai is None else not nilai
        case Ukuran():
            semua = [fakta.ukuran, *(fakta.anggota if syarat.siapa == ANGGOTA else ())]
            return _atau(diukur(syarat, satu.get(syarat.nama)) for satu in semua)
        case Menerima():
            cocok = {_dihitung(syarat, satu) for satu in fakta.ikut if _cocok(syarat, satu, fakta, mulai, sampai)}
            if syarat.sendiri:
                cocok.add(fakta.orang if syarat.siapa == ANGGOTA else syarat.sendiri)
            if len(cocok) >= syarat.banyak:
                return True
            return None if _basi(syarat, fakta) else False


def _dan(nilai: Iterator[bool | None]) -> bool | None:
    nilai = list(nilai)
    return False if False in nilai else None if None in nilai else True


def _atau(nilai: Iterator[bool | None]) -> bool | None:
    nilai = list(nilai)
    return True if True in nilai else None if None in nilai else False


def diukur(syarat: Ukuran, nilai: int | None) -> bool | None:
    """Whether one value of the measure is meant; None where it is not known."""
    if nilai is None:
        return None
    if syarat.pilihan:
        return nilai in syarat.pilihan
    bawah, atas = syarat.paling_sedikit, syarat.paling_banyak
    return (bawah is None or nilai >= bawah) and (atas is None or nilai <= atas)


def _dihitung(syarat: Menerima, ikut: Ikut) -> str | None:
    """What a count counts: people, or programs."""
    return ikut.orang if syarat.siapa == ANGGOTA else ikut.program


def _basi(syarat: Menerima, fakta: Fakta) -> bool:
    return any(not syarat.program or satu in syarat.program for satu in fakta.basi)


def _cocok(syarat: Menerima, ikut: Ikut, fakta: Fakta, mulai: date, sampai: date | None) -> bool:
    return (
        (not syarat.program or ikut.program in syarat.program)
        and (not syarat.komponen or ikut.komponen in syarat.komponen)
        and ikut.keadaan in syarat.keadaan
        and _miliknya(syarat.siapa, ikut, fakta)
        and (_sejak(ikut, syarat.tahun, mulai) if syarat.masa == PERNAH else _bertindih(ikut, mulai, sampai))
        and (syarat.banyak > 1 or not fakta.dinilai or ikut.rekam != fakta.dinilai)
    )


def _sejak(ikut: Ikut, tahun: int | None, mulai: date) -> bool:
    return tahun is None or ikut.sampai is None or ikut.sampai > tahun_lalu(mulai, tahun)


def tahun_lalu(hari: date, tahun: int) -> date:
    """The same day so many years before; of a leap day the day before it."""
    if hari.year - tahun < date.min.year:
        return date.min
    try:
        return hari.replace(year=hari.year - tahun)
    except ValueError:
        return hari.replace(year=hari.year - tahun, day=28)


def _miliknya(siapa: str, ikut: Ikut, fakta: Fakta) -> bool:
    if siapa == ORANG:
        return ikut.orang == fakta.orang
    if siapa == SERUMAH:
        return ikut.orang is None and ikut.keluarga in {fakta.keluarga, *fakta.serumah} - {None}
    if fakta.keluarga is None or ikut.keluarga != fakta.keluarga:
        return False
    return ikut.orang is None if siapa == KELUARGA else ikut.orang is not None


def _bertindih(ikut: Ikut, mulai: date, sampai: date | None) -> bool:
    return (sampai is None or ikut.mulai <= sampai) and (ikut.sampai is None or ikut.sampai >= mulai)


def putuskan(
    aturan: Sequence[Aturan], fakta: Fakta, mulai: date, sampai: date | None = None, hari: date | None = None
) -> Putusan:
    """The answer of a program's rules for one person: refused if one refuses, open if one cannot tell, else allowed."""
    hari = hari or mulai
    nilai = {satu: berlaku_bagi(satu.syarat, fakta, mulai, sampai) for satu in aturan if satu.berlaku(hari)}
    menolak = _yang(nilai, TOLAK, True)
    terbuka = _yang(nilai, TOLAK, None)
    hasil = DITOLAK if menolak else BELUM_PASTI if terbuka else BOLEH
    dipakai = menolak or terbuka
    return Putusan(
        hasil, dipakai, _yang(nilai, PERINGATKAN, True),
        tuple(satu for satu in fakta.ikut if any(disebut(one.syarat, satu, fakta, mulai, sampai) for one in dipakai)),
    )  # fmt: skip


def _yang(nilai: Mapping[Aturan, bool | None], efek: str, apa: bool | None) -> tuple[Aturan, ...]:
    return tuple(satu for satu, hasil in nilai.items() if satu.efek == efek and hasil is apa)


def disebut(syarat: Syarat, ikut: Ikut, fakta: Fakta, mulai: date, sampai: date | None) -> bool:
    """Whether a condition rests on this aid."""
    return any(isinstance(satu, Menerima) and _cocok(satu, ikut, fakta, mulai, sampai) for satu in bagian(syarat))


def bagian(syarat: Syarat) -> Iterator[Syarat]:
    """The condition and every one inside it."""
    yield syarat
    match syarat:
        case Semua(isi) | SalahSatu(isi):
            for satu in isi:
                yield from bagian(satu)
        case Bukan(isi):
            yield from bagian(isi)


def sertakan(syarat: Syarat, program: str, keluarga: bool) -> Syarat:
    """The condition of a rule of this program, where what is judged counts among many of its kind.

    ``keluarga``: whether the program is given to families as a whole; a component is not known before it is given.
    """
    match syarat:
        case Semua(isi) | SalahSatu(isi):
            return type(syarat)(tuple(sertakan(satu, program, keluarga) for satu in isi))
        case Bukan(isi):
            return Bukan(sertakan(isi, program, keluarga))
        case Menerima(banyak=banyak) if banyak > 1:
            sejenis = program in syarat.program and not syarat.komponen and "aktif" in syarat.keadaan
            milik = (KELUARGA, SERUMAH) if keluarga else (ORANG, ANGGOTA)
            return replace(syarat, sendiri=program) if sejenis and syarat.siapa in milik else syarat
        case _:
            return syarat
