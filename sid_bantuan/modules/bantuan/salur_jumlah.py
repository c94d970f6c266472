"""Disbursements in figures for an area: by program and by place, with the names behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...domain import bantuan, masa
from ...domain.wilayah import level
from ...domain.wilayah_nama import bawahan, nama_wilayah
from . import program as katalog
from .pembetulan import Pembetulan, cari
from .salur_calon import dalam_wilayah
from .salur_dasar import DARI

TEMPAT = {"kabupaten": "Kecamatan", "kecamatan": "Desa/kelurahan"}


@dataclass
class Baris:
    """One line: a program or a place. ``jumlah``: state -> how many; ``nilai``: state -> how much."""

    kode: str
    nama: str
    jumlah: dict[str, int] = field(default_factory=lambda: dict.fromkeys(bantuan.KEADAAN_BARIS, 0))
    nilai: dict[str, int] = field(default_factory=lambda: dict.fromkeys(bantuan.KEADAAN_BARIS, 0))

    @property
    def semua(self) -> int:
        return sum(self.jumlah.values())

    @property
    def seluruhnya(self) -> int:
        return sum(self.nilai.values())

    def tambah(self, keadaan: str, banyak: int, nilai: int) -> None:
        """Count some lines in."""
        self.jumlah[keadaan] += banyak
        self.nilai[keadaan] += nilai


@dataclass(frozen=True)
class Saring:
    """What is counted: an area, a year or one period, and where it is said one program. Goods are not money: apart."""

    wilayah: str
    waktu: str = ""
    program: str = ""

    def sql(self) -> tuple[str, tuple]:
        """The condition on ``sb_penyaluran s`` and ``sb_penyaluran_baris b``."""
        di, isi = dalam_wilayah("b.wilayah", self.wilayah)
        syarat = f"{di} AND s.keadaan IN ('dirilis', 'dilaporkan')"
        if self.waktu:
            syarat += " AND s.masa LIKE ?" if len(self.waktu) == 4 else " AND s.masa = ?"
        syarat += " AND s.program = ?" if self.program else ""
        waktu = f"{self.waktu}%" if len(self.waktu) == 4 else self.waktu
        return syarat, (*isi, *filter(None, (waktu if self.waktu else "", self.program)))


_DARI = f"FROM {DARI}"


def _syarat(node, saring: Saring) -> tuple[str, tuple]:
    program, wilayah = katalog.sempitkan(node, saring.program, saring.wilayah)
    return replace(saring, program=program, wilayah=wilayah).sql()


def per_program(node, saring: Saring, nama: dict[str, str]) -> list[Baris]:
    """Each program that was paid out, the largest first. ``nama``: kode -> its name."""
    syarat, isi = _syarat(node, saring)
    semua, hasil = katalog.semua(node), {}
    for kode, wilayah, keadaan, banyak, nilai in node.engine.run(
        f"SELECT s.program, s.wilayah, b.keadaan, COUNT(*), SUM(CASE WHEN s.satuan IS NULL THEN b.nilai ELSE 0 END) {_DARI}"
        f" WHERE {syarat} GROUP BY s.program, s.wilayah, b.keadaan",
        isi,
    ):
        program = katalog.kunci(semua, kode, wilayah)
        satu = hasil.setdefault(program, Baris(program, nama.get(program, program)))
        satu.tambah(keadaan, int(banyak), int(nilai))
    return sorted(hasil.values(), key=lambda satu: (-satu.semua, satu.nama))


def per_tempat(node, saring: Saring) -> list[Baris]:
    """Each place directly inside the area, those without any among them; none inside a village."""
    if level(saring.wilayah) == "desa":
        return []
    syarat, isi = _syarat(node, saring)
    dalam = saring.wilayah.count(".") + 2
    hasil = {kode: Baris(kode, nama_wilayah(kode)) for kode, _ in bawahan(saring.wilayah)}
    for desa, keadaan, banyak, nilai in node.engine.run(
        f"SELECT b.wilayah, b.keadaan, COUNT(*), SUM(CASE WHEN s.satuan IS NULL THEN b.nilai ELSE 0 END) {_DARI}"
        f" WHERE {syarat} GROUP BY b.wilayah, b.keadaan",
        isi,
    ):
        kode = ".".join(desa.split(".")[:dalam])
        hasil.setdefault(kode, Baris(kode, nama_wilayah(kode))).tambah(keadaan, int(banyak), int(nilai))
    return sorted(hasil.values(), key=lambda satu: satu.kode)


def nama(node, saring: Saring, keadaan: str, mulai: int, banyak: int) -> tuple[list[tuple], int]:
    """The names behind a number, and how many there are: (id of the disbursement, program, period, name, NIK, village,
    state, reason, amount, unit, day)."""
    syarat, isi = _syarat(node, saring)
    if keadaan:
        syarat, isi = f"{syarat} AND b.keadaan = ?", (*isi, keadaan)
    rows = node.engine.run(
        "SELECT s.id, s.program, s.masa, b.nama, b.nik, b.wilayah, b.keadaan, b.alasan, b.nilai, s.satuan,"
        f" CAST(b.tgl AS TEXT) {_DARI} WHERE {syarat} ORDER BY b.wilayah, b.nama, s.masa, b.id LIMIT ? OFFSET ?",
        (*isi, banyak, mulai),
    )
    semua = katalog.semua(node)
    rows = [(id, katalog.kunci(semua, kode, satu[3]), *satu) for id, kode, *satu in rows]
    return rows, node.engine.value(f"SELECT COUNT(*) {_DARI} WHERE {syarat}", isi)


def pembetulan(node, saring: Saring) -> list[Pembetulan]:
    """What was found to be otherwise after the reports these figures are of, money only."""
    syarat, isi = _syarat(node, saring)
    return [satu for satu in cari(node, f"{syarat} AND s.satuan IS NULL", isi) if satu.menyusul]


def waktu_ada(node) -> tuple[list[str], list[str]]:
    """The years and the periods there is something of, the latest first."""
    ada = [satu[0] for satu in node.engine.run(
        "SELECT DISTINCT masa FROM sb_penyaluran WHERE keadaan IN ('dirilis', 'dilaporkan')")]  # fmt: skip
    return sorted({satu[:4] for satu in ada}, reverse=True), sorted(ada, key=masa.rentang, reverse=True)


def belum_lapor(node, wilayah: str) -> list[tuple]:
    """What was released and not reported: (village or office, program, period, since), the longest first."""
    di, isi = dalam_wilayah("wilayah", wilayah)
    rows = node.engine.run(
        "SELECT wilayah, program, masa, CAST(dirilis_pada AS TEXT), id FROM sb_penyaluran WHERE keadaan = 'dirilis'"
        f" AND {di} ORDER BY dirilis_pada, wilayah LIMIT 500",
        isi,
    )
    semua = katalog.semua(node)
    return [(tempat, katalog.kunci(semua, kode, tempat), *satu) for tempat, kode, *satu in rows]


def jumlahkan(semua: Sequence[Baris]) -> Baris:
    """All of them together."""
    hasil = Baris("", "Jumlah")
    for satu in semua:
        for keadaan in satu.jumlah:
            hasil.tambah(keadaan, satu.jumlah[keadaan], satu.nilai[keadaan])
    return hasil
