"""The books stay in balance by any path: what an event did not write, this makes an adjustment (``penyesuaian``).

``derive`` compares, for changed residents, families and places, as what each resident counts
with as what the books hold him, and writes the difference: grouped, so that an import of a
hundred thousand leaves a few hundred lines. Rows that come back from above (a PC rebuilt, a
backup restored) wait until all of them are here; then everybody is counted anew from the lines.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...domain.ids import new_id
from ...domain.lampid import Golongan
from ...domain.wilayah import level
from ...sync.schema import now
from ..kependudukan import rekam
from . import bulan, golongan
from .golongan import Terbaca

ORANG = ("penduduk", "keluarga", "lingkungan")
BARIS = ("mutasi_orang", "penyesuaian")
DATA_AWAL, IMPOR, INPUT, OPENSID, USULAN = "data_awal", "impor", "input", "opensid", "usulan"
GANDA, DIHAPUS, DIPULIHKAN, STATUS = "ganda", "dihapus", "dipulihkan", "status"
_SEBAB_BEDA = {"kepala": "susunan_keluarga"}
_SUMBER = (("Impor ", IMPOR), ("OpenSID", OPENSID), ("Usulan", USULAN))
AKHIR_ZAMAN = "9999-12"
SEKALI_CATAT = 500
"""Residents in one adjustment at most: a row must fit a message."""


class Selisih(NamedTuple):
    """One difference between the books and the rows: this resident, one way, in one category, and why."""

    penduduk_id: str
    golongan: Golongan
    arah: int
    alasan: str
    nama: str | None


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Bring the books up to what changed rows say. A village's alone: the levels above hold copies of its lines.

    Stands first among those who derive: its turn is taken before anything is written, as an action takes it, or on
    PostgreSQL the two would wait for each other.
    """
    if level(node.code) != "desa":
        return
    rekam.antre(node)
    if tertunda(node):
        return  # everybody is counted at once, when all rows are here
    if type_name in ORANG:
        selaraskan(node, golongan.anggota(node, type_name, ids))
    elif type_name in BARIS and not seimbang(node):
        hitung_ulang(node)


def at_rest(node) -> None:
    """Once everything is derived: count everybody anew where that waits, and all rows are here."""
    if level(node.code) == "desa" and tertunda(node) and utuh(node):
        hitung_ulang(node)


def selaraskan(node, ids: Sequence[str]) -> None:
    """Write what differs of these residents as adjustments, within the caller's transaction."""
    lama, baru = golongan.berbeda(node, ids) if ids else ({}, {})
    berbeda = sorted(lama.keys() | baru.keys())
    if berbeda:
        sebab = _Sebab(node, lama, baru, berbeda)
        tulis(node, [satu for id in berbeda for satu in _selisih(id, lama.get(id), baru.get(id), sebab)])
        golongan.catat(node, {id: _dihitung(baru.get(id)) for id in berbeda})


def mutakhirkan(node, ids: Sequence[str]) -> None:
    """Before an event: have the books hold these residents as they are. While rows are still coming back, leave them."""
    if not tertunda(node):
        selaraskan(node, ids)
    elif utuh(node):
        hitung_ulang(node)


def _dihitung(satu: Terbaca | None) -> Golongan | None:
    return satu.dihitung if satu else None


def _selisih(id: str, lama: Golongan | None, baru: Terbaca | None, sebab: "_Sebab") -> Iterable[Selisih]:
    """At most two: taken away as he was counted, added as he is."""
    sekarang = _dihitung(baru)
    alasan, nama = sebab(id, lama, sekarang)
    if lama:
        yield Selisih(id, lama, -1, alasan, nama)
    if sekarang:
        yield Selisih(id, sekarang, 1, alasan, nama)


