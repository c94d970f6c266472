"""The page: what it shows, that it stays the same for ever, and that nothing anybody is named can break it."""

from datetime import date
from hashlib import sha256

import pytest

from sid_bantuan.domain.isi_berkas import PNG
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur, bukti, cetak, jenis, kop, penata, setelan, surat, susunan, templat
from sid_bantuan.sync.files import Store

from .support.isi import png
from .support.lampid import kode_salah
from .support.pdf import Pdf
from .support.surat import HARI, KADES, SEKRETARIS, kantor, tambah_warga

GANJIL = r"""O'NE "DUA" #tiga $4$ \lima *enam* _tujuh_ <delapan> `sembilan` @a [b] {nama} **c** = // /* - + 1. ~ ^ | ; \u{41}"""
GAMBAR = [
    "keterangan_domisili", "izin_keramaian", "pernyataan_ahli_waris", "keterangan_kelahiran", "nikah_n1", "nikah_n4",
]  # fmt: skip


@pytest.fixture
def tempat(village):
    setelan.pasang(alamat_cek="https://kecamatan.example.go.id")
    yield kantor(village)
    setelan.pasang()


def test_a_letter_shows_what_offices_expect_of_one(tempat):
    isi = Pdf(cetak.pdf(tempat.node, [tempat.terbit().id]))
    assert len(isi) == 1
    assert isi.ukuran() == (215, 330)
    for kata in (
        "PEMERINTAH KABUPATEN BOJONEGORO", "SURAT KETERANGAN DOMISILI", "Nomor: 400.12.2.1/001/35.22.01.2001/XI/2026",
        "BUDI", "3522010101800001", "Bojonegoro, 1 Januari 1980", "RT 001 RW 001, Dusun Krajan", "melamar pekerjaan",
        "21 November 2026", "Kepala Desa", "SUGENG RIYADI, S.H.", "bukan tanda tangan elektronik tersertifikasi",
    ):  # fmt: skip
        assert kata in isi.teks(), kata


def test_the_same_letter_is_the_same_bytes_whatever_changed_since(tempat):
    satu = tempat.terbit()
    dahulu = cetak.pdf(tempat.node, [satu.id])
    templat.simpan(tempat.node, SEKRETARIS, "keterangan_domisili", "Lain sama sekali: {nama}.", "JUDUL LAIN")
    kop.simpan(tempat.node, SEKRETARIS, {"alamat": "Jalan Baru 1", "kertas": "A4"})
    jenis.simpan(tempat.node, SEKRETARIS, "keterangan_domisili", {"nama": "Domisili", "mengetahui_camat": 1})
    tempat.node.engine.run("UPDATE sb_penduduk SET nama = 'BUDI BARU', agama = 2 WHERE id = ?", (tempat.warga(),))
    tempat.node.engine.run("UPDATE sb_node SET kunci = ?", (b"k" * 32,))
    setelan.pasang(alamat_cek="https://lain.example.go.id", kertas="A4")
    assert cetak.pdf(tempat.node, [satu.id]) == dahulu
    assert cetak.utuh(tempat.node, surat.ambil(tempat.node, satu.id))
    baru = cetak.pdf(tempat.node, [alur.tanda_tangani(tempat.node, KADES, tempat.siap("pengantar_skck").id, HARI).id])
    assert "Jalan Baru 1" in Pdf(baru).teks()
    assert Pdf(baru).ukuran() == (210, 297)


@pytest.mark.parametrize(
    ("ke", "sidik"),
    [
        (1, "d6c1bb157abaa3f63a4253d88879a06e191fa49203db3e00e8d53867f1fc5c2b"),
        (2, "53d6c95522df45f91a830bf59abb09d2bfb2f1fe3366c2d6afabf3d5364fe84a"),
    ],
)
def test_a_layout_that_letters_were_issued_with_is_never_edited(ke, sidik):
    """A changed layout is a new file: an old letter must come out as its paper is."""
    assert sha256(penata._susunan(ke)).hexdigest() == sidik
    assert ke < susunan.TERBARU


