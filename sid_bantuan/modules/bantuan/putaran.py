"""Rounds in which the villages of an area renew a list: opened, moved and closed above, followed village by village."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.bantuan import DTSEN
from ...domain.ids import new_id
from ...domain.peran import Operator, boleh
from ...domain.tanggal import hari_setempat
from ...domain.wilayah import level, within
from ...jejak import catat
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .segar import desa
from .tables_usulan import Putaran
from .tanda_terima import MILIK

BUKA, TUTUP = "buka", "tutup"
BELUM, KERJA, KELIRU, MENYUSUL, DISERAHKAN = "belum", "kerja", "keliru", "menyusul", "diserahkan"
KEADAAN = {
    BELUM: "Belum mulai",
    KERJA: "Sedang dikerjakan",
    KELIRU: "Isinya tidak cocok",
    MENYUSUL: "Sebagian baris belum tiba",
    DISERAHKAN: "Sudah diserahkan",
}
"""Where a village stands in a round, as the level above sees it."""


@dataclass(frozen=True)
class Kemajuan:
    """One village in a round: what it is at, its last version, and how many lines of that have arrived.

    ``usulan``: names on its working list. ``versi`` 0: nothing handed in. ``lambat``: the deadline passed before.
    ``diterima``: when this node had all of it as it was handed in.
    """

    wilayah: str
    keadaan: str
    usulan: int = 0
    kiriman_id: str = ""
    versi: int = 0
    masuk: int = 0
    keluar: int = 0
    tetap: int = 0
    tiba: int = 0
    pada: str = ""
    oleh: str = ""
    sidik: str = ""
    diterima: str = ""
    lambat: bool = False

    @property
    def jumlah(self) -> int:
        """How many lines the version has."""
        return self.masuk + self.keluar + self.tetap


def nama_daftar(node, daftar: str) -> str:
    """What a list is called: DTSEN, or the name of its program."""
    program = None if daftar == DTSEN else katalog.satu(node, daftar)
    return program.nama if program else daftar


# ---- opening, moving, closing


def buka(
    node, operator: Operator, nama: str, daftar: str, mulai: date, batas: date, keterangan: str = "", id: str = ""
) -> Putaran:
    """Open a round for every village of this office's area. Raises ``DataDitolak``."""
    nama, keterangan = " ".join(nama.split()), " ".join(keterangan.split())
    with rekam.transaksi(node):
        if id and (ada := Putaran.get_or_none((Putaran.id == id) & (Putaran.node == node.code))):
            return ada
        _tolak(_salah(node, operator, nama, daftar, mulai, batas, keterangan))
        isi = {"nama": nama, "daftar": daftar, "mulai": mulai, "batas": batas, "keadaan": BUKA,
               "keterangan": keterangan or None, "oleh": operator.nama[:100], "pada": now()}  # fmt: skip
        putaran = rekam.tambah(node.catalog["putaran"], id or new_id(), node.code, isi)
        rekam.jejak(node, operator, "tambah", "putaran", putaran, label=nama)
        return putaran


def _salah(node, operator, nama, daftar, mulai, batas, keterangan) -> list[Kesalahan]:
    salah = []
    if level(node.code) == "desa" or not boleh(operator, "putaran", "tambah", node.code):
        salah.append(Kesalahan("putaran_bukan_wewenang"))
    for kolom, teks, paling, wajib in (("nama", nama, 100, True), ("keterangan", keterangan, 500, False)):
        if (wajib and not teks) or len(teks) > paling:
            salah.append(Kesalahan("terlalu_panjang" if teks else "wajib_diisi", kolom))
    if daftar != DTSEN and katalog.satu(node, daftar) is None:
        salah.append(Kesalahan("putaran_daftar_tidak_ada", "daftar"))
    if batas < mulai:
        salah.append(Kesalahan("putaran_batas_terbalik", "batas"))
    if _masih_terbuka(node, daftar):
        salah.append(Kesalahan("putaran_masih_terbuka", "daftar", isi={"daftar": nama_daftar(node, daftar)}))
    return salah


def pindah_batas(node, operator: Operator, id: str, batas: date) -> Putaran:
    """Give the villages until another day. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        putaran = _milik(node, operator, id)
        if batas < putaran.mulai:
            raise DataDitolak([Kesalahan("putaran_batas_terbalik", "batas")])
        return _ubah(node, operator, putaran, f"Batas menjadi {batas:%d-%m-%Y}", batas=batas)


def tutup(node, operator: Operator, id: str) -> Putaran:
    """Close a round: no village hands in any more. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        return _ubah(node, operator, _milik(node, operator, id), "Ditutup", keadaan=TUTUP)


def buka_lagi(node, operator: Operator, id: str) -> Putaran:
    """Take a closing back, unless another round of the list was opened meanwhile. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        putaran = _milik(node, operator, id)
        if putaran.keadaan != BUKA and _masih_terbuka(node, putaran.daftar):
            daftar = nama_daftar(node, putaran.daftar)
            raise DataDitolak([Kesalahan("putaran_masih_terbuka", isi={"daftar": daftar})])
        return _ubah(node, operator, putaran, "Dibuka lagi", keadaan=BUKA)


def _masih_terbuka(node, daftar: str) -> bool:
    """Whether a round of this list runs for the whole of this office's area: its own, or one from above."""
    return any(satu.daftar == daftar and within(node.code, satu.wilayah) for satu in terbuka(node))


