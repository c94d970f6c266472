"""The forms of moves and of what changes a family card: who goes, where to, who heads whom; typed once, stored once."""

from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid.tables import Mutasi, MutasiOrang

from .support.peristiwa import NIK_SRI, isi, mati, nilai, pindah, salah_di, setelah_disimpan

KASIMAN, TAMBAKREJO = "35.22.01.2002", "35.22.02.2003"


# ---- pindah


def test_a_whole_family_moves_to_a_village_chosen_by_name(layar, warga):
    halaman = layar.buka(f"/catat/pindah?kk={warga.kk}")
    assert f'<option value="{KASIMAN}">' in halaman
    assert '<optgroup label="Kecamatan Tambakrejo"' in halaman
    layar.kirim(
        *pindah(
            warga, "SUTRISNO", "SRI WAHYUNI", "BAGAS", "AYU", cakupan="3", lawan_wilayah=TAMBAKREJO, alasan_pindah="1"
        )
    )
    mutasi = Mutasi.get()
    assert (mutasi.yang_pindah, mutasi.cakupan, mutasi.lawan_wilayah, mutasi.alasan_pindah) == (1, 3, TAMBAKREJO, 1)
    assert Penduduk.select().where(Penduduk.status_dasar == 3).count() == 4


def test_some_members_move_beyond_the_kabupaten_in_words(layar, warga):
    alamat, data = pindah(warga, "BAGAS", cakupan="5", lawan_alamat="")
    assert salah_di(layar.kirim(alamat, data, kode=422)) == ["lawan_alamat"]
    layar.kirim(alamat, data | {"lawan_alamat": "Jalan Dago 3, Bandung, Jawa Barat"})
    assert (Mutasi.get().yang_pindah, Mutasi.get().lawan_alamat) == (3, "Jalan Dago 3, Bandung, Jawa Barat")


def test_where_to_and_who_must_be_said(layar, warga):
    halaman = layar.kirim(*pindah(warga, cakupan="2"), kode=422)
    assert "lawan_wilayah-salah" in halaman
    assert "Pilih" in halaman
    halaman = layar.kirim(*pindah(warga, "BAGAS"), kode=422)
    assert "cakupan-salah" in halaman
    assert (
        layar.kirim(*pindah(warga, "BAGAS", cakupan="2", lawan_wilayah=TAMBAKREJO), kode=422).count("tidak sesuai") == 1
    )


def test_the_head_alone_moves_and_who_stays_gets_another(layar, warga):
    hubungan = {f"hubungan.{warga['SRI WAHYUNI']}": "1", f"hubungan.{warga['BAGAS']}": "4"}
    layar.kirim(*pindah(warga, "SUTRISNO", cakupan="6", lawan_alamat="Kuala Lumpur", **hubungan))
    assert Mutasi.get().yang_pindah == 2
    assert Penduduk[warga["SRI WAHYUNI"]].hubungan_keluarga == 1


def test_some_move_to_another_dusun_on_a_card_of_their_own(layar, warga):
    kartu = {"kartu.lingkungan_id": warga.ngasem.id, f"hubungan.{warga['BAGAS']}": "1"}
    layar.kirim(*pindah(warga, "BAGAS", cakupan="1", **kartu))
    bagas = warga.orang("BAGAS")
    assert (bagas.keluarga.lingkungan_id, bagas.hubungan_keluarga) == (warga.ngasem.id, 1)
    assert MutasiOrang.select().where(MutasiOrang.dalam == 1).count() == 2


# ---- datang


def baris(kunci, **ganti):
    kolom = {"nama": "", "nik": "", "jenis_kelamin": "", "hubungan_keluarga": "", "kewarganegaraan": "1 WNI"} | ganti
    return {f"{kunci}.{nama}": satu for nama, satu in kolom.items()} | {f"{kunci}.id": "", f"{kunci}.versi": ""}


