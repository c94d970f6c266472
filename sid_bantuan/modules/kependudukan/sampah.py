"""The recycle bin: what goes together comes back together, and nothing goes along unasked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...jejak import catat
from ...sync.files import Store
from ...sync.schema import now
from ...sync.tables import Berkas
from . import rekam
from .actions import nik_dipakai
from .kesalahan import DataDitolak, Kesalahan
from .tables import KelompokAnggota, Keluarga, Penduduk, RumahTangga

LEPAS, IKUT = "lepas", "ikut"
"""What happens to the people of what is deleted: they stay without it, or go along."""

PEMAKAI = {
    "keluarga": ((Penduduk, Penduduk.keluarga),),
    "rumah_tangga": ((Penduduk, Penduduk.rumah_tangga),),
    "lingkungan": ((Keluarga, Keluarga.lingkungan), (RumahTangga, RumahTangga.lingkungan)),
    "penduduk": ((KelompokAnggota, KelompokAnggota.penduduk),),
    "kelompok": ((KelompokAnggota, KelompokAnggota.kelompok),),
}
"""Per type, who refers to it."""

KEANGGOTAAN = ("penduduk", "kelompok")
"""Types whose references are memberships: mere lines that mean nothing alone, so they go along and come back."""


@dataclass(frozen=True)
class Isi:
    """One deleted record in the bin."""

    id: str
    kelompok: str
    jenis: str
    label: str
    oleh: str
    pada: str
    baris: dict
    lepas: list
    gabung: dict | None


def akibat(node, jenis: str, ids: Sequence[str]) -> dict[str, int]:
    """How many records of each type refer to these: what a screen must ask about before it deletes."""
    hitung = {}
    for model, kolom in PEMAKAI.get(jenis, ()):
        jumlah = model.select().where(kolom.in_(list(ids)), model.wilayah == node.code).count()
        if jumlah:
            hitung[_nama_jenis(node, model)] = jumlah
    return hitung


def buang(
    node, operator: Operator, jenis: str, ids: Sequence[str], penghuni: str | None = None, gabung: dict | None = None
) -> str:
    """Move records into the bin as one group, and return the group's id.

    ``penghuni`` says what happens to the people of a family or household: ``lepas`` or
    ``ikut``; without it a family with members is refused. A place in use is always refused.
    """
    with rekam.transaksi(node):
        baris = _milik_desa(node, jenis, ids)
        _tolak_bila_dipakai(node, jenis, ids, penghuni)
        kelompok = new_id()
        lepas = _urus_penghuni(node, operator, jenis, ids, penghuni, kelompok)
        _lampiran_ikut(node, operator, ids, kelompok)
        for satu in baris:
            milik = [bagian for bagian in lepas if bagian[2] == satu.id]
            _masukkan(node, operator, jenis, satu, kelompok, milik, gabung)
        return kelompok


def pulihkan(node, operator: Operator, kelompok: str, gabung: bool = False) -> list[str]:
    """Bring a whole group back. The words returned name what could not be as before (a family that is gone).

    A record that was merged comes back only by undoing the merge, which passes ``gabung``.
    """
    with rekam.transaksi(node):
        isi = isi_kelompok(node, kelompok)
        if not isi:
            raise DataDitolak([Kesalahan("sampah_tidak_ada")])
        if not gabung and any(satu.gabung for satu in isi):
            raise DataDitolak([Kesalahan("pulihkan_lewat_batal_gabung")])
        if salah := [temuan for satu in isi for temuan in _nik_terpakai(node, satu)]:
            raise DataDitolak(salah)
        catatan = []
        for satu in sorted(isi, key=lambda satu: _urutan(node, satu.jenis)):
            catatan += _kembalikan(node, operator, satu)
        for satu in isi:
            _pasang_lagi(node, satu)
        return catatan


def hapus_selamanya(node, operator: Operator, kelompok: str, gudang: Store | None = None) -> int:
    """Empty a group for good; how many records. Nothing brings them back; the audit log keeps that they were.

    ``gudang`` forgets the contents of its files too, where no other record names them.
    """
    with rekam.transaksi(node):
        isi = isi_kelompok(node, kelompok)
        for satu in isi:
            catat(node.engine, operator, "hapus_selamanya", satu.jenis, satu.id, node.code, label=satu.label)
        node.engine.run("DELETE FROM sb_tempat_sampah WHERE kelompok = ?", (kelompok,))
    if gudang is not None:
        for sha256 in {satu.baris["sha256"] for satu in isi if satu.jenis == "berkas"}:
            if not _dipakai_berkas(node, sha256):
                gudang.forget(sha256)
    return len(isi)


def _dipakai_berkas(node, sha256: str) -> bool:
    """Whether a file that is attached, or lies in the bin, has this content."""
    di_sampah = "SELECT 1 FROM sb_tempat_sampah WHERE jenis = 'berkas' AND isi LIKE ? LIMIT 1"
    return (
        Berkas.select().where(Berkas.sha256 == sha256).exists()
        or node.engine.one(di_sampah, (f"%{sha256}%",)) is not None
    )


def isi_kelompok(node, kelompok: str) -> list[Isi]:
    """The records of one group."""
    return _baca(node, "WHERE kelompok = ? AND wilayah = ? ORDER BY id", (kelompok, node.code))


def cari_isi(node, jenis: str, id: str) -> Isi | None:
    """The record in the bin with this id, or None."""
    ditemukan = _baca(node, "WHERE id = ? AND jenis = ? AND wilayah = ?", (id, jenis, node.code))
    return ditemukan[0] if ditemukan else None


def daftar(node, batas: int = 50, lewati: int = 0) -> tuple[list[list[Isi]], int]:
    """The groups in the bin, latest first, and how many there are."""
    jumlah = node.engine.value("SELECT count(DISTINCT kelompok) FROM sb_tempat_sampah WHERE wilayah = ?", (node.code,))
    kelompok = node.engine.run(
        "SELECT kelompok FROM sb_tempat_sampah WHERE wilayah = ? GROUP BY kelompok"
        " ORDER BY kelompok DESC LIMIT ? OFFSET ?",
        (node.code, batas, lewati),
    )
    return [isi_kelompok(node, satu) for (satu,) in kelompok], jumlah


def _baca(node, syarat: str, nilai: Sequence) -> list[Isi]:
    baris = node.engine.run(f"SELECT id, kelompok, jenis, label, oleh, pada, isi FROM sb_tempat_sampah {syarat}", nilai)
    hasil = []
    for *awal, teks in baris:
        isi = json.loads(teks)
        hasil.append(Isi(*awal, baris=isi["baris"], lepas=isi.get("lepas", []), gabung=isi.get("gabung")))
    return hasil


def _milik_desa(node, jenis: str, ids: Sequence[str]) -> list:
    model = node.catalog[jenis].model
    baris = list(model.select().where(model.id.in_(list(ids)), model.wilayah == node.code))
    if len(baris) != len(set(ids)):
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": jenis.replace("_", " ")})])
    return baris


def _tolak_bila_dipakai(node, jenis: str, ids: Sequence[str], penghuni: str | None) -> None:
    dipakai = {} if jenis in KEANGGOTAAN else akibat(node, jenis, ids)
    if dipakai and (jenis == "lingkungan" or penghuni not in (LEPAS, IKUT)):
        rincian = ", ".join(f"{jumlah} {nama.replace('_', ' ')}" for nama, jumlah in dipakai.items())
        raise DataDitolak([Kesalahan("masih_dipakai", isi={"jenis": jenis.replace("_", " "), "rincian": rincian})])


def _urus_penghuni(node, operator, jenis: str, ids: Sequence[str], penghuni: str | None, kelompok: str) -> list[tuple]:
    """Let go of, or take along, who refers to these; what was let go as (type, column, to whom, id)."""
    lepas = []
    for model, kolom in PEMAKAI.get(jenis, ()):
        nama = _nama_jenis(node, model)
        for satu in model.select().where(kolom.in_(list(ids)), model.wilayah == node.code):
            if penghuni == IKUT or jenis in KEANGGOTAAN:
                _bawa_serta(node, operator, nama, satu, kelompok)
            else:
                lepas.append((nama, kolom.column_name, satu.__data__[kolom.name], satu.id))
                rekam.ubah(satu, {kolom.column_name: None})
    return lepas


def _bawa_serta(node, operator, jenis: str, baris, kelompok: str) -> None:
    for model, kolom in PEMAKAI.get(jenis, ()):
        for satu in model.select().where(kolom == baris.id):
            _masukkan(node, operator, _nama_jenis(node, model), satu, kelompok, [], None)
    _lampiran_ikut(node, operator, [baris.id], kelompok)
    _masukkan(node, operator, jenis, baris, kelompok, [], None)


def _lampiran_ikut(node, operator, ids: Sequence[str], kelompok: str) -> None:
    """A file goes and comes back with its record: nobody looks for a scan of someone who is not there."""
    for satu in Berkas.select().where(Berkas.untuk_id.in_(list(ids)), Berkas.wilayah == node.code):
        _masukkan(node, operator, "berkas", satu, kelompok, [], None)


def _masukkan(node, operator, jenis: str, baris, kelompok: str, lepas: list, gabung: dict | None) -> None:
    isi = {nama: rekam.sebagai_teks(satu) for nama, satu in rekam.nilai(baris).items() if satu is not None}
    label = label_rekam(jenis, baris)
    teks = json.dumps({"baris": isi, "lepas": lepas, "gabung": gabung}, ensure_ascii=False)
    node.engine.upsert(
        "sb_tempat_sampah",
        ("id", "kelompok", "jenis", "wilayah", "label", "isi", "oleh", "pada"),
        "id",
        [(baris.id, kelompok, jenis, node.code, label, teks, operator.nama, now())],
    )
    model = type(baris)
    model.delete().where(model.id == baris.id).execute()
    rekam.jejak(node, operator, "hapus", jenis, baris, label, sebelum=isi, sesudah={})


def label_rekam(jenis: str, baris) -> str:
    """What a record is called in lists of mixed things; a NIK is no part of it, so that lists stay open to more eyes."""
    if jenis == "keluarga":
        return f"Kartu keluarga {baris.alamat or 'tanpa alamat'}"[:150]
    return "Keanggotaan kelompok" if jenis == "kelompok_anggota" else str(baris)[:150]


def _nik_terpakai(node, satu: Isi) -> list[Kesalahan]:
    nik = satu.baris.get("nik") if satu.jenis == "penduduk" else None
    return nik_dipakai(node, nik) if nik else []


def _kembalikan(node, operator, satu: Isi) -> list[str]:
    """Insert one record again with its own id; references to what is gone are let go and told."""
    catatan = []
    isi = dict(satu.baris)
    jenis = node.catalog[satu.jenis]
    for nama in jenis.names:
        sasaran = getattr(jenis.model._meta.columns[nama], "rel_model", None)
        if sasaran is not None and isi.get(nama) and sasaran.get_or_none(sasaran.id == isi[nama]) is None:
            catatan.append(f"{satu.label}: {_nama_jenis(node, sasaran).replace('_', ' ')} yang lama sudah tidak ada")
            isi[nama] = None
    baris = rekam.tambah(jenis, satu.id, node.code, isi)
    node.engine.run("DELETE FROM sb_tempat_sampah WHERE id = ?", (satu.id,))
    rekam.jejak(node, operator, "pulihkan", satu.jenis, baris, satu.label)
    return catatan


def _pasang_lagi(node, satu: Isi) -> None:
    """Give back the people who were let go, unless they belong elsewhere by now."""
    for jenis, kolom, sasaran, id in satu.lepas:
        baris = rekam.ambil(node.catalog[jenis], id, node.code)
        if baris is not None and rekam.nilai(baris)[kolom] is None:
            rekam.ubah(baris, {kolom: sasaran})


def _urutan(node, jenis: str) -> int:
    """What others refer to comes back before what refers to it: the order of the catalog."""
    return list(node.catalog.types).index(jenis)


def _nama_jenis(node, model) -> str:
    return next(satu.name for satu in node.catalog if satu.model is model)
