"""What a bank's files say: the answer to a request for accounts, and what was paid out.

Reading changes nothing; what a file would do is shown, then taken over, and the same file twice does nothing new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.nama import kunci_nama
from ...domain.peran import Operator
from ...domain.tanggal import baca_tanggal
from ...jejak import catat
from ..kependudukan import rekam
from . import rekening
from .salur_baris import dua_kali, ubah_baris
from .salur_dasar import DIBAYAR, DIRILIS, GAGAL, MENUNGGU, baris, dalam, sebut
from .tabel_luar import Arti, TabelLuar, jumlah_uang
from .tables_salur import PenyaluranBaris, Rekening

ARTI_REKENING = {
    "nomor": Arti("Nomor rekening", ("nomor rekening", "no rekening", "no rek", "virtual account", "nomor va", "no va",
                                     "va", "rekening"), wajib=True),
    "dasar": Arti("NIK atau nomor surat", ("nik", "nomor dasar", "dasar permintaan", "nomor identitas", "no identitas",
                                           "no ktp", "nomor ktp"), wajib=True),
    "nama": Arti("Nama", ("nama", "nama penerima", "nama nasabah", "nama kpm", "nama pemilik")),
    "keadaan": Arti("Status", ("status", "hasil", "status pembukaan", "keadaan")),
    "alasan": Arti("Alasan", ("alasan", "keterangan", "ket", "pesan")),
}  # fmt: skip
ARTI_BAYAR = {
    "rekening": Arti("Nomor rekening", ARTI_REKENING["nomor"].dikenal),
    "nik": Arti("NIK", ("nik", "no ktp", "nomor ktp", "nomor identitas", "no identitas")),
    "nama": Arti("Nama", ARTI_REKENING["nama"].dikenal, wajib=True),
    "nilai": Arti("Jumlah dibayar", ("nominal", "jumlah", "nilai", "jumlah bantuan", "besaran", "kredit"), wajib=True),
    "keadaan": Arti("Status", ("status", "hasil", "status bayar", "status transaksi", "keadaan")),
    "alasan": Arti("Alasan", ("alasan", "keterangan", "ket", "pesan")),
    "tgl": Arti("Tanggal", ("tanggal", "tgl", "tanggal bayar", "tanggal transaksi", "tgl transaksi")),
    "bukti": Arti("Nomor bukti", ("referensi", "no referensi", "nomor referensi", "nomor bukti", "no bukti", "bukti", "jurnal")),
}  # fmt: skip
_GAGAL = re.compile(r"\b(gagal|tolak|ditolak|reject\w*|fail\w*|retur\w*|batal|tidak|belum|invalid|error)\b")
_BERHASIL = re.compile(
    r"\b(sukses|berhasil|success\w*|ok|terbit|aktif|dibayar|cair|diterima|selesai|masuk|terbayar|lunas)\b"
)


def keadaan(kata: str) -> str | None:
    """What a bank's word for a state says: ``berhasil``, ``gagal``, or None where it is neither."""
    rapi = kata.lower()
    if _GAGAL.search(rapi):
        return "gagal"
    return "berhasil" if _BERHASIL.search(rapi) or rapi in ("00", "0", "1", "y", "ya") else None


def sel(tabel: TabelLuar, peta: Mapping[str, int], ke: int, nama: str) -> str:
    """What a row has in the column of this meaning."""
    return tabel.baris[ke][peta[nama]] if nama in peta else ""


# ---- accounts


@dataclass(frozen=True)
class Jawab:
    """One line of the answer and what it does: ``terbit``, ``ditolak``, ``sama`` (known already), ``beda``, ``tak_dikenal``,
    ``tak_jelas`` or ``ganda``. ``tercatat``: the number here, where another one came."""

    nomor_baris: int
    hasil: str
    nama: str
    dasar: str
    nomor: str = ""
    alasan: str = ""
    rekening: Rekening | None = None
    tercatat: str = ""


HASIL_REKENING = {
    "terbit": "Terbit", "ditolak": "Ditolak bank", "sama": "Sudah tercatat", "beda": "Nomornya berbeda",
    "tak_dikenal": "Tidak diminta dari sini", "tak_jelas": "Tidak jelas", "ganda": "Tercantum dua kali",
}  # fmt: skip


def cocokkan_rekening(node, tabel: TabelLuar, peta: Mapping[str, int], program: str) -> list[Jawab]:
    """What each line of the bank's answer says of the accounts asked for here."""
    semua: dict[str, list[Rekening]] = defaultdict(list)
    for satu in Rekening.select().where(Rekening.node == node.code, Rekening.program == program):
        semua[_rapi(satu.nomor_dasar)].append(satu)
    dipakai = Counter(sel(tabel, peta, ke, "nomor") for ke in range(len(tabel.baris)) if sel(tabel, peta, ke, "nomor"))
    dilihat: set[str] = set()
    hasil = []
    for ke, nomor in enumerate(tabel.nomor):
        dasar = sel(tabel, peta, ke, "dasar")
        satu = _pilih(semua.get(_rapi(dasar), ()), sel(tabel, peta, ke, "nama"))
        hasil.append(_jawab(tabel, peta, ke, nomor, satu, dilihat, dipakai))
        if satu is not None:
            dilihat.add(satu.id)
    return hasil


def _pilih(semua: Sequence[Rekening], nama: str) -> Rekening | None:
    """The account meant, of those on this ground: the one asked for, by its name where several are."""
    hidup = [satu for satu in semua if satu.keadaan != rekening.DITUTUP] or list(semua)
    cocok = [satu for satu in hidup if not nama or kunci_nama(satu.nama) == kunci_nama(nama)]
    return (cocok or hidup or [None])[0]


