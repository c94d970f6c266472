"""The pages of accounts, disbursements and reports as an operator walks them, from who receives to the next period."""

import re
from datetime import date
from io import BytesIO

import pytest

from sid_bantuan.modules.bantuan.tables_salur import Penyaluran, PenyaluranBaris, Rekening
from sid_bantuan.modules.persuratan import alur

from .support import bantuan as uji
from .support.desa import Peramban, aplikasi
from .support.surat import KADES, kantor


@pytest.fixture(params=["sqlite"])
def kind(request):
    return request.param


@pytest.fixture
def tempat(village):
    """Budi and Siti receive BLT-DD; Ani, too, but died."""
    tempat = kantor(village)
    uji.program(tempat.node, "BLT-DD", nama="BLT Dana Desa", nilai=300_000)
    for nama in ("BUDI", "SITI", "ANI"):
        orang = village.value("SELECT orang_id FROM sb_penduduk WHERE id = ?", (tempat.warga(nama),))
        uji.penerima(tempat.node, "BLT-DD", orang, nama)
    village.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE nama = 'ANI'")
    uji.tuntas(tempat.node)
    return tempat


@pytest.fixture
def layar(tempat, tmp_path):
    return Peramban(aplikasi(tempat.node.engine, tmp_path, "operator"))


def berkas(teks: str):
    return BytesIO(teks.encode()), "bank.csv"


def unduh(layar, alamat: str) -> bytes:
    jawab = layar.klien.get(alamat)
    assert jawab.status_code == 200
    assert "attachment" in jawab.headers["Content-Disposition"]
    return jawab.data


def minta(layar) -> str:
    """Ask for everybody's account; the name of the request."""
    halaman = layar.buka("/rekening/")
    ids = re.findall(r'name="rowid" value="(\w+)"', halaman)
    halaman = layar.kirim("/rekening/minta", {"program": "BLT-DD", "bank": "Bank Jatim", "rowid": ids})
    return re.search(r"/permintaan/([\w-]+)/unduh", halaman)[1]


