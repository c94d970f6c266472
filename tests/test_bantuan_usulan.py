"""Proposals as offices live them: without a NIK, twice, four eyes, three levels, a full quota, a rule that forbids."""

import json
import random
from datetime import date, timedelta

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import bantuan as kata
from sid_bantuan.domain import usulan as alur
from sid_bantuan.domain.ids import derived_id
from sid_bantuan.modules.bantuan import katalog, usulan, usulan_kini, usulan_langkah, usulan_tanda
from sid_bantuan.modules.bantuan import program as katalog_program
from sid_bantuan.modules.bantuan.layar.usulan_daftar import SAYA, giliran_milik
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.modules.bantuan.tables_usulan import UsulanBantuan
from sid_bantuan.modules.kependudukan import gabung
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.sync.node import Node

from .layar import aplikasi
from .support import bantuan
from .support.di import di
from .support.lampid import kode_salah
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.surat import orang

LOKET, REKAN = orang("operator"), orang("pengelola_data")
SEKRETARIS, KADES = orang("sekretaris"), orang("kepala_desa")
WALI, DINSOS = orang("wali_data", wilayah=DISTRICT), orang("pengelola_program", wilayah=REGENCY)
TAHUN = date.today().year
HARI_INI = date.today()
BLT = [
    {"nama": "Pendataan relawan", "tingkat": "desa", "peran": ["operator", "pengelola_data"], "dokumen": ["KK"]},
    {"nama": "Musyawarah desa", "tingkat": "desa", "peran": ["sekretaris"], "dokumen": ["Berita acara"]},
    {"nama": "Keputusan Kepala Desa", "tingkat": "desa", "peran": ["kepala_desa"],
     "dokumen": ["Keputusan Kepala Desa"], "pemberitahu": "Ketua RT", "hari_memberitahu": 3},
]  # fmt: skip
TIGA = [
    {"nama": "Musyawarah", "tingkat": "desa", "peran": ["kepala_desa"]},
    {"nama": "Verifikasi", "tingkat": "kecamatan", "peran": ["wali_data"], "hari": 5},
    {"nama": "Penetapan", "tingkat": "kabupaten", "peran": ["pengelola_program"]},
]

hanya_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@pytest.fixture
def desa(village):
    """A village with the program BLT for families, three stages of its own."""
    node = Node(village, VILLAGE, CATALOG)
    bantuan.program(node, "BLT", sasaran="keluarga", sifat="temporer", tahap=BLT, singkatan="BLT-DD")
    bantuan.tuntas(node)
    return node


def usulkan(node, nama: str = "BUDI", program: str = "BLT", operator=LOKET, **isi):
    """A resident with a family of his own, proposed."""
    orang_baru = bantuan.warga(node, nama, bantuan.keluarga(node), nik=isi.pop("nik_warga", None))
    bantuan.tuntas(node)
    return usulan.simpan(node, operator, {"program": program, "penduduk_id": orang_baru, "dokumen": ["KK"]} | isi)


def jalan(node, id: str, *langkah):
    """Steps of (operator, step, more), each by who has read the state as it is."""
    for operator, nama, *isi in langkah:
        usulan_langkah.ambil(node, operator, id, nama, **(isi[0] if isi else {}))
    return usulan_kini.posisi(node, id)[0]


SAMPAI_KADES = ((LOKET, "ajukan"), (SEKRETARIS, "setujui", {"dokumen": ["Berita acara"]}))
TETAPKAN = (KADES, "tetapkan", {"nomor_keputusan": "141/7/2026"})


@hanya_sqlite
def test_a_proposal_without_a_nik_and_one_whose_nik_nobody_has_are_two_things(desa):
    bantuan.warga(desa, "ADA", nik="3522010101800001")
    isi = {"program": "BLT", "penduduk_id": "", "alamat": "RT 001 RW 002"}
    semua = [
        usulan.simpan(desa, LOKET, isi | {"nama": nama, "nik": nik})
        for nama, nik in (("TANPA", ""), ("ASING", "3522010101800009"), ("KENAL", "3522010101800001"))
    ]
    keadaan = usulan_tanda.keadaan_nik(semua)
    assert [keadaan[satu.id] for satu in semua] == ["belum_ada", "tidak_ditemukan", "ada"]
    assert len({usulan_tanda.SEBUT_NIK[satu] for satu in keadaan.values()}) == 3
    hilang = usulkan(desa, "DUKCAPIL", nik_warga="3522010101800002")
    desa.engine.run("UPDATE sb_penduduk SET keadaan_nik = 3 WHERE nik = '3522010101800002'")
    assert usulan_tanda.keadaan_nik([hilang])[hilang.id] == "tidak_ditemukan"


