"""The two bases of all our views: a page of our own making, and a list of records."""

from typing import ClassVar

from flask import abort, jsonify, request
from flask_admin import BaseView, expose
from flask_admin.contrib.peewee import ModelView
from werkzeug.datastructures import MultiDict

from .. import host
from ..domain.pesan import nama_kolom
from ..domain.wilayah_nama import nama_wilayah
from ..sync.authors import may_author
from ..sync.record import RecordType
from .daftar import Daftar
from .ekspor import Ekspor
from .formulir import FormulirDasar, Rujukan
from .jaga import Dijaga, endpoint_for
from .saring import in_area
from .tampil import angka, tanggal
from .ubah import Ubah

OFFERED = frozenset({"tambah", "ubah", "hapus", "ekspor"})
"""What a list can let people do beside reading."""
TERJAUH = 1_000_000
"""No list has more pages; a larger number would not fit the database's own."""


class HalamanDasar(Dijaga, BaseView):
    """A page of our own. Give ``sumber``; give ``aksi`` for every view function that is posted to.

    Templates extend ``sid_bantuan/halaman.html`` and fill ``{% block isi %}``.
    """

    def __init__(self, name: str, *, category=None, endpoint=None, url=None, ikon=None):
        super().__init__(
            name,
            category=category,
            endpoint=endpoint_for(endpoint, self.sumber),
            url=url,
            menu_icon_type="sid",
            menu_icon_value=ikon or self.ikon,
        )

    @staticmethod
    def halaman_ke(isian: MultiDict | None = None) -> int:
        """Which page of a long list the address asks for, or a form, from 1 on; what no list reaches are the ends."""
        return min(max(1, (request.args if isian is None else isian).get("halaman", 1, type=int)), TERJAUH)


