"""Village meetings: who came and what was decided, the papers, and what they cause; statements; the waiting list in order."""

import json
from datetime import date, timedelta

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import bantuan as kata
from sid_bantuan.modules.bantuan import cetak_musdes, musdes, peringkat, pernyataan, usulan, usulan_kini
from sid_bantuan.modules.bantuan.program import satu as satu_program
from sid_bantuan.modules.kependudukan import gabung, rekam
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.sync.node import Node

from .support import bantuan
from .support.lampid import kode_salah
from .support.pdf import Pdf
from .support.road import VILLAGE
from .test_bantuan_usulan import BLT, HARI_INI, KADES, LOKET, SAMPAI_KADES, SEKRETARIS, TAHUN, TETAPKAN, jalan, usulkan

pytestmark = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
HADIR = [{"unsur": "pemerintah", "nama": "SUGENG", "jabatan": "Kepala Desa"}, {"unsur": "bpd", "nama": "HARTATIK"},
         {"unsur": "rt_rw", "nama": "PAIMIN", "jabatan": "Ketua RT 001"}]  # fmt: skip
RAPAT = {
    "tgl": HARI_INI, "jam": "09.00", "tempat": "Balai Desa", "perihal": "penetapan penerima BLT Dana Desa", "program": "BLT",
    "pimpinan": "HARTATIK", "notulis": "YUNI", "undangan": 5, "hadir": HADIR, "nomor": "BA/1/2026",
    "keputusan": ["Menyepakati nama dalam lampiran.", " "],
}  # fmt: skip


@pytest.fixture
def desa(village):
    node = Node(village, VILLAGE, CATALOG)
    peringkat_program = {"penentu": "tgl_usul", "komponen": [{"ukuran": "desil", "bobot": 2, "naik": True},
                                                             {"ukuran": "jumlah_anggota", "bobot": 1}]}  # fmt: skip
    bantuan.program(node, "BLT", sasaran="keluarga", sifat="temporer", tahap=BLT, peringkat=peringkat_program,
                    dasar_hukum="Permendesa 7 Tahun 2023")  # fmt: skip
    bantuan.tuntas(node)
    return node


def diajukan(node, *nama: str):
    semua = [usulkan(node, satu) for satu in nama]
    for satu in semua:
        jalan(node, satu.id, (LOKET, "ajukan"))
    return semua


def rapat(node, semua=(), arah=None, **isi):
    """A meeting with these proposals annexed, put in unless ``arah`` says otherwise."""
    nama = [musdes.baris_nama(satu) | {"arah": (arah or {}).get(satu.nama, "masuk")} for satu in semua]
    return musdes.simpan(node, LOKET, RAPAT | {"nama_lampiran": nama} | isi)


def test_a_meeting_determines_the_annexed_proposals_step_by_step_by_whose_turn_it_is(desa):
    budi, siti, ani = diajukan(desa, "BUDI", "SITI", "ANI")
    bantuan.kuota(desa, "BLT", 1, tahun=TAHUN)
    bantuan.tuntas(desa)
    assert [satu.nama for satu in musdes.calon(desa, None, "BLT")] == ["ANI", "BUDI", "SITI"]
    ini = rapat(desa, (budi, siti, ani), {"ANI": "keluar"})
    assert usulan.ambil(desa, budi.id).musdes_id == ini.id
    assert usulan_kini.posisi(desa, budi.id)[0].keadaan == kata.DIAJUKAN, "being annexed takes no step back"
    assert musdes.calon(desa, None, "BLT") == []
    with pytest.raises(DataDitolak) as salah:
        musdes.terapkan(desa, SEKRETARIS, ini.id)
    assert kode_salah(salah) == {"musdes_belum_selesai"}
    musdes.tutup(desa, LOKET, ini.id)
    hasil = musdes.terapkan(desa, SEKRETARIS, ini.id)
    assert (hasil.maju, hasil.ditolak, hasil.tetap) == (("BUDI", "SITI"), ("ANI",), ())
    musdes.putuskan(desa, KADES, ini.id, "141/7/2026", HARI_INI, "SUGENG")
    hasil = musdes.terapkan(desa, KADES, ini.id)
    assert (hasil.maju, hasil.tunggu, [nama for nama, _ in hasil.tetap]) == (("BUDI",), ("SITI",), ["ANI"])
    assert desa.engine.run("SELECT nama, nomor_sk FROM sb_penerima") == [("BUDI", "141/7/2026")]
    assert musdes.terapkan(desa, KADES, ini.id).maju == (), "twice is once"


