"""Moves out, in and within the village, missing and found: who leaves, who stays, and what the books say of both."""

from datetime import date

import pytest

from sid_bantuan.domain import kode, lampid
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid import catat
from sid_bantuan.modules.lampid.tables import Mutasi

from .support.lampid import OPERATOR, buku_seimbang, kode_salah
from .support.lampid import desa as _desa

HARI_INI = date.today()
ISI = {"tgl_peristiwa": HARI_INI, "tgl_lapor": HARI_INI}
KE_DESA_LAIN = ISI | {"lawan_wilayah": "35.22.01.2002", "alasan_pindah": 1}
DALAM_DESA = ISI | {"cakupan": lampid.DALAM_DESA}


@pytest.fixture
def desa(village):
    """A village with two places and the family of Budi (head), Siti and Ani in Krajan."""
    return _desa(village)


def ditolak(aksi, *isi, **lain) -> set:
    with pytest.raises(DataDitolak) as dapat:
        aksi(*isi, **lain)
    return kode_salah(dapat)


def lihat(desa, mutasi):
    return [(satu.nama, satu.baris, satu.arah, satu.dusun, satu.kepala, satu.dalam) for satu in desa.baris(mutasi)]


def keluarga(desa):
    return [desa["BUDI"], desa["SITI"], desa["ANI"]]


# ---- out


def test_a_whole_family_moves_as_one_event_with_a_line_for_each(desa):
    mutasi = catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, keluarga(desa))
    assert (mutasi.yang_pindah, mutasi.cakupan) == (lampid.SELURUH_KELUARGA, lampid.DALAM_KECAMATAN)
    assert [satu[:3] for satu in lihat(desa, mutasi)] == [
        ("ANI", "pindah", -1), ("BUDI", "pindah", -1), ("SITI", "pindah", -1),
    ]  # fmt: skip
    assert {satu.lawan_wilayah for satu in desa.baris(mutasi)} == {"35.22.01.2002"}
    assert {satu.status_dasar for satu in Penduduk} == {kode.PINDAH}
    buku_seimbang(desa.node)


def test_a_head_who_moves_alone_leaves_a_new_head_with_the_relations_given(desa):
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, KE_DESA_LAIN, [desa["BUDI"]]) == {
        "kepala_baru_belum_dipilih"
    }
    mutasi = catat.catat_pindah(
        desa.node, OPERATOR, KE_DESA_LAIN, [desa["BUDI"]], kepala_baru=desa["SITI"], hubungan={desa["ANI"]: 4}
    )
    assert mutasi.yang_pindah == lampid.KEPALA_SAJA
    assert Penduduk[desa["SITI"]].hubungan_keluarga == kode.KEPALA_KELUARGA
    buku_seimbang(desa.node)


def test_some_members_move_and_the_head_stays(desa):
    mutasi = catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"]])
    assert mutasi.yang_pindah == lampid.SEBAGIAN_ANGGOTA
    assert Penduduk[desa["BUDI"]].hubungan_keluarga == kode.KEPALA_KELUARGA
    buku_seimbang(desa.node)


def test_somebody_who_moved_is_not_moved_again(desa):
    catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"]])
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"]]) == {"status_tak_sesuai"}


def test_a_move_says_how_far_and_is_of_one_family(desa):
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, ISI, [desa["ANI"]]) == {"wajib_diisi"}
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, KE_DESA_LAIN, []) == {"belum_ada_orang"}
    lain = desa.keluarga("b", desa.ngasem, {"JOKO": (1, 1, "1970-01-01")})
    assert lain != desa.kk
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"], desa["JOKO"]]) == {
        "bukan_sekeluarga"
    }


@pytest.mark.parametrize(
    ("lawan", "cakupan"),
    [
        ("35.22.01.2002", lampid.DALAM_KECAMATAN),
        ("35.22.02.2001", lampid.DALAM_KABUPATEN),
        ("35.22.02", lampid.DALAM_KABUPATEN),
        ("35.78.01.1001", lampid.DALAM_PROVINSI),
        ("33.16", lampid.LUAR_PROVINSI),
    ],
)
def test_how_far_a_move_reaches_follows_from_the_other_place(desa, lawan, cakupan):
    mutasi = catat.catat_pindah(desa.node, OPERATOR, ISI | {"lawan_wilayah": lawan, "cakupan": 5}, [desa["ANI"]])
    assert mutasi.cakupan == cakupan


