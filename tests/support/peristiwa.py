"""A village with two families, for tests of the screens of births, deaths and moves."""

import re
from datetime import date

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.tanggal import teks_tanggal
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import Lingkungan, Penduduk
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .desa import DESA, operator

HARI_INI = teks_tanggal(date.today())
NIK_SUTRISNO, NIK_SRI = "3522010107800001", "3522014102850002"


def _orang(nama, kelamin, lahir, hubungan, nik=None):
    isi = {"nama": nama, "jenis_kelamin": kelamin, "tanggal_lahir": date.fromisoformat(lahir), "agama": 1}
    return isi | {"hubungan_keluarga": hubungan, "nik": nik}


SUTRISNO = [
    _orang("SUTRISNO", 1, "1980-07-01", 1, NIK_SUTRISNO),
    _orang("SRI WAHYUNI", 2, "1985-02-01", 3, NIK_SRI),
    _orang("BAGAS", 1, "2004-03-05", 4),
    _orang("AYU", 2, "2018-08-15", 4),
]
KARTO = [_orang("KARTO", 1, "1955-05-05", 1), _orang("SUMI", 2, "1958-06-06", 3)]


class Warga:
    """The two families of the tests, on two dusun; ``warga["SRI WAHYUNI"]`` is her id."""

    def __init__(self, engine):
        self.node = Node(engine, DESA, CATALOG)
        self.krajan, self.ngasem = (
            Lingkungan.create(node=DESA, wilayah=DESA, dusun=satu, rw="001", rt="002") for satu in ("Krajan", "Ngasem")
        )
        self.kk = self._keluarga("3522010101200001", self.krajan, SUTRISNO)
        self.kk_karto = self._keluarga("3522010101200002", self.ngasem, KARTO)
        drain_all(self.node)

    def _keluarga(self, no_kk: str, tempat: Lingkungan, anggota) -> str:
        isi = {"no_kk": no_kk, "alamat": "Jalan Melati 3", "lingkungan_id": tempat.id}
        baris = [Anggota(f"a{n}", satu) for n, satu in enumerate(anggota)]
        return simpan_keluarga(self.node, operator(), isi, baris).id

    def __getitem__(self, nama: str) -> str:
        return Penduduk.get(Penduduk.nama == nama).id

    def orang(self, nama: str) -> Penduduk:
        return Penduduk.get(Penduduk.nama == nama)

    def segarkan(self) -> None:
        """Derive search and warnings, as the background does."""
        drain_all(self.node)


def isi(**ganti) -> dict:
    """What every form of an event sends."""
    return {"id": new_id(), "tgl_peristiwa": HARI_INI, "tgl_lapor": HARI_INI} | ganti


def mati(warga, nama="SUTRISNO", **ganti):
    """Where a death is sent to, and what: ``layar.kirim(*mati(warga, "SUMI"))``."""
    return f"/catat/mati?orang={warga[nama]}", isi(**ganti)


def pindah(warga, *siapa, **ganti):
    """The same for a move of some of Sutrisno's family."""
    return f"/catat/pindah?kk={warga.kk}", isi(ikut=[warga[nama] for nama in siapa], **ganti)


def nilai(halaman: str, nama: str) -> str:
    """What stands in a field of the page: the value of an input, or the chosen option of a list."""
    if satu := re.search(rf'<input[^>]*name="{re.escape(nama)}"[^>]*?value="([^"]*)"', halaman):
        return satu[1]
    if satu := re.search(rf'<textarea[^>]*name="{re.escape(nama)}"[^>]*>([^<]*)<', halaman):
        return satu[1]
    daftar = re.search(rf'<select[^>]*name="{re.escape(nama)}".*?</select>', halaman, re.S)[0]
    dipilih = re.search(r'value="([^"]*)" selected', daftar)
    return dipilih[1] if dipilih else ""


def salah_di(halaman: str) -> list[str]:
    """The fields that are marked as wrong, in the order of the page."""
    bertanda = re.findall(r'<(?:input|select|textarea)\b[^>]*aria-invalid="true"[^>]*>', halaman)
    return [re.search(r' name="([^"]*)"', satu)[1] for satu in bertanda]


def setelah_disimpan(halaman: str) -> str:
    """The part of the page, or the answer of the server, that tells what will change."""
    return " ".join(re.sub(r"<[^>]+>", " ", halaman).split())
