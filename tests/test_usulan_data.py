"""Compiled data from above: matched to the villages, proposed, taken or declined, and never by itself."""

from datetime import date

import pytest

from sid_bantuan.modules.kependudukan import impor
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_lembar
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.modules.lampid import usulan
from sid_bantuan.modules.lampid.usulan_cocok import rencanakan_usulan
from sid_bantuan.modules.lampid.usulan_hasil import tulis_hasil_usulan
from sid_bantuan.modules.lampid.usulan_kirim import cabut, kirim, paket_terkirim

from .support.di import di, petugas
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE, Road, add_resident

BUDI, RINI, TONO, BARU = "3522011203850011", "3522015507880012", "3522010101700013", "3522010203900014"
KK, KK_BARU = "3522010101010001", "3522010101010002"


@pytest.fixture
def road(open_node):
    road = Road(open_node, (DISTRICT, VILLAGE, NEIGHBOUR))
    kk = "a" * 32
    road[VILLAGE].engine.run(
        "INSERT INTO sb_keluarga (id, node, wilayah, no_kk, alamat) VALUES (?, ?, ?, ?, 'Jalan Kenanga 7')",
        (kk, VILLAGE, VILLAGE, KK),
    )
    warga = {"keluarga_id": kk, "jenis_kelamin": 1, "tanggal_lahir": "1985-03-12", "agama": 1}
    add_resident(road[VILLAGE], "BUDI HARTONO", id="1" * 32, nik=BUDI, hubungan_keluarga=1, **warga)
    add_resident(road[VILLAGE], "MUHAMMAD RIYANTO", id="2" * 32, nik=None, hubungan_keluarga=4,
                 **warga | {"tanggal_lahir": "2010-05-06"})  # fmt: skip
    add_resident(
        road[NEIGHBOUR], "TONO", id="3" * 32, nik=TONO, **warga | {"keluarga_id": None, "tanggal_lahir": "1970-01-01"}
    )
    road.settle()
    return road


def baris(nama="BUDI HARTONO", nik=BUDI, lahir="1985-03-12", **isi) -> dict:
    """One row of the compiled sheet."""
    dasar = {"nama": nama, "nik": nik, "no_kk": KK, "sex": 1, "tanggallahir": date.fromisoformat(lahir), "kk_level": 1}
    return dasar | isi


@pytest.fixture
def lembar(tmp_path):
    def tulis(*semua):
        tulis_lembar(tmp_path / "dtsen.xlsx", semua)
        return impor.baca(tmp_path / "dtsen.xlsx")

    return tulis


def rencana(road, lembar, desa=None, wilayah=DISTRICT):
    return rencanakan_usulan(road[DISTRICT], lembar, wilayah, desa)


def usulkan(road, lembar, paket="d" * 32, desa=None) -> int:
    node = road[DISTRICT]
    dikirim = kirim(node, petugas(node), paket, rencana(road, lembar, desa), "DTSEN 2026-09", date(2026, 9, 30),
                    lambda *_: None)  # fmt: skip
    road.settle()
    return dikirim


def kata(satu) -> set[str]:
    return {temuan.kode for temuan in satu.temuan}


# ---- whom a row means


def test_a_row_is_matched_by_nik_to_the_village_that_has_him_and_only_what_differs_is_proposed(road, lembar):
    plan = rencana(
        road, lembar(baris(pekerjaan_id=9, agama_id=1), baris("Tono", TONO, "1970-01-01", no_kk=None, agama_id=2))
    )
    budi, tono = plan.semua
    assert (budi.desa, budi.tindakan, budi.untuk_id, budi.isi) == (VILLAGE, "ubah", "1" * 32, {"pekerjaan": 9})
    assert (tono.desa, tono.untuk_id) == (NEIGHBOUR, "3" * 32)
    assert tono.isi == {"agama": 2, "hubungan_keluarga": 1}
    assert {desa: dict(isi) for desa, isi in plan.per_desa().items()} == {VILLAGE: {"ubah": 1}, NEIGHBOUR: {"ubah": 1}}


