"""What conditions of rules mean beside each other: one follows from another, one holds for everybody or for nobody.

Pure, and with two values only: of people of whom enough is known. ``a`` implies ``b`` where nobody can be found for whom
``a`` holds and ``b`` does not. What is too tangled to follow is answered with False.
"""

from .aturan import ANGGOTA, KELUARGA, PERNAH, SERUMAH, Bukan, Menerima, SalahSatu, Semua, Syarat, Ukuran

TERBANYAK = 2_000
"""More cases than this are not followed."""


def menyiratkan(satu: Syarat, lain: Syarat) -> bool:
    """Whether the second holds for everybody for whom the first does; False also where that is too much to follow."""
    return mustahil(Semua((satu, Bukan(lain))))


def selalu(syarat: Syarat) -> bool:
    """Whether the condition holds for everybody of whom enough is known."""
    return mustahil(Bukan(syarat))


def mustahil(syarat: Syarat) -> bool:
    """Whether the condition holds for nobody; False also where that is too much to follow."""
    kasus = _kasus(syarat, True)
    return kasus is not None and all(_bertentangan(satu) for satu in kasus)


_Harfiah = tuple[Syarat, bool]


def _kasus(syarat: Syarat, lurus: bool) -> list[frozenset[_Harfiah]] | None:
    """The ways in which a condition (or its opposite) can hold: what must be so and what must not, for each."""
    match syarat:
        case Bukan(isi):
            return _kasus(isi, not lurus)
        case Semua(isi) | SalahSatu(isi):
            semua = [_kasus(satu, lurus) for satu in isi]
            if None in semua:
                return None
            return _serentak(semua) if isinstance(syarat, Semua) == lurus else _salah_satu(semua)
        case _:
            return [frozenset({(syarat, lurus)})]


def _salah_satu(semua: list[list]) -> list | None:
    hasil = [satu for kasus in semua for satu in kasus]
    return hasil if len(hasil) <= TERBANYAK else None


def _serentak(semua: list[list]) -> list | None:
    hasil: list[frozenset] = [frozenset()]
    for kasus in semua:
        if len(hasil) * len(kasus) > TERBANYAK:
            return None
        hasil = [satu | lain for satu in hasil for lain in kasus]
        hasil = [satu for satu in hasil if not _bertentangan(satu)]
    return hasil


def _bertentangan(kasus: frozenset[_Harfiah]) -> bool:
    """Whether nobody can be as one case says."""
    terima = [(satu, lurus) for satu, lurus in kasus if isinstance(satu, Menerima)]
    ya = [satu for satu, lurus in terima if lurus]
    tidak = [satu for satu, lurus in terima if not lurus]
    if any(_termasuk(satu, lain) for satu in ya for lain in tidak):
        return True
    ukuran = [(satu, lurus) for satu, lurus in kasus if isinstance(satu, Ukuran)]
    return any(
        _tiada_nilai([(s, lurus) for s, lurus in ukuran if s.nama == nama]) for nama in {s.nama for s, _ in ukuran}
    )


def _tiada_nilai(syarat: list[tuple[Ukuran, bool]]) -> bool:
    """Whether no values of one measure fit: his own, or one of somebody of his family where any may have it.

    What nobody of the family may have he may not have either.
    """
    tidak = [(satu, lurus) for satu, lurus in syarat if satu.siapa == ANGGOTA and not lurus]
    sendiri = [(satu, lurus) for satu, lurus in syarat if satu.siapa != ANGGOTA]
    seorang = [(satu, lurus) for satu, lurus in syarat if satu.siapa == ANGGOTA and lurus]
    return not _ada_nilai(sendiri + tidak) or any(not _ada_nilai([satu, *tidak]) for satu in seorang)


def _termasuk(sempit: Menerima, luas: Menerima) -> bool:
    """Whether any aid that fits the first fits the second, and as many of it."""
    return (
        (sempit.siapa == luas.siapa or (sempit.siapa, luas.siapa) == (KELUARGA, SERUMAH))
        and _di_dalam(sempit.program, luas.program)
        and _di_dalam(sempit.komponen, luas.komponen)
        and sempit.keadaan <= luas.keadaan
        and _masa_termasuk(sempit, luas)
        and _banyak_termasuk(sempit.banyak, luas.banyak)
    )


def _banyak_termasuk(sempit: int, luas: int) -> bool:
    """What is judged counts among many and is no aid received: of a count nothing follows for the other."""
    return sempit >= luas and (sempit == 1) == (luas == 1)


def _masa_termasuk(sempit: Menerima, luas: Menerima) -> bool:
    if luas.masa != PERNAH:
        return sempit.masa == luas.masa
    if luas.tahun is None or sempit.masa != PERNAH:
        return True
    return sempit.tahun is not None and sempit.tahun <= luas.tahun


def _di_dalam(sempit: frozenset, luas: frozenset) -> bool:
    """Nothing named means anything."""
    return not luas or (bool(sempit) and sempit <= luas)


def _ada_nilai(syarat: list[tuple[Ukuran, bool]]) -> bool:
    """Whether some value of one measure fits: only at a bound or beside it can that change."""
    titik = {0}
    for satu, _ in syarat:
        for nilai in (satu.paling_sedikit, satu.paling_banyak, *satu.pilihan):
            if nilai is not None:
                titik |= {nilai - 1, nilai, nilai + 1}
    return any(all(_cocok(satu, nilai) == lurus for satu, lurus in syarat) for nilai in titik)


def _cocok(satu: Ukuran, nilai: int) -> bool:
    if satu.pilihan:
        return nilai in satu.pilihan
    return (satu.paling_sedikit is None or nilai >= satu.paling_sedikit) and (
        satu.paling_banyak is None or nilai <= satu.paling_banyak
    )
