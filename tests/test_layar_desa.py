"""The village's other pages: what waits, one person, merging, the bin, returned records, sync."""

import re
import time

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.kode import PINDAH
from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Penduduk, Penggabungan
from sid_bantuan.modules.verval import efek
from sid_bantuan.modules.verval.tables import Perbaikan
from sid_bantuan.sync.freeze import freshen
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import now
from sid_bantuan.sync.wire import Row, keep

from .support.desa import DESA, Peramban, aplikasi, operator

NIK = "3522014102850002"
KECAMATAN = "35.22.01"


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


@pytest.fixture
def sri(node):
    """A woman who heads her own card."""
    isi = {"nama": "SRI WAHYUNI", "nik": NIK, "jenis_kelamin": 2, "hubungan_keluarga": 1}
    simpan_keluarga(node, operator(), {"no_kk": "3522010101200001"}, [Anggota("a", isi)])
    return Penduduk.get()


def sambungkan(node):
    """Link the village to its kecamatan, as an enrolment does."""
    node.engine.run(
        "INSERT INTO sb_link (peer, role, url, success) VALUES (?, 'up', 'http://127.0.0.1:9', ?)", (KECAMATAN, now())
    )


def kembalikan(node, penduduk, alasan="nik_tidak_sesuai", pesan="Angka terakhir pada KTP-el 0004."):
    """The kecamatan returns a record as it stands: its verdict arrives."""
    with node.engine.transaction():
        node.begin_step()
        freshen(node)
    hash_isi = bytes(node.engine.value("SELECT h FROM sb_row WHERE id = ?", (penduduk.id,))).hex()
    isi = {"jenis": "penduduk", "rekam_id": penduduk.id, "hash_dinilai": hash_isi, "putusan": "perlu_perbaikan"}
    verval = Row("verval", new_id(), KECAMATAN, DESA, 1, 0, content=isi)
    with node.engine.transaction(), node.engine.applying():
        node.engine.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, alasan, pesan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (verval.id, KECAMATAN, DESA, *isi.values(), alasan, pesan, "Rina Wulandari", now()),
        )
    efek.effect(node, [verval])
    drain_all(node)


def test_a_new_village_is_told_how_to_begin(layar):
    halaman = layar.buka("/beranda/")
    assert "Belum ada data penduduk" in halaman
    assert "/impor/" in halaman
    assert "/kk/baru" in halaman


def test_a_returned_record_stands_first_with_the_stewards_words_and_leads_to_the_work(layar, node, sri):
    kembalikan(node, sri)
    halaman = layar.buka("/beranda/")
    assert "NIK tidak sesuai KTP-el atau KK" in halaman
    assert "Angka terakhir pada KTP-el 0004." in halaman
    assert f'href="/orang/{sri.id}"' in halaman
    assert "Rina Wulandari" in halaman
    assert "Perlu perbaikan" in layar.buka(f"/orang/{sri.id}")
    assert "Perlu perbaikan" in layar.buka(f"/kk/{sri.keluarga_id}")


def test_mending_a_returned_record_takes_it_off_the_list_by_itself(layar, node, sri):
    kembalikan(node, sri)
    assert "SRI WAHYUNI" in layar.buka("/perbaikan/")
    simpan_penduduk(node, operator(), {"nik": "3522014102850004"}, sri.id, versi(node, sri.id))
    drain_all(node)
    assert "Tidak ada yang perlu diperbaiki" in layar.buka("/perbaikan/")
    assert "SRI WAHYUNI" in layar.buka("/perbaikan/?keadaan=selesai")
    assert "Menunggu verval lagi" in layar.buka(f"/orang/{sri.id}")


def test_the_village_can_answer_the_steward(layar, node, sri):
    kembalikan(node, sri)
    halaman = layar.kirim(f"/perbaikan/{Perbaikan.get().id}/tanggapan", {"tanggapan": "NIK sudah benar, lihat foto."})
    assert "Tanggapan desa" in halaman
    assert Perbaikan.get().tanggapan == "NIK sudah benar, lihat foto."
    assert "NIK sudah benar" in layar.buka(f"/orang/{sri.id}")
    assert "Tulis tanggapan" in layar.kirim(f"/perbaikan/{Perbaikan.get().id}/tanggapan", {"tanggapan": " "})


