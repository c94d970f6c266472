"""The editor of kinds: an office adds one, changes one, switches one off; what cannot be is said at its row."""

import re

import pytest

from sid_bantuan.modules.persuratan import jenis, jenis_sendiri, templat
from sid_bantuan.modules.persuratan.tables import JenisSurat

from .support.desa import Peramban, aplikasi, teks
from .support.pdf import Pdf
from .support.surat import SEKRETARIS

KODE = "keterangan_domisili"
PANEN = {
    "nama": "Surat Keterangan Panen", "klasifikasi": "500.6", "subjek": "penduduk", "penandatangan": "kepala_desa",
    "keadaan": ["hidup"], "berlaku_hari": "30", "banyak": "2", "b0.judul": "Luas lahan (hektare)", "b0.tipe": "angka",
    "b0.wajib": "1", "b0.bantuan": "Menurut SPPT.", "b1.judul": "Musim tanam", "b1.tipe": "pilihan",
    "b1.pilihan": "Hujan\r\nKemarau I\r\nKemarau II", "syarat": "Fotokopi KTP-el\r\nFotokopi SPPT (bila ada)",
}  # fmt: skip


def kirim(peramban, alamat: str, isi: dict | None = None, kode: int = 200) -> str:
    """A form sent with the token of the editor's page."""
    jawab = peramban.klien.post(alamat, data=(isi or {}) | {"sid_token": _token(peramban)}, follow_redirects=True)
    assert jawab.status_code == kode, teks(jawab)[-600:]
    return teks(jawab)


def _token(peramban) -> str:
    return re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka("/jenis-surat/baru"))[1]


def isian(page: str) -> dict:
    """The form of a kind as its page holds it, ready to be sent back."""
    hasil: dict = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        nama, nilai = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if nama and ('type="checkbox"' not in tag or " checked" in tag) and nama[1] != "sid_token":
            hasil.setdefault(nama[1], []).append(nilai[1] if nilai else "")
    for nama, isi in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        if pilih := re.search(r'value="([^"]*)" selected', isi):
            hasil[nama] = [pilih[1]]
    hasil |= {
        nama: [isi] for nama, isi in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S)
    }
    return hasil


def test_an_office_adds_a_kind_and_letters_are_made_of_it(tempat, sekretaris):
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN)
    assert "Jenis surat ditambahkan" in page
    satu = jenis.satu(tempat.node, "surat_keterangan_panen")
    assert [(b.nama, b.tipe, b.wajib) for b in satu.bidang] == [
        ("luas_lahan_hektare", "angka", True), ("musim_tanam", "pilihan", False),
    ]  # fmt: skip
    assert [(s.nama, s.wajib) for s in satu.syarat] == [("Fotokopi KTP-el", True), ("Fotokopi SPPT", False)]
    assert "{isian.musim_tanam}" in templat.berlaku(tempat.node, satu.kode).isi
    isi = {"luas_lahan_hektare": "2", "musim_tanam": "Kemarau I"}
    assert tempat.terbit(satu.kode, isian=isi).nomor.startswith("500.6/")
    page = sekretaris.buka(f"/jenis-surat/{satu.kode}/ubah")
    assert "Kemarau II" in page
    assert "Fotokopi SPPT (bila ada)" in page


def test_a_form_sent_twice_makes_one_kind_and_each_keeps_a_lasting_name(tempat, sekretaris):
    kirim(sekretaris, "/jenis-surat/baru", PANEN)
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN | {"nama": "surat keterangan  PANEN"}, kode=422)
    assert "Sudah ada jenis surat bernama" in page
    kirim(sekretaris, "/jenis-surat/baru", PANEN | {"nama": "Surat Keterangan: Panen"})
    assert {satu.kode for satu in JenisSurat.select()} == {"surat_keterangan_panen", "surat_keterangan_panen_2"}
    assert jenis_sendiri.sebagai_nama("2 orang saksi!") == "isian_2_orang_saksi"


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"nama": ""}, 'id="m-nama-salah"'),
        ({"klasifikasi": ""}, 'id="m-klasifikasi-salah"'),
        ({"berlaku_hari": "sebulan"}, 'id="m-berlaku_hari-salah"'),
        ({"berlaku_hari": "9999"}, 'id="m-berlaku_hari-salah"'),
        ({"keadaan": []}, 'id="m-untuk_keadaan-salah"'),
        ({"b0.judul": ""}, 'id="b0-salah"'),
        ({"b1.pilihan": ""}, 'id="b1-salah"'),
        ({"b1.pilihan": "Hujan\nHujan"}, "ada yang sama"),
        ({"syarat": "KTP\nKTP"}, 'id="m-syarat-salah"'),
    ],
)
def test_what_cannot_be_is_said_where_it_stands_and_nothing_typed_is_lost(tempat, sekretaris, ubah, kata):
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN | ubah, kode=422)
    assert kata in page
    assert 'value="Menurut SPPT."' in page
    assert JenisSurat.select().count() == 0


def test_rows_are_added_moved_and_taken_out_without_being_stored(tempat, sekretaris):
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN | {"aksi": "tambah"})
    assert 'name="b2.judul"' in page
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN | {"aksi": "naik:1"})
    assert 'name="b0.judul" value="Musim tanam"' in page
    page = kirim(sekretaris, "/jenis-surat/baru", PANEN | {"aksi": "hapus:0"})
    assert "Luas lahan" not in page
    assert 'name="b0.judul" value="Musim tanam"' in page
    assert JenisSurat.select().count() == 0


