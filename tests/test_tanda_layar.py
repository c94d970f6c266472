"""What the office does on its screens is found pending too: forms, rows inside forms, cards, bin, merge, import.

What changed is read off the tables before and after, so no screen is believed about itself.
"""

import io

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan import gabung, sampah
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_lembar
from sid_bantuan.modules.kependudukan.impor import baca, terapkan
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import KelompokAnggota, Keluarga, Penduduk
from sid_bantuan.sync.node import Node

from . import layar
from .conftest import DISTRICT, VILLAGE
from .layar import kirim, versi

PATHS = {}
OPERATOR = layar.siti()


def path(function):
    """Register one thing an office does."""
    PATHS[function.__name__] = function
    return function


class Office:
    """A village at work: a card of two, a third person, a group with one member; all of it sent."""

    def __init__(self, engine):
        self.engine = engine
        self.node = Node(engine, VILLAGE, CATALOG)
        self.client = layar.aplikasi(engine).test_client()
        engine.run("INSERT INTO sb_link (peer, role) VALUES (?, 'up')", (DISTRICT,))
        self.card = layar.keluarga(lingkungan=layar.tempat())
        self.father = layar.penduduk("BUDI", jenis_kelamin=1, keluarga=self.card, hubungan_keluarga=1)
        self.mother = layar.penduduk("SITI", keluarga=self.card, hubungan_keluarga=3)
        self.double = layar.penduduk("SITY")
        self.group = layar.kelompok("TANI", self.father)
        engine.run("DELETE FROM sb_pending")

    def content(self):
        """Every record's columns by its id."""
        held = {}
        for record_type in CATALOG:
            columns = self.engine.select_list(record_type.columns, "t")
            rows = self.engine.run(f"SELECT t.id, t.lain, {columns} FROM {record_type.table} t")
            held |= {row[0]: (record_type.name, *row[1:]) for row in rows}
        return held

    def pending(self, peer):
        return {row_id for (row_id,) in self.engine.run("SELECT id FROM sb_pending WHERE peer = ?", (peer,))}


@pytest.fixture
def office(village):
    return Office(village)


@path
def a_person_through_the_form(office):
    url = f"/penduduk/edit/?id={office.double.id}"
    return kirim(
        office.client, url, nama="SITY BARU", jenis_kelamin="2", sid_versi=versi(office.engine, office.double.id)
    )


@path
def a_new_group_with_its_member_in_one_form(office):
    member = {"kelompok_anggota-0-penduduk": office.mother.id, "kelompok_anggota-0-jabatan": "Ketua"}
    return kirim(office.client, "/kelompok/new/", nama="PKK", **member)


@path
def a_member_taken_out_inside_the_form(office):
    row = KelompokAnggota.get()
    member = {
        "kelompok_anggota-0-id": row.id, "kelompok_anggota-0-sid_versi": "1",
        "kelompok_anggota-0-penduduk": row.penduduk_id, "kelompok_anggota-0-hapus": "y",
    }  # fmt: skip
    return kirim(office.client, f"/kelompok/edit/?id={office.group.id}", nama="TANI", sid_versi="1", **member)


@path
def a_group_deleted_from_its_list(office):
    return kirim(office.client, "/kelompok/delete/", id=office.group.id)


@path
def many_deleted_from_the_list_at_once(office):
    return kirim(office.client, "/penduduk/action/", action="delete", rowid=[office.double.id, office.mother.id])


@path
def a_whole_card_on_its_screen(office):
    child = {"nama": "DIMAS", "jenis_kelamin": 1, "hubungan_keluarga": 4}
    mother = {"nama": "SITI AMINAH", "jenis_kelamin": 2, "hubungan_keluarga": 3}
    rows = [Anggota("k1", child), Anggota("k2", mother, office.mother.id, versi(office.engine, office.mother.id))]
    card = {"no_kk": office.card.no_kk, "alamat": "Jalan Mawar"}
    simpan_keluarga(office.node, OPERATOR, card, rows, office.card.id, versi(office.engine, office.card.id))


@path
def a_family_into_the_bin_with_its_people(office):
    sampah.buang(office.node, OPERATOR, "keluarga", [office.card.id], penghuni="ikut")


@path
def a_family_into_the_bin_and_back(office):
    group = sampah.buang(office.node, OPERATOR, "keluarga", [office.card.id], penghuni="lepas")
    office.engine.run("DELETE FROM sb_pending")
    office.before = office.content()
    sampah.pulihkan(office.node, OPERATOR, group)


@path
def two_records_merged(office):
    gabung.gabungkan(office.node, OPERATOR, office.mother.id, office.double.id, {}, "Orang yang sama")


@path
def a_merge_undone(office):
    gabung.gabungkan(office.node, OPERATOR, office.mother.id, office.double.id, {}, "Orang yang sama")
    office.engine.run("DELETE FROM sb_pending")
    office.before = office.content()
    gabung.batalkan(office.node, OPERATOR, office.double.id)


@path
def a_sheet_imported(office):
    file = io.BytesIO()
    same = {"no_kk": office.card.no_kk, "dusun": "KRAJAN", "rw": "001", "rt": "001", "status_dasar": 1}
    tulis_lembar(file, [
        same | {"nama": "DIMAS", "nik": "3522010101150001", "sex": 1, "tanggallahir": "2015-01-01", "kk_level": 4},
        same | {"nama": "RINA", "nik": "3522014101170001", "sex": 2, "tanggallahir": "2017-01-01", "kk_level": 4},
    ])  # fmt: skip
    done = terapkan(office.node, baca(file.getvalue(), "lembar.xlsx"), OPERATOR)
    assert Penduduk.select().where(Penduduk.nama << ["DIMAS", "RINA"]).count() == 2, done


@pytest.mark.parametrize("act", PATHS.values(), ids=[name.replace("_", " ") for name in PATHS])
def test_what_the_office_changes_is_pending_and_nothing_else(office, act):
    office.before = office.content()
    answer = act(office)
    assert answer is None or answer.status_code == 200
    after = office.content()
    changed = {
        row_id for row_id in office.before.keys() | after.keys() if office.before.get(row_id) != after.get(row_id)
    }
    assert changed, "nothing was changed"
    assert office.pending(DISTRICT) == changed
    # A page derives from its own changes at once, so that the list it leads to is right already.
    assert office.pending("") == (changed if answer is None else set())
    gone = {row_id for (row_id,) in office.engine.run("SELECT id FROM sb_row WHERE deleted = 1")}
    assert changed - after.keys() <= gone
    assert not gone & after.keys()


def test_what_is_refused_leaves_nothing_pending(office):
    before = office.content()
    kirim(office.client, f"/penduduk/edit/?id={office.double.id}", nama="", jenis_kelamin="2", sid_versi="1")
    kirim(office.client, "/keluarga/delete/", id=office.card.id)
    assert office.content() == before
    assert office.pending(DISTRICT) == set()
    assert Keluarga.select().count() == 1