@hanya_sqlite
def test_the_subject_is_kept_as_he_was_that_day_and_what_makes_no_sense_is_told_at_once(desa):
    satu = usulkan(desa, "BUDI")
    assert (satu.nama, satu.tahun, satu.tgl_usul, satu.lewat) == ("BUDI", TAHUN, HARI_INI, "desa")
    assert satu.orang_id
    assert satu.keluarga_id
    bantuan.program(desa, "JALAN", sasaran="bukan_orang")
    lepas = bantuan.warga(desa, "LEPAS")
    for isi, kode in (
        ({"program": "TIADA"}, "usulan_program_tidak_ada"),
        ({"program": "JALAN"}, "usulan_bukan_perorangan"),
        ({"program": "BLT", "penduduk_id": lepas}, "usulan_tanpa_keluarga"),
        ({"program": "BLT", "penduduk_id": "", "nama": "X", "nik": "123"}, "nik_bukan_16_angka"),
        ({"program": "BLT", "penduduk_id": ""}, "wajib_diisi"),
        ({"program": "BLT", "nama": "X", "tahun": TAHUN + 2}, "usulan_tahun_salah"),
    ):
        with pytest.raises(DataDitolak) as salah:
            usulan.simpan(desa, LOKET, isi)
        assert kode in kode_salah(salah), isi


@hanya_sqlite
def test_whose_place_and_whose_component_it_is_are_people_of_this_village_and_a_place_is_given_on_once(desa):
    bantuan.program(desa, "PKH", sasaran="keluarga", komponen=[{"kode": "hamil", "nama": "Ibu hamil"}])
    lama = bantuan.penerima(desa, "BLT", None, "AGUS")
    asing = {"komponen": [{"kode": "hamil", "orang_id": "f" * 32}], "program": "PKH"}
    for isi, kode in (
        ({"menggantikan_id": lama}, "usulan_bukan_pengganti"),
        ({"menggantikan_id": "f" * 32}, "usulan_bukan_pengganti"),
        (asing, "bukan_penduduk_desa"),
    ):
        with pytest.raises(DataDitolak) as salah:
            usulkan(desa, **isi)
        assert kode_salah(salah) == {kode}
    desa.engine.run("UPDATE sb_penerima SET keadaan = 'nonaktif', alasan = 'mampu' WHERE id = ?", (lama,))
    for nama in ("SATU", "DUA"):
        satu = usulkan(desa, nama, menggantikan_id=lama)
        jalan(desa, satu.id, *SAMPAI_KADES, TETAPKAN)
    ganti = {satu.nama: satu.menggantikan_id for satu in Penerima.select().where(Penerima.nama != "AGUS")}
    assert ganti == {"SATU": lama, "DUA": None}


@hanya_sqlite
def test_a_second_proposal_of_the_same_family_program_and_year_is_told_and_not_forbidden(desa):
    satu = usulkan(desa)
    istri = bantuan.warga(desa, "SITI", satu.keluarga_id)
    lagi = usulan.simpan(desa, LOKET, {"program": "BLT", "penduduk_id": istri})
    assert [(lain.id, keadaan) for lain, keadaan in usulan_tanda.ganda(desa, lagi)] == [(satu.id, kata.DRAF)]
    jalan(desa, satu.id, (LOKET, "cabut", {"alasan": "salah_usul"}))
    assert usulan_tanda.ganda(desa, lagi) == []
    depan = usulan.simpan(desa, LOKET, {"program": "BLT", "penduduk_id": istri, "tahun": TAHUN + 1})
    assert usulan_tanda.ganda(desa, depan) == []


