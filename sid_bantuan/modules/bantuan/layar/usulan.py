"""The page of one proposal: where it stands, what the rules say, its documents and statements, and what may be done now."""

from datetime import date

from flask import abort, flash, redirect, request
from flask_admin import expose

from .... import host
from ....domain import bantuan as kata
from ....domain import usulan as alur
from ....domain.ids import derived_id
from ....domain.peran import boleh
from ....domain.tanggal import baca_tanggal, teks_tanggal
from ....domain.wilayah import level, within
from ....domain.wilayah_nama import nama_pendek
from ...kependudukan.kesalahan import DataDitolak
from ...kependudukan.layar.berkas import kartu_berkas
from ...kependudukan.layar.dasar import HalamanRekam, sampaikan, segarkan, tautan
from .. import periksa, peringkat, pernyataan, usulan, usulan_kini, usulan_langkah, usulan_tanda
from ..tables_usulan import Musdes, UsulanBantuan, UsulanLangkah
from .usulan_dasar import (
    IKON,
    NADA,
    NADA_ATURAN,
    SEBUT_ATURAN,
    SELESAI,
    TOMBOL,
    sebut_batas,
    sebut_giliran,
    sebut_peran,
    semua_dokumen,
    terlambat,
    tulis_nik,
)

ISIAN = ("alasan", "catatan", "nomor_keputusan", "pemberitahu", "diberitahukan_pada")


class IsiHalamanUsulan:
    """Mix into a page at any level: one proposal and its steps. ``sumber`` is what its steps are a right on."""

    sumber, ikon = "usulan_langkah", "antrean"
    aksi = {"langkah": "tambah"}
    templat = "sid_bantuan/bantuan/usulan.html"

    @expose("/<id>")
    def buka(self, id):
        """The proposal, to read; what may be done with it now."""
        return self._gambar(self._usulan(id, "lihat"))

    @expose("/<id>/langkah", methods=["POST"])
    def langkah(self, id):
        """Take one step with it, as the page showed it."""
        baris, isi = self._usulan(id, "tambah"), request.form
        nama = isi.get("langkah", "")
        if nama not in TOMBOL:
            return self.ditolak(
                400, "Langkah ini tidak dikenal", "Muat ulang halaman, lalu tekan tombolnya sekali lagi."
            )
        node = host.node()
        try:
            ini = usulan_langkah.ambil(
                node, host.operator(), baris.id, nama, isi.get("tanda"), isi.getlist("dokumen"), **_bawaan(isi, nama)
            )
        except DataDitolak as salah:
            sampaikan(DataDitolak([satu for satu in salah.kesalahan if not satu.kolom]))
            return self._gambar(baris, isi, salah, nama), 422
        segarkan(node)
        flash(SELESAI[ini.langkah], "success")
        return redirect(self.sesudah(baris))

    def sesudah(self, baris: UsulanBantuan) -> str:
        """Where to go when a step was taken."""
        return self.get_url(".buka", id=baris.id)

    def _usulan(self, id: str, aksi: str) -> UsulanBantuan:
        """A proposal of this area; 404 where there is none, 403 where it is not this person's."""
        baris = UsulanBantuan.get_or_none(UsulanBantuan.id == id)
        if baris is None or not within(baris.wilayah, host.node().code):
            abort(404)
        if not self.boleh(aksi, baris.wilayah):
            abort(403)
        return baris

    def tambahan(self, baris: UsulanBantuan) -> dict:
        """What a page at one level shows beside."""
        return {}

    def _gambar(self, baris: UsulanBantuan, isi=None, salah: DataDitolak | None = None, langkah: str = ""):
        node, orang = host.node(), host.operator()
        di, tahap = usulan_kini.posisi(node, baris.id)
        kini = usulan_kini.baca(node, [baris.id]).get(baris.id)
        program = usulan_kini.program_usulan(baris.program, baris.wilayah)
        ini = (
            tahap[di.tahap - 1]
            if 1 <= di.tahap <= len(tahap) and not di.sudah and di.keadaan != kata.DIKEMBALIKAN
            else None
        )
        dapat = usulan_langkah.tindakan(node, orang, baris, di, tahap)
        dokumen = usulan.dokumen(baris)
        perlu = usulan_langkah.dokumen_tahap(di, tahap)
        return self.render(
            self.templat, usulan=baris, di=di, kini=kini, program=program, tahap=tahap, keadaan=kata.KEADAAN_USULAN[di.keadaan],
            nada=NADA[di.keadaan], giliran=sebut_giliran(di.giliran, ini, baris.wilayah), batas=sebut_batas(kini),
            terlambat=terlambat(kini), dapat=dapat, tombol=TOMBOL, ikon_langkah=IKON, pilihan_alasan=alur.PILIHAN_ALASAN,
            alasan=alur.ALASAN, kata_langkah=kata.LANGKAH_USULAN, riwayat=_riwayat(baris.id, di), lini=_lini(di, tahap, baris),
            dokumen=dokumen, semua_dokumen=semua_dokumen(program, tahap, dokumen), kurang=[s for s in perlu if s not in dokumen],
            nik=tulis_nik(baris.nik, baris.wilayah),
            keadaan_nik=usulan_tanda.keadaan_nik([baris])[baris.id], sebut_nik=usulan_tanda.SEBUT_NIK,
            ganda=usulan_tanda.ganda(node, baris), jenis_pernyataan=kata.PERNYATAAN,
            pernyataan=pernyataan.daftar(baris.id, baris.wilayah),
            aturan=_aturan(node, baris), nada_aturan=NADA_ATURAN, sebut_aturan=SEBUT_ATURAN, tempat=_tempat(node, baris, program),
            sendiri=baris.node == node.code, tautan=tautan, isi=isi or {}, langkah_salah=langkah, hari_ini=date.today(),
            salah={satu.kolom: satu for satu in reversed(salah.kesalahan)} if salah else {}, TERTUTUP=alur.SELESAI,
            musdes=_musdes(baris), teks_tanggal=teks_tanggal,
            keadaan_usulan=kata.KEADAAN_USULAN, di_desa=level(node.code) == "desa", sebut_desa=nama_pendek(baris.wilayah),
            **self.tambahan(baris),
        )  # fmt: skip


