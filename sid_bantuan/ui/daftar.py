"""Lists that stay quick and true: ids first by index, then one joined read of the page; counts that know a limit."""

from collections.abc import Sequence

from flask import flash, redirect, request
from flask_admin import expose
from peewee import JOIN, SQL, ForeignKeyField, Model, ModelSelect, NodeList, Select, fn

from .. import host
from ..domain.wilayah import level
from ..sync.engine import SqliteEngine
from .saring import Saring, in_area

COUNT_LIMIT = 100_000
"""A narrowed list is counted up to here (a kecamatan twice over); beyond it the page says "lebih dari"."""
RARE = 2_000
"""Fewer matches than this are sorted; of more, the first page is found sooner by walking the index of the order."""
_DEEPEST = 2**31 - 1


class Terhitung(int):
    """A count. ``lebih``: there are more than this many."""

    lebih = False

    @classmethod
    def batas(cls, limit: int) -> "Terhitung":
        """``limit``, and more."""
        found = cls(limit)
        found.lebih = True
        return found


class Daftar:
    """Mix into a Flask-Admin peewee view, before it: how rows are found, ordered, counted and read."""

    muat: Sequence[ForeignKeyField] = ()
    """References read along with the rows of a page, by outer joins; none is followed row by row."""
    dari: dict[str, str] = {}
    """Column -> attribute that ``lengkapi`` puts on a row, where the two differ."""
    saring_awal: dict[str, str] = {}
    """Filters a list opens with when its address names none."""
    page_size = 50
    can_set_page_size = True
    page_size_options = (25, 50, 100, 200)
    column_default_sort: str | tuple | list | None = None

    # ---- which rows

    def pilih(self) -> ModelSelect:
        """The ids this person may see."""
        query = self.model.select(self.model.id)
        person, here = host.operator(), host.host().code
        if person is None:
            return query.where(SQL("1 = 0"))
        if level(here) == "desa" or person.wilayah != here:
            query = query.where(in_area(self.model, person.wilayah))
        return query

    def cari(self, query: ModelSelect, teks: str) -> ModelSelect:
        """Every word must occur in one of ``column_searchable_list``; ``%`` and ``_`` mean themselves."""
        for word in teks[:100].split()[:8]:
            condition = None
            for field in self._search_fields:
                hit = field.contains(word)
                condition = hit if condition is None else condition | hit
            query = query.where(condition)
        return query

    def lengkapi(self, rows: list[Model]) -> None:
        """Add to the rows of one page what their columns need beside the table: one query for all, not one each."""

    def init_search(self):
        return super().init_search() or type(self).cari is not Daftar.cari

    # ---- what Flask-Admin calls

    @expose("/")
    def index_view(self):
        """The list; opened without a word in its address, it opens with ``saring_awal``."""
        if self.saring_awal and not request.query_string:
            return redirect(self.get_url(".index_view", **{f"flt_{name}": v for name, v in self.saring_awal.items()}))
        return super().index_view()

    def get_list(self, page, sort_column, sort_desc, search, filters, execute=True, page_size=None):
        """``(count, rows)`` of one page; ``page_size`` 0 gives every row, ``execute`` False the ids' query."""
        query = self.saring(self.pilih(), search, filters)
        if filters is None and self._filters:
            # A filter that cannot be read must not quietly show everything.
            query = query.where(SQL("1 = 0"))
        narrowed = bool(search or filters)
        count = self.hitung(query, narrowed) if execute else None
        query = self.urut(query, sort_column, sort_desc, rare=narrowed and count is not None and count < RARE)
        size = self.page_size if page_size is None else page_size
        if size:
            query = query.limit(size).offset(min(max(page or 0, 0) * size, _DEEPEST))
        return count, (self.baca([row[0] for row in query.tuples()]) if execute else query)

    def belum_ada(self, search: str | None, pakai: dict[str, str]) -> bool:
        """Whether nothing at all is behind the filters the list opened with: nobody sought, so nothing was missed."""
        return not search and pakai == self.saring_awal and not self.pilih().exists()

    def saring(self, query: ModelSelect, search: str | None, filters) -> ModelSelect:
        """The query narrowed by search and filters."""
        if search and search.strip():
            query = self.cari(query, search)
        for index, _name, value in filters or ():
            query = self._filters[index].apply(query, value)
        return query

    def hitung(self, query: ModelSelect, narrowed: bool) -> Terhitung:
        """How many rows: exactly for a whole list (its index answers), up to a limit for a narrowed one."""
        if not narrowed:
            return Terhitung(query.count())
        inner = query.clone().order_by().limit(COUNT_LIMIT + 1)
        found = self.model._meta.database.execute(Select([inner], [fn.COUNT(1)])).fetchone()[0]
        return Terhitung.batas(COUNT_LIMIT) if found > COUNT_LIMIT else Terhitung(found)

    def urut(self, query: ModelSelect, column: str | None, desc, rare: bool = False) -> ModelSelect:
        """Ordered by what may be ordered by; ends in the id, so that no row shows on two pages.

        ``rare``: so few rows match that sorting them costs less than walking the whole table in order.
        """
        clauses, chosen = [], self._sortable_columns.get(column) if column else None
        order = [(chosen, bool(desc))] if chosen is not None else self._get_default_order() or []
        for wanted, backwards in [*order, (self.model.id, bool(order and order[-1][1]))]:
            query, field = self._kolom_urut(query, wanted)
            clauses.append(_urutan(field, backwards, rare))
        return query.order_by(*clauses)

    def _kolom_urut(self, query: ModelSelect, field):
        """The field to order by; ``(reference, field)`` names one of another table, reached by an outer join."""
        if isinstance(field, tuple):
            link, field = field
            return query.join_from(self.model, link.rel_model, JOIN.LEFT_OUTER, on=(link == link.rel_model.id)), field
        return query, getattr(self.model, field) if isinstance(field, str) else field

    def baca(self, ids: Sequence[str]) -> list[Model]:
        """The rows of these ids in their order, with ``muat`` read along, in one query."""
        if not ids:
            return []
        models = dict.fromkeys([self.model, *(link.rel_model for link in self.muat)])
        query = self.model.select(*models)
        for link in self.muat:
            query = query.join_from(
                link.model, link.rel_model, JOIN.LEFT_OUTER, on=(link == link.rel_model.id), attr=link.name
            )
        found = {row.id: row for row in query.where(self.model.id.in_(list(ids)))}
        rows = [found[one] for one in ids if one in found]
        self.lengkapi(rows)
        return rows

    def get_one(self, id):
        """The row, if this person may see it; else None, as if it were not there."""
        found = self.pilih().where(self.model.id == str(id)).tuples().first()
        return self.baca([found[0]])[0] if found else None

    def _get_field_value(self, model, name):
        """A value, or one of a reference that was read along. A reference that leads nowhere is None.

        Copies arrive in any order, so a row may name another that is not here (yet); asking
        peewee for it would be a query per row, and an error.
        """
        for step in self.dari.get(name, name).split("."):
            if model is None:
                return None
            field = type(model)._meta.fields.get(step) if isinstance(model, Model) else None
            model = model.__rel__.get(step) if isinstance(field, ForeignKeyField) else getattr(model, step, None)
        return model

    # ---- filters in the address

    def get_filter_arg(self, index, flt):
        return flt.kunci

    def is_valid_filter(self, filter):
        return isinstance(filter, Saring)

    def _get_list_filter_args(self):
        """The filters of this request; None where one of them cannot be read."""
        chosen = []
        for index, flt in enumerate(self._filters or ()):
            value = request.args.get(f"flt_{flt.kunci}")
            if not value:
                continue
            if not flt.validate(value):
                flash(f"Saringan {flt.name} tidak mengenal pilihan itu. Pilih lagi dari daftarnya.", "warning")
                return None
            chosen.append((index, flt.name, value))
        return chosen

    def _get_filters(self, filters):
        return {f"flt_{self._filters[index].kunci}": value for index, _name, value in filters or ()}

    def is_sortable(self, name):
        return name in self._sortable_columns


def _urutan(field, backwards: bool, rare: bool):
    if rare and isinstance(host.node().engine, SqliteEngine):
        # SQLite keeps no statistics: without the plus it walks the index of the order, 3 s at 1.3 million rows.
        return NodeList((SQL("+"), field, SQL("DESC" if backwards else "ASC")))
    return field.desc() if backwards else field.asc()
