"""What was handed in against the agency's list: every kind of difference, and the version it stems from."""

import time
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.wilayah_nama import nama_pendek
from sid_bantuan.modules.bantuan import putaran, putaran_daftar, putaran_kerja, putaran_kirim, rekonsiliasi
from sid_bantuan.modules.bantuan.putaran_daftar import KELUAR
from sid_bantuan.modules.bantuan.rekonsiliasi import ASING, BEDA, GANDA, HILANG, MASIH, SAMA
from sid_bantuan.modules.bantuan.rekonsiliasi_cocok import Baris, pasangkan
from sid_bantuan.sync.node import Node

from .support.bantuan import keluarga, tetap, tuntas, warga
from .test_bantuan_putaran import DESA, HARI, SPTJM, bernama, buka, sri, susun

ANI, BUDI, CITRA, DEWI = (f"352201410580000{ke}" for ke in range(1, 5))


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def serahkan(desa, id) -> int:
    return putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)[0].versi


def daftar_baru(desa, *baris, per="2026-12-20", **isi) -> None:
    """The agency's next list takes the place of the one before."""
    desa.engine.run("DELETE FROM sb_penetapan")
    for nama, nik in baris:
        tetap(desa, DTSEN, DESA, nama, nik=nik, per_tanggal=per, **isi)
    tuntas(desa)


def banding(desa, id) -> rekonsiliasi.Rekon:
    return rekonsiliasi.susun(desa, putaran.satu(desa, id), DESA, HARI)[0]


def temuan(rekon) -> dict:
    return {satu.nama: satu for satu in rekon.temuan}


def test_desa_differs_from_dinsos_and_it_is_told_that_dinsos_read_an_older_version(desa):
    """Sering beda: the village gave its data, and what comes out is not what it proposed last."""
    id = buka(desa)
    for nama, nik in (("ANI", ANI), ("BUDI", BUDI)):
        warga(desa, nama, nik=nik)
        tetap(desa, DTSEN, DESA, nama, nik=nik)
    warga(desa, "CITRA", kk := keluarga(desa), nik=CITRA)
    tuntas(desa)
    assert serahkan(desa, id) == 1
    putaran_kerja.putuskan(desa, sri(), id, [bernama(susun(desa, id), "ANI").kunci], KELUAR, "mampu", hari=HARI)
    assert serahkan(desa, id) == 2
    putaran_kerja.masukkan(desa, sri(), id, [kk], "belum_terdata", hari=HARI)
    assert serahkan(desa, id) == 3
    daftar_baru(desa, ("BUDI", BUDI))
    rekon = banding(desa, id)
    assert (rekon.versi, rekon.sama_versi, rekon.selisih, rekon.lama) == (3, 2, 1, 1)
    assert temuan(rekon)["CITRA"].jenis == HILANG
    assert temuan(rekon)["CITRA"].sebab == "Berasal dari versi 2, bukan versi 3 yang terakhir."
    daftar_baru(desa, ("ANI", ANI), ("BUDI", BUDI))
    rekon = banding(desa, id)
    assert (rekon.sama_versi, temuan(rekon)["ANI"].jenis, temuan(rekon)["ANI"].dari_versi) == (1, MASIH, 1)
    daftar_baru(desa, ("BUDI", BUDI), ("CITRA", CITRA))
    assert (banding(desa, id).selisih, banding(desa, id).sama_versi) == (0, 0)


def test_a_proposal_without_nik_and_one_whose_nik_is_not_found_show_why_they_differ(desa):
    id = buka(desa)
    warga(desa, "TANPA NIK", kk := keluarga(desa), nik=None)
    warga(desa, "ANI", nik=ANI)
    tetap(desa, DTSEN, DESA, "ANI", nik=ANI)
    tuntas(desa)
    putaran_kerja.masukkan(desa, sri(), id, [kk], "belum_terdata", hari=HARI)
    serahkan(desa, id)
    daftar_baru(desa, ("ANI", ANI), ("ENTAH", "3522014105809999"), ("NAMA SAJA", None))
    hasil = temuan(banding(desa, id))
    assert {nama: satu.jenis for nama, satu in hasil.items()} == {
        "ANI": SAMA, "TANPA NIK": HILANG, "ENTAH": ASING, "NAMA SAJA": ASING,
    }  # fmt: skip
    assert hasil["TANPA NIK"].sebab == "Diserahkan tanpa NIK, jadi instansi tidak dapat mencocokkannya."
    assert hasil["ENTAH"].sebab == "NIK ini tidak dimiliki siapa pun di desa ini."
    assert "Tanpa NIK di daftar instansi" in hasil["NAMA SAJA"].sebab


