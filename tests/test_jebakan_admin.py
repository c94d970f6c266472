"""The traps of Flask-Admin on peewee stay closed: each was seen to bite before, and has its test here.

Numbers are those of docs/flask-admin.md; 11 to 17 are in test_jebakan_isian.py.
"""

import re
import subprocess
import sys
import tempfile
from datetime import date
from io import BytesIO

import pytest
from flask_admin import expose
from openpyxl import load_workbook

from sid_bantuan.modules.kependudukan import admin
from sid_bantuan.modules.kependudukan.tables import Kelompok, KelompokAnggota, Keluarga, Lingkungan, Penduduk
from sid_bantuan.ui import csrf
from sid_bantuan.ui.dasar import HalamanDasar, TampilanDasar

from . import layar
from .layar import aplikasi, hitung_kueri, kelompok, keluarga, kirim, penduduk, tempat, turunkan, versi


@pytest.fixture
def app(village):
    return aplikasi(village)


@pytest.fixture
def client(app):
    return app.test_client()


# 1. Recursive delete


def test_deleting_a_family_with_members_is_refused_and_nobody_is_lost(client, village):
    kk = keluarga()
    penduduk(keluarga=kk)
    tempat()
    answer = kirim(client, "/lingkungan/delete/", id=Lingkungan.get().id)
    assert "tempat sampah" in answer.text
    assert (Penduduk.select().count(), Keluarga.select().count()) == (1, 1)


def test_deleting_a_group_moves_it_and_its_memberships_to_the_bin_but_no_resident(client, village):
    found = kelompok("TANI", penduduk("AHMAD"), penduduk("BUDI"))
    kirim(client, "/kelompok/delete/", id=found.id)
    assert Kelompok.select().count() == KelompokAnggota.select().count() == 0
    assert Penduduk.select().count() == 2
    assert village.value("SELECT count(*) FROM sb_tempat_sampah") == 3


def test_deleting_many_at_once_deletes_those_and_nothing_that_refers_to_them(client, village):
    people = [penduduk(f"ORANG {number}", keluarga=keluarga(f"352201150515000{number}")) for number in range(4)]
    kirim(client, "/penduduk/action/", action="delete", rowid=[people[0].id, people[1].id])
    assert sorted(row.nama for row in Penduduk.select()) == ["ORANG 2", "ORANG 3"]
    assert Keluarga.select().count() == 4


def test_a_place_in_use_is_not_deleted(client, village):
    place = tempat()
    keluarga(lingkungan=place)
    answer = kirim(client, "/lingkungan/delete/", id=place.id)
    assert Lingkungan.select().count() == 1
    assert "masih dipakai" in answer.text


def test_a_view_that_does_not_say_how_it_deletes_deletes_nothing(village):
    class Polos(TampilanDasar):
        jenis = admin.JENIS["kelompok"]
        column_list = ("nama",)

    found = kelompok()
    client = aplikasi(village, views=[Polos("Kelompok")]).test_client()
    answer = kirim(client, "/kelompok/delete/", id=found.id)
    assert Kelompok.select().count() == 1
    assert "tidak dapat dihapus dari sini" in answer.text


# 2. Rows inside the form


def test_a_member_is_added_inside_the_form_of_a_new_group(client, village):
    person = penduduk("AHMAD")
    kirim(client, "/kelompok/new/", nama="TANI", **{
        "kelompok_anggota-0-penduduk": person.id, "kelompok_anggota-0-jabatan": "Ketua"})  # fmt: skip
    found = KelompokAnggota.get()
    assert (found.penduduk_id, found.jabatan, found.kelompok.nama, found.node) == (
        person.id,
        "Ketua",
        "TANI",
        layar.VILLAGE,
    )
    assert village.value("SELECT count(*) FROM sb_row WHERE type = 'kelompok_anggota'") == 1


