"""A small village SID that was there first: its own Admin, its own views and tables, its own users.

SID Bantuan is added by one call, marked below. It brings its menus into this Admin, takes this
application's word for who is at the screen, and touches no table but its own (``sb_*``).

    python examples/host_sid.py --config sid-bantuan.toml

Sign in as siti (operator), lestari (sekretaris) or darto (kepala desa); the password is HOST_SID_SANDI or mangga-manis-77.
"""

import argparse
import os
import secrets
from datetime import date

from flask import Flask, flash, redirect, render_template_string, request, session, url_for
from flask_admin import Admin, AdminIndexView, expose
from flask_admin.contrib.peewee import ModelView
from flask_admin.form import SecureForm
from flask_admin.menu import MenuLink
from flask_admin.theme import Bootstrap4Theme
from peewee import CharField, DatabaseProxy, DateField, Model, TextField
from werkzeug.security import check_password_hash, generate_password_hash

from sid_bantuan.extension import SidBantuan
from sid_bantuan.settings import load
from sid_bantuan.sync.engine import open_database

SANDI = os.environ.get("HOST_SID_SANDI", "mangga-manis-77")
database = DatabaseProxy()


class Berita(Model):
    """What the village tells its people."""

    judul = CharField(150)
    isi = TextField()
    tanggal = DateField(default=date.today)

    class Meta:
        database = database
        table_name = "sid_berita"


class Penduduk(Model):
    """The SID's own, older list of residents: same name as ours, another table."""

    nama = CharField(100)
    alamat = CharField(150, null=True)

    class Meta:
        database = database
        table_name = "sid_penduduk"


class Pengguna(Model):
    """Who may sign in here, and what for."""

    nama_pengguna = CharField(40, unique=True)
    nama = CharField(100)
    peran = CharField(100)
    sandi = CharField(200)

    class Meta:
        database = database
        table_name = "sid_pengguna"


USERS = (("siti", "Siti Aminah", "operator pengelola_data"), ("lestari", "Sri Lestari", "sekretaris"),
         ("darto", "Sudarto", "kepala_desa"))  # fmt: skip


def current_user() -> Pengguna | None:
    """This SID's own notion of who is at the screen."""
    return Pengguna.get_or_none(Pengguna.id == session["pengguna"]) if "pengguna" in session else None


def current_operator() -> dict | None:
    """The same, as SID Bantuan asks for it: id, name, roles; None is refused everything."""
    user = current_user()
    return user and {"id": user.id, "name": user.nama, "roles": user.peran.split()}


class OwnView(ModelView):
    """This SID's own lists, for whoever is signed in."""

    form_base_class = SecureForm

    def is_accessible(self):
        return "pengguna" in session

    def inaccessible_callback(self, name, **kwargs):
        return redirect(url_for("masuk"))


class Home(AdminIndexView):
    """The SID's own first page."""

    @expose("/")
    def index(self):
        if current_user() is None:
            return redirect(url_for("masuk"))
        return self.render("admin/index.html")


LOGIN = """<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Masuk SID</title><h1>SID Desa</h1>{% for pesan in get_flashed_messages() %}<p role="alert">{{ pesan }}</p>{% endfor %}
<form method="post"><p><label>Nama pengguna <input name="nama" autofocus autocomplete="username"></label></p>
<p><label>Kata sandi <input name="sandi" type="password" autocomplete="current-password"></label></p>
<input type="hidden" name="tanda" value="{{ session.tanda }}"><button>Masuk</button></form></html>"""


def masuk():
    """Sign in with this SID's own users."""
    session.setdefault("tanda", secrets.token_hex(16))
    if request.method == "POST" and secrets.compare_digest(request.form.get("tanda", ""), session["tanda"]):
        user = Pengguna.get_or_none(Pengguna.nama_pengguna == request.form.get("nama", ""))
        if user and check_password_hash(user.sandi, request.form.get("sandi", "")):
            session["pengguna"] = user.id
            return redirect(own_address(request.args.get("next")) or url_for("admin.index"))
        flash("Nama pengguna atau kata sandi salah.")
    return render_template_string(LOGIN)


def own_address(wanted: str | None) -> str | None:
    """Where somebody wanted to go before he signed in, if that is a page of ours."""
    return wanted if wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else None


def keluar():
    """Sign out."""
    session.clear()
    return redirect(url_for("masuk"))


def create_app(settings) -> Flask:
    """The SID, with SID Bantuan added."""
    app = Flask("host_sid")
    app.secret_key = secret_key(settings.folder)
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    database.initialize(open_database(settings.database))
    with database.connection_context():
        database.create_tables([Berita, Penduduk, Pengguna])
        for name, full, roles in USERS:
            Pengguna.get_or_create(
                nama_pengguna=name, defaults={"nama": full, "peran": roles, "sandi": generate_password_hash(SANDI)}
            )
    app.add_url_rule("/masuk", "masuk", masuk, methods=["GET", "POST"])
    app.add_url_rule("/keluar", "keluar", keluar)
    app.add_url_rule("/", "muka", lambda: redirect(url_for("admin.index")))
    app.before_request(_open)
    app.teardown_request(_close)

    admin = Admin(app, name="SID Desa", index_view=Home(name="Muka"), theme=Bootstrap4Theme(fluid=True))
    admin.add_view(OwnView(Berita, "Berita"))
    admin.add_view(OwnView(Penduduk, "Penduduk"))
    admin.add_link(MenuLink("Keluar", endpoint="keluar"))

    # The one call that adds SID Bantuan.
    SidBantuan(
        app,
        admin=admin,
        database=database,
        node=settings.node.kode,
        current_operator=current_operator,
        folder=settings.folder,
        line=settings.line,
        lampid=settings.lampid,
        surat=settings.surat,
        login="masuk",
    )
    return app


def _open() -> None:
    database.connect(reuse_if_open=True)


def _close(_error) -> None:
    if not database.is_closed():
        database.close()


def secret_key(folder) -> str:
    """A key that outlives a restart, so that nobody is signed out by one."""
    path = folder / "host_sid.kunci"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def main() -> None:
    """Serve until stopped."""
    from waitress import serve

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", help="berkas pengaturan, seperti untuk sid-bantuan serve")
    settings = load(parser.parse_args().config)
    serve(create_app(settings), host=settings.server.alamat, port=settings.server.port, ident=None)


if __name__ == "__main__":
    main()
