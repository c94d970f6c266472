"""The screens of proposals: a person, what the rules say, a short form; each step with its reason; the queue above."""

import re
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import bantuan as kata
from sid_bantuan.modules.bantuan import musdes, pernyataan, usulan, usulan_kini
from sid_bantuan.modules.bantuan.tables_usulan import Musdes, UsulanBantuan
from sid_bantuan.sync.node import Node
from sid_bantuan.ui import csrf
from sid_bantuan.ui.tampil import nomor

from .layar import tanda as token
from .support import bantuan
from .support.browser import sideways
from .support.desa import Pelayan, Peramban, teks
from .support.desa import aplikasi as aplikasi_desa
from .support.di import di
from .support.pdf import Pdf
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.salinan import Layar, aplikasi
from .test_bantuan_musdes import RAPAT
from .test_bantuan_usulan import BLT, HARI_INI, KADES, LOKET, TAHUN, TIGA, jalan, usulkan

pytestmark = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@pytest.fixture
def desa(village):
    node = Node(village, VILLAGE, CATALOG)
    bantuan.program(
        node, "BLT", sasaran="keluarga", sifat="temporer", tahap=BLT, singkatan="BLT-DD", nama="BLT Dana Desa"
    )
    bantuan.program(node, "PKH", sasaran="keluarga", singkatan="PKH", komponen=[{"kode": "hamil", "nama": "Ibu hamil"}])
    bantuan.aturan(node, "BLT", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Sudah menerima PKH.")
    bantuan.tuntas(node)
    return node


class Petugas(Peramban):
    """Somebody of the village whatever his role: his forms bear the session's token, from whichever page they are."""

    def kirim(self, alamat: str, isi: dict | None = None, kode: int = 200, ikut: bool = True) -> str:
        data = {csrf.FIELD: token(self.klien)} | (isi or {})
        jawab = self.klien.post(alamat, data=data, follow_redirects=ikut, content_type="multipart/form-data")
        assert jawab.status_code == kode, (alamat, jawab.status_code, teks(jawab)[-800:])
        return teks(jawab)


def masuk(node, folder, *peran) -> Petugas:
    return Petugas(aplikasi_desa(node.engine, folder, *peran))


def tanda(page: str) -> str:
    return re.search(r'name="tanda" value="([0-9a-f]+)"', page)[1]


def formulir_id(page: str) -> str:
    return re.search(r'name="id" value="([0-9a-f]{32})"', page)[1]


def test_somebody_is_found_told_of_every_program_and_proposed(desa, tmp_path):
    kk = bantuan.keluarga(desa, "3522011505150001")
    budi = bantuan.warga(desa, "BUDI SANTOSO", kk, nik="3522010101800001")
    bantuan.tuntas(desa)
    loket = masuk(desa, tmp_path, "operator")
    assert "Tekan Usulan baru" in loket.buka("/daftar-usulan-bantuan/")
    assert f"orang={budi}" in loket.buka("/buat-usulan/?cari=budi sant")
    assert "Usulkan dengan nama saja" in loket.buka("/buat-usulan/?cari=budi")
    page = loket.buka(f"/buat-usulan/?orang={budi}")
    assert "Boleh menerima" in page
    bantuan.penerima(desa, "PKH", budi, "BUDI SANTOSO", keluarga_id=kk)
    bantuan.tuntas(desa)
    page = loket.buka(f"/buat-usulan/?orang={budi}")
    assert "Sudah menerima PKH." in page
    assert "Tetap usulkan" in page
    alamat = f"/buat-usulan/BLT?orang={budi}"
    page = loket.buka(alamat)
    assert "Menurut aturan program" in page
    assert "Pendataan relawan" in page
    isi = {
        "id": formulir_id(page),
        "tahun": str(TAHUN),
        "tgl_usul": "31-02-2026",
        "alasan": "Rumahnya roboh",
        "aksi": "ajukan",
    }
    salah = loket.kirim(alamat, isi, 422)
    assert "Tanggal tidak mungkin ada" in salah
    assert "Rumahnya roboh" in salah, "nothing typed is lost"
    salah = loket.kirim(alamat, isi | {"tgl_usul": f"{HARI_INI:%d-%m-%Y}"}, 422)
    assert "Draf tersimpan, tetapi belum diajukan" in salah
    assert "Belum ada: KK" in salah
    baru = UsulanBantuan.get()
    versi = re.search(r'name="sid_versi" value="(\d+)"', salah)[1]
    benar = isi | {"tgl_usul": f"{HARI_INI:%d-%m-%Y}", "dokumen": "KK", "sid_versi": versi}
    page = loket.kirim(f"/buat-usulan/ubah/{baru.id}", benar)
    assert "Usulan diajukan." in page
    assert "Musyawarah desa" in page
    assert "Sudah menerima PKH." in page
    assert nomor("3522010101800001") in page
    assert "BUDI SANTOSO" in loket.buka("/daftar-usulan-bantuan/?flt_keadaan=diajukan&flt_program=BLT&flt_giliran=desa")
    assert "BUDI SANTOSO" not in loket.buka("/daftar-usulan-bantuan/?flt_keadaan=ditetapkan")
    assert "Usulkan bantuan" in loket.buka(f"/orang/{budi}")
    page = loket.buka(f"/buat-usulan/?orang={budi}")
    assert f"Sudah diusulkan {TAHUN}</a> atas nama BUDI SANTOSO, diajukan" in page


def test_what_nobody_knows_yet_is_never_said_as_if_it_were_so(desa, tmp_path):
    budi = bantuan.warga(desa, "BUDI", bantuan.keluarga(desa, "3522011505150001"))
    bantuan.aturan(desa, "BLT", {"ukuran": "desil", "paling_sedikit": 6}, alasan="Di atas desil 5.")
    bantuan.tuntas(desa)
    page = masuk(desa, tmp_path, "operator").buka(f"/buat-usulan/?orang={budi}")
    assert "Belum diketahui benar tidaknya: “Di atas desil 5.”" in page


def test_a_form_sent_twice_or_gone_back_to_hands_in_once_and_takes_no_step_back(desa, tmp_path):
    budi = bantuan.warga(desa, "BUDI", bantuan.keluarga(desa, "3522011505150001"))
    bantuan.tuntas(desa)
    loket, alamat = masuk(desa, tmp_path, "operator"), f"/buat-usulan/BLT?orang={budi}"
    isi = {
        "id": formulir_id(loket.buka(alamat)),
        "tahun": str(TAHUN),
        "tgl_usul": f"{HARI_INI:%d-%m-%Y}",
        "dokumen": "KK",
    }
    loket.kirim(alamat, isi)
    assert "Usulan diajukan." in loket.kirim(alamat, isi | {"aksi": "ajukan"}), "a draft gone back to may be changed"
    for aksi in ("ajukan", "simpan"):
        page = loket.kirim(alamat, isi | {"aksi": aksi, "alasan": "Diketik belakangan"})
        assert "Usulan ini sudah diajukan." in page
    (satu,) = UsulanBantuan.select()
    assert satu.alasan is None
    assert usulan_kini.posisi(desa, satu.id)[0].keadaan == kata.DIAJUKAN


def test_where_a_death_entitles_the_rules_ask_about_the_deceased_and_the_heir_is_proposed(desa, tmp_path):
    bantuan.program(desa, "DUKA", karena_kematian=1, singkatan="Santunan", kali_setahun=0)
    bantuan.aturan(
        desa, "DUKA", {"bukan": {"ukuran": "meninggal", "salah_satu": [1]}}, alasan="Belum tercatat meninggal."
    )
    kk = bantuan.keluarga(desa)
    ahli_waris, lain = bantuan.warga(desa, "SITI", kk), bantuan.warga(desa, "ANI", bantuan.keluarga(desa))
    mati = bantuan.warga(desa, "BUDI", kk, status_dasar=2)
    bantuan.tuntas(desa)
    loket = masuk(desa, tmp_path, "operator")
    assert "Belum tercatat meninggal." in loket.buka(f"/buat-usulan/?orang={lain}")
    assert "Belum tercatat meninggal." not in loket.buka(f"/buat-usulan/?orang={ahli_waris}")
    page = loket.buka(f"/buat-usulan/DUKA?orang={ahli_waris}")
    assert "Boleh menerima" in page
    isi = {"id": formulir_id(page), "tahun": str(TAHUN), "tgl_usul": f"{HARI_INI:%d-%m-%Y}", "untuk_penduduk_id": mati}
    page = loket.kirim(f"/buat-usulan/DUKA?orang={ahli_waris}", isi | {"aksi": "ajukan"})
    assert "Usulan diajukan." in page
    assert "Boleh menerima" in page
    assert UsulanBantuan.get().untuk_orang_id == mati


def test_who_is_not_in_the_register_is_proposed_by_name_and_stays_marked(desa, tmp_path):
    loket = masuk(desa, tmp_path, "operator")
    assert "belum ada di data penduduk" in loket.buka("/buat-usulan/?orang=tanpa")
    page = loket.buka("/buat-usulan/BLT?orang=tanpa")
    isi = {"id": formulir_id(page), "tahun": str(TAHUN), "tgl_usul": f"{HARI_INI:%d-%m-%Y}", "aksi": "draf"}
    assert "NIK harus 16 angka" in loket.kirim("/buat-usulan/BLT?orang=tanpa", isi | {"nama": "MBAH", "nik": "12"}, 422)
    assert "Belum ada NIK" in loket.kirim("/buat-usulan/BLT?orang=tanpa", isi | {"nama": "MBAH KARTO"})
    dua = loket.buka("/buat-usulan/BLT?orang=tanpa")
    kedua = isi | {"id": formulir_id(dua), "nama": "MBAH ASING", "nik": "3522010101400009"}
    assert "NIK tidak ditemukan" in loket.kirim("/buat-usulan/BLT?orang=tanpa", kedua)
    warga = bantuan.warga(desa, "MBAH KARTO", bantuan.keluarga(desa))
    bantuan.tuntas(desa)
    karto = UsulanBantuan.get(UsulanBantuan.nama == "MBAH KARTO")
    assert f"untuk={karto.id}" in loket.buka(f"/usulan-bantuan/{karto.id}")
    assert warga in loket.buka(f"/buat-usulan/?untuk={karto.id}&cari=mbah karto")
    lembar = loket.buka(f"/buat-usulan/?untuk={karto.id}&pilih=orang:{warga}")
    assert "Menurut aturan program" in lembar
    versi = re.search(r'name="sid_versi" value="(\d+)"', lembar)[1]
    loket.kirim(f"/buat-usulan/ubah/{karto.id}?orang={warga}", isi | {"id": karto.id, "sid_versi": versi})
    assert usulan.ambil(desa, karto.id).orang_id == warga
    assert "Usulan BLT-DD" in loket.buka(f"/orang/{warga}")
    daftar = loket.buka("/daftar-usulan-bantuan/")
    assert "Belum ada NIK" in daftar
    assert "NIK tidak ditemukan" in daftar
    assert "MBAH ASING" in loket.buka("/daftar-usulan-bantuan/?search=35220101")
    kades = masuk(desa, tmp_path, "kepala_desa")
    assert "MBAH ASING" not in kades.buka("/daftar-usulan-bantuan/?search=35220101"), (
        "nobody reads a NIK off by its digits"
    )
    assert "MBAH ASING" in kades.buka("/daftar-usulan-bantuan/?search=3522010101400009")
    buku = openpyxl.load_workbook(BytesIO(loket.klien.get("/daftar-usulan-bantuan/export/xlsx/").data)).active
    assert {satu[2] for satu in buku.iter_rows(min_row=2, values_only=True)} == {"Belum ada NIK", "NIK tidak ditemukan"}


def test_each_role_takes_its_own_step_and_a_refusal_says_why_and_to_whom_it_is_told(desa, tmp_path):
    satu = usulkan(desa)
    jalan(desa, satu.id, (LOKET, "ajukan"))
    alamat, loket = f"/usulan-bantuan/{satu.id}", masuk(desa, tmp_path, "operator")
    page = loket.buka(alamat)
    assert 'value="setujui"' not in page, "it is the secretary's"
    assert "Sementara itu Anda dapat:" in page
    assert "usulan-ke-langkah" not in page, "withdrawing is no next step to jump to"
    sekretaris = masuk(desa, tmp_path, "sekretaris")
    page = sekretaris.buka(alamat)
    assert "usulan-ke-langkah" in page
    assert 'value="setujui"' in page
    sekretaris.kirim(f"{alamat}/langkah", {"langkah": "terbang", "tanda": tanda(page)}, 400)
    kurang = sekretaris.kirim(f"{alamat}/langkah", {"langkah": "setujui", "tanda": tanda(page)}, 422)
    assert "Belum ada: Berita acara" in kurang
    jalan_terus = {"langkah": "setujui", "tanda": tanda(page), "dokumen": "Berita acara", "catatan": "Sesuai musdes"}
    assert "disetujui dan diteruskan" in sekretaris.kirim(f"{alamat}/langkah", jalan_terus)
    assert "disetujui dan diteruskan" in sekretaris.kirim(f"{alamat}/langkah", jalan_terus), "a double click is one"
    assert [ini.langkah for ini in usulan_kini.posisi(desa, satu.id)[0].rantai] == ["ajukan", "setujui"]
    assert "menunggu Anda" not in sekretaris.buka("/daftar-usulan-bantuan/")
    kades = masuk(desa, tmp_path, "kepala_desa")
    assert "1 usulan bantuan menunggu Anda" in kades.buka("/beranda/")
    assert "BUDI" in kades.buka("/daftar-usulan-bantuan/?flt_giliran=saya")
    basi = {"langkah": "tolak", "tanda": tanda(page), "alasan": "lainnya", "catatan": "Rumahnya bertingkat"}
    salah = kades.kirim(f"{alamat}/langkah", basi, 422)
    assert "baru saja berubah" in salah
    assert "Rumahnya bertingkat" in salah, "what was typed stays, beside the state as it is now"
    page = kades.buka(alamat)
    assert "Ketua RT" not in page
    lain = {"langkah": "tolak", "tanda": tanda(page), "alasan": "lainnya", "catatan": ""}
    salah = kades.kirim(f"{alamat}/langkah", lain, 422)
    assert "Tulis alasannya" in salah
    assert re.search(r'value="lainnya" checked', salah)
    page = kades.kirim(f"{alamat}/langkah", lain | {"catatan": "Anaknya mampu"})
    assert "Anaknya mampu" in page
    assert "Yang memberi tahu: Ketua RT" in page
    hari = {"langkah": "beritahukan", "tanda": tanda(page), "diberitahukan_pada": "kemarin"}
    assert "kemarin" in kades.kirim(f"{alamat}/langkah", hari, 422)
    page = kades.kirim(
        f"{alamat}/langkah", hari | {"diberitahukan_pada": f"{HARI_INI:%d-%m-%Y}", "pemberitahu": "Pak RT"}
    )
    assert "oleh Pak RT" in page
    assert usulan_kini.baca(desa, [satu.id])[satu.id].diberi_tahu


def test_documents_and_statements_are_added_on_its_page(desa, tmp_path):
    satu = usulkan(desa, dokumen=[])
    loket, alamat = masuk(desa, tmp_path, "operator"), f"/buat-usulan/{satu.id}"
    assert "Kelengkapan dokumen tersimpan" in loket.kirim(f"{alamat}/dokumen", {"dokumen": "KK"})
    assert usulan.dokumen(usulan.ambil(desa, satu.id)) == ["KK"]
    isi = {"jenis": "relawan", "nama": "Darmi", "tgl_pernyataan": f"{HARI_INI:%d-%m-%Y}", "isi": "Benar tidak mampu"}
    salah = loket.kirim(f"{alamat}/pernyataan", isi, 422)
    assert "perlu nomor SK" in salah
    assert "Benar tidak mampu" in salah
    assert "Benar tidak mampu" in loket.kirim(f"{alamat}/pernyataan", isi | {"nomor_sk": "SK/1"})
    assert len(pernyataan.daftar(satu.id, VILLAGE)) == 1
    data = {"berkas": (BytesIO(b"%PDF-1.4 isi"), "kk.pdf"), "jenis": "kk"}
    assert "kk.pdf" in loket.kirim(f"/berkas/usulan_bantuan/{satu.id}/lampirkan", data)


def test_the_waiting_list_is_shown_with_its_points(desa, tmp_path):
    bantuan.kuota(desa, "BLT", 0, tahun=TAHUN)
    bantuan.tuntas(desa)
    satu = usulkan(desa)
    for operator, langkah, isi in (
        (LOKET, "ajukan", {}),
        (masuk_sebagai("sekretaris"), "setujui", {"dokumen": ["Berita acara"]}),
        (KADES, "tetapkan", {"nomor_keputusan": "1"}),
    ):
        jalan(desa, satu.id, (operator, langkah, isi))
    kades = masuk(desa, tmp_path, "kepala_desa")
    page = kades.buka(f"/usulan-bantuan/{satu.id}")
    assert "urutan 1 dari 1" in page
    tunggu = kades.buka("/daftar-tunggu/?program=BLT")
    assert "BUDI" in tunggu
    assert "unduh.pdf?program=BLT" in tunggu
    lembar = openpyxl.load_workbook(BytesIO(kades.klien.get("/daftar-tunggu/unduh.xlsx?program=BLT").data)).active
    sel = [str(satu) for baris in lembar.iter_rows(values_only=True) for satu in baris if satu is not None]
    assert {"1", "BUDI", f"Sisa kuota tahun {TAHUN}: 0."} <= set(sel)
    kertas = Pdf(kades.klien.get("/daftar-tunggu/unduh.pdf?program=BLT").data)
    assert "DAFTAR TUNGGU" in kertas.teks(0)
    assert "BUDI" in kertas.teks(0)
    for salah in ("wilayah=35.22.01.2001.9", "wilayah=35.22.01.2002", "wilayah=..."):
        kades.buka(f"/daftar-tunggu/unduh.xlsx?program=BLT&{salah}", 404)
    kades.buka("/daftar-tunggu/unduh.pdf?program=LAIN", 404)
    assert "Belum ada tempat untuk BUDI" in kades.kirim(
        f"/usulan-bantuan/{satu.id}/langkah", {"langkah": "tetapkan", "tanda": tanda(page)}, 422
    )


def masuk_sebagai(peran: str):
    from .support.surat import orang

    return orang(peran)


def test_a_meeting_is_written_down_closed_decided_printed_and_moves_its_proposals(desa, tmp_path):
    satu = usulkan(desa)
    jalan(desa, satu.id, (LOKET, "ajukan"))
    sekretaris = masuk(desa, tmp_path, "sekretaris")
    page = sekretaris.buka("/musyawarah/baru?program=BLT")
    assert satu.id in page
    isi = {
        nama: str(RAPAT[nama])
        for nama in ("jam", "tempat", "perihal", "program", "pimpinan", "notulis", "undangan", "nomor")
    }
    isi |= {"id": formulir_id(page), "tgl": f"{HARI_INI:%d-%m-%Y}", "keputusan": "Sepakat.\nLaksanakan.",
            "hadir.pemerintah": "SUGENG, Kepala Desa\nYUNI", "hadir.rt_rw": "PAIMIN, Ketua RT 001"}  # fmt: skip
    salah = sekretaris.kirim("/musyawarah/baru", isi | {"tgl": "besok", "undangan": "banyak"}, 422)
    assert "PAIMIN, Ketua RT 001" in salah
    lagi = sekretaris.kirim("/musyawarah/baru", isi | {"aksi": "lagi", "calon": satu.id})
    assert f'name="nama.usulan_id" value="{satu.id}"' in lagi
    palsu = {"nama.usulan_id": satu.id, "nama.nama": "ORANG LAIN", "nama.nik": "3522010101800099", "nama.arah": "masuk",
             "nama.alamat": "", "nama.alasan": "Layak"}  # fmt: skip
    page = sekretaris.kirim("/musyawarah/baru", isi | palsu | {"aksi": "simpan"})
    assert "Musyawarah tersimpan." in page
    ini = Musdes.get()
    assert [(nama["nama"], nama.get("nik"), nama["alasan"]) for nama in musdes.isi(ini).nama] == [
        ("BUDI", satu.nik, "Layak")
    ], "whom a proposal is about is said by the proposal"
    assert [orang["jabatan"] for orang in musdes.isi(ini).hadir if "jabatan" in orang] == [
        "Kepala Desa",
        "Ketua RT 001",
    ]
    alamat = f"/musyawarah/{ini.id}"
    assert "Berita acara ditutup." in sekretaris.kirim(f"{alamat}/tutup")
    sekretaris.buka(f"{alamat}/ubah", 409)
    assert "1 usulan maju" in sekretaris.kirim(f"{alamat}/terapkan")
    kades = masuk(desa, tmp_path, "kepala_desa")
    putusan = {"nomor_keputusan": "", "tgl_keputusan": f"{HARI_INI:%d-%m-%Y}", "penandatangan": "SUGENG"}
    assert "SUGENG" in kades.kirim(f"{alamat}/keputusan", putusan, 422)
    kades.kirim(f"{alamat}/keputusan", putusan | {"nomor_keputusan": "141/7"})
    assert "Terapkan ke 1 usulan" in kades.buka(alamat)
    assert "1 usulan maju" in kades.kirim(f"{alamat}/terapkan")
    assert "Tidak ada lagi yang menunggu langkah desa" in kades.buka(alamat)
    assert usulan_kini.posisi(desa, satu.id)[0].keadaan == kata.DITETAPKAN
    for nama in ("berita-acara", "keputusan"):
        jawab = kades.klien.get(f"{alamat}/{nama}.pdf")
        assert "BUDI" in " ".join(Pdf(jawab.data).teks(ke) for ke in range(len(Pdf(jawab.data))))
    assert "Sudah ada keputusan" in kades.buka("/daftar-musyawarah/")


# ---- above


@pytest.fixture
def tiga(open_node, tmp_path):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        bantuan.program(node, "BPNTD", penetap="kabupaten", tahap=TIGA, singkatan="BPNTD")
    road.settle()
    with di(road[VILLAGE]) as node:
        road.usulan = [usulkan(node, nama, "BPNTD", dokumen=[], nik_warga=nik).id
                       for nama, nik in (("BUDI", "3522010101800001"), ("SITI", None))]  # fmt: skip
        for id in road.usulan:
            jalan(node, id, (LOKET, "ajukan"), (KADES, "setujui"))
    road.settle()
    road.folder = tmp_path
    return road


def test_the_queue_above_leads_from_one_to_the_next_and_only_inside_its_area(tiga):
    satu, dua = tiga.usulan
    with di(tiga[DISTRICT]) as node:
        app = aplikasi(node, tiga.folder, siti="wali_data", agus="admin")
        wali, agus = Layar(app, "siti"), Layar(app, "agus")
        assert "2 usulan bantuan</strong> menunggu Anda" in wali.buka("/beranda/")
        page = wali.buka("/antrean-usulan/")
        assert "2 usulan bantuan menunggu Anda" in page
        assert "Belum ada NIK" in page
        assert "Tidak ada usulan yang cocok" in wali.buka("/antrean-usulan/?program=LAIN")
        page = wali.buka(f"/antrean-usulan/{satu}")
        assert "1 usulan lain menunggu" in page
        jawab = wali.kirim(f"/antrean-usulan/{satu}/langkah", langkah="setujui", tanda=tanda(page))
        assert jawab.location == f"/antrean-usulan/{dua}"
        page = wali.buka(f"/antrean-usulan/{dua}")
        isi = {"langkah": "kembalikan", "tanda": tanda(page), "alasan": "nik_diperiksa", "catatan": "Lengkapi NIK-nya"}
        assert wali.kirim(f"/antrean-usulan/{dua}/langkah", **isi).location == "/antrean-usulan/"
        assert "Tidak ada usulan yang menunggu" in wali.buka("/antrean-usulan/")
        assert "BUDI" in wali.buka("/daftar-usulan-bantuan/")
        for salah in ("35.22.01.2001.9", "35.22.02.2001", "35.22.01", "x.y.z.w"):
            wali.buka(f"/daftar-tunggu/?wilayah={salah}", 404)
        agus.buka(f"/antrean-usulan/{satu}", 403)
        wali.buka(f"/antrean-usulan/{'0' * 32}", 404)
    tiga.settle()
    with di(tiga[VILLAGE]) as node:
        loket = masuk(node, tiga.folder, "operator")
        page = loket.buka(f"/usulan-bantuan/{dua}")
        assert "Dikembalikan: NIK perlu dicocokkan" in page
        assert "Lengkapi NIK-nya" in page
        assert "Ajukan lagi" in page


@pytest.mark.browser
def test_a_proposal_walks_through_three_levels_on_screen(tiga, page, phone, screenshots):
    """Desk and phone, desa to kecamatan to kabupaten and back, the line between them running."""
    with di(tiga[VILLAGE]) as node:
        bantuan.warga(node, "WATI LESTARI", bantuan.keluarga(node, "3522011505150002"), nik="3522014202850002")
        bantuan.tuntas(node)
        loket = Pelayan(aplikasi_desa(node.engine, tiga.folder, "operator", "kepala_desa", "pengelola_data"))
        try:
            phone.goto(f"{loket.alamat}/daftar-usulan-bantuan/")
            phone.screenshot(path=screenshots / "bantuan-usulan-daftar-390.png", full_page=True)
            phone.get_by_role("link", name="Usulan baru").click()
            phone.locator("[data-rujukan][data-siap]").wait_for()
            phone.locator("[name=cari]").press_sequentially("wati")
            phone.get_by_role("option").first.click()
            phone.get_by_role("link", name="Usulkan", exact=True).click()
            assert sideways(phone) == 0
            phone.get_by_label("Mengapa diusulkan?").fill("Janda dengan tiga anak")
            phone.screenshot(path=screenshots / "bantuan-usulan-formulir-390.png", full_page=True)
            phone.get_by_role("button", name="Simpan dan ajukan").click()
            phone.get_by_text("Usulan diajukan.").wait_for()
            assert sideways(phone) == 0
            phone.screenshot(path=screenshots / "bantuan-usulan-390.png", full_page=True)
            phone.get_by_role("button", name="Setujui").click()
            phone.get_by_text("disetujui dan diteruskan").wait_for()
            alamat = phone.url
        finally:
            loket.berhenti()
    tiga.settle()
    for code, nama, tombol, kabar in (
        (DISTRICT, "wali_data", "Setujui", "disetujui dan diteruskan"),
        (REGENCY, "pengelola_program", "Tetapkan", "Usulan ditetapkan."),
    ):
        with di(tiga[code]) as node:
            server = Pelayan(aplikasi(node, tiga.folder, bu_rini=nama))
            try:
                page.goto(f"{server.alamat}/masuk")
                page.fill("[name=nama_pengguna]", "bu_rini")
                page.fill("[name=password]", "kopi tubruk pagi hari")
                page.click("form button")
                page.goto(f"{server.alamat}/antrean-usulan/")
                page.screenshot(path=screenshots / f"bantuan-antrean-usulan-{len(code)}.png", full_page=True)
                page.get_by_role("link", name="WATI LESTARI").click()
                page.get_by_role("button", name=tombol).wait_for()
                page.screenshot(path=screenshots / f"bantuan-usulan-{len(code)}.png", full_page=True)
                page.once("dialog", lambda dialog: dialog.accept())
                page.keyboard.press("v")
                page.get_by_text(kabar).wait_for()
            finally:
                server.berhenti()
        tiga.settle()
    tiga.settle()
    with di(tiga[VILLAGE]) as node:
        loket = Pelayan(aplikasi_desa(node.engine, tiga.folder, "operator"))
        try:
            page.goto(loket.alamat + alamat[alamat.index("/usulan-bantuan/") :])
            page.get_by_text("Ditetapkan", exact=True).first.wait_for()
            page.screenshot(path=screenshots / "bantuan-usulan-desa.png", full_page=True)
        finally:
            loket.berhenti()
        assert node.engine.value("SELECT COUNT(*) FROM sb_penerima WHERE nama = 'WATI LESTARI'") == 1
