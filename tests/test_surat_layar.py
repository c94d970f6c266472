"""The village's screens of letters: from the search box to the signed paper, as each of its people walks them."""

import re
from datetime import date

import pytest

from sid_bantuan.domain import surat as kata
from sid_bantuan.modules.lampid import catat
from sid_bantuan.modules.persuratan import alur, surat_masuk
from sid_bantuan.modules.persuratan.tables import Surat, SuratLangkah

from .support.desa import DESA, teks
from .support.surat import KADES, LOKET, SEKRETARIS

KODE = "keterangan_domisili"


def langkah(peramban, surat, kode=200, **isi) -> str:
    """A step taken from the letter's own page."""
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka(f"/surat/{surat.id}"))[1]
    jawab = peramban.klien.post(f"/surat/{surat.id}/langkah", data=isi | {"sid_token": token}, follow_redirects=True)
    assert jawab.status_code == kode
    return teks(jawab)


def id_baru(page: str) -> str:
    return re.search(r'name="id" value="([0-9a-f]{32})"', page)[1]


def test_a_letter_is_made_for_whom_the_search_finds_and_handed_in(tempat, sebagai):
    operator = sebagai("operator")
    assert f"orang={tempat.warga()}" in operator.buka("/buat-surat/?cari=budi")
    jenis = operator.buka(f"/buat-surat/?orang={tempat.warga()}")
    assert f"/buat-surat/{KODE}?orang={tempat.warga()}" in jenis
    formulir = operator.buka(f"/buat-surat/{KODE}?orang={tempat.warga()}")
    isi = {"id": id_baru(formulir), "isi.keperluan": "melamar pekerjaan", "aksi": "ajukan"}
    page = operator.kirim(f"/buat-surat/{KODE}?orang={tempat.warga()}", isi)
    assert "Menunggu pemeriksaan sekretaris" in page
    assert "melamar pekerjaan" in page
    assert Surat.select().count() == 1
    operator.kirim(f"/buat-surat/{KODE}?orang={tempat.warga()}", isi | {"aksi": "draf"}, kode=422)
    assert Surat.select().count() == 1, "sent twice it is one letter"


def test_a_form_offers_the_event_that_is_recorded_already(tempat, sebagai):
    operator, alamat = sebagai("operator"), f"/buat-surat/keterangan_kematian?orang={tempat.warga()}"
    assert "sudah tercatat" not in operator.buka(alamat)
    isi = {"tgl_peristiwa": date(2026, 1, 7), "tempat": "Rumah", "sebab": "Sakit"}
    mati = catat.catat_kematian(tempat.node, LOKET, isi, tempat.warga(), tempat.warga("SITI"))
    page = operator.buka(alamat)
    assert "Kematian 07-01-2026 sudah tercatat" in page
    assert "Siapa yang meminta surat BUDI." in page
    operator.kirim(f"/buat-surat/peristiwa/{mati.id}", {"kode": "keterangan_kematian"})
    assert Surat.get().mutasi_id == mati.id
    assert "Kematian 07-01-2026 sudah tercatat" not in operator.buka(alamat), "it has its letter"


@pytest.mark.parametrize(
    ("asal", "ada"), [("http://localhost/penduduk/", True), ("http://jahat.example/", False), ("", False)]
)
def test_a_refusal_leads_back_to_where_one_came_from_and_nowhere_else(tempat, sebagai, asal, ada):
    alamat = f"/buat-surat/keterangan_pemakaman?orang={tempat.warga()}"
    jawab = sebagai("operator").klien.get(alamat, headers={"Referer": asal} if asal else {})
    assert jawab.status_code == 409
    assert (f'href="{asal}"' in teks(jawab) and "Kembali</a>" in teks(jawab)) == ada
    assert "jahat.example" not in teks(jawab)


