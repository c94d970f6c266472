"""Following an OpenSID database: what changes there changes here once, and what was done here is not undone by it."""

import threading

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.jejak import baca as baca_jejak
from sid_bantuan.modules.kependudukan import rekam, sampah
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid.catat import catat_kematian
from sid_bantuan.modules.opensid import ikut
from sid_bantuan.modules.opensid import penduduk as modul_penduduk
from sid_bantuan.modules.opensid.alamat import SumberGagal, baca_alamat
from sid_bantuan.modules.opensid.laporan import Laporan
from sid_bantuan.modules.opensid.putar import putar
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import VILLAGE
from .support.baca_opensid import alasan, ambil, garis, penduduk, saldo, seimbang, temuan
from .support.lampid import nilai_valid
from .support.opensid import isi_desa

pytestmark = pytest.mark.mariadb

NIK = "3522010101900001"
SITI = Operator("7", "Siti Operator", frozenset({"operator"}), VILLAGE)


@pytest.fixture
def node(village):
    return Node(village, VILLAGE, CATALOG)


@pytest.fixture
def keluarga(node, sumber):
    """A family of three, read once: the father 1, the mother 2, the child 3."""
    kk = sumber.keluarga(tempat=sumber.dusun())
    sumber.orang("AYAH", kk, nik=NIK, kk_level=1, status_kawin=2)
    sumber.orang("IBU", kk, nik="3522014101920002", kk_level=3, sex=2)
    sumber.orang("ANAK", kk, kk_level=4, tanggallahir="2015-02-03")
    ambil(node, sumber)
    drain_all(node)
    return kk


def edit(node, nama: str, **isi) -> None:
    """Somebody edits a resident at the desk."""
    with rekam.transaksi(node):
        rekam.ubah(Penduduk.get(Penduduk.nama == nama), isi)
    drain_all(node)


def events(node) -> list[tuple]:
    return node.engine.run("SELECT jenis, keadaan FROM sb_mutasi ORDER BY jenis, keadaan")


# ---- what is new


def test_a_resident_who_is_new_there_is_new_here_with_his_birth(node, sumber, keluarga):
    bayi = sumber.orang("BAYI", keluarga, tanggallahir="2026-10-30")
    sumber.peristiwa(bayi, 1, "2026-11-02", "2026-10-30")
    laporan = ambil(node, sumber)
    assert laporan.kalimat() == "4 penduduk dibaca, 1 baru, 0 berubah, 1 peristiwa dicatat."
    assert garis(node, penduduk(node, "BAYI")["id"]) == [("2026-11", 1, "lahir")]
    seimbang(node)
    assert ambil(node, sumber).berubah == 0


def test_a_changed_column_is_taken_and_stands_in_the_audit_log(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 1, pekerjaan_id=15, telepon="0812")
    assert ambil(node, sumber).hitung["tweb_penduduk", "ubah"] == 1
    assert penduduk(node, "AYAH")["pekerjaan"] == 15
    jejak = next(satu for satu in baca_jejak(node.engine) if satu.aksi == "ubah")
    assert (jejak.perubahan["pekerjaan"], jejak.oleh) == ([9, 15], "OpenSID")


def test_a_death_there_is_a_death_here(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 1, status_dasar=2)
    sumber.peristiwa(1, 2, "2026-11-03", "2026-11-01", sebab="1")
    ambil(node, sumber)
    ayah = penduduk(node, "AYAH")
    assert ayah["status_dasar"] == kode.MATI
    assert garis(node, ayah["id"])[-1] == ("2026-11", -1, "mati")
    assert events(node) == [("mati", "berlaku")]
    assert set(alasan(node)) == {("opensid", 1)}
    seimbang(node)
    assert ambil(node, sumber).berubah == 0


def test_who_moved_and_came_back_has_both_events(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 3, status_dasar=3)
    sumber.peristiwa(3, 3, "2026-10-03")
    ambil(node, sumber)
    sumber.ubah("tweb_penduduk", 3, status_dasar=1)
    sumber.peristiwa(3, 5, "2026-11-05")
    ambil(node, sumber)
    anak = penduduk(node, "ANAK")
    assert anak["status_dasar"] == kode.HIDUP
    assert [satu[1:] for satu in garis(node, anak["id"])] == [(1, "opensid"), (-1, "pindah"), (1, "datang")]
    seimbang(node)


