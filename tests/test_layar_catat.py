"""The forms of events: found, filled, foretold, stored once; refused with everything typed still there."""

import json
from datetime import date

import pytest

from sid_bantuan.domain import lampid
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid.tables import Mutasi, MutasiOrang

from .support.desa import Peramban, aplikasi, operator
from .support.peristiwa import HARI_INI, NIK_SRI, isi, mati, nilai, salah_di, setelah_disimpan


def test_the_nine_kinds_stand_there_each_in_one_line(layar):
    halaman = layar.buka("/catat/")
    for jenis, nama in lampid.PERISTIWA.items():
        assert f'href="/catat/{jenis}"' in halaman
        assert nama in halaman


def test_for_somebody_only_what_can_happen_to_him_is_offered(layar, warga):
    halaman = layar.buka(f"/catat/?orang={warga['SUTRISNO']}")
    assert f'href="/catat/mati?orang={warga["SUTRISNO"]}"' in halaman
    assert "SUTRISNO tercatat tinggal di sini." in halaman
    assert 'href="/catat/kembali' not in halaman


def test_for_a_family_a_death_is_offered_and_a_return_only_where_somebody_left(layar, warga):
    halaman = layar.buka(f"/catat/?kk={warga.kk}")
    for jenis in ("lahir", "mati", "pindah", "datang", "hilang", "pecah_kk", "ganti_kepala", "numpang_kk"):
        assert f'href="/catat/{jenis}?kk={warga.kk}"' in halaman
    assert "Semua anggota keluarga ini tercatat tinggal di sini." in halaman
    layar.kirim(*mati(warga, "AYU"))
    assert f'href="/catat/kembali?kk={warga.kk}"' in layar.buka(f"/catat/?kk={warga.kk}")
    assert "AYU" in layar.buka(f"/catat/kembali?kk={warga.kk}")


def test_a_person_is_found_in_any_spelling_and_one_fit_only_leads_straight_on(layar, warga):
    assert "Tanggal meninggal" in layar.buka("/catat/mati?cari=soetrisno")
    halaman = layar.buka("/catat/mati?cari=s")
    assert f'href="/catat/mati?orang={warga["SUTRISNO"]}"' in halaman
    assert f'href="/catat/mati?orang={warga["SUMI"]}"' in halaman
    assert "Tidak ada yang cocok dengan «zulkarnain»" in layar.buka("/catat/mati?cari=zulkarnain")


def test_the_list_that_opens_while_typing_says_who_is_who(layar, warga):
    ada = json.loads(layar.buka("/catat/cari?untuk=orang&query=sri"))
    assert ada[0][0] == f"orang:{warga['SRI WAHYUNI']}"
    assert "lahir 01-02-1985" in ada[0][1]
    assert "keluarga SUTRISNO" in ada[0][1]
    assert json.loads(layar.buka("/catat/cari?untuk=kk&query=ayu"))[0][0] == f"kk:{warga.kk}"
    assert json.loads(layar.buka("/catat/cari?untuk=orang&hidup=0&query=sri")) == []
    assert json.loads(layar.buka("/catat/cari?untuk=orang&query=")) == []


def test_of_a_family_the_member_is_chosen_first(layar, warga):
    halaman = layar.buka(f"/catat/mati?kk={warga.kk}")
    assert f'href="/catat/mati?orang={warga["AYU"]}"' in halaman
    assert "Anak, 8 tahun" in halaman


# ---- kematian


def test_a_death_is_recorded_and_its_page_opens(layar, warga):
    halaman = layar.kirim(*mati(warga, "SUMI", sebab="Sakit tua", penentu="1", jam="430", pelapor="KARTO"))
    assert "Kematian SUMI tercatat." in halaman
    mutasi = Mutasi.get()
    assert (mutasi.jenis, mutasi.jam, mutasi.penentu, mutasi.pelapor) == ("mati", "04:30", 1, "KARTO")
    assert Penduduk[warga["SUMI"]].status_dasar == 2


def test_when_the_head_dies_wife_and_children_are_suggested_and_stored_as_chosen(layar, warga):
    halaman = layar.buka(f"/catat/mati?orang={warga['SUTRISNO']}")
    sri, bagas, ayu = (warga[nama] for nama in ("SRI WAHYUNI", "BAGAS", "AYU"))
    assert [nilai(halaman, f"hubungan.{satu}") for satu in (sri, bagas, ayu)] == ["1", "4", "4"]
    hubungan = {f"hubungan.{sri}": "7", f"hubungan.{bagas}": "1", f"hubungan.{ayu}": "9"}
    layar.kirim(*mati(warga, **hubungan))
    assert [Penduduk[satu].hubungan_keluarga for satu in (sri, bagas, ayu)] == [7, 1, 9]


