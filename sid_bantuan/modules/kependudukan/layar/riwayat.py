"""What happened to one resident, latest first: changes, verdicts, answers, merges, each with who and why."""

from dataclasses import dataclass, field

from .... import jejak
from ....domain.pesan import nama_kolom
from ...verval.putusan import riwayat as putusan_atas
from ...verval.tables import PERLU_PERBAIKAN, Perbaikan
from ..tables import Keluarga, Penduduk, Penggabungan
from . import isian
from .sambungan import RIWAYAT

BANYAK = 60
TERSAMAR = ("nik", "nik_ayah", "nik_ibu")
_IKON = {"tambah": "tambah", "ubah": "pensil", "hapus": "sampah", "pulihkan": "kembali", "gabung": "gabung",
         "batal_gabung": "gabung", "impor": "impor", "lihat_nik": "lihat"}  # fmt: skip
_DIAM = ("id", "sumber", "orang_id", "lain")


@dataclass(frozen=True)
class Butir:
    """One entry. ``ubahan``: (column in words, before, after); ``nada`` as the badges of verval; ``tautan``: more of it."""

    pada: str
    judul: str
    oleh: str
    ikon: str
    keterangan: str = ""
    ubahan: list[tuple[str, str, str]] = field(default_factory=list)
    nada: str = ""
    tautan: str = ""


def riwayat(node, penduduk: Penduduk, lengkap: bool) -> list[Butir]:
    """Everything this node knows of what happened. ``lengkap``: numbers are shown whole."""
    butir = [_dari_jejak(satu, lengkap) for satu in jejak.baca(node.engine, rekam_id=penduduk.id, banyak=BANYAK)]
    butir += [_dari_putusan(satu) for satu in putusan_atas(node, penduduk.id)]
    butir += [_dari_tanggapan(satu) for satu in _tanggapan(penduduk)]
    butir += [satu for sumber in RIWAYAT for satu in sumber(node, penduduk)]
    return sorted(butir, key=lambda satu: satu.pada, reverse=True)


def _dari_jejak(satu, lengkap: bool) -> Butir:
    ubahan = [
        (nama_kolom(nama), _kata(nama, lama, lengkap), _kata(nama, baru, lengkap))
        for nama, (lama, baru) in satu.perubahan.items()
        if nama not in _DIAM and satu.aksi in ("ubah", "gabung")
    ]
    ikon = _IKON.get(satu.aksi, "jejak")
    return Butir(satu.pada, satu.sebutan_aksi.capitalize(), satu.oleh, ikon, satu.catatan or "", ubahan)


def _kata(nama: str, nilai, lengkap: bool) -> str:
    if nilai in (None, ""):
        return "(kosong)"
    if nama == "keluarga_id":
        keluarga = Keluarga.get_or_none(Keluarga.id == nilai)
        return f"KK {keluarga}" if keluarga and lengkap else "KK lain"
    if nama == "foto":
        return "terpasang"
    if nama in TERSAMAR and not lengkap:
        return f"…{str(nilai)[-4:]}"
    kolom = Penduduk._meta.columns.get(nama)
    return isian.tampil(kolom, nilai) if kolom is not None else str(nilai)


def _dari_putusan(satu) -> Butir:
    dikembalikan = satu.putusan == PERLU_PERBAIKAN
    judul = f"Dikembalikan: {satu.judul}" if dikembalikan else "Dinyatakan valid"
    keterangan = satu.pesan if satu.pesan and satu.pesan != satu.judul else ""
    if not satu.berlaku:
        keterangan = f"{keterangan} (tidak berlaku lagi, data sudah berubah)".strip()
    nada = "perlu_perbaikan" if dikembalikan else "valid"
    return Butir(satu.pada, judul, f"{satu.oleh} ({satu.node})", "perisai", keterangan, nada=nada)


def _tanggapan(penduduk: Penduduk):
    milik = (Perbaikan.rekam_id == penduduk.id) & Perbaikan.tanggapan.is_null(False)
    return Perbaikan.select().where(milik).limit(BANYAK)


def _dari_tanggapan(satu: Perbaikan) -> Butir:
    return Butir(satu.pada or "", "Menanggapi kecamatan", satu.oleh or "", "surat", f"«{satu.tanggapan}»")


def pernah_digabung(node, penduduk: Penduduk) -> list[Penggabungan]:
    """The decisions that made other records part of this person."""
    milik = (Penggabungan.orang_tetap == penduduk.orang_id) & (Penggabungan.wilayah == node.code)
    return list(Penggabungan.select().where(milik))
