"""Adopt: after an update, take in what the older version could only keep aside.

Columns it did not know lie in ``lain``; rows of types or with codes it did not know were
refused and kept whole. Neither changes a version: the hash covers the content, wherever it lies.
"""

import json

from .apply import fault_of, refusal, store
from .arrive import arrive_row
from .engine import Engine
from .node import Node
from .record import Catalog, RecordType
from .triggers import LOCAL
from .wire import RETURN, Row, kept

AT_ONCE = 2_000


def adopt(engine: Engine, code: str, catalog: Catalog) -> None:
    """Put known columns in their place and judge refused rows anew, in one transaction."""
    node = Node(engine, code, catalog)
    with engine.transaction():
        node.begin_step()
        for record_type in catalog:
            _columns(node, record_type)
        _refused(node)
        node.digest.flush()


def _columns(node: Node, record_type: RecordType) -> None:
    last = ""
    while found := node.engine.run(
        f"SELECT id, lain FROM {record_type.table} WHERE lain IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
        (last, AT_ONCE),
    ):
        last = found[-1][0]
        for row_id, lain in found:
            _place(node, record_type, row_id, json.loads(lain))


def _place(node: Node, record_type: RecordType, row_id: str, unknown: dict) -> None:
    values = {
        column.name: unknown.pop(column.name)
        for column in record_type.columns
        if column.name in unknown and not _unfit(node, column.faults([unknown[column.name]]))
    }
    if not values:
        return
    values["lain"] = json.dumps(unknown, ensure_ascii=False) if unknown else None
    sets = ", ".join(f"{name} = ?" for name in values)
    with node.engine.applying():
        node.engine.run(f"UPDATE {record_type.table} SET {sets} WHERE id = ?", (*values.values(), row_id))
    rev = node.engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,))
    node.mark(LOCAL, record_type.name, row_id, rev, None)


def _unfit(node: Node, faults: dict) -> bool:
    return any(code in node.engine.cannot_hold for code in faults.values())


def _refused(node: Node) -> None:
    for row_id, peer, data in node.engine.run("SELECT id, peer, isi FROM sb_refused_in ORDER BY id"):
        row, link = kept(bytes(data), Row), node.link(peer)
        if (
            link is None
            or refusal(node, link, row.type, row.node, row.wilayah, _kind(node, row))
            or fault_of(node, row)
        ):
            continue
        held = node.held([row_id], peer)
        if held[row_id].refused:
            store(node, link, arrive_row(node.catalog[row.type], row), [0], held, row)


def _kind(node: Node, row: Row) -> str:
    """A refused row of this node's own can only have come back to it."""
    return RETURN if row.node == node.code else ""
