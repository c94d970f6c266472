"""One box finds people and families by number or by any spelling of a name, and says why."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan.cari import cari
from sid_bantuan.sync import local
from sid_bantuan.sync.node import Node

VILLAGE, NEXT, FAR, REGENCY = "35.22.01.2001", "35.22.01.2002", "35.22.02.2001", "35.22"
KK = "3522010101200001"
PEOPLE = (
    ("H. MOCH. SOEKARNO, S.Pd.", "3522010101500001", "1950-01-01", 1, VILLAGE),
    ("MUHAMMAD YUSUF", "3522010201800002", "1980-01-02", 1, VILLAGE),
    ("SITI AMINAH", "3522014105900003", "1990-05-01", 2, VILLAGE),
    ("SITI AMINAH", "3522014105910004", "1991-05-01", 2, NEXT),
    ("SULISTYOWATI", None, "1975-03-03", 2, VILLAGE),
    ("DJOKO WIDJAJA", "3522020303700005", "1970-03-03", 1, FAR),
    ("AL AMIN", "3522010303710006", "1971-03-03", 1, VILLAGE),
    ("NURSITI", "3522014303720007", "1972-03-03", 2, VILLAGE),
)


@pytest.fixture
def node(open_node):
    """A kabupaten that holds people of three villages."""
    node = Node(open_node(REGENCY), REGENCY, CATALOG)
    place, card = "a" * 32, "b" * 32
    with node.engine.transaction(), node.engine.applying():
        _put(node, "lingkungan", VILLAGE, id=place, dusun="Krajan", rw="001", rt="002")
        _put(node, "keluarga", VILLAGE, id=card, no_kk=KK, alamat="JL. RAYA", lingkungan_id=place)
        for number, (name, nik, born, sex, village) in enumerate(PEOPLE):
            row = {
                "id": f"{number:032x}", "orang_id": f"{number + 100:032x}", "nik": nik, "keadaan_nik": 1, "nama": name,
                "jenis_kelamin": sex, "tanggal_lahir": born, "status_dasar": 1, "hubungan_keluarga": 3 if number else 1,
            }  # fmt: skip
            _put(node, "penduduk", village, **row, keluarga_id=card if number in (0, 2) else None)
    local.drain_all(node)
    return node


def _put(node, kind, village, **values):
    row = {"node": village, "wilayah": village} | values
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    node.engine.run(f"INSERT INTO sb_{kind} ({names}) VALUES ({marks})", tuple(row.values()))
    node.engine.run(
        "INSERT INTO sb_row (id, type, node, wilayah, rev, deleted, stale) VALUES (?, ?, ?, ?, 1, 0, 0)",
        (row["id"], kind, village, village),
    )
    node.engine.run("INSERT INTO sb_pending (peer, type, id, rev) VALUES ('', ?, ?, 1)", (kind, row["id"]))


def names(found):
    return [one.nama for one in found]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("soekarno", "H. MOCH. SOEKARNO, S.Pd."),
        ("Muhammad Sukarno", "H. MOCH. SOEKARNO, S.Pd."),
        ("sukar", "H. MOCH. SOEKARNO, S.Pd."),
        ("H. Sukarno", "H. MOCH. SOEKARNO, S.Pd."),
        ("moch jusuf", "MUHAMMAD YUSUF"),
        ("yusuf muhamad", "MUHAMMAD YUSUF"),
        ("joko wijaya", "DJOKO WIDJAJA"),
        ("Sulistiyowati", "SULISTYOWATI"),
        ("sulisty", "SULISTYOWATI"),
        ("al am", "AL AMIN"),
        ("al", "AL AMIN"),
    ],
)
def test_a_name_is_found_in_any_spelling_whole_or_half_typed(node, typed, name):
    assert name in names(cari(node, typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("sulistyowanti", "SULISTYOWATI"), ("soekarrmo", "H. MOCH. SOEKARNO, S.Pd.")],
)
def test_a_slip_of_the_hand_is_forgiven_when_nothing_else_fits(node, typed, name):
    found = cari(node, typed)
    assert [one.nama for one in found] == [name]
    assert all("mirip" in one.sebab for one in found)


def test_whole_words_come_before_parts_and_the_reason_is_told(node):
    found = cari(node, "siti")
    assert names(found) == ["SITI AMINAH", "SITI AMINAH", "NURSITI"]
    assert {one.sebab for one in found} == {"Nama memuat «siti»"}
    assert cari(node, "sukarno")[0].sebab == "Nama dengan ejaan lain dari «sukarno»"


def test_a_birth_date_or_year_narrows_a_name(node):
    assert [one.lahir for one in cari(node, "siti aminah 1991")] == ["1991-05-01"]
    (found,) = cari(node, "siti 01-05-1990")
    assert found.lahir == "1990-05-01"
    assert found.sebab == "Nama memuat «siti», lahir 01-05-1990"


def test_a_person_comes_with_family_and_place(node):
    (found,) = cari(node, "soekarno")
    assert (found.jenis, found.nik, found.no_kk, found.alamat) == ("penduduk", "3522010101500001", KK, "JL. RAYA")
    assert (found.tempat, found.wilayah, found.jenis_kelamin, found.status_dasar) == (
        "Dusun Krajan RT 002 RW 001",
        VILLAGE,
        1,
        1,
    )


@pytest.mark.parametrize("typed", ["3522010101500001", "3522 0101 0150 0001", "3522.0101.0150.0001"])
def test_a_nik_is_found_however_it_is_grouped(node, typed):
    (found,) = cari(node, typed)
    assert (found.nama, found.sebab) == ("H. MOCH. SOEKARNO, S.Pd.", "NIK ini")


def test_a_no_kk_gives_the_family_and_its_members(node):
    found = cari(node, KK)
    assert [(one.jenis, one.sebab) for one in found] == [
        ("keluarga", "No KK ini"),
        ("penduduk", "Anggota keluarga dengan No KK ini"),
        ("penduduk", "Anggota keluarga dengan No KK ini"),
    ]
    assert found[0].nama == "H. MOCH. SOEKARNO, S.Pd."
    assert names(found[1:]) == ["H. MOCH. SOEKARNO, S.Pd.", "SITI AMINAH"]


def test_the_beginning_of_a_number_finds_both_kinds(node):
    found = cari(node, "35220101")
    assert {one.jenis for one in found} == {"penduduk", "keluarga"}
    assert found[0].sebab == "NIK diawali 35220101"
    assert cari(node, "3522") == []


def test_a_nik_given_up_in_a_merge_still_finds_the_person(node):
    with node.engine.transaction(), node.engine.applying():
        _put(node, "penggabungan", VILLAGE, id=new_id(), orang_lama="f" * 32, orang_tetap=f"{102:032x}",
             nik_lama="3522019999999999", alasan="ganda")  # fmt: skip
    (found,) = cari(node, "3522019999999999")
    assert found.nama == "SITI AMINAH"
    assert "NIK lama" in found.sebab


def test_an_area_narrows_the_search_and_the_own_area_does_not(node):
    assert [one.wilayah for one in cari(node, "siti aminah", wilayah=NEXT)] == [NEXT]
    assert len(cari(node, "siti aminah", wilayah="35.22.01")) == 2
    assert cari(node, "siti aminah", wilayah="35.22.02") == []
    assert len(cari(node, "siti aminah", wilayah=REGENCY)) == 2
    assert [one.wilayah for one in cari(node, "35220", wilayah=FAR)] == [FAR]
    assert len(cari(node, "sulistyowanti", wilayah="35.22.01")) == 1


def test_no_more_than_asked_for_are_given_and_those_who_left_come_last(node):
    assert len(cari(node, "siti", banyak=2)) == 2
    with node.engine.transaction(), node.engine.applying():
        node.engine.run("UPDATE sb_penduduk SET status_dasar = 3 WHERE id = ?", (f"{2:032x}",))
    assert [one.wilayah for one in cari(node, "siti aminah")] == [NEXT, VILLAGE]


def test_letters_that_melt_into_one_find_only_names_that_hold_them_as_typed(node):
    assert cari(node, "zzzz") == []
    assert cari(node, "siti zzz") == []
    assert cari(node, "%%% sss_") == []


@pytest.mark.parametrize(
    "typed", ["", "   ", "!!", "'", '"', "%", "_", "1", "--", "NEAR(", "a OR b*", "\x00", "😀", "0" * 99]
)
def test_nothing_typed_or_nonsense_finds_nothing_and_breaks_nothing(node, typed):
    assert all(one.nama for one in cari(node, typed))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_whatever_is_typed_the_search_answers(node, typed):
    assert len(cari(node, typed, banyak=5)) <= 5
