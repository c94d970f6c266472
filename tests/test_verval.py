"""Verval: the queue follows records and verdicts, and a verdict holds only for what it judged."""

import pytest

from sid_bantuan import jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.verval import daftar, efek, putusan
from sid_bantuan.modules.verval.alasan import milik_kantor
from sid_bantuan.modules.verval.antrean import derive
from sid_bantuan.modules.verval.daftar import Saringan
from sid_bantuan.modules.verval.isi import isi_dinilai, isi_sekarang, perubahan
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import content_hash
from sid_bantuan.sync.wire import Row

from .support.salinan import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, peringatkan, terima

WALI = Operator("7", "Siti Aminah", frozenset({"wali_data"}), KECAMATAN)
CAMAT = Operator("8", "Pak Camat", frozenset({"camat"}), KECAMATAN)
WALI_LAIN = Operator("9", "Wali Lain", frozenset({"wali_data"}), "35.22.02")
PEJABAT = Operator("10", "Wali Kabupaten", frozenset({"wali_data"}), KABUPATEN)


@pytest.fixture
def kecamatan(open_node):
    engine = open_node(KECAMATAN)
    return Node(engine, KECAMATAN, CATALOG)


def hash_kini(node, *ids):
    return {row_id: daftar.satu(node, row_id).hash for row_id in ids}


def rekap(node):
    rows = node.engine.run(
        "SELECT wilayah, jenis, keadaan, jumlah, berperingatan FROM sb_antrean_desa WHERE jumlah > 0"
    )
    counted = node.engine.run(
        "SELECT wilayah, jenis, keadaan, COUNT(*), SUM(CASE WHEN peringatan > 0 THEN 1 ELSE 0 END)"
        " FROM sb_antrean GROUP BY wilayah, jenis, keadaan"
    )
    assert sorted(rows) == sorted(tuple(row) for row in counted), "the kept counts and the rows differ"
    return {row[:3]: row[3] for row in rows}


# ---- the queue


def test_a_record_from_a_village_waits_and_only_verified_types_do(kecamatan):
    row_id = terima(kecamatan)
    terima(kecamatan, jenis="lingkungan", dusun="Krajan", rw="", rt="")
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"
    assert rekap(kecamatan) == {(DESA, "penduduk", "menunggu"): 1}


def test_a_deleted_record_leaves_the_queue(kecamatan):
    row_id = terima(kecamatan)
    terima(kecamatan, row_id=row_id, deleted=1)
    assert daftar.satu(kecamatan, row_id) is None
    assert rekap(kecamatan) == {}


def test_the_risk_is_the_sum_of_the_warnings_and_the_riskiest_come_first(kecamatan):
    plain, risky = terima(kecamatan), terima(kecamatan)
    peringatkan(kecamatan, risky, "a", 3)
    peringatkan(kecamatan, risky, "b", 2)
    first, second = daftar.halaman(kecamatan, Saringan(KECAMATAN))
    assert (first.id, first.risiko, first.peringatan) == (risky, 5, 2)
    assert (second.id, second.risiko) == (plain, 0)
    rekap(kecamatan)


def test_pages_follow_each_other_without_repeating_or_missing_a_row(kecamatan):
    ids = [terima(kecamatan, nama=f"ORANG {n}") for n in range(7)]
    for n, row_id in enumerate(ids[:4]):
        peringatkan(kecamatan, row_id, bobot=1 + n % 2)
    for urut in (daftar.RISIKO, daftar.TERLAMA):
        saringan, seen, after = Saringan(KECAMATAN, urut=urut), [], ""
        while page := daftar.halaman(kecamatan, saringan, after, 2):
            seen += [row.id for row in page]
            after = page[-1].letak
        assert sorted(seen) == sorted(ids)
        assert len(seen) == len(set(seen))


