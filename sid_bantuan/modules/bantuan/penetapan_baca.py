"""The lines of an agency's list as they are read: who, in which village, with what; and those nobody knows where to put."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...domain import bantuan
from ...domain.nik import baca_nik, baca_no_kk
from ...domain.tanggal import baca_tanggal
from ...domain.wilayah import level, parent, within
from ...domain.wilayah_nama import bawahan, dikenal, nama_wilayah
from .program import ProgramBantuan
from .segar import desa as semua_desa
from .tabel_luar import Arti, TabelLuar

_KENAL = """
nama|Nama|nama, nama penerima, nama pengurus, nama kpm, nama lengkap, nama art, nama penerima manfaat, nama pm
nik|NIK|nik, nomor induk kependudukan, no nik, nomor nik, nik pengurus, nik kpm, nik penerima, nik ktp, no ktp
no_kk|No KK|no kk, nokk, nomor kk, no kartu keluarga, nomor kartu keluarga, kk
kode_desa|Kode desa|kode desa, kode kelurahan, kode desa kelurahan, kode wilayah, kd desa, kddesa, kode kemendagri
desa|Desa/kelurahan|desa, kelurahan, desa kelurahan, kelurahan desa, nama desa, nama kelurahan, nmdesa, nmkel
kecamatan|Kecamatan|kecamatan, nama kecamatan, kec, nmkec
alamat|Alamat|alamat, alamat lengkap, alamat tinggal, alamat pm
desil|Desil|desil, desil nasional, desil kesejahteraan, peringkat desil, desil dtsen
komponen|Komponen|komponen, kategori komponen, jenis komponen, kategori
keadaan|Keadaan|status, status kpm, keterangan status, status penerima, status kepesertaan, keadaan
mulai|Mulai menerima|mulai, tanggal mulai, tgl mulai, tmt, tahun masuk, tanggal penetapan
"""
ARTI = {
    nama: Arti(judul, tuple(satu.strip() for satu in dikenal.split(",")), wajib=nama == "nama")
    for nama, judul, dikenal in (baris.split("|") for baris in _KENAL.strip().splitlines())
}
"""What a column of an agency's list can mean, with the headings it is known by."""

_HIDUP = ("aktif", "ya", "1", "layak", "salur", "eligible", "berhasil")
_KEADAAN = (
    (bantuan.DITANGGUHKAN, ("tangguh", "tunda", "suspend", "hold", "gagal")),
    (bantuan.TIDAK_LAYAK, ("tidak layak", "exclude", "tidak eligible", "tidak memenuhi")),
    (
        bantuan.NONAKTIF,
        ("nonaktif", "non aktif", "tidak aktif", "graduasi", "meninggal", "keluar", "berhenti", "tidak"),
    ),
)
"""Words agencies write for a state; the first that fits counts."""
_RINCIAN, _PANJANG = 30, 120
GANDA, TANPA_NAMA, TANPA_DESA, LUAR_WILAYAH = "ganda", "tanpa_nama", "tanpa_desa", "luar_wilayah"
MILIK_ATAS = "milik_atas"
SISIH = {
    GANDA: "Sama dengan baris lain di daftar ini",
    TANPA_NAMA: "Namanya kosong",
    TANPA_DESA: "Desanya tidak dikenal",
    LUAR_WILAYAH: "Di luar wilayah daftar ini",
    MILIK_ATAS: "Desanya sudah ada di daftar kantor di atas",
}
"""Why a line is kept aside."""


@dataclass
class Baris:
    """One line. ``isi``: the columns of a ``penetapan`` it says; ``sisih``: why it is kept aside; ``ingat``: notes."""

    nomor: int
    sel: tuple[str, ...]
    nama: str
    isi: dict = field(default_factory=dict)
    wilayah: str | None = None
    sisih: str = ""
    ingat: list[str] = field(default_factory=list)

    @property
    def kunci(self) -> tuple:
        """What makes it the same line as one of another list, within its program and village."""
        return kunci(self.isi.get("nik"), self.nama, self.isi.get("no_kk"))


def kunci(nik: str | None, nama: str, no_kk: str | None) -> tuple:
    """By number; of whom there is none, by name and card."""
    return ("nik", nik) if nik else ("nama", " ".join(nama.upper().split()), no_kk or "")


