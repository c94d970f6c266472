"""Moves out of the village and within it, and people who are missing."""

from collections.abc import Mapping, Sequence

from ...domain import kode, lampid
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from . import isian, kepala
from . import kartu as kartu_keluarga
from .orang import keluarga_desa, salah_keadaan, sekeluarga, tercatat_dahulu
from .perubahan import Perubahan
from .tables import Mutasi

SUMBER = "Peristiwa pindah"


def catat_pindah(
    node,
    operator: Operator,
    isi: Mapping,
    penduduk_ids: Sequence[str],
    kepala_baru: str | None = None,
    hubungan: Mapping[str, int] | None = None,
    kartu: Mapping | None = None,
    id: str | None = None,
) -> Mutasi:
    """Record that residents of one family move away.

    ``kepala_baru`` and ``hubungan`` are for those who stay, as with a death. Within the village
    (``cakupan`` 1) ``kartu`` says where to: ``lingkungan_id``, and ``alamat``, ``no_kk`` as far as known.
    A whole family keeps its card there; others get a new one, with ``kartu["hubungan"]`` {resident: relation}
    where it is not the relation they have.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.PINDAH, isi)
        orang = sekeluarga(node, penduduk_ids)
        tinggal = kepala.anggota_hidup(orang[0].keluarga_id, selain=[satu.id for satu in orang])
        bersih["yang_pindah"] = yang_pindah(orang, tinggal)
        salah = isian.salah(node, lampid.PINDAH, bersih) + salah_pergi(orang, bersih, tinggal, kepala_baru, hubungan)
        if bersih.get("cakupan") == lampid.DALAM_DESA:
            bersih["lawan_wilayah"] = None
            return _dalam_desa(node, operator, id, bersih, orang, tinggal, (kepala_baru, hubungan), kartu or {}, salah)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.PINDAH, id)
        return pergikan(perubahan, bersih, orang, tinggal, (kepala_baru, hubungan), kode.PINDAH)


def catat_hilang(
    node,
    operator: Operator,
    isi: Mapping,
    penduduk_ids: Sequence[str],
    kepala_baru: str | None = None,
    hubungan: Mapping[str, int] | None = None,
    id: str | None = None,
) -> Mutasi:
    """Record that residents of one family are missing. ``kepala_baru``, ``hubungan`` as with a death."""
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.HILANG, isi)
        orang = sekeluarga(node, penduduk_ids)
        tinggal = kepala.anggota_hidup(orang[0].keluarga_id, selain=[satu.id for satu in orang])
        salah = isian.salah(node, lampid.HILANG, bersih) + salah_pergi(orang, bersih, tinggal, kepala_baru, hubungan)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.HILANG, id)
        return pergikan(perubahan, bersih, orang, tinggal, (kepala_baru, hubungan), kode.HILANG)


def yang_pindah(orang: Sequence[Penduduk], tinggal: Sequence[Penduduk]) -> int:
    """The official list's word for who of the family moves."""
    if not tinggal:
        return lampid.SELURUH_KELUARGA
    kepala_saja = len(orang) == 1 and orang[0].hubungan_keluarga == kode.KEPALA_KELUARGA
    return lampid.KEPALA_SAJA if kepala_saja else lampid.SEBAGIAN_ANGGOTA


def salah_pergi(orang, isi: Mapping, tinggal, kepala_baru, hubungan) -> list[Kesalahan]:
    """What keeps these from leaving their family."""
    salah = [temuan for satu in orang for temuan in salah_keadaan(satu, isi, (kode.HIDUP,))]
    return salah + kepala.salah_pengganti(orang, tinggal, kepala_baru, hubungan)


def pergikan(perubahan: Perubahan, isi: Mapping, orang, tinggal, pengganti: tuple, status: int) -> Mutasi:
    """Give those who leave their new status, and those who stay their new relations."""
    for satu in orang:
        perubahan.ubah("penduduk", satu, {"status_dasar": status})
    kepala.susun(perubahan, tinggal, *pengganti)
    return perubahan.simpan(isi, [satu.id for satu in orang], orang[0].keluarga_id)


# ---- within the village


def _dalam_desa(node, operator, id: str, isi: dict, orang, tinggal, pengganti: tuple, kartu: Mapping, salah) -> Mutasi:
    asal = keluarga_desa(node, orang[0].keluarga_id) if orang[0].keluarga_id else None
    isi_kartu, temuan = kartu_keluarga.bersihkan(node, kartu)
    salah = salah + temuan
    if not isi_kartu.get("lingkungan_id"):
        salah.append(Kesalahan("wajib_diisi", "lingkungan_id"))
    elif asal and isi_kartu["lingkungan_id"] == asal.lingkungan_id:
        salah.append(Kesalahan("lingkungan_tetap", "lingkungan_id"))
    semua_ikut = asal is not None and not tinggal
    salah += [] if temuan else kartu_keluarga.salah_nomor(node, isi_kartu, asal.id if semua_ikut else None)
    hubungan = {satu.id: (kartu.get("hubungan") or {}).get(satu.id, satu.hubungan_keluarga) for satu in orang}
    if not semua_ikut:
        if len(orang) == 1:
            hubungan = {orang[0].id: kode.KEPALA_KELUARGA}
        salah += kartu_keluarga.salah_kepala((satu.id, satu.nama, hubungan[satu.id]) for satu in orang)
    if salah:
        raise DataDitolak(salah)
    perubahan = Perubahan(node, operator, lampid.PINDAH, id)
    if semua_ikut:
        perubahan.ubah("keluarga", asal, isi_kartu)
    else:
        baru = kartu_keluarga.siapkan(perubahan, isi_kartu, derived_id("kk", id), SUMBER)
        for satu in orang:
            perubahan.ubah("penduduk", satu, {"keluarga_id": baru, "hubungan_keluarga": hubungan[satu.id]})
        kepala.susun(perubahan, tinggal, *pengganti)
    return perubahan.simpan(isi, [satu.id for satu in orang], asal and asal.id)
