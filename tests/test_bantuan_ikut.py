"""Aid as it stands: the written state, and what the register makes of it."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan.program import semua
from sid_bantuan.sync.node import Node

from .support.bantuan import keluarga, penerima, program, simpan, tetap, tuntas, warga

DESA, KABUPATEN = "35.22.01.2001", "35.22"
HIDUP, MATI, PINDAH = 1, 2, 3


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def ikut(node, sumber: str) -> list[tuple]:
    """(person, family, state, reason) of each line, in order."""
    return node.engine.run(
        "SELECT orang, keluarga, keadaan, sebab FROM sb_ikut WHERE sumber = ? ORDER BY ke", (sumber,)
    )


def ubah(node, tabel: str, id: str, **isi) -> None:
    for nama, nilai in isi.items():
        node.engine.run(f"UPDATE sb_{tabel} SET {nama} = ? WHERE id = ?", (nilai, id))
    tuntas(node)


def test_who_dies_or_leaves_shows_as_suspended_and_why_and_again_as_before_when_that_was_wrong(desa):
    program(desa, "SEMBAKO")
    kk = keluarga(desa)
    tini = warga(desa, "TINI", kk)
    id = penerima(desa, "SEMBAKO", tini)
    tuntas(desa)
    assert ikut(desa, id) == [(tini, kk, "aktif", None)]
    ubah(desa, "penduduk", tini, status_dasar=MATI)
    assert ikut(desa, id) == [(tini, kk, "ditangguhkan", "meninggal")]
    ubah(desa, "penduduk", tini, status_dasar=PINDAH)
    assert ikut(desa, id) == [(tini, kk, "ditangguhkan", "pindah")]
    ubah(desa, "penduduk", tini, status_dasar=HIDUP)
    assert ikut(desa, id) == [(tini, kk, "aktif", None)]


def test_what_a_death_entitles_to_is_not_ended_by_it(desa):
    program(desa, "SANTUNAN", karena_kematian=1, kali_setahun=0)
    tini = warga(desa, "TINI", status_dasar=MATI)
    id = penerima(desa, "SANTUNAN", tini)
    tuntas(desa)
    assert ikut(desa, id) == [(tini, None, "aktif", None)]


def test_a_familys_aid_goes_on_while_one_remains_and_says_who_must_look_after_it(desa):
    program(desa, "PKH", sasaran="keluarga")
    kk = keluarga(desa)
    bapak, ibu = warga(desa, "BAPAK", kk), warga(desa, "IBU", kk)
    id = penerima(desa, "PKH", bapak, keluarga_id=kk)
    tuntas(desa)
    assert ikut(desa, id) == [(None, kk, "aktif", None)]
    ubah(desa, "penduduk", bapak, status_dasar=MATI)
    assert ikut(desa, id) == [(None, kk, "aktif", "ganti_pengurus")]
    ubah(desa, "penduduk", ibu, status_dasar=MATI)
    assert ikut(desa, id) == [(None, kk, "ditangguhkan", "meninggal")]


def test_who_got_a_card_of_his_own_leaves_the_familys_aid_with_those_who_stay(desa):
    program(desa, "PKH", sasaran="keluarga")
    lama, baru = keluarga(desa), keluarga(desa)
    bapak = warga(desa, "BAPAK", lama)
    warga(desa, "IBU", lama)
    id = penerima(desa, "PKH", bapak, keluarga_id=lama)
    tuntas(desa)
    ubah(desa, "penduduk", bapak, keluarga_id=baru)
    assert ikut(desa, id) == [(None, lama, "aktif", "ganti_pengurus")]


def test_each_component_is_its_own_persons_and_ends_with_him(desa):
    program(desa, "PKH", sasaran="keluarga", komponen=[{"kode": "lansia", "nama": "Lansia"}])
    kk = keluarga(desa)
    ibu, nenek = warga(desa, "IBU", kk), warga(desa, "NENEK", kk)
    id = penerima(desa, "PKH", ibu, keluarga_id=kk, komponen=[{"kode": "lansia", "orang_id": nenek}])
    tuntas(desa)
    assert ikut(desa, id) == [(None, kk, "aktif", None), (nenek, kk, "aktif", None)]
    ubah(desa, "penduduk", nenek, status_dasar=MATI)
    assert ikut(desa, id) == [(None, kk, "aktif", None), (nenek, kk, "ditangguhkan", "meninggal")]


def test_a_written_state_stands_whatever_the_register_says(desa):
    program(desa, "SEMBAKO")
    tini = warga(desa, "TINI", status_dasar=MATI)
    id = penerima(desa, "SEMBAKO", tini, keadaan="nonaktif", alasan="mampu")
    tuntas(desa)
    assert ikut(desa, id) == [(tini, None, "nonaktif", None)]


def test_a_line_of_a_list_is_kept_with_a_nik_nobody_has_and_found_when_somebody_comes_to_have_it(desa):
    program(desa, "PKH", sasaran="keluarga", penetap="luar")
    id = tetap(desa, "PKH", DESA, nik="3522014105800001")
    tuntas(desa)
    assert ikut(desa, id) == [(None, None, "aktif", None)]
    kk = keluarga(desa)
    warga(desa, "TINI", kk, nik="3522014105800001")
    tuntas(desa)
    assert ikut(desa, id) == [(None, kk, "aktif", None)]


def test_an_edited_nik_strands_nobody(desa):
    program(desa, "PKH", sasaran="orang", penetap="luar")
    tini = warga(desa, "TINI", nik="3522014105800001")
    id = tetap(desa, "PKH", DESA, nik="3522014105800001")
    tuntas(desa)
    ubah(desa, "penduduk", tini, nik="3522014105800002")
    assert ikut(desa, id) == [(tini, None, "aktif", None)]
    ubah(desa, "penetapan", id, sumber="Dinas Sosial, daftar baru")
    assert ikut(desa, id) == [(tini, None, "aktif", None)]


def test_who_was_merged_into_another_keeps_his_aid(desa):
    program(desa, "SEMBAKO")
    lama, tetap_ = warga(desa, "TINI"), warga(desa, "TINI")
    id = penerima(desa, "SEMBAKO", lama)
    tuntas(desa)
    desa.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (lama,))
    simpan(desa, "penggabungan", orang_lama=lama, orang_tetap=tetap_, alasan="Orang yang sama")
    tuntas(desa)
    assert ikut(desa, id) == [(tetap_, None, "aktif", None)]


def test_a_recipient_struck_off_leaves_no_line(desa):
    program(desa, "SEMBAKO")
    id = penerima(desa, "SEMBAKO", warga(desa, "TINI"))
    tuntas(desa)
    desa.engine.run("DELETE FROM sb_penerima WHERE id = ?", (id,))
    tuntas(desa)
    assert ikut(desa, id) == []


@pytest.mark.parametrize(
    "isi",
    [
        "5",
        "[" * 9_000,
        '[{"kode": {}}]',
        '[{"kode": "hamil", "orang_id": {}}]',
        '[{"kode": "hamil", "orang_id": 7}]',
        "[[1]]",
    ],
)
def test_what_another_office_wrote_into_components_and_stages_stops_nothing(desa, isi):
    """Whatever fails here would fail again with every later change: the node would derive nothing any more."""
    program(desa, "SEMBAKO", komponen=isi, tahap=isi, peringkat=isi)
    aneh = [
        {"nama": 5, "tingkat": ["desa"]},
        {"nama": "A", "tingkat": "desa", "peran": [[1]], "hari": "x", "dokumen": 3},
    ]
    program(
        desa, "BLT", tahap={"kini": aneh, "dahulu": [5, {"sampai": "31-02"}, {"sampai": "2026-01-01", "tahap": aneh}]}
    )
    id = penerima(desa, "SEMBAKO", warga(desa, "TINI"), komponen=isi)
    tuntas(desa)
    assert ikut(desa, id)[0][2] == "aktif"
    dibaca = semua(desa)
    assert dibaca["SEMBAKO"].komponen == dibaca["SEMBAKO"].tahap == ()
    assert [(satu.nama, satu.peran, satu.hari) for satu in dibaca["BLT"].tahap] == [("A", (), None)]
    assert len(dibaca["BLT"].tahap_dahulu) == 1
