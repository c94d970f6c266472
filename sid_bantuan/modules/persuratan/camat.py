"""The camat takes note of a letter at the kecamatan; the letter moves when his step arrives at the village.

The steward of the kecamatan may prepare his answer: give the letter back, or hand it on to him as checked. That is no
condition: a camat without a steward answers all the same.
"""

import json
from collections.abc import Sequence
from datetime import date

from ...domain import surat as kata
from ...domain.ids import new_id
from ...domain.peran import Operator, boleh
from ...domain.wilayah import level, parent, within
from ...jejak import catat
from ...sync.schema import now
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from . import pejabat
from .tables import Surat, SuratLangkah

KETAHUI, KEMBALIKAN, TERUSKAN = "mengetahui", "kembalikan", "teruskan"
JAWABAN = (KETAHUI, KEMBALIKAN)
WALI_DATA = "Wali data"
"""As what a steward gives a letter back, for its village to read."""


def menunggu(node) -> list[Surat]:
    """Letters of the villages below that wait for the camat and that he has not answered as they stand, the oldest first."""
    # Everything inside the area as a range: so the index of area and state answers, however many letters there are.
    di_bawah = (Surat.wilayah > f"{node.code}.") & (Surat.wilayah < f"{node.code}/")
    semua = list(Surat.select().where(di_bawah, Surat.keadaan == kata.MENGETAHUI).order_by(Surat.tgl_surat, Surat.id))
    sudah = _dijawab(node, [satu.id for satu in semua])
    return [satu for satu in semua if (satu.id, satu.tanda) not in sudah]


def _dijawab(node, ids: list[str]) -> set[tuple[str, str]]:
    return {(satu.surat_id, satu.tanda) for satu in _milik(node, ids, JAWABAN)}


def _milik(node, ids: list[str], langkah: tuple[str, ...]) -> list[SuratLangkah]:
    """The steps of these kinds this office took with these letters, the first one first."""
    milik = (SuratLangkah.node == node.code) & SuratLangkah.langkah.in_(langkah)
    pilih = SuratLangkah.select().where(milik & SuratLangkah.surat_id.in_(ids))
    return list(pilih.order_by(SuratLangkah.pada, SuratLangkah.id)) if ids else []


def disiapkan(node, surat: Sequence[Surat]) -> dict[str, SuratLangkah]:
    """Id of a letter -> the step by which a steward handed it on to the camat as it stands; of those that have one."""
    tanda = {satu.id: satu.tanda for satu in surat}
    semua = _milik(node, list(tanda), (TERUSKAN,))
    return {satu.surat_id: satu for satu in semua if satu.tanda == tanda[satu.surat_id]}


def jawaban(node, surat: Surat) -> SuratLangkah | None:
    """What this office answered to a letter as it stands now; None where it has not."""
    return next((satu for satu in _milik(node, [surat.id], JAWABAN) if satu.tanda == surat.tanda), None)


def terakhir(node, banyak: int = 20) -> list[tuple[SuratLangkah, Surat | None]]:
    """What this office answered last, each with its letter as it stands now, the newest first."""
    pilih = (SuratLangkah.node == node.code) & SuratLangkah.langkah.in_(JAWABAN)
    langkah = list(
        SuratLangkah.select().where(pilih).order_by(SuratLangkah.pada.desc(), SuratLangkah.id.desc()).limit(banyak)
    )
    surat = {satu.id: satu for satu in Surat.select().where(Surat.id.in_([satu.surat_id for satu in langkah]))}
    return [(satu, surat.get(satu.surat_id)) for satu in langkah]


def alasan_kantor(node, banyak: int = 6) -> list[str]:
    """What this office returned letters with more than once in its own words, the most frequent first."""
    rows = node.engine.run(
        "SELECT alasan, COUNT(*) FROM sb_surat_langkah WHERE node = ? AND langkah = ? GROUP BY alasan"
        " HAVING COUNT(*) > 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (node.code, KEMBALIKAN, banyak),
    )
    return [row[0] for row in rows]


