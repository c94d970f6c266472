"""The screens of recipients as the office walks them: what may he get, enrol him, change how he stands."""

import re
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import pendaftaran, penerima
from sid_bantuan.modules.bantuan.pendaftaran import Pendaftaran
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.modules.kependudukan import rekam
from sid_bantuan.sync.node import Node

from .support import bantuan as b
from .support.desa import Peramban, aplikasi

DESA = "35.22.01.2001"
TAHUN = date.today().year
AWAL = date(TAHUN, 1, 1)
NIK = "3522014105800001"


@pytest.fixture
def kantor(village):
    """A village with a family, programs that exclude each other, and a list of another office."""
    node = Node(village, DESA, CATALOG)
    b.program(node, "PKH", sasaran="keluarga", penetap="luar", instansi="Dinas Sosial", basi_hari=90)
    b.program(node, "BST", sifat="temporer")
    b.program(node, "SEMBAKO", sasaran="keluarga", komponen=[{"kode": "lansia", "nama": "Lansia"}])
    b.aturan(node, "BST", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Sudah menerima PKH")
    b.kuota(node, "SEMBAKO", 2, tahun=TAHUN)
    kk = b.keluarga(node, "3522011505150001")
    node.tini, node.nenek = b.warga(node, "TINI", kk, nik=NIK), b.warga(node, "NENEK", kk)
    node.tono = b.warga(node, "TONO", b.keluarga(node))
    node.kk = kk
    b.simpan(
        node,
        "daftar_luar",
        program="PKH",
        per_tanggal=date.today().isoformat(),
        sumber="SIKS-NG",
        jumlah=1,
        keadaan="berlaku",
        **b.DASAR,
    )
    b.tetap(node, "PKH", DESA, "TINI", nik=NIK, sumber="SIKS-NG")
    b.tuntas(node)
    return node


@pytest.fixture
def layar(kantor, tmp_path):
    return lambda *peran: Peramban(aplikasi(kantor.engine, tmp_path, *peran))


def terdaftar(node, siapa: str, kode: str = "SEMBAKO", **isi) -> Penerima:
    hasil = pendaftaran.daftarkan(node, b.operator(node), Pendaftaran(kode, siapa, AWAL, **isi))
    b.tuntas(node)
    return hasil.penerima


def versi(page: str) -> str:
    return re.search(r'name="versi" value="(\d+)"', page)[1]


def test_one_screen_says_what_he_may_get_and_why_not_the_rest_with_source_and_day(kantor, layar):
    page = layar().buka(f"/boleh/{kantor.tini}")
    assert page.index("Sudah menerima") < page.index("Boleh menerima <") < page.index("Tidak boleh")
    assert "TINI menerima PKH sejak 01-01-2026; menurut SIKS-NG" in page
    assert "Sudah menerima PKH" in page
    assert f"/daftarkan-penerima/SEMBAKO?orang={kantor.tini}" in page
    assert "/daftarkan-penerima/PKH" not in page, "who is on an agency's list is for the agency to say"
    assert f"/buat-usulan/SEMBAKO?orang={kantor.tini}" in page
    assert "Sisa kuota 2" in page
    assert f"/boleh/{kantor.tini}" in layar().buka("/boleh/?cari=tini")
    layar().buka(f"/boleh/{'0' * 32}", 404)


def test_who_died_may_get_nothing_but_what_his_death_entitles_to(kantor, layar):
    b.program(kantor, "SANTUNAN", karena_kematian=1, kali_setahun=0)
    kantor.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (kantor.tono,))
    b.tuntas(kantor)
    page = layar().buka(f"/boleh/{kantor.tono}")
    assert "Meninggal menurut catatan kependudukan" in page
    assert f"/daftarkan-penerima/SANTUNAN?orang={kantor.tono}" in page
    assert "/daftarkan-penerima/SEMBAKO" not in page


