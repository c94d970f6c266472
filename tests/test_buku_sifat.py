"""What holds of the books for every history there may be: random events, late reports, cancellations, edits past them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from sid_bantuan.modules.lampid import setelan

from .support.riwayat import Riwayat

PILIH = st.integers(0, 30)
WAKTU = st.tuples(st.integers(0, 60), st.integers(0, 90))
"""Days between the report and today, and between what happened and the report."""
KOLOM = st.one_of(
    st.tuples(st.just("jenis_kelamin"), st.sampled_from((1, 2))),
    st.tuples(st.just("kewarganegaraan"), st.sampled_from((1, 2, None))),
    st.tuples(st.just("hubungan_keluarga"), st.sampled_from((1, 3, 4, None))),
    st.tuples(st.just("status_penduduk"), st.sampled_from((1, 2))),
    st.tuples(st.just("status_dasar"), st.sampled_from((1, 2, 3, 4))),
    st.tuples(st.just("keluarga_id"), st.none() | PILIH),
)


class Buku(RuleBasedStateMachine):
    """A village's office over some months. ``mesin`` is set by the test."""

    mesin = None

    @initialize(pilihan=st.sampled_from((setelan.LAPOR, setelan.PERISTIWA)))
    def mulai(self, pilihan):
        setelan.pasang(bulan_hitung=pilihan)
        self.transaksi = self.mesin.database.transaction()
        self.transaksi.__enter__()
        self.riwayat = Riwayat(self.mesin)

    def teardown(self):
        if hasattr(self, "transaksi"):
            try:
                self.riwayat.periksa()
            finally:
                self.transaksi.__exit__(RuntimeError, None, None)  # nothing of a history stays

    @rule(hari=st.integers(1, 45))
    def hari_lewat(self, hari):
        self.riwayat.hari += timedelta(days=hari)

    @rule(pilih=PILIH, waktu=WAKTU)
    def lahir(self, pilih, waktu):
        self.riwayat.lahir(pilih, waktu)

    @rule(pilih=PILIH, waktu=WAKTU)
    def mati(self, pilih, waktu):
        self.riwayat.mati(pilih, waktu)

    @rule(pilih=PILIH, waktu=WAKTU, semua=st.booleans(), dalam=st.booleans())
    def pindah(self, pilih, waktu, semua, dalam):
        self.riwayat.pindah(pilih, waktu, semua, dalam)

    @rule(pilih=PILIH, waktu=WAKTU)
    def hilang(self, pilih, waktu):
        self.riwayat.pindah(pilih, waktu, semua=False, dalam=False, hilang=True)

    @rule(pilih=PILIH, waktu=WAKTU, kembali=st.booleans())
    def datang(self, pilih, waktu, kembali):
        self.riwayat.datang(pilih, waktu, kembali)

    @rule(pilih=PILIH, waktu=WAKTU)
    def kembali(self, pilih, waktu):
        self.riwayat.kembali(pilih, waktu)

    @rule(pilih=PILIH, waktu=WAKTU, jenis=st.sampled_from(("pecah", "numpang", "ganti")))
    def susun(self, pilih, waktu, jenis):
        self.riwayat.susun(pilih, waktu, jenis)

    @rule(pilih=PILIH)
    def batal(self, pilih):
        self.riwayat.batalkan(pilih)

    @rule(pilih=PILIH, waktu=WAKTU)
    def ubah(self, pilih, waktu):
        self.riwayat.ubah(pilih, waktu)

    @rule(tempat=PILIH, banyak=st.integers(1, 3))
    def masukkan(self, tempat, banyak):
        self.riwayat.warga_baru(tempat, banyak)

    @rule(pilih=PILIH, kolom=KOLOM, lewat_orm=st.booleans())
    def sunting(self, pilih, kolom, lewat_orm):
        self.riwayat.sunting(pilih, *kolom, lewat_orm)

    @rule(pilih=PILIH, tempat=PILIH)
    def pindahkan_kartu(self, pilih, tempat):
        self.riwayat.pindahkan_kartu(pilih, tempat)

    @rule(pilih=PILIH, nama=st.sampled_from(("Krajan", "Wetan", "Ngasem")))
    def ganti_nama_dusun(self, pilih, nama):
        self.riwayat.ganti_nama_dusun(pilih, nama)

    @rule(pilih=PILIH, cara=st.sampled_from(("sql", "sampah", "keluarga")))
    def hapus(self, pilih, cara):
        self.riwayat.hapus(pilih, cara)

    @rule(pilih=PILIH)
    def pulihkan(self, pilih):
        self.riwayat.pulihkan(pilih)

    @rule(pilih=PILIH, lain=PILIH)
    def gabungkan(self, pilih, lain):
        self.riwayat.gabungkan(pilih, lain)

    @rule()
    def hitung(self):
        self.riwayat.hitung()

    @rule()
    def tutup(self):
        self.riwayat.tutup()

    @precondition(lambda self: self.riwayat.ditutup)
    @rule()
    def periksa(self):
        self.riwayat.periksa()


def test_whatever_happens_the_books_are_in_balance_and_a_closed_month_stays_as_it_closed(village, kind):
    """Events and edits in any order, both ways of counting late reports, on both engines."""
    mesin = type("BukuMesin", (Buku,), {"mesin": village})
    banyak = 60 if kind == "sqlite" else 15
    pilihan = settings(
        max_examples=banyak, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    try:
        run_state_machine_as_test(mesin, settings=pilihan)
    finally:
        setelan.pasang()


@pytest.fixture(autouse=True)
def _tutup_transaksi(village):
    """A history that failed leaves no transaction behind for the next test."""
    yield
    assert village.database.transaction_depth() == 0
