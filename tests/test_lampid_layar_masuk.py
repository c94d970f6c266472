"""The village's page of what comes from above: seen, taken with one click, completed where something is missing, declined."""

import re

import pytest

from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid import masuk_baca
from sid_bantuan.modules.lampid.masuk_daftar import cabut, daftarkan
from sid_bantuan.modules.lampid.masuk_sini import kunci
from sid_bantuan.sync import record

from .support.desa import Peramban, aplikasi
from .support.di import di, petugas
from .support.kisah import HARI, Kisah
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE, Road


@pytest.fixture
def kisah(open_node):
    """A village beside another one; the screens are those of the first, and its models stay bound."""
    kisah = Kisah(Road(open_node, (DISTRICT, VILLAGE, NEIGHBOUR)))
    before = record.database.obj
    record.database.initialize(kisah.road[VILLAGE].engine.database)
    yield kisah
    record.database.initialize(before)


@pytest.fixture
def desa(kisah, tmp_path):
    return Peramban(aplikasi(kisah.road[VILLAGE].engine, tmp_path))


def kedatangan(kisah, hanya=slice(None)):
    """A family of the neighbour moves here, verified; what waits."""
    orang = kisah.keluarga(NEIGHBOUR)
    kisah.road.settle()
    id = kisah.pindah(orang[hanya], VILLAGE, NEIGHBOUR)
    kisah.road.settle()
    kisah.nilai(id)
    kisah.road.settle()
    return kisah.menunggu(VILLAGE)[0]


def kematian(kisah, ke=2):
    orang = kisah.keluarga()
    kisah.road.settle()
    with di(kisah.road[DISTRICT]) as node:
        id = daftarkan(node, petugas(node), VILLAGE, "mati", tgl_peristiwa=HARI, penduduk_id=orang[ke],
                       rincian={"sebab": "Sakit", "pelapor": "Pak RT"}).id  # fmt: skip
    kisah.road.settle()
    return id, orang


def test_what_waits_stands_on_the_first_page_and_in_the_list_with_every_name(kisah, desa):
    satu = kedatangan(kisah)
    page = desa.buka("/beranda/")
    assert f'href="/dari-kecamatan/{satu.id}"' in page
    assert "Kedatangan ORANG 3A dan 2 lainnya" in page
    page = desa.buka("/dari-kecamatan/")
    assert "ORANG 3A, ORANG 3B, ORANG 3C" in page
    assert "Menunggu (1)" in page


def test_one_click_in_the_list_records_the_family_as_it_was_sent(kisah, desa):
    satu = kedatangan(kisah)
    page = desa.kirim(f"/dari-kecamatan/{satu.id}/terima")
    assert "tercatat" in page
    assert len(kisah.hidup(VILLAGE)) == 3
    assert "Tidak ada yang menunggu" in desa.buka("/dari-kecamatan/")
    assert "Sudah dicatat" in desa.buka("/dari-kecamatan/?tab=selesai")
    assert "Sudah dicatat di sini" in desa.buka(f"/dari-kecamatan/{satu.id}")


def test_what_is_missing_is_asked_on_its_page_with_a_suggestion_and_then_taken(kisah, desa):
    satu = kedatangan(kisah, slice(1, 3))
    page = desa.kirim(f"/dari-kecamatan/{satu.id}/terima", kode=422)
    assert "Belum dicatat" in page
    assert "Belum ada kepala keluarga" in page
    istri = kunci(satu.orang[0])
    pilihan = re.search(rf'name="hubungan\.{istri}".*?</select>', page, re.S)[0]
    assert '<option value="1" selected>' in pilihan
    isi = {"cara": "baru", "kartu.alamat": "Jalan Baru 5", "tgl_lapor": "20-11-2026", f"hubungan.{istri}": "1",
           f"hubungan.{kunci(satu.orang[1])}": "4"}  # fmt: skip
    desa.kirim(f"/dari-kecamatan/{satu.id}/terima", isi)
    assert Keluarga.get().alamat == "Jalan Baru 5"
    assert {orang.hubungan_keluarga for orang in Penduduk.select()} == {1, 4}


def test_a_wrong_date_is_refused_at_its_field_and_nothing_chosen_is_lost(kisah, desa):
    satu = kedatangan(kisah)
    isi = {"cara": "baru", "kartu.alamat": "Jalan Baru 5", "tgl_lapor": "20-13-2026", "keterangan": "Dengan surat"}
    page = desa.kirim(f"/dari-kecamatan/{satu.id}/terima", isi, kode=422)
    assert 'value="Jalan Baru 5"' in page
    assert "Dengan surat" in page
    assert re.search(r'name="tgl_lapor"[^>]*aria-invalid="true"', page)
    assert kisah.hidup(VILLAGE) == []


