"""The OpenSID database itself: the right village of the right database, and never a byte written to it."""

import pymysql
import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.opensid.alamat import SumberGagal, baca_alamat
from sid_bantuan.modules.opensid.putar import putar
from sid_bantuan.modules.opensid.sumber import buka
from sid_bantuan.sync.node import Node

from .conftest import VILLAGE
from .support.baca_opensid import ambil
from .support.opensid import LAMA, Opensid, isi_desa

pytestmark = pytest.mark.mariadb


@pytest.fixture
def node(village):
    return Node(village, VILLAGE, CATALOG)


# ---- which village


def test_of_a_shared_database_only_this_village_is_read(node, sumber):
    sumber.desa(2, "3522012002", "Desa Tetangga")
    sumber.orang("BUDI")
    sumber.config_id = 2
    sumber.orang("TETANGGA")
    with pytest.raises(SumberGagal, match=r"1 = Desa Contoh \(35\.22\.01\.2001\); 2 = Desa Tetangga.*--config-id 1"):
        ambil(node, sumber)
    with pytest.raises(SumberGagal, match="Tidak ada desa bernomor 9"):
        ambil(node, sumber, 9)
    with pytest.raises(
        SumberGagal, match=r"milik Desa Tetangga \(35\.22\.01\.2002\), sedangkan pemasangan ini 35\.22\.01\.2001"
    ):
        ambil(node, sumber, 2)
    ambil(node, sumber, 1)
    assert node.engine.run("SELECT nama FROM sb_penduduk") == [("BUDI",)]


def test_a_database_of_another_village_is_refused_before_anything_is_stored(node, mariadb_server):
    lain = Opensid(mariadb_server, LAMA, "3522012009")
    lain.orang("BUDI")
    with pytest.raises(SumberGagal, match=r"milik Desa Contoh \(35\.22\.01\.2009\)"):
        ambil(node, lain)
    lain.ubah("config", 1, kode_desa=None)
    with pytest.raises(SumberGagal, match="Kode desa belum diisi"):
        ambil(node, lain)
    lain.tutup()
    assert node.engine.value("SELECT count(*) FROM sb_row") == 0


def test_some_other_database_is_no_opensid(node, sumber):
    sumber.tanya("DROP TABLE log_penduduk")
    with pytest.raises(SumberGagal, match="bukan milik OpenSID.*log_penduduk"):
        ambil(node, sumber)


def test_a_version_too_old_to_be_read_is_named_by_what_it_lacks(node, sumber):
    sumber.tanya("ALTER TABLE log_penduduk DROP COLUMN tgl_lapor")
    with pytest.raises(SumberGagal, match=r"log_penduduk\.tgl_lapor"):
        ambil(node, sumber)


# ---- it is only read


def test_the_source_is_never_written(node, tata):
    isi_desa(tata, 80)
    alamat = baca_alamat(tata.alamat())
    isi, biner = tata.isi_semua(), tata.server.written()
    for _ in range(2):
        putar(node, alamat)
    assert tata.server.written() == biner
    assert tata.isi_semua() == isi


def test_even_a_powerful_user_is_refused_by_the_session_itself(sumber):
    """Whoever gave us the root's password is safe all the same."""
    alamat = baca_alamat(f"mysql://root@localhost/{sumber.nama}?socket={sumber.server.folder / 's'}")
    with buka(alamat) as terbuka, pytest.raises(SumberGagal):
        terbuka.tanya("UPDATE config SET nama_desa = 'X'")
    with buka(alamat) as terbuka:
        terbuka.tanya("ROLLBACK")
        with pytest.raises((SumberGagal, pymysql.MySQLError)):
            terbuka.tanya("UPDATE config SET nama_desa = 'X'")
    assert sumber.tanya("SELECT nama_desa FROM config") == [("Desa Contoh",)]


def test_one_round_sees_one_moment(sumber):
    """What is changed there while it is read is seen by the next round, whole."""
    sumber.orang("BUDI")
    with buka(baca_alamat(sumber.alamat())) as terbuka:
        terbuka.pilih_desa("35.22.01.2001", None)
        sumber.orang("SITI", sex=2)
        assert len(terbuka.nomor("tweb_penduduk")) == 1
