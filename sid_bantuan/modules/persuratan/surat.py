"""Letters as drafts: begun from a resident's record, changed until they are handed in."""

import json
from collections.abc import Mapping

from ...domain import surat as kata
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from . import kop, peristiwa_surat, templat
from .isian_surat import bersihkan
from .jenis import satu
from .kekurangan import salah_keadaan
from .tables import Surat

DAPAT_DIUBAH = (kata.DRAF, kata.DIKEMBALIKAN)


def ambil(node, id: str) -> Surat:
    """The letter of this office with this id. Raises ``DataDitolak``."""
    ada = rekam.ambil(node.catalog["surat"], id, node.code) if id else None
    if ada is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "surat"})])
    return ada


def buat(
    node,
    operator: Operator,
    kode: str,
    penduduk_id: str | None,
    isian: Mapping,
    id: str | None = None,
    permohonan_id: str | None = None,
) -> Surat:
    """Begin a letter of this kind about a resident; it has no number yet, and its fields may still be empty.

    The same ``id`` twice is one letter. Raises ``DataDitolak`` where the kind does not fit his status dasar.
    """
    with rekam.transaksi(node):
        if id and (dulu := rekam.ambil(node.catalog["surat"], id, node.code)):
            return dulu
        jenis = satu(node, kode)
        orang = _subjek(node, jenis, penduduk_id)
        bersih = bersihkan(node, jenis, isian, draf=True)
        isi = {
            "kode": kode, "judul": templat.berlaku(node, kode).judul, "keadaan": kata.DRAF,
            "penduduk_id": orang and orang.id, "orang_id": orang and orang.orang_id, "nik": orang and orang.nik,
            "nama": orang.nama if orang else jenis.nama, "isian": tulis(bersih), "kertas": kop.berlaku(node).kertas,
            "mengetahui_camat": int(jenis.mengetahui_camat), "permohonan_id": permohonan_id,
            "oleh": operator.nama[:100], "pada": now(),
        }  # fmt: skip
        baris = rekam.tambah(node.catalog["surat"], id or new_id(), node.code, isi)
        rekam.jejak(node, operator, "tambah", "surat", baris, f"{baris.judul}: {baris.nama}")
        return baris


def _subjek(node, jenis, penduduk_id: str | None):
    if not penduduk_id:
        if jenis.subjek != "umum":
            raise DataDitolak([Kesalahan("wajib_diisi", "penduduk_id")])
        return None
    orang = rekam.ambil(node.catalog["penduduk"], penduduk_id, node.code)
    if orang is None:
        raise DataDitolak([Kesalahan("bukan_penduduk_desa", "penduduk_id")])
    if salah := salah_keadaan(jenis, orang):
        raise DataDitolak(salah)
    return orang


def ubah_draf(node, operator: Operator, id: str, isian: Mapping, versi: int | None = None) -> Surat:
    """Store the fields of a draft, or of a letter that was returned; what is left out is emptied.

    What its recorded event says too is changed there. Raises ``DataDitolak``; ``SudahBerubah`` with both versions of
    each field where somebody else changed it since ``versi``.
    """
    with rekam.transaksi(node):
        surat = ambil(node, id)
        if surat.keadaan not in DAPAT_DIUBAH:
            raise DataDitolak([Kesalahan("surat_tidak_dapat_diubah", isi=sebut(surat))])
        bersih = bersihkan(node, satu(node, surat.kode), isian, draf=True)
        _tolak_bila_berubah(node, surat, bersih, versi)
        if salah := peristiwa_surat.salah_beda(node, surat, bersih):
            raise DataDitolak(salah)
        sebelum = {"isian": surat.isian}
        if rekam.ubah(surat, {"isian": tulis(bersih)}):
            rekam.jejak(
                node, operator, "ubah", "surat", surat, str(surat), sebelum=sebelum, sesudah={"isian": surat.isian}
            )
        return surat


def _tolak_bila_berubah(node, surat: Surat, bersih: dict, versi: int | None) -> None:
    """Nobody's fields are written over unseen; where storing would change nothing, nothing is lost."""
    sekarang, ada = rekam.versi(node, surat.id), isian(surat)
    if versi is None or sekarang == versi:
        return
    beda = {nama: (bersih.get(nama), ada.get(nama)) for nama in {*bersih, *ada} if bersih.get(nama) != ada.get(nama)}
    if beda:
        raise SudahBerubah([Beda("surat", surat.id, str(surat), sekarang, beda)])


def sebut(surat: Surat) -> dict:
    """How a refusal names a letter."""
    return {"judul": surat.judul, "nama": surat.nama, "keadaan": kata.KEADAAN[surat.keadaan].lower()}


def isian(surat: Surat) -> dict:
    """The fields of a letter as they are kept."""
    return json.loads(surat.isian or "{}")


def tulis(isian: Mapping) -> str:
    """Fields as they are stored."""
    return json.dumps(isian, ensure_ascii=False, sort_keys=True)
