"""Three levels in one process: nodes, couriers and the line between them, on any engine."""

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.sync import digest, enrol, server
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .di import di

REGENCY, DISTRICT, VILLAGE, NEIGHBOUR = "35.22", "35.22.01", "35.22.01.2001", "35.22.01.2002"


class Line:
    """A line to the parent that never fails."""

    def __init__(self, parent: Node):
        self.parent = parent

    def send(self, method, path, headers, body):
        return server.serve(self.parent, path, headers, body)


class Road:
    """Nodes by code, each child enrolled with its parent."""

    def __init__(self, open_node, codes=(REGENCY, DISTRICT, VILLAGE)):
        self.nodes = {code: Node(open_node(code), code, CATALOG) for code in codes}
        self.couriers = {}
        for code in codes[1:]:
            above = self.nodes[code.rpartition(".")[0]]
            self.couriers[code] = Courier(self.nodes[code], Line(above))
            self.couriers[code].enrol(above.code, "http://induk", enrol.issue_code(above, code))

    def __getitem__(self, code: str) -> Node:
        return self.nodes[code]

    def settle(self) -> None:
        """Sync from below until every level has heard of everything, and derive."""
        for _ in range(3):
            for code in sorted(self.couriers, key=len, reverse=True):
                self.couriers[code].sync()
            for node in self.nodes.values():
                with di(node):
                    drain_all(node)

    def unequal(self) -> list[str]:
        """The links whose two ends do not hold the same, by their digests computed anew."""
        found = []
        for child in self.couriers:
            above = child.rpartition(".")[0]
            for one, peer in ((self[child], above), (self[above], child)):
                with one.engine.transaction():
                    one.begin_step()
                    digest.recompute(one, peer)
            for near in (True, False):
                if digest.root(self[child].engine, above, near) != digest.root(self[above].engine, child, near):
                    found.append(f"{child} {'naik' if near else 'turun'}")
        return found


def add_resident(node: Node, name: str = "SITI AMINAH", **values) -> str:
    """A resident of this village; its id."""
    row = {
        "id": new_id(), "node": node.code, "wilayah": node.code, "orang_id": new_id(), "nik": "3522014107900001",
        "keadaan_nik": 1, "nama": name, "jenis_kelamin": 2, "status_dasar": 1, "tanggal_lahir": "1990-07-01",
    } | values  # fmt: skip
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    node.engine.run(f"INSERT INTO sb_penduduk ({names}) VALUES ({marks})", tuple(row.values()))
    return row["id"]
