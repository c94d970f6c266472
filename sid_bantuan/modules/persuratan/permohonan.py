"""Requests: who asks for which letter, what he brought, what is still missing, and what became of it."""

import json
from collections.abc import Iterable, Mapping

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import surat
from .isian_surat import bersihkan
from .jenis import Jenis, satu
from .kekurangan import salah_keadaan
from .tables import PermohonanSurat, Surat

LENGKAP, KURANG, DIPROSES, SELESAI, DITOLAK = "lengkap", "kurang", "diproses", "selesai", "ditolak"


def kurang(jenis: Jenis, dibawa: Iterable[str]) -> list[str]:
    """The documents a kind demands that were not brought, in its order."""
    dibawa = set(dibawa)
    return [satu.nama for satu in jenis.syarat if satu.wajib and satu.nama not in dibawa]


def catat(
    node,
    operator: Operator,
    kode: str,
    penduduk_id: str | None,
    dibawa: Iterable[str] = (),
    isian: Mapping | None = None,
    nama: str = "",
    telepon: str | None = None,
    lewat: str = "loket",
    id: str | None = None,
) -> PermohonanSurat:
    """Take a request in; it waits while documents are missing. ``nama``: who asks, where it is not the resident.

    The same ``id`` twice is one request. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        tipe = node.catalog["permohonan_surat"]
        if id and (dulu := rekam.ambil(tipe, id, node.code)):
            return dulu
        jenis = satu(node, kode)
        orang = rekam.ambil(node.catalog["penduduk"], penduduk_id, node.code) if penduduk_id else None
        salah = salah_keadaan(jenis, orang) if orang else []
        if orang is None and (penduduk_id or jenis.subjek != "umum"):
            salah.append(Kesalahan("bukan_penduduk_desa", "penduduk_id"))
        if salah:
            raise DataDitolak(salah)
        isi = {
            "kode": kode, "penduduk_id": orang and orang.id, "lewat": lewat,
            "nama": " ".join(nama.split())[:100] or (orang.nama if orang else jenis.nama),
            "isian": surat.tulis(bersihkan(node, jenis, isian or {}, draf=True)), "oleh": operator.nama[:100],
            "telepon": (telepon or "").strip()[:20] or None, "pada": now(),
        }  # fmt: skip
        baris = rekam.tambah(tipe, id or new_id(), node.code, isi | _dokumen(jenis, dibawa))
        rekam.jejak(node, operator, "tambah", "permohonan_surat", baris, f"{jenis.nama}: {baris.nama}")
        return baris


def _dokumen(jenis: Jenis, dibawa: Iterable[str]) -> dict:
    """What was brought and what is missing, and the state that follows."""
    dikenal = {ini.nama for ini in jenis.syarat}
    ada = sorted(set(dibawa) & dikenal)
    belum = kurang(jenis, ada)
    return {"dibawa": json.dumps(ada, ensure_ascii=False), "kurang": json.dumps(belum, ensure_ascii=False),
            "keadaan": KURANG if belum else LENGKAP}  # fmt: skip


def ambil(node, id: str) -> PermohonanSurat:
    """The request of this office with this id. Raises ``DataDitolak``."""
    ada = rekam.ambil(node.catalog["permohonan_surat"], id, node.code) if id else None
    if ada is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "permohonan surat"})])
    return ada


def lengkapi(node, operator: Operator, id: str, dibawa: Iterable[str]) -> PermohonanSurat:
    """Say anew which documents are there; complete requests can be made into letters."""
    with rekam.transaksi(node):
        minta = _terbuka(node, id)
        _ubah(node, operator, minta, _dokumen(satu(node, minta.kode), dibawa))
        return minta


def tolak(node, operator: Operator, id: str, alasan: str) -> PermohonanSurat:
    """Decline a request, and say why. Raises ``DataDitolak``."""
    alasan = " ".join((alasan or "").split())
    if not 0 < len(alasan) <= 200:
        raise DataDitolak([Kesalahan("terlalu_panjang" if alasan else "wajib_diisi", "alasan")])
    with rekam.transaksi(node):
        minta = _terbuka(node, id)
        _ubah(node, operator, minta, {"keadaan": DITOLAK, "alasan": alasan})
        return minta


def buatkan(node, operator: Operator, id: str, meski_kurang: bool = False) -> Surat:
    """The letter a request asks for, begun with its fields; a second time finds the first.

    ``meski_kurang``: although documents are missing. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        minta = ambil(node, id)
        if minta.keadaan == DIPROSES and minta.surat_id:
            return surat.ambil(node, minta.surat_id)
        if minta.keadaan not in (LENGKAP, KURANG):
            raise DataDitolak([Kesalahan("permohonan_sudah_selesai")])
        belum = json.loads(minta.kurang or "[]")
        if belum and not meski_kurang:
            raise DataDitolak([Kesalahan("permohonan_belum_lengkap", isi={"kurang": ", ".join(belum)})])
        isian = json.loads(minta.isian or "{}")
        baru = surat.buat(node, operator, minta.kode, minta.penduduk_id, isian, permohonan_id=minta.id)
        _ubah(node, operator, minta, {"keadaan": DIPROSES, "surat_id": baru.id})
        return baru


def _terbuka(node, id: str) -> PermohonanSurat:
    minta = ambil(node, id)
    if minta.keadaan not in (LENGKAP, KURANG):
        raise DataDitolak([Kesalahan("permohonan_sudah_selesai")])
    return minta


def _ubah(node, operator: Operator, minta: PermohonanSurat, isi: dict) -> None:
    sebelum = {nama: getattr(minta, nama) for nama in isi}
    if rekam.ubah(minta, isi):
        rekam.jejak(node, operator, "ubah", "permohonan_surat", minta, minta.nama, sebelum=sebelum, sesudah=isi)
