"""One resident of the source under way: his row, his events, and what he is here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from ...domain import kode
from . import ingatan, peristiwa, peta
from .ingatan import Ingat
from .peristiwa import KOLOM_LOG, Log
from .peta import Terbaca
from .putaran import Putaran
from .tahap import KELUARGA

TABEL, LOG, LOG_KELUARGA = "tweb_penduduk", "log_penduduk", "log_keluarga"
PECAH = 12
KOLOM_PECAH = ("id_kk", "tgl_peristiwa", "id_pend")


@dataclass
class Orang:
    """``baris``, ``log``, ``pecah``: as read there. ``isi``: his columns here. ``kini``: his row here, if there is one;
    ``log_dulu``: what his events were taken as before.

    ``tertunda``: something of him could not be settled; he is looked at again in the next round.
    """

    nomor: int
    baris: dict
    log: list[dict]
    pecah: list[dict]
    rujukan: tuple
    sidik: str
    terbaca: Terbaca | None = None
    riwayat: Log = field(default_factory=lambda: Log([], []))
    dulu: Ingat | None = None
    id: str = ""
    kini: dict | None = None
    log_dulu: dict[int, Ingat] = field(default_factory=dict)
    orang_id: str = ""
    tertunda: bool = False
    status_sana: int = 1
    """The status as the source has it; ``isi`` holds the one that is decided on."""

    @property
    def isi(self) -> dict:
        return self.terbaca.isi

    @property
    def nama(self) -> str:
        return str(self.baris.get("nama") or "").strip() or f"Nomor {self.nomor}"

    @property
    def baru(self) -> bool:
        """Whether nothing of him has been taken before."""
        return self.dulu is None or self.dulu.id is None

    def baca(self, hari_ini: str, tempat: Mapping[int, str]) -> None:
        """Read his columns and his events. ``tempat``: number of a place -> its name."""
        self.terbaca = peta.penduduk(self.nomor, self.baris)
        keluarga, rumah_tangga, tingkat = self.rujukan
        self.isi["keluarga_id"], self.isi["rumah_tangga_id"] = keluarga, rumah_tangga
        self.isi["hubungan_rumah_tangga"] = tingkat
        self.status_sana = self.isi["status_dasar"]
        if keluarga is None and self.isi["status_dasar"] == kode.HIDUP:
            self._tanpa_keluarga(tempat)
        self.riwayat = peristiwa.baca_log(self.log, self.baris, hari_ini)
        if not any(satu["kode_peristiwa"] == 1 for satu in self.log):
            self.terbaca.lain.update(peta.isi_lain(self.baris, peta.KELAHIRAN))

    def _tanpa_keluarga(self, tempat: Mapping[int, str]) -> None:
        """Where he lives is told by his family; without one, a person must say."""
        temuan = self.terbaca.temuan
        if self.baris.get("id_kk"):
            temuan.append(["id_kk", "opensid_rujukan_hilang", str(self.baris["id_kk"])])
        temuan.append(["id_cluster", "opensid_tanpa_keluarga", tempat.get(self.baris.get("id_cluster")) or "-"])


def alir(putaran: Putaran) -> Iterable[tuple[list[Orang], int]]:
    """Chunk by chunk: those who are new or changed, and how many were read."""
    sumber = putaran.sumber
    kolom = sumber.kolom(TABEL, peta.KOLOM_PENDUDUK)
    for rows in sumber.alir(TABEL, kolom):
        dari, sampai = rows[0][0], rows[-1][0]
        dulu = ingatan.baca_hash(putaran.node, TABEL, dari, sampai)
        log = _milik(sumber, LOG, KOLOM_LOG, dari, sampai)
        pecah = _milik(sumber, LOG_KELUARGA, KOLOM_PECAH, dari, sampai, f" AND id_peristiwa = {PECAH}")
        berubah = []
        for row in rows:
            baris = dict(zip(("id", *kolom), row, strict=True))
            rujukan = _rujuk(putaran, baris)
            sidik = ingatan.sidik(row, rujukan, log.get(row[0]), pecah.get(row[0]))
            if dulu.get(row[0]) != sidik:
                berubah.append(
                    Orang(row[0], baris, _baris(log, row[0], sumber, LOG, KOLOM_LOG),
                          _baris(pecah, row[0], sumber, LOG_KELUARGA, KOLOM_PECAH), rujukan, sidik)
                )  # fmt: skip
        yield berubah, len(rows)


def _milik(sumber, tabel: str, kolom, dari: int, sampai: int, syarat: str = "") -> dict[int, list[tuple]]:
    """Resident's number -> his rows of another table."""
    if not sumber.punya(tabel):
        return {}
    ada = sumber.kolom(tabel, kolom)
    if "id_pend" not in ada:
        return {}
    ke = 1 + ada.index("id_pend")
    rows = sumber.antara(tabel, ada, "id_pend", dari, sampai, syarat)
    return {nomor: list(milik) for nomor, milik in groupby(rows, key=lambda row: row[ke])}


def _baris(semua: Mapping, nomor: int, sumber, tabel: str, kolom) -> list[dict]:
    nama = ("id", *sumber.kolom(tabel, kolom)) if nomor in semua else ()
    return [dict(zip(nama, row, strict=True)) for row in semua.get(nomor, ())]


def _rujuk(putaran: Putaran, baris: Mapping) -> tuple:
    """His family and household here, and his place in the latter."""
    nomor = str(baris.get("id_rtm") or "").strip()
    rumah_tangga = putaran.peta["nomor_rtm"].get(nomor)
    tingkat = (1 if baris.get("rtm_level") == 1 else 2) if rumah_tangga else None
    return putaran.peta[KELUARGA].get(baris.get("id_kk")), rumah_tangga, tingkat
