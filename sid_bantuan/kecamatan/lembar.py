"""One record on the steward's desk: what was sent, what changed, what is wrong with it, what else is known."""

from ..domain.alasan import ALASAN
from ..domain.wilayah_nama import nama_pendek
from ..modules.verval.daftar import Baris
from ..modules.verval.isi import isi_dinilai, isi_sekarang, perubahan
from ..modules.verval.kabar import Dikembalikan, satu_baris
from ..modules.verval.putusan import keadaan, riwayat
from . import konteks
from .bantuan_lembar import PenyajiPenerima, lembar_penerima
from .berkas import berkas_rekam
from .isian import Penyaji
from .lampid_lembar import PenyajiPeristiwa, lembar_peristiwa

TEMPLAT = "sid_bantuan/kecamatan/lembar.html"


def lembar(node, row: Baris, lengkap: bool) -> dict:
    """Everything the sheet of one record shows, as the template names it; ``lengkap``: with numbers in full."""
    if row.jenis == "penerima":
        return _dasar(node, row, lengkap, PenyajiPenerima(node, lengkap, row.wilayah)) | lembar_penerima(node, row)
    if row.jenis == "mutasi":
        return _dasar(node, row, lengkap, PenyajiPeristiwa(node, lengkap)) | lembar_peristiwa(node, row)
    return _dasar(node, row, lengkap, Penyaji(node, lengkap)) | {"templat_lembar": TEMPLAT}


def _dasar(node, row: Baris, lengkap: bool, penyaji: Penyaji) -> dict:
    isi = isi_sekarang(node, row.jenis, row.id) or {}
    state = keadaan(node, [row.id])[row.id]
    lama = _lama(node, row, state)
    found = konteks.peringatan(node, [row.id]).get(row.id, [])
    return {
        "row": row,
        "nomor_lengkap": lengkap,
        "judul_rekam": konteks.label_banyak(node, row.jenis, [row.id]).get(row.id, ("Data ini sudah tidak ada", ""))[0],
        "tempat_rekam": nama_pendek(row.wilayah),
        "keluarga_id": isi.get("keluarga_id"),
        "bagian_isi": penyaji.bagian(row.jenis, isi, lama, [one.kolom for one in found]),
        "state": state,
        "berubah": len(perubahan(lama, isi)),
        "ada_lama": lama is not None,
        "tanggapan": _tanggapan(node, state),
        "peringatan": found,
        "riwayat": riwayat(node, row.id),
        **berkas_rekam(node, row, isi),
        **_sekitar(node, row, isi),
    }


def _lama(node, row: Baris, state) -> dict | None:
    """The content the last verdict judged, where a later one has taken its place."""
    if state.putusan is not None or state.terakhir is None:
        return None
    return isi_dinilai(node, row.id, state.terakhir.hash_dinilai)


def _tanggapan(node, state) -> str | None:
    """What the village answered to the verdict this record was last returned with."""
    last = state.putusan or state.terakhir
    if last is None:
        return None
    return node.engine.value("SELECT tanggapan FROM sb_perbaikan WHERE verval_id = ?", (last.id,))


def _sekitar(node, row: Baris, isi: dict) -> dict:
    """The people and families around it: what decides most cases stands one glance away."""
    if row.jenis == "penduduk":
        return {
            "nik_sama": konteks.nik_sama(node, isi.get("nik"), row.id),
            "anggota": konteks.anggota(node, isi.get("keluarga_id"), row.id),
            "kk_sama": [],
        }
    if row.jenis == "keluarga":
        return {
            "nik_sama": [],
            "anggota": konteks.anggota(node, row.id),
            "kk_sama": konteks.kk_sama(node, isi.get("no_kk"), row.id),
        }
    return {"nik_sama": [], "anggota": [], "kk_sama": []}


def pesan_singkat(node, row: Baris) -> str:
    """The message about one record that was just returned; empty for a valid one."""
    verdict = keadaan(node, [row.id])[row.id].putusan
    if verdict is None or (verdict.alasan not in ALASAN and not verdict.pesan):
        return ""
    nama, nomor = konteks.label_banyak(node, row.jenis, [row.id]).get(row.id, ("", ""))
    return "Mohon diperbaiki di SID Bantuan: " + satu_baris(Dikembalikan(nama, nomor, verdict.alasan, verdict.pesan))
