"""Whole numbers in forms: read in one way everywhere, and whatever else a browser sends is told, never a crash."""

import pytest

from sid_bantuan.domain.angka import TERBESAR, AngkaTerlaluBesar, angka_kiriman, baca_angka
from sid_bantuan.modules.bantuan.tables import Penerima, Program
from sid_bantuan.modules.bantuan.tables_salur import Penyaluran
from sid_bantuan.modules.kependudukan.isian_angka import angka_isian
from sid_bantuan.modules.kependudukan.layar import isian
from sid_bantuan.ui.formulir import VERSION

from .support import bantuan as uji

BANYAK = "9" * 5_000
"""More digits than Python turns into a number."""
ANEH = (BANYAK, "²", "٣", "-1", "1e5", "1_000", "1.5", "nan", "9" * 16)


@pytest.fixture(params=["sqlite"])
def kind(request):
    return request.param


@pytest.mark.parametrize(
    ("teks", "angka"),
    [
        ("", None),
        ("  ", None),
        ("12", 12),
        ("1.500", 1_500),
        ("Rp600.000,00", 600_000),
        ("0012", 12),
        ("0", 0),
        ("rp 5,-", 5),
    ],
)
def test_numbers_are_read_as_an_office_writes_them(teks, angka):
    assert baca_angka(teks) == angka


@pytest.mark.parametrize("teks", ANEH)
def test_what_is_no_number_or_too_large_is_told_in_words(teks):
    salah = []
    assert angka_isian(teks, "nilai", salah) is None
    assert [satu.kolom for satu in salah] == ["nilai"]
    assert salah[0].judul in ("Bukan angka", "Angka ini terlalu besar")


def test_the_largest_number_is_named():
    salah = []
    assert angka_isian("2.147.483.647", "nilai", salah) == TERBESAR
    assert angka_isian("2.147.483.648", "nilai", salah, baris="3") is None
    assert (salah[0].saran, salah[0].baris) == ("Paling besar 2.147.483.647. Periksa jumlah nolnya.", "3")
    with pytest.raises(AngkaTerlaluBesar):
        baca_angka(BANYAK)


def test_a_number_our_own_pages_send_is_digits_and_nothing_else():
    assert [angka_kiriman(satu) for satu in ("0", "17", "999999999999999")] == [0, 17, 999_999_999_999_999]
    assert [angka_kiriman(satu) for satu in (*ANEH, "", None, " 1", "1\n")] == [None] * (len(ANEH) + 4)


@pytest.mark.parametrize("teks", ANEH)
def test_a_code_typed_as_no_code_is_a_fault(teks):
    assert isian.baca_kode(teks, {1: "Kepala keluarga", 9: "Famili lain"})[0] is None
    assert isian.baca_bulat(teks) == (None, "bukan_angka")


# ---- the forms themselves


def kiriman(satu: str) -> dict:
    """A form's fields with this wherever a number belongs."""
    angka = ("nilai", "undangan", "tahun", "urutan", "hari", "berlaku_hari", "jumlah", "kolom_nomor", "kolom_dasar", "0.sedikit",
             "0.banyak", "komponen0.nilai", "tahap0.hari", "peringkat0.bobot", "k0.lebar")  # fmt: skip
    return dict.fromkeys(angka, satu) | {
        VERSION: satu, "dilihat": satu, "tgl": "21-11-2026", "tgl_usul": "21-11-2026", "nama": "UJI", "banyak": "1",
        "banyak_komponen": "1", "banyak_tahap": "1", "banyak_peringkat": "1", "k0.judul": "Nama", "k0.isi": "nama",
        "masa": "2026-11", "program": "BLT", "0.jenis": "ukuran", "0.ukuran": "umur",
    }  # fmt: skip


@pytest.fixture
def halaman(tempat, sebagai):
    """A village with a program, a rule and a recipient, and its pages for somebody who may do all of it."""
    node = tempat.node
    uji.program(node, "BLT", nilai=300_000)
    uji.aturan(node, "BLT", {"menerima": {"program": "PKH"}}, "R1")
    orang = node.engine.value("SELECT orang_id FROM sb_penduduk WHERE nama = 'BUDI'")
    uji.penerima(node, "BLT", orang, "BUDI")
    uji.tuntas(node)
    return sebagai("operator", "pengelola_data", "sekretaris", "kepala_desa")


@pytest.mark.parametrize("satu", [BANYAK, "²", "٣"])
def test_no_form_crashes_on_what_is_no_number(tempat, halaman, satu):
    penerima, budi = Penerima.get().id, tempat.warga("BUDI")
    isi, token = kiriman(satu), halaman.klien.get("/kk/baru").text.split('name="sid_token" value="')[1].split('"')[0]
    for alamat, aksi in (
        ("/program-bantuan/baru", "simpan"), ("/program-bantuan/baru", f"hapus:komponen:{satu}"),
        ("/program-bantuan/BLT/ubah", "simpan"), ("/aturan/BLT/baru", "simpan"), ("/aturan/BLT/baru", f"hapus:{satu}"),
        ("/aturan/BLT/R1", "simpan"), ("/kuota/", ""), (f"/buat-usulan/BLT?orang={budi}", "simpan"),
        ("/musyawarah/baru", "simpan"), ("/format-laporan/peserta-program", "simpan"),
        ("/format-laporan/peserta-program", f"naik:{satu}"), (f"/penerima/{penerima}/komponen", f"hapus:{satu}"),
        ("/penerima/banyak", ""), ("/penyaluran/siapkan", ""), ("/jenis-surat/baru", f"hapus:{satu}"),
        ("/jenis-surat/baru", "simpan"), (f"/kesejahteraan/orang/{budi}", ""), ("/catat/lahir", "simpan"),
    ):  # fmt: skip
        data = isi | {"aksi": aksi, "sid_token": token, "pilih": f"{penerima}:{satu}", "rowid": penerima}
        jawab = halaman.klien.post(alamat, data=data)
        assert jawab.status_code in (200, 302, 404, 422), (alamat, aksi, jawab.status_code)
    assert Penyaluran.select().count() == 0
    assert Program.select().count() == 1
    for alamat in (
        "/jejak/?sampai=",
        "/peserta-opensid/periksa/opensid-",
        "/penyaluran/?tahun=",
        "/daftar-penerima/?halaman=",
    ):
        assert halaman.klien.get(alamat + satu).status_code in (200, 302, 404), alamat


def test_an_amount_too_large_for_the_record_is_told_at_its_field(halaman):
    kirim = {"program": "BLT", "masa": "2026-11", "tgl": "21-11-2026", "cara": "tunai", "nilai": "3.000.000.000"}
    jawab = halaman.kirim("/penyaluran/siapkan", kirim, kode=422)
    assert "Angka ini terlalu besar" in jawab
    assert "3.000.000.000" in jawab
