"""What every action on a record shares: one transaction, its version, its content as plain values."""

from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date

from ...domain.ids import is_id, new_id
from ...domain.peran import Operator
from ...jejak import catat
from ...sync.engine import SqliteEngine
from ...sync.record import Record, RecordType

_KUNCI_TULIS = 0x5B_1D  # one lock for all actions of a village: offices write a few rows a minute


@contextmanager
def transaksi(node):
    """One transaction that no other action runs beside, so what was checked stays true until it is stored.

    SQLite has one writer anyway; PostgreSQL queues the actions on one lock, which is what
    makes "this NIK is free" hold without a UNIQUE in the database.
    """
    with node.engine.transaction():
        antre(node)
        yield


def antre(node) -> None:
    """Wait for one's turn among the actions, until the caller's transaction ends."""
    if not isinstance(node.engine, SqliteEngine):
        node.engine.run("SELECT pg_advisory_xact_lock(?)", (_KUNCI_TULIS,))


def versi(node, id: str) -> int | None:
    """The version number of a record as people hold it on a screen; None where there is none (any more)."""
    return node.engine.value("SELECT rev FROM sb_row WHERE id = ? AND deleted = 0", (id,))


def versi_banyak(node, ids: list[str]) -> dict[str, int]:
    """The version numbers of many records at once."""
    pilih, isi = node.engine.ids(ids)
    return dict(node.engine.run(f"SELECT id, rev FROM sb_row WHERE deleted = 0 AND id IN ({pilih})", isi))


def nilai(baris: Record) -> dict:
    """The content of a row by column name, as Python values, without its frame."""
    kolom = baris._meta.columns
    return {
        nama: baris.__data__.get(satu.name) for nama, satu in kolom.items() if nama not in ("id", "node", "wilayah")
    }


def id_formulir(node, jenis: str, diminta: str) -> str:
    """The id a form was made with; a fresh one for what is no id, or is another kind of record's or another node's.

    It comes from a browser: a row under a borrowed or broken id would be refused above, or hide somebody else's.
    """
    if not is_id(diminta or ""):
        return new_id()
    pemilik = node.engine.one("SELECT type, node FROM sb_row WHERE id = ?", (diminta,))
    return diminta if pemilik is None or tuple(pemilik) == (jenis, node.code) else new_id()


def ambil(jenis: RecordType, id: str, wilayah: str) -> Record | None:
    """The row of this village with this id, or None."""
    model = jenis.model
    return model.get_or_none((model.id == id) & (model.wilayah == wilayah))


def ubah(baris: Record, isi: Mapping) -> list[str]:
    """Store the columns that differ; their names. Nothing differs: nothing is written."""
    berubah = [nama for nama, baru in isi.items() if baris.__data__.get(_kolom(baris, nama)) != baru]
    for nama in berubah:
        setattr(baris, _kolom(baris, nama), isi[nama])
    if berubah:
        baris.save(only=[baris._meta.fields[_kolom(baris, nama)] for nama in berubah])
    return berubah


def tambah(jenis: RecordType, id: str, wilayah: str, isi: Mapping) -> Record:
    """Insert a row of this village's own."""
    baris = jenis.model(id=id, node=wilayah, wilayah=wilayah)
    for nama, satu in isi.items():
        setattr(baris, _kolom(baris, nama), satu)
    baris.save(force_insert=True)
    return baris


def _kolom(baris: Record, nama: str) -> str:
    return baris._meta.columns[nama].name


def jejak(node, operator: Operator, aksi: str, jenis: str, baris: Record, label: str, **isi) -> None:
    """One entry of the audit log about a row of this village; ``sebelum``, ``sesudah``, ``catatan`` as there."""
    catat(node.engine, operator, aksi, jenis, baris.id, node.code, label=label, **isi)


def sebagai_teks(satu):
    """A value as it stands in JSON and on the wire: a day as ISO text."""
    return satu.isoformat() if isinstance(satu, date) else satu
