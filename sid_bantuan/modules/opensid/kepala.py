"""Since when somebody has been the head of his family: the books count families by their heads."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from .garis import Garis
from .peristiwa import JENIS
from .sumber import Sumber

_PERGI = ", ".join(str(kode) for kode in JENIS if kode not in (1, 5))
MASIH = "9999-99"


@dataclass
class RiwayatKepala:
    """Number of a resident -> the month in which the head before him left."""

    sejak: dict[int, str] = field(default_factory=dict)


def baca(sumber: Sumber) -> RiwayatKepala:
    """From families that had more than one head: each took over when the one before him died, moved or went missing."""
    keluarga: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for nomor, id_kk, status in sumber.nilai("id, id_kk, status_dasar", "tweb_penduduk", "AND kk_level = 1"):
        if id_kk:
            keluarga[id_kk].append((nomor, status))
    berganti = [semua for semua in keluarga.values() if len(semua) > 1]
    if not berganti:
        return RiwayatKepala()
    pergi = dict(
        sumber.nilai(
            "id_pend, MAX(GREATEST(tgl_lapor, COALESCE(tgl_peristiwa, tgl_lapor)))",
            "log_penduduk",
            f"AND kode_peristiwa IN ({_PERGI}) GROUP BY id_pend",
        )
    )
    hasil = RiwayatKepala()
    for semua in berganti:
        urut = sorted((str(pergi.get(nomor) or MASIH)[:7] if status != 1 else MASIH, nomor) for nomor, status in semua)
        for (bulan, _), (_, penerus) in pairwise(urut):
            if bulan != MASIH:
                hasil.sejak[penerus] = bulan
    return hasil


def pisahkan(garis: list[Garis], sejak: str | None) -> tuple[list[tuple[Garis, bool]], str | None]:
    """``([(line, whether as head)], month he became head while here)``; None where he is none, or always was.

    Lines before ``sejak`` count him as a member; where he was here then, a pair in that month makes him the head.
    """
    if sejak is None:
        return [(satu, True) for satu in garis], None
    sebelum = sum(satu.arah for satu in garis if satu.bulan < sejak)
    return [(satu, satu.bulan >= sejak) for satu in garis], sejak if sebelum == 1 else None
