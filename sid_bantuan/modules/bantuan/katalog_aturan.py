"""The rules of a program as its office writes them: read, stored, put in order, ended, taken out."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ...domain import aturan as domain
from ...domain import aturan_baca
from ...domain.peran import Operator
from ...domain.wilayah import within
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import bawaan, katalog
from . import program as dibaca
from .program import KELOMPOK, ProgramBantuan
from .tables import Aturan
from .ukuran import UKURAN

ALAMAT = ("baru",)
"""Words that stand in the address where a rule's kode does."""


def semua(node, program: ProgramBantuan) -> list[Aturan]:
    """The rows of a program's rules in their order; where two offices have one of a kode, the higher one's."""
    ada: dict[str, Aturan] = {}
    for baris in Aturan.select().where(Aturan.program == program.tertulis).order_by(Aturan.urutan, Aturan.id):
        lama = ada.get(baris.kode)
        if within(program.milik, baris.wilayah) and (lama is None or len(baris.wilayah) < len(lama.wilayah)):
            ada[baris.kode] = baris
    return sorted(ada.values(), key=lambda satu: (satu.urutan, satu.id))


def milik(node, program: str, kode: str) -> Aturan | None:
    """This office's own rule of this kode."""
    return Aturan.get_or_none((Aturan.program == program) & (Aturan.kode == kode) & (Aturan.wilayah == node.code))


def dikenal(node) -> set[str]:
    """What a condition may name: programs that are here or shipped, and groups of them."""
    return {*(satu.tertulis for satu in dibaca.semua(node).values()), *bawaan.semua(), *KELOMPOK}


def periksa(isi, kenal: set[str]) -> domain.Syarat:
    """The condition as it was written, groups unexpanded. Raises ``AturanSalah`` with the place that is wrong."""
    return aturan_baca.baca(_tanpa_kecuali(isi, kenal), UKURAN, kenal)


