"""Rounds above the villages: opening one, how far every village is, receipts, moving the deadline, closing."""

from datetime import date

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.bantuan import ARAH, DTSEN
from ....domain.peran import boleh
from ....domain.tanggal import BULAN, baca_tanggal
from ....domain.wilayah import level, parent, within
from ....domain.wilayah_nama import nama_pendek
from ....ui.dasar import HalamanDasar
from ....ui.tampil import nomor_tersamar
from ...kependudukan import rekam
from ...kependudukan.kesalahan import DataDitolak, Kesalahan
from ...kependudukan.layar.dasar import sampaikan
from ...lampid.layar import unduhan
from ...lampid.layar.tempat import Bertempat, jejak_tempat
from .. import program as katalog
from .. import putaran, putaran_kirim, putaran_lembar
from ..putaran_kerja import sebut_alasan
from ..tables_usulan import Putaran, PutaranKiriman
from .pemutakhiran import NADA, sisa_hari

SEHALAMAN = 100
NADA_MAJU = {
    putaran.BELUM: "netral", putaran.KERJA: "info", putaran.KELIRU: "perlu_perbaikan", putaran.MENYUSUL: "menunggu",
    putaran.DISERAHKAN: "valid",
}  # fmt: skip
URUT = {keadaan: ke for ke, keadaan in enumerate((putaran.KELIRU, putaran.BELUM, putaran.KERJA, putaran.MENYUSUL,
                                                  putaran.DISERAHKAN))}  # fmt: skip


