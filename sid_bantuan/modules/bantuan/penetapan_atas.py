"""A list of a higher office and one of a lower about the same place: only the higher counts, or all would count twice."""

from collections.abc import Sequence
from datetime import date, timedelta

from ...domain.wilayah import within
from . import program as katalog

BERLAKU = "berlaku"


def milik_atas(node, program: str, wilayah: str) -> str | None:
    """The office above whose list of this program covers that area: two lists of one village would count twice."""
    rows = node.engine.run(
        "SELECT node, wilayah FROM sb_daftar_luar WHERE program = ? AND keadaan = ?", (program, BERLAKU)
    )
    atas = (siapa for siapa, di in rows if len(siapa) < len(node.code) and within(wilayah, di))
    return next(atas, None)


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Lines this office took in itself end where the list of an office above has come to cover them."""
    if type_name != "daftar_luar":
        return
    chosen, params = node.engine.ids(ids)
    for penulis, wilayah, program, per in node.engine.run(
        f"SELECT node, wilayah, program, per_tanggal FROM sb_daftar_luar WHERE id IN ({chosen}) AND keadaan = ?",
        (*params, BERLAKU),
    ):
        if len(penulis) < len(node.code):
            _akhiri_milik_sendiri(node, program, wilayah, katalog.hari(per) - timedelta(days=1))


def _akhiri_milik_sendiri(node, program: str, wilayah: str, akhir: date) -> None:
    rows = node.engine.run(
        "SELECT id, wilayah, mulai FROM sb_penetapan WHERE program = ? AND node = ? AND sampai IS NULL",
        (program, node.code),
    )
    ubah = [(max(katalog.hari(mulai), akhir).isoformat(), id) for id, di, mulai in rows if within(di, wilayah)]
    if ubah:
        node.engine.many("UPDATE sb_penetapan SET sampai = ? WHERE id = ?", ubah)