def test_they_can_join_a_family_that_is_found_by_typing(kisah, desa):
    tuan = kisah.keluarga(VILLAGE, 1)
    kisah.road.settle()
    satu = kedatangan(kisah, slice(2, 3))
    kk = Penduduk.get_by_id(tuan[0]).keluarga_id
    isi = {"cara": "kk", "keluarga_id": f"kk:{kk}", "tgl_lapor": "20-11-2026", f"hubungan.{kunci(satu.orang[0])}": "9"}
    desa.kirim(f"/dari-kecamatan/{satu.id}/terima", isi)
    assert Penduduk.select().where(Penduduk.keluarga == kk).count() == 2


def test_declining_asks_for_a_reason_and_can_be_thought_over(kisah, desa):
    satu = kedatangan(kisah)
    page = desa.kirim(f"/dari-kecamatan/{satu.id}/tolak", kode=422)
    assert "Alasan belum dipilih" in page
    page = desa.kirim(f"/dari-kecamatan/{satu.id}/tolak", {"alasan": "Bukan warga desa ini"})
    assert "ditolak" in page
    page = desa.buka("/dari-kecamatan/?tab=selesai")
    assert "Bukan warga desa ini" in page
    desa.kirim(f"/dari-kecamatan/{satu.id}/terima")
    assert len(kisah.hidup(VILLAGE)) == 3


def test_the_death_of_a_head_asks_for_the_next_one_and_orders_the_family_around_him(kisah, desa):
    id, orang = kematian(kisah, 0)
    page = desa.kirim(f"/dari-kecamatan/{id}/terima", kode=422)
    assert "Kepala keluarga pengganti" in page
    desa.kirim(f"/dari-kecamatan/{id}/terima", {"tgl_lapor": "12-11-2026", "kepala_baru": orang[1]})
    assert Penduduk.get_by_id(orang[0]).status_dasar == 2
    assert Penduduk.get_by_id(orang[1]).hubungan_keluarga == 1


def test_everything_that_is_complete_can_be_taken_at_once(kisah, desa):
    kematian(kisah)
    kematian(kisah, 0)
    page = desa.kirim("/dari-kecamatan/semua")
    assert "1 peristiwa dicatat. 1 lagi perlu dilengkapi dulu" in page


def test_the_news_of_a_move_from_here_is_read_once(kisah, desa):
    orang = kisah.keluarga()
    kisah.road.settle()
    id = kisah.pindah(orang)
    kisah.road.settle()
    kisah.nilai(id)
    kisah.road.settle()
    kisah.tolak(kisah.menunggu()[0])
    kisah.road.settle()
    [kabar] = kisah.kabar()
    assert "menolak kedatangan ORANG" in desa.buka("/beranda/")
    page = desa.buka("/dari-kecamatan/?tab=kabar")
    assert "Orangnya tidak datang" in page
    desa.kirim(f"/dari-kecamatan/{kabar.id}/tandai")
    assert "menolak kedatangan" not in desa.buka("/beranda/")


def test_what_is_recorded_already_is_marked_so_and_what_was_withdrawn_says_it(kisah, desa):
    id, orang = kematian(kisah)
    Penduduk.update(status_dasar=2).where(Penduduk.id == orang[2]).execute()
    assert "Tandai sudah tercatat" in desa.buka(f"/dari-kecamatan/{id}")
    desa.kirim(f"/dari-kecamatan/{id}/tandai")
    assert masuk_baca.baca(kisah.road[VILLAGE], id).letak == "diterima"
    id, _ = kematian(kisah)
    with di(kisah.road[DISTRICT]) as node:
        cabut(node, petugas(node), id)
    kisah.road.settle()
    assert "sudah dicabut pengirimnya" in desa.buka(f"/dari-kecamatan/{id}")


def test_who_only_looks_on_can_take_nothing(kisah, tmp_path):
    satu = kedatangan(kisah)
    kades = Peramban(aplikasi(kisah.road[VILLAGE].engine, tmp_path, "kepala_desa"))
    assert "/terima" not in kades.buka("/dari-kecamatan/")
    assert kades.klien.post(f"/dari-kecamatan/{satu.id}/terima").status_code == 403
