"""Many verdicts at once: what is meant is fixed first, a random sample is looked through, then step by step.

The records of a bulk decision are written down with the contents they had when it was
prepared. Each step is a transaction of its own, so the work shows progress, survives a
power cut, can be left and found again, and never judges what arrived meanwhile.
"""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ... import jejak
from ...domain.ids import new_id
from ...domain.peran import Operator, boleh
from ...sync.engine import Engine
from ...sync.schema import now
from .antrean import MENUNGGU
from .daftar import TANPA, Saringan, saring_ke
from .putusan import BATAS_BATAL, PutusanSalah, TidakBerhak, batalkan, kunci, lengkapi, nilai_diam
from .tables import VALID

CONTOH = 20
"""How many are shown before a bulk "valid": none wrong among 20 says, at 95 in 100, under 14 in 100 are wrong."""
LANGKAH = 500
SIMPAN = timedelta(days=30)
"""How long a bulk decision can be looked up; its verdicts stay for good."""

DISIAPKAN, JALAN, SELESAI, BATAL = "disiapkan", "jalan", "selesai", "batal"


class ContohBelumDilihat(PutusanSalah):
    """A bulk "valid" was asked for before its sample had been looked through."""


@dataclass(frozen=True)
class Penilaian:
    """One bulk decision. ``contoh`` are record ids; ``dilihat`` says how many of them were looked at."""

    id: str
    saringan: Saringan
    jumlah: int
    keadaan: str
    contoh: tuple[str, ...]
    dilihat: int
    putusan: str | None
    alasan: str | None
    pesan: str | None
    oleh_id: str
    oleh: str
    pada: str

    @property
    def sampel_selesai(self) -> bool:
        return self.dilihat >= len(self.contoh)


_KOLOM = "id, saringan, jumlah, keadaan, contoh, dilihat, putusan, alasan, pesan, oleh_id, oleh, pada"


def siapkan(node, operator: Operator, saringan: Saringan) -> Penilaian:
    """Fix what a bulk decision is about and draw its sample. Raises ``TidakBerhak``."""
    if not boleh(operator, "antrean", "verval", saringan.wilayah):
        raise TidakBerhak(saringan.wilayah)
    baru = new_id()
    engine = node.engine
    with engine.transaction():
        _lupakan(engine, operator)
        saring_ke(node, saringan.dengan(keadaan=MENUNGGU), baru)
        ids = [row[0] for row in engine.run("SELECT rekam_id FROM sb_penilaian_isi WHERE penilaian_id = ?", (baru,))]
        contoh = random.SystemRandom().sample(ids, min(CONTOH, len(ids)))
        engine.run(
            f"INSERT INTO sb_penilaian ({_KOLOM}) VALUES (?, ?, ?, ?, ?, 0, NULL, NULL, NULL, ?, ?, ?)",
            (baru, json.dumps(saringan.alamat()), len(ids), DISIAPKAN, json.dumps(contoh),
             operator.id[:64], operator.nama[:100], now()),
        )  # fmt: skip
    return baca(node, baru)


def _lupakan(engine: Engine, operator: Operator) -> None:
    """Drop what this person prepared and left, and old decisions' lists: each may be a whole kecamatan."""
    which = "SELECT id FROM sb_penilaian WHERE (keadaan = ? AND oleh_id = ?) OR pada < ?"
    old = (datetime.now(UTC) - SIMPAN).strftime("%Y-%m-%dT%H:%M:%SZ")
    params = (DISIAPKAN, operator.id[:64], old)
    engine.run(f"DELETE FROM sb_penilaian_isi WHERE penilaian_id IN ({which})", params)
    engine.run("DELETE FROM sb_penilaian WHERE (keadaan = ? AND oleh_id = ?) OR pada < ?", params)


def baca(node, penilaian_id: str) -> Penilaian | None:
    """One bulk decision as it stands."""
    row = node.engine.one(f"SELECT {_KOLOM} FROM sb_penilaian WHERE id = ?", (penilaian_id,))
    if row is None:
        return None
    values = json.loads(row[1])
    saringan = Saringan(**(values | {"ulang": bool(values.get("ulang"))}))
    return Penilaian(row[0], saringan, row[2], row[3], tuple(json.loads(row[4] or "[]")), *row[5:])


def belum_selesai(node, operator: Operator) -> list[Penilaian]:
    """Bulk decisions of this person that were begun and left, the latest first."""
    rows = node.engine.run(
        "SELECT id FROM sb_penilaian WHERE oleh_id = ? AND keadaan = ? ORDER BY pada DESC", (operator.id[:64], JALAN)
    )
    return [baca(node, row[0]) for row in rows]


def terakhir(node, banyak: int = 50) -> list[Penilaian]:
    """The latest bulk decisions of this office, whoever made them; what was only prepared is left out."""
    rows = node.engine.run(
        "SELECT id FROM sb_penilaian WHERE keadaan <> ? ORDER BY pada DESC, id DESC LIMIT ?", (DISIAPKAN, banyak)
    )
    return [baca(node, row[0]) for row in rows]


def sudah_dilihat(node, penilaian_id: str, urutan: int) -> None:
    """Note that the sample was looked through up to this number; it is shown one after another."""
    node.engine.run(
        "UPDATE sb_penilaian SET dilihat = ? WHERE id = ? AND dilihat = ?", (urutan, penilaian_id, urutan - 1)
    )


