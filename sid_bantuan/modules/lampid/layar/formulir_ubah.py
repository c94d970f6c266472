"""Correcting what was written about an event: the fields of its kind, without those of the people and the card."""

from werkzeug.datastructures import MultiDict

from ....domain import lampid
from ...kependudukan import rekam
from ...kependudukan.kesalahan import Beda, DataDitolak, Kesalahan
from ..tables import Mutasi
from . import medan as m
from . import tujuan
from .formulir import Formulir
from .medan import PELAPORAN, Bagian


class FormulirUbah:
    """One recorded event as a form. ``beda``: field -> what somebody else stored meanwhile."""

    def __init__(self, node, mutasi: Mutasi, kelas: type[Formulir], kiriman: MultiDict | None = None):
        self.node, self.mutasi, self.kelas = node, mutasi, kelas
        self.salah: dict[str, Kesalahan] = {}
        self.beda: dict[str, str] = {}
        self.tanya_lawan = kelas.tanya_lawan
        self.bagian = [satu for bagian in (*kelas.bagian, PELAPORAN) if (satu := _milik_peristiwa(bagian)).medan]
        if kiriman is None:
            self.versi = rekam.versi(node, mutasi.id)
            self.teks = {satu.nama: satu.tulis(getattr(mutasi, satu.nama)) for satu in self.medan}
            self.lawan = {nama: str(getattr(mutasi, nama) or "") for nama in tujuan.KOLOM}
        else:
            versi = kiriman.get("versi", "")
            self.versi = int(versi) if versi.isdecimal() and len(versi) < 16 else 0
            self.teks = {satu.nama: kiriman.get(satu.nama, "") for satu in self.medan}
            self.lawan = {nama: kiriman.get(nama, "") for nama in tujuan.KOLOM}

    @property
    def medan(self) -> list[m.Medan]:
        return [satu for bagian in self.bagian for satu in bagian.medan]

    @property
    def bertujuan(self) -> bool:
        """Whether the other place may be corrected: within the village it is what the event itself changed."""
        return bool(self.tanya_lawan) and self.mutasi.cakupan != lampid.DALAM_DESA

    @property
    def cakupan(self) -> dict[int, str]:
        return tujuan.cakupan(dalam_desa=False)

    def simpan(self, ubah, operator) -> None:
        """Store it by the module's own action. Raises ``DataDitolak``, ``SudahBerubah``."""
        isi, salah = m.baca_semua(self.medan, self.teks)
        if self.bertujuan:
            lawan, temuan = tujuan.baca(self.node.code, self.lawan)
            isi, salah = isi | lawan, salah + temuan
        with rekam.transaksi(self.node):
            try:
                ubah(self.node, operator, self.mutasi.id, isi, self.versi)
            except DataDitolak as ditolak:
                sudah = {satu.kolom for satu in salah}
                salah += [satu for satu in ditolak.kesalahan if satu.kolom not in sudah]
            if salah:
                raise DataDitolak(salah)

    def tunjukkan(self, kesalahan) -> None:
        """Put each fault at its field."""
        self.salah = {satu.kolom: satu for satu in reversed(list(kesalahan))}

    def tunjukkan_beda(self, beda: Beda) -> None:
        """Show what is stored now; saving again then stores what is on the screen."""
        self.versi = beda.versi or 0
        judul = {satu.nama: satu for satu in self.medan}
        self.beda = {n: judul[n].tulis(kini) for n, (_, kini) in beda.kolom.items() if n in judul}

    @property
    def di_atas(self) -> list[Kesalahan]:
        """The faults that have no field here."""
        milik = {satu.nama for satu in self.medan} | tujuan.MEDAN
        return [satu for nama, satu in self.salah.items() if nama not in milik]


def _milik_peristiwa(bagian: Bagian) -> Bagian:
    """The same group with the columns of the event alone."""
    return Bagian(bagian.judul, tuple(satu for satu in bagian.medan if "." not in satu.nama))
