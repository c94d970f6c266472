"""Letters and events make each other, say the same, and tell when they no longer do; requests, agenda, counts, BSrE."""

import json
from datetime import date

import pytest

from sid_bantuan.domain import surat as kata
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import batal, catat
from sid_bantuan.modules.persuratan import (
    alur,
    cetak,
    data_surat,
    jenis,
    permohonan,
    setelan,
    statistik,
    surat,
    surat_masuk,
    tautan,
    tte,
)
from sid_bantuan.sync.local import drain_all

from .support.lampid import kode_salah
from .support.pdf import Pdf
from .support.surat import KADES, LOKET, SEKRETARIS, kantor

KEMATIAN = {
    "tgl_peristiwa": date(2026, 1, 7), "jam": "04.30", "tempat": "Rumah", "sebab": "Sakit", "pelapor": "SITI",
    "hubungan_pelapor": "Istri", "penentu": 2,
}  # fmt: skip
GANTI = {"kepala_baru": catat.BELUM_DITENTUKAN}
HARI = date.today()


@pytest.fixture
def tempat(village):
    yield kantor(village)
    setelan.pasang()


def segarkan(node, ini):
    drain_all(node)
    return surat.ambil(node, ini.id)


def terbitkan(node, ini):
    alur.ajukan(node, LOKET, ini.id)
    alur.periksa(node, SEKRETARIS, ini.id)
    return alur.tanda_tangani(node, KADES, ini.id, HARI)


def test_a_letter_takes_no_number_of_the_reporter_that_its_event_would_refuse(tempat):
    with pytest.raises(DataDitolak) as ditolak:
        surat.buat(tempat.node, LOKET, "keterangan_kematian", tempat.warga(), KEMATIAN | {"nik_pelapor": "SITI"})
    assert kode_salah(ditolak) == {"nik_bukan_16_angka"}
    ini = surat.buat(
        tempat.node, LOKET, "keterangan_kematian", tempat.warga(), KEMATIAN | {"nik_pelapor": "3522 0145 0180 0001"}
    )
    mutasi = tautan.catat(tempat.node, LOKET, terbitkan(tempat.node, ini).id, **GANTI)
    assert mutasi.nik_pelapor == "3522014501800001"


def test_the_letter_of_a_death_records_the_death_with_the_same_words(tempat):
    node = tempat.node
    ini = terbitkan(node, surat.buat(node, LOKET, "keterangan_kematian", tempat.warga(), KEMATIAN))
    mutasi = tautan.catat(node, LOKET, ini.id, **GANTI)
    assert (mutasi.jenis, mutasi.sebab, mutasi.jam, mutasi.penentu) == ("mati", "Sakit", "04:30", 2)
    assert mutasi.nomor_surat == ini.nomor
    assert Penduduk.get_by_id(tempat.warga()).status_dasar == 2
    ini = segarkan(node, ini)
    assert (ini.mutasi_id, ini.ditandai) == (mutasi.id, None)
    with pytest.raises(DataDitolak) as salah:
        tautan.catat(node, LOKET, ini.id, **GANTI)
    assert kode_salah(salah) == {"surat_sudah_berperistiwa"}
    assert tautan.tawaran(node, mutasi) == []


def test_an_event_makes_its_letter_with_its_own_words_once(tempat):
    node = tempat.node
    mutasi = catat.catat_kematian(node, LOKET, KEMATIAN | {"jam": "04:30"}, tempat.warga(), **GANTI)
    assert [satu.kode for satu in tautan.tawaran(node, mutasi)] == ["keterangan_kematian"]
    satu = tautan.dari_peristiwa(node, LOKET, mutasi.id)
    assert tautan.dari_peristiwa(node, LOKET, mutasi.id).id == satu.id
    assert surat.isian(satu)["sebab"] == "Sakit"
    terbit = terbitkan(node, satu)
    assert "Rabu, 7 Januari 2026" in Pdf(cetak.pdf(node, [terbit.id])).teks()


