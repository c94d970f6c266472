"""B.3, the recapitulation at the month's end: one row per dusun; above the villages one per village or kecamatan."""

from collections.abc import Iterable
from functools import lru_cache

from ....domain.lampid import ALASAN_PENYESUAIAN, DATANG, HILANG, KEMBALI, LAHIR, MATI, PINDAH, SUSUNAN, sebut_bulan
from ....domain.sebutan import sebutan
from ....domain.wilayah import level, parent
from ....domain.wilayah_nama import bawahan, nama_pendek, nama_wilayah
from ....sync.engine import Engine
from . import jumlah, pilihan
from .jumlah import DESA, KABUPATEN, KECAMATAN, Jumlah, Neraca
from .kepala import berkas, kepala_judul
from .lembar import KANAN, Kolom, Lembar, Sel, Tabel, bertanda
from .perjalanan import Perjalanan, perjalanan
from .pilihan import AKHIR, AWAL, GANDA, JALAN, JALAN_AWAL, PENYESUAIAN, Pilihan, Turun, sebut_dusun

TAMBAHAN, PENGURANGAN = (LAHIR, DATANG), (MATI, PINDAH)
JANGKAU_BARIS = {"desa": DESA, "kecamatan": KECAMATAN, "kabupaten": KABUPATEN}
"""The nearest move a row of an area's book shows; the area's own total shows those one step farther only."""
ANTAR = {"desa": "antardusun", "kecamatan": "antardesa", "kabupaten": "antarkecamatan"}

_ANGKA = {"lebar": 5, "rata": KANAN}
_L_P = (Kolom("L", **_ANGKA), Kolom("P", **_ANGKA))
_WNA_WNI = (Kolom("WNA", _L_P), Kolom("WNI", _L_P))


@lru_cache(16)
def kolom(tempat: str) -> tuple[Kolom, ...]:
    """The 33 columns; ``tempat`` heads the second."""
    saldo = (*_WNA_WNI, Kolom("Jml KK", **_ANGKA), Kolom("Jml anggota keluarga", lebar=7, rata=KANAN),
             Kolom("Jml jiwa (7+8)", lebar=6, rata=KANAN))  # fmt: skip
    akhir = (*saldo[:-1], Kolom("Jml jiwa (30+31)", lebar=6, rata=KANAN))
    return (
        Kolom("No", lebar=4, rata=KANAN),
        Kolom(tempat, lebar=18),
        Kolom("Jumlah penduduk awal bulan", saldo),
        Kolom("Tambahan bulan ini", (Kolom("Lahir", _WNA_WNI), Kolom("Datang", _WNA_WNI))),
        Kolom("Pengurangan bulan ini", (Kolom("Meninggal", _WNA_WNI), Kolom("Pindah", _WNA_WNI))),
        Kolom("Jumlah penduduk akhir bulan", akhir),
        Kolom("Ket.", lebar=22),
    )


def susun(engine: Engine, wilayah: str, bulan: str) -> Lembar:
    """The whole book of one area and month."""
    tingkat, kata = level(wilayah), sebutan(wilayah)
    semua = _tempat(engine, wilayah, bulan)
    baris = [
        _baris(nomor, nama, satu, saring, JANGKAU_BARIS[tingkat]) for nomor, (nama, satu, saring) in enumerate(semua, 1)
    ]
    total = jumlah.jumlahkan(satu for _, satu, _ in semua)
    jalan = perjalanan(engine, wilayah, bulan) if tingkat != "desa" else None
    return Lembar(
        "B.3", (*kepala_judul("Buku Rekapitulasi Jumlah Penduduk", wilayah), f"Bulan {sebut_bulan(bulan)}"),
        Tabel(kolom(f"Nama {kata.bawahan.lower()}"), baris, _kaki(total, wilayah, tingkat)),
        berkas("B.3", wilayah, bulan),
        tuple(filter(None, (tabel_penyesuaian(engine, wilayah, bulan), jalan and tabel_perjalanan(total, wilayah, jalan)))),
        ("Jumlah jiwa = jumlah KK + jumlah anggota keluarga. Kepala keluarga tidak termasuk anggota keluarga.",),
    )  # fmt: skip


