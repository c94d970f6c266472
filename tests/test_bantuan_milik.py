"""Programs of one kode that several places made for themselves: seen from above each is its own, and nothing mixes."""

from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.bantuan import (
    admin_menu,
    atribut,
    hasil,
    hasil_ringkas,
    katalog,
    katalog_aturan,
    laporan_isi,
    periksa,
    program,
    salur_jumlah,
    usulan_langkah,
)
from sid_bantuan.modules.bantuan.layar import katalog as layar_katalog
from sid_bantuan.modules.bantuan.layar.katalog import jumlah_penerima, ringkas_kuota
from sid_bantuan.modules.bantuan.layar.penerima_desa import hitung
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.sync.node import Node

from .layar import aplikasi
from .support import salinan
from .support.bantuan import DASAR, PROGRAM, tuntas
from .support.bantuan import program as tulis_program
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di
from .support.salinan import Layar
from .support.surat import orang

SATU, DUA = "35.22.01.2001", "35.22.01.2002"
KABUPATEN = "35.22"
PENERIMA = {"keadaan": "aktif", "mulai": "2026-01-01", "tahun": 2026, "oleh": "A", "pada": "2026-01-01T00:00:00Z"}
BLT = PROGRAM | {"kode": "BLT", "nama": "Bantuan", "singkatan": "BLT", "sasaran": "keluarga"}


@pytest.fixture
def kabupaten(open_node):
    """Two villages have a BLT of their own, of 600.000 and of 300.000, for one family and for two."""
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        for desa, nilai, banyak in ((SATU, 600_000, 1), (DUA, 300_000, 2)):
            tiba(node, desa, "program", **BLT | {"nilai": nilai})
            tiba(node, desa, "kuota", program="BLT", tahun=2026, jumlah=10 * banyak, **DASAR)
            for ke in range(banyak):
                kk = tiba(node, desa, "keluarga")
                kaya = {"nama": "desil", "nilai": 9, "per_tanggal": "2026-01-01", "sumber": "DTSEN", "oleh": "A"}
                tiba(node, desa, "ukuran", subjek=kk, **kaya)
                siapa = warga_tiba(node, desa, f"WARGA {ke}", keluarga_id=kk)
                tiba(node, desa, "penerima", program="BLT", orang_id=siapa, keluarga_id=kk, nama="WARGA", **PENERIMA)
        tuntas(node)
        yield node


def test_each_is_called_by_its_place_and_has_its_own_words_amount_and_recipients(kabupaten):
    ada = program.semua(kabupaten)
    assert {kode: (satu.nilai, satu.tertulis, satu.milik) for kode, satu in ada.items()} == {
        f"BLT@{SATU}": (600_000, "BLT", SATU), f"BLT@{DUA}": (300_000, "BLT", DUA),
    }  # fmt: skip
    assert len({satu.singkatan for satu in ada.values()}) == 2
    assert jumlah_penerima(kabupaten) == {f"BLT@{SATU}": 1, f"BLT@{DUA}": 2}
    assert [ringkas_kuota(kabupaten, satu, 2026)["jumlah"] for satu in map(ada.get, (f"BLT@{SATU}", f"BLT@{DUA}"))] == [
        10, 20,
    ]  # fmt: skip
    assert [program.satu(kabupaten, "BLT", desa).nilai for desa in (SATU, DUA)] == [600_000, 300_000]
    assert (program.satu(kabupaten, "BLT"), program.satu(kabupaten, f"BLT@{DUA}").nilai) == (None, 300_000)
    assert katalog.satu(kabupaten, f"BLT@{DUA}", DUA).nilai == 300_000


def test_hundreds_of_them_are_read_at_once_and_listed_in_part(kabupaten, monkeypatch):
    monkeypatch.setattr(layar_katalog, "TAMPAK", 1)
    pengelola = orang("pengelola_program", wilayah=KABUPATEN)
    klien = aplikasi(kabupaten.engine, pengelola, KABUPATEN, admin_menu.katalog("Bantuan")).test_client()
    assert "2 program; 1 pertama di bawah ini." in klien.get("/program/?milik=bawah").text
    teks = [(f"BLT@{desa}", '{"ukuran": "hidup", "salah_satu": [1]}') for desa in (SATU, DUA)]
    for ke, (kode, syarat) in enumerate(teks):
        isi = {"program": "BLT", "efek": "tolak", "urutan": 0, "syarat": syarat, "alasan": kode}
        tiba(kabupaten, (SATU, DUA)[ke], "aturan", kode="satu", **isi)
    assert {kode: [satu.alasan for satu in isi] for kode, isi in program.aturan(kabupaten).items()} == {
        kode: [kode] for kode, _ in teks
    }


