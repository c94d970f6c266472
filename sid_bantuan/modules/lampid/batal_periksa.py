"""Whether what an event changed is still as it left it, so that undoing it destroys nobody's later work."""

from collections.abc import Mapping, Sequence

from ...domain import kode
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Kesalahan
from ..kependudukan.tables import Penduduk
from .kepala import anggota_hidup
from .perubahan import baca_ubahan
from .tables import BERLAKU, Mutasi, MutasiOrang


def salah_ubahan(node, mutasi: Mutasi) -> list[Kesalahan]:
    """Everything that stands in the way: later events first, since undoing them is what helps."""
    ubahan = baca_ubahan(mutasi)
    nama = dict(
        MutasiOrang.select(MutasiOrang.penduduk_id, MutasiOrang.nama).where(MutasiOrang.mutasi_id == mutasi.id).tuples()
    )
    salah = _sesudahnya(node, mutasi, ubahan)
    if salah:
        return salah
    baris = {satu["id"]: rekam.ambil(node.catalog[satu["jenis"]], satu["id"], node.code) for satu in ubahan}
    for satu in ubahan:
        if satu.get("baru"):
            salah += _masih_dihuni(satu, ubahan, baris)
        else:
            salah += _masih_sama(satu, baris[satu["id"]], nama.get(satu["id"], "keluarga ini"))
    return salah or _kepala_ganda(ubahan, baris)


def _sesudahnya(node, mutasi: Mutasi, ubahan: Sequence[Mapping]) -> list[Kesalahan]:
    """Events that changed the same columns of the same rows later, or happened to whom this one made.

    Later is what found a greater version of the row: the clock of a village PC may be wrong, its versions only grow.
    """
    milik = {satu["id"]: satu for satu in ubahan}
    for satu in _peristiwa_lain(node, mutasi, list(milik)):
        for kemudian in baca_ubahan(satu):
            sendiri = milik.get(kemudian["id"])
            if sendiri and kemudian["rev"] > sendiri["rev"] and _bersinggungan(sendiri, kemudian):
                isi = {"peristiwa": str(satu).lower(), "tanggal": satu.tgl_peristiwa}
                return [Kesalahan("ada_peristiwa_sesudahnya", isi=isi | _nama(satu), rekam=("mutasi", satu.id))]
    return []


def _peristiwa_lain(node, mutasi: Mutasi, ids: Sequence[str]) -> list[Mutasi]:
    """The other events of these people that stand, the latest reported first: undone in this order they all can be."""
    sendiri = MutasiOrang.select(MutasiOrang.penduduk_id).where(MutasiOrang.mutasi_id == mutasi.id)
    orang = MutasiOrang.penduduk_id.in_(sendiri) | MutasiOrang.penduduk_id.in_(list(ids))
    lain = MutasiOrang.select(MutasiOrang.mutasi_id).where(orang, MutasiOrang.mutasi_id != mutasi.id)
    semua = Mutasi.select().where(Mutasi.id.in_(lain), Mutasi.keadaan == BERLAKU, Mutasi.wilayah == node.code)
    return list(semua.order_by(Mutasi.tgl_lapor.desc(), Mutasi.pada.desc(), Mutasi.id.desc()))


def _nama(mutasi: Mutasi) -> dict:
    satu = MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id).order_by(MutasiOrang.kepala.desc()).first()
    return {"nama": satu.nama if satu else ""}


def _bersinggungan(satu: Mapping, kemudian: Mapping) -> bool:
    return bool(satu.get("baru") or set(satu.get("kolom", ())) & set(kemudian.get("kolom", ())))


def _masih_sama(satu: Mapping, baris, nama: str) -> list[Kesalahan]:
    """Each column the event set must still hold what it set."""
    if baris is None:
        return [Kesalahan("rekam_peristiwa_hilang", isi={"nama": nama})]
    sekarang = rekam.nilai(baris)
    sebut = baris.nama if satu["jenis"] == "penduduk" else "kartu keluarga"
    return [
        Kesalahan("sudah_diubah_lagi", kolom, isi={"kolom": kolom, "nama": sebut}, rekam=(satu["jenis"], satu["id"]))
        for kolom, (_, sesudah) in satu["kolom"].items()
        if rekam.sebagai_teks(sekarang[kolom]) != sesudah
    ]


def _masih_dihuni(satu: Mapping, ubahan: Sequence[Mapping], baris: Mapping) -> list[Kesalahan]:
    """A card the event made must hold nobody but those it put there."""
    if satu["jenis"] != "keluarga" or baris[satu["id"]] is None:
        return []
    milik = {lain["id"] for lain in ubahan if lain["jenis"] == "penduduk"}
    lain = [orang for orang in Penduduk.select().where(Penduduk.keluarga == satu["id"]) if orang.id not in milik]
    return [
        Kesalahan("kartu_masih_dihuni", isi={"nama": orang.nama}, rekam=("penduduk", orang.id)) for orang in lain[:1]
    ]


def _kepala_ganda(ubahan: Sequence[Mapping], baris: Mapping) -> list[Kesalahan]:
    """Nobody becomes head again beside a head the family got since."""
    lama = {
        satu["id"]: _sebelum(baris[satu["id"]], satu["kolom"])
        for satu in ubahan
        if satu["jenis"] == "penduduk" and not satu.get("baru")
    }
    for satu in lama.values():
        if satu["status_dasar"] != kode.HIDUP or satu["hubungan_keluarga"] != kode.KEPALA_KELUARGA:
            continue
        for orang in anggota_hidup(satu["keluarga_id"], selain=list(lama)):
            if orang.hubungan_keluarga == kode.KEPALA_KELUARGA:
                isi = {"nama": orang.nama}
                return [Kesalahan("kepala_sudah_ada", "hubungan_keluarga", isi=isi, rekam=("penduduk", orang.id))]
    return []


def _sebelum(baris, kolom: Mapping) -> dict:
    return rekam.nilai(baris) | {nama: awal for nama, (awal, _) in kolom.items()}
