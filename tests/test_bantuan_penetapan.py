"""Lists of agencies: read as they come, each line to its village, the new in the place of the old, and taken back."""

import json
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import penetapan, penetapan_cabut, tabel_luar
from sid_bantuan.modules.bantuan.penetapan import Kepala
from sid_bantuan.modules.bantuan.penetapan_baca import (
    ARTI,
    GANDA,
    LUAR_WILAYAH,
    MILIK_ATAS,
    TANPA_DESA,
    TANPA_NAMA,
    baca,
)
from sid_bantuan.modules.bantuan.program import satu as satu_program
from sid_bantuan.modules.bantuan.tables import DaftarLuar, Penetapan
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node

from .support.bantuan import kuota, operator, program, tuntas
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di

DESA, LAIN, KABUPATEN = "35.22.01.2001", "35.22.01.2002", "35.22"
OKTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
TINI, TONO, WATI = "3522014105800001", "3522014105800002", "3522014105800003"
KEPALA_SIKS = (
    "No;Kode Wilayah;Kecamatan;Kelurahan/Desa;NIK Pengurus;Nama Pengurus;No KK;Alamat;Komponen;Status KPM;Bank"
)


@pytest.fixture
def kabupaten(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        komponen = [{"kode": "hamil", "nama": "Ibu hamil"}, {"kode": "lansia", "nama": "Lanjut usia"}]
        program(node, "PKH", sasaran="keluarga", penetap="luar", komponen=komponen, basi_hari=60)
        yield node


def lembar(
    node, *baris: str, judul: str = "nama;nik;kode desa", per: date = OKTOBER, area: str = KABUPATEN, kode="PKH"
):
    """The lines of a CSV sheet as they are understood."""
    tabel = tabel_luar.baca("\n".join((judul, *baris)).encode(), ARTI)
    peta = tabel_luar.peta(node, "uji", tabel.judul, ARTI)
    return baca(node, tabel, peta, satu_program(node, kode), area, per)


def masuk(node, *baris: str, per: date = OKTOBER, kode: str = "PKH", area: str = KABUPATEN, **lain):
    kepala = Kepala(kode, per, "SIKS-NG", area)
    hasil = penetapan.terapkan(
        node, operator(node), kepala, lembar(node, *baris, per=per, kode=kode, area=area, **lain)
    )
    tuntas(node)
    return hasil


def isi(node) -> list[tuple]:
    rows = Penetapan.select().order_by(Penetapan.nama, Penetapan.mulai)
    return [(satu.nama, satu.wilayah, satu.sampai and str(satu.sampai)) for satu in rows]


def test_headings_as_siks_ng_writes_them_are_known_and_what_is_not_asked_is_kept(kabupaten):
    isi = f"1;3522012001;NGRAHO;LUWIHAJI;{TINI};tini  s;3522011505150001;Jl Mawar 1;Hamil, Lansia, SD;Graduasi;BRI"
    satu = lembar(kabupaten, isi, judul=KEPALA_SIKS)[0]
    assert (satu.nama, satu.wilayah, satu.isi["nik"], satu.isi["no_kk"]) == ("TINI S", DESA, TINI, "3522011505150001")
    assert [one["kode"] for one in json.loads(satu.isi["komponen"])] == ["hamil", "lansia"]
    assert satu.isi["keadaan"] == "nonaktif"
    assert json.loads(satu.isi["rincian"]) == {"No": "1", "Bank": "BRI", "Komponen tertulis": "Hamil, Lansia, SD"}


def test_a_line_finds_its_village_by_code_by_name_or_by_where_its_nik_is_registered(kabupaten):
    warga_tiba(kabupaten, LAIN, "WATI", nik=WATI)
    semua = lembar(
        kabupaten, f"A;{TINI};35.22.01.2001;;", f"B;{TONO};;Desa Luwihaji;Kec. Ngraho", f"C;{WATI};;;", "D;;;Antah;Berantah",
        "E;;3301012001;;", ";;;;", f"A;{TINI};3522012001;;",
        judul="nama;nik;kode desa;desa;kecamatan",
    )  # fmt: skip
    assert [(satu.wilayah, satu.sisih) for satu in semua] == [
        (DESA, ""), (DESA, ""), (LAIN, ""), (None, TANPA_DESA), (None, LUAR_WILAYAH), (DESA, GANDA),
    ]  # fmt: skip
    assert lembar(kabupaten, f"A;{TINI};3522012002", area=DESA)[0].sisih == LUAR_WILAYAH
    assert lembar(kabupaten, f"A;{TINI}", judul="nama;nik", area=DESA)[0].wilayah == DESA
    assert lembar(kabupaten, f";{TINI};3522012001")[0].sisih == TANPA_NAMA


def test_a_damaged_nik_is_no_nik_but_what_was_written_is_kept_and_the_line_with_it(kabupaten):
    masuk(kabupaten, "TINI;3,52E+15;3522012001")
    satu = Penetapan.get()
    assert satu.nik is None
    assert json.loads(satu.rincian) == {"NIK tertulis": "3,52E+15"}


def test_a_new_list_keeps_the_rows_of_the_same_lines_and_ends_those_it_names_no_longer(kabupaten):
    masuk(kabupaten, f"TINI;{TINI};3522012001", f"TONO;{TONO};3522012001", "TANPA NIK;;3522012001")
    lama = {satu.nama: satu.id for satu in Penetapan.select()}
    daftar, rencana = masuk(
        kabupaten, f"TINI;{TINI};3522012001", f"WATI;{WATI};3522012002", "TANPA NIK;;3522012001", per=NOVEMBER
    )
    assert rencana.jumlah() | {"baris": 3} == {
        "baru": 1, "ubah": 0, "tetap": 2, "disisihkan": 0, "berakhir": 1, "tak_dikenal": 3, "baris": 3,
    }  # fmt: skip
    assert isi(kabupaten) == [
        ("TANPA NIK", DESA, None), ("TINI", DESA, None), ("TONO", DESA, "2026-10-31"), ("WATI", LAIN, None),
    ]  # fmt: skip
    tini = Penetapan.get(Penetapan.nama == "TINI")
    assert (tini.id, tini.daftar_id, str(tini.per_tanggal), str(tini.mulai)) == (
        lama["TINI"], daftar.id, "2026-11-01", "2026-10-01",
    )  # fmt: skip
    assert Penetapan.get(Penetapan.nama == "TANPA NIK").id == lama["TANPA NIK"]
    kini = dict(kabupaten.engine.run("SELECT t.nama, i.sampai FROM sb_ikut i JOIN sb_penetapan t ON t.id = i.sumber"))
    assert kini["TINI"] is None
    assert str(kini["TONO"]) == "2026-10-31"


def test_who_is_named_again_after_a_gap_begins_anew_and_the_gap_stays_seen(kabupaten):
    masuk(kabupaten, f"TINI;{TINI};3522012001", f"TONO;{TONO};3522012001")
    masuk(kabupaten, f"TINI;{TINI};3522012001", per=date(2026, 10, 15))
    masuk(kabupaten, f"TINI;{TINI};3522012001", f"TONO;{TONO};3522012001", per=NOVEMBER)
    spans = [
        (str(satu.mulai), satu.sampai and str(satu.sampai))
        for satu in Penetapan.select().where(Penetapan.nama == "TONO")
    ]
    assert sorted(spans, key=str) == [("2026-10-01", "2026-10-14"), ("2026-11-01", None)]


def test_a_list_of_one_village_ends_nothing_in_the_others(kabupaten):
    masuk(kabupaten, f"TINI;{TINI};3522012001", f"WATI;{WATI};3522012002")
    masuk(kabupaten, f"TONO;{TONO};3522012001", per=NOVEMBER, area=DESA)
    assert isi(kabupaten) == [("TINI", DESA, "2026-10-31"), ("TONO", DESA, None), ("WATI", LAIN, None)]


def test_an_older_list_is_taken_only_when_that_is_confirmed(kabupaten):
    masuk(kabupaten, f"TINI;{TINI};3522012001", per=NOVEMBER)
    kepala = Kepala("PKH", OKTOBER, "SIKS-NG", DESA)
    with pytest.raises(DataDitolak) as salah:
        penetapan.periksa_kepala(kabupaten, kepala)
    assert [satu.kode for satu in salah.value.kesalahan] == ["daftar_lebih_lama"]
    assert "per 01-11-2026" in str(salah.value)
    penetapan.periksa_kepala(kabupaten, kepala, setuju_lama=True)


def test_what_is_said_of_a_list_is_checked_all_at_once(kabupaten):
    program(kabupaten, "SEMBAKO")
    for kepala, kode in (
        (Kepala("TIADA", OKTOBER, "", DESA), ["daftar_program_tidak_ada", "daftar_tanpa_sumber"]),
        (Kepala("SEMBAKO", OKTOBER, "Dinsos", DESA, "2026-13"), ["daftar_bukan_luar", "daftar_masa_salah"]),
        (Kepala("PKH", date(2200, 1, 1), "Dinsos", "33.01"), ["daftar_tanggal_mendatang", "desa_tidak_dikenal"]),
    ):
        with pytest.raises(DataDitolak) as salah:
            penetapan.periksa_kepala(kabupaten, kepala)
        assert [satu.kode for satu in salah.value.kesalahan] == kode


def test_the_last_list_is_taken_back_as_a_whole_and_all_stands_as_before(kabupaten):
    masuk(kabupaten, f"TINI;{TINI};3522012001", f"TONO;{TONO};3522012001")
    sebelum = list(Penetapan.select().order_by(Penetapan.id).dicts())
    pertama = DaftarLuar.get()
    kedua, _ = masuk(kabupaten, f"TINI S;{TINI};3522012001", f"WATI;{WATI};3522012002", per=NOVEMBER)
    with pytest.raises(DataDitolak) as salah:
        penetapan_cabut.cabut(kabupaten, operator(kabupaten), pertama.id)
    assert [satu.kode for satu in salah.value.kesalahan] == ["daftar_sudah_diganti"]
    penetapan_cabut.cabut(kabupaten, operator(kabupaten), kedua.id)
    tuntas(kabupaten)
    assert list(Penetapan.select().order_by(Penetapan.id).dicts()) == sebelum
    assert {satu.keadaan for satu in DaftarLuar.select()} == {"berlaku", "dicabut"}
    sampai = kabupaten.engine.value("SELECT sampai FROM sb_segar WHERE wilayah = ?", (DESA,))
    assert sampai == "2026-11-30", "until when it tells follows from the list that stands again"
    with pytest.raises(DataDitolak):
        penetapan_cabut.cabut(kabupaten, operator(kabupaten), kedua.id)


def test_the_deceased_still_on_a_list_are_kept_and_shown_as_what_they_are(kabupaten):
    kk = tiba(kabupaten, DESA, "keluarga")
    warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, nik=TINI, status_dasar=2)
    kuota(kabupaten, "PKH", 1, wilayah=DESA, tahun=2026)
    masuk(kabupaten, f"TINI;{TINI};3522012001")
    assert kabupaten.engine.one("SELECT keadaan, sebab FROM sb_ikut") == ("ditangguhkan", "meninggal")
    assert Penetapan.get().keadaan == "aktif"
    assert kabupaten.engine.value("SELECT terpakai FROM sb_kuota_pakai") == 1


