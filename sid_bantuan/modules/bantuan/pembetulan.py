"""Corrections of lines of disbursements as they are written and read.

A line whose period is reported stays as it was reported; what was found afterwards is told in the report of a later
period, and counts from then on. What the bank paid otherwise than listed is told in the line's own report.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import bantuan, masa
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...jejak import catat
from ...sync.schema import now
from .salur_dasar import DARI
from .tables_salur import PembetulanSalur, Penyaluran, PenyaluranBaris

DARI_BETUL = (
    f"{DARI} JOIN sb_pembetulan_salur x ON x.baris_id = b.id AND x.node = b.node"
    " JOIN sb_penyaluran t ON t.id = x.penyaluran_id AND t.node = x.node AND t.keadaan <> 'dibatalkan'"
)
"""Corrections ``x``, told in the report of ``t``; they are of the office whose line it is, or are none."""
MENYUSUL = "x.penyaluran_id <> s.id"
"""That one was found after the line's own report; what the bank paid otherwise stands in the line itself."""


@dataclass(frozen=True)
class Pembetulan:
    """One correction. ``masa``: of the line; ``masa_laporan``: of the report it stands in."""

    id: str
    baris_id: str
    penyaluran_id: str
    masa: str
    masa_laporan: str
    nama: str
    wilayah: str
    dari_keadaan: str
    dari_nilai: int
    keadaan: str
    nilai: int
    tgl: date | None
    bukti: str
    alasan: str
    oleh: str
    pada: str
    ke: int
    daftar_id: str

    @property
    def menyusul(self) -> bool:
        """Whether it was found after the line's own report."""
        return self.penyaluran_id != self.daftar_id

    @property
    def selisih(self) -> int:
        """By how much what was received grew."""
        return diterima(self.keadaan, self.nilai) - diterima(self.dari_keadaan, self.dari_nilai)

    @property
    def kata(self) -> tuple[str, str]:
        """What it said, and what it says now."""
        return sebut(self.dari_keadaan, self.dari_nilai), sebut(self.keadaan, self.nilai)


def diterima(keadaan: str, nilai: int) -> int:
    """How much somebody has of a line in this state."""
    return nilai if keadaan == "dibayar" else 0


def sebut(keadaan: str, nilai: int) -> str:
    """A state with its amount in words."""
    return f"{bantuan.KEADAAN_BARIS.get(keadaan, keadaan)} {f'{nilai:,}'.replace(',', '.')}"


# ---- reading


def di_laporan(node, penyaluran_id: str) -> list[Pembetulan]:
    """What stands in the report of a disbursement, by period and name."""
    return cari(node, "x.penyaluran_id = ?", (penyaluran_id,))


def tentang(node, penyaluran_id: str) -> list[Pembetulan]:
    """What was found of a disbursement's own lines after its report, in the order it was written."""
    return [satu for satu in cari(node, "s.id = ?", (penyaluran_id,)) if satu.menyusul]


def cari(node, syarat: str, isi: Sequence) -> list[Pembetulan]:
    """The corrections a condition asks for: of ``x`` about a line ``b`` of ``s``, told in the report of ``t``."""
    rows = node.engine.run(
        "SELECT x.id, b.id, x.penyaluran_id, s.masa, t.masa, b.nama, b.wilayah, x.dari_keadaan, x.dari_nilai, x.keadaan,"
        " x.nilai, CAST(x.tgl AS TEXT), x.bukti, x.alasan, x.oleh, x.pada, x.ke, s.id"
        f" FROM {DARI_BETUL} WHERE {syarat} ORDER BY s.masa, b.nama, b.id, x.ke, x.id",
        isi,
    )
    return [Pembetulan(*row[:11], _hari(row[11]), row[12] or "", *row[13:]) for row in rows]


def _hari(teks: str | None) -> date | None:
    return date.fromisoformat(teks[:10]) if teks else None


def terakhir(semua: Iterable[Pembetulan]) -> dict[str, Pembetulan]:
    """Line -> the correction that counts: the last one."""
    return {satu.baris_id: satu for satu in sorted(semua, key=lambda satu: (satu.ke, satu.id))}


def berlaku(node, program: str) -> Mapping[str, Pembetulan]:
    """Line -> what is so now, where it was found after its report to be otherwise; of one program."""
    return terakhir(satu for satu in cari(node, "s.program = ?", (program,)) if satu.menyusul)


# ---- writing, inside the caller's transaction


@dataclass(frozen=True)
class Menjadi:
    """What a line is to be: state, amount, why, when and by which proof."""

    keadaan: str
    nilai: int
    alasan: str
    tgl: date | None = None
    bukti: str = ""


def tulis(
    node, operator: Operator, laporan: Penyaluran, baris: PenyaluranBaris, dari: tuple[str, int], jadi: Menjadi
) -> PembetulanSalur:
    """One more correction of a line, told in this report, with its entry in the audit log."""
    ke = PembetulanSalur.select().where(
        PembetulanSalur.baris_id == baris.id, PembetulanSalur.node == node.code
    ).count()  # fmt: skip
    satu = PembetulanSalur.create(
        id=new_id(), node=node.code, wilayah=baris.wilayah, penyaluran_id=laporan.id, baris_id=baris.id, ke=ke + 1,
        dari_keadaan=dari[0], dari_nilai=dari[1], keadaan=jadi.keadaan, nilai=jadi.nilai, tgl=jadi.tgl,
        bukti=jadi.bukti.strip()[:100] or None, alasan=jadi.alasan.strip()[:200], oleh=operator.nama[:100], pada=now(),
    )  # fmt: skip
    kata = (
        f"{sebut(*dari)} menjadi {sebut(jadi.keadaan, jadi.nilai)}, laporan {masa.sebut(laporan.masa)}: {satu.alasan}"
    )
    catat(
        node.engine, operator, "ubah", "penyaluran_baris", baris.id, baris.wilayah, label=baris.nama, catatan=kata[:250]
    )
    return satu


def lepas(node, baris: PenyaluranBaris) -> int:
    """Forget what the bank paid otherwise on a line that is no longer paid; the amount it was listed with."""
    sendiri = (PembetulanSalur.baris_id == baris.id) & (PembetulanSalur.penyaluran_id == baris.penyaluran_id)
    milik = sendiri & (PembetulanSalur.node == node.code)
    semua = list(PembetulanSalur.select().where(milik).order_by(PembetulanSalur.ke))
    if semua:
        PembetulanSalur.delete().where(PembetulanSalur.id.in_([satu.id for satu in semua])).execute()
    return semua[0].dari_nilai if semua else baris.nilai
