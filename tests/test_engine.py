"""The promises both engines keep: one SQL, one transaction, the same answers."""

import threading

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.engine import engine_for, open_database

from .conftest import DISTRICT, NEIGHBOUR, VILLAGE

COLUMNS = ("id", "node", "wilayah", "dusun", "rw", "rt")


class Stopped(Exception):
    """Breaks off a transaction."""


def hamlet(name, row_id=None, node=VILLAGE):
    return (row_id or new_id(), node, node, name, "", "")


def insert(engine, *rows):
    engine.upsert("sb_lingkungan", COLUMNS, "id", rows)


def names(engine):
    return [name for (name,) in engine.run("SELECT dusun FROM sb_lingkungan ORDER BY dusun")]


def pending(engine):
    return engine.value("SELECT count(*) FROM sb_pending WHERE peer = ''")


def elsewhere(engine, act):
    """What ``act(engine)`` answers on a connection of its own, in another thread."""
    answer = []

    def run():
        try:
            answer.append(act(engine))
        finally:
            engine.database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    return answer[0]


def test_a_transaction_that_ends_well_is_seen_by_others_and_not_before(engine):
    with engine.transaction():
        insert(engine, hamlet("Krajan"))
        assert elsewhere(engine, names) == []
    assert elsewhere(engine, names) == ["Krajan"]


def test_a_transaction_that_breaks_off_leaves_neither_row_nor_mark(engine):
    with pytest.raises(Stopped), engine.transaction():
        insert(engine, hamlet("Krajan"))
        raise Stopped
    assert names(engine) == []
    assert pending(engine) == 0


def test_after_an_error_of_the_database_the_next_transaction_works(engine):
    with pytest.raises(Exception, match="tidak_ada_tabel"), engine.transaction():
        engine.run("SELECT * FROM tidak_ada_tabel")
    with engine.transaction():
        insert(engine, hamlet("Krajan"))
    assert names(engine) == ["Krajan"]


def test_a_transaction_inside_another_is_part_of_it(engine):
    with pytest.raises(Stopped), engine.transaction():
        with engine.transaction():
            insert(engine, hamlet("Krajan"))
        raise Stopped
    assert names(engine) == []


def test_an_inner_transaction_that_breaks_off_takes_only_its_own_rows(engine):
    with engine.transaction():
        insert(engine, hamlet("Krajan"))
        with pytest.raises(Stopped), engine.transaction():
            insert(engine, hamlet("Sumber"))
            raise Stopped
    assert names(engine) == ["Krajan"]


def test_the_screens_transaction_and_the_hot_paths_transaction_nest_both_ways(village):
    with village.database.atomic(), village.transaction():
        Lingkungan.create(node=VILLAGE, wilayah=VILLAGE, dusun="Krajan")
    with pytest.raises(Stopped), village.transaction(), village.database.atomic():
        Lingkungan.create(node=VILLAGE, wilayah=VILLAGE, dusun="Sumber")
        raise Stopped
    assert names(village) == ["Krajan"]


def test_a_transaction_opens_a_connection_where_none_is_and_closes_it(engine):
    engine.database.close()
    with engine.transaction():
        insert(engine, hamlet("Krajan"))
    assert engine.database.is_closed()
    with engine.database.connection_context():
        assert names(engine) == ["Krajan"]


def test_two_writers_take_turns_and_both_are_kept(engine):
    first_is_in, go_on = threading.Event(), threading.Event()

    def first():
        with engine.transaction():
            insert(engine, hamlet("Krajan"))
            first_is_in.set()
            go_on.wait(10)
        engine.database.close()

    thread = threading.Thread(target=first)
    thread.start()
    first_is_in.wait(10)
    threading.Timer(0.05, go_on.set).start()
    with engine.transaction():
        insert(engine, hamlet("Sumber"))
    thread.join()
    assert names(engine) == ["Krajan", "Sumber"]


@pytest.mark.parametrize("many", [1, 49, 50, 3000])
def test_an_upsert_inserts_what_is_new_and_replaces_what_is_held(engine, many):
    rows = [hamlet(f"A{n:05}") for n in range(many)]
    with engine.transaction():
        insert(engine, *rows)
    with engine.transaction():
        insert(engine, *[(*row[:3], row[3].replace("A", "B"), *row[4:]) for row in rows], hamlet("C"))
    assert names(engine) == [f"B{n:05}" for n in range(many)] + ["C"]
    assert pending(engine) == many + 1


def test_an_upsert_of_nothing_does_nothing(engine):
    insert(engine)
    assert names(engine) == []


def test_several_upserts_of_one_table_fit_in_one_transaction(engine):
    with engine.transaction():
        for start in (0, 100, 200):
            insert(engine, *[hamlet(f"{n:03}") for n in range(start, start + 100)])
    assert len(names(engine)) == 300


def test_upserts_keep_every_text_as_it_is(engine):
    odd = ["O'Brien", "100% \\ aman", "tab\tdan\nbaris", "Ngawi — ꦤ꧀", "?%s", '"petik"', "\\N", ""]
    for many in (1, 60):
        with engine.transaction():
            engine.run("DELETE FROM sb_lingkungan")
            insert(engine, *[hamlet(text) for text in odd for _ in range(many)])
        assert sorted(set(names(engine))) == sorted(odd)


