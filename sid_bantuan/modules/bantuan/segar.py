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
    daftar = node.engine.run(
        "SELECT program, wilayah, MAX(per_tanggal) FROM sb_daftar_luar WHERE keadaan = 'berlaku' GROUP BY program, wilayah"
    )
    isi: dict[tuple[str, str], str] = {}
    for satu in katalog.semua(node).values():
        if satu.penetap == "luar" and satu.basi_hari and satu.aktif:
            tempat = node.code if within(node.code, satu.milik) else satu.milik
            isi |= _batas(satu, [di for di in daftar if di[0] == satu.tertulis], desa(tempat))
    node.engine.run("DELETE FROM sb_segar")
    if isi:
        node.engine.many(
            "INSERT INTO sb_segar (program, wilayah, sampai) VALUES (?, ?, ?)",
            [(*kunci, sampai) for kunci, sampai in isi.items()],
        )


def _batas(program: katalog.ProgramBantuan, daftar: Sequence[tuple], tempat: Sequence[str]) -> dict:
    """(kode, village) -> until when the lists of this program tell of it; empty where none ever came."""
    isi = dict.fromkeys(((program.tertulis, satu) for satu in tempat), "")
    for _, wilayah, per in daftar:
        sampai = _tambah(katalog.hari(per), program.basi_hari).isoformat()
        for kunci in isi:
            if within(kunci[1], wilayah) and isi[kunci] < sampai:
                isi[kunci] = sampai
    return isi


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
