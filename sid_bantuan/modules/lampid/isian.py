"""What people fill in about an event: cleaned, and what is impossible about it refused by name."""

from collections.abc import Mapping
from datetime import date

from ...domain import lampid
from ...domain.nik import baca_nik
from ...domain.wilayah import is_code, level, parent
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import Kesalahan
from .hari import hari_ini

OTOMATIS = frozenset(("jenis", "bulan", "keadaan", "alasan_batal", "keluarga_id", "ubahan", "oleh", "pada", "lain"))
"""Columns of an event that follow from what is done; no form fills them."""


def bersihkan(node, isi: Mapping) -> dict:
    """The columns people fill: text trimmed, days as ``date``, NIK of the reporter without blanks."""
    if terlarang := OTOMATIS & isi.keys():
        raise KeyError(f"kolom peristiwa yang diisi sendiri oleh pencatatan: {', '.join(sorted(terlarang))}")
    bersih = rapikan(node.catalog["mutasi"], isi)
    bersih.pop("yang_pindah", None)  # follows from who is chosen
    for nama in ("tgl_peristiwa", "tgl_lapor"):
        if nama in bersih:
            bersih[nama] = hari(bersih[nama])
    return bersih


def hari(nilai: date | str | None) -> date | str | None:
    """A day, or its ISO text, as a day; what is no day stays as it is, to be refused."""
    try:
        return date.fromisoformat(nilai) if isinstance(nilai, str) else nilai
    except ValueError:
        return nilai


def lengkapi(node, jenis: str, isi: Mapping) -> dict:
    """The same for a new event: reported today where nothing is said, reach of a move as the other place tells."""
    bersih = {"tgl_lapor": hari_ini()} | bersihkan(node, isi)
    bersih["tgl_lapor"] = bersih["tgl_lapor"] or hari_ini()
    if jenis in (lampid.PINDAH, lampid.DATANG) and is_code(bersih.get("lawan_wilayah") or ""):
        bersih["cakupan"] = cakupan(node.code, bersih["lawan_wilayah"], bersih.get("cakupan"))
    return bersih


def cakupan(desa: str, lawan: str, tertulis: int | None = None) -> int | None:
    """How far a move between a village and another place reaches; what people say where the code is too short to tell."""
    if lawan == desa:
        return lampid.DALAM_DESA
    kecamatan, kabupaten = parent(desa), parent(parent(desa))
    if level(lawan) == "desa" and parent(lawan) == kecamatan:
        return lampid.DALAM_KECAMATAN
    if lawan[:5] == kabupaten:
        return lampid.DALAM_KABUPATEN if level(lawan) != "kabupaten" and lawan != kecamatan else tertulis
    return lampid.DALAM_PROVINSI if lawan[:2] == kabupaten[:2] else lampid.LUAR_PROVINSI


def salah(node, jenis: str, isi: dict) -> list[Kesalahan]:
    """Everything that makes this event impossible, whoever it is about."""
    penuh = {"jenis": jenis, "bulan": "2000-01", "oleh": "-", "pada": "-"} | isi
    temuan = salah_kolom(node.catalog["mutasi"], penuh, None)
    sudah = {satu.kolom for satu in temuan}
    temuan += [satu for satu in salah_hari(isi) if satu.kolom not in sudah]
    temuan += _nik_pelapor(isi)
    return temuan + (_lawan(isi) if jenis in (lampid.PINDAH, lampid.DATANG) else [])


def salah_hari(isi: Mapping) -> list[Kesalahan]:
    """Days that cannot be, each told by itself: reported in the future, happened after the report. No day, no fault."""
    lapor, terjadi, kini = isi.get("tgl_lapor"), isi.get("tgl_peristiwa"), hari_ini()
    temuan = []
    if isinstance(lapor, date) and lapor > kini:
        temuan.append(Kesalahan("tgl_lapor_mendatang", "tgl_lapor", isi={"tanggal": lapor}))
    batas = min(lapor, kini) if isinstance(lapor, date) else kini
    if isinstance(terjadi, date) and terjadi > batas:
        temuan.append(Kesalahan("tgl_peristiwa_sesudah_lapor", "tgl_peristiwa", isi={"tanggal": terjadi}))
    return temuan


def _nik_pelapor(isi: dict) -> list[Kesalahan]:
    nik, temuan = baca_nik(isi.get("nik_pelapor"))
    if temuan:
        return [Kesalahan(temuan, "nik_pelapor", isi={"nik": isi["nik_pelapor"]})]
    if "nik_pelapor" in isi:
        isi["nik_pelapor"] = nik
    return []


def _lawan(isi: Mapping) -> list[Kesalahan]:
    temuan = []
    if isi.get("lawan_wilayah") and not is_code(isi["lawan_wilayah"]):
        temuan.append(Kesalahan("kode_wilayah_salah", "lawan_wilayah"))
    if not isi.get("cakupan"):
        temuan.append(Kesalahan("wajib_diisi", "cakupan"))
    return temuan
