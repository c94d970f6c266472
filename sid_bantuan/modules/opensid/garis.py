"""From a resident's events to the lines of the books: pure arithmetic, and the one rule for what contradicts itself.

The rule: ``status_dasar`` of the resident's own row says whether he is here today. His events are
read by the day they happened. An entry of somebody who is here, a leaving of somebody who is
not, and anything after a death are set aside. Where he is here today, leavings that nothing
brings him back from are set aside too, the last first. What is set aside is told, never lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...domain.lampid import LAHIR, MATI, bulan_buku

PEMBUKA, SUDAH_DIHITUNG, TANPA_PERISTIWA = "pembuka", "sudah_dihitung", "tanpa_peristiwa"
"""Why there is a line without an event: he was here before the first one; the books counted him later than
OpenSID did; he is gone and no event says how."""

MASUK_LAGI, SUDAH_PERGI, SESUDAH_MATI, MASIH_ADA = "masuk_lagi", "sudah_pergi", "sesudah_mati", "masih_ada"
"""Why an event was set aside."""


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One row of ``log_penduduk``: ``nomor`` there, what it does to the count, its days as ISO text.

    ``bulan``: the month it asks to count in. ``isi``: further columns of ``mutasi``.
    """

    nomor: int
    jenis: str
    arah: int
    terjadi: str
    lapor: str
    bulan: str
    isi: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Garis:
    """One line: by an event, or for one of the reasons above."""

    arah: int
    bulan: str
    peristiwa: Peristiwa | None = None
    alasan: str = ""


@dataclass(slots=True)
class Susunan:
    """What the books get of one resident. ``tertutup``: events of closed months, which no line tells any more."""

    garis: list[Garis] = field(default_factory=list)
    disisihkan: list[tuple[Peristiwa, str]] = field(default_factory=list)
    tertutup: list[Peristiwa] = field(default_factory=list)


def urutkan(semua: Sequence[Peristiwa]) -> list[Peristiwa]:
    """By the day they happened; on one day an entry before a leaving."""
    return sorted(semua, key=lambda satu: (satu.terjadi, -satu.arah, satu.lapor, satu.nomor))


def luruskan(semua: Sequence[Peristiwa], akhir: bool, awal: bool | None = None) -> tuple[list, list]:
    """``(kept, set aside with the reason)``. ``awal``: whether he was here before; None where nobody knows."""
    sisa, disisihkan = urutkan(semua), []
    while True:
        dipakai, lain, ada = _jalankan(sisa, awal)
        pergi = [satu for satu in dipakai if satu.arah < 0]
        if not (akhir and ada is False and pergi):
            return dipakai, disisihkan + lain
        disisihkan.append((pergi[-1], MASIH_ADA))
        sisa = [satu for satu in sisa if satu is not pergi[-1]]


def _jalankan(semua: Sequence[Peristiwa], ada: bool | None) -> tuple[list, list, bool | None]:
    dipakai, disisihkan, mati = [], [], False
    for satu in semua:
        masuk = satu.arah > 0
        if mati:
            disisihkan.append((satu, SESUDAH_MATI))
        elif ada is not None and ada is masuk:
            disisihkan.append((satu, MASUK_LAGI if masuk else SUDAH_PERGI))
        elif satu.jenis == LAHIR and dipakai:
            disisihkan.append((satu, MASUK_LAGI))
        else:
            dipakai.append(satu)
            ada, mati = masuk, satu.jenis == MATI
    return dipakai, disisihkan, ada


def susun(
    semua: Sequence[Peristiwa],
    akhir: bool,
    pembuka: str,
    ditutup: str | None,
    kini: str,
    dihitung_sejak: str | None = None,
) -> Susunan:
    """The lines of one resident whose events are all known; they sum to what is still missing to ``akhir``.

    ``pembuka``: the month before the file's first event; ``ditutup``: the last closed month; ``kini``: this month.
    ``dihitung_sejak``: the month in which the books counted him already, by no event.
    """
    hasil = Susunan()
    dipakai, hasil.disisihkan = luruskan(semua, akhir)
    ada = dipakai[0].arah < 0 if dipakai else akhir
    baru, bulan = [], ""
    for satu in dipakai:
        bulan = max(bulan, satu.bulan)
        if ditutup is not None and bulan <= ditutup:
            hasil.tertutup.append(satu)
            ada = satu.arah > 0
        else:
            baru.append(satu)
    if dihitung_sejak is not None and not ada and hasil.tertutup:
        # The books count him, and he left in a month that is closed: told now, it is a late report.
        baru.insert(0, hasil.tertutup.pop())
        ada = True
    hasil.garis = _garis(baru, ada, akhir, bulan_buku(pembuka, ditutup), ditutup, bulan_buku(kini, ditutup))
    if dihitung_sejak is not None:
        _kurangi(hasil.garis, bulan_buku(dihitung_sejak, ditutup))
    return hasil


def _garis(baru, ada: bool, akhir: bool, bulan: str, ditutup: str | None, kini: str) -> list[Garis]:
    """Opening line if he was here, his events in months that never run backwards, and what brings it to ``akhir``."""
    garis = [Garis(1, bulan, alasan=PEMBUKA)] if ada else []
    bulan = bulan if ada else ""
    for satu in baru:
        bulan = max(bulan, bulan_buku(satu.bulan, ditutup))
        garis.append(Garis(satu.arah, bulan, satu))
        ada = satu.arah > 0
    if ada is not akhir:
        garis.append(Garis(1 if akhir else -1, max(bulan, kini), alasan=TANPA_PERISTIWA))
    return garis


def _kurangi(garis: list[Garis], sejak: str) -> None:
    """Take out once whom the books counted already, so that he is counted from when OpenSID says, and once."""
    if not garis:
        # Never here by OpenSID's account, and yet counted.
        garis.append(Garis(-1, sejak, alasan=SUDAH_DIHITUNG))
    elif garis[0].alasan == PEMBUKA and garis[0].bulan >= sejak:
        del garis[0]
    else:
        bulan = max(sejak, garis[0].bulan)
        ke = next((ke for ke, satu in enumerate(garis) if satu.bulan > bulan), len(garis))
        garis.insert(ke, Garis(-1, bulan, alasan=SUDAH_DIHITUNG))


def lanjutkan(baru: Sequence[Peristiwa], awal: bool, akhir: bool, ditutup: str | None, sejak: str = "") -> Susunan:
    """The lines of events that came after what is known; the rest of the way to ``akhir`` is not theirs to tell.

    ``sejak``: the month he has been counted from; no line comes before it.
    """
    hasil = Susunan()
    dipakai, hasil.disisihkan = luruskan(baru, akhir, awal)
    bulan = sejak
    for satu in dipakai:
        bulan = max(bulan, bulan_buku(satu.bulan, ditutup))
        hasil.garis.append(Garis(satu.arah, bulan, satu))
    return hasil
