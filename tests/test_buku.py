"""The books, cell by cell, against a month counted by hand (see support/buku.py)."""

import pytest

from sid_bantuan.modules.lampid.buku import bulanan, mutasi, nama, rekap
from sid_bantuan.modules.lampid.buku.jumlah import bulan_pertama, neraca
from sid_bantuan.modules.lampid.buku.lembar import Sel, nilai
from sid_bantuan.modules.lampid.buku.pilihan import Pilihan, dari_alamat, sebut

from .support import buku as contoh
from .support.buku import BULAN, DESA, KABUPATEN, KECAMATAN, SEBELAH


@pytest.fixture
def desa(engine):
    contoh.desa(engine)
    return engine


@pytest.fixture
def kecamatan(open_node):
    engine = open_node(KECAMATAN)
    contoh.desa(engine)
    contoh.sebelah(engine)
    return engine


def isi(tabel) -> list[list]:
    return [[nilai(sel) for sel in baris] for baris in (*tabel.baris, *tabel.kaki)]


def test_the_recapitulation_holds_each_of_its_33_columns_as_counted_by_hand(desa):
    tabel = rekap.susun(desa, DESA, BULAN).tabel
    assert len(tabel.daun) == 33
    # awal: WNA L,P WNI L,P KK anggota jiwa | lahir, datang: WNA L,P WNI L,P | mati, pindah | akhir
    krajan = [0, 0, 2, 3, 2, 3, 5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 2, 2, 2, 4]
    ngaglik = [1, 0, 2, 2, 2, 3, 5, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 3, 4, 4, 4, 8]
    jumlah = [1, 0, 4, 5, 4, 6, 10, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 5, 6, 6, 6, 12]
    assert isi(tabel)[0] == [
        1, "Krajan", *krajan, "hilang 1; susunan keluarga +1 KK; penyesuaian +1 jiwa",
    ]  # fmt: skip
    assert isi(tabel)[1] == [2, "Ngaglik", *ngaglik, "kembali 1"]
    antar, total = isi(tabel)[2:]
    assert antar[1] == "Pindah antardusun"
    assert (antar[13:17], antar[21:25]) == ([0, 0, 0, 1], [0, 0, 0, 1])
    assert total[:2] == ["", "Jumlah tanpa pindah antardusun"]
    assert total[2:32] == jumlah
    assert total[32] == "hilang 1; kembali 1; susunan keluarga +1 KK; penyesuaian +1 jiwa; pindah antardusun +1 KK"
    assert krajan[6] + 1 - 1 - 1 - 1 + 1 == krajan[-1], "the example itself"


def test_adjustments_stand_under_the_table_with_their_reasons(desa):
    (tabel,) = rekap.susun(desa, DESA, BULAN).tambahan
    assert isi(tabel) == [
        [1, "Catatan ganda digabung", 0, 0, 1, 0, "−1", 0],
        [2, "Dari impor", 2, 0, 0, 0, "+2", 0],
    ]


def test_the_monthly_report_balances_line_by_line(desa):
    tabel = bulanan.susun(desa, DESA, BULAN).tabel
    assert [baris[1:] for baris in isi(tabel)] == [
        # WNI L,P  WNA L,P  jumlah L,P,L+P  KK L,P,L+P
        ["Penduduk awal bulan", 4, 5, 1, 0, 5, 5, 10, 4, 0, 4],
        ["Kelahiran/keluarga baru", 0, 1, 0, 0, 0, 1, 1, 0, 2, 2],
        ["Kematian", 1, 0, 0, 0, 1, 0, 1, 1, 0, 1],
        ["Pendatang", 1, 1, 0, 0, 1, 1, 2, 1, 0, 1],
        ["Pindah", 1, 0, 0, 0, 1, 0, 1, 0, 0, 0],
        ["Hilang", 0, 1, 0, 0, 0, 1, 1, 0, 0, 0],
        ["Kembali", 1, 0, 0, 0, 1, 0, 1, 0, 0, 0],
        ["Penyesuaian (bertambah atau berkurang)", 1, 0, 0, 0, 1, 0, 1, 0, 0, 0],
        ["Penduduk akhir bulan", 5, 6, 1, 0, 6, 6, 12, 4, 2, 6],
    ]


