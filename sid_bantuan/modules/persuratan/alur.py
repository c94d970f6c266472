"""The chain of a letter: handed in, checked, signed (which gives it its number), returned with a reason, cancelled."""

import json
import secrets
from datetime import date, timedelta

from ...domain import surat as kata
from ...domain.ids import new_id
from ...domain.peran import Operator, boleh
from ...domain.tanggal import panjang
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bukti, cetak, kop, nomor, pejabat, peristiwa_surat, setelan, templat
from .data_surat import data_surat
from .isian_surat import bersihkan
from .jenis import Jenis, satu
from .kekurangan import tahan
from .surat import ambil, isian, sebut
from .susunan import TERBARU, untuk_disimpan
from .tables import PermohonanSurat, Surat, SuratLangkah

AJUKAN, PERIKSA, TANDA_TANGAN, KEMBALIKAN, BATALKAN = "ajukan", "periksa", "tanda_tangan", "kembalikan", "batalkan"
CETAK, SERAHKAN = "cetak", "serahkan"
DARI = {
    AJUKAN: (kata.DRAF, kata.DIKEMBALIKAN),
    PERIKSA: (kata.DIPERIKSA,),
    TANDA_TANGAN: (kata.DITANDATANGANI,),
    KEMBALIKAN: (kata.DIPERIKSA, kata.DITANDATANGANI),
    BATALKAN: tuple(satu for satu in kata.KEADAAN if satu != kata.BATAL),
    SERAHKAN: (kata.TERBIT,),
}
"""Step -> the states it may be taken from."""


def tindakan(node, operator: Operator, surat: Surat, hari: date | None = None) -> list[str]:
    """The steps this operator may take with a letter now, in the order of the chain."""
    return [
        langkah for langkah, dari in DARI.items()
        if surat.keadaan in dari and _berwenang(node, operator, surat, langkah, hari or date.today())
    ]  # fmt: skip


def _berwenang(node, operator: Operator, surat: Surat, langkah: str, hari: date) -> bool:
    boleh_sumber = {AJUKAN: "surat_pengajuan", PERIKSA: "surat_pemeriksaan", SERAHKAN: "surat_pengajuan"}
    if langkah in boleh_sumber:
        return boleh(operator, boleh_sumber[langkah], "ubah", node.code)
    if langkah == TANDA_TANGAN:
        return _boleh_menandatangani(node, operator, surat, hari)
    if langkah == KEMBALIKAN:
        giliran = PERIKSA if surat.keadaan == kata.DIPERIKSA else TANDA_TANGAN
        return _berwenang(node, operator, surat, giliran, hari)
    # Before it is signed a letter is the counter's to drop; afterwards only who signs may cancel it.
    if surat.urut is None and boleh(operator, "surat_pengajuan", "ubah", node.code):
        return True
    return boleh(operator, "surat_pembatalan", "ubah", node.code)


def _boleh_menandatangani(node, operator: Operator, surat: Surat, hari: date) -> bool:
    """The head of the village; the secretary where he signs such letters or stands in; an operator for ink, if so set."""
    if boleh(operator, "surat_tanda_tangan", "ubah", node.code):
        return True
    if setelan.sekarang.operator_mencatat and boleh(operator, "surat_pengajuan", "ubah", node.code):
        return True
    jenis = satu(node, surat.kode)
    siapa = pejabat.aktif(node, pejabat.PENANDATANGAN[jenis.penandatangan], hari)
    mewakili = siapa is not None and (siapa.atas_nama or siapa.jabatan == "sekretaris")
    return bool(mewakili) and boleh(operator, "surat_tanda_tangan_wakil", "ubah", node.code)


def _kepala_sendiri(node, operator: Operator) -> bool:
    """Whether it is the head himself: what he signs bears his name, though somebody was to stand in for him that day."""
    wakil = boleh(operator, "surat_tanda_tangan_wakil", "ubah", node.code)
    return boleh(operator, "surat_tanda_tangan", "ubah", node.code) and not wakil


def boleh_menandatangani(node, operator: Operator, surat: Surat, hari: date | None = None) -> bool:
    """Whether this operator may put his name under a letter of this kind."""
    return _boleh_menandatangani(node, operator, surat, hari or date.today())