def _milik(node, operator: Operator, id: str) -> Putaran:
    putaran = Putaran.get_or_none((Putaran.id == id) & (Putaran.node == node.code))
    if putaran is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "putaran"})])
    if not boleh(operator, "putaran", "ubah", node.code):
        raise DataDitolak([Kesalahan("putaran_bukan_wewenang")])
    return putaran


def _ubah(node, operator: Operator, putaran: Putaran, catatan: str, **isi) -> Putaran:
    if rekam.ubah(putaran, isi):
        catat(node.engine, operator, "ubah", "putaran", putaran.id, node.code, label=putaran.nama, catatan=catatan)
    return putaran


def _tolak(salah: list[Kesalahan]) -> None:
    if salah:
        raise DataDitolak(salah)


# ---- reading


def semua(node) -> list[Putaran]:
    """Every round this node knows of, open ones first, then the latest."""
    urut = (Putaran.keadaan, Putaran.mulai.desc(), Putaran.id.desc())
    return [satu for satu in Putaran.select().order_by(*urut) if _menyangkut(satu.wilayah, node.code)]


def satu(node, id: str) -> Putaran | None:
    """The round of this id, where it concerns this node."""
    putaran = Putaran.get_or_none(Putaran.id == id)
    return putaran if putaran and _menyangkut(putaran.wilayah, node.code) else None


def _menyangkut(wilayah: str, kode: str) -> bool:
    return within(wilayah, kode) or within(kode, wilayah)


def terbuka(node) -> list[Putaran]:
    """The rounds that are open, the nearest deadline first."""
    return sorted((satu for satu in semua(node) if satu.keadaan == BUKA), key=lambda satu: (satu.batas, satu.id))


def kemajuan(node, putaran: Putaran, hari: date, area: str = "") -> list[Kemajuan]:
    """Every village of the round within ``area``, in the order of their codes; of each its last version."""
    area = area or node.code
    di = area if within(area, putaran.wilayah) else putaran.wilayah
    kiriman, usulan = _kiriman(node, putaran.id), _usulan(node, putaran.id)
    terima = _terima(node, putaran.id)
    # What was confirmed has come: only the lines of the others are counted.
    tiba = _tiba(node, [satu["id"] for satu in kiriman.values() if satu["id"] not in terima])
    lewat = hari > putaran.batas
    return [
        _satu(kode, kiriman.get(kode), usulan.get(kode, 0), tiba, terima, putaran.batas, lewat) for kode in desa(di)
    ]


def _satu(kode: str, kirim: Mapping | None, usulan: int, tiba: Mapping, terima: Mapping, batas: date, lewat: bool):
    if kirim is None:
        return Kemajuan(kode, KERJA if usulan else BELUM, usulan, lambat=lewat)
    jumlah = kirim["masuk"] + kirim["keluar"] + kirim["tetap"]
    diterima, sidik = terima.get(kirim["id"], ("", ""))
    ada = jumlah if diterima else tiba.get(kirim["id"], 0)
    cocok = sidik in ("", kirim["isi_sha256"])
    keadaan = KELIRU if not cocok else DISERAHKAN if ada >= jumlah else MENYUSUL
    return Kemajuan(
        kode, keadaan, usulan, kirim["id"], kirim["versi"], kirim["masuk"], kirim["keluar"], kirim["tetap"], ada,
        kirim["pada"], kirim["oleh"], kirim["isi_sha256"], diterima if cocok else "",
        lambat=(hari_setempat(kirim["pada"]) or batas) > batas,
    )  # fmt: skip


_KIRIM = ("id", "wilayah", "versi", "masuk", "keluar", "tetap", "pada", "oleh", "isi_sha256")


def _kiriman(node, putaran_id: str) -> dict[str, dict]:
    rows = node.engine.run(
        f"SELECT {', '.join(_KIRIM)} FROM sb_putaran_kiriman WHERE putaran_id = ? ORDER BY versi, id", (putaran_id,)
    )
    return {satu[1]: dict(zip(_KIRIM, satu, strict=True)) for satu in rows}


def _usulan(node, putaran_id: str) -> dict[str, int]:
    return dict(
        node.engine.run(
            "SELECT wilayah, COUNT(*) FROM sb_putaran_usulan WHERE putaran_id = ? GROUP BY wilayah", (putaran_id,)
        )
    )


def _tiba(node, kiriman: list[str]) -> dict[str, int]:
    chosen, params = node.engine.ids(kiriman)
    return dict(
        node.engine.run(
            f"SELECT k.id, COUNT(*) FROM sb_putaran_kiriman k JOIN sb_putaran_baris b ON {MILIK} WHERE k.id IN ({chosen})"
            " GROUP BY k.id",
            params,
        )
    )


def _terima(node, putaran_id: str) -> dict[str, tuple[str, str]]:
    """Version -> when this node said what it has of it, and that sum."""
    return {
        id: (pada, sidik)
        for id, pada, sidik in node.engine.run(
            "SELECT t.kiriman_id, t.pada, t.isi_sha256 FROM sb_tanda_terima t JOIN sb_putaran_kiriman k"
            " ON k.id = t.kiriman_id WHERE k.putaran_id = ? AND t.node = ?",
            (putaran_id, node.code),
        )
    }
