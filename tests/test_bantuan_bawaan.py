"""The shipped programs: whole, true to what the sources say, taken over once, never over an office's own words."""

import json
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import aturan, bantuan
from sid_bantuan.domain.peran import boleh
from sid_bantuan.modules.bantuan import bawaan, format_laporan, katalog_aturan, program
from sid_bantuan.modules.bantuan.tables import Aturan, Program
from sid_bantuan.modules.kependudukan.actions import salah_kolom

from .support.aturan_bawaan import jawab
from .support.di import di
from .support.road import REGENCY, VILLAGE, Road
from .support.surat import orang

SEMUA = {
    "PKH", "BPNT", "BPNTD", "BST", "BLT-DD", "SEMBAKO-APBD", "NUTRISI-BUMIL", "SANTUNAN-KEMATIAN", "ALADIN-RTLH",
    "KARTU-PETANI", "KARTU-PEDAGANG", "PIP", "PBI-JK", "ASN-PEDULI",
}  # fmt: skip
PENGELOLA = orang("pengelola_program", wilayah=REGENCY)
HARI = date(2026, 11, 21)


def test_the_shipped_programs_and_the_17_places_are_there():
    ada = bawaan.semua()
    assert ada.keys() >= SEMUA
    tempat = {satu.isi["prioritas_ke"]: satu for satu in ada.values() if satu.prioritas}
    assert sorted(tempat) == list(range(1, 18))
    bernama = [ke for ke, satu in tempat.items() if "belum bernama" not in satu.nama]
    assert bernama == [14], "only one ordinal is attested"
    assert all(satu.isi["sasaran"] == bantuan.BUKAN_ORANG for satu in tempat.values())


@pytest.mark.parametrize("kode", sorted(bawaan.semua()))
def test_every_shipped_row_can_be_stored_as_it_stands(kode):
    satu = bawaan.semua()[kode]
    assert salah_kolom(CATALOG["program"], satu.isi, None) == []
    if satu.isi["sasaran"] != bantuan.BUKAN_ORANG:
        assert satu.isi["format_laporan"] in format_laporan.bawaan(), "each names the form its reports go by"
    for langkah in json.loads(satu.isi.get("tahap", "[]")):
        kode_contoh = {"desa": "35.22.01.2001", "kecamatan": "35.22.01", "kabupaten": "35.22"}[langkah["tingkat"]]
        for peran in langkah["peran"]:
            assert boleh(orang(peran, wilayah=kode_contoh), "usulan_langkah", "tambah", kode_contoh), (kode, peran)
    for isi in satu.aturan:
        assert salah_kolom(CATALOG["aturan"], isi, None) == []
        assert katalog_aturan.periksa(json.loads(isi["syarat"]), bawaan.semua().keys() | program.KELOMPOK.keys())
    assert len({isi["kode"] for isi in satu.aturan}) == len(satu.aturan)


PKH, BPNT, BPNTD = ("PKH", None, None), ("BPNT", None, None), ("BPNTD", None, None)


@pytest.mark.parametrize(
    "kode, terima, hasil",
    [
        ("BST", [PKH], aturan.DITOLAK),
        ("BST", [BPNTD], aturan.DITOLAK),
        ("BST", [("SEMBAKO-APBD", None, None)], aturan.BOLEH),
        ("BST", [("PIP", "A", None)], aturan.BOLEH),
        ("BPNT", [PKH], aturan.BOLEH),
        ("PKH", [BPNT], aturan.BOLEH),
        ("BPNT", [BPNTD], aturan.DITOLAK),
        ("BPNTD", [BPNT], aturan.DITOLAK),
        ("BLT-DD", [PKH], aturan.DITOLAK),
        ("BLT-DD", [BPNT], aturan.DITOLAK),
        ("BLT-DD", [("PRAKERJA", "B", None)], aturan.DITOLAK),
        ("NUTRISI-BUMIL", [("PKH", "A", "hamil")], aturan.DITOLAK),
        ("NUTRISI-BUMIL", [("PKH", "A", "lansia")], aturan.BOLEH),
        ("NUTRISI-BUMIL", [PKH, ("PKH", "B", "hamil")], aturan.BOLEH),
        ("NUTRISI-BUMIL", [("SEMBAKO-APBD", None, None)], aturan.BOLEH),
        ("ASN-PEDULI", [("BLT-DD", None, None)], aturan.DITOLAK),
        ("ALADIN-RTLH", [("ALADIN-RTLH", None, None)], aturan.DITOLAK),
        ("ALADIN-RTLH", [("SEMBAKO-APBD", None, None)], aturan.BOLEH),
    ],
)
def test_shipped_rules_say_who_refuses_whom(kode, terima, hasil):
    assert jawab(kode, *terima).hasil == hasil


