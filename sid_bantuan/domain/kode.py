"""Official code lists, as the offices use them, read once from the package's data."""

import csv
import re
from functools import cache
from importlib.resources import files

_SINGKATAN = re.compile(
    r"PNS|TNI|BUMN|BUMD|DPR|RI|DPD|BPK|DPRD|SD|SLTP|SLTA|TK|SLB|WNI|WNA|HIV|AIDS|TBC|IUD|KB|BPJS|I|II|III|IV|A|B|C|D|S"
)
_NAMA_DIRI = {
    "tentara nasional indonesia": "Tentara Nasional Indonesia",
    "polri": "Polri",
    "tuhan yme": "Tuhan YME",
    "s. muda": "S. Muda",
    "mahkamah konstitusi": "Mahkamah Konstitusi",
    "latin/arab": "Latin/Arab",
}
_KATA = re.compile(r"[A-Za-z]+")


@cache
def daftar(nama: str) -> dict[int, str]:
    """One code list: number -> words as they are shown. Unknown name: ``FileNotFoundError``."""
    return {int(row["id"]): _tampil(row["nama"]) for row in _rows(nama)}


_REKAM = {
    "CARD PRINTED": "Kartu sudah dicetak",
    "PRINT READY RECORD": "Siap dicetak",
    "CARD SHIPPED": "Kartu sedang dikirim",
    "SENT FOR CARD PRINTING": "Dikirim untuk dicetak",
    "CARD ISSUED": "Kartu sudah diserahkan",
}
"""Dukcapil's list has these five in English; nobody at a counter should have to read that."""


@cache
def status_rekam() -> dict[int, str]:
    """The stored value of KTP-el recording is its own column of the list, not its row number."""
    return {int(row["status_rekam"]): _REKAM.get(row["nama"]) or _tampil(row["nama"]) for row in _rows("status_ktp")}


@cache
def kelamin_cara_kb() -> dict[int, int]:
    """For each birth control method the sex it is for: 1 men, 2 women, 3 either."""
    return {int(row["id"]): int(row["sex"]) for row in _rows("cara_kb")}


def _rows(nama: str) -> list[dict[str, str]]:
    with files("sid_bantuan.data").joinpath(f"kode/{nama}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _tampil(tertulis: str) -> str:
    """The list's capitals as a sentence: ``PEGAWAI NEGERI SIPIL (PNS)`` -> ``Pegawai negeri sipil (PNS)``.

    Some lists capitalise each word instead (``Tidak Hamil``); they come out alike.
    """
    teks = re.sub(r"\s*/\s*", "/", " ".join(tertulis.split()))
    if len(teks) <= 3:
        return teks
    teks = _KATA.sub(lambda kata: kata[0] if _SINGKATAN.fullmatch(kata[0]) else kata[0].lower(), teks)
    for kecil, benar in _NAMA_DIRI.items():
        teks = re.sub(rf"(?<![a-z]){re.escape(kecil)}(?![a-z])", benar, teks, flags=re.IGNORECASE)
    return teks[0].upper() + teks[1:]


def dari_kata(codes: dict[int, str], kata: str) -> int | None:
    """The code whose words these are, however spaced and capitalised; None where no code fits."""
    return _terbalik(tuple(codes.items())).get(_polos(kata))


@cache
def _terbalik(codes: tuple[tuple[int, str], ...]) -> dict[str, int]:
    known = {_polos(nama): kode for kode, nama in codes}
    return known | {lain: known[resmi] for lain, resmi in _KATA_LAIN.items() if resmi in known}


def _polos(kata: str) -> str:
    return re.sub(r"[^a-z0-9+-]", "", kata.lower()).replace("-", "" if len(kata) > 4 else "-")


_KATA_LAIN = {
    "l": "lakilaki", "lk": "lakilaki", "pria": "lakilaki", "p": "perempuan", "pr": "perempuan", "wanita": "perempuan",
    "katolik": "katholik", "buddha": "budha", "konghucu": "khonghucu", "kristenprotestan": "kristen",
    "kepalakk": "kepalakeluarga", "isteri": "istri", "famililainnya": "famililain",
    "kawintercatat": "kawin", "kawinbelumtercatat": "kawin", "belummenikah": "belumkawin", "menikah": "kawin",
    "janda": "ceraimati", "irt": "mengurusrumahtangga", "iburumahtangga": "mengurusrumahtangga",
    "pns": "pegawainegerisipilpns", "tni": "tentaranasionalindonesiatni", "polri": "kepolisianripolri",
    "petani": "petanipekebun", "buruhtani": "buruhtaniperkebunan", "pelajar": "pelajarmahasiswa",
    "mahasiswa": "pelajarmahasiswa", "swasta": "karyawanswasta", "tidakbekerja": "belumtidakbekerja",
    "belumbekerja": "belumtidakbekerja", "meninggal": "mati",
    "cardprinted": "kartusudahdicetak", "printreadyrecord": "siapdicetak", "cardshipped": "kartusedangdikirim",
    "sentforcardprinting": "dikirimuntukdicetak", "cardissued": "kartusudahdiserahkan",
}  # fmt: skip
"""Words offices write for a code that are not the list's own."""

KTP_EL = {1: "Belum", 2: "KTP-el", 3: "KIA"}
KEADAAN_NIK = {1: "Ada", 2: "Belum ada NIK", 3: "Tidak ditemukan di Dukcapil"}
NIK_ADA, NIK_BELUM_ADA, NIK_TIDAK_DITEMUKAN = 1, 2, 3

KEPALA_KELUARGA, SUAMI, ISTRI, ANAK = 1, 2, 3, 4
LAKI_LAKI, PEREMPUAN = 1, 2
BELUM_KAWIN, KAWIN, CERAI_HIDUP, CERAI_MATI = 1, 2, 3, 4
HIDUP, MATI, PINDAH, HILANG, PERGI, TIDAK_VALID = 1, 2, 3, 4, 6, 9
