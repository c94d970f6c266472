"""Where a test stands: the screens' models speak to one database, and a test may walk from office to office."""

from contextlib import contextmanager

from sid_bantuan.domain.peran import Operator
from sid_bantuan.sync import record


@contextmanager
def di(node):
    """Within: the models are bound to this node's database, as in its own process."""
    before = record.database.obj
    record.database.initialize(node.engine.database)
    try:
        yield node
    finally:
        record.database.initialize(before)


def petugas(node, nama: str = "Bu Sri", *peran: str) -> Operator:
    """Somebody of this office: a steward above the villages, an operator in one."""
    biasa = "operator" if node.code.count(".") == 3 else "wali_data"
    return Operator("7", nama, frozenset(peran or (biasa,)), node.code)
