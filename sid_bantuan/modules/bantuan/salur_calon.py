"""Who gets in one period: the recipients whose aid is in force, how much, and who is left out and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain import bantuan, masa
from ...domain.wilayah import level
from . import program as katalog
from .pembetulan import berlaku
from .program import ProgramBantuan
from .salur_dasar import DARI

SUDAH_DI_DAFTAR = "Sudah masuk daftar penyaluran lain"
TERCATAT_GANDA = "Tercatat dua kali sebagai penerima; yang satu sudah ada di daftar ini"


@dataclass(frozen=True)
class Calon:
    """One recipient as he stands today. ``sebab``: why he is left out, or (``ganti_pengurus``) what is to be seen to."""

    untuk_id: str
    wilayah: str
    keluarga_id: str
    orang_id: str | None
    penduduk_id: str | None
    nik: str | None
    nama: str
    alamat: str
    keadaan: str
    sebab: str | None
    catatan: str
    nilai: int | None
    rekening: str | None

    @property
    def berhak(self) -> bool:
        return self.keadaan == bantuan.AKTIF

    @property
    def kata_sebab(self) -> str:
        """Why, in words."""
        kata = bantuan.SEBAB.get(self.sebab or "") or bantuan.ALASAN_PENERIMA.get(self.sebab or "", "")
        return kata or self.catatan or bantuan.KEADAAN_PENERIMA.get(self.keadaan, self.keadaan)


def berwenang(node, program: ProgramBantuan) -> bool:
    """Whether disbursements of this program are written here: where it is determined, by the office whose it is."""
    if level(node.code) == "desa":
        return program.penetap == "desa" or program.milik == node.code
    return program.milik == node.code and program.penetap != "desa"


def dapat_disalurkan(node) -> dict[str, ProgramBantuan]:
    """The programs whose disbursements are written here, by kode."""
    return {
        kode: satu
        for kode, satu in katalog.semua(node).items()
        if satu.perorangan and satu.aktif and berwenang(node, satu)
    }


def dalam_wilayah(kolom: str, wilayah: str) -> tuple[str, tuple]:
    """The condition that a row lies in an area, as a range the index answers, and its parameters."""
    if level(wilayah) == "desa":
        return f"{kolom} = ?", (wilayah,)
    return f"({kolom} = ? OR ({kolom} > ? AND {kolom} < ?))", (wilayah, f"{wilayah}.", f"{wilayah}/")


def calon(node, program: ProgramBantuan, waktu: str, nilai: int | None = None, penyaluran_id: str = "") -> list[Calon]:
    """Everybody whose aid touches this period, by village and name; the state is the effective one.

    ``nilai``: what each gets, in place of the program's own. ``penyaluran_id``: the disbursement it is asked for.
    """
    awal, akhir = masa.rentang(waktu)
    di, isi = dalam_wilayah("i.wilayah", node.code)
    cari = " UNION ALL ".join(
        "SELECT i.sumber, i.wilayah, COALESCE(i.keluarga, ''), COALESCE(p.orang_id, t.orang_id), p.id, COALESCE(p.nik, t.nik),"
        f" COALESCE(p.nama, t.nama), t.alamat, i.keadaan, i.sebab, {alasan}, t.komponen"
        f" FROM sb_ikut i JOIN sb_{asal} t ON t.id = i.sumber LEFT JOIN sb_penduduk p ON p.id = i.penduduk"
        f" WHERE {di} AND i.program = ? AND i.ke = 0 AND i.asal = '{asal}' AND i.keadaan IN (?, ?)"
        " AND i.mulai <= ? AND (i.sampai IS NULL OR i.sampai >= ?)"
        for asal, alasan in (("penerima", "t.alasan, t.catatan"), ("penetapan", "NULL, NULL"))
    )
    satu = (*isi, program.kode, bantuan.AKTIF, bantuan.DITANGGUHKAN, akhir.isoformat(), awal.isoformat())
    nomor = rekening_terbit(node, program.kode)
    semua = [_calon(program, nilai, nomor, baris) for baris in node.engine.run(cari, (*satu, *satu))]
    semua.sort(key=lambda calon: (calon.wilayah, calon.nama, calon.untuk_id))
    sudah = di_daftar_lain(node, program, waktu, penyaluran_id, sebelum=True)
    semua = [_tahan(satu, SUDAH_DI_DAFTAR) if (satu.untuk_id, satu.wilayah) in sudah else satu for satu in semua]
    return _sekali(program, semua) if program.kali_setahun else semua


def di_daftar_lain(
    node, program: ProgramBantuan, waktu: str, penyaluran_id: str, sebelum: bool = False
) -> dict[tuple[str, str], str]:
    """(Recipient, village) -> the period he is paid in, or waits to be, by another list that pays for the same.

    For aid of an event that is any list, else one whose period overlaps. ``sebelum``: only lists made before this one.
    """
    lain = {
        id: masa_lain
        for id, masa_lain in node.engine.run(
            "SELECT id, masa FROM sb_penyaluran WHERE program = ? AND keadaan <> 'dibatalkan' AND id <> ?",
            (program.kode, penyaluran_id),
        )
        if not (sebelum and penyaluran_id and id > penyaluran_id)
        and (not program.kali_setahun or masa.bertindih(masa_lain, waktu))
    }
    pilih, params = node.engine.ids(list(lain))
    rows = node.engine.run(
        f"SELECT b.untuk_id, b.wilayah, s.id, b.id, b.keadaan FROM {DARI} WHERE s.id IN ({pilih})", params
    )
    betul = berlaku(node, program.kode) if lain else {}
    return {
        (untuk, wilayah): lain[id]
        for untuk, wilayah, id, baris, keadaan in rows
        if (betul[baris].keadaan if baris in betul else keadaan) in ("menunggu", "dibayar")
    }


def _sekali(program: ProgramBantuan, semua: list[Calon]) -> list[Calon]:
    """Nobody, and where the aid is the family's no family, gets the aid of one period twice, however often written down."""
    dilihat: set[tuple[str, str]] = set()
    hasil = []
    for satu in semua:
        siapa = satu.keluarga_id if program.keluarga and satu.keluarga_id else satu.orang_id or satu.nik
        kunci = (siapa or satu.untuk_id, satu.wilayah)
        hasil.append(_tahan(satu, TERCATAT_GANDA) if kunci in dilihat else satu)
        if satu.berhak:
            dilihat.add(kunci)
    return hasil


