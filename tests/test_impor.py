"""The population sheet: taken row by row, twice without a change, wrong files refused in words."""

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import gabung, sampah
from sid_bantuan.modules.kependudukan.berkas_impor import BerkasDitolak
from sid_bantuan.modules.kependudukan.cli import perintah_impor
from sid_bantuan.modules.kependudukan.contoh import desa_contoh
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_lembar
from sid_bantuan.modules.kependudukan.hasil_impor import tulis_hasil
from sid_bantuan.modules.kependudukan.impor import baca, rencanakan, terapkan
from sid_bantuan.modules.kependudukan.kolom import LEMBAR, NAMA
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

VILLAGE = "35.22.01.2001"
KK, OTHER_KK = "3522010101200001", "3522010101200002"
OPERATOR = Operator("1", "Sri Operator", frozenset({"operator"}), VILLAGE)


@pytest.fixture
def node(engine):
    return Node(engine, VILLAGE, CATALOG)


@pytest.fixture
def desk(tmp_path):
    """A village on SQLite alone, for what the engine has no part in."""
    database = open_sqlite(str(tmp_path / "desa.db"))
    yield Node(prepare(database, VILLAGE, CATALOG), VILLAGE, CATALOG)
    database.close()


def person(number=1, **more):
    """A sound row: people differ by ``number``."""
    return {
        "alamat": "JL. RAYA", "dusun": "Krajan", "rw": "001", "rt": "002", "nama": f"ORANG {'ABCDEFGH'[number]}UDI",
        "no_kk": KK, "nik": f"352201010190{number:04}", "sex": 1, "tempatlahir": "BOJONEGORO",
        "tanggallahir": date(1990, 1, 1), "agama_id": 1, "pendidikan_kk_id": 5, "pekerjaan_id": 9, "status_kawin": 1,
        "kk_level": 1 if number == 1 else 4, "warganegara_id": 1, "status_dasar": 1,
    } | more  # fmt: skip


def sheet(*rows):
    """The bytes of a sheet with these rows."""
    file = io.BytesIO()
    tulis_lembar(file, rows)
    return file.getvalue()


def take(node, *rows):
    return terapkan(node, baca(sheet(*rows), "penduduk.xlsx"))


def fates(plan):
    return [row.tindakan for row in plan.baris]


def reasons(plan):
    return [{one.kode for one in row.tolak} for row in plan.baris]


def people(node, columns="nama, nik"):
    return node.engine.run(f"SELECT {columns} FROM sb_penduduk ORDER BY nama")


def test_a_first_import_makes_residents_their_family_and_its_place(node):
    plan = take(node, person(1), person(2))
    assert fates(plan) == ["baru", "baru"]
    assert node.engine.run("SELECT no_kk, alamat FROM sb_keluarga") == [(KK, "JL. RAYA")]
    assert node.engine.run("SELECT dusun, rw, rt FROM sb_lingkungan") == [("Krajan", "001", "002")]
    rows = people(node, "nik, keadaan_nik, status_dasar, hubungan_keluarga, orang_id, sumber")
    assert [row[:4] for row in rows] == [("3522010101900001", 1, 1, 1), ("3522010101900002", 1, 1, 4)]
    assert len({row[4] for row in rows}) == 2
    assert rows[0][5].startswith("Impor penduduk.xlsx, ")
    assert rows[0][5].endswith("baris 2")


def test_what_is_imported_is_pending_for_the_level_above(node):
    node.engine.run("INSERT INTO sb_link (peer, role) VALUES ('35.22.01', 'up')")
    take(node, person(1), person(2))
    waiting = dict(node.engine.run("SELECT type, count(*) FROM sb_pending WHERE peer = '35.22.01' GROUP BY type"))
    assert waiting == {"penduduk": 2, "keluarga": 1, "lingkungan": 1}


def test_planning_writes_nothing_and_says_what_taking_then_does(node):
    read = baca(sheet(person(1), person(2, nik="35220101")), "a.xlsx")
    before = rencanakan(node, read)
    assert people(node) == []
    after = terapkan(node, read)
    assert fates(before) == fates(after) == ["baru", "tolak"]
    assert before.jumlah() == after.jumlah()


