"""Virtual accounts: who still needs one, on what ground the bank is asked, and what it answered.

The ground is the NIK. For an elderly person without KTP-el, or anybody without NIK, it is the number of the village's
issued letter in place of the KTP-el; a letter that is cancelled later shows as a warning, for the account rests on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan
from ...domain import surat as kata_surat
from ...domain.angka import angka_kiriman
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...jejak import catat, catat_banyak
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .program import ProgramBantuan, hari
from .salur_calon import berwenang, dalam_wilayah
from .tables_salur import Rekening

SURAT_PENGGANTI = "keterangan_pengganti_ktp"
"""The kind of letter whose number stands in for the KTP-el."""
LANSIA = 60
BELUM_KTP_EL = 1
DIMINTA, TERBIT, DITOLAK, DITUTUP = "diminta", "terbit", "ditolak", "ditutup"


@dataclass(frozen=True)
class Surat:
    """An issued letter in place of the KTP-el."""

    id: str
    nomor: str
    sampai: date | None


@dataclass(frozen=True)
class Peminta:
    """A recipient without an account. ``surat``: the letter that counts for him, if there is one."""

    untuk_id: str
    wilayah: str
    orang_id: str | None
    penduduk_id: str | None
    nik: str | None
    nama: str
    umur: int | None
    belum_ktp_el: bool
    surat: Surat | None
    ditolak: str = ""
    """Why the bank declined before."""

    @property
    def perlu_surat(self) -> bool:
        """Whether his NIK is not enough."""
        return not self.nik or (self.belum_ktp_el and self.umur is not None and self.umur >= LANSIA)

    @property
    def dasar(self) -> tuple[str, str] | None:
        """(kind, number) the bank is asked with; None while the letter is missing."""
        if not self.perlu_surat:
            return "nik", self.nik
        return ("surat", self.surat.nomor) if self.surat else None


def belum(node, program: str, pada: date, ids: Iterable[str] | None = None) -> list[Peminta]:
    """The active recipients of a program without an account that is open or asked for, by village and name."""
    di, isi = dalam_wilayah("i.wilayah", node.code)
    pilih, params = ("", ()) if ids is None else node.engine.ids(list(ids))
    rows = node.engine.run(
        "SELECT i.sumber, i.wilayah, COALESCE(p.orang_id, t.orang_id, u.orang_id), p.id,"
        " COALESCE(p.nik, t.nik, u.nik), COALESCE(p.nama, t.nama, u.nama), p.tanggal_lahir, p.ktp_el, r.alasan"
        " FROM sb_ikut i LEFT JOIN sb_penerima t ON t.id = i.sumber LEFT JOIN sb_penetapan u ON u.id = i.sumber"
        " LEFT JOIN sb_penduduk p ON p.id = i.penduduk"
        " LEFT JOIN sb_rekening r ON r.untuk_id = i.sumber AND r.program = i.program AND r.node = ?"
        " AND r.keadaan = 'ditolak'"
        f" WHERE {di} AND i.program = ? AND i.ke = 0 AND i.keadaan = ? AND NOT EXISTS (SELECT 1 FROM sb_rekening a"
        " WHERE a.untuk_id = i.sumber AND a.program = i.program AND a.node = ? AND a.keadaan IN ('diminta', 'terbit'))"
        f"{f' AND i.sumber IN ({pilih})' if pilih else ''}",
        (node.code, *isi, program, bantuan.AKTIF, node.code, *params),
    )
    surat = surat_pengganti(node, [row[2] for row in rows if row[2]], pada)
    hasil = {row[0]: _peminta(row, surat, pada) for row in rows}
    return sorted(hasil.values(), key=lambda satu: (satu.wilayah, satu.nama, satu.untuk_id))


def _peminta(row: tuple, surat: dict[str, Surat], pada: date) -> Peminta:
    id, wilayah, orang, penduduk, nik, nama, lahir, ktp_el, alasan = row
    lahir = hari(lahir)
    umur = pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day)) if lahir else None
    nik = nik if nik and len(nik) == 16 else None
    return Peminta(
        id, wilayah, orang, penduduk, nik, nama, umur, ktp_el == BELUM_KTP_EL, surat.get(orang or ""), alasan or ""
    )


def surat_pengganti(node, orang: Sequence[str], pada: date) -> dict[str, Surat]:
    """Person -> his letter in place of the KTP-el: issued, not cancelled, still good on this day; the latest of several."""
    pilih, params = node.engine.ids(list(orang))
    rows = node.engine.run(
        "SELECT orang_id, id, nomor, berlaku_sampai FROM sb_surat WHERE kode = ? AND keadaan = ? AND nomor IS NOT NULL"
        f" AND orang_id IN ({pilih}) AND (berlaku_sampai IS NULL OR berlaku_sampai >= ?) ORDER BY tgl_surat, id",
        (SURAT_PENGGANTI, kata_surat.TERBIT, *params, pada.isoformat()),
    )
    return {row[0]: Surat(row[1], row[2], hari(row[3])) for row in rows}


# ---- asking


@dataclass(frozen=True)
class Permintaan:
    """What was asked: the name of the request, how many are in it, and who could not be (name, what is missing)."""

    nama: str
    jumlah: int
    dilewati: tuple[Peminta, ...]


def minta(node, operator: Operator, program: str, ids: Sequence[str], bank: str, pada: date) -> Permintaan:
    """Ask the bank for accounts of these recipients; who lacks the ground for it is left out and told.

    Raises ``DataDitolak`` where nobody can be asked for. Asked twice, a recipient is in one request only.
    """
    with rekam.transaksi(node):
        satu, bank = _boleh(node, program), " ".join(bank.split())[:60]
        if not bank:
            raise DataDitolak([Kesalahan("rekening_tanpa_bank", "bank")])
        semua = belum(node, program, pada, ids)
        siap = [siapa for siapa in semua if siapa.dasar]
        if not siap:
            raise DataDitolak([Kesalahan("rekening_pilih")])
        nama = _nama_permintaan(node, satu, pada)
        for siapa in siap:
            _tulis(node, operator, program, siapa, bank, nama)
        catat_banyak(node.engine, operator, "tambah", "rekening",
                     [(siapa.untuk_id, siapa.wilayah, siapa.nama, None, None) for siapa in siap], catatan=nama)  # fmt: skip
        return Permintaan(nama, len(siap), tuple(siapa for siapa in semua if not siapa.dasar))


def _boleh(node, program: str) -> ProgramBantuan:
    satu = katalog.satu(node, program)
    if satu is None:
        raise DataDitolak([Kesalahan("bantuan_program_tidak_ada", "program")])
    if not berwenang(node, satu):
        raise DataDitolak([Kesalahan("rekening_bukan_wewenang", "program", isi={"nama": satu.nama})])
    return satu


def _nama_permintaan(node, program: ProgramBantuan, pada: date) -> str:
    awal = f"{program.kode.partition('@')[0][:30]}-{pada:%Y%m%d}"
    ada = node.engine.run("SELECT DISTINCT permintaan FROM sb_rekening WHERE node = ?", (node.code,))
    # The next number, and not how many there are: one that was taken back leaves a gap, never its name to another.
    nomor = [
        angka_kiriman(satu.removeprefix(f"{awal}-")) or 0 for (satu,) in ada if satu and satu.startswith(f"{awal}-")
    ]
    return f"{awal}-{max(nomor, default=0) + 1}"


def _tulis(node, operator: Operator, program: str, siapa: Peminta, bank: str, permintaan: str) -> None:
    dasar, nomor = siapa.dasar
    isi = {
        "orang_id": siapa.orang_id, "nama": siapa.nama, "bank": bank, "dasar": dasar, "nomor_dasar": nomor,
        "surat_id": siapa.surat.id if dasar == "surat" else None, "nomor": None, "keadaan": DIMINTA, "alasan": None,
        "permintaan": permintaan, "oleh": operator.nama[:100], "pada": now(),
    }  # fmt: skip
    dulu = Rekening.get_or_none(
        (Rekening.untuk_id == siapa.untuk_id) & (Rekening.program == program) & (Rekening.keadaan == DITOLAK)
        & (Rekening.node == node.code)
    )  # fmt: skip
    if dulu is not None:
        rekam.ubah(dulu, isi)
        return
    kerangka = {"id": new_id(), "node": node.code, "wilayah": siapa.wilayah, "program": program}
    Rekening(**kerangka, untuk_id=siapa.untuk_id, **isi).save(force_insert=True)


def urungkan(node, operator: Operator, permintaan: str) -> int:
    """Take a request back as far as the bank has not answered it; how many were taken back."""
    with rekam.transaksi(node):
        semua = list(Rekening.select().where(
            Rekening.node == node.code, Rekening.permintaan == permintaan, Rekening.keadaan == DIMINTA
        ))  # fmt: skip
        if semua:
            Rekening.delete().where(Rekening.id.in_([satu.id for satu in semua])).execute()
            catat(node.engine, operator, "hapus", "rekening", None, node.code, label=permintaan,
                  catatan=f"{len(semua)} permintaan rekening diurungkan")  # fmt: skip
        return len(semua)


def tutup(node, operator: Operator, id: str, alasan: str) -> Rekening:
    """Close an account: it is paid to no more, and another can be asked for. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        satu = Rekening.get_or_none((Rekening.id == id) & (Rekening.node == node.code))
        if satu is None:
            raise DataDitolak([Kesalahan("rekening_tidak_ada")])
        if not alasan.strip():
            raise DataDitolak([Kesalahan("salur_alasan_wajib", "alasan")])
        rekam.ubah(satu, {"keadaan": DITUTUP, "alasan": alasan.strip()[:200]})
        catat(node.engine, operator, "ubah", "rekening", satu.id, satu.wilayah, label=satu.nama, catatan=alasan[:200])
        return satu