def test_a_month_opens_with_what_the_month_before_closed_with(desa):
    for bulan, sesudah in (("2026-08", "2026-09"), ("2026-09", "2026-10"), ("2026-10", BULAN), (BULAN, "2026-12")):
        tutup = {tempat: satu.akhir for tempat, satu in neraca(desa, DESA, bulan).items() if satu.akhir}
        buka = {tempat: satu.awal for tempat, satu in neraca(desa, DESA, sesudah).items() if satu.awal}
        assert tutup == buka, bulan
    assert bulan_pertama(desa, DESA) == "2026-09"


def test_the_register_of_changes_tells_where_from_where_to_and_when(desa):
    baris = isi(mutasi.susun(desa, DESA, BULAN).tabel)
    assert [satu[1:] for satu in baris] == [
        ["Tono", "", "01-01-1981", "L", "WNI", "Surabaya", "03-11-2026", "", "", "", "", ""],
        ["Tini", "", "01-01-1982", "P", "WNI", "Surabaya", "03-11-2026", "", "", "", "", ""],
        ["Ani", "", "", "P", "WNI", "", "", "", "", "", "", "Hilang 05-11-2026"],
        ["Eko", "", "", "L", "WNI", "", "", "", "", "", "", "Kembali 05-11-2026"],
        ["Budi", "Tuban", "03-02-1960", "L", "WNI", "", "", "", "", "Rumah", "07-11-2026", "Dilaporkan 09-11-2026"],
        ["Dian", "", "", "L", "WNI", "", "", "Desa Sugihwaras", "11-11-2026", "", "", ""],
    ]


def test_every_number_is_the_length_of_the_list_of_names_behind_it(desa, kecamatan):
    for engine, wilayah in ((desa, DESA), (kecamatan, KECAMATAN), (kecamatan, SEBELAH)):
        for lembar in (rekap.susun(engine, wilayah, BULAN), bulanan.susun(engine, wilayah, BULAN)):
            diuji = 0
            for sel in semua_sel(lembar):
                banyak = sel.nilai if isinstance(sel.nilai, int) else bertanda(sel.nilai)
                if not isinstance(sel.pilihan, Pilihan) or banyak is None:
                    continue
                orang = nama.orang(engine, BULAN, sel.pilihan)
                assert sum(satu.arah for satu in orang) in (banyak, -banyak), (wilayah, sel)
                diuji += 1
            assert diuji >= 60


def test_a_change_of_the_count_made_in_the_evening_of_utc_stands_under_the_day_of_the_office(desa):
    desa.run("UPDATE sb_penyesuaian SET pada = '2026-11-20T20:00:00Z' WHERE alasan = 'ganda' AND bulan = ?", (BULAN,))
    (satu,) = nama.orang(desa, BULAN, Pilihan("penyesuaian", DESA, alasan="ganda"))
    assert satu.tanggal == "2026-11-21"


def bertanda(teks) -> int | None:
    """The number of a signed cell: ``+2``, ``−1``."""
    return int(teks.replace("−", "-")) if teks[:1] in ("+", "−") else None


def semua_sel(lembar):
    for tabel in (lembar.tabel, *lembar.tambahan):
        for baris in (*tabel.baris, *tabel.kaki):
            yield from (sel for sel in baris if isinstance(sel, Sel))


