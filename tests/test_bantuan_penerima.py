"""Recipients: their states with reasons, the places they hold, who comes in their stead."""

import json
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import kuota as tempat
from sid_bantuan.modules.bantuan import pendaftaran, penerima, penerima_catat, penerima_komponen, penerima_orang
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


def test_undoing_a_state_leaves_components_and_identity_and_takes_no_note_of_theirs(pkh):
    ubah(pkh, pkh.pkh, "ditangguhkan", "tidak_ditemukan", "Rumah kosong")
    komponen(pkh, ("SD", pkh.anak))
    ubah(pkh, pkh.pkh, "nonaktif", "pindah")
    komponen(pkh, ("SD", pkh.anak), ("hamil", pkh.ibu))
    satu = urung(pkh, pkh.pkh)
    assert (satu.keadaan, satu.catatan) == ("ditangguhkan", "Rumah kosong")
    satu = urung(pkh, pkh.pkh)
    assert (satu.keadaan, satu.catatan) == ("aktif", None)
    assert len(json.loads(satu.komponen)) == 2


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


@pytest.fixture
def pkh(desa):
    """A family with PKH of which no component was written yet, and a package its pregnancy component excludes."""
    komponen = [{"kode": "hamil", "nama": "Ibu hamil"}, {"kode": "SD", "nama": "Anak SD"}]
    program(desa, "PKH", sasaran="keluarga", komponen=komponen)
    program(desa, "NUTRISI", sifat="temporer")
    syarat = {"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang"}}
    aturan(desa, "NUTRISI", syarat, alasan="Sudah menerima PKH komponen ibu hamil")
    kuota(desa, "PKH", 3, tahun=TAHUN)
    kk = keluarga(desa)
    desa.bapak, desa.ibu, desa.anak = (warga(desa, nama, kk) for nama in ("BAPAK", "IBU", "ANAK"))
    desa.tetangga = warga(desa, "TETANGGA", keluarga(desa))
    tuntas(desa)
    desa.pkh = daftar(desa, "PKH", desa.bapak).penerima.id
    tuntas(desa)
    return desa


def komponen(node, *pilihan: tuple[str, str], versi=0):
    isi = [{"kode": apa, "orang_id": siapa} for apa, siapa in pilihan]
    versi = versi or rekam.versi(node, node.pkh)
    hasil = penerima_komponen.ubah_komponen(node, operator(node), node.pkh, versi, isi)
    tuntas(node)
    return hasil


def melanggar(node, id: str) -> int:
    kode = "bantuan_melanggar_aturan"
    return node.engine.value("SELECT COUNT(*) FROM sb_peringatan WHERE id = ? AND kode = ?", (id, kode))


def test_who_gets_the_pregnancy_component_later_is_refused_the_package_from_then_on(pkh):
    komponen(pkh, ("hamil", pkh.ibu), ("SD", pkh.anak))
    baris = pkh.engine.run("SELECT komponen, orang FROM sb_ikut WHERE sumber = ? AND ke > 0 ORDER BY ke", (pkh.pkh,))
    assert [tuple(satu) for satu in baris] == [("hamil", pkh.ibu), ("SD", pkh.anak)]
    ditolak = daftar(pkh, "NUTRISI", pkh.ibu)
    assert ditolak.hasil == DITOLAK
    assert [satu.komponen for satu in ditolak.jawaban.bukti] == ["hamil"]
    assert daftar(pkh, "NUTRISI", pkh.bapak).hasil == TERDAFTAR, "the component is hers alone"


def test_who_had_the_package_before_is_flagged_by_the_component_until_it_is_taken_out(pkh):
    nutrisi = daftar(pkh, "NUTRISI", pkh.ibu).penerima.id
    tuntas(pkh)
    assert not melanggar(pkh, nutrisi)
    komponen(pkh, ("hamil", pkh.ibu))
    assert melanggar(pkh, nutrisi)
    komponen(pkh)
    assert not melanggar(pkh, nutrisi)
    assert Penerima.get_by_id(pkh.pkh).komponen is None


def test_a_change_of_components_leaves_a_step_and_an_audit_line_and_takes_no_place(pkh):
    sisa = tempat.sisa(pkh, "PKH", DESA, TAHUN)
    komponen(pkh, ("SD", pkh.anak))
    komponen(pkh, ("SD", pkh.anak), ("hamil", pkh.ibu))
    versi = rekam.versi(pkh, pkh.pkh)
    komponen(pkh, ("hamil", pkh.ibu), ("SD", pkh.anak))
    assert rekam.versi(pkh, pkh.pkh) == versi, "another order is no change"
    assert [(satu.keadaan, satu.catatan) for satu in penerima_catat.langkah(pkh.pkh)] == [
        ("aktif", None),
        ("aktif", "Komponen diubah, semula tidak ada"),
        ("aktif", "Komponen diubah, semula Anak SD (ANAK)"),
    ]
    jejak = pkh.engine.run("SELECT catatan FROM sb_jejak WHERE jenis = 'penerima' AND aksi = 'ubah' ORDER BY id")
    assert [satu[0] for satu in jejak] == [satu.catatan for satu in penerima_catat.langkah(pkh.pkh)[1:]]
    assert tempat.sisa(pkh, "PKH", DESA, TAHUN) == sisa