def test_the_village_determines_and_who_gets_a_place_is_a_recipient_in_the_same_breath(desa):
    bantuan.kuota(desa, "BLT", 1, tahun=TAHUN)
    bantuan.tuntas(desa)
    satu, dua = usulkan(desa, "BUDI"), usulkan(desa, "SITI")
    assert jalan(desa, satu.id, *SAMPAI_KADES, TETAPKAN).keadaan == kata.DITETAPKAN
    ada = Penerima.get_by_id(derived_id("penerima", satu.id))
    assert (ada.usulan_id, ada.nomor_sk, ada.sampai) == (satu.id, "141/7/2026", date(TAHUN, 12, 31))
    di_ini = jalan(desa, dua.id, *SAMPAI_KADES, TETAPKAN)
    assert (di_ini.keadaan, di_ini.terakhir.alasan) == (kata.DAFTAR_TUNGGU, alur.KUOTA_PENUH)
    with pytest.raises(DataDitolak) as salah:
        jalan(desa, dua.id, TETAPKAN)
    assert kode_salah(salah) == {"usulan_masih_penuh"}
    desa.engine.run("UPDATE sb_penerima SET keadaan = 'nonaktif', alasan = 'mampu' WHERE id = ?", (ada.id,))
    bantuan.tuntas(desa)
    assert jalan(desa, dua.id, TETAPKAN).keadaan == kata.DITETAPKAN
    assert Penerima.select().count() == 2


@hanya_sqlite
def test_who_gets_what_excludes_it_is_not_determined_but_refused_with_the_rules_own_words(desa):
    bantuan.program(desa, "PKH", sasaran="keluarga")
    syarat = {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}
    bantuan.aturan(desa, "BLT", syarat, alasan="Keluarga ini sudah menerima PKH.")
    satu = usulkan(desa)
    bantuan.penerima(desa, "PKH", satu.orang_id, keluarga_id=satu.keluarga_id)
    bantuan.tuntas(desa)
    with pytest.raises(DataDitolak) as salah:
        jalan(desa, satu.id, *SAMPAI_KADES, TETAPKAN)
    assert kode_salah(salah) == {"usulan_ditolak_aturan"}
    assert "sudah menerima PKH" in salah.value.kesalahan[0].saran
    akhir = jalan(desa, satu.id, (KADES, "tolak", {"alasan": "bantuan_lain", "catatan": "Sudah PKH"}))
    assert akhir.keadaan == kata.DITOLAK
    ini = desa.engine.one("SELECT pemberitahu, catatan FROM sb_usulan_langkah WHERE id = ?", (akhir.terakhir.id,))
    assert tuple(ini) == ("Ketua RT", "Sudah PKH")
    kini = usulan_kini.baca(desa, [satu.id])[satu.id]
    assert (kini.diberi_tahu, kini.alasan) == (False, "bantuan_lain")
    assert kini.batas, "somebody must tell him by a day"
    jalan(desa, satu.id, (LOKET, "beritahukan", {"diberitahukan_pada": HARI_INI, "pemberitahu": "Pak RT 3"}))
    kini = usulan_kini.baca(desa, [satu.id])[satu.id]
    assert (kini.diberi_tahu, kini.batas) == (True, None)


@hanya_sqlite
def test_each_stage_is_taken_by_its_role_with_its_documents_and_a_reason_where_it_stops(desa):
    satu = usulkan(desa, dokumen=[])
    for operator, langkah, isi, kode in (
        (LOKET, "ajukan", {}, "usulan_dokumen_kurang"),
        (KADES, "ajukan", {}, "usulan_bukan_giliran"),
        (KADES, "setujui", {}, "usulan_bukan_giliran"),
        (LOKET, "ajukan", {"tanda": "lain"}, "usulan_berubah"),
    ):
        with pytest.raises(DataDitolak) as salah:
            jalan(desa, satu.id, (operator, langkah, isi))
        assert kode in kode_salah(salah), (langkah, kode)
    jalan(desa, satu.id, (LOKET, "ajukan", {"dokumen": ["KK"]}))
    assert usulan.dokumen(usulan.ambil(desa, satu.id)) == ["KK"]
    for operator, langkah, isi, kode in (
        (KADES, "setujui", {}, "usulan_bukan_wewenang"),
        (SEKRETARIS, "setujui", {}, "usulan_dokumen_kurang"),
        (SEKRETARIS, "tolak", {}, "wajib_diisi"),
        (SEKRETARIS, "tolak", {"alasan": "lainnya"}, "usulan_alasan_lainnya"),
        (SEKRETARIS, "tetapkan", {}, "usulan_bukan_giliran"),
    ):
        with pytest.raises(DataDitolak) as salah:
            jalan(desa, satu.id, (operator, langkah, isi))
        assert kode in kode_salah(salah), (langkah, kode)
    di_ini = jalan(desa, satu.id, (SEKRETARIS, "kembalikan", {"alasan": "data_kurang"}))
    assert di_ini.keadaan == kata.DIKEMBALIKAN


