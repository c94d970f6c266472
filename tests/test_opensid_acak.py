"""Random histories on both sides: whatever happens there and here, the books balance and a second look changes nothing."""

import os
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import rekam, sampah
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid.catat import catat_hilang, catat_kematian
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import VILLAGE
from .support.baca_opensid import ambil, seimbang
from .support.lampid import tutup_diam
from .support.opensid import Opensid

pytestmark = pytest.mark.mariadb

SITI = Operator("7", "Siti Operator", frozenset({"operator"}), VILLAGE)
TERAKHIR = date(2026, 11, 1)


class Kisah:
    """A source, a village that follows it, and what happens at random on both sides."""

    def __init__(self, sumber: Opensid, node: Node, benih: int):
        self.sumber, self.node, self.acak = sumber, node, Random(benih)
        self.urut = 0
        self.keluarga = [sumber.keluarga(f"35220101012000{n:02}", sumber.dusun(f"Dusun {n}")) for n in range(3)]
        for _ in range(8):
            self.orang_baru()

    # ---- there

    def orang_baru(self):
        self.urut += 1
        kelamin = self.acak.choice((1, 2))
        nomor = self.sumber.orang(
            f"ORANG {self.urut}", self.acak.choice([*self.keluarga, None]), sex=kelamin,
            kk_level=self.acak.choice((1, 3, 4)), status=self.acak.choice((1, 1, 1, 2)),
            nik=None if self.acak.random() < 0.5 else f"352201{1 + 40 * (kelamin == 2):02}0190{self.urut:04}",
        )  # fmt: skip
        if self.acak.random() < 0.5:
            self.log(nomor, self.acak.choice((1, 5)))

    def log(self, nomor, kode):
        hari = TERAKHIR - timedelta(days=self.acak.randrange(900))
        lapor = min(hari + timedelta(days=self.acak.randrange(90)), TERAKHIR)
        return self.sumber.peristiwa(nomor, kode, f"{lapor}", f"{hari} 00:00:{self.acak.randrange(60):02}")

    def peristiwa(self):
        kode = self.acak.choice((2, 3, 4, 5, 6))
        if nomor := self.pilih("tweb_penduduk"):
            self.log(nomor, kode)
            if self.acak.random() < 0.85:
                self.sumber.ubah("tweb_penduduk", nomor, status_dasar=1 if kode == 5 else kode)

    def kembalikan(self):
        if nomor := self.pilih("log_penduduk"):
            orang = self.sumber.tanya("SELECT id_pend FROM log_penduduk WHERE id = %s", (nomor,))[0][0]
            self.sumber.hapus("log_penduduk", nomor)
            self.sumber.ubah("tweb_penduduk", orang, status_dasar=1)

    def betulkan(self):
        if nomor := self.pilih("log_penduduk"):
            hari = TERAKHIR - timedelta(days=self.acak.randrange(400))
            self.sumber.ubah("log_penduduk", nomor, tgl_lapor=f"{hari}", catatan="dibetulkan")

    def sunting_sana(self):
        if nomor := self.pilih("tweb_penduduk"):
            kolom, nilai = self.acak.choice(
                [("sex", 1), ("sex", 2), ("kk_level", 1), ("kk_level", 4), ("id_kk", self.keluarga[0]), ("id_kk", None),
                 ("id_kk", self.keluarga[1]), ("status", 1), ("status", 2), ("status_dasar", 9), ("status_dasar", 1),
                 ("warganegara_id", 2), ("pekerjaan_id", self.acak.randrange(1, 89))]
            )  # fmt: skip
            self.sumber.ubah("tweb_penduduk", nomor, **{kolom: nilai})

    def pindah_dusun(self):
        tempat = [satu for (satu,) in self.sumber.tanya("SELECT id FROM tweb_wil_clusterdesa")]
        self.sumber.ubah("tweb_keluarga", self.acak.choice(self.keluarga), id_cluster=self.acak.choice(tempat))

    def hapus_sana(self):
        if nomor := self.pilih("tweb_penduduk"):
            self.sumber.tanya("DELETE FROM log_penduduk WHERE id_pend = %s", (nomor,))
            self.sumber.hapus("tweb_penduduk", nomor)

    def pilih(self, tabel):
        semua = [nomor for (nomor,) in self.sumber.tanya(f"SELECT id FROM {tabel} ORDER BY id")]
        return self.acak.choice(semua) if semua else None

    # ---- here

    def sunting_sini(self):
        if orang := self.pilih_sini():
            kolom, nilai = self.acak.choice([("jenis_kelamin", 1), ("hubungan_keluarga", 1), ("suku", "JAWA")])
            with rekam.transaksi(self.node):
                rekam.ubah(orang, {kolom: nilai})

    def mati_sini(self):
        if orang := self.pilih_sini(hidup=True):
            catat = self.acak.choice((catat_kematian, catat_hilang))
            isi = {"tgl_peristiwa": f"{TERAKHIR}", "tgl_lapor": f"{TERAKHIR}"}
            self.coba(catat, isi, orang.id if catat is catat_kematian else [orang.id])

    def buang_sini(self):
        if orang := self.pilih_sini():
            self.coba(sampah.buang, "penduduk", [orang.id])

    def pulihkan_sini(self):
        kelompok, _ = sampah.daftar(self.node)
        if kelompok:
            self.coba(sampah.pulihkan, self.acak.choice(kelompok)[0].kelompok)

    def tutup_sini(self):
        if self.acak.random() < 0.2:
            tutup_diam(self.node, self.acak.choice(("2025-06", "2026-03", "2026-08")))

    def coba(self, kerja, *isi):
        """The office refuses some of what chance asks for."""
        with suppress(DataDitolak):
            kerja(self.node, SITI, *isi)

    def pilih_sini(self, hidup=False):
        semua = Penduduk.select().where(Penduduk.status_dasar == 1) if hidup else Penduduk.select()
        semua = sorted(semua, key=lambda satu: satu.nama)
        return self.acak.choice(semua) if semua else None

    def langkah(self):
        pilihan = [
            self.orang_baru, self.peristiwa, self.peristiwa, self.peristiwa, self.kembalikan, self.betulkan,
            self.sunting_sana, self.sunting_sana, self.pindah_dusun, self.hapus_sana, self.sunting_sini, self.mati_sini,
            self.buang_sini, self.pulihkan_sini, self.tutup_sini,
        ]  # fmt: skip
        self.acak.choice(pilihan)()