def datang(warga=None, *orang, ke="", **ganti):
    asal = {
        "cakupan": "5",
        "lawan_alamat": "Bandung",
        "tanda": "t",
        "no_kk": "3522010101200009",
        "alamat": "Jalan Baru 1",
    }
    data = isi(**asal | ganti) | {"kunci": [f"t-{n}" for n in range(len(orang))]}
    for n, satu in enumerate(orang):
        data |= baris(f"t-{n}", **satu)
    return f"/catat/datang{ke}", data


TONO = {"nama": "TONO", "nik": "3273010101900001", "jenis_kelamin": "l", "hubungan_keluarga": "kepala"}
TINI = {"nama": "TINI", "jenis_kelamin": "2", "hubungan_keluarga": "istri"}


def test_a_whole_family_arrives_on_a_new_card(layar, warga):
    layar.kirim(*datang(warga, TONO, TINI, lingkungan_id="ngasem"))
    kartu = Keluarga.get(no_kk="3522010101200009")
    assert (kartu.alamat, kartu.lingkungan_id) == ("Jalan Baru 1", warga.ngasem.id)
    assert {satu.nama for satu in kartu.anggota} == {"TONO", "TINI"}
    assert Mutasi.get().lawan_alamat == "Bandung"


def test_somebody_joins_a_family_that_is_here(layar, warga):
    halaman = layar.buka(f"/catat/datang?kk={warga.kk}")
    assert "masuk ke keluarga SUTRISNO" in halaman
    assert "KARTU KELUARGA" not in halaman
    layar.kirim(*datang(warga, TINI | {"hubungan_keluarga": "famili"}, ke=f"?kk={warga.kk}"))
    assert (warga.orang("TINI").keluarga_id, warga.orang("TINI").hubungan_keluarga) == (warga.kk, 9)


def test_faults_of_an_arriving_family_stand_in_its_rows(layar, warga):
    kedua = TINI | {"jenis_kelamin": "", "hubungan_keluarga": "kepala"}
    halaman = layar.kirim(*datang(warga, TONO | {"nik": NIK_SRI}, kedua), kode=422)
    assert salah_di(halaman) == ["t-0.nik", "t-1.jenis_kelamin", "t-1.hubungan_keluarga"]
    assert nilai(halaman, "t-1.nama") == "TINI"
    assert 'name="ambil"' not in halaman
    assert Mutasi.select().count() == 0


def test_a_nik_known_here_as_moved_is_recognised_and_comes_back_as_the_same_resident(layar, warga):
    layar.kirim(*pindah(warga, "SRI WAHYUNI", cakupan="5", lawan_alamat="Bandung"))
    sri = warga["SRI WAHYUNI"]
    lagi = {"nama": "SRI W", "nik": NIK_SRI, "jenis_kelamin": "2", "hubungan_keluarga": "istri"}
    alamat, data = datang(warga, lagi, ke=f"?kk={warga.kk}")
    kata = layar.kirim(alamat.replace("datang", "datang/akibat"), data)
    assert "pernah tercatat di sini, pindah" in setelah_disimpan(kata)
    halaman = layar.kirim(alamat, data | {"ambil": f"t-0:{sri}"})
    assert nilai(halaman, "t-0.nama") == "SRI WAHYUNI"
    assert nilai(halaman, "t-0.tanggal_lahir") == "01-02-1985"
    layar.kirim(alamat, data | {"t-0.nama": "SRI WAHYUNI"})
    assert Penduduk[sri].status_dasar == 1
    assert Penduduk.select().where(Penduduk.nik == NIK_SRI).count() == 1


