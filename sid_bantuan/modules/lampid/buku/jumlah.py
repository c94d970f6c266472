"""What the books add up: residents by citizenship, sex and headship, as sums over the lines of the months.

A month's opening balance is the sum of every line before it, so it is what the month before closed with, and a
closed month, whose lines can't change, comes out the same for ever. A village begins at the balance of its last
closing, and adds only the lines since. Above the villages these sums are kept (``lampid.saldo``): a kabupaten has
millions of lines.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from operator import add, neg

from ....domain.kode import PEREMPUAN
from ....domain.lampid import DATANG, PINDAH
from ....domain.wilayah import level, within
from ....sync.engine import Engine
from .. import saldo
from .pilihan import desa_berbaris, syarat_desa, syarat_wilayah

WNA = 2
"""Citizenship 2 alone is foreign: who holds both counts as Indonesian."""
DESA, KECAMATAN, KABUPATEN, LUAR = 0, 1, 2, 3
"""How far a move went: within the village, the kecamatan, the kabupaten, or beyond."""

PENYESUAIAN = "penyesuaian"


def jangkau(alias: str = "") -> str:
    """How far the move of a line went, as SQL: ``DESA`` to ``LUAR``."""
    a = alias
    return (
        f"CASE WHEN {a}dalam = 1 THEN 0 WHEN {a}lawan_wilayah IS NULL OR {a}lawan_wilayah = {a}wilayah THEN 3"
        f" WHEN substr({a}lawan_wilayah, 1, 8) = substr({a}wilayah, 1, 8) THEN 1"
        f" WHEN substr({a}lawan_wilayah, 1, 5) = substr({a}wilayah, 1, 5) THEN 2 ELSE 3 END"
    )


_TEMPAT = {
    (wna, jk, kepala): tuple(
        w * 4 + (j - 1) * 2 + k
        for w in ((0, 1) if wna is None else (wna,))
        for j in ((1, 2) if jk is None else (jk,))
        for k in ((0, 1) if kepala is None else (kepala,))
    )
    for wna in (None, 0, 1)
    for jk in (None, 1, 2)
    for kepala in (None, 0, 1)
}
"""Which of the eight numbers of a ``Jumlah`` each choice takes in."""


class Jumlah:
    """A number of residents, held by citizenship (WNI, WNA), sex and whether they head a family: eight numbers."""

    __slots__ = ("isi",)

    def __init__(self, isi: Iterable[int] = (0,) * 8):
        self.isi = list(isi)

    def tambah(self, jenis_kelamin: int, kewarganegaraan: int, kepala: int, banyak: int) -> None:
        """Add so many residents of one kind."""
        self.isi[(kewarganegaraan == WNA) * 4 + (jenis_kelamin == PEREMPUAN) * 2 + kepala] += banyak

    def __add__(self, lain: "Jumlah") -> "Jumlah":
        return Jumlah(map(add, self.isi, lain.isi))

    def __neg__(self) -> "Jumlah":
        return Jumlah(map(neg, self.isi))

    def __eq__(self, lain) -> bool:
        return isinstance(lain, Jumlah) and self.isi == lain.isi

    def __bool__(self) -> bool:
        return any(self.isi)

    __hash__ = None

    def __repr__(self) -> str:
        return f"Jumlah({self.isi})"

    def orang(self, wna: int | None = None, jk: int | None = None, kepala: int | None = None) -> int:
        """How many people; each of the three narrows it where it is given."""
        isi = self.isi
        return sum([isi[ke] for ke in _TEMPAT[wna, jk, kepala]])

    @property
    def jiwa(self) -> int:
        return sum(self.isi)

    @property
    def kk(self) -> int:
        """How many families: as many as there are heads of one."""
        return self.orang(kepala=1)

    @property
    def anggota(self) -> int:
        """Members of families, without their heads."""
        return self.orang(kepala=0)


class Neraca:
    """One place's month: what it opened with, and what each kind of line did to it (taken away: negative)."""

    def __init__(self):
        self.awal = Jumlah()
        self.gerak: dict[tuple[str, int], Jumlah] = defaultdict(Jumlah)

    def ambil(self, jenis: str, dari: int = DESA, sampai: int = LUAR) -> Jumlah:
        """What one kind of line did; of moves, those that went from ``dari`` to ``sampai`` far."""
        return sum((self.gerak[jenis, j] for j in range(dari, sampai + 1) if (jenis, j) in self.gerak), Jumlah())

    def antar(self, dari: int, sampai: int) -> Jumlah:
        """What moves of this reach changed by themselves: both halves together, so nothing where both are written."""
        return self.ambil(DATANG, dari, sampai) + self.ambil(PINDAH, dari, sampai)

    @property
    def akhir(self) -> Jumlah:
        return sum(self.gerak.values(), self.awal)

    def __iadd__(self, lain: "Neraca") -> "Neraca":
        self.awal += lain.awal
        for kunci, satu in lain.gerak.items():
            self.gerak[kunci] += satu
        return self

    @property
    def kosong(self) -> bool:
        return not self.awal and not any(self.gerak.values())


def neraca(engine: Engine, wilayah: str, bulan: str, per: str = "dusun") -> dict[str, Neraca]:
    """The month of an area, apart by ``dusun`` or by ``wilayah`` (village code)."""
    if per not in ("dusun", "wilayah"):
        raise ValueError(per)
    hasil: dict[str, Neraca] = defaultdict(Neraca)
    _awal(hasil, engine, wilayah, bulan, per)
    di, isi = syarat_desa(engine, wilayah)
    for tempat, baris, jangkau, jk, wn, kepala, banyak in engine.run(sql_gerak(per, di), (*isi, bulan) * 2):
        hasil[tempat].gerak[baris, jangkau].tambah(jk, wn, kepala, banyak)
    return {tempat: satu for tempat, satu in hasil.items() if not satu.kosong}