def mulai(node, operator: Operator, penilaian: Penilaian, putusan: str, alasan=None, pesan=None) -> None:
    """Decide; ``langkah`` then carries it out. Raises ``ContohBelumDilihat`` or ``PutusanSalah``."""
    if putusan == VALID and penilaian.saringan.tanda != TANPA:
        raise PutusanSalah(
            "Data yang punya peringatan tidak dapat dinyatakan valid sekaligus. Saring dulu: tanpa peringatan."
        )
    if putusan == VALID and not penilaian.sampel_selesai:
        raise ContohBelumDilihat(f"Lihat dulu {len(penilaian.contoh)} contoh acak sampai habis.")
    alasan, pesan = lengkapi(penilaian.saringan.jenis, putusan, alasan, pesan)
    if not boleh(operator, "antrean", "verval", penilaian.saringan.wilayah):
        raise TidakBerhak(penilaian.saringan.wilayah)
    with node.engine.transaction():
        node.engine.run(
            "UPDATE sb_penilaian SET keadaan = ?, putusan = ?, alasan = ?, pesan = ? WHERE id = ? AND keadaan = ?",
            (JALAN, putusan, alasan, pesan, penilaian.id, DISIAPKAN),
        )
        jejak.catat(
            node.engine, operator, putusan, "antrean", penilaian.id, penilaian.saringan.wilayah,
            catatan=f"{penilaian.jumlah} data sekaligus, contoh dilihat {penilaian.dilihat}",
        )  # fmt: skip


def langkah(node, operator: Operator, penilaian: Penilaian, banyak: int = LANGKAH) -> int:
    """Carry out one step; how many records are left. Only what still waits with the same content is judged.

    Two windows may ask at once, or one of them meanwhile for the undoing: one step follows the other.
    """
    engine = node.engine
    with engine.transaction():
        if _keadaan(engine, penilaian.id) != JALAN:
            return ringkas(node, penilaian.id).get("menunggu", 0)
        rows = _batch(node, penilaian.id, banyak)
        hasil = {row[0]: ("lewat", None) for row in rows}
        for jenis in sorted({row[1] for row in rows}):
            dinilai = nilai_diam(
                node, operator, jenis, {row[0]: row[2] for row in rows if row[1] == jenis and row[3]},
                penilaian.putusan, penilaian.alasan, penilaian.pesan,
            )  # fmt: skip
            hasil |= dict.fromkeys(dinilai.berubah, ("berubah", None))
            hasil |= {row_id: ("dinilai", verval_id) for row_id, verval_id in dinilai.dinilai.items()}
        engine.many(
            "UPDATE sb_penilaian_isi SET hasil = ?, verval_id = ? WHERE penilaian_id = ? AND rekam_id = ?",
            [(word, verval_id, penilaian.id, row_id) for row_id, (word, verval_id) in hasil.items()],
        )
        left = ringkas(node, penilaian.id).get("menunggu", 0)
        if not left:
            engine.run("UPDATE sb_penilaian SET keadaan = ? WHERE id = ?", (SELESAI, penilaian.id))
    return left


def _keadaan(engine: Engine, penilaian_id: str) -> str:
    """Where a bulk decision stands, held until the commit."""
    lock = "" if engine.one_writer else " FOR UPDATE"
    return engine.value(f"SELECT keadaan FROM sb_penilaian WHERE id = ?{lock}", (penilaian_id,))


def _batch(node, penilaian_id: str, banyak: int) -> list[tuple]:
    """(id, type, content meant, whether it waits) of the next records, held until the commit."""
    ids = node.engine.run(
        "SELECT rekam_id FROM sb_penilaian_isi WHERE penilaian_id = ? AND hasil = 'menunggu' ORDER BY rekam_id LIMIT ?",
        (penilaian_id, banyak),
    )
    kunci(node, [row_id for (row_id,) in ids])
    chosen, params = node.engine.ids([row_id for (row_id,) in ids])
    return node.engine.run(
        "SELECT i.rekam_id, i.jenis, i.hash, CASE WHEN a.keadaan = ? THEN 1 ELSE 0 END FROM sb_penilaian_isi i"
        f" LEFT JOIN sb_antrean a ON a.id = i.rekam_id WHERE i.penilaian_id = ? AND i.rekam_id IN ({chosen})",
        (MENUNGGU, penilaian_id, *params),
    )


def ringkas(node, penilaian_id: str) -> dict[str, int]:
    """Result -> number of records: menunggu, dinilai, berubah, lewat, batal."""
    return dict(
        node.engine.run(
            "SELECT hasil, COUNT(*) FROM sb_penilaian_isi WHERE penilaian_id = ? GROUP BY hasil", (penilaian_id,)
        )
    )


def urungkan(node, operator: Operator, penilaian: Penilaian, banyak: int = LANGKAH) -> int:
    """Take one step of the decision back; how many verdicts are left to take back.

    A verdict older than ``BATAS_BATAL`` stays.
    """
    engine = node.engine
    with engine.transaction():
        _keadaan(engine, penilaian.id)
        engine.run("UPDATE sb_penilaian SET keadaan = ? WHERE id = ?", (BATAL, penilaian.id))
        rows = engine.run(
            "SELECT rekam_id, verval_id FROM sb_penilaian_isi WHERE penilaian_id = ? AND hasil = 'dinilai'"
            " ORDER BY rekam_id LIMIT ?",
            (penilaian.id, banyak),
        )
        taken = set(batalkan(node, operator, [row[1] for row in rows]))
        engine.many(
            "UPDATE sb_penilaian_isi SET hasil = ? WHERE penilaian_id = ? AND rekam_id = ?",
            [("batal" if row[1] in taken else "tetap", penilaian.id, row[0]) for row in rows],
        )
        return ringkas(node, penilaian.id).get("dinilai", 0)


__all__ = ("BATAS_BATAL", "CONTOH", "Penilaian", "baca", "belum_selesai", "langkah", "mulai", "ringkas", "siapkan",
           "sudah_dilihat", "urungkan")  # fmt: skip
