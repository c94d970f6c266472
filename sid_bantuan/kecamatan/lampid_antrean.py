"""The steward's queue of events, apart from that of the data: the same desk, other columns, other reasons."""

from flask import request

from .. import host
from ..domain import lampid
from ..modules.verval.daftar import Baris, Saringan
from .antrean import LayarAntrean, saringan_dari
from .lampid_lembar import sebut_pasangan


class LayarAntreanLampid(LayarAntrean):
    """Births, deaths and moves, verified one by one or many at once."""

    ikon = "peristiwa"
    jenis_meja = "mutasi"
    templat_daftar = "sid_bantuan/kecamatan/antrean_lampid.html"

    def saringan(self) -> Saringan:
        return saringan_dari(request.args.to_dict() | {"jenis": "mutasi"}, self.area(), host.node())

    def render(self, template, **isi):
        return super().render(template, PERISTIWA=lampid.PERISTIWA, sebut_pasangan=sebut_pasangan, **isi)

    @staticmethod
    def milik_meja(kode: str) -> bool:
        return kode.startswith("mutasi_")

    @staticmethod
    def _nama(node, rows: list[Baris]) -> dict:
        """id -> (who, kind, day it happened, day it was reported, other place, cancelled)."""
        found = LayarAntrean._nama(node, rows)
        pilih, nilai = node.engine.ids([row.id for row in rows])
        for row_id, *isi in node.engine.run(
            "SELECT id, jenis, CAST(tgl_peristiwa AS TEXT), CAST(tgl_lapor AS TEXT), lawan_wilayah, keadaan FROM sb_mutasi"
            f" WHERE id IN ({pilih})",
            nilai,
        ):
            kata = lampid.PERISTIWA.get(isi[0], isi[0])
            nama = found.get(row_id, ("", ""))[0].removeprefix(kata).strip() or "(tanpa nama)"
            found[row_id] = (nama, *isi)
        return found
