"""Saving a resident: what is impossible is refused by name, what only looks wrong is stored and warned of.

Every action takes the node and the operator first, runs in one transaction, and either
stores everything and writes the audit log, or raises ``DataDitolak`` (faults to mend) or
``SudahBerubah`` (somebody else was faster; both versions inside) and stores nothing.
"""

from collections.abc import Collection, Mapping

from ...domain import kode
from ...domain.ids import new_id
from ...domain.nik import baca_nik
from ...domain.peran import Operator
from ...sync.record import RecordType
from . import rekam
from .kesalahan import Beda, DataDitolak, Kesalahan, SudahBerubah
from .tables import Penduduk

TERKUNCI = ("orang_id", "status_dasar", "lain")
"""Columns of a resident no form changes: the person is given once, status dasar changes only by an event."""

ISIAN = "isian operator"


def simpan_penduduk(
    node, operator: Operator, isi: Mapping, id: str | None = None, versi: int | None = None
) -> Penduduk:
    """Store a new resident, or the changed columns of the one with this ``id`` last read at ``versi``.

    A new resident may bring the ``id`` his form was made with: sending the form twice stores him once.
    """
    with rekam.transaksi(node):
        jenis = node.catalog["penduduk"]
        lama = rekam.ambil(jenis, id, node.code) if id else None
        bersih = rapikan(jenis, isi)
        if satu := hilang("penduduk", lama, bersih, id, versi):
            raise SudahBerubah([satu])
        if salah := salah_penduduk(node, bersih, lama):
            raise DataDitolak(salah)
        if satu := beda_versi(node, "penduduk", lama, bersih, versi):
            raise SudahBerubah([satu])
        return tulis_penduduk(node, operator, bersih, lama, id)


def tulis_penduduk(node, operator: Operator, bersih: Mapping, lama: Penduduk | None, id: str | None) -> Penduduk:
    """Store checked content inside the caller's transaction and note it in the audit log."""
    if lama is None:
        dasar = {"orang_id": new_id(), "status_dasar": kode.HIDUP, "sumber": ISIAN}
        baru = rekam.tambah(node.catalog["penduduk"], id or new_id(), node.code, dasar | bersih)
        rekam.jejak(node, operator, "tambah", "penduduk", baru, baru.nama)
        return baru
    sebelum = rekam.nilai(lama)
    if rekam.ubah(lama, bersih):
        rekam.jejak(node, operator, "ubah", "penduduk", lama, lama.nama, sebelum=sebelum, sesudah=sebelum | bersih)
    return lama


def rapikan(jenis: RecordType, isi: Mapping) -> dict:
    """The given columns with text trimmed and inner runs of blanks made one; empty text becomes None."""
    dikenal = set(jenis.names)
    bersih = {}
    for nama, satu in isi.items():
        if nama not in dikenal:
            raise KeyError(f"{jenis.name} tidak punya kolom {nama}")
        bersih[nama] = (" ".join(satu.split()) or None) if isinstance(satu, str) else satu
    return bersih


def salah_penduduk(node, isi: dict, lama: Penduduk | None, bersama: frozenset[str] | None = None) -> list[Kesalahan]:
    """Everything that makes this content impossible to store. ``isi`` gets its NIK and NIK state settled.

    ``bersama``: the ids stored in the same go, whose caller compares NIK and head among them.
    """
    salah = _nik(node, isi, lama, bersama or frozenset())
    salah += [satu for satu in salah_kolom(node.catalog["penduduk"], isi, lama) if not (salah and satu.kolom == "nik")]
    salah += _terkunci(isi, lama)
    salah += _rujukan(node, isi)
    return salah + (_kepala(isi, lama) if bersama is None and not salah else [])


def salah_kolom(jenis: RecordType, isi: Mapping, lama) -> list[Kesalahan]:
    """The faults the receiver would find in these columns, and required ones that are missing from a new row."""
    salah = []
    for kolom in jenis.columns:
        if kolom.name in TERKUNCI or (kolom.name not in isi and (lama is not None or kolom.field.default is not None)):
            continue
        satu = rekam.sebagai_teks(isi.get(kolom.name))
        salah += [Kesalahan(temuan, kolom.name) for temuan in kolom.faults([satu]).values()]
    return salah


