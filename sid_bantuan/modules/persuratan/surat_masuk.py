"""The agenda of letters the office received: numbered by itself through the year, as they come."""

from collections.abc import Mapping
from datetime import date

from ...domain.ids import new_id
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.actions import rapikan, salah_kolom
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from .tables import SuratMasuk

PALING_LAMA = 10
"""Years back a letter may have come: a slip in the year would stand in the agenda for ever, for its year is never changed."""
OTOMATIS = frozenset(("tahun", "urut", "oleh"))


def catat(node, operator: Operator, isi: Mapping, id: str | None = None) -> SuratMasuk:
    """Enter a letter that came, or change what was entered of one; its number in the agenda stays. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        tipe = node.catalog["surat_masuk"]
        lama = rekam.ambil(tipe, id, node.code) if id else None
        bersih = rapikan(tipe, {nama: nilai for nama, nilai in isi.items() if nama not in OTOMATIS})
        if lama is None:
            bersih = {"tgl_terima": date.today(), "oleh": operator.nama[:100]} | bersih
        if salah := _salah(tipe, bersih, lama):
            raise DataDitolak(salah)
        if lama is None:
            tahun = bersih["tgl_terima"].year
            baris = rekam.tambah(tipe, id or new_id(), node.code, bersih | {"tahun": tahun, "urut": _urut(node, tahun)})
            rekam.jejak(node, operator, "tambah", "surat_masuk", baris, baris.perihal)
            return baris
        sebelum = rekam.nilai(lama)
        if rekam.ubah(lama, bersih):
            rekam.jejak(
                node, operator, "ubah", "surat_masuk", lama, lama.perihal, sebelum=sebelum, sesudah=sebelum | bersih
            )
        return lama


def _salah(tipe, bersih: dict, lama) -> list[Kesalahan]:
    salah = salah_kolom(tipe, bersih | ({} if lama else {"tahun": 2000, "urut": 1}), lama)
    terima = bersih.get("tgl_terima", lama and lama.tgl_terima)
    if not salah and terima > date.today():
        salah.append(Kesalahan("tanggal_belum_terjadi", "tgl_terima"))
    if not salah and lama is None and terima.year < date.today().year - PALING_LAMA:
        salah.append(Kesalahan("surat_masuk_terlalu_lama", "tgl_terima", isi={"tahun": PALING_LAMA}))
    if not salah and lama is not None and terima.year != lama.tahun:
        salah.append(Kesalahan("surat_masuk_lain_tahun", "tgl_terima", isi={"tahun": lama.tahun}))
    return salah


def _urut(node, tahun: int) -> int:
    terakhir = node.engine.value(
        "SELECT MAX(urut) FROM sb_surat_masuk WHERE wilayah = ? AND tahun = ?", (node.code, tahun)
    )
    return (terakhir or 0) + 1
