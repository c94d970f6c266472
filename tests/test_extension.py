"""SID Bantuan inside a SID that was there first: one call, the host's Admin, the host's people, no table but ours."""

import importlib.util
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, g
from flask_admin import Admin
from flask_admin.contrib.peewee import ModelView
from peewee import CharField, Model, SqliteDatabase

from sid_bantuan import host
from sid_bantuan.extension import SidBantuan
from sid_bantuan.modules.kependudukan.tables import Kelompok
from sid_bantuan.modules.lampid import setelan as setelan_lampid
from sid_bantuan.modules.persuratan import setelan as setelan_surat
from sid_bantuan.settings import load, template
from sid_bantuan.sync import record
from sid_bantuan.sync.schema import WrongNode

from .layar import VILLAGE, kelompok, kirim

ROOT = Path(__file__).parent.parent
KELURAHAN = "35.22.15.1001"
OPERATOR = {"id": 7, "name": "Siti Aminah", "roles": ["operator"]}


@pytest.fixture
def database(tmp_path):
    before = record.database.obj
    found = SqliteDatabase(str(tmp_path / "sid.db"))
    yield found
    found.close()
    record.database.initialize(before)


def a_sid(database, *, operator=OPERATOR, node=VILLAGE, login=None, **more) -> Flask:
    """A host with its own Admin and views that bear the names of ours."""

    class Penduduk(Model):
        nama = CharField()

        class Meta:
            table_name = "penduduk"

    class Keluarga(Penduduk):
        class Meta:
            table_name = "keluarga"

    database.bind([Penduduk, Keluarga])
    database.create_tables([Penduduk, Keluarga])
    Penduduk.create(nama="MILIK SID")
    app = Flask("sid")
    app.secret_key = "rahasia"
    app.config["TESTING"] = True
    app.admin = Admin(app, name="SID Desa", **more)
    app.admin.add_view(ModelView(Penduduk, "Penduduk"))
    app.admin.add_view(ModelView(Keluarga, "Keluarga", category="SID Bantuan"))
    app.operator = operator
    app.plugin = SidBantuan(
        app, admin=app.admin, database=database, node=node, current_operator=lambda: app.operator, login=login
    )  # fmt: skip
    return app


@pytest.fixture
def app(database):
    return a_sid(database)


@pytest.fixture
def client(app):
    return app.test_client()


def test_views_of_the_same_name_stand_beside_each_other(client):
    assert "MILIK SID" in client.get("/admin/penduduk/").text
    ours = client.get("/admin/sid/penduduk/?semua=1")
    assert ours.status_code == 200
    assert "MILIK SID" not in ours.text


def test_our_pages_stand_in_the_host_s_layout_and_menu(client):
    page = client.get("/admin/sid/kelompok/").text
    assert "navbar-brand" in page
    assert 'href="/admin/sid/kelompok/"' in page
    assert 'class="sid-isi sid sid-tamu"' in page


def test_the_host_s_pages_lead_to_ours_only_for_whom_they_are_open(app, client):
    assert "/admin/sid/kelompok/" in client.get("/admin/").text
    app.operator = None
    assert "/admin/sid/kelompok/" not in client.get("/admin/").text


def test_no_menu_of_ours_is_longer_than_an_old_screen_is_high(app, client):
    menus = {one.name: one.get_children() for one in app.admin.menu() if one.name.startswith("SID Bantuan")}
    assert list(menus) == ["SID Bantuan", "SID Bantuan: Peristiwa", "SID Bantuan: Surat", "SID Bantuan: Bantuan"]
    with app.test_request_context("/admin/"):
        assert all(0 < len(one.get_children()) <= 18 for one in app.admin.menu() if one.name in menus)


def test_nobody_is_asked_to_sign_in_twice_and_a_stranger_is_refused(app, client):
    assert client.get("/admin/sid/kelompok/").status_code == 200
    app.operator = None
    refused = client.get("/admin/sid/kelompok/")
    assert refused.status_code == 403
    assert "Masuk dulu untuk membuka halaman ini" in refused.text