def test_a_second_import_of_the_same_sheet_changes_nothing(node):
    rows = desa_contoh(VILLAGE, 400)
    first = take(node, *rows)
    revisions = node.engine.run("SELECT id, rev FROM sb_row ORDER BY id")
    second = take(node, *rows)
    assert second.kosong
    assert second.jumlah()["tetap"] == first.jumlah()["baru"] > 250
    assert node.engine.run("SELECT id, rev FROM sb_row ORDER BY id") == revisions


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"nik": "35220101"}, "nik_bukan_16_angka"),
        ({"nik": "3,52201E+15"}, "nik_notasi_excel"),
        ({"nik": 3522010101900010.0}, "nik_angka_hilang"),
        ({"nik": "3522013213900001"}, "nik_tanggal_mustahil"),
        ({"nik": "3522010101900000"}, "nik_urut_0000"),
        ({"no_kk": "352201"}, "no_kk_bukan_16_angka"),
        ({"no_kk": "3,52E+15"}, "no_kk_notasi_excel"),
        ({"nama": ""}, "nama_kosong"),
        ({"nama": "A" * 101}, "terlalu_panjang"),
        ({"sex": ""}, "jenis_kelamin_kosong"),
        ({"sex": 3}, "kode_tak_dikenal"),
        ({"tanggallahir": "31-02-1990"}, "tanggal_mustahil"),
        ({"tanggallahir": "01-01-90"}, "tanggal_tahun_dua_angka"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_column_and_the_rest_is_taken(desk, cells, why):
    plan = take(desk, person(1), person(2, **cells))
    assert fates(plan) == ["baru", "tolak"]
    (found,) = plan.baris[1].tolak
    assert (found.kode, found.kolom) == (why, next(iter(cells)))


def test_what_only_looks_wrong_is_taken_with_a_warning(desk):
    plan = take(desk, person(1, tanggallahir="02-01-1990", agama_id=9, kk_level=1))
    assert fates(plan) == ["baru"]
    assert {one.kode for one in plan.baris[0].ingat} >= {"nik_tak_selaras_tanggal", "nilai_tidak_dipakai"}
    assert people(desk, "agama") == [(None,)]


@pytest.mark.parametrize("empty", ["0", "", 0, "-", "0352201200100017"])
def test_no_nik_yet_is_taken_and_never_matches_another_person(desk, empty):
    plan = take(desk, person(1, nik=empty), person(2, nik=empty), person(3, nik=empty))
    assert fates(plan) == ["baru"] * 3
    assert people(desk, "nik, keadaan_nik") == [(None, kode.NIK_BELUM_ADA)] * 3
    assert fates(take(desk, person(1, nik=empty), person(2, nik=empty), person(3, nik=empty))) == ["tetap"] * 3


def test_a_row_without_nik_finds_its_own_earlier_import_under_another_spelling(node):
    take(node, person(1, nama="SOEPARDJO", nik="0"))
    plan = take(node, person(1, nama="Suparjo", nik="0", pekerjaan_id=15))
    assert fates(plan) == ["ubah"]
    assert ("pekerjaan", 9, 15) in plan.baris[0].perubahan
    assert len(people(node)) == 1


def test_a_row_without_nik_finds_its_own_import_after_the_operator_renamed_it(node):
    take(node, person(1, nik="0"))
    node.engine.run("UPDATE sb_penduduk SET nama = 'NAMA BENAR', nik = '3522010101900001', keadaan_nik = 1")
    plan = take(node, person(1, nik="0"))
    assert fates(plan) == ["ubah"]
    assert people(node) == [(person(1)["nama"], "3522010101900001")]
    assert "nik_dipertahankan" in {one.kode for one in plan.baris[0].ingat}


def test_someone_of_the_same_name_in_another_family_is_someone_else(node):
    take(node, person(1, nik="0"))
    assert fates(take(node, person(1, nik="0", no_kk=OTHER_KK))) == ["baru"]
    assert fates(take(node, person(1, nik="0", tanggallahir=date(1991, 1, 1)))) == ["baru"]
    assert len(people(node)) == 3


def test_what_fits_more_than_one_recorded_person_is_reported_and_left_alone(node):
    take(node, person(1), person(2))
    node.engine.run("UPDATE sb_penduduk SET nama = 'BUDI'")
    plan = take(node, person(1, nama="Budi", nik="0"))
    assert reasons(plan) == [{"cocok_lebih_dari_satu"}]
    node.engine.run("UPDATE sb_penduduk SET nik = '3522010101900001'")
    assert reasons(take(node, person(1))) == [{"cocok_lebih_dari_satu"}]


def test_a_nik_that_came_later_is_added_to_the_person_imported_without_it(node):
    take(node, person(1, nik="0"))
    plan = take(node, person(1))
    assert fates(plan) == ["ubah"]
    assert ("nik", None, "3522010101900001") in plan.baris[0].perubahan
    assert people(node, "nik, keadaan_nik") == [("3522010101900001", kode.NIK_ADA)]


def test_a_family_that_gets_its_number_keeps_its_people_with_and_without_nik(node):
    before = [person(1, no_kk="0"), person(2, no_kk="0", nik="0"), person(3, no_kk="0", kk_level=1)]
    take(node, *before)
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == 2
    plan = take(node, person(1), person(2, nik="0"))
    assert fates(plan) == ["ubah", "tetap"]
    assert plan.baris[0].perubahan == [("no_kk", None, KK)]
    assert len(people(node)) == 3
    assert node.engine.value("SELECT count(*) FROM sb_keluarga WHERE no_kk IS NULL") == 1


def test_changed_values_are_shown_and_applied_and_empty_cells_empty_nothing(node):
    take(node, person(1, suku="JAWA"))
    plan = take(node, person(1, pekerjaan_id=15, suku="", agama_id="", alamat="JL. BARU", rt="7"))
    assert sorted(plan.baris[0].perubahan) == [
        ("alamat", "JL. RAYA", "JL. BARU"),
        ("lingkungan_id", "KRAJAN/001/002", "KRAJAN/001/007"),
        ("pekerjaan", 9, 15),
    ]
    assert people(node, "pekerjaan, suku, agama") == [(15, "JAWA", 1)]
    assert node.engine.value("SELECT sumber FROM sb_penduduk").startswith("Impor penduduk.xlsx")


def test_a_sheet_without_the_head_does_not_move_the_family(node):
    take(node, person(1), person(2))
    plan = take(node, person(2, alamat="JL. LAIN"))
    assert plan.kosong
    assert node.engine.value("SELECT alamat FROM sb_keluarga") == "JL. RAYA"


def test_status_dasar_of_a_recorded_resident_is_not_an_imports_to_change(node):
    take(node, person(1, status_dasar=2), person(2))
    assert sorted(people(node, "status_dasar")) == [(1,), (2,)]
    plan = take(node, person(1, status_dasar=1), person(2, status_dasar=3))
    assert plan.kosong
    assert all("status_dasar_tetap" in {one.kode for one in row.ingat} for row in plan.baris)


def test_a_move_to_another_family_is_shown_by_its_number(node):
    take(node, person(1), person(2))
    plan = take(node, person(2, no_kk=OTHER_KK, kk_level=1))
    assert ("keluarga_id", KK, OTHER_KK) in plan.baris[0].perubahan
    assert node.engine.value("SELECT count(*) FROM sb_penduduk p JOIN sb_keluarga k ON k.id = p.keluarga_id"
                             " WHERE k.no_kk = ?", (OTHER_KK,)) == 1  # fmt: skip


def test_one_nik_on_two_people_of_a_sheet_refuses_both_and_one_person_twice_only_the_second(node):
    plan = take(node, person(1), person(2, nik=person(1)["nik"]), person(3), person(3, alamat="LAIN"))
    assert fates(plan) == ["tolak", "tolak", "baru", "tolak"]
    assert plan.baris[0].tolak[0].isi == {"baris": 3}
    assert plan.baris[3].tolak[0].isi == {"baris": 4}


def test_the_same_person_with_and_without_nik_in_one_sheet_is_taken_once_whatever_the_order(node):
    plan = take(node, person(1, nik="0"), person(1))
    assert fates(plan) == ["tolak", "baru"]
    assert reasons(plan)[0] == {"orang_kembar_di_berkas"}


def test_families_without_number_stay_together_by_their_rows(node):
    none = {"no_kk": "0"}
    rows = [person(1, **none), person(2, **none), person(3, kk_level=1, **none), person(4, **none)]
    take(node, *rows)
    sizes = node.engine.run("SELECT count(*) FROM sb_penduduk GROUP BY keluarga_id")
    assert sizes == [(2,), (2,)]
    assert take(node, *rows).kosong


def test_columns_are_found_by_name_in_any_order_and_words_stand_for_codes(desk):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Lembar Kami")
        page.write_row(1, 0, ["Catatan", "Nama Lengkap", "JENIS KELAMIN", "Nomor KK", "NIK", "Tanggal Lahir", "Hubungan Keluarga",
                              "Agama", "RT", "Dusun"])  # fmt: skip
        page.write_row(2, 0, ["x", "BUDI", "Laki-laki", KK, "3522010101900001", "1 Januari 1990", "Kepala Keluarga", "islam",
                              "RT 3", "Krajan"])  # fmt: skip
        page.write_string(3, 1, "###")
        page.write_row(4, 0, ["y", "SESUDAH AKHIR"])
    read = baca(file.getvalue())
    assert read.diabaikan == ("Catatan",)
    assert read.nomor == [3]
    plan = terapkan(desk, read)
    assert fates(plan) == ["baru"]
    assert people(desk, "nama, jenis_kelamin, agama, hubungan_keluarga") == [("BUDI", 1, 1, 1)]
    assert desk.engine.run("SELECT dusun, rw, rt FROM sb_lingkungan") == [("Krajan", "", "003")]


def test_the_result_sheet_is_mended_and_imported_again(node, tmp_path):
    rows = [person(1), person(2, nik="35220101"), person(3, tanggallahir="02-01-1990")]
    plan = take(node, *rows)
    tulis_hasil(plan, tmp_path / "hasil.xlsx", VILLAGE)
    book = CalamineWorkbook.from_path(str(tmp_path / "hasil.xlsx"))
    assert book.sheet_names == ["Ringkasan", LEMBAR, "Semua Baris"]
    mend = book.get_sheet_by_name(LEMBAR).to_python()
    heading = mend[0]
    assert heading[-2:] == ["hasil", "keterangan"]
    assert [row[heading.index("hasil")] for row in mend[1:3]] == ["Ditolak", "Diambil (baru), dengan peringatan"]
    assert "NIK harus 16 angka" in mend[1][-1]
    assert mend[1][heading.index("nik")] == "35220101"
    every = book.get_sheet_by_name("Semua Baris").to_python()
    assert [row[0] for row in every[1:]] == [2, 3, 4]
    again = terapkan(node, baca(tmp_path / "hasil.xlsx"))
    assert fates(again) == ["tolak", "tetap"]
    mended = [dict(zip(heading, row, strict=True)) for row in mend[1:-1]]
    mended[0]["nik"] = "3522010101900002"
    last = take(node, *mended)
    assert fates(last) == ["baru", "tetap"]
    assert [nik for _, nik in people(node)] == ["3522010101900001", "3522010101900002", "3522010101900003"]


def test_numbers_a_spreadsheet_damaged_are_not_healed_by_writing_them_into_the_result(desk, tmp_path):
    plan = take(desk, person(1, nik=3522010101900010.0), person(2, nik="3,52E+15"))
    tulis_hasil(plan, tmp_path / "hasil.xlsx", VILLAGE)
    assert fates(terapkan(desk, baca(tmp_path / "hasil.xlsx"))) == ["tolak", "tolak"]


def test_an_import_leaves_one_line_in_the_audit_log(node):
    terapkan(node, baca(sheet(person(1), person(2, nik="1"))), OPERATOR)
    assert node.engine.run("SELECT aksi, oleh, catatan FROM sb_jejak") == [
        ("impor", "Sri Operator", "1 baru, 0 diubah, 0 tetap, 1 ditolak")
    ]


@pytest.mark.parametrize("nik", ["0", "3522010101900002"])
def test_who_was_merged_into_another_does_not_come_back_by_importing_the_old_sheet(village, nik):
    node = Node(village, VILLAGE, CATALOG)
    rows = [person(1), person(2, nama="ORANG BOEDI", nik=nik, tanggallahir=date(1990, 1, 2))]
    take(node, *rows)
    stays, gone = (node.engine.value("SELECT id FROM sb_penduduk WHERE nama = ?", (row["nama"],)) for row in rows)
    gabung.gabungkan(node, OPERATOR, stays, gone, {}, "orang yang sama")
    plan = take(node, *rows)
    assert fates(plan) == ["tetap", "tolak"]
    assert plan.baris[1].tolak[0][::2] == ("sudah_digabung", {"nama": rows[0]["nama"]})
    assert len(people(node)) == 1


def test_a_resident_in_the_recycle_bin_may_be_imported_anew_and_the_bin_keeps_its_own(village):
    node = Node(village, VILLAGE, CATALOG)
    take(node, person(1), person(2, nik="0"))
    first = node.engine.value("SELECT id FROM sb_penduduk WHERE nik IS NULL")
    sampah.buang(node, OPERATOR, "penduduk", [first])
    plan = take(node, person(1), person(2, nik="0"))
    assert fates(plan) == ["tetap", "baru"]
    assert plan.baris[1].id != first
    assert take(node, person(1), person(2, nik="0")).kosong


def test_progress_is_told_and_never_runs_backwards_within_a_stage(desk):
    told = []
    terapkan(desk, baca(sheet(*desa_contoh(VILLAGE, 1500))), progres=lambda *one: told.append(one))
    assert {stage for stage, *_ in told} == {"Membaca", "Mencocokkan", "Memeriksa", "Menyimpan"}
    assert all(done <= total for _, done, total in told)
    for stage in ("Memeriksa", "Menyimpan"):
        steps = [done for name, done, _ in told if name == stage]
        assert steps == sorted(steps)


def test_a_failure_in_the_middle_stores_nothing(node):
    def stop(stage, done, total):
        if stage == "Menyimpan" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        terapkan(node, baca(sheet(*desa_contoh(VILLAGE, 1500))), progres=stop)
    assert people(node) == []
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NAMA), st.one_of(st.text(max_size=30), st.floats(), st.dates())), max_size=8))
def test_no_cell_whatever_it_holds_breaks_an_import(desk, cells):
    row = person(1)
    for name, value in cells:
        row[name] = value.replace("\x00", "") if isinstance(value, str) else value
    row = {name: "x" if isinstance(value, float) and value - value != 0 else value for name, value in row.items()}
    row = {name: value for name, value in row.items() if not isinstance(value, date) or value.year > 1900}
    try:
        plan = rencanakan(desk, baca(sheet(row)))
    except BerkasDitolak:
        return
    assert all(row.tindakan in ("baru", "tolak") for row in plan.baris)


