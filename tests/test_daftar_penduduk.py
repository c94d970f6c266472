"""The lists of the population as people use them: found, filtered, counted, read only where they are copies."""

import re
from datetime import date

import pytest

from sid_bantuan.modules.kependudukan import admin
from sid_bantuan.modules.kependudukan.tables import Lingkungan, Penduduk
from sid_bantuan.sync import record

from .layar import VILLAGE, aplikasi, keluarga, kirim, penduduk, siti, tempat, turunkan, versi

DISTRICT, NEIGHBOUR = "35.22.01", "35.22.01.2002"


@pytest.fixture
def app(village):
    return aplikasi(village)


@pytest.fixture
def client(app):
    return app.test_client()


def nama(page: str) -> list[str]:
    """The names that head the rows of a list."""
    return re.findall(r'<td class="utama[^>]*><div>(?:<a[^>]*>)?([^<]+)', page)


@pytest.mark.parametrize("words,found", [
    ("muhammad", ["MOCH. SUPRIYADI", "MUHAMMAD ALI"]), ("supriadi", ["MOCH. SUPRIYADI"]), ("ali moh", ["MUHAMMAD ALI"]),
    ("3522014105900001", ["SITI AMINAH"]), ("352201 410590", ["SITI AMINAH"]), ("35220115051500", ["SITI AMINAH"]),
    ("h. aminah", ["SITI AMINAH"]), ("tidak ada", []),
])  # fmt: skip
def test_one_box_finds_numbers_and_names_in_old_and_new_spelling(client, village, words, found):
    penduduk("MUHAMMAD ALI"), penduduk("MOCH. SUPRIYADI")
    penduduk("SITI AMINAH", nik="3522014105900001", keluarga=keluarga("3522011505150001"))
    turunkan(village)
    page = client.get("/penduduk/", query_string={"search": words}).text
    assert sorted(nama(page)) == found


def test_a_family_is_found_by_its_head_its_address_its_number_and_a_member_s_nik(client, village):
    kk = keluarga("3522011505150001", alamat="JL MELATI 3")
    keluarga("3522011505150002", alamat="JL MAWAR 1")
    penduduk("SUKARNO", keluarga=kk, hubungan_keluarga=1)
    penduduk("SITI", keluarga=kk, hubungan_keluarga=3, nik="3522014105900001")
    turunkan(village)
    for words in ("soekarno", "melati", "3522011505150001", "3522014105900001"):
        page = client.get("/keluarga/", query_string={"search": words}).text
        assert "1 keluarga cocok" in page, words
    assert "0 keluarga cocok" in client.get("/keluarga/?search=siti").text


def test_who_sees_numbers_masked_cannot_read_one_off_by_searching_its_beginnings(app, client, village):
    penduduk("SITI AMINAH", nik="3522014105900001")
    turunkan(village)
    app.orang = siti("kepala_desa")
    assert "•••••• •••••• 0001" in client.get("/penduduk/?semua=1").text
    assert nama(client.get("/penduduk/?search=352201410590").text) == []
    assert nama(client.get("/penduduk/?search=3522014105900001").text) == ["SITI AMINAH"]


def test_a_sheet_of_who_sees_numbers_masked_holds_them_masked(app, client, village):
    from .test_jebakan_admin import sheet

    penduduk("SITI AMINAH", nik="3522014105900001")
    app.orang = siti("sekretaris")
    assert sheet(client.get("/penduduk/export/xlsx/"))[1][1] == "•••••• •••••• 0001"


def test_filters_narrow_one_another_and_live_in_the_address(client, village):
    sumber, krajan = tempat("SUMBER"), tempat("KRAJAN")
    tua = date(date.today().year - 70, 1, 1)
    penduduk("TUA SUMBER", tanggal_lahir=tua, keluarga=keluarga(lingkungan=sumber))
    penduduk("MUDA SUMBER", tanggal_lahir=date.today(), keluarga=keluarga("3522011505150002", lingkungan=sumber))
    penduduk("TUA KRAJAN", tanggal_lahir=tua, keluarga=keluarga("3522011505150003", lingkungan=krajan))
    page = client.get(f"/penduduk/?flt_umur=60%2B&flt_tempat={sumber.id}").text
    assert nama(page) == ["TUA SUMBER"]
    assert "Umur: 60+ tahun" in page
    assert nama(client.get("/penduduk/?flt_tempat=dusun:SUMBER&sort=0&desc=1").text) == ["TUA SUMBER", "MUDA SUMBER"]