def test_a_person_shows_family_warnings_and_what_happened_by_whom(layar, node, sri):
    simpan_penduduk(node, operator(), {"agama": 1}, sri.id, versi(node, sri.id))
    drain_all(node)
    halaman = layar.buka(f"/orang/{sri.id}")
    assert "352201 410285 0002" in halaman
    assert "352201 010120 0001" in halaman
    assert "Siti Operator" in halaman
    assert "Agama: <del>(kosong)</del> menjadi <ins>Islam</ins>" in halaman
    assert "Tanggal lahir belum diisi" in halaman


def test_what_is_seldom_done_to_a_person_waits_behind_one_button(layar, sri):
    halaman = layar.buka(f"/orang/{sri.id}")
    lain = halaman[halaman.index('<details class="lainnya">') :].split("</details>")[0]
    assert "Gabungkan" in lain
    assert f'action="/orang/{sri.id}/buang"' in lain
    assert "Ubah data" not in lain


def test_a_full_nik_outside_the_task_is_shown_on_request_and_written_down(node, sri, village, tmp_path):
    layar = Peramban(aplikasi(village, tmp_path, "kepala_desa"))
    assert NIK not in layar.buka(f"/orang/{sri.id}").replace(" ", "")
    token = re.search(r'name="sid_token" value="(\w+)"', layar.buka(f"/orang/{sri.id}"))[1]
    jawab = layar.klien.post(f"/orang/{sri.id}/nik", data={"sid_token": token})
    assert "352201 410285 0002" in jawab.get_data(as_text=True)
    jejak = node.engine.run("SELECT oleh, rekam_id FROM sb_jejak WHERE aksi = 'lihat_nik'")
    assert jejak == [("Siti Operator", sri.id)]


def test_two_records_are_compared_merged_and_parted_again(layar, node, sri):
    kembar = simpan_penduduk(node, operator(), {"nama": "SRI WAHYUNINGSIH", "jenis_kelamin": 2, "telepon": "0812"})
    halaman = layar.buka(f"/gabung/{sri.id}/{kembar.id}")
    assert "SRI WAHYUNINGSIH" in halaman
    assert "0812" in halaman
    isi = dict(re.findall(r'type="hidden" name="(versi_\w+)" value="(\d+)"', halaman))
    isi |= {"pilih.nama": "lama", "pilih.telepon": "lama", "alasan": "Diimpor dua kali"}
    assert "sudah digabung" in layar.kirim(f"/gabung/{sri.id}/{kembar.id}", isi)
    assert (Penduduk.get().nama, Penduduk.get().telepon) == ("SRI WAHYUNINGSIH", "0812")
    assert "sudah digabung" in layar.buka(f"/orang/{kembar.id}")  # an old link leads to the one that stays
    layar.kirim(f"/gabung/{sri.id}/{kembar.id}", isi)  # sent twice: still one merge
    assert Penggabungan.select().count() == 1
    kelompok = re.search(r'name="kelompok" value="(\w+)"', layar.buka("/sampah/"))[1]
    assert "kembali seperti semula" in layar.kirim("/sampah/batal-gabung", {"kelompok": kelompok})
    assert {satu.nama for satu in Penduduk} == {"SRI WAHYUNI", "SRI WAHYUNINGSIH"}


def test_a_merge_without_a_reason_comes_back_as_it_was_filled(layar, node, sri):
    kembar = simpan_penduduk(node, operator(), {"nama": "SRI W", "jenis_kelamin": 2})
    isi = dict(re.findall(r'name="(versi_\w+)" value="(\d+)"', layar.buka(f"/gabung/{sri.id}/{kembar.id}")))
    halaman = layar.kirim(f"/gabung/{sri.id}/{kembar.id}", isi | {"pilih.nama": "lama"})
    assert re.search(r'name="pilih.nama" value="lama" checked', halaman)
    assert Penduduk.select().count() == 2


