"""Statements: who declared what about whom, when; whoever declares what is not so answers for it, so it is kept."""

from collections.abc import Mapping
from datetime import date

from ...domain.ids import new_id
from ...domain.peran import Operator
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .tables_usulan import Pernyataan

UNTUK = ("usulan_bantuan", "musdes", "putaran", "penerima")
"""Record types a statement may be about."""
ISI = ("jenis", "nama", "jabatan", "nomor_sk", "isi", "tgl_pernyataan")
RELAWAN = "relawan"


def catat(
    node, operator: Operator, isi: Mapping, untuk: tuple[str, str] | None = None, id: str | None = None
) -> Pernyataan:
    """Keep what somebody declared about ``untuk`` (type, id) of this village. The same ``id`` twice is one statement.

    A volunteer is named with the decree that appointed him. Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        tipe = node.catalog["pernyataan"]
        if id and (dulu := rekam.ambil(tipe, id, node.code)):
            return dulu
        bersih = rapikan(tipe, {nama: isi.get(nama) for nama in ISI})
        if salah := [*_salah(tipe, bersih), *_salah_untuk(node, untuk)]:
            raise DataDitolak(salah)
        bersih |= {"untuk_jenis": untuk and untuk[0], "untuk_id": untuk and untuk[1]}
        baris = rekam.tambah(tipe, id or new_id(), node.code, bersih | {"oleh": operator.nama[:100], "pada": now()})
        rekam.jejak(node, operator, "tambah", "pernyataan", baris, f"{baris.nama}, {baris.jenis}")
        return baris


def _salah(tipe, bersih: dict) -> list[Kesalahan]:
    salah = salah_kolom(tipe, bersih | {"oleh": "-", "pada": now()}, None)
    if bersih["jenis"] == RELAWAN and not bersih["nomor_sk"]:
        salah.append(Kesalahan("pernyataan_tanpa_sk", "nomor_sk"))
    if bersih["tgl_pernyataan"] and bersih["tgl_pernyataan"] > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "tgl_pernyataan"))
    return salah


def _salah_untuk(node, untuk: tuple[str, str] | None) -> list[Kesalahan]:
    if untuk is None:
        return []
    model = node.catalog[untuk[0]].model if untuk[0] in UNTUK else None
    if model is not None and model.get_or_none(model.id == untuk[1]):
        return []
    return [Kesalahan("rekam_tidak_ada", isi={"jenis": untuk[0].replace("_", " ")})]


def daftar(untuk_id: str, wilayah: str) -> list[Pernyataan]:
    """What was declared in a village about a record of its own, the latest first."""
    pilih = Pernyataan.select().where(Pernyataan.untuk_id == untuk_id, Pernyataan.wilayah == wilayah)
    return list(pilih.order_by(Pernyataan.tgl_pernyataan.desc(), Pernyataan.id.desc()))
