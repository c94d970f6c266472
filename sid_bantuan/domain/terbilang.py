"""Numbers in words, as receipts and letters spell them out."""

_SATUAN = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_BESAR = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"))


def terbilang(angka: int) -> str:
    """A whole number below a thousand trillion in words: ``1500`` -> ``seribu lima ratus``."""
    if angka < 0:
        return f"minus {terbilang(-angka)}"
    return _kata(angka) or "nol"


def _kata(angka: int) -> str:
    if angka < 12:
        return _SATUAN[angka]
    if angka < 20:
        return f"{_SATUAN[angka - 10]} belas"
    if angka < 100:
        return f"{_SATUAN[angka // 10]} puluh {_SATUAN[angka % 10]}".strip()
    besar, nama = next(satu for satu in _BESAR if angka >= satu[0])
    depan, sisa = divmod(angka, besar)
    kepala = f"se{nama}" if depan == 1 and besar <= 1000 else f"{_kata(depan)} {nama}"
    return f"{kepala} {_kata(sisa)}".strip()


def rupiah(angka: int) -> str:
    """An amount of money as offices write it: ``Rp1.500.000``."""
    return "Rp" + f"{angka:,}".replace(",", ".")
