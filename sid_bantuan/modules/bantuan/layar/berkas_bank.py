"""A file of the bank between its upload and what is done with it: kept, read anew each time, its columns said."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from flask import flash, request

from .... import host
from ....sync.files import MOST
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.dasar import sampaikan
from .. import tabel_luar
from ..tabel_luar import Arti, TabelLuar

TERIMA = ".xlsx,.xlsm,.csv,.txt"


SEHALAMAN = 500
"""Lines of a file on one page."""


def lembaran(semua: Sequence, halaman: int) -> dict:
    """One page of a long comparison, as its template takes it."""
    akhir = max(1, -(-len(semua) // SEHALAMAN))
    ke = min(halaman, akhir)
    return {"rows": semua[(ke - 1) * SEHALAMAN : ke * SEHALAMAN], "halaman": ke, "halaman_akhir": akhir}


@dataclass(frozen=True)
class Dibuka:
    """An uploaded file as it reads now. ``tentang``: what it was uploaded for; ``kurang``: meanings no column has yet."""

    id: str
    nama: str
    tentang: dict
    tabel: TabelLuar
    peta: dict[str, int]
    kurang: list[str]


class BerkasBank:
    """Files of one kind. ``jenis`` names the work they are kept as and what is remembered of their columns."""

    def __init__(self, jenis: str, arti: Mapping[str, Arti]):
        self.jenis, self.arti = jenis, arti

    def terima(self, **tentang) -> str | None:
        """Take in what was uploaded; its id, or None with the reason told on the next page."""
        berkas = request.files.get("berkas")
        isi = berkas.read(MOST + 1) if berkas and berkas.filename else b""
        if not isi or len(isi) > MOST:
            flash(
                f"Berkas lebih besar dari {MOST // 2**20} MB." if isi else "Pilih berkas dari bank lebih dulu.", "error"
            )
            return None
        try:
            tabel_luar.baca(isi, self.arti)
        except DataDitolak as salah:
            sampaikan(salah)
            return None
        nama = PurePath(berkas.filename.replace("\\", "/")).name
        bungkus = json.dumps(tentang).encode() + b"\n" + isi
        return pekerjaan.buat(host.node(), host.operator(), self.jenis, nama, bungkus)

    def buka(self, id: str) -> Dibuka | None:
        """The file as it reads now; None where it is not kept (any more)."""
        node = host.node()
        kerja, bungkus = pekerjaan.baca(node, id), pekerjaan.berkas(node, id)
        if kerja is None or kerja.jenis != self.jenis or bungkus is None:
            return None
        kepala, _, isi = bungkus.partition(b"\n")
        tabel = tabel_luar.baca(isi, self.arti)
        peta = tabel_luar.peta(node, self.jenis, tabel.judul, self.arti)
        return Dibuka(id, kerja.judul, json.loads(kepala), tabel, peta, tabel_luar.kurang(peta, self.arti))

    def simpan_peta(self, dibuka: Dibuka) -> None:
        """Remember the columns as they were said on the page."""
        peta = tabel_luar.peta_kiriman(request.form, self.arti, len(dibuka.tabel.judul))
        tabel_luar.ingat(host.node(), self.jenis, dibuka.tabel.judul, peta)

    @staticmethod
    def selesai(id: str) -> None:
        """The file is of no use any more: it is full of people's data."""
        pekerjaan.hapus(host.node(), id)