def test_a_print_run_sets_each_letter_by_the_layout_of_its_day(tempat, monkeypatch):
    """With a layout that this test alone has: wider letters, and a word that no other has."""
    lama = [tempat.terbit().id, tempat.terbit(nama="SITI").id]
    dahulu = [cetak.pdf(tempat.node, [satu]) for satu in lama]
    berkas = penata._berkas
    baru = (
        berkas("surat_1").replace(b"size: 11.5pt", b"size: 12.5pt").replace(b"[#s.nomor]", b"[SUSUNAN BARU #s.nomor]")
    )
    monkeypatch.setattr(penata, "_berkas", lambda nama: baru if nama == "surat_99" else berkas(nama))
    monkeypatch.setattr(alur, "TERBARU", 99)
    monkeypatch.setattr(cetak, "TERBARU", 99)
    lain = [tempat.terbit(nama="ANI").id, tempat.terbit("pengantar_skck").id]
    ids = [lama[0], lain[0], lain[1], lama[1]]
    satu_jalan = Pdf(cetak.pdf(tempat.node, ids))
    assert ["SUSUNAN BARU" in satu_jalan.teks(ke) for ke in range(len(satu_jalan))] == [False, True, True, False]
    for ke, id in enumerate(ids):
        assert satu_jalan.rupa(ke) == Pdf(cetak.pdf(tempat.node, [id])).rupa(), "as it is printed alone"
    assert [cetak.pdf(tempat.node, [satu]) for satu in lama] == dahulu


def test_wording_that_is_only_shipped_is_kept_with_the_first_letter(tempat, monkeypatch):
    satu = tempat.terbit()
    dahulu = cetak.pdf(tempat.node, [satu.id])
    lain = dict(jenis.bawaan())
    lain["keterangan_domisili"] = type(lain["keterangan_domisili"])(
        **vars(lain["keterangan_domisili"]) | {"isi": "Kata-kata rilis berikutnya tentang {nama}."}
    )
    monkeypatch.setattr(jenis, "bawaan", lambda: lain)
    assert cetak.pdf(tempat.node, [satu.id]) == dahulu
    baru = tempat.terbit(nama="SITI")
    assert "rilis berikutnya tentang SITI" in Pdf(cetak.pdf(tempat.node, [baru.id])).teks()
    assert templat.berlaku(tempat.node, "keterangan_domisili").id is None, "a kept copy is no office's own version"


def test_a_letter_that_was_tampered_with_is_noticed(tempat):
    satu = tempat.terbit()
    tempat.node.engine.run("UPDATE sb_surat SET data = REPLACE(data, 'BUDI', 'BUDA') WHERE id = ?", (satu.id,))
    assert not cetak.utuh(tempat.node, surat.ambil(tempat.node, satu.id))


@pytest.mark.parametrize("nama", [GANJIL, "SITI 😀 ÉLOÏSE", "عبد الله", "\u202eTERBALIK", "A" * 100, "N'\u200bG"])
def test_no_name_is_read_as_anything_but_a_name(tempat, nama):
    id = tambah_warga(tempat, nama[:100])
    tempat.desa.orang["GANJIL"] = id
    terbit = tempat.terbit(nama="GANJIL", isian={"keperluan": nama[:200]})
    isi = Pdf(cetak.pdf(tempat.node, [terbit.id]))
    assert len(isi) == 1
    if nama == GANJIL:
        halaman = isi.teks().replace("ﬁ", "fi")
        for kata in (r"\lima", "*enam*", "#tiga", "$4$", "<delapan>", "{nama}", "**c**", "//", "/*", r"\u{41}"):
            assert kata in halaman, kata
    assert terbit.nama == nama[:100]


def test_the_code_on_the_page_leads_to_the_page_that_checks_it(tempat):
    satu, dua = tempat.terbit(), tempat.terbit(nama="SITI")
    isi = cetak.pdf(tempat.node, [satu.id, dua.id])
    assert len(Pdf(isi)) == 2
    for ke, ini in enumerate((satu, dua)):
        alamat = bukti.alamat_cek(tempat.node, ini)
        assert Pdf(isi).qr(ke) == [alamat]
        assert alamat.startswith(
            f"https://kecamatan.example.go.id/cek/35.22.01.2001/{ini.tanda}?n=400.12.2.1/00{ke + 1}"
        )
        assert len(ini.tanda) == 22
        assert ini.nama not in alamat


def test_without_a_server_to_ask_there_is_no_code(tempat):
    setelan.pasang()
    assert Pdf(cetak.pdf(tempat.node, [tempat.terbit().id])).qr() == []


