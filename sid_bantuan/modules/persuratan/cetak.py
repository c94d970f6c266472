"""Printing: letters as one PDF, for ever the same bytes; and what a letter would look like before it is one."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from ...domain import surat as kata
from ...domain.wilayah import level
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bukti, kop, pejabat, templat
from .data_surat import data_surat
from .isian_surat import bersihkan
from .jenis import satu
from .susunan import TERBARU, Naskah, digambar, halaman
from .tables import Surat

PALING_BANYAK = 500
CAP = {kata.BATAL: "DIBATALKAN"}
BELUM_SAH = "BELUM SAH"
"""What stands across a page that is no letter yet."""


def pdf(node, ids: Sequence[str], store=None) -> bytes:
    """These letters in this order, set in one run. ``store``: where the logo's content is kept.

    A letter that has its number is set from what was frozen with it; a draft from the register as it is
    now, marked as not valid. Raises ``DataDitolak``.
    """
    ids = list(dict.fromkeys(ids))
    if not 0 < len(ids) <= PALING_BANYAK:
        raise DataDitolak(
            [Kesalahan("surat_terlalu_banyak" if ids else "surat_belum_dipilih", isi={"batas": PALING_BANYAK})]
        )
    surat = {satu.id: satu for satu in Surat.select().where(Surat.id.in_(ids))}
    if hilang := [id for id in ids if id not in surat]:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", baris=id, isi={"jenis": "surat"}) for id in hilang])
    kepala: dict = {}
    semua = [naskah(node, surat[id], kepala) for id in ids]
    return _tata(semua, [surat[id] for id in ids], store)


def _tata(semua: Sequence[Naskah], surat: Sequence[Surat], store) -> bytes:
    from .penata import tata  # a quarter of a second to load, which only printing pays

    hari = max((satu.tgl_surat for satu in surat if satu.tgl_surat), default=date.today())
    judul = f"{surat[0].judul} {surat[0].nomor or surat[0].nama}" if len(surat) == 1 else f"{len(surat)} surat"
    logo = store.read if store else None
    return tata([(satu.susunan, digambar(halaman(satu), logo)) for satu in semua], hari, judul)


def gambar(node, surat: Surat, store=None) -> list[bytes]:
    """The pages of one letter as pictures (PNG), to be read where no PDF is opened. Raises ``DataDitolak``."""
    from .penata import gambar as tata_gambar

    satu_naskah = naskah(node, surat)
    logo = store.read if store else None
    return tata_gambar([(satu_naskah.susunan, digambar(halaman(satu_naskah), logo))], surat.judul)


def naskah(node, surat: Surat, kepala: dict | None = None) -> Naskah:
    """What a letter is printed from. ``kepala`` keeps wordings and letterheads already read, for many letters.

    Raises ``DataDitolak`` where another office, or a newer version of this program, wrote what can't be read here.
    """
    try:
        return _naskah(node, surat, {} if kepala is None else kepala)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as rusak:
        raise DataDitolak([Kesalahan("surat_tidak_terbaca", isi={"judul": surat.judul})]) from rusak


def _naskah(node, surat: Surat, kepala: dict) -> Naskah:
    if not surat.beku or not surat.templat_id:
        isian = json.loads(surat.isian)
        return _sementara(node, surat.kode, surat.penduduk_id, isian, camat=surat.mengetahui_camat, kertas=surat.kertas)
    if surat.templat_id not in kepala:
        kepala[surat.templat_id] = templat.menurut_id(surat.templat_id)
    if surat.kop_id not in kepala:
        kepala[surat.kop_id] = kop.menurut_id_kop(surat.kop_id)
    beku = json.loads(surat.beku)
    if not 0 < beku["susunan"] <= TERBARU:
        raise ValueError(beku["susunan"])
    wording = kepala[surat.templat_id]
    return Naskah(
        jenis=None,
        judul=surat.judul,
        isi=wording.isi,
        kop=kepala[surat.kop_id],
        nilai=beku["nilai"],
        kertas=surat.kertas,
        nomor=surat.nomor or "",
        penandatangan=beku["penandatangan"],
        ttd={"sebutan": surat.jabatan_penandatangan, "nama": surat.penandatangan, "nip": beku["nip"]},
        camat=(beku.get("camat") or {}) if surat.mengetahui_camat else None,
        alamat_cek=bukti.alamat_cek(node, surat, beku["alamat_cek"]),
        cap=CAP.get(surat.keadaan, "" if surat.keadaan in (kata.TERBIT, kata.MENGETAHUI) else BELUM_SAH),
        kode_desa=surat.wilayah,
        susunan=beku["susunan"],
    )


def pratinjau(
    node, kode: str, penduduk_id: str | None, isian: Mapping, templat: str | None = None, kop=None, store=None
) -> bytes:
    """What a letter of these fields would look like, marked as not valid; nothing is stored.

    ``templat``: a wording that is still being written; ``kop``: a letterhead. Raises ``DataDitolak``.
    """
    bersih = bersihkan(node, satu(node, kode), isian, draf=True)
    semua = _sementara(node, kode, penduduk_id, bersih, templat, kop)
    return _tata([semua], [Surat(judul=semua.judul, nama="", nomor=None)], store)


def _sementara(node, kode, penduduk_id, isian, isi=None, kop_baru=None, camat=None, kertas=None) -> Naskah:
    """A letter from the register as it is now."""
    jenis, sekarang = satu(node, kode), templat.berlaku(node, kode)
    if isi is not None and (salah := templat.salah(jenis, isi)):
        raise DataDitolak(salah)
    kepala = kop_baru or kop.berlaku(node)
    siapa = pejabat.aktif(node, pejabat.PENANDATANGAN[jenis.penandatangan], date.today())
    ttd = {"sebutan": siapa.sebutan, "nama": siapa.nama, "nip": siapa.nip} if siapa else {}
    return Naskah(
        jenis=jenis,
        judul=sekarang.judul,
        isi=sekarang.isi if isi is None else isi,
        kop=kepala,
        nilai=data_surat(node, kode, penduduk_id, isian),
        kertas=kertas or kepala.kertas,
        penandatangan=jenis.penandatangan,
        ttd=ttd,
        camat={} if (jenis.mengetahui_camat if camat is None else camat) else None,
        cap=BELUM_SAH,
        kode_desa=node.code,
    )


def sidik(node, surat: Surat) -> str:
    """SHA-256 over all that the page of an issued letter shows; a logo counts by its own hash, a code by its text."""
    ini = naskah(node, surat)
    return sha256(json.dumps([ini.susunan, halaman(ini)], sort_keys=True).encode()).hexdigest()


def utuh(node, surat: Surat) -> bool:
    """Whether an issued letter would still be printed as it was issued."""
    return surat.isi_sha256 is None or sidik(node, surat) == surat.isi_sha256


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Note what the page of a letter shows, once the camat's step has issued it."""
    if type_name != "surat" or level(node.code) != "desa":
        return
    pilih = Surat.id.in_(list(ids)) & (Surat.wilayah == node.code) & (Surat.keadaan == kata.TERBIT)
    for satu_surat in Surat.select().where(pilih & Surat.isi_sha256.is_null()):
        rekam.ubah(satu_surat, {"isi_sha256": sidik(node, satu_surat)})
