"""Writing a change of a recipient down: whether it may be stored, the step it leaves, the line in the audit log."""

from collections.abc import Mapping

from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from .tables import Penerima, PenerimaLangkah

PANJANG_CATATAN = 250
KOMPONEN, IDENTITAS, PENGURUS = "Komponen diubah", "Identitas disamakan", "Pengurus diganti"
"""How the note of a step begins that leaves the state as it was."""


def ambil(node, id: str) -> Penerima:
    """The recipient with this id of this village. Raises ``DataDitolak``."""
    satu = rekam.ambil(node.catalog["penerima"], id, node.code) if id else None
    if satu is None:
        raise tolak("penerima_tidak_ada")
    return satu


def langkah(id: str) -> list[PenerimaLangkah]:
    """Every step of a recipient, the first one first. What another office wrote about him is none of his."""
    penulis = Penerima.select(Penerima.node).where(Penerima.id == id)
    milik = (PenerimaLangkah.penerima_id == id) & (PenerimaLangkah.node == penulis)
    semua = list(PenerimaLangkah.select().where(milik))
    semua.sort(key=lambda satu: (satu.pada, satu.id != id_awal(id), satu.id))
    # The id of what undoes says nothing of when: of one second the last step was undone first.
    urung = {id_urung(satu.id): -ke for ke, satu in enumerate(semua)}
    return sorted(semua, key=lambda satu: (satu.pada, satu.id in urung, urung.get(satu.id, 0)))


def langkah_keadaan(id: str) -> list[PenerimaLangkah]:
    """The steps that set his state and still stand, the first one first: without those undone, and the undoing."""
    semua = langkah(id)
    ada = {satu.id for satu in semua}
    urung = {id_urung(satu.id) for satu in semua}
    berdiri = [satu for satu in semua if satu.id not in urung and id_urung(satu.id) not in ada]
    return berdiri[:1] + [satu for satu in berdiri[1:] if not _tanpa_keadaan(satu)]


def _tanpa_keadaan(satu: PenerimaLangkah) -> bool:
    return (satu.catatan or "").startswith((KOMPONEN, IDENTITAS, PENGURUS))


def jaga(node, satu: Penerima, versi: int | None, isi: Mapping) -> None:
    """Raise ``SudahBerubah`` where somebody else changed him since, unless this changes nothing."""
    kini = rekam.versi(node, satu.id)
    ada = rekam.nilai(satu)
    beda = {nama: (baru, ada[nama]) for nama, baru in isi.items() if ada[nama] != baru}
    if kini != versi and beda:
        raise SudahBerubah([Beda("penerima", satu.id, satu.nama, kini, beda)])


def simpan(node, operator: Operator, satu: Penerima, isi: Mapping, catatan: str | None) -> bool:
    """Store the columns that differ, with the line in the audit log. Whether any did."""
    sebelum = rekam.nilai(satu)
    berubah = rekam.ubah(satu, isi)
    if berubah:
        label = f"{satu.nama}, {satu.program}"
        rekam.jejak(
            node, operator, "ubah", "penerima", satu, label, catatan=catatan,
            sebelum={nama: rekam.sebagai_teks(sebelum[nama]) for nama in berubah},
            sesudah={nama: rekam.sebagai_teks(isi[nama]) for nama in berubah},
        )  # fmt: skip
    return bool(berubah)


def catat(node, operator: Operator, satu: Penerima, catatan: str | None, id: str | None = None) -> None:
    """Keep how he stands now as one more step of his history. ``id``: the step's, where it follows from another."""
    _langkah(node, id or new_id(), satu, catatan, operator.nama, now())


def ingat_awal(node, satu: Penerima) -> None:
    """How he stood before his first change: without it nobody could go back there, nor know his number of that day."""
    id = id_awal(satu.id)
    if not PenerimaLangkah.select().where(PenerimaLangkah.penerima_id == satu.id).exists():
        _langkah(node, id, satu, satu.catatan, satu.oleh, satu.pada)


def _langkah(node, id: str, satu: Penerima, catatan: str | None, oleh: str, pada: str) -> None:
    isi = {
        "penerima_id": satu.id, "keadaan": satu.keadaan, "alasan": satu.alasan, "nik": satu.nik, "oleh": oleh,
        "catatan": catatan and catatan[:PANJANG_CATATAN], "pada": pada,
    }  # fmt: skip
    rekam.tambah(node.catalog["penerima_langkah"], id, node.code, isi)


def id_awal(id: str) -> str:
    """The id of the step that holds how he stood before his first change."""
    return derived_id("penerima_langkah", id, "awal")


def id_urung(id: str) -> str:
    """The id of the step that undoes this one."""
    return derived_id("penerima_langkah", id, "urung")


def tolak(kode_pesan: str, kolom: str = "", **isi) -> DataDitolak:
    """The refusal of one fault."""
    return DataDitolak([Kesalahan(kode_pesan, kolom, isi=isi)])
