"""Programs, rules, quotas and aid as tests write them, and residents to give it to."""

import json

from sid_bantuan.domain.ids import new_id
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.schema import now

from .di import petugas

PROGRAM = {
    "sifat": "reguler", "sasaran": "orang", "bentuk": "tunai", "kali_setahun": 12, "pendanaan": "apbd", "penetap": "desa",
    "karena_kematian": 0, "berkuota": 1, "empat_mata": 0, "aktif": 1,
}  # fmt: skip
DASAR = {"oleh": "Bu Sri", "pada": "2026-01-02T00:00:00Z"}


def simpan(node, tipe: str, wilayah: str = "", id: str = "", **isi) -> str:
    """A row this node writes itself; its id."""
    id, tabel = id or new_id(), node.catalog[tipe].table
    isi = {nama: json.dumps(nilai) if isinstance(nilai, list | dict) else nilai for nama, nilai in isi.items()}
    node.engine.upsert(
        tabel, ("id", "node", "wilayah", *isi), "id", [(id, node.code, wilayah or node.code, *isi.values())]
    )
    return id


def program(node, kode: str, **isi) -> str:
    return simpan(node, "program", **PROGRAM | {"kode": kode, "nama": f"Bantuan {kode}", "singkatan": kode} | isi)


def aturan(node, untuk: str, syarat, kode: str = "", alasan: str = "", **isi) -> str:
    isi = {"efek": "tolak", "urutan": 0, "alasan": alasan or f"Tidak boleh menerima {untuk}"} | isi
    return simpan(node, "aturan", program=untuk, kode=kode or f"{untuk}-{new_id()[-6:]}", syarat=syarat, **isi)


def kuota(node, kode: str, jumlah: int, wilayah: str = "", tahun: int = 2026, id: str = "") -> str:
    return simpan(node, "kuota", wilayah, id, program=kode, tahun=tahun, jumlah=jumlah, **DASAR)


def keluarga(node, no_kk: str | None = None) -> str:
    return simpan(node, "keluarga", no_kk=no_kk)


def warga(node, nama: str, kk: str | None = None, **isi) -> str:
    """A resident of this village; his id is also his person's."""
    id = new_id()
    isi = {"orang_id": id, "keadaan_nik": 1, "jenis_kelamin": 1, "status_dasar": 1, "tanggal_lahir": "1980-05-01"} | isi
    return simpan(node, "penduduk", id=id, nama=nama, keluarga_id=kk, hubungan_keluarga=1, **isi)


def penerima(node, kode: str, orang: str | None, nama: str = "WARGA", **isi) -> str:
    """Somebody the village wrote down as a recipient, whatever rules and quotas say."""
    isi = {"keadaan": "aktif", "mulai": "2026-01-01", "tahun": 2026} | isi
    return simpan(node, "penerima", program=kode, orang_id=orang, nama=nama, **isi, oleh="Bu Sri", pada=now())


def tetap(node, kode: str, desa: str, nama: str = "WARGA", daftar: str = "", **isi) -> str:
    """A line of an agency's list about a village."""
    isi = {"keadaan": "aktif", "mulai": "2026-01-01", "per_tanggal": "2026-11-01", "sumber": "Dinas Sosial"} | isi
    return simpan(node, "penetapan", desa, program=kode, nama=nama, daftar_id=daftar or "d" * 32, **isi)


def tuntas(node) -> None:
    """Everything derived."""
    drain_all(node)


def operator(node):
    return petugas(node)
