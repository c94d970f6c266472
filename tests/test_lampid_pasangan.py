"""Above the villages: a verified move waits at the other village, and what becomes of it goes back."""

import json

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.lampid import masuk_baca
from sid_bantuan.modules.lampid.masuk_pasangan import induk_bersama
from sid_bantuan.modules.verval import daftar, putusan
from sid_bantuan.sync import record
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support.dari_desa import baris, peristiwa, tiba, ubah_warga, warga
from .support.salinan import DESA, DESA_LAIN, KABUPATEN, KECAMATAN

LUAR, DESA_SEBERANG, KECAMATAN_SEBERANG = "35.23.01.2001", "35.22.02.2001", "35.22.02"
BUDI, RINI = "3522011203850011", "3522015507880012"


def buka(open_node, code):
    node = Node(open_node(code), code, CATALOG)
    before = record.database.obj
    record.database.initialize(node.engine.database)
    yield node
    record.database.initialize(before)


@pytest.fixture
def kecamatan(open_node):
    yield from buka(open_node, KECAMATAN)


@pytest.fixture
def kabupaten(open_node):
    yield from buka(open_node, KABUPATEN)


def keluarga(node, desa=DESA, status=1) -> tuple[str, list[str]]:
    """A couple, as a village sent them; the family and the two."""
    kk = tiba(node, desa, "keluarga", no_kk="3522011505150001", alamat="Jalan Kenanga 7")
    budi = warga(node, desa, "BUDI", keluarga_id=kk, hubungan_keluarga=1, nik=BUDI, agama=1, status_dasar=status,
                 tanggal_lahir="1985-03-12", tempat_lahir="TUBAN")  # fmt: skip
    rini = warga(
        node, desa, "RINI", keluarga_id=kk, hubungan_keluarga=3, nik=RINI, jenis_kelamin=2, status_dasar=status
    )
    return kk, [budi, rini]


def pindah(node, tujuan=DESA_LAIN, desa=DESA, id=None, **isi) -> str:
    """A whole family moves out of a village."""
    kk, orang = keluarga(node, desa, status=3)
    isi = {"keluarga_id": kk, "lawan_wilayah": tujuan, "lawan_alamat": "Jalan Melati 2", "yang_pindah": 1} | isi
    return peristiwa(node, desa, "pindah", orang, id=id, **isi)


def nilai(node, id, kata="valid") -> str:
    """The steward's verdict on an event; the verdict's id."""
    drain_all(node)
    wali = Operator("7", "Bu Sri", frozenset({"wali_data"}), node.code)
    pesan = None if kata == "valid" else "Lihat suratnya"
    hasil = putusan.nilai(node, wali, "mutasi", {id: daftar.satu(node, id).hash}, kata, None, pesan)
    drain_all(node)
    return hasil.dinilai[id]


def batalkan(node, verval_id):
    putusan.batalkan(node, Operator("7", "Bu Sri", frozenset({"wali_data"}), node.code), [verval_id])
    drain_all(node)


def kiriman(node, jenis="datang"):
    drain_all(node)
    return masuk_baca.baca_banyak(node, "s.jenis = ?", (jenis,))


def diterima(node, masuk, **isi) -> str:
    """The other village took the family in: its residents and its event arrive; the event."""
    orang = [
        warga(node, masuk.wilayah, satu["nama"], orang_id=satu["orang_id"], nik=satu.get("nik")) for satu in masuk.orang
    ]
    return peristiwa(
        node, masuk.wilayah, "datang", orang, 1, masuk_id=masuk.id, lawan_wilayah=masuk.lawan_wilayah, **isi
    )


def tanggapan(node, masuk, keputusan="ditolak", alasan="Orangnya tidak ada"):
    return tiba(node, masuk.wilayah, "tanggapan", untuk_jenis="mutasi_masuk", untuk_id=masuk.id, keputusan=keputusan,
                alasan=alasan, oleh="Wati", pada="2026-11-15T02:00:00Z")  # fmt: skip


# ---- the pair


@pytest.mark.parametrize(
    "satu, lain, atas",
    [
        (DESA, DESA_LAIN, KECAMATAN),
        (DESA, DESA_SEBERANG, KABUPATEN),
        (DESA, LUAR, None),
        (DESA, "35.22.01.20011", None),
    ],
)
def test_the_lowest_level_both_villages_lie_in_sees_to_the_move(satu, lain, atas):
    assert induk_bersama(satu, lain) == atas or atas is None


