"""Who a family's members are to one another once another of them heads it. Suggestions: an officer has the last word."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .kode import ANAK, ISTRI, KEPALA_KELUARGA, LAKI_LAKI, SUAMI
from .tanggal import umur

MENANTU, CUCU, ORANG_TUA, MERTUA, FAMILI_LAIN, PEMBANTU, LAINNYA = 5, 6, 7, 8, 9, 10, 11
DEWASA = 17
"""From this age on somebody heads a family without the card raising a question."""


class Warga(NamedTuple):
    """A member as far as it matters here. ``hubungan`` is to the head so far; None where it was never filled."""

    id: str
    hubungan: int | None
    jenis_kelamin: int
    lahir: date | None


def urut_kepala(anggota: Sequence[Warga], pada: date) -> list[Warga]:
    """Who heads the family most likely comes first: husband or wife, then the oldest grown child, then the oldest."""

    def urutan(satu: Warga) -> tuple:
        tingkat = {SUAMI: 0, ISTRI: 0, ANAK: 1, MENANTU: 2}.get(satu.hubungan, 3)
        return not dewasa(satu.lahir, pada), tingkat, satu.lahir or date.max, satu.id

    return sorted(anggota, key=urutan)


def urut_kepala_pecahan(pindah: Sequence[Warga], pada: date) -> list[Warga]:
    """The same for a card that splits off: a grown man before a grown woman, the older before the younger."""

    def urutan(satu: Warga) -> tuple:
        return not dewasa(satu.lahir, pada), satu.jenis_kelamin != LAKI_LAKI, satu.lahir or date.max, satu.id

    return sorted(pindah, key=urutan)


def dewasa(lahir: date | None, pada: date) -> bool:
    """Whether somebody born then may head a family; who has no birth date is not kept from it."""
    return lahir is None or umur(lahir, pada) >= DEWASA


def usul_hubungan(semua: Sequence[Warga], kepala: Warga) -> dict[str, int]:
    """What each of them is to the new head."""
    return {satu.id: _hubungan(satu, kepala) for satu in semua}


def _hubungan(satu: Warga, kepala: Warga) -> int:
    if satu.id == kepala.id or kepala.hubungan == KEPALA_KELUARGA:
        return KEPALA_KELUARGA if satu.id == kepala.id else satu.hubungan or LAINNYA
    if satu.hubungan in (PEMBANTU, LAINNYA, None):
        return satu.hubungan or LAINNYA
    pasangan = _pasangan(satu)
    if kepala.hubungan in (SUAMI, ISTRI):
        return {KEPALA_KELUARGA: pasangan, ORANG_TUA: MERTUA, MERTUA: ORANG_TUA}.get(satu.hubungan, satu.hubungan)
    berbeda = satu.jenis_kelamin != kepala.jenis_kelamin
    dari = {
        ANAK: {KEPALA_KELUARGA: ORANG_TUA, SUAMI: ORANG_TUA, ISTRI: ORANG_TUA, CUCU: ANAK,
               MENANTU: pasangan if berbeda else FAMILI_LAIN},
        MENANTU: {KEPALA_KELUARGA: MERTUA, SUAMI: MERTUA, ISTRI: MERTUA, CUCU: ANAK,
                  ANAK: pasangan if berbeda else FAMILI_LAIN},
        ORANG_TUA: {KEPALA_KELUARGA: ANAK, SUAMI: MENANTU, ISTRI: MENANTU, ANAK: CUCU,
                    ORANG_TUA: pasangan if berbeda else FAMILI_LAIN},
        MERTUA: {KEPALA_KELUARGA: MENANTU, SUAMI: ANAK, ISTRI: ANAK, ANAK: CUCU,
                 MERTUA: pasangan if berbeda else FAMILI_LAIN},
    }  # fmt: skip
    return dari.get(kepala.hubungan, {}).get(satu.hubungan, FAMILI_LAIN)


def _pasangan(satu: Warga) -> int:
    return SUAMI if satu.jenis_kelamin == LAKI_LAKI else ISTRI
