"""Whoever holds a letter can have it checked: the code is read off the printed page and its address is opened."""

import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.modules.persuratan import alur, bukti, camat, cetak, pejabat, setelan
from sid_bantuan.publik import cek
from sid_bantuan.publik.batas import PALING_BANYAK, PER_ALAMAT, SEMUA, Batas
from sid_bantuan.publik.periksa import inisial
from sid_bantuan.sync import enrol

from .layar import hitung_kueri
from .support.di import di
from .support.pdf import Pdf
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE, Road
from .support.surat import HARI, KADES, LOKET, SEKRETARIS, kantor
from .test_surat_camat import CAMAT, KERAMAIAN

ALAMAT = "https://kecamatan.example.go.id"
RAHASIA = ("BUDI", "3522010101800001", "melamar pekerjaan", "RT 001", "SUGENG")
"""What stands on the letter and must not stand on the page."""


class Pemeriksa:
    """A citizen with a phone, in front of the kecamatan's server."""

    def __init__(self, road, folder):
        self.road, self.node, self.tempat = road, road[DISTRICT], road.tempat
        with di(self.node):
            self.app = create_app(self.node.engine, DISTRICT, CATALOG, folder)
            self.app.config["TESTING"] = True
            self.node.engine.database.close()

    def buka(self, alamat: str, kode: int = 200) -> str:
        """The page at an address as it stands in the code."""
        with di(self.node):
            satu = urlsplit(alamat)
            jawab = self.app.test_client().get(f"{satu.path}?{satu.query}")
        assert jawab.status_code == kode, (alamat, jawab.status_code)
        assert "tanda tangan elektronik tersertifikasi" in jawab.text
        assert not any(satu in jawab.text for satu in RAHASIA)
        return re.sub(
            r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", jawab.text.partition("</style>")[2].replace("<wbr>", "")))
        )

    def di_desa(self):
        return di(self.road[VILLAGE])

    def pindai(self, id: str) -> str:
        """The address in the code on the letter, read off the page it is printed on."""
        with self.di_desa() as node:
            (alamat,) = Pdf(cetak.pdf(node, [id])).qr()
        assert alamat.startswith(f"{ALAMAT}/cek/{VILLAGE}/")
        return alamat


@pytest.fixture
def pemeriksa(open_node, tmp_path):
    setelan.pasang(alamat_cek=ALAMAT)
    road = Road(open_node, (DISTRICT, VILLAGE))
    with di(road[VILLAGE]) as node:
        road.tempat = kantor(node.engine)
        road.tempat.desa.node = node
    yield Pemeriksa(road, tmp_path)
    setelan.pasang()


def palsu(alamat: str, **ganti) -> str:
    """The same address with other values in its query."""
    awal, _, isi = alamat.partition("?")
    asli = dict(satu.split("=", 1) for satu in isi.split("&"))
    return f"{awal}?{'&'.join(f'{nama}={nilai}' for nama, nilai in (asli | ganti).items())}"


def test_a_letter_is_proven_by_its_code_before_it_arrives_and_told_whole_afterwards(pemeriksa):
    with pemeriksa.di_desa():
        ini = pemeriksa.tempat.terbit()
    alamat = pemeriksa.pindai(ini.id)
    page = pemeriksa.buka(alamat)
    assert "Nomor surat ini diterbitkan oleh Desa" in page
    assert ini.nomor in page
    assert "belum sampai di sini" in page
    assert "Jenis surat " not in page.partition("Bandingkan")[0]
    pemeriksa.road.settle()
    page = pemeriksa.buka(alamat)
    assert "Surat ini tercatat dan berlaku" in page
    for kata in (ini.nomor, "21-11-2026", "Surat keterangan domisili", "Inisial nama B.", "Kecamatan Ngraho"):
        assert kata in page, kata


def test_what_was_forged_is_refused_whether_the_letter_has_arrived_or_not(pemeriksa):
    with pemeriksa.di_desa():
        ini = pemeriksa.tempat.terbit()
    alamat = pemeriksa.pindai(ini.id)
    nomor_lain = ini.nomor.replace("/001/", "/002/")
    for lain in ({"n": nomor_lain}, {"t": "20261120"}, {"b": "A" * 86}, {"n": ""}, {"t": "entah"}):
        page = pemeriksa.buka(palsu(alamat, **lain), 404)
        assert "Surat ini tidak dikenal" in page, lain
        assert "Jangan terima suratnya" in page
        assert nomor_lain not in page, "a stranger's text is not shown as ours"
    assert "tidak dikenal" in pemeriksa.buka(alamat.replace(ini.tanda, "x" * 22), 404)
    pemeriksa.road.settle()
    page = pemeriksa.buka(palsu(alamat, n=nomor_lain))
    assert "Kode ini tidak cocok dengan suratnya" in page
    assert ini.nomor in page
    assert nomor_lain not in page
    assert "tercatat dan berlaku" in pemeriksa.buka(alamat.partition("?")[0]), "the code of the letter is enough"