def test_nobody_is_left_without_a_head_unless_that_is_said(layar, warga):
    hubungan = {f"hubungan.{warga[nama]}": "4" for nama in ("SRI WAHYUNI", "BAGAS", "AYU")}
    halaman = layar.kirim(*mati(warga, **hubungan), kode=422)
    assert "kepala_baru-salah" in halaman
    assert Mutasi.select().count() == 0
    layar.kirim(*mati(warga, belum_kepala="1"))
    assert Penduduk[warga["SRI WAHYUNI"]].hubungan_keluarga == 3


def test_two_heads_are_refused_at_the_second(layar, warga):
    bagas = warga["BAGAS"]
    hubungan = {f"hubungan.{warga['SRI WAHYUNI']}": "1", f"hubungan.{bagas}": "1"}
    assert salah_di(layar.kirim(*mati(warga, **hubungan), kode=422)) == [f"hubungan.{bagas}"]


def test_what_is_wrong_stands_at_its_field_and_everything_typed_is_still_there(layar, warga):
    alamat, data = mati(warga, "SUMI", tgl_peristiwa="31-02-2026", jam="25.00", nik_pelapor="123", sebab="Sakit tua")
    halaman = layar.kirim(alamat, data, kode=422)
    assert salah_di(halaman) == ["tgl_peristiwa", "jam", "nik_pelapor"]
    assert "3 isian perlu dibetulkan" in halaman
    assert "NIK pelapor: NIK harus 16 angka" in setelah_disimpan(
        layar.kirim(alamat.replace("mati", "mati/akibat"), data)
    )
    assert [nilai(halaman, satu) for satu in ("tgl_peristiwa", "jam", "sebab")] == ["31-02-2026", "25.00", "Sakit tua"]
    assert Mutasi.select().count() == 0
    assert Penduduk[warga["SUMI"]].status_dasar == 1


def test_a_report_from_the_future_is_refused(layar, warga):
    assert salah_di(layar.kirim(*mati(warga, "SUMI", tgl_lapor="01-01-2050"), kode=422)) == ["tgl_lapor"]


def test_todays_report_stands_there_and_the_family_can_be_chosen_as_reporter(layar, warga):
    halaman = layar.buka(f"/catat/mati?orang={warga['SUTRISNO']}")
    assert nilai(halaman, "tgl_lapor") == HARI_INI
    assert '"pelapor": "SRI WAHYUNI"' in halaman
    assert NIK_SRI in halaman
    assert '"hubungan_pelapor": "Istri"' in halaman
    assert '"pelapor": "SUTRISNO"' not in halaman
    assert '"pelapor": "AYU"' not in halaman


def test_a_form_sent_twice_is_one_event(layar, warga):
    alamat, data = mati(warga, "SUMI")
    layar.kirim(alamat, data)
    assert "Kematian SUMI tercatat." in layar.kirim(alamat, data)
    assert (Mutasi.select().count(), MutasiOrang.select().count()) == (1, 1)


def test_going_back_and_saving_again_changes_nothing_unseen(layar, warga):
    alamat, data = mati(warga, "SUMI")
    layar.kirim(alamat, data)
    halaman = layar.kirim(alamat, data | {"sebab": "Baru teringat"})
    assert "Peristiwa ini sudah tercatat; isian yang baru belum dipakai." in halaman
    assert Mutasi.get().sebab is None


def test_what_will_change_is_told_before_and_nothing_of_it_is_stored(layar, warga, village):
    alamat, data = mati(warga, **{f"hubungan.{warga['SRI WAHYUNI']}": "1"})
    jejak = village.value("SELECT count(*) FROM sb_jejak")
    kata = setelah_disimpan(layar.kirim(alamat.replace("mati", "mati/akibat"), data))
    assert "SUTRISNO: berstatus meninggal." in kata
    assert "SRI WAHYUNI: menjadi kepala keluarga." in kata
    assert "Keluarga 352201 010120 0001: tinggal 3 orang, kepala keluarga SRI WAHYUNI." in kata
    assert f"Dihitung dalam buku {lampid.sebut_bulan(lampid.bulan_dari(date.today()))}" in kata
    assert Mutasi.select().count() == 0
    assert Penduduk[warga["SUTRISNO"]].status_dasar == 1
    assert village.value("SELECT count(*) FROM sb_jejak") == jejak


