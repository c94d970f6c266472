"""The sheet of a reconciliation: every name that is asked for, with what differs and why."""

from collections.abc import Callable, Sequence
from datetime import date

from ...domain.bantuan import ARAH
from ...domain.pesan import nama_kolom
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .rekonsiliasi import JENIS, Rekon, Temuan
from .tables_usulan import Putaran


def susun(
    putaran: Putaran, wilayah: str, baris: Sequence[tuple[Rekon, Temuan]], hari: date,
    nomor: Callable[[str | None], str] = str,
) -> Lembar:  # fmt: skip
    """The names asked for, village by village. ``nomor``: how a NIK or No KK is shown to whoever takes it along."""
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Desa/kelurahan", lebar=22), Kolom("Nama", lebar=26), Kolom("NIK", lebar=18),
        Kolom("No KK", lebar=18), Kolom("Diserahkan desa", lebar=15), Kolom("Hasil", lebar=24), Kolom("Yang berbeda", lebar=34),
        Kolom("Berasal dari versi", lebar=10, rata=KANAN), Kolom("Keterangan", lebar=44),
    )  # fmt: skip
    rows = [
        (ke, nama_pendek(rekon.wilayah), satu.nama, nomor(satu.nik or ""), nomor(satu.no_kk or ""), ARAH.get(satu.arah, ""),
         JENIS[satu.jenis], sebut_beda(satu, nomor), satu.dari_versi or "", satu.sebab)
        for ke, (rekon, satu) in enumerate(baris, 1)
    ]  # fmt: skip
    judul = (f"REKONSILIASI {putaran.nama.upper()}", f"{nama_pendek(wilayah)}, keadaan {teks_tanggal(hari)}")
    return Lembar("Rekonsiliasi", judul, Tabel(kolom, rows, bernomor=False),
                  f"rekonsiliasi-{putaran.daftar}-{wilayah}-{hari.isoformat()}")  # fmt: skip


def sebut_beda(satu: Temuan, nomor: Callable[[str | None], str] = str) -> str:
    """What differs, column by column."""
    tulis = {"nik": nomor, "no_kk": nomor}
    return "; ".join(
        f"{nama_kolom(kolom)}: {tulis.get(kolom, str)(sini)} di desa, {tulis.get(kolom, str)(sana)} di instansi"
        for kolom, sini, sana in satu.beda
    )
