"""A disbursement's way: prepared from who receives now, released, each line settled, reported.

A period is not released while an earlier one of its program is unreported. Its list is frozen by the release, and
what is reported changes no more, unless the report is opened again with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import masa
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .pembetulan import di_laporan, tentang
from .program import ProgramBantuan
from .salur_calon import SUDAH_DI_DAFTAR, Calon, berwenang, calon
from .salur_dasar import (
    DIBATALKAN,
    DIBAYAR,
    DILAPORKAN,
    DIRILIS,
    DISIAPKAN,
    MENUNGGU,
    baris,
    dalam,
    jumlah,
    milik,
    salah_keadaan,
    sebut,
)
from .tables_salur import Penyaluran, PenyaluranBaris

CARA = {"rekening": "Lewat rekening bank", "tunai": "Tunai", "barang": "Barang"}


@dataclass(frozen=True)
class Siapkan:
    """What a disbursement is made from. ``nilai``: what each gets, where it is not the program's own."""

    program: str
    masa: str
    tgl: date
    cara: str = "rekening"
    nilai: int | None = None
    nomor_sk: str | None = None
    keterangan: str | None = None


def cara_biasa(node, program: ProgramBantuan) -> str:
    """How this office handed the program out the last time; before the first, what its benefit suggests."""
    milik = (Penyaluran.program == program.tertulis) & (Penyaluran.node == node.code)
    akhir = Penyaluran.select(Penyaluran.cara).where(milik & (Penyaluran.keadaan != DIBATALKAN))
    ada = akhir.order_by(Penyaluran.tgl.desc(), Penyaluran.id.desc()).first()
    return ada.cara if ada else "rekening" if program.bentuk == "tunai" else "barang"


def siapkan(node, operator: Operator, isi: Siapkan) -> Penyaluran:
    """Make the list of a period. Raises ``DataDitolak`` where there is one already, nobody to pay, or no amount."""
    with rekam.transaksi(node):
        program = _program(node, isi)
        baris = calon(node, program, isi.masa, isi.nilai)
        if salah := _salah_daftar(baris, isi):
            raise DataDitolak([salah])
        penyaluran = Penyaluran(
            id=new_id(), node=node.code, wilayah=node.code, program=isi.program, masa=isi.masa, tgl=isi.tgl, cara=isi.cara,
            nilai=isi.nilai, satuan=program.satuan if program.bentuk != "tunai" else None, nomor_sk=isi.nomor_sk,
            keterangan=isi.keterangan, oleh=operator.nama[:100], pada=now(),
        )  # fmt: skip
        penyaluran.save(force_insert=True)
        _tulis(node, operator, penyaluran, [satu for satu in baris if satu.berhak])
        rekam.jejak(node, operator, "tambah", "penyaluran", penyaluran, sebut(node, penyaluran))
        return penyaluran


def _program(node, isi: Siapkan) -> ProgramBantuan:
    program, salah = katalog.satu(node, isi.program), []
    if program is None or not program.perorangan:
        raise DataDitolak([Kesalahan("bantuan_program_tidak_ada", "program")])
    if not berwenang(node, program):
        salah.append(Kesalahan("salur_bukan_wewenang", "program", isi={"nama": program.nama}))
    if not masa.is_masa(isi.masa) or masa.pada(program.kali_setahun, masa.rentang(isi.masa)[0]) != isi.masa:
        salah.append(Kesalahan("salur_masa_salah", "masa"))
    elif program.kali_setahun and (lain := _bertindih(node, isi.program, isi.masa)):
        salah.append(Kesalahan("salur_sudah_ada", "masa", isi={"nama": program.singkatan, "masa": masa.sebut(lain)}))
    if salah:
        raise DataDitolak(salah)
    return program


def _bertindih(node, program: str, waktu: str) -> str | None:
    """The period of a list of this office that overlaps with this one, whatever its length."""
    ada = Penyaluran.select(Penyaluran.masa).where(
        Penyaluran.node == node.code, Penyaluran.program == program, Penyaluran.keadaan != DIBATALKAN
    )
    return next((satu.masa for satu in ada.order_by(Penyaluran.id) if masa.bertindih(satu.masa, waktu)), None)


def _salah_daftar(baris: Sequence[Calon], isi: Siapkan) -> Kesalahan | None:
    berhak = [satu for satu in baris if satu.berhak]
    if not berhak:
        return tanpa_penerima(baris, isi.masa)
    return Kesalahan("salur_nilai_kosong", "nilai") if any(not satu.nilai for satu in berhak) else None


