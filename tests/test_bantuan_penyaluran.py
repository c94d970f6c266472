"""Disbursements: prepared from who receives now, released only after the one before was reported, settled line by line."""

from datetime import date
from types import SimpleNamespace

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import masa
from sid_bantuan.modules.bantuan import penyaluran, salur_baris, salur_calon
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_baris import Tanda
from sid_bantuan.modules.bantuan.salur_dasar import baris, jumlah
from sid_bantuan.modules.bantuan.tables_salur import Penyaluran, PenyaluranBaris
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.sync.node import Node

from .support import bantuan as uji
from .support.bantuan import operator

HARI = date(2026, 11, 21)


@pytest.fixture
def node(village):
    node = Node(village, "35.22.01.2001", CATALOG)
    uji.program(node, "BLT-DD", nilai=300_000, sasaran="keluarga")
    return node


def isi(node, *nama, **lain) -> list[str]:
    """Families whose heads of these names receive BLT-DD."""
    ids = []
    for satu in nama:
        kk = uji.keluarga(node)
        orang = uji.warga(node, satu, kk)
        ids.append(uji.penerima(node, "BLT-DD", orang, satu, keluarga_id=kk, **lain))
    uji.tuntas(node)
    return ids


def siapkan(node, waktu="2026-11", cara="tunai", **lain):
    return penyaluran.siapkan(node, operator(node), Siapkan("BLT-DD", waktu, HARI, cara, **lain))


def selesai(node, waktu):
    """A period that was paid to everybody and reported."""
    satu = siapkan(node, waktu)
    penyaluran.rilis(node, operator(node), satu.id, HARI)
    tandai(node, satu, "dibayar")
    return penyaluran.laporkan(node, operator(node), satu.id, HARI)


def tandai(node, satu, keadaan, siapa=None, **lain):
    ids = [ini.id for ini in baris(satu.id) if siapa in (None, ini.nama)]
    return salur_baris.tandai(node, operator(node), satu.id, ids, Tanda(keadaan, **lain), HARI)


def kode(ditolak) -> list[str]:
    return [satu.kode for satu in ditolak.value.kesalahan]


def nama(satu) -> list[str]:
    return [ini.nama for ini in baris(satu.id)]


@pytest.mark.parametrize(
    ("teks", "awal", "akhir", "kata"),
    [
        ("2026", "2026-01-01", "2026-12-31", "Tahun 2026"),
        ("2026-S1", "2026-01-01", "2026-06-30", "Semester I 2026"),
        ("2026-T4", "2026-10-01", "2026-12-31", "Triwulan IV 2026"),
        ("2026-11", "2026-11-01", "2026-11-30", "November 2026"),
    ],
)
def test_a_period_has_a_first_and_a_last_day_and_neighbours(teks, awal, akhir, kata):
    assert tuple(map(str, masa.rentang(teks))) == (awal, akhir)
    assert masa.sebut(teks) == kata
    assert masa.sesudah(masa.sebelum(teks)) == teks
    assert masa.sesudah(teks) > teks


def test_what_is_no_period_is_none():
    assert not any(map(masa.is_masa, ("", "2026-13", "2026-S3", "2026-T5", "26-01", "2026-1")))


def test_a_list_is_made_of_who_receives_and_who_is_suspended_stands_apart(node):
    isi(node, "AMINAH", "BUDI")
    kk = uji.keluarga(node)
    uji.penerima(node, "BLT-DD", uji.warga(node, "CICI", kk, status_dasar=2), "CICI", keluarga_id=kk)
    uji.penerima(node, "BLT-DD", None, "DEWI", keadaan="ditangguhkan", alasan="mampu")
    uji.penerima(node, "BLT-DD", None, "EKO", mulai="2026-12-01")
    uji.tuntas(node)
    satu = siapkan(node)
    assert nama(satu) == ["AMINAH", "BUDI"]
    assert {ini.nilai for ini in baris(satu.id)} == {300_000}
    tertahan = {ini.nama: ini.kata_sebab for ini in penyaluran.selisih(node, satu).tertahan}
    assert tertahan == {"CICI": "Meninggal menurut catatan kependudukan", "DEWI": "Sudah mampu"}


def test_components_share_out_their_yearly_amounts(node):
    komponen = [
        {"kode": "hamil", "nama": "Ibu hamil", "nilai": 3_000_000},
        {"kode": "sd", "nama": "SD", "nilai": 900_000},
    ]
    uji.program(node, "PKH", kali_setahun=4, komponen=komponen)
    orang = uji.warga(node, "AMINAH")
    uji.penerima(node, "PKH", orang, "AMINAH", komponen=[{"kode": "hamil", "orang_id": orang}, {"kode": "sd"}])
    uji.tuntas(node)
    satu = penyaluran.siapkan(node, operator(node), Siapkan("PKH", "2026-T4", HARI, "tunai"))
    assert [ini.nilai for ini in baris(satu.id)] == [975_000]


