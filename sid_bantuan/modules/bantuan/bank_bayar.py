"""What a bank's file says was paid, laid beside the lines of a disbursement.

Reading changes nothing; what a file would do is shown, then taken over, and the same file twice does nothing new.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...domain import masa
from ...domain.nama import kunci_nama
from ...domain.peran import Operator
from ...domain.tanggal import baca_tanggal
from ..kependudukan import rekam
from .bank import ARTI_REKENING, BERLAINAN, SAMA, disebut_lagi, keadaan, rapi, sel
from .salur_baris import dua_kali, ubah_baris
from .salur_dasar import DARI, DIBAYAR, DIRILIS, GAGAL, MENUNGGU, baris, dalam, sebut
from .tabel_luar import Arti, TabelLuar, jumlah_uang
from .tables_salur import Penyaluran, PenyaluranBaris

ARTI_BAYAR = {
    "rekening": Arti("Nomor rekening", ARTI_REKENING["nomor"].dikenal),
    "nik": Arti("NIK", ("nik", "no ktp", "nomor ktp", "nomor identitas", "no identitas")),
    "nama": Arti("Nama", ARTI_REKENING["nama"].dikenal, wajib=True),
    "nilai": Arti("Jumlah dibayar", ("nominal", "jumlah", "nilai", "jumlah bantuan", "besaran", "kredit"), wajib=True),
    "keadaan": Arti("Status", ("status", "hasil", "status bayar", "status transaksi", "keadaan")),
    "alasan": Arti("Alasan", ("alasan", "keterangan", "ket", "pesan")),
    "tgl": Arti("Tanggal", ("tanggal", "tgl", "tanggal bayar", "tanggal transaksi", "tgl transaksi")),
    "bukti": Arti("Nomor bukti", ("ref", "reff", "no ref", "referensi", "no referensi", "nomor referensi", "nomor bukti",
                                  "no bukti", "bukti", "jurnal", "id transaksi", "no transaksi")),
}  # fmt: skip


@dataclass(frozen=True)
class Cocok:
    """One line of the reconciliation: ``sama``, ``gagal``, ``beda_nilai``, ``tercatat`` (settled here already),
    ``tak_jelas``, ``ganda``, ``tak_dikenal`` (only the bank has it) or ``tidak_ada`` (only the list has it)."""

    hasil: str
    nama: str
    nomor_baris: int | None = None
    rekening: str = ""
    nilai: int | None = None
    alasan: str = ""
    tgl: date | None = None
    bukti: str = ""
    baris: PenyaluranBaris | None = None


HASIL_BAYAR = {
    "sama": "Sama, sudah dibayar", "gagal": "Gagal di bank", "beda_nilai": "Jumlahnya berbeda",
    "tidak_ada": "Tidak ada di berkas bank", "tak_dikenal": "Tidak ada di daftar", "ganda": "Tercantum dua kali",
    "tak_jelas": "Tidak jelas", "tercatat": "Sudah tercatat",
}  # fmt: skip


def cocokkan_bayar(
    tabel: TabelLuar,
    peta: Mapping[str, int],
    semua: Sequence[PenyaluranBaris],
    terpakai: Mapping[str, str] | None = None,
) -> list[Cocok]:
    """The bank's lines beside those of a disbursement: by account number, else by NIK and name.

    ``terpakai``: proofs that other disbursements have, with their period: money of then is none of now.
    """
    milik = _Pencari(semua)
    pasangan = [(nomor, milik.cari(tabel, peta, ke), _baca(tabel, peta, ke)) for ke, nomor in enumerate(tabel.nomor)]
    hasil = [_nilai_baris(satu, bank, nomor, "keadaan" in peta, terpakai or {}) for nomor, satu, bank in pasangan]
    hasil = _ganda(hasil)
    dilihat = {satu.baris.id for satu in hasil if satu.baris is not None}
    hilang = (satu for satu in semua if satu.id not in dilihat)
    return [*hasil, *(Cocok("tidak_ada", satu.nama, rekening=satu.rekening or "", baris=satu) for satu in hilang)]


class _Pencari:
    """The lines of a list by account number, and by NIK and name."""

    def __init__(self, semua: Sequence[PenyaluranBaris]):
        self.nomor: dict[str, list[PenyaluranBaris]] = defaultdict(list)
        self.nik = {(satu.nik, kunci_nama(satu.nama)): satu for satu in semua if satu.nik}
        for satu in semua:
            if satu.rekening:
                self.nomor[rapi(satu.rekening)].append(satu)

    def cari(self, tabel: TabelLuar, peta: Mapping[str, int], ke: int) -> PenyaluranBaris | None:
        """The line a row of the bank means; of several with one account the one of its name."""
        nama = kunci_nama(sel(tabel, peta, ke, "nama"))
        ada = self.nomor.get(rapi(sel(tabel, peta, ke, "rekening")), ())
        sama = [satu for satu in ada if kunci_nama(satu.nama) == nama] if len(ada) > 1 else ada
        return (sama or [self.nik.get((rapi(sel(tabel, peta, ke, "nik")), nama))])[0]


def _baca(tabel: TabelLuar, peta: Mapping[str, int], ke: int) -> dict[str, str]:
    return {apa: sel(tabel, peta, ke, apa) for apa in ARTI_BAYAR}


def _nilai_baris(satu: PenyaluranBaris | None, kata: dict, nomor: int, berstatus: bool, terpakai: Mapping) -> Cocok:
    nilai, tgl = jumlah_uang(kata["nilai"]), baca_tanggal(kata["tgl"])[0]
    hasil, alasan = _putuskan(satu, kata, nilai, berstatus, terpakai)
    return Cocok(hasil, kata["nama"] or (satu.nama if satu else ""), nomor, kata["rekening"], nilai, alasan, tgl,
                 kata["bukti"], satu)  # fmt: skip


def _putuskan(
    satu: PenyaluranBaris | None, kata: dict, nilai: int | None, berstatus: bool, terpakai
) -> tuple[str, str]:
    """(result, why) of one row. Only what leaves no doubt is ``sama`` or ``gagal``."""
    alasan, status = kata["alasan"], keadaan(kata["keadaan"] if berstatus else "")
    if satu is None:
        return "tak_dikenal", alasan
    if status == "gagal" or (not berstatus and keadaan(alasan) == "gagal"):
        return "tercatat" if satu.keadaan == GAGAL else "gagal", alasan or kata["keadaan"]
    if berstatus and status is None:
        return "tak_jelas", f"Status “{kata['keadaan'][:60]}” tidak dikenal" if kata["keadaan"] else "Statusnya kosong"
    if kata["rekening"] and satu.rekening and rapi(kata["rekening"]) != rapi(satu.rekening):
        return "tak_jelas", f"Dibayar ke rekening lain; menurut daftar {satu.rekening}"
    if kata["bukti"] in terpakai:
        return "tak_jelas", f"Nomor bukti ini sudah dipakai pada {terpakai[kata['bukti']]}"
    if nilai is None:
        return "tak_jelas", f"Jumlah “{kata['nilai'][:30]}” tidak terbaca" if kata["nilai"] else "Jumlahnya kosong"
    if satu.keadaan == DIBAYAR:
        return "tercatat" if nilai == satu.nilai else "beda_nilai", alasan
    return "sama" if nilai == satu.nilai else "beda_nilai", alasan


_ULANG = {SAMA: "Disebut lagi dengan isi yang sama", BERLAINAN: "Disebut lagi dengan isi lain"}


def _ganda(semua: Sequence[Cocok]) -> list[Cocok]:
    """A line the file has twice: where both say the same the first stands, else neither does."""
    lagi = disebut_lagi([(satu.baris and satu.baris.id, (satu.hasil, satu.nilai)) for satu in semua])
    return [
        replace(satu, hasil="ganda", alasan=satu.alasan or _ULANG[ulang]) if ulang else satu
        for satu, ulang in zip(semua, lagi, strict=True)
    ]


def bukti_terpakai(node, penyaluran: Penyaluran) -> dict[str, str]:
    """Proof -> the period of the other disbursement of this program that has it."""
    rows = node.engine.run(
        f"SELECT DISTINCT b.bukti, s.masa FROM {DARI} WHERE s.node = ? AND s.program = ? AND s.id <> ? AND b.bukti IS NOT NULL"
        " AND b.keadaan = 'dibayar' AND b.rekening IS NOT NULL",
        (node.code, penyaluran.program, penyaluran.id),
    )
    return {bukti: masa.sebut(waktu) for bukti, waktu in rows}


def terapkan_bayar(node, operator: Operator, id: str, semua: Sequence[Cocok], hari: date) -> Counter:
    """Mark what is certain: paid where all agrees, failed where the bank says so; how many of each. The rest waits."""
    hasil: Counter = Counter()
    with rekam.transaksi(node):
        penyaluran = dalam(node, id, DIRILIS)
        kini = {satu.id: satu for satu in baris(id)}
        for cocok in semua:
            satu = kini.get(cocok.baris.id) if cocok.baris is not None else None
            if satu is not None and cocok.hasil == "sama" and dua_kali(node, penyaluran, [satu], DIBAYAR):
                continue
            if satu is None or cocok.hasil not in ("sama", "gagal") or satu.keadaan not in (MENUNGGU, GAGAL):
                continue
            dibayar = cocok.hasil == "sama"
            isi = {"keadaan": DIBAYAR if dibayar else GAGAL, "tgl": min(cocok.tgl or hari, hari),
                   "bukti": cocok.bukti[:100] or None, "alasan": None if dibayar else cocok.alasan[:200] or "Gagal di bank",
                   "oleh": operator.nama[:100]}  # fmt: skip
            hasil[cocok.hasil] += bool(set(ubah_baris(node, operator, satu, isi)) - {"oleh"})
        rekam.jejak(node, operator, "impor", "penyaluran", penyaluran, sebut(node, penyaluran), catatan=(
            f"Berkas bank: {hasil['sama']} dibayar, {hasil['gagal']} gagal"))  # fmt: skip
    return hasil