def test_the_names_behind_a_balance_and_behind_a_remark(desa):
    def siapa(**lain):
        return [satu.nama for satu in nama.orang(desa, BULAN, Pilihan(wilayah=DESA, **lain))]

    assert siapa(jenis="awal", dusun="Krajan") == ["Ani", "Budi", "Joko", "Rina", "Siti"]
    assert siapa(jenis="akhir", dusun="Krajan") == ["Impor1", "Joko", "Melati", "Siti"]
    assert siapa(jenis="akhir", kepala=1, jk=2) == ["Rina", "Siti"]
    assert siapa(jenis="akhir", wna=1) == ["John"]
    assert siapa(jenis="penyesuaian", alasan="ganda") == ["Impor2"]
    assert siapa(jenis="datang", dari=1) == ["Tini", "Tono"]
    assert siapa(jenis="datang") == ["Rina", "Tini", "Tono"]
    (dian,) = nama.orang(desa, BULAN, Pilihan("pindah", DESA, dari=1))
    assert (dian.keterangan, dian.tanggal, dian.arah) == ("ke Desa Sugihwaras", "2026-11-11", -1)


def test_who_is_gone_from_the_register_still_has_his_name(desa):
    desa.run("DELETE FROM sb_penduduk WHERE nama IN ('Tono', 'Siti')")
    ada = {satu.nama: satu.ada for satu in nama.orang(desa, BULAN, Pilihan("akhir", DESA))}
    assert len(ada) == 12
    assert (ada["Tono"], ada["Siti"], ada["Joko"]) == (False, False, True)


def test_the_book_of_a_kecamatan_has_a_row_per_village_and_nets_moves_inside(kecamatan):
    tabel = rekap.susun(kecamatan, KECAMATAN, BULAN).tabel
    per_desa = {baris[1]: baris for baris in isi(tabel)}
    satu, dua = per_desa["Luwihaji"], per_desa["Sugihwaras"]
    assert satu[2:32] == isi(rekap.susun(kecamatan, DESA, BULAN).tabel)[-1][2:32]
    assert (dua[8], sum(dua[13:17]), sum(dua[21:25]), dua[31]) == (3, 1, 1, 3)
    antar, total = per_desa["Pindah antardesa"], per_desa["Jumlah tanpa pindah antardesa"]
    assert (sum(antar[13:17]), sum(antar[21:25])) == (1, 2)
    assert (sum(total[13:17]), sum(total[21:25])) == (2, 0), "only Tono and Tini came from outside; nobody left"
    for kolom in (*range(2, 9), *range(25, 32)):
        assert total[kolom] == sum(baris[kolom] for nama, baris in per_desa.items() if baris[0] != ""), kolom
    assert "dalam perjalanan +1 jiwa" in total[32]


def test_nobody_is_absent_from_both_villages_nor_counted_in_both(kecamatan):
    perjalanan = rekap.susun(kecamatan, KECAMATAN, BULAN).tambahan[-1]
    assert [baris[1:] for baris in isi(perjalanan)] == [
        [1, 1, 2], [1, 0, 1], [0, 0, 0], [0, 1, 1], [0, 0, 0], ["", "", 16],
    ]  # fmt: skip
    (yuni,) = nama.orang(kecamatan, BULAN, Pilihan("jalan", KECAMATAN))
    assert (yuni.nama, yuni.keterangan) == ("Yuni", "ke Desa Luwihaji")
    assert nama.orang(kecamatan, "2026-12", Pilihan("jalan_awal", KECAMATAN)) == [yuni]