def test_a_row_without_nik_is_matched_by_name_birth_date_and_family_number(road, lembar):
    [satu] = rencana(road, lembar(baris("Moch. Riyanto", None, "2010-05-06", kk_level=4, golongan_darah_id=1))).semua
    assert (satu.untuk_id, satu.tindakan) == ("2" * 32, "ubah")
    assert satu.isi == {"nama": "Moch. Riyanto", "golongan_darah": 1}


def test_status_dasar_is_never_proposed_and_an_empty_cell_proposes_nothing(road, lembar):
    [satu] = rencana(road, lembar(baris(status_dasar=2))).semua
    assert (satu.tindakan, satu.isi) == ("sama", {})


def test_a_new_person_goes_to_the_village_of_his_family_with_what_is_known_of_it(road, lembar):
    [satu] = rencana(road, lembar(baris("SARI", BARU, "1990-03-02", kk_level=4, sex=2, alamat="Jalan Kenanga 7"))).semua
    assert (satu.desa, satu.tindakan, satu.untuk_id) == (VILLAGE, "baru", None)
    assert (satu.isi["no_kk"], satu.isi["alamat"], satu.isi["nama"]) == (KK, "Jalan Kenanga 7", "SARI")


def test_whoever_fits_nobody_is_reported_and_not_sent_unless_the_sheet_is_for_one_village(road, lembar):
    isi = lembar(baris("ORANG JAUH", BARU, "1990-03-02", no_kk=KK_BARU))
    [satu] = rencana(road, isi).semua
    assert (satu.tindakan, kata(satu)) == ("tak_cocok", {"usulan_tanpa_desa"})
    [satu] = rencana(road, isi, desa=NEIGHBOUR).semua
    assert (satu.tindakan, satu.desa) == ("baru", NEIGHBOUR)


def test_somebody_of_another_village_is_not_proposed_to_this_one(road, lembar):
    [satu] = rencana(road, lembar(baris("TONO", TONO, "1970-01-01", no_kk=None)), desa=VILLAGE).semua
    assert (satu.tindakan, kata(satu)) == ("tak_cocok", {"usulan_di_desa_lain"})


def test_a_row_that_cannot_be_read_is_refused_with_the_imports_own_words(road, lembar):
    [satu] = rencana(road, lembar(baris(nik="123"))).semua
    assert (satu.tindakan, kata(satu)) == ("tolak", {"nik_bukan_16_angka"})


def test_who_died_or_left_is_not_proposed_for(road, lembar):
    road[VILLAGE].engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE nik = ?", (BUDI,))
    road.settle()
    plan = rencana(road, lembar(baris(), baris("SARI", BARU, "1990-03-02", kk_level=4, status_dasar=2)))
    assert [(satu.tindakan, *kata(satu)) for satu in plan.semua] == [
        ("tak_cocok", "usulan_sudah_pergi"), ("tak_cocok", "usulan_bukan_warga"),
    ]  # fmt: skip


def test_the_result_sheet_says_what_became_of_every_row(road, lembar, tmp_path):
    plan = rencana(
        road, lembar(baris(pekerjaan_id=9), baris("ENTAH", BARU, "1990-03-02", no_kk=KK_BARU), baris(nik="123"))
    )
    tulis_hasil_usulan(plan, tmp_path / "hasil.xlsx", DISTRICT)
    from python_calamine import CalamineWorkbook

    buku = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx")
    semua = buku.get_sheet_by_name("Semua Baris").to_python()
    assert [row[5] for row in semua[1:]] == [
        "Diusulkan (perubahan)",
        "Tidak cocok dengan siapa pun",
        "Tidak dapat dibaca",
    ]
    assert "Pekerjaan: (kosong) → " in semua[1][7]
    assert buku.get_sheet_by_name("Per Desa").to_python()[1][1:3] == [VILLAGE, 1]


# ---- the road there and back


