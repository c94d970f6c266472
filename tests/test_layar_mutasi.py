"""The page of an event and the list of them: what it says, corrected, cancelled, returned; and the ways that lead there."""

import io
import re
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from sid_bantuan.domain import lampid
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.tanggal import teks_tanggal
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import catat, tutup
from sid_bantuan.modules.lampid.layar.daftar import TampilanPeristiwa
from sid_bantuan.modules.lampid.tables import BATAL, Mutasi, MutasiOrang, Penyesuaian
from sid_bantuan.modules.verval import efek
from sid_bantuan.sync import record
from sid_bantuan.sync.freeze import freshen
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.schema import now
from sid_bantuan.sync.wire import Row

from . import layar as layar_kecamatan
from .support.desa import DESA, Peramban, aplikasi, operator
from .support.peristiwa import HARI_INI, NIK_SRI, isi, nilai, salah_di

KECAMATAN, TETANGGA = "35.22.01", "35.22.02.2003"
BULAN_INI = lampid.bulan_dari(date.today())


def hari(**ganti):
    return {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()} | ganti


@pytest.fixture
def kematian(warga):
    """Sutrisno's death; his wife heads the family."""
    hubungan = {warga["SRI WAHYUNI"]: 1}
    isi = hari(sebab="Sakit", pelapor="SRI WAHYUNI", nik_pelapor=NIK_SRI)
    satu = catat.catat_kematian(warga.node, operator(), isi, warga["SUTRISNO"], warga["SRI WAHYUNI"], hubungan)
    warga.segarkan()
    return satu


@pytest.fixture
def kepindahan(warga):
    """Karto and Sumi move to another kecamatan."""
    orang = [warga["KARTO"], warga["SUMI"]]
    satu = catat.catat_pindah(warga.node, operator(), hari(lawan_wilayah=TETANGGA, alasan_pindah=6), orang)
    warga.segarkan()
    return satu


def nilai_verval(node, mutasi, putusan="perlu_perbaikan", alasan="perlu_bukti", pesan="Lampirkan surat kematian."):
    """The steward's verdict on an event as it stands arrives."""
    with node.engine.transaction():
        node.begin_step()
        freshen(node)
    hash_isi = bytes(node.engine.value("SELECT h FROM sb_row WHERE id = ?", (mutasi.id,))).hex()
    isi = {"jenis": "mutasi", "rekam_id": mutasi.id, "hash_dinilai": hash_isi, "putusan": putusan}
    verval = Row("verval", new_id(), KECAMATAN, DESA, 1, 0, content=isi)
    with node.engine.transaction(), node.engine.applying():
        node.engine.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, alasan, pesan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (verval.id, KECAMATAN, DESA, *isi.values(), alasan, pesan, "Rina Wulandari", now()),
        )
    efek.effect(node, [verval])
    drain_all(node)


# ---- yang dikatakannya


def test_the_page_says_what_who_when_and_what_it_changed(layar, kematian, warga):
    halaman = layar.buka(f"/mutasi/{kematian.id}")
    assert "Kematian SUTRISNO" in halaman
    assert f'href="/orang/{warga["SUTRISNO"]}"' in halaman
    for kata in ("Sebab meninggal", "Sakit", "352201 410285 0002", "Siti Operator", "Menunggu verval"):
        assert kata in halaman
    assert "SUTRISNO: berstatus meninggal." in halaman
    assert "SRI WAHYUNI: menjadi kepala keluarga." in halaman
    assert f"Dihitung dalam buku {lampid.sebut_bulan(BULAN_INI)}." in halaman


def test_a_move_names_its_destination_in_words(layar, kepindahan):
    halaman = layar.buka(f"/mutasi/{kepindahan.id}")
    assert "Pindah KARTO dan 1 lainnya" in halaman
    assert "Desa Ngrancang, Kecamatan Tambakrejo, Kabupaten Bojonegoro" in halaman
    assert "Seluruh keluarga" in halaman


def test_papers_are_attached_to_an_event(layar, kematian):
    berkas = (io.BytesIO(b"%PDF-1.4 akta"), "akta.pdf")
    halaman = layar.kirim(f"/berkas/mutasi/{kematian.id}/lampirkan", {"jenis": "akta", "berkas": berkas})
    assert "akta.pdf" in halaman
    assert "Kematian SUTRISNO" in halaman


def test_what_is_not_there_or_another_villages_is_said(layar, kematian):
    layar.buka(f"/mutasi/{'0' * 32}", kode=404)
    for alamat in ("ubah", "batal"):
        layar.buka(f"/mutasi/{'0' * 32}/{alamat}", kode=404)
    assert "Peristiwa" in layar.buka("/mutasi/")


# ---- dikembalikan dan dinyatakan valid


