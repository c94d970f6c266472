"""Whatever people do, in whatever order it travels: nobody is counted twice unseen, nobody is lost between two villages."""

import json
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.lampid import catat, masuk_baca, setelan
from sid_bantuan.modules.verval import putusan
from sid_bantuan.sync.local import drain_all

from .support.di import di, petugas
from .support.kisah import HARI, Kisah
from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE, Road

FAR_DISTRICT, FAR_VILLAGE = "35.22.02", "35.22.02.2001"
DEKAT = (DISTRICT, VILLAGE, NEIGHBOUR)
TERBUKA = ("menunggu", "ditolak")
JAUH = (REGENCY, DISTRICT, FAR_DISTRICT, VILLAGE, FAR_VILLAGE)

pilih = st.integers(0, 5)
kejadian = st.one_of(
    st.tuples(st.just("alur"), pilih, pilih, pilih),
    st.tuples(st.just("alur"), pilih, pilih, pilih),
    st.tuples(st.just("pindah"), pilih, pilih, pilih),
    st.tuples(st.just("nilai"), pilih, st.sampled_from(("valid", "valid", "perlu_perbaikan"))),
    st.tuples(st.just("urungkan"), pilih),
    st.tuples(st.just("terima"), pilih, pilih),
    st.tuples(st.just("terima"), pilih, pilih),
    st.tuples(st.just("tolak"), pilih, pilih),
    st.tuples(st.just("batalkan"), pilih),
    st.tuples(st.just("datang_sendiri"), pilih, pilih),
)
perjalanan = st.one_of(st.just(("tenang",)), st.tuples(st.just("kirim"), pilih), st.just(()))
langkah = st.tuples(kejadian, perjalanan)
"""What somebody does, and how far it travels before the next one does something."""