def _nik(node, isi: dict, lama: Penduduk | None, bersama: frozenset[str]) -> list[Kesalahan]:
    """Settle NIK and its state; refuse an impossible number, and one that another resident here has."""
    if lama is not None and not isi.keys() & {"nik", "keadaan_nik"}:
        return []
    tertulis = isi.get("nik", lama and lama.nik)
    nik, temuan = baca_nik(tertulis)
    if temuan:
        return [Kesalahan(temuan, "nik", isi={"nik": tertulis})]
    isi["nik"] = nik
    isi["keadaan_nik"] = keadaan_nik(nik, isi.get("keadaan_nik", lama and lama.keadaan_nik))
    if nik is None or (lama is not None and lama.nik == nik):
        return []
    return nik_dipakai(node, nik, bersama | ({lama.id} if lama else set()))


def keadaan_nik(nik: str | None, diminta: int | None) -> int:
    """The state that fits: without a number only *belum ada*; with one, *ada* unless Dukcapil did not find it."""
    if nik is None:
        return kode.NIK_BELUM_ADA
    return kode.NIK_TIDAK_DITEMUKAN if diminta == kode.NIK_TIDAK_DITEMUKAN else kode.NIK_ADA


def nik_dipakai(node, nik: str, selain: Collection[str] = ()) -> list[Kesalahan]:
    """The fault of a NIK that a resident of this village outside ``selain`` has, with the way to him."""
    cocok = Penduduk.select().where(Penduduk.nik == nik, Penduduk.wilayah == node.code)
    pemakai = next((satu for satu in cocok if satu.id not in selain), None)
    if pemakai is None:
        return []
    return [Kesalahan("nik_dipakai", "nik", isi={"nama": pemakai.nama, "nik": nik}, rekam=("penduduk", pemakai.id))]


def _terkunci(isi: Mapping, lama: Penduduk | None) -> list[Kesalahan]:
    """Status dasar and the person behind the record are not a form's to change."""
    salah = []
    if "status_dasar" in isi and isi["status_dasar"] != (lama.status_dasar if lama else kode.HIDUP):
        salah.append(Kesalahan("status_dasar_lewat_peristiwa", "status_dasar"))
    if "orang_id" in isi and (lama is None or isi["orang_id"] != lama.orang_id):
        salah.append(Kesalahan("orang_id_tetap", "orang_id"))
    return salah


def _rujukan(node, isi: Mapping) -> list[Kesalahan]:
    """A family or household that is named must be one of this village."""
    salah = []
    for kolom, jenis in (("keluarga_id", "keluarga"), ("rumah_tangga_id", "rumah_tangga")):
        if isi.get(kolom) and rekam.ambil(node.catalog[jenis], isi[kolom], node.code) is None:
            salah.append(Kesalahan("rujukan_tidak_ada", kolom, isi={"jenis": jenis.replace("_", " ")}))
    return salah


def _kepala(isi: Mapping, lama: Penduduk | None) -> list[Kesalahan]:
    """One head per family: refused where this very change would make a second one."""
    keluarga = isi.get("keluarga_id", lama and lama.keluarga_id)
    hubungan = isi.get("hubungan_keluarga", lama and lama.hubungan_keluarga)
    sudah = lama is not None and (lama.keluarga_id, lama.hubungan_keluarga) == (keluarga, hubungan)
    if not keluarga or hubungan != kode.KEPALA_KELUARGA or sudah:
        return []
    kepala = kepala_keluarga(keluarga, selain=lama and lama.id)
    if kepala is None:
        return []
    return [
        Kesalahan("kepala_sudah_ada", "hubungan_keluarga", isi={"nama": kepala.nama}, rekam=("penduduk", kepala.id))
    ]


def kepala_keluarga(keluarga_id: str, selain: str | None = None) -> Penduduk | None:
    """The living head of a family, other than the resident ``selain``."""
    return (
        Penduduk.select()
        .where(
            Penduduk.keluarga == keluarga_id,
            Penduduk.hubungan_keluarga == kode.KEPALA_KELUARGA,
            Penduduk.status_dasar == kode.HIDUP,
            Penduduk.id != (selain or ""),
        )
        .first()
    )


def hilang(jenis: str, lama, bersih: Mapping, id: str | None, versi: int | None) -> Beda | None:
    """What the screen showed, where that record is gone altogether."""
    if lama is not None or versi is None:
        return None
    return Beda(jenis, id or "", bersih.get("nama") or bersih.get("no_kk") or "", None, {})


def beda_versi(node, jenis: str, lama, bersih: Mapping, versi: int | None) -> Beda | None:
    """Both versions where the record moved on since ``versi``; None where storing loses nobody's work."""
    sekarang = rekam.versi(node, lama.id) if lama is not None else versi
    if sekarang == versi:
        return None
    isi = rekam.nilai(lama)
    kolom = {nama: (satu, isi[nama]) for nama, satu in bersih.items() if isi[nama] != satu}
    return Beda(jenis, lama.id, str(lama), sekarang, kolom) if kolom else None