def test_a_returned_event_waits_with_the_others_and_leads_to_its_page(layar, warga, kematian):
    nilai_verval(warga.node, kematian)
    for alamat in ("/beranda/", "/perbaikan/"):
        halaman = layar.buka(alamat)
        assert "Kematian SUTRISNO" in halaman
        assert f'href="/mutasi/{kematian.id}"' in halaman
        assert "Lampirkan surat kematian." in halaman
    halaman = layar.buka(f"/mutasi/{kematian.id}")
    assert "Dikembalikan untuk diperbaiki: Perlu bukti" in halaman
    assert "bila orangnya keliru, batalkan lalu catat lagi" in halaman


def test_mending_a_returned_event_takes_it_off_the_list(layar, warga, kematian):
    nilai_verval(warga.node, kematian)
    layar.kirim(f"/mutasi/{kematian.id}/ubah", isian_ubah(layar, kematian) | {"akta": "AM-9"})
    assert "Tidak ada yang perlu diperbaiki" in layar.buka("/perbaikan/")
    assert "Menunggu verval lagi" in layar.buka(f"/mutasi/{kematian.id}")


def test_a_valid_event_is_sealed_and_says_so(layar, warga, kematian):
    nilai_verval(warga.node, kematian, "valid", None, None)
    halaman = layar.buka(f"/mutasi/{kematian.id}")
    assert f'href="/mutasi/{kematian.id}/ubah"' not in halaman
    assert "wali data" in halaman
    layar.buka(f"/mutasi/{kematian.id}/ubah", kode=409)
    assert "Tidak dapat dibatalkan sekarang" in layar.buka(f"/mutasi/{kematian.id}/batal")
    layar.kirim(f"/mutasi/{kematian.id}/batal", {"alasan_batal": "Salah"}, kode=422)
    assert Penduduk[warga["SUTRISNO"]].status_dasar == 2


# ---- membetulkan


def isian_ubah(layar, mutasi):
    halaman = layar.buka(f"/mutasi/{mutasi.id}/ubah")
    formulir = halaman[halaman.index("data-catat") : halaman.index("data-simpan")]
    nama = set(re.findall(r'<(?:input|select|textarea)\b[^>]* name="(\w+)"', formulir)) - {"sid_token", "cakupan"}
    return {satu: nilai(formulir, satu) for satu in nama}


def test_what_was_written_is_corrected_and_noted(layar, kematian):
    kemarin = teks_tanggal(date.today() - timedelta(days=1))
    data = isian_ubah(layar, kematian)
    assert data["sebab"] == "Sakit"
    halaman = layar.kirim(f"/mutasi/{kematian.id}/ubah", data | {"tgl_peristiwa": kemarin, "sebab": "Kecelakaan"})
    assert "Perubahan tersimpan." in halaman
    assert (teks_tanggal(Mutasi.get().tgl_peristiwa), Mutasi.get().sebab) == (kemarin, "Kecelakaan")


def test_the_destination_of_a_move_is_corrected_by_name(layar, kepindahan):
    halaman = layar.buka(f"/mutasi/{kepindahan.id}/ubah")
    assert f'<option value="{TETANGGA}" selected>' in halaman
    data = isian_ubah(layar, kepindahan) | {"cakupan": "2", "lawan_wilayah": "35.22.01.2002"}
    layar.kirim(f"/mutasi/{kepindahan.id}/ubah", data)
    assert (Mutasi.get().cakupan, Mutasi.get().lawan_wilayah) == (2, "35.22.01.2002")
    assert {satu.lawan_wilayah for satu in MutasiOrang} == {"35.22.01.2002"}


def test_faults_keep_what_was_typed(layar, kematian):
    data = isian_ubah(layar, kematian) | {"tgl_peristiwa": "", "jam": "99", "sebab": "Diubah"}
    halaman = layar.kirim(f"/mutasi/{kematian.id}/ubah", data, kode=422)
    assert salah_di(halaman) == ["tgl_peristiwa", "jam"]
    assert nilai(halaman, "sebab") == "Diubah"
    assert Mutasi.get().sebab == "Sakit"


def test_who_was_slower_sees_both_versions_and_decides(layar, kematian):
    data = isian_ubah(layar, kematian)
    Mutasi.update(sebab="Serangan jantung").where(Mutasi.id == kematian.id).execute()
    halaman = layar.kirim(f"/mutasi/{kematian.id}/ubah", data | {"sebab": "Kecelakaan"}, kode=409)
    assert "baru saja diubah orang lain" in halaman
    assert "Serangan jantung" in halaman
    assert nilai(halaman, "sebab") == "Kecelakaan"
    layar.kirim(f"/mutasi/{kematian.id}/ubah", data | {"sebab": "Kecelakaan", "versi": nilai(halaman, "versi")})
    assert Mutasi.get().sebab == "Kecelakaan"


# ---- membatalkan


