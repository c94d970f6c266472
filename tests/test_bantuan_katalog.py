"""The catalogue on screen: programs, rules with a preview, the matrix of pairs, quotas; at the office that owns them."""

import json
import re
import shutil
from datetime import date
from html import unescape
from io import BytesIO

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import admin_menu, bawaan, katalog, katalog_aturan, kuota_isi, program
from sid_bantuan.modules.bantuan.layar import alur_gambar
from sid_bantuan.modules.bantuan.layar.aturan_formulir import FormulirAturan
from sid_bantuan.modules.bantuan.layar.aturan_kalimat import Kamus
from sid_bantuan.modules.bantuan.layar.katalog_cari import cari_program
from sid_bantuan.modules.bantuan.tables import Aturan, Kuota, Program
from sid_bantuan.modules.bantuan.ukuran import TAK_TERBACA
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync import record
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .layar import aplikasi, kirim
from .support import bantuan
from .support.di import di
from .support.lampid import kode_salah
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.surat import orang

PENGELOLA = orang("pengelola_program", wilayah=REGENCY)
TAHUN = date.today().year


@pytest.fixture(scope="module")
def kantor(_migrated_sqlite, tmp_path_factory):
    """One kabupaten with every shipped program, and its pages."""
    path = tmp_path_factory.mktemp("kabupaten") / "node.db"
    shutil.copyfile(_migrated_sqlite, path)
    database = open_sqlite(str(path))
    before = record.database.obj
    record.database.initialize(database)
    engine = prepare(database, REGENCY, CATALOG)
    node = Node(engine, REGENCY, CATALOG)
    bawaan.pasang(node, PENGELOLA, bawaan.semua())
    app = aplikasi(engine, PENGELOLA, REGENCY, admin_menu.katalog("Bantuan"))
    yield node, app.test_client()
    database.close()
    record.database.initialize(before)


def baca(klien, alamat: str, kode: int = 200) -> str:
    jawab = klien.get(alamat)
    assert jawab.status_code == kode, (alamat, jawab.status_code)
    return unescape(jawab.text)