def test_an_upsert_keeps_bytes_numbers_dates_and_what_is_absent(engine):
    columns = (
        "id",
        "node",
        "wilayah",
        "nama",
        "orang_id",
        "jenis_kelamin",
        "keadaan_nik",
        "status_dasar",
        "tanggal_lahir",
    )
    rows = [
        (new_id(), VILLAGE, VILLAGE, f"S{n}", new_id(), 1, 1, 1, None if n % 2 else "1990-02-28") for n in range(120)
    ]
    with engine.transaction():
        engine.upsert("sb_penduduk", columns, "id", rows)
        engine.upsert(
            "sb_message", ("peer", "epoch", "no", "hash"), "peer,epoch,no", [("x", 1, n, b"\0\xff") for n in range(80)]
        )
    listed = engine.select_list(CATALOG["penduduk"].columns, "p")
    found = engine.run(f"SELECT {listed} FROM sb_penduduk p WHERE nama = 'S0'")[0]
    by_name = dict(zip(CATALOG["penduduk"].names, found, strict=True))
    assert (by_name["tanggal_lahir"], by_name["jenis_kelamin"], by_name["nik"]) == ("1990-02-28", 1, None)
    assert bytes(engine.value("SELECT hash FROM sb_message WHERE no = 7")) == b"\0\xff"


def test_a_list_of_ids_is_found_however_long_it_is(engine):
    rows = [hamlet(f"{n}") for n in range(2000)]
    with engine.transaction():
        insert(engine, *rows)
    for wanted in ([], [rows[3][0]], [row[0] for row in rows]):
        query, params = engine.ids(wanted)
        assert engine.value(f"SELECT count(*) FROM sb_lingkungan WHERE id IN ({query})", params) == len(wanted)


def test_others_rows_are_stored_while_applying_and_refused_again_after(engine):
    with engine.transaction(), engine.applying():
        insert(engine, hamlet("Tetangga", node=NEIGHBOUR))
    assert pending(engine) == 0
    with pytest.raises(Exception, match="penulis lain"), engine.transaction():
        insert(engine, hamlet("Sebelah", node=NEIGHBOUR))
    assert names(engine) == ["Tetangga"]


def test_applying_ends_within_the_transaction(engine):
    with engine.transaction():
        with engine.applying():
            insert(engine, hamlet("Tetangga", node=NEIGHBOUR))
        insert(engine, hamlet("Krajan"))
    assert pending(engine) == 1


def test_applying_that_breaks_off_does_not_leave_the_guards_open(engine):
    with pytest.raises(Stopped), engine.transaction(), engine.applying():
        raise Stopped
    with pytest.raises(Exception, match="penulis lain"), engine.transaction():
        insert(engine, hamlet("Tetangga", node=NEIGHBOUR))


def test_applying_is_not_seen_by_another_connection(engine):
    engine.database.close()
    engine.database.connect()
    with engine.transaction():
        pass
    inside, done = threading.Event(), threading.Event()

    def apply():
        with engine.transaction(), engine.applying():
            inside.set()
            done.wait(10)
        engine.database.close()

    thread = threading.Thread(target=apply)
    thread.start()
    inside.wait(10)
    threading.Timer(0.05, done.set).start()
    with pytest.raises(Exception, match="penulis lain"), engine.transaction():
        insert(engine, hamlet("Tetangga", node=NEIGHBOUR))
    thread.join()


def test_a_screen_reads_dates_as_dates_and_writes_them_back(village):
    keluarga = Keluarga.create(node=VILLAGE, wilayah=VILLAGE, no_kk="3522010101010001", tanggal_cetak_kk="2020-02-29")
    orang = Penduduk.create(
        node=VILLAGE, wilayah=VILLAGE, orang_id=new_id(), nama="SITI", jenis_kelamin=2, keluarga=keluarga
    )
    held = Keluarga.get_by_id(keluarga.id)
    assert (held.tanggal_cetak_kk.isoformat(), held.no_kk) == ("2020-02-29", "3522010101010001")
    assert [one.nama for one in held.anggota] == ["SITI"]
    assert Penduduk.get_by_id(orang.id).tanggal_lahir is None


def test_a_percent_sign_and_a_question_mark_in_a_parameter_are_only_text(engine):
    assert engine.value("SELECT ?", ("100% ?",)) == "100% ?"
    assert engine.value("SELECT 'x' WHERE 'abc' LIKE 'a%' AND 'd' = ?", ("d",)) == "x"


def test_an_address_names_the_engine_and_an_unknown_one_is_refused_in_words(tmp_path):
    from peewee import MySQLDatabase

    for address in (str(tmp_path / "a.db"), f"sqlite:///{tmp_path}/b.db"):
        database = open_database(address)
        assert engine_for(database).value("SELECT 1") == 1
        database.close()
    with pytest.raises(TypeError, match="Pakai SQLite atau PostgreSQL"):
        engine_for(MySQLDatabase("x"))


def test_both_spellings_of_a_postgres_address_open(postgres_url):
    for address in (postgres_url, postgres_url.replace("postgresql://", "postgres://")):
        database = open_database(address)
        assert engine_for(database).value("SELECT 1") == 1
        database.close()


def test_a_village_marks_for_the_level_above_on_every_upsert(engine):
    engine.run("INSERT INTO sb_link (peer, role) VALUES (?, 'up')", (DISTRICT,))
    with engine.transaction():
        insert(engine, *[hamlet(str(n)) for n in range(60)])
    assert engine.value("SELECT count(*) FROM sb_pending WHERE peer = ?", (DISTRICT,)) == 60


def test_many_rows_are_taken_in_where_the_driver_has_no_copy_too(engine):
    engine._copies = False  # as over psycopg2, which a host may have brought
    insert(engine, *(hamlet(f"Dusun {number:03}") for number in range(80)))
    assert len(names(engine)) == pending(engine) == 80
