"""Recipients: their states with reasons, the places they hold, who comes in their stead."""

from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import kuota as tempat
from sid_bantuan.modules.bantuan import pendaftaran, penerima, penerima_catat, penerima_orang
from sid_bantuan.modules.bantuan.pendaftaran import DITOLAK, PENUH, TERDAFTAR, Pendaftaran
from sid_bantuan.modules.bantuan.tables import Penerima, PenerimaLangkah
from sid_bantuan.modules.kependudukan import rekam
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.sync.node import Node

from .support.bantuan import aturan, keluarga, kuota, operator, program, tuntas, warga

DESA = "35.22.01.2001"
TAHUN = date.today().year
AWAL = date(TAHUN, 1, 1)


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def daftar(node, kode: str, orang: str, **isi):
    return pendaftaran.daftarkan(node, operator(node), Pendaftaran(kode, orang, AWAL, **isi))


def ubah(node, id: str, keadaan: str, alasan=None, catatan="", versi=0):
    return penerima.ubah_keadaan(node, operator(node), id, versi or rekam.versi(node, id), keadaan, alasan, catatan)


def kode_salah(info) -> list[str]:
    return [satu.kode for satu in info.value.kesalahan]


def test_of_176_with_2_refused_174_stay_and_2_are_replaced_both_seen(desa):
    program(desa, "BLT-DD")
    kuota(desa, "BLT-DD", 176, tahun=TAHUN)
    orang = [warga(desa, f"WARGA {nomor}") for nomor in range(178)]
    tuntas(desa)
    with desa.engine.transaction():
        ids = [daftar(desa, "BLT-DD", satu).penerima.id for satu in orang[:176]]
    tuntas(desa)
    assert daftar(desa, "BLT-DD", orang[176]).hasil == PENUH
    ubah(desa, ids[0], "tidak_layak", "mampu")
    ubah(desa, ids[1], "nonaktif", "mengundurkan_diri")
    ganti = [
        penerima.gantikan(desa, operator(desa), lama, Pendaftaran("BLT-DD", baru, AWAL)).penerima
        for lama, baru in zip(ids[:2], orang[176:], strict=True)
    ]
    tuntas(desa)
    aktif = Penerima.select().where(Penerima.keadaan == "aktif")
    assert aktif.count() == 176
    assert aktif.where(Penerima.menggantikan_id.is_null()).count() == 174
    assert {satu.menggantikan_id for satu in ganti} == set(ids[:2])
    assert Penerima.select().count() == 178, "who was refused is still seen, with why"
    assert penerima.pengganti(ids[0]).nama == "WARGA 176"
    assert tempat.sisa(desa, "BLT-DD", DESA, TAHUN) == 0
    with pytest.raises(DataDitolak) as salah:
        penerima.gantikan(desa, operator(desa), ids[0], Pendaftaran("BLT-DD", orang[0], AWAL))
    assert kode_salah(salah) == ["penerima_sudah_diganti"]


def test_a_place_is_free_at_once_and_who_comes_back_must_find_one(desa):
    program(desa, "SEMBAKO")
    kuota(desa, "SEMBAKO", 1, tahun=TAHUN)
    tini, tono = warga(desa, "TINI"), warga(desa, "TONO")
    tuntas(desa)
    lama = daftar(desa, "SEMBAKO", tini).penerima
    ubah(desa, lama.id, "nonaktif", "mampu")
    assert daftar(desa, "SEMBAKO", tono).hasil == TERDAFTAR
    with pytest.raises(DataDitolak) as salah:
        ubah(desa, lama.id, "aktif")
    assert kode_salah(salah) == ["penerima_penuh"]
    assert Penerima.get_by_id(lama.id).keadaan == "nonaktif"
    kuota(desa, "SEMBAKO", 2, tahun=TAHUN)
    tuntas(desa)
    ubah(desa, lama.id, "aktif")
    assert tempat.sisa(desa, "SEMBAKO", DESA, TAHUN) == 0


def test_a_suspended_one_keeps_his_place(desa):
    program(desa, "SEMBAKO")
    kuota(desa, "SEMBAKO", 1, tahun=TAHUN)
    tini, tono = warga(desa, "TINI"), warga(desa, "TONO")
    tuntas(desa)
    id = daftar(desa, "SEMBAKO", tini).penerima.id
    ubah(desa, id, "ditangguhkan", "tidak_ditemukan")
    assert daftar(desa, "SEMBAKO", tono).hasil == PENUH
    with pytest.raises(DataDitolak) as salah:
        penerima.gantikan(desa, operator(desa), id, Pendaftaran("SEMBAKO", tono, AWAL))
    assert kode_salah(salah) == ["penerima_masih_menempati"]
    ubah(desa, id, "aktif")
    assert tempat.sisa(desa, "SEMBAKO", DESA, TAHUN) == 0