def test_a_cancelled_letter_and_one_whose_time_is_over_are_said_to_be_so(pemeriksa):
    with pemeriksa.di_desa() as node:
        batal, lama = pemeriksa.tempat.terbit(), pemeriksa.tempat.terbit(nama="SITI")
        alur.batalkan(node, KADES, batal.id, "Salah orang")
        node.engine.run(
            "UPDATE sb_surat SET berlaku_sampai = ? WHERE id = ?", (date.today() - timedelta(days=1), lama.id)
        )
    pemeriksa.road.settle()
    page = pemeriksa.buka(pemeriksa.pindai(batal.id))
    assert "Surat ini dibatalkan" in page
    assert batal.nomor in page
    assert "Salah orang" not in page
    assert "Masa berlaku surat ini sudah habis" in pemeriksa.buka(pemeriksa.pindai(lama.id))


def test_a_letter_the_camat_returned_is_good_only_on_its_new_paper(pemeriksa):
    with di(pemeriksa.node) as node:
        isi = {"jabatan": "camat", "nama": "Drs. HARTONO", "sebutan": "Camat Ngraho", "mulai": HARI}
        pejabat.simpan(node, CAMAT, isi)
    with pemeriksa.di_desa():
        id = pemeriksa.tempat.terbit("izin_keramaian", isian=KERAMAIAN).id
    kertas_lama = pemeriksa.pindai(id)
    pemeriksa.road.settle()
    assert "menunggu diketahui camat" in pemeriksa.buka(kertas_lama)
    with di(pemeriksa.node) as node:
        camat.kembalikan(node, CAMAT, id, "Lampirkan izin tetangga")
    pemeriksa.road.settle()
    assert "dikembalikan ke Desa" in pemeriksa.buka(kertas_lama)
    with pemeriksa.di_desa() as node:
        alur.ajukan(node, LOKET, id)
        alur.periksa(node, SEKRETARIS, id)
        alur.tanda_tangani(node, KADES, id)
    pemeriksa.road.settle()
    assert "Kertas ini tidak berlaku lagi" in pemeriksa.buka(kertas_lama)
    with di(pemeriksa.node) as node:
        camat.ketahui(node, CAMAT, id)
    pemeriksa.road.settle()
    assert "tercatat dan berlaku" in pemeriksa.buka(pemeriksa.pindai(id))


def test_a_key_the_village_gave_up_proves_what_it_signed_and_nothing_of_later_days(pemeriksa):
    alamat = []
    with pemeriksa.di_desa() as node:
        # The paper is in people's hands, and what the office kept of it was lost before it was sent.
        with pytest.raises(InterruptedError), node.engine.transaction():
            for hari, nama in ((date.today(), "BUDI"), (date.today() + timedelta(days=9), "SITI")):
                alamat.append(bukti.alamat_cek(node, pemeriksa.tempat.terbit(nama=nama, hari=hari)))
            raise InterruptedError
        enrol.change_key(node, DISTRICT)
    pemeriksa.road.settle()
    pemeriksa.road.settle()
    page = pemeriksa.buka(alamat[0])
    assert "diterbitkan oleh Desa" in page
    assert "Kunci digital yang membuktikannya tidak dipakai lagi sejak" in page
    assert "tidak dikenal" in pemeriksa.buka(alamat[1], 404)


def test_strangers_learn_nothing_by_asking_and_break_nothing(pemeriksa):
    with pemeriksa.di_desa():
        ini = pemeriksa.tempat.terbit()
    pemeriksa.road.settle()
    aneh = {"n": "\x00'; DROP TABLE sb_surat; --", "t": "²0261121", "b": "é" * 40}
    for jalan in (
        f"/cek/{NEIGHBOUR}/{ini.tanda}", f"/cek/35.22.99.2001/{ini.tanda}", f"/cek/35.22.01/{ini.tanda}", "/cek/x/y",
        f"/cek/{VILLAGE}/{'a' * 500}", f"/cek/{VILLAGE}/%00?{urlencode(aneh)}", f"/cek/{VILLAGE}/%?n=%ff%fe",
    ):  # fmt: skip
        assert "Surat ini tidak dikenal" in pemeriksa.buka(jalan, 404), jalan