def test_a_member_is_changed_and_another_taken_out_in_one_go(client, village):
    found = kelompok("TANI", penduduk("AHMAD"), penduduk("BUDI"))
    one, two = KelompokAnggota.select().order_by(KelompokAnggota.id)
    kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI", sid_versi=versi(village, found.id), **{
        "kelompok_anggota-0-id": one.id, "kelompok_anggota-0-sid_versi": 1, "kelompok_anggota-0-penduduk": one.penduduk_id,
        "kelompok_anggota-0-jabatan": "Ketua", "kelompok_anggota-1-id": two.id, "kelompok_anggota-1-sid_versi": 1,
        "kelompok_anggota-1-penduduk": two.penduduk_id, "kelompok_anggota-1-hapus": "y"})  # fmt: skip
    assert [(row.id, row.jabatan) for row in KelompokAnggota.select()] == [(one.id, "Ketua")]
    assert Penduduk.select().count() == 2


def test_a_row_of_another_group_cannot_be_reached_through_this_ones_form(client, village):
    mine, other = kelompok("SATU"), kelompok("DUA", penduduk("AHMAD"))
    theirs = KelompokAnggota.get()
    kirim(client, f"/kelompok/edit/?id={mine.id}", nama="SATU", sid_versi=versi(village, mine.id), **{
        "kelompok_anggota-0-id": theirs.id, "kelompok_anggota-0-sid_versi": 1, "kelompok_anggota-0-hapus": "y",
        "kelompok_anggota-0-penduduk": theirs.penduduk_id})  # fmt: skip
    assert KelompokAnggota.get().kelompok_id == other.id


def test_a_household_picks_residents_and_lets_them_go_again(client, village):
    person = penduduk("AHMAD")
    kirim(client, "/rumah_tangga/new/", nomor="RT-1", **{
        "penduduk-0-id": person.id, "penduduk-0-hubungan_rumah_tangga": "1"})  # fmt: skip
    person = Penduduk.get()
    assert (person.rumah_tangga.nomor, person.hubungan_rumah_tangga) == ("RT-1", 1)
    house = person.rumah_tangga
    kirim(client, f"/rumah_tangga/edit/?id={house.id}", nomor="RT-1", sid_versi=versi(village, house.id), **{
        "penduduk-0-id": person.id, "penduduk-0-sid_versi": versi(village, person.id),
        "penduduk-0-hubungan_rumah_tangga": "1", "penduduk-0-hapus": "y"})  # fmt: skip
    person = Penduduk.get()
    assert (person.rumah_tangga_id, person.hubungan_rumah_tangga) == (None, None)


def test_no_list_shows_the_id_or_the_author_as_a_column():
    for view in admin.views(layar.VILLAGE):
        assert not {"id", "node", "lain"} & set(view.column_list) | {"id", "node", "lain"} & set(view.form_columns)


@pytest.mark.parametrize("name", ["inline_models", "column_editable_list", "form_ajax_refs", "form_rules"])
def test_the_library_s_own_unsafe_roads_cannot_be_taken_by_a_slip(name):
    class Slip(TampilanDasar):
        jenis = admin.JENIS["kelompok"]
        column_list = ("nama",)

    setattr(Slip, name, ("nama",))
    with pytest.raises(TypeError, match=name):
        Slip("Kelompok")


# 3. One transaction


def test_a_fault_in_a_member_row_leaves_the_new_group_unsaved_and_the_form_filled(client, village):
    answer = kirim(client, "/kelompok/new/", nama="TANI", **{"kelompok_anggota-0-jabatan": "Ketua"})
    assert Kelompok.select().count() == 0
    assert 'value="TANI"' in answer.text
    assert "Anggota belum lengkap" in answer.text


def test_a_database_error_midway_rolls_everything_back(client, village, monkeypatch):
    monkeypatch.setattr("sid_bantuan.ui.anak.simpan.simpan", _burst)
    person = penduduk()
    kirim(client, "/kelompok/new/", nama="TANI", **{"kelompok_anggota-0-penduduk": person.id})
    assert Kelompok.select().count() == 0
    assert village.value("SELECT count(*) FROM sb_jejak WHERE jenis = 'kelompok'") == 0


def _burst(*_args):
    raise RuntimeError("listrik padam")


