"""What became of each line of a released disbursement: one by one, or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan, masa
from ...domain.peran import Operator
from ...jejak import catat
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import program as katalog
from .pembetulan import lepas
from .salur_calon import di_daftar_lain
from .salur_dasar import DIBAYAR, DIKEMBALIKAN, DIRILIS, GAGAL, MENUNGGU, dalam, milik, sebut
from .tables_salur import Penyaluran, PenyaluranBaris

BOLEH_MENJADI = {
    MENUNGGU: (DIBAYAR, GAGAL),
    DIBAYAR: (MENUNGGU, DIKEMBALIKAN, GAGAL),
    GAGAL: (MENUNGGU, DIBAYAR, DIKEMBALIKAN),
    DIKEMBALIKAN: (MENUNGGU, DIBAYAR, GAGAL),
}
"""State of a line -> the states it can be given while its disbursement is released."""
BERALASAN = (GAGAL, DIKEMBALIKAN)


@dataclass(frozen=True)
class Tanda:
    """What became of lines: the state, the day, why it failed or came back, and the proof."""

    keadaan: str
    tgl: date | None = None
    alasan: str = ""
    bukti: str = ""


def tandai(node, operator: Operator, id: str, baris_id: Sequence[str], tanda: Tanda, hari: date) -> int:
    """Say what became of these lines; how many were changed. All or none. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DIRILIS)
        ini = PenyaluranBaris.id.in_(list(baris_id)) & milik(id)
        pilih = list(PenyaluranBaris.select().where(ini).order_by(PenyaluranBaris.nama, PenyaluranBaris.id))
        if salah := _salah_tanda(pilih, tanda, hari) or dua_kali(node, penyaluran, pilih, tanda.keadaan):
            raise DataDitolak(salah)
        isi = {
            "keadaan": tanda.keadaan, "oleh": operator.nama[:100],
            "tgl": None if tanda.keadaan == MENUNGGU else tanda.tgl or hari,
            "alasan": tanda.alasan.strip()[:200] or None if tanda.keadaan in BERALASAN else None,
            "bukti": tanda.bukti.strip()[:100] or None if tanda.keadaan != MENUNGGU else None,
        }  # fmt: skip
        berubah = 0
        for satu in pilih:
            semula = {"nilai": lepas(node, satu)} if tanda.keadaan in (MENUNGGU, GAGAL) else {}
            berubah += bool(ubah_baris(node, operator, satu, isi | semula))
        if len(pilih) > 1:
            kata = f"{berubah} penerima: {bantuan.KEADAAN_BARIS[tanda.keadaan].lower()}"
            rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=kata)
        return berubah


def dua_kali(
    node, penyaluran: Penyaluran, pilih: Sequence[PenyaluranBaris], keadaan: str, semua: bool = False
) -> list[Kesalahan]:
    """Whom another list pays for the same, or waits to: a line that failed here is not paid here any more.

    ``semua``: whatever the lines say of themselves.
    """
    program = katalog.satu(node, penyaluran.program)
    kembali = [satu for satu in pilih if (semua or satu.keadaan in BERALASAN) and keadaan not in BERALASAN]
    if program is None or not kembali:
        return []
    lain = di_daftar_lain(node, program, penyaluran.masa, penyaluran.id)
    return [
        Kesalahan("salur_di_daftar_lain", "keadaan", isi={"nama": satu.nama, "masa": masa.sebut(lain[kunci])})
        for satu in kembali
        if (kunci := (satu.untuk_id, satu.wilayah)) in lain
    ][:5]


def ubah_baris(node, operator: Operator, satu: PenyaluranBaris, isi: dict) -> list[str]:
    """Store what became of one line, with its entry in the audit log; the columns that changed."""
    sebelum = {nama: getattr(satu, nama) for nama in ("keadaan", "nilai", "tgl", "alasan", "bukti")}
    berubah = rekam.ubah(satu, isi)
    if set(berubah) - {"oleh"}:
        catat(node.engine, operator, "ubah", "penyaluran_baris", satu.id, satu.wilayah, label=satu.nama, sebelum=sebelum,
              sesudah={nama: getattr(satu, nama) for nama in sebelum})  # fmt: skip
    return berubah


def _salah_tanda(pilih: Sequence[PenyaluranBaris], tanda: Tanda, hari: date) -> list[Kesalahan]:
    if not pilih:
        return [Kesalahan("salur_pilih_baris")]
    salah = []
    if tanda.keadaan in BERALASAN and not tanda.alasan.strip():
        salah.append(Kesalahan("salur_alasan_wajib", "alasan"))
    if tanda.tgl and tanda.tgl > hari:
        salah.append(Kesalahan("salur_tanggal_depan", "tgl"))
    for satu in pilih:
        if satu.keadaan != tanda.keadaan and tanda.keadaan not in BOLEH_MENJADI[satu.keadaan]:
            kata = {"nama": satu.nama, "dari": bantuan.KEADAAN_BARIS[satu.keadaan].lower(),
                    "ke": bantuan.KEADAAN_BARIS.get(tanda.keadaan, tanda.keadaan).lower()}  # fmt: skip
            salah.append(Kesalahan("salur_baris_tetap", "keadaan", isi=kata))
    return salah[:5]
