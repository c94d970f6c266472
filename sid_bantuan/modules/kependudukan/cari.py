"""One box: NIK, No KK or part of a name, in old or new spelling; every result says why it is there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from ...domain import kode
from ...domain.nama import kunci_nama, melebur, pilihan_cari
from ...domain.tanggal import baca_tanggal, teks_tanggal
from ...domain.wilayah import level, within
from ...sync.engine import Engine, SqliteEngine

ANGKA_TERSEDIKIT = 5
"""Fewer digits than this fit half the regency."""
_TRIGRAM = 3
_SEPARUH = 3
_CALON_MIRIP = 3000
_CUKUP_MIRIP = 82
_TAHUN = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Hasil:
    """One result. ``jenis`` is ``penduduk`` or ``keluarga``; ``sebab`` says why it fits; days are ISO text.

    For a family ``nama`` is its head's, and what only a person has is None.
    """

    jenis: str
    id: str
    wilayah: str
    nama: str
    sebab: str
    nik: str | None = None
    no_kk: str | None = None
    keluarga_id: str | None = None
    lahir: str | None = None
    jenis_kelamin: int | None = None
    status_dasar: int | None = None
    alamat: str | None = None
    tempat: str = ""


def cari(node, teks: str, banyak: int = 20, wilayah: str | None = None) -> list[Hasil]:
    """The best matches, at most ``banyak``: the most exact first, the living before those who left.

    ``wilayah`` narrows the search to an area. A birth date or year among the words narrows
    a name (``siti 1990``, ``siti 21-11-1990``).
    """
    teks = " ".join(teks.split())[:100]
    wilayah = None if wilayah is None or within(node.code, wilayah) else wilayah
    angka = "".join(huruf for huruf in teks if huruf not in " .-'")
    if angka.isascii() and angka.isdigit() and len(angka) >= ANGKA_TERSEDIKIT:
        return _menurut_angka(node.engine, angka, banyak, wilayah)
    kata, lahir = _pisahkan_lahir(teks)
    pilihan = pilihan_cari(kata)
    if not pilihan:
        return []
    if melebur(kata):
        return _menurut_tulisan(node.engine, kata, lahir, banyak, wilayah)
    return _menurut_nama(node.engine, kata, pilihan, lahir, banyak, wilayah)


def _pisahkan_lahir(teks: str) -> tuple[str, str | None]:
    """The words of a name, and a birth date (``1990-11-21``) or year (``1990``) found among them."""
    kata, lahir = [], None
    for satu in teks.split():
        if not satu[:1].isdigit():
            kata.append(satu)
        elif satu.isdecimal():
            lahir = satu if len(satu) == 4 and int(satu) in _TAHUN else lahir
        elif hari := baca_tanggal(satu)[0]:
            lahir = hari.isoformat()
    return " ".join(kata), lahir


# ---- numbers


def _menurut_angka(engine: Engine, angka: str, banyak: int, wilayah: str | None) -> list[Hasil]:
    """By NIK and No KK: the whole number, or its beginning."""
    utuh = len(angka) == 16
    orang = _diawali(engine, "sb_penduduk", "nik", angka, banyak, wilayah)
    keluarga = _diawali(engine, "sb_keluarga", "no_kk", angka, banyak, wilayah)
    hasil = _penduduk(engine, orang, "NIK ini" if utuh else f"NIK diawali {angka}")
    hasil += _keluarga(engine, keluarga, "No KK ini" if utuh else f"No KK diawali {angka}")
    if utuh:
        sudah = {satu.id for satu in hasil}
        hasil += [
            satu
            for ids, sebab in (
                (_anggota(engine, keluarga, banyak), "Anggota keluarga dengan No KK ini"),
                (_nik_lama(engine, angka, wilayah), "NIK lama, datanya sudah digabung"),
            )
            for satu in _penduduk(engine, ids, sebab)
            if satu.id not in sudah
        ]
    return hasil[:banyak]


def _diawali(engine: Engine, tabel: str, kolom: str, awal: str, banyak: int, wilayah: str | None) -> list[str]:
    """Ids by the beginning of a number: a range of 16 digits, which any collation orders alike."""
    di, params = _di(wilayah, "wilayah", " LIKE ?", "{}.%")
    return _ids(
        engine,
        f"SELECT id FROM {tabel} WHERE {kolom} BETWEEN ? AND ?{di} ORDER BY {kolom} LIMIT ?",
        (awal.ljust(16, "0"), awal.ljust(16, "9"), *params, banyak),
    )


def _anggota(engine: Engine, keluarga: Sequence[str], banyak: int) -> list[str]:
    chosen, params = engine.ids(keluarga)
    return _ids(
        engine,
        f"SELECT id FROM sb_penduduk WHERE keluarga_id IN ({chosen}) ORDER BY hubungan_keluarga, tanggal_lahir LIMIT ?",
        (*params, banyak),
    )


def _nik_lama(engine: Engine, nik: str, wilayah: str | None) -> list[str]:
    rows = engine.run(
        "SELECT p.id, p.wilayah FROM sb_penggabungan g JOIN sb_penduduk p ON p.orang_id = g.orang_tetap WHERE g.nik_lama = ?",
        (nik,),
    )
    return [id for id, di in rows if wilayah is None or within(di, wilayah)]


# ---- names


def _menurut_nama(
    engine: Engine, kata: str, pilihan: list, lahir: str | None, banyak: int, wilayah: str | None
) -> list[Hasil]:
    """Names that begin so, then names with every piece anywhere, and only if there are none, names like it."""
    saring, params = _saring(lahir, wilayah)
    awal = " ".join(ragam[0] for ragam in pilihan)
    ids = _ids(
        engine,
        f"SELECT c.id FROM sb_cari c WHERE c.teks >= ? AND c.teks < ?{saring} ORDER BY c.teks LIMIT ?",
        (awal, f"{awal}{{", *params, banyak),
    )
    if len(ids) < banyak:
        ids = list(dict.fromkeys([*ids, *_memuat(engine, pilihan, saring, params, banyak * 5, wilayah)]))
    keterangan = f", lahir {_tampil(lahir)}" if lahir else ""
    if ids:
        hasil = _penduduk(engine, ids, "")
        return [replace(satu, sebab=_sebab(satu, kata) + keterangan) for satu in _urutkan(hasil, kata)[:banyak]]
    mirip = _mirip(engine, kata, pilihan, saring, params, wilayah)
    return _penduduk(engine, mirip[:banyak], f"Nama mirip «{kata}»{keterangan}")


def _menurut_tulisan(engine: Engine, kata: str, lahir: str | None, banyak: int, wilayah: str | None) -> list[Hasil]:
    """Names that hold every word just as it was typed: ``zzz`` has no spelling to be tolerant of."""
    saring, params = _saring(lahir, wilayah)
    potong = kata.lower().split()
    syarat = " AND ".join("LOWER(p.nama) LIKE ? ESCAPE '!'" for _ in potong)
    isi = ["%" + re.sub("([!%_])", r"!\1", satu) + "%" for satu in potong]
    ids = _ids(
        engine,
        f"SELECT c.id FROM sb_penduduk p JOIN sb_cari c ON c.id = p.id WHERE {syarat}{saring} ORDER BY p.nama LIMIT ?",
        (*isi, *params, banyak),
    )
    return _penduduk(engine, ids, f"Nama memuat «{kata}»" + (f", lahir {_tampil(lahir)}" if lahir else ""))


def _memuat(
    engine: Engine, pilihan: list, saring: str, params: Sequence, banyak: int, wilayah: str | None
) -> list[str]:
    """Keys that hold every piece. Trigrams find pieces of three letters on; shorter ones must begin a word."""
    panjang = [ragam for ragam in pilihan if min(map(len, ragam)) >= _TRIGRAM]
    pendek = [ragam for ragam in pilihan if ragam not in panjang]
    syarat = "".join(_salah_satu("' ' || c.teks", ragam) for ragam in pendek)
    isi = [f"% {satu}%" for ragam in pendek for satu in ragam]
    if panjang and isinstance(engine, SqliteEngine) and wilayah is None:
        cocok = " AND ".join("(" + " OR ".join(f'"{satu}"' for satu in ragam) + ")" for ragam in panjang)
        return _ids(
            engine,
            "SELECT c.id FROM sb_cari_teks f CROSS JOIN sb_cari c ON c.urut = f.rowid"
            f" WHERE f.sb_cari_teks MATCH ?{syarat}{saring} LIMIT ?",
            (cocok, *isi, *params, banyak),
        )
    syarat += "".join(_salah_satu("c.teks", ragam) for ragam in panjang)
    isi += [f"%{satu}%" for ragam in panjang for satu in ragam]
    return _ids(engine, f"SELECT c.id FROM sb_cari c WHERE 1 = 1{syarat}{saring} LIMIT ?", (*isi, *params, banyak))


def _salah_satu(kolom: str, ragam: Sequence[str]) -> str:
    return " AND (" + " OR ".join(f"{kolom} LIKE ?" for _ in ragam) + ")"


def _mirip(engine: Engine, kata: str, pilihan: list, saring: str, params: Sequence, wilayah: str | None) -> list[str]:
    """Names with a slip of the hand: of a word one letter wrong, either the first half or the second is still right."""
    separuh = [_belah(ragam[-1]) for ragam in pilihan if len(ragam[-1]) >= 2 * _SEPARUH]
    if not separuh:
        return []
    ids = _memuat(engine, separuh, saring, params, _CALON_MIRIP, wilayah)
    chosen, dipilih = engine.ids(ids)
    dicari = kunci_nama(kata)
    nilai = [
        (_kemiripan(dicari, teks), id)
        for id, teks in engine.run(f"SELECT id, teks FROM sb_cari WHERE id IN ({chosen})", dipilih)
    ]
    return [id for skor, id in sorted(nilai, key=lambda satu: (-satu[0], satu[1])) if skor >= _CUKUP_MIRIP]


def _belah(kata: str) -> tuple[str, str]:
    return kata[: len(kata) // 2], kata[len(kata) // 2 :]


def _kemiripan(dicari: str, teks: str) -> float:
    """The worst of the typed words, each against the word of the name it is most like."""
    return min(max(ratio(satu, lain) for lain in teks.split()) for satu in dicari.split())


# ---- shared


def _ids(engine: Engine, sql: str, params: Iterable) -> list[str]:
    return [row[0] for row in engine.run(sql, tuple(params))]


def _di(wilayah: str | None, kolom: str, di_dalam: str, *batas: str) -> tuple[str, tuple]:
    """The condition that a person's or family's village is, or lies in, an area."""
    if wilayah is None:
        return "", ()
    if level(wilayah) == "desa":
        return f" AND {kolom} = ?", (wilayah,)
    return f" AND {kolom}{di_dalam}", tuple(satu.format(wilayah) for satu in batas)


def _saring(lahir: str | None, wilayah: str | None) -> tuple[str, tuple]:
    """The conditions on birth date and area. ``sb_cari`` is in byte order, where '/' follows '.'."""
    sql, params = "", ()
    if wilayah is not None:
        sql, params = (
            " AND (c.wilayah = ? OR (c.wilayah >= ? AND c.wilayah < ?))",
            (wilayah, f"{wilayah}.", f"{wilayah}/"),
        )
    if lahir is not None:
        sql, params = f"{sql} AND c.lahir LIKE ?", (*params, f"{lahir}%")
    return sql, params


def _penduduk(engine: Engine, ids: Sequence[str], sebab: str) -> list[Hasil]:
    """The residents of these ids, in their order."""
    chosen, params = engine.ids(ids)
    rows = engine.run(
        "SELECT p.id, p.wilayah, p.nama, p.nik, k.no_kk, p.keluarga_id, CAST(p.tanggal_lahir AS TEXT), p.jenis_kelamin,"
        " p.status_dasar, k.alamat, l.dusun, l.rw, l.rt FROM sb_penduduk p LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id"
        f" LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id WHERE p.id IN ({chosen})",
        params,
    )
    ditemukan = {row[0]: Hasil("penduduk", *row[:3], sebab, *row[3:10], _tempat(*row[10:])) for row in rows}
    return [ditemukan[id] for id in ids if id in ditemukan]


def _keluarga(engine: Engine, ids: Sequence[str], sebab: str) -> list[Hasil]:
    chosen, params = engine.ids(ids)
    rows = engine.run(
        "SELECT k.id, k.wilayah, COALESCE(MIN(p.nama), ''), k.no_kk, k.alamat, l.dusun, l.rw, l.rt FROM sb_keluarga k"
        " LEFT JOIN sb_penduduk p ON p.keluarga_id = k.id AND p.hubungan_keluarga = ? AND p.status_dasar = ?"
        f" LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id WHERE k.id IN ({chosen})"
        " GROUP BY k.id, k.wilayah, k.no_kk, k.alamat, l.dusun, l.rw, l.rt ORDER BY k.no_kk",
        (kode.KEPALA_KELUARGA, kode.HIDUP, *params),
    )
    return [
        Hasil("keluarga", id, wilayah, nama, sebab, no_kk=no_kk, keluarga_id=id, alamat=alamat, tempat=_tempat(*tempat))
        for id, wilayah, nama, no_kk, alamat, *tempat in rows
    ]


def _tempat(dusun: str | None, rw: str | None, rt: str | None) -> str:
    return " ".join(satu for satu in (dusun and f"Dusun {dusun}", rt and f"RT {rt}", rw and f"RW {rw}") if satu)


def _urutkan(hasil: list[Hasil], kata: str) -> list[Hasil]:
    """As typed before spelled otherwise, whole words before parts, those who live here before those who left."""
    dicari = kata.lower()

    def tingkat(satu: Hasil) -> tuple:
        nama = satu.nama.lower()
        return (
            not nama.startswith(dicari),
            f" {dicari} " not in f" {nama} ",
            dicari not in nama,
            satu.status_dasar != kode.HIDUP,
            nama,
            satu.lahir or "",
        )

    return sorted(hasil, key=tingkat)


def _sebab(satu: Hasil, kata: str) -> str:
    if all(potong in satu.nama.lower() for potong in kata.lower().split()):
        return f"Nama memuat «{kata}»"
    return f"Nama dengan ejaan lain dari «{kata}»"


def _tampil(lahir: str) -> str:
    return teks_tanggal(lahir) if len(lahir) == 10 else lahir
