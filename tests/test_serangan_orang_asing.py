"""A stranger has no key, or one that is worth nothing any more: he opens no door and changes nothing."""

import msgspec
import pytest

from sid_bantuan.sync import enrol, server, signature
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.server import ENROL, EXCHANGE, REOPEN

from .support.penyerang import ELSEWHERE, HostileChild, batch, contents, resident, settled_road
from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE, Line


@pytest.fixture
def road(open_node):
    return settled_road(open_node)


@pytest.fixture
def child(road):
    return HostileChild(road[VILLAGE], road[DISTRICT])


def test_nobody_speaks_for_a_village_without_its_key(road, child):
    body, before = child.request(rows=[batch(resident(VILLAGE))]), contents(road[DISTRICT])
    true = signature.sign_request(child.key, VILLAGE, "POST", EXCHANGE, body)
    neighbour = road[NEIGHBOUR].parent().own_key
    attempts = {
        "no signature": {"SB-Node": VILLAGE},
        "no node": {},
        "another key": signature.sign_request(signature.new_key(), VILLAGE, "POST", EXCHANGE, body),
        "the neighbour's key": signature.sign_request(neighbour, VILLAGE, "POST", EXCHANGE, body),
        "the neighbour in its own name": signature.sign_request(neighbour, NEIGHBOUR, "POST", EXCHANGE, body),
        "another path": signature.sign_request(child.key, VILLAGE, "POST", REOPEN, body),
        "another method": signature.sign_request(child.key, VILLAGE, "PUT", EXCHANGE, body),
        "another body": signature.sign_request(child.key, VILLAGE, "POST", EXCHANGE, body + b"x"),
        "another node in the header": true | {"SB-Node": NEIGHBOUR},
        "a node unknown here": true | {"SB-Node": ELSEWHERE},
        "the parent itself": true | {"SB-Node": REGENCY},
        "garbage": true | {"Signature": "sb=:AAAA:", "Signature-Input": "sb=()"},
        "a signature over nothing": _over_nothing(child.key),
    }
    for what, headers in attempts.items():
        assert child.post(body, headers=headers).status in (400, 401, 404), what
    assert contents(road[DISTRICT]) == before
    assert child.post(body, headers=true).status == 200


def _over_nothing(key):
    message = signature._Message({"SB-Node": VILLAGE, "Content-Digest": signature._content_digest(b"")})
    return signature._sign(key, VILLAGE, message, ())


def test_a_code_opens_one_door_once_and_not_by_guessing(road):
    district, code = road[DISTRICT], enrol.issue_code(road[DISTRICT], VILLAGE)
    body = enrol.hello(road[VILLAGE], DISTRICT, "http://induk", "AAAA-AAAA-AAAA")
    for _ in range(enrol.MOST_WRONG):
        assert server.serve(district, ENROL, {}, body).status == 403
    right = enrol.hello(road[VILLAGE], DISTRICT, "http://induk", code)
    assert server.serve(district, ENROL, {}, right).status == 403, "guessed at too often"


def test_a_code_of_one_village_enrols_no_other(road):
    code = enrol.issue_code(road[DISTRICT], VILLAGE)
    body = enrol.hello(road[NEIGHBOUR], DISTRICT, "http://induk", code)
    assert server.serve(road[DISTRICT], ENROL, {}, body).status in (403, 404)
    for junk in (
        b"",
        b"\xc1",
        b"\x80",
        msgspec.msgpack.encode({"node": VILLAGE, "key": b"", "epoch": 2**40, "mac": b""}),
    ):
        assert server.serve(road[DISTRICT], ENROL, {}, junk).status == 400


def test_a_replaced_key_is_worth_nothing(road, child):
    Courier(road[VILLAGE], Line(road[DISTRICT])).enrol(
        DISTRICT, "http://induk", enrol.issue_code(road[DISTRICT], VILLAGE)
    )
    before = contents(road[DISTRICT])
    answer = child.post(child.request(rows=[batch(resident(VILLAGE))]))
    assert msgspec.json.decode(answer.body)["code"] == "epoch_old"
    assert contents(road[DISTRICT]) == before