def tanpa_penerima(baris: Sequence[Calon], waktu: str) -> Kesalahan:
    """Why a list would be empty: nobody receives, or everybody has it already or is suspended."""
    kata = {"masa": masa.sebut(waktu)}
    if not baris:
        return Kesalahan("salur_tanpa_penerima", "masa", isi=kata)
    sudah = sum(satu.catatan == SUDAH_DI_DAFTAR for satu in baris)
    bagian = [f"{sudah} sudah masuk daftar penyaluran lain"] if sudah else []
    bagian += [f"{len(baris) - sudah} tidak dapat dibayar sekarang"] if sudah < len(baris) else []
    return Kesalahan("salur_tak_tersisa", "masa", isi=kata | {"rincian": " dan ".join(bagian)})


_KOLOM = ("id", "node", "wilayah", "penyaluran_id", "untuk_id", "orang_id", "nik", "nama", "rekening", "nilai", "keadaan",
          "oleh")  # fmt: skip


def _tulis(node, operator: Operator, penyaluran: Penyaluran, semua: Sequence[Calon]) -> None:
    """The lines of these recipients; a second writing of one is the same line."""
    nomor = penyaluran.cara == "rekening"
    node.engine.upsert("sb_penyaluran_baris", _KOLOM, "id", [
        (derived_id("penyaluran", penyaluran.id, satu.untuk_id), node.code, satu.wilayah, penyaluran.id, satu.untuk_id,
         satu.orang_id, satu.nik, satu.nama, satu.rekening if nomor else None, satu.nilai, MENUNGGU, operator.nama[:100])
        for satu in semua
    ])  # fmt: skip


# ---- while it is prepared


@dataclass(frozen=True)
class Selisih:
    """How a prepared list and the recipients of today differ."""

    masuk: tuple[Calon, ...]
    keluar: tuple[PenyaluranBaris, ...]
    berubah: tuple[Calon, ...]
    tertahan: tuple[Calon, ...]
    """Suspended: shown apart with why, and in no list."""

    @property
    def jumlah(self) -> int:
        return len(self.masuk) + len(self.keluar) + len(self.berubah)


def selisih(node, penyaluran: Penyaluran) -> Selisih:
    """What changed since the list was made: who joined, who is no longer entitled, whose amount or account differs."""
    program = katalog.satu(node, penyaluran.program)
    kini = calon(node, program, penyaluran.masa, penyaluran.nilai, penyaluran.id) if program else []
    berhak = {satu.untuk_id: satu for satu in kini if satu.berhak}
    ada = {satu.untuk_id: satu for satu in baris(penyaluran.id)}
    nomor = penyaluran.cara == "rekening"
    return Selisih(
        tuple(satu for id, satu in berhak.items() if id not in ada),
        tuple(satu for id, satu in ada.items() if id not in berhak),
        tuple(
            satu for id, satu in berhak.items()
            if id in ada and (ada[id].nilai, ada[id].rekening) != (satu.nilai, satu.rekening if nomor else None)
        ),
        tuple(satu for satu in kini if not satu.berhak),
    )  # fmt: skip


def perbarui(node, operator: Operator, id: str) -> Selisih:
    """Make a prepared list agree with the recipients of today; what was changed by it."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DISIAPKAN)
        beda = selisih(node, penyaluran)
        if any(not satu.nilai for satu in (*beda.masuk, *beda.berubah)):
            raise DataDitolak([Kesalahan("salur_nilai_kosong", "nilai")])
        _tulis(node, operator, penyaluran, [*beda.masuk, *beda.berubah])
        if beda.keluar:
            PenyaluranBaris.delete().where(PenyaluranBaris.id.in_([satu.id for satu in beda.keluar])).execute()
        if beda.jumlah:
            rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=(
                f"{len(beda.masuk)} masuk, {len(beda.keluar)} keluar, {len(beda.berubah)} berubah"))  # fmt: skip
        return beda


def ubah_cara(node, operator: Operator, id: str, cara: str) -> Penyaluran:
    """Another way of handing it out, before the release; numbers of accounts follow."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DISIAPKAN)
        rekam.ubah(penyaluran, {"cara": cara if cara in CARA else penyaluran.cara})
        perbarui(node, operator, id)
        return penyaluran