def masuk_akal(node) -> None:
    """Nobody is ever counted twice, or less than not at all, at the end of any month."""
    per_orang = defaultdict(lambda: defaultdict(int))
    for id, bulan, arah in node.engine.run("SELECT penduduk_id, bulan, arah FROM sb_mutasi_orang"):
        per_orang[id][bulan] += arah
    for orang, bulan, arah in node.engine.run("SELECT orang, bulan, arah FROM sb_penyesuaian"):
        for id in orang.split():
            per_orang[id][bulan] += arah
    for id, semua in per_orang.items():
        jumlah = 0
        for bulan in sorted(semua):
            jumlah += semua[bulan]
            assert jumlah in (0, 1), (id, dict(semua))


@pytest.mark.lambat
@pytest.mark.parametrize("benih", range(int(os.environ.get("BENIH", "3"))))
def test_any_history_on_both_sides_leaves_the_books_in_balance(village, sumber, benih):
    node = Node(village, VILLAGE, CATALOG)
    kisah = Kisah(sumber, node, benih)
    for _ in range(12):
        for _ in range(kisah.acak.randrange(1, 5)):
            kisah.langkah()
        ambil(node, sumber, setuju_hapus=True)
        drain_all(node)
        seimbang(node)
        masuk_akal(node)
        lagi = ambil(node, sumber, setuju_hapus=True)
        assert lagi.berubah == 0, lagi
