"""Cancelling an event undoes exactly what it did; correcting one changes what is written of it."""

from datetime import date, timedelta

import pytest

from sid_bantuan.domain import kode, lampid
from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan import sampah
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.modules.kependudukan.rekam import nilai, versi
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.modules.lampid import catat, kabar
from sid_bantuan.modules.lampid.batal import batal, dapat_dibatalkan
from sid_bantuan.modules.lampid.tables import BATAL, Mutasi, MutasiOrang, Penyesuaian

from .support.lampid import OPERATOR, buku_seimbang, jumlah_baris, kode_salah, nilai_valid, pada_hari, tutup_diam
from .support.lampid import desa as _desa

HARI_INI = date.today()
ISI = {"tgl_peristiwa": HARI_INI, "tgl_lapor": HARI_INI}
KE_DESA_LAIN = ISI | {"lawan_wilayah": "35.22.01.2002"}
DALAM_DESA = ISI | {"cakupan": lampid.DALAM_DESA}
BULAN_LALU = HARI_INI.replace(day=1) - timedelta(days=1)
ALASAN = "Salah orang"


@pytest.fixture
def desa(village):
    """A village with two places and the family of Budi (head), Siti and Ani in Krajan."""
    return _desa(village)


def isi_semua() -> dict:
    return {satu.id: nilai(satu) for jenis in (Penduduk, Keluarga) for satu in jenis}


def ditolak(aksi, *isi, **lain) -> set:
    with pytest.raises(DataDitolak) as dapat:
        aksi(*isi, **lain)
    return kode_salah(dapat)


def semua_orang(desa):
    return [desa["BUDI"], desa["SITI"], desa["ANI"]]


PERISTIWA = {
    "kematian": lambda d: catat.catat_kematian(d.node, OPERATOR, ISI, d["BUDI"], kepala_baru=d["SITI"]),
    "kelahiran": lambda d: catat.catat_kelahiran(d.node, OPERATOR, ISI, {"nama": "DEWI", "jenis_kelamin": 2}, d.kk),
    "pindah": lambda d: catat.catat_pindah(d.node, OPERATOR, KE_DESA_LAIN, semua_orang(d)),
    "pindah dalam desa": lambda d: catat.catat_pindah(
        d.node, OPERATOR, DALAM_DESA, semua_orang(d), kartu={"lingkungan_id": d.ngasem}
    ),
    "pindah dalam desa sendiri": lambda d: catat.catat_pindah(
        d.node, OPERATOR, DALAM_DESA, [d["ANI"]], kartu={"lingkungan_id": d.ngasem}
    ),
    "datang": lambda d: catat.catat_datang(
        d.node, OPERATOR, KE_DESA_LAIN, [{"nama": "JOKO", "jenis_kelamin": 1, "hubungan_keluarga": 1}], {}
    ),
    "hilang": lambda d: catat.catat_hilang(d.node, OPERATOR, ISI, [d["ANI"]]),
    "pecah KK": lambda d: catat.pecah_kk(d.node, OPERATOR, ISI, {d["ANI"]: 1}, {}),
    "ganti kepala": lambda d: catat.ganti_kepala(
        d.node, OPERATOR, ISI, d.kk, d["SITI"], {d["BUDI"]: 2}, "3522010101200055"
    ),
}


@pytest.mark.parametrize("jenis", PERISTIWA)
def test_every_kind_of_event_is_undone_to_the_last_column_and_leaves_no_line(desa, jenis):
    sebelum, baris = isi_semua(), jumlah_baris(desa.node)
    mutasi = PERISTIWA[jenis](desa)
    assert dapat_dibatalkan(desa.node, mutasi.id) == []
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert isi_semua() == sebelum
    assert MutasiOrang.select().count() == 0
    assert (Mutasi[mutasi.id].keadaan, Mutasi[mutasi.id].alasan_batal) == (BATAL, ALASAN)
    assert jumlah_baris(desa.node) == baris
    buku_seimbang(desa.node)


@pytest.mark.parametrize("jenis", PERISTIWA)
def test_in_a_closed_month_an_event_is_undone_by_an_adjustment_of_the_next_one(desa, jenis):
    sebelum = isi_semua()
    mutasi = PERISTIWA[jenis](desa)
    tutup_diam(desa.node, mutasi.bulan)
    pada_tutup = jumlah_baris(desa.node, mutasi.bulan)
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert isi_semua() == sebelum
    assert jumlah_baris(desa.node, mutasi.bulan) == pada_tutup
    buku_seimbang(desa.node)
    pembatalan = Penyesuaian.select().where(Penyesuaian.alasan == "pembatalan")
    assert {satu.mutasi_id for satu in pembatalan} == {mutasi.id}
    assert {satu.bulan for satu in pembatalan} == {lampid.bulan_sesudah(mutasi.bulan)}


