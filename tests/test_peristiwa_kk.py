"""A card splits, gets another head, takes people in: nobody comes or goes, and the count of families follows."""

from datetime import date

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid import catat

from .support.lampid import OPERATOR, buku_seimbang, jumlah_penduduk, kode_salah
from .support.lampid import desa as _desa

ISI = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()}
NO_KK = "3522010101200077"


@pytest.fixture
def desa(village):
    """A village with two places and the family of Budi (head), Siti and Ani in Krajan."""
    return _desa(village)


def ditolak(aksi, *isi, **lain) -> set:
    with pytest.raises(DataDitolak) as dapat:
        aksi(*isi, **lain)
    return kode_salah(dapat)


def lihat(desa, mutasi):
    return [(satu.nama, satu.baris, satu.arah, satu.dusun, satu.kepala) for satu in desa.baris(mutasi)]


def banyak_kepala(desa):
    return sum(n for sel, n in jumlah_penduduk(desa.node).items() if sel[3])


def test_a_daughter_gets_a_card_of_her_own_at_the_same_address(desa):
    mutasi = catat.pecah_kk(desa.node, OPERATOR, ISI, {desa["ANI"]: 1}, {"no_kk": NO_KK})
    ani = Penduduk[desa["ANI"]]
    kartu = Keluarga[ani.keluarga_id]
    assert (kartu.no_kk, kartu.alamat, kartu.lingkungan_id) == (NO_KK, "Jalan Mawar 1", desa.krajan)
    assert lihat(desa, mutasi) == [("ANI", "susunan", -1, "Krajan", 0), ("ANI", "susunan", 1, "Krajan", 1)]
    assert banyak_kepala(desa) == 2
    buku_seimbang(desa.node)


def test_a_split_leaves_somebody_and_a_head_on_the_old_card(desa):
    semua = {desa["BUDI"]: 1, desa["SITI"]: 3, desa["ANI"]: 4}
    assert ditolak(catat.pecah_kk, desa.node, OPERATOR, ISI, semua, {}) == {"pecah_semua_anggota"}
    assert ditolak(catat.pecah_kk, desa.node, OPERATOR, ISI, {desa["BUDI"]: 1}, {}) == {"kepala_ikut_pergi"}
    assert ditolak(catat.pecah_kk, desa.node, OPERATOR, ISI, {desa["ANI"]: 4}, {}) == {"kepala_belum_ada"}
    assert ditolak(catat.pecah_kk, desa.node, OPERATOR, ISI, {}, {}) == {"belum_ada_orang"}
    nomor_lama = {"no_kk": "3522010101200001"}
    assert ditolak(catat.pecah_kk, desa.node, OPERATOR, ISI, {desa["ANI"]: 1}, nomor_lama) == {"no_kk_dipakai"}


def test_the_wife_becomes_head_and_the_husband_gets_his_relation(desa):
    hubungan = {desa["BUDI"]: kode.SUAMI, desa["ANI"]: 4}
    mutasi = catat.ganti_kepala(desa.node, OPERATOR, ISI, desa.kk, desa["SITI"], hubungan, no_kk=NO_KK)
    assert Keluarga[desa.kk].no_kk == NO_KK
    assert Penduduk[desa["BUDI"]].hubungan_keluarga == kode.SUAMI
    assert [satu[:3] for satu in lihat(desa, mutasi)] == [
        ("BUDI", "susunan", -1), ("BUDI", "susunan", 1), ("SITI", "susunan", -1), ("SITI", "susunan", 1),
    ]  # fmt: skip
    assert banyak_kepala(desa) == 1
    buku_seimbang(desa.node)


def test_a_family_without_head_gets_one(desa):
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=catat.BELUM_DITENTUKAN)
    catat.ganti_kepala(desa.node, OPERATOR, ISI, desa.kk, desa["SITI"], {})
    assert Penduduk[desa["SITI"]].hubungan_keluarga == kode.KEPALA_KELUARGA
    buku_seimbang(desa.node)


def test_a_change_of_head_says_what_becomes_of_the_old_one(desa):
    ganti = catat.ganti_kepala
    assert ditolak(ganti, desa.node, OPERATOR, ISI, desa.kk, desa["SITI"], {}) == {"kepala_lama_belum_diatur"}
    assert ditolak(ganti, desa.node, OPERATOR, ISI, desa.kk, desa["BUDI"], {}) == {"sudah_kepala"}
    assert ditolak(ganti, desa.node, OPERATOR, ISI, desa.kk, "", {}) == {"wajib_diisi"}
    hubungan = {desa["BUDI"]: 2, desa["ANI"]: 1}
    assert ditolak(ganti, desa.node, OPERATOR, ISI, desa.kk, desa["SITI"], hubungan) == {"kepala_ganda"}


def test_one_who_joins_a_family_in_another_dusun_counts_there(desa):
    lain = desa.keluarga("b", desa.ngasem, {"JOKO": (1, 1, "1970-01-01")})
    mutasi = catat.numpang_kk(desa.node, OPERATOR, ISI, {desa["ANI"]: 9}, lain)
    assert Penduduk[desa["ANI"]].keluarga_id == lain
    assert lihat(desa, mutasi) == [("ANI", "susunan", -1, "Krajan", 0), ("ANI", "susunan", 1, "Ngasem", 0)]
    buku_seimbang(desa.node)


def test_who_joins_a_family_is_no_second_head_and_no_member_yet(desa):
    lain = desa.keluarga("b", desa.ngasem, {"JOKO": (1, 1, "1970-01-01")})
    numpang = catat.numpang_kk
    assert ditolak(numpang, desa.node, OPERATOR, ISI, {desa["ANI"]: 1}, lain) == {"kepala_sudah_ada"}
    assert ditolak(numpang, desa.node, OPERATOR, ISI, {desa["ANI"]: 4}, desa.kk) == {"sudah_di_kk_itu"}
    assert ditolak(numpang, desa.node, OPERATOR, ISI, {desa["BUDI"]: 9}, lain) == {"kepala_ikut_pergi"}
    assert ditolak(numpang, desa.node, OPERATOR, ISI, {desa["ANI"]: 9}, "f" * 32) == {"rujukan_tidak_ada"}
    semua = {desa["BUDI"]: 9, desa["SITI"]: 9, desa["ANI"]: 9}
    numpang(desa.node, OPERATOR, ISI, semua, lain)
    assert banyak_kepala(desa) == 1
    buku_seimbang(desa.node)