def test_who_may_be_the_same_person_is_found_by_birth_date_and_name(layar, node):
    isi = {"jenis_kelamin": 2, "tanggal_lahir": "1985-02-01"}
    satu = simpan_penduduk(node, operator(), isi | {"nama": "SRI WAHYUNI"})
    simpan_penduduk(node, operator(), isi | {"nama": "SRI WAHJOENI"})
    simpan_penduduk(node, operator(), isi | {"nama": "BAMBANG"})
    halaman = layar.buka(f"/gabung/{satu.id}")
    assert "SRI WAHJOENI" in halaman
    assert "BAMBANG" not in halaman


def test_a_deleted_resident_is_found_in_the_bin_and_comes_back(layar, node, sri):
    halaman = layar.kirim(f"/orang/{sri.id}/buang")
    assert "SRI WAHYUNI" in halaman
    assert Penduduk.select().count() == 0
    assert "ada di Tempat sampah" in layar.buka(f"/orang/{sri.id}")
    kelompok = re.search(r'name="kelompok" value="(\w+)"', halaman)[1]
    layar.kirim("/sampah/pulihkan", {"kelompok": kelompok})
    assert Penduduk[sri.id].nik == NIK
    assert "Sudah dipulihkan sebelumnya" in layar.kirim("/sampah/pulihkan", {"kelompok": kelompok})


def test_only_secretary_or_head_empty_the_bin_for_good(layar, node, sri, village, tmp_path):
    halaman = layar.kirim(f"/orang/{sri.id}/buang")
    kelompok = {"kelompok": re.search(r'name="kelompok" value="(\w+)"', halaman)[1]}
    assert "Hapus selamanya" not in halaman
    layar.kirim("/sampah/hapus-selamanya", kelompok, kode=403)
    assert node.engine.value("SELECT count(*) FROM sb_tempat_sampah") == 1
    sekretaris = Peramban(aplikasi(village, tmp_path, "sekretaris"))
    halaman = sekretaris.buka("/sampah/")
    assert "tidak ada cara memulihkannya" in halaman
    assert NIK not in halaman.replace(" ", "")
    assert "1 data dihapus selamanya" in sekretaris.kirim("/sampah/hapus-selamanya", kelompok)
    assert node.engine.value("SELECT count(*) FROM sb_tempat_sampah") == 0


def test_a_refused_row_is_shown_with_its_column_reason_and_hint(layar, node, sri):
    sambungkan(node)
    node.engine.run(
        "INSERT INTO sb_refused_out (id, type, rev, code, kolom, pada) VALUES (?, 'penduduk', 1, 'kode_tak_dikenal', ?, ?)",
        (sri.id, "pekerjaan", now()),
    )
    for alamat in ("/beranda/", "/sinkronisasi/"):
        halaman = layar.buka(alamat)
        assert "Pekerjaan" in halaman
        assert "Kode tidak ada dalam daftar resmi" in halaman
        assert f'href="/orang/{sri.id}"' in halaman


def bentrok(node, penduduk, **lain):
    """The kecamatan holds a version of this record that grew from no version held here."""
    sambungkan(node)
    kita = node.row(penduduk.id)
    rival = Row("penduduk", kita.id, DESA, DESA, kita.rev + 3, 0, content=kita.content | lain)
    node.engine.run(
        "INSERT INTO sb_conflict (id, v, type, peer, isi, direct, urut, pada) VALUES (?, ?, 'penduduk', ?, ?, 1, 1, ?)",
        (kita.id, rival.v, KECAMATAN, keep(rival), now()),
    )
    return rival


def test_two_versions_are_shown_side_by_side_and_chosen_column_by_column(layar, node, sri):
    rival = bentrok(node, sri, nama="SRI WAHYUNINGSIH", telepon="0812")
    halaman = layar.buka("/sinkronisasi/")
    assert "SRI WAHYUNINGSIH" in halaman
    assert "0812" in halaman
    assert "1 data punya dua versi" in layar.buka("/beranda/")
    layar.kirim(f"/sinkronisasi/bentrok/{sri.id}", {"pilih.nama": "kita", "pilih.telepon": "mereka"})
    baru = Penduduk[sri.id]
    assert (baru.nama, baru.telepon, baru.nik) == ("SRI WAHYUNI", "0812", NIK)
    assert versi(node, sri.id) == rival.rev + 1
    assert "Sudah diselesaikan" in layar.kirim(f"/sinkronisasi/bentrok/{sri.id}", {"sisi": "mereka"})


