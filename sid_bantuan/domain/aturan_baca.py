"""Conditions of rules as an office writes them, read from JSON; a fault is told with its place.

``{"semua": […]}``, ``{"salah_satu": […]}``, ``{"bukan": …}`` join conditions;
``{"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang", "keadaan": ["aktif"], "masa": "bertindih"}}``
asks for aid received, with ``"masa": "pernah", "tahun": 5`` for that of the last five years, with ``"banyak": 5`` for so
many at least: people where ``siapa`` is ``anggota``, else programs. One enrolment that is judged is no aid received, but
counts among many. ``{"ukuran": "umur", "paling_sedikit": 60}`` asks for a measure of the person or the family, with
``"siapa": "anggota"`` for that of anybody in it.
"""

import json
from collections.abc import Collection

from .aturan import (
    ANGGOTA,
    BERTINDIH,
    KEADAAN,
    MASA,
    ORANG,
    PERNAH,
    SIAPA,
    Bukan,
    Menerima,
    SalahSatu,
    Semua,
    Syarat,
    Ukuran,
)

PALING_DALAM = 12
PALING_BESAR = 10**15
"""Beyond any measure, and within what a database counts in: a larger bound would stop every question asked of it."""
PALING_LAMA, PALING_BANYAK = 100, 99
"""Years back a rule may look, and what it may count to."""


class AturanSalah(ValueError):
    """A condition that cannot be read; the message says where and what to write."""


def muat(teks: str):
    """What a text of JSON holds, ready for ``baca``. Raises ``ValueError``; ``AturanSalah`` where it nests without end."""
    try:
        isi = json.loads(teks)
        tulis = json.dumps(isi, ensure_ascii=False)
        tulis.encode()  # half a character, written as \\ud800, can be shown nowhere
    except (RecursionError, UnicodeEncodeError):
        raise AturanSalah("syarat: tulisan ini tidak dapat dibaca; sederhanakan.") from None
    if "\\u0000" in tulis:  # no name has it, and PostgreSQL cannot even be asked for it
        raise AturanSalah("syarat: tulisan ini berisi tanda yang tidak dapat disimpan.")
    lapis, ke = [isi], 0
    while lapis := [anak for satu in lapis for anak in _isi(satu)]:
        if (ke := ke + 1) > 4 * PALING_DALAM:
            raise AturanSalah(f"syarat: terlalu bertingkat; paling dalam {PALING_DALAM} tingkat.")
    return isi


def _isi(satu) -> Collection:
    return satu.values() if isinstance(satu, dict) else satu if isinstance(satu, list) else ()


def baca(isi, ukuran: Collection[str], program: Collection[str] | None = None) -> Syarat:
    """The condition in this JSON. ``ukuran``, ``program``: the names there are. Raises ``AturanSalah``."""
    return _baca(isi, ukuran, program, "syarat", 0)


def _baca(isi, ukuran, program, di: str, dalam: int) -> Syarat:
    if dalam > PALING_DALAM:
        raise AturanSalah(f"{di}: terlalu bertingkat; paling dalam {PALING_DALAM} tingkat.")
    if not isinstance(isi, dict) or not isi:
        raise AturanSalah(f"{di}: tulis satu syarat, misalnya menerima atau ukuran.")
    for nama, jenis in (("semua", Semua), ("salah_satu", SalahSatu)):
        if nama in isi and "ukuran" not in isi:
            bagian = _hanya(isi, {nama}, di)[nama]
            if not isinstance(bagian, list) or not bagian:
                raise AturanSalah(f"{di}.{nama}: isi paling sedikit satu syarat.")
            anak = [_baca(satu, ukuran, program, f"{di}.{nama}[{ke}]", dalam + 1) for ke, satu in enumerate(bagian, 1)]
            return jenis(tuple(anak))
    if "bukan" in isi:
        return Bukan(_baca(_hanya(isi, {"bukan"}, di)["bukan"], ukuran, program, f"{di}.bukan", dalam + 1))
    if "menerima" in isi:
        return _menerima(_hanya(isi, {"menerima"}, di)["menerima"], program, f"{di}.menerima")
    if "ukuran" in isi:
        return _ukuran(isi, ukuran, di)
    raise AturanSalah(f"{di}: {', '.join(map(str, isi))} tidak dikenal.")


