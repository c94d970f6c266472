"""Births and deaths: recording one changes people and families at once, writes the books, and refuses the impossible."""

from datetime import date, timedelta

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import batal, catat, kabar
from sid_bantuan.modules.lampid.tables import Mutasi, MutasiOrang
from sid_bantuan.sync.local import drain_all

from .support.lampid import OPERATOR, buku_seimbang, kode_salah
from .support.lampid import desa as _desa

HARI_INI = date.today()
KEMARIN = HARI_INI - timedelta(days=1)
ISI = {"tgl_peristiwa": KEMARIN, "tgl_lapor": HARI_INI}


@pytest.fixture
def desa(village):
    """A village with two places and the family of Budi (head), Siti and Ani in Krajan."""
    return _desa(village)


def test_a_death_takes_one_away_as_he_was_counted_and_gives_the_family_its_new_head(desa):
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=desa["SITI"])
    assert Penduduk[desa["BUDI"]].status_dasar == kode.MATI
    assert Penduduk[desa["SITI"]].hubungan_keluarga == kode.KEPALA_KELUARGA
    baris = [(satu.nama, satu.baris, satu.arah, satu.kepala, satu.dusun) for satu in desa.baris(mutasi)]
    assert baris == [
        ("BUDI", "mati", -1, 1, "Krajan"),
        ("SITI", "susunan", -1, 0, "Krajan"),
        ("SITI", "susunan", 1, 1, "Krajan"),
    ]
    assert {satu.bulan for satu in MutasiOrang} == {HARI_INI.isoformat()[:7]}
    buku_seimbang(desa.node)


def test_a_birth_makes_a_resident_without_nik_in_the_family(desa):
    bayi = {"nama": "DEWI", "jenis_kelamin": 2, "nama_ibu": "SITI"}
    mutasi = catat.catat_kelahiran(desa.node, OPERATOR, ISI | {"berat_gram": 3100}, bayi, desa.kk)
    anak = Penduduk.get(Penduduk.nama == "DEWI")
    assert (anak.nik, anak.keadaan_nik, anak.tanggal_lahir) == (None, kode.NIK_BELUM_ADA, KEMARIN)
    assert (anak.keluarga_id, anak.hubungan_keluarga) == (desa.kk, kode.ANAK)
    assert [(satu.baris, satu.arah, satu.dusun) for satu in desa.baris(mutasi)] == [("lahir", 1, "Krajan")]
    buku_seimbang(desa.node)


def test_the_same_form_sent_twice_is_stored_once(desa):
    bayi, id = {"nama": "DEWI", "jenis_kelamin": 2}, "e" * 32
    satu = catat.catat_kelahiran(desa.node, OPERATOR, ISI, bayi, desa.kk, id=id)
    dua = catat.catat_kelahiran(desa.node, OPERATOR, ISI, bayi, desa.kk, id=id)
    assert (satu.id, dua.id) == (id, id)
    assert (Mutasi.select().count(), MutasiOrang.select().count()) == (1, 1)
    assert Penduduk.select().where(Penduduk.nama == "DEWI").count() == 1


def test_nobody_dies_twice(desa):
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    assert kode_salah(dapat) == {"status_tak_sesuai"}
    assert dapat.value.kesalahan[0].judul == "ANI tercatat mati"


def test_the_death_of_somebody_who_is_not_of_this_village_is_refused(desa):
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kematian(desa.node, OPERATOR, ISI, "f" * 32)
    assert kode_salah(dapat) == {"bukan_penduduk_desa"}


@pytest.mark.parametrize(
    ("isi", "kode_ditunggu"),
    [
        ({"tgl_lapor": HARI_INI + timedelta(days=1)}, "tgl_lapor_mendatang"),
        ({"tgl_peristiwa": HARI_INI, "tgl_lapor": KEMARIN}, "tgl_peristiwa_sesudah_lapor"),
        ({"tgl_peristiwa": None}, "wajib_diisi"),
        ({"tgl_peristiwa": "31-02-2026"}, "tanggal_mustahil"),
        ({"tgl_peristiwa": date(1901, 1, 1)}, "peristiwa_sebelum_lahir"),
        ({"nik_pelapor": "123"}, "nik_bukan_16_angka"),
        ({"penentu": 9}, "kode_tak_dikenal"),
        ({"sebab": "x" * 101}, "terlalu_panjang"),
    ],
)
def test_what_is_impossible_about_a_death_is_refused_by_name_and_nothing_is_stored(desa, isi, kode_ditunggu):
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kematian(desa.node, OPERATOR, ISI | isi, desa["ANI"])
    assert kode_salah(dapat) == {kode_ditunggu}
    assert Mutasi.select().count() == 0
    assert Penduduk[desa["ANI"]].status_dasar == kode.HIDUP


def test_a_head_who_dies_leaves_a_new_head_or_the_word_that_there_is_none_yet(desa):
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"])
    assert kode_salah(dapat) == {"kepala_baru_belum_dipilih"}
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=catat.BELUM_DITENTUKAN)
    assert Penduduk[desa["SITI"]].hubungan_keluarga == kode.ISTRI
    buku_seimbang(desa.node)


def test_only_one_who_stays_can_become_the_new_head(desa):
    for bukan in (desa["BUDI"], "f" * 32):
        with pytest.raises(DataDitolak) as dapat:
            catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=bukan)
        assert kode_salah(dapat) == {"kepala_baru_bukan_anggota"}


