"""A list as a sheet: exactly the rows of its filter and order, text as text, never a formula."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

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
        file = tulis([str(name) for _column, name in self._export_columns], self._baris(ids), self.name)
        self._catat_ekspor(len(ids))
        return kirim(file, f"{self.name} {host.host().code} {date.today():%d-%m-%Y}.xlsx")

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


def tulis(header: Sequence[str], rows: Iterable[Sequence], sheet: str) -> BinaryIO:
    """Write a sheet into a file of no name. Whatever a cell holds stays what it is: ``=1+1`` is text.

    Rows go to disk as they come, so that memory does not grow with the list. Nobody's list stays behind in the
    temporary folder, whatever stops us: the file goes with the last who holds it.
    """
    file = tempfile.TemporaryFile(prefix="sid-")  # noqa: SIM115 (the caller's to close)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": "dd-mm-yyyy",
    }
    try:
        with xlsxwriter.Workbook(file, options) as book:
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
        file.close()
        raise
    file.seek(0)
    return file


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


def kirim(file: BinaryIO, name: str) -> Response:
    """A sheet that was written, as the answer; it is closed with it."""
    response = send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
    response.content_length = os.fstat(file.fileno()).st_size
    return response
