"""What came of the aid: welfare over time against what was received, who is left out, who should not get it.

A family is meant throughout, or a person where the program is given to persons. Money is what was paid out between
the two days; measures are those taken up to the second.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ...domain import kode
from ...domain.bantuan import AKTIF, DTSEN
from ...domain.wilayah import level
from ...sync.engine import Engine
from . import hari_kerja, periksa, salur_uang
from . import program as katalog
from .periksa_ulang import PERINGATAN
from .putaran_daftar import KEPALA

TETAP, BELUM, SALAH = "tetap", "belum", "salah"
JENIS = {
    TETAP: "Banyak dibantu, belum membaik",
    BELUM: "Layak, belum dibantu",
    SALAH: "Dibantu, tidak layak",
}
"""The three things that are looked for."""
PALING_SEDIKIT = 1_000_000
"""Rupiah from which aid is called much, unless another amount is asked for; two programs at once also are."""


@dataclass(frozen=True)
class Minta:
    """What is looked at: which days, which program ("" all), up to which desil one is poor, by which measure."""

    dari: date
    sampai: date
    program: str = ""
    desil: int = 4
    ukuran: str = "desil"
    rupiah: int = PALING_SEDIKIT


@dataclass(frozen=True, slots=True)
class Satu:
    """One family or person found. ``awal`` and ``akhir``: the first and the last measure with their days."""

    subjek: str
    wilayah: str
    program: str = ""
    rupiah: int = 0
    banyak: int = 0
    awal: int | None = None
    awal_per: str = ""
    akhir: int | None = None
    akhir_per: str = ""
    sebab: str = ""


@dataclass(frozen=True, slots=True)
class PerDesil:
    """How many families of one desil there are, and how many of them get anything."""

    desil: int
    keluarga: int
    dibantu: int


class Bahan:
    """What several questions about one area ask for, read once."""

    def __init__(self, engine: Engine, area: str, minta: Minta):
        self.engine, self.area, self.minta = engine, area, minta

    @cached_property
    def uang(self) -> dict[str, int]:
        """Whose -> rupiah paid out between the days."""
        return dibayar(self.engine, self.area, self.minta)

    @cached_property
    def banyak(self) -> dict[str, int]:
        """Whose -> how many programs they get now."""
        return jumlah_program(self.engine, self.area, self.minta)

    @cached_property
    def ukuran(self) -> dict[str, tuple[str, list]]:
        """Everybody's measures, as ``ukuran_dalam_masa`` gives them."""
        return ukuran_dalam_masa(self.engine, self.area, self.minta)


def cari(node, area: str, minta: Minta, jenis: str, bahan: Bahan | None = None) -> list[Satu]:
    """Those of one kind in the area: who got most first, the neediest first, or by name of the reason."""
    program, area = katalog.sempitkan(node, minta.program, area)
    if bahan is None:
        bahan = Bahan(node.engine, area, replace(minta, program=program))
    return {TETAP: _tetap, BELUM: _belum, SALAH: _salah}[jenis](node, bahan)


def per_desil(node, area: str, program: str = "") -> list[PerDesil]:
    """Families by their desil of today, and how many of them get aid, or this program."""
    di, isi = di_dalam(area, "k.wilayah")
    ikut, isi_ikut = _dapat(program, "k.id")
    rows = node.engine.run(
        f"SELECT u.nilai, COUNT(*), SUM(CASE WHEN {ikut} THEN 1 ELSE 0 END) FROM sb_keluarga k JOIN sb_ukuran_kini u"
        f" ON u.subjek = k.id AND u.nama = 'desil' WHERE {di} GROUP BY u.nilai ORDER BY u.nilai",
        (*isi_ikut, *isi),
    )
    ada = {desil: (banyak, int(dibantu or 0)) for desil, banyak, dibantu in rows}
    return [PerDesil(desil, *ada.get(desil, (0, 0))) for desil in range(1, 11)]


def di_dalam(area: str, kolom: str) -> tuple[str, tuple]:
    """That a column names a place in the area; nothing lies inside a village, and asked so a database takes its index."""
    if level(area) == "desa":
        return f"{kolom} = ?", (area,)
    return f"({kolom} = ? OR ({kolom} > ? AND {kolom} < ?))", (area, f"{area}.", f"{area}/")