def test_other_letters_about_the_dead_start_with_the_day_and_place_that_are_recorded(tempat):
    node, siapa = tempat.node, tempat.warga()
    assert data_surat.isian_awal(node, "pernyataan_ahli_waris", siapa) == {}
    mutasi = catat.catat_kematian(node, LOKET, KEMATIAN, siapa, **GANTI)
    ada = {"tgl_meninggal": "2026-01-07", "tempat_meninggal": "Rumah"}
    assert data_surat.isian_awal(node, "pernyataan_ahli_waris", siapa) == ada
    assert data_surat.isian_awal(node, "nikah_n6", siapa) == {"tanggal": "2026-01-07", "tempat": "Rumah"}
    batal.batal(node, LOKET, mutasi.id, "Keliru")
    assert data_surat.isian_awal(node, "pernyataan_ahli_waris", siapa) == {}
    mutasi = catat.catat_kematian(node, LOKET, KEMATIAN, siapa, **GANTI)
    node.engine.run("UPDATE sb_mutasi SET keadaan = 'batal' WHERE id = ?", (mutasi.id,))
    assert data_surat.isian_awal(node, "nikah_n6", siapa) == {}, "of a month that is closed the lines stay"


def test_a_draft_follows_its_event_and_may_not_contradict_it(tempat):
    node = tempat.node
    mutasi = catat.catat_kematian(node, LOKET, KEMATIAN, tempat.warga(), **GANTI)
    ini = tautan.dari_peristiwa(node, LOKET, mutasi.id)
    with pytest.raises(DataDitolak) as salah:
        surat.ubah_draf(node, LOKET, ini.id, surat.isian(ini) | {"sebab": "Kecelakaan"})
    assert [(satu.kode, satu.kolom) for satu in salah.value.kesalahan] == [("surat_beda_peristiwa", "sebab")]
    catat.ubah(node, LOKET, mutasi.id, {"sebab": "Kecelakaan"})
    assert surat.isian(segarkan(node, ini))["sebab"] == "Kecelakaan"


def test_an_issued_letter_is_marked_when_its_event_changes_and_cleared_when_they_agree_again(tempat):
    node = tempat.node
    mutasi = catat.catat_kematian(node, LOKET, KEMATIAN, tempat.warga(), **GANTI)
    ini = terbitkan(node, tautan.dari_peristiwa(node, LOKET, mutasi.id))
    dahulu = cetak.pdf(node, [ini.id])
    catat.ubah(node, LOKET, mutasi.id, {"sebab": "Kecelakaan"})
    assert segarkan(node, ini).ditandai == "peristiwa_berubah"
    assert cetak.pdf(node, [ini.id]) == dahulu
    catat.ubah(node, LOKET, mutasi.id, {"sebab": "Sakit"})
    assert segarkan(node, ini).ditandai is None


def test_a_cancelled_event_marks_its_letter_at_once(tempat):
    node = tempat.node
    ini = terbitkan(node, surat.buat(node, LOKET, "keterangan_kematian", tempat.warga(), KEMATIAN))
    mutasi = tautan.catat(node, LOKET, ini.id, **GANTI)
    batal.batal(node, LOKET, mutasi.id, "Salah orang")
    assert surat.ambil(node, ini.id).ditandai == "peristiwa_dibatalkan"
    assert segarkan(node, ini).keadaan == kata.TERBIT, "a letter is cancelled by people"


def test_a_birth_is_recorded_from_its_letter_and_the_other_way_round(tempat):
    node = tempat.node
    isian = {
        "nama": "BAYU", "jenis_kelamin": 1, "tgl_peristiwa": "2026-01-05", "jam": "07.15", "tempat_lahir": "Bojonegoro",
        "tempat_dilahirkan": 2, "penolong": 2, "jenis_kelahiran": 1, "anak_ke": 2, "berat_gram": 3100,
        "panjang_cm": 49, "ayah": tempat.warga("BUDI"), "pelapor": "BUDI", "hubungan_pelapor": "Ayah",
    }  # fmt: skip
    ini = terbitkan(node, surat.buat(node, LOKET, "keterangan_kelahiran", tempat.warga("SITI"), isian))
    mutasi = tautan.catat(node, LOKET, ini.id)
    bayi = Penduduk.get(Penduduk.nama == "BAYU")
    assert (bayi.nama_ayah, bayi.nama_ibu, bayi.keluarga_id) == ("BUDI", "SITI", tempat.desa.kk)
    assert (mutasi.berat_gram, mutasi.anak_ke, bayi.tanggal_lahir) == (3100, 2, date(2026, 1, 5))
    alur.batalkan(node, KADES, ini.id, "Cetak ulang")
    baru = tautan.dari_peristiwa(node, LOKET, mutasi.id)
    assert baru.penduduk_id == tempat.warga("SITI")
    assert surat.isian(baru) == surat.isian(ini)


