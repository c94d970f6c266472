"""The form of a letter: its kind's fields as they stand on the page, filled from the register, read back as typed."""

import re
from collections.abc import Mapping
from datetime import date

from ....domain import kode
from ....domain.angka import angka_kiriman
from ....domain.ids import derived_id, new_id
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ....ui.tampil import angka
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from ...kependudukan.tables import Penduduk
from ...lampid.layar.sasaran import ORANG, cari_sasaran, keterangan
from .. import permohonan
from .. import surat as draf
from ..data_surat import isian_awal
from ..isian_surat import PALING_PANJANG
from ..jenis import Bidang, Jenis, satu
from ..kekurangan import kekurangan
from ..tables import PermohonanSurat, Surat
from .dasar import per_bidang, sebut_nilai

_HEX = re.compile("[0-9a-f]{32}")
AWALAN = "isi."
"""Before the name of a kind's field, so that it never meets one of the form's own."""


PEMOHON = ("pemohon", "telepon")
"""Who asks at the counter, where it is not the resident himself."""


class FormulirSurat:
    """One letter being written. ``surat`` is None until it is stored; ``teks`` is what stands in the fields."""

    def __init__(self, node, jenis: Jenis, orang: Penduduk | None, surat: Surat | None = None, kiriman=None):
        self.node, self.jenis, self.orang, self.surat = node, jenis, orang, surat
        self.id = surat.id if surat else self._id(kiriman.get("id", "") if kiriman else "")
        self.salah: dict = {}
        self.teks: dict = {}
        self.beda: list[tuple[str, str, str]] = []
        self.versi = rekam.versi(node, surat.id) if surat else None
        if kiriman is not None:
            dilihat = kiriman.get(VERSION, "")
            self.versi = angka_kiriman(dilihat) or 0
        self.dibawa = set(kiriman.getlist("dibawa")) if kiriman is not None else set()
        self.pemohon = {nama: kiriman.get(nama, "") if kiriman is not None else "" for nama in PEMOHON}
        if kiriman is not None:
            self._baca(kiriman)
        else:
            tersimpan = draf.isian(surat) if surat else isian_awal(node, jenis.kode, orang and orang.id)
            self.teks = {bidang.nama: _tulis(bidang, tersimpan.get(bidang.nama)) for bidang in jenis.bidang}

    def _id(self, diminta: str) -> str:
        """The id a form was made with; a fresh one for what is no id, or is another record's."""
        if not _HEX.fullmatch(diminta):
            return new_id()
        if self.node.engine.value("SELECT type FROM sb_row WHERE id = ?", (diminta,)) is None:
            return diminta
        ada = rekam.ambil(self.node.catalog["surat"], diminta, self.node.code)
        sama = ada and (ada.kode, ada.penduduk_id) == (self.jenis.kode, self.orang and self.orang.id)
        return diminta if sama else new_id()

    @property
    def kekurangan(self) -> list:
        """What keeps this letter from being handed in, and what to look at first."""
        return kekurangan(self.node, self.jenis.kode, self.orang and self.orang.id, self.surat and self.surat.id)

    @property
    def keluarga(self) -> list[Penduduk]:
        """The others of his family, for a list of people to be ticked."""
        if self.orang is None or not self.orang.keluarga_id:
            return []
        semua = Penduduk.select().where(Penduduk.keluarga == self.orang.keluarga_id, Penduduk.id != self.orang.id)
        return sorted(semua, key=lambda ini: (ini.hubungan_keluarga or 99, ini.tanggal_lahir or date.max))

    @property
    def bantu_pemohon(self) -> str:
        """Whose name is asked for at the counter: the dead ask for nothing themselves."""
        if self.orang is None:
            return "Bila bukan yang bersangkutan sendiri."
        if self.orang.status_dasar == kode.MATI:
            return f"Siapa yang meminta surat {self.orang.nama}."
        return f"Bila bukan {self.orang.nama} sendiri."

    def keterangan(self, orang: Penduduk) -> str:
        """Relation and age, under a name."""
        return keterangan(orang)

    def daftar_orang(self, bidang: Bidang) -> list[tuple[Penduduk, bool]]:
        """Whom a list of people offers: the family, and whoever else was chosen; each with whether he is."""
        dipilih = self.teks.get(bidang.nama) or []
        keluarga = self.keluarga
        lain = [ini for id in dipilih if (ini := self._warga(id)) and ini.id not in {satu.id for satu in keluarga}]
        return [(ini, ini.id in dipilih) for ini in [*keluarga, *lain]]

    def nama_orang(self, id: str) -> str:
        """The name of a chosen resident."""
        orang = self._warga(id)
        return orang.nama if orang else ""

    def panjang(self, bidang: Bidang) -> int:
        """How much a field takes."""
        return PALING_PANJANG.get(bidang.tipe, 40)

    def tunjukkan(self, salah: DataDitolak) -> None:
        """Put each fault at its field."""
        self.salah = per_bidang(salah.kesalahan)

    @property
    def di_atas(self) -> list:
        """The faults that belong to no field of this form."""
        milik = {bidang.nama for bidang in self.jenis.bidang}
        return [ini for nama, ini in self.salah.items() if nama not in milik]

    def simpan(self, operator) -> Surat:
        """Store it as a draft: a new one, or what is kept by this id. Raises ``DataDitolak``."""
        ada = rekam.ambil(self.node.catalog["surat"], self.id, self.node.code)
        if ada is None:
            id_orang = self.orang and self.orang.id
            self.surat = draf.buat(self.node, operator, self.jenis.kode, id_orang, self.teks, self.id)
        else:
            self.surat = draf.ubah_draf(self.node, operator, ada.id, self.teks, self.versi)
        self.versi = rekam.versi(self.node, self.surat.id)
        return self.surat

    def tunjukkan_beda(self, salah: SudahBerubah) -> None:
        """Show both versions of each field; saving again then stores what is on the screen."""
        beda = salah.beda[0]
        self.versi = beda.versi
        self.surat = self.surat or rekam.ambil(self.node.catalog["surat"], beda.id, self.node.code)
        for bidang in self.jenis.bidang:
            if bidang.nama in beda.kolom:
                anda, tersimpan = (sebut_nilai(self.node, bidang, nilai) for nilai in beda.kolom[bidang.nama])
                self.beda.append((bidang.judul, anda, tersimpan))

    def catat_permohonan(self, operator) -> PermohonanSurat:
        """Keep what was asked for and brought, without a letter yet; sent twice it is one. Raises ``DataDitolak``."""
        return permohonan.catat(
            self.node, operator, self.jenis.kode, self.orang and self.orang.id, self.dibawa, self.teks,
            self.pemohon["pemohon"], self.pemohon["telepon"], id=derived_id("permohonan", self.id),
        )  # fmt: skip

    def _warga(self, id: str) -> Penduduk | None:
        return rekam.ambil(self.node.catalog["penduduk"], id, self.node.code) if id else None

    def _baca(self, kiriman: Mapping) -> None:
        for bidang in self.jenis.bidang:
            nama = AWALAN + bidang.nama
            if bidang.tipe == "daftar_penduduk":
                tambahan = self._cari(kiriman, nama)
                self.teks[bidang.nama] = [*kiriman.getlist(nama), *([tambahan] if tambahan else [])]
            elif bidang.tipe == "penduduk":
                self.teks[bidang.nama] = self._cari(kiriman, nama)
            else:
                self.teks[bidang.nama] = kiriman.get(nama, "")

    def _cari(self, kiriman: Mapping, nama: str) -> str:
        """Who was chosen by typing. Words without a choice are searched for; one fit only is taken."""
        if dipilih := kiriman.get(f"{nama}.id", "").removeprefix(f"{ORANG}:"):
            return dipilih
        teks = kiriman.get(f"{nama}.teks", "").strip()
        ada = cari_sasaran(self.node, teks, ORANG) if teks else []
        return ada[0].alamat[ORANG] if len(ada) == 1 else ""


def dari_surat(node, surat: Surat, kiriman=None) -> FormulirSurat:
    """The form of a letter that is stored."""
    orang = rekam.ambil(node.catalog["penduduk"], surat.penduduk_id or "", node.code)
    return FormulirSurat(node, satu(node, surat.kode), orang, surat, kiriman)


def _tulis(bidang: Bidang, nilai):
    """A kept value as it stands in its field."""
    if nilai is None:
        return [] if bidang.tipe == "daftar_penduduk" else ""
    if bidang.tipe == "tanggal":
        return teks_tanggal(nilai) if baca_tanggal(nilai)[0] else str(nilai)
    if bidang.tipe == "rupiah" and isinstance(nilai, int):
        return angka(nilai)
    return nilai if isinstance(nilai, list) else str(nilai)
