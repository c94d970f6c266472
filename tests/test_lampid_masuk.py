"""At the village: what comes from above is recorded with one click, declined, or recorded by itself."""

from datetime import date

import pytest

from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.modules.lampid import catat, masuk, masuk_baca, setelan
from sid_bantuan.modules.lampid.masuk_daftar import daftarkan
from sid_bantuan.modules.lampid.masuk_sini import kunci
from sid_bantuan.modules.lampid.tables import Mutasi, MutasiOrang
from sid_bantuan.sync.local import drain_all

from .support.di import di, petugas
from .support.kisah import HARI, Kisah
from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE, Road

FAR_DISTRICT, FAR_VILLAGE = "35.22.02", "35.22.02.2001"


@pytest.fixture
def kisah(open_node):
    return Kisah(Road(open_node, (DISTRICT, VILLAGE, NEIGHBOUR)))


@pytest.fixture
def kabupaten(open_node):
    return Kisah(Road(open_node, (REGENCY, DISTRICT, FAR_DISTRICT, VILLAGE, FAR_VILLAGE)))


@pytest.fixture
def otomatis(monkeypatch):
    monkeypatch.setattr(setelan.sekarang, "mutasi_masuk", setelan.OTOMATIS)


def pindahkan(kisah, orang=None, **isi):
    """A family moves to the neighbour, the steward finds it valid, and it waits there; the family and the event."""
    orang = orang or kisah.keluarga()
    kisah.road.settle()
    id = kisah.pindah(orang, **isi)
    kisah.road.settle()
    kisah.nilai(id)
    kisah.road.settle()
    return orang, id


# ---- a family from the other village


def test_a_family_arrives_with_one_click_as_the_same_people_on_their_own_card(kisah):
    orang, id = pindahkan(kisah)
    persons = [
        kisah.road[VILLAGE].engine.value("SELECT orang_id FROM sb_penduduk WHERE id = ?", (one,)) for one in orang
    ]
    assert kisah.hidup(VILLAGE) == kisah.hidup(NEIGHBOUR) == []
    [satu] = kisah.menunggu()
    mutasi = kisah.terima(satu)
    assert kisah.hidup(NEIGHBOUR) == sorted(persons)
    assert (mutasi.jenis, mutasi.masuk_id, mutasi.lawan_wilayah, mutasi.cakupan) == ("datang", satu.id, VILLAGE, 2)
    with di(kisah.road[NEIGHBOUR]):
        kepala = Penduduk.get(Penduduk.hubungan_keluarga == 1)
        assert kepala.keluarga.no_kk == "3522010101150003"
        assert kepala.keluarga.alamat == "Jalan Melati 2"
        assert kepala.sumber == "Dari Kecamatan Ngraho, pindahan Desa " + _nama(VILLAGE)
        assert MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id).count() == 3
    kisah.road.settle()
    [kabar] = kisah.kabar()
    assert (kabar.mutasi_id, kabar.rincian["kabar"]) == (id, "diterima")
    assert kisah.road.unequal() == []


def _nama(desa):
    from sid_bantuan.domain.wilayah_nama import nama_wilayah

    return nama_wilayah(desa)


def test_two_clicks_record_the_family_once(kisah):
    pindahkan(kisah)
    [satu] = kisah.menunggu()
    assert kisah.terima(satu).id == kisah.terima(satu).id
    assert len(kisah.hidup(NEIGHBOUR)) == 3
    assert kisah.saldo(NEIGHBOUR) == 3


