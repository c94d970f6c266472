"""The programs and their rules as they stand at this node, read from their rows.

Two rows of one ``kode``: that of the higher level stands. A rule counts where its author stands no lower than its program's.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from ...domain import aturan as domain
from ...domain import bantuan
from ...domain.wilayah import within
from ...sync.record import Record
from .ukuran import TAK_TERBACA, UKURAN

KELOMPOK = {
    "@reguler": "bantuan reguler apa pun",
    "@temporer": "bantuan temporer apa pun",
    "@semua": "bantuan apa pun",
}
"""What a rule may name in place of single programs; the rule's own program is never among them."""


@dataclass(frozen=True)
class Komponen:
    """A part of a program, as PKH has for the pregnant. ``nilai``: rupiah a year."""

    kode: str
    nama: str
    nilai: int | None = None


@dataclass(frozen=True)
class Tahap:
    """One step a proposal takes: who acts, with which documents, within how many working days, and who tells the applicant."""

    nama: str
    tingkat: str
    peran: tuple[str, ...] = ()
    instansi: str = ""
    dokumen: tuple[str, ...] = ()
    hari: int | None = None
    pemberitahu: str = ""
    hari_memberitahu: int | None = None


@dataclass(frozen=True)
class ProgramBantuan:
    """One program with what its JSON columns hold read. ``milik``: the code of the level it belongs to."""

    id: str
    milik: str
    kode: str
    nama: str
    singkatan: str
    sifat: str
    sasaran: str
    bentuk: str
    pendanaan: str
    penetap: str
    kali_setahun: int
    nilai: int | None = None
    satuan: str | None = None
    instansi: str | None = None
    prioritas_ke: int | None = None
    basi_hari: int | None = None
    karena_kematian: bool = False
    berkuota: bool = True
    empat_mata: bool = False
    aktif: bool = True
    mulai: date | None = None
    sampai: date | None = None
    dasar_hukum: str | None = None
    keterangan: str | None = None
    format_laporan: str | None = None
    komponen: tuple[Komponen, ...] = ()
    tahap: tuple[Tahap, ...] = ()
    tahap_dahulu: tuple[tuple[date, tuple[Tahap, ...]], ...] = ()
    """(last day, stages) that held before: a proposal goes by those of its own day to its end."""
    peringkat: Mapping = field(default_factory=dict)

    @property
    def keluarga(self) -> bool:
        """Whether the family receives it as a whole."""
        return self.sasaran in (bantuan.KELUARGA, bantuan.RUMAH_TANGGA)

    @property
    def perorangan(self) -> bool:
        """Whether it has recipients at all: a road has none."""
        return self.sasaran != bantuan.BUKAN_ORANG

    def berakhir(self, hari: date) -> bool:
        """Whether its last day is over."""
        return self.sampai is not None and self.sampai < hari

    def terbuka(self, hari: date) -> bool:
        """Whether somebody may still be proposed or enrolled, that day or later."""
        return self.aktif and self.perorangan and not self.berakhir(hari)

    def tahap_pada(self, hari: date) -> tuple[Tahap, ...]:
        """The stages of a proposal made on this day."""
        return next(
            (tahap for sampai, tahap in sorted(self.tahap_dahulu, key=itemgetter(0)) if hari <= sampai), self.tahap
        )

    def satu_komponen(self, kode: str) -> Komponen | None:
        """The component of this code."""
        return next((satu for satu in self.komponen if satu.kode == kode), None)


def semua(node) -> dict[str, ProgramBantuan]:
    """Every program in force at this node by its kode: active ones first, priority ones in their order, then by name."""
    pilih: dict[str, dict] = {}
    for satu in _rekam(node, "program"):
        ada = pilih.get(satu["kode"])
        if ada is None or len(satu["wilayah"]) < len(ada["wilayah"]):
            pilih[satu["kode"]] = satu
    urut = sorted(pilih.values(), key=lambda satu: (-satu["aktif"], satu["prioritas_ke"] or 99, satu["nama"].lower()))
    return {satu["kode"]: dari_baris(satu) for satu in urut}


