"""Measures of welfare somebody took: writing one down, taking a slip back, and what is known over time.

The desil of the national list is kept as a measure too whenever it changes: its lines hold only the latest.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.bantuan import DTSEN
from ...domain.ids import derived_id, new_id
from ...domain.peran import Operator, boleh
from ...jejak import catat as catat_jejak
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Keluarga, Penduduk
from . import program as katalog
from . import salur_uang
from .tables import UkuranWarga
from .ukuran import DIDATA, UKURAN

DARI_DAFTAR = "Daftar DTSEN"
"""Who wrote a measure that followed from a line of the list."""


@dataclass(frozen=True)
class Catatan:
    """One measure as it was taken. ``id`` is empty where only the list says it."""

    nama: str
    nilai: int
    per_tanggal: date
    sumber: str
    oleh: str = ""
    id: str = ""
    node: str = ""


def subjek(node, jenis: str, id: str) -> tuple[str, str] | None:
    """(whose measures they are, his name) of a resident or a family of this village; None where there is none."""
    if jenis == "penduduk":
        orang = Penduduk.get_or_none((Penduduk.id == id) & (Penduduk.wilayah == node.code))
        return orang and (orang.orang_id, orang.nama)
    if jenis != "keluarga" or not (kk := Keluarga.get_or_none((Keluarga.id == id) & (Keluarga.wilayah == node.code))):
        return None
    nama = node.engine.value(
        "SELECT nama FROM sb_penduduk WHERE keluarga_id = ? ORDER BY status_dasar, hubungan_keluarga, id LIMIT 1", (id,)
    )
    return kk.id, f"Keluarga {nama}" if nama else "Keluarga tanpa anggota"


def catat(
    node, operator: Operator, jenis: str, id: str, nama: str, nilai: str, per_tanggal: date | None, sumber: str,
    hari: date | None = None,
) -> UkuranWarga:  # fmt: skip
    """Write a measure of a resident or a family of this village down; the same again is one. Raises ``DataDitolak``."""
    sumber, hari = " ".join(sumber.split()), hari or date.today()
    with rekam.transaksi(node):
        siapa = subjek(node, jenis, id)
        if siapa is None or not boleh(operator, "ukuran", "tambah", node.code):
            raise DataDitolak([Kesalahan("ukuran_bukan_di_sini")])
        angka, salah = _angka(nama, nilai)
        if per_tanggal is None or per_tanggal > hari:
            salah.append(Kesalahan("ukuran_tanggal" if per_tanggal else "wajib_diisi", "per_tanggal"))
        if not 0 < len(sumber) <= 120:
            salah.append(Kesalahan("terlalu_panjang" if sumber else "wajib_diisi", "sumber"))
        if salah:
            raise DataDitolak(salah)
        isi = {"subjek": siapa[0], "nama": nama, "nilai": angka, "per_tanggal": per_tanggal, "sumber": sumber}
        sama = [getattr(UkuranWarga, kolom) == satu for kolom, satu in isi.items()]
        if dulu := UkuranWarga.get_or_none(UkuranWarga.node == node.code, *sama):
            return dulu
        isi["oleh"] = operator.nama[:100]
        ukuran = rekam.tambah(node.catalog["ukuran"], new_id(), node.code, isi)
        rekam.jejak(
            node, operator, "tambah", "ukuran", ukuran, label=siapa[1], catatan=f"{UKURAN[nama].judul}: {angka}"
        )
        return ukuran


def _angka(nama: str, nilai: str) -> tuple[int, list[Kesalahan]]:
    if nama not in DIDATA:
        return 0, [Kesalahan("ukuran_tidak_dikenal", "ukuran")]
    teks = "".join(huruf for huruf in (nilai or "") if huruf not in " .")
    if not (teks.isascii() and teks.isdigit() and len(teks) <= 9):
        return 0, [Kesalahan("ukuran_angka", "nilai", isi={"judul": UKURAN[nama].judul})]
    if nama == "desil" and not 1 <= int(teks) <= 10:
        return 0, [Kesalahan("ukuran_desil", "nilai")]
    return int(teks), []


def hapus(node, operator: Operator, ukuran_id: str) -> bool:
    """Take a measure of this office's own back; False where there is none. Raises ``DataDitolak``."""
    if not boleh(operator, "ukuran", "ubah", node.code):
        raise DataDitolak([Kesalahan("ukuran_bukan_di_sini")])
    with rekam.transaksi(node):
        ukuran = UkuranWarga.get_or_none((UkuranWarga.id == ukuran_id) & (UkuranWarga.node == node.code))
        if ukuran is None:
            return False
        ukuran.delete_instance()
        kata = f"{UKURAN[ukuran.nama].judul if ukuran.nama in UKURAN else ukuran.nama}: {ukuran.nilai}"
        catat_jejak(node.engine, operator, "hapus", "ukuran", ukuran_id, node.code, label=kata)
        return True