def test_minutes_are_closed_with_quorum_and_decisions_and_then_stay_as_they_are(desa):
    ini = rapat(desa, undangan=6, keputusan=[])
    with pytest.raises(DataDitolak) as salah:
        musdes.tutup(desa, LOKET, ini.id)
    assert kode_salah(salah) == {"musdes_tidak_kuorum", "musdes_tanpa_keputusan"}
    musdes.simpan(desa, LOKET, {"undangan": 5, "keputusan": ["Sepakat."]}, ini.id)
    assert musdes.kuorum(musdes.ambil(desa, ini.id))
    for nomor, hari, kode in (("", HARI_INI, "musdes_belum_selesai"), ("1", HARI_INI, "musdes_belum_selesai")):
        with pytest.raises(DataDitolak) as salah:
            musdes.putuskan(desa, KADES, ini.id, nomor, hari, "SUGENG")
        assert kode_salah(salah) == {kode}
    musdes.tutup(desa, LOKET, ini.id)
    with pytest.raises(DataDitolak) as salah:
        musdes.simpan(desa, LOKET, {"perihal": "lain"}, ini.id)
    assert kode_salah(salah) == {"musdes_selesai"}
    for nomor, hari, kode in (
        ("", HARI_INI, "wajib_diisi"),
        ("1", HARI_INI - timedelta(1), "keputusan_sebelum_musdes"),
        ("1", HARI_INI + timedelta(1), "tanggal_belum_terjadi"),
    ):
        with pytest.raises(DataDitolak) as salah:
            musdes.putuskan(desa, KADES, ini.id, nomor, hari, "SUGENG")
        assert kode_salah(salah) == {kode}


def test_names_are_annexed_once_each_and_a_name_taken_off_is_free_for_another_meeting(desa):
    (budi,) = diajukan(desa, "BUDI")
    lembar = musdes.baris_nama(budi)
    with pytest.raises(DataDitolak) as salah:
        musdes.simpan(desa, LOKET, RAPAT | {"nama_lampiran": [lembar, lembar, {"nama": "X", "arah": ""}]})
    assert kode_salah(salah) == {"musdes_nama_ganda", "musdes_arah_kosong"}
    ini = rapat(desa, (budi,))
    versi = desa.engine.value("SELECT rev FROM sb_row WHERE id = ?", (ini.id,))
    musdes.simpan(desa, LOKET, {"nama_lampiran": []}, ini.id, versi)
    assert usulan.ambil(desa, budi.id).musdes_id is None
    with pytest.raises(SudahBerubah):
        musdes.simpan(desa, LOKET, {"perihal": "lain"}, ini.id, versi)


def test_one_proposal_is_discussed_in_one_meeting_at_a_time_and_again_after_that_was_closed(desa):
    budi, siti = diajukan(desa, "BUDI", "SITI")
    satu = rapat(desa, (budi,))
    with pytest.raises(DataDitolak) as salah:
        rapat(desa, (budi, siti), perihal="musyawarah khusus")
    assert kode_salah(salah) == {"musdes_nama_lain"}
    assert "penetapan penerima BLT Dana Desa" in salah.value.kesalahan[0].saran
    musdes.simpan(desa, LOKET, {"nama_lampiran": [musdes.baris_nama(budi)]}, satu.id)
    musdes.tutup(desa, LOKET, satu.id)
    assert [usul.nama for usul in musdes.calon(desa, None, "BLT")] == ["BUDI", "SITI"]
    dua = rapat(desa, (budi, siti), perihal="musyawarah khusus")
    assert usulan.ambil(desa, budi.id).musdes_id == dua.id


def test_who_came_is_counted_once_for_the_quorum_in_whatever_element_he_is_written(desa):
    for hadir in (
        [{"unsur": "perempuan", "nama": "SITI"}, {"unsur": "tokoh", "nama": "Siti "}],
        [{"unsur": "rt_rw", "nama": "AGUS", "jabatan": "Ketua RT 1"}] * 2,
    ):
        with pytest.raises(DataDitolak) as salah:
            rapat(desa, hadir=hadir)
        assert kode_salah(salah) == {"musdes_hadir_ganda"}
    dua = [{"unsur": "rt_rw", "nama": "AGUS", "jabatan": f"Ketua RT {ke}"} for ke in (1, 2)]
    assert len(musdes.isi(rapat(desa, hadir=dua)).hadir) == 2


