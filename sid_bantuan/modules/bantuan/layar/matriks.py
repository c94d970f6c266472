"""All pairs of programs: which refuses whoever receives the other, and what in the rules cannot be meant so."""

from collections.abc import Mapping
from datetime import date

from flask import request, url_for
from flask_admin import expose

from .... import host
from ....domain import aturan_silang as silang
from ...kependudukan.layar.dasar import HalamanDesa
from .. import program as dibaca
from ..program import ProgramBantuan
from ..tables import Aturan
from .aturan_kalimat import Kamus
from .aturan_temuan import BERAT, keluarga, temuan

TANDA = {
    silang.MENOLAK: ("✕", "Menolak"),
    silang.BERSYARAT: ("◐", "Menolak dengan syarat"),
    silang.MENSYARATKAN: ("+", "Mensyaratkan"),
    silang.MEMPERINGATKAN: ("!", "Memperingatkan"),
}
"""What one program says of receiving another -> its sign and its words; of several the first counts."""


class LayarMatriks(HalamanDesa):
    """The matrix of rules; a cell that is chosen says what its rules are."""

    sumber, ikon = "aturan", "grafik"

    @expose("/")
    def index(self):
        """All pairs, one of them in words."""
        node, hari = host.node(), date.today()
        semua = dibaca.di_sini(node)
        aturan = [satu for milik in dibaca.aturan(node, semua).values() for satu in milik]
        kata = _kata(semua)
        pasangan = silang.pasangan(aturan, hari, keluarga(semua))
        program = [satu for satu in semua.values() if satu.perorangan and satu.aktif]
        baris, kolom = (request.args.get(nama, "") for nama in ("baris", "kolom"))
        return self.render(
            "sid_bantuan/bantuan/matriks.html", program=program, sel=_sel(pasangan), TANDA=TANDA,
            temuan=temuan(aturan, semua), baris=semua.get(baris), kolom=semua.get(kolom),
            kalimat=_kalimat(pasangan, kata, semua, baris, kolom), ada_aturan=bool(aturan), BERAT=BERAT,
        )  # fmt: skip


def _kata(semua: Mapping[str, ProgramBantuan]) -> dict[tuple[str, str], dict]:
    """(program, kode) -> the rule in words, that of the highest office."""
    kamus, hasil = Kamus(semua), {}
    for satu in sorted(Aturan.select(), key=lambda ini: -len(ini.wilayah)):
        hasil[satu.program, satu.kode] = kamus.aturan(satu)
    return hasil


def _sel(pasangan) -> dict[tuple[str, str], str]:
    """Pair -> the strongest of what is said of it."""
    return {pasang: next(t for t in TANDA if any(satu.tanda == t for satu in ada)) for pasang, ada in pasangan.items()}


def _kalimat(pasangan, kata, semua, baris: str, kolom: str) -> list[dict]:
    """The rules of the chosen pair; with a row alone all that its program says, with a column alone all said of it."""
    pilih = [
        (pasang, satu)
        for pasang, ada in pasangan.items()
        for satu in ada
        if (baris or kolom) and pasang[0] in (baris or pasang[0], "") and pasang[1] in (kolom or pasang[1], "")
    ]
    return [
        {
            "program": semua[a].singkatan,
            "lain": semua[b].singkatan if b in semua else b,
            "tanda": satu.tanda,
            "isi": kata[a, satu.aturan.kode],
            "alamat": url_for("sidb_program.buka", kode=a, _anchor="aturan"),
        }
        for (a, b), satu in pilih
        if (a, satu.aturan.kode) in kata and b != dibaca.TIADA
    ]