# ---- files


def refusal(content, name="x.xlsx"):
    with pytest.raises(BerkasDitolak) as caught:
        baca(content, name)
    return caught.value


def workbook(*rows, formulas=()):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for place, formula, value in formulas:
            page.write_formula(place, formula, None, value)
    return file.getvalue()


HEAD = ["nama", "no_kk", "nik", "sex", "tanggallahir", "kk_level"]


def test_every_wrong_file_is_refused_in_words_that_say_what_to_do():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    whole = sheet(person(1))
    wrong = {
        "berkas_kosong": b"",
        "berkas_bukan_excel": b"nama;nik\nBUDI;1\n",
        "berkas_xls_lama": ole,
        "berkas_bersandi": ole + "EncryptedPackage".encode("utf-16-le"),
        "berkas_rusak": whole[: len(whole) // 2],
        "berkas_tanpa_kolom": workbook(HEAD[:-1], ["BUDI"]),
        "berkas_tanpa_data": workbook(HEAD, ["###"]),
        "berkas_kolom_ganda": workbook([*HEAD, "Nama Lengkap"], ["BUDI"]),
    }
    for code, content in wrong.items():
        found = refusal(content)
        assert found.kode == code
        assert found.saran
    assert refusal(other.getvalue()).kode == "berkas_bukan_excel"
    assert "kk_level" in refusal(wrong["berkas_tanpa_kolom"]).judul
    assert refusal(workbook(["satu", "dua"], [1, 2])).kode == "berkas_tanpa_kolom"


def test_a_missing_column_is_named_without_those_that_are_there_and_an_empty_sheet_is_called_empty():
    few = refusal(workbook(["Daftar penduduk"], ["nama", "no_kk", "sex"], ["BUDI", KK, 1])).judul
    assert few == "Kolom wajib tidak ada: nik, tanggallahir, kk_level"
    assert refusal(workbook()).kode == "berkas_kosong"
    assert refusal(workbook([""], [""])).kode == "berkas_kosong"


def test_a_file_that_unfolds_to_more_than_a_sheet_can_be_is_refused_unread(monkeypatch):
    monkeypatch.setattr("sid_bantuan.modules.kependudukan.buku_excel.BATAS_BUKA", 10_000)
    assert refusal(sheet(*desa_contoh(VILLAGE, 100))).kode == "berkas_terlalu_besar"


def test_a_cell_with_a_formula_refuses_its_row_and_a_formula_elsewhere_does_not(desk):
    row = ["BUDI", KK, "3522010101900001", 1, "1990-01-01", 1]
    other = ["ANI", KK, "", 2, "1990-01-01", 3]
    content = workbook(
        [*HEAD, "umur"], [*row, ""], [*other, ""], formulas=[("C3", "=C2", "3522014101900001"), ("G2", "=1+1", 2)]
    )
    plan = rencanakan(desk, baca(content))
    assert fates(plan) == ["baru", "tolak"]
    assert plan.baris[1].tolak[0][:2] == ("sel_rumus", "nik")


def test_a_sheet_belongs_to_a_village_only(open_node):
    above = Node(open_node("35.22.01"), "35.22.01", CATALOG)
    with pytest.raises(BerkasDitolak, match="hanya di desa"):
        rencanakan(above, baca(sheet(person(1))))


def test_dates_are_read_the_ways_offices_write_them(node):
    moments = ["1990-01-01", "01-01-1990", "01/01/1990", date(1990, 1, 1), datetime(1990, 1, 1), 32874]
    rows = [person(number + 1, tanggallahir=value) for number, value in enumerate(moments)]
    take(node, *rows)
    assert {str(day) for (day,) in people(node, "tanggal_lahir")} == {"1990-01-01"}


def test_the_command_reports_in_one_line_writes_the_result_beside_the_file_and_previews_without_storing(desk, tmp_path):
    tulis_lembar(tmp_path / "desa kami.xlsm", [person(1), person(2, nik="1")])
    group = perintah_impor(lambda _context: desk)
    look = CliRunner().invoke(group, ["penduduk", str(tmp_path / "desa kami.xlsm"), "--periksa"])
    assert look.exit_code == 0, look.output
    assert "Akan diambil: 1 baru" in look.output
    assert people(desk) == []
    done = CliRunner().invoke(group, ["penduduk", str(tmp_path / "desa kami.xlsm")])
    assert "Diambil: 1 baru, 0 berubah; 0 sudah sama; 0 dengan peringatan. Ditolak: 1." in done.output
    assert (tmp_path / "desa kami-hasil.xlsx").exists()
    assert desk.engine.value("SELECT count(*) FROM sb_cari") == 1
    (tmp_path / "salah.xlsx").write_bytes(b"bukan")
    wrong = CliRunner().invoke(group, ["penduduk", str(tmp_path / "salah.xlsx")])
    assert wrong.exit_code == 1
    assert "salah.xlsx: Bukan berkas Excel" in wrong.output
