"""The family beside a form: who goes, who stays, who heads those who stay, and who can have come to report it."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from ....domain import kode
from ....domain.hubungan import dewasa, urut_kepala, usul_hubungan
from ...kependudukan.kesalahan import Kesalahan
from ...kependudukan.layar.isian import baca_kode
from ...kependudukan.tables import Penduduk
from ..kepala import BELUM_DITENTUKAN
from .sasaran import Sasaran, warga

TINGGAL, PERGI, SEMUA = "tinggal", "pergi", "semua"
HUBUNGAN = kode.daftar("hubungan_keluarga")


class BersamaKeluarga:
    """Mix into a form, which brings ``sasaran``.

    ``ikut``: ids of those ticked; ``hubungan``: id -> what stands in his relation; ``belum_kepala``: the office knows
    that those who stay have no new head yet.
    """

    sasaran: Sasaran
    ikut: set[str]
    hubungan: dict[str, str]
    belum_kepala: bool
    centang: ClassVar[str]
    susunan: ClassVar[str] = ""
    """Whose relations are asked: those who stay (``tinggal``, when the head leaves), those who go, everybody's, nobody's."""

    @property
    def orang(self) -> Penduduk | None:
        return self.sasaran.orang

    def usulkan_susunan(self) -> None:
        """Who heads those who stay, and what the others are to him."""
        if self.susunan == TINGGAL and self.kepala_pergi:
            self.hubungan = self.usulan(next((id for id in self.urutan_kepala if id not in self.ikut), None))

    def usulan(self, kepala: str | None) -> dict[str, str]:
        """What everybody would be to this head, as it stands in the fields."""
        return {id: str(satu) for id, satu in self.usul.get(kepala, {}).items()}

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

    def sudah_pergi(self) -> list[Kesalahan]:
        """Those who were ticked and whom somebody else recorded as gone since the form was drawn: nobody is left out unseen."""
        lain = [satu for satu in self.sasaran.lain if self.centang and satu.id in self.ikut]
        return [
            Kesalahan("sudah_tercatat_pergi", "penduduk_ids", isi={"nama": lain[0].nama, "status": _status(lain[0]),
                      "lagi": f" dan {len(lain) - 1} lainnya" if len(lain) > 1 else ""}, rekam=("penduduk", lain[0].id))
        ] if lain else []  # fmt: skip

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


def _status(satu: Penduduk) -> str:
    return kode.daftar("status_dasar")[satu.status_dasar].lower()
