"""Kinds and wordings are data: shipped in good order, changed by an office, refused by line where they can't work."""

import json
from datetime import date

import pytest

from sid_bantuan.domain.terbilang import rupiah, terbilang
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import data_surat, isi_templat, jenis, jenis_sendiri, kekurangan, surat, templat

from .support.di import di
from .support.lampid import kode_salah
from .support.road import DISTRICT, VILLAGE, Road
from .support.surat import HARI, ISIAN, LOKET, SEKRETARIS, kantor, orang, tambah_warga


@pytest.fixture
def tempat(village):
    return kantor(village)


def test_every_shipped_kind_is_whole():
    semua = jenis.bawaan()
    assert len(semua) >= 25
    for kode, ini in semua.items():
        assert kode == ini.kode
        assert isi_templat.periksa(ini.isi, data_surat.dikenal(ini), data_surat.berdaftar(ini)) == [], kode
        assert jenis._salah(kode, jenis.sebagai_isi(ini)) == [], kode
        assert ini.klasifikasi
        assert ini.klasifikasi_lama
        assert ini.syarat
        dipakai = {nama.removeprefix("isian.").split(".")[0] for nama in isi_templat.semua(ini.isi) if "isian." in nama}
        assert dipakai >= {satu.nama for satu in ini.bidang if satu.wajib}, f"{kode} asks for what it does not print"


def test_the_kinds_the_seeds_name_are_there():
    assert jenis.bawaan().keys() >= {
        "keterangan_pengganti_ktp", "pernyataan_ahli_waris", "keterangan_petani_penggarap", "keterangan_pedagang",
        "keterangan_kematian", "keterangan_tidak_mampu", "nikah_n1", "nikah_n2", "nikah_n3", "nikah_n4",
    }  # fmt: skip


def test_an_office_changes_a_kind_and_the_nearest_office_wins(open_node):
    road = Road(open_node, (DISTRICT, VILLAGE))
    with di(road[DISTRICT]) as node:
        wali = orang("wali_data", wilayah=DISTRICT)
        jenis.simpan(node, wali, "keterangan_usaha", {"berlaku_hari": 90, "nama": "Keterangan Usaha Kecamatan"})
        templat.simpan(node, wali, "keterangan_usaha", "Kata kecamatan: {nama}.")
    road.settle()
    with di(road[VILLAGE]) as node:
        assert jenis.satu(node, "keterangan_usaha").berlaku_hari == 90
        assert templat.berlaku(node, "keterangan_usaha").milik == DISTRICT
        jenis.simpan(node, SEKRETARIS, "keterangan_usaha", {"berlaku_hari": 30})
        templat.simpan(node, SEKRETARIS, "keterangan_usaha", "Kata desa: {nama}.", catatan="Lebih singkat")
        ini = jenis.satu(node, "keterangan_usaha")
        assert (ini.berlaku_hari, ini.nama, ini.milik) == (30, "Keterangan Usaha Kecamatan", VILLAGE)
        assert [satu.isi[:10] for satu in templat.riwayat(node, "keterangan_usaha")][-1].startswith("Yang")
        assert templat.berlaku(node, "keterangan_usaha").isi == "Kata desa: {nama}."
        jenis.simpan(node, SEKRETARIS, "keterangan_usaha", {"aktif": 0})
        assert "keterangan_usaha" not in {satu.kode for satu in jenis.semua(node)}


def test_an_office_adds_a_kind_of_its_own(tempat):
    isi = {
        "nama": "Surat Keterangan Panen",
        "klasifikasi": "500.6",
        "bidang": [{"nama": "luas", "judul": "Luas", "tipe": "angka"}],
    }
    jenis.simpan(tempat.node, SEKRETARIS, "keterangan_panen", isi)
    templat.simpan(
        tempat.node, SEKRETARIS, "keterangan_panen", "{nama} panen {isian.luas} ({isian.luas.terbilang}) hektare."
    )
    terbit = tempat.terbit("keterangan_panen", isian={"luas": "12"})
    assert terbit.nomor.startswith("500.6/001")


