"""Recipients from a sheet: who each line means, what rules and quota say of him, and enrolling those allowed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from ...domain.ids import derived_id
from ...domain.kode import HIDUP
from ...domain.nama import kunci_nama
from ...domain.nik import baca_nik, baca_no_kk
from ...domain.peran import Operator
from ...domain.tanggal import baca_tanggal
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import pendaftaran, pendaftaran_banyak
from . import program as katalog
from .pendaftaran import DITOLAK, PENUH, SUDAH, TERDAFTAR, Pendaftaran
from .pendaftaran_banyak import TIDAK_DI_SINI
from .program import ProgramBantuan
from .tabel_luar import Arti, TabelLuar

_KENAL = """
nama|Nama|nama, nama penerima, nama pengurus, nama kpm, nama lengkap, nama peserta
nik|NIK|nik, nomor induk kependudukan, no nik, nomor nik, nik penerima, nik pengurus, no ktp
no_kk|No KK|no kk, nokk, nomor kk, no kartu keluarga, nomor kartu keluarga, kk
komponen|Komponen|komponen, kategori komponen, kategori
mulai|Mulai|mulai, tanggal mulai, tgl mulai, tmt
sampai|Sampai|sampai, tanggal selesai, berakhir, tanggal akhir
tgl_pengajuan|Tanggal pengajuan|tanggal pengajuan, tgl pengajuan, diajukan, tanggal usul
posisi_berkas|Berkas sekarang di|berkas sekarang di, posisi berkas, berkas
nomor_sk|Nomor SK|nomor sk, no sk, sk
catatan|Catatan|catatan, keterangan
"""
ARTI = {
    nama: Arti(judul, tuple(satu.strip() for satu in dikenal.split(",")), wajib=nama == "nama")
    for nama, judul, dikenal in (baris.split("|") for baris in _KENAL.strip().splitlines())
}
TIDAK_DITEMUKAN, SALAH, BELUM_PASTI, ORANG_LAIN = "tidak_ditemukan", "salah", "belum_pasti", "orang_lain"
SEBUT = {
    TIDAK_DITEMUKAN: "Tidak ditemukan sebagai penduduk desa ini",
    ORANG_LAIN: "NIK ini milik orang yang namanya lain",
    SALAH: "Isian tidak terbaca",
    TIDAK_DI_SINI: "Sudah meninggal, pindah, atau tidak tercatat lagi",
    DITOLAK: "Ditolak aturan",
    PENUH: "Kuota sudah penuh",
    SUDAH: "Sudah menerima program ini",
    BELUM_PASTI: "Didaftarkan; aturannya belum dapat dipastikan",
    TERDAFTAR: "Dapat didaftarkan",
}
TERDAFTAR_JUGA = (TERDAFTAR, BELUM_PASTI)
MIRIP = 0.6
SEKALI = 100
"""So many lines are stored in one transaction: whoever is at the counter waits less than a second."""
_TEKS = {"posisi_berkas": 100, "nomor_sk": 100, "catatan": 250}
_HARI = ("mulai", "sampai", "tgl_pengajuan")

Maju = Callable[[str, int, int], None]


@dataclass
class Baris:
    """One line of the sheet with what became of it. ``kata``: why; ``penerima``: the row it made."""

    nomor: int
    sel: tuple[str, ...]
    nama: str
    nik: str | None = None
    no_kk: str | None = None
    isi: dict = field(default_factory=dict)
    penduduk: str | None = None
    nasib: str = ""
    kata: list[str] = field(default_factory=list)
    penerima: str | None = None


def rencanakan(
    node,
    kode: str,
    tabel: TabelLuar,
    peta: Mapping[str, int],
    mulai: date,
    maju: Maju | None = None,
    unggahan: str = "",
) -> list[Baris]:
    """Every line with what rules and quota say of it. Nothing is stored. Raises ``DataDitolak`` for the program.

    ``unggahan`` as for ``daftarkan``: whom this very upload enrolled before it was interrupted can be enrolled still.
    """
    program = program_terbuka(node, kode)
    semua = [_baca(nomor, sel, peta, program, mulai) for nomor, sel in zip(tabel.nomor, tabel.baris, strict=True)]
    _kenali(node, semua)
    minta = [satu for satu in semua if not satu.nasib]
    dinilai: dict[tuple, dict] = {}
    for ke, masa in enumerate(sorted({_masa(satu) for satu in minta}, key=str), 1):
        siapa = [satu.penduduk for satu in minta if _masa(satu) == masa]
        dinilai[masa] = pendaftaran_banyak.nilai(node, program, siapa, *masa)
        if maju:
            maju("Menanyai aturan", ke, 0)
    _tetapkan(node, program, minta, dinilai)
    _lanjutkan(node, [satu for satu in minta if satu.nasib == SUDAH], unggahan)
    return semua


def _lanjutkan(node, sudah: Sequence[Baris], unggahan: str) -> None:
    """Those who have it by this upload itself."""
    milik = {_id(unggahan, satu): satu for satu in sudah}
    chosen, params = node.engine.ids(sorted(milik))
    for id, penduduk in node.engine.run(
        f"SELECT t.id, p.id FROM sb_penerima t JOIN sb_penduduk p ON p.orang_id = t.orang_id WHERE t.id IN ({chosen})",
        params,
    ):
        if milik[id].penduduk == penduduk:
            milik[id].nasib, milik[id].kata = TERDAFTAR, []


def _id(unggahan: str, satu: Baris) -> str:
    """The recipient a line of an upload makes: taken twice it is one."""
    return derived_id("penerima", unggahan, str(satu.nomor))


def program_terbuka(node, kode: str) -> ProgramBantuan:
    """The program somebody can be enrolled in here. Raises ``DataDitolak``."""
    program = katalog.satu(node, kode) if kode else None
    if program is None or not program.aktif:
        raise DataDitolak([Kesalahan("bantuan_program_tidak_ada", "program")])
    if not program.perorangan:
        raise DataDitolak([Kesalahan("bantuan_bukan_perorangan", "program", isi={"nama": program.nama})])
    if program.penetap == "luar":
        raise DataDitolak([Kesalahan("bantuan_daftar_luar", "program", isi={"nama": program.nama})])
    return program


def _masa(satu: Baris) -> tuple[date, date | None]:
    return satu.isi["mulai"], satu.isi["sampai"]


def _tetapkan(node, program: ProgramBantuan, minta: Sequence[Baris], dinilai: Mapping[tuple, dict]) -> None:
    # One order for all spans: places go to whoever stands first in the sheet.
    gabung = {(satu.penduduk, _masa(satu)): dinilai[_masa(satu)][satu.penduduk] for satu in minta}
    kunci = [((satu.penduduk, _masa(satu)), *_masa(satu)) for satu in minta]
    for satu, nilai in zip(minta, pendaftaran_banyak.urutkan(node, program, gabung, kunci), strict=True):
        satu.nasib = BELUM_PASTI if nilai.belum_pasti and nilai.hasil == TERDAFTAR else nilai.hasil
        satu.kata += nilai.alasan


def _baca(nomor: int, sel, peta: Mapping[str, int], program: ProgramBantuan, mulai: date) -> Baris:
    def isi(nama: str) -> str:
        return " ".join(sel[peta[nama]].split()) if nama in peta else ""

    satu = Baris(nomor, sel, isi("nama").upper()[:100])
    for kolom, baca in (("nik", baca_nik), ("no_kk", baca_no_kk)):
        nilai, salah = baca(isi(kolom))
        setattr(satu, kolom, nilai)
        satu.kata += [f"{ARTI[kolom].judul} tidak terbaca: {isi(kolom)[:24]}"] if salah else []
    for kolom in _HARI:
        satu.isi[kolom], salah = baca_tanggal(isi(kolom) or None)
        if salah:
            satu.nasib = SALAH
            satu.kata.append(f"{ARTI[kolom].judul} tidak terbaca: {isi(kolom)[:24]}")
    satu.isi |= {kolom: isi(kolom)[:batas] or None for kolom, batas in _TEKS.items()}
    satu.isi["mulai"] = satu.isi["mulai"] or mulai
    satu.isi["sampai"] = satu.isi["sampai"] or pendaftaran.akhir(program, satu.isi["mulai"])
    satu.isi["komponen"] = list(_komponen(isi("komponen"), program, satu))
    for salah in pendaftaran.salah_masa(satu.isi["mulai"], satu.isi["sampai"]):
        satu.nasib = SALAH
        satu.kata.append(salah.judul)
    return satu


def _komponen(kata: str, program: ProgramBantuan, satu: Baris) -> Iterable[str]:
    for bagian in filter(None, re.split(r"\s*[,;/+]\s*", kata.lower())):
        cocok = next((k for k in program.komponen if bagian in (k.kode.lower(), k.nama.lower())), None)
        if cocok:
            yield cocok.kode
        elif program.komponen:
            satu.kata.append(f"Komponen tidak dikenal: {bagian[:40]}")


# ---- who a line means


def _kenali(node, semua: Sequence[Baris]) -> None:
    """Find each resident: by his number, by one he had, by card and name; by name alone where only one bears it."""
    warga = _Warga(node, semua)
    for satu in semua:
        if satu.nasib:
            continue
        id = warga.cari(satu)
        if id is None:
            satu.nasib = TIDAK_DITEMUKAN
            satu.kata.append(warga.mengapa(satu))
            continue
        satu.penduduk = id
        if warga.kunci[id] != kunci_nama(satu.nama):
            satu.kata.append(f"Nama di data penduduk: {warga.nama[id]}")
            satu.nasib = "" if _mirip(warga.kunci[id], kunci_nama(satu.nama)) else ORANG_LAIN


def _mirip(satu: str, lain: str) -> bool:
    """Whether two names can be one person's: a word in common, or nearly the same letters. A wrong number gives aid away."""
    return not lain or bool({*satu.split()} & {*lain.split()}) or SequenceMatcher(None, satu, lain).ratio() >= MIRIP