def test_a_shipped_kind_keeps_what_is_not_touched_and_can_be_taken_back(tempat, sekretaris):
    ubah = f"/jenis-surat/{KODE}/ubah"
    isi = isian(sekretaris.buka(ubah))
    kirim(sekretaris, ubah, isi | {"berlaku_hari": "90", "b0.bantuan": "Untuk apa?"})
    satu, awal = jenis.satu(tempat.node, KODE), jenis.bawaan()[KODE]
    assert (satu.berlaku_hari, satu.bidang[0].bantuan) == (90, "Untuk apa?")
    assert [b.nama for b in satu.bidang] == [b.nama for b in awal.bidang]
    assert (satu.syarat, satu.klasifikasi, satu.untuk_keadaan) == (awal.syarat, awal.klasifikasi, awal.untuk_keadaan)
    assert "Pakai lagi ketentuan bawaan" in sekretaris.buka(ubah)
    kirim(sekretaris, f"/jenis-surat/{KODE}/bawaan")
    assert jenis.satu(tempat.node, KODE).berlaku_hari == awal.berlaku_hari


def test_a_field_the_wording_names_is_not_taken_out_under_it(tempat, sekretaris):
    ubah = f"/jenis-surat/{KODE}/ubah"
    isi = isian(kirim(sekretaris, ubah, isian(sekretaris.buka(ubah)) | {"aksi": "hapus:0"}))
    page = kirim(sekretaris, ubah, isi, kode=422)
    assert "masih tertulis dalam naskah, baris" in page
    assert JenisSurat.select().count() == 0


def test_fields_an_event_is_made_of_stay(tempat, sekretaris):
    kode = "keterangan_kematian"
    ubah = f"/jenis-surat/{kode}/ubah"
    isi = isian(sekretaris.buka(ubah))
    page = kirim(sekretaris, ubah, isi | {"aksi": "hapus:0"})
    assert page.count("dipakai peristiwanya") == len(jenis.bawaan()[kode].bidang)
    kirim(sekretaris, ubah, isi | {"b0.tipe": "teks", "berlaku_hari": "10"})
    satu = jenis.satu(tempat.node, kode)
    assert satu.berlaku_hari == 10
    assert satu.bidang == jenis.bawaan()[kode].bidang
    banyak = int(isi["banyak"][0])
    kurang = {nama: nilai for nama, nilai in isi.items() if not nama.startswith(f"b{banyak - 1}.")}
    page = kirim(sekretaris, ubah, kurang | {"banyak": str(banyak - 1), "sid_versi": _versi(tempat, kode)}, kode=422)
    assert "dipakai peristiwanya" in page


def _versi(tempat, kode):
    return tempat.node.engine.value(
        "SELECT rev FROM sb_row WHERE id = ?", (jenis_sendiri.kode_rekam(tempat.node, kode),)
    )


def test_what_a_colleague_changed_meanwhile_is_not_written_over_unseen(tempat, sekretaris):
    ubah = f"/jenis-surat/{KODE}/ubah"
    isi = isian(sekretaris.buka(ubah))
    jenis.simpan(tempat.node, SEKRETARIS, KODE, {"berlaku_hari": 7})
    page = kirim(sekretaris, ubah, isi | {"berlaku_hari": "90"}, kode=422)
    assert "baru saja diubah orang lain" in page
    assert jenis.satu(tempat.node, KODE).berlaku_hari == 7
    kirim(sekretaris, ubah, isian(page))
    assert jenis.satu(tempat.node, KODE).berlaku_hari == 90


def test_a_kind_is_switched_off_and_on_with_one_press(tempat, sekretaris, tmp_path):
    operator, pilih = Peramban(aplikasi(tempat.node.engine, tmp_path)), f"/buat-surat/?orang={tempat.warga()}"
    assert "tidak lagi ditawarkan" in kirim(sekretaris, f"/jenis-surat/{KODE}/aktif", {"aktif": "0"})
    assert f"/buat-surat/{KODE}?" not in operator.buka(pilih)
    assert "tidak dipakai" in sekretaris.buka("/jenis-surat/")
    kirim(sekretaris, f"/jenis-surat/{KODE}/aktif", {"aktif": "1"})
    assert f"/buat-surat/{KODE}?" in operator.buka(pilih)


def test_the_preview_of_a_kind_stores_nothing(tempat, sekretaris):
    jawab = sekretaris.klien.post(
        "/jenis-surat/baru", data=PANEN | {"aksi": "pratinjau", "sid_token": _token(sekretaris)}
    )
    halaman = Pdf(jawab.data).teks()
    assert "SURAT KETERANGAN PANEN" in halaman
    assert "Luas lahan (hektare)" in halaman
    assert JenisSurat.select().count() == 0


def test_an_operator_changes_no_kind(tempat, tmp_path):
    operator = Peramban(aplikasi(tempat.node.engine, tmp_path))
    operator.buka("/jenis-surat/baru", kode=403)
    assert "Isian dan ketentuan" not in operator.buka(f"/jenis-surat/{KODE}")
