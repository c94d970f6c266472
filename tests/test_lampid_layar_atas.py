"""The steward's pages for events: a queue of their own, their sheet, moves between villages, registering from above."""

import re

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.lampid import masuk_baca
from sid_bantuan.modules.verval import daftar
from sid_bantuan.sync import record
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support.dari_desa import peristiwa, tiba, warga
from .support.salinan import DESA, DESA_LAIN, KECAMATAN, Layar, aplikasi

BUDI, RINI = "3522011203850011", "3522015507880012"


@pytest.fixture
def kecamatan(open_node):
    node = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    before = record.database.obj
    record.database.initialize(node.engine.database)
    yield node
    record.database.initialize(before)


@pytest.fixture
def app(kecamatan, tmp_path):
    return aplikasi(kecamatan, tmp_path, siti="wali_data", budi="camat", agus="admin")


@pytest.fixture
def siti(app):
    return Layar(app, "siti")


def keluarga(node, desa=DESA, status=1):
    kk = tiba(node, desa, "keluarga", no_kk="3522011505150001", alamat="Jalan Kenanga 7")
    isi = {"keluarga_id": kk, "status_dasar": status}
    budi = warga(node, desa, "BUDI", hubungan_keluarga=1, nik=BUDI, tanggal_lahir="1985-03-12", **isi)
    rini = warga(node, desa, "RINI", hubungan_keluarga=3, nik=RINI, jenis_kelamin=2, **isi)
    return kk, [budi, rini]


def pindah(node, tujuan=DESA_LAIN, **isi) -> str:
    kk, orang = keluarga(node, status=3)
    isi = {"keluarga_id": kk, "lawan_wilayah": tujuan, "yang_pindah": 1, "cakupan": 2, "pelapor": "Sukarno"} | isi
    id = peristiwa(node, DESA, "pindah", orang, **isi)
    drain_all(node)
    return id


def mati(node, nama="TONO", **isi) -> str:
    id = peristiwa(node, DESA, "mati", [warga(node, DESA, nama, status_dasar=2)], **isi)
    drain_all(node)
    return id


# ---- the queue apart


def test_events_stand_in_a_queue_of_their_own_and_in_no_number_of_the_data(kecamatan, siti):
    pindah(kecamatan)
    assert "3 data menunggu verval" in siti.buka("/antrean/")
    page = siti.buka("/antrean-lampid/")
    assert "1 peristiwa menunggu verval" in page
    assert "BUDI dan 1 lainnya" in page
    assert "ke Desa" in page
    page = siti.buka("/beranda/")
    assert re.search(r"LAMPID menunggu verval</span>\s*<strong>1</strong>", page)
    assert re.search(r"Menunggu verval</span>\s*<strong>3</strong>", page)
    assert f'href="/antrean-lampid/?wilayah={DESA}&jenis=mutasi"' in page


def test_each_desk_leads_a_record_of_the_other_one_there(kecamatan, siti):
    id = pindah(kecamatan)
    orang = kecamatan.engine.value("SELECT id FROM sb_penduduk WHERE nama = 'BUDI'")
    siti.buka(f"/antrean/nilai/{id}", 302)
    siti.buka(f"/antrean-lampid/nilai/{orang}", 302)
    siti.buka("/antrean/?jenis=mutasi", 302)
    assert "Pindah BUDI dan 1 lainnya" in siti.buka(f"/antrean-lampid/nilai/{id}")


def test_the_queue_is_filtered_by_the_kind_of_event_and_by_its_own_warnings(kecamatan, siti):
    pindah(kecamatan)
    mati(kecamatan, tgl_peristiwa="2026-01-02")
    page = siti.buka("/antrean-lampid/?ragam=mati")
    assert "TONO" in page
    assert "BUDI" not in page
    page = siti.buka("/antrean-lampid/?kode=mutasi_terlambat")
    assert "TONO" in page
    assert "BUDI" not in page
    assert daftar.cacah(kecamatan, daftar.Saringan(KECAMATAN, jenis="mutasi", ragam="pindah")).jumlah == 1


def test_the_sheet_says_who_what_when_by_whom_what_it_did_to_the_books_and_what_comes_of_it(kecamatan, siti):
    id = pindah(kecamatan, nomor_surat="470/12")
    page = siti.buka(f"/antrean-lampid/nilai/{id}")
    for words in ("Siapa saja (2 orang)", "352201 120385 0011", "10-11-2026", "12-11-2026", "November 2026", "Sukarno",
                  "470/12", "−1 pindah", "Seluruh keluarga", "Semua yang pindah menunggu dicatat di Desa",
                  "Desa tidak melampirkan berkas"):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"tujuan": None, "cakupan": 1}, "Luwihaji saja; tidak ada yang dicatat di tempat lain"),
        ({"tujuan": None, "cakupan": 5}, "tujuannya di luar kabupaten"),
    ],
)
def test_a_move_no_other_village_records_says_so(kecamatan, siti, isi, kata):
    assert kata in siti.buka(f"/antrean-lampid/nilai/{pindah(kecamatan, **isi)}")


