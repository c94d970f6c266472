"""A letter goes from the counter to the secretary to the head of the village, and every step can say no."""

import json
from datetime import date, timedelta

import pytest

from sid_bantuan.domain import surat as kata
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur, pejabat, setelan, surat

from .support.lampid import kode_salah
from .support.surat import HARI, ISIAN, KADES, LOKET, SEKRETARIS, kantor, orang


@pytest.fixture
def tempat(village):
    yield kantor(village)
    setelan.pasang()


def test_a_letter_gets_its_number_with_the_signature_and_not_before(tempat):
    baru = tempat.siap()
    assert (baru.nomor, baru.tgl_surat, baru.tanda) == (None, None, None)
    terbit = alur.tanda_tangani(tempat.node, KADES, baru.id, HARI)
    assert terbit.keadaan == kata.TERBIT
    assert terbit.nomor == "400.12.2.1/001/35.22.01.2001/XI/2026"
    assert (terbit.penandatangan, terbit.tgl_surat) == ("SUGENG RIYADI, S.H.", HARI)
    assert terbit.berlaku_sampai == HARI + timedelta(days=30)
    assert [satu.langkah for satu in alur.riwayat(baru.id)] == ["ajukan", "periksa", "tanda_tangan"]


def test_a_letter_goes_by_the_name_that_stands_on_its_paper(tempat):
    """The record was mended after the draft: the list, and the initials whoever scans the code compares."""
    node, siap = tempat.node, tempat.siap()
    isi = ("BUDI SANTOSO", "3522010101800009", tempat.warga())
    node.engine.run("UPDATE sb_penduduk SET nama = ?, nik = ? WHERE id = ?", isi)
    terbit = alur.tanda_tangani(node, KADES, siap.id, HARI)
    dicetak = json.loads(terbit.beku)["nilai"]
    assert (terbit.nama, terbit.nik) == (dicetak["nama"], dicetak["nik"]) == isi[:2]


def test_who_may_take_which_step_is_asked_every_time(tempat):
    baru = tempat.buat()
    for langkah, siapa in ((alur.ajukan, KADES), (alur.ajukan, orang("operator", wilayah="35.22.01.2002"))):
        with pytest.raises(DataDitolak) as salah:
            langkah(tempat.node, siapa, baru.id)
        assert kode_salah(salah) == {"surat_bukan_wewenang"}
    alur.ajukan(tempat.node, LOKET, baru.id)
    assert alur.tindakan(tempat.node, LOKET, surat.ambil(tempat.node, baru.id)) == ["batalkan"]
    with pytest.raises(DataDitolak, match="tidak berwenang"):
        alur.periksa(tempat.node, LOKET, baru.id)
    alur.periksa(tempat.node, SEKRETARIS, baru.id)
    with pytest.raises(DataDitolak, match="tidak berwenang"):
        alur.tanda_tangani(tempat.node, SEKRETARIS, baru.id)
    assert alur.tindakan(tempat.node, KADES, surat.ambil(tempat.node, baru.id)) == [
        "tanda_tangan",
        "kembalikan",
        "batalkan",
    ]


def test_a_step_is_not_taken_twice_nor_out_of_turn(tempat):
    baru = tempat.buat()
    with pytest.raises(DataDitolak) as salah:
        alur.tanda_tangani(tempat.node, KADES, baru.id)
    assert kode_salah(salah) == {"surat_tidak_dapat_tanda_tangan"}
    terbit = tempat.terbit(nama="SITI")
    with pytest.raises(DataDitolak, match="sudah ditandatangani|terbit"):
        alur.tanda_tangani(tempat.node, KADES, terbit.id)
    with pytest.raises(DataDitolak) as salah:
        surat.ubah_draf(tempat.node, LOKET, terbit.id, ISIAN)
    assert kode_salah(salah) == {"surat_tidak_dapat_diubah"}


def test_a_returned_letter_says_why_and_is_handed_in_again(tempat):
    baru = tempat.siap()
    with pytest.raises(DataDitolak) as salah:
        alur.kembalikan(tempat.node, KADES, baru.id, "  ")
    assert kode_salah(salah) == {"wajib_diisi"}
    alur.kembalikan(tempat.node, KADES, baru.id, "Keperluannya kurang jelas")
    assert alur.riwayat(baru.id)[-1].alasan == "Keperluannya kurang jelas"
    surat.ubah_draf(tempat.node, LOKET, baru.id, {"keperluan": "melamar pekerjaan di Surabaya"})
    alur.ajukan(tempat.node, LOKET, baru.id)
    alur.periksa(tempat.node, SEKRETARIS, baru.id)
    assert alur.tanda_tangani(tempat.node, KADES, baru.id, HARI).urut == 1


