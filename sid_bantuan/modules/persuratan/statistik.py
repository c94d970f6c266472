"""How many letters of which kind in which month: the same sums at every level, from the letters themselves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.surat import BATAL, MENGETAHUI, TERBIT
from ...domain.tanggal import BULAN, panjang
from ...domain.wilayah import level
from ...domain.wilayah_nama import bawahan, nama_pendek, nama_wilayah
from ...sync.engine import Engine
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from . import jenis

DIHITUNG = (TERBIT, MENGETAHUI)
"""The states that count as issued: signed at the village; the camat's note is a step on the way."""
KEADAAN = {TERBIT: "terbit", MENGETAHUI: "menunggu_camat", BATAL: "batal"}
NAMA_TEMPAT = {"kecamatan": "Desa/kelurahan", "kabupaten": "Kecamatan"}


@dataclass(frozen=True, slots=True)
class PerJenis:
    """One kind: letters in each of the twelve months."""

    kode: str
    nama: str
    bulan: tuple[int, ...]

    @property
    def jumlah(self) -> int:
        return sum(self.bulan)


@dataclass(frozen=True, slots=True)
class PerTempat:
    """One place inside an area: letters that were given a number in the year, by what became of them."""

    kode: str
    nama: str
    terbit: int = 0
    menunggu_camat: int = 0
    batal: int = 0

    @property
    def jumlah(self) -> int:
        return self.terbit + self.menunggu_camat


def per_jenis_bulan(engine: Engine, wilayah: str, tahun: int) -> dict[str, list[int]]:
    """Kind -> letters issued in each of the twelve months, in this area and all inside it; cancelled ones left out."""
    hasil: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
    for kode, hari, banyak in _hitung(engine, wilayah, tahun, "kode, tgl_surat", DIHITUNG):
        hasil[kode][int(str(hari)[5:7]) - 1] += banyak
    return dict(sorted(hasil.items()))


def per_wilayah(engine: Engine, wilayah: str, tahun: int) -> dict[str, dict[str, int]]:
    """Village -> {``terbit``, ``menunggu_camat``, ``batal``} of the letters numbered in a year."""
    hasil: dict[str, dict[str, int]] = {}
    # Grouped by kind as well: so the index that has all of it is taken, and no letter is looked at.
    for desa, _kode, keadaan, banyak in _hitung(engine, wilayah, tahun, "wilayah, kode, keadaan", tuple(KEADAAN)):
        hasil.setdefault(desa, dict.fromkeys(KEADAAN.values(), 0))[KEADAAN[keadaan]] += banyak
    return dict(sorted(hasil.items()))


def _hitung(engine: Engine, wilayah: str, tahun: int, kolom: str, keadaan: tuple[str, ...]) -> list[tuple]:
    tanda = ", ".join("?" * len(keadaan))
    di, isi = _di_dalam(wilayah, tahun)
    return engine.run(
        f"SELECT {kolom}, COUNT(*) FROM sb_surat WHERE {di} AND keadaan IN ({tanda}) GROUP BY {kolom}",
        (*isi, *keadaan),
    )


def _di_dalam(wilayah: str, tahun: int, bulan: int = 0) -> tuple[str, tuple]:
    """Area and days as ranges, so that one index answers without a look at the letters themselves."""
    akhir = date(tahun + (bulan in (0, 12)), bulan % 12 + 1, 1)
    hari = "tgl_surat >= ? AND tgl_surat < ?"
    isi = (date(tahun, bulan or 1, 1).isoformat(), akhir.isoformat())
    if level(wilayah) == "desa":
        return f"wilayah = ? AND {hari}", (wilayah, *isi)
    return f"wilayah > ? AND wilayah < ? AND {hari}", (f"{wilayah}.", f"{wilayah}/", *isi)


def tahun_ada(engine: Engine, hari: date) -> list[int]:
    """The years that can be asked for, this one first: from the first letter on, twenty years at most."""
    awal = engine.value("SELECT MIN(tahun) FROM sb_surat") or hari.year
    return list(range(hari.year, max(min(awal, hari.year), hari.year - 20) - 1, -1))


def baris_jenis(node, wilayah: str, tahun: int) -> list[PerJenis]:
    """The kinds that were issued, the most frequent first."""
    nama = nama_jenis(node)
    semua = per_jenis_bulan(node.engine, wilayah, tahun)
    baris = [PerJenis(kode, nama.get(kode, kode), tuple(bulan)) for kode, bulan in semua.items()]
    return sorted(baris, key=lambda satu: (-satu.jumlah, satu.nama))