def test_what_is_no_letter_yet_or_no_more_says_so_across_the_page(tempat):
    draf = tempat.buat()
    assert "BELUM SAH" in Pdf(cetak.pdf(tempat.node, [draf.id])).teks()
    isi = cetak.pratinjau(
        tempat.node, "keterangan_domisili", tempat.warga(), {}, templat="Tentang {nama}: {isian.keperluan}"
    )
    assert "BELUM SAH" in Pdf(isi).teks()
    assert "Tentang BUDI: ......" in Pdf(isi).teks()
    batal = alur.batalkan(tempat.node, KADES, tempat.terbit(nama="SITI").id, "Salah")
    assert "DIBATALKAN" in Pdf(cetak.pdf(tempat.node, [batal.id])).teks()
    with pytest.raises(DataDitolak) as salah:
        cetak.pratinjau(tempat.node, "keterangan_domisili", tempat.warga(), {}, templat="{salah_tulis}")
    assert kode_salah(salah) == {"templat_tak_dikenal"}


def test_a_letterhead_has_a_logo_or_the_letter_is_not_printed_without_it(tempat, tmp_path):
    store = Store(tempat.node, tmp_path)
    kop.simpan(tempat.node, SEKRETARIS, {"alamat": "Jalan Raya 1"}, png(60, 60, 90), store)
    satu = tempat.terbit()
    dengan = cetak.pdf(tempat.node, [satu.id], store)
    assert dengan == cetak.pdf(tempat.node, [satu.id], store)
    assert Pdf(dengan).gambar() > Pdf(_tanpa_logo(tempat, store)).gambar()
    with pytest.raises(DataDitolak) as salah:
        cetak.pdf(tempat.node, [satu.id])
    assert kode_salah(salah) == {"surat_logo_belum_ada"}
    assert tempat.node.engine.run("SELECT mime, untuk_jenis FROM sb_berkas") == [(PNG, "templat_surat")]
    with pytest.raises(DataDitolak) as salah:
        kop.simpan(tempat.node, SEKRETARIS, {}, b"<svg/>", store)
    assert kode_salah(salah) == {"surat_logo_salah"}


def _tanpa_logo(tempat, store) -> bytes:
    kop.simpan(tempat.node, SEKRETARIS, {"logo": None})
    return cetak.pdf(tempat.node, [tempat.terbit(nama="SITI").id], store)


def test_a_long_letter_runs_over_pages_and_its_signature_is_not_left_alone(tempat):
    isian = {
        "keterangan": "\n".join("Kalimat panjang yang menerangkan keadaan. " * 3 for _ in range(15)),
        "keperluan": "x",
    }
    templat.simpan(tempat.node, SEKRETARIS, "keterangan_umum", "\n\n".join(["{isian.keterangan}"] * 4))
    isi = Pdf(cetak.pdf(tempat.node, [tempat.terbit("keterangan_umum", isian=isian).id]))
    assert len(isi) > 1
    akhir = isi.teks(len(isi) - 1)
    assert "SUGENG" in akhir
    assert "halaman 2" in isi.teks(1)
    assert "Nomor: 400.10.2.2/001" in isi.teks(1)


@pytest.mark.parametrize("banyak", [10, 11, 14, 16, 18])
def test_nobody_in_a_table_is_cut_in_two_at_the_foot_of_a_page(tempat, banyak):
    """His name, of many lines in its narrow place, stands on one page, wherever the page ends."""
    nama = "RADEN MAS SURYO KUSUMO HADININGRAT WIRYO ATMOJO BIN RADEN MAS NGABEHI PRAWIRO DIRJO TUMENGGUNG PANJI"
    orang = [tambah_warga(tempat, nama) for _ in range(12)]
    daftar = "[daftar isian.pengikut: nama, nik, tempat_tanggal_lahir, alamat, hubungan_keluarga, umur]"
    wording = "\n\n".join(["Alinea pengisi."] * banyak + [daftar])
    templat.simpan(tempat.node, SEKRETARIS, "keterangan_bepergian", wording)
    isian = {"tujuan": "x", "keperluan": "x", "pengikut": orang}
    halaman = Pdf(cetak.pdf(tempat.node, [tempat.buat("keterangan_bepergian", isian=isian).id]))
    assert len(halaman) > 1
    for ke in range(len(halaman)):
        tertulis = " ".join(halaman.teks(ke).split())
        assert tertulis.count("RADEN MAS SURYO") == tertulis.count("TUMENGGUNG PANJI")


