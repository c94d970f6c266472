"""Where two meet at one letter: drafts edited twice, numbers borne twice; and signing it electronically."""

import json
import re
import stat
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur, pejabat, surat, tte, tte_surat
from sid_bantuan.modules.persuratan.tables import Surat
from sid_bantuan.sync.tables import Berkas

from .support.desa import teks
from .support.surat import HARI, KADES, LOKET, SEKRETARIS

FRASA = "frasa rahasia sekali"
KEPALA, WAKIL = "SUGENG RIYADI, S.H.", "SRI LESTARI"
AKUN = {"pakai": "1", "url": "https://esign.contoh.go.id/", "pengguna": "desa", "sandi": "kata-instansi"}
NIK = {KEPALA: "3522010101700001"}
BSRE = AKUN | {"nik": NIK}
FORMULIR = AKUN | {f"nik.{nama}": nik for nama, nik in NIK.items()}
"""The same as the form sends it."""


def kirim(peramban, asal: str, alamat: str, kode=200, /, **isi):
    """A form of the page ``asal``, sent with its token."""
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka(asal))[1]
    jawab = peramban.klien.post(alamat, data=isi | {"sid_token": token}, follow_redirects=True)
    assert jawab.status_code == kode
    return teks(jawab)


def versi(page: str) -> str:
    return re.search(r'name="sid_versi" value="(\d+)"', page)[1]


def test_two_people_at_one_draft_see_both_versions_and_neither_is_written_over(tempat, sebagai):
    draf, operator = tempat.buat(), sebagai("operator")
    alamat = f"/surat/{draf.id}/ubah"
    dilihat = versi(operator.buka(alamat))
    surat.ubah_draf(tempat.node, LOKET, draf.id, {"keperluan": "kuliah di Surabaya"})
    isi = {"isi.keperluan": "kredit di bank", "aksi": "draf"}
    page = kirim(operator, alamat, alamat, 409, **isi, sid_versi=dilihat)
    assert "sudah diubah sejak halaman Anda dibuka" in page
    assert "<td>kredit di bank</td><td>kuliah di Surabaya</td>" in page
    assert 'value="kredit di bank"' in page
    assert surat.isian(Surat.get_by_id(draf.id))["keperluan"] == "kuliah di Surabaya"
    kirim(operator, alamat, alamat, **isi, sid_versi=versi(page))
    assert surat.isian(Surat.get_by_id(draf.id))["keperluan"] == "kredit di bank"


def test_whoever_changed_another_thing_of_the_letter_holds_nobody_up(tempat, sebagai):
    draf, operator = tempat.buat(), sebagai("operator")
    alamat = f"/surat/{draf.id}/ubah"
    dilihat = versi(operator.buka(alamat))
    tempat.node.engine.run("UPDATE sb_surat SET kertas = 'A4' WHERE id = ?", (draf.id,))
    page = kirim(operator, alamat, alamat, **{"isi.keperluan": "melamar pekerjaan", "aksi": "draf"}, sid_versi=dilihat)
    assert "Draf tersimpan" in page


def test_a_draft_that_was_kept_but_not_handed_in_can_be_sent_again(tempat, sebagai):
    operator, alamat = sebagai("operator"), f"/buat-surat/keterangan_domisili?orang={tempat.warga()}"
    id = re.search(r'name="id" value="([0-9a-f]{32})"', operator.buka(alamat))[1]
    page = kirim(operator, alamat, alamat, 422, id=id, aksi="ajukan")
    assert "Draf tersimpan, tetapi belum diajukan." in page
    ubah = f"/surat/{id}/ubah"
    page = kirim(operator, ubah, ubah, **{"isi.keperluan": "bekerja", "aksi": "ajukan"}, sid_versi=versi(page))
    assert "Menunggu pemeriksaan sekretaris" in page


