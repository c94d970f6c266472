"""The pages of proposed data: a sheet from the kecamatan to the villages, their answers back, and who may do what."""

import re
import time
from io import BytesIO

import pytest

from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_lembar
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import usulan
from sid_bantuan.modules.lampid.usulan_kirim import paket_terkirim

from .support import salinan
from .support.desa import Peramban, aplikasi
from .support.di import di
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE
from .test_usulan_data import BARU, BUDI, TONO, baris, road

__all__ = ["road"]
FORMULIR = {"sumber": "DTSEN 2026-09", "tanggal_data": "30-09-2026", "desa": ""}


class Meja:
    """The screens of a kecamatan and of one of its villages, each over its own database, and the road between them."""

    def __init__(self, road, folder):
        self.road, self.folder = road, folder
        with di(road[DISTRICT]):
            app = salinan.aplikasi(road[DISTRICT], folder / "kecamatan", siti="wali_data", budi="camat", agus="admin")
            self.siti, self.budi, self.agus = (salinan.Layar(app, nama) for nama in ("siti", "budi", "agus"))
        self.desa = self.layar_desa()

    def layar_desa(self, *peran) -> Peramban:
        return Peramban(aplikasi(self.road[VILLAGE].engine, self.folder, *peran))

    def unggah(self, *semua, kode=302, oleh=None, **isi):
        """Upload a sheet of these rows; the address it leads to once it was matched, or the page that refuses."""
        tulis_lembar(self.folder / "dtsen.xlsx", semua)
        berkas = (BytesIO((self.folder / "dtsen.xlsx").read_bytes()), "dtsen.xlsx")
        with di(self.road[DISTRICT]):
            jawab = (oleh or self.siti).kirim("/usulan-data/unggah", kode, **FORMULIR | isi, berkas=berkas)
            return tunggu(self.siti.client, jawab.location) if kode == 302 else jawab.text

    def lihat(self, alamat, kode=200, oleh=None) -> str:
        with di(self.road[DISTRICT]):
            return (oleh or self.siti).buka(alamat, kode)

    def kirim(self, alamat, kode=302, oleh=None):
        with di(self.road[DISTRICT]):
            jawab = (oleh or self.siti).kirim(alamat, kode)
            return tunggu(self.siti.client, jawab.location) if kode == 302 and "kirim" in alamat else jawab.location

    def sampai(self, *semua, **isi) -> str:
        """Propose these rows and let them reach the villages; the parcel's address above."""
        alamat = self.unggah(*semua, **isi)
        self.kirim(f"{alamat}/kirim")
        self.road.settle()
        return f"/usulan-data/paket/{alamat.rpartition('/')[2]}"

    def menunggu(self) -> dict[str, str]:
        """Name -> id of what waits in the village."""
        return {satu.nama: satu.id for satu in usulan.menunggu(self.road[VILLAGE])}

    def jawab_semua(self, saring="", **isi) -> str:
        """Answer all the filter finds; the page that says what became of it."""
        halaman = self.desa.buka(f"/usulan-data/semua{saring}")
        sidik = re.search(r'name="sidik" value="(\w+)"', halaman)[1]
        with di(self.road[VILLAGE]):
            self.desa.kirim(f"/usulan-data/semua{saring}", {"sidik": sidik} | isi, ikut=False, kode=302)
            [id, *_] = [satu.id for satu in pekerjaan.daftar(self.road[VILLAGE], "jawab_usulan")]
            return self.desa.buka(tunggu(self.desa.klien, f"/usulan-data/kerja/{id}"))


def tunggu(klien, alamat):
    batas = time.monotonic() + 60
    while klien.get(f"{alamat}/keadaan").json["berjalan"]:
        assert time.monotonic() < batas
        time.sleep(0.02)
    return alamat


@pytest.fixture
def meja(road, tmp_path):
    (tmp_path / "kecamatan").mkdir()
    with di(road[VILLAGE]):
        yield Meja(road, tmp_path)


SARI = {"nama": "SARI", "nik": BARU, "lahir": "1990-03-02", "kk_level": 4, "sex": 2}


# ---- above


