"""The other place of a move: by name inside the kabupaten, in words beyond it."""

from collections.abc import Mapping
from functools import lru_cache

from ....domain import lampid
from ....domain.wilayah import parent, within
from ....domain.wilayah_nama import bawahan, nama_wilayah
from ...kependudukan.kesalahan import Kesalahan

BERNAMA = (lampid.DALAM_KECAMATAN, lampid.DALAM_KABUPATEN)
"""How far a move reaches where the other place is chosen by name."""
KOLOM = ("cakupan", "lawan_wilayah", "lawan_alamat")
MEDAN = frozenset(KOLOM)


def cakupan(dalam_desa: bool) -> dict[int, str]:
    """How far a move may reach. Nobody comes from within the village."""
    return {satu: kata for satu, kata in lampid.CAKUPAN_PINDAH.items() if dalam_desa or satu != lampid.DALAM_DESA}


@lru_cache(maxsize=2)
def desa_sekabupaten(desa: str) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Every other village of the kabupaten: (kecamatan, its name, ((village, its name), …)), the own kecamatan first."""
    kecamatan = parent(desa)
    semua = sorted(bawahan(parent(kecamatan)), key=lambda satu: (satu[0] != kecamatan, satu[1]))
    return tuple(
        (kode, nama, tuple(sorted((lain for lain in bawahan(kode) if lain[0] != desa), key=lambda satu: satu[1])))
        for kode, nama in semua
    )


def kecamatan_sendiri(desa: str) -> str:
    """The name of the own kecamatan, for the choice of a village in it."""
    return nama_wilayah(parent(desa))


def baca(desa: str, teks: Mapping[str, str]) -> tuple[dict, list[Kesalahan]]:
    """``(columns, faults)`` of what was chosen: the code of a village inside the kabupaten, else the place in words."""
    isi = {"cakupan": None, "lawan_wilayah": None, "lawan_alamat": " ".join(teks["lawan_alamat"].split()) or None}
    if teks["cakupan"] not in map(str, lampid.CAKUPAN_PINDAH):
        return isi, [Kesalahan("wajib_diisi", "cakupan")]
    isi["cakupan"] = int(teks["cakupan"])
    if isi["cakupan"] in BERNAMA:
        isi["lawan_wilayah"], salah = _desa(desa, isi["cakupan"], teks["lawan_wilayah"])
        return isi, salah
    if isi["cakupan"] != lampid.DALAM_DESA and not isi["lawan_alamat"]:
        return isi, [Kesalahan("wajib_diisi", "lawan_alamat")]
    return isi, []


def _desa(desa: str, cakupan: int, kode: str) -> tuple[str | None, list[Kesalahan]]:
    semua = {satu for _, _, isi in desa_sekabupaten(desa) for satu, _ in isi}
    if kode not in semua:
        return None, [Kesalahan("wajib_diisi" if not kode else "desa_tidak_dikenal", "lawan_wilayah")]
    if (cakupan == lampid.DALAM_KECAMATAN) != within(kode, parent(desa)):
        return None, [Kesalahan("desa_bukan_cakupannya", "lawan_wilayah")]
    return kode, []