def test_as_much_is_asked_of_the_database_for_a_letter_that_is_not_there(pemeriksa):
    engine = pemeriksa.node.engine
    if not hasattr(engine.connection, "set_trace_callback"):
        pytest.skip("statements are counted on SQLite")
    with pemeriksa.di_desa():
        ini = pemeriksa.tempat.terbit()
    pemeriksa.road.settle()
    alamat, banyak = pemeriksa.pindai(ini.id), []
    tak_ada = alamat.replace(ini.tanda, "x" * 22)
    for kode, jalan in (
        (200, alamat),
        (404, tak_ada),
        (404, f"/cek/{NEIGHBOUR}/{new_id()}"),
        (404, f"/cek/x/{new_id()}"),
    ):
        with di(pemeriksa.node), hitung_kueri(engine) as kueri:
            assert pemeriksa.app.test_client().get(jalan.removeprefix(ALAMAT)).status_code == kode
        banyak.append(len(kueri))
    assert len(set(banyak)) == 1, banyak


def test_the_page_says_how_to_check_weighs_little_and_is_never_kept(pemeriksa):
    with di(pemeriksa.node):
        jawab = pemeriksa.app.test_client().get("/cek")
        terbuka = pemeriksa.app.test_client().get(f"/cek/{VILLAGE}/{'x' * 22}", headers={"Accept-Encoding": "gzip"})
        assert "Cari kode QR" in pemeriksa.app.test_client().get("/cek/").text
    assert "Cari kode QR" in jawab.text
    assert "<form" not in jawab.text, "numbers follow each other: nothing may be found by typing one"
    assert "<script" not in jawab.text
    assert "src=" not in jawab.text
    assert len(terbuka.data) < 4_000
    assert terbuka.headers["Cache-Control"] == "no-store"
    assert terbuka.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in terbuka.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in terbuka.headers


def test_whoever_asks_too_often_is_told_to_wait_and_others_are_not(pemeriksa):
    jalan = f"/cek/{VILLAGE}/{'x' * 22}"
    pemeriksa.app.extensions[cek.BATAS] = Batas(lambda: 0.0)
    with di(pemeriksa.node):
        klien = pemeriksa.app.test_client()
        kode = [
            klien.get(jalan, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code for _ in range(PER_ALAMAT[0] + 1)
        ]
        lain = klien.get(jalan, environ_base={"REMOTE_ADDR": "10.0.0.10"})
        jawab = klien.get(jalan, environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert set(kode[:-1]) == {404}
    assert kode[-1] == jawab.status_code == 429
    assert int(jawab.headers["Retry-After"]) >= 60
    assert "Tunggu satu menit" in jawab.text
    assert lain.status_code == 404


# ---- without a server


def test_turns_come_back_with_time_and_the_table_of_addresses_stays_small():
    kini = [0.0]
    batas = Batas(lambda: kini[0])
    assert [batas.tunggu("10.0.0.1") for _ in range(PER_ALAMAT[0])] == [0] * PER_ALAMAT[0]
    assert batas.tunggu("10.0.0.1") == 2
    kini[0] = 2.0
    assert batas.tunggu("10.0.0.1") == 0
    assert batas.tunggu("10.0.0.1") > 0
    kini[0] = 1e6
    for ke in range(PALING_BANYAK + 50):
        kini[0] += 1
        batas.tunggu(f"10.1.{ke // 256}.{ke % 256}")
    assert len(batas._isi) <= PALING_BANYAK


def test_who_asks_without_end_uses_up_nobody_elses_turns():
    batas = Batas(lambda: 0.0)
    for _ in range(10 * SEMUA[0]):
        batas.tunggu("10.0.0.1")
    assert batas.tunggu("10.0.0.2") == 0


def test_behind_a_proxy_the_limit_for_all_still_holds():
    batas = Batas(lambda: 0.0)
    assert [batas.tunggu("127.0.0.1") for _ in range(SEMUA[0])] == [0] * SEMUA[0]
    assert batas.tunggu("127.0.0.1") > 0
    assert batas.tunggu("10.0.0.1") > 0


@pytest.mark.parametrize(
    ("nama", "hasil"),
    [("BUDI SANTOSO", "B. S."), ("Drs. H. ÉMILE O'NEIL, S.H.", "D. H. É. O."), ("  ", ""), ("A. B 7", "A. B.")],
)
def test_of_a_name_the_initials_are_shown(nama, hasil):
    assert inisial(nama) == hasil
