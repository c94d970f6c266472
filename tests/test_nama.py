"""Names made comparable: one key for one name, however it was written."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sid_bantuan.domain.nama import kunci_nama, pilihan_cari

SAME = [
    ("H. Moch. Soekarno, S.Pd.", "MUHAMMAD SUKARNO", "Moh Sukarno"),
    ("Moh.Yusuf S.Pd.I", "M. Jusuf", "muhamad yusuf"),
    ("Djoko Widjaja", "JOKO WIJAYA"),
    ("Soeprijadi", "Supriyadi", "Supriadi"),
    ("Tjipto Mangoenkoesoemo", "CIPTO MANGUNKUSUMO"),
    ("Sjamsoel Arifin", "Syamsul Arifin", "Samsul Ariffin"),
    ("Achmad Choirul Anam", "AHMAD KHOIRUL ANAM"),
    ("Drs. H. Abd. Rahman, M.Si", "Abdul Rahman"),
    ("Hj. St. Aminah", "SITI AMINAH"),
    ("Nur'aini", "NURAINI"),
    ("Heny Sulistyowati", "Henny Sulistiyowati"),
    ("Taufiq Hidajat", "Taufik Hidajat"),
    ("ir. Budi", "Budi"),
    ("Panji", "Pandji"),
]
DIFFERENT = [
    ("Siti Aminah", "Siti Maimunah"),
    ("Budi Santoso", "Budi Susanto"),
    ("Sari", "Sarji"),
    ("Mukhtar", "Muhammad"),
    ("Ahmad", "Muhammad"),
    ("Joko", "Jaka"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_have_one_key(spellings):
    assert len({kunci_nama(one) for one in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_keep_different_keys(one, other):
    assert kunci_nama(one) != kunci_nama(other)


def test_a_name_that_is_only_a_title_stays_a_name():
    assert kunci_nama("Haji") == "haji"
    assert kunci_nama("Ir") == "ir"


@given(st.text())
def test_a_key_is_made_of_plain_letters_and_has_single_blanks(name):
    key = kunci_nama(name)
    assert key == "" or key.replace(" ", "").isalpha()
    assert key.isascii()
    assert key == " ".join(key.split())


LETTERS = st.text("abcdefghijklmnoprstuwy", min_size=3, max_size=12)


@given(LETTERS, LETTERS)
def test_typing_one_word_of_a_name_finds_it(first, second):
    key = kunci_nama(f"{first} {second}")
    assume(key.count(" ") == 1)  # neither was a title or a degree
    assert all(any(spelling in key for spelling in piece) for piece in pilihan_cari(second))


def test_a_word_half_typed_is_the_short_form_and_the_beginning_of_a_longer_name():
    assert pilihan_cari("moch") == [("muhamad", "moh")]
    assert pilihan_cari("moch y") == [("muhamad",), ("y",)]
    assert pilihan_cari("  ") == []


@pytest.mark.parametrize(
    ("typed", "name"), [("soeprij", "Supriyadi"), ("tjip", "Cipto"), ("moch", "Mochtar"), ("djok", "Joko W")]
)
def test_an_old_spelling_half_typed_is_found_in_the_new_one(typed, name):
    assert all(any(one in kunci_nama(name) for one in piece) for piece in pilihan_cari(typed))
