"""Changes of families that change nobody's presence: a card splits, gets another head, takes people in."""

from collections.abc import Mapping

from ...domain import kode, lampid
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from . import isian, kepala
from . import kartu as kartu_keluarga
from .orang import PALING_BANYAK, keluarga_desa, penduduk_desa, salah_keadaan, sekeluarga, tercatat_dahulu
from .perubahan import Perubahan
from .tables import Mutasi

SUMBER_PECAH = "Peristiwa pecah KK"


def pecah_kk(
    node, operator: Operator, isi: Mapping, anggota: Mapping[str, int], kartu: Mapping, id: str | None = None
) -> Mutasi:
    """Some of a family get a card of their own. ``anggota``: resident -> relation on the new card, one of them its head.

    Address and place are those of the old card where ``kartu`` gives no others.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.PECAH_KK, isi)
        orang = sekeluarga(node, list(anggota), "anggota")
        if not orang[0].keluarga_id:
            raise DataDitolak([Kesalahan("tanpa_keluarga", "anggota", orang[0].id, {"nama": orang[0].nama})])
        asal = keluarga_desa(node, orang[0].keluarga_id)
        isi_kartu, salah = kartu_keluarga.bersihkan(node, kartu)
        salah = salah or kartu_keluarga.salah_nomor(node, isi_kartu)
        salah += isian.salah(node, lampid.PECAH_KK, bersih) + _salah_ikut(orang, bersih)
        salah += kartu_keluarga.salah_kepala((satu.id, satu.nama, anggota[satu.id]) for satu in orang)
        salah += _salah_sisa(orang, boleh_habis=False)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.PECAH_KK, id)
        dasar = {"alamat": asal.alamat, "lingkungan_id": asal.lingkungan_id}
        baru = kartu_keluarga.siapkan(perubahan, dasar | isi_kartu, derived_id("kk", id), SUMBER_PECAH)
        _masukkan(perubahan, orang, baru, anggota)
        return perubahan.simpan(bersih, [satu.id for satu in orang], asal.id)


def numpang_kk(
    node, operator: Operator, isi: Mapping, anggota: Mapping[str, int], keluarga_id: str, id: str | None = None
) -> Mutasi:
    """Residents join the family ``keluarga_id``. ``anggota``: resident -> relation there."""
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.NUMPANG_KK, isi)
        tujuan = keluarga_desa(node, keluarga_id)
        orang = _pilihan(node, anggota)
        salah = isian.salah(node, lampid.NUMPANG_KK, bersih) + _salah_ikut(orang, bersih)
        salah += [
            Kesalahan("sudah_di_kk_itu", "anggota", satu.id, {"nama": satu.nama})
            for satu in orang
            if satu.keluarga_id == tujuan.id
        ]
        sebagai = [(satu.id, satu.nama, anggota[satu.id]) for satu in orang]
        salah += kartu_keluarga.salah_menumpang(tujuan.id, sebagai) + _salah_sisa(orang, boleh_habis=True)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.NUMPANG_KK, id)
        _masukkan(perubahan, orang, tujuan.id, anggota)
        return perubahan.simpan(bersih, [satu.id for satu in orang], tujuan.id)


def ganti_kepala(
    node,
    operator: Operator,
    isi: Mapping,
    keluarga_id: str,
    kepala_baru: str,
    hubungan: Mapping[str, int],
    no_kk: str | None = None,
    id: str | None = None,
) -> Mutasi:
    """A family gets another head. ``hubungan``: resident -> new relation, the old head's among them if he lives here.

    ``no_kk``: the new card's number where there is one already.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := tercatat_dahulu(node, id):
            return dulu
        bersih = isian.lengkapi(node, lampid.GANTI_KEPALA, isi)
        keluarga = keluarga_desa(node, keluarga_id)
        anggota = kepala.anggota_hidup(keluarga.id)
        isi_kartu, salah = kartu_keluarga.bersihkan(node, {"no_kk": no_kk})
        salah = salah or kartu_keluarga.salah_nomor(node, isi_kartu, keluarga.id)
        salah += isian.salah(node, lampid.GANTI_KEPALA, bersih) + _salah_ganti(anggota, kepala_baru, hubungan)
        if salah:
            raise DataDitolak(salah)
        perubahan = Perubahan(node, operator, lampid.GANTI_KEPALA, id)
        perubahan.ubah("keluarga", keluarga, isi_kartu)
        lama = [satu.id for satu in anggota if satu.hubungan_keluarga == kode.KEPALA_KELUARGA]
        kepala.susun(perubahan, anggota, kepala_baru, hubungan)
        return perubahan.simpan(bersih, [kepala_baru, *lama], keluarga.id)


def _salah_ganti(anggota, kepala_baru: str, hubungan: Mapping[str, int]) -> list[Kesalahan]:
    lama = [satu for satu in anggota if satu.hubungan_keluarga == kode.KEPALA_KELUARGA]
    if not kepala_baru:
        return [Kesalahan("wajib_diisi", "kepala_baru")]
    if any(satu.id == kepala_baru for satu in lama):
        nama = next(satu.nama for satu in lama if satu.id == kepala_baru)
        return [Kesalahan("sudah_kepala", "kepala_baru", isi={"nama": nama})]
    salah = [
        Kesalahan("kepala_lama_belum_diatur", "hubungan", satu.id, {"nama": satu.nama})
        for satu in lama
        if hubungan.get(satu.id) in (None, kode.KEPALA_KELUARGA)
    ]
    return salah + kepala.salah_susunan(anggota, kepala_baru, hubungan, ada_kepala=False)


def _pilihan(node, anggota: Mapping[str, int]) -> list[Penduduk]:
    if not anggota:
        raise DataDitolak([Kesalahan("belum_ada_orang", "anggota")])
    if len(anggota) > PALING_BANYAK:
        raise DataDitolak([Kesalahan("terlalu_banyak_orang", "anggota", isi={"batas": PALING_BANYAK})])
    return [penduduk_desa(node, id, "anggota") for id in anggota]


def _salah_ikut(orang, isi: Mapping) -> list[Kesalahan]:
    return [temuan for satu in orang for temuan in salah_keadaan(satu, isi, (kode.HIDUP,))]


def _salah_sisa(orang, boleh_habis: bool) -> list[Kesalahan]:
    """What is wrong with the cards they leave: nobody left on one that splits, or people without their head."""
    salah, ids = [], [satu.id for satu in orang]
    for keluarga in dict.fromkeys(satu.keluarga_id for satu in orang if satu.keluarga_id):
        tinggal = kepala.anggota_hidup(keluarga, selain=ids)
        pergi = [satu for satu in orang if satu.keluarga_id == keluarga]
        if not tinggal and not boleh_habis:
            salah.append(Kesalahan("pecah_semua_anggota", "anggota"))
        elif kepala.salah_pengganti(pergi, tinggal, None, None):
            nama = next(satu.nama for satu in pergi if satu.hubungan_keluarga == kode.KEPALA_KELUARGA)
            salah.append(Kesalahan("kepala_ikut_pergi", "anggota", isi={"nama": nama}))
    return salah


def _masukkan(perubahan: Perubahan, orang, keluarga_id: str, hubungan: Mapping[str, int]) -> None:
    for satu in orang:
        perubahan.ubah("penduduk", satu, {"keluarga_id": keluarga_id, "hubungan_keluarga": hubungan[satu.id]})