class LayarPutaran(Bertempat, HalamanDasar):
    """Rounds of updating as the offices above lead them."""

    sumber, ikon = "putaran", "ganti"
    aksi = {"baru": "tambah", "batas": "ubah", "tutup": "ubah", "buka_lagi": "ubah", "unduh": "ekspor",
            "unduh_versi": "ekspor"}  # fmt: skip

    @expose("/")
    def index(self):
        """Every round with how many villages have handed in."""
        node, hari = host.node(), date.today()
        rows = [(satu, _hitung(putaran.kemajuan(node, satu, hari, self.area()))) for satu in putaran.semua(node)]
        return self.render(
            "sid_bantuan/bantuan/putaran.html", rows=rows, sisa=sisa_hari, boleh_tambah=self._memimpin("tambah"),
            nama_daftar=lambda daftar: putaran.nama_daftar(node, daftar), tempat_pendek=nama_pendek,
        )  # fmt: skip

    def _memimpin(self, aksi: str, satu: Putaran | None = None) -> bool:
        """Whether the person may lead rounds of this office, or this one of them."""
        node = host.node()
        return boleh(host.operator(), "putaran", aksi, node.code) and (satu is None or satu.node == node.code)

    @expose("/baru", methods=["GET", "POST"])
    def baru(self):
        """The form of a new round, and opening it."""
        if not self._memimpin("tambah"):
            return self.inaccessible_callback("baru")
        node, isi, salah = host.node(), request.form, {}
        if request.method == "POST":
            try:
                return redirect(url_for(".buka", id=self._buka(node, isi).id))
            except DataDitolak as error:
                salah = {satu.kolom: satu for satu in reversed(error.kesalahan)}
        daftar = {DTSEN: "DTSEN"} | {
            kode: satu.nama for kode, satu in katalog.semua(node).items() if satu.aktif and satu.perorangan
        }
        return self.render(
            "sid_bantuan/bantuan/putaran_baru.html", isi=isi, salah=salah, daftar=daftar, usul=_usul(date.today()),
            id=isi.get("id") or rekam.id_formulir(node, "putaran", ""), tempat=nama_pendek(node.code),
        ), 422 if salah else 200  # fmt: skip

    @staticmethod
    def _buka(node, isi) -> Putaran:
        hari, salah = {}, []
        for kolom in ("mulai", "batas"):
            hari[kolom], rusak = baca_tanggal(isi.get(kolom))
            if hari[kolom] is None:
                salah.append(Kesalahan(rusak or "wajib_diisi", kolom))
        if salah:
            raise DataDitolak(salah)
        satu = putaran.buka(
            node, host.operator(), isi.get("nama", ""), isi.get("daftar", ""), hari["mulai"], hari["batas"],
            isi.get("keterangan", ""), rekam.id_formulir(node, "putaran", isi.get("id", "")),
        )  # fmt: skip
        flash(f"Putaran {satu.nama} dibuka. Desa melihatnya setelah sinkron berikutnya.", "success")
        return satu

    @expose("/<id>")
    def buka(self, id):
        """One round: every village, those that have not handed in first; in a kabupaten first its kecamatan."""
        node, satu, hari, area = host.node(), self._satu(id), date.today(), self.tempat(request.args.get("wilayah"))
        semua, lihat = putaran.kemajuan(node, satu, hari, area), request.args.get("lihat", "")
        if level(area) == "kabupaten" and not lihat:
            return self._per_kecamatan(satu, semua)
        rows = [one for one in semua if not lihat or lihat in _sebutan(one)]
        return self.render(
            "sid_bantuan/bantuan/putaran_satu.html", putaran=satu, rows=sorted(rows, key=lambda one: URUT[one.keadaan]),
            hitung=_hitung(semua), keadaan=putaran.KEADAAN, nada=NADA_MAJU, lihat=lihat, sisa=sisa_hari(satu),
            nama_daftar=putaran.nama_daftar(node, satu.daftar), tempat_pendek=nama_pendek,
            boleh_ubah=self._memimpin("ubah", satu), boleh_unduh=self.boleh("ekspor", area), wilayah=area,
            kabupaten=level(area) == "kabupaten", per_kecamatan=[], tempat=jejak_tempat(area, self.area()),
        )  # fmt: skip

    def _per_kecamatan(self, satu: Putaran, semua: list[putaran.Kemajuan]):
        per: dict[str, list[putaran.Kemajuan]] = {}
        for one in semua:
            per.setdefault(parent(one.wilayah), []).append(one)
        hitung = sorted(((kode, _hitung(rows)) for kode, rows in per.items()), key=lambda one: -_belum(one[1]))
        return self.render(
            "sid_bantuan/bantuan/putaran_satu.html", putaran=satu, rows=[], hitung=_hitung(semua), lihat="", wilayah=self.area(),
            sisa=sisa_hari(satu), nama_daftar=putaran.nama_daftar(host.node(), satu.daftar), tempat_pendek=nama_pendek,
            boleh_ubah=self._memimpin("ubah", satu), boleh_unduh=self.boleh("ekspor"), per_kecamatan=hitung,
            kabupaten=True, tempat=jejak_tempat(self.area(), self.area()),
        )  # fmt: skip

    @expose("/<id>/unduh.xlsx")
    def unduh(self, id):
        """How far every village is, as an Excel sheet."""
        satu, hari, area = self._satu(id), date.today(), self.tempat(request.args.get("wilayah"), "ekspor")
        lembar = putaran_lembar.kemajuan(satu, putaran.kemajuan(host.node(), satu, hari, area), hari)
        return unduhan.unduh(lembar, unduhan.EXCEL, "putaran", area, f"Kemajuan {satu.nama}")

    @expose("/<id>/batas", methods=["POST"])
    def batas(self, id):
        """Move the deadline."""
        batas, rusak = baca_tanggal(request.form.get("batas"))
        if batas is None:
            sampaikan(DataDitolak([Kesalahan(rusak or "wajib_diisi", "batas")]))
            return redirect(url_for(".buka", id=id))
        return self._ubah(
            id, lambda node, orang: putaran.pindah_batas(node, orang, id, batas), f"Batas menjadi {batas:%d-%m-%Y}."
        )

    @expose("/<id>/tutup", methods=["GET", "POST"])
    def tutup(self, id):
        """The question before closing, and closing."""
        if request.method == "POST":
            kata = "Putaran ditutup. Desa tidak dapat menyerahkan lagi."
            return self._ubah(id, lambda node, orang: putaran.tutup(node, orang, id), kata)
        satu = self._satu(id)
        semua = putaran.kemajuan(host.node(), satu, date.today())
        return self.render(
            "sid_bantuan/bantuan/putaran_tutup.html", putaran=satu, keadaan=putaran.KEADAAN, nada=NADA_MAJU,
            belum=[one for one in semua if one.keadaan != putaran.DISERAHKAN], semua=len(semua), tempat_pendek=nama_pendek,
        )  # fmt: skip

    @expose("/<id>/buka-lagi", methods=["POST"])
    def buka_lagi(self, id):
        """Take a closing back."""
        return self._ubah(id, lambda node, orang: putaran.buka_lagi(node, orang, id), "Putaran dibuka lagi.")

    def _ubah(self, id: str, lakukan, kata: str):
        try:
            lakukan(host.node(), host.operator())
            flash(kata, "success")
        except DataDitolak as salah:
            sampaikan(salah)
        return redirect(url_for(".buka", id=id))

    # ---- what a village handed in

    @expose("/<id>/desa/<wilayah>")
    def desa(self, id, wilayah):
        """The versions of one village, and the lines of one of them."""
        node, satu, wilayah = host.node(), self._satu(id), self.tempat(wilayah)
        versi = putaran_kirim.versi(node, id, wilayah)
        dipilih = next(
            (one for one in versi if one.kiriman.id == request.args.get("versi")), versi[0] if versi else None
        )
        arah, halaman = request.args.get("arah", ""), self.halaman_ke()
        arah = arah if arah in ARAH else ""
        jumlah = _jumlah(dipilih.kiriman) if dipilih else {"": 0}
        rows = putaran_kirim.baris(dipilih.kiriman.id, arah, (halaman - 1) * SEHALAMAN, SEHALAMAN) if dipilih else []
        return self.render(
            "sid_bantuan/bantuan/putaran_desa.html", putaran=satu, wilayah=wilayah, versi=versi, dipilih=dipilih, arah=arah,
            semua_arah=ARAH, jumlah=jumlah, rows=rows, halaman=halaman, halaman_akhir=-(-jumlah[arah] // SEHALAMAN) or 1,
            nada=NADA, sebut_alasan=sebut_alasan, tempat=nama_pendek(wilayah), boleh_unduh=self.boleh("ekspor", wilayah),
            beda=putaran_kirim.beda(node, dipilih.kiriman) if dipilih else [],
            lengkap=boleh(host.operator(), "penetapan", "lihat_nik", wilayah),
        )  # fmt: skip

    @expose("/versi/<kiriman_id>/unduh.xlsx")
    def unduh_versi(self, kiriman_id):
        """The lines of one version as an Excel sheet."""
        kiriman = PutaranKiriman.get_or_none(PutaranKiriman.id == kiriman_id) or abort(404)
        wilayah, satu = self.tempat(kiriman.wilayah, "ekspor"), self._satu(kiriman.putaran_id)
        tulis = str if boleh(host.operator(), "penetapan", "lihat_nik", wilayah) else nomor_tersamar
        lembar = putaran_lembar.versi(satu, kiriman, putaran_kirim.baris(kiriman_id), tulis)
        label = f"{satu.nama}, versi {kiriman.versi}, {nama_pendek(wilayah)}"
        return unduhan.unduh(lembar, unduhan.EXCEL, "putaran_kiriman", wilayah, label)

    def _satu(self, id: str) -> Putaran:
        satu = putaran.satu(host.node(), id)
        if satu is None or not (within(satu.wilayah, self.area()) or within(self.area(), satu.wilayah)):
            abort(404)
        return satu


def _jumlah(kiriman: PutaranKiriman) -> dict[str, int]:
    return {"": kiriman.masuk + kiriman.keluar + kiriman.tetap} | {arah: getattr(kiriman, arah) for arah in ARAH}


def _sebutan(satu: putaran.Kemajuan) -> set[str]:
    """By which of the numbers at the top a village is counted."""
    sudah = {"sudah"} if satu.keadaan in (putaran.MENYUSUL, putaran.DISERAHKAN) else set()
    return {satu.keadaan} | sudah | ({"lambat"} if satu.lambat else set())


def _hitung(semua) -> dict[str, int]:
    """How many villages are in each state, in all (""), and late."""
    hasil = dict.fromkeys(putaran.KEADAAN, 0) | {"": len(semua), "lambat": sum(satu.lambat for satu in semua)}
    for satu in semua:
        hasil[satu.keadaan] += 1
    return hasil


def _belum(hitung: dict[str, int]) -> float:
    """What part of a kecamatan's villages has not handed in: the furthest behind stands first."""
    return (hitung[putaran.BELUM] + hitung[putaran.KERJA] + hitung[putaran.KELIRU]) / max(1, hitung[""])


def _usul(hari: date) -> dict[str, str]:
    """What the form of a new round starts with: the quarter that runs, until its last month's fifteenth."""
    triwulan = (hari.month - 1) // 3
    akhir = date(hari.year, triwulan * 3 + 3, 15)
    return {
        "nama": f"DTSEN triwulan {('I', 'II', 'III', 'IV')[triwulan]} {hari.year}",
        "bulanan": f"DTSEN {BULAN[hari.month - 1]} {hari.year}",
        "mulai": f"{hari:%d-%m-%Y}", "batas": f"{akhir:%d-%m-%Y}" if akhir >= hari else "",
    }  # fmt: skip