# ---- reading


def surat_batal(node, surat: Iterable[str]) -> dict[str, str]:
    """Of these letters those that count no more (cancelled, or gone): id -> its number or nothing."""
    ids = sorted({satu for satu in surat if satu})
    pilih, params = node.engine.ids(ids)
    ada = {
        id: (keadaan, nomor)
        for id, keadaan, nomor in node.engine.run(
            f"SELECT id, keadaan, nomor FROM sb_surat WHERE id IN ({pilih})", params
        )
    }
    # Above, a letter may not have arrived yet: only one that came and was cancelled says anything.
    return {id: ada[id][1] or "" for id in ids if id in ada and ada[id][0] == kata_surat.BATAL}


def permintaan(node, program: str = "") -> list[tuple]:
    """(request, program, bank, asked on, how many, answered, declined), the latest first."""
    di, isi = (" AND program = ?", (program,)) if program else ("", ())
    return node.engine.run(
        "SELECT permintaan, MIN(program), MIN(bank), MIN(pada), COUNT(*),"
        " SUM(CASE WHEN keadaan = 'diminta' THEN 0 ELSE 1 END), SUM(CASE WHEN keadaan = 'ditolak' THEN 1 ELSE 0 END)"
        f" FROM sb_rekening WHERE node = ? AND permintaan IS NOT NULL{di} GROUP BY permintaan ORDER BY MIN(pada) DESC",
        (node.code, *isi),
    )