def test_a_verified_move_waits_at_the_other_village_with_the_whole_family_filled_in(kecamatan):
    id = pindah(kecamatan)
    assert kiriman(kecamatan) == []
    nilai(kecamatan, id)
    [satu] = kiriman(kecamatan)
    assert (satu.wilayah, satu.lawan_wilayah, satu.mutasi_id, satu.letak) == (DESA_LAIN, DESA, id, "menunggu")
    assert satu.keluarga == {"no_kk": "3522011505150001", "alamat": "Jalan Melati 2"}
    budi, rini = satu.orang
    assert (budi["nama"], budi["nik"], budi["agama"], budi["tempat_lahir"], budi["hubungan_keluarga"]) == (
        "BUDI", BUDI, 1, "TUBAN", 1
    )  # fmt: skip
    assert {"orang_id"} <= rini.keys()
    assert not {"status_dasar", "keluarga_id", "id"} & rini.keys()
    assert satu.rincian["lawan_alamat"] == "Jalan Kenanga 7"
    assert satu.nama == "BUDI dan 1 lainnya"


def test_a_move_waits_for_the_line_of_everybody_it_took_away(kecamatan):
    kk, orang = keluarga(kecamatan, status=3)
    pergi = [{"jenis": "penduduk", "id": satu, "rev": 2, "kolom": {"status_dasar": [1, 3]}} for satu in orang]
    id = peristiwa(kecamatan, DESA, "pindah", orang[:1], keluarga_id=kk, lawan_wilayah=DESA_LAIN, yang_pindah=1,
                   ubahan=json.dumps(pergi))  # fmt: skip
    nilai(kecamatan, id)
    assert kiriman(kecamatan) == []
    baris(kecamatan, DESA, id, "pindah", orang[1], -1)
    assert len(kiriman(kecamatan)[0].orang) == 2


def test_who_only_becomes_head_of_those_who_stay_does_not_move(kecamatan):
    kk, (budi, rini) = keluarga(kecamatan)
    ubah_warga(kecamatan, budi, status_dasar=3)
    id = peristiwa(kecamatan, DESA, "pindah", [budi], keluarga_id=kk, lawan_wilayah=DESA_LAIN, yang_pindah=2)
    baris(kecamatan, DESA, id, "susunan", rini, -1)
    baris(kecamatan, DESA, id, "susunan", rini, 1)
    nilai(kecamatan, id)
    assert [orang["nama"] for orang in kiriman(kecamatan)[0].orang] == ["BUDI"]


def test_the_same_verdict_heard_twice_makes_nothing_new_and_sends_nothing_again(kecamatan):
    id = pindah(kecamatan)
    nilai(kecamatan, id)
    rev = kecamatan.engine.value("SELECT rev FROM sb_row WHERE type = 'mutasi_masuk'")
    kecamatan.mark_many([("", "mutasi", id, 1, None, "")])
    drain_all(kecamatan)
    assert len(kiriman(kecamatan)) == 1
    assert kecamatan.engine.value("SELECT rev FROM sb_row WHERE type = 'mutasi_masuk'") == rev


def test_part_of_a_family_moves_without_the_number_of_the_card_that_stays(kecamatan):
    nilai(kecamatan, pindah(kecamatan, yang_pindah=3))
    assert kiriman(kecamatan)[0].keluarga == {"alamat": "Jalan Melati 2"}


def test_a_returned_move_and_a_verdict_taken_back_withdraw_what_waits_and_a_new_one_brings_it_again(kecamatan):
    id = pindah(kecamatan)
    verval_id = nilai(kecamatan, id)
    batalkan(kecamatan, verval_id)
    assert [satu.letak for satu in kiriman(kecamatan)] == ["dicabut"]
    nilai(kecamatan, id)
    assert [satu.letak for satu in kiriman(kecamatan)] == ["menunggu"]
    nilai(kecamatan, id, "perlu_perbaikan")
    assert [satu.letak for satu in kiriman(kecamatan)] == ["dicabut"]


def test_a_cancelled_move_withdraws_what_waits(kecamatan):
    id = pindah(kecamatan)
    nilai(kecamatan, id)
    tiba(kecamatan, DESA, "mutasi", id, **_batal(kecamatan, id))
    assert [satu.letak for satu in kiriman(kecamatan)] == ["dicabut"]