def isian(halaman: str) -> dict:
    """The fields of the page's large form as they stand, ready to be sent back."""
    awal = (
        halaman.index('class="program-ubah"')
        if 'class="program-ubah"' in halaman
        else halaman.index('class="aturan-ubah"')
    )
    formulir, hasil = halaman[awal : halaman.index("</form>", awal)], {}
    for satu in re.finditer(r"<input\b([^>]*)>", formulir):
        nama = re.search(r'name="([^"]*)"', satu[1])
        dipilih = ('type="checkbox"' not in satu[1] and 'type="radio"' not in satu[1]) or " checked" in satu[1]
        if nama and dipilih and nama[1] != "sid_token":
            nilai = re.search(r'value="([^"]*)"', satu[1])
            hasil.setdefault(nama[1], []).append(nilai[1] if nilai else "")
    for satu in re.finditer(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', formulir, re.S):
        hasil[satu[1]] = [re.search(r'value="([^"]*)"[^>]*selected', satu[2]) or re.search(r'value="([^"]*)"', satu[2])]
        hasil[satu[1]] = [hasil[satu[1]][0][1]]
    for satu in re.finditer(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', formulir, re.S):
        hasil[satu[1]] = [satu[2]]
    return hasil


def pos(klien, alamat: str, kode: int = 200, follow=True, **isi) -> str:
    jawab = kirim(klien, alamat, follow, **isi)
    assert jawab.status_code == kode, (alamat, jawab.status_code, jawab.text[-600:])
    return unescape(jawab.text)


# ---- programs


def test_the_list_narrows_by_what_the_address_says_and_every_program_opens(kantor):
    node, klien = kantor
    halaman = baca(klien, "/program/")
    assert "Program Keluarga Harapan" in halaman
    assert "belum bernama" not in halaman
    assert "Bantuan Langsung Tunai" not in baca(klien, "/program/?sifat=reguler")
    assert "prioritas ke-3" in baca(klien, "/program/?keadaan=semua&cari=ke-3")
    assert "Tidak ada program yang cocok" in baca(klien, "/program/?cari=tidak+ada")
    for kode in program.semua(node):
        baca(klien, f"/program/{kode}")
    assert "Pilih program dari daftar" in baca(klien, "/program/TIDAK-ADA", 404)


def test_a_program_shows_its_steps_by_level_and_who_tells_of_a_refusal(kantor):
    node, klien = kantor
    alur = alur_gambar.susun(program.satu(node, "SANTUNAN-KEMATIAN"), VILLAGE)
    assert alur.lajur == ("Desa/kelurahan", "Kecamatan", "Kabupaten")
    assert [satu.lajur for satu in alur.kotak] == [0, 0, 1, 2, 2]
    assert alur.garis == [(50, 50), (50, 150), (150, 250), (250, 250)]
    halaman = baca(klien, "/program/SANTUNAN-KEMATIAN")
    assert "Pemerintah desa memberi tahu pemohon" in halaman
    assert "Menolak bila lama tinggal 5 bulan atau kurang." in halaman
    assert "Rp2.500.000, setiap peristiwa" in halaman


def test_a_new_program_keeps_what_was_typed_until_it_can_be_stored(kantor):
    _, klien = kantor
    isi = isian(baca(klien, "/program/baru")) | {"nama": "", "singkatan": "Rantang Kasih", "nilai": "lima ribu"}
    halaman = pos(klien, "/program/baru", 422, **isi)
    assert 'value="Rantang Kasih"' in halaman
    assert 'value="lima ribu"' in halaman
    assert "Wajib diisi" in halaman
    isi |= {"nama": "Rantang Kasih", "nilai": "15.000"}
    halaman = pos(klien, "/program/baru", **isi | {"aksi": "tambah:komponen"})
    isi = isian(halaman) | {"komponen0.nama": "Makan siang", "komponen0.nilai": "5.400.000"}
    halaman = pos(klien, "/program/baru", **isi | {"aksi": "tambah:tahap"})
    isi = isian(halaman) | {"tahap0.nama": "Periksa desa", "tahap0.dokumen": "KTP-el\nKK", "tahap0.hari": "3"}
    assert "Belum ada yang menjalankan" in pos(klien, "/program/baru", 422, **isi | {"tahap0.peran": "kabupaten:camat"})
    lama = isi | {"tahap0.peran": "desa:sekretaris", "tahap0.hari": "400"}
    assert "paling banyak 366 hari kerja" in pos(klien, "/program/baru", 422, **lama)
    assert "tidak ada dalam daftar resmi" in pos(klien, "/program/baru", 422, **isi | {"kali_setahun": "9" * 5_000})
    pos(klien, "/program/baru", **isi | {"tahap0.peran": ["desa:sekretaris", "desa:kepala_desa"]})
    assert "Bentuk laporan</dt><dd>" in pos(
        klien,
        "/program/RANTANG-KASIH/ubah",
        **isian(baca(klien, "/program/RANTANG-KASIH/ubah")) | {"format_laporan": "blt-kumulatif"},
    )
    assert "tidak ada dalam daftar resmi" in pos(
        klien,
        "/program/RANTANG-KASIH/ubah",
        422,
        **isian(baca(klien, "/program/RANTANG-KASIH/ubah")) | {"format_laporan": "entah"},
    )
    baru = program.satu(kantor[0], "RANTANG-KASIH")
    assert (baru.nilai, baru.komponen[0].kode, baru.komponen[0].nilai) == (15_000, "makan_siang", 5_400_000)
    assert (baru.tahap[0].peran, baru.tahap[0].dokumen, baru.tahap[0].hari) == (
        ("sekretaris", "kepala_desa"), ("KTP-el", "KK"), 3,
    )  # fmt: skip
    assert "Sudah ada program dengan kode" in pos(
        klien, "/program/baru", 422, **isi | {"tahap0.peran": "desa:sekretaris"}
    )


def test_a_form_that_changes_nothing_changes_nothing_and_a_stale_one_is_refused(kantor):
    node, klien = kantor
    lama = Program.get(Program.kode == "PKH").__data__
    isi = isian(baca(klien, "/program/PKH/ubah"))
    pos(klien, "/program/PKH/ubah", **isi)
    assert {k: v for k, v in Program.get(Program.kode == "PKH").__data__.items() if lama[k] != v} == {}
    pos(klien, "/program/PKH/ubah", **isi | {"instansi": "Dinas Sosial"})
    halaman = pos(klien, "/program/PKH/ubah", 422, **isi | {"instansi": "Yang lain"})
    assert "Baru saja diubah orang lain" in halaman
    assert 'value="Yang lain"' in halaman
    tersimpan = halaman[
        halaman.index("Yang tersimpan sekarang") : halaman.index("<form", halaman.index("Yang tersimpan"))
    ]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", tersimpan) == [("Instansi pengelola", "Dinas Sosial")]
    pos(klien, "/program/PKH/ubah", **isian(halaman))
    assert program.satu(node, "PKH").instansi == "Yang lain"


def test_a_program_that_is_switched_off_keeps_its_recipients_and_can_come_back(kantor):
    node, klien = kantor
    pos(klien, "/program/KARTU-PETANI/aktif", aktif="0")
    assert not program.satu(node, "KARTU-PETANI").aktif
    assert "Kartu Petani Mandiri" not in baca(klien, "/program/")
    pos(klien, "/program/KARTU-PETANI/aktif", aktif="1")
    isi = isian(baca(klien, "/program/KARTU-PETANI/ubah"))
    pos(klien, "/program/KARTU-PETANI/ubah", **isi | {"sampai": "31-12-2020"})
    assert "Program ini berakhir 31-12-2020" in baca(klien, "/program/KARTU-PETANI")
    assert "Berakhir 31-12-2020" in baca(klien, "/program/")
    isi = isian(baca(klien, "/program/KARTU-PETANI/ubah"))
    pos(klien, "/program/KARTU-PETANI/ubah", **isi | {"sampai": ""})
    assert program.satu(node, "KARTU-PETANI").aktif


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_village_makes_its_own_program_and_only_looks_at_the_kabupatens(open_node):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        bawaan.pasang(node, PENGELOLA, ["PKH"])
    road.settle()
    with di(road[VILLAGE]) as node:
        sekretaris = orang("sekretaris")
        isi = katalog.sebagai_isi(program.satu(node, "PKH")) | {"nama": "Beras Jumat", "singkatan": "Beras Jumat"}
        isi = {nama: nilai for nama, nilai in isi.items() if nama != "kode"}
        assert katalog.simpan(node, sekretaris, isi).kode == f"BERAS-JUMAT@{VILLAGE}"
        with pytest.raises(DataDitolak) as dapat:
            katalog.simpan(node, sekretaris, {"nama": "Milik kami"}, "PKH")
        assert kode_salah(dapat) == {"program_bukan_milik"}
        with pytest.raises(DataDitolak) as dapat:
            katalog_aturan.simpan(node, sekretaris, "PKH", {"alasan": "x", "efek": "tolak", "syarat": {}})
        assert kode_salah(dapat) == {"program_bukan_milik"}
        klien = aplikasi(node.engine, sekretaris, VILLAGE, admin_menu.katalog("Bantuan")).test_client()
        assert "hanya dilihat" in baca(klien, "/program/")
        assert "Ubah program" not in baca(klien, "/program/PKH")
        assert "milik tingkat lain" in baca(klien, "/program/PKH/ubah", 422)
    road.settle()
    with di(road[DISTRICT]) as node:
        assert [satu.singkatan for satu in katalog.semua(node, katalog.Pilihan(milik="bawah"))] == ["Beras Jumat"]


def test_programs_are_found_by_the_one_search_box(kantor):
    node, klien = kantor
    with klien.application.test_request_context("/"):
        klien.application.preprocess_request()
        assert [satu.alamat for satu in cari_program(node, "blt-dd") if satu.tepat] == ["/program/BLT-DD"]
        assert len(cari_program(node, "bantuan pangan")) == 2
        assert cari_program(node, "pk") == []


# ---- rules


@pytest.mark.parametrize(
    "syarat, kata",
    [
        ({"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, "keluarganya menerima PKH"),
        (
            {"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang"}},
            "yang bersangkutan menerima PKH komponen ibu hamil",
        ),
        (
            {"bukan": {"menerima": {"program": ["@reguler"], "kecuali": ["BPNT"], "siapa": "anggota", "masa": "pernah"}}},
            "anggota keluarganya tidak pernah menerima bantuan reguler apa pun selain BPNT",
        ),
        (
            {"salah_satu": [{"menerima": {"program": ["PKH"], "siapa": siapa}} for siapa in ("keluarga", "orang")]},
            "keluarganya atau yang bersangkutan menerima PKH",
        ),
        (
            {"menerima": {"program": ["ALADIN-RTLH"], "siapa": "serumah", "masa": "pernah", "tahun": 5}},
            "keluarganya atau keluarga lain serumah pernah menerima Aladin/RTLH dalam 5 tahun terakhir",
        ),
        (
            {"menerima": {"program": ["PKH"], "siapa": "anggota", "banyak": 5}},
            "5 orang atau lebih dari keluarganya menerima PKH",
        ),
        (
            {"menerima": {"program": ["@temporer"], "siapa": "keluarga", "banyak": 2}},
            "keluarganya menerima 2 atau lebih dari bantuan temporer apa pun",
        ),
        ({"ukuran": "umur", "paling_sedikit": 60}, "umur 60 tahun atau lebih"),
        ({"ukuran": "penghasilan", "paling_banyak": 1_500_000}, "penghasilan sebulan Rp1.500.000 atau kurang"),
        ({"ukuran": "hamil", "salah_satu": [0]}, "tidak hamil"),
        ({"semua": [{"ukuran": "desil", "paling_banyak": 4}, {"bukan": {"ukuran": "hidup", "salah_satu": [1]}}]},
         "desil kesejahteraan 4 atau kurang dan tidak lagi tercatat hidup di desa"),
    ],
)  # fmt: skip
def test_a_rule_is_read_as_a_sentence(kantor, syarat, kata):
    assert Kamus(program.semua(kantor[0])).kalimat(syarat) == kata


def test_every_shipped_rule_comes_back_from_its_form_as_it_was(kantor):
    node, _ = kantor
    for satu in Aturan.select():
        formulir = FormulirAturan(node, satu)
        assert formulir.cara == "susun", satu.kode
        assert katalog_aturan.periksa(formulir.syarat(), katalog_aturan.dikenal(node)) == katalog_aturan.periksa(
            json.loads(satu.syarat), katalog_aturan.dikenal(node)
        )


def test_a_rule_is_tried_before_it_is_stored_and_then_ended(kantor):
    _, klien = kantor
    baca(klien, "/aturan/KARTU-PEDAGANG/baru")
    isi = {"cara": "susun", "gabung": "semua", "banyak": "1", "efek": "tolak", "alasan": "Masih di bawah umur.",
           "s0.jenis": "ukuran", "s0.ukuran": "umur", "s0.banyak": "16", "s0.keadaan": "aktif"}  # fmt: skip
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "coba"})
    assert "Akan menolak bila umur 16 tahun atau kurang" in halaman
    assert not Aturan.select().where(Aturan.program == "KARTU-PEDAGANG").exists()
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "tambah"})
    dua = isian(halaman) | {"s1.jenis": "ukuran", "s1.ukuran": "desil", "alasan": ""}
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", 422, **dua | {"aksi": "simpan"})
    assert re.search(r'baris-salah" id="syarat-1"', halaman), "the fault stands at its condition"
    assert "2 isian perlu dibetulkan" in halaman, "and everything is told at once"
    pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "simpan"})
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    assert json.loads(satu.syarat) == {"ukuran": "umur", "paling_banyak": 16}
    pos(klien, f"/aturan/KARTU-PEDAGANG/{satu.kode}/akhiri")
    assert Aturan.get_by_id(satu.id).berlaku_sampai < date.today()
    pos(klien, f"/aturan/KARTU-PEDAGANG/{satu.kode}/hapus")
    assert not Aturan.select().where(Aturan.program == "KARTU-PEDAGANG").exists()