def test_a_disbursement_from_accounts_to_the_next_period(layar):
    assert "BUDI" in layar.buka("/rekening/")
    nama = minta(layar)
    isi = unduh(layar, f"/rekening/permintaan/{nama}/unduh?bentuk=csv").decode("utf-8-sig")
    assert "VIRTUAL ACCOUNT" in isi
    assert "3522010101800001" in isi
    jawab = "NIK;Nama;Nomor VA;Status\n3522010101800001;BUDI;880011111111;OK\n3522014202850002;SITI;880022222222;OK\n"
    halaman = layar.kirim("/rekening/balasan", {"program": "BLT-DD", "berkas": berkas(jawab)})
    assert "Ambil 2 jawaban" in halaman
    assert Rekening.select().where(Rekening.keadaan == "terbit").count() == 0, "looking stores nothing"
    tujuan = re.search(r'action="(/rekening/balasan/\w+/terapkan)"', halaman)[1]
    assert "2 rekening terbit" in layar.kirim(tujuan)

    halaman = layar.buka("/penyaluran/siapkan?program=BLT-DD&masa=2026-11")
    assert "Rp600.000" in halaman
    assert "Meninggal menurut catatan kependudukan" in halaman, "who is left out stands apart, with why"
    kirim = {"program": "BLT-DD", "masa": "2026-10", "tgl": "10-10-2026", "cara": "rekening"}
    assert "Daftar penyaluran disiapkan" in layar.kirim("/penyaluran/siapkan", kirim)
    layar.kirim("/penyaluran/siapkan", kirim | {"masa": "2026-11", "tgl": "10-11-2026"})
    lama, baru = (Penyaluran.get(Penyaluran.masa == waktu).id for waktu in ("2026-10", "2026-11"))
    assert "Oktober 2026 belum dilaporkan" in layar.buka(f"/penyaluran/{baru}")
    assert "Oktober 2026 belum dilaporkan" in layar.kirim(f"/penyaluran/{baru}/rilis")
    assert "Penyaluran dirilis" in layar.kirim(f"/penyaluran/{lama}/rilis")
    assert "880011111111;BUDI" in unduh(layar, f"/penyaluran/{lama}/bank?bentuk=csv").decode("utf-8-sig")

    jawab = "Rekening;Nama;Nominal;Status\n880011111111;BUDI;300.000;Sukses\n880099999999;LAIN;300.000;Sukses\n"
    halaman = layar.kirim(f"/penyaluran/{lama}/berkas-bank", {"berkas": berkas(jawab)})
    assert "Tidak ada di berkas bank" in halaman
    assert "Tandai 1 penerima" in halaman
    kerja = re.search(rf"/penyaluran/{lama}/berkas-bank/(\w+)/terapkan", halaman)[1]
    assert unduh(layar, f"/penyaluran/{lama}/berkas-bank/{kerja}/unduh.xlsx").startswith(b"PK")
    assert "1 sudah diterima" in layar.kirim(f"/penyaluran/{lama}/berkas-bank/{kerja}/terapkan")
    assert "masih menunggu" in layar.kirim(f"/penyaluran/{lama}/laporkan")
    siti = PenyaluranBaris.get((PenyaluranBaris.nama == "SITI") & (PenyaluranBaris.penyaluran_id == lama)).id
    tanda = {"rowid": siti, "keadaan": "gagal", "tgl": "10-10-2026"}
    ditolak = layar.kirim(f"/penyaluran/{lama}/tandai", tanda | {"bukti": "Kantor pos"}, kode=422)
    assert "Alasannya belum diisi" in ditolak
    assert re.search(r'id="t-alasan"[^>]* aria-invalid="true"', ditolak)
    assert terisi(ditolak) == {"rowid": siti, "keadaan": "gagal", "tgl": "10-10-2026", "bukti": "Kantor pos"}
    assert "1 penerima ditandai: gagal" in layar.kirim(f"/penyaluran/{lama}/tandai", tanda | {"alasan": "pindah"})
    assert "Penyaluran dilaporkan" in layar.kirim(f"/penyaluran/{lama}/laporkan")
    assert "Penyaluran dirilis" in layar.kirim(f"/penyaluran/{baru}/rilis")
    halaman = layar.buka("/penyaluran/")
    assert halaman.index("November 2026") < halaman.index("Oktober 2026")


def test_nothing_typed_is_lost_where_a_list_cannot_be_made(layar):
    kirim = {"program": "BLT-DD", "masa": "2026-11", "tgl": "31-11-2026", "cara": "tunai", "keterangan": "tahap dua"}
    halaman = layar.kirim("/penyaluran/siapkan", kirim, kode=422)
    assert "31-11-2026" in halaman
    assert "tahap dua" in halaman
    assert "Tanggalnya belum diisi atau tidak terbaca" in halaman


def test_columns_that_are_not_clear_are_asked_for_and_remembered(layar):
    minta(layar)
    halaman = layar.kirim(
        "/rekening/balasan", {"program": "BLT-DD", "berkas": berkas("Ident;Nomor VA\n3522010101800001;8800111\n")}
    )
    assert "Pilih kolom yang berisi" in halaman
    tujuan = re.search(r'action="(/rekening/balasan/\w+/kolom)"', halaman)[1]
    assert "Ambil 1 jawaban" in layar.kirim(tujuan, {"kolom_dasar": "0", "kolom_nomor": "1"})
    lagi = layar.kirim(
        "/rekening/balasan", {"program": "BLT-DD", "berkas": berkas("Ident;Nomor VA\n3522014202850002;8800222\n")}
    )
    assert "Ambil 1 jawaban" in lagi


def test_a_program_nobody_receives_is_not_said_to_have_all_its_accounts(tempat, layar):
    uji.program(tempat.node, "SEMBAKO-DESA", nama="Sembako desa", penetap="desa")
    assert "Belum ada penerima aktif program ini" in layar.buka("/rekening/?program=SEMBAKO-DESA")
    assert "Belum ada penerima aktif" not in layar.buka("/rekening/?program=BLT-DD")


