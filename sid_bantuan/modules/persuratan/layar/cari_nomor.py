"""Letters by their number for the one search box: which fit, and how one that was found is told."""

from collections.abc import Callable

from ....ui.tampil import tanggal
from ...kependudukan.layar.sambungan import Temuan
from ..tables import Surat, SuratMasuk
from .dasar import sebut_keadaan

TERSEDIKIT, CUKUP = 3, 10
"""A number is looked for from so many characters on, and so many letters of each kind are shown."""


def bernomor(model, teks: str, *syarat) -> list:
    """The letters whose number is this or contains it, the highest first; none where the words hold no digit."""
    if len(teks) < TERSEDIKIT or not any(huruf.isdigit() for huruf in teks):
        return []
    # Only what the index of numbers holds is asked for: each row is wide, and there may be a million of them.
    pilih = model.select(model.id).where(model.nomor.contains(teks), *syarat)
    ids = [satu for (satu,) in pilih.order_by(model.nomor.desc()).limit(CUKUP).tuples()]
    ada = {satu.id: satu for satu in model.select().where(model.id.in_(ids))}
    return [ada[id] for id in ids]


def temuan(surat: Surat | SuratMasuk, teks: str, alamat: Callable[[str], str], tempat: str = "") -> Temuan:
    """One of them as the page of results shows it. ``alamat``: its page by id; ``tempat``: whose letter it is."""
    tepat, masuk = surat.nomor == teks, isinstance(surat, SuratMasuk)
    judul = surat.perihal if masuk else f"{surat.perihal}: {surat.nama}"
    bagian = (
        surat.nomor,
        tanggal(surat.tgl_surat),
        f"dari {surat.pengirim}" if masuk else sebut_keadaan(surat.keadaan),
        tempat,
    )
    sebab = "Nomor surat ini" if tepat else f"Nomor surat memuat {teks}"
    ikon = "kotak" if masuk else "surat"
    return Temuan(judul, alamat(surat.id), " · ".join(filter(None, bagian)), sebab, ikon, tepat)
