"""A child and a parent that speak the protocol perfectly and send what they never should."""

import os

import msgspec

from sid_bantuan.domain.ids import new_id
from sid_bantuan.sync import exchange, server, signature
from sid_bantuan.sync.enrol import write_receipt
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.server import EXCHANGE, Answer
from sid_bantuan.sync.wire import (
    PROTOCOL,
    Reply,
    Request,
    Result,
    Row,
    Rows,
    Walk,
    message_hash,
    pack,
    unpack,
)

from .road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE, Road, add_resident

MECHANISM = ("sb_link", "sb_message", "sb_enrolment")


ELSEWHERE = "35.22.02.2001"
"""A village of another kecamatan."""
FORGED = "PALSU"
"""The name in every row that is nobody's own."""


def contents(node: Node) -> dict[str, list[tuple]]:
    """Every table of a node but the mechanism's own books."""
    tables = sorted(set(node.engine.database.get_tables()) - set(MECHANISM))
    return {name: sorted(map(repr, node.engine.run(f"SELECT * FROM {name}"))) for name in tables}


def settled_road(open_node) -> Road:
    """A kabupaten, a kecamatan and two of its villages, a resident in each, one of them judged; all at rest."""
    road = Road(open_node, (REGENCY, DISTRICT, VILLAGE, NEIGHBOUR))
    for code in (VILLAGE, NEIGHBOUR):
        add_resident(road[code], f"WARGA {code}")
    judge(road[DISTRICT], VILLAGE)
    road.settle()
    return road


def resident(node: str, area: str | None = None, **more) -> Row:
    """A resident as a row on the wire."""
    content = {"orang_id": new_id(), "nama": FORGED, "keadaan_nik": 2, "jenis_kelamin": 1, "status_dasar": 1}
    values = {"type": "penduduk", "id": new_id(), "node": node, "wilayah": area or node, "rev": 1, "content": content}
    return Row(**(values | more))


def batch(*rows: Row, **changes) -> Rows:
    """Ordinary rows of one type, column by column."""
    names = sorted({name for row in rows for name in row.content})
    values = {
        "type": rows[0].type,
        "names": names,
        "ids": bytes.fromhex("".join(row.id for row in rows)),
        "nodes": [row.node for row in rows],
        "wilayahs": [row.wilayah for row in rows],
        "revs": [row.rev for row in rows],
        "deleted": [row.deleted for row in rows],
        "bases": [row.base for row in rows],
        "lain": [None],
        "columns": [[row.content.get(name) for row in rows] for name in names],
    }
    return Rows.packed(**(values | changes))


def judge(district: Node, area: str) -> None:
    """The kecamatan judges a resident of this village, or somebody nobody knows."""
    row_id, h = district.engine.one("SELECT id, h FROM sb_row WHERE wilayah = ? AND type = 'penduduk'", (area,)) or (
        new_id(),
        b"",
    )
    names = ("id", "node", "wilayah", "jenis", "rekam_id", "hash_dinilai", "putusan", "oleh", "pada")
    values = (new_id(), DISTRICT, area, "penduduk", row_id, bytes(h).hex() or "0" * 32, "valid", "Bu Sri", "")
    district.engine.upsert("sb_verval", names, "id", [values])


def verdict(node: str, area: str, **more) -> Row:
    """A verdict as a row on the wire."""
    content = {
        "jenis": "penduduk", "rekam_id": new_id(), "hash_dinilai": new_id(), "putusan": "valid", "oleh": "x", "pada": "",
    }  # fmt: skip
    return Row("verval", new_id(), node, area, 1, content=content, **more)


def own(road: Road, code: str) -> Row:
    """The row of a place's own resident, as its parent holds it."""
    row_id = road[code].engine.value("SELECT id FROM sb_penduduk WHERE node = ?", (code,))
    return road[DISTRICT].row(row_id)


def forged(row: Row, **more) -> Row:
    """Another version of a row, above the one held and naming it as its base."""
    values = msgspec.structs.asdict(row) | {"rev": row.rev + 7, "base": row.v} | more
    return Row(**(values | {"content": row.content | {"nama": FORGED}}))


