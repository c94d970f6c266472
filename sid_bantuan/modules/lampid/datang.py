"""Moves into the village, and people who come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...domain import kode, lampid
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_penduduk
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from . import isian, pasangan
from . import kartu as kartu_keluarga
from .orang import PALING_BANYAK, keluarga_desa, penduduk_desa, salah_keadaan, tercatat_dahulu
from .perubahan import Perubahan
from .tables import BERLAKU, Mutasi, MutasiOrang

SUMBER = "Peristiwa datang"
_PERGI = (kode.PINDAH, kode.HILANG, kode.PERGI)
"""Who left like this comes back as the resident he was."""


@dataclass
class _Pendatang:
    """One who comes: the row of the form, what is filled in, and the resident he was here before."""

    kunci: str
    isi: dict
    orang_id: str | None
    lama: Penduduk | None

    @property
    def sebagai(self) -> tuple[str, str, int | None]:
        return (
            self.kunci,
            self.isi.get("nama") or (self.lama.nama if self.lama else ""),
            self.isi.get("hubungan_keluarga"),
        )


def catat_datang(
    node,
    operator: Operator,
    isi: Mapping,
    anggota: Sequence[Mapping],
    kartu: Mapping | None = None,
    keluarga_id: str | None = None,
    id: str | None = None,
) -> Mutasi:
    """Record that people move in, on a new card (``kartu``: its columns) or into the family ``keluarga_id``.

    ``anggota``: columns of ``penduduk`` for each, ``hubungan_keluarga`` among them; ``orang_id`` where it is known;
    ``kunci`` names the row of the form in what is refused. Somebody who left this village before comes back as
    the same resident, found by ``orang_id`` or NIK; a card whose whole family had left is used again.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.DATANG, isi)
        pendatang = [_baca(node, str(urut), satu) for urut, satu in enumerate(anggota)]
        salah = isian.salah(node, lampid.DATANG, bersih) + _salah_orang(node, bersih, pendatang)
        isi_kartu, salah_kartu = _tempat(node, pendatang, kartu, keluarga_id)
        if salah := salah + salah_kartu:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.DATANG, id)
        tempat = keluarga_id or kartu_keluarga.siapkan(perubahan, isi_kartu, derived_id("kk", id), SUMBER)
        ids = [_masukkan(perubahan, satu, tempat) for satu in pendatang]
        return perubahan.simpan(bersih, ids, tempat)


def _baca(node, urut: str, satu: Mapping) -> _Pendatang:
    isi = dict(satu)
    kunci, orang_id = str(isi.pop("kunci", urut)), isi.pop("orang_id", None)
    for nama in ("status_dasar", "keluarga_id"):
        isi.pop(nama, None)
    isi = {nama: nilai for nama, nilai in rapikan(node.catalog["penduduk"], isi).items() if nilai is not None}
    if "tanggal_lahir" in isi:
        isi["tanggal_lahir"] = isian.hari(isi["tanggal_lahir"])
    return _Pendatang(kunci, isi, orang_id, _dikenal(node, orang_id, isi.get("nik")))


def _dikenal(node, orang_id: str | None, nik: str | None) -> Penduduk | None:
    """The resident he is or was here: by the person's lasting id whatever became of him, by NIK if he had left."""
    sini = Penduduk.wilayah == node.code
    if orang_id and (ada := Penduduk.get_or_none(sini & (Penduduk.orang_id == orang_id))):
        return ada
    return Penduduk.get_or_none(sini & (Penduduk.nik == nik) & Penduduk.status_dasar.in_(_PERGI)) if nik else None


def _salah_orang(node, isi: Mapping, pendatang: Sequence[_Pendatang]) -> list[Kesalahan]:
    if not pendatang:
        return [Kesalahan("belum_ada_orang", "anggota")]
    if len(pendatang) > PALING_BANYAK:
        return [Kesalahan("terlalu_banyak_orang", "anggota", isi={"batas": PALING_BANYAK})]
    salah, nik = [], {}
    for satu in pendatang:
        temuan = [] if satu.lama is None else salah_keadaan(satu.lama, isi, _PERGI)
        temuan = temuan or salah_penduduk(node, satu.isi, satu.lama, bersama=frozenset())
        kembar = satu.isi.get("nik")
        if kembar and kembar in nik:
            temuan.append(Kesalahan("nik_kembar_di_kk", "nik", isi={"nama": nik[kembar]}))
        elif kembar:
            nik[kembar] = satu.sebagai[1]
        salah += [kesalahan.pada(satu.kunci) for kesalahan in temuan]
    return salah