def test_a_whole_side_can_be_taken(layar, node, sri):
    bentrok(node, sri, nama="SRI WAHYUNINGSIH", telepon="0812")
    layar.kirim(f"/sinkronisasi/bentrok/{sri.id}", {"sisi": "mereka"})
    assert (Penduduk[sri.id].nama, Penduduk[sri.id].telepon) == ("SRI WAHYUNINGSIH", "0812")


def test_what_waits_is_a_count_and_sync_by_hand_tells_how_it_ended(layar, node, sri):
    assert "Belum terhubung ke kecamatan" in layar.buka("/sinkronisasi/")
    sambungkan(node)
    simpan_penduduk(node, operator(), {"agama": 1}, sri.id, versi(node, sri.id))
    assert "Penduduk 1" in layar.buka("/sinkronisasi/")
    layar.kirim("/sinkronisasi/sekarang")
    batas = time.monotonic() + 20
    while layar.klien.get("/sinkronisasi/keadaan").json["berjalan"] and time.monotonic() < batas:
        time.sleep(0.05)
    (satu,) = pekerjaan.daftar(node, "sinkron")
    assert satu.keadaan == pekerjaan.GAGAL
    assert satu.pesan in layar.buka("/sinkronisasi/")


def test_where_sending_was_stopped_the_page_does_not_say_that_all_is_well(layar, node):
    sambungkan(node)
    drain_all(node)
    assert "Semua beres" in layar.buka("/sinkronisasi/")
    node.engine.run("UPDATE sb_link SET state = 'stopped', problem = 'stopped'")
    halaman = layar.buka("/sinkronisasi/")
    assert "Pengiriman dihentikan" in halaman
    assert "Semua beres" not in halaman


def test_every_number_of_the_first_page_opens_a_page(layar, node, sri):
    drain_all(node)
    for alamat in re.findall(r'<a class="angka[^"]*" href="([^"]+)"', layar.buka("/beranda/")):
        layar.buka(alamat)


def test_the_names_stand_behind_each_kind_of_warning(layar, node, sri):
    drain_all(node)
    halaman = layar.buka("/peringatan/")
    kode = re.search(r"kode=(tanggal_lahir_kosong)", halaman)[1]
    assert "SRI WAHYUNI" in layar.buka(f"/peringatan/?kode={kode}")


def test_the_list_behind_a_number_of_the_first_page_has_as_many_names(layar, node, sri):
    gone = Penduduk.create(
        node=DESA, wilayah=DESA, orang_id=new_id(), nama="SUDAH PINDAH", status_dasar=PINDAH, jenis_kelamin=1
    )
    drain_all(node)
    page = layar.buka("/beranda/")
    assert gone.nik is None
    listed = re.search(r'<a class="angka[^"]*" href="([^"]+)">\s*<span class="angka-label">Belum ada NIK', page)[1]
    number = re.search(r"Belum ada NIK</span>\s*<strong>(\d+)", page)[1]
    names = layar.buka(listed)
    assert "SUDAH PINDAH" not in names
    assert f"dari {number} " in names or f"{number} penduduk" in names.lower()
    assert "SUDAH PINDAH" not in layar.buka("/peringatan/?kode=nik_belum_ada")


def test_a_kind_of_warning_that_does_not_exist_is_said_so(layar):
    assert "Jenis peringatan ini tidak dikenal" in layar.buka("/peringatan/?kode=zzz", kode=404)
    assert "Sudah tidak ada" in layar.buka("/peringatan/?kode=nik_ganda")


@pytest.mark.parametrize("page", ["-3", "0", "dua", "9" * 30])
def test_a_page_that_no_list_has_is_no_fault(layar, page):
    for address in ("/perbaikan/?", "/sampah/?", "/peringatan/?kode=nik_ganda&"):
        layar.buka(f"{address}halaman={page}")


def test_what_is_not_there_is_told_in_words(layar):
    for alamat in ("/orang/" + "a" * 32, "/kk/" + "a" * 32, "/gabung/" + "a" * 32, "/impor/" + "a" * 32):
        assert "tidak ditemukan" in layar.buka(alamat, kode=404)