def test_the_filter_finds_by_village_type_warning_and_second_time(kecamatan):
    here, there = terima(kecamatan), terima(kecamatan, desa=DESA_LAIN)
    kk = terima(kecamatan, jenis="keluarga", no_kk="3522010101010001")
    peringatkan(kecamatan, here, "nik_ganda")
    again = terima(kecamatan)
    putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, again), "perlu_perbaikan", "perlu_bukti")
    terima(kecamatan, row_id=again, nama="BUDI SANTOSO")

    def found(**values):
        saringan = Saringan(**({"wilayah": KECAMATAN} | values))
        ids = {row.id for row in daftar.halaman(kecamatan, saringan)}
        assert daftar.cacah(kecamatan, saringan).jumlah == len(ids)
        return ids

    assert found() == {here, there, kk, again}
    assert found(wilayah=DESA_LAIN) == {there}
    assert found(jenis="keluarga") == {kk}
    assert found(tanda="dengan") == found(kode="nik_ganda") == {here}
    assert found(tanda="tanpa") == {there, kk, again}
    assert found(ulang=True) == {again}


def test_a_kabupaten_filters_by_kecamatan(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    here = terima(node)
    terima(node, desa="35.22.02.2001")
    assert [row.id for row in daftar.halaman(node, Saringan(KECAMATAN))] == [here]
    assert daftar.cacah(node, Saringan(KECAMATAN)).jumlah == 1


# ---- verdicts


def test_a_verdict_moves_the_record_and_names_the_content_it_judged(kecamatan):
    row_id = terima(kecamatan)
    shown = hash_kini(kecamatan, row_id)
    hasil = putusan.nilai(kecamatan, WALI, "penduduk", shown, "valid")
    row = daftar.satu(kecamatan, row_id)
    assert (row.keadaan, row.verval_id) == ("valid", hasil.dinilai[row_id])
    assert kecamatan.engine.value("SELECT hash_dinilai FROM sb_verval") == shown[row_id]
    assert rekap(kecamatan) == {(DESA, "penduduk", "valid"): 1}


def test_what_changed_between_showing_and_deciding_is_reported_and_not_judged(kecamatan):
    one, other = terima(kecamatan), terima(kecamatan)
    shown = hash_kini(kecamatan, one, other)
    terima(kecamatan, row_id=one, nama="BUDI LAIN")
    hasil = putusan.nilai(kecamatan, WALI, "penduduk", shown, "valid")
    assert hasil.berubah == [one]
    assert list(hasil.dinilai) == [other]
    assert daftar.satu(kecamatan, one).keadaan == "menunggu"


@pytest.mark.parametrize("operator", [CAMAT, WALI_LAIN])
def test_who_may_not_judge_here_judges_nothing(kecamatan, operator):
    row_id = terima(kecamatan)
    with pytest.raises(putusan.TidakBerhak):
        putusan.nilai(kecamatan, operator, "penduduk", hash_kini(kecamatan, row_id), "valid")
    assert kecamatan.engine.value("SELECT COUNT(*) FROM sb_verval") == 0


@pytest.mark.parametrize("isi", [
    ("entah", None, None),
    ("perlu_perbaikan", None, "  "),
    ("perlu_perbaikan", "bukan_alasan", None),
    ("perlu_perbaikan", "kepala_keluarga_tidak_ada", None),
    ("perlu_perbaikan", None, "x" * 501),
])  # fmt: skip
def test_a_return_without_a_reason_or_with_a_wrong_one_is_refused(kecamatan, isi):
    row_id = terima(kecamatan)
    with pytest.raises(putusan.PutusanSalah):
        putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), *isi)


def test_a_mended_record_waits_again_and_shows_what_was_mended(kecamatan):
    row_id = terima(kecamatan, nik="3522010101010001")
    judged = hash_kini(kecamatan, row_id)[row_id]
    putusan.nilai(kecamatan, WALI, "penduduk", {row_id: judged}, "perlu_perbaikan", "nik_tidak_sesuai")
    terima(kecamatan, row_id=row_id, nik="3522010101010002")
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"
    keadaan = putusan.keadaan(kecamatan, [row_id])[row_id]
    assert (keadaan.keadaan, keadaan.putusan, keadaan.terakhir.alasan) == ("menunggu", None, "nik_tidak_sesuai")
    lama = isi_dinilai(kecamatan, row_id, keadaan.terakhir.hash_dinilai)
    baru = isi_sekarang(kecamatan, "penduduk", row_id)
    assert perubahan(lama, baru) == {"nik": ("3522010101010001", "3522010101010002")}