def test_the_national_list_fills_the_desil_of_families_by_itself(kabupaten):
    kk = tiba(kabupaten, DESA, "keluarga")
    warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, nik=TINI)
    masuk(kabupaten, f"TINI;{TINI};3522012001;Desil 3", judul="nama;nik;kode desa;desil", kode="DTSEN")
    ukur = kabupaten.engine.run("SELECT nama, nilai, sumber FROM sb_ukuran_kini")
    assert ukur == [("desil", 3, "SIKS-NG")]


def test_nothing_is_stored_of_a_list_whose_villages_nobody_knows(kabupaten):
    with pytest.raises(DataDitolak):
        masuk(kabupaten, "TINI;;;", judul="nama;nik;desa;kecamatan")
    assert DaftarLuar.select().count() == 0


def test_a_list_from_above_takes_the_place_of_the_villages_own_which_then_is_refused(village):
    node = Node(village, DESA, CATALOG)
    program(node, "PKH", sasaran="keluarga", penetap="luar")
    masuk(node, f"TINI;{TINI};3522012001", area=DESA)
    atas = {
        "program": "PKH",
        "sumber": "SIKS-NG",
        "jumlah": 9,
        "keadaan": "berlaku",
        "oleh": "A",
        "pada": "2026-11-02T00:00:00Z",
    }
    tiba(node, KABUPATEN, "daftar_luar", per_tanggal="2026-11-01", **atas)
    tuntas(node)
    assert isi(node) == [("TINI", DESA, "2026-10-31")]
    with pytest.raises(DataDitolak) as salah:
        penetapan.periksa_kepala(node, Kepala("PKH", date(2026, 11, 2), "SIKS-NG", DESA))
    assert [satu.kode for satu in salah.value.kesalahan] == ["daftar_milik_atas"]
    assert "Kabupaten Bojonegoro" in str(salah.value)


