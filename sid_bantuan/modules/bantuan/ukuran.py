"""The measures rules ask for, each as one SQL expression over a resident: ``p`` is his row in ``sb_penduduk``.

A measure nobody took is NULL, which leaves a rule open rather than false.
"""

import re
from dataclasses import dataclass
from datetime import date

from ...domain import kode
from ...sync.engine import Engine, SqliteEngine
from . import hari_kerja


@dataclass(frozen=True)
class Ukur:
    """How a measure is called, what it counts, what its codes mean. ``didata``: somebody takes it and writes it down."""

    judul: str
    satuan: str = ""
    pilihan: dict[int, str] | None = None
    didata: bool = False


_YA = {1: "Ya", 0: "Tidak"}
AHLI_WARIS = "sekeluarga_meninggal"
"""Asked of who receives because somebody died, never of the deceased."""
UKURAN: dict[str, Ukur] = {
    "umur": Ukur("Umur", "tahun"),
    "jenis_kelamin": Ukur("Jenis kelamin", pilihan=kode.daftar("jenis_kelamin")),
    "hamil": Ukur("Hamil", pilihan=_YA),
    "cacat": Ukur("Disabilitas", pilihan=kode.daftar("cacat")),
    "pekerjaan": Ukur("Pekerjaan", pilihan=kode.daftar("pekerjaan")),
    "status_kawin": Ukur("Status kawin", pilihan=kode.daftar("status_kawin")),
    "hubungan_keluarga": Ukur("Hubungan dalam keluarga", pilihan=kode.daftar("hubungan_keluarga")),
    "pendidikan": Ukur("Pendidikan yang sedang ditempuh", pilihan=kode.daftar("pendidikan_sedang")),
    "hidup": Ukur("Masih tercatat hidup di desa", pilihan=_YA),
    "meninggal": Ukur("Meninggal", pilihan=_YA),
    "punya_nik": Ukur("Punya NIK", pilihan=_YA),
    "lama_tinggal_bulan": Ukur("Lama tinggal", "bulan"),
    "jumlah_anggota": Ukur("Jumlah anggota keluarga", "orang"),
    AHLI_WARIS: Ukur("Sekeluarga dengan orang yang meninggal", pilihan=_YA),
    "hari_kerja_sejak_meninggal": Ukur("Hari kerja sejak meninggal", "hari kerja"),
    "hari_kerja_sejak_lahir": Ukur("Hari kerja sejak lahir", "hari kerja"),
    "hari_kerja_sejak_datang": Ukur("Hari kerja sejak datang ke desa", "hari kerja"),
    "desil": Ukur("Desil kesejahteraan", didata=True),
    "desil_hari": Ukur("Umur peringkat desil", "hari"),
    "luas_lahan": Ukur("Luas lahan", "m²", didata=True),
    "penghasilan": Ukur("Penghasilan sebulan", "rupiah", didata=True),
}
"""Every measure a rule may name."""

TAK_TERBACA = "tak_terbaca"
"""The measure of a rule that this version cannot read: never known."""

DIDATA = tuple(nama for nama, satu in UKURAN.items() if satu.didata)


def sql(engine: Engine, hari: date, warga: str = "p") -> dict[str, str]:
    """Each measure as an expression on this day, over the resident whose row is called ``warga``."""
    semua = _sql(engine, hari)
    return semua if warga == "p" else {nama: _BARIS.sub(f"{warga}.", teks) for nama, teks in semua.items()}


_BARIS = re.compile(r"\bp\.")


