"""Wordings by version. A version is never changed: a letter is printed from the one of its day, for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ...domain.wilayah import within
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import isi_templat
from .data_surat import berdaftar, dikenal
from .jenis import Jenis, satu
from .tables import TemplatSurat

KOP = "kop"
"""The ``kode`` the letterhead is kept under."""
BAWAAN = "Bawaan program"


@dataclass(frozen=True)
class Templat:
    """One wording. ``id`` is None while it is only in the package; ``milik`` is the office whose version it is."""

    id: str | None
    kode: str
    versi: int
    judul: str
    isi: str
    milik: str = ""
    catatan: str = ""
    oleh: str = BAWAAN
    pada: str = ""


def berlaku(node, kode: str) -> Templat:
    """The wording new letters of this kind take here: the village's own, else the nearest office's, else the shipped one."""
    jenis = satu(node, kode)
    baris = terdekat(node, kode)
    if baris is None:
        return Templat(None, kode, 0, jenis.judul, jenis.isi)
    return _templat(baris, jenis.judul)


def terdekat(node, kode: str) -> TemplatSurat | None:
    """The latest row of the nearest office that has one of its own."""
    pilih = TemplatSurat.select().where(TemplatSurat.kode == kode, TemplatSurat.bawaan == 0)
    ada = [satu for satu in pilih if within(node.code, satu.wilayah)]
    return max(ada, key=lambda satu: (len(satu.wilayah), satu.versi, satu.id), default=None)


def _templat(baris: TemplatSurat, judul: str) -> Templat:
    return Templat(
        baris.id, baris.kode, baris.versi, baris.judul or judul, baris.isi, baris.wilayah, baris.catatan or "",
        baris.oleh, baris.pada,
    )  # fmt: skip


def menurut_id(id: str) -> Templat:
    """The very version a letter was issued by. Raises ``DataDitolak`` where it has not arrived here."""
    baris = TemplatSurat.get_or_none(TemplatSurat.id == id)
    if baris is None:
        raise DataDitolak([Kesalahan("surat_templat_belum_ada")])
    return _templat(baris, "")


def riwayat(node, kode: str) -> list[Templat]:
    """Every version an office above or here ever wrote, the newest first, and the shipped one at the end."""
    pilih = TemplatSurat.select().where(TemplatSurat.kode == kode, TemplatSurat.bawaan == 0)
    ada = [satu for satu in pilih if within(node.code, satu.wilayah)]
    jenis = satu(node, kode)
    semua = [_templat(baris, jenis.judul) for baris in sorted(ada, key=lambda satu: (satu.pada, satu.id), reverse=True)]
    return [*semua, Templat(None, kode, 0, jenis.judul, jenis.isi)] if jenis.isi else semua


def salah(jenis: Jenis, isi: str) -> list[Kesalahan]:
    """What keeps a wording from being saved, each with its line (``isi["baris"]``) and word."""
    if not isi.strip():
        return [Kesalahan("wajib_diisi", "isi")]
    return [
        Kesalahan(cacat.kode, "isi", str(cacat.baris), {"baris": cacat.baris, "kata": cacat.kata})
        for cacat in isi_templat.periksa(isi, dikenal(jenis), berdaftar(jenis))
    ]


def simpan(node, operator: Operator, kode: str, isi: str, judul: str | None = None, catatan: str = "") -> Templat:
    """Keep a new version of a wording; the same as the one in force makes none. Raises ``DataDitolak`` by line."""
    isi = "\n".join(baris.rstrip() for baris in isi.replace("\0", "").splitlines()).strip()
    with rekam.transaksi(node):
        jenis = satu(node, kode)
        if temuan := salah(jenis, isi):
            raise DataDitolak(temuan)
        sekarang = berlaku(node, kode)
        judul = " ".join((judul or sekarang.judul).split())[:120]
        if sekarang.milik == node.code and (sekarang.isi, sekarang.judul) == (isi, judul):
            return sekarang
        baris = simpan_versi(node, operator, kode, {"isi": isi, "judul": judul, "catatan": catatan[:200] or None})
        return _templat(baris, judul)


def simpan_versi(node, operator: Operator, kode: str, isi: Mapping, id: str | None = None) -> TemplatSurat:
    """Add a version within the caller's transaction."""
    terakhir = node.engine.value(
        "SELECT MAX(versi) FROM sb_templat_surat WHERE kode = ? AND wilayah = ?", (kode, node.code)
    )
    penuh = {"kode": kode, "versi": (terakhir or 0) + 1, "bawaan": 0, "oleh": operator.nama[:100], "pada": now()}
    baris = rekam.tambah(node.catalog["templat_surat"], id or new_id(), node.code, penuh | dict(isi))
    rekam.jejak(node, operator, "tambah", "templat_surat", baris, f"{kode} versi {baris.versi}")
    return baris


def tetapkan(node, operator: Operator, templat: Templat) -> str:
    """The id a letter keeps. A wording that is only in the package is copied into a row first.

    No later release of the program can then reword what was issued. The row's id follows from the
    words, so each wording is copied once.
    """
    if templat.id:
        return templat.id
    sidik = sha256(f"{templat.judul}\0{templat.isi}".encode()).hexdigest()
    id = derived_id("templat_bawaan", node.code, templat.kode, sidik)
    if rekam.ambil(node.catalog["templat_surat"], id, node.code) is None:
        isi = {"isi": templat.isi, "judul": templat.judul, "bawaan": 1, "catatan": BAWAAN}
        simpan_versi(node, operator, templat.kode, isi, id)
    return id
