"""Rules of aid: what they say of one person, and that SQL says the same of everybody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sid_bantuan.domain.aturan import (
    BELUM_PASTI,
    BOLEH,
    DITOLAK,
    PERINGATKAN,
    Aturan,
    Bukan,
    Fakta,
    Ikut,
    Menerima,
    SalahSatu,
    Semua,
    Ukuran,
    berlaku_bagi,
    putuskan,
    sertakan,
)
from sid_bantuan.domain.aturan_baca import AturanSalah, baca, muat
from sid_bantuan.domain.aturan_sql import Letak, susun

HARI = date(2026, 11, 21)
UKURAN = ("umur", "desil", "hamil")
PROGRAM = ("PKH", "BPNT", "BST", "BUMIL", "SEMBAKO")


def ikut(program, orang="A", keluarga="K", keadaan="aktif", komponen=None, mulai=date(2026, 1, 1), sampai=None):
    return Ikut(program, keluarga, orang, keadaan, mulai, sampai, komponen)


def warga(*terima, basi=(), **ukuran):
    return Fakta("A", "K", ukuran, terima, frozenset(basi))


def aturan(isi, program="BST", **lain):
    return Aturan("satu", program, baca(isi, UKURAN, PROGRAM), **lain)


TOLAK_PKH = {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}
TOLAK_BUMIL = {"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang"}}


def test_a_family_with_pkh_is_refused_bst_at_once_and_told_by_what():
    pkh = ikut("PKH", orang=None)
    putusan = putuskan([aturan(TOLAK_PKH, alasan="Sudah menerima PKH")], warga(pkh), HARI)
    assert putusan.hasil == DITOLAK
    assert [satu.alasan for satu in putusan.aturan] == ["Sudah menerima PKH"]
    assert putusan.bukti == (pkh,)


@pytest.mark.parametrize(
    "terima, hasil",
    [
        (ikut("PKH", komponen="hamil"), DITOLAK),
        (ikut("PKH", komponen="lansia"), BOLEH),
        (ikut("PKH", komponen="hamil", orang="B"), BOLEH),
        (ikut("SEMBAKO", orang=None), BOLEH),
    ],
)
def test_the_pregnancy_package_is_refused_by_her_own_component_alone(terima, hasil):
    assert putuskan([aturan(TOLAK_BUMIL, "BUMIL")], warga(terima), HARI).hasil == hasil


@pytest.mark.parametrize(
    "terima, hasil",
    [
        (ikut("PKH", orang=None, sampai=HARI), DITOLAK),
        (ikut("PKH", orang=None, sampai=HARI - timedelta(1)), BOLEH),
        (ikut("PKH", orang=None, keadaan="nonaktif"), BOLEH),
        (ikut("PKH", orang=None, keluarga="lain"), BOLEH),
    ],
)
def test_only_aid_of_the_same_time_state_and_family_counts(terima, hasil):
    assert putuskan([aturan(TOLAK_PKH)], warga(terima), HARI).hasil == hasil


SEKALI = {"menerima": {"program": ["BST"], "siapa": "serumah", "masa": "pernah", "tahun": 5}}


@pytest.mark.parametrize(
    "terima, hasil",
    [
        (ikut("BST", orang=None, mulai=date(2021, 11, 22), sampai=date(2021, 11, 22)), DITOLAK),
        (ikut("BST", orang=None, mulai=date(2021, 11, 21), sampai=date(2021, 11, 21)), BOLEH),
        (ikut("BST", orang=None, keluarga="tetangga serumah", sampai=HARI), DITOLAK),
        (ikut("BST", orang=None, keluarga="rumah lain", sampai=HARI), BOLEH),
        (Ikut("BST", "K", None, "aktif", HARI, rekam="ini"), BOLEH),
        (Ikut("BST", "K", None, "aktif", HARI, rekam="yang lain"), DITOLAK),
    ],
)
def test_once_for_a_house_in_five_years_whatever_family_got_it_and_never_by_what_is_judged_itself(terima, hasil):
    fakta = Fakta("A", "K", {}, [terima], serumah={"tetangga serumah"}, dinilai="ini")
    assert putuskan([aturan(SEKALI)], fakta, HARI).hasil == hasil


def test_at_most_four_of_one_family_counts_people_and_those_of_what_is_judged_too():
    lebih = aturan({"menerima": {"program": ["PKH"], "siapa": "anggota", "banyak": 5}}, "PKH")

    def jawab(*siapa):
        semua = [Ikut("PKH", "K", satu, "aktif", HARI, komponen="SD", rekam="ini") for satu in siapa]
        return putuskan([lebih], Fakta("A", "K", {}, semua, dinilai="ini"), HARI).hasil

    assert (jawab(*"ABCD"), jawab(*"ABCDD"), jawab(*"ABCDE")) == (BOLEH, BOLEH, DITOLAK)


@pytest.mark.parametrize(
    ("siapa", "terima", "hasil"),
    [
        ("anggota", [("PIP", "B"), ("PIP", "C"), ("PIP", "D")], BOLEH),
        ("anggota", [("PIP", "B"), ("PIP", "C"), ("PIP", "D"), ("PIP", "A")], BOLEH),
        ("anggota", [("PIP", "B"), ("PIP", "C"), ("PIP", "D"), ("PIP", "E")], DITOLAK),
        ("orang", [("PIP", "A"), ("SATU", "A"), ("DUA", "A"), ("TIGA", "A")], BOLEH),
        ("orang", [("SATU", "A"), ("DUA", "A"), ("TIGA", "A"), ("EMPAT", "A")], DITOLAK),
        ("keluarga", [("SATU", None), ("DUA", None), ("TIGA", None), ("EMPAT", None)], BOLEH),
    ],
)
def test_what_is_judged_is_one_of_those_that_are_counted(siapa, terima, hasil):
    isi = Menerima(frozenset({"PIP", "SATU", "DUA", "TIGA", "EMPAT"}), siapa=siapa, banyak=5)
    semua = [Ikut(program, "K", orang, "aktif", HARI) for program, orang in terima]
    lima = Aturan("lima", "PIP", sertakan(Semua((isi,)), "PIP", keluarga=False))
    assert putuskan([lima], Fakta("A", "K", {}, semua), HARI).hasil == hasil


def test_components_and_families_are_counted_as_they_are_recorded():
    dasar = Menerima(frozenset({"PKH"}), siapa="anggota", banyak=5)
    for isi in (replace(dasar, komponen=frozenset({"SD"})), replace(dasar, keadaan=frozenset({"nonaktif"}))):
        assert sertakan(isi, "PKH", keluarga=False) == isi
    assert sertakan(dasar, "PKH", keluarga=True) == dasar
    assert sertakan(dasar, "BPNT", keluarga=False) == dasar
    assert sertakan(Bukan(dasar), "PKH", keluarga=False).isi.sendiri == "PKH"


def test_a_list_out_of_date_leaves_it_open_unless_it_already_says_so():
    assert putuskan([aturan(TOLAK_PKH)], warga(basi=["PKH"]), HARI).hasil == BELUM_PASTI
    assert putuskan([aturan(TOLAK_PKH)], warga(basi=["BPNT"]), HARI).hasil == BOLEH
    assert putuskan([aturan(TOLAK_PKH)], warga(ikut("PKH", orang=None), basi=["PKH"]), HARI).hasil == DITOLAK


def test_a_measure_nobody_took_leaves_it_open_and_a_rule_of_another_time_is_silent():
    mampu = aturan({"bukan": {"ukuran": "desil", "paling_banyak": 4}})
    assert putuskan([mampu], warga(), HARI).hasil == BELUM_PASTI
    assert putuskan([mampu], warga(desil=4), HARI).hasil == BOLEH
    assert putuskan([mampu], warga(desil=5), HARI).hasil == DITOLAK
    lama = aturan({"bukan": {"ukuran": "desil", "paling_banyak": 4}}, berlaku_sampai=HARI - timedelta(1))
    assert putuskan([lama], warga(desil=9), HARI).hasil == BOLEH


def test_a_measure_may_be_anybodys_of_the_family_and_one_nobody_knows_leaves_it_open():
    pns = aturan({"ukuran": "desil", "salah_satu": [3], "siapa": "anggota"})
    for anggota, hasil in (([{"desil": 3}], DITOLAK), ([{"desil": 2}], BOLEH), ([{"desil": 2}, {}], BELUM_PASTI)):
        assert putuskan([pns], Fakta("A", "K", {"desil": 1}, anggota=anggota), HARI).hasil == hasil
    assert putuskan([pns], Fakta("A", "K", {"desil": 3}), HARI).hasil == DITOLAK, "he is one of them"


def test_a_warning_refuses_nobody():
    lihat = aturan({"ukuran": "umur", "paling_sedikit": 60}, efek=PERINGATKAN)
    putusan = putuskan([lihat], warga(umur=71), HARI)
    assert (putusan.hasil, putusan.peringatan) == (BOLEH, (lihat,))


@pytest.mark.parametrize(
    "isi, kata",
    [
        ([], "syarat: tulis satu syarat"),
        ({"semua": []}, "syarat.semua: isi paling sedikit satu"),
        ({"semua": [{"ukuran": "tinggi", "paling_sedikit": 1}]}, "syarat.semua[1].ukuran: pilih salah satu dari"),
        ({"ukuran": "umur"}, "syarat: tulis batasnya"),
        ({"ukuran": "umur", "paling_sedikit": 9, "paling_banyak": 1}, "lebih besar"),
        ({"ukuran": "umur", "paling_sedikit": "60"}, "angka bulat"),
        ({"menerima": {"program": ["XYZ"]}}, "syarat.menerima.program: XYZ tidak dikenal"),
        ({"menerima": {"siapa": "tetangga"}}, "syarat.menerima.siapa: pilih salah satu dari"),
        ({"menerima": {"keadaan": []}}, "syarat.menerima.keadaan: pilih paling sedikit satu"),
        ({"menerima": {}, "bukan": {}}, "tidak dikenal di sini"),
        ({"hapus": 1}, "hapus tidak dikenal"),
        ({"menerima": {"siapa": []}}, "pilih salah satu dari orang"),
        ({"menerima": {"masa": {}}}, "pilih salah satu dari bertindih"),
        ({"ukuran": ["umur"], "paling_sedikit": 1}, "ukuran: pilih salah satu"),
        ({"ukuran": "umur", "paling_sedikit": 10**30}, "paling banyak 15 angka"),
        ({"ukuran": "umur", "salah_satu": [-(10**30)]}, "paling banyak 15 angka"),
        ({"ukuran": "umur", "paling_sedikit": 1, "siapa": "serumah"}, "siapa: pilih salah satu dari orang, anggota"),
        ({"menerima": {"masa": "pernah", "tahun": 0}}, "tahun: tulis angka bulat 1 sampai 100"),
        ({"menerima": {"tahun": 5}}, "tahun: hanya untuk masa pernah"),
        ({"menerima": {"banyak": True}}, "banyak: tulis angka bulat 1 sampai 99"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(isi, kata):
    with pytest.raises(AturanSalah) as salah:
        baca(isi, UKURAN, PROGRAM)
    assert kata in str(salah.value)


def test_a_condition_without_end_is_refused():
    isi = {"ukuran": "umur", "paling_sedikit": 1}
    for _ in range(50):
        isi = {"bukan": isi}
    with pytest.raises(AturanSalah, match="terlalu bertingkat"):
        baca(isi, UKURAN)


@pytest.mark.parametrize(
    "teks", ["[" * 9_000 + "]" * 9_000, '{"bukan":' * 600 + "1" + "}" * 600, '{"ukuran": "\\ud800"}']
)
def test_a_text_that_would_exhaust_or_garble_is_refused_before_anything_walks_it(teks):
    with pytest.raises(AturanSalah):
        muat(teks)


# ---- SQL says the same

HARIAN = st.integers(-3, 3).map(lambda n: HARI + timedelta(n))
SYARAT = st.recursive(
    st.builds(
        lambda program, komponen, siapa, keadaan, masa, banyak, sendiri: Menerima(
            program, komponen, siapa, keadaan, *masa, banyak, sendiri if banyak > 1 else ""
        ),
        st.frozensets(st.sampled_from(PROGRAM[:3]), max_size=2),
        st.frozensets(st.sampled_from(["hamil", "lansia"]), max_size=1),
        st.sampled_from(["orang", "keluarga", "anggota", "serumah"]),
        st.frozensets(st.sampled_from(["aktif", "nonaktif"]), min_size=1, max_size=2),
        st.sampled_from([("bertindih", None), ("pernah", None), ("pernah", 1), ("pernah", 2)]),
        st.sampled_from([1, 1, 2, 3]),
        st.sampled_from(["", PROGRAM[0]]),
    )
    | st.builds(
        lambda nama, a, b, siapa: Ukuran(nama, min(a, b), max(a, b), siapa=siapa),
        st.sampled_from(UKURAN),
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from(["orang", "anggota"]),
    )
    | st.builds(
        lambda nama, isi, siapa: Ukuran(nama, pilihan=isi, siapa=siapa),
        st.sampled_from(UKURAN),
        st.frozensets(st.integers(0, 4), min_size=1),
        st.sampled_from(["orang", "anggota"]),
    ),
    lambda isi: (
        st.builds(Bukan, isi)
        | st.builds(Semua, st.lists(isi, min_size=1, max_size=3).map(tuple))
        | st.builds(SalahSatu, st.lists(isi, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
NILAI = st.none() | st.integers(0, 4)
TERIMA = st.lists(
    st.builds(
        Ikut,
        st.sampled_from(PROGRAM[:3]),
        st.sampled_from(["K1", "K2", None]),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(["aktif", "nonaktif"]),
        HARIAN,
        st.none() | HARIAN | HARIAN.map(lambda hari: hari - timedelta(365)),
        st.sampled_from([None, "hamil", "lansia"]),
        rekam=st.sampled_from(["R1", "R2"]),
    ),
    max_size=8,
)
RUMAH = st.sampled_from(["H1", "H2", None])
ORANG = st.lists(st.tuples(st.sampled_from(["K1", "K2", None]), RUMAH, NILAI, NILAI, NILAI), min_size=3, max_size=3)
LETAK = Letak(
    "o.orang", "o.keluarga", "o.wilayah", {nama: f"o.{nama}" for nama in UKURAN}, "uji_ikut", "uji_basi",
    ("uji_orang a", "a.keluarga", "a.rumah = o.rumah"), "",
    "uji_orang q WHERE q.keluarga = o.keluarga AND q.orang <> o.orang", {nama: f"q.{nama}" for nama in UKURAN},
)  # fmt: skip


@pytest.fixture
def tabel(engine):
    for satu in (
        "uji_orang (orang TEXT, keluarga TEXT, rumah TEXT, wilayah TEXT, umur INTEGER, desil INTEGER, hamil INTEGER)",
        "uji_ikut (program TEXT, komponen TEXT, orang TEXT, keluarga TEXT, keadaan TEXT, mulai TEXT, sampai TEXT,"
        " sumber TEXT)",
        "uji_basi (program TEXT, wilayah TEXT)",
    ):
        engine.run(f"CREATE TABLE {satu}")
    return engine


def isikan(engine, orang, terima, basi):
    for satu in ("uji_orang", "uji_ikut", "uji_basi"):
        engine.run(f"DELETE FROM {satu}")
    engine.many(
        "INSERT INTO uji_orang VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(nama, keluarga, rumah, "W", *ukuran) for nama, (keluarga, rumah, *ukuran) in zip("ABC", orang, strict=True)],
    )
    engine.many(
        "INSERT INTO uji_ikut VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (i.program, i.komponen, i.orang, i.keluarga, i.keadaan, str(i.mulai), i.sampai and str(i.sampai), i.rekam)
            for i in terima
        ],
    )
    engine.many("INSERT INTO uji_basi VALUES (?, 'W')", [(satu,) for satu in basi])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    syarat=SYARAT,
    orang=ORANG,
    terima=TERIMA,
    basi=st.frozensets(st.sampled_from(PROGRAM[:3]), max_size=1),
    sampai=st.none() | HARIAN,
    dinilai=st.sampled_from(["", "R1"]),
)
def test_one_predicate_answers_for_everybody_as_the_rule_does_for_each(
    tabel, syarat, orang, terima, basi, sampai, dinilai
):
    if sampai is not None and sampai < HARI:
        sampai = HARI
    with tabel.transaction():
        isikan(tabel, orang, terima, basi)
        predikat, nilai = susun(syarat, replace(LETAK, dinilai=dinilai and f"'{dinilai}'"), HARI, sampai)
        jawab = dict(tabel.run(f"SELECT o.orang, {predikat} FROM uji_orang o", nilai))
    for nama, (keluarga, rumah, *ukuran) in zip("ABC", orang, strict=True):
        serumah = {satu[0] for satu in orang if rumah and satu[1] == rumah}
        anggota = [
            dict(zip(UKURAN, isi, strict=True))
            for lain, (milik, _, *isi) in zip("ABC", orang, strict=True)
            if milik == keluarga is not None and lain != nama
        ]
        fakta = Fakta(nama, keluarga, dict(zip(UKURAN, ukuran, strict=True)), terima, basi, serumah, dinilai, anggota)
        harus = berlaku_bagi(syarat, fakta, HARI, sampai)
        didapat = None if jawab[nama] is None else bool(jawab[nama])
        assert didapat is harus, (nama, syarat, predikat)
