"""Above the villages: a move is one pair, and each half sees to the other.

A verified move out of A waits at B with the whole family filled in (``datang``); a verified
arrival at B of somebody A still counts waits at A (``pindah``); what B answers goes back to A
(``pemberitahuan``). The level that writes them is the lowest one both villages lie in, so each
pair has one author; ids follow from the event, so nothing comes about twice.

Everything here is made to follow from the rows as they stand: it may run in any order, again,
and after a restore. ``setelah_putusan`` runs in the transaction of a verdict, ``derive``
after rows arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...domain import kode
from ...domain.ids import derived_id
from ...domain.lampid import DALAM_DESA, DATANG, KEMBALI, PINDAH, SELURUH_KELUARGA
from ...domain.wilayah import is_code, level, parent, within
from ...sync.schema import now
from ..verval.berlaku import hex_sql, winner_sql
from ..verval.tables import VALID
from .masuk_baca import Masuk, dari_mutasi
from .masuk_kabar import kabarkan
from .masuk_orang import alamat_kartu, gerak, hidup_di, isi_orang, kartu, lengkap, masih_hidup, terakhir_pergi
from .masuk_teks import teks
from .tables import BERLAKU, DICABUT, DITERIMA, DITOLAK, MENUNGGU


@dataclass(frozen=True)
class Kejadian:
    """One event as it reached this level. ``putusan`` is the verdict that holds for its present content."""

    id: str
    wilayah: str
    jenis: str
    keadaan: str
    tgl_peristiwa: str
    tgl_lapor: str
    keluarga_id: str | None
    lawan_wilayah: str | None
    lawan_alamat: str | None
    yang_pindah: int | None
    cakupan: int | None
    alasan_pindah: int | None
    nomor_surat: str | None
    masuk_id: str | None
    ubahan: str | None
    putusan: str | None
    oleh: str | None

    @property
    def sah(self) -> bool:
        return self.keadaan == BERLAKU and self.putusan == VALID


def induk_bersama(satu: str, lain: str) -> str | None:
    """The lowest area both villages lie in; None where that is no kecamatan and no kabupaten."""
    atas = parent(satu)
    while atas and not within(lain, atas):
        atas = parent(atas)
    return atas if is_code(atas) else None


def setelah_putusan(node, jenis: str, ids: Sequence[str]) -> None:
    """A verdict was given or taken back on these records, in the caller's transaction."""
    if jenis == "mutasi":
        segarkan(node, ids)


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """What changed rows mean for the pairs, at the levels above the villages."""
    if level(node.code) == "desa" or type_name not in _MENYANGKUT:
        return
    pilih, nilai = node.engine.ids(ids)
    rows = node.engine.run(_MENYANGKUT[type_name].format(pilih), tuple(nilai) * _MENYANGKUT[type_name].count("{0}"))
    segarkan(node, sorted({row[0] for row in rows if row[0]} | (set(ids) if type_name == "mutasi" else set())))


_MENYANGKUT = {
    # A verdict that is gone is found where it held: so this runs before the queue is rebuilt.
    "verval": "SELECT rekam_id FROM sb_verval WHERE jenis = 'mutasi' AND id IN ({0})"
    " UNION SELECT id FROM sb_antrean WHERE jenis = 'mutasi' AND verval_id IN ({0})",
    "mutasi": "SELECT s.mutasi_id FROM sb_mutasi m JOIN sb_mutasi_masuk s ON s.id = m.masuk_id WHERE m.id IN ({0})",
    "mutasi_orang": "SELECT mutasi_id FROM sb_mutasi_orang WHERE id IN ({0}) UNION SELECT o.mutasi_id"
    " FROM sb_mutasi_orang x JOIN sb_mutasi_orang o ON o.orang_id = x.orang_id WHERE x.id IN ({0}) UNION SELECT o.mutasi_id"
    " FROM sb_mutasi_orang x JOIN sb_mutasi_orang o ON o.nik = x.nik WHERE x.id IN ({0})",
    "tanggapan": "SELECT s.mutasi_id FROM sb_tanggapan t JOIN sb_mutasi_masuk s ON s.id = t.untuk_id WHERE t.id IN ({0})",
    "penduduk": "SELECT o.mutasi_id FROM sb_penduduk p JOIN sb_mutasi_orang o ON o.orang_id = p.orang_id WHERE p.id IN ({0})"
    " UNION SELECT o.mutasi_id FROM sb_penduduk p JOIN sb_mutasi_orang o ON o.nik = p.nik WHERE p.id IN ({0})",
}
"""Record type -> the events its changed rows concern: their own, and others of the same people."""


def segarkan(node, ids: Sequence[str]) -> None:
    """Make what waits at other villages follow from these events, within the caller's transaction."""
    ada = _kejadian(node, ids)
    terkirim: dict[str, list[Masuk]] = {}
    for satu in dari_mutasi(node, ids):
        if satu.node == node.code:
            terkirim.setdefault(satu.mutasi_id, []).append(satu)
    for id in ids:
        satu, lama = ada.get(id), terkirim.get(id, [])
        _selaraskan(node, [kini for kini in lama if kini.jenis == DATANG], _kiriman(node, satu))
        _selaraskan(node, [kini for kini in lama if kini.jenis == PINDAH], _susulan(node, satu))
    kabarkan(node, ids)


