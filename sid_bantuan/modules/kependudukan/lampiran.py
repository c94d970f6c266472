"""Files attached to a record: taken in by what they are, kept once by content, listed with where their bytes are."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.ids import made_at, new_id
from ...domain.isi_berkas import GAMBAR, JENIS, jenis_isi, nama_rapi, sebutan_jenis
from ...domain.peran import Operator
from ...sync.files import MOST, Store
from ...sync.tables import Berkas
from . import rekam, sampah
from .actions import simpan_penduduk
from .kesalahan import DataDitolak, Kesalahan
from .tables import Penduduk

DILAMPIRI = ("penduduk", "keluarga", "mutasi", "surat_masuk", "usulan_bantuan", "musdes", "penyaluran")
"""Record types that files are attached to."""


@dataclass(frozen=True)
class Lampiran:
    """One file of a record. ``ada``: its content is in this office; ``persen``: how much of it is, while it comes.

    ``diminta``: this office or the one above waits for it. ``terkirim``: the level above has it. ``oleh`` is known
    only where it was attached.
    """

    id: str
    jenis: str
    nama: str
    mime: str
    ukuran: int
    sha256: str
    untuk_id: str
    wilayah: str
    pada: str
    oleh: str
    ada: bool
    diminta: bool
    terkirim: bool
    persen: int

    @property
    def sebutan(self) -> str:
        return sebutan_jenis(self.jenis)

    @property
    def gambar(self) -> bool:
        return self.mime in GAMBAR

    @property
    def besar(self) -> str:
        """Its size as people read it: 340 KB, 1,2 MB."""
        kb = max(1, round(self.ukuran / 1024))
        return f"{kb} KB" if kb < 1000 else f"{self.ukuran / 2**20:.1f} MB".replace(".", ",")


def daftar(node, store: Store, ids: Sequence[str]) -> list[Lampiran]:
    """The files of these records, in the order they were attached."""
    pilih, isi = node.engine.ids(ids)
    baris = node.engine.run(
        "SELECT b.id, b.jenis, b.nama, b.mime, b.ukuran, b.sha256, b.untuk_id, b.wilayah,"
        " (SELECT MIN(j.oleh) FROM sb_jejak j WHERE j.rekam_id = b.id AND j.aksi = 'tambah'),"
        " i.diminta, i.terkirim FROM sb_berkas b LEFT JOIN sb_berkas_isi i ON i.sha256 = b.sha256"
        f" WHERE b.untuk_id IN ({pilih}) ORDER BY b.id",
        isi,
    )
    return [_lampiran(store, *satu) for satu in baris]


def _lampiran(store, id, jenis, nama, mime, ukuran, sha256, untuk_id, wilayah, oleh, diminta, terkirim) -> Lampiran:
    ada = store.whole(sha256)
    persen = 100 if ada else min(99, store.held(sha256) * 100 // max(1, ukuran))
    return Lampiran(
        id, jenis or "lainnya", nama, mime, ukuran, sha256, untuk_id, wilayah, made_at(id), oleh or "", ada,
        bool(diminta), bool(terkirim), persen,
    )  # fmt: skip


def lampirkan(
    node, store: Store, operator: Operator, untuk: tuple[str, str], jenis: str, nama: str, isi: bytes
) -> tuple[Berkas, bool]:
    """Attach a content to the record ``untuk`` (type, id) of this village, and whether it was not attached yet.

    Raises ``DataDitolak`` for what is no picture or PDF by its own bytes, too large, or for no record of ours.
    """
    mime = _periksa(isi)
    if untuk[0] not in DILAMPIRI:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": untuk[0]})])
    # The content first: a record without it would promise what is not there, the other way round nothing is lost.
    induk = _induk(node, untuk)
    sha256 = store.add(isi)
    nilai = {"jenis": jenis if jenis in JENIS else "lainnya", "sha256": sha256, "nama": nama_rapi(nama, mime),
             "mime": mime, "ukuran": len(isi), "untuk_jenis": untuk[0], "untuk_id": untuk[1]}  # fmt: skip
    catatan = f"{sebutan_jenis(nilai['jenis'])} pada {sampah.label_rekam(untuk[0], induk)}"
    ada = _catat(node, operator, nilai, catatan)
    store.add(isi)  # meanwhile the bin may have been emptied of another record with this content
    return ada


def _catat(node, operator: Operator, nilai: dict, catatan: str) -> tuple[Berkas, bool]:
    with rekam.transaksi(node):
        sama = (Berkas.untuk_id == nilai["untuk_id"]) & (Berkas.sha256 == nilai["sha256"])
        if lama := Berkas.get_or_none(sama & (Berkas.wilayah == node.code)):
            return lama, False
        baris = rekam.tambah(node.catalog["berkas"], new_id(), node.code, nilai)
        rekam.jejak(node, operator, "tambah", "berkas", baris, baris.nama, catatan=catatan)
        return baris, True


def _periksa(isi: bytes) -> str:
    """The type of a content that may be attached."""
    if not isi:
        raise DataDitolak([Kesalahan("lampiran_kosong")])
    if len(isi) > MOST:
        raise DataDitolak([Kesalahan("lampiran_terlalu_besar", isi={"batas": MOST // 2**20})])
    if mime := jenis_isi(isi):
        return mime
    raise DataDitolak([Kesalahan("lampiran_bukan_gambar")])


def _induk(node, untuk: tuple[str, str]):
    jenis, id = untuk
    if baris := rekam.ambil(node.catalog[jenis], id, node.code):
        return baris
    raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": jenis})])


def ambil(node, id: str) -> Berkas | None:
    """The record of a file this node knows, or None."""
    return Berkas.get_or_none(Berkas.id == id)


def milik_sini(node, id: str) -> Berkas | None:
    """The record of a file of this village, or None."""
    return rekam.ambil(node.catalog["berkas"], id, node.code)


def lepaskan(node, operator: Operator, id: str) -> str:
    """Take a file off its record, into the recycle bin; the group that brings it back. Its content stays."""
    return sampah.buang(node, operator, "berkas", [id])


def jadikan_foto(node, operator: Operator, berkas: Berkas) -> Penduduk:
    """Make a picture the resident's photo. His content changes by it, so it is judged anew."""
    if berkas.mime not in GAMBAR:
        raise DataDitolak([Kesalahan("foto_bukan_gambar")])
    with rekam.transaksi(node):
        versi = rekam.versi(node, berkas.untuk_id)
        return simpan_penduduk(node, operator, {"foto": berkas.sha256}, berkas.untuk_id, versi)


def foto(penduduk: Penduduk, semua: Sequence[Lampiran]) -> Lampiran | None:
    """The resident's photo among his files; None where its file was taken off, or is not here."""
    return next((satu for satu in semua if satu.sha256 == penduduk.foto and satu.gambar and satu.ada), None)
