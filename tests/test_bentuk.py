"""JSON of another office: its shape is asked at the door, so that one odd row stops nobody's work."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bentuk import APA_SAJA, LAIN, TEKS, TUNGGAL, berbentuk
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.lampid import usulan

from .support.di import di, petugas
from .support.kisah import Kisah
from .support.peristiwa import Warga
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE, Road

ORANG = [{"nama": str, "nik?": TEKS, LAIN: TUNGGAL}]


@pytest.mark.parametrize(
    ("teks", "bentuk"),
    [
        ('[{"nama": "BUDI", "nik": null, "umur": 7}]', ORANG),
        ("[]", ORANG),
        ('{"apa": {"saja": []}}', {}),
        ('{"kolom": {"nama": [null, "BUDI"]}}', {"kolom?": {LAIN: (APA_SAJA, APA_SAJA)}}),
    ],
)
def test_what_fits_is_taken(teks, bentuk):
    assert berbentuk(teks, bentuk)


@pytest.mark.parametrize("teks", ["", "x", "null", "1", "{}", "[1]", "[[]]", '[{"nik": "1"}]', '[{"nama": 1}]',
                                  '[{"nama": "B", "nik": 1}]', '[{"nama": "B", "lain": []}]', "[" * 3000])  # fmt: skip
def test_what_does_not_fit_is_told(teks):
    assert not berbentuk(teks, ORANG)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "racun", ["x", "null", "[1]", '[{"id": "a", "jenis": "penduduk", "kolom": {"status_dasar": 1}}]']
)
def test_an_event_whose_journal_cannot_be_read_is_refused_and_the_next_one_is_passed_on(open_node, racun):
    """It once stopped everything its kecamatan derives, of every village."""
    road = Road(open_node, (DISTRICT, VILLAGE, NEIGHBOUR))
    kisah = Kisah(road)
    satu, dua = kisah.keluarga(), kisah.keluarga()
    buruk, baik = kisah.pindah(satu), kisah.pindah(dua)
    with di(road[VILLAGE]) as desa:
        desa.engine.run("UPDATE sb_mutasi SET ubahan = ? WHERE id = ?", (racun, buruk))
    road.settle()
    assert road[DISTRICT].engine.run("SELECT id, kolom FROM sb_refused_in") == [(buruk, "ubahan")]
    kisah.nilai(baik)
    road.settle()
    assert [satu.mutasi_id for satu in kisah.menunggu()] == [baik]
    assert not road.unequal()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_kind_of_letter_with_more_than_this_version_knows_is_read_without_it(village):
    from sid_bantuan.modules.persuratan import jenis

    from .support.surat import SEKRETARIS, kantor

    node = kantor(village).node
    jenis.simpan(node, SEKRETARIS, "pengantar", {"nama": "Pengantar"})
    node.engine.run(
        "UPDATE sb_jenis_surat SET bidang = ?", ('[{"nama": "a", "judul": "A", "pilihan": null, "kelak": 1}]',)
    )
    assert [satu.judul for satu in jenis.satu(node, "pengantar").bidang] == ["A"]


@pytest.mark.parametrize(
    "isi", ['{"nik": 3522010107900001}', '{"no_kk": 1}', '{"agama": "Islam"}', '{"nama": []}', "[]"]
)
def test_a_proposal_whose_values_are_of_another_kind_stays_at_the_door(isi):
    """It once took the village's whole list of proposals down with it."""
    (kolom,) = (satu for satu in CATALOG["usulan_data"].columns if satu.name == "isi")
    assert kolom.field.fault(isi) == "bentuk_salah"
    assert (
        kolom.field.fault('{"nik": null, "nama": "SARI", "agama": 1, "tanggal_lahir": "1990-03-02", "kelak": 1.5}')
        is None
    )


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_proposed_day_that_is_none_is_refused_by_name(village):
    warga, id = Warga(village), new_id()
    isi = (id, DISTRICT, VILLAGE, id, warga["BAGAS"], "BAGAS", '{"tanggal_lahir": "2004-13-05"}')
    with village.transaction(), village.applying():
        village.run(
            "INSERT INTO sb_usulan_data (id, node, wilayah, paket, untuk_id, nama, isi, sumber, keadaan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'DTSEN', 'menunggu', 'Bu Sri', '2026-11-10T00:00:00Z')",
            isi,
        )
    with pytest.raises(DataDitolak) as salah:
        usulan.terima(warga.node, petugas(warga.node), id)
    assert [satu.kolom for satu in salah.value.kesalahan] == ["tanggal_lahir"]
