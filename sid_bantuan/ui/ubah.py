"""Adding, changing and deleting through a form: refused in full words, stored in one transaction, undone not asked."""

from collections.abc import Mapping

from flask import current_app, flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.actions import action
from flask_admin.helpers import get_redirect_target
from markupsafe import Markup

from .. import host
from . import simpan
from .anak import isi_awal_anak, simpan_anak
from .formulir import VERSION, Anak, Pembuat
from .galat import Berubah, Ditolak, kalimat_galat
from .tampil import angka, tanggal

BIN = "sidb_sampah.index"


class Ubah:
    """Mix into a list view: its forms. ``simpan`` and ``buang`` are the hooks where a module's own actions go."""

    form_columns: tuple[str, ...] = ()
    form_kelompok: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Field sets: (heading, columns) each; without them one set without a heading."""
    rujukan: Mapping = {}
    """Reference column -> ``formulir.Rujukan``."""
    anak: tuple = ()
    """Rows edited inside the form: ``formulir.Anak`` each."""
    sebutan_satu = "Data"

    # ---- hooks

    def simpan(self, values: dict, row_id: str | None, versi: int | None):
        """Store and return the row. Raises ``Ditolak`` with faults by column, ``Berubah`` for a lost update."""
        return simpan.simpan(host.node(), host.operator(), self.jenis, values, row_id, versi)

    def id_baru(self) -> str:
        """The id a row will have that is being entered, kept by its form; empty where it gets one when it is stored."""
        return ""

    def buang(self, ids: list[str]) -> None:
        """Move rows to the recycle bin, all or none. A view that deletes must say how."""
        raise Ditolak(("", f"{self.sebutan_satu} tidak dapat dihapus dari sini."))

    def buang_anak(self, anak: Anak, ids: list[str]) -> None:
        """The same for rows inside the form."""
        raise Ditolak(("", f"{anak.judul_satu} tidak dapat dikeluarkan dari sini."))

    def sesudah_simpan(self) -> None:
        """Called once what was stored is committed."""

    # ---- forms

    def scaffold_form(self):
        maker = Pembuat(self.column_labels or {}, self.rujukan, self.ambil_rujukan, self.form_args)
        return maker.formulir(self.jenis, self.form_columns, self.anak)

    def create_form(self, obj=None):
        return self._create_form_class(self._formdata())

    def edit_form(self, obj=None):
        data = {name: obj.__data__.get(name) for name in self.form_columns}
        data[VERSION] = simpan.versi(host.node(), obj.id)
        for one in self.anak:
            data[one.nama] = isi_awal_anak(host.node(), one, obj.id)
        return self._edit_form_class(self._formdata(), data=data)

    @staticmethod
    def _formdata():
        return request.form if request.method == "POST" else None

    def _isi(self, form) -> dict:
        """What was typed, by column name."""
        fields = self.model._meta.fields
        return {fields[name].column_name: form[name].data for name in self.form_columns}

    # ---- adding and changing

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self):
        """An empty form, or what it holds stored."""
        form, back = self.create_form(), self._kembali()
        if request.method == "POST":
            row = self._coba(form, None, None) if form.validate() else None
            if row is not None:
                flash(f"{self.sebutan_satu} {row} sudah ditambahkan.", "success")
                return redirect(self._sesudah(row, back))
        return self._tampil_formulir("create", form, back, None)

    @expose("/details/")
    def details_view(self):
        """One record, to read."""
        back, row = self._kembali(), self.get_one(request.args.get("id"))
        if row is None:
            return self._tidak_ada(back)
        columns = self._details_columns
        return self.render(
            self.details_template, model=row, details_columns=columns, get_value=self.get_detail_value, return_url=back
        )

    def _tidak_ada(self, back: str):
        flash(f"{self.sebutan_satu} ini tidak ada (lagi). Mungkin sudah dipindahkan ke tempat sampah.", "warning")
        return redirect(back)

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self):
        """A filled form, or what it holds stored."""
        back, row = self._kembali(), self.get_one(request.args.get("id"))
        if row is None:
            return self._tidak_ada(back)
        if not self.boleh_baris("ubah", row):
            return self.inaccessible_callback("edit_view")
        form = self.edit_form(row)
        if request.method == "POST":
            saved = self._coba(form, row, self._versi(form)) if form.validate() else None
            if saved is not None:
                flash(f"Perubahan pada {saved} sudah disimpan.", "success")
                return redirect(self._sesudah(saved, back))
        return self._tampil_formulir("edit", form, back, row)

    def _coba(self, form, row, versi):
        """Store inside one transaction; None where it was refused, with the reasons put on the form."""
        try:
            with simpan.transaksi(host.node(), row and row.id):
                saved = self.simpan(self._isi(form), row and row.id, versi)
                for one in self.anak:
                    simpan_anak(self, form[one.nama], one, saved.id)
            self.sesudah_simpan()
            return saved
        except Berubah as error:
            form.bentrok = self._bentrok(error)
            form[VERSION].data = error.versi
        except Ditolak as error:
            self._tempel(form, error)
        except Exception as error:
            if current_app.config.get("PROPAGATE_EXCEPTIONS"):
                raise
            flash(kalimat_galat(error), "error")
        return None

    @staticmethod
    def _versi(form) -> int | None:
        text = str(form[VERSION].data or "")
        return int(text) if text.isdecimal() and len(text) < 16 else None

    def _tempel(self, form, error: Ditolak) -> None:
        """Put each fault beside its field; what belongs to none stands above."""
        by_column = {self.model._meta.fields[name].column_name: name for name in self.form_columns}
        for column, words in error.salah:
            name = by_column.get(column, column)
            if name in form:
                form[name].errors = [*form[name].errors, words]
            else:
                flash(words, "error")

    def _bentrok(self, error: Berubah) -> list[tuple[str, str, str]]:
        """(label, typed, stored now) of each column that differs, in words."""
        by_column = {self.model._meta.fields[name].column_name: name for name in self.form_columns}
        return [
            (self._label(by_column[column]), self.kata(by_column[column], typed), self.kata(by_column[column], stored))
            for column, (typed, stored) in error.beda.items()
            if column in by_column
        ]

    def _label(self, name: str) -> str:
        field = getattr(self._edit_form_class, name)
        return field.args[0] if field.args else name

    def kata(self, name: str, value) -> str:
        """A column's value in words: codes by their list, days as offices write them, references by name."""
        if value is None or value == "":
            return "(kosong)"
        field = self.model._meta.fields[name]
        if name in self.rujukan:
            found = self.ambil_rujukan(self.rujukan[name].model, value)
            return self.rujukan[name].tampil(found) if found else "(tidak ditemukan)"
        codes = getattr(field, "codes", None)
        return str(codes.get(value, value)) if codes else tanggal(value) if hasattr(value, "isoformat") else str(value)

    def _tampil_formulir(self, kind: str, form, back: str, row):
        template = self.create_template if kind == "create" else self.edit_template
        salah = sum(1 for field in form if field.errors)
        return self.render(template, form=form, return_url=back, model=row, salah=salah, kelompok=self._kelompok(form))

    def _kelompok(self, form) -> list[tuple[str, list]]:
        sets = self.form_kelompok or (("", self.form_columns),)
        return [(heading, [form[name] for name in names]) for heading, names in sets]

    def baris_kosong(self, one: Anak):
        """A row inside the form as it is before anything is typed; the page copies it, numbered ``__n__``."""
        return Pembuat(self.column_labels or {}, {}, self.ambil_rujukan, None).baris(one)(prefix=f"{one.nama}-__n__-")

    def _kembali(self) -> str:
        return get_redirect_target() or self.get_url(".index_view")

    def _sesudah(self, row, back: str) -> str:
        if "lagi" in request.form:
            return self.get_url(".create_view", url=back)
        return back

    # ---- deleting

    @expose("/delete/", methods=("POST",))
    def delete_view(self):
        """Move one row to the recycle bin."""
        self._buang([request.form.get("id", "")])
        return redirect(self._kembali())

    @action("delete", "Pindahkan ke tempat sampah")
    def action_delete(self, ids):
        """Move the chosen rows to the recycle bin."""
        self._buang(ids)

    def delete_model(self, model):
        """Flask-Admin's own road to deleting leads to the bin too."""
        return self._buang([model.id])

    def _buang(self, ids: list[str]) -> bool:
        rows = [row for row in map(self.get_one, dict.fromkeys(ids)) if row is not None]
        if not rows:
            flash("Tidak ada yang dipilih, atau yang dipilih sudah tidak ada.", "warning")
            return False
        if not all(self.boleh_baris("hapus", row) for row in rows):
            flash("Sebagian yang dipilih milik wilayah lain, jadi tidak ada yang dihapus.", "error")
            return False
        try:
            self.buang([row.id for row in rows])
        except Exception as error:
            if current_app.config.get("PROPAGATE_EXCEPTIONS") and not isinstance(error, Ditolak):
                raise
            flash(kalimat_galat(error), "error")
            return False
        what = str(rows[0]) if len(rows) == 1 else f"{angka(len(rows))} baris"
        flash(_dengan_sampah(f"{what} dipindahkan ke tempat sampah."), "success")
        return True

    def is_action_allowed(self, name):
        return self.boleh("hapus") and self.can_delete if name == "delete" else super().is_action_allowed(name)

    def handle_action(self, return_view=None):
        """A bulk action, by name, if this person may take it. The token was checked before."""
        found = self._actions_data.get(request.form.get("action", ""))
        if found and self.is_action_allowed(request.form["action"]):
            answer = found[0](request.form.getlist("rowid"))
            if answer is not None:
                return answer
        return redirect(self._kembali())


def _dengan_sampah(text: str) -> Markup:
    if BIN not in current_app.view_functions:
        return Markup("{}").format(text)
    return Markup('{} <a href="{}">Buka tempat sampah</a>').format(text, url_for(BIN))
