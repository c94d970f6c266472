"""One round over the source, stage by stage: places, families, households, people with their events, groups, aid.

Each chunk is one transaction that also notes what was read, so a round cut off anywhere is
taken up by the next one where it stopped, and a round over an unchanged source writes nothing.
"""

from dataclasses import dataclass, field
from datetime import date

from ...domain.ids import derived_id
from ...domain.lampid import bulan_buku, bulan_sesudah
from ...domain.peran import Operator
from ...domain.tanggal import teks_tanggal
from ..lampid import setelan
from ..lampid.bulan import ditutup_sampai
from . import ingatan
from .alamat import SumberGagal
from .laporan import Laporan
from .peristiwa import TERAWAL
from .sumber import Sumber

OPERATOR = "OpenSID"


@dataclass
class Putaran:
    """A round under way. ``peta``: table there -> number there -> our id, of the stages already done."""

    node: object
    sumber: Sumber
    operator: Operator
    utamakan: str | None = None
    hari_ini: date = field(default_factory=date.today)
    laporan: Laporan = field(default_factory=Laporan)
    peta: dict[str, dict] = field(default_factory=dict)
    pembuka: str = ""
    """The month in which those who were always here are opened: the one before the first event of the file."""

    @property
    def asal(self) -> str:
        """Where a row came from, as it says itself."""
        return f"OpenSID, {teks_tanggal(self.hari_ini)}"

    @property
    def ditutup(self) -> str | None:
        return ditutup_sampai(self.node)

    @property
    def kini(self) -> str:
        return self.hari_ini.isoformat()[:7]

    def id_untuk(self, tabel: str, nomor: int) -> str:
        """The id that follows from a number there: an import into a rebuilt PC knows its rows again by it."""
        return derived_id("opensid", self.node.code, tabel, str(nomor))

    def mulai(self, sumber_baru: bool = False) -> None:
        """Make sure this is the database that was read before, and settle the opening month once.

        ``sumber_baru``: its numbers mean others than before; whom they mean is found anew.
        """
        if sumber_baru:
            ingatan.lupakan_semua(self.node)
        dulu = ingatan.keadaan(self.node, "app_key")
        if dulu and self.sumber.app_key and dulu != self.sumber.app_key:
            raise SumberGagal("opensid_sumber_lain")
        if self.sumber.app_key and dulu != self.sumber.app_key:
            ingatan.ingat_keadaan(self.node, "app_key", self.sumber.app_key)
        self.pembuka = ingatan.keadaan(self.node, "pembuka") or self._pembuka()

    def _pembuka(self) -> str:
        awal = self.kini
        if terlama := self._peristiwa_terlama():
            awal = min(awal, terlama[:7])
        bulan = bulan_buku(bulan_sesudah(awal, -1), self.ditutup)
        ingatan.ingat_keadaan(self.node, "pembuka", bulan)
        return bulan

    def _peristiwa_terlama(self) -> str | None:
        """The day of the first event of the file, of the days the village's books count by."""
        kolom = "tgl_peristiwa" if setelan.sekarang.bulan_hitung == setelan.PERISTIWA else "tgl_lapor"
        return self.sumber.nilai(f"MIN({kolom})", "log_penduduk", f"AND {kolom} >= '{TERAWAL}'")[0][0]
