"""What a bank's files say: its words for a state, and the answer to a request for accounts (payments: ``bank_bayar``).

Reading changes nothing; what a file would do is shown, then taken over, and the same file twice does nothing new.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...domain.nama import kunci_nama
from ...domain.peran import Operator
from ...jejak import catat
from ..kependudukan import rekam
from . import rekening
from .tabel_luar import AngkaTerpotong, Arti, TabelLuar
from .tables_salur import Rekening

ARTI_REKENING = {
    "nomor": Arti("Nomor rekening", ("nomor rekening", "no rekening", "no rek", "virtual account", "nomor va", "no va",
                                     "va", "rekening"), wajib=True),
    "dasar": Arti("NIK atau nomor surat", ("nik", "nomor dasar", "dasar permintaan", "nomor identitas", "no identitas",
                                           "no ktp", "nomor ktp"), wajib=True),
    "nama": Arti("Nama", ("nama", "nama penerima", "nama nasabah", "nama kpm", "nama pemilik")),
    "keadaan": Arti("Status", ("status", "hasil", "status pembukaan", "keadaan")),
    "alasan": Arti("Alasan", ("alasan", "keterangan", "ket", "pesan")),
}  # fmt: skip
_GAGAL = re.compile(r"\b(gagal|tolak|ditolak|reject\w*|fail\w*|retur\w*|batal|dibatalkan|tidak|invalid|error)\b")
_MENGGANTUNG = re.compile(
    r"\b(belum|proses|diproses|pending|antre|antri|antrian|tunda|ditunda|hold|menunggu|process\w*)\b"
)
"""Words that something is still on its way."""
_BERHASIL = re.compile(
    r"\b(sukses|berhasil|success\w*|ok|terbit|aktif|dibayar|cair|diterima|selesai|masuk|terbayar|lunas)\b"
)


def keadaan(kata: str) -> str | None:
    """What a bank's word for a state says: ``berhasil``, ``gagal``, or None where it is neither, or may be either (``0``)."""
    kecil = kata.lower()
    if _MENGGANTUNG.search(kecil):
        return None
    if _GAGAL.search(kecil):
        return "gagal"
    return "berhasil" if _BERHASIL.search(kecil) or kecil in ("00", "y", "ya") else None


def sel(tabel: TabelLuar, peta: Mapping[str, int], ke: int, nama: str) -> str:
    """What a row has in the column of this meaning."""
    return tabel.baris[ke][peta[nama]] if nama in peta else ""


# ---- accounts


_NOMOR = re.compile(r"[0-9]{5,34}")
_ILMIAH = re.compile(r"[0-9]+,?[0-9]*e\+?[0-9]+", re.IGNORECASE)
TERPOTONG = (
    "Excel menyimpan nomor ini sebagai angka, jadi digit belakangnya hilang. Minta bank menulisnya sebagai teks."
)
TANPA_NOMOR = "Tidak ada nomor rekening dan tidak ada keterangan ditolak"


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
        semua[rapi(satu.nomor_dasar)].append(satu)
    siapa = [
        _pilih(semua.get(rapi(sel(tabel, peta, ke, "dasar")), ()), sel(tabel, peta, ke, "nama"))
        for ke in range(len(tabel.baris))
    ]
    pemilik = _pemilik(tabel, peta, siapa, [ini for satu in semua.values() for ini in satu])
    return _ganda([
        _jawab(tabel, peta, ke, nomor, satu, pemilik)
        for ke, (nomor, satu) in enumerate(zip(tabel.nomor, siapa, strict=True))
    ])  # fmt: skip


def _pemilik(tabel, peta, siapa: Sequence[Rekening | None], tercatat: Sequence[Rekening]) -> dict[str, set[str]]:
    """Number of an account -> whose it would be, in the file and here."""
    hasil: dict[str, set[str]] = defaultdict(set)
    for satu in tercatat:
        if satu.nomor and satu.keadaan == rekening.TERBIT:
            hasil[satu.nomor].add(satu.id)
    for ke, satu in enumerate(siapa):
        hasil[_digit(sel(tabel, peta, ke, "nomor"))].add(satu.id if satu else f"baris {ke}")
    return hasil


