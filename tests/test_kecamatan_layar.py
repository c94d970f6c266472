"""The steward's pages: what waits and where, one record at a time, many at once, and the way back."""

import re

import pytest

from sid_bantuan import jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.kecamatan.monitoring import alamat_wa
from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.verval import daftar, massal, putusan
from sid_bantuan.sync import record
from sid_bantuan.sync.node import Node

from .support.salinan import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, SANDI, Layar, aplikasi, peringatkan, terima

POTONGAN = {"headers": {"X-Sid-Potongan": "1"}}


@pytest.fixture
def kecamatan(open_node):
    yield from _terbuka(open_node, KECAMATAN)


def _terbuka(open_node, code):
    node = Node(open_node(code), code, CATALOG)
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


def isi_hash(node, row_id):
    return daftar.satu(node, row_id).hash


def verval_ids(page) -> list[str]:
    return re.findall(r'name="verval" value="([0-9a-f]{32})"', page)


# ---- the first page and the villages


def test_the_first_page_lists_villages_and_every_number_leads_to_its_queue(kecamatan, siti):
    risky = terima(kecamatan)
    peringatkan(kecamatan, risky)
    terima(kecamatan, desa=DESA_LAIN)
    page = siti.buka("/beranda/")
    for url in (
        f"/antrean/?wilayah={DESA}",
        f"/antrean/?wilayah={DESA}&tanda=dengan",
        f"/antrean/?wilayah={DESA_LAIN}",
    ):
        assert f'href="{url}"' in page, url
        assert siti.buka(url)


def test_whoever_waits_longest_stands_first_and_other_orders_can_be_chosen(kecamatan, siti):
    terima(kecamatan, desa=DESA)
    for _ in range(2):
        terima(kecamatan, desa=DESA_LAIN)
    kecamatan.engine.run("UPDATE sb_antrean SET masuk = '2026-01-01T00:00:00Z' WHERE wilayah = ?", (DESA_LAIN,))
    assert _urutan(siti.buka("/beranda/")) == [DESA_LAIN, DESA]
    assert _urutan(siti.buka("/beranda/?urut=nama")) == [DESA, DESA_LAIN]
    assert _urutan(siti.buka("/beranda/?urut=entah")) == [DESA_LAIN, DESA]


def _urutan(page):
    return re.findall(r'class="utama"><a href="/desa/([\d.]+)"', page)


def test_a_village_that_is_silent_for_long_is_named_so(kecamatan, siti):
    kecamatan.engine.run(
        "INSERT INTO sb_link (peer, role, contact) VALUES (?, 'down', '2020-01-01T00:00:00Z')", (DESA,)
    )
    assert "hari diam" in siti.buka("/beranda/")


def test_a_village_that_was_stopped_is_named_so_in_words_on_both_pages(kecamatan, siti):
    terima(kecamatan)
    kecamatan.engine.run(
        "INSERT INTO sb_link (peer, role, state, problem) VALUES (?, 'down', 'stopped', 'stopped')", (DESA,)
    )
    assert "Pengiriman terhenti" in siti.buka("/beranda/")
    page = siti.buka(f"/desa/{DESA}")
    assert "ada dua salinan dari pemasangannya" in page
    assert "stopped" not in page


def test_the_village_page_has_the_message_to_copy_without_a_full_nik(kecamatan, siti):
    row_id = terima(kecamatan, nama="RATNA", nik="3522014601890390")
    putusan.nilai(
        kecamatan,
        _wali(),
        "penduduk",
        {row_id: isi_hash(kecamatan, row_id)},
        "perlu_perbaikan",
        "nik_tidak_sesuai",
        "Lihat KK",
    )
    page = siti.buka(f"/desa/{DESA}")
    message = re.search(r"<textarea id=\"pesan\"[^>]*>([^<]+)</textarea>", page)[1]
    assert "Yth. Operator SID Desa" in message
    assert "RATNA (nomor berakhir 0390): NIK tidak sesuai KTP-el atau KK." in message
    assert "Lihat KK" in message
    assert "3522014601890390" not in message


def _wali():
    from sid_bantuan.domain.peran import Operator

    return Operator("7", "Siti", frozenset({"wali_data"}), KECAMATAN)


