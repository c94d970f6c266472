"""Forms read off the tables: each column gets the field that fits its kind, checked by its own rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup
from peewee import ForeignKeyField, Model
from wtforms import Field, Form
from wtforms.fields import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation
from wtforms.widgets import html_params

from ..domain.angka import baca_angka
from ..domain.nik import baca_nik, baca_no_kk, nik_fault, no_kk_fault
from ..domain.pesan import kalimat, nama_kolom
from ..domain.tanggal import baca_tanggal, teks_tanggal
from ..sync.fields import CodeField, DayField, NumberField, ProseField
from ..sync.record import Column, RecordType
from .bahasa import wtforms_translations
from .csrf import FIELD, SessionToken
from .tampil import nomor

VERSION = "sid_versi"
"""The hidden field that says which version of the record a form shows."""
_WTFORMS = frozenset(dir(Form)) | {"meta", VERSION, FIELD}
"""Names a column may not have: as a form field it would hide what WTForms keeps there."""


class FormulirDasar(Form):
    """Base of our forms: the session's token, Indonesian messages."""

    class Meta:
        csrf = True
        csrf_class = SessionToken
        csrf_field_name = FIELD

        def get_translations(self, form):
            return wtforms_translations()


class FormulirAnak(Form):
    """Base of a row inside a form: the form around it holds the token."""

    class Meta:
        csrf = False

        def get_translations(self, form):
            return wtforms_translations()


def _trim(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if isinstance(text, str) else text


class Teks(StringField):
    """One line; runs of blanks become one, an empty line is None."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, filters=(_trim,), **kwargs)


class Panjang(TextAreaField):
    """Free text; an empty one is None."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, filters=(lambda text: (text or "").strip() or None,), **kwargs)


class Bilangan(Teks):
    """A whole number, typed with or without dots."""

    def process_formdata(self, valuelist):
        try:
            self.data = baca_angka("".join(valuelist))
        except ValueError as bukan:
            raise ValueError(_words("bukan_angka")) from bukan


class Nomor(StringField):
    """A NIK or No KK, as digits in any grouping; empty and placeholders are None."""

    def __init__(self, label=None, validators=None, baca=None, **kwargs):
        self.baca = baca
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist):
        self.data, fault = self.baca(valuelist[0] if valuelist else None)
        if fault:
            raise ValueError(_words(fault))

    def _value(self):
        return self.raw_data[0] if self.raw_data else nomor(self.data)


class Tanggal(StringField):
    """A day as offices write it, 21-11-2026; data is a ``date`` or None."""

    def process_formdata(self, valuelist):
        self.data, fault = baca_tanggal(valuelist[0] if valuelist else None)
        if fault:
            raise ValueError(_words(fault))

    def _value(self):
        return self.raw_data[0] if self.raw_data else teks_tanggal(self.data)


class _Select:
    """A ``<select>`` of a code list, with an empty choice in front."""

    def __call__(self, field, **kwargs):
        chosen = "" if field.data is None else str(field.data)
        options = Markup("").join(
            Markup('<option value="{}"{}>{}</option>').format(
                value, Markup(" selected") if value == chosen else "", words
            )
            for value, words in [("", ""), *field.pilihan()]
        )
        return Markup("<select {}>{}</select>").format(
            Markup(html_params(id=field.id, name=field.name, **kwargs)), options
        )


class Pilihan(Field):
    """A value of a code list, or none. A stored value the list does not know (yet) stays choosable."""

    widget = _Select()

    def __init__(self, label=None, validators=None, codes=None, **kwargs):
        self.codes = dict(codes or {})
        super().__init__(label, validators, **kwargs)

    def pilihan(self) -> list[tuple[str, str]]:
        """Value and words of each choice."""
        kept = self.object_data
        extra = [] if kept is None or kept in self.codes else [(str(kept), f"Kode {kept} (tidak ada di daftar)")]
        return [(str(number), words) for number, words in self.codes.items()] + extra

    def process_formdata(self, valuelist):
        text = valuelist[0].strip() if valuelist else ""
        if text and text not in {value for value, _words in self.pilihan()}:
            raise ValueError(_words("kode_tak_dikenal"))
        self.data = int(text) if text else None


@dataclass(frozen=True)
class Rujukan:
    """How a reference to another record is chosen: which model, searched by what, shown how.

    ``cari(query, teks)`` narrows a query, where the columns' LIKE is not enough.
    """

    model: type[Model]
    kolom: tuple = ()
    tampil: Callable[[Model], str] = str
    cari: Callable | None = None


class FieldRujukan(HiddenField):
    """A reference, chosen by typing: the page asks the server for what fits. Data is an id or None."""

    def __init__(self, label=None, validators=None, rujukan: Rujukan | None = None, ambil=None, nama="", **kwargs):
        self.rujukan, self.ambil, self.nama_rujukan = rujukan, ambil, nama
        super().__init__(label, validators, filters=(_trim,), **kwargs)

    @property
    def teks(self) -> str:
        """The words of what is chosen now."""
        found = self.ambil(self.rujukan.model, self.data) if self.data else None
        return self.rujukan.tampil(found) if found else ""

    def pre_validate(self, form):
        if self.data and self.ambil(self.rujukan.model, self.data) is None:
            raise StopValidation("Yang dipilih tidak ditemukan. Ketik lagi, lalu pilih dari daftar.")


