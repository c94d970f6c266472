"""Sheets of a round: a version as it was handed in, and how far the villages are."""

from collections.abc import Callable, Sequence
from datetime import date

from ...domain.bantuan import ARAH
from ...domain.tanggal import hari_setempat, teks_tanggal
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .putaran import KEADAAN, Kemajuan
from .putaran_kerja import sebut_alasan
from .tables_usulan import Putaran, PutaranBaris, PutaranKiriman


def versi(
    putaran: Putaran, kiriman: PutaranKiriman, baris: Sequence[PutaranBaris], nomor: Callable[[str | None], str] = str
) -> Lembar:
    """The lines of one version by name. ``nomor``: how a NIK or No KK is shown to whoever takes it along."""
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Nama", lebar=28), Kolom("NIK", lebar=18), Kolom("No KK", lebar=18),
        Kolom("Alamat", lebar=30), Kolom("Usulan", lebar=14), Kolom("Alasan", lebar=26),
    )  # fmt: skip
    rows = [
        (ke, satu.nama, nomor(satu.nik or ""), nomor(satu.no_kk or ""), satu.alamat or "", ARAH[satu.arah],
         sebut_alasan(satu.arah, satu.alasan, satu.catatan))
        for ke, satu in enumerate(baris, 1)
    ]  # fmt: skip
    judul = (
        f"DAFTAR {putaran.daftar} YANG DISERAHKAN",
        f"{nama_pendek(kiriman.wilayah)}, {putaran.nama}, versi {kiriman.versi}",
    )
    catatan = (
        f"Diserahkan {teks_tanggal(hari_setempat(kiriman.pada))} oleh {kiriman.oleh}. Sidik isi {kiriman.isi_sha256}.",
    )
    return Lembar(
        "Daftar yang diserahkan", judul, Tabel(kolom, rows, bernomor=False),
        f"{putaran.daftar}-{kiriman.wilayah}-versi-{kiriman.versi}", catatan=catatan,
    )  # fmt: skip


def kemajuan(putaran: Putaran, semua: Sequence[Kemajuan], hari: date) -> Lembar:
    """Where every village stands."""
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Desa/kelurahan", lebar=26), Kolom("Kecamatan", lebar=22),
        Kolom("Keadaan", lebar=24), Kolom("Versi", lebar=7, rata=KANAN), Kolom("Masuk", lebar=8, rata=KANAN),
        Kolom("Keluar", lebar=8, rata=KANAN), Kolom("Tetap", lebar=8, rata=KANAN), Kolom("Diserahkan", lebar=13),
        Kolom("Oleh", lebar=20),
    )  # fmt: skip
    rows = [
        (ke, nama_pendek(satu.wilayah), nama_pendek(satu.wilayah.rpartition(".")[0]), sebut_keadaan(satu),
         satu.versi or "", satu.masuk if satu.versi else "", satu.keluar if satu.versi else "",
         satu.tetap if satu.versi else "", teks_tanggal(hari_setempat(satu.pada)), satu.oleh)
        for ke, satu in enumerate(semua, 1)
    ]  # fmt: skip
    judul = (f"KEMAJUAN {putaran.nama.upper()}", f"Keadaan {teks_tanggal(hari)}, batas {teks_tanggal(putaran.batas)}")
    return Lembar(
        "Kemajuan", judul, Tabel(kolom, rows, bernomor=False), f"kemajuan-{putaran.daftar}-{hari.isoformat()}"
    )


def sebut_keadaan(satu: Kemajuan) -> str:
    """Where a village stands, and whether it is late."""
    return KEADAAN[satu.keadaan] + (", terlambat" if satu.lambat else "")
