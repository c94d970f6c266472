"""The local peer: what this node derives from its rows is told of changes like any other peer."""

from .node import Node
from .triggers import LOCAL


def drain(node: Node, limit: int = 1_000) -> int:
    """Rebuild what is derived from up to ``limit`` changed rows, in one transaction; how many are left."""
    with node.engine.transaction():
        node.begin_step()
        marked = node.marked(LOCAL)
        for record_type in node.catalog:
            if record_type.name not in marked:
                continue
            changed = node.engine.run(
                "SELECT id, rev FROM sb_pending WHERE peer = ? AND type = ? ORDER BY id LIMIT ?",
                (LOCAL, record_type.name, limit),
            )
            ids = [row_id for row_id, _ in changed]
            for derive in node.catalog.derived:
                derive(node, record_type.name, ids)
            node.engine.clear_marks(LOCAL, record_type.name, changed)
            limit -= len(changed)
            if limit <= 0:
                break
            marked = node.marked(LOCAL)  # deriving marks rows of types that come after
        if not waiting(node):
            for settle in node.catalog.at_rest:
                settle(node)
    return waiting(node)


def drain_all(node: Node, limit: int = 1_000) -> None:
    """Drain until nothing is left."""
    while drain(node, limit):
        pass


def waiting(node: Node) -> int:
    """How many changed rows this node has not yet derived from."""
    return node.engine.value("SELECT count(*) FROM sb_pending WHERE peer = ?", (LOCAL,))
