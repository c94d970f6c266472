"""The programs and their rules as they stand at this node, read from their rows.

Two rows of one ``kode``: that of the higher level stands. A rule counts where its author stands no lower than its program's.
What places below made for themselves, each under the same ``kode`` and with no row above them, are programs of their own:
seen from above each is named by kode and place, ``BLT-DD@35.22.01.2001``, and nothing is counted for one of another.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from ...domain import aturan as domain
from ...domain import aturan_baca
from ...domain.wilayah import level, within
from ...domain.wilayah_nama import nama_pendek
from ...sync.record import Record
from .program_bentuk import Komponen, ProgramBantuan, Tahap, baca_tahap, dari_baris, ganti_tahap, hari
from .ukuran import TAK_TERBACA, UKURAN

__all__ = ["Komponen", "ProgramBantuan", "Tahap", "baca_tahap", "dari_baris", "ganti_tahap", "hari"]

KELOMPOK = {
    "@reguler": "bantuan reguler apa pun",
    "@temporer": "bantuan temporer apa pun",
    "@semua": "bantuan apa pun",
}
"""What a rule may name in place of single programs; the rule's own program is never among them."""


def semua(node) -> dict[str, ProgramBantuan]:
    """Every program by what it is called at this node: active ones first, priority ones in their order, then by name.

    Of those of places below all that no row above them takes the place of, with their place in their names.
    """
    return _pilih(_rekam(node, "program"), node.code)


def _pilih(rows: Sequence[dict], sini: str) -> dict[str, ProgramBantuan]:
    milik: dict[str, set[str]] = {}
    for satu in rows:
        milik.setdefault(satu["kode"], set()).add(satu["wilayah"])
    pilih: dict[str, dict] = {}
    for satu in rows:
        if not any(atas in milik[satu["kode"]] for atas in _di_atas(satu["wilayah"])):
            pilih.setdefault(sebutan(satu["kode"], satu["wilayah"], sini), satu)
    urut = sorted(
        pilih.items(), key=lambda ada: (-ada[1]["aktif"], ada[1]["prioritas_ke"] or 99, ada[1]["nama"].lower())
    )
    return {kode: _bertempat(dari_baris(satu), kode, sini) for kode, satu in urut}


def _di_atas(wilayah: str) -> list[str]:
    """The areas around this one, the largest first."""
    bagian = wilayah.split(".")
    return [".".join(bagian[:banyak]) for banyak in range(1, len(bagian))]


def sebutan(kode: str, milik: str, sini: str) -> str:
    """What a program of this kode is called at ``sini``: by its kode alone where it holds there, else with its place."""
    return kode if within(sini, milik) or "@" in kode else f"{kode}@{milik}"


def _bertempat(satu: ProgramBantuan, kode: str, sini: str) -> ProgramBantuan:
    if within(sini, satu.milik):
        return satu
    tempat = nama_pendek(satu.milik)
    return replace(satu, kode=kode, nama=f"{satu.nama} ({tempat})", singkatan=f"{satu.singkatan} ({tempat})")


def di_sini(node) -> dict[str, ProgramBantuan]:
    """Those of ``semua`` that hold for the whole area of this node: not what places below made for themselves."""
    atas = (*_di_atas(node.code), node.code)
    return _pilih(_rekam(node, "program", f"WHERE wilayah IN ({', '.join('?' * len(atas))})", *atas), node.code)


def satu(node, kode: str, wilayah: str = "") -> ProgramBantuan | None:
    """The program of this kode, or of what it is called here, that holds in an area (this node's)."""
    ada = semua_berkode(node, kode.partition("@")[0], kode)
    cocok = di(ada, kode, wilayah or node.code)
    return cocok or (next(iter(ada.values())) if len(ada) == 1 and not wilayah else None)


def semua_berkode(node, *kode: str) -> dict[str, ProgramBantuan]:
    """As ``semua``, of these kodes only."""
    return _pilih(_rekam(node, "program", f"WHERE kode IN ({', '.join('?' * len(kode))})", *kode), node.code)


def di(semua: Mapping[str, ProgramBantuan], kode: str, wilayah: str) -> ProgramBantuan | None:
    """Which of these programs a row means that bears this kode and concerns this area."""
    if ada := semua.get(kode):
        return ada
    return next((semua[f"{kode}@{ini}"] for ini in (*_di_atas(wilayah), wilayah) if f"{kode}@{ini}" in semua), None)


def kunci(semua: Mapping[str, ProgramBantuan], kode: str, wilayah: str) -> str:
    """What the program is called that a row means; its kode where no program is known."""
    ada = di(semua, kode, wilayah)
    return ada.kode if ada else kode


def sempitkan(node, kode: str, wilayah: str) -> tuple[str, str]:
    """(kode as rows bear it, area) to ask for a program within an area: that of one place is asked for there alone."""
    ada = semua(node).get(kode) if "@" in kode else None
    if ada is None or ada.tertulis == kode or not (within(ada.milik, wilayah) or within(wilayah, ada.milik)):
        return kode, wilayah
    return ada.tertulis, max(ada.milik, wilayah, key=len)


def syarat(semua: Mapping[str, ProgramBantuan], kode: str, tabel: str = "") -> tuple[str, tuple]:
    """The condition on a table of ``program`` and ``wilayah`` that a row means this program, and its parameters."""
    ada, titik = semua.get(kode), f"{tabel}." if tabel else ""
    if ada is None or ada.tertulis == kode:
        return f"{titik}program = ?", (kode,)
    return f"{titik}program = ? AND ({titik}wilayah = ? OR {titik}wilayah LIKE ?)", (
        ada.tertulis, ada.milik, f"{ada.milik}.%",
    )  # fmt: skip


