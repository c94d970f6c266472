"""Who a family's members are to one another once another of them heads it."""

from datetime import date

import pytest

from sid_bantuan.domain.hubungan import Warga, dewasa, urut_kepala, urut_kepala_pecahan, usul_hubungan

HARI = date(2026, 11, 21)
KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, ORANG_TUA, MERTUA, FAMILI, PEMBANTU, LAINNYA = range(1, 12)


def orang(id, hubungan, kelamin, tahun):
    return Warga(id, hubungan, kelamin, date(tahun, 1, 1))


AYAH, IBU = orang("ayah", KEPALA, 1, 1970), orang("ibu", ISTRI, 2, 1975)
SULUNG, BUNGSU = orang("sulung", ANAK, 1, 1998), orang("bungsu", ANAK, 2, 2015)
NENEK, MENANTUNYA, CUCUNYA = (
    orang("nenek", ORANG_TUA, 2, 1945),
    orang("menantu", MENANTU, 2, 2000),
    orang("cucu", CUCU, 1, 2022),
)
SEMUA = [AYAH, IBU, SULUNG, BUNGSU, NENEK, MENANTUNYA, CUCUNYA]


def urut(anggota):
    return [satu.id for satu in anggota]


def test_a_widow_heads_before_her_grown_son_and_he_before_the_grandmother():
    assert urut(urut_kepala(SEMUA[1:], HARI)) == ["ibu", "sulung", "menantu", "nenek", "bungsu", "cucu"]


def test_a_card_that_splits_off_is_headed_by_its_grown_man():
    assert urut(urut_kepala_pecahan([MENANTUNYA, CUCUNYA, SULUNG], HARI))[0] == "sulung"


def test_nobody_is_kept_from_heading_by_a_birth_date_that_is_missing():
    assert dewasa(None, HARI)
    assert not dewasa(date(2015, 1, 1), HARI)


@pytest.mark.parametrize(
    ("kepala", "siapa", "hubungan"),
    [
        (IBU, IBU, KEPALA),
        (IBU, AYAH, SUAMI),
        (IBU, SULUNG, ANAK),
        (IBU, NENEK, MERTUA),
        (IBU, MENANTUNYA, MENANTU),
        (SULUNG, IBU, ORANG_TUA),
        (SULUNG, AYAH, ORANG_TUA),
        (SULUNG, BUNGSU, FAMILI),
        (SULUNG, MENANTUNYA, ISTRI),
        (SULUNG, CUCUNYA, ANAK),
        (SULUNG, NENEK, FAMILI),
        (MENANTUNYA, SULUNG, SUAMI),
        (MENANTUNYA, AYAH, MERTUA),
        (MENANTUNYA, BUNGSU, FAMILI),
        (NENEK, AYAH, ANAK),
        (NENEK, IBU, MENANTU),
        (NENEK, SULUNG, CUCU),
    ],
)
def test_each_becomes_to_the_new_head_what_families_say(kepala, siapa, hubungan):
    assert usul_hubungan(SEMUA, kepala)[siapa.id] == hubungan


def test_a_helper_stays_a_helper_and_who_has_no_relation_is_called_other():
    pembantu, tanpa = orang("pembantu", PEMBANTU, 2, 1990), orang("tanpa", None, 1, 1990)
    usul = usul_hubungan([IBU, pembantu, tanpa], IBU)
    assert (usul["pembantu"], usul["tanpa"]) == (PEMBANTU, LAINNYA)


def test_under_the_head_there_is_nothing_changes():
    assert usul_hubungan(SEMUA, AYAH) == {satu.id: satu.hubungan for satu in SEMUA}
