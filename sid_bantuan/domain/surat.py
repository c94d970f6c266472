"""The words and the arithmetic of letters: states, steps, numbers. Pure."""

import re
from collections.abc import Mapping

DRAF, DIPERIKSA, DITANDATANGANI, MENGETAHUI, TERBIT = "draf", "periksa", "tanda_tangan", "mengetahui", "terbit"
DIKEMBALIKAN, BATAL = "dikembalikan", "batal"
KEADAAN = {
    DRAF: "Draf",
    DIPERIKSA: "Menunggu pemeriksaan sekretaris",
    DITANDATANGANI: "Menunggu tanda tangan kepala desa",
    MENGETAHUI: "Menunggu camat mengetahui",
    TERBIT: "Terbit",
    DIKEMBALIKAN: "Dikembalikan",
    BATAL: "Dibatalkan",
}
"""Every state of a letter, as people read it. Terms of a kelurahan are put in by ``sebutan``."""
LANGKAH = {
    "ajukan": "Diajukan",
    "periksa": "Diperiksa",
    "tanda_tangan": "Ditandatangani",
    "teruskan": "Diteruskan ke camat",
    "mengetahui": "Diketahui camat",
    "kembalikan": "Dikembalikan",
    "batalkan": "Dibatalkan",
    "cetak": "Dicetak",
    "serahkan": "Diserahkan",
}
PERMOHONAN = {
    "lengkap": "Lengkap, siap dibuat",
    "kurang": "Menunggu kelengkapan",
    "diproses": "Sedang dibuat",
    "selesai": "Selesai",
    "ditolak": "Ditolak",
}
KERTAS = {"A4": (210, 297), "F4": (215, 330)}
"""Paper: width and height in millimetres."""

POLA_BIASA = "[kode]/[nomor,3]/[kode_desa]/[bulan_romawi]/[tahun]"
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_BAGIAN = re.compile(r"\[(?P<nama>[a-z_]+)(?:,(?P<lebar>\d))?\]")
BAGIAN = ("kode", "nomor", "kode_desa", "nama_desa", "bulan", "bulan_romawi", "tahun", "jenis")
"""What a pattern may name. ``[nomor,3]`` is padded with zeros to three digits."""

_SINGKATAN = {"KTP-EL": "KTP-el"} | {
    satu: satu for satu in ("BPJS", "BPKB", "KIA", "KIP", "KIS", "KK", "KTP", "KUA", "NIK", "NPWP", "PBB", "PKH", "PNS",
                            "POLRI", "RT", "RW", "SIM", "SKCK", "SKTM", "SPPT", "STNK", "TNI", "TPU", "WNA", "WNI")
}  # fmt: skip
_KATA = re.compile(r"[\w-]+")


def sebut_judul(judul: str) -> str:
    """The title of a letter as it stands within a sentence: Surat keterangan pengganti KTP-el.

    In a title not written in capitals throughout, what stands in capitals is an abbreviation.
    """
    kapital = judul.isupper()

    def satu(kata: re.Match) -> str:
        ini = kata[0]
        if ini.upper() in _SINGKATAN:
            return _SINGKATAN[ini.upper()]
        return ini if not kapital and len(ini) > 1 and ini.isupper() else ini.lower()

    kecil = _KATA.sub(satu, judul)
    return kecil[:1].upper() + kecil[1:]


def salah_pola(pola: str) -> str | None:
    """Why a pattern cannot number letters, in a code of the catalogue of words; None where it can."""
    bagian = _BAGIAN.findall(pola)
    if not any(nama == "nomor" for nama, _ in bagian):
        return "pola_tanpa_nomor"
    if any(nama not in BAGIAN for nama, _ in bagian) or re.search(r"[\[\]]", _BAGIAN.sub("", pola)):
        return "pola_tak_dikenal"
    return "pola_terlalu_panjang" if len(pola) > 80 else None


def susun_nomor(pola: str, isi: Mapping[str, object]) -> str:
    """The number of a letter. ``isi`` has every part of ``BAGIAN``; those with a width are padded with zeros."""
    return _BAGIAN.sub(lambda satu: str(isi[satu["nama"]]).zfill(int(satu["lebar"] or 0)), pola)
