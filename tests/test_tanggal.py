"""Dates as offices write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sid_bantuan.domain.tanggal import baca_tanggal, hari_setempat, panjang, teks_tanggal, umur
from sid_bantuan.ui import tampil

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "written",
    [
        "21-11-2026", "21/11/2026", "21.11.2026", "2026-11-21", "2026/11/21", "21 November 2026", "21 nov 2026",
        "21-Nop-2026", "2026-11-21 00:00:00", "2026-11-21T00:00:00Z", " 21-11-2026 ", "'21-11-2026", 46347, 46347.0,
        "46347", DAY, datetime(2026, 11, 21, 9, 30),
    ],
)  # fmt: skip
def test_one_day_however_it_was_written(written):
    assert baca_tanggal(written) == (DAY, None)


@pytest.mark.parametrize(
    "written", [None, "", "-", "0", 0, "00-00-0000", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00"]
)
def test_no_date_is_no_error(written):
    assert baca_tanggal(written) == (None, None)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("31-02-1990", "tanggal_mustahil"),
        ("11/21/2026", "tanggal_mustahil"),
        ("21-11-85", "tanggal_tahun_dua_angka"),
        ("21-11-0985", "tanggal_mustahil"),
        ("kemarin", "tanggal_tidak_terbaca"),
        ("21 Foo 1990", "tanggal_tidak_terbaca"),
        (1e12, "tanggal_tidak_terbaca"),
        (float("nan"), "tanggal_tidak_terbaca"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(written, fault):
    assert baca_tanggal(written) == (None, fault)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_shown_and_read_again_is_the_same_day(day):
    assert baca_tanggal(teks_tanggal(day)) == (day, None)
    assert baca_tanggal(panjang(day)) == (day, None)
    assert teks_tanggal(day.isoformat()) == teks_tanggal(day)


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_whatever_a_cell_holds_reading_a_date_never_breaks(cell):
    day, fault = baca_tanggal(cell)
    assert day is None or fault is None


def test_a_birthday_counts_from_its_own_day():
    assert umur(date(2000, 11, 21), date(2026, 11, 20)) == 25
    assert umur(date(2000, 11, 21), date(2026, 11, 21)) == 26
    assert umur(date(2027, 1, 1), date(2026, 11, 21)) == -1


@pytest.mark.parametrize(
    ("saat", "hari"),
    [
        ("2026-12-31T17:30:00Z", date(2027, 1, 1)),
        ("2026-12-31T16:59:59Z", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("0001-01-01T00:00:00Z", date(1, 1, 1)),
        ("9999-12-31T23:00:00Z", None),
        ("kemarin", None),
        (None, None),
    ],
)
def test_the_day_of_a_moment_is_that_of_the_office(saat, hari):
    """What was done at half past midnight of New Year in Java belongs to the new year, whatever Greenwich says."""
    assert hari_setempat(saat) == hari


@pytest.mark.parametrize("saat", ["9999-12-31T23:00:00Z", "kemarin", ""])
def test_a_moment_no_clock_here_can_show_breaks_no_page(saat):
    assert (tampil.waktu(saat), tampil.tanggal(saat), tampil.jam(saat)) == ("", "", "")