# ---- within the village


def test_a_family_that_moves_to_another_dusun_keeps_its_card_and_nets_out_for_the_village(desa):
    mutasi = catat.catat_pindah(
        desa.node, OPERATOR, DALAM_DESA, keluarga(desa), kartu={"lingkungan_id": desa.ngasem, "alamat": "Jalan Baru 2"}
    )
    assert (Keluarga[desa.kk].lingkungan_id, Keluarga[desa.kk].alamat) == (desa.ngasem, "Jalan Baru 2")
    assert lihat(desa, mutasi)[:2] == [("ANI", "pindah", -1, "Krajan", 0, 1), ("ANI", "datang", 1, "Ngasem", 0, 1)]
    assert {satu.status_dasar for satu in Penduduk} == {kode.HIDUP}
    buku_seimbang(desa.node)


def test_one_who_moves_to_another_dusun_alone_heads_a_card_of_her_own(desa):
    catat.catat_pindah(desa.node, OPERATOR, DALAM_DESA, [desa["ANI"]], kartu={"lingkungan_id": desa.ngasem})
    ani = Penduduk[desa["ANI"]]
    assert ani.keluarga_id != desa.kk
    assert ani.hubungan_keluarga == kode.KEPALA_KELUARGA
    assert Keluarga[ani.keluarga_id].lingkungan_id == desa.ngasem
    buku_seimbang(desa.node)


def test_a_move_within_the_village_needs_another_place(desa):
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, DALAM_DESA, keluarga(desa)) == {"wajib_diisi"}
    sama = {"lingkungan_id": desa.krajan}
    assert ditolak(catat.catat_pindah, desa.node, OPERATOR, DALAM_DESA, keluarga(desa), kartu=sama) == {
        "lingkungan_tetap"
    }


# ---- in


def test_a_family_moves_in_on_a_card_of_its_own(desa):
    anggota = [
        {"nama": "JOKO", "jenis_kelamin": 1, "hubungan_keluarga": 1, "nik": "3522010101700001", "orang_id": "d" * 32},
        {"nama": "RINI", "jenis_kelamin": 2, "hubungan_keluarga": 3, "tanggal_lahir": "1975-05-05"},
    ]
    kartu = {"no_kk": "3522010101200009", "lingkungan_id": desa.ngasem, "alamat": "Jalan Melati 3"}
    mutasi = catat.catat_datang(desa.node, OPERATOR, ISI | {"lawan_wilayah": "35.78"}, anggota, kartu)
    joko = Penduduk.get(Penduduk.nama == "JOKO")
    assert joko.orang_id == "d" * 32
    assert Keluarga[joko.keluarga_id].no_kk == "3522010101200009"
    assert [satu[:5] for satu in lihat(desa, mutasi)] == [
        ("JOKO", "datang", 1, "Ngasem", 1), ("RINI", "datang", 1, "Ngasem", 0),
    ]  # fmt: skip
    buku_seimbang(desa.node)


def test_what_is_wrong_with_newcomers_is_told_at_each_row(desa):
    Penduduk.update(nik="3522010101800001").where(Penduduk.id == desa["BUDI"]).execute()
    anggota = [
        {"kunci": "x", "nama": "JOKO", "jenis_kelamin": 1, "hubungan_keluarga": 1, "nik": "3522010101800001"},
        {"kunci": "y", "nama": "RINI", "jenis_kelamin": 2},
    ]
    with pytest.raises(DataDitolak) as dapat:
        catat.catat_datang(desa.node, OPERATOR, KE_DESA_LAIN, anggota, {"no_kk": "3522010101200001"})
    assert {(satu.baris, satu.kolom, satu.kode) for satu in dapat.value.kesalahan} == {
        ("x", "nik", "nik_dipakai"), ("y", "hubungan_keluarga", "wajib_diisi"), ("", "no_kk", "no_kk_dipakai"),
    }  # fmt: skip
    assert Mutasi.select().count() == 0