def test_each_change_says_why_and_leaves_a_step_with_the_first_state_kept(desa):
    program(desa, "SEMBAKO")
    id = daftar(desa, "SEMBAKO", warga(desa, "TINI", nik="3522014105800001"), catatan="Hasil musdes").penerima.id
    for keadaan, alasan, catatan, kode in (
        ("nonaktif", None, "", "penerima_perlu_alasan"),
        ("nonaktif", "lainnya", " ", "penerima_perlu_catatan"),
        ("hilang", "mampu", "", "penerima_keadaan_salah"),
        ("nonaktif", "lainnya", "x" * 251, "penerima_catatan_panjang"),
    ):
        with pytest.raises(DataDitolak) as salah:
            ubah(desa, id, keadaan, alasan, catatan)
        assert kode_salah(salah) == [kode]
    ubah(desa, id, "aktif")
    assert penerima_catat.langkah(id) == [], "what changes nothing leaves nothing"
    ubah(desa, id, "ditangguhkan", "lainnya", "Sedang  merantau")
    ubah(desa, id, "nonaktif", "pindah")
    assert [(satu.keadaan, satu.alasan, satu.catatan, satu.nik) for satu in penerima_catat.langkah(id)] == [
        ("aktif", None, "Hasil musdes", "3522014105800001"),
        ("ditangguhkan", "lainnya", "Sedang merantau", "3522014105800001"),
        ("nonaktif", "pindah", None, "3522014105800001"),
    ]


def test_the_last_change_is_undone_and_that_too_is_a_step(desa):
    program(desa, "SEMBAKO")
    kuota(desa, "SEMBAKO", 1, tahun=TAHUN)
    tini, tono = warga(desa, "TINI"), warga(desa, "TONO")
    tuntas(desa)
    satu = daftar(desa, "SEMBAKO", tini).penerima
    assert penerima.keadaan_sebelum(satu) is None
    with pytest.raises(DataDitolak):
        penerima.urungkan(desa, operator(desa), satu.id, rekam.versi(desa, satu.id))
    ubah(desa, satu.id, "tidak_layak", "mampu")
    penerima.urungkan(desa, operator(desa), satu.id, rekam.versi(desa, satu.id))
    assert [step.keadaan for step in penerima_catat.langkah(satu.id)] == ["aktif", "tidak_layak", "aktif"]
    ubah(desa, satu.id, "tidak_layak", "mampu")
    daftar(desa, "SEMBAKO", tono)
    with pytest.raises(DataDitolak) as salah:
        penerima.urungkan(desa, operator(desa), satu.id, rekam.versi(desa, satu.id))
    assert kode_salah(salah) == ["penerima_penuh"], "undone or not, there must be a place"


def urung(node, id: str):
    return penerima.urungkan(node, operator(node), id, rekam.versi(node, id))


def test_undoing_goes_back_step_by_step_and_never_to_what_was_undone(desa):
    program(desa, "SEMBAKO")
    id = daftar(desa, "SEMBAKO", warga(desa, "TINI"), catatan="Hasil musdes").penerima.id
    ubah(desa, id, "ditangguhkan", "tidak_ditemukan", "Rumah kosong")
    ubah(desa, id, "ditangguhkan", "tidak_ditemukan", "Rumah kosong sejak Mei")
    ubah(desa, id, "nonaktif", "pindah")
    for keadaan in (
        ("ditangguhkan", "tidak_ditemukan", "Rumah kosong sejak Mei"),
        ("ditangguhkan", "tidak_ditemukan", "Rumah kosong"),
        ("aktif", None, "Hasil musdes"),
    ):
        satu = urung(desa, id)
        assert (satu.keadaan, satu.alasan, satu.catatan) == keadaan
    with pytest.raises(DataDitolak) as salah:
        urung(desa, id)
    assert kode_salah(salah) == ["penerima_tanpa_perubahan"]
    semua = penerima_catat.langkah(id)
    assert [satu.keadaan for satu in semua] == [
        "aktif",
        *["ditangguhkan"] * 2,
        "nonaktif",
        *["ditangguhkan"] * 2,
        "aktif",
    ]
    ubah(desa, id, "nonaktif", "pindah")
    assert penerima.keadaan_sebelum(Penerima.get_by_id(id)).keadaan == "aktif"


