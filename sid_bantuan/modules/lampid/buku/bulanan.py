"""The monthly LAMPID report: what the month opened with, what came and went, what it closed with."""

from ....domain.lampid import DATANG, HILANG, KEMBALI, LAHIR, MATI, PINDAH, SUSUNAN, sebut_bulan
from ....domain.wilayah import level
from ....sync.engine import Engine
from . import jumlah, pilihan
from .jumlah import DESA, KECAMATAN, LUAR, Jumlah, Neraca
from .kepala import berkas, kepala_judul
from .lembar import KANAN, Kolom, Lembar, Sel, Tabel
from .perjalanan import perjalanan
from .pilihan import AKHIR, AWAL, KELUARGA, PENYESUAIAN, Pilihan
from .rekap import ANTAR, JANGKAU_BARIS, tabel_penyesuaian, tabel_perjalanan

_ANGKA = {"lebar": 8, "rata": KANAN}
_L_P = (Kolom("L", **_ANGKA), Kolom("P", **_ANGKA))
_JUMLAH = (*_L_P, Kolom("L+P", **_ANGKA))
KOLOM = (
    Kolom("No", lebar=4, rata=KANAN), Kolom("Perincian", lebar=38), Kolom("WNI", _L_P), Kolom("WNA", _L_P),
    Kolom("Jumlah", _JUMLAH), Kolom("Kepala keluarga (KK)", _JUMLAH),
)  # fmt: skip


def susun(engine: Engine, wilayah: str, bulan: str) -> Lembar:
    """The whole report of one area and month."""
    tingkat = level(wilayah)
    per = "dusun" if tingkat == "desa" else "wilayah"
    total = jumlah.jumlahkan(jumlah.neraca(engine, wilayah, bulan, per).values())
    jalan = perjalanan(engine, wilayah, bulan) if tingkat != "desa" else None
    *baris, akhir = _baris(total, wilayah, tingkat)
    return Lembar(
        "LAMPID", (*kepala_judul("Laporan Bulanan Lahir, Mati, Pindah, Datang", wilayah), f"Bulan {sebut_bulan(bulan)}"),
        Tabel(KOLOM, baris, (akhir,)), berkas("Laporan LAMPID", wilayah, bulan),
        tuple(filter(None, (tabel_penyesuaian(engine, wilayah, bulan), jalan and tabel_perjalanan(total, wilayah, jalan)))),
        tuple(_catatan(total, tingkat)),
    )  # fmt: skip


def _baris(total: Neraca, wilayah: str, tingkat: str) -> list[list]:
    """The rows; what goes out of the population is counted positive, as the form has it."""
    dari, saring = JANGKAU_BARIS[tingkat] + 1, Pilihan("", wilayah)
    dalam = total.antar(KECAMATAN, dari - 1)
    jauh = {"dari": dari, "sampai": LUAR}
    keluarga, ini = total.ambil(SUSUNAN) + total.antar(DESA, DESA), saring._replace(jenis=KELUARGA, sampai=DESA)
    isi = [
        ("Penduduk awal bulan", total.awal, saring._replace(jenis=AWAL)),
        ("Kelahiran/keluarga baru", total.ambil(LAHIR) + keluarga, saring._replace(jenis=LAHIR), ini),
        ("Kematian", -total.ambil(MATI), saring._replace(jenis=MATI)),
        ("Pendatang", total.ambil(DATANG, dari), saring._replace(jenis=DATANG, **jauh)),
        ("Pindah", -total.ambil(PINDAH, dari), saring._replace(jenis=PINDAH, **jauh)),
        ("Hilang", -total.ambil(HILANG), saring._replace(jenis=HILANG)),
        ("Kembali", total.ambil(KEMBALI), saring._replace(jenis=KEMBALI)),
        ("Penyesuaian (bertambah atau berkurang)", total.ambil(PENYESUAIAN), saring._replace(jenis=PENYESUAIAN)),
    ]
    if dalam:
        ini = saring._replace(jenis=pilihan.ANTAR, dari=KECAMATAN, sampai=dari - 1)
        isi.append((f"Pindah {ANTAR[tingkat]}, selisih dalam perjalanan", dalam, ini))
    isi.append(("Penduduk akhir bulan", total.akhir, saring._replace(jenis=AKHIR)))
    return [[nomor, kata, *_sel(*lain)] for nomor, (kata, *lain) in enumerate(isi, 1)]


def _sel(banyak: Jumlah, saring: Pilihan, keluarga: Pilihan | None = None) -> list[Sel]:
    """The ten numbers of a row; ``keluarga`` describes those of the families where they are others'."""
    keluarga = (keluarga or saring)._replace(kepala=1)
    return [
        *(Sel(banyak.orang(wna, jk), saring._replace(wna=wna, jk=jk)) for wna in (0, 1) for jk in (1, 2)),
        *(Sel(banyak.orang(jk=jk), saring._replace(jk=jk)) for jk in (1, 2)),
        Sel(banyak.jiwa, saring),
        *(Sel(banyak.orang(jk=jk, kepala=1), keluarga._replace(jk=jk)) for jk in (1, 2)),
        Sel(banyak.kk, keluarga),
    ]


def _catatan(total: Neraca, tingkat: str) -> list[str]:
    kata = [
        "Kolom KK baris 2 adalah selisih kartu keluarga: yang baru dikurangi yang tidak ada lagi "
        "(pecah KK, ganti kepala keluarga, numpang KK)."
    ]
    sejauh = JANGKAU_BARIS[tingkat]
    if banyak := total.ambil(DATANG, sejauh, sejauh).jiwa:
        kata.append(f"Pindah {ANTAR[tingkat]}: {banyak} orang; tidak termasuk pendatang dan pindah.")
    return kata