def test_a_period_is_prepared_once(node):
    isi(node, "AMINAH")
    siapkan(node)
    with pytest.raises(DataDitolak) as ditolak:
        siapkan(node)
    assert kode(ditolak) == ["salur_sudah_ada"]


def test_for_one_event_nobody_is_paid_twice_whatever_lists_are_made(node):
    uji.program(node, "SANTUNAN", nilai=2_500_000, kali_setahun=0)

    def terima(siapa):
        uji.penerima(node, "SANTUNAN", uji.warga(node, siapa), siapa, mulai="2026-11-03", sampai="2026-11-03")
        uji.tuntas(node)

    def buat():
        return penyaluran.siapkan(node, operator(node), Siapkan("SANTUNAN", "2026-11", HARI, "tunai"))

    terima("ANI")
    satu = buat()
    with pytest.raises(DataDitolak) as ditolak:
        buat()
    assert kode(ditolak) == ["salur_tak_tersisa"], "pressed twice"
    assert "1 sudah masuk daftar penyaluran lain" in ditolak.value.kesalahan[0].saran
    terima("BUDI")
    dua = buat()
    assert (nama(satu), nama(dua)) == (["ANI"], ["BUDI"])
    assert [ini.kata_sebab for ini in penyaluran.selisih(node, dua).tertahan] == ["Sudah masuk daftar penyaluran lain"]
    penyaluran.batalkan(node, operator(node), satu.id, "Salah hari")
    assert [ini.nama for ini in penyaluran.selisih(node, dua).masuk] == ["ANI"]


def test_who_failed_in_one_list_and_waits_in_another_is_not_paid_in_both(node):
    uji.program(node, "SANTUNAN", nilai=2_500_000, kali_setahun=0)
    uji.penerima(node, "SANTUNAN", uji.warga(node, "ANI"), "ANI", mulai="2026-11-03", sampai="2026-11-03")
    uji.tuntas(node)
    satu, dua = [], []
    for daftar in (satu, dua):
        daftar.append(penyaluran.siapkan(node, operator(node), Siapkan("SANTUNAN", "2026-11", HARI, "tunai")))
        penyaluran.rilis(node, operator(node), daftar[0].id, HARI)
        tandai(node, daftar[0], "gagal", alasan="tidak hadir")
    tandai(node, dua[0], "dibayar")
    for keadaan in ("dibayar", "menunggu"):
        with pytest.raises(DataDitolak) as ditolak:
            tandai(node, satu[0], keadaan)
        assert kode(ditolak) == ["salur_di_daftar_lain"]
    tandai(node, dua[0], "dikembalikan", alasan="keliru orang")
    tandai(node, satu[0], "dibayar")


@pytest.mark.parametrize("waktu", ["2026", "2026-S2", "2026-T4", "2026-13", "2026-1", "", "x"])
def test_a_period_is_one_of_the_programs_own(node, waktu):
    isi(node, "AMINAH")
    with pytest.raises(DataDitolak) as ditolak:
        siapkan(node, waktu)
    assert kode(ditolak) == ["salur_masa_salah"]


def test_periods_that_overlap_are_not_both_paid_where_a_program_changed_its_rhythm(node):
    isi(node, "AMINAH")
    siapkan(node, "2026-11")
    node.engine.run("UPDATE sb_program SET kali_setahun = 4 WHERE kode = 'BLT-DD'")
    with pytest.raises(DataDitolak) as ditolak:
        siapkan(node, "2026-T4")
    assert kode(ditolak) == ["salur_sudah_ada"]
    assert "November 2026" in ditolak.value.kesalahan[0].judul
    assert siapkan(node, "2026-T3").masa == "2026-T3"


def test_another_offices_list_of_the_same_aid_is_not_paid_again(node):
    [aminah] = isi(node, "AMINAH")
    uji.penerima(node, "BLT-DD", uji.warga(node, "BUDI"), "BUDI")
    uji.tuntas(node)
    with node.engine.transaction(), node.engine.applying():
        atas = {
            "program": "BLT-DD",
            "masa": "2026-T4",
            "tgl": HARI,
            "keadaan": "dirilis",
            "cara": "tunai",
            "oleh": "x",
            "pada": "x",
        }
        daftar = Penyaluran.create(id="f" * 32, node="35.22", wilayah="35.22", **atas)
        PenyaluranBaris.create(id="e" * 32, node="35.22", wilayah=node.code, penyaluran_id=daftar.id, untuk_id=aminah,
                               nama="AMINAH", nilai=900_000, keadaan="dibayar", oleh="x")  # fmt: skip
    satu = siapkan(node)
    assert nama(satu) == ["BUDI"]


