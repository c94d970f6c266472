"""Import of a population sheet: what would be taken is planned, shown, and taken by the same road.

``rencanakan`` compares a sheet with the village's records and writes nothing; ``terapkan``
plans once more inside its transaction and stores that plan. A sheet taken twice changes
nothing the second time. An empty cell never empties a recorded value, and status dasar of
a recorded resident changes only by an event.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ...domain import kode
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...domain.periksa import periksa_penduduk
from ...domain.tanggal import teks_tanggal
from ...domain.wilayah import level
from ...jejak import catat
from ...sync.calm import no_collection
from ...sync.engine import all_columns
from . import rekam
from .berkas_impor import BerkasDitolak, Lembar, buka
from .cocok_impor import BARU, TETAP, TOLAK, UBAH, Tercatat, baca_tercatat, cocokkan, kelompokkan
from .isian_impor import Baris, Temuan, baca_baris

Progres = Callable[[str, int, int], None]
"""Called with the stage's name, how many rows are done, and how many there are."""

_BAWAAN = {"kewarganegaraan": 1, "status_penduduk": 1, "status_dasar": kode.HIDUP}
_SEKALI_TULIS = 1000


@dataclass
class Rencana:
    """What an import does, or did: every row with its fate, and the families and places it makes or changes."""

    berkas: str
    lembar: Lembar
    baris: list[Baris]
    keluarga_baru: list[dict] = field(default_factory=list)
    keluarga_ubah: list[tuple[str, dict]] = field(default_factory=list)
    lingkungan_baru: list[tuple[str, str, str, str]] = field(default_factory=list)

    def jumlah(self) -> Counter:
        """How many rows are ``baru``, ``ubah``, ``tetap``, ``tolak``; and of the taken, ``peringatan``."""
        hasil = Counter({BARU: 0, UBAH: 0, TETAP: 0, TOLAK: 0, "peringatan": 0})
        for baris in self.baris:
            hasil[baris.tindakan] += 1
            hasil["peringatan"] += bool(baris.ingat and baris.tindakan != TOLAK)
        return hasil

    @property
    def kosong(self) -> bool:
        """Whether taking it would change nothing."""
        return not (
            self.keluarga_baru or self.keluarga_ubah or any(baris.tindakan in (BARU, UBAH) for baris in self.baris)
        )


def baca(berkas: Path | str | bytes | BinaryIO, nama: str = "") -> Lembar:
    """The sheet of a file. Raises ``BerkasDitolak`` where the file as a whole cannot be taken."""
    return buka(berkas, nama)


@no_collection()
def rencanakan(node, lembar: Lembar, progres: Progres | None = None) -> Rencana:
    """What taking this sheet would do to this village's records. Writes nothing."""
    if level(node.code) != "desa":
        raise BerkasDitolak("impor_bukan_desa")
    lapor = progres or _diam
    lapor("Membaca", 0, len(lembar.baris))
    semua = baca_baris(lembar)
    tercatat = baca_tercatat(node)
    lapor("Mencocokkan", 0, len(semua))
    cocokkan(node.code, tercatat, semua)
    rencana = Rencana(lembar.berkas, lembar, semua)
    _tempatkan(rencana, tercatat)
    hari_ini = date.today().isoformat()
    for urut, baris in enumerate(semua):
        if baris.tolak:
            baris.tindakan = TOLAK
        else:
            _bandingkan(baris, tercatat, node.code, hari_ini)
        if urut % _SEKALI_TULIS == 0:
            lapor("Memeriksa", urut, len(semua))
    lapor("Memeriksa", len(semua), len(semua))
    return rencana


@no_collection()
def terapkan(node, lembar: Lembar, operator: Operator | None = None, progres: Progres | None = None) -> Rencana:
    """Take the sheet: everything its plan says, in one transaction. Returns the plan as it was carried out."""
    with rekam.transaksi(node):
        rencana = rencanakan(node, lembar, progres)
        _tulis(node, rencana, progres or _diam)
        if operator and not rencana.kosong:
            jumlah = rencana.jumlah()
            isi = f"{jumlah[BARU]} baru, {jumlah[UBAH]} diubah, {jumlah[TETAP]} tetap, {jumlah[TOLAK]} ditolak"
            catat(node.engine, operator, "impor", "penduduk", None, node.code, label=lembar.berkas, catatan=isi)
    return rencana


def _diam(tahap: str, selesai: int, semua: int) -> None:
    """No one watches."""


# ---- families and places


