"""Messages to the village, ready to copy into WhatsApp: plain text, no full NIK."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.alasan import ALASAN

PALING_BANYAK = 20
"""More lines nobody reads on a telephone; the rest stands on the village's own first page."""


@dataclass(frozen=True)
class Dikembalikan:
    """One returned record: its name, its number, why."""

    nama: str
    nomor: str
    alasan: str | None
    pesan: str | None


def satu_baris(data: Dikembalikan) -> str:
    """One record in one paragraph. Of a number only the last four digits: a message travels on."""
    ekor = f" (nomor berakhir {data.nomor[-4:]})" if data.nomor else ""
    alasan = ALASAN.get(data.alasan or "")
    isi = [f"{alasan.judul}. {alasan.saran}" if alasan else "", data.pesan or ""]
    return f"{data.nama}{ekor}: " + " ".join(one for one in isi if one)


def untuk_desa(desa: str, data: Sequence[Dikembalikan], jumlah: int, pengirim: str, kantor: str) -> str:
    """The message for one village about all it has to mend; ``jumlah`` may be more than is listed."""
    baris = [f"{n}. {satu_baris(one)}" for n, one in enumerate(data[:PALING_BANYAK], 1)]
    sisa = jumlah - len(baris)
    if sisa > 0:
        baris.append(f"… dan {sisa} data lain.")
    return "\n".join([
        f"Yth. Operator SID {desa}",
        "",
        f"Ada {jumlah} data yang perlu diperbaiki:" if jumlah > 1 else "Ada data yang perlu diperbaiki:",
        "",
        *baris,
        "",
        "Semuanya ada di halaman Beranda SID Bantuan, bagian Perlu diperbaiki. Betulkan, lalu kirim. Terima kasih.",
        f"{pengirim}, {kantor}",
    ])  # fmt: skip
