"""Correcting what was written about an event. Whom it is about and what it did stays: for that it is cancelled."""

from collections.abc import Mapping

from ...domain import lampid
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.actions import beda_versi
from ..kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ..kependudukan.tables import Penduduk
from . import bulan, isian, segel
from .perubahan import baca_ubahan
from .tables import Mutasi, MutasiOrang


def ubah(node, operator: Operator, id: str, isi: Mapping, versi: int | None = None) -> Mutasi:
    """Store the columns of an event that differ; its lines and month follow a change of days.

    Refused where the event is cancelled, sealed by a verdict, or of a closed month; ``SudahBerubah`` where
    somebody else changed it since ``versi``.
    """
    with rekam.transaksi(node):
        mutasi = segel.peristiwa(node, id)
        bersih = isian.bersihkan(node, isi)
        if salah := _tertutup(node, mutasi) or _salah(node, mutasi, bersih):
            raise DataDitolak(salah)
        if versi is not None and (beda := beda_versi(node, "mutasi", mutasi, bersih, versi)):
            raise SudahBerubah([beda])
        sebelum = rekam.nilai(mutasi)
        baris = list(MutasiOrang.select().where(MutasiOrang.mutasi_id == id))
        _lahir_pada(node, operator, mutasi, baris, bersih)
        _bulan(node, mutasi, baris, bersih)
        if rekam.ubah(mutasi, bersih):
            rekam.jejak(
                node, operator, "ubah", "mutasi", mutasi, str(mutasi), sebelum=sebelum, sesudah=rekam.nilai(mutasi)
            )
        return mutasi


def _tertutup(node, mutasi: Mutasi) -> list[Kesalahan]:
    if salah := segel.tertutup(node, mutasi):
        return salah
    ditutup = bulan.ditutup_sampai(node)
    if ditutup and mutasi.bulan <= ditutup:
        return [Kesalahan("mutasi_bulan_ditutup", isi={"bulan": mutasi.bulan})]
    return []


def _salah(node, mutasi: Mutasi, bersih: dict) -> list[Kesalahan]:
    penuh = rekam.nilai(mutasi) | bersih
    salah = isian.salah(node, mutasi.jenis, penuh)
    if "nik_pelapor" in bersih:
        bersih["nik_pelapor"] = penuh["nik_pelapor"]
    if _dalam(mutasi.cakupan) != _dalam(penuh["cakupan"]):
        salah.append(Kesalahan("cakupan_lewat_pembatalan", "cakupan"))
    return salah or _sebelum_lahir(mutasi, bersih)


def _dalam(cakupan: int | None) -> bool:
    return cakupan == lampid.DALAM_DESA


def _sebelum_lahir(mutasi: Mutasi, bersih: Mapping) -> list[Kesalahan]:
    hari = bersih.get("tgl_peristiwa")
    if not hari or mutasi.jenis == lampid.LAHIR:
        return []
    for satu in MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id):
        if satu.tanggal_lahir and hari < satu.tanggal_lahir:
            isi = {"nama": satu.nama, "tanggal": satu.tanggal_lahir}
            return [Kesalahan("peristiwa_sebelum_lahir", "tgl_peristiwa", isi=isi)]
    return []


def _lahir_pada(node, operator: Operator, mutasi: Mutasi, baris, bersih: Mapping) -> None:
    """A birth's day is the child's birthday, as long as nobody changed the one without the other."""
    hari = bersih.get("tgl_peristiwa")
    if mutasi.jenis != lampid.LAHIR or not hari or hari == mutasi.tgl_peristiwa:
        return
    for satu in baris:
        rekam.ubah(satu, {"tanggal_lahir": hari})
    for satu in baca_ubahan(mutasi):
        anak = Penduduk.get_or_none(Penduduk.id == satu["id"]) if satu["jenis"] == "penduduk" else None
        if anak is not None and anak.tanggal_lahir == mutasi.tgl_peristiwa:
            sebelum = rekam.nilai(anak)
            rekam.ubah(anak, {"tanggal_lahir": hari})
            rekam.jejak(node, operator, "ubah", "penduduk", anak, anak.nama, sebelum=sebelum, sesudah=rekam.nilai(anak))


def _bulan(node, mutasi: Mutasi, baris, bersih: dict) -> None:
    """The month and the other place of the lines follow the event, as long as nobody then counts twice in between."""
    lama = mutasi.tgl_peristiwa, mutasi.tgl_lapor
    tgl = bersih.get("tgl_peristiwa") or lama[0], bersih.get("tgl_lapor") or lama[1]
    sendiri, ids = [satu.id for satu in baris], sorted({satu.penduduk_id for satu in baris})
    baru = mutasi.bulan if tgl == lama else bulan.bulan_peristiwa(node, *tgl, ids, kecuali=sendiri)
    if baru != mutasi.bulan and not bulan.dapat_pindah(node, ids, sendiri, baru):
        baru = mutasi.bulan
    bersih["bulan"] = baru
    for satu in baris:
        isi = {"bulan": baru}
        if satu.baris in (lampid.PINDAH, lampid.DATANG) and "lawan_wilayah" in bersih:
            isi["lawan_wilayah"] = bersih["lawan_wilayah"]
        rekam.ubah(satu, isi)
