"""A month closes once it has ended, in order, and is opened by the next with what it closed with."""

import json
from datetime import date

import pytest

from sid_bantuan.domain import lampid
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import bulan, catat, hitung, setelan, tutup
from sid_bantuan.modules.lampid.buku.jumlah import neraca
from sid_bantuan.modules.lampid.tables import MutasiOrang, Penyesuaian, TutupBuku
from sid_bantuan.sync.local import drain_all

from .support.lampid import OPERATOR, buku_seimbang, jumlah_baris, kode_salah, pada_hari
from .support.lampid import desa as _desa

SEPTEMBER, OKTOBER, NOVEMBER = date(2026, 9, 15), date(2026, 10, 15), date(2026, 11, 15)


@pytest.fixture
def desa(village, monkeypatch):
    """A village whose three residents were counted in September 2026; today is 15-11-2026."""
    pada_hari(monkeypatch, SEPTEMBER)
    baru = _desa(village)
    pada_hari(monkeypatch, NOVEMBER)
    return baru


def ditolak(desa, bulan_ditutup) -> set:
    with pytest.raises(DataDitolak) as dapat:
        tutup.tutup(desa.node, OPERATOR, bulan_ditutup)
    return kode_salah(dapat)


def mati(desa, nama, terjadi, lapor):
    return catat.catat_kematian(desa.node, OPERATOR, {"tgl_peristiwa": terjadi, "tgl_lapor": lapor}, desa[nama])


def test_months_close_in_order_from_the_first_with_lines_and_only_when_they_have_ended(desa):
    assert tutup.bulan_berikut(desa.node) == "2026-09"
    assert ditolak(desa, "2026-11") == {"bulan_belum_berakhir"}
    assert ditolak(desa, "2026-10") == {"bulan_tidak_berurutan"}
    assert ditolak(desa, "2026-13") == {"tanggal_mustahil"}
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    assert (tutup.ditutup_sampai(desa.node), tutup.bulan_berikut(desa.node)) == ("2026-09", "2026-10")
    tutup.tutup(desa.node, OPERATOR, "2026-10")
    assert tutup.bulan_berikut(desa.node) is None


def test_a_pc_whose_clock_ran_ahead_closes_no_month_that_has_not_been(desa):
    """The server said at the last exchange that this clock is forty days ahead."""
    engine = desa.node.engine
    engine.run("INSERT INTO sb_link (peer, role, epoch, no, skew) VALUES ('35.22.01', 'up', 1, 4, ?)", (-40 * 86_400,))
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    assert ditolak(desa, "2026-10") == {"jam_mendahului_server"}
    engine.run("UPDATE sb_link SET skew = 400 * 86400")
    assert tutup.tutup(desa.node, OPERATOR, "2026-10").bulan == "2026-10", "one that is behind closes too few by itself"


def test_a_village_without_people_has_nothing_to_close(village):
    from sid_bantuan.catalog import CATALOG
    from sid_bantuan.sync.node import Node

    node = Node(village, "35.22.01.2001", CATALOG)
    assert tutup.bulan_berikut(node) is None
    with pytest.raises(DataDitolak) as dapat:
        tutup.tutup(node, OPERATOR, "2020-01")
    assert kode_salah(dapat) == {"buku_masih_kosong"}


def test_a_closing_keeps_the_balance_and_is_made_once(desa):
    satu = tutup.tutup(desa.node, OPERATOR, "2026-09")
    assert json.loads(satu.saldo) == [["Krajan", 1, 1, 1, 1], ["Krajan", 2, 1, 0, 2]]
    assert tutup.tutup(desa.node, OPERATOR, "2026-09").id == satu.id
    assert TutupBuku.select().count() == 1


def test_what_was_edited_but_not_yet_counted_is_counted_before_the_month_closes(desa, monkeypatch):
    pada_hari(monkeypatch, SEPTEMBER)
    Penduduk.update(jenis_kelamin=1).where(Penduduk.id == desa["ANI"]).execute()
    pada_hari(monkeypatch, NOVEMBER)
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    buku_seimbang(desa.node)