class Periksa:
    """The column's own check, the one the receiver makes too."""

    def __init__(self, column: Column, required: bool):
        self.column, self.required = column, required
        self.field_flags = {"required": True} if required else {}

    def __call__(self, form, field):
        if field.errors:
            # What was typed could not even be read; that says it already.
            raise StopValidation()
        value = field.data.isoformat() if hasattr(field.data, "isoformat") else field.data
        for code in self.column.faults([value]).values():
            if code != "wajib_diisi" or self.required:
                raise StopValidation(_words(code))


def _words(code: str) -> str:
    title, hint = kalimat(code)
    return f"{title}. {hint}".rstrip()


@dataclass(frozen=True)
class Anak:
    """Rows edited inside their parent's form: of which record type, ``fk`` names the parent, ``wajib`` the columns
    without which a row is refused.

    With ``pilih`` the rows are records of their own (residents of a household): a new row picks one, and to take
    a row out lets it go instead of deleting it.
    """

    jenis: RecordType
    fk: str
    kolom: tuple[str, ...]
    judul: str
    judul_satu: str
    wajib: tuple[str, ...] = ()
    rujukan: Mapping[str, Rujukan] = field(default_factory=dict)
    pilih: Rujukan | None = None

    @property
    def nama(self) -> str:
        """The name of the rows in the form."""
        return self.jenis.name


class Pembuat:
    """Makes form classes for one view: labels and references come from there."""

    def __init__(
        self, labels: Mapping[str, str], rujukan: Mapping[str, Rujukan], ambil, args: Mapping[str, dict] | None
    ):
        self.labels, self.rujukan, self.ambil, self.args = labels, rujukan, ambil, args or {}

    def formulir(self, record_type: RecordType, columns, anak: tuple = ()) -> type[Form]:
        """The form of one record type, with the rows that are edited along."""
        body = self._fields(record_type, columns)
        body[VERSION] = HiddenField()
        for one in anak:
            body[one.nama] = FieldList(FormField(self.baris(one)), label=one.judul)
        return type(f"Formulir{record_type.model.__name__}", (FormulirDasar,), body)

    def baris(self, anak: Anak) -> type[Form]:
        """The form of one row inside: which record, its version, whether it goes."""
        maker = Pembuat(self.labels, anak.rujukan, self.ambil, self.args)
        body = maker._fields(anak.jenis, anak.kolom, prefix=f"{anak.nama}.")
        body |= {"id": HiddenField(), VERSION: HiddenField(), "hapus": BooleanField("Keluarkan")}
        if anak.pilih:
            body["id"] = FieldRujukan(anak.judul_satu, [], rujukan=anak.pilih, ambil=self.ambil, nama=f"{anak.nama}.id")
        return type(f"Baris{anak.jenis.model.__name__}", (FormulirAnak,), body)

    def _fields(self, record_type, columns, prefix="") -> dict:
        model = record_type.model
        by_name = {column.name: column for column in record_type.columns}
        made = {}
        for name in columns:
            if name in _WTFORMS:
                raise ValueError(f"{model.__name__}.{name}: nama ini dipakai WTForms. Ganti nama kolomnya.")
            column = model._meta.fields[name]
            made[name] = self._field(column, by_name[column.column_name], prefix)
        return made

    def _field(self, column, declared: Column, prefix: str):
        label = self.labels.get(column.name) or nama_kolom(column.column_name)
        required = declared.required and column.default is None
        validators = [Periksa(declared, required)]
        extra = {"default": column.default} if column.default is not None and not callable(column.default) else {}
        extra |= self.args.get(column.name, {})
        if isinstance(column, ForeignKeyField):
            rujukan = self.rujukan[column.name]
            return FieldRujukan(label, [], rujukan=rujukan, ambil=self.ambil, nama=prefix + column.name, **extra)
        if isinstance(column, CodeField):
            return Pilihan(label, validators, codes=column.codes, **extra)
        if isinstance(column, DayField):
            return Tanggal(
                label, validators, **_hints(extra, inputmode="numeric", placeholder="21-11-2026", maxlength=20)
            )
        if read := _READ.get(getattr(column, "check_text", None)):
            return Nomor(label, validators, baca=read, **_hints(extra, inputmode="numeric", maxlength=30))
        if isinstance(column, ProseField):
            return Panjang(label, validators, **extra)
        if isinstance(column, NumberField):
            return Bilangan(label, validators, **_hints(extra, inputmode="numeric"))
        return Teks(label, validators, **_hints(extra, maxlength=getattr(column, "max_length", None)))


_READ = {nik_fault: baca_nik, no_kk_fault: baca_no_kk}
"""Check of a column -> how such a number is read."""


def _hints(extra: dict, **attributes) -> dict:
    """The input's own attributes beside what the view asks for."""
    return extra | {"render_kw": {k: v for k, v in attributes.items() if v} | extra.get("render_kw", {})}
