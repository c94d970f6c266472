"""Where two meet at one letter: drafts edited twice, numbers borne twice; and signing it electronically."""

import json
import re
import stat

import pytest

from sid_bantuan.modules.persuratan import alur, surat, tte, tte_surat
from sid_bantuan.modules.persuratan.tables import Surat
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.tables import Berkas

from .support.desa import Peramban, aplikasi, teks
from .support.surat import KADES, LOKET, kantor

FRASA = "frasa rahasia sekali"
BSRE = {"pakai": "1", "url": "https://esign.contoh.go.id/", "pengguna": "desa", "sandi": "kata-instansi",
        "nik": "3522010101700001"}  # fmt: skip


@pytest.fixture
def tempat(village):
    siap = kantor(village)
    drain_all(siap.node)
    return siap


@pytest.fixture
def layar(tempat, tmp_path):
    """The screens as somebody with these roles has them."""
    return lambda *peran: Peramban(aplikasi(tempat.node.engine, tmp_path, *peran))


def kirim(peramban, asal: str, alamat: str, kode=200, /, **isi):
    """A form of the page ``asal``, sent with its token."""
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka(asal))[1]
    jawab = peramban.klien.post(alamat, data=isi | {"sid_token": token}, follow_redirects=True)
    assert jawab.status_code == kode
    return teks(jawab)


def versi(page: str) -> str:
    return re.search(r'name="sid_versi" value="(\d+)"', page)[1]


def test_two_people_at_one_draft_see_both_versions_and_neither_is_written_over(tempat, layar):
    draf, operator = tempat.buat(), layar("operator")
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


def test_whoever_changed_another_thing_of_the_letter_holds_nobody_up(tempat, layar):
    draf, operator = tempat.buat(), layar("operator")
    alamat = f"/surat/{draf.id}/ubah"
    dilihat = versi(operator.buka(alamat))
    tempat.node.engine.run("UPDATE sb_surat SET kertas = 'A4' WHERE id = ?", (draf.id,))
    page = kirim(operator, alamat, alamat, **{"isi.keperluan": "melamar pekerjaan", "aksi": "draf"}, sid_versi=dilihat)
    assert "Draf tersimpan" in page


def test_a_draft_that_was_kept_but_not_handed_in_can_be_sent_again(tempat, layar):
    operator, alamat = layar("operator"), f"/buat-surat/keterangan_domisili?orang={tempat.warga()}"
    id = re.search(r'name="id" value="([0-9a-f]{32})"', operator.buka(alamat))[1]
    page = kirim(operator, alamat, alamat, 422, id=id, aksi="ajukan")
    assert "Draf tersimpan, tetapi belum diajukan." in page
    ubah = f"/surat/{id}/ubah"
    page = kirim(operator, ubah, ubah, **{"isi.keperluan": "bekerja", "aksi": "ajukan"}, sid_versi=versi(page))
    assert "Menunggu pemeriksaan sekretaris" in page


def test_a_number_two_letters_bear_is_told_with_what_to_do_until_one_is_cancelled(tempat, layar):
    satu, dua, operator = tempat.terbit(), tempat.terbit(nama="SITI"), layar("operator")
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


def test_it_is_off_until_it_is_set_up_and_no_secret_is_shown_again(tempat, layar, tmp_path):
    surat_ini, alamat = tempat.terbit(), "/tanda-tangan-elektronik/"
    assert 'name="frasa"' not in layar("kepala_desa").buka(f"/surat/{surat_ini.id}")
    sekretaris = layar("sekretaris")
    page = kirim(sekretaris, alamat, alamat, 422, pakai="1", url="esign", nik="123")
    for nama in ("url", "pengguna", "sandi", "nik"):
        assert f'id="m-{nama}-salah"' in page
    assert not (tmp_path / tte_surat.BERKAS).exists()
    page = kirim(sekretaris, alamat, alamat, **BSRE)
    assert "Tanda tangan elektronik dipakai" in page
    assert BSRE["sandi"] not in page
    kirim(sekretaris, alamat, alamat, **BSRE | {"sandi": ""})
    assert tte_surat.baca(tmp_path).sandi == BSRE["sandi"], "an empty field keeps the one that is there"
    assert stat.S_IMODE((tmp_path / tte_surat.BERKAS).stat().st_mode) == 0o600
    assert BSRE["sandi"] not in json.dumps(tempat.node.engine.run("SELECT perubahan, label FROM sb_jejak"), default=str)
    assert 'name="frasa"' in layar("kepala_desa").buka(f"/surat/{surat_ini.id}")
    layar("operator").buka(alamat, kode=403)


def test_a_letter_is_signed_with_the_passphrase_which_stays_nowhere(tempat, layar, server, tmp_path, caplog):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, kades = tempat.terbit(), layar("kepala_desa")
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


def test_what_bsre_refuses_is_told_and_the_letter_stays_as_it_is(tempat, layar, server, tmp_path):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, kades = tempat.terbit(), layar("kepala_desa")
    server.status, server.isi = 400, b'{"error": "Passphrase anda salah"}'
    page = kirim(kades, f"/surat/{ini.id}", f"/surat/{ini.id}/tte", 422, frasa="salah")
    assert "BSrE menolak: Passphrase anda salah" in page
    assert 'value="salah"' not in page
    assert Berkas.select().where(Berkas.untuk_id == ini.id).count() == 0
    assert 'name="frasa"' in page


def test_only_who_signs_such_letters_signs_them_electronically(tempat, layar, server, tmp_path):
    tte_surat.simpan(tempat.node, KADES, tmp_path, BSRE)
    ini, operator = tempat.terbit(), layar("operator")
    assert 'name="frasa"' not in operator.buka(f"/surat/{ini.id}")
    page = operator.kirim(f"/surat/{ini.id}/tte", {"frasa": FRASA}, kode=422)
    assert FRASA not in page
    assert server.kiriman == []
