"""One recipient: who he is and was, how he stands and why, what the rules say, where his papers are."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain.angka import angka_kiriman
from ....domain.tanggal import baca_tanggal
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, segarkan, tautan
from .. import penerima, penerima_komponen, penerima_orang
from .penerima_daftar import halaman_banyak
from .penerima_isi import TEMPLAT, tentang
from .penerima_komponen import IsianKomponen

KEADAAN, BERKAS, PENGURUS, KOMPONEN = "keadaan", "berkas", "pengurus", "komponen"
"""The forms of the page; each shows its own faults."""


class HalamanPenerima(HalamanRekam):
    """The page of one recipient."""

    sumber, ikon, daftar = "penerima", "bantuan", "sidb_daftar_penerima.index_view"
    aksi = {"keadaan": "ubah", "urungkan": "ubah", "berkas": "ubah", "samakan": "ubah", "pengurus": "ubah", "banyak": "ubah",
            "komponen": "ubah", "tampilkan_nik": "lihat"}  # fmt: skip

    @expose("/<id>")
    def buka(self, id):
        """To read, with what may be done now."""
        return self._gambar(id, self.boleh("lihat_nik"))

    @expose("/<id>/nik", methods=["POST"])
    def tampilkan_nik(self, id):
        """The same with whole numbers, for one whose task it is not: allowed, and written down."""
        node = host.node()
        satu = rekam.ambil(node.catalog["penerima"], id, node.code)
        if satu is not None:
            jejak.catat(node.engine, host.operator(), jejak.LIHAT_NIK, "penerima", id, node.code, label=satu.nama)
        return self._gambar(id, True)

    @expose("/<id>/keadaan", methods=["POST"])
    def keadaan(self, id):
        """Set the written state with its reason."""
        isi = request.form
        alasan, catatan = isi.get("alasan") or None, isi.get("catatan", "")
        return self._lakukan(
            id, KEADAAN, "Keadaan penerima tercatat.",
            lambda node, siapa, versi: penerima.ubah_keadaan(
                node, siapa, id, versi, isi.get("keadaan", ""), alasan, catatan
            ),
        )  # fmt: skip

    @expose("/banyak", methods=["POST"])
    def banyak(self):
        """The same for all that were ticked; who could not be changed stays on the page, with why."""
        form, node = request.form, host.node()
        pilih = {id: angka_kiriman(versi) for id, _, versi in map(_pisah, form.getlist("pilih"))}
        pilih = {id: versi for id, versi in pilih.items() if versi is not None}
        if not pilih:
            return redirect(url_for(self.daftar))
        try:
            gagal = penerima.ubah_banyak(
                node,
                host.operator(),
                pilih,
                form.get("keadaan", ""),
                form.get("alasan") or None,
                form.get("catatan", ""),
            )
        except DataDitolak as salah:
            return halaman_banyak(self, list(pilih), salah.kesalahan, versi=pilih), 422
        segarkan(node)
        if gagal:
            return halaman_banyak(self, list(gagal), gagal=gagal), 409
        flash(f"Keadaan {len(pilih)} penerima tercatat.", "success")
        return redirect(url_for(self.daftar))

    @expose("/<id>/urungkan", methods=["POST"])
    def urungkan(self, id):
        """Back to the state before."""
        return self._lakukan(
            id, "atas", "Keadaannya kembali seperti sebelum perubahan terakhir.",
            lambda node, siapa, versi: penerima.urungkan(node, siapa, id, versi),
        )  # fmt: skip

    @expose("/<id>/berkas", methods=["POST"])
    def berkas(self, id):
        """Where his papers are."""
        form = request.form
        tgl, salah = baca_tanggal(form.get("tgl_pengajuan", "").strip() or None)
        isi = {nama: " ".join(form.get(nama, "").split()) for nama in ("posisi_berkas", "nomor_sk")}

        def simpan(node, siapa, versi):
            if salah:
                raise DataDitolak([Kesalahan(salah, "tgl_pengajuan")])
            penerima.ubah_berkas(node, siapa, id, versi, isi | {"tgl_pengajuan": tgl})

        return self._lakukan(id, BERKAS, "Keterangan berkas tersimpan.", simpan)

    @expose("/<id>/samakan", methods=["POST"])
    def samakan(self, id):
        """His identity as the register has it."""
        return self._lakukan(
            id, "atas", "Identitas penerima sudah sama dengan data kependudukan.",
            lambda node, siapa, versi: penerima_orang.samakan_identitas(node, siapa, id, versi),
        )  # fmt: skip

    @expose("/<id>/pengurus", methods=["POST"])
    def pengurus(self, id):
        """Another of the family looks after it."""
        pilih = request.form.get("pengurus", "")
        return self._lakukan(
            id, PENGURUS, "Pengurus bantuan diganti.",
            lambda node, siapa, versi: penerima_orang.ganti_pengurus(node, siapa, id, versi, pilih),
        )  # fmt: skip

    @expose("/<id>/komponen", methods=["POST"])
    def komponen(self, id):
        """Which components, and whose; or the form again with a row more or less, nothing stored yet."""
        baris = IsianKomponen.baca(request.form)
        if baris.ubah_bentuk(request.form.get("aksi", "")):
            return self._gambar(id, self.boleh("lihat_nik"), KOMPONEN)
        return self._lakukan(
            id, KOMPONEN, "Komponen penerima tersimpan.",
            lambda node, siapa, versi: penerima_komponen.ubah_komponen(node, siapa, id, versi, baris.pilihan()),
        )  # fmt: skip

    def _lakukan(self, id: str, formulir: str, kabar: str, kerja):
        """Do it, and show the page again; a fault shows at its form with everything that was typed."""
        node = host.node()
        versi = request.form.get("versi", type=int)
        if rekam.ambil(node.catalog["penerima"], id, node.code) is None:
            return self.tidak_ada("Penerima ini")
        try:
            kerja(node, host.operator(), versi)
        except DataDitolak as salah:
            return self._gambar(id, self.boleh("lihat_nik"), formulir, salah.kesalahan), 422
        except SudahBerubah as salah:
            return self._gambar(id, self.boleh("lihat_nik"), formulir, (), salah.beda[0]), 409
        segarkan(node)
        flash(kabar, "success")
        return redirect(url_for(".buka", id=id))

    def _gambar(self, id: str, lengkap: bool, formulir: str = "", salah=(), beda=None):
        node = host.node()
        satu = rekam.ambil(node.catalog["penerima"], id, node.code)
        if satu is None:
            return self.tidak_ada("Penerima ini")
        isi = tentang(node, satu)
        program = isi["program"]
        return self.render(
            TEMPLAT, **isi, lengkap=lengkap, versi=rekam.versi(node, id), alamat_warga=_alamat_warga(isi["warga"]),
            calon=penerima_orang.calon_pengurus(node, satu) if program and program.keluarga else [],
            isian=IsianKomponen.siapkan(node, satu, program, salah, request.form if formulir == KOMPONEN else None),
            boleh_ubah=self.boleh("ubah"), boleh_tambah=self.boleh("tambah"),
            urungkan=penerima.keadaan_sebelum(satu), formulir=formulir,
            salah={one.kolom: one for one in reversed(list(salah))}, beda=beda, ketik=request.form,
        )  # fmt: skip


def _alamat_warga(warga) -> str | None:
    return tautan("penduduk", warga.id) if warga and boleh_di_sini("penduduk", "lihat") else None


def _pisah(nilai: str) -> tuple[str, str, str]:
    return nilai.partition(":")
