"""A generator of realistic villages: invented families in the sheet that village software exchanges.

The same village, size and seed always give the same people. Nobody appears twice, neither
in a village nor elsewhere in the kabupaten, but where a defect means to: see ``contoh_cacat``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from ...domain.nik import angka_tanggal
from ...domain.tanggal import umur
from ...domain.wilayah import is_kelurahan, parent
from ...domain.wilayah_nama import bawahan, nama_wilayah
from .contoh_cacat import KADAR, Kadar, rusak
from .contoh_nama import DUSUN, GELAR_BELAKANG, JALAN, nama_baru

BENIH = 2026
JUMLAH = 3200
PADA = date(2026, 1, 1)
"""The day the village is drawn: no one is born later."""

_SEKABUPATEN, _JAUH = 0.06, 0.05
"""Shares of people whose NIK was issued in another kecamatan, and in another kabupaten."""
_KABUPATEN_LAIN = ("35.23", "35.24", "35.21", "33.16", "35.18", "35.78", "35.15", "35.16")
_PETAK, _PETAK_TITIPAN = 30, 29
"""Serial numbers of one kecamatan and day are dealt in turn to its villages, so no two draw one NIK."""
_SERI_PENDATANG = 5001
_TITIPAN = 12
"""At most so many people are listed by two neighbouring villages at once."""


@dataclass
class Orang:
    """One invented person, and his place in his family."""

    nama: str
    kelamin: int
    lahir: date
    hubungan: int
    kawin: int
    nik: str = ""
    ayah: tuple[str, str] = ("", "")
    ibu: tuple[str, str] = ("", "")
    isi: dict = field(default_factory=dict)


@dataclass
class KartuKeluarga:
    """One invented family card."""

    no_kk: str
    alamat: str
    dusun: str
    rw: str
    rt: str
    anggota: list[Orang]


def desa_contoh(kode_desa: str, jumlah: int = JUMLAH, benih: int = BENIH, kadar: Kadar = KADAR) -> list[dict]:
    """The rows of one village's sheet, families together and heads first; the last few may exceed ``jumlah``.

    Each row maps column name to value as typed; empty cells are absent.
    """
    pabrik = Pabrik(kode_desa, benih)
    kartu, sudah = [], 0
    while sudah < jumlah:
        kartu.append(pabrik.keluarga())
        sudah += len(kartu[-1].anggota)
    baris = [[_baris(satu, orang) for orang in satu.anggota] for satu in kartu]
    titipan = [orang for tetangga in pabrik.titipan(round(jumlah * kadar.lintas_desa)) for orang in tetangga]
    return rusak(baris, titipan, pabrik.acak, kadar, kode_desa)


class Pabrik:
    """Draws the families of one village; the state is the random source and the numbers given out."""

    def __init__(self, kode_desa: str, benih: int = BENIH):
        self.kode, self.kecamatan = kode_desa, parent(kode_desa)
        self.acak = Random(f"{benih}:{kode_desa}")
        self.benih = benih
        self.urut, self.urut_kabupaten = _urutan(kode_desa)
        self.kecamatan_lain = [kode for kode, _ in bawahan(kode_desa[:5])]
        self.terpakai: dict[tuple[str, str], int] = {}
        self.tempat = list(_lingkungan(self.acak, is_kelurahan(kode_desa)))
        self.lahir_di = nama_wilayah(kode_desa[:5]).removeprefix("Kabupaten ").removeprefix("Kota ").upper()

    def keluarga(self) -> KartuKeluarga:
        """One family: mostly a couple with children, some widowed, some with an elder or a grandchild."""
        acak = self.acak
        usia = min(int(acak.triangular(21, 88, 38)), 88)
        anggota = self._pasangan(usia) if acak.random() < (0.55 if usia > 65 else 0.86) else [self._sendiri(usia)]
        anggota += self._anak(anggota)
        anggota += self._lain(anggota[0])
        for orang in anggota:
            self._lengkapi(orang)
        self._orang_tua(anggota)
        dusun, rw, rt = acak.choice(self.tempat)
        terbit = PADA - timedelta(days=acak.randrange(30, 5500))
        no_kk = self._nomor(f"{self.kecamatan.replace('.', '')}", f"{terbit:%d%m%y}", "kk")
        return KartuKeluarga(no_kk, acak.choice(JALAN), dusun, rw, rt, anggota)

    def titipan(self, jumlah: int) -> list[list[dict]]:
        """People two neighbouring villages both have: half of them shared with the next, half with the previous."""
        banyak = max(1, len(_desa_lain(self.kode)))
        return [
            [
                _titipan(self.benih, self.kecamatan, petak % banyak, nomor, self.lahir_di)
                for nomor in range(min(jumlah // 2, _TITIPAN))
            ]
            for petak in (self.urut, self.urut + 1)
        ]

    def _pasangan(self, usia: int) -> list[Orang]:
        suami = self._orang(1, usia, 1, 2)
        istri = self._orang(2, max(18, round(usia - self.acak.gauss(3, 3))), 3, 2)
        return [suami, istri]

    def _sendiri(self, usia: int) -> Orang:
        if usia < 35:
            return self._orang(self.acak.choice((1, 2)), usia, 1, 1)
        return self._orang(2 if self.acak.random() < 0.75 else 1, usia, 1, 4 if self.acak.random() < 0.7 else 3)

    def _anak(self, orang_tua: list[Orang]) -> list[Orang]:
        """Children born when the mother was 19 to 40 who still live at home."""
        ibu = orang_tua[-1]
        usia_ibu, anak = umur(ibu.lahir, PADA), []
        if ibu.kawin == 1:
            return anak
        saat = 19 + self.acak.expovariate(0.4)
        while saat < 41 and saat < usia_ibu and len(anak) < 5:
            usia = int(usia_ibu - saat)
            if usia < 19 or (usia < 32 and self.acak.random() < 0.45):
                anak.append(self._orang(self.acak.choice((1, 2)), usia, 4, 1))
            saat += 2.5 + self.acak.expovariate(0.2)
        return anak

    def _lain(self, kepala: Orang) -> list[Orang]:
        usia, peluang = umur(kepala.lahir, PADA), self.acak.random()
        if usia < 60 and peluang < 0.08:
            return [self._orang(2 if self.acak.random() < 0.7 else 1, usia + self.acak.randint(19, 30), 7, 4)]
        if usia > 52 and peluang < 0.1:
            return [self._orang(self.acak.choice((1, 2)), self.acak.randint(0, 14), 6, 1)]
        return [self._orang(self.acak.choice((1, 2)), self.acak.randint(15, 60), 9, 1)] if peluang > 0.985 else []

    def _orang(self, kelamin: int, usia: int, hubungan: int, kawin: int) -> Orang:
        lahir = PADA - timedelta(days=int(min(usia, 99) * 365.25) + self.acak.randrange(1, 365))
        return Orang(nama_baru(self.acak, kelamin, lahir.year), kelamin, lahir, hubungan, kawin)

    def _lengkapi(self, orang: Orang) -> None:
        usia = umur(orang.lahir, PADA)
        orang.nik = self._nik(orang)
        sekolah, sedang = _pendidikan(self.acak, orang.lahir.year, usia)
        if sekolah >= 8 and self.acak.random() < 0.6:
            orang.nama += f", {self.acak.choice(GELAR_BELAKANG)}"
        elif usia > 55 and self.acak.random() < 0.06:
            orang.nama = f"{'H.' if orang.kelamin == 1 else 'HJ.'} {orang.nama}"
        orang.isi = {
            "tempatlahir": self.lahir_di
            if self.acak.random() < 0.9
            else self.acak.choice(("TUBAN", "SURABAYA", "NGAWI", "BLORA")),
            "agama_id": 1 if self.acak.random() < 0.985 else self.acak.choice((2, 3)),
            "pendidikan_kk_id": sekolah,
            "pendidikan_sedang_id": sedang,
            "pekerjaan_id": _pekerjaan(self.acak, orang.kelamin, usia, sekolah),
            "warganegara_id": 1,
            "golongan_darah_id": self.acak.choice((1, 2, 3, 4)) if self.acak.random() < 0.25 else 13,
            "cacat_id": 7 if self.acak.random() < 0.985 else self.acak.randint(1, 6),
            "ktp_el": 2 if usia >= 17 else 3 if self.acak.random() < 0.3 else 1,
            "status_rekam": 8 if usia >= 17 else 1,
            "status_dasar": 1,
            "suku": "JAWA",
            "id_asuransi": self.acak.choice((1, 2, 2, 3)),
        }
        if orang.hubungan == 3 and usia < 41:
            orang.isi |= {
                "hamil": 1 if self.acak.random() < 0.05 else 2,
                "cara_kb_id": self.acak.choice((1, 2, 3, 3, 5, 99)),
            }

    def _nik(self, orang: Orang) -> str:
        """A NIK of where the person was first registered: mostly here."""
        tanggal, nasib = angka_tanggal(orang.lahir, orang.kelamin), self.acak.random()
        if nasib < _JAUH:
            daerah = f"{self.acak.choice(_KABUPATEN_LAIN)}.{self.acak.randint(1, 15):02}"
        elif nasib < _JAUH + _SEKABUPATEN:
            daerah = self.acak.choice(self.kecamatan_lain)
        else:
            daerah = self.kecamatan
        return self._nomor(daerah.replace(".", ""), tanggal, "asli" if daerah == self.kecamatan else "pendatang")

    def _nomor(self, daerah: str, tanggal: str, jenis: str) -> str:
        """The next serial of this place and day that is this village's to give."""
        kunci = (daerah + jenis, tanggal)
        ke = self.terpakai[kunci] = self.terpakai.get(kunci, -1) + 1
        seri = _SERI_PENDATANG + self.urut_kabupaten + ke * 500 if jenis == "pendatang" else 1 + self.urut + ke * _PETAK
        return f"{daerah}{tanggal}{seri:04}"

    @staticmethod
    def _orang_tua(anggota: list[Orang]) -> None:
        """Children of this card carry their parents' names and NIK."""
        kepala = anggota[0]
        istri = anggota[1] if len(anggota) > 1 and anggota[1].hubungan == 3 else None
        ayah, ibu = (kepala, istri) if kepala.kelamin == 1 else (None, kepala)
        for anak in anggota:
            if anak.hubungan == 4:
                anak.ayah = (ayah.nik, ayah.nama) if ayah else ("", "")
                anak.ibu = (ibu.nik, ibu.nama) if ibu else ("", "")


