"""The components of a recipient (PKH: the pregnant, the pupil): which of them, and whose, changed after enrolment.

Quotas count recipients, not components, so none changes. What follows from a component, be it a refusal of other aid,
is derived from the row that is stored here.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from ...domain import aturan as domain
from ...domain.peran import Operator
from ..kependudukan import rekam
from ..kependudukan.kesalahan import DataDitolak, Kesalahan
from ..kependudukan.tables import Penduduk
from . import ikut, penerima_orang, periksa
from . import program as katalog
from .penerima_catat import KOMPONEN as KOMPONEN_DIUBAH
from .penerima_catat import ambil, catat, ingat_awal, jaga, simpan
from .program import ProgramBantuan
from .tables import Penerima

KOLOM = "komponen"


def milik(node, satu: Penerima) -> list[tuple[str, str | None]]:
    """(code, person) of each component as it is written; a person as who he has become."""
    return [
        (bagian["kode"], siapa and penerima_orang.tetap(node, siapa))
        for bagian in ikut.komponen({KOLOM: satu.komponen})
        for siapa in (bagian["orang_id"] or satu.orang_id,)
    ]


def calon(node, satu: Penerima) -> list[Penduduk]:
    """Whose a component may be: he himself first, then the living of his family."""
    sendiri = penerima_orang.penduduk(node, satu)
    keluarga = penerima_orang.anggota(node, satu)
    ada = [sendiri] if sendiri is not None else []
    return ada + [warga for warga in keluarga if sendiri is None or warga.id != sendiri.id]


def ubah_komponen(
    node, operator: Operator, id: str, versi: int | None, pilihan: Sequence[Mapping[str, str]]
) -> Penerima:
    """Write all his components anew: ``pilihan`` is [{kode, orang_id}], empty for none.

    What is written already may stay, even of somebody who left. Raises ``DataDitolak`` with every fault, at its row
    (``baris``: its place in ``pilihan``), and ``SudahBerubah``.
    """
    with rekam.transaksi(node):
        satu = ambil(node, id)
        program = katalog.satu(node, satu.program)
        lama = milik(node, satu)
        baru = _periksa(node, satu, program, lama, pilihan)
        if sorted(baru, key=str) == sorted(lama, key=str):
            return satu
        menolak = _menolak(node, satu)
        isi = {KOLOM: _tulis(baru)}
        jaga(node, satu, versi, isi)
        ingat_awal(node, satu)
        mengapa = f"{KOMPONEN_DIUBAH}, semula {sebut(node, program, lama)}"
        if simpan(node, operator, satu, isi, mengapa):
            catat(node, operator, satu, mengapa)
        if tambahan := [ke for ke, ini in enumerate(baru) if ini not in lama]:
            _tetap_boleh(node, satu, menolak, tambahan[-1])
        return satu


def _menolak(node, satu: Penerima) -> dict[str, str]:
    """Kode -> reason of the rules of his program that refuse him as he is written now."""
    warga = penerima_orang.penduduk(node, satu)
    if warga is None:
        return {}
    ikut.bangun(node, [satu.id])
    jawaban = periksa.untuk(node, satu.program, warga.id, date.today(), satu.sampai, satu.id)
    ditolak = jawaban is not None and jawaban.hasil == domain.DITOLAK
    return {aturan.kode: aturan.alasan for aturan in jawaban.aturan} if ditolak else {}


def _tetap_boleh(node, satu: Penerima, semula: Mapping[str, str], ke: int) -> None:
    """Raise where a rule refuses him with a component that was added, and did not without it: some count them."""
    if baru := [alasan for kode, alasan in _menolak(node, satu).items() if kode not in semula]:
        raise DataDitolak([Kesalahan("penerima_komponen_ditolak", KOLOM, str(ke), isi={"alasan": "; ".join(baru)})])


def sebut(node, program: ProgramBantuan | None, milik: Sequence[tuple[str, str | None]]) -> str:
    """Components in words: ``Ibu hamil (SITI), Anak SD (BUDI)``."""
    nama = nama_orang(node, [siapa for _, siapa in milik])
    judul = {satu.kode: satu.nama for satu in program.komponen} if program else {}
    return ", ".join(f"{judul.get(apa, apa)} ({nama.get(siapa, '-')})" for apa, siapa in milik) or "tidak ada"


def nama_orang(node, orang: Sequence[str | None]) -> dict[str, str]:
    """Person -> name, of those who are or were residents here."""
    pilih, isi = node.engine.ids(sorted({siapa for siapa in orang if siapa}))
    return dict(node.engine.run(f"SELECT orang_id, nama FROM sb_penduduk WHERE orang_id IN ({pilih}) ORDER BY id", isi))


def _periksa(node, satu: Penerima, program: ProgramBantuan | None, lama, pilihan) -> list[tuple[str, str | None]]:
    """The components as they are to be written. Raises ``DataDitolak`` with every fault."""
    boleh = {warga.orang_id for warga in calon(node, satu)}
    hasil, salah = [], []
    for ke, bagian in enumerate(pilihan):
        apa, siapa = bagian.get("kode") or "", bagian.get("orang_id") or None
        ini = (apa, siapa)
        keliru = "penerima_komponen_ganda" if ini in hasil else _keliru(program, ini, boleh) if ini not in lama else ""
        if keliru:
            salah.append(Kesalahan(keliru, KOLOM, str(ke), isi={"nama": satu.nama}))
        hasil.append(ini)
    if salah:
        raise DataDitolak(salah)
    return hasil


def _keliru(program: ProgramBantuan | None, ini: tuple[str, str | None], boleh: set[str]) -> str:
    """What is wrong with one component that is new; empty where nothing is."""
    apa, siapa = ini
    if not apa:
        return "penerima_komponen_kosong"
    if program is None or program.satu_komponen(apa) is None:
        return "bantuan_komponen_tak_dikenal"
    if siapa is None:
        return "penerima_komponen_tanpa_orang"
    return "" if siapa in boleh else "penerima_komponen_bukan_anggota"


def _tulis(milik: Sequence[tuple[str, str | None]]) -> str | None:
    """The column's JSON, as enrolment writes it."""
    semua = [{"kode": apa, "orang_id": siapa} for apa, siapa in milik]
    return json.dumps(semua, ensure_ascii=False) if semua else None
