"""A rule as a sentence an officer reads: programs by their short names, codes by their words."""

from collections.abc import Mapping
from datetime import date

from ....domain import aturan as domain
from ....domain import aturan_baca
from ....ui.tampil import angka, rupiah
from ..program import KELOMPOK, ProgramBantuan
from ..tables import Aturan
from ..ukuran import UKURAN

EFEK = {domain.TOLAK: "Menolak", domain.PERINGATKAN: "Memperingatkan"}
SIAPA = {
    domain.ORANG: "Yang bersangkutan sendiri",
    domain.KELUARGA: "Keluarganya (satu keluarga menerima bersama)",
    domain.ANGGOTA: "Seorang anggota keluarganya",
    domain.SERUMAH: "Keluarga mana pun di rumahnya",
}
_SIAPA = {
    domain.ORANG: "yang bersangkutan", domain.KELUARGA: "keluarganya", domain.ANGGOTA: "anggota keluarganya",
    domain.SERUMAH: "keluarganya atau keluarga lain serumah",
}  # fmt: skip
MILIK_UKURAN = {
    domain.ORANG: "Yang bersangkutan, atau keluarganya bersama",
    domain.ANGGOTA: "Siapa pun dalam keluarganya",
}
MASA = {domain.BERTINDIH: "Pada masa yang sama", domain.PERNAH: "Kapan pun, juga dahulu"}
_YA = {
    "hamil": ("tidak hamil", "hamil"),
    "hidup": ("tidak lagi tercatat hidup di desa", "masih tercatat hidup di desa"),
    "meninggal": ("belum tercatat meninggal", "sudah meninggal"),
    "punya_nik": ("belum punya NIK", "punya NIK"),
    "sekeluarga_meninggal": ("tidak sekeluarga dengan yang meninggal", "sekeluarga dengan yang meninggal"),
}
"""Measure of yes and no -> its two words."""
TAMPAK = 4
"""Of more values than this a sentence names the first three and counts the others."""