def test_nobody_writes_over_what_a_colleague_changed_meanwhile(desa):
    program(desa, "SEMBAKO")
    id = daftar(desa, "SEMBAKO", warga(desa, "TINI")).penerima.id
    versi = rekam.versi(desa, id)
    penerima.ubah_berkas(desa, operator(desa), id, versi, {"posisi_berkas": "Kecamatan"})
    with pytest.raises(SudahBerubah):
        ubah(desa, id, "nonaktif", "mampu", versi=versi)
    with pytest.raises(SudahBerubah):
        penerima.ubah_berkas(desa, operator(desa), id, versi, {"posisi_berkas": "Dinas Sosial"})
    penerima.ubah_berkas(desa, operator(desa), id, versi, {"posisi_berkas": "Kecamatan"})
    assert PenerimaLangkah.select().count() == 0, "where his papers are changes nobody's right"


def test_who_receives_something_else_meanwhile_is_not_let_in_again(desa):
    program(desa, "BST", sifat="temporer")
    program(desa, "PKH", sasaran="keluarga")
    aturan(
        desa, "BST", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Penerima PKH tidak menerima BST"
    )
    kk = keluarga(desa)
    tini = warga(desa, "TINI", kk)
    tuntas(desa)
    id = daftar(desa, "BST", tini).penerima.id
    ubah(desa, id, "nonaktif", "lainnya", "Salah catat")
    daftar(desa, "PKH", tini)
    tuntas(desa)
    with pytest.raises(DataDitolak) as salah:
        ubah(desa, id, "aktif")
    assert kode_salah(salah) == ["penerima_ditolak_aturan"]
    assert "Penerima PKH tidak menerima BST" in str(salah.value)


def test_reguler_refuses_temporer_except_what_is_listed(desa):
    program(desa, "PKH", sasaran="keluarga")
    program(desa, "BST", sifat="temporer")
    program(desa, "SANTUNAN", sifat="temporer", karena_kematian=1)
    for kode in ("BST", "SANTUNAN"):
        kecuali = ["PKH"] if kode == "SANTUNAN" else []
        aturan(
            desa,
            kode,
            {"menerima": {"program": ["@reguler"], "kecuali": kecuali, "siapa": "keluarga"}},
            alasan="Sudah menerima reguler",
        )
    kk = keluarga(desa)
    tini = warga(desa, "TINI", kk)
    daftar(desa, "PKH", tini)
    tuntas(desa)
    ditolak = daftar(desa, "BST", tini)
    assert ditolak.hasil == DITOLAK
    assert [satu.program for satu in ditolak.jawaban.bukti] == ["PKH"]
    assert daftar(desa, "SANTUNAN", tini).hasil == TERDAFTAR


def test_the_pregnancy_package_is_refused_by_pkhs_pregnancy_component_but_not_by_the_familys_food(desa):
    program(
        desa, "PKH", sasaran="keluarga", komponen=[{"kode": "hamil", "nama": "Ibu hamil"}, {"kode": "sd", "nama": "SD"}]
    )
    program(desa, "SEMBAKO", sasaran="keluarga")
    program(desa, "BUMIL", sifat="temporer")
    syarat = {"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang"}}
    aturan(desa, "BUMIL", syarat, alasan="Sudah menerima komponen ibu hamil PKH")
    kk, lain = keluarga(desa), keluarga(desa)
    ibu, anak = warga(desa, "IBU", kk, jenis_kelamin=2, hamil=1), warga(desa, "ANAK", kk)
    tetangga = warga(desa, "TETANGGA", lain, jenis_kelamin=2, hamil=1)
    daftar(desa, "PKH", ibu, komponen=({"kode": "hamil", "orang_id": ibu}, {"kode": "sd", "orang_id": anak}))
    daftar(desa, "SEMBAKO", tetangga)
    tuntas(desa)
    assert daftar(desa, "BUMIL", ibu).hasil == DITOLAK
    assert daftar(desa, "BUMIL", tetangga).hasil == TERDAFTAR


def test_of_the_deceased_still_listed_all_is_seen_and_the_family_says_who_looks_after_it_now(desa):
    program(desa, "PKH", sasaran="keluarga")
    kk = keluarga(desa, "3522011505150001")
    bapak, ibu = warga(desa, "BAPAK", kk, nik="3522014105800001"), warga(desa, "IBU", kk, nik="3522014105800041")
    id = daftar(desa, "PKH", bapak).penerima.id
    tuntas(desa)
    desa.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (bapak,))
    tuntas(desa)
    satu = Penerima.get_by_id(id)
    assert satu.keadaan == "aktif"
    assert [warga.nama for warga in penerima_orang.calon_pengurus(desa, satu)] == ["IBU"]
    with pytest.raises(DataDitolak):
        penerima_orang.ganti_pengurus(desa, operator(desa), id, rekam.versi(desa, id), bapak)
    penerima_orang.ganti_pengurus(desa, operator(desa), id, rekam.versi(desa, id), ibu)
    tuntas(desa)
    assert desa.engine.run("SELECT keadaan, sebab FROM sb_ikut WHERE sumber = ?", (id,)) == [("aktif", None)]
    assert [(step.nik, step.catatan) for step in penerima_catat.langkah(id)] == [
        ("3522014105800001", None),
        ("3522014105800041", "Pengurus diganti, semula BAPAK"),
    ]


