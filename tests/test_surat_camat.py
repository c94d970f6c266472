"""The camat's step is made at the kecamatan, travels down, and counts only for the content he saw."""

import pytest

from sid_bantuan.domain import surat as kata
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur, bukti, camat, cetak, pejabat, surat
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.wire import Row

from .support.di import di
from .support.lampid import kode_salah
from .support.pdf import Pdf
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.surat import HARI, KADES, LOKET, SEKRETARIS, kantor, orang

KERAMAIAN = {"acara": "Pernikahan", "tanggal": "2026-12-01", "waktu": "09.00 sampai 16.00", "tempat": "Dusun Krajan"}
CAMAT = orang("camat", wilayah=DISTRICT, nama="Operator Camat")
WALI = orang("wali_data", wilayah=DISTRICT, nama="Siti Aminah")


@pytest.fixture
def jalan(open_node):
    road = Road(open_node, (DISTRICT, VILLAGE))
    with di(road[VILLAGE]) as node:
        road.tempat = kantor(node.engine)
        road.tempat.desa.node = node
    with di(road[DISTRICT]) as node:
        isi = {"jabatan": "camat", "nama": "Drs. HARTONO", "nip": "196801011990031001", "sebutan": "Camat Ngraho"}
        pejabat.simpan(node, CAMAT, isi | {"mulai": HARI})
    road.settle()
    return road


@pytest.fixture
def dikirim(jalan):
    with di(jalan[VILLAGE]):
        id = jalan.tempat.terbit("izin_keramaian", isian=KERAMAIAN).id
        assert surat.ambil(jalan[VILLAGE], id).keadaan == kata.MENGETAHUI
    jalan.settle()
    return id


def di_desa(jalan, id):
    with di(jalan[VILLAGE]) as node:
        return surat.ambil(node, id)


