"""What the lists of the population show beside the tables: verval, warnings, ages, masked numbers, and their filters."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup
from peewee import SQL, ForeignKeyField, Table, fn

from ... import host
from ...domain.periksa import BERAT
from ...domain.pesan import kalimat_tersimpan
from ...domain.tanggal import umur
from ...domain.wilayah import level
from ...ui.saring import Saring
from ...ui.tampil import ikon, lencana, nomor, nomor_tersamar
from ..verval.berlaku import hex_sql, winner_sql
from ..verval.putusan import Keadaan, keadaan
from ..verval.tables import PERLU_PERBAIKAN, VALID
from .tables import Lingkungan, Penduduk

MENUNGGU = "menunggu"
VERVAL = {MENUNGGU: "Menunggu", VALID: "Valid", PERLU_PERBAIKAN: "Perlu perbaikan"}
TANDA = {"ada": "Ada peringatan", "berat": "Peringatan berat", "tanpa": "Tanpa peringatan"}
UMUR = {
    "0-4": (0, 4),
    "5-6": (5, 6),
    "7-12": (7, 12),
    "13-16": (13, 16),
    "17-25": (17, 25),
    "26-59": (26, 59),
    "60+": (60, 200),
}
_MANY = 100_000
"""States with more rows than this are asked of each row; rarer ones are listed first. Either way is slow for the other."""


def baca_verval(rows: Sequence) -> None:
    """Put the state of verval on the rows of a page, as ``row.verval``."""
    found = keadaan(host.node(), [row.id for row in rows]) if rows else {}
    for row in rows:
        row.verval = found[row.id]


def baca_peringatan(rows: Sequence) -> None:
    """Put the warnings on the rows of a page, heaviest first, as ``row.peringatan``: (weight, words) each."""
    if not rows:
        return
    engine = host.node().engine
    chosen, params = engine.ids([row.id for row in rows])
    per: dict[str, list] = {}
    for row_id, code, weight, words in engine.run(
        f"SELECT id, kode, bobot, isi FROM sb_peringatan WHERE id IN ({chosen}) ORDER BY bobot DESC, kode", params
    ):
        per.setdefault(row_id, []).append((weight, kalimat_tersimpan(code, words)[0]))
    for row in rows:
        row.peringatan = per.get(row.id, [])


def kolom_verval(_view, context, row, _name):
    """A badge; in a sheet its words. A verdict that lapsed says so."""
    state: Keadaan = row.verval
    words = VERVAL[state.keadaan]
    if state.keadaan == MENUNGGU and state.terakhir is not None:
        words = "Menunggu ulang"
    if context is None:
        return words
    badge = lencana(state.keadaan, words)
    reason = state.putusan.judul if state.putusan else ""
    return badge + Markup(' <small class="redup">{}</small>').format(reason) if reason else badge


def kolom_peringatan(_view, context, row, _name):
    """The heaviest warning and how many more; in a sheet all of them."""
    found = row.peringatan
    if context is None:
        return "; ".join(words for _weight, words in found)
    if not found:
        return ""
    more = f" +{len(found) - 1}" if len(found) > 1 else ""
    return Markup('<span class="tanda" title="{}">{}<span>{}{}</span></span>').format(
        "\n".join(words for _weight, words in found), ikon("awas"), found[0][1], more
    )


def kolom_nomor(column: str):
    """A formatter of a NIK or No KK: full where it is this person's task, else masked; in a sheet without blanks."""
    missing = {"nik": "Belum ada NIK", "no_kk": "Belum ada No KK"}[column]

    def show(view, context, row, name):
        value = view._get_field_value(row, name)
        if not value:
            return Markup('<span class="redup">{}</span>').format(missing) if context is not None else ""
        if not view.boleh("lihat_nik", row.wilayah):
            return nomor_tersamar(value)
        return nomor(value) if context is not None else value

    return show


def kolom_keadaan(view, context, row, name):
    """The badge of verval with its warnings beneath."""
    return Markup('<div class="tumpuk">{}{}</div>').format(
        kolom_verval(view, context, row, name), kolom_peringatan(view, context, row, name)
    )


def kolom_kode(column: str):
    """A formatter of a code by its list, in full."""
    return lambda _view, _context, row, _name: type(row)._meta.fields[column].codes.get(getattr(row, column), "")


def kolom_kelamin(_view, context, row, _name):
    """L or P on the screen, in full in a sheet."""
    words = Penduduk.jenis_kelamin.codes.get(row.jenis_kelamin, "")
    return words if context is None else Markup('<abbr title="{}">{}</abbr>').format(words, words[:1].upper())


def kolom_keluarga(view, context, row, _name):
    """The card's number, and under it where the family lives."""
    number = kolom_nomor("no_kk")(view, context, row, "keluarga.no_kk")
    place = view._get_field_value(row, "keluarga.lingkungan")
    return Markup('{}<span class="baris-dua">{}</span>').format(number, place or "")