def test_a_status_without_an_event_is_taken_and_adjusts_the_books(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 3, status_dasar=9)
    ambil(node, sumber)
    assert penduduk(node, "ANAK")["status_dasar"] == kode.TIDAK_VALID
    assert alasan(node)["status", -1] == 1
    seimbang(node)


def test_another_family_and_another_dusun_follow_there_and_in_the_books(node, sumber, keluarga):
    lain = sumber.keluarga("3522010101200009", sumber.dusun("Ngrowo", "3", "1"))
    sumber.ubah("tweb_penduduk", 3, id_kk=lain)
    ambil(node, sumber)
    assert node.engine.one(
        "SELECT k.no_kk, l.dusun FROM sb_penduduk p JOIN sb_keluarga k ON k.id = p.keluarga_id"
        " JOIN sb_lingkungan l ON l.id = k.lingkungan_id WHERE p.nama = 'ANAK'"
    ) == ("3522010101200009", "Ngrowo")
    seimbang(node)


# ---- what was taken back there


def test_an_event_taken_back_there_is_cancelled_here(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 1, status_dasar=2)
    mati = sumber.peristiwa(1, 2, "2026-11-03")
    ambil(node, sumber)
    sumber.hapus("log_penduduk", mati)
    sumber.ubah("tweb_penduduk", 1, status_dasar=1)
    laporan = ambil(node, sumber)
    assert laporan.hitung["log_penduduk", "batal"] == 1
    assert penduduk(node, "AYAH")["status_dasar"] == kode.HIDUP
    assert events(node) == [("mati", "batal")]
    assert saldo(node, "9999-12") == 3
    seimbang(node)
    assert ambil(node, sumber).berubah == 0


def test_an_event_of_the_first_import_can_be_taken_back_too(node, sumber):
    orang = sumber.orang("BUDI", nik=NIK, status_dasar=3)
    pindah = sumber.peristiwa(orang, 3, "2020-03-03")
    ambil(node, sumber)
    sumber.hapus("log_penduduk", pindah)
    sumber.ubah("tweb_penduduk", orang, status_dasar=1)
    ambil(node, sumber)
    assert penduduk(node, "BUDI")["status_dasar"] == kode.HIDUP
    assert events(node) == [("pindah", "batal")]
    assert [saldo(node, bulan) for bulan in ("2020-03", "9999-12")] == [1, 1]
    seimbang(node)


def test_a_sealed_event_stays_until_the_steward_returns_it(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 1, status_dasar=2)
    mati = sumber.peristiwa(1, 2, "2026-11-03")
    ambil(node, sumber)
    nilai_valid(node, "mutasi", node.engine.value("SELECT id FROM sb_mutasi"))
    sumber.hapus("log_penduduk", mati)
    sumber.ubah("tweb_penduduk", 1, status_dasar=1)
    for _ in range(2):
        assert ("log_penduduk", mati, "opensid_batal_ditolak") in temuan(ambil(node, sumber))
        assert penduduk(node, "AYAH")["status_dasar"] == kode.MATI
    with node.engine.transaction(), node.engine.applying():
        node.engine.run("DELETE FROM sb_verval")
    ambil(node, sumber)
    assert penduduk(node, "AYAH")["status_dasar"] == kode.HIDUP
    seimbang(node)


def test_a_corrected_event_is_corrected_here(node, sumber, keluarga):
    sumber.ubah("tweb_penduduk", 1, status_dasar=2)
    mati = sumber.peristiwa(1, 2, "2026-11-03", "2026-11-01")
    ambil(node, sumber)
    sumber.ubah("log_penduduk", mati, tgl_lapor="2026-10-30", tgl_peristiwa="2026-10-29", akta_mati="AM-1")
    assert ambil(node, sumber).hitung["log_penduduk", "ubah"] == 1
    assert node.engine.one("SELECT CAST(tgl_peristiwa AS TEXT), akta FROM sb_mutasi") == ("2026-10-29", "AM-1")
    assert events(node) == [("mati", "berlaku")]
    seimbang(node)


