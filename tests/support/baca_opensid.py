"""What the tests of the OpenSID import share: reading a source into a village, and the village's books by hand."""

from collections import Counter

from sid_bantuan.modules.lampid import hitung
from sid_bantuan.modules.opensid.alamat import baca_alamat
from sid_bantuan.modules.opensid.hasil import keseimbangan
from sid_bantuan.modules.opensid.putar import putar


def ambil(node, sumber, config_id=None, **isi):
    """One round of the import."""
    return putar(node, baca_alamat(sumber.alamat()), config_id, **isi)


def penduduk(node, nama: str) -> dict:
    """One resident by name."""
    tipe = node.catalog["penduduk"]
    kolom = ("id", *tipe.names)
    baris = node.engine.run(
        f"SELECT id, {node.engine.select_list(tipe.columns, 't')} FROM sb_penduduk t WHERE nama = ?", (nama,)
    )
    assert len(baris) == 1, (nama, len(baris))
    return dict(zip(kolom, baris[0], strict=True))


def garis(node, id: str) -> list[tuple]:
    """Every line of one resident: (month, direction, kind or reason), in the order of the books."""
    baris = node.engine.run("SELECT bulan, arah, baris FROM sb_mutasi_orang WHERE penduduk_id = ?", (id,))
    for bulan, arah, alasan, orang in node.engine.run("SELECT bulan, arah, alasan, orang FROM sb_penyesuaian"):
        baris += [(bulan, arah, alasan)] * orang.split().count(id)
    return sorted(baris, key=lambda satu: (satu[0], -satu[1], satu[2]))


def saldo(node, bulan: str) -> int:
    """How many the books count at the end of a month."""
    return sum(satu[4] for satu in hitung.saldo(node, bulan))


def kepala(node, bulan: str) -> int:
    """How many families the books count at the end of a month: as many as heads."""
    return sum(satu[4] for satu in hitung.saldo(node, bulan) if satu[3] == 1)


def seimbang(node) -> None:
    """The books hold exactly those who count, category by category, and nothing had to be adjusted for it."""
    terhitung, buku = keseimbangan(node)
    assert terhitung == buku
    assert hitung.seimbang(node)
    menurut_baris = {id: dict(satu) for id, satu in hitung._menurut_baris(node).items()}
    tercatat = {
        row[0]: {tuple(row[1:]): 1}
        for row in node.engine.run(
            "SELECT penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_terhitung"
        )
    }
    assert menurut_baris == tercatat


def alasan(node) -> Counter:
    """How many residents the adjustments are about, by reason and direction."""
    return Counter(
        {
            (satu, arah): int(jumlah)
            for satu, arah, jumlah in node.engine.run(
                "SELECT alasan, arah, SUM(jumlah) FROM sb_penyesuaian GROUP BY alasan, arah"
            )
        }
    )


def temuan(laporan) -> set[tuple]:
    """What a round found for people to look at: (table, number, code)."""
    return {(satu.tabel, satu.nomor, satu.kode) for satu in laporan.temuan}


def dicatat(node, tabel: str) -> set[tuple]:
    """What stands on record about single rows: (number, column, code)."""
    from sid_bantuan.modules.opensid import ingatan

    return {(ingat.nomor, kolom, kode) for ingat in ingatan.semua(node, tabel) for kolom, kode, _ in ingat.temuan}
