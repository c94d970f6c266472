"""The wording of letters: plain text with placeholders, in a language too small to do harm.

    Yang bertanda tangan di bawah ini {jabatan}, menerangkan bahwa:

    | Nama | {nama}
    | NIK | {nik}

    {?isian.keperluan}Surat ini dibuat untuk **{isian.keperluan}**.{/isian.keperluan}

    1. a numbered list          - a list          # a heading
    [daftar isian.pengikut: nama, nik, hubungan]    a table of people
    [tanda tangan isian.ahli_waris]                 a line for each to sign

Lines without a blank one between them are one paragraph. ``{?x}…{/x}`` is printed only where x has a
value, ``{^x}…{/x}`` only where it has none. There is no code and nothing of the typesetter's language in it:
values are put in last, as text, so that nothing somebody is named can be read as anything else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

KOLOM_DAFTAR = {
    "nama": "Nama", "nik": "NIK", "tempat_tanggal_lahir": "Tempat, tanggal lahir", "umur": "Umur",
    "jenis_kelamin": "Jenis kelamin", "hubungan_keluarga": "Hubungan", "pekerjaan": "Pekerjaan", "alamat": "Alamat",
    "status_kawin": "Status", "agama": "Agama", "pendidikan": "Pendidikan",
}  # fmt: skip
"""What a table of people may show."""
KOSONG = "." * 24
"""What stands in a sentence for a value that is not there: room to write it by hand."""
PALING_PANJANG = 15_000

_TANDA = re.compile(r"\{([?^/]?)([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
_PERINTAH = re.compile(r"\[(daftar|tanda tangan) +([a-z][a-z0-9_.]*)(?: *: *([a-z0-9_, ]+))?\]")
_NOMOR = re.compile(r"\d{1,2}[.)] +")
_TEBAL = re.compile(r"(\*\*)")


@dataclass(frozen=True)
class Cacat:
    """One fault of a wording: on which line, in a code of the catalogue of words, about which word."""

    baris: int
    kode: str
    kata: str = ""


def periksa(teks: str, dikenal: Iterable[str], berdaftar: Iterable[str]) -> list[Cacat]:
    """Everything that keeps a wording from being used.

    ``dikenal``: the placeholders its kind has; ``berdaftar``: those of them that stand for several people.
    """
    dikenal, berdaftar, cacat, terbuka = set(dikenal), set(berdaftar), [], []
    if len(teks) > PALING_PANJANG:
        return [Cacat(1, "terlalu_panjang")]
    for nomor, baris in enumerate(teks.splitlines(), 1):
        for sisa in re.findall(r"[{}][^{}]{0,20}", _TANDA.sub("", baris)):
            cacat.append(Cacat(nomor, "templat_kurung_salah", sisa.strip()))
        for tanda in _TANDA.finditer(baris):
            cacat += _periksa_tanda(nomor, tanda[1], tanda[2], dikenal, terbuka)
        cacat += _periksa_perintah(nomor, baris.strip(), dikenal, berdaftar)
        if baris.count("**") % 2:
            cacat.append(Cacat(nomor, "templat_tebal_terbuka"))
    return cacat + [Cacat(nomor, "templat_belum_ditutup", nama) for nomor, nama in terbuka]


def _periksa_tanda(nomor: int, jenis: str, nama: str, dikenal: set, terbuka: list) -> Iterator[Cacat]:
    if nama not in dikenal:
        yield Cacat(nomor, "templat_tak_dikenal", nama)
    if jenis in ("?", "^"):
        terbuka.append((nomor, nama))
    elif jenis == "/":
        if terbuka and terbuka[-1][1] == nama:
            terbuka.pop()
        else:
            yield Cacat(nomor, "templat_tutup_salah", nama)


def _periksa_perintah(nomor: int, baris: str, dikenal: set, berdaftar: set) -> Iterator[Cacat]:
    if not baris.startswith("["):
        return
    satu = _PERINTAH.fullmatch(baris)
    if satu is None:
        yield Cacat(nomor, "templat_perintah_salah", baris[:40])
    elif satu[2] not in dikenal:
        yield Cacat(nomor, "templat_tak_dikenal", satu[2])
    else:
        if satu[2] not in berdaftar:
            yield Cacat(nomor, "templat_bukan_daftar", satu[2])
        for kolom in _kolom(satu[3]):
            if kolom not in KOLOM_DAFTAR:
                yield Cacat(nomor, "templat_kolom_tak_dikenal", kolom)


def dipakai(teks: str) -> set[str]:
    """The placeholders a wording needs a value for: those outside its optional parts."""
    dalam, perlu = [], set()
    for tanda in _TANDA.finditer(teks):
        if tanda[1] in ("?", "^"):
            dalam.append(tanda[2])
        elif tanda[1] == "/":
            dalam = dalam[:-1]
        elif not dalam:
            perlu.add(tanda[2])
    return perlu


def semua(teks: str) -> set[str]:
    """Every placeholder a wording names: what a letter must keep to be printed again."""
    perintah = {satu[2] for baris in teks.splitlines() if (satu := _PERINTAH.fullmatch(baris.strip()))}
    return {tanda[2] for tanda in _TANDA.finditer(teks)} | perintah


# ---- from wording and values to blocks


def susun(teks: str, nilai: Mapping[str, object]) -> list[dict]:
    """The blocks of a letter: each with ``jenis`` and what it holds; text as runs ``[[words, bold], …]``."""
    return [_blok(satu, nilai) for satu in _kelompok(_pilih(teks, nilai).splitlines())]


def _pilih(teks: str, nilai: Mapping) -> str:
    """The wording without the optional parts that do not apply; a line that only held their marks is gone."""
    hasil, terbuka = [], []
    for baris in teks.splitlines():
        sisa, ujung, bertanda = "", 0, not all(terbuka)
        for tanda in _TANDA.finditer(baris):
            if not tanda[1]:
                continue
            sisa += baris[ujung : tanda.start()] if all(terbuka) else ""
            ujung, bertanda = tanda.end(), True
            if tanda[1] == "/":
                terbuka = terbuka[:-1]
            else:
                terbuka.append(bool(nilai.get(tanda[2])) == (tanda[1] == "?"))
        sisa += baris[ujung:] if all(terbuka) else ""
        if sisa.strip() or not bertanda:
            hasil.append(sisa)
    return "\n".join(hasil)


def _kelompok(baris: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Lines that belong together: (kind, lines)."""
    hasil: list[tuple[str, list[str]]] = []
    sambung = False
    for mentah in baris:
        satu = mentah.strip()
        if not satu:
            sambung = False
            continue
        jenis, isi = _jenis_baris(satu)
        lanjut = sambung and hasil and jenis == "paragraf" and hasil[-1][0] in ("nomor", "butir")
        if lanjut:  # a line of a list that runs on
            hasil[-1][1][-1] += f" {isi}"
        elif sambung and hasil and hasil[-1][0] == jenis and jenis not in ("judul", "perintah"):
            hasil[-1][1].append(isi)
        else:
            hasil.append((jenis, [isi]))
        sambung = True
    return hasil


