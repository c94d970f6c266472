"""The latest of each measure that was taken, by person or family: from ``ukuran``, and desil from the national list."""

from collections.abc import Sequence

from ...domain.bantuan import DTSEN
from . import periksa_ulang


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Find the latest anew for those whose measures changed; a line of the list counts once its person is known.

    Whoever is left with another than before is judged anew: what was taken back leaves no trace rules could ask for.
    """
    if type_name in _SUBJEK:
        dulu = _kini(node, f"asal IN ({node.engine.ids(ids)[0]})", ids)
        segarkan(node, sorted({satu for satu, _ in dulu} | _subjek(node, type_name, ids)))
        kini = _kini(node, f"subjek IN ({node.engine.ids(ids)[0]})", [satu for satu, _ in dulu])
        if lain := sorted({kunci[0] for kunci, nilai in dulu.items() if kini.get(kunci) != nilai}):
            periksa_ulang.nilai(node, lain, lain)


_SUBJEK = {
    "ukuran": "SELECT subjek, NULL FROM sb_ukuran WHERE id IN ({0})",
    "penetapan": f"SELECT orang, keluarga FROM sb_ikut WHERE program = '{DTSEN}' AND sumber IN ({{0}})",
    "keluarga": "SELECT subjek, NULL FROM sb_ukuran WHERE subjek IN ({0})",
    "penduduk": "SELECT u.subjek, NULL FROM sb_penduduk p JOIN sb_ukuran u ON u.subjek = p.orang_id WHERE p.id IN ({0})",
}
"""Of each type of record the persons and families whose measures it touches."""


def _subjek(node, type_name: str, ids: Sequence[str]) -> set[str]:
    chosen, params = node.engine.ids(ids)
    return {satu for row in node.engine.run(_SUBJEK[type_name].format(chosen), params) for satu in row if satu}


def _kini(node, syarat: str, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """(whose, measure) -> its value of today."""
    rows = node.engine.run(f"SELECT subjek, nama, nilai FROM sb_ukuran_kini WHERE {syarat}", node.engine.ids(ids)[1])
    return {(subjek, nama): nilai for subjek, nama, nilai in rows}


def dari_sumber(node, sumber: Sequence[str]) -> None:
    """The same for the persons and families these lines of the national list are matched to."""
    segarkan(node, sorted(_subjek(node, "penetapan", sumber)))


def _di_sini(tabel: str, kunci: str) -> str:
    ada = f"EXISTS (SELECT 1 FROM {tabel} s WHERE s.{kunci} = u.subjek"
    return f"(NOT {ada}) OR {ada} AND (s.wilayah = u.node OR s.wilayah LIKE u.node || '.%')))"


_MILIK = f"{_di_sini('sb_keluarga', 'id')} AND {_di_sini('sb_penduduk', 'orang_id')}"
"""That the family or person of a measure ``u``, where it is known here, lives or lived in its author's area."""


def segarkan(node, subjek: Sequence[str]) -> None:
    """Write ``sb_ukuran_kini`` of these persons and families anew; of two on one day the later written counts.

    What an office wrote down of a family or a person that is known to be another place's counts for nothing.
    """
    if not subjek:
        return
    chosen, params = node.engine.ids(subjek)
    daftar = (
        " UNION ALL SELECT i.{0}, 'desil', t.desil, t.per_tanggal, t.sumber, t.id FROM sb_ikut i"
        f" JOIN sb_penetapan t ON t.id = i.sumber WHERE i.{{0}} IN ({chosen}) AND i.program = ? AND i.ke = 0"
        " AND t.desil IS NOT NULL"
    )
    # Asked for families and for persons apart: each has its index, both at once would have none.
    semua = node.engine.run(
        "SELECT u.subjek, u.nama, u.nilai, u.per_tanggal, u.sumber, u.id FROM sb_ukuran u"
        f" WHERE u.subjek IN ({chosen}) AND {_MILIK}"
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
