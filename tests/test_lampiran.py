"""Files of a record in the village: taken by what they are, kept once, shown safely, taken off and brought back."""

import re
from io import BytesIO

import pytest

from sid_bantuan import jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import derived_id, made_at, new_id
from sid_bantuan.domain.isi_berkas import jenis_isi, nama_rapi
from sid_bantuan.modules.kependudukan import gabung, lampiran, sampah
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.layar.berkas import POTONGAN
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.sync.files import MOST, Store
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.tables import Berkas

from .support.desa import DESA, Peramban, aplikasi, operator, teks
from .support.isi import EXE, HTML, JPEG, PDF, SVG, WEBP, png

AYAH = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


@pytest.fixture
def gudang(node, tmp_path):
    return Store(node, tmp_path)


@pytest.fixture
def keluarga(node):
    return simpan_keluarga(node, operator(), {"no_kk": "3522010101200001"}, [Anggota("a", AYAH)])


@pytest.fixture
def ayah(keluarga):
    return Penduduk.get(nama="SUTRISNO")


@pytest.fixture
def ktp(node, gudang, ayah):
    return lampiran.lampirkan(node, gudang, operator(), ("penduduk", ayah.id), "ktp", "KTP ayah.png", png())[0]


def unggah(layar, alamat, *isi, jenis="ktp", **more):
    berkas = [(BytesIO(satu), nama) for nama, satu in isi]
    return layar.kirim(f"/berkas/{alamat}/lampirkan", {"berkas": berkas, "jenis": jenis}, **more)


# ---- what a content is


@pytest.mark.parametrize(
    ("isi", "jenis"),
    [(png(), "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp"), (PDF, "application/pdf"), (HTML, None),
     (SVG, None), (EXE, None), (b"", None), (b"RIFF\0\0\0\0WAVE", None), (b" %PDF-1.4", None)],
)  # fmt: skip
def test_a_content_is_judged_by_its_first_bytes(isi, jenis):
    assert jenis_isi(isi) == jenis


@pytest.mark.parametrize(
    ("nama", "rapi"),
    [("ktp.png", "ktp.jpg"), ("C:\\Foto\\ktp ayah.JPG", "ktp ayah.jpg"), ("../../etc/passwd", "passwd.jpg"),
     ("foto.html", "foto.jpg"), ("a\r\nX: y\x00.jpg", "aX y.jpg"), ("", "berkas.jpg"), ("...", "berkas.jpg"),
     ("\u202egpj.exe", "gpj.jpg"), ("x" * 300 + ".jpg", "x" * 146 + ".jpg")],
)  # fmt: skip
def test_a_name_keeps_its_words_and_gets_the_ending_of_its_content(nama, rapi):
    assert nama_rapi(nama, "image/jpeg") == rapi


def test_an_id_tells_when_it_was_made():
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", made_at(new_id()))
    assert made_at(derived_id("sebab")) == made_at("f" * 12 + "7" + "f" * 19) == ""


# ---- attaching


def test_a_file_is_attached_to_its_record_with_what_it_is_and_by_whom(node, gudang, ayah, ktp):
    (satu,) = lampiran.daftar(node, gudang, [ayah.id])
    assert (satu.sebutan, satu.nama, satu.mime, satu.oleh, satu.ada) == (
        "KTP-el", "KTP ayah.png", "image/png", "Siti Operator", True,
    )  # fmt: skip
    assert (ktp.node, ktp.wilayah, ktp.untuk_jenis, ktp.untuk_id) == (DESA, DESA, "penduduk", ayah.id)
    assert gudang.read(ktp.sha256) == png()
    (catatan,) = jejak.baca(node.engine, rekam_id=ktp.id)
    assert (catatan.aksi, catatan.label, catatan.catatan) == ("tambah", "KTP ayah.png", "KTP-el pada SUTRISNO")


def test_an_attached_file_waits_for_the_level_above_like_any_record(node, ktp):
    assert node.engine.run("SELECT rev FROM sb_pending WHERE id = ? AND type = 'berkas'", (ktp.id,)) == [(1,)]