def test_notes_on_a_village_are_kept_and_a_wrong_number_is_refused_in_words(siti):
    siti.kirim(
        f"/desa/{DESA}/catatan", operator="Pak Carik", telepon="0812-3456-789", sasaran="3.177", sumber="Dukcapil"
    )
    page = siti.buka(f"/desa/{DESA}")
    assert 'value="3.177"' in page
    assert "Pak Carik" in page
    refused = siti.kirim(f"/desa/{DESA}/catatan", kode=422, operator="Bu Lurah", sasaran="banyak").text
    assert "ditulis dengan angka" in refused
    assert 'value="banyak"' in refused
    assert 'value="Bu Lurah"' in refused
    assert "Pak Carik" in siti.buka(f"/desa/{DESA}")


def test_an_indonesian_number_becomes_a_whatsapp_address():
    assert alamat_wa("0812-3456-789") == alamat_wa("+62 812 3456789") == "https://wa.me/628123456789"


def test_the_admin_hands_out_an_enrolment_code_that_is_shown_once(app, kecamatan):
    agus = Layar(app, "agus")
    page = agus.buka(agus.kirim(f"/desa/{DESA}/daftarkan").location)
    code = re.search(r'id="kode-baru"[^>]*>([A-Z0-9-]+)<', page)[1]
    assert code not in agus.buka(f"/desa/{DESA}")
    assert kecamatan.engine.value("SELECT COUNT(*) FROM sb_enrolment WHERE peer = ?", (DESA,)) == 1
    Layar(app, "siti").kirim(f"/desa/{DESA}/daftarkan", kode=403)


@pytest.mark.parametrize("wilayah, kode", [("35.22.02.2001", 404), ("bukan-kode", 404), ("35.22", 404)])
def test_a_place_that_is_not_below_is_not_there(siti, wilayah, kode):
    siti.buka(f"/desa/{wilayah}", kode)


def test_an_admin_sees_numbers_but_no_names_and_no_way_into_the_queue(app, kecamatan):
    row_id = terima(kecamatan, nama="RATNA")
    putusan.nilai(
        kecamatan, _wali(), "penduduk", {row_id: isi_hash(kecamatan, row_id)}, "perlu_perbaikan", "perlu_bukti"
    )
    agus = Layar(app, "agus")
    assert "RATNA" not in agus.buka(f"/desa/{DESA}")
    assert "/antrean/" not in agus.buka("/beranda/")
    agus.buka("/antrean/", 403)


# ---- one record


def test_the_sheet_marks_what_changed_since_the_last_verdict_and_shows_the_answer(kecamatan, siti):
    row_id = terima(kecamatan, nama="RATNA", nik="3522014601890390")
    hasil = putusan.nilai(
        kecamatan, _wali(), "penduduk", {row_id: isi_hash(kecamatan, row_id)}, "perlu_perbaikan", "nik_tidak_sesuai"
    )
    terima(kecamatan, row_id=row_id, nama="RATNA", nik="3522014601890391")
    _jawaban(kecamatan, hasil.dinilai[row_id], row_id)
    page = siti.buka(f"/antrean/nilai/{row_id}")
    assert "352201 460189 0390" in page
    assert re.search(r"<mark>.*?352201 460189 0391</mark>", page, re.S)
    assert "1 isian berubah sejak itu" in page
    assert "NIK sudah dibetulkan" in page


def _jawaban(node, verval_id, row_id):
    with node.engine.transaction(), node.engine.applying():
        node.engine.run(
            "INSERT INTO sb_perbaikan (id, node, wilayah, verval_id, jenis, rekam_id, keadaan, tanggapan)"
            " VALUES (?, ?, ?, ?, 'penduduk', ?, 'selesai', 'NIK sudah dibetulkan')",
            ("f" * 32, DESA, DESA, verval_id, row_id),
        )


