"""Who is who: rows of a sheet beside the residents this village has recorded already."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...domain.ids import derived_id, new_id
from ...domain.kode import KEPALA_KELUARGA
from ...domain.nama import kunci_nama
from .isian_impor import Baris, Temuan

BARU, UBAH, TETAP, TOLAK = "baru", "ubah", "tetap", "tolak"


@dataclass
class Tercatat:
    """What the village has: residents and families by id, and the ways to find them.

    ``digabung``: NIK or id of a record that was merged -> name of the one it became;
    ``dibuang``: ids in the recycle bin, which must stay free for coming back.
    """

    penduduk: dict[str, dict]
    keluarga: dict[str, dict]
    lingkungan: dict[tuple[str, str, str], str]
    digabung: dict[str, str] = field(default_factory=dict)
    dibuang: frozenset[str] = frozenset()
    menurut_nik: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    menurut_kunci: dict[tuple, list[str]] = field(default_factory=lambda: defaultdict(list))
    menurut_no_kk: dict[str, str] = field(default_factory=dict)
    kepala: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self):
        for id, satu in self.keluarga.items():
            if satu["no_kk"]:
                self.menurut_no_kk.setdefault(satu["no_kk"], id)
        for id, satu in self.penduduk.items():
            if satu["nik"]:
                self.menurut_nik[satu["nik"]].append(id)
            self.menurut_kunci[self._kunci(satu)].append(id)
            if satu["hubungan_keluarga"] == KEPALA_KELUARGA:
                self.kepala[satu["keluarga_id"]].add(id)

    def berhak_pindah(self, keluarga_id: str, kepala: Baris, anggota: list[Baris]) -> bool:
        """Whether these rows speak for the family's address: its one head does, a sheet with other members only does not."""
        bukan_lagi = {baris.id for baris in anggota if baris.isi.get("hubungan_keluarga", 1) != KEPALA_KELUARGA}
        lain = self.kepala[keluarga_id] - bukan_lagi - {kepala.id}
        return kepala.isi.get("hubungan_keluarga") == KEPALA_KELUARGA and not lain

    def serumah(self, id: str, baris: Baris) -> bool:
        """Whether a resident's family lives where the row says: same address, same dusun, RW and RT."""
        keluarga = self.keluarga.get(self.penduduk[id]["keluarga_id"])
        dusun, rw, rt = baris.tempat
        tempat = self.lingkungan.get((dusun.lower(), rw, rt))
        return keluarga is not None and (keluarga["alamat"], keluarga["lingkungan_id"]) == (baris.alamat, tempat)

    def _kunci(self, satu: dict) -> tuple[str, str, str]:
        keluarga = self.keluarga.get(satu["keluarga_id"])
        return (keluarga and keluarga["no_kk"]) or "", kunci_nama(satu["nama"]), satu["tanggal_lahir"] or ""


def baca_tercatat(node) -> Tercatat:
    """Read this village's own residents, families and places."""
    engine = node.engine

    def semua(jenis: str, *nama: str) -> dict[str, dict]:
        tipe = node.catalog[jenis]
        pilih = [kolom for kolom in tipe.columns if not nama or kolom.name in nama]
        urut = [kolom.name for kolom in pilih]
        rows = engine.run(
            f"SELECT t.id, {engine.select_list(pilih, 't')} FROM {tipe.table} t WHERE t.wilayah = ? ORDER BY t.id",
            (node.code,),
        )
        return {id: dict(zip(urut, isi, strict=True)) for id, *isi in rows}

    tempat = {
        (satu["dusun"].lower(), satu["rw"], satu["rt"]): id
        for id, satu in semua("lingkungan", "dusun", "rw", "rt").items()
    }
    penduduk = semua("penduduk")
    keluarga = semua("keluarga", "no_kk", "alamat", "lingkungan_id")
    return Tercatat(penduduk, keluarga, tempat, *_hilang(node, penduduk))


def _hilang(node, penduduk: dict[str, dict]) -> tuple[dict[str, str], frozenset[str]]:
    """Who was merged into whom, by NIK and by id; and who lies in the recycle bin."""
    nama = {satu["orang_id"]: satu["nama"] for satu in penduduk.values()}
    digabung = {
        nik: nama[tetap]
        for nik, tetap in node.engine.run(
            "SELECT nik_lama, orang_tetap FROM sb_penggabungan WHERE wilayah = ? AND nik_lama IS NOT NULL", (node.code,)
        )
        if tetap in nama
    }
    dibuang = node.engine.run(
        "SELECT id, isi FROM sb_tempat_sampah WHERE jenis = 'penduduk' AND wilayah = ?", (node.code,)
    )
    for id, isi in dibuang:
        if gabung := json.loads(isi).get("gabung"):
            digabung[id] = gabung["nama"]
    return digabung, frozenset(id for id, _ in dibuang)


