"""A letter and its event say the same: which fields are which columns, and where the two differ."""

import json
from collections.abc import Mapping
from datetime import date

from ...domain import lampid
from ...domain.wilayah_nama import nama_lengkap
from ..kependudukan import rekam
from ..kependudukan.kesalahan import Kesalahan
from ..kependudukan.tables import Penduduk
from ..lampid.hari import hari_ini
from ..lampid.isian import cakupan, hari
from ..lampid.tables import BATAL, Mutasi, MutasiOrang
from .jenis import Jenis
from .tables import Surat

SAMA = {
    lampid.LAHIR: ("tgl_peristiwa", "jam", "tempat_dilahirkan", "penolong", "jenis_kelahiran", "anak_ke", "berat_gram",
                   "panjang_cm", "pelapor", "hubungan_pelapor"),
    lampid.MATI: ("tgl_peristiwa", "jam", "tempat", "sebab", "penentu", "pelapor", "nik_pelapor", "hubungan_pelapor"),
    lampid.PINDAH: ("tgl_peristiwa", "alasan_pindah", "cakupan", "lawan_wilayah", "lawan_alamat"),
}  # fmt: skip
"""Kind of event -> the fields of its letter that are columns of the event by the same name."""
BAYI = ("nama", "jenis_kelamin", "tempat_lahir")
"""Fields of the letter about a birth that are columns of the child."""


def dari_mutasi(mutasi: Mutasi) -> dict:
    """What an event says, as fields of its letter."""
    isi = {nama: rekam.sebagai_teks(getattr(mutasi, nama)) for nama in SAMA[mutasi.jenis]}
    if isi.get("jam"):
        isi["jam"] = isi["jam"].replace(".", ":").zfill(5)  # written either way in the books
    return {nama: nilai for nama, nilai in isi.items() if nilai not in (None, "")}


def orang_peristiwa(mutasi: Mutasi) -> list[str]:
    """The residents an event is about, the head first, then the eldest; not those it only gave another relation."""
    baris = MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id, MutasiOrang.baris == mutasi.jenis)
    urut = sorted(baris, key=lambda satu: (-satu.kepala, satu.tanggal_lahir or date.max, satu.id))
    return list(dict.fromkeys(satu.penduduk_id for satu in urut))


def tercatat(mutasi: Mutasi, penduduk_id: str | None) -> dict:
    """All that is recorded of what the letter about this resident says too: of the event, and of its people."""
    return dari_mutasi(mutasi) | _orang(mutasi, penduduk_id)


def _orang(mutasi: Mutasi, penduduk_id: str | None) -> dict:
    """The people of an event as fields of its letter. Of who is gone from the register nothing can be said."""
    orang = orang_peristiwa(mutasi) if mutasi.jenis in (lampid.PINDAH, lampid.LAHIR) else []
    ada = {satu.id: satu for satu in Penduduk.select().where(Penduduk.id.in_(orang))} if orang else {}
    if len(ada) < len(orang) or not orang:
        return {}
    if mutasi.jenis == lampid.PINDAH:
        return {"pengikut": [id for id in orang if id != penduduk_id]}
    return {nama: getattr(ada[orang[0]], nama) for nama in BAYI if getattr(ada[orang[0]], nama)}


def beda(mutasi: Mutasi, penduduk_id: str | None, isian: Mapping) -> list[str]:
    """The fields that say something else than the event and its people."""
    kolom, orang = dari_mutasi(mutasi), _orang(mutasi, penduduk_id)
    return [nama for nama in SAMA[mutasi.jenis] if isian.get(nama) != kolom.get(nama)] + [
        nama for nama, nilai in orang.items() if _rata(isian.get(nama), penduduk_id) != _rata(nilai, penduduk_id)
    ]


def _rata(nilai, penduduk_id: str | None):
    """A value as it is compared: names in any case, people in any order, and nobody as his own companion."""
    if isinstance(nilai, str):
        return " ".join(nilai.casefold().split())
    return set(nilai or ()) - {penduduk_id} if isinstance(nilai, (list, type(None))) else nilai


def kematian(node, penduduk_id: str | None) -> dict[str, str]:
    """When and where a resident died, as placeholders of what a form starts with; empty where no death of his stands."""
    baris = MutasiOrang.select(MutasiOrang.mutasi_id).where(
        MutasiOrang.penduduk_id == penduduk_id, MutasiOrang.baris == lampid.MATI
    )  # fmt: skip
    milik = (Mutasi.id.in_(baris)) & (Mutasi.wilayah == node.code) & (Mutasi.keadaan != BATAL)
    ada = Mutasi.select().where(milik).order_by(Mutasi.id.desc()).first() if penduduk_id else None
    if ada is None:
        return {}
    isi = {"tgl_meninggal": rekam.sebagai_teks(ada.tgl_peristiwa), "tempat_meninggal": ada.tempat}
    return {nama: nilai for nama, nilai in isi.items() if nilai}


def mutasi_surat(node, surat: Surat) -> Mutasi | None:
    """The event a letter is tied to, as long as it stands."""
    ada = rekam.ambil(node.catalog["mutasi"], surat.mutasi_id, node.code) if surat.mutasi_id else None
    return ada if ada is not None and ada.keadaan != BATAL else None


def salah_beda(node, surat: Surat, isian: Mapping | None = None) -> list[Kesalahan]:
    """What of a letter contradicts its event, each field by name."""
    mutasi = mutasi_surat(node, surat)
    if mutasi is None or mutasi.jenis not in SAMA:
        return []
    ini = json.loads(surat.isian) if isian is None else isian
    return [
        Kesalahan("surat_beda_peristiwa", nama, rekam=("mutasi", mutasi.id))
        for nama in beda(mutasi, surat.penduduk_id, ini)
    ]


def salah_isi(node, jenis: Jenis, surat: Surat, isian: Mapping) -> list[Kesalahan]:
    """What of a letter can not be so, whether its event is recorded or not: a day to come, a goal that lies elsewhere."""
    if jenis.peristiwa == lampid.PINDAH:
        return _salah_tujuan(node.code, isian)
    terjadi = hari(isian.get("tgl_peristiwa"))
    if jenis.peristiwa not in (lampid.LAHIR, lampid.MATI) or terjadi is None:
        return []
    if terjadi > hari_ini():
        return [Kesalahan("surat_tanggal_mendatang", "tgl_peristiwa", isi={"tanggal": terjadi})]
    orang = rekam.ambil(node.catalog["penduduk"], surat.penduduk_id, node.code) if surat.penduduk_id else None
    if orang is None or orang.tanggal_lahir is None or terjadi >= orang.tanggal_lahir:
        return []
    isi = {"nama": orang.nama, "tanggal": orang.tanggal_lahir}
    return [Kesalahan("peristiwa_sebelum_lahir", "tgl_peristiwa", isi=isi, rekam=("penduduk", orang.id))]


def _salah_tujuan(desa: str, isian: Mapping) -> list[Kesalahan]:
    """How far a move goes follows from where to, as far as its code tells."""
    tujuan, tertulis = isian.get("lawan_wilayah"), isian.get("cakupan")
    benar = cakupan(desa, tujuan, tertulis) if tujuan else tertulis
    if benar == tertulis:
        return []
    isi = {"tujuan": nama_lengkap(tujuan), "cakupan": lampid.CAKUPAN_PINDAH[benar]}
    return [Kesalahan("surat_cakupan_beda", "cakupan", isi=isi)]