def test_a_nik_that_another_resident_has_is_refused_for_a_newborn_too(desa):
    Penduduk.update(nik="3522010101800001").where(Penduduk.id == desa["BUDI"]).execute()
    bayi = {"nama": "DEWI", "jenis_kelamin": 2, "nik": "3522010101800001"}
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kelahiran(desa.node, OPERATOR, ISI, bayi, desa.kk)
    assert "nik_dipakai" in kode_salah(dapat)


def test_a_newborn_without_family_name_or_sex_is_refused_at_each_field(desa):
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_kelahiran(desa.node, OPERATOR, ISI, {}, None)
    assert {satu.kolom for satu in dapat.value.kesalahan} == {"nama", "jenis_kelamin", "keluarga_id"}


def test_what_an_event_causes_elsewhere_happens_with_it_or_not_at_all(desa, monkeypatch):
    dengar: list = []
    monkeypatch.setitem(
        kabar._PENDENGAR, kabar.TERCATAT, [lambda _, mutasi, orang: dengar.append((mutasi.jenis, orang))]
    )
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    assert [(jenis, [satu.nama for satu in orang]) for jenis, orang in dengar] == [("mati", ["ANI"])]

    def gagal(*_):
        raise RuntimeError("tidak jadi")

    monkeypatch.setitem(kabar._PENDENGAR, kabar.TERCATAT, [gagal])
    with pytest.raises(RuntimeError):
        catat.catat_kematian(desa.node, OPERATOR, ISI, desa["SITI"])
    assert Penduduk[desa["SITI"]].status_dasar == kode.HIDUP
    assert Mutasi.select().count() == 1


def _kawin(desa, **per_nama) -> None:
    for nama, status in per_nama.items():
        Penduduk.update(status_kawin=status).where(Penduduk.id == desa[nama]).execute()
    drain_all(desa.node)


def _status_kawin(desa, *nama: str) -> list:
    return [Penduduk[desa[satu]].status_kawin for satu in nama]


@pytest.mark.parametrize(("mati", "tinggal"), [("BUDI", "SITI"), ("SITI", "BUDI")])
def test_a_death_widows_husband_or_wife_and_cancelling_undoes_exactly_that(desa, mati, tinggal):
    _kawin(desa, BUDI=2, SITI=2, ANI=1)
    kepala = {"kepala_baru": desa["SITI"]} if mati == "BUDI" else {}
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa[mati], **kepala)
    assert _status_kawin(desa, mati, tinggal, "ANI") == [2, 4, 1]
    assert [satu.nama for satu in desa.baris(mutasi) if satu.baris == "mati"] == [mati]
    buku_seimbang(desa.node)
    batal.batal(desa.node, OPERATOR, mutasi.id, "Salah orang")
    assert _status_kawin(desa, mati, tinggal) == [2, 2]


@pytest.mark.parametrize("status", [None, 1, 3, 4])
def test_only_who_stands_there_as_married_is_widowed(desa, status):
    _kawin(desa, BUDI=2, SITI=status)
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=desa["SITI"])
    assert _status_kawin(desa, "SITI") == [status]


def test_who_has_another_wife_left_stays_married_and_both_wives_are_widowed_by_his_death(desa):
    desa.keluarga(
        "c", desa.ngasem, {"HASAN": (1, 1, "1970-01-01"), "TUTI": (2, 3, "1975-01-01"), "YANI": (2, 3, "1980-01-01")}
    )
    _kawin(desa, HASAN=2, TUTI=2, YANI=2)
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["TUTI"])
    assert _status_kawin(desa, "HASAN", "YANI") == [2, 2]
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["HASAN"], kepala_baru=desa["YANI"])
    assert _status_kawin(desa, "YANI") == [4]


def test_who_comes_back_from_a_mistaken_death_is_married_as_before_unless_that_was_changed_since(desa):
    _kawin(desa, BUDI=2, SITI=2)
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=desa["SITI"])
    kembali = catat.catat_kembali(desa.node, OPERATOR, ISI, desa["BUDI"], hubungan_keluarga=2)
    assert _status_kawin(desa, "BUDI", "SITI") == [2, 2]
    batal.batal(desa.node, OPERATOR, kembali.id, "Salah")
    assert _status_kawin(desa, "SITI") == [4]
    _kawin(desa, SITI=1)
    catat.catat_kembali(desa.node, OPERATOR, ISI, desa["BUDI"], hubungan_keluarga=2)
    assert _status_kawin(desa, "SITI") == [1]


def test_nobody_is_back_before_the_day_since_which_he_is_missing(desa):
    hilang = {"tgl_peristiwa": date(2026, 5, 1), "tgl_lapor": date(2026, 5, 3)}
    catat.catat_hilang(desa.node, OPERATOR, hilang, [desa["ANI"]])
    with pytest.raises(DataDitolak) as ditolak:
        catat.catat_kembali(desa.node, OPERATOR, ISI | {"tgl_peristiwa": date(2026, 4, 30)}, desa["ANI"])
    assert kode_salah(ditolak) == {"kembali_sebelum_hilang"}
    catat.catat_kembali(desa.node, OPERATOR, ISI | {"tgl_peristiwa": date(2026, 5, 1)}, desa["ANI"])
