"""Recipients from a sheet: every line finds its resident and its answer, the same as the counter would give."""

import io
import re
from datetime import date
from random import Random

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import pendaftaran, pendaftaran_banyak, penerima_lembar, tabel_luar
from sid_bantuan.modules.bantuan.pendaftaran import Pendaftaran
from sid_bantuan.modules.bantuan.penerima_lembar import ARTI
from sid_bantuan.modules.bantuan.program import satu as satu_program
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node

from .support import bantuan as b
from .support.desa import Peramban, aplikasi
from .test_layar_daftar_luar import tunggu

DESA = "35.22.01.2001"
TAHUN = date.today().year
AWAL = date(TAHUN, 1, 1)
NIK = [f"35220141058{nomor:05}" for nomor in range(1, 40)]


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def rencana(node, kode: str, *baris: str, judul: str = "NIK;Nama;No KK", unggahan: str = ""):
    tabel = tabel_luar.baca("\n".join((judul, *baris)).encode(), ARTI)
    peta = tabel_luar.peta(node, "uji", tabel.judul, ARTI)
    return penerima_lembar.rencanakan(node, kode, tabel, peta, AWAL, unggahan=unggahan)


def daftar(node, kode: str, semua, unggahan: str = "a" * 32) -> None:
    penerima_lembar.daftarkan(node, b.operator(node), kode, semua, unggahan, "Musdes")
    b.tuntas(node)


def nasib(semua) -> list[str]:
    return [satu.nasib for satu in semua]


def test_a_line_means_whom_its_number_one_he_had_or_his_card_and_name_say(desa):
    b.program(desa, "SEMBAKO")
    kk = b.keluarga(desa, "3522011505150001")
    tini, tono = b.warga(desa, "Siti Aminah", kk, nik=NIK[0]), b.warga(desa, "TONO", kk)
    b.warga(desa, "SLAMET", nik=NIK[1])
    b.warga(desa, "SLAMET", nik=NIK[2])
    desa.engine.run("INSERT INTO sb_nik_kenal (nik, orang) VALUES (?, ?)", (NIK[9], tini))
    semua = rencana(
        desa, "SEMBAKO", f"{NIK[0]};SITI AMINAH;", ";Tono;3522011505150001", f"{NIK[9]};SITI AMINAH;", ";SLAMET;",
        f"{NIK[20]};HANTU;", f"{NIK[2]};PAIMAN;", ";TONO;", f"{NIK[1]};SLAMAT R;", f"{NIK[2]};;",
    )  # fmt: skip
    assert [satu.penduduk for satu in semua[:3]] == [tini, tono, tini]
    assert nasib(semua) == [
        "terdaftar", "terdaftar", "sudah", "tidak_ditemukan", "tidak_ditemukan", "orang_lain", "sudah", "terdaftar",
        "terdaftar",
    ]  # fmt: skip
    assert semua[5].kata == semua[7].kata == ["Nama di data penduduk: SLAMET"]


