"""The receipt of a version that was handed in: what is summed, and how a level above gives it.

A receipt says which version this level has: it is given once every line has come, in whatever order, with the sum over
what came. Where that is the sum the village wrote down, the version is here, whole; any other tells the village that
something else arrived than it handed in.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from ...domain.ids import derived_id
from ...domain.wilayah import level
from ...sync.schema import now

ISI = (
    "arah", "alasan", "catatan", "program", "orang_id", "keluarga_id", "nik", "no_kk", "nama", "alamat", "komponen",
)  # fmt: skip
"""What of a line is summed: all it says, but not which row says it."""


def baris_sidik(isi: Sequence) -> str:
    """One line as it is summed: its values in the order of ``ISI``, as JSON in NFC."""
    return unicodedata.normalize("NFC", json.dumps(list(isi), ensure_ascii=False, separators=(",", ":")))


def sidik(baris: Iterable[Sequence]) -> str:
    """The sum over lines, whatever order they come in: SHA-256 over them sorted, one to a line."""
    return sha256("\n".join(sorted(map(baris_sidik, baris))).encode()).hexdigest()


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Say of the versions these rows belong to what has come of them. Only levels above a village do, and never halfway."""
    if type_name not in ("putaran_kiriman", "putaran_baris") or level(node.code) == "desa":
        return
    chosen, params = node.engine.ids(ids)
    cari = f"SELECT kiriman_id FROM sb_putaran_baris WHERE id IN ({chosen})" if type_name == "putaran_baris" else chosen
    rows = node.engine.run(
        "SELECT k.id, k.wilayah, t.isi_sha256 FROM sb_putaran_kiriman k"
        " LEFT JOIN sb_tanda_terima t ON t.kiriman_id = k.id AND t.node = ?"
        f" WHERE k.id IN ({cari}) AND k.node <> ? AND k.masuk + k.keluar + k.tetap <="
        f" (SELECT COUNT(*) FROM sb_putaran_baris b WHERE {MILIK})",
        (node.code, *params, node.code),
    )
    for id, wilayah, diberikan in rows:
        if (jumlah := sidik(baris(node, id))) != diberikan:
            _terima(node, id, wilayah, jumlah)


MILIK = "b.kiriman_id = k.id AND b.wilayah = k.wilayah"
"""That a line ``b`` is of a version ``k``: named by it, and of the same village. What another village says is never its."""


def baris(node, kiriman_id: str) -> list[tuple]:
    """The lines of a version, each in the order of ``ISI``."""
    kolom = ", ".join(f"b.{nama}" for nama in ISI)
    return node.engine.run(
        f"SELECT {kolom} FROM sb_putaran_kiriman k JOIN sb_putaran_baris b ON {MILIK} WHERE k.id = ?", (kiriman_id,)
    )


def _terima(node, kiriman_id: str, wilayah: str, isi_sha256: str) -> None:
    kolom = ("id", "node", "wilayah", "kiriman_id", "isi_sha256", "pada")
    id = derived_id("tanda_terima", kiriman_id, node.code)
    node.engine.upsert("sb_tanda_terima", kolom, "id", [(id, node.code, wilayah, kiriman_id, isi_sha256, now())])
