"""Who lives, died, moved or is missing changes by an event alone: no form, list, sheet or merge has it to offer."""

from datetime import date

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.extension import views
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.gabung import pratinjau
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import catat

from .conftest import VILLAGE
from .support.lampid import OPERATOR, kode_salah
from .support.lampid import desa as _desa


@pytest.fixture
def desa(village):
    """The family of Budi (head), Siti and Ani."""
    return _desa(village)


def test_no_form_of_the_village_offers_it():
    for satu in views(VILLAGE):
        for nama in ("form_columns", "form_anak", "column_editable_list"):
            assert "status_dasar" not in str(getattr(satu, nama, "")), type(satu).__name__


def test_whatever_a_form_sends_it_is_refused_with_the_way_to_change_it(desa):
    with pytest.raises(DataDitolak) as dapat:
        simpan_penduduk(desa.node, OPERATOR, {"status_dasar": 2}, desa["ANI"], versi(desa.node, desa["ANI"]))
    assert kode_salah(dapat) == {"status_dasar_lewat_peristiwa"}
    baris = Anggota("1", {"status_dasar": 3, "hubungan_keluarga": 4}, desa["ANI"], versi(desa.node, desa["ANI"]))
    with pytest.raises(DataDitolak) as dapat:
        simpan_keluarga(desa.node, OPERATOR, {}, [baris], desa.kk, versi(desa.node, desa.kk))
    assert kode_salah(dapat) == {"status_dasar_lewat_peristiwa"}
    with pytest.raises(DataDitolak) as dapat:
        simpan_penduduk(desa.node, OPERATOR, {"nama": "JOKO", "jenis_kelamin": 1, "status_dasar": 2})
    assert kode_salah(dapat) == {"status_dasar_lewat_peristiwa"}
    assert {satu.status_dasar for satu in Penduduk} == {kode.HIDUP}


def test_a_merge_keeps_the_status_of_the_record_that_stays(desa):
    isi = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()}
    catat.catat_kematian(desa.node, OPERATOR, isi, desa["ANI"])
    lihat = pratinjau(desa.node, desa["SITI"], desa["ANI"])
    assert "status_dasar" not in {satu.kolom for satu in lihat.pilihan}
    assert "gabung_status_dasar_berbeda" in lihat.catatan
