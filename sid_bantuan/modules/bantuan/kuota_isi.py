"""Quotas as their office sets them: one number for each village, program and year, typed, pasted or read from a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from python_calamine import CalamineError

from ...domain.angka import baca_angka
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import is_code, level, parent
from ...domain.wilayah_nama import bawahan, nama_pendek
from ...jejak import catat
from ...sync.node import Node
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.buku_excel import buka_buku
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import kuota
from .program import ProgramBantuan, hari
from .tables import Kuota

PALING_BANYAK = 1_000_000
SEMUANYA = 20
"""So many faults of a paste or a sheet are told one by one; of the others how many."""


@dataclass(frozen=True)
class BarisKuota:
    """One village in the list of a program and a year; ``jumlah`` None: no quota was set."""

    desa: str
    nama: str
    kecamatan: str
    jumlah: int | None = None
    tahun_lalu: int | None = None
    terpakai: int | None = None
    lebih: int = 0
    ditetapkan: date | None = None
    nomor_sk: str | None = None

    @property
    def dipakai(self) -> int:
        return (self.terpakai or 0) + self.lebih


def desa(kode: str) -> list[tuple[str, str]]:
    """The villages of a place, (code, bare name), by code; a village has itself."""
    if level(kode) == "desa":
        return [(kode, nama_pendek(kode))]
    dalam = bawahan(kode)
    return dalam if level(kode) == "kecamatan" else [satu for ini, _ in dalam for satu in bawahan(ini)]


def tampil(node: Node, program: str, tahun: int, area: str) -> list[BarisKuota]:
    """Every village of an area with its quota of this year and the one before, and what is used of it."""
    kini, lalu = (_ditetapkan(node, program, satu) for satu in (tahun, tahun - 1))
    pakai = {
        satu[0]: (int(satu[1]), int(satu[2]))
        for satu in node.engine.run(
            "SELECT wilayah, terpakai, lebih FROM sb_kuota_pakai WHERE program = ? AND tahun = ?", (program, tahun)
        )
    }
    return [
        BarisKuota(
            satu, nama, nama_pendek(parent(satu)), kini.get(satu, (None,))[0], lalu.get(satu, (None,))[0],
            *(pakai.get(satu) or (None, 0)), *kini.get(satu, (None, None, None))[1:],
        )
        for satu, nama in desa(area)
    ]  # fmt: skip


def _ditetapkan(node: Node, program: str, tahun: int) -> dict[str, tuple[int, date | None, str | None]]:
    """Village -> the quota that counts: the higher level's, of one level the later written."""
    rows = node.engine.run(
        "SELECT wilayah, jumlah, ditetapkan_pada, nomor_sk, node, id FROM sb_kuota WHERE program = ? AND tahun = ?",
        (program, tahun),
    )
    urut = sorted(rows, key=lambda satu: (-len(satu[4]), satu[5]))
    return {satu[0]: (int(satu[1]), hari(satu[2]), satu[3]) for satu in urut}


def boleh_isi(node: Node, program: ProgramBantuan) -> bool:
    """Whether this office sets the quotas: the program is its own, and has places at all."""
    return program.milik == node.code and program.berkuota and program.perorangan


def simpan(
    node: Node, operator: Operator, program: str, tahun: int, isi: Mapping[str, int | None], *,
    nomor_sk: str | None = None, ditetapkan: date | None = None, setuju: bool = False,
    dilihat: Mapping[str, int | None] | None = None,
) -> int:  # fmt: skip
    """Set the quotas of these villages (None: withdraw it); how many changed. Raises ``DataDitolak``.

    A quota below what is used needs ``setuju``: those beyond it stay recorded, as beyond it. ``dilihat``: what stood
    on the page it was typed on; where somebody else wrote meanwhile, nothing is stored.
    """
    with rekam.transaksi(node):
        ada = {
            satu.wilayah: satu
            for satu in Kuota.select().where((Kuota.program == program) & (Kuota.tahun == tahun))
            if satu.node == node.code
        }
        ubah = {satu: jumlah for satu, jumlah in isi.items() if jumlah != (ada[satu].jumlah if satu in ada else None)}
        dikenal = {kode for kode, _ in desa(node.code)}
        if asing := [satu for satu in ubah if satu not in dikenal]:
            raise DataDitolak([Kesalahan("kuota_desa_asing", "jumlah", isi={"desa": satu}) for satu in asing])
        kini = {satu: ada[satu].jumlah if satu in ada else None for satu in ubah}
        if berubah := [satu for satu in ubah if dilihat is not None and dilihat.get(satu, kini[satu]) != kini[satu]]:
            raise DataDitolak([
                Kesalahan("kuota_sudah_berubah", "jumlah", isi={"desa": nama_pendek(satu), "jumlah": _tulis_angka(kini[satu])})
                for satu in berubah[:20]
            ])  # fmt: skip
        if not setuju and (kurang := _di_bawah(node, program, tahun, ubah)):
            raise DataDitolak([
                Kesalahan("kuota_di_bawah_terpakai", "setuju", isi={"banyak": len(kurang), "desa": kurang})
            ])  # fmt: skip
        tetap = {"nomor_sk": nomor_sk or None, "ditetapkan_pada": ditetapkan}
        for satu, jumlah in ubah.items():
            _tulis(node, operator, program, tahun, satu, jumlah, ada.get(satu), tetap)
        kuota.hitung(node, {(satu, program) for satu in ubah})
        if ubah:
            catat(node.engine, operator, "ubah", "kuota", None, node.code, label=f"{program} {tahun}",
                  sebelum=kini, sesudah=ubah, catatan=nomor_sk)  # fmt: skip
        return len(ubah)