def test_the_sheet_shows_who_bears_the_same_nik_and_the_family(kecamatan, siti):
    kk = terima(kecamatan, jenis="keluarga", no_kk="3522010101010001")
    row_id = terima(kecamatan, nama="RATNA", nik="3522014601890390", keluarga_id=kk)
    terima(kecamatan, nama="SUAMI", keluarga_id=kk, hubungan_keluarga=1)
    terima(kecamatan, nama="ORANG LAIN", nik="3522014601890390", desa=DESA_LAIN)
    page = siti.buka(f"/antrean/nilai/{row_id}")
    assert "NIK yang sama" in page
    assert "ORANG LAIN" in page
    assert "SUAMI" in page
    family = siti.buka(f"/antrean/nilai/{kk}")
    assert "Keluarga SUAMI" in family
    assert "RATNA" in family


def test_deciding_by_form_goes_on_to_the_next_and_offers_the_way_back(kecamatan, siti):
    first, second = sorted((terima(kecamatan, nama="A"), terima(kecamatan, nama="B")), reverse=True)
    answer = siti.kirim(f"/antrean/nilai/{first}", hash=isi_hash(kecamatan, first), putusan="valid")
    assert f"/antrean/nilai/{second}" in answer.location
    ids = verval_ids(siti.buka(answer.location))
    assert len(ids) == 1
    siti.kirim("/antrean/urungkan", verval=ids)
    assert daftar.satu(kecamatan, first).keadaan == "menunggu"


def test_deciding_by_script_answers_what_was_done_and_the_message_for_the_village(kecamatan, siti):
    row_id = terima(kecamatan, nama="RATNA", nik="3522014601890390")
    answer = siti.kirim(
        f"/antrean/nilai/{row_id}", kode=200, potongan=True, hash=isi_hash(kecamatan, row_id),
        putusan="perlu_perbaikan", alasan="perlu_bukti",
    ).json  # fmt: skip
    assert answer["baik"]
    assert "RATNA dikembalikan ke Desa" in answer["kata"]
    assert "nomor berakhir 0390" in answer["pesan"]
    undone = siti.kirim("/antrean/urungkan", kode=200, potongan=True, verval=answer["verval"]).json
    assert undone["baik"]


def test_a_record_that_changed_while_it_was_looked_at_is_shown_again(kecamatan, siti):
    row_id = terima(kecamatan)
    shown = isi_hash(kecamatan, row_id)
    terima(kecamatan, row_id=row_id, nama="LAIN")
    answer = siti.kirim(f"/antrean/nilai/{row_id}", kode=409, potongan=True, hash=shown, putusan="valid").json
    assert "baru saja berubah" in answer["kata"]
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"


def test_a_verdict_another_steward_gave_meanwhile_is_shown_not_overwritten(app, kecamatan, siti):
    row_id = terima(kecamatan)
    judge = {"hash": isi_hash(kecamatan, row_id), "dilihat": ""}
    siti.kirim(f"/antrean/nilai/{row_id}", kode=200, potongan=True, putusan="valid", **judge)
    answer = siti.kirim(
        f"/antrean/nilai/{row_id}", kode=409, potongan=True, putusan="perlu_perbaikan", pesan="Lihat KK.", **judge
    ).json
    assert "baru saja dinilai valid oleh" in answer["kata"]
    assert daftar.satu(kecamatan, row_id).keadaan == "valid"
    shown = re.search(r'name="dilihat" value="(\w{32})"', siti.buka(f"/antrean/nilai/{row_id}"))[1]
    again = judge | {"dilihat": shown, "putusan": "perlu_perbaikan", "pesan": "Lihat KK."}
    siti.kirim(f"/antrean/nilai/{row_id}", kode=200, potongan=True, **again)
    assert daftar.satu(kecamatan, row_id).keadaan == "perlu_perbaikan"


def test_ticked_rows_that_were_judged_meanwhile_are_left_as_they_are(kecamatan, siti):
    first, second = terima(kecamatan), terima(kecamatan)
    ticked = [f"{one}:penduduk:{isi_hash(kecamatan, one)}" for one in (first, second)]
    siti.kirim(f"/antrean/nilai/{first}", hash=isi_hash(kecamatan, first), putusan="valid")
    answer = siti.kirim(
        "/antrean/pilihan", kode=200, potongan=True, rowid=ticked, putusan="perlu_perbaikan", pesan="Lihat."
    )
    assert "1 data dikembalikan. 1 data baru saja dinilai orang lain dan tidak ditimpa." in answer.json["kata"]
    assert daftar.satu(kecamatan, first).keadaan == "valid"


