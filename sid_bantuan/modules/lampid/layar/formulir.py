"""What every form of an event shares: what it starts with, what was typed, what is wrong with it, how it is recorded."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from werkzeug.datastructures import MultiDict

from ....domain import kode, lampid
from ....domain.hubungan import dewasa, urut_kepala, usul_hubungan
from ....domain.ids import new_id
from ....domain.pesan import nama_kolom
from ....domain.tanggal import teks_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.isian import baca_kode
from ...kependudukan.tables import Penduduk
from ..kepala import BELUM_DITENTUKAN
from ..tables import Mutasi
from . import medan as m
from .medan import PELAPORAN, Bagian
from .sasaran import ORANG, Sasaran, warga

TINGGAL, PERGI, SEMUA = "tinggal", "pergi", "semua"
HUBUNGAN = kode.daftar("hubungan_keluarga")


class Formulir:
    """One kind of event as a form. ``teks``: field name -> what stands in it; ``salah``: field name -> its fault.

    ``ikut``: ids of those ticked; ``hubungan``: id -> what stands in his relation.
    """

    jenis: ClassVar[str]
    penjelasan: ClassVar[str]
    """The kind in one line, on the page where it is chosen."""
    untuk: ClassVar[str] = ORANG
    hidup: ClassVar[bool] = True
    """Whether it happens to those who live here; else to those who left."""
    wajib_sasaran: ClassVar[bool] = True
    bagian: ClassVar[tuple[Bagian, ...]] = ()
    centang: ClassVar[str] = ""
    """The question the tick boxes beside the family answer; empty where nobody is ticked."""
    susunan: ClassVar[str] = ""
    """Whose relations are asked: those who stay (``tinggal``, when the head leaves), those who go, or nobody's."""
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
        self.id = (kiriman.get("id") if kiriman else None) or new_id()
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
        if cls.untuk != ORANG and cls.wajib_sasaran and len(sasaran.anggota) < cls.paling_sedikit:
            return cls.kurang
        return ""

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

    @property
    def orang(self) -> Penduduk | None:
        return self.sasaran.orang

    def awal(self) -> None:
        """Fill in what is most likely."""
        if self.centang:
            self.ikut = {self.orang.id} if self.orang else {satu.id for satu in self.sasaran.anggota}
        elif self.orang:
            self.ikut = {self.orang.id}
        self.usulkan_susunan()

    def usulkan_susunan(self) -> None:
        """Who heads those who stay, and what the others are to him."""
        if self.susunan == TINGGAL and self.kepala_pergi:
            self.hubungan = self.usulan(next((id for id in self.urutan_kepala if id not in self.ikut), None))

    def usulan(self, kepala: str | None) -> dict[str, str]:
        """What everybody would be to this head, as it stands in the fields."""
        return {id: str(satu) for id, satu in self.usul.get(kepala, {}).items()}

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

    # ---- the family beside it

    pilihan_cepat: ClassVar[bool] = False
    """Whether the whole family, or its head alone, is one press away."""

    @property
    def baris_keluarga(self) -> list[Penduduk]:
        """Those shown beside the form: the living, and whom it is about."""
        semua = [*self.sasaran.anggota, *([self.orang] if self.orang else ())]
        return list({satu.id: satu for satu in semua}.values())

    def tampak_hubungan(self, id: str) -> bool:
        """Whether the relation of this member is asked."""
        if self.susunan == TINGGAL:
            return self.kepala_pergi and id not in self.ikut
        return self.susunan == SEMUA or id in self.ikut

    @property
    def calon_pelapor(self) -> list[tuple[str, dict[str, str]]]:
        """Grown members with what the fields of the reporter become by choosing them."""
        hadir = [satu for satu in self.sasaran.anggota if self.boleh_lapor(satu)]
        besar = [satu for satu in hadir if dewasa(satu.tanggal_lahir, date.today())]
        return [(satu.nama, self._isi_pelapor(satu)) for satu in besar[:6]]

    def boleh_lapor(self, satu: Penduduk) -> bool:
        """Whether this member can have come to the counter about it."""
        return True

    def _isi_pelapor(self, satu: Penduduk) -> dict[str, str]:
        return {"pelapor": satu.nama, "nik_pelapor": satu.nik or "", "hubungan_pelapor": self.sebagai_pelapor(satu)}

    def sebagai_pelapor(self, satu: Penduduk) -> str:
        """What the reporter is to whom it is about."""
        if self.orang is not None and satu.id == self.orang.id:
            return "Yang bersangkutan"
        kepala = self.sasaran.kepala
        if self.orang is None or (kepala is not None and kepala.id in (self.orang.id, satu.id)):
            return HUBUNGAN.get(satu.hubungan_keluarga, "Keluarga")
        return "Keluarga"

    @property
    def pergi(self) -> list[Penduduk]:
        """Those the event is about."""
        semua = self.sasaran.anggota if self.orang is None else [*self.sasaran.anggota, self.orang]
        return list({satu.id: satu for satu in semua if satu.id in self.ikut}.values())

    @property
    def tinggal(self) -> list[Penduduk]:
        return [satu for satu in self.sasaran.anggota if satu.id not in self.ikut]

    @property
    def kepala_pergi(self) -> bool:
        """Whether those who stay need a new head."""
        kepala = self.sasaran.kepala
        return kepala is not None and kepala.id in self.ikut and bool(self.tinggal)

    @property
    def usul(self) -> dict[str, dict[str, int]]:
        """Possible head -> what each would be to him: the script fills the fields in with it, too."""
        semua = warga(self.sasaran.anggota)
        return {satu.id: usul_hubungan(semua, satu) for satu in semua}

    @property
    def urutan_kepala(self) -> list[str]:
        """The members in the order in which they would head the family."""
        return [satu.id for satu in urut_kepala(warga(self.sasaran.anggota), date.today())]

    def susunan_tinggal(self) -> tuple[str | None, dict[str, int] | None, list[Kesalahan]]:
        """The new head and the new relations of those who stay; nothing where the head stays."""
        if not self.kepala_pergi:
            return None, None, []
        if self.belum_kepala:
            return BELUM_DITENTUKAN, None, []
        hubungan, salah = self.baca_hubungan(self.tinggal)
        return self.kepala_dari(hubungan), hubungan, salah

    @staticmethod
    def kepala_dari(hubungan: dict[str, int]) -> str | None:
        """Who was chosen as head: the first whose relation says so."""
        return next((id for id, satu in hubungan.items() if satu == kode.KEPALA_KELUARGA), None)

    def baca_hubungan(self, siapa: Iterable[Penduduk], wajib: bool = False) -> tuple[dict[str, int], list[Kesalahan]]:
        """The relation of each of these as it was chosen."""
        hasil, salah = {}, []
        for satu in siapa:
            nilai, temuan = baca_kode(self.hubungan.get(satu.id, ""), HUBUNGAN)
            if temuan or (wajib and nilai is None):
                salah.append(Kesalahan(temuan or "wajib_diisi", "hubungan", satu.id))
            elif nilai is not None:
                hasil[satu.id] = nilai
        return hasil, salah

    # ---- recording it

    def baca(self) -> tuple[dict[str, dict], list[Kesalahan]]:
        """What was typed as values, by the table they are of, and what cannot be read."""
        isi, salah = m.baca_semua(self.medan, self.teks)
        return m.pisahkan(isi), salah

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
        medan = self.sebut_medan(satu)
        return f"{medan}: {satu.judul[:1].lower()}{satu.judul[1:]}" if medan else satu.judul