def test_a_traveller_arrives_under_another_id_but_the_same_nik_or_comes_home(kecamatan):
    for kembali in (False, True):
        if kembali:
            kecamatan_baru = kecamatan
            mutasi_id = contoh.mutasi(kecamatan_baru, "kembali", "Yuni", SEBELAH, "2027-01")
            contoh.garis(kecamatan_baru, mutasi_id, "kembali", 1, "Yuni", "Sumber", 2, wilayah=SEBELAH, bulan="2027-01")
            assert nama.orang(kecamatan, "2027-01", Pilihan("jalan", KECAMATAN)) == []
            assert len(nama.orang(kecamatan, "2026-12", Pilihan("jalan", KECAMATAN))) == 1
    lain = contoh.mutasi(kecamatan, "datang", "Orang", bulan="2026-12", lawan_wilayah=SEBELAH)
    contoh.garis(kecamatan, lain, "datang", 1, "Yuni Lain", "Krajan", 2, bulan="2026-12", lawan_wilayah=SEBELAH)
    (ganda,) = nama.orang(kecamatan, "2026-12", Pilihan("ganda", KECAMATAN))
    assert ganda.nama == "Yuni Lain"
    with kecamatan.transaction(), kecamatan.applying():
        kecamatan.run("UPDATE sb_mutasi_orang SET nik = '3522014102850002' WHERE nama LIKE 'Yuni%'")
    assert nama.orang(kecamatan, "2026-12", Pilihan("ganda", KECAMATAN)) == []
    assert nama.orang(kecamatan, "2026-12", Pilihan("jalan", KECAMATAN)) == []


def test_a_move_cancelled_after_its_month_closed_ends_the_journey(kecamatan):
    (yuni,) = nama.orang(kecamatan, BULAN, Pilihan("jalan", KECAMATAN))
    contoh.penyesuaian(
        kecamatan, "pembatalan", 1, ["Yuni"], "Sumber", 2, wilayah=SEBELAH, bulan="2026-12", mutasi_id=yuni.mutasi_id
    )
    assert nama.orang(kecamatan, "2026-12", Pilihan("jalan", KECAMATAN)) == []
    assert nama.orang(kecamatan, BULAN, Pilihan("jalan", KECAMATAN)) == [yuni]


def test_the_kabupaten_sums_its_kecamatan_and_lets_them_net_their_own_moves(open_node):
    engine = open_node(KABUPATEN)
    contoh.desa(engine)
    contoh.sebelah(engine)
    keluar = contoh.mutasi(engine, "pindah", "Joko", lawan_wilayah="35.22.02.2001", cakupan=3)
    contoh.garis(engine, keluar, "pindah", -1, "Joko", "Krajan", kepala=1, lawan_wilayah="35.22.02.2001")
    semua = {baris[1]: baris for baris in isi(rekap.susun(engine, KABUPATEN, BULAN).tabel)}
    ngraho = next(baris for baris in semua.values() if baris[8] == 13 and baris[0] != "")
    assert (sum(ngraho[13:17]), sum(ngraho[21:25])) == (2, 1), "Joko left the kecamatan; Dian and Yuni did not"
    assert ngraho[31] == 14
    antar, total = semua["Pindah antarkecamatan"], semua["Jumlah tanpa pindah antarkecamatan"]
    assert (sum(antar[13:17]), sum(antar[21:25])) == (0, 1)
    assert (sum(total[13:17]), sum(total[21:25]), total[31]) == (2, 0, 14)
    lampid = isi(bulanan.susun(engine, KABUPATEN, BULAN).tabel)
    masuk = [baris[8] for baris in lampid]
    tanda = dict(zip((baris[1] for baris in lampid), (1, 1, -1, 1, -1, -1, 1, 1, 1, 0), strict=True))
    assert sum(banyak * arah for banyak, arah in zip(masuk, tanda.values(), strict=True)) == masuk[-1] == 14


def test_the_description_of_a_cell_survives_the_address_and_nonsense_does_not():
    satu = Pilihan("datang", DESA, "", 2, 0, 1, 1, 3)
    assert dari_alamat(satu.alamat()) == satu
    assert sebut(satu, BULAN) == ("Datang, kepala keluarga perempuan WNI, (belum ada dusun), November 2026")
    for salah in ({"jenis": "lain"}, {"jk": "3"}, {"wilayah": "x"}, {"kepala": "-1"}, {"alasan": "karena"}):
        assert dari_alamat(satu.alamat() | salah) is None, salah
