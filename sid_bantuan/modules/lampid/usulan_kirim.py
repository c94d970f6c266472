"""Above the villages: proposals are sent as one parcel, withdrawn where nobody answered yet, and counted by answer."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import within
from ...domain.wilayah_nama import nama_pendek
from ...jejak import catat
from ...sync.schema import now
from .tables import DICABUT, DITOLAK, MENUNGGU
from .usulan_cocok import DIUSULKAN, RencanaUsulan

SEKALI_TULIS = 1_000
_KOLOM = ("id", "node", "wilayah", "paket", "untuk_id", "nik", "nama", "isi", "sumber", "tanggal_data", "keadaan", "oleh",
          "pada")  # fmt: skip
Progres = Callable[[str, int, int], None]


def sebut_sumber(node, sumber: str, pada: date | None = None) -> str:
    """Where a proposal comes from, as a record keeps it: ``Usulan Kecamatan Ngraho 21-11-2026: DTSEN 2026-09``."""
    return f"Usulan {nama_pendek(node.code)} {teks_tanggal(pada or date.today())}: {sumber}"[:120]


def kirim(
    node,
    operator: Operator,
    paket: str,
    rencana: RencanaUsulan,
    sumber: str,
    tanggal_data: date | None,
    progres: Progres,
) -> int:
    """Send what a plan proposes, in one transaction; how many. A second time with the same ``paket`` sends nothing new.

    Proposals of the same source about the same residents that nobody answered yet are withdrawn: the newer says more.
    """
    dikirim = [satu for satu in rencana.semua if satu.tindakan in DIUSULKAN]
    asal, pada = sebut_sumber(node, sumber), now()
    with node.engine.transaction():
        _gantikan(node, paket, sumber, [satu.untuk_id for satu in dikirim if satu.untuk_id])
        for mulai in range(0, len(dikirim), SEKALI_TULIS):
            progres("Mengirim usulan", mulai, len(dikirim))
            node.engine.many(
                f"INSERT INTO sb_usulan_data ({', '.join(_KOLOM)}) VALUES ({', '.join('?' * len(_KOLOM))})"
                " ON CONFLICT DO NOTHING",
                [
                    (derived_id("usulan", paket, str(satu.baris.nomor)), node.code, satu.desa, paket, satu.untuk_id,
                     satu.baris.isi.get("nik"), satu.baris.isi["nama"][:100], json.dumps(satu.isi, ensure_ascii=False),
                     asal, tanggal_data, MENUNGGU, operator.nama[:100], pada)
                    for satu in dikirim[mulai : mulai + SEKALI_TULIS]
                ],
            )  # fmt: skip
        progres("Mengirim usulan", len(dikirim), len(dikirim))
        if dikirim:
            catatan = f"{len(dikirim)} usulan untuk {len({satu.desa for satu in dikirim})} desa"
            catat(node.engine, operator, "kirim_usulan", "usulan_data", paket, node.code, label=asal, catatan=catatan)
    return len(dikirim)


def _gantikan(node, paket: str, sumber: str, untuk: Sequence[str]) -> None:
    pilih, nilai = node.engine.ids(untuk)
    akhir = f"%: {sumber}".replace("!", "!!").replace("_", "!_")
    node.engine.run(
        "UPDATE sb_usulan_data SET keadaan = ? WHERE node = ? AND keadaan = ? AND paket <> ? AND sumber LIKE ? ESCAPE '!'"
        f" AND untuk_id IN ({pilih}) AND NOT EXISTS (SELECT 1 FROM sb_tanggapan t WHERE t.untuk_id = sb_usulan_data.id)",
        (DICABUT, node.code, MENUNGGU, paket, akhir, *nilai),
    )


def cabut(node, operator: Operator, paket: str) -> int:
    """Withdraw what nobody answered yet of a parcel; how many."""
    with node.engine.transaction():
        syarat = (
            "node = ? AND paket = ? AND keadaan = ?"
            " AND NOT EXISTS (SELECT 1 FROM sb_tanggapan t WHERE t.untuk_id = sb_usulan_data.id)"
        )
        nilai = (node.code, paket, MENUNGGU)
        jumlah = node.engine.value(f"SELECT count(*) FROM sb_usulan_data WHERE {syarat}", nilai)
        node.engine.run(f"UPDATE sb_usulan_data SET keadaan = ? WHERE {syarat}", (DICABUT, *nilai))
        if jumlah:
            catatan = f"{jumlah} usulan"
            catat(node.engine, operator, "cabut_usulan", "usulan_data", paket, node.code, catatan=catatan)
        return jumlah


# ---- what became of them


@dataclass
class Paket:
    """One parcel: its source, and per village how many wait, were taken, declined, withdrawn; and why declined."""

    id: str
    sumber: str
    oleh: str
    pada: str
    tanggal_data: str | None
    node: str
    desa: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    alasan: Counter = field(default_factory=Counter)

    @property
    def jumlah(self) -> Counter:
        return sum(self.desa.values(), Counter())

    @property
    def semua(self) -> int:
        return self.jumlah.total()


def paket_terkirim(node, wilayah: str | None = None, id: str | None = None) -> list[Paket]:
    """The parcels this level knows (its own and those of the level above or below it), the latest first."""
    syarat, nilai = ("WHERE u.paket = ?", (id,)) if id else ("", ())
    rows = node.engine.run(
        "SELECT u.paket, MIN(u.sumber), MIN(u.oleh), MIN(u.pada), MIN(CAST(u.tanggal_data AS TEXT)), u.node, u.wilayah,"
        " u.keadaan, t.keputusan, t.alasan, COUNT(*) FROM sb_usulan_data u LEFT JOIN sb_tanggapan t ON t.untuk_id = u.id"
        f" {syarat} GROUP BY u.paket, u.node, u.wilayah, u.keadaan, t.keputusan, t.alasan",
        nilai,
    )
    hasil: dict[str, Paket] = {}
    for paket, sumber, oleh, pada, tanggal, asal, desa, keadaan, keputusan, alasan, jumlah in rows:
        if wilayah and not within(desa, wilayah):
            continue
        satu = hasil.setdefault(paket, Paket(paket, sumber, oleh, pada, tanggal, asal))
        satu.desa[desa][keputusan or keadaan] += jumlah
        if keputusan == DITOLAK:
            satu.alasan[alasan or "Tanpa alasan"] += jumlah
    return sorted(hasil.values(), key=lambda satu: (satu.pada, satu.id), reverse=True)