def test_place_card_and_relations_can_be_chosen(kisah):
    orang = kisah.keluarga()
    pindahkan(kisah, orang[1:])
    with di(kisah.road[NEIGHBOUR]):
        tempat = Lingkungan.create(node=NEIGHBOUR, wilayah=NEIGHBOUR, dusun="KRAJAN", rw="001", rt="002")
    [satu] = kisah.menunggu()
    with pytest.raises(DataDitolak, match="kepala keluarga"):
        kisah.terima(satu)
    istri = kunci(satu.orang[0])
    kisah.terima(satu, kartu={"lingkungan_id": tempat.id, "alamat": "Jalan Baru 9"}, hubungan={istri: 1},
                 isi={"tgl_lapor": date(2026, 11, 20), "nomor_surat": "470/12"})  # fmt: skip
    with di(kisah.road[NEIGHBOUR]):
        kepala = Penduduk.get(Penduduk.hubungan_keluarga == 1)
        assert (kepala.keluarga.lingkungan_id, kepala.keluarga.alamat) == (tempat.id, "Jalan Baru 9")
        mutasi = Mutasi.get()
        assert (str(mutasi.tgl_lapor), mutasi.nomor_surat) == ("2026-11-20", "470/12")


def test_they_can_join_a_family_that_lives_here(kisah):
    tuan = kisah.keluarga(NEIGHBOUR, 1)
    orang = kisah.keluarga()
    pindahkan(kisah, orang[2:])
    with di(kisah.road[NEIGHBOUR]):
        kk = Penduduk.get_by_id(tuan[0]).keluarga_id
    [satu] = kisah.menunggu()
    kisah.terima(satu, keluarga_id=kk, hubungan={kunci(satu.orang[0]): 9})
    with di(kisah.road[NEIGHBOUR]):
        assert Penduduk.select().where(Penduduk.keluarga == kk).count() == 2
        assert Keluarga.select().count() == 1


def test_declining_needs_a_reason_tells_the_origin_and_can_be_thought_over(kisah):
    pindahkan(kisah)
    [satu] = kisah.menunggu()
    with pytest.raises(DataDitolak):
        kisah.tolak(satu, alasan=" ")
    kisah.tolak(satu)
    kisah.road.settle()
    [kabar] = kisah.kabar()
    assert kabar.keterangan.endswith("Orangnya tidak datang.")
    kisah.terima(satu)
    kisah.road.settle()
    [kabar] = kisah.kabar()
    assert kabar.rincian["kabar"] == "diterima"
    with di(kisah.road[VILLAGE]) as node:
        masuk.tandai_tercatat(node, petugas(node), kabar.id)
    assert kisah.kabar() == []
    kisah.road.settle()
    assert kisah.road.unequal() == []


def test_what_was_withdrawn_meanwhile_is_refused(kisah):
    _, id = pindahkan(kisah)
    [satu] = kisah.menunggu()
    kisah.nilai(id, "perlu_perbaikan")
    kisah.road.settle()
    with pytest.raises(DataDitolak, match="tidak menunggu lagi"):
        kisah.terima(satu)
    assert kisah.menunggu() == []


def test_an_arrival_that_was_cancelled_here_can_be_taken_in_again(kisah):
    pindahkan(kisah)
    [satu] = kisah.menunggu()
    pertama = kisah.terima(satu)
    kisah.batalkan(pertama.id, NEIGHBOUR)
    assert [lagi.id for lagi in kisah.menunggu()] == [satu.id]
    kedua = kisah.terima(satu)
    assert kedua.id != pertama.id
    assert len(kisah.hidup(NEIGHBOUR)) == kisah.saldo(NEIGHBOUR) == 3
    kisah.road.settle()
    assert [kabar.rincian["kabar"] for kabar in kisah.kabar()] == ["diterima"]


def test_who_moves_there_and_back_is_the_same_resident_again(kisah):
    pindahkan(kisah)
    kisah.terima(kisah.menunggu()[0])
    kisah.road.settle()
    di_sana = [
        row[0] for row in kisah.road[NEIGHBOUR].engine.run("SELECT id FROM sb_penduduk ORDER BY hubungan_keluarga")
    ]
    kembali = kisah.pindah(di_sana, VILLAGE, NEIGHBOUR, tgl_peristiwa=date(2026, 11, 15))
    kisah.road.settle()
    kisah.nilai(kembali)
    kisah.road.settle()
    [satu] = kisah.menunggu(VILLAGE)
    kisah.terima(satu, VILLAGE)
    kisah.road.settle()
    assert kisah.hidup(NEIGHBOUR) == []
    assert kisah.road[VILLAGE].engine.value("SELECT count(*) FROM sb_penduduk WHERE status_dasar = 1") == 3
    assert kisah.road[VILLAGE].engine.value("SELECT count(*) FROM sb_penduduk") == 3
    assert kisah.menunggu(NEIGHBOUR) == kisah.menunggu(VILLAGE) == []