@hanya_sqlite
def test_nobody_judges_what_he_entered_himself_where_four_eyes_are_asked(desa):
    tahap = [{"nama": "Verifikasi", "tingkat": "desa", "peran": ["operator", "pengelola_data"]}, TIGA[1]]
    bantuan.program(desa, "RTLH", tahap=[TIGA[0] | {"peran": []}, *tahap], empat_mata=1)
    satu = usulkan(desa, program="RTLH")
    jalan(desa, satu.id, (LOKET, "ajukan"))
    with pytest.raises(DataDitolak) as salah:
        jalan(desa, satu.id, (LOKET, "setujui"))
    assert kode_salah(salah) == {"usulan_empat_mata"}
    assert jalan(desa, satu.id, (REKAN, "setujui")).keadaan == kata.DIVERIFIKASI


def test_saying_that_a_document_is_there_is_no_change_of_what_is_judged(desa):
    tahap = [TIGA[0] | {"dokumen": ["Berita acara"]}, TIGA[1]]
    bantuan.program(desa, "RTLH", tahap=tahap, empat_mata=1)
    satu = usulkan(desa, program="RTLH")
    jalan(desa, satu.id, (LOKET, "ajukan"))
    usulan_langkah.ambil(desa, KADES, satu.id, "setujui", dokumen=["Berita acara"])
    assert usulan_kini.posisi(desa, satu.id)[0].keadaan == kata.DIVERIFIKASI


@hanya_sqlite
def test_a_change_is_never_written_over_unseen_and_ends_with_the_decision(desa):
    satu = usulkan(desa)
    versi = desa.engine.value("SELECT rev FROM sb_row WHERE id = ?", (satu.id,))
    usulan.simpan(desa, LOKET, {"alasan": "Rumah roboh"}, satu.id, versi)
    with pytest.raises(SudahBerubah):
        usulan.simpan(desa, REKAN, {"alasan": "Sakit menahun"}, satu.id, versi)
    assert jalan(desa, satu.id, *SAMPAI_KADES).keadaan == kata.DIVERIFIKASI
    usulan.simpan(desa, LOKET, {"alasan": "Sakit menahun"}, satu.id)
    assert usulan_kini.posisi(desa, satu.id)[0].keadaan == kata.DRAF
    jalan(desa, satu.id, *SAMPAI_KADES, (KADES, "tolak", {"alasan": "mampu"}))
    with pytest.raises(DataDitolak) as salah:
        usulan.simpan(desa, LOKET, {"alasan": "Lagi"}, satu.id)
    assert kode_salah(salah) == {"usulan_selesai"}


# ---- three levels


@pytest.fixture
def tiga(open_node):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        bantuan.program(node, "BPNTD", penetap="kabupaten", tahap=TIGA, singkatan="BPNTD")
        bantuan.kuota(node, "BPNTD", 1, VILLAGE, tahun=TAHUN)
    road.settle()
    return road


def keadaan(road, id: str) -> list:
    """The state at each level, from above."""
    return [usulan_kini.baca(road[code], [id])[id] for code in (REGENCY, DISTRICT, VILLAGE)]


def di_atas(road, code: str, id: str, *langkah):
    with di(road[code]) as node:
        jalan(node, id, *langkah)
    road.settle()