def teruskan(node, operator: Operator, id: str, tanda: str | None = None) -> SuratLangkah:
    """Hand a letter on to the camat as checked; a second time finds the first. ``tanda``: as for ``ketahui``.

    Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, tanda, TERUSKAN)
        sudah = disiapkan(node, [surat]).get(surat.id)
        return sudah or _langkah(node, operator, surat, TERUSKAN, operator.nama[:100], jabatan=WALI_DATA)


def ketahui(node, operator: Operator, id: str, tanda: str | None = None) -> SuratLangkah:
    """The camat takes note of a letter: as it stands now, or only if it is still the one he read (``tanda``).

    Raises ``DataDitolak``.
    """
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, tanda, KETAHUI)
        siapa = pejabat.aktif(node, "camat", date.today())
        if siapa is None:
            raise DataDitolak([Kesalahan("surat_pejabat_kosong", "camat")])
        return _langkah(node, operator, surat, KETAHUI, siapa.nama, jabatan=siapa.sebutan, nip=siapa.nip)


def kembalikan(node, operator: Operator, id: str, alasan: str, tanda: str | None = None) -> SuratLangkah:
    """Give a letter back to its village, with what is to be mended: the camat, or the steward who prepares his answer.

    ``tanda``: as for ``ketahui``. Raises ``DataDitolak``.
    """
    alasan = " ".join((alasan or "").split())
    if not 0 < len(alasan) <= 300:
        raise DataDitolak([Kesalahan("terlalu_panjang" if alasan else "wajib_diisi", "alasan")])
    with rekam.transaksi(node):
        surat = _siap(node, operator, id, tanda, KEMBALIKAN)
        jabatan = None if boleh(operator, "surat_mengetahui", "ubah", surat.wilayah) else WALI_DATA
        return _langkah(node, operator, surat, KEMBALIKAN, operator.nama[:100], alasan=alasan, jabatan=jabatan)


def _siap(node, operator: Operator, id: str, tanda: str | None, langkah: str) -> Surat:
    surat = Surat.get_or_none(Surat.id == id)
    # A camat signs at his kecamatan; the level above has people of the same role, who only read.
    if (
        level(node.code) != "kecamatan"
        or surat is None
        or not within(surat.wilayah, node.code)
        or surat.wilayah == node.code
    ):
        raise DataDitolak([Kesalahan("rekam_tidak_ada", isi={"jenis": "surat"})])
    if not boleh(operator, "surat_mengetahui", "ubah" if langkah == KETAHUI else "tambah", surat.wilayah):
        raise DataDitolak([Kesalahan("surat_bukan_wewenang", isi={"langkah": kata.LANGKAH[langkah].lower()})])
    if surat.keadaan != kata.MENGETAHUI or (surat.id, surat.tanda) in _dijawab(node, [surat.id]):
        raise DataDitolak([Kesalahan("surat_tidak_menunggu_camat", isi={"nomor": surat.nomor or surat.judul})])
    if tanda is not None and tanda != surat.tanda:
        raise DataDitolak([Kesalahan("surat_ditandatangani_ulang", isi={"nomor": surat.nomor or surat.judul})])
    return surat


def _langkah(node, operator: Operator, surat: Surat, langkah: str, oleh: str, **isi) -> SuratLangkah:
    """A row of this node about the village's area: it travels down by its area, and only this node may change it."""
    baris = SuratLangkah(id=new_id(), node=node.code, wilayah=surat.wilayah, surat_id=surat.id, langkah=langkah,
                         tanda=surat.tanda, oleh=oleh, pada=now(), **isi)  # fmt: skip
    baris.save(force_insert=True)
    label = f"{surat.judul} {surat.nomor}"
    catat(node.engine, operator, "ubah", "surat", surat.id, surat.wilayah, label=label,
          catatan=isi.get("alasan") or kata.LANGKAH[langkah])  # fmt: skip
    return baris


# ---- at the village


def effect(node, rows) -> None:
    """An arriving step of the camat issues the letter, or gives it back.

    Only the village's own kecamatan has its camat. The step counts only for a letter that waits for it with the
    content he saw (``tanda``); a second arrival finds the letter moved on, so it makes nothing new.
    """
    for row in rows:
        if row.wilayah == node.code and row.node == parent(node.code) and not row.deleted:
            _terapkan(node, row.content)


def _terapkan(node, isi: dict) -> None:
    ada = node.engine.one(
        "SELECT data FROM sb_surat WHERE id = ? AND node = ? AND keadaan = ? AND tanda = ?",
        (isi["surat_id"], node.code, kata.MENGETAHUI, isi.get("tanda")),
    )
    if ada is None or isi["langkah"] not in (KETAHUI, KEMBALIKAN):
        return
    if isi["langkah"] == KEMBALIKAN:
        node.engine.run("UPDATE sb_surat SET keadaan = ? WHERE id = ?", (kata.DIKEMBALIKAN, isi["surat_id"]))
        return
    camat = {"sebutan": isi.get("jabatan"), "nama": isi["oleh"], "nip": isi.get("nip"), "pada": isi["pada"]}
    data = json.dumps(json.loads(ada[0]) | {"camat": camat}, ensure_ascii=False)
    node.engine.run("UPDATE sb_surat SET keadaan = ?, data = ? WHERE id = ?", (kata.TERBIT, data, isi["surat_id"]))
