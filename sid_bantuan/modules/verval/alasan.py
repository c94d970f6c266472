"""The reasons this office gives in its own words: learned as they are used, offered again."""

from ...sync.engine import Engine
from ...sync.schema import now

DIPELAJARI_SEJAK = 2
"""A sentence used once may concern one person; used twice it is a reason."""
BANYAK = 12


def pelajari(engine: Engine, teks: str | None) -> None:
    """Remember one use of a reason in the office's own words."""
    if teks:
        engine.run(
            "INSERT INTO sb_alasan (teks, dipakai, terakhir) VALUES (?, 1, ?)"
            " ON CONFLICT (teks) DO UPDATE SET dipakai = sb_alasan.dipakai + 1, terakhir = excluded.terakhir",
            (teks, now()),
        )


def milik_kantor(engine: Engine) -> list[str]:
    """The office's own reasons, the most used first."""
    rows = engine.run(
        "SELECT teks FROM sb_alasan WHERE dipakai >= ? ORDER BY dipakai DESC, terakhir DESC, teks LIMIT ?",
        (DIPELAJARI_SEJAK, BANYAK),
    )
    return [row[0] for row in rows]


def lupakan(engine: Engine, teks: str) -> None:
    """Stop offering one of the office's own reasons; verdicts that gave it keep it."""
    engine.run("DELETE FROM sb_alasan WHERE teks = ?", (teks,))
