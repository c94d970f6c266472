"""The code lists: pleasant to read, read from words, their numbers untouched."""

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.domain.wilayah_nama import bawahan, nama_lengkap, nama_pendek, nama_wilayah
from sid_bantuan.modules.kependudukan.tables import Penduduk

LISTS = [
    "agama",
    "hubungan_keluarga",
    "pekerjaan",
    "pendidikan_kk",
    "pendidikan_sedang",
    "golongan_darah",
    "status_dasar",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_code_is_found_again_by_its_words(name):
    codes = kode.daftar(name)
    assert {kode.dari_kata(codes, words) for words in codes.values()} == set(codes)
    assert all(kode.dari_kata(codes, words.upper()) == number for number, words in codes.items())


def test_words_are_sentences_and_abbreviations_stay_as_they_are():
    work = kode.daftar("pekerjaan")
    assert work[5] == "Pegawai negeri sipil (PNS)"
    assert work[6] == "Tentara Nasional Indonesia (TNI)"
    assert kode.daftar("jenis_kelamin") == {1: "Laki-laki", 2: "Perempuan"}
    assert kode.daftar("golongan_darah")[9] == "AB+"
    assert kode.status_rekam()[8] == "Kartu sudah diserahkan"


def test_every_list_is_written_alike():
    assert kode.daftar("hamil")[2] == "Tidak hamil"
    assert kode.daftar("cara_kb")[6] == "Sterilisasi wanita"
    assert kode.daftar("agama")[7] == "Kepercayaan terhadap Tuhan YME/lainnya"
    words = [one for field in Penduduk._meta.fields.values() for one in getattr(field, "codes", {}).values()]
    shouted = [one for one in words if len(one) > 4 and one.isupper()]
    assert shouted == ["HIV/AIDS"]


def test_the_five_english_words_of_dukcapils_list_are_shown_in_indonesian_and_still_read():
    words = kode.status_rekam()
    assert not [one for one in words.values() if "card" in one.lower() or "print" in one.lower()]
    for written, code in (("CARD PRINTED", 4), ("PRINT READY RECORD", 5), ("CARD SHIPPED", 6), ("SENT FOR CARD PRINTING", 7),
                          ("CARD ISSUED", 8)):  # fmt: skip
        assert kode.dari_kata(words, written) == code
    assert all(kode.dari_kata(words, one) == code for code, one in words.items())


def test_the_short_words_of_the_counter_are_understood():
    assert kode.dari_kata(kode.daftar("jenis_kelamin"), "L") == 1
    assert kode.dari_kata(kode.daftar("pekerjaan"), "PNS") == 5
    assert kode.dari_kata(kode.daftar("agama"), "Katolik") == 3
    assert kode.dari_kata(kode.daftar("agama"), "entah") is None


def test_places_are_named_with_their_kind():
    assert nama_lengkap("35.22.01.2001") == "Desa Luwihaji, Kecamatan Ngraho, Kabupaten Bojonegoro"
    assert nama_pendek("35.22.15.1001") == "Kelurahan Jetak"
    assert nama_wilayah("35.22.99.2999") == "35.22.99.2999"
    assert len(bawahan("35.22")) == 28
    assert sum(len(bawahan(code)) for code, _ in bawahan("35.22")) == 430