def test_a_proposal_reaches_its_village_changes_nothing_there_and_is_sent_once(road, lembar):
    isi = lembar(baris(pekerjaan_id=9), baris("SARI", BARU, "1990-03-02", kk_level=4, sex=2))
    assert usulkan(road, isi) == 2
    usulkan(road, isi)
    with di(road[VILLAGE]) as desa:
        assert len(usulan.menunggu(desa)) == usulan.jumlah_menunggu(desa) == 2
        assert Penduduk.get_by_id("1" * 32).pekerjaan is None
        assert desa.engine.value("SELECT count(*) FROM sb_penduduk") == 2
    assert usulan.menunggu(road[NEIGHBOUR]) == []
    assert road.unequal() == []


def test_a_newer_parcel_of_the_same_source_takes_the_place_of_what_nobody_answered(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9)), "d" * 32)
    usulkan(road, lembar(baris(pekerjaan_id=88)), "e" * 32)
    assert [satu.isi for satu in usulan.menunggu(road[VILLAGE])] == [{"pekerjaan": 88}]


def test_a_taken_proposal_changes_the_resident_keeps_the_source_and_is_told_above(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9, golongan_darah_id=1)))
    with di(road[VILLAGE]) as desa:
        [satu] = usulan.menunggu(desa)
        usulan.terima(desa, petugas(desa), satu.id)
        budi = Penduduk.get_by_id("1" * 32)
        assert (budi.pekerjaan, budi.golongan_darah) == (9, 1)
        assert budi.sumber.startswith("Usulan Kecamatan Ngraho ")
        assert budi.sumber.endswith(": DTSEN 2026-09")
        assert usulan.menunggu(desa) == []
    road.settle()
    [paket] = paket_terkirim(road[DISTRICT])
    assert dict(paket.desa[VILLAGE]) == {"diterima": 1}


def test_one_column_can_be_taken_and_the_rest_goes_on_waiting(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9, golongan_darah_id=1)))
    with di(road[VILLAGE]) as desa:
        [satu] = usulan.menunggu(desa)
        usulan.terima(desa, petugas(desa), satu.id, ["pekerjaan"])
        [sisa] = usulan.menunggu(desa)
        assert sisa.beda == (("golongan_darah", None, 1),)
        usulan.tolak(desa, petugas(desa), satu.id, "Data desa yang benar")
    road.settle()
    [paket] = paket_terkirim(road[DISTRICT])
    assert (dict(paket.jumlah), dict(paket.alasan)) == ({"ditolak": 1}, {"Data desa yang benar": 1})


def test_a_new_person_is_taken_into_the_family_with_his_number_and_a_new_family_is_made_once(road, lembar):
    with di(road[VILLAGE]):
        tempat = Lingkungan.create(node=VILLAGE, wilayah=VILLAGE, dusun="KRAJAN", rw="001", rt="002")
    road.settle()
    isi = {"no_kk": KK_BARU, "dusun": "Krajan", "rw": "1", "rt": "2", "alamat": "Jalan Baru 1"}
    usulkan(road, lembar(
        baris("SARI", BARU, "1990-03-02", kk_level=4, sex=2),
        baris("SUDIRO", "3522010101600015", "1960-01-01", **isi),
        baris("SUDIRI", "3522014101620016", "1962-01-01", kk_level=3, sex=2, **isi),
    ), desa=VILLAGE)  # fmt: skip
    with di(road[VILLAGE]) as desa:
        hasil = usulan.jawab_banyak(desa, petugas(desa), [satu.id for satu in usulan.menunggu(desa)])
        assert (hasil.selesai, hasil.gagal) == (3, [])
        assert Penduduk.get(Penduduk.nik == BARU).keluarga.no_kk == KK
        baru = Keluarga.get(Keluarga.no_kk == KK_BARU)
        assert (baru.alamat, baru.lingkungan_id) == ("Jalan Baru 1", tempat.id)
        assert {satu.nama for satu in baru.anggota} == {"SUDIRO", "SUDIRI"}


def test_what_the_village_mended_meanwhile_is_no_difference_any_more(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9)))
    with di(road[VILLAGE]) as desa:
        Penduduk.update(pekerjaan=9).where(Penduduk.nik == BUDI).execute()
        [satu] = usulan.menunggu(desa)
        assert satu.sudah_sama
        sebelum = Penduduk.get(Penduduk.nik == BUDI).sumber
        usulan.terima(desa, petugas(desa), satu.id)
        assert Penduduk.get(Penduduk.nik == BUDI).sumber == sebelum
        assert usulan.menunggu(desa) == []