def test_minutes_and_decision_are_settled_only_as_the_page_showed_them(desa):
    ini = rapat(desa)
    versi = rekam.versi(desa, ini.id)
    musdes.simpan(desa, LOKET, {"keputusan": ["Sepakat.", "Ditambah seorang rekan."]}, ini.id, versi)
    with pytest.raises(DataDitolak) as salah:
        musdes.tutup(desa, LOKET, ini.id, versi)
    assert kode_salah(salah) == {"musdes_berubah"}
    musdes.tutup(desa, LOKET, ini.id, rekam.versi(desa, ini.id))
    assert musdes.tutup(desa, LOKET, ini.id, versi).selesai, "pressed twice is pressed once"
    versi = rekam.versi(desa, ini.id)
    musdes.putuskan(desa, KADES, ini.id, "1/2026", HARI_INI, "SUGENG", versi)
    musdes.putuskan(desa, KADES, ini.id, "1/2026", HARI_INI, "SUGENG", versi)
    with pytest.raises(DataDitolak) as salah:
        musdes.putuskan(desa, KADES, ini.id, "2/2026", HARI_INI, "SUGENG", versi)
    assert kode_salah(salah) == {"musdes_berubah"}


def test_no_decision_is_left_out_of_the_paper_however_many_there_are(desa):
    ini = rapat(desa, keputusan=[f"Putusan yang ke-{ke}." for ke in range(1, 24)])
    musdes.tutup(desa, LOKET, ini.id)
    ini = musdes.putuskan(desa, KADES, ini.id, "1/2026", HARI_INI, "SUGENG")
    diktum = dict(cetak_musdes.isi_keputusan(desa, ini)["blok"][2]["isi"])
    assert diktum["KESEBELAS"] == ["Putusan yang ke-11."]
    assert diktum["KESEMBILAN BELAS"] == ["Putusan yang ke-19."]
    assert diktum["KEDUA PULUH TIGA"] == ["Putusan yang ke-23."]
    assert diktum["KEDUA PULUH EMPAT"] == ["Keputusan ini berlaku sejak tanggal ditetapkan."]


def test_the_papers_name_who_came_what_was_decided_and_about_whom(desa, screenshots):
    semua = diajukan(desa, "BUDI", "SITI", "ANI")
    lain = {
        "arah": "keluar",
        "nama": "PAK MAMPU",
        "nik": "3522010101800007",
        "alamat": "RT 001",
        "alasan": "Sudah mampu",
    }
    nama = [*map(musdes.baris_nama, semua), lain, {"arah": "tetap", "nama": "A" * 90, "alasan": "Tetap layak"}]
    keputusan = ["Menyepakati nama dalam lampiran.", "Nama yang keluar diberi tahu Ketua RT dalam tiga hari."]
    ini = rapat(
        desa,
        nama_lampiran=nama,
        keputusan=keputusan,
        hadir=[satu | {"nama": f"{satu['nama']} {ke}"} for ke in range(9) for satu in HADIR],
        undangan=40,
    )
    cap = cetak_musdes.berita_acara(desa, ini)
    assert "BELUM DITUTUP" in Pdf(cap).teks(0)
    with pytest.raises(DataDitolak) as salah:
        cetak_musdes.keputusan(desa, ini)
    assert kode_salah(salah) == {"musdes_tanpa_nomor"}
    musdes.tutup(desa, LOKET, ini.id)
    ini = musdes.putuskan(desa, KADES, ini.id, "188/7/2026", HARI_INI, "SUGENG RIYADI")
    buku = Pdf(cetak_musdes.berita_acara(desa, ini, nik=lambda nomor: nomor and f"{nomor[:6]}xxxxxxxxxx"))
    teks = " ".join(buku.teks(ke) for ke in range(len(buku)))
    for isi in ("BERITA ACARA", "BA/1/2026", "27 orang dari 40 orang", "kuorum tercapai", "Ketua RT 001", "PAK MAMPU",
                "Nama yang diusulkan keluar", "352201xxxxxxxxxx", "DAFTAR HADIR", "SUGENG RIYADI"):  # fmt: skip
        assert isi in teks, isi
    assert "3522010101800007" not in teks
    sk = Pdf(cetak_musdes.keputusan(desa, ini))
    isi_sk = " ".join(sk.teks(ke) for ke in range(len(sk)))
    for isi in (
        "KEPUTUSAN KEPALA DESA",
        "NOMOR 188/7/2026",
        "Permendesa 7 Tahun 2023",
        "KESATU",
        "3 nama",
        "PAK MAMPU",
    ):
        assert isi in isi_sk, isi
    for nama, satu in (("berita-acara", buku), ("keputusan", sk)):
        for ke in range(len(satu)):
            satu.gambar(ke, screenshots / f"bantuan-{nama}-{ke + 1}.png")


# ---- statements