def test_who_moved_away_comes_again_as_himself_even_without_a_nik(layar, warga):
    layar.kirim(*pindah(warga, "BAGAS", cakupan="5", lawan_alamat="Bandung"))
    bagas = warga["BAGAS"]
    assert f'href="/catat/datang?orang={bagas}"' in layar.buka(f"/catat/?orang={bagas}")
    halaman = layar.buka(f"/catat/datang?orang={bagas}")
    kunci = nilai(halaman, "kunci")
    assert nilai(halaman, f"{kunci}.nama") == "BAGAS"
    assert "pakai KK lamanya" in halaman
    data = isi(cakupan="5", lawan_alamat="Bandung", no_kk="", kunci=kunci, **{f"{kunci}.id": bagas})
    kolom = {
        nama: nilai(halaman, f"{kunci}.{nama}")
        for nama in ("nama", "jenis_kelamin", "tanggal_lahir", "kewarganegaraan")
    }
    data |= {f"{kunci}.{nama}": satu for nama, satu in kolom.items()} | {f"{kunci}.hubungan_keluarga": "1"}
    layar.kirim(f"/catat/datang?orang={bagas}", data)
    assert Penduduk[bagas].status_dasar == 1
    assert Penduduk.select().where(Penduduk.nama == "BAGAS").count() == 1


def test_one_more_row_without_script_keeps_what_was_typed(layar, warga):
    halaman = layar.kirim(*datang(warga, TONO, tambah="1"))
    assert nilai(halaman, "t-0.nama") == "TONO"
    assert nilai(halaman, "lawan_alamat") == "Bandung"
    assert 'name="t-1.nama"' in halaman


# ---- hilang dan kembali


def test_somebody_is_missing_and_found_again(layar, warga):
    layar.kirim(f"/catat/hilang?orang={warga['BAGAS']}", isi(ikut=warga["BAGAS"], tempat="Pasar Padangan"))
    assert Penduduk[warga["BAGAS"]].status_dasar == 4
    halaman = layar.buka("/catat/kembali?cari=bagas")
    assert "Tercatat hilang" in halaman
    assert nilai(halaman, "hubungan_keluarga") == "4"
    layar.kirim(f"/catat/kembali?orang={warga['BAGAS']}", isi(keluarga_id=warga.kk, hubungan_keluarga="4"))
    assert Penduduk[warga["BAGAS"]].status_dasar == 1
    assert [satu.jenis for satu in Mutasi.select().order_by(Mutasi.id)] == ["hilang", "kembali"]


def test_a_card_without_a_head_is_called_so_and_its_number_stands_once(layar, warga):
    Penduduk.update(status_dasar=4).where(Penduduk.keluarga == warga.kk).execute()
    keluarga = nilai(layar.buka(f"/catat/kembali?orang={warga['BAGAS']}"), "keluarga_teks")
    assert keluarga.startswith("Keluarga tanpa kepala · KK 35")
    assert keluarga.count("KK") == 1


def test_a_head_who_comes_back_does_not_become_a_second_head(layar, warga):
    layar.kirim(*mati(warga, **{f"hubungan.{warga['SRI WAHYUNI']}": "1"}))
    halaman = layar.buka(f"/catat/kembali?orang={warga['SUTRISNO']}")
    assert nilai(halaman, "hubungan_keluarga") == "9"
    data = isi(keluarga_id=warga.kk, hubungan_keluarga="1")
    assert "sudah punya kepala keluarga" in layar.kirim(f"/catat/kembali?orang={warga['SUTRISNO']}", data, kode=422)


# ---- susunan keluarga


def test_a_card_splits_and_nobody_is_counted_anew(layar, warga):
    data = isi(ikut=[warga["BAGAS"]], **{f"hubungan.{warga['BAGAS']}": "1", "kartu.lingkungan_id": warga.krajan.id})
    kata = setelah_disimpan(layar.kirim(f"/catat/pecah_kk/akibat?kk={warga.kk}", data))
    assert "KK baru (belum ada No KK): 1 orang, kepala keluarga BAGAS." in kata
    assert "Jumlah penduduk tetap" in kata
    layar.kirim(f"/catat/pecah_kk?kk={warga.kk}", data)
    assert warga.orang("BAGAS").keluarga_id not in (warga.kk, None)


