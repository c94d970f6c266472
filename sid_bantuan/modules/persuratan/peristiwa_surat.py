"""A letter and its event say the same: which fields are which columns, and where the two differ."""

import json
from collections.abc import Mapping

from ...domain import lampid
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Kesalahan
from ..lampid.tables import BATAL, Mutasi
from .tables import Surat

SAMA = {
    lampid.LAHIR: ("tgl_peristiwa", "jam", "tempat_dilahirkan", "penolong", "jenis_kelahiran", "anak_ke", "berat_gram",
                   "panjang_cm", "pelapor", "hubungan_pelapor"),
    lampid.MATI: ("tgl_peristiwa", "jam", "tempat", "sebab", "penentu", "pelapor", "nik_pelapor", "hubungan_pelapor"),
    lampid.PINDAH: ("tgl_peristiwa", "alasan_pindah", "cakupan", "lawan_wilayah", "lawan_alamat"),
}  # fmt: skip
"""Kind of event -> the fields of its letter that are columns of the event by the same name."""


def dari_mutasi(mutasi: Mutasi) -> dict:
    """What an event says, as fields of its letter."""
    isi = {nama: rekam.sebagai_teks(getattr(mutasi, nama)) for nama in SAMA[mutasi.jenis]}
    if isi.get("jam"):
        isi["jam"] = isi["jam"].replace(".", ":").zfill(5)  # written either way in the books
    return {nama: nilai for nama, nilai in isi.items() if nilai not in (None, "")}


def beda(mutasi: Mutasi, isian: Mapping) -> list[str]:
    """The fields that say something else than the event."""
    tercatat = dari_mutasi(mutasi)
    return [nama for nama in SAMA[mutasi.jenis] if isian.get(nama) != tercatat.get(nama)]


def mutasi_surat(node, surat: Surat) -> Mutasi | None:
    """The event a letter is tied to, as long as it stands."""
    ada = rekam.ambil(node.catalog["mutasi"], surat.mutasi_id, node.code) if surat.mutasi_id else None
    return ada if ada is not None and ada.keadaan != BATAL else None


def salah_beda(node, surat: Surat, isian: Mapping | None = None) -> list[Kesalahan]:
    """What of a letter contradicts its event, each field by name."""
    mutasi = mutasi_surat(node, surat)
    if mutasi is None or mutasi.jenis not in SAMA:
        return []
    ini = json.loads(surat.isian) if isian is None else isian
    return [Kesalahan("surat_beda_peristiwa", nama, rekam=("mutasi", mutasi.id)) for nama in beda(mutasi, ini)]