def baca(
    node, tabel: TabelLuar, peta: Mapping[str, int], program: ProgramBantuan | None, area: str, per: date
) -> list[Baris]:
    """Every line of the table, with its village found or the reason why it is kept aside."""
    semua = [
        _satu(nomor, sel, peta, tabel.judul, program, per) for nomor, sel in zip(tabel.nomor, tabel.baris, strict=True)
    ]
    tempat = Tempat(node, area)
    tempat.kenali([satu.isi.get("nik") for satu in semua])
    ada: set[tuple] = set()
    for satu in semua:
        if satu.sisih:
            continue
        satu.wilayah, satu.sisih = tempat.cari(_sel(satu.sel, peta, "kode_desa"), _sel(satu.sel, peta, "desa"),
                                               _sel(satu.sel, peta, "kecamatan"), satu.isi.get("nik"))  # fmt: skip
        if not satu.sisih and (satu.wilayah, satu.kunci) in ada:
            satu.sisih = GANDA
        ada.add((satu.wilayah, satu.kunci))
    return semua


def _sel(sel: Sequence[str], peta: Mapping[str, int], nama: str) -> str:
    return sel[peta[nama]].strip() if nama in peta else ""


def _satu(nomor: int, sel, peta, judul: Sequence[str], program: ProgramBantuan | None, per: date) -> Baris:
    nama = " ".join(_sel(sel, peta, "nama").upper().split())[:100]
    satu = Baris(nomor, sel, nama)
    lain = {judul[ke]: isi for ke, isi in enumerate(sel) if isi and ke not in peta.values()}
    isi = {"nama": nama, "alamat": _sel(sel, peta, "alamat")[:200] or None}
    for kolom, baca_nomor in (("nik", baca_nik), ("no_kk", baca_no_kk)):
        isi[kolom], salah = baca_nomor(_sel(sel, peta, kolom))
        if salah:
            lain[f"{ARTI[kolom].judul} tertulis"] = _sel(sel, peta, kolom)
            satu.ingat.append(f"{ARTI[kolom].judul} tidak dapat dipakai: {_sel(sel, peta, kolom)[:24]}")
    isi["desil"] = _desil(_sel(sel, peta, "desil"))
    isi["keadaan"], kenal = _keadaan(_sel(sel, peta, "keadaan"))
    if not kenal:
        satu.ingat.append(f"Keadaan tidak dikenal, dianggap aktif: {_sel(sel, peta, 'keadaan')[:24]}")
    isi["komponen"] = _komponen(_sel(sel, peta, "komponen"), program, lain)
    isi["mulai"] = _mulai(_sel(sel, peta, "mulai"), per)
    isi["rincian"] = _rincian(lain)
    satu.isi, satu.sisih = isi, "" if nama else TANPA_NAMA
    return satu


def _desil(kata: str) -> int | None:
    angka = re.search(r"\d+", kata)
    return int(angka[0]) if angka and 1 <= int(angka[0]) <= 10 else None


def _keadaan(kata: str) -> tuple[str, bool]:
    """(the state, whether the word for it is known); of a word nobody knows it is not told that aid ended."""
    kata = " ".join(kata.lower().replace("-", " ").split())
    if not kata or kata in _HIDUP:
        return bantuan.AKTIF, True
    ada = next((keadaan for keadaan, semua in _KEADAAN if any(satu in kata for satu in semua)), None)
    return ada or bantuan.AKTIF, ada is not None or kata.startswith(_HIDUP)


def _komponen(kata: str, program: ProgramBantuan | None, lain: dict) -> str | None:
    """The components of the program that a cell names; what it does not know stays with the other columns."""
    if not kata:
        return None
    bagian = [satu.strip() for satu in re.split(r"[,;/+]| dan ", kata) if satu.strip()]
    dapat = []
    for satu in bagian:
        cocok = next((k for k in (program.komponen if program else ()) if _cocok(satu, k.kode, k.nama)), None)
        if cocok and cocok.kode not in [one["kode"] for one in dapat]:
            dapat.append({"kode": cocok.kode, "orang_id": None})
    if len(dapat) < len(bagian):
        lain["Komponen tertulis"] = kata
    return json.dumps(dapat, ensure_ascii=False) if dapat else None