def pilih(node, tabel: type[Record], kode: str):
    """The same for a query of a table's screen."""
    ada = semua(node).get(kode)
    if ada is None or ada.tertulis == kode:
        return tabel.program == kode
    return (tabel.program == ada.tertulis) & ((tabel.wilayah == ada.milik) | tabel.wilayah.startswith(f"{ada.milik}."))


def _rekam(node, jenis: str, syarat: str = "", *isi) -> list[dict]:
    """The rows of one record type of this node as they are stored, in the order they were made."""
    nama = ("id", "node", "wilayah", *node.catalog[jenis].names)
    kolom = node.engine.select_list(node.catalog[jenis].columns, "t")
    tabel = node.catalog[jenis].table
    rows = node.engine.run(f"SELECT t.id, t.node, t.wilayah, {kolom} FROM {tabel} t {syarat} ORDER BY t.id", isi)
    return [dict(zip(nama, satu, strict=True)) for satu in rows]


# ---- rules


def aturan(node, program: Mapping[str, ProgramBantuan] | None = None) -> dict[str, list[domain.Aturan]]:
    """The rules of every program by what it is called here, in their order, whatever day they hold on."""
    program = semua(node) if program is None else program
    hasil: dict[str, dict[str, dict]] = {kode: {} for kode in program}
    baca = cache(partial(_syarat, kelompok=_kelompok(program)))
    milik: dict[str, dict[str, ProgramBantuan]] = {}
    for satu in program.values():
        milik.setdefault(satu.tertulis, {})[satu.milik] = satu
    for baris in sorted(_rekam(node, "aturan"), key=lambda satu: (satu["urutan"], satu["id"])):
        for punya in _dikenai(milik.get(baris["program"], {}), baris["wilayah"]):
            ada = hasil[punya.kode].get(baris["kode"])
            if ada is None or len(baris["wilayah"]) < len(ada["wilayah"]):
                hasil[punya.kode][baris["kode"]] = baris
    return {
        kode: [_aturan(satu, kode, program[kode].keluarga, baca) for satu in isi.values()]
        for kode, isi in hasil.items()
    }


def _dikenai(milik: Mapping[str, ProgramBantuan], wilayah: str) -> list[ProgramBantuan]:
    """The programs, by whose they are, that a rule of this office is for: its own, and those of offices below it."""
    if level(wilayah) == "desa":
        return [milik[wilayah]] if wilayah in milik else []
    return [satu for tempat, satu in milik.items() if within(tempat, wilayah)]


def dari_aturan(baris: Mapping, program: Mapping[str, ProgramBantuan], untuk: str = "") -> domain.Aturan:
    """The rule in a row (column -> value) of the program that is called ``untuk`` here (as in the row).

    One that this version cannot read never allows: it leaves the answer open.
    """
    untuk = untuk or baris["program"]
    keluarga = untuk in program and program[untuk].keluarga
    return _aturan(baris, untuk, keluarga, partial(_syarat, kelompok=_kelompok(program)))


def _syarat(teks: str, sendiri: str, keluarga: bool, kelompok: Mapping[str, Sequence[str]]) -> domain.Syarat:
    try:
        baca = aturan_baca.baca(_luaskan(aturan_baca.muat(teks), kelompok, sendiri), UKURAN)
        return domain.sertakan(baca, sendiri, keluarga)
    except (ValueError, TypeError):
        return domain.Ukuran(TAK_TERBACA, 0)


def _aturan(baris: Mapping, untuk: str, keluarga: bool, baca: Callable[..., domain.Syarat]) -> domain.Aturan:
    syarat = baca(baris["syarat"], baris["program"], keluarga)
    return domain.Aturan(
        baris["kode"], untuk, syarat, baris["efek"], baris["alasan"], baris["dasar_hukum"] or "",
        hari(baris["berlaku_dari"]), hari(baris["berlaku_sampai"]),
    )  # fmt: skip


def luaskan(isi, program: Mapping[str, ProgramBantuan], sendiri: str):
    """The condition with groups of programs written out: ``@reguler``, ``@temporer``, ``@semua``, none at all, ``kecuali``."""
    return _luaskan(isi, _kelompok(program), sendiri)


def _kelompok(program: Mapping[str, ProgramBantuan]) -> dict[str, list[str]]:
    """Group -> the kodes of its programs, as rows bear them."""
    orang = [satu for satu in program.values() if satu.perorangan]
    return {
        nama: list(dict.fromkeys(satu.tertulis for satu in orang if nama[1:] in ("semua", satu.sifat)))
        for nama in KELOMPOK
    }


def _luaskan(isi, kelompok: Mapping[str, Sequence[str]], sendiri: str):
    if isinstance(isi, list):
        return [_luaskan(satu, kelompok, sendiri) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    isi = {kunci: _luaskan(nilai, kelompok, sendiri) for kunci, nilai in isi.items()}
    if isinstance(terima := isi.get("menerima"), dict) and isinstance(terima.get("program", []), list):
        terima = dict(terima)
        pilih = _sebut(terima.get("program") or ["@semua"], terima.pop("kecuali", []), kelompok, sendiri)
        isi["menerima"] = terima | {"program": pilih}
    return isi


TIADA = "-"
"""Names no program: a group may be empty, and an empty list of programs would mean every one."""


def _sebut(nama: Sequence, kecuali: Collection, kelompok: Mapping[str, Sequence[str]], sendiri: str) -> list:
    dapat = list(nama)
    for satu in KELOMPOK.keys() & {kata for kata in nama if isinstance(kata, str)}:
        dapat.remove(satu)
        dapat += [kode for kode in kelompok[satu] if kode != sendiri]
    return [kode for kode in dict.fromkeys(dapat) if kode not in kecuali] or [TIADA]