def test_cancelling_foretells_exactly_what_it_then_undoes(layar, kematian, warga):
    halaman = layar.buka(f"/mutasi/{kematian.id}/batal")
    assert "SUTRISNO: kembali berstatus tinggal di sini." in halaman
    assert "SRI WAHYUNI: dari kepala keluarga menjadi istri." in halaman
    assert "tinggal 4 orang, kepala keluarga SUTRISNO" in halaman
    assert Penduduk[warga["SUTRISNO"]].status_dasar == 2
    halaman = layar.kirim(f"/mutasi/{kematian.id}/batal", {"alasan_batal": "Salah orang"})
    assert "Peristiwa ini dibatalkan" in halaman
    assert "Salah orang." in halaman
    assert "Kematian SUTRISNO" in halaman
    assert (Penduduk[warga["SUTRISNO"]].status_dasar, Penduduk[warga["SRI WAHYUNI"]].hubungan_keluarga) == (1, 3)


def test_a_cancelled_birth_still_has_its_name(layar, warga):
    bayi = {"nama": "FAJAR", "jenis_kelamin": 1}
    kelahiran = catat.catat_kelahiran(warga.node, operator(), hari(), bayi, warga.kk)
    assert "FAJAR dikeluarkan dari penduduk; datanya masuk Tempat sampah." in layar.buka(
        f"/mutasi/{kelahiran.id}/batal"
    )
    layar.kirim(f"/mutasi/{kelahiran.id}/batal", {"alasan_batal": "Tidak jadi"})
    assert "Kelahiran FAJAR" in layar.buka(f"/mutasi/{kelahiran.id}")
    assert "FAJAR" in layar.buka("/peristiwa/?flt_keadaan=batal")


def test_a_reason_is_asked_for_and_a_second_click_does_no_harm(layar, kematian):
    halaman = layar.kirim(f"/mutasi/{kematian.id}/batal", {"alasan_batal": " "}, kode=422)
    assert "alasan_batal-salah" in halaman
    assert Mutasi.get().keadaan != BATAL
    for _ in range(2):
        assert "Peristiwa ini dibatalkan" in layar.kirim(
            f"/mutasi/{kematian.id}/batal", {"alasan_batal": "Salah orang"}
        )


def test_what_stands_in_the_way_is_named_with_the_way_there(layar, kematian, warga):
    sri = warga["SRI WAHYUNI"]
    simpan_penduduk(warga.node, operator(), {"hubungan_keluarga": 11}, sri, versi(warga.node, sri))
    halaman = layar.buka(f"/mutasi/{kematian.id}/batal")
    assert "Tidak dapat dibatalkan sekarang" in halaman
    assert f'href="/orang/{sri}"' in halaman
    assert '<form method="post" action="/mutasi' not in halaman


def test_in_a_closed_month_it_is_said_where_the_cancelling_counts(layar, warga):
    lalu = date.today().replace(day=1) - timedelta(days=1)
    # The first counting of everybody lies further back, or a line of an earlier month would come before it.
    Penyesuaian.update(bulan=lampid.bulan_sesudah(BULAN_INI, -2)).execute()
    satu = catat.catat_kematian(warga.node, operator(), hari(tgl_peristiwa=lalu, tgl_lapor=lalu), warga["SUMI"])
    warga.segarkan()
    while (bulan := tutup.bulan_berikut(warga.node)) is not None:
        tutup.tutup(warga.node, operator("sekretaris"), bulan)
    assert satu.bulan == lampid.bulan_dari(lalu)
    halaman = layar.buka(f"/mutasi/{satu.id}/batal")
    assert f"pembatalannya menjadi penyesuaian dalam buku {lampid.sebut_bulan(BULAN_INI)}." in halaman
    layar.buka(f"/mutasi/{satu.id}/ubah", kode=409)


def test_a_report_for_a_month_that_is_closed_says_where_it_counts_instead(layar, warga):
    lalu = date.today().replace(day=1) - timedelta(days=1)
    Penyesuaian.update(bulan=lampid.bulan_sesudah(BULAN_INI, -2)).execute()
    while (bulan := tutup.bulan_berikut(warga.node)) is not None:
        tutup.tutup(warga.node, operator("sekretaris"), bulan)
    data = isi(tgl_peristiwa=teks_tanggal(lalu), tgl_lapor=teks_tanggal(lalu))
    kata = layar.kirim(f"/catat/mati/akibat?orang={warga['SUMI']}", data)
    ditutup, kini = lampid.sebut_bulan(lampid.bulan_dari(lalu)), lampid.sebut_bulan(BULAN_INI)
    assert f"Dihitung dalam buku {kini}, karena buku {ditutup} sudah ditutup." in kata


# ---- daftar


