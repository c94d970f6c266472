"""Failed sign-ins are counted, per name and per address, and make the next one wait.

Kept in the database, so that a restart forgives nothing and several processes count as one.
A name nobody has is counted the same: the answer never tells whether it exists.
"""

import math
from datetime import UTC, datetime, timedelta

from ..sync.engine import Engine

BATAS_NAMA, BATAS_ALAMAT = 5, 50
"""An office shares one address, so an address may fail more often than a name."""
JENDELA = timedelta(minutes=15)
TUNGGU = timedelta(minutes=15)
_DEKAT = ("127.0.0.1", "::1")


def menit_tunggu(engine: Engine, nama: str, alamat: str | None) -> int:
    """How many minutes this name from this address has to wait; 0: none."""
    keys = _kunci(nama, alamat)
    marks = ", ".join("?" * len(keys))
    until = engine.value(f"SELECT MAX(sampai) FROM sb_percobaan WHERE kunci IN ({marks})", list(keys))
    if not until:
        return 0
    left = (datetime.fromisoformat(until) - datetime.now(UTC)).total_seconds()
    return max(0, math.ceil(left / 60))


def gagal(engine: Engine, nama: str, alamat: str | None) -> bool:
    """Count one failed attempt; True for the one that reaches the limit and closes the door for ``TUNGGU``."""
    moment = datetime.now(UTC)
    old, until = _iso(moment - JENDELA), _iso(moment + TUNGGU)
    with engine.transaction():
        engine.run("DELETE FROM sb_percobaan WHERE sejak < ? AND (sampai IS NULL OR sampai < ?)", (old, _iso(moment)))
        for key, limit in _kunci(nama, alamat).items():
            engine.run(
                "INSERT INTO sb_percobaan (kunci, gagal, sejak) VALUES (?, 1, ?)"
                " ON CONFLICT (kunci) DO UPDATE SET gagal = sb_percobaan.gagal + 1,"
                " sampai = CASE WHEN sb_percobaan.gagal + 1 >= ? THEN ? ELSE sb_percobaan.sampai END",
                (key, _iso(moment), limit, until),
            )
    return menit_tunggu(engine, nama, alamat) > 0


def berhasil(engine: Engine, nama: str) -> None:
    """A right password ends the count of this name."""
    engine.run("DELETE FROM sb_percobaan WHERE kunci = ?", (f"n:{_nama(nama)}",))


def _kunci(nama: str, alamat: str | None) -> dict[str, int]:
    keys = {f"n:{_nama(nama)}": BATAS_NAMA}
    if alamat and alamat not in _DEKAT:
        # Behind a proxy everybody comes from this machine; one fumbling hand must not lock out all.
        keys[f"a:{alamat[:60]}"] = BATAS_ALAMAT
    return keys


def _nama(nama: str) -> str:
    return nama.strip().lower()[:60]


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
