"""Kinds an office makes or changes itself: names made of titles, a wording to begin with, nothing that breaks the wording."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from ...domain.ids import derived_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import jenis, templat
from .jenis import Bidang, Jenis
from .peristiwa_surat import SAMA
from .tables import JenisSurat

_DIPAKAI = frozenset({"baru"})
"""Words an address needs for itself."""
BUKAAN = (
    "Yang bertanda tangan di bawah ini {kepala} {desa}, Kecamatan {kecamatan}, {kabupaten}, menerangkan dengan"
    " sebenarnya bahwa:"
)
IDENTITAS = """| Nama | **{nama}**
| NIK | {nik}
| Tempat, tanggal lahir | {tempat_tanggal_lahir}
| Jenis kelamin | {jenis_kelamin}
| Pekerjaan | {pekerjaan}
| Alamat | {alamat}"""
PENUTUP = "Demikian surat ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
TERIKAT = {"lahir": ("nama", "jenis_kelamin", "tempat_lahir", "ayah"), "pindah": ("pengikut",)}
"""Kind of event -> fields of its letter that make people of it, beside the columns of the event."""


def kode_rekam(node, kode: str) -> str:
    """The id of this office's own row of a kind."""
    return derived_id("jenis_surat", node.code, kode)


def sebagai_nama(judul: str, sudah: Iterable[str] = (), paling: int = 40) -> str:
    """A lasting name made of a title: small letters and underscores, none of those that are taken."""
    dasar = re.sub(r"[^a-z0-9]+", "_", judul.lower()).strip("_") or "isian"
    dasar = (dasar if dasar[0].isalpha() else f"isian_{dasar}")[:paling].strip("_")
    sudah, nama, ke = set(sudah), dasar, 1
    while nama in sudah:
        ke += 1
        nama = f"{dasar[: paling - 3]}_{ke}"
    return nama


def terikat(satu: Jenis) -> frozenset[str]:
    """The fields of a kind that its event is made of: they stay, and stay what they are."""
    return frozenset((*SAMA.get(satu.peristiwa, ()), *TERIKAT.get(satu.peristiwa, ())))


def buat(node, operator: Operator, isi: Mapping) -> str:
    """Add a kind of this office's own, with a wording to begin with; its ``kode``. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        nama = " ".join(str(isi.get("nama") or "").split())
        if salah := _salah_nama(node, nama):
            raise DataDitolak(salah)
        kode = sebagai_nama(nama, {satu.kode for satu in jenis.semua(node, aktif=False)} | _DIPAKAI)
        baris = jenis.simpan(node, operator, kode, isi)
        templat.simpan(node, operator, kode, naskah_awal(jenis.satu(node, kode)), baris.nama.upper(), "Naskah awal")
        return kode


def simpan(node, operator: Operator, kode: str, isi: Mapping) -> JenisSurat:
    """Store this office's version of a kind. Raises ``DataDitolak``, too where the wording in force would lose a field."""
    with rekam.transaksi(node):
        lama = jenis.satu(node, kode)
        if salah := _salah_terikat(lama, isi.get("bidang")) + _salah_nama(node, isi.get("nama", lama.nama), kode):
            raise DataDitolak(salah)
        baris = jenis.simpan(node, operator, kode, isi)
        if salah := _salah_naskah(node, kode, lama):
            raise DataDitolak(salah)
        return baris


def _salah_nama(node, nama: str, kecuali: str = "") -> list[Kesalahan]:
    """Two kinds of one name could not be told apart at the counter; a form sent twice is one kind."""
    sama = " ".join(nama.casefold().split())
    ada = any(satu.nama.casefold() == sama for satu in jenis.semua(node, aktif=False) if satu.kode != kecuali)
    return [Kesalahan("surat_nama_jenis_ganda", "nama", isi={"nama": nama})] if ada else []


def _salah_terikat(lama: Jenis, bidang) -> list[Kesalahan]:
    """A field the event needs that is gone, or of another type."""
    if bidang is None:
        return []
    baru = {satu["nama"]: satu.get("tipe", "teks") for satu in bidang}
    return [
        Kesalahan("surat_bidang_terikat", "bidang", isi={"nama": satu.judul})
        for satu in lama.bidang
        if satu.nama in terikat(lama) and baru.get(satu.nama) != satu.tipe
    ]


def _salah_naskah(node, kode: str, lama: Jenis) -> list[Kesalahan]:
    berlaku = templat.berlaku(node, kode)
    if not berlaku.isi:
        return []
    salah = []
    for satu in templat.salah(jenis.satu(node, kode), berlaku.isi):
        nama = str(satu.isi.get("kata", "")).removeprefix("isian.").split(".")[0]
        bidang = lama.satu_bidang(nama)
        isi = satu.isi | {"nama": bidang.judul if bidang else nama}
        salah.append(Kesalahan("surat_bidang_dipakai_naskah", "bidang", isi=isi))
    return salah


def kembali_bawaan(node, operator: Operator, kode: str) -> None:
    """Take the shipped definition again; the office's wording stays. Raises ``DataDitolak`` for a kind of its own."""
    if kode not in jenis.bawaan():
        raise DataDitolak([Kesalahan("surat_jenis_tidak_ada", "kode", isi={"kode": kode})])
    simpan(node, operator, kode, jenis.sebagai_isi(jenis.bawaan()[kode]))


# ---- examples


def naskah_awal(satu: Jenis) -> str:
    """A wording to begin with: who, what the fields say, the close."""
    tabel = [
        f"| {bidang.judul} | {{isian.{bidang.nama}}}" for bidang in satu.bidang if bidang.tipe != "daftar_penduduk"
    ]
    daftar = [f"{bidang.judul}:\n[daftar isian.{bidang.nama}: nama, nik, umur]" for bidang in satu.bidang
              if bidang.tipe == "daftar_penduduk"]  # fmt: skip
    siapa = [IDENTITAS] if satu.subjek != "umum" else []
    keterangan = ["dengan keterangan sebagai berikut:", "\n".join(tabel)] if tabel and siapa else ["\n".join(tabel)]
    return "\n\n".join(filter(None, (BUKAAN, *siapa, *keterangan, *daftar, PENUTUP)))


def contoh_isian(node, satu: Jenis, penduduk_id: str | None) -> dict:
    """Something in every field, so that a preview shows where each stands."""
    return {bidang.nama: nilai for bidang in satu.bidang if (nilai := _contoh(node, bidang, penduduk_id))}


def _contoh(node, bidang: Bidang, penduduk_id: str | None):
    if bidang.tipe in ("teks", "paragraf"):
        return f"({bidang.judul.lower()})"
    return {
        "angka": "12", "rupiah": "1500000", "tanggal": date.today(), "jam": "08.30", "wilayah": node.code,
        "pilihan": bidang.pilihan[0][0] if bidang.pilihan else None, "penduduk": penduduk_id,
        "daftar_penduduk": [penduduk_id] if penduduk_id else None,
    }[bidang.tipe]  # fmt: skip
