"""The agenda books and the letters that come in: every number stands, on the page, in Excel and on paper."""

import re
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid.buku import penanda as buku
from sid_bantuan.modules.lampid.buku.lembar import Penanda
from sid_bantuan.modules.persuratan import agenda, alur, pejabat, surat_masuk
from sid_bantuan.modules.persuratan.agenda import KELUAR, MASUK, Masa
from sid_bantuan.modules.persuratan.tables import SuratMasuk
from sid_bantuan.sync.tables import Berkas

from .support.desa import teks
from .support.isi import EXE, png
from .support.pdf import Pdf
from .support.surat import HARI, KADES, LOKET, SEKRETARIS

UNDANGAN = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat pajak", "tgl_terima": date(2026, 3, 2),
            "nomor": "005/12/412.500/2026", "tgl_surat": date(2026, 2, 27)}  # fmt: skip


def kirim(peramban, asal: str, alamat: str, **isi):
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka(asal))[1]
    return peramban.klien.post(alamat, data=isi | {"sid_token": token}, follow_redirects=True)


@pytest.fixture
def tiga(tempat):
    """Two letters of October, the first of them cancelled, and one of November; and a draft, which is no letter yet."""
    semua = [tempat.terbit(hari=hari) for hari in (date(2026, 10, 5), date(2026, 10, 20), HARI)]
    alur.batalkan(tempat.node, KADES, semua[0].id, "Salah orang")
    tempat.buat(nama="SITI")
    return semua


def test_a_cancelled_letter_stands_in_the_book_with_its_number_and_a_draft_does_not(tempat, tiga):
    lembar = agenda.susun(tempat.node, KELUAR, Masa(2026))
    assert [baris[1].teks for baris in lembar.tabel.baris] == [satu.nomor for satu in tiga]
    assert lembar.tabel.baris[0][6] == "DIBATALKAN: Salah orang"
    assert "3 nomor, 1 di antaranya dibatalkan" in lembar.catatan[0]
    assert [len(agenda.susun(tempat.node, KELUAR, Masa(2026, f"2026-{b}")).tabel.baris) for b in ("09", "10", "11")] == [
        0, 2, 1,
    ]  # fmt: skip
    assert agenda.susun(tempat.node, KELUAR, Masa(2025)).tabel.baris == []


def test_a_page_of_the_book_goes_on_with_its_numbers(tempat, tiga):
    tabel = agenda.susun(tempat.node, KELUAR, Masa(2026), mulai=2, banyak=2).tabel
    assert (tabel.semua, [baris[0] for baris in tabel.baris]) == (3, [3])


def test_the_book_leads_to_its_letters_and_comes_along_as_excel_and_pdf(tempat, tiga, sebagai):
    sekretaris = sebagai("sekretaris")
    page = sekretaris.buka("/agenda-surat/?tahun=2026&bulan=10")
    assert f'href="/surat/{tiga[0].id}"' in page
    assert f'href="/surat/{tiga[2].id}"' not in page
    isi = openpyxl.load_workbook(BytesIO(sekretaris.klien.get("/agenda-surat/unduh.xlsx?tahun=2026").data)).active
    kolom = [sel.value for sel in isi["B"]]
    assert [satu.nomor for satu in tiga] == [nilai for nilai in kolom if nilai in {satu.nomor for satu in tiga}]
    jawab = kirim(sekretaris, "/agenda-surat/", "/agenda-surat/unduh.pdf", tahun="2026", bulan="10")
    assert Pdf(jawab.data).ukuran() == (330, 215), "on the paper of its letters"
    halaman = Pdf(jawab.data).teks()
    assert "AGENDA SURAT KELUAR" in halaman
    assert "BULAN OKTOBER 2026" in halaman
    assert "DIBATALKAN: Salah orang" in halaman
    assert "Sekretaris Desa" in halaman
    assert "SUGENG RIYADI, S.H." in halaman, "who signs the letters, where nobody was written down for the books"
    assert [satu[0] for satu in tempat.node.engine.run("SELECT catatan FROM sb_jejak WHERE aksi = 'ekspor'")] == [
        "Excel", "PDF",
    ]  # fmt: skip