def test_an_event_of_a_few_members_is_undone_though_other_fields_were_edited_since(desa):
    mutasi = PERISTIWA["kematian"](desa)
    simpan_penduduk(desa.node, OPERATOR, {"telepon": "0812"}, desa["SITI"], versi(desa.node, desa["SITI"]))
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert (Penduduk[desa["SITI"]].telepon, Penduduk[desa["SITI"]].hubungan_keluarga) == ("0812", kode.ISTRI)
    buku_seimbang(desa.node)


def test_an_event_whose_own_field_was_edited_since_is_refused_with_that_field(desa):
    mutasi = PERISTIWA["kematian"](desa)
    Penduduk.update(hubungan_keluarga=9).where(Penduduk.id == desa["SITI"]).execute()
    with pytest.raises(DataDitolak) as dapat:
        batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    (salah,) = dapat.value.kesalahan
    assert (salah.kode, salah.kolom, salah.rekam) == (
        "sudah_diubah_lagi",
        "hubungan_keluarga",
        ("penduduk", desa["SITI"]),
    )
    assert salah.judul == "Hubungan dalam keluarga SITI sudah diubah lagi sejak peristiwa ini"
    assert Penduduk[desa["BUDI"]].status_dasar == kode.MATI


def test_a_sex_corrected_after_a_birth_does_not_keep_it_from_being_cancelled(desa):
    mutasi = PERISTIWA["kelahiran"](desa)
    Penduduk.update(jenis_kelamin=1).where(Penduduk.nama == "DEWI").execute()
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert Penduduk.select().where(Penduduk.nama == "DEWI").count() == 0
    buku_seimbang(desa.node)


def test_a_child_who_got_a_nik_since_goes_to_the_recycle_bin_with_it(desa):
    mutasi = PERISTIWA["kelahiran"](desa)
    anak = Penduduk.get(Penduduk.nama == "DEWI")
    nik = f"352201{HARI_INI.day + 40:02}{HARI_INI:%m%y}0001"
    simpan_penduduk(desa.node, OPERATOR, {"nik": nik}, anak.id, versi(desa.node, anak.id))
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert sampah.cari_isi(desa.node, "penduduk", anak.id).baris["nik"] == nik
    buku_seimbang(desa.node)


def test_what_happened_to_somebody_later_is_cancelled_first(desa):
    lahir = PERISTIWA["kelahiran"](desa)
    anak = Penduduk.get(Penduduk.nama == "DEWI")
    mati = catat.catat_kematian(desa.node, OPERATOR, ISI, anak.id)
    with pytest.raises(DataDitolak) as dapat:
        batal(desa.node, OPERATOR, lahir.id, ALASAN)
    (salah,) = dapat.value.kesalahan
    assert (salah.kode, salah.rekam) == ("ada_peristiwa_sesudahnya", ("mutasi", mati.id))
    assert salah.judul == f"Ada peristiwa sesudahnya: kematian DEWI tanggal {HARI_INI:%d-%m-%Y}"
    batal(desa.node, OPERATOR, mati.id, ALASAN)
    batal(desa.node, OPERATOR, lahir.id, ALASAN)
    buku_seimbang(desa.node)


def test_the_first_of_two_moves_is_not_cancelled_before_the_second(desa):
    satu = catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"]])
    dua = catat.catat_kembali(desa.node, OPERATOR, ISI, desa["ANI"])
    tiga = catat.catat_pindah(desa.node, OPERATOR, KE_DESA_LAIN, [desa["ANI"]])
    assert ditolak(batal, desa.node, OPERATOR, satu.id, ALASAN) == {"ada_peristiwa_sesudahnya"}
    for mutasi in (tiga, dua, satu):
        batal(desa.node, OPERATOR, mutasi.id, ALASAN)
        buku_seimbang(desa.node)


def test_two_moves_of_a_whole_family_are_cancelled_from_the_last(desa):
    pindah = [
        catat.catat_pindah(desa.node, OPERATOR, DALAM_DESA, semua_orang(desa), kartu={"lingkungan_id": ke})
        for ke in (desa.ngasem, desa.krajan, desa.ngasem)
    ]
    assert ditolak(batal, desa.node, OPERATOR, pindah[0].id, ALASAN) == {"ada_peristiwa_sesudahnya"}