LUAS = {"nama": "luas", "judul": "Luas", "tipe": "angka"}
PANEN = {"nama": "Surat Keterangan Panen", "klasifikasi": "500.6", "bidang": [LUAS]}
MUSIM = {"nama": "musim", "judul": "Musim", "tipe": "pilihan"}


@pytest.mark.parametrize(
    ("ubah", "kode"),
    [
        ({"pola_nomor": "[kode]/[tahun]"}, "pola_tanpa_nomor"),
        ({"untuk_keadaan": "hidup terbang"}, "kode_tak_dikenal"),
        ({"peristiwa": "pesta"}, "kode_tak_dikenal"),
        ({"bidang": [LUAS | {"judul": ""}]}, "surat_bidang_tak_lengkap"),
        ({"bidang": [LUAS | {"tipe": "gambar"}]}, "surat_bidang_tak_lengkap"),
        ({"bidang": [LUAS | {"nama": "Luas"}]}, "surat_nama_bidang_salah"),
        ({"bidang": [LUAS | {"nama": "2luas"}]}, "surat_nama_bidang_salah"),
        ({"bidang": [LUAS, LUAS]}, "surat_nama_bidang_salah"),
        ({"bidang": [LUAS | {"judul": "x" * 81}]}, "terlalu_panjang"),
        ({"bidang": [LUAS | {"bantuan": "x" * 201}]}, "terlalu_panjang"),
        ({"bidang": [MUSIM]}, "surat_bidang_tanpa_pilihan"),
        ({"bidang": [MUSIM | {"pilihan": ["Hujan", "Hujan"]}]}, "surat_pilihan_ganda"),
        ({"bidang": [MUSIM | {"pilihan": [f"Musim {ke}" for ke in range(61)]}]}, "terlalu_panjang"),
        ({"syarat": [f"Berkas {ke}" for ke in range(21)]}, "terlalu_panjang"),
        ({"syarat": ["x" * 151]}, "terlalu_panjang"),
        ({"syarat": ["KTP", "KTP"]}, "surat_syarat_ganda"),
        ({"syarat": [""]}, "surat_syarat_ganda"),
    ],
)
def test_a_kind_that_cannot_work_is_refused_by_name(tempat, ubah, kode):
    with pytest.raises(DataDitolak) as salah:
        jenis.simpan(tempat.node, SEKRETARIS, "keterangan_panen", PANEN | ubah)
    assert kode_salah(salah) == {kode}


@pytest.mark.parametrize("nama", ["", "Keterangan_Panen", "keterangan panen", "keterangan_é"])
def test_the_lasting_name_of_a_kind_is_plain(tempat, nama):
    with pytest.raises(DataDitolak) as salah:
        jenis.simpan(tempat.node, SEKRETARIS, nama, PANEN)
    assert kode_salah(salah) == {"surat_kode_jenis_salah"}


def test_a_field_an_event_is_made_of_neither_goes_nor_becomes_another_type(tempat):
    bidang = jenis.sebagai_isi(jenis.bawaan()["keterangan_kematian"])["bidang"]
    (hari,) = [satu for satu in bidang if satu["nama"] == "tgl_peristiwa"]
    for lain in ([], [hari | {"tipe": "teks"}]):
        isi = {"bidang": [satu for satu in bidang if satu is not hari] + lain}
        with pytest.raises(DataDitolak) as salah:
            jenis_sendiri.simpan(tempat.node, SEKRETARIS, "keterangan_kematian", isi)
        assert kode_salah(salah) == {"surat_bidang_terikat"}


