"""Many verdicts at once: what is meant is fixed, sampled, carried out step by step, and can be taken back."""

import threading

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.verval import daftar, massal, putusan
from sid_bantuan.modules.verval.daftar import Saringan
from sid_bantuan.sync.node import Node

from .support.salinan import DESA, KECAMATAN, terima
from .test_verval import WALI, WALI_LAIN, hash_kini, rekap


@pytest.fixture
def kecamatan(open_node):
    return Node(open_node(KECAMATAN), KECAMATAN, CATALOG)


def bersih(kecamatan, banyak):
    return [terima(kecamatan, nama=f"ORANG {n}") for n in range(banyak)]


def lihat_semua(node, satu):
    for n in range(1, len(satu.contoh) + 1):
        massal.sudah_dilihat(node, satu.id, n)
    return massal.baca(node, satu.id)


def test_many_are_valid_at_once_only_after_the_whole_sample_was_looked_through(kecamatan):
    bersih(kecamatan, 30)
    satu = massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa"))
    assert (satu.jumlah, len(satu.contoh)) == (30, massal.CONTOH)
    with pytest.raises(massal.ContohBelumDilihat):
        massal.mulai(kecamatan, WALI, satu, "valid")
    massal.sudah_dilihat(kecamatan, satu.id, len(satu.contoh))
    assert massal.baca(kecamatan, satu.id).dilihat == 0, "the sample is looked through one after another"
    satu = lihat_semua(kecamatan, satu)
    massal.mulai(kecamatan, WALI, satu, "valid")
    satu = massal.baca(kecamatan, satu.id)
    assert [one.id for one in massal.belum_selesai(kecamatan, WALI)] == [satu.id]
    assert massal.langkah(kecamatan, WALI, satu, 12) == 18
    while massal.langkah(kecamatan, WALI, satu, 12):
        pass
    assert massal.ringkas(kecamatan, satu.id) == {"dinilai": 30}
    assert massal.belum_selesai(kecamatan, WALI) == []
    assert rekap(kecamatan) == {(DESA, "penduduk", "valid"): 30}


def test_records_with_warnings_are_never_made_valid_wholesale(kecamatan):
    satu = massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN))
    with pytest.raises(putusan.PutusanSalah):
        massal.mulai(kecamatan, WALI, satu, "valid")


def test_what_arrives_or_changes_after_the_sample_is_left_out(kecamatan):
    one, other = bersih(kecamatan, 2)
    satu = lihat_semua(kecamatan, massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa")))
    late = terima(kecamatan)
    terima(kecamatan, row_id=one, nama="LAIN")
    massal.mulai(kecamatan, WALI, satu, "valid")
    assert massal.langkah(kecamatan, WALI, massal.baca(kecamatan, satu.id)) == 0
    assert massal.ringkas(kecamatan, satu.id) == {"dinilai": 1, "berubah": 1}
    assert {i: daftar.satu(kecamatan, i).keadaan for i in (one, other, late)} == {
        one: "menunggu", other: "valid", late: "menunggu",
    }  # fmt: skip


def test_one_returned_from_the_sample_is_not_made_valid_with_the_rest(kecamatan):
    one, _ = bersih(kecamatan, 2)
    satu = lihat_semua(kecamatan, massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa")))
    putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, one), "perlu_perbaikan", "perlu_bukti")
    massal.mulai(kecamatan, WALI, satu, "valid")
    massal.langkah(kecamatan, WALI, massal.baca(kecamatan, satu.id))
    assert massal.ringkas(kecamatan, satu.id) == {"dinilai": 1, "lewat": 1}
    assert daftar.satu(kecamatan, one).keadaan == "perlu_perbaikan"


def test_a_bulk_decision_is_taken_back_step_by_step(kecamatan):
    bersih(kecamatan, 5)
    satu = lihat_semua(kecamatan, massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa")))
    massal.mulai(kecamatan, WALI, satu, "valid")
    satu = massal.baca(kecamatan, satu.id)
    massal.langkah(kecamatan, WALI, satu)
    assert massal.urungkan(kecamatan, WALI, satu, 3) == 2
    assert massal.urungkan(kecamatan, WALI, satu, 3) == 0
    assert rekap(kecamatan) == {(DESA, "penduduk", "menunggu"): 5}


def test_what_was_prepared_and_left_is_dropped_when_the_next_is_prepared(kecamatan):
    bersih(kecamatan, 3)
    left = massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa"))
    satu = massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa"))
    assert massal.baca(kecamatan, left.id) is None
    assert kecamatan.engine.value("SELECT COUNT(*) FROM sb_penilaian_isi") == satu.jumlah == 3


def test_a_bulk_decision_cannot_be_prepared_outside_the_territory(kecamatan):
    with pytest.raises(putusan.TidakBerhak):
        massal.siapkan(kecamatan, WALI_LAIN, Saringan(KECAMATAN))


def begun(kecamatan, banyak):
    """A bulk "valid" of so many records, decided but not carried out."""
    bersih(kecamatan, banyak)
    satu = lihat_semua(kecamatan, massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa")))
    massal.mulai(kecamatan, WALI, satu, "valid")
    return massal.baca(kecamatan, satu.id)


def beside(kecamatan, act):
    """A thread that does this on a connection of its own, started while our transaction is still open."""

    def run():
        try:
            act()
        finally:
            kecamatan.engine.database.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(0.5)
    assert thread.is_alive(), "it waits for the step under way"
    return thread


def test_two_windows_carry_out_one_decision_without_judging_anything_twice(kecamatan):
    satu = begun(kecamatan, 30)
    with kecamatan.engine.transaction():
        massal.langkah(kecamatan, WALI, satu, 20)
        other = beside(kecamatan, lambda: massal.langkah(kecamatan, WALI, satu, 20))
    other.join(30)
    assert massal.ringkas(kecamatan, satu.id) == {"dinilai": 30}
    assert kecamatan.engine.one("SELECT count(*), count(DISTINCT rekam_id) FROM sb_verval") == (30, 30)
    assert massal.urungkan(kecamatan, WALI, satu) == 0
    assert rekap(kecamatan) == {(DESA, "penduduk", "menunggu"): 30}


def test_two_decisions_about_the_same_records_judge_each_once(kecamatan):
    satu = begun(kecamatan, 10)
    dua = lihat_semua(kecamatan, massal.siapkan(kecamatan, WALI, Saringan(KECAMATAN, tanda="tanpa")))
    massal.mulai(kecamatan, WALI, dua, "valid")
    dua = massal.baca(kecamatan, dua.id)
    with kecamatan.engine.transaction():
        massal.langkah(kecamatan, WALI, satu)
        other = beside(kecamatan, lambda: massal.langkah(kecamatan, WALI, dua))
    other.join(30)
    assert massal.ringkas(kecamatan, satu.id) == {"dinilai": 10}
    assert massal.ringkas(kecamatan, dua.id) == {"lewat": 10}


def test_a_window_left_open_judges_nothing_after_the_decision_was_taken_back(kecamatan):
    satu = begun(kecamatan, 30)
    massal.langkah(kecamatan, WALI, satu, 10)
    massal.urungkan(kecamatan, WALI, satu)
    massal.langkah(kecamatan, WALI, satu, 10)
    assert massal.ringkas(kecamatan, satu.id) == {"batal": 10, "menunggu": 20}
    assert rekap(kecamatan) == {(DESA, "penduduk", "menunggu"): 30}