def test_of_two_who_write_one_rule_the_later_is_told_what_is_stored_and_keeps_what_he_typed(kantor):
    node, klien = kantor
    aturan = {"alasan": "Lansia saja.", "efek": "tolak", "syarat": {"ukuran": "umur", "paling_banyak": 59}}
    satu = katalog_aturan.simpan(node, PENGELOLA, "KARTU-PEDAGANG", aturan)
    alamat = f"/aturan/KARTU-PEDAGANG/{satu.kode}"
    isi = isian(baca(klien, alamat)) | {"aksi": "simpan"}
    pos(klien, alamat, **isi | {"s0.banyak": "64"})
    halaman = pos(klien, alamat, 422, **isi | {"s0.banyak": "54", "alasan": "Menurut saya."})
    assert "Baru saja diubah orang lain" in halaman
    assert "Menolak bila umur 64 tahun atau kurang." in halaman
    assert ('value="54"' in halaman, 'value="Menurut saya."' in halaman) == (True, True)
    pos(klien, f"{alamat}/hapus")
    halaman = pos(klien, alamat, 422, **isi | {"s0.banyak": "54"})
    assert "baru saja dihapus orang lain" in halaman
    pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isian(halaman) | {"aksi": "simpan"})
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    assert json.loads(satu.syarat) == {"ukuran": "umur", "paling_banyak": 54}
    katalog_aturan.hapus(node, PENGELOLA, "KARTU-PEDAGANG", satu.kode)