class Acak(Kisah):
    """A road whose people do what chance says; a refusal is an answer, nothing else may go wrong."""

    def __init__(self, road: Road):
        super().__init__(road)
        self.desa = [code for code in road.nodes if code.count(".") == 3]
        self.atas = [code for code in road.nodes if code.count(".") == 2]
        self.keluarga(self.desa[0])
        self.keluarga(self.desa[0], 2)
        self.keluarga(self.desa[1], 2)
        road.settle()
        self.semua = {nik for desa in self.desa for nik in self.nik(desa)}
        self.hari, self.putusan = HARI, []

    def lakukan(self, kata: str, *isi) -> None:
        with suppress(DataDitolak, putusan.PutusanSalah):
            getattr(self, f"acak_{kata}")(*isi)

    # ---- what people do

    def acak_alur(self, di_desa, keluarga, ikut) -> None:
        """A move and the steward's verdict on it, all of it known everywhere."""
        self.acak_pindah(di_desa, keluarga, ikut)
        self.road.settle()
        self.acak_nilai(5, "valid")
        self.road.settle()

    def acak_pindah(self, di_desa, keluarga, ikut) -> None:
        desa = self.satu(self.desa, di_desa)
        rumah = self.rumah(desa)
        if rumah:
            orang = self.satu(rumah, keluarga)
            tujuan = self.satu([code for code in self.desa if code != desa], ikut)
            self.hari += timedelta(days=1)
            self.pindah(orang[: 1 + ikut % len(orang)] if ikut % 2 else orang, tujuan, desa, tgl_peristiwa=self.besok(),
                        cakupan=2 if tujuan[:8] == desa[:8] else 3)  # fmt: skip

    def acak_nilai(self, ke, kata) -> None:
        for kantor in self.atas:
            antrean = [row[0] for row in self.road[kantor].engine.run(
                "SELECT id FROM sb_antrean WHERE jenis = 'mutasi' AND keadaan <> ? ORDER BY id", (kata,)
            )]  # fmt: skip
            if antrean:
                self.putusan.append((kantor, self.nilai(self.satu(antrean, ke), kata, kantor)))

    def acak_urungkan(self, ke) -> None:
        if self.putusan:
            kantor, verval_id = self.satu(self.putusan, ke)
            with di(self.road[kantor]) as node:
                putusan.batalkan(node, petugas(node), [verval_id])

    def acak_terima(self, di_desa, ke) -> None:
        desa = self.satu(self.desa, di_desa)
        if ada := [satu for satu in masuk_baca.di_desa(self.road[desa]) if satu.letak in TERBUKA and not satu.kabar]:
            satu = self.satu(ada, ke)
            kepala = catat.BELUM_DITENTUKAN
            hubungan = {orang["orang_id"]: 1 for orang in satu.orang[:1]} if satu.jenis == "datang" else None
            self.terima(satu, desa, hubungan=hubungan, kepala_baru=kepala, isi={"tgl_peristiwa": self.besok()})

    def acak_tolak(self, di_desa, ke) -> None:
        desa = self.satu(self.desa, di_desa)
        if ada := self.menunggu(desa):
            self.tolak(self.satu(ada, ke), desa)

    def acak_batalkan(self, ke) -> None:
        peristiwa = [
            (desa, row[0]) for desa in self.desa
            for row in self.road[desa].engine.run("SELECT id FROM sb_mutasi WHERE keadaan = 'berlaku' ORDER BY id")
        ]  # fmt: skip
        if peristiwa:
            desa, id = self.satu(peristiwa, ke)
            self.batalkan(id, desa)

    def acak_datang_sendiri(self, di_desa, ke) -> None:
        """A village records by itself that somebody came, whom another one may still count."""
        desa = self.satu(self.desa, di_desa)
        nik = self.satu(sorted(self.semua), ke)
        asal = self.satu([code for code in self.desa if code != desa], ke)
        anggota = [{"nama": "ORANG", "nik": nik, "jenis_kelamin": 1, "hubungan_keluarga": 1}]
        with di(self.road[desa]) as node:
            isi = {"tgl_peristiwa": self.besok(), "lawan_wilayah": asal}
            catat.catat_datang(node, petugas(node), isi, anggota, {"alamat": "Jalan Sendiri"})

    def acak_kirim(self, ke) -> None:
        kode = self.satu(sorted(self.road.couriers), ke)
        self.road.couriers[kode].sync()
        for satu in (kode, kode.rpartition(".")[0]):
            with di(self.road[satu]) as node:
                drain_all(node)

    def acak_tenang(self) -> None:
        self.road.settle()

    # ---- what is so

    @staticmethod
    def satu(pilihan, ke):
        return pilihan[ke % len(pilihan)]

    def besok(self) -> date:
        """A day later than any before, but not in the future."""
        return min(self.hari, date.today())

    def nik(self, desa) -> list[str]:
        """The NIK of everybody a village's books count."""
        return [row[0] for row in self.road[desa].engine.run(
            "SELECT p.nik FROM sb_terhitung t JOIN sb_penduduk p ON p.id = t.penduduk_id ORDER BY 1"
        )]  # fmt: skip

    def rumah(self, desa) -> list[list[str]]:
        """The families of a village, each as its living members."""
        hasil: dict[str, list[str]] = {}
        for keluarga_id, id in self.road[desa].engine.run(
            "SELECT keluarga_id, id FROM sb_penduduk WHERE status_dasar = 1 ORDER BY keluarga_id, hubungan_keluarga, id"
        ):
            hasil.setdefault(keluarga_id, []).append(id)
        return list(hasil.values())

    def dalam_perjalanan(self) -> set[str]:
        """NIK of everybody whose move stands at its village, without his having arrived anywhere."""
        return {
            row[0] for desa in self.desa for row in self.road[desa].engine.run(
                "SELECT o.nik FROM sb_mutasi_orang o JOIN sb_mutasi m ON m.id = o.mutasi_id JOIN sb_penduduk p"
                " ON p.id = o.penduduk_id WHERE m.jenis = 'pindah' AND m.keadaan = 'berlaku' AND o.baris = 'pindah'"
                " AND p.status_dasar = 3"
            )
        }  # fmt: skip

    def disorot(self) -> set[str]:
        """NIK of everybody some office is asked to look at: a warning on his event, or a move to record."""
        hasil = set()
        for satu in self.desa:
            hasil |= {orang.get("nik") for masuk in self.menunggu(satu) for orang in masuk.orang}
            hasil |= {orang.get("nik") for masuk in masuk_baca.di_desa(self.road[satu]) if masuk.letak == "ditolak"
                      for orang in masuk.orang}  # fmt: skip
        for kantor in self.road.nodes:
            if kantor.count(".") < 3:
                hasil |= {row[0] for row in self.road[kantor].engine.run(
                    "SELECT o.nik FROM sb_peringatan p JOIN sb_mutasi_orang o ON o.mutasi_id = p.id"
                    " WHERE p.kode = 'mutasi_hidup_di_dua_desa'"
                )}  # fmt: skip
        return hasil