def _tahan(satu: Calon, catatan: str) -> Calon:
    return replace(satu, keadaan=bantuan.DITANGGUHKAN, sebab=None, catatan=catatan) if satu.berhak else satu


def _calon(program: ProgramBantuan, nilai: int | None, nomor: Mapping[str, str], baris: tuple) -> Calon:
    id, wilayah, keluarga, orang, penduduk, nik, nama, alamat, keadaan, sebab, alasan, catatan, komponen = baris
    return Calon(
        id, wilayah, keluarga, orang, penduduk, nik, nama, alamat or "", keadaan, sebab or alasan, catatan or "",
        nilai if nilai is not None else besaran(program, komponen), nomor.get(id),
    )  # fmt: skip


def besaran(program: ProgramBantuan, komponen: str | None) -> int | None:
    """What one recipient gets each time: his components' yearly amounts shared out, else the program's amount."""
    try:
        kode = [satu["kode"] for satu in json.loads(komponen or "[]")]
    except (ValueError, TypeError, KeyError):
        kode = []
    setahun = [satu.nilai for satu in map(program.satu_komponen, kode) if satu is not None and satu.nilai]
    return sum(setahun) // (program.kali_setahun or 1) if setahun else program.nilai


def rekening_terbit(node, program: str) -> dict[str, str]:
    """Recipient -> the number of his account that is open, of those this office asked for."""
    return dict(
        node.engine.run(
            "SELECT untuk_id, nomor FROM sb_rekening WHERE node = ? AND program = ? AND keadaan = 'terbit'"
            " AND nomor IS NOT NULL ORDER BY pada, id",
            (node.code, program),
        )
    )