def test_a_draft_names_what_is_still_to_be_filled_in(tempat, sebagai):
    operator, alamat = sebagai("operator"), f"/buat-surat/{KODE}?orang={tempat.warga()}"
    assert 'href="/buat-surat/"' in operator.buka("/beranda/")
    page = operator.kirim(alamat, {"id": id_baru(operator.buka(alamat)), "isi.keperluan": "", "aksi": "draf"})
    assert "1 isian wajib masih kosong" in page
    ini = Surat.get()
    tempat.node.engine.run("UPDATE sb_surat SET isian = ? WHERE id = ?", ('{"keperluan":"menikah"}', ini.id))
    assert "masih kosong" not in operator.buka(f"/surat/{ini.id}")


def test_the_id_of_a_form_is_no_way_into_another_letter_or_record(tempat, sebagai):
    lain, operator = tempat.buat(nama="SITI"), sebagai("operator")
    for id in (lain.id, tempat.warga(), "x" * 32):
        isi = {"id": id, "isi.keperluan": "menumpang", "aksi": "draf"}
        assert "Draf tersimpan" in operator.kirim(f"/buat-surat/{KODE}?orang={tempat.warga()}", isi)
    assert Surat.select().where(Surat.penduduk_id == tempat.warga()).count() == 3
    assert "menumpang" not in Surat.get_by_id(lain.id).isian
    assert Surat.get_or_none(Surat.id.in_([tempat.warga(), "x" * 32])) is None


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(tempat, sebagai):
    isi = {"isi.nama_usaha": "Toko Berkah", "isi.sejak": "tiga", "aksi": "ajukan"}
    page = sebagai("operator").kirim(f"/buat-surat/keterangan_usaha?orang={tempat.warga()}", isi, kode=422)
    assert "Belum disimpan." in page
    assert 'value="Toko Berkah"' in page
    assert 'value="tiga"' in page
    assert 'id="m-sejak-salah"' in page
    assert Surat.select().count() == 0


def test_the_dead_are_told_at_the_kinds_that_do_not_fit_them(tempat, sebagai):
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga(),))
    page = sebagai("operator").buka(f"/buat-surat/?orang={tempat.warga()}")
    assert "sudah meninggal" in page
    assert f"/buat-surat/{KODE}?" not in page
    assert "/buat-surat/keterangan_kematian?" in page
    sebagai("operator").buka(f"/buat-surat/{KODE}?orang={tempat.warga()}", kode=409)


def test_shortcomings_of_the_register_stand_above_the_form(tempat, sebagai):
    tempat.node.engine.run("UPDATE sb_penduduk SET pekerjaan = NULL WHERE id = ?", (tempat.warga(),))
    page = sebagai("operator").buka(f"/buat-surat/{KODE}?orang={tempat.warga()}")
    assert "Surat belum dapat diajukan." in page
    assert "belum diisi" in page


def test_a_preview_is_a_pdf_and_stores_nothing(tempat, sebagai):
    operator = sebagai("operator")
    token = re.search(
        r'name="sid_token" value="([0-9a-f]+)"', operator.buka(f"/buat-surat/{KODE}?orang={tempat.warga()}")
    )
    jawab = operator.klien.post(
        f"/buat-surat/{KODE}/pratinjau?orang={tempat.warga()}", data={"sid_token": token[1], "isi.keperluan": "uji"}
    )
    assert jawab.status_code == 200
    assert jawab.data.startswith(b"%PDF")
    assert Surat.select().count() == 0


def test_each_finds_first_what_waits_for_him(tempat, sebagai):
    periksa = tempat.buat()
    alur.ajukan(tempat.node, LOKET, periksa.id)
    assert "Menunggu Anda periksa" in sebagai("sekretaris").buka("/daftar-surat/")
    assert "Menunggu Anda periksa" not in sebagai("kepala_desa").buka("/daftar-surat/")
    alur.periksa(tempat.node, SEKRETARIS, periksa.id)
    assert "Menunggu tanda tangan Anda" in sebagai("kepala_desa").buka("/daftar-surat/")
    alur.kembalikan(tempat.node, KADES, periksa.id, "Alamatnya keliru")
    page = sebagai("operator").buka("/daftar-surat/")
    assert "Dikembalikan, perlu Anda betulkan" in page
    assert f'href="/surat/{periksa.id}"' in page
    assert "Alamatnya keliru" in sebagai("operator").buka(f"/surat/{periksa.id}")


