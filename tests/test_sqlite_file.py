"""Connections a server keeps from one use to the next: quick, and as if each were new."""

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from flask import Flask

from sid_bantuan import host
from sid_bantuan.catalog import CATALOG
from sid_bantuan.sync.engine import SqliteEngine, open_sqlite

from .conftest import VILLAGE


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "desa.db"
    first = open_sqlite(str(path))
    first.execute_sql("CREATE TABLE catatan (isi TEXT)")
    first.close()
    return path


@pytest.fixture
def file(path):
    """The file, served."""
    with open_sqlite(str(path)).kept() as file:
        yield file
        file.close()


def use(file, sql: str, *values) -> list:
    """One use of the file, as a request is."""
    with file.connection_context():
        return file.connection().execute(sql, values).fetchall()


def used(file):
    with file.connection_context():
        return file.connection()


def elsewhere(work):
    """What the work answers in another thread."""
    found = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def test_one_clerks_uses_share_one_connection_whatever_thread_each_is_in(file):
    first = used(file)
    assert used(file) is first
    assert elsewhere(lambda: used(file)) is first
    assert file.is_closed()


def test_two_at_once_have_one_each(file):
    with file.connection_context():
        assert elsewhere(lambda: used(file)) is not file.connection()


def three_at_once(file) -> set:
    """The connections of three threads that use the file at the same time."""
    found, all_in = set(), threading.Barrier(3)

    def hold():
        with file.connection_context():
            found.add(file.connection())
            all_in.wait()

    threads = [threading.Thread(target=hold) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_no_more_than_a_few_are_kept(path):
    with open_sqlite(str(path)).kept(most=2) as file:
        first = three_at_once(file)
        assert len(first) == 3
        assert len(first & three_at_once(file)) == 2
    assert open_handles(path) == []


def test_what_one_use_did_not_commit_the_next_does_not_see(file):
    with file.connection_context():
        file.connection().execute("BEGIN IMMEDIATE")
        file.connection().execute("INSERT INTO catatan VALUES ('setengah')")
        half = file.connection()
    assert used(file) is half
    assert not half.in_transaction
    assert use(file, "SELECT * FROM catatan") == []


def test_an_answer_left_half_read_does_not_show_the_next_use_the_past(file):
    use(file, "INSERT INTO catatan VALUES ('satu'), ('dua')")
    with file.connection_context():
        reading = file.connection().execute("SELECT isi FROM catatan")
        reading.fetchone()
        before = file.connection()
    with sqlite3.connect(file.database) as courier:
        courier.execute("INSERT INTO catatan VALUES ('tiga')")
    courier.close()
    assert used(file) is not before
    assert use(file, "SELECT COUNT(*) FROM catatan") == [(3,)]


def test_what_another_process_writes_is_seen(file):
    used(file)
    with sqlite3.connect(file.database) as courier:
        courier.execute("INSERT INTO catatan VALUES ('kurir')")
    assert use(file, "SELECT isi FROM catatan") == [("kurir",)]
    courier.close()


def test_a_use_leaves_all_it_wrote_in_the_file_itself_so_that_a_copy_of_it_is_whole(file, tmp_path):
    use(file, "INSERT INTO catatan VALUES ('tersimpan')")
    copy = shutil.copy(file.database, tmp_path / "cadangan.db")
    with sqlite3.connect(copy) as reading:
        assert reading.execute("SELECT isi FROM catatan").fetchall() == [("tersimpan",)]
    reading.close()


@pytest.mark.parametrize("put", [os.replace, shutil.copyfile], ids=["moved there", "poured over it"])
def test_a_backup_put_in_the_files_place_is_what_the_next_use_reads(file, tmp_path, put):
    use(file, "INSERT INTO catatan VALUES ('cadangan')")
    backup = shutil.copy(file.database, tmp_path / "cadangan.db")
    use(file, "UPDATE catatan SET isi = 'sesudahnya'")
    old = used(file)
    put(backup, file.database)
    assert use(file, "SELECT isi FROM catatan") == [("cadangan",)]
    assert used(file) is not old
    use(file, "INSERT INTO catatan VALUES ('baru')")
    with sqlite3.connect(file.database) as reading:
        assert reading.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert reading.execute("SELECT isi FROM catatan").fetchall() == [("cadangan",), ("baru",)]
    reading.close()


def test_a_connection_in_use_while_the_file_is_replaced_is_not_kept(file, tmp_path):
    use(file, "INSERT INTO catatan VALUES ('cadangan')")
    backup = shutil.copy(file.database, tmp_path / "cadangan.db")
    use(file, "UPDATE catatan SET isi = 'sesudahnya'")
    with file.connection_context():
        assert file.connection().execute("SELECT isi FROM catatan").fetchall() == [("sesudahnya",)]
        os.replace(backup, file.database)
    assert use(file, "SELECT isi FROM catatan") == [("cadangan",)]


def test_letting_go_waits_for_nobody_who_reads_or_writes_and_keeps_its_patience_for_the_next_use(file):
    with sqlite3.connect(file.database, isolation_level=None) as other:
        for step in ("BEGIN", "SELECT * FROM catatan", "INSERT INTO catatan VALUES ('lain')"):
            other.execute(step)
            before = time.monotonic()
            kept = used(file)
            assert time.monotonic() - before < 5
        other.execute("COMMIT")
    other.close()
    assert kept.execute("PRAGMA busy_timeout").fetchall() == [(30_000,)]


def test_at_rest_a_connection_keeps_few_pages_and_in_use_as_many_as_ever(file):
    for _ in range(2):
        assert use(file, "PRAGMA cache_size") == [(-16_000,)]
    assert used(file).execute("PRAGMA cache_size").fetchall() == [(-2_000,)]


def test_at_the_end_no_connection_is_open_and_no_log_lies_beside_the_file(path):
    file = open_sqlite(str(path))
    with file.kept():
        use(file, "INSERT INTO catatan VALUES ('satu')")
        elsewhere(lambda: use(file, "INSERT INTO catatan VALUES ('dua')"))
        assert open_handles(path)
    assert open_handles(path) == []
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_one_still_in_use_at_the_end_is_closed_by_its_user(path):
    file = open_sqlite(str(path))
    with file.kept():
        file.connect()
    assert file.connection().execute("SELECT 1").fetchall() == [(1,)]
    file.close()
    assert open_handles(path) == []


def test_where_nobody_serves_a_connection_closes_with_its_use(path):
    file = open_sqlite(str(path))
    use(file, "SELECT 1")
    assert open_handles(path) == []


@pytest.fixture
def client(file):
    """A browser at an application of ours; ``/lupa`` forgets to end what it began."""
    app = Flask("sid_bantuan")
    engine = SqliteEngine(file)
    host.attach(app, engine, VILLAGE, CATALOG, lambda: None, standalone=True)

    @app.get("/lupa/<how>")
    def forget(how):
        file.transaction("IMMEDIATE").__enter__() if how == "atomic" else engine.run("BEGIN IMMEDIATE")
        engine.run("INSERT INTO catatan VALUES ('setengah')")
        return "lupa"

    app.add_url_rule("/jatuh", "jatuh", lambda: engine.run("BEGIN IMMEDIATE") or 1 / 0)
    app.add_url_rule("/tulis", "tulis", lambda: engine.many("INSERT INTO catatan VALUES (?)", [("utuh",)]) or "")
    app.add_url_rule("/baca", "baca", lambda: [isi for (isi,) in engine.run("SELECT isi FROM catatan")])
    return app.test_client()


@pytest.mark.parametrize("how", ["atomic", "begin"])
def test_a_half_done_transaction_of_one_request_is_not_seen_by_the_next(client, file, how):
    assert client.get(f"/lupa/{how}").text == "lupa"
    assert file.is_closed()
    assert not file.in_transaction()
    assert client.get("/baca").json == []
    client.get("/tulis")
    assert client.get("/baca").json == ["utuh"]


def test_a_request_that_falls_keeps_nobody_from_writing(client, file):
    assert client.get("/jatuh").status_code == 500
    elsewhere(lambda: use(file, "INSERT INTO catatan VALUES ('lain')"))
    assert client.get("/baca").json == ["lain"]


def open_handles(path) -> list[str]:
    """Through which of its handles this process holds the file open, one a connection."""
    if not FOLDER.is_dir():
        pytest.skip("the system does not tell which files are open")
    return [link.name for link in FOLDER.iterdir() if os.path.realpath(link) == str(path)]


FOLDER = Path("/proc/self/fd")