def _sql(engine: Engine, hari: date) -> dict[str, str]:
    angka = _angka(f"CAST('{hari.isoformat()}' AS VARCHAR)")
    lahir = _angka("CAST(p.tanggal_lahir AS VARCHAR)")
    return {
        "umur": f"CASE WHEN {angka} >= {lahir} THEN ({angka} - {lahir}) / 10000 END",
        "jenis_kelamin": "p.jenis_kelamin",
        "hamil": "CASE WHEN p.jenis_kelamin = 1 OR p.hamil = 2 THEN 0 WHEN p.hamil = 1 THEN 1 END",
        "cacat": "p.cacat",
        "pekerjaan": "p.pekerjaan",
        "status_kawin": "p.status_kawin",
        "hubungan_keluarga": "p.hubungan_keluarga",
        "pendidikan": "p.pendidikan_sedang",
        "hidup": f"CASE WHEN p.status_dasar = {kode.HIDUP} THEN 1 ELSE 0 END",
        "meninggal": f"CASE WHEN p.status_dasar = {kode.MATI} THEN 1 ELSE 0 END",
        "punya_nik": "CASE WHEN p.nik IS NULL OR p.nik LIKE '0%' THEN 0 ELSE 1 END",
        "lama_tinggal_bulan": _bulan(_angka(f"CAST(COALESCE({_DATANG}, p.tanggal_lahir) AS VARCHAR)"), angka),
        "jumlah_anggota": "(SELECT COUNT(*) FROM sb_penduduk a WHERE a.keluarga_id = p.keluarga_id"
        f" AND a.status_dasar = {kode.HIDUP})",
        AHLI_WARIS: f"CASE WHEN p.status_dasar = {kode.MATI} THEN NULL WHEN EXISTS (SELECT 1 FROM sb_penduduk a"
        f" WHERE a.keluarga_id = p.keluarga_id AND a.status_dasar = {kode.MATI}) THEN 1 ELSE 0 END",
        "hari_kerja_sejak_meninggal": _hari_kerja(hari, _MENINGGAL),
        "hari_kerja_sejak_lahir": _hari_kerja(hari, "p.tanggal_lahir"),
        "hari_kerja_sejak_datang": _hari_kerja(hari, f"COALESCE({_DATANG}, p.tanggal_lahir)"),
        "desil": _kini("desil", "nilai"),
        "desil_hari": _selisih(engine, hari, _kini("desil", "per_tanggal")),
        "luas_lahan": _kini("luas_lahan", "nilai"),
        "penghasilan": _kini("penghasilan", "nilai"),
        TAK_TERBACA: "CAST(NULL AS INTEGER)",
    }


def _peristiwa(jenis: str) -> str:
    """The day of the last such event of this resident in his village that stands."""
    return (
        "(SELECT MAX(m.tgl_peristiwa) FROM sb_mutasi_orang o JOIN sb_mutasi m ON m.id = o.mutasi_id"
        f" WHERE o.orang_id = p.orang_id AND o.wilayah = p.wilayah AND o.baris = '{jenis}' AND m.keadaan = 'berlaku')"
    )


_DATANG, _MENINGGAL = _peristiwa("datang"), _peristiwa("mati")
"""Who never came by an event has lived here since his birth, as far as the office knows."""


def _hari_kerja(hari: date, sejak: str) -> str:
    """The working days since an event; since the calendar's first day where that is later."""
    ke = "(SELECT h.ke FROM sb_hari_kerja h WHERE h.tanggal = {})"
    dahulu = f"CASE WHEN {sejak} < '{hari_kerja.PERTAMA.isoformat()}' THEN 0 END"
    return f"({ke.format(repr(hari.isoformat()))} - COALESCE({ke.format(sejak)}, {dahulu}))"


def _kini(nama: str, kolom: str) -> str:
    """The latest of a measure that was taken: the family's, or else the person's own."""
    cari = f"SELECT u.{kolom} FROM sb_ukuran_kini u WHERE u.nama = '{nama}' AND u.subjek ="
    return f"COALESCE(({cari} p.keluarga_id), ({cari} p.orang_id))"


def _angka(teks: str) -> str:
    """A day written as ISO text, as the number yyyymmdd: compares and subtracts alike on both engines."""
    return f"CAST(REPLACE({teks}, '-', '') AS INTEGER)"


def _bulan(dari: str, sampai: str) -> str:
    """Whole months between two such numbers."""
    return (
        f"(({sampai} / 10000 - {dari} / 10000) * 12 + ({sampai} / 100) % 100 - ({dari} / 100) % 100"
        f" - CASE WHEN {sampai} % 100 < {dari} % 100 THEN 1 ELSE 0 END)"
    )


def _selisih(engine: Engine, hari: date, tanggal: str) -> str:
    if isinstance(engine, SqliteEngine):
        return f"CAST(julianday('{hari.isoformat()}') - julianday({tanggal}) AS INTEGER)"
    return f"(DATE '{hari.isoformat()}' - {tanggal})"
