"""The page of one event: what, who, when, its documents and verdict, what it changed; corrected here, or cancelled."""

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode, lampid
from ....domain.pesan import nama_kolom
from ....domain.wilayah_nama import nama_lengkap
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.layar.berkas import kartu_berkas
from ...kependudukan.layar.dasar import HalamanRekam, boleh_di_sini, segarkan, tautan
from ...kependudukan.layar.isian import tampil
from ...kependudukan.layar.sambungan import sisipan
from ...verval.putusan import keadaan
from .. import batal, masuk_baca, segel, siapa
from ..bulan import ditutup_sampai
from ..tables import BATAL, DICABUT, DITERIMA, Mutasi, MutasiOrang
from ..ubah import ubah
from . import akibat, ulang
from .daftar import IKON
from .formulir_ubah import FormulirUbah
from .kalimat import Perubahan, sebut_bulan
from .medan import Medan
from .pencatatan import FORMULIR
from .tujuan import desa_sekabupaten

ALASAN_BATAL = ("Salah orang", "Dicatat dua kali", "Peristiwanya tidak jadi", "Salah jenis peristiwa")
PELAPOR = ("pelapor", "hubungan_pelapor", "nik_pelapor", "nomor_surat", "keterangan")


class HalamanMutasi(HalamanRekam):
    """One event."""

    sumber, ikon, daftar = "mutasi", "peristiwa", "sidb_peristiwa.index_view"
    aksi = {"ubah": "ubah", "simpan": "ubah", "batal": "hapus", "batalkan": "hapus"}

    @expose("/<id>")
    def buka(self, id):
        """The event, to read."""
        node = host.node()
        mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code)
        if mutasi is None:
            return self.tidak_ada("Peristiwa ini")
        perubahan = Perubahan(node, mutasi)
        return self.render(
            "sid_bantuan/lampid/mutasi.html",
            mutasi=mutasi,
            nama=siapa.sebutan(node, [id])[id],
            ikon=IKON[mutasi.jenis],
            rincian=_rincian(mutasi),
            pelaporan=[(judul, kata) for judul, kata in _kata(mutasi, PELAPOR) if kata],
            orang=_orang(id),
            perubahan=perubahan.orang(),
            keluarga=perubahan.keluarga(),
            bulan=sebut_bulan(node, mutasi),
            dibatalkan=mutasi.keadaan == BATAL,
            keadaan=keadaan(node, [id])[id],
            kabar=_kabar(node, mutasi),
            tetap=_tak_dapat_diubah(node, mutasi),
            boleh_ubah=self.boleh("ubah"),
            boleh_batal=self.boleh("hapus") and mutasi.keadaan != BATAL,
            dapat_diulang=boleh_di_sini("mutasi", "tambah") and ulang.dapat_diulang(mutasi),
            alamat_ulang=_alamat_ulang(node, mutasi),
            berkas=kartu_berkas(node, "mutasi", id),
            tautan=tautan,
            sisipan_aksi=sisipan("mutasi.aksi", node, mutasi),
            lengkap=boleh_di_sini("penduduk", "lihat_nik"),
            jenis_kelamin=kode.daftar("jenis_kelamin"),
        )

    # ---- correcting

    @expose("/<id>/ubah")
    def ubah(self, id):
        """What was written about it, to be corrected."""
        node = host.node()
        mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code)
        if mutasi is None:
            return self.tidak_ada("Peristiwa ini")
        if tetap := _tak_dapat_diubah(node, mutasi):
            return self.ditolak(409, tetap.judul, tetap.saran)
        return self._gambar(FormulirUbah(node, mutasi, FORMULIR[mutasi.jenis]))

    @expose("/<id>/ubah", methods=["POST"])
    def simpan(self, id):
        """Store the corrections, or show the form again with what is wrong."""
        node = host.node()
        mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code)
        if mutasi is None:
            return self.tidak_ada("Peristiwa ini")
        formulir = FormulirUbah(node, mutasi, FORMULIR[mutasi.jenis], request.form)
        try:
            formulir.simpan(ubah, host.operator())
        except DataDitolak as salah:
            formulir.tunjukkan(salah.kesalahan)
            return self._gambar(formulir), 422
        except SudahBerubah as salah:
            formulir.tunjukkan_beda(salah.beda[0])
            return self._gambar(formulir), 409
        segarkan(node)
        flash("Perubahan tersimpan.", "success")
        return redirect(url_for(".buka", id=id))

    def _gambar(self, formulir):
        return self.render(
            "sid_bantuan/lampid/ubah.html",
            f=formulir,
            nama=siapa.sebutan(host.node(), [formulir.mutasi.id])[formulir.mutasi.id],
            desa_sekabupaten=desa_sekabupaten(host.node().code),
            tautan=tautan,
            kembali=url_for(".buka", id=formulir.mutasi.id),
        )

    # ---- cancelling

    @expose("/<id>/batal")
    def batal(self, id):
        """What would be undone, or why it cannot be."""
        return self._gambar_batal(id, "")

    @expose("/<id>/batal", methods=["POST"])
    def batalkan(self, id):
        """Undo exactly what it did."""
        node, alasan = host.node(), request.form.get("alasan_batal", "")
        try:
            mutasi = batal.batal(node, host.operator(), id, alasan)
        except DataDitolak as salah:
            if any(satu.kode == "mutasi_sudah_batal" for satu in salah.kesalahan):
                return self._sesudah_batal(id)  # sent twice: it is done already
            return self._gambar_batal(id, alasan, salah.kesalahan)
        segarkan(node)
        flash(f"{lampid.PERISTIWA[mutasi.jenis]} dibatalkan; semua yang diubahnya sudah dikembalikan.", "success")
        return self._sesudah_batal(id)

    def _sesudah_batal(self, id: str):
        """On to the form filled in again, if that was asked for, else to the event."""
        node = host.node()
        mutasi = ulang.yang_dibatalkan(node, id) if request.form.get("ulang") else None
        return redirect(_alamat_ulang(node, mutasi) if mutasi else url_for(".buka", id=id))

    def _gambar_batal(self, id, alasan: str, salah=()):
        node = host.node()
        mutasi = rekam.ambil(node.catalog["mutasi"], id, node.code)
        if mutasi is None:
            return self.tidak_ada("Peristiwa ini")
        halangan = batal.dapat_dibatalkan(node, id)
        isi = self.render(
            "sid_bantuan/lampid/batal.html",
            mutasi=mutasi,
            nama=siapa.sebutan(node, [id])[id],
            halangan=halangan,
            akibat=None if halangan else akibat.coba_batal(node, host.operator(), mutasi),
            alasan=alasan,
            salah=next((satu for satu in salah if satu.kolom == "alasan_batal"), None),
            contoh_alasan=ALASAN_BATAL,
            ulang=bool(request.values.get("ulang")) and ulang.dapat_diulang(mutasi),
            tautan=tautan,
        )
        return isi, 422 if salah else 200


