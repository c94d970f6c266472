"""The page of one village meeting: its minutes, the decision that follows, and the proposals it moves on."""

from datetime import date

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host, jejak
from ....domain import bantuan as kata
from ....domain.peran import boleh
from ....domain.sebutan import sebutan
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....ui.formulir import VERSION
from ....ui.tampil import nomor_tersamar
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.layar.berkas import kartu_berkas
from ...kependudukan.layar.dasar import HalamanRekam, sampaikan, segarkan, tautan
from ...persuratan import pejabat
from ...persuratan.layar.dasar import gudang, isi_pdf, kalimat
from .. import cetak_musdes, musdes, putaran_kirim, usulan_kini
from .musdes_daftar import KEADAAN, NADA, keadaan
from .musdes_formulir import BARU, FormulirMusdes
from .usulan_dasar import NADA as NADA_USULAN
from .usulan_dasar import pilihan_program, tulis_nik


def _versi(isi) -> int | None:
    """Which state of the meeting the page showed that was sent."""
    dilihat = isi.get(VERSION, "")
    return int(dilihat) if dilihat.isdecimal() else None


class HalamanMusdes(HalamanRekam):
    """One meeting."""

    sumber, ikon, daftar = "musdes", "keluarga", "sidb_daftar_musdes.index_view"
    aksi = {
        "baru": "tambah", "simpan_baru": "tambah", "ubah": "ubah", "simpan": "ubah", "tutup": "ubah", "putuskan": "ubah",
        "terapkan": "ubah", "berita_acara": "ekspor", "keputusan": "ekspor",
    }  # fmt: skip

    @expose("/baru")
    def baru(self):
        """An empty form."""
        node = host.node()
        awal = {"tempat": f"Balai {sebutan(node.code).tingkat}", "program": request.args.get("program", "")[:40]}
        formulir = FormulirMusdes(node, awal=awal | putaran_kirim.awal_musdes(node, request.args.get("putaran", "")))
        formulir.nama += [BARU | satu for satu in putaran_kirim.nama_lampiran(node, formulir.teks["putaran_id"])]
        return self._formulir(formulir)

    @expose("/baru", methods=["POST"])
    def simpan_baru(self):
        """Store a new meeting, or show its form again."""
        return self._terima(FormulirMusdes(host.node(), kiriman=request.form))

    @expose("/<id>")
    def buka(self, id):
        """The meeting, to read; what may be done with it now."""
        baris = self._ambil(id)
        return self._gambar(baris) if baris else self.tidak_ada("Musyawarah ini")

    @expose("/<id>/ubah")
    def ubah(self, id):
        """The form of a meeting whose minutes are open."""
        baris = self._terbuka(id)
        return self._formulir(FormulirMusdes(host.node(), baris)) if not isinstance(baris, tuple) else baris

    @expose("/<id>/ubah", methods=["POST"])
    def simpan(self, id):
        """Store it, or show it again with what is wrong."""
        baris = self._terbuka(id)
        return self._terima(FormulirMusdes(host.node(), baris, request.form)) if not isinstance(baris, tuple) else baris

    def _ambil(self, id: str):
        node = host.node()
        return rekam.ambil(node.catalog["musdes"], id, node.code)

    def _terbuka(self, id: str):
        """The meeting, or the page that says why it cannot be changed."""
        baris = self._ambil(id)
        if baris is None:
            return self.tidak_ada("Musyawarah ini")
        if baris.selesai:
            satu = Kesalahan("musdes_selesai")
            return self.ditolak(409, satu.judul, satu.saran)
        return baris

    def _formulir(self, formulir: FormulirMusdes, status: int = 200):
        isi = self.render(
            "sid_bantuan/bantuan/musdes_formulir.html", f=formulir, program=pilihan_program(), tulis_nik=tulis_nik
        )
        return isi, status

    def _terima(self, formulir: FormulirMusdes):
        if request.form.get("aksi") == "lagi":
            return self._formulir(formulir)
        try:
            baris = formulir.simpan(host.operator())
        except DataDitolak as salah:
            formulir.tunjukkan(salah)
            return self._formulir(formulir, 422)
        except SudahBerubah as salah:
            formulir.tunjukkan_beda(salah)
            return self._formulir(formulir, 409)
        segarkan(host.node())
        flash("Musyawarah tersimpan.", "success")
        return redirect(url_for(".buka", id=baris.id))

    # ---- what follows

    @expose("/<id>/tutup", methods=["POST"])
    def tutup(self, id):
        """Close the minutes."""
        versi = _versi(request.form)
        return self._kerjakan(
            id, lambda: musdes.tutup(host.node(), host.operator(), id, versi), "Berita acara ditutup."
        )

    @expose("/<id>/keputusan", methods=["POST"])
    def putuskan(self, id):
        """Write down the decision of the head."""
        isi, baris = request.form, self._ambil(id)
        if baris is None:
            return self.tidak_ada("Musyawarah ini")
        hari, keliru = baca_tanggal(isi.get("tgl_keputusan", ""))
        try:
            if keliru:
                raise DataDitolak([Kesalahan(keliru, "tgl_keputusan")])
            musdes.putuskan(host.node(), host.operator(), id, isi.get("nomor_keputusan", ""), hari,
                            isi.get("penandatangan", ""), _versi(isi))  # fmt: skip
        except DataDitolak as salah:
            return self._gambar(baris, isi, salah), 422
        segarkan(host.node())
        flash("Keputusan dicatat.", "success")
        return redirect(url_for(".buka", id=id))

    @expose("/<id>/terapkan", methods=["POST"])
    def terapkan(self, id):
        """Take this person's steps with every annexed proposal, and tell what became of each."""
        baris = self._ambil(id)
        if baris is None:
            return self.tidak_ada("Musyawarah ini")
        try:
            hasil = musdes.terapkan(host.node(), host.operator(), id)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        segarkan(host.node())
        return self._gambar(baris, hasil=hasil)

    def _kerjakan(self, id: str, kerja, kabar: str):
        if self._ambil(id) is None:
            return self.tidak_ada("Musyawarah ini")
        try:
            kerja()
        except DataDitolak as salah:
            sampaikan(salah)
        else:
            segarkan(host.node())
            flash(kabar, "success")
        return redirect(url_for(".buka", id=id))

    # ---- the papers

    @expose("/<id>/berita-acara.pdf")
    def berita_acara(self, id):
        """The minutes as PDF."""
        return self._pdf(id, cetak_musdes.berita_acara, "berita acara")

    @expose("/<id>/keputusan.pdf")
    def keputusan(self, id):
        """The decision as PDF."""
        return self._pdf(id, cetak_musdes.keputusan, "keputusan")

    def _pdf(self, id: str, cetak, nama: str):
        node, orang, baris = host.node(), host.operator(), self._ambil(id)
        if baris is None:
            return self.tidak_ada("Musyawarah ini")
        lengkap = boleh(orang, "usulan_bantuan", "lihat_nik", node.code)
        try:
            isi = cetak(node, baris, (lambda nik: nik) if lengkap else nomor_tersamar, gudang().read)
        except DataDitolak as salah:
            return self.ditolak(422, *kalimat(salah))
        jejak.catat(
            node.engine, orang, "ekspor", "musdes", id, node.code, label=baris.perihal, catatan=nama.capitalize()
        )
        return isi_pdf(isi, f"{nama} {baris.perihal}"[:80].replace("/", "-"))

    # ---- the page

    def _gambar(self, baris, isi=None, salah: DataDitolak | None = None, hasil=None):
        node, ada = host.node(), musdes.isi(baris)
        ids = [satu["usulan_id"] for satu in ada.nama if satu.get("usulan_id")]
        kini, kepala = usulan_kini.baca(node, ids), pejabat.aktif(node, "kepala_desa", date.today())
        awal = {"tgl_keputusan": teks_tanggal(baris.tgl_keputusan or date.today()),
                "nomor_keputusan": baris.nomor_keputusan or "",
                "penandatangan": baris.penandatangan or (kepala.nama if kepala else "")}  # fmt: skip
        program = usulan_kini.program_usulan(baris.program, node.code) if baris.program else None
        return self.render(
            "sid_bantuan/bantuan/musdes.html", musdes=baris, ada=ada, unsur=musdes.unsur(node.code), arah=kata.ARAH,
            keadaan=KEADAAN[keadaan(baris)], nada=NADA[keadaan(baris)], kuorum=musdes.kuorum(baris), program=program,
            kini=kini, menunggu=sum(map(_menunggu_desa, kini.values())),
            keadaan_usulan=kata.KEADAAN_USULAN, nada_usulan=NADA_USULAN, tautan=tautan,
            boleh_ubah=self.boleh("ubah"), boleh_cetak=self.boleh("ekspor"), isi=isi or awal, hasil=hasil,
            salah={satu.kolom: satu for satu in reversed(salah.kesalahan)} if salah else {},
            versi=rekam.versi(node, baris.id),
            berkas=kartu_berkas(node, "musdes", baris.id), sebut=sebutan(node.code), tulis_nik=tulis_nik,
        )  # fmt: skip


def _menunggu_desa(ini: usulan_kini.Kini) -> bool:
    """Whether the meeting can carry this proposal on: its turn is the village's, and it does not wait for a place."""
    return ini.giliran == "desa" and ini.keadaan != kata.DAFTAR_TUNGGU
