"""Rows of villages as they reach a node above, with the marks apply leaves: so that draining derives from them."""

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import derived_id, new_id
from sid_bantuan.sync.record import content_hash

KEJADIAN = {"tgl_peristiwa": "2026-11-10", "tgl_lapor": "2026-11-12", "bulan": "2026-11", "keadaan": "berlaku",
            "oleh": "Siti", "pada": "2026-11-12T02:00:00Z"}  # fmt: skip


def tiba(node, desa: str, tipe: str, id: str | None = None, hapus: bool = False, /, **isi) -> str:
    """One row of this village arrives, or (``hapus``) its deletion; its id."""
    tabel, id, engine = CATALOG[tipe].table, id or new_id(), node.engine
    with engine.transaction(), engine.applying():
        if hapus:
            engine.run(f"DELETE FROM {tabel} WHERE id = ?", (id,))
        else:
            engine.upsert(tabel, ("id", "node", "wilayah", *isi), "id", [(id, desa, desa, *isi.values())])
        rev = (engine.value("SELECT rev FROM sb_row WHERE id = ?", (id,)) or 0) + 1
        keadaan = ("id", "type", "node", "wilayah", "rev", "deleted", "stale", "h")
        engine.upsert("sb_row", keadaan, "id", [(id, tipe, desa, desa, rev, int(hapus), 0, content_hash(isi, hapus))])
        node.mark_many([("", tipe, id, rev, None, "")])
    return id


def warga(node, desa: str, nama: str, id: str | None = None, **isi) -> str:
    """A resident arrives; his person is his id unless another is given."""
    id = id or new_id()
    isi = {"orang_id": id, "nama": nama, "keadaan_nik": 1, "jenis_kelamin": 1, "status_dasar": 1} | isi
    return tiba(node, desa, "penduduk", id, **isi)


def ubah_warga(node, id: str, **isi) -> None:
    """The same resident arrives again, changed in these columns."""
    nama = ("wilayah", *CATALOG["penduduk"].names)
    kolom = node.engine.select_list(CATALOG["penduduk"].columns, "t")
    lama = dict(
        zip(nama, node.engine.one(f"SELECT t.wilayah, {kolom} FROM sb_penduduk t WHERE t.id = ?", (id,)), strict=True)
    )
    desa = lama.pop("wilayah")
    tiba(node, desa, "penduduk", id, **{nama: satu for nama, satu in (lama | isi).items() if satu is not None})


def peristiwa(node, desa: str, jenis: str, orang, arah: int = -1, id: str | None = None, **isi) -> str:
    """An event of these residents arrives, with a line for each."""
    id = tiba(node, desa, "mutasi", id, **KEJADIAN | {"jenis": jenis} | isi)
    for satu in orang:
        baris(node, desa, id, jenis, satu, arah)
    return id


def baris(node, desa: str, mutasi_id: str, kata: str, penduduk_id: str, arah: int) -> str:
    """One line of an event arrives."""
    nama, nik, orang_id, kelamin, hubungan = node.engine.one(
        "SELECT nama, nik, orang_id, jenis_kelamin, hubungan_keluarga FROM sb_penduduk WHERE id = ?", (penduduk_id,)
    )
    isi = {
        "mutasi_id": mutasi_id, "bulan": "2026-11", "baris": kata, "arah": arah, "penduduk_id": penduduk_id,
        "orang_id": orang_id, "nik": nik, "nama": nama, "dusun": "", "jenis_kelamin": kelamin, "kewarganegaraan": 1,
        "kepala": int(hubungan == 1), "dalam": 0,
    }  # fmt: skip
    return tiba(node, desa, "mutasi_orang", derived_id("baris", mutasi_id, penduduk_id, kata, str(arah)), **isi)
