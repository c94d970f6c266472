"""A list as a sheet: exactly the rows of its filter and order, text as text, never a formula."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import xlsxwriter
from flask import Response, flash, redirect, request, send_file
from flask_admin import expose
from markupsafe import Markup

from .. import host
from ..jejak import catat
from .tampil import angka

LIMIT = 100_000
"""Rows of one sheet: two kecamatan, some ten seconds."""
_CHUNK = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Ekspor:
    """Mix into a list view: ``/export/xlsx/`` gives what the list shows."""

    export_types = ("xlsx",)
    can_export = True

    @expose("/export/<export_type>/")
    def export(self, export_type):
        """The sheet, or the list again with the reason."""
        if export_type != "xlsx":
            return redirect(self.get_url(".index_view"))
        args = self._get_list_extra_args()
        column = self._get_column_by_idx(args.sort)
        count, _rows = self.get_list(0, None, None, args.search, args.filters, page_size=1)
        if count > LIMIT or getattr(count, "lebih", False):
            flash(
                f"Daftar ini lebih dari {angka(LIMIT)} baris, terlalu banyak untuk satu berkas. "
                "Saring dulu, misalnya per kecamatan atau desa.",
                "warning",
            )
            return redirect(self._get_list_url(args))
        query = self.get_list(
            0, column and column[0], args.sort_desc, args.search, args.filters, execute=False, page_size=0
        )[1]
        ids = [row[0] for row in query.tuples()]
        path = tulis([str(name) for _column, name in self._export_columns], self._baris(ids), self.name)
        self._catat_ekspor(len(ids))
        return kirim(path, f"{self.name} {host.host().code} {date.today():%d-%m-%Y}.xlsx")

    def _baris(self, ids: Sequence[str]) -> Iterator[list]:
        columns = [column for column, _name in self._export_columns]
        for start in range(0, len(ids), _CHUNK):
            for row in self.baca(ids[start : start + _CHUNK]):
                yield [self.get_export_value(row, column) for column in columns]

    def _catat_ekspor(self, count: int) -> None:
        node, query = host.node(), request.query_string.decode()
        with node.engine.transaction():
            catat(
                node.engine, host.operator(), "ekspor", self.sumber, None, node.code,
                label=f"{angka(count)} baris", catatan=query or "semua",
            )  # fmt: skip


def tulis(header: Sequence[str], rows: Iterable[Sequence], sheet: str) -> str:
    """Write a sheet and return its path. Whatever a cell holds stays what it is: ``=1+1`` is text.

    Rows go to disk as they come, so that memory does not grow with the list.
    """
    handle, path = tempfile.mkstemp(suffix=".xlsx", prefix="sid-")
    os.close(handle)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": "dd-mm-yyyy",
    }
    try:
        with xlsxwriter.Workbook(path, options) as book:
            page = book.add_worksheet(_sheet_name(sheet))
            bold = book.add_format({"bold": True, "bg_color": "#E3F1EE"})
            for column, name in enumerate(header):
                page.write_string(0, column, name, bold)
                page.set_column(column, column, max(12, min(40, len(name) + 4)))
            page.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    _sel(page, number, column, value)
    except BaseException:
        os.unlink(path)
        raise
    return path


def _sel(page, number: int, column: int, value) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(number, column, value)
    elif isinstance(value, bool):
        page.write_string(number, column, "ya" if value else "tidak")
    elif isinstance(value, int | float):
        page.write_number(number, column, value)
    else:
        page.write_string(number, column, Markup(value).striptags() if isinstance(value, Markup) else str(value))


def _sheet_name(name: str) -> str:
    return "".join(char for char in name if char not in "[]:*?/\\'")[:31] or "Daftar"


def kirim(path: str, name: str) -> Response:
    """A sheet that was written, as the answer; the file itself goes with it."""
    # Opened, then unlinked where the system lets: nobody's list stays behind in the temporary folder.
    response = send_file(path, mimetype=XLSX, as_attachment=True, download_name=name)
    response.call_on_close(lambda: os.path.exists(path) and os.unlink(path))
    return response
