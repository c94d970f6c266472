"""Reading the queue: a filter that lives in the address, pages by key, counts kept beside the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.angka import angka_kiriman
from ...domain.wilayah import level
from ...sync.engine import Engine
from .antrean import MENUNGGU

CACAH_PALING_BANYAK = 10_000
"""Where a count has to be taken row by row it stops here: more is simply "lebih dari"."""

JARANG = 20_000
"""A warning on at most so many rows is looked for from its own side: sorting them costs less than passing by the others."""

TERSENDIRI = {"mutasi": "SELECT 1 FROM sb_mutasi m WHERE m.id = a.id AND m.jenis = ?"}
"""Types with a queue of their own, which the general one leaves out; and the test for one kind within it."""

RISIKO, TERLAMA = "risiko", "terlama"
TANPA, DENGAN = "tanpa", "dengan"


@dataclass(frozen=True, slots=True)
class Saringan:
    """What of the queue is meant. ``wilayah`` is an area; ``tanda`` with or without warnings;
    ``kode`` one warning; ``ulang`` only what was judged before and came again. No ``jenis``: every type
    that has no queue of its own; ``ragam`` is one kind within a type that has."""

    wilayah: str
    keadaan: str = MENUNGGU
    jenis: str = ""
    tanda: str = ""
    kode: str = ""
    ulang: bool = False
    urut: str = RISIKO
    ragam: str = ""

    def alamat(self) -> dict[str, str]:
        """The filter as address parameters; what is usual is left out."""
        values = {
            "wilayah": self.wilayah,
            "keadaan": self.keadaan if self.keadaan != MENUNGGU else "",
            "jenis": self.jenis,
            "ragam": self.ragam,
            "tanda": self.tanda,
            "kode": self.kode,
            "ulang": "1" if self.ulang else "",
            "urut": self.urut if self.urut != RISIKO else "",
        }
        return {name: value for name, value in values.items() if value}

    def dengan(self, **perubahan) -> "Saringan":
        """The same filter but for what is named."""
        return replace(self, **perubahan)


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of the queue. ``letak`` is its place in the order, to go on from."""

    id: str
    jenis: str
    wilayah: str
    keadaan: str
    risiko: int
    peringatan: int
    hash: str
    verval_id: str | None
    masuk: str
    letak: str = ""


@dataclass(frozen=True, slots=True)
class Cacah:
    """A count; ``lebih``: there are more than ``jumlah``."""

    jumlah: int
    lebih: bool = False


_KOLOM = "a.id, a.jenis, a.wilayah, a.keadaan, a.risiko, a.peringatan, a.hash, a.verval_id, a.masuk"


def halaman(node, saringan: Saringan, sesudah: str = "", banyak: int = 50) -> list[Baris]:
    """One page in the filter's order. ``sesudah``: the ``letak`` of the row before the page."""
    source, where, params = _dari(node, saringan)
    key = _letak(saringan, sesudah)
    if saringan.urut == TERLAMA:
        order, after = "a.masuk, a.id", "(a.masuk, a.id) > (?, ?)"
    else:
        order, after = "a.risiko DESC, a.id DESC", "(a.risiko, a.id) < (?, ?)"
    if key:
        where, params = f"{where} AND {after}", (*params, *key)
    rows = node.engine.run(f"SELECT {_KOLOM} FROM {source} WHERE {where} ORDER BY {order} LIMIT ?", (*params, banyak))
    return [Baris(*row, letak=letak(saringan, row[4], row[8], row[0])) for row in rows]


def letak(saringan: Saringan, risiko: int, masuk: str, row_id: str) -> str:
    """A place in the filter's order, as it stands in an address."""
    return f"{masuk if saringan.urut == TERLAMA else risiko}~{row_id}"


def _letak(saringan: Saringan, text: str) -> tuple | None:
    key, _, row_id = text.partition("~")
    if not row_id:
        return None
    if saringan.urut == TERLAMA:
        return key, row_id
    return (risiko, row_id) if (risiko := angka_kiriman(key)) is not None else None


def satu(node, row_id: str) -> Baris | None:
    """The row of the queue of one record."""
    row = node.engine.one(f"SELECT {_KOLOM} FROM sb_antrean a WHERE a.id = ?", (row_id,))
    return Baris(*row) if row else None


def cacah(node, saringan: Saringan) -> Cacah:
    """How many rows the filter finds; exact wherever the kept counts answer."""
    if not (saringan.kode or saringan.ulang or saringan.ragam):
        return Cacah(_dari_rekap(node, saringan))
    source, where, params = _dari(node, saringan, semua=True)
    count = node.engine.value(
        f"SELECT COUNT(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT ?) t",
        (*params, CACAH_PALING_BANYAK + 1),
    )
    return Cacah(min(count, CACAH_PALING_BANYAK), count > CACAH_PALING_BANYAK)