def _baris(kartu: KartuKeluarga, orang: Orang) -> dict:
    (ayah_nik, nama_ayah), (ibu_nik, nama_ibu) = orang.ayah, orang.ibu
    return {
        "alamat": kartu.alamat, "dusun": kartu.dusun, "rw": kartu.rw, "rt": kartu.rt, "no_kk": kartu.no_kk,
        "nama": orang.nama, "nik": orang.nik, "sex": orang.kelamin, "tanggallahir": orang.lahir,
        "status_kawin": orang.kawin, "kk_level": orang.hubungan, "ayah_nik": ayah_nik, "nama_ayah": nama_ayah,
        "ibu_nik": ibu_nik, "nama_ibu": nama_ibu, **orang.isi,
    }  # fmt: skip


@cache
def _urutan(kode_desa: str) -> tuple[int, int]:
    """A village's place among those of its kecamatan, and of its kabupaten."""
    semua = [kode for kecamatan, _ in bawahan(kode_desa[:5]) for kode, _ in bawahan(kecamatan)]
    sendiri = _desa_lain(kode_desa)
    dalam = sendiri.index(kode_desa) if kode_desa in sendiri else int(kode_desa[-2:])
    return dalam % _PETAK_TITIPAN, (semua.index(kode_desa) if kode_desa in semua else dalam) % 500