def tenangkan(dunia: Acak) -> None:
    """Until nothing is on its way: what one village records by itself may be news for another."""
    for _ in range(5):
        dunia.road.settle()
        if not any(node.engine.value("SELECT count(*) FROM sb_pending") for node in dunia.road.nodes.values()):
            return
    raise AssertionError("never comes to rest")


def periksa(dunia: Acak) -> None:
    """The promises, once everything has come to rest."""
    tenangkan(dunia)
    tempat = {nik: [desa for desa in dunia.desa if nik in dunia.nik(desa)] for nik in dunia.semua}
    assert {nik for nik, di_mana in tempat.items() if len(di_mana) > 1} <= dunia.disorot()
    assert {nik for nik, di_mana in tempat.items() if not di_mana} <= dunia.dalam_perjalanan()
    menunggu = [(satu.wilayah, orang["nik"]) for desa in dunia.desa for satu in dunia.menunggu(desa)
                if satu.jenis == "datang" for orang in satu.orang]  # fmt: skip
    assert len({nik for _, nik in menunggu}) == len(menunggu), "waits at two villages"
    assert not [pasang for pasang in menunggu if pasang[0] in tempat[pasang[1]]], "waits where he lives already"
    for desa in dunia.desa:
        assert dunia.saldo(desa) == len(dunia.nik(desa))
        for atas in {desa.rpartition(".")[0], *(code for code in dunia.road.nodes if code.count(".") == 1)}:
            assert dunia.saldo(desa, atas) == dunia.saldo(desa)
    assert dunia.road.unequal() == []
    before = masuk_rev(dunia)
    dunia.road.settle()
    assert masuk_rev(dunia) == before, "what has come to rest goes on changing"


def jalani(dunia: Acak, kisah) -> None:
    for kejadian, perjalanan in kisah:
        dunia.lakukan(*kejadian)
        if perjalanan:
            dunia.lakukan(*perjalanan)
    periksa(dunia)


def masuk_rev(dunia) -> str:
    return json.dumps([
        node.engine.run("SELECT id, rev FROM sb_row WHERE type = 'mutasi_masuk' ORDER BY id")
        for node in dunia.road.nodes.values()
    ])  # fmt: skip


acak = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


@acak
@given(st.lists(langkah, min_size=3, max_size=14), st.booleans())
def test_two_villages_of_a_kecamatan_never_lose_nor_double_anybody_unseen(open_node, monkeypatch, kisah, otomatis):
    monkeypatch.setattr(setelan.sekarang, "mutasi_masuk", setelan.OTOMATIS if otomatis else setelan.SATU_KLIK)
    dunia = Acak(Road(open_node, DEKAT))
    jalani(dunia, kisah)


@acak
@given(st.lists(langkah, min_size=3, max_size=12))
def test_nor_do_two_villages_of_different_kecamatan(open_node, kisah):
    dunia = Acak(Road(open_node, JAUH))
    jalani(dunia, kisah)


TENANG = ("tenang",)


@pytest.mark.parametrize("kisah", [
    [(("alur", 0, 0, 0), TENANG), (("terima", 1, 0), ())],
    [(("alur", 0, 0, 0), ("kirim", 1)), (("urungkan", 0), ()), (("terima", 1, 0), ())],
    [(("alur", 0, 0, 0), TENANG), (("urungkan", 0), ("kirim", 0)), (("terima", 1, 0), ()), (("batalkan", 0), ())],
    [(("datang_sendiri", 1, 0), TENANG), (("nilai", 0, "valid"), TENANG), (("terima", 0, 0), ())],
    [(("datang_sendiri", 1, 0), ()), (("pindah", 0, 0, 0), TENANG), (("nilai", 0, "valid"), ()), (("nilai", 0, "valid"), TENANG)],
])  # fmt: skip
def test_these_stories_end_well(open_node, kisah):
    jalani(Acak(Road(open_node, DEKAT)), kisah)
