"""The catalogue of programs: what an office has, makes, changes and switches off, each level for its own area."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan
from ...domain.peran import PERAN, Operator, boleh
from ...domain.wilayah import level, within
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bawaan
from . import program as dibaca
from .program import ProgramBantuan
from .tables import Program
from .ukuran import UKURAN

TINGKAT = ("desa", "kecamatan", "kabupaten")
PALING_BANYAK = 30
"""Components, and steps, one program may have."""
PALING_LAMA = 366
"""Working days a step may take."""
_BUKAN_KODE = re.compile(r"[^A-Z0-9]+")
_BUKAN_NAMA = re.compile(r"[^a-z0-9]+")
_JSON = ("komponen", "tahap", "peringkat")
_BUKAN_ISI = ("id", "milik", "tahap_dahulu", "tertulis")


@dataclass(frozen=True)
class Pilihan:
    """What a list of programs is narrowed by; empty: not at all."""

    cari: str = ""
    sifat: str = ""
    pendanaan: str = ""
    sasaran: str = ""
    keadaan: str = "aktif"
    milik: str = ""

    def cocok(self, node, satu: ProgramBantuan) -> bool:
        """Whether a program is among them."""
        teks = f"{satu.nama} {satu.singkatan} {satu.kode} {satu.instansi or ''}".lower()
        return (
            all(kata in teks for kata in self.cari.lower().split())
            and self.sifat in ("", satu.sifat)
            and self.pendanaan in ("", satu.pendanaan)
            and self.sasaran in ("", satu.sasaran)
            and (self.keadaan == "semua" or satu.aktif == (self.keadaan == "aktif"))
            and self.milik in ("", kedudukan(node, satu))
        )


def kedudukan(node, satu: ProgramBantuan) -> str:
    """Whose a program is, seen from here: ``sendiri``, ``atas`` or ``bawah``."""
    if satu.milik == node.code:
        return "sendiri"
    return "atas" if within(node.code, satu.milik) else "bawah"


def semua(node, pilihan: Pilihan | None = None) -> list[ProgramBantuan]:
    """The programs this office sees: those in force here, then those that places below made for themselves."""
    berlaku = list(dibaca.di_sini(node).values())
    milik_bawah = Program.select().where(Program.wilayah != node.code).order_by(Program.wilayah, Program.nama)
    bawah = [dibaca.dari_baris(satu) for satu in milik_bawah if within(satu.wilayah, node.code)]
    return [satu for satu in (*berlaku, *bawah) if pilihan is None or pilihan.cocok(node, satu)]


def satu(node, kode: str, milik: str = "") -> ProgramBantuan | None:
    """The program of this kode that is in force here, or the one a place (``milik``) made for itself."""
    if milik:
        kode = kode.removesuffix(f"@{milik}") if not Program.select().where(Program.kode == kode).exists() else kode
        baris = Program.get_or_none((Program.kode == kode) & (Program.wilayah == milik))
        return baris and dibaca.dari_baris(baris)
    return dibaca.satu(node, kode)


def kode_baru(node, singkatan: str) -> str:
    """The kode of a program this office makes; below the kabupaten it bears the place, so that it never collides."""
    kata = _BUKAN_KODE.sub("-", singkatan.upper()).strip("-")
    return kata[:40] if level(node.code) == "kabupaten" else f"{kata[:26]}@{node.code}" if kata else ""


def sebagai_nama(teks: str, sudah: set[str]) -> str:
    """A short code out of words, unlike those there are: ``Ibu hamil`` -> ``ibu_hamil``."""
    dasar = _BUKAN_NAMA.sub("_", teks.lower()).strip("_")[:30] or "bagian"
    ke = (f"{dasar}_{nomor}" if nomor > 1 else dasar for nomor in range(1, len(sudah) + 2))
    return next(kata for kata in ke if kata not in sudah)


def sebagai_isi(satu: ProgramBantuan) -> dict:
    """A program as ``simpan`` takes it."""
    polos = {nama: getattr(satu, nama) for nama in ProgramBantuan.__dataclass_fields__ if nama not in _BUKAN_ISI}
    polos |= {nama: int(polos[nama]) for nama in ("karena_kematian", "berkuota", "empat_mata", "aktif")}
    polos["komponen"] = [vars(ini) for ini in satu.komponen]
    polos["tahap"] = [vars(ini) | {"peran": list(ini.peran), "dokumen": list(ini.dokumen)} for ini in satu.tahap]
    return polos | {"peringkat": dict(satu.peringkat)}


def boleh_ubah(node, operator: Operator | None, satu: ProgramBantuan) -> bool:
    """Whether the program is this office's own and the person may change it."""
    return satu.milik == node.code and boleh(operator, "program", "ubah", node.code)


def simpan(node, operator: Operator, isi: Mapping, kode: str = "", versi: int | None = None) -> Program:
    """Store a new program, or this office's own of this ``kode`` last read at ``versi``. Raises ``DataDitolak``.

    ``isi``: the columns, with ``komponen`` and ``tahap`` as lists and ``peringkat`` as a mapping. Columns left out
    stay as they are.
    """
    with rekam.transaksi(node):
        tipe = node.catalog["program"]
        lama = _lama(node, kode, versi) if kode else None
        kode = kode or kode_baru(node, isi.get("singkatan") or "")
        bersih = rapikan(tipe, {nama: nilai for nama, nilai in isi.items() if nama not in _JSON}) | {"kode": kode}
        bersih |= {nama: bawaan.bagian(isi[nama]) for nama in _JSON if nama in isi}
        if lama and "tahap" in isi:
            bersih["tahap"] = _tahap(node, lama, isi["tahap"] or ())
        if "keterangan" in isi:
            bersih["keterangan"] = _paragraf(isi["keterangan"])
        salah = _satu_tiap_kolom(salah_kolom(tipe, bersih, lama) + _salah(node, kode, bersih, isi, lama))
        if salah:
            raise DataDitolak(salah)
        sebelum = rekam.nilai(lama) if lama else None
        baris = lama or rekam.tambah(tipe, bawaan.id_program(node, kode), node.code, bersih)
        if lama:
            rekam.ubah(lama, bersih)
        aksi = "ubah" if lama else "tambah"
        rekam.jejak(node, operator, aksi, "program", baris, baris.nama, sebelum=sebelum, sesudah=bersih)
        return baris


