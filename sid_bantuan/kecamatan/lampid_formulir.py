"""The forms by which a kecamatan or kabupaten registers an event for a village: a death, a birth, an arrival."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from ..domain import kode, lampid
from ..domain.tanggal import teks_tanggal
from ..domain.wilayah import parent
from ..domain.wilayah_nama import nama_wilayah
from ..modules.kependudukan import rekam
from ..modules.kependudukan.kesalahan import DataDitolak, Kesalahan
from ..modules.lampid import masuk_daftar
from ..modules.lampid.layar import medan as m
from ..modules.lampid.layar.formulir_hidup import Kelahiran, Kematian
from ..modules.lampid.layar.medan import PELAPORAN, Bagian, Medan
from .konteks import Orang, anggota

BARIS_AWAL = 2
_BARIS = re.compile(r"orang\.([0-9]{1,3})\.[a-z_]+")
ORANG = ("nama", "nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "hubungan_keluarga", "agama")
"""What is asked of each who arrives."""


class MedanAsal(Medan):
    """Where people come from: anywhere but the village itself."""

    @property
    def pilihan(self):
        return {satu: kata for satu, kata in lampid.CAKUPAN_PINDAH.items() if satu != lampid.DALAM_DESA}


class FormulirDaftar:
    """One event for one village. ``teks`` and ``salah`` by the names of the fields, as in the village's forms."""

    jenis: ClassVar[str]
    bagian: ClassVar[tuple[Bagian, ...]]
    tanya: ClassVar[str] = ""
    """What is looked for before the form: ``orang``, ``kk``, or nothing."""

    def __init__(self, node, desa: str, tentang=None, kiriman: MultiDict | None = None):
        self.node, self.desa, self.tentang = node, desa, tentang
        self.id = rekam.id_formulir(node, "mutasi_masuk", kiriman.get("id", "") if kiriman else "")
        self.salah: dict[str, Kesalahan] = {}
        self.teks = dict.fromkeys((satu.nama for satu in self.medan), "")
        self.baris: list[dict[str, str]] = []
        if kiriman is None:
            self.teks |= {"tgl_lapor": teks_tanggal(date.today())}
            self.awal()
        else:
            self.teks |= {nama: kiriman.get(nama, "") for nama in self.teks}
            self.dari(kiriman)

    @property
    def semua_bagian(self) -> tuple[Bagian, ...]:
        return (*self.bagian, Bagian(PELAPORAN.judul, PELAPORAN.medan))

    @property
    def medan(self) -> list[Medan]:
        return [satu for bagian in self.semua_bagian for satu in bagian.medan]

    @property
    def judul(self) -> str:
        return lampid.PERISTIWA[self.jenis]

    def awal(self) -> None:
        """Fill in what is most likely."""

    def dari(self, kiriman: MultiDict) -> None:
        """Take over what is more than plain fields."""

    def daftarkan(self, operator):
        """Send it to the village. Raises ``DataDitolak`` with the faults at the names of this form's fields."""
        isi, salah = m.baca_semua(self.medan, self.teks)
        terpisah = m.pisahkan(isi)
        rincian = {nama: nilai for nama, nilai in terpisah[""].items() if nilai is not None}
        hari = {nama: rincian.pop(nama, None) for nama in ("tgl_peristiwa", "tgl_lapor")}
        isi = {"rincian": rincian, "keterangan": rincian.pop("keterangan", None), "id": self.id} | hari
        isi |= self.tambahan(terpisah, salah)
        with rekam.transaksi(self.node):
            try:
                satu = masuk_daftar.daftarkan(self.node, operator, self.desa, self.jenis, **isi)
            except DataDitolak as ditolak:
                sudah = {self.letak(satu) for satu in salah}
                salah += [satu for satu in ditolak.kesalahan if self.letak(satu) not in sudah]
            if salah:
                # What could be read was taken, so that everything wrong is told at once; nothing of it may stay.
                raise DataDitolak(salah)
            return satu

    def tambahan(self, isi: dict[str, dict], salah: list[Kesalahan]) -> dict:
        """What this kind names beside its plain fields."""
        raise NotImplementedError

    def letak(self, satu: Kesalahan) -> str:
        """The name of the field a fault stands at."""
        return satu.kolom

    def tunjukkan(self, kesalahan: Sequence[Kesalahan]) -> None:
        """Put each fault at its field."""
        self.salah = {self.letak(satu): satu for satu in reversed(list(kesalahan))}

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that have no field of their own."""
        milik = {*self.teks, *(f"orang.{ke}.{nama}" for ke in range(len(self.baris)) for nama in ORANG)}
        return [satu for nama, satu in self.salah.items() if nama not in milik]


class DaftarKematian(FormulirDaftar):
    """A death, of a resident found among the copies."""

    jenis, tanya = lampid.MATI, "orang"
    bagian = tuple(Bagian(satu.judul, satu.medan) for satu in Kematian.bagian)

    def tambahan(self, isi, salah):
        return {"penduduk_id": self.tentang.id}


class DaftarKelahiran(FormulirDaftar):
    """A birth, into a family found among the copies."""

    jenis, tanya = lampid.LAHIR, "kk"
    bagian = tuple(Bagian(satu.judul, satu.medan) for satu in Kelahiran.bagian)

    def awal(self):
        kabupaten = nama_wilayah(parent(parent(self.desa)))
        self.teks |= {
            "bayi.hubungan_keluarga": str(kode.ANAK), "jenis_kelahiran": "1",
            "bayi.tempat_lahir": kabupaten.removeprefix("Kabupaten ").removeprefix("Kota ").upper(),
        }  # fmt: skip
        for orang, kelamin in self.node.engine.run(
            "SELECT id, jenis_kelamin FROM sb_penduduk WHERE keluarga_id = ? AND status_dasar = ?"
            " AND hubungan_keluarga IN (?, ?, ?) ORDER BY hubungan_keluarga DESC",
            (self.tentang.id, kode.HIDUP, kode.KEPALA_KELUARGA, kode.SUAMI, kode.ISTRI),
        ):
            sisi = "ibu" if kelamin == kode.PEREMPUAN else "ayah"
            nama, nik = self.node.engine.one("SELECT nama, nik FROM sb_penduduk WHERE id = ?", (orang,))
            self.teks |= {f"bayi.nama_{sisi}": nama, f"bayi.nik_{sisi}": nik or ""}

    def tambahan(self, isi, salah):
        bayi = {nama: nilai for nama, nilai in isi["bayi"].items() if nilai is not None}
        bayi |= {"akta_lahir": isi[""].get("akta")} if isi[""].get("akta") else {}
        return {"keluarga_id": self.tentang.id, "orang": [bayi]}

    def letak(self, satu):
        nama = f"bayi.{satu.kolom}"
        return nama if nama in self.teks else satu.kolom


class DaftarKedatangan(FormulirDaftar):
    """People who arrive from outside, row by row."""

    jenis, judul = lampid.DATANG, "Kedatangan"
    bagian = (
        Bagian("Kedatangan", (
            Medan("tgl_peristiwa", "Tanggal datang", wajib=True), MedanAsal("cakupan", "Datang dari", wajib=True),
            Medan("alasan_pindah"), Medan("lawan_alamat", "Alamat asal", wajib=True, lebar=True),
        )),
        Bagian("Kartu keluarga di desa", (Medan("kartu.no_kk"), Medan("kartu.alamat", "Alamat di desa", lebar=True))),
    )  # fmt: skip
    urut: Sequence[int] = ()
    """The rows that name somebody, by the order in which they are sent."""
    medan_orang: ClassVar[dict[str, Medan]] = {
        nama: Medan(
            f"bayi.{nama}", wajib=nama in ("nama", "jenis_kelamin", "hubungan_keluarga"), kapital=nama == "nama"
        )
        for nama in ORANG
    }

    def awal(self):
        self.baris = [dict.fromkeys(ORANG, "") for _ in range(BARIS_AWAL)]
        self.baris[0]["hubungan_keluarga"] = str(kode.KEPALA_KELUARGA)

    def dari(self, kiriman):
        urut = sorted({int(cocok[1]) for nama in kiriman if (cocok := _BARIS.fullmatch(nama))})
        semua = [{nama: kiriman.get(f"orang.{ke}.{nama}", "") for nama in ORANG} for ke in urut]
        self.baris = [satu for satu in semua if any(satu.values())] or semua[:1]

    def tambahan(self, isi, salah):
        semua, self.urut = [], []
        for ke, teks in enumerate(self.baris):
            if not any(nilai for nama, nilai in teks.items() if nama != "hubungan_keluarga"):
                continue
            orang = {}
            for nama, medan in self.medan_orang.items():
                orang[nama], temuan = medan.baca(teks[nama])
                if temuan:
                    salah.append(Kesalahan(temuan, f"orang.{ke}.{nama}", isi={"isian": teks[nama], "nik": teks[nama]}))
            semua.append({nama: nilai for nama, nilai in orang.items() if nilai is not None})
            self.urut.append(ke)
        return {"orang": semua, "keluarga": {nama: nilai for nama, nilai in isi["kartu"].items() if nilai}}

    def letak(self, satu):
        if satu.baris:
            return f"orang.{self.urut[int(satu.baris)]}.{satu.kolom}"
        return f"kartu.{satu.kolom}" if satu.kolom in ("no_kk", "alamat") else satu.kolom


FORMULIR = {satu.jenis: satu for satu in (DaftarKematian, DaftarKelahiran, DaftarKedatangan)}


def keluarga_dari(node, keluarga_id: str | None) -> list[Orang]:
    """The living of a family, beside the form."""
    return [satu for satu in anggota(node, keluarga_id) if satu.status_dasar == kode.HIDUP]
