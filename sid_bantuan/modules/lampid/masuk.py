"""At the village: what waits from above is recorded as an event with one click, or declined with a reason.

The id of the event follows from what it was taken from, so that two clicks, or a click and the
village's own automatic, record it once.
"""

import logging
from collections.abc import Mapping, Sequence

from ...domain import kode, lampid
from ...domain.ids import derived_id
from ...domain.peran import Operator
from ...domain.wilayah import level
from ...domain.wilayah_nama import nama_pendek
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ..kependudukan.tables import Keluarga
from . import catat, setelan
from .isian import OTOMATIS, hari
from .masuk_baca import Masuk, baca, baca_banyak
from .masuk_sini import bayi_di_sini, orang_di_sini, pendatang, sebagai_penduduk
from .tables import BATAL, DICABUT, DITERIMA, DITOLAK, MENUNGGU, Mutasi, Tanggapan

log = logging.getLogger("sid_bantuan.masuk")
SENDIRI = Operator("otomatis", "Diterapkan otomatis", frozenset(), "")
"""Who records what the village lets be recorded by itself."""


def terapkan_masuk(node, operator: Operator, masuk_id: str, pilihan: Mapping | None = None) -> Mutasi:
    """Record what waits under this id as an event of this village; a second time finds the first.

    ``pilihan``: ``isi`` (columns of the event that differ from what was sent), ``keluarga_id`` or
    ``kartu`` for those who come, ``hubungan`` (person -> relation), ``penduduk_id`` for a death whose
    resident is not clear, ``kepala_baru`` and ``hubungan_tinggal`` for those who stay.
    Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        satu = _baca(node, masuk_id)
        if satu.letak == DITERIMA and (sudah := Mutasi.get_or_none(Mutasi.id == satu.hasil_id)):
            return sudah
        if satu.letak not in (MENUNGGU, DITOLAK) or satu.kabar:
            raise DataDitolak([Kesalahan("masuk_tidak_menunggu")])
        if not satu.orang:
            raise DataDitolak([Kesalahan("masuk_tanpa_orang")])
        mutasi = _CATAT[satu.jenis](node, operator, satu, dict(pilihan or {}), _id_peristiwa(node, masuk_id))
        _jawab(node, operator, satu, DITERIMA, hasil_id=mutasi.id)
        return mutasi


def tolak(node, operator: Operator, masuk_id: str, alasan: str) -> Tanggapan:
    """Decline what waits, and say why; it can still be taken afterwards. Raises ``DataDitolak``."""
    alasan = " ".join(alasan.split())
    if not 0 < len(alasan) <= 200:
        raise DataDitolak([Kesalahan("terlalu_panjang" if alasan else "wajib_diisi", "alasan")])
    with rekam.transaksi(node):
        satu = _baca(node, masuk_id)
        if satu.letak not in (MENUNGGU, DITOLAK) or satu.kabar:
            raise DataDitolak([Kesalahan("masuk_tidak_menunggu")])
        return _jawab(node, operator, satu, DITOLAK, alasan)


def tandai_tercatat(node, operator: Operator, masuk_id: str) -> Tanggapan:
    """Say that what waits is recorded here already: news is read, people who come are residents, the dead are dead."""
    with rekam.transaksi(node):
        satu = _baca(node, masuk_id)
        if satu.kabar:
            return _jawab(node, operator, satu, DITERIMA, satu.rincian.get("kabar"))
        sudah = sudah_tercatat(node, satu)
        if satu.letak == DICABUT or sudah is None:
            raise DataDitolak([Kesalahan("masuk_belum_tercatat")])
        return _jawab(node, operator, satu, DITERIMA, "Sudah tercatat di desa", hasil_id=sudah)


def sudah_tercatat(node, satu: Masuk) -> str | None:
    """A resident here who shows that what waits is done already; None where something is still to be recorded."""
    if not satu.orang:
        return None
    if satu.jenis == lampid.LAHIR:
        bayi = bayi_di_sini(node, satu.orang[0], keluarga_bayi(node, satu))
        return bayi and bayi.id
    di_sini = orang_di_sini(node, satu.orang)
    if len(di_sini) < len(satu.orang):
        return None
    hidup = satu.jenis == lampid.DATANG
    if any((orang.status_dasar == kode.HIDUP) is not hidup for orang in di_sini.values()):
        return None
    return next(iter(di_sini.values())).id


def halangan(node, masuk_id: str, pilihan: Mapping | None = None) -> Sequence[Kesalahan]:
    """Why it could not be recorded as it stands; tried and taken back, so nothing is guessed."""
    try:
        with node.engine.transaction():
            terapkan_masuk(node, SENDIRI, masuk_id, pilihan)
            raise _Cukup
    except _Cukup:
        return ()
    except DataDitolak as ditolak:
        return ditolak.kesalahan


class _Cukup(Exception):
    """It would have worked."""


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Where the village has it so: record what came from above by itself, each in a transaction of its own."""
    if type_name == "mutasi_masuk" and level(node.code) == "desa" and setelan.sekarang.mutasi_masuk == setelan.OTOMATIS:
        pilih, nilai = node.engine.ids(ids)
        terapkan_semua(node, SENDIRI, baca_banyak(node, f"s.wilayah = ? AND s.id IN ({pilih})", (node.code, *nilai)))


