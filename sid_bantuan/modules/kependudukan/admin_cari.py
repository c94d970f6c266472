"""The tolerant search of names and numbers as a condition on a list, so that pages, counts and sheets follow it."""

from flask import flash
from peewee import SQL, Expression, Table, Value

from ... import host
from ...domain import kode
from ...domain.nama import pilihan_cari
from ...domain.wilayah import level
from ...sync.engine import SqliteEngine
from .tables import Keluarga, Penduduk

_TRIGRAM = 3
_LEAST_DIGITS = 5
_names = Table("sb_cari", ("id", "urut", "teks"))
_trigrams = Table("sb_cari_teks", ("rowid", "sb_cari_teks"))


def cari_penduduk(query, words: str, penuh: bool):
    """Residents by NIK or No KK (from five digits on) or by every piece of a name in any spelling.

    ``penuh``: numbers are this person's task. Who only sees them masked finds by whole numbers only:
    with beginnings he could read a number off, digit by digit.
    """
    digits = _digits(words)
    if digits is None:
        return query.where(Penduduk.id.in_(_bernama(words)))
    if not penuh and len(digits) != 16:
        return query.where(SQL("1 = 0"))
    families = Keluarga.select(Keluarga.id).where(_diawali(Keluarga.no_kk, digits))
    return query.where(_diawali(Penduduk.nik, digits) | Penduduk.keluarga.in_(families))


def cari_keluarga(query, words: str, penuh: bool):
    """Families by No KK or a member's NIK, by the name of their head, or by their address."""
    digits = _digits(words)
    if digits is None:
        heads = Penduduk.select(Penduduk.keluarga).where(
            Penduduk.id.in_(_bernama(words)),
            Penduduk.hubungan_keluarga == kode.KEPALA_KELUARGA,
            Penduduk.status_dasar == kode.HIDUP,
        )
        return query.where(Keluarga.id.in_(heads) | Keluarga.alamat.contains(words.strip()))
    if not penuh and len(digits) != 16:
        return query.where(SQL("1 = 0"))
    members = Penduduk.select(Penduduk.keluarga).where(_diawali(Penduduk.nik, digits))
    return query.where(_diawali(Keluarga.no_kk, digits) | Keluarga.id.in_(members))


def _digits(words: str) -> str | None:
    bare = "".join(char for char in words if char not in " .-'")
    return bare if bare.isascii() and bare.isdigit() and len(bare) >= _LEAST_DIGITS else None


def _diawali(column, digits: str):
    """Begins with these digits, as a range that the column's index answers; ':' follows '9'."""
    return (column >= digits) & (column < f"{digits}:")


def _bernama(words: str):
    """The ids of residents whose name holds every piece: trigrams find those of three letters on."""
    pieces = pilihan_cari(words)
    query = _names.select(_names.id)
    if not pieces:
        return query.where(SQL("1 = 0"))
    long = [forms for forms in pieces if min(map(len, forms)) >= _TRIGRAM]
    if not long and level(host.host().code) != "desa":
        # Half of a regency fits two letters: seconds of work for a list nobody reads.
        flash("Ketik paling sedikit tiga huruf dari namanya.", "info")
        return query.where(SQL("1 = 0"))
    if isinstance(host.node().engine, SqliteEngine) and long:
        match = " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in long)
        found = _trigrams.select(_trigrams.rowid).where(Expression(_trigrams.sb_cari_teks, "MATCH", match))
        query = query.where(_names.urut.in_(found))
        pieces = [forms for forms in pieces if forms not in long]
    if not long:
        query = query.where(_awal(pieces[0]))
        pieces = pieces[1:]
    for forms in pieces:
        query = query.where(_salah_satu(forms))
    return query


def _awal(forms):
    """A lone letter or two begin the whole name: anywhere in it they would fit half the register."""
    condition = None
    for form in forms:
        hit = (_names.teks >= form) & (_names.teks < form + "{")
        condition = hit if condition is None else condition | hit
    return condition


def _salah_satu(forms):
    condition = None
    for form in forms:
        # A short piece must begin a word: "an" occurs in half of all names.
        hit = (
            _names.teks.contains(form) if len(form) >= _TRIGRAM else Value(" ").concat(_names.teks).contains(f" {form}")
        )
        condition = hit if condition is None else condition | hit
    return condition