@pytest.mark.parametrize(
    "login,address",
    [
        ("masuk_sid", "/pintu?next=/admin/sid/kelompok/?a%3D1"),
        ("/pintu", "/pintu?next=%2Fadmin%2Fsid%2Fkelompok%2F%3Fa%3D1"),
        ("https://sso.desa.id/?ke=sid", "https://sso.desa.id/?ke=sid&amp;next=%2Fadmin%2Fsid%2Fkelompok%2F%3Fa%3D1"),
    ],
)
def test_a_stranger_is_shown_the_way_to_the_host_s_login_and_back(database, login, address):
    app = a_sid(database, login=login)
    app.add_url_rule("/pintu", "masuk_sid", lambda: "masuk")
    app.operator = None
    assert f'href="{address}"' in app.test_client().get("/admin/sid/kelompok/?a=1").text


def test_the_login_of_a_host_with_flask_login_needs_no_naming(app, client):
    app.login_manager = SimpleNamespace(login_view="masuk_sid")
    app.add_url_rule("/pintu", "masuk_sid", lambda: "masuk")
    app.operator = None
    assert 'href="/pintu?next=/admin/sid/kelompok/"' in client.get("/admin/sid/kelompok/").text
    assert client.get("/sid-bantuan/sesi").json == {"masuk": False, "alamat": "/pintu"}


def test_the_audit_log_stands_in_the_menu_for_whom_it_is_open(app, client):
    assert "/admin/sid/jejak/" not in client.get("/admin/sid/beranda/").text
    app.operator = {"id": 8, "name": "Sudarto", "roles": ["kepala_desa"]}
    assert 'href="/admin/sid/jejak/"' in client.get("/admin/sid/beranda/").text
    assert client.get("/admin/sid/jejak/").status_code == 200


def test_only_our_own_tables_are_made(app, database):
    made = {name for name in database.get_tables() if not name.startswith("sb_")}
    assert made == {"penduduk", "keluarga"}


def test_the_host_s_rows_are_neither_read_nor_written(app, client, database):
    kirim(client, "/admin/sid/kelompok/new/", nama="TANI")
    kirim(client, "/admin/sid/kelompok/delete/", id=Kelompok.get().id)
    assert database.execute_sql("SELECT nama FROM penduduk").fetchall() == [("MILIK SID",)]


@pytest.mark.parametrize("person", [
    OPERATOR,
    {"id": "7", "nama": "Siti", "peran": "operator"},
    SimpleNamespace(id=7, name="Siti", roles={"operator", "juru_masak"}),
])  # fmt: skip
def test_a_host_says_who_is_there_in_its_own_shape(app, client, person):
    app.operator = person
    kirim(client, "/admin/sid/kelompok/new/", nama="TANI")
    assert Kelompok.select().count() == 1


@pytest.mark.parametrize("roles", [[], ["juru_masak"], ["wali_data"], ["camat"], None])
def test_roles_that_mean_nothing_in_a_village_open_nothing(app, client, roles):
    app.operator = {"id": 1, "name": "Entah", "roles": roles}
    assert client.get("/admin/sid/kelompok/").status_code == 403


def test_a_head_of_village_reads_but_cannot_change(app, client):
    found = kelompok("TANI")
    app.operator = {"id": 2, "name": "Sudarto", "roles": ["kepala_desa"]}
    page = client.get("/admin/sid/kelompok/").text
    assert "TANI" in page
    assert "/new/" not in page
    for path in ("new/", f"edit/?id={found.id}", "delete/", "action/"):
        assert kirim(client, f"/admin/sid/kelompok/{path}", nama="X", id=found.id, rowid=found.id).status_code == 403
    assert client.get("/admin/sid/kelompok/export/xlsx/").status_code == 403
    assert Kelompok.get().nama == "TANI"


def test_a_fault_in_the_host_s_callback_closes_our_pages_but_not_the_host_s(database, caplog):
    app = a_sid(database)
    app.extensions[host.KEY] = replace(app.extensions[host.KEY], current_operator=lambda: 1 / 0)
    client = app.test_client()
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/sid/kelompok/").status_code == 403
    assert "current_operator gagal" in caplog.text


def test_the_connection_is_closed_after_our_page_and_left_alone_where_the_host_opened_it(app, client, database):
    database.close()
    client.get("/admin/sid/kelompok/")
    assert database.is_closed()
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: database.connect() and None)
    client.get("/admin/sid/kelompok/")
    assert not database.is_closed()