def _cocok(kata: str, *nama: str) -> bool:
    kata = re.sub(r"[^a-z0-9]+", " ", kata.lower()).strip()
    return any(kata == satu or (len(kata) > 3 and kata in satu) or satu in kata for satu in map(str.lower, nama))


def _mulai(kata: str, per: date) -> date:
    if re.fullmatch(r"20\d\d", kata):
        return min(date(int(kata), 1, 1), per)
    hari, _ = baca_tanggal(kata or None)
    return min(hari, per) if hari else per


def _rincian(lain: Mapping[str, str]) -> str | None:
    isi = {nama[:60]: nilai[:_PANJANG] for nama, nilai in list(lain.items())[:_RINCIAN]}
    return json.dumps(isi, ensure_ascii=False) if isi else None


# ---- which village


class Tempat:
    """Finds the village of a line: by its code, by its name and kecamatan, or by where the NIK is registered."""

    def __init__(self, node, area: str):
        self.node, self.area = node, area
        self.di: dict[str, str] = {}
        self.kecamatan: dict[tuple[str, str], str] = {}
        self.nama: dict[str, set[str]] = {}
        for kode in self._semua():
            nama = _polos(nama_wilayah(kode))
            self.nama.setdefault(nama, set()).add(kode)
            self.kecamatan[_polos(nama_wilayah(parent(kode))), nama] = kode

    def _semua(self) -> Iterator[str]:
        """Every village of the kabupaten: one outside the area is told apart from one that is unknown."""
        kabupaten = self.node.code[:5]
        for kecamatan, _ in bawahan(kabupaten):
            yield from semua_desa(kecamatan)

    def kenali(self, nik: Sequence[str | None]) -> None:
        """Look up where these numbers are registered: where somebody lives now goes before where he once was."""
        dicari = sorted({satu for satu in nik if satu})
        for awal in range(0, len(dicari), 5_000):
            pilih, isi = self.node.engine.ids(dicari[awal : awal + 5_000])
            for satu, wilayah in self.node.engine.run(
                f"SELECT k.nik, p.wilayah FROM sb_nik_kenal k JOIN sb_penduduk p ON p.orang_id = k.orang"
                f" WHERE k.nik IN ({pilih})",
                isi,
            ):
                self.di[satu] = wilayah
            for satu, wilayah in self.node.engine.run(
                f"SELECT nik, wilayah FROM sb_penduduk WHERE nik IN ({pilih}) ORDER BY status_dasar DESC, id DESC", isi
            ):
                self.di[satu] = wilayah

    def cari(self, kode: str, desa: str, kecamatan: str, nik: str | None) -> tuple[str | None, str]:
        """(village, "") or (None, why it is kept aside)."""
        dapat = self._kode(kode) or self._bernama(desa, kecamatan)
        if dapat is None and not (desa or kode) and level(self.area) == "desa":
            dapat = self.area
        dapat = dapat or self.di.get(nik or "")
        if dapat is None:
            return None, TANPA_DESA
        return (dapat, "") if within(dapat, self.area) else (None, LUAR_WILAYAH)

    def _kode(self, kode: str) -> str | None:
        angka = re.sub(r"\D", "", kode)
        if len(angka) != 10:
            return None
        bertitik = f"{angka[:2]}.{angka[2:4]}.{angka[4:6]}.{angka[6:]}"
        return bertitik if dikenal(bertitik) else None

    def _bernama(self, desa: str, kecamatan: str) -> str | None:
        if not desa:
            return None
        if kecamatan:
            return self.kecamatan.get((_polos(kecamatan), _polos(desa)))
        calon = self.nama.get(_polos(desa), set())
        dalam = {satu for satu in calon if within(satu, self.area)} or calon
        return next(iter(dalam)) if len(dalam) == 1 else None


def _polos(nama: str) -> str:
    """A place's name without its kind, blanks and signs."""
    nama = re.sub(r"\b(desa|ds|kelurahan|kel|kecamatan|kec)\b\.?", " ", nama.lower())
    return re.sub(r"[^a-z0-9]", "", nama)