def _dari_rekap(node, saringan: Saringan) -> int:
    what = {"": "jumlah", DENGAN: "berperingatan", TANPA: "jumlah - berperingatan"}[saringan.tanda]
    where, params = _di(node, saringan.wilayah, "a.wilayah")
    condition, jenis = _jenis(saringan)
    conditions, params = [*where, "a.keadaan = ?", condition], [*params, saringan.keadaan, *jenis]
    return int(
        node.engine.value(
            f"SELECT COALESCE(SUM({what}), 0) FROM sb_antrean_desa a WHERE {' AND '.join(conditions)}", params
        )
    )


def _where(node, saringan: Saringan) -> tuple[str, Sequence]:
    conditions, params = ["a.keadaan = ?"], [saringan.keadaan]
    area, area_params = _di(node, saringan.wilayah, "a.wilayah")
    condition, jenis = _jenis(saringan)
    conditions += [*area, condition]
    params += [*area_params, *jenis]
    if saringan.ragam:
        conditions.append(f"EXISTS ({TERSENDIRI[saringan.jenis]})")
        params.append(saringan.ragam)
    if saringan.tanda:
        # Both columns: the index holds the risk, the count is what people see.
        conditions.append("a.risiko = 0 AND a.peringatan = 0" if saringan.tanda == TANPA else "a.peringatan > 0")
    return " AND ".join(conditions), params


def _jenis(saringan: Saringan) -> tuple[str, Sequence]:
    """The condition for the type. One type's own is written out, so that an index on just its rows serves."""
    if saringan.jenis in TERSENDIRI:
        return f"a.jenis = '{saringan.jenis}'", ()
    if saringan.jenis:
        return "a.jenis = ?", (saringan.jenis,)
    sendiri = ", ".join(f"'{one}'" for one in TERSENDIRI)
    return f"a.jenis NOT IN ({sendiri})", ()


_BERKODE = "SELECT id FROM sb_peringatan WHERE kode = ?"
_PERNAH = "SELECT rekam_id AS id FROM sb_verval"


def _dari(node, saringan: Saringan, semua: bool = False) -> tuple[str, str, Sequence]:
    """Where the rows come from, the condition, its parameters.

    A rare warning, or the few records ever judged, lead to their own rows; of a common one
    the queue's own order soon meets enough. ``semua``: every row is wanted, in no order.
    """
    where, params = _where(node, saringan)
    if saringan.kode:
        rows, given, test = _BERKODE, [saringan.kode], "SELECT 1 FROM sb_peringatan p WHERE p.id = a.id AND p.kode = ?"
        if saringan.ulang:
            where += " AND EXISTS (SELECT 1 FROM sb_verval v WHERE v.rekam_id = a.id)"
    elif saringan.ulang:
        rows, given, test = _PERNAH, [], "SELECT 1 FROM sb_verval v WHERE v.rekam_id = a.id"
    else:
        return "sb_antrean a", where, params
    if (semua and saringan.kode) or _sedikit(node, rows, given):
        # CROSS JOIN keeps SQLite from turning the order round.
        return (
            f"(SELECT DISTINCT id FROM ({rows}) r) k CROSS JOIN sb_antrean a",
            f"a.id = k.id AND {where}",
            [*given, *params],
        )
    return "sb_antrean a", f"{where} AND EXISTS ({test})", [*params, *given]


def _sedikit(node, rows: str, given: Sequence) -> bool:
    count = node.engine.value(f"SELECT COUNT(*) FROM (SELECT 1 FROM ({rows}) r LIMIT ?) t", (*given, JARANG + 1))
    return count <= JARANG


def kode_peringatan(engine: Engine) -> list[str]:
    """Every kind of warning that stands on any row: one seek in the index for each."""
    rows = engine.run(
        "WITH RECURSIVE k (kode) AS (SELECT MIN(kode) FROM sb_peringatan UNION ALL"
        " SELECT (SELECT MIN(p.kode) FROM sb_peringatan p WHERE p.kode > k.kode) FROM k WHERE k.kode IS NOT NULL)"
        " SELECT kode FROM k WHERE kode IS NOT NULL"
    )
    return [row[0] for row in rows]


def _di(node, wilayah: str, column: str) -> tuple[list[str], list[str]]:
    """The condition for an area: none for the node's own, a list of its villages for a kecamatan."""
    if wilayah == node.code:
        return [], []
    if level(wilayah) == "desa":
        return [f"{column} = ?"], [wilayah]
    return [f"{column} IN (SELECT d.wilayah FROM sb_antrean_desa d WHERE d.wilayah LIKE ?)"], [f"{wilayah}.%"]


def saring_ke(node, saringan: Saringan, penilaian_id: str) -> None:
    """Write what the filter finds at this moment, with its content hashes, as the content of a bulk decision."""
    source, where, params = _dari(node, saringan, semua=True)
    node.engine.run(
        "INSERT INTO sb_penilaian_isi (penilaian_id, rekam_id, jenis, hash)"
        f" SELECT ?, a.id, a.jenis, a.hash FROM {source} WHERE {where} AND a.hash IS NOT NULL",
        (penilaian_id, *params),
    )
