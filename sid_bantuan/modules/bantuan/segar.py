"""Until when the list of an agency tells of a village: beyond that day rules that ask it cannot tell either.

``sb_segar`` has a line for each program whose list goes out of date and each village here; it is empty
where no list ever came.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from ...domain.wilayah import level, within
from ...domain.wilayah_nama import bawahan
from . import program as katalog


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Say anew until when lists tell, when one came, was taken back, or a program changed."""
    if type_name in ("program", "daftar_luar"):
        susun(node)


def susun(node) -> None:
    """Write ``sb_segar`` anew: some thousands of lines at most."""
    batas = {
        kode: satu.basi_hari
        for kode, satu in katalog.semua(node).items()
        if satu.penetap == "luar" and satu.basi_hari and satu.aktif
    }
    daftar = node.engine.run(
        "SELECT program, wilayah, MAX(per_tanggal) FROM sb_daftar_luar WHERE keadaan = 'berlaku' GROUP BY program, wilayah"
    )
    isi: dict[tuple[str, str], str] = {(kode, satu): "" for kode in batas for satu in desa(node.code)}
    for kode, wilayah, per in daftar:
        if kode in batas:
            sampai = _tambah(katalog.hari(per), batas[kode]).isoformat()
            for satu in desa(node.code):
                if within(satu, wilayah) and isi[kode, satu] < sampai:
                    isi[kode, satu] = sampai
    node.engine.run("DELETE FROM sb_segar")
    if isi:
        node.engine.many(
            "INSERT INTO sb_segar (program, wilayah, sampai) VALUES (?, ?, ?)",
            [(*kunci, sampai) for kunci, sampai in isi.items()],
        )


def _tambah(hari: date, banyak: int) -> date:
    """So many days later; another office may have written the last day there is."""
    return hari + timedelta(min(banyak, (date.max - hari).days))


def desa(kode: str) -> list[str]:
    """The villages of an area, by code; a village is its own."""
    if level(kode) == "desa":
        return [kode]
    return [dalam for satu, _ in bawahan(kode) for dalam in desa(satu)]


def tabel(hari: date) -> str:
    """The lists out of date on this day, as a table of (program, wilayah) for ``aturan_sql``."""
    return f"(SELECT program, wilayah FROM sb_segar WHERE sampai < '{hari.isoformat()}')"