def _desa_lain(kode_desa: str) -> list[str]:
    return [kode for kode, _ in bawahan(parent(kode_desa))]


def _lingkungan(acak: Random, kelurahan: bool) -> Iterator[tuple[str, str, str]]:
    """Three to six dusun, each with two or three RW of two to four RT; a kelurahan has no dusun."""
    for nomor, dusun in enumerate([""] if kelurahan else acak.sample(DUSUN, acak.randint(3, 6))):
        for rw in range(1, acak.randint(2, 3) + (4 if kelurahan else 0)):
            for rt in range(1, acak.randint(3, 5)):
                yield dusun, f"{nomor * 2 + rw:03}", f"{rt:03}"


def _pendidikan(acak: Random, lahir: int, usia: int) -> tuple[int, int]:
    """What was finished, and what is being attended."""
    if usia < 7:
        return 1, 2 if usia >= 4 else 1
    if usia < 19:
        return (2, 4) if usia < 13 else (3, 6) if usia < 16 else (4, 7)
    if lahir < 1960:
        return acak.choices((1, 2, 3, 4, 5), (15, 30, 45, 6, 4))[0], 18
    if lahir < 1985:
        return acak.choices((2, 3, 4, 5, 7, 8), (8, 45, 22, 20, 2, 3))[0], 18
    atas = (3, 4, 5, 7, 8) if usia >= 22 else (3, 4, 5, 5, 5)
    return acak.choices(atas, (14, 26, 46, 4, 10))[0], 18


def _pekerjaan(acak: Random, kelamin: int, usia: int, sekolah: int) -> int:
    if usia < 6:
        return 1
    if usia < 18:
        return 3
    if sekolah >= 8:
        return acak.choice((5, 15, 65, 65, 88, 74, 18))
    if kelamin == 2 and acak.random() < 0.55:
        return 2
    return acak.choices((9, 20, 15, 88, 19, 84, 13, 26, 81, 1), (34, 18, 14, 12, 8, 6, 3, 2, 2, 1))[0]


def _titipan(benih: int, kecamatan: str, petak: int, nomor: int, lahir_di: str) -> dict:
    """One person whom two neighbouring villages both list: the same in both, wherever it is drawn."""
    acak = Random(f"{benih}:{kecamatan}:{petak}:{nomor}")
    kelamin, lahir = acak.choice((1, 2)), PADA - timedelta(days=acak.randrange(7000, 25_000))
    seri = 1 + _PETAK_TITIPAN + _PETAK * (petak * _TITIPAN + nomor)
    nik = f"{kecamatan.replace('.', '')}{angka_tanggal(lahir, kelamin)}{seri:04}"
    return {
        "nama": nama_baru(acak, kelamin, lahir.year), "nik": nik, "sex": kelamin, "tanggallahir": lahir,
        "tempatlahir": lahir_di, "status_kawin": 1, "kk_level": 9, "agama_id": 1, "pendidikan_kk_id": 4,
        "pekerjaan_id": 15, "warganegara_id": 1, "status_dasar": 1,
    }  # fmt: skip