def test_what_is_not_there_says_so(layar):
    for alamat in ("/penyaluran/" + "0" * 32, "/rekening/balasan/" + "0" * 32, "/rekening/permintaan/x/unduh"):
        layar.buka(alamat, 404)
    assert "Pilih berkas dari bank lebih dulu" in layar.kirim("/rekening/balasan", {"program": "BLT-DD"})
    assert "Berkas ini tidak dapat dibaca" in layar.kirim(
        "/rekening/balasan", {"program": "BLT-DD", "berkas": (BytesIO(b"%PDF\0"), "x.pdf")}
    )


def test_a_report_is_looked_at_then_taken_along(layar):
    halaman = layar.buka("/laporan-bantuan/peserta-program?program=BLT-DD")
    assert "Daftar penerima BLT Dana Desa" in halaman
    assert "BUDI" in halaman
    assert "ANI" not in halaman, "only who is active"
    assert unduh(layar, "/laporan-bantuan/peserta-program/unduh?program=BLT-DD").startswith(b"PK")
    assert unduh(layar, "/laporan-bantuan/peserta-program/unduh?program=BLT-DD&jadi=pdf").startswith(b"%PDF")
    assert b"BUDI" in unduh(layar, "/laporan-bantuan/peserta-program/unduh?program=BLT-DD&jadi=csv")
    layar.buka("/laporan-bantuan/tidak-ada", 404)


def test_a_form_is_changed_column_by_column_and_given_back(tempat, tmp_path):
    layar = Peramban(aplikasi(tempat.node.engine, tmp_path, "operator", "pengelola_data"))
    isi = {"nama": "Daftar kami", "kepala": "Daftar {program}", "kertas": "A4", "urut": "nik", "keadaan": "aktif",
           "k0.judul": "Nama Penerima", "k0.isi": "nama", "k0.lebar": "30",
           "k1.judul": "Asal", "k1.isi": "tetap", "k1.tetap": "DANA DESA", "k1.lebar": "12"}  # fmt: skip
    halaman = layar.kirim("/format-laporan/peserta-program", isi | {"aksi": "naik:1"})
    assert halaman.index("DANA DESA") < halaman.index("Nama Penerima"), "moved, nothing stored"
    assert "Daftar kami" not in layar.buka("/laporan-bantuan/")
    halaman = layar.kirim("/format-laporan/peserta-program", isi)
    assert "Daftar kami" in halaman
    assert "DANA DESA" in halaman
    assert "Bentuk milik kantor ini dilepas" in layar.kirim("/format-laporan/peserta-program/kembalikan")
    assert "Daftar penerima per program" in layar.buka("/laporan-bantuan/")
    salinan = layar.kirim("/format-laporan/baru", isi | {"dari": "peserta-program", "nama": "Untuk Dinas"})
    assert "Untuk Dinas" in salinan
    tanpa = {nama: nilai for nama, nilai in isi.items() if not nama.startswith("k0") and not nama.startswith("k1")}
    assert "belum punya kolom" in layar.kirim("/format-laporan/peserta-program", tanpa, kode=422)


def test_a_new_form_begins_from_one_that_is_chosen_and_not_from_a_bank_file(tempat, tmp_path):
    layar = Peramban(aplikasi(tempat.node.engine, tmp_path, "operator", "pengelola_data"))
    halaman = layar.buka("/format-laporan/baru")
    assert "Mulai dari bentuk" in halaman
    assert "Untuk bank" not in halaman
    dari = re.search(r'<option value="([^"]+)" selected>', halaman)[1]
    assert f'name="dari" value="{dari}"' in halaman, "what is sent names the same form"
    assert "Untuk bank" in layar.buka("/format-laporan/baru?dari=bank-penyaluran")


def test_an_old_recipient_without_ktp_el_leads_to_the_letter(tempat, layar):
    tempat.node.engine.run("UPDATE sb_penduduk SET tanggal_lahir = '1950-01-01', ktp_el = 1 WHERE nama = 'SITI'")
    halaman = layar.buka("/rekening/")
    assert "Perlu surat pengganti KTP-el" in halaman
    tujuan = re.search(r'href="(/buat-surat/keterangan_pengganti_ktp[^"]+)"', halaman)[1]
    assert "SITI" in layar.buka(tujuan)


