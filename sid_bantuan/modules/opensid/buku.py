"""Writing events and lines of the books, and as what the books count each from then on, all in the caller's transaction."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...domain import kode, lampid
from ...domain.ids import derived_id, new_id
from ...domain.lampid import Golongan
from ...sync.schema import now
from ..lampid import golongan
from ..lampid.hitung import OPENSID, SEKALI_CATAT
from . import garis as arti
from . import tulis
from .garis import Garis, Peristiwa
from .orang import LOG, LOG_KELUARGA, Orang
from .putaran import OPERATOR, Putaran

STATUS = {lampid.MATI: kode.MATI, lampid.PINDAH: kode.PINDAH, lampid.HILANG: kode.HILANG}
KETERANGAN = {
    arti.PEMBUKA: "Sudah ada sebelum peristiwa pertama di OpenSID",
    arti.SUDAH_DIHITUNG: "Sudah dihitung menurut riwayat OpenSID",
    arti.TANPA_PERISTIWA: "Status di OpenSID tanpa peristiwanya",
}
SUSUNAN_KELUARGA = "susunan_keluarga"


@dataclass
class Buku:
    """Lines and events gathered for one chunk; ``simpan`` writes them."""

    putaran: Putaran
    mutasi: list[dict] = field(default_factory=list)
    baris: list[dict] = field(default_factory=list)
    penyesuaian: dict[tuple, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    dihitung: dict[str, Golongan | None] = field(default_factory=dict)

    def peristiwa(self, orang: Orang, satu: Peristiwa, bulan: str, ubahan: Sequence[Mapping]) -> str:
        """An event as it was reported there; its id."""
        id = self.putaran.id_untuk(LOG, satu.nomor)
        self._mutasi(id, satu.jenis, satu.terjadi, satu.lapor, bulan, orang.isi["keluarga_id"],
                     f"OpenSID, peristiwa nomor {satu.nomor}", satu.isi, ubahan)  # fmt: skip
        return id

    def pecah(self, orang: Orang, nomor: int, hari: str, bulan: str) -> str:
        """That he left for a family card of his own; its id."""
        id = self.putaran.id_untuk(LOG_KELUARGA, nomor)
        self._mutasi(id, lampid.PECAH_KK, hari, hari, bulan, orang.isi["keluarga_id"],
                     f"OpenSID, peristiwa keluarga nomor {nomor}", {}, ())  # fmt: skip
        return id

    def _mutasi(self, id, jenis, terjadi, lapor, bulan, keluarga_id, sumber, isi, ubahan) -> None:
        dasar = {
            "id": id, "jenis": jenis, "tgl_peristiwa": terjadi, "tgl_lapor": lapor, "bulan": bulan,
            "keadaan": "berlaku", "keluarga_id": keluarga_id, "sumber": sumber, "oleh": OPERATOR, "pada": now(),
            "ubahan": json.dumps(list(ubahan), separators=(",", ":")),
        }  # fmt: skip
        self.mutasi.append(dict(isi) | dasar)

    def garis(self, orang: Orang, mutasi_id: str, baris: str, arah: int, bulan: str, sel: Golongan) -> None:
        """A line by an event; ``arah`` 0 says only that the event was about him."""
        isi = orang.kini or orang.isi
        satu = {
            "id": derived_id("baris", mutasi_id, orang.id, baris, str(arah)), "mutasi_id": mutasi_id, "bulan": bulan,
            "baris": baris, "arah": arah, "penduduk_id": orang.id, "orang_id": orang.orang_id, "nama": isi["nama"],
            "nik": isi["nik"], "tempat_lahir": isi["tempat_lahir"], "tanggal_lahir": isi["tanggal_lahir"], "dalam": 0,
        }  # fmt: skip
        self.baris.append(satu | sel._asdict())

    def sesuaikan(self, orang: Orang, satu: Garis, sel: Golongan) -> None:
        """A line without an event."""
        self.penyesuaian[satu.bulan, OPENSID, satu.arah, sel, KETERANGAN[satu.alasan]].append(
            (orang.id, orang.isi["nama"])
        )

    def jadi_kepala(self, orang: Orang, bulan: str, sel: Golongan, mutasi_id: str | None) -> None:
        """A pair of lines that makes a member the head: by the splitting of the card, or after the head before him left."""
        for arah, kepala in ((-1, 0), (1, 1)):
            sebagai = sel._replace(kepala=kepala)
            if mutasi_id:
                self.garis(orang, mutasi_id, lampid.SUSUNAN, arah, bulan, sebagai)
            else:
                kunci = bulan, SUSUNAN_KELUARGA, arah, sebagai, "Menggantikan kepala keluarga menurut OpenSID"
                self.penyesuaian[kunci].append((orang.id, orang.isi["nama"]))

    def simpan(self) -> None:
        """Write everything gathered."""
        node = self.putaran.node
        tulis.sisip(node, "mutasi", self.mutasi)
        tulis.sisip(node, "mutasi_orang", self.baris)
        rows = []
        for (bulan, alasan, arah, sel, keterangan), semua in self.penyesuaian.items():
            dasar = {"bulan": bulan, "alasan": alasan, "arah": arah, "keterangan": keterangan, "oleh": OPERATOR}
            for mulai in range(0, len(semua), SEKALI_CATAT):
                orang = semua[mulai : mulai + SEKALI_CATAT]
                isi = {"id": new_id(), "jumlah": len(orang), "orang": " ".join(id for id, _ in orang), "pada": now()}
                isi["nama"] = orang[0][1] if len(orang) == 1 else None
                rows.append(dasar | isi | sel._asdict())
        tulis.sisip(node, "penyesuaian", rows)
        golongan.catat(node, self.dihitung)


def ubahan(orang_id: str, rev: int, sebelum: int, sesudah: int) -> list[dict]:
    """The journal by which cancelling an event gives the resident his status back."""
    if sebelum == sesudah:
        return []
    return [{"jenis": "penduduk", "id": orang_id, "rev": rev, "kolom": {"status_dasar": [sebelum, sesudah]}}]