def test_a_return_without_a_reason_says_what_is_missing(kecamatan, siti):
    row_id = terima(kecamatan)
    answer = siti.kirim(
        f"/antrean/nilai/{row_id}", kode=409, potongan=True, hash=isi_hash(kecamatan, row_id), putusan="perlu_perbaikan"
    )
    assert "Pilih alasan atau tulis pesan" in answer.json["kata"]


def test_the_next_sheet_can_be_fetched_by_itself(kecamatan, siti):
    first, second = sorted((terima(kecamatan), terima(kecamatan)), reverse=True)
    part = siti.buka(f"/antrean/nilai/{first}", **POTONGAN)
    assert "<html" not in part
    assert f'data-berikut="/antrean/nilai/{second}' in part
    assert "data-berikut" not in siti.buka(f"/antrean/nilai/{second}", **POTONGAN)


def test_who_only_looks_on_reads_numbers_masked_until_he_asks_and_that_is_written_down(app, kecamatan):
    row_id = terima(kecamatan, nama="RATNA", nik="3522014601890390")
    budi = Layar(app, "budi")
    page = budi.buka(f"/antrean/nilai/{row_id}")
    assert "352201 460189 0390" not in page
    assert "0390" in page
    assert 'value="valid"' not in page
    assert "352201 460189 0390" in budi.kirim(f"/antrean/nilai/{row_id}/nomor", kode=200).text
    (entry,) = jejak.baca(kecamatan.engine, aksi=jejak.LIHAT_NIK)
    assert (entry.oleh, entry.rekam_id, entry.label) == ("Budi", row_id, "RATNA")
    Layar(app, "siti").kirim(f"/antrean/nilai/{row_id}/nomor", kode=200)
    assert len(jejak.baca(kecamatan.engine, aksi=jejak.LIHAT_NIK)) == 1


def test_a_record_that_is_not_there_is_said_so_in_words(siti):
    assert "tidak ada" in siti.buka(f"/antrean/nilai/{'0' * 32}", 404)
    siti.buka("/antrean/nilai/bukan-id", 404)


# ---- the list


def test_ticked_rows_are_judged_together_and_what_changed_is_left(kecamatan, siti):
    one, other = terima(kecamatan), terima(kecamatan, jenis="keluarga", no_kk="3522010101010001")
    stale = terima(kecamatan)
    values = [
        f"{i}:{j}:{isi_hash(kecamatan, i)}" for i, j in ((one, "penduduk"), (other, "keluarga"), (stale, "penduduk"))
    ]
    terima(kecamatan, row_id=stale, nama="LAIN")
    siti.kirim("/antrean/pilihan", rowid=values, putusan="valid")
    page = siti.buka("/antrean/")
    assert "2 data dinyatakan valid." in page
    assert "1 data baru saja berubah" in page
    assert {daftar.satu(kecamatan, i).keadaan for i in (one, other)} == {"valid"}
    assert daftar.satu(kecamatan, stale).keadaan == "menunggu"


def test_rubbish_in_the_ticked_values_judges_nothing(kecamatan, siti):
    row_id = terima(kecamatan)
    siti.kirim("/antrean/pilihan", rowid=["x", f"{row_id}:penduduk:", '"]:penduduk:' + "0" * 32], putusan="valid")
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"


def test_the_filter_stands_in_the_address_and_a_foreign_area_falls_back_to_ones_own(kecamatan, siti):
    terima(kecamatan, nama="DARI LUWIHAJI")
    terima(kecamatan, nama="DARI SUGIHWARAS", desa=DESA_LAIN)
    page = siti.buka(f"/antrean/?wilayah={DESA_LAIN}")
    assert "DARI SUGIHWARAS" in page
    assert "DARI LUWIHAJI" not in page
    assert "DARI LUWIHAJI" in siti.buka("/antrean/?wilayah=35.22.02")
    assert "DARI LUWIHAJI" in siti.buka("/antrean/?wilayah=35.22.02&keadaan=x&jenis=x&tanda=x&urut=x&sesudah=x~y")


def test_an_empty_queue_says_how_it_fills(siti):
    assert "muncul di sini sesudah desa mengirim" in siti.buka("/antrean/")
    assert "Longgarkan saringannya" in siti.buka("/antrean/?jenis=keluarga")