def test_of_two_levels_the_higher_stands_and_both_are_shown(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    row_id = terima(node)
    content = hash_kini(node, row_id)
    putusan.nilai(node, PEJABAT, "penduduk", content, "valid")
    lower = (
        new_id(),
        KECAMATAN,
        DESA,
        "penduduk",
        row_id,
        content[row_id],
        "perlu_perbaikan",
        "Siti",
        "2099-01-01T00:00:00Z",
    )
    with node.engine.transaction(), node.engine.applying():
        node.engine.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            lower,
        )
    derive(node, "verval", [lower[0]])
    keadaan = putusan.keadaan(node, [row_id])[row_id]
    assert daftar.satu(node, row_id).keadaan == keadaan.keadaan == "valid"
    assert keadaan.putusan.node == KABUPATEN
    assert [one.node for one in keadaan.lapis] == [KECAMATAN]
    assert [(one.node, one.berlaku) for one in putusan.riwayat(node, row_id)] == [(KECAMATAN, False), (KABUPATEN, True)]


def test_of_two_verdicts_of_one_office_the_later_holds(kecamatan):
    row_id = terima(kecamatan)
    content = hash_kini(kecamatan, row_id)
    putusan.nilai(kecamatan, WALI, "penduduk", content, "valid")
    kecamatan.engine.run("UPDATE sb_verval SET pada = '2026-01-01T00:00:00Z'")
    putusan.nilai(kecamatan, WALI, "penduduk", content, "perlu_perbaikan", "perlu_bukti")
    assert daftar.satu(kecamatan, row_id).keadaan == "perlu_perbaikan"
    assert rekap(kecamatan) == {(DESA, "penduduk", "perlu_perbaikan"): 1}


def test_a_verdict_taken_back_puts_the_record_where_it_stood(kecamatan):
    row_id = terima(kecamatan)
    hasil = putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "valid")
    assert putusan.batalkan(kecamatan, CAMAT, list(hasil.dinilai.values())) == []
    assert putusan.batalkan(kecamatan, WALI, list(hasil.dinilai.values())) == list(hasil.dinilai.values())
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"
    assert rekap(kecamatan) == {(DESA, "penduduk", "menunggu"): 1}


def test_an_old_verdict_is_not_taken_back(kecamatan):
    row_id = terima(kecamatan)
    hasil = putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "valid")
    kecamatan.engine.run("UPDATE sb_verval SET pada = '2020-01-01T00:00:00Z'")
    assert putusan.batalkan(kecamatan, WALI, list(hasil.dinilai.values())) == []


def test_a_verdict_that_is_deleted_elsewhere_no_longer_holds_after_draining(kecamatan):
    row_id = terima(kecamatan)
    putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "valid")
    drain_all(kecamatan)
    kecamatan.engine.run("DELETE FROM sb_verval")
    drain_all(kecamatan)
    assert daftar.satu(kecamatan, row_id).keadaan == "menunggu"
    rekap(kecamatan)


def test_verdicts_are_marked_for_the_village_and_for_the_level_above(kecamatan):
    kecamatan.engine.run(
        "INSERT INTO sb_link (peer, role) VALUES (?, 'down'), (?, 'down'), (?, 'up')", (DESA, DESA_LAIN, KABUPATEN)
    )
    row_id = terima(kecamatan)
    putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "valid")
    peers = kecamatan.engine.run("SELECT peer FROM sb_pending WHERE type = 'verval' AND peer <> '' ORDER BY peer")
    assert [row[0] for row in peers] == [KABUPATEN, DESA]


def test_an_own_reason_is_offered_again_once_it_was_used_twice(kecamatan):
    for times, expected in ((1, []), (2, ["Fotonya buram"])):
        row_id = terima(kecamatan)
        putusan.nilai(
            kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "perlu_perbaikan", None, "Fotonya buram"
        )
        assert milik_kantor(kecamatan.engine) == expected, times


def test_each_verdict_leaves_an_entry_in_the_audit_log(kecamatan):
    row_id = terima(kecamatan)
    hasil = putusan.nilai(kecamatan, WALI, "penduduk", hash_kini(kecamatan, row_id), "valid")
    putusan.batalkan(kecamatan, WALI, list(hasil.dinilai.values()))
    assert [(one.aksi, one.oleh, one.rekam_id) for one in jejak.baca(kecamatan.engine)] == [
        ("batal", "Siti Aminah", row_id),
        ("valid", "Siti Aminah", row_id),
    ]


