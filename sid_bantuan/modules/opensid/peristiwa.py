"""From rows of ``log_penduduk`` to events: their kind, their days put right, what else is told of them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ...domain import lampid
from ...domain.tanggal import baca_tanggal
from ..kependudukan.isian_impor import teks
from ..lampid import setelan
from ..lampid.tables import Mutasi
from .garis import Peristiwa
from .peta import bersih

JENIS = {
    1: lampid.LAHIR,
    2: lampid.MATI,
    3: lampid.PINDAH,
    4: lampid.HILANG,
    5: lampid.DATANG,
    6: lampid.PINDAH,
}
"""``kode_peristiwa`` -> kind. 6 (pergi) is a leaving too; the books have no other column for it."""
PERGI = 6

CAKUPAN = {1: lampid.DALAM_KECAMATAN, 2: lampid.DALAM_KABUPATEN, 3: lampid.DALAM_PROVINSI, 4: lampid.LUAR_PROVINSI}
"""``ref_pindah`` names the border crossed: out of the village is within the kecamatan still."""
_SEBAB = {
    "1": "Sakit biasa/tua", "2": "Wabah penyakit", "3": "Kecelakaan", "4": "Kriminalitas", "5": "Bunuh diri",
    "6": "Lainnya",
}  # fmt: skip

TERAWAL = "2000-01-01"
"""No event was reported to such a system earlier: one that says so was typed wrong, and would open the books there."""

KOLOM_LOG = (
    "id_pend", "kode_peristiwa", "tgl_peristiwa", "tgl_lapor", "created_at", "meninggal_di", "jam_mati", "sebab",
    "penolong_mati", "akta_mati", "alamat_tujuan", "catatan", "no_kk", "nama_kk", "ref_pindah",
    "maksud_tujuan_kedatangan",
)  # fmt: skip
_KELAHIRAN = {
    "tempat_dilahirkan": "tempat_dilahirkan", "jenis_kelahiran": "jenis_kelahiran", "kelahiran_anak_ke": "anak_ke",
    "penolong_kelahiran": "penolong", "berat_lahir": "berat_gram", "panjang_lahir": "panjang_cm",
}  # fmt: skip
_JAM = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


class Log(NamedTuple):
    """The events of one resident, and what was found of single rows: (number, column, code, value)."""

    peristiwa: list[Peristiwa]
    temuan: list[tuple[int, str, str, str]]


def baca_log(rows: Sequence[Mapping], penduduk: Mapping, hari_ini: str) -> Log:
    """The events of one resident; ``penduduk``: his own row there, which tells of his birth and where he came from."""
    hasil = Log([], [])
    for row in rows:
        jenis = JENIS.get(row["kode_peristiwa"])
        hari = _hari(row, hari_ini, hasil.temuan)
        if jenis is None:
            hasil.temuan.append((row["id"], "kode_peristiwa", "opensid_peristiwa_asing", str(row["kode_peristiwa"])))
        elif hari is None:
            hasil.temuan.append((row["id"], "tgl_lapor", "opensid_peristiwa_tanpa_tanggal", ""))
        else:
            terjadi, lapor = hari
            dihitung = max(terjadi, TERAWAL) if setelan.sekarang.bulan_hitung == setelan.PERISTIWA else lapor
            isi = _isi(row, jenis, penduduk, hasil.temuan)
            hasil.peristiwa.append(Peristiwa(row["id"], jenis, lampid.ARAH[jenis], terjadi, lapor, dihitung[:7], isi))
    return hasil


def _hari(row: Mapping, hari_ini: str, temuan: list) -> tuple[str, str] | None:
    """``(happened, reported)`` as the books can have them: one missing is the other, none is later than it can be."""
    terjadi, lapor, dibuat = (_tanggal(row.get(nama)) for nama in ("tgl_peristiwa", "tgl_lapor", "created_at"))
    if lapor and lapor < TERAWAL:
        temuan.append((row["id"], "tgl_lapor", "opensid_lapor_terlalu_lama", lapor))
        lapor = None
    lapor = lapor or dibuat or (terjadi and max(terjadi, TERAWAL))
    if lapor is None:
        return None
    terjadi = terjadi or lapor
    if max(terjadi, lapor) > hari_ini:
        temuan.append((row["id"], "tgl_lapor", "opensid_tanggal_mendatang", max(terjadi, lapor)))
        terjadi, lapor = min(terjadi, hari_ini), min(lapor, hari_ini)
    if lapor < terjadi:
        temuan.append((row["id"], "tgl_lapor", "opensid_lapor_mendahului", lapor))
        lapor = terjadi
    return terjadi, lapor


def _tanggal(sel) -> str | None:
    hari, _ = baca_tanggal(sel[:10] if sel else None)
    return hari.isoformat() if isinstance(hari, date) else None


def _isi(row: Mapping, jenis: str, penduduk: Mapping, temuan: list) -> dict:
    """The columns of ``mutasi`` this kind of event has; what does not fit stays in the remark."""
    isi = {"keterangan": _teks(row.get("catatan"))}
    if jenis == lampid.MATI:
        sebab = teks(row.get("sebab") or "")
        isi |= {"tempat": _teks(row.get("meninggal_di")), "jam": _jam(row.get("jam_mati")), "akta": row.get("akta_mati"),
                "sebab": _SEBAB.get(sebab, sebab), "penentu": row.get("penolong_mati")}  # fmt: skip
    elif jenis == lampid.LAHIR:
        isi |= {baru: penduduk.get(lama) for lama, baru in _KELAHIRAN.items()}
        isi |= {"tempat": _teks(penduduk.get("tempatlahir")), "jam": _jam(penduduk.get("waktu_lahir")),
                "akta": penduduk.get("akta_lahir")}  # fmt: skip
    elif jenis == lampid.PINDAH:
        isi |= {"lawan_alamat": _teks(row.get("alamat_tujuan")), "cakupan": CAKUPAN.get(row.get("ref_pindah"))}
        if row["kode_peristiwa"] == PERGI:
            isi |= {"cakupan": None, "keterangan": _gabung("Pergi (penduduk tidak tetap)", isi["keterangan"])}
    elif jenis == lampid.DATANG:
        maksud = _teks(row.get("maksud_tujuan_kedatangan"))
        isi |= {"lawan_alamat": _teks(penduduk.get("alamat_sebelumnya")),
                "keterangan": _gabung(isi["keterangan"], maksud and f"Maksud kedatangan: {maksud}")}  # fmt: skip
    return {nama: nilai for nama, satu in isi.items() if (nilai := _muat(row, nama, satu, temuan)) is not None}


def _muat(row: Mapping, nama: str, nilai, temuan: list):
    """The value as the column holds it; one that does not fit is told and left out."""
    if nilai is None or nilai == "" or nilai == 0 or nilai == "0":
        return None
    kolom = Mutasi._meta.columns[nama]
    panjang = getattr(kolom, "max_length", None)
    if panjang:
        return teks(nilai)[:panjang]
    angka = _angka(nilai)
    if angka is None or kolom.fault(angka):
        temuan.append((row["id"], nama, "nilai_tidak_dipakai", str(nilai)))
        return None
    return angka


def _angka(nilai) -> int | None:
    isi = re.match(r"\d{1,6}", str(nilai).strip())
    return int(isi[0]) if isi else None


def _jam(sel) -> str | None:
    ketemu = _JAM.search(str(sel or ""))
    return f"{int(ketemu[1]):02}:{ketemu[2]}" if ketemu else None


def _teks(sel) -> str | None:
    return teks(bersih(sel)) or None if sel else None


def _gabung(*bagian: str | None) -> str | None:
    return "; ".join(filter(None, bagian)) or None
