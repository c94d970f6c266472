"""What a node derives: warnings and search keys follow every change, on the row and on its doubles."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan import turunan
from sid_bantuan.sync import local
from sid_bantuan.sync.engine import SqliteEngine, open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import Catalog
from sid_bantuan.sync.schema import prepare

VILLAGE, NEXT, DISTRICT = "35.22.01.2001", "35.22.01.2002", "35.22.01"
NIK, OTHER_NIK = "3522010101900001", "3522010101900002"
ONLY = Catalog(CATALOG.types.values(), derived=(turunan.derive,))


@pytest.fixture
def node(engine):
    return Node(engine, VILLAGE, ONLY)


@pytest.fixture
def above(open_node):
    """A kecamatan, where rows of several villages lie side by side."""
    return Node(open_node(DISTRICT), DISTRICT, ONLY)


SOUND = {
    "keadaan_nik": 1, "nama": "BUDI SANTOSO", "jenis_kelamin": 1, "tempat_lahir": "BOJONEGORO", "agama": 1, "pendidikan_kk": 5,
    "tanggal_lahir": "1990-01-01", "pekerjaan": 9, "status_kawin": 1, "hubungan_keluarga": 1, "kewarganegaraan": 1,
    "status_dasar": 1, "status_penduduk": 1,
}  # fmt: skip


def add(node, table="sb_penduduk", village=VILLAGE, **values):
    """Insert one row, at the author or as a copy, and return its id."""
    row = {"id": new_id(), "node": village, "wilayah": village} | values
    if table == "sb_penduduk":
        row = {"orang_id": new_id(), "nik": NIK} | SOUND | row
    with node.engine.transaction():
        if node.code == village:
            _insert(node, table, row)
        else:
            with node.engine.applying():
                _insert(node, table, row)
            kind = table.removeprefix("sb_")
            node.engine.run(
                "INSERT INTO sb_row (id, type, node, wilayah, rev, deleted, stale) VALUES (?, ?, ?, ?, 1, 0, 0)",
                (row["id"], kind, village, village),
            )
            node.engine.run("INSERT INTO sb_pending (peer, type, id, rev) VALUES ('', ?, ?, 1)", (kind, row["id"]))
    return row["id"]


def _insert(node, table, row):
    marks = ", ".join("?" * len(row))
    node.engine.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def change(node, row_id, table="sb_penduduk", **values):
    node.engine.run(
        f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), row_id)
    )


def family(node, **values):
    return add(node, "sb_keluarga", **{"no_kk": "3522010101200001", "lingkungan_id": "a" * 32} | values)


def warned(node, row_id):
    local.drain_all(node)
    return {code for (code,) in node.engine.run("SELECT kode FROM sb_peringatan WHERE id = ?", (row_id,))}


def test_a_change_of_a_row_changes_its_warnings_and_its_key(node):
    who = add(node, keluarga_id=family(node), nama="H. Soekarno")
    assert warned(node, who) == set()
    assert node.engine.value("SELECT teks FROM sb_cari WHERE id = ?", (who,)) == "sukarno"
    change(node, who, nik=None, keadaan_nik=2, nama="Hasan")
    assert warned(node, who) == {"nik_belum_ada"}
    assert node.engine.value("SELECT teks FROM sb_cari WHERE id = ?", (who,)) == "hasan"
    node.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (who,))
    assert warned(node, who) == set()
    assert node.engine.value("SELECT count(*) FROM sb_cari") == 0


def test_two_with_one_nik_are_both_warned_and_both_cleared_when_one_is_mended(node):
    card = family(node)
    one = add(node, keluarga_id=card)
    assert warned(node, one) == set()
    other = add(node, keluarga_id=card, nama="ANDI", tanggal_lahir="1990-01-01", hubungan_keluarga=4)
    assert warned(node, other) == {"nik_ganda"}
    assert warned(node, one) == {"nik_ganda"}
    words = json.loads(node.engine.value("SELECT isi FROM sb_peringatan WHERE id = ?", (one,)))
    assert (words["nama"], words["id"], words["wilayah"]) == ("ANDI", other, VILLAGE)
    change(node, other, nik=OTHER_NIK)
    assert warned(node, one) == set()
    assert warned(node, other) == set()


def test_two_who_are_doubles_by_number_and_by_name_keep_both_warnings_and_settle(above):
    ids = [add(above), add(above, village=NEXT)]
    for _ in range(4):
        left = local.drain(above)
    assert left == 0
    rows = above.engine.run("SELECT id, kode FROM sb_peringatan WHERE kode IN ('nik_ganda', 'orang_kembar')")
    assert sorted(rows) == sorted((one, code) for one in ids for code in ("nik_ganda", "orang_kembar"))


def test_a_deleted_double_is_no_double(node):
    card = family(node)
    one, other = add(node, keluarga_id=card), add(node, keluarga_id=card, nama="ANDI", hubungan_keluarga=4)
    assert warned(node, one) == {"nik_ganda"}
    node.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (other,))
    assert warned(node, one) == set()


def test_the_same_name_and_birth_date_is_told_across_villages_in_any_spelling(above):
    one = add(above, nama="Moch. Soekarno", keluarga_id="k" * 32)
    other = add(above, village=NEXT, nama="MUHAMMAD SUKARNO", nik=OTHER_NIK, keluarga_id="k" * 32)
    assert warned(above, one) == {"orang_kembar"}
    assert warned(above, other) == {"orang_kembar"}
    words = json.loads(above.engine.value("SELECT isi FROM sb_peringatan WHERE id = ?", (one,)))
    assert words["wilayah"] == NEXT


@pytest.mark.parametrize("left", [3, 9])
def test_who_moved_away_or_is_not_valid_is_nobodys_double(above, left):
    one = add(above, keluarga_id="k" * 32)
    add(above, village=NEXT, status_dasar=left, keluarga_id="k" * 32)
    assert warned(above, one) == set()


def test_the_dead_still_are(above):
    one = add(above, keluarga_id="k" * 32)
    add(above, village=NEXT, status_dasar=2, keluarga_id="k" * 32)
    assert warned(above, one) == {"nik_ganda", "orang_kembar"}


def test_a_neighbour_whose_warnings_change_is_told_to_the_queue_and_travels_nowhere(above):
    seen = []
    above.catalog = Catalog(
        CATALOG.types.values(), derived=(turunan.derive, lambda _node, _kind, ids: seen.extend(ids))
    )
    one = add(above, keluarga_id="k" * 32)
    local.drain_all(above)
    seen.clear()
    other = add(above, village=NEXT, nama="ANDI", keluarga_id="k" * 32)
    local.drain_all(above)
    assert sorted(set(seen)) == sorted([one, other])
    assert above.engine.value("SELECT count(*) FROM sb_pending") == 0


def test_a_family_is_warned_of_its_members_and_of_those_who_left(node):
    card, other = family(node), family(node, no_kk=None)
    assert warned(node, card) == {"kk_kosong"}
    who = add(node, keluarga_id=card)
    assert warned(node, card) == set()
    second = add(node, keluarga_id=card, nik=OTHER_NIK, nama="ANDI")
    assert warned(node, card) == {"kk_kepala_ganda"}
    change(node, second, hubungan_keluarga=4)
    assert warned(node, card) == set()
    change(node, who, keluarga_id=other)
    assert warned(node, card) == {"kk_tanpa_kepala"}
    assert warned(node, other) == {"no_kk_belum_ada"}


def test_two_families_with_one_number_are_both_warned_and_both_cleared(node):
    one, other = family(node), family(node)
    add(node, keluarga_id=one)
    add(node, keluarga_id=other, nik=OTHER_NIK, nama="ANDI")
    assert warned(node, one) == warned(node, other) == {"no_kk_ganda"}
    change(node, other, "sb_keluarga", no_kk="3522010101200002")
    assert warned(node, one) == warned(node, other) == set()


def test_a_family_that_left_as_a_whole_is_warned_of_nothing_and_is_nobodys_double(node):
    gone, here = family(node, lingkungan_id=None), family(node)
    who = add(node, keluarga_id=gone)
    add(node, keluarga_id=here, nik=OTHER_NIK, nama="ANDI")
    assert warned(node, gone) == {"lingkungan_kosong", "no_kk_ganda"}
    change(node, who, status_dasar=3)
    assert warned(node, gone) == warned(node, here) == set()
    change(node, who, status_dasar=1)
    assert warned(node, here) == {"no_kk_ganda"}


def test_deriving_twice_changes_nothing(node):
    card = family(node)
    ids = [add(node, keluarga_id=card, nama=name, nik=nik) for name, nik in (("A B", NIK), ("C D", NIK), ("C D", None))]
    local.drain_all(node)
    tables = ("sb_peringatan", "sb_cari")
    before = [sorted(node.engine.run(f"SELECT * FROM {table}"), key=str) for table in tables]
    with node.engine.transaction():
        turunan.derive(node, "penduduk", ids)
        turunan.derive(node, "keluarga", [card])
    assert [sorted(node.engine.run(f"SELECT * FROM {table}"), key=str) for table in tables] == before
    assert node.engine.value("SELECT count(*) FROM sb_pending WHERE peer = ''") == 0


PEOPLE = st.tuples(
    st.sampled_from([None, NIK, OTHER_NIK]), st.sampled_from(["BUDI", "BOEDI", "SITI"]), st.sampled_from([None, "1990-01-01"]),
    st.sampled_from([1, 2, 3]), st.integers(0, 1),
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.none() | PEOPLE), max_size=14), st.randoms(use_true_random=False))
def test_whatever_the_order_of_changes_the_warnings_are_those_of_a_rebuild_from_nothing(
    tmp_path_factory, changes, chance
):
    database = open_sqlite(str(tmp_path_factory.mktemp("t") / "a.db"))
    node = Node(prepare(database, VILLAGE, ONLY), VILLAGE, ONLY)
    cards = [family(node), family(node)]
    held = {}
    for slot, who in changes:
        if slot in held:
            node.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (held.pop(slot),))
        if who:
            nik, name, born, status, card = who
            held[slot] = add(
                node, nik=nik, keadaan_nik=1 if nik else 2, nama=name, tanggal_lahir=born, status_dasar=status,
                keluarga_id=cards[card], hubungan_keluarga=1,
            )  # fmt: skip
        if chance.random() < 0.6:
            local.drain_all(node)
    local.drain_all(node)
    query = "SELECT id, kode, kolom, bobot FROM sb_peringatan ORDER BY id, kode, kolom"
    kept = node.engine.run(query)
    node.engine.run("DELETE FROM sb_peringatan")
    with node.engine.transaction():
        turunan.derive(node, "keluarga", cards)
        turunan.derive(node, "penduduk", list(held.values()))
    assert node.engine.run(query) == kept
    node.engine.run("INSERT INTO sb_cari_teks (sb_cari_teks, rank) VALUES ('integrity-check', 1)")
    database.close()


def test_the_trigrams_hold_exactly_the_names(node):
    for name in ("SITI AMINAH", "SITI FATIMAH", "BUDI"):
        change(node, add(node, nama="AWAL", nik=None, keadaan_nik=2), nama=name)
        local.drain_all(node)
    if isinstance(node.engine, SqliteEngine):
        assert node.engine.value("SELECT count(*) FROM sb_cari_teks WHERE sb_cari_teks MATCH 'siti'") == 2
        assert node.engine.value("SELECT count(*) FROM sb_cari_teks WHERE sb_cari_teks MATCH 'awal'") == 0
        node.engine.run("INSERT INTO sb_cari_teks (sb_cari_teks, rank) VALUES ('integrity-check', 1)")


def test_everything_can_be_derived_anew_when_the_rules_have_changed(node):
    card = family(node)
    ids = [add(node, keluarga_id=card), add(node, keluarga_id=card, nama="ANDI", hubungan_keluarga=4)]
    assert warned(node, ids[0]) == {"nik_ganda"}
    node.engine.run("DELETE FROM sb_peringatan")
    node.engine.run("UPDATE sb_cari SET lahir = NULL")
    assert turunan.susun_ulang(node) == 3
    assert warned(node, ids[0]) == {"nik_ganda"}
    assert node.engine.value("SELECT count(*) FROM sb_cari WHERE lahir IS NULL") == 0