def _batal(node, id) -> dict:
    kolom = CATALOG["mutasi"]
    row = node.engine.one(
        f"SELECT {node.engine.select_list(kolom.columns, 't')} FROM sb_mutasi t WHERE t.id = ?", (id,)
    )
    isi = dict(zip(kolom.names, row, strict=True)) | {"keadaan": "batal", "alasan_batal": "Tidak jadi"}
    return {nama: satu for nama, satu in isi.items() if satu is not None}


def test_a_move_whose_goal_was_mended_is_withdrawn_at_the_first_village_and_waits_at_the_right_one(kecamatan):
    id = pindah(kecamatan, "35.22.01.2003")
    nilai(kecamatan, id)
    isi = _batal(kecamatan, id) | {"keadaan": "berlaku", "lawan_wilayah": DESA_LAIN}
    isi.pop("alasan_batal")
    tiba(kecamatan, DESA, "mutasi", id, **isi)
    nilai(kecamatan, id)
    assert {(satu.wilayah, satu.letak) for satu in kiriman(kecamatan)} == {
        ("35.22.01.2003", "dicabut"), (DESA_LAIN, "menunggu"),
    }  # fmt: skip


def test_a_change_of_the_people_before_they_are_taken_in_is_seen_at_the_other_village(kecamatan):
    nilai(kecamatan, pindah(kecamatan))
    row_id = kecamatan.engine.value("SELECT id FROM sb_penduduk WHERE nama = 'BUDI'")
    ubah_warga(kecamatan, row_id, nama="BUDI HARTONO")
    assert kiriman(kecamatan)[0].orang[0]["nama"] == "BUDI HARTONO"


@pytest.mark.parametrize("tujuan", [None, LUAR, "35.22.02", DESA, DESA_SEBERANG])
def test_a_move_that_is_not_this_kecamatans_to_pass_on_ends_here(kecamatan, tujuan):
    nilai(kecamatan, pindah(kecamatan, tujuan))
    assert kiriman(kecamatan) == []


def test_a_move_to_another_kecamatan_is_passed_on_by_the_kabupaten_when_the_verdict_arrives(kabupaten):
    id = pindah(kabupaten, DESA_SEBERANG)
    drain_all(kabupaten)
    _verval(kabupaten, id, KECAMATAN)
    [satu] = kiriman(kabupaten)
    assert (satu.wilayah, satu.node, satu.oleh) == (DESA_SEBERANG, KABUPATEN, "Bu Sri")


def test_a_verdict_that_comes_before_the_event_it_judges_is_understood_when_the_event_comes(kabupaten):
    id, isi = "c" * 32, {}
    kk, orang = keluarga(kabupaten, status=3)
    isi = {"keluarga_id": kk, "lawan_wilayah": DESA_SEBERANG, "yang_pindah": 1}
    peristiwa(kabupaten, DESA, "pindah", orang, id=id, **isi)
    h = _hash(kabupaten, id)
    tiba(kabupaten, DESA, "mutasi", id, True)
    drain_all(kabupaten)
    _verval(kabupaten, id, KECAMATAN, h)
    assert kiriman(kabupaten) == []
    peristiwa(kabupaten, DESA, "pindah", orang, id=id, **isi)
    assert len(kiriman(kabupaten)) == 1


def _hash(node, id) -> str:
    return bytes(node.engine.value("SELECT h FROM sb_row WHERE id = ?", (id,))).hex()


def _verval(node, id, dari, h=None):
    tiba(node, DESA, "verval", jenis="mutasi", rekam_id=id, hash_dinilai=h or _hash(node, id), putusan="valid",
         oleh="Bu Sri", pada="2026-11-13T02:00:00Z")  # fmt: skip


# ---- the answer


def test_the_village_they_left_is_told_that_the_other_one_took_them_in(kecamatan):
    nilai(kecamatan, pindah(kecamatan))
    diterima(kecamatan, kiriman(kecamatan)[0])
    assert kiriman(kecamatan)[0].letak == "diterima"
    [kabar] = kiriman(kecamatan, "pemberitahuan")
    assert (kabar.wilayah, kabar.lawan_wilayah, kabar.letak) == (DESA, DESA_LAIN, "menunggu")
    assert kabar.rincian["kabar"] == "diterima"
    assert "BUDI dan 1 lainnya sudah dicatat datang di Desa" in kabar.keterangan


def test_the_village_they_left_is_told_why_the_other_one_declined(kecamatan):
    nilai(kecamatan, pindah(kecamatan))
    tanggapan(kecamatan, kiriman(kecamatan)[0])
    assert kiriman(kecamatan)[0].letak == "ditolak"
    [kabar] = kiriman(kecamatan, "pemberitahuan")
    assert kabar.rincian["kabar"] == "ditolak"
    assert kabar.keterangan.endswith("menolak kedatangan BUDI dan 1 lainnya: Orangnya tidak ada.")


