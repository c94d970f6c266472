"""NIK and No KK: what is refused, what is no number yet, and what a spreadsheet broke."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sid_bantuan.domain.nik import (
    angka_tanggal,
    baca_nik,
    baca_no_kk,
    jenis_kelamin_nik,
    nik_fault,
    selaras_tanggal,
    wilayah_nik,
)

GOOD = "3522014105900001"
birth_dates = st.dates(date(1920, 1, 1), date(2026, 12, 31))
sexes = st.sampled_from([1, 2])


@given(birth_dates, sexes, st.integers(1, 9999))
def test_every_nik_an_office_can_issue_is_taken_and_agrees_with_its_person(born, sex, serial):
    nik = f"352201{angka_tanggal(born, sex)}{serial:04}"
    assert baca_nik(nik) == (nik, None)
    assert selaras_tanggal(nik, born)
    assert jenis_kelamin_nik(nik) == sex
    assert wilayah_nik(nik) == "35.22.01"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("352201410590001", "nik_bukan_16_angka"),
        ("35220141059000012", "nik_bukan_16_angka"),
        ("352201410590O001", "nik_bukan_16_angka"),
        ("٣٥٢٢٠١٤١٠٥٩٠٠٠٠١", "nik_bukan_16_angka"),
        ("3522013213900001", "nik_tanggal_mustahil"),
        ("3522013002900001", "nik_tanggal_mustahil"),
        ("3522017202900001", "nik_tanggal_mustahil"),
        ("3522012902850001", "nik_tanggal_mustahil"),
        ("3522014105900000", "nik_urut_0000"),
        ("1111111111111111", "nik_angka_sama"),
        ("3,52201E+15", "nik_notasi_excel"),
        ("3.52201E+15", "nik_notasi_excel"),
        ("3E+15", "nik_notasi_excel"),
        (3522014105900010.0, "nik_angka_hilang"),
        (3522014105900010, "nik_angka_hilang"),
        (35220141059.5, "nik_angka_hilang"),
    ],
)
def test_what_no_office_can_have_issued_is_refused_by_name(written, fault):
    assert baca_nik(written) == (None, fault)


@pytest.mark.parametrize(
    "written",
    ["3522 0141 0590 0001", " 3522014105900001\n", "'3522014105900001", "3522.0141.0590.0001", 3522014105900001.0],
)
def test_a_nik_is_read_however_it_was_grouped(written):
    assert baca_nik(written) == (GOOD, None)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        " ",
        "-",
        "0",
        0,
        0.0,
        "0000000000000000",
        "0352201200100017",
        352201200100017.0,
        "belum ada",
        "Belum ada NIK",
    ],
)
def test_no_nik_yet_is_a_state_and_never_an_error(written):
    assert baca_nik(written) == (None, None)


def test_the_placeholder_of_other_software_is_never_accepted_as_a_nik():
    assert nik_fault("0352201200100017") == "nik_sementara"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none()))
def test_whatever_a_cell_holds_the_answer_is_a_sound_nik_or_a_reason(cell):
    nik, fault = baca_nik(cell)
    assert not (nik and fault)
    assert nik is None or nik_fault(nik) is None


def test_of_a_family_card_number_only_length_and_spreadsheet_damage_are_refused():
    assert baca_no_kk("3522010000000000") == ("3522010000000000", None)
    assert baca_no_kk("35220100") == (None, "no_kk_bukan_16_angka")
    assert baca_no_kk("3,52E+15") == (None, "no_kk_notasi_excel")
    assert baca_no_kk(3522010101200010.0) == (None, "no_kk_angka_hilang")
    assert baca_no_kk("0") == (None, None)
