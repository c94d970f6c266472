"""The receipt of a version that was handed in: what is summed, and how a level above gives it.

A receipt says which version this level has, whole: it is given once every line has come, in whatever order, and the
sum over them is the one the village wrote down.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from ...domain.ids import derived_id
from ...domain.wilayah import level
from ...sync.schema import now

ISI = ("arah", "alasan", "program", "orang_id", "keluarga_id", "nik", "no_kk", "nama", "alamat", "komponen")
"""What of a line is summed: all it says, but not which row says it."""


def baris_sidik(isi: Sequence) -> str:
    """One line as it is summed: its values in the order of ``ISI``, as JSON in NFC."""
    return unicodedata.normalize("NFC", json.dumps(list(isi), ensure_ascii=False, separators=(",", ":")))


def sidik(baris: Iterable[Sequence]) -> str:
    """The sum over lines, whatever order they come in: SHA-256 over them sorted, one to a line."""
    return sha256("\n".join(sorted(map(baris_sidik, baris))).encode()).hexdigest()


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Confirm the versions that these rows make complete. Only levels above a village confirm."""
    if type_name not in ("putaran_kiriman", "putaran_baris") or level(node.code) == "desa":
        return
    chosen, params = node.engine.ids(ids)
    cari = f"SELECT kiriman_id FROM sb_putaran_baris WHERE id IN ({chosen})" if type_name == "putaran_baris" else chosen
    rows = node.engine.run(
        "SELECT k.id, k.wilayah, k.isi_sha256 FROM sb_putaran_kiriman k"
        f" WHERE k.id IN ({cari}) AND k.node <> ? AND k.masuk + k.keluar + k.tetap ="
        " (SELECT COUNT(*) FROM sb_putaran_baris b WHERE b.kiriman_id = k.id)",
        (*params, node.code),
    )
    for id, wilayah, tertulis in rows:
        if sidik(baris(node, id)) == tertulis:
            _terima(node, id, wilayah, tertulis)


def baris(node, kiriman_id: str) -> list[tuple]:
    """The lines of a version, each in the order of ``ISI``."""
    return node.engine.run(f"SELECT {', '.join(ISI)} FROM sb_putaran_baris WHERE kiriman_id = ?", (kiriman_id,))


def _terima(node, kiriman_id: str, wilayah: str, isi_sha256: str) -> None:
    node.engine.run(
        "INSERT INTO sb_tanda_terima (id, node, wilayah, kiriman_id, isi_sha256, pada) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (derived_id("tanda_terima", kiriman_id, node.code), node.code, wilayah, kiriman_id, isi_sha256, now()),
    )
