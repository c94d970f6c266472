"""A sheet as a PDF ready to sign, set by Typst with the fonts it brings along: nothing of the system is asked."""

import json
from importlib.resources import files

from .lembar import Lembar, Penanda, Sel, Tabel, nilai, teks

KERTAS = {"f4": (330, 215), "a4": (297, 210)}
"""Millimetres, the long side first; F4 is what Indonesian offices have in their printers."""


def tulis(lembar: Lembar, kertas: str = "f4") -> bytes:
    """The PDF. What people wrote goes in as data, never as Typst's own language, so it can't be anything but text."""
    import typst  # 7 MB, for processes that print

    templat = files("sid_bantuan.modules.lampid.buku").joinpath("lembar.typ").read_bytes()
    penata = typst.Compiler(templat, ignore_system_fonts=True)
    isi = json.dumps(_isi(lembar, kertas), ensure_ascii=False)
    # Untagged: tags would make a register of 5,000 rows thirty times as large.
    return penata.compile(sys_inputs={"isi": isi}, pdf_tags=False)


def _isi(lembar: Lembar, kertas: str) -> dict:
    panjang, pendek = KERTAS[kertas]
    return {
        "sebutan": lembar.sebutan,
        "berkas": lembar.berkas,
        "lebar": panjang if lembar.lebar else pendek,
        "tinggi": pendek if lembar.lebar else panjang,
        "judul": [satu.upper() for satu in lembar.judul],
        "tabel": [_tabel(lembar.tabel), *map(_tabel, lembar.tambahan)],
        "catatan": list(lembar.catatan),
        "tanda": lembar.tanda_tangan and [
            ["Mengetahui,", *_penanda(lembar.tanda_tangan.kiri)],
            [f"{lembar.tanda_tangan.tempat}, {lembar.tanda_tangan.tanggal}", *_penanda(lembar.tanda_tangan.kanan)],
        ],
    }  # fmt: skip


def _penanda(satu: Penanda) -> list[str]:
    return [satu.jabatan, satu.nama, f"NIP {satu.nip}" if satu.nip else ""]


def _tabel(tabel: Tabel) -> dict:
    daun = tabel.daun
    baris = [[_teks(sel) for sel in satu] for satu in tabel.baris]
    return {
        "judul": tabel.judul,
        "lebar": [satu.lebar for satu in daun],
        "rata": [satu.rata for satu in daun],
        "kepala": [[satu.teks, satu.kolom, satu.baris, satu.lebar, satu.tinggi] for b in tabel.kepala for satu in b],
        "tinggi": tabel.tinggi_kepala,
        "bernomor": tabel.bernomor,
        "baris": baris or [["", "Nihil", *[""] * (len(daun) - 2)] if len(daun) > 1 else ["Nihil"]],
        "kaki": [[_teks(sel) for sel in satu] for satu in tabel.kaki],
    }


def _teks(sel) -> str:
    return sel.teks if isinstance(sel, Sel) else teks(nilai(sel))