def _siap(node, operator: Operator, id: str, langkah: str, hari: date | None = None) -> Surat:
    surat = ambil(node, id)
    if surat.keadaan not in DARI[langkah]:
        raise DataDitolak([Kesalahan(f"surat_tidak_dapat_{langkah}", isi=sebut(surat))])
    if not _berwenang(node, operator, surat, langkah, hari or date.today()):
        raise DataDitolak([Kesalahan("surat_bukan_wewenang", isi={"langkah": kata.LANGKAH[langkah].lower()})])
    return surat


def ajukan(node, operator: Operator, id: str) -> Surat:
    """Hand a letter in: every field complete, nothing of the resident's record missing. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, AJUKAN)
        _lengkap(node, surat)
        ke = kata.DIPERIKSA if setelan.sekarang.periksa_sekretaris else kata.DITANDATANGANI
        return _pindah(node, operator, surat, ke, AJUKAN)


def periksa(node, operator: Operator, id: str) -> Surat:
    """The secretary has checked it."""
    with rekam.transaksi(node):
        return _pindah(node, operator, _siap(node, operator, id, PERIKSA), kata.DITANDATANGANI, PERIKSA)


def tanda_tangani(node, operator: Operator, id: str, hari: date | None = None) -> Surat:
    """Sign: number, date, secret and content are fixed in this one transaction, or nothing is.

    A letter that was returned after it had a number keeps number and date, but gets a new secret: the
    paper printed before is good no more. ``hari``: the day of signing, today.
    """
    hari = hari or date.today()
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, TANDA_TANGAN, hari)
        jenis, isi = satu(node, surat.kode), _lengkap(node, surat)
        siapa = pejabat.penandatangan(node, jenis, hari, _kepala_sendiri(node, operator))
        tetap = {} if surat.urut else nomor.beri(node, jenis, hari) | {"tgl_surat": hari}
        ke = kata.MENGETAHUI if surat.mengetahui_camat else kata.TERBIT
        rekam.ubah(surat, tetap | _menurut_data(node, surat) | {
            "berlaku_sampai": jenis.berlaku_hari and hari + timedelta(days=jenis.berlaku_hari),
            "penandatangan": siapa.nama, "jabatan_penandatangan": siapa.sebutan, "isi_sha256": None,
            "tanda": secrets.token_urlsafe(16),
        })  # fmt: skip
        _bekukan(node, operator, surat, jenis, isi, siapa)
        return _pindah(node, operator, surat, ke, TANDA_TANGAN, jabatan=siapa.sebutan, nip=siapa.nip)


def _menurut_data(node, surat: Surat) -> dict:
    """Whom it is about, as the register says now: the lists and the public page must name who stands on the paper."""
    orang = rekam.ambil(node.catalog["penduduk"], surat.penduduk_id, node.code) if surat.penduduk_id else None
    return {"nama": orang.nama, "nik": orang.nik, "orang_id": orang.orang_id} if orang else {}


def _lengkap(node, surat: Surat) -> dict:
    """The fields, complete and in agreement with the event. Raises ``DataDitolak``."""
    jenis = satu(node, surat.kode)
    bersih = bersihkan(node, jenis, isian(surat))
    tahan(node, surat)
    salah = peristiwa_surat.salah_isi(node, jenis, surat, bersih)
    if salah := salah or peristiwa_surat.salah_beda(node, surat, bersih):
        raise DataDitolak(salah)
    return bersih


def _bekukan(node, operator: Operator, surat: Surat, jenis: Jenis, isi: dict, siapa) -> None:
    """Keep all that the page shows: wording, letterhead, and of the register what the wording names."""
    wording, kepala = templat.berlaku(node, surat.kode), kop.berlaku(node)
    nilai = data_surat(node, surat.kode, surat.penduduk_id, isi) | {
        "nomor": surat.nomor, "tanggal_surat": panjang(surat.tgl_surat), "penandatangan": siapa.nama,
        "jabatan_penandatangan": siapa.sebutan,
    }  # fmt: skip
    if surat.berlaku_sampai:
        nilai["berlaku_sampai"] = panjang(surat.berlaku_sampai)
    dipakai = untuk_disimpan(wording.isi, nilai) | {
        nama: nilai[nama] for nama in ("nama", "desa", "tanggal_surat") if nama in nilai
    }
    beku = {"susunan": TERBARU, "nilai": dipakai, "penandatangan": jenis.penandatangan, "nip": siapa.nip,
            "alamat_cek": bukti.alamat_dasar(node), "camat": None}  # fmt: skip
    data = json.dumps(beku, ensure_ascii=False)
    if len(data) > 20_000:
        raise DataDitolak([Kesalahan("surat_terlalu_panjang")])
    rekam.ubah(surat, {
        "judul": wording.judul, "templat_id": templat.tetapkan(node, operator, wording),
        "kop_id": kop.tetapkan(node, operator, kepala), "kertas": kepala.kertas, "data": data,
        "bukti": bukti.bukti(node, surat),
    })  # fmt: skip


def kembalikan(node, operator: Operator, id: str, alasan: str) -> Surat:
    """Give a letter back to the counter, with what is to be mended. Raises ``DataDitolak``."""
    alasan = _alasan(alasan)
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, KEMBALIKAN)
        return _pindah(node, operator, surat, kata.DIKEMBALIKAN, KEMBALIKAN, alasan)


def batalkan(node, operator: Operator, id: str, alasan: str) -> Surat:
    """Cancel a letter for good. Its number stays its own, marked; nobody else gets it. Raises ``DataDitolak``."""
    alasan = _alasan(alasan, 200)
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, BATALKAN)
        rekam.ubah(surat, {"alasan_batal": alasan})
        if surat.permohonan_id:
            _permohonan(node, surat, "diproses", "lengkap")
        return _pindah(node, operator, surat, kata.BATAL, BATALKAN, alasan)


def serahkan(node, operator: Operator, id: str) -> Surat:
    """The paper was handed over; the request it answers is done."""
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, SERAHKAN)
        langkah(node, operator, surat, SERAHKAN)
        _permohonan(node, surat, "diproses", "selesai")
        return surat


def catat_cetak(node, operator: Operator, ids: list[str]) -> None:
    """Note that letters of this office were printed."""
    with rekam.transaksi(node):
        for id in ids:
            langkah(node, operator, ambil(node, id), CETAK)


def _permohonan(node, surat: Surat, dari: str, ke: str) -> None:
    minta = (
        rekam.ambil(node.catalog["permohonan_surat"], surat.permohonan_id, node.code) if surat.permohonan_id else None
    )
    if isinstance(minta, PermohonanSurat) and minta.keadaan == dari:
        rekam.ubah(minta, {"keadaan": ke} | ({"surat_id": None} if ke == "lengkap" else {}))


def _alasan(alasan: str, batas: int = 300) -> str:
    alasan = " ".join((alasan or "").split())
    if not 0 < len(alasan) <= batas:
        raise DataDitolak([Kesalahan("terlalu_panjang" if alasan else "wajib_diisi", "alasan")])
    return alasan


def _pindah(node, operator: Operator, surat: Surat, ke: str, kata_langkah: str, alasan=None, **siapa) -> Surat:
    """The letter's new state, its step and the audit entry."""
    sebelum = {"keadaan": surat.keadaan}
    rekam.ubah(surat, {"keadaan": ke})
    if ke == kata.TERBIT:
        rekam.ubah(surat, {"isi_sha256": cetak.sidik(node, surat)})
    langkah(node, operator, surat, kata_langkah, alasan, **siapa)
    sesudah = {"keadaan": ke, "nomor": surat.nomor}
    rekam.jejak(node, operator, "ubah", "surat", surat, str(surat), sebelum=sebelum, sesudah=sesudah, catatan=alasan)
    return surat


def langkah(node, operator: Operator, surat: Surat, kata_langkah: str, alasan=None, **siapa) -> SuratLangkah:
    """Add one step within the caller's transaction."""
    isi = {"surat_id": surat.id, "langkah": kata_langkah, "tanda": surat.tanda, "alasan": alasan,
           "oleh": operator.nama[:100], "pada": now()}  # fmt: skip
    return rekam.tambah(node.catalog["surat_langkah"], new_id(), node.code, isi | siapa)


def riwayat(surat_id: str) -> list[SuratLangkah]:
    """Every step of a letter, those of the camat among them, in the order they were taken."""
    pilih = SuratLangkah.select().where(SuratLangkah.surat_id == surat_id)
    return list(pilih.order_by(SuratLangkah.pada, SuratLangkah.id))