def test_a_card_others_moved_onto_since_keeps_the_event_that_made_it(desa):
    pecah = catat.pecah_kk(desa.node, OPERATOR, ISI, {desa["ANI"]: 1}, {})
    kartu = Penduduk[desa["ANI"]].keluarga_id
    catat.numpang_kk(desa.node, OPERATOR, ISI, {desa["SITI"]: 7}, kartu)
    assert ditolak(batal, desa.node, OPERATOR, pecah.id, ALASAN) == {"kartu_masih_dihuni"}


def test_nobody_becomes_head_again_beside_one_the_family_got_since(desa):
    mati = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["BUDI"], kepala_baru=catat.BELUM_DITENTUKAN)
    simpan_penduduk(desa.node, OPERATOR, {"hubungan_keluarga": 1}, desa["SITI"], versi(desa.node, desa["SITI"]))
    assert ditolak(batal, desa.node, OPERATOR, mati.id, ALASAN) == {"kepala_sudah_ada"}


def test_a_cancellation_has_a_reason_and_happens_once(desa):
    mutasi = PERISTIWA["hilang"](desa)
    assert ditolak(batal, desa.node, OPERATOR, mutasi.id, "  ") == {"wajib_diisi"}
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    assert ditolak(batal, desa.node, OPERATOR, mutasi.id, ALASAN) == {"mutasi_sudah_batal"}
    assert ditolak(batal, desa.node, OPERATOR, new_id(), ALASAN) == {"rekam_tidak_ada"}


def test_an_event_the_steward_found_valid_is_neither_changed_nor_cancelled(desa):
    mutasi = PERISTIWA["hilang"](desa)
    nilai_valid(desa.node, "mutasi", mutasi.id)
    assert ditolak(batal, desa.node, OPERATOR, mutasi.id, ALASAN) == {"mutasi_tersegel"}
    assert ditolak(catat.ubah, desa.node, OPERATOR, mutasi.id, {"pelapor": "Joko"}) == {"mutasi_tersegel"}
    assert [satu.kode for satu in dapat_dibatalkan(desa.node, mutasi.id)] == ["mutasi_tersegel"]


def test_a_cancellation_is_announced(desa, monkeypatch):
    dengar = []
    monkeypatch.setitem(kabar._PENDENGAR, kabar.DIBATALKAN, [lambda _, mutasi, orang: dengar.append(len(orang))])
    batal(desa.node, OPERATOR, PERISTIWA["pindah"](desa).id, ALASAN)
    assert dengar == [3]


# ---- correcting


def test_what_is_written_of_an_event_is_corrected_and_its_month_follows_the_report(desa):
    lain = desa.keluarga("b", desa.ngasem, {"JOKO": (1, 1, "1970-01-01")})
    mutasi = catat.catat_kelahiran(desa.node, OPERATOR, ISI, {"nama": "DEWI", "jenis_kelamin": 2}, lain)
    baru = {"tgl_peristiwa": BULAN_LALU, "tgl_lapor": BULAN_LALU, "pelapor": "  Pak   RT "}
    catat.ubah(desa.node, OPERATOR, mutasi.id, baru, versi(desa.node, mutasi.id))
    sekarang = Mutasi[mutasi.id]
    assert (sekarang.pelapor, sekarang.tgl_lapor, sekarang.bulan) == ("Pak RT", BULAN_LALU, str(BULAN_LALU)[:7])
    assert [satu.bulan for satu in desa.baris(mutasi)] == [str(BULAN_LALU)[:7]]
    assert Penduduk.get(Penduduk.nama == "DEWI").tanggal_lahir == BULAN_LALU
    buku_seimbang(desa.node)


def test_a_death_does_not_slip_before_the_month_its_resident_was_first_counted_in(desa):
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    catat.ubah(desa.node, OPERATOR, mutasi.id, {"tgl_peristiwa": BULAN_LALU, "tgl_lapor": BULAN_LALU})
    assert Mutasi[mutasi.id].bulan == str(HARI_INI)[:7]


