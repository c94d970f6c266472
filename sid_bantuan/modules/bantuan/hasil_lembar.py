"""The sheet of what came of the aid: the families of one kind, with measures, money and reasons."""

from collections.abc import Callable, Mapping, Sequence

from ...domain.tanggal import teks_tanggal
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .hasil import JENIS, Minta, Nama, PerDesil, Satu
from .hasil_jumlah import PerProgram, Perubahan
from .ukuran import UKURAN


def susun(
    semua: Sequence[Satu], nama: Mapping[str, Nama], program: Mapping[str, str], wilayah: str, minta: Minta, jenis: str,
    nomor: Callable[[str | None], str] = str,
) -> Lembar:  # fmt: skip
    """All of one kind in the area; ``program``: kode -> name; ``nomor``: how a NIK is shown to whoever takes it along."""
    ukur = UKURAN[minta.ukuran].judul
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Kepala keluarga atau warga", lebar=28), Kolom("NIK", lebar=18),
        Kolom("Desa/kelurahan", lebar=22), Kolom("Program", lebar=24), Kolom("Diterima (rupiah)", lebar=14, rata=KANAN),
        Kolom(f"{ukur} dulu", lebar=10, rata=KANAN), Kolom("Per", lebar=12), Kolom(f"{ukur} terakhir", lebar=10, rata=KANAN),
        Kolom("Per", lebar=12), Kolom("Keterangan", lebar=40),
    )  # fmt: skip
    rows = [
        (ke, nama[satu.subjek].nama if satu.subjek in nama else "(tidak tercatat lagi)",
         nomor(nama[satu.subjek].nik or "") if satu.subjek in nama else "", nama_pendek(satu.wilayah),
         program.get(satu.program, satu.program), satu.rupiah or "", satu.awal or "", teks_tanggal(satu.awal_per),
         satu.akhir or "", teks_tanggal(satu.akhir_per), satu.sebab)
        for ke, satu in enumerate(semua, 1)
    ]  # fmt: skip
    judul = (
        JENIS[jenis].upper(),
        f"{nama_pendek(wilayah)}, {teks_tanggal(minta.dari)} sampai {teks_tanggal(minta.sampai)}",
    )
    berkas = f"hasil-{jenis}-{wilayah}-{minta.sampai.isoformat()}"
    return Lembar(JENIS[jenis], judul, Tabel(kolom, rows, bernomor=False), berkas)


def ringkas(
    tempat: Mapping[str, Mapping[str, int]], desil: Sequence[PerDesil], program: Sequence[PerProgram],
    ubah: Sequence[Perubahan], nama_program: Mapping[str, str], wilayah: str, minta: Minta,
) -> Lembar:  # fmt: skip
    """The numbers of an area: per place, per program, what changed over time, and families by desil."""
    per_tempat = Tabel(
        (Kolom("Wilayah", lebar=28), *(Kolom(kata, lebar=16, rata=KANAN) for kata in JENIS.values())),
        [(nama_pendek(kode), *(angka[jenis] for jenis in JENIS)) for kode, angka in tempat.items()],
        judul="Menurut wilayah", bernomor=False,
    )  # fmt: skip
    per_program = Tabel(
        (Kolom("Program", lebar=28), Kolom("Penerima aktif", lebar=16, rata=KANAN),
         Kolom("Dibayarkan (rupiah)", lebar=16, rata=KANAN), Kolom("Tidak layak", lebar=16, rata=KANAN)),
        [(nama_program.get(satu.kode, satu.kode), satu.penerima, satu.rupiah, satu.salah) for satu in program],
        judul="Menurut program", bernomor=False,
    )  # fmt: skip
    per_desil = Tabel(
        (Kolom("Desil", lebar=28), Kolom("Keluarga", lebar=16, rata=KANAN), Kolom("Dibantu", lebar=16, rata=KANAN),
         Kolom("Belum dibantu", lebar=16, rata=KANAN)),
        [(f"Desil {satu.desil}", satu.keluarga, satu.dibantu, satu.keluarga - satu.dibantu) for satu in desil],
        judul="Keluarga menurut desil", bernomor=False,
    )  # fmt: skip
    per_ubah = Tabel(
        (Kolom(UKURAN[minta.ukuran].judul, lebar=28), Kolom("Dibantu", lebar=16, rata=KANAN),
         Kolom("Tidak dibantu", lebar=16, rata=KANAN), Kolom("Jumlah", lebar=16, rata=KANAN)),
        [(satu.kata, satu.dibantu, satu.tidak, satu.jumlah) for satu in ubah],
        judul="Perubahan dari waktu ke waktu", bernomor=False,
    )  # fmt: skip
    judul = (
        "HASIL BANTUAN", f"{nama_pendek(wilayah)}, {teks_tanggal(minta.dari)} sampai {teks_tanggal(minta.sampai)}"
        + (f", {nama_program.get(minta.program, minta.program)}" if minta.program else ""),
    )  # fmt: skip
    berkas = f"hasil-bantuan-{wilayah}-{minta.sampai.isoformat()}"
    return Lembar("Hasil bantuan", judul, per_tempat, berkas, tambahan=(per_program, per_ubah, per_desil))
