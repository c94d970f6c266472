"""The moves between villages of an area: how far each is, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...domain.lampid import DATANG, PINDAH
from ...domain.wilayah import level
from ..verval.antrean import MENUNGGU as BELUM
from ..verval.tables import PERLU_PERBAIKAN, VALID
from . import siapa
from .tables import BATAL, BERLAKU, DICABUT, DITERIMA, DITOLAK, MENUNGGU, PEMBERITAHUAN

BELUM_DINILAI, DIKEMBALIKAN, DITERUSKAN = "belum_dinilai", "dikembalikan", "diteruskan"
LETAK = {
    BELUM_DINILAI: "Menunggu verval",
    DIKEMBALIKAN: "Dikembalikan ke desa asal",
    MENUNGGU: "Menunggu dicatat desa tujuan",
    DITOLAK: "Ditolak desa tujuan",
    DITERUSKAN: "Valid, di luar kiriman kantor ini",
    DITERIMA: "Sudah dicatat desa tujuan",
    DICABUT: "Kiriman dicabut",
    BATAL: "Dibatalkan desa asal",
}
"""Where a move can be, in the order of its road."""
BERJALAN = (BELUM_DINILAI, DIKEMBALIKAN, MENUNGGU, DITOLAK)
"""Where somebody still has to do something."""

_LETAK = f"""CASE
    WHEN m.keadaan = '{BATAL}' THEN '{BATAL}'
    WHEN e.id IS NOT NULL OR (t.keputusan = '{DITERIMA}' AND t.alasan IS NOT NULL)
        OR k.rincian LIKE '%"kabar":"{DITERIMA}"%' THEN '{DITERIMA}'
    WHEN s.keadaan = '{MENUNGGU}' AND t.keputusan = '{DITOLAK}' THEN '{DITOLAK}'
    WHEN k.rincian LIKE '%"kabar":"{DITOLAK}"%' THEN '{DITOLAK}'
    WHEN s.keadaan = '{MENUNGGU}' THEN '{MENUNGGU}'
    WHEN a.keadaan = '{PERLU_PERBAIKAN}' THEN '{DIKEMBALIKAN}'
    WHEN a.keadaan = '{BELUM}' THEN '{BELUM_DINILAI}'
    WHEN a.keadaan = '{VALID}' AND s.id IS NULL THEN '{DITERUSKAN}'
    ELSE '{DICABUT}' END"""
_DARI = f"""FROM sb_mutasi m JOIN sb_antrean a ON a.id = m.id
    LEFT JOIN sb_mutasi_masuk s ON s.mutasi_id = m.id AND s.jenis = '{DATANG}' AND s.wilayah = m.lawan_wilayah
    LEFT JOIN sb_tanggapan t ON t.untuk_id = s.id
    LEFT JOIN sb_mutasi e ON e.masuk_id = s.id AND e.keadaan = '{BERLAKU}'
    LEFT JOIN sb_mutasi_masuk k ON k.mutasi_id = m.id AND k.jenis = '{PEMBERITAHUAN}' AND k.keadaan = '{MENUNGGU}'
        AND k.lawan_wilayah = m.lawan_wilayah
WHERE m.jenis = '{PINDAH}' AND m.masuk_id IS NULL AND m.lawan_wilayah IS NOT NULL AND m.lawan_wilayah LIKE ?"""


@dataclass(frozen=True)
class Perjalanan:
    """One move. ``sejak`` is when it came where it is."""

    id: str
    nama: str
    asal: str
    tujuan: str
    tgl_peristiwa: str
    tgl_lapor: str
    letak: str
    sejak: str
    alasan: str | None
    hasil_id: str | None

    @property
    def berjalan(self) -> bool:
        return self.letak in BERJALAN


def perpindahan(
    node, wilayah: str, letak: Sequence[str], desa: str = "", banyak: int = 50, lewati: int = 0
) -> list[Perjalanan]:
    """The moves within an area's kabupaten that begin or end in ``wilayah``, in these places of their road."""
    syarat, nilai = _syarat(wilayah, desa)
    pilih = ", ".join("?" * len(letak))
    rows = node.engine.run(
        f"SELECT * FROM (SELECT m.id, m.wilayah AS asal, m.lawan_wilayah, CAST(m.tgl_peristiwa AS TEXT) AS tgl,"
        f" CAST(m.tgl_lapor AS TEXT) AS lapor, {_LETAK} AS letak,"
        " COALESCE(e.pada, t.pada, CASE WHEN s.keadaan IS NOT NULL THEN s.pada ELSE a.masuk END) AS sejak, t.alasan,"
        f" e.id AS hasil {_DARI}{syarat}) x WHERE letak IN ({pilih}) ORDER BY sejak DESC, id LIMIT ? OFFSET ?",
        (*nilai, *letak, banyak, lewati),
    )
    nama = siapa.sebutan(node, [row[0] for row in rows])
    return [Perjalanan(row[0], nama.get(row[0], "").removeprefix("Pindah").strip(), *row[1:]) for row in rows]


def hitung(node, wilayah: str, desa: str = "") -> Mapping[str, int]:
    """How many moves there are in each place of the road."""
    syarat, nilai = _syarat(wilayah, desa)
    rows = node.engine.run(
        f"SELECT letak, COUNT(*) FROM (SELECT {_LETAK} AS letak {_DARI}{syarat}) x GROUP BY letak", nilai
    )
    return dict.fromkeys(LETAK, 0) | dict(rows)


def _syarat(wilayah: str, desa: str) -> tuple[str, tuple]:
    """Moves that touch an area, or one village of it; the other end lies in the same kabupaten."""
    satu = desa or wilayah
    awal = satu if level(satu) == "desa" else f"{satu}.%"
    return " AND (m.wilayah LIKE ? OR m.lawan_wilayah LIKE ?)", (f"{wilayah[:5]}.%", awal, awal)