def test_a_death_reported_late_counts_in_the_month_of_the_report(desa):
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    mutasi = mati(desa, "ANI", date(2024, 7, 13), OKTOBER)
    assert mutasi.bulan == "2026-10"


def test_one_reported_in_a_month_that_is_closed_by_now_counts_in_the_first_open_one(desa):
    for satu in ("2026-09", "2026-10"):
        tutup.tutup(desa.node, OPERATOR, satu)
    assert mati(desa, "ANI", SEPTEMBER, OKTOBER).bulan == "2026-11"


def test_as_the_village_sets_an_event_counts_in_the_month_it_happened_while_that_is_open(desa, monkeypatch):
    monkeypatch.setattr(setelan, "sekarang", setelan.Setelan(bulan_hitung=setelan.PERISTIWA))
    assert mati(desa, "ANI", OKTOBER, NOVEMBER).bulan == "2026-10"
    for satu in ("2026-09", "2026-10"):
        tutup.tutup(desa.node, OPERATOR, satu)
    assert mati(desa, "SITI", OKTOBER, NOVEMBER).bulan == "2026-11"


def test_nobody_is_taken_away_in_a_month_before_the_one_he_was_added_in(desa, monkeypatch):
    monkeypatch.setattr(setelan, "sekarang", setelan.Setelan(bulan_hitung=setelan.PERISTIWA))
    assert mati(desa, "ANI", date(2024, 7, 13), NOVEMBER).bulan == "2026-09"


def test_a_clock_that_went_back_puts_no_line_before_the_persons_last_one(desa, monkeypatch):
    pada_hari(monkeypatch, date(2001, 1, 1))
    Penduduk.update(jenis_kelamin=1).where(Penduduk.id == desa["ANI"]).execute()
    drain_all(desa.node)
    assert {satu.bulan for satu in Penyesuaian} == {"2026-09"}


def test_an_adjustment_counts_in_the_present_month_or_the_first_open_one(desa, monkeypatch):
    Penduduk.update(jenis_kelamin=1).where(Penduduk.id == desa["ANI"]).execute()
    drain_all(desa.node)
    assert {satu.bulan for satu in Penyesuaian.select().where(Penyesuaian.alasan == "jenis_kelamin")} == {"2026-11"}
    for satu in ("2026-09", "2026-10"):
        tutup.tutup(desa.node, OPERATOR, satu)
    pada_hari(monkeypatch, SEPTEMBER)
    Penduduk.update(kewarganegaraan=2).where(Penduduk.id == desa["BUDI"]).execute()
    drain_all(desa.node)
    assert {satu.bulan for satu in Penyesuaian.select().where(Penyesuaian.alasan == "kewarganegaraan")} == {"2026-11"}


def test_a_balance_of_too_many_dusun_for_one_row_is_kept_for_the_village_as_a_whole(desa, monkeypatch):
    monkeypatch.setattr(tutup, "TERPANJANG", 30)
    satu = tutup.tutup(desa.node, OPERATOR, "2026-09")
    assert json.loads(satu.saldo) == [["", 1, 1, 1, 1], ["", 2, 1, 0, 2]]


def test_nothing_is_closed_while_the_villages_rows_are_still_coming_back(desa):
    hitung.tunda(desa.node)
    desa.node.engine.run("INSERT INTO sb_wanted (peer, id) VALUES ('35.22.01', ?)", ("9" * 32,))
    assert ditolak(desa, "2026-09") == {"buku_sedang_disamakan"}


def test_lines_a_restored_village_wrote_into_months_closed_above_go_to_the_first_open_month(desa):
    """The closing itself comes back; what the parent never acknowledged moves on, what it has stays."""
    node = desa.node
    node.engine.run("INSERT INTO sb_link (peer, role) VALUES ('35.22.01', 'up')")
    dikenal = mati(desa, "ANI", SEPTEMBER, OKTOBER)
    baru = mati(desa, "SITI", SEPTEMBER, OKTOBER)
    node.engine.run("DELETE FROM sb_pending WHERE peer <> ''")
    for satu in (baru.id, *(satu.id for satu in desa.baris(baru))):
        node.mark("35.22.01", node.engine.value("SELECT type FROM sb_row WHERE id = ?", (satu,)), satu, 1, None)
    tiba(node, "2026-10")
    assert {satu.bulan for satu in desa.baris(dikenal)} == {"2026-10"}
    assert {satu.bulan for satu in desa.baris(baru)} == {"2026-11"}
    assert bulan.ditutup_sampai(node) == "2026-10"
    assert MutasiOrang.select().count() == 2
    buku_seimbang(node)


