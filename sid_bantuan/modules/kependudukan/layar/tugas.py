"""What waits for the village: returned records, refused rows, conflicts, and the numbers of its register."""

from collections.abc import Sequence
from dataclasses import dataclass

from ....domain import kode
from ....domain.alasan import ALASAN, judul_alasan
from ....domain.pesan import kalimat, nama_kolom
from ...verval.berlaku import hex_sql, winner_sql
from ...verval.tables import SELESAI, TERBUKA
from .sambungan import nama_rekam


@dataclass(frozen=True)
class Tugas:
    """A record that came back: which, with what words, and what the village answered."""

    id: str
    jenis: str
    rekam_id: str
    nama: str
    judul: str
    saran: str
    pesan: str
    oleh: str
    dari: str
    pada: str
    keadaan: str
    tanggapan: str
    ditanggapi: str


_NAMA = """CASE t.jenis WHEN 'penduduk' THEN (SELECT p.nama FROM sb_penduduk p WHERE p.id = t.rekam_id)
    WHEN 'keluarga' THEN (SELECT COALESCE('KK ' || k.no_kk, 'KK tanpa nomor') FROM sb_keluarga k WHERE k.id = t.rekam_id)
    END"""
"""The name of a record of this module; those of others say it themselves (``sambungan.NAMA``)."""


def perlu_diperbaiki(node, keadaan: str = TERBUKA, batas: int = 50, lewati: int = 0) -> list[Tugas]:
    """The returned records in this state, the longest waiting first; mended ones latest first."""
    urut = "v.pada DESC, t.id" if keadaan == SELESAI else "v.pada, t.id"
    baris = node.engine.run(
        f"SELECT t.id, t.jenis, t.rekam_id, {_NAMA}, v.alasan, v.pesan, v.oleh, v.node, v.pada, t.keadaan, t.tanggapan, t.pada"
        f" FROM sb_perbaikan t JOIN sb_verval v ON v.id = t.verval_id WHERE t.node = ? AND t.keadaan = ?"
        f" ORDER BY {urut} LIMIT ? OFFSET ?",
        (node.code, keadaan, batas, lewati),
    )
    lain = nama_rekam(node, [(satu[1], satu[2]) for satu in baris])
    return [_tugas(*satu[:3], satu[3] or lain.get(satu[2]), *satu[4:]) for satu in baris]


def _tugas(id, jenis, rekam_id, nama, alasan, pesan, oleh, dari, pada, keadaan, tanggapan, ditanggapi) -> Tugas:
    judul = judul_alasan(alasan, pesan)
    saran = ALASAN[alasan].saran if alasan in ALASAN else ""
    pesan = pesan if pesan and pesan != judul else ""
    nama = nama or "Data yang sudah dihapus"
    return Tugas(
        id, jenis, rekam_id, nama, judul, saran, pesan, oleh, dari, pada, keadaan, tanggapan or "", ditanggapi or ""
    )


def jumlah_tugas(node) -> dict[str, int]:
    """How many returned records are open, and how many are mended."""
    baris = node.engine.run("SELECT keadaan, count(*) FROM sb_perbaikan WHERE node = ? GROUP BY keadaan", (node.code,))
    return {TERBUKA: 0, SELESAI: 0} | dict(baris)


@dataclass(frozen=True)
class Penolakan:
    """A row a level above would not store: which, at which column, why and what to do."""

    jenis: str
    rekam_id: str
    nama: str
    kolom: str
    judul: str
    saran: str
    pada: str


def ditolak(node, batas: int = 50) -> list[Penolakan]:
    """The refused rows of this village, latest first."""
    baris = node.engine.run(
        f"SELECT t.jenis, t.rekam_id, {_NAMA}, t.kode, t.kolom, t.pada FROM ({_DITOLAK}) t ORDER BY t.pada DESC LIMIT ?",
        (batas,),
    )
    hasil, lain = [], nama_rekam(node, [satu[:2] for satu in baris])
    for jenis, rekam_id, nama, kode_tolak, kolom, pada in baris:
        sebutan = nama or lain.get(rekam_id) or jenis.replace("_", " ").capitalize()
        judul, saran = kalimat(kode_tolak)
        hasil.append(Penolakan(jenis, rekam_id, sebutan, nama_kolom(kolom) if kolom else "", judul, saran, pada))
    return hasil