def test_a_deleted_resident_goes_to_the_recycle_bin_with_the_reason(node, sumber, keluarga):
    id = penduduk(node, "ANAK")["id"]
    sumber.hapus("tweb_penduduk", 3)
    assert ambil(node, sumber).hitung["tweb_penduduk", "hapus"] == 1
    assert sampah.cari_isi(node, "penduduk", id).label == "ANAK"
    assert any(satu.catatan == "Dihapus di OpenSID" and satu.rekam_id == id for satu in baca_jejak(node.engine))
    assert alasan(node)["dihapus", -1] == 1
    seimbang(node)
    assert ambil(node, sumber).berubah == 0


def test_a_deleted_family_that_is_lived_in_here_stays_and_is_told(node, sumber, keluarga):
    with rekam.transaksi(node):
        rekam.tambah(node.catalog["penduduk"], new_id(), VILLAGE,
                     {"orang_id": new_id(), "nama": "KEPONAKAN", "jenis_kelamin": 1,
                      "keluarga_id": penduduk(node, "ANAK")["keluarga_id"]})  # fmt: skip
    sumber.tanya("UPDATE tweb_penduduk SET id_kk = NULL")
    sumber.hapus("tweb_keluarga", keluarga)
    laporan = ambil(node, sumber)
    assert ("tweb_keluarga", keluarga, "opensid_hapus_ditolak") in temuan(laporan)
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == 1
    assert penduduk(node, "ANAK")["keluarga_id"] is None
    sampah.buang(node, SITI, "penduduk", [penduduk(node, "KEPONAKAN")["id"]])
    ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == 0
    seimbang(node)


def test_a_source_that_lost_most_of_its_people_is_not_followed(node, sumber):
    isi_desa(sumber, 100)
    ambil(node, sumber)
    sebelum = node.engine.value("SELECT count(*) FROM sb_penduduk")
    sumber.tanya("DELETE FROM tweb_penduduk WHERE id > 30")
    with pytest.raises(SumberGagal, match="tidak ada lagi di OpenSID"):
        ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == sebelum
    ambil(node, sumber, setuju_hapus=True)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 30
    seimbang(node)


# ---- what was done here


def test_what_was_edited_here_is_not_overwritten_by_an_unchanged_source(node, sumber, keluarga):
    edit(node, "AYAH", telepon="0899", pekerjaan=5)
    sumber.ubah("tweb_penduduk", 1, suku="JAWA")
    ambil(node, sumber)
    ayah = penduduk(node, "AYAH")
    assert (ayah["telepon"], ayah["pekerjaan"], ayah["suku"]) == ("0899", 5, "JAWA")


def test_what_both_changed_is_shown_and_ours_stays_until_the_village_says_otherwise(node, sumber, keluarga):
    edit(node, "AYAH", pekerjaan=5)
    sumber.ubah("tweb_penduduk", 1, pekerjaan_id=15)
    laporan = ambil(node, sumber)
    satu = next(satu for satu in laporan.temuan if satu.kode == "opensid_berbeda")
    assert (satu.kolom, satu.di_sana, satu.di_sini) == ("pekerjaan", "15", "5")
    assert penduduk(node, "AYAH")["pekerjaan"] == 5
    sumber.ubah("tweb_penduduk", 1, pekerjaan_id=16)
    ambil(node, sumber, utamakan="opensid")
    assert penduduk(node, "AYAH")["pekerjaan"] == 16
    sumber.ubah("tweb_penduduk", 1, pekerjaan_id=17)
    ambil(node, sumber, utamakan="sini")
    assert penduduk(node, "AYAH")["pekerjaan"] == 16


def test_a_nik_that_somebody_here_has_is_not_given_twice(node, sumber, keluarga):
    with rekam.transaksi(node):
        rekam.tambah(node.catalog["penduduk"], new_id(), VILLAGE,
                     {"orang_id": new_id(), "nama": "LAIN", "jenis_kelamin": 1, "nik": "3522010303850004"})  # fmt: skip
    sumber.ubah("tweb_penduduk", 3, nik="3522010303850004")
    laporan = ambil(node, sumber)
    assert ("tweb_penduduk", 3, "nik_dipakai") in temuan(laporan)
    assert penduduk(node, "ANAK")["nik"] is None


