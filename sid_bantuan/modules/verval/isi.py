"""The content a verdict judged, kept beside it, so that a mended record shows what was mended."""

from collections.abc import Sequence

import msgspec

from .berlaku import hex_sql

_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.decode


def simpan_isi(node, jenis: str, ids: Sequence[str]) -> None:
    """Keep the present content of these records, by their content hash; a second time changes nothing."""
    engine, record_type = node.engine, node.catalog[jenis]
    chosen, params = engine.ids(ids)
    columns = engine.select_list(record_type.columns, "t")
    rows = engine.run(
        f"SELECT t.id, {hex_sql(engine, 'r.h')}, {columns} FROM {record_type.table} t JOIN sb_row r ON r.id = t.id"
        f" WHERE t.id IN ({chosen}) AND r.stale = 0",
        params,
    )
    names = record_type.names
    engine.many(
        "INSERT INTO sb_dinilai (rekam_id, hash, isi) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(row[0], row[1], _pack({n: v for n, v in zip(names, row[2:], strict=True) if v is not None})) for row in rows],
    )


def isi_dinilai(node, rekam_id: str, content_hash: str) -> dict | None:
    """The content with this hash as it was judged, by column name; None where this node kept none."""
    held = node.engine.value("SELECT isi FROM sb_dinilai WHERE rekam_id = ? AND hash = ?", (rekam_id, content_hash))
    return None if held is None else _unpack(bytes(held))


def isi_sekarang(node, jenis: str, rekam_id: str) -> dict | None:
    """The present content by column name, dates as ISO text, empty columns left out."""
    record_type = node.catalog[jenis]
    columns = node.engine.select_list(record_type.columns, "t")
    row = node.engine.one(f"SELECT {columns} FROM {record_type.table} t WHERE t.id = ?", (rekam_id,))
    if row is None:
        return None
    return {name: value for name, value in zip(record_type.names, row, strict=True) if value is not None}


def perubahan(lama: dict | None, baru: dict) -> dict[str, tuple]:
    """Column -> (before, now) of what differs; nothing to compare with means nothing differs."""
    if lama is None:
        return {}
    return {
        name: (lama.get(name), baru.get(name))
        for name in sorted(lama.keys() | baru.keys())
        if lama.get(name) != baru.get(name)
    }
