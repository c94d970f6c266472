"""The residents an event is about: found, and fit for it."""

from collections.abc import Mapping, Sequence

from ...domain import kode
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Keluarga, Penduduk
from .tables import Mutasi

PALING_BANYAK = 100
"""People in one event: what it changes must fit one message."""


def tercatat_dahulu(node, id: str) -> Mutasi | None:
    """The event this very form stored before, if it did."""
    return rekam.ambil(node.catalog["mutasi"], id, node.code)


def penduduk_desa(node, id: str, kolom: str) -> Penduduk:
    """The resident of this village with this id. Raises ``DataDitolak``."""
    orang = rekam.ambil(node.catalog["penduduk"], id, node.code) if id else None
    if orang is None:
        raise DataDitolak([Kesalahan("bukan_penduduk_desa", kolom, baris=id or "")])
    return orang


def keluarga_desa(node, id: str, kolom: str = "keluarga_id") -> Keluarga:
    """The family of this village with this id. Raises ``DataDitolak``."""
    keluarga = rekam.ambil(node.catalog["keluarga"], id, node.code) if id else None
    if keluarga is None:
        raise DataDitolak([Kesalahan("rujukan_tidak_ada", kolom, isi={"jenis": "keluarga"})])
    return keluarga


def sekeluarga(node, ids: Sequence[str], kolom: str = "penduduk_ids") -> list[Penduduk]:
    """These residents, all of one family (or of none). Raises ``DataDitolak``."""
    ids = list(dict.fromkeys(ids))
    if not ids:
        raise DataDitolak([Kesalahan("belum_ada_orang", kolom)])
    if len(ids) > PALING_BANYAK:
        raise DataDitolak([Kesalahan("terlalu_banyak_orang", kolom, isi={"batas": PALING_BANYAK})])
    orang = [penduduk_desa(node, id, kolom) for id in ids]
    if len({satu.keluarga_id for satu in orang}) > 1 or (len(orang) > 1 and not orang[0].keluarga_id):
        raise DataDitolak([Kesalahan("bukan_sekeluarga", kolom)])
    return orang


def salah_keadaan(orang: Penduduk, isi: Mapping, boleh: Sequence[int]) -> list[Kesalahan]:
    """That somebody is not in a state this event can happen to, or was not born yet."""
    if orang.status_dasar not in boleh:
        tercatat = kode.daftar("status_dasar")[orang.status_dasar].lower()
        ke = ("penduduk", orang.id)
        return [
            Kesalahan("status_tak_sesuai", "penduduk_id", orang.id, {"nama": orang.nama, "status": tercatat}, rekam=ke)
        ]
    terjadi = isi.get("tgl_peristiwa")
    if orang.tanggal_lahir and hasattr(terjadi, "year") and terjadi < orang.tanggal_lahir:
        isi = {"nama": orang.nama, "tanggal": orang.tanggal_lahir}
        return [Kesalahan("peristiwa_sebelum_lahir", "tgl_peristiwa", orang.id, isi)]
    return []
