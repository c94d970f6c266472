"""At the village: a record that came back opens a ``perbaikan``; mending the record closes it.

``effect`` runs in the transaction that stores arriving verdicts; ``derive`` afterwards, and
after every edit of the village.
"""

from collections.abc import Sequence

from ...domain.ids import derived_id
from ...domain.peran import Operator, boleh
from ...sync.record import content_hash
from ...sync.schema import now
from .tables import PERLU_PERBAIKAN, SELESAI, TERBUKA


def effect(node, rows) -> None:
    """Open one ``perbaikan`` for each arriving return of this village's own records.

    Its id and its first content follow from the verdict alone, so a second arrival, or one
    after a restored backup, makes nothing new.
    """
    returned = [
        (
            derived_id("perbaikan", row.id),
            node.code,
            node.code,
            row.id,
            row.content["jenis"],
            row.content["rekam_id"],
            TERBUKA,
        )
        for row in rows
        if row.wilayah == node.code and not row.deleted and row.content["putusan"] == PERLU_PERBAIKAN
    ]
    if returned:
        node.engine.many(
            "INSERT INTO sb_perbaikan (id, node, wilayah, verval_id, jenis, rekam_id, keadaan)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            returned,
        )


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Open or close the village's tasks as records and verdicts change."""
    record_type = node.catalog.get(type_name)
    if type_name == "verval":
        _segarkan(
            node,
            "p.rekam_id IN (SELECT v.rekam_id FROM sb_verval v WHERE v.id IN ({0})) OR p.verval_id IN ({0})",
            ids,
            2,
        )
    elif type_name == "perbaikan":
        _segarkan(node, "p.id IN ({0})", ids)
    elif record_type is not None and record_type.verified:
        _segarkan(node, "p.rekam_id IN ({0})", ids)


def _segarkan(node, which: str, ids: Sequence[str], times: int = 1) -> None:
    """A task is open while its verdict stands, asks for mending, and the content is still the one it judged."""
    engine = node.engine
    chosen, params = engine.ids(ids)
    rows = engine.run(
        "SELECT p.id, p.keadaan, p.jenis, p.rekam_id, p.verval_id FROM sb_perbaikan p"
        f" WHERE p.node = ? AND ({which.format(chosen)})",
        (node.code, *(list(params) * times)),
    )
    for task_id, held, jenis, rekam_id, verval_id in rows:
        state = TERBUKA if _menang(node, jenis, rekam_id) == verval_id else SELESAI
        if state != held:
            engine.run("UPDATE sb_perbaikan SET keadaan = ? WHERE id = ?", (state, task_id))


def _menang(node, jenis: str, rekam_id: str) -> str | None:
    """The return that holds for what the record says at this moment, edits not yet sent included."""
    record_type = node.catalog.get(jenis)
    content = node.content(record_type, rekam_id) if record_type else {}
    if not content:
        return None
    row = node.engine.one(
        "SELECT id, putusan FROM sb_verval WHERE rekam_id = ? AND hash_dinilai = ?"
        " ORDER BY length(node), pada DESC, id DESC LIMIT 1",
        (rekam_id, content_hash(content, 0).hex()),
    )
    return row[0] if row and row[1] == PERLU_PERBAIKAN else None


def tanggapi(node, operator: Operator, perbaikan_id: str, tanggapan: str) -> bool:
    """The operator's answer to the steward; False where there is no such task of this village.

    Raises ``PermissionError`` where the operator may not answer, ``ValueError`` for an empty
    or overlong answer.
    """
    if not boleh(operator, "perbaikan", "ubah", node.code):
        raise PermissionError("Anda tidak berhak menanggapi perbaikan.")
    tanggapan = tanggapan.strip()
    if not 0 < len(tanggapan) <= 500:
        raise ValueError("Tulis tanggapan, paling banyak 500 huruf.")
    with node.engine.transaction():
        if not node.engine.one("SELECT 1 FROM sb_perbaikan WHERE id = ? AND node = ?", (perbaikan_id, node.code)):
            return False
        node.engine.run(
            "UPDATE sb_perbaikan SET tanggapan = ?, oleh = ?, pada = ? WHERE id = ?",
            (tanggapan, operator.nama[:100], now(), perbaikan_id),
        )
    return True
