"""The books of months as they were recorded: every number is its names, every month balances, B.1 lists whom B.3 counts."""

from datetime import date
from random import Random

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR
from sid_bantuan.modules.kependudukan.impor import baca, terapkan
from sid_bantuan.modules.lampid import contoh
from sid_bantuan.modules.lampid.buku import bulanan, daftar, mutasi, nama, rekap
from sid_bantuan.modules.lampid.buku.induk import susun as induk
from sid_bantuan.modules.lampid.buku.lembar import Sel, nilai
from sid_bantuan.modules.lampid.buku.pilihan import Pilihan
from sid_bantuan.modules.lampid.hari import seolah
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import VILLAGE
from .support.lampid import jumlah_penduduk

PADA = date(2026, 5, 28)
BULAN = [f"2026-{bulan:02}" for bulan in range(1, 6)]
OPERATOR = Operator("1", "Siti", frozenset({"operator", "pengelola_data"}), VILLAGE)
TANDA = (1, 1, -1, 1, -1, -1, 1, 1)
"""What each row of the monthly report but the last does to the count."""


@pytest.fixture(scope="module")
def lembar(tmp_path_factory):
    """The sheet of a village of 90 people."""
    return tulis_desa(VILLAGE, tmp_path_factory.mktemp("lembar"), 90, kadar=KADAR.dikali(0))[0]


@pytest.fixture
def desa(village, lembar, monkeypatch):
    """Five lively months of it."""
    monkeypatch.setattr(contoh, "SETAHUN", dict.fromkeys(contoh.SETAHUN, 0.4))
    node = Node(village, VILLAGE, CATALOG)
    with seolah(date(2026, 1, 2)):
        terapkan(node, baca(lembar))
    with seolah(PADA):
        terjadi = contoh.peristiwa_contoh(node, OPERATOR, Random(4), BULAN[0], BULAN[-1])
        village.run("UPDATE sb_penduduk SET jenis_kelamin = 3 - jenis_kelamin WHERE id IN"
                    " (SELECT id FROM sb_penduduk ORDER BY nama LIMIT 3)")  # fmt: skip
        drain_all(node)
    assert sum(terjadi.values()) > 20
    return node


def test_every_number_of_every_month_is_its_names(desa):
    diuji = 0
    for bulan in BULAN:
        for lembar in (rekap.susun(desa.engine, VILLAGE, bulan), bulanan.susun(desa.engine, VILLAGE, bulan)):
            for tabel in (lembar.tabel, *lembar.tambahan):
                for sel in (sel for baris in (*tabel.baris, *tabel.kaki) for sel in baris if isinstance(sel, Sel)):
                    if isinstance(sel.nilai, int) and isinstance(sel.pilihan, Pilihan):
                        banyak = sum(satu.arah for satu in nama.orang(desa.engine, bulan, sel.pilihan))
                        assert abs(banyak) == abs(sel.nilai), (bulan, sel)
                        diuji += 1
    assert diuji > 500


def test_every_month_balances_and_opens_with_what_the_last_one_closed_with(desa):
    tutup = None
    for bulan in BULAN:
        *baris, akhir = [
            [nilai(sel) for sel in satu] for satu in semua_baris(bulanan.susun(desa.engine, VILLAGE, bulan))
        ]
        for kolom in range(2, 12):
            tanda = TANDA if len(baris) == len(TANDA) else (*TANDA, 1)
            jumlah = sum(satu[kolom] * arah for satu, arah in zip(baris, tanda, strict=True))
            assert jumlah == akhir[kolom], (bulan, kolom)
        assert tutup is None or baris[0][2:] == tutup, bulan
        tutup = akhir[2:]
    assert akhir[8] == sum(jumlah_penduduk(desa).values())


def test_the_rows_of_the_dusun_add_up_to_the_village(desa):
    for bulan in BULAN:
        tabel = rekap.susun(desa.engine, VILLAGE, bulan).tabel
        baris = [[nilai(sel) for sel in satu] for satu in tabel.baris]
        kaki = {satu[1]: [nilai(sel) for sel in satu] for satu in tabel.kaki}
        total, antar = (
            next(isi for kata, isi in kaki.items() if kata.startswith("Jumlah")),
            kaki.get("Pindah antardusun"),
        )
        for kolom in range(2, 32):
            dikurangi = (antar[kolom] or 0) if antar else 0
            assert sum(satu[kolom] for satu in baris) - dikurangi == total[kolom], (bulan, kolom)
        for satu in (*baris, total):
            assert (satu[8], satu[31]) == (satu[6] + satu[7], satu[29] + satu[30]), "jiwa = KK + anggota"


def test_the_main_register_lists_exactly_whom_the_recapitulation_counts(desa):
    for bulan in BULAN:
        akhir = nilai(rekap.susun(desa.engine, VILLAGE, bulan).tabel.kaki[-1][31])
        lembar = induk(desa.engine, VILLAGE, bulan)
        assert (len(lembar.tabel.baris), lembar.tabel.semua) == (akhir, akhir)
        halaman = [
            baris[0]
            for mulai in range(0, akhir + 20, 20)
            for baris in induk(desa.engine, VILLAGE, bulan, mulai=mulai, banyak=20).tabel.baris
        ]
        assert halaman == list(range(1, akhir + 1)), "pages hold everybody once, in order"


def test_the_register_of_changes_names_everybody_who_came_left_or_died(desa):
    for bulan in BULAN:
        rinci = [[nilai(sel) for sel in satu] for satu in mutasi.susun(desa.engine, VILLAGE, bulan).tabel.baris]
        total = [nilai(sel) for sel in rekap.susun(desa.engine, VILLAGE, bulan).tabel.kaki[-1]]
        datang, mati, pindah = (sum(total[dari : dari + 4]) for dari in (13, 17, 21))
        assert sum(bool(satu[7]) for satu in rinci) == datang
        assert sum(bool(satu[9]) for satu in rinci) == pindah
        assert sum(bool(satu[11]) for satu in rinci) == mati


def semua_baris(lembar):
    return (*lembar.tabel.baris, *lembar.tabel.kaki)


def test_all_books_can_be_put_together_for_every_month(desa):
    for bulan in BULAN:
        for buku in daftar.untuk(VILLAGE):
            assert daftar.susun(desa.engine, buku, VILLAGE, bulan).tanda_tangan.tempat == "Luwihaji"
