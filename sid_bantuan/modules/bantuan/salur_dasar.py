"""What is shared around a disbursement: its states, its lines, what it is called."""

from peewee import fn

from ...domain import bantuan, masa
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .tables_salur import Penyaluran, PenyaluranBaris

DISIAPKAN, DIRILIS, DILAPORKAN, DIBATALKAN = "disiapkan", "dirilis", "dilaporkan", "dibatalkan"
MENUNGGU, DIBAYAR, GAGAL, DIKEMBALIKAN = "menunggu", "dibayar", "gagal", "dikembalikan"


DARI = "sb_penyaluran s JOIN sb_penyaluran_baris b ON b.penyaluran_id = s.id AND b.node = s.node"
"""Disbursements with their lines. A line is its office's own: one that another office wrote for it is none of it."""


def milik(id: str):
    """The condition on the lines of a disbursement."""
    pembuat = Penyaluran.select(Penyaluran.node).where(Penyaluran.id == id)
    return (PenyaluranBaris.penyaluran_id == id) & (PenyaluranBaris.node == pembuat)


def di_dalam(wilayah: str):
    """The condition that a line is about this area; empty is everywhere."""
    if not wilayah:
        return PenyaluranBaris.wilayah == PenyaluranBaris.wilayah
    return (PenyaluranBaris.wilayah == wilayah) | PenyaluranBaris.wilayah.startswith(f"{wilayah}.")


def ambil(node, id: str) -> Penyaluran | None:
    """A disbursement this node knows, its own or one from another level."""
    return Penyaluran.get_or_none(Penyaluran.id == id)


def baris(id: str) -> list[PenyaluranBaris]:
    """The lines of a disbursement by village and name."""
    semua = PenyaluranBaris.select().where(milik(id))
    return list(semua.order_by(PenyaluranBaris.wilayah, PenyaluranBaris.nama, PenyaluranBaris.id))


def jumlah(node, id: str, wilayah: str = "") -> dict[str, tuple[int, int]]:
    """State -> (how many lines of a disbursement, how much in all), every state among them; in an area only its own."""
    keadaan, banyak, nilai = PenyaluranBaris.keadaan, fn.COUNT(PenyaluranBaris.id), fn.SUM(PenyaluranBaris.nilai)
    semua = PenyaluranBaris.select(keadaan, banyak, nilai).where(milik(id) & di_dalam(wilayah)).group_by(keadaan)
    ada = {satu: (int(n), int(uang)) for satu, n, uang in semua.tuples()}
    return {keadaan: ada.get(keadaan, (0, 0)) for keadaan in bantuan.KEADAAN_BARIS}


def cari(
    id: str, keadaan: str, teks: str, mulai: int, banyak: int, wilayah: str = "", lengkap: bool = True
) -> tuple[list[PenyaluranBaris], int]:
    """A page of the lines of a disbursement in a state and with these words in name or NIK, and how many there are.

    ``lengkap``: whether a part of a NIK is enough, or it could be read off digit by digit.
    """
    pilih = PenyaluranBaris.select().where(milik(id) & di_dalam(wilayah))
    if keadaan:
        pilih = pilih.where(PenyaluranBaris.keadaan == keadaan)
    for kata in teks.split():
        nik = PenyaluranBaris.nik.contains(kata) if lengkap else PenyaluranBaris.nik == kata
        pilih = pilih.where(PenyaluranBaris.nama.contains(kata) | nik)
    urut = pilih.order_by(PenyaluranBaris.wilayah, PenyaluranBaris.nama, PenyaluranBaris.id)
    return list(urut.limit(banyak).offset(mulai)), pilih.count()


def sebut(node, penyaluran: Penyaluran) -> str:
    """A disbursement in words: ``BLT-DD November 2026``."""
    program = katalog.satu(node, penyaluran.program)
    return f"{program.singkatan if program else penyaluran.program} {masa.sebut(penyaluran.masa)}"


def dalam(node, id: str, *keadaan: str) -> Penyaluran:
    """This office's disbursement in one of these states. Raises ``DataDitolak``."""
    penyaluran = Penyaluran.get_or_none((Penyaluran.id == id) & (Penyaluran.node == node.code))
    if penyaluran is None:
        raise DataDitolak([Kesalahan("salur_tidak_ada")])
    if penyaluran.keadaan not in keadaan:
        if penyaluran.keadaan == DILAPORKAN:
            raise DataDitolak([Kesalahan("salur_sudah_dilaporkan", isi={"masa": masa.sebut(penyaluran.masa)})])
        raise DataDitolak([salah_keadaan(penyaluran)])
    return penyaluran


def salah_keadaan(penyaluran: Penyaluran) -> Kesalahan:
    """The refusal of what its state does not allow."""
    return Kesalahan("salur_keadaan", isi={"keadaan": bantuan.KEADAAN_PENYALURAN[penyaluran.keadaan].lower()})