def test_whoever_needs_no_numbers_reads_them_masked(kecamatan, app):
    id = pindah(kecamatan)
    page = Layar(app, "budi").buka(f"/antrean-lampid/nilai/{id}")
    assert "352201 120385 0011" not in page
    assert "0011" in page
    Layar(app, "agus").buka(f"/antrean-lampid/nilai/{id}", 403)


def test_a_verdict_of_valid_passes_the_move_on_in_the_same_breath(kecamatan, siti):
    id = pindah(kecamatan)
    siti.kirim(f"/antrean-lampid/nilai/{id}", putusan="valid", hash=daftar.satu(kecamatan, id).hash)
    [satu] = masuk_baca.dari_mutasi(kecamatan, [id])
    assert (satu.wilayah, satu.letak) == (DESA_LAIN, "menunggu")
    assert "menunggu dicatat di Desa" in siti.buka(f"/antrean-lampid/nilai/{id}")


def test_an_event_goes_back_with_a_reason_fit_for_events_and_no_other(kecamatan, siti):
    id = mati(kecamatan)
    page = siti.buka(f"/antrean-lampid/nilai/{id}")
    assert "Tanggal peristiwa tidak sesuai bukti" in page
    assert "Nama tidak sama dengan KTP-el" not in page
    isi = {"putusan": "perlu_perbaikan", "hash": daftar.satu(kecamatan, id).hash}
    answer = siti.kirim(f"/antrean-lampid/nilai/{id}", 409, potongan=True, alasan="nama_tidak_sesuai", **isi)
    assert "tidak ada pada daftar" in answer.json["kata"]
    siti.kirim(f"/antrean-lampid/nilai/{id}", alasan="tanggal_peristiwa_salah", **isi)
    assert daftar.satu(kecamatan, id).keadaan == "perlu_perbaikan"
    page = siti.buka(f"/desa/{DESA}")
    assert "Kematian TONO" in page
    assert "Kematian TONO: Tanggal peristiwa tidak sesuai bukti." in page


def test_many_events_without_warnings_become_valid_at_once_after_a_sample(kecamatan, siti):
    for nama in ("TONO", "TINI", "TATI"):
        mati(kecamatan, nama)
    mati(kecamatan, "TELAT", tgl_peristiwa="2026-01-02")
    alamat = siti.kirim("/sekaligus/siapkan?jenis=mutasi", putusan="valid").location
    for urutan in (1, 2, 3):
        page = siti.buka(alamat)
        assert f"Contoh acak {urutan} dari 3" in page
        assert "Siapa" in page
        siti.kirim(alamat.split("?")[0] + "/contoh", urutan=str(urutan))
    siti.kirim(alamat.split("?")[0] + "/mulai", putusan="valid")
    siti.kirim(alamat.split("?")[0] + "/langkah")
    assert daftar.cacah(kecamatan, daftar.Saringan(KECAMATAN, "valid", "mutasi")).jumlah == 3
    assert "TELAT" in siti.buka("/antrean-lampid/")


def test_a_cancelled_event_says_so_in_list_and_sheet(kecamatan, siti):
    id = mati(kecamatan)
    peristiwa(kecamatan, DESA, "mati", [], id=id, keadaan="batal", alasan_batal="Salah orang")
    drain_all(kecamatan)
    assert "dibatalkan" in siti.buka("/antrean-lampid/")
    page = siti.buka(f"/antrean-lampid/nilai/{id}")
    assert "Dibatalkan desa" in page
    assert "Salah orang" in page


# ---- moves between villages


def test_each_move_is_seen_where_it_is_on_its_road(kecamatan, siti):
    id = pindah(kecamatan)
    page = siti.buka("/pindah-antardesa/")
    assert "BUDI dan 1 lainnya" in page
    assert "Menunggu verval" in page
    siti.kirim(f"/antrean-lampid/nilai/{id}", putusan="valid", hash=daftar.satu(kecamatan, id).hash)
    assert "Menunggu dicatat desa tujuan" in siti.buka("/pindah-antardesa/")
    [satu] = masuk_baca.dari_mutasi(kecamatan, [id])
    tiba(kecamatan, DESA_LAIN, "tanggapan", untuk_jenis="mutasi_masuk", untuk_id=satu.id, keputusan="ditolak",
         alasan="Tidak datang", oleh="Wati", pada="2026-11-15T02:00:00Z")  # fmt: skip
    drain_all(kecamatan)
    page = siti.buka("/pindah-antardesa/?letak=ditolak")
    assert "Ditolak desa tujuan" in page
    assert "Tidak datang" in page
    orang = [warga(kecamatan, DESA_LAIN, one["nama"], orang_id=one["orang_id"], nik=one["nik"]) for one in satu.orang]
    peristiwa(kecamatan, DESA_LAIN, "datang", orang, 1, masuk_id=satu.id, lawan_wilayah=DESA)
    drain_all(kecamatan)
    assert "Perlu diikuti (0)" in siti.buka("/pindah-antardesa/")
    page = siti.buka("/pindah-antardesa/?tab=selesai")
    assert "Sudah dicatat desa tujuan" in page
    assert "Lihat kedatangannya" in page


