"""Where a proposal stands: told by itself, the stages of its program and the steps of all levels, and by nothing else.

Steps form a chain. Each names in ``dinilai`` the state it judged: a hash over what is proposed and every step
before it. So neither a clock nor the order of arrival matters, an edit takes back all that was judged before it,
and who is too late by a withdrawal judged something that is no more. Pure.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Protocol

from .bantuan import (
    DAFTAR_TUNGGU,
    DIAJUKAN,
    DICABUT,
    DIKEMBALIKAN,
    DITETAPKAN,
    DITOLAK,
    DIVERIFIKASI,
    DRAF,
)
from .wilayah import level, within

AJUKAN, SETUJUI, KEMBALIKAN, TOLAK = "ajukan", "setujui", "kembalikan", "tolak"
TETAPKAN, TUNGGU, CABUT, BERITAHUKAN = "tetapkan", "tunggu", "cabut", "beritahukan"
DAHULU = (CABUT, TOLAK, KEMBALIKAN, TETAPKAN, SETUJUI, TUNGGU, AJUKAN)
"""Of several steps that judged one and the same state, the first of these counts: what stops it goes before what lets it pass."""
SELESAI = (DITETAPKAN, DITOLAK, DICABUT)
DINILAI = (
    "program", "orang_id", "keluarga_id", "nik", "no_kk", "nama", "alamat", "komponen", "tahun", "tgl_usul", "alasan",
    "untuk_orang_id", "menggantikan_id",
)  # fmt: skip
"""What is judged of a proposal. Documents are added as it goes along; a telephone number takes no step back."""

KUOTA_PENUH, ATURAN, BELUM_TERDAFTAR = "kuota_penuh", "aturan", "belum_terdaftar"
ALASAN_TOLAK = {
    "mampu": "Sudah mampu",
    "bukan_sasaran": "Bukan sasaran program ini",
    "bantuan_lain": "Sudah menerima bantuan lain",
    "nik_tidak_padan": "NIK tidak padan",
    "tidak_ditemukan": "Orangnya tidak ditemukan",
    "meninggal": "Meninggal",
    "pindah": "Pindah",
    "data_tidak_benar": "Keterangannya tidak benar",
    "dokumen_tidak_sah": "Dokumennya tidak sah",
    "lainnya": "Lainnya",
}
ALASAN_KEMBALI = {
    "dokumen_kurang": "Dokumen belum lengkap",
    "data_kurang": "Keterangan belum lengkap",
    "nik_diperiksa": "NIK perlu dicocokkan",
    "pernyataan_kurang": "Pernyataan RT, RW, atau relawan belum ada",
    "musdes_kurang": "Belum dibahas dalam musyawarah",
    "lainnya": "Lainnya",
}
ALASAN_CABUT = {"mengundurkan_diri": "Mengundurkan diri", "salah_usul": "Salah mengusulkan", "lainnya": "Lainnya"}
ALASAN_TUNGGU = {KUOTA_PENUH: "Kuota sudah penuh"}
_SISTEM = {
    ATURAN: "Ditolak aturan program",
    KUOTA_PENUH: "Kuota sudah penuh",
    BELUM_TERDAFTAR: "Belum dapat dimasukkan ke daftar penerima",
}
ALASAN = _SISTEM | ALASAN_CABUT | ALASAN_KEMBALI | ALASAN_TOLAK
"""Every reason a step may give, in words."""
PILIHAN_ALASAN = {TOLAK: ALASAN_TOLAK, KEMBALIKAN: ALASAN_KEMBALI, CABUT: ALASAN_CABUT, TUNGGU: ALASAN_TUNGGU}
"""The steps that say why, and what they may say."""


class Tahap(Protocol):
    """What is asked of a stage of a program: the level that acts."""

    tingkat: str


# ---- the chain


class Usulan(Protocol):
    """What is asked of a proposal."""

    id: str
    node: str
    wilayah: str


class Langkah(Protocol):
    """What is asked of a step; ``node`` is its author, as its signature proved."""

    id: str
    node: str
    wilayah: str
    langkah: str
    dinilai: str | None


@dataclass(frozen=True, slots=True)
class Posisi:
    """Where a proposal stands. ``tahap``: the stage that is due, from 1; ``tanda``: what the next step must have judged.

    ``sudah``: who may has determined, and only its place is waited for. ``rantai``: the steps that count, in order.
    """

    keadaan: str
    tanda: str
    tahap: int = 0
    sudah: bool = False
    rantai: tuple = ()
    diberi_tahu: bool = False
    giliran: str | None = None

    @property
    def terakhir(self):
        """The last step that counts, or None."""
        return self.rantai[-1] if self.rantai else None


def sidik(isi: Mapping) -> str:
    """The hash of what is judged of a proposal, given as column -> value."""
    nilai = [_teks(isi.get(nama)) for nama in DINILAI]
    return _hash(json.dumps(nilai, ensure_ascii=False))


def _teks(nilai):
    return nilai.isoformat() if isinstance(nilai, date) else nilai


def _hash(teks: str) -> str:
    return blake2b(teks.encode(), digest_size=16).hexdigest()


def posisi(usulan: Usulan, tanda: str, tahap: Sequence[Tahap], langkah: Iterable[Langkah], mulai: int = 1) -> Posisi:
    """Where it stands by all these steps, in whatever order they are given. ``tanda``: ``sidik`` of the proposal.

    ``tahap`` empty: its program is not known here (yet), so nothing can be judged. ``mulai``: the stage that is due
    once it was handed in.
    """
    menurut: dict[str, list] = {}
    for satu in sorted(langkah, key=_urutan):
        if satu.wilayah == usulan.wilayah and within(usulan.wilayah, satu.node):
            menurut.setdefault(satu.dinilai or "", []).append(satu)
    di = Posisi(DRAF, tanda, giliran="desa")
    while lanjut := _berikut(usulan, tahap, di, menurut.get(di.tanda, ()), mulai):
        di = lanjut
    kabar = any(satu.langkah == BERITAHUKAN for satu in menurut.get(di.tanda, ()))
    return replace(di, diberi_tahu=kabar or _sudah_tahu(di))


def _urutan(satu: Langkah) -> tuple:
    return DAHULU.index(satu.langkah) if satu.langkah in DAHULU else len(DAHULU), satu.id


def _sudah_tahu(di: Posisi) -> bool:
    return bool(getattr(di.terakhir, "diberitahukan_pada", None))


def _berikut(usulan, tahap, di: Posisi, semua: Iterable[Langkah], mulai: int) -> Posisi | None:
    """The position after the first of these steps that counts; None where none does."""
    for satu in semua:
        if hasil := _sesudah(usulan, tahap, di, satu, mulai):
            keadaan, ke, sudah = hasil
            tanda = _hash(f"{di.tanda}\0{satu.id}\0{satu.langkah}")
            return Posisi(keadaan, tanda, ke, sudah, (*di.rantai, satu), False, _giliran(tahap, keadaan, ke, sudah))
    return None


def _giliran(tahap, keadaan: str, ke: int, sudah: bool) -> str | None:
    if keadaan in (DRAF, DIKEMBALIKAN) or (keadaan == DAFTAR_TUNGGU and sudah):
        return "desa"
    if keadaan in SELESAI or not 1 <= ke <= len(tahap):
        return None
    return tahap[ke - 1].tingkat


def _sesudah(usulan, tahap, di: Posisi, satu: Langkah, mulai: int) -> tuple[str, int, bool] | None:
    """What follows from a step here: (state, stage that is due, determined); None where it does not count."""
    milik = satu.node in (usulan.node, usulan.wilayah)
    if satu.langkah == AJUKAN:
        return (DIAJUKAN, mulai, False) if milik and di.keadaan in (DRAF, DIKEMBALIKAN) else None
    if satu.langkah == CABUT:
        return (DICABUT, di.tahap, di.sudah) if milik and di.keadaan not in SELESAI else None
    if di.keadaan == DRAF:  # what a citizen asked for at an office above can be declined before it is taken up
        tolak = satu.langkah == TOLAK and satu.node == usulan.wilayah != usulan.node
        return (DITOLAK, 0, False) if tolak else None
    if di.keadaan == DITETAPKAN or di.sudah:
        return _menempatkan(di, satu) if satu.node == usulan.wilayah else None
    return _menilai(tahap, di, satu)


def _menempatkan(di: Posisi, satu: Langkah) -> tuple[str, int, bool] | None:
    """The village enrols whom an office above determined: there may be no place, or a rule may forbid it."""
    if di.keadaan in (DITOLAK, DICABUT) or (satu.langkah == TUNGGU and di.keadaan == DAFTAR_TUNGGU):
        return None
    ke = {TUNGGU: DAFTAR_TUNGGU, TOLAK: DITOLAK}
    if di.keadaan == DAFTAR_TUNGGU:
        ke[TETAPKAN] = DITETAPKAN
    return (ke[satu.langkah], di.tahap, True) if satu.langkah in ke else None


def _menilai(tahap, di: Posisi, satu: Langkah) -> tuple[str, int, bool] | None:
    """A step of the level whose turn it is."""
    terbuka = di.keadaan in (DIAJUKAN, DIVERIFIKASI, DAFTAR_TUNGGU)
    if not terbuka or not 1 <= di.tahap <= len(tahap) or level(satu.node) != tahap[di.tahap - 1].tingkat:
        return None
    akhir = di.tahap == len(tahap)
    if satu.langkah in (SETUJUI, TETAPKAN) and not akhir:
        return DIVERIFIKASI, di.tahap + 1, False
    ke = {KEMBALIKAN: DIKEMBALIKAN, TOLAK: DITOLAK}
    if akhir:
        ke[TETAPKAN] = DITETAPKAN
        if di.keadaan != DAFTAR_TUNGGU:
            ke[TUNGGU] = DAFTAR_TUNGGU
    if satu.langkah not in ke:
        return None
    return ke[satu.langkah], di.tahap, satu.langkah == TETAPKAN
