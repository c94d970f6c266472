"""Writing many rows of a record type at once; the triggers mark each."""

from collections.abc import Mapping, Sequence

from ...sync.engine import all_columns


def sisip(node, jenis: str, baris: Sequence[Mapping]) -> None:
    """Insert this village's own rows, each given by its id and its columns."""
    if not baris:
        return
    tipe = node.catalog[jenis]
    nama = all_columns(tipe)
    bingkai = {"node": node.code, "wilayah": node.code}
    rows = [list(map((satu | bingkai).get, nama)) for satu in baris]
    node.engine.many(f"INSERT INTO {tipe.table} ({', '.join(nama)}) VALUES ({', '.join('?' * len(nama))})", rows)


def ubah(node, jenis: str, perubahan: Mapping[str, Mapping]) -> None:
    """Update only the columns that differ: id -> column -> value. Rows with the same columns go together."""
    serupa: dict[tuple, list] = {}
    for id, isi in perubahan.items():
        if isi:
            serupa.setdefault(tuple(isi), []).append((*isi.values(), id))
    for nama, rows in serupa.items():
        kolom = ", ".join(f"{satu} = ?" for satu in nama)
        node.engine.many(f"UPDATE {node.catalog[jenis].table} SET {kolom} WHERE id = ?", rows)


def baca(node, jenis: str, ids: Sequence[str]) -> dict[str, dict]:
    """These rows of this village by id, days as ISO text."""
    tipe = node.catalog[jenis]
    pilih, isi = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT t.id, {node.engine.select_list(tipe.columns, 't')} FROM {tipe.table} t"
        f" WHERE t.wilayah = ? AND t.id IN ({pilih})",
        (node.code, *isi),
    )
    return {row[0]: dict(zip(tipe.names, row[1:], strict=True)) for row in rows}


def versi(node, ids: Sequence[str]) -> dict[str, int]:
    """The revision of each row, as it stands after what was just written."""
    pilih, isi = node.engine.ids(ids)
    return dict(node.engine.run(f"SELECT id, rev FROM sb_row WHERE id IN ({pilih})", isi))