def test_a_kind_of_an_offices_own_has_nothing_shipped_to_go_back_to(tempat):
    kode = jenis_sendiri.buat(tempat.node, SEKRETARIS, PANEN)
    with pytest.raises(DataDitolak) as salah:
        jenis_sendiri.kembali_bawaan(tempat.node, SEKRETARIS, kode)
    assert kode_salah(salah) == {"surat_jenis_tidak_ada"}


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ("Nama: {namaa}", "templat_tak_dikenal"),
        ("Nama: {nama", "templat_kurung_salah"),
        ("Nama: {{nama}}", "templat_kurung_salah"),
        ("Nama: { nama }", "templat_kurung_salah"),
        ("{?nama}ada", "templat_belum_ditutup"),
        ("{?nama}{?nik}x{/nama}{/nik}", "templat_tutup_salah"),
        ("ini **tebal", "templat_tebal_terbuka"),
        ("[daftar isian.keperluan: gaji]", "templat_kolom_tak_dikenal"),
        ("[hapus semua]", "templat_perintah_salah"),
        ("[daftar nama: nik]", "templat_bukan_daftar"),
        ("[tanda tangan isian.keperluan]", "templat_bukan_daftar"),
        ("", "wajib_diisi"),
        ("x" * 15_001, "terlalu_panjang"),
    ],
)
def test_a_wording_that_cannot_work_is_refused_with_its_line(tempat, isi, kode):
    with pytest.raises(DataDitolak) as salah:
        templat.simpan(tempat.node, SEKRETARIS, "keterangan_domisili", f"Baris pertama\n{isi}" if isi else isi)
    assert kode in kode_salah(salah)
    if kode not in ("wajib_diisi", "terlalu_panjang"):
        assert "Baris 2" in salah.value.kesalahan[0].judul


def test_a_list_of_what_is_only_words_now_is_printed_as_one_name():
    """A wording of before, whose field was given another type since."""
    for tertulis, isi in (("[daftar isian.x: nama, nik]", [["BUDI", "-"]]), ("[tanda tangan isian.x]", ["BUDI"])):
        (satu,) = isi_templat.susun(tertulis, {"isian.x": "BUDI"})
        assert isi in satu.values()


def test_heirs_who_live_elsewhere_stand_on_the_statement_and_sign_it_too(tempat):
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga(),))
    isian = {"ahli_waris": [tempat.warga("SITI")], "ahli_waris_lain": "WATI, Surabaya\n\nTONO, Kediri", "saksi_1": "A",
             "saksi_2": "B", "tgl_meninggal": "2026-01-07", "tempat_meninggal": "Rumah"}  # fmt: skip
    ini = tempat.terbit("pernyataan_ahli_waris", isian=isian)
    blok = isi_templat.susun(templat.menurut_id(ini.templat_id).isi, json.loads(ini.beku)["nilai"])
    assert [satu["orang"] for satu in blok if satu["jenis"] == "tanda"] == [
        ["SITI"],
        ["WATI, Surabaya", "TONO, Kediri"],
    ]


def test_a_wording_is_read_as_it_is_meant():
    nilai = {"nama": "**{nik}**", "isian.ada": "ya", "orang": [{"nama": "A", "nik": "1"}]}
    teks = "Satu {nama}\ndua.\n\n{?isian.ada}\n| Ada | {isian.ada}\n{/isian.ada}{^isian.ada}| Tidak | x\n{/isian.ada}"
    teks += "\n1. pertama\n   lanjutannya\n2) kedua\n\n[daftar orang: nama, nik]\n\n# Judul\n- butir **tebal** {lain}"
    assert isi_templat.susun(teks, nilai) == [
        {"jenis": "paragraf", "isi": [["Satu **{nik}** dua.", 0]]},
        {"jenis": "tabel", "baris": [[[["Ada", 0]], [["ya", 0]]]]},
        {"jenis": "nomor", "isi": [[["pertama lanjutannya", 0]], [["kedua", 0]]]},
        {"jenis": "daftar", "kepala": ["Nama", "NIK"], "baris": [["A", "1"]]},
        {"jenis": "judul", "isi": [["Judul", 0]]},
        {"jenis": "butir", "isi": [[["butir ", 0], ["tebal", 1], [" " + isi_templat.KOSONG, 0]]]},
    ]