def test_a_list_is_narrowed_to_one_of_them_and_tables_show_both_apart(kabupaten):
    pilih = program.pilih(kabupaten, Penerima, f"BLT@{DUA}")
    assert {satu.wilayah for satu in Penerima.select().where(pilih)} == {DUA}
    with aplikasi(kabupaten.engine, orang("pengelola_program", wilayah=KABUPATEN), KABUPATEN).test_request_context("/"):
        nama, tempat = hitung(kabupaten, "35.22.01")
    assert sorted(nama) == [f"BLT@{SATU}", f"BLT@{DUA}"]
    assert {kode: sel[f"BLT@{DUA}"].aktif for kode, sel in tempat if kode in (SATU, DUA)} == {SATU: 0, DUA: 2}
    siapa, kk = kabupaten.engine.one("SELECT orang_id, keluarga_id FROM sb_penerima WHERE wilayah = ? LIMIT 1", (DUA,))
    assert [satu.singkatan for satu in atribut.orang(kabupaten, siapa, kk)] == [
        program.semua(kabupaten)[f"BLT@{DUA}"].singkatan
    ]


def test_a_resident_is_answered_by_those_of_his_own_village_and_by_its_rules(kabupaten):
    isi = {"program": "BLT", "efek": "tolak", "urutan": 0, "syarat": '{"ukuran": "hidup", "salah_satu": [1]}'}
    tiba(kabupaten, DUA, "aturan", kode="tetangga", alasan="Tidak", **isi)
    tuntas(kabupaten)
    jawab = {}
    for desa in (SATU, DUA):
        siapa = warga_tiba(kabupaten, desa, "BARU")
        tuntas(kabupaten)
        jawab |= {satu.program.kode: satu.hasil for satu in periksa.semua(kabupaten, siapa, date(2026, 11, 21))}
    assert jawab == {f"BLT@{SATU}": "boleh", f"BLT@{DUA}": "ditolak"}
    ada = program.semua(kabupaten)
    assert [len(katalog_aturan.semua(kabupaten, ada[f"BLT@{desa}"])) for desa in (SATU, DUA)] == [0, 1]


def test_what_waits_above_waits_by_the_stages_of_the_village_it_is_from(kabupaten):
    tahap = '[{"nama": "Penetapan", "tingkat": "kabupaten", "peran": ["pengelola_program"]}]'
    id = kabupaten.engine.value("SELECT id FROM sb_program WHERE wilayah = ?", (DUA,))
    tiba(kabupaten, DUA, "program", id, **BLT | {"tahap": tahap})
    milik = usulan_langkah.tahap_milik(kabupaten, orang("pengelola_program", wilayah=KABUPATEN))
    assert [(satu.program, satu.tahap, satu.area) for satu in milik] == [("BLT", 1, DUA)]


def test_once_the_kabupaten_has_one_it_takes_the_place_of_both(kabupaten):
    tulis_program(kabupaten, "BLT", sasaran="keluarga", nilai=1)
    tuntas(kabupaten)
    assert {kode: satu.nilai for kode, satu in program.semua(kabupaten).items()} == {"BLT": 1}
    assert jumlah_penerima(kabupaten) == {"BLT": 3}