def test_an_own_reason_can_be_forgotten(kecamatan, siti):
    for _ in range(2):
        row_id = terima(kecamatan)
        putusan.nilai(
            kecamatan, _wali(), "penduduk", {row_id: isi_hash(kecamatan, row_id)}, "perlu_perbaikan", None, "Buram"
        )
    row_id = terima(kecamatan)
    assert 'data-isi-pesan="Buram"' in siti.buka(f"/antrean/nilai/{row_id}")
    siti.kirim("/antrean/alasan/lupakan", teks="Buram")
    assert 'data-isi-pesan="Buram"' not in siti.buka(f"/antrean/nilai/{row_id}")


# ---- many at once


def siapkan(siti, **isi) -> str:
    return siti.kirim("/sekaligus/siapkan", **({"putusan": "valid"} | isi)).location


def test_valid_for_all_leads_through_the_sample_then_asks_then_works_step_by_step(kecamatan, siti):
    ids = [terima(kecamatan, nama=f"ORANG {n}") for n in range(3)]
    peringatkan(kecamatan, ids[0])
    road = siapkan(siti)
    bulk = re.search(r"/sekaligus/([0-9a-f]{32})", road)[1]
    for n in (1, 2):
        assert f"Contoh acak {n} dari 2" in siti.buka(road)
        siti.kirim(f"/sekaligus/{bulk}/contoh", urutan=str(n))
    assert "Nyatakan 2 data valid?" in siti.buka(road)
    siti.kirim(f"/sekaligus/{bulk}/mulai", putusan="valid")
    assert "belum selesai" in siti.buka("/beranda/")
    left = siti.kirim(f"/sekaligus/{bulk}/langkah", kode=200, potongan=True).json
    assert left == {"sisa": 0, "jumlah": 2, "hasil": {"dinilai": 2}}
    assert "2 data dinyatakan valid" in siti.buka(f"/sekaligus/{bulk}")
    assert [daftar.satu(kecamatan, i).keadaan for i in ids] == ["menunggu", "valid", "valid"]
    siti.kirim(f"/sekaligus/{bulk}/urungkan")
    assert {daftar.satu(kecamatan, i).keadaan for i in ids} == {"menunggu"}
    assert "Diurungkan" in siti.buka("/sekaligus/")


def test_the_sample_cannot_be_skipped_by_posting_ahead(kecamatan, siti):
    terima(kecamatan)
    bulk = re.search(r"/sekaligus/([0-9a-f]{32})", siapkan(siti))[1]
    page = siti.buka(siti.kirim(f"/sekaligus/{bulk}/mulai", putusan="valid").location)
    assert "Lihat dulu 1 contoh acak" in page
    siti.kirim(f"/sekaligus/{bulk}/langkah")
    assert massal.ringkas(kecamatan, bulk) == {"menunggu": 1}


def test_a_filtered_selection_is_returned_with_one_reason(kecamatan, siti):
    row_id = terima(kecamatan)
    peringatkan(kecamatan, row_id, "nik_ganda")
    other = terima(kecamatan)
    road = siti.kirim("/sekaligus/siapkan?kode=nik_ganda", putusan="perlu_perbaikan").location
    bulk = re.search(r"/sekaligus/([0-9a-f]{32})", road)[1]
    assert "Kembalikan 1 data ke desa" in siti.buka(road)
    siti.kirim(f"/sekaligus/{bulk}/mulai", putusan="perlu_perbaikan", alasan="nik_tidak_sesuai")
    siti.kirim(f"/sekaligus/{bulk}/langkah")
    assert daftar.satu(kecamatan, row_id).keadaan == "perlu_perbaikan"
    assert daftar.satu(kecamatan, other).keadaan == "menunggu"


def test_a_bulk_return_that_is_refused_comes_back_as_it_was_filled(kecamatan, siti):
    peringatkan(kecamatan, terima(kecamatan), "nik_ganda")
    road = siti.kirim("/sekaligus/siapkan?kode=nik_ganda", putusan="perlu_perbaikan").location
    bulk = re.search(r"/sekaligus/([0-9a-f]{32})", road)[1]
    wrong = {"putusan": "perlu_perbaikan", "alasan": "tidak_ada", "pesan": "Bawa KK asli ke kantor."}
    refused = siti.kirim(f"/sekaligus/{bulk}/mulai", kode=422, **wrong).text
    assert "Bawa KK asli ke kantor.</textarea>" in refused
    assert "Kembalikan 1 data ke desa" in refused


