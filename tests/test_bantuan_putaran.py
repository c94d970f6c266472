"""Rounds of updating: the working list, versions that are handed in, and receipts that say which one arrived whole."""

import shutil
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.bantuan import (
    pernyataan,
    putaran,
    putaran_daftar,
    putaran_kerja,
    putaran_kirim,
    putaran_lembar,
    rekonsiliasi,
    tanda_terima,
)
from sid_bantuan.modules.bantuan.putaran_daftar import KELUAR, MASUK, TETAP
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .support.bantuan import keluarga, simpan, tetap, tuntas, warga
from .support.di import di, petugas
from .support.road import Road

DESA, TETANGGA, KECAMATAN, KABUPATEN = "35.22.01.2001", "35.22.01.2002", "35.22.01", "35.22"
MATI, PINDAH = 2, 3
HARI = date(2026, 11, 22)
SPTJM = putaran_kirim.Sptjm("SUPARNO", "Kepala Desa", "470/12", HARI)


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


def buka(node, **isi) -> str:
    """A round of DTSEN as it arrived from the kabupaten; its id."""
    isi = {
        "nama": "DTSEN triwulan IV 2026",
        "daftar": DTSEN,
        "mulai": "2026-10-01",
        "batas": "2026-12-15",
        "keadaan": "buka",
        "oleh": "Bu Rini",
        "pada": "2026-10-01T00:00:00Z",
    } | isi
    with node.engine.transaction(), node.engine.applying():
        return simpan_dari(node, KABUPATEN, "putaran", **isi)


def simpan_dari(node, penulis: str, tipe_rekam: str, /, **isi) -> str:
    id, tipe = new_id(), node.catalog[tipe_rekam]
    node.engine.upsert(tipe.table, ("id", "node", "wilayah", *isi), "id", [(id, penulis, penulis, *isi.values())])
    return id


def sri(*peran: str):
    return Operator("7", "Bu Sri", frozenset(peran or ("operator", "pengelola_data")), DESA)


def susun(node, id):
    return putaran_daftar.susun(node, putaran.satu(node, id), HARI)


def bernama(daftar, nama):
    return next(satu for satu in daftar.semua if satu.nama == nama)


def test_the_deceased_who_is_still_listed_is_suggested_out_and_taken_out_with_one_click(desa):
    id = buka(desa)
    tini = warga(desa, "TINI", nik="3522014105800001")
    warga(desa, "BUDI", nik="3522014105800002")
    tetap(desa, DTSEN, DESA, "TINI", nik="3522014105800001")
    tetap(desa, DTSEN, DESA, "BUDI", nik="3522014105800002")
    desa.engine.run("UPDATE sb_penduduk SET status_dasar = ? WHERE id = ?", (MATI, tini))
    tuntas(desa)
    daftar = susun(desa, id)
    assert daftar.hitung == {"meninggal": 1}
    assert (bernama(daftar, "TINI").saran, bernama(daftar, "BUDI").saran) == ("meninggal", "")
    assert putaran_kerja.saran_keluar(desa, sri(), id, "meninggal", HARI) == 1
    daftar = susun(desa, id)
    assert (bernama(daftar, "TINI").hasil, bernama(daftar, "TINI").alasan) == (KELUAR, "meninggal")
    assert bernama(daftar, "BUDI").hasil == TETAP
    with pytest.raises(DataDitolak):
        putaran_kerja.saran_keluar(desa, sri(), id, "meninggal", HARI)


def test_a_line_whose_nik_nobody_has_and_one_without_nik_stand_out_and_doubles_but_once(desa):
    id = buka(desa)
    warga(desa, "TINI", nik="3522014105800001")
    for nama, nik in (("TINI", "3522014105800001"), ("TINI LAGI", "3522014105800001"), ("ENTAH", "3522014105809999")):
        tetap(desa, DTSEN, DESA, nama, nik=nik)
    tetap(desa, DTSEN, DESA, "TANPA NIK")
    tuntas(desa)
    assert susun(desa, id).hitung == {"ganda": 1, "nik_tidak_padan": 2}