def test_what_keeps_a_list_from_being_released_leads_to_where_it_is_mended(tempat, layar):
    layar.kirim(
        "/penyaluran/siapkan", {"program": "BLT-DD", "masa": "2026-11", "tgl": "10-11-2026", "cara": "rekening"}
    )
    halaman = layar.buka(f"/penyaluran/{Penyaluran.get().id}")
    assert "belum punya nomor rekening" in halaman
    assert 'href="/rekening/?program=BLT-DD"' in halaman
    assert 'href="#cara"' in halaman


def test_proof_of_a_handing_out_is_attached_to_it(tempat, layar):
    kirim = {"program": "BLT-DD", "masa": "2026-11", "tgl": "10-11-2026", "cara": "tunai"}
    layar.kirim("/penyaluran/siapkan", kirim)
    id = Penyaluran.get().id
    foto = (BytesIO(b"\xff\xd8\xff\xe0" + b"0" * 64), "serah-terima.jpg")
    layar.kirim(f"/berkas/penyaluran/{id}/lampirkan", {"berkas": foto, "jenis": "foto"})
    assert "serah-terima" in layar.buka(f"/penyaluran/{id}")


def test_a_line_says_who_died_since_the_release(tempat, layar):
    layar.kirim("/penyaluran/siapkan", {"program": "BLT-DD", "masa": "2026-11", "tgl": "10-11-2026", "cara": "tunai"})
    id = Penyaluran.get().id
    layar.kirim(f"/penyaluran/{id}/rilis")
    assert "Meninggal menurut catatan" not in layar.buka(f"/penyaluran/{id}")
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE nama = 'SITI'")
    uji.tuntas(tempat.node)
    assert "Meninggal menurut catatan" in layar.buka(f"/penyaluran/{id}")


def test_an_account_whose_letter_was_cancelled_shows_it_wherever_one_looks(tempat, layar):
    tempat.node.engine.run("UPDATE sb_penduduk SET tanggal_lahir = '1950-01-01', ktp_el = 1 WHERE nama = 'SITI'")
    isi = {"keperluan": "rekening", "sebab": "belum melakukan perekaman karena lanjut usia"}
    surat = tempat.terbit("keterangan_pengganti_ktp", "SITI", isi)
    minta(layar)
    assert surat.nomor in layar.buka("/rekening/?tab=diminta")
    assert "sudah dibatalkan" not in layar.buka("/rekening/")
    alur.batalkan(tempat.node, KADES, surat.id, "Keliru orangnya")
    assert "1 rekening berdasar surat yang sudah dibatalkan" in layar.buka("/rekening/")
    assert "Surat ini sudah dibatalkan" in layar.buka("/rekening/?tab=diminta")
    penerima = Rekening.get(Rekening.nama == "SITI").untuk_id
    assert "sudah dibatalkan" in layar.buka(f"/penerima/{penerima}")


def terisi(halaman: str) -> dict[str, str]:
    """What the bar above a list holds, with the one line that is ticked."""
    bilah = halaman[halaman.index("<div", halaman.index("data-terpilih") - 60) :]
    isi = dict(re.findall(r'<input [^>]*name="(\w+)" value="([^"]+)"', bilah[: bilah.index("<table")]))
    for nama, pilihan in re.findall(r'<select [^>]*name="(\w+)">(.*?)</select>', bilah):
        isi[nama] = re.search(r'value="(\w+)" selected', pilihan)[1]
    (centang,) = re.findall(r'name="rowid" value="(\w+)" checked', bilah)
    return isi | {"rowid": centang}


def dirilis(layar, waktu: str = "2026-11", cara: str = "tunai") -> str:
    """A released disbursement; its address."""
    layar.kirim("/penyaluran/siapkan", {"program": "BLT-DD", "masa": waktu, "tgl": "10-11-2026", "cara": cara})
    alamat = f"/penyaluran/{Penyaluran.get(Penyaluran.masa == waktu).id}"
    layar.kirim(f"{alamat}/rilis")
    return alamat