def test_an_edited_nik_strands_nobody_and_the_old_one_stays_in_the_history(desa):
    program(desa, "SEMBAKO")
    tini = warga(desa, "TINI", nik="3522014105800001")
    id = daftar(desa, "SEMBAKO", tini).penerima.id
    desa.engine.run("UPDATE sb_penduduk SET nik = ?, nama = ? WHERE id = ?", ("3522014105800002", "TINI S", tini))
    tuntas(desa)
    assert Penerima.get_by_id(id).nik == "3522014105800001"
    penerima_orang.samakan_identitas(desa, operator(desa), id, rekam.versi(desa, id))
    assert (Penerima.get_by_id(id).nik, Penerima.get_by_id(id).nama) == ("3522014105800002", "TINI S")
    assert [step.nik for step in penerima_catat.langkah(id)] == ["3522014105800001", "3522014105800002"]


def test_what_was_stored_a_moment_ago_is_seen_by_the_rules_of_the_next(desa):
    program(desa, "PKH", sasaran="keluarga")
    program(desa, "BST", sifat="temporer")
    aturan(desa, "BST", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Sudah menerima PKH")
    kk = keluarga(desa)
    tini, tono = warga(desa, "TINI", kk), warga(desa, "TONO", kk)
    tuntas(desa)
    with desa.engine.transaction():
        daftar(desa, "PKH", tini)
        ditolak = daftar(desa, "BST", tono)
    assert ditolak.hasil == DITOLAK
    assert [satu.program for satu in ditolak.jawaban.bukti] == ["PKH"]


def test_a_form_that_was_gone_back_to_for_another_program_is_another_enrolment(desa):
    program(desa, "SEMBAKO")
    program(desa, "BST")
    tini, tono = warga(desa, "TINI"), warga(desa, "TONO")
    pertama = daftar(desa, "SEMBAKO", tini, id="a" * 32).penerima
    assert daftar(desa, "SEMBAKO", tini, id="a" * 32).penerima.id == pertama.id
    assert daftar(desa, "BST", tini, id="a" * 32).penerima.program == "BST"
    assert daftar(desa, "SEMBAKO", tono, id="a" * 32).penerima.nama == "TONO"
    assert Penerima.select().count() == 3


def test_who_comes_in_his_stead_comes_into_his_program_only(desa):
    program(desa, "SEMBAKO")
    program(desa, "BST")
    tini, tono = warga(desa, "TINI"), warga(desa, "TONO")
    lama = daftar(desa, "SEMBAKO", tini).penerima.id
    ubah(desa, lama, "nonaktif", "mampu")
    with pytest.raises(DataDitolak) as salah:
        penerima.gantikan(desa, operator(desa), lama, Pendaftaran("BST", tono, AWAL))
    assert kode_salah(salah) == ["penerima_ganti_program_lain"]
    assert Penerima.select().count() == 1


def test_no_way_back_leads_past_the_rules_by_being_suspended_first(desa):
    program(desa, "SEMBAKO", sasaran="keluarga")
    kk = keluarga(desa)
    tini, tono = warga(desa, "TINI", kk), warga(desa, "TONO", kk)
    lama = daftar(desa, "SEMBAKO", tini).penerima.id
    ubah(desa, lama, "nonaktif", "mampu")
    daftar(desa, "SEMBAKO", tono)
    with pytest.raises(DataDitolak) as salah:
        ubah(desa, lama, "ditangguhkan", "tidak_ditemukan")
    assert kode_salah(salah) == ["penerima_sudah_ada_lain"]


def test_a_span_that_no_office_above_would_take_in_is_refused_at_once(desa):
    program(desa, "SEMBAKO")
    with pytest.raises(DataDitolak) as salah:
        pendaftaran.daftarkan(desa, operator(desa), Pendaftaran("SEMBAKO", warga(desa, "TINI"), date(1926, 1, 1)))
    assert kode_salah(salah) == ["bantuan_mulai_mustahil"]