def susunan(node) -> list[dict]:
    return list(Penetapan.select().order_by(Penetapan.id).dicts())


def test_lists_are_taken_back_one_after_the_other_the_last_of_a_place_first(kabupaten):
    keadaan, daftar = [], []
    for bulan, baris in ((8, (TINI, TONO)), (9, (TINI,)), (10, (TINI, TONO, WATI)), (11, (WATI,))):
        keadaan.append(susunan(kabupaten))
        isi = [f"W{nik[-1]};{nik};3522012001" for nik in baris]
        daftar.append(masuk(kabupaten, *isi, per=date(2026, bulan, 1), area=DESA)[0])
    lain, _ = masuk(kabupaten, f"X;{TONO[:-1]}9;3522012002", per=date(2026, 11, 2), area=LAIN)
    assert penetapan_cabut.dapat_dicabut(kabupaten, daftar[-1].id), "what another place was told of bars nothing"
    for satu, sebelum in list(zip(daftar, keadaan, strict=True))[:0:-1]:
        for dini in daftar[: daftar.index(satu)]:
            assert not penetapan_cabut.dapat_dicabut(kabupaten, dini.id)
        penetapan_cabut.cabut(kabupaten, operator(kabupaten), satu.id)
        tuntas(kabupaten)
        assert [isi for isi in susunan(kabupaten) if isi["wilayah"] == DESA] == sebelum
    assert not penetapan_cabut.dapat_dicabut(kabupaten, daftar[0].id), "only the last three are remembered"
    assert penetapan_cabut.dapat_dicabut(kabupaten, lain.id)