def garis(alamat: str) -> dict[str, str]:
    return {ini.nama: ini.id for ini in PenyaluranBaris.select().where(PenyaluranBaris.penyaluran_id == alamat[12:])}


def test_what_the_banks_file_leaves_in_doubt_is_settled_on_its_page(layar):
    alamat = dirilis(layar)
    isi = "NIK;Nama;Nominal;Status\n3522010101800001;BUDI;250.000;Sukses\n3522014202850002;SITI;300.000;Dalam proses\n"
    halaman = layar.kirim(f"{alamat}/berkas-bank", {"berkas": berkas(isi)})
    assert "Status “Dalam proses” tidak dikenal" in halaman
    kerja = re.search(rf"({alamat}/berkas-bank/\w+)/putuskan", halaman)[1]
    assert re.findall(r'name="rowid" value="(\w+)"', halaman) == ["2", "3"]
    tanpa_alasan = {"putusan": "gagal", "rowid": "2", "tgl": "11-11-2026"}
    ditolak = layar.kirim(f"{kerja}/putuskan", tanpa_alasan, kode=422)
    assert "Alasannya belum diisi" in ditolak
    assert terisi(ditolak) == tanpa_alasan
    putus = {"putusan": "terima", "rowid": "2", "alasan": "Dipotong biaya", "nilai": "9000000"}
    halaman = layar.kirim(f"{kerja}/putuskan", putus)
    assert "1 baris diputuskan" in halaman
    assert re.findall(r'name="rowid" value="(\w+)"', halaman) == ["3"], "settled, and the page goes on with the rest"
    assert "1 baris diputuskan" in layar.kirim(
        f"{kerja}/putuskan", {"putusan": "gagal", "rowid": "3", "alasan": "Ditunda"}
    )
    halaman = layar.buka(alamat)
    assert "Dipotong biaya" in halaman
    assert "Rp250.000" in halaman
    assert PenyaluranBaris.get_by_id(garis(alamat)["BUDI"]).nilai == 250_000, "as the bank's file says, never the form"


def test_a_list_made_ahead_proposes_a_day_of_its_own_period(layar):
    hari = date.today()
    lain = max(re.findall(r'<option value="(\d{4}-\d\d)"', layar.buka("/penyaluran/siapkan?program=BLT-DD")))
    assert lain > f"{hari:%Y-%m}"
    for masa, usul in ((lain, f"01-{lain[5:]}-{lain[:4]}"), (f"{hari:%Y-%m}", f"{hari:%d-%m-%Y}")):
        halaman = layar.buka(f"/penyaluran/siapkan?program=BLT-DD&masa={masa}")
        assert f'name="tgl" inputmode="numeric" placeholder="21-11-2026" value="{usul}"' in halaman, masa


def test_the_next_list_is_handed_out_as_the_last_one_was_unless_that_was_called_off(layar):
    def diusulkan() -> str:
        pilihan = layar.buka("/penyaluran/siapkan?program=BLT-DD")
        return re.search(r'value="(\w+)" selected', pilihan[pilihan.index('id="cara"') :])[1]

    assert diusulkan() == "rekening"
    dirilis(layar, "2026-10", "tunai")
    assert diusulkan() == "tunai"
    layar.kirim(
        "/penyaluran/siapkan", {"program": "BLT-DD", "masa": "2026-11", "tgl": "10-11-2026", "cara": "rekening"}
    )
    assert diusulkan() == "rekening"
    batal = Penyaluran.get(Penyaluran.masa == "2026-11").id
    layar.kirim(f"/penyaluran/{batal}/batalkan", {"alasan": "Keliru"})
    assert diusulkan() == "tunai"