def test_reports_and_figures_of_money_count_each_apart(kabupaten):
    salur = {"masa": "2026-01", "tgl": "2026-01-20", "cara": "tunai", "keadaan": "dilaporkan"}
    for desa, nilai in ((SATU, 600_000), (DUA, 300_000)):
        id = tiba(kabupaten, desa, "penyaluran", program="BLT", **salur | DASAR)
        baris = {
            "penyaluran_id": id,
            "nama": "WARGA",
            "nilai": nilai,
            "keadaan": "dibayar",
            "untuk_id": new_id(),
            "oleh": "A",
        }
        tiba(kabupaten, desa, "penyaluran_baris", **baris)
    nama = {kode: satu.nama for kode, satu in program.semua(kabupaten).items()}
    semua = salur_jumlah.per_program(kabupaten, salur_jumlah.Saring(KABUPATEN), nama)
    assert {satu.kode: satu.nilai["dibayar"] for satu in semua} == {f"BLT@{SATU}": 600_000, f"BLT@{DUA}": 300_000}
    satu = salur_jumlah.Saring(KABUPATEN, program=f"BLT@{DUA}")
    assert [ini.nilai["dibayar"] for ini in salur_jumlah.per_program(kabupaten, satu, nama)] == [300_000]
    rows, banyak = salur_jumlah.nama(kabupaten, satu, "", 0, 10)
    assert (banyak, rows[0][1]) == (1, f"BLT@{DUA}")
    minta = hasil.Minta(date(2026, 1, 1), date(2026, 12, 31))
    ringkas = hasil_ringkas.gabung(hasil_ringkas.susun(kabupaten, "35.22.01", minta), "35.22.01")
    assert [(ini.kode, ini.penerima, ini.rupiah) for ini in ringkas.program] == [
        (f"BLT@{SATU}", 1, 600_000), (f"BLT@{DUA}", 2, 300_000),
    ]  # fmt: skip
    for kode, desa in ((f"BLT@{DUA}", {DUA}), (f"BLT@{SATU}", {SATU})):
        minta = hasil.Minta(date(2026, 1, 1), date(2026, 12, 31), kode, desil=4)
        assert {ini.wilayah for ini in hasil.cari(kabupaten, "35.22.01", minta, hasil.SALAH)} == desa
    dua = laporan_isi.baris(kabupaten, "penerima", laporan_isi.Minta(KABUPATEN, f"BLT@{DUA}"))
    assert [(ini["kode_wilayah"], ini["program"]) for ini in dua] == [
        (DUA, program.semua(kabupaten)[f"BLT@{DUA}"].singkatan)
    ] * 2
    assert laporan_isi.baris(kabupaten, "penerima", laporan_isi.Minta(SATU, f"BLT@{DUA}")) == []


def test_screens_above_call_a_villages_own_program_by_its_name(kabupaten, tmp_path):
    tahap = '[{"nama": "Penetapan", "tingkat": "kabupaten", "peran": ["pengelola_program"]}]'
    id = kabupaten.engine.value("SELECT id FROM sb_program WHERE wilayah = ?", (DUA,))
    tiba(
        kabupaten,
        DUA,
        "program",
        id,
        **BLT | {"tahap": tahap, "nama": "Bantuan Sugih Tunai", "singkatan": "Bantuan Sugih"},
    )
    penerima = kabupaten.engine.value("SELECT id FROM sb_penerima WHERE wilayah = ? LIMIT 1", (DUA,))
    isi = {"program": "BLT", "lewat": "desa", "tahun": 2026, "tgl_usul": "2026-11-20", "nama": "WARGA"} | DASAR
    usulan = tiba(kabupaten, DUA, "usulan_bantuan", **isi)
    salur = {"masa": "2026-01", "tgl": "2026-01-20", "cara": "tunai", "keadaan": "dirilis"}
    salur = tiba(kabupaten, DUA, "penyaluran", program="BLT", **salur | DASAR)
    tuntas(kabupaten)
    kabupaten.engine.run("UPDATE sb_usulan_kini SET keadaan = 'diajukan', tahap = 1, giliran = 'kabupaten'")
    layar = Layar(salinan.aplikasi(kabupaten, tmp_path, joko="pengelola_program", wati="wali_data"), "joko")
    for alamat, judul in (
        (f"/penerima/{penerima}", "WARGA"),
        ("/antrean-usulan/", "WARGA"),
        (f"/antrean-usulan/{usulan}", "WARGA"),
        ("/penyaluran/", "Januari 2026"),
        (f"/penyaluran/{salur}", "Januari 2026"),
    ):
        halaman = layar.buka(alamat)
        assert "Bantuan Sugih" in halaman[halaman.index("<main") :], alamat
        assert judul in halaman, alamat