def test_statements_say_who_declared_what_and_a_volunteer_brings_his_decree(desa):
    (budi,) = diajukan(desa, "BUDI")
    isi = {"jenis": "relawan", "nama": "Darmi", "isi": "Rumahnya berdinding bambu.", "tgl_pernyataan": HARI_INI}
    with pytest.raises(DataDitolak) as salah:
        pernyataan.catat(desa, LOKET, isi, ("usulan_bantuan", budi.id))
    assert kode_salah(salah) == {"pernyataan_tanpa_sk"}
    ada = pernyataan.catat(desa, LOKET, isi | {"nomor_sk": "SK/3/2026"}, ("usulan_bantuan", budi.id))
    assert pernyataan.catat(desa, LOKET, isi, ("usulan_bantuan", budi.id), ada.id) == ada
    pernyataan.catat(
        desa, LOKET, isi | {"jenis": "rt", "tgl_pernyataan": HARI_INI - timedelta(2)}, ("usulan_bantuan", budi.id)
    )
    assert [satu.jenis for satu in pernyataan.daftar(budi.id, VILLAGE)] == ["relawan", "rt"]
    for salah_isi, kode in (
        ({"tgl_pernyataan": HARI_INI + timedelta(1)}, "tanggal_belum_terjadi"),
        ({"isi": ""}, "wajib_diisi"),
    ):
        with pytest.raises(DataDitolak) as salah:
            pernyataan.catat(desa, LOKET, isi | {"jenis": "rt"} | salah_isi)
        assert kode_salah(salah) == {kode}


# ---- the waiting list


def test_the_waiting_list_has_the_order_its_program_declares_and_shows_what_the_points_are_made_of(desa):
    bantuan.kuota(desa, "BLT", 0, tahun=TAHUN)
    bantuan.tuntas(desa)
    semua = diajukan(desa, "BUDI", "SITI", "ANI", "JOKO")
    for ke, satu in enumerate(semua):
        usulan.simpan(desa, LOKET, {"tgl_usul": date(TAHUN, 1, 10 - ke)}, satu.id)
        jalan(desa, satu.id, *SAMPAI_KADES, TETAPKAN)
    for satu, desil in zip(semua, (3, 1, 3, None), strict=True):
        if desil:
            bantuan.simpan(desa, "ukuran", subjek=satu.keluarga_id, nama="desil", nilai=desil, oleh="Bu Sri",
                           per_tanggal="2026-01-01", sumber="DTSEN")  # fmt: skip
    bantuan.warga(desa, "ANAK BUDI", semua[0].keluarga_id)
    bantuan.tuntas(desa)
    daftar = peringkat.susun(desa, satu_program(desa, "BLT"), VILLAGE, TAHUN)
    assert [(satu.ke, satu.usulan.nama, satu.poin) for satu in daftar] == [
        (1, "SITI", -1), (2, "BUDI", -4), (3, "JOKO", -5), (4, "ANI", -5),
    ]  # fmt: skip
    bagian = {ini.judul: (ini.sebut, ini.bobot, ini.poin) for ini in daftar[2].bagian}
    assert bagian["Desil kesejahteraan"] == ("belum diukur", 2, -6), "who was not measured counts like the lowest"
    assert bagian["Jumlah anggota keluarga"] == ("1 orang", 1, 1)
    assert peringkat.tempat(desa, semua[2], satu_program(desa, "BLT")) == (4, 4)
    assert peringkat.tempat(desa, diajukan(desa, "WATI")[0], satu_program(desa, "BLT")) is None
    siti = usulan.warga(semua[1].orang_id, VILLAGE)
    lain = bantuan.warga(desa, "SITI AMINAH", semua[1].keluarga_id)
    desa.engine.run("UPDATE sb_penduduk SET keluarga_id = NULL WHERE id = ?", (siti.id,))
    gabung.gabungkan(desa, LOKET, lain, siti.id, {}, "Tercatat ganda")
    bantuan.tuntas(desa)
    daftar = peringkat.susun(desa, satu_program(desa, "BLT"), VILLAGE, TAHUN)
    assert daftar[0].bagian[0].nilai == 1, "whom he was merged into has his measures"


def test_a_ranking_another_office_wrote_oddly_leaves_the_list_in_the_order_of_the_proposals(desa):
    for isi in (
        {"penentu": ["x"], "komponen": [{"ukuran": ["desil"]}, {"ukuran": {}}, 3, None]},
        {"komponen": "desil"},
    ):
        desa.engine.run("UPDATE sb_program SET peringkat = ? WHERE kode = 'BLT'", (json.dumps(isi),))
        cara = peringkat.cara(satu_program(desa, "BLT"))
        assert (cara.komponen, cara.penentu) == ((), "tgl_usul")
        assert peringkat.sebut_cara(cara) == "Tanggal usul yang lebih dulu didahulukan."
