"""Copies of villages' records at a node above, as apply stores them; and the application of such a node."""

import re
from html import unescape

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.verval.antrean import derive
from sid_bantuan.sync.record import content_hash

DESA, DESA_LAIN, KECAMATAN, KABUPATEN = "35.22.01.2001", "35.22.01.2002", "35.22.01", "35.22"
SANDI = "kopi tubruk pagi hari"


def terima(node, nama="", desa=DESA, row_id=None, jenis="penduduk", deleted=0, **isi) -> str:
    """A copy arrives from a village: the row, its state and its content hash; its id."""
    record_type = CATALOG[jenis]
    row_id = row_id or new_id()
    if jenis == "penduduk":
        isi = {
            "orang_id": row_id,
            "nama": nama or "BUDI",
            "keadaan_nik": 1,
            "jenis_kelamin": 1,
            "status_dasar": 1,
        } | isi
    elif nama:
        isi["nama"] = nama
    names = ("id", "node", "wilayah", *isi)
    engine = node.engine
    with engine.transaction(), engine.applying():
        if deleted:
            engine.run(f"DELETE FROM {record_type.table} WHERE id = ?", (row_id,))
        else:
            engine.upsert(record_type.table, names, "id", [(row_id, desa, desa, *isi.values())])
        rev = (engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,)) or 0) + 1
        state = ("id", "type", "node", "wilayah", "rev", "deleted", "stale", "h")
        engine.upsert("sb_row", state, "id", [(row_id, jenis, desa, desa, rev, deleted, 0, content_hash(isi, deleted))])
        derive(node, jenis, [row_id])
    return row_id


def peringatkan(node, row_id, kode="nik_ganda", bobot=3, desa=DESA, jenis="penduduk") -> None:
    """A warning stands on a record."""
    node.engine.run(
        "INSERT INTO sb_peringatan (id, kode, kolom, jenis, wilayah, bobot) VALUES (?, ?, '', ?, ?, ?)",
        (row_id, kode, jenis, desa, bobot),
    )
    derive(node, jenis, [row_id])


class Layar:
    """The test client of one person, signed in; forms are sent with the session's token."""

    def __init__(self, app, nama: str):
        self.client = app.test_client()
        page = self.client.get("/masuk").text
        answer = self.client.post("/masuk", data={"sid_token": _token(page), "nama_pengguna": nama, "password": SANDI})
        assert answer.status_code == 302, nama

    def buka(self, alamat: str, kode: int = 200, **more) -> str:
        answer = self.client.get(alamat, **more)
        assert answer.status_code == kode, (alamat, answer.status_code)
        return unescape(answer.text)

    def kirim(self, alamat: str, kode: int = 302, potongan: bool = False, **isi):
        """Post a form; the answer. ``potongan``: as a script asks."""
        token = _token(self.client.get("/akun/kata-sandi").text)
        headers = {"X-Sid-Potongan": "1"} if potongan else {}
        answer = self.client.post(alamat, data=isi | {"sid_token": token}, headers=headers)
        assert answer.status_code == kode, (alamat, answer.status_code, answer.text[:400])
        return answer


def _token(page: str) -> str:
    return re.search(r'name="sid_token" value="([0-9a-f]+)"', page)[1]


def aplikasi(node, folder, **peran: str):
    """The application of a node; one user for each ``nama=peran``. The models are bound to the node already."""
    for nama, role in peran.items():
        tambah_pengguna(node.engine, node.code, nama, nama.capitalize(), role, sandi=SANDI, ganti=False)
    app = create_app(node.engine, node.code, CATALOG, folder)
    app.config["TESTING"] = True
    node.engine.database.close()
    return app