def _ganda(semua: Sequence[Jawab]) -> list[Jawab]:
    """Somebody the file has twice: where both say the same the first stands, else neither does."""
    lagi = disebut_lagi([(satu.rekening and satu.rekening.id, (satu.hasil, satu.nomor)) for satu in semua])
    return [replace(satu, hasil="ganda") if ulang else satu for satu, ulang in zip(semua, lagi, strict=True)]


SAMA, BERLAINAN = "sama", "berlainan"


def disebut_lagi(semua: Sequence[tuple[str | None, tuple]]) -> list[str]:
    """Of each (whose, what is said of him): empty, or why it does not stand: said before (``sama``), or said otherwise
    too (``berlainan``). What is nobody's stands for itself."""
    kata: dict[str, set] = defaultdict(set)
    for siapa, isi in semua:
        kata[siapa or ""].add(isi)
    dilihat: set[str] = set()
    hasil = []
    for siapa, _ in semua:
        lagi = siapa and (BERLAINAN if len(kata[siapa]) > 1 else SAMA if siapa in dilihat else "")
        hasil.append(lagi or "")
        dilihat.add(siapa or "")
    return hasil


def _digit(tertulis: str) -> str:
    return re.sub(r"[\s.-]", "", tertulis)


def _pilih(semua: Sequence[Rekening], nama: str) -> Rekening | None:
    """The account meant, of those on this ground: the one asked for, by its name where several are."""
    hidup = [satu for satu in semua if satu.keadaan != rekening.DITUTUP] or list(semua)
    cocok = [satu for satu in hidup if not nama or kunci_nama(satu.nama) == kunci_nama(nama)]
    return (cocok or hidup or [None])[0]


def _jawab(tabel, peta, ke: int, nomor_baris: int, satu: Rekening | None, pemilik: Mapping) -> Jawab:
    nama, dasar, alasan = (sel(tabel, peta, ke, apa) for apa in ("nama", "dasar", "alasan"))
    tertulis, status = sel(tabel, peta, ke, "nomor"), keadaan(sel(tabel, peta, ke, "keadaan"))
    nomor = _digit(tertulis)

    def jawab(hasil: str, kata: str = "", tercatat: str = "") -> Jawab:
        return Jawab(
            nomor_baris, hasil, nama or (satu.nama if satu else ""), dasar, nomor, kata or alasan, satu, tercatat
        )

    if satu is None:
        return jawab("tak_dikenal")
    if status == "gagal":
        sama = satu.keadaan == rekening.DITOLAK
        return jawab(
            "sama" if sama else "beda" if satu.nomor else "ditolak", alasan or "Ditolak bank", satu.nomor or ""
        )
    if status is None and sel(tabel, peta, ke, "keadaan"):
        return jawab("tak_jelas", f"Status “{sel(tabel, peta, ke, 'keadaan')[:60]}” tidak dikenal")
    if isinstance(tertulis, AngkaTerpotong) or _ILMIAH.fullmatch(nomor):
        return jawab("tak_jelas", TERPOTONG)
    if not _NOMOR.fullmatch(nomor):
        return jawab("tak_jelas", "Bukan nomor rekening, dan tidak ada keterangan ditolak" if nomor else TANPA_NOMOR)
    if len(pemilik[nomor]) > 1:
        return jawab("tak_jelas", "Nomor rekening yang sama diberikan kepada lebih dari satu orang")
    if satu.keadaan == rekening.TERBIT:
        return jawab("sama" if satu.nomor == nomor else "beda", "", satu.nomor or "")
    return jawab("beda", "Rekening ini sudah ditutup di sini") if satu.keadaan == rekening.DITUTUP else jawab("terbit")


def rapi(kata: str) -> str:
    """A number as two files may write it: without spaces and dots."""
    return re.sub(r"[\s.]", "", kata).lower()


def terapkan_rekening(node, operator: Operator, semua: Sequence[Jawab]) -> Counter:
    """Take over what is certain: numbers of accounts, and why the bank declined; how many of each."""
    hasil: Counter = Counter()
    with rekam.transaksi(node):
        for jawab in semua:
            if jawab.hasil not in (rekening.TERBIT, rekening.DITOLAK):
                continue
            satu = Rekening.get_or_none(Rekening.id == jawab.rekening.id)
            if satu is None or satu.keadaan == rekening.DITUTUP or (satu.keadaan == rekening.TERBIT and satu.nomor):
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
