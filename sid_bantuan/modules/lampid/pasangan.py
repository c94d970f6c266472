"""Whom a death leaves widowed, and who is married again when the dead was none."""

from collections.abc import Sequence

from ...domain import kode, lampid
from ..kependudukan.tables import Penduduk
from .perubahan import baca_ubahan
from .tables import BERLAKU, Mutasi, MutasiOrang

_PASANGAN = (kode.SUAMI, kode.ISTRI)


def ditinggal_mati(orang: Penduduk, tinggal: Sequence[Penduduk]) -> list[Penduduk]:
    """Of those who stay on the card, the husband or wives of the dead who stand there as married.

    Only the head and who is his wife or her husband are known to be a couple from the card. A head who has another
    wife left stays married.
    """
    if orang.status_kawin not in (None, kode.KAWIN):
        return []
    if orang.hubungan_keluarga == kode.KEPALA_KELUARGA:
        calon = [satu for satu in tinggal if satu.hubungan_keluarga in _PASANGAN]
    elif orang.hubungan_keluarga in _PASANGAN and not any(s.hubungan_keluarga in _PASANGAN for s in tinggal):
        calon = [satu for satu in tinggal if satu.hubungan_keluarga == kode.KEPALA_KELUARGA]
    else:
        calon = []
    return [s for s in calon if s.status_kawin == kode.KAWIN and s.jenis_kelamin != orang.jenis_kelamin]


def menjadi_cerai_mati(perubahan, orang: Penduduk, tinggal: Sequence[Penduduk]) -> None:
    """The surviving spouse is widowed by this death."""
    for satu in ditinggal_mati(orang, tinggal):
        perubahan.ubah("penduduk", satu, {"status_kawin": kode.CERAI_MATI})


def kawin_kembali(perubahan, orang: Penduduk) -> None:
    """Whom the death of somebody who turns out to live had widowed is married as before, where nobody changed it since."""
    baris = MutasiOrang.select(MutasiOrang.mutasi_id).where(
        MutasiOrang.penduduk_id == orang.id, MutasiOrang.baris == lampid.MATI
    )
    kematian = Mutasi.select().where(Mutasi.id.in_(baris), Mutasi.keadaan == BERLAKU).order_by(Mutasi.id.desc()).first()
    for satu in baca_ubahan(kematian) if kematian else ():
        lama, _ = satu.get("kolom", {}).get("status_kawin", (None, None))
        hidup = (Penduduk.status_dasar == kode.HIDUP) & (Penduduk.status_kawin == kode.CERAI_MATI)
        if lama and (pasangan := Penduduk.get_or_none((Penduduk.id == satu["id"]) & hidup)):
            perubahan.ubah("penduduk", pasangan, {"status_kawin": lama})