def test_a_list_out_of_date_leaves_it_open_and_says_which(kantor, layar):
    kantor.engine.run("UPDATE sb_segar SET sampai = '2026-01-31'")
    page = layar().buka(f"/boleh/{kantor.tono}")
    assert "Belum pasti" in page
    assert "Belum diketahui benar tidaknya:" in page
    assert "Daftar PKH hanya berlaku sampai 31-01-2026" in page


def test_he_is_enrolled_by_the_form_with_components_of_his_family(kantor, layar):
    siti = layar()
    alamat = f"/daftarkan-penerima/SEMBAKO?orang={kantor.tini}"
    page = siti.buka(alamat)
    isi = {"id": re.search(r'name="id" value="(\w{32})"', page)[1], "orang": kantor.tini, "mulai": "01-02-2026"}
    page = siti.kirim("/daftarkan-penerima/SEMBAKO", isi | {"mulai": "besok", "catatan": "Hasil musdes"}, 422)
    assert 'value="besok"' in page
    assert 'value="Hasil musdes"' in page
    page = siti.kirim(
        "/daftarkan-penerima/SEMBAKO", isi | {"komponen": f"lansia:{kantor.nenek}", "posisi_berkas": "Desa"}
    )
    assert "TINI terdaftar sebagai penerima SEMBAKO" in page
    assert "Lansia" in page
    assert "NENEK" in page
    satu = Penerima.get()
    assert (satu.id, satu.posisi_berkas, str(satu.mulai)) == (isi["id"], "Desa", "2026-02-01")
    siti.kirim("/daftarkan-penerima/SEMBAKO", isi)
    assert Penerima.select().count() == 1, "sent twice it is one recipient"


def test_a_component_of_one_who_left_the_family_meanwhile_is_told_and_the_rest_stays_ticked(kantor, layar):
    isi = {"orang": kantor.tini, "mulai": "01-02-2026", "komponen": [f"lansia:{kantor.tono}", f"lansia:{kantor.nenek}"]}
    page = layar().kirim("/daftarkan-penerima/SEMBAKO", isi, 422)
    assert "Orang ini bukan anggota keluarga TINI" in page
    assert re.search(rf'value="lansia:{kantor.nenek}"[^>]* checked', page)
    assert Penerima.select().count() == 0


def test_he_is_enrolled_by_one_line_on_his_own_page_and_a_refusal_opens_the_whole_form(kantor, layar):
    siti = layar()
    page = siti.buka(f"/orang/{kantor.tini}")
    isi = {"orang": kantor.tini, "mulai": "01-02-2026", "id": re.search(r'name="id" value="(\w{32})"', page)[1]}
    page = siti.kirim("/daftarkan-penerima/", isi | {"program": "BST"}, 409)
    assert "Sudah menerima PKH" in page
    page = siti.kirim("/daftarkan-penerima/", isi | {"program": "SEMBAKO"})
    assert "TINI terdaftar sebagai penerima SEMBAKO" in page
    siti.kirim("/daftarkan-penerima/", isi | {"program": ""}, 404)
    page = siti.buka(f"/orang/{kantor.tini}")
    assert "Bantuan: PKH, menurut daftar" in page
    assert re.search(r"menurut daftar.*?kecil\">\d\d-\d\d-\d{4} ·", page, re.DOTALL), "a day has no hour"


def test_who_a_rule_refuses_is_told_why_and_nothing_typed_is_lost(kantor, layar):
    page = layar().kirim(
        "/daftarkan-penerima/BST", {"orang": kantor.tini, "mulai": "01-02-2026", "nomor_sk": "12/SK"}, 409
    )
    assert "Tidak dapat didaftarkan" in page
    assert "Sudah menerima PKH" in page
    assert 'value="12/SK"' in page
    assert Penerima.select().count() == 0


