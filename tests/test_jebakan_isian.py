"""The traps of Flask-Admin on peewee stay closed, continued: what stands in an address and what is typed into a form.

Numbers are those of docs/flask-admin.md.
"""

import re

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.tables import Kelompok, Penduduk
from sid_bantuan.ui.formulir import _WTFORMS

from .layar import aplikasi, kelompok, keluarga, kirim, penduduk, versi
from .test_jebakan_admin import _burst, sheet


@pytest.fixture
def app(village):
    return aplikasi(village)


@pytest.fixture
def client(app):
    return app.test_client()


# 11, 12. What stands in the address


@pytest.mark.parametrize("query", [
    "sort=6", "sort=99", "sort=-1", "sort=x", "page=-5", "page=999999999999999999999", "page=x", "page_size=100000",
    "search=%25", "flt_umur=60%2B", "flt_tempat=dusun:X", "lain=1", "desc=1",
])  # fmt: skip
def test_no_address_makes_a_list_fail(client, village, query):
    penduduk()
    assert client.get(f"/penduduk/?{query}").status_code == 200


def test_a_filter_that_cannot_be_read_shows_nothing_rather_than_everything(client, village):
    penduduk("SITI")
    answer = client.get("/penduduk/?flt_umur=tua")
    assert "SITI" not in answer.text
    assert "tidak mengenal pilihan itu" in answer.text
    assert len(sheet(client.get("/penduduk/export/xlsx/?flt_umur=tua"))) == 1


def test_the_list_opens_with_the_living_and_says_so_in_its_address(client, village):
    penduduk("HIDUP"), penduduk("MATI", status_dasar=2)
    opened = client.get("/penduduk/")
    assert opened.location.endswith("?flt_status_dasar=1")
    assert ">MATI<" not in client.get(opened.location).text
    assert ">MATI<" in client.get("/penduduk/?semua=1").text


# 13. Names


def test_no_column_of_any_record_hides_what_a_form_keeps():
    for one in CATALOG:
        assert not _WTFORMS & set(one.model._meta.fields), one.name


# 14. References


def test_a_reference_is_asked_for_not_listed(client, village):
    for number in range(30):
        keluarga(f"35220115051500{number:02d}")
    assert "3522011505150029" not in client.get("/penduduk/new/").text
    found = client.get("/penduduk/ajax/lookup/?name=keluarga&query=35220115&limit=99999").json
    assert len(found) == 20
    assert client.get("/penduduk/ajax/lookup/?name=keluarga&query=35220115051500%25").json == []
    assert client.get("/penduduk/ajax/lookup/?name=sandi").status_code == 404


def test_a_reference_to_what_is_not_there_is_refused(client, village):
    answer = kirim(client, "/rumah_tangga/new/", nomor="1", lingkungan="0" * 32)
    assert "tidak ditemukan" in answer.text
    assert village.value("SELECT count(*) FROM sb_rumah_tangga") == 0


# 15. Lost updates


def test_a_lost_update_is_refused_with_both_versions_and_nothing_is_overwritten(client, village):
    found = kelompok("TANI")
    held = versi(village, found.id)
    Kelompok.update(nama="TANI MAJU").where(Kelompok.id == found.id).execute()
    answer = kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI JAYA", sid_versi=held)
    assert "diubah orang lain" in answer.text
    assert re.search(r"<td>TANI JAYA</td>\s*<td>TANI MAJU</td>", answer.text)
    assert Kelompok.get().nama == "TANI MAJU"


def test_saving_again_after_seeing_both_versions_stores_what_was_typed(client, village):
    found = kelompok("TANI")
    Kelompok.update(nama="TANI MAJU").where(Kelompok.id == found.id).execute()
    answer = kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI JAYA", sid_versi=1)
    held = re.search(r'name="sid_versi" type="hidden" value="(\d+)"', answer.text)[1]
    kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI JAYA", sid_versi=held)
    assert Kelompok.get().nama == "TANI JAYA"


def test_a_record_deleted_meanwhile_is_told_and_what_was_typed_stays(client, village, monkeypatch):
    found = kelompok("TANI")
    held = versi(village, found.id)
    monkeypatch.setattr(Kelompok, "get_or_none", classmethod(lambda *_args: None))
    answer = kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI JAYA", sid_versi=held)
    assert "sudah dihapus orang lain" in answer.text
    assert 'value="TANI JAYA"' in answer.text


def test_a_form_writes_only_the_columns_that_were_changed(client, village):
    found = kelompok("TANI")
    seen = versi(village, found.id)
    kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI", sid_versi=seen)
    assert versi(village, found.id) == seen
    kirim(client, f"/kelompok/edit/?id={found.id}", nama="TANI", kategori="Tani", sid_versi=seen)
    assert village.value("SELECT perubahan FROM sb_jejak WHERE aksi = 'ubah'") == '{"kategori": [null, "Tani"]}'


def test_a_resident_changed_elsewhere_is_not_overwritten_by_an_old_form(client, village):
    person = penduduk("SITI")
    Penduduk.update(nama="SITI AMINAH").where(Penduduk.id == person.id).execute()
    answer = kirim(client, f"/penduduk/edit/?id={person.id}", nama="SITTI", jenis_kelamin="2", sid_versi=1)
    assert re.search(r"<td>SITTI</td>\s*<td>SITI AMINAH</td>", answer.text)
    assert Penduduk.get().nama == "SITI AMINAH"


# 16. Search and order


@pytest.mark.parametrize(
    "words,found", [("100%", ["HARGA 100%"]), ("A_B", ["A_B"]), ("\\", ["GARIS \\ MIRING"]), ("^H", [])]
)
def test_signs_in_a_search_mean_themselves(client, village, words, found):
    for nama in ("HARGA 100%", "HARGA 1000", "A_B", "AXB", "GARIS \\ MIRING"):
        kelompok(nama)
    rows = client.get("/kelompok/", query_string={"search": words}).text
    assert re.findall(r'<a href="/kelompok/details/[^"]+">([^<]+)</a>', rows) == found


def test_pages_of_people_with_one_name_show_each_of_them_once(client, village):
    made = {penduduk("SITI AMINAH").id for _ in range(60)}
    seen = [
        row_id
        for page in range(3)
        for row_id in re.findall(
            r'name="rowid" value="(\w+)"', client.get(f"/penduduk/?semua=1&page_size=25&page={page}").text
        )
    ]
    assert len(seen) == 60
    assert set(seen) == made


# 17. What the database says


def test_what_the_database_says_is_told_in_words_and_logged_with_a_mark(client, village, monkeypatch, caplog):
    monkeypatch.setattr("sid_bantuan.ui.simpan._tambah", _burst)
    answer = kirim(client, "/kelompok/new/", nama="TANI")
    assert "listrik padam" not in answer.text
    assert 'value="TANI"' in answer.text
    mark = re.search(r"sebutkan kode (\w{6})", answer.text)[1]
    assert mark in caplog.text


def test_a_row_of_another_author_is_refused_by_the_database_in_words(village):
    from peewee import DatabaseError

    from sid_bantuan.ui.galat import kalimat_galat

    with pytest.raises(DatabaseError) as caught:
        Kelompok.create(node="35.22.01.2002", wilayah="35.22.01.2002", nama="BUKAN MILIK SINI")
    assert "milik wilayah lain" in kalimat_galat(caught.value)