def _tulis_angka(jumlah: int | None) -> str:
    return "kosong" if jumlah is None else f"{jumlah:,}".replace(",", ".")


def _di_bawah(node: Node, program: str, tahun: int, ubah: Mapping[str, int | None]) -> list[str]:
    """The villages where less is given than is used already."""
    return [
        satu
        for satu, jumlah in ubah.items()
        if jumlah is not None and kuota.memakai(node, satu, program, tahun) > jumlah
    ]


def _tulis(node, operator, program, tahun, wilayah, jumlah, lama: Kuota | None, tetap: Mapping) -> None:
    if jumlah is None:
        lama.delete_instance()
        return
    isi = {"jumlah": jumlah, "oleh": operator.nama[:100], "pada": now()} | tetap
    if lama:
        rekam.ubah(lama, isi)
        return
    id = derived_id("kuota", node.code, wilayah, program, str(tahun))
    Kuota(id=id, node=node.code, wilayah=wilayah, program=program, tahun=tahun, **isi).save(force_insert=True)


# ---- pasted, or from a sheet


def baca_teks(kode: str, teks: str) -> dict[str, int | None]:
    """Village -> number out of lines "code or name, number". Raises ``DataDitolak`` with every line that is wrong."""
    hasil: dict[str, int | None] = {}
    salah: list[Kesalahan] = []
    kenal = _kenal(kode)
    for ke, baris in enumerate(teks.splitlines(), 1):
        sel = [satu.strip() for satu in (baris.split("\t") if "\t" in baris else baris.replace(";", ",").split(","))]
        sel = [satu for satu in sel if satu]
        if not sel or _kepala(sel):
            continue
        salah += _satu_baris(sel, str(ke), kenal, hasil)
    if not hasil and not salah:
        salah = [Kesalahan("kuota_kosong", "tempelan")]
    if lain := len(salah[SEMUANYA:]):
        salah = [*salah[:SEMUANYA], Kesalahan("kuota_salah_lain", "tempelan", isi={"banyak": _tulis_angka(lain)})]
    if salah:
        raise DataDitolak(salah)
    return hasil


def _kepala(sel: Sequence[str]) -> bool:
    return sel[0].lower() in ("kode", "desa", "kode desa", "nama desa", "desa/kelurahan")


def _satu_baris(sel: Sequence[str], ke: str, kenal: Mapping[str, str | None], hasil: dict) -> list[Kesalahan]:
    if len(sel) < 2:
        return [Kesalahan("kuota_baris_salah", "tempelan", isi={"baris": ke})]
    satu = next((kenal[kata] for kata in map(_kata, sel[:-1]) if kenal.get(kata)), None)
    if satu is None:
        return [Kesalahan("kuota_desa_asing", "tempelan", isi={"desa": sel[0]})]
    if satu in hasil:
        return [Kesalahan("kuota_desa_ganda", "tempelan", isi={"desa": nama_pendek(satu)})]
    try:
        hasil[satu] = bilangan(sel[-1])
    except ValueError:
        return [Kesalahan("kuota_bukan_angka", "tempelan", isi={"desa": nama_pendek(satu)})]
    return []


def bilangan(teks: str) -> int | None:
    """A number as people type it; empty is none. Raises ``ValueError``."""
    return baca_angka(teks, PALING_BANYAK)


def _kata(teks: str) -> str:
    return " ".join(teks.lower().removeprefix("desa ").removeprefix("kelurahan ").split())


def _kenal(kode: str) -> dict[str, str | None]:
    """What names a village: its code, or its name where only one here has it."""
    hasil: dict[str, str | None] = {}
    for satu, nama in desa(kode):
        hasil[satu] = satu
        hasil[_kata(nama)] = None if _kata(nama) in hasil else satu
    return hasil


def baca_lembar(kode: str, isi: bytes) -> dict[str, int | None]:
    """The same from a sheet as it is downloaded here; rows without a number are left out. Raises ``DataDitolak``."""
    try:
        baris = buka_buku(isi).get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, OSError):
        raise DataDitolak([Kesalahan("kuota_berkas_salah", "berkas")]) from None
    teks = [[_sel(satu) for satu in satu_baris] for satu_baris in baris]
    kepala = next((ke for ke, satu in enumerate(teks) if {"kode", "jumlah"} <= {kata.lower() for kata in satu}), None)
    if kepala is None:
        raise DataDitolak([Kesalahan("kuota_berkas_salah", "berkas")])
    nama = [kata.lower() for kata in teks[kepala]]
    kolom = nama.index("kode"), nama.index("jumlah")
    pilih = [(satu[kolom[0]], satu[kolom[1]]) for satu in teks[kepala + 1 :]]
    return baca_teks(kode, "\n".join("\t".join(satu) for satu in pilih if is_code(satu[0]) and satu[1]))


def _sel(nilai) -> str:
    return str(int(nilai)) if isinstance(nilai, float) and nilai.is_integer() else str(nilai).strip()
