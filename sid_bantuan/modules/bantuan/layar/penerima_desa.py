"""How many receive what in each place, and who they are one click on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app, request, url_for
from flask_admin import expose

from .... import host
from ....domain import bantuan as kata
from ....domain.wilayah import is_code, level, within
from ....domain.wilayah_nama import bawahan, nama_pendek
from ....ui.ekspor import kirim, tulis
from ...kependudukan.layar.dasar import HalamanDesa
from ...lampid.layar.tempat import Bertempat
from ...lampid.layar.unduhan import EXCEL, ingat
from .. import program as katalog


@dataclass
class Sel:
    """One place and program: how many receive, how many are suspended, and where their names stand."""

    aktif: int = 0
    ditangguhkan: int = 0
    alamat: str | None = None


class LayarPenerimaDesa(Bertempat, HalamanDesa):
    """Places as rows, programs as columns; each number opens the names behind it."""

    sumber, ikon = "penerima", "grafik"
    aksi = {"unduh": "ekspor"}

    @expose("/")
    def index(self):
        """The numbers of the places inside one area."""
        node, area = host.node(), self._area()
        program, rows = hitung(node, area)
        return self.render(
            "sid_bantuan/bantuan/penerima_desa.html", area=area, program=program, rows=rows, jumlah=_jumlah(program, rows),
            dalam=level(area) == "kabupaten", atas=area if area != self.area() else None, boleh_ekspor=self.boleh("ekspor"),
            tegur=_ditegur(node, [kode for kode, _ in rows]),
        )  # fmt: skip

    @expose("/daftar.xlsx")
    def unduh(self):
        """The same as a sheet."""
        node, area = host.node(), self._area()
        program, rows = hitung(node, area)
        isi = ([nama_pendek(kode), *(sel[satu].aktif for satu in program)] for kode, sel in rows)
        file = tulis(["Wilayah", *program.values()], isi, "Penerima")
        ingat(EXCEL, self.sumber, node.code, f"Penerima per wilayah, {nama_pendek(area)}")
        return kirim(file, f"Penerima {area} {date.today():%d-%m-%Y}.xlsx")

    def _area(self) -> str:
        milik, minta = self.area(), request.args.get("wilayah", "")
        return minta if is_code(minta) and within(minta, milik) and level(minta) != "desa" else milik


def hitung(node, area: str) -> tuple[dict[str, str], list[tuple[str, Mapping[str, Sel]]]]:
    """(program -> short name, [(place, program -> numbers)]): of programs somebody there receives."""
    tempat, semua = [kode for kode, _ in bawahan(area)], katalog.semua(node)
    isi = {kode: {} for kode in tempat}
    for wilayah, program, asal, keadaan, banyak in _cacah(node, area):
        kode = next((satu for satu in tempat if within(wilayah, satu)), None)
        if kode is None:
            continue
        punya = katalog.kunci(semua, program, wilayah)
        sel = isi[kode].setdefault(punya, Sel(alamat=_alamat(kode, punya if asal == "penerima" else program, asal)))
        if keadaan == kata.AKTIF:
            sel.aktif += banyak
        else:
            sel.ditangguhkan += banyak
    ada = {program for sel in isi.values() for program in sel}
    urut = [kode for kode in semua if kode in ada] + sorted(ada - semua.keys())
    nama = {kode: semua[kode].singkatan if kode in semua else kode for kode in urut}
    return nama, [(kode, {satu: isi[kode].get(satu, Sel()) for satu in urut}) for kode in tempat]


def _cacah(node, area: str) -> list[tuple]:
    keadaan = ", ".join("?" * len(kata.MEMAKAI_KUOTA))
    return node.engine.run(
        "SELECT wilayah, program, asal, keadaan, COUNT(*) FROM sb_ikut WHERE ke = 0 AND wilayah > ? AND wilayah < ?"
        f" AND keadaan IN ({keadaan}) AND program <> ? AND (sampai IS NULL OR sampai >= ?)"
        " GROUP BY wilayah, program, asal, keadaan",
        (f"{area}.", f"{area}/", *kata.MEMAKAI_KUOTA, kata.DTSEN, date.today().isoformat()),
    )


def _alamat(kode: str, program: str, asal: str) -> str | None:
    """The names behind a number: recipients in their list, others in the agency's."""
    if asal == "penerima":
        ke, isi = (
            "sidb_daftar_penerima.index_view",
            {"flt_wilayah": kode, "flt_program": program, "flt_keadaan": kata.AKTIF},
        )
    else:
        ke, isi = "sidb_daftar_luar.program", {"kode": program, "wilayah": kode, "keadaan": kata.AKTIF}
    return url_for(ke, **isi) if ke in current_app.view_functions else None


def _jumlah(program: Mapping[str, str], rows) -> dict[str, Sel]:
    return {
        satu: Sel(sum(sel[satu].aktif for _, sel in rows), sum(sel[satu].ditangguhkan for _, sel in rows))
        for satu in program
    }


def _ditegur(node, tempat) -> dict[str, int]:
    """Place -> how many recipients a rule speaks against."""
    rows = node.engine.run(
        "SELECT wilayah, COUNT(*) FROM sb_penerima WHERE id IN (SELECT id FROM sb_peringatan WHERE kode ="
        " 'bantuan_melanggar_aturan') OR id IN (SELECT untuk_id FROM sb_putusan) GROUP BY wilayah"
    )
    return {kode: sum(banyak for wilayah, banyak in rows if within(wilayah, kode)) for kode in tempat}
