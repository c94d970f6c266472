"""Applications for tests of the screens: a village's lists in our shell, or inside a host."""

from contextlib import contextmanager

from flask import Flask
from flask_admin import AdminIndexView

from sid_bantuan import host
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import admin
from sid_bantuan.modules.kependudukan.tables import Kelompok, KelompokAnggota, Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.ui import csrf
from sid_bantuan.ui.pasang import install, shell_admin

VILLAGE = "35.22.01.2001"


def siti(*peran: str, wilayah: str = VILLAGE) -> Operator:
    """An operator of the village, or a person with these roles."""
    return Operator("siti", "Siti Aminah", frozenset(peran or ("operator", "pengelola_data")), wilayah)


def aplikasi(engine, person=None, code: str = VILLAGE, views=()) -> Flask:
    """Our own application with the population's lists. ``app.orang`` is who is at the screen."""
    app = Flask("uji", static_folder=None)
    app.secret_key = "rahasia uji"
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.orang = siti() if person is None else person
    host.attach(app, engine, code, CATALOG, lambda: app.orang, standalone=True)
    install(app)
    shell = shell_admin(app, "Uji", index_view=AdminIndexView(name="Muka", url="/"))
    for view in views or admin.views(code, "Kependudukan"):
        shell.add_view(view)
    return app


def tanda(client) -> str:
    """A token that fits this client's session."""
    with client.session_transaction() as session:
        session["_sid_token"] = "ab" * 16
    zero = "00" * 16
    return zero + "ab" * 16


def kirim(client, url: str, follow=True, **data):
    """Post a form with its token."""
    return client.post(url, data={csrf.FIELD: tanda(client), **data}, follow_redirects=follow)


def versi(engine, row_id: str) -> int:
    return engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,))


def turunkan(engine, code: str = VILLAGE) -> None:
    """Derive warnings and search from every change so far, as the background does."""
    drain_all(Node(engine, code, CATALOG))


def tempat(dusun="KRAJAN", rw="001", rt="001") -> Lingkungan:
    return Lingkungan.create(node=VILLAGE, wilayah=VILLAGE, dusun=dusun, rw=rw, rt=rt)


def keluarga(no_kk="3522011505150001", **more) -> Keluarga:
    return Keluarga.create(node=VILLAGE, wilayah=VILLAGE, no_kk=no_kk, **more)


def penduduk(nama="SITI AMINAH", **more) -> Penduduk:
    more.setdefault("jenis_kelamin", 2)
    return Penduduk.create(node=VILLAGE, wilayah=VILLAGE, orang_id=new_id(), nama=nama, **more)


def kelompok(nama="TANI MAKMUR", *anggota: Penduduk) -> Kelompok:
    found = Kelompok.create(node=VILLAGE, wilayah=VILLAGE, nama=nama)
    for one in anggota:
        KelompokAnggota.create(node=VILLAGE, wilayah=VILLAGE, kelompok=found, penduduk=one)
    return found


@contextmanager
def hitung_kueri(engine):
    """Within: every statement that reaches SQLite, in a list."""
    seen: list[str] = []
    engine.connection.set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        engine.connection.set_trace_callback(None)