@pytest.mark.parametrize(
    "kode, ukuran, hasil",
    [
        ("PKH", {"desil": 4}, aturan.BOLEH),
        ("PKH", {"desil": 5}, aturan.DITOLAK),
        ("BPNT", {"desil": 5}, aturan.BOLEH),
        ("BPNT", {"desil": None}, aturan.BELUM_PASTI),
        ("PBI-JK", {"desil": 9}, aturan.BOLEH),
        ("SANTUNAN-KEMATIAN", {"lama_tinggal_bulan": 6, "hari_kerja_sejak_meninggal": 30}, aturan.BOLEH),
        ("SANTUNAN-KEMATIAN", {"lama_tinggal_bulan": 5}, aturan.DITOLAK),
        ("SANTUNAN-KEMATIAN", {"hari_kerja_sejak_meninggal": 31}, aturan.DITOLAK),
        ("SANTUNAN-KEMATIAN", {"meninggal": 0}, aturan.DITOLAK),
        ("KARTU-PETANI", {"luas_lahan": 19_999}, aturan.BOLEH),
        ("KARTU-PETANI", {"luas_lahan": 20_000}, aturan.DITOLAK),
    ],
)
def test_shipped_limits_hold_to_the_unit(kode, ukuran, hasil):
    assert jawab(kode, **ukuran).hasil == hasil


def test_a_civil_servant_is_to_be_checked_and_not_refused():
    putusan = jawab("BLT-DD", pekerjaan=5)
    assert (putusan.hasil, [satu.kode for satu in putusan.peringatan]) == (aturan.BOLEH, ["asn"])


def test_of_one_pkh_family_more_than_four_people_are_told_and_not_refused():
    empat = [("PKH", siapa, "SD") for siapa in "ABCD"]
    assert "paling_banyak_empat" not in {satu.kode for satu in jawab("PKH", *empat).peringatan}
    putusan = jawab("PKH", *empat, ("PKH", "E", "hamil"))
    assert putusan.hasil == aturan.BOLEH
    assert "paling_banyak_empat" in {satu.kode for satu in putusan.peringatan}


def test_taking_over_twice_is_once_and_leaves_what_an_office_changed(open_node):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        assert [satu.kode for satu in bawaan.pasang(node, PENGELOLA, ["PKH", "BST", "TIDAK-ADA"])] == ["PKH", "BST"]
        Program.update(nama="PKH menurut kami").where(Program.kode == "PKH").execute()
        Aturan.delete().where(Aturan.program == "PKH").execute()
        assert bawaan.pasang(node, PENGELOLA, ["PKH", "BPNT"]) == [Program.get(Program.kode == "BPNT")]
        assert program.satu(node, "PKH").nama == "PKH menurut kami"
        assert not Aturan.select().where(Aturan.program == "PKH").exists()
        assert {"PKH", "BST", "BPNT"}.isdisjoint(satu.kode for satu in bawaan.tersedia(node))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_village_takes_over_only_what_no_level_above_has(open_node):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        bawaan.pasang(node, PENGELOLA, ["PKH"])
    road.settle()
    with di(road[VILLAGE]) as node:
        baru = bawaan.pasang(node, orang("sekretaris"), ["PKH", "BLT-DD"])
        assert [(satu.kode, satu.wilayah) for satu in baru] == [("BLT-DD", VILLAGE)]
        assert program.satu(node, "PKH").milik == REGENCY
    road.settle()
    with di(road[REGENCY]) as node:
        assert "BLT-DD" in {satu.kode for satu in bawaan.tersedia(node)}, (
            "a village's own does not stand for the kabupaten's"
        )
