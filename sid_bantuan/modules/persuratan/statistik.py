"""How many letters of which kind in which month: the same sums at every level, from the letters themselves."""

from collections import defaultdict

from ...domain.surat import BATAL, MENGETAHUI, TERBIT
from ...sync.engine import Engine

_BULAN = tuple(f"{ke:02}" for ke in range(1, 13))


def per_jenis_bulan(engine: Engine, wilayah: str, tahun: int) -> dict[str, list[int]]:
    """Kind -> letters issued in each of the twelve months, in this area and all inside it; cancelled ones left out."""
    hasil: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
    for kode, hari, banyak in _hitung(engine, wilayah, tahun, "kode, tgl_surat", (TERBIT, MENGETAHUI)):
        hasil[kode][int(str(hari)[5:7]) - 1] += banyak
    return dict(sorted(hasil.items()))


def per_wilayah(engine: Engine, wilayah: str, tahun: int) -> dict[str, dict[str, int]]:
    """Village -> {``terbit``, ``menunggu_camat``, ``batal``} of the letters numbered in a year."""
    kata = {TERBIT: "terbit", MENGETAHUI: "menunggu_camat", BATAL: "batal"}
    hasil: dict[str, dict[str, int]] = {}
    for desa, keadaan, banyak in _hitung(engine, wilayah, tahun, "wilayah, keadaan", tuple(kata)):
        hasil.setdefault(desa, dict.fromkeys(kata.values(), 0))[kata[keadaan]] = banyak
    return dict(sorted(hasil.items()))


def _hitung(engine: Engine, wilayah: str, tahun: int, kolom: str, keadaan: tuple[str, ...]) -> list[tuple]:
    tanda = ", ".join("?" * len(keadaan))
    return engine.run(
        f"SELECT {kolom}, COUNT(*) FROM sb_surat WHERE (wilayah = ? OR wilayah LIKE ?) AND tahun = ?"
        f" AND keadaan IN ({tanda}) GROUP BY {kolom}",
        (wilayah, f"{wilayah}.%", tahun, *keadaan),
    )
