"""Storing what a form holds: one transaction, never over somebody's later work, with its line in the audit log."""

from collections.abc import Mapping
from contextlib import contextmanager
from datetime import date

from ..domain.ids import new_id
from ..domain.peran import Operator
from ..jejak import catat
from ..sync.engine import SqliteEngine
from ..sync.node import Node
from ..sync.record import Record, RecordType
from .galat import Berubah

FRAME = ("id", "node", "wilayah")


@contextmanager
def transaksi(node: Node, row_id: str | None = None):
    """One transaction, rolled back whole on any error; on PostgreSQL it holds the row against a second writer."""
    with node.engine.transaction():
        if row_id and not isinstance(node.engine, SqliteEngine):
            node.engine.run("SELECT 1 FROM sb_row WHERE id = ? FOR UPDATE", (row_id,))
        yield


def versi(node: Node, row_id: str) -> int | None:
    """The version people hold on a screen; None where the record is gone."""
    return node.engine.value("SELECT rev FROM sb_row WHERE id = ? AND deleted = 0", (row_id,))


def isi(row: Record) -> dict:
    """The content of a row by column name."""
    columns = row._meta.columns
    return {name: row.__data__.get(one.name) for name, one in columns.items() if name not in FRAME}


def simpan(
    node: Node, operator: Operator, record_type: RecordType, values: Mapping, row_id: str | None, held: int | None
) -> Record:
    """Store a new row, or the columns that differ of the one last read at version ``held``.

    Raises ``Berubah`` where it moved on since, with both versions of every column that differs.
    """
    with transaksi(node, row_id):
        if row_id is None:
            return _tambah(node, operator, record_type, values)
        row = record_type.model.get_or_none(record_type.model.id == row_id)
        tolak_bila_berubah(node, row, row_id, values, held)
        return _ubah(node, operator, record_type, row, values)


def tolak_bila_berubah(node: Node, row: Record | None, row_id: str, values: Mapping, held: int | None) -> None:
    """Raise ``Berubah`` unless the row still is at the version the screen showed, or storing changes nothing of it."""
    now = versi(node, row_id)
    if now == held and row is not None:
        return
    stored = isi(row) if row is not None else {}
    beda = {name: (typed, stored.get(name)) for name, typed in values.items() if stored.get(name) != typed}
    if row is None or beda:
        raise Berubah(beda, now if row is not None else None)


def _tambah(node: Node, operator: Operator, record_type: RecordType, values: Mapping) -> Record:
    row = record_type.model(id=new_id(), node=node.code, wilayah=node.code)
    _isi(row, values)
    # The id is made here, so a plain save() would be an UPDATE of nothing.
    row.save(force_insert=True)
    after = _teks(isi(row))
    catat(node.engine, operator, "tambah", record_type.name, row.id, row.wilayah, label=str(row), sesudah=after)
    return row


def _ubah(node: Node, operator: Operator, record_type: RecordType, row: Record, values: Mapping) -> Record:
    before = isi(row)
    changed = [name for name, value in values.items() if before.get(name) != value]
    if not changed:
        return row
    _isi(row, {name: values[name] for name in changed})
    row.save(only=[row._meta.columns[name] for name in changed])
    sebelum, sesudah = _teks(before), _teks(isi(row))
    catat(
        node.engine, operator, "ubah", record_type.name, row.id, row.wilayah,
        label=str(row), sebelum=sebelum, sesudah=sesudah,
    )  # fmt: skip
    return row


def _isi(row: Record, values: Mapping) -> None:
    for name, value in values.items():
        setattr(row, row._meta.columns[name].name, value)


def _teks(values: Mapping) -> dict:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