def riwayat(node, siapa: Sequence[str]) -> list[Catatan]:
    """What is known of these people and families over time, the latest first; what the list says now with it."""
    chosen, params = node.engine.ids([satu for satu in siapa if satu])
    semua = [
        Catatan(nama, nilai, katalog.hari(per), sumber, oleh, id, penulis)
        for id, penulis, nama, nilai, per, sumber, oleh in node.engine.run(
            f"SELECT id, node, nama, nilai, per_tanggal, sumber, oleh FROM sb_ukuran WHERE subjek IN ({chosen})", params
        )
    ]
    ada = {(satu.nama, satu.per_tanggal) for satu in semua}
    for nilai, per, sumber in node.engine.run(
        "SELECT t.desil, t.per_tanggal, t.sumber FROM sb_ikut i JOIN sb_penetapan t ON t.id = i.sumber"
        f" WHERE i.program = ? AND i.ke = 0 AND t.desil IS NOT NULL AND COALESCE(i.keluarga, i.orang) IN ({chosen})",
        (DTSEN, *params),
    ):
        if ("desil", katalog.hari(per)) not in ada:
            semua.append(Catatan("desil", nilai, katalog.hari(per), sumber, DARI_DAFTAR))
    return sorted(semua, key=lambda satu: (satu.per_tanggal, satu.nama, satu.id), reverse=True)


def diterima(node, siapa: Sequence[str]) -> list[tuple[int, int]]:
    """(year, rupiah) these people and families were paid, the latest year first."""
    chosen, params = node.engine.ids([satu for satu in siapa if satu])
    per_hari = salur_uang.per(
        node.engine,
        "CAST(s.tgl AS TEXT)",
        "JOIN sb_ikut i ON i.sumber = b.untuk_id AND i.ke = 0",
        f"COALESCE(i.keluarga, i.orang) IN ({chosen})",
        params,
    )
    per: Counter[int] = Counter()
    for hari, nilai in per_hari.items():
        per[int(hari[:4])] += nilai
    return sorted(per.items(), reverse=True)


# ---- the list's own desil


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Keep each change of desil this node's own list brings, as a measure; one a withdrawn list brought goes again."""
    if type_name not in ("penetapan", "penduduk"):
        return
    chosen, params = node.engine.ids(ids)
    pilih = f"i.penduduk IN ({chosen})" if type_name == "penduduk" else f"t.id IN ({chosen})"
    rows = node.engine.run(
        "SELECT t.id, t.wilayah, t.desil, t.per_tanggal, t.sumber, COALESCE(i.keluarga, i.orang) FROM sb_penetapan t"
        f" JOIN sb_ikut i ON i.sumber = t.id AND i.ke = 0 WHERE t.node = ? AND t.program = ? AND {pilih}",
        (node.code, DTSEN, *params),
    )
    rows = [satu for satu in rows if satu[2] is not None and satu[5]]
    if not rows:
        return
    ada = _tercatat(node, [satu[5] for satu in rows])
    usang = [
        id for _, _, _, per, _, siapa in rows for hari, _, id in ada.get(siapa, ()) if hari > str(per)[:10]
    ]  # fmt: skip
    _buang(node, usang)
    baru = [satu for satu in rows if _berubah(ada.get(satu[5], ()), satu[2], str(satu[3])[:10])]
    _tulis(node, baru)


def lupakan(node, ids: Sequence[str]) -> None:
    """Take back the measures these lines of a list brought, before the lines themselves go."""
    chosen, params = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT id, per_tanggal FROM sb_penetapan WHERE node = ? AND program = ? AND id IN ({chosen})",
        (node.code, DTSEN, *params),
    )
    _buang(node, [derived_id("ukuran", id, str(per)[:10]) for id, per in rows])


def _tercatat(node, siapa: Sequence[str]) -> dict[str, list[tuple[str, int, str]]]:
    """Whose -> (day, desil, id) of what this node kept of the list, by day."""
    chosen, params = node.engine.ids(siapa)
    hasil: dict[str, list] = {}
    for satu, per, nilai, id in node.engine.run(
        "SELECT subjek, per_tanggal, nilai, id FROM sb_ukuran WHERE nama = 'desil' AND node = ? AND oleh = ?"
        f" AND subjek IN ({chosen}) ORDER BY per_tanggal, id",
        (node.code, DARI_DAFTAR, *params),
    ):
        hasil.setdefault(satu, []).append((str(per)[:10], nilai, id))
    return hasil


def _berubah(ada: Sequence[tuple[str, int, str]], desil: int, per: str) -> bool:
    sebelum = [nilai for hari, nilai, _ in ada if hari <= per]
    return not sebelum or sebelum[-1] != desil


def _buang(node, ids: Sequence[str]) -> None:
    if ids:
        chosen, params = node.engine.ids(sorted(set(ids)))
        node.engine.run(f"DELETE FROM sb_ukuran WHERE id IN ({chosen})", params)


def _tulis(node, rows: Sequence[tuple]) -> None:
    kolom = ("id", "node", "wilayah", "subjek", "nama", "nilai", "per_tanggal", "sumber", "oleh")
    isi = {
        derived_id("ukuran", id, str(per)[:10]): (wilayah, siapa, desil, str(per)[:10], sumber)
        for id, wilayah, desil, per, sumber, siapa in rows
    }
    node.engine.upsert(
        "sb_ukuran", kolom, "id",
        [(id, node.code, wilayah, siapa, "desil", desil, per, sumber, DARI_DAFTAR)
         for id, (wilayah, siapa, desil, per, sumber) in isi.items()],
    )  # fmt: skip
