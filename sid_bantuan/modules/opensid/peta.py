"""From OpenSID's columns to ours, row by row: what cannot be read is left out and told, what has no place is kept aside."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...domain import kode
from ...domain.nik import jenis_kelamin_nik
from ...sync.fields import CodeField
from ..kependudukan.isian_impor import PEMBACA, teks
from ..kependudukan.kolom import KOLOM
from ..kependudukan.tables import Kelompok, Penduduk, RumahTangga


class Terbaca(NamedTuple):
    """A row in our columns. ``lain``: its columns without a place here; ``temuan``: [column there, code, value there]."""

    nomor: int
    isi: dict
    lain: dict
    temuan: list


_BUKAN_PENDUDUK = ("alamat", "dusun", "rw", "rt", "no_kk", "lat", "lng")
TUJUAN = {kolom.nama: kolom.tujuan for kolom in KOLOM if kolom.nama not in _BUKAN_PENDUDUK} | {
    "sakit_menahun_id": "sakit_menahun",
    "telepon": "telepon",
    "status": "status_penduduk",
}
"""Column of tweb_penduduk -> ours."""

RUJUKAN = ("id_kk", "id_rtm", "rtm_level", "id_cluster")
KELAHIRAN = (
    "waktu_lahir", "tempat_dilahirkan", "jenis_kelahiran", "kelahiran_anak_ke", "penolong_kelahiran", "berat_lahir",
    "panjang_lahir",
)  # fmt: skip
"""Columns that tell of the birth: they belong to the event, where there is one."""
_TANPA_TEMPAT = (
    "foto", "alamat_sebelumnya", "no_kk_sebelumnya", "email", "telegram", "bahasa_id", "ket", "negara_asal",
    "tempat_cetak_ktp", "tanggal_cetak_ktp", "bpjs_ketenagakerjaan", "hubung_warga",
)  # fmt: skip
"""Columns without a place here: kept as they are and told. Tokens of its login are never read."""

KOLOM_PENDUDUK = (*TUJUAN, *RUJUKAN, *KELAHIRAN, *_TANPA_TEMPAT)
KOLOM_KELUARGA = ("no_kk", "nik_kepala", "tgl_cetak_kk", "alamat", "id_cluster", "tgl_daftar", "kelas_sosial")
KOLOM_RTM = ("no_kk", "nik_kepala", "tgl_daftar", "kelas_sosial", "bdt", "terdaftar_dtks")
KOLOM_WILAYAH = ("dusun", "rw", "rt", "id_kepala", "lat", "lng")
KOLOM_KELOMPOK = ("nama", "id_master", "id_ketua", "keterangan", "kode", "tipe")
KOLOM_ANGGOTA = (
    "id_kelompok", "id_penduduk", "no_anggota", "keterangan", "jabatan", "no_sk_jabatan", "periode",
    "nmr_sk_pengangkatan", "tgl_sk_pengangkatan", "nmr_sk_pemberhentian", "tgl_sk_pemberhentian",
)  # fmt: skip

_KOSONG = frozenset(("", "0", "-", "0000-00-00", "0000-00-00 00:00:00"))
_JABATAN = {"1": "Ketua", "2": "Wakil Ketua", "3": "Sekretaris", "4": "Bendahara", "90": "Anggota"}
_WAJIB = ("nama", "sex")


def _kode(codes: dict[int, str]):
    def baca(sel):
        isi = teks(sel)
        if isi in _KOSONG:
            return None, None
        return (int(isi), None) if isi.isdecimal() and int(isi) in codes else (None, "kode_tak_dikenal")

    return baca


def _teks(panjang: int):
    def baca(sel):
        isi = teks(sel)
        return (None, "terlalu_panjang") if len(isi) > panjang else (isi or None, None)

    return baca


def _pembaca(nama: str):
    """How a column of ``tweb_penduduk`` is read: as the sheet's column of the same name."""
    kolom = Penduduk._meta.columns[TUJUAN[nama]]
    if isinstance(kolom, CodeField):
        return _kode(kolom.codes)
    return PEMBACA.get(nama) or _teks(kolom.max_length)


_BACA = {nama: lru_cache(maxsize=4096)(_pembaca(nama)) for nama in TUJUAN}
_KELUARGA = {nama: lru_cache(maxsize=4096)(PEMBACA[nama]) for nama in ("no_kk", "alamat", "dusun", "rw", "rt")}
_HARI = lru_cache(maxsize=4096)(PEMBACA["tanggallahir"])


def bersih(sel):
    """A cell without what no database of ours holds."""
    return sel.replace("\0", "") if sel.__class__ is str and "\0" in sel else sel


