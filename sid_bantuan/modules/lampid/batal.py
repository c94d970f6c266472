"""Cancelling an event undoes exactly what it did, or is refused with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ...domain import lampid
from ...domain.lampid import Golongan
from ...domain.peran import Operator
from ..kependudukan import rekam, sampah
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bulan, golongan, hitung, kabar, segel
from .batal_periksa import salah_ubahan
from .perubahan import baca_ubahan
from .tables import BATAL, Mutasi, MutasiOrang

PEMBATALAN = "pembatalan"


def dapat_dibatalkan(node, id: str) -> list[Kesalahan]:
    """Why this event can not be cancelled as things stand; empty where it can. Changes nothing."""
    return _salah(node, segel.peristiwa(node, id))


def _salah(node, mutasi: Mutasi) -> list[Kesalahan]:
    salah = segel.tertutup(node, mutasi) or segel.sudah_diterima(node, mutasi)
    return salah or salah_ubahan(node, mutasi)


def batal(node, operator: Operator, id: str, alasan: str) -> Mutasi:
    """Cancel an event: every row gets its old values back, what it made goes to the recycle bin, the books follow.

    While its month is open its lines are taken out; afterwards an adjustment of the first open month evens them
    out. The event stays as a record, with the reason. Cancelling twice is refused like all else, by name.
    """
    alasan = " ".join((alasan or "").split())
    with rekam.transaksi(node):
        mutasi = segel.peristiwa(node, id)
        salah = _salah(node, mutasi) + ([] if alasan else [Kesalahan("wajib_diisi", "alasan_batal")])
        if salah:
            raise DataDitolak(salah)
        ubahan, orang = baca_ubahan(mutasi), _baris(mutasi)
        ids = _orang(node, ubahan, orang)
        hitung.mutakhirkan(node, ids)
        sebelum = golongan.tercatat(node, ids)
        _kembalikan(node, operator, mutasi, ubahan)
        _luruskan_buku(node, operator, mutasi, orang, ids, sebelum)
        rekam.ubah(mutasi, {"keadaan": BATAL, "alasan_batal": alasan[:200]})
        rekam.jejak(node, operator, "batal_peristiwa", "mutasi", mutasi, str(mutasi), catatan=alasan)
        kabar.umumkan(node, kabar.DIBATALKAN, mutasi, orang)
        return mutasi


def _baris(mutasi: Mutasi) -> list[MutasiOrang]:
    return list(MutasiOrang.select().where(MutasiOrang.mutasi_id == mutasi.id).order_by(MutasiOrang.id))


def _orang(node, ubahan: Sequence[dict], orang: Sequence[MutasiOrang]) -> list[str]:
    """Everybody whose category the event, and so its undoing, may touch."""
    ids = [satu.penduduk_id for satu in orang]
    for satu in ubahan:
        if satu["jenis"] == "penduduk":
            ids.append(satu["id"])
        elif satu["jenis"] == "keluarga" and "lingkungan_id" in satu.get("kolom", ()):
            ids += golongan.anggota(node, "keluarga", [satu["id"]])
    return list(dict.fromkeys(ids))


# ---- the rows


def _kembalikan(node, operator: Operator, mutasi: Mutasi, ubahan: Sequence[dict]) -> None:
    catatan = f"Pembatalan {lampid.PERISTIWA[mutasi.jenis].lower()}"
    for satu in ubahan:
        baris = rekam.ambil(node.catalog[satu["jenis"]], satu["id"], node.code)
        if baris is None or satu.get("baru"):
            continue
        sebelum, kolom = rekam.nilai(baris), baris._meta.columns
        lama = {nama: kolom[nama].python_value(awal) for nama, (awal, _) in satu["kolom"].items()}
        rekam.ubah(baris, lama)
        sesudah = sebelum | lama
        rekam.jejak(
            node, operator, "ubah", satu["jenis"], baris, str(baris), sebelum=sebelum, sesudah=sesudah, catatan=catatan
        )
    for jenis in ("penduduk", "keluarga"):  # who lives on a card goes before the card
        _buang(node, operator, jenis, [satu["id"] for satu in ubahan if satu.get("baru") and satu["jenis"] == jenis])


def _buang(node, operator: Operator, jenis: str, ids: Sequence[str]) -> None:
    """To the recycle bin with what the event made: what was typed there since is not lost with it."""
    ada = [id for id in ids if rekam.ambil(node.catalog[jenis], id, node.code)]
    if ada:
        sampah.buang(node, operator, jenis, ada)


# ---- the books


def _luruskan_buku(node, operator, mutasi: Mutasi, orang: Sequence[MutasiOrang], ids, sebelum) -> None:
    """Take the lines out where nothing in the books builds on them; else even them out in the first open month."""
    baru = golongan.baca(node, ids)
    per_orang = defaultdict(list)
    for satu in orang:
        per_orang[satu.penduduk_id].append(satu)
    ditutup = bulan.ditutup_sampai(node)
    terbuka = ditutup is None or mutasi.bulan > ditutup
    kemudian = bulan.terakhir(node, ids, mutasi.bulan) if terbuka else {}
    selisih = []
    for id in ids:
        baris, sekarang = per_orang[id], baru[id].dihitung if id in baru else None
        awal, akhir = _awal_akhir(baris)
        if terbuka and id not in kemudian and baris and sebelum.get(id) == akhir:
            for satu in baris:
                satu.delete_instance()
            golongan.catat(node, {id: awal})
        elif sebelum.get(id) != sekarang:
            selisih += _pembatalan(id, sebelum.get(id), sekarang, baris)
            golongan.catat(node, {id: sekarang})
    hitung.tulis(node, selisih, mutasi.id, operator.nama, f"Pembatalan {lampid.PERISTIWA[mutasi.jenis].lower()}")
    hitung.selaraskan(node, ids)


def _awal_akhir(baris: Sequence[MutasiOrang]) -> tuple[Golongan | None, Golongan | None]:
    """As what a resident counted before these lines and after them."""
    sel = {satu.arah: Golongan(satu.dusun, satu.jenis_kelamin, satu.kewarganegaraan, satu.kepala) for satu in baris}
    return sel.get(-1), sel.get(1)


def _pembatalan(id: str, lama: Golongan | None, baru: Golongan | None, baris: Sequence[MutasiOrang]) -> Iterable:
    nama = baris[0].nama if baris else None
    if lama:
        yield hitung.Selisih(id, lama, -1, PEMBATALAN, nama)
    if baru:
        yield hitung.Selisih(id, baru, 1, PEMBATALAN, nama)
