"""Who moves, as this level's copies know him: filled in for the village that takes him in."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ...domain import lampid
from ...domain.kode import HIDUP, PINDAH
from ...domain.lampid import SUSUNAN, terhitung
from .tables import BERLAKU

TIDAK_IKUT = frozenset({
    "keluarga_id", "rumah_tangga_id", "hubungan_rumah_tangga", "status_dasar", "alamat_sekarang", "foto", "sumber",
    "lintang", "bujur",
})  # fmt: skip
"""Columns of a resident that belong to the village he leaves, not to him."""

INTI = ("orang_id", "nik", "keadaan_nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "hubungan_keluarga",
        "kewarganegaraan", "agama", "status_kawin", "pekerjaan", "pendidikan_kk", "status_penduduk")  # fmt: skip
"""What goes along even where everything would be too long for one record."""
TERPANJANG = 19_000


class Gerak(NamedTuple):
    """One person's line of an event, with his village."""

    penduduk_id: str
    orang_id: str
    nik: str | None
    nama: str
    tempat_lahir: str | None
    tanggal_lahir: str | None
    jenis_kelamin: int
    kewarganegaraan: int
    kepala: int


def gerak(node, mutasi_id: str) -> list[Gerak]:
    """The people an event is about, the head first; not those whose place in the family it merely changed."""
    rows = node.engine.run(
        "SELECT penduduk_id, orang_id, nik, nama, tempat_lahir, CAST(tanggal_lahir AS TEXT), jenis_kelamin,"
        " kewarganegaraan, kepala FROM sb_mutasi_orang WHERE mutasi_id = ? AND baris <> ? AND dalam = 0"
        " ORDER BY kepala DESC, tanggal_lahir, id",
        (mutasi_id, SUSUNAN),
    )
    return [Gerak(*row) for row in rows]


def lengkap(ubahan: str | None, status: int, orang: Sequence[Gerak]) -> bool:
    """Whether the line of everybody the event gave this status has arrived: lines come after their event."""
    diubah = {
        satu["id"]
        for satu in json.loads(ubahan or "[]")
        if satu.get("jenis") == "penduduk" and satu.get("kolom", {}).get("status_dasar", (None, None))[1] == status
    }
    return diubah <= {satu.penduduk_id for satu in orang}


def masih_hidup(node, orang: Sequence[Gerak], desa: Sequence[str]) -> set[str]:
    """The ``penduduk_id`` of those of these people whom one of these villages counts already, as person or by NIK."""
    ada = {kunci for kunci, *_ in _menurut_orang(node, orang, desa)}
    return {satu.penduduk_id for satu in orang if satu.orang_id in ada or satu.nik in ada}


def _menurut_orang(node, orang: Sequence[Gerak], desa: Sequence[str] | None = None) -> list[tuple]:
    """(person or NIK, resident, village) of living residents; ``desa`` None: wherever they are."""
    hasil = []
    for kolom, kunci in (
        ("orang_id", {satu.orang_id for satu in orang}),
        ("nik", {satu.nik for satu in orang} - {None}),
    ):
        pilih, nilai = node.engine.ids(sorted(kunci))
        rows = node.engine.run(
            f"SELECT p.{kolom}, p.id, p.wilayah, p.status_penduduk FROM sb_penduduk p"
            f" WHERE p.{kolom} IN ({pilih}) AND p.status_dasar = ?",
            (*nilai, HIDUP),
        )
        hasil += [row[:3] for row in rows if terhitung(HIDUP, row[3]) and (desa is None or row[2] in desa)]
    return hasil


def isi_orang(node, pergi: Sequence[Gerak]) -> list[dict]:
    """Each of them with every column that is his own; who is not held here, as his line has him."""
    kolom = [satu for satu in node.catalog["penduduk"].columns if satu.name not in TIDAK_IKUT]
    nama = [satu.name for satu in kolom]
    pilih, nilai = node.engine.ids([satu.penduduk_id for satu in pergi])
    rows = node.engine.run(
        f"SELECT t.id, {node.engine.select_list(kolom, 't')} FROM sb_penduduk t WHERE t.id IN ({pilih})", nilai
    )
    ada = {id: {n: v for n, v in zip(nama, isi, strict=True) if v is not None} for id, *isi in rows}
    semua = [ada.get(satu.penduduk_id) or _dari_baris(satu) for satu in pergi]
    return muat(sorted(semua, key=lambda satu: (satu.get("hubungan_keluarga", 99), satu.get("tanggal_lahir", "9999"))))