def test_nothing_to_prepare_is_said_so(siti):
    assert "/antrean/" in siapkan(siti)
    siti.buka(f"/sekaligus/{'0' * 32}", 404)


# ---- search, and one level up


def test_the_search_box_leads_to_the_sheet_and_stays_in_ones_own_area(kecamatan, siti):
    from sid_bantuan.modules.kependudukan import turunan

    row_id = terima(kecamatan, nama="RATNA ANGGRAINI", nik="3522014601890390")
    turunan.derive(kecamatan, "penduduk", [row_id])
    kecamatan.engine.database.close()
    assert f"/antrean/nilai/{row_id}" in siti.buka("/cari/?q=ratna")
    assert siti.client.get("/cari/?q=3522014601890390").location.startswith(f"/antrean/nilai/{row_id}")


def test_a_kabupaten_sees_kecamatan_and_goes_down_to_their_villages(open_node, tmp_path):
    for node in _terbuka(open_node, KABUPATEN):
        terima(node, nama="DARI NGRAHO")
        terima(node, nama="DARI TAMBAKREJO", desa="35.22.02.2001")
        rini = Layar(aplikasi(node, tmp_path, rini="wali_data"), "rini")
        assert set(_urutan(rini.buka("/beranda/"))) == {"35.22.01", "35.22.02"}
        page = rini.buka("/antrean/?wilayah=35.22.01")
        assert "DARI NGRAHO" in page
        assert "DARI TAMBAKREJO" not in page
        villages = rini.buka("/desa/35.22.01")
        assert f"/desa/{DESA}" in villages
        assert "lewat kecamatan" in villages
        assert "Belum tersambung" not in villages, "the kabupaten does not know, and must not claim"


def test_a_steward_of_one_kecamatan_at_the_kabupaten_reaches_no_other(open_node, tmp_path):
    for node in _terbuka(open_node, KABUPATEN):
        here, there = terima(node, nama="DARI NGRAHO"), terima(node, nama="DARI TAMBAKREJO", desa="35.22.02.2001")
        app = aplikasi(node, tmp_path)
        tambah_pengguna(
            node.engine, KABUPATEN, "dewi", "Dewi", "wali_data", sandi=SANDI, ganti=False, wilayah=KECAMATAN
        )
        node.engine.database.close()
        dewi = Layar(app, "dewi")
        page = dewi.buka("/antrean/")
        assert "DARI NGRAHO" in page
        assert "DARI TAMBAKREJO" not in page
        dewi.buka(f"/antrean/nilai/{here}")
        dewi.buka(f"/antrean/nilai/{there}", 403)
        dewi.kirim(f"/antrean/nilai/{there}", kode=403, hash=isi_hash(node, there), putusan="valid")
        dewi.kirim("/antrean/pilihan", rowid=[f"{there}:penduduk:{isi_hash(node, there)}"], putusan="valid")
        assert "tidak berhak menilai data wilayah 35.22.02.2001" in dewi.buka("/antrean/")
        assert daftar.satu(node, there).keadaan == "menunggu"
        assert "35.22.02" not in dewi.buka("/beranda/")
        dewi.buka("/desa/35.22.02.2001", 403)
        here, there = (_surat(node, desa) for desa in (DESA, "35.22.02.2001"))
        page = dewi.buka("/cari/?q=400/001")
        assert here in page
        assert there not in page


def _surat(node, desa: str) -> str:
    isi = {"kode": "pengantar", "judul": "SURAT PENGANTAR", "keadaan": "terbit", "isian": "{}", "urut": 1, "kertas": "F4",
           "mengetahui_camat": 0, "nomor": f"400/001/{desa}", "tgl_surat": "2026-11-21", "oleh": "Siti",
           "pada": "2026-11-21T02:00:00Z"}  # fmt: skip
    return terima(node, desa=desa, jenis="surat", nama="ANI", **isi)
