"""Settling what does not fit: the bank paid otherwise than listed, or a report turns out to be wrong afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan, masa
from ...domain.angka import TERBESAR
from ...domain.peran import Operator
from ...jejak import catat
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import pembetulan
from .bank_bayar import Cocok
from .pembetulan import Menjadi
from .penyaluran import sesudahnya
from .salur_baris import dua_kali, ubah_baris
from .salur_dasar import (
    DIBAYAR,
    DIKEMBALIKAN,
    DILAPORKAN,
    DIRILIS,
    DISIAPKAN,
    GAGAL,
    MENUNGGU,
    baris,
    dalam,
    milik,
    sebut,
)
from .tables_salur import PembetulanSalur, Penyaluran, PenyaluranBaris

PUTUSAN = {
    "terima": "Terima jumlah menurut bank",
    GAGAL: "Tandai gagal",
    DIKEMBALIKAN: "Tandai dikembalikan ke kas",
}
"""What can be decided on a line where the bank's file leaves a doubt."""
DIPUTUSKAN = ("beda_nilai", "ganda", "tak_jelas", "tidak_ada")


# ---- the bank's file


@dataclass(frozen=True)
class Putusan:
    """What was decided on lines of the bank's file, and why."""

    apa: str
    alasan: str
    tgl: date | None = None


def putuskan(node, operator: Operator, id: str, pilih: Sequence[Cocok], putusan: Putusan, hari: date) -> int:
    """Settle lines the bank's file leaves a doubt on; how many. All or none. Raises ``DataDitolak``.

    Accepted, a line is paid with what the bank says it paid; the listed amount and the reason stay with it.
    """
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DIRILIS)
        kini = {satu.id: satu for satu in baris(id)}
        pasangan = [(satu, kini.get(satu.baris.id)) for satu in pilih if satu.baris is not None]
        if salah := _salah_putusan(node, penyaluran, pasangan, putusan, hari):
            raise DataDitolak(salah)
        for cocok, satu in pasangan:
            _terapkan(node, operator, penyaluran, cocok, satu, putusan, hari)
        kata = f"{len(pasangan)} baris berkas bank: {PUTUSAN[putusan.apa].lower()}. {putusan.alasan.strip()}"
        rekam.jejak(node, operator, "ubah", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=kata[:250])
        return len(pasangan)


def _salah_putusan(node, penyaluran: Penyaluran, pasangan, putusan: Putusan, hari: date) -> list[Kesalahan]:
    if putusan.apa not in PUTUSAN or not pasangan:
        return [Kesalahan("salur_pilih_baris")]
    salah = [] if putusan.alasan.strip() else [Kesalahan("salur_alasan_wajib", "alasan")]
    salah += [Kesalahan("salur_tanggal_depan", "tgl")] if putusan.tgl and putusan.tgl > hari else []
    dipilih = [cocok.baris.id for cocok, _ in pasangan]
    for cocok, satu in pasangan:
        if dipilih.count(cocok.baris.id) > 1:
            salah.append(Kesalahan("salur_baris_dipilih_dua_kali", isi={"nama": cocok.baris.nama}))
        elif satu is None or cocok.hasil not in DIPUTUSKAN or satu.keadaan == DIKEMBALIKAN:
            salah.append(Kesalahan("salur_baris_sudah_selesai", isi={"nama": cocok.baris.nama}))
        elif putusan.apa == "terima" and not 0 < (cocok.nilai or 0) <= TERBESAR:
            salah.append(Kesalahan("salur_bank_tanpa_jumlah", isi={"nama": satu.nama}))
    if putusan.apa == "terima" and not salah:
        salah = dua_kali(node, penyaluran, [satu for _, satu in pasangan], DIBAYAR)
    return salah[:5]


def _terapkan(node, operator, penyaluran, cocok: Cocok, satu: PenyaluranBaris, putusan: Putusan, hari: date) -> None:
    tgl = min(putusan.tgl or cocok.tgl or hari, hari)
    isi = {
        "tgl": tgl,
        "bukti": cocok.bukti[:100] or None,
        "alasan": putusan.alasan.strip()[:200],
        "oleh": operator.nama[:100],
    }
    if putusan.apa == "terima":
        dari = (satu.keadaan, satu.nilai)
        jadi = Menjadi(DIBAYAR, cocok.nilai, putusan.alasan, tgl, cocok.bukti)
        pembetulan.tulis(node, operator, penyaluran, satu, dari, jadi)
        ubah_baris(node, operator, satu, isi | {"keadaan": DIBAYAR, "nilai": cocok.nilai, "alasan": None})
        return
    if putusan.apa == GAGAL:
        isi["nilai"] = pembetulan.lepas(node, satu)
    ubah_baris(node, operator, satu, isi | {"keadaan": putusan.apa})


# ---- after the report


@dataclass(frozen=True)
class Betul:
    """What reported lines are in truth. ``nilai``: another amount, where it is not that of the list."""

    keadaan: str
    alasan: str
    nilai: int | None = None
    tgl: date | None = None
    bukti: str = ""