def terapkan_semua(node, operator: Operator, semua: Sequence[Masuk]) -> int:
    """Record whatever of these can be recorded as it stands; how many. What cannot is left for a person."""
    return sum(_coba(node, operator, satu.id) for satu in semua if satu.letak == MENUNGGU and not satu.kabar)


def _coba(node, operator: Operator, masuk_id: str) -> bool:
    try:
        with node.engine.transaction():
            terapkan_masuk(node, operator, masuk_id)
    except (DataDitolak, SudahBerubah):
        return False  # the page tells why, and offers the choice that is missing
    except Exception:
        log.exception("Kiriman %s belum dapat diterapkan; menunggu operator", masuk_id)
        return False
    return True


# ---- each kind by the function that records it


def _datang(node, operator, satu: Masuk, pilihan: dict, id: str) -> Mutasi:
    anggota = pendatang(node, satu, sumber(satu), pilihan.get("hubungan"))
    kartu = None if pilihan.get("keluarga_id") else {**_kartu(satu), **(pilihan.get("kartu") or {})}
    return catat.catat_datang(node, operator, _isi(node, satu, pilihan), anggota, kartu, pilihan.get("keluarga_id"), id)


def _kartu(satu: Masuk) -> dict:
    """The card as it was sent: a place of the other village means nothing here."""
    return {nama: satu.keluarga[nama] for nama in ("no_kk", "alamat") if satu.keluarga.get(nama)}


def _lahir(node, operator, satu: Masuk, pilihan: dict, id: str) -> Mutasi:
    keluarga_id = keluarga_bayi(node, satu, pilihan)
    if keluarga_id is None:
        raise DataDitolak([Kesalahan("masuk_keluarga_tidak_ada", "keluarga_id")])
    bayi = satu.orang[0]
    if bayi_di_sini(node, bayi, keluarga_id):
        raise DataDitolak([Kesalahan("masuk_sudah_tercatat", isi={"nama": satu.nama})])
    isi = _isi(node, satu, pilihan, satu.tgl_lapor)
    anak = {nama: nilai for nama, nilai in sebagai_penduduk(node, bayi).items() if nama != "kunci"}
    return catat.catat_kelahiran(node, operator, isi, anak | {"sumber": sumber(satu)}, keluarga_id, id)


def keluarga_bayi(node, satu: Masuk, pilihan: Mapping | None = None) -> str | None:
    """The family of a child registered above: the chosen one, the one that was sent, or the one with its No KK."""
    calon = (pilihan or {}).get("keluarga_id") or satu.keluarga.get("id", "")
    ada = Keluarga.get_or_none((Keluarga.id == calon) & (Keluarga.wilayah == node.code))
    if ada is None and satu.keluarga.get("no_kk"):
        ada = Keluarga.get_or_none((Keluarga.no_kk == satu.keluarga["no_kk"]) & (Keluarga.wilayah == node.code))
    return ada and ada.id


