"""Welfare over time beside aid: measures that are taken, what lists said before, and what came of the aid."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.bantuan import (
    hasil,
    hasil_jumlah,
    hasil_ringkas,
    penetapan_cabut,
    salur_uang,
    ukuran_catat,
    ukuran_kini,
)
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import now

from .support.bantuan import aturan, keluarga, operator, penerima, program, simpan, tetap, tuntas, warga
from .support.dari_desa import tiba
from .support.di import di
from .test_bantuan_penetapan import masuk
from .test_bantuan_putaran import DESA, HARI, sri


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def test_a_measure_is_written_down_with_day_and_source_and_a_slip_taken_back(desa):
    kk = keluarga(desa)
    warga(desa, "TINI", kk)
    tuntas(desa)
    for nilai, per in (("2", date(2025, 3, 1)), ("4", date(2026, 3, 1))):
        ukuran_catat.catat(desa, sri(), "keluarga", kk, "desil", nilai, per, "Pendataan desa", HARI)
    salah = ukuran_catat.catat(desa, sri(), "keluarga", kk, "penghasilan", "1.500.000", HARI, "Wawancara", HARI)
    tuntas(desa)
    assert [(satu.nama, satu.nilai) for satu in ukuran_catat.riwayat(desa, [kk])] == [
        ("penghasilan", 1_500_000), ("desil", 4), ("desil", 2),
    ]  # fmt: skip
    assert desa.engine.value("SELECT nilai FROM sb_ukuran_kini WHERE nama = 'desil'") == 4
    assert ukuran_catat.hapus(desa, sri(), salah.id)
    assert len(ukuran_catat.riwayat(desa, [kk])) == 2


def test_a_slip_taken_back_counts_for_nothing_and_what_rules_said_of_it_neither(desa):
    program(desa, "BLT", sasaran="keluarga")
    aturan(desa, "BLT", {"ukuran": "desil", "paling_sedikit": 6})
    kk = keluarga(desa)
    orang = warga(desa, "TINI", kk)
    penerima(desa, "BLT", orang, "TINI", keluarga_id=kk)
    ukuran_catat.catat(desa, sri(), "keluarga", kk, "desil", "3", date(2026, 3, 1), "Pendataan", HARI)
    salah = ukuran_catat.catat(desa, sri(), "keluarga", kk, "desil", "8", date(2026, 6, 1), "Salah tulis", HARI)
    tuntas(desa)
    assert desa.engine.value("SELECT COUNT(*) FROM sb_peringatan WHERE kode = 'bantuan_melanggar_aturan'") == 1
    ukuran_catat.hapus(desa, sri(), salah.id)
    tuntas(desa)
    assert desa.engine.run("SELECT nilai FROM sb_ukuran_kini WHERE subjek = ?", (kk,)) == [(3,)]
    assert desa.engine.value("SELECT COUNT(*) FROM sb_peringatan WHERE kode = 'bantuan_melanggar_aturan'") == 0


@pytest.mark.parametrize(
    ("nama", "nilai", "per", "kode"),
    [
        ("desil", "11", HARI, "ukuran_desil"),
        ("desil", "dua", HARI, "ukuran_angka"),
        ("umur", "3", HARI, "ukuran_tidak_dikenal"),
        ("desil", "3", date(2027, 1, 1), "ukuran_tanggal"),
        ("desil", "3", None, "wajib_diisi"),
    ],
)
def test_what_makes_no_sense_is_not_written_down(desa, nama, nilai, per, kode):
    kk = keluarga(desa)
    with pytest.raises(DataDitolak) as salah:
        ukuran_catat.catat(desa, sri(), "keluarga", kk, nama, nilai, per, "Pendataan", HARI)
    assert [satu.kode for satu in salah.value.kesalahan] == [kode]


def test_each_change_of_desil_a_list_brings_is_kept_and_goes_with_a_list_that_is_withdrawn(desa):
    kk = keluarga(desa)
    warga(desa, "TINI", kk, nik="3522014105800001")
    id = tetap(desa, DTSEN, DESA, "TINI", nik="3522014105800001", desil=2, per_tanggal="2026-01-01")
    tuntas(desa)

    def daftar(desil: int, per: str) -> list[tuple]:
        desa.engine.run("UPDATE sb_penetapan SET desil = ?, per_tanggal = ? WHERE id = ?", (desil, per, id))
        tuntas(desa)
        return [(satu.nilai, satu.per_tanggal.isoformat()) for satu in ukuran_catat.riwayat(desa, [kk])]

    assert daftar(2, "2026-04-01") == [(2, "2026-04-01"), (2, "2026-01-01")]
    assert daftar(4, "2026-07-01") == [(4, "2026-07-01"), (2, "2026-01-01")]
    assert daftar(2, "2026-04-01") == [(2, "2026-04-01"), (2, "2026-01-01")]
    assert desa.engine.value("SELECT COUNT(*) FROM sb_ukuran") == 1


def test_what_one_village_measures_of_anothers_family_counts_for_nothing_in_whatever_order_it_comes(open_node):
    atas, lain = Node(open_node("35.22.01"), "35.22.01", CATALOG), "35.22.01.2002"
    with di(atas):
        isi = {"nama": "desil", "per_tanggal": "2026-11-01", "sumber": "X", "oleh": "Y", "nilai": 9}
        dulu, nanti, milik = (new_id() for _ in range(3))
        tiba_dari(atas, DESA, "keluarga", dulu)
        tiba_dari(atas, lain, "ukuran", new_id(), subjek=dulu, **isi)
        tiba_dari(atas, lain, "ukuran", new_id(), subjek=nanti, **isi)
        tiba_dari(atas, DESA, "keluarga", nanti)
        tiba_dari(atas, DESA, "keluarga", milik)
        tiba_dari(atas, DESA, "ukuran", new_id(), subjek=milik, **isi)
        assert atas.engine.run("SELECT subjek, nilai FROM sb_ukuran_kini") == [(milik, 9)]


def tiba_dari(node, penulis: str, tipe: str, id: str, **isi) -> None:
    """A row of a village as it came, and what follows for its measures."""
    with node.engine.transaction(), node.engine.applying():
        rows = [(id, penulis, penulis, *isi.values())]
        node.engine.upsert(node.catalog[tipe].table, ("id", "node", "wilayah", *isi), "id", rows)
        ukuran_kini.derive(node, tipe, [id])


def test_a_list_that_is_taken_back_takes_the_measures_with_it_that_it_brought(desa):
    kk = keluarga(desa)
    warga(desa, "TINI", kk, nik="3522014105800001")
    sendiri = ukuran_catat.catat(desa, sri(), "keluarga", kk, "desil", "5", date(2026, 1, 5), "Pendataan", HARI)
    tuntas(desa)
    daftar, _ = masuk(
        desa, "TINI;3522014105800001;3522012001;2", kode=DTSEN, area=DESA, judul="nama;nik;kode desa;desil"
    )
    assert [satu.nilai for satu in ukuran_catat.riwayat(desa, [kk])] == [2, 5]
    penetapan_cabut.cabut(desa, operator(desa), daftar.id)
    tuntas(desa)
    assert [satu.id for satu in ukuran_catat.riwayat(desa, [kk])] == [sendiri.id]
    assert desa.engine.value("SELECT nilai FROM sb_ukuran_kini WHERE subjek = ?", (kk,)) == 5


def test_a_measure_sent_twice_is_one(desa):
    kk = keluarga(desa)
    isi = ("keluarga", kk, "desil", "2", date(2026, 3, 1), "Pendataan desa", HARI)
    assert ukuran_catat.catat(desa, sri(), *isi).id == ukuran_catat.catat(desa, sri(), *isi).id
    assert len(ukuran_catat.riwayat(desa, [kk])) == 1


# ---- what came of it

MINTA = hasil.Minta(date(2025, 1, 1), HARI)


def dibayar(desa, sumber: str, nilai: int, tgl: str, kode: str = "BLT", **isi) -> tuple[str, str]:
    """The disbursement and its line."""
    dasar = {"oleh": "Bu Sri"}
    salur = simpan(
        desa,
        "penyaluran",
        program=kode,
        masa=tgl[:7],
        tgl=tgl,
        keadaan="dilaporkan",
        cara="tunai",
        pada=now(),
        **dasar,
        **isi,
    )
    baris = simpan(
        desa,
        "penyaluran_baris",
        penyaluran_id=salur,
        untuk_id=sumber,
        nama="WARGA",
        nilai=nilai,
        keadaan="dibayar",
        **dasar,
    )
    return salur, baris


def dibetulkan(desa, laporan: str, baris: str, *langkah: tuple[str, int]) -> None:
    """A line put right step by step in the report of a disbursement; the first step is what stood there."""
    for ke, ((dari, dari_nilai), (keadaan, nilai)) in enumerate(itertools.pairwise(langkah), 1):
        simpan(
            desa, "pembetulan_salur", penyaluran_id=laporan, baris_id=baris, ke=ke, dari_keadaan=dari, keadaan=keadaan,
            dari_nilai=dari_nilai, nilai=nilai, alasan="Keliru mencatat", oleh="Bu Sri", pada=now(),
        )  # fmt: skip


def desil(desa, siapa: str, *nilai: tuple[int, str]) -> None:
    for satu, per in nilai:
        simpan(
            desa, "ukuran", subjek=siapa, nama="desil", nilai=satu, per_tanggal=per, sumber="Pendataan", oleh="Bu Sri"
        )


def keluarga_dengan(desa, nama: str, *nilai: tuple[int, str]) -> tuple[str, str]:
    kk = keluarga(desa)
    orang = warga(desa, nama, kk)
    desil(desa, kk, *nilai)
    return kk, orang


def bernama(desa, jenis: str, minta=MINTA) -> list[str]:
    tuntas(desa)
    semua = hasil.cari(desa, DESA, minta, jenis)
    nama = hasil.nama(desa, [satu.subjek for satu in semua])
    return [nama[satu.subjek].nama for satu in semua]


def test_who_got_much_and_is_no_better_off_is_found_and_who_is_or_got_little_is_not(desa):
    program(desa, "BLT", sasaran="keluarga")
    for nama, rupiah, *nilai in (
        ("TETAP MISKIN", 3_000_000, (2, "2025-01-10"), (2, "2026-06-01")),
        ("MEMBURUK", 2_000_000, (3, "2025-01-10"), (4, "2025-06-01"), (1, "2026-06-01")),
        ("MEMBAIK", 3_000_000, (2, "2025-01-10"), (5, "2026-06-01")),
        ("SEDIKIT", 300_000, (2, "2025-01-10"), (2, "2026-06-01")),
        ("SEKALI DIUKUR", 3_000_000, (2, "2026-06-01")),
    ):
        kk, orang = keluarga_dengan(desa, nama, *nilai)
        dibayar(desa, penerima(desa, "BLT", orang, nama, keluarga_id=kk), rupiah, "2026-02-01")
    keluarga_dengan(desa, "TANPA BANTUAN", (2, "2025-01-10"), (3, "2026-06-01"))
    assert bernama(desa, hasil.TETAP) == ["TETAP MISKIN", "MEMBURUK"]
    assert [(satu.kata, satu.dibantu, satu.tidak) for satu in hasil_jumlah.perubahan(desa, DESA, MINTA)] == [
        ("Membaik", 1, 1), ("Tetap", 2, 0), ("Memburuk", 1, 0),
    ]  # fmt: skip
    satu = hasil.cari(desa, DESA, MINTA, hasil.TETAP)[1]
    assert (satu.rupiah, satu.awal, satu.akhir, satu.akhir_per) == (2_000_000, 3, 1, "2026-06-01")


def test_a_list_that_says_the_same_desil_again_is_a_second_measure(desa):
    program(desa, "BLT", sasaran="keluarga")
    kk = keluarga(desa)
    orang = warga(desa, "TINI", kk, nik="3522014105800001")
    dibayar(desa, penerima(desa, "BLT", orang, "TINI", keluarga_id=kk), 3_000_000, "2026-02-01")
    id = tetap(desa, DTSEN, DESA, "TINI", nik="3522014105800001", desil=2, per_tanggal="2025-01-10")
    assert bernama(desa, hasil.TETAP) == []
    desa.engine.run("UPDATE sb_penetapan SET per_tanggal = '2026-06-01' WHERE id = ?", (id,))
    assert bernama(desa, hasil.TETAP) == ["TINI"]


def test_money_before_the_first_day_and_goods_do_not_count(desa):
    program(desa, "BLT", sasaran="keluarga")
    kk, orang = keluarga_dengan(desa, "TINI", (2, "2024-01-10"), (2, "2026-06-01"))
    sumber = penerima(desa, "BLT", orang, "TINI", keluarga_id=kk)
    dibayar(desa, sumber, 5_000_000, "2024-12-31")
    dibayar(desa, sumber, 5_000_000, "2026-01-31", satuan="kg beras")
    assert bernama(desa, hasil.TETAP) == []


def test_money_counts_as_it_was_found_to_be_after_the_report(desa):
    program(desa, "BLT", sasaran="keluarga")
    kk, orang = keluarga_dengan(desa, "TINI", (2, "2025-01-10"), (2, "2026-06-01"))
    sumber = penerima(desa, "BLT", orang, "TINI", keluarga_id=kk)
    (_, januari), (februari, baris_februari) = (dibayar(desa, sumber, 900_000, f"2026-0{bulan}-01") for bulan in (1, 2))
    tuntas(desa)
    uang = lambda: (  # noqa: E731
        hasil.dibayar(desa.engine, DESA, MINTA),
        ukuran_catat.diterima(desa, [kk]),
        [satu.rupiah for satu in hasil_jumlah.per_program(desa, DESA, MINTA, [])],
    )
    assert uang() == ({kk: 1_800_000}, [(2026, 1_800_000)], [1_800_000])
    dibetulkan(desa, februari, januari, ("dibayar", 900_000), ("gagal", 900_000), ("dibayar", 750_000))
    dibetulkan(desa, februari, baris_februari, ("dibayar", 950_000), ("dibayar", 900_000))
    assert uang() == ({kk: 1_650_000}, [(2026, 1_650_000)], [1_650_000]), "what the bank paid otherwise is in the line"
    desa.engine.run("UPDATE sb_penyaluran SET keadaan = 'dibatalkan' WHERE id = ?", (februari,))
    assert uang()[0] == {kk: 1_800_000}, "a report taken back corrects nothing"


def test_what_another_office_says_of_a_line_takes_no_money_off(open_node):
    node = Node(open_node("35.22"), "35.22", CATALOG)
    salur = {"program": "BLT", "cara": "tunai", "keadaan": "dilaporkan", "oleh": "A", "pada": "2026-01-01T00:00:00Z"}
    betul = {"ke": 1, "dari_keadaan": "dibayar", "dari_nilai": 9, "keadaan": "gagal", "nilai": 9, "alasan": "Usil"}
    with di(node):
        satu, dua = (
            tiba(node, desa, "penyaluran", masa="2026-01", tgl="2026-01-20", **salur)
            for desa in (DESA, "35.22.01.2002")
        )
        baris = tiba(node, DESA, "penyaluran_baris", penyaluran_id=satu, untuk_id="a" * 32, nama="TINI", nilai=9,
                     keadaan="dibayar", oleh="A")  # fmt: skip
        tiba(node, "35.22.01.2002", "pembetulan_salur", penyaluran_id=dua, baris_id=baris, oleh="B",
             pada="2026-02-01T00:00:00Z", **betul)  # fmt: skip
        assert salur_uang.per(node.engine, "s.program", "", "s.program = ?", ("BLT",)) == {"BLT": 9}


def test_who_had_to_give_it_all_back_got_nothing(desa):
    program(desa, "BLT", sasaran="keluarga")
    kk, orang = keluarga_dengan(desa, "TINI", (2, "2025-01-10"), (2, "2026-06-01"))
    sumber = penerima(desa, "BLT", orang, "TINI", keluarga_id=kk, keadaan="nonaktif")
    _, baris = dibayar(desa, sumber, 3_000_000, "2026-02-01")
    lain = simpan(desa, "penyaluran", program="BLT", masa="2026-03", tgl="2026-03-01", keadaan="dilaporkan",
                  cara="tunai", pada=now(), oleh="Bu Sri")  # fmt: skip
    dibetulkan(desa, lain, baris, ("dibayar", 3_000_000), ("dikembalikan", 3_000_000))
    assert bernama(desa, hasil.TETAP) == []
    assert hasil.dibayar(desa.engine, DESA, MINTA) == {}
    assert [satu.tidak for satu in hasil_jumlah.perubahan(desa, DESA, MINTA)] == [0, 1, 0]


def test_the_poor_whom_no_rule_refuses_and_who_get_nothing_are_left_out(desa):
    program(desa, "BLT", sasaran="keluarga")
    program(desa, "PKH", sasaran="keluarga")
    aturan(desa, "BLT", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}})
    kk, orang = keluarga_dengan(desa, "DAPAT PKH", (1, "2026-06-01"))
    penerima(desa, "PKH", orang, "DAPAT PKH", keluarga_id=kk)
    keluarga_dengan(desa, "BELUM DIBANTU", (2, "2026-06-01"))
    keluarga_dengan(desa, "MAMPU", (8, "2026-06-01"))
    desa.engine.run("UPDATE sb_penduduk SET hubungan_keluarga = NULL WHERE nama = 'MAMPU'")
    assert bernama(desa, hasil.BELUM) == ["BELUM DIBANTU"]
    assert bernama(desa, hasil.BELUM, replace(MINTA, program="PKH")) == ["BELUM DIBANTU"]
    assert bernama(desa, hasil.BELUM, replace(MINTA, program="BLT")) == ["BELUM DIBANTU"]
    assert bernama(desa, hasil.BELUM, replace(MINTA, program="BLT", desil=9)) == ["BELUM DIBANTU", "MAMPU"]


def test_who_gets_aid_above_the_desil_or_against_a_rule_is_told_why(desa):
    program(desa, "BLT", sasaran="keluarga")
    program(desa, "PKH", sasaran="keluarga")
    aturan(
        desa, "BLT", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Penerima PKH tidak menerima BLT"
    )
    for nama, nilai, kode in (("MAMPU", 8, "BLT"), ("LAYAK", 2, "BLT"), ("DUA-DUANYA", 2, "BLT")):
        kk, orang = keluarga_dengan(desa, nama, (nilai, "2026-06-01"))
        penerima(desa, kode, orang, nama, keluarga_id=kk)
        if nama == "DUA-DUANYA":
            penerima(desa, "PKH", orang, nama, keluarga_id=kk)
    tuntas(desa)
    semua = hasil.cari(desa, DESA, MINTA, hasil.SALAH)
    nama = hasil.nama(desa, [satu.subjek for satu in semua])
    assert {(nama[satu.subjek].nama, satu.program, satu.sebab) for satu in semua} == {
        ("MAMPU", "BLT", "Desil 8, di atas 4"),
        ("DUA-DUANYA", "BLT", "Penerima PKH tidak menerima BLT"),
    }
    ringkas = hasil_ringkas.gabung(hasil_ringkas.susun(desa, DESA, MINTA), DESA)
    assert ringkas.per_tempat(2) == {"35.22.01": {hasil.TETAP: 0, hasil.BELUM: 0, hasil.SALAH: 2}}
    assert [(satu.kode, satu.penerima, satu.salah) for satu in ringkas.program] == [("BLT", 3, 2), ("PKH", 1, 0)]
    assert [(satu.desil, satu.keluarga, satu.dibantu) for satu in hasil.per_desil(desa, DESA) if satu.keluarga] == [
        (2, 2, 2), (8, 1, 1),
    ]  # fmt: skip


def test_what_a_family_was_paid_stands_by_year_beside_its_measures(desa):
    program(desa, "BLT", sasaran="keluarga")
    kk, orang = keluarga_dengan(desa, "TINI", (2, "2025-01-10"))
    sumber = penerima(desa, "BLT", orang, "TINI", keluarga_id=kk)
    for nilai, tgl in ((600_000, "2025-03-01"), (300_000, "2026-02-01"), (300_000, "2026-05-01")):
        dibayar(desa, sumber, nilai, tgl)
    tuntas(desa)
    assert ukuran_catat.diterima(desa, [kk]) == [(2026, 600_000), (2025, 600_000)]


def test_the_numbers_of_an_area_are_the_sum_of_its_villages_and_a_page_of_names_goes_through_them(desa, monkeypatch):
    program(desa, "BLT", sasaran="keluarga")
    for nama, nilai in (("ANI", 1), ("BUDI", 2), ("CITRA", 3)):
        keluarga_dengan(desa, nama, (nilai, "2026-06-01"))
    tuntas(desa)
    lain = "35.22.01.2002"
    rows = hasil_ringkas.susun(desa, DESA, MINTA)
    semua = hasil_ringkas.gabung([*rows, (lain, rows[0][1])], "35.22.01")
    assert semua.jumlah == {hasil.TETAP: 0, hasil.BELUM: 6, hasil.SALAH: 0}
    assert semua.per_tempat(3).keys() == {DESA, lain}
    assert [satu.keluarga for satu in semua.desil[:4]] == [2, 2, 2, 0]
    cari, dicari = hasil.cari, []

    def cari_di(node, kode, minta, jenis):
        dicari.append(kode)
        return [replace(satu, wilayah=kode) for satu in cari(node, DESA, minta, jenis)]

    monkeypatch.setattr(hasil, "cari", cari_di)
    halaman = [
        [(satu.wilayah, satu.akhir) for satu in hasil_ringkas.nama(desa, semua, MINTA, hasil.BELUM, mulai, 2)]
        for mulai in (0, 2, 4, 6)
    ]
    assert halaman == [[(DESA, 1), (DESA, 2)], [(DESA, 3), (lain, 1)], [(lain, 2), (lain, 3)], []]
    assert dicari == [DESA, DESA, lain, lain], "only the villages on the page are read"
