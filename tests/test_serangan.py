"""A hostile child sends what it never should: nothing changes, nothing leaks."""

import msgspec
import pytest
import zstandard

from sid_bantuan.domain.ids import new_id
from sid_bantuan.sync import enrol, signature, wire
from sid_bantuan.sync.conflict import conflicts
from sid_bantuan.sync.server import EXCHANGE, REOPEN
from sid_bantuan.sync.wire import Listed, Reply, Result, Row, Walk, Want

from .support.penyerang import (
    ELSEWHERE,
    HostileChild,
    batch,
    contents,
    forged,
    judge,
    malformed,
    own,
    resident,
    settled_road,
    verdict,
)
from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE


@pytest.fixture
def road(open_node):
    return settled_road(open_node)


@pytest.fixture
def child(road):
    return HostileChild(road[VILLAGE], road[DISTRICT])


KINDS = ("", "return", "rival", "line")


def intruders(road):
    """Rows a village has no business to send, by what is wrong with them."""
    verval = road[DISTRICT].row(road[DISTRICT].engine.value("SELECT id FROM sb_verval"))
    neighbour = own(road, NEIGHBOUR)
    return {
        "a neighbour's row": forged(neighbour),
        "a neighbour's row whatever he holds": forged(neighbour, base=None),
        "a new row in the neighbour's name": resident(NEIGHBOUR),
        "a row of another kecamatan's village": resident(ELSEWHERE),
        "a row in the kecamatan's name": resident(DISTRICT),
        "a row in the kabupaten's name": resident(REGENCY, VILLAGE),
        "its own row about the neighbour": resident(VILLAGE, NEIGHBOUR),
        "its own row about the kecamatan": resident(VILLAGE, DISTRICT),
        "a code that only begins like its own": resident(f"{VILLAGE}1"),
        "a code below its own that is none": resident(f"{VILLAGE}.1"),
        "no code at all": resident("'; --"),
        "the neighbour's id in its own name": forged(neighbour, node=VILLAGE, wilayah=VILLAGE),
        "the neighbour's row as deleted": forged(neighbour, deleted=1),
        "the kecamatan's verdict on it": forged(verval, content=verval.content | {"putusan": "valid"}),
        "its own id under another type": Row("keluarga", own(road, VILLAGE).id, VILLAGE, VILLAGE, 9, base=None),
    }


@pytest.mark.parametrize("way", KINDS)
def test_a_village_can_send_nothing_but_its_own(road, child, way):
    before = contents(road[DISTRICT])
    for what, row in intruders(road).items():
        if what == "the kecamatan's verdict on it" and way in ("return", "rival"):
            continue  # a copy may come back, to be looked at: see below
        whole = {"special": [msgspec.structs.replace(row, kind=way)]}
        for parts in (whole, {"rows": [batch(row)]}) if not way else (whole,):
            reply = child.send(**parts)
            if reply == 400:
                continue  # a code of that length is not even read
            assert [result.kind for result in reply.results] == ["refused"], what
            assert reply.results[0].row is None, what
            assert not reply.rows + reply.special, what
    assert contents(road[DISTRICT]) == before


def test_a_verdict_by_a_village_is_told_and_never_stored(road, child):
    reply = child.send(rows=[batch(verdict(VILLAGE, VILLAGE))])
    assert [result.code for result in reply.results] == ["bukan_penulisnya"]
    assert road[DISTRICT].engine.value("SELECT count(*) FROM sb_verval") == 1
    child.send()
    before = contents(road[DISTRICT])
    for kind in ("return", "rival"):
        assert child.send(special=[verdict(VILLAGE, VILLAGE, kind=kind)]).results[0].kind == "refused"
    assert contents(road[DISTRICT]) == before


@pytest.mark.parametrize("way", ["return", "rival"])
def test_a_copy_of_the_parents_own_row_given_back_unasked_changes_nothing_until_somebody_looks(road, child, way):
    verval = road[DISTRICT].row(road[DISTRICT].engine.value("SELECT id FROM sb_verval"))
    child.send(special=[forged(verval, kind=way)])
    assert road[DISTRICT].row(verval.id) == verval
    assert [(mine, len(rivals)) for mine, rivals in conflicts(road[DISTRICT])] == [(verval, 1)]


def test_an_unknown_type_is_kept_aside_and_reaches_no_table(road, child):
    before = contents(road[DISTRICT])
    child.send(special=[Row("pengguna", new_id(), VILLAGE, VILLAGE, 1, content={"nama": "admin"})])
    after = contents(road[DISTRICT])
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"sb_refused_in", "sb_history", "sb_digest", "sb_penolakan", "sb_row", "sb_pending"}
    assert (
        road[DISTRICT].engine.value("SELECT count(*) FROM sb_row WHERE node = ? AND type = 'pengguna'", (VILLAGE,)) == 0
    )


def test_a_message_out_of_shape_is_refused_whole(road, child):
    before = contents(road[DISTRICT])
    for what, parts in malformed().items():
        assert child.send(**parts) in (400, 401), what
    assert contents(road[DISTRICT]) == before
    assert isinstance(child.send(), Reply), "and the honest village goes on"