ATAS = {"program": "PKH", "sumber": "SIKS-NG", "jumlah": 9, "oleh": "A", "pada": "2026-11-02T00:00:00Z"}


@pytest.fixture
def desa(village):
    node = Node(village, DESA, CATALOG)
    program(node, "PKH", sasaran="keluarga", penetap="luar", basi_hari=60)
    return node


def dari_atas(node, id: str, per: str = "2026-11-01", keadaan: str = "berlaku", hapus: bool = False) -> None:
    tiba(node, KABUPATEN, "daftar_luar", id, hapus, per_tanggal=per, keadaan=keadaan, **ATAS)
    tuntas(node)


@pytest.mark.parametrize("hapus", [False, True])
def test_where_a_list_from_above_is_taken_back_the_villages_own_goes_on(desa, hapus):
    masuk(desa, f"TINI;{TINI};3522012001", area=DESA)
    sebelum = susunan(desa)
    satu, dua = "a" * 32, "b" * 32
    dari_atas(desa, satu)
    dari_atas(desa, dua, per="2026-11-15")
    assert isi(desa) == [("TINI", DESA, "2026-10-31")]
    dari_atas(desa, satu, keadaan="dicabut", hapus=hapus)
    assert isi(desa)[0][2] is not None, "another list from above still covers it"
    dari_atas(desa, dua, keadaan="dicabut", hapus=hapus)
    assert susunan(desa) == sebelum
    masuk(desa, f"TINI;{TINI};3522012001", area=DESA, per=date(2026, 11, 20))


