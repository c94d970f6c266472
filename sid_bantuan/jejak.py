"""The audit log: who did what to which record, and who read a full NIK outside his task.

Rows are only ever added; triggers of the database refuse everything else. The log stays on
its own node. Callers write within the transaction of the change itself, so that neither
exists without the other.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .domain.peran import Operator
from .sync.engine import Engine
from .sync.schema import now

LIHAT_NIK = "lihat_nik"
"""A full NIK (or No KK) was read by someone whose task does not need it."""

LIHAT_BERKAS, MINTA_BERKAS = "lihat_berkas", "minta_berkas"
"""A document was opened, or asked for from the village that has it."""

AKSI = {
    "tambah": "Menambah",
    "ubah": "Mengubah",
    "hapus": "Menghapus",
    "pulihkan": "Memulihkan",
    "gabung": "Menggabungkan",
    "impor": "Mengimpor",
    "terima_masuk": "Menerima kiriman dari atas",
    "tolak_masuk": "Menolak kiriman dari atas",
    "kirim_masuk": "Mengirim peristiwa ke desa",
    "cabut_masuk": "Mencabut kiriman ke desa",
    "terima_usulan": "Menerima usulan data",
    "tolak_usulan": "Menolak usulan data",
    "urungkan_usulan": "Mengurungkan penerimaan usulan data",
    "kirim_usulan": "Mengirim usulan data",
    "cabut_usulan": "Mencabut usulan data",
    "ekspor": "Mengekspor",
    "valid": "Menilai valid",
    "perlu_perbaikan": "Mengembalikan untuk diperbaiki",
    "batal": "Membatalkan putusan",
    "batal_peristiwa": "Membatalkan peristiwa",
    "tutup_buku": "Menutup buku",
    LIHAT_NIK: "Melihat NIK lengkap",
    LIHAT_BERKAS: "Melihat berkas",
    MINTA_BERKAS: "Meminta berkas",
    "masuk": "Masuk",
    "gagal_masuk": "Gagal masuk",
    "keluar": "Keluar",
    "kelola": "Mengelola",
    "sinkron": "Menyinkronkan",
}
"""Actions and their words. An action that is not here is written all the same."""


def catat(
    engine: Engine,
    operator: Operator,
    aksi: str,
    jenis: str,
    rekam_id: str | None,
    wilayah: str,
    *,
    label: str | None = None,
    sebelum: Mapping | None = None,
    sesudah: Mapping | None = None,
    catatan: str | None = None,
) -> None:
    """Add one entry. ``sebelum`` and ``sesudah`` are the record's columns; only what differs is kept."""
    catat_banyak(engine, operator, aksi, jenis, [(rekam_id, wilayah, label, sebelum, sesudah)], catatan=catatan)


def catat_banyak(
    engine: Engine, operator: Operator, aksi: str, jenis: str, rekam: Sequence[tuple], *, catatan: str | None = None
) -> None:
    """Add one entry for each (id, wilayah, label, before, after)."""
    peran = " ".join(sorted(operator.peran))[:100]
    pada = now()
    engine.many(
        "INSERT INTO sb_jejak (pada, oleh_id, oleh, peran, aksi, jenis, rekam_id, wilayah, label, perubahan, catatan)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (pada, operator.id[:64], operator.nama[:100], peran, aksi, jenis, rekam_id, wilayah,
             label and label[:150], _beda(before, after), catatan and catatan[:300])
            for rekam_id, wilayah, label, before, after in rekam
        ],
    )  # fmt: skip


def _beda(before: Mapping | None, after: Mapping | None) -> str | None:
    """JSON: column -> [before, after] of what differs."""
    before, after = before or {}, after or {}
    changed = {
        name: [before.get(name), after.get(name)]
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }
    return json.dumps(changed, ensure_ascii=False, default=str) if changed else None


@dataclass(frozen=True)
class Jejak:
    """One entry as people read it; ``perubahan``: column -> [before, after]."""

    id: int
    pada: str
    oleh_id: str
    oleh: str
    peran: str
    aksi: str
    jenis: str
    rekam_id: str | None
    wilayah: str
    label: str | None
    perubahan: dict
    catatan: str | None

    @property
    def sebutan_aksi(self) -> str:
        return AKSI.get(self.aksi, self.aksi.replace("_", " "))


def baca(
    engine: Engine,
    *,
    aksi: str | None = None,
    oleh_id: str | None = None,
    rekam_id: str | None = None,
    sampai: int | None = None,
    banyak: int = 50,
) -> list[Jejak]:
    """Entries, the newest first; ``sampai`` is the id of the last entry of the page before, left out."""
    wanted = {"aksi = ?": aksi, "oleh_id = ?": oleh_id, "rekam_id = ?": rekam_id, "id < ?": sampai}
    wanted = {condition: value for condition, value in wanted.items() if value}
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    rows = engine.run(
        "SELECT id, pada, oleh_id, oleh, peran, aksi, jenis, rekam_id, wilayah, label, perubahan, catatan"
        f" FROM sb_jejak {where} ORDER BY id DESC LIMIT ?",
        (*wanted.values(), banyak),
    )
    return [Jejak(*row[:10], json.loads(row[10]) if row[10] else {}, row[11]) for row in rows]


def orang(engine: Engine) -> list[tuple[str, str]]:
    """Everyone who ever left an entry: (id, the name last used)."""
    rows = engine.run("SELECT oleh_id, MAX(oleh) FROM sb_jejak GROUP BY oleh_id ORDER BY 2")
    return [(row[0], row[1]) for row in rows]