def test_who_is_recorded_here_already_is_not_recorded_twice(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    id = kisah.pindah(orang)
    kisah.road.settle()
    kisah.nilai(id)
    kisah.road.settle()
    [satu] = kisah.menunggu()
    for one in satu.orang:
        with di(kisah.road[NEIGHBOUR]):
            Penduduk.create(node=NEIGHBOUR, wilayah=NEIGHBOUR, orang_id=one["orang_id"], nama=one["nama"], nik=one["nik"],
                            jenis_kelamin=1)  # fmt: skip
    with pytest.raises(DataDitolak, match="Sudah tercatat di desa ini"):
        kisah.terima(satu)
    with di(kisah.road[NEIGHBOUR]) as node:
        masuk.tandai_tercatat(node, petugas(node), satu.id)
    kisah.road.settle()
    assert [kabar.rincian["kabar"] for kabar in kisah.kabar()] == ["diterima"]
    assert len(kisah.hidup(NEIGHBOUR)) == 3


# ---- by itself


def test_a_village_that_has_it_so_records_what_comes_by_itself_and_tells_the_origin(kisah, otomatis):
    pindahkan(kisah)
    assert len(kisah.hidup(NEIGHBOUR)) == 3
    assert kisah.road[NEIGHBOUR].engine.value("SELECT oleh FROM sb_mutasi") == "Diterapkan otomatis"
    assert [kabar.rincian["kabar"] for kabar in kisah.kabar()] == ["diterima"]
    assert kisah.road.unequal() == []


def test_one_that_cannot_be_recorded_by_itself_says_why_waits_for_a_click_and_hurts_no_other(kisah, otomatis):
    orang = kisah.keluarga()
    pindahkan(kisah, orang[1:])
    pindahkan(kisah, kisah.keluarga(anggota=2))
    assert len(kisah.hidup(NEIGHBOUR)) == 2
    [satu] = kisah.menunggu()
    with di(kisah.road[NEIGHBOUR]) as node:
        assert [salah.kode for salah in masuk.halangan(node, satu.id)] == ["kepala_belum_ada"]
        istri = kunci(satu.orang[0])
        assert masuk.halangan(node, satu.id, {"hubungan": {istri: 1}}) == ()
    assert kisah.menunggu() == [satu]
    assert len(kisah.hidup(NEIGHBOUR)) == 2


# ---- registered above


def dari_atas(kisah, jenis, desa=VILLAGE, **isi):
    with di(kisah.road[DISTRICT]) as node:
        id = daftarkan(
            node, petugas(node), desa, jenis, **{"tgl_peristiwa": HARI, "tgl_lapor": date(2026, 11, 12)} | isi
        ).id
    kisah.road.settle()
    return next(satu for satu in kisah.menunggu(desa) if satu.id == id)


def test_a_death_registered_above_is_recorded_on_the_resident_with_its_particulars(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    satu = dari_atas(kisah, "mati", penduduk_id=orang[2], rincian={"sebab": "Sakit", "penentu": 2, "pelapor": "Pak RT"})
    mutasi = kisah.terima(satu, VILLAGE)
    assert (mutasi.jenis, mutasi.sebab, mutasi.penentu, mutasi.pelapor) == ("mati", "Sakit", 2, "Pak RT")
    assert (str(mutasi.tgl_peristiwa), str(mutasi.tgl_lapor)) == ("2026-11-10", "2026-11-12")
    assert mutasi.sumber == "Dari Kecamatan Ngraho"
    assert kisah.road[VILLAGE].engine.value("SELECT status_dasar FROM sb_penduduk WHERE id = ?", (orang[2],)) == 2
    kisah.road.settle()
    [atas] = masuk_baca.baca_banyak(kisah.road[DISTRICT], "s.id = ?", (satu.id,))
    assert (atas.letak, atas.dijawab_oleh, atas.hasil_id) == ("diterima", "Wati", mutasi.id)


def test_the_death_of_a_head_asks_who_heads_the_family_now(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    satu = dari_atas(kisah, "mati", penduduk_id=orang[0])
    with pytest.raises(DataDitolak, match="kepala_baru"):
        kisah.terima(satu, VILLAGE)
    kisah.terima(satu, VILLAGE, kepala_baru=orang[1])
    assert kisah.road[VILLAGE].engine.value("SELECT hubungan_keluarga FROM sb_penduduk WHERE id = ?", (orang[1],)) == 1


def test_a_death_the_village_recorded_itself_is_marked_as_recorded(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    satu = dari_atas(kisah, "mati", penduduk_id=orang[2])
    with di(kisah.road[VILLAGE]) as node:
        catat.catat_kematian(node, petugas(node), {"tgl_peristiwa": HARI}, orang[2])
        with pytest.raises(DataDitolak):
            masuk.terapkan_masuk(node, petugas(node), satu.id)
        masuk.tandai_tercatat(node, petugas(node), satu.id)
    assert kisah.menunggu(VILLAGE) == []


@pytest.mark.parametrize("jenis", ["lahir", "mati", "datang"])
def test_one_that_names_nobody_says_so_and_can_only_be_declined(kisah, jenis):
    orang = kisah.keluarga()
    kisah.road.settle()
    satu = dari_atas(kisah, "mati", penduduk_id=orang[2])
    with di(kisah.road[VILLAGE]) as node:
        with node.engine.transaction(), node.engine.applying():
            node.engine.run("UPDATE sb_mutasi_masuk SET orang = '[]', jenis = ? WHERE id = ?", (jenis, satu.id))
        assert masuk.sudah_tercatat(node, masuk_baca.baca(node, satu.id)) is None
        assert [salah.kode for salah in masuk.halangan(node, satu.id)] == ["masuk_tanpa_orang"]
        assert masuk.tolak(node, petugas(node), satu.id, "Tidak ada namanya").keputusan == "ditolak"


def test_a_birth_registered_above_makes_a_child_of_the_family_and_not_a_second_one(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    kk = kisah.road[VILLAGE].engine.value("SELECT keluarga_id FROM sb_penduduk WHERE id = ?", (orang[0],))
    bayi = {"nama": "SARI", "jenis_kelamin": 2, "tempat_lahir": "BOJONEGORO", "nama_ibu": "ORANG"}
    satu = dari_atas(kisah, "lahir", keluarga_id=kk, orang=[bayi], rincian={"berat_gram": 3100, "penolong": 2})
    mutasi = kisah.terima(satu, VILLAGE)
    with di(kisah.road[VILLAGE]):
        sari = Penduduk.get(Penduduk.nama == "SARI")
        assert (sari.keluarga_id, sari.hubungan_keluarga, str(sari.tanggal_lahir)) == (kk, 4, "2026-11-10")
        assert (mutasi.berat_gram, mutasi.penolong) == (3100, 2)
    lagi = dari_atas(kisah, "lahir", keluarga_id=kk, orang=[bayi])
    with pytest.raises(DataDitolak, match="Sudah tercatat"):
        kisah.terima(lagi, VILLAGE)


def test_an_arrival_registered_above_is_recorded_with_the_place_they_come_from(kisah):
    orang = [
        {
            "nama": "TONO",
            "jenis_kelamin": 1,
            "hubungan_keluarga": 1,
            "tanggal_lahir": "1980-01-01",
            "nik": "3578010101800001",
        },
        {"nama": "TINI", "jenis_kelamin": 2, "hubungan_keluarga": 3, "tanggal_lahir": "1982-01-01"},
    ]
    satu = dari_atas(kisah, "datang", orang=orang, keluarga={"alamat": "Jalan Baru"}, lawan_wilayah="35.78",
                     rincian={"lawan_alamat": "Surabaya", "alasan_pindah": 1})  # fmt: skip
    mutasi = kisah.terima(satu, VILLAGE)
    assert (mutasi.lawan_wilayah, mutasi.lawan_alamat, mutasi.cakupan) == ("35.78", "Surabaya", 4)
    assert kisah.saldo(VILLAGE) == 2


def test_an_arrival_here_of_people_the_other_village_counts_makes_it_record_their_move(kisah):
    orang = kisah.keluarga()
    kisah.road.settle()
    nik = [kisah.road[VILLAGE].engine.value("SELECT nik FROM sb_penduduk WHERE id = ?", (one,)) for one in orang]
    with di(kisah.road[NEIGHBOUR]) as node:
        anggota = [
            {"nama": f"ORANG {ke}", "nik": satu, "jenis_kelamin": 1, "hubungan_keluarga": (1, 3, 4)[ke]}
            for ke, satu in enumerate(nik)
        ]
        datang = catat.catat_datang(
            node, petugas(node), {"tgl_peristiwa": HARI, "lawan_wilayah": VILLAGE}, anggota, {"alamat": "Jalan Baru"}
        ).id
    kisah.road.settle()
    assert kisah.menunggu(VILLAGE) == []
    kisah.nilai(datang)
    kisah.road.settle()
    [satu] = kisah.menunggu(VILLAGE)
    assert (satu.jenis, len(satu.orang)) == ("pindah", 3)
    mutasi = kisah.terima(satu, VILLAGE)
    assert (mutasi.jenis, mutasi.lawan_wilayah, mutasi.yang_pindah) == ("pindah", NEIGHBOUR, 1)
    kisah.road.settle()
    kisah.nilai(mutasi.id)
    kisah.road.settle()
    assert kisah.menunggu(NEIGHBOUR) == kisah.menunggu(VILLAGE) == []
    assert kisah.hidup(VILLAGE) == []
    assert len(kisah.hidup(NEIGHBOUR)) == 3


# ---- beyond the kecamatan


def test_a_move_to_another_kecamatan_goes_by_the_kabupaten_and_its_news_comes_back_the_same_way(kabupaten):
    orang = kabupaten.keluarga()
    kabupaten.road.settle()
    id = kabupaten.pindah(orang, FAR_VILLAGE, cakupan=3)
    kabupaten.road.settle()
    kabupaten.nilai(id)
    kabupaten.road.settle()
    [satu] = kabupaten.menunggu(FAR_VILLAGE)
    assert satu.node == REGENCY
    kabupaten.terima(satu, FAR_VILLAGE)
    kabupaten.road.settle()
    assert [kabar.rincian["kabar"] for kabar in kabupaten.kabar()] == ["diterima"]
    assert kabupaten.hidup(VILLAGE) == []
    assert len(kabupaten.hidup(FAR_VILLAGE)) == 3
    assert kabupaten.road.unequal() == []


def test_a_move_beyond_the_kabupaten_ends_with_the_village(kabupaten):
    orang = kabupaten.keluarga()
    kabupaten.road.settle()
    id = kabupaten.pindah(orang, "35.23.01.2001", cakupan=4)
    kabupaten.road.settle()
    kabupaten.nilai(id)
    kabupaten.road.settle()
    for code in (REGENCY, DISTRICT):
        assert kabupaten.road[code].engine.value("SELECT count(*) FROM sb_mutasi_masuk") == 0


def test_nothing_is_left_to_derive_and_both_ends_of_every_line_hold_the_same(kisah):
    pindahkan(kisah)
    kisah.terima(kisah.menunggu()[0])
    kisah.road.settle()
    for node in kisah.road.nodes.values():
        with di(node):
            drain_all(node)
    assert kisah.road.unequal() == []
