"""Quotas on screen: typed, pasted, read from a sheet, looked at and then stored."""

from datetime import date
from io import BytesIO

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import kuota_isi
from sid_bantuan.modules.bantuan.tables import Kuota
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node

from .support import bantuan
from .support.di import di
from .support.kantor import baca, kantor_kabupaten, pos
from .support.lampid import kode_salah
from .support.road import DISTRICT, REGENCY, VILLAGE
from .support.surat import orang

TAHUN = date.today().year


@pytest.fixture(scope="module")
def kantor(_migrated_sqlite, tmp_path_factory):
    with kantor_kabupaten(_migrated_sqlite, tmp_path_factory.mktemp("kabupaten")) as isi:
        yield isi


def test_quotas_are_pasted_looked_at_and_then_stored(kantor):
    _, klien = kantor
    dasar = {"program": "BLT-DD", "tahun": str(TAHUN)}
    halaman = pos(klien, "/kuota/isi", tempelan=f"{VILLAGE}\t74\nDesa Tidak Ada\t5\nNganti; banyak", kode=422, **dasar)
    assert "«Desa Tidak Ada» bukan desa di wilayah ini" in halaman
    assert "Nganti bukan angka" in halaman or "bukan angka bulat" in halaman
    halaman = pos(klien, "/kuota/isi", tempelan=f"Kode\tJumlah\n{VILLAGE}\t1.074", **dasar)
    assert f'name="j.{VILLAGE}" value="1074"' in halaman
    assert '<form class="saring" method="get" action="/kuota/"' in halaman, "another program is found from here too"
    assert not Kuota.select().exists()
    pos(klien, "/kuota/", **dasar | {f"j.{VILLAGE}": "1074", f"l.{VILLAGE}": "", "nomor_sk": "188/1",
                                     "ditetapkan": f"20-12-{TAHUN - 1}"})  # fmt: skip
    (satu,) = Kuota.select()
    assert (satu.wilayah, satu.jumlah, satu.nomor_sk) == (VILLAGE, 1074, "188/1")
    assert "ditetapkan tahun sebelumnya" in baca(klien, f"/kuota/?program=BLT-DD&area={DISTRICT}")
    assert '<option value="BLT-DD" selected>' in baca(klien, "/kuota/"), (
        "a program that has places, not the first by name"
    )
    seluruh = baca(klien, "/kuota/?program=BLT-DD").split('class="kuota-kecamatan"')
    assert [f'name="j.{VILLAGE}"' in bagian for bagian in seluruh[:3]] == [False, True, False], (
        "villages stand under their kecamatan"
    )
    assert f'data-nama="Jumlah {TAHUN}">1.074<' in seluruh[1], "with its sum"
    assert "kuota-kecamatan" not in baca(klien, f"/kuota/?program=BLT-DD&area={DISTRICT}")
    lembar = klien.get(f"/kuota/unduh?program=BLT-DD&tahun={TAHUN}").data
    assert kuota_isi.baca_lembar(REGENCY, lembar) == {VILLAGE: 1074}
    with pytest.raises(DataDitolak):
        kuota_isi.baca_lembar(REGENCY, BytesIO(b"bukan lembar").read())


def test_of_a_sheet_of_twenty_thousand_lines_all_are_read_and_the_faults_counted():
    desa = kuota_isi.desa(REGENCY)
    baik = "\n".join(f"{kode}\t{ke}" for ke, (kode, _) in enumerate(desa))
    assert kuota_isi.baca_teks(REGENCY, baik) == {kode: ke for ke, (kode, _) in enumerate(desa)}
    with pytest.raises(DataDitolak) as dapat:
        kuota_isi.baca_teks(REGENCY, "\n".join([baik, *(f"35.23.01.{ke:05d}\t1" for ke in range(20_000))]))
    *satu_satu, lain = dapat.value.kesalahan
    assert (len(satu_satu), lain.kode, lain.isi) == (20, "kuota_salah_lain", {"banyak": "19.980"})