def test_age_groups_meet_without_gap_or_overlap(client, village):
    today = date.today()
    for years in range(75):
        penduduk(f"U{years:02d}", tanggal_lahir=_born(today, years), status_dasar=1)
    groups = [nama(client.get("/penduduk/", query_string={"flt_umur": one, "page_size": 100}).text)
              for one in ("0-4", "5-6", "7-12", "13-16", "17-25", "26-59", "60+")]  # fmt: skip
    assert sorted(name for group in groups for name in group) == [f"U{years:02d}" for years in range(75)]
    assert groups[1] == ["U05", "U06"]


def _born(today: date, years: int) -> date:
    return date(today.year - years, today.month, min(today.day, 28))


def test_warnings_stand_beside_the_record_and_can_be_filtered(client, village):
    penduduk("SITI", nik="3522014105900001", tanggal_lahir=date(1980, 1, 1))
    penduduk("BUDI", jenis_kelamin=1, nik="3522010205900002", tanggal_lahir=date(1990, 5, 2))
    turunkan(village)
    found = village.value("SELECT count(*) FROM sb_peringatan WHERE kode = 'nik_tak_selaras_tanggal'")
    page = client.get("/penduduk/?flt_peringatan=ada&search=siti").text
    assert found == 1
    assert nama(page) == ["SITI"]
    assert "NIK tidak selaras dengan tanggal lahir" in page


def test_a_verdict_stands_on_the_record_and_lapses_when_it_changes(client, village):
    person = penduduk("SITI")
    village.run("UPDATE sb_row SET stale = 0, h = ? WHERE id = ?", (b"\1" * 16, person.id))
    with village.transaction(), village.applying():
        village.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, pesan, oleh, pada)"
            " VALUES (?, ?, ?, 'penduduk', ?, ?, 'perlu_perbaikan', 'Nama beda di KTP', 'Sri', '2026-11-21T07:00:00Z')",
            ("a" * 32, DISTRICT, VILLAGE, person.id, "01" * 16),
        )
    page = client.get("/penduduk/?flt_verval=perlu_perbaikan").text
    assert nama(page) == ["SITI"]
    assert "lencana-perlu-perbaikan" in page
    assert "Nama beda di KTP" in page
    Penduduk.update(nama="SITI AMINAH").where(Penduduk.id == person.id).execute()
    page = client.get("/penduduk/?flt_verval=menunggu").text
    assert nama(page) == ["SITI AMINAH"]
    assert "Menunggu ulang" in page


def test_a_resident_is_added_with_every_fault_named_at_its_field(client, village):
    answer = kirim(client, "/penduduk/new/", nama="", nik="3,52E+15", tanggal_lahir="31-02-1990")
    for words in ("Wajib diisi", "rusak oleh Excel", "Tanggal tidak mungkin ada"):
        assert words in answer.text
    assert Penduduk.select().count() == 0
    kirim(client, "/penduduk/new/", nama="siti aminah", jenis_kelamin="2", tanggal_lahir="01-05-1990", keadaan_nik="1",
          nik="352201 410590 0001")  # fmt: skip
    person = Penduduk.get()
    assert (person.nik, person.tanggal_lahir, person.node) == ("3522014105900001", date(1990, 5, 1), VILLAGE)


def test_status_dasar_is_no_field_of_the_form(client, village):
    person = penduduk("SITI")
    kirim(client, f"/penduduk/edit/?id={person.id}", nama="SITI", jenis_kelamin="2", status_dasar="2",
          sid_versi=versi(village, person.id))  # fmt: skip
    assert Penduduk.get().status_dasar == 1


def test_one_place_stands_in_the_list_once(client, village):
    kirim(client, "/lingkungan/new/", dusun="KRAJAN", rw="001", rt="002")
    answer = kirim(client, "/lingkungan/new/", dusun="KRAJAN", rw="001", rt="002")
    assert Lingkungan.select().count() == 1
    assert "sudah ada di daftar" in answer.text
    assert "Isi dusun, RW, atau RT" in kirim(client, "/lingkungan/new/", dusun="").text


def test_a_place_counts_its_families_and_their_living_people(client, village):
    kk = keluarga(lingkungan=tempat("KRAJAN"))
    penduduk("HIDUP", keluarga=kk), penduduk("MATI", keluarga=kk, status_dasar=2)
    page = client.get("/lingkungan/").text
    assert re.findall(r'data-nama="(?:Keluarga|Jiwa)"><div>(\d+)<', page) == ["1", "1"]


# Above the village