def test_a_letter_is_filled_from_the_record_and_the_family(tempat):
    ini = data_surat.data_surat(tempat.node, "nikah_n1", tempat.warga("ANI"), {})
    assert (ini["nama"], ini["ayah.nama"], ini["ibu.nama"], ini["kepala_keluarga"]) == ("ANI", "BUDI", "SITI", "BUDI")
    assert (ini["nama_ayah"], ini["ayah.pekerjaan"], ini["jumlah_keluarga"]) == ("BUDI", ini["pekerjaan"], "3")
    assert ini["no_kk"] == "3522010101200001"
    assert data_surat.data_surat(tempat.node, "nikah_n1", tempat.warga("SITI"), {})["pasangan"] == "BUDI"


def test_a_form_starts_with_what_the_record_already_says(tempat):
    awal = data_surat.isian_awal(tempat.node, "keterangan_usaha", tempat.warga())
    assert awal == {
        "alamat_usaha": data_surat.data_surat(tempat.node, "keterangan_usaha", tempat.warga(), {})["alamat"]
    }


def test_fields_are_read_by_type_and_refused_by_name(tempat):
    isian = {
        "anak": tempat.warga("ANI"),
        "sekolah": "SMAN 1",
        "penghasilan": "Rp 1.500.000,00",
        "keperluan": "beasiswa",
    }
    baru = surat.buat(tempat.node, LOKET, "keterangan_penghasilan", tempat.warga(), isian)
    assert surat.isian(baru)["penghasilan"] == 1_500_000
    ini = data_surat.data_surat(tempat.node, baru.kode, baru.penduduk_id, surat.isian(baru))
    assert (ini["isian.penghasilan"], ini["isian.penghasilan.terbilang"]) == (
        "Rp1.500.000",
        "satu juta lima ratus ribu rupiah",
    )
    assert ini["isian.anak.nama"] == "ANI"
    with pytest.raises(DataDitolak) as salah:
        surat.ubah_draf(tempat.node, LOKET, baru.id, isian | {"penghasilan": "banyak", "anak": "z" * 32, "lain": "x"})
    assert {(satu.kode, satu.kolom) for satu in salah.value.kesalahan} == {
        ("bukan_angka", "penghasilan"), ("bukan_penduduk_desa", "anak"), ("surat_bidang_asing", "lain"),
    }  # fmt: skip


def test_missing_fields_and_columns_are_named_when_it_is_handed_in(tempat):
    from sid_bantuan.modules.persuratan import alur

    kosong = surat.buat(tempat.node, LOKET, "keterangan_domisili", tempat.warga(), {})
    with pytest.raises(DataDitolak) as salah:
        alur.ajukan(tempat.node, LOKET, kosong.id)
    assert [(satu.kode, satu.kolom) for satu in salah.value.kesalahan] == [("wajib_diisi", "keperluan")]
    tempat.node.engine.run("UPDATE sb_penduduk SET agama = NULL, tempat_lahir = NULL WHERE id = ?", (tempat.warga(),))
    surat.ubah_draf(tempat.node, LOKET, kosong.id, ISIAN)
    with pytest.raises(DataDitolak) as salah:
        alur.ajukan(tempat.node, LOKET, kosong.id)
    assert {(satu.kode, satu.kolom) for satu in salah.value.kesalahan} == {
        ("surat_data_kosong", "agama"), ("surat_data_kosong", "tempat_lahir"),
    }  # fmt: skip
    assert "Agama pada data BUDI belum diisi" in str(salah.value)


