"""A closed month takes no line, by whatever path; what is said of a later month goes on."""

import pytest

from .conftest import VILLAGE

_BARIS = (
    "INSERT INTO sb_mutasi_orang (id, node, wilayah, mutasi_id, bulan, baris, arah, penduduk_id, orang_id, nama, dusun,"
    " jenis_kelamin, kewarganegaraan, kepala, dalam) VALUES (?, ?, ?, ?, ?, 'lahir', 1, ?, ?, 'Bayi', 'Krajan', 1, 1, 0, 0)"
)
_PENYESUAIAN = (
    "INSERT INTO sb_penyesuaian (id, node, wilayah, bulan, alasan, arah, jumlah, dusun, jenis_kelamin, kewarganegaraan,"
    " kepala, orang, pada) VALUES (?, ?, ?, ?, 'impor', 1, 1, 'Krajan', 1, 1, 0, ?, '2026-11-21T00:00:00Z')"
)
_MUTASI = (
    "INSERT INTO sb_mutasi (id, node, wilayah, jenis, tgl_peristiwa, tgl_lapor, bulan, keadaan, oleh, pada)"
    " VALUES (?, ?, ?, 'lahir', '2026-10-03', '2026-10-04', ?, 'berlaku', 'Siti', '2026-10-04T00:00:00Z')"
)
_TUTUP = (
    "INSERT INTO sb_tutup_buku (id, node, wilayah, bulan, saldo, oleh, pada)"
    " VALUES (?, ?, ?, '2026-10', '[]', 'Siti', '2026-11-02T00:00:00Z')"
)


@pytest.fixture
def closed(village):
    """A village whose October 2026 is closed over one event, its line and one adjustment."""
    village.run(_MUTASI, ("1" * 32, VILLAGE, VILLAGE, "2026-10"))
    village.run(_BARIS, ("2" * 32, VILLAGE, VILLAGE, "1" * 32, "2026-10", "a" * 32, "b" * 32))
    village.run(_PENYESUAIAN, ("3" * 32, VILLAGE, VILLAGE, "2026-10", "c" * 32))
    village.run(_TUTUP, ("4" * 32, VILLAGE, VILLAGE))
    return village


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sb_mutasi_orang SET arah = -1",
        "UPDATE sb_mutasi_orang SET bulan = '2026-11'",
        "DELETE FROM sb_mutasi_orang",
        "UPDATE sb_penyesuaian SET jumlah = 2",
        "DELETE FROM sb_penyesuaian",
        "UPDATE sb_mutasi SET lawan_alamat = 'Tempat lain'",
        "UPDATE sb_mutasi SET bulan = '2026-11'",
        "DELETE FROM sb_mutasi",
        "UPDATE sb_tutup_buku SET bulan = '2026-09'",
        "DELETE FROM sb_tutup_buku",
    ],
)
def test_a_closed_month_can_be_changed_by_no_statement(closed, statement):
    with pytest.raises(Exception, match="sudah ditutup"):
        closed.run(statement)


def test_no_line_can_be_added_to_a_closed_month_or_an_earlier_one(closed):
    for bulan in ("2026-10", "2026-09"):
        with pytest.raises(Exception, match="sudah ditutup"):
            closed.run(_BARIS, ("5" * 32, VILLAGE, VILLAGE, "1" * 32, bulan, "a" * 32, "b" * 32))
        with pytest.raises(Exception, match="sudah ditutup"):
            closed.run(_PENYESUAIAN, ("6" * 32, VILLAGE, VILLAGE, bulan, "c" * 32))
        with pytest.raises(Exception, match="sudah ditutup"):
            closed.run(_MUTASI, ("7" * 32, VILLAGE, VILLAGE, bulan))


def test_the_next_month_is_open_and_a_cancellation_may_be_noted_on_a_closed_event(closed):
    closed.run(_BARIS, ("5" * 32, VILLAGE, VILLAGE, "1" * 32, "2026-11", "a" * 32, "b" * 32))
    closed.run("UPDATE sb_mutasi_orang SET arah = -1 WHERE bulan = '2026-11'")
    closed.run("UPDATE sb_mutasi SET keadaan = 'batal', alasan_batal = 'Salah orang'")
    assert closed.value("SELECT count(*) FROM sb_mutasi_orang") == 2
