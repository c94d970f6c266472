"""What waits at a village from above, and what became of it: read the same way at every level."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...domain import lampid
from .tables import BATAL, BERLAKU, DICABUT, DITERIMA, DITOLAK, MENUNGGU, PEMBERITAHUAN


@dataclass(frozen=True)
class Masuk:
    """One ``mutasi_masuk`` with its answer. Days are ISO text.

    ``hasil_id`` is the event (or, where nothing had to be recorded, the record) that came of it.
    """

    id: str
    node: str
    wilayah: str
    jenis: str
    mutasi_id: str | None
    tgl_peristiwa: str
    tgl_lapor: str
    lawan_wilayah: str | None
    keterangan: str | None
    oleh: str
    pada: str
    letak: str
    """``menunggu``, ``diterima``, ``ditolak`` or ``dicabut``."""
    hasil_id: str | None = None
    alasan: str | None = None
    dijawab_oleh: str | None = None
    dijawab_pada: str | None = None
    keluarga: dict = field(default_factory=dict)
    orang: list = field(default_factory=list)
    rincian: dict = field(default_factory=dict)

    @property
    def kabar(self) -> bool:
        """Whether it is only news of what became of an event this village sent."""
        return self.jenis == PEMBERITAHUAN

    @property
    def judul(self) -> str:
        return "Pemberitahuan" if self.kabar else lampid.PERISTIWA[self.jenis]

    @property
    def nama(self) -> str:
        """Whom it is about: the head, or the first; and how many more."""
        if not self.orang:
            return self.rincian.get("nama") or self.judul
        kepala = next((satu for satu in self.orang if satu.get("hubungan_keluarga") == 1), self.orang[0])
        lain = len(self.orang) - 1
        return f"{kepala['nama']} dan {lain} lainnya" if lain else kepala["nama"]


_PILIH = f"""
SELECT s.id, s.node, s.wilayah, s.jenis, s.mutasi_id, CAST(s.tgl_peristiwa AS TEXT), CAST(s.tgl_lapor AS TEXT),
    s.lawan_wilayah, s.keterangan, s.oleh, s.pada, s.keadaan, s.keluarga, s.orang, s.rincian,
    (SELECT MIN(e.id) FROM sb_mutasi e WHERE e.masuk_id = s.id AND e.keadaan = '{BERLAKU}'),
    t.keputusan, t.alasan, t.hasil_id, t.oleh, t.pada,
    (SELECT h.keadaan FROM sb_mutasi h WHERE h.id = t.hasil_id)
FROM sb_mutasi_masuk s LEFT JOIN sb_tanggapan t ON t.untuk_id = s.id AND t.untuk_jenis = 'mutasi_masuk'"""


def baca_banyak(node, syarat: str, nilai: Sequence = (), urut: str = "s.pada, s.id") -> list[Masuk]:
    """Those that fit a condition on ``s`` (``sb_mutasi_masuk``), in this order."""
    return [_dari(*baris) for baris in node.engine.run(f"{_PILIH} WHERE {syarat} ORDER BY {urut}", tuple(nilai))]


def baca(node, id: str) -> Masuk | None:
    """One of them, or None."""
    return next(iter(baca_banyak(node, "s.id = ?", (id,))), None)


def dari_mutasi(node, ids: Sequence[str]) -> list[Masuk]:
    """Those that follow from these events, the news about them among them."""
    pilih, nilai = node.engine.ids(ids)
    return baca_banyak(node, f"s.mutasi_id IN ({pilih})", nilai)


def di_desa(node) -> list[Masuk]:
    """Everything this village was sent, the oldest first."""
    return baca_banyak(node, "s.wilayah = ?", (node.code,))


def _dari(
    id, asal, wilayah, jenis, mutasi_id, tgl, lapor, lawan, keterangan, oleh, pada, keadaan, keluarga, orang, rincian,
    peristiwa, keputusan, alasan, hasil, dijawab_oleh, dijawab_pada, keadaan_hasil,
) -> Masuk:  # fmt: skip
    rincian = _json(rincian, {})
    letak = _letak(keadaan, peristiwa, keputusan, keadaan_hasil)
    if letak == DITERIMA and jenis == PEMBERITAHUAN and alasan != rincian.get("kabar"):
        letak = MENUNGGU  # other news than what was read
    if letak in (MENUNGGU, DICABUT):
        alasan = hasil = dijawab_oleh = dijawab_pada = None
    return Masuk(
        id, asal, wilayah, jenis, mutasi_id, tgl, lapor, lawan, keterangan, oleh, pada, letak,
        peristiwa or hasil, alasan, dijawab_oleh, dijawab_pada, _json(keluarga, {}), _json(orang, []), rincian,
    )  # fmt: skip


def _letak(keadaan: str, peristiwa: str | None, keputusan: str | None, keadaan_hasil: str | None) -> str:
    """An event that stands is the answer; one that was cancelled is none, and it waits again."""
    if peristiwa or (keputusan == DITERIMA and keadaan_hasil != BATAL):
        return DITERIMA
    if keadaan == DICABUT:
        return DICABUT
    return DITOLAK if keputusan == DITOLAK else MENUNGGU


def _json(teks: str | None, kosong):
    return json.loads(teks) if teks else kosong
