"""Programs in the one search box: by name, short name or agency."""

from flask import current_app, url_for

from ....domain import bantuan
from ...kependudukan.layar.dasar import boleh_di_sini
from ...kependudukan.layar.sambungan import Temuan
from .. import katalog

TERSEDIKIT = 3
"""Words are looked for among programs from so many characters on."""


def cari_program(node, teks: str) -> list[Temuan]:
    """The programs in force here that the words fit, those whose short name it is first."""
    halaman = "sidb_program.buka"
    if len(teks) < TERSEDIKIT or halaman not in current_app.view_functions or not boleh_di_sini("program", "lihat"):
        return []
    cocok = katalog.semua(node, katalog.Pilihan(cari=teks, keadaan="semua"))
    ada = [satu for satu in cocok if katalog.kedudukan(node, satu) != "bawah"]
    hasil = [
        Temuan(
            satu.nama, url_for(halaman, kode=satu.kode),
            f"Program bantuan · {bantuan.SASARAN[satu.sasaran]} · {bantuan.PENDANAAN[satu.pendanaan]}",
            "Nama program ini" if _tepat(satu, teks) else f"Nama program memuat {teks}", "bantuan", _tepat(satu, teks),
        )
        for satu in ada
    ]  # fmt: skip
    return sorted(hasil, key=lambda satu: not satu.tepat)


def _tepat(program, teks: str) -> bool:
    return teks.lower() in (program.kode.lower(), program.singkatan.lower(), program.nama.lower())
