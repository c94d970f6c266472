"""Verdicts: given, taken back, and read. A verdict names the content it judged, never just a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ... import jejak
from ...domain.alasan import ALASAN, judul_alasan
from ...domain.ids import new_id
from ...domain.peran import Operator, boleh
from ...sync.schema import now
from .alasan import pelajari
from .antrean import MENUNGGU, segarkan
from .berlaku import hex_sql, winner_sql
from .isi import simpan_isi
from .pendengar import umumkan
from .tables import PERLU_PERBAIKAN, PUTUSAN, VALID

BATAS_BATAL = timedelta(hours=24)
"""How long a verdict can be taken back; later the village has acted on it, and a new verdict says more."""


class TidakBerhak(PermissionError):
    """The operator may not judge records of this area."""

    def __init__(self, wilayah: str):
        super().__init__(f"Anda tidak berhak menilai data wilayah {wilayah}.")
        self.wilayah = wilayah


class PutusanSalah(ValueError):
    """The verdict itself is not complete; the words are for the screen."""


@dataclass
class Hasil:
    """What became of each record: ``dinilai`` id -> verdict id; ``berubah`` are no longer what was shown.

    ``wilayah`` is the area of each judged record.
    """

    dinilai: dict[str, str] = field(default_factory=dict)
    berubah: list[str] = field(default_factory=list)
    wilayah: dict[str, str] = field(default_factory=dict)


def nilai(
    node,
    operator: Operator,
    jenis: str,
    ids: Mapping[str, str],
    putusan: str,
    alasan: str | None = None,
    pesan: str | None = None,
) -> Hasil:
    """Judge records of one type, in one transaction. ``ids``: id -> content hash (hex) as it was shown.

    A record that changed between showing and deciding is reported in ``berubah``, not judged.
    Raises ``TidakBerhak`` where any record lies outside the operator's task (then nothing is
    judged), ``PutusanSalah`` where a return gives no reason.
    """
    alasan, pesan = lengkapi(jenis, putusan, alasan, pesan)
    with node.engine.transaction():
        hasil = nilai_diam(node, operator, jenis, ids, putusan, alasan, pesan)
        if hasil.dinilai:
            pelajari(node.engine, pesan if putusan == PERLU_PERBAIKAN and not alasan else None)
            _catat(node, operator, putusan, jenis, hasil.wilayah)
    return hasil


def nilai_diam(node, operator, jenis: str, ids: Mapping[str, str], putusan: str, alasan, pesan) -> Hasil:
    """The same within the caller's transaction and without its own audit entry, for one that speaks for many."""
    if not ids:
        return Hasil()
    cocok = _cocok(node, jenis, ids)
    for wilayah in sorted(set(cocok.values())):
        if not boleh(operator, "antrean", "verval", wilayah):
            raise TidakBerhak(wilayah)
    berubah = [row_id for row_id in ids if row_id not in cocok]
    hasil = Hasil({row_id: new_id() for row_id in cocok}, berubah, cocok)
    if cocok:
        simpan_isi(node, jenis, list(cocok))
        _tulis(node, operator, jenis, ids, hasil, (putusan, alasan, pesan))
        segarkan(node, list(cocok))
        umumkan(node, jenis, list(cocok))
    return hasil


def lengkapi(jenis: str, putusan: str, alasan: str | None, pesan: str | None) -> tuple[str | None, str | None]:
    """Reason and message as stored; ``jenis`` is empty for a selection of many types. Raises ``PutusanSalah``."""
    pesan = (pesan or "").strip() or None
    if putusan not in PUTUSAN:
        raise PutusanSalah("Pilih Valid atau Perlu perbaikan.")
    if pesan and len(pesan) > 500:
        raise PutusanSalah("Pesan terlalu panjang. Paling banyak 500 huruf.")
    if putusan == VALID:
        return None, pesan
    alasan = alasan or None
    if alasan and (alasan not in ALASAN or (jenis and jenis not in ALASAN[alasan].jenis)):
        raise PutusanSalah("Alasan itu tidak ada pada daftar. Pilih lagi alasannya.")
    if not (alasan or pesan):
        raise PutusanSalah("Pilih alasan atau tulis pesan, supaya desa tahu apa yang harus dibetulkan.")
    return alasan, pesan


def kunci(node, ids: Sequence[str]) -> None:
    """Hold these records until the commit: of two verdicts at one instant the second sees the first."""
    if not node.engine.one_writer:
        chosen, params = node.engine.ids(sorted(ids))
        node.engine.run(f"SELECT 1 FROM sb_row WHERE id IN ({chosen}) ORDER BY id FOR UPDATE", params)


def _cocok(node, jenis: str, ids: Mapping[str, str]) -> dict[str, str]:
    """id -> wilayah of the records that still hold the content that was shown; locked until the commit."""
    engine = node.engine
    chosen, params = engine.ids(list(ids))
    lock = " FOR UPDATE" if engine.blob == "BYTEA" else ""
    rows = engine.run(
        f"SELECT id, wilayah, {hex_sql(engine, 'h')} FROM sb_row"
        f" WHERE id IN ({chosen}) AND type = ? AND deleted = 0 AND stale = 0{lock}",
        (*params, jenis),
    )
    return {row_id: wilayah for row_id, wilayah, held in rows if held == ids[row_id]}