def test_newcomers_need_one_head_or_a_family_that_has_one(desa):
    joko = {"nama": "JOKO", "jenis_kelamin": 1, "hubungan_keluarga": 4}
    assert ditolak(catat.catat_datang, desa.node, OPERATOR, KE_DESA_LAIN, [joko], {}) == {"kepala_belum_ada"}
    assert ditolak(catat.catat_datang, desa.node, OPERATOR, KE_DESA_LAIN, [joko]) == {"kartu_belum_diisi"}
    kepala = joko | {"hubungan_keluarga": 1}
    assert ditolak(catat.catat_datang, desa.node, OPERATOR, KE_DESA_LAIN, [kepala], keluarga_id=desa.kk) == {
        "kepala_sudah_ada"
    }
    catat.catat_datang(desa.node, OPERATOR, KE_DESA_LAIN, [joko], keluarga_id=desa.kk)
    assert Penduduk.get(Penduduk.nama == "JOKO").keluarga_id == desa.kk
    buku_seimbang(desa.node)


def test_a_family_that_had_left_comes_back_as_the_same_residents_on_the_same_card(desa):
    catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, keluarga(desa))
    orang = Penduduk[desa["BUDI"]].orang_id
    kartu = {"no_kk": "3522010101200001", "lingkungan_id": desa.ngasem}
    kembali = {"nama": "BUDI", "jenis_kelamin": 1, "hubungan_keluarga": 1, "orang_id": orang, "telepon": "0812"}
    catat.catat_datang(desa.node, OPERATOR, KE_DESA_LAIN, [kembali], kartu)
    budi = Penduduk[desa["BUDI"]]
    assert (budi.status_dasar, budi.keluarga_id, budi.telepon) == (kode.HIDUP, desa.kk, "0812")
    assert Penduduk.select().count() == 3
    assert Keluarga[desa.kk].lingkungan_id == desa.ngasem
    buku_seimbang(desa.node)


def test_nobody_moves_in_who_lives_here_or_is_dead(desa):
    orang = Penduduk[desa["ANI"]].orang_id
    ani = {"nama": "ANI", "jenis_kelamin": 2, "hubungan_keluarga": 1, "orang_id": orang}
    assert ditolak(catat.catat_datang, desa.node, OPERATOR, KE_DESA_LAIN, [ani], {}) == {"status_tak_sesuai"}


# ---- missing and found


def test_one_who_is_missing_leaves_the_count_and_comes_back_into_the_family(desa):
    catat.catat_hilang(desa.node, OPERATOR, ISI, [desa["ANI"]])
    assert Penduduk[desa["ANI"]].status_dasar == kode.HILANG
    buku_seimbang(desa.node)
    mutasi = catat.catat_kembali(desa.node, OPERATOR, ISI, desa["ANI"])
    assert Penduduk[desa["ANI"]].status_dasar == kode.HIDUP
    assert [satu[1:3] for satu in lihat(desa, mutasi)] == [("kembali", 1)]
    buku_seimbang(desa.node)


def test_a_missing_person_found_dead_is_recorded_without_being_taken_away_twice(desa):
    catat.catat_hilang(desa.node, OPERATOR, ISI, [desa["ANI"]])
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    assert [satu[1:3] for satu in lihat(desa, mutasi)] == [("mati", 0)]
    buku_seimbang(desa.node)


def test_a_head_who_comes_back_to_a_family_with_a_new_head_needs_another_relation(desa):
    catat.catat_hilang(desa.node, OPERATOR, ISI, [desa["BUDI"]], kepala_baru=desa["SITI"])
    assert ditolak(catat.catat_kembali, desa.node, OPERATOR, ISI, desa["BUDI"]) == {"kepala_sudah_ada"}
    catat.catat_kembali(desa.node, OPERATOR, ISI, desa["BUDI"], hubungan_keluarga=kode.SUAMI)
    buku_seimbang(desa.node)


def test_somebody_who_is_here_does_not_come_back(desa):
    assert ditolak(catat.catat_kembali, desa.node, OPERATOR, ISI, desa["ANI"]) == {"status_tak_sesuai"}


# ---- one who stays but does not count


def test_one_who_is_not_counted_dies_without_a_change_of_the_count(desa):
    Penduduk.update(status_penduduk=2).where(Penduduk.id == desa["ANI"]).execute()
    buku_seimbang(desa.node)
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    assert [satu[1:3] for satu in lihat(desa, mutasi)] == [("mati", 0)]
    buku_seimbang(desa.node)