def test_one_that_cannot_be_taken_is_told_and_hurts_no_other(road, lembar):
    usulkan(road, lembar(baris("RIYANTO", None, "2010-05-06", kk_level=1), baris(pekerjaan_id=9)), desa=VILLAGE)
    with di(road[VILLAGE]) as desa:
        Penduduk.update(nik=RINI).where(Penduduk.id == "2" * 32).execute()
        semua = usulan.menunggu(desa)
        hasil = usulan.jawab_banyak(desa, petugas(desa), [satu.id for satu in semua])
        assert (hasil.selesai, [nama for nama, _ in hasil.gagal]) == (1, ["RIYANTO"])
        assert "kepala keluarga" in hasil.gagal[0][1]
        assert Penduduk.get_by_id("1" * 32).pekerjaan == 9


def test_a_declined_proposal_needs_a_reason_and_is_answered_once(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9)))
    with di(road[VILLAGE]) as desa:
        [satu] = usulan.menunggu(desa)
        with pytest.raises(DataDitolak):
            usulan.tolak(desa, petugas(desa), satu.id, " ")
        usulan.tolak(desa, petugas(desa), satu.id, "Sumbernya sudah lama")
        with pytest.raises(DataDitolak, match="tidak menunggu lagi"):
            usulan.terima(desa, petugas(desa), satu.id)


def test_a_parcel_is_withdrawn_where_nobody_answered(road, lembar):
    usulkan(road, lembar(baris(pekerjaan_id=9), baris("TONO", TONO, "1970-01-01", no_kk=None, agama_id=2)))
    with di(road[VILLAGE]) as desa:
        usulan.terima(desa, petugas(desa), usulan.menunggu(desa)[0].id)
    road.settle()
    assert cabut(road[DISTRICT], petugas(road[DISTRICT]), "d" * 32) == 1
    road.settle()
    assert usulan.menunggu(road[NEIGHBOUR]) == []
    assert paket_terkirim(road[DISTRICT])[0].jumlah == {"diterima": 1, "dicabut": 1}


def test_the_filter_finds_a_column_new_people_and_those_without_nik_here(road, lembar):
    usulkan(road, lembar(
        baris(pekerjaan_id=9),
        baris("MUHAMMAD RIYANTO", None, "2010-05-06", kk_level=4, golongan_darah_id=1),
        baris("SARI", BARU, "1990-03-02", kk_level=4, sex=2),
    ))  # fmt: skip
    semua = usulan.menunggu(road[VILLAGE])

    def nama(**isi):
        return sorted(satu.nama for satu in semua if usulan.Saringan(**isi).cocok(satu))

    assert nama(kolom="pekerjaan") == ["BUDI HARTONO"]
    assert nama(jenis="baru") == ["SARI"]
    assert nama(jenis="ubah") == ["BUDI HARTONO", "MUHAMMAD RIYANTO"]
    assert nama(tanpa_nik=True) == ["MUHAMMAD RIYANTO"]
    assert nama(nama="sar") == ["SARI"]
    assert nama(paket="e" * 32) == []


def test_no_proposal_takes_a_family_its_head_and_the_rest_of_it_can_be_taken(road, lembar):
    usulkan(road, lembar(baris(kk_level=4, pekerjaan_id=9)))
    with di(road[VILLAGE]) as desa:
        [satu] = usulan.menunggu(desa)
        hasil = usulan.jawab_banyak(desa, petugas(desa), [satu.id])
        assert hasil.selesai == 0
        assert "Ganti kepala keluarga" in hasil.gagal[0][1]
        usulan.terima(desa, petugas(desa), satu.id, ["pekerjaan"])
        budi = Penduduk.get_by_id("1" * 32)
        assert (budi.hubungan_keluarga, budi.pekerjaan) == (1, 9)