def malformed() -> dict[str, dict]:
    """Messages that are none, by what is wrong with them."""
    row, other = resident(VILLAGE), resident(VILLAGE)
    deep = '{"a":' * 5_000 + "1" + "}" * 5_000
    long_walk = Walk(near=[bytes(20)] * 3, far=[bytes(20)] * 256)
    return {
        "the same id twice": {"rows": [batch(row, row)]},
        "half an id": {"rows": [batch(row, ids=b"x" * 15)]},
        "no row at all": {"rows": [batch(row, ids=b"", nodes=[], columns=[], names=[])]},
        "columns of unequal length": {"rows": [batch(row, other, columns=[[1]] * 5)]},
        "columns that are a number": {"rows": [batch(row, columns=5)]},
        "a column that is a text": {"rows": [batch(row, names=["nama"], columns=["x"])]},
        "more names than columns": {"rows": [batch(row, names=["a", "b"], columns=[["x"]])]},
        "names out of order": {"rows": [batch(row, names=["b", "a"], columns=[["x"], ["y"]])]},
        "a name that is SQL": {"rows": [batch(row, names=["a; DROP TABLE sb_row"], columns=[["x"]])]},
        "a value that is a table": {"rows": [batch(row, names=["nama"], columns=[[{"a": 1}]])]},
        "a value that is a list": {"special": [resident(VILLAGE, content={"nama": ["x"]})]},
        "a number of 64 bits": {"rows": [batch(row, names=["agama"], columns=[[2**64 - 1]])]},
        "a revision of 64 bits": {"rows": [batch(row, revs=[2**62])]},
        "a revision of nought": {"rows": [batch(row, revs=[0])]},
        "deleted twice": {"rows": [batch(row, deleted=[2])]},
        "further columns that are no object": {"rows": [batch(row, lain=["[1]"])]},
        "further columns of no name": {"rows": [batch(row, lain=['{"Bukan Nama": 1}'])]},
        "further columns without end": {"rows": [batch(row, lain=[deep])]},
        "further columns of half a letter": {"rows": [batch(row, lain=['{"a": "\\ud800"}'])]},
        "an id that climbs out": {"special": [resident(VILLAGE, id="../../etc/passwd")]},
        "a kind that is none": {"special": [resident(VILLAGE, kind="admin")]},
        "a type that is a table": {"special": [resident(VILLAGE, type="sb_row; --")]},
        "half a digest": {"mode": "compare", "walk": long_walk},
        "a mode that is none": {"mode": "hapus"},
        "a bucket that is none": {"mode": "want", "walk": Walk(far_buckets=[999])},
        "a result for no row": {"results": [Result("x", "refused")]},
        "a history of nothing": {"special": [resident(VILLAGE, history=[b"x"])]},
        "a number beyond the engine's": {"epoch": 2**40},
        "a version longer than a book": {"version": "9" * 1000},
        "somebody else's name": {"sender": NEIGHBOUR},
    }


class HostileChild:
    """Holds the true key of a village and numbers its messages rightly; the rest is up to the test."""

    def __init__(self, village: Node, parent: Node):
        self.parent, link = parent, village.parent()
        self.code, self.key = village.code, link.own_key
        self.epoch, self.no, self.chain = link.epoch, link.no, link.chain

    def request(self, **changes) -> bytes:
        """The bytes of its next request."""
        values = {
            "protocol": PROTOCOL, "version": "1", "sender": self.code, "epoch": self.epoch, "no": self.no + 1,
            "chain": self.chain, "nonce": os.urandom(8), "time": "2026-11-21T00:00:00Z",
        }  # fmt: skip
        return pack(Request(**(values | changes)))

    def post(self, body: bytes, path: str = EXCHANGE, headers: dict | None = None) -> Answer:
        """The parent's answer to any bytes under this village's signature."""
        if headers is None:
            headers = signature.sign_request(self.key, self.code, "POST", path, body)
        return server.serve(self.parent, path, headers, body)

    def send(self, **changes) -> Reply | int:
        """The reply to a request of these parts, or the status it was refused with."""
        answer = self.post(self.request(**changes))
        if answer.status != 200:
            return answer.status
        self.no, self.chain = self.no + 1, message_hash(answer.body)
        return unpack(answer.body, Reply)


class HostileParent:
    """A transport that answers a village with what a test makes of the true parent's reply."""

    def __init__(self, parent: Node, forge):
        self.parent, self.forge = parent, forge
        self.key = bytes(parent.engine.value("SELECT kunci FROM sb_node"))

    def send(self, method, path, headers, body) -> Answer:
        request = unpack(body, Request)
        reply = Reply(PROTOCOL, "1", request.epoch, request.no, message_hash(body), "2026-11-21T00:00:00Z")
        data = pack(self.forge(request, reply) or reply)
        receipt = write_receipt(request.sender, request.epoch, request.no, data)
        return Answer(200, signature.sign_reply(self.key, self.parent.code, 200, data, receipt), data)


def frozen(village: Node) -> Request:
    """The request a village holds frozen."""
    return unpack(exchange.make_request(village, village.parent().peer), Request)