def _tempat(engine: Engine, wilayah: str, bulan: str) -> list[tuple[str, Neraca, Pilihan]]:
    """(name, its month, what its cells are narrowed by) of each row, in the order of the book."""
    if level(wilayah) == "desa":
        ada = jumlah.neraca(engine, wilayah, bulan)
        urut = sorted(ada, key=lambda dusun: (not dusun, dusun))
        return [(sebut_dusun(dusun), ada[dusun], Pilihan("", wilayah, dusun)) for dusun in urut]
    per_desa = jumlah.neraca(engine, wilayah, bulan, "wilayah")
    hasil = {kode: Neraca() for kode, _ in bawahan(wilayah)}
    for desa, satu in per_desa.items():
        kode = desa if level(wilayah) == "kecamatan" else parent(desa)
        hasil.setdefault(kode, Neraca())
        hasil[kode] += satu
    return [(nama_wilayah(kode), hasil[kode], Pilihan("", kode)) for kode in sorted(hasil)]


def _baris(nomor, nama: str, satu: Neraca, saring: Pilihan, dari: int) -> list:
    """One row: ``dari`` is the nearest move that it counts as datang and pindah."""
    return [
        nomor,
        Sel(nama, Turun(saring.wilayah)) if nomor and saring.dusun is None else nama,
        *_saldo(satu.awal, saring._replace(jenis=AWAL)),
        *_gerak(satu, TAMBAHAN, saring, dari),
        *_gerak(satu, PENGURANGAN, saring, dari),
        *_saldo(satu.akhir, saring._replace(jenis=AKHIR)),
        Sel(bagian=tuple(_keterangan(satu, saring, dari))),
    ]


def _saldo(jumlah: Jumlah, saring: Pilihan) -> list[Sel]:
    kepala, anggota = _berkeluarga(saring)
    return [*_empat(jumlah, saring), Sel(jumlah.kk, kepala), Sel(jumlah.anggota, anggota), Sel(jumlah.jiwa, saring)]


def _empat(jumlah: Jumlah, saring: Pilihan) -> list[Sel]:
    """WNA L, WNA P, WNI L, WNI P."""
    return [Sel(jumlah.orang(ini.wna, ini.jk), ini) for ini in _berempat(saring)]


@lru_cache(1_000)
def _berempat(saring: Pilihan) -> tuple[Pilihan, ...]:
    """A choice narrowed to each of the four."""
    return tuple(saring._replace(wna=wna, jk=jk) for wna in (1, 0) for jk in (1, 2))


@lru_cache(1_000)
def _berkeluarga(saring: Pilihan) -> tuple[Pilihan, Pilihan]:
    """A choice narrowed to heads of a family, and to the others."""
    return saring._replace(kepala=1), saring._replace(kepala=0)


def _gerak(satu: Neraca, jenis: Iterable[str], saring: Pilihan, dari: int) -> list[Sel]:
    hasil = []
    for ini in jenis:
        jumlah = satu.ambil(ini, dari if ini in (DATANG, PINDAH) else DESA)
        narrowed = saring._replace(jenis=ini, dari=dari if ini in (DATANG, PINDAH) and dari else None)
        hasil += _empat(jumlah if ini in TAMBAHAN else -jumlah, narrowed)
    return hasil


def _keterangan(satu: Neraca, saring: Pilihan, dari: int) -> Iterable[Sel]:
    """What the columns have no room for and the balance holds all the same, each with its people."""
    for jenis, kata in ((HILANG, "hilang"), (KEMBALI, "kembali")):
        if banyak := abs(satu.ambil(jenis).jiwa):
            yield Sel(f"{kata} {banyak}", saring._replace(jenis=jenis))
    for jenis, kata in ((SUSUNAN, "susunan keluarga"), (PENYESUAIAN, "penyesuaian")):
        if ubah := satu.ambil(jenis):
            yield Sel(f"{kata} {_jiwa_kk(ubah)}", saring._replace(jenis=jenis))
    ini = saring._replace(jenis=pilihan.ANTAR)
    if dari > DESA and (dalam := satu.antar(DESA, DESA)):
        yield Sel(f"pindah antardusun {_jiwa_kk(dalam)}", ini._replace(dari=DESA, sampai=DESA))
    if dari > KECAMATAN and (dalam := satu.antar(KECAMATAN, dari - 1)):
        yield Sel(f"dalam perjalanan {_jiwa_kk(-dalam)}", ini._replace(dari=KECAMATAN, sampai=dari - 1))


def _jiwa_kk(ubah: Jumlah) -> str:
    kata = [f"{bertanda(banyak)} {nama}" for banyak, nama in ((ubah.jiwa, "jiwa"), (ubah.kk, "KK")) if banyak]
    return ", ".join(kata) or "tanpa selisih"


