"""The waiting list as a sheet, to hang out and to send along: the order, and what each score is made of; no NIK."""

from collections.abc import Sequence
from datetime import date

from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .peringkat import Urutan, cara, sebut_cara
from .program import ProgramBantuan


def susun(program: ProgramBantuan, wilayah: str, semua: Sequence[Urutan], sisa: int | None, hari: date) -> Lembar:
    """The list of a program in a village as it stands on this day; ``sisa``: places left of this year's quota."""
    ukuran = [satu.judul for satu in semua[0].bagian] if semua else []
    kolom = (
        Kolom("Urutan", lebar=8, rata=KANAN), Kolom("Nama", lebar=28), Kolom("Alamat", lebar=32),
        *(Kolom(judul, anak=(Kolom("Keadaan", lebar=16), Kolom("Nilai", lebar=8, rata=KANAN))) for judul in ukuran),
        Kolom("Jumlah nilai", lebar=9, rata=KANAN), Kolom("Diusulkan", lebar=12),
    )  # fmt: skip
    rows = [
        (str(satu.ke), satu.usulan.nama, satu.usulan.alamat or "",
         *(nilai for ini in satu.bagian for nilai in (ini.sebut, str(ini.poin))),
         str(satu.poin), teks_tanggal(satu.usulan.tgl_usul))
        for satu in semua
    ]  # fmt: skip
    judul = (f"DAFTAR TUNGGU {program.nama.upper()}", f"{nama_pendek(wilayah)}, keadaan {teks_tanggal(hari)}")
    kuota = () if sisa is None else (f"Sisa kuota tahun {hari.year}: {sisa}.",)
    catatan = (sebut_cara(cara(program)), "Yang belum diukur dihitung seperti yang terendah pada daftar ini.", *kuota)
    return Lembar("Daftar tunggu", judul, Tabel(kolom, rows, bernomor=False),
                  f"daftar-tunggu-{program.kode}-{wilayah}-{hari.isoformat()}", catatan=catatan)  # fmt: skip
