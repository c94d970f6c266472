"""Signing in: who gets in, who has to wait, and that nothing is open to a stranger."""

import re
import time

import argon2
import pytest
from flask_security.totp import Totp

from sid_bantuan import jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.kecamatan import pengguna, percobaan
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.kecamatan.pengguna import IsianSalah, Pengguna, tambah_pengguna
from sid_bantuan.sync import record

KECAMATAN = "35.22.01"
SANDI = "kopi tubruk pagi hari"
ADMIN = Operator("1", "Admin", frozenset({"admin"}), KECAMATAN)


@pytest.fixture
def node(open_node):
    engine = open_node(KECAMATAN)
    before = record.database.obj
    record.database.initialize(engine.database)
    yield engine
    record.database.initialize(before)


@pytest.fixture
def app(node, tmp_path):
    app = create_app(node, KECAMATAN, CATALOG, tmp_path)
    app.config["TESTING"] = True
    node.database.close()
    return app


@pytest.fixture
def siti(node):
    return tambah_pengguna(node, KECAMATAN, "siti", "Siti Aminah", ["wali_data", "admin"], sandi=SANDI, ganti=False)[0]


def token(halaman) -> str:
    return re.search(r'name="sid_token" value="([0-9a-f]+)"', halaman.text)[1]


def kirim(client, url, **isi):
    """Post a form as a browser does: open the page, send its token along."""
    return client.post(url, data={"sid_token": token(client.get("/masuk" if url == "/keluar" else url)), **isi})


def masuk(client, nama="siti", sandi=SANDI):
    return kirim(client, "/masuk", nama_pengguna=nama, password=sandi)


def test_a_session_lives_four_hours_after_the_last_page_and_its_cookie_is_renewed_once_a_minute(app, siti, monkeypatch):
    client, jam = app.test_client(), [time.time()]
    masuk(client)
    monkeypatch.setattr(time, "time", lambda: jam[-1])
    assert "Set-Cookie" not in client.get("/akun/kata-sandi").headers
    for _ in range(2):
        jam.append(jam[-1] + 3.9 * 3_600)
        assert "Set-Cookie" in client.get("/akun/kata-sandi").headers
        assert "Set-Cookie" not in client.get("/akun/kata-sandi").headers
    jam.append(jam[-1] + 4.1 * 3_600)
    assert client.get("/akun/kata-sandi").location.startswith("/masuk")


def test_a_right_password_opens_the_first_page_and_leaves_a_trace(app, siti, node):
    client = app.test_client()
    answer = masuk(client, "SITI")
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/").status_code == 302
    assert Pengguna.get_by_id(siti.id).masuk_terakhir
    assert [one.aksi for one in jejak.baca(node)] == ["masuk", "tambah"]
    assert Pengguna.get_by_id(siti.id).password.startswith("$argon2id$")


def test_a_password_is_dear_to_guess(monkeypatch):
    monkeypatch.setattr(pengguna, "PasswordHasher", argon2.PasswordHasher)
    dear = argon2.extract_parameters(pengguna.hash_sandi(SANDI))
    assert (dear.type, dear.time_cost, dear.memory_cost) == (argon2.Type.ID, 3, 65_536)


