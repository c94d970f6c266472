"""At the village: each proposal beside what is recorded, taken or declined, singly or many at once.

What a proposal says otherwise is read afresh each time: what the village has mended meanwhile is no
difference any more. Nothing is changed by a proposal itself.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ... import jejak
from ...domain import kode
from ...domain.ids import derived_id, is_id
from ...domain.peran import Operator
from ...sync.fields import DayField
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.actions import simpan_penduduk
from ..kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ..kependudukan.tables import Keluarga, Lingkungan, Penduduk
from . import usulan_urung
from .isian import hari
from .tables import DITERIMA, DITOLAK, MENUNGGU, Tanggapan
from .usulan_cocok import DAPAT_DIUSULKAN, KARTU, beda

ALASAN_TOLAK = (
    "Data desa yang benar",
    "Sumbernya sudah lama",
    "Bukan warga desa ini",
    "Orangnya sudah pindah atau meninggal",
    "Orang yang berbeda",
)
"""Why proposals are declined, as villages say it; an own sentence can be written instead."""


@dataclass(frozen=True)
class Usulan:
    """One proposal that waits. ``beda``: (column, recorded, proposed); ``orang``: the resident, for a new one None."""

    id: str
    paket: str
    untuk_id: str | None
    nik: str | None
    nama: str
    isi: dict
    sumber: str
    tanggal_data: str | None
    node: str
    oleh: str
    pada: str
    orang: dict | None = None
    beda: tuple = ()
    versi: int | None = None

    @property
    def baru(self) -> bool:
        return self.untuk_id is None

    @property
    def hilang(self) -> bool:
        """Whether the resident it is about is not here (any more)."""
        return self.untuk_id is not None and self.orang is None

    @property
    def sudah_sama(self) -> bool:
        return not self.beda and not self.hilang


@dataclass(frozen=True)
class Saringan:
    """Which of the waiting proposals are meant."""

    paket: str = ""
    kolom: str = ""
    jenis: str = ""
    """``baru`` or ``ubah``."""
    tanpa_nik: bool = False
    """Only residents who have no NIK here."""
    nama: str = ""

    def alamat(self) -> dict[str, str]:
        """The filter as address parameters; what is not filtered by is left out."""
        isi = {"paket": self.paket, "kolom": self.kolom, "jenis": self.jenis, "tanpa_nik": "1" if self.tanpa_nik else "",
               "nama": self.nama}  # fmt: skip
        return {nama: nilai for nama, nilai in isi.items() if nilai}

    def dengan(self, **ganti) -> "Saringan":
        return replace(self, **ganti)

    def cocok(self, satu: Usulan) -> bool:
        return (
            (not self.paket or satu.paket == self.paket)
            and (not self.jenis or (self.jenis == "baru") is satu.baru)
            and (not self.kolom or any(nama == self.kolom for nama, *_ in satu.beda))
            and (not self.tanpa_nik or bool(satu.orang and not satu.orang["nik"]))
            and (not self.nama or self.nama.casefold() in satu.nama.casefold())
        )


def menunggu(node, ids: Sequence[str] | None = None) -> list[Usulan]:
    """The proposals of this village that nobody answered, each beside the resident as he is now; the latest parcel first."""
    pilih, nilai = node.engine.ids([satu for satu in ids or [] if is_id(satu)])
    syarat = f" AND u.id IN ({pilih})" if ids is not None else ""
    rows = node.engine.run(
        "SELECT u.id, u.paket, u.untuk_id, u.nik, u.nama, u.isi, u.sumber, CAST(u.tanggal_data AS TEXT), u.node, u.oleh, u.pada"
        " FROM sb_usulan_data u LEFT JOIN sb_tanggapan t ON t.untuk_id = u.id"
        f" WHERE u.wilayah = ? AND u.keadaan = ? AND t.id IS NULL{syarat} ORDER BY u.pada DESC, u.paket, u.nama, u.id",
        (node.code, MENUNGGU, *(nilai if ids is not None else ())),
    )
    orang, versi = _orang(node, [row[2] for row in rows if row[2]])
    return [_usulan(row, orang.get(row[2]), versi.get(row[2])) for row in rows]


def jumlah_menunggu(node) -> int:
    """How many proposals of this village nobody answered."""
    return node.engine.value(
        "SELECT count(*) FROM sb_usulan_data u WHERE u.wilayah = ? AND u.keadaan = ?"
        " AND NOT EXISTS (SELECT 1 FROM sb_tanggapan t WHERE t.untuk_id = u.id)",
        (node.code, MENUNGGU),
    )


def _orang(node, ids: Sequence[str]) -> tuple[dict[str, dict], dict[str, int]]:
    kolom = [satu for satu in node.catalog["penduduk"].columns if satu.name in (*DAPAT_DIUSULKAN, "status_dasar")]
    nama = [satu.name for satu in kolom]
    pilih, nilai = node.engine.ids(ids)
    rows = node.engine.run(
        f"SELECT t.id, {node.engine.select_list(kolom, 't')} FROM sb_penduduk t WHERE t.wilayah = ? AND t.id IN ({pilih})",
        (node.code, *nilai),
    )
    return {id: dict(zip(nama, isi, strict=True)) for id, *isi in rows}, rekam.versi_banyak(node, ids)


def _usulan(row: Sequence, orang: dict | None, versi: int | None) -> Usulan:
    isi = json.loads(row[5])
    if row[2] is None:
        beda_ini = [(nama, None, nilai) for nama, nilai in isi.items() if nama in (*DAPAT_DIUSULKAN, *KARTU)]
    else:
        beda_ini = beda(isi, orang) if orang else []
    return Usulan(*row[:5], isi, *row[6:], orang, tuple(beda_ini), versi)


# ---- taking


def terima(node, operator: Operator, id: str, kolom: Iterable[str] | None = None) -> str:
    """Take a proposal, or only these columns of it; the resident's id. Raises ``DataDitolak``.

    While columns are left over the proposal goes on waiting with those. The record keeps where it came from.
    """
    with rekam.transaksi(node):
        satu = _satu(node, id)
        if satu.hilang:
            raise DataDitolak([Kesalahan("usulan_orang_hilang")])
        if satu.baru:
            penduduk_id, sisa, isi = _orang_baru(node, operator, satu), False, {}
        else:
            dipilih = {nama for nama, *_ in satu.beda} & (set(kolom) if kolom is not None else set(DAPAT_DIUSULKAN))
            isi = {nama: _nilai(nama, baru) for nama, _, baru in satu.beda if nama in dipilih}
            _tetap_berkepala(satu, isi)
            if isi:
                sebelum = rekam.nilai(Penduduk.get_by_id(satu.untuk_id))
                sesudah = rekam.nilai(
                    simpan_penduduk(node, operator, isi | {"sumber": satu.sumber}, satu.untuk_id, satu.versi)
                )
                _catat_ubahan(node, operator, satu, sebelum, sesudah)
            penduduk_id, sisa = satu.untuk_id, len(dipilih) < len(satu.beda)
        if not sisa:
            _jawab(node, operator, satu, DITERIMA, hasil_id=penduduk_id, tercatat=bool(isi))
        return penduduk_id


def _tetap_berkepala(satu: Usulan, isi: Mapping) -> None:
    """No proposal takes a family its head, as no screen does: another head is an event, which names him."""
    kini, usul = satu.orang["hubungan_keluarga"], isi.get("hubungan_keluarga")
    if usul not in (None, kini) and kini == kode.KEPALA_KELUARGA:
        raise DataDitolak([Kesalahan("usulan_kepala_berhenti", "hubungan_keluarga", isi={"nama": satu.orang["nama"]})])


def _catat_ubahan(node, operator: Operator, satu: Usulan, sebelum: Mapping, sesudah: Mapping) -> None:
    """Keep both values of what a taking changed, so that it can be undone (``usulan_urung``)."""
    teks = [{nama: rekam.sebagai_teks(nilai) for nama, nilai in isi.items()} for isi in (sebelum, sesudah)]
    jejak.catat(node.engine, operator, usulan_urung.TERIMA, "usulan_data", usulan_urung.tanggapan_id(satu.id), node.code,
                label=satu.nama, sebelum=teks[0], sesudah=teks[1], catatan=satu.sumber)  # fmt: skip


def tolak(node, operator: Operator, id: str, alasan: str) -> Tanggapan:
    """Decline a proposal and say why. Raises ``DataDitolak``."""
    alasan = " ".join(alasan.split())
    if not 0 < len(alasan) <= 200:
        raise DataDitolak([Kesalahan("terlalu_panjang" if alasan else "wajib_diisi", "alasan")])
    with rekam.transaksi(node):
        return _jawab(node, operator, _satu(node, id), DITOLAK, alasan)


def _satu(node, id: str) -> Usulan:
    ada = menunggu(node, [id])
    if not ada:
        raise DataDitolak([Kesalahan("usulan_tidak_menunggu")])
    return ada[0]


def _nilai(nama: str, nilai):
    """A proposed value as the column holds it; a day that is none stays as it is, to be refused by name."""
    return hari(nilai) if isinstance(Penduduk._meta.columns[nama], DayField) else nilai


def _orang_baru(node, operator: Operator, satu: Usulan) -> str:
    """Make the resident a proposal tells of, in the family with its No KK, which is made where there is none."""
    isi = {nama: _nilai(nama, nilai) for nama, nilai in satu.isi.items() if nama in DAPAT_DIUSULKAN}
    keluarga_id = _keluarga(node, operator, satu)
    if keluarga_id is None:
        isi.pop("hubungan_keluarga", None)
    isi |= {"sumber": satu.sumber, "keluarga_id": keluarga_id}
    return simpan_penduduk(node, operator, isi, derived_id("penduduk", "usulan", satu.id)).id


def _keluarga(node, operator: Operator, satu: Usulan) -> str | None:
    no_kk = satu.isi.get("no_kk")
    if not no_kk:
        return None
    ada = Keluarga.get_or_none((Keluarga.no_kk == no_kk) & (Keluarga.wilayah == node.code))
    if ada is None:
        isi = {
            "no_kk": no_kk,
            "alamat": satu.isi.get("alamat"),
            "lingkungan_id": _tempat(node, satu.isi),
            "sumber": satu.sumber,
        }
        ada = rekam.tambah(node.catalog["keluarga"], derived_id("keluarga", "usulan", node.code, no_kk), node.code, isi)
        rekam.jejak(node, operator, "tambah", "keluarga", ada, str(ada))
    return ada.id


def _tempat(node, isi: Mapping) -> str | None:
    """The place of this village that is named so; a place is never made by a proposal."""
    dusun, rw, rt = (str(isi.get(nama) or "") for nama in ("dusun", "rw", "rt"))
    if not dusun:
        return None
    semua = Lingkungan.select().where(Lingkungan.wilayah == node.code, Lingkungan.rw == rw, Lingkungan.rt == rt)
    return next((satu.id for satu in semua if satu.dusun.casefold() == dusun.casefold()), None)


def _jawab(
    node, operator, satu: Usulan, keputusan: str, alasan: str | None = None, hasil_id: str | None = None, tercatat=False
) -> Tanggapan:
    isi = {"untuk_jenis": "usulan_data", "untuk_id": satu.id, "keputusan": keputusan, "alasan": alasan,
           "hasil_id": hasil_id, "oleh": operator.nama[:100], "pada": now()}  # fmt: skip
    baris = rekam.tambah(node.catalog["tanggapan"], usulan_urung.tanggapan_id(satu.id), node.code, isi)
    aksi = "terima_usulan" if keputusan == DITERIMA else "tolak_usulan"
    if not tercatat:
        rekam.jejak(node, operator, aksi, "usulan_data", baris, satu.nama, catatan=alasan or satu.sumber)
    return baris


# ---- many at once


@dataclass
class Hasil:
    """What became of many: how many were answered, and (name, why) of those that could not be."""

    selesai: int = 0
    gagal: list[tuple[str, str]] = field(default_factory=list)


def jawab_banyak(
    node, operator: Operator, ids: Sequence[str], alasan: str | None = None, kolom: str | None = None
) -> Hasil:
    """Take these (or only one column of each), or decline them for ``alasan``; one that fails hurts no other."""
    hasil = Hasil()
    for satu in menunggu(node, list(ids)):
        try:
            with node.engine.transaction():
                if alasan:
                    tolak(node, operator, satu.id, alasan)
                else:
                    terima(node, operator, satu.id, [kolom] if kolom else None)
            hasil.selesai += 1
        except (DataDitolak, SudahBerubah) as salah:
            hasil.gagal.append((satu.nama, _kata(salah)))
    return hasil


def _kata(salah: Exception) -> str:
    if isinstance(salah, DataDitolak):
        return " ".join(f"{satu.judul}. {satu.saran}" for satu in salah.kesalahan)
    return "Datanya baru saja diubah. Periksa lagi."
