"""Places of a program in a village and a year: held by a constraint of the database, never counted and then taken.

``sb_kuota_pakai`` has a line for each quota that was set. ``CHECK (terpakai <= jumlah)`` is what refuses the one too
many, on whatever path; what is beyond it, because a quota was lowered or rows came from below, stands in ``lebih``.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from ...domain.bantuan import MEMAKAI_KUOTA


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Take over quotas that were set, changed or withdrawn."""
    if type_name != "kuota":
        return
    chosen, params = node.engine.ids(ids)
    kunci = node.engine.run(f"SELECT wilayah, program FROM sb_kuota WHERE id IN ({chosen})", params)
    # Of a quota that is gone only what stands here still tells which it was.
    yatim = node.engine.run(
        "SELECT wilayah, program FROM sb_kuota_pakai k WHERE NOT EXISTS (SELECT 1 FROM sb_kuota s"
        " WHERE s.wilayah = k.wilayah AND s.program = k.program AND s.tahun = k.tahun)"
    )
    hitung(node, {*map(tuple, kunci), *map(tuple, yatim)})


def hitung(node, kunci: Iterable[tuple[str, str]]) -> None:
    """Count anew for these (village, program) how many places are taken in each year that has a quota.

    The line is locked before it is counted: a place that is being taken meanwhile is waited for.
    """
    for wilayah, program in sorted(kunci):
        ditetapkan = _ditetapkan(node, wilayah, program)
        ada = node.engine.run(
            "UPDATE sb_kuota_pakai SET lebih = lebih WHERE wilayah = ? AND program = ? RETURNING tahun",
            (wilayah, program),
        )
        for tahun in sorted({satu[0] for satu in ada} - ditetapkan.keys()):
            node.engine.run(
                "DELETE FROM sb_kuota_pakai WHERE wilayah = ? AND program = ? AND tahun = ?", (wilayah, program, tahun)
            )
        for tahun, jumlah in sorted(ditetapkan.items()):
            terpakai = memakai(node, wilayah, program, tahun)
            node.engine.upsert(
                "sb_kuota_pakai", ("wilayah", "program", "tahun", "jumlah", "terpakai", "lebih"), "wilayah,program,tahun",
                [(wilayah, program, tahun, jumlah, min(terpakai, jumlah), max(terpakai - jumlah, 0))],
            )  # fmt: skip


def _ditetapkan(node, wilayah: str, program: str) -> dict[int, int]:
    """Year -> quota: of two for one year that of the higher level, and of one level the later written."""
    rows = node.engine.run(
        "SELECT tahun, jumlah, node, id FROM sb_kuota WHERE wilayah = ? AND program = ?", (wilayah, program)
    )
    pilih: dict[int, tuple] = {}
    for tahun, jumlah, penulis, id in rows:
        calon = (-len(penulis), id, jumlah)
        pilih[tahun] = max(pilih.get(tahun, calon), calon)
    return {tahun: satu[2] for tahun, satu in pilih.items()}


def memakai(node, wilayah: str, program: str, tahun: int) -> int:
    """How many hold a place in this year: recipients and names of lists, active or suspended."""
    pilih = (
        f"wilayah = ? AND program = ? AND keadaan IN ({', '.join('?' * len(MEMAKAI_KUOTA))})"
        " AND mulai <= ? AND (sampai IS NULL OR sampai >= ?)"
    )
    isi = (wilayah, program, *MEMAKAI_KUOTA, f"{tahun}-12-31", f"{tahun}-01-01")
    return node.engine.value(
        f"SELECT (SELECT COUNT(*) FROM sb_penerima WHERE {pilih}) + (SELECT COUNT(*) FROM sb_penetapan WHERE {pilih})",
        (*isi, *isi),
    )


def pesan(node, wilayah: str, program: str, mulai: date, sampai: date | None) -> bool:
    """Take a place in every year of the span that has a quota; False, and nothing taken, where one is full.

    Within the transaction that stores the recipient: both stand or neither does.
    """
    try:
        with node.engine.transaction():
            node.engine.run(
                "UPDATE sb_kuota_pakai SET terpakai = terpakai + 1 WHERE wilayah = ? AND program = ? AND tahun >= ?"
                " AND tahun <= ?",
                (wilayah, program, mulai.year, sampai.year if sampai else 9_999),
            )
    except node.engine.refused:
        return False
    return True


def sisa(node, program: str, wilayah: str, tahun: int) -> int | None:
    """Places left; None where no quota was set."""
    return node.engine.value(
        "SELECT jumlah - terpakai FROM sb_kuota_pakai WHERE wilayah = ? AND program = ? AND tahun = ?",
        (wilayah, program, tahun),
    )