def test_the_host_s_own_answers_carry_nothing_of_ours(client):
    ours, theirs = client.get("/admin/sid/kelompok/"), client.get("/admin/penduduk/")
    assert ours.headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in theirs.headers
    assert "Content-Security-Policy" not in ours.headers


def test_the_host_s_nonce_is_on_our_script_and_style(database):
    page = a_sid(database, csp_nonce_generator=lambda: "n0nce").test_client().get("/admin/sid/kelompok/").text
    assert re.search(r'<script nonce="n0nce" src="/sid-bantuan/static/sid.js', page)
    assert re.search(r'static/sid.css\?v=\w+" nonce="n0nce"', page)


def test_forms_pass_where_the_host_protects_every_form_itself(database):
    protect = pytest.importorskip("flask_wtf.csrf")
    app = a_sid(database)
    protect.CSRFProtect(app)
    client = app.test_client()
    page = client.get("/admin/sid/kelompok/new/").text
    both = dict(re.findall(r'name="(sid_token|csrf_token)" (?:type="hidden" )?value="([^"]+)"', page))
    assert set(both) == {"sid_token", "csrf_token"}
    assert client.post("/admin/sid/kelompok/new/", data={"nama": "TANI", **both}).status_code == 302
    assert (
        client.post("/admin/sid/kelompok/new/", data={"nama": "LAIN", "sid_token": both["sid_token"]}).status_code
        == 400
    )
    assert [row.nama for row in Kelompok.select()] == ["TANI"]


def test_our_pages_are_indonesian_in_a_host_that_speaks_english(database):
    babel = pytest.importorskip("flask_babel")
    app = a_sid(database)
    babel.Babel(app, default_locale="en")
    client = app.test_client()
    pages = [client.get("/admin/sid/kelompok/").text, kirim(client, "/admin/sid/kelompok/new/", nama="").text]
    pages += [
        kirim(client, "/admin/sid/kelompok/new/", nama="TANI").text,
        kirim(client, "/admin/sid/kelompok/action/").text,
    ]
    pages.append(client.get("/admin/sid/kelompok/details/?id=x", follow_redirects=True).text)
    body = "".join(page[page.index('class="sid-isi') :] for page in pages)
    for english in (
        "There are no items",
        "does not exist",
        "This field is required",
        "successfully",
        "With selected",
        "Add Filter",
        "Export",
    ):
        assert english not in body