def tulis(
    node, selisih: Sequence[Selisih], mutasi_id: str | None = None, oleh: str | None = None, ket: str | None = None
):
    """Write differences as adjustments of the current open month, alike ones together."""
    umum, kemudian = bulan.bulan_penyesuaian(node, [satu.penduduk_id for satu in selisih])
    kelompok: dict[tuple, list[Selisih]] = defaultdict(list)
    for satu in selisih:
        kelompok[kemudian.get(satu.penduduk_id, umum), satu.alasan, satu.arah, satu.golongan].append(satu)
    rows = []
    for (bulan_ini, alasan, arah, sel), semua in kelompok.items():
        for mulai in range(0, len(semua), SEKALI_CATAT):
            sebagian = semua[mulai : mulai + SEKALI_CATAT]
            orang = " ".join(satu.penduduk_id for satu in sebagian)
            nama = sebagian[0].nama if len(sebagian) == 1 else None
            rows.append((new_id(), node.code, node.code, bulan_ini, alasan, arah, len(sebagian), *sel, orang, nama,
                         mutasi_id, ket, oleh and oleh[:100], now()))  # fmt: skip
    node.engine.many(
        "INSERT INTO sb_penyesuaian (id, node, wilayah, bulan, alasan, arah, jumlah, dusun, jenis_kelamin,"
        " kewarganegaraan, kepala, orang, nama, mutasi_id, keterangan, oleh, pada)"
        f" VALUES ({', '.join('?' * 17)})",
        rows,
    )


class _Sebab:
    """Why the count of a resident changed, found from what is left of him. Looks up only what it must."""

    def __init__(
        self, node, lama: Mapping[str, object], baru: Mapping[str, Terbaca], berbeda: Sequence[str], awal=False
    ):
        self.baru, self.awal = baru, awal
        self.sampah = _di_sampah(node, [id for id in berbeda if id not in baru])
        masuk = [id for id in berbeda if id in baru and id not in lama]
        self.kembali = {} if awal else _kembali(node, masuk)

    def __call__(self, id: str, lama: Golongan | None, sekarang: Golongan | None) -> tuple[str, str | None]:
        ada = self.baru.get(id)
        if ada is None:
            return self.sampah.get(id, (DIHAPUS, None))
        if lama and sekarang and lama != sekarang:
            berbeda = golongan.beda(lama, sekarang)[0]
            return _SEBAB_BEDA.get(berbeda, berbeda), ada.nama
        return (self._masuk(id, ada) if sekarang and not lama else STATUS), ada.nama

    def _masuk(self, id: str, ada: Terbaca) -> str:
        if self.awal:
            return DATA_AWAL
        if id in self.kembali:
            return self.kembali[id]
        return next((alasan for mulai, alasan in _SUMBER if (ada.sumber or "").startswith(mulai)), INPUT)