def _kaki(total: Neraca, wilayah: str, tingkat: str) -> list[list]:
    """The total; where moves stayed inside the area, what they are taken out of it by, in a row of its own."""
    dari, saring = JANGKAU_BARIS[tingkat], Pilihan("", wilayah)
    akhir = _baris("", "Jumlah", total, saring, dari + 1)
    dalam = {jenis: total.ambil(jenis, dari, dari) for jenis in (DATANG, PINDAH)}
    if not any(dalam.values()):
        return [akhir]
    antar: list = [""] * 33
    antar[1] = f"Pindah {ANTAR[tingkat]}"
    antar[13:17] = _empat(dalam[DATANG], saring._replace(jenis=DATANG, dari=dari, sampai=dari))
    antar[21:25] = _empat(-dalam[PINDAH], saring._replace(jenis=PINDAH, dari=dari, sampai=dari))
    antar[32] = "sudah termasuk di atas, tidak termasuk di bawah"
    akhir[1] = f"Jumlah tanpa pindah {ANTAR[tingkat]}"
    return [antar, akhir]


def tabel_penyesuaian(engine: Engine, wilayah: str, bulan: str) -> Tabel | None:
    """The changes that were no event, a line for each reason; None in a month that had none."""
    ada = jumlah.penyesuaian(engine, wilayah, bulan)
    saring = Pilihan(PENYESUAIAN, wilayah)
    baris = []
    for nomor, (alasan, (tambah, kurang)) in enumerate(ada.items(), 1):
        ini, selisih = saring._replace(alasan=alasan), tambah + -kurang
        baris.append([
            nomor, ALASAN_PENYESUAIAN.get(alasan, alasan),
            *(Sel(satu.orang(jk=jk), ini._replace(jk=jk, arah=arah))
              for satu, arah in ((tambah, 1), (kurang, -1)) for jk in (1, 2)),
            Sel(bertanda(selisih.jiwa) if selisih.jiwa else 0, ini),
            Sel(bertanda(selisih.kk) if selisih.kk else 0, ini._replace(kepala=1)),
        ])  # fmt: skip
    dua = (Kolom("L", **_ANGKA), Kolom("P", **_ANGKA))
    kolom = (
        Kolom("No", lebar=4, rata=KANAN), Kolom("Alasan", lebar=40), Kolom("Bertambah", dua), Kolom("Berkurang", dua),
        Kolom("Selisih jiwa", lebar=8, rata=KANAN), Kolom("Selisih KK", lebar=8, rata=KANAN),
    )  # fmt: skip
    return Tabel(kolom, baris, judul="Penyesuaian bulan ini (bukan peristiwa)", bernomor=False) if baris else None


def tabel_perjalanan(total: Neraca, wilayah: str, jalan: Perjalanan) -> Tabel:
    """Moves that stayed inside the area, and those who left one place and have not arrived at the other."""
    tingkat = level(wilayah)
    sejauh, saring = JANGKAU_BARIS[tingkat], Pilihan("", wilayah)
    antar, akhir = ANTAR[tingkat], total.akhir.jiwa
    baris = [
        [f"Pindah {antar} yang dicatat desa asal bulan ini",
         *_tiga(-total.ambil(PINDAH, KECAMATAN, sejauh), saring._replace(jenis=PINDAH, dari=KECAMATAN, sampai=sejauh))],
        [f"Datang {antar} yang dicatat desa tujuan bulan ini",
         *_tiga(total.ambil(DATANG, KECAMATAN, sejauh), saring._replace(jenis=DATANG, dari=KECAMATAN, sampai=sejauh))],
        ["Dalam perjalanan pada awal bulan", *_tiga(jalan.awal, saring._replace(jenis=JALAN_AWAL))],
        ["Dalam perjalanan pada akhir bulan", *_tiga(jalan.akhir, saring._replace(jenis=JALAN))],
        ["Tercatat di dua tempat pada akhir bulan", *_tiga(jalan.ganda, saring._replace(jenis=GANDA))],
        ["Jumlah jiwa akhir bulan, yang dalam perjalanan ikut dihitung sekali", "", "",
         akhir + jalan.akhir.jiwa - jalan.ganda.jiwa],
    ]  # fmt: skip
    kolom = (Kolom("Uraian", lebar=56), Kolom("L", lebar=8, rata=KANAN), Kolom("P", lebar=8, rata=KANAN),
             Kolom("L+P", lebar=8, rata=KANAN))  # fmt: skip
    return Tabel(kolom, baris, judul=f"Perpindahan di dalam {nama_pendek(wilayah)}", bernomor=False)


def _tiga(jumlah: Jumlah, saring: Pilihan) -> list[Sel]:
    return [*(Sel(jumlah.orang(jk=jk), saring._replace(jk=jk)) for jk in (1, 2)), Sel(jumlah.jiwa, saring)]
