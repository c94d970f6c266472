"""Names made comparable: titles off, old spellings and doubled letters made one.

``kunci_nama`` is what duplicates are found by; ``pilihan_cari`` turns what an operator
typed into the pieces to look for in such keys. A key is for comparing, never for showing.
"""

import re
import unicodedata
from functools import lru_cache


def _kumpulan(*kata: str) -> frozenset[str]:
    return frozenset(" ".join(kata).split())


_GELAR_DEPAN = _kumpulan(
    "h hj hja haji hajah hajjah kh ky kyai kiai nyai ustadz ustad ustadzah ust gus tgk",
    " drs dra dr drg drh ir prof apt ns r rr rd raden ra rm alm almh almarhum almarhumah",
    "bp bpk bapak ibu sdr sdri tn ny nn",
)
_GELAR_BELAKANG = _kumpulan(
    "spd spdi spdsd spdaud sag se sei sesy sh shi she sip sos ssos sosi ssosi skom st stp sp spt spi skep sst sstp skm",
    "skeb sked skg skh sfarm spsi spn ssn ss ssi shum sthi sthum stpi strkeb strkep sikom sab sap stt sak sgz",
    "mpd mpdi msi mm mmpd mh mhi mag ma mt mkom mkes msc mba mp mei me mak mkn mph mhum mikom map msos msn",
    "amd ama amdkeb amdkep amdpd amapd ak cpa ca phd llm lc ba bsc ners nst apt alm almh almarhum almarhumah",
)
_JELAS = frozenset(gelar for gelar in _GELAR_BELAKANG if len(gelar) >= 3) - {"ama", "sos", "stt"}
"""Degrees no one is named; shorter ones count only when written with dots."""

_DISINGKAT = {
    sebutan: utuh
    for utuh, ragam in {
        "muhamad": "m md mhd muh muhd much moh mohd moch mokh mochamad mochammad mohamad mohammad muhamad muhammad"
        " muchamad muchammad mokhamad mokhammad mukhamad mukhammad muhamat mohamat mohamed muhammed muhammat mochamat",
        "ahmad": "ach achmad achmat akhmad akhmat ahmad ahmat ahmed achmed",
        "abdul": "abd abdul abdoel abdl",
        "siti": "st siti sitti stt",
    }.items()
    for sebutan in ragam.split()
}
_DI_MANA_PUN = _kumpulan("muh muhd much moh mohd moch mhd achmad achmat akhmad akhmat abd sitti") | {
    sebutan for sebutan in _DISINGKAT if len(sebutan) >= 5
}
"""Short forms that stand for the name wherever they are; the others only at the head of a name."""

_EJAAN_LAMA = re.compile("oe|dj|tj|sj|^nj")
"""What gives a word in the spelling of before 1972 away: there a ``j`` alone is today's ``y``."""
_LAMA = (("dj", "\0"), ("tj", "c"), ("sj", "sy"), ("j", "y"), ("\0", "j"), ("oe", "u"))
_EJAAN = (
    ("sy", "s"), ("kh", "h"), ("ch", "h"), ("dz", "s"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("ts", "s"),
    ("gh", "g"), ("ph", "f"), ("q", "k"), ("v", "f"), ("z", "s"), ("x", "ks"),
)  # fmt: skip
_Y_VOKAL = re.compile(r"(?<=[bcdfghklmnpqrstvwxzi])y")
_KEMBAR = re.compile(r"(.)\1+")
_HURUF = re.compile(r"[^a-z ]+")
_TITIK = re.compile(r"\b[A-Za-z]{1,5}\.(?:[A-Za-z]{1,5}\.?)+")


@lru_cache(maxsize=32_768)
def kunci_nama(nama: str) -> str:
    """The key of a name: lower-case words without titles, in one spelling. Empty for a name without letters.

    ``H. Moch. Soekarno, S.Pd.`` and ``MUHAMMAD SUKARNO`` have one key.
    """
    kata = _kata(nama)
    return " ".join(_satu_kata(satu, nomor == 0 and len(kata) > 1) for nomor, satu in enumerate(kata))


def pilihan_cari(teks: str) -> list[tuple[str, ...]]:
    """What was typed, as pieces that must each be found in a key; a piece may have several spellings.

    The last word may still be half typed, so a short form or a title is also taken as the
    beginning of a longer name: ``moch`` finds Muhammad and Mochtar.
    """
    kata = _kata(teks)
    if not kata:
        return []
    pilihan = [(_satu_kata(satu, nomor == 0),) for nomor, satu in enumerate(kata)]
    ejaan = _ejaan(kata[-1])
    pilihan[-1] = tuple(dict.fromkeys((*pilihan[-1], ejaan)))
    return [tuple(satu for satu in ragam if satu) for ragam in pilihan if any(ragam)]


def melebur(teks: str) -> bool:
    """Whether making spellings one leaves a single letter of a typed word of three or more: that fits everybody."""
    return any(len(satu) >= 3 and len(_satu_kata(satu, False)) < 2 for satu in _kata(teks))


def _kata(nama: str) -> list[str]:
    """The words of a name without titles and degrees, lower-case letters only."""
    if not nama.isascii():
        nama = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode()
    depan, koma, gelar = nama.partition(",")
    if koma and not depan.strip():
        depan = gelar
    if "." in depan:
        depan = _TITIK.sub(_tanpa_gelar, depan)
    kata = _HURUF.sub(" ", depan.lower().replace("'", "").replace("`", "")).split()
    mulai, akhir = 0, len(kata)
    while akhir - mulai > 1 and kata[mulai] in _GELAR_DEPAN:
        mulai += 1
    while akhir - mulai > 1 and kata[akhir - 1] in _JELAS:
        akhir -= 1
    return kata[mulai:akhir]


def _tanpa_gelar(found: re.Match) -> str:
    """A dotted word is a degree (S.Pd.I), or initials and a name run together (Moh.Yusuf)."""
    if found.start() and found[0].replace(".", "").lower() in _GELAR_BELAKANG:
        return " "
    return found[0].replace(".", " ")


@lru_cache(maxsize=32_768)
def _satu_kata(kata: str, di_depan: bool) -> str:
    utuh = _DISINGKAT.get(kata)
    if utuh and (di_depan or kata in _DI_MANA_PUN):
        return utuh
    return _ejaan(kata)


@lru_cache(maxsize=32_768)
def _ejaan(kata: str) -> str:
    """One word in the one spelling: Soeprijadi, Supriyadi and Supriadi are ``supriadi``."""
    if _EJAAN_LAMA.search(kata):
        kata = _ganti(kata, _LAMA)
    kata = _ganti(kata, _EJAAN)
    if kata[0] == "j":
        kata = "y" + kata[1:]
    return _KEMBAR.sub(r"\1", _Y_VOKAL.sub("i", kata))


def _ganti(kata: str, pasangan: tuple[tuple[str, str], ...]) -> str:
    for lama, baru in pasangan:
        kata = kata.replace(lama, baru)
    return kata
