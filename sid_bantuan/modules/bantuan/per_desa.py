"""Numbers worked out village by village: over many villages in the background, and kept for whoever asks next.

What was worked out for an area answers for every place inside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ...domain.peran import Operator
from ...domain.wilayah import within
from ...domain.wilayah_nama import nama_pendek
from ..kependudukan import pekerjaan
from .segar import desa as desa_di

BANYAK = 10
"""From how many villages on nobody waits for the numbers."""
SEHARI = timedelta(1)
"""How long they are kept before they are worked out again."""
Satu = Callable[[object, str], dict]
"""``(node, village)`` -> its numbers as JSON holds them."""


@dataclass(frozen=True)
class Simpanan:
    """(village, numbers) of an area, the moment they were worked out, and what stood there then (``tanda``)."""

    rows: Sequence[Sequence]
    pada: str
    tanda: Sequence

    @property
    def usang(self) -> bool:
        """Whether they are so old that they are worked out again."""
        try:
            return datetime.now(UTC) - datetime.fromisoformat(self.pada) > SEHARI
        except ValueError:
            return True


def banyak(area: str) -> bool:
    """Whether an area has so many villages that nobody can wait for its numbers."""
    return len(desa_di(area)) >= BANYAK


def semua(node, area: str, satu: Satu, maju: pekerjaan.Maju | None = None) -> list[list]:
    """Each village of the area with its numbers; ``maju`` is told after each."""
    desa, rows = desa_di(area), []
    for ke, kode in enumerate(desa, 1):
        rows.append([kode, satu(node, kode)])
        if maju is not None:
            maju("Menghitung per desa", ke, len(desa))
    return rows


def tersimpan(
    node, jenis: str, kunci: Sequence, area: str
) -> tuple[Simpanan | None, pekerjaan.Pekerjaan | None]:  # fmt: skip
    """The latest numbers of a kind worked out for an area that holds this one; and the work under way, on whatever area
    or question, or failed on just that."""
    daftar = pekerjaan.daftar(node, jenis)
    sama = [ini for ini in daftar if ini.isi.get("kunci") == list(kunci) and within(area, ini.isi["area"])]
    ada = next((ini for ini in sama if ini.keadaan == pekerjaan.SELESAI), None)
    kerja = next((ini for ini in daftar if ini.berjalan), None)
    if kerja is None and sama and sama[0].keadaan == pekerjaan.GAGAL:
        kerja = sama[0]
    return ada and Simpanan(pekerjaan.rincian(node, ada.id), ada.pada, ada.isi["tanda"]), kerja


def hitung(
    node, operator: Operator, jenis: str, kunci: Sequence, area: str, satu: Satu, judul: str, tanda: Sequence = ()
) -> pekerjaan.Pekerjaan:
    """Work the numbers of an area out in the background."""
    isi = {"kunci": list(kunci), "area": area, "tanda": list(tanda)}
    id = pekerjaan.buat(node, operator, jenis, f"{judul} {nama_pendek(area)}", isi=isi)

    def kerja(node_kerja, maju) -> pekerjaan.Hasil:
        return pekerjaan.Hasil(isi=isi, rincian=semua(node_kerja, area, satu, maju))

    pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "hitung", kerja)
    return pekerjaan.baca(node, id)


def ambil(
    node, operator: Operator, jenis: str, kunci: Sequence, area: str, satu: Satu, judul: str, tanda: Sequence = (),
    segar: bool = False,
) -> tuple[Simpanan | None, pekerjaan.Pekerjaan | None]:  # fmt: skip
    """What is kept, or None while it is worked out for the first time; and the work under way.

    It is worked out anew once a day, once ``tanda`` is another, and for whoever asks (``segar``); one at a time, for each
    reads through all villages.
    """
    ada, kerja = tersimpan(node, jenis, kunci, area)
    if kerja is not None and kerja.berjalan:
        return ada, kerja
    lama = ada is None or ada.usang or list(ada.tanda) != list(tanda)
    if not (segar or (kerja is None and lama)):
        return ada, kerja
    kerja = hitung(node, operator, jenis, kunci, area, satu, judul, tanda)
    return (ada, kerja) if kerja.berjalan else tersimpan(node, jenis, kunci, area)


def halaman(angka: Sequence[tuple[str, int]], mulai: int, banyak: int, isi: Callable[[str], Sequence]) -> list:
    """A page of what lies behind numbers, (village, how many) each: only the villages on it are read."""
    dapat: list = []
    for kode, jumlah in angka:
        if mulai >= jumlah:
            mulai -= jumlah
            continue
        dapat += isi(kode)[mulai : mulai + banyak - len(dapat)]
        mulai = 0
        if len(dapat) >= banyak:
            break
    return dapat
