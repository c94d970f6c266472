"""A village's application for tests: its own pages in our shell, somebody at the screen, and a client that has the token."""

import re
import threading
from html import unescape

from flask import Flask
from werkzeug.serving import make_server

from sid_bantuan import host
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.extension import views
from sid_bantuan.ui.pasang import install, shell_admin

DESA = "35.22.01.2001"
_TOKEN = re.compile(r'name="sid_token" value="([0-9a-f]+)"')


def operator(*peran: str) -> Operator:
    """Somebody of this village with these roles."""
    return Operator("7", "Siti Operator", frozenset(peran or ("operator",)), DESA)


def aplikasi(engine, folder, *peran: str, line=host.USUAL_LINE) -> Flask:
    """The village's pages over a prepared engine whose models are bound."""
    app = Flask("desa", instance_path=str(folder))
    app.secret_key = "uji"
    host.attach(app, engine, DESA, CATALOG, lambda: operator(*peran), standalone=True, folder=folder, line=line)
    install(app)
    pengurus = shell_admin(app, "Desa", url="/")
    for satu in views(DESA):
        pengurus.add_view(satu)
    return app


class Peramban:
    """The test client as an operator uses it: pages as text, forms sent with the page's token."""

    def __init__(self, app: Flask):
        self.klien = app.test_client()

    def buka(self, alamat: str, kode: int = 200) -> str:
        jawab = self.klien.get(alamat, follow_redirects=kode == 200)
        assert jawab.status_code == kode, (alamat, jawab.status_code)
        return teks(jawab)

    def kirim(self, alamat: str, isi: dict | None = None, kode: int = 200, ikut: bool = True) -> str:
        """Post a form; with ``ikut`` go on to the page it leads to."""
        token = _TOKEN.search(teks(self.klien.get("/sampah/"))) or _TOKEN.search(teks(self.klien.get("/kk/baru")))
        data = (isi or {}) | {"sid_token": token[1]}
        jawab = self.klien.post(alamat, data=data, follow_redirects=ikut, content_type="multipart/form-data")
        assert jawab.status_code == kode, (alamat, jawab.status_code, teks(jawab)[-800:])
        return teks(jawab)


def teks(jawab) -> str:
    return unescape(jawab.get_data(as_text=True))


def isian(halaman: str) -> dict[str, str]:
    """The fields of the card's form as the page holds them, ready to be sent back."""
    formulir = halaman[halaman.index('<form id="kk"') : halaman.index("<datalist")]
    hasil: dict = {}
    for satu in re.finditer(r"<input\b([^>]*)>", formulir):
        nama, nilai = re.search(r'name="([^"]*)"', satu[1]), re.search(r'value="([^"]*)"', satu[1])
        if nama and nama[1] != "sid_token":
            isi = nilai[1] if nilai else ""
            hasil[nama[1]] = [*hasil.get("kunci", []), isi] if nama[1] == "kunci" else isi
    return hasil


class Pelayan:
    """The application served on loopback from a thread of the test."""

    def __init__(self, app: Flask):
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def berhenti(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