def test_a_move_that_was_returned_or_cancelled_says_so_and_a_village_can_be_picked_out(kecamatan, siti):
    id = pindah(kecamatan)
    siti.kirim(f"/antrean-lampid/nilai/{id}", putusan="perlu_perbaikan", alasan="bukti_peristiwa",
               hash=daftar.satu(kecamatan, id).hash)  # fmt: skip
    assert "Dikembalikan ke desa asal" in siti.buka(f"/pindah-antardesa/?wilayah={DESA_LAIN}")
    assert "Tidak ada kepindahan di sini" in siti.buka("/pindah-antardesa/?wilayah=35.22.01.2003")
    peristiwa(kecamatan, DESA, "pindah", [], id=id, keadaan="batal", lawan_wilayah=DESA_LAIN, cakupan=2)
    drain_all(kecamatan)
    assert "Dibatalkan desa asal" in siti.buka("/pindah-antardesa/?tab=gugur")


# ---- registering from above


def kiriman(node):
    return masuk_baca.baca_banyak(node, "s.mutasi_id IS NULL")


def test_a_death_is_registered_for_a_resident_found_in_any_spelling(kecamatan, siti):
    id = warga(kecamatan, DESA, "SOEKARNO", nik=BUDI, tanggal_lahir="1985-03-12")
    drain_all(kecamatan)
    page = siti.buka("/kiriman/daftar/mati?cari=sukarno")
    assert f'href="/kiriman/daftar/mati?orang={id}"' in page
    isi = {"id": "e" * 32, "tgl_peristiwa": "10-11-2026", "tgl_lapor": "12-11-2026", "sebab": "Sakit", "jam": "04.30",
           "pelapor": "PAK RT"}  # fmt: skip
    siti.kirim(f"/kiriman/daftar/mati?orang={id}", **isi)
    siti.kirim(f"/kiriman/daftar/mati?orang={id}", **isi)
    [satu] = kiriman(kecamatan)
    assert (satu.wilayah, satu.jenis, satu.tgl_peristiwa, satu.rincian["jam"]) == (DESA, "mati", "2026-11-10", "04:30")
    assert satu.orang[0]["penduduk_id"] == id
    assert "SOEKARNO" in siti.buka("/kiriman/")


def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(kecamatan, siti):
    id = warga(kecamatan, DESA, "SOEKARNO")
    answer = siti.kirim(
        f"/kiriman/daftar/mati?orang={id}", 422, tgl_peristiwa="32-11-2026", tgl_lapor="", sebab="Sakit jantung"
    )
    assert "Belum dikirim. 2 isian perlu dibetulkan" in answer.text
    assert 'value="Sakit jantung"' in answer.text
    assert kiriman(kecamatan) == []


def test_a_birth_is_registered_for_a_family_with_its_parents_filled_in(kecamatan, siti):
    kk, _ = keluarga(kecamatan)
    drain_all(kecamatan)
    assert f'href="/kiriman/daftar/lahir?kk={kk}"' in siti.buka("/kiriman/daftar/lahir?cari=rini")
    page = siti.buka(f"/kiriman/daftar/lahir?kk={kk}")
    assert re.search(r'name="bayi.nama_ibu"[^>]*value="RINI"', page)
    isi = {"bayi.nama": "SARI", "bayi.jenis_kelamin": "2", "tgl_peristiwa": "10-11-2026", "tgl_lapor": "12-11-2026",
           "bayi.hubungan_keluarga": "4", "bayi.nama_ibu": "RINI", "berat_gram": "3.100"}  # fmt: skip
    siti.kirim(f"/kiriman/daftar/lahir?kk={kk}", **isi)
    [satu] = kiriman(kecamatan)
    assert (satu.orang[0]["nama"], satu.orang[0]["tanggal_lahir"], satu.rincian["berat_gram"]) == (
        "SARI",
        "2026-11-10",
        3100,
    )
    assert satu.keluarga["id"] == kk


