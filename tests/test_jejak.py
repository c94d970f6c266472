"""The audit log: who did what, and nothing written there ever changes."""

import pytest

from sid_bantuan import jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.schema import prepare

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Aminah", frozenset({"operator", "admin"}), DESA)


@pytest.fixture
def village_sqlite(tmp_path):
    database = open_sqlite(str(tmp_path / "desa.db"))
    yield prepare(database, DESA, CATALOG)
    database.close()


def test_an_entry_tells_who_when_what_and_only_the_columns_that_changed(engine):
    jejak.catat(
        engine, OPERATOR, "ubah", "penduduk", "a" * 32, DESA, label="BUDI",
        sebelum={"nama": "BUDI", "agama": 1, "nik": None}, sesudah={"nama": "BUDI S", "agama": 1, "nik": "35"},
    )  # fmt: skip
    (one,) = jejak.baca(engine)
    assert (one.oleh, one.oleh_id, one.peran, one.aksi, one.wilayah) == (
        "Siti Aminah",
        "1",
        "admin operator",
        "ubah",
        DESA,
    )
    assert one.perubahan == {"nama": ["BUDI", "BUDI S"], "nik": [None, "35"]}
    assert one.sebutan_aksi == "Mengubah"
    assert one.pada.endswith("Z")


@pytest.mark.parametrize("sql", ["UPDATE sb_jejak SET oleh = 'orang lain'", "DELETE FROM sb_jejak"])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(engine, sql):
    jejak.catat(engine, OPERATOR, jejak.LIHAT_NIK, "penduduk", "a" * 32, DESA)
    with pytest.raises(Exception, match="tidak dapat diubah"):
        engine.run(sql)
    assert len(jejak.baca(engine)) == 1


def test_replacing_an_entry_is_refused_too(village_sqlite):
    jejak.catat(village_sqlite, OPERATOR, "ubah", "penduduk", "a" * 32, DESA)
    entry = jejak.baca(village_sqlite)[0].id
    with pytest.raises(Exception, match="tidak dapat diubah"):
        village_sqlite.run(
            "INSERT OR REPLACE INTO sb_jejak (id, pada, oleh_id, oleh, peran, aksi, jenis, wilayah)"
            " VALUES (?, '', '', '', '', '', '', '')",
            (entry,),
        )


def test_entries_are_read_the_newest_first_page_by_page_and_filtered(engine):
    for n in range(5):
        jejak.catat(engine, OPERATOR, "ubah" if n % 2 else "tambah", "penduduk", f"{n:032x}", DESA)
    first = jejak.baca(engine, banyak=2)
    rest = jejak.baca(engine, sampai=first[-1].id)
    assert [one.rekam_id[-1] for one in first + rest] == ["4", "3", "2", "1", "0"]
    assert len(jejak.baca(engine, aksi="ubah")) == 2
    assert len(jejak.baca(engine, rekam_id=f"{3:032x}")) == 1
    assert jejak.baca(engine, oleh_id="2") == []