def test_the_head_signs_on_the_short_page_and_the_number_is_told(tempat, sebagai):
    surat = tempat.siap()
    kades = sebagai("kepala_desa")
    page = kades.buka("/tanda-tangan/")
    assert "BUDI" in page
    assert "melamar pekerjaan" in page
    assert 'value="tanda_tangan"' in page
    page = langkah(kades, surat, langkah="tanda_tangan", kembali="tanda_tangan")
    assert "Tidak ada yang menunggu tanda tangan" in page
    terbit = Surat.get_by_id(surat.id)
    assert terbit.keadaan == kata.TERBIT
    assert terbit.nomor in page


def test_an_operator_cannot_sign_and_is_told_so(tempat, sebagai):
    surat = tempat.siap()
    page = sebagai("operator").kirim(f"/surat/{surat.id}/langkah", {"langkah": "tanda_tangan"})
    assert "Anda tidak berwenang untuk langkah ini" in page
    assert 'value="tanda_tangan"' not in sebagai("operator").buka(f"/surat/{surat.id}")
    assert Surat.get_by_id(surat.id).nomor is None


def test_a_letter_is_not_returned_without_a_reason(tempat, sebagai):
    surat = tempat.siap()
    page = langkah(sebagai("kepala_desa"), surat, 422, langkah="kembalikan", alasan=" ")
    assert 'id="alasan-kembalikan-salah"' in page
    assert Surat.get_by_id(surat.id).keadaan == kata.DITANDATANGANI


def test_a_cancelled_letter_keeps_its_number_on_its_page(tempat, sebagai):
    surat = tempat.terbit()
    page = langkah(sebagai("kepala_desa"), surat, langkah="batalkan", alasan="Salah orang")
    assert "Surat ini dibatalkan" in page
    tempat.node.engine.run("UPDATE sb_surat SET alasan_batal = NULL WHERE keadaan = 'batal'")
    assert "Surat ini dibatalkan" in sebagai("operator").buka(f"/surat/{surat.id}"), "of one without a reason"
    assert surat.nomor in page
    assert "Salah orang" in page


def test_a_returned_letter_is_mended_and_handed_in_again(tempat, sebagai):
    surat = tempat.siap()
    alur.kembalikan(tempat.node, KADES, surat.id, "Keperluannya kurang jelas")
    operator = sebagai("operator")
    page = operator.buka(f"/surat/{surat.id}/ubah")
    assert 'value="melamar pekerjaan"' in page
    versi = re.search(r'name="sid_versi" value="(\d+)"', page)[1]
    isi = {"isi.keperluan": "melamar kerja di pabrik", "aksi": "ajukan", "sid_versi": versi}
    page = operator.kirim(f"/surat/{surat.id}/ubah", isi)
    assert "melamar kerja di pabrik" in page
    assert "Menunggu pemeriksaan sekretaris" in page


def test_several_letters_are_printed_in_one_run_and_only_the_issued_are_noted(tempat, sebagai):
    terbit, draf = tempat.terbit(), tempat.buat(nama="SITI")
    operator = sebagai("operator")
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', operator.buka("/daftar-surat/"))
    jawab = operator.klien.post(
        "/daftar-surat/action/", data={"sid_token": token[1], "action": "cetak", "rowid": [terbit.id, draf.id]}
    )
    assert jawab.status_code == 200
    assert jawab.data.startswith(b"%PDF")
    assert [satu.surat_id for satu in SuratLangkah.select().where(SuratLangkah.langkah == "cetak")] == [terbit.id]


