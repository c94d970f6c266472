"""A letter and its event on the screen: recorded from it with what will change foretold, tied to it, flagged when it falls."""

import json
from datetime import date

from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import batal, catat
from sid_bantuan.modules.lampid.tables import Mutasi
from sid_bantuan.modules.persuratan import surat
from sid_bantuan.modules.persuratan.tables import Surat

from .support.surat import LOKET

KEMATIAN = {
    "tgl_peristiwa": "2026-01-07", "tempat": "Rumah", "sebab": "Sakit", "pelapor": "SITI", "hubungan_pelapor": "Istri",
}  # fmt: skip
GANTI = {"kepala_baru": catat.BELUM_DITENTUKAN}


def test_a_death_is_recorded_from_its_letter_with_what_changes_foretold(tempat, sebagai):
    ini, operator = tempat.terbit("keterangan_kematian", isian=KEMATIAN), sebagai("operator")
    alamat = f"/surat-peristiwa/{ini.id}"
    assert f'href="{alamat}"' in operator.buka(f"/surat/{ini.id}")
    page = operator.buka(alamat)
    assert "Menurut surat" in page
    assert 'name="sebab"' not in page, "what the letter says is not asked again"
    assert 'name="tgl_lapor"' in page
    susunan = {f"hubungan.{tempat.warga('SITI')}": "1", f"hubungan.{tempat.warga('ANI')}": "4"}
    isi = {"tgl_lapor": "08-01-2026", **susunan}
    ramal = operator.kirim(f"{alamat}/akibat", isi)
    assert "BUDI" in ramal
    assert "SITI" in ramal
    assert Mutasi.select().count() == 0, "foretelling stores nothing"
    page = operator.kirim(alamat, isi)
    mutasi = Mutasi.get()
    assert (mutasi.sebab, mutasi.nomor_surat, mutasi.tgl_lapor) == ("Sakit", ini.nomor, date(2026, 1, 8))
    assert Penduduk.get_by_id(tempat.warga()).status_dasar == 2
    assert Penduduk.get_by_id(tempat.warga("SITI")).hubungan_keluarga == 1
    assert f'href="/surat/{ini.id}"' in page, "the event leads to its letter"
    page = operator.buka(f"/surat/{ini.id}")
    assert f'href="/mutasi/{mutasi.id}"' in page, "and the letter to its event"
    assert alamat not in page
    operator.kirim(alamat, isi)
    assert Mutasi.select().count() == 1


def test_what_is_missing_is_said_and_nothing_is_recorded(tempat, sebagai):
    ini, operator = tempat.terbit("keterangan_kematian", isian=KEMATIAN), sebagai("operator")
    page = operator.kirim(f"/surat-peristiwa/{ini.id}", {"tgl_lapor": "", "keterangan": "diketik"}, kode=422)
    assert "Belum dicatat." in page
    assert ">diketik</textarea>" in page
    assert Mutasi.select().count() == 0
    assert Surat.get_by_id(ini.id).mutasi_id is None


def test_a_move_takes_along_whom_the_letter_names_and_asks_who_heads_the_rest(tempat, sebagai):
    isian = {"alasan_pindah": 1, "cakupan": 4, "lawan_alamat": "Surabaya", "tgl_peristiwa": "2026-01-06",
             "pengikut": [tempat.warga("ANI")]}  # fmt: skip
    ini, operator = tempat.siap("keterangan_pindah", isian=isian), sebagai("operator")
    alamat = f"/surat-peristiwa/{ini.id}"
    page = operator.buka(alamat)
    assert 'name="lawan_alamat"' not in page
    operator.kirim(alamat, {"tgl_lapor": "08-01-2026", f"hubungan.{tempat.warga('SITI')}": "1"})
    assert {satu.nama for satu in Penduduk.select().where(Penduduk.status_dasar == 3)} == {"BUDI", "ANI"}


def test_a_move_inside_the_village_asks_where_to(tempat, sebagai):
    isian = {"alasan_pindah": 5, "cakupan": 1, "lawan_alamat": "Dusun Ngasem", "tgl_peristiwa": "2026-01-06",
             "pengikut": [tempat.warga("SITI"), tempat.warga("ANI")]}  # fmt: skip
    ini, operator = tempat.siap("keterangan_pindah", isian=isian), sebagai("operator")
    alamat = f"/surat-peristiwa/{ini.id}"
    assert 'name="kartu.lingkungan_id"' in operator.buka(alamat)
    operator.kirim(alamat, {"tgl_lapor": "08-01-2026", "kartu.lingkungan_id": tempat.desa.ngasem})
    assert Mutasi.get().cakupan == 1
    assert Penduduk.get_by_id(tempat.warga()).keluarga.lingkungan_id == tempat.desa.ngasem


