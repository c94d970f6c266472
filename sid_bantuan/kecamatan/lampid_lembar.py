"""One event on the steward's desk: who, what, when, by whom, with which papers, and what it did to the books."""

from dataclasses import dataclass

from ..domain import kode, lampid
from ..domain.wilayah import is_code, level, within
from ..domain.wilayah_nama import nama_lengkap, nama_pendek
from ..modules.lampid.masuk_baca import Masuk, baca, dari_mutasi
from ..modules.lampid.masuk_pasangan import induk_bersama
from ..modules.lampid.tables import BATAL
from ..modules.verval.daftar import Baris
from ..modules.verval.tables import VALID
from ..ui import tampil
from .isian import Penyaji

TEMPLAT = "sid_bantuan/kecamatan/lembar_peristiwa.html"


class PenyajiPeristiwa(Penyaji):
    """Shows the columns of an event, some of which are words and codes of their own kind."""

    def bagian(self, jenis, isi, lama, bertanda=()):
        """That an event stands goes without saying; that it was cancelled does not."""
        sections = super().bagian(jenis, isi, lama, bertanda)
        if isi.get("keadaan") == BATAL:
            return sections
        return [(judul, [satu for satu in rows if satu.kolom != "keadaan" or satu.berubah]) for judul, rows in sections]

    def teks(self, name: str, field, value) -> str:
        if value is None:
            return ""
        if name == "jenis":
            return lampid.PERISTIWA.get(value, value)
        if name == "keadaan":
            return "Dibatalkan desa" if value == BATAL else "Berlaku"
        if name == "bulan":
            return lampid.sebut_bulan(value)
        if name == "lawan_wilayah":
            return nama_lengkap(value) if is_code(value) else value
        return tampil.waktu(value) if name == "pada" else super().teks(name, field, value)


@dataclass(frozen=True)
class Pelaku:
    """Somebody an event is about. ``baris`` says what it did to the books; ``rekam_id`` leads to his record."""

    rekam_id: str
    nama: str
    nik: str | None
    lahir: str | None
    kelamin: str
    hubungan: str
    keadaan: str | None
    status: str
    ada: bool
    baris: tuple[str, ...]


def lembar_peristiwa(node, row: Baris) -> dict:
    """What the sheet of an event shows beside what every sheet shows."""
    pasangan = [satu for satu in dari_mutasi(node, [row.id]) if not satu.kabar]
    return {
        "templat_lembar": TEMPLAT,
        "pelaku": pelaku(node, row.id),
        "pasangan": pasangan,
        "asal_masuk": _asal(node, row.id),
        "sesudah_valid": "" if pasangan else _sesudah_valid(node, row),
    }


def _sesudah_valid(node, row: Baris) -> str:
    """What a verdict of valid sets going, where that is more than the seal; empty for what it does not."""
    jenis, lawan, keadaan, masuk_id, cakupan = node.engine.one(
        "SELECT jenis, lawan_wilayah, keadaan, masuk_id, cakupan FROM sb_mutasi WHERE id = ?", (row.id,)
    ) or ("", None, "", None, None)
    if jenis != lampid.PINDAH or keadaan == BATAL or masuk_id or row.keadaan == VALID:
        return ""
    if cakupan == lampid.DALAM_DESA:
        return f"Kepindahannya di dalam {nama_pendek(row.wilayah)} saja; tidak ada yang dicatat di tempat lain."
    atas = induk_bersama(row.wilayah, lawan) if lawan and is_code(lawan) and level(lawan) == "desa" else None
    if atas == node.code:
        return f"Semua yang pindah menunggu dicatat di {nama_pendek(lawan)}, lengkap dengan datanya."
    return f"Diteruskan ke {nama_pendek(lawan)} oleh {nama_pendek(atas)}." if atas and within(node.code, atas) else (
        "Kepindahannya selesai di desa ini: tujuannya di luar kabupaten, atau belum berupa desa yang dikenal."
    )  # fmt: skip


def pelaku(node, mutasi_id: str) -> list[Pelaku]:
    """Everybody with a line of this event, whom it is about first; each with his lines in words."""
    rows = node.engine.run(
        "SELECT o.penduduk_id, o.nama, o.nik, CAST(o.tanggal_lahir AS TEXT), o.jenis_kelamin, o.kewarganegaraan, o.dusun,"
        " o.kepala, o.baris, o.arah, o.dalam, p.hubungan_keluarga, p.status_dasar, a.keadaan FROM sb_mutasi_orang o"
        " LEFT JOIN sb_penduduk p ON p.id = o.penduduk_id LEFT JOIN sb_antrean a ON a.id = o.penduduk_id"
        f" WHERE o.mutasi_id = ? ORDER BY CASE WHEN o.baris = '{lampid.SUSUNAN}' THEN 1 ELSE 0 END, o.kepala DESC,"
        " p.hubungan_keluarga, o.tanggal_lahir, o.arah",
        (mutasi_id,),
    )
    hasil: dict[str, Pelaku] = {}
    for id, nama, nik, lahir, kelamin, *sel, hubungan, status, keadaan in rows:
        lama = hasil.get(id)
        baris = (*(lama.baris if lama else ()), sebut_baris(*sel))
        hasil[id] = Pelaku(
            id, nama, nik, lahir, "L" if kelamin == kode.LAKI_LAKI else "P",
            kode.daftar("hubungan_keluarga").get(hubungan, ""), keadaan,
            kode.daftar("status_dasar").get(status, ""), status is not None, baris,
        )  # fmt: skip
    return list(hasil.values())


def sebut_baris(kewarganegaraan: int, dusun: str, kepala: int, baris: str, arah: int, dalam: int) -> str:
    """One line of the books in words: ``−1 pindah, Dusun Krajan, kepala keluarga``."""
    if not arah:
        return "Tidak mengubah hitungan"
    kata = "susunan keluarga atau dusun" if baris == lampid.SUSUNAN else lampid.PERISTIWA[baris].lower()
    bagian = [f"{'+' if arah > 0 else '−'}1 {kata}", f"Dusun {dusun}" if dusun else "tanpa dusun"]
    bagian += ["kepala keluarga"] if kepala else []
    bagian += ["WNA"] if kewarganegaraan != 1 else []
    bagian += ["dalam desa"] if dalam else []
    return ", ".join(bagian)


def sebut_pasangan(satu: Masuk) -> str:
    """How far the other half of a pair is, in words."""
    desa = nama_pendek(satu.wilayah)
    apa = "Kedatangannya" if satu.jenis == lampid.DATANG else "Kepindahannya"
    return {
        "menunggu": f"{apa} menunggu dicatat di {desa} sejak {tampil.tanggal(satu.pada)}.",
        "diterima": f"{apa} sudah dicatat di {desa}.",
        "ditolak": f"{desa} menolak: {satu.alasan}.",
        "dicabut": f"Kiriman ke {desa} sudah dicabut.",
    }[satu.letak]


def _asal(node, mutasi_id: str) -> Masuk | None:
    """What came from above and was recorded as this event."""
    masuk_id = node.engine.value("SELECT masuk_id FROM sb_mutasi WHERE id = ?", (mutasi_id,))
    return baca(node, masuk_id) if masuk_id else None
