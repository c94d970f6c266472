"""The register of those who stay for a while: who came, who is still here, who left and when."""

import pytest

from sid_bantuan.modules.lampid.tables import PendudukSementara
from sid_bantuan.ui.csrf import FIELD

from .support.desa import Peramban, aplikasi
from .support.peristiwa import HARI_INI, salah_di

TAMU = {"nama": "RUDI HARTONO", "jenis_kelamin": "1", "nomor_identitas": "3578010101900001", "kewarganegaraan": "1",
        "datang_dari": "Surabaya", "maksud": "Bekerja di proyek jembatan", "tgl_datang": HARI_INI}  # fmt: skip


def tambah(layar, kode=200, **ganti):
    return layar.kirim("/sementara/new/", TAMU | ganti, kode=kode)


@pytest.fixture
def tamu(layar):
    tambah(layar)
    return PendudukSementara.get()


def test_an_empty_register_says_what_it_is_for(layar):
    assert "Belum ada penduduk sementara" in layar.buka("/sementara/?semua=1")
    assert "Belum ada penduduk sementara" in layar.buka("/sementara/?flt_keadaan=tinggal"), "as the menu opens it"
    assert "Tidak ada yang cocok" in layar.buka("/sementara/?flt_keadaan=pergi")


def test_somebody_is_written_down_and_stands_in_the_list_as_still_here(layar, tamu):
    assert (tamu.nama, tamu.datang_dari, tamu.tgl_pergi) == ("RUDI HARTONO", "Surabaya", None)
    halaman = layar.buka("/sementara/")
    assert "RUDI HARTONO" in halaman
    assert "357801 010190 0001" in halaman
    assert "Sudah pergi" in halaman


def test_nobody_comes_from_the_future_or_leaves_before_he_came(layar):
    halaman = tambah(layar, tgl_datang="01-01-2050", tgl_pergi="01-01-2020")
    assert salah_di(halaman) == ["tgl_datang", "tgl_pergi"]
    assert PendudukSementara.select().count() == 0


def test_who_left_is_off_the_list_but_in_the_register(layar, tamu):
    halaman = layar.buka(f"/sementara/pergi/{tamu.id}")
    assert HARI_INI in halaman
    halaman = layar.kirim(f"/sementara/pergi/{tamu.id}", {"tgl_pergi": HARI_INI.replace("-", "")})
    assert f"RUDI HARTONO tercatat sudah pergi sejak {HARI_INI}." in halaman
    assert "RUDI HARTONO</a>" not in layar.buka("/sementara/?flt_keadaan=tinggal")
    assert "RUDI HARTONO</a>" in layar.buka("/sementara/?flt_keadaan=pergi")


@pytest.mark.parametrize("hari", ["", "31-02-2026", "01-01-2050", "01-01-2020"])
def test_a_day_of_leaving_that_cannot_be_is_refused_and_kept(layar, tamu, hari):
    halaman = layar.kirim(f"/sementara/pergi/{tamu.id}", {"tgl_pergi": hari}, kode=422)
    assert f'value="{hari}"' in halaman
    assert PendudukSementara.get().tgl_pergi is None


def test_what_was_written_is_corrected_and_a_slip_is_thrown_away(layar, tamu):
    data = TAMU | {"nama": "RUDI HARTANTO", "sid_versi": "1", FIELD: ""}
    layar.kirim(f"/sementara/edit/?id={tamu.id}", data)
    assert PendudukSementara.get().nama == "RUDI HARTANTO"
    layar.kirim("/sementara/delete/", {"id": tamu.id})
    assert PendudukSementara.select().count() == 0
    assert "RUDI HARTANTO" in layar.buka("/sampah/")


def test_who_only_looks_sees_masked_numbers_and_no_buttons(village, tmp_path, tamu):
    layar = Peramban(aplikasi(village, tmp_path, "sekretaris"))
    halaman = layar.buka("/sementara/")
    assert "3578010101900001" not in halaman.replace(" ", "")
    assert "/sementara/pergi/" not in halaman
    layar.buka(f"/sementara/pergi/{tamu.id}", kode=403)
    layar.buka("/sementara/new/", kode=403)


def test_another_villages_guest_is_not_ours(layar, village):
    isi = {"nama": "X", "jenis_kelamin": 1, "tgl_datang": "2026-01-01"}
    with village.transaction(), village.applying():
        asing = PendudukSementara.create(node="35.22.01.2002", wilayah="35.22.01.2002", **isi)
    assert "tidak ada (lagi)" in layar.buka(f"/sementara/pergi/{asing.id}")
