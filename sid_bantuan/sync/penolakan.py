"""Refusals told to the author as records, so that they find their way down through any relay."""

from ..domain.ids import derived_id
from .arrive import in_place
from .moment import now
from .node import Link, Node
from .wire import Row


def tell(node: Node, link: Link, row: Row, code: str, column: str | None) -> None:
    """Write (or renew) this node's refusal of a row; nothing where this level may not author one."""
    if link.role != "down" or not in_place(node, link, row.node, row.wilayah, ""):
        return
    names = ("id", "node", "wilayah", "jenis", "rekam_id", "versi", "kode", "kolom", "pada")
    values = (_id(node, row.id), node.code, row.wilayah, row.type, row.id, row.v.hex(), code, column or None, now())
    node.engine.upsert("sb_penolakan", names, "id", [values])


def withdraw(node: Node, row_id: str) -> None:
    """The row was mended: the refusal is taken back."""
    node.engine.run("DELETE FROM sb_penolakan WHERE id = ?", (_id(node, row_id),))


def stands(node: Node, own: Row | None, other: Row) -> dict | None:
    """What is left of two tellings of one refusal: this node's own while it still refuses that row, else nothing."""
    told = (own or other).content
    refused = node.engine.value("SELECT v FROM sb_refused_in WHERE id = ?", (told.get("rekam_id", ""),))
    return told if refused and bytes(refused).hex() == told["versi"] else None


def _id(node: Node, row_id: str) -> str:
    return derived_id("penolakan", node.code, row_id)
