"""One program as its row says it, its components, its steps; what cannot be read of their JSON is left out. Pure."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import itemgetter

from ...domain import bantuan
from ...domain.aturan_baca import PALING_BESAR
from ...sync.record import Record


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
    """One program with what its JSON columns hold read. ``milik``: the code of the level it belongs to.

    ``kode``: what it is called at this node; ``tertulis``: its kode in the rows that refer to it.
    """

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
    tertulis: str = ""

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
            "tertulis": baris["kode"],
            "komponen": _komponen(baris["komponen"]),
            "tahap": baca_tahap(baris["tahap"]),
            "tahap_dahulu": _tahap_dahulu(baris["tahap"]),
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


# Hundreds of villages took over the same shipped programs: what their JSON says is read once.
@lru_cache(maxsize=1_000)
def _komponen(teks: str | None) -> tuple[Komponen, ...]:
    return tuple(_susun(Komponen, _json(teks, list) or ()))


@lru_cache(maxsize=1_000)
def _tahap_dahulu(teks: str | None) -> tuple:
    return tuple(_dahulu(teks))


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


@lru_cache(maxsize=1_000)
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
        return nilai if type(nilai) is int and abs(nilai) <= PALING_BESAR else None
    if nama in _DAFTAR:
        semua = [nilai] if isinstance(nilai, str) else nilai if isinstance(nilai, list) else []
        return tuple(satu for satu in semua if isinstance(satu, str))
    return nilai if isinstance(nilai, str) else ""