def test_the_book_is_signed_by_who_signs_letters_unless_others_were_written_down_for_it(tempat):
    def penanda():
        tanda = agenda.susun(tempat.node, KELUAR, Masa(2026)).tanda_tangan
        return [(satu.jabatan, satu.nama, satu.nip) for satu in (tanda.kiri, tanda.kanan)]

    assert penanda() == [("Kepala Desa", "SUGENG RIYADI, S.H.", ""), ("Sekretaris Desa", "", "")]
    pejabat.simpan(tempat.node, SEKRETARIS, {
        "jabatan": "sekretaris", "nama": "SRI LESTARI", "sebutan": "Sekretaris Desa | Luwihaji", "nip": "1980",
        "mulai": date(2020, 1, 1),
    })  # fmt: skip
    assert penanda()[1] == ("Sekretaris Desa Luwihaji", "SRI LESTARI", "1980")
    buku.simpan(tempat.node.engine, tempat.node.code, Penanda("Penjabat Kepala Desa", "JOKO"), Penanda(""))
    assert penanda() == [("Penjabat Kepala Desa", "JOKO", ""), ("Sekretaris Desa", "", "")]


def test_the_population_books_are_signed_by_who_signed_letters_on_their_day(tempat, sebagai):
    def nama(bulan):
        tanda = buku.tanda_tangan(tempat.node.engine, tempat.node.code, bulan)
        return tanda.kiri.nama, tanda.kanan.nama

    assert nama("2026-10") == ("SUGENG RIYADI, S.H.", "")
    assert nama("2019-10") == ("", ""), "before he was in office"
    operator = sebagai("sekretaris")
    assert "SUGENG RIYADI, S.H." in operator.buka("/buku/?buku=lampid&bulan=2026-10")
    assert 'value="SUGENG RIYADI, S.H."' in operator.buka("/buku/penanda?bulan=2026-10"), "what is printed now"


def test_an_empty_book_and_a_wrong_address_are_no_faults(sebagai):
    page = sebagai("operator").buka("/agenda-surat/?buku=masuk&tahun=1999&bulan=17")
    assert "Nihil: tidak ada surat masuk" in page


def test_letters_in_are_numbered_by_year_and_stand_in_their_book(tempat):
    for isi in (UNDANGAN, UNDANGAN | {"perihal": "Edaran"}, UNDANGAN | {"tgl_terima": date(2025, 12, 30)}):
        surat_masuk.catat(tempat.node, LOKET, isi)
    lembar = agenda.susun(tempat.node, MASUK, Masa(2026))
    assert [(baris[0].nilai, baris[5]) for baris in lembar.tabel.baris] == [(1, "Undangan rapat pajak"), (2, "Edaran")]
    assert agenda.tahun_ada(tempat.node, MASUK, date(2026, 11, 21)) == [2026, 2025]


def test_a_letter_in_is_recorded_searched_given_a_disposition_and_its_scan(tempat, sebagai):
    operator = sebagai("operator")
    baru = "/daftar-surat-masuk/new/"
    isi = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat", "tgl_terima": "02-03-2026"}
    page = teks(kirim(operator, baru, baru, **isi))
    assert "nomor <strong" in page
    satu = SuratMasuk.get()
    assert (satu.urut, satu.tahun, satu.oleh) == (1, 2026, "Siti Operator")
    ubah = f"/daftar-surat-masuk/edit/?id={satu.id}"
    versi = re.search(r'name="sid_versi"[^>]*value="(\d+)"', operator.buka(ubah))[1]
    page = teks(kirim(operator, ubah, ubah, **isi | {"disposisi": "Kasi Pelayanan, hadiri", "sid_versi": versi}))
    assert "Kasi Pelayanan, hadiri" in page
    for cari, ada in (("camat", True), ("undangan", True), ("gubernur", False)):
        assert (satu.id in operator.buka(f"/daftar-surat-masuk/?search={cari}")) is ada
    assert satu.id not in operator.buka("/daftar-surat-masuk/?flt_disposisi=belum")
    alamat = f"/berkas/surat_masuk/{satu.id}/lampirkan"
    page = operator.kirim(alamat, {"berkas": (BytesIO(png()), "undangan.png"), "jenis": "surat"})
    assert "undangan.png" in page
    assert "virus.pdf" not in operator.kirim(alamat, {"berkas": (BytesIO(EXE), "virus.pdf")}).split("berkas-daftar")[1]