def test_what_is_still_missing_is_named_apart_from_what_is_wrong(layar, warga):
    alamat, data = mati(warga, "SUMI", tgl_peristiwa="", jam="xx")
    kata = setelah_disimpan(layar.kirim(alamat.replace("mati", "mati/akibat"), data))
    assert "Perlu dibetulkan: Jam: jam tidak dapat dibaca" in kata
    assert "Masih perlu diisi: Tanggal meninggal." in kata


def test_a_death_late_reported_says_in_which_month_it_counts(layar, warga):
    alamat, data = mati(warga, "SUMI", tgl_peristiwa="05-01-2024")
    kata = setelah_disimpan(layar.kirim(alamat.replace("mati", "mati/akibat"), data))
    assert "bulan dilaporkannya; terjadi Januari 2024." in kata


def test_who_is_dead_dies_only_once(layar, warga):
    layar.kirim(*mati(warga, "SUMI"))
    halaman = layar.buka(f"/catat/mati?orang={warga['SUMI']}", kode=409)
    assert "SUMI sudah tercatat mati." in halaman
    assert "SUMI tercatat mati" in layar.kirim(*mati(warga, "SUMI"), kode=422)
    assert Mutasi.select().count() == 1


# ---- kelahiran


def lahir(warga, **ganti):
    bayi = {"bayi.nama": "FAJAR", "bayi.jenis_kelamin": "1", "bayi.hubungan_keluarga": "4"}
    return f"/catat/lahir?kk={warga.kk}", isi(**bayi | ganti)


def test_a_birth_form_opens_with_both_parents_filled_in(layar, warga):
    halaman = layar.buka(f"/catat/lahir?kk={warga.kk}")
    assert nilai(halaman, "bayi.nama_ibu") == "SRI WAHYUNI"
    assert nilai(halaman, "bayi.nik_ibu") == NIK_SRI
    assert nilai(halaman, "bayi.nama_ayah") == "SUTRISNO"
    assert nilai(halaman, "bayi.tempat_lahir") == "BOJONEGORO"
    assert nilai(halaman, "bayi.hubungan_keluarga") == "4"


def test_a_newborn_without_a_nik_joins_the_family(layar, warga):
    layar.kirim(*lahir(warga, **{"bayi.nama_ibu": "SRI WAHYUNI", "akta": "AL-7", "berat_gram": "3.100"}))
    bayi = warga.orang("FAJAR")
    assert (bayi.keluarga_id, bayi.keadaan_nik, bayi.nama_ibu, bayi.akta_lahir) == (warga.kk, 2, "SRI WAHYUNI", "AL-7")
    assert Mutasi.get().berat_gram == 3100


def test_the_second_twin_begins_with_what_they_share(layar, warga):
    data = {
        "bayi.nama_ibu": "SRI WAHYUNI",
        "bayi.tempat_lahir": "TUBAN",
        "anak_ke": "3",
        "pelapor": "SUTRISNO",
        "kembar": "1",
    }
    halaman = layar.kirim(*lahir(warga, **data))
    assert "Kelahiran FAJAR tercatat." in halaman
    assert nilai(halaman, "tgl_peristiwa") == HARI_INI
    assert nilai(halaman, "bayi.tempat_lahir") == "TUBAN"
    assert nilai(halaman, "bayi.nama_ibu") == "SRI WAHYUNI"
    assert (nilai(halaman, "anak_ke"), nilai(halaman, "jenis_kelahiran")) == ("4", "2")
    assert nilai(halaman, "bayi.nama") == ""
    assert nilai(halaman, "id") != Mutasi.get().id


def test_faults_of_the_baby_stand_at_the_babys_fields(layar, warga):
    halaman = layar.kirim(*lahir(warga, **{"bayi.nama": " ", "bayi.nik": NIK_SRI}), kode=422)
    assert salah_di(halaman) == ["bayi.nama", "bayi.nik"]
    assert "Buka datanya" in halaman


# ---- siapa yang boleh, dan di mana


@pytest.mark.parametrize("peran", ["sekretaris", "kepala_desa", "tamu"])
def test_who_may_not_record_meets_a_closed_door(village, tmp_path, warga, peran):
    layar = Peramban(aplikasi(village, tmp_path, peran))
    for alamat in ("/catat/", "/catat/mati", f"/catat/mati?orang={warga['SUMI']}", "/catat/cari?query=sri"):
        layar.buka(alamat, kode=403)


