"""A list of a higher office and one of a lower about the same place: only the higher counts, or all would count twice.

What a lower office's own lines were before a list from above ended them is remembered as for its own lists, so that
they go on where that list is taken back.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from ...domain.wilayah import within
from ..kependudukan import rekam
from . import program as katalog

BERLAKU = "berlaku"


def wilayah_atas(node, program: str) -> dict[str, tuple[str, date, str]]:
    """Area -> (office, day, list): of every list of this program of an office above, the latest of each area."""
    rows = node.engine.run(
        "SELECT wilayah, node, per_tanggal, id FROM sb_daftar_luar WHERE program = ? AND keadaan = ?"
        " ORDER BY per_tanggal, id",
        (program, BERLAKU),
    )
    return {di: (siapa, katalog.hari(per), id) for di, siapa, per, id in rows if len(siapa) < len(node.code)}


def milik_atas(node, program: str, wilayah: str) -> str | None:
    """The office above whose list of this program covers that area: two lists of one village would count twice."""
    return next((satu[0] for di, satu in wilayah_atas(node, program).items() if within(wilayah, di)), None)


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Lines this office took in itself end where a list from above has come to cover them, and go on where it is gone."""
    if type_name != "daftar_luar":
        return
    lepas = _lepas(node)
    chosen, params = node.engine.ids(ids)
    tentang = node.engine.run(f"SELECT DISTINCT program FROM sb_daftar_luar WHERE id IN ({chosen})", params)
    for program in sorted({*lepas, *(satu[0] for satu in tentang)}):
        selaraskan(node, program)


def selaraskan(node, program: str) -> None:
    """End what runs of this office's own lines of a program where a list from above covers them."""
    atas = wilayah_atas(node, program)
    nama = ("id", "wilayah", *_INGAT)
    rows = node.engine.run(
        f"SELECT {', '.join(nama)} FROM sb_penetapan WHERE program = ? AND node = ? AND sampai IS NULL",
        (program, node.code),
    ) if atas else []  # fmt: skip
    for satu in (dict(zip(nama, row, strict=True)) for row in rows):
        kena = [isi for di, isi in atas.items() if within(satu["wilayah"], di)]
        if kena:
            _akhiri(node, satu, *max(kena, key=lambda isi: isi[1])[1:])


_INGAT = ("mulai", "daftar_id")


def _akhiri(node, satu: dict, per: date, daftar_id: str) -> None:
    """End one line the day before the list tells of, and remember under that list that it ran."""
    mulai = katalog.hari(satu["mulai"])
    akhir = max(mulai, per - timedelta(days=1) if per > date.min else per)
    node.engine.run("UPDATE sb_penetapan SET sampai = ? WHERE id = ?", (akhir.isoformat(), satu["id"]))
    isi = {nama: rekam.sebagai_teks(satu[nama]) for nama in _INGAT}
    node.engine.upsert(
        "sb_daftar_ingat", ("daftar_id", "penetapan_id", "isi"), "daftar_id,penetapan_id",
        [(daftar_id, satu["id"], json.dumps(isi | {"sampai": None}))],
    )  # fmt: skip


def _lepas(node) -> set[str]:
    """Let go on what a list from above ended that is in force no more; the programs it was about."""
    rows = node.engine.run(
        "SELECT i.daftar_id, i.penetapan_id, t.program FROM sb_daftar_ingat i LEFT JOIN sb_penetapan t"
        " ON t.id = i.penetapan_id WHERE i.daftar_id NOT IN (SELECT id FROM sb_daftar_luar WHERE keadaan = ?)",
        (BERLAKU,),
    )
    for daftar_id, id, _ in rows:
        node.engine.run("UPDATE sb_penetapan SET sampai = NULL WHERE id = ? AND node = ?", (id, node.code))
        node.engine.run("DELETE FROM sb_daftar_ingat WHERE daftar_id = ? AND penetapan_id = ?", (daftar_id, id))
    return {program for *_, program in rows if program}