def _alamat_ulang(node, mutasi: Mutasi) -> str:
    """Where a cancelled event is recorded again."""
    return url_for("sidb_catat.isi", jenis=mutasi.jenis, **ulang.alamat(node, mutasi), ulang=mutasi.id)


def _tak_dapat_diubah(node, mutasi: Mutasi) -> Kesalahan | None:
    """Why what was written about it stays as it is, or None."""
    ditutup = ditutup_sampai(node)
    tetap = segel.tertutup(node, mutasi)
    if not tetap and ditutup and mutasi.bulan <= ditutup:
        tetap = [Kesalahan("mutasi_bulan_ditutup", isi={"bulan": mutasi.bulan})]
    return tetap[0] if tetap else None


def _rincian(mutasi: Mutasi) -> list[tuple[str, str]]:
    """What was filled in of this kind of event, by the names its form has."""
    medan = [satu for bagian in FORMULIR[mutasi.jenis].bagian for satu in bagian.medan if "." not in satu.nama]
    kata = [(satu.judul, _sebut(satu, getattr(mutasi, satu.nama))) for satu in medan]
    return [(judul, satu) for judul, satu in [*kata, *_tempat_lain(mutasi)] if satu]


def _sebut(medan: Medan, nilai) -> str:
    return medan.tulis(nilai) if medan.rupa == "jam" else tampil(medan.kolom, nilai)


def _tempat_lain(mutasi: Mutasi) -> list[tuple[str, str]]:
    """Of a move: who of the family, how far, and the other place."""
    if mutasi.jenis not in (lampid.PINDAH, lampid.DATANG):
        return []
    ke = "Pindah ke" if mutasi.jenis == lampid.PINDAH else "Datang dari"
    tempat = nama_lengkap(mutasi.lawan_wilayah) if mutasi.lawan_wilayah else ""
    return [
        ("Yang pindah", lampid.YANG_PINDAH.get(mutasi.yang_pindah, "")),
        (ke, tempat or lampid.CAKUPAN_PINDAH.get(mutasi.cakupan, "")),
        ("Alamat di sana", mutasi.lawan_alamat or ""),
    ]


def _kata(mutasi: Mutasi, kolom) -> list[tuple[str, str]]:
    return [(nama_kolom(satu), str(getattr(mutasi, satu) or "")) for satu in kolom]


def _orang(id: str) -> list[MutasiOrang]:
    """One line for each whom it is about; those whom it only touched are told under what changed."""
    baris = MutasiOrang.select().where(MutasiOrang.mutasi_id == id)
    per = {}
    for satu in sorted(baris, key=lambda s: (s.baris == lampid.SUSUNAN, -s.kepala, str(s.tanggal_lahir or "9"), s.id)):
        per.setdefault(satu.penduduk_id, satu)
    sendiri = [satu for satu in per.values() if satu.baris != lampid.SUSUNAN]
    return sendiri or list(per.values())


def _kabar(node, mutasi: Mutasi) -> list[tuple[str, str]]:
    """What the other village made of a move: (badge, sentence)."""
    hasil = []
    for satu in masuk_baca.dari_mutasi(node, [mutasi.id]):
        if satu.kabar and satu.letak != DICABUT:
            nada = "valid" if satu.rincian.get("kabar") == DITERIMA else "ditolak"
            hasil.append((nada, satu.keterangan or ""))
    return hasil
