"""The names behind every number: from the description of a cell to the people it counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ....domain.lampid import ALASAN_PENYESUAIAN, DATANG, PINDAH, SUSUNAN, bulan_sesudah
from ....domain.tanggal import hari_setempat, teks_tanggal
from ....domain.wilayah_nama import nama_pendek
from ....sync.engine import Engine
from .jumlah import WNA, jangkau
from .perjalanan import di_antara
from .pilihan import AWAL, GABUNGAN, GANDA, JALAN_AWAL, JALAN_SEMUA, PENYESUAIAN, SALDO, Pilihan, syarat_desa

HILANG_NAMA = "(catatannya sudah dihapus)"


@dataclass(frozen=True, slots=True)
class Orang:
    """One person behind a number; ``arah`` -1 where he was taken away. ``ada``: his record can still be opened."""

    id: str
    nama: str
    nik: str | None
    wilayah: str
    dusun: str
    jenis_kelamin: int
    tanggal_lahir: str
    arah: int = 1
    tanggal: str = ""
    keterangan: str = ""
    mutasi_id: str | None = None
    ada: bool = True


def orang(engine: Engine, bulan: str, pilihan: Pilihan) -> list[Orang]:
    """The people a cell of the month counts, by name."""
    if pilihan.jenis in SALDO:
        sampai = bulan_sesudah(bulan, -1) if pilihan.jenis == AWAL else bulan
        hasil = _hadir(engine, sampai, pilihan)
    elif pilihan.jenis in JALAN_SEMUA:
        hasil = _antara(engine, bulan_sesudah(bulan, -1) if pilihan.jenis == JALAN_AWAL else bulan, pilihan)
    elif pilihan.jenis == PENYESUAIAN:
        hasil = _disesuaikan(engine, bulan, pilihan)
    else:
        jenis = GABUNGAN.get(pilihan.jenis, (pilihan.jenis,))
        hasil = [satu for ini in jenis for satu in _peristiwa(engine, bulan, pilihan._replace(jenis=ini))]
    return sorted(hasil, key=lambda satu: (satu.nama, satu.tanggal_lahir, satu.id, satu.arah))


def id_hadir(engine: Engine, sampai: str, pilihan: Pilihan) -> list[str]:
    """The ids of those whose lines of this kind, up to a month, sum to one: who was counted so at its end."""
    return list(_hadir_dengan_dusun(engine, sampai, pilihan))


def _hadir_dengan_dusun(engine: Engine, sampai: str, pilihan: Pilihan) -> dict[str, tuple[str, str]]:
    """Id -> (village, dusun) of everybody who counts as this kind at the end of a month."""
    di, isi = _syarat(engine, pilihan)
    saldo: dict[tuple, int] = defaultdict(int)
    for id, wilayah, dusun, arah in engine.run(
        f"SELECT penduduk_id, wilayah, dusun, SUM(arah) FROM sb_mutasi_orang WHERE {di} AND bulan <= ?"
        " GROUP BY penduduk_id, wilayah, dusun",
        (*isi, sampai),
    ):
        saldo[id, wilayah, dusun] += arah
    for semua, wilayah, dusun, arah in engine.run(
        f"SELECT orang, wilayah, dusun, arah FROM sb_penyesuaian WHERE {di} AND bulan <= ?", (*isi, sampai)
    ):
        for id in semua.split():
            saldo[id, wilayah, dusun] += arah
    return {id: (wilayah, dusun) for (id, wilayah, dusun), banyak in saldo.items() if banyak > 0}


def _syarat(engine: Engine, pilihan: Pilihan, alias: str = "") -> tuple[str, list]:
    """The condition on lines of either table."""
    di, isi = syarat_desa(engine, pilihan.wilayah, alias)
    syarat, nilai = [di], list(isi)
    for kolom, satu in (("dusun", pilihan.dusun), ("jenis_kelamin", pilihan.jk), ("kepala", pilihan.kepala)):
        if satu is not None:
            syarat.append(f"{alias}{kolom} = ?")
            nilai.append(satu)
    if pilihan.wna is not None:
        syarat.append(f"{alias}kewarganegaraan {'=' if pilihan.wna else '<>'} {WNA}")
    return " AND ".join(syarat), nilai


def _hadir(engine: Engine, sampai: str, pilihan: Pilihan) -> list[Orang]:
    ada = _hadir_dengan_dusun(engine, sampai, pilihan)
    return [_orang(satu, *ada[id]) for id, satu in data(engine, ada).items()]


def _orang(satu: "Data", wilayah: str, dusun: str, **lain) -> Orang:
    return Orang(
        satu.id, satu.nama, satu.nik, wilayah, dusun, satu.jenis_kelamin, satu.tanggal_lahir, ada=satu.ada, **lain
    )


def _peristiwa(engine: Engine, bulan: str, pilihan: Pilihan) -> list[Orang]:
    di, isi = _syarat(engine, pilihan, "o.")
    if pilihan.jenis in (DATANG, PINDAH) and (pilihan.dari is not None or pilihan.sampai is not None):
        di += f" AND {jangkau('o.')} BETWEEN ? AND ?"
        isi += [pilihan.dari or 0, 3 if pilihan.sampai is None else pilihan.sampai]
    baris = engine.run(
        "SELECT o.penduduk_id, o.nama, o.nik, o.wilayah, o.dusun, o.jenis_kelamin, o.tanggal_lahir, o.arah,"
        " m.tgl_peristiwa, m.tgl_lapor, o.kepala, o.lawan_wilayah, m.lawan_alamat, o.dalam, o.mutasi_id"
        f" FROM sb_mutasi_orang o LEFT JOIN sb_mutasi m ON m.id = o.mutasi_id WHERE {di} AND o.baris = ? AND o.bulan = ?",
        (*isi, pilihan.jenis, bulan),
    )
    masih = _masih_ada(engine, [satu[0] for satu in baris])
    return [_dari_baris(pilihan.jenis, satu, satu[0] in masih) for satu in baris]


def _dari_baris(jenis: str, baris: tuple, ada: bool) -> Orang:
    id, nama, nik, wilayah, dusun, jk, lahir, arah, peristiwa, lapor, kepala, lawan, alamat, dalam, mutasi_id = baris
    kata = []
    if jenis == SUSUNAN:
        kata.append(("menjadi " if arah > 0 else "bukan lagi ") + ("kepala keluarga" if kepala else "anggota keluarga"))
    if jenis in (DATANG, PINDAH):
        kata.append(tempat_lawan(jenis, lawan, alamat, dalam))
    if lapor and peristiwa and str(lapor) != str(peristiwa):
        kata.append(f"dilaporkan {teks_tanggal(lapor)}")
    return Orang(
        id, nama, nik, wilayah, dusun, jk, _iso(lahir), arah, _iso(peristiwa), "; ".join(filter(None, kata)), mutasi_id, ada
    )  # fmt: skip


def tempat_lawan(jenis: str, lawan: str | None, alamat: str | None, dalam: int) -> str:
    """The other end of a move: ``dari Desa Ngraho``."""
    tempat = "dusun lain di desa ini" if dalam else ", ".join(filter(None, (alamat, lawan and nama_pendek(lawan))))
    return f"{'dari' if jenis == DATANG else 'ke'} {tempat}" if tempat else ""


def _disesuaikan(engine: Engine, bulan: str, pilihan: Pilihan) -> list[Orang]:
    di, isi = _syarat(engine, pilihan)
    if pilihan.alasan:
        di, isi = f"{di} AND alasan = ?", [*isi, pilihan.alasan]
    if pilihan.arah:
        di, isi = f"{di} AND arah = ?", [*isi, pilihan.arah]
    baris = engine.run(
        "SELECT orang, wilayah, dusun, arah, alasan, keterangan, pada, jenis_kelamin, mutasi_id"
        f" FROM sb_penyesuaian WHERE {di} AND bulan = ?",
        (*isi, bulan),
    )
    dikenal = data(engine, {id for satu in baris for id in satu[0].split()})
    return [
        _orang(dikenal[id], wilayah, dusun, arah=arah, tanggal=_iso(hari_setempat(pada)), mutasi_id=mutasi_id,
               keterangan="; ".join(filter(None, (ALASAN_PENYESUAIAN.get(alasan, alasan), keterangan))))
        for semua, wilayah, dusun, arah, alasan, keterangan, pada, _, mutasi_id in baris
        for id in semua.split()
    ]  # fmt: skip


def _antara(engine: Engine, sampai: str, pilihan: Pilihan) -> list[Orang]:
    arah = 1 if pilihan.jenis == GANDA else -1
    semua = [
        satu
        for satu in di_antara(engine, pilihan.wilayah, sampai)
        if satu.arah == arah and pilihan.jk in (None, satu.jenis_kelamin)
    ]
    dikenal = data(engine, {satu.penduduk_id for satu in semua})
    return [
        _orang(
            dikenal[satu.penduduk_id], satu.wilayah, "", mutasi_id=satu.mutasi_id,
            keterangan=f"{'dari' if arah > 0 else 'ke'} {nama_pendek(satu.lawan)}",
        )
        for satu in semua
    ]  # fmt: skip


# ---- who they are


@dataclass(frozen=True, slots=True)
class Data:
    id: str
    nama: str
    nik: str | None
    jenis_kelamin: int
    tanggal_lahir: str
    ada: bool


def data(engine: Engine, ids: Iterable[str]) -> dict[str, Data]:
    """Who people are, by id: from the register; who is gone from it, from his last line or from the bin."""
    ids = list(ids)
    hasil = {}
    for mulai in range(0, len(ids), 20_000):
        hasil |= _terdaftar(engine, ids[mulai : mulai + 20_000])
    hilang = [id for id in ids if id not in hasil]
    if hilang:
        hasil |= _dari_garis(engine, hilang)
    return hasil | {id: Data(id, HILANG_NAMA, None, 0, "", False) for id in ids if id not in hasil}


def _terdaftar(engine: Engine, ids: Sequence[str]) -> dict[str, Data]:
    pilih, isi = engine.ids(ids)
    return {
        id: Data(id, nama, nik, jk, _iso(lahir), True)
        for id, nama, nik, jk, lahir in engine.run(
            f"SELECT id, nama, nik, jenis_kelamin, tanggal_lahir FROM sb_penduduk WHERE id IN ({pilih})", isi
        )
    }


def _dari_garis(engine: Engine, ids: Sequence[str]) -> dict[str, Data]:
    """Those no longer in the register: the bin's label, over it the line that named them."""
    pilih, isi = engine.ids(ids)
    dibuang = {
        id: Data(id, label, None, 0, "", False)
        for id, label in engine.run(
            f"SELECT id, label FROM sb_tempat_sampah WHERE jenis = 'penduduk' AND id IN ({pilih})", isi
        )
    }
    sendiri = {
        id: Data(id, nama, None, jk, "", False)
        for id, nama, jk in engine.run(
            f"SELECT orang, nama, jenis_kelamin FROM sb_penyesuaian WHERE nama IS NOT NULL AND orang IN ({pilih})", isi
        )
    }
    bergaris = {
        id: Data(id, nama, nik, jk, _iso(lahir), False)
        for id, nama, nik, jk, lahir in engine.run(
            "SELECT penduduk_id, nama, nik, jenis_kelamin, tanggal_lahir FROM sb_mutasi_orang"
            f" WHERE penduduk_id IN ({pilih}) ORDER BY bulan, id",
            isi,
        )
    }
    return dibuang | sendiri | bergaris


def _masih_ada(engine: Engine, ids: Sequence[str]) -> set[str]:
    pilih, isi = engine.ids(sorted(set(ids)))
    return {satu[0] for satu in engine.run(f"SELECT id FROM sb_penduduk WHERE id IN ({pilih})", isi)}


def _iso(hari: date | str | None) -> str:
    return str(hari) if hari else ""
