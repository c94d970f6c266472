"""The application of a node with its own login: kecamatan and kabupaten, and a village without a SID of its own."""

from pathlib import Path

from flask import Flask, abort, redirect, render_template
from flask_admin import AdminIndexView, expose
from flask_admin.menu import MenuLink

from .. import host, publik
from ..domain.sebutan import sebutan
from ..domain.wilayah import level
from ..domain.wilayah_nama import nama_wilayah
from ..sync.engine import Engine
from ..sync.files import MOST
from ..sync.record import Catalog
from ..ui.jaga import Dijaga
from ..ui.pasang import install, shell_admin
from . import api, auth, menu


def create_app(
    engine: Engine,
    code: str,
    catalog: Catalog,
    folder: Path,
    *,
    https: bool = False,
    line: tuple[float, str, int] = host.USUAL_LINE,
) -> Flask:
    """One node's application. The database is migrated already and the screens' models are bound to it.

    ``folder`` holds its files; ``https``: cookies are sent over HTTPS only; ``line``: how it reaches its parent.
    """
    app = Flask("sid_bantuan", static_folder=None, instance_path=str(Path(folder).resolve()))
    # The largest file, and what its form carries around it.
    app.config["MAX_CONTENT_LENGTH"] = MOST + 4 * 2**20
    app.config["MAX_FORM_MEMORY_SIZE"] = 4 * 2**20
    app.config["SID_BANTUAN_TEMPAT"] = f"{sebutan(code).tingkat} {nama_wilayah(code).removeprefix('Kabupaten ')}"
    host.attach(app, engine, code, catalog, auth.operator_sekarang, standalone=True, folder=folder, line=line)
    install(app)
    auth.pasang(app, engine, code, https=https)
    app.register_blueprint(api.blueprint)
    if level(code) != "desa":
        app.register_blueprint(publik.blueprint)
    _kesalahan(app)
    _menu(app, code)
    return app


_GALAT = {
    403: ("Anda tidak berhak membuka halaman ini", "Peran Anda tidak mencakup pekerjaan atau wilayah ini."),
    404: ("Halaman atau data ini tidak ada", "Mungkin sudah dihapus, atau alamatnya salah ketik."),
    405: ("Halaman ini tidak dapat dibuka langsung", "Mulai lagi dari menu."),
    413: ("Kiriman terlalu besar", f"Paling besar {MOST // 2**20} MB sekali kirim. Kecilkan atau pecah berkasnya."),
    500: ("Ada kesalahan di server", "Yang sudah tersimpan tetap aman. Coba lagi; bila berulang, hubungi admin."),
}


def _kesalahan(app: Flask) -> None:
    """Every refusal of the server itself as a page of ours: what, and what to do."""

    def tunjukkan(error):
        judul, saran = _GALAT.get(error.code, _GALAT[500])
        return render_template("sid_bantuan/akun/galat.html", judul=judul, saran=saran), error.code

    for code in _GALAT:
        app.register_error_handler(code, tunjukkan)


def _menu(app: Flask, code: str) -> None:
    admin = shell_admin(app, app.config["SID_BANTUAN_TEMPAT"], url="/", index_view=Awal())
    for view in menu.views(code):
        admin.add_view(view)
    # Pages that are no view of the menu (the own account, refusals) still show it.
    app.jinja_env.globals["admin_view"] = admin.index_view
    admin.add_link(MenuLink("Ganti kata sandi", endpoint=auth.CHANGE))
    admin.add_link(MenuLink("Kode masuk dari telepon", endpoint=auth.SETUP))


class Awal(Dijaga, AdminIndexView):
    """The address without a path: on to the first page of the menu that this person may open."""

    sumber = "beranda"

    def __init__(self):
        super().__init__(name="Awal", endpoint="sidb_awal", url="/")

    def is_visible(self):
        return False

    @expose("/")
    def index(self):
        pages = (view for view in self.admin._views if view is not self and view.is_visible() and view.is_accessible())
        page = next(pages, None)
        return redirect(self.get_url(f"{page.endpoint}.{page._default_view}")) if page else abort(403)