def test_a_component_its_program_does_not_have_is_told_while_the_rule_is_written_and_in_the_matrix(kantor):
    node, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Sudah menerima PKH bayi.",
           "json": '{"menerima": {"program": ["PKH"], "komponen": ["bayi"], "siapa": "orang"}}'}  # fmt: skip
    apa = "Menyebut komponen bayi yang tidak dimiliki programnya"
    assert apa in pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "coba"})
    assert apa not in baca(klien, "/matriks-aturan/")
    assert apa in pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "simpan"})
    assert apa in baca(klien, "/matriks-aturan/")
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    katalog_aturan.hapus(node, PENGELOLA, "KARTU-PEDAGANG", satu.kode)


def test_what_a_rule_adds_to_nothing_is_told_before_it_is_stored(kantor):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Sudah PKH juga.", "aksi": "coba",
           "json": '{"menerima": {"program": ["PKH"], "siapa": "keluarga"}}'}  # fmt: skip
    assert "Tidak menambah apa-apa: «Sudah PKH juga.»" in pos(klien, "/aturan/BST/baru", **isi)


def test_an_expert_writes_json_and_is_told_the_place_that_is_wrong(kantor):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Coba", "aksi": "simpan"}
    assert "baris 2" in pos(klien, "/aturan/PIP/baru", 422, json='{"semua":\n [}', **isi)
    salah = '{"semua": [{"bukan": {"semua": [{"ukuran": "tinggi", "paling_sedikit": 1}]}}]}'
    halaman = pos(klien, "/aturan/PIP/baru", 422, json=salah, **isi)
    assert "syarat.semua[1].bukan.semua[1].ukuran: pilih salah satu dari" in halaman
    assert "terlalu bertingkat" in pos(klien, "/aturan/PIP/baru", json=salah, **isi | {"aksi": "susun"})
    datar = '{"bukan": {"ukuran": "umur", "paling_banyak": 6}}'
    halaman = pos(klien, "/aturan/PIP/baru", json=datar, **isi | {"aksi": "susun"})
    assert 'name="s0.banyak" value="6"' in halaman