def test_a_person_is_chosen_for_a_field_by_typing_and_the_family_by_ticking(tempat, sebagai):
    operator = sebagai("operator")
    alamat = f"/buat-surat/keterangan_tanggungan?orang={tempat.warga()}"
    assert f'value="{tempat.warga("SITI")}"' in operator.buka(alamat)
    isi = {"isi.tanggungan": tempat.warga("SITI"), "isi.tanggungan.teks": "ani", "aksi": "lagi"}
    page = operator.kirim(alamat, isi)
    assert len(re.findall(r'name="isi.tanggungan" value="[0-9a-f]+" checked', page)) == 2


def test_the_way_to_a_letter_stands_on_a_residents_page_and_his_letters_in_its_history(tempat, sebagai):
    surat = tempat.terbit()
    page = sebagai("operator").buka(f"/orang/{tempat.warga()}")
    assert f"/buat-surat/?orang={tempat.warga()}" in page
    assert f"/surat/{surat.id}" in page
    assert surat.nomor in page


def test_the_list_is_narrowed_by_month_kind_and_state(tempat, sebagai):
    surat = tempat.terbit()
    operator = sebagai("operator")
    assert f'href="/surat/{surat.id}"' in operator.buka(
        f"/daftar-surat/?flt_bulan={surat.tgl_surat:%Y-%m}&flt_jenis={KODE}"
    )
    assert f'href="/surat/{surat.id}"' not in operator.buka("/daftar-surat/?flt_keadaan=draf")


def test_the_letter_of_an_event_is_one_click_on_from_its_page_and_made_once(tempat, sebagai):
    isi = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today(), "pelapor": "BUDI"}
    mutasi = catat.catat_kematian(tempat.node, LOKET, isi, tempat.warga("ANI"))
    operator = sebagai("operator")
    alamat = f"/buat-surat/peristiwa/{mutasi.id}"
    assert alamat in operator.buka(f"/mutasi/{mutasi.id}")
    page = operator.kirim(alamat, {"kode": "keterangan_kematian"})
    assert "ANI" in page
    operator.kirim(alamat, {"kode": "keterangan_kematian"})
    assert [satu.mutasi_id for satu in Surat.select()] == [mutasi.id]
    assert "Suratnya" in operator.buka(f"/mutasi/{mutasi.id}")


def test_the_one_search_box_finds_letters_by_their_number(tempat, sebagai):
    surat, operator = tempat.terbit(), sebagai("operator")
    isi = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat", "nomor": "005/001/2026"}
    masuk = surat_masuk.catat(tempat.node, LOKET, isi)
    assert operator.klien.get(f"/cari/?q={surat.nomor}").location == f"/surat/{surat.id}"
    page = operator.buka("/cari/?q=/001/")
    assert f'href="/surat/{surat.id}"' in page
    assert f'href="/surat-masuk/{masuk.id}"' in page
    assert "Nomor surat memuat /001/" in page
    assert "Selain penduduk" not in operator.buka("/cari/?q=budi"), "names are looked for among people"
    assert "Tidak ada yang cocok" in operator.buka("/cari/?q=999/")


def test_a_kelurahan_reads_its_own_words(village):
    from pathlib import Path

    from sid_bantuan.modules.persuratan.layar.daftar import TampilanSurat
    from sid_bantuan.ui import pasang

    for kode, tertulis in (
        ("35.22.15.1001", "Menunggu tanda tangan lurah"),
        (DESA, "Menunggu tanda tangan kepala desa"),
    ):
        daftar = TampilanSurat(kode, name="Daftar surat", endpoint="sidb_daftar_surat")
        (keadaan,) = (satu for satu in daftar.column_filters if satu.kunci == "keadaan")
        assert keadaan.pilihan()["tanda_tangan"] == tertulis
    lampid = Path(pasang.__file__).parent / "templates/sid_bantuan/lampid"
    for nama in ("masuk", "masuk_satu", "usulan", "usulan_semua"):
        assert "desa ini" not in (lampid / f"{nama}.html").read_text(encoding="utf-8").lower(), nama