def test_another_villages_people_cannot_be_named(layar, warga):
    tetangga = {"node": "35.22.01.2002", "wilayah": "35.22.01.2002"}
    with warga.node.engine.transaction(), warga.node.engine.applying():
        keluarga = Keluarga.create(no_kk="3522010101200055", **tetangga)
        asing = Penduduk.create(orang_id="f" * 32, nama="ORANG SEBELAH", jenis_kelamin=1, keluarga=keluarga, **tetangga)
    layar.buka(f"/catat/mati?orang={asing.id}", kode=404)
    layar.buka(f"/catat/lahir?kk={keluarga.id}", kode=404)
    layar.kirim(f"/catat/mati?orang={asing.id}", isi(), kode=404)
    layar.kirim(f"/catat/pindah?kk={warga.kk}", isi(ikut=[asing.id], cakupan="5", lawan_alamat="X"), kode=422)
    data = isi(ikut=[warga["AYU"]], **{f"hubungan.{warga['AYU']}": "6"}, keluarga_id=f"kk:{keluarga.id}")
    layar.kirim(f"/catat/numpang_kk?orang={warga['AYU']}", data, kode=422)
    assert Mutasi.select().count() == 0


def test_who_is_on_no_card_can_die_move_and_join_a_family_but_not_split_one(layar, warga):
    orang = {"nama": "TANPA KARTU", "jenis_kelamin": 1}
    sendiri = simpan_penduduk(warga.node, operator(), orang).id
    halaman = layar.buka(f"/catat/?orang={sendiri}")
    ditawarkan = {jenis for jenis in lampid.PERISTIWA if f'href="/catat/{jenis}?orang={sendiri}"' in halaman}
    assert ditawarkan == {"mati", "pindah", "hilang", "numpang_kk"}
    for jenis in ("lahir", "pecah_kk", "ganti_kepala"):
        layar.buka(f"/catat/{jenis}?orang={sendiri}", kode=409)
        layar.kirim(f"/catat/{jenis}?orang={sendiri}", isi(), kode=404)
    data = isi(ikut=[sendiri], **{f"hubungan.{sendiri}": "9"}, keluarga_id=f"kk:{warga.kk}")
    layar.kirim(f"/catat/numpang_kk?orang={sendiri}", data)
    assert Penduduk[sendiri].keluarga_id == warga.kk
    assert "Pindah TANPA KARTU" in layar.kirim(
        f"/catat/pindah?orang={sendiri}", isi(ikut=[sendiri], cakupan="6", lawan_alamat="Johor")
    )


def test_an_id_that_is_none_or_another_records_is_not_taken(layar, warga):
    for id in ("zz", "", warga["AYU"]):
        alamat, data = mati(warga, "SUMI" if id else "KARTO")
        layar.kirim(alamat, data | {"id": id}, kode=200 if id != warga["AYU"] else 422)
    assert {len(satu.id) for satu in Mutasi} == {32}
    assert Mutasi.get_or_none(Mutasi.id == warga["AYU"]) is None


def test_without_script_a_button_tells_what_will_change_and_stores_nothing(layar, warga):
    halaman = layar.kirim(*mati(warga, "SUMI", periksa="1"))
    assert "SUMI: berstatus meninggal." in halaman
    assert nilai(halaman, "tgl_peristiwa") == HARI_INI
    assert Mutasi.select().count() == 0


@pytest.mark.parametrize("alamat", ["/catat/apa", "/catat/mati?orang=0", "/catat/pindah?kk=zz"])
def test_what_is_not_there_is_said(layar, warga, alamat):
    layar.buka(alamat, kode=404)


def test_both_days_and_everything_else_are_told_at_once(layar, warga):
    besok = {"tgl_lapor": "01-01-2050", "tgl_peristiwa": "02-01-2050"}
    assert salah_di(layar.kirim(*mati(warga, "SUMI", jam="25.00", **besok), kode=422)) == [
        "tgl_peristiwa",
        "jam",
        "tgl_lapor",
    ]
    halaman = layar.kirim(*mati(warga, "SUMI", tgl_lapor="01-01-2050", tgl_peristiwa=""), kode=422)
    assert salah_di(halaman) == ["tgl_peristiwa", "tgl_lapor"]
    siapa_pun = {"ikut": [], "cakupan": "6", "lawan_alamat": "Johor", "tgl_lapor": "01-01-2050"}
    halaman = layar.kirim(f"/catat/pindah?kk={warga.kk}", isi(**siapa_pun), kode=422)
    assert "tgl_lapor" in salah_di(halaman)
    assert "ikut-salah" in halaman


@pytest.mark.parametrize("cakupan", ["²", "9" * 5000, "-1"])
def test_a_reach_that_is_none_is_asked_again(layar, warga, cakupan):
    halaman = layar.kirim(f"/catat/pindah?kk={warga.kk}", isi(ikut=[warga["AYU"]], cakupan=cakupan), kode=422)
    assert "cakupan-salah" in halaman