def _dapat(program: str, keluarga: str) -> tuple[str, tuple]:
    """Whether a family, or one of it, gets this program, or any."""
    pilih = "AND i.program = ?" if program else "AND i.program <> ?"
    return (
        f"EXISTS (SELECT 1 FROM sb_ikut i WHERE i.keluarga = {keluarga} AND i.keadaan = ? {pilih})",
        (AKTIF, program or DTSEN),
    )


# ---- got much, no better


def _tetap(_node, bahan: Bahan) -> list[Satu]:
    minta, uang, banyak = bahan.minta, bahan.uang, bahan.banyak
    dibantu = {siapa for siapa, rupiah in uang.items() if rupiah >= minta.rupiah}
    dibantu |= {siapa for siapa, jumlah in banyak.items() if jumlah >= 2}
    hasil = []
    for siapa, (wilayah, ukur) in bahan.ukuran.items():
        if siapa not in dibantu:
            continue
        (awal_per, awal), (akhir_per, akhir) = ukur[0], ukur[-1]
        if awal_per != akhir_per and akhir <= awal:
            hasil.append(
                Satu(siapa, wilayah, minta.program, uang.get(siapa, 0), banyak.get(siapa, 0), awal, awal_per, akhir, akhir_per)
            )  # fmt: skip
    return sorted(hasil, key=lambda satu: (-satu.rupiah, -satu.banyak, satu.subjek))


def dibayar(engine: Engine, area: str, minta: Minta) -> dict[str, int]:
    """Whose -> rupiah paid out between the days."""
    di, isi = di_dalam(area, "b.wilayah")
    program, isi_program = _program("s.program", minta)
    return salur_uang.per(
        engine,
        "COALESCE(i.keluarga, i.orang)",
        "JOIN sb_ikut i ON i.sumber = b.untuk_id AND i.ke = 0",
        f"{di} AND s.tgl >= ? AND s.tgl <= ?{program}",
        (*isi, minta.dari.isoformat(), minta.sampai.isoformat(), *isi_program),
    )


def jumlah_program(engine: Engine, area: str, minta: Minta) -> dict[str, int]:
    """Whose -> how many programs they get now."""
    di, isi = di_dalam(area, "i.wilayah")
    program, isi_program = _program("i.program", minta)
    rows = engine.run(
        "SELECT COALESCE(i.keluarga, i.orang), COUNT(DISTINCT i.program) FROM sb_ikut i"
        f" WHERE {di} AND i.ke = 0 AND i.keadaan = ? AND i.program <> ?{program} GROUP BY 1",
        (*isi, AKTIF, DTSEN, *isi_program),
    )
    return {siapa: banyak for siapa, banyak in rows if siapa}


def _program(kolom: str, minta: Minta) -> tuple[str, tuple]:
    return (f" AND {kolom} = ?", (minta.program,)) if minta.program else ("", ())


def ukuran_dalam_masa(engine: Engine, area: str, minta: Minta) -> dict[str, tuple[str, list]]:
    """Whose -> (village, [(day, measure)] by day): from the last one taken before the first day on.

    A list that says the same desil as before writes no measure; what it says now stands beside them.
    """
    (di, isi), (di_ikut, isi_ikut) = di_dalam(area, "wilayah"), di_dalam(area, "i.wilayah")
    hasil: dict[str, tuple[str, list]] = {}
    for satu, wilayah, per, nilai in engine.run(
        f"SELECT subjek, wilayah, per_tanggal, nilai FROM sb_ukuran WHERE nama = ? AND {di} AND per_tanggal <= ?"
        " UNION ALL SELECT k.subjek, i.wilayah, k.per_tanggal, k.nilai FROM sb_ikut i JOIN sb_ukuran_kini k"
        f" ON k.subjek = COALESCE(i.keluarga, i.orang) AND k.nama = ? WHERE {di_ikut} AND i.ke = 0 AND i.program = ?"
        " AND k.per_tanggal <= ? ORDER BY 1, 3",
        (minta.ukuran, *isi, minta.sampai.isoformat(), minta.ukuran, *isi_ikut, DTSEN, minta.sampai.isoformat()),
    ):
        ukur = hasil.setdefault(satu, (wilayah, []))[1]
        hari = str(per)[:10]
        if len(ukur) == 1 and hari <= minta.dari.isoformat():
            ukur.clear()
        ukur.append((hari, nilai))
    return hasil


# ---- eligible, not served


