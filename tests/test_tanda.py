"""No change goes unmarked: rows are changed by every path there is, and all are found pending."""

import sqlite3

import pytest
from peewee import SqliteDatabase, Value

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.engine import all_columns

from .conftest import DISTRICT, VILLAGE

OWN = {"node": VILLAGE, "wilayah": VILLAGE}
PATHS = {}


def path(function):
    """Register one way to change rows; it answers the ids it changed."""
    PATHS[function.__name__] = function
    return function


def families(village):
    return list(Keluarga.select().order_by(Keluarga.id))


def fresh(**more):
    return Keluarga(**OWN, no_kk="3522010101990001", **more)


@pytest.fixture
def marked(village):
    """A village with a hamlet, three families and four residents, all sent: nothing pending."""
    village.run("INSERT INTO sb_link (peer, role) VALUES (?, 'up')", (DISTRICT,))
    hamlet = Lingkungan.create(**OWN, dusun="Krajan")
    for number in range(1, 4):
        family = Keluarga.create(**OWN, no_kk=f"352201010199000{number}", lingkungan=hamlet)
        Penduduk.create(**OWN, orang_id=new_id(), nama=f"WARGA {number}", jenis_kelamin=1, keluarga=family)
    village.run("DELETE FROM sb_pending")
    village.run("UPDATE sb_row SET stale = 0")
    return village


@path
def saving_a_new_object(village):
    one = fresh()
    one.save(force_insert=True)
    return {one.id}


@path
def saving_a_changed_object(village):
    one = families(village)[0]
    one.alamat = "Jalan Merdeka 1"
    one.save()
    return {one.id}


@path
def creating(village):
    return {Keluarga.create(**OWN, no_kk=None).id}


@path
def inserting_many(village):
    rows = [{**OWN, "id": new_id(), "no_kk": None, "lain": None} for _ in range(7)]
    Keluarga.insert_many(rows).execute()
    return {row["id"] for row in rows}


@path
def creating_in_bulk(village):
    rows = [fresh() for _ in range(7)]
    Keluarga.bulk_create(rows)
    return {row.id for row in rows}


@path
def inserting_from_a_query(village):
    one, copy_id = families(village)[0], new_id()
    copy = Keluarga.select(Value(copy_id), Keluarga.node, Keluarga.wilayah).where(Keluarga.id == one.id)
    Keluarga.insert_from(copy, [Keluarga.id, Keluarga.node, Keluarga.wilayah]).execute()
    return {copy_id}


@path
def updating_in_bulk(village):
    Keluarga.update(alamat="Dusun Krajan").execute()
    return {one.id for one in families(village)}


@path
def updating_some(village):
    first = families(village)[0]
    Keluarga.update(alamat="Dusun Krajan").where(Keluarga.no_kk == first.no_kk).execute()
    return {first.id}


@path
def bulk_updating_objects(village):
    rows = families(village)
    for number, one in enumerate(rows):
        one.alamat = f"Jalan Mawar {number}"
    Keluarga.bulk_update(rows, ["alamat"])
    return {one.id for one in rows}


@path
def deleting_an_object(village):
    one = Penduduk.select().first()
    one.delete_instance()
    return {one.id}


@path
def deleting_by_a_query(village):
    gone = {one.id for one in Penduduk.select()}
    Penduduk.delete().execute()
    return gone


@path
def deleting_with_all_that_hangs_on_it(village):
    family = families(village)[0]
    gone = {family.id, *(one.id for one in family.anggota)}
    family.delete_instance(recursive=True, delete_nullable=True)
    return gone


@path
def letting_go_of_what_hangs_on_it(village):
    hamlet = Lingkungan.get()
    hamlet.delete_instance(recursive=True)
    return {hamlet.id, *(one.id for one in families(village))}


@path
def upserting_with_the_orm(village):
    held = families(village)[0]
    query = Keluarga.insert(**OWN, id=held.id, no_kk=held.no_kk, alamat="Jalan Baru")
    query.on_conflict(conflict_target=[Keluarga.id], preserve=[Keluarga.alamat]).execute()
    return {held.id}


@path
def upserting_on_the_hot_path(village):
    ids = {new_id() for _ in range(80)} | {families(village)[0].id}
    columns = ("id", "node", "wilayah", "alamat")
    with village.transaction():
        village.upsert("sb_keluarga", columns, "id", [(one, VILLAGE, VILLAGE, "Jalan Baru") for one in ids])
    return ids


@path
def raw_sql(village):
    before = {one.id for one in families(village)}
    village.run("UPDATE sb_keluarga SET alamat = upper(coalesce(alamat, 'krajan'))")
    return before


@path
def raw_sql_for_many_rows(village):
    ids = [new_id() for _ in range(5)]
    insert = "INSERT INTO sb_keluarga (id, node, wilayah) VALUES (?, ?, ?)"
    village.many(insert, [(one, VILLAGE, VILLAGE) for one in ids])
    return set(ids)


@path
def raw_delete_without_where(village):
    before = {one.id for one in families(village)}
    village.run("DELETE FROM sb_keluarga")
    return before


@path
def the_database_console(village):
    """A plain connection, as ``sqlite3`` and ``psql`` make: none of our settings, none of our code."""
    before = {one.id for one in families(village)}
    change = "UPDATE sb_keluarga SET alamat = 'dari konsol'"
    if isinstance(village.database, SqliteDatabase):
        with sqlite3.connect(village.database.database) as console:
            console.execute(change)
        console.close()
    else:
        import psycopg

        with psycopg.connect(village.database.database) as console:
            console.execute(change)
    return before


