"""Proposals from above, at the village: each beside what it has, taken or declined, singly or by filter."""

from collections import Counter
from collections.abc import Sequence

from flask import flash, jsonify, redirect, request, url_for
from flask_admin import expose

from .... import host
from ....domain.pesan import nama_kolom
from ....ui.tampil import nomor, nomor_tersamar
from ...kependudukan import pekerjaan
from ...kependudukan.kesalahan import DataDitolak, SudahBerubah
from ...kependudukan.layar.dasar import HalamanDesa, boleh_di_sini, sampaikan, segarkan, tautan
from ...kependudukan.layar.sambungan import Sisipan, sisipkan
from .. import usulan, usulan_urung
from ..usulan import ALASAN_TOLAK, Saringan, Usulan
from ..usulan_cocok import DAPAT_DIUSULKAN
from ..usulan_kata import sebut
from ..usulan_terjawab import jumlah_terjawab, terjawab
from .usulan_kerja import JENIS, berjalan, mulai, sidik

SEHALAMAN = 25
CONTOH = 10
"""How many names the question shows before many are answered at once."""
NOMOR = frozenset({"nik", "no_kk", "ayah_nik", "ibu_nik"})


class LayarUsulan(HalamanDesa):
    """What the kecamatan and the kabupaten propose to this village."""

    sumber, ikon = "usulan_data", "impor"
    aksi = dict.fromkeys(("terima", "tolak", "urungkan", "semua", "jawab_semua"), "ubah")

    @expose("/")
    def index(self):
        """What waits, by parcel and filter; or what was answered."""
        if request.args.get("tab") == "selesai":
            return self._terjawab()
        node, saringan, halaman = host.node(), _saringan(), self.halaman_ke()
        semua = usulan.menunggu(node)
        cocok = [satu for satu in semua if saringan.cocok(satu)]
        return self.render(
            "sid_bantuan/lampid/usulan.html", tab="", saringan=saringan, semua=len(semua), cocok=len(cocok),
            rows=cocok[(halaman - 1) * SEHALAMAN : halaman * SEHALAMAN], paket=_paket(semua), pilihan=_pilihan(semua, saringan),
            halaman=halaman, halaman_akhir=-(-len(cocok) // SEHALAMAN) or 1, boleh_ubah=self.boleh("ubah"),
            terjawab=jumlah_terjawab(node), semua_alasan=ALASAN_TOLAK, kerja=berjalan(node), sidik=sidik, **_kata(),
        )  # fmt: skip

    def _terjawab(self):
        node, halaman = host.node(), self.halaman_ke()
        jumlah, rows = jumlah_terjawab(node), terjawab(node, (halaman - 1) * SEHALAMAN, SEHALAMAN)
        return self.render(
            "sid_bantuan/lampid/usulan.html", tab="selesai", rows=rows, boleh_ubah=self.boleh("ubah"),
            diubah=usulan_urung.diubah(node, [satu.id for satu in rows if satu.diterima]),
            semua=usulan.jumlah_menunggu(node), terjawab=jumlah, halaman=halaman, kerja=berjalan(node),
            halaman_akhir=-(-jumlah // SEHALAMAN) or 1, saringan=Saringan(), **_kata(),
        )  # fmt: skip

    # ---- one

    @expose("/<id>/terima", methods=["POST"])
    def terima(self, id):
        """Take one, or the columns that are ticked."""
        kolom = request.form.getlist("kolom") if "pilih" in request.form else None
        if kolom == []:
            flash("Belum ada yang dicentang. Centang isi yang diterima, atau tolak usulannya.", "error")
            return self._kembali(f"u-{id}")
        return self._jawab(id, lambda node, orang: usulan.terima(node, orang, id, kolom), "diterima")

    @expose("/<id>/tolak", methods=["POST"])
    def tolak(self, id):
        """Decline one; the reason goes back to whoever sent it."""
        return self._jawab(id, lambda node, orang: usulan.tolak(node, orang, id, _alasan()), "ditolak")

    @expose("/<id>/urungkan", methods=["POST"])
    def urungkan(self, id):
        """Give the resident back what he had; the proposal waits again."""
        node = host.node()
        try:
            usulan_urung.urungkan(node, host.operator(), id)
            segarkan(node)
            flash("Datanya kembali seperti sebelum usulan diterima; usulannya menunggu lagi.", "success")
        except DataDitolak as salah:
            sampaikan(salah)
        except SudahBerubah:
            flash("Datanya baru saja diubah orang lain. Periksa lagi.", "error")
        return redirect(url_for(".index", tab="selesai"))

    def _jawab(self, id: str, lakukan, kata: str):
        node = host.node()
        ada = usulan.menunggu(node, [id])
        if ada and request.form.get("sidik", sidik(ada)) != sidik(ada):
            flash("Data desa berubah sejak halaman dibuka, jadi belum ada yang dijawab. Periksa lagi.", "error")
            return self._kembali(f"u-{id}")
        nama = ada[0].nama if ada else ""
        try:
            lakukan(node, host.operator())
        except DataDitolak as salah:
            sampaikan(salah)
            return self._kembali(f"u-{id}")
        except SudahBerubah:
            flash("Datanya baru saja diubah orang lain. Periksa lagi, lalu jawab.", "error")
            return self._kembali(f"u-{id}")
        segarkan(node)
        sisa = usulan.menunggu(node, [id])
        flash(
            f"{nama}: yang dicentang diterima, sisanya masih menunggu." if sisa else f"Usulan {nama} {kata}.", "success"
        )
        return self._kembali(f"u-{id}" if sisa else None)

    def _kembali(self, jangkar: str | None = None):
        return redirect(url_for(".index", **_saringan().alamat(), _anchor=jangkar))

    # ---- many at once

    @expose("/semua")
    def semua(self):
        """All the filter finds: how many, what of, and the question."""
        return self._tanya()

    def _tanya(self, salah: str = "", kode: int = 200):
        node, saringan = host.node(), _saringan()
        cocok = [satu for satu in usulan.menunggu(node) if saringan.cocok(satu)]
        if not cocok:
            flash("Tidak ada usulan yang cocok dengan saringan ini.", "info")
            return redirect(url_for(".index"))
        return self.render(
            "sid_bantuan/lampid/usulan_semua.html", saringan=saringan, cocok=cocok, contoh=cocok[:CONTOH],
            kolom=_per_kolom(cocok), baru=sum(satu.baru for satu in cocok), sidik=sidik(cocok), salah=salah,
            ubah=sum(not satu.baru for satu in cocok), semua_alasan=ALASAN_TOLAK, isi=request.form, **_kata(),
        ), kode  # fmt: skip

    @expose("/semua", methods=["POST"])
    def jawab_semua(self):
        """Answer exactly what was shown, in the background."""
        node, saringan, form = host.node(), _saringan(), request.form
        if jalan := berjalan(node):
            return redirect(url_for(".kerja", id=jalan))
        menolak, alasan = form.get("putusan") == "tolak", _alasan()
        if menolak and not 0 < len(alasan) <= 200:
            return self._tanya("Pilih alasannya, atau tulis alasan lain, paling panjang 200 huruf.", 422)
        cocok = [satu for satu in usulan.menunggu(node) if saringan.cocok(satu)]
        if sidik(cocok) != form.get("sidik"):
            return self._tanya("Isinya berubah sejak Anda lihat, jadi belum ada yang dijawab. Periksa lagi.", 409)
        kolom = saringan.kolom if form.get("hanya") and not menolak else ""
        ids = [satu.id for satu in cocok if not (kolom and satu.baru)]
        id = mulai(node, host.operator(), ids, alasan if menolak else None, kolom or None)
        return redirect(url_for(".kerja", id=id))

    @expose("/kerja/<id>")
    def kerja(self, id):
        """How far answering many is, or what became of it."""
        node = host.node()
        kerja = pekerjaan.baca(node, id)
        if kerja is None or kerja.jenis != JENIS:
            return self.tidak_ada("Pekerjaan ini")
        gagal = pekerjaan.rincian(node, id) if not kerja.berjalan else []
        return self.render(
            "sid_bantuan/lampid/usulan_kerja.html", kerja=kerja, gagal=gagal, menunggu=usulan.jumlah_menunggu(node)
        )

    @expose("/kerja/<id>/keadaan")
    def keadaan(self, id):
        """How far it is, for the page that waits."""
        kerja = pekerjaan.baca(host.node(), id)
        if kerja is None or kerja.jenis != JENIS:
            return jsonify(berjalan=False), 404
        return jsonify(kerja.kemajuan)


def _saringan() -> Saringan:
    """The filter the address asks for."""
    args = request.args
    jenis = args.get("jenis", "")
    return Saringan(
        args.get("paket", "")[:32], args.get("kolom", "")[:40], jenis if jenis in ("baru", "ubah") else "",
        args.get("tanpa_nik") == "1", " ".join(args.get("nama", "").split())[:100],
    )  # fmt: skip


def _alasan() -> str:
    return " ".join((request.form.get("alasan_sendiri") or request.form.get("alasan", "")).split())


def _kata() -> dict:
    """What the pages say values with; numbers in full only for those whose task it is."""
    lengkap = boleh_di_sini("penduduk", "lihat_nik")

    def nilai(kolom: str, isi) -> str:
        if kolom in NOMOR and isi:
            return nomor(isi) if lengkap else nomor_tersamar(isi)
        return sebut(kolom, isi)

    return {"nilai": nilai, "nama_kolom": nama_kolom, "tautan": tautan}


def _paket(semua: Sequence[Usulan]) -> list[tuple[Usulan, int]]:
    """One proposal of each parcel, and how many wait of it; the latest parcel first."""
    jumlah, wakil = Counter(satu.paket for satu in semua), {}
    for satu in semua:
        wakil.setdefault(satu.paket, satu)
    return [(satu, jumlah[paket]) for paket, satu in wakil.items()]


def _per_kolom(semua: Sequence[Usulan]) -> list[tuple[str, int]]:
    """Columns that would change, and how many times; the most frequent first."""
    return Counter(nama for satu in semua if not satu.baru for nama, *_ in satu.beda).most_common()


def _pilihan(semua: Sequence[Usulan], saringan: Saringan) -> dict:
    """The choices of the filters, with how many the other filters leave of each."""
    tanpa_kolom = [satu for satu in semua if saringan.dengan(kolom="").cocok(satu)]
    kolom = [(nama, jumlah) for nama, jumlah in _per_kolom(tanpa_kolom) if nama in DAPAT_DIUSULKAN]
    tanpa_jenis = [satu for satu in semua if saringan.dengan(jenis="").cocok(satu)]
    baru = sum(satu.baru for satu in tanpa_jenis)
    tanpa_nik = sum(saringan.dengan(tanpa_nik=True).cocok(satu) for satu in semua)
    return {"kolom": kolom, "baru": baru, "ubah": len(tanpa_jenis) - baru, "tanpa_nik": tanpa_nik}


def menunggu_di_beranda(node) -> Sisipan | None:
    """How much of the proposed data nobody answered, on the village's first page."""
    if not boleh_di_sini("usulan_data", "lihat"):
        return None
    jumlah = usulan.jumlah_menunggu(node)
    return Sisipan("sid_bantuan/lampid/sisipan_usulan.html", {"jumlah": jumlah}) if jumlah else None


sisipkan("beranda.tunggu", menunggu_di_beranda)