def test_who_is_determined_above_is_enrolled_by_his_village_once_or_waits_and_everybody_knows(tiga):
    semua = []
    with di(tiga[VILLAGE]) as node:
        for nama in ("BUDI", "SITI"):
            satu = usulkan(node, nama, "BPNTD", dokumen=[])
            jalan(node, satu.id, (LOKET, "ajukan"), (KADES, "setujui"))
            semua.append(satu.id)
    tiga.settle()
    assert {satu.giliran for satu in keadaan(tiga, semua[0])} == {"kecamatan"}
    assert len({satu.batas for satu in keadaan(tiga, semua[0])}) == 1
    for id in semua:
        di_atas(tiga, DISTRICT, id, (WALI, "setujui"))
        di_atas(tiga, REGENCY, id, (DINSOS, "tetapkan", {"nomor_keputusan": "188/45/KEP"}))
    tiga.settle()
    assert [[satu.keadaan for satu in keadaan(tiga, id)] for id in semua] == [
        [kata.DITETAPKAN] * 3, [kata.DAFTAR_TUNGGU] * 3,
    ]  # fmt: skip
    with di(tiga[VILLAGE]):
        ada = list(Penerima.select())
    assert [(satu.usulan_id, satu.nomor_sk, satu.oleh) for satu in ada] == [
        (semua[0], "188/45/KEP", "Diterapkan otomatis")
    ]
    assert tiga.unequal() == []


@hanya_sqlite
def test_who_died_since_the_last_step_goes_no_further_at_any_level(tiga):
    with di(tiga[VILLAGE]) as node:
        satu = usulkan(node, "BUDI", "BPNTD", dokumen=[])
        jalan(node, satu.id, (LOKET, "ajukan"), (KADES, "setujui"))
        node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE orang_id = ?", (satu.orang_id,))
    tiga.settle()
    with di(tiga[DISTRICT]) as node:
        with pytest.raises(DataDitolak) as salah:
            jalan(node, satu.id, (WALI, "setujui"))
        assert kode_salah(salah) == {"usulan_orang_tiada"}
        assert "BUDI meninggal menurut catatan kependudukan" in str(salah.value)
        assert jalan(node, satu.id, (WALI, "tolak", {"alasan": "meninggal"})).keadaan == kata.DITOLAK


@hanya_sqlite
def test_a_proposal_is_withdrawn_with_a_reason_wherever_it_stands_until_it_is_determined(tiga):
    cabut = (LOKET, "cabut", {"alasan": "mengundurkan_diri"})
    with di(tiga[VILLAGE]) as node:
        semua = [usulkan(node, nama, "BPNTD", dokumen=[]).id for nama in ("BUDI", "SITI", "ANI", "JOKO")]
        for id in semua[1:]:
            jalan(node, id, (LOKET, "ajukan"), (KADES, "setujui"))
        with pytest.raises(DataDitolak) as salah:
            jalan(node, semua[0], (LOKET, "cabut"))
        assert kode_salah(salah) == {"wajib_diisi"}
    tiga.settle()
    for id in semua[2:]:
        di_atas(tiga, DISTRICT, id, (WALI, "setujui"))
        di_atas(tiga, REGENCY, id, (DINSOS, "tetapkan", {"nomor_keputusan": "188/45/KEP"}))
    tiga.settle()
    assert [keadaan(tiga, id)[0].keadaan for id in semua[1:]] == [
        kata.DIVERIFIKASI,
        kata.DITETAPKAN,
        kata.DAFTAR_TUNGGU,
    ]
    with di(tiga[VILLAGE]) as node:
        for id in (semua[0], semua[1], semua[3]):
            assert jalan(node, id, cabut).keadaan == kata.DICABUT
        with pytest.raises(DataDitolak) as salah:
            jalan(node, semua[2], cabut)
        assert kode_salah(salah) == {"usulan_bukan_giliran"}
    tiga.settle()
    assert [satu.keadaan for satu in keadaan(tiga, semua[1])] == [kata.DICABUT] * 3
    with di(tiga[DISTRICT]) as node:
        assert usulan_langkah.menunggu(node, WALI, DISTRICT) == []
    assert tiga.unequal() == []


@hanya_sqlite
def test_what_the_village_edits_takes_the_steps_above_back_at_every_level(tiga):
    with di(tiga[VILLAGE]) as node:
        id = usulkan(node, "BUDI", "BPNTD").id
        jalan(node, id, (LOKET, "ajukan"), (KADES, "setujui"))
    tiga.settle()
    with di(tiga[VILLAGE]) as node:
        usulan.simpan(node, LOKET, {"alasan": "Sakit menahun"}, id)
    di_atas(tiga, DISTRICT, id, (WALI, "setujui"))
    assert [satu.keadaan for satu in keadaan(tiga, id)] == [kata.DRAF] * 3, "he approved what is no more"
    with di(tiga[DISTRICT]) as node, pytest.raises(DataDitolak):
        jalan(node, id, (WALI, "setujui"))
    with di(tiga[DISTRICT]) as node, pytest.raises(DataDitolak) as salah:
        usulan.simpan(node, WALI, {"alasan": "Dari atas"}, id)
    assert kode_salah(salah) == {"usulan_milik_atas"}