def test_rules_quota_and_doubles_speak_line_by_line_and_only_those_allowed_are_enrolled(desa):
    b.program(desa, "PKH", sasaran="keluarga", penetap="luar")
    b.program(desa, "BST", sasaran="keluarga", komponen=[{"kode": "lansia", "nama": "Lanjut usia"}])
    b.aturan(desa, "BST", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Sudah menerima PKH")
    b.kuota(desa, "BST", 2, tahun=TAHUN)
    kk = [b.keluarga(desa) for _ in range(5)]
    for nomor, satu in enumerate(kk):
        b.warga(desa, f"WARGA {nomor}", satu, nik=NIK[nomor])
    b.warga(desa, "ISTRI 1", kk[1], nik=NIK[9])
    b.warga(desa, "ALMARHUM", b.keluarga(desa), nik=NIK[10], status_dasar=2)
    b.tetap(desa, "PKH", DESA, nik=NIK[0])
    b.tuntas(desa)
    baris = (
        f"{NIK[0]};WARGA 0;;01-02-{TAHUN}", f"{NIK[1]};WARGA 1;Lanjut usia;", f"{NIK[9]};ISTRI 1;;", f"{NIK[10]};ALMARHUM;;",
        f"{NIK[2]};WARGA 2;;kapan", f"{NIK[3]};WARGA 3;;", f"{NIK[4]};WARGA 4;;",
    )  # fmt: skip
    semua = rencana(desa, "BST", *baris, judul="NIK;Nama;Komponen;Mulai")
    assert nasib(semua) == ["ditolak", "terdaftar", "sudah", "tidak_di_sini", "salah", "terdaftar", "penuh"]
    assert semua[0].kata == ["Sudah menerima PKH"]
    assert Penerima.select().count() == 0
    daftar(desa, "BST", semua)
    assert [(satu.nama, satu.sumber) for satu in Penerima.select().order_by(Penerima.nama)] == [
        ("WARGA 1", "Musdes"), ("WARGA 3", "Musdes"),
    ]  # fmt: skip
    assert "lansia" in Penerima.get(Penerima.nama == "WARGA 1").komponen
    daftar(desa, "BST", rencana(desa, "BST", *baris, judul="NIK;Nama;Komponen;Mulai"))
    assert Penerima.select().count() == 2, "taken twice it is the same"


@pytest.mark.parametrize("benih", range(4))
def test_many_at_once_are_answered_as_each_is_at_the_counter(desa, benih):
    acak = Random(benih)
    for kode in ("PKH", "BPNT", "BST", "UJI"):
        b.program(
            desa, kode, sasaran=acak.choice(("orang", "keluarga")), berkuota=0, karena_kematian=acak.choice((0, 0, 1))
        )
    for kode in ("BST", "UJI"):
        siapa = acak.choice(("orang", "keluarga", "anggota"))
        b.aturan(desa, kode, {"menerima": {"program": acak.sample(["PKH", "BPNT", "BST"], 2), "siapa": siapa}})
    b.aturan(
        desa,
        "UJI",
        {"ukuran": acak.choice(("umur", "desil", "jumlah_anggota")), "paling_sedikit": acak.choice((2, 40))},
    )
    kk = [b.keluarga(desa) for _ in range(8)]
    lahir = ("1950-01-01", "1990-05-05", "2015-01-01")
    orang = [
        b.warga(desa, f"W{nomor}", acak.choice([*kk, None]), status_dasar=acak.choice((1, 1, 1, 2, 3)),
                tanggal_lahir=acak.choice(lahir))
        for nomor in range(30)
    ]  # fmt: skip
    for siapa in acak.sample(orang, 14):
        keluarga = desa.engine.value("SELECT keluarga_id FROM sb_penduduk WHERE id = ?", (siapa,))
        mulai, sampai = acak.choice((("2020-01-01", "2020-12-31"), (f"{TAHUN}-01-01", None)))
        b.penerima(desa, acak.choice(("PKH", "BPNT", "BST", "UJI")), siapa, keluarga_id=keluarga, mulai=mulai,
                   sampai=sampai, keadaan=acak.choice(("aktif", "ditangguhkan", "nonaktif")))  # fmt: skip
    b.tuntas(desa)
    for kode in ("BST", "UJI"):
        banyak = pendaftaran_banyak.nilai(desa, satu_program(desa, kode), orang, AWAL)
        assert {siapa: banyak[siapa].hasil for siapa in orang} == {
            siapa: _di_loket(desa, kode, siapa) for siapa in orang
        }


class _Batal(Exception):
    """Takes back what was only asked."""


def _di_loket(node, kode: str, siapa: str) -> str:
    """What the one door answers; nothing of it stays."""
    try:
        with node.engine.transaction():
            hasil = pendaftaran.daftarkan(node, b.operator(node), Pendaftaran(kode, siapa, AWAL)).hasil
            raise _Batal
    except _Batal:
        return hasil
    except DataDitolak:
        return "tidak_di_sini"


def test_an_upload_that_was_interrupted_goes_on_where_it_stopped_and_tells_of_all_its_lines(desa, monkeypatch):
    b.program(desa, "SEMBAKO")
    orang = [b.warga(desa, f"WARGA {nomor}", nik=NIK[nomor]) for nomor in range(5)]
    baris = [f"{NIK[nomor]};WARGA {nomor};" for nomor in range(5)]
    semua = rencana(desa, "SEMBAKO", *baris)
    monkeypatch.setattr(penerima_lembar, "SEKALI", 2)

    def padam(_langkah, selesai, _jumlah):
        if selesai == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        penerima_lembar.daftarkan(desa, b.operator(desa), "SEMBAKO", semua, "a" * 32, "Musdes", padam)
    assert Penerima.select().count() == 4
    assert nasib(rencana(desa, "SEMBAKO", *baris)) == ["sudah"] * 4 + ["terdaftar"], "another upload knows them"
    lagi = rencana(desa, "SEMBAKO", *baris, unggahan="a" * 32)
    assert nasib(lagi) == ["terdaftar"] * 5
    daftar(desa, "SEMBAKO", lagi)
    assert [satu.penerima for satu in lagi[:4]] == [satu.penerima for satu in semua[:4]]
    assert {satu.orang_id for satu in Penerima.select()} == set(orang)
    assert Penerima.select().count() == 5
    tukar = rencana(desa, "SEMBAKO", *baris[::-1], unggahan="a" * 32)
    assert nasib(tukar) == ["sudah", "sudah", "terdaftar", "sudah", "sudah"], (
        "other people in the same lines are others"
    )


def test_two_spans_that_do_not_meet_are_two_lines_of_one_person(desa):
    b.program(desa, "SEMBAKO")
    b.warga(desa, "TINI", nik=NIK[0])
    spans = ("01-01-2025;31-12-2025", "01-01-2026;31-12-2026", "01-06-2026;", "01-02-1926;")
    semua = rencana(desa, "SEMBAKO", *(f"{NIK[0]};TINI;{satu}" for satu in spans), judul="NIK;Nama;Mulai;Sampai")
    assert nasib(semua) == ["terdaftar", "terdaftar", "sudah", "salah"]
    daftar(desa, "SEMBAKO", semua)
    assert nasib(semua) == ["terdaftar", "terdaftar", "sudah", "salah"], "the door says the same"
    assert Penerima.select().count() == 2


def test_who_has_no_card_and_has_the_aid_by_a_list_is_told_so_before_as_at_the_door(desa):
    b.program(desa, "SEMBAKO", sasaran="keluarga")
    tini = b.warga(desa, "TINI", nik=NIK[0])
    b.tetap(desa, "SEMBAKO", DESA, "TINI", nik=NIK[0])
    b.tuntas(desa)
    assert nasib(rencana(desa, "SEMBAKO", f"{NIK[0]};TINI;")) == ["sudah"] == [_di_loket(desa, "SEMBAKO", tini)]


def test_a_sheet_is_looked_through_by_screen_those_allowed_enrolled_and_the_rest_downloaded(desa, tmp_path):
    b.program(desa, "SEMBAKO", sasaran="keluarga")
    b.warga(desa, "TINI", b.keluarga(desa), nik=NIK[0])
    b.tuntas(desa)
    siti = Peramban(aplikasi(desa.engine, tmp_path, "operator"))
    assert "/unggah-penerima/" in siti.buka("/daftar-penerima/")
    lembar = io.BytesIO(f"NIK;Nama\n{NIK[0]};TINI\n{NIK[1]};HANTU\n".encode())
    kirim = {"program": "SEMBAKO", "mulai": f"01-01-{TAHUN}", "berkas": (lembar, "penerima.csv")}
    siti.kirim("/unggah-penerima/unggah", kirim)
    alamat = tunggu(
        siti, "/unggah-penerima/" + re.search(r"/unggah-penerima/(\w{32})", siti.buka("/unggah-penerima/"))[1]
    )
    page = siti.buka(alamat)
    assert "Daftarkan: 1 baris?" in page
    assert "HANTU" in page
    assert siti.klien.get(f"{alamat}/sisa.xlsx").data.startswith(b"PK")
    siti.kirim(f"{alamat}/ambil")
    page = siti.buka(tunggu(siti, alamat) + "?tab=terdaftar")
    assert f"/penerima/{Penerima.get().id}" in page
    assert "1 penerima terdaftar" in page


def test_an_upload_that_fails_midway_says_that_some_may_be_enrolled_and_goes_on(desa, tmp_path, monkeypatch):
    b.program(desa, "SEMBAKO")
    b.warga(desa, "TINI", nik=NIK[0])
    siti = Peramban(aplikasi(desa.engine, tmp_path, "operator"))
    kirim = {
        "program": "SEMBAKO",
        "mulai": f"01-01-{TAHUN}",
        "berkas": (io.BytesIO(f"NIK;Nama\n{NIK[0]};TINI".encode()), "a.csv"),
    }
    siti.kirim("/unggah-penerima/unggah", kirim)
    alamat = tunggu(
        siti, "/unggah-penerima/" + re.search(r"/unggah-penerima/(\w{32})", siti.buka("/unggah-penerima/"))[1]
    )
    asli = penerima_lembar.pendaftaran.daftarkan
    monkeypatch.setattr(penerima_lembar.pendaftaran, "daftarkan", lambda *_: 1 / 0)
    siti.kirim(f"{alamat}/ambil")
    page = siti.buka(tunggu(siti, alamat))
    assert "sebagian baris mungkin sudah terdaftar" in page
    monkeypatch.setattr(penerima_lembar.pendaftaran, "daftarkan", asli)
    siti.kirim(f"{alamat}/ulangi")
    siti.kirim(f"{tunggu(siti, alamat)}/ambil")
    assert "1 penerima terdaftar" in siti.buka(tunggu(siti, alamat))


def test_a_sheet_for_a_program_an_agency_decides_is_refused_before_it_is_read(desa, tmp_path):
    b.program(desa, "PKH", penetap="luar")
    siti = Peramban(aplikasi(desa.engine, tmp_path, "operator"))
    kirim = {"program": "PKH", "mulai": f"01-01-{TAHUN}", "berkas": (io.BytesIO(b"nama\nTINI"), "a.csv")}
    assert "ditetapkan instansi lain" in siti.kirim("/unggah-penerima/unggah", kirim)
