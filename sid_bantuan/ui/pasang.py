"""Put the shared templates, styles and helpers into an application, ours or a host's."""

from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from flask import Blueprint, Flask, current_app, request, url_for
from flask_admin import Admin
from flask_admin.theme import Theme
from markupsafe import Markup

from .. import host
from ..domain.peran import boleh
from ..domain.peran import sebutan as sebutan_peran
from ..domain.sebutan import sebutan as sebutan_tempat
from ..domain.wilayah_nama import nama_wilayah
from . import bahasa, csrf, keadaan, keamanan, menu, sesi, tampil

SEARCH = "sidb_cari.index"
"""The endpoint of the one search box; its parameter is ``q``."""
SYNC = "sidb_sinkronisasi.index"

_YEAR = 31_536_000


class _Blueprint(Blueprint):
    def get_send_file_max_age(self, filename):
        """A named version never changes; without one, ask again."""
        return _YEAR if request.args.get("v") else None


def install(app: Flask) -> None:
    """Register static files and templates, the ``sidb`` helper in Jinja, headers and compression."""
    ours = _Blueprint(
        host.KEY,
        "sid_bantuan.ui",
        static_folder="static/sid_bantuan",
        static_url_path="/sid-bantuan/static",
        template_folder="templates",
    )
    ours.add_url_rule(sesi.ADDRESS, "sesi", sesi.sesi)
    app.register_blueprint(ours)
    app.jinja_env.globals["sidb"] = Helper()
    for name in ("tanggal", "waktu", "angka", "rupiah", "nomor", "nomor_tersamar"):
        app.jinja_env.filters[f"sid_{name}"] = getattr(tampil, name)
    keamanan.protect(app)
    bahasa.ensure_babel(app)


def shell_theme() -> Theme:
    """The theme of our own applications: Flask-Admin pages stand in our shell."""
    return Theme(folder="bootstrap4", base_template="sid_bantuan/shell.html")


def shell_admin(app: Flask, name: str, **kwargs) -> Admin:
    """An Admin of our own: our shell, our nonce, Indonesian."""
    kwargs.setdefault("theme", shell_theme())
    kwargs.setdefault("csp_nonce_generator", keamanan.nonce)
    kwargs.setdefault("translations_path", bahasa.CATALOGUE)
    return Admin(app, name=name, **kwargs)


@cache
def _stamp(filename: str) -> str:
    content = files("sid_bantuan.ui").joinpath("static", "sid_bantuan", filename).read_bytes()
    return blake2b(content, digest_size=4).hexdigest()


@cache
def _sprite() -> Markup:
    return Markup(files("sid_bantuan.ui").joinpath("static", "sid_bantuan", "ikon.svg").read_text("utf-8"))


def _address(endpoint: str, **values) -> str:
    """``url_for``, asked once: the same dozen stand on every page. A host may vary its addresses by the request."""
    if not host.host().standalone:
        return url_for(endpoint, **values)
    kept = current_app.extensions.setdefault("sid_bantuan_alamat", {})
    key = request.script_root, endpoint, *values.items()
    if key not in kept:
        kept[key] = url_for(endpoint, **values)
    return kept[key]


def place(code: str) -> str:
    """A place with what it is: Desa Ngraho, Kecamatan Ngraho, Kabupaten Bojonegoro."""
    name, kind = nama_wilayah(code), sebutan_tempat(code).tingkat
    return name if name.startswith(("Kabupaten ", "Kota ")) else f"{kind} {name}"


class Helper:
    """What templates may ask, as ``sidb``. Nothing here is computed unless a page asks."""

    ikon = staticmethod(tampil.ikon)
    menu = staticmethod(menu.gambar)
    lencana = staticmethod(tampil.lencana)
    token = staticmethod(csrf.fields)
    nonce = staticmethod(keamanan.nonce)

    @property
    def operator(self):
        """The person at the screen, or None."""
        return host.operator()

    @property
    def sebutan(self):
        """The words of this place."""
        return host.sebutan()

    @property
    def kode(self) -> str:
        """The code of this node."""
        return host.host().code

    @property
    def tempat(self) -> str:
        """This place in words: Desa Ngraho."""
        return place(host.host().code)

    @property
    def mandiri(self) -> bool:
        """Whether the application is our own."""
        return host.host().standalone

    @property
    def hari_ini(self) -> str:
        """Today, as it stands on a printed page."""
        return tampil.tanggal(date.today())

    @property
    def garis(self):
        """The state of sync in one line, for those who may see it."""
        if not self.boleh("sinkronisasi", "lihat"):
            return None
        return keadaan.garis(host.node())

    def boleh(self, sumber: str, aksi: str, tempat: str | None = None) -> bool:
        """Whether the person at the screen may do this here."""
        return boleh(host.operator(), sumber, aksi, tempat or host.host().code)

    def aset(self, filename: str) -> str:
        """The address of a static file of ours, versioned by its content."""
        return _address(f"{host.KEY}.static", filename=filename, v=_stamp(filename))

    def alamat(self, endpoint: str, **values) -> str | None:
        """The address of a page, or None where this application has no such page."""
        if endpoint not in current_app.view_functions:
            return None
        return url_for(endpoint, **values) if values else _address(endpoint)

    @property
    def alamat_cari(self) -> str | None:
        """Where the search box leads, for those who may search."""
        return self.alamat(SEARCH) if self.boleh("penduduk", "lihat") else None

    @property
    def alamat_sesi(self) -> str:
        """Where a form asks whether its session still lives."""
        return _address(sesi.ENDPOINT)

    @property
    def alamat_sinkron(self) -> str | None:
        """The page behind the line on sync."""
        return self.alamat(SYNC)

    def keluar(self) -> str | None:
        """Where to sign out, in our own applications."""
        endpoint = current_app.config.get("SID_BANTUAN_LOGOUT")
        return _address(endpoint) if endpoint else None

    def peran(self) -> str:
        """The roles of the person at the screen, in the words of this place."""
        person = host.operator()
        return ", ".join(sebutan_peran(peran, person.wilayah) for peran in sorted(person.peran)) if person else ""

    def sprite(self) -> Markup:
        """The icons, once a page."""
        return _sprite()