def test_a_death_recorded_on_both_sides_is_one_death(node, sumber, keluarga):
    isi = {"tgl_peristiwa": "2026-11-01", "tgl_lapor": "2026-11-02"}
    catat_kematian(node, SITI, isi, penduduk(node, "ANAK")["id"])
    drain_all(node)
    sumber.ubah("tweb_penduduk", 3, telepon="0812")
    ambil(node, sumber)
    assert penduduk(node, "ANAK")["status_dasar"] == kode.MATI
    sumber.ubah("tweb_penduduk", 3, status_dasar=2)
    sumber.peristiwa(3, 2, "2026-11-04", "2026-11-01")
    ambil(node, sumber)
    assert events(node) == [("mati", "berlaku")]
    seimbang(node)


def test_who_was_thrown_away_here_does_not_come_back_by_itself(node, sumber, keluarga):
    sampah.buang(node, SITI, "penduduk", [penduduk(node, "ANAK")["id"]])
    drain_all(node)
    assert ambil(node, sumber).berubah == 0
    sumber.ubah("tweb_penduduk", 3, suku="JAWA")
    assert ("tweb_penduduk", 3, "opensid_dibuang_di_sini") in temuan(ambil(node, sumber))
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 2


# ---- cut off


def test_a_round_cut_off_between_two_chunks_is_finished_by_the_next(node, sumber, monkeypatch):
    isi_desa(sumber, 90)
    monkeypatch.setattr("sid_bantuan.modules.opensid.sumber.SEKALI_BACA", 20)
    monkeypatch.setattr("sid_bantuan.modules.opensid.sumber.Sumber.alir.__defaults__", (20,))
    asli, ke = modul_penduduk._ambil, []

    def cut_off(putaran, semua):
        ke.append(len(semua))
        if len(ke) == 3:
            raise SumberGagal("opensid_putus", sementara=True)
        asli(putaran, semua)

    monkeypatch.setattr(modul_penduduk, "_ambil", cut_off)
    with pytest.raises(SumberGagal):
        ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 40
    monkeypatch.setattr(modul_penduduk, "_ambil", asli)
    laporan = ambil(node, sumber)
    assert laporan.hitung["tweb_penduduk", "tetap"] == 40
    assert (
        node.engine.value("SELECT count(*) FROM sb_penduduk")
        == sumber.tanya("SELECT count(*) FROM tweb_penduduk")[0][0]
    )
    seimbang(node)


def test_a_lost_server_is_waited_for_longer_each_time_and_then_followed_on(caplog):
    rounds = iter([SumberGagal("opensid_putus", sementara=True)] * 3 + [Laporan()])
    waited, done, stop = [], [], threading.Event()

    def putar_sekali():
        satu = next(rounds)
        if isinstance(satu, Exception):
            raise satu
        return satu

    class Clock:
        def is_set(self):
            return stop.is_set()

        def wait(self, seconds):
            waited.append(seconds)

    def selesai(laporan):
        done.append(laporan)
        stop.set()

    with caplog.at_level("INFO", "sid_bantuan.opensid"):
        ikut.ikuti(putar_sekali, 300, Clock(), selesai)
    assert waited == [300, 600, 1200, 300]
    assert len(done) == 1
    assert caplog.messages[0] == (
        "Sambungan ke OpenSID terputus. Yang sudah diambil tersimpan; sisanya diambil berikutnya."
        " Dicoba lagi 5 menit lagi."
    )
    assert caplog.messages[-1] == "0 penduduk dibaca, tidak ada yang berubah."


def test_a_wrong_password_ends_it_at_once_but_not_a_follower_that_knew_the_right_one():
    def wrong():
        raise SumberGagal("opensid_sandi_salah", pengguna="x")

    with pytest.raises(SumberGagal):
        ikut.ikuti(wrong, 1, threading.Event(), lambda laporan: None)
    rounds = iter([Laporan, wrong, wrong, Laporan])
    stop, done = threading.Event(), []

    def one_round():
        return next(rounds)()

    def finished(laporan):
        done.append(laporan)
        if len(done) > 1:
            stop.set()

    ikut.ikuti(one_round, 0.001, stop, finished)
    assert len(done) == 2


def test_another_installation_of_opensid_is_noticed_and_taken_on_request(node, sumber, keluarga):
    sumber.ubah("config", 1, app_key="baru")
    with pytest.raises(SumberGagal, match="--sumber-baru"):
        ambil(node, sumber)
    laporan = putar(node, baca_alamat(sumber.alamat()), sumber_baru=True)
    assert laporan.hitung["tweb_penduduk", "baru"] == 0
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 3
    seimbang(node)
