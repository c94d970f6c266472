"""All shipped rules over twenty thousand residents: the compiled ones say what SQL written by hand says."""

from bench import aturan as ukur
from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import periksa
from sid_bantuan.sync.node import Node

from .support.di import di

KABUPATEN = "35.22"


def test_the_shipped_rules_over_everybody_say_what_sql_by_hand_says(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        ukur.isi(node, 20_000)
        semua = periksa.per_wilayah(node, ukur.HARI)
        for kode, teks in ukur.sql_tangan(node).items():
            harus = ukur.tangan_satu(node, teks)
            assert {desa: satu[1:] for (desa, punya), satu in semua.items() if punya == kode} == harus
            assert any(tolak for tolak, _ in harus.values()), kode
        assert sum(sum(satu) for (_, kode), satu in semua.items() if kode == "PKH") == node.engine.value(
            "SELECT COUNT(*) FROM sb_penduduk WHERE status_dasar = 1"
        )
        _orang_per_orang(node)


def _orang_per_orang(node) -> None:
    """One by one at the counter comes out as all at once."""
    desa = node.engine.value("SELECT MIN(wilayah) FROM sb_penduduk")
    jumlah: dict[str, list[int]] = {}
    for (id,) in node.engine.run("SELECT id FROM sb_penduduk WHERE wilayah = ? AND status_dasar = 1", (desa,)):
        for satu in periksa.semua(node, id, ukur.HARI):
            hitung = jumlah.setdefault(satu.program.kode, [0, 0, 0])
            hitung[("boleh", "ditolak", "belum_pasti").index(satu.hasil)] += 1
    bersama = periksa.per_wilayah(node, ukur.HARI)
    assert {kode: tuple(satu) for kode, satu in jumlah.items()} == {
        kode: satu for (di_desa, kode), satu in bersama.items() if di_desa == desa
    }