def test_a_move_takes_along_whom_the_letter_names(tempat):
    node = tempat.node
    isian = {
        "alasan_pindah": 1, "cakupan": 4, "lawan_alamat": "Jalan Pemuda 1, Surabaya", "tgl_peristiwa": "2026-01-06",
        "pengikut": [tempat.warga("ANI")],
    }  # fmt: skip
    ini = terbitkan(node, surat.buat(node, LOKET, "keterangan_pindah", tempat.warga("SITI"), isian))
    mutasi = tautan.catat(node, LOKET, ini.id)
    pindah = [satu.nama for satu in Penduduk.select().where(Penduduk.status_dasar == 3).order_by(Penduduk.nama)]
    assert (mutasi.jenis, pindah) == ("pindah", ["ANI", "SITI"])
    assert ini.keadaan == kata.MENGETAHUI


@pytest.fixture
def kepergian(tempat):
    """Siti and Ani moved, as recorded by itself."""
    isi = {"tgl_peristiwa": date(2026, 1, 6), "cakupan": 4, "lawan_alamat": "Jalan Pemuda 1", "alasan_pindah": 1}
    return catat.catat_pindah(tempat.node, LOKET, isi, [tempat.warga("SITI"), tempat.warga("ANI")])


def test_the_letter_of_a_move_names_everybody_who_moved_and_nobody_else(tempat, kepergian):
    node = tempat.node
    ini = tautan.dari_peristiwa(node, LOKET, kepergian.id)
    assert surat.isian(ini)["pengikut"] == [tempat.warga("ANI")]
    for pengikut in ([], [tempat.warga("ANI"), tempat.warga("BUDI")]):
        with pytest.raises(DataDitolak) as salah:
            surat.ubah_draf(node, LOKET, ini.id, surat.isian(ini) | {"pengikut": pengikut})
        assert [(satu.kode, satu.kolom) for satu in salah.value.kesalahan] == [("surat_beda_peristiwa", "pengikut")]
    assert terbitkan(node, ini).nomor


def test_an_issued_letter_is_not_tied_to_a_move_of_more_people(tempat, request):
    node = tempat.node
    isian = {"alasan_pindah": 1, "cakupan": 4, "lawan_alamat": "Jalan Pemuda 1", "tgl_peristiwa": "2026-01-06"}
    terbit = terbitkan(node, surat.buat(node, LOKET, "keterangan_pindah", tempat.warga("SITI"), isian))
    kepergian = request.getfixturevalue("kepergian")
    with pytest.raises(DataDitolak) as salah:
        tautan.kaitkan(node, LOKET, terbit.id, kepergian.id)
    assert "ikut pindah" in salah.value.kesalahan[0].isi["bidang"]


def test_a_letter_is_tied_to_no_event_of_another_that_only_changed_a_relation(tempat):
    """Siti, now the head, has a line in the death of Budi: it is not her own."""
    node = tempat.node
    catat.catat_kematian(node, LOKET, KEMATIAN, tempat.warga(), tempat.warga("SITI"))
    node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga("SITI"),))
    ini = surat.buat(node, LOKET, "keterangan_kematian", tempat.warga("SITI"), KEMATIAN)
    assert tautan.peristiwa_lepas(node, ini) == []


def test_a_child_whose_name_was_corrected_is_told_on_the_letter_of_the_birth(tempat):
    node = tempat.node
    bayi = {"nama": "BAYU", "jenis_kelamin": 1}
    lahir = catat.catat_kelahiran(node, LOKET, {"tgl_peristiwa": date(2026, 1, 8)}, bayi, tempat.desa.kk)
    draf = tautan.dari_peristiwa(node, LOKET, lahir.id)
    node.engine.run("UPDATE sb_penduduk SET nama = 'BAYU PUTRA' WHERE nama = 'BAYU'")
    draf = segarkan(node, draf)
    assert surat.isian(draf)["nama"] == "BAYU PUTRA", "a draft follows"
    catat.ubah(node, LOKET, lahir.id, {"pelapor": "BUDI", "hubungan_pelapor": "Ayah"})
    draf = segarkan(node, draf)
    lengkap = surat.isian(draf) | {"tempat_lahir": "Bojonegoro", "nama": "Bayu  Putra"}
    terbit = terbitkan(node, surat.ubah_draf(node, LOKET, draf.id, lengkap))
    assert segarkan(node, terbit).ditandai is None, "as it is spelled in the register, whatever the case"
    node.engine.run("UPDATE sb_penduduk SET jenis_kelamin = 2 WHERE nama = 'BAYU PUTRA'")
    assert segarkan(node, terbit).ditandai == "peristiwa_berubah"


