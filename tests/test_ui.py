"""What every page shares: guarded, light, dated as offices write, true about sync."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, request
from flask_admin import expose

import sid_bantuan.ui
from sid_bantuan import host
from sid_bantuan.ui import csrf, tampil
from sid_bantuan.ui.dasar import HalamanDasar
from sid_bantuan.ui.keadaan import garis

from .layar import VILLAGE, aplikasi, kelompok, kirim, penduduk, siti

STATIC = Path(sid_bantuan.ui.__file__).parent / "static" / "sid_bantuan"
TEMPLATES = Path(sid_bantuan.ui.__file__).parent / "templates"


class Halaman(HalamanDasar):
    """A page with a way to read, one to change, and one somebody forgot to name."""

    sumber = "impor"
    aksi = {"unggah": "impor"}

    @expose("/")
    def index(self):
        return self.render("sid_bantuan/halaman.html")

    @expose("/unggah", methods=["POST"])
    def unggah(self):
        return "diterima"

    @expose("/lupa", methods=["GET", "POST"])
    def lupa(self):
        return "terlupa"

    @expose("/cari/<nama>")
    def cari(self, nama):
        ada = host.node().engine.value(
            "SELECT COUNT(*) FROM sb_penduduk WHERE nama IN (?, ?)", (nama, request.args["a"])
        )
        return str(ada)


@pytest.fixture
def app(village):
    return aplikasi(village, views=[Halaman("Impor")])


# Guard


def test_a_page_is_refused_unless_the_table_of_roles_allows_it(app):
    client = app.test_client()
    assert client.get("/impor/").status_code == 200
    for roles in ((), ("kepala_desa",), ("camat",)):
        app.orang = siti(*roles) if roles else None
        assert client.get("/impor/").status_code == 403


def test_what_is_posted_to_must_name_its_action(app):
    client = app.test_client()
    assert kirim(client, "/impor/unggah").text == "diterima"
    assert client.get("/impor/lupa").text == "terlupa"
    assert kirim(client, "/impor/lupa").status_code == 403


def test_a_nul_is_refused_before_a_database_that_knows_none_is_asked(app):
    client = app.test_client()
    assert client.get("/impor/cari/budi?a=siti").text == "0"
    for alamat in ("/impor/cari/%00?a=siti", "/impor/cari/budi?a=%00", "/impor/cari/budi?a=siti&%00=1"):
        assert client.get(alamat).status_code == 400
    assert kirim(client, "/impor/unggah", alasan="\0").status_code == 400
    assert kirim(client, "/impor/unggah", alasan="0").text == "diterima"


def test_a_refusal_says_what_and_whom_to_ask(app):
    app.orang = siti("kepala_desa")
    answer = app.test_client().get("/impor/")
    assert "tidak berhak" in answer.text
    assert "minta admin" in answer.text


def test_a_stranger_is_told_to_sign_in_and_how_to_keep_what_was_typed(app):
    app.orang = None
    client = app.test_client()
    assert "Masuk dulu untuk membuka halaman ini" in client.get("/impor/").text
    refused = kirim(client, "/impor/unggah")
    assert refused.status_code == 403
    assert "Belum disimpan" in refused.text
    assert "tombol mundur" in refused.text


def test_a_form_can_ask_whether_its_session_still_lives(app):
    client = app.test_client()
    alive = client.get("/sid-bantuan/sesi").json
    assert alive["masuk"] is True
    answer = client.post("/impor/unggah", data=alive["isian"])
    assert answer.text == "diterima"
    app.orang = None
    gone = client.get("/sid-bantuan/sesi")
    assert gone.json == {"masuk": False, "alamat": "/"}
    assert gone.headers["Cache-Control"] == "no-store"


def test_in_our_own_application_a_stranger_is_led_to_the_login_and_back(app):
    app.config["SID_BANTUAN_LOGIN"] = "masuk"
    app.add_url_rule("/masuk", "masuk", lambda: "masuk")
    app.orang = None
    assert app.test_client().get("/impor/?a=1").location == "/masuk?next=/impor/?a%3D1"


def test_a_token_is_never_the_same_twice_and_only_fits_its_session(app):
    with app.test_request_context():
        one, two = csrf.token(), csrf.token()
        assert one != two
        assert csrf.fits(one)
        assert csrf.fits(two)
        for wrong in ("", None, "zz", one[:-2], "00" * 32):
            assert not csrf.fits(wrong)
    with app.test_request_context():
        assert not csrf.fits(one)


def test_a_script_sends_the_token_in_a_header(app):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_sid_token"] = "ab" * 16
    answer = client.post("/impor/unggah", headers={csrf.HEADER: "00" * 16 + "ab" * 16})
    assert answer.text == "diterima"


# Headers and weight


def test_pages_about_people_are_not_kept_and_static_files_are(app):
    client = app.test_client()
    page = client.get("/impor/")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    for address in set(re.findall(r'(?:href|src)="(/sid-bantuan/static/[^"]+)"', page.text)):
        found = client.get(address)
        assert found.status_code == 200
        assert "max-age=31536000" in found.headers["Cache-Control"], address


def test_a_page_asks_nobody_outside(app):
    page = app.test_client().get("/impor/").text
    assert re.findall(r'(?:href|src|action)="(?:https?:)?//', page) == []


def test_a_long_list_travels_compressed_and_unpacks_to_the_same(village):
    client = aplikasi(village).test_client()
    for number in range(50):
        penduduk(f"ORANG {number}")
    plain = client.get("/penduduk/?semua=1")
    packed = client.get("/penduduk/?semua=1", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < 20_000 < len(plain.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert _without_marks(gzip.decompress(packed.data).decode()) == _without_marks(plain.text)


def _without_marks(page: str) -> str:
    return re.sub(r'nonce="[^"]+"|name="sid_token" value="\w+"', "", page)


def test_what_the_pages_load_stays_light():
    scripts = sum(
        len(gzip.compress((STATIC / name).read_bytes())) for name in ("sid.css", "cangkang.css", "sid.js", "rujukan.js")
    )
    assert scripts < 15_000


@pytest.mark.parametrize("name", ["sid.css", "cangkang.css"])
def test_styles_name_no_other_place(name):
    assert re.findall(r"url\((?!data:)|@import|https?:", (STATIC / name).read_text()) == []


def test_every_icon_that_is_asked_for_is_in_the_sprite():
    drawn = set(re.findall(r'id="sid-([\w-]+)"', (STATIC / "ikon.svg").read_text()))
    asked = {icon for icon, _words in tampil.BADGES.values()}
    package = Path(sid_bantuan.ui.__file__).parents[1]
    for path in [*TEMPLATES.rglob("*.html"), *package.rglob("*.py")]:
        asked |= set(re.findall(r"""ikon\(['"]([\w-]+)['"]\)""", path.read_text()))
    assert asked <= drawn