def test_an_arrival_is_registered_row_by_row_for_a_chosen_village(kecamatan, siti):
    isi = {"desa": DESA, "tgl_peristiwa": "10-11-2026", "tgl_lapor": "12-11-2026", "cakupan": "4", "lawan_alamat": "Surabaya",
           "orang.0.nama": "TONO", "orang.0.jenis_kelamin": "1", "orang.0.hubungan_keluarga": "1", "orang.1.nama": "TINI",
           "orang.1.jenis_kelamin": "", "orang.1.hubungan_keluarga": "3", "orang.2.nama": ""}  # fmt: skip
    answer = siti.kirim("/kiriman/daftar/datang", 422, **isi)
    assert re.search(r'name="orang.1.jenis_kelamin" aria-invalid="true"', answer.text)
    assert 'value="TINI"' in answer.text
    siti.kirim("/kiriman/daftar/datang", **isi | {"orang.1.jenis_kelamin": "2"})
    [satu] = kiriman(kecamatan)
    assert [one["nama"] for one in satu.orang] == ["TONO", "TINI"]
    assert satu.rincian["lawan_alamat"] == "Surabaya"


def test_an_arrival_needs_a_village_of_this_area(siti):
    isi = {
        "desa": "35.23.01.2001",
        "tgl_peristiwa": "10-11-2026",
        "tgl_lapor": "12-11-2026",
        "cakupan": "4",
        "lawan_alamat": "Surabaya",
        "orang.0.nama": "TONO",
        "orang.0.jenis_kelamin": "1",
        "orang.0.hubungan_keluarga": "1",
    }
    assert "Wajib diisi" in siti.kirim("/kiriman/daftar/datang", 422, **isi).text


def test_what_waits_can_be_withdrawn_and_an_answer_is_seen(kecamatan, siti):
    for nama in ("SOEKARNO", "SOEHARTO"):
        id = warga(kecamatan, DESA, nama)
        siti.kirim(f"/kiriman/daftar/mati?orang={id}", tgl_peristiwa="10-11-2026", tgl_lapor="12-11-2026")
    soekarno, soeharto = sorted(kiriman(kecamatan), key=lambda satu: satu.nama, reverse=True)
    siti.kirim(f"/kiriman/{soekarno.id}/cabut")
    assert "SOEKARNO" in siti.buka("/kiriman/?tab=dicabut")
    tiba(kecamatan, DESA, "tanggapan", untuk_jenis="mutasi_masuk", untuk_id=soeharto.id, keputusan="ditolak",
         alasan="Masih hidup", oleh="Wati", pada="2026-11-15T02:00:00Z")  # fmt: skip
    assert "Masih hidup" in siti.buka("/kiriman/?tab=ditolak")


def test_who_only_looks_on_registers_nothing(kecamatan, app):
    budi = Layar(app, "budi")
    assert "Daftarkan" not in budi.buka("/kiriman/")
    budi.buka("/kiriman/daftar/mati", 403)


def test_a_registration_tells_everything_wrong_at_once_and_each_at_its_own_row(kecamatan, siti):
    isi = {"id": "x", "desa": DESA, "tgl_peristiwa": "", "tgl_lapor": "01-01-2050", "cakupan": "4", "lawan_alamat": "Surabaya",
           "orang.0.hubungan_keluarga": "1", "orang.1.nama": "TINI", "orang.1.jenis_kelamin": "2",
           "orang.1.hubungan_keluarga": "3", "orang.1.nik": "123", "orang.².nama": "X"}  # fmt: skip
    page = siti.kirim("/kiriman/daftar/datang", 422, **isi).text
    for nama in ("tgl_peristiwa", "tgl_lapor", "orang.1.nik"):
        assert re.search(rf'name="{re.escape(nama)}"[^>]* aria-invalid="true"', page), nama
    assert 'name="orang.0.nik" aria-invalid' not in page
    siti.kirim(
        "/kiriman/daftar/datang", **isi | {"tgl_peristiwa": "10-11-2026", "tgl_lapor": "12-11-2026", "orang.1.nik": ""}
    )
    [satu] = kiriman(kecamatan)
    assert re.fullmatch("[0-9a-f]{32}", satu.id)


def test_an_arrival_of_nobody_says_so_where_the_people_are_asked_for(siti):
    isi = {
        "desa": DESA,
        "tgl_peristiwa": "10-11-2026",
        "tgl_lapor": "12-11-2026",
        "cakupan": "4",
        "lawan_alamat": "Surabaya",
    }
    page = siti.kirim("/kiriman/daftar/datang", 422, **isi | {"orang.0.hubungan_keluarga": "1"}).text
    assert page.count("Belum ada orang yang dipilih") == 1
    assert page.index("Siapa yang datang") < page.index("Belum ada orang yang dipilih")
