"""In which month of the books a line counts: never a closed one, and never before an earlier line of the same person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from ...domain import lampid
from . import setelan
from .hari import hari_ini


def ditutup_sampai(node, wilayah: str | None = None) -> str | None:
    """The last closed month of a village (this one, without ``wilayah``); None where none is closed yet."""
    return node.engine.value("SELECT max(bulan) FROM sb_tutup_buku WHERE wilayah = ?", (wilayah or node.code,))


def pertama(node) -> str | None:
    """The first month the books of this village have a line in."""
    return node.engine.value(
        "SELECT min(b) FROM (SELECT min(bulan) AS b FROM sb_mutasi_orang WHERE wilayah = ?"
        " UNION ALL SELECT min(bulan) FROM sb_penyesuaian WHERE wilayah = ?) x",
        (node.code, node.code),
    )


def bulan_ini() -> str:
    """The month of today."""
    return lampid.bulan_dari(hari_ini())


def bulan_peristiwa(node, tgl_peristiwa: date, tgl_lapor: date, ids: Sequence[str], kecuali: Iterable[str] = ()) -> str:
    """The month an event of these residents counts in.

    That of the report; as the village has set, that in which it happened while it is open. Where a
    resident has a line in a later month already, that month: or between the two he would count twice.
    """
    ditutup = ditutup_sampai(node)
    diminta = lampid.bulan_dari(tgl_lapor)
    terjadi = lampid.bulan_dari(tgl_peristiwa)
    if setelan.sekarang.bulan_hitung == setelan.PERISTIWA and (ditutup is None or terjadi > ditutup):
        diminta = terjadi
    bulan = lampid.bulan_buku(diminta, ditutup)
    return max([bulan, *terakhir(node, ids, bulan, kecuali).values()])


def bulan_penyesuaian(node, ids: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The month an adjustment counts in: this one, or the first open; and for whom it is a later one."""
    bulan = lampid.bulan_buku(bulan_ini(), ditutup_sampai(node))
    return bulan, terakhir(node, ids, bulan)


def terakhir(node, ids: Sequence[str], sesudah: str, kecuali: Iterable[str] = ()) -> dict[str, str]:
    """Resident -> the month of his last line, of those with lines in months after ``sesudah``.

    ``kecuali``: lines that do not count here, by id. Nearly always empty and answered by the indexes alone.
    """
    hasil: dict[str, str] = {}
    semua, lewati = set(ids), set(kecuali)
    for id, orang, bulan in node.engine.run(
        "SELECT id, penduduk_id, bulan FROM sb_mutasi_orang WHERE wilayah = ? AND bulan > ?", (node.code, sesudah)
    ):
        if orang in semua and id not in lewati:
            hasil[orang] = max(bulan, hasil.get(orang, ""))
    for orang_orang, bulan in node.engine.run(
        "SELECT orang, bulan FROM sb_penyesuaian WHERE wilayah = ? AND bulan > ?", (node.code, sesudah)
    ):
        for orang in semua.intersection(orang_orang.split()):
            hasil[orang] = max(bulan, hasil.get(orang, ""))
    return hasil


def dapat_pindah(node, ids: Sequence[str], baris: Iterable[str], ke: str) -> bool:
    """Whether these residents still count once or not at all at the end of every month, if these lines stood in that one."""
    pindah, jumlah = set(baris), Counter()
    semua = sorted(
        (ke if id in pindah else bulan, orang, sel, arah) for id, orang, bulan, arah, sel in _baris(node, ids)
    )
    for _, satu in groupby(semua, key=itemgetter(0)):
        for _, orang, sel, arah in satu:
            jumlah[orang, sel] += arah
        per_orang: Counter = Counter()
        for (orang, _), n in jumlah.items():
            per_orang[orang] += n
        if {*jumlah.values(), *per_orang.values()} - {0, 1}:
            return False
    return True


def _baris(node, ids: Sequence[str]) -> Iterable[tuple]:
    """Every line of these residents: (id of the line, resident, month, direction, category)."""
    sel = "dusun, jenis_kelamin, kewarganegaraan, kepala"
    chosen, params = node.engine.ids(ids)
    for id, orang, bulan, arah, *golongan in node.engine.run(
        f"SELECT id, penduduk_id, bulan, arah, {sel} FROM sb_mutasi_orang WHERE penduduk_id IN ({chosen})", params
    ):
        yield id, orang, bulan, arah, tuple(golongan)
    for id, semua, bulan, arah, *golongan in node.engine.run(
        f"SELECT id, orang, bulan, arah, {sel} FROM sb_penyesuaian WHERE wilayah = ?", (node.code,)
    ):
        for orang in set(ids).intersection(semua.split()):
            yield id, orang, bulan, arah, tuple(golongan)
