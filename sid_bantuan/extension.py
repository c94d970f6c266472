"""SID Bantuan inside a SID that already runs: one call adds its menus to the host's own Admin."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from flask import Flask
from flask_admin import Admin
from peewee import Database, DatabaseProxy, SqliteDatabase

from . import host
from .catalog import CATALOG
from .domain.wilayah import is_code, level
from .modules.bantuan import admin_menu as bantuan_menu
from .modules.kependudukan import admin_menu
from .modules.lampid import admin_menu as lampid_menu
from .modules.lampid import setelan
from .modules.persuratan import admin_menu as surat_menu
from .modules.persuratan import setelan as setelan_surat
from .sync.engine import engine_for, open_database
from .sync.record import database as records
from .sync.schema import prepare
from .ui.bahasa import CATALOGUE
from .ui.layar_jejak import LayarJejak
from .ui.pasang import install

CATEGORY = "SID Bantuan"


class SidBantuan:
    """The menus, tables and rules of this product in a host's application.

    ``admin``: the host's Admin; ``database``: its peewee database, or the address of one of our own
    (SQLite or PostgreSQL); ``node``: the village's Kemendagri code; ``current_operator``: a function that
    returns who is at the screen (id, name, roles) or None, which is refused everything; ``folder``: where this
    installation keeps its files, the one the courier's settings name (default: the application's instance folder);
    ``line``: ``Settings.line`` of those settings, so that the button sends as the courier does; ``lampid``: what the
    village chooses about its books, as ``Settings.lampid`` has it (``bulan_hitung``, ``mutasi_masuk``); ``surat``: the same
    about its letters, as ``Settings.surat`` has it; ``login``: endpoint or
    address of the host's own login, which is given ``next`` (default: ``login_view`` of its Flask-Login, if it has one).
    """

    def __init__(
        self,
        app: Flask | None = None,
        *,
        admin: Admin,
        database: Database | str,
        node: str,
        current_operator: Callable[[], object],
        folder: Path | str | None = None,
        line: tuple[float, str, int] = host.USUAL_LINE,
        lampid: object | None = None,
        surat: object | None = None,
        login: str | None = None,
    ):
        if not is_code(node) or level(node) != "desa":
            raise ValueError(f"node={node!r} bukan kode desa atau kelurahan. Contoh: 35.22.01.2001.")
        self.admin, self.node, self.current_operator = admin, node, current_operator
        self.folder, self.line, self.login = Path(folder) if folder else None, line, login
        setelan.pasang(**vars(lampid) if lampid else {})
        setelan_surat.pasang(**vars(surat) if surat else {})
        self.database = _database(database)
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Add everything to the application. Call before its first request: afterwards Flask takes no more pages."""
        if host.KEY in app.extensions:
            raise RuntimeError("SidBantuan sudah dipasang pada aplikasi ini.")
        if getattr(app, "_got_first_request", False):
            raise RuntimeError("Pasang SidBantuan sebelum permintaan pertama dilayani.")
        records.initialize(self.database)
        with self.database.connection_context() if self.database.is_closed() else nullcontext():
            prepare(self.database, self.node, CATALOG)
        if isinstance(self.database, SqliteDatabase):
            # Without it a REPLACE would remove a row of ours unseen by its triggers.
            self.database.pragma("recursive_triggers", 1, permanent=True)
        engine = engine_for(self.database)
        asked = self.current_operator
        host.attach(
            app, engine, self.node, CATALOG, asked, standalone=False, folder=self.folder, line=self.line
        )  # fmt: skip
        if self.login:
            app.config["SID_BANTUAN_LOGIN"] = self.login
        install(app)
        if self.admin.translations_path is None:
            self.admin.translations_path = CATALOGUE
        for view in views(self.node, CATEGORY):
            self.admin.add_view(view)


def views(code: str, category: str | None = None) -> list:
    """Every view of a village, in the order of the menu; in a host under ``category``, a menu for each of the rooms."""
    rooms = (("Peristiwa", lampid_menu), ("Surat", surat_menu), ("Bantuan", bantuan_menu))
    lain = [view for name, room in rooms for view in room.desa(code, category and f"{category}: {name}")]
    return [*admin_menu.desa(code, category, lain), LayarJejak("Jejak", category=category)]


def _database(given: Database | str) -> Database:
    if isinstance(given, str):
        return open_database(given)
    return given.obj if isinstance(given, DatabaseProxy) else given