def test_an_arrival_that_was_cancelled_waits_again_and_the_news_of_it_is_withdrawn(kecamatan):
    nilai(kecamatan, pindah(kecamatan))
    datang = diterima(kecamatan, kiriman(kecamatan)[0])
    drain_all(kecamatan)
    tiba(kecamatan, DESA_LAIN, "mutasi", datang, **_batal(kecamatan, datang))
    for (row_id,) in kecamatan.engine.run("SELECT id FROM sb_penduduk WHERE wilayah = ?", (DESA_LAIN,)):
        tiba(kecamatan, DESA_LAIN, "penduduk", row_id, True)
    assert kiriman(kecamatan)[0].letak == "menunggu"
    assert [satu.letak for satu in kiriman(kecamatan, "pemberitahuan")] == ["dicabut"]


def test_what_was_taken_in_stays_though_the_move_is_returned_afterwards(kecamatan):
    id = pindah(kecamatan)
    nilai(kecamatan, id)
    diterima(kecamatan, kiriman(kecamatan)[0])
    nilai(kecamatan, id, "perlu_perbaikan")
    assert kiriman(kecamatan)[0].letak == "diterima"


# ---- doubles


def test_people_the_other_village_has_already_are_not_sent_to_it_again(kecamatan):
    id = pindah(kecamatan)
    warga(kecamatan, DESA_LAIN, "RINI", nik=RINI)
    nilai(kecamatan, id)
    assert [orang["nama"] for orang in kiriman(kecamatan)[0].orang] == ["BUDI"]
    warga(kecamatan, DESA_LAIN, "BUDI", nik=BUDI)
    assert [satu.letak for satu in kiriman(kecamatan)] == ["dicabut"]


def datang(node, desa, **isi):
    orang = [warga(node, desa, "BUDI", nik=BUDI)]
    return peristiwa(node, desa, "datang", orang, 1, lawan_wilayah=DESA, **isi)


def test_a_verified_arrival_of_somebody_another_village_still_counts_asks_that_one_for_his_move(kecamatan):
    _, (budi, _) = keluarga(kecamatan)
    id = datang(kecamatan, DESA_LAIN)
    assert kiriman(kecamatan, "pindah") == []
    nilai(kecamatan, id)
    [satu] = kiriman(kecamatan, "pindah")
    assert (satu.wilayah, satu.lawan_wilayah) == (DESA, DESA_LAIN)
    assert [orang["penduduk_id"] for orang in satu.orang] == [budi]
    ubah_warga(kecamatan, budi, status_dasar=3)
    assert [satu.letak for satu in kiriman(kecamatan, "pindah")] == ["dicabut"]


def test_the_move_recorded_for_an_arrival_asks_for_no_second_arrival(kecamatan):
    _, (budi, _) = keluarga(kecamatan)
    nilai(kecamatan, datang(kecamatan, DESA_LAIN))
    [satu] = kiriman(kecamatan, "pindah")
    ubah_warga(kecamatan, budi, status_dasar=3)
    kembali = peristiwa(kecamatan, DESA, "pindah", [budi], masuk_id=satu.id, lawan_wilayah=DESA_LAIN, yang_pindah=3)
    nilai(kecamatan, kembali)
    assert [satu.letak for satu in kiriman(kecamatan, "pindah")] == ["diterima"]
    assert kiriman(kecamatan) == []


def test_a_move_cancelled_after_the_other_village_took_them_in_is_to_be_recorded_again(kecamatan):
    id = pindah(kecamatan)
    nilai(kecamatan, id)
    diterima(kecamatan, kiriman(kecamatan)[0])
    drain_all(kecamatan)
    tiba(kecamatan, DESA, "mutasi", id, **_batal(kecamatan, id))
    for (row_id,) in kecamatan.engine.run("SELECT id FROM sb_penduduk WHERE wilayah = ?", (DESA,)):
        ubah_warga(kecamatan, row_id, status_dasar=1)
    assert kiriman(kecamatan)[0].letak == "diterima"
    [satu] = kiriman(kecamatan, "pindah")
    assert (satu.wilayah, len(satu.orang), satu.letak) == (DESA, 2, "menunggu")