@path
def a_cascade_of_the_hosts_own_tables(village):
    """The host hangs our rows on a table of its own; deleting there deletes here."""
    sqlite = isinstance(village.database, SqliteDatabase)
    village.run("CREATE TABLE host_dusun (id INTEGER)")
    village.run("INSERT INTO host_dusun VALUES (1)")
    act = "DELETE FROM sb_penduduk;"
    if sqlite:
        village.run(f"CREATE TRIGGER host_hapus AFTER DELETE ON host_dusun BEGIN {act} END")
    else:
        village.run(
            f"CREATE FUNCTION host_hapus() RETURNS trigger AS $$ BEGIN {act} RETURN NULL; END $$ LANGUAGE plpgsql"
        )
        village.run("CREATE TRIGGER hapus AFTER DELETE ON host_dusun FOR EACH ROW EXECUTE FUNCTION host_hapus()")
    gone = {one.id for one in Penduduk.select()}
    village.run("DELETE FROM host_dusun")
    return gone


@pytest.mark.parametrize("change", PATHS.values(), ids=[name.replace("_", " ") for name in PATHS])
def test_every_path_that_changes_rows_leaves_them_pending(marked, change):
    before = dict(marked.run("SELECT id, rev FROM sb_row"))
    changed = change(marked)
    for peer in (DISTRICT, ""):
        assert {row_id for (row_id,) in marked.run("SELECT id FROM sb_pending WHERE peer = ?", (peer,))} == changed
    after = marked.run(
        "SELECT r.id, r.rev, p.rev, r.stale FROM sb_row r JOIN sb_pending p ON p.id = r.id AND p.peer = ''"
    )
    assert all(rev == mark and rev > before.get(row_id, 0) and stale for row_id, rev, mark, stale in after)


def test_a_deleted_row_is_pending_as_deleted_and_counts_on_when_it_returns(marked):
    one = Penduduk.select().first()
    one.delete_instance()
    assert marked.one("SELECT rev, deleted FROM sb_row WHERE id = ?", (one.id,)) == (2, 1)
    one.save(force_insert=True)
    assert marked.one("SELECT rev, deleted FROM sb_row WHERE id = ?", (one.id,)) == (3, 0)


def test_ten_edits_of_a_row_are_one_mark(marked):
    one = families(marked)[0]
    for number in range(10):
        Keluarga.update(alamat=f"Jalan {number}").where(Keluarga.id == one.id).execute()
    assert marked.run("SELECT id, rev FROM sb_pending WHERE peer = ?", (DISTRICT,)) == [(one.id, 11)]


def test_a_change_that_is_taken_back_leaves_no_mark(marked):
    with pytest.raises(RuntimeError), marked.database.atomic():
        Keluarga.update(alamat="Jalan Baru").execute()
        raise RuntimeError
    assert marked.value("SELECT count(*) FROM sb_pending") == 0


@pytest.mark.parametrize("column", all_columns(CATALOG["keluarga"]))
def test_a_change_of_any_column_is_seen_or_refused(marked, column):
    one = families(marked)[0]
    fixed = {"id": new_id(), "node": "35.22.01.2002", "wilayah": DISTRICT}
    value = fixed.get(column, "2020-01-01" if column == "tanggal_cetak_kk" else "a" * 5)
    change = (f"UPDATE sb_keluarga SET {column} = ? WHERE id = ?", (value, one.id))
    if column in fixed:
        with pytest.raises(Exception, match="tidak dapat diubah"):
            marked.run(*change)
    else:
        marked.run(*change)
    marks = {row_id for (row_id,) in marked.run("SELECT id FROM sb_pending")}
    assert marks == (set() if column in fixed else {one.id})


def test_replace_leaves_the_row_it_pushed_out_pending(marked):
    """SQLite's REPLACE removes the old row without a word unless the connection says otherwise."""
    same = "SELECT id, node, wilayah, 'B', '', '' FROM sb_lingkungan WHERE true"
    columns = "sb_lingkungan (id, node, wilayah, dusun, rw, rt)"
    if isinstance(marked.database, SqliteDatabase):
        marked.run(f"REPLACE INTO {columns} {same}")
    else:
        marked.run(f"INSERT INTO {columns} {same} ON CONFLICT (id) DO UPDATE SET dusun = excluded.dusun")
    hamlet = Lingkungan.get()
    assert hamlet.dusun == "B"
    assert marked.run("SELECT id FROM sb_pending WHERE peer = ''") == [(hamlet.id,)]
    assert marked.one("SELECT deleted, stale FROM sb_row WHERE id = ?", (hamlet.id,)) == (0, 1)


def test_truncate_is_refused_where_it_would_pass_by_the_marks(marked):
    if isinstance(marked.database, SqliteDatabase):
        marked.run("DELETE FROM sb_keluarga")
        assert marked.value("SELECT count(*) FROM sb_pending WHERE peer = ''") == 3
    else:
        with pytest.raises(Exception, match="TRUNCATE"):
            marked.run("TRUNCATE sb_keluarga")
        assert marked.value("SELECT count(*) FROM sb_keluarga") == 3