def tiba(node, bulan_ditutup: str) -> None:
    """A closing of this village is stored as the parent gave it back."""
    from types import SimpleNamespace

    isi = {"bulan": bulan_ditutup, "saldo": "[]", "oleh": "Siti", "pada": "2026-11-02T00:00:00Z"}
    with node.engine.transaction():
        node.begin_step()
        with node.engine.applying():
            node.engine.run(
                "INSERT INTO sb_tutup_buku (id, node, wilayah, bulan, saldo, oleh, pada) VALUES (?, ?, ?, ?, ?, ?, ?)",
                ("7" * 32, node.code, node.code, *isi.values()),
            )
        tutup.effect(node, [SimpleNamespace(node=node.code, deleted=0, content=isi)])


def test_a_book_begins_at_the_last_closing_and_adds_only_the_lines_since(desa):
    mati(desa, "ANI", SEPTEMBER, OKTOBER)
    drain_all(desa.node)
    terbuka = buku(desa, "2026-09", "2026-10", "2026-11", "2026-12")
    for satu in ("2026-09", "2026-10"):
        tutup.tutup(desa.node, OPERATOR, satu)
    assert buku(desa, "2026-09", "2026-10", "2026-11", "2026-12") == terbuka
    palsukan(desa, "2026-10", [["Krajan", 1, 1, 1, 100]])
    assert [buku(desa, satu)[satu]["Krajan"][0] for satu in ("2026-10", "2026-11", "2026-12")] == [3, 100, 100]


@pytest.mark.parametrize("saldo", [[], [["", 1, 1, 1, 100]]])
def test_a_closing_without_dusun_leaves_the_book_to_its_lines(desa, saldo):
    terbuka = buku(desa, "2026-10")
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    palsukan(desa, "2026-09", saldo)
    assert buku(desa, "2026-10") == terbuka


def test_above_the_village_its_lines_tell_and_not_its_closing(desa):
    terbuka = buku(desa, "2026-10")
    tutup.tutup(desa.node, OPERATOR, "2026-09")
    palsukan(desa, "2026-09", [["Krajan", 1, 1, 1, 100]])
    desa.node.engine.run("UPDATE sb_node SET kode = '35.22.01'")
    assert buku(desa, "2026-10") == terbuka


def buku(desa, *bulan) -> dict:
    """(people at the beginning, at the end) of each dusun of these months."""
    return {
        satu: {dusun: (ini.awal.jiwa, ini.akhir.jiwa) for dusun, ini in neraca(desa.node.engine, desa.node.code, satu).items()}
        for satu in bulan
    }  # fmt: skip


def palsukan(desa, bulan_ditutup: str, saldo: list) -> None:
    with desa.node.engine.transaction(), desa.node.engine.applying():
        desa.node.engine.run("UPDATE sb_tutup_buku SET saldo = ? WHERE bulan = ?", (json.dumps(saldo), bulan_ditutup))


def test_the_months_lines_of_the_books_add_up_to_whatever_happened(desa):
    mati(desa, "ANI", SEPTEMBER, OKTOBER)
    for satu in ("2026-09", "2026-10"):
        tutup.tutup(desa.node, OPERATOR, satu)
    akhir = {satu.bulan: json.loads(satu.saldo) for satu in TutupBuku}
    for bulan_ini, saldo in akhir.items():
        assert {tuple(satu[:4]): satu[4] for satu in saldo} == dict(jumlah_baris(desa.node, bulan_ini))
    assert lampid.bulan_sesudah("2026-09") in akhir
