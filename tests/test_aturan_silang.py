"""Rules held against each other: what the matrix shows, and what is reported as not to be meant so."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sid_bantuan.domain import aturan_arti as arti
from sid_bantuan.domain import aturan_silang as silang
from sid_bantuan.domain.aturan import Aturan, Fakta, Ikut, berlaku_bagi
from sid_bantuan.domain.aturan_baca import baca

UKURAN = ("umur", "desil")
PROGRAM = ("PKH", "BPNT", "BST")
HARI = date(2026, 11, 21)
KOMPONEN = {"PKH": ["hamil"], "BPNT": [], "BST": [], "BUMIL": []}


def terima(*program, **lain):
    return {"menerima": {"program": list(program), **lain}}


def aturan(isi, program="BST", kode="satu", **lain):
    return Aturan(kode, program, baca(isi, UKURAN, PROGRAM), **lain)


def jenis(*semua):
    return [(satu.jenis, [ini.kode for ini in satu.aturan]) for satu in silang.periksa(semua, KOMPONEN)]


PKH = terima("PKH", siapa="keluarga")


@pytest.mark.parametrize(
    "isi, tanda",
    [
        (PKH, silang.MENOLAK),
        (terima("PKH", komponen=["hamil"]), silang.BERSYARAT),
        ({"semua": [PKH, {"ukuran": "desil", "paling_sedikit": 5}]}, silang.BERSYARAT),
        ({"salah_satu": [PKH, {"ukuran": "desil", "paling_sedikit": 5}]}, silang.MENOLAK),
        ({"bukan": PKH}, silang.MENSYARATKAN),
    ],
)
def test_a_pair_says_whether_the_other_program_alone_is_enough(isi, tanda):
    (satu,) = silang.pasangan([aturan(isi)], HARI)[("BST", "PKH")]
    assert satu.tanda == tanda


def test_a_rule_about_the_family_says_nothing_of_a_program_no_family_receives():
    semua = aturan(terima("PKH", "BPNT", siapa="keluarga"))
    assert set(silang.pasangan([semua], HARI, {"PKH"})) == {("BST", "PKH")}
    assert set(silang.pasangan([aturan(terima("PKH", "BPNT"))], HARI, {"PKH"})) == {("BST", "PKH"), ("BST", "BPNT")}


def test_a_warning_is_no_refusal_and_a_rule_of_another_time_says_nothing():
    lihat, lama = aturan(PKH, efek="peringatkan"), aturan(PKH, berlaku_sampai=date(2025, 1, 1))
    assert [satu.tanda for satu in silang.pasangan([lihat, lama], HARI)[("BST", "PKH")]] == [silang.MEMPERINGATKAN]


def test_a_rule_that_can_never_hold_and_one_that_always_does_are_found():
    mustahil = {"semua": [{"ukuran": "umur", "paling_sedikit": 60}, {"ukuran": "umur", "paling_banyak": 5}]}
    assert jenis(aturan(mustahil)) == [(silang.MUSTAHIL, ["satu"])]
    assert jenis(aturan({"semua": [PKH, {"bukan": terima(siapa="keluarga")}]})) == [(silang.MUSTAHIL, ["satu"])]
    assert jenis(aturan({"salah_satu": [PKH, {"bukan": PKH}]})) == [(silang.SELALU, ["satu"])]


def test_a_program_that_asks_for_what_it_refuses_is_found():
    minta, tolak = aturan({"bukan": PKH}, kode="minta"), aturan(terima("PKH", "BPNT", siapa="keluarga"), kode="tolak")
    assert jenis(minta, tolak) == [(silang.BUNTU, ["minta", "tolak"])]
    lain_waktu = aturan({"bukan": PKH}, kode="minta", berlaku_sampai=date(2025, 1, 1))
    assert jenis(lain_waktu, aturan(PKH, kode="tolak", berlaku_dari=date(2026, 1, 1))) == []


def test_two_programs_that_shut_each_other_out_are_found():
    minta = aturan({"bukan": terima("BPNT", siapa="keluarga")}, "BST", "minta")
    tolak = aturan(terima("BST", siapa="keluarga"), "BPNT", "tolak")
    assert jenis(minta, tolak) == [(silang.SALING_KUNCI, ["minta", "tolak"])]
    assert jenis(aturan(terima("BPNT"), "BST"), aturan(terima("BST"), "BPNT")) == [], (
        "both refusing is no contradiction"
    )


def test_a_shadowed_rule_is_found_and_of_two_alike_the_later():
    sempit, luas = aturan(PKH, kode="sempit"), aturan(terima("PKH", "BPNT", siapa="keluarga"), kode="luas")
    assert jenis(sempit, luas) == [(silang.TERTUTUP, ["sempit", "luas"])]
    assert jenis(aturan(PKH, kode="a"), aturan(PKH, kode="b")) == [(silang.TERTUTUP, ["b", "a"])]
    assert jenis(sempit, aturan(terima(siapa="keluarga"), kode="luas", efek="peringatkan")) == []
    assert jenis(sempit, aturan(terima(siapa="keluarga"), kode="luas", berlaku_sampai=HARI)) == []
    dalam = aturan({"ukuran": "desil", "paling_sedikit": 8}, kode="sempit")
    assert jenis(dalam, aturan({"ukuran": "desil", "paling_sedikit": 5}, kode="luas")) == [
        (silang.TERTUTUP, ["sempit", "luas"])
    ]


def test_a_gap_between_two_rules_is_dated():
    dulu = aturan({"ukuran": "desil", "paling_sedikit": 5}, kode="dulu", berlaku_sampai=date(2026, 6, 30))
    kini = aturan({"ukuran": "desil", "paling_sedikit": 6}, kode="kini", berlaku_dari=date(2026, 7, 15))
    (satu,) = silang.periksa([dulu, kini], KOMPONEN)
    assert (satu.jenis, satu.dari, satu.sampai) == (silang.CELAH, date(2026, 7, 1), date(2026, 7, 14))
    sambung = aturan({"ukuran": "desil", "paling_sedikit": 6}, kode="kini", berlaku_dari=date(2026, 7, 1))
    assert silang.periksa([dulu, sambung], KOMPONEN) == []


def test_a_question_about_the_family_is_found_where_persons_receive():
    (satu,) = silang.periksa([aturan(terima("BPNT", siapa="keluarga"))], KOMPONEN, {"PKH"})
    assert (satu.jenis, satu.lain) == (silang.SALAH_SASARAN, "BPNT")
    assert silang.periksa([aturan(terima("BPNT", "PKH", siapa="keluarga"))], KOMPONEN, {"PKH"}) == []


def test_a_program_or_component_that_is_not_there_is_found():
    (satu,) = silang.periksa([aturan(terima("PKH", komponen=["lansia"]))], KOMPONEN)
    assert (satu.jenis, satu.lain) == (silang.KOMPONEN_ASING, "lansia")
    (satu,) = silang.periksa([aturan(terima("BPNT", komponen=["hamil"]))], KOMPONEN)
    assert (satu.jenis, satu.lain) == (silang.KOMPONEN_ASING, "hamil"), (
        "another program has it, not the one that is named"
    )
    (satu,) = silang.periksa([aturan(PKH)], {"BST": []})
    assert (satu.jenis, satu.lain) == (silang.ASING, "PKH")


# ---- against the reference, on random conditions and people

SATUAN = st.one_of(
    st.builds(
        lambda p, k, s, m, b: terima(*p, komponen=k, siapa=s, banyak=b, **m),
        st.lists(st.sampled_from(PROGRAM), max_size=2, unique=True),
        st.lists(st.just("hamil"), max_size=1),
        st.sampled_from(["orang", "keluarga", "anggota", "serumah"]),
        st.sampled_from([{"masa": "bertindih"}, {"masa": "pernah"}, {"masa": "pernah", "tahun": 1}]),
        st.integers(1, 2),
    ),
    st.builds(
        lambda n, b, s: {"ukuran": n, "paling_sedikit": b, "siapa": s},
        st.sampled_from(UKURAN),
        st.integers(0, 4),
        st.sampled_from(["orang", "anggota"]),
    ),
    st.builds(
        lambda n, b, s: {"ukuran": n, "salah_satu": b, "siapa": s},
        st.sampled_from(UKURAN),
        st.lists(st.integers(0, 4), min_size=1),
        st.sampled_from(["orang", "anggota"]),
    ),
)
SYARAT = st.recursive(
    SATUAN,
    lambda isi: st.one_of(
        st.builds(lambda satu: {"bukan": satu}, isi),
        st.builds(lambda semua: {"semua": semua}, st.lists(isi, min_size=1, max_size=3)),
        st.builds(lambda semua: {"salah_satu": semua}, st.lists(isi, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)  # fmt: skip
IKUT = st.builds(
    Ikut,
    st.sampled_from(PROGRAM), st.sampled_from(["K", "L"]), st.sampled_from([None, "A", "B"]), st.just("aktif"),
    st.just(date(2026, 1, 1)), st.sampled_from([None, date(2026, 2, 1), date(2025, 2, 1)]), st.sampled_from([None, "hamil"]),
    rekam=st.sampled_from(["", "ini"]),
)  # fmt: skip
FAKTA = st.builds(
    lambda umur, desil, ikut, rumah, ini, lain: Fakta(
        "A", "K", {"umur": umur, "desil": desil}, ikut, (), rumah, ini, [dict(zip(UKURAN, satu, strict=True)) for satu in lain]
    ),
    st.integers(-1, 6), st.integers(-1, 6), st.lists(IKUT, max_size=3), st.sampled_from([(), ("L",)]),
    st.sampled_from(["", "ini"]), st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SYARAT, SYARAT, st.lists(FAKTA, min_size=1, max_size=8))
def test_what_is_said_to_follow_always_or_never_to_hold_does_so_for_everybody(satu, lain, semua):
    satu, lain = baca(satu, UKURAN, PROGRAM), baca(lain, UKURAN, PROGRAM)
    for fakta in semua:
        nilai = berlaku_bagi(satu, fakta, HARI, None)
        assert not (nilai and arti.mustahil(satu))
        assert nilai or not arti.selalu(satu)
        if nilai and arti.menyiratkan(satu, lain):
            assert berlaku_bagi(lain, fakta, HARI, None)
