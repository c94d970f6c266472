"""Closing a month: from then on no line of it, or of an earlier one, is written, changed or taken away."""

import json
from datetime import timedelta

from ...domain import lampid
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import level
from ...sync.local import drain_all
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bulan, hitung
from .bulan import bulan_ini, ditutup_sampai
from .hari import hari_ini
from .tables import TutupBuku

__all__ = ["bulan_berikut", "ditutup_sampai", "effect", "tutup"]

TERPANJANG = TutupBuku.saldo.max_length


def bulan_berikut(node) -> str | None:
    """The month that can be closed next: the first with lines, then one after the other, each once it has ended."""
    ditutup = ditutup_sampai(node)
    berikut = lampid.bulan_sesudah(ditutup) if ditutup else bulan.pertama(node)
    return berikut if berikut and berikut < bulan_ini() else None


def tutup(node, operator: Operator, bulan_ditutup: str) -> TutupBuku:
    """Close a month, with everything still waiting to be counted counted first. Raises ``DataDitolak``.

    Closing one that is closed already gives the closing there is.
    """
    with node.engine.transaction():
        drain_all(node)  # first, as deriving takes its turn before the actions: the other way round both would wait
        rekam.antre(node)
        id = derived_id("tutup", node.code, bulan_ditutup)
        if ada := rekam.ambil(node.catalog["tutup_buku"], id, node.code):
            return ada
        if salah := _salah(node, bulan_ditutup):
            raise DataDitolak([salah])
        isi = {"bulan": bulan_ditutup, "saldo": _saldo(node, bulan_ditutup), "oleh": operator.nama[:100], "pada": now()}
        baris = rekam.tambah(node.catalog["tutup_buku"], id, node.code, isi)
        rekam.jejak(node, operator, "tutup_buku", "tutup_buku", baris, f"Buku {lampid.sebut_bulan(bulan_ditutup)}")
        return baris


def _salah(node, bulan_ditutup: str) -> Kesalahan | None:
    if not lampid.is_bulan(bulan_ditutup or ""):
        return Kesalahan("tanggal_mustahil", "bulan")
    if hitung.tertunda(node):
        return Kesalahan("buku_sedang_disamakan", "bulan")
    if bulan_ditutup >= bulan_ini():
        return Kesalahan("bulan_belum_berakhir", "bulan", isi={"bulan": bulan_ditutup})
    if bulan_ditutup >= _bulan_server(node):
        return Kesalahan("jam_mendahului_server", "bulan", isi={"bulan": bulan_ditutup})
    berikut = bulan_berikut(node)
    if berikut is None:
        return Kesalahan("buku_masih_kosong", "bulan")
    if berikut != bulan_ditutup:
        return Kesalahan("bulan_tidak_berurutan", "bulan", isi={"berikut": berikut})
    return None


def _bulan_server(node) -> str:
    """This month by the clock of the server this node sends to, as last compared: a PC whose clock ran ahead would close
    months that have not been, and nothing opens them again."""
    beda = node.engine.value("SELECT MIN(skew) FROM sb_link WHERE role = 'up'") or 0
    return lampid.bulan_dari(hari_ini() + timedelta(seconds=min(0, beda)))


def _saldo(node, sampai: str) -> str:
    """The balance as it is stored; of a village whose dusun are too many for one row, the balance of the whole."""
    semua = hitung.saldo(node, sampai)
    teks = json.dumps(semua, ensure_ascii=False, separators=(",", ":"))
    if len(teks) <= TERPANJANG:
        return teks
    jumlah: dict[tuple, int] = {}
    for _, *sel, banyak in semua:
        jumlah[tuple(sel)] = jumlah.get(tuple(sel), 0) + banyak
    return json.dumps([["", *sel, banyak] for sel, banyak in jumlah.items()], separators=(",", ":"))


# ---- a closing that comes back


def effect(node, rows) -> None:
    """A closing of this village comes back from above, after a backup was restored.

    Lines written here meanwhile into months that were closed, and known to nobody above, go to the first open
    month; lines taken out here meanwhile, which are known above, are asked back. (Nothing of it was sent yet.)
    """
    if level(node.code) != "desa":
        return
    hitung.effect(node, rows)
    sampai = [row.content["bulan"] for row in rows if row.node == node.code and not row.deleted]
    if not sampai:
        return
    terbuka = lampid.bulan_sesudah(max(sampai))
    for tabel in ("sb_mutasi", "sb_mutasi_orang", "sb_penyesuaian"):
        ids = [row[0] for row in node.engine.run(_TAK_DIKENAL.format(tabel), (node.code, max(sampai)))]
        with node.engine.applying():
            node.engine.many(f"UPDATE {tabel} SET bulan = ? WHERE id = ?", [(terbuka, id) for id in ids])
        for id in ids:
            node.touch(id)
    for id, v in node.engine.run(_DIHAPUS, (node.code, *hitung.BARIS)):
        node.digest.move(node.code, node.code, id, bytes(v), None)
        node.forget(id)


_TAK_DIKENAL = (
    "SELECT t.id FROM {} t JOIN sb_pending p ON p.id = t.id JOIN sb_link l ON l.peer = p.peer AND l.role = 'up'"
    " WHERE t.wilayah = ? AND t.bulan <= ? AND p.base IS NULL ORDER BY t.id"
)
"""Rows of closed months the parent never acknowledged a version of."""

_DIHAPUS = (
    "SELECT s.id, s.v FROM sb_row s JOIN sb_pending p ON p.id = s.id JOIN sb_link l ON l.peer = p.peer AND l.role = 'up'"
    " WHERE s.node = ? AND s.type IN (?, ?) AND s.deleted = 1 AND p.base IS NOT NULL AND s.v IS NOT NULL ORDER BY s.id"
)
"""Lines the parent has and this village took out since. In which month they counted only the parent still knows."""