def _di_sampah(node, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Of residents who are gone: whether they were merged or deleted, and their names as the bin keeps them."""
    if not ids:
        return {}
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(f"SELECT id, label, isi FROM sb_tempat_sampah WHERE id IN ({chosen})", params)
    return {id: (GANDA if json.loads(isi).get("gabung") else DIHAPUS, label[:100]) for id, label, isi in rows}


def _kembali(node, ids: Sequence[str]) -> dict[str, str]:
    """Of residents who were not counted and are now: why, for those the books counted before.

    A row that never changed since it was made is new; only the others' earlier lines are looked for.
    """
    chosen, params = node.engine.ids(ids)
    lama = {id for (id,) in node.engine.run(f"SELECT id FROM sb_row WHERE rev > 1 AND id IN ({chosen})", params)}
    if not lama:
        return {}
    chosen, params = node.engine.ids(sorted(lama))
    rows = node.engine.run(f"SELECT penduduk_id FROM sb_mutasi_orang WHERE penduduk_id IN ({chosen})", params)
    hasil = {id: STATUS for (id,) in rows}
    for orang, alasan in node.engine.run(
        "SELECT orang, alasan FROM sb_penyesuaian WHERE wilayah = ? ORDER BY bulan, id", (node.code,)
    ):
        sebab = DIPULIHKAN if alasan in (DIHAPUS, GANDA) else STATUS
        hasil |= dict.fromkeys(lama.intersection(orang.split()), sebab)
    return hasil


# ---- from the lines


def tertunda(node) -> bool:
    """Whether everybody is to be counted anew from the lines, because rows came back or the books are new here."""
    return node.engine.one("SELECT 1 FROM sb_hitung_ulang WHERE wilayah = ?", (node.code,)) is not None


def tunda(node) -> None:
    """Note that everybody is to be counted anew once all rows are here."""
    node.engine.run("INSERT INTO sb_hitung_ulang (wilayah) VALUES (?) ON CONFLICT DO NOTHING", (node.code,))


def utuh(node) -> bool:
    """Whether no row of this node is on its way back to it: nothing is compared, nothing asked for."""
    return not any(link.role == "up" and link.mode for link in node.links()) and (
        node.engine.one("SELECT 1 FROM sb_wanted LIMIT 1") is None
    )


def effect(node, rows) -> None:
    """Rows of this village that come back from above: what the books hold of anybody is known when all are here."""
    if level(node.code) == "desa" and any(row.node == node.code for row in rows):
        tunda(node)


def seimbang(node) -> bool:
    """Whether the lines add up to those counted, category by category. A few indexes are read, no resident."""
    sel = "dusun, jenis_kelamin, kewarganegaraan, kepala"
    rows = node.engine.run(
        f"SELECT {sel}, count(*) FROM sb_terhitung WHERE wilayah = ? GROUP BY {sel} ORDER BY {sel}", (node.code,)
    )
    return saldo(node, AKHIR_ZAMAN) == [list(row) for row in rows]


def _jumlah(node, sampai: str) -> list[tuple]:
    """(dusun, jenis_kelamin, kewarganegaraan, kepala, how many) by the lines up to the end of a month."""
    sel = "dusun, jenis_kelamin, kewarganegaraan, kepala"
    return node.engine.run(
        f"SELECT {sel}, SUM(n) FROM (SELECT {sel}, SUM(arah) AS n FROM sb_mutasi_orang"
        f" WHERE wilayah = ? AND bulan <= ? GROUP BY {sel} UNION ALL SELECT {sel}, SUM(arah * jumlah)"
        f" FROM sb_penyesuaian WHERE wilayah = ? AND bulan <= ? GROUP BY {sel}) b GROUP BY {sel} ORDER BY {sel}",
        (node.code, sampai) * 2,
    )


def saldo(node, sampai: str) -> list[list]:
    """[[dusun, jenis_kelamin, kewarganegaraan, kepala, jumlah], ...] at the end of a month, none that is 0."""
    return [[*row[:4], int(row[4])] for row in _jumlah(node, sampai) if row[4]]


def hitung_ulang(node) -> None:
    """Take ``sb_terhitung`` anew from the lines, and write what differs from the residents as adjustments."""
    rekam.antre(node)
    baru, baris = golongan.baca(node), _menurut_baris(node)
    sekarang = {id: satu.golongan for id, satu in baru.items() if satu.terhitung}
    berbeda = sorted(id for id in baru.keys() | baris.keys() if baris.get(id, {}) != _satu(sekarang.get(id)))
    if berbeda:
        sebab = _Sebab(node, baris, baru, berbeda, awal=not baris)
        selisih = [satu for id in berbeda for satu in _luruskan(id, baris.get(id, Counter()), sekarang.get(id), sebab)]
        tulis(node, selisih)
    golongan.ganti_semua(node, sekarang)
    node.engine.run("DELETE FROM sb_hitung_ulang WHERE wilayah = ?", (node.code,))


def _satu(sel: Golongan | None) -> dict:
    return {sel: 1} if sel else {}


def _menurut_baris(node) -> dict[str, Counter]:
    """Resident -> how often the lines count him in each category; usually once in one, or not at all."""
    hasil: dict[str, Counter] = defaultdict(Counter)
    for id, *sel, jumlah in node.engine.run(
        "SELECT penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala, SUM(arah) FROM sb_mutasi_orang"
        " WHERE wilayah = ? GROUP BY penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala",
        (node.code,),
    ):
        hasil[id][Golongan(*sel)] += int(jumlah)
    for orang, arah, *sel in node.engine.run(
        "SELECT orang, arah, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_penyesuaian WHERE wilayah = ?",
        (node.code,),
    ):
        for id in orang.split():
            hasil[id][Golongan(*sel)] += arah
    bersih = {id: {sel: n for sel, n in satu.items() if n} for id, satu in hasil.items()}
    return {id: Counter(satu) for id, satu in bersih.items() if satu}


def _luruskan(id: str, baris: Counter, sekarang: Golongan | None, sebab: _Sebab) -> Iterable[Selisih]:
    """What brings the lines of one resident to what he counts as, however far off they are."""
    lama = next((sel for sel, n in baris.items() if n > 0), None)
    alasan, nama = sebab(id, lama, sekarang)
    kurang = Counter(_satu(sekarang))
    kurang.subtract(baris)
    for sel, n in kurang.items():
        for _ in range(abs(n)):
            yield Selisih(id, sel, 1 if n > 0 else -1, alasan, nama)
