"""What is known of the source: its numbers and our ids, and each row as it was last read (``sb_opensid``)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

VERSI_PETA = 1
"""Raised when the mapping changes, so that every row is read anew."""
_NAMA = ("tabel", "nomor", "id", "hash", "induk", "isi")


class Ingat(NamedTuple):
    """One row of the source: our id (None where nothing came of it), the hash of what was read, and what it said.

    ``isi``: our columns -> value, as last read; ``lain``: its columns without a place here; ``temuan``: [column, code, value].
    """

    nomor: int
    id: str | None
    hash: str
    induk: int | None = None
    isi: Mapping = {}
    lain: Mapping = {}
    temuan: Sequence = ()


def sidik(*bagian) -> str:
    """The hash of a row as it was read, with what its references mean here."""
    return blake2b(repr((VERSI_PETA, *bagian)).encode(), digest_size=16).hexdigest()


def baca_hash(node, tabel: str, dari: int, sampai: int) -> dict[int, str]:
    """Number -> hash of the rows of a stretch: all that is needed to see that nothing changed."""
    return dict(
        node.engine.run(
            "SELECT nomor, hash FROM sb_opensid WHERE tabel = ? AND nomor BETWEEN ? AND ?", (tabel, dari, sampai)
        )
    )


def baca(node, tabel: str, nomor: Sequence[int], menurut: str = "nomor") -> dict[int, Ingat]:
    """What is known of these rows, or of the rows that hang on these (``menurut="induk"``)."""
    hasil: dict[int, Ingat] = {}
    for mulai in range(0, len(nomor), 500):
        sebagian = nomor[mulai : mulai + 500]
        tanda = ", ".join("?" * len(sebagian))
        for row in node.engine.run(
            f"SELECT nomor, id, hash, induk, isi FROM sb_opensid WHERE tabel = ? AND {menurut} IN ({tanda})",
            (tabel, *sebagian),
        ):
            hasil[row[0]] = _ingat(row)
    return hasil


def semua(node, tabel: str) -> Iterable[Ingat]:
    """Every row known of a table, by number; a thousand at a time."""
    setelah = -1
    while rows := node.engine.run(
        "SELECT nomor, id, hash, induk, isi FROM sb_opensid WHERE tabel = ? AND nomor > ? ORDER BY nomor LIMIT 1000",
        (tabel, setelah),
    ):
        yield from map(_ingat, rows)
        setelah = rows[-1][0]


def _ingat(row: Sequence) -> Ingat:
    isi = json.loads(row[4]) if row[4] else {}
    return Ingat(*row[:4], isi.get("isi", {}), isi.get("lain", {}), isi.get("temuan", ()))


def peta_id(node, tabel: str) -> dict[int, str]:
    """Number -> our id, of all rows of a table that became something here."""
    return dict(node.engine.run("SELECT nomor, id FROM sb_opensid WHERE tabel = ? AND id IS NOT NULL", (tabel,)))


def catat(node, tabel: str, semua: Iterable[Ingat]) -> None:
    """Note rows as read, in the transaction that stores what came of them."""
    rows = [(tabel, satu.nomor, satu.id, satu.hash, satu.induk, _tulis(satu)) for satu in semua]
    node.engine.upsert("sb_opensid", _NAMA, "tabel,nomor", rows)


def _tulis(satu: Ingat) -> str | None:
    isi = {nama: nilai for nama in ("isi", "lain", "temuan") if (nilai := getattr(satu, nama))}
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":")) if isi else None


def lupakan(node, tabel: str, nomor: Iterable[int]) -> None:
    """Forget rows that are gone there and settled here."""
    node.engine.many("DELETE FROM sb_opensid WHERE tabel = ? AND nomor = ?", [(tabel, satu) for satu in nomor])


def lupakan_semua(node) -> None:
    """Forget every number of the source, not what came of it here."""
    with node.engine.transaction():
        node.engine.run("DELETE FROM sb_opensid")
        node.engine.run("DELETE FROM sb_opensid_keadaan WHERE kunci = 'app_key'")


def keadaan(node, kunci: str) -> str | None:
    """One thing remembered between rounds."""
    return node.engine.value("SELECT isi FROM sb_opensid_keadaan WHERE kunci = ?", (kunci,))


def ingat_keadaan(node, kunci: str, isi: str) -> None:
    """Remember it."""
    node.engine.upsert("sb_opensid_keadaan", ("kunci", "isi"), "kunci", [(kunci, isi)])
