"""Why a letter can't be made for somebody, or what to look at first."""

from dataclasses import dataclass
from datetime import date

from ...domain import kode
from ...domain.surat import BATAL, TERBIT
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from . import isi_templat, templat
from .data_surat import KELUARGA, ORANG, data_surat
from .jenis import Jenis, satu
from .tables import Surat

_KOLOM = {
    "umur": "tanggal_lahir", "pendidikan": "pendidikan_kk", "bin": "nama_ayah", "dusun": "lingkungan_id",
    "rt": "lingkungan_id", "rw": "lingkungan_id",
}  # fmt: skip
"""Placeholder -> the column to fill, where it is not one by the same name."""
_KEADAAN = {
    kode.MATI: "surat_orang_mati", kode.PINDAH: "surat_orang_pindah", kode.HILANG: "surat_orang_hilang",
    kode.PERGI: "surat_orang_pergi", kode.TIDAK_VALID: "surat_orang_tidak_valid", kode.HIDUP: "surat_orang_hidup",
}  # fmt: skip


@dataclass(frozen=True)
class Kekurangan(Kesalahan):
    """``menahan``: the letter can't be handed in while it is so; else it is only said."""

    menahan: bool = True


def kekurangan(node, kode_jenis: str, penduduk_id: str | None, kecuali: str | None = None) -> list[Kekurangan]:
    """What keeps this kind from being made for this resident, and what is odd about it.

    ``kolom`` names the column to fill. ``kecuali``: the letter itself, which is no double of its own.
    """
    jenis = satu(node, kode_jenis)
    if not penduduk_id:
        return [] if jenis.subjek == "umum" else [Kekurangan("wajib_diisi", "penduduk_id")]
    orang = rekam.ambil(node.catalog["penduduk"], penduduk_id, node.code)
    if orang is None:
        return [Kekurangan("bukan_penduduk_desa", "penduduk_id")]
    if salah := salah_keadaan(jenis, orang):
        return salah
    return [
        *_kolom_kosong(node, jenis, orang), *_lain_dari_catatan(jenis, orang), *_masih_berlaku(node, jenis, orang, kecuali)
    ]  # fmt: skip


def salah_keadaan(jenis: Jenis, orang: Penduduk) -> list[Kekurangan]:
    """No letter for the dead but those that fit; who moved away is said to have."""
    if orang.status_dasar in jenis.untuk_keadaan:
        return []
    isi = {"nama": orang.nama, "jenis": jenis.nama}
    return [Kekurangan(_KEADAAN[orang.status_dasar], "penduduk_id", isi=isi, rekam=("penduduk", orang.id))]


def _kolom_kosong(node, jenis: Jenis, orang: Penduduk) -> list[Kekurangan]:
    """Columns the wording needs and the record lacks. A NIK may be one that does not exist yet."""
    perlu = isi_templat.dipakai(templat.berlaku(node, jenis.kode).isi)
    ada = data_surat(node, jenis.kode, orang.id, {})
    hasil = {}
    for nama in sorted(perlu & ORANG.keys()):
        for kolom in _kolom(nama, orang, ada):
            isi = {"kolom": kolom, "nama": orang.nama}
            hasil[kolom] = Kekurangan(
                "surat_data_kosong", kolom, isi=isi, rekam=("penduduk", orang.id), menahan=kolom != "nik"
            )
    for kerabat in KELUARGA:
        if f"{kerabat}.nama" in perlu and f"{kerabat}.nama" not in ada:
            isi = {"kerabat": kerabat.replace("_", " "), "nama": orang.nama}
            hasil[kerabat] = Kekurangan("surat_kerabat_kosong", kerabat, isi=isi, menahan=False)
    return list(hasil.values())


def _lain_dari_catatan(jenis: Jenis, orang: Penduduk) -> list[Kekurangan]:
    """What the letter would say and the record does not: it is said to who writes and who signs, who may know better."""
    hasil = []
    for kolom, benar in jenis.menurut_catatan:
        if (nilai := getattr(orang, kolom)) is not None and nilai not in benar:
            isi = {"kolom": kolom, "nama": orang.nama, "tercatat": kode.daftar(kolom).get(nilai, "?").lower()}
            hasil.append(
                Kekurangan("surat_lain_dari_catatan", kolom, isi=isi, rekam=("penduduk", orang.id), menahan=False)
            )
    return hasil


def _kolom(nama: str, orang: Penduduk, ada: dict) -> list[str]:
    """The columns to fill so that this placeholder has its whole value."""
    if nama == "tempat_tanggal_lahir":
        return [kolom for kolom in ("tempat_lahir", "tanggal_lahir") if getattr(orang, kolom) in (None, "")]
    return [] if ada.get(nama) else [_KOLOM.get(nama, nama)]


def _masih_berlaku(node, jenis: Jenis, orang: Penduduk, kecuali: str | None) -> list[Kekurangan]:
    pilih = (Surat.kode == jenis.kode) & (Surat.penduduk_id == orang.id) & (Surat.id != (kecuali or ""))
    pilih &= (Surat.keadaan != BATAL) & (Surat.wilayah == node.code)
    for ada in Surat.select().where(pilih).order_by(Surat.pada.desc()).limit(5):
        if ada.keadaan != TERBIT:
            isi = {"judul": ada.judul, "nama": ada.nama}
            return [Kekurangan("surat_sedang_dibuat", isi=isi, rekam=("surat", ada.id), menahan=False)]
        if ada.berlaku_sampai and ada.berlaku_sampai >= date.today():
            isi = {"nomor": ada.nomor, "tanggal": ada.berlaku_sampai}
            return [Kekurangan("surat_masih_berlaku", isi=isi, rekam=("surat", ada.id), menahan=False)]
    return []


def tahan(node, surat: Surat) -> None:
    """Raises ``DataDitolak`` with whatever keeps this letter from going on."""
    menahan = [ini for ini in kekurangan(node, surat.kode, surat.penduduk_id, surat.id) if ini.menahan]
    if menahan:
        raise DataDitolak(menahan)
