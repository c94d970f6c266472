"""A sampled history is one the screens could have recorded: in balance in every month, and of every kind."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR
from sid_bantuan.modules.kependudukan.impor import baca, terapkan
from sid_bantuan.modules.lampid import contoh
from sid_bantuan.modules.lampid.hari import seolah
from sid_bantuan.modules.lampid.tables import Mutasi, MutasiOrang, Penyesuaian
from sid_bantuan.sync.node import Node

from .support.lampid import DESA, OPERATOR, buku_seimbang, jumlah_baris


@pytest.fixture(scope="module")
def lembar(tmp_path_factory):
    """The sheet of a village of 240 people, without defects."""
    return tulis_desa(DESA, tmp_path_factory.mktemp("lembar"), 240, kadar=KADAR.dikali(0))[0]


def test_a_year_of_events_leaves_the_books_in_balance_in_every_month(village, lembar, monkeypatch):
    node = Node(village, DESA, CATALOG)
    monkeypatch.setattr(contoh, "SETAHUN", dict.fromkeys(contoh.SETAHUN, 0.03))
    with seolah(date(2026, 6, 20)):
        terapkan(node, baca(lembar))
        banyak = contoh.peristiwa_contoh(node, OPERATOR, Random(7), "2025-07", "2026-08")
    assert {"lahir", "mati", "pindah", "datang", "pindah_dusun", "pecah_kk", "hilang"} <= set(banyak)
    assert Counter(satu.keadaan for satu in Mutasi) == {"berlaku": sum(banyak.values()) - banyak["tidak_jadi"]}
    bulan = {satu.bulan for satu in MutasiOrang}
    assert (min(bulan) >= "2025-07", max(bulan)) == (True, "2026-06")
    assert {satu.bulan for satu in Penyesuaian} == {"2025-07"}
    for satu in sorted(bulan):
        assert all(n > 0 for n in jumlah_baris(node, satu).values()), satu
    buku_seimbang(node)