def _awal(hasil: dict[str, Neraca], engine: Engine, wilayah: str, bulan: str, per: str) -> None:
    """Fill in what each place opens with: above the villages as it is kept, but for those whose lines have changed since."""
    di, isi = syarat_wilayah(wilayah)
    sejak = ""
    if per == "dusun":
        sejak, awal = _penutupan(engine, wilayah, bulan)
        for dusun, *sel, banyak in awal:
            hasil[dusun].awal.tambah(*sel, banyak)
    elif level(wilayah) != "desa":
        kotor = saldo.belum_dijumlah(engine)
        for desa, awal in saldo.sebelum(engine, wilayah, bulan):
            if desa not in kotor:
                hasil[desa].awal += Jumlah(awal)
        if not (kotor := sorted(satu for satu in kotor if within(satu, wilayah))):
            return
        pilih, isi = engine.ids(kotor)
        di = f"wilayah IN ({pilih})"
    for tempat, jk, wn, kepala, banyak in engine.run(sql_awal(per, di), (*isi, sejak, bulan) * 2):
        hasil[tempat].awal.tambah(jk, wn, kepala, banyak)


def _penutupan(engine: Engine, desa: str, bulan: str) -> tuple[str, list[list]]:
    """The last month a village closed before this one and its balance; nothing where only its lines can tell.

    Only in the village itself: above it lines and closings arrive apart, and a book shows what its names add up to.
    A closing that had no room for its dusun names none, so it is not asked either.
    """
    ada = engine.one(
        "SELECT t.bulan, t.saldo FROM sb_tutup_buku t JOIN sb_node n ON n.kode = t.node"
        " WHERE t.wilayah = ? AND t.node = ? AND t.bulan < ? ORDER BY t.bulan DESC LIMIT 1",
        (desa, desa, bulan),
    )
    saldo = json.loads(ada[1]) if ada else []
    return (ada[0], saldo) if any(dusun for dusun, *_ in saldo) else ("", [])


_GOLONGAN = "jenis_kelamin, kewarganegaraan, kepala"


def sql_awal(per: str, di: str) -> str:
    """The sums between two months, neither counted; takes the parameters of ``di`` and the months, twice."""
    di = f"{di} AND bulan > ? AND bulan < ?"
    return (
        f"SELECT {per}, {_GOLONGAN}, SUM(arah) FROM sb_mutasi_orang WHERE {di} GROUP BY {per}, {_GOLONGAN}"
        f" UNION ALL SELECT {per}, {_GOLONGAN}, SUM(arah * jumlah) FROM sb_penyesuaian WHERE {di}"
        f" GROUP BY {per}, {_GOLONGAN}"
    )


def sql_gerak(per: str, di: str) -> str:
    """What each kind of line did in a month; parameters as ``sql_awal``."""
    jauh = f"CASE WHEN baris IN ('{DATANG}', '{PINDAH}') THEN {jangkau()} ELSE {LUAR} END"
    return (
        f"SELECT {per}, baris, {jauh}, {_GOLONGAN}, SUM(arah) FROM sb_mutasi_orang WHERE {di} AND bulan = ?"
        f" GROUP BY {per}, 2, 3, {_GOLONGAN}"
        f" UNION ALL SELECT {per}, '{PENYESUAIAN}', {LUAR}, {_GOLONGAN}, SUM(arah * jumlah) FROM sb_penyesuaian"
        f" WHERE {di} AND bulan = ? GROUP BY {per}, {_GOLONGAN}"
    )


def jumlahkan(semua: Iterable[Neraca]) -> Neraca:
    """Several places as one."""
    hasil = Neraca()
    for satu in semua:
        hasil += satu
    return hasil


def penyesuaian(engine: Engine, wilayah: str, bulan: str) -> dict[str, tuple[Jumlah, Jumlah]]:
    """Per reason, who was added and who was taken away in a month without an event (both counted positive)."""
    di, isi = syarat_desa(engine, wilayah)
    hasil: dict[str, tuple[Jumlah, Jumlah]] = defaultdict(lambda: (Jumlah(), Jumlah()))
    for alasan, arah, jk, wn, kepala, banyak in engine.run(sql_penyesuaian(di), (*isi, bulan)):
        hasil[alasan][arah < 0].tambah(jk, wn, kepala, banyak)
    return dict(hasil)


def sql_penyesuaian(di: str) -> str:
    """The adjustments of a month by reason; takes the parameters of ``di`` and the month."""
    return (
        f"SELECT alasan, arah, {_GOLONGAN}, SUM(jumlah) FROM sb_penyesuaian WHERE {di} AND bulan = ?"
        f" GROUP BY alasan, arah, {_GOLONGAN} ORDER BY alasan"
    )


def bulan_pertama(engine: Engine, wilayah: str) -> str | None:
    """The month of the first line, or None where nothing is counted yet."""
    desa = [wilayah] if level(wilayah) == "desa" else desa_berbaris(engine, wilayah)
    pertama = "(SELECT MIN(bulan) FROM {0} WHERE {0}.wilayah = d.wilayah)"
    pilih, isi = engine.ids(desa)
    ada = engine.run(
        f"WITH d (wilayah) AS ({pilih}) SELECT {pertama.format('sb_mutasi_orang')},"
        f" {pertama.format('sb_penyesuaian')} FROM d",
        isi,
    )
    return min((bulan for satu in ada for bulan in satu if bulan), default=None)
