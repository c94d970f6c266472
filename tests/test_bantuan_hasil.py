"""Welfare over time beside aid: measures that are taken, what lists said before, and what came of the aid."""

from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.modules.bantuan import ukuran_catat
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node

from .support.bantuan import keluarga, tetap, tuntas, warga
from .test_bantuan_putaran import DESA, HARI, sri


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def test_a_measure_is_written_down_with_day_and_source_and_a_slip_taken_back(desa):
    kk = keluarga(desa)
    warga(desa, "TINI", kk)
    tuntas(desa)
    for nilai, per in (("2", date(2025, 3, 1)), ("4", date(2026, 3, 1))):
        ukuran_catat.catat(desa, sri(), "keluarga", kk, "desil", nilai, per, "Pendataan desa", HARI)
    salah = ukuran_catat.catat(desa, sri(), "keluarga", kk, "penghasilan", "1.500.000", HARI, "Wawancara", HARI)
    tuntas(desa)
    assert [(satu.nama, satu.nilai) for satu in ukuran_catat.riwayat(desa, [kk])] == [
        ("penghasilan", 1_500_000), ("desil", 4), ("desil", 2),
    ]  # fmt: skip
    assert desa.engine.value("SELECT nilai FROM sb_ukuran_kini WHERE nama = 'desil'") == 4
    assert ukuran_catat.hapus(desa, sri(), salah.id)
    assert len(ukuran_catat.riwayat(desa, [kk])) == 2


@pytest.mark.parametrize(
    ("nama", "nilai", "per", "kode"),
    [
        ("desil", "11", HARI, "ukuran_desil"),
        ("desil", "dua", HARI, "ukuran_angka"),
        ("umur", "3", HARI, "ukuran_tidak_dikenal"),
        ("desil", "3", date(2027, 1, 1), "ukuran_tanggal"),
        ("desil", "3", None, "wajib_diisi"),
    ],
)
def test_what_makes_no_sense_is_not_written_down(desa, nama, nilai, per, kode):
    kk = keluarga(desa)
    with pytest.raises(DataDitolak) as salah:
        ukuran_catat.catat(desa, sri(), "keluarga", kk, nama, nilai, per, "Pendataan", HARI)
    assert [satu.kode for satu in salah.value.kesalahan] == [kode]


def test_each_change_of_desil_a_list_brings_is_kept_and_goes_with_a_list_that_is_withdrawn(desa):
    kk = keluarga(desa)
    warga(desa, "TINI", kk, nik="3522014105800001")
    id = tetap(desa, DTSEN, DESA, "TINI", nik="3522014105800001", desil=2, per_tanggal="2026-01-01")
    tuntas(desa)

    def daftar(desil: int, per: str) -> list[tuple]:
        desa.engine.run("UPDATE sb_penetapan SET desil = ?, per_tanggal = ? WHERE id = ?", (desil, per, id))
        tuntas(desa)
        return [(satu.nilai, satu.per_tanggal.isoformat()) for satu in ukuran_catat.riwayat(desa, [kk])]

    assert daftar(2, "2026-04-01") == [(2, "2026-04-01"), (2, "2026-01-01")]
    assert daftar(4, "2026-07-01") == [(4, "2026-07-01"), (2, "2026-01-01")]
    assert daftar(2, "2026-04-01") == [(2, "2026-04-01"), (2, "2026-01-01")]
    assert desa.engine.value("SELECT COUNT(*) FROM sb_ukuran") == 1
