"""A small village with books, and what must hold of books whatever was done."""

from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.rekam import tambah
from sid_bantuan.modules.lampid import golongan, hari
from sid_bantuan.modules.lampid.tables import MutasiOrang
from sid_bantuan.sync.freeze import name_one
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Operator", frozenset({"operator", "pengelola_data"}), DESA)
SEL = "dusun, jenis_kelamin, kewarganegaraan, kepala"


@dataclass
class Desa:
    """A village: its node, its residents' ids by name, its places and its first family."""

    node: Node
    orang: dict
    kk: str
    krajan: str
    ngasem: str

    def __getitem__(self, nama: str) -> str:
        return self.orang[nama]

    def baris(self, mutasi) -> list[MutasiOrang]:
        """The lines of an event, in the order of names and directions."""
        urut = MutasiOrang.nama, MutasiOrang.arah
        return list(MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id).order_by(*urut))

    def keluarga(self, huruf: str, lingkungan: str, anggota: dict[str, tuple], no_kk: str | None = None) -> str:
        """A family of these members: name -> (sex, relation, birth date)."""
        isi = {"no_kk": no_kk, "lingkungan_id": lingkungan, "alamat": "Jalan Mawar 1"}
        id = tambah(self.node.catalog["keluarga"], huruf * 32, DESA, isi).id
        for nomor, (nama, (kelamin, hubungan, lahir)) in enumerate(anggota.items()):
            orang = {
                "nama": nama, "jenis_kelamin": kelamin, "hubungan_keluarga": hubungan, "tanggal_lahir": lahir,
                "keluarga_id": id, "orang_id": f"{nomor:x}{huruf * 31}", "keadaan_nik": kode.NIK_BELUM_ADA,
            }  # fmt: skip
            self.orang[nama] = tambah(self.node.catalog["penduduk"], f"{huruf * 31}{nomor:x}", DESA, orang).id
        return id


def desa(engine) -> Desa:
    """The family of Budi (head), Siti and Ani in Krajan; Ngasem is empty. All is counted."""
    node = Node(engine, DESA, CATALOG)
    tempat = [
        tambah(CATALOG["lingkungan"], huruf * 32, DESA, {"dusun": dusun, "rw": "001", "rt": "001"}).id
        for huruf, dusun in (("1", "Krajan"), ("2", "Ngasem"))
    ]
    baru = Desa(node, {}, "", *tempat)
    baru.kk = baru.keluarga(
        "a",
        baru.krajan,
        {"BUDI": (1, 1, "1980-01-01"), "SITI": (2, 3, "1985-02-02"), "ANI": (2, 4, "2010-03-03")},
        "3522010101200001",
    )
    drain_all(node)
    return baru


def kode_salah(dapat) -> set[str]:
    """The codes a refused action told."""
    return {satu.kode for satu in dapat.value.kesalahan}


def jumlah_baris(node, sampai: str = "9999-12") -> Counter:
    """What the lines add up to at the end of a month, by category."""
    hasil: Counter = Counter()
    for tabel, jumlah in (("sb_mutasi_orang", "arah"), ("sb_penyesuaian", "arah * jumlah")):
        rows = node.engine.run(f"SELECT {SEL}, SUM({jumlah}) FROM {tabel} WHERE bulan <= ? GROUP BY {SEL}", (sampai,))
        for row in rows:
            hasil[tuple(row[:4])] += int(row[4])
    return Counter({sel: n for sel, n in hasil.items() if n})


def jumlah_penduduk(node) -> Counter:
    """How many residents count, by category, as their rows say."""
    return Counter(tuple(satu.golongan) for satu in golongan.baca(node).values() if satu.terhitung)


def buku_seimbang(node) -> None:
    """After deriving: the lines add up to those who count, and the books hold exactly these."""
    drain_all(node)
    sekarang = {id: satu.golongan for id, satu in golongan.baca(node).items() if satu.terhitung}
    assert golongan.tercatat(node, list(golongan.baca(node))) == sekarang
    assert jumlah_baris(node) == jumlah_penduduk(node)


def tutup_diam(node, bulan_ditutup: str) -> None:
    """Close a month as its row alone does it, whether it has ended or not: what counts is that nothing may move then."""
    drain_all(node)
    isi = {"bulan": bulan_ditutup, "saldo": "[]", "oleh": "Siti", "pada": "2026-12-01T00:00:00Z"}
    tambah(node.catalog["tutup_buku"], new_id(), DESA, isi)


def nilai_valid(node, jenis: str, id: str) -> None:
    """The steward's verdict on what a record says now, as it stands here once it arrived."""
    with node.engine.transaction():
        node.begin_step()
        name_one(node, id)
    h = bytes(node.engine.value("SELECT h FROM sb_row WHERE id = ?", (id,))).hex()
    with node.engine.transaction(), node.engine.applying():
        node.engine.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, 'valid', 'Wali', '2026-11-21T00:00:00Z')",
            (new_id(), DESA.rpartition(".")[0], DESA, jenis, id, h),
        )


def pada_hari(monkeypatch, tanggal: date) -> None:
    """Have the books believe that today is this day."""
    monkeypatch.setattr(hari, "_SEOLAH", ContextVar("hari_uji", default=tanggal))
