"""The office of a kabupaten with every shipped program, and its pages, as tests read and send them."""

import re
import shutil
from contextlib import contextmanager
from html import unescape

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import admin_menu, bawaan
from sid_bantuan.modules.bantuan.layar import salur_menu
from sid_bantuan.sync import record
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from ..layar import aplikasi, kirim
from .road import REGENCY
from .surat import orang

PENGELOLA = orang("pengelola_program", wilayah=REGENCY)


@contextmanager
def kantor_kabupaten(kosong, folder):
    """(node, client): a kabupaten of its own on a copy of an empty migrated database."""
    path = folder / "node.db"
    shutil.copyfile(kosong, path)
    database = open_sqlite(str(path))
    before = record.database.obj
    record.database.initialize(database)
    engine = prepare(database, REGENCY, CATALOG)
    node = Node(engine, REGENCY, CATALOG)
    bawaan.pasang(node, PENGELOLA, bawaan.semua())
    layar = [*admin_menu.katalog("Bantuan"), *salur_menu.atas(REGENCY, "Bantuan")]
    yield node, aplikasi(engine, PENGELOLA, REGENCY, layar).test_client()
    database.close()
    record.database.initialize(before)


def baca(klien, alamat: str, kode: int = 200) -> str:
    jawab = klien.get(alamat)
    assert jawab.status_code == kode, (alamat, jawab.status_code)
    return unescape(jawab.text)


def isian(halaman: str) -> dict:
    """The fields of the page's large form as they stand, ready to be sent back."""
    awal = (
        halaman.index('class="program-ubah"')
        if 'class="program-ubah"' in halaman
        else halaman.index('class="aturan-ubah"')
    )
    formulir, hasil = halaman[awal : halaman.index("</form>", awal)], {}
    for satu in re.finditer(r"<input\b([^>]*)>", formulir):
        nama = re.search(r'name="([^"]*)"', satu[1])
        dipilih = ('type="checkbox"' not in satu[1] and 'type="radio"' not in satu[1]) or " checked" in satu[1]
        if nama and dipilih and nama[1] != "sid_token":
            nilai = re.search(r'value="([^"]*)"', satu[1])
            hasil.setdefault(nama[1], []).append(nilai[1] if nilai else "")
    for satu in re.finditer(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', formulir, re.S):
        hasil[satu[1]] = [re.search(r'value="([^"]*)"[^>]*selected', satu[2]) or re.search(r'value="([^"]*)"', satu[2])]
        hasil[satu[1]] = [hasil[satu[1]][0][1]]
    for satu in re.finditer(r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', formulir, re.S):
        hasil[satu[1]] = [satu[2]]
    return hasil


def pos(klien, alamat: str, kode: int = 200, follow=True, **isi) -> str:
    jawab = kirim(klien, alamat, follow, **isi)
    assert jawab.status_code == kode, (alamat, jawab.status_code, jawab.text[-600:])
    return unescape(jawab.text)