class _Warga:
    """The residents of the village, as lines of a sheet name them; read once."""

    def __init__(self, node, semua: Sequence[Baris]):
        rows = node.engine.run(
            "SELECT p.id, p.nama, p.nik, k.no_kk, p.orang_id FROM sb_penduduk p LEFT JOIN sb_keluarga k"
            " ON k.id = p.keluarga_id WHERE p.wilayah = ? ORDER BY CASE WHEN p.status_dasar = ? THEN 1 ELSE 0 END, p.id",
            (node.code, HIDUP),
        )
        self.nama = {row[0]: row[1] for row in rows}
        self.kunci = {row[0]: kunci_nama(row[1]) for row in rows}
        # Later rows win: who lives here goes before who died or left.
        self.nik = {row[2]: row[0] for row in rows if row[2]}
        self.kartu = {(row[3], self.kunci[row[0]]): row[0] for row in rows if row[3]}
        self.bernama: dict[str, list[str]] = {}
        for row in rows:
            self.bernama.setdefault(self.kunci[row[0]], []).append(row[0])
        orang = {row[4]: row[0] for row in rows}
        nomor = sorted({satu.nik for satu in semua if satu.nik} - self.nik.keys())
        chosen, params = node.engine.ids(nomor)
        kenal = node.engine.run(f"SELECT nik, orang FROM sb_nik_kenal WHERE nik IN ({chosen})", params)
        self.dulu = {nik: orang[siapa] for nik, siapa in kenal if siapa in orang}

    def cari(self, satu: Baris) -> str | None:
        kunci = kunci_nama(satu.nama)
        if satu.nik:
            return self.nik.get(satu.nik) or self.dulu.get(satu.nik) or self.kartu.get((satu.no_kk, kunci))
        if satu.no_kk:
            return self.kartu.get((satu.no_kk, kunci))
        sama = self.bernama.get(kunci, []) if satu.nama else []
        return sama[0] if len(sama) == 1 else None

    def mengapa(self, satu: Baris) -> str:
        """Why nobody was found, and what to write."""
        if satu.nik:
            return "NIK ini tidak ada di data penduduk desa"
        if satu.no_kk:
            return "Tidak ada orang bernama itu pada No KK ini"
        if not satu.nama:
            return "Tanpa nama, NIK, dan No KK: siapa orangnya tidak dapat diketahui"
        if len(self.bernama.get(kunci_nama(satu.nama), [])) > 1:
            return "Nama ini dipakai beberapa orang; tulis NIK atau No KK-nya"
        return "Nama ini tidak ada di data penduduk desa; tulis NIK atau No KK-nya"


