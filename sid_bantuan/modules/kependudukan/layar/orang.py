"""One page, one person: identity with its warnings, family, groups, and what happened."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain import kode
from ....domain.pesan import nama_kolom
from ....domain.tanggal import umur
from ...verval.putusan import keadaan
from .. import rekam, sampah
from ..kesalahan import DataDitolak
from ..tables import KelompokAnggota, Penduduk
from . import isian
from .berkas import foto_orang, kartu_berkas
from .dasar import HalamanRekam, boleh_di_sini, peringatan, sampaikan, segarkan
from .riwayat import pernah_digabung, riwayat
from .sambungan import sisipan

BAGIAN = (
    ("Identitas", ("nik", "keadaan_nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama",
                   "golongan_darah", "kewarganegaraan", "suku", "status_dasar", "status_penduduk")),
    ("Keluarga dan pekerjaan", ("hubungan_keluarga", "status_kawin", "tanggal_kawin", "akta_kawin", "tanggal_cerai",
                                "akta_cerai", "pendidikan_kk", "pendidikan_sedang", "pekerjaan", "nama_ayah", "nik_ayah",
                                "nama_ibu", "nik_ibu")),
    ("Dokumen dan alamat", ("akta_lahir", "ktp_el", "status_rekam", "tag_ktp", "paspor", "paspor_berlaku_sampai",
                            "kitas", "alamat_sekarang", "telepon", "lintang", "bujur")),
    ("Kesehatan dan jaminan", ("cacat", "sakit_menahun", "hamil", "cara_kb", "asuransi", "no_asuransi")),
)  # fmt: skip
"""The groups of the page and their columns; what is empty is named once at the end of its group."""

SELALU = ("nik", "tanggal_lahir", "hubungan_keluarga", "status_dasar")
"""Columns shown even when empty."""


class HalamanOrang(HalamanRekam):
    """The page of one resident."""

    sumber, ikon = "penduduk", "orang"
    aksi = {"tampilkan_nik": "lihat", "buang": "hapus"}

    @expose("/<id>")
    def buka(self, id):
        """The person, to read; editing is one click on."""
        return self._gambar(id, self.boleh("lihat_nik"))

    @expose("/<id>/nik", methods=["POST"])
    def tampilkan_nik(self, id):
        """The same with whole numbers, for one whose task it is not: allowed, and written down."""
        node = host.node()
        penduduk = rekam.ambil(node.catalog["penduduk"], id, node.code)
        if penduduk is None:
            return self.tidak_ada("Penduduk")
        jejak.catat(node.engine, host.operator(), jejak.LIHAT_NIK, "penduduk", id, node.code, label=penduduk.nama)
        return self._gambar(id, True)

    @expose("/<id>/buang", methods=["POST"])
    def buang(self, id):
        """Move the record to the recycle bin."""
        node = host.node()
        try:
            sampah.buang(node, host.operator(), "penduduk", [id])
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        segarkan(node)
        flash("Dipindahkan ke Tempat sampah. Bila keliru, pulihkan dari sini.", "success")
        return redirect(url_for("sidb_sampah.index"))

    def _gambar(self, id, lengkap: bool):
        node = host.node()
        penduduk = rekam.ambil(node.catalog["penduduk"], id, node.code)
        if penduduk is None:
            return self._tidak_ada_lagi(node, id)
        anggota = _keluarga(penduduk)
        ids = [id, *(satu.id for satu in anggota)]
        berkas = kartu_berkas(node, "penduduk", id)
        return self.render(
            "sid_bantuan/desa/orang.html",
            orang=penduduk,
            umur=umur(penduduk.tanggal_lahir, date.today()) if penduduk.tanggal_lahir else None,
            bagian_isi=_bagian(penduduk),
            anggota=anggota,
            kelompok=_kelompok(penduduk),
            keadaan=keadaan(node, ids),
            peringatan=peringatan(node, ids),
            riwayat=riwayat(node, penduduk, lengkap),
            digabung=pernah_digabung(node, penduduk),
            lengkap=lengkap,
            berkas=berkas,
            foto=foto_orang(penduduk, berkas),
            boleh_ubah=self.boleh("ubah"),
            boleh_hapus=self.boleh("hapus"),
            boleh_gabung=boleh_di_sini("penggabungan", "tambah"),
            sisipan_aksi=sisipan("orang.aksi", node, penduduk),
            sisipan_atas=sisipan("orang.atas", node, penduduk),
            hubungan=kode.daftar("hubungan_keluarga"),
            status_dasar=kode.daftar("status_dasar"),
            hidup=kode.HIDUP,
            nomor=("nik", "nik_ayah", "nik_ibu"),
        )

    def _tidak_ada_lagi(self, node, id):
        """A link to somebody who was merged or thrown away leads to where he is."""
        satu = sampah.cari_isi(node, "penduduk", id)
        if satu is None:
            return self.tidak_ada("Penduduk")
        if satu.gabung and request.method == "GET":
            flash(f"Data {satu.label} sudah digabung dengan data ini.", "info")
            return redirect(url_for(".buka", id=satu.gabung["tetap"]))
        flash(f"{satu.label} ada di Tempat sampah.", "info")
        return redirect(url_for("sidb_sampah.index"))


def _bagian(penduduk: Penduduk) -> list[tuple[str, list[tuple[str, str, str]], list[str]]]:
    """Each group: (title, its filled (column, label, words), the labels of what is empty)."""
    isi = rekam.nilai(penduduk)
    hasil = []
    for judul, kolom in BAGIAN:
        kata = {nama: isian.tampil(Penduduk._meta.columns[nama], isi[nama]) for nama in kolom}
        terisi = [(nama, nama_kolom(nama), kata[nama]) for nama in kolom if kata[nama] or nama in SELALU]
        hasil.append((judul, terisi, [nama_kolom(nama) for nama in kolom if not kata[nama] and nama not in SELALU]))
    return hasil


def _keluarga(penduduk: Penduduk) -> list[Penduduk]:
    if not penduduk.keluarga_id:
        return []
    semua = Penduduk.select().where(Penduduk.keluarga == penduduk.keluarga_id)
    return sorted(semua, key=lambda satu: (satu.hubungan_keluarga or 99, satu.tanggal_lahir or date.max))


def _kelompok(penduduk: Penduduk) -> list[KelompokAnggota]:
    return [satu for satu in KelompokAnggota.select().where(KelompokAnggota.penduduk == penduduk.id) if satu.kelompok]