def kolom_alamat(view, context, row, _name):
    """Street, and under it the place inside the village."""
    place = view._get_field_value(row, "lingkungan")
    return (
        Markup('{}<span class="baris-dua">{}</span>').format(row.alamat or "", place or "") if context else row.alamat
    )


def kolom_umur(_view, _context, row, _name):
    """Whole years today."""
    lahir = row.tanggal_lahir
    return umur(lahir, date.today()) if isinstance(lahir, date) else ""


def saring_verval(model, jenis: str) -> Saring:
    """By the verdict that holds for the present content."""
    return Saring("verval", "Verval", pilihan=VERVAL, syarat=lambda value: _verval(model, jenis, value))


def _verval(model, jenis: str, value: str):
    if level(host.host().code) != "desa":
        return _dari_antrean(model, jenis, value)
    if value == MENUNGGU:
        return model.id.not_in(_dinilai(jenis, (VALID, PERLU_PERBAIKAN)))
    return model.id.in_(_dinilai(jenis, (value,)))


def _dinilai(jenis: str, words: Sequence[str]):
    """The ids whose present content holds one of these verdicts; a village has no queue to ask."""
    row = Table("sb_row", ("id", "type", "stale"), alias="r")
    verdict = Table("sb_verval", ("id", "putusan"), alias="v")
    winner = SQL(winner_sql(hex_sql(host.node().engine, "r.h"), "r.id"))
    query = row.select(row.id).join(verdict, on=(verdict.id == winner))
    return query.where(row.type == jenis, row.stale == 0, verdict.putusan.in_(words))


def _dari_antrean(model, jenis: str, value: str):
    queue = Table("sb_antrean", ("id", "jenis", "keadaan"))
    rows = host.node().engine.value(
        "SELECT SUM(jumlah) FROM sb_antrean_desa WHERE jenis = ? AND keadaan = ?", (jenis, value)
    )
    if (rows or 0) > _MANY:
        return fn.EXISTS(queue.select(SQL("1")).where(queue.id == model.id, queue.keadaan == value))
    return model.id.in_(queue.select(queue.id).where(queue.keadaan == value, queue.jenis == jenis))


def saring_peringatan(model) -> Saring:
    """With warnings, with heavy ones, or without."""
    return Saring("peringatan", "Peringatan", pilihan=TANDA, syarat=lambda value: _peringatan(model, value))


def _peringatan(model, value: str):
    warning = Table("sb_peringatan", ("id", "bobot"))
    found = warning.select(SQL("1")).where(warning.id == model.id)
    if value == "berat":
        found = found.where(warning.bobot == BERAT)
    return ~fn.EXISTS(found) if value == "tanpa" else fn.EXISTS(found)


def saring_umur() -> Saring:
    """By age group; who has no birth date is in none."""
    return Saring("umur", "Umur", pilihan={name: f"{name} tahun" for name in UMUR}, syarat=_umur)


def _umur(value: str):
    """Born after the day one would be too old, and by the day one is old enough."""
    youngest, oldest = UMUR[value]
    return Penduduk.tanggal_lahir.between(_mundur(oldest + 1) + timedelta(days=1), _mundur(youngest))


def _mundur(years: int) -> date:
    today = date.today()
    try:
        return today.replace(year=max(today.year - years, 1))
    except ValueError:
        return today.replace(year=today.year - years, day=28)


class SaringTempat(Saring):
    """A place inside the village, through the reference that leads to it."""

    def __init__(self, link: ForeignKeyField, lewat: ForeignKeyField | None = None):
        super().__init__("tempat", "Dusun/RW/RT", link)
        self.lewat = lewat

    def pilihan(self):
        here = host.host().code
        rows = (
            Lingkungan.select()
            .where(Lingkungan.wilayah == here)
            .order_by(Lingkungan.dusun, Lingkungan.rw, Lingkungan.rt)
        )
        found = {}
        for row in rows:
            found.setdefault(f"dusun:{row.dusun}", f"Dusun {row.dusun}" if row.dusun else "(tanpa dusun)")
            if row.rt or row.rw:
                found[row.id] = f"\u2003RT {row.rt or '-'} RW {row.rw or '-'}"
        return found

    def kata(self, value):
        return self.pilihan().get(value, value).strip()

    def apply(self, query, value):
        places = Lingkungan.select(Lingkungan.id)
        kind, _, name = value.partition(":")
        places = places.where(Lingkungan.dusun == name) if kind == "dusun" else places.where(Lingkungan.id == value)
        if self.lewat is None:
            return query.where(self.column.in_(places))
        families = self.lewat.rel_model.select(self.lewat.rel_model.id).where(self.column.in_(places))
        return query.where(self.lewat.in_(families))