@pytest.mark.parametrize("aksi", ["simpan", "coba", "susun"])
@pytest.mark.parametrize(
    "syarat",
    [
        '{"menerima": {"siapa": []}}',
        '{"menerima": {"program": [["PKH"]]}}',
        '{"menerima": {"kecuali": [["PKH"]]}}',
        '{"ukuran": {}}',
        '{"ukuran": "umur", "paling_sedikit": 999999999999999999999999}',
        '{"menerima": {"program": ["\\ud800"]}}',
        "[" * 9_000,
    ],
)
def test_a_condition_that_makes_no_sense_is_told_and_never_stored(kantor, syarat, aksi):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Racun", "aksi": aksi, "json": syarat}
    halaman = pos(klien, "/aturan/PIP/baru", 200 if aksi == "susun" else 422, **isi)
    assert "Racun" in halaman
    assert not Aturan.select().where(Aturan.alasan == "Racun").exists()


def test_a_rule_from_elsewhere_that_cannot_be_read_leaves_the_answer_open(kantor):
    node, _ = kantor
    racun = {"syarat": '{"menerima": {"kecuali": [["PKH"]], "program": [{}]}}', "program": "PIP"}
    baris = racun | {
        "kode": "x",
        "efek": "tolak",
        "alasan": "",
        "dasar_hukum": None,
        "berlaku_dari": None,
        "berlaku_sampai": None,
    }
    assert program.dari_aturan(baris, program.semua(node)).syarat.nama == TAK_TERBACA


def test_rules_are_put_in_order(kantor):
    node, klien = kantor
    sebelum = [satu.kode for satu in katalog_aturan.semua(node, program.satu(node, "BLT-DD"))]
    pos(klien, f"/aturan/BLT-DD/{sebelum[1]}/urut", arah="naik")
    sesudah = [satu.kode for satu in katalog_aturan.semua(node, program.satu(node, "BLT-DD"))]
    assert sesudah == [sebelum[1], sebelum[0], *sebelum[2:]]