def test_a_host_without_flask_babel_works(tmp_path):
    program = f"""
import sys
sys.modules["flask_babel"] = None
from peewee import SqliteDatabase
from tests.test_extension import a_sid
from tests.layar import kirim
client = a_sid(SqliteDatabase({str(tmp_path / "sid.db")!r})).test_client()
print(client.get("/admin/penduduk/").status_code, kirim(client, "/admin/sid/kelompok/new/", nama="TANI").text)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("200 ")
    assert "sudah ditambahkan" in done.stdout


def test_added_after_the_first_request_it_says_so(database):
    app = Flask("sid")
    admin = Admin(app)
    app.test_client().get("/admin/")
    with pytest.raises(RuntimeError, match="sebelum permintaan pertama"):
        SidBantuan(app, admin=admin, database=database, node=VILLAGE, current_operator=lambda: None)


def test_it_is_added_once(app, database):
    with pytest.raises(RuntimeError, match="sudah dipasang"):
        SidBantuan(app, admin=app.admin, database=database, node=VILLAGE, current_operator=lambda: None)


@pytest.mark.parametrize("code", ["35.22", "35.22.01", "3522012001", ""])
def test_only_a_village_lives_in_a_host(database, code):
    with pytest.raises(ValueError, match="bukan kode desa"):
        SidBantuan(admin=None, database=database, node=code, current_operator=lambda: None)


def test_a_database_of_another_village_is_refused(app, database):
    with pytest.raises(WrongNode):
        a_sid(database, node="35.22.01.2002")


def test_an_admin_that_joins_the_application_later_takes_our_views_along(database):
    app = Flask("sid")
    app.secret_key = "rahasia"
    admin = Admin(name="SID")
    SidBantuan(app, admin=admin, database=database, node=VILLAGE, current_operator=lambda: OPERATOR)
    admin.init_app(app)
    assert app.test_client().get("/admin/sid/kelompok/").status_code == 200


def test_a_kelurahan_has_its_own_words(database):
    app = a_sid(database, node=KELURAHAN)
    with app.test_request_context():
        words = host.sebutan()
        assert (words.tingkat, words.kepala, words.musyawarah_singkat, words.dana) == (
            "Kelurahan",
            "Lurah",
            "muskel",
            None,
        )
    assert "Lingkungan</" in app.test_client().get("/admin/sid/lingkungan/new/").text.replace(" <span", "</span")


def test_a_village_and_a_kelurahan_differ_in_their_heads():
    from sid_bantuan.domain.sebutan import sebutan

    assert (sebutan(VILLAGE).kepala, sebutan(VILLAGE).dana) == ("Kepala Desa", "Dana Desa")
    assert [sebutan(code).kepala for code in ("35.22.01", "35.22")] == ["Camat", "Bupati"]


def test_the_operator_is_asked_for_once_a_request(database):
    asked = []
    app = a_sid(database)
    app.extensions[host.KEY] = replace(app.extensions[host.KEY], current_operator=lambda: asked.append(1) or OPERATOR)
    app.test_client().get("/admin/sid/kelompok/")
    assert len(asked) == 1
    with app.test_request_context():
        host.operator()
        assert g.sid_bantuan_operator.nama == "Siti Aminah"


# The example


@pytest.fixture
def choices(tmp_path):
    """What this village chose in its settings; the choices of the process are as usual again afterwards."""
    config = tmp_path / "sid-bantuan.toml"
    config.write_text(
        template(VILLAGE, data_folder=str(tmp_path)).replace('kertas = "F4"', 'kertas = "A4"')
        .replace('bulan_hitung = "lapor"', 'bulan_hitung = "peristiwa"'), encoding="utf-8",
    )  # fmt: skip
    yield config
    setelan_lampid.pasang()
    setelan_surat.pasang()


@pytest.fixture
def example(database, choices):
    spec = importlib.util.spec_from_file_location("host_sid", ROOT / "examples" / "host_sid.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    settings = load(str(choices))
    client = module.create_app(settings).test_client()

    def masuk(name, password=module.SANDI, **args):
        mark = re.search('name="tanda" value="(.+?)"', client.get("/masuk").text)[1]
        return client.post("/masuk", query_string=args, data={"nama": name, "sandi": password, "tanda": mark})

    client.masuk = masuk
    yield client
    module.database.close()


def test_the_example_sid_knows_its_own_people_and_takes_ours_in(example):
    assert example.get("/admin/").status_code == 302
    refused = example.get("/admin/sid/kelompok/")
    assert refused.status_code == 403
    assert 'href="/masuk?next=/admin/sid/kelompok/"' in refused.text
    assert "salah" in example.masuk("siti", "tebakan").text
    example.masuk("siti")
    assert "Berita" in example.get("/admin/").text
    assert example.get("/admin/penduduk/").status_code == 200
    assert "sudah ditambahkan" in kirim(example, "/admin/sid/kelompok/new/", nama="TANI").text


def test_the_example_hands_on_what_the_village_chose_about_books_and_letters(example):
    assert setelan_lampid.sekarang.bulan_hitung == "peristiwa"
    assert setelan_surat.sekarang.kertas == "A4"


@pytest.mark.parametrize(
    "wanted,reached",
    [
        ("/admin/sid/kelompok/?a=1", "/admin/sid/kelompok/?a=1"),
        ("//luar.example", "/admin/"),
        ("/\\luar.example", "/admin/"),
        ("https://luar.example", "/admin/"),
    ],
)
def test_the_example_leads_back_to_its_own_pages_only(example, wanted, reached):
    assert example.masuk("siti", next=wanted).location == reached


def test_the_example_s_head_of_village_only_reads(example):
    example.masuk("darto")
    assert example.get("/admin/sid/kelompok/").status_code == 200
    assert example.get("/admin/sid/kelompok/new/").status_code == 403
