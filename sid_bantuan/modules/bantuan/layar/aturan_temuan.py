"""What in the rules cannot be meant so, in words: for the matrix, and for a rule while it is written."""

from collections.abc import Iterable, Mapping

from ....domain import aturan_silang as silang
from ....domain.aturan import Aturan
from ....domain.tanggal import teks_tanggal
from ..program import ProgramBantuan

_TEMUAN = {
    silang.MUSTAHIL: ("Tidak pernah mengenai siapa pun: «{a}»", "Syaratnya saling bertentangan. Betulkan, atau hapus aturannya."),
    silang.SELALU: ("Menolak semua orang: «{a}»", "Syaratnya selalu terpenuhi. Betulkan aturannya."),
    silang.BUNTU: (
        "Tidak seorang pun dapat diterima: «{a}» dan «{b}»",
        "Yang satu menolak siapa pun yang lolos dari yang lain. Betulkan salah satunya.",
    ),
    silang.SALING_KUNCI: (
        "Mensyaratkan {lain}, padahal {lain} menolak penerimanya: «{a}» dan «{b}»",
        "Begitu yang satu diterima, yang lain dilanggar. Betulkan salah satunya.",
    ),
    silang.TERTUTUP: ("Tidak menambah apa-apa: «{a}»", "Sudah tercakup dalam «{b}». Hapus, atau persempit yang lain."),
    silang.CELAH: (
        "Tidak ada yang berlaku dari {dari} sampai {sampai}: «{a}» lalu «{b}»",
        "Samakan tanggal akhirnya dengan sehari sebelum tanggal mulai berikutnya.",
    ),
    silang.SALAH_SASARAN: (
        "Menanyakan yang diterima keluarga, padahal {lain} diterima orang: «{a}»",
        "Ganti yang menerima menjadi yang bersangkutan, atau seorang anggota keluarganya.",
    ),
    silang.ASING: (
        "Menyebut program {lain} yang tidak ada di sini: «{a}»",
        "Selama itu bagian tersebut tidak pernah terpenuhi. Buat atau ambil programnya, atau betulkan namanya.",
    ),
    silang.KOMPONEN_ASING: (
        "Menyebut komponen {lain} yang tidak dimiliki programnya: «{a}»",
        "Selama itu bagian tersebut tidak pernah terpenuhi. Betulkan namanya, atau tambahkan komponennya pada program itu.",
    ),
}  # fmt: skip
"""What was found -> (what it is, what to do)."""
BERAT = (silang.MUSTAHIL, silang.SELALU, silang.BUNTU, silang.SALING_KUNCI)


def keluarga(semua: Mapping[str, ProgramBantuan]) -> set[str]:
    """The programs families receive."""
    return {kode for kode, satu in semua.items() if satu.keluarga}


def temuan(
    aturan: Iterable[Aturan], semua: Mapping[str, ProgramBantuan], tentang: tuple[str, str] | None = None
) -> list[dict]:
    """Everything found, what is heaviest first; ``tentang``: only what concerns the rule of this (program, kode)."""
    komponen = {kode: [ini.kode for ini in satu.komponen] for kode, satu in semua.items()}
    found = silang.periksa(list(aturan), komponen, keluarga(semua))
    dapat = [_satu(satu, semua) for satu in found if tentang is None or _menyangkut(satu, tentang)]
    return sorted(dapat, key=lambda ini: (ini["jenis"] not in BERAT, ini["program"].nama))


def _menyangkut(satu: silang.Temuan, tentang: tuple[str, str]) -> bool:
    return any((ini.program, ini.kode) == tentang for ini in satu.aturan)


def _satu(satu: silang.Temuan, semua: Mapping[str, ProgramBantuan]) -> dict:
    judul, saran = _TEMUAN[satu.jenis]
    lain = semua[satu.lain].singkatan if satu.lain in semua else satu.lain
    isi = {"a": satu.aturan[0].alasan, "b": satu.aturan[-1].alasan, "lain": lain,
           "dari": teks_tanggal(satu.dari), "sampai": teks_tanggal(satu.sampai)}  # fmt: skip
    kata = {"judul": judul.format(**isi), "saran": saran.format(**isi)}
    return {"jenis": satu.jenis, "program": semua[satu.program]} | kata
