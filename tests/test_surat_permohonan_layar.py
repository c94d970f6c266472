"""Requests at the counter: what was brought, what is missing, and the letter made of it with one click."""

import json
import re
from datetime import date

import pytest

from sid_bantuan.domain import surat as kata
from sid_bantuan.modules.lampid import catat
from sid_bantuan.modules.persuratan import alur, jenis, permohonan
from sid_bantuan.modules.persuratan.tables import PermohonanSurat, Surat

from .support.surat import KADES, LOKET, SEKRETARIS

KODE = "keterangan_domisili"


@pytest.fixture
def syarat(tempat):
    """The names of the documents this kind cannot do without."""
    return [satu.nama for satu in jenis.satu(tempat.node, KODE).syarat if satu.wajib]


def kirim(peramban, alamat: str, kode=200, /, **isi):
    """A form as its page sends it."""
    return peramban.kirim(alamat, isi, kode)


def test_a_request_is_taken_in_with_what_is_missing_and_sent_twice_it_is_one(tempat, sebagai, syarat):
    operator, alamat = sebagai("operator"), f"/buat-surat/{KODE}?orang={tempat.warga()}"
    id = re.search(r'name="id" value="([0-9a-f]{32})"', operator.buka(alamat))[1]
    isi = {"id": id, "isi.keperluan": "melamar kerja", "dibawa": syarat[:1], "pemohon": "SITI", "telepon": "0812",
           "aksi": "permohonan"}  # fmt: skip
    page = kirim(operator, alamat, **isi)
    assert "Menunggu kelengkapan" in page
    assert page.count("belum ada</small>") == len(syarat) - 1
    kirim(operator, alamat, **isi)
    satu = PermohonanSurat.get()
    assert (satu.nama, satu.telepon, json.loads(satu.dibawa)) == ("SITI", "0812", syarat[:1])
    assert Surat.select().count() == 0
    daftar = operator.buka("/daftar-permohonan/?flt_keadaan=kurang")
    assert f'href="/permohonan/{satu.id}"' in daftar
    assert all(nama in daftar for nama in syarat[1:])
    assert f'href="/permohonan/{satu.id}"' not in operator.buka("/daftar-permohonan/?flt_keadaan=lengkap")


def test_a_request_is_found_by_who_asked_and_by_whom_it_is_for(tempat, sebagai):
    permohonan.catat(tempat.node, LOKET, KODE, tempat.warga(), (), {}, "PAK RT SUPARDI", "")
    operator = sebagai("operator")
    for nama in ("supardi", "budi"):
        assert "untuk BUDI" in operator.buka(f"/daftar-permohonan/?search={nama}"), nama
    assert "untuk BUDI" not in operator.buka("/daftar-permohonan/?search=siti")
    permohonan.catat(tempat.node, LOKET, KODE, tempat.warga("SITI"), (), {})
    assert "untuk SITI" not in operator.buka("/daftar-permohonan/"), "she asked herself"


def test_once_complete_the_letter_is_one_click_on_and_the_request_follows_it(tempat, sebagai, syarat):
    minta = permohonan.catat(tempat.node, LOKET, KODE, tempat.warga(), (), {"keperluan": "melamar kerja"})
    operator, asal = sebagai("operator"), f"/permohonan/{minta.id}"
    assert "Buat suratnya meski belum lengkap" in operator.buka(asal)
    page = kirim(operator, f"{asal}/surat")
    assert "Persyaratan belum lengkap" in page
    assert "Persyaratan lengkap" in kirim(operator, f"{asal}/lengkapi", dibawa=syarat)
    assert "1 permohonan surat lengkap" in operator.buka("/beranda/")
    page = kirim(operator, f"{asal}/surat")
    assert 'value="melamar kerja"' in page
    surat = Surat.get()
    assert surat.permohonan_id == minta.id
    kirim(operator, f"{asal}/surat")
    assert Surat.select().count() == 1
    alur.ajukan(tempat.node, LOKET, surat.id)
    alur.periksa(tempat.node, SEKRETARIS, surat.id)
    alur.tanda_tangani(tempat.node, KADES, surat.id)
    alur.serahkan(tempat.node, LOKET, surat.id)
    page = operator.buka(asal)
    assert kata.PERMOHONAN["selesai"] in page
    assert Surat.get().nomor in page


def test_a_letter_may_be_made_though_a_document_is_missing_and_that_stays_written(tempat, sebagai, syarat):
    minta = permohonan.catat(tempat.node, LOKET, KODE, tempat.warga(), (), {})
    asal = f"/permohonan/{minta.id}"
    kirim(sebagai("operator"), f"{asal}/surat", meski="1")
    assert Surat.get().permohonan_id == minta.id
    assert json.loads(PermohonanSurat.get().kurang) == syarat


def test_a_request_is_declined_with_a_reason_only_and_then_is_done(tempat, sebagai):
    minta = permohonan.catat(tempat.node, LOKET, KODE, tempat.warga(), (), {})
    operator, asal = sebagai("operator"), f"/permohonan/{minta.id}"
    assert 'id="alasan-salah"' in kirim(operator, f"{asal}/tolak", 422, alasan=" ")
    page = kirim(operator, f"{asal}/tolak", alasan="Tidak tinggal di sini")
    assert "Permohonan ini ditolak" in page
    assert "Tidak tinggal di sini" in page
    assert "Tolak permohonan ini" not in page
    page = kirim(operator, f"{asal}/surat", meski="1")
    assert "sudah diproses" in page
    assert Surat.select().count() == 0


def test_who_died_since_he_asked_is_said_so_and_gets_no_letter_of_the_living(tempat, sebagai, syarat):
    minta = permohonan.catat(tempat.node, LOKET, KODE, tempat.warga("ANI"), syarat, {})
    isi = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today(), "pelapor": "BUDI"}
    mutasi = catat.catat_kematian(tempat.node, LOKET, isi, tempat.warga("ANI"))
    operator, asal = sebagai("operator"), f"/permohonan/{minta.id}"
    page = operator.buka(asal)
    assert "ANI sudah meninggal" in page
    assert f"/mutasi/{mutasi.id}" in page
    assert "ANI sudah meninggal" in kirim(operator, f"{asal}/surat")
    assert Surat.select().count() == 0


def test_beside_the_form_stands_whether_he_lives_here_and_what_letters_he_has(tempat, sebagai):
    surat = tempat.terbit()
    page = sebagai("operator").buka(f"/buat-surat/{KODE}?orang={tempat.warga()}")
    samping = page[page.index("surat-tentang") :]
    assert "Hidup" in samping
    assert surat.nomor in samping
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga(),))
    page = sebagai("operator").buka(f"/buat-surat/keterangan_kematian?orang={tempat.warga()}")
    assert "Mati" in page[page.index("surat-tentang") :]


def test_who_only_looks_on_takes_no_request_in(tempat, sebagai):
    minta = permohonan.catat(tempat.node, LOKET, KODE, tempat.warga(), (), {})
    page = sebagai("kepala_desa").buka(f"/permohonan/{minta.id}")
    assert "Simpan kelengkapan" not in page
    assert "Tolak permohonan ini" not in page