@hanya_sqlite
def test_a_document_that_only_the_office_above_has_is_named_by_its_step(tiga):
    with di(tiga[REGENCY]) as node:
        tahap = [TIGA[0], TIGA[1] | {"dokumen": ["Hasil peninjauan"]}, TIGA[2]]
        bantuan.program(node, "RTLH", penetap="kabupaten", tahap=tahap)
    tiga.settle()
    with di(tiga[VILLAGE]) as node:
        id = usulkan(node, "BUDI", "RTLH", dokumen=[]).id
        jalan(node, id, (LOKET, "ajukan"), (KADES, "setujui"))
    tiga.settle()
    with di(tiga[DISTRICT]) as node:
        with pytest.raises(DataDitolak) as salah:
            jalan(node, id, (WALI, "setujui"))
        assert kode_salah(salah) == {"usulan_dokumen_kurang"}
        akhir = jalan(node, id, (WALI, "setujui", {"dokumen": ["Hasil peninjauan"], "catatan": "Rumah roboh"}))
        catatan = node.engine.value("SELECT catatan FROM sb_usulan_langkah WHERE id = ?", (akhir.terakhir.id,))
    assert catatan == "Dokumen ada: Hasil peninjauan; Rumah roboh"


@hanya_sqlite
def test_steps_that_arrive_in_any_order_end_in_the_state_their_authors_see(tiga):
    with di(tiga[VILLAGE]) as node:
        id = usulkan(node, "BUDI", "BPNTD").id
        jalan(
            node,
            id,
            (LOKET, "ajukan"),
            (KADES, "kembalikan", {"alasan": "data_kurang"}),
            (LOKET, "ajukan"),
            (KADES, "setujui"),
        )
    tiga.settle()
    di_atas(tiga, DISTRICT, id, (WALI, "setujui"))
    di_atas(tiga, REGENCY, id, (DINSOS, "tolak", {"alasan": "mampu"}))
    atas = tiga[REGENCY]
    akhir = usulan_kini.baca(atas, [id])[id]
    kolom = ("id", "node", "wilayah", "usulan_id", "tahap", "langkah", "dinilai", "alasan", "oleh", "pada")
    semua = atas.engine.run(f"SELECT {', '.join(kolom)} FROM sb_usulan_langkah WHERE usulan_id = ?", (id,))
    assert len(semua) == 6
    acak = random.Random(7)
    with di(atas), atas.engine.transaction(), atas.engine.applying():
        for _ in range(8):
            atas.engine.run("DELETE FROM sb_usulan_langkah WHERE usulan_id = ?", (id,))
            acak.shuffle(semua)
            for satu in semua:
                atas.engine.upsert("sb_usulan_langkah", kolom, "id", [satu])
                usulan_kini.derive(atas, "usulan_langkah", [satu[0]])
            assert usulan_kini.baca(atas, [id])[id] == akhir
    assert akhir == usulan_kini.baca(tiga[VILLAGE], [id])[id]


@hanya_sqlite
def test_what_an_office_above_wrote_by_a_dead_clock_or_half_breaks_nothing(tiga):
    with di(tiga[VILLAGE]) as node:
        id = usulkan(node, "BUDI", "BPNTD", dokumen=[]).id
        jalan(node, id, (LOKET, "ajukan"), (KADES, "setujui"))
    tiga.settle()
    di_atas(tiga, DISTRICT, id, (WALI, "setujui"))
    with di(tiga[REGENCY]) as node:
        jalan(node, id, (DINSOS, "tetapkan"))
        node.engine.run("UPDATE sb_usulan_langkah SET pada = 'entah kapan' WHERE node = ?", (REGENCY,))
    tiga.settle()
    with di(tiga[VILLAGE]):
        assert Penerima.get(Penerima.usulan_id == id).mulai == HARI_INI
    for pada in ("9999-12-31T00:00:00Z", "1970-01-01T00:00:00Z", ""):
        assert usulan_kini.hari_dari(pada) is None
    assert [usulan_kini.hari_dari(saat) for saat in ("", "kemarin", "0001-01-01T00:00:00Z")] == [None] * 3
    aneh = UsulanBantuan(dokumen="{", komponen='[1, {"kode": "hamil"}]')
    assert (usulan.dokumen(aneh), usulan.komponen(aneh)) == ([], [{"kode": "hamil"}])


