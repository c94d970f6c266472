"""Above the villages: a death, a birth or an arrival that was registered here waits at its village."""

from collections.abc import Mapping, Sequence
from datetime import date

from ... import jejak
from ...domain import lampid
from ...domain.ids import new_id
from ...domain.peran import Operator
from ...domain.wilayah import is_code, level, within
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import isian
from .hari import hari_ini
from .masuk_baca import Masuk, baca
from .masuk_orang import muat, orang_dari
from .masuk_teks import teks
from .tables import DICABUT, DITOLAK, MENUNGGU

TERDAFTAR = (lampid.MATI, lampid.LAHIR, lampid.DATANG)
"""What people register above their village."""


def daftarkan(
    node,
    operator: Operator,
    desa: str,
    jenis: str,
    *,
    tgl_peristiwa: date | str | None,
    tgl_lapor: date | str | None = None,
    penduduk_id: str | None = None,
    keluarga_id: str | None = None,
    orang: Sequence[Mapping] = (),
    keluarga: Mapping | None = None,
    rincian: Mapping | None = None,
    lawan_wilayah: str | None = None,
    keterangan: str | None = None,
    id: str | None = None,
) -> Masuk:
    """Send an event to a village of this area, where it waits to be taken. Raises ``DataDitolak``.

    A death names its resident (``penduduk_id``), a birth its child and family, an arrival those who come.
    ``rincian``: further columns of the event. ``id``: that of the form, so that sending it twice sends once.
    """
    id = id or new_id()
    with rekam.transaksi(node):
        if dulu := baca(node, id):
            return dulu
        isi = {"tgl_peristiwa": isian.hari(tgl_peristiwa), "tgl_lapor": isian.hari(tgl_lapor) or hari_ini()}
        isi |= {"lawan_wilayah": lawan_wilayah or None} | rapikan(node.catalog["mutasi"], rincian or {})
        if jenis == lampid.DATANG and is_code(lawan_wilayah or ""):
            isi["cakupan"] = isian.cakupan(desa, lawan_wilayah, isi.get("cakupan"))
        if jenis == lampid.LAHIR:
            orang = [dict(satu) | {"tanggal_lahir": isi["tgl_peristiwa"]} for satu in orang]
        semua, kartu = _siapa(node, desa, jenis, penduduk_id, keluarga_id, orang, keluarga)
        salah = _salah(node, desa, jenis, isi, semua, penduduk_id, keluarga_id)
        if salah:
            raise DataDitolak(salah)
        _tulis(node, operator, id, desa, jenis, isi, semua, kartu, keterangan)
        satu = baca(node, id)
        jejak.catat(node.engine, operator, "kirim_masuk", "mutasi_masuk", id, desa, label=satu.nama,
                    catatan=lampid.PERISTIWA[jenis])  # fmt: skip
        return satu


def _siapa(node, desa, jenis, penduduk_id, keluarga_id, orang, keluarga) -> tuple[list[dict], dict]:
    """Those it is about, and the card as far as it is known."""
    if jenis == lampid.MATI:
        return orang_dari(node, desa, penduduk_id), {}
    semua = [{"orang_id": new_id()} | _bersih(node, satu) for satu in orang]
    if jenis == lampid.LAHIR:
        row = node.engine.one("SELECT no_kk FROM sb_keluarga WHERE id = ? AND wilayah = ?", (keluarga_id, desa))
        return semua, {"id": keluarga_id, "no_kk": row and row[0]}
    return muat(semua), dict(keluarga or {})


def _bersih(node, orang: Mapping) -> dict:
    isi = rapikan(node.catalog["penduduk"], orang)
    return {nama: rekam.sebagai_teks(nilai) for nama, nilai in isi.items() if nilai is not None}


def _salah(node, desa, jenis, isi: dict, semua, penduduk_id, keluarga_id) -> list[Kesalahan]:
    salah = isian.salah(node, jenis, isi)
    if not (is_code(desa) and level(desa) == "desa" and within(desa, node.code)):
        salah.append(Kesalahan("wajib_diisi", "wilayah"))
    if not semua:
        salah.append(Kesalahan("belum_ada_orang", "penduduk_id" if jenis == lampid.MATI else "nama"))
    if jenis == lampid.LAHIR and not _ada_keluarga(node, desa, keluarga_id):
        salah.append(Kesalahan("wajib_diisi", "keluarga_id"))
    if jenis != lampid.MATI:
        for ke, satu in enumerate(semua):
            salah += [temuan.pada(str(ke)) for temuan in _salah_orang(node, satu)]
    return salah


def _ada_keluarga(node, desa: str, keluarga_id: str | None) -> bool:
    return bool(node.engine.one("SELECT 1 FROM sb_keluarga WHERE id = ? AND wilayah = ?", (keluarga_id, desa)))


def _salah_orang(node, satu: Mapping) -> list[Kesalahan]:
    """What the village could not store either."""
    return salah_kolom(node.catalog["penduduk"], {"keadaan_nik": 1} | dict(satu), None)


def _tulis(node, operator, id, desa, jenis, isi, semua, kartu, keterangan) -> None:
    kolom = {"tgl_peristiwa": isi.pop("tgl_peristiwa"), "tgl_lapor": isi.pop("tgl_lapor"),
             "lawan_wilayah": isi.pop("lawan_wilayah")}  # fmt: skip
    kolom |= {"keluarga": teks(kartu), "orang": teks(semua), "rincian": teks(isi)}
    kolom |= {"keterangan": keterangan or None, "oleh": operator.nama[:100]}
    nama = ("id", "node", "wilayah", "jenis", "keadaan", "pada", *kolom)
    node.engine.run(
        f"INSERT INTO sb_mutasi_masuk ({', '.join(nama)}) VALUES ({', '.join('?' * len(nama))})",
        (id, node.code, desa, jenis, MENUNGGU, now(), *kolom.values()),
    )


def cabut(node, operator: Operator, id: str) -> Masuk:
    """Withdraw what was registered here and still waits. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        satu = baca(node, id)
        if satu is None or satu.node != node.code or satu.mutasi_id or satu.letak not in (MENUNGGU, DITOLAK):
            raise DataDitolak([Kesalahan("masuk_tidak_menunggu")])
        node.engine.run("UPDATE sb_mutasi_masuk SET keadaan = ? WHERE id = ?", (DICABUT, id))
        jejak.catat(node.engine, operator, "cabut_masuk", "mutasi_masuk", id, satu.wilayah, label=satu.nama)
        return baca(node, id)