# 4. One query per page, not per row


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("path", ["/penduduk/?semua=1", "/keluarga/", "/lingkungan/", "/kelompok/", "/rumah_tangga/"])
def test_a_page_of_fifty_costs_as_many_queries_as_a_page_of_two(client, village, path):
    def rows(numbers):
        for number in numbers:
            kk = keluarga(f"35220115051500{number:02d}", lingkungan=tempat(rt=f"{number:03d}"))
            kelompok(f"TANI {number}", penduduk(f"ORANG {number}", keluarga=kk, hubungan_keluarga=1))

    def cost():
        with hitung_kueri(village) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    rows(range(2))
    few = cost()
    rows(range(2, 50))
    assert cost() == few


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_sheet_reads_references_along_with_the_rows(client, village):
    for number in range(40):
        penduduk(f"ORANG {number}", keluarga=keluarga(f"35220115051500{number:02d}", lingkungan=tempat(rt=str(number))))
    with hitung_kueri(village) as seen:
        client.get("/penduduk/export/xlsx/")
    assert len([one for one in seen if one.startswith("SELECT")]) < 12


def test_search_filter_and_order_by_a_related_column_work_together(client, village):
    kk = keluarga(lingkungan=tempat("SUMBER"))
    penduduk("SITI AMINAH", keluarga=kk)
    penduduk("BUDI", keluarga=keluarga("3522011505150002", lingkungan=tempat("KRAJAN")))
    turunkan(village)
    answer = client.get("/penduduk/?search=siti&flt_tempat=dusun:SUMBER&sort=4&desc=1")
    assert answer.status_code == 200
    assert "SITI AMINAH" in answer.text
    assert "BUDI" not in answer.text


def test_a_reference_that_leads_nowhere_shows_as_empty(client, village):
    penduduk("SITI", keluarga="f" * 32)
    answer = client.get("/penduduk/?semua=1")
    assert answer.status_code == 200
    assert "Belum ada No KK" in answer.text


# 5. Content policy


PAGES = ("/penduduk/?semua=1", "/penduduk/new/", "/keluarga/", "/kelompok/new/", "/lingkungan/", "/rumah_tangga/new/")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_an_inline_handler_or_style(client, village, path):
    keluarga(lingkungan=tempat())
    answer = client.get(path)
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert re.findall(r'<[^>]+\s(on\w+|style)="|javascript:|<script(?![^>]*nonce=)', answer.text) == []


def test_each_answer_has_its_own_nonce(client, village):
    one, two = (
        re.search(r"'nonce-([^']+)'", client.get("/kelompok/").headers["Content-Security-Policy"])[1] for _ in "ab"
    )
    assert one != two


# 6. CSRF


@pytest.mark.parametrize(
    "path", ["/kelompok/delete/", "/kelompok/action/", "/kelompok/new/", "/kelompok/edit/?id={id}"]
)
def test_nothing_changes_without_the_session_s_token(client, village, path):
    found = kelompok("TANI")
    layar.tanda(client)
    data = {"id": found.id, "rowid": found.id, "action": "delete", "nama": "LAIN", "sid_versi": 1}
    client.post(path.format(id=found.id), data=data)
    client.post(path.format(id=found.id), data=data | {csrf.FIELD: "00" * 32})
    assert [row.nama for row in Kelompok.select()] == ["TANI"]


def test_a_form_whose_token_is_too_old_comes_back_with_what_was_typed(client, village):
    answer = client.post("/kelompok/new/", data={"nama": "TANI MAJU"})
    assert 'value="TANI MAJU"' in answer.text
    assert "terlalu lama terbuka" in answer.text


def test_a_token_of_another_session_does_not_fit(app, village):
    one, two = app.test_client(), app.test_client()
    found = kelompok()
    foreign = re.search(rf'name="{csrf.FIELD}" value="(\w+)"', one.get("/kelompok/").text)[1]
    two.get("/kelompok/")
    assert two.post("/kelompok/delete/", data={"id": found.id, csrf.FIELD: foreign}).status_code == 400
    assert one.post("/kelompok/delete/", data={"id": found.id, csrf.FIELD: foreign}).status_code == 302