def test_a_person_or_family_written_down_twice_is_paid_once(node):
    uji.program(node, "LANSIA", nilai=200_000)
    orang = uji.warga(node, "AMINAH")
    for ke in range(2):
        uji.penerima(node, "LANSIA", orang, "AMINAH", catatan=f"{ke}")
    kk = uji.keluarga(node)
    for siapa in ("BUDI", "SITI"):
        uji.penerima(node, "BLT-DD", uji.warga(node, siapa, kk), siapa, keluarga_id=kk)
    uji.tuntas(node)
    lansia = penyaluran.siapkan(node, operator(node), Siapkan("LANSIA", "2026-11", HARI, "tunai"))
    keluarga = siapkan(node)
    assert (nama(lansia), nama(keluarga)) == (["AMINAH"], ["BUDI"])
    [siti] = penyaluran.selisih(node, keluarga).tertahan
    assert (siti.nama, siti.kata_sebab) == ("SITI", salur_calon.TERCATAT_GANDA)
    assert penyaluran.halangan_rilis(node, keluarga) == []


@pytest.mark.parametrize("waktu", ["2026-13", "apa", "26-11"])
def test_a_period_that_is_none_is_refused_where_it_arrives(waktu):
    assert Penyaluran.masa.fault(waktu) == "kode_tak_dikenal"
    assert Penyaluran.masa.fault("2026-11") is None


def test_nobody_to_pay_and_no_amount_are_told_before_anything_is_made(node):
    with pytest.raises(DataDitolak) as ditolak:
        siapkan(node)
    assert kode(ditolak) == ["salur_tanpa_penerima"]
    uji.program(node, "TANPA-NILAI")
    uji.penerima(node, "TANPA-NILAI", uji.warga(node, "AMINAH"), "AMINAH")
    uji.tuntas(node)
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.siapkan(node, operator(node), Siapkan("TANPA-NILAI", "2026-11", HARI, "tunai"))
    assert kode(ditolak) == ["salur_nilai_kosong"]
    isian = Siapkan("TANPA-NILAI", "2026-11", HARI, "tunai", nilai=50_000)
    assert [ini.nilai for ini in baris(penyaluran.siapkan(node, operator(node), isian).id)] == [50_000]


@pytest.mark.parametrize(
    ("di", "milik", "penetap", "boleh"),
    [
        ("35.22.01.2001", "35.22", "desa", True),
        ("35.22.01.2001", "35.22", "luar", False),
        ("35.22.01.2001", "35.22.01.2001", "luar", True),
        ("35.22", "35.22", "luar", True),
        ("35.22", "35.22", "desa", False),
        ("35.22.01", "35.22", "kabupaten", False),
    ],
)
def test_the_office_that_determines_a_program_disburses_it(di, milik, penetap, boleh):
    program = SimpleNamespace(milik=milik, penetap=penetap)
    assert salur_calon.berwenang(SimpleNamespace(code=di), program) is boleh


def test_a_period_is_not_released_while_the_one_before_is_unreported(node):
    isi(node, "AMINAH")
    lama, baru = siapkan(node, "2026-10"), siapkan(node, "2026-11")
    penyaluran.rilis(node, operator(node), lama.id, HARI)
    tandai(node, lama, "dibayar")
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.rilis(node, operator(node), baru.id, HARI)
    assert kode(ditolak) == ["salur_sebelumnya_belum_lapor"]
    assert "Oktober 2026" in ditolak.value.kesalahan[0].judul
    penyaluran.laporkan(node, operator(node), lama.id, HARI)
    assert penyaluran.rilis(node, operator(node), baru.id, HARI).keadaan == "dirilis"


def test_a_period_called_off_stands_in_nobodys_way(node):
    isi(node, "AMINAH")
    lama, baru = siapkan(node, "2026-10"), siapkan(node, "2026-11")
    penyaluran.batalkan(node, operator(node), lama.id, "Dana belum turun")
    assert penyaluran.rilis(node, operator(node), baru.id, HARI).keadaan == "dirilis"
    assert siapkan(node, "2026-10").keadaan == "disiapkan", "and can be prepared anew"