def _jenis_baris(baris: str) -> tuple[str, str]:
    if baris.startswith("|"):
        return "tabel", baris[1:]
    if baris.startswith("# "):
        return "judul", baris[2:]
    if baris.startswith("- "):
        return "butir", baris[2:]
    if _PERINTAH.fullmatch(baris):
        return "perintah", baris
    nomor = _NOMOR.match(baris)
    return ("nomor", baris[nomor.end() :]) if nomor else ("paragraf", baris)


def _blok(kelompok: tuple[str, list[str]], nilai: Mapping) -> dict:
    jenis, baris = kelompok
    if jenis == "tabel":
        belah = [satu.partition("|")[::2] for satu in baris]
        return {"jenis": jenis, "baris": [[_runs(kiri, nilai, "-"), _runs(kanan, nilai, "-")] for kiri, kanan in belah]}
    if jenis in ("nomor", "butir"):
        return {"jenis": jenis, "isi": [_runs(satu, nilai) for satu in baris]}
    if jenis == "perintah":
        return _perintah(_PERINTAH.fullmatch(baris[0]), nilai)
    return {"jenis": jenis, "isi": _runs(" ".join(baris), nilai)}


def _perintah(satu: re.Match, nilai: Mapping) -> dict:
    orang = nilai.get(satu[2]) or []
    if isinstance(orang, str):  # people the register does not know, a line each
        orang = [{"nama": nama} for nama in orang.splitlines() if nama]
    if satu[1] == "tanda tangan":
        return {"jenis": "tanda", "orang": [str(ini.get("nama") or "") for ini in orang]}
    kolom = _kolom(satu[3]) or ["nama", "nik"]
    baris = [[str(ini.get(nama) or "-") for nama in kolom] for ini in orang]
    return {"jenis": "daftar", "kepala": [KOLOM_DAFTAR[nama] for nama in kolom], "baris": baris}


def _kolom(tertulis: str | None) -> list[str]:
    return [satu.strip() for satu in (tertulis or "").split(",") if satu.strip()]


def _runs(teks: str, nilai: Mapping, kosong: str = KOSONG) -> list[list]:
    """Words as ``[[text, bold], …]``. Bold marks are those of the wording alone, never of a value."""
    tebal, hasil = 0, []
    for potong in _TEBAL.split(teks.strip()):
        if potong == "**":
            tebal = 1 - tebal
        elif potong:
            hasil.append([_TANDA.sub(lambda tanda: sebagai_kata(nilai.get(tanda[2])) or kosong, potong), tebal])
    return hasil


def isi_kata(teks: str, nilai: Mapping) -> str:
    """A line of words with its placeholders filled; what is not known is left out."""
    return _TANDA.sub(lambda tanda: sebagai_kata(nilai.get(tanda[2])), teks).strip()


def sebagai_kata(satu) -> str:
    """A value as it stands in a sentence; a list of people by their names."""
    if isinstance(satu, (list, tuple)):
        return ", ".join(str(ini.get("nama") or "") for ini in satu)
    return "" if satu is None else str(satu)