def test_the_list_narrows_by_month_kind_and_state_and_finds_names(layar, kematian, kepindahan):
    semua = layar.buka("/peristiwa/")
    assert "KARTO dan 1 lainnya" in semua
    assert "ke Desa Ngrancang" in semua
    assert "SUTRISNO" not in layar.buka("/peristiwa/?flt_jenis=pindah")
    assert "SUTRISNO" in layar.buka(f"/peristiwa/?flt_bulan={BULAN_INI}")
    assert "2 peristiwa" in layar.buka("/peristiwa/?flt_keadaan=menunggu")
    assert "Tidak ada yang cocok" in layar.buka("/peristiwa/?flt_keadaan=batal")
    ditemukan = layar.buka("/peristiwa/?search=soetrisno")
    assert "SUTRISNO" in ditemukan
    assert "KARTO" not in ditemukan


def test_the_months_numbers_stand_over_the_list_each_a_link(layar, kepindahan):
    halaman = layar.buka("/peristiwa/")
    assert lampid.sebut_bulan(BULAN_INI) in halaman
    assert re.search(r"<span>Pindah</span>\s*<strong>2</strong>", halaman)
    assert f"flt_bulan={BULAN_INI}&flt_jenis=pindah" in halaman
    assert re.search(r"<span>Kematian</span>\s*<strong>0</strong>", halaman)


def test_the_sheet_holds_exactly_what_the_list_shows(layar, kematian, kepindahan):
    isi = layar.klien.get("/peristiwa/export/xlsx/?flt_jenis=pindah").get_data()
    baris = list(load_workbook(io.BytesIO(isi)).active.values)
    assert len(baris) == 2
    assert "KARTO, SUMI" in baris[1]
    assert 2 in baris[1]


def test_above_the_villages_the_list_is_read_with_the_village_named(open_node):
    before, engine = record.database.obj, open_node(KECAMATAN)
    record.database.initialize(engine.database)
    try:
        with engine.transaction(), engine.applying():
            isi = {"jenis": "mati", "tgl_peristiwa": date.today(), "tgl_lapor": date.today(), "bulan": BULAN_INI}
            mutasi = Mutasi.create(node=DESA, wilayah=DESA, oleh="Siti", pada=now(), **isi)
            orang = {
                "penduduk_id": "a" * 32,
                "orang_id": "b" * 32,
                "jenis_kelamin": 1,
                "kewarganegaraan": 1,
                "kepala": 0,
            }
            baris = {"mutasi_id": mutasi.id, "bulan": BULAN_INI, "baris": "mati", "arah": -1, "nama": "KARTO"}
            MutasiOrang.create(node=DESA, wilayah=DESA, **orang, **baris)
        wali = layar_kecamatan.siti("wali_data", wilayah=KECAMATAN)
        daftar = TampilanPeristiwa(KECAMATAN, name="Peristiwa", endpoint="sidb_peristiwa")
        klien = layar_kecamatan.aplikasi(engine, wali, KECAMATAN, [daftar]).test_client()
        halaman = klien.get("/peristiwa/").get_data(as_text=True)
        assert "KARTO" in halaman
        assert "Luwihaji" in halaman
        assert "bulan-pilih" not in halaman
        assert "Catat peristiwa" not in halaman
        assert klien.get(f"/peristiwa/details/?id={mutasi.id}").status_code == 200
    finally:
        record.database.initialize(before)


def test_who_only_looks_reads_but_changes_nothing(village, tmp_path, kematian):
    layar = Peramban(aplikasi(village, tmp_path, "kepala_desa"))
    halaman = layar.buka(f"/mutasi/{kematian.id}")
    assert "Batalkan" not in halaman
    assert NIK_SRI not in halaman.replace(" ", "")
    assert "Catat peristiwa" not in layar.buka("/peristiwa/")
    for alamat in ("ubah", "batal"):
        layar.buka(f"/mutasi/{kematian.id}/{alamat}", kode=403)


# ---- jalan masuk


def test_a_resident_leads_to_an_event_and_tells_those_he_had(layar, kematian, warga):
    halaman = layar.buka(f"/orang/{warga['SUTRISNO']}")
    assert f"Meninggal {HARI_INI}" in halaman
    assert f'href="/mutasi/{kematian.id}"' in halaman
    assert "Peristiwa: Kematian" in halaman
    assert f'href="/catat/?orang={warga["BAGAS"]}"' in layar.buka(f"/orang/{warga['BAGAS']}")
    assert f'href="/catat/?kk={warga.kk}"' in layar.buka(f"/kk/{warga.kk}")


def test_the_first_page_shows_this_months_numbers(layar, kematian, kepindahan):
    halaman = layar.buka("/beranda/")
    for kata, jumlah in (("Kelahiran", 0), ("Kematian", 1), ("Pindah", 2), ("Datang", 0)):
        assert re.search(rf"<span>{kata}</span>\s*<strong>{jumlah}</strong>", halaman), kata
