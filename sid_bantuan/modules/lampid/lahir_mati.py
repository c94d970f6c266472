"""Births and deaths."""

from collections.abc import Mapping

from ...domain import kode, lampid
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_penduduk
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import isian, kepala, pasangan
from .orang import penduduk_desa, salah_keadaan, tercatat_dahulu
from .perubahan import Perubahan
from .tables import Mutasi

SUMBER_LAHIR = "Peristiwa kelahiran"


def catat_kelahiran(
    node, operator: Operator, isi: Mapping, bayi: Mapping, keluarga_id: str | None, id: str | None = None
) -> Mutasi:
    """Record a birth: the child becomes a resident of this family. ``bayi``: columns of ``penduduk``; no NIK needed."""
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.LAHIR, isi)
        anak = _anak(node, bersih, bayi, keluarga_id)
        orang_id = anak.pop("orang_id", None) or new_id()
        salah = isian.salah(node, lampid.LAHIR, bersih) + _salah_anak(node, bersih, anak)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.LAHIR, id)
        baris = perubahan.tambah("penduduk", derived_id("lahir", id), anak | {"orang_id": orang_id})
        return perubahan.simpan(bersih, [baris.id], keluarga_id)


def _anak(node, isi: Mapping, bayi: Mapping, keluarga_id: str | None) -> dict:
    """The child as he is stored: born on the day of the event, a child of the family unless said otherwise."""
    bersih = {nama: satu for nama, satu in rapikan(node.catalog["penduduk"], bayi).items() if satu is not None}
    bersih["tanggal_lahir"] = isian.hari(bersih.get("tanggal_lahir")) or isi.get("tgl_peristiwa")
    dasar = {"hubungan_keluarga": kode.ANAK, "status_dasar": kode.HIDUP, "sumber": SUMBER_LAHIR}
    return dasar | bersih | {"keluarga_id": keluarga_id}


def _salah_anak(node, isi: Mapping, anak: dict) -> list[Kesalahan]:
    salah = salah_penduduk(node, anak, None)
    if not anak["keluarga_id"]:
        salah.append(Kesalahan("wajib_diisi", "keluarga_id"))
    if anak["tanggal_lahir"] != isi.get("tgl_peristiwa"):
        salah.append(Kesalahan("tgl_lahir_bukan_peristiwa", "tanggal_lahir"))
    return salah


def catat_kematian(
    node,
    operator: Operator,
    isi: Mapping,
    penduduk_id: str,
    kepala_baru: str | None = None,
    hubungan: Mapping[str, int] | None = None,
    id: str | None = None,
) -> Mutasi:
    """Record a death. Where the head dies and others stay, ``kepala_baru`` names the new head.

    ``kepala.BELUM_DITENTUKAN`` says that there is none yet; ``hubungan`` gives those who stay new relations.
    The husband or wife on the card is widowed by it.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.MATI, isi)
        orang = penduduk_desa(node, penduduk_id, "penduduk_id")
        tinggal = kepala.anggota_hidup(orang.keluarga_id, selain=[orang.id])
        salah = isian.salah(node, lampid.MATI, bersih) + salah_keadaan(orang, bersih, (kode.HIDUP, kode.HILANG))
        salah += kepala.salah_pengganti([orang], tinggal, kepala_baru, hubungan)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.MATI, id)
        perubahan.ubah("penduduk", orang, {"status_dasar": kode.MATI})
        pasangan.menjadi_cerai_mati(perubahan, orang, tinggal)
        kepala.susun(perubahan, tinggal, kepala_baru, hubungan)
        return perubahan.simpan(bersih, [orang.id], orang.keluarga_id)
