"""Files of a record: attached where the record is shown, opened, taken off and brought back."""

from flask import abort, flash, redirect, request, session
from flask_admin import expose

from .... import host, jejak
from ....domain.isi_berkas import AKHIRAN, JENIS
from ....sync.files import MOST, Store
from ....ui.sajikan import sajikan
from ...verval.putusan import keadaan
from .. import lampiran, sampah
from ..kesalahan import DataDitolak
from ..tables import Penduduk
from .dasar import HalamanRekam, boleh_di_sini, sampaikan, segarkan, tautan

POTONGAN = "X-Sid-Potongan"
"""A request with this header wants the card alone, to put it into the page that is open."""
KARTU = "sid_bantuan/desa/berkas.html"
BIASA = {"penduduk": "ktp", "keluarga": "kk", "mutasi": "akta", "surat_masuk": "surat", "usulan_bantuan": "foto",
         "musdes": "lainnya", "penyaluran": "foto"}  # fmt: skip
"""What is most often attached to a record of this type: chosen before anything is."""
_DIBUANG = "sid_berkas_dibuang"


def kartu_berkas(node, jenis: str, id: str, *, salah=(), dibuang: dict | None = None) -> dict | None:
    """What the card of files needs; None for those who may not see it.

    ``salah``: faults to show in it; ``dibuang``: the group just taken off (``kelompok``, ``nama``), to be undone.
    """
    if not boleh_di_sini("berkas", "lihat"):
        return None
    ditinggal = session.pop(_DIBUANG, None)
    if dibuang is None and ditinggal and ditinggal["id"] == id:
        dibuang = ditinggal
    return {
        "jenis": jenis, "id": id, "salah": salah, "dibuang": dibuang,
        "daftar": lampiran.daftar(node, _gudang(node), [id]),
        "pilihan": JENIS, "biasa": BIASA[jenis], "terima": ",".join(AKHIRAN), "terbesar": MOST,
        "boleh_tambah": _boleh("tambah", jenis), "boleh_buang": _boleh("hapus", jenis),
        "boleh_foto": jenis == "penduduk" and boleh_di_sini("penduduk", "ubah"),
    }  # fmt: skip


def foto_orang(penduduk: Penduduk, kartu: dict | None) -> lampiran.Lampiran | None:
    """The photo shown beside a name, for those whose task the resident's data is; others open it from the list."""
    if kartu is None or not boleh_di_sini("penduduk", "lihat_nik"):
        return None
    return lampiran.foto(penduduk, kartu["daftar"])


def _boleh(aksi: str, jenis: str) -> bool:
    """Whether the files of such a record are this person's to attach or take off: only where the record is theirs to change."""
    return jenis in lampiran.DILAMPIRI and boleh_di_sini("berkas", aksi) and boleh_di_sini(jenis, "ubah")


def _gudang(node) -> Store:
    return Store(node, host.host().folder)