def test_the_secretary_signs_while_he_stands_in_and_only_then(tempat):
    pejabat.simpan(tempat.node, SEKRETARIS, {
        "jabatan": "kepala_desa", "nama": "WAHYUNI, S.E.", "nip": "197501012000032001", "atas_nama": 1,
        "sebutan": "a.n. Kepala Desa | Sekretaris Desa", "mulai": HARI, "sampai": HARI + timedelta(days=3),
    })  # fmt: skip
    satu, dua = tempat.siap(), tempat.siap(nama="SITI")
    terbit = alur.tanda_tangani(tempat.node, SEKRETARIS, satu.id, HARI + timedelta(days=1))
    assert (terbit.penandatangan, terbit.jabatan_penandatangan) == (
        "WAHYUNI, S.E.",
        "a.n. Kepala Desa | Sekretaris Desa",
    )
    with pytest.raises(DataDitolak, match="tidak berwenang"):
        alur.tanda_tangani(tempat.node, SEKRETARIS, dua.id, HARI + timedelta(days=4))
    assert alur.tanda_tangani(tempat.node, KADES, dua.id, HARI + timedelta(days=4)).penandatangan.startswith("SUGENG")


def test_the_head_who_is_back_early_signs_in_his_own_name(tempat):
    wakil = {"jabatan": "kepala_desa", "nama": "WAHYUNI, S.E.", "atas_nama": 1, "sebutan": "a.n. Kepala Desa"}
    pejabat.simpan(tempat.node, SEKRETARIS, wakil | {"mulai": HARI, "sampai": HARI + timedelta(days=3)})
    satu, dua = tempat.siap(), tempat.siap(nama="SITI")
    terbit = alur.tanda_tangani(tempat.node, KADES, satu.id, HARI)
    assert (terbit.penandatangan, terbit.jabatan_penandatangan) == ("SUGENG RIYADI, S.H.", "Kepala Desa")
    assert alur.tanda_tangani(tempat.node, SEKRETARIS, dua.id, HARI).penandatangan == "WAHYUNI, S.E."


def test_nobody_stands_in_for_ever_and_nobody_signs_before_he_is_written_down(tempat):
    with pytest.raises(DataDitolak) as salah:
        pejabat.simpan(tempat.node, SEKRETARIS, {
            "jabatan": "kepala_desa", "nama": "WAHYUNI", "sebutan": "a.n.", "atas_nama": 1, "mulai": HARI,
        })  # fmt: skip
    assert kode_salah(salah) == {"pejabat_wakil_tanpa_akhir"}
    baru = tempat.siap()
    with pytest.raises(DataDitolak) as salah:
        alur.tanda_tangani(tempat.node, KADES, baru.id, date(2019, 1, 1))
    assert kode_salah(salah) == {"surat_pejabat_kosong"}
    assert tempat.node.engine.value("SELECT COUNT(*) FROM sb_deret_surat") == 0


def test_a_village_may_leave_the_secretary_out_and_have_ink_recorded_at_the_counter(tempat):
    setelan.pasang(periksa_sekretaris=False, operator_mencatat=True)
    baru = tempat.buat()
    assert alur.ajukan(tempat.node, LOKET, baru.id).keadaan == kata.DITANDATANGANI
    assert alur.tanda_tangani(tempat.node, LOKET, baru.id, HARI).penandatangan == "SUGENG RIYADI, S.H."


def test_a_cancelled_letter_keeps_its_number_and_the_next_one_gets_the_next(tempat):
    satu = tempat.terbit()
    with pytest.raises(DataDitolak, match="tidak berwenang"):
        alur.batalkan(tempat.node, LOKET, satu.id, "Salah orang")
    batal = alur.batalkan(tempat.node, KADES, satu.id, "Salah orang")
    assert (batal.keadaan, batal.urut, batal.alasan_batal) == (kata.BATAL, 1, "Salah orang")
    assert tempat.terbit(nama="SITI").urut == 2
    with pytest.raises(DataDitolak) as salah:
        alur.batalkan(tempat.node, KADES, satu.id, "Lagi")
    assert kode_salah(salah) == {"surat_tidak_dapat_batalkan"}


def test_the_same_form_sent_twice_makes_one_letter(tempat):
    satu = surat.buat(tempat.node, LOKET, "keterangan_domisili", tempat.warga(), ISIAN, id="d" * 32)
    dua = surat.buat(tempat.node, LOKET, "keterangan_domisili", tempat.warga(), ISIAN, id="d" * 32)
    assert satu.id == dua.id
    assert tempat.node.engine.value("SELECT COUNT(*) FROM sb_surat") == 1


def test_every_step_stands_in_the_audit_log(tempat):
    terbit = tempat.terbit()
    aksi = tempat.node.engine.run("SELECT aksi, oleh FROM sb_jejak WHERE rekam_id = ? ORDER BY id", (terbit.id,))
    assert aksi == [("tambah", "Operator"), ("ubah", "Operator"), ("ubah", "Sekretaris"), ("ubah", "Kepala Desa")]