@pytest.mark.parametrize("nama, sandi", [("siti", "salah sekali"), ("tidak.ada", SANDI), ("tidak\0ada", SANDI)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(app, siti, nama, sandi):
    answer = masuk(app.test_client(), nama, sandi)
    assert answer.status_code == 200
    assert answer.text.count("Nama pengguna atau kata sandi salah") == 1


@pytest.mark.parametrize("nama", ["siti", "tidak.ada"])
def test_after_five_wrong_ones_even_the_right_password_has_to_wait_and_is_told_how_long(app, siti, nama):
    client = app.test_client()
    for _ in range(percobaan.BATAS_NAMA):
        masuk(client, nama, "salah sekali")
    assert "Coba lagi 15 menit lagi" in masuk(client, nama, SANDI).text


def test_a_door_that_closes_is_written_in_the_audit_log_once(app, siti, node):
    client = app.test_client()
    for _ in range(percobaan.BATAS_NAMA + 2):
        masuk(client, "siti", "salah sekali")
    (entry,) = jejak.baca(node, aksi="gagal_masuk")
    assert (entry.oleh, entry.label) == ("siti", "Siti Aminah")
    assert "127.0.0.1" in entry.catatan


def test_the_wait_ends_and_a_temporary_password_ends_it_at_once(app, siti, node):
    client = app.test_client()
    for _ in range(percobaan.BATAS_NAMA):
        masuk(client, "siti", "salah sekali")
    sementara = pengguna.sandi_baru(node, ADMIN, siti)
    assert masuk(client, "siti", sementara).status_code == 302
    percobaan.gagal(node, "budi", None)
    node.run("UPDATE sb_percobaan SET sampai = '2020-01-01T00:00:00Z', sejak = '2020-01-01T00:00:00Z'")
    assert percobaan.menit_tunggu(node, "budi", None) == 0
    percobaan.gagal(node, "budi", None)
    assert node.value("SELECT gagal FROM sb_percobaan WHERE kunci = 'n:budi'") == 1


def test_a_temporary_password_ends_the_sessions_that_are_open(app, siti, node):
    client = app.test_client()
    masuk(client)
    assert client.get("/pengguna/").status_code == 200
    pengguna.sandi_baru(node, ADMIN, siti)
    assert client.get("/pengguna/").status_code == 302


def test_a_role_taken_away_is_gone_with_the_next_page(app, siti, node):
    tambah_pengguna(node, KECAMATAN, "admin", "Admin", "admin", sandi=SANDI)
    client = app.test_client()
    masuk(client)
    pengguna.ubah_pengguna(node, ADMIN, siti, peran=["wali_data"])
    assert client.get("/pengguna/").status_code == 403


def test_many_names_from_one_address_have_to_wait_too(node):
    for n in range(percobaan.BATAS_ALAMAT):
        percobaan.gagal(node, f"orang{n}", "10.1.2.3")
    assert percobaan.menit_tunggu(node, "yang.lain", "10.1.2.3") == 15
    assert percobaan.menit_tunggu(node, "yang.lain", "10.1.2.4") == 0


def test_a_disabled_user_is_told_so_only_with_the_right_password(app, siti, node):
    tambah_pengguna(node, KECAMATAN, "admin", "Admin", "admin", sandi=SANDI)
    pengguna.ubah_pengguna(node, ADMIN, siti, aktif=0)
    assert "dinonaktifkan" in masuk(app.test_client()).text
    assert "dinonaktifkan" not in masuk(app.test_client(), sandi="salah sekali").text


def test_switching_a_user_off_ends_the_session_he_has_open(app, siti, node):
    tambah_pengguna(node, KECAMATAN, "admin", "Admin", "admin", sandi=SANDI)
    client = app.test_client()
    masuk(client)
    assert client.get("/pengguna/").status_code == 200
    pengguna.ubah_pengguna(node, ADMIN, siti, aktif=0)
    assert client.get("/pengguna/").status_code == 302


def test_a_login_without_the_token_of_its_own_page_is_refused(app, siti):
    client = app.test_client()
    answer = client.post("/masuk", data={"nama_pengguna": "siti", "password": SANDI})
    assert answer.status_code == 302
    assert client.get("/pengguna/").location.startswith("/masuk")


def test_signing_out_asks_for_the_token_and_ends_the_session(app, siti):
    client = app.test_client()
    masuk(client)
    page = client.get("/pengguna/")
    assert client.get("/keluar").status_code == 405
    client.post("/keluar")
    assert client.get("/pengguna/").status_code == 200
    client.post("/keluar", data={"sid_token": token(page)})
    assert client.get("/pengguna/").status_code == 302


def test_a_temporary_password_must_be_changed_before_anything_else(app, node):
    _, sandi = tambah_pengguna(node, KECAMATAN, "budi", "Budi", "admin")
    client = app.test_client()
    masuk(client, "budi", sandi)
    assert client.get("/pengguna/").location == "/akun/kata-sandi"
    for baru, pesan in (
        ("pendek", "paling sedikit 10"),
        ("1234567890", "mudah ditebak"),
        ("budi budi budi", "nama Anda"),
    ):
        answer = kirim(client, "/akun/kata-sandi", password=sandi, new_password=baru, new_password_confirm=baru)
        assert pesan in answer.text
    answer = kirim(client, "/akun/kata-sandi", password=sandi, new_password=SANDI, new_password_confirm=SANDI)
    assert answer.status_code == 302
    assert client.get("/pengguna/").status_code == 200
    assert masuk(app.test_client(), "budi", SANDI).status_code == 302


def test_no_word_of_these_pages_is_english(app, siti):
    client = app.test_client()
    pages = [client.get("/masuk")]
    masuk(client)
    pages += [client.get(url) for url in ("/akun/kata-sandi", "/akun/kode-masuk", "/pengguna/tambah", "/tidak-ada")]
    pages.append(
        kirim(client, "/akun/kata-sandi", password=SANDI, new_password="lain sekali lagi", new_password_confirm="beda")
    )
    pages.append(kirim(client, "/akun/kode-masuk", setup="entah"))
    for page in pages:
        assert not re.search(
            r"\b(password|please|invalid|field|submit|sign|login|required\.|not found)\b", _kata(page.text), re.I
        )


def _kata(html: str) -> str:
    """What a person reads of a page: no tags, no scripts."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.S))


def test_cookies_are_kept_from_scripts_and_named_after_the_node(app, siti):
    header = next(value for name, value in app.test_client().get("/masuk").headers if name == "Set-Cookie")
    assert header.startswith("sid_352201=")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_over_https_cookies_are_secure(node, tmp_path):
    app = create_app(node, KECAMATAN, CATALOG, tmp_path, https=True)
    node.database.close()
    assert "; Secure" in app.test_client().get("/masuk").headers["Set-Cookie"]


def test_a_stranger_reaches_nothing_but_the_login_the_public_pages_and_files_without_secrets(app):
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "0" * 32)
        if rule.endpoint.startswith("sb_sync") or rule.endpoint.endswith("static") or "GET" not in rule.methods:
            continue
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **values)
        answer = client.get(url)
        allowed = rule.endpoint in ("security.login", "sid_bantuan.sesi", "sb_publik.cara")
        assert (answer.status_code == 200) == allowed, rule.endpoint
        assert answer.status_code in (200, 302, 404), rule.endpoint


def test_a_stranger_who_asks_for_his_session_learns_only_where_to_sign_in(app):
    answer = app.test_client().get("/sid-bantuan/sesi")
    assert answer.json == {"masuk": False, "alamat": "/masuk"}
    assert "Set-Cookie" not in answer.headers


def test_what_an_extension_registers_besides_is_not_offered(app, siti):
    client = app.test_client()
    masuk(client)
    page = client.get("/pengguna/")
    assert client.post("/tf-rescue", data={"sid_token": token(page)}).status_code == 404


def test_sessions_survive_a_restart_and_are_signed_with_this_nodes_own_secret(app, siti, node, tmp_path):
    again = create_app(node, KECAMATAN, CATALOG, tmp_path)
    node.database.close()
    assert again.config["SECRET_KEY"] == app.config["SECRET_KEY"]
    assert len(app.config["SECRET_KEY"]) == 64


def kode(siapa, app, hitungan=None) -> str:
    """The code the telephone shows now, or showed at that count of half minutes."""
    with app.app_context():
        secret = Pengguna.get_by_id(siapa.id).tf_totp_secret
        shown = Totp(app.config["SECURITY_TOTP_SECRETS"], "x")._totp.from_source(secret)
        Pengguna._meta.database.close()
    return (shown.generate(hitungan * 30) if hitungan else shown.generate()).token


def aktifkan(client, app):
    """Switch the second step on, as the page does it."""
    page = kirim(client, "/akun/kode-masuk", setup="authenticator")
    url = re.search(r'action="(/akun/kode-masuk/[^"]+)"', page.text)[1]
    key = re.search(r'<code class="nomor">([^<]+)</code>', page.text)[1]
    from passlib.totp import TOTP

    return client.post(url, data={"sid_token": token(page), "code": TOTP(key=key.replace("-", "")).generate().token})


def test_with_the_second_step_on_a_password_alone_does_not_open(app, siti):
    client = app.test_client()
    masuk(client)
    assert aktifkan(client, app).status_code == 302
    Pengguna.update(hitungan_kode=None).execute()
    other = app.test_client()
    assert "/masuk/kode" in masuk(other).location
    assert other.get("/pengguna/").location.startswith("/masuk")
    assert "Kode salah" in kirim(other, "/masuk/kode", code="000000").text
    right = kode(siti, app)
    assert kirim(other, "/masuk/kode", code=f"{right[:3]} {right[3:]}").status_code == 302
    assert other.get("/pengguna/").status_code == 200


def test_a_code_is_good_once(app, siti):
    client = app.test_client()
    masuk(client)
    aktifkan(client, app)
    other = app.test_client()
    masuk(other)
    used = Pengguna.get_by_id(siti.id).hitungan_kode
    assert "Kode salah" in kirim(other, "/masuk/kode", code=kode(siti, app, used)).text


def test_wrong_codes_are_counted_and_a_new_password_entry_does_not_forgive_them(app, siti):
    client = app.test_client()
    masuk(client)
    aktifkan(client, app)
    other = app.test_client()
    masuk(other)
    for _ in range(percobaan.BATAS_NAMA - 1):
        kirim(other, "/masuk/kode", code="000000")
    masuk(other)
    assert (
        "Coba lagi" in kirim(other, "/masuk/kode", code="000000").text or "Coba lagi" in masuk(app.test_client()).text
    )
    assert "Coba lagi" in masuk(app.test_client()).text


def test_where_the_admin_demands_a_code_the_first_sign_in_sets_it_up(app, siti, node):
    pengguna.ubah_pengguna(node, ADMIN, siti, wajib_kode=1)
    client = app.test_client()
    assert "/akun/kode-masuk" in masuk(client).location
    assert client.get("/pengguna/").location.startswith("/masuk")


# ---- users


@pytest.mark.parametrize("isi, kolom", [
    (("Siti Aminah", "Siti", "admin"), "nama_pengguna"),
    (("siti", "", "admin"), "nama"),
    (("siti", "Siti", "operator"), "peran"),
    (("siti", "Siti", []), "peran"),
])  # fmt: skip
def test_a_user_that_cannot_be_is_refused_with_the_field_named(node, isi, kolom):
    with pytest.raises(IsianSalah) as error:
        tambah_pengguna(node, KECAMATAN, *isi)
    assert error.value.kolom == kolom


def test_a_name_is_used_once_and_an_area_lies_within_the_node(node, siti):
    with pytest.raises(IsianSalah, match="sudah dipakai"):
        tambah_pengguna(node, KECAMATAN, "Siti", "Siti Lain", "camat")
    with pytest.raises(IsianSalah, match="bukan bagian"):
        tambah_pengguna(node, KECAMATAN, "lain", "Lain", "camat", wilayah="35.22")


def test_the_last_admin_keeps_the_role(node, siti):
    for isi in ({"aktif": 0}, {"peran": ["camat"]}):
        with pytest.raises(IsianSalah, match="admin satu-satunya"):
            pengguna.ubah_pengguna(node, ADMIN, siti, **isi)
    tambah_pengguna(node, KECAMATAN, "lain", "Lain", "admin")
    pengguna.ubah_pengguna(node, ADMIN, siti, peran=["camat"])
    assert Pengguna.get_by_id(siti.id).peran == "camat"


def test_the_admin_adds_a_user_and_reads_the_first_password_once(app, siti):
    client = app.test_client()
    masuk(client)
    answer = kirim(client, "/pengguna/tambah", nama="Budi", nama_pengguna="budi", peran="camat")
    shown = client.get(answer.location)
    sandi = re.search(r"<strong>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</strong>", shown.text)[1]
    assert sandi not in client.get("/pengguna/").text
    assert masuk(app.test_client(), "budi", sandi).status_code == 302
    refused = kirim(client, "/pengguna/tambah", nama="Lain", nama_pengguna="budi", peran="camat")
    assert "sudah dipakai" in refused.text
