"""A file asked for from above: over real HTTP and three levels, on the steward's sheet, each viewing on record."""

import re
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_admin import Admin

from sid_bantuan import host, jejak
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.extension import SidBantuan
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.modules.kependudukan import lampiran, pekerjaan
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.verval.putusan import nilai
from sid_bantuan.settings import load, template
from sid_bantuan.sync import enrol, record, rounds
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.files import CHUNK, Store
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.transport import Http

from .support.desa import Pelayan, Peramban, operator
from .support.desa import aplikasi as aplikasi_desa
from .support.isi import HTML, JPEG, PDF
from .support.salinan import DESA, KABUPATEN, KECAMATAN, Layar, aplikasi, terima

BESAR = JPEG + b"\x17" * (2 * CHUNK)
WALI = Operator("9", "Bu Sri", frozenset({"wali_data"}), KECAMATAN)


class Jalan:
    """A village, its kecamatan and their kabupaten, each with its folder, joined over loopback."""

    def __init__(self, open_node, tmp_path):
        self.node, self.folder, self.server = {}, {}, {}
        for code in (KABUPATEN, KECAMATAN, DESA):
            self.node[code] = Node(open_node(code), code, CATALOG)
            self.folder[code] = tmp_path / code
            self.folder[code].mkdir()
        for code in (KABUPATEN, KECAMATAN):
            with self.di(code):
                app = create_app(self.node[code].engine, code, CATALOG, self.folder[code])
            self.server[code] = Pelayan(app)
        for code in (KECAMATAN, DESA):
            atas = code.rpartition(".")[0]
            line = Http(self.server[atas].alamat, 20)
            Courier(self.node[code], line).enrol(
                atas, self.server[atas].alamat, enrol.issue_code(self.node[atas], code)
            )

    @contextmanager
    def di(self, code):
        """Within: the screens' models are this node's."""
        before = record.database.obj
        record.database.initialize(self.node[code].engine.database)
        try:
            yield self.node[code]
        finally:
            record.database.initialize(before)

    def kirim(self, *codes, policy: int = 0) -> None:
        """One round of each of these nodes, as its courier does it."""
        for code in codes:
            hasil = rounds.run(self.node[code], self.folder[code], 20, "", policy)
            assert hasil.ok, hasil.sentence
            drain_all(self.node[code.rpartition(".")[0]])

    def gudang(self, code) -> Store:
        return Store(self.node[code], self.folder[code])

    def layar(self, code, peran="wali_data") -> Layar:
        app = aplikasi(self.node[code], self.folder[code], **{peran: peran})
        return Layar(app, peran)


@pytest.fixture
def jalan(open_node, tmp_path):
    satu = Jalan(open_node, tmp_path)
    yield satu
    for server in satu.server.values():
        server.berhenti()


@pytest.fixture
def ktp(jalan):
    """A resident with a KTP scan in the village, known as a record at every level."""
    with jalan.di(DESA) as node:
        ayah = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
        keluarga = simpan_keluarga(node, operator(), {"no_kk": "3522010101200001"}, [Anggota("a", ayah)])
        orang = Penduduk.get()
        berkas, _ = lampiran.lampirkan(
            node, jalan.gudang(DESA), operator(), ("penduduk", orang.id), "ktp", "ktp.jpg", BESAR
        )
        kk, _ = lampiran.lampirkan(node, jalan.gudang(DESA), operator(), ("keluarga", keluarga.id), "kk", "kk.pdf", PDF)
    jalan.kirim(DESA, KECAMATAN)
    return SimpleNamespace(id=berkas.id, sha256=berkas.sha256, orang=orang.id, kk=kk.id)


def minta(layar, ktp) -> str:
    """Press the button on the sheet; the sheet it leads back to."""
    jawab = layar.kirim(f"/berkas/{ktp.id}/minta", lembar=ktp.orang)
    assert jawab.location.startswith(f"/antrean/nilai/{ktp.orang}")
    return layar.buka(jawab.location)


