"""What is shared around a disbursement: its states, its lines, what it is called."""

from collections import Counter
from collections.abc import Sequence

from ...domain import bantuan, masa
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .tables_salur import Penyaluran, PenyaluranBaris

DISIAPKAN, DIRILIS, DILAPORKAN, DIBATALKAN = "disiapkan", "dirilis", "dilaporkan", "dibatalkan"
MENUNGGU, DIBAYAR, GAGAL, DIKEMBALIKAN = "menunggu", "dibayar", "gagal", "dikembalikan"


def ambil(node, id: str) -> Penyaluran | None:
    """A disbursement this node knows, its own or one from another level."""
    return Penyaluran.get_or_none(Penyaluran.id == id)


def baris(id: str) -> list[PenyaluranBaris]:
    """The lines of a disbursement by village and name."""
    semua = PenyaluranBaris.select().where(PenyaluranBaris.penyaluran_id == id)
    return list(semua.order_by(PenyaluranBaris.wilayah, PenyaluranBaris.nama, PenyaluranBaris.id))


def jumlah(semua: Sequence[PenyaluranBaris]) -> dict[str, tuple[int, int]]:
    """State -> (how many lines, how much in all), every state among them."""
    banyak, nilai = Counter(), Counter()
    for satu in semua:
        banyak[satu.keadaan] += 1
        nilai[satu.keadaan] += satu.nilai
    return {keadaan: (banyak[keadaan], nilai[keadaan]) for keadaan in bantuan.KEADAAN_BARIS}


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
