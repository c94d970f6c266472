"""What is gone there: to the recycle bin here, unless something here still needs it, or too much is gone at once."""

from ...jejak import catat
from ..kependudukan import sampah
from ..kependudukan.kesalahan import DataDitolak
from . import ingatan
from .alamat import SumberGagal
from .laporan import HAPUS
from .orang import LOG, TABEL
from .putaran import Putaran

URUTAN = (
    ("kelompok_anggota", "kelompok_anggota"),
    ("kelompok", "kelompok"),
    (TABEL, "penduduk"),
    ("tweb_keluarga", "keluarga"),
    ("tweb_rtm", "rumah_tangga"),
    ("tweb_wil_clusterdesa", "lingkungan"),
)
"""Who refers to others goes before them."""

BAGIAN, PALING_SEDIKIT = 0.1, 20
"""More than this share of the residents (and more than a handful) gone between two looks is no office's work."""


def periksa_penyusutan(putaran: Putaran, setuju: bool) -> None:
    """Stop before anything is taken where the source lost so many residents that it is hardly the same one."""
    dikenal = ingatan.peta_id(putaran.node, TABEL)
    hilang = len(dikenal.keys() - putaran.sumber.nomor(TABEL))
    if not setuju and hilang > max(PALING_SEDIKIT, BAGIAN * len(dikenal)):
        raise SumberGagal("opensid_penyusutan", sementara=True, hilang=hilang, semua=len(dikenal))


def buang_yang_hilang(putaran: Putaran) -> None:
    """Throw away here what is deleted there, one by one, so that one refusal holds up nothing else."""
    for tabel, jenis in URUTAN:
        if not putaran.sumber.punya(tabel):
            continue
        dikenal = ingatan.peta_id(putaran.node, tabel)
        hilang = sorted(dikenal.keys() - putaran.sumber.nomor(tabel))
        dipakai = {id for nomor, id in dikenal.items() if nomor not in set(hilang)}
        for nomor in hilang:
            _buang(putaran, tabel, jenis, nomor, dikenal[nomor], dikenal[nomor] in dipakai)


def _buang(putaran: Putaran, tabel: str, jenis: str, nomor: int, id: str, dipakai: bool) -> None:
    """``dipakai``: another row there still is the same row here."""
    node = putaran.node
    try:
        with node.engine.transaction():
            if not dipakai and _ada(node, jenis, id):
                sampah.buang(node, putaran.operator, jenis, [id])
                _beri_alasan(putaran, jenis, id)
                putaran.laporan.tambah(tabel, HAPUS)
            ingatan.lupakan(node, tabel, [nomor])
            if tabel == TABEL:
                node.engine.run("DELETE FROM sb_opensid WHERE tabel = ? AND induk = ?", (LOG, nomor))
    except DataDitolak as ditolak:
        alasan = "; ".join(f"{salah.judul}. {salah.saran}" for salah in ditolak.kesalahan)
        putaran.laporan.lihat(tabel, nomor, _label(node, jenis, id), "", "opensid_hapus_ditolak", "", alasan)


def _ada(node, jenis: str, id: str) -> bool:
    return node.engine.one(f"SELECT 1 FROM {node.catalog[jenis].table} WHERE id = ?", (id,)) is not None


def _beri_alasan(putaran: Putaran, jenis: str, id: str) -> None:
    """Say in the audit log why it is in the bin."""
    isi = sampah.cari_isi(putaran.node, jenis, id)
    catat(putaran.node.engine, putaran.operator, "hapus", jenis, id, putaran.node.code,
          label=isi.label if isi else None, catatan="Dihapus di OpenSID")  # fmt: skip


def _label(node, jenis: str, id: str) -> str:
    baris = node.catalog[jenis].model.get_or_none(id=id)
    return sampah.label_rekam(jenis, baris) if baris is not None else ""