@pytest.mark.parametrize(
    ("kode", "isi", "salah"),
    [
        ("keterangan_kematian", {"tgl_peristiwa": "2062-01-07"}, "surat_tanggal_mendatang"),
        ("keterangan_kematian", {"tgl_peristiwa": "1979-12-31"}, "peristiwa_sebelum_lahir"),
        ("keterangan_pindah", {"cakupan": 5, "lawan_wilayah": "35.22.01.2002"}, "surat_cakupan_beda"),
    ],
)
def test_what_can_never_be_the_event_of_a_letter_gets_no_number(tempat, kode, isi, salah):
    pindah = {"alasan_pindah": 1, "lawan_alamat": "Jalan Pemuda 1", "tgl_peristiwa": "2026-01-06"}
    isian = (KEMATIAN if kode == "keterangan_kematian" else pindah) | isi
    ini = surat.buat(tempat.node, LOKET, kode, tempat.warga(), isian)
    with pytest.raises(DataDitolak) as ditolak:
        alur.ajukan(tempat.node, LOKET, ini.id)
    assert kode_salah(ditolak) == {salah}


def test_a_letter_whose_event_is_refused_stays_without_one(tempat):
    node = tempat.node
    ini = surat.buat(node, LOKET, "keterangan_kematian", tempat.warga(), KEMATIAN | {"tgl_peristiwa": "2100-01-01"})
    with pytest.raises(DataDitolak):
        tautan.catat(node, LOKET, ini.id, **GANTI)
    assert surat.ambil(node, ini.id).mutasi_id is None
    assert Penduduk.get_by_id(tempat.warga()).status_dasar == 1


# ---- requests


def test_a_request_says_what_is_missing_and_becomes_a_letter_once(tempat):
    node = tempat.node
    minta = permohonan.catat(
        node, LOKET, "keterangan_domisili", tempat.warga(), ["Fotokopi KK"], {"keperluan": "kerja"}
    )
    assert minta.keadaan == "kurang"
    assert json.loads(minta.kurang) == ["Fotokopi KTP-el", "Surat pengantar RT/RW"]
    with pytest.raises(DataDitolak, match="Persyaratan belum lengkap"):
        permohonan.buatkan(node, LOKET, minta.id)
    semua = [satu.nama for satu in jenis.satu(node, "keterangan_domisili").syarat]
    assert permohonan.lengkapi(node, LOKET, minta.id, semua).keadaan == "lengkap"
    satu = permohonan.buatkan(node, LOKET, minta.id)
    assert permohonan.buatkan(node, LOKET, minta.id).id == satu.id
    assert surat.isian(satu) == {"keperluan": "kerja"}
    terbitkan(node, satu)
    alur.serahkan(node, LOKET, satu.id)
    assert permohonan.ambil(node, minta.id).keadaan == "selesai"


def test_a_request_is_declined_with_a_reason_and_the_dead_cannot_ask(tempat):
    node = tempat.node
    minta = permohonan.catat(node, LOKET, "pengantar_skck", tempat.warga())
    with pytest.raises(DataDitolak):
        permohonan.tolak(node, LOKET, minta.id, "")
    assert permohonan.tolak(node, LOKET, minta.id, "Bukan warga RT itu").alasan == "Bukan warga RT itu"
    with pytest.raises(DataDitolak) as salah:
        permohonan.lengkapi(node, LOKET, minta.id, [])
    assert kode_salah(salah) == {"permohonan_sudah_selesai"}
    node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga(),))
    with pytest.raises(DataDitolak) as salah:
        permohonan.catat(node, LOKET, "pengantar_skck", tempat.warga())
    assert kode_salah(salah) == {"surat_orang_mati"}


