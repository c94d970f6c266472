"""The KK screen: the family card as the paper shows it, entered and edited in place."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain import kode
from ....domain.pesan import nama_kolom
from ....domain.wilayah import parent
from ....domain.wilayah_nama import nama_wilayah
from ....ui.tampil import jam
from ...verval.putusan import keadaan
from .. import sampah
from ..keluarga_simpan import simpan_keluarga
from ..kesalahan import DataDitolak, SudahBerubah
from ..tables import Penduduk
from . import lembar as kartu
from .berkas import kartu_berkas
from .dasar import HalamanRekam, boleh_di_sini, peringatan, sampaikan, segarkan, tautan
from .sambungan import sisipan

_KOLOM = {nama: Penduduk._meta.columns[nama] for nama in (*kartu.ATAS, *kartu.BAWAH)}
KODE = {nama: kolom.codes for nama, kolom in _KOLOM.items() if hasattr(kolom, "codes")}
"""The code lists of the card's columns."""

PANJANG = {"nama": 100, "nik": 20, "tempat_lahir": 100, "tanggal_lahir": 10, "tanggal_kawin": 10, "paspor": 45,
           "kitas": 45, "nama_ayah": 100, "nama_ibu": 100}  # fmt: skip

JUDUL = {
    "nama": "Nama lengkap", "pendidikan_kk": "Pendidikan", "pekerjaan": "Jenis pekerjaan", "golongan_darah": "Gol. darah",
    "jenis_kelamin": "Jenis kelamin", "status_kawin": "Status perkawinan", "tanggal_kawin": "Tanggal perkawinan",
    "hubungan_keluarga": "Hubungan dalam keluarga", "kewarganegaraan": "Warga negara", "paspor": "No paspor",
    "kitas": "No KITAS/KITAP", "nama_ayah": "Nama ayah", "nama_ibu": "Nama ibu",
}  # fmt: skip
"""Column heads as the card prints them, where they differ from elsewhere."""


class LayarKK(HalamanRekam):
    """One family card, new or recorded."""

    sumber, ikon, daftar = "keluarga", "keluarga", "sidb_keluarga.index_view"
    aksi = {"baru": "tambah", "simpan": "ubah", "hapus": "hapus"}

    @expose("/baru")
    def baru(self):
        """An empty card."""
        return self._gambar(kartu.lembar_baru())

    @expose("/<id>")
    def buka(self, id):
        """A recorded card, to read or to edit in place."""
        lembar = kartu.lembar_tersimpan(host.node(), id)
        return self._gambar(lembar) if lembar else self.tidak_ada("KK")

    @expose("/simpan")
    def kembali(self):
        """The address of a card that came back with faults, opened anew: what was typed is gone, the family is there."""
        id = request.args.get("id", "")
        ada = kartu.lembar_tersimpan(host.node(), id) if id else None
        return redirect(url_for(".buka", id=id) if ada else url_for(".index"))

    @expose("/simpan", methods=["POST"])
    def simpan(self):
        """Store the whole card, or show it again with everything that was typed and what is wrong with it."""
        node = host.node()
        lembar = kartu.sahkan(node, kartu.dari_formulir(request.form))
        if not boleh_di_sini("penduduk", "ubah") or (lembar.baru and not self.boleh("tambah")):
            return self.tidak_berhak()
        if request.form.get("tambah"):
            lembar.tambah_baris()
            return self._gambar(lembar)
        if ambil := request.form.get("ambil"):
            kartu.ambil_penduduk(node, lembar, *ambil.partition(":")[::2])
            return self._gambar(lembar)
        return self._simpan(node, lembar)

    def _simpan(self, node, lembar):
        isi, anggota, tak_terbaca = kartu.baca_lembar(node, lembar)
        try:
            simpan_keluarga(node, host.operator(), isi, anggota, lembar.id, lembar.versi, tak_terbaca)
        except DataDitolak as salah:
            kartu.tunjukkan_salah(lembar, salah.kesalahan)
            return self._gambar(lembar), 422
        except SudahBerubah as salah:
            kartu.tunjukkan_beda(lembar, salah.beda)
            lembar.pengubah = _pengubah(node, salah.beda)
            return self._gambar(lembar), 409
        segarkan(node)
        flash("Kartu keluarga tersimpan.", "success")
        return redirect(url_for(".buka", id=lembar.id))

    @expose("/<id>/hapus", methods=["POST"])
    def hapus(self, id):
        """Move the card to the recycle bin; its members stay or go along, as the operator chose."""
        node = host.node()
        try:
            sampah.buang(node, host.operator(), "keluarga", [id], request.form.get("penghuni"))
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        segarkan(node)
        flash("KK dipindahkan ke Tempat sampah dan dapat dipulihkan dari sana.", "success")
        return redirect(url_for("sidb_sampah.index"))

    def _gambar(self, lembar):
        node = host.node()
        ids = [lembar.id, *(satu.id for satu in lembar.baris if satu.id)]
        boleh_ubah = self.boleh("ubah") and boleh_di_sini("penduduk", "ubah")
        return self.render(
            "sid_bantuan/desa/kk.html",
            lembar=lembar,
            atas=kartu.ATAS,
            bawah=kartu.BAWAH,
            judul_kolom=lambda nama: JUDUL.get(nama, nama_kolom(nama)),
            kode=KODE,
            panjang=PANJANG,
            tempat=kartu.daftar_tempat(node),
            wilayah=_wilayah(node.code),
            peringatan=peringatan(node, ids),
            keadaan=keadaan(node, ids),
            status_dasar=kode.daftar("status_dasar"),
            tautan=tautan,
            boleh_ubah=boleh_ubah,
            lengkap=boleh_di_sini("penduduk", "lihat_nik"),
            boleh_hapus=self.boleh("hapus") and not lembar.baru,
            sisipan_aksi=[] if lembar.baru else sisipan("kk.aksi", node, lembar.id),
            sisipan_atas=[] if lembar.baru else sisipan("kk.atas", node, lembar.id),
            berkas=None if lembar.baru else kartu_berkas(node, "keluarga", lembar.id),
            contoh=kartu.Baris("__K__", kartu.baris_kosong()),
        )


def _pengubah(node, beda) -> str:
    """Who was faster, and when, as far as the audit log knows."""
    jejak_terakhir = [satu for lain in beda for satu in jejak.baca(node.engine, rekam_id=lain.id, banyak=1)]
    terakhir = max(jejak_terakhir, key=lambda satu: satu.pada, default=None)
    return f"{terakhir.oleh}, {jam(terakhir.pada)}" if terakhir else ""


def _wilayah(code: str) -> list[tuple[str, str]]:
    """The lines of the card that the village gives by itself."""
    kecamatan = parent(code)
    kabupaten = parent(kecamatan)
    return [
        (host.sebutan().tingkat, nama_wilayah(code)),
        ("Kecamatan", nama_wilayah(kecamatan)),
        ("Kabupaten/Kota", nama_wilayah(kabupaten)),
        ("Provinsi", nama_wilayah(kabupaten[:2])),
    ]