def muat(orang: list[dict]) -> list[dict]:
    """The same people, cut down to what identifies them where all of it would not fit into one record."""
    if len(json.dumps(orang, ensure_ascii=False)) <= TERPANJANG:
        return orang
    return [{nama: satu[nama] for nama in INTI if nama in satu} for satu in orang]


def _dari_baris(satu: Gerak) -> dict:
    isi = satu._asdict() | {"hubungan_keluarga": 1 if satu.kepala else None}
    return {nama: isi[nama] for nama in INTI if isi.get(nama) is not None}


def kartu(node, kejadian, utuh: bool) -> dict:
    """What is known of the family card: a family that moves whole keeps its number within the kabupaten."""
    row = node.engine.one("SELECT no_kk FROM sb_keluarga WHERE id = ?", (kejadian.keluarga_id,))
    return {"no_kk": row[0]} if row and utuh else {}


def alamat_kartu(node, keluarga_id: str | None) -> str | None:
    """Where a family lives, or lived before it left."""
    return node.engine.value("SELECT alamat FROM sb_keluarga WHERE id = ?", (keluarga_id,))


def hidup_di(node, mutasi_id: str, desa: str) -> dict[tuple[str, str], list[dict]]:
    """(other village, family) -> the people of an arrival at ``desa`` whom it counts too, though they came there no later."""
    datang = gerak(node, mutasi_id)
    di_sini = masih_hidup(node, datang, [desa])
    datang = [satu for satu in datang if satu.penduduk_id in di_sini]
    lain = {id: (kunci, di) for kunci, id, di in _menurut_orang(node, datang) if di != desa}
    hasil = defaultdict(list)
    for id, (_, di) in sorted(lain.items()):
        if not _datang_kemudian(node, id, mutasi_id):
            orang = _sebut(node, id)
            hasil[di, orang.get("keluarga_id") or id] += [orang]
    return dict(hasil)


def terakhir_pergi(node, mutasi_id: str, pergi: Sequence[Gerak]) -> list[Gerak]:
    """Those of a move whom nothing has brought back since and no later move has taken further."""
    batas = _saat(node, mutasi_id)
    return [
        satu
        for satu in pergi
        if node.engine.value("SELECT status_dasar FROM sb_penduduk WHERE id = ?", (satu.penduduk_id,)) in (PINDAH, None)
        and not any(saat > batas for saat in _saat_lain(node, satu.penduduk_id, (lampid.PINDAH,)))
    ]


def _datang_kemudian(node, penduduk_id: str, mutasi_id: str) -> bool:
    """Whether this resident came to where he is after the other event: then the other one is history."""
    batas = _saat(node, mutasi_id)
    return any(saat > batas for saat in _saat_lain(node, penduduk_id, (lampid.DATANG, lampid.KEMBALI)))


_SAAT = "CAST(m.tgl_peristiwa AS TEXT), m.pada, m.id"
"""What events of several villages are told apart by: the day they happened, then when they were written down."""


def _saat(node, mutasi_id: str) -> tuple:
    return tuple(node.engine.one(f"SELECT {_SAAT} FROM sb_mutasi m WHERE m.id = ?", (mutasi_id,)))


def _saat_lain(node, penduduk_id: str, jenis: Sequence[str]) -> list[tuple]:
    """When this resident's events of these kinds took place, those that stand."""
    rows = node.engine.run(
        f"SELECT {_SAAT} FROM sb_mutasi_orang o JOIN sb_mutasi m ON m.id = o.mutasi_id WHERE o.penduduk_id = ?"
        f" AND o.baris IN ({', '.join('?' * len(jenis))}) AND o.dalam = 0 AND m.keadaan = ?",
        (penduduk_id, *jenis, BERLAKU),
    )
    return [tuple(row) for row in rows]


def orang_dari(node, desa: str, penduduk_id: str | None) -> list[dict]:
    """One resident of a village as this level knows him; nobody where he is none."""
    ada = node.engine.one("SELECT 1 FROM sb_penduduk WHERE id = ? AND wilayah = ?", (penduduk_id, desa))
    return [_sebut(node, penduduk_id)] if ada else []


def _sebut(node, penduduk_id: str) -> dict:
    nama = ("orang_id", "nik", "nama", "jenis_kelamin", "tanggal_lahir", "hubungan_keluarga", "keluarga_id")
    row = node.engine.one(
        "SELECT orang_id, nik, nama, jenis_kelamin, CAST(tanggal_lahir AS TEXT), hubungan_keluarga, keluarga_id"
        " FROM sb_penduduk WHERE id = ?",
        (penduduk_id,),
    )
    isi = {satu: nilai for satu, nilai in zip(nama, row, strict=True) if nilai is not None}
    return isi | {"penduduk_id": penduduk_id}