def test_what_a_kabupaten_asks_for_comes_up_through_the_kecamatan(jalan, ktp):
    with jalan.di(KABUPATEN) as kabupaten:
        wali = jalan.layar(KABUPATEN)
        halaman = wali.buka(f"/antrean/nilai/{ktp.orang}")
        assert "Minta berkas" in halaman
        assert "ktp.jpg" in halaman
        assert "KK-nya" in halaman
        assert "Diminta, menunggu desa mengirim" in minta(wali, ktp)
        wali.buka(f"/berkas/{ktp.id}", kode=404)
        jalan.kirim(KECAMATAN, DESA, KECAMATAN)
        assert "Diminta, menunggu" not in wali.buka(f"/antrean/nilai/{ktp.orang}")
        jawab = wali.client.get(f"/berkas/{ktp.id}")
        assert (jawab.data, jawab.headers["Content-Type"]) == (BESAR, "image/jpeg")
        assert "sandbox" in jawab.headers["Content-Security-Policy"]
        catatan = jejak.baca(kabupaten.engine, rekam_id=ktp.id)
        assert [(satu.aksi, satu.wilayah, satu.label) for satu in catatan] == [
            (jejak.LIHAT_BERKAS, DESA, "ktp.jpg"),
            (jejak.MINTA_BERKAS, DESA, "ktp.jpg"),
        ]
    assert jalan.gudang(KECAMATAN).whole(ktp.sha256), "what passes through stays for the kecamatan's own stewards"


def test_what_only_the_kecamatan_asked_for_stays_there(jalan, ktp):
    with jalan.di(KECAMATAN):
        minta(jalan.layar(KECAMATAN), ktp)
    jalan.kirim(DESA, KECAMATAN)
    assert jalan.gudang(KECAMATAN).read(ktp.sha256) == BESAR
    assert jalan.gudang(KABUPATEN).held(ktp.sha256) == 0


def test_a_wish_of_both_levels_goes_on_to_the_upper_one(jalan, ktp):
    jalan.gudang(KECAMATAN).ask(ktp.sha256)
    jalan.gudang(KABUPATEN).ask(ktp.sha256)
    jalan.kirim(KECAMATAN)
    jalan.gudang(KECAMATAN).ask(ktp.sha256)
    jalan.kirim(DESA, KECAMATAN)
    assert jalan.gudang(KABUPATEN).read(ktp.sha256) == BESAR


def test_the_village_sees_that_a_file_was_asked_for_and_that_it_went(jalan, ktp):
    jalan.gudang(KECAMATAN).ask(ktp.sha256)
    Courier(jalan.node[DESA], Http(jalan.server[KECAMATAN].alamat, 20)).sync()
    (satu,) = lampiran.daftar(jalan.node[DESA], jalan.gudang(DESA), [ktp.orang])
    assert (satu.diminta, satu.terkirim) == (True, False)
    jalan.kirim(DESA)
    (satu,) = lampiran.daftar(jalan.node[DESA], jalan.gudang(DESA), [ktp.orang])
    assert (satu.diminta, satu.terkirim) == (False, True)


def test_small_files_go_along_unasked_where_the_policy_says_so(jalan, ktp):
    jalan.kirim(DESA, policy=1024)
    assert jalan.gudang(KECAMATAN).held(ktp.sha256) == 0
    (kk,) = [
        satu for satu in lampiran.daftar(jalan.node[KECAMATAN], jalan.gudang(KECAMATAN), _semua(jalan)) if satu.ada
    ]
    assert kk.id == ktp.kk


def _semua(jalan) -> list[str]:
    return [row[0] for row in jalan.node[KECAMATAN].engine.run("SELECT untuk_id FROM sb_berkas")]


def test_a_file_the_village_took_off_is_not_to_be_had_any_more(jalan, ktp):
    jalan.gudang(KECAMATAN).ask(ktp.sha256)
    with jalan.di(DESA) as node:
        lampiran.lepaskan(node, operator(), ktp.id)
    jalan.kirim(DESA)
    assert jalan.gudang(KECAMATAN).held(ktp.sha256) == 0
    with jalan.di(KECAMATAN):
        jalan.layar(KECAMATAN).buka(f"/berkas/{ktp.id}", kode=404)


def test_a_photo_set_after_the_verdict_is_marked_on_the_sheet(jalan, ktp):
    kecamatan = jalan.node[KECAMATAN]
    isi = bytes(kecamatan.engine.value("SELECT h FROM sb_row WHERE id = ?", (ktp.orang,))).hex()
    nilai(kecamatan, WALI, "penduduk", {ktp.orang: isi}, "valid")
    jalan.kirim(DESA)
    with jalan.di(DESA) as node:
        lampiran.jadikan_foto(node, operator(), lampiran.milik_sini(node, ktp.id))
    jalan.kirim(DESA)
    with jalan.di(KECAMATAN):
        halaman = jalan.layar(KECAMATAN).buka(f"/antrean/nilai/{ktp.orang}")
    assert "1 isian berubah" in halaman
    assert re.search(r"Sekarang: </span>ktp\.jpg</mark>", halaman)


# ---- who may, and what is never shown


