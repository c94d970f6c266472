"""As which category each resident counts: as his rows say now, and as the books (``sb_terhitung``) hold him."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...domain import kode
from ...domain.lampid import Golongan


class Terbaca(NamedTuple):
    """A resident as his rows say: his category, whether it counts at all, and what tells where he came from."""

    golongan: Golongan
    terhitung: bool
    nama: str
    sumber: str | None

    @property
    def dihitung(self) -> Golongan | None:
        """The category he counts as; None where the books do not count him."""
        return self.golongan if self.terhitung else None


_SEL = {
    "dusun": "COALESCE(l.dusun, '')",
    "jenis_kelamin": "p.jenis_kelamin",
    "kewarganegaraan": "COALESCE(p.kewarganegaraan, 1)",
    "kepala": f"CASE WHEN p.hubungan_keluarga = {kode.KEPALA_KELUARGA} THEN 1 ELSE 0 END",
}
_TERHITUNG = f"p.status_dasar = {kode.HIDUP} AND COALESCE(p.status_penduduk, 1) <> 2"
"""``domain.lampid.terhitung`` in SQL."""
_DARI = (
    "FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
    " LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id"
)
_KOLOM = f"p.id, {', '.join(_SEL.values())}, CASE WHEN {_TERHITUNG} THEN 1 ELSE 0 END, p.nama, p.sumber"
_BACA = f"SELECT {_KOLOM} {_DARI} WHERE"
_CATATAN = "t.penduduk_id, t.dusun, t.jenis_kelamin, t.kewarganegaraan, t.kepala"
_BEDA = f"""
SELECT {_KOLOM}, {_CATATAN} {_DARI} LEFT JOIN sb_terhitung t ON t.penduduk_id = p.id WHERE p.id IN ({{0}}) AND
    CASE WHEN {_TERHITUNG} THEN t.penduduk_id IS NULL OR {" OR ".join(f"t.{nama} <> {sql}" for nama, sql in _SEL.items())}
    ELSE t.penduduk_id IS NOT NULL END"""
_HILANG = f"""
SELECT {_CATATAN} FROM sb_terhitung t WHERE t.penduduk_id IN ({{0}})
    AND NOT EXISTS (SELECT 1 FROM sb_penduduk p WHERE p.id = t.penduduk_id)"""


def baca(node, ids: Sequence[str] | None = None) -> dict[str, Terbaca]:
    """These residents of this village (all of them, without ``ids``) as their rows say now; who is gone is left out."""
    if ids is None:
        rows = node.engine.run(f"{_BACA} p.wilayah = ?", (node.code,))
    else:
        # By id alone: beside it SQLite would rather walk the index of the whole village, for every batch.
        chosen, params = node.engine.ids(ids)
        rows = node.engine.run(f"{_BACA} p.id IN ({chosen})", params)
    return {row[0]: _terbaca(row[1:]) for row in rows}


def berbeda(node, ids: Sequence[str]) -> tuple[dict[str, Golongan], dict[str, Terbaca]]:
    """Of those of these residents whom the books hold otherwise than their rows say: as what, and what the rows say.

    Nearly always few, and nearly everything that changes a row asks: so the database compares.
    """
    chosen, params = node.engine.ids(ids)
    beda = node.engine.run(_BEDA.format(chosen), params)
    hilang = node.engine.run(_HILANG.format(chosen), params)
    lama = {row[0]: Golongan(*row[1:]) for row in (*(row[8:] for row in beda), *hilang) if row[0]}
    return lama, {row[0]: _terbaca(row[1:8]) for row in beda}


def _terbaca(row: Sequence) -> Terbaca:
    return Terbaca(Golongan(*row[:4]), bool(row[4]), row[5], row[6])


def tercatat(node, ids: Sequence[str]) -> dict[str, Golongan]:
    """As what the books count these residents now; who is not counted is left out."""
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(
        "SELECT penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_terhitung"
        f" WHERE penduduk_id IN ({chosen})",
        params,
    )
    return {row[0]: Golongan(*row[1:]) for row in rows}


def catat(node, berubah: Mapping[str, Golongan | None]) -> None:
    """Note as what these residents are counted from now on; None: no more."""
    tidak = [(id,) for id, satu in berubah.items() if satu is None]
    if tidak:
        node.engine.many("DELETE FROM sb_terhitung WHERE penduduk_id = ?", tidak)
    rows = [(id, node.code, *satu) for id, satu in berubah.items() if satu is not None]
    nama = ("penduduk_id", "wilayah", "dusun", "jenis_kelamin", "kewarganegaraan", "kepala")
    node.engine.upsert("sb_terhitung", nama, "penduduk_id", rows)


def ganti_semua(node, sekarang: Mapping[str, Golongan]) -> None:
    """Make ``sb_terhitung`` exactly this."""
    node.engine.run("DELETE FROM sb_terhitung WHERE wilayah = ?", (node.code,))
    catat(node, sekarang)


def anggota(node, jenis: str, ids: Sequence[str]) -> list[str]:
    """The residents whose category hangs on these rows of ``penduduk``, ``keluarga`` or ``lingkungan``."""
    if jenis == "penduduk":
        return list(ids)
    chosen, params = node.engine.ids(ids)
    which = f"p.keluarga_id IN ({chosen})"
    if jenis == "lingkungan":
        which = f"p.keluarga_id IN (SELECT k.id FROM sb_keluarga k WHERE k.lingkungan_id IN ({chosen}))"
    return [row[0] for row in node.engine.run(f"SELECT p.id FROM sb_penduduk p WHERE {which}", params)]


def beda(lama: Golongan, baru: Golongan) -> Iterable[str]:
    """The names of the fields two categories differ in, the weightiest first."""
    return [nama for nama in ("jenis_kelamin", "kewarganegaraan", "dusun", "kepala")
            if getattr(lama, nama) != getattr(baru, nama)]  # fmt: skip
