"""The residents a book lists one by one: those counted at the month's end, as the register describes them today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ....domain import kode
from ....domain.tanggal import teks_tanggal
from ....sync.engine import Engine
from .nama import HILANG_NAMA, data, id_hadir
from .pilihan import AKHIR, Pilihan

_KOLOM = (
    "id", "nama", "jenis_kelamin", "status_kawin", "tempat_lahir", "tanggal_lahir", "agama", "pendidikan_kk",
    "pekerjaan", "kewarganegaraan", "hubungan_keluarga", "nik", "keadaan_nik", "golongan_darah", "nama_ayah", "nama_ibu",
)  # fmt: skip
_URUT = (
    "COALESCE(l.dusun, ''), COALESCE(l.rw, ''), COALESCE(l.rt, ''), COALESCE(k.no_kk, ''),"
    " COALESCE(p.hubungan_keluarga, 99), COALESCE(CAST(p.tanggal_lahir AS TEXT), ''), p.id"
)
"""As the houses stand, family by family, its head first."""


@dataclass(frozen=True, slots=True)
class Warga:
    """One resident with his card and the place it stands for."""

    id: str
    nama: str
    jenis_kelamin: int | None = None
    status_kawin: int | None = None
    tempat_lahir: str | None = None
    tanggal_lahir: date | str | None = None
    agama: int | None = None
    pendidikan_kk: int | None = None
    pekerjaan: int | None = None
    kewarganegaraan: int | None = None
    hubungan_keluarga: int | None = None
    nik: str | None = None
    keadaan_nik: int | None = None
    golongan_darah: int | None = None
    nama_ayah: str | None = None
    nama_ibu: str | None = None
    no_kk: str | None = None
    alamat: str | None = None
    tanggal_cetak_kk: date | str | None = None
    dusun: str | None = None
    rw: str | None = None
    rt: str | None = None

    @property
    def alamat_lengkap(self) -> str:
        tempat = [
            self.alamat,
            self.rt and f"RT {self.rt}",
            self.rw and f"RW {self.rw}",
            self.dusun and f"Dusun {self.dusun}",
        ]
        return " ".join(filter(None, tempat))

    @property
    def jk(self) -> str:
        """``L`` or ``P``, as registers abbreviate."""
        return {kode.LAKI_LAKI: "L", kode.PEREMPUAN: "P"}.get(self.jenis_kelamin, "")

    @property
    def wn(self) -> str:
        return {1: "WNI", 2: "WNA", 3: "WNI/WNA"}.get(self.kewarganegaraan, "")

    def kata(self, daftar: str, kolom: str | None = None) -> str:
        """The words of one of his codes."""
        return kode.daftar(daftar).get(getattr(self, kolom or daftar), "")

    @property
    def lahir(self) -> str:
        """Place and day of birth."""
        return tempat_tanggal(self.tempat_lahir, self.tanggal_lahir)


def tempat_tanggal(tempat: str | None, hari: date | str | None) -> str:
    """``Bojonegoro, 21-11-1985``, or what of it is known."""
    return ", ".join(filter(None, (tempat, teks_tanggal(hari))))


def samar(nomor: str | None, lengkap: bool) -> str:
    """A NIK or No KK, whole only for those whose task it is."""
    if not nomor or lengkap:
        return nomor or ""
    return "•" * (len(nomor) - 4) + nomor[-4:]


def warga(
    engine: Engine, wilayah: str, bulan: str, mulai: int = 0, banyak: int | None = None
) -> tuple[list[Warga], int]:
    """Those counted at the end of a month (or a page of them), and how many they are in all."""
    ids = id_hadir(engine, bulan, Pilihan(AKHIR, wilayah))
    hasil = _baca(engine, ids, mulai, banyak)
    if banyak is None or len(hasil) < banyak:
        hasil += _terhapus(engine, ids, max(0, mulai - _terdaftar(engine, ids)), banyak and banyak - len(hasil))
    return hasil, len(ids)


def _baca(engine: Engine, ids: Sequence[str], mulai: int, banyak: int | None) -> list[Warga]:
    pilih, isi = engine.ids(ids)
    halaman, batas = ("", ()) if banyak is None else (" LIMIT ? OFFSET ?", (banyak, mulai))
    return [
        Warga(*satu)
        for satu in engine.run(
            f"SELECT {', '.join(f'p.{satu}' for satu in _KOLOM)}, k.no_kk, k.alamat, k.tanggal_cetak_kk, l.dusun, l.rw, l.rt"
            " FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
            f" LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id WHERE p.id IN ({pilih}) ORDER BY {_URUT}{halaman}",
            (*isi, *batas),
        )
    ]


def _terdaftar(engine: Engine, ids: Sequence[str]) -> int:
    pilih, isi = engine.ids(ids)
    return engine.value(f"SELECT COUNT(*) FROM sb_penduduk WHERE id IN ({pilih})", isi)


def _terhapus(engine: Engine, ids: Sequence[str], mulai: int, banyak: int | None) -> list[Warga]:
    """Those the month counted and whose record was deleted since: their names, so that the list stays whole."""
    pilih, isi = engine.ids(ids)
    ada = {satu[0] for satu in engine.run(f"SELECT id FROM sb_penduduk WHERE id IN ({pilih})", isi)}
    hilang = sorted(id for id in ids if id not in ada)
    dikenal = data(engine, hilang[mulai : None if banyak is None else mulai + banyak])
    return [
        Warga(satu.id, satu.nama, satu.jenis_kelamin, tanggal_lahir=satu.tanggal_lahir, nik=satu.nik)
        for satu in dikenal.values()
    ]


def keterangan(satu: Warga) -> str:
    """What is to be remarked of a resident in the last column."""
    if satu.nama == HILANG_NAMA or satu.keadaan_nik is None:
        return "Catatan sudah dihapus"
    if satu.keadaan_nik != kode.NIK_ADA:
        return kode.KEADAAN_NIK[satu.keadaan_nik]
    return "" if satu.no_kk else "Belum masuk KK"