@pytest.fixture
def di_atas(open_node):
    """``di_atas(code)``: a node above, holding copies of one resident of each of three villages."""
    before = record.database.obj

    def open_one(code):
        engine = open_node(code)
        record.database.initialize(engine.database)
        with engine.transaction(), engine.applying():
            for number, place in enumerate((VILLAGE, NEIGHBOUR, "35.22.02.2001")):
                Penduduk.create(node=place, wilayah=place, orang_id="0" * 32, nama=f"WARGA {number}", jenis_kelamin=1)
        return engine

    yield open_one
    record.database.initialize(before)


def test_above_the_village_the_lists_are_copies_to_read(di_atas):
    client = aplikasi(di_atas(DISTRICT), siti("wali_data", wilayah=DISTRICT), DISTRICT).test_client()
    page = client.get("/penduduk/?semua=1").text
    assert nama(page)[:2] == ["WARGA 0", "WARGA 1"]
    assert "Tambah penduduk" not in page
    row = Penduduk.get()
    for path in ("new/", f"edit/?id={row.id}", "delete/", "action/"):
        assert kirim(client, f"/penduduk/{path}", id=row.id, rowid=row.id, action="delete", nama="X").status_code == 403
    assert client.get(f"/penduduk/details/?id={row.id}").status_code == 200


def test_even_a_role_too_generous_cannot_write_what_is_anothers(di_atas, monkeypatch):
    monkeypatch.setattr("sid_bantuan.ui.jaga.boleh", lambda *_args: True)
    client = aplikasi(di_atas(DISTRICT), siti("wali_data", wilayah=DISTRICT), DISTRICT).test_client()
    assert kirim(client, "/penduduk/delete/", id=Penduduk.get().id).status_code == 403


def test_above_the_village_a_list_is_narrowed_to_one_of_its_places(di_atas):
    client = aplikasi(di_atas("35.22"), siti("wali_data", wilayah="35.22"), "35.22").test_client()
    assert nama(client.get(f"/penduduk/?flt_wilayah={VILLAGE}").text) == ["WARGA 0"]
    page = client.get(f"/penduduk/?flt_wilayah={DISTRICT}").text
    assert nama(page) == ["WARGA 0", "WARGA 1"]
    assert f'<option value="{NEIGHBOUR}">' in page
    assert nama(client.get("/penduduk/?flt_wilayah=35.23.01.2001").text) == []


def test_a_record_outside_a_person_s_area_is_not_there_for_him(di_atas):
    client = aplikasi(di_atas("35.22"), siti("wali_data", wilayah=DISTRICT), "35.22").test_client()
    assert nama(client.get("/penduduk/?semua=1").text) == ["WARGA 0", "WARGA 1"]
    other = Penduduk.get(Penduduk.nama == "WARGA 2")
    assert client.get(f"/penduduk/details/?id={other.id}").status_code == 302
    assert nama(client.get("/penduduk/?flt_wilayah=35.22.02.2001").text) == []


def test_a_person_of_another_kecamatan_has_no_business_here(di_atas):
    client = aplikasi(di_atas(DISTRICT), siti("wali_data", wilayah="35.22.02"), DISTRICT).test_client()
    assert client.get("/penduduk/?semua=1").status_code == 403


def test_every_column_has_a_heading_an_officer_would_write():
    for code in (VILLAGE, DISTRICT):
        for view in admin.views(code):
            for _name, heading in (*view._list_columns, *view._details_columns, *view._export_columns):
                assert "." not in heading, heading
                assert "_" not in heading, heading


def test_no_corner_of_a_page_shows_a_number_that_is_masked(di_atas):
    from sid_bantuan.modules.kependudukan.tables import Keluarga

    engine = di_atas(DISTRICT)
    with engine.transaction(), engine.applying():
        kk = Keluarga.create(node=VILLAGE, wilayah=VILLAGE, no_kk="3522011505150001")
        person = Penduduk.get(Penduduk.nama == "WARGA 0")
        Penduduk.update(nik="3522014105900001", keluarga=kk).where(Penduduk.id == person.id).execute()
    client = aplikasi(engine, siti("camat", wilayah=DISTRICT), DISTRICT).test_client()
    for path in (
        "/penduduk/?semua=1",
        f"/penduduk/details/?id={person.id}",
        "/keluarga/",
        f"/keluarga/details/?id={kk.id}",
    ):
        page = client.get(path).text
        assert "0001" in page, path
        for number in ("3522014105900001", "3522011505150001", "352201 410590", "352201 150515"):
            assert number not in page, path
