"""What the village chooses before it takes in what waits from above: card and dusun, relations, who heads those who stay."""

from functools import cached_property
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from ....domain import kode, lampid
from ....domain.hubungan import Warga, urut_kepala, usul_hubungan
from ....domain.tanggal import teks_tanggal
from ...kependudukan.kesalahan import Kesalahan
from ...kependudukan.layar.isian import baca_kode
from ...kependudukan.layar.lembar import daftar_tempat
from ...kependudukan.tables import Penduduk
from ..hari import hari_ini
from ..isian import hari
from ..kepala import BELUM_DITENTUKAN, anggota_hidup
from ..masuk import keluarga_bayi
from ..masuk_baca import Masuk
from ..masuk_sini import kunci, orang_di_sini, usul_kedatangan
from . import medan as m
from .medan import Medan
from .sasaran import CariKeluarga, baca_sasaran, keterangan, warga

BARU, KE_KK = "baru", "kk"
HUBUNGAN = kode.daftar("hubungan_keluarga")


class FormulirMasuk(CariKeluarga):
    """One thing from above as a form. ``teks``, ``hubungan`` and ``salah`` as in the other forms of events."""

    kartu: ClassVar = (Medan("kartu.no_kk"), Medan("kartu.alamat", lebar=True), Medan("kartu.lingkungan_id"))
    pelaporan: ClassVar = (Medan("tgl_lapor", wajib=True), Medan("nomor_surat"), Medan("keterangan", lebar=True))

    def __init__(self, node, satu: Masuk, kiriman: MultiDict | None = None):
        self.node, self.satu = node, satu
        self.salah: dict[str, Kesalahan] = {}
        self.cara, self.kepala_baru, self.penduduk_id = BARU, "", ""
        self.teks = dict.fromkeys((medan.nama for medan in self.medan), "")
        self.hubungan = {siapa: str(nilai) for siapa, nilai in usul_kedatangan(satu.orang).items()}
        if kiriman is None:
            self.awal()
        else:
            self.dari(kiriman)

    @property
    def medan(self) -> list[Medan]:
        return [*(self.kartu if self.satu.jenis == lampid.DATANG else ()), *self.pelaporan]

    @cached_property
    def di_sini(self) -> dict[str, Penduduk]:
        """Key of those who are residents here already, whatever became of them."""
        return orang_di_sini(self.node, self.satu.orang)

    @property
    def tempat(self) -> dict[str, str]:
        return daftar_tempat(self.node)

    def awal(self) -> None:
        """What is most likely: as it was sent; a move counts when this village records it."""
        pindahan = self.satu.jenis in (lampid.DATANG, lampid.PINDAH) and self.satu.mutasi_id
        lapor = hari_ini() if pindahan else hari(self.satu.tgl_lapor)
        self.teks |= {"tgl_lapor": teks_tanggal(lapor), "nomor_surat": self.satu.rincian.get("nomor_surat", ""),
                      "keterangan": self.satu.keterangan or ""}  # fmt: skip
        if self.satu.jenis == lampid.DATANG:
            self.teks |= {f"kartu.{nama}": self.satu.keluarga.get(nama, "") for nama in ("no_kk", "alamat")}
        if self.satu.jenis == lampid.LAHIR:
            self.pakai_keluarga(keluarga_bayi(self.node, self.satu))
        calon = self.calon_kepala
        self.kepala_baru = calon[0].id if calon else ""

    def dari(self, kiriman: MultiDict) -> None:
        """Take over everything that was sent, nothing judged yet."""
        self.teks |= {nama: kiriman.get(nama, "") for nama in self.teks}
        awal = "hubungan."
        self.hubungan |= {nama.removeprefix(awal): nilai for nama, nilai in kiriman.items() if nama.startswith(awal)}
        self.cara = KE_KK if kiriman.get("cara") == KE_KK else BARU
        self.kepala_baru, self.penduduk_id = kiriman.get("kepala_baru", ""), kiriman.get("penduduk_id", "")
        self.penduduk_id = self.penduduk_id.removeprefix("orang:")
        self.baca_keluarga(kiriman)

    # ---- who is here

    @property
    def pergi(self) -> list[Penduduk]:
        """The residents here whom a death or a move takes away."""
        if self.satu.jenis not in (lampid.MATI, lampid.PINDAH):
            return []
        if self.penduduk_id and (orang := Penduduk.get_or_none(Penduduk.id == self.penduduk_id)):
            return [orang]
        return [orang for orang in self.di_sini.values() if orang.status_dasar == kode.HIDUP]

    @property
    def tinggal(self) -> list[Penduduk]:
        """Those of their family who stay, where its head leaves."""
        pergi = self.pergi
        if not any(satu.hubungan_keluarga == kode.KEPALA_KELUARGA for satu in pergi):
            return []
        sisa = anggota_hidup(pergi[0].keluarga_id, [satu.id for satu in pergi])
        ada = any(satu.hubungan_keluarga == kode.KEPALA_KELUARGA for satu in sisa)
        return [] if ada else sisa

    @property
    def calon_kepala(self) -> list[Penduduk]:
        """Those who stay, in the order in which they would head the family."""
        sisa = {satu.id: satu for satu in self.tinggal}
        return [sisa[satu.id] for satu in urut_kepala(warga(list(sisa.values())), hari_ini())]

    @property
    def keluarga_bayi(self):
        """The family a child is to be recorded in."""
        return baca_sasaran(self.node, {"kk": self.keluarga_id}) if self.keluarga_id else None

    # ---- as it is handed on

    def pilihan(self) -> tuple[dict, list[Kesalahan]]:
        """What was chosen, as ``terapkan_masuk`` takes it, and what cannot be read."""
        isi, salah = m.baca_semua(self.medan, self.teks)
        terpisah = m.pisahkan(isi)
        hasil = {"isi": {nama: nilai for nama, nilai in terpisah[""].items() if nilai is not None}}
        if self.satu.jenis == lampid.DATANG:
            hasil["hubungan"], temuan = self._baca_hubungan()
            salah += temuan
            if self.cara == KE_KK:
                hasil["keluarga_id"] = self.keluarga_id or "-"
            else:
                hasil["kartu"] = terpisah["kartu"]
        elif self.satu.jenis == lampid.LAHIR:
            hasil["keluarga_id"] = self.keluarga_id or None
        else:
            hasil |= {"penduduk_id": self.penduduk_id or None} | self._susunan()
        return hasil, salah

    def _susunan(self) -> dict:
        """Who heads those who stay, and what the others are to him then."""
        sisa = {satu.id: satu for satu in self.tinggal}
        if self.kepala_baru not in sisa:
            return {"kepala_baru": BELUM_DITENTUKAN if self.kepala_baru == BELUM_DITENTUKAN and sisa else None}
        semua: list[Warga] = warga([*sisa.values(), *self.pergi])
        baru = usul_hubungan(semua, next(satu for satu in semua if satu.id == self.kepala_baru))
        return {
            "kepala_baru": self.kepala_baru,
            "hubungan_tinggal": {id: nilai for id, nilai in baru.items() if id in sisa},
        }

    def _baca_hubungan(self) -> tuple[dict[str, int], list[Kesalahan]]:
        hasil, salah = {}, []
        for satu in self.satu.orang:
            nilai, temuan = baca_kode(self.hubungan.get(kunci(satu), ""), HUBUNGAN)
            if temuan:
                salah.append(Kesalahan(temuan, "hubungan_keluarga", kunci(satu)))
            elif nilai:
                hasil[kunci(satu)] = nilai
        return hasil, salah

    # ---- what is wrong

    def letak(self, satu: Kesalahan) -> str:
        """The name of the field a fault stands at; empty for what belongs to none."""
        if satu.baris and satu.kolom in ("hubungan_keluarga", "hubungan"):
            return f"hubungan.{satu.baris}"
        nama = {f"kartu.{kolom}": kolom for kolom in ("no_kk", "alamat", "lingkungan_id")}
        berkartu = next(
            (lengkap for lengkap, kolom in nama.items() if kolom == satu.kolom and lengkap in self.teks), None
        )
        return berkartu or satu.kolom

    def tunjukkan(self, kesalahan) -> None:
        """Put each fault at its field."""
        self.salah = {self.letak(satu): satu for satu in reversed(list(kesalahan))}

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that have no field of their own on this page."""
        milik = {*self.teks, *(f"hubungan.{kunci(satu)}" for satu in self.satu.orang), "kepala_baru", "keluarga_id"}
        return [satu for nama, satu in self.salah.items() if nama not in milik]

    def keterangan(self, orang) -> str:
        return keterangan(orang)