@pytest.mark.parametrize("kata", ["PANJANGTEKS-" * 8 + "ANJ.", "W" * 100, "/400.12.2/" * 10])
def test_a_word_wider_than_its_place_is_broken_and_none_of_it_is_lost(tempat, kata, screenshots):
    orang = tambah_warga(tempat, kata, tempat_lahir=kata)
    tempat.desa.orang["PANJANG"] = orang
    wording = (
        "{isian.keperluan} Dengan {isian.keperluan}\n\n# Judul {isian.keperluan}\n\n| Nama | **{nama}**\n"
        "| {nama} | {isian.keperluan}\n\n1. {nama}\n\n- {nama}\n\n"
        "[daftar isian.pengikut: nama, nik, tempat_tanggal_lahir, umur]\n\n[tanda tangan isian.pengikut]"
    )
    templat.simpan(tempat.node, SEKRETARIS, "keterangan_bepergian", wording, kata[:60])
    kop.simpan(tempat.node, SEKRETARIS, {"alamat": kata, "kontak": kata, "baris": [kata, kata]})
    isian = {"tujuan": "x", "keperluan": kata, "pengikut": [orang]}
    halaman = Pdf(cetak.pdf(tempat.node, [tempat.buat("keterangan_bepergian", "PANJANG", isian).id]))
    halaman.gambar(0, screenshots / "surat-kata-panjang.png")
    kiri, kanan = halaman.lebar_tulisan()
    assert 24.5 <= kiri <= kanan <= 196, "between the margins, but for a sign that hangs over by a hair"
    tertulis = halaman.teks().replace(" ", "").replace("\x02", "-")  # the reader's own mark of a hyphen at a line's end
    assert tertulis.count(kata) >= 9


@pytest.mark.parametrize("banyak", range(24, 40, 3))
def test_the_last_sentence_the_signature_and_the_code_stand_on_one_page(tempat, banyak):
    """However little room is left below the text: a page with only the code on it, or only names, is worth nothing."""
    kop.simpan(tempat.node, SEKRETARIS, {"kertas": "A4"})
    wording = "\n\n".join("Alinea pengisi." for _ in range(banyak)) + "\n\nDemikian surat ini dibuat."
    templat.simpan(tempat.node, SEKRETARIS, "keterangan_domisili", wording, "SURAT PANJANG")
    halaman = Pdf(cetak.pdf(tempat.node, [tempat.terbit().id]))
    akhir = halaman.teks(len(halaman) - 1)
    for kata in ("Demikian surat ini dibuat.", "SUGENG RIYADI", "Pindai kode ini"):
        assert kata in akhir


@pytest.mark.parametrize("kode", sorted(jenis.bawaan()))
def test_every_shipped_kind_can_be_printed_from_a_complete_record(tempat, kode, screenshots):
    contoh = {
        "teks": "Contoh isian", "paragraf": "Contoh isian yang lebih panjang.", "angka": "12", "rupiah": "1.500.000",
        "tanggal": "18-11-2026", "jam": "09.30", "wilayah": "35.22.01.2001", "penduduk": tempat.warga("SITI"),
        "daftar_penduduk": [tempat.warga("SITI"), tempat.warga("ANI")],
    }  # fmt: skip
    ini = jenis.bawaan()[kode]
    isian = {satu.nama: satu.pilihan[0][0] if satu.pilihan else contoh[satu.tipe] for satu in ini.bidang}
    isian |= {nama: "3522014202850002" for nama in isian if nama == "nik_pelapor"}
    if 1 not in ini.untuk_keadaan:
        tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (tempat.warga("ANI"),))
    isi = cetak.pdf(tempat.node, [tempat.terbit(kode, "ANI", isian, hari=date(2026, 11, 21)).id])
    halaman = Pdf(isi)
    assert len(halaman) == 1
    assert "ANI" in halaman.teks()
    bertitik = ini.mengetahui_camat or ini.penandatangan == "pernyataan"  # room for those who sign by hand
    assert bertitik or "....." not in halaman.teks()
    if kode in GAMBAR:
        assert halaman.gambar(0, screenshots / f"surat-{kode}.png") > 0.01


def test_a_letter_is_read_as_pictures_one_for_each_page_where_no_pdf_opens(tempat):
    panjang = "\n".join("Bahwa ia benar warga desa." for _ in range(70))
    satu = tempat.terbit("keterangan_umum", isian={"keterangan": panjang, "keperluan": "uji"})
    semua = cetak.gambar(tempat.node, satu)
    assert len(semua) == len(Pdf(cetak.pdf(tempat.node, [satu.id]))) == 2
    assert all(satu.startswith(b"\x89PNG") and len(satu) < 400_000 for satu in semua)
