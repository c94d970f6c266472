"""The people a figure of the statistics counts, page by page."""

import re
from dataclasses import dataclass
from datetime import date

from ...sync.engine import Engine
from ..lampid.buku.pilihan import syarat_wilayah
from .hitung import DAFTAR, LEBAR, TERTUA, TIDAK_DIISI, UMUR, WILAYAH, lahir_sesudah, terhitung


@dataclass(frozen=True, slots=True)
class Orang:
    id: str
    nama: str
    nik: str | None
    jenis_kelamin: int
    tanggal_lahir: date | str | None
    wilayah: str
    dusun: str


def orang(
    engine: Engine,
    wilayah: str,
    isi: str,
    kunci: str,
    pada: date,
    jk: int | None = None,
    mulai: int = 0,
    banyak: int = 100,
) -> tuple[list[Orang], int]:
    """Those of one line of a statistic, by name, and how many they are. ``ValueError`` where there is no such line."""
    syarat, nilai = _syarat(wilayah, isi, kunci, pada, jk)
    dari = (
        "FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
        f" LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id WHERE {syarat}"
    )
    baris = engine.run(
        "SELECT p.id, p.nama, p.nik, p.jenis_kelamin, p.tanggal_lahir, p.wilayah, COALESCE(l.dusun, '')"
        f" {dari} ORDER BY p.nama, p.id LIMIT ? OFFSET ?",
        (*nilai, banyak, mulai),
    )
    return [Orang(*satu) for satu in baris], engine.value(f"SELECT COUNT(*) {dari}", nilai)


def _syarat(wilayah: str, isi: str, kunci: str, pada: date, jk: int | None) -> tuple[str, list]:
    di, awal = syarat_wilayah(wilayah, "p.")
    syarat, nilai = [di, terhitung()], list(awal)
    for satu, apa in (_menurut(isi, kunci, pada), ("p.jenis_kelamin = ?", [jk]) if jk else ("", [])):
        if satu:
            syarat.append(satu)
            nilai += apa
    return " AND ".join(syarat), nilai


def _menurut(isi: str, kunci: str, pada: date) -> tuple[str, list]:
    if isi == WILAYAH:
        return "COALESCE(l.dusun, '') = ?", [kunci]
    if not re.fullmatch(r"-?\d{1,4}", kunci):
        raise ValueError(kunci)
    if isi == UMUR:
        return _seumur(int(kunci), pada)
    if isi not in DAFTAR:
        raise ValueError(isi)
    return f"COALESCE(p.{DAFTAR[isi]}, {TIDAK_DIISI}) = ?", [int(kunci)]


def _seumur(awal: int, pada: date) -> tuple[str, list]:
    if awal == TIDAK_DIISI:
        return "p.tanggal_lahir IS NULL", []
    if awal >= TERTUA:
        return "p.tanggal_lahir <= ?", [lahir_sesudah(pada, TERTUA)]
    batas = [lahir_sesudah(pada, awal + LEBAR)]
    if awal == 0:
        return "p.tanggal_lahir > ?", batas
    return "p.tanggal_lahir > ? AND p.tanggal_lahir <= ?", [*batas, lahir_sesudah(pada, awal)]