def test_who_has_no_nik_yet_gets_his_letter_and_the_counter_is_told(tempat):
    tempat.desa.orang["BARU"] = tambah_warga(tempat, "BARU")
    kurang = kekurangan.kekurangan(tempat.node, "keterangan_domisili", tempat.warga("BARU"))
    assert [(satu.kolom, satu.menahan) for satu in kurang] == [("nik", False)]
    assert tempat.terbit(nama="BARU").nik is None


@pytest.mark.parametrize(
    ("kode", "status", "berbeda"),
    [
        ("keterangan_belum_menikah", 2, True), ("keterangan_belum_menikah", 1, False), ("keterangan_menikah", 1, True),
        ("keterangan_janda_duda", 2, True), ("keterangan_janda_duda", 4, False),
    ],
)  # fmt: skip
def test_a_letter_that_says_otherwise_than_the_record_is_told_before_it_is_signed(tempat, kode, status, berbeda):
    jenis.simpan(tempat.node, SEKRETARIS, kode, {"nama": "Nama kantor ini"})
    tempat.node.engine.run("UPDATE sb_penduduk SET status_kawin = ? WHERE id = ?", (status, tempat.warga()))
    kurang = kekurangan.kekurangan(tempat.node, kode, tempat.warga())
    lain = [(satu.kolom, satu.menahan) for satu in kurang if satu.kode == "surat_lain_dari_catatan"]
    assert lain == ([("status_kawin", False)] if berbeda else [])


@pytest.mark.parametrize(
    ("status", "kode"), [(2, "surat_orang_mati"), (3, "surat_orang_pindah"), (4, "surat_orang_hilang")]
)
def test_the_dead_and_those_who_moved_get_only_the_letters_that_fit(tempat, status, kode):
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = ? WHERE id = ?", (status, tempat.warga()))
    with pytest.raises(DataDitolak) as salah:
        tempat.buat()
    assert kode_salah(salah) == {kode}
    assert [satu.kode for satu in kekurangan.kekurangan(tempat.node, "keterangan_domisili", tempat.warga())] == [kode]
    if status == 2:
        assert tempat.buat("keterangan_kematian", isian={}).nama == "BUDI"
    with pytest.raises(DataDitolak) as salah:
        tempat.buat("pernyataan_ahli_waris", "SITI", {})
    assert kode_salah(salah) == {"surat_orang_hidup"}


def test_who_dies_while_his_letter_waits_gets_none(tempat):
    from sid_bantuan.modules.persuratan import alur

    from .support.surat import KADES

    baru = tempat.siap()
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga(),))
    with pytest.raises(DataDitolak) as salah:
        alur.tanda_tangani(tempat.node, KADES, baru.id, HARI)
    assert kode_salah(salah) == {"surat_orang_mati"}
    assert tempat.node.engine.value("SELECT COUNT(*) FROM sb_surat WHERE urut IS NOT NULL") == 0


def test_a_letter_of_the_kind_that_is_still_valid_is_said_but_holds_nothing_up(tempat):
    tempat.terbit(hari=date.today())
    kurang = kekurangan.kekurangan(tempat.node, "keterangan_domisili", tempat.warga())
    assert [(satu.kode, satu.menahan) for satu in kurang] == [("surat_masih_berlaku", False)]
    assert tempat.terbit(hari=date.today()).urut == 2


def test_numbers_are_spelled_out_as_people_say_them():
    assert [terbilang(n) for n in (0, 11, 15, 21, 100, 111, 1000, 1999)] == [
        "nol", "sebelas", "lima belas", "dua puluh satu", "seratus", "seratus sebelas", "seribu",
        "seribu sembilan ratus sembilan puluh sembilan",
    ]  # fmt: skip
    assert terbilang(1_000_000) == "satu juta"
    assert terbilang(2_001_000) == "dua juta seribu"
    assert terbilang(1_000_000_000_000) == "satu triliun"
    assert rupiah(1_500_000) == "Rp1.500.000"