def test_somebody_who_came_back_later_is_not_asked_to_move_out_again(kecamatan):
    budi = warga(kecamatan, DESA, "BUDI", nik=BUDI)
    pergi = datang(kecamatan, DESA_LAIN, tgl_peristiwa="2026-09-01")
    nilai(kecamatan, pergi)
    assert len(kiriman(kecamatan, "pindah")) == 1
    peristiwa(kecamatan, DESA, "datang", [budi], 1, tgl_peristiwa="2026-10-01", lawan_wilayah=DESA_LAIN)
    assert [satu.letak for satu in kiriman(kecamatan, "pindah")] == ["dicabut"]


def test_who_came_back_on_his_own_and_moved_again_waits_only_once(kecamatan):
    id = pindah(kecamatan)
    nilai(kecamatan, id)
    budi = kecamatan.engine.value("SELECT id FROM sb_penduduk WHERE nama = 'BUDI'")
    ubah_warga(kecamatan, budi, status_dasar=1)
    peristiwa(kecamatan, DESA, "kembali", [budi], 1, tgl_peristiwa="2026-11-11")
    assert [orang["nama"] for orang in kiriman(kecamatan)[0].orang] == ["RINI"]
    ubah_warga(kecamatan, budi, status_dasar=3)
    lagi = peristiwa(kecamatan, DESA, "pindah", [budi], lawan_wilayah=DESA_LAIN, tgl_peristiwa="2026-11-12")
    nilai(kecamatan, lagi)
    assert {satu.mutasi_id: [orang["nama"] for orang in satu.orang] for satu in kiriman(kecamatan)} == {
        id: ["RINI"], lagi: ["BUDI"],
    }  # fmt: skip


# ---- warnings


def kode(node, id) -> set[str]:
    drain_all(node)
    return {row[0] for row in node.engine.run("SELECT kode FROM sb_peringatan WHERE id = ?", (id,))}


def test_an_ordinary_event_has_no_warning_and_a_late_one_says_how_late(kecamatan):
    assert kode(kecamatan, pindah(kecamatan, cakupan=2)) == set()
    id = pindah(kecamatan, tgl_peristiwa="2026-01-02", cakupan=2)
    assert kode(kecamatan, id) == {"mutasi_terlambat"}
    assert daftar.satu(kecamatan, id).peringatan == 1


@pytest.mark.parametrize(
    "isi, peringatan",
    [
        ({"tujuan": "35.22.01.2999"}, {"mutasi_tempat_tak_dikenal"}),
        ({"tujuan": None, "cakupan": 2}, {"mutasi_tempat_kosong"}),
        ({"tujuan": DESA_SEBERANG, "cakupan": 2}, {"mutasi_cakupan_keliru"}),
        ({"tujuan": LUAR, "cakupan": 4}, set()),
        ({"tujuan": None, "cakupan": 6}, set()),
    ],
)
def test_a_move_to_a_place_that_does_not_fit_is_warned_of(kecamatan, isi, peringatan):
    assert kode(kecamatan, pindah(kecamatan, **isi)) == peringatan


def test_somebody_alive_in_two_villages_is_warned_of_until_one_of_them_records_the_move(kecamatan):
    budi = warga(kecamatan, DESA, "BUDI", nik=BUDI)
    id = datang(kecamatan, DESA_LAIN)
    assert kode(kecamatan, id) == {"mutasi_hidup_di_dua_desa"}
    assert daftar.satu(kecamatan, id).risiko == 3
    ubah_warga(kecamatan, budi, status_dasar=3)
    assert kode(kecamatan, id) == set()
    assert daftar.satu(kecamatan, id).risiko == 0


def test_a_death_that_another_village_has_told_already_is_warned_of(kecamatan):
    warga(kecamatan, DESA, "BUDI", nik=BUDI, status_dasar=2)
    mati = warga(kecamatan, DESA_LAIN, "BUDI", nik=BUDI, status_dasar=2)
    assert kode(kecamatan, peristiwa(kecamatan, DESA_LAIN, "mati", [mati])) == {"mutasi_sudah_mati"}


def test_a_birth_whose_mother_is_no_resident_is_warned_of(kecamatan):
    kk, _ = keluarga(kecamatan)
    for nama, hasil in (("RINI", set()), ("Rienie", {"mutasi_ibu_bukan_warga"}), (None, set())):
        bayi = warga(kecamatan, DESA, "BAYI", keluarga_id=kk, nama_ibu=nama)
        assert kode(kecamatan, peristiwa(kecamatan, DESA, "lahir", [bayi], 1)) == hasil, nama
