"""A print run of letters, against the typesetter's own time for the same pages; and issuing them one by one."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter

import typst

from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.rekam import tambah
from sid_bantuan.modules.persuratan import alur, cetak, pejabat, setelan, surat

from .bahan import VILLAGE, node, say

BANYAK, KALI = 100, 7
DAY = date(2026, 11, 21)
ALL_ROLES = Operator("1", "Bench", frozenset(("operator", "sekretaris", "kepala_desa")), VILLAGE)


def measure(folder: Path, _rows: int, _people: int) -> Iterator[dict]:
    """Seconds for 100 letters: issued, and printed in one run; ``ratio`` to the typesetter alone, on the same pages."""
    village = node(str(folder / "surat.db"), VILLAGE)
    setelan.pasang(alamat_cek="https://kecamatan.example.go.id")
    say(f"membuat {BANYAK} surat")
    residents = [_resident(village, number) for number in range(BANYAK)]
    pejabat.simpan(village, ALL_ROLES, {
        "jabatan": "kepala_desa", "nama": "SUGENG RIYADI", "sebutan": "Kepala Desa", "mulai": DAY,
    })  # fmt: skip
    started = perf_counter()
    ids = [_issue(village, resident) for resident in residents]
    issued = perf_counter() - started
    # In turns, so that whatever else this machine does weighs on both alike.
    whole, alone = [], []
    for _ in range(KALI):
        with _only_the_typesetter() as spent:
            whole.append(_seconds(lambda: cetak.pdf(village, ids)))
        alone.append(spent[0])
    own, run = statistics.median(alone), statistics.median(whole)
    setelan.pasang()
    yield {
        "bench": "surat",
        "letters": BANYAK,
        "issue_ms_each": round(issued / BANYAK * 1000, 1),
        "print_run_s": round(run, 3),
        "typesetter_s": round(own, 3),
        "ratio": round(statistics.median(one / two for one, two in zip(whole, alone, strict=True)), 2),
    }


def _resident(village, number: int) -> str:
    content = {
        "orang_id": new_id(), "nama": f"WARGA KE {number}", "jenis_kelamin": 1, "keadaan_nik": 1, "status_dasar": 1,
        "nik": f"352201010180{number + 1:04}", "tempat_lahir": "Bojonegoro", "tanggal_lahir": date(1980, 1, 1),
        "agama": 1, "status_kawin": 2, "pekerjaan": 9, "kewarganegaraan": 1,
    }  # fmt: skip
    return tambah(village.catalog["penduduk"], new_id(), VILLAGE, content).id


def _issue(village, resident: str) -> str:
    letter = surat.buat(village, ALL_ROLES, "keterangan_domisili", resident, {"keperluan": "melamar pekerjaan"})
    for step in (alur.ajukan, alur.periksa):
        step(village, ALL_ROLES, letter.id)
    return alur.tanda_tangani(village, ALL_ROLES, letter.id, DAY).id


@contextmanager
def _only_the_typesetter():
    """Within: the seconds that compiling alone takes are noted."""
    spent, compiler = [], typst.Compiler

    class Timed:
        def __init__(self, *args, **kwargs):
            self.compiler = compiler(*args, **kwargs)

        def compile(self, **kwargs):
            started = perf_counter()
            pdf = self.compiler.compile(**kwargs)
            spent.append(perf_counter() - started)
            return pdf

    typst.Compiler = Timed
    try:
        yield spent
    finally:
        typst.Compiler = compiler


def _seconds(work: Callable) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