def _tempat(node, pendatang, kartu: Mapping | None, keluarga_id: str | None) -> tuple[dict, list[Kesalahan]]:
    """The card they come on, checked with its head; nothing but the faults where they join a family."""
    sebagai = [satu.sebagai for satu in pendatang]
    if keluarga_id:
        keluarga_desa(node, keluarga_id)
        return {}, kartu_keluarga.salah_menumpang(keluarga_id, sebagai)
    if kartu is None:
        return {}, [Kesalahan("kartu_belum_diisi", "keluarga_id")]
    isi, salah = kartu_keluarga.bersihkan(node, kartu)
    salah = salah or kartu_keluarga.salah_nomor(node, isi)
    return isi, salah + (kartu_keluarga.salah_kepala(sebagai) if pendatang else [])


def _masukkan(perubahan: Perubahan, satu: _Pendatang, keluarga_id: str) -> str:
    isi = satu.isi | {"keluarga_id": keluarga_id, "status_dasar": kode.HIDUP}
    if satu.lama is not None:
        perubahan.ubah("penduduk", satu.lama, isi)
        return satu.lama.id
    dasar = {"sumber": SUMBER, "orang_id": satu.orang_id or new_id()}
    return perubahan.tambah("penduduk", derived_id("anggota", perubahan.id, satu.kunci), dasar | isi).id


def catat_kembali(
    node,
    operator: Operator,
    isi: Mapping,
    penduduk_id: str,
    keluarga_id: str | None = None,
    hubungan_keluarga: int | None = None,
    id: str | None = None,
) -> Mutasi:
    """Record that somebody is here after all: found again, or dead or moved by mistake.

    He comes back into his family, or into the one named, with the relation he had unless another is given.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.KEMBALI, isi)
        orang = penduduk_desa(node, penduduk_id, "penduduk_id")
        tempat = _keluarga_kembali(node, orang, keluarga_id)
        hubungan = hubungan_keluarga or (orang.hubungan_keluarga if tempat else None)
        salah = isian.salah(node, lampid.KEMBALI, bersih) + salah_keadaan(orang, bersih, (*_PERGI, kode.MATI))
        salah = salah or _sebelum_hilang(orang, bersih)
        if tempat:
            salah += kartu_keluarga.salah_menumpang(tempat, [("", orang.nama, hubungan)])
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.KEMBALI, id)
        if orang.status_dasar == kode.MATI:
            pasangan.kawin_kembali(perubahan, orang)
        baru = {"status_dasar": kode.HIDUP, "keluarga_id": tempat, "hubungan_keluarga": hubungan}
        perubahan.ubah("penduduk", orang, baru)
        return perubahan.simpan(bersih, [orang.id], tempat)


def _sebelum_hilang(orang: Penduduk, isi: Mapping) -> list[Kesalahan]:
    """That somebody is said to be back before the day since which he is missing."""
    if orang.status_dasar != kode.HILANG:
        return []
    baris = MutasiOrang.select(MutasiOrang.mutasi_id).where(
        MutasiOrang.penduduk_id == orang.id, MutasiOrang.baris == lampid.HILANG
    )
    hilang = Mutasi.select().where(Mutasi.id.in_(baris), Mutasi.keadaan == BERLAKU).order_by(Mutasi.id.desc()).first()
    if hilang is None or isi["tgl_peristiwa"] >= hilang.tgl_peristiwa:
        return []
    lengkap = {"nama": orang.nama, "tanggal": hilang.tgl_peristiwa}
    return [Kesalahan("kembali_sebelum_hilang", "tgl_peristiwa", isi=lengkap, rekam=("mutasi", hilang.id))]


def _keluarga_kembali(node, orang: Penduduk, keluarga_id: str | None) -> str | None:
    """The family named; else the one he had, if it is still there."""
    if keluarga_id:
        return keluarga_desa(node, keluarga_id).id
    lama = rekam.ambil(node.catalog["keluarga"], orang.keluarga_id, node.code) if orang.keluarga_id else None
    return lama and lama.id