def test_the_same_content_is_kept_once_and_attached_to_one_record_once(node, gudang, ayah, keluarga, ktp):
    untuk = ("penduduk", ayah.id)
    assert lampiran.lampirkan(node, gudang, operator(), untuk, "foto", "lain.png", png()) == (ktp, False)
    lain, baru = lampiran.lampirkan(node, gudang, operator(), ("keluarga", keluarga.id), "kk", "kk.png", png())
    assert baru
    assert lain.sha256 == ktp.sha256
    assert len([path for path in gudang.folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("isi", "kode"),
    [(b"", "lampiran_kosong"), (HTML, "lampiran_bukan_gambar"), (SVG, "lampiran_bukan_gambar"),
     (EXE, "lampiran_bukan_gambar"), (JPEG + b"\0" * MOST, "lampiran_terlalu_besar")],
    ids=["empty", "html", "svg", "program", "too large"],
)  # fmt: skip
def test_what_is_no_picture_or_pdf_or_is_too_large_is_refused_and_leaves_nothing(node, gudang, ayah, isi, kode):
    with pytest.raises(DataDitolak) as ditolak:
        lampiran.lampirkan(node, gudang, operator(), ("penduduk", ayah.id), "ktp", "ktp.jpg", isi)
    assert ditolak.value.kesalahan[0].kode == kode
    assert Berkas.select().count() == 0
    assert not gudang.folder.exists()


@pytest.mark.parametrize("untuk", [("penduduk", "0" * 32), ("kelompok", "0" * 32), ("entah", "0" * 32)])
def test_a_file_needs_a_record_of_this_village(node, gudang, keluarga, untuk):
    with pytest.raises(DataDitolak) as ditolak:
        lampiran.lampirkan(node, gudang, operator(), untuk, "ktp", "ktp.jpg", JPEG)
    assert ditolak.value.kesalahan[0].kode == "rekam_tidak_ada"
    assert not gudang.folder.exists()


def test_a_resident_of_another_village_takes_no_file(node, gudang):
    id = asing(node, "penduduk", nama="ORANG LAIN", orang_id=new_id(), keadaan_nik=1, jenis_kelamin=1, status_dasar=1)
    with pytest.raises(DataDitolak):
        lampiran.lampirkan(node, gudang, operator(), ("penduduk", id), "ktp", "ktp.jpg", JPEG)


def asing(node, jenis, **isi) -> str:
    """A row of the neighbour, as apply would store it; its id."""
    id = new_id()
    isi = {"id": id, "node": "35.22.01.2002", "wilayah": "35.22.01.2002"} | isi
    with node.engine.transaction(), node.engine.applying():
        node.engine.upsert(CATALOG[jenis].table, tuple(isi), "id", [tuple(isi.values())])
    return id


# ---- the recycle bin and the merge


def test_a_file_goes_to_the_bin_and_comes_back_with_its_record(node, gudang, ayah, keluarga, ktp):
    lampiran.lampirkan(node, gudang, operator(), ("keluarga", keluarga.id), "kk", "kk.pdf", PDF)
    sebelum = {satu.id: satu.__data__ for satu in Berkas}
    kelompok = sampah.buang(node, operator(), "keluarga", [keluarga.id], sampah.IKUT)
    assert Berkas.select().count() == 0
    assert sampah.pulihkan(node, operator(), kelompok) == []
    assert {satu.id: satu.__data__ for satu in Berkas} == sebelum


def test_a_card_that_goes_without_its_members_leaves_them_their_files(node, ayah, keluarga, ktp):
    sampah.buang(node, operator(), "keluarga", [keluarga.id], sampah.LEPAS)
    assert [satu.id for satu in Berkas] == [ktp.id]


def test_a_content_is_gone_from_the_disk_once_nothing_names_it_for_good(node, gudang, ayah, keluarga, ktp):
    untuk = ("keluarga", keluarga.id)
    kedua, _ = lampiran.lampirkan(node, gudang, operator(), untuk, "ktp", "KTP ayah.png", png())
    satu, dua = (lampiran.lepaskan(node, operator(), berkas.id) for berkas in (ktp, kedua))
    sampah.hapus_selamanya(node, operator(), satu, gudang)
    assert gudang.whole(ktp.sha256), "the other one may still be brought back"
    sampah.pulihkan(node, operator(), dua)
    dua = lampiran.lepaskan(node, operator(), kedua.id)
    sampah.hapus_selamanya(node, operator(), dua, gudang)
    assert not gudang.whole(ktp.sha256)
    assert node.engine.value("SELECT count(*) FROM sb_berkas_isi") == 0


def test_the_files_of_a_merged_resident_are_found_at_the_one_who_stays(node, gudang, ayah, ktp):
    lain = Penduduk.create(node=DESA, wilayah=DESA, orang_id=new_id(), nama="SUTRISNO", jenis_kelamin=1, keadaan_nik=2)
    gabung.gabungkan(node, operator(), lain.id, ayah.id, {}, "Orang yang sama")
    assert [satu.id for satu in lampiran.daftar(node, gudang, [lain.id])] == [ktp.id]
    gabung.batalkan(node, operator(), ayah.id)
    assert [satu.id for satu in lampiran.daftar(node, gudang, [ayah.id])] == [ktp.id]


# ---- the screens


@pytest.mark.parametrize("jenis", ["penduduk", "keluarga"])
def test_the_record_shows_what_was_attached_and_opens_it(layar, ayah, keluarga, jenis):
    id = ayah.id if jenis == "penduduk" else keluarga.id
    halaman = unggah(layar, f"{jenis}/{id}", ("kartu keluarga.pdf", PDF), ("depan.jpg", JPEG), jenis="kk")
    assert "kartu keluarga.pdf" in halaman
    assert "depan.jpg" in halaman
    assert "Siti Operator" in halaman
    alamat = re.search(r'href="(/berkas/[0-9a-f]{32})"', halaman)[1]
    assert layar.klien.get(alamat).data == PDF


@pytest.mark.parametrize("nama", ["foto.jpg", "foto.html", "foto.svg"])
def test_what_is_opened_is_what_its_bytes_say_and_can_do_nothing(layar, ayah, nama):
    unggah(layar, f"penduduk/{ayah.id}", (nama, JPEG))
    jawab = layar.klien.get(f"/berkas/{Berkas.get().id}")
    kepala = jawab.headers
    assert (kepala["Content-Type"], kepala["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert kepala["Content-Disposition"] == "inline; filename=foto.jpg"
    assert "default-src 'none'" in kepala["Content-Security-Policy"]
    assert "sandbox" in kepala["Content-Security-Policy"]
    assert kepala["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("nama", "isi"), [("foto.jpg", HTML), ("ktp.png", SVG), ("kk.pdf", EXE)])
def test_an_ending_that_lies_is_refused_in_words(layar, ayah, nama, isi):
    halaman = unggah(layar, f"penduduk/{ayah.id}", (nama, isi))
    assert f"{nama}: Bukan foto atau PDF" in halaman
    assert Berkas.select().count() == 0


def test_too_large_a_file_is_refused_in_words(layar, ayah):
    halaman = unggah(layar, f"penduduk/{ayah.id}", ("besar.jpg", JPEG + b"\0" * MOST))
    assert "besar.jpg: Berkas lebih besar dari 20 MB" in halaman
    assert Berkas.select().count() == 0


def test_a_content_that_was_no_picture_is_never_shown_whatever_its_record_says(layar, node, gudang, ayah, ktp):
    Berkas.update(sha256=gudang.add(HTML), mime="text/html").where(Berkas.id == ktp.id).execute()
    jawab = layar.klien.get(f"/berkas/{ktp.id}")
    assert jawab.status_code == 404
    assert b"tertipu" not in jawab.data


def test_a_file_whose_content_is_not_here_says_so(layar, gudang, ayah, ktp):
    gudang.path(ktp.sha256).unlink()
    assert "Isinya tidak ada di komputer ini" in layar.buka(f"/orang/{ayah.id}")
    assert "belum ada di komputer ini" in layar.buka(f"/berkas/{ktp.id}", kode=404)


def test_a_file_of_another_village_is_not_there(layar, node, gudang, ayah):
    id = asing(node, "berkas", sha256=gudang.add(JPEG), nama="orang.jpg", mime="image/jpeg", ukuran=len(JPEG))
    layar.buka(f"/berkas/{id}", kode=404)
    layar.kirim(f"/berkas/{id}/buang", kode=404)
    layar.kirim(f"/berkas/{id}/jadikan-foto", kode=404)
    assert Berkas.select().count() == 1


def test_a_file_taken_off_comes_back_with_one_press(layar, ayah, ktp):
    halaman = layar.kirim(f"/berkas/{ktp.id}/buang")
    assert "KTP ayah.png dipindahkan ke Tempat sampah" in halaman
    assert Berkas.select().count() == 0
    kelompok = re.search(r'name="kelompok" value="(\w+)"', halaman)[1]
    assert "dipindahkan ke Tempat sampah" not in layar.buka(f"/orang/{ayah.id}")
    halaman = layar.kirim("/berkas/urungkan", {"kelompok": kelompok})
    assert Berkas.get() == ktp
    assert "KTP ayah.png" in halaman


def test_the_bin_names_a_file_and_restores_it_too(layar, ayah, ktp):
    layar.kirim(f"/berkas/{ktp.id}/buang")
    halaman = layar.buka("/sampah/")
    assert "KTP ayah.png" in halaman
    layar.kirim("/sampah/pulihkan", {"kelompok": re.search(r'name="kelompok" value="(\w+)"', halaman)[1]})
    assert Berkas.get() == ktp


def test_undoing_here_brings_back_files_only(layar, node, ayah):
    kelompok = sampah.buang(node, operator(), "penduduk", [ayah.id])
    layar.kirim("/berkas/urungkan", {"kelompok": kelompok}, kode=404)
    assert Penduduk.select().count() == 0


def test_a_picture_becomes_the_residents_photo(layar, node, ayah, ktp):
    halaman = layar.kirim(f"/berkas/{ktp.id}/jadikan-foto")
    assert Penduduk[ayah.id].foto == ktp.sha256
    assert f'src="/berkas/{ktp.id}/gambar"' in halaman
    assert jejak.baca(node.engine, rekam_id=ayah.id)[0].perubahan["foto"] == [None, ktp.sha256]
    assert f'src="/berkas/{ktp.id}/gambar"' not in layar.kirim(f"/berkas/{ktp.id}/buang")


def test_a_pdf_becomes_no_photo(layar, node, gudang, ayah):
    pdf, _ = lampiran.lampirkan(node, gudang, operator(), ("penduduk", ayah.id), "akta", "akta.pdf", PDF)
    assert "bukan gambar" in layar.kirim(f"/berkas/{pdf.id}/jadikan-foto")
    assert Penduduk[ayah.id].foto is None


def test_a_script_gets_the_card_alone_and_its_refusal(layar, ayah):
    token = {"X-Sid-Token": re.search(r'name="sid_token" value="([0-9a-f]+)"', layar.buka(f"/orang/{ayah.id}"))[1]}

    def minta(nama, isi):
        data = {"jenis": "ktp", "berkas": (BytesIO(isi), nama)}
        return layar.klien.post(f"/berkas/penduduk/{ayah.id}/lampirkan", data=data, headers=token | {POTONGAN: "1"})

    jawab = minta("ktp.jpg", JPEG)
    assert jawab.status_code == 200
    assert teks(jawab).lstrip().startswith("<section")
    jawab = minta("ktp.jpg", HTML)
    assert jawab.status_code == 422
    assert "ktp.jpg: Bukan foto atau PDF" in teks(jawab)


# ---- who may


@pytest.mark.parametrize("peran", ["kepala_desa", "sekretaris"])
def test_who_looks_on_opens_a_file_on_record_and_changes_none(village, tmp_path, node, ayah, ktp, peran):
    layar = Peramban(aplikasi(village, tmp_path, peran))
    halaman = layar.buka(f"/orang/{ayah.id}")
    assert "KTP ayah.png" in halaman
    assert "data-berkas-unggah" not in halaman
    assert layar.klien.get(f"/berkas/{ktp.id}").status_code == 200
    (catatan,) = jejak.baca(node.engine, aksi=jejak.LIHAT_BERKAS)
    assert (catatan.rekam_id, catatan.label) == (ktp.id, "KTP ayah.png")
    layar.buka(f"/berkas/{ktp.id}/gambar", kode=404)
    token = {"X-Sid-Token": re.search(r'name="sid_token" value="([0-9a-f]+)"', halaman)[1]}
    for alamat in (f"penduduk/{ayah.id}/lampirkan", f"{ktp.id}/buang", f"{ktp.id}/jadikan-foto"):
        assert layar.klien.post(f"/berkas/{alamat}", headers=token).status_code == 403, alamat
    assert Berkas.select().count() == 1
    dibuang = {"kelompok": lampiran.lepaskan(node, operator(), ktp.id)}
    assert layar.klien.post("/berkas/urungkan", data=dibuang, headers=token).status_code == 403
    assert Berkas.select().count() == 0


def test_the_operators_own_work_is_not_written_down_file_by_file(layar, node, ktp):
    layar.klien.get(f"/berkas/{ktp.id}")
    assert jejak.baca(node.engine, aksi=jejak.LIHAT_BERKAS) == []


@pytest.mark.parametrize("peran", ["admin", "tamu"])
def test_who_has_no_right_to_files_neither_sees_nor_opens_them(village, tmp_path, ayah, ktp, peran):
    layar = Peramban(aplikasi(village, tmp_path, peran))
    layar.buka(f"/berkas/{ktp.id}", kode=403)
    layar.buka(f"/berkas/{ktp.id}/gambar", kode=403)


def test_without_the_token_nothing_is_attached(layar, ayah):
    data = {"jenis": "ktp", "berkas": (BytesIO(JPEG), "ktp.jpg")}
    assert layar.klien.post(f"/berkas/penduduk/{ayah.id}/lampirkan", data=data).status_code == 400
    assert Berkas.select().count() == 0