def test_a_state_is_changed_with_its_reason_undone_and_a_stale_page_overwrites_nothing(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    page = siti.buka(f"/penerima/{satu.id}")
    lama = {"versi": versi(page)}
    page = siti.kirim(f"/penerima/{satu.id}/keadaan", lama | {"keadaan": "nonaktif", "catatan": "Kata RT"}, 422)
    assert "Alasannya belum dipilih" in page
    assert 'value="Kata RT"' in page
    page = siti.kirim(f"/penerima/{satu.id}/keadaan", lama | {"keadaan": "nonaktif", "alasan": "mampu"})
    assert "Keadaan penerima tercatat" in page
    assert "Sudah mampu" in page
    page = siti.kirim(f"/penerima/{satu.id}/keadaan", lama | {"keadaan": "tidak_layak", "alasan": "pindah"}, 409)
    assert "baru saja diubah orang lain" in page
    page = siti.kirim(f"/penerima/{satu.id}/urungkan", {"versi": versi(page)})
    assert "Perubahan terakhir diurungkan" in page
    assert Penerima.get().keadaan == "aktif"


@pytest.mark.parametrize(
    ("formulir", "keliru", "benar"),
    [
        ("keadaan", {"keadaan": "nonaktif"}, {"alasan": "mampu"}),
        ("berkas", {"tgl_pengajuan": "31-02-2026"}, {"tgl_pengajuan": "01-02-2026"}),
        ("komponen", {"kode": "lansia", "siapa": ""}, {"siapa": "nenek"}),
        ("pengurus", {"pengurus": "0" * 32}, {"pengurus": "nenek"}),
    ],
)
def test_a_form_that_was_refused_still_knows_what_it_was_filled_in_at(kantor, layar, formulir, keliru, benar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    alamat = f"/penerima/{satu.id}/{formulir}"
    lama = versi(siti.buka(f"/penerima/{satu.id}"))
    kolega = {"posisi_berkas": "Dinsos", "nomor_sk": "1/SK"}
    penerima.ubah_berkas(kantor, b.operator(kantor), satu.id, int(lama), kolega)
    page = siti.kirim(alamat, keliru | {"versi": lama}, 422)
    bagian = page[page.index(f'action="{alamat}"') :]
    benar = {nama: kantor.nenek if isi == "nenek" else isi for nama, isi in benar.items()}
    page = siti.kirim(alamat, keliru | benar | {"versi": versi(bagian)}, 409)
    assert "baru saja diubah orang lain" in page
    assert Penerima.get().posisi_berkas == "Dinsos"
    siti.kirim(alamat, keliru | benar | {"versi": versi(page)})


def test_the_button_that_undoes_says_what_he_comes_back_to(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    assert "Kembalikan ke" not in siti.buka(f"/penerima/{satu.id}")
    penerima.ubah_keadaan(kantor, b.operator(kantor), satu.id, rekam.versi(kantor, satu.id), "ditangguhkan", "pindah")
    assert "Kembalikan ke aktif" in siti.buka(f"/penerima/{satu.id}")


def test_the_dead_show_as_suspended_beside_what_was_written_and_the_family_picks_who_looks_after_it(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    kantor.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (kantor.tini,))
    b.tuntas(kantor)
    assert "1 bantuan keluarga perlu pengurus baru" in siti.buka("/beranda/")
    page = siti.buka(f"/penerima/{satu.id}")
    assert "Pengurusnya perlu diganti" in page
    page = siti.kirim(f"/penerima/{satu.id}/pengurus", {"versi": versi(page), "pengurus": kantor.nenek})
    assert "Pengurus bantuan diganti" in page
    assert "Pengurus diganti, semula TINI" in page
    kantor.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (kantor.nenek,))
    b.tuntas(kantor)
    daftar = siti.buka("/daftar-penerima/?flt_keadaan=ditangguhkan")
    assert "Meninggal menurut catatan kependudukan" in daftar
    assert "Tertulis aktif" in daftar
    assert "Belum ada" in siti.buka("/daftar-penerima/?flt_keadaan=aktif") or "Tidak ada yang cocok" in siti.buka(
        "/daftar-penerima/?flt_keadaan=aktif"
    )


def test_somebody_takes_the_place_of_one_who_gave_it_back(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    penerima.ubah_keadaan(kantor, b.operator(kantor), satu.id, rekam.versi(kantor, satu.id), "tidak_layak", "mampu")
    page = siti.buka(f"/penerima/{satu.id}")
    assert f"/boleh/?menggantikan={satu.id}" in page
    page = siti.buka(f"/boleh/{kantor.tono}?menggantikan={satu.id}")
    assert f"orang={kantor.tono}&menggantikan={satu.id}" in page
    isi = {"orang": kantor.tono, "mulai": "01-02-2026", "menggantikan": satu.id}
    page = siti.kirim("/daftarkan-penerima/SEMBAKO", isi)
    assert "Menggantikan" in page
    assert "TINI" in page
    assert "Digantikan oleh" in siti.buka(f"/penerima/{satu.id}")
    assert "TONO" in siti.buka("/daftar-penerima/?flt_ganti=menggantikan")
    assert "TINI" in siti.buka("/daftar-penerima/?flt_ganti=diganti")


def test_what_somebody_gets_stands_on_his_page_on_the_card_beside_letters_and_in_his_timeline(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    page = siti.buka(f"/orang/{kantor.tini}")
    assert f"/penerima/{satu.id}" in page
    assert "SIKS-NG" in page
    assert "Bantuan: SEMBAKO, terdaftar" in page
    assert "Bantuan keluarga ini" in siti.buka(f"/kk/{kantor.kk}")
    assert "Menerima" in siti.buka(f"/buat-surat/keterangan_tidak_mampu?orang={kantor.tini}")
    assert "Belum pernah tercatat menerima bantuan" in siti.buka(f"/orang/{kantor.tono}")


def test_a_rule_that_is_broken_shows_in_the_list_on_the_page_and_among_what_waits(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tono, "BST")
    kk = kantor.engine.value("SELECT keluarga_id FROM sb_penduduk WHERE id = ?", (kantor.tono,))
    b.penerima(kantor, "PKH", kantor.tono, "TONO", keluarga_id=kk)
    b.tuntas(kantor)
    assert "1 penerima bertentangan dengan aturan" in siti.buka("/beranda/")
    assert "Sudah menerima PKH" in siti.buka("/daftar-penerima/?flt_tanda=aturan")
    page = siti.buka(f"/penerima/{satu.id}")
    assert "Bertentangan dengan aturan: Sudah menerima PKH" in page
    assert "Kata aturan hari ini" in page


def test_papers_and_identity_are_kept_up_and_a_number_is_masked_where_it_is_not_the_task(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    page = siti.buka(f"/penerima/{satu.id}")
    isi = {"versi": versi(page), "tgl_pengajuan": "31-02-2026", "posisi_berkas": "Kecamatan"}
    assert 'value="31-02-2026"' in siti.kirim(f"/penerima/{satu.id}/berkas", isi, 422)
    siti.kirim(f"/penerima/{satu.id}/berkas", isi | {"tgl_pengajuan": "01-02-2026"})
    assert Penerima.get().posisi_berkas == "Kecamatan"
    kantor.engine.run("UPDATE sb_penduduk SET nik = '3522014105800002' WHERE id = ?", (kantor.tini,))
    page = siti.buka(f"/penerima/{satu.id}")
    assert "352201 410580 0002" in page
    siti.kirim(f"/penerima/{satu.id}/samakan", {"versi": versi(page)})
    assert Penerima.get().nik == "3522014105800002"
    kades = layar("kepala_desa")
    page = kades.buka(f"/penerima/{satu.id}")
    assert "352201 410580 0002" not in page
    assert "/keadaan" not in page


def test_the_list_goes_as_a_sheet_with_its_line_in_the_audit_log(kantor, layar):
    terdaftar(kantor, kantor.tini)
    jawab = layar().klien.get("/daftar-penerima/export/xlsx/?flt_program=SEMBAKO")
    assert jawab.status_code == 200
    assert jawab.data.startswith(b"PK")
    assert kantor.engine.value("SELECT COUNT(*) FROM sb_jejak WHERE aksi = 'ekspor' AND jenis = 'penerima'") == 1


def test_the_page_of_warnings_leads_to_the_recipient_whose_aid_breaks_a_rule(kantor, layar):
    satu = terdaftar(kantor, kantor.tono, "BST")
    kk = kantor.engine.value("SELECT keluarga_id FROM sb_penduduk WHERE id = ?", (kantor.tono,))
    b.penerima(kantor, "PKH", kantor.tono, "TONO", keluarga_id=kk)
    b.tuntas(kantor)
    page = layar().buka("/peringatan/?kode=bantuan_melanggar_aturan")
    assert f"/penerima/{satu.id}" in page
    assert "TONO" in page


def test_many_are_changed_at_once_and_who_could_not_be_is_told_by_name(kantor, layar):
    siti, satu, dua = layar(), terdaftar(kantor, kantor.tini), terdaftar(kantor, kantor.tono, "BST")
    page = siti.kirim("/daftar-penerima/action/", {"action": "keadaan", "rowid": [satu.id, dua.id]})
    pilih = re.findall(r'name="pilih" value="([^"]+)"', page)
    assert len(pilih) == 2
    kirim = {"pilih": pilih, "keadaan": "nonaktif"}
    penerima.ubah_berkas(kantor, b.operator(kantor), dua.id, rekam.versi(kantor, dua.id), {"posisi_berkas": "Dinsos"})
    page = siti.kirim("/penerima/banyak", kirim, 422)
    assert "Alasannya belum dipilih" in page
    kirim["pilih"] = re.findall(r'name="pilih" value="([^"]+)"', page)
    assert kirim["pilih"] == pilih, "refused, it still knows what he stood like when he was ticked"
    page = siti.kirim("/penerima/banyak", kirim | {"alasan": "mampu"}, 409)
    assert "1 penerima belum diubah" in page
    assert "Baru saja diubah orang lain" in page
    page = siti.kirim(
        "/penerima/banyak", kirim | {"alasan": "mampu", "pilih": re.findall(r'name="pilih" value="([^"]+)"', page)}
    )
    assert "Keadaan 1 penerima tercatat" in page
    assert {one.keadaan for one in Penerima.select()} == {"nonaktif"}


def test_components_are_changed_in_rows_and_what_was_chosen_stays_until_it_is_right(kantor, layar):
    siti, satu = layar(), terdaftar(kantor, kantor.tini)
    page = siti.buka(f"/penerima/{satu.id}")
    alamat, isi = f"/penerima/{satu.id}/komponen", {"versi": versi(page), "kode": "lansia", "siapa": ""}
    page = siti.kirim(alamat, isi, 422)
    assert "Belum dipilih milik siapa" in page
    assert "1 baris perlu dibetulkan" in page
    assert 'value="lansia" selected' in page
    page = siti.kirim(alamat, isi | {"aksi": "tambah"})
    assert page.count('name="kode"') == 2
    assert 'value="lansia" selected' in page
    assert Penerima.get().komponen is None, "a row more is nothing stored"
    dua = {"kode": ["lansia", ""], "siapa": [kantor.nenek, ""]}
    page = siti.kirim(alamat, isi | dua)
    assert "Komponen penerima tersimpan" in page
    assert "Komponen diubah, semula tidak ada" in page
    assert f'value="{kantor.nenek}" selected' in page
    page = siti.kirim(alamat, isi | {"kode": "lansia", "siapa": kantor.tini}, 409)
    assert "baru saja diubah orang lain" in page
    assert f'value="{kantor.tini}" selected' in page
    page = siti.kirim(alamat, {"versi": versi(page), "kode": "lansia", "siapa": kantor.nenek, "aksi": "hapus:0"})
    assert f'value="{kantor.nenek}" selected' not in page


def test_whose_task_it_is_not_sees_the_components_without_a_form(kantor, layar):
    satu = terdaftar(kantor, kantor.tini, komponen=({"kode": "lansia", "orang_id": kantor.nenek},))
    page = layar("kepala_desa").buka(f"/penerima/{satu.id}")
    assert "NENEK" in page
    assert "Ubah komponen" not in page