def test_a_nik_of_another_village_is_said_to_be_that_villages(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI", nik=ANI)
    tuntas(desa)
    serahkan(desa, id)
    with desa.engine.transaction(), desa.engine.applying():
        isi = (new_id(), "35.22.01.2002", "35.22.01.2002", "BUDI", BUDI)
        kolom = "id, node, wilayah, nama, nik, orang_id, keadaan_nik, jenis_kelamin, status_dasar"
        desa.engine.run(f"INSERT INTO sb_penduduk ({kolom}) VALUES (?, ?, ?, ?, ?, ?, 1, 1, 1)", (*isi, new_id()))
    daftar_baru(desa, ("ANI", ANI), ("BUDI", BUDI))
    assert temuan(banding(desa, id))["BUDI"].sebab == f"NIK ini milik penduduk {nama_pendek('35.22.01.2002')}."


def test_the_deceased_the_village_took_out_and_the_agency_kept_is_named(desa):
    id = buka(desa)
    tini = warga(desa, "ANI", nik=ANI)
    tetap(desa, DTSEN, DESA, "ANI", nik=ANI)
    desa.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tini,))
    tuntas(desa)
    putaran_kerja.saran_keluar(desa, sri(), id, "meninggal", HARI)
    serahkan(desa, id)
    hasil = temuan(banding(desa, id))["ANI"]
    assert (hasil.jenis, hasil.arah) == (MASIH, KELUAR)
    assert "sebelum versi 1 diserahkan" in hasil.sebab


def test_what_is_written_differently_is_named_column_by_column_and_a_double_is_one(desa):
    id = buka(desa)
    for nama, nik in (("SITI AMINAH", ANI), ("BUDI", BUDI), ("CITRA", CITRA)):
        warga(desa, nama, nik=nik)
        tetap(desa, DTSEN, DESA, nama, nik=nik)
    tuntas(desa)
    serahkan(desa, id)
    daftar_baru(desa, ("siti  aminah.", ANI), ("BUDIMAN", BUDI), ("BUDI", BUDI), ("CITRAWATI", CITRA))
    rekon = banding(desa, id)
    assert rekon.hitung == {SAMA: 2, BEDA: 1, GANDA: 1}
    assert temuan(rekon)["CITRA"].beda == (("nama", "CITRA", "CITRAWATI"),)
    assert temuan(rekon)["BUDIMAN"].jenis == GANDA


def test_who_is_meant_is_found_by_an_old_nik_by_card_and_name_and_by_name_and_birth(desa):
    id = buka(desa)
    ani = warga(desa, "ANI", nik=ANI)
    warga(desa, "BUDI", nik=BUDI, tanggal_lahir="1970-03-02")
    tetap(desa, DTSEN, DESA, "ANI", nik=ANI)
    tetap(desa, DTSEN, DESA, "BUDI", nik=BUDI)
    tetap(desa, DTSEN, DESA, "CITRA", no_kk="3522011505150001")
    tuntas(desa)
    desa.engine.run("UPDATE sb_penduduk SET nik = ? WHERE id = ?", (DEWI, ani))
    tuntas(desa)
    serahkan(desa, id)
    desa.engine.run("DELETE FROM sb_penetapan")
    tetap(desa, DTSEN, DESA, "ANI", nik=DEWI)
    tetap(desa, DTSEN, DESA, "BUDI", rincian={"Tgl. Lahir": "02-03-1970"})
    tetap(desa, DTSEN, DESA, "CITRA", no_kk="3522011505150001", nik=CITRA)
    tuntas(desa)
    hasil = temuan(banding(desa, id))
    assert {nama: satu.jenis for nama, satu in hasil.items()} == {"ANI": BEDA, "BUDI": SAMA, "CITRA": SAMA}
    assert hasil["ANI"].beda == (("nik", ANI, DEWI),)


def test_a_village_that_handed_in_nothing_is_compared_with_nothing(desa):
    id = buka(desa)
    daftar_baru(desa, ("ANI", ANI))
    rekon = banding(desa, id)
    assert (rekon.versi, rekon.di_sana, rekon.temuan) == (0, 1, ())


def test_twenty_thousand_lines_are_compared_in_a_moment():
    sini = [Baris(new_id(), f"WARGA {ke}", f"35220141058{ke:05}", arah="tetap") for ke in range(20_000)]
    sana = [Baris(new_id(), f"WARGA {ke}", f"35220141058{ke:05}") for ke in range(100, 20_100)]
    mulai = time.perf_counter()
    hasil = pasangkan(sini, sana)
    assert (len(hasil.sana), len(hasil.tanpa), len(hasil.ganda)) == (19_900, 100, 0)
    assert time.perf_counter() - mulai < 5


def test_the_list_under_review_does_not_depend_on_the_day_it_is_looked_at(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI", nik=ANI, sampai="2026-11-30")
    tuntas(desa)
    assert len(susun(desa, id).lama) == 1
    assert putaran_daftar.susun(desa, putaran.satu(desa, id), date(2026, 12, 1)).lama == ()