def test_a_letter_waits_for_the_camat_and_is_issued_when_his_step_arrives(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        assert [satu.id for satu in camat.menunggu(node)] == [dikirim]
        camat.ketahui(node, CAMAT, dikirim)
        assert camat.menunggu(node) == []
        with pytest.raises(DataDitolak) as salah:
            camat.ketahui(node, CAMAT, dikirim)
        assert kode_salah(salah) == {"surat_tidak_menunggu_camat"}
    assert di_desa(jalan, dikirim).keadaan == kata.MENGETAHUI
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.TERBIT
    with di(jalan[VILLAGE]) as node:
        ini = surat.ambil(node, dikirim)
        assert cetak.utuh(node, ini)
        assert ini.isi_sha256
        halaman = Pdf(cetak.pdf(node, [dikirim])).teks()
        assert "Camat Ngraho" in halaman
        assert "Drs. HARTONO" in halaman
    with di(jalan[DISTRICT]) as node:
        assert "Drs. HARTONO" in Pdf(cetak.pdf(node, [dikirim])).teks(), "the kecamatan can print what it knows of"
    assert jalan.unequal() == []


def test_the_camat_returns_a_letter_and_the_new_paper_keeps_its_number_but_not_its_code(jalan, dikirim):
    lama = di_desa(jalan, dikirim)
    with di(jalan[DISTRICT]) as node:
        camat.kembalikan(node, CAMAT, dikirim, "Lampirkan izin tetangga")
    jalan.settle()
    with di(jalan[VILLAGE]) as node:
        assert surat.ambil(node, dikirim).keadaan == kata.DIKEMBALIKAN
        assert alur.riwayat(dikirim)[-1].alasan == "Lampirkan izin tetangga"
        surat.ubah_draf(node, LOKET, dikirim, KERAMAIAN | {"hiburan": "Tanpa pengeras suara"})
        alur.ajukan(node, LOKET, dikirim)
        alur.periksa(node, SEKRETARIS, dikirim)
        baru = alur.tanda_tangani(node, KADES, dikirim)
    assert (baru.nomor, baru.tgl_surat) == (lama.nomor, lama.tgl_surat)
    assert baru.tanda != lama.tanda
    jalan.settle()
    with di(jalan[DISTRICT]) as node:
        assert [satu.id for satu in camat.menunggu(node)] == [dikirim]


def test_a_step_for_content_that_changed_meanwhile_moves_nothing(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        camat.ketahui(node, CAMAT, dikirim)
    jalan[VILLAGE].engine.run("UPDATE sb_surat SET tanda = 'lain' WHERE id = ?", (dikirim,))
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.MENGETAHUI
    with di(jalan[DISTRICT]) as node:
        assert [satu.id for satu in camat.menunggu(node)] == [dikirim], "he is asked again, for what it says now"


def test_a_letter_cancelled_at_the_village_is_not_issued_by_the_camat(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        camat.ketahui(node, CAMAT, dikirim)
    with di(jalan[VILLAGE]) as node:
        alur.batalkan(node, KADES, dikirim, "Acaranya batal")
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.BATAL


@pytest.mark.parametrize("dari, tentang, keadaan", [
    (DISTRICT, VILLAGE, kata.TERBIT),
    (REGENCY, VILLAGE, kata.MENGETAHUI),
    (DISTRICT, "35.22.01.2002", kata.MENGETAHUI),
])  # fmt: skip
def test_only_the_villages_own_kecamatan_has_its_camat(jalan, dikirim, dari, tentang, keadaan):
    isi = {"surat_id": dikirim, "langkah": kata.MENGETAHUI, "oleh": "Camat", "pada": "2026-11-21T08:00:00Z"}
    isi["tanda"] = di_desa(jalan, dikirim).tanda
    with di(jalan[VILLAGE]) as node, node.engine.transaction():
        camat.effect(node, [Row("surat_langkah", new_id(), dari, tentang, 1, content=isi)])
    assert di_desa(jalan, dikirim).keadaan == keadaan


def test_only_a_camat_takes_note_and_only_of_his_own_villages(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        for siapa in (orang("wali_data", wilayah=DISTRICT), orang("camat", wilayah="35.22.02")):
            with pytest.raises(DataDitolak) as salah:
                camat.ketahui(node, siapa, dikirim)
            assert kode_salah(salah) == {"surat_bukan_wewenang"}


@pytest.mark.parametrize("di_mana", [REGENCY, "35.22.02"])
def test_no_office_but_the_villages_own_kecamatan_answers_for_its_camat(jalan, dikirim, di_mana):
    """A kabupaten has people of the same role; they read."""
    with di(jalan[DISTRICT]) as node, pytest.raises(DataDitolak) as salah:
        camat.ketahui(Node(node.engine, di_mana, node.catalog), orang("camat", wilayah=REGENCY), dikirim)
    assert kode_salah(salah) == {"rekam_tidak_ada"}


def test_the_kecamatan_proves_a_letter_that_has_not_arrived(jalan):
    with di(jalan[VILLAGE]):
        ini = jalan.tempat.terbit()
    atas, data = jalan[DISTRICT], (VILLAGE, ini.nomor, ini.tgl_surat, ini.tanda)
    assert atas.engine.value("SELECT COUNT(*) FROM sb_surat") == 0
    assert bukti.periksa_bukti(atas, *data, ini.bukti) == bukti.Bukti(True)
    for ke, lain in enumerate(("35.22.01.2002", "1/2026", "2026-11-22", "x")):
        palsu = [*data[:ke], lain, *data[ke + 1 :]]
        assert not bukti.periksa_bukti(atas, *palsu, ini.bukti).sah
    for rusak in ("", "A" * 86, "é", ini.bukti[:-3], "=" * 9):
        assert not bukti.periksa_bukti(atas, *data, rusak).sah


def test_it_still_proves_what_was_signed_by_a_key_the_village_no_longer_uses(jalan):
    from sid_bantuan.sync import enrol

    with di(jalan[VILLAGE]) as node:
        lama = jalan.tempat.terbit()
        enrol.change_key(node, DISTRICT)
    jalan.settle()
    jalan.settle()
    with di(jalan[VILLAGE]):
        baru = jalan.tempat.terbit(nama="SITI")
    atas = jalan[DISTRICT]
    hasil = [
        bukti.periksa_bukti(atas, VILLAGE, satu.nomor, satu.tgl_surat, satu.tanda, satu.bukti) for satu in (lama, baru)
    ]
    assert [(satu.sah, satu.kunci_lama) for satu in hasil] == [(True, True), (True, False)]
    with di(jalan[VILLAGE]) as node:
        drain_all(node)
        assert cetak.utuh(node, surat.ambil(node, lama.id)), "the old letter is printed with its old proof"


def test_the_proof_holds_after_a_new_pc_was_enrolled(jalan):
    from sid_bantuan.sync import enrol

    with di(jalan[VILLAGE]):
        ini = jalan.tempat.terbit()
    kode = enrol.issue_code(jalan[DISTRICT], VILLAGE)
    jalan.couriers[VILLAGE].enrol(DISTRICT, "http://induk", kode)
    hasil = bukti.periksa_bukti(jalan[DISTRICT], VILLAGE, ini.nomor, ini.tgl_surat, ini.tanda, ini.bukti)
    assert (hasil.sah, hasil.kunci_lama) == (True, True)
    assert hasil.sampai


# ---- prepared by the steward


def test_a_steward_hands_a_letter_on_to_the_camat_who_signs_it(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        with pytest.raises(DataDitolak) as salah:
            camat.ketahui(node, WALI, dikirim)
        assert kode_salah(salah) == {"surat_bukan_wewenang"}
        satu = camat.teruskan(node, WALI, dikirim)
        assert camat.teruskan(node, WALI, dikirim).id == satu.id
        [menunggu] = camat.menunggu(node)
        assert camat.disiapkan(node, [menunggu])[dikirim].oleh == "Siti Aminah"
        assert (camat.jawaban(node, menunggu), camat.terakhir(node)) == (None, [])
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.MENGETAHUI, "handing on answers nothing"
    with di(jalan[DISTRICT]) as node:
        camat.ketahui(node, CAMAT, dikirim)
        with pytest.raises(DataDitolak) as salah:
            camat.teruskan(node, WALI, dikirim)
        assert kode_salah(salah) == {"surat_tidak_menunggu_camat"}
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.TERBIT
    with di(jalan[VILLAGE]):
        assert [satu.langkah for satu in alur.riwayat(dikirim)][-2:] == ["teruskan", "mengetahui"]


def test_a_steward_gives_a_letter_back_though_he_had_handed_it_on(jalan, dikirim):
    with di(jalan[DISTRICT]) as node:
        camat.teruskan(node, WALI, dikirim)
        camat.kembalikan(node, WALI, dikirim, "Lampirkan izin tetangga")
    jalan.settle()
    assert di_desa(jalan, dikirim).keadaan == kata.DIKEMBALIKAN
    with di(jalan[VILLAGE]) as node:
        assert (alur.riwayat(dikirim)[-1].oleh, alur.riwayat(dikirim)[-1].jabatan) == ("Siti Aminah", "Wali data")
        alur.ajukan(node, LOKET, dikirim)
        alur.periksa(node, SEKRETARIS, dikirim)
        alur.tanda_tangani(node, KADES, dikirim, HARI)
    jalan.settle()
    with di(jalan[DISTRICT]) as node:
        [menunggu] = camat.menunggu(node)
        assert camat.disiapkan(node, [menunggu]) == {}, "what was signed anew is checked anew"