@hanya_sqlite
def test_who_was_merged_into_another_between_two_steps_is_enrolled_as_that_other(desa):
    satu, tetap = usulkan(desa), bantuan.warga(desa, "BUDI SANTOSO", bantuan.keluarga(desa))
    jalan(desa, satu.id, *SAMPAI_KADES)
    gabung.gabungkan(desa, LOKET, tetap, Penduduk.get(Penduduk.nama == "BUDI").id, {}, "Tercatat ganda")
    bantuan.tuntas(desa)
    assert jalan(desa, satu.id, TETAPKAN).keadaan == kata.DITETAPKAN
    assert Penerima.get().orang_id == tetap


@hanya_sqlite
def test_while_a_program_is_closed_nobody_is_determined_and_its_proposals_wait(desa):
    satu = usulkan(desa)
    jalan(desa, satu.id, *SAMPAI_KADES)
    katalog.aktifkan(desa, SEKRETARIS, "BLT", False)
    with pytest.raises(DataDitolak) as salah:
        jalan(desa, satu.id, TETAPKAN)
    assert kode_salah(salah) == {"usulan_program_ditutup"}
    katalog.aktifkan(desa, SEKRETARIS, "BLT", True)
    assert jalan(desa, satu.id, TETAPKAN).keadaan == kata.DITETAPKAN


def ubah_tahap(node, tahap) -> None:
    semua = [{"instansi": "", "pemberitahu": "", "dokumen": []} | satu for satu in tahap]
    katalog.simpan(node, orang("pengelola_data"), {"tahap": semua}, "BLT")


def test_stages_that_change_leave_a_proposal_that_is_under_way_its_own(desa):
    lama = usulkan(desa)
    jalan(desa, lama.id, (LOKET, "ajukan"))
    baru = [*BLT, {"nama": "Penetapan", "tingkat": "kabupaten", "peran": ["pengelola_program"], "dokumen": []}]
    ubah_tahap(desa, baru)
    bantuan.tuntas(desa)
    assert len(usulan_kini.posisi(desa, lama.id)[1]) == 3
    program = katalog_program.satu(desa, "BLT")
    assert [len(program.tahap_pada(HARI_INI + timedelta(hari))) for hari in (-1, 0, 1)] == [3, 3, 4]
    ubah_tahap(desa, BLT[:1])
    assert [len(katalog_program.satu(desa, "BLT").tahap_pada(HARI_INI + timedelta(hari))) for hari in (0, 1)] == [3, 1]


def test_stages_nobody_was_proposed_by_yet_are_simply_replaced(desa):
    ubah_tahap(desa, BLT[:1])
    assert len(katalog_program.satu(desa, "BLT").tahap_pada(HARI_INI)) == 1


def test_a_proposal_waits_for_the_role_of_its_own_stages_and_not_for_that_of_todays(desa):
    lama, baru = usulkan(desa, "LAMA"), usulkan(desa, "BARU")
    UsulanBantuan.update(tgl_usul=HARI_INI - timedelta(40)).where(UsulanBantuan.id == lama.id).execute()
    tahap = {"kini": [BLT[0], BLT[2]], "dahulu": [{"sampai": (HARI_INI - timedelta(9)).isoformat(), "tahap": BLT}]}
    desa.engine.run("UPDATE sb_program SET tahap = ? WHERE kode = 'BLT'", (json.dumps(tahap),))
    bantuan.tuntas(desa)
    for satu in (lama, baru):
        jalan(desa, satu.id, (LOKET, "ajukan"))
    for operator, nama in ((SEKRETARIS, "LAMA"), (KADES, "BARU")):
        antre = usulan_langkah.menunggu(desa, operator, VILLAGE)
        assert [UsulanBantuan.get_by_id(id).nama for id, *_ in antre] == [nama]
        with aplikasi(desa.engine, operator).test_request_context():
            assert [satu.nama for satu in UsulanBantuan.select().where(giliran_milik(SAYA))] == [nama]
