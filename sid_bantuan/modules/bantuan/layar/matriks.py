"""All pairs of programs: which refuses whoever receives the other, and what in the rules cannot be meant so."""

from collections.abc import Mapping
from datetime import date

from flask import request, url_for
from flask_admin import expose

from .... import host
from ....domain import aturan_silang as silang
from ....domain.tanggal import teks_tanggal
from ...kependudukan.layar.dasar import HalamanDesa
from .. import program as dibaca
from ..program import ProgramBantuan
from ..tables import Aturan
from .aturan_kalimat import Kamus

TANDA = {
    silang.MENOLAK: ("✕", "Menolak"),
    silang.BERSYARAT: ("◐", "Menolak dengan syarat"),
    silang.MENSYARATKAN: ("+", "Mensyaratkan"),
    silang.MEMPERINGATKAN: ("!", "Memperingatkan"),
}
"""What one program says of receiving another -> its sign and its words; of several the first counts."""
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
        "Menyebut {lain} yang tidak ada di sini: «{a}»",
        "Selama itu bagian tersebut tidak pernah terpenuhi. Buat atau ambil programnya, atau betulkan namanya.",
    ),
}  # fmt: skip
"""What was found -> (what it is, what to do)."""
BERAT = (silang.MUSTAHIL, silang.SELALU, silang.BUNTU, silang.SALING_KUNCI)


class LayarMatriks(HalamanDesa):
    """The matrix of rules; a cell that is chosen says what its rules are."""

    sumber, ikon = "aturan", "grafik"

    @expose("/")
    def index(self):
        """All pairs, one of them in words."""
        node, hari = host.node(), date.today()
        semua = dibaca.semua(node)
        aturan = [satu for milik in dibaca.aturan(node, semua).values() for satu in milik]
        kata = _kata(semua)
        pasangan = silang.pasangan(aturan, hari, _keluarga(semua))
        program = [satu for satu in semua.values() if satu.perorangan and satu.aktif]
        baris, kolom = (request.args.get(nama, "") for nama in ("baris", "kolom"))
        return self.render(
            "sid_bantuan/bantuan/matriks.html", program=program, sel=_sel(pasangan), TANDA=TANDA,
            temuan=_temuan(aturan, semua), baris=semua.get(baris), kolom=semua.get(kolom),
            kalimat=_kalimat(pasangan, kata, semua, baris, kolom), ada_aturan=bool(aturan), BERAT=BERAT,
        )  # fmt: skip


def _kata(semua: Mapping[str, ProgramBantuan]) -> dict[tuple[str, str], dict]:
    """(program, kode) -> the rule in words, that of the highest office."""
    kamus, hasil = Kamus(semua), {}
    for satu in sorted(Aturan.select(), key=lambda ini: -len(ini.wilayah)):
        hasil[satu.program, satu.kode] = kamus.aturan(satu)
    return hasil


def _sel(pasangan) -> dict[tuple[str, str], str]:
    """Pair -> the strongest of what is said of it."""
    return {pasang: next(t for t in TANDA if any(satu.tanda == t for satu in ada)) for pasang, ada in pasangan.items()}


def _kalimat(pasangan, kata, semua, baris: str, kolom: str) -> list[dict]:
    """The rules of the chosen pair; with a row alone all that its program says, with a column alone all said of it."""
    pilih = [
        (pasang, satu)
        for pasang, ada in pasangan.items()
        for satu in ada
        if (baris or kolom) and pasang[0] in (baris or pasang[0], "") and pasang[1] in (kolom or pasang[1], "")
    ]
    return [
        {
            "program": semua[a].singkatan,
            "lain": semua[b].singkatan if b in semua else b,
            "tanda": satu.tanda,
            "isi": kata[a, satu.aturan.kode],
            "alamat": url_for("sidb_program.buka", kode=a, _anchor="aturan"),
        }
        for (a, b), satu in pilih
        if (a, satu.aturan.kode) in kata and b != dibaca.TIADA
    ]


def _keluarga(semua: Mapping[str, ProgramBantuan]) -> set[str]:
    return {kode for kode, satu in semua.items() if satu.keluarga}


def _temuan(aturan, semua: Mapping[str, ProgramBantuan]) -> list[dict]:
    komponen = {kode: [ini.kode for ini in satu.komponen] for kode, satu in semua.items()}
    hasil = []
    for satu in silang.periksa(aturan, komponen, _keluarga(semua)):
        judul, saran = _TEMUAN[satu.jenis]
        lain = semua[satu.lain].singkatan if satu.lain in semua else satu.lain
        isi = {"a": satu.aturan[0].alasan, "b": satu.aturan[-1].alasan, "lain": lain,
               "dari": teks_tanggal(satu.dari), "sampai": teks_tanggal(satu.sampai)}  # fmt: skip
        hasil.append({
            "jenis": satu.jenis, "program": semua[satu.program], "judul": judul.format(**isi), "saran": saran.format(**isi),
        })  # fmt: skip
    return sorted(hasil, key=lambda ini: (ini["jenis"] not in BERAT, ini["program"].nama))
