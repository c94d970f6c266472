"""An event that named the wrong people is cancelled and recorded again, with everything else filled in as it was."""

from datetime import date

import pytest

from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import catat
from sid_bantuan.modules.lampid.tables import BATAL, Mutasi

from .support.desa import operator
from .support.lampid import buku_seimbang
from .support.peristiwa import HARI_INI, isi, nilai

ULANG = {"alasan_batal": "Salah orang", "ulang": "1"}


def hari(**ganti):
    return {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()} | ganti


def ulangi(layar, mutasi) -> str:
    """Cancel an event to record it again; the page it leads to."""
    assert "batalkan dan catat ulang" in layar.buka(f"/mutasi/{mutasi.id}")
    assert "Batalkan dan catat ulang" in layar.buka(f"/mutasi/{mutasi.id}/batal?ulang=1")
    return layar.kirim(f"/mutasi/{mutasi.id}/batal", ULANG)


def test_a_death_of_the_wrong_one_becomes_the_death_of_another(layar, warga):
    keliru = catat.catat_kematian(warga.node, operator(), hari(sebab="Sakit tua", jam="04:30"), warga["SUMI"])
    halaman = ulangi(layar, keliru)
    assert "Pilih orang yang benar" in halaman
    assert f'href="/catat/mati?orang={warga["KARTO"]}&ulang={keliru.id}"' in halaman
    assert 'name="cari"' in halaman, "he may be of another family"
    formulir = layar.buka(f"/catat/mati?orang={warga['BAGAS']}&ulang={keliru.id}")
    assert [nilai(formulir, nama) for nama in ("tgl_peristiwa", "sebab", "jam")] == [HARI_INI, "Sakit tua", "04.30"]
    layar.kirim(f"/catat/mati?orang={warga['BAGAS']}", isi(sebab="Sakit tua"))
    assert [Penduduk[warga[nama]].status_dasar for nama in ("SUMI", "BAGAS")] == [1, 2]
    buku_seimbang(warga.node)


def test_of_a_move_those_who_went_are_ticked_and_the_place_stands_there(layar, warga):
    ke = {"cakupan": 6, "lawan_alamat": "Johor"}
    keliru = catat.catat_pindah(warga.node, operator(), hari(**ke), [warga["AYU"], warga["BAGAS"]])
    halaman = ulangi(layar, keliru)
    assert nilai(halaman, "lawan_alamat") == "Johor"
    ikut = {
        nama
        for nama in ("SUTRISNO", "SRI WAHYUNI", "BAGAS", "AYU")
        if f'value="{warga[nama]}" data-urut checked' in halaman
    }
    assert ikut == {"BAGAS", "AYU"}


def test_of_a_birth_the_child_is_filled_in_from_the_bin(layar, warga):
    bayi = {"nama": "FAJAR", "jenis_kelamin": 1, "nama_ibu": "SRI WAHYUNI", "hubungan_keluarga": 4}
    keliru = catat.catat_kelahiran(warga.node, operator(), hari(berat_gram=3100), bayi, warga.kk)
    halaman = ulangi(layar, keliru)
    dapat = {nama: nilai(halaman, nama) for nama in ("bayi.nama", "bayi.nama_ibu", "bayi.jenis_kelamin", "berat_gram")}
    assert dapat == {
        "bayi.nama": "FAJAR",
        "bayi.nama_ibu": "SRI WAHYUNI",
        "bayi.jenis_kelamin": "1",
        "berat_gram": "3100",
    }
    lain = layar.buka(f"/catat/lahir?kk={warga.kk_karto}&ulang={keliru.id}")
    assert nilai(lain, "bayi.nama") == "FAJAR", "the other family is one click away and loses nothing"


def test_of_an_arrival_card_and_rows_are_filled_in_as_they_were(layar, warga):
    orang = [
        {"nama": "HASAN", "jenis_kelamin": 1, "hubungan_keluarga": 1, "tanggal_lahir": date(1990, 1, 2)},
        {"nama": "TUTI", "jenis_kelamin": 2, "hubungan_keluarga": 3},
    ]
    kartu = {"no_kk": "3522010101200009", "alamat": "Jalan Kenanga 9", "lingkungan_id": warga.ngasem.id}
    asal = hari(cakupan=5, lawan_alamat="Semarang")
    keliru = catat.catat_datang(warga.node, operator(), asal, orang, kartu)
    halaman = ulangi(layar, keliru)
    for kata in ("HASAN", "TUTI", "02-01-1990", "3522010101200009", "Jalan Kenanga 9", "Semarang", str(warga.ngasem)):
        assert f'value="{kata}' in halaman, kata


def test_of_a_split_card_relations_and_place_are_filled_in(layar, warga):
    kartu = {"no_kk": "3522010101200008", "lingkungan_id": warga.ngasem.id}
    keliru = catat.pecah_kk(warga.node, operator(), hari(), {warga["BAGAS"]: 1, warga["AYU"]: 9}, kartu)
    halaman = ulangi(layar, keliru)
    assert [nilai(halaman, f"hubungan.{warga[nama]}") for nama in ("BAGAS", "AYU")] == ["1", "9"]
    assert nilai(halaman, "kartu.no_kk") == "3522010101200008"
    assert nilai(halaman, "kartu.lingkungan_id") == warga.ngasem.id


def test_who_joined_the_wrong_family_is_asked_where_to_again(layar, warga):
    keliru = catat.numpang_kk(warga.node, operator(), hari(), {warga["AYU"]: 6}, warga.kk_karto)
    halaman = ulangi(layar, keliru)
    assert nilai(halaman, f"hubungan.{warga['AYU']}") == "6"
    assert "Keluarga KARTO" in halaman


def test_a_second_click_leads_on_all_the_same_and_the_cancelled_event_offers_it_later(layar, warga):
    keliru = catat.catat_kematian(warga.node, operator(), hari(), warga["SUMI"])
    ulangi(layar, keliru)
    assert "Pilih orang yang benar" in layar.kirim(f"/mutasi/{keliru.id}/batal", ULANG)
    assert Mutasi.get_by_id(keliru.id).keadaan == BATAL
    assert "Catat ulang dengan isian ini" in layar.buka(f"/mutasi/{keliru.id}")


@pytest.mark.parametrize("id", ["f" * 32, "bukan-id", ""])
def test_an_address_that_names_no_cancelled_event_fills_nothing_in(layar, warga, id):
    berlaku = catat.catat_kematian(warga.node, operator(), hari(sebab="Rahasia"), warga["SUMI"])
    for satu in (id, berlaku.id):
        halaman = layar.buka(f"/catat/mati?orang={warga['BAGAS']}&ulang={satu}")
        assert nilai(halaman, "sebab") == ""


def test_what_came_from_above_is_taken_in_again_instead(layar, warga):
    mutasi = catat.catat_kematian(warga.node, operator(), hari(), warga["SUMI"])
    Mutasi.update(masuk_id="e" * 32).where(Mutasi.id == mutasi.id).execute()
    assert "batalkan dan catat ulang" not in layar.buka(f"/mutasi/{mutasi.id}")
    assert "Batalkan dan catat ulang" not in layar.buka(f"/mutasi/{mutasi.id}/batal?ulang=1")