def test_a_cancelled_letter_opens_its_request_again(tempat):
    node = tempat.node
    semua = [satu.nama for satu in jenis.satu(node, "pengantar_skck").syarat]
    minta = permohonan.catat(node, LOKET, "pengantar_skck", tempat.warga(), semua, {"keperluan": "kerja"})
    satu = permohonan.buatkan(node, LOKET, minta.id)
    alur.batalkan(node, LOKET, satu.id, "Salah ketik")
    assert permohonan.ambil(node, minta.id).keadaan == "lengkap"
    assert permohonan.buatkan(node, LOKET, minta.id).id != satu.id


# ---- agenda, counts, BSrE


def test_letters_that_come_in_are_numbered_through_the_year(tempat):
    node = tempat.node
    isi = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat", "tgl_terima": date(2026, 1, 5)}
    satu, dua = (surat_masuk.catat(node, LOKET, isi) for _ in range(2))
    assert [satu.urut, dua.urut] == [1, 2]
    assert surat_masuk.catat(node, LOKET, isi | {"tgl_terima": date(2025, 12, 30)}).urut == 1
    assert surat_masuk.catat(node, LOKET, {"disposisi": "Sekretaris"}, satu.id).disposisi == "Sekretaris"
    for salah_isi, kode in (
        ({"perihal": ""}, "wajib_diisi"),
        ({"tgl_terima": date(2999, 1, 1)}, "tanggal_belum_terjadi"),
    ):
        with pytest.raises(DataDitolak) as salah:
            surat_masuk.catat(node, LOKET, isi | salah_isi)
        assert kode_salah(salah) == {kode}


def test_letters_are_counted_by_kind_and_month_without_the_cancelled(tempat):
    node = tempat.node
    tempat.terbit(hari=date(2026, 1, 5))
    tempat.terbit(nama="SITI", hari=date(2026, 3, 5))
    alur.batalkan(node, KADES, tempat.terbit("pengantar_skck", hari=date(2026, 3, 6)).id, "Salah")
    for wilayah in ("35.22.01.2001", "35.22.01", "35.22"):
        assert statistik.per_jenis_bulan(node.engine, wilayah, 2026) == {
            "keterangan_domisili": [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        }
    assert statistik.per_wilayah(node.engine, "35.22", 2026) == {
        "35.22.01.2001": {"terbit": 2, "menunggu_camat": 0, "batal": 1}
    }
    assert statistik.per_jenis_bulan(node.engine, "35.22.0", 2026) == {}


def test_certified_signing_is_off_until_an_office_sets_it_up(tempat):
    with pytest.raises(DataDitolak) as salah:
        tte.tanda_tangani(b"%PDF-", "3522010101800001", "rahasia")
    assert kode_salah(salah) == {"tte_tidak_dipakai"}


def test_certified_signing_sends_pdf_nik_and_passphrase_and_takes_only_a_pdf_back(tempat):
    """The server of BSrE is faked here, and only here: it needs an account of an institution."""
    setelan.pasang(bsre_url="https://esign.example.go.id", bsre_pengguna="desa", bsre_sandi="s")
    asli, terkirim = cetak.pdf(tempat.node, [tempat.terbit().id]), []

    def server(status, jawab):
        def kirim(url, kepala, isi):
            terkirim.append((url, kepala, isi))
            return status, jawab

        return kirim

    assert tte.tanda_tangani(asli, "3522010101800001", "fräse", server(200, b"%PDF-tertanda")) == b"%PDF-tertanda"
    url, kepala, isi = terkirim[0]
    assert url == "https://esign.example.go.id/api/sign/pdf"
    assert kepala["Authorization"] == "Basic ZGVzYTpz"
    assert asli in isi
    assert b"3522010101800001" in isi
    assert "fräse".encode() in isi
    for jawab, kode in (
        (server(400, b'{"error": "Passphrase anda salah"}'), "tte_ditolak"),
        (server(502, b"<html>"), "tte_ditolak"),
        (server(200, b"<html>"), "tte_bukan_pdf"),
    ):
        with pytest.raises(DataDitolak) as salah:
            tte.tanda_tangani(asli, "3522010101800001", "salah", jawab)
        assert kode_salah(salah) == {kode}

    def putus(*_):
        raise TimeoutError

    with pytest.raises(DataDitolak) as salah:
        tte.tanda_tangani(asli, "3522010101800001", "x", putus)
    assert kode_salah(salah) == {"tte_tak_terjangkau"}
