"""The waiting list on screen: at every level the same order, with what each score is made of."""

from datetime import date

from flask import current_app, request
from flask_admin import expose

from .... import host
from ....domain.wilayah import is_code, level, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ...lampid.layar import unduhan
from .. import kuota, peringkat, peringkat_lembar, usulan_kini
from ..program import semua


class LayarPeringkat(HalamanDasar):
    """Who waits for a place, in order. Other pages lead here."""

    sumber, ikon = "usulan_bantuan", "jam"

    def is_visible(self):
        return False

    aksi = {"excel": "ekspor", "pdf": "ekspor"}

    @expose("/")
    def index(self):
        """The list of a program in a village."""
        node = host.node()
        menunggu = self._menunggu(node)
        desa = sorted({wilayah for wilayah, _ in menunggu}, key=nama_pendek)
        wilayah = node.code if level(node.code) == "desa" else request.args.get("wilayah") or next(iter(desa), "")
        if wilayah and not self._boleh(wilayah, "lihat"):
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
            "sid_bantuan/bantuan/usulan_peringkat.html", program=program, pilihan=pilihan, wilayah=wilayah,
            cara=peringkat.sebut_cara(cara) if cara else "", boleh_unduh=bool(wilayah) and self._boleh(wilayah, "ekspor"),
            desa=[(satu, nama_pendek(satu)) for satu in desa], di_desa=level(node.code) == "desa",
            urutan=peringkat.susun(node, program, wilayah, tahun) if program else [],
            sisa=kuota.sisa(node, kode, wilayah, tahun) if program else None, sebut_desa=nama_pendek(wilayah) if wilayah else "",
            alamat=buka if buka in current_app.view_functions else None,
        )  # fmt: skip

    @expose("/unduh.xlsx")
    def excel(self):
        """The same list as an Excel sheet."""
        return self._unduh(unduhan.EXCEL)

    @expose("/unduh.pdf")
    def pdf(self):
        """The same list on paper, to hang out."""
        return self._unduh(unduhan.PDF)

    def _unduh(self, bentuk: str):
        node, wilayah = host.node(), request.args.get("wilayah") or host.node().code
        if not self._boleh(wilayah, "ekspor"):
            return self.ditolak(404, "Tempat ini tidak ada di wilayah Anda", "Pilih desa dari daftar.")
        program, hari = usulan_kini.program_usulan(request.args.get("program", ""), wilayah), date.today()
        if program is None:
            return self.ditolak(404, "Program ini tidak ada", "Pilih program dari daftar.")
        sisa = kuota.sisa(node, program.kode, wilayah, hari.year)
        urutan = peringkat.susun(node, program, wilayah, hari.year)
        label = f"Daftar tunggu {program.singkatan}, {nama_pendek(wilayah)}"
        return unduhan.unduh(
            peringkat_lembar.susun(program, wilayah, urutan, sisa, hari), bentuk, "usulan_bantuan", wilayah, label
        )

    def _boleh(self, wilayah: str, aksi: str) -> bool:
        """Whether this is a village of this node that the person may ask about."""
        sah = is_code(wilayah) and level(wilayah) == "desa" and within(wilayah, host.node().code)
        return sah and self.boleh(aksi, wilayah)

    def _menunggu(self, node) -> list[tuple[str, str]]:
        """The villages and programs of this person's area with somebody waiting."""
        rows = node.engine.run(
            "SELECT DISTINCT wilayah, program FROM sb_usulan_kini WHERE keadaan = 'daftar_tunggu' ORDER BY wilayah, program"
        )
        return [(wilayah, kode) for wilayah, kode in rows if self.boleh("lihat", wilayah)]