@pytest.fixture
def kecamatan(open_node, tmp_path):
    node = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    before = record.database.obj
    record.database.initialize(node.engine.database)
    yield node
    record.database.initialize(before)


def salinan(node, folder, isi=JPEG, desa=DESA, nama="ktp.jpg", mime="image/jpeg") -> tuple[str, str]:
    """A resident and his file, as they arrive from a village, the content with them; both ids."""
    orang = terima(node, desa=desa)
    sha256 = Store(node, folder).add(isi)
    isi = {
        "sha256": sha256,
        "nama": nama,
        "mime": mime,
        "ukuran": len(isi),
        "untuk_jenis": "penduduk",
        "untuk_id": orang,
    }
    id = new_id()
    with node.engine.transaction(), node.engine.applying():
        node.engine.upsert("sb_berkas", ("id", "node", "wilayah", *isi), "id", [(id, desa, desa, *isi.values())])
    return orang, id


def test_a_camat_opens_a_file_on_record_but_asks_for_none(kecamatan, tmp_path):
    orang, id = salinan(kecamatan, tmp_path)
    camat = Layar(aplikasi(kecamatan, tmp_path, budi="camat"), "budi")
    assert camat.client.get(f"/berkas/{id}").data == JPEG
    assert jejak.baca(kecamatan.engine, aksi=jejak.LIHAT_BERKAS)[0].oleh == "Budi"
    camat.kirim(f"/berkas/{id}/minta", kode=403)
    Store(kecamatan, tmp_path).path(lampiran.ambil(kecamatan, id).sha256).unlink()
    halaman = camat.buka(f"/antrean/nilai/{orang}")
    assert "Isinya masih di desa" in halaman
    assert "Minta berkas" not in halaman


def test_an_admin_opens_no_file(kecamatan, tmp_path):
    _, id = salinan(kecamatan, tmp_path)
    admin = Layar(aplikasi(kecamatan, tmp_path, agus="admin"), "agus")
    admin.buka(f"/berkas/{id}", kode=403)
    assert jejak.baca(kecamatan.engine, aksi=jejak.LIHAT_BERKAS) == []


def test_a_file_of_a_place_outside_the_office_is_refused(kecamatan, tmp_path):
    _, id = salinan(kecamatan, tmp_path, desa="35.22.02.2001")
    siti = Layar(aplikasi(kecamatan, tmp_path, siti="wali_data"), "siti")
    siti.buka(f"/berkas/{id}", kode=403)
    siti.kirim(f"/berkas/{id}/minta", kode=403)
    siti.buka(f"/berkas/{'0' * 32}", kode=404)


def test_a_page_sent_up_as_a_photo_is_shown_to_no_steward(kecamatan, tmp_path):
    _, id = salinan(kecamatan, tmp_path, isi=HTML, nama="foto.html", mime="text/html")
    siti = Layar(aplikasi(kecamatan, tmp_path, siti="wali_data"), "siti")
    halaman = siti.buka(f"/berkas/{id}", kode=404)
    assert "tertipu" not in halaman
    assert "Isinya bukan foto atau PDF" in halaman


# ---- the button


def test_the_button_sends_over_the_line_the_settings_describe(village, tmp_path, monkeypatch):
    berkas = tmp_path / "sid-bantuan.toml"
    berkas.write_text(template(DESA, sinkron_batas_detik=7, sinkron_url="http://induk", sinkron_berkas_otomatis_kb=3))
    line = load(berkas).line
    assert line == (7, "http://induk", 3072)
    diminta = []

    def run(node, folder, *jalur):
        diminta.append((folder, jalur))
        return rounds.Round(True, "Terkirim.", rounds.Tally(), 0)

    monkeypatch.setattr(rounds, "run", run)
    Peramban(aplikasi_desa(village, tmp_path, line=line)).kirim("/sinkronisasi/sekarang")
    node = Node(village, DESA, CATALOG)
    while pekerjaan.daftar(node, "sinkron", 1)[0].berjalan:
        time.sleep(0.05)
    assert diminta == [(tmp_path, line)]


def test_our_own_application_and_a_hosts_carry_the_line(village, tmp_path):
    line = (7, "http://induk", 3072)
    sendiri = create_app(village, DESA, CATALOG, tmp_path, line=line)
    tamu = Flask("sid", instance_path=str(tmp_path))
    SidBantuan(
        tamu, admin=Admin(tamu), database=village.database, node=DESA, current_operator=operator, folder=tmp_path, line=line
    )  # fmt: skip
    for app in (sendiri, tamu):
        assert (app.extensions[host.KEY].line, app.extensions[host.KEY].folder) == (line, tmp_path)
