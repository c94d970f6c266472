"""The money people have of disbursements, as it is known now: lines that were paid, and what was found after a report."""

from collections.abc import Sequence

from ...sync.engine import Engine
from .pembetulan import DARI_BETUL, MENYUSUL
from .salur_dasar import DARI, DIBAYAR

_BERUBAH = " - ".join(
    f"(CASE WHEN x.{keadaan} = '{DIBAYAR}' THEN x.{nilai} ELSE 0 END)"
    for keadaan, nilai in (("keadaan", "nilai"), ("dari_keadaan", "dari_nilai"))
)
"""By how much a correction made it more."""


def per(engine: Engine, kelompok: str, gabung: str, syarat: str, isi: Sequence) -> dict[str, int]:
    """Group -> rupiah, where there is any.

    ``kelompok``: an expression over ``s`` (disbursement), ``b`` (its line) and what ``gabung`` joins to them;
    ``syarat`` with its ``isi``: which lines. A correction counts on the day of the disbursement it is about.
    """
    rows = engine.run(
        f"SELECT q.kelompok, SUM(q.nilai) FROM (SELECT {kelompok} AS kelompok, b.nilai AS nilai FROM {DARI} {gabung}"
        f" WHERE b.keadaan = '{DIBAYAR}' AND s.satuan IS NULL AND {syarat}"
        f" UNION ALL SELECT {kelompok}, {_BERUBAH} FROM {DARI_BETUL} {gabung}"
        f" WHERE {MENYUSUL} AND s.satuan IS NULL AND {syarat}) q GROUP BY q.kelompok",
        (*isi, *isi),
    )
    return {satu: int(nilai) for satu, nilai in rows if satu and nilai}