def satu(node, kode: str) -> ProgramBantuan | None:
    """The program of this kode."""
    ada = min(_rekam(node, "program", "WHERE kode = ?", kode), key=lambda satu: len(satu["wilayah"]), default=None)
    return ada and dari_baris(ada)


def _rekam(node, jenis: str, syarat: str = "", *isi) -> list[dict]:
    """The rows of one record type of this node as they are stored, in the order they were made."""
    nama = ("id", "node", "wilayah", *node.catalog[jenis].names)
    kolom = node.engine.select_list(node.catalog[jenis].columns, "t")
    tabel = node.catalog[jenis].table
    rows = node.engine.run(f"SELECT t.id, t.node, t.wilayah, {kolom} FROM {tabel} t {syarat} ORDER BY t.id", isi)
    return [dict(zip(nama, satu, strict=True)) for satu in rows]


def dari_baris(baris: Mapping | Record) -> ProgramBantuan:
    """The program in a row, of the database or of the screens. What cannot be read of its JSON is left out."""
    baris = getattr(baris, "__data__", baris)
    isi = {nama: baris[nama] for nama in ProgramBantuan.__dataclass_fields__ if nama in baris}
    isi |= {nama: bool(isi[nama]) for nama in ("karena_kematian", "berkuota", "empat_mata", "aktif")}
    isi |= {nama: hari(isi[nama]) for nama in ("mulai", "sampai")}
    return ProgramBantuan(
        **isi
        | {
            "milik": baris["wilayah"],
            "komponen": tuple(_baca(Komponen, baris["komponen"])),
            "tahap": baca_tahap(baris["tahap"]),
            "tahap_dahulu": tuple(_dahulu(baris["tahap"])),
            "peringkat": _json(baris["peringkat"], dict) or {},
        }
    )


def hari(nilai) -> date | None:
    """A day as either engine gives it."""
    return date.fromisoformat(str(nilai)[:10]) if nilai else None


def _json(teks: str | None, jenis: type):
    try:
        isi = json.loads(teks or "null")
    except (ValueError, RecursionError):
        return None
    return isi if isinstance(isi, jenis) else None


_ANGKA, _DAFTAR, _WAJIB = {"nilai", "hari", "hari_memberitahu"}, {"peran", "dokumen"}, {"kode", "nama", "tingkat"}
"""Fields of a component or a step that are numbers, lists of words, and those without which it says nothing."""


def _baca(jenis: type, teks: str | None):
    return _susun(jenis, _json(teks, list) or ())


def _susun(jenis: type, semua):
    kenal = jenis.__dataclass_fields__
    for satu in semua if isinstance(semua, list | tuple) else ():
        isi = {nama: _nilai(nama, satu[nama]) for nama in kenal if isinstance(satu, dict) and nama in satu}
        if all(isi.get(nama) for nama in kenal if nama in _WAJIB):
            yield jenis(**isi)


def _kini(teks: str | None) -> list:
    return (_json(teks, dict) or {}).get("kini", []) or _json(teks, list) or []


def _dahulu(teks: str | None):
    semua = (_json(teks, dict) or {}).get("dahulu")
    for satu in semua if isinstance(semua, list) else ():
        with suppress(ValueError, TypeError, KeyError):
            yield date.fromisoformat(satu["sampai"]), tuple(_susun(Tahap, satu["tahap"]))


def baca_tahap(teks: str | None) -> tuple[Tahap, ...]:
    """The stages that hold now: of a list, or of ``{"kini": […], "dahulu": [{sampai, tahap}]}``."""
    return tuple(_susun(Tahap, _kini(teks)))


