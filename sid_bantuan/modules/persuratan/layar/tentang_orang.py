"""What stands beside a letter's form: whether he lives here, what happened to him, the letters he has."""

from dataclasses import dataclass, field

from ....domain import kode, lampid
from ...kependudukan.layar.dasar import tautan
from ...kependudukan.layar.sambungan import Sisipan, sisipan
from ...kependudukan.tables import Penduduk
from ...lampid.layar.sasaran import keterangan
from ...lampid.tables import BATAL, Mutasi, MutasiOrang
from ..tables import Surat

BANYAK = 3
_NADA = {kode.HIDUP: "valid", kode.MATI: "ditolak", kode.PINDAH: "ditolak"}


@dataclass(frozen=True)
class Tentang:
    """``peristiwa`` and ``surat``: (words, day, address or None, number or None) each, the latest first.

    ``lain``: what other modules have to say of him here.
    """

    nama: str
    alamat: str | None
    keterangan: str
    status: str
    nada: str
    peristiwa: list[tuple]
    surat: list[tuple]
    lain: list[Sisipan] = field(default_factory=list)


def tentang(node, orang: Penduduk | None) -> Tentang | None:
    """The resident a letter is about, as the register has him now."""
    if orang is None:
        return None
    status = orang.status_dasar
    return Tentang(
        orang.nama, tautan("penduduk", orang.id), keterangan(orang), kode.daftar("status_dasar").get(status, ""),
        _NADA.get(status, "peringatan"), _peristiwa(node, orang), _surat(node, orang),
        sisipan("surat.tentang", node, orang),
    )  # fmt: skip


def _peristiwa(node, orang: Penduduk) -> list[tuple]:
    """The events he was part of, those that were cancelled left out."""
    milik = MutasiOrang.select(MutasiOrang.mutasi_id).where(MutasiOrang.penduduk_id == orang.id)
    pilih = Mutasi.id.in_(milik) & (Mutasi.wilayah == node.code) & (Mutasi.keadaan != BATAL)
    semua = Mutasi.select().where(pilih).order_by(Mutasi.tgl_peristiwa.desc(), Mutasi.id.desc()).limit(BANYAK)
    return [(lampid.PERISTIWA[satu.jenis], satu.tgl_peristiwa, tautan("mutasi", satu.id), None) for satu in semua]


def _surat(node, orang: Penduduk) -> list[tuple]:
    pilih = (Surat.penduduk_id == orang.id) & (Surat.wilayah == node.code)
    semua = Surat.select().where(pilih).order_by(Surat.pada.desc(), Surat.id.desc()).limit(BANYAK)
    return [(satu.perihal, satu.tgl_surat or satu.pada, tautan("surat", satu.id), satu.nomor) for satu in semua]
