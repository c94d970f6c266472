"""What the models declare and what the migrations build is one and the same."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.sync.schema import runner

from .conftest import DISTRICT, NEIGHBOUR, VILLAGE

INSERT = "INSERT INTO sb_lingkungan (id, node, wilayah, dusun, rw, rt) VALUES (?, ?, ?, ?, '001', '002')"


def test_every_declared_column_is_in_the_table_and_the_other_way_round(village):
    for record_type in CATALOG:
        built = {column.name for column in village.database.get_columns(record_type.table)}
        assert built == {"id", "node", "wilayah", "lain", *record_type.names}, record_type.name


def test_migrations_go_down_to_an_empty_database(village):
    run = runner(village.database)
    while run.applied():
        run.down()
    left = [table for table in village.database.get_tables() if table not in ("sb_migrasi",)]
    assert left == []


def test_a_write_by_the_author_is_marked_and_a_write_of_anothers_row_is_refused(village):
    village.run("INSERT INTO sb_link (peer, role) VALUES (?, 'up')", (DISTRICT,))
    village.run(INSERT, ("a" * 32, VILLAGE, VILLAGE, "Krajan"))
    assert village.run("SELECT peer, type, rev FROM sb_pending ORDER BY peer") == [
        ("", "lingkungan", 1),
        (DISTRICT, "lingkungan", 1),
    ]
    with pytest.raises(Exception, match="penulis lain"):
        village.run(INSERT, ("b" * 32, NEIGHBOUR, VILLAGE, "Krajan"))


def test_an_update_that_changes_nothing_marks_nothing(village):
    village.run("INSERT INTO sb_link (peer, role) VALUES (?, 'up')", (DISTRICT,))
    village.run(INSERT, ("a" * 32, VILLAGE, VILLAGE, "K"))
    village.run("UPDATE sb_lingkungan SET dusun = 'K'")
    assert village.value("SELECT rev FROM sb_row") == 1
    village.run("UPDATE sb_lingkungan SET dusun = 'L'")
    assert village.value("SELECT rev FROM sb_row") == 2
