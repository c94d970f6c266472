"""Recording again what was cancelled because it named the wrong people: the form opens with all the rest filled in."""

from collections.abc import Iterable, Mapping, Sequence

from ....domain import lampid
from ...kependudukan import rekam, sampah
from ...kependudukan.layar import lembar as kartu
from ...kependudukan.layar.isian import tulis, tulis_semua
from ...kependudukan.tables import Keluarga, Penduduk
from ..perubahan import baca_ubahan
from ..tables import BATAL, Mutasi
from . import tujuan
from .formulir import Formulir
from .formulir_datang import Datang
from .medan import MODEL
from .sasaran import KELUARGA, ORANG

_TANDA_IKUT = frozenset({"status_dasar", "keluarga_id"})
"""Columns that change for those an event is about, not for those who only get another relation."""


def dapat_diulang(mutasi: Mutasi) -> bool:
    """Whether it can be recorded again here: what came from above is taken in again where it waits."""
    return mutasi.masuk_id is None


def yang_dibatalkan(node, id: str) -> Mutasi | None:
    """The cancelled event an address names."""
    mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code) if id else None
    return mutasi if mutasi is not None and mutasi.keadaan == BATAL and dapat_diulang(mutasi) else None


def alamat(node, mutasi: Mutasi) -> dict[str, str]:
    """Whom the new form most likely is about: the family again, or him who is on no card; nobody where all is gone."""
    orang = [satu for id in _pelaku(mutasi) if (satu := rekam.ambil(node.catalog["penduduk"], id, node.code))]
    keluarga = orang[0].keluarga_id if orang else mutasi.keluarga_id
    if keluarga and rekam.ambil(node.catalog["keluarga"], keluarga, node.code):
        return {KELUARGA: keluarga}
    return {ORANG: orang[0].id} if orang else {}


def _pelaku(mutasi: Mutasi) -> list[str]:
    """The residents the event was about and did not make, as its journal tells: its lines may be gone."""
    return [
        satu["id"]
        for satu in baca_ubahan(mutasi)
        if satu["jenis"] == "penduduk" and _TANDA_IKUT & satu.get("kolom", {}).keys()
    ]


def isikan(formulir: Formulir, mutasi: Mutasi) -> None:
    """Fill the form with what the cancelled event of its kind said, people and card as far as they fit."""
    if formulir.jenis != mutasi.jenis:
        return
    formulir.teks |= {m.nama: m.tulis(getattr(mutasi, m.nama)) for m in formulir.medan if "." not in m.nama}
    if hasattr(formulir, "lawan"):
        formulir.lawan = {nama: str(getattr(mutasi, nama) or "") for nama in tujuan.KOLOM}
    if mutasi.jenis == lampid.NUMPANG_KK:
        formulir.pakai_keluarga(mutasi.keluarga_id)
    _siapa(formulir, mutasi)
    kartu_dibuat = _isi(formulir.node, mutasi, "keluarga")
    orang_dibuat = _isi(formulir.node, mutasi, "penduduk")
    _kolom_lain(formulir, "kartu", kartu_dibuat)
    _kolom_lain(formulir, "bayi", orang_dibuat)
    if isinstance(formulir, Datang):
        _datang(formulir, kartu_dibuat, orang_dibuat, _pelaku(mutasi))


def _siapa(formulir: Formulir, mutasi: Mutasi) -> None:
    """Tick whom it was about, where they are of this family, and give the relations it gave."""
    keluarga = {satu.id for satu in formulir.sasaran.anggota}
    if formulir.centang:
        pindah_rumah = mutasi.yang_pindah == lampid.SELURUH_KELUARGA
        formulir.ikut = keluarga if pindah_rumah else keluarga.intersection(_pelaku(mutasi))
        formulir.usulkan_susunan()
    sesudah = {satu["id"]: satu.get("kolom", {}).get("hubungan_keluarga") for satu in baca_ubahan(mutasi)}
    formulir.hubungan |= {id: str(nilai[1]) for id, nilai in sesudah.items() if nilai and nilai[1] and id in keluarga}


def _isi(node, mutasi: Mutasi, jenis: str) -> list[dict]:
    """What the event wrote into rows of a kind: all columns of those it made, found in the bin, else those it set."""
    hasil = []
    for satu in baca_ubahan(mutasi):
        if satu["jenis"] == jenis and satu.get("baru"):
            dibuang = sampah.cari_isi(node, jenis, satu["id"])
            hasil += [dibuang.baris] if dibuang else []
        elif satu["jenis"] == jenis == "keluarga":
            hasil.append({nama: sesudah for nama, (_, sesudah) in satu["kolom"].items()})
    return hasil


def _nilai(model, isi: Mapping) -> dict:
    """Values of the bin or the journal, days as text there, as a row holds them."""
    kolom = model._meta.columns
    return {nama: kolom[nama].python_value(satu) for nama, satu in isi.items() if nama in kolom}


def _kolom_lain(formulir: Formulir, awalan: str, semua: Sequence[dict]) -> None:
    """Fill the fields of another table from the first row of it the event wrote."""
    isi = _nilai(MODEL[awalan], semua[0]) if semua else {}
    for medan in formulir.medan:
        bagian, _, nama = medan.nama.rpartition(".")
        if bagian == awalan and isi.get(nama) is not None:
            formulir.teks[medan.nama] = medan.tulis(isi[nama])


def _datang(formulir: Datang, kartu_dibuat: Sequence[dict], orang: Sequence[dict], pernah: Iterable[str]) -> None:
    """The card and its rows, as they were typed."""
    lembar = formulir.lembar
    if kartu_dibuat:
        isi = _nilai(Keluarga, kartu_dibuat[0])
        lembar.teks |= tulis_semua(
            Keluarga, isi, [nama for nama in kartu.KARTU if nama in isi and nama != "lingkungan_id"]
        )
        lembar.teks["lingkungan_id"] = kartu.nama_tempat(isi.get("lingkungan_id"))
    if orang or pernah:
        lembar.baris.clear()
    for satu in orang:
        isi = _nilai(Penduduk, satu)
        baris = lembar.tambah_baris()
        baris.teks |= {
            nama: tulis(Penduduk._meta.columns[nama], isi[nama]) for nama in baris.teks if isi.get(nama) is not None
        }
    for id in pernah:
        formulir.isi_dari(lembar.tambah_baris().kunci, id)
