"""B.4, those who stay for a while and are not counted: the register of its own, and residents who are not permanent."""

from collections.abc import Iterator
from datetime import date

from ....domain import kode
from ....domain.kode import HIDUP, LAKI_LAKI
from ....domain.lampid import sebut_bulan
from ....domain.tanggal import teks_tanggal, umur
from ....sync.engine import Engine
from .kepala import berkas, hari_akhir, hari_buku, kepala_judul
from .lembar import KANAN, TENGAH, Kolom, Lembar, Tabel
from .warga import samar, tempat_tanggal

KOLOM = (
    Kolom("Nomor urut", lebar=5, rata=KANAN),
    Kolom("Nama lengkap", lebar=20),
    Kolom("Jenis kelamin", (Kolom("L", lebar=3, rata=TENGAH), Kolom("P", lebar=3, rata=TENGAH))),
    Kolom("Nomor identitas/tanda pengenal", lebar=16),
    Kolom("Tempat dan tanggal lahir/umur", lebar=16),
    Kolom("Pekerjaan", lebar=12),
    Kolom("Kewarganegaraan", (Kolom("Kebangsaan", lebar=9, rata=TENGAH), Kolom("Keturunan", lebar=9))),
    Kolom("Datang dari", lebar=16),
    Kolom("Maksud dan tujuan kedatangan", lebar=16),
    Kolom("Nama dan alamat yang didatangi", lebar=20),
    Kolom("Datang tanggal", lebar=10),
    Kolom("Pergi tanggal", lebar=10),
    Kolom("Ket.", lebar=14),
)
_WN = {1: "WNI", 2: "WNA", 3: "WNI/WNA"}
TIDAK_TETAP = 2


def susun(engine: Engine, wilayah: str, bulan: str, *, lengkap: bool = False) -> Lembar:
    """The book of one village: whoever was there on some day of the month."""
    semua = [*_terdaftar(engine, wilayah, bulan, lengkap), *_tidak_tetap(engine, wilayah, bulan, lengkap)]
    return Lembar(
        "B.4",
        (*kepala_judul("Buku Penduduk Sementara", wilayah), f"Bulan {sebut_bulan(bulan)}"),
        Tabel(KOLOM, [[nomor, *satu] for nomor, satu in enumerate(semua, 1)]),
        berkas("B.4", wilayah, bulan),
        catatan=("Penduduk sementara tidak ikut dihitung dalam Buku B.3.",),
    )


def _terdaftar(engine: Engine, wilayah: str, bulan: str, lengkap: bool) -> Iterator[list]:
    hari = hari_buku(bulan)
    for satu in engine.run(
        "SELECT nama, jenis_kelamin, nomor_identitas, tempat_lahir, tanggal_lahir, pekerjaan, kewarganegaraan, keturunan,"
        " datang_dari, maksud, nama_didatangi, alamat_didatangi, tgl_datang, tgl_pergi, keterangan FROM sb_penduduk_sementara"
        " WHERE wilayah = ? AND tgl_datang <= ? AND (tgl_pergi IS NULL OR tgl_pergi >= ?) ORDER BY tgl_datang, nama, id",
        (wilayah, hari_akhir(bulan).isoformat(), f"{bulan}-01"),
    ):
        nama, jk, nomor, tempat, lahir, pekerjaan, wn, keturunan, dari, maksud, tamu, alamat, datang, pergi, ket = satu
        yield [
            nama, *_tanda(jk), samar(nomor, lengkap), _lahir(tempat, lahir, hari), pekerjaan or "", _WN.get(wn, ""),
            keturunan or "", dari or "", maksud or "", ", ".join(filter(None, (tamu, alamat))), teks_tanggal(datang),
            teks_tanggal(pergi), ket or "",
        ]  # fmt: skip


def _tidak_tetap(engine: Engine, wilayah: str, bulan: str, lengkap: bool) -> Iterator[list]:
    """Residents the register calls not permanent; it does not say since when, so they stand in every month.

    Who stands in the register of its own as well (OpenSID tells of both) stands there alone, with his days.
    """
    hari = hari_buku(bulan)
    for nama, jk, nik, tempat, lahir, pekerjaan, wn, suku, alamat in engine.run(
        "SELECT nama, jenis_kelamin, nik, tempat_lahir, tanggal_lahir, pekerjaan, kewarganegaraan, suku, alamat_sekarang"
        " FROM sb_penduduk p WHERE wilayah = ? AND status_dasar = ? AND status_penduduk = ? AND NOT EXISTS (SELECT 1"
        " FROM sb_penduduk_sementara s WHERE s.wilayah = p.wilayah AND s.nama = p.nama AND (s.tanggal_lahir = p.tanggal_lahir"
        " OR (s.tanggal_lahir IS NULL AND p.tanggal_lahir IS NULL))) ORDER BY nama, id",
        (wilayah, HIDUP, TIDAK_TETAP),
    ):
        yield [
            nama, *_tanda(jk), samar(nik, lengkap), _lahir(tempat, lahir, hari), kode.daftar("pekerjaan").get(pekerjaan, ""),
            _WN.get(wn, ""), suku or "", "", "", alamat or "", "", "", "Penduduk tidak tetap",
        ]  # fmt: skip


def _tanda(jk: int) -> tuple[str, str]:
    return ("V", "") if jk == LAKI_LAKI else ("", "V")


def _lahir(tempat: str | None, lahir: date | str | None, hari: date) -> str:
    kata = tempat_tanggal(tempat, lahir)
    if not lahir:
        return kata
    tahun = umur(lahir if isinstance(lahir, date) else date.fromisoformat(lahir), hari)
    return f"{kata} ({tahun} tahun)"