class Kamus:
    """The words for one catalogue of programs."""

    def __init__(self, program: Mapping[str, ProgramBantuan]):
        self.program = program

    def nama(self, kode: str) -> str:
        """A program by its short name, a group of them by what it means."""
        ada = self.program.get(kode)
        return ada.singkatan if ada else KELOMPOK.get(kode, kode)

    def aturan(self, baris: Aturan, hari: date | None = None) -> dict:
        """A rule in words, and whether it holds today."""
        hari = hari or date.today()
        syarat = self.syarat(baris.syarat)
        return {
            "baris": baris,
            "kode": baris.kode,
            "efek": baris.efek,
            "kalimat": f"{EFEK.get(baris.efek, baris.efek)} bila {syarat}.",
            "berlaku": (baris.berlaku_dari or hari) <= hari <= (baris.berlaku_sampai or hari),
            "nanti": bool(baris.berlaku_dari and baris.berlaku_dari > hari),
        }

    def syarat(self, teks: str) -> str:
        """A stored condition in words."""
        try:
            return self.kalimat(aturan_baca.muat(teks))
        except (ValueError, TypeError, KeyError, AttributeError):
            return "syaratnya tidak dapat dibaca versi ini"

    def kalimat(self, isi: Mapping, bukan: bool = False) -> str:
        """A condition in words; ``bukan``: its opposite."""
        for nama, kata, lawan in (("semua", " dan ", " atau "), ("salah_satu", " atau ", " dan ")):
            if nama in isi and "ukuran" not in isi:
                if sama := self._sama_siapa(isi[nama], kata.strip(), bukan):
                    return sama
                bagian = [self._kurung(satu, bukan) for satu in isi[nama]]
                return (lawan if bukan else kata).join(bagian)
        if "bukan" in isi:
            return self.kalimat(isi["bukan"], not bukan)
        return self._menerima(isi["menerima"], bukan) if "menerima" in isi else self._ukuran(isi, bukan)

    def _sama_siapa(self, isi: list[Mapping], kata: str, bukan: bool) -> str:
        """The same aid asked of several subjects, said once; empty where that is not so."""
        terima = [satu.get("menerima") for satu in isi]
        if len(isi) < 2 or kata != "atau" or bukan or any(not satu for satu in terima):
            return ""
        lain = [{nama: nilai for nama, nilai in satu.items() if nama != "siapa"} for satu in terima]
        if any(satu != lain[0] for satu in lain):
            return ""
        siapa = [_SIAPA[satu.get("siapa", domain.ORANG)] for satu in terima]
        return f"{_atau(siapa)} {self._menerima(terima[0], bukan).removeprefix(siapa[0]).strip()}"

    def _kurung(self, isi: Mapping, bukan: bool) -> str:
        teks = self.kalimat(isi, bukan)
        dalam = isi.get("bukan", isi)
        banyak = any(len(dalam.get(nama, ())) > 1 for nama in ("semua", "salah_satu") if "ukuran" not in dalam)
        return f"({teks})" if banyak else teks

    def _menerima(self, isi: Mapping, bukan: bool) -> str:
        siapa, banyak = isi.get("siapa", domain.ORANG), isi.get("banyak", 1)
        apa = _atau([self.nama(satu) for satu in isi.get("program") or ["@semua"]])
        if isi.get("kecuali"):
            apa += f" selain {_atau([self.nama(satu) for satu in isi['kecuali']])}"
        if isi.get("komponen"):
            apa += f" komponen {_atau([self.komponen(satu, isi.get('program', ())) for satu in isi['komponen']])}"
        kapan = "pernah " if isi.get("masa") == domain.PERNAH else ""
        keadaan = isi.get("keadaan", ["aktif"])
        ekor = "" if list(keadaan) == ["aktif"] else f" (keadaan {_atau([satu.replace('_', ' ') for satu in keadaan])})"
        if isi.get("tahun"):
            ekor = f" dalam {isi['tahun']} tahun terakhir{ekor}"
        if banyak == 1:
            return f"{_SIAPA[siapa]} {'tidak ' if bukan else ''}{kapan}menerima {apa}{ekor}"
        tidak = "tidak benar bahwa " if bukan else ""
        if siapa == domain.ANGGOTA:
            return f"{tidak}{banyak} orang atau lebih dari keluarganya {kapan}menerima {apa}{ekor}"
        return f"{tidak}{_SIAPA[siapa]} {kapan}menerima {banyak} atau lebih dari {apa}{ekor}"

    def komponen(self, kode: str, program) -> str:
        """The name of a component of one of these programs."""
        calon = [ada for satu in program if (ada := self.program.get(satu))] or self.program.values()
        nama = next((ini.nama for satu in calon if (ini := satu.satu_komponen(kode))), kode)
        return _kecil(nama)

    def _ukuran(self, isi: Mapping, bukan: bool) -> str:
        if isi.get("siapa") == domain.ANGGOTA:
            dia = {kunci: nilai for kunci, nilai in isi.items() if kunci != "siapa"}
            hubung = "yang" if isi["ukuran"] in _YA else "dengan"
            return f"{'tidak ada' if bukan else 'ada'} anggota keluarganya {hubung} {self._ukuran(dia, False)}"
        nama, pilihan = isi["ukuran"], sorted(isi.get("salah_satu", ()))
        ukur = UKURAN.get(nama)
        judul = _kecil(ukur.judul) if ukur else nama
        if pilihan:
            if nama in _YA and len(pilihan) == 1 and pilihan[0] in (0, 1):
                return _YA[nama][pilihan[0] if not bukan else 1 - pilihan[0]]
            kata = [_kecil((ukur.pilihan or {}).get(satu, str(satu))) if ukur else str(satu) for satu in pilihan]
            if len(kata) > TAMPAK:
                kata = [*kata[:3], f"{len(kata) - 3} {judul} lain"]
            return f"{judul} {'bukan ' if bukan else ''}{_atau(kata)}"
        return f"{'tidak benar bahwa ' if bukan else ''}{judul} {_batas(isi, ukur)}"


def _batas(isi: Mapping, ukur) -> str:
    satuan = ukur.satuan if ukur else ""
    tulis = rupiah if satuan == "rupiah" else angka
    ekor = f" {satuan}" if satuan not in ("", "rupiah") and satuan not in ukur.judul.lower() else ""
    bawah, atas = isi.get("paling_sedikit"), isi.get("paling_banyak")
    if bawah is not None and atas is not None:
        return f"{tulis(bawah)} sampai {tulis(atas)}{ekor}" if bawah != atas else f"{tulis(bawah)}{ekor}"
    return f"{tulis(bawah)}{ekor} atau lebih" if atas is None else f"{tulis(atas)}{ekor} atau kurang"


def _kecil(kata: str) -> str:
    """A word inside a sentence: small, unless it is an abbreviation or a proper name."""
    tetap = kata[:2].isupper() or any(satu[:1].isupper() for satu in kata.split()[1:])
    return kata if tetap else kata[:1].lower() + kata[1:]


def _atau(kata: list[str]) -> str:
    return kata[0] if len(kata) == 1 else f"{', '.join(kata[:-1])} atau {kata[-1]}" if kata else ""