def test_only_components_of_the_program_and_people_of_the_family_are_taken_each_fault_at_its_row(pkh):
    with pytest.raises(DataDitolak) as salah:
        komponen(
            pkh, ("SD", pkh.anak), ("SMK", pkh.anak), ("SD", pkh.tetangga), ("", pkh.ibu), ("hamil", ""),
            ("SD", pkh.anak),
        )  # fmt: skip
    assert [(satu.baris, satu.kode) for satu in salah.value.kesalahan] == [
        ("1", "bantuan_komponen_tak_dikenal"),
        ("2", "penerima_komponen_bukan_anggota"),
        ("3", "penerima_komponen_kosong"),
        ("4", "penerima_komponen_tanpa_orang"),
        ("5", "penerima_komponen_ganda"),
    ]
    assert Penerima.get_by_id(pkh.pkh).komponen is None


def test_the_component_of_one_who_left_may_stay_beside_a_new_one_but_is_given_to_him_no_more(pkh):
    komponen(pkh, ("SD", pkh.anak))
    pkh.engine.run("UPDATE sb_penduduk SET status_dasar = 3 WHERE id = ?", (pkh.anak,))
    tuntas(pkh)
    satu = komponen(pkh, ("SD", pkh.anak), ("hamil", pkh.ibu))
    assert [bagian["kode"] for bagian in json.loads(satu.komponen)] == ["SD", "hamil"]
    with pytest.raises(DataDitolak) as salah:
        komponen(pkh, ("hamil", pkh.anak))
    assert kode_salah(salah) == ["penerima_komponen_bukan_anggota"]


def test_components_a_colleague_changed_meanwhile_are_not_written_over(pkh):
    versi = rekam.versi(pkh, pkh.pkh)
    komponen(pkh, ("SD", pkh.anak))
    with pytest.raises(SudahBerubah):
        komponen(pkh, ("hamil", pkh.ibu), versi=versi)
    komponen(pkh, ("SD", pkh.anak), versi=versi)
    assert json.loads(Penerima.get_by_id(pkh.pkh).komponen) == [{"kode": "SD", "orang_id": pkh.anak}]


def test_a_component_can_be_nobodys_but_his_own_or_his_familys(pkh):
    for siapa in (pkh.tetangga, "f" * 32, 7, ["x"], {"id": 1}):
        with pytest.raises(DataDitolak) as salah:
            daftar(pkh, "PKH", pkh.tetangga, komponen=({"kode": "SD", "orang_id": pkh.anak},))
        assert kode_salah(salah) == ["penerima_komponen_bukan_anggota"]
        with pytest.raises(DataDitolak):
            daftar(pkh, "PKH", warga(pkh, "SENDIRI"), komponen=({"kode": "SD", "orang_id": siapa},))
    satu = daftar(pkh, "PKH", pkh.tetangga, komponen=({"kode": "SD", "orang_id": None},))
    assert satu.hasil == TERDAFTAR


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


def pindah_kk(node, siapa: str, kk: str) -> None:
    node.engine.run("UPDATE sb_penduduk SET keluarga_id = ? WHERE id = ?", (kk, siapa))
    tuntas(node)


def samakan(node, id: str):
    return penerima_orang.samakan_identitas(node, operator(node), id, rekam.versi(node, id))


def test_a_familys_aid_does_not_follow_one_who_left_it_by_his_identity(pkh):
    lain = keluarga(pkh, "3522011505150009")
    pindah_kk(pkh, pkh.bapak, lain)
    with pytest.raises(DataDitolak) as salah:
        samakan(pkh, pkh.pkh)
    assert kode_salah(salah) == ["penerima_pengurus_pindah"]
    for siapa in (pkh.ibu, pkh.anak):
        pindah_kk(pkh, siapa, lain)
    assert samakan(pkh, pkh.pkh).no_kk == "3522011505150009", "all of them have the new card"


def test_a_familys_aid_does_not_come_to_a_family_that_has_it_already(pkh):
    daftar(pkh, "PKH", pkh.tetangga)
    lain = pkh.engine.value("SELECT keluarga_id FROM sb_penduduk WHERE id = ?", (pkh.tetangga,))
    tuntas(pkh)
    for siapa in (pkh.bapak, pkh.ibu, pkh.anak):
        pindah_kk(pkh, siapa, lain)
    with pytest.raises(DataDitolak) as salah:
        samakan(pkh, pkh.pkh)
    assert kode_salah(salah) == ["penerima_sudah_ada_lain"]
