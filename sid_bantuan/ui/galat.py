"""What the database says, in words for the person at the desk; the raw text goes to the log only."""

import logging
import secrets

from peewee import DatabaseError, IntegrityError, OperationalError

from ..sync.triggers import FIXED, NOT_AUTHOR

log = logging.getLogger("sid_bantuan.ui")


class Ditolak(ValueError):
    """A refusal with its reasons: ``(column or '', words)`` each; the form comes back with what was typed."""

    def __init__(self, *salah: tuple[str, str]):
        super().__init__("; ".join(words for _, words in salah))
        self.salah = salah


class Berubah(RuntimeError):
    """A lost update, refused. ``beda``: column -> (typed, stored now); ``versi`` None where the record is gone."""

    def __init__(self, beda: dict[str, tuple], versi: int | None, oleh: str = ""):
        super().__init__("Sudah diubah orang lain")
        self.beda, self.versi, self.oleh = beda, versi, oleh


def kalimat_galat(error: Exception) -> str:
    """One sentence for an error while storing: what it means and what to do."""
    text = str(error)
    if isinstance(error, Ditolak):
        return text
    if NOT_AUTHOR in text:
        return "Data ini milik wilayah lain, jadi hanya dapat dibaca di sini. Minta pemiliknya mengubahnya."
    if FIXED in text:
        return "Pemilik dan wilayah sebuah data tidak dapat diubah."
    if isinstance(error, OperationalError) and ("locked" in text or "timeout" in text):
        return "Basis data sedang dipakai pekerjaan lain. Isian Anda masih ada; simpan sekali lagi."
    if isinstance(error, OperationalError) and ("disk" in text or "full" in text or "readonly" in text):
        return "Tidak dapat menulis ke disk. Periksa ruang kosong dan izin berkas basis data, lalu simpan sekali lagi."
    if isinstance(error, IntegrityError):
        return _logged(
            error, "Isian ini bertentangan dengan data yang sudah ada. Muat ulang halaman, lalu periksa lagi."
        )
    what = "Basis data menolak" if isinstance(error, DatabaseError) else "Terjadi kesalahan"
    return _logged(error, f"{what}, dan tidak ada yang disimpan. Isian Anda masih ada; coba sekali lagi.")


def _logged(error: Exception, words: str) -> str:
    """The words with a mark that finds the log entry."""
    mark = secrets.token_hex(3).upper()
    log.error("galat %s", mark, exc_info=error)
    return f"{words} Bila terulang, sebutkan kode {mark} kepada admin."