@pytest.mark.parametrize("peran", ["sekretaris", "kepala_desa"])
def test_the_secretary_and_the_head_write_who_a_letter_goes_to(tempat, sebagai, peran):
    satu, orang = surat_masuk.catat(tempat.node, LOKET, UNDANGAN), sebagai(peran)
    page = orang.buka(f"/surat-masuk/{satu.id}")
    assert "isi disposisi" in page
    assert ("Surat berikutnya" in page) is (peran == "sekretaris")
    ubah = f"/daftar-surat-masuk/edit/?id={satu.id}"
    versi = re.search(r'name="sid_versi"[^>]*value="(\d+)"', orang.buka(ubah))[1]
    isi = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat pajak", "tgl_terima": "02-03-2026",
           "nomor": UNDANGAN["nomor"], "tgl_surat": "27-02-2026", "disposisi": "Kasi Pelayanan", "sid_versi": versi}  # fmt: skip
    kirim(orang, ubah, ubah, **isi)
    assert SuratMasuk.get_by_id(satu.id).disposisi == "Kasi Pelayanan"


def test_the_secretary_attaches_the_scan_of_a_letter_in_and_no_file_of_a_resident(tempat, sebagai):
    satu, orang = surat_masuk.catat(tempat.node, LOKET, UNDANGAN), tempat.warga()
    asal, sekretaris = f"/daftar-surat-masuk/edit/?id={satu.id}", sebagai("sekretaris")

    def lampirkan(siapa, jenis, id):
        isi = {"berkas": (BytesIO(png()), "pindaian.png"), "jenis": "surat"}
        return kirim(siapa, asal, f"/berkas/{jenis}/{id}/lampirkan", **isi)

    assert "pindaian.png" in teks(lampirkan(sekretaris, "surat_masuk", satu.id))
    assert lampirkan(sekretaris, "penduduk", orang).status_code == 403
    assert [berkas.untuk_id for berkas in Berkas.select()] == [satu.id]
    page = teks(kirim(sekretaris, asal, f"/berkas/{Berkas.get().id}/buang"))
    kelompok = re.search(r'name="kelompok" value="([^"]+)"', page)[1]
    assert Berkas.select().count() == 0
    assert "pindaian.png" in teks(kirim(sekretaris, asal, "/berkas/urungkan", kelompok=kelompok))
    assert Berkas.select().count() == 1
    assert lampirkan(sebagai("kepala_desa"), "surat_masuk", satu.id).status_code == 403


def test_two_people_at_one_letter_in_see_both_versions(tempat, sebagai):
    satu, operator = surat_masuk.catat(tempat.node, LOKET, UNDANGAN), sebagai("operator")
    ubah = f"/daftar-surat-masuk/edit/?id={satu.id}"
    versi = re.search(r'name="sid_versi"[^>]*value="(\d+)"', operator.buka(ubah))[1]
    surat_masuk.catat(tempat.node, LOKET, {"disposisi": "Sekretaris"}, satu.id)
    isi = {"pengirim": "Camat Ngraho", "perihal": "Undangan rapat pajak", "tgl_terima": "02-03-2026",
           "nomor": UNDANGAN["nomor"], "tgl_surat": "27-02-2026", "disposisi": "Kaur Umum", "sid_versi": versi}  # fmt: skip
    page = teks(kirim(operator, ubah, ubah, **isi))
    assert "Kaur Umum" in page
    assert "Sekretaris" in page
    assert SuratMasuk.get_by_id(satu.id).disposisi == "Sekretaris"