def test_a_number_two_letters_bear_is_told_with_what_to_do_until_one_is_cancelled(tempat, sebagai):
    satu, dua, operator = tempat.terbit(), tempat.terbit(nama="SITI"), sebagai("operator")
    assert "dipakai 2 surat" not in operator.buka("/daftar-surat/")
    tempat.node.engine.run(
        "UPDATE sb_surat SET urut = ?, nomor = ?, tahun = ?, deret = ? WHERE id = ?",
        (satu.urut, satu.nomor, satu.tahun, satu.deret, dua.id),
    )
    page = operator.buka("/daftar-surat/")
    assert f"Nomor {satu.nomor} dipakai 2 surat" in page
    assert "Batalkan yang kertasnya belum diserahkan" in page
    assert "Nomor ganda" in operator.buka(f"/agenda-surat/?tahun={satu.tahun}")
    alur.batalkan(tempat.node, KADES, dua.id, "Nomor ganda")
    assert "dipakai 2 surat" not in operator.buka("/daftar-surat/")


# ---- BSrE


@pytest.fixture
def server(monkeypatch):
    """What BSrE was asked, and its answer."""
    kiriman = []

    def jawab(url, kepala, isi):
        kiriman.append((url, kepala, isi))
        return jawab.status, jawab.isi

    jawab.status, jawab.isi, jawab.kiriman = 200, b"%PDF-1.7 bertanda tangan", kiriman
    monkeypatch.setattr(tte, "_kirim", jawab)
    return jawab


def test_it_is_off_until_it_is_set_up_and_no_secret_is_shown_again(tempat, sebagai, tmp_path):
    surat_ini, alamat = tempat.terbit(), "/tanda-tangan-elektronik/"
    assert 'name="frasa"' not in sebagai("kepala_desa").buka(f"/surat/{surat_ini.id}")
    sekretaris = sebagai("sekretaris")
    page = kirim(sekretaris, alamat, alamat, 422, pakai="1", url="esign", **{f"nik.{KEPALA}": "123"})
    for nama in ("url", "pengguna", "sandi", "nik-1"):
        assert f'id="m-{nama}-salah"' in page
    assert 'value="123"' in page
    assert 'id="m-nik-salah"' in kirim(sekretaris, alamat, alamat, 422, **AKUN)
    assert not (tmp_path / tte_surat.BERKAS).exists()
    page = kirim(sekretaris, alamat, alamat, **FORMULIR)
    assert "Tanda tangan elektronik dipakai" in page
    assert BSRE["sandi"] not in page
    kirim(sekretaris, alamat, alamat, **FORMULIR | {"sandi": ""})
    assert tte_surat.baca(tmp_path).sandi == BSRE["sandi"], "an empty field keeps the one that is there"
    assert stat.S_IMODE((tmp_path / tte_surat.BERKAS).stat().st_mode) == 0o600
    assert BSRE["sandi"] not in json.dumps(tempat.node.engine.run("SELECT perubahan, label FROM sb_jejak"), default=str)
    assert 'name="frasa"' in sebagai("kepala_desa").buka(f"/surat/{surat_ini.id}")
    sebagai("operator").buka(alamat, kode=403)


def test_a_letter_is_signed_with_the_passphrase_which_stays_nowhere(tempat, sebagai, server, tmp_path, caplog):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, kades = tempat.terbit(), sebagai("kepala_desa")
    asal = f"/surat/{ini.id}"
    assert 'id="frasa-salah"' in kirim(kades, asal, f"{asal}/tte", 422, frasa="")
    page = kirim(kades, asal, f"{asal}/tte", frasa=FRASA)
    assert "PDF bertanda tangan elektronik" in page
    assert 'name="frasa"' not in page
    assert FRASA.encode() in server.kiriman[0][2]
    assert server.kiriman[0][0] == "https://esign.contoh.go.id/api/sign/pdf"
    assert kades.klien.get(f"{asal}/surat-tte.pdf").data == server.isi
    assert Berkas.get(Berkas.untuk_id == ini.id).ukuran == len(server.isi)
    assert len(server.kiriman) == 1
    semua = tempat.node.engine.run("SELECT label, perubahan, catatan FROM sb_jejak")
    assert FRASA not in str(semua) + caplog.text + (tmp_path / tte_surat.BERKAS).read_text()


def test_what_bsre_refuses_is_told_and_the_letter_stays_as_it_is(tempat, sebagai, server, tmp_path):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, kades = tempat.terbit(), sebagai("kepala_desa")
    server.status, server.isi = 400, b'{"error": "Passphrase anda salah"}'
    page = kirim(kades, f"/surat/{ini.id}", f"/surat/{ini.id}/tte", 422, frasa="salah")
    assert "BSrE menolak: Passphrase anda salah" in page
    assert 'value="salah"' not in page
    assert Berkas.select().where(Berkas.untuk_id == ini.id).count() == 0
    assert 'name="frasa"' in page