def test_a_sheet_is_matched_first_and_shows_per_village_what_it_would_change(meja):
    alamat = meja.unggah(
        baris(pekerjaan_id=9), baris(**SARI), baris("TONO", TONO, "1970-01-01", no_kk=None, agama_id=2),
        baris("ENTAH SIAPA", "3522010203900099", "1990-03-02", no_kk="3522010101010009"), baris(nik="123"),
    )  # fmt: skip
    page = meja.lihat(alamat)
    assert "Kirim 3 usulan kepada 2 desa?" in page
    assert "data per 30-09-2026" in page
    assert f"{alamat}?desa={VILLAGE}&tab=baru#baris" in page
    assert "Pekerjaan <strong>1</strong>" in page
    assert "ENTAH SIAPA" in meja.lihat(f"{alamat}?tab=tak_cocok")
    assert "Tidak terbaca (1)" in page
    assert ">TONO<" not in meja.lihat(f"{alamat}?desa={VILLAGE}&tab=ubah")
    assert ">TONO<" in meja.lihat(f"{alamat}?desa={NEIGHBOUR}&tab=ubah")
    assert paket_terkirim(meja.road[DISTRICT]) == []
    with di(meja.road[DISTRICT]):
        assert meja.siti.client.get(f"{alamat}/hasil.xlsx").data.startswith(b"PK")


def test_what_is_missing_on_the_form_is_told_and_what_was_typed_stands_there_still(meja):
    page = meja.unggah(baris(), kode=422, sumber="Dukcapil <2026>", tanggal_data="kemarin", desa="35.23.01.2001")
    assert "Tulis tanggal data ini" in page
    assert "Pilih desa di wilayah Anda" in page
    assert 'value="Dukcapil &lt;2026&gt;"' in page
    assert "Tanggal data tidak boleh sesudah hari ini" in meja.unggah(baris(), kode=422, tanggal_data="01-01-2090")


def test_work_that_was_interrupted_is_started_again_from_the_same_sheet_and_what_was_said_with_it(meja):
    alamat = meja.unggah(baris(pekerjaan_id=9))
    node, id = meja.road[DISTRICT], alamat.rpartition("/")[2]
    node.engine.run("UPDATE sb_pekerjaan SET keadaan = 'berjalan', isi = NULL WHERE id = ?", (id,))
    assert "Pekerjaan terputus" in meja.lihat(alamat)
    meja.kirim(f"{alamat}/ulangi")
    with di(node):
        tunggu(meja.siti.client, alamat)
    page = meja.lihat(alamat)
    assert "DTSEN 2026-09" in page
    assert "Kirim 1 usulan kepada 1 desa?" in page


def test_sending_twice_sends_once(meja):
    alamat = meja.unggah(baris(pekerjaan_id=9))
    meja.kirim(f"{alamat}/kirim")
    meja.kirim(f"{alamat}/kirim")
    [paket] = paket_terkirim(meja.road[DISTRICT])
    assert paket.jumlah == {"menunggu": 1}


def test_only_a_steward_sends_the_camat_reads_and_an_admin_of_users_sees_nothing(meja):
    alamat = meja.unggah(baris(pekerjaan_id=9))
    assert "Kirim usulan" not in meja.lihat(alamat, oleh=meja.budi)
    for sesudah in ("/kirim", "/batal", "/ulangi"):
        meja.kirim(alamat + sesudah, kode=403, oleh=meja.budi)
    meja.lihat(f"{alamat}/hasil.xlsx", kode=403, oleh=meja.budi)
    meja.unggah(baris(), kode=403, oleh=meja.budi)
    meja.lihat("/usulan-data/", kode=403, oleh=meja.agus)
    assert paket_terkirim(meja.road[DISTRICT]) == []


def test_a_parcel_shows_each_villages_answer_and_is_withdrawn_where_nobody_answered(meja):
    paket = meja.sampai(baris(pekerjaan_id=9), baris("TONO", TONO, "1970-01-01", no_kk=None, agama_id=2))
    meja.desa.kirim(f"/usulan-data/{meja.menunggu()['BUDI HARTONO']}/tolak", {"alasan": "Sumbernya sudah lama"})
    meja.road.settle()
    page = meja.lihat(paket)
    assert "Sumbernya sudah lama" in page
    assert "Cabut 1 usulan yang belum dijawab?" in page
    assert "Sumbernya sudah lama" not in meja.lihat(f"{paket}?desa={NEIGHBOUR}")
    meja.kirim(f"{paket}/cabut", kode=403, oleh=meja.budi)
    for _ in range(2):
        meja.kirim(f"{paket}/cabut")
    meja.road.settle()
    assert paket_terkirim(meja.road[DISTRICT])[0].jumlah == {"ditolak": 1, "dicabut": 1}
    assert usulan.menunggu(meja.road[NEIGHBOUR]) == []


def test_a_parcel_or_sheet_that_is_not_there_is_not_found(meja):
    for alamat in ("paket/" + "0" * 32, "0" * 32, "0" * 32 + "/hasil.xlsx"):
        meja.lihat(f"/usulan-data/{alamat}", kode=404)