# ---- at the village


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def warga(node, nama="BUDI"):
    row_id = new_id()
    node.engine.run(
        "INSERT INTO sb_penduduk (id, node, wilayah, orang_id, nama, keadaan_nik, jenis_kelamin, status_dasar)"
        " VALUES (?, ?, ?, ?, ?, 1, 1, 1)",
        (row_id, DESA, DESA, row_id, nama),
    )
    drain_all(node)
    return row_id


def kabar(node, rekam_id, kata="perlu_perbaikan", verval_id=None):
    """A verdict on the present content arrives from the kecamatan, as apply stores it."""
    isi = {
        "jenis": "penduduk", "rekam_id": rekam_id, "putusan": kata, "oleh": "Siti", "pada": "2026-11-21T07:00:00Z",
        "hash_dinilai": content_hash(node.content(CATALOG["penduduk"], rekam_id), 0).hex(),
    }  # fmt: skip
    row = Row("verval", verval_id or new_id(), KECAMATAN, DESA, 1, content=isi)
    engine = node.engine
    with engine.transaction():
        with engine.applying():
            engine.upsert(
                "sb_verval", ("id", "node", "wilayah", *isi), "id", [(row.id, row.node, row.wilayah, *isi.values())]
            )
        node.mark("", "verval", row.id, 1, None)
        CATALOG.effects["verval"](node, [row])
    drain_all(node)
    return row.id


def tugas(node):
    return node.engine.run("SELECT verval_id, rekam_id, keadaan FROM sb_perbaikan ORDER BY id")


def test_a_return_opens_one_task_at_the_village_however_often_it_arrives(desa):
    row_id = warga(desa)
    verval_id = kabar(desa, row_id)
    kabar(desa, row_id, verval_id=verval_id)
    assert tugas(desa) == [(verval_id, row_id, "terbuka")]
    assert desa.engine.value("SELECT node FROM sb_perbaikan") == DESA


def test_a_valid_verdict_and_a_verdict_on_another_village_open_none(desa):
    row_id = warga(desa)
    kabar(desa, row_id, "valid")
    efek.effect(desa, [Row("verval", new_id(), KECAMATAN, DESA_LAIN, 1, content={"putusan": "perlu_perbaikan"})])
    assert tugas(desa) == []


def test_mending_the_record_closes_the_task_and_undoing_the_mending_opens_it_again(desa):
    row_id = warga(desa)
    kabar(desa, row_id)
    for nama, keadaan in (("BUDI SANTOSO", "selesai"), ("BUDI", "terbuka")):
        desa.engine.run("UPDATE sb_penduduk SET nama = ? WHERE id = ?", (nama, row_id))
        drain_all(desa)
        assert [row[2] for row in tugas(desa)] == [keadaan]


def test_a_later_valid_and_a_verdict_taken_back_close_the_task(desa):
    one, other = warga(desa), warga(desa, "SITI")
    kabar(desa, one)
    kabar(desa, one, "valid")
    taken_back = kabar(desa, other)
    with desa.engine.transaction(), desa.engine.applying():
        desa.engine.run("DELETE FROM sb_verval WHERE id = ?", (taken_back,))
        desa.mark("", "verval", taken_back, 2, None)
    drain_all(desa)
    assert [row[2] for row in tugas(desa)] == ["selesai", "selesai"]


def test_the_operator_answers_the_steward(desa):
    kabar(desa, warga(desa))
    task = desa.engine.value("SELECT id FROM sb_perbaikan")
    operator = Operator("1", "Pak Carik", frozenset({"operator"}), DESA)
    assert efek.tanggapi(desa, operator, task, " NIK sudah benar, terlampir KK ")
    assert desa.engine.one("SELECT tanggapan, oleh FROM sb_perbaikan") == ("NIK sudah benar, terlampir KK", "Pak Carik")
    assert not efek.tanggapi(desa, operator, "0" * 32, "ada")
    with pytest.raises(ValueError, match="Tulis tanggapan"):
        efek.tanggapi(desa, operator, task, "  ")
    with pytest.raises(PermissionError):
        efek.tanggapi(desa, Operator("2", "Kades", frozenset({"kepala_desa"}), DESA), task, "ya")


def test_a_village_keeps_no_queue_of_its_own_records(desa):
    warga(desa)
    assert desa.engine.value("SELECT COUNT(*) FROM sb_antrean") == 0
