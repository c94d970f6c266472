"""What keeps an event as it is: it was cancelled, the steward's verdict stands on it, or the other village has it."""

from ...domain import lampid
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..verval import putusan
from ..verval.tables import VALID
from . import masuk_baca
from .tables import BATAL, DICABUT, DITERIMA, Mutasi


def peristiwa(node, id: str) -> Mutasi:
    """The event of this village with this id. Raises ``DataDitolak``."""
    mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code)
    if mutasi is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "peristiwa"})])
    return mutasi


def tertutup(node, mutasi: Mutasi) -> list[Kesalahan]:
    """Why nothing of this event may be changed, or nothing."""
    if mutasi.keadaan == BATAL:
        return [Kesalahan("mutasi_sudah_batal")]
    if putusan.keadaan(node, [mutasi.id])[mutasi.id].keadaan == VALID:
        return [Kesalahan("mutasi_tersegel")]
    return []


def sudah_diterima(node, mutasi: Mutasi) -> list[Kesalahan]:
    """That the other village has recorded the arrival that follows from this move."""
    if mutasi.jenis != lampid.PINDAH:
        return []
    kabar = [satu for satu in masuk_baca.dari_mutasi(node, [mutasi.id]) if satu.kabar and satu.letak != DICABUT]
    diterima = [satu for satu in kabar if satu.rincian.get("kabar") == DITERIMA]
    return [Kesalahan("mutasi_sudah_diterima", isi={"wilayah": satu.lawan_wilayah or ""}) for satu in diterima[:1]]