# ---- in the village


def test_what_waits_stands_on_the_first_page_and_beside_what_the_village_has(meja):
    assert "Tidak ada usulan yang menunggu" in meja.desa.buka("/usulan-data/")
    assert "usulan data" not in meja.desa.buka("/beranda/")
    meja.sampai(baris(agama_id=2, pekerjaan_id=9))
    assert "1 usulan data dari atas" in meja.desa.buka("/beranda/")
    page = meja.desa.buka("/usulan-data/")
    assert "DTSEN 2026-09" in page
    assert re.search(r"Agama</span>.*?Islam</td>.*?Kristen</td>", page, re.S)
    assert "jenis_kelamin" not in page[page.index("usulan-beda") :]


def test_the_ticked_columns_are_taken_the_source_stays_on_the_record_and_the_rest_waits(meja):
    meja.sampai(baris(agama_id=2, pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    page = meja.desa.kirim(f"/usulan-data/{id}/terima", {"pilih": "1", "kolom": ["pekerjaan"]})
    assert "sisanya masih menunggu" in page
    budi = Penduduk.get(Penduduk.nik == BUDI)
    assert (budi.pekerjaan, budi.agama) == (9, 1)
    assert "DTSEN 2026-09" in meja.desa.buka(f"/orang/{budi.id}")
    assert "Belum ada yang dicentang" in meja.desa.kirim(f"/usulan-data/{id}/terima", {"pilih": "1"})
    meja.desa.kirim(f"/usulan-data/{id}/tolak", {"alasan": "Sumbernya sudah lama"})
    assert "tidak dapat diurungkan" in meja.desa.kirim(f"/usulan-data/{id}/urungkan"), "the answer is no"
    assert Penduduk.get(Penduduk.nik == BUDI).pekerjaan == 9


def test_a_second_click_is_told_that_the_proposal_was_answered(meja):
    meja.sampai(baris(pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    assert "Usulan BUDI HARTONO diterima" in meja.desa.kirim(f"/usulan-data/{id}/terima")
    assert "tidak menunggu lagi" in meja.desa.kirim(f"/usulan-data/{id}/terima")
    page = meja.desa.buka("/usulan-data/?tab=selesai")
    assert page.count("Diterima") == 1
    assert "Sudah dijawab (1)" in page


def test_what_a_colleague_changed_since_the_page_was_drawn_is_not_overwritten_unseen(meja):
    meja.sampai(baris(pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    sidik = re.search(r'name="sidik" value="(\w+)"', meja.desa.buka("/usulan-data/"))[1]
    Penduduk.update(pekerjaan=88).where(Penduduk.nik == BUDI).execute()
    isi = {"pilih": "1", "kolom": ["pekerjaan"], "sidik": sidik}
    assert "Data desa berubah sejak halaman dibuka" in meja.desa.kirim(f"/usulan-data/{id}/terima", isi)
    assert Penduduk.get(Penduduk.nik == BUDI).pekerjaan == 88


def test_declining_asks_for_a_reason(meja):
    meja.sampai(baris(pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    meja.desa.kirim(f"/usulan-data/{id}/tolak", {"alasan": ""})
    assert id in meja.menunggu().values()
    meja.desa.kirim(f"/usulan-data/{id}/tolak", {"alasan": "Orang yang berbeda", "alasan_sendiri": "Ini kembarannya"})
    assert "Ini kembarannya" in meja.desa.buka("/usulan-data/?tab=selesai")
    assert "tidak dapat diurungkan" in meja.desa.kirim(f"/usulan-data/{id}/urungkan")


def test_all_the_filter_finds_is_taken_or_only_its_column(meja):
    meja.sampai(baris(pekerjaan_id=9, agama_id=2), baris(**SARI, pekerjaan_id=9))
    page = meja.jawab_semua("?kolom=pekerjaan", putusan="terima", hanya="1")
    assert "1 usulan diterima" in page
    budi = Penduduk.get(Penduduk.nik == BUDI)
    assert (budi.pekerjaan, budi.agama) == (9, 1)
    assert set(meja.menunggu()) == {"BUDI HARTONO", "SARI"}
    assert "1 usulan diterima" in meja.jawab_semua("?jenis=baru", putusan="terima")
    assert Penduduk.get(Penduduk.nik == BARU).sumber.endswith("DTSEN 2026-09")
    assert "1 usulan ditolak" in meja.jawab_semua(putusan="tolak", alasan="Data desa yang benar")
    meja.road.settle()
    [paket] = paket_terkirim(meja.road[DISTRICT])
    assert (dict(paket.jumlah), dict(paket.alasan)) == ({"diterima": 1, "ditolak": 1}, {"Data desa yang benar": 1})
    assert meja.road.unequal() == []


def test_many_are_answered_only_as_they_were_seen_and_never_without_a_reason(meja):
    meja.sampai(baris(pekerjaan_id=9), baris(**SARI))
    page = meja.desa.buka("/usulan-data/semua")
    sidik = re.search(r'name="sidik" value="(\w+)"', page)[1]
    tolak = {"sidik": sidik, "putusan": "tolak", "alasan": ""}
    assert "Pilih alasannya" in meja.desa.kirim("/usulan-data/semua", tolak, kode=422)
    Penduduk.update(agama=3).where(Penduduk.nik == BUDI).execute()
    Penduduk.update(pekerjaan=9).where(Penduduk.nik == BUDI).execute()
    page = meja.desa.kirim("/usulan-data/semua", {"sidik": sidik, "putusan": "terima"}, kode=409)
    assert "berubah sejak Anda lihat" in page
    assert len(meja.menunggu()) == 2


def test_whoever_only_looks_on_sees_no_buttons_and_cannot_answer(meja):
    meja.sampai(baris(pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    kades = meja.layar_desa("kepala_desa")
    page = kades.buka("/usulan-data/")
    assert "BUDI HARTONO" in page
    assert "Terima yang dicentang" not in page
    for alamat in (f"{id}/terima", f"{id}/tolak", "semua"):
        assert kades.klien.post(f"/usulan-data/{alamat}", data={"alasan": "x"}).status_code == 403
    kades.buka("/usulan-data/semua", kode=403)
    assert id in meja.menunggu().values()


def test_another_villages_proposal_cannot_be_answered_here(meja):
    meja.sampai(baris("TONO", TONO, "1970-01-01", no_kk=None, agama_id=2))
    [satu] = usulan.menunggu(meja.road[NEIGHBOUR])
    assert "tidak menunggu lagi" in meja.desa.kirim(f"/usulan-data/{satu.id}/terima")
    assert len(usulan.menunggu(meja.road[NEIGHBOUR])) == 1


def test_a_taken_proposal_tells_what_it_changed_and_is_undone_exactly(meja):
    meja.sampai(baris(pekerjaan_id=9, golongan_darah_id=1))
    id, dulu = meja.menunggu()["BUDI HARTONO"], Penduduk.get(Penduduk.nik == BUDI).__data__
    meja.desa.kirim(f"/usulan-data/{id}/terima", {"pilih": "1", "kolom": ["pekerjaan"]})
    meja.desa.kirim(f"/usulan-data/{id}/terima")
    page = meja.desa.buka("/usulan-data/?tab=selesai")
    assert "Pekerjaan: (kosong) menjadi Petani/pekebun" in page
    assert "Golongan darah: (kosong) menjadi A" in page
    assert "usulannya menunggu lagi" in meja.desa.kirim(f"/usulan-data/{id}/urungkan")
    assert Penduduk.get(Penduduk.nik == BUDI).__data__ == dulu
    assert meja.menunggu() == {"BUDI HARTONO": id}
    assert "tidak dapat diurungkan" in meja.desa.kirim(f"/usulan-data/{id}/urungkan")
    meja.road.settle()
    assert dict(paket_terkirim(meja.road[DISTRICT])[0].jumlah) == {"menunggu": 1}
    meja.desa.kirim(f"/usulan-data/{id}/terima")
    assert Penduduk.get(Penduduk.nik == BUDI).pekerjaan == 9, "and taken again"
    assert "Golongan darah" in meja.desa.buka("/usulan-data/?tab=selesai")


def test_undoing_a_proposal_undoes_nobodys_later_work(meja):
    meja.sampai(baris(pekerjaan_id=9))
    id = meja.menunggu()["BUDI HARTONO"]
    meja.desa.kirim(f"/usulan-data/{id}/terima")
    Penduduk.update(pekerjaan=88).where(Penduduk.nik == BUDI).execute()
    assert "sudah diubah lagi sejak usulan diterima" in meja.desa.kirim(f"/usulan-data/{id}/urungkan")
    assert Penduduk.get(Penduduk.nik == BUDI).pekerjaan == 88


def test_an_address_that_is_no_id_answers_nothing(meja):
    meja.sampai(baris(pekerjaan_id=9))
    for id in ('a"b', "x", "f" * 32):
        assert "tidak menunggu lagi" in meja.desa.kirim(f"/usulan-data/{id}/terima")
        assert "tidak dapat diurungkan" in meja.desa.kirim(f"/usulan-data/{id}/urungkan")
