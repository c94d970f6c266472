"""A plausible history: births, deaths, moves and all the rest, recorded month by month as an office would.

Made through the very actions the screens call, so what they refuse cannot stand in a sample
either. The same village, random source and months always give the same history.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from ...domain import kode, lampid
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import parent
from ...domain.wilayah_nama import bawahan
from ...sync.local import drain_all
from ..kependudukan.contoh_nama import JALAN, nama_baru
from ..kependudukan.kesalahan import DataDitolak
from . import catat
from .contoh_warga import Warga, baca_warga
from .hari import hari_ini, seolah

SETAHUN = {
    lampid.LAHIR: 0.013,
    lampid.MATI: 0.008,
    lampid.PINDAH: 0.006,
    lampid.DATANG: 0.006,
    "pindah_dusun": 0.001,
    lampid.PECAH_KK: 0.004,
    lampid.NUMPANG_KK: 0.001,
    lampid.HILANG: 0.0003,
    lampid.KEMBALI: 0.0002,
}
"""Events a year for each resident; a move is on average of two people."""

_TERLAMBAT = 0.06
"""Deaths and births reported months or years after they happened."""
_KABUPATEN_LAIN = ("35.23", "35.24", "33.16", "35.78", "32.73", "64.72")


def peristiwa_contoh(node, operator: Operator, rng: Random, bulan_awal: str, bulan_akhir: str) -> Counter:
    """Record a history of these months, both included (``2025-01``), never past today; how many of each kind.

    Residents not counted yet are counted at its beginning, so that the history can follow.
    """
    akhir = min(_akhir_bulan(bulan_akhir), hari_ini())
    with seolah(date.fromisoformat(f"{bulan_awal}-01")):
        drain_all(node)
    tercatat: Counter = Counter()
    bulan = bulan_awal
    while bulan <= min(bulan_akhir, lampid.bulan_dari(akhir)):
        with seolah(min(_akhir_bulan(bulan), akhir)):
            _Bulan(node, operator, rng, bulan, tercatat).catat()
            drain_all(node)
        bulan = lampid.bulan_sesudah(bulan)
    return tercatat


def _akhir_bulan(bulan: str) -> date:
    return date.fromisoformat(f"{lampid.bulan_sesudah(bulan)}-01") - timedelta(days=1)


class _Bulan:
    """One month of a village: who is here, and what happens to them."""

    def __init__(self, node, operator: Operator, rng: Random, bulan: str, tercatat: Counter):
        self.node, self.operator, self.rng, self.bulan, self.tercatat = node, operator, rng, bulan, tercatat
        self.warga = Warga(baca_warga(node), rng, hari_ini())
        self.urut = 0

    def catat(self) -> None:
        jumlah = len(self.warga.semua)
        daftar = [jenis for jenis, kadar in SETAHUN.items() for _ in range(self._banyak(jumlah * kadar / 12))]
        self.rng.shuffle(daftar)
        for jenis in daftar:
            self._satu(jenis)

    def _banyak(self, rata: float) -> int:
        return int(rata) + (self.rng.random() < rata % 1)

    def _satu(self, jenis: str) -> None:
        """One event; where nobody fits it, or the office would refuse it, it just does not happen."""
        self.urut += 1
        id = derived_id("contoh", self.node.code, self.bulan, str(self.urut))
        aksi: Callable = getattr(self, f"_{jenis}")
        try:
            if aksi(id):
                self.tercatat[jenis] += 1
        except DataDitolak:
            self.tercatat["tidak_jadi"] += 1

    def _isi(self, mungkin_terlambat: bool = False, **lain) -> dict:
        """When it happened and was reported, and who reported it."""
        lapor = date.fromisoformat(f"{self.bulan}-01") + timedelta(days=self.rng.randrange(hari_ini().day))
        selang = self.rng.randrange(0, 12)
        if mungkin_terlambat and self.rng.random() < _TERLAMBAT:
            selang = self.rng.randrange(40, 700)
        isi = {"tgl_peristiwa": lapor - timedelta(days=selang), "tgl_lapor": lapor, "sumber": "Contoh"}
        return isi | {"pelapor": nama_baru(self.rng, self.rng.choice((1, 2)), 1975)} | lain

    def _tempat_lain(self) -> dict:
        """Another village, most often near, now and then only a kabupaten."""
        if self.rng.random() < 0.45:
            desa = [satu for satu, _ in bawahan(parent(self.node.code)) if satu != self.node.code]
            return {"lawan_wilayah": self.rng.choice(desa or list(_KABUPATEN_LAIN))}
        return {"lawan_wilayah": self.rng.choice(_KABUPATEN_LAIN), "lawan_alamat": self.rng.choice(JALAN)}

    # ---- each kind

    def _lahir(self, id: str) -> bool:
        ibu = self.warga.ibu()
        if ibu is None:
            return False
        isi = self._isi(True, berat_gram=self.rng.randrange(2300, 4100), panjang_cm=self.rng.randrange(45, 54))
        isi |= {"tempat_dilahirkan": self.rng.choice((1, 1, 2, 3)), "penolong": 2, "jenis_kelahiran": 1}
        kelamin = self.rng.choice((1, 2))
        bayi = {
            "nama": nama_baru(self.rng, kelamin, isi["tgl_peristiwa"].year), "jenis_kelamin": kelamin,
            "nama_ibu": ibu.nama, "nik_ibu": ibu.nik, "agama": 1, "status_kawin": kode.BELUM_KAWIN, "kewarganegaraan": 1,
        }  # fmt: skip
        catat.catat_kelahiran(self.node, self.operator, isi, bayi, ibu.keluarga_id, id)
        return True

    def _mati(self, id: str) -> bool:
        orang = self.warga.yang_tua()
        if orang is None:
            return False
        isi = self._isi(True, tempat="Rumah", sebab=self.rng.choice(("Sakit", "Usia lanjut", "Kecelakaan")), penentu=2)
        catat.catat_kematian(self.node, self.operator, isi, orang.id, self.warga.pengganti([orang]), id=id)
        self.warga.pergi([orang])
        return True

    def _pindah(self, id: str) -> bool:
        orang = self.warga.yang_pindah()
        if not orang:
            return False
        isi = self._isi(**self._tempat_lain(), alasan_pindah=self.rng.choice((1, 1, 1, 2, 5, 6)))
        pengganti = self.warga.pengganti(orang)
        catat.catat_pindah(self.node, self.operator, isi, [satu.id for satu in orang], pengganti, id=id)
        self.warga.pergi(orang)
        return True

    def _pindah_dusun(self, id: str) -> bool:
        keluarga = self.warga.keluarga_acak()
        tempat = self.warga.tempat_lain(keluarga)
        if not tempat:
            return False
        kartu = {"lingkungan_id": tempat, "alamat": self.rng.choice(JALAN)}
        isi = self._isi(cakupan=lampid.DALAM_DESA, alasan_pindah=5)
        catat.catat_pindah(self.node, self.operator, isi, [satu.id for satu in keluarga], kartu=kartu, id=id)
        self.warga.lupakan(keluarga)
        return True

    def _datang(self, id: str) -> bool:
        tempat = self.warga.tempat_acak()
        if not tempat:
            return False
        kartu = {"lingkungan_id": tempat, "alamat": self.rng.choice(JALAN)}
        isi = self._isi(**self._tempat_lain(), alasan_pindah=1)
        catat.catat_datang(self.node, self.operator, isi, self._pendatang(), kartu, id=id)
        return True

    def _pendatang(self) -> list[dict]:
        """Somebody alone, or a young couple with a child or none."""
        acak, tahun = self.rng, hari_ini().year
        lahir = tahun - acak.randrange(21, 45)
        kelamin = acak.choice((1, 1, 2))
        semua = [(kelamin, kode.KEPALA_KELUARGA, lahir)]
        if kelamin == kode.LAKI_LAKI and acak.random() < 0.7:
            semua.append((2, kode.ISTRI, lahir + acak.randrange(0, 4)))
            semua += [(acak.choice((1, 2)), kode.ANAK, tahun - acak.randrange(1, 12)) for _ in range(acak.randrange(3))]
        return [
            {
                "nama": nama_baru(acak, kelamin, lahir), "jenis_kelamin": kelamin, "hubungan_keluarga": hubungan,
                "tanggal_lahir": date(lahir, acak.randrange(1, 13), acak.randrange(1, 29)), "agama": 1,
                "status_kawin": 1 if hubungan == kode.ANAK or len(semua) == 1 else 2, "kewarganegaraan": 1,
            }
            for kelamin, hubungan, lahir in semua
        ]  # fmt: skip

    def _pecah_kk(self, id: str) -> bool:
        anak = self.warga.anak_dewasa()
        if anak is None:
            return False
        catat.pecah_kk(self.node, self.operator, self._isi(), {anak.id: kode.KEPALA_KELUARGA}, {}, id)
        self.warga.lupakan([anak])
        return True

    def _numpang_kk(self, id: str) -> bool:
        anak, tujuan = self.warga.anak_dewasa(), self.warga.keluarga_acak()
        if anak is None or not tujuan or tujuan[0].keluarga_id == anak.keluarga_id:
            return False
        catat.numpang_kk(self.node, self.operator, self._isi(), {anak.id: 9}, tujuan[0].keluarga_id, id)
        self.warga.lupakan([anak])
        return True

    def _hilang(self, id: str) -> bool:
        anak = self.warga.anak_dewasa()
        if anak is None:
            return False
        catat.catat_hilang(self.node, self.operator, self._isi(), [anak.id], id=id)
        self.warga.pergi([anak])
        return True

    def _kembali(self, id: str) -> bool:
        orang = self.warga.hilang_acak()
        if orang is None:
            return False
        catat.catat_kembali(self.node, self.operator, self._isi(), orang.id, id=id)
        return True
