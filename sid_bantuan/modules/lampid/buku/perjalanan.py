"""Who is between two villages: gone from one, not yet written down in the other; and who stands in both.

Never absent from both, never counted twice: a kecamatan's or kabupaten's book shows these people apart.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ....domain.lampid import DATANG, KEMBALI, PINDAH, bulan_sesudah
from ....sync.engine import Engine
from .jumlah import Jumlah
from .pilihan import syarat_wilayah


@dataclass(frozen=True, slots=True)
class Antara:
    """One person with the line that put him between: ``arah`` -1 where he left, +1 where he came from nowhere."""

    orang_id: str
    penduduk_id: str
    baris_id: str
    wilayah: str
    lawan: str
    bulan: str
    nik: str | None
    jenis_kelamin: int
    kewarganegaraan: int
    kepala: int
    arah: int
    mutasi_id: str


@dataclass(frozen=True)
class Perjalanan:
    """The two ends of a month: who was between at its start, who at its end, who stands in two places at its end."""

    mulai: list[Antara]
    selesai: list[Antara]

    @cached_property
    def awal(self) -> Jumlah:
        return _jumlah(satu for satu in self.mulai if satu.arah < 0)

    @cached_property
    def akhir(self) -> Jumlah:
        return _jumlah(satu for satu in self.selesai if satu.arah < 0)

    @cached_property
    def ganda(self) -> Jumlah:
        return _jumlah(satu for satu in self.selesai if satu.arah > 0)


def perjalanan(engine: Engine, wilayah: str, bulan: str) -> Perjalanan:
    """Who is between the villages of an area as a month begins and ends."""
    baris = _pindah_dalam(engine, wilayah, bulan)
    return Perjalanan(_di_antara(engine, baris, bulan_sesudah(bulan, -1)), _di_antara(engine, baris, bulan))


def _jumlah(semua: Iterable[Antara]) -> Jumlah:
    hasil = Jumlah()
    for satu in semua:
        hasil.tambah(satu.jenis_kelamin, satu.kewarganegaraan, satu.kepala, 1)
    return hasil


def di_antara(engine: Engine, wilayah: str, sampai: str) -> list[Antara]:
    """Everybody whose moves inside the area have only one half by the end of a month."""
    return _di_antara(engine, _pindah_dalam(engine, wilayah, sampai), sampai)


def _di_antara(engine: Engine, baris: list[Antara], sampai: str) -> list[Antara]:
    per_orang = defaultdict(list)
    for satu in baris:
        if satu.bulan <= sampai:
            per_orang[satu.orang_id].append(satu)
    calon = [satu for semua in per_orang.values() for satu in _sisa(semua)]
    calon = _tanpa_yang_batal(engine, calon, sampai)
    calon = _tanpa_yang_kembali(engine, calon, sampai)
    return sorted(_tanpa_nik_sama(calon), key=lambda satu: (satu.arah, satu.wilayah, satu.baris_id))


def _pindah_dalam(engine: Engine, wilayah: str, sampai: str) -> list[Antara]:
    """The moves inside the area, up to a month, of those who lacked a half at its end or at its beginning."""
    di, isi = _di_dalam(wilayah)
    orang = [
        satu[0]
        for satu in engine.run(
            f"SELECT o.orang_id FROM sb_mutasi_orang o WHERE {di} AND o.bulan <= ? GROUP BY o.orang_id"
            " HAVING SUM(o.arah) <> 0 OR SUM(CASE WHEN o.bulan < ? THEN o.arah ELSE 0 END) <> 0",
            (*isi, sampai, sampai),
        )
    ]
    pilih, ids = engine.ids(orang)
    return [
        Antara(*satu)
        for satu in engine.run(
            "SELECT o.orang_id, o.penduduk_id, o.id, o.wilayah, o.lawan_wilayah, o.bulan, o.nik, o.jenis_kelamin,"
            f" o.kewarganegaraan, o.kepala, o.arah, o.mutasi_id FROM sb_mutasi_orang o WHERE o.orang_id IN ({pilih})"
            f" AND {di} AND o.bulan <= ? ORDER BY o.orang_id, o.bulan, o.id",
            (*ids, *isi, sampai),
        )
    ]


def _di_dalam(wilayah: str) -> tuple[str, tuple]:
    """Moves from one village of the area to another, of lines ``o``."""
    di, isi = syarat_wilayah(wilayah, "o.")
    return (
        f"{di} AND o.lawan_wilayah IS NOT NULL AND o.baris IN ('{DATANG}', '{PINDAH}') AND o.dalam = 0"
        " AND o.lawan_wilayah <> o.wilayah AND (o.lawan_wilayah = ? OR (o.lawan_wilayah > ? AND o.lawan_wilayah < ?))",
        (*isi, wilayah, f"{wilayah}.", f"{wilayah}/"),
    )


def _sisa(semua: list[Antara]) -> list[Antara]:
    """Of one person's moves, those that found no other half: the latest ones of the side that prevails."""
    selisih = sum(satu.arah for satu in semua)
    sisi = [satu for satu in semua if satu.arah * selisih > 0]
    return sisi[-abs(selisih) :]


def _tanpa_yang_batal(engine: Engine, calon: list[Antara], sampai: str) -> list[Antara]:
    """A move cancelled after its month had closed is undone by an adjustment that names it."""
    if not calon:
        return calon
    pilih, isi = engine.ids(sorted({satu.mutasi_id for satu in calon}))
    batal = {
        (mutasi_id, id)
        for mutasi_id, orang in engine.run(
            "SELECT mutasi_id, orang FROM sb_penyesuaian WHERE alasan = 'pembatalan' AND bulan <= ?"
            f" AND mutasi_id IN ({pilih})",
            (sampai, *isi),
        )
        for id in orang.split()
    }
    return [satu for satu in calon if (satu.mutasi_id, satu.penduduk_id) not in batal]


def _tanpa_yang_kembali(engine: Engine, calon: list[Antara], sampai: str) -> list[Antara]:
    """Who was written down as gone by mistake and came back to where he left is not on his way."""
    pergi = [satu.penduduk_id for satu in calon if satu.arah < 0]
    if not pergi:
        return calon
    pilih, isi = engine.ids(pergi)
    kembali = dict(
        engine.run(
            "SELECT penduduk_id, MAX(bulan) FROM sb_mutasi_orang WHERE baris = ? AND bulan <= ?"
            f" AND penduduk_id IN ({pilih}) GROUP BY penduduk_id",
            (KEMBALI, sampai, *isi),
        )
    )
    return [satu for satu in calon if satu.arah > 0 or kembali.get(satu.penduduk_id, "") < satu.bulan]


def _tanpa_nik_sama(calon: list[Antara]) -> list[Antara]:
    """An arrival typed in by hand has another person's id: the NIK tells that it is the one who left."""
    pergi, tiba = defaultdict(list), defaultdict(list)
    for satu in calon:
        if satu.nik and set(satu.nik) != {"0"}:
            (pergi if satu.arah < 0 else tiba)[satu.nik].append(satu)
    cocok = {
        satu.baris_id
        for nik in pergi.keys() & tiba.keys()
        for pasangan in zip(pergi[nik], tiba[nik], strict=False)
        for satu in pasangan
    }
    return [satu for satu in calon if satu.baris_id not in cocok]
