"""Numbers of letters: given in the transaction of the signature, each once, without a gap.

Counters may share what their numbers look like (kinds of one classification, each counted by itself; a pattern
without the year): a number that stands on a letter already is passed over, so that none is given twice.
"""

from datetime import date

from ...domain import surat as kata
from ...domain.wilayah_nama import nama_wilayah
from ...sync.reconcile import COMPARE, WANT
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import setelan
from .jenis import Jenis

UMUM = "umum"
"""The counter of letters that have none of their own."""


def deret(jenis: Jenis) -> str:
    """The counter a kind is numbered by."""
    return jenis.deret or (jenis.kode if setelan.sekarang.deret_per_jenis else UMUM)


def beri(node, jenis: Jenis, hari: date) -> dict:
    """The next number of this kind on a day, as columns of ``Surat``; within the caller's transaction.

    Undone with it, so no number is lost. The counter goes on from the greatest number any letter here
    has, so a database that was restored and heard back its letters gives none twice.
    Raises ``DataDitolak`` while letters of this office are known to be on their way back to it.
    """
    if sedang_kembali(node):
        raise DataDitolak([Kesalahan("surat_sedang_dikembalikan")])
    nama, tahun = deret(jenis), hari.year
    while True:
        urut = _berikut(node, nama, tahun)
        nomor = susun(node, jenis, hari, urut)
        if not node.engine.one("SELECT 1 FROM sb_surat WHERE nomor = ? AND wilayah = ?", (nomor, node.code)):
            break
    if len(nomor) > 100:
        raise DataDitolak([Kesalahan("pola_terlalu_panjang", "pola_nomor")])
    return {"deret": nama, "tahun": tahun, "urut": urut, "nomor": nomor}


def _berikut(node, nama: str, tahun: int) -> int:
    engine, kunci = node.engine, (node.code, nama, tahun)
    engine.run(
        "INSERT INTO sb_deret_surat (wilayah, deret, tahun, terakhir) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", kunci
    )
    # The row lock of this statement is what makes others wait until the number is taken or given back.
    engine.run("UPDATE sb_deret_surat SET terakhir = terakhir + 1 WHERE wilayah = ? AND deret = ? AND tahun = ?", kunci)
    maju = engine.value("SELECT terakhir FROM sb_deret_surat WHERE wilayah = ? AND deret = ? AND tahun = ?", kunci)
    ada = engine.value("SELECT MAX(urut) FROM sb_surat WHERE wilayah = ? AND deret = ? AND tahun = ?", kunci) or 0
    if ada >= maju:
        maju = ada + 1
        engine.run(
            "UPDATE sb_deret_surat SET terakhir = ? WHERE wilayah = ? AND deret = ? AND tahun = ?", (maju, *kunci)
        )
    return maju


def susun(node, jenis: Jenis, hari: date, urut: int) -> str:
    """A number by the pattern of the kind, or of the office."""
    isi = {
        "kode": jenis.klasifikasi, "nomor": urut, "kode_desa": node.code, "nama_desa": nama_wilayah(node.code),
        "bulan": f"{hari.month:02}", "bulan_romawi": kata.ROMAWI[hari.month - 1], "tahun": hari.year,
        "jenis": jenis.kode,
    }  # fmt: skip
    return kata.susun_nomor(jenis.pola_nomor or setelan.sekarang.pola_nomor, isi)


def sedang_kembali(node) -> bool:
    """Whether rows of this office are on their way back, or a new installation has not yet asked for them."""
    atas = node.engine.one("SELECT mode, epoch, no FROM sb_link WHERE role = 'up'")
    if atas is None:
        return False
    baru = atas[0] == COMPARE and atas[1] > 1 and atas[2] == 0
    return baru or atas[0] == WANT or node.engine.one("SELECT 1 FROM sb_wanted LIMIT 1") is not None


def ganda(node) -> list[tuple[str, list[str]]]:
    """Numbers that two letters bear all the same: issued offline by a restored installation. (number, ids)."""
    rows = node.engine.run(
        "SELECT s.nomor, s.id, s.tahun, s.urut FROM sb_surat s JOIN (SELECT deret, tahun, urut FROM sb_surat"
        " WHERE wilayah = ? AND urut IS NOT NULL GROUP BY deret, tahun, urut HAVING COUNT(*) > 1) g"
        " ON g.deret = s.deret AND g.tahun = s.tahun AND g.urut = s.urut WHERE s.wilayah = ?"
        " UNION SELECT s.nomor, s.id, s.tahun, s.urut FROM sb_surat s JOIN (SELECT nomor FROM sb_surat"
        " WHERE wilayah = ? AND nomor IS NOT NULL GROUP BY nomor HAVING COUNT(*) > 1) n"
        " ON n.nomor = s.nomor WHERE s.wilayah = ? ORDER BY 3, 4, 2",
        (node.code,) * 4,
    )
    hasil: dict[str, list[str]] = {}
    for nomor, id, *_ in rows:
        hasil.setdefault(nomor, []).append(id)
    return list(hasil.items())
