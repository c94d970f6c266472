"""From above: what waits for the village, taken in with one click, declined with a reason; and the news of its own moves."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain import kode, lampid
from ....domain.pesan import nama_kolom
from ....domain.wilayah_nama import nama_pendek
from ....ui.tampil import tanggal
from ...kependudukan.kesalahan import DataDitolak, Kesalahan, SudahBerubah
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan, tautan
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from .. import masuk, masuk_baca, setelan
from ..masuk_baca import Masuk
from ..masuk_sini import kunci
from ..tables import DICABUT, DITERIMA, DITOLAK, MENUNGGU, Mutasi
from . import akibat
from .daftar import IKON
from .masuk_formulir import BARU, HUBUNGAN, KE_KK, FormulirMasuk

TAB = {MENUNGGU: "Menunggu", "kabar": "Pemberitahuan", "selesai": "Sudah dijawab"}
SEHALAMAN = 30
ALASAN = (
    "Orangnya tidak datang ke desa ini",
    "Bukan warga desa ini",
    "Sudah tercatat dengan nama lain",
    "Datanya tidak sesuai surat pindah",
)
"""Why villages decline; an own sentence can be written instead."""


class LayarMasuk(HalamanDesa):
    """What the kecamatan and the kabupaten sent to this village."""

    sumber, ikon = "mutasi_masuk", "datang"
    aksi = dict.fromkeys(("terima", "tolak", "tandai", "semua"), "ubah")

    @expose("/")
    def index(self):
        """What waits, the longest waiting first; the news; and what was answered."""
        semua = masuk_baca.di_desa(host.node())
        per_tab = {
            MENUNGGU: [satu for satu in semua if satu.letak == MENUNGGU and not satu.kabar],
            "kabar": [satu for satu in semua if satu.kabar and satu.letak != DICABUT][::-1],
            "selesai": [satu for satu in semua if satu.letak in (DITERIMA, DITOLAK) and not satu.kabar][::-1],
        }
        tab = request.args.get("tab") if request.args.get("tab") in TAB else MENUNGGU
        halaman = max(1, request.args.get("halaman", 1, type=int))
        dipilih = per_tab[tab]
        jumlah = {nama: len(isi) for nama, isi in per_tab.items()}
        jumlah["kabar"] = sum(satu.letak == MENUNGGU for satu in per_tab["kabar"])
        return self.render(
            "sid_bantuan/lampid/masuk.html",
            rows=dipilih[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN],
            tab=tab, semua_tab=TAB, jumlah=jumlah, halaman=halaman, halaman_akhir=-(-len(dipilih) // SEHALAMAN) or 1,
            ikon=IKON, boleh_ubah=self.boleh("ubah"), otomatis=setelan.sekarang.mutasi_masuk == setelan.OTOMATIS,
            judul=judul, MENUNGGU=MENUNGGU, DITOLAK=DITOLAK,
        )  # fmt: skip

    @expose("/<id>")
    def buka(self, id):
        """One of them, filled in; one click takes it."""
        satu = self._satu(id)
        if satu is None or satu.kabar:
            return self.tidak_ada("Kiriman ini") if satu is None else redirect(url_for(".index", tab="kabar"))
        return self._gambar(FormulirMasuk(host.node(), satu))

    @expose("/<id>/terima", methods=["POST"])
    def terima(self, id):
        """Record it. From the list, without a form, as it was sent; what is missing is then asked on its page."""
        node, satu = host.node(), self._satu(id)
        if satu is None:
            return self.tidak_ada("Kiriman ini")
        berisi = "tgl_lapor" in request.form
        formulir = FormulirMasuk(node, satu, request.form if berisi else None)
        # Without the form nothing was chosen: it is recorded as it was sent, or what is missing is asked.
        pilihan, salah = formulir.pilihan() if berisi else ({}, [])
        try:
            if salah:
                raise DataDitolak(salah)
            mutasi = masuk.terapkan_masuk(node, host.operator(), id, pilihan)
        except DataDitolak as ditolak:
            formulir.tunjukkan(ditolak.kesalahan)
            return self._gambar(formulir), 422
        except SudahBerubah:
            flash("Datanya baru saja diubah orang lain. Periksa lagi, lalu terima.", "error")
            return self._gambar(formulir), 409
        segarkan(node)
        flash(akibat.tersimpan(node, mutasi), "success")
        return redirect(url_for("sidb_mutasi.buka", id=mutasi.id))

    @expose("/<id>/tolak", methods=["POST"])
    def tolak(self, id):
        """Decline it; the reason goes back to whoever sent it."""
        satu = self._satu(id)
        if satu is None:
            return self.tidak_ada("Kiriman ini")
        alasan = " ".join((request.form.get("alasan_sendiri") or request.form.get("alasan", "")).split())
        try:
            masuk.tolak(host.node(), host.operator(), id, alasan)
        except DataDitolak as ditolak:
            formulir = FormulirMasuk(host.node(), satu)
            formulir.tunjukkan([Kesalahan("alasan_tolak_kosong", "alasan")] if not alasan else ditolak.kesalahan)
            return self._gambar(formulir, alasan), 422
        flash(f"{judul(satu)} ditolak. Alasannya dikirim kembali.", "success")
        return redirect(url_for(".index"))

    @expose("/<id>/tandai", methods=["POST"])
    def tandai(self, id):
        """News is read; or what waits is recorded here already."""
        satu = self._satu(id)
        if satu is None:
            return self.tidak_ada("Kiriman ini")
        try:
            masuk.tandai_tercatat(host.node(), host.operator(), id)
        except DataDitolak as salah:
            sampaikan(salah)
            return redirect(url_for(".buka", id=id))
        flash("Ditandai sudah dibaca." if satu.kabar else "Ditandai sudah tercatat di desa ini.", "success")
        return redirect(url_for(".index", **({"tab": "kabar"} if satu.kabar else {})))

    @expose("/semua", methods=["POST"])
    def semua(self):
        """Take in whatever can be recorded as it was sent; the rest stays, each with what it lacks."""
        node = host.node()
        menunggu = [satu for satu in masuk_baca.di_desa(node) if satu.letak == MENUNGGU and not satu.kabar]
        dicatat = masuk.terapkan_semua(node, host.operator(), menunggu)
        segarkan(node)
        sisa = len(menunggu) - dicatat
        kata = f"{dicatat} peristiwa dicatat." + (
            f" {sisa} lagi perlu dilengkapi dulu: buka satu per satu." if sisa else ""
        )
        flash(kata, "success" if dicatat else "warning")
        return redirect(url_for(".index"))

    def _satu(self, id) -> Masuk | None:
        satu = masuk_baca.baca(host.node(), id)
        return satu if satu and satu.wilayah == host.node().code else None

    def _gambar(self, f: FormulirMasuk, alasan: str = ""):
        node, satu = host.node(), f.satu
        terbuka = satu.letak in (MENUNGGU, DITOLAK) and self.boleh("ubah")
        halangan = masuk.halangan(node, satu.id, f.pilihan()[0]) if terbuka and not f.salah else ()
        return self.render(
            "sid_bantuan/lampid/masuk_satu.html",
            f=f, satu=satu, judul=judul(satu), ikon=IKON.get(satu.jenis, "datang"), kunci=kunci, hubungan=HUBUNGAN,
            rincian=rincian(node, satu), terbuka=terbuka, halangan=halangan, alasan=alasan, semua_alasan=ALASAN,
            sudah=masuk.sudah_tercatat(node, satu) if terbuka else None, BARU=BARU, KE_KK=KE_KK, DATANG=lampid.DATANG,
            LAHIR=lampid.LAHIR, MATI=lampid.MATI, status_dasar=kode.daftar("status_dasar"), hidup=kode.HIDUP,
            tautan=tautan, lengkap=boleh_di_sini("penduduk", "lihat_nik"), DITERIMA=DITERIMA, DITOLAK=DITOLAK,
            jenis_kelamin=kode.daftar("jenis_kelamin"),
            hasil=Mutasi.get_or_none(Mutasi.id == satu.hasil_id) if satu.hasil_id else None,
        )  # fmt: skip


def judul(satu: Masuk) -> str:
    """What waits, in a heading: ``Kedatangan SUGENG dan 3 lainnya``."""
    kata = {lampid.DATANG: "Kedatangan", lampid.PINDAH: "Kepindahan"}.get(satu.jenis, satu.judul)
    return f"{kata} {satu.nama}"


def rincian(node, satu: Masuk) -> list[tuple[str, str]]:
    """The particulars as they were sent, in words."""
    arah = {lampid.DATANG: "Datang dari", lampid.PINDAH: "Pindah ke"}
    isi = [("Terjadi", tanggal(satu.tgl_peristiwa)), ("Dilaporkan", tanggal(satu.tgl_lapor))]
    if satu.lawan_wilayah:
        isi.append((arah.get(satu.jenis, "Tempat lain"), nama_pendek(satu.lawan_wilayah)))
    kolom = {one.name: one.field for one in node.catalog["mutasi"].columns}
    for nama, nilai in satu.rincian.items():
        if nilai and nama in kolom and nama not in ("cakupan", "yang_pindah", "nomor_surat"):
            codes = getattr(kolom[nama], "codes", None)
            isi.append((nama_kolom(nama), codes.get(nilai, str(nilai)) if codes else str(nilai)))
    return isi


def menunggu_di_beranda(node) -> Sisipan | None:
    """What came from above and nobody answered, on the village's first page."""
    if not boleh_di_sini("mutasi_masuk", "lihat"):
        return None
    semua: Sequence[Masuk] = [satu for satu in masuk_baca.di_desa(node) if satu.letak == MENUNGGU]
    if not semua:
        return None
    kiriman = [satu for satu in semua if not satu.kabar]
    isi = {"kiriman": kiriman[:5], "jumlah": len(kiriman), "kabar": [satu for satu in semua if satu.kabar][:5],
           "ikon": IKON, "judul": judul}  # fmt: skip
    return Sisipan("sid_bantuan/lampid/sisipan_masuk.html", isi)


sisipkan("beranda.tunggu", menunggu_di_beranda)