def _tahap(node, lama: Program, baru: Sequence[Mapping]) -> str | None:
    """The stages to store: once somebody was proposed, those of before are kept for the proposals there are."""
    teks = bawaan.bagian(baru)
    if dibaca.baca_tahap(teks) == dibaca.baca_tahap(lama.tahap):
        return lama.tahap
    ada = node.engine.one("SELECT 1 FROM sb_usulan_bantuan WHERE program = ? LIMIT 1", (lama.kode,))
    return dibaca.ganti_tahap(lama.tahap, baru, date.today()) if ada else teks


def aktifkan(node, operator: Operator, kode: str, aktif: bool) -> Program:
    """Offer this office's own program, or no longer; who receives it keeps it. Raises ``DataDitolak``."""
    return simpan(node, operator, {"aktif": int(aktif)}, kode)


def _lama(node, kode: str, versi: int | None) -> Program:
    lama = Program.get_or_none((Program.kode == kode) & (Program.wilayah == node.code))
    if lama is None:
        raise DataDitolak([Kesalahan("program_bukan_milik", "kode")])
    if versi is not None and rekam.versi(node, lama.id) != versi:
        raise DataDitolak([Kesalahan("program_sudah_berubah")])
    return lama


def _paragraf(teks: str | None) -> str | None:
    """Text with its lines kept."""
    return "\n".join(" ".join(baris.split()) for baris in (teks or "").strip().splitlines()) or None


def _satu_tiap_kolom(salah: list[Kesalahan]) -> list[Kesalahan]:
    return list({(satu.kolom, satu.baris): satu for satu in reversed(salah)}.values())[::-1]


def _salah(node, kode: str, bersih: Mapping, isi: Mapping, lama: Program | None) -> list[Kesalahan]:
    salah = []
    if lama is None and not kode.partition("@")[0]:
        salah.append(Kesalahan("wajib_diisi", "singkatan"))
    elif lama is None and (kode == bantuan.DTSEN or Program.select().where(Program.kode == kode).exists()):
        salah.append(Kesalahan("program_singkatan_dipakai", "singkatan", isi={"kode": kode}))
    mulai, sampai = (bersih.get(nama, lama and getattr(lama, nama)) for nama in ("mulai", "sampai"))
    if mulai and sampai and sampai < mulai:
        salah.append(Kesalahan("program_sampai_sebelum_mulai", "sampai"))
    return salah + _salah_komponen(isi) + _salah_tahap(isi) + _salah_peringkat(isi)


def _salah_komponen(isi: Mapping) -> list[Kesalahan]:
    salah, sudah = [], set()
    for ke, satu in enumerate(isi.get("komponen") or ()):
        if not satu["nama"]:
            salah.append(Kesalahan("komponen_tanpa_nama", "komponen", str(ke)))
        elif satu["kode"] in sudah:
            salah.append(Kesalahan("komponen_ganda", "komponen", str(ke), {"kode": satu["kode"]}))
        elif len(satu["nama"]) > 80 or len(satu["kode"]) > 40:
            salah.append(Kesalahan("terlalu_panjang", "komponen", str(ke)))
        sudah.add(satu["kode"])
    return salah


def _salah_tahap(isi: Mapping) -> list[Kesalahan]:
    salah = []
    for ke, satu in enumerate(isi.get("tahap") or ()):
        if not satu["nama"]:
            salah.append(Kesalahan("tahap_tanpa_nama", "tahap", str(ke)))
        if satu["tingkat"] not in TINGKAT or not set(satu["peran"]) <= set(peran_tahap(satu["tingkat"])):
            salah.append(Kesalahan("tahap_salah_peran", "tahap", str(ke)))
        elif not satu["peran"]:
            salah.append(Kesalahan("tahap_tanpa_peran", "tahap", str(ke)))
        if any((satu.get(nama) or 0) > PALING_LAMA for nama in ("hari", "hari_memberitahu")):
            salah.append(Kesalahan("tahap_terlalu_lama", "tahap", str(ke)))
        if any(len(kata) > 200 for kata in (satu["nama"], satu["instansi"], satu["pemberitahu"], *satu["dokumen"])):
            salah.append(Kesalahan("terlalu_panjang", "tahap", str(ke)))
    return salah


def _salah_peringkat(isi: Mapping) -> list[Kesalahan]:
    bagian = (isi.get("peringkat") or {}).get("komponen", ())
    salah = [satu for satu in bagian if satu["ukuran"] not in UKURAN or not 1 <= satu["bobot"] <= 100]
    return [Kesalahan("peringkat_salah", "peringkat")] if salah else []


def peran_tahap(tingkat: str) -> tuple[str, ...]:
    """The roles of a level that may take a step of a proposal."""
    contoh = {"desa": "35.22.01.2001", "kecamatan": "35.22.01", "kabupaten": "35.22"}.get(tingkat, "")
    return tuple(
        peran
        for peran, di in PERAN.items()
        if tingkat in di and boleh(Operator("", "", frozenset({peran}), contoh), "usulan_langkah", "tambah", contoh)
    )
