"""At the village: a proposal that was taken is undone. The resident gets back what he had, and the proposal waits again.

What each taking changed stands in the audit log, both values of every column: it stays on the village's own PC, so after
a rebuild what was taken before is mended by hand.
"""

import json
from collections.abc import Sequence
from datetime import date

from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...sync.fields import DayField
from ..kependudukan import rekam
from ..kependudukan.actions import simpan_penduduk
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from .tables import DITERIMA, Tanggapan

TERIMA, URUNGKAN = "terima_usulan", "urungkan_usulan"


def tanggapan_id(usulan_id: str) -> str:
    """The id of the answer to a proposal: it follows from what it answers."""
    return derived_id("tanggapan", usulan_id)


def diubah(node, usulan_ids: Sequence[str]) -> dict[str, dict[str, list]]:
    """Proposal -> column -> [before, after] of what taking it changed, all of its takings since it was last undone."""
    milik = {tanggapan_id(satu): satu for satu in usulan_ids}
    pilih, isi = node.engine.ids(list(milik))
    hasil: dict[str, dict[str, list]] = {}
    for id, aksi, perubahan in node.engine.run(
        f"SELECT rekam_id, aksi, perubahan FROM sb_jejak WHERE rekam_id IN ({pilih}) AND aksi IN (?, ?) ORDER BY id",
        (*isi, TERIMA, URUNGKAN),
    ):
        kolom = hasil.setdefault(milik[id], {})
        if aksi == URUNGKAN:
            kolom.clear()
        for nama, (lama, baru) in json.loads(perubahan or "{}").items():
            kolom[nama] = [kolom.get(nama, [lama])[0], baru]
    return {id: kolom for id, kolom in hasil.items() if kolom}


def urungkan(node, operator: Operator, usulan_id: str) -> str:
    """Give the resident back what he had before the proposal was taken; his id. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        tanggapan = rekam.ambil(node.catalog["tanggapan"], tanggapan_id(usulan_id), node.code)
        kolom = diubah(node, [usulan_id]).get(usulan_id)
        if tanggapan is None or tanggapan.keputusan != DITERIMA or not kolom:
            raise DataDitolak([Kesalahan("usulan_tak_dapat_diurungkan")])
        orang = rekam.ambil(node.catalog["penduduk"], tanggapan.hasil_id or "", node.code)
        if orang is None:
            raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "penduduk"})])
        _masih_sama(orang, kolom)
        isi = {nama: _nilai(nama, lama) for nama, (lama, _) in kolom.items()}
        simpan_penduduk(node, operator, isi, orang.id, rekam.versi(node, orang.id))
        rekam.jejak(node, operator, URUNGKAN, "usulan_data", tanggapan, orang.nama)
        Tanggapan.delete().where(Tanggapan.id == tanggapan.id).execute()
        return orang.id


def _masih_sama(orang: Penduduk, kolom: dict[str, list]) -> None:
    """Nobody's later work is undone with it."""
    kini = rekam.nilai(orang)
    salah = [
        Kesalahan(
            "usulan_sudah_diubah_lagi", nama, isi={"kolom": nama, "nama": orang.nama}, rekam=("penduduk", orang.id)
        )
        for nama, (_, baru) in kolom.items()
        if rekam.sebagai_teks(kini[nama]) != baru
    ]
    if salah:
        raise DataDitolak(salah[:1])


def _nilai(nama: str, nilai):
    hari = isinstance(Penduduk._meta.columns[nama], DayField)
    return date.fromisoformat(nilai) if hari and nilai else nilai