def _menerima(isi, program, di: str) -> Menerima:
    if not isinstance(isi, dict):
        raise AturanSalah(f"{di}: tulis program, siapa, keadaan, dan masanya.")
    _hanya(isi, {"program", "komponen", "siapa", "keadaan", "masa", "tahun", "banyak"}, di)
    found = Menerima(
        _kata(isi.get("program", []), program, f"{di}.program"),
        _kata(isi.get("komponen", []), None, f"{di}.komponen"),
        isi.get("siapa", ORANG),
        _kata(isi.get("keadaan", ["aktif"]), KEADAAN, f"{di}.keadaan"),
        isi.get("masa", BERTINDIH),
        _bilangan(isi, "tahun", None, PALING_LAMA, di),
        _bilangan(isi, "banyak", 1, PALING_BANYAK, di),
    )
    for nama, nilai, ada in (("siapa", found.siapa, SIAPA), ("masa", found.masa, MASA)):
        if not isinstance(nilai, str) or nilai not in ada:
            raise AturanSalah(f"{di}.{nama}: pilih salah satu dari {', '.join(ada)}.")
    if not found.keadaan:
        raise AturanSalah(f"{di}.keadaan: pilih paling sedikit satu.")
    if found.tahun is not None and found.masa != PERNAH:
        raise AturanSalah(f"{di}.tahun: hanya untuk masa {PERNAH}.")
    return found


def _bilangan(isi: dict, nama: str, biasa: int | None, paling: int, di: str) -> int | None:
    nilai = isi.get(nama, biasa)
    if nilai is not biasa and not (type(nilai) is int and 1 <= nilai <= paling):
        raise AturanSalah(f"{di}.{nama}: tulis angka bulat 1 sampai {paling}.")
    return nilai


def _ukuran(isi: dict, ada: Collection[str], di: str) -> Ukuran:
    _hanya(isi, {"ukuran", "paling_sedikit", "paling_banyak", "salah_satu", "siapa"}, di)
    if isi.get("siapa", ORANG) not in (ORANG, ANGGOTA):
        raise AturanSalah(f"{di}.siapa: pilih salah satu dari {ORANG}, {ANGGOTA}.")
    if not isinstance(isi["ukuran"], str) or isi["ukuran"] not in ada:
        raise AturanSalah(f"{di}.ukuran: pilih salah satu dari {', '.join(sorted(ada))}.")
    batas = [isi.get("paling_sedikit"), isi.get("paling_banyak")]
    pilihan = isi.get("salah_satu", [])
    if not isinstance(pilihan, list) or not all(type(satu) is int for satu in [*pilihan, *batas] if satu is not None):
        raise AturanSalah(f"{di}: batas dan pilihan ditulis dengan angka bulat.")
    if any(abs(satu) > PALING_BESAR for satu in [*pilihan, *batas] if satu is not None):
        raise AturanSalah(f"{di}: batas dan pilihan paling banyak 15 angka.")
    if (batas == [None, None]) == (not pilihan):
        raise AturanSalah(f"{di}: tulis batasnya (paling_sedikit, paling_banyak) atau pilihannya (salah_satu).")
    if None not in batas and batas[0] > batas[1]:
        raise AturanSalah(f"{di}: paling_sedikit lebih besar dari paling_banyak.")
    return Ukuran(isi["ukuran"], *batas, frozenset(pilihan), isi.get("siapa", ORANG))


def _kata(isi, ada: Collection[str] | None, di: str) -> frozenset[str]:
    if not isinstance(isi, list) or not all(isinstance(satu, str) and satu for satu in isi):
        raise AturanSalah(f"{di}: tulis sebagai daftar.")
    if ada is not None and (asing := set(isi) - set(ada)):
        raise AturanSalah(f"{di}: {', '.join(sorted(asing))} tidak dikenal.")
    return frozenset(isi)


def _hanya(isi: dict, kunci: set[str], di: str) -> dict:
    if asing := set(isi) - kunci:
        raise AturanSalah(f"{di}: {', '.join(sorted(map(str, asing)))} tidak dikenal di sini.")
    return isi