def _belum(node, bahan: Bahan) -> list[Satu]:
    area, minta = bahan.area, bahan.minta
    program = katalog.satu(node, minta.program, area) if minta.program else None
    hari_kerja.siapkan(node, minta.sampai)
    aturan = katalog.aturan(node).get(program.kode, []) if program else []
    menolak, isi_menolak = periksa.menolak(node.engine, aturan, minta.sampai)
    siapa = "p.keluarga_id" if program is None or program.keluarga else "p.orang_id"
    warga = f"p.status_dasar = {kode.HIDUP}" + (f" AND {KEPALA}" if siapa == "p.keluarga_id" else "")
    dapat, isi_dapat = _dapat(minta.program, "p.keluarga_id")
    if siapa == "p.orang_id":
        dapat, isi_dapat = (
            "EXISTS (SELECT 1 FROM sb_ikut i WHERE i.orang = p.orang_id AND i.keadaan = ? AND i.program = ?)",
            (AKTIF, minta.program),
        )
    di, isi = di_dalam(area, "p.wilayah")
    rows = node.engine.run(
        f"SELECT {siapa}, p.wilayah, u.nilai, u.per_tanggal FROM sb_ukuran_kini u JOIN sb_penduduk p"
        f" ON p.keluarga_id = u.subjek WHERE u.nama = 'desil' AND u.nilai <= ? AND {di} AND {warga}"
        f" AND NOT {dapat} AND NOT COALESCE(({menolak}), TRUE) ORDER BY u.nilai, p.wilayah, p.nama, p.id",
        (minta.desil, *isi, *isi_dapat, *isi_menolak),
    )
    return [
        Satu(subjek, wilayah, minta.program, akhir=desil, akhir_per=str(per)[:10])
        for subjek, wilayah, desil, per in rows
    ]


# ---- served, not eligible


def _salah(node, bahan: Bahan) -> list[Satu]:
    area, minta = bahan.area, bahan.minta
    di, isi = di_dalam(area, "i.wilayah")
    program, isi_program = _program("i.program", minta)
    rows = node.engine.run(
        "SELECT COALESCE(i.keluarga, i.orang), i.wilayah, i.program, u.nilai, u.per_tanggal, (SELECT MIN(s.isi)"
        " FROM sb_peringatan s WHERE s.id = i.sumber AND s.kode = ?) AS teguran FROM sb_ikut i LEFT JOIN sb_ukuran_kini u"
        " ON u.nama = 'desil' AND u.subjek = COALESCE(i.keluarga, i.orang)"
        f" WHERE {di} AND i.ke = 0 AND i.keadaan = ? AND i.program <> ?{program} AND COALESCE(i.keluarga, i.orang) IS NOT NULL"
        " AND (u.nilai > ? OR EXISTS (SELECT 1 FROM sb_peringatan s WHERE s.id = i.sumber AND s.kode = ?))"
        " ORDER BY i.wilayah, i.program, 1",
        (PERINGATAN, *isi, AKTIF, DTSEN, *isi_program, minta.desil, PERINGATAN),
    )
    uang = bahan.uang
    return [
        Satu(siapa, wilayah, kode_program, uang.get(siapa, 0), akhir=desil, akhir_per=str(per)[:10] if per else "",
             sebab=_alasan(teguran) or f"Desil {desil}, di atas {minta.desil}")
        for siapa, wilayah, kode_program, desil, per, teguran in rows
    ]  # fmt: skip


def _alasan(teguran: str | None) -> str:
    try:
        return json.loads(teguran or "{}").get("alasan", "")
    except ValueError:
        return ""


# ---- names


@dataclass(frozen=True, slots=True)
class Nama:
    """Who a family or a person is: the head's name, and which record's page shows it."""

    nama: str
    nik: str | None
    jenis: str
    id: str


def nama(node, siapa: Sequence[str]) -> dict[str, Nama]:
    """The names of these families, by their head, and persons; those nothing is known of are left out."""
    chosen, params = node.engine.ids(siapa)
    hasil: dict[str, Nama] = {}
    for kunci, teks, nik, jenis, id in node.engine.run(
        f"SELECT p.keluarga_id, p.nama, p.nik, 'keluarga', p.keluarga_id FROM sb_penduduk p WHERE p.keluarga_id IN ({chosen})"
        f" AND p.status_dasar = {kode.HIDUP} AND {KEPALA}"
        f" UNION ALL SELECT p.orang_id, p.nama, p.nik, 'penduduk', p.id FROM sb_penduduk p WHERE p.orang_id IN ({chosen})",
        (*params, *params),
    ):
        hasil[kunci] = Nama(teks, nik, jenis, id)
    return hasil
