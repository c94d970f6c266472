"""Odd rows of aid from another node: what cannot be read says nothing, and never stops what others have sent."""

import json
from datetime import date
from itertools import permutations

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.bantuan import atribut, periksa
from sid_bantuan.sync.node import Node

from .support import bantuan as b
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di

DESA, KECAMATAN = "35.22.01.2001", "35.22.01"
PENERIMA = {"nama": "TINI", "keadaan": "aktif", "mulai": "2026-01-01", "tahun": 2026, "oleh": "Bu Sri", "pada": ""}
PENETAPAN = {"nama": "TINI", "keadaan": "aktif", "mulai": "2026-01-01", "per_tanggal": "2026-11-01",
             "sumber": "Dinas Sosial"}  # fmt: skip


@pytest.fixture
def kecamatan(open_node):
    node = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    with di(node):
        b.program(node, "PKH", sasaran="keluarga", komponen=[{"kode": "hamil", "nama": "Ibu hamil"}])
        b.tuntas(node)
        yield node


def ikut(node, id: str) -> list[tuple]:
    return node.engine.run("SELECT ke, komponen, keadaan FROM sb_ikut WHERE sumber = ? ORDER BY ke", (id,))


KOMPONEN_ANEH = {
    "no JSON": "{[",
    "another kind": '{"kode": "hamil"}',
    "rows of another kind": '[null, 1, "hamil", []]',
    "a code of another kind": '[{"kode": ["hamil"], "orang_id": null}]',
    "a code longer than any": json.dumps([{"kode": "h" * 41, "orang_id": None}]),
    "a sign no database takes": json.dumps([{"kode": "ha\0mil", "orang_id": None}]),
    "half a sign": '[{"kode": "ha\\ud800mil", "orang_id": null}]',
    "a person that is a number": '[{"kode": "hamil", "orang_id": 12345678901234567890123456789012}]',
    "a number no program counts to": '[{"kode": "hamil", "orang_id": 1e999}]',
    "nesting without end": "[" * 9_000,
}


@pytest.mark.parametrize("tipe", ["penerima", "penetapan"])
def test_components_that_cannot_be_read_say_nothing_and_hold_up_nobody(kecamatan, tipe):
    isi = PENERIMA if tipe == "penerima" else PENETAPAN | {"daftar_id": new_id()}
    tini = warga_tiba(kecamatan, DESA, "TINI")
    ids = {
        mengapa: tiba(kecamatan, DESA, tipe, program="PKH", orang_id=tini, komponen=teks, **isi)
        for mengapa, teks in KOMPONEN_ANEH.items()
    }
    b.tuntas(kecamatan)
    for mengapa, id in ids.items():
        tertulis = ikut(kecamatan, id)
        assert tertulis[0] == (0, None, "aktif"), mengapa
        assert {satu[1] for satu in tertulis[1:]} <= {"hamil"}, mengapa
    assert atribut.orang(kecamatan, tini, None)


def test_whatever_order_they_come_in_the_same_stands(kecamatan):
    """A resident, his family, his recipient and its program: each order of arrival ends alike."""
    akhir = set()
    for urut in permutations(("program", "keluarga", "penduduk", "penerima")):
        kk, tini, id = new_id(), new_id(), new_id()
        for jenis in urut:
            if jenis == "program":
                b.program(kecamatan, f"UJI-{id[-6:]}", sasaran="keluarga")
            elif jenis == "keluarga":
                tiba(kecamatan, DESA, "keluarga", kk)
            elif jenis == "penduduk":
                warga_tiba(kecamatan, DESA, "TINI", tini, keluarga_id=kk)
            else:
                tiba(
                    kecamatan, DESA, "penerima", id, program=f"UJI-{id[-6:]}", orang_id=tini, keluarga_id=kk, **PENERIMA
                )
            b.tuntas(kecamatan)
        satu = kecamatan.engine.one(
            "SELECT orang, keluarga = ?, penduduk = ?, keadaan, sebab FROM sb_ikut WHERE sumber = ? AND ke = 0",
            (kk, tini, id),
        )
        akhir.add(tuple(satu))
    assert akhir == {(None, True, True, "aktif", None)}


def test_who_nobody_knows_and_a_program_nobody_has_stand_as_they_were_written(kecamatan):
    id = tiba(kecamatan, DESA, "penerima", program="TIADA", **PENERIMA)
    lain = tiba(kecamatan, DESA, "penerima", program="TIADA", orang_id=new_id(), keluarga_id=new_id(), **PENERIMA)
    b.tuntas(kecamatan)
    assert ikut(kecamatan, id) == [(0, None, "aktif")]
    assert ikut(kecamatan, lain) == [(0, None, "ditangguhkan")]
    tiba(kecamatan, DESA, "penerima", id, True)
    b.tuntas(kecamatan)
    assert ikut(kecamatan, id) == []


@pytest.mark.parametrize("kata", ["PKH\\u0000", "PKH\\ud800"])
def test_a_rule_that_names_what_no_database_can_be_asked_for_leaves_the_answer_open(kecamatan, kata):
    syarat = '{"menerima": {"program": ["' + kata + '"], "siapa": "orang"}}'
    tini = warga_tiba(kecamatan, DESA, "TINI")
    id = tiba(kecamatan, DESA, "penerima", program="PKH", orang_id=tini, **PENERIMA)
    b.aturan(kecamatan, "PKH", syarat)
    b.tuntas(kecamatan)
    assert ikut(kecamatan, id) == [(0, None, "aktif")]
    assert periksa.untuk(kecamatan, "PKH", tini, date(2026, 11, 1)).hasil == "belum_pasti"
