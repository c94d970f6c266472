"""The waiting list on screen: at every level the same order, with what each score is made of."""

from datetime import date

from flask import current_app, request
from flask_admin import expose

from .... import host
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from .. import kuota, peringkat, usulan_kini
from ..program import semua


class LayarPeringkat(HalamanDasar):
    """Who waits for a place, in order. Other pages lead here."""

    sumber, ikon = "usulan_bantuan", "jam"

    def is_visible(self):
        return False

    @expose("/")
    def index(self):
        """The list of a program in a village."""
        node = host.node()
        menunggu = self._menunggu(node)
        desa = sorted({wilayah for wilayah, _ in menunggu}, key=nama_pendek)
        wilayah = node.code if level(node.code) == "desa" else request.args.get("wilayah") or next(iter(desa), "")
        if wilayah and not (within(wilayah, node.code) and level(wilayah) == "desa" and self.boleh("lihat", wilayah)):
            return self.ditolak(404, "Tempat ini tidak ada di wilayah Anda", "Pilih desa dari daftar.")
        nama = {kode: satu.nama for kode, satu in semua(node).items() if satu.perorangan}
        ada = [kode for di, kode in menunggu if di == wilayah and kode in nama]
        pilihan = [(kode, nama[kode]) for kode in ada] or list(nama.items())
        kode = request.args.get("program") or next((kode for kode, _ in pilihan), "")
        program = usulan_kini.program_usulan(kode, wilayah) if kode and wilayah else None
        if program and kode not in dict(pilihan):
            pilihan.append((kode, program.nama))
        tahun = date.today().year
        cara = peringkat.cara(program) if program else None
        buka = "sidb_usulan_bantuan.buka" if level(node.code) == "desa" else "sidb_antrean_usulan.buka"
        return self.render(
            "sid_bantuan/bantuan/usulan_peringkat.html", program=program, pilihan=pilihan, wilayah=wilayah, cara=cara,
            desa=[(satu, nama_pendek(satu)) for satu in desa], di_desa=level(node.code) == "desa",
            urutan=peringkat.susun(node, program, wilayah, tahun) if program else [],
            sisa=kuota.sisa(node, kode, wilayah, tahun) if program else None, sebut_desa=nama_pendek(wilayah) if wilayah else "",
            penentu=peringkat.PENENTU[cara.penentu] if cara else "", alamat=buka if buka in current_app.view_functions else None,
        )  # fmt: skip

    def _menunggu(self, node) -> list[tuple[str, str]]:
        """The villages and programs of this person's area with somebody waiting."""
        rows = node.engine.run(
            "SELECT DISTINCT wilayah, program FROM sb_usulan_kini WHERE keadaan = 'daftar_tunggu' ORDER BY wilayah, program"
        )
        return [(wilayah, kode) for wilayah, kode in rows if self.boleh("lihat", wilayah)]
