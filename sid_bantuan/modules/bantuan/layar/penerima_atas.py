"""One recipient above the villages: all that is known of him and his family, to read; what is the village's stays its own."""

from flask import current_app, redirect, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain import kode
from ....domain.peran import boleh
from ....domain.wilayah import within
from ....domain.wilayah_nama import nama_pendek
from ....ui.saring import in_area
from ...kependudukan.layar.dasar import HalamanDesa
from ...kependudukan.tables import Penduduk
from .. import atribut, penerima_orang
from ..tables import Penerima
from .penerima_dasar import NADA_GOLONGAN
from .penerima_isi import TEMPLAT, tentang


class HalamanPenerimaAtas(HalamanDesa):
    """The page of one recipient of a village of this area."""

    sumber, ikon, di_menu = "penerima", "bantuan", False
    aksi = {"tampilkan_nik": "lihat"}

    @expose("/")
    def index(self):
        """The list."""
        return redirect(url_for("sidb_daftar_penerima.index_view"))

    @expose("/<id>")
    def buka(self, id):
        """To read."""
        satu = self._ambil(id)
        return self._gambar(satu, self.boleh("lihat_nik", satu.wilayah)) if satu else self.tidak_ada("Penerima ini")

    @expose("/<id>/nik", methods=["POST"])
    def tampilkan_nik(self, id):
        """The same with whole numbers, for one whose task it is not: allowed, and written down."""
        satu = self._ambil(id)
        if satu is None:
            return self.tidak_ada("Penerima ini")
        engine = host.node().engine
        jejak.catat(engine, host.operator(), jejak.LIHAT_NIK, "penerima", id, satu.wilayah, label=satu.nama)
        return self._gambar(satu, True)

    @staticmethod
    def _ambil(id: str) -> Penerima | None:
        """The recipient, where he lies in the area this person works for."""
        orang, here = host.operator(), host.node().code
        area = orang.wilayah if within(orang.wilayah, here) else here
        return Penerima.get_or_none((Penerima.id == id) & in_area(Penerima, area))

    def _gambar(self, satu: Penerima, lengkap: bool):
        node, isi = host.node(), tentang(host.node(), satu)
        return self.render(
            TEMPLAT, **isi, lengkap=lengkap, atas=True, tempat=nama_pendek(satu.wilayah), boleh_ubah=False,
            alamat_warga=_alamat("penduduk", isi["warga"]), alamat_verval=_alamat_verval(satu),
            keluarga=[
                (one.nama, kode.daftar("hubungan_keluarga").get(one.hubungan_keluarga, ""), _alamat("penduduk", one))
                for one in penerima_orang.anggota(node, satu)
            ],
            bantuan={"semua": _lain(node, satu, isi["warga"]), "NADA": NADA_GOLONGAN, "SEBUT": atribut.SEBUT,
                     "tautan": _buka, "bernama": True},
            salah={}, ketik={}, formulir="", calon=[],
        )  # fmt: skip


def _lain(node, satu: Penerima, warga: Penduduk | None) -> list[atribut.Atribut]:
    """All other aid of him and his family: the family it is given to, and the one he belongs to now."""
    keluarga = {satu.keluarga_id, warga.keluarga_id if warga else None} - {None}
    semua = {
        (one.id, one.orang): one for kk in sorted(keluarga) for one in atribut.keluarga(node, kk)
    }  # fmt: skip
    if satu.orang_id:
        semua |= {(one.id, one.orang): one for one in atribut.orang(node, satu.orang_id, None)}
    return sorted(
        (one for one in semua.values() if one.id != satu.id), key=lambda one: atribut.URUT.index(one.golongan)
    )


def _alamat(sumber: str, warga: Penduduk | None) -> str | None:
    """The whole record of a resident, for whom may see it."""
    if warga is None or not boleh(host.operator(), sumber, "lihat", warga.wilayah):
        return None
    return url_for("sidb_penduduk.details_view", id=warga.id)


def _alamat_verval(satu: Penerima) -> str | None:
    """Where he is judged, for whose task that is."""
    if "sidb_antrean.nilai" not in current_app.view_functions:
        return None
    if not boleh(host.operator(), "antrean", "lihat", satu.wilayah):
        return None
    return url_for("sidb_antrean.nilai", id=satu.id, jenis="penerima", wilayah=satu.wilayah)


def _buka(jenis: str, id: str) -> str | None:
    """The page of another recipient; a line of a list or a proposal is no page here."""
    return url_for(".buka", id=id) if jenis == "penerima" else None
