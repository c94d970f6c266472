"""Numbers are given once, without a gap, whoever signs at the same time and whatever is undone."""

import sys
import threading
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.surat import salah_pola, sebut_judul, susun_nomor
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur, jenis, nomor, setelan
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .support.di import di
from .support.lampid import DESA, kode_salah
from .support.surat import HARI, KADES, SEKRETARIS, kantor

BANYAK, ORANG = 24, 4


@pytest.fixture
def tempat(village):
    yield kantor(village)
    setelan.pasang()


def urut(node) -> list[int]:
    return [row[0] for row in node.engine.run("SELECT urut FROM sb_surat WHERE urut IS NOT NULL ORDER BY urut")]


def test_letters_signed_at_the_same_time_get_every_number_once_and_leave_no_gap(tempat):
    """Real threads with connections of their own; one in four signatures is undone after the number was given."""
    menunggu = [tempat.siap(nama=nama).id for nama in ("BUDI", "SITI", "ANI") * (BANYAK // 3)]
    gagal, mulai, salah = [], threading.Barrier(ORANG), []

    def menandatangani(ke: int):
        node = Node(tempat.node.engine, DESA, CATALOG)
        with node.engine.database.connection_context():
            mulai.wait()
            for nomor_surat, id in enumerate(menunggu[ke::ORANG]):
                try:
                    with node.engine.transaction():
                        alur.tanda_tangani(node, KADES, id, HARI)
                        if nomor_surat % 4 == 1:
                            raise InterruptedError
                except InterruptedError:
                    gagal.append(id)
                except Exception as error:
                    salah.append(error)

    orang = [threading.Thread(target=menandatangani, args=(ke,)) for ke in range(ORANG)]
    for satu in orang:
        satu.start()
    for satu in orang:
        satu.join()
    assert not salah
    assert gagal
    assert urut(tempat.node) == list(range(1, BANYAK - len(gagal) + 1))
    for id in gagal:
        alur.tanda_tangani(tempat.node, KADES, id, HARI)
    assert urut(tempat.node) == list(range(1, BANYAK + 1))
    assert nomor.ganda(tempat.node) == []


def test_processes_that_sign_at_once_leave_no_gap_even_where_one_of_them_dies_with_a_number_in_its_hand(
    new_database, run_process
):
    """As an office with a server and commands beside it: each process has its own connection and its own memory."""
    alamat = new_database()
    database = open_database(alamat)
    engine = prepare(database, DESA, CATALOG)
    with di(Node(engine, DESA, CATALOG)) as node:
        tempat = kantor(engine)
        menunggu = [tempat.siap(nama=nama).id for nama in ("BUDI", "SITI", "ANI") * 4]
        perintah = [sys.executable, "-m", "tests.support.menandatangani", alamat]
        memegang = run_process([*perintah, "tahan", menunggu[0]])
        memegang.wait_for("memegang 1")
        lain = [run_process([*perintah, "tanda", *menunggu[1 + ke :: 2]]) for ke in range(2)]
        for satu in lain:
            satu.wait_for("mulai")
        memegang.kill()
        for satu in lain:
            assert satu.wait() == 0, satu.output
        assert urut(node) == list(range(1, len(menunggu)))
        assert alur.tanda_tangani(node, KADES, menunggu[0], HARI).urut == len(menunggu)
        assert nomor.ganda(node) == []
    database.close()


def test_a_signature_that_is_undone_gives_its_number_back(tempat):
    baru = tempat.siap()
    with pytest.raises(ZeroDivisionError), tempat.node.engine.transaction():
        assert alur.tanda_tangani(tempat.node, KADES, baru.id, HARI).urut == 1
        raise ZeroDivisionError
    assert urut(tempat.node) == []
    assert tempat.terbit(nama="SITI").urut == 1


def test_numbers_start_again_with_the_year(tempat):
    assert tempat.terbit(hari=date(2026, 12, 31)).nomor == "400.12.2.1/001/35.22.01.2001/XII/2026"
    assert tempat.terbit(nama="SITI", hari=date(2027, 1, 2)).nomor == "400.12.2.1/001/35.22.01.2001/I/2027"


def test_an_office_numbers_by_its_own_pattern_and_each_kind_by_itself_where_it_likes(tempat):
    setelan.pasang(pola_nomor="[kode]/[nomor,2]/[bulan]/[tahun]", deret_per_jenis=True)
    assert tempat.terbit().nomor == "400.12.2.1/01/11/2026"
    assert tempat.terbit("pengantar_skck", "SITI").nomor == "400.10.2.2/01/11/2026"
    jenis.simpan(tempat.node, SEKRETARIS, "pengantar_skck", {"pola_nomor": "[nomor]/SKCK/[tahun]", "deret": "polisi"})
    assert tempat.terbit("pengantar_skck", "ANI").nomor == "1/SKCK/2026"


@pytest.mark.parametrize("pilihan", [{"deret_per_jenis": True}, {"pola_nomor": "[kode]/[nomor,3]"}])
def test_counters_that_write_alike_give_no_number_twice(tempat, pilihan):
    """Kinds of one classification, each counted by itself; and a pattern that does not tell the year."""
    setelan.pasang(**pilihan)
    hari = [HARI, HARI, date(2027, 1, 2) if "pola_nomor" in pilihan else HARI]
    kode = ("keterangan_domisili", "keterangan_penduduk", "keterangan_domisili")
    semua = [tempat.terbit(satu, nama, hari=pada)
             for satu, nama, pada in zip(kode, ("BUDI", "SITI", "ANI"), hari, strict=True)]  # fmt: skip
    assert [satu.nomor.split("/")[1] for satu in semua] == ["001", "002", "003"]
    assert nomor.ganda(tempat.node) == []


def test_two_letters_whose_numbers_read_alike_are_named_whatever_counter_gave_them(tempat):
    satu, dua = tempat.terbit(), tempat.terbit(nama="SITI")
    tempat.node.engine.run("UPDATE sb_surat SET deret = 'lain', nomor = ? WHERE id = ?", (satu.nomor, dua.id))
    assert nomor.ganda(tempat.node) == [(satu.nomor, sorted((satu.id, dua.id)))]


def test_a_counter_from_an_old_backup_goes_on_from_the_letters_that_came_back(tempat):
    for nama in ("BUDI", "SITI", "ANI"):
        tempat.terbit(nama=nama)
    tempat.node.engine.run("UPDATE sb_deret_surat SET terakhir = 1")
    assert tempat.terbit("pengantar_skck").urut == 4
    tempat.node.engine.run("DELETE FROM sb_deret_surat")
    assert tempat.terbit("pengantar_skck", "SITI").urut == 5


def test_while_letters_are_on_their_way_back_no_number_is_given(tempat):
    baru, engine = tempat.siap(), tempat.node.engine
    engine.run("INSERT INTO sb_wanted (peer, id) VALUES ('35.22.01', ?)", ("e" * 32,))
    engine.run("INSERT INTO sb_link (peer, role, epoch, no) VALUES ('35.22.01', 'up', 3, 4)")
    with pytest.raises(DataDitolak) as salah:
        alur.tanda_tangani(tempat.node, KADES, baru.id, HARI)
    assert kode_salah(salah) == {"surat_sedang_dikembalikan"}
    engine.run("DELETE FROM sb_wanted")
    assert alur.tanda_tangani(tempat.node, KADES, baru.id, HARI).urut == 1


def test_a_newly_enrolled_installation_gives_no_number_before_it_has_compared(tempat):
    engine = tempat.node.engine
    engine.run("INSERT INTO sb_link (peer, role, epoch, no, mode) VALUES ('35.22.01', 'up', 2, 0, 'compare')")
    assert nomor.sedang_kembali(tempat.node)
    engine.run("UPDATE sb_link SET no = 5, mode = ''")
    assert not nomor.sedang_kembali(tempat.node)
    engine.run("UPDATE sb_link SET mode = 'compare'")
    assert not nomor.sedang_kembali(tempat.node), "the nightly comparison, offline, stops no counter"


def test_two_letters_that_bear_one_number_all_the_same_are_named(tempat):
    satu, dua = tempat.terbit(), tempat.terbit(nama="SITI")
    tempat.node.engine.run("UPDATE sb_surat SET urut = 1, nomor = ? WHERE id = ?", (satu.nomor, dua.id))
    assert nomor.ganda(tempat.node) == [(satu.nomor, sorted((satu.id, dua.id)))]


@pytest.mark.parametrize(
    ("pola", "salah"),
    [
        ("[kode]/[nomor,3]/[tahun]", None),
        ("[kode]/[tahun]", "pola_tanpa_nomor"),
        ("[nomor]/[hari]", "pola_tak_dikenal"),
        ("[nomor]/[tahun", "pola_tak_dikenal"),
        ("[nomor]" + "x" * 90, "pola_terlalu_panjang"),
    ],
)
def test_a_pattern_that_cannot_number_is_refused_by_name(pola, salah):
    assert salah_pola(pola) == salah


def test_a_pattern_pads_and_never_cuts():
    assert susun_nomor("[nomor,3]", {"nomor": 7}) == "007"
    assert susun_nomor("[nomor,3]", {"nomor": 12345}) == "12345"


@pytest.mark.parametrize(
    ("judul", "sebut"),
    [
        ("SURAT KETERANGAN PENGGANTI KTP-EL", "Surat keterangan pengganti KTP-el"),
        ("SURAT PENGANTAR PERUBAHAN DATA KK", "Surat pengantar perubahan data KK"),
        ("SURAT KETERANGAN KEMATIAN SUAMI/ISTRI", "Surat keterangan kematian suami/istri"),
        ("Surat Keterangan Panen UPT", "Surat keterangan panen UPT"),
        ("", ""),
    ],
)
def test_a_title_within_a_sentence_keeps_its_abbreviations(judul, sebut):
    assert sebut_judul(judul) == sebut