def _tempatkan(rencana: Rencana, tercatat: Tercatat) -> None:
    """Find or plan the family of every row that is taken, with its address and place."""
    for kelompok in kelompokkan(rencana.baris):
        anggota = [baris for baris in kelompok if not baris.tolak]
        if not anggota:
            continue
        kepala = next(
            (baris for baris in anggota if baris.isi.get("hubungan_keluarga") == kode.KEPALA_KELUARGA), anggota[0]
        )
        rumah = next((baris for baris in (kepala, *anggota) if any(baris.tempat)), kepala)
        isi = {
            "alamat": next((baris.alamat for baris in (kepala, *anggota) if baris.alamat), None),
            "lingkungan_id": _lingkungan(rencana, tercatat, rumah.tempat),
        }
        id = _keluarga(rencana, tercatat, anggota, kepala, isi)
        for baris in anggota:
            baris.keluarga_id = id
            if baris.alamat and (baris.alamat != isi["alamat"] or (any(baris.tempat) and baris.tempat != rumah.tempat)):
                baris.ingat.append(Temuan("alamat_kk_berbeda", "alamat", {"baris": kepala.nomor}))


def _keluarga(rencana: Rencana, tercatat: Tercatat, anggota: list[Baris], kepala: Baris, isi: dict) -> str:
    """The id of these rows' family: recorded, or planned; its changes are shown on the head's row."""
    id = _keluarga_tercatat(tercatat, anggota, kepala.no_kk)
    if id is None:
        id = new_id()
        rencana.keluarga_baru.append({"id": id, "no_kk": kepala.no_kk, "baris": kepala.nomor} | isi)
        return id
    lama = tercatat.keluarga[id]
    if lama["no_kk"] and not kepala.no_kk:
        return id
    if not tercatat.berhak_pindah(id, kepala, anggota):
        isi = {}
    berubah = {nama: baru for nama, baru in (isi | {"no_kk": kepala.no_kk}).items() if baru and baru != lama[nama]}
    if berubah:
        rencana.keluarga_ubah.append((id, berubah))
        tempat = {id: sebutan for sebutan, id in tercatat.lingkungan.items()}
        for nama, baru in berubah.items():
            kepala.perubahan.append((nama, _sebut(tempat, nama, lama[nama]), _sebut(tempat, nama, baru)))
    return id


def _keluarga_tercatat(tercatat: Tercatat, anggota: list[Baris], no_kk: str | None) -> str | None:
    """The family with this number, else the one the recorded among these rows live in, if it has no other number."""
    if no_kk in tercatat.menurut_no_kk:
        return tercatat.menurut_no_kk[no_kk]
    tinggal = (tercatat.penduduk[baris.id]["keluarga_id"] for baris in anggota if baris.tindakan == UBAH)
    id = next((id for id in tinggal if id in tercatat.keluarga), None)
    if id is None or (no_kk and tercatat.keluarga[id]["no_kk"]):
        return None
    if no_kk:
        tercatat.menurut_no_kk[no_kk] = id
    return id


def _sebut(tempat: dict, nama: str, nilai: str | None) -> str | None:
    return "/".join(filter(None, tempat.get(nilai, ()))).upper() if nama == "lingkungan_id" else nilai


def _lingkungan(rencana: Rencana, tercatat: Tercatat, tempat: tuple[str, str, str]) -> str | None:
    if not any(tempat):
        return None
    dusun, rw, rt = tempat
    kunci = (dusun.lower(), rw, rt)
    if kunci not in tercatat.lingkungan:
        tercatat.lingkungan[kunci] = new_id()
        rencana.lingkungan_baru.append((tercatat.lingkungan[kunci], dusun, rw, rt))
    return tercatat.lingkungan[kunci]


# ---- residents


def _bandingkan(baris: Baris, tercatat: Tercatat, kode_desa: str, hari_ini: str) -> None:
    """What the row changes of its resident, and the warnings of what he is then."""
    if baris.tindakan == BARU:
        isi = _BAWAAN | baris.isi
        isi["keadaan_nik"] = kode.NIK_ADA if isi.get("nik") else kode.NIK_BELUM_ADA
        baris.isi = isi | {"keluarga_id": baris.keluarga_id}
        sesudah = baris.isi
    else:
        lama = tercatat.penduduk[baris.id]
        _pertahankan(baris, lama, tercatat)
        ubah = {nama: baru for nama, baru in baris.isi.items() if lama[nama] != baru}
        baris.perubahan += [
            (nama, *_sebut_keluarga(tercatat, baris, nama, lama[nama], baru)) for nama, baru in ubah.items()
        ]
        baris.isi, sesudah = ubah, lama | ubah
        baris.tindakan = UBAH if ubah or baris.perubahan else TETAP
    for satu in periksa_penduduk(sesudah | {"wilayah": kode_desa}, hari_ini):
        baris.ingat.append(Temuan(satu.kode, satu.kolom, satu.isi))