def _jawab(tabel, peta, ke: int, nomor_baris: int, satu: Rekening | None, dilihat: set, dipakai: Counter) -> Jawab:
    nama, dasar, alasan = (sel(tabel, peta, ke, apa) for apa in ("nama", "dasar", "alasan"))
    nomor, status = re.sub(r"\s", "", sel(tabel, peta, ke, "nomor"))[:40], keadaan(sel(tabel, peta, ke, "keadaan"))

    def jawab(hasil: str, kata: str = "", tercatat: str = "") -> Jawab:
        return Jawab(
            nomor_baris, hasil, nama or (satu.nama if satu else ""), dasar, nomor, kata or alasan, satu, tercatat
        )

    if satu is None:
        return jawab("tak_dikenal")
    if satu.id in dilihat:
        return jawab("ganda")
    if status == "gagal":
        sama = satu.keadaan == rekening.DITOLAK
        return jawab(
            "sama" if sama else "beda" if satu.nomor else "ditolak", alasan or "Ditolak bank", satu.nomor or ""
        )
    if not nomor or not re.search(r"\d{5}", nomor):
        return jawab("tak_jelas", "Tidak ada nomor rekening dan tidak ada keterangan ditolak")
    if dipakai[sel(tabel, peta, ke, "nomor")] > 1:
        return jawab("tak_jelas", "Nomor rekening yang sama diberikan kepada lebih dari satu orang")
    if satu.keadaan == rekening.TERBIT:
        return jawab("sama" if satu.nomor == nomor else "beda", "", satu.nomor or "")
    return jawab("beda", "Rekening ini sudah ditutup di sini") if satu.keadaan == rekening.DITUTUP else jawab("terbit")


def _rapi(kata: str) -> str:
    return re.sub(r"[\s.]", "", kata).lower()


def terapkan_rekening(node, operator: Operator, semua: Sequence[Jawab]) -> Counter:
    """Take over what is certain: numbers of accounts, and why the bank declined; how many of each."""
    hasil: Counter = Counter()
    with rekam.transaksi(node):
        for jawab in semua:
            if jawab.hasil not in (rekening.TERBIT, rekening.DITOLAK):
                continue
            satu = Rekening.get_by_id(jawab.rekening.id)
            if satu.keadaan == rekening.DITUTUP or (satu.keadaan == rekening.TERBIT and satu.nomor):
                continue
            terbit = jawab.hasil == rekening.TERBIT
            berubah = rekam.ubah(satu, {
                "keadaan": jawab.hasil, "nomor": jawab.nomor if terbit else None,
                "alasan": None if terbit else jawab.alasan[:200], "oleh": operator.nama[:100],
            })  # fmt: skip
            hasil[jawab.hasil] += bool(berubah)
            catat(node.engine, operator, "ubah", "rekening", satu.id, satu.wilayah, label=satu.nama,
                  catatan="Jawaban bank" if terbit else f"Ditolak bank: {satu.alasan}")  # fmt: skip
    return hasil


# ---- payments


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


def cocokkan_bayar(tabel: TabelLuar, peta: Mapping[str, int], semua: Sequence[PenyaluranBaris]) -> list[Cocok]:
    """The bank's lines beside those of a disbursement: by account number, else by NIK and name."""
    nomor = {_rapi(satu.rekening): satu for satu in semua if satu.rekening}
    nik = {(satu.nik, kunci_nama(satu.nama)): satu for satu in semua if satu.nik}
    hasil, dilihat = [], set()
    for ke, nomor_baris in enumerate(tabel.nomor):
        nama = sel(tabel, peta, ke, "nama")
        satu = nomor.get(_rapi(sel(tabel, peta, ke, "rekening"))) or nik.get(
            (_rapi(sel(tabel, peta, ke, "nik")), kunci_nama(nama))
        )
        hasil.append(_cocok(tabel, peta, ke, nomor_baris, satu, satu is not None and satu.id in dilihat))
        if satu is not None:
            dilihat.add(satu.id)
    hilang = (satu for satu in semua if satu.id not in dilihat)
    return [*hasil, *(Cocok("tidak_ada", satu.nama, rekening=satu.rekening or "", baris=satu) for satu in hilang)]


def _cocok(tabel, peta, ke: int, nomor_baris: int, satu: PenyaluranBaris | None, ganda: bool) -> Cocok:
    kata = {apa: sel(tabel, peta, ke, apa) for apa in ARTI_BAYAR}
    nilai, status = jumlah_uang(kata["nilai"]), keadaan(kata["keadaan"])
    tgl, alasan = baca_tanggal(kata["tgl"])[0], kata["alasan"]
    if satu is None:
        hasil = "tak_dikenal"
    elif ganda:
        hasil = "ganda"
    elif status == "gagal":
        hasil, alasan = "tercatat" if satu.keadaan == GAGAL else "gagal", alasan or kata["keadaan"]
    elif status is None and kata["keadaan"]:
        hasil, alasan = "tak_jelas", f"Status “{kata['keadaan']}” tidak dikenal"
    elif nilai != satu.nilai:
        hasil = "beda_nilai"
    else:
        hasil = "tercatat" if satu.keadaan == DIBAYAR else "sama"
    return Cocok(hasil, kata["nama"] or (satu.nama if satu else ""), nomor_baris, kata["rekening"], nilai, alasan, tgl,
                 kata["bukti"], satu)  # fmt: skip


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