def _kejadian(node, ids: Sequence[str]) -> dict[str, Kejadian]:
    pilih, nilai = node.engine.ids(ids)
    menang = winner_sql(hex_sql(node.engine, "r.h"), "m.id")
    rows = node.engine.run(
        "SELECT m.id, m.wilayah, m.jenis, m.keadaan, CAST(m.tgl_peristiwa AS TEXT), CAST(m.tgl_lapor AS TEXT),"
        " m.keluarga_id, m.lawan_wilayah, m.lawan_alamat, m.yang_pindah, m.cakupan, m.alasan_pindah, m.nomor_surat,"
        " m.masuk_id, m.ubahan, v.putusan, v.oleh FROM sb_mutasi m"
        f" JOIN sb_row r ON r.id = m.id AND r.stale = 0 LEFT JOIN sb_verval v ON v.id = {menang} WHERE m.id IN ({pilih})",
        nilai,
    )
    return {row[0]: Kejadian(*row) for row in rows}


# ---- what an event asks for at other villages: id -> (village, columns of mutasi_masuk)


def _kiriman(node, satu: Kejadian | None) -> dict[str, tuple[str, dict]]:
    """A verified move out: who comes to the other village. A move that answers an arrival asks for nothing more."""
    tujuan = satu and satu.lawan_wilayah
    if not (tujuan and satu.sah and satu.jenis == PINDAH and not satu.masuk_id and satu.cakupan != DALAM_DESA):
        return {}
    if not is_code(tujuan) or level(tujuan) != "desa" or tujuan == satu.wilayah:
        return {}
    if induk_bersama(satu.wilayah, tujuan) != node.code:
        return {}
    pergi = gerak(node, satu.id)
    if not lengkap(satu.ubahan, kode.PINDAH, pergi):
        return {}
    pergi = terakhir_pergi(node, satu.id, pergi)
    sudah = masih_hidup(node, pergi, [tujuan])
    pergi = [orang for orang in pergi if orang.penduduk_id not in sudah]
    if not pergi:
        return {}
    keluarga = {"alamat": satu.lawan_alamat} | kartu(node, satu, satu.yang_pindah == SELURUH_KELUARGA)
    kolom = _kolom(node, satu, DATANG, satu.wilayah, isi_orang(node, pergi), keluarga)
    return {derived_id("masuk", DATANG, satu.id, tujuan): (tujuan, kolom)}


def _susulan(node, satu: Kejadian | None) -> dict[str, tuple[str, dict]]:
    """A verified arrival of people another village of this area still counts: that one has their move to record."""
    if not satu or satu.keadaan != BERLAKU or satu.jenis not in (DATANG, KEMBALI) or not (satu.sah or satu.masuk_id):
        return {}
    hasil = {}
    for (desa, keluarga_id), orang in hidup_di(node, satu.id, satu.wilayah).items():
        if induk_bersama(desa, satu.wilayah) == node.code:
            # Each family on its own: a move is recorded of one family at a time.
            id = derived_id("masuk", PINDAH, satu.id, desa, keluarga_id)
            hasil[id] = desa, _kolom(node, satu, PINDAH, satu.wilayah, orang, {})
    return hasil


def _kolom(node, satu: Kejadian, jenis: str, lawan: str, orang: list[dict], keluarga: dict) -> dict:
    rincian = {
        "yang_pindah": satu.yang_pindah, "cakupan": satu.cakupan, "alasan_pindah": satu.alasan_pindah,
        "nomor_surat": satu.nomor_surat, "lawan_alamat": alamat_kartu(node, satu.keluarga_id),
    }  # fmt: skip
    return {
        "jenis": jenis,
        "mutasi_id": satu.id,
        "tgl_peristiwa": satu.tgl_peristiwa,
        "tgl_lapor": satu.tgl_lapor,
        "lawan_wilayah": lawan,
        "keluarga": teks(keluarga),
        "orang": teks(orang),
        "rincian": teks(rincian),
        "oleh": (satu.oleh or "Wali data")[:100],
    }


# ---- writing


def _selaraskan(node, lama: Sequence[Masuk], diminta: dict[str, tuple[str, dict]]) -> None:
    """Withdraw what is asked for no more, write or renew what is; whatever was taken in stays as it is."""
    diterima = {satu.id for satu in lama if satu.letak == DITERIMA}
    if diterima and any(satu.jenis == DATANG for satu in lama):
        return  # who moves arrives once, wherever the move says now that he goes
    for satu in lama:
        if satu.id not in diminta and satu.letak in (MENUNGGU, DITOLAK):
            _ubah(node, satu.id, {"keadaan": DICABUT})
    for id, (desa, kolom) in diminta.items():
        if id not in diterima:
            tulis(node, id, desa, kolom)


def tulis(node, id: str, desa: str, kolom: dict) -> None:
    """Store what waits at a village, once; what is there already gets the columns that differ."""
    kolom = kolom | {"keadaan": MENUNGGU}
    nama = ("id", "node", "wilayah", "pada", *kolom)
    tanda = ", ".join("?" * len(nama))
    node.engine.run(
        f"INSERT INTO sb_mutasi_masuk ({', '.join(nama)}) VALUES ({tanda}) ON CONFLICT DO NOTHING",
        (id, node.code, desa, now(), *kolom.values()),
    )
    _ubah(node, id, kolom)


def _ubah(node, id: str, kolom: dict) -> None:
    """The triggers see a change only where a column differs, so writing the same again sends nothing."""
    isi = ", ".join(f"{nama} = ?" for nama in kolom)
    node.engine.run(f"UPDATE sb_mutasi_masuk SET {isi} WHERE id = ?", (*kolom.values(), id))