def test_a_correction_moves_no_line_past_a_later_one_of_the_same_month(desa, monkeypatch):
    """Gone and back in one month: had she left only in the next, she would have been here twice."""
    pada_hari(monkeypatch, date(HARI_INI.year + 1, 3, 20))
    maret = {"tgl_peristiwa": date(HARI_INI.year + 1, 3, 10), "tgl_lapor": date(HARI_INI.year + 1, 3, 10)}
    hilang = catat.catat_hilang(desa.node, OPERATOR, maret, [desa["ANI"]])
    kembali = catat.catat_kembali(desa.node, OPERATOR, maret, desa["ANI"])
    pada_hari(monkeypatch, date(HARI_INI.year + 1, 4, 20))
    april = {"tgl_lapor": date(HARI_INI.year + 1, 4, 10)}
    catat.ubah(desa.node, OPERATOR, hilang.id, april)
    assert Mutasi[hilang.id].bulan == hilang.bulan
    catat.ubah(desa.node, OPERATOR, kembali.id, april)
    catat.ubah(desa.node, OPERATOR, hilang.id, april | {"tgl_peristiwa": date(HARI_INI.year + 1, 3, 9)})
    assert {Mutasi[satu.id].bulan[5:] for satu in (hilang, kembali)} == {"04"}
    buku_seimbang(desa.node)


def test_a_correction_is_checked_like_a_new_event(desa):
    mutasi = PERISTIWA["pindah"](desa)
    ubah = catat.ubah
    assert ditolak(ubah, desa.node, OPERATOR, mutasi.id, {"tgl_lapor": HARI_INI + timedelta(1)}) == {
        "tgl_lapor_mendatang"
    }
    assert ditolak(ubah, desa.node, OPERATOR, mutasi.id, {"tgl_peristiwa": date(1950, 1, 1)}) == {
        "peristiwa_sebelum_lahir"
    }
    assert ditolak(ubah, desa.node, OPERATOR, mutasi.id, {"cakupan": 1}) == {"cakupan_lewat_pembatalan"}
    assert ditolak(ubah, desa.node, OPERATOR, mutasi.id, {"lawan_wilayah": "Tuban"}) == {"kode_wilayah_salah"}


def test_the_other_place_of_a_move_is_corrected_on_its_lines_too(desa):
    mutasi = PERISTIWA["pindah"](desa)
    catat.ubah(desa.node, OPERATOR, mutasi.id, {"lawan_wilayah": "35.22.01.2003"})
    assert {satu.lawan_wilayah for satu in desa.baris(mutasi)} == {"35.22.01.2003"}


def test_an_event_of_a_closed_month_is_not_changed_any_more(desa):
    mutasi = PERISTIWA["hilang"](desa)
    tutup_diam(desa.node, mutasi.bulan)
    assert ditolak(catat.ubah, desa.node, OPERATOR, mutasi.id, {"pelapor": "Joko"}) == {"mutasi_bulan_ditutup"}


def test_a_correction_of_what_somebody_else_corrected_meanwhile_is_shown_not_stored(desa):
    mutasi = PERISTIWA["hilang"](desa)
    dibaca = versi(desa.node, mutasi.id)
    catat.ubah(desa.node, OPERATOR, mutasi.id, {"pelapor": "Joko"}, dibaca)
    with pytest.raises(SudahBerubah):
        catat.ubah(desa.node, OPERATOR, mutasi.id, {"pelapor": "Rini"}, dibaca)
    assert Mutasi[mutasi.id].pelapor == "Joko"


def test_a_cancellation_never_takes_a_line_from_under_later_ones(desa, monkeypatch):
    """Corrected to and fro in later months, she counts today as she was born; without the birth November would not add up."""
    pada_hari(monkeypatch, date(2026, 9, 10))
    september = {"tgl_peristiwa": date(2026, 9, 9), "tgl_lapor": date(2026, 9, 10)}
    lain = desa.keluarga("b", desa.ngasem, {"JOKO": (1, 1, "1970-01-01")})
    mutasi = catat.catat_kelahiran(desa.node, OPERATOR, september, {"nama": "DEWI", "jenis_kelamin": 2}, lain)
    for bulan, kelamin in ((10, 1), (11, 2)):
        pada_hari(monkeypatch, date(2026, bulan, 10))
        Penduduk.update(jenis_kelamin=kelamin).where(Penduduk.nama == "DEWI").execute()
        buku_seimbang(desa.node)
    pada_hari(monkeypatch, date(2026, 12, 10))
    batal(desa.node, OPERATOR, mutasi.id, ALASAN)
    buku_seimbang(desa.node)
    for bulan in ("2026-09", "2026-10", "2026-11", "2026-12"):
        assert min(jumlah_baris(desa.node, bulan).values()) > 0
    assert [satu.bulan for satu in Penyesuaian.select().where(Penyesuaian.alasan == "pembatalan")] == ["2026-12"]