class HalamanBerkas(HalamanRekam):
    """The contents of attached files, and what is done with them."""

    sumber, ikon = "berkas", "berkas"
    aksi = {"lampirkan": "tambah", "buang": "hapus", "urungkan": "hapus", "jadikan_foto": "tambah"}

    @expose("/<id>")
    def buka(self, id):
        """The file itself. Whoever looks on without it being his task is written down."""
        berkas, jawab = self._isi(id)
        if berkas is not None and not boleh_di_sini("penduduk", "lihat_nik"):
            self._catat_lihat(berkas)
        return jawab

    @expose("/<id>/gambar")
    def gambar(self, id):
        """The same inside a page, for those whose task it is."""
        berkas, jawab = self._isi(id)
        if berkas is not None and not boleh_di_sini("penduduk", "lihat_nik"):
            abort(404)
        return jawab

    def _isi(self, id):
        """The record of a file that can be shown and the answer with it; or None and the page that says why not."""
        node = host.node()
        berkas = lampiran.milik_sini(node, id)
        if berkas is None:
            return None, self.tidak_ada("Berkas")
        isi = _gudang(node).read(berkas.sha256)
        jawab = sajikan(isi, berkas.nama) if isi is not None else None
        if jawab is None:
            return None, self.ditolak(
                404,
                "Isi berkas ini belum ada di komputer ini",
                "Setelah komputer diganti, isinya kembali dari kecamatan lewat sinkronisasi. Bila tidak, lampirkan lagi.",
            )
        return berkas, jawab

    @staticmethod
    def _catat_lihat(berkas) -> None:
        node, siapa = host.node(), host.operator()
        jejak.catat(node.engine, siapa, jejak.LIHAT_BERKAS, "berkas", berkas.id, node.code, label=berkas.nama)

    @expose("/<jenis>/<id>/lampirkan", methods=["POST"])
    def lampirkan(self, jenis, id):
        """Attach what was chosen; each file is taken or refused by itself."""
        if jenis not in lampiran.DILAMPIRI:
            return self.tidak_ada("Data")
        if not _boleh("tambah", jenis):
            return self.tidak_berhak()
        node, salah = host.node(), []
        for kiriman in request.files.getlist("berkas") or [None]:
            isi = kiriman.read(MOST + 1) if kiriman else b""
            nama = (kiriman and kiriman.filename) or "berkas"
            try:
                lampiran.lampirkan(
                    node, _gudang(node), host.operator(), (jenis, id), request.form.get("jenis", ""), nama, isi
                )
            except DataDitolak as ditolak:
                salah += [(nama, satu) for satu in ditolak.kesalahan]
        if any(satu.kode == "rekam_tidak_ada" for _, satu in salah):
            return self.tidak_ada(jenis.capitalize())
        return self._kembali(jenis, id, salah=salah)

    @expose("/<id>/buang", methods=["POST"])
    def buang(self, id):
        """Take a file off its record; one press brings it back."""
        node = host.node()
        berkas = lampiran.milik_sini(node, id)
        if berkas is None:
            return self.tidak_ada("Berkas")
        if not _boleh("hapus", berkas.untuk_jenis):
            return self.tidak_berhak()
        kelompok = lampiran.lepaskan(node, host.operator(), id)
        dibuang = {"kelompok": kelompok, "nama": berkas.nama, "id": berkas.untuk_id}
        return self._kembali(berkas.untuk_jenis, berkas.untuk_id, dibuang=dibuang)

    @expose("/urungkan", methods=["POST"])
    def urungkan(self):
        """Bring back what was just taken off."""
        node = host.node()
        isi = sampah.isi_kelompok(node, request.form.get("kelompok", ""))
        if not isi or isi[0].jenis != "berkas":
            return self.tidak_ada("Berkas")
        if not _boleh("hapus", isi[0].baris["untuk_jenis"]):
            return self.tidak_berhak()
        sampah.pulihkan(node, host.operator(), isi[0].kelompok)
        return self._kembali(isi[0].baris["untuk_jenis"], isi[0].baris["untuk_id"])

    @expose("/<id>/jadikan-foto", methods=["POST"])
    def jadikan_foto(self, id):
        """Make a picture the photo of its resident."""
        node = host.node()
        berkas = lampiran.milik_sini(node, id)
        if berkas is None or berkas.untuk_jenis != "penduduk":
            return self.tidak_ada("Berkas")
        if not boleh_di_sini("penduduk", "ubah"):
            return self.tidak_berhak()
        dinilai = keadaan(node, [berkas.untuk_id])[berkas.untuk_id].putusan is not None
        try:
            lampiran.jadikan_foto(node, host.operator(), berkas)
        except DataDitolak as salah:
            sampaikan(salah)
        else:
            segarkan(node)
            flash("Foto dipasang." + (" Datanya masuk antrean verval lagi." if dinilai else ""), "success")
        return redirect(tautan("penduduk", berkas.untuk_id))

    def _kembali(self, jenis: str, id: str, *, salah=(), dibuang: dict | None = None):
        """The card as it is now for a script that puts it in place; else the page of the record."""
        if request.headers.get(POTONGAN):
            kartu = kartu_berkas(host.node(), jenis, id, salah=salah, dibuang=dibuang)
            return self.render(KARTU, berkas=kartu), 422 if salah else 200
        for nama, satu in salah:
            flash(f"{nama}: {satu.judul}. {satu.saran}", "error")
        if dibuang:
            session[_DIBUANG] = dibuang
        return redirect(tautan(jenis, id) + "#berkas")