def test_a_preview_counts_who_receives_now_and_whom_no_rule_refuses_yet(open_node):
    node = Node(open_node(VILLAGE), VILLAGE, CATALOG)
    with di(node):
        for kode in ("BST", "PKH"):
            bantuan.program(node, kode)
        dua = [bantuan.warga(node, nama) for nama in ("BUDI", "SITI")]
        for satu in dua:
            bantuan.penerima(node, "BST", satu)
        bantuan.penerima(node, "PKH", dua[0])
        bantuan.tuntas(node)
        klien = aplikasi(node.engine, orang("sekretaris"), VILLAGE, admin_menu.katalog("Bantuan")).test_client()
        isi = {"cara": "susun", "gabung": "semua", "banyak": "1", "efek": "tolak", "alasan": "Sudah menerima PKH.",
               "s0.jenis": "menerima", "s0.siapa": "orang", "s0.masa": "bertindih", "s0.program": "PKH",
               "s0.keadaan": "aktif"}  # fmt: skip
        halaman = pos(klien, "/aturan/BST/baru", **isi | {"aksi": "coba"})
        assert re.findall(r"<strong>(\d+)</strong>\s*<small>(\d+) di antaranya", halaman) == [("1", "1"), ("1", "1")]
        pos(klien, "/aturan/BST/baru", **isi | {"aksi": "simpan"})
        halaman = pos(klien, "/aturan/BST/baru", **isi | {"aksi": "coba"})
        assert re.findall(r"<strong>(\d+)</strong>\s*<small>(\d+) di antaranya", halaman) == [("1", "0"), ("1", "0")]
        assert re.search(r'data-nama="Penerima aktif"><div>2</div>', baca(klien, "/program/"))
        halaman = baca(klien, "/program/BST")
        assert "Menolak bila yang bersangkutan menerima PKH." in halaman
        assert "Menolak 1 penduduk sekarang; 1 di antara penerima BST." in halaman
        assert "BST menolak penerima PKH" in baca(klien, "/matriks-aturan/")
        assert f'name="j.{VILLAGE}"' in baca(klien, "/kuota/?program=PKH")


def test_the_matrix_tells_a_pair_in_words_and_what_cannot_be_meant_so(kantor):
    node, klien = kantor
    halaman = baca(klien, "/matriks-aturan/?baris=NUTRISI-BUMIL&kolom=PKH")
    assert "Tidak ada aturan yang saling bertentangan" in halaman, "the shipped rules go together"
    assert "Menolak bila yang bersangkutan menerima PKH komponen ibu hamil." in halaman
    assert "Nutrisi bumil menolak dengan syarat penerima PKH" in halaman
    assert "keduanya boleh diterima bersama" in baca(klien, "/matriks-aturan/?baris=BPNT&kolom=PKH")
    isi = {"alasan": "Wajib sudah menerima PKH.", "efek": "tolak",
           "syarat": {"bukan": {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}}}  # fmt: skip
    baru = katalog_aturan.simpan(node, PENGELOLA, "BST", isi)
    halaman = baca(klien, "/matriks-aturan/")
    assert "Tidak seorang pun dapat diterima" in halaman
    katalog_aturan.hapus(node, PENGELOLA, "BST", baru.kode)


# ---- quotas


def test_quotas_are_pasted_looked_at_and_then_stored(kantor):
    _, klien = kantor
    dasar = {"program": "BLT-DD", "tahun": str(TAHUN)}
    halaman = pos(klien, "/kuota/isi", tempelan=f"{VILLAGE}\t74\nDesa Tidak Ada\t5\nNganti; banyak", kode=422, **dasar)
    assert "«Desa Tidak Ada» bukan desa di wilayah ini" in halaman
    assert "Nganti bukan angka" in halaman or "bukan angka bulat" in halaman
    halaman = pos(klien, "/kuota/isi", tempelan=f"Kode\tJumlah\n{VILLAGE}\t1.074", **dasar)
    assert f'name="j.{VILLAGE}" value="1074"' in halaman
    assert not Kuota.select().exists()
    pos(klien, "/kuota/", **dasar | {f"j.{VILLAGE}": "1074", f"l.{VILLAGE}": "", "nomor_sk": "188/1",
                                     "ditetapkan": f"20-12-{TAHUN - 1}"})  # fmt: skip
    (satu,) = Kuota.select()
    assert (satu.wilayah, satu.jumlah, satu.nomor_sk) == (VILLAGE, 1074, "188/1")
    assert "ditetapkan tahun sebelumnya" in baca(klien, f"/kuota/?program=BLT-DD&area={DISTRICT}")
    lembar = klien.get(f"/kuota/unduh?program=BLT-DD&tahun={TAHUN}").data
    assert kuota_isi.baca_lembar(REGENCY, lembar) == {VILLAGE: 1074}
    with pytest.raises(DataDitolak):
        kuota_isi.baca_lembar(REGENCY, BytesIO(b"bukan lembar").read())


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