def _mati(node, operator, satu: Masuk, pilihan: dict, id: str) -> Mutasi:
    penduduk_id = pilihan.get("penduduk_id") or _satu_orang(node, satu)
    isi = _isi(node, satu, pilihan, satu.tgl_lapor)
    return catat.catat_kematian(node, operator, isi, penduduk_id, *_tinggal(pilihan), id)


def _pindah(node, operator, satu: Masuk, pilihan: dict, id: str) -> Mutasi:
    di_sini = orang_di_sini(node, satu.orang)
    pergi = [orang.id for orang in di_sini.values() if orang.status_dasar == kode.HIDUP]
    if not pergi:
        raise DataDitolak([Kesalahan("masuk_orang_tidak_ada", "penduduk_ids", isi={"nama": satu.nama})])
    return catat.catat_pindah(node, operator, _isi(node, satu, pilihan), pergi, *_tinggal(pilihan), None, id)


_CATAT = {lampid.DATANG: _datang, lampid.LAHIR: _lahir, lampid.MATI: _mati, lampid.PINDAH: _pindah}


def _tinggal(pilihan: Mapping) -> tuple:
    return pilihan.get("kepala_baru"), pilihan.get("hubungan_tinggal")


def _satu_orang(node, satu: Masuk) -> str:
    di_sini = list(orang_di_sini(node, satu.orang).values())
    if len(di_sini) != 1:
        raise DataDitolak([Kesalahan("masuk_orang_tidak_ada", "penduduk_id", isi={"nama": satu.nama})])
    return di_sini[0].id


def _isi(node, satu: Masuk, pilihan: Mapping, tgl_lapor: str | None = None) -> dict:
    """The columns of the event: as sent, then as chosen here. A move counts when this village records it."""
    boleh = {kolom.name for kolom in node.catalog["mutasi"].columns} - OTOMATIS
    isi = {nama: nilai for nama, nilai in satu.rincian.items() if nama in boleh}
    isi |= {
        "tgl_peristiwa": hari(satu.tgl_peristiwa),
        "lawan_wilayah": satu.lawan_wilayah,
        "keterangan": satu.keterangan,
    }
    isi |= {"tgl_lapor": hari(tgl_lapor)} if tgl_lapor else {}
    isi |= {nama: nilai for nama, nilai in (pilihan.get("isi") or {}).items() if nama in boleh}
    return isi | {"masuk_id": satu.id, "sumber": sumber(satu)}


def sumber(satu: Masuk) -> str:
    """Where an event or a resident came from, as his record says it."""
    asal = f", pindahan {nama_pendek(satu.lawan_wilayah)}" if satu.lawan_wilayah and satu.jenis == lampid.DATANG else ""
    return f"Dari {nama_pendek(satu.node)}{asal}"[:120]


# ---- the answer


def _baca(node, masuk_id: str) -> Masuk:
    satu = baca(node, masuk_id)
    if satu is None or satu.wilayah != node.code:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "kiriman"})])
    return satu


def _id_peristiwa(node, masuk_id: str) -> str:
    """The event's id; where an earlier one was cancelled, the next."""
    batal = node.engine.value(
        "SELECT count(*) FROM sb_mutasi WHERE masuk_id = ? AND wilayah = ? AND keadaan = ?",
        (masuk_id, node.code, BATAL),
    )
    return derived_id("mutasi", masuk_id, *([str(batal)] if batal else []))


def _jawab(
    node, operator, satu: Masuk, keputusan: str, alasan: str | None = None, hasil_id: str | None = None
) -> Tanggapan:
    isi = {"untuk_jenis": "mutasi_masuk", "untuk_id": satu.id, "keputusan": keputusan, "alasan": alasan,
           "hasil_id": hasil_id, "oleh": operator.nama[:100], "pada": now()}  # fmt: skip
    jenis, id = node.catalog["tanggapan"], derived_id("tanggapan", satu.id)
    lama = rekam.ambil(jenis, id, node.code)
    baris = lama or rekam.tambah(jenis, id, node.code, isi)
    if lama:
        rekam.ubah(lama, isi)
    aksi = "terima_masuk" if keputusan == DITERIMA else "tolak_masuk"
    rekam.jejak(node, operator, aksi, "mutasi_masuk", baris, satu.nama, catatan=alasan)
    return baris