def cocokkan(kode_desa: str, tercatat: Tercatat, semua: list[Baris]) -> None:
    """Give each sound row its resident's id, or refuse it where that is not certain.

    By NIK; a row without NIK only by its own earlier import or by No KK, name and birth
    date together. Rows with NIK go first, so that the order of rows does not matter.
    """
    _tolak_nik_kembar(semua)
    dipakai: dict[str, int] = {}
    dikenal: dict[tuple, int] = {}
    for dengan_nik in (True, False):
        for baris in semua:
            if baris.tolak or bool(baris.isi.get("nik")) is not dengan_nik:
                continue
            temuan = _cari(kode_desa, tercatat, baris, dipakai, dikenal)
            if temuan:
                baris.tolak.append(temuan)
            else:
                dipakai[baris.id] = baris.nomor
                dikenal.setdefault(baris.kunci, baris.nomor)


def _tolak_nik_kembar(semua: list[Baris]) -> None:
    """One NIK on two rows: the same person's second row is refused; of two people, both are."""
    menurut_nik = defaultdict(list)
    for baris in semua:
        if not baris.tolak and baris.isi.get("nik"):
            menurut_nik[baris.isi["nik"]].append(baris)
    for kembar in menurut_nik.values():
        if len(kembar) > 1:
            satu_orang = len({baris.kunci[1:] for baris in kembar}) == 1
            for baris in kembar[1 if satu_orang else 0 :]:
                lain = kembar[0] if baris is not kembar[0] else kembar[1]
                baris.tolak.append(Temuan("nik_kembar_di_berkas", "nik", {"baris": lain.nomor}))


def _cari(kode_desa: str, tercatat: Tercatat, baris: Baris, dipakai: dict, dikenal: dict) -> Temuan | None:
    """Set the row's id and whether it is new; the reason where that cannot be decided."""
    kunci, nik = baris.kunci, baris.isi.get("nik")
    if not nik and kunci in dikenal:
        return Temuan("orang_kembar_di_berkas", "nama", {"baris": dikenal[kunci]})
    sendiri = derived_id("impor", kode_desa, *kunci)
    calon = tercatat.menurut_nik.get(nik) if nik else None
    if calon is None:
        calon = _tanpa_nik(tercatat, baris, sendiri)
        if nik:
            calon = [id for id in calon if not tercatat.penduduk[id]["nik"] and id not in dipakai]
    if len(calon) > 1:
        return Temuan("cocok_lebih_dari_satu", "nik" if nik else "nama")
    if calon and calon[0] in dipakai:
        return Temuan("orang_kembar_di_berkas", "nama", {"baris": dipakai[calon[0]]})
    if calon:
        baris.tindakan, baris.id = UBAH, calon[0]
        return None
    if tetap := tercatat.digabung.get(nik or sendiri):
        return Temuan("sudah_digabung", "nik" if nik else "nama", {"nama": tetap})
    baris.tindakan, baris.id = BARU, new_id() if nik or sendiri in tercatat.dibuang else sendiri
    return None


def _tanpa_nik(tercatat: Tercatat, baris: Baris, sendiri: str) -> list[str]:
    """The residents that may be this row's own earlier import.

    Its own id first, which follows from No KK, name and birth date as first imported; then
    those values as recorded now; then, where the family has no number yet, the same name
    and birth date at the same address.
    """
    if sendiri in tercatat.penduduk:
        return [sendiri]
    _, nama, lahir = baris.kunci
    if not baris.no_kk or not lahir:
        return tercatat.menurut_kunci.get(baris.kunci, [])
    return tercatat.menurut_kunci.get(baris.kunci) or [
        id
        for id in tercatat.menurut_kunci.get(("", nama, lahir), ())
        if not tercatat.penduduk[id]["nik"] and tercatat.serumah(id, baris)
    ]


def kelompokkan(semua: Iterable[Baris]) -> list[list[Baris]]:
    """The rows of each family together, refused ones among them.

    Without a No KK, rows that follow one head at one address are a family.
    """
    menurut_no_kk: dict[str, list[Baris]] = defaultdict(list)
    tanpa_nomor: list[list[Baris]] = []
    for baris in semua:
        if baris.no_kk:
            menurut_no_kk[baris.no_kk].append(baris)
        elif tanpa_nomor and _sambungan(tanpa_nomor[-1][-1], baris):
            tanpa_nomor[-1].append(baris)
        else:
            tanpa_nomor.append([baris])
    return [*menurut_no_kk.values(), *tanpa_nomor]


def _sambungan(atas: Baris, baris: Baris) -> bool:
    return (
        baris.isi.get("hubungan_keluarga") != KEPALA_KELUARGA
        and baris.nomor == atas.nomor + 1
        and (baris.alamat, baris.tempat) == (atas.alamat, atas.tempat)
    )
