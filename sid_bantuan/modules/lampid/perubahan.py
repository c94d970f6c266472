"""The one core of every event: what it changes is gathered, journalled with both values, and counted.

Rows are changed and made only through here, so that cancelling can undo exactly that; the
lines of the books follow from as what each resident concerned counted before and counts after.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from ...domain import lampid
from ...domain.ids import derived_id
from ...domain.lampid import Golongan
from ...domain.peran import Operator
from ...sync.record import Record
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.tables import Penduduk
from . import bulan, golongan, hitung, kabar
from .tables import Mutasi, MutasiOrang


class Perubahan:
    """What one event changes, within the caller's transaction. Ends with ``simpan``."""

    def __init__(self, node, operator: Operator, jenis: str, id: str):
        self.node, self.operator, self.jenis, self.id = node, operator, jenis, id
        self._ubahan: dict[str, dict] = {}
        self._sebelum: dict[str, Golongan | None] = {}

    def libatkan(self, ids: Iterable[str]) -> None:
        """Remember as what these residents count before anything changes; the books are brought up to date first."""
        baru = [id for id in ids if id not in self._sebelum]
        if baru:
            hitung.mutakhirkan(self.node, baru)
            tercatat = golongan.tercatat(self.node, baru)
            self._sebelum |= {id: tercatat.get(id) for id in baru}

    def ubah(self, jenis: str, baris: Record, isi: Mapping) -> None:
        """Store the columns that differ and journal both values."""
        self.libatkan(self._terkena(jenis, baris, isi))
        sebelum = rekam.nilai(baris)
        berubah = rekam.ubah(baris, isi)
        if not berubah:
            return
        kolom = self._satu(jenis, baris).setdefault("kolom", {})
        for nama in berubah:
            awal = kolom.get(nama, (rekam.sebagai_teks(sebelum[nama]),))[0]
            kolom[nama] = [awal, rekam.sebagai_teks(isi[nama])]
        self._jejak("ubah", jenis, baris, sebelum=sebelum, sesudah=sebelum | {nama: isi[nama] for nama in berubah})

    def tambah(self, jenis: str, id: str, isi: Mapping) -> Record:
        """Make a row; cancelling takes it out again."""
        baris = rekam.tambah(self.node.catalog[jenis], id, self.node.code, isi)
        self._satu(jenis, baris)["baru"] = 1
        if jenis == "penduduk":
            self._sebelum[id] = None
        self._jejak("tambah", jenis, baris)
        return baris

    def _terkena(self, jenis: str, baris: Record, isi: Mapping) -> list[str]:
        """Whose category may change with this row."""
        if jenis == "keluarga" and "lingkungan_id" not in isi:
            return []
        return golongan.anggota(self.node, jenis, [baris.id])

    def _satu(self, jenis: str, baris: Record) -> dict:
        """The journal's entry of a row, with the version it has now: later events on it have a greater one."""
        satu = self._ubahan.setdefault(baris.id, {"jenis": jenis, "id": baris.id})
        satu["rev"] = rekam.versi(self.node, baris.id)
        return satu

    def _jejak(self, aksi: str, jenis: str, baris: Record, **isi) -> None:
        catatan = f"Peristiwa: {lampid.PERISTIWA[self.jenis]}"
        rekam.jejak(self.node, self.operator, aksi, jenis, baris, str(baris), catatan=catatan, **isi)

    # ---- the end

    def simpan(self, isi: Mapping, pelaku: Sequence[str], keluarga_id: str | None) -> Mutasi:
        """Store the event with its lines, and announce it. ``pelaku``: whom it is about; each has a line."""
        self.libatkan(pelaku)
        hari = isi["tgl_peristiwa"], isi["tgl_lapor"]
        dihitung = bulan.bulan_peristiwa(self.node, *hari, list(self._sebelum))
        mutasi = rekam.tambah(
            self.node.catalog["mutasi"],
            self.id,
            self.node.code,
            dict(isi)
            | {"jenis": self.jenis, "bulan": dihitung, "keluarga_id": keluarga_id, "oleh": self.operator.nama[:100]}
            | {"pada": now(), "ubahan": tulis_ubahan(self._ubahan.values())},
        )
        rekam.jejak(self.node, self.operator, "tambah", "mutasi", mutasi, str(mutasi))
        orang = self._tulis_baris(mutasi, pelaku)
        kabar.umumkan(self.node, kabar.TERCATAT, mutasi, orang)
        return mutasi

    def _tulis_baris(self, mutasi: Mutasi, pelaku: Sequence[str]) -> list[MutasiOrang]:
        sesudah = golongan.baca(self.node, list(self._sebelum))
        orang = {satu.id: satu for satu in Penduduk.select().where(Penduduk.id.in_(list(self._sebelum)))}
        semua = []
        for id, lama in self._sebelum.items():
            baru = sesudah[id].dihitung
            for baris, arah, sel, dalam in _baris(self.jenis, mutasi.cakupan, id in pelaku, lama, baru):
                sebagai = sel or sesudah[id].golongan
                semua.append(self._baris(mutasi, orang[id], baris, arah, sebagai, dalam))
        golongan.catat(self.node, {id: sesudah[id].dihitung for id in self._sebelum})
        return semua

    def _baris(self, mutasi: Mutasi, orang: Penduduk, baris: str, arah: int, sel: Golongan, dalam: int) -> MutasiOrang:
        isi = {
            "mutasi_id": mutasi.id, "bulan": mutasi.bulan, "baris": baris, "arah": arah, "penduduk_id": orang.id,
            "orang_id": orang.orang_id, "nama": orang.nama, "nik": orang.nik, "tempat_lahir": orang.tempat_lahir,
            "tanggal_lahir": orang.tanggal_lahir, "dalam": dalam,
            "lawan_wilayah": mutasi.lawan_wilayah if baris in (lampid.PINDAH, lampid.DATANG) else None,
        }  # fmt: skip
        id = derived_id("baris", mutasi.id, orang.id, baris, str(arah))
        return rekam.tambah(self.node.catalog["mutasi_orang"], id, self.node.code, isi | sel._asdict())


def _baris(jenis: str, cakupan: int | None, pelaku: bool, lama: Golongan | None, baru: Golongan | None):
    """The lines of one resident: (kind, direction, category or None for the present one, within the village)."""
    sendiri = jenis if jenis in lampid.ARAH else lampid.SUSUNAN
    dalam = int(jenis == lampid.PINDAH and cakupan == lampid.DALAM_DESA)
    if lama == baru:
        return [(sendiri, 0, lama, dalam)] if pelaku else []
    if lama is None or baru is None:
        return [(sendiri, 1 if baru else -1, baru or lama, dalam)]
    if pelaku and dalam and lama.dusun != baru.dusun:
        return [(lampid.PINDAH, -1, lama, 1), (lampid.DATANG, 1, baru, 1)]
    return [(lampid.SUSUNAN, -1, lama, 0), (lampid.SUSUNAN, 1, baru, 0)]


def tulis_ubahan(ubahan: Iterable[Mapping]) -> str:
    """The journal as it is stored."""
    return json.dumps(list(ubahan), ensure_ascii=False, separators=(",", ":"))


def baca_ubahan(mutasi: Mutasi) -> list[dict]:
    """The journal of an event: each row with ``jenis``, ``id``, ``rev``, and ``baru`` or ``kolom`` {name: [before, after]}."""
    return json.loads(mutasi.ubahan or "[]")
