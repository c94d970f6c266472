"""What the measurements are made of: a big sheet, a filled village, a clock, the memory of a process."""

import sys
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.sync.engine import Engine, open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import database
from sid_bantuan.sync.schema import prepare

VILLAGE, ABOVE = "35.22.01.2001", "35.22.01"


def say(sentence: str) -> None:
    """Progress, for whoever waits."""
    print(f"  {sentence}", file=sys.stderr, flush=True)


@cache
def sheet(folder: Path, rows: int) -> Path:
    """One village's sheet of this many residents, without defects that would be refused."""
    from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR

    say(f"membuat lembar {rows} penduduk")
    return tulis_desa(VILLAGE, folder, rows, kadar=KADAR.dikali(0))[0]


def node(address: str, code: str) -> Node:
    """A prepared node, the models bound to it."""
    chosen = open_database(address)
    database.initialize(chosen)
    return Node(prepare(chosen, code, CATALOG), code, CATALOG)


def drop_triggers(engine: Engine) -> None:
    """Leave the tables and their indexes bare."""
    for (name,) in engine.run("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        engine.run(f"DROP TRIGGER {name}")


@contextmanager
def clock():
    """``with clock() as took: …; took()`` gives seconds."""
    began, ended = time.perf_counter(), []
    yield lambda: ended[0] if ended else time.perf_counter() - began
    ended.append(time.perf_counter() - began)


def peak_mb(pid: int | str = "self") -> float:
    """The greatest resident memory of a process so far, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise RuntimeError("VmHWM tidak ada")
