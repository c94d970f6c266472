"""The agenda books: letters out by number, letters in by arrival, of a year or of one month, as a sheet that is printed."""

from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import surat as kata
from ...domain.lampid import bulan_sesudah, sebut_bulan
from ...domain.sebutan import sebutan
from ..lampid.buku.kepala import berkas, kepala_judul
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Sel, Tabel
from ..lampid.buku.penanda import tanda_tangan
from ..lampid.buku.pilihan import Rekam
from . import nomor

KELUAR, MASUK = "keluar", "masuk"
SEBUTAN = {KELUAR: "Surat keluar", MASUK: "Surat masuk"}
NAMA = {KELUAR: "Agenda surat keluar", MASUK: "Agenda surat masuk"}
"""The two books, as people call them."""
_KOLOM_KELUAR = (
    Kolom("No", lebar=4, rata=KANAN), Kolom("Nomor surat", lebar=22), Kolom("Tanggal surat", lebar=10),
    Kolom("Isi singkat", lebar=19), Kolom("Untuk", lebar=19), Kolom("Penanda tangan", lebar=19),
    Kolom("Keterangan", lebar=19),
)  # fmt: skip
_KOLOM_MASUK = (
    Kolom("No agenda", lebar=6, rata=KANAN), Kolom("Tanggal terima", lebar=10), Kolom("Pengirim", lebar=22),
    Kolom("Nomor surat", lebar=16), Kolom("Tanggal surat", lebar=10), Kolom("Perihal", lebar=28),
    Kolom("Disposisi", lebar=20),
)  # fmt: skip
_TABEL = {KELUAR: ("sb_surat", "tgl_surat", "urut IS NOT NULL"), MASUK: ("sb_surat_masuk", "tgl_terima", "1 = 1")}
"""Book -> table, the day it is ordered by, what stands in it at all: a letter without a number is none yet."""
_URUT = {KELUAR: "tgl_surat, deret, urut, id", MASUK: "tahun, urut, id"}
_ISI = {
    KELUAR: "id, nomor, tgl_surat, judul, nama, penandatangan, jabatan_penandatangan, keadaan, alasan_batal, berlaku_sampai",
    MASUK: "id, urut, tgl_terima, pengirim, nomor, tgl_surat, perihal, disposisi",
}


@dataclass(frozen=True)
class Masa:
    """A year, or one month of it (``YYYY-MM``)."""

    tahun: int
    bulan: str = ""

    @property
    def batas(self) -> tuple[str, str]:
        """The first day, and the first after it."""
        if self.bulan:
            return f"{self.bulan}-01", f"{bulan_sesudah(self.bulan)}-01"
        return f"{self.tahun}-01-01", f"{self.tahun + 1}-01-01"

    @property
    def sebut(self) -> str:
        return f"Bulan {sebut_bulan(self.bulan)}" if self.bulan else f"Tahun {self.tahun}"


def tahun_ada(node, buku: str, hari: date) -> list[int]:
    """The years this book has, the latest first; this one always."""
    tabel, kolom, syarat = _TABEL[buku]
    awal = node.engine.value(f"SELECT MIN({kolom}) FROM {tabel} WHERE wilayah = ? AND {syarat}", (node.code,))
    mulai = int(str(awal)[:4]) if awal else hari.year
    return list(range(hari.year, min(mulai, hari.year) - 1, -1))


def susun(node, buku: str, masa: Masa, mulai: int = 0, banyak: int | None = None) -> Lembar:
    """The book of this office; ``mulai`` and ``banyak`` take a page of its rows."""
    tabel, kolom, syarat = _TABEL[buku]
    pilih = f"FROM {tabel} WHERE wilayah = ? AND {syarat} AND {kolom} >= ? AND {kolom} < ?"
    isi = (node.code, *masa.batas)
    jumlah = node.engine.value(f"SELECT COUNT(*) {pilih}", isi)
    halaman = f" LIMIT {int(banyak)} OFFSET {int(mulai)}" if banyak else ""
    baca = node.engine.run(f"SELECT {_ISI[buku]} {pilih} ORDER BY {_URUT[buku]}{halaman}", isi)
    baris = _keluar(node, baca, mulai) if buku == KELUAR else [_masuk(*satu) for satu in baca]
    return Lembar(
        SEBUTAN[buku],
        (*kepala_judul(NAMA[buku], node.code), masa.sebut),
        Tabel(_KOLOM_KELUAR if buku == KELUAR else _KOLOM_MASUK, baris, jumlah=jumlah, mulai=mulai),
        berkas(NAMA[buku], node.code, masa.bulan or str(masa.tahun)),
        catatan=_catatan(node, buku, pilih, isi, jumlah),
        tanda_tangan=tanda_tangan(node.engine, node.code, masa.bulan or _bulan_akhir(masa)),
    )


def _bulan_akhir(masa: Masa) -> str:
    return (date.fromisoformat(masa.batas[1]) - timedelta(days=1)).isoformat()[:7]


def _keluar(node, baca, mulai: int) -> list[list]:
    ganda = {id for _, ids in nomor.ganda(node) for id in ids}
    return [
        [ke, Sel(no, Rekam(id)), _hari(tgl), kata.sebut_judul(judul), nama, ", ".join(filter(None, (siapa, jabatan))),
         _keterangan(node, keadaan, alasan, sampai, id in ganda)]
        for ke, (id, no, tgl, judul, nama, siapa, jabatan, keadaan, alasan, sampai) in enumerate(baca, mulai + 1)
    ]  # fmt: skip


def _keterangan(node, keadaan: str, alasan: str | None, sampai, ganda: bool) -> str:
    """Why a number is no valid letter, or until when it is one."""
    bagian = ["Nomor ganda"] if ganda else []
    if keadaan == kata.BATAL:
        bagian.append(f"DIBATALKAN: {alasan}" if alasan else "DIBATALKAN")
    elif keadaan != kata.TERBIT:
        bagian.append(kata.KEADAAN[keadaan].replace("kepala desa", sebutan(node.code).kepala.lower()))
    elif sampai:
        bagian.append(f"Berlaku sampai {_hari(sampai):%d-%m-%Y}")
    return ". ".join(bagian)


def _masuk(id, urut, terima, pengirim, nomor_surat, tgl, perihal, disposisi) -> list:
    return [Sel(urut, Rekam(id)), _hari(terima), pengirim, nomor_surat or "", _hari(tgl), perihal, disposisi or ""]


def _hari(nilai) -> date | None:
    return date.fromisoformat(nilai) if isinstance(nilai, str) else nilai


def _catatan(node, buku: str, pilih: str, isi: tuple, jumlah: int) -> tuple[str, ...]:
    if buku == MASUK or not jumlah:
        return ()
    batal = node.engine.value(f"SELECT COUNT(*) {pilih} AND keadaan = ?", (*isi, kata.BATAL))
    kalimat = f"{jumlah} nomor" + (f", {batal} di antaranya dibatalkan" if batal else "")
    return (f"{kalimat}. Nomor surat yang dibatalkan tetap tercatat dan tidak dipakai lagi.",)
