"""A row nobody can store, however it got into an author's table, harms no other and is not lost."""

import pytest

from sid_bantuan.domain.ids import new_id
from sid_bantuan.sync import wire
from sid_bantuan.sync.record import content_hash, content_hashes

from .support.road import DISTRICT, REGENCY, VILLAGE, Road, add_resident

loose = pytest.mark.parametrize("kind", ["sqlite"])
"""Only SQLite holds any value in any column."""


@pytest.fixture
def road(open_node):
    return Road(open_node)


def names(node):
    return {row[0] for row in node.engine.run("SELECT nama FROM sb_penduduk")}


ODD = {
    "a fraction in a code": ("agama", 1.5),
    "text in a code": ("agama", "Islam"),
    "a number far too large in a code": ("agama", 2**62),
    "bytes in a code": ("agama", b"\xff\x00"),
    "letters that are no hex in a reference": ("keluarga_id", "bukan-heksa"),
    "hex of odd length in a reference": ("keluarga_id", "abc"),
    "a number in a reference": ("keluarga_id", 7),
    "a number in a name": ("nama", 7),
    "a NUL in a name": ("nama", "SITI\0AMINAH"),
    "a month that is none": ("tanggal_lahir", "1990-13-01"),
    "an endless name": ("nama", "X" * 5000),
}


@loose
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_is_refused_and_told_and_its_neighbours_arrive(road, odd):
    column, value = ODD[odd]
    village = road[VILLAGE]
    before = [add_resident(village, f"ÜMI {n}") for n in range(3)]
    bad = add_resident(village, "RACUN")
    village.engine.run(f"UPDATE sb_penduduk SET {column} = ? WHERE id = ?", (value, bad))
    add_resident(village, "WATI", keluarga_id=new_id())
    road.settle()
    kept = road[DISTRICT].engine.run("SELECT id, kolom FROM sb_refused_in")
    held = {row[0] for row in road[DISTRICT].engine.run("SELECT id FROM sb_penduduk")}
    arrived_all_the_same = column == "nama" and value == 7  # SQLite makes text of a number in a text column
    assert (kept == []) if arrived_all_the_same else (kept == [(bad, column)])
    assert set(before) <= held
    assert "WATI" in names(road[REGENCY])
    assert not road.unequal()


@loose
def test_bytes_in_a_text_column_arrive_as_hex_and_prove_equal(road):
    row_id = add_resident(road[VILLAGE], suku="JAWA")
    road[VILLAGE].engine.run("UPDATE sb_penduduk SET suku = ? WHERE id = ?", (b"\xca\xfe", row_id))
    road.settle()
    assert road[REGENCY].engine.value("SELECT suku FROM sb_penduduk") == "cafe"
    assert not road.unequal()


@loose
def test_capital_hex_in_a_reference_arrives_as_it_is_and_proves_equal(road):
    add_resident(road[VILLAGE], keluarga_id="AB" * 16)
    add_resident(road[VILLAGE], keluarga_id="ab" * 16)
    road.settle()
    held = road[REGENCY].engine.run("SELECT keluarga_id FROM sb_penduduk ORDER BY 1")
    assert held == [("AB" * 16,), ("ab" * 16,)]
    assert not road.unequal()


@loose
def test_a_mended_row_replaces_the_one_that_was_kept(road):
    village = road[VILLAGE]
    row_id = add_resident(village)
    village.engine.run("UPDATE sb_penduduk SET agama = 'Islam' WHERE id = ?", (row_id,))
    road.settle()
    village.engine.run("UPDATE sb_penduduk SET agama = 1 WHERE id = ?", (row_id,))
    road.settle()
    assert road[DISTRICT].engine.run("SELECT 1 FROM sb_refused_in") == []
    assert road[VILLAGE].engine.run("SELECT 1 FROM sb_penolakan") == []
    assert road[REGENCY].engine.value("SELECT agama FROM sb_penduduk") == 1


@pytest.mark.parametrize("row_id", ["", "x1", "A" * 32, "a" * 31, "g" * 32])
def test_a_row_whose_id_is_no_id_is_refused_at_the_desk(road, row_id):
    with pytest.raises(Exception, match="heksadesimal"):
        add_resident(road[VILLAGE], id=row_id)


def test_a_row_about_an_area_that_is_no_area_is_refused_at_the_desk(road):
    names = ("id", "node", "wilayah", "sha256", "nama", "mime", "ukuran")
    row = (new_id(), DISTRICT, f"{DISTRICT}.9", "0" * 64, "foto", "image/png", 1)
    with pytest.raises(Exception, match="wilayah"):
        road[DISTRICT].engine.upsert("sb_berkas", names, "id", [row])


def test_a_row_longer_than_any_message_is_refused_at_the_desk(road, kind):
    if kind == "postgres":
        road[VILLAGE].engine.run("ALTER TABLE sb_penduduk ALTER suku TYPE text")
    row_id = add_resident(road[VILLAGE])
    with pytest.raises(Exception, match="terlalu panjang"):
        road[VILLAGE].engine.run("UPDATE sb_penduduk SET suku = ? WHERE id = ?", ("x" * 300_000, row_id))


def test_rows_of_long_texts_go_in_as_many_messages_as_they_need(road, monkeypatch):
    monkeypatch.setattr(wire, "MOST_UNPACKED", 60_000)
    rows = [(new_id(), VILLAGE, VILLAGE, f"K{n}", "panjang " * 2_000) for n in range(20)]
    with road[VILLAGE].engine.transaction():
        road[VILLAGE].engine.upsert("sb_kelompok", ("id", "node", "wilayah", "nama", "keterangan"), "id", rows)
    road.settle()
    assert road[REGENCY].engine.value("SELECT count(*) FROM sb_kelompok") == 20


def test_a_hash_depends_on_its_own_row_alone():
    columns = [["ÜMI", 7, None, b"\x01", "U\u0308MI", 1.5, "SITI"], [1, "dua", None, 2.5, 1, None, b"x"]]
    together = content_hashes(["a", "b"], columns, [None] * 7, [0] * 7)
    alone = [content_hashes(["a", "b"], [[one], [two]], [None], [0])[0] for one, two in zip(*columns, strict=True)]
    by_name = [content_hash({"a": one, "b": two}, 0) for one, two in zip(*columns, strict=True)]
    assert together == alone == by_name
    assert together[0] == together[4]


def test_a_column_not_yet_known_is_hashed_like_one_that_is():
    known = content_hashes(["nama", "surel"], [["SITI"], ["u\u0308mi@desa.id"]], [None], [0])
    kept_aside = content_hashes(["nama"], [["SITI"]], ['{"surel": "ümi@desa.id"}'], [0])
    assert known == kept_aside


@pytest.mark.parametrize("filled", [0, 1, 15, 16, 17, 40])
def test_a_row_hashes_alike_alone_and_among_fuller_ones(filled):
    """Beside a row of 40 values one of three must keep its name, or its copies would be taken for damaged."""
    names = [f"k{at:02}" for at in range(40)]
    columns = [["penuh", str(at) if at < filled else None] for at in range(40)]
    among = content_hashes(names, columns, [None, None], [0, 0])[1]
    alone = content_hashes(names, [[column[1]] for column in columns], [None], [0])[0]
    assert among == alone == content_hash({name: column[1] for name, column in zip(names, columns, strict=True)}, 0)