def test_only_who_signs_such_letters_signs_them_electronically(tempat, sebagai, server, tmp_path):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, operator = tempat.terbit(), sebagai("operator")
    assert 'name="frasa"' not in operator.buka(f"/surat/{ini.id}")
    page = operator.kirim(f"/surat/{ini.id}/tte", {"frasa": FRASA}, kode=422)
    assert FRASA not in page
    assert server.kiriman == []


def test_each_signs_with_his_own_nik_and_who_has_none_here_is_named(tempat, sebagai, server, tmp_path):
    """Who stands in has a certificate of his own."""
    node = tempat.node
    tte_surat.simpan(node, KADES, tmp_path, BSRE)
    wakil = {"jabatan": "kepala_desa", "nama": WAKIL, "sebutan": "a.n. Kepala Desa", "atas_nama": 1, "mulai": HARI,
             "sampai": date.today()}  # fmt: skip
    pejabat.simpan(node, KADES, wakil)
    ini, wakilnya = alur.tanda_tangani(node, SEKRETARIS, tempat.siap().id, HARI), sebagai("sekretaris")
    alamat = f"/surat/{ini.id}"
    assert f"NIK {WAKIL} belum diisi" in kirim(wakilnya, alamat, f"{alamat}/tte", 422, frasa=FRASA)
    assert server.kiriman == []
    tte_surat.simpan(node, KADES, tmp_path, BSRE | {"nik": NIK | {WAKIL: "35 2201 4202 8000 02"}})
    kirim(wakilnya, alamat, f"{alamat}/tte", frasa=FRASA)
    assert b"3522014202800002" in server.kiriman[0][2]
    assert NIK[KEPALA].encode() not in server.kiriman[0][2]


@pytest.mark.parametrize(
    ("url", "salah"),
    [
        ("http://esign.contoh.go.id", {"tte_alamat_terbuka"}),
        ("http://127.0.0.1.contoh.id", {"tte_alamat_terbuka"}),
        ("http://localhost@contoh.id", {"tte_alamat_terbuka"}),
        ("http://127.0.0.1:8443", set()),
        ("https://esign.contoh.go.id", set()),
    ],
)
def test_a_passphrase_leaves_this_computer_only_encrypted(tempat, tmp_path, server, url, salah):
    def kode(kerja) -> set[str]:
        try:
            kerja()
        except DataDitolak as ditolak:
            return {satu.kode for satu in ditolak.kesalahan}
        return set()

    assert kode(lambda: tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE | {"url": url})) == salah
    akun = tte_surat.Bsre(True, url, "desa", "s")
    assert kode(lambda: tte.tanda_tangani(b"%PDF-", NIK[KEPALA], FRASA, tte._kirim, akun)) == salah
    assert bool(server.kiriman) is not bool(salah)


def test_the_password_of_the_office_goes_to_no_server_it_was_not_given_for(tempat, tmp_path):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    lain = BSRE | {"url": "https://lain.contoh.id", "sandi": ""}
    with pytest.raises(DataDitolak) as salah:
        tte_surat.simpan(tempat.node, KADES, tmp_path, lain)
    assert [(satu.kode, satu.kolom) for satu in salah.value.kesalahan] == [("wajib_diisi", "sandi")]
    assert tte_surat.baca(tmp_path).url == "https://esign.contoh.go.id"


def test_a_server_that_points_elsewhere_is_not_followed():
    """With the account of the institution in the request."""
    dikunjungi = []

    class Pindah(BaseHTTPRequestHandler):
        def do_POST(self):
            dikunjungi.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", "/lain")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_args):
            pass

    with HTTPServer(("127.0.0.1", 0), Pindah) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        status, _ = tte._kirim(f"http://127.0.0.1:{server.server_port}/api/sign/pdf", {"Authorization": "x"}, b"isi")
        server.shutdown()
    assert (status, dikunjungi) == (302, ["/api/sign/pdf"])