def _pertahankan(baris: Baris, lama: dict, tercatat: Tercatat) -> None:
    """Take out of the row what an import may not change, and say so."""
    isi = baris.isi
    status = isi.pop("status_dasar", lama["status_dasar"])
    if status != lama["status_dasar"]:
        nama = kode.daftar("status_dasar")
        baris.ingat.append(
            Temuan(
                "status_dasar_tetap", "status_dasar", {"berkas": nama[status], "tercatat": nama[lama["status_dasar"]]}
            )
        )
    if isi.get("nik") and isi["nik"] != lama["nik"]:
        isi["keadaan_nik"] = kode.NIK_ADA
    elif lama["nik"] and not isi.get("nik"):
        baris.ingat.append(Temuan("nik_dipertahankan", "nik"))
    if baris.no_kk or lama["keluarga_id"] not in tercatat.keluarga:
        isi["keluarga_id"] = baris.keluarga_id


def _sebut_keluarga(tercatat: Tercatat, baris: Baris, nama: str, lama, baru) -> tuple:
    """A change of family is shown by its No KK, not by ids."""
    if nama != "keluarga_id":
        return lama, baru
    return (tercatat.keluarga.get(lama) or {}).get("no_kk"), baris.no_kk


# ---- writing


def _tulis(node, rencana: Rencana, lapor: Progres) -> None:
    sumber = f"Impor {rencana.berkas[:60]}, {teks_tanggal(date.today())}, baris "
    tempat = [(id, node.code, node.code, *isi) for id, *isi in rencana.lingkungan_baru]
    _sisip(node, "sb_lingkungan", ("id", "node", "wilayah", "dusun", "rw", "rt"), tempat)
    nama = ("id", "node", "wilayah", "no_kk", "alamat", "lingkungan_id", "sumber")
    keluarga = [
        (
            satu["id"],
            node.code,
            node.code,
            satu["no_kk"],
            satu["alamat"],
            satu["lingkungan_id"],
            f"{sumber}{satu['baris']}",
        )
        for satu in rencana.keluarga_baru
    ]
    _sisip(node, "sb_keluarga", nama, keluarga)
    _ubah(node, "sb_keluarga", rencana.keluarga_ubah)
    _tulis_penduduk(node, [baris for baris in rencana.baris if baris.tindakan == BARU], sumber, lapor)
    _ubah(node, "sb_penduduk", [(baris.id, baris.isi) for baris in rencana.baris if baris.tindakan == UBAH])


def _tulis_penduduk(node, baru: list[Baris], sumber: str, lapor: Progres) -> None:
    nama = all_columns(node.catalog["penduduk"])
    for mulai in range(0, len(baru), _SEKALI_TULIS):
        lapor("Menyimpan", mulai, len(baru))
        rows = []
        for baris in baru[mulai : mulai + _SEKALI_TULIS]:
            bingkai = {"id": baris.id, "node": node.code, "wilayah": node.code, "orang_id": new_id()}
            isi = baris.isi | bingkai | {"sumber": f"{sumber}{baris.nomor}"}
            rows.append(list(map(isi.get, nama)))
        _sisip(node, "sb_penduduk", nama, rows)
    lapor("Menyimpan", len(baru), len(baru))


def _sisip(node, tabel: str, nama: Sequence[str], rows: Sequence[Sequence]) -> None:
    if rows:
        tanda = ", ".join("?" * len(nama))
        node.engine.many(f"INSERT INTO {tabel} ({', '.join(nama)}) VALUES ({tanda})", rows)


def _ubah(node, tabel: str, perubahan: Sequence[tuple[str, dict]]) -> None:
    """Update only the columns that differ, rows with the same columns together."""
    serupa: dict[tuple, list] = {}
    for id, isi in perubahan:
        if isi:
            serupa.setdefault(tuple(isi), []).append((*isi.values(), id))
    for nama, rows in serupa.items():
        kolom = ", ".join(f"{satu} = ?" for satu in nama)
        node.engine.many(f"UPDATE {tabel} SET {kolom} WHERE id = ?", rows)
