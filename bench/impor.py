"""Import of a 43-column sheet against reading it with calamine alone."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from sid_bantuan.modules.kependudukan.cli import impor_penduduk

from .bahan import VILLAGE, clock, node, say, sheet


def measure(folder: Path, rows: int, _people: int) -> Iterator[dict]:
    """The whole command (read, check, match, write, derive, result sheet) as a ratio to the bare read."""
    file = sheet(folder, rows)
    say("membaca saja")
    with clock() as bare, file.open("rb") as stream:
        CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0).to_python()
    say("mengimpor")
    desa = node(str(Path(tempfile.mkdtemp(dir=folder)) / "desa.db"), VILLAGE)
    with clock() as took:
        plan = impor_penduduk(desa, file, folder / "hasil.xlsx")
    say("mengimpor lagi")
    with clock() as again:
        second = impor_penduduk(desa, file, folder / "hasil.xlsx")
    desa.engine.database.close()
    yield {
        "name": "impor", "rows": len(plan.baris), "seconds": round(took(), 2), "rows_per_second": round(len(plan.baris) / took()),
        "bare_read_seconds": round(bare(), 2), "ratio": round(took() / bare(), 1),
        "second_import_seconds": round(again(), 2), "second_import_changed": second.jumlah()["baru"] + second.jumlah()["ubah"],
    }  # fmt: skip
