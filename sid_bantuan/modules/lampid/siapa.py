"""Whom an event is about, by name: from its lines, and for those without a line from what it changed."""

from collections.abc import Sequence

from ...domain import lampid
from .perubahan import baca_ubahan
from .tables import Mutasi

POKOK = (lampid.LAHIR, lampid.MATI, lampid.PINDAH, lampid.DATANG)
"""What every month is asked about, even where nothing of it happened."""


def nama(node, mutasi: Sequence[Mutasi]) -> dict[str, list[str]]:
    """The names of those each event is about, the head first; three queries however many events there are."""
    orang = _menurut_baris(node, [satu.id for satu in mutasi])
    sisa = {satu.id: _penduduk_di(satu) for satu in mutasi if satu.id not in orang}
    nama_orang = nama_penduduk(node, {id for milik in sisa.values() for id in milik}) if sisa else {}
    return orang | {id: [nama_orang[satu] for satu in milik if satu in nama_orang] for id, milik in sisa.items()}


def ringkas(semua: Sequence[str]) -> str:
    """The first name, and how many more."""
    if not semua:
        return ""
    return semua[0] if len(semua) == 1 else f"{semua[0]} dan {len(semua) - 1} lainnya"


def sebutan(node, ids: Sequence[str]) -> dict[str, str]:
    """What each event is called among others: ``Kematian SUTRISNO``."""
    mutasi = list(Mutasi.select().where(Mutasi.id.in_(list(ids) or [""])))
    orang = nama(node, mutasi)
    return {
        satu.id: f"{lampid.PERISTIWA.get(satu.jenis, satu.jenis)} {ringkas(orang[satu.id])}".strip() for satu in mutasi
    }


def jumlah(node, wilayah: str, bulan: str) -> dict[str, int]:
    """How many people were born, died, moved out and in and so on in a month of the books; moves inside the village,
    which take away what they add, are left out."""
    baris = node.engine.run(
        "SELECT baris, count(*) FROM sb_mutasi_orang WHERE wilayah = ? AND bulan = ? AND dalam = 0 GROUP BY baris",
        (wilayah, bulan),
    )
    urut = (*POKOK, lampid.HILANG, lampid.KEMBALI)
    return dict.fromkeys(urut, 0) | {jenis: banyak for jenis, banyak in baris if jenis in urut}


def _menurut_baris(node, ids: Sequence[str]) -> dict[str, list[str]]:
    """Event -> the names of its lines; of those that only follow from another's only where it has no other lines."""
    pilih, isi = node.engine.ids(ids)
    baris = node.engine.run(
        "SELECT mutasi_id, baris, penduduk_id, nama FROM sb_mutasi_orang"
        f" WHERE mutasi_id IN ({pilih}) ORDER BY kepala DESC, tanggal_lahir, id",
        isi,
    )
    sendiri, ikut = {}, {}
    for mutasi_id, jenis, penduduk_id, satu in baris:
        (ikut if jenis == lampid.SUSUNAN else sendiri).setdefault(mutasi_id, {})[penduduk_id] = satu
    return {id: list(orang.values()) for id, orang in (ikut | sendiri).items()}


def _penduduk_di(mutasi: Mutasi) -> list[str]:
    """The residents an event changed or made."""
    return [satu["id"] for satu in baca_ubahan(mutasi) if satu["jenis"] == "penduduk"]


def nama_penduduk(node, ids) -> dict[str, str]:
    """Their names as they stand now; who was taken out with a cancelled event, as the audit log called him."""
    pilih, isi = node.engine.ids(sorted(ids))
    ada = dict(node.engine.run(f"SELECT id, nama FROM sb_penduduk WHERE id IN ({pilih})", isi))
    pilih, isi = node.engine.ids(sorted(set(ids) - ada.keys()))
    dulu = node.engine.run(
        f"SELECT rekam_id, MAX(label) FROM sb_jejak WHERE rekam_id IN ({pilih}) AND aksi = 'tambah' GROUP BY rekam_id",
        isi,
    )
    return ada | dict(dulu)