class TampilanDasar(Dijaga, Daftar, Ubah, Ekspor, ModelView):
    """A list of records with their forms: Flask-Admin's peewee view with its traps closed (docs/flask-admin.md).

    Give ``jenis`` (a record type) and ``column_list``; ``form_columns`` where rows are added or changed here.
    What this node does not author is read only, whatever the operator's role.
    """

    jenis: ClassVar[RecordType]
    terima: ClassVar[frozenset[str]] = OFFERED
    """What this view offers at all; the table of roles decides who gets it."""
    aksi = {
        "index_view": "lihat",
        "details_view": "lihat",
        "ajax_lookup": "lihat",
        "create_view": "tambah",
        "edit_view": "ubah",
        "delete_view": "hapus",
        "action_view": "hapus",
        "export": "ekspor",
    }
    token_di_formulir = frozenset({"create_view", "edit_view"})
    form_base_class = FormulirDasar
    can_view_details = True
    list_template = "sid_bantuan/daftar.html"
    create_template = edit_template = "sid_bantuan/formulir.html"
    details_template = "sid_bantuan/rincian.html"
    kolom_utama: ClassVar[str] = ""
    """The column that names a row; on a phone it heads the card."""
    kosong: ClassVar[tuple[str, str]] = ("Belum ada data", "")
    """What an empty list says: heading, and how to fill it."""
    teks_cari: ClassVar[str] = "Cari"
    label_daftar: ClassVar[dict[str, str]] = {}
    """Column -> a shorter heading, where the list is narrow."""
    saring_utama: ClassVar[int] = 4
    """How many filters stand open; the others are one step away."""
    kelas_kolom: ClassVar[dict[str, str]] = {}
    """Column -> CSS class: ``kanan`` for numbers, ``nomor`` for NIK and No KK."""

    def __init__(self, name: str, *, category=None, endpoint=None, url=None, ikon=None):
        self._refuse_unused()
        self.sumber = self.jenis.name
        super().__init__(
            self.jenis.model,
            name,
            category=category,
            endpoint=endpoint_for(endpoint, self.sumber),
            url=url,
            menu_icon_type="sid",
            menu_icon_value=ikon or self.ikon,
        )

    def _refuse_unused(self) -> None:
        """Flask-Admin features that have an own, safe counterpart here must not come back by a slip."""
        for name in (
            "inline_models",
            "column_editable_list",
            "form_ajax_refs",
            "form",
            "form_extra_fields",
            "form_rules",
        ):
            if getattr(type(self), name, None):
                raise TypeError(f"{type(self).__name__}.{name} tidak dipakai di sini; lihat docs/flask-admin.md.")

    # ---- who may

    def aksi_untuk(self, name):
        needed = super().aksi_untuk(name)
        return needed if needed not in OFFERED or self._menerima(needed) else None

    def _menerima(self, aksi: str) -> bool:
        """Whether this view and this node offer the action at all: others' rows are copies."""
        here = host.host().code
        return aksi in self.terima and (aksi == "ekspor" or may_author(self.jenis.name, here, here))

    def bisa(self, aksi: str) -> bool:
        """Whether the page shows the button."""
        return host.operator() is not None and self._menerima(aksi) and self.boleh(aksi)

    can_create = property(lambda self: self.bisa("tambah"))
    can_edit = property(lambda self: self.bisa("ubah"))
    can_delete = property(lambda self: self.bisa("hapus"))
    can_export = property(lambda self: self.bisa("ekspor"))

    def boleh_baris(self, aksi: str, row) -> bool:
        """The same for one row: it must be this node's own, and in the person's area."""
        return row.node == host.host().code and self._menerima(aksi) and self.boleh(aksi, row.wilayah)

    # ---- the page

    def nama_baris(self, row) -> str:
        """What a row is called on the page; a view whose rows are named by a number masks it here."""
        return str(row)

    def tautan(self, row) -> str | None:
        """The page of one record; its name in the list leads there."""
        return self.get_url(".details_view", id=row.id)

    def tautan_ubah(self, row, back: str) -> str:
        """Where one record is changed."""
        return self.get_url(".edit_view", id=row.id, url=back)

    def jumlah(self, count) -> str:
        """A count as the page says it: 3.177, or lebih dari 100.000."""
        return f"lebih dari {angka(int(count))}" if getattr(count, "lebih", False) else angka(int(count))

    def tanpa(self, name: str) -> str:
        """The address of this list without one of its search or filters."""
        kept = {key: value for key, value in request.args.items() if key not in (name, "page")}
        return self.get_url(".index_view", **(kept or {"semua": 1}))

    def terpakai(self, active_filters) -> dict[str, str]:
        """Filter name in the address -> chosen value."""
        return {self._filters[index].kunci: value for index, _name, value in active_filters or ()}

    # ---- words

    def get_column_name(self, field):
        if field in (self.column_labels or {}):
            return self.column_labels[field]
        column = self.model._meta.fields.get(field)
        return nama_kolom(column.column_name if column is not None else field.rpartition(".")[2])

    def get_list_columns(self):
        return [(name, self.label_daftar.get(name, label)) for name, label in super().get_list_columns()]

    def scaffold_sortable_columns(self):
        return {}

    def get_empty_list_message(self):
        return self.kosong[0]

    def search_placeholder(self):
        return self.teks_cari

    def _get_list_value(self, context, model, name, column_formatters, column_type_formatters):
        """A value in words: what the view formats, a code by its list, a day as offices write it."""
        formatter = column_formatters.get(name)
        if formatter is not None:
            return formatter(self, context, model, name)
        value = self._get_field_value(model, name)
        if value is None or value == "":
            return ""
        if name == "wilayah":
            return nama_wilayah(value)
        codes = getattr(model._meta.fields.get(name), "codes", None)
        if codes:
            return codes.get(value, f"Kode {value}")
        return tanggal(value) if hasattr(value, "isoformat") and context is not None else value

    # ---- references

    def ambil_rujukan(self, model, row_id: str):
        """The record a reference names, if it lies in this node's area."""
        return model.get_or_none((model.id == row_id) & in_area(model, host.host().code))

    def semua_rujukan(self) -> dict[str, Rujukan]:
        """Name on the page -> reference, those of rows inside the form among them."""
        inner = {f"{one.nama}.{name}": found for one in self.anak for name, found in one.rujukan.items()}
        chosen = {f"{one.nama}.id": one.pilih for one in self.anak if one.pilih}
        return dict(self.rujukan) | inner | chosen

    @expose("/ajax/lookup/")
    def ajax_lookup(self):
        """What fits the typed words, as ``[[id, words], …]``; at most twenty."""
        found = self.semua_rujukan().get(request.args.get("name", ""))
        if found is None:
            abort(404)
        model, words = found.model, request.args.get("query", "")[:100]
        query = model.select().where(in_area(model, host.host().code))
        query = found.cari(query, words) if found.cari and words.strip() else _berisi(query, found.kolom, words)
        rows = query.order_by(*(found.kolom or (model.id,)), model.id).limit(20)
        return jsonify([[row.id, found.tampil(row)] for row in rows])


def _berisi(query, columns, words: str):
    for word in words.split()[:8]:
        condition = None
        for column in columns:
            condition = column.contains(word) if condition is None else condition | column.contains(word)
        query = query.where(condition) if condition is not None else query
    return query
