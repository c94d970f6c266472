"""Taking a list back as a whole, the last of its place first: what it brought goes, what it changed or ended stands as before."""

import json
from collections.abc import Sequence

from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import penetapan_atas, ukuran_catat
from .penetapan import KELOMPOK, SIMPAN, Maju, catat_daftar
from .tables import DaftarLuar

DICABUT = "dicabut"


def cabut(node, operator: Operator, id: str, maju: Maju | None = None) -> DaftarLuar:
    """Undo a list no later one builds on. What came from above meanwhile stays: where it covers, nothing runs again."""
    with rekam.transaksi(node):
        daftar = _dapat_dicabut(node, id)
        semua = node.engine.run("SELECT penetapan_id, isi FROM sb_daftar_ingat WHERE daftar_id = ? ORDER BY 1", (id,))
        for awal in range(0, len(semua), KELOMPOK):
            _kembalikan(node, semua[awal : awal + KELOMPOK])
            if maju:
                maju("Mengembalikan baris", min(awal + KELOMPOK, len(semua)), len(semua))
        node.engine.run("DELETE FROM sb_daftar_ingat WHERE daftar_id = ?", (id,))
        rekam.ubah(daftar, {"keadaan": DICABUT})
        penetapan_atas.selaraskan(node, daftar.program)
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
    """Whether this node took it in, remembers what stood there before, and no later list of its own builds on it."""
    milik = "d.node = ? AND d.keadaan <> ? AND EXISTS (SELECT 1 FROM sb_daftar_ingat i WHERE i.daftar_id = d.id)"
    ingat = {
        satu[0]
        for satu in node.engine.run(
            "SELECT d.id FROM sb_daftar_luar d JOIN sb_daftar_luar l ON l.program = d.program"
            f" WHERE l.id = ? AND {milik}",
            (id, node.code, DICABUT),
        )
    }
    return id in ingat and not any(_dibangun_di_atas(node, id, lain) for lain in ingat - {id})


def _dibangun_di_atas(node, id: str, lain: str) -> bool:
    """Whether the other list changed or ended what this one had left."""
    return bool(
        node.engine.value(
            "SELECT 1 FROM sb_daftar_ingat WHERE daftar_id = ? AND isi LIKE ? LIMIT 1", (lain, f'%"daftar_id": "{id}"%')
        )
    )


def _kembalikan(node, semua: Sequence[tuple[str, str | None]]) -> None:
    baru = [id for id, isi in semua if isi is None]
    if baru:
        ukuran_catat.lupakan(node, baru)
        pilih, isi = node.engine.ids(baru)
        node.engine.run(f"DELETE FROM sb_penetapan WHERE id IN ({pilih})", isi)
    lama = {id: json.loads(isi) for id, isi in semua if isi is not None}
    if not lama:
        return
    pilih, isi = node.engine.ids(list(lama))
    bingkai = node.engine.run(f"SELECT id, node, wilayah, program FROM sb_penetapan WHERE id IN ({pilih})", isi)
    rows = [(*satu, *(lama[satu[0]][nama] for nama in SIMPAN)) for satu in bingkai]
    node.engine.upsert("sb_penetapan", ("id", "node", "wilayah", "program", *SIMPAN), "id", rows)
