"""A process of its own that signs letters: ``python -m tests.support.menandatangani ALAMAT tanda|tahan ID…``.

``tahan`` takes a number for the first letter and keeps its transaction open until the process is killed.
Every third letter is signed once in vain: the number it was given goes back before it is signed for good.
"""

import signal
import sys

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.persuratan import alur
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import database
from sid_bantuan.sync.schema import prepare

from .lampid import DESA
from .surat import HARI, KADES


def main(alamat: str, kerja: str, *ids: str) -> None:
    print("mulai")
    terbuka = open_database(alamat)
    database.initialize(terbuka)
    node = Node(prepare(terbuka, DESA, CATALOG), DESA, CATALOG)
    if kerja == "tahan":
        with node.engine.transaction():
            print("memegang", alur.tanda_tangani(node, KADES, ids[0], HARI).urut)
            signal.pause()
    for ke, id in enumerate(ids):
        if ke % 3 == 1:
            _percuma(node, id)
        print("terbit", alur.tanda_tangani(node, KADES, id, HARI).urut)


def _percuma(node: Node, id: str) -> None:
    try:
        with node.engine.transaction():
            alur.tanda_tangani(node, KADES, id, HARI)
            raise InterruptedError
    except InterruptedError:
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
