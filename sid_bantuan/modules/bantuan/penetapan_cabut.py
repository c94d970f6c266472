"""Taking the last list of a program back as a whole: what it brought goes, what it changed or ended stands as before."""

import json
from collections.abc import Sequence

from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .penetapan import KELOMPOK, SIMPAN, Maju, catat_daftar
from .tables import DaftarLuar

DICABUT = "dicabut"


def cabut(node, operator: Operator, id: str, maju: Maju | None = None) -> DaftarLuar:
    """Undo the last list of a program: what it brought goes, what it changed or ended stands as before."""
    with rekam.transaksi(node):
        daftar = _dapat_dicabut(node, id)
        semua = node.engine.run("SELECT penetapan_id, isi FROM sb_daftar_ingat WHERE daftar_id = ? ORDER BY 1", (id,))
        for awal in range(0, len(semua), KELOMPOK):
            _kembalikan(node, semua[awal : awal + KELOMPOK])
            if maju:
                maju("Mengembalikan baris", min(awal + KELOMPOK, len(semua)), len(semua))
        node.engine.run("DELETE FROM sb_daftar_ingat WHERE daftar_id = ?", (id,))
        rekam.ubah(daftar, {"keadaan": DICABUT})
        catat_daftar(node, operator, "ubah", daftar, "Daftar dicabut")
        return daftar


def _dapat_dicabut(node, id: str) -> DaftarLuar:
    daftar = DaftarLuar.get_or_none(DaftarLuar.id == id) if id else None
    kode = (
        "daftar_tidak_ada" if daftar is None
        else "daftar_bukan_milik" if daftar.node != node.code
        else "daftar_sudah_dicabut" if daftar.keadaan == DICABUT
        else None if dapat_dicabut(node, id) else "daftar_sudah_diganti"
    )  # fmt: skip
    if kode:
        raise DataDitolak([Kesalahan(kode)])
    return daftar


def dapat_dicabut(node, id: str) -> bool:
    """Whether this node still remembers what stood there before."""
    return bool(node.engine.value("SELECT 1 FROM sb_daftar_ingat WHERE daftar_id = ? LIMIT 1", (id,)))


def _kembalikan(node, semua: Sequence[tuple[str, str | None]]) -> None:
    baru = [id for id, isi in semua if isi is None]
    if baru:
        pilih, isi = node.engine.ids(baru)
        node.engine.run(f"DELETE FROM sb_penetapan WHERE id IN ({pilih})", isi)
    lama = {id: json.loads(isi) for id, isi in semua if isi is not None}
    if not lama:
        return
    pilih, isi = node.engine.ids(list(lama))
    bingkai = node.engine.run(f"SELECT id, node, wilayah, program FROM sb_penetapan WHERE id IN ({pilih})", isi)
    rows = [(*satu, *(lama[satu[0]][nama] for nama in SIMPAN)) for satu in bingkai]
    node.engine.upsert("sb_penetapan", ("id", "node", "wilayah", "program", *SIMPAN), "id", rows)
