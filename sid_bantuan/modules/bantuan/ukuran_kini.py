"""The latest of each measure that was taken, by person or family: from ``ukuran``, and desil from the national list."""

from collections.abc import Sequence

from ...domain.bantuan import DTSEN
from . import periksa_ulang


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Find the latest anew for those whose measures changed; a line of the list counts once its person is known."""
    if type_name not in ("ukuran", "penetapan"):
        return
    pergi = _dari(node, ids)
    if type_name == "ukuran":
        chosen, params = node.engine.ids(ids)
        rows = node.engine.run(f"SELECT DISTINCT subjek FROM sb_ukuran WHERE id IN ({chosen})", params)
        segarkan(node, [satu[0] for satu in rows])
    else:
        dari_sumber(node, ids)
    if pergi:
        segarkan(node, pergi)
        periksa_ulang.nilai(node, pergi, pergi)


def _dari(node, ids: Sequence[str]) -> list[str]:
    """Whose measure of today one of these records was: it may have changed, or be gone."""
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(f"SELECT DISTINCT subjek FROM sb_ukuran_kini WHERE asal IN ({chosen})", params)
    return [satu[0] for satu in rows]


def dari_sumber(node, sumber: Sequence[str]) -> None:
    """The same for the persons and families these lines of the national list are matched to."""
    chosen, params = node.engine.ids(sumber)
    rows = node.engine.run(
        f"SELECT orang, keluarga FROM sb_ikut WHERE program = ? AND sumber IN ({chosen})", (DTSEN, *params)
    )
    if subjek := sorted({satu for row in rows for satu in row if satu}):
        segarkan(node, subjek)


def segarkan(node, subjek: Sequence[str]) -> None:
    """Write ``sb_ukuran_kini`` of these persons and families anew; of two on one day the later written counts."""
    chosen, params = node.engine.ids(subjek)
    daftar = (
        " UNION ALL SELECT i.{0}, 'desil', t.desil, t.per_tanggal, t.sumber, t.id FROM sb_ikut i"
        f" JOIN sb_penetapan t ON t.id = i.sumber WHERE i.{{0}} IN ({chosen}) AND i.program = ? AND i.ke = 0"
        " AND t.desil IS NOT NULL"
    )
    # Asked for families and for persons apart: each has its index, both at once would have none.
    semua = node.engine.run(
        f"SELECT subjek, nama, nilai, per_tanggal, sumber, id FROM sb_ukuran WHERE subjek IN ({chosen})"
        + daftar.format("keluarga") + daftar.format("orang") + " AND i.keluarga IS NULL",
        (*params, *params, DTSEN, *params, DTSEN),
    )  # fmt: skip
    terakhir: dict[tuple, tuple] = {}
    for satu, nama, nilai, per, sumber, id in semua:
        calon = (str(per)[:10], id, nilai, sumber)
        terakhir[satu, nama] = max(terakhir.get((satu, nama), calon), calon)
    node.engine.run(f"DELETE FROM sb_ukuran_kini WHERE subjek IN ({chosen})", params)
    if terakhir:
        node.engine.many(
            "INSERT INTO sb_ukuran_kini (subjek, nama, nilai, per_tanggal, sumber, asal) VALUES (?, ?, ?, ?, ?, ?)",
            [(*kunci, nilai, per, sumber, id) for kunci, (per, id, nilai, sumber) in terakhir.items()],
        )
