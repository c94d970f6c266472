"""What the calendar changes without any row changing: a rule begins or ends, and aid that stood in the way is over.

Rules are asked of the day they are asked on, so a flag would stay, or stay away, until somebody touched the record.
Measures that only grow older (age, days since an event) are left alone: they are asked when aid is granted.
"""

from datetime import date

from . import periksa_ulang


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
    dari, sampai = sorted((lalu, kini))
    periksa_ulang.tandai(
        node.engine,
        "SELECT i.sumber FROM sb_ikut i JOIN sb_aturan a ON a.program = i.program WHERE i.ke = 0"
        " AND (a.berlaku_dari > ? AND a.berlaku_dari <= ? OR a.berlaku_sampai >= ? AND a.berlaku_sampai < ?)"
        " UNION SELECT sumber FROM sb_ikut WHERE ke = 0 AND sampai >= ? AND sampai < ?",
        (dari, sampai) * 3,
    )