def batalkan(node, operator: Operator, id: str, alasan: str) -> Penyaluran:
    """Call it off: prepared, or released while nobody got anything. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DISIAPKAN, DIRILIS)
        if not alasan.strip():
            raise DataDitolak([Kesalahan("salur_alasan_wajib", "alasan")])
        if jumlah(node, id)[DIBAYAR][0]:
            raise DataDitolak([salah_keadaan(penyaluran)])
        if lain := [satu for satu in di_laporan(node, id) if satu.masa != penyaluran.masa]:
            raise DataDitolak([Kesalahan("salur_memuat_pembetulan", isi={"jumlah": len(lain)})])
        rekam.ubah(penyaluran, {"keadaan": DIBATALKAN, "keterangan": alasan.strip()[:250]})
        rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=alasan[:250])
        return penyaluran


# ---- release and report


def rilis(node, operator: Operator, id: str, hari: date) -> Penyaluran:
    """Release it: the earlier periods are reported, and the list is what it would be today. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DISIAPKAN)
        if salah := halangan_rilis(node, penyaluran):
            raise DataDitolak(salah)
        rekam.ubah(penyaluran, {"keadaan": DIRILIS, "dirilis_pada": hari})
        rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan="Dirilis")
        return penyaluran


def halangan_rilis(node, penyaluran: Penyaluran, beda: Selisih | None = None) -> list[Kesalahan]:
    """What keeps a prepared disbursement from being released. ``beda``: its ``selisih``, where it is known already."""
    salah = []
    if lama := belum_lapor(node, penyaluran):
        salah.append(Kesalahan("salur_sebelumnya_belum_lapor", "masa", isi={"masa": masa.sebut(lama.masa)}))
    if berubah := (beda or selisih(node, penyaluran)).jumlah:
        salah.append(Kesalahan("salur_daftar_berubah", isi={"jumlah": berubah}))
    tanpa = PenyaluranBaris.select().where(milik(penyaluran.id), PenyaluranBaris.rekening.is_null())
    if penyaluran.cara == "rekening" and (kurang := tanpa.count()):
        salah.append(Kesalahan("salur_rekening_kurang", isi={"jumlah": kurang}))
    return salah


def belum_lapor(node, penyaluran: Penyaluran) -> Penyaluran | None:
    """The earliest disbursement of the program before this one that is neither reported nor called off."""
    awal = masa.rentang(penyaluran.masa)[0]
    lain = Penyaluran.select().where(
        Penyaluran.node == node.code, Penyaluran.program == penyaluran.program, Penyaluran.id != penyaluran.id,
        Penyaluran.keadaan.in_((DISIAPKAN, DIRILIS)),
    )  # fmt: skip
    dulu = [satu for satu in lain if masa.rentang(satu.masa)[0] < awal]
    return min(dulu, key=lambda satu: masa.rentang(satu.masa), default=None)


def laporkan(node, operator: Operator, id: str, hari: date) -> Penyaluran:
    """Report it: every line is settled. From now on nothing of it changes. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DIRILIS)
        if menunggu := jumlah(node, id)[MENUNGGU][0]:
            raise DataDitolak([Kesalahan("salur_masih_menunggu", isi={"jumlah": menunggu})])
        rekam.ubah(penyaluran, {"keadaan": DILAPORKAN, "dilaporkan_pada": hari})
        rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan="Dilaporkan")
        return penyaluran


def buka_kembali(node, operator: Operator, id: str, alasan: str) -> Penyaluran:
    """Open a report again to mend it, while no later period rests on it or tells what it got wrong. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DILAPORKAN)
        if not alasan.strip():
            raise DataDitolak([Kesalahan("salur_alasan_wajib", "alasan")])
        if lanjut := sesudahnya(node, penyaluran):
            kata = {"masa": masa.sebut(penyaluran.masa), "berikutnya": masa.sebut(lanjut.masa)}
            raise DataDitolak([Kesalahan("salur_berikut_dirilis", isi=kata)])
        # The line would change below the correction, which says what it was: the money would be taken off twice.
        if betul := next(iter(tentang(node, id)), None):
            kata = {"masa": masa.sebut(penyaluran.masa), "berikutnya": masa.sebut(betul.masa_laporan)}
            raise DataDitolak([Kesalahan("salur_sudah_dibetulkan", isi=kata)])
        rekam.ubah(penyaluran, {"keadaan": DIRILIS, "dilaporkan_pada": None})
        rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=(
            f"Laporan dibuka kembali: {alasan.strip()}"[:250]))  # fmt: skip
        return penyaluran


def sesudahnya(node, penyaluran: Penyaluran) -> Penyaluran | None:
    """A later period that was released on the ground of this one's report."""
    awal = masa.rentang(penyaluran.masa)[0]
    lain = Penyaluran.select().where(
        Penyaluran.node == node.code, Penyaluran.program == penyaluran.program,
        Penyaluran.keadaan.in_((DIRILIS, DILAPORKAN)),
    )  # fmt: skip
    return next((satu for satu in lain if masa.rentang(satu.masa)[0] > awal), None)