def test_a_death_after_preparing_is_seen_before_the_release(node):
    isi(node, "AMINAH", "BUDI")
    satu = siapkan(node)
    node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE nama = 'BUDI'")
    uji.penerima(node, "BLT-DD", uji.warga(node, "CICI"), "CICI")
    uji.tuntas(node)
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.rilis(node, operator(node), satu.id, HARI)
    assert kode(ditolak) == ["salur_daftar_berubah"]
    beda = penyaluran.perbarui(node, operator(node), satu.id)
    assert ([ini.nama for ini in beda.masuk], [ini.nama for ini in beda.keluar]) == (["CICI"], ["BUDI"])
    assert nama(penyaluran.rilis(node, operator(node), satu.id, HARI)) == ["AMINAH", "CICI"]


def test_without_numbers_of_accounts_nothing_goes_through_the_bank(node):
    isi(node, "AMINAH")
    satu = siapkan(node, cara="rekening")
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.rilis(node, operator(node), satu.id, HARI)
    assert kode(ditolak) == ["salur_rekening_kurang"]
    penyaluran.ubah_cara(node, operator(node), satu.id, "tunai")
    assert penyaluran.rilis(node, operator(node), satu.id, HARI).keadaan == "dirilis"


def test_lines_are_settled_with_day_reason_and_proof(node):
    isi(node, "AMINAH", "BUDI", "CICI")
    satu = siapkan(node)
    with pytest.raises(DataDitolak):
        tandai(node, satu, "dibayar")  # not released yet
    penyaluran.rilis(node, operator(node), satu.id, HARI)
    tandai(node, satu, "dibayar", "AMINAH", tgl=date(2026, 11, 20), bukti="diambil anaknya")
    with pytest.raises(DataDitolak) as ditolak:
        tandai(node, satu, "gagal", "BUDI")
    assert kode(ditolak) == ["salur_alasan_wajib"]
    with pytest.raises(DataDitolak) as ditolak:
        tandai(node, satu, "dibayar", "BUDI", tgl=date(2026, 11, 22))
    assert kode(ditolak) == ["salur_tanggal_depan"]
    with pytest.raises(DataDitolak) as ditolak:
        tandai(node, satu, "dikembalikan", "BUDI", alasan="pindah")
    assert kode(ditolak) == ["salur_baris_tetap"]
    tandai(node, satu, "gagal", "BUDI", alasan="tidak hadir")
    ada = {ini.nama: (ini.keadaan, str(ini.tgl)[:10], ini.alasan, ini.bukti) for ini in baris(satu.id)}
    assert ada["AMINAH"] == ("dibayar", "2026-11-20", None, "diambil anaknya")
    assert ada["BUDI"] == ("gagal", "2026-11-21", "tidak hadir", None)
    assert jumlah(node, satu.id) == {
        "menunggu": (1, 300_000), "dibayar": (1, 300_000), "gagal": (1, 300_000), "dikembalikan": (0, 0),
    }  # fmt: skip
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.laporkan(node, operator(node), satu.id, HARI)
    assert kode(ditolak) == ["salur_masih_menunggu"]
    tandai(node, satu, "menunggu", "BUDI")
    assert {ini.nama: ini.alasan for ini in baris(satu.id)}["BUDI"] is None, "undone: nothing of it is left"


def test_what_is_reported_changes_no_more_unless_it_is_opened_with_a_reason(node):
    isi(node, "AMINAH")
    lama = selesai(node, "2026-10")
    with pytest.raises(DataDitolak) as ditolak:
        tandai(node, lama, "dikembalikan", alasan="keliru")
    assert kode(ditolak) == ["salur_sudah_dilaporkan"]
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.buka_kembali(node, operator(node), lama.id, " ")
    assert kode(ditolak) == ["salur_alasan_wajib"]
    penyaluran.buka_kembali(node, operator(node), lama.id, "AMINAH belum mengambil")
    tandai(node, lama, "dikembalikan", alasan="belum diambil")
    penyaluran.laporkan(node, operator(node), lama.id, HARI)
    penyaluran.rilis(node, operator(node), siapkan(node, "2026-11").id, HARI)
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.buka_kembali(node, operator(node), lama.id, "keliru")
    assert kode(ditolak) == ["salur_berikut_dirilis"]


def test_who_got_something_keeps_a_period_from_being_called_off(node):
    isi(node, "AMINAH")
    satu = siapkan(node)
    penyaluran.rilis(node, operator(node), satu.id, HARI)
    tandai(node, satu, "dibayar")
    with pytest.raises(DataDitolak) as ditolak:
        penyaluran.batalkan(node, operator(node), satu.id, "keliru")
    assert kode(ditolak) == ["salur_keadaan"]