def test_the_list_a_bank_pays_by_has_who_waits_and_nobody_before_the_release(layar):
    layar.kirim("/penyaluran/siapkan", {"program": "BLT-DD", "masa": "2026-11", "tgl": "10-11-2026", "cara": "tunai"})
    alamat = f"/penyaluran/{Penyaluran.get().id}"
    lewat_laporan = "/laporan-bantuan/bank-penyaluran/unduh?program=BLT-DD&masa=2026-11&jadi=csv"
    assert "belum dirilis" in layar.buka(f"{alamat}/bank")
    assert b"BUDI" not in unduh(layar, lewat_laporan)
    layar.kirim(f"{alamat}/rilis")
    for tujuan in (f"{alamat}/bank?bentuk=csv", lewat_laporan):
        assert b"BUDI" in unduh(layar, tujuan)
    layar.kirim(f"{alamat}/tandai", {"rowid": garis(alamat)["BUDI"], "keadaan": "dibayar", "tgl": "10-11-2026"})
    for tujuan in (f"{alamat}/bank?bentuk=csv", lewat_laporan):
        isi = unduh(layar, tujuan)
        assert b"BUDI" not in isi, "sent again it would pay him again"
        assert b"SITI" in isi
    layar.kirim(
        f"{alamat}/tandai", {"rowid": garis(alamat)["SITI"], "keadaan": "gagal", "alasan": "x", "tgl": "10-11-2026"}
    )
    assert "Tidak ada penerima yang menunggu dibayar" in layar.buka(f"{alamat}/bank")


def test_the_file_of_one_month_is_not_opened_for_another(layar):
    satu, dua = dirilis(layar, "2026-10"), dirilis(layar, "2026-11")
    halaman = layar.kirim(f"{satu}/berkas-bank", {"berkas": berkas("NIK;Nama;Nominal\n3522010101800001;BUDI;300000\n")})
    kerja = re.search(rf"{satu}/berkas-bank/(\w+)/", halaman)[1]
    layar.buka(f"{dua}/berkas-bank/{kerja}", 404)
    layar.kirim(f"{dua}/berkas-bank/{kerja}/terapkan", kode=404)
    assert "Berkas ini tidak punya kolom status" in halaman


def test_a_report_that_can_be_opened_no_more_is_put_right_in_the_next_one(layar):
    lama = dirilis(layar, "2026-10")
    siti = garis(lama)["SITI"]
    layar.kirim(f"{lama}/tandai", {"rowid": list(garis(lama).values()), "keadaan": "dibayar", "tgl": "10-10-2026"})
    halaman = layar.kirim(f"{lama}/laporkan")
    assert "Buka kembali laporan" in halaman
    assert "Betulkan:" not in halaman
    baru = dirilis(layar, "2026-11")
    halaman = layar.buka(lama)
    assert "tercantum pada laporan November 2026" in halaman
    assert "Buka kembali laporan…" not in halaman
    kirim = {"rowid": siti, "keadaan": "dikembalikan", "tgl": "12-10-2026", "alasan": "Ternyata tidak diambil"}
    ditolak = layar.kirim(f"{lama}/betulkan", kirim | {"nilai": "9" * 30, "saring_cari": "siti"}, kode=422)
    assert "Angka ini terlalu besar" in ditolak
    assert terisi(ditolak) == kirim | {"nilai": "9" * 30}
    assert 'name="cari" value="siti"' in ditolak, "and the page is the one he was on"
    assert f'<form class="saring" method="get" action="{lama}"' in ditolak, "whose filters lead to it, not to the form"
    assert "1 pembetulan dicatat" in layar.kirim(f"{lama}/betulkan", kirim)
    assert "Dibetulkan pada November 2026" in layar.buka(lama)
    halaman = layar.buka(baru)
    assert "Ternyata tidak diambil" in halaman
    tujuan = re.search(rf'action="({baru}/pembetulan/\w+/urungkan)"', halaman)[1]
    assert "Ternyata tidak diambil" in layar.buka("/laporan-bantuan/penyaluran-masa?program=BLT-DD&masa=2026-11")
    assert "diurungkan" in layar.kirim(tujuan)
    assert "Dibetulkan pada" not in layar.buka(lama)
    assert "tidak dapat diurungkan" in layar.kirim(tujuan), "pressed twice"