# 7. Sheets


def sheet(answer):
    assert answer.status_code == 200, answer.text[:300]
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(answer.data)).active.iter_rows()]


def test_a_cell_that_looks_like_a_formula_or_a_number_is_text_in_the_sheet(client, village):
    penduduk('=HYPERLINK("http://x")', nik="3522014105900001", tempat_lahir="+1", tanggal_lahir=date(1990, 5, 1))
    book = load_workbook(BytesIO(client.get("/penduduk/export/xlsx/").data)).active
    row = dict(zip([cell.value for cell in book[1]], book[2], strict=True))
    assert (row["Nama"].data_type, row["Nama"].value) == ("s", '=HYPERLINK("http://x")')
    assert (row["NIK"].data_type, row["NIK"].value) == ("s", "3522014105900001")
    assert (row["Tempat lahir"].data_type, row["Tanggal lahir"].value.date()) == ("s", date(1990, 5, 1))


def test_a_sheet_tells_its_length_and_leaves_nothing_behind_even_while_it_is_sent(client, monkeypatch, tmp_path):
    sementara = tmp_path / "sementara"
    sementara.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(sementara))
    answer = client.get("/penduduk/export/xlsx/")
    assert list(sementara.iterdir()) == []
    assert answer.content_length == len(answer.data) > 0


def test_the_sheet_holds_exactly_the_filtered_list_in_its_order(client, village):
    for number in range(60):
        penduduk(f"ORANG {number:02d}", jenis_kelamin=1 + number % 2)
    turunkan(village)
    rows = sheet(client.get("/penduduk/export/xlsx/?flt_jenis_kelamin=1&search=orang&sort=0&desc=1"))
    assert [row[0] for row in rows[1:]] == [f"ORANG {number:02d}" for number in range(58, -1, -2)]


def test_a_download_is_written_into_the_audit_log_with_its_filter(client, village):
    penduduk()
    client.get("/penduduk/export/xlsx/?flt_jenis_kelamin=2")
    assert village.one("SELECT aksi, jenis, label, catatan FROM sb_jejak") == (
        "ekspor", "penduduk", "1 baris", "flt_jenis_kelamin=2")  # fmt: skip


def test_a_list_too_long_for_one_sheet_is_refused_with_what_to_do(client, village, monkeypatch):
    monkeypatch.setattr("sid_bantuan.ui.ekspor.LIMIT", 1)
    penduduk("SATU"), penduduk("DUA")
    assert "Saring dulu" in client.get("/penduduk/export/xlsx/", follow_redirects=True).text


# 8. flask-babel


def test_pages_work_where_flask_babel_is_installed_but_nobody_initialised_it(client, village):
    pytest.importorskip("flask_babel")
    assert client.get("/kelompok/").status_code == 200


def test_pages_work_and_are_indonesian_where_flask_babel_is_not_installed(tmp_path):
    program = f"""
import sys
import tempfile
sys.modules["flask_babel"] = None
from sid_bantuan.catalog import CATALOG
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.record import database
from sid_bantuan.sync.schema import prepare
db = open_sqlite({str(tmp_path / "tanpa.db")!r})
database.initialize(db)
engine = prepare(db, "35.22.01.2001", CATALOG)
from tests.layar import aplikasi, kirim
client = aplikasi(engine).test_client()
print(kirim(client, "/kelompok/new/", nama="TANI").text)
print(kirim(client, "/kelompok/new/", nama="").text)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=".")
    assert "sudah ditambahkan" in done.stdout
    assert "Wajib diisi" in done.stdout


# 10. TypeError


def test_a_fault_of_ours_surfaces_as_itself(village):
    class Salah(HalamanDasar):
        sumber = "beranda"

        @expose("/")
        def index(self):
            return 1 + "satu"

    app = aplikasi(village, views=[Salah("Salah")])
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(TypeError, match="unsupported operand"):
        app.test_client().get("/beranda/")
