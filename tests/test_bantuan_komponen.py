"""Components of recipients: whose they are, what they refuse, what a change of them leaves; a family's aid stays with it."""

import json

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import kuota as tempat
from sid_bantuan.modules.bantuan import penerima_catat, penerima_komponen, penerima_orang
from sid_bantuan.modules.bantuan.pendaftaran import DITOLAK, TERDAFTAR
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.modules.kependudukan import rekam
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.sync.node import Node

from .support.bantuan import aturan, keluarga, kuota, operator, program, tuntas, warga
from .test_bantuan_penerima import DESA, TAHUN, daftar, kode_salah, ubah, urung


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


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


def test_a_component_too_many_is_refused_and_those_that_were_written_stay(pkh):
    satu = {"menerima": {"program": ["PKH"], "siapa": "anggota", "banyak": 2}}
    aturan(pkh, "PKH", satu, alasan="Satu orang sekeluarga")
    tuntas(pkh)
    komponen(pkh, ("hamil", pkh.ibu))
    with pytest.raises(DataDitolak) as ditolak:
        komponen(pkh, ("hamil", pkh.ibu), ("SD", pkh.anak))
    (salah,) = ditolak.value.kesalahan
    assert (salah.kode, salah.baris) == ("penerima_komponen_ditolak", "1")
    assert "Satu orang sekeluarga" in salah.judul
    tuntas(pkh)
    assert pkh.engine.value("SELECT COUNT(*) FROM sb_ikut WHERE sumber = ? AND ke > 0", (pkh.pkh,)) == 1
    assert not melanggar(pkh, pkh.pkh)
    komponen(pkh, ("SD", pkh.anak))
    assert not melanggar(pkh, pkh.pkh), "one in the place of the other is still one"


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