def isi_lain(baris: Mapping, nama: Sequence[str]) -> dict:
    """The columns of a row that hold anything."""
    return {satu: str(sel) for satu in nama if (sel := baris.get(satu)) is not None and str(sel).strip() not in _KOSONG}


def penduduk(nomor: int, baris: Mapping) -> Terbaca:
    """A resident, but for his family and household. Without a name or a sex he lacks these columns."""
    isi, temuan = dict.fromkeys(TUJUAN.values()), []
    for nama, tujuan in TUJUAN.items():
        sel = bersih(baris.get(nama))
        if sel is None and nama not in _WAJIB:
            continue
        isi[tujuan], salah = _BACA[nama]("" if sel is None else sel)
        if salah:
            temuan.append([nama, salah, "" if sel is None else str(sel)])
    if isi["jenis_kelamin"] is None and isi["nik"]:
        isi["jenis_kelamin"] = jenis_kelamin_nik(isi["nik"])
        temuan = [satu for satu in temuan if satu[0] != "sex"]
        temuan.append(["sex", "opensid_kelamin_dari_nik", str(baris.get("sex") or "")])
    isi["status_dasar"] = isi["status_dasar"] or kode.HIDUP
    isi["status_penduduk"] = isi["status_penduduk"] or 1
    isi["kewarganegaraan"] = isi["kewarganegaraan"] or 1
    return Terbaca(nomor, isi, isi_lain(baris, _TANPA_TEMPAT), temuan)


def keluarga(nomor: int, baris: Mapping, lingkungan_id: str | None) -> Terbaca:
    """A family by its card."""
    isi, temuan = {"lingkungan_id": lingkungan_id}, []
    for tujuan, nama, baca in (
        ("no_kk", "no_kk", _KELUARGA["no_kk"]),
        ("alamat", "alamat", _KELUARGA["alamat"]),
        ("tanggal_cetak_kk", "tgl_cetak_kk", _HARI),
    ):
        isi[tujuan] = _ambil(baris, nama, baca, temuan)
    return Terbaca(nomor, isi, isi_lain(baris, ("kelas_sosial",)), temuan)


def rumah_tangga(nomor: int, baris: Mapping, lingkungan_id: str | None) -> Terbaca:
    """A household; where it lives follows from its head."""
    temuan: list = []
    isi = {
        "nomor": _ambil(baris, "no_kk", _teks(RumahTangga.nomor.max_length), temuan),
        "lingkungan_id": lingkungan_id,
    }
    return Terbaca(nomor, isi, isi_lain(baris, ("kelas_sosial", "bdt", "terdaftar_dtks")), temuan)


def wilayah(nomor: int, baris: Mapping) -> Terbaca:
    """A dusun, RW or RT: ``0`` and ``-`` there mean that the row is of the level above."""
    temuan: list = []
    isi = {
        nama: ""
        if str(baris.get(nama) or "").strip() in _KOSONG
        else _ambil(baris, nama, _KELUARGA[nama], temuan) or ""
        for nama in ("dusun", "rw", "rt")
    }
    return Terbaca(nomor, isi, isi_lain(baris, ("id_kepala", "lat", "lng")), temuan)


def kelompok(nomor: int, baris: Mapping, kategori: str | None) -> Terbaca:
    """A group, or an institution of the village."""
    temuan: list = []
    isi = {
        "nama": _ambil(baris, "nama", _teks(Kelompok.nama.max_length), temuan) or f"Kelompok {nomor}",
        "kategori": (kategori or "")[: Kelompok.kategori.max_length] or None,
        "keterangan": _ambil(baris, "keterangan", _teks(Kelompok.keterangan.max_length), temuan),
    }
    return Terbaca(nomor, isi, isi_lain(baris, ("kode", "tipe", "id_ketua")), temuan)


def anggota(nomor: int, baris: Mapping, kelompok_id: str | None, penduduk_id: str | None) -> Terbaca:
    """A place in a group. The offices of a group are numbers there, unless the village wrote its own word."""
    jabatan = teks(baris.get("jabatan") or "")
    isi = {
        "kelompok_id": kelompok_id,
        "penduduk_id": penduduk_id,
        "jabatan": _JABATAN.get(jabatan, jabatan)[:60] or None,
    }
    lain = isi_lain(baris, [nama for nama in KOLOM_ANGGOTA[2:] if nama != "jabatan"])
    return Terbaca(nomor, isi, lain, [])


def _ambil(baris: Mapping, nama: str, baca, temuan: list):
    sel = bersih(baris.get(nama))
    if sel is None:
        return None
    nilai, salah = baca(sel)
    if salah:
        temuan.append([nama, salah, str(sel)])
    return nilai
