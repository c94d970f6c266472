"""Bring one table of the source over: what is new is made, what changed there is taken where nobody changed it here."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..kependudukan import rekam
from . import ingatan, tulis
from .ingatan import Ingat
from .laporan import BARU, DIBACA, TAHAN, TETAP, UBAH
from .padu import padukan
from .peta import Terbaca
from .putaran import Putaran


class Alur(NamedTuple):
    """How one table is brought over.

    ``rujuk``: what a row's references mean here (part of its hash, and handed to ``baca``);
    ``cocok``: number -> id of the row here that new ones are the same as; ``tahan``: why a row can't be
    taken, or an empty text where there is nothing in it to take.
    """

    tabel: str
    jenis: str
    kolom: tuple[str, ...]
    baca: Callable[[int, dict, tuple], Terbaca]
    rujuk: Callable[[Putaran, dict], tuple] = lambda putaran, baris: ()
    cocok: Callable[[Putaran, Sequence[Terbaca]], dict[int, str]] = lambda putaran, baru: {}
    sebut: str = "nama"
    tahan: Callable[[Terbaca], str | None] = lambda satu: None


def serasikan(putaran: Putaran, alur: Alur) -> None:
    """Bring a whole table over, a chunk at a time; afterwards ``putaran.peta`` knows its ids."""
    if putaran.sumber.punya(alur.tabel):
        kolom = putaran.sumber.kolom(alur.tabel, alur.kolom)
        for rows in putaran.sumber.alir(alur.tabel, kolom):
            _potongan(putaran, alur, [dict(zip(("id", *kolom), row, strict=True)) for row in rows])
    putaran.peta[alur.tabel] = ingatan.peta_id(putaran.node, alur.tabel)


def _potongan(putaran: Putaran, alur: Alur, semua: list[dict]) -> None:
    dulu = ingatan.baca_hash(putaran.node, alur.tabel, semua[0]["id"], semua[-1]["id"])
    berubah = []
    for baris in semua:
        rujukan = alur.rujuk(putaran, baris)
        sidik = ingatan.sidik(tuple(baris.values()), rujukan)
        if dulu.get(baris["id"]) != sidik:
            satu = alur.baca(baris["id"], baris, rujukan)
            if (alasan := alur.tahan(satu)) is None:
                berubah.append((satu, sidik))
            elif alasan:
                putaran.laporan.tambah(alur.tabel, TAHAN)
                putaran.laporan.lihat(alur.tabel, satu.nomor, str(satu.isi.get(alur.sebut) or ""), "", alasan)
    putaran.laporan.tambah(alur.tabel, DIBACA, len(semua))
    putaran.laporan.tambah(alur.tabel, TETAP, len(semua) - len(berubah))
    if berubah:
        with rekam.transaksi(putaran.node):
            _ambil(putaran, alur, berubah)


def _ambil(putaran: Putaran, alur: Alur, berubah: Sequence[tuple[Terbaca, str]]) -> None:
    node = putaran.node
    dulu = ingatan.baca(node, alur.tabel, [satu.nomor for satu, _ in berubah])
    cocok = alur.cocok(putaran, [satu for satu, _ in berubah if satu.nomor not in dulu])
    id_nya = {
        satu.nomor: dulu[satu.nomor].id
        if satu.nomor in dulu
        else cocok.get(satu.nomor) or putaran.id_untuk(alur.tabel, satu.nomor)
        for satu, _ in berubah
    }
    kini = tulis.baca(node, alur.jenis, list(id_nya.values()))
    dibuang = di_sampah(node, [id for id in id_nya.values() if id not in kini])
    baru: dict[str, dict] = {}
    ubah: dict[str, dict] = {}
    for satu, _ in berubah:
        _satu(putaran, alur, satu, id_nya[satu.nomor], dulu.get(satu.nomor), kini, dibuang, baru, ubah)
    tulis.sisip(node, alur.jenis, list(baru.values()))
    tulis.ubah(node, alur.jenis, ubah)
    ingatan.catat(
        node,
        alur.tabel,
        [Ingat(satu.nomor, id_nya[satu.nomor], sidik, None, *satu[1:]) for satu, sidik in berubah],
    )


def _satu(putaran, alur: Alur, satu: Terbaca, id: str, dulu: Ingat | None, kini, dibuang, baru, ubah) -> None:
    """Where one row goes: into ``baru`` or ``ubah``, or to be looked at by a person."""
    nama = str(satu.isi.get(alur.sebut) or satu.nomor)
    if id in baru:
        return
    if id in kini:
        berubah, beda = padukan(kini[id], satu.isi, dulu and dulu.isi, putaran.utamakan)
        catat_beda(putaran, alur.tabel, satu.nomor, nama, beda)
        if berubah:
            ubah[id] = ubah.get(id, {}) | berubah
            putaran.laporan.tambah(alur.tabel, UBAH)
    elif dulu is not None or id in dibuang:
        putaran.laporan.lihat(alur.tabel, satu.nomor, nama, "", "opensid_dibuang_di_sini")
    else:
        asal = {"sumber": putaran.asal} if "sumber" in putaran.node.catalog[alur.jenis].names else {}
        baru[id] = {"id": id} | satu.isi | asal
        putaran.laporan.tambah(alur.tabel, BARU)


def catat_beda(putaran: Putaran, tabel: str, nomor: int, nama: str, beda: dict[str, tuple]) -> None:
    """Both changed a column, and ours stays: shown, with both values."""
    for kolom, (sana, sini) in beda.items():
        putaran.laporan.lihat(tabel, nomor, nama, kolom, "opensid_berbeda", sana, sini)


def di_sampah(node, ids: Sequence[str]) -> set[str]:
    """Which of these were thrown away here."""
    if not ids:
        return set()
    pilih, isi = node.engine.ids(ids)
    return {id for (id,) in node.engine.run(f"SELECT id FROM sb_tempat_sampah WHERE id IN ({pilih})", isi)}