def test_the_dead_come_back_on_the_list_when_the_decision_is_taken_back(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ENTAH")
    tuntas(desa)
    kunci = bernama(susun(desa, id), "ENTAH").kunci
    for _ in range(2):
        putaran_kerja.putuskan(desa, sri(), id, [kunci], KELUAR, "tidak_ditemukan", hari=HARI)
        assert susun(desa, id).jumlah(KELUAR) == 1
        assert putaran_kerja.urungkan(desa, sri(), id, [kunci]) == 1
        assert (susun(desa, id).jumlah(KELUAR), susun(desa, id).belum) == (0, 1)


def test_a_poor_family_that_is_not_in_the_list_is_suggested_and_proposed_in_once(desa):
    id = buka(desa)
    miskin, mampu, sudah = keluarga(desa, "3522011505150001"), keluarga(desa), keluarga(desa)
    warga(desa, "TINI", miskin, nik="3522014105800001")
    warga(desa, "PAK KAYA", mampu)
    warga(desa, "BUDI", sudah, nik="3522014105800002")
    tetap(desa, DTSEN, DESA, "BUDI", nik="3522014105800002", desil=1)
    for kk, desil in ((miskin, 2), (mampu, 9)):
        simpan(
            desa,
            "ukuran",
            subjek=kk,
            nama="desil",
            nilai=desil,
            per_tanggal="2026-11-01",
            sumber="Pendataan",
            oleh="Bu Sri",
        )
    tuntas(desa)
    assert [satu.nama for satu in putaran_daftar.layak_masuk(desa, putaran.satu(desa, id), HARI)] == ["TINI"]
    assert putaran_kerja.masukkan(desa, sri(), id, [miskin, sudah], "belum_terdata", hari=HARI) == 1
    tini = bernama(susun(desa, id), "TINI")
    assert (tini.hasil, tini.no_kk, tini.keluarga_id) == (MASUK, "3522011505150001", miskin)
    assert putaran_daftar.layak_masuk(desa, putaran.satu(desa, id), HARI) == []
    with pytest.raises(DataDitolak):
        putaran_kerja.masukkan(desa, sri(), id, [miskin], "belum_terdata", hari=HARI)


def test_a_reason_is_asked_for_and_words_where_it_is_another(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ENTAH")
    kunci = [bernama(susun(desa, id), "ENTAH").kunci]
    for sebab, catatan, kode in (("", "", "putaran_alasan_wajib"), ("lainnya", "", "putaran_catatan_wajib")):
        with pytest.raises(DataDitolak) as salah:
            putaran_kerja.putuskan(desa, sri(), id, kunci, KELUAR, sebab, catatan, HARI)
        assert salah.value.kesalahan[0].kode == kode


def test_handing_in_makes_a_version_the_same_again_none_and_a_change_the_next(desa):
    id = buka(desa)
    for nama in ("ANI", "BUDI", "CITRA"):
        tetap(desa, DTSEN, DESA, nama)
    tuntas(desa)
    with pytest.raises(DataDitolak):
        putaran_kirim.serahkan(desa, sri(), id, hari=HARI)
    satu, baru = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
    assert (baru, satu.versi, satu.tetap, satu.keluar) == (True, 1, 3, 0)
    lagi, baru = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
    assert (baru, lagi.id) == (False, satu.id)
    putaran_kerja.putuskan(desa, sri(), id, [bernama(susun(desa, id), "ANI").kunci], KELUAR, "mampu", hari=HARI)
    dua, baru = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
    assert (baru, dua.versi, dua.tetap, dua.keluar) == (True, 2, 2, 1)
    assert [one.kiriman.versi for one in putaran_kirim.versi(desa, id)] == [2, 1]
    assert [one.arah for one in putaran_kirim.baris(satu.id)] == [TETAP] * 3
    assert len(putaran_kirim.baris(dua.id)) == 3


def test_the_words_beside_a_reason_are_handed_in_with_it(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI")
    tuntas(desa)
    kunci = [bernama(susun(desa, id), "ANI").kunci]
    putaran_kerja.putuskan(desa, sri(), id, kunci, KELUAR, "lainnya", "Ikut anaknya ke Surabaya", HARI)
    satu, _ = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
    (baris,) = putaran_kirim.baris(satu.id)
    assert putaran_kerja.sebut_alasan(baris.arah, baris.alasan, baris.catatan) == "Lainnya: Ikut anaknya ke Surabaya"
    lembar = putaran_lembar.versi(putaran.satu(desa, id), satu, [baris])
    assert "Lainnya: Ikut anaknya ke Surabaya" in lembar.tabel.baris[0]
    putaran_kerja.putuskan(desa, sri(), id, kunci, KELUAR, "lainnya", "Ikut anaknya ke Malang", HARI)
    assert putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)[1], "other words are another version"


def test_nobody_hands_in_what_he_has_not_seen_nor_on_a_statement_of_tomorrow(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI")
    tuntas(desa)
    dilihat = putaran_kirim.sidik_daftar(putaran.satu(desa, id), susun(desa, id).semua)
    putaran_kerja.putuskan(desa, sri(), id, [bernama(susun(desa, id), "ANI").kunci], KELUAR, "mampu", hari=HARI)
    besok = putaran_kirim.Sptjm("SUPARNO", "Kepala Desa", "470/12", date.today() + timedelta(1))
    for kode, isi in (
        ("putaran_daftar_berubah", {"sptjm": SPTJM, "dilihat": dilihat}),
        ("tanggal_belum_terjadi", {"sptjm": besok}),
    ):
        with pytest.raises(DataDitolak) as salah:
            putaran_kirim.serahkan(desa, sri(), id, hari=HARI, **isi)
        assert [satu.kode for satu in salah.value.kesalahan] == [kode]
    dilihat = putaran_kirim.sidik_daftar(putaran.satu(desa, id), susun(desa, id).semua)
    assert putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI, dilihat=dilihat)[1]


def test_whom_the_renewed_list_has_by_now_is_not_handed_in_a_second_time_as_proposed_in(desa):
    id, kk = buka(desa), keluarga(desa, "3522011505150001")
    warga(desa, "TINI", kk, nik="3522014105800001")
    tetap(desa, DTSEN, DESA, "ANI")
    tuntas(desa)
    putaran_kerja.masukkan(desa, sri(), id, [kk], "belum_terdata", hari=HARI)
    assert [(satu.nama, satu.hasil) for satu in susun(desa, id).semua] == [("ANI", TETAP), ("TINI", MASUK)]
    tetap(desa, DTSEN, DESA, "TINI", nik="3522014105800001")
    tuntas(desa)
    assert [(satu.nama, satu.hasil) for satu in susun(desa, id).semua] == [("ANI", TETAP), ("TINI", TETAP)]


def test_a_meeting_that_is_finished_is_enough_and_one_that_is_not_is_no_ground(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI")
    isi = {
        "tgl": "2026-11-20",
        "tempat": "Balai desa",
        "perihal": "Pemutakhiran DTSEN",
        "pimpinan": "SUPARNO",
        "undangan": 30,
        "oleh": "Bu Sri",
        "pada": "2026-11-20T00:00:00Z",
    }
    belum = simpan(desa, "musdes", **isi, selesai=0)
    sudah = simpan(desa, "musdes", **isi, selesai=1)
    with pytest.raises(DataDitolak):
        putaran_kirim.serahkan(desa, sri(), id, belum, hari=HARI)
    kiriman, _ = putaran_kirim.serahkan(desa, sri(), id, sudah, hari=HARI)
    assert (kiriman.musdes_id, kiriman.sptjm_id) == (sudah, None)


def test_who_only_enters_data_does_not_hand_in_and_nothing_goes_into_a_closed_round(desa):
    id = buka(desa)
    tetap(desa, DTSEN, DESA, "ANI")
    with pytest.raises(DataDitolak) as salah:
        putaran_kirim.serahkan(desa, sri("operator"), id, sptjm=SPTJM, hari=HARI)
    assert salah.value.kesalahan[0].kode == "putaran_bukan_wewenang"
    with desa.engine.transaction(), desa.engine.applying():
        desa.engine.run("UPDATE sb_putaran SET keadaan = 'tutup'")
    for kerja in (
        lambda: putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI),
        lambda: putaran_kerja.saran_keluar(desa, sri(), id, "nik_tidak_padan", HARI),
        lambda: putaran_kerja.urungkan(desa, sri(), id, ["a" * 32]),
    ):
        with pytest.raises(DataDitolak) as salah:
            kerja()
        assert salah.value.kesalahan[0].kode == "putaran_sudah_ditutup"


# ---- above


def test_a_round_is_opened_above_once_for_a_list_and_closed_and_opened_again(open_node):
    atas = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    rini = petugas(atas, "Bu Rini", "pengelola_program")
    with di(atas):
        id = putaran.buka(atas, rini, "Triwulan IV", DTSEN, HARI, date(2026, 12, 15)).id
        with pytest.raises(DataDitolak) as salah:
            putaran.buka(atas, rini, "Sekali lagi", DTSEN, HARI, date(2026, 12, 15))
        assert salah.value.kesalahan[0].kode == "putaran_masih_terbuka"
        assert putaran.tutup(atas, rini, id).keadaan == "tutup"
        assert putaran.terbuka(atas) == []
        assert putaran.buka_lagi(atas, rini, id).keadaan == "buka"
        assert putaran.pindah_batas(atas, rini, id, date(2026, 12, 20)).batas == date(2026, 12, 20)
        with pytest.raises(DataDitolak):
            putaran.tutup(atas, petugas(atas, "Pak Camat", "camat"), id)


def test_a_round_of_one_kecamatan_keeps_no_kabupaten_from_its_own_but_the_other_way_round(open_node):
    atas, bawah = Node(open_node(KABUPATEN), KABUPATEN, CATALOG), Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    with atas.engine.transaction(), atas.engine.applying():
        dasar = {"nama": "Kecamatan", "daftar": DTSEN, "mulai": "2026-10-01", "batas": "2026-12-15", "keadaan": "buka",
                 "oleh": "Bu Rini", "pada": "2026-10-01T00:00:00Z"}  # fmt: skip
        simpan_dari(atas, KECAMATAN, "putaran", **dasar)
    with di(atas):
        assert putaran.buka(atas, petugas(atas), "Kabupaten", DTSEN, HARI, date(2026, 12, 15)).keadaan == "buka"
    with bawah.engine.transaction(), bawah.engine.applying():
        simpan_dari(bawah, KABUPATEN, "putaran", **dasar)
    with di(bawah), pytest.raises(DataDitolak):
        putaran.buka(bawah, petugas(bawah), "Kecamatan", DTSEN, HARI, date(2026, 12, 15))


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_version_climbs_two_levels_and_both_receipts_come_back_to_the_village(open_node):
    jalan = Road(open_node)
    atas, desa = jalan[KABUPATEN], jalan[DESA]
    with di(atas):
        id = putaran.buka(
            atas, petugas(atas, "Bu Rini", "wali_data"), "Triwulan IV", DTSEN, HARI, date(2026, 12, 15)
        ).id
        for nama in ("ANI", "BUDI"):
            tetap(atas, DTSEN, DESA, nama)
    jalan.settle()
    with di(desa):
        kiriman, _ = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
    jalan.settle()
    with di(desa):
        versi = putaran_kirim.versi(desa, id)[0]
        assert [(satu.node, satu.isi_sha256) for satu in versi.terima] == [
            (KECAMATAN, kiriman.isi_sha256),
            (KABUPATEN, kiriman.isi_sha256),
        ]
    with di(atas):
        maju = next(satu for satu in putaran.kemajuan(atas, putaran.satu(atas, id), HARI) if satu.wilayah == DESA)
        assert (maju.keadaan, maju.versi, maju.jumlah, maju.tiba) == ("diserahkan", 1, 2, 2)
        assert maju.diterima
    assert jalan.unequal() == []


def test_the_sum_is_of_what_lines_say_in_no_order_and_every_value_counts():
    satu = ("tetap", None, None, DTSEN, "a" * 32, None, "3522014105800001", None, "SITI", None, None)
    dua = ("keluar", "mampu", "Punya mobil", DTSEN, None, None, None, None, "BUDI", "RT 1", None)
    assert tanda_terima.sidik([satu, dua]) == tanda_terima.sidik([dua, satu])
    for ke in range(len(satu)):
        assert tanda_terima.sidik([(*satu[:ke], "lain", *satu[ke + 1 :]), dua]) != tanda_terima.sidik([satu, dua])
    assert tanda_terima.sidik([satu, dua]) != tanda_terima.sidik([satu, dua, dua])
    assert tanda_terima.sidik([(*satu[:8], "JOSE\u0301", None, None)]) == tanda_terima.sidik(
        [(*satu[:8], "JOS\u00c9", None, None)]
    )


@pytest.fixture(scope="module")
def kecamatan(_migrated_sqlite, tmp_path_factory):
    """One kecamatan for all the examples: each makes its own version."""
    path = tmp_path_factory.mktemp("kecamatan") / "node.db"
    shutil.copyfile(_migrated_sqlite, path)
    database = open_database(str(path))
    yield Node(prepare(database, KECAMATAN, CATALOG), KECAMATAN, CATALOG)
    database.close()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_receipt_is_given_exactly_when_all_lines_have_come_and_says_what_came(kecamatan, data):
    """Whatever order the rows arrive in, in whatever portions, whichever line was altered or is missing, whoever adds one."""
    banyak = data.draw(st.integers(1, 6))
    kiriman, isi = (
        new_id(),
        [("tetap", None, None, DTSEN, None, None, None, None, f"WARGA {ke}", None, None) for ke in range(banyak)],
    )
    rusak = data.draw(st.sampled_from(["utuh", "utuh", "diubah", "kurang"]))
    kirim = list(isi)
    if rusak == "diubah":
        kirim[0] = (*kirim[0][:8], "LAIN", None, None)
    if rusak == "kurang":
        kirim.pop()
    rows = [
        (
            "putaran_kiriman",
            kiriman,
            {
                "putaran_id": "f" * 32,
                "versi": 1,
                "masuk": 0,
                "keluar": 0,
                "tetap": banyak,
                "isi_sha256": tanda_terima.sidik(isi),
                "oleh": "Bu Sri",
                "pada": "2026-11-22T00:00:00Z",
            },
        )
    ]
    rows += [
        ("putaran_baris", new_id(), {"kiriman_id": kiriman, **dict(zip(tanda_terima.ISI, satu, strict=True))})
        for satu in kirim
    ]
    asing = dict(
        zip(tanda_terima.ISI, ("tetap", None, None, DTSEN, None, None, None, None, "ASING", None, None), strict=True)
    )
    rows += [("putaran_baris", new_id(), {"kiriman_id": kiriman, **asing})] * data.draw(st.integers(0, 1))
    antre = data.draw(st.permutations(rows))
    while antre:
        porsi = data.draw(st.integers(1, len(antre)))
        tiba, antre = antre[:porsi], antre[porsi:]
        with kecamatan.engine.transaction(), kecamatan.engine.applying():
            for jenis, id, nilai in tiba:
                kecamatan.engine.upsert(
                    kecamatan.catalog[jenis].table,
                    ("id", "node", "wilayah", *nilai),
                    "id",
                    [(id, *[TETANGGA if nilai.get("nama") == "ASING" else DESA] * 2, *nilai.values())],
                )
        with kecamatan.engine.transaction():
            for jenis in data.draw(st.permutations(["putaran_kiriman", "putaran_baris"])):
                if ids := [id for satu, id, _ in tiba if satu == jenis]:
                    tanda_terima.derive(kecamatan, jenis, ids)
        terima = kecamatan.engine.run("SELECT isi_sha256 FROM sb_tanda_terima WHERE kiriman_id = ?", (kiriman,))
        sampai = {id for jenis, id, nilai in rows if jenis == "putaran_kiriman" or nilai.get("nama") != "ASING"}
        lengkap = rusak != "kurang" and not sampai & {id for _, id, _ in antre}
        assert [satu[0] for satu in terima] == ([tanda_terima.sidik(kirim)] if lengkap else [])


def kiriman_dari(node, putaran_id: str, nama, penulis: str = DESA, jumlah: str = "") -> str:
    """A version as it arrived from a village, of these names; its id."""
    isi = [("tetap", None, None, DTSEN, None, None, None, None, satu, None, None) for satu in nama]
    kepala = {"putaran_id": putaran_id, "versi": 1, "masuk": 0, "keluar": 0, "tetap": len(isi), "oleh": "Bu Sri",
              "isi_sha256": jumlah or tanda_terima.sidik(isi), "pada": "2026-11-22T00:00:00Z"}  # fmt: skip
    with node.engine.transaction(), node.engine.applying():
        id = simpan_dari(node, penulis, "putaran_kiriman", **kepala)
        for satu in isi:
            simpan_dari(node, penulis, "putaran_baris", kiriman_id=id, **dict(zip(tanda_terima.ISI, satu, strict=True)))
    return id


def diturunkan(node) -> None:
    """What follows from versions that are here, as if they had come just now."""
    with node.engine.transaction():
        tanda_terima.derive(
            node, "putaran_kiriman", [id for (id,) in node.engine.run("SELECT id FROM sb_putaran_kiriman")]
        )


def test_what_another_village_says_of_a_version_is_never_part_of_it(open_node):
    atas = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    with di(atas):
        id = putaran.buka(atas, petugas(atas, "Bu Rini", "wali_data"), "IV", DTSEN, HARI, date(2026, 12, 15)).id
        kiriman = kiriman_dari(atas, id, ["ANI", "BUDI"])
        with atas.engine.transaction(), atas.engine.applying():
            isi = dict(
                zip(tanda_terima.ISI, ("masuk", None, None, DTSEN, *[None] * 4, "SUSUPAN", None, None), strict=True)
            )
            simpan_dari(atas, TETANGGA, "putaran_baris", kiriman_id=kiriman, **isi)
        diturunkan(atas)
        maju = {satu.wilayah: satu for satu in putaran.kemajuan(atas, putaran.satu(atas, id), HARI)}
        assert (maju[DESA].keadaan, maju[DESA].tiba, bool(maju[DESA].diterima)) == ("diserahkan", 2, True)
        assert [satu.nama for satu in putaran_kirim.baris(kiriman)] == ["ANI", "BUDI"]
        rekon = rekonsiliasi.susun(atas, putaran.satu(atas, id), DESA, HARI)[0]
        assert sorted(satu.nama for satu in rekon.temuan) == ["ANI", "BUDI"]


def test_a_meeting_and_a_statement_of_another_village_are_no_ground_of_a_version(open_node):
    atas = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    dasar = {"oleh": "Bu Sri", "pada": "2026-11-22T00:00:00Z"}
    with di(atas):
        with atas.engine.transaction(), atas.engine.applying():
            rapat = simpan_dari(atas, TETANGGA, "musdes", tgl="2026-11-20", tempat="Balai", perihal="DTSEN", undangan=3,
                                pimpinan="X", selesai=1, **dasar)  # fmt: skip
            nyata = simpan_dari(atas, TETANGGA, "pernyataan", jenis="sptjm", nama="X", isi="Y", tgl_pernyataan="2026-11-20",
                                untuk_id="b" * 32, **dasar)  # fmt: skip
            simpan_dari(atas, DESA, "putaran_kiriman", putaran_id="a" * 32, versi=1, masuk=0, keluar=0, tetap=0,
                        isi_sha256="0" * 64, musdes_id=rapat, sptjm_id=nyata, **dasar)  # fmt: skip
        (versi,) = putaran_kirim.versi(atas, "a" * 32, DESA)
        assert (versi.musdes, versi.sptjm) == (None, None)
        assert pernyataan.daftar("b" * 32, DESA) == []
        assert len(pernyataan.daftar("b" * 32, TETANGGA)) == 1


def test_what_came_otherwise_than_it_was_handed_in_is_told_above_and_below_and_may_be_handed_in_again(open_node):
    atas, desa = Node(open_node(KECAMATAN), KECAMATAN, CATALOG), Node(open_node(DESA), DESA, CATALOG)
    with di(atas):
        id = putaran.buka(atas, petugas(atas, "Bu Rini", "wali_data"), "IV", DTSEN, HARI, date(2026, 12, 15)).id
        salah = kiriman_dari(atas, id, ["ANI"], jumlah="0" * 64)
        diturunkan(atas)
        maju = putaran.kemajuan(atas, putaran.satu(atas, id), HARI, DESA)[0]
        assert (maju.keadaan, maju.diterima) == ("keliru", "")
        assert putaran.KEADAAN[maju.keadaan] == "Isinya tidak cocok"
        with atas.engine.transaction(), atas.engine.applying():
            benar = tanda_terima.sidik(tanda_terima.baris(atas, salah))
            atas.engine.run("UPDATE sb_putaran_kiriman SET isi_sha256 = ? WHERE id = ?", (benar, salah))
        diturunkan(atas)
        maju = putaran.kemajuan(atas, putaran.satu(atas, id), HARI, DESA)[0]
        assert (maju.keadaan, bool(maju.diterima)) == ("diserahkan", True), "what is mended fits again"
    with di(desa):
        id = buka(desa)
        tetap(desa, DTSEN, DESA, "ANI")
        satu, _ = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
        assert not putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)[1]
        with desa.engine.transaction(), desa.engine.applying():
            terima = {"kiriman_id": satu.id, "isi_sha256": "0" * 64, "pada": "2026-11-22T00:00:00Z"}
            simpan_dari(desa, KECAMATAN, "tanda_terima", **terima)
        versi = putaran_kirim.versi(desa, id)[0]
        assert (len(versi.terima), len(versi.keliru), versi.gagal) == (0, 1, True)
        dua, baru = putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)
        assert (baru, dua.versi, dua.isi_sha256) == (True, 2, satu.isi_sha256)
        baris = putaran_kirim.baris(dua.id)[0].id
        desa.engine.run("INSERT INTO sb_refused_out (id, type, rev, code, pada) VALUES (?, 'putaran_baris', 1, 'x', 'y')",
                        (baris,))  # fmt: skip
        assert (putaran_kirim.versi(desa, id)[0].ditolak, putaran_kirim.versi(desa, id)[1].ditolak) == (1, 0)
        assert putaran_kirim.serahkan(desa, sri(), id, sptjm=SPTJM, hari=HARI)[0].versi == 3


def test_a_second_arrival_makes_no_second_receipt(kecamatan):
    ids = [satu[0] for satu in kecamatan.engine.run("SELECT kiriman_id FROM sb_tanda_terima")]
    kecamatan.engine.run("DELETE FROM sb_pending")
    with kecamatan.engine.transaction():
        tanda_terima.derive(kecamatan, "putaran_kiriman", ids)
    assert ids
    assert kecamatan.engine.value("SELECT COUNT(*) FROM sb_pending WHERE type = 'tanda_terima'") == 0
    assert len(ids) == kecamatan.engine.value("SELECT COUNT(*) FROM sb_tanda_terima")
