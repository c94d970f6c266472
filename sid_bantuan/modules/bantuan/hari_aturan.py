"""What the calendar changes without any row changing: a rule begins or ends, and aid that stood in the way is over.

Rules are asked of the day they are asked on, so a flag would stay, or stay away, until somebody touched the record.
Measures that only grow older (age, days since an event) are left alone: they are asked when aid is granted.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import chain

from ...domain import aturan as domain
from ...sync.engine import Engine
from . import periksa_ulang
from . import program as katalog


def at_rest(node) -> None:
    """Once a day, when all rows are derived from: have judged anew what began or ended since the last time."""
    susul(node, date.today())


def susul(node, hari: date) -> None:
    """The same for this day. A clock that was ahead and is put right is caught up backwards."""
    lalu = node.engine.value("SELECT MAX(hari) FROM sb_aturan_hari")
    kini = hari.isoformat()
    if lalu == kini:
        return
    if lalu is None:
        node.engine.run("INSERT INTO sb_aturan_hari (hari) VALUES (?)", (kini,))
        return
    node.engine.run("UPDATE sb_aturan_hari SET hari = ?", (kini,))
    dari, sampai = sorted((date.fromisoformat(lalu), hari))
    _berubah(node.engine, dari.isoformat(), sampai.isoformat())
    for tahun, program in _diingat(node).items():
        _terlupa(node.engine, program, domain.tahun_lalu(dari, tahun), domain.tahun_lalu(sampai, tahun))


def _berubah(engine: Engine, dari: str, sampai: str) -> None:
    """Mark whom a rule that began or ended is about, and aid that ended."""
    periksa_ulang.tandai(
        engine,
        "SELECT i.sumber FROM sb_ikut i JOIN sb_aturan a ON a.program = i.program WHERE i.ke = 0"
        " AND (a.berlaku_dari > ? AND a.berlaku_dari <= ? OR a.berlaku_sampai >= ? AND a.berlaku_sampai < ?)"
        " UNION SELECT sumber FROM sb_ikut WHERE ke = 0 AND sampai >= ? AND sampai < ?",
        (dari, sampai) * 3,
    )


def _diingat(node) -> Mapping[int, set[str]]:
    """Years -> the programs whose aid some rule holds against somebody for so long after it ended."""
    hasil: dict[int, set[str]] = defaultdict(set)
    for aturan in chain.from_iterable(katalog.aturan(node).values()):
        for satu in domain.bagian(aturan.syarat):
            if isinstance(satu, domain.Menerima) and satu.tahun:
                hasil[satu.tahun] |= satu.program
    return hasil


def _terlupa(engine: Engine, program: set[str], dari: date, sampai: date) -> None:
    """Mark aid of these programs that ended in those days, so long ago that it stands in nobody's way any more."""
    chosen, params = engine.ids(sorted(program))
    periksa_ulang.tandai(
        engine,
        f"SELECT sumber FROM sb_ikut WHERE ke = 0 AND program IN ({chosen}) AND sampai > ? AND sampai <= ?",
        (*params, dari.isoformat(), sampai.isoformat()),
    )
