"""What is known around a record: its name, its warnings, its family, who else bears its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.kode import HIDUP
from ..domain.pesan import kalimat, kalimat_tersimpan
from ..domain.wilayah_nama import nama_pendek
from ..modules.bantuan.atribut import label as label_penerima
from ..modules.lampid import siapa

SEBUTAN = {"penduduk": "Penduduk", "keluarga": "Keluarga", "mutasi": "Peristiwa", "penerima": "Penerima bantuan"}


def label_banyak(node, jenis: str, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """id -> (name, number) of many records of one type: a family is named after its head."""
    if jenis == "penerima":
        return label_penerima(node, ids)
    if jenis == "mutasi":
        return {row_id: (nama, "") for row_id, nama in siapa.sebutan(node, ids).items()}
    chosen, params = node.engine.ids(ids)
    if jenis == "keluarga":
        rows = node.engine.run(
            "SELECT k.id, (SELECT MIN(p.nama) FROM sb_penduduk p WHERE p.keluarga_id = k.id AND p.hubungan_keluarga = 1),"
            f" k.no_kk FROM sb_keluarga k WHERE k.id IN ({chosen})",
            params,
        )
        return {row[0]: (f"Keluarga {row[1]}" if row[1] else "Keluarga tanpa kepala", row[2] or "") for row in rows}
    rows = node.engine.run(f"SELECT id, nama, nik FROM sb_penduduk WHERE id IN ({chosen})", params)
    return {row[0]: (row[1], row[2] or "") for row in rows}


@dataclass(frozen=True)
class Peringatan:
    """One warning in words."""

    kode: str
    kolom: str
    bobot: int
    judul: str
    saran: str

    @property
    def berat(self) -> str:
        return {1: "ringan", 2: "sedang"}.get(self.bobot, "berat")


def peringatan(node, ids: Sequence[str]) -> dict[str, list[Peringatan]]:
    """id -> its warnings, the heaviest first."""
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT id, kode, kolom, bobot, isi FROM sb_peringatan WHERE id IN ({chosen}) ORDER BY bobot DESC, kode, kolom",
        params,
    )
    found: dict[str, list[Peringatan]] = {}
    for row_id, kode, kolom, bobot, isi in rows:
        found.setdefault(row_id, []).append(Peringatan(kode, kolom, bobot, *kalimat_tersimpan(kode, isi)))
    return found


def judul_umum(kode: str) -> str:
    """What a kind of warning means, without any one record's particulars."""
    return kalimat(kode)[0].removesuffix(": …")


@dataclass(frozen=True)
class Orang:
    """Another person beside the record: a family member, or who bears the same number."""

    id: str
    nama: str
    nik: str | None
    tanggal_lahir: str | None
    hubungan: str
    wilayah: str
    keadaan: str | None
    status_dasar: int = HIDUP

    @property
    def tempat(self) -> str:
        return nama_pendek(self.wilayah)


def anggota(node, keluarga_id: str | None, kecuali: str = "") -> list[Orang]:
    """The members of a family, the head first."""
    if not keluarga_id:
        return []
    return _orang(
        node,
        "p.keluarga_id = ? AND p.id <> ? ORDER BY p.hubungan_keluarga, p.tanggal_lahir",
        (keluarga_id, kecuali),
        20,
    )


def nik_sama(node, nik: str | None, kecuali: str) -> list[Orang]:
    """Everyone else this node knows with the same NIK."""
    return _orang(node, "p.nik = ? AND p.id <> ? ORDER BY p.wilayah", (nik, kecuali), 10) if nik else []


def kk_sama(node, no_kk: str | None, kecuali: str) -> list[tuple[str, str]]:
    """(id, village) of every other family with the same number."""
    if not no_kk:
        return []
    return node.engine.run("SELECT id, wilayah FROM sb_keluarga WHERE no_kk = ? AND id <> ? LIMIT 10", (no_kk, kecuali))


def _orang(node, where: str, params: tuple, banyak: int) -> list[Orang]:
    codes = {column.name: column.field for column in node.catalog["penduduk"].columns}["hubungan_keluarga"].codes
    rows = node.engine.run(
        "SELECT p.id, p.nama, p.nik, p.tanggal_lahir, p.hubungan_keluarga, p.wilayah, a.keadaan, p.status_dasar"
        f" FROM sb_penduduk p LEFT JOIN sb_antrean a ON a.id = p.id WHERE {where} LIMIT {banyak}",
        params,
    )
    return [
        Orang(*row[:3], row[3] and str(row[3]), codes.get(row[4], "").capitalize(), row[5], row[6], row[7])
        for row in rows
    ]