def test_a_birth_is_recorded_into_its_mothers_family(tempat, sebagai):
    isian = {"nama": "BAYU", "jenis_kelamin": 1, "tgl_peristiwa": "2026-01-05", "tempat_lahir": "Bojonegoro",
             "ayah": tempat.warga(), "pelapor": "BUDI", "hubungan_pelapor": "Ayah"}  # fmt: skip
    ini, operator = tempat.siap("keterangan_kelahiran", "SITI", isian), sebagai("operator")
    alamat = f"/surat-peristiwa/{ini.id}"
    assert "BAYU" in operator.buka(alamat)
    operator.kirim(alamat, {"tgl_lapor": "08-01-2026", "akta": "3522-LT-1"})
    bayi = Penduduk.get(Penduduk.nama == "BAYU")
    assert (bayi.keluarga_id, bayi.nama_ayah, bayi.akta_lahir) == (tempat.desa.kk, "BUDI", "3522-LT-1")


def test_an_event_recorded_by_itself_is_tied_to_its_letter_where_they_agree(tempat, sebagai):
    isi = KEMATIAN | {"tgl_peristiwa": date(2026, 1, 7), "tgl_lapor": date(2026, 1, 8)}
    mutasi = catat.catat_kematian(tempat.node, LOKET, isi, tempat.warga("ANI"))
    sama = tempat.terbit("keterangan_kematian", "ANI", KEMATIAN)
    operator = sebagai("operator")
    page = operator.buka(f"/surat/{sama.id}")
    assert "sudah tercatat tanpa surat" in page
    beda = tempat.terbit("keterangan_kematian", "ANI", KEMATIAN | {"sebab": "Jatuh"})
    page = operator.kirim(f"/surat-peristiwa/{beda.id}/kaitkan", {"mutasi": mutasi.id})
    assert "Yang berbeda: Sebab" in page
    operator.kirim(f"/surat-peristiwa/{sama.id}/kaitkan", {"mutasi": mutasi.id})
    assert Surat.get_by_id(sama.id).mutasi_id == mutasi.id
    assert Surat.get_by_id(beda.id).mutasi_id is None
    page = operator.kirim(f"/surat-peristiwa/{beda.id}/kaitkan", {"mutasi": mutasi.id})
    assert "tidak dapat dikaitkan" in page


def test_a_draft_that_is_tied_takes_the_words_of_the_event(tempat, sebagai):
    isi = KEMATIAN | {"tgl_peristiwa": date(2026, 1, 7), "tgl_lapor": date(2026, 1, 8)}
    mutasi = catat.catat_kematian(tempat.node, LOKET, isi, tempat.warga("ANI"))
    draf = surat.buat(tempat.node, LOKET, "keterangan_kematian", tempat.warga("ANI"), KEMATIAN | {"sebab": "Jatuh"})
    sebagai("operator").kirim(f"/surat-peristiwa/{draf.id}/kaitkan", {"mutasi": mutasi.id})
    assert json.loads(Surat.get_by_id(draf.id).isian)["sebab"] == "Sakit"


def test_a_letter_whose_event_was_cancelled_is_flagged_on_its_page_and_in_the_list(tempat, sebagai):
    ini, operator = tempat.terbit("keterangan_kematian", isian=KEMATIAN), sebagai("operator")
    susunan = {f"hubungan.{tempat.warga('SITI')}": "1", f"hubungan.{tempat.warga('ANI')}": "4"}
    operator.kirim(f"/surat-peristiwa/{ini.id}", {"tgl_lapor": "08-01-2026", **susunan})
    assert f"/surat/{ini.id}" not in operator.buka("/daftar-surat/?flt_lihat=ya")
    batal.batal(tempat.node, LOKET, Mutasi.get().id, "Salah orang")
    page = operator.buka(f"/surat/{ini.id}")
    assert "Peristiwanya sudah dibatalkan" in page
    assert f"/surat-peristiwa/{ini.id}" in page, "it can be recorded again"
    assert "1 surat tidak cocok lagi dengan peristiwanya" in operator.buka("/beranda/")
    page = operator.buka("/daftar-surat/?flt_lihat=ya")
    assert f"/surat/{ini.id}" in page
    assert "Peristiwanya sudah dibatalkan" in page


def test_a_letter_of_no_event_and_whoever_records_none_find_no_such_way(tempat, sebagai):
    biasa, kematian = tempat.terbit(), tempat.terbit("keterangan_kematian", "SITI", KEMATIAN)
    sebagai("operator").buka(f"/surat-peristiwa/{biasa.id}", kode=409)
    assert "surat-peristiwa" not in sebagai("kepala_desa").buka(f"/surat/{kematian.id}")
    sebagai("kepala_desa").buka(f"/surat-peristiwa/{kematian.id}", kode=403)