def nama_jenis(node) -> dict[str, str]:
    """Kind -> its name; of a kind that only a village has, the name it gave it."""
    milik_desa = dict(node.engine.run("SELECT kode, MAX(nama) FROM sb_jenis_surat GROUP BY kode"))
    return milik_desa | {satu.kode: satu.nama for satu in jenis.semua(node, aktif=False)}


def baris_tempat(engine: Engine, wilayah: str, tahun: int) -> list[PerTempat]:
    """The places directly inside an area, those without a letter among them; none inside a village."""
    if level(wilayah) == "desa":
        return []
    dalam, jumlah = wilayah.count(".") + 2, {kode: dict.fromkeys(KEADAAN.values(), 0) for kode, _ in bawahan(wilayah)}
    for desa, isi in per_wilayah(engine, wilayah, tahun).items():
        tempat = jumlah.setdefault(".".join(desa.split(".")[:dalam]), dict.fromkeys(KEADAAN.values(), 0))
        for nama, banyak in isi.items():
            tempat[nama] += banyak
    return [PerTempat(kode, nama_wilayah(kode), **isi) for kode, isi in sorted(jumlah.items())]


def surat_terhitung(
    engine: Engine, wilayah: str, tahun: int, bulan: int, kode: str, keadaan: Sequence[str], mulai: int, banyak: int
) -> tuple[list[tuple], int]:
    """The letters behind a number, as (id, nomor, tgl_surat, judul, nama, keadaan, wilayah), and how many there are.

    ``bulan`` 0 is the whole year, ``kode`` empty every kind.
    """
    di, isi = _di_dalam(wilayah, tahun, bulan)
    di += f" AND keadaan IN ({', '.join('?' * len(keadaan))})" + (" AND kode = ?" if kode else "")
    isi = (*isi, *keadaan, *((kode,) if kode else ()))
    rows = engine.run(
        "SELECT id, nomor, CAST(tgl_surat AS TEXT), judul, nama, keadaan, wilayah FROM sb_surat"
        f" WHERE {di} ORDER BY tgl_surat, wilayah, urut, id LIMIT ? OFFSET ?",
        (*isi, banyak, mulai),
    )
    return rows, engine.value(f"SELECT COUNT(*) FROM sb_surat WHERE {di}", isi)


def lembar(jenis_surat: list[PerJenis], tempat: list[PerTempat], wilayah: str, tahun: int, pada: date) -> Lembar:
    """The sheet: kinds by month, and below it the places."""
    angka = {"lebar": 6, "rata": KANAN}
    kolom = (Kolom("No", lebar=5, rata=KANAN), Kolom("Jenis surat", lebar=38),
             *(Kolom(nama[:3], **angka) for nama in BULAN), Kolom("Jumlah", lebar=9, rata=KANAN))  # fmt: skip
    baris = [[ke, satu.nama, *satu.bulan, satu.jumlah] for ke, satu in enumerate(jenis_surat, 1)]
    bulan = per_bulan(jenis_surat)
    judul = (f"Surat menurut jenis dan bulan, tahun {tahun}", nama_pendek(wilayah), f"Keadaan {panjang(pada)}")
    return Lembar(
        "Surat", judul, Tabel(kolom, baris, (["", "Jumlah", *bulan, sum(bulan)],), bernomor=False),
        f"Statistik surat {nama_pendek(wilayah)} {tahun}", tambahan=(_tabel_tempat(tempat, wilayah),) if tempat else (),
        catatan=("Dihitung: surat bernomor yang tidak dibatalkan, menurut tanggal suratnya.",),
    )  # fmt: skip


def _tabel_tempat(tempat: list[PerTempat], wilayah: str) -> Tabel:
    nama = ("terbit", "menunggu_camat", "jumlah", "batal")
    angka = {"lebar": 12, "rata": KANAN}
    kolom = (Kolom("No", lebar=5, rata=KANAN), Kolom(NAMA_TEMPAT[level(wilayah)], lebar=38), Kolom("Terbit", **angka),
             Kolom("Menunggu camat", **angka), Kolom("Jumlah", **angka), Kolom("Dibatalkan", **angka))  # fmt: skip
    baris = [[ke, satu.nama, *(getattr(satu, apa) for apa in nama)] for ke, satu in enumerate(tempat, 1)]
    kaki = ["", "Jumlah", *(sum(getattr(satu, apa) for satu in tempat) for apa in nama)]
    return Tabel(kolom, baris, (kaki,), f"Menurut {NAMA_TEMPAT[level(wilayah)].lower()}", bernomor=False)


def per_bulan(jenis_surat: list[PerJenis]) -> list[int]:
    """All kinds together, month by month."""
    return [sum(satu.bulan[ke] for satu in jenis_surat) for ke in range(12)]
