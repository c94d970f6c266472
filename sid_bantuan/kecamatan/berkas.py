"""Files of the villages' records above them: asked for where they are not here, opened where they are, each time on record."""

from flask import abort, flash, redirect, request
from flask_admin import expose

from .. import host, jejak
from ..domain.isi_berkas import sebutan_jenis
from ..domain.peran import boleh
from ..domain.wilayah_nama import nama_pendek
from ..modules.kependudukan import lampiran
from ..modules.verval.daftar import Saringan
from ..sync.files import Store
from ..ui.sajikan import sajikan
from .monitoring import HalamanAtas


def gudang(node) -> Store:
    """The contents this office holds."""
    return Store(node, host.host().folder)


def berkas_rekam(node, row, isi: dict) -> dict:
    """The files of a record on the desk and of its family card, as its sheet shows them."""
    keluarga = isi.get("keluarga_id")
    semua = lampiran.daftar(node, gudang(node), [satu for satu in (row.id, keluarga) if satu])
    person = host.operator()
    return {
        "berkas": semua if boleh(person, "berkas", "lihat", row.wilayah) else [],
        "berkas_keluarga": keluarga,
        "boleh_minta": boleh(person, "berkas", "sinkron", row.wilayah),
    }


class LayarBerkas(HalamanAtas):
    """The content of one file. Only the sheets lead here."""

    sumber, ikon = "berkas", "berkas"
    aksi = {"minta": "sinkron"}

    def is_visible(self):
        return False

    @expose("/")
    def index(self):
        return redirect(self.get_url("sidb_antrean.index"))

    @expose("/<id>")
    def buka(self, id: str):
        """The file itself; who opened it is written down before it is shown."""
        berkas = self._berkas(id, "lihat")
        node = host.node()
        isi = gudang(node).read(berkas.sha256)
        if isi is None:
            return self.ditolak(
                404, "Isi berkas ini belum ada di kantor ini", "Kembali ke lembarnya, lalu tekan Minta berkas."
            )
        jawab = sajikan(isi, berkas.nama)
        if jawab is None:
            return self.ditolak(404, "Berkas ini tidak dapat ditampilkan", "Isinya bukan foto atau PDF.")
        jejak.catat(
            node.engine, host.operator(), jejak.LIHAT_BERKAS, "berkas", berkas.id, berkas.wilayah,
            label=berkas.nama, catatan=sebutan_jenis(berkas.jenis),
        )  # fmt: skip
        return jawab

    @expose("/<id>/minta", methods=["POST"])
    def minta(self, id: str):
        """Ask the place it comes from; back to the sheet it was asked on."""
        berkas = self._berkas(id, "sinkron")
        node = host.node()
        gudang(node).ask(berkas.sha256)
        jejak.catat(
            node.engine, host.operator(), jejak.MINTA_BERKAS, "berkas", berkas.id, berkas.wilayah,
            label=berkas.nama, catatan=sebutan_jenis(berkas.jenis),
        )  # fmt: skip
        flash(
            f"{berkas.nama} diminta. {nama_pendek(berkas.wilayah)} mengirimnya pada sinkronisasi berikutnya.", "success"
        )
        if berkas.untuk_jenis == "usulan_bantuan":
            return redirect(self.get_url("sidb_antrean_usulan.buka", id=berkas.untuk_id))
        saringan = {nama: request.args[nama] for nama in Saringan.__dataclass_fields__ if nama in request.args}
        lembar = request.form.get("lembar") or berkas.untuk_id or "-"
        return redirect(self.get_url("sidb_antrean.nilai", id=lembar, **saringan))

    def _berkas(self, id: str, aksi: str):
        """The record of a file this person may see; 404 where there is none, 403 where it is not his."""
        berkas = lampiran.ambil(host.node(), id)
        if berkas is None:
            abort(404)
        if not self.boleh(aksi, berkas.wilayah):
            abort(403)
        return berkas