def test_whose_relation_on_the_new_card_is_missing_is_said_at_him(layar, warga):
    data = isi(
        ikut=[warga["BAGAS"], warga["AYU"]],
        **{f"hubungan.{warga['BAGAS']}": "1", "kartu.lingkungan_id": warga.krajan.id},
    )
    assert salah_di(layar.kirim(f"/catat/pecah_kk?kk={warga.kk}", data, kode=422)) == [f"hubungan.{warga['AYU']}"]


def test_another_member_heads_the_family(layar, warga):
    halaman = layar.buka(f"/catat/ganti_kepala?kk={warga.kk}")
    semua = {f"hubungan.{satu.id}": nilai(halaman, f"hubungan.{satu.id}") for satu in Keluarga[warga.kk].anggota}
    assert semua[f"hubungan.{warga['SRI WAHYUNI']}"] == "1"
    assert semua[f"hubungan.{warga['SUTRISNO']}"] == "2"
    layar.kirim(f"/catat/ganti_kepala?kk={warga.kk}", isi(**semua, **{"kartu.no_kk": "3522010101200077"}))
    assert Penduduk[warga["SRI WAHYUNI"]].hubungan_keluarga == 1
    assert Keluarga[warga.kk].no_kk == "3522010101200077"


def test_nobody_chosen_as_new_head_is_said(layar, warga):
    semua = {f"hubungan.{satu.id}": str(satu.hubungan_keluarga) for satu in Keluarga[warga.kk].anggota}
    assert "kepala_baru-salah" in layar.kirim(f"/catat/ganti_kepala?kk={warga.kk}", isi(**semua), kode=422)


def test_somebody_joins_another_family_found_by_name_even_without_script(layar, warga):
    data = isi(ikut=[warga["AYU"]], **{f"hubungan.{warga['AYU']}": "6"}, keluarga_teks="karto")
    layar.kirim(f"/catat/numpang_kk?orang={warga['AYU']}", data)
    assert (warga.orang("AYU").keluarga_id, warga.orang("AYU").hubungan_keluarga) == (warga.kk_karto, 6)


def test_a_family_to_join_must_be_chosen_and_others_are_offered(layar, warga):
    data = isi(ikut=[warga["AYU"]], **{f"hubungan.{warga['AYU']}": "6"}, keluarga_teks="s")
    halaman = layar.kirim(f"/catat/numpang_kk?orang={warga['AYU']}", data, kode=422)
    assert f'value="kk:{warga.kk_karto}"' in halaman
    assert nilai(halaman, "keluarga_teks") == "s"


def test_who_was_recorded_as_gone_in_another_window_is_named_and_nobody_is_left_out_unseen(layar, warga):
    semua = ["SUTRISNO", "SRI WAHYUNI", "BAGAS", "AYU"]
    layar.kirim(*mati(warga, "AYU"))
    ke = {"cakupan": "6", "lawan_alamat": "Johor"}
    halaman = layar.kirim(*pindah(warga, *semua, **ke), kode=422)
    assert "AYU sudah tercatat mati" in halaman
    assert Penduduk[warga["BAGAS"]].status_dasar == 1
    layar.kirim(*pindah(warga, *semua[:3], **ke))
    assert Penduduk[warga["BAGAS"]].status_dasar == 3
    assert "SUTRISNO dan 3 lainnya sudah tercatat pindah" in layar.kirim(*pindah(warga, *semua, **ke), kode=422)


def test_whoever_joins_a_family_not_chosen_yet_is_asked_which(layar, warga):
    alamat, data = (
        f"/catat/numpang_kk?orang={warga['AYU']}",
        isi(ikut=[warga["AYU"]], **{f"hubungan.{warga['AYU']}": "9"}),
    )
    halaman = layar.kirim(alamat, data, kode=422)
    assert "Keluarga yang ditumpangi belum dipilih" in halaman
    assert "sudah tidak ada" not in halaman
    assert "Masih perlu diisi" in setelah_disimpan(layar.kirim(alamat.replace("?", "/akibat?"), data))