@pytest.mark.parametrize("tulis", ["1.5", "12.50", "1e3", "-3", "=1+1", "٣", "1000001", "9" * 5_000])
def test_what_is_no_whole_number_of_places_is_refused_and_a_dot_is_never_swallowed(kantor, tulis):
    _, klien = kantor
    isi = {"program": "ALADIN-RTLH", "tahun": str(TAHUN), f"j.{VILLAGE}": tulis}
    assert "bukan angka bulat" in pos(klien, "/kuota/", 422, **isi)
    with pytest.raises(DataDitolak):
        kuota_isi.baca_teks(REGENCY, f"{VILLAGE}\t{tulis}")


def test_numbers_for_a_program_a_year_or_a_place_that_has_no_quota_are_stored_nowhere(kantor):
    _, klien = kantor
    ada, isi = Kuota.select().count(), {"program": "BLT-DD", "tahun": str(TAHUN), f"j.{VILLAGE}": "6"}
    for salah in ({"program": "PKH"}, {"program": ""}, {"tahun": "9" * 5_000}, {"tahun": "1999"}):
        assert "tidak dapat diberi kuota" in pos(klien, "/kuota/", 422, **isi | salah)
    for tempat in (DISTRICT, "35.22.01.9999", "33.01.01.2001"):
        assert "bukan desa di wilayah ini" in pos(klien, "/kuota/", 422, **isi | {f"j.{tempat}": "5"})
    assert Kuota.select().count() == ada


def test_of_two_who_set_one_quota_the_later_is_told_and_keeps_what_he_typed(kantor):
    _, klien = kantor
    isi = {"program": "SEMBAKO-APBD", "tahun": str(TAHUN), f"l.{VILLAGE}": "", "aksi": "simpan"}
    pos(klien, "/kuota/", **isi | {f"j.{VILLAGE}": "20"})
    halaman = pos(klien, "/kuota/", 422, **isi | {f"j.{VILLAGE}": "9"})
    assert "baru saja diubah orang lain menjadi 20" in halaman
    assert f'name="l.{VILLAGE}" value="20"' in halaman
    assert f'name="j.{VILLAGE}" value="9"' in halaman
    pos(klien, "/kuota/", **isi | {f"l.{VILLAGE}": "20", f"j.{VILLAGE}": "9"})
    assert Kuota.get((Kuota.program == "SEMBAKO-APBD") & (Kuota.wilayah == VILLAGE)).jumlah == 9


def test_a_quota_below_what_is_used_is_asked_about_and_shown_as_beyond(open_node):
    node = Node(open_node(VILLAGE), VILLAGE, CATALOG)
    with di(node):
        bantuan.program(node, "SANTUNAN")
        for nama in ("BUDI", "SITI", "ANI"):
            bantuan.penerima(node, "SANTUNAN", bantuan.warga(node, nama))
        bantuan.tuntas(node)
        isi = {"node": node, "operator": orang("sekretaris"), "program": "SANTUNAN", "tahun": 2026}
        assert kuota_isi.simpan(isi={VILLAGE: 3}, **isi) == 1
        with pytest.raises(DataDitolak) as dapat:
            kuota_isi.simpan(isi={VILLAGE: 2}, **isi)
        assert kode_salah(dapat) == {"kuota_di_bawah_terpakai"}
        assert kuota_isi.simpan(isi={VILLAGE: 2}, setuju=True, **isi) == 1
        (satu,) = kuota_isi.tampil(node, "SANTUNAN", 2026, VILLAGE)
        assert (satu.jumlah, satu.terpakai, satu.lebih) == (2, 2, 1)
        assert kuota_isi.simpan(isi={VILLAGE: None}, **isi) == 1
        (satu,) = kuota_isi.tampil(node, "SANTUNAN", 2026, VILLAGE)
        assert (satu.jumlah, satu.terpakai) == (None, None)