def _tanpa_kecuali(isi, kenal: set[str]):
    if isinstance(isi, list):
        return [_tanpa_kecuali(satu, kenal) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    if isinstance(terima := isi.get("menerima"), dict) and "kecuali" in terima:
        asing = (
            [satu for satu in terima["kecuali"] if not isinstance(satu, str) or satu not in kenal]
            if isinstance(terima["kecuali"], list)
            else ["?"]
        )
        if asing:
            raise aturan_baca.AturanSalah(f"syarat.menerima.kecuali: {', '.join(map(str, asing))} tidak dikenal.")
        isi = isi | {"menerima": {nama: nilai for nama, nilai in terima.items() if nama != "kecuali"}}
    return {nama: _tanpa_kecuali(nilai, kenal) for nama, nilai in isi.items()}


def yang_ada(isi, program: Mapping[str, ProgramBantuan]):
    """The condition without programs nobody has here: nobody receives them, so it says the same."""
    if isinstance(isi, list):
        return [yang_ada(satu, program) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    isi = {nama: yang_ada(nilai, program) for nama, nilai in isi.items()}
    if isinstance(terima := isi.get("menerima"), dict) and terima.get("program"):
        kenal = {satu.tertulis for satu in program.values()}
        ada = [satu for satu in terima["program"] if satu in kenal or satu in KELOMPOK]
        isi["menerima"] = terima | {"program": ada or [dibaca.TIADA]}
    return isi


def simpan(node, operator: Operator, program: str, isi: Mapping, kode: str = "", versi: int | None = None) -> Aturan:
    """Store a new rule of this office's own program, or its rule of this ``kode`` last read at ``versi``.

    ``isi``: the columns, ``syarat`` as JSON's own values. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        tipe, lama = node.catalog["aturan"], _lama(node, program, kode, versi)
        sudah = {satu.kode: satu for satu in semua(node, katalog.satu(node, program, node.code))}
        kode = kode or katalog.sebagai_nama(isi.get("alasan") or "", {*sudah, *ALAMAT})
        bersih = rapikan(tipe, {nama: nilai for nama, nilai in isi.items() if nama != "syarat"})
        bersih |= {"program": program, "kode": kode, "syarat": json.dumps(isi["syarat"], ensure_ascii=False)}
        if salah := _salah(node, tipe, bersih, isi["syarat"], lama):
            raise DataDitolak(salah)
        sebelum = rekam.nilai(lama) if lama else None
        if lama is None:
            bersih["urutan"] = max((satu.urutan for satu in sudah.values()), default=0) + 1
        baris = lama or rekam.tambah(tipe, bawaan.id_aturan(node, program, kode), node.code, bersih)
        if lama:
            rekam.ubah(lama, bersih)
        aksi = "ubah" if lama else "tambah"
        rekam.jejak(node, operator, aksi, "aturan", baris, baris.alasan, sebelum=sebelum, sesudah=bersih)
        return baris


def _lama(node, program: str, kode: str, versi: int | None) -> Aturan | None:
    punya = katalog.satu(node, program, node.code)
    if punya is None:
        raise DataDitolak([Kesalahan("program_bukan_milik", "program")])
    if not kode:
        return None
    lama = milik(node, program, kode)
    if lama is None:
        raise DataDitolak([Kesalahan("aturan_tidak_ada")])
    if versi is not None and rekam.versi(node, lama.id) != versi:
        raise DataDitolak([Kesalahan("program_sudah_berubah")])
    return lama


def _salah(node, tipe, bersih: Mapping, syarat, lama: Aturan | None) -> list[Kesalahan]:
    salah = salah_kolom(tipe, bersih, lama)
    dari, sampai = bersih.get("berlaku_dari"), bersih.get("berlaku_sampai")
    if dari and sampai and sampai < dari:
        salah.append(Kesalahan("program_sampai_sebelum_mulai", "berlaku_sampai"))
    try:
        periksa(syarat, dikenal(node))
    except aturan_baca.AturanSalah as keliru:
        salah.append(Kesalahan("aturan_syarat_salah", "syarat", isi={"pesan": str(keliru)}))
    return salah


def akhiri(node, operator: Operator, program: str, kode: str, hari: date, versi: int | None = None) -> Aturan:
    """The rule no longer speaks from this day on; what it said before stays on record. Raises ``DataDitolak``."""
    return _ubah(node, operator, program, kode, {"berlaku_sampai": hari - timedelta(days=1)}, versi)


def _ubah(node, operator: Operator, program: str, kode: str, isi: Mapping, versi: int | None) -> Aturan:
    with rekam.transaksi(node):
        baris = _lama(node, program, kode, versi)
        sebelum = rekam.nilai(baris)
        rekam.ubah(baris, isi)
        rekam.jejak(node, operator, "ubah", "aturan", baris, baris.alasan, sebelum=sebelum, sesudah=dict(isi))
        return baris


def hapus(node, operator: Operator, program: str, kode: str, versi: int | None = None) -> None:
    """Take a rule out altogether, as it was last read at ``versi``. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        baris = _lama(node, program, kode, versi)
        rekam.jejak(node, operator, "hapus", "aturan", baris, baris.alasan, sebelum=rekam.nilai(baris))
        baris.delete_instance()


def geser(node, operator: Operator, program: str, kode: str, arah: int) -> None:
    """Move a rule one place up (-1) or down (1) among this office's own of that program. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        _lama(node, program, kode, None)
        urut: Sequence[Aturan] = [
            satu for satu in semua(node, katalog.satu(node, program, node.code)) if satu.wilayah == node.code
        ]
        ke = next(nomor for nomor, satu in enumerate(urut) if satu.kode == kode)
        baru = list(urut)
        if 0 <= ke + arah < len(baru):
            baru[ke], baru[ke + arah] = baru[ke + arah], baru[ke]
        for nomor, satu in enumerate(baru, 1):
            rekam.ubah(satu, {"urutan": nomor})
        rekam.jejak(node, operator, "ubah", "aturan", urut[ke], urut[ke].alasan, catatan="urutan")
