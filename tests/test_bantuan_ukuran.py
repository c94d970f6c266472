"""Measures that rules ask for: what SQL says of everybody is what plain arithmetic says of each."""

import random
from datetime import date, timedelta

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.tanggal import umur
from sid_bantuan.modules.bantuan import hari_kerja
from sid_bantuan.modules.bantuan.ukuran import TAK_TERBACA, UKURAN, sql
from sid_bantuan.sync.node import Node

from .support.bantuan import keluarga, simpan, tuntas, warga
from .support.dari_desa import tiba

DESA = "35.22.01.2001"
HARI = date(2026, 3, 1)


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def ukur(node, hari: date = HARI) -> dict[str, dict]:
    """Resident -> measure -> value."""
    hari_kerja.siapkan(node, hari)
    semua = sql(node.engine, hari)
    kolom = ", ".join(semua.values())
    return {
        id: dict(zip(semua, nilai, strict=True))
        for id, *nilai in node.engine.run(f"SELECT p.id, {kolom} FROM sb_penduduk p")
    }


def test_every_measure_a_rule_may_name_has_its_expression(desa):
    assert sql(desa.engine, HARI).keys() == {*UKURAN, TAK_TERBACA}


def test_what_sql_counts_is_what_the_calendar_says_of_each(desa):
    acak = random.Random(11)
    harus = {}
    for _ in range(120):
        lahir = HARI - timedelta(acak.randrange(-40, 36_000)) if acak.random() < 0.95 else None
        kelamin, hamil, cacat = acak.choice((1, 2)), acak.choice((1, 2, None)), acak.choice((1, 7, None))
        id = warga(
            desa, "WARGA", tanggal_lahir=lahir and lahir.isoformat(), jenis_kelamin=kelamin, hamil=hamil, cacat=cacat
        )
        tahun = umur(lahir, HARI) if lahir and lahir <= HARI else None
        bulan = lahir and (HARI.year - lahir.year) * 12 + HARI.month - lahir.month - (HARI.day < lahir.day)
        harus[id] = {
            "umur": tahun, "hamil": 0 if kelamin == 1 or hamil == 2 else hamil, "cacat": cacat,
            "lama_tinggal_bulan": bulan, "hidup": 1, "meninggal": 0, "punya_nik": 0, "desil": None,
        }  # fmt: skip
    didapat = ukur(desa)
    for id, isi in harus.items():
        assert {nama: didapat[id][nama] for nama in isi} == isi


@pytest.mark.parametrize(
    "lahir, tahun", [("2000-02-29", 26), ("2000-03-01", 26), ("2000-03-02", 25), ("2026-03-01", 0)]
)
def test_a_birthday_counts_on_its_day_also_for_who_was_born_on_a_leap_day(desa, lahir, tahun):
    id = warga(desa, "WARGA", tanggal_lahir=lahir)
    assert ukur(desa)[id]["umur"] == tahun


def test_a_family_is_as_large_as_its_living_members(desa):
    kk = keluarga(desa)
    ada, _, mati = (warga(desa, nama, kk, status_dasar=status) for nama, status in (("A", 1), ("B", 1), ("C", 2)))
    semua = ukur(desa)
    assert [semua[id]["jumlah_anggota"] for id in (ada, mati)] == [2, 2]
    assert [semua[id]["sekeluarga_meninggal"] for id in (ada, mati)] == [1, None], "the deceased is nobody's heir"


def test_a_rank_is_the_familys_latest_and_tells_how_old_it_is(desa):
    kk = keluarga(desa)
    id = warga(desa, "TINI", kk)
    for nilai, per in ((2, "2026-01-01"), (5, "2026-02-19"), (1, "2025-10-01")):
        simpan(desa, "ukuran", subjek=kk, nama="desil", nilai=nilai, per_tanggal=per, sumber="DTSEN", oleh="A")
    simpan(desa, "ukuran", subjek=id, nama="luas_lahan", nilai=900, per_tanggal="2026-01-01", sumber="Desa", oleh="A")
    tuntas(desa)
    satu = ukur(desa)[id]
    assert (satu["desil"], satu["desil_hari"], satu["luas_lahan"], satu["penghasilan"]) == (5, 10, 900, None)


def peristiwa(node, orang: str, jenis: str, pada: str, keadaan: str = "berlaku") -> None:
    isi = {"tgl_peristiwa": pada, "tgl_lapor": pada, "bulan": pada[:7], "keadaan": keadaan, "oleh": "A", "pada": "x"}
    id = simpan(node, "mutasi", jenis=jenis, **isi)
    simpan(node, "mutasi_orang", mutasi_id=id, bulan=pada[:7], baris=jenis, arah=-1, penduduk_id=orang, orang_id=orang,
           nama="X", dusun="", jenis_kelamin=1, kewarganegaraan=1, kepala=0, dalam=0)  # fmt: skip


def test_who_came_lives_here_since_then_and_a_cancelled_arrival_is_none(desa):
    datang, batal = warga(desa, "DATANG"), warga(desa, "BATAL", tanggal_lahir="2000-03-01")
    peristiwa(desa, datang, "datang", "2025-09-02")
    peristiwa(desa, batal, "datang", "2025-09-02", "batal")
    semua = ukur(desa)
    assert (semua[datang]["lama_tinggal_bulan"], semua[batal]["lama_tinggal_bulan"]) == (5, 312)


def test_working_days_since_a_birth_or_an_arrival_go_back_to_the_calendars_first_day(desa):
    bayi, datang, lama = (warga(desa, nama, tanggal_lahir=hari) for nama, hari in (
        ("BAYI", "2026-02-20"), ("DATANG", "1980-05-01"), ("LAMA", "1980-05-01")))  # fmt: skip
    peristiwa(desa, datang, "datang", "2026-02-20")
    mati = warga(desa, "MATI", status_dasar=2)
    peristiwa(desa, mati, "mati", "2009-02-20")
    semua = ukur(desa)
    assert semua[bayi]["hari_kerja_sejak_lahir"] == semua[datang]["hari_kerja_sejak_datang"] == 5
    assert min(semua[lama]["hari_kerja_sejak_datang"], semua[mati]["hari_kerja_sejak_meninggal"]) > 2_500


def test_working_days_since_a_death_leave_out_weekends_and_holidays(desa):
    mati = warga(desa, "MATI", status_dasar=2)
    peristiwa(desa, mati, "mati", "2026-02-20")
    assert ukur(desa)[mati]["hari_kerja_sejak_meninggal"] == 5  # a Friday to the Sunday of the week after the next
    tiba(desa, "35.22", "hari_libur", tanggal="2026-02-24", nama="Libur")
    tuntas(desa)
    assert ukur(desa)[mati]["hari_kerja_sejak_meninggal"] == 4
    assert hari_kerja.tambah(desa, date(2026, 2, 20), 4) == date(2026, 2, 27)