def test_bytes_that_are_no_message_are_refused(road, child):
    good = child.request()
    bomb = zstandard.ZstdCompressor().compress(bytes(wire.MOST_UNPACKED + 1))
    untold = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(100_000_000))
    for body in (b"", b"\x00", b"<html>", good[:-1], good[1:], good + b"x" * wire.MOST_PACKED, bomb, untold):
        assert child.post(body).status == 400
    assert isinstance(child.send(), Reply)


def test_a_zip_bomb_does_not_fill_the_memory(child):
    import tracemalloc

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(2**30))
    tracemalloc.start()
    assert child.post(bomb).status == 400
    assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    tracemalloc.stop()


def test_results_for_rows_never_sent_settle_nothing(road, child):
    verval = road[DISTRICT].row(road[DISTRICT].engine.value("SELECT id FROM sb_verval"))
    neighbour = own(road, NEIGHBOUR)
    before = contents(road[DISTRICT])
    answers = [
        Result(verval.id, "refused", "kode"),
        Result(verval.id, "conflict", row=forged(verval)),
        Result(neighbour.id, "conflict", row=forged(neighbour)),
    ]
    for answer in answers:
        assert isinstance(child.send(results=[answer]), Reply)
    assert contents(road[DISTRICT]) == before


def test_a_conflict_is_answered_only_with_another_version_of_the_very_row_that_was_sent(road, child):
    judge(road[DISTRICT], VILLAGE)
    sent = child.send(take=50)
    [row_id] = sent.rows[0].id_list()
    before = contents(road[DISTRICT])
    neighbour, mine = own(road, NEIGHBOUR), resident(VILLAGE, id=row_id)
    child.send(results=[Result(row_id, "conflict", row=forged(neighbour)), Result(row_id, "conflict", row=mine)])
    assert conflicts(road[DISTRICT]) == []
    after = contents(road[DISTRICT])
    assert {name for name in after if after[name] != before[name]} <= {"sb_pending"}


def test_a_village_learns_of_no_row_by_naming_it(road, child):
    neighbour = own(road, NEIGHBOUR)
    wanted = Want(neighbour.id, "penduduk", None)
    listed = Listed(neighbour.id, "penduduk", 99, neighbour.v, [])
    every = list(range(256))
    child.send(mode="want", walk=Walk(want=[wanted], far_buckets=every, listing=[listed]))
    for _ in range(3):
        reply = child.send()
        assert not any(row.id == neighbour.id for row in reply.special)
        assert not any(neighbour.id in rows.id_list() for rows in reply.rows)
    compared = child.send(mode="compare", walk=Walk(near=[b"\1" * 20] * 256, far=[b"\1" * 20] * 256))
    assert neighbour.id not in {listed.id for listed in compared.walk.listing}


def test_an_old_request_sent_again_changes_nothing(road, child):
    first = child.request(rows=[batch(resident(VILLAGE))])
    headers = signature.sign_request(child.key, VILLAGE, "POST", EXCHANGE, first)
    answer = child.post(first, headers=headers)
    child.no, child.chain = child.no + 1, wire.message_hash(answer.body)
    assert child.post(first, headers=headers).body == answer.body
    child.send()
    before = contents(road[DISTRICT])
    late = child.post(first, headers=headers)
    assert (late.status, msgspec.json.decode(late.body)["code"]) == (409, "late")
    assert contents(road[DISTRICT]) == before
    assert isinstance(child.send(), Reply)


def test_a_number_taken_by_another_message_stops_both(road, child):
    twin = HostileChild(road[VILLAGE], road[DISTRICT])
    assert isinstance(child.send(rows=[batch(resident(VILLAGE))]), Reply)
    assert twin.send(rows=[batch(resident(VILLAGE))]) == 409
    assert child.send() == 409
    assert road[DISTRICT].link(VILLAGE).state == "stopped"


def test_a_number_out_of_turn_and_a_chain_that_does_not_fit_change_nothing(road, child):
    before = contents(road[DISTRICT])
    rows = [batch(resident(VILLAGE))]
    for parts in (
        {"no": child.no + 5},
        {"no": child.no},
        {"chain": b"\0" * 16},
        {"epoch": 99},
        {"epoch": 0},
        {"protocol": 2},
    ):
        fresh = HostileChild(road[VILLAGE], road[DISTRICT])
        assert fresh.send(rows=rows, **parts) in (409, 426), parts
        road[DISTRICT].set_link(VILLAGE, state="ready")
    assert contents(road[DISTRICT]) == before


def test_no_receipt_but_the_parents_own_opens_a_new_epoch(road, child):
    epoch = road[DISTRICT].link(VILLAGE).epoch
    true_one = msgspec.msgpack.decode(road[VILLAGE].parent().receipt)
    neighbours = msgspec.msgpack.decode(road[NEIGHBOUR].parent().receipt)
    claims = [
        enrol.Reopen(VILLAGE, epoch, 200, true_one),
        enrol.Reopen(VILLAGE, epoch, 200, neighbours),
        enrol.Reopen(VILLAGE, epoch, 200, true_one | {"SB-Receipt": f"{VILLAGE} 9 9 {'0' * 32}"}),
        enrol.Reopen(VILLAGE, epoch, 200, {}),
        enrol.Reopen(VILLAGE, epoch, 409, true_one),
    ]
    for claim in claims:
        assert child.post(wire.keep(claim), REOPEN).status in (401, 409), claim
    assert child.post(b"\xc1", REOPEN).status == 400
    assert road[DISTRICT].link(VILLAGE).epoch == epoch
