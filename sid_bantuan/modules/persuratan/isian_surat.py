"""The fields of a letter: what people typed, read by type; what is missing or impossible refused by name."""

import re
from collections.abc import Mapping
from datetime import date

from ...domain.nik import baca_nik
from ...domain.tanggal import baca_tanggal, panjang
from ...domain.terbilang import rupiah, terbilang
from ...domain.wilayah import is_code
from ...domain.wilayah_nama import nama_lengkap
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .jenis import Bidang, Jenis

PALING_PANJANG = {"teks": 200, "paragraf": 2_000}
PALING_BANYAK_ORANG = 30
NIK_PERISTIWA = "nik_pelapor"
"""What the event of a letter keeps as a NIK: no letter is signed with one that its event would refuse."""
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_JAM = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def bersihkan(node, jenis: Jenis, isian: Mapping, draf: bool = False) -> dict:
    """The fields of this kind as JSON keeps them; in a ``draf`` those that are required may still be empty.

    Days are ISO text, money and numbers whole, people ids of residents. Raises ``DataDitolak`` with the
    names of the fields; a field the kind does not have is refused too.
    """
    salah = [Kesalahan("surat_bidang_asing", nama) for nama in isian if jenis.satu_bidang(nama) is None]
    hasil = {}
    for bidang in jenis.bidang:
        nilai, temuan = _baca(node, bidang, isian.get(bidang.nama))
        if temuan:
            salah.append(Kesalahan(temuan, bidang.nama))
        elif nilai in (None, "", []):
            if bidang.wajib and not draf:
                salah.append(Kesalahan("wajib_diisi", bidang.nama))
        else:
            hasil[bidang.nama] = nilai
    if salah:
        raise DataDitolak(salah)
    return hasil


def _baca(node, bidang: Bidang, tertulis) -> tuple[object, str | None]:
    if tertulis is None or (isinstance(tertulis, str) and not tertulis.strip()):
        return None, None
    return _BACA[bidang.tipe](node, bidang, tertulis)


def _teks(node, bidang: Bidang, tertulis):
    if bidang.nama == NIK_PERISTIWA:
        return baca_nik(tertulis)
    baris = [" ".join(satu.split()) for satu in str(tertulis).replace("\0", "").splitlines()]
    rapi = "\n".join(baris).strip() if bidang.tipe == "paragraf" else " ".join(baris).strip()
    return (rapi, None) if len(rapi) <= PALING_PANJANG[bidang.tipe] else (None, "terlalu_panjang")


def _angka(node, bidang: Bidang, tertulis):
    polos = re.sub(r"^Rp|[.\s]|,00$", "", str(tertulis).strip()) if bidang.tipe == "rupiah" else str(tertulis).strip()
    if not polos.isascii() or not polos.isdigit():
        return None, "bukan_angka"
    return (int(polos), None) if len(polos) <= 14 else (None, "di_luar_batas")


def _tanggal(node, bidang: Bidang, tertulis):
    if isinstance(tertulis, date):
        return tertulis.isoformat(), None
    hari, temuan = baca_tanggal(tertulis)
    return (hari.isoformat() if hari else None), temuan


def _jam(node, bidang: Bidang, tertulis):
    cocok = _JAM.fullmatch(str(tertulis).strip())
    return (f"{int(cocok[1]):02}:{cocok[2]}", None) if cocok else (None, "jam_tidak_terbaca")


def _pilihan(node, bidang: Bidang, tertulis):
    for nilai, _ in bidang.pilihan:
        if str(nilai) == str(tertulis):
            return nilai, None
    return None, "kode_tak_dikenal"


def _wilayah(node, bidang: Bidang, tertulis):
    return (tertulis, None) if is_code(str(tertulis)) else (None, "kode_wilayah_salah")


def _penduduk(node, bidang: Bidang, tertulis):
    ada = rekam.ambil(node.catalog["penduduk"], str(tertulis), node.code)
    return (ada.id, None) if ada else (None, "bukan_penduduk_desa")


def _daftar(node, bidang: Bidang, tertulis):
    ids = list(dict.fromkeys(tertulis.split() if isinstance(tertulis, str) else tertulis))
    if len(ids) > PALING_BANYAK_ORANG:
        return None, "di_luar_batas"
    for id in ids:
        if temuan := _penduduk(node, bidang, id)[1]:
            return None, temuan
    return ids, None


_BACA = {
    "teks": _teks, "paragraf": _teks, "angka": _angka, "rupiah": _angka, "tanggal": _tanggal, "jam": _jam,
    "pilihan": _pilihan, "wilayah": _wilayah, "penduduk": _penduduk, "daftar_penduduk": _daftar,
}  # fmt: skip


def sebagai_nilai(bidang: Bidang, nilai) -> dict[str, object]:
    """What a field of plain type gives the wording: ``""`` its own words, and what follows from it by name."""
    if bidang.tipe == "tanggal":
        hari = date.fromisoformat(nilai)
        return {"": panjang(hari), "hari": HARI[hari.weekday()]}
    if bidang.tipe == "rupiah":
        return {"": rupiah(nilai), "terbilang": f"{terbilang(nilai)} rupiah"}
    if bidang.tipe == "angka":
        return {"": str(nilai), "terbilang": terbilang(nilai)}
    if bidang.tipe == "jam":
        return {"": nilai.replace(":", ".")}
    if bidang.tipe == "pilihan":
        return {"": next((kata for satu, kata in bidang.pilihan if satu == nilai), str(nilai))}
    return {"": nama_lengkap(nilai)} if bidang.tipe == "wilayah" else {"": str(nilai)}


TURUNAN = {"tanggal": ("hari",), "rupiah": ("terbilang",), "angka": ("terbilang",)}
"""What else a field of a type gives the wording, by name after a dot."""