def laporan_pembetulan(node, penyaluran: Penyaluran) -> Penyaluran | None:
    """The disbursement of a later period in whose report a correction of this one would stand: the first not reported."""
    awal = masa.rentang(penyaluran.masa)[0]
    lain = Penyaluran.select().where(
        Penyaluran.node == node.code, Penyaluran.program == penyaluran.program, Penyaluran.id != penyaluran.id,
        Penyaluran.keadaan.in_((DISIAPKAN, DIRILIS)),
    )  # fmt: skip
    sesudah = [satu for satu in lain if masa.rentang(satu.masa)[0] > awal]
    return min(sesudah, key=lambda satu: (masa.rentang(satu.masa), satu.id), default=None)


def betulkan(node, operator: Operator, id: str, baris_id: Sequence[str], betul: Betul, hari: date) -> int:
    """Put lines of a report right that can be opened no more; how many. All or none. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DILAPORKAN)
        laporan = laporan_pembetulan(node, penyaluran)
        pilih = list(PenyaluranBaris.select().where(PenyaluranBaris.id.in_(list(baris_id)) & milik(id)))
        kini = pembetulan.terakhir(pembetulan.tentang(node, id))
        dari = {satu.id: _sekarang(satu, kini) for satu in pilih}
        if salah := _salah_betul(node, penyaluran, laporan, pilih, dari, betul, hari):
            raise DataDitolak(salah)
        for satu in pilih:
            jadi = Menjadi(betul.keadaan, betul.nilai or dari[satu.id][1], betul.alasan, betul.tgl or hari, betul.bukti)
            pembetulan.tulis(node, operator, laporan, satu, dari[satu.id], jadi)
        return len(pilih)


def _sekarang(satu: PenyaluranBaris, kini) -> tuple[str, int]:
    return (kini[satu.id].keadaan, kini[satu.id].nilai) if satu.id in kini else (satu.keadaan, satu.nilai)


def _salah_betul(node, penyaluran, laporan, pilih, dari, betul: Betul, hari: date) -> list[Kesalahan]:
    kata = {"masa": masa.sebut(penyaluran.masa)}
    if sesudahnya(node, penyaluran) is None:
        return [Kesalahan("salur_masih_dapat_dibuka", isi=kata)]
    if laporan is None:
        return [Kesalahan("salur_tanpa_laporan_terbuka", isi=kata)]
    if not pilih:
        return [Kesalahan("salur_pilih_baris")]
    salah = [] if betul.alasan.strip() else [Kesalahan("salur_alasan_wajib", "alasan")]
    salah += [Kesalahan("salur_tanggal_depan", "tgl")] if betul.tgl and betul.tgl > hari else []
    if betul.keadaan not in bantuan.KEADAAN_BARIS or betul.keadaan == MENUNGGU:
        return [*salah, Kesalahan("kode_tak_dikenal", "keadaan")]
    sama = [satu for satu in pilih if (betul.keadaan, betul.nilai or dari[satu.id][1]) == dari[satu.id]]
    salah += [
        Kesalahan("salur_betul_sama", isi={"nama": satu.nama, "dari": pembetulan.sebut(*dari[satu.id])})
        for satu in sama
    ]
    if betul.keadaan == DIBAYAR and not salah:
        salah = dua_kali(node, penyaluran, [satu for satu in pilih if dari[satu.id][0] != DIBAYAR], DIBAYAR, semua=True)
    return salah[:5]


def urungkan(node, operator: Operator, id: str, pembetulan_id: str) -> str:
    """Take the last correction of a line back while the report it stands in is open; whose it was. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        laporan = dalam(node, id, DISIAPKAN, DIRILIS)
        satu = PembetulanSalur.get_or_none(
            (PembetulanSalur.id == pembetulan_id) & (PembetulanSalur.penyaluran_id == laporan.id)
            & (PembetulanSalur.node == node.code)
        )  # fmt: skip
        ini = PenyaluranBaris.get_or_none(PenyaluranBaris.id == satu.baris_id) if satu else None
        lanjut = satu and PembetulanSalur.select().where(
            PembetulanSalur.baris_id == satu.baris_id, PembetulanSalur.ke > satu.ke,
            PembetulanSalur.node == node.code,
        ).count()  # fmt: skip
        if satu is None or ini is None or lanjut:
            raise DataDitolak([Kesalahan("salur_pembetulan_tetap")])
        satu.delete_instance()
        if ini.penyaluran_id == laporan.id:
            asal = {"keadaan": MENUNGGU, "nilai": satu.dari_nilai, "tgl": None, "bukti": None, "alasan": None}
            ubah_baris(node, operator, ini, asal | {"oleh": operator.nama[:100]})
        catat(node.engine, operator, "ubah", "penyaluran_baris", ini.id, ini.wilayah, label=ini.nama,
              catatan=f"Pembetulan diurungkan: {satu.alasan}"[:250])  # fmt: skip
        return ini.nama
