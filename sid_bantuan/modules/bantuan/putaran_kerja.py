"""The working list of a village in a round: deciding singly, for many at once, and taking a decision back."""

from collections.abc import Sequence
from datetime import date

from ...domain import bantuan
from ...domain.peran import Operator, boleh
from ...jejak import catat
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import putaran as putaran_
from . import putaran_daftar
from .putaran_daftar import KELUAR, MASUK, TETAP, Nama
from .tables_usulan import Putaran

ALASAN_MASUK = {
    "belum_terdata": "Keluarga miskin yang belum terdata",
    "memburuk": "Keadaan ekonominya memburuk",
    "kk_baru": "Keluarga baru, pecahan KK yang terdaftar",
    "lainnya": "Lainnya",
}
"""Why a family is proposed in; why a name is proposed out stands in ``domain.bantuan.ALASAN_PENERIMA``."""


def alasan(arah: str) -> dict[str, str]:
    """The reasons that fit a direction; keeping needs none."""
    return {MASUK: ALASAN_MASUK, KELUAR: bantuan.ALASAN_PENERIMA}.get(arah, {})


def sebut_alasan(arah: str, kode: str | None, catatan: str | None = None) -> str:
    """A reason in words, with what was written beside it."""
    kata = alasan(arah).get(kode or "", kode or "")
    return f"{kata}: {catatan}" if kata and catatan else kata or catatan or ""


def putuskan(
    node, operator: Operator, putaran_id: str, kunci: Sequence[str], arah: str, sebab: str = "", catatan: str = "",
    hari: date | None = None,
) -> int:  # fmt: skip
    """Keep these lines of the list, or propose them out; how many changed. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        putaran = terbuka(node, operator, putaran_id)
        dipilih = set(kunci)
        ada = [satu for satu in putaran_daftar.susun(node, putaran, hari or date.today()).lama if satu.kunci in dipilih]
        if not ada or arah not in (KELUAR, TETAP):
            raise DataDitolak([Kesalahan("putaran_nama_tidak_ada")])
        return _simpan(node, operator, putaran, ada, arah, sebab, catatan)


def saran_keluar(node, operator: Operator, putaran_id: str, saran: str, hari: date | None = None) -> int:
    """Propose out, for that reason, every line nobody decided on about which this stands out. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        putaran = terbuka(node, operator, putaran_id)
        ada = [
            satu
            for satu in putaran_daftar.susun(node, putaran, hari or date.today()).lama
            if satu.saran == saran and not satu.arah
        ]
        if not ada:
            raise DataDitolak([Kesalahan("putaran_nama_tidak_ada")])
        return _simpan(node, operator, putaran, ada, KELUAR, saran, "")


def masukkan(
    node, operator: Operator, putaran_id: str, keluarga: Sequence[str], sebab: str, catatan: str = "",
    hari: date | None = None,
) -> int:  # fmt: skip
    """Propose these families in; how many. Raises ``DataDitolak``."""
    with rekam.transaksi(node):
        putaran = terbuka(node, operator, putaran_id)
        ada = putaran_daftar.calon(node, putaran, keluarga, hari or date.today())
        if not ada:
            raise DataDitolak([Kesalahan("putaran_sudah_di_daftar")])
        return _simpan(node, operator, putaran, ada, MASUK, sebab, catatan)


def urungkan(node, operator: Operator, putaran_id: str, kunci: Sequence[str]) -> int:
    """Take decisions back: lines of the list stand as nobody spoke of them, names proposed in are off. How many."""
    with rekam.transaksi(node):
        putaran = terbuka(node, operator, putaran_id, "hapus")
        chosen, params = node.engine.ids(list(kunci))
        rows = node.engine.run(
            "DELETE FROM sb_putaran_usulan WHERE putaran_id = ? AND node = ? AND wilayah = ?"
            f" AND id IN ({chosen}) RETURNING nama",
            (putaran.id, node.code, node.code, *params),
        )
        if rows:
            _ingat(node, operator, putaran, "hapus", _sebut([satu[0] for satu in rows]), "Keputusan diurungkan")
        return len(rows)


def terbuka(node, operator: Operator, putaran_id: str, aksi: str = "tambah", sumber: str = "putaran_usulan") -> Putaran:
    """The round, if it is open and this person may work on it. Raises ``DataDitolak``."""
    if not boleh(operator, sumber, aksi, node.code):
        raise DataDitolak([Kesalahan("putaran_bukan_wewenang")])
    putaran = putaran_.satu(node, putaran_id)
    if putaran is None:
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "putaran"})])
    if putaran.keadaan != putaran_.BUKA:
        raise DataDitolak([Kesalahan("putaran_sudah_ditutup", isi={"nama": putaran.nama})])
    return putaran


def _simpan(
    node, operator: Operator, putaran: Putaran, ada: Sequence[Nama], arah: str, sebab: str, catatan: str
) -> int:
    catatan = " ".join(catatan.split())
    _periksa(arah, sebab, catatan)
    baru = [satu for satu in ada if (satu.arah, satu.alasan, satu.catatan) != (arah, sebab, catatan)]
    kolom = ("id", "node", "wilayah", "putaran_id", "program", "orang_id", "keluarga_id", "nik", "no_kk", "nama", "alamat",
             "komponen", "arah", "alasan", "catatan", "oleh", "pada")  # fmt: skip
    rows = [
        (satu.kunci, node.code, node.code, putaran.id, putaran.daftar, satu.orang_id, satu.keluarga_id, satu.nik,
         satu.no_kk, satu.nama, satu.alamat, satu.komponen, arah, sebab or None, catatan or None, operator.nama[:100], now())
        for satu in baru
    ]  # fmt: skip
    if rows:
        node.engine.upsert("sb_putaran_usulan", kolom, "id", rows)
        kata = f"{bantuan.ARAH[arah]}. {sebut_alasan(arah, sebab, catatan)}".strip()
        _ingat(node, operator, putaran, "tambah", _sebut([satu.nama for satu in baru]), kata)
    return len(rows)


def _periksa(arah: str, sebab: str, catatan: str) -> None:
    salah = []
    if arah != TETAP and sebab not in alasan(arah):
        salah.append(Kesalahan("putaran_alasan_wajib", "alasan"))
    if sebab == "lainnya" and not catatan:
        salah.append(Kesalahan("putaran_catatan_wajib", "catatan"))
    if len(catatan) > 250:
        salah.append(Kesalahan("terlalu_panjang", "catatan"))
    if salah:
        raise DataDitolak(salah)


def _sebut(nama: Sequence[str]) -> str:
    return nama[0] if len(nama) == 1 else f"{len(nama)} nama, {nama[0]} dan lainnya"


def _ingat(node, operator: Operator, putaran: Putaran, aksi: str, label: str, catatan: str) -> None:
    catat(
        node.engine, operator, aksi, "putaran_usulan", putaran.id, node.code, label=f"{putaran.nama}: {label}",
        catatan=catatan,
    )  # fmt: skip
