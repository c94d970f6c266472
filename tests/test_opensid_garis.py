"""From a resident's events to lines of the books: in balance whatever the events say, and nothing lost silently."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sid_bantuan.domain.lampid import ARAH, bulan_sesudah
from sid_bantuan.modules.opensid.garis import (
    MASIH_ADA,
    MASUK_LAGI,
    PEMBUKA,
    SESUDAH_MATI,
    SUDAH_DIHITUNG,
    SUDAH_PERGI,
    TANPA_PERISTIWA,
    Peristiwa,
    lanjutkan,
    luruskan,
    susun,
)
from sid_bantuan.modules.opensid.kepala import pisahkan
from sid_bantuan.modules.opensid.padu import OPENSID, SINI, padukan

PEMBUKAAN, KINI = "2015-12", "2026-11"


def event(number, kind, happened, reported=None):
    reported = reported or happened
    return Peristiwa(number, kind, ARAH[kind], happened, reported, reported[:7])


def lines(plan):
    return [(one.arah, one.bulan, one.peristiwa.jenis if one.peristiwa else one.alasan) for one in plan.garis]


def reasons(aside):
    return {one.nomor: why for one, why in aside}


def test_who_was_always_here_is_opened_in_the_month_before_the_first_event():
    assert lines(susun([], True, PEMBUKAAN, None, KINI)) == [(1, PEMBUKAAN, PEMBUKA)]


def test_who_was_born_here_is_opened_by_his_birth_in_the_month_it_was_reported():
    birth = event(1, "lahir", "2019-04-30", "2019-06-02")
    assert lines(susun([birth], True, PEMBUKAAN, None, KINI)) == [(1, "2019-06", "lahir")]


def test_who_died_is_opened_and_taken_out():
    death = event(1, "mati", "2020-02-01", "2020-03-01")
    assert lines(susun([death], False, PEMBUKAAN, None, KINI)) == [(1, PEMBUKAAN, PEMBUKA), (-1, "2020-03", "mati")]


def test_a_death_reported_before_the_birth_counts_in_the_month_of_the_birth():
    semua = [event(1, "lahir", "2019-01-10", "2021-08-01"), event(2, "mati", "2020-01-05", "2020-02-01")]
    assert lines(susun(semua, False, PEMBUKAAN, None, KINI)) == [(1, "2021-08", "lahir"), (-1, "2021-08", "mati")]


def test_the_second_of_two_births_is_set_aside():
    semua = [event(1, "lahir", "2019-01-10"), event(2, "lahir", "2019-01-11")]
    plan = susun(semua, True, PEMBUKAAN, None, KINI)
    assert lines(plan) == [(1, "2019-01", "lahir")]
    assert reasons(plan.disisihkan) == {2: MASUK_LAGI}


def test_what_happens_after_a_death_is_set_aside():
    semua = [event(1, "mati", "2018-01-01"), event(2, "lahir", "2019-01-01"), event(3, "pindah", "2020-01-01")]
    plan = susun(semua, False, PEMBUKAAN, None, KINI)
    assert lines(plan) == [(1, PEMBUKAAN, PEMBUKA), (-1, "2018-01", "mati")]
    assert reasons(plan.disisihkan) == {2: SESUDAH_MATI, 3: SESUDAH_MATI}


def test_the_death_of_somebody_whose_status_is_alive_is_set_aside():
    plan = susun([event(1, "mati", "2018-01-01")], True, PEMBUKAAN, None, KINI)
    assert lines(plan) == [(1, PEMBUKAAN, PEMBUKA)]
    assert reasons(plan.disisihkan) == {1: MASIH_ADA}


def test_a_second_leaving_is_set_aside_and_a_return_is_not():
    semua = [event(1, "pindah", "2018-01-01"), event(2, "pindah", "2018-05-01"), event(3, "datang", "2020-01-01")]
    plan = susun(semua, True, PEMBUKAAN, None, KINI)
    assert lines(plan) == [(1, PEMBUKAAN, PEMBUKA), (-1, "2018-01", "pindah"), (1, "2020-01", "datang")]
    assert reasons(plan.disisihkan) == {2: SUDAH_PERGI}


def test_who_is_gone_without_an_event_is_never_opened_or_taken_out_now():
    assert lines(susun([], False, PEMBUKAAN, None, KINI)) == []
    plan = susun([event(1, "lahir", "2019-01-01")], False, PEMBUKAAN, None, KINI)
    assert lines(plan) == [(1, "2019-01", "lahir"), (-1, KINI, TANPA_PERISTIWA)]


def test_events_of_closed_months_leave_only_what_came_of_them():
    semua = [event(1, "lahir", "2019-01-01"), event(2, "pindah", "2026-11-03")]
    plan = susun(semua, False, PEMBUKAAN, "2026-09", KINI)
    assert lines(plan) == [(1, "2026-10", PEMBUKA), (-1, "2026-11", "pindah")]
    assert [one.nomor for one in plan.tertutup] == [1]
    assert lines(susun([event(1, "mati", "2018-01-01")], False, PEMBUKAAN, "2026-09", KINI)) == []


def test_a_leaving_of_a_closed_month_of_somebody_still_counted_is_a_late_report():
    plan = susun([event(1, "mati", "2018-01-01")], False, PEMBUKAAN, "2026-09", KINI, dihitung_sejak="2026-03")
    assert lines(plan) == [(-1, "2026-10", "mati")]


def test_who_was_counted_by_an_earlier_import_is_counted_from_when_he_came_and_once():
    birth = event(1, "lahir", "2019-01-01")
    plan = susun([birth], True, PEMBUKAAN, None, KINI, dihitung_sejak="2026-05")
    assert lines(plan) == [(1, "2019-01", "lahir"), (-1, "2026-05", SUDAH_DIHITUNG)]


MONTHS = st.integers(0, 130).map(lambda n: bulan_sesudah("2016-01", n))


@st.composite
def histories(draw):
    semua = []
    for number in range(draw(st.integers(0, 6))):
        happened = f"{draw(MONTHS)}-{draw(st.integers(1, 28)):02}"
        reported = max(happened, f"{draw(MONTHS)}-15")
        semua.append(event(number, draw(st.sampled_from(sorted(ARAH))), happened, reported))
    return semua


def balances(entries):
    """The running balance after each month."""
    total, after = 0, []
    for month in sorted({month for _, month in entries}):
        total += sum(step for step, at in entries if at == month)
        after.append(total)
    return after


@settings(max_examples=400, deadline=None)
@given(histories(), st.booleans(), st.none() | MONTHS, st.none() | MONTHS)
def test_any_history_keeps_the_books_between_none_and_one_and_ends_as_the_status_says(semua, here, closed, counted):
    opening = "2015-12"
    plan = susun(semua, here, opening, closed, "2026-11", counted)
    entries = [(one.arah, one.bulan) for one in plan.garis]
    assert all(closed is None or month > closed for _, month in entries)
    existing = [(1, counted)] if counted else []
    after = balances(entries + existing)
    assert set(after) <= {0, 1}
    assert (after[-1] if after else 0) == int(here)
    told = [one.peristiwa.nomor for one in plan.garis if one.peristiwa]
    aside = [one.nomor for one, _ in plan.disisihkan]
    assert sorted(told + aside + [one.nomor for one in plan.tertutup]) == [one.nomor for one in semua]


@settings(max_examples=200, deadline=None)
@given(histories(), st.booleans(), st.booleans())
def test_later_events_go_on_from_what_is_counted(semua, before, here):
    plan = lanjutkan(semua, before, here, None)
    balance = int(before)
    for one in plan.garis:
        balance += one.arah
        assert balance in (0, 1)
    kept, aside = luruskan(semua, here, before)
    assert len(kept) + len(aside) == len(semua)


@settings(max_examples=200, deadline=None)
@given(histories(), st.booleans(), MONTHS)
def test_a_later_head_counts_as_a_member_before_and_each_kind_of_count_stays_whole(semua, here, since):
    plan = susun(semua, here, "2015-12", None, "2026-11")
    split, pair = pisahkan(plan.garis, since)
    as_head = [(one.arah, one.bulan) for one, head in split if head] + ([(1, pair)] if pair else [])
    as_member = [(one.arah, one.bulan) for one, head in split if not head] + ([(-1, pair)] if pair else [])
    for entries in (as_head, as_member):
        assert set(balances(entries)) <= {0, 1}
    assert sum(step for step, _ in as_member) == 0
    assert sum(step for step, _ in as_head) == int(here)


def test_an_unchanged_source_overwrites_nothing_that_was_edited_here():
    assert padukan({"nama": "SITI"}, {"nama": "SITTI"}, {"nama": "SITTI"}) == ({}, {})


def test_a_changed_source_is_taken_where_nobody_edited_and_shown_where_somebody_did():
    here = {"nama": "SITI", "agama": 1}
    assert padukan(here, {"nama": "SITTI", "agama": 2}, {"nama": "SUTI", "agama": 1}) == (
        {"agama": 2},
        {"nama": ("SITTI", "SITI")},
    )


def test_capitals_alone_are_no_difference_between_two_programs():
    assert padukan({"dusun": "Krajan"}, {"dusun": "KRAJAN"}, None) == ({}, {})
    assert padukan({"dusun": "Krajan"}, {"dusun": "NGROWO"}, {"dusun": "KRAJAN"}) == ({"dusun": "NGROWO"}, {})


def test_the_village_says_whose_value_holds():
    here, there, before = {"nama": "SITI", "agama": 1}, {"nama": "SITTI", "agama": 2}, {"nama": "SUTI", "agama": 1}
    assert padukan(here, there, before, OPENSID) == ({"nama": "SITTI", "agama": 2}, {})
    assert padukan(here, there, before, SINI)[0] == {}


def test_at_the_first_meeting_gaps_are_filled_and_differences_shown():
    assert padukan({"nama": "SITI", "suku": None}, {"nama": "SITTI", "suku": "JAWA"}, None) == (
        {"suku": "JAWA"},
        {"nama": ("SITTI", "SITI")},
    )