def _musdes(baris: UsulanBantuan) -> Musdes | None:
    """The meeting of its own village that discussed it."""
    milik = (Musdes.id == baris.musdes_id) & (Musdes.wilayah == baris.wilayah)
    return Musdes.get_or_none(milik) if baris.musdes_id else None


def _bawaan(isi, langkah: str) -> dict:
    """What a step's form brings; a day that cannot be read stays what it is, and is told."""
    bawa = {nama: isi.get(nama, "") for nama in ISIAN if isi.get(nama, "").strip()}
    if "diberitahukan_pada" in bawa:
        hari, salah = baca_tanggal(bawa["diberitahukan_pada"])
        bawa["diberitahukan_pada"] = hari if not salah else None
    return bawa


def _riwayat(id: str, di: alur.Posisi) -> list[tuple[UsulanLangkah, bool]]:
    """Every step with whether it still counts: those that do in their order, told ones after what they tell of."""
    ada = {satu.id: satu for satu in UsulanLangkah.select().where(UsulanLangkah.usulan_id == id)}
    urut = [ada.pop(satu.id) for satu in di.rantai]
    kabar = [satu for satu in ada.values() if satu.langkah == alur.BERITAHUKAN and satu.dinilai == di.tanda]
    lepas = sorted((satu for satu in ada.values() if satu not in kabar), key=lambda satu: satu.id)
    return [(satu, True) for satu in (*urut, *kabar)] + [(satu, False) for satu in lepas]


def _lini(di: alur.Posisi, tahap, baris: UsulanBantuan) -> list[tuple[str, str, str, str]]:
    """The stages that are due or still to come: (name, who, ``kini`` or ``nanti``, documents)."""
    if di.keadaan in alur.SELESAI or di.sudah:
        return []
    mulai = (
        di.tahap
        if di.keadaan in (kata.DIAJUKAN, kata.DIVERIFIKASI, kata.DAFTAR_TUNGGU)
        else usulan_kini.tahap_mulai(tahap)
    )
    hasil = []
    for ke, satu in enumerate(tahap, 1):
        if ke >= mulai:
            kini = (
                "kini" if ke == di.tahap and di.giliran == satu.tingkat and di.keadaan != kata.DIKEMBALIKAN else "nanti"
            )
            hasil.append((satu.nama, " atau ".join(sebut_peran(satu, baris.wilayah)), kini, ", ".join(satu.dokumen)))
    return hasil


def _aturan(node, baris: UsulanBantuan):
    """What the rules say today of whom it is about, or of whose death it is; None where he is not known here."""
    siapa = baris.untuk_orang_id or baris.orang_id
    if not siapa:
        return None
    orang = usulan.warga(siapa, baris.wilayah)
    ahli_waris = usulan.warga(baris.orang_id, baris.wilayah) if baris.untuk_orang_id else None
    return orang and periksa.untuk(
        node, baris.program, orang.id, date.today(), dinilai=derived_id("penerima", baris.id),
        ahli_waris=ahli_waris.id if ahli_waris else "",
    )  # fmt: skip


def _tempat(node, baris: UsulanBantuan, program):
    return peringkat.tempat(node, baris, program) if program else None


class HalamanUsulan(IsiHalamanUsulan, HalamanRekam):
    """One proposal at its village."""

    daftar = "sidb_daftar_usulan.index_view"

    def tambahan(self, baris):
        node, orang = host.node(), host.operator()
        return {
            "berkas": kartu_berkas(node, "usulan_bantuan", baris.id),
            "penduduk": usulan.warga(baris.orang_id, baris.wilayah),
            "penerima": node.engine.value("SELECT MIN(id) FROM sb_penerima WHERE usulan_id = ?", (baris.id,)),
            "boleh_ubah": baris.node == node.code and boleh(orang, "usulan_bantuan", "ubah", baris.wilayah),
            "boleh_pernyataan": boleh(orang, "pernyataan", "tambah", baris.wilayah),
        }  # fmt: skip