def test_taking_an_own_list_back_revives_nobody_whom_a_list_from_above_covers(desa):
    masuk(desa, f"TINI;{TINI};3522012001", area=DESA)
    kedua, _ = masuk(desa, f"TONO;{TONO};3522012001", area=DESA, per=date(2026, 10, 15))
    dari_atas(desa, "a" * 32)
    assert not penetapan_cabut.dapat_dicabut(desa, "a" * 32), "it is not this office's to take back"
    penetapan_cabut.cabut(desa, operator(desa), kedua.id)
    tuntas(desa)
    assert isi(desa) == [("TINI", DESA, "2026-10-31")]
    dari_atas(desa, "a" * 32, keadaan="dicabut")
    assert isi(desa) == [("TINI", DESA, None)]


def test_what_came_since_the_list_was_looked_through_is_asked_again_when_it_is_taken(desa):
    baris = lembar(desa, f"TINI;{TINI};3522012001", area=DESA)
    kepala = Kepala("PKH", OKTOBER, "SIKS-NG", DESA)
    penetapan.periksa_kepala(desa, kepala)
    masuk(desa, f"TONO;{TONO};3522012001", area=DESA, per=NOVEMBER)
    with pytest.raises(DataDitolak) as salah:
        penetapan.terapkan(desa, operator(desa), kepala, baris)
    assert [satu.kode for satu in salah.value.kesalahan] == ["daftar_lebih_lama"]
    dari_atas(desa, "a" * 32)
    with pytest.raises(DataDitolak) as salah:
        penetapan.terapkan(desa, operator(desa), kepala, baris, setuju_lama=True)
    assert [satu.kode for satu in salah.value.kesalahan] == ["daftar_milik_atas"]
    assert [nama for nama, *_ in isi(desa)] == ["TONO"]


def test_lines_of_a_village_whose_list_is_kept_above_are_kept_aside(open_node):
    node = Node(open_node("35.22.01"), "35.22.01", CATALOG)
    with di(node):
        program(node, "PKH", penetap="luar")
        isi_atas = {"per_tanggal": "2026-11-01", "keadaan": "berlaku", **ATAS}
        with node.engine.transaction(), node.engine.applying():
            node.engine.upsert(
                "sb_daftar_luar",
                ("id", "node", "wilayah", *isi_atas),
                "id",
                [("a" * 32, KABUPATEN, DESA, *isi_atas.values())],
            )
        _, rencana = masuk(node, f"TINI;{TINI};3522012001", f"WATI;{WATI};3522012002", per=NOVEMBER, area="35.22.01")
        assert [satu.sisih for _, satu, _ in rencana.baris] == [MILIK_ATAS, ""]
        assert isi(node) == [("WATI", LAIN, None)]


def test_a_list_of_the_first_or_the_last_day_there_is_stops_nothing(desa):
    masuk(desa, f"TINI;{TINI};3522012001", area=DESA)
    dari_atas(desa, "a" * 32, per="0001-01-01")
    dari_atas(desa, "b" * 32, per="9999-12-31")
    assert isi(desa)[0][2] is not None
    assert desa.engine.value("SELECT sampai FROM sb_segar WHERE wilayah = ?", (DESA,)) == "9999-12-31"


def test_a_word_for_a_state_that_nobody_knows_is_told(kabupaten):
    judul = "nama;nik;kode desa;status"
    semua = lembar(kabupaten, f"A;{TINI};3522012001;Aktif - salur", f"B;{TONO};3522012001;XX", judul=judul)
    assert [(satu.isi["keadaan"], satu.ingat) for satu in semua] == [
        ("aktif", []), ("aktif", ["Keadaan tidak dikenal, dianggap aktif: XX"]),
    ]  # fmt: skip
