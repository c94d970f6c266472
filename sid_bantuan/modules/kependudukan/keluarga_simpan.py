"""Saving a whole family card at once: the card and its members, row by row, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...domain import kode
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator
from . import rekam, sampah
from .actions import ISIAN, beda_versi, hilang, rapikan, salah_kolom, salah_penduduk, tulis_penduduk
from .kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from .tables import Keluarga, Penduduk

SIMPAN, KELUARKAN, BUANG = "simpan", "keluarkan", "buang"
"""What becomes of a member row: stored; taken off this card but still a resident; moved to the recycle bin."""


@dataclass
class Anggota:
    """One member row of the screen. Without ``id`` it is new; ``kunci`` is the row's name on the screen."""

    kunci: str
    isi: Mapping = field(default_factory=dict)
    id: str = ""
    versi: int | None = None
    perintah: str = SIMPAN


@dataclass
class _Baris:
    """A member row beside what is stored of it."""

    minta: Anggota
    id: str
    lama: Penduduk | None
    isi: dict


def simpan_keluarga(
    node,
    operator: Operator,
    isi: Mapping,
    anggota: Sequence[Anggota],
    id: str | None = None,
    versi: int | None = None,
    tak_terbaca: Sequence[Kesalahan] = (),
) -> Keluarga:
    """Store the card and every row, or nothing.

    Members that are not among the rows stay as they are. A new card that brings the ``id``
    its form was made with, and new rows with a lasting ``kunci``, are stored once however
    often the form is sent. ``tak_terbaca``: what could not even be read off the screen; it
    is told together with the rest.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        jenis = node.catalog["keluarga"]
        lama = rekam.ambil(jenis, id, node.code)
        bersih = rapikan(jenis, isi)
        baris = _pasangkan(node, id, anggota)
        if lenyap := _hilang(bersih, lama, id, versi, baris):
            raise SudahBerubah(lenyap)
        salah = _salah_kartu(node, bersih, lama) + _salah_anggota(node, id, baris, baru=lama is None)
        if semua := _satu_per_kolom([*tak_terbaca, *salah]):
            raise DataDitolak(semua)
        for satu in _disimpan(baris):
            satu.isi["keluarga_id"] = id
        if berubah := _sudah_berubah(node, bersih, lama, versi, baris):
            raise SudahBerubah(berubah)
        keluarga = _tulis_kartu(node, operator, bersih, lama, id)
        _tulis_anggota(node, operator, baris)
    return keluarga


def _satu_per_kolom(salah: Sequence[Kesalahan]) -> list[Kesalahan]:
    """The first fault of each field: what follows from it would only confuse."""
    pertama = {(satu.baris, satu.kolom): satu for satu in reversed(salah)}
    return [satu for satu in salah if pertama[satu.baris, satu.kolom] is satu]


def id_anggota_baru(keluarga_id: str, kunci: str) -> str:
    """The id a new row gets: it follows from card and row, so that a second sending finds the first."""
    return derived_id("anggota", keluarga_id, kunci)


def _pasangkan(node, keluarga_id: str, anggota: Sequence[Anggota]) -> list[_Baris]:
    """Each row beside what is stored; rows to take away that are not there (any more) need nothing done."""
    jenis = node.catalog["penduduk"]
    baris = []
    for minta in anggota:
        id = minta.id or id_anggota_baru(keluarga_id, minta.kunci)
        lama = rekam.ambil(jenis, id, node.code)
        if minta.perintah == SIMPAN:
            baris.append(_Baris(minta, id, lama, rapikan(jenis, minta.isi)))
        elif lama is not None and lama.keluarga_id == keluarga_id:
            baris.append(_Baris(minta, id, lama, {"keluarga_id": None, "hubungan_keluarga": None}))
    return baris


def _salah_kartu(node, isi: dict, lama: Keluarga | None) -> list[Kesalahan]:
    salah = salah_kolom(node.catalog["keluarga"], isi, lama)
    if isi.get("lingkungan_id") and rekam.ambil(node.catalog["lingkungan"], isi["lingkungan_id"], node.code) is None:
        salah.append(Kesalahan("rujukan_tidak_ada", "lingkungan_id", isi={"jenis": "dusun/RW/RT"}))
    no_kk = isi.get("no_kk")
    if not salah and no_kk and (lama is None or lama.no_kk != no_kk):
        salah += no_kk_dipakai(node, no_kk, lama and lama.id)
    return salah


def no_kk_dipakai(node, no_kk: str, selain: str | None) -> list[Kesalahan]:
    """The fault of a number that another card of this village has, with the way to it."""
    pemakai = Keluarga.get_or_none(
        (Keluarga.no_kk == no_kk) & (Keluarga.wilayah == node.code) & (Keluarga.id != (selain or ""))
    )
    return (
        [Kesalahan("no_kk_dipakai", "no_kk", isi={"no_kk": no_kk}, rekam=("keluarga", pemakai.id))] if pemakai else []
    )


def _salah_anggota(node, keluarga_id: str, baris: list[_Baris], baru: bool) -> list[Kesalahan]:
    """The faults of every row by itself, then those the rows have together."""
    salah = []
    bersama = frozenset(satu.id for satu in baris if satu.minta.perintah != KELUARKAN)
    for satu in _disimpan(baris):
        temuan = salah_penduduk(node, satu.isi, satu.lama, bersama=bersama)
        if not satu.isi.get("hubungan_keluarga") and not any(k.kolom == "hubungan_keluarga" for k in temuan):
            temuan.append(Kesalahan("wajib_diisi", "hubungan_keluarga"))
        salah += [kesalahan.pada(satu.minta.kunci) for kesalahan in temuan]
    return salah + _nik_kembar(baris) + _satu_kepala(keluarga_id, baris, baru)


def _disimpan(baris: list[_Baris]) -> list[_Baris]:
    return [satu for satu in baris if satu.minta.perintah == SIMPAN]


def _nik_kembar(baris: list[_Baris]) -> list[Kesalahan]:
    """Two rows of one card with one NIK: told at the later row."""
    salah, pertama = [], {}
    for satu in _disimpan(baris):
        nik = satu.isi.get("nik")
        if nik and nik in pertama:
            salah.append(Kesalahan("nik_kembar_di_kk", "nik", satu.minta.kunci, {"nama": pertama[nik]}))
        elif nik:
            pertama[nik] = satu.isi.get("nama")
    return salah


def _satu_kepala(keluarga_id: str, baris: list[_Baris], baru: bool) -> list[Kesalahan]:
    """A card has one living head. A card that had none before may still be mended in other places."""
    kepala = [satu for satu in _disimpan(baris) if satu.isi.get("hubungan_keluarga") == kode.KEPALA_KELUARGA]
    kepala = [satu for satu in kepala if satu.lama is None or satu.lama.status_dasar == kode.HIDUP]
    di_luar = _kepala_tersimpan(keluarga_id, selain=[satu.id for satu in baris])
    if len(kepala) + len(di_luar) > 1:
        nama = di_luar[0].nama if di_luar else kepala[0].isi.get("nama")
        return [
            Kesalahan("kepala_ganda", "hubungan_keluarga", satu.minta.kunci, {"nama": nama})
            for satu in (kepala if di_luar else kepala[1:])
        ]
    if kepala or di_luar or not _disimpan(baris):
        return []
    return [Kesalahan("kepala_belum_ada", "hubungan_keluarga")] if baru or _kepala_tersimpan(keluarga_id, []) else []


def _kepala_tersimpan(keluarga_id: str, selain: list[str]) -> list[Penduduk]:
    return list(
        Penduduk.select().where(
            Penduduk.keluarga == keluarga_id,
            Penduduk.hubungan_keluarga == kode.KEPALA_KELUARGA,
            Penduduk.status_dasar == kode.HIDUP,
            Penduduk.id.not_in(selain or [""]),
        )
    )


def _hilang(isi: dict, lama: Keluarga | None, id: str, versi: int | None, baris: list[_Baris]) -> list[Beda]:
    """The records of the card that somebody deleted since the screen was drawn."""
    kartu = hilang("keluarga", lama, isi, id, versi)
    orang = [(hilang("penduduk", satu.lama, satu.isi, satu.id, satu.minta.versi), satu) for satu in baris]
    return ([kartu] if kartu else []) + [replace(beda, baris=satu.minta.kunci) for beda, satu in orang if beda]


def _sudah_berubah(node, isi: dict, lama: Keluarga | None, versi: int | None, baris: list[_Baris]) -> list[Beda]:
    """Every record of the card that moved on since the screen was drawn, both versions in hand."""
    kartu = beda_versi(node, "keluarga", lama, isi, versi)
    orang = [(beda_versi(node, "penduduk", satu.lama, satu.isi, satu.minta.versi), satu) for satu in baris]
    return ([kartu] if kartu else []) + [replace(beda, baris=satu.minta.kunci) for beda, satu in orang if beda]


def _tulis_kartu(node, operator: Operator, bersih: dict, lama: Keluarga | None, id: str) -> Keluarga:
    if lama is None:
        baru = rekam.tambah(node.catalog["keluarga"], id, node.code, {"sumber": ISIAN} | bersih)
        rekam.jejak(node, operator, "tambah", "keluarga", baru, str(baru))
        return baru
    sebelum = rekam.nilai(lama)
    if rekam.ubah(lama, bersih):
        rekam.jejak(node, operator, "ubah", "keluarga", lama, str(lama), sebelum=sebelum, sesudah=sebelum | bersih)
    return lama


def _tulis_anggota(node, operator: Operator, baris: list[_Baris]) -> None:
    """Rows that go first, so that what they held is free for the rows that stay."""
    buang = [satu.id for satu in baris if satu.minta.perintah == BUANG]
    if buang:
        sampah.buang(node, operator, "penduduk", buang)
    for satu in baris:
        if satu.minta.perintah != BUANG:
            tulis_penduduk(node, operator, satu.isi, satu.lama, satu.id)
