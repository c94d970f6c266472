"""The invented villages: the same every time, no one twice but where meant, dirt at the given rates."""

from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from sid_bantuan.domain.nama import kunci_nama
from sid_bantuan.domain.nik import baca_nik, baca_no_kk
from sid_bantuan.domain.periksa import periksa_penduduk
from sid_bantuan.modules.kependudukan.cli import sample
from sid_bantuan.modules.kependudukan.contoh import PADA, desa_contoh
from sid_bantuan.modules.kependudukan.contoh_cacat import BERSIH
from sid_bantuan.modules.kependudukan.kolom import AKHIR, KOLOM, LEMBAR, NAMA, cari_kolom

VILLAGE, NEXT, KELURAHAN = "35.22.01.2001", "35.22.01.2002", "35.22.15.1001"


@pytest.fixture(scope="module")
def clean():
    return desa_contoh(VILLAGE, 2000, kadar=BERSIH)


@pytest.fixture(scope="module")
def dirty():
    return desa_contoh(VILLAGE, 3200)


def test_the_same_seed_draws_the_same_village_and_another_draws_another():
    assert desa_contoh(VILLAGE, 100) == desa_contoh(VILLAGE, 100)
    assert desa_contoh(VILLAGE, 100) != desa_contoh(VILLAGE, 100, benih=1)
    assert desa_contoh(VILLAGE, 100) != desa_contoh(NEXT, 100)


def test_a_clean_village_has_sound_unique_people_and_no_one_twice(clean):
    assert all(baca_nik(row["nik"]) == (row["nik"], None) for row in clean)
    assert all(baca_no_kk(row["no_kk"])[0] for row in clean)
    assert len({row["nik"] for row in clean}) == len(clean)
    assert len({(kunci_nama(row["nama"]), row["tanggallahir"]) for row in clean}) == len(clean)


def test_villages_of_a_kabupaten_share_no_nik_when_clean(clean):
    others = [row for code in (NEXT, "35.22.02.2001", KELURAHAN) for row in desa_contoh(code, 800, kadar=BERSIH)]
    assert not {row["nik"] for row in clean} & {row["nik"] for row in others}


def test_what_is_drawn_raises_next_to_no_warnings_by_itself(clean):
    names = {kolom.nama: kolom.tujuan for kolom in KOLOM}
    rows = [
        {names[name]: value for name, value in row.items()} | {"wilayah": VILLAGE, "keluarga_id": "k"} for row in clean
    ]
    warned = Counter(one.kode for row in rows for one in periksa_penduduk(row, PADA))
    assert sum(warned.values()) - warned["nik_wilayah_lain"] < 0.02 * len(clean)
    assert 0.02 < warned["nik_wilayah_lain"] / len(clean) < 0.1


def test_families_have_one_head_first_and_live_in_one_place(clean):
    families = {}
    for row in clean:
        families.setdefault(row["no_kk"], []).append(row)
    assert 2.5 < len(clean) / len(families) < 4
    for members in families.values():
        assert [row["kk_level"] for row in members].count(1) == 1
        assert members[0]["kk_level"] == 1
        assert len({(row["alamat"], row["dusun"], row["rw"], row["rt"]) for row in members}) == 1


def test_a_kelurahan_has_no_dusun():
    assert {row["dusun"] for row in desa_contoh(KELURAHAN, 50)} == {""}


def test_the_dirt_has_the_rates_that_audits_found(dirty):
    invalid = sum(1 for row in dirty if baca_nik(row["nik"])[1])
    assert 0.08 < invalid / len(dirty) < 0.14
    families = {row["no_kk"] for row in dirty}
    assert any("E+15" in str(number) for number in families)
    counted = Counter(baca_nik(row["nik"])[0] for row in dirty)
    twice = [nik for nik, times in counted.items() if nik and times > 1]
    assert 1 <= len(twice) <= 0.01 * len(dirty)


def test_some_people_are_listed_by_the_next_village_too(dirty):
    nearby = {baca_nik(row["nik"])[0] for row in desa_contoh(NEXT, 3200)} - {None}
    shared = nearby & {baca_nik(row["nik"])[0] for row in dirty}
    assert 2 <= len(shared) <= 12


def test_the_sheet_has_43_named_columns_text_numbers_and_an_end(tmp_path):
    done = CliRunner().invoke(sample, [VILLAGE, "--jumlah", "150", "--keluar", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (file,) = tmp_path.iterdir()
    assert file.name == "penduduk-35.22.01.2001-luwihaji.xlsx"
    book = CalamineWorkbook.from_path(str(file))
    rows = book.get_sheet_by_name(LEMBAR).to_python()
    assert tuple(rows[0]) == NAMA
    assert len(NAMA) == 43
    assert rows[-1][1] == AKHIR
    kinds = {type(row[NAMA.index("tanggallahir")]) for row in rows[1:-1]}
    assert kinds >= {str, date}
    assert any(row[NAMA.index("nik")] == "0" or row[NAMA.index("nik")] == "" for row in rows[1:-1])


def test_a_kecamatan_code_means_all_its_villages_and_nonsense_is_refused_in_words(tmp_path):
    done = CliRunner().invoke(sample, ["35.22.23", "--jumlah", "5", "--keluar", str(tmp_path)])
    assert done.exit_code == 0
    assert len(list(tmp_path.iterdir())) == 12
    wrong = CliRunner().invoke(sample, ["Ngraho"])
    assert wrong.exit_code != 0
    assert "bukan kode desa" in wrong.output


def test_headings_are_found_however_they_are_written():
    assert cari_kolom(" Nomor KK ").nama == "no_kk"
    assert cari_kolom("JENIS KELAMIN").nama == "sex"
    assert cari_kolom("hubungan_keluarga").nama == "kk_level"
    assert cari_kolom("catatan") is None
    assert len({kolom.tujuan for kolom in KOLOM}) == 43
