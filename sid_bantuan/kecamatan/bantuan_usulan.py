"""Proposals whose turn it is at this level: the queue, one after the other, and the answer to each."""

from datetime import date

from flask import current_app, request
from flask_admin import expose

from .. import host
from ..domain.peran import boleh
from ..domain.tanggal import hari_setempat
from ..domain.wilayah import is_code, within
from ..domain.wilayah_nama import nama_pendek
from ..modules.bantuan import usulan_kini, usulan_langkah, usulan_tanda
from ..modules.bantuan.layar.usulan import IsiHalamanUsulan
from ..modules.bantuan.layar.usulan_dasar import pilihan_program, singkatan, terlambat, tulis_nik
from ..modules.bantuan.program import kunci
from ..modules.bantuan.program import semua as semua_program
from ..modules.bantuan.tables_usulan import UsulanBantuan
from ..modules.kependudukan import lampiran
from .berkas import gudang
from .monitoring import HalamanAtas

BANYAK = 50


class LayarAntreanUsulan(IsiHalamanUsulan, HalamanAtas):
    """What waits for this person's step, what is due first at the top; and one proposal."""

    templat = "sid_bantuan/kecamatan/usulan_bantuan.html"

    @expose("/")
    def index(self):
        """The queue."""
        node, saring = host.node(), self._saring()
        semua = self._menunggu(saring)
        halaman = min(self.halaman_ke(), max(1, -(-len(semua) // BANYAK)))
        tampak = [id for id, *_ in semua[(halaman - 1) * BANYAK : halaman * BANYAK]]
        ada = {satu.id: satu for satu in UsulanBantuan.select().where(UsulanBantuan.id.in_(tampak))}
        rows = [ada[id] for id in tampak if id in ada]
        return self.render(
            "sid_bantuan/kecamatan/antrean_usulan.html", rows=rows, banyak=len(semua), saring=saring, halaman=halaman,
            akhir=max(1, -(-len(semua) // BANYAK)), kini=usulan_kini.baca(node, tampak), nik=usulan_tanda.keadaan_nik(rows),
            sebut_nik=usulan_tanda.SEBUT_NIK, singkatan=singkatan(rows), tulis_nik=tulis_nik,
            terlambat=terlambat, hari=_hari, pilihan=self._pilihan(),
        )  # fmt: skip

    def _saring(self) -> dict[str, str]:
        """What the address narrows the queue to; what it may not ask for is left out."""
        wilayah, program = request.args.get("wilayah", ""), request.args.get("program", "")
        sah = is_code(wilayah) and within(wilayah, self.area())
        isi = {"wilayah": wilayah if sah else "", "program": program[:60]}
        return {nama: nilai for nama, nilai in isi.items() if nilai}

    def _menunggu(self, saring: dict[str, str]) -> list[tuple]:
        """Every proposal whose stage is this person's, as the queue shows them."""
        area = saring.get("wilayah", self.area())
        return usulan_langkah.menunggu(host.node(), host.operator(), area, saring.get("program", ""))

    def _pilihan(self) -> dict:
        semua, nama, program = self._menunggu({}), pilihan_program(), semua_program(host.node())
        desa = sorted({wilayah for _, wilayah, _ in semua}, key=nama_pendek)
        program = sorted({kunci(program, kode, wilayah) for _, wilayah, kode in semua})
        return {"desa": [(satu, nama_pendek(satu)) for satu in desa],
                "program": [(satu, nama.get(satu, satu)) for satu in program]}  # fmt: skip

    def tambahan(self, baris):
        """The files of it, and what comes after it in the queue."""
        node, orang, saring = host.node(), host.operator(), self._saring()
        antre = [id for id, *_ in self._menunggu(saring)]
        letak = antre.index(baris.id) if baris.id in antre else -1
        lain = [*antre[letak + 1 :], *antre[: max(letak, 0)]]
        berkas = (
            lampiran.daftar(node, gudang(node), [baris.id]) if boleh(orang, "berkas", "lihat", baris.wilayah) else []
        )
        return {
            "saring": saring, "berikut": lain[0] if lain else None, "sisa": len(lain), "penduduk": None,
            "berkas": berkas, "boleh_minta": boleh(orang, "berkas", "sinkron", baris.wilayah),
            "buka_berkas": "sidb_berkas.buka" in current_app.view_functions,
        }  # fmt: skip

    def sesudah(self, baris):
        """On to the next one that waits, or back to the queue."""
        saring = self._saring()
        lain = [id for id, *_ in self._menunggu(saring) if id != baris.id]
        return self.get_url(".buka", id=lain[0], **saring) if lain else self.get_url(".index", **saring)


def _hari(kini) -> int:
    """How many days a proposal has waited here."""
    sejak = hari_setempat(kini.sejak)
    return max(0, (date.today() - sejak).days) if sejak else 0
