"""Check an installation against itself: tables, states, hashes, digests. Mends what can be mended safely."""

from dataclasses import dataclass, field

from sid_bantuan.sync import digest
from sid_bantuan.sync.freeze import freshen
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import RecordType, content_hashes


@dataclass
class Report:
    """What a check found, in sentences; nothing found is good."""

    rows: int = 0
    findings: list[str] = field(default_factory=list)


def check(node: Node) -> Report:
    """Look at every row: is its state known, does its hash still fit, do the digests add up?"""
    report = Report()
    with node.engine.transaction():
        node.begin_step()
        for record_type in node.catalog:
            _gone_without_trace(node, record_type, report)
        freshen(node)
        for record_type in node.catalog:
            _hashes(node, record_type, report)
        node.digest.flush()
        for link in node.links():
            if not digest.recompute(node, link.peer):
                report.findings.append(f"Sidik untuk {link.peer} dihitung ulang; perbedaannya akan dicocokkan.")
    return report


def _gone_without_trace(node: Node, record_type: RecordType, report: Report) -> None:
    """A row that vanished unseen by any trigger is damage, not a deletion: its peers are asked for it."""
    gone = node.engine.run(
        f"SELECT s.id FROM sb_row s LEFT JOIN {record_type.table} t ON t.id = s.id"
        " WHERE s.type = ? AND s.deleted = 0 AND t.id IS NULL",
        (record_type.name,),
    )
    if gone:
        report.findings.append(f"{len(gone)} baris {record_type.name} hilang tanpa tercatat; akan diminta kembali.")
    for (row_id,) in gone:
        node.forget(row_id)


def _hashes(node: Node, record_type: RecordType, report: Report) -> None:
    """Content that no longer fits its hash was changed behind the triggers' back (or by a failing disk)."""
    columns = node.engine.select_list(record_type.columns, "t")
    last = ""
    while True:
        found = node.engine.run(
            f"SELECT s.id, s.node, s.h, t.lain, {columns} FROM {record_type.table} t JOIN sb_row s ON s.id = t.id"
            " WHERE s.id > ? AND s.stale = 0 ORDER BY s.id LIMIT 5000",
            (last,),
        )
        if not found:
            return
        ids, authors, held, lain, *data = zip(*found, strict=True)
        last = ids[-1]
        report.rows += len(ids)
        for row_id, author, before, h in zip(
            ids, authors, held, content_hashes(record_type.names, data, lain, [0] * len(ids)), strict=True
        ):
            if bytes(before) != h:
                report.findings.append(f"Isi {record_type.name} {row_id} tidak cocok dengan sidiknya.")
                if author == node.code:
                    node.touch(row_id)
                else:
                    node.forget(row_id)