# ---- enrolling


def daftarkan(
    node, operator: Operator, kode: str, semua: Sequence[Baris], unggahan: str, sumber: str, maju: Maju | None = None
) -> None:
    """Enrol those allowed through the one door, ``SEKALI`` to a transaction; each line says what became of it.

    ``unggahan``: what the ids of the rows follow from, so that the same upload taken twice enrols nobody twice.
    """
    minta = [satu for satu in semua if satu.nasib in TERDAFTAR_JUGA]
    orang = _orang(node, minta)
    for awal in range(0, len(minta), SEKALI):
        with rekam.transaksi(node):
            for satu in minta[awal : awal + SEKALI]:
                _satu(node, operator, kode, satu, unggahan, sumber, orang)
        if maju:
            maju("Mendaftarkan", min(awal + SEKALI, len(minta)), len(minta))


def _orang(node, minta: Sequence[Baris]) -> dict[str, str]:
    chosen, params = node.engine.ids([satu.penduduk for satu in minta])
    return dict(node.engine.run(f"SELECT id, orang_id FROM sb_penduduk WHERE id IN ({chosen})", params))


def _satu(node, operator, kode: str, satu: Baris, unggahan: str, sumber: str, orang: Mapping[str, str]) -> None:
    komponen = tuple({"kode": k, "orang_id": orang[satu.penduduk]} for k in satu.isi["komponen"])
    isi = {nama: nilai for nama, nilai in satu.isi.items() if nama != "komponen"}
    id = _id(unggahan, satu)
    try:
        hasil = pendaftaran.daftarkan(
            node, operator, Pendaftaran(kode, satu.penduduk, komponen=komponen, sumber=sumber or None, id=id, **isi)
        )
    except DataDitolak as salah:
        satu.nasib, satu.kata = SALAH, [f"{one.judul}. {one.saran}" for one in salah.kesalahan]
        return
    if hasil.hasil == TERDAFTAR:
        satu.penerima = hasil.penerima.id
    else:
        satu.nasib, satu.kata = hasil.hasil, [one.alasan for one in hasil.jawaban.aturan]