def test_a_form_sent_again_after_going_back_is_one_letter_and_another_letter_is_asked_about(tempat, sebagai):
    operator, baru = sebagai("operator"), "/daftar-surat-masuk/new/"
    isi = {"pengirim": "Camat", "perihal": "Rapat", "tgl_terima": "02-03-2026", "id": _id(operator.buka(baru))}
    for _ in range(2):
        assert "Camat" in teks(kirim(operator, baru, baru, **isi))
    assert [satu.id for satu in SuratMasuk.select()] == [isi["id"]]
    page = teks(kirim(operator, baru, baru, **isi | {"perihal": "Edaran"}))
    assert "tersimpan sebagai surat masuk nomor agenda 1." in page
    assert 'value="Edaran"' in page
    kirim(operator, baru, baru, **isi | {"perihal": "Edaran", "id": _id(page)})
    assert [(satu.urut, satu.perihal) for satu in SuratMasuk.select().order_by(SuratMasuk.urut)] == [
        (1, "Rapat"), (2, "Edaran"),
    ]  # fmt: skip


def test_the_id_of_a_form_is_no_way_into_another_record(tempat, sebagai):
    operator, baru = sebagai("operator"), "/daftar-surat-masuk/new/"
    for id in (tempat.warga(), "x" * 32, ""):
        page = teks(kirim(operator, baru, baru, pengirim="Camat", perihal="Rapat", tgl_terima="02-03-2026", id=id))
        assert "Camat" in page
    assert SuratMasuk.select().count() == 3
    assert Penduduk.get_by_id(tempat.warga()).nama == "BUDI"


def _id(page: str) -> str:
    return re.search(r'name="id" value="([0-9a-f]{32})"', page)[1]


def test_a_letter_cannot_have_come_tomorrow_or_change_its_year(tempat, sebagai):
    operator, baru = sebagai("operator"), "/daftar-surat-masuk/new/"
    besok = date.today() + timedelta(days=1)
    isi = {"pengirim": "Camat", "perihal": "Rapat", "tgl_terima": f"{besok:%d-%m-%Y}"}
    page = teks(kirim(operator, baru, baru, **isi))
    assert "belum terjadi" in page
    assert 'value="Camat"' in page
    assert SuratMasuk.select().count() == 0
    satu = surat_masuk.catat(tempat.node, LOKET, UNDANGAN)
    ubah = f"/daftar-surat-masuk/edit/?id={satu.id}"
    versi = re.search(r'name="sid_versi"[^>]*value="(\d+)"', operator.buka(ubah))[1]
    page = teks(kirim(operator, ubah, ubah, **isi | {"tgl_terima": "02-03-2025", "sid_versi": versi}))
    assert "Tahun agenda tidak dapat diganti" in page


def test_a_slip_in_the_year_makes_no_agenda_of_a_hundred_years_ago(tempat, sebagai):
    operator, baru = sebagai("operator"), "/daftar-surat-masuk/new/"
    page = teks(kirim(operator, baru, baru, pengirim="Camat", perihal="Rapat", tgl_terima="02-03-1926"))
    assert "lebih dari 10 tahun yang lalu" in page
    assert 'value="Camat"' in page
    assert SuratMasuk.select().count() == 0


def test_only_who_keeps_the_agenda_enters_letters(tempat, sebagai):
    sebagai("kepala_desa").buka("/daftar-surat-masuk/new/", kode=403)
    assert "Pengirim" in sebagai("sekretaris").buka("/daftar-surat-masuk/new/")