def ganti_tahap(lama: str | None, baru: Sequence[Mapping], sampai: date) -> str:
    """The stages to store where others held until this day; changed twice a day, those of the morning are kept."""
    dahulu = (_json(lama, dict) or {}).get("dahulu", [])
    if not any(hari_akhir == sampai for hari_akhir, _ in _dahulu(lama)):
        dahulu = [*dahulu, {"sampai": sampai.isoformat(), "tahap": _kini(lama)}]
    return json.dumps({"kini": list(baru), "dahulu": dahulu}, ensure_ascii=False)


def _nilai(nama: str, nilai):
    """A value of the kind its field has; what is of another kind, as another office may write it, counts as none."""
    if nama in _ANGKA:
        return nilai if type(nilai) is int and abs(nilai) <= domain.PALING_BESAR else None
    if nama in _DAFTAR:
        semua = [nilai] if isinstance(nilai, str) else nilai if isinstance(nilai, list) else []
        return tuple(satu for satu in semua if isinstance(satu, str))
    return nilai if isinstance(nilai, str) else ""


# ---- rules


def aturan(node, program: Mapping[str, ProgramBantuan] | None = None) -> dict[str, list[domain.Aturan]]:
    """The rules of every program by its kode, in their order, whatever day they hold on."""
    program = semua(node) if program is None else program
    hasil: dict[str, dict[str, dict]] = {kode: {} for kode in program}
    for baris in sorted(_rekam(node, "aturan"), key=lambda satu: (satu["urutan"], satu["id"])):
        punya = program.get(baris["program"])
        if punya is None or not within(punya.milik, baris["wilayah"]):
            continue
        ada = hasil[baris["program"]].get(baris["kode"])
        if ada is None or len(baris["wilayah"]) < len(ada["wilayah"]):
            hasil[baris["program"]][baris["kode"]] = baris
    return {kode: [dari_aturan(satu, program) for satu in isi.values()] for kode, isi in hasil.items()}


def dari_aturan(baris: Mapping, program: Mapping[str, ProgramBantuan]) -> domain.Aturan:
    """The rule in a row (column -> value). One that this version cannot read never allows: it leaves the answer open."""
    try:
        syarat = domain.baca(luaskan(domain.muat(baris["syarat"]), program, baris["program"]), UKURAN)
    except (ValueError, TypeError):
        syarat = domain.Ukuran(TAK_TERBACA, 0)
    return domain.Aturan(
        baris["kode"], baris["program"], syarat, baris["efek"], baris["alasan"], baris["dasar_hukum"] or "",
        hari(baris["berlaku_dari"]), hari(baris["berlaku_sampai"]),
    )  # fmt: skip


def luaskan(isi, program: Mapping[str, ProgramBantuan], sendiri: str):
    """The condition with groups of programs written out: ``@reguler``, ``@temporer``, ``@semua``, none at all, ``kecuali``."""
    if isinstance(isi, list):
        return [luaskan(satu, program, sendiri) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    isi = {kunci: luaskan(nilai, program, sendiri) for kunci, nilai in isi.items()}
    if isinstance(terima := isi.get("menerima"), dict) and isinstance(terima.get("program", []), list):
        terima = dict(terima)
        pilih = _sebut(terima.get("program") or ["@semua"], terima.pop("kecuali", []), program, sendiri)
        isi["menerima"] = terima | {"program": pilih}
    return isi


TIADA = "-"
"""Names no program: a group may be empty, and an empty list of programs would mean every one."""


def _sebut(nama: Sequence, kecuali: Collection, program: Mapping[str, ProgramBantuan], sendiri: str) -> list:
    dapat = list(nama)
    for satu in KELOMPOK.keys() & {kata for kata in nama if isinstance(kata, str)}:
        dapat.remove(satu)
        sifat = satu[1:]
        dapat += [
            kode
            for kode, isi in program.items()
            if kode != sendiri and isi.perorangan and sifat in ("semua", isi.sifat)
        ]
    return [kode for kode in dict.fromkeys(dapat) if kode not in kecuali] or [TIADA]
