"""The state of the villages in a few true numbers, each read from what is kept beside the queue."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from ..domain.lampid import bulan_dari, bulan_sesudah
from ..domain.wilayah import level, within
from ..domain.wilayah_nama import bawahan, nama_wilayah
from ..modules.lampid import saldo
from ..modules.verval.antrean import MENUNGGU
from ..modules.verval.daftar import TERSENDIRI
from ..modules.verval.tables import PERLU_PERBAIKAN, VALID
from ..sync.schema import now

MASALAH = {
    "stopped": "Pengiriman terhenti: ada dua salinan dari pemasangannya. Pastikan hanya satu komputer yang dipakai, "
    "lalu daftarkan ulang dengan kode baru.",
    "late": "Pengiriman terhenti: basis datanya tampaknya dipulihkan dari cadangan lama. Daftarkan ulang dengan kode baru; "
    "datanya akan dicocokkan kembali.",
    "protocol": "Pengiriman terhenti: versi aplikasinya terlalu berbeda. Perbarui aplikasinya; datanya aman menunggu di sana.",
}
"""What the level above is told of a place whose sending needs a person here; the rest mends itself."""

DIAM_WAJAR, DIAM_LAMA = 3, 7
"""Days without contact: after the first a village is worth a question, after the second a call."""


@dataclass
class Tempat:
    """One village (or, for a kabupaten, one kecamatan) as a row of the first page."""

    kode: str
    nama: str
    menunggu: int = 0
    berperingatan: int = 0
    terlama: str | None = None
    dikembalikan: int = 0
    dikembalikan_sejak: str | None = None
    valid: int = 0
    lampid: int = 0
    """Events that wait for a verdict: they stand in a queue of their own and in none of the numbers above."""
    lampid_terlama: str | None = None
    lampid_dikembalikan: int = 0
    penduduk: int = 0
    """Who lives there, as its books count them; of a village without books, the records that were sent."""
    keluarga: int = 0
    sasaran: int | None = None
    langsung: bool = True
    """Whether it sends to this node itself; of a village two levels below, the kecamatan knows the contact."""
    tersambung: bool = False
    kontak: str | None = None
    masalah: str | None = None

    @property
    def jumlah(self) -> int:
        return self.menunggu + self.dikembalikan + self.valid

    @property
    def ada(self) -> bool:
        """Whether it was enrolled or anything came from it."""
        return self.tersambung or self.jumlah > 0 or self.lampid > 0

    @property
    def dinilai(self) -> int:
        return self.dikembalikan + self.valid

    @property
    def hari_menunggu(self) -> int | None:
        return hari_sejak(self.terlama)

    @property
    def hari_lampid(self) -> int | None:
        return hari_sejak(self.lampid_terlama)

    @property
    def hari_dikembalikan(self) -> int | None:
        return hari_sejak(self.dikembalikan_sejak)

    @property
    def hari_kontak(self) -> int | None:
        return hari_sejak(self.kontak)

    @property
    def diam(self) -> bool:
        """Whether it was heard of once, and not for too long."""
        return self.hari_kontak is not None and self.hari_kontak > DIAM_LAMA


def hari_sejak(moment: str | None) -> int | None:
    """Whole days since a moment; None where there was none."""
    if not moment:
        return None
    return max(0, (datetime.now(UTC) - datetime.fromisoformat(moment)).days)


_AKHIR = "9999"
URUTAN: dict[str, Callable[[Tempat], tuple]] = {
    "perlu": lambda t: (
        _awal(t.terlama, t.lampid_terlama, _AKHIR)[:10],
        -t.menunggu,
        -t.dikembalikan,
        t.kontak or "",
        t.nama,
    ),
    "menunggu": lambda t: (-t.menunggu, t.nama),
    "lampid": lambda t: (-t.lampid, t.lampid_terlama or _AKHIR, t.nama),
    "dikembalikan": lambda t: (-t.dikembalikan, t.nama),
    "kontak": lambda t: (not t.tersambung, t.kontak or "", t.nama),
    "kemajuan": lambda t: (t.dinilai / t.jumlah if t.jumlah else 0, t.nama),
    "nama": lambda t: (t.nama,),
}
"""How the rows can be sorted; ``perlu`` puts first whoever waits longest, by the day."""


def tempat(node, wilayah: str, urut: str = "perlu") -> list[Tempat]:
    """The places directly inside an area, joined or not, with their numbers."""
    depth = wilayah.count(".") + 2
    langsung = wilayah == node.code
    found = {kode: Tempat(kode, nama, langsung=langsung) for kode, nama in bawahan(wilayah)}

    def at(kode: str) -> Tempat | None:
        if not within(kode, wilayah) or kode == wilayah:
            return None
        atas = ".".join(kode.split(".")[:depth])
        return found.setdefault(atas, Tempat(atas, nama_wilayah(atas), langsung=langsung))

    _cacah(node, at, _warga(node, wilayah, at))
    _terlama(node, at)
    _sambungan(node, at)
    _sasaran(node, at)
    return sorted(found.values(), key=URUTAN.get(urut, URUTAN["perlu"]))


def _warga(node, wilayah: str, at) -> set[str]:
    """Count the residents as the books do; the villages that were counted so.

    The records that were sent are no measure: those who died or left stay among them.
    """
    ada = set()
    for desa, awal in saldo.sebelum(node.engine, wilayah, bulan_sesudah(bulan_dari(date.today()))):
        if (one := at(desa)) is not None:
            one.penduduk += sum(awal)
            ada.add(desa)
    return ada


def _cacah(node, at, terhitung: set[str]) -> None:
    for kode, jenis, keadaan, jumlah, berperingatan in node.engine.run(
        "SELECT wilayah, jenis, keadaan, jumlah, berperingatan FROM sb_antrean_desa WHERE jumlah > 0"
    ):
        if (one := at(kode)) is None:
            continue
        if jenis in TERSENDIRI:
            one.lampid += jumlah if keadaan == MENUNGGU else 0
            one.lampid_dikembalikan += jumlah if keadaan == PERLU_PERBAIKAN else 0
        elif keadaan == MENUNGGU:
            one.menunggu += jumlah
            one.berperingatan += berperingatan
        elif keadaan == PERLU_PERBAIKAN:
            one.dikembalikan += jumlah
        elif keadaan == VALID:
            one.valid += jumlah
        if jenis == "penduduk" and kode not in terhitung:
            one.penduduk += jumlah
        elif jenis == "keluarga":
            one.keluarga += jumlah


def _terlama(node, at) -> None:
    """One seek in the index per village and state, however many rows wait."""
    sendiri = ", ".join(f"'{jenis}'" for jenis in TERSENDIRI)
    paling = "(SELECT MIN(a.masuk) FROM sb_antrean a WHERE a.jenis {} AND a.keadaan = ? AND a.wilayah = d.wilayah)"
    data, lampid = paling.format(f"NOT IN ({sendiri})"), paling.format(f"= {sendiri}")
    rows = node.engine.run(
        f"SELECT d.wilayah, {data}, {data}, {lampid}"
        " FROM (SELECT DISTINCT wilayah FROM sb_antrean_desa WHERE jumlah > 0) d",
        (MENUNGGU, PERLU_PERBAIKAN, MENUNGGU),
    )
    for kode, waiting, returned, events in rows:
        if (one := at(kode)) is not None:
            one.terlama = _awal(one.terlama, waiting)
            one.dikembalikan_sejak = _awal(one.dikembalikan_sejak, returned)
            one.lampid_terlama = _awal(one.lampid_terlama, events)


def _awal(*semua: str | None) -> str | None:
    return min(filter(None, semua), default=None)


def _sambungan(node, at) -> None:
    for peer, contact, problem in node.engine.run("SELECT peer, contact, problem FROM sb_link WHERE role = 'down'"):
        if (one := at(peer)) is not None and one.kode == peer:
            one.tersambung, one.kontak, one.masalah = True, contact, MASALAH.get(problem)


def _sasaran(node, at) -> None:
    for kode, sasaran in node.engine.run("SELECT wilayah, sasaran FROM sb_desa WHERE sasaran IS NOT NULL"):
        if (one := at(kode)) is not None:
            one.sasaran = (one.sasaran or 0) + sasaran


@dataclass
class Desa:
    """What the steward notes of a village himself: who to call, how many people it should have."""

    wilayah: str
    operator: str = ""
    telepon: str = ""
    sasaran: int | None = None
    sumber: str = ""
    oleh: str = ""
    pada: str = ""


def desa(node, wilayah: str) -> Desa:
    """The notes on one village; empty where there are none yet."""
    row = node.engine.one(
        "SELECT wilayah, operator, telepon, sasaran, sumber, oleh, pada FROM sb_desa WHERE wilayah = ?", (wilayah,)
    )
    return Desa(row[0], row[1] or "", row[2] or "", row[3], row[4] or "", row[5], row[6]) if row else Desa(wilayah)


def simpan_desa(node, oleh: str, isi: Desa) -> None:
    """Keep the notes on a village."""
    node.engine.upsert(
        "sb_desa", ("wilayah", "operator", "telepon", "sasaran", "sumber", "oleh", "pada"), "wilayah",
        [(isi.wilayah, isi.operator or None, isi.telepon or None, isi.sasaran, isi.sumber or None, oleh, now())],
    )  # fmt: skip


@dataclass(frozen=True)
class Mutu:
    """The warnings of one village by kind: (code, rows), the most frequent first."""

    peringatan: list[tuple[str, int]] = field(default_factory=list)


def mutu(node, wilayah: str, banyak: int = 8) -> Mutu:
    """Which warnings stand most often in a village."""
    rows = node.engine.run(
        "SELECT kode, COUNT(*) FROM sb_peringatan WHERE wilayah = ? GROUP BY kode ORDER BY 2 DESC, 1 LIMIT ?",
        (wilayah, banyak),
    )
    return Mutu([(row[0], row[1]) for row in rows])


def ditolak(node, wilayah: str) -> int:
    """How many rows of a village this node could not take in; the village was told of each."""
    return node.engine.value("SELECT COUNT(*) FROM sb_refused_in WHERE wilayah = ?", (wilayah,))


def setingkat(wilayah: str) -> str:
    """What the places inside an area are called: ``Desa/Kelurahan`` or ``Kecamatan``."""
    return "Kecamatan" if level(wilayah) == "kabupaten" else "Desa/Kelurahan"