def _tulis(node, operator: Operator, jenis: str, ids: Mapping[str, str], hasil: Hasil, isi: tuple) -> None:
    putusan, alasan, pesan = isi
    pada = now()
    node.engine.many(
        "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, alasan, pesan, oleh, pada)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                hasil.dinilai[one],
                node.code,
                wilayah,
                jenis,
                one,
                ids[one],
                putusan,
                alasan,
                pesan,
                operator.nama[:100],
                pada,
            )
            for one, wilayah in hasil.wilayah.items()
        ],
    )


def _catat(node, operator, aksi: str, jenis: str, cocok: Mapping[str, str]) -> None:
    """One entry for one record; many at once are one entry that says how many (each verdict names who and when)."""
    one = next(iter(cocok)) if len(cocok) == 1 else None
    jejak.catat(
        node.engine, operator, aksi, jenis, one, cocok[one] if one else node.code,
        catatan=None if one else f"{len(cocok)} data sekaligus",
    )  # fmt: skip


def batalkan(node, operator: Operator, verval_ids: Sequence[str]) -> list[str]:
    """Take back own verdicts that are at most ``BATAS_BATAL`` old; the ids that were taken back.

    The record returns to where it stood before. Others' verdicts and old ones are left.
    """
    oldest = (datetime.now(UTC) - BATAS_BATAL).strftime("%Y-%m-%dT%H:%M:%SZ")
    engine = node.engine
    with engine.transaction():
        chosen, params = engine.ids(verval_ids)
        rows = engine.run(
            f"SELECT id, rekam_id, jenis, wilayah FROM sb_verval WHERE id IN ({chosen}) AND node = ? AND pada >= ?",
            (*params, node.code, oldest),
        )
        rows = [row for row in rows if boleh(operator, "antrean", "verval", row[3])]
        if rows:
            engine.many("DELETE FROM sb_verval WHERE id = ?", [(row[0],) for row in rows])
            segarkan(node, [row[1] for row in rows])
            for jenis in dict.fromkeys(row[2] for row in rows):
                umumkan(node, jenis, [row[1] for row in rows if row[2] == jenis])
            _catat(node, operator, "batal", rows[0][2], {row[1]: row[3] for row in rows})
    return [row[0] for row in rows]


@dataclass(frozen=True)
class Putusan:
    """One verdict as people read it."""

    id: str
    node: str
    putusan: str
    alasan: str | None
    pesan: str | None
    oleh: str
    pada: str
    hash_dinilai: str
    berlaku: bool

    @property
    def judul(self) -> str:
        """The reason in one line; empty for a valid record."""
        return "" if self.putusan == VALID else judul_alasan(self.alasan, self.pesan)


@dataclass(frozen=True)
class Keadaan:
    """Where a record stands: ``menunggu``, ``valid`` or ``perlu_perbaikan``.

    ``putusan`` is the verdict that holds, ``lapis`` the other levels' on the same content,
    ``terakhir`` the latest verdict there ever was: where nothing holds, it says the record
    was judged and changed since.
    """

    keadaan: str
    putusan: Putusan | None = None
    lapis: tuple[Putusan, ...] = ()
    terakhir: Putusan | None = None


_KOLOM = "v.id, v.node, v.putusan, v.alasan, v.pesan, v.oleh, v.pada, v.hash_dinilai"


def keadaan(node, ids: Sequence[str]) -> dict[str, Keadaan]:
    """The state of each record, judged or not; ids that are no record stand as ``menunggu``."""
    engine = node.engine
    chosen, params = engine.ids(ids)
    content = hex_sql(engine, "r.h")
    rows = engine.run(
        f"SELECT v.rekam_id, CASE WHEN r.stale = 0 AND v.hash_dinilai = {content} THEN 1 ELSE 0 END, {_KOLOM}"
        f" FROM sb_verval v JOIN sb_row r ON r.id = v.rekam_id WHERE v.rekam_id IN ({chosen})"
        " ORDER BY length(v.node), v.pada DESC, v.id DESC",
        params,
    )
    per: dict[str, list[Putusan]] = {}
    for rekam_id, same, *verdict in rows:
        per.setdefault(rekam_id, []).append(Putusan(*verdict, berlaku=bool(same)))
    return {row_id: _keadaan(per.get(row_id, ())) for row_id in ids}


def _keadaan(verdicts: Sequence[Putusan]) -> Keadaan:
    """From verdicts in order of precedence; ``berlaku`` so far only says: on the present content."""
    if not verdicts:
        return Keadaan(MENUNGGU)
    last = max(verdicts, key=lambda one: (one.pada, one.id))
    same = [one for one in verdicts if one.berlaku]
    if not same:
        return Keadaan(MENUNGGU, terakhir=last)
    return Keadaan(same[0].putusan, same[0], tuple(same[1:]), last)


def riwayat(node, rekam_id: str) -> list[Putusan]:
    """Every verdict on one record, the newest first; ``berlaku`` marks the one that holds."""
    engine = node.engine
    content = hex_sql(engine, "r.h")
    rows = engine.run(
        f"SELECT {_KOLOM}, CASE WHEN r.stale = 0 AND v.id = {winner_sql(content, 'r.id')} THEN 1 ELSE 0 END"
        " FROM sb_verval v JOIN sb_row r ON r.id = v.rekam_id WHERE v.rekam_id = ? ORDER BY v.pada DESC, v.id DESC",
        (rekam_id,),
    )
    return [Putusan(*row[:-1], berlaku=bool(row[-1])) for row in rows]