def test_no_template_holds_an_inline_handler_or_style():
    for path in TEMPLATES.rglob("*.html"):
        assert re.findall(r'\s(?:on[a-z]+|style)="|javascript:', path.read_text()) == [], path.name


# Values


def test_values_look_as_offices_write_them():
    assert tampil.tanggal("2026-11-21") == "21-11-2026"
    assert tampil.rupiah(2_500_000) == "Rp2.500.000"
    assert tampil.angka(1_366_227) == "1.366.227"
    assert tampil.nomor("3522014105900001") == "352201 410590 0001"
    assert tampil.nomor_tersamar("3522014105900001") == "•••••• •••••• 0001"
    assert (tampil.tanggal(None), tampil.nomor(None), tampil.angka(None)) == ("", "", "")


def test_a_moment_is_shown_in_the_office_s_own_time(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Jakarta")
    time.tzset()
    try:
        assert tampil.waktu("2026-11-21T07:02:00Z") == "21-11-2026 14.02"
        assert tampil.waktu("2026-11-21") == "21-11-2026"
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("kind", tampil.BADGES)
def test_a_badge_speaks_in_words_and_an_icon_beside_its_colour(kind):
    badge = tampil.lencana(kind, "Kata")
    assert "<svg" in badge
    assert "Kata" in badge


def test_what_people_typed_cannot_become_markup(village):
    kelompok("<script>alert(1)</script>")
    page = aplikasi(village).test_client().get("/kelompok/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# The line on sync


@pytest.fixture
def line(village):
    app = Flask("garis")
    host.attach(app, village, VILLAGE, None, lambda: None, standalone=True)

    def read(**link):
        village.run("DELETE FROM sb_link")
        if link:
            values = {"peer": "35.22.01", "role": "up"} | link
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            village.run(f"INSERT INTO sb_link ({names}) VALUES ({marks})", tuple(values.values()))
        with app.app_context():
            return garis(host.node())

    return read


def test_the_line_on_sync_says_what_is_and_since_when(line, village):
    today = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:00Z")
    here = tampil.jam(today)
    assert line().teks == "Belum terhubung ke kecamatan"
    assert line(success=today).teks == f"Terkirim semua, {here}"
    cut = line(success=today, problem="unreachable", problem_at=today)
    assert (cut.nada, cut.teks) == ("gangguan", f"Tidak ada yang menunggu dikirim, jaringan putus sejak {here}")
    busy = line(problem="busy", problem_at=today)
    assert busy.teks == f"Tidak ada yang menunggu dikirim, akan dicoba lagi, sejak {here}"
    assert line(problem="late", problem_at=today).teks == "Pengiriman berhenti, perlu ditangani"
    assert line(state="stopped").teks == "Pengiriman berhenti, perlu ditangani"
    penduduk()
    waits = line(success=today)
    assert (waits.nada, waits.teks) == ("menunggu", f"1 menunggu dikirim, terakhir terkirim {here}")


# Contrast


def _tokens() -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b", (STATIC / "sid.css").read_text()))


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ink,paper", [
    ("--tinta", "--latar"), ("--tinta", "--muka"), ("--tinta-2", "--latar"), ("--tinta-2", "--abu-muda"), ("--utama", "--muka"),
    ("--utama", "--latar"), ("--utama-gelap", "--utama-muda"), ("--hijau", "--hijau-muda"), ("--kuning", "--kuning-muda"),
    ("--merah", "--merah-muda"), ("--merah", "--muka"), ("--biru", "--biru-muda"), ("--muka", "--utama"),
])  # fmt: skip
def test_words_can_be_read_on_what_they_stand_on(ink, paper):
    tokens = _tokens()
    one, other = sorted((_luminance(tokens[ink]), _luminance(tokens[paper])))
    assert (other + 0.05) / (one + 0.05) >= 4.5
