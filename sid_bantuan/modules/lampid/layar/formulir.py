"""What every form of an event shares: what it starts with, what was typed, what is wrong with it, how it is recorded."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from ....domain import kode, lampid
from ....domain.pesan import nama_kolom
from ....domain.tanggal import teks_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from .. import isian
from ..tables import Mutasi
from . import medan as m
from .formulir_keluarga import BersamaKeluarga
from .medan import PELAPORAN, Bagian
from .sasaran import ORANG, Sasaran


class Formulir(BersamaKeluarga):
    """One kind of event as a form. ``teks``: field name -> what stands in it; ``salah``: field name -> its fault."""

    jenis: ClassVar[str]
    penjelasan: ClassVar[str]
    """The kind in one line, on the page where it is chosen."""
    untuk: ClassVar[str] = ORANG
    hidup: ClassVar[bool] = True
    """Whether it happens to those who live here; else to those who left."""
    wajib_sasaran: ClassVar[bool] = True
    perlu_kk: ClassVar[bool] = False
    """Whether it happens to a family card, not only to people."""
    bagian: ClassVar[tuple[Bagian, ...]] = ()
    centang: ClassVar[str] = ""
    """The question the tick boxes beside the family answer; empty where nobody is ticked."""
    templat: ClassVar[str] = "sid_bantuan/lampid/catat_satu.html"
    status: ClassVar[tuple[int, ...]] = (kode.HIDUP,)
    """The states of a resident it can happen to."""
    paling_sedikit: ClassVar[int] = 1
    kurang: ClassVar[str] = "Tidak ada anggota keluarga yang tinggal di sini lagi."
    """How many living members a family needs for it, and what is said where it has fewer."""
    tanya_lawan: ClassVar[str] = ""
    """The question about the other place, where there is one."""
    lebar: ClassVar[bool] = False
    """Whether it needs the whole width of the page."""
    medan_lain: ClassVar[set[str]] = {"kepala_baru", "penduduk_ids"}
    """Names of fields the parts of a form draw by themselves."""

    def __init__(self, node, sasaran: Sasaran, kiriman: MultiDict | None = None):
        self.node, self.sasaran = node, sasaran
        self.salah: dict[str, Kesalahan] = {}
        self.id = rekam.id_formulir(node, "mutasi", kiriman.get("id", "") if kiriman else "")
        self.teks = dict.fromkeys((satu.nama for satu in self.medan), "")
        self.ikut: set[str] = set()
        self.hubungan: dict[str, str] = {}
        self.belum_kepala = False
        if kiriman is None:
            self.teks |= {"tgl_lapor": teks_tanggal(date.today())}
            self.awal()
        else:
            self.dari(kiriman)

    # ---- whom it can happen to

    @classmethod
    def tak_mungkin(cls, sasaran: Sasaran) -> str:
        """Why this cannot be recorded of these people, in a sentence; empty where it can."""
        if sasaran.orang is not None and cls.hidup and sasaran.orang.status_dasar not in cls.status:
            return f"{sasaran.orang.nama} sudah tercatat {kode.daftar('status_dasar')[sasaran.orang.status_dasar].lower()}."
        if not cls.wajib_sasaran or (cls.untuk == ORANG and sasaran.orang is not None):
            return ""
        cukup = len(sasaran.anggota) >= cls.paling_sedikit and (sasaran.keluarga is not None or not cls.perlu_kk)
        return "" if cukup else cls.kurang

    @classmethod
    def terjangkau(cls, sasaran: Sasaran) -> bool:
        """Whether there is what the form is about: a person, a card."""
        if cls.untuk == ORANG and sasaran.orang is None:
            return False
        return sasaran.keluarga is not None or not cls.perlu_kk

    # ---- what stands in it

    @property
    def medan(self) -> list[m.Medan]:
        """Every plain field of the form."""
        return [satu for bagian in self.semua_bagian for satu in bagian.medan]

    @property
    def semua_bagian(self) -> tuple[Bagian, ...]:
        return (*self.bagian, PELAPORAN)

    @property
    def judul(self) -> str:
        return lampid.PERISTIWA[self.jenis]

    def awal(self) -> None:
        """Fill in what is most likely."""
        if self.centang:
            self.ikut = {self.orang.id} if self.orang else {satu.id for satu in self.sasaran.anggota}
        elif self.orang:
            self.ikut = {self.orang.id}
        self.usulkan_susunan()

    def dari(self, kiriman: MultiDict) -> None:
        """Take over everything that was sent, nothing judged yet."""
        self.teks |= {nama: kiriman.get(nama, "") for nama in self.teks}
        self.ikut = set(kiriman.getlist("ikut")) if self.centang else {satu.id for satu in [self.orang] if satu}
        self.belum_kepala = bool(kiriman.get("belum_kepala"))
        awal = "hubungan."
        self.hubungan = {nama.removeprefix(awal): satu for nama, satu in kiriman.items() if nama.startswith(awal)}
        if not any(self.hubungan.values()):
            self.usulkan_susunan()

    def lain(self) -> dict:
        """What its template needs beside the form itself."""
        return {}

    def lanjutkan(self, sebelumnya) -> None:
        """Begin with what this event shares with the one just recorded."""

    def ubah_bentuk(self, kiriman: MultiDict) -> bool:
        """Whether the form only asked for another shape of itself (one more row), and has it now."""
        return bool(kiriman.get("periksa"))

    # ---- recording it

    def baca(self) -> tuple[dict[str, dict], list[Kesalahan]]:
        """What was typed as values, by the table they are of, and what cannot be read or be on such a day.

        The days are looked at here too: an action that finds nobody to record stops before it has looked at them.
        """
        isi, salah = m.baca_semua(self.medan, self.teks)
        keliru = {satu.kolom for satu in salah}
        hari = [satu for satu in isian.salah_hari(isi) if satu.kolom not in keliru]
        return m.pisahkan(isi), [*salah, *hari, *self.sudah_pergi()]

    def catat(self, operator):
        """Record the event. Raises ``DataDitolak`` with every fault found, at the names of this form's fields."""
        with rekam.transaksi(self.node):
            isi, salah = self.baca()
            try:
                mutasi = self.kirim(operator, isi, salah)
            except DataDitolak as ditolak:
                raise DataDitolak(self.satukan(salah, ditolak.kesalahan)) from ditolak
            if salah:
                # What could be read was taken, so that everything wrong is told at once; nothing of it may stay.
                raise DataDitolak(self.satukan(salah, ()))
            return mutasi

    def berbeda(self, mutasi: Mutasi) -> bool:
        """Whether this form, gone back to after it was stored, says other things than what was stored of it."""
        isi, _ = self.baca()
        return any(isi[""][nama] != getattr(mutasi, nama) for nama in isi[""])

    def kirim(self, operator, isi: dict[str, dict], salah: list[Kesalahan]):
        """Hand it to the module's own action. May add to ``salah`` what only the form can see."""
        raise NotImplementedError

    def satukan(self, salah, dari_bawah) -> list[Kesalahan]:
        """The form's own faults first; of each field the first."""
        pertama: dict[str, Kesalahan] = {}
        for satu in [*salah, *dari_bawah]:
            pertama.setdefault(self.letak(satu), satu)
        return list(pertama.values())

    def letak(self, satu: Kesalahan) -> str:
        """The name of the field a fault stands at; what belongs to none stands above the form."""
        if satu.kolom in ("hubungan", "hubungan_keluarga") and satu.baris:
            return f"hubungan.{satu.baris}"
        return "penduduk_ids" if satu.kolom in ("anggota", "penduduk_id") else satu.kolom

    def tunjukkan(self, kesalahan: Iterable[Kesalahan]) -> None:
        """Put each fault at its field."""
        self.salah = {self.letak(satu): satu for satu in reversed(list(kesalahan))}

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that have no field of their own."""
        milik = {satu.nama for satu in self.medan} | self.medan_lain
        return [satu for nama, satu in self.salah.items() if nama not in milik and not nama.startswith("hubungan.")]

    @property
    def banyak_salah(self) -> int:
        """How many fields have to be mended."""
        return len(self.salah)

    def sebut_medan(self, satu: Kesalahan) -> str:
        """What the field a fault stands at is called; empty for what belongs to none."""
        nama = self.letak(satu)
        if judul := next((medan.judul for medan in self.medan if medan.nama == nama), None):
            return judul
        if nama.startswith("hubungan."):
            orang = self.sasaran.satu(nama.removeprefix("hubungan."))
            return f"Hubungan {orang.nama}" if orang else "Hubungan"
        khusus = {"penduduk_ids": self.centang.rstrip("?"), "cakupan": self.tanya_lawan, "lawan_wilayah": "Desa/kelurahan",
                  "lawan_alamat": "Alamat lengkap", "": ""}  # fmt: skip
        return khusus[nama] if nama in khusus else nama_kolom(nama)

    def sebut(self, satu: Kesalahan) -> str:
        """A fault with the name of its field."""
        medan, judul = self.sebut_medan(satu), satu.judul
        if not judul[:2].isupper():  # NIK stays NIK
            judul = judul[:1].lower() + judul[1:]
        return f"{medan}: {judul}" if medan else satu.judul
