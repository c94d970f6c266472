"""What the code on a letter proves to whoever scans it: as little as is needed to check the paper."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..domain import surat as kata
from ..domain.wilayah import is_code, level, within
from ..modules.persuratan.bukti import Bukti, periksa_bukti
from ..modules.persuratan.tables import Surat

BERLAKU, HABIS, MENUNGGU, DIKEMBALIKAN, DIGANTI = "berlaku", "habis", "menunggu", "dikembalikan", "diganti"
BATAL, BEDA, TERBUKTI, TAK_DIKENAL = "batal", "beda", "terbukti", "tak_dikenal"

_TANDA = re.compile(r"[A-Za-z0-9_-]{1,40}")
_BUKTI = re.compile(r"[A-Za-z0-9_-]{86}")
_NOMOR = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,100}")
_TANGGAL = re.compile(r"20\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pindaian:
    """What was scanned. A part that cannot be right is empty, so that it is asked for in vain like any other."""

    desa: str
    tanda: str
    nomor: str = ""
    tanggal: date | None = None
    bukti: str = ""

    @property
    def lengkap(self) -> bool:
        """Whether it names the number and the day, which the village's signature covers."""
        return bool(self.nomor and self.tanggal)


@dataclass(frozen=True, slots=True)
class Hasil:
    """The answer. Of a letter that is not known only the state is set.

    ``kunci_lama``: until when the village used the key that proves it, where it uses another now.
    ``kontak``: when the village was last heard of, for a letter that is proven but not here.
    """

    keadaan: str
    nomor: str = ""
    tanggal: date | None = None
    jenis: str = ""
    inisial: str = ""
    berlaku_sampai: date | None = None
    kunci_lama: str = ""
    kontak: str = ""


def baca(desa: str, tanda: str, nomor: str, tanggal: str, bukti: str) -> Pindaian:
    """What strangers send, held to the shape it must have."""
    return Pindaian(
        desa if len(desa) <= 13 and is_code(desa) and level(desa) == "desa" else "",
        tanda if _TANDA.fullmatch(tanda) else "",
        nomor if _NOMOR.fullmatch(nomor) else "",
        _hari(tanggal),
        bukti if _BUKTI.fullmatch(bukti) else "",
    )


def _hari(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks) if _TANGGAL.fullmatch(teks) else None
    except ValueError:
        return None


def periksa(node, pindaian: Pindaian, hari: date) -> Hasil:
    """Whether this village issued this letter, and whether it is good on a day.

    The same is asked of the database and of the keys whatever strangers send, so the time of an answer tells nothing;
    only what a village's key really signed is looked for once more, by its number.
    """
    tercatat = _menurut_tanda(node, pindaian)
    bukti = periksa_bukti(node, pindaian.desa, pindaian.nomor, pindaian.tanggal or "", pindaian.tanda, pindaian.bukti)
    kontak = node.engine.value("SELECT contact FROM sb_link WHERE peer = ? AND role = 'down'", (pindaian.desa,))
    if tercatat is not None:
        return _menurut_catatan(tercatat, pindaian, hari)
    if not _terbukti(bukti, pindaian):
        return Hasil(TAK_DIKENAL)
    # Signed by the village, but under this number it goes by another code now: the paper was replaced.
    keadaan = TERBUKTI if _senomor(pindaian) is None else DIGANTI
    return Hasil(keadaan, pindaian.nomor, pindaian.tanggal, kunci_lama=bukti.sampai, kontak=kontak or "")


_KOLOM = (Surat.keadaan, Surat.nomor, Surat.tgl_surat, Surat.judul, Surat.nama, Surat.berlaku_sampai, Surat.wilayah)


def _menurut_tanda(node, pindaian: Pindaian) -> Surat | None:
    """The letter of this village with this secret. Found by the secret alone: with the village beside it SQLite, which
    keeps no statistics, would read through all its letters, and the longer the answer the less there is."""
    surat = Surat.select(*_KOLOM).where(Surat.tanda == pindaian.tanda).first()
    return surat if surat and surat.wilayah == pindaian.desa and within(surat.wilayah, node.code) else None


def _senomor(pindaian: Pindaian) -> Surat | None:
    """A letter of this village with this number."""
    milik = (Surat.wilayah == pindaian.desa) & (Surat.tahun == pindaian.tanggal.year)
    return Surat.select(*_KOLOM).where(milik, Surat.nomor == pindaian.nomor).first()


def _terbukti(bukti: Bukti, pindaian: Pindaian) -> bool:
    """A key that was given up proves nothing of a later day: by then it may be in somebody else's hands.

    The day is the village's own, the moment of the change is in UTC: one day is let pass.
    """
    if not (bukti.sah and pindaian.lengkap):
        return False
    return not bukti.kunci_lama or pindaian.tanggal <= date.fromisoformat(bukti.sampai[:10]) + timedelta(days=1)


def _menurut_catatan(surat: Surat, pindaian: Pindaian, hari: date) -> Hasil:
    keadaan = _keadaan(surat, hari)
    if pindaian.lengkap and (pindaian.nomor, pindaian.tanggal) != (surat.nomor, surat.tgl_surat):
        keadaan = BEDA
    return Hasil(keadaan, surat.nomor or "", surat.tgl_surat, surat.perihal, inisial(surat.nama), surat.berlaku_sampai)


def _keadaan(surat: Surat, hari: date) -> str:
    if surat.keadaan == kata.BATAL:
        return BATAL
    if surat.keadaan == kata.MENGETAHUI:
        return MENUNGGU
    if surat.keadaan != kata.TERBIT:
        return DIKEMBALIKAN
    return HABIS if surat.berlaku_sampai and surat.berlaku_sampai < hari else BERLAKU


def inisial(nama: str) -> str:
    """The first letter of each word of a name: ``B. S.``; enough to compare, too little to learn a name from."""
    return " ".join(f"{satu[0].upper()}." for satu in re.findall(r"[^\W\d_][\w'’]*", nama.partition(",")[0])[:6])
