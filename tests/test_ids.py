"""Identities: made without asking anybody, in the order they were made."""

import time
from concurrent.futures import ThreadPoolExecutor

from sid_bantuan.domain import ids
from sid_bantuan.domain.ids import is_id, made_at, new_id


def test_what_one_action_makes_within_a_millisecond_stays_in_its_order():
    semua = [new_id() for _ in range(20_000)]
    assert semua == sorted(semua)
    assert len(set(semua)) == len(semua)
    assert all(is_id(satu) and satu[12] == "7" and satu[16] in "89ab" for satu in semua[:100])
    assert made_at(semua[-1])[:10] == time.strftime("%Y-%m-%d", time.gmtime())


def test_threads_never_make_the_same_one():
    with ThreadPoolExecutor(4) as pool:
        semua = [id for bagian in pool.map(lambda _: [new_id() for _ in range(2_000)], range(4)) for id in bagian]
    assert len(set(semua)) == 8_000


def test_a_clock_set_back_by_a_second_is_waited_out_and_one_set_back_by_a_year_is_followed(monkeypatch):
    kini = time.time_ns()
    monkeypatch.setattr(ids, "_last", (0, 0))
    hasil = []
    for jam in (kini, kini - 10**9, kini - 3 * 10**16, kini):
        monkeypatch.setattr(ids.time, "time_ns", lambda jam=jam: jam)
        hasil.append(new_id())
    assert hasil[0] < hasil[1]
    assert hasil[2] < hasil[0]
    assert hasil[3][:12] == hasil[0][:12]
