"""What recording or cancelling would change: found by doing it and taking it back, so that it is exactly what will be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from .. import batal, siapa
from ..tables import Mutasi
from .kalimat import Perubahan, sebut_bulan, sebut_bulan_batal

BELUM_DIISI = frozenset(
    {
        "wajib_diisi",
        "kepala_baru_belum_dipilih",
        "belum_ada_orang",
        "kartu_belum_diisi",
        "keluarga_tujuan_belum_dipilih",
    }
)
"""Faults that only say something is still to be filled in."""


@dataclass
class Akibat:
    """``kalimat``: what changes, people first, then families; ``bulan``: where it counts and why.

    Where it cannot be stored yet: ``belum`` the fields that are still empty, ``keliru`` what is wrong.
    """

    kalimat: list[str] = field(default_factory=list)
    bulan: str = ""
    belum: list[str] = field(default_factory=list)
    keliru: list[str] = field(default_factory=list)


class _Kembalikan(Exception):
    """Leaves the transaction so that nothing of the trial stays."""


def _sambil_lalu(node, lakukan: Callable[[], Akibat]) -> Akibat:
    """Do something and take it back; what it told of itself stays."""
    hasil = Akibat()
    try:
        with node.engine.transaction():
            hasil = lakukan()
            raise _Kembalikan
    except (_Kembalikan, SudahBerubah):
        return hasil


def coba(formulir, operator) -> Akibat:
    """What recording this form would change. Nothing is stored."""
    node = formulir.node

    def lakukan() -> Akibat:
        mutasi = formulir.catat(operator)
        perubahan = Perubahan(node, mutasi)
        return Akibat([*perubahan.orang(), *(satu for _, satu in perubahan.keluarga())], sebut_bulan(node, mutasi))

    try:
        return _sambil_lalu(node, lakukan)
    except DataDitolak as salah:
        kosong = [satu for satu in salah.kesalahan if satu.kode in BELUM_DIISI]
        keliru = [satu for satu in salah.kesalahan if satu not in kosong]
        return Akibat(
            belum=[formulir.sebut_medan(s) or s.judul for s in kosong], keliru=[formulir.sebut(s) for s in keliru]
        )


def coba_batal(node, operator, mutasi: Mutasi) -> Akibat:
    """What cancelling this event would undo. Raises ``DataDitolak`` where it cannot be cancelled."""

    def lakukan() -> Akibat:
        perubahan, bulan = Perubahan(node, mutasi, balik=True), sebut_bulan_batal(node, mutasi)
        batal.batal(node, operator, mutasi.id, "pratinjau")
        return Akibat([*perubahan.orang(), *(satu for _, satu in perubahan.keluarga())], bulan)

    return _sambil_lalu(node, lakukan)


def tersimpan(node, mutasi: Mutasi) -> str:
    """The sentence after an event was stored."""
    return f"{siapa.sebutan(node, [mutasi.id])[mutasi.id]} tercatat. {sebut_bulan(node, mutasi)}"