_DITOLAK = "SELECT type AS jenis, id AS rekam_id, code AS kode, kolom, pada FROM sb_refused_out"


def jumlah_ditolak(node) -> int:
    """How many rows are refused above."""
    return node.engine.value("SELECT count(*) FROM sb_refused_out")


def jumlah_bentrok(node) -> int:
    """How many records have two versions with no common line."""
    return node.engine.value("SELECT count(DISTINCT id) FROM sb_conflict")


def jumlah_peringatan(node, batas: int = 6) -> list[tuple[str, str, int]]:
    """The warnings of this village by kind, the most frequent first: (code, words, records)."""
    baris = node.engine.run(
        "SELECT kode, count(*) FROM sb_peringatan WHERE wilayah = ? GROUP BY kode ORDER BY sum(bobot) DESC, kode LIMIT ?",
        (node.code, batas),
    )
    return [(satu, judul_jenis(satu), jumlah) for satu, jumlah in baris]


def judul_jenis(kode_peringatan: str) -> str:
    """The words for a kind of warning as a whole, where one case's number has no place."""
    judul, _ = kalimat(kode_peringatan, usia=_USIA)
    judul = judul.removesuffix(": …")
    return judul.replace(f"untuk usia {_USIA} tahun", "untuk usianya").replace(f"{_USIA} tahun", "tak wajar")


_USIA = "…"


def angka_warga(node) -> dict[str, int]:
    """The register in a few true numbers."""
    hidup = (node.code, kode.HIDUP)
    satu = node.engine.one(
        "SELECT count(*), sum(CASE WHEN jenis_kelamin = 1 THEN 1 ELSE 0 END), sum(CASE WHEN nik IS NULL THEN 1 ELSE 0 END),"
        " sum(CASE WHEN keluarga_id IS NULL THEN 1 ELSE 0 END)"
        " FROM sb_penduduk WHERE wilayah = ? AND status_dasar = ?",
        hidup,
    )
    jumlah, laki, tanpa_nik, tanpa_kk = (nilai or 0 for nilai in satu)
    kk = node.engine.value("SELECT count(*) FROM sb_keluarga WHERE wilayah = ?", (node.code,))
    return {"penduduk": jumlah, "laki": laki, "perempuan": jumlah - laki, "kk": kk, "tanpa_nik": tanpa_nik,
            "tanpa_kk": tanpa_kk}  # fmt: skip


def angka_verval(node) -> dict[str, int]:
    """How many living residents are valid, returned, or still waiting for a verdict on their present content."""
    isi = hex_sql(node.engine, "r.h")
    putusan = winner_sql(isi, "r.id")
    baris = node.engine.run(
        f"SELECT COALESCE((SELECT v.putusan FROM sb_verval v WHERE r.stale = 0 AND v.id = {putusan}), 'menunggu') AS k, count(*)"
        " FROM sb_penduduk p JOIN sb_row r ON r.id = p.id WHERE p.wilayah = ? AND p.status_dasar = ? GROUP BY 1",
        (node.code, kode.HIDUP),
    )
    return {"menunggu": 0, "valid": 0, "perlu_perbaikan": 0} | dict(baris)


def tertunda_per_jenis(node, peer: str) -> list[tuple[str, int]]:
    """What waits to be sent, by record type."""
    baris: Sequence = node.engine.run(
        "SELECT type, count(*) FROM sb_pending WHERE peer = ? GROUP BY type ORDER BY count(*) DESC, type", (peer,)
    )
    return [(jenis.replace("_", " ").capitalize(), jumlah) for jenis, jumlah in baris]
