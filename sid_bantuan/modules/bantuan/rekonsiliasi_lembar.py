"""The sheet of a reconciliation: every name that is asked for, with what differs and why."""

from collections.abc import Sequence
from datetime import date

from ...domain.bantuan import ARAH
from ...domain.pesan import nama_kolom
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .rekonsiliasi import JENIS, Rekon, Temuan
from .tables_usulan import Putaran


def susun(putaran: Putaran, wilayah: str, baris: Sequence[tuple[Rekon, Temuan]], hari: date) -> Lembar:
    """The names asked for, village by village."""
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Desa/kelurahan", lebar=22), Kolom("Nama", lebar=26), Kolom("NIK", lebar=18),
        Kolom("No KK", lebar=18), Kolom("Diserahkan desa", lebar=15), Kolom("Hasil", lebar=24), Kolom("Yang berbeda", lebar=34),
        Kolom("Berasal dari versi", lebar=10, rata=KANAN), Kolom("Keterangan", lebar=44),
    )  # fmt: skip
    rows = [
        (ke, nama_pendek(rekon.wilayah), satu.nama, satu.nik or "", satu.no_kk or "", ARAH.get(satu.arah, ""),
         JENIS[satu.jenis], sebut_beda(satu), satu.dari_versi or "", satu.sebab)
        for ke, (rekon, satu) in enumerate(baris, 1)
    ]  # fmt: skip
    judul = (f"REKONSILIASI {putaran.nama.upper()}", f"{nama_pendek(wilayah)}, keadaan {teks_tanggal(hari)}")
    return Lembar("Rekonsiliasi", judul, Tabel(kolom, rows, bernomor=False),
                  f"rekonsiliasi-{putaran.daftar}-{wilayah}-{hari.isoformat()}")  # fmt: skip


def sebut_beda(satu: Temuan) -> str:
    """What differs, column by column."""
    return "; ".join(f"{nama_kolom(kolom)}: {sini} di desa, {sana} di instansi" for kolom, sini, sana in satu.beda)
